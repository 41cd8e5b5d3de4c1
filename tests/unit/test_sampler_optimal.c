/* test_sampler_optimal.c - best and worst schedules against all compositions,
   and the bounds R(s) and U_s against their definitions and their theorems. */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "sampler/bounds.h"
#include "sampler/optimal.h"
#include "sampler/weights.h"

#include <stdio.h>
#include <string.h>

/* Laws with many ties, then random ones.  */
static const char *const tied[] = {
  "parity:V=2,L=1",
  "parity:V=2,L=2",
  "parity:V=2,L=7",
  "repetition:V=3,L=7",
  "uniform:V=2,L=7",
  "mds:q=7,L=7,k=3",
  "mds:q=7,L=7,k=5",
  "permutation:n=6",
  "paired-copy:V=2,L=8",
  "markov:flip=1/3,L=7",
  "markov:flip=0,L=6",
  "noisy-repetition:flip=1/4,L=7",
  "1 aaaaaaa\n",
  /* A product of (1/3, 2/3) six times is random_law's; a mixture of parity
     and repetition; two independent pairs and two loose tokens.  */
  "1 0000\n1 0011\n1 0101\n1 0110\n1 1001\n1 1010\n1 1100\n2 1111\n",
  "1 0000\n2 0001\n1 0110\n2 0111\n3 1000\n6 1001\n3 1110\n6 1111\n",
};

#define TIED (sizeof tied / sizeof *tied)
#define SEEDS 90

static void
open_case (mdm_law_t law, int i)
{
  if ((size_t) i < TIED)
    open_law (law, tied[i]);
  else
    random_law (law, (uint64_t) i - TIED, 729);
}

/* Make the composition of LENGTH whose block ends are the bits of SET.  */
static void
composition (mdm_schedule_t schedule, size_t length, uint64_t set)
{
  size_t size[16], steps = 0, before = 0;

  for (size_t a = 1; a <= length; a++)
    if (a == length || (set >> (a - 1) & 1))
      {
        size[steps++] = a - before;
        before = a;
      }
  mdm_schedule_set_sizes (schedule, size, steps);
}

/* Are the sizes of X lexicographically larger than those of Y?  */
static int
larger (const mdm_schedule_t x, const mdm_schedule_t y)
{
  for (size_t t = 0; t < x->steps && t < y->steps; t++)
    if (x->size[t] != y->size[t])
      return x->size[t] > y->size[t];
  return 0;
}

static void
check_same (const mdm_schedule_t found, const mdm_schedule_t expected,
            const char *what, size_t parameter, const mdm_law_t law)
{
  ck_assert_msg (found->steps == expected->steps
                     && memcmp (found->size, expected->size,
                                found->steps * sizeof *found->size)
                            == 0,
                 "%s:%zu is %s, not %s for %s", what, parameter, found->name,
                 expected->name, law_description (law));
}

/* Find the extreme of all compositions that WANTED accepts: least ekl with
   SIGN 1, greatest with -1, the lexicographically largest of equal ones.  */
static void
search (mdm_schedule_t best, mdm_logform_t least, const mdm_curve_t curve,
        int sign, size_t steps, size_t smax)
{
  mdm_schedule_t s;
  mdm_logform_t x;
  int found = 0;

  mdm_schedule_init (s);
  mdm_logform_init (x);
  for (uint64_t set = 0; set < UINT64_C (1) << (curve->length - 1); set++)
    {
      int order = -1;
      composition (s, curve->length, set);
      if ((steps != 0 && s->steps != steps) || s->smax > smax)
        continue;
      curve_ekl (x, s, curve);
      if (found)
        ck_assert_int_eq (mdm_logform_cmp (&order, x, least), MDM_OK);
      if (!found || sign * order < 0 || (order == 0 && larger (s, best)))
        {
          mdm_schedule_swap (s, best);
          mdm_logform_swap (x, least);
          found = 1;
        }
    }
  ck_assert (found);
  mdm_schedule_clear (s);
  mdm_logform_clear (x);
}

