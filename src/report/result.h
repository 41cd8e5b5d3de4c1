/* result.h - what a command found, independent of the format in which it is
   written.

   Everything is said once, in a cell, which is both a JSON value and a text:
   as a member of the JSON object and a fact (a name and a text), or in a row
   of a table.  The formats (writers.h) lay these out.  Nothing is printed
   before the result is complete.

   A number that cannot be rounded within the limits of precision makes the
   whole result fail; as with the error flag of a stream, what is added after
   that does no harm, and who fills a result looks at its status in the
   end.  */
#ifndef MDM_RESULT_H
#define MDM_RESULT_H

#include "report/format.h"

#include <stdint.h>
#include <stdio.h>

/* What a text is, for those who read it.  */
typedef enum
{
  MDM_CELL_WORDS,
  MDM_CELL_VERDICT,
  MDM_CELL_COMMAND, /* to be copied, never wrapped */
  MDM_CELL_NUMBERS, /* a list, in which long fractions may be shortened */
  MDM_CELL_FORMULA  /* a claim, of which the exact form is LaTeX */
} mdm_cell_kind;

/* A value, until it is said, which takes it over.  */
typedef struct
{
  mdm_cell_kind kind;
  char *text;   /* on the heap; NULL: absent */
  char *exact;  /* on the heap; NULL: none, or too long */
  json_t *json; /* NULL stands for null */
} mdm_cell_t;

/* How the texts of a column are laid out.  */
typedef enum
{
  MDM_HEADING_VALUE, /* of numbers, if each of them is one */
  MDM_HEADING_RATIO, /* the same; the digits of long fractions say more */
  MDM_HEADING_EXACT, /* the exact form of the value before it */
  MDM_HEADING_LIST,  /* perhaps digits, but no numbers */
  MDM_HEADING_NOTE   /* words, which may be wrapped */
} mdm_heading_kind;

typedef struct
{
  const char *key;     /* in JSON; NULL: it is not there */
  const char *heading; /* NULL: only JSON has it */
  mdm_heading_kind kind;
  unsigned member; /* which of the members of a record it is; 0 in all columns:
                      they are in the order of the columns */
} mdm_heading_t;

/* What the rows of a table are in JSON.  */
typedef enum
{
  MDM_ROWS_NONE,    /* they are not there */
  MDM_ROWS_RECORDS, /* a list of objects, of which the columns are members */
  MDM_ROWS_MEMBERS, /* of an object: the first column names the second */
  MDM_ROWS_VALUES   /* a list of the second column */
} mdm_rows_kind;

/* A table as it is shown.  */
typedef struct
{
  char *title; /* NULL: none */
  size_t columns;
  char **head; /* COLUMNS strings */
  mdm_heading_kind *kind;
  size_t cells; /* a multiple of COLUMNS once complete */
  size_t alloc;
  char **cell;
} mdm_table_t;

typedef struct
{
  mdm_cell_kind kind;
  char *name, *text;
  char *formula; /* displayed in LaTeX instead, or NULL */
} mdm_fact_t;

typedef struct
{
  json_t *json;
  size_t facts, tables;
  mdm_fact_t *fact;
  mdm_table_t *table;
  char *conclusion; /* NULL: none */
  char *verbatim;   /* what is written instead of all this, in any format, or
                       NULL */
  const mdm_format_t *format; /* lent, as is what describes a failure */
  mdm_err_t *err;
  mdm_status status; /* were all numbers rounded? */
  int colour;        /* the text is coloured; not, unless it is set */
  int unseen;        /* it will not be written, and what only it would show
                        need not be computed; not so, unless it is set */
  /* The rows that are being added: */
  mdm_rows_kind rows;
  json_t *target;        /* what they go to, lent */
  size_t columns, at;    /* of COLUMNS cells AT are there */
  mdm_heading_t *column; /* heading: not NULL if it is shown */
  json_t **value;
} mdm_result_struct;

typedef mdm_result_struct mdm_result_t[1];

/* A result whose JSON is an object with the one member "schema" (or empty
   with SCHEMA NULL), to be written in FORMAT; ERR will say why it failed.
   Both outlive it.  */
