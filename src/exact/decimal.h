/* decimal.h - printing exact numbers: the exact form, and correctly rounded
   decimals in nats and in bits.

   A decimal has exactly the digits that were asked for, each certified:
   rounded to nearest, ties to even, laid out as printf's "%#.*g" in the C
   locale, zero as "0".  A tie can only occur at a rational value, and the
   decision procedure of logform.h finds out whether a value is rational.
   An irrational value (Hermite-Lindemann; in bits also Gelfond-Schneider,
   that is unique factorisation for the quotient of two logarithms of
   integers) is never a tie, so a ball of some finite precision lies on one
   side of it and the search for that precision ends.  */
#ifndef MDM_DECIMAL_H
#define MDM_DECIMAL_H

#include "exact/logform.h"

typedef enum
{
  MDM_NATS,
  MDM_BITS
} mdm_unit;

/* Every function sets *RES to a string on the heap that the caller frees
   with flint_free; on failure *RES is NULL.  DIGITS >= 1.  */

/* The value of Q rounded to DIGITS significant digits.  Cannot fail.  */
char *mdm_decimal_fmpq (const fmpq_t q, slong digits);

/* The value of X in UNIT (bits: X / log 2).  MDM_ELIMIT when a cap is
   reached.  */
mdm_status mdm_decimal_logform (char **res, const mdm_logform_t x,
                                slong digits, mdm_unit unit) MDM_MUST_CHECK;

/* The value of X / Y; MDM_EDOMAIN when Y is 0, MDM_ELIMIT as above.  */
mdm_status mdm_decimal_quotient (char **res, const mdm_logform_t x,
                                 const mdm_logform_t y,
                                 slong digits) MDM_MUST_CHECK;

/* The value of exp (X): the perplexity whose logarithm X is.  It is rational
   only if X = log q, and otherwise no tie.  MDM_ELIMIT as above.  */
mdm_status mdm_decimal_exp (char **res, const mdm_logform_t x,
                            slong digits) MDM_MUST_CHECK;

/* A fraction whose numerator or denominator has more bits may have more than
   1000 digits, and where it is only one of many results it is not written.  */
#define MDM_FRACTION_BITS_MAX 3321
int mdm_fraction_is_long (const fmpq_t q);

/* The exact form of X, such as "1 + 3/2*log(2) - 1/4*log(3)": the rational
   part, then ascending integers over the joint coprime base, terms that are
   0 dropped, "0" when nothing is left.  In bits log2(n) stands for log(n)
   and a rational part r is written r*log2(e).  *RES is NULL with MDM_OK when
   there are more than MOST terms, the rational part counted, or where it is not
   sought: X is a sum of more than MDM_EXACT_SOUGHT_MAX different logarithms, or
   of a lazy real that is one.  */
#define MDM_EXACT_SOUGHT_MAX 4096
mdm_status mdm_exact_logform (char **res, const mdm_logform_t x, slong most,
                              mdm_unit unit) MDM_MUST_CHECK;

#endif
