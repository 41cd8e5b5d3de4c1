/* record.h - a row of a table: computed once, kept in files, written in any
   format.

   A table in work is a head (head.h) and a record for each row.  Records
   depend on the plan and the format's unit and digits alone, not on who
   computes them nor on other rows.

   The line of a record is an object with the members row, block, label, law,
   prove, schedule, predictor, variables (an object of texts), cells, verdicts,
   keys, certificates, notes (a list of {column, status, message}) and its
   checksum.  */
#ifndef MDM_RECORD_H
#define MDM_RECORD_H

#include "claim/judge.h"
#include "table/head.h"

/* What a column shows of a row.  */
typedef struct
{
  int is_number;
  const char *value; /* a text, or digits of a number; NULL: none, a note
                        says why */
  const char *exact; /* of a number; NULL: too long */
  const char *unit;  /* of a number; NULL: none */
} mdm_shown_t;

/* Why a cell has nothing to show, or what must be known of it or the row.  */
typedef enum
{
  MDM_NOTE_ABSENT,
  MDM_NOTE_UNDEFINED,
  MDM_NOTE_LIMIT,
  MDM_NOTE_SIZES,      /* some sizes of the schedule are 0 */
  MDM_NOTE_NONE,       /* no constant does: the claim is refuted */
  MDM_NOTE_TRIED,      /* what is sought was tried number by number, */
  MDM_NOTE_HALVED,     /* or by halves, as the message allows */
  MDM_NOTE_UNCERTIFIED /* there is no certificate of this */
} mdm_note_kind;

/* The verdicts of rows: those on instances (claim/judge.h), and of universal
   rows that a claim is proved.  */
#define MDM_VERDICT_PROVED (MDM_VERDICT_UNDECIDED + 1)
extern const char *const mdm_row_verdict_words[];

typedef struct
{
  size_t column; /* SIZE_MAX: it is of the row */
  mdm_note_kind status;
  const char *message;
} mdm_note_t;

/* Texts and lists are in its arena, or lent by the plan.  */
typedef struct
{
  size_t row, block; /* its number in the plan; that of its block */
  const char *label;
  const char *law, *prove;          /* one of the two is NULL */
  const char *schedule, *predictor; /* or NULL: there is none */
  size_t variables, cells, verdicts, keys, notes, certificates;
  mdm_named_text_t *variable;
  mdm_shown_t *cell; /* of each column */
  int *verdict;      /* of each claim */
  const char **key;  /* of each key of the order that is a column: what it
                        is compared by, or NULL */
  mdm_note_t *note;
  const char **certificate; /* names of files */
  mdm_arena_t arena;
} mdm_record_t;

/* A record without anything, on the heap; free it, which may be NULL.  */
mdm_record_t *mdm_record_new (void);
void mdm_record_free (mdm_record_t *record);

/* Its line, with a line feed at its end; on the heap.  */
char *mdm_record_line (const mdm_record_t *record);

/* The record that the line TEXT[0..LENGTH) of a table of HEAD stands for; NULL
   where it is damaged.  */
mdm_record_t *mdm_record_read (const char *text, size_t length,
                               const mdm_head_t *head);

/* Does RECORD, of a table of HEAD, contradict itself?  A number with an exact
   form has the digits of that, a verdict that is shown and a key that is shown
   are the same.  Is it of another row of the description than ROW?  */
int mdm_record_contradicts (const mdm_record_t *record,
                            const mdm_head_t *head);
int mdm_record_differs (const mdm_record_t *record, const mdm_plan_row_t *row);

/* The parts of RECORD, of a table of HEAD, that are shown where that is
   written as JSON, counts being numbers and sizes lists of them; a new object.
 */
json_t *mdm_record_json (const mdm_record_t *record, const mdm_head_t *head);

#endif
