/* rows.h - the rows of a file about tokens: its directives, numbers and
   tokens.

   Law files and the files of sources are read alike: blank lines and lines
   starting with `#' are skipped, `#: vocab a b c' declares the vocabulary and
   `#: split words|chars' how sequences are cut, both before the first row and
   at most once; numbers are exact and never negative.  What stands in a row
   is the business of each file's reader, which counts its rows in ROWS.
   Nothing is repaired: whatever is wrong is an error with FILE:LINE:COL.  */
#ifndef MDM_ROWS_H
#define MDM_ROWS_H

#include "law/total.h"
#include "text/lines.h"
#include "text/tokens.h"

/* How sequences are cut into tokens.  */
typedef enum
{
  MDM_SPLIT_UNKNOWN, /* no directive, and the reader has not decided */
  MDM_SPLIT_WORDS,
  MDM_SPLIT_CHARS
} mdm_split;

typedef struct
{
  const mdm_limit_t *limit;
  mdm_err_t *err; /* where failures are told */
  char *text;     /* of the file that was opened, or NULL; owned */
  mdm_lines_t lines;
  mdm_tokens_t tokens;
  const char *number; /* what its numbers are called: "weight", .. */
  int sequences;      /* are there any, so that `split' is a directive? */
  int declared;       /* was there a `vocab' directive? */
  int split_declared; /* was there a `split' directive? */
  mdm_split split;
  size_t rows;         /* before this one; the reader counts them */
  mdm_totals_t totals; /* sums that have been divided by */
  /* The sequence that was read last.  */
  uint16_t *sequence;
  size_t length;
  size_t room;
} mdm_rows_t;

void mdm_rows_init (mdm_rows_t *rows);
void mdm_rows_clear (mdm_rows_t *rows);
/* Declare X, rows that are cleared with their scope (scoped.h).  */
#define MDM_ROWS(x) MDM_SCOPED (x, mdm_rows_t, mdm_rows_init, mdm_rows_clear)

/* Stand before the first row of TEXT[0..LENGTH), which FILE holds.  All
   strings are lent to ROWS.  NUMBER is what numbers are called in messages, or
   NULL where there are no directives; SEQUENCES says whether rows hold
   sequences that can be split.  */
void mdm_rows_begin (mdm_rows_t *rows, const char *file, const char *text,
                     size_t length, const char *number, int sequences,
                     const mdm_limit_t *limit, mdm_err_t *err);
/* The same with the contents of FILE.  */
mdm_status mdm_rows_open (mdm_rows_t *rows, const char *file,
                          const char *number, int sequences,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* What reads the row whose first byte that is no blank is AT of the line.  */
typedef mdm_status mdm_row_reader (void *reader, size_t at);

/* Read all rows with READ, which is given READER, and the directives before
   them.  NONE, if not NULL, is the message where there is no row.  */
mdm_status mdm_rows_read (mdm_rows_t *rows, mdm_row_reader *read, void *reader,
                          const char *none) MDM_MUST_CHECK;

/* Set RES to the number at *AT of the line, which a blank or the end of the
   line follows, and move *AT to what is next, perhaps the end.  */
mdm_status mdm_rows_number (fmpq_t res, size_t *at,
                            const mdm_rows_t *rows) MDM_MUST_CHECK;

/* Set *NUMBER to that of the token that stands at AT of the line, SIZE
   bytes; a new one, if no vocabulary was declared.  */
mdm_status mdm_rows_token (uint16_t *number, mdm_rows_t *rows, size_t at,
                           size_t size) MDM_MUST_CHECK;

/* The same of the symbols SYMBOLS, which messages call WHAT.  */
mdm_status mdm_rows_symbol (uint16_t *number, mdm_tokens_t symbols,
                            const char *what, const mdm_rows_t *rows,
                            size_t at, size_t size) MDM_MUST_CHECK;

/* Read the sequence that stands at AT of the line and is cut as ROWS says,
   into words or characters.  */
mdm_status mdm_rows_sequence (mdm_rows_t *rows, size_t at) MDM_MUST_CHECK;

/* Give LAW the tokens as its vocabulary, as declared or else in byte order;
   ROWS is left without them.  Return the map from the numbers that tokens had
   to those that they have, on the heap.  */
uint16_t *mdm_rows_set_vocabulary (mdm_law_t law, mdm_rows_t *rows);

/* The offset in the text of byte AT of the line.  */
static inline size_t
mdm_rows_offset (const mdm_rows_t *rows, size_t at)
{
  return (size_t) (rows->lines.start - rows->lines.text) + at;
}

/* Record OFFSET of the text as the place of the failure, if it has none yet;
   return its status.  */
mdm_status mdm_rows_place (const mdm_rows_t *rows, size_t offset);

/* Fail at offset AGAIN of the text, where WHAT stands that stood at BEFORE
   too; RULE says that it may not.  */
mdm_status mdm_rows_repeated (const mdm_rows_t *rows, size_t before,
                              size_t again, const char *what,
                              const char *rule);

/* The byte AT of the line is where it went wrong.  */
#define MDM_ROWS_FAIL(rows, at, status, ...)                                  \
 mdm_err_set ((rows)->err, status, (rows)->lines.file, (rows)->lines.line,    \
              (at) + 1, __VA_ARGS__)

/* Something at OFFSET of the text is wrong, which is outside what is
   defined.  */
#define MDM_ROWS_REFUSE(rows, offset, ...)                                    \
 ((void) mdm_err_set ((rows)->err, MDM_EDOMAIN, NULL, 0, 0, __VA_ARGS__),     \
  mdm_rows_place (rows, offset))

#endif
