/* test_info.c - entropies and curves of laws.  The parts that they are made
   of are in test_info_parts.c.  */
#include <config.h>

#include "laws.h"
#include "test_info.h"
#include "unit.h"

#include "info/curve.h"
#include "info/entropy.h"
#include "law/spec.h"

#include <string.h>

/* Random laws of at most 1296 sequences.  */
#define SEEDS 180
#define MOST 1296

/* Values that can be derived by hand.  */

static const struct
{
  const char *law;
  const char *e[7]; /* e_1 .. e_L */
  const char *tc, *dtc, *sum_mi;
} hand[] = {
  { "uniform:V=2,L=3", { "log(2)", "2*log(2)", "3*log(2)" }, "0", "0", "0" },
  { "uniform:V=1,L=4", { "0", "0", "0", "0" }, "0", "0", "0" },
  { "uniform:V=7,L=1", { "log(7)" }, "0", "0", "0" },
  { "repetition:V=3,L=4",
    { "log(3)", "log(3)", "log(3)", "log(3)" },
    "3*log(3)",
    "log(3)",
    "4*log(3)" },
  { "repetition:V=4,L=1", { "2*log(2)" }, "0", "0", "0" },
  { "parity:V=2,L=3",
    { "log(2)", "2*log(2)", "2*log(2)" },
    "log(2)",
    "2*log(2)",
    "3*log(2)" },
  { "parity:V=6,L=2",
    { "log(2) + log(3)", "log(2) + log(3)" },
    "log(2) + log(3)",
    "log(2) + log(3)",
    "2*log(2) + 2*log(3)" },
  { "parity:V=5,L=1", { "0" }, "0", "0", "0" },
  /* Z_j is log q for j > k, else 0; DTC = k log q.  */
  { "mds:q=5,L=4,k=2",
    { "log(5)", "2*log(5)", "2*log(5)", "2*log(5)" },
    "2*log(5)",
    "2*log(5)",
    "4*log(5)" },
  { "mds:q=7,L=5,k=4",
    { "log(7)", "2*log(7)", "3*log(7)", "4*log(7)", "4*log(7)" },
    "log(7)",
    "4*log(7)",
    "5*log(7)" },
  { "mds:q=3,L=3,k=3", { "log(3)", "2*log(3)", "3*log(3)" }, "0", "0", "0" },
  /* e_k = log n (n-1) .. (n-k+1), TC = n log n - log n!.  */
  { "permutation:n=3",
    { "log(3)", "log(2) + log(3)", "log(2) + log(3)" },
    "-log(2) + 2*log(3)",
    "log(2) + log(3)",
    "3*log(3)" },
  { "permutation:n=4",
    { "2*log(2)", "2*log(2) + log(3)", "3*log(2) + log(3)",
      "3*log(2) + log(3)" },
    "5*log(2) - log(3)",
    "3*log(2) + log(3)",
    "8*log(2)" },
  { "permutation:n=1", { "0" }, "0", "0", "0" },
  /* Of the 6 pairs of positions 2 are equal tokens.  */
  { "paired-copy:V=2,L=4",
    { "log(2)", "5/3*log(2)", "2*log(2)", "2*log(2)" },
    "2*log(2)",
    "2*log(2)",
    "4*log(2)" },
  { "paired-copy:V=3,L=2",
    { "log(3)", "log(3)" },
    "log(3)",
    "log(3)",
    "2*log(3)" },
  { "markov:flip=1/2,L=3",
    { "log(2)", "2*log(2)", "3*log(2)" },
    "0",
    "0",
    "0" },
  { "markov:flip=0,L=3",
    { "log(2)", "log(2)", "log(2)" },
    "2*log(2)",
    "log(2)",
    "3*log(2)" },
  { "markov:flip=1,L=2",
    { "log(2)", "log(2)" },
    "log(2)",
    "log(2)",
    "2*log(2)" },
  /* H(X_2|X_1) = log 4 - 3/4 log 3.  */
  { "markov:flip=1/4,L=2",
    { "log(2)", "3*log(2) - 3/4*log(3)" },
    "-log(2) + 3/4*log(3)",
    "-log(2) + 3/4*log(3)",
    "-2*log(2) + 3/2*log(3)" },
  { "noisy-repetition:flip=0,L=3",
    { "log(2)", "log(2)", "log(2)" },
    "2*log(2)",
    "log(2)",
    "3*log(2)" },
  { "noisy-repetition:flip=1/2,L=2", { "log(2)", "2*log(2)" }, "0", "0", "0" },
  /* Two tokens that differ have probability 2 1/3 2/3 = 4/9.  */
  { "noisy-repetition:flip=1/3,L=2",
    { "log(2)", "1/9*log(2) + 2*log(3) - 5/9*log(5)" },
    "17/9*log(2) - 2*log(3) + 5/9*log(5)",
    "17/9*log(2) - 2*log(3) + 5/9*log(5)",
    "34/9*log(2) - 4*log(3) + 10/9*log(5)" },
  /* Position 0 is constant, the two others tell each other.  */
  { "3 001\n1 010\n",
    { "4/3*log(2) - 1/2*log(3)", "2*log(2) - 3/4*log(3)",
      "2*log(2) - 3/4*log(3)" },
    "2*log(2) - 3/4*log(3)",
    "2*log(2) - 3/4*log(3)",
    "4*log(2) - 3/2*log(3)" },
  { "1 a\n1 b\n2 c\n", { "3/2*log(2)" }, "0", "0", "0" },
  { "5 a\n", { "0" }, "0", "0", "0" },
  { "2 aaa\n", { "0", "0", "0" }, "0", "0", "0" },
  { "#: vocab a b c\n1/7 ab\n", { "0", "0" }, "0", "0", "0" },
  { "1000000000000000000000000000000 a\n1000000000000000000000000000000 b\n",
    { "log(2)" },
    "0",
    "0",
    "0" },
};