void mdm_result_init (mdm_result_t result, const char *schema,
                      const mdm_format_t *format, mdm_err_t *err);
/* Free what RESULT has.  */
void mdm_result_clear (mdm_result_t result);

/* Cells.  TEXT, copied; NULL is absent.  */
mdm_cell_t mdm_cell_text (const char *text);
/* The same, a verdict, which may be coloured.  */
mdm_cell_t mdm_cell_verdict (const char *text);
/* TEXT, taken over.  */
mdm_cell_t mdm_cell_own (char *text);
/* A count.  */
mdm_cell_t mdm_cell_count (uint64_t n);
/* Q as "a/b"; and with DIGITS > 0 this as exact form of a decimal.  */
mdm_cell_t mdm_cell_fraction (const fmpq_t q, slong digits);
/* NUMBER, which is taken over.  */
mdm_cell_t mdm_cell_number (mdm_number_t *number);
/* V as mdm_number_set has it.  RESULT fails if that does.  */
mdm_cell_t mdm_cell_value (mdm_result_t result, const mdm_value_t v,
                           int plain);
/* X as mdm_number_set_error has it; RESULT fails in the same way.  */
mdm_cell_t mdm_cell_real (mdm_result_t result, const mdm_logform_struct *x);
/* A list, or whatever JSON has, and how it is shown; both are taken over.  */
mdm_cell_t mdm_cell_list (json_t *json, char *text);
/* Not a cell but the digits of X for the last line, six of them at most, on
   the heap.  */
char *mdm_brief_str (mdm_result_t result, const mdm_logform_struct *x);

/* The JSON object has the members named, ended by NULL, in this order; those
   that are not said are null.  */
void mdm_result_members (mdm_result_t result, ...) __attribute__ ((sentinel));

/* Say CELL, as the member KEY and the fact NAME; either may be NULL.  What is
   absent is no fact.  In facts and tables control characters are written
   \xNN; the JSON has them as they are.  */
void mdm_result_say (mdm_result_t result, const char *key, const char *name,
                     mdm_cell_t cell);

/* Add a member to the JSON object; VALUE is taken over.  */
void mdm_result_member (mdm_result_t result, const char *name, json_t *value);

/* Add a fact alone, its text being FORMAT expanded.  */
void mdm_result_fact (mdm_result_t result, const char *name,
                      const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

/* Begin a table with the COLUMN given, ended by one that has neither key nor
   heading; NULL: none yet.  Its rows are ROWS, of the member KEY, or with KEY
   NULL of the whole.  TITLE may be NULL.  */
void mdm_result_table (mdm_result_t result, const char *title,
                       mdm_rows_kind rows, const char *key,
                       const mdm_heading_t *column);
/* Go on in it with other ROWS, for which the columns have the keys KEYS, ended
   by NULL.  */
void mdm_result_go_on (mdm_result_t result, mdm_rows_kind rows,
                       const char *key, const char *const *keys);
/* Add one more column to the table just begun.  */
void mdm_result_column (mdm_result_t result, const char *heading,
                        mdm_heading_kind kind);

/* Add the next cell; what is absent is shown as "-".  The exact form is that
   of the column after it, if this is MDM_HEADING_EXACT.  */
void mdm_result_add (mdm_result_t result, mdm_cell_t cell);
/* Add the text NAME and CELL.  */
void mdm_result_add_named (mdm_result_t result, const char *name,
                           mdm_cell_t cell);
/* Add the member NAME to the object of which the rows are members; only JSON
   has it.  VALUE is taken over.  */
void mdm_result_also (mdm_result_t result, const char *name, json_t *value);
/* Add a copy of TEXT in a table that JSON does not have.  */
void mdm_result_cell (mdm_result_t result, const char *text);

/* Set the last line of the readable output.  */
void mdm_result_conclude (mdm_result_t result, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));

/* Set what is written instead of facts, tables and JSON, a copy of TEXT.  */
void mdm_result_verbatim (mdm_result_t result, const char *text);

/* Write RESULT to STREAM.  */
void mdm_result_write (FILE *stream, const mdm_result_t result);

#endif
