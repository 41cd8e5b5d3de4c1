/* logform.h - exact real numbers r + sum q_i log n_i, and the procedure that
   decides every comparison of them.

   A logform holds r + sum q_i log n_i with r, q_i rational and n_i >= 2
   integers, natural logarithms.  Entropies, mutual informations, divergences
   and errors of rational laws are all of this form (THEORY section 1).

   Invariant: the value is (r + sum c_i log n_i) / d with integers d > 0, r,
   c_i != 0 and 2 <= n_1 < n_2 < ..  A common denominator keeps sums cheap:
   adding forms of equal denominators is integer addition.  The n_i need not
   be prime nor coprime: factoring is put off until an equality has to be
   decided or an exact form printed.

   Deciding the sign.  The form is enclosed in a ball at doubling precision;
   a ball that excludes 0 decides.  When a ball of modest precision still
   straddles 0, the n_i are rewritten over a joint base of pairwise coprime
   integers b_j >= 2 (exact/coprime.h), giving r + sum e_j log b_j.  Then the
   value is 0 if and only if r = 0 and every e_j = 0:
     - if r = 0 and sum e_j log b_j = 0, clear denominators: prod b_j^{e_j}
       = 1 with integer e_j, and since no prime divides two of the b_j, each
       b_j^{e_j} = 1, so e_j = 0 (unique factorisation; the b_j need not be
       prime);
     - if r != 0, the value is not 0: otherwise e^{-r d} = prod b_j^{e_j}
       would be rational for a non-zero rational r d, against Hermite-
       Lindemann (e^a is transcendental for algebraic a != 0).
   A form that is not 0 has a ball that excludes 0 at some finite precision,
   so doubling the precision terminates.  A cap on precision and on the work
   of the base gives MDM_ELIMIT, never a guess.

   Lazy reals (lazy.h) may stand in a form beside the logarithms.  The balls that
   they come with decide where they can, and better ones where these can be
   made; where they cannot, and for whatever goes through the n_i, their exact
   forms are put in their places first.

   Threads: a logform belongs to one thread.  */
#ifndef MDM_LOGFORM_H
#define MDM_LOGFORM_H

#include "exact/scoped.h"
#include "exact/status.h"

typedef struct mdm_lazy mdm_lazy_t;

/* Lazy reals with their coefficients times the form's d, none of them 0, in the
   order in which the reals were made.  */
typedef struct
{
  slong count, alloc;
  mdm_lazy_t **real;
  fmpz *c;
} mdm_lazies_t;

typedef struct
{
  fmpz *n;     /* the integers, ascending, each >= 2 */
  fmpz *c;     /* their coefficients times d, none of them 0 */
  slong count; /* terms in use */
  slong alloc; /* terms there is room for */
  fmpz_t r;    /* the rational part times d */
  fmpz_t d;    /* the common denominator, > 0 */
  mdm_lazies_t *lazies; /* or NULL: none */
} mdm_logform_struct;

typedef mdm_logform_struct mdm_logform_t[1];

/* Memory and assignment.  A form is initialised (to 0) and cleared by its
   owner.  */
void mdm_logform_init (mdm_logform_t x);
/* Free what X holds; X must be initialised anew before it is used again.  */
void mdm_logform_clear (mdm_logform_t x);
/* Declare X, a form that is cleared with its scope (scoped.h).  */
#define MDM_LOGFORM(x)                                                        \
 MDM_SCOPED (x, mdm_logform_struct, mdm_logform_init, mdm_logform_clear)
/* X = 0.  */
void mdm_logform_zero (mdm_logform_t x);
/* RES = X; they may be the same.  */
void mdm_logform_set (mdm_logform_t res, const mdm_logform_t x);
/* Exchange X and Y without copying.  */
void mdm_logform_swap (mdm_logform_t x, mdm_logform_t y);
/* RES = R, without log terms.  */
void mdm_logform_set_fmpq (mdm_logform_t res, const fmpq_t r);

/* Set RES to log N, N >= 1.  */
void mdm_logform_set_log (mdm_logform_t res, const fmpz_t n);
/* Set RES to log Q, Q > 0.  */
void mdm_logform_set_log_fmpq (mdm_logform_t res, const fmpq_t q);

/* Arithmetic: exact; RES may alias any operand.  RES = -X.  */
void mdm_logform_neg (mdm_logform_t res, const mdm_logform_t x);
/* RES = X + Y.  */
void mdm_logform_add (mdm_logform_t res, const mdm_logform_t x,
                      const mdm_logform_t y);
/* RES = X - Y.  */
void mdm_logform_sub (mdm_logform_t res, const mdm_logform_t x,
                      const mdm_logform_t y);