START_TEST (by_hand)
{
  static const mdm_method methods[]
      = { MDM_METHOD_DENSE, MDM_METHOD_SPARSE, MDM_METHOD_CLOSED_FORM };
  mdm_curve_t curve;
  mdm_logform_t x;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (x);
  open_law (law, hand[_i].law);
  for (size_t m = 0; m < 3; m++)
    {
      if (methods[m] == MDM_METHOD_CLOSED_FORM)
        ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
      else
        {
          ck_assert_int_eq (
              mdm_curve_set_by (curve, law, methods[m], &no_limit, NULL),
              MDM_OK);
          ck_assert_int_eq (curve->method, methods[m]);
        }
      ck_assert_uint_eq (curve->length, law->length);
      check_zero (curve->e, law);
      for (size_t k = 1; k <= law->length; k++)
        check_exact (curve->e + k, hand[_i].e[k - 1], law);
      mdm_curve_tc (x, curve);
      check_exact (x, hand[_i].tc, law);
      mdm_curve_dtc (x, curve);
      check_exact (x, hand[_i].dtc, law);
      mdm_curve_sum_mi (x, curve);
      check_exact (x, hand[_i].sum_mi, law);
    }
  mdm_logform_clear (x);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* TC = n log n - log n! of a permutation, at a length whose marginals take
   both routes some time.  */
START_TEST (permutation)
{
  mdm_curve_t curve;
  mdm_logform_t x, y;
  mdm_law_t law;
  char spec[32];
  fmpz_t n;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpz_init (n);
  snprintf (spec, sizeof spec, "permutation:n=%d", _i);
  open_law (law, spec);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  fmpz_set_si (n, _i);
  mdm_logform_set_log (x, n);
  mdm_logform_mul_si (x, x, _i);
  fmpz_fac_ui (n, (ulong) _i);
  mdm_logform_set_log (y, n);
  mdm_logform_sub (x, x, y);
  mdm_curve_tc (y, curve);
  check_real (y, "=", x, law);
  fmpz_clear (n);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Closed forms: the curve without listing the law is that of its rows.  */

static const char *const closed[] = {
  "uniform:V=1,L=1",    "uniform:V=2,L=1",     "uniform:V=2,L=6",
  "uniform:V=3,L=4",    "uniform:V=6,L=3",     "uniform:V=1,L=5",
  "repetition:V=1,L=3", "repetition:V=2,L=1",  "repetition:V=2,L=7",
  "repetition:V=5,L=4", "repetition:V=12,L=3", "parity:V=1,L=1",
  "parity:V=1,L=4",     "parity:V=2,L=1",      "parity:V=2,L=2",
  "parity:V=2,L=7",     "parity:V=3,L=5",      "parity:V=4,L=4",
  "parity:V=6,L=3",     "mds:q=2,L=1,k=1",     "mds:q=2,L=2,k=1",
  "mds:q=3,L=3,k=2",    "mds:q=5,L=5,k=1",     "mds:q=5,L=5,k=2",
  "mds:q=5,L=5,k=3",    "mds:q=5,L=5,k=4",     "mds:q=5,L=5,k=5",
  "mds:q=5,L=3,k=2",    "mds:q=7,L=6,k=3",     "mds:q=11,L=4,k=3",
  "reed-solomon:q=3,L=4,k=2", "reed-solomon:q=4,L=6,k=3",
  "reed-solomon:q=9,L=5,k=2",
};

START_TEST (closed_form)
{
  mdm_curve_t curve, listed;
  mdm_logform_t x;
  mdm_law_t law;
  size_t set[8];

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_curve_init (listed);
  mdm_logform_init (x);
  open_law (law, closed[_i]);
  ck_assert_int_ne (law->kind, MDM_LAW_LISTED);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (curve->method, MDM_METHOD_CLOSED_FORM);
  for (int m = 0; m < 2; m++)
    {
      ck_assert_int_eq (
          mdm_curve_set_by (listed, law,
                            m == 0 ? MDM_METHOD_DENSE : MDM_METHOD_SPARSE,
                            &no_limit, NULL),
          MDM_OK);
      for (size_t k = 0; k <= law->length; k++)
        {
          check_real (listed->e + k, "=", curve->e + k, law);
          check_real (listed->z + k, "=", curve->z + k, law);
        }
    }
  /* Every set of positions, not only the average.  */
  for (uint64_t s = 0; s < UINT64_C (1) << law->length; s++)
    {
      size_t count = 0;
      for (size_t i = 0; i < law->length; i++)
        if (s >> i & 1)
          set[count++] = i;
      mdm_entropy (x, law, set, count);
      check_real (x, "=", curve->e + count, law);
      plain_entropy (x, law, s);
      check_real (x, "=", curve->e + count, law);
    }
  mdm_logform_clear (x);
  mdm_curve_clear (curve);
  mdm_curve_clear (listed);
  mdm_law_clear (law);
}
END_TEST

/* The closed forms at lengths that no enumeration reaches, unlisted.  */
START_TEST (closed_form_long)
{
  static const char *const spec[]
      = { "uniform:V=4611686018427387904,L=3000", "repetition:V=3,L=3000",
          "parity:V=2,L=3000", "mds:q=3001,L=3000,k=1234" };
  static const uint64_t rank[] = { 3000, 1, 2999, 1234 };
  mdm_logform_t unit, x;
  mdm_curve_t curve;
  mdm_law_t law;
  fmpz_t v;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (unit);
  mdm_logform_init (x);
  ck_assert_int_eq (mdm_law_open (law, spec[_i], &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  ck_assert (!law->listed);
  fmpz_init_set_ui (v, law->vocab);
  mdm_logform_set_log (unit, v);
  for (size_t k = 0; k <= 3000; k++)
    {
      mdm_logform_mul_si (x, unit, (slong) (k < rank[_i] ? k : rank[_i]));
      check_real (curve->e + k, "=", x, law);
      mdm_logform_mul_si (x, unit, k > rank[_i]);
      check_real (curve->z + k, "=", x, law);
    }
  mdm_curve_tc (x, curve);
  mdm_logform_addmul_si (x, unit, (slong) rank[_i] - 3000);
  check_zero (x, law);
  fmpz_clear (v);
  mdm_logform_clear (unit);
  mdm_logform_clear (x);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Random laws.  */

/* Set SUM to the sum of H(S) over |S| = K, from H[S] of all sets.  */
static void
sum_of_size (mdm_logform_t sum, const mdm_logform_struct *h, size_t length,
             int k)
{
  mdm_logform_zero (sum);
  for (uint64_t s = 0; s < UINT64_C (1) << length; s++)
    if (__builtin_popcountll (s) == k)
      mdm_logform_add (sum, sum, h + s);
}

/* What follows from the definitions, h[S] being all entropies.  */
static void
check_identities (const mdm_curve_t curve, const mdm_logform_struct *h,
                  const mdm_law_t law)
{
  size_t length = law->length, all = ((size_t) 1 << length) - 1;
  mdm_logform_t x, y, tc, dtc, before;

  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (tc);
  mdm_logform_init (dtc);
  mdm_logform_init (before);
  /* e_k is the mean of H(S), and Z_j that of I(X_i; X_S).  */
  for (size_t k = 0; k <= length; k++)
    {
      sum_of_size (x, h, length, (int) k);
      mdm_logform_div_ui (x, x, mdm_work_binomial (length, k));
      check_real (curve->e + k, "=", x, law);
    }
  for (size_t j = 1; j <= length; j++)
    {
      ulong count = 0;
      mdm_logform_zero (x);
      for (size_t s = 0; s <= all; s++)
        for (size_t i = 0; i < length; i++)
          if ((size_t) __builtin_popcountll (s) == j - 1 && !(s >> i & 1))
            {
              mdm_logform_add (x, x, h + ((size_t) 1 << i));
              mdm_logform_add (x, x, h + s);
              mdm_logform_sub (x, x, h + (s | (size_t) 1 << i));
              count++;
            }
      mdm_logform_div_ui (x, x, count);
      check_real (curve->z + j, "=", x, law);
    }
  /* Han: d_1 >= d_2 >= .. >= d_L >= 0, hence 0 = Z_1 <= .. <= Z_L.  */
  check_zero (curve->z, law);
  check_zero (curve->z + 1, law);
  mdm_curve_increment (before, curve, 1);
  check_real (before, "=", curve->e + 1, law);
  for (size_t k = 2; k <= length; k++)
    {
      mdm_curve_increment (x, curve, k);
      check_real (x, "<=", before, law);
      check_real (curve->z + k, ">=", curve->z + k - 1, law);
      mdm_logform_swap (x, before);
    }
  check_real (before, ">=", curve->e, law);
  /* TC = sum_i H(X_i) - H(X) = sum_j Z_j.  */
  mdm_curve_tc (tc, curve);
  mdm_logform_neg (x, h + all);
  mdm_logform_zero (y);
  for (size_t i = 0; i < length; i++)
    {
      mdm_logform_add (x, x, h + ((size_t) 1 << i));
      mdm_logform_add (y, y, curve->z + i + 1);
    }
  check_real (tc, "=", x, law);
  check_real (tc, "=", y, law);
  /* DTC = H(X) - sum_i H(X_i|X_-i).  */
  mdm_curve_dtc (dtc, curve);
  mdm_logform_set (x, h + all);
  for (size_t i = 0; i < length; i++)
    {
      mdm_logform_sub (x, x, h + all);
      mdm_logform_add (x, x, h + (all & ~((size_t) 1 << i)));
    }
  check_real (dtc, "=", x, law);
  /* sum_i I(X_i; X_-i) = TC + DTC = L Z_L.  */
  mdm_logform_zero (y);
  for (size_t i = 0; i < length; i++)
    {
      mdm_logform_add (y, y, h + ((size_t) 1 << i));
      mdm_logform_add (y, y, h + (all & ~((size_t) 1 << i)));
      mdm_logform_sub (y, y, h + all);
    }
  mdm_curve_sum_mi (x, curve);
  check_real (x, "=", y, law);
  mdm_logform_add (x, tc, dtc);
  check_real (x, "=", y, law);
  mdm_logform_mul_si (x, curve->z + length, (slong) length);
  check_real (x, "=", y, law);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (tc);
  mdm_logform_clear (dtc);
  mdm_logform_clear (before);
}

START_TEST (random_curves)
{
  mdm_curve_t dense, sparse, chosen;
  mdm_logform_struct *h;
  mdm_logform_t x;
  mdm_law_t law;
  size_t set[6], sets;

  mdm_law_init (law);
  mdm_curve_init (dense);
  mdm_curve_init (sparse);
  mdm_curve_init (chosen);
  mdm_logform_init (x);
  random_law (law, (uint64_t) _i, MOST);
  ck_assert_int_eq (
      mdm_curve_set_by (dense, law, MDM_METHOD_DENSE, &no_limit, NULL),
      MDM_OK);
  ck_assert_int_eq (
      mdm_curve_set_by (sparse, law, MDM_METHOD_SPARSE, &no_limit, NULL),
      MDM_OK);
  ck_assert_int_eq (mdm_curve_set (chosen, law, &no_limit, NULL), MDM_OK);
  for (size_t k = 0; k <= law->length; k++)
    {
      /* The same sums, term by term, not only the same values.  */
      ck_assert_int_eq (mdm_logform_expand (x, chosen->e + k), MDM_OK);
      ck_assert_msg (
          mdm_logform_identical (dense->e + k, sparse->e + k)
              && mdm_logform_identical (dense->e + k, x)
              && mdm_logform_identical (dense->z + k, sparse->z + k),
          "k = %zu: the routes differ for %s", k, law_description (law));
      check_real (dense->e + k, "=", sparse->e + k, law);
    }
  /* The totals, straight from the rows.  */
  ck_assert_int_eq (mdm_curve_set_ends (chosen, law, &no_limit, NULL),
                    MDM_OK);
  for (size_t t = 0; t < 3; t++)
    {
      static void (*const total[]) (mdm_logform_t, const mdm_curve_t)
          = { mdm_curve_tc, mdm_curve_dtc, mdm_curve_sum_mi };
      mdm_logform_t y;
      mdm_logform_init (y);
      total[t](x, dense);
      total[t](y, chosen);
      check_real (x, "=", y, law);
      mdm_logform_clear (y);
    }
  check_real (dense->e + law->length, "=", chosen->e + law->length, law);
  /* All entropies, on two routes.  */
  sets = (size_t) 1 << law->length;
  h = flint_malloc (sets * sizeof *h);
  for (size_t s = 0; s < sets; s++)
    {
      size_t count = 0;
      /* In descending order, to be fair.  */
      for (size_t i = law->length; i-- > 0;)
        if (s >> i & 1)
          set[count++] = i;
      mdm_logform_init (h + s);
      mdm_entropy (h + s, law, set, count);
      plain_entropy (x, law, s);
      check_real (h + s, "=", x, law);
      check_real (h + s, ">=", h, law);
    }
  check_zero (h, law);
  check_identities (dense, h, law);
  for (size_t s = 0; s < sets; s++)
    mdm_logform_clear (h + s);
  flint_free (h);
  mdm_logform_clear (x);
  mdm_curve_clear (dense);
  mdm_curve_clear (sparse);
  mdm_curve_clear (chosen);
  mdm_law_clear (law);
}
END_TEST

/* Random disjoint groups and a condition: H(A|C), I(A;B|C) and TC(..|C)
   against entropies.  */
START_TEST (random_groups)
{
  uint64_t state = (uint64_t) _i + 1000, mask[8];
  size_t start[9], position[6], groups, used = 0;
  mdm_logform_t x, y, z, joint;
  mdm_groups_t chosen;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (z);
  mdm_logform_init (joint);
  random_law (law, (uint64_t) _i, MOST);
  /* Group GROUPS is the condition, GROUPS + 1 what is left out; a group may
     be empty.  */
  groups = 1 + random_below (&state, 4);
  memset (mask, 0, sizeof mask);
  for (size_t i = 0; i < law->length; i++)
    mask[random_below (&state, groups + 2)] |= UINT64_C (1) << i;
  for (size_t g = 0; g <= groups; g++)
    {
      start[g] = used;
      for (size_t i = law->length; i-- > 0;)
        if (mask[g] >> i & 1)
          position[used++] = i;
    }
  start[groups + 1] = used;
  chosen = (mdm_groups_t){ groups, start, position };
  mdm_conditional_entropy (x, law, &chosen);
  plain_entropy (y, law, mask[0] | mask[groups]);
  plain_entropy (z, law, mask[groups]);
  mdm_logform_sub (y, y, z);
  check_real (x, "=", y, law);
  mdm_logform_zero (y);
  check_real (x, ">=", y, law);
  /* sum_g H(G_g|C) - H(G_1 .. G_n|C).  */
  mask[7] = mask[groups];
  for (size_t g = 0; g < groups; g++)
    {
      plain_entropy (x, law, mask[g] | mask[groups]);
      mdm_logform_add (y, y, x);
      mdm_logform_sub (y, y, z);
      mask[7] |= mask[g];
    }
  plain_entropy (joint, law, mask[7]);
  mdm_logform_sub (y, y, joint);
  mdm_logform_add (y, y, z);
  mdm_total_correlation (x, law, &chosen);
  check_real (x, "=", y, law);
  mdm_logform_zero (y);
  check_real (x, ">=", y, law);
  if (groups == 1)
    check_zero (x, law);
  if (groups == 2)
    {
      /* I(A;B|C) = H(A|C) - H(A|BC), the chain rule.  */
      size_t shorter[] = { start[0], start[1], start[3] };
      mdm_groups_t first = { 1, shorter, position };
      mdm_conditional_entropy (y, law, &chosen);
      mdm_conditional_entropy (z, law, &first);
      check_real (y, ">=", z, law);
      mdm_logform_sub (y, y, z);
      check_real (x, "=", y, law);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (z);
  mdm_logform_clear (joint);
  mdm_law_clear (law);
}
END_TEST

/* H(X) = sum_i H(X_i | X_0 .. X_{i-1}).  */
START_TEST (chain_rule)
{
  mdm_logform_t sum, part;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_logform_init (sum);
  mdm_logform_init (part);
  random_law (law, (uint64_t) _i, MOST);
  for (size_t i = 0; i < law->length; i++)
    {
      size_t position[] = { i, 0, 1, 2, 3, 4, 5 };
      size_t start[] = { 0, 1, 1 + i };
      mdm_groups_t groups = { 1, start, position };
      mdm_conditional_entropy (part, law, &groups);
      mdm_logform_add (sum, sum, part);
    }
  plain_entropy (part, law, (UINT64_C (1) << law->length) - 1);
  check_real (sum, "=", part, law);
  mdm_logform_clear (sum);
  mdm_logform_clear (part);
  mdm_law_clear (law);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("info");
  TCase *values = tcase_create ("values");
  TCase *random = tcase_create ("random");

  tcase_add_loop_test (values, by_hand, 0, sizeof hand / sizeof *hand);
  tcase_add_loop_test (values, permutation, 1, 8);
  tcase_add_loop_test (values, closed_form, 0, sizeof closed / sizeof *closed);
  tcase_add_loop_test (values, closed_form_long, 0, 4);
  suite_add_tcase (suite, values);
  tcase_add_loop_test (random, random_curves, 0, SEEDS);
  tcase_add_loop_test (random, random_groups, 0, SEEDS);
  tcase_add_loop_test (random, chain_rule, 0, SEEDS);
  suite_add_tcase (suite, random);
  add_info_parts (suite);
  add_info_dense (suite);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
