/* predictor_table.h - a predictor read from a file: for contexts the
   probabilities of the tokens at a masked position.

   A line is `CONTEXT POSITION P_1 .. P_V': the sequence with the mask in the
   place of every masked position, the masked position that is asked for
   (counted from 0), and the probabilities of the V tokens in vocabulary
   order, rationals >= 0 with sum exactly 1.  The context is one word read
   character by character, or L words that are tokens.  The mask is `_', or
   what a line `#: mask X' says; it is no token.  Blank lines and other lines
   that start with # are skipped.  Format: mdmcert-predictor(5).  */
#ifndef MDM_PREDICTOR_TABLE_H
#define MDM_PREDICTOR_TABLE_H

#include "law/total.h"
#include "text/tokens.h"

typedef struct
{
  uint32_t *key; /* token number + 1, or 0 for the mask; then the position */
  size_t keys;   /* length + 1 */
  fmpq *chance;  /* vocab of them */
  size_t line;   /* where it stands in the file */
} mdm_predictor_row_t;

typedef struct
{
  size_t length, vocab;
  size_t count;
  size_t room;
  mdm_predictor_row_t *row; /* with ascending keys */
  mdm_totals_t totals;      /* sums of rows that they were divided by */
} mdm_predictor_table_struct;

typedef mdm_predictor_table_struct mdm_predictor_table_t[1];

void mdm_predictor_table_init (mdm_predictor_table_t table);
void mdm_predictor_table_clear (mdm_predictor_table_t table);

/* Set TABLE, initialised, to what FILE says, for sequences of the law LAW
   with these TOKENS.  Every mistake is an error with its place; a context and
   position that are given twice are one.  */
mdm_status mdm_predictor_table_read (mdm_predictor_table_t table,
                                     const char *file, const mdm_law_t law,
                                     const mdm_tokens_t tokens,
                                     const mdm_limit_t *limit,
                                     mdm_err_t *err) MDM_MUST_CHECK;

/* The probabilities of the tokens at POSITION given what the sequence ROW
   holds where REVEALED[.] != 0, or NULL if the file does not say.  */
const fmpq *mdm_predictor_table_find (const mdm_predictor_table_t table,
                                      const uint16_t *row,
                                      const char *revealed, size_t position);

#endif
