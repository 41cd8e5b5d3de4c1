#include <config.h>

#include "exact/enclosure.h"

#include "exact/scoped.h"

/* Bits behind the point of the tables, and bits that they are computed with.
 */
#define SCALE 71
#define PREC 160

mdm_enclosure_first_t mdm_enclosure_first[MDM_ENCLOSURE_FIRST];
mdm_enclosure_second_t mdm_enclosure_second[MDM_ENCLOSURE_SECOND];

/* Set RES to the integer next to -log (FACTOR 2^-SHIFT) in units of U.  */
static void
tabled_log (fmpz_t res, int64_t factor, slong shift)
{
  MDM_ARB (log);

  arb_set_si (log, (slong) factor);
  arb_mul_2exp_si (log, log, -shift);
  arb_log (log, log, PREC);
  arb_neg (log, log);
  arb_mul_2exp_si (log, log, SCALE);
  arf_get_fmpz (res, arb_midref (log), ARF_RND_NEAR);
}

/* The factor 2^16 / c of the 256th number J, c = (2 J + 513) / 512, to the
   next integer.  */
static void
make_first (size_t j)
{
  mdm_enclosure_first_t *first = mdm_enclosure_first + j;
  MDM_FMPZ (log);

  first->factor = (UINT64_C (67108864) / (2 * j + 513) + 1) / 2;
  tabled_log (log, (int64_t) first->factor, 16);
  first->rest = (int64_t) fmpz_fdiv_ui (log, 128);
  fmpz_fdiv_q_2exp (log, log, 7);
  first->a = fmpz_get_ui (log);
}

/* The factor 2^26 t of the interval [I, I+1) 2^-17: t = c / (1 + c) with c =
   (2 I + 1) 2^-18, to the next integer.  */
static void
make_second (int64_t i)
{
  mdm_enclosure_second_t *second = mdm_enclosure_second + (i + 258);
  MDM_FMPZ (log);
  MDM_FMPQ (t);

  fmpq_set_si (t, 2 * i + 1, (ulong) (262144 + 2 * i + 1));
  fmpz_mul_2exp (fmpq_numref (t), fmpq_numref (t), 27);
  fmpz_add (fmpq_numref (t), fmpq_numref (t), fmpq_denref (t));
  fmpz_mul_2exp (fmpq_denref (t), fmpq_denref (t), 1);
  fmpz_fdiv_q (log, fmpq_numref (t), fmpq_denref (t));
  second->factor = fmpz_get_si (log);
  tabled_log (log, (INT64_C (1) << 26) - second->factor, 26);
  second->log = fmpz_get_si (log);
}

void
mdm_enclosure_prepare (void)
{
  static int ready;

  if (ready)
    return;
  for (size_t j = 0; j < MDM_ENCLOSURE_FIRST; j++)
    make_first (j);
  for (int64_t i = 0; i < MDM_ENCLOSURE_SECOND; i++)
    make_second (i - 258);
  ready = 1;
}

/* Add X 2^(64 WORD) to SUM, of 4 words, or take it away.  */
static void
add_at (uint64_t *sum, int word, mdm_wide_t x)
{
  for (; word < 4 && x != 0; word++)
    {
      x += sum[word];
      sum[word] = (uint64_t) x;
      x >>= 64;
    }
}

static void
subtract_at (uint64_t *sum, int word, mdm_wide_t x)
{
  for (; word < 4 && x != 0; word++)
    {
      int borrow = sum[word] < (uint64_t) x;
      sum[word] -= (uint64_t) x;
      x = (x >> 64) + (mdm_wide_t) borrow;
    }
}

/* Add N X to SUM.  */
static void
add_product (uint64_t *sum, mdm_wide_t n, uint64_t x)
{
  add_at (sum, 0, (mdm_wide_t) (uint64_t) n * x);
  add_at (sum, 1, (n >> 64) * x);
}

static void
subtract_product (uint64_t *sum, mdm_wide_t n, uint64_t x)
{
  subtract_at (sum, 0, (mdm_wide_t) (uint64_t) n * x);
  subtract_at (sum, 1, (n >> 64) * x);
}

/* How much log (FIRST + NEXT 2^-9) is larger than log FIRST, rounded down, in
   units of U; FIRST has 63 bits, NEXT is below 2^9.  */
static int64_t
second_order (uint64_t first, uint64_t next)
{
  /* NEXT 2^-9 / FIRST = NEXT 2^62 / FIRST U, at most 2^9: what a double is
     wrong by is lost in what is rounded down.  */
  return (int64_t) ((double) next * 0x1p62 / (double) first * (1 - 0x1p-30));
}

void
mdm_enclosure_add_wide (mdm_enclosure_t *sum, mdm_wide_t n)
{
  uint64_t high = (uint64_t) (n >> 64), first, a;
  unsigned shift = 0, exponent;
  int64_t s;

  if (n <= 1)
    return;
  if (n >> 63 != 0)
    shift = high != 0 ? 65 - (unsigned) __builtin_clzll (high) : 1;
  first = (uint64_t) (n >> shift);
  s = mdm_enclosure_log (&exponent, &a, first);
  if (shift > 0)
    s += second_order (first, (uint64_t) (n << (128 - shift) >> 119));
  add_product (sum->e, n, exponent + shift);
  add_product (sum->a, n, a);
  if (s >= 0)
    add_product (sum->s, n, (uint64_t) s);
  else
    subtract_product (sum->s, n, (uint64_t) -s);
}