START_TEST (extremes)
{
  mdm_schedule_t expected, worst;
  mdm_schedule_struct some[8];
  mdm_logform_t x, y, u;
  mdm_curve_t curve;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (expected);
  mdm_schedule_init (worst);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (u);
  open_case (law, _i);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  for (size_t t = 0; t < law->length; t++)
    mdm_schedule_init (some + t);
  ck_assert_int_eq (
      mdm_optimal_best (some, law->length, curve, &no_limit, NULL), MDM_OK);
  for (size_t t = 1; t <= law->length; t++)
    {
      search (expected, x, curve, 1, t, SIZE_MAX);
      check_same (some + t - 1, expected, "best", t, law);
    }
  /* More steps are never worse.  */
  for (size_t t = 1; t < law->length; t++)
    {
      curve_ekl (x, some + t - 1, curve);
      curve_ekl (y, some + t, curve);
      check_real (y, "<=", x, law);
    }
  for (size_t s = 1; s <= law->length + 2; s++)
    {
      search (expected, x, curve, -1, 0, s);
      ck_assert_int_eq (mdm_optimal_worst (worst, s, curve, &no_limit, NULL),
                        MDM_OK);
      check_same (worst, expected, "worst", s, law);
      /* U_s / 2 <= the greatest error <= U_s (THEORY section 4) <= R(s).  */
      if (s > law->length)
        continue;
      mdm_bounds_u (u, curve, s);
      check_real (x, "<=", u, law);
      mdm_logform_div_ui (y, u, 2);
      check_real (x, ">=", y, law);
      mdm_bounds_r (y, curve, s);
      check_real (u, "<=", y, law);
    }
  for (size_t t = 0; t < law->length; t++)
    mdm_schedule_clear (some + t);
  mdm_schedule_clear (expected);
  mdm_schedule_clear (worst);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (u);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Bounds.  */

/* R(s) as it is written, 80 terms of the sum and the geometric tail, with
   the floor of a fraction; U_s as it is written.  */
START_TEST (bounds)
{
  mdm_logform_t x, y, z;
  mdm_curve_t curve;
  mdm_law_t law;
  fmpq_t power, value;
  fmpz_t floor;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (z);
  fmpq_init (power);
  fmpq_init (value);
  fmpz_init (floor);
  open_case (law, _i);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  for (size_t s = 1; s <= law->length + 3; s++)
    {
      slong most = (slong) law->length - 1;
      fmpq_one (power);
      mdm_logform_zero (x);
      for (int j = 0; j < 80; j++)
        {
          slong w;
          fmpq_mul_si (value, power, -(slong) s);
          fmpq_add_si (value, value, most + 1);
          fmpz_fdiv_q (floor, fmpq_numref (value), fmpq_denref (value));
          w = fmpz_get_si (floor);
          w = w < 0 ? 0 : w > most ? most : w;
          mdm_logform_addmul_fmpq (x, curve->z + w + 1, power);
          fmpq_div_2exp (power, power, 1);
        }
      /* power is 2^-80, and sum_{j >= 80} 2^-j = 2 power.  */
      fmpq_add (power, power, power);
      mdm_logform_addmul_fmpq (x, curve->z + law->length, power);
      mdm_logform_mul_si (x, x, (slong) s);
      mdm_bounds_r (y, curve, s);
      check_real (y, "=", x, law);
      if (s > law->length)
        continue;
      mdm_logform_zero (x);
      for (size_t j = law->length; j > law->length - s + 1; j--)
        mdm_logform_add (x, x, curve->z + j);
      mdm_bounds_u (z, curve, s);
      check_real (z, "=", x, law);
      check_real (z, "<=", y, law);
      /* U_s <= (s - 1) Z_L.  */
      mdm_logform_mul_si (x, curve->z + law->length, (slong) s - 1);
      check_real (z, "<=", x, law);
    }
  fmpq_clear (power);
  fmpq_clear (value);
  fmpz_clear (floor);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (z);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* R(s) in units of log q for MDS codes, by hand: Z_j = 1 if j > k.  */
static const struct
{
  const char *law;
  size_t s;
  const char *r, *u;
} bounds_hand[] = {
  /* |W_j| = 2, 3, 3, ..: Z_3 + 1/2 Z_4 + ..  */
  { "mds:q=5,L=4,k=1", 2, "4*log(5)", "log(5)" },
  { "mds:q=5,L=4,k=2", 2, "4*log(5)", "log(5)" },
  { "mds:q=5,L=4,k=3", 2, "2*log(5)", "log(5)" },
  /* |W_j| = 1, floor (5/2), floor (13/4), 3, ..  */
  { "mds:q=5,L=4,k=1", 3, "6*log(5)", "2*log(5)" },
  { "mds:q=5,L=4,k=2", 3, "3*log(5)", "2*log(5)" },
  { "mds:q=5,L=4,k=3", 3, "3/2*log(5)", "log(5)" },
  { "mds:q=5,L=4,k=1", 1, "2*log(5)", "0" },
  { "mds:q=5,L=4,k=4", 3, "0", "0" },
  /* |W_j| = 0, 2, 3, 3, .., and Z_1 = 0.  */
  { "mds:q=5,L=4,k=1", 4, "4*log(5)", "3*log(5)" },
  { "repetition:V=2,L=1", 1, "0", "0" },
  /* The tetracode, R/16 = log 3 / 4 (THEORY section 4).  */
  { "1 0000\n1 0121\n1 0212\n1 1022\n1 1110\n1 1201\n1 2011\n1 2102\n1 2220\n",
    2, "4*log(3)", "log(3)" },
};

START_TEST (bounds_by_hand)
{
  mdm_curve_t curve;
  mdm_logform_t x;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (x);
  open_law (law, bounds_hand[_i].law);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  mdm_bounds_r (x, curve, bounds_hand[_i].s);
  check_exact (x, bounds_hand[_i].r, law);
  mdm_bounds_u (x, curve, bounds_hand[_i].s);
  check_exact (x, bounds_hand[_i].u, law);
  mdm_logform_clear (x);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* ekl of a Reed-Solomon code is (end of the block that holds the k-th token
   drawn - k) log q, for every composition.  */
START_TEST (reed_solomon)
{
  size_t k = (size_t) _i, length = 6;
  mdm_logform_t x, y;
  mdm_schedule_t s;
  mdm_curve_t curve;
  mdm_law_t law;
  char spec[40];
  fmpz_t q;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (s);
  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpz_init_set_ui (q, 7);
  snprintf (spec, sizeof spec, "mds:q=7,L=6,k=%zu", k);
  open_law (law, spec);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  for (uint64_t set = 0; set < 32; set++)
    {
      size_t end = 0;
      composition (s, length, set);
      for (size_t t = 0; end < k; t++)
        end += s->size[t];
      mdm_logform_set_log (x, q);
      mdm_logform_mul_si (x, x, (slong) (end - k));
      curve_ekl (y, s, curve);
      check_real (y, "=", x, law);
    }
  fmpz_clear (q);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_schedule_clear (s);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Weights.  */

void
curve_ekl (mdm_logform_t res, const mdm_schedule_t schedule,
           const mdm_curve_t curve)
{
  fmpq *a = _fmpq_vec_init ((slong) curve->length);

  mdm_weights_set_schedule (a, schedule);
  mdm_weights_ekl (res, a, curve);
  _fmpq_vec_clear (a, (slong) curve->length);
}

/* The weights of 0,2,0,3,1,0 are 2 at 0, 3 at 2, 1 at 5, and the error is
   also sum_t sum_j (Z_{N+j} - Z_{N+1}) (Chen, Cong and Li, Theorem 16).  */
START_TEST (weights)
{
  static const size_t size[] = { 0, 2, 0, 3, 1, 0 };
  static const ulong expected[] = { 2, 0, 3, 0, 0, 1 };
  fmpq *a = _fmpq_vec_init (6);
  mdm_schedule_t s;

  mdm_schedule_init (s);
  mdm_schedule_set_sizes (s, size, 6);
  for (int k = 0; k < 6; k++)
    fmpq_set_si (a + k, 77, 5);
  mdm_weights_set_schedule (a, s);
  for (int k = 0; k < 6; k++)
    {
      ck_assert (fmpz_equal_ui (fmpq_numref (a + k), expected[k]));
      ck_assert (fmpz_is_one (fmpq_denref (a + k)));
    }
  _fmpq_vec_clear (a, 6);
  mdm_schedule_clear (s);
}
END_TEST

START_TEST (curve_identity)
{
  uint64_t state = (uint64_t) _i;
  mdm_logform_t x, y;
  mdm_curve_t curve;
  mdm_schedule_t s;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (s);
  mdm_logform_init (x);
  mdm_logform_init (y);
  open_case (law, _i);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  for (int round = 0; round < 5; round++)
    {
      size_t n = 0;
      random_sizes (s, &state, law->length);
      mdm_logform_zero (x);
      for (size_t t = 0; t < s->steps; n += s->size[t++])
        for (size_t j = 1; j <= s->size[t]; j++)
          {
            mdm_logform_add (x, x, curve->z + n + j);
            mdm_logform_sub (x, x, curve->z + n + 1);
          }
      curve_ekl (y, s, curve);
      check_real (y, "=", x, law);
      /* 0 <= ekl <= U_smax.  */
      mdm_logform_zero (x);
      check_real (y, ">=", x, law);
      mdm_bounds_u (x, curve, s->smax);
      check_real (y, "<=", x, law);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_schedule_clear (s);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

void
add_optimal (Suite *suite)
{
  TCase *optimal = tcase_create ("optimal");
  TCase *sums = tcase_create ("bounds");

  tcase_add_loop_test (optimal, extremes, 0, (int) TIED + SEEDS);
  suite_add_tcase (suite, optimal);
  tcase_add_loop_test (sums, bounds, 0, (int) TIED + SEEDS);
  tcase_add_loop_test (sums, bounds_by_hand, 0,
                       sizeof bounds_hand / sizeof *bounds_hand);
  tcase_add_loop_test (sums, reed_solomon, 1, 7);
  tcase_add_test (sums, weights);
  tcase_add_loop_test (sums, curve_identity, 0, (int) TIED + SEEDS);
  suite_add_tcase (suite, sums);
}
