/* enclosure.h - sums of n log n, enclosed in fixed point.

   An integer n >= 1 is 2^e m with 1 <= m < 2, and with U = 2^-71
       log n = e log 2 + a 2^-64 + s U,  but for an error below 3.7 U,
   where a is tabled and s is found from two tables and three terms of a
   series: no division, and no floating point.  The sums of n e,
   n a and n s over all n are exact, so that a sum of n log n is wrong by less
   than 3.7 U times the sum of the n.

   The bound, for m with 63 bits behind the point.
     1. Let c be the middle of the 256th of [1,2) that holds m, and r the
        multiple of 2^-16 next to 1/c.  m r = 1 + z is exact, and |z| <= 2^-9
        + 2^-16, for |m/c - 1| <= 2^-9 and |m (r - 1/c)| <= 2 * 2^-17.  z is
        rounded down to a multiple of U.
     2. Let c be the middle of the interval [i, i+1) 2^-17 that holds it, and t
        the multiple of 2^-26 next to 1 - 1/(1 + c): (1 + z)(1 - t) = 1 + y
        with |y| < 2^-17.9.  y = z - t - z t is computed with the product
        rounded down: it is too large by -1.01 U to 1 U.
     3. log (1 + y) = y - y^2/2 + y^3/3 - .., and leaving out the rest makes it
        too large by at most 0.18 U.  Rounding y^2/2 down adds 0 to 1 U.
        y^3/3 is the product of y, y^2/2 and 2/3, less than 2^15.7 U; it is too
        large by -1.5 U to 0.5 U: 2/3 is replaced by 43691/2^16, which is 2^-17
        of itself too large, and two numbers are rounded down.
     4. -log r and -log (1 - t) are tabled to the next multiple of U: -1 U to
        1 U together.
   In all -3.51 U to 3.68 U.

   Of a wide integer, of up to 126 bits, the first 63 bits are taken, and what
   they leave out is added to s, rounded down from what the next 9 bits say:
   -2 U to 0.

   Threads: the tables are made by mdm_enclosure_prepare, which is called
   before anything is added anywhere; a sum belongs to one thread.  */
#ifndef MDM_ENCLOSURE_H
#define MDM_ENCLOSURE_H

#include "exact/flint-compat.h"

#include <stddef.h>
#include <stdint.h>

/* Bits of an integer, and of a wide one.  */
#define MDM_ENCLOSURE_BITS 63
#define MDM_ENCLOSURE_WIDE_BITS 126

/* Integers of 128 bits.  */
__extension__ typedef unsigned __int128 mdm_wide_t;
__extension__ typedef __int128 mdm_wide_signed_t;

/* The sums of n e, n a and n s (two's complement), in words from the lowest
   up. There is room for 2^58 integers of MDM_ENCLOSURE_BITS, or that many wide
   ones.  */
typedef struct
{
  uint64_t e[4], a[4], s[4];
} mdm_enclosure_t;

/* What is tabled of the first 8 bits of m behind the point: r 2^16, and -log r
   as so many 2^-64 and what is left of it, in units of U.  */
typedef struct
{
  uint64_t factor, a;
  int64_t rest;
} mdm_enclosure_first_t;

/* Of the first bits of z: t 2^26, and -log (1 - t) in units of U.  */
typedef struct
{
  int64_t factor, log;
} mdm_enclosure_second_t;

#define MDM_ENCLOSURE_FIRST 256
#define MDM_ENCLOSURE_SECOND 516 /* i + 258, for i from -258 to 257 */
extern mdm_enclosure_first_t mdm_enclosure_first[MDM_ENCLOSURE_FIRST];
extern mdm_enclosure_second_t mdm_enclosure_second[MDM_ENCLOSURE_SECOND];

/* Make the tables, unless they are there.  */
void mdm_enclosure_prepare (void);

/* The s of N, 1 <= N < 2^63, with its e and its a.  */
static inline int64_t
mdm_enclosure_log (unsigned *exponent, uint64_t *a, uint64_t n)
{
  uint64_t m;
  const mdm_enclosure_first_t *first;
  const mdm_enclosure_second_t *second;
  int64_t z, y, square, cube;

  *exponent = 63 - (unsigned) __builtin_clzll (n);
  m = n << (63 - *exponent);
  first = mdm_enclosure_first + (m >> 55 & 255);
  *a = first->a;
  /* What is above 64 bits is the 1 of 1 + z.  */
  z = (int64_t) (uint64_t) ((mdm_wide_t) m * first->factor >> 8);
  second = mdm_enclosure_second + ((z >> 54) + 258);
  y = z - second->factor * ((int64_t) 1 << 45)
      - (int64_t) ((mdm_wide_signed_t) z * second->factor >> 26);
  square = (int64_t) ((mdm_wide_signed_t) y * y >> 72);
  cube = (int64_t) ((mdm_wide_signed_t) y * square >> 64) * 43691 >> 23;
  return first->rest + second->log + y - square + cube;
}

/* Add X to the two lowest words of SUM; what they carry is returned.  */
static inline uint64_t
mdm_enclosure_carry (uint64_t *sum, mdm_wide_t x)
{
  mdm_wide_t low = ((mdm_wide_t) sum[1] << 64 | sum[0]) + x;

  sum[0] = (uint64_t) low;
  sum[1] = (uint64_t) (low >> 64);
  return low < x;
}

/* Add N log N to SUM, 0 <= N < 2^63; 0 log 0 = 0.  */
static inline void
mdm_enclosure_add (mdm_enclosure_t *sum, uint64_t n)
{
  unsigned exponent;
  uint64_t a;
  mdm_wide_signed_t s;

  if (n <= 1)
    return;
  s = (mdm_wide_signed_t) (int64_t) n * mdm_enclosure_log (&exponent, &a, n);
  /* The words above the lowest two of a product of a sign are all that sign;
     that above the third is made in the end.  */
  sum->s[2] += mdm_enclosure_carry (sum->s, (mdm_wide_t) s)
               + (uint64_t) (int64_t) (s >> 127);
  sum->a[2] += mdm_enclosure_carry (sum->a, (mdm_wide_t) n * a);
  (void) mdm_enclosure_carry (sum->e, (mdm_wide_t) n * exponent);
}

/* Add the n log n of all n = X[0..COUNT), whose sum is below 2^64, to SUM.  */
void mdm_enclosure_add_all (mdm_enclosure_t *sum, const uint64_t *x,
                            size_t count);

/* Add N log N to SUM, N < 2^126.  */
void mdm_enclosure_add_wide (mdm_enclosure_t *sum, mdm_wide_t n);

/* SUM += OTHER, the sum of another thread.  */
void mdm_enclosure_merge (mdm_enclosure_t *sum, const mdm_enclosure_t *other);

/* SUM += TIMES times OTHER.  */
void mdm_enclosure_addmul (mdm_enclosure_t *sum, const mdm_enclosure_t *other,
                           uint64_t times);

/* Set RES to a ball that contains the sum of n log n, of PREC bits beside its
   error.  TOTAL is the sum of the n, or more; WIDE: were they wide?  */
void mdm_enclosure_get (arb_t res, const mdm_enclosure_t *sum,
                        const fmpz_t total, int wide, slong prec);

#endif
