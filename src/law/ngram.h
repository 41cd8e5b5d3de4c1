/* ngram.h - n-gram models: each token depends on the n - 1 before it.

     p(x_1..x_L) = prod_{t=1..L} p_k(x_t | x_{t-k+1} .. x_{t-1}),
                   k = min (t, n),

   with a table p_k for each k = 1..n: those of k < n are for the first
   tokens, which have fewer than n - 1 before them, and for no others.  */
#ifndef MDM_NGRAM_H
#define MDM_NGRAM_H

#include "law/conditional.h"
#include "law/families.h"

/* The tables, number k - 1 with rows of k tokens.  */
typedef struct
{
  mdm_conditional_t *table;
  size_t order; /* n */
} mdm_ngram_t;

void mdm_ngram_init (mdm_ngram_t *ngram);
void mdm_ngram_clear (mdm_ngram_t *ngram);
/* Declare X, tables that are cleared with their scope (scoped.h).  */
#define MDM_NGRAM(x)                                                          \
 MDM_SCOPED (x, mdm_ngram_t, mdm_ngram_init, mdm_ngram_clear)

/* See to it that there are tables for sequences of up to ORDER tokens.
   MDM_ELIMIT, of WHAT, when they do not fit into memory.  */
mdm_status mdm_ngram_grow (mdm_ngram_t *ngram, size_t order, const char *what,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Give LAW, whose vocabulary and length are set, the sequences of NGRAM, whose
   order is at least 1 and whose tables are checked.  MDM_EDOMAIN, without a
   place, when a context may precede a token and has no row; MISSING says so
   there, after the name of the context, and *ROW is the row that leads to it
   and *LEADS its table, or NULL for the empty context.  */
mdm_status mdm_ngram_list (mdm_law_t law, const mdm_conditional_t **leads,
                           size_t *row, const mdm_ngram_t *ngram,
                           const char *missing, const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* ngram:FILE,L= - the law of L tokens of the model in FILE: rows `PROBABILITY
   SEQUENCE', where a sequence is a context and the token after it, and n is
   the length of the longest.  */
mdm_family mdm_ngram_read MDM_MUST_CHECK;

/* ngram-from:FILE,n=,L=,classes=,add= - the law of L tokens of the n-gram
   model counted from the classes of the bytes in FILE, with add >= 0 added to
   each count:

     p_k(x | c) = (#(c x) + add) / (sum over x' of #(c x') + V add),

   where #(w) is the number of windows of the text that are w.  */
mdm_family mdm_ngram_count MDM_MUST_CHECK;

#endif
