/* rational.h - the strict reader of rational numbers.

   The readers of GMP and FLINT accept 1/0, 1/-2 and "1 2/3"; this one
   accepts exactly
       [+-]? digits/digits
       [+-]? (digits | digits. | digits.digits | .digits) ([eE][+-]?digits)?
   with a non-zero denominator, which is what tools print, reads decimals
   exactly, and caps the number of digits so that no input can exhaust memory.
   Every rational that mdmcert reads comes through here.  */
#ifndef MDM_RATIONAL_H
#define MDM_RATIONAL_H

#include "exact/flint-compat.h"
#include "exact/status.h"

#include <stdint.h>

/* Most digits there may be in one run: in a numerator, in a denominator,
   before a point, behind it; of a number with an exponent, as it would be
   written without.  */
#define MDM_DIGITS_MAX 10000

/* What is said where there is no number.  */
#define MDM_NUMBER_EXPECTED                                                   \
 "a number is expected, such as 3, 1/3, 0.25 or 9.5e-05"

/* Set RES to the longest rational that TEXT[0..LENGTH) begins with and *USED
   to the number of bytes it takes (at least 1).  A number that is followed
   by another character is accepted here, and the caller decides whether what
   follows may do so; but "1/", "1e" and "1/0" are failures, not the number 1,
   and of "1..3", a range, the number is 1.  On failure RES is 0, *USED the
   offset of the offending byte (of the first digit too many, of the exponent
   that is too large, or LENGTH where something is missing at the end), and
   *WHY a static sentence without a full stop: MDM_EPARSE, MDM_EDOMAIN (a zero
   denominator) or MDM_ELIMIT (too many digits).  */
mdm_status mdm_rational_scan (fmpq_t res, size_t *used, const char **why,
                              const char *text, size_t length) MDM_MUST_CHECK;

/* The same where TEXT[0..LENGTH) must be a rational and nothing else; a
   message is left in ERR, without a place.  */
mdm_status mdm_rational_read (fmpq_t res, const char *text, size_t length,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Set *RES to the value of TEXT[0..LENGTH), digits only, at most MOST.  */
mdm_status mdm_natural_read (uint64_t *res, const char *text, size_t length,
                             uint64_t most, mdm_err_t *err) MDM_MUST_CHECK;

#endif
