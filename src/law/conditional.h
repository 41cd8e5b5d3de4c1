/* conditional.h - a table of conditional probabilities as it is read from a
   file: rows of k symbols, of which the first k - 1 are the context and the
   last is what follows it.

   n-gram files are such tables with tokens, one for every k up to n; hidden
   Markov models have three, with states and tokens; and a law file is one,
   with the sequences as its rows and weights for probabilities.  The
   probabilities of every context that occurs sum to 1 exactly, and no row
   occurs twice; both are checked when all rows are there.  */
#ifndef MDM_CONDITIONAL_H
#define MDM_CONDITIONAL_H

#include "law/rows.h"

/* COUNT rows, ascending once the table is checked; then WEIGHT[i] is the
   probability of row i times the common denominator of its context, and the
   weights of a context sum to that.  */
typedef struct
{
  size_t size; /* k >= 1 */
  size_t count;
  size_t room;
  uint16_t *symbol; /* count * size */
  size_t *offset;   /* of each row's symbols in the text */
  fmpq *probability;
  fmpz *weight; /* NULL before the check */
} mdm_conditional_t;

void mdm_conditional_init (mdm_conditional_t *table, size_t size);
void mdm_conditional_clear (mdm_conditional_t *table);
/* Declare X, a table of rows of SIZE symbols that is cleared with its
   scope (scoped.h).  */
#define MDM_CONDITIONAL(x, size)                                              \
 MDM_CLEARED (x, mdm_conditional_t, mdm_conditional_clear);                   \
 mdm_conditional_init (x, size)

/* Add a row of the symbols SYMBOL[0..size), which stand at AT of the line of
   ROWS.  */
mdm_status mdm_conditional_add (mdm_conditional_t *table,
                                const uint16_t *symbol,
                                const fmpq_t probability, size_t at,
                                const mdm_rows_t *rows) MDM_MUST_CHECK;

/* Make the COUNT rows SYMBOL, which are checked already, and their WEIGHT the
   table; both are taken over.  */
void mdm_conditional_take (mdm_conditional_t *table, uint16_t *symbol,
                           fmpz *weight, size_t count);

/* Make all rows SIZE symbols long: longer ones with FILL, or cut off.  */
void mdm_conditional_resize (mdm_conditional_t *table, size_t size,
                             uint16_t fill);

/* Replace symbol x by MAP[x] in all rows, in the columns from FIRST on.  */
void mdm_conditional_renumber (mdm_conditional_t *table, const uint16_t *map,
                               size_t first);

/* Sort the rows, which are those of ROWS.  One that is there twice is
   MDM_EDOMAIN, called WHAT and against RULE as in mdm_rows_repeated; the first
   of these in the text is told.  */
mdm_status mdm_conditional_sort (mdm_conditional_t *table,
                                 const mdm_rows_t *rows, const char *what,
                                 const char *rule) MDM_MUST_CHECK;

/* Writes to NAME what the context of row ROW of TABLE is called, and `sum to'
   or `sums to'.  */
#define MDM_CONTEXT_SHOWN 200
typedef void mdm_context_name (char name[MDM_CONTEXT_SHOWN],
                               const void *reader,
                               const mdm_conditional_t *table, size_t row);

/* Sort the rows likewise, set the weights and see to it that probabilities of
   each context sum to 1, or divide them by their sum (total.h).  Of the
   contexts that do not the one that comes first in the text is told, with the
   NAME that it has for READER, at its first row.  */
mdm_status mdm_conditional_check (mdm_conditional_t *table, mdm_rows_t *rows,
                                  const char *what, const char *rule,
                                  mdm_context_name *name,
                                  const void *reader) MDM_MUST_CHECK;

/* The rows with the context of row BEGIN, the first of them, end before
   this.  */
size_t mdm_conditional_end (const mdm_conditional_t *table, size_t begin);

/* The last symbol of row I.  */
static inline uint16_t
mdm_conditional_last (const mdm_conditional_t *table, size_t i)
{
  return table->symbol[(i + 1) * table->size - 1];
}

/* The first row whose context is CONTEXT[0..size - 1), or count when there is
   none.  The table is checked.  */
size_t mdm_conditional_find (const mdm_conditional_t *table,
                             const uint16_t *context);

#endif
