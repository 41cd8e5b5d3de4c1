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

#include "exact/flint-compat.h"
#include "exact/status.h"
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
  mdm_lines_t lines;
  mdm_tokens_t tokens;
  const char *number; /* what its numbers are called: "weight", .. */
  int sequences;      /* are there any, so that `split' is a directive? */
  int declared;       /* was there a `vocab' directive? */
  int split_declared; /* was there a `split' directive? */
  mdm_split split;
  size_t rows; /* before this one; the reader counts them */
} mdm_rows_t;

/* Stand before the first row of TEXT[0..LENGTH), which FILE holds.  All
   strings are lent to ROWS.  NUMBER is what numbers are called in messages;
   SEQUENCES says whether rows hold sequences that can be split.  */
void mdm_rows_init (mdm_rows_t *rows, const char *file, const char *text,
                    size_t length, const char *number, int sequences);
void mdm_rows_clear (mdm_rows_t *rows);

/* Go to the next row, reading the directives before it; *MORE says whether
   there is one, and *AT where its line has the first byte that is no
   blank.  */
mdm_status mdm_rows_next (int *more, size_t *at, mdm_rows_t *rows,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* Set RES to the number at *AT of the line, which a blank or the end of the
   line follows, and move *AT to what is next, perhaps the end.  */
mdm_status mdm_rows_number (fmpq_t res, size_t *at, const mdm_rows_t *rows,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Set *NUMBER to that of the token that stands at AT of the line, SIZE
   bytes; a new one, if no vocabulary was declared.  */
mdm_status mdm_rows_token (uint16_t *number, mdm_rows_t *rows, size_t at,
                           size_t size, mdm_err_t *err) MDM_MUST_CHECK;

/* The size of the token that stands at AT of the line as the sequence is
   cut: a word, or a character.  */
size_t mdm_rows_token_size (const mdm_rows_t *rows, size_t at);

/* The offset in the text of byte AT of the line.  */
static inline size_t
mdm_rows_offset (const mdm_rows_t *rows, size_t at)
{
  return (size_t) (rows->lines.start - rows->lines.text) + at;
}

/* The number of the line that holds OFFSET of TEXT, and in *COLUMN its
   column; both count from 1.  */
size_t mdm_rows_place (size_t *column, const char *text, size_t offset);

/* The byte AT of the line is where it went wrong.  */
#define MDM_ROWS_FAIL(rows, at, err, status, ...)                             \
 mdm_err_set (err, status, (rows)->lines.file, (rows)->lines.line, (at) + 1,  \
              __VA_ARGS__)

#endif