/* Sums of many words.  No sum of products is beyond two words: the n add up to
   less than 2^64, and |s| < 2^63.  */
static inline __attribute__ ((always_inline)) void
add_all (mdm_enclosure_t *sum, const uint64_t *x, size_t count)
{
  mdm_wide_t e = 0, a = 0;
  mdm_wide_signed_t s = 0;

  for (size_t i = 0; i < count; i++)
    {
      unsigned exponent;
      uint64_t n = x[i] > 1 ? x[i] : 0, tabled;
      int64_t log = mdm_enclosure_log (&exponent, &tabled, n + (n == 0));
      e += (mdm_wide_t) n * exponent;
      a += (mdm_wide_t) n * tabled;
      s += (mdm_wide_signed_t) (int64_t) n * log;
    }
  (void) mdm_enclosure_carry (sum->e, e);
  sum->a[2] += mdm_enclosure_carry (sum->a, a);
  sum->s[2] += mdm_enclosure_carry (sum->s, (mdm_wide_t) s)
               + (uint64_t) (int64_t) (s >> 127);
}

#ifdef __x86_64__
/* The same with instructions that shift and multiply without flags, and count
   leading zeros fast.  */
__attribute__ ((target ("bmi,bmi2,lzcnt"))) static void
add_all_bmi (mdm_enclosure_t *sum, const uint64_t *x, size_t count)
{
  add_all (sum, x, count);
}
#endif

void
mdm_enclosure_add_all (mdm_enclosure_t *sum, const uint64_t *x, size_t count)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("bmi2"))
    {
      add_all_bmi (sum, x, count);
      return;
    }
#endif
  add_all (sum, x, count);
}

void
mdm_enclosure_merge (mdm_enclosure_t *sum, const mdm_enclosure_t *other)
{
  for (int word = 0; word < 4; word++)
    {
      add_at (sum->e, word, other->e[word]);
      add_at (sum->a, word, other->a[word]);
      add_at (sum->s, word, other->s[word]);
    }
}

/* SUM += TIMES X modulo 2^256, and so modulo 2^192, whatever the sign.  */
static void
add_multiple (uint64_t *sum, const uint64_t *x, uint64_t times)
{
  uint64_t carry = 0;

  for (int word = 0; word < 4; word++)
    {
      mdm_wide_t part = (mdm_wide_t) x[word] * times + sum[word] + carry;
      sum[word] = (uint64_t) part;
      carry = (uint64_t) (part >> 64);
    }
}

void
mdm_enclosure_addmul (mdm_enclosure_t *sum, const mdm_enclosure_t *other,
                      uint64_t times)
{
  add_multiple (sum->e, other->e, times);
  add_multiple (sum->a, other->a, times);
  add_multiple (sum->s, other->s, times);
}

/* RES = the integer of the COUNT words WORD.  */
static void
get_words (fmpz_t res, const uint64_t *word, int count)
{
  fmpz_zero (res);
  for (int i = count; i-- > 0;)
    {
      fmpz_mul_2exp (res, res, 64);
      fmpz_add_ui (res, res, word[i]);
    }
}

/* RES += INTEGER 2^-SCALE.  */
static void
add_scaled (arb_t res, const fmpz_t integer, slong scale, slong prec)
{
  MDM_ARB (part);

  arb_set_fmpz (part, integer);
  arb_mul_2exp_si (part, part, -scale);
  arb_add (res, res, part, prec);
}

void
mdm_enclosure_get (arb_t res, const mdm_enclosure_t *sum, const fmpz_t total,
                   int wide, slong prec)
{
  /* Of integers of one word nothing is in the last words, but for the sign. */
  int words = wide ? 4 : 3;
  MDM_FMPZ (integer);
  MDM_FMPZ (sign);
  MDM_ARB (error);

  get_words (integer, sum->e, words);
  arb_const_log2 (res, prec);
  arb_mul_fmpz (res, res, integer, prec);
  get_words (integer, sum->a, words);
  add_scaled (res, integer, 64, prec);
  get_words (integer, sum->s, words);
  if (sum->s[words - 1] >> 63 != 0)
    {
      fmpz_one (sign);
      fmpz_mul_2exp (sign, sign, 64 * (ulong) words);
      fmpz_sub (integer, integer, sign);
    }
  add_scaled (res, integer, SCALE, prec);
  /* 3.7 U, or 5.7 U, of each.  */
  arb_set_fmpz (error, total);
  arb_mul_ui (error, error, wide ? 57 : 37, prec);
  arb_div_ui (error, error, 10, prec);
  arb_mul_2exp_si (error, error, -SCALE);
  arb_add_error (res, error);
}
