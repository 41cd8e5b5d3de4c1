/* unifilar_numbers.h - probabilities of the states of an automaton, in balls
   or exactly, so that what they make is written once (unifilar.h).  */
#ifndef MDM_UNIFILAR_NUMBERS_H
#define MDM_UNIFILAR_NUMBERS_H

#include "exact/logform.h"
#include "law/form.h"

/* A probability, or a sum of such: which of the two, the numbers that it is
   one of say.  */
typedef union
{
  arb_struct ball;
  fmpq exact;
} mdm_number_t;

/* A sum of entropies, likewise.  */
typedef struct
{
  arb_t ball;
  mdm_logform_t exact;
} mdm_number_sum_t;

/* How numbers are: balls of PREC bits, or, where that is 0, fractions, of
   which no more are made once they have had more than BITS bits in all.  P[e]
   is the probability of edge e of the automaton A.  */
typedef struct
{
  const mdm_automaton_struct *a;
  const mdm_unifilar_t *u;
  size_t vocab;
  slong prec;
  uint64_t bits, used;
  mdm_number_t *p;
} mdm_numbers_t;

/* Make KIND for FORM, with balls of PREC bits, or fractions of BITS bits.  */
void mdm_numbers_init (mdm_numbers_t *kind, const mdm_form_t *form, slong prec,
                       uint64_t bits);
/* Free what KIND has of its own.  */
void mdm_numbers_clear (mdm_numbers_t *kind);

/* Have the fractions been too long?  Then they mean nothing.  */
int mdm_numbers_are_over (const mdm_numbers_t *kind);

/* COUNT numbers on the heap, 0; and what frees them.  */
mdm_number_t *mdm_numbers_new (size_t count, const mdm_numbers_t *kind);
void mdm_numbers_free (mdm_number_t *x, size_t count,
                       const mdm_numbers_t *kind);

/* Set X[0..COUNT) to 0; or X to 1.  */
void mdm_numbers_zero (mdm_number_t *x, size_t count,
                       const mdm_numbers_t *kind);
void mdm_number_one (mdm_number_t *x, const mdm_numbers_t *kind);

/* Is X not possible: 0, not by rounding?  */
int mdm_number_is_zero (const mdm_number_t *x, const mdm_numbers_t *kind);

/* RES += X, X Y, or N X.  */
void mdm_number_add (mdm_number_t *res, const mdm_number_t *x,
                     mdm_numbers_t *kind);
void mdm_number_addmul (mdm_number_t *res, const mdm_number_t *x,
                        const mdm_number_t *y, mdm_numbers_t *kind);
void mdm_number_addmul_ui (mdm_number_t *res, const mdm_number_t *x, size_t n,
                           mdm_numbers_t *kind);

/* NEXT += what FROM, of all states, leads to in one step.  */
void mdm_numbers_step (mdm_number_t *next, const mdm_number_t *from,
                       mdm_numbers_t *kind);
/* ROW, of V numbers, += the probabilities of the tokens by FROM.  */
void mdm_numbers_tokens (mdm_number_t *row, const mdm_number_t *from,
                         mdm_numbers_t *kind);

/* Make SUM 0; and what frees it.  */
void mdm_number_sum_init (mdm_number_sum_t *sum);
void mdm_number_sum_clear (mdm_number_sum_t *sum);

/* Add to SUM the FACTOR, or 1 where it is NULL, times sum w log (s / w), s the
   sum of the COUNT weights W: s times the entropy of the w / s.  Exactly 0
   where only one is not 0.  */
void mdm_number_sum_entropy (mdm_number_sum_t *sum, const mdm_number_t *factor,
                             const mdm_number_t *w, size_t count,
                             mdm_numbers_t *kind);

#endif
