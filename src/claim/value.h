/* value.h - what an expression of the claim language evaluates to: an exact
   real r + sum q log n, the exponential of one, or plus or minus infinity.

   A rational is a value whose form is plainly rational.  Infinity occurs
   where a predictor gives probability 0 to a possible token.  */
#ifndef MDM_VALUE_H
#define MDM_VALUE_H

#include "exact/logform.h"

typedef struct
{
  int infinite;    /* -1, 0 or 1: the sign of an infinite value, else 0 */
  int exponential; /* is the value exp (x)?  Then it is finite */
  mdm_logform_t x; /* the value, or its logarithm, when finite, else 0 */
} mdm_value_struct;

typedef mdm_value_struct mdm_value_t[1];

/* Memory and assignment.  A value is initialised (to 0) and cleared by its
   owner.  */
void mdm_value_init (mdm_value_t v);
void mdm_value_clear (mdm_value_t v);
/* Declare V, a value that is cleared with its scope (exact/scoped.h).  */
#define MDM_VALUE(v)                                                          \
 MDM_SCOPED (v, mdm_value_struct, mdm_value_init, mdm_value_clear)
/* V = 0.  */
void mdm_value_zero (mdm_value_t v);
/* RES = V; they may be the same.  */
void mdm_value_set (mdm_value_t res, const mdm_value_t v);
/* Exchange V and W without copying.  */
void mdm_value_swap (mdm_value_t v, mdm_value_t w);
/* RES = A, Q, X: finite, and plainly rational but for the last.  */
void mdm_value_set_si (mdm_value_t res, slong a);
void mdm_value_set_fmpq (mdm_value_t res, const fmpq_t q);
void mdm_value_set_logform (mdm_value_t res, const mdm_logform_t x);
/* Set RES to plus infinity (SIGN > 0) or minus infinity (SIGN < 0).  */
void mdm_value_set_infinity (mdm_value_t res, int sign);

/* Is V finite and plainly rational?  Then *Q, if Q is not NULL, is set to
   it.  */
int mdm_value_is_rational (fmpq *q, const mdm_value_t v);

/* RES += Q V, neither of them an exponential; exact, and they may be the same.
   Q V is 0 where Q is 0, infinite V or not, the convention of x log x = 0 at
   0.  A sum of infinities of opposite signs has no value: MDM_EDOMAIN, and RES
   is 0.  */
mdm_status mdm_value_addmul (mdm_value_t res, const mdm_value_t v,
                             const fmpq_t q) MDM_MUST_CHECK;

/* *ORDER = sign of V - W, decided exactly; two infinities of one sign are
   equal.  Of an exponential and a rational q > 0 the logarithms are compared;
   with other reals an exponential cannot be.  MDM_ELIMIT when undecided at
   the caps of logform.h; *ORDER is then 0 and means nothing.  */
mdm_status mdm_value_cmp (int *order, const mdm_value_t v,
                          const mdm_value_t w) MDM_MUST_CHECK;

#endif