/* RES = Q X.  */
void mdm_logform_mul_fmpq (mdm_logform_t res, const mdm_logform_t x,
                           const fmpq_t q);
/* RES = A X.  */
void mdm_logform_mul_si (mdm_logform_t res, const mdm_logform_t x, slong a);
/* RES = X / A, A > 0.  */
void mdm_logform_div_ui (mdm_logform_t res, const mdm_logform_t x, ulong a);
/* RES += Q X.  */
void mdm_logform_addmul_fmpq (mdm_logform_t res, const mdm_logform_t x,
                              const fmpq_t q);
/* RES += A X.  */
void mdm_logform_addmul_si (mdm_logform_t res, const mdm_logform_t x, slong a);

/* RES = sum_i Q[i] *X[i] over i < COUNT, in one sorting of all terms; RES is
   none of the X.  */
void mdm_logform_combine (mdm_logform_t res,
                          const mdm_logform_struct *const *x, const fmpq *q,
                          size_t count);

/* Is there a lazy real in X?  */
int mdm_logform_is_lazy (const mdm_logform_t x);
/* Is there one whose exact form is too long to be sought for printing
   alone?  */
int mdm_logform_is_unsought (const mdm_logform_t x);
/* Do the balls of all lazy reals in X get better with the precision?  */
int mdm_logform_refines (const mdm_logform_t x);
/* Set RES, which may be X, to X with the exact forms of its lazy reals.
   MDM_ELIMIT when one cannot be made.  */
mdm_status mdm_logform_expand (mdm_logform_t res,
                               const mdm_logform_t x) MDM_MUST_CHECK;

/* Structure, not value: a form that is rational or 0 only after cancellation
   answers 0 to these two.  Has X no log term and
   no lazy real?  Then *R, if R is not NULL, is
   set to the rational part.  */
int mdm_logform_is_plain_rational (fmpq *r, const mdm_logform_t x);
/* Is X written as 0?  */
int mdm_logform_is_plain_zero (const mdm_logform_t x);
/* The same n_i, coefficients, and rational part?  (A sufficient test of
   equality, not a necessary one.)  */
int mdm_logform_identical (const mdm_logform_t x, const mdm_logform_t y);

/* Set RES to X written over the joint coprime base of its n_i: the n_i of
   RES are pairwise coprime, primes below 2^64 where the base's element is
   that small, and coefficients that cancel are gone.  RES may alias X.
   MDM_ELIMIT when the n_i are too large and too many to refine.  */
mdm_status mdm_logform_reduce (mdm_logform_t res,
                               const mdm_logform_t x) MDM_MUST_CHECK;

/* RES = sum c_i v_P(n_i), P a prime: d times the coefficient of log P when
   every n_i is written by its prime factors, whatever the other ones are.
   Two forms that are equal have the same for every P.  */
void mdm_logform_prime (fmpz_t res, const mdm_logform_t x, ulong p);

/* Set RES to a ball that contains X, computed with PREC bits for each
   term.  */
void mdm_logform_get_arb (arb_t res, const mdm_logform_t x, slong prec);

/* Decide the sign of X: *SIGN is -1, 0 or 1.  MDM_ELIMIT when a cap is reached
   (then *SIGN is 0 and means nothing).  */
mdm_status mdm_logform_sign (int *sign, const mdm_logform_t x) MDM_MUST_CHECK;
/* The same for *ORDER, the sign of X - Y.  */
mdm_status mdm_logform_cmp (int *order, const mdm_logform_t x,
                            const mdm_logform_t y) MDM_MUST_CHECK;

/* *RATIONAL: is X = t Y for a rational t, Y not 0?  If so RES = t, else
   RES = 0.  Where there are lazy reals whose exact forms would have to be
   compared, MDM_UNKNOWN.  MDM_EDOMAIN when Y is 0, MDM_ELIMIT as above.  */
mdm_status mdm_logform_ratio (fmpq_t res, mdm_truth *rational,
                              const mdm_logform_t x,
                              const mdm_logform_t y) MDM_MUST_CHECK;

/* RES = floor(X).  Exact; MDM_ELIMIT as above (then RES is 0).  */
mdm_status mdm_logform_floor (fmpz_t res,
                              const mdm_logform_t x) MDM_MUST_CHECK;
/* RES = ceil(X), in the same way.  */
mdm_status mdm_logform_ceil (fmpz_t res, const mdm_logform_t x) MDM_MUST_CHECK;

/* Append (C / d) log N to X, where N > every n_i of X and C is in units of
   X's denominator; for builders that produce terms in order (logsum.h).  */
void mdm_logform_push (mdm_logform_t x, const fmpz_t n, const fmpz_t c);

#endif
