/* test_info_parts.c - agreement classes, histograms, and the limits and
   routes of the lattice.  */
#include <config.h>

#include "laws.h"
#include "test_info.h"
#include "unit.h"

#include "info/agreement.h"
#include "info/curve.h"
#include "info/dense.h"
#include "info/entropy.h"
#include "info/histogram.h"
#include "law/families.h"

#include <string.h>

/* Agreement classes.  */

/* Classes of random laws against comparing all rows in pairs.  */
START_TEST (agreement)
{
  mdm_agreement_t classes, other;
  mdm_law_t law;
  fmpz *weight;
  fmpz_t w;

  mdm_law_init (law);
  fmpz_init (w);
  random_law (law, (uint64_t) _i, 729);
  mdm_agreement_init (classes, law);
  mdm_agreement_init (other, law);
  weight = _fmpz_vec_init ((slong) law->support);
  for (uint64_t set = 0; set < UINT64_C (1) << law->length; set++)
    {
      size_t next = 0;
      mdm_agreement_reset (classes);
      ck_assert_uint_eq (classes->count, 1);
      for (size_t i = 0; i < law->length; i++)
        if (set >> i & 1)
          {
            /* Both aliased and not.  */
            mdm_agreement_refine (other, classes, law, i);
            mdm_agreement_refine (classes, classes, law, i);
            ck_assert_uint_eq (other->count, classes->count);
            ck_assert_mem_eq (other->id, classes->id,
                              classes->rows * sizeof *classes->id);
          }
      mdm_agreement_weights (weight, classes, law);
      for (size_t i = 0; i < law->support; i++)
        {
          /* Numbered in the order of first rows.  */
          if (classes->id[i] >= next)
            ck_assert_uint_eq (classes->id[i], next++);
          marginal_weight (w, law, mdm_law_row (law, i), set);
          ck_assert_msg (fmpz_equal (w, weight + classes->id[i]),
                         "set %llu, row %zu of %s", (unsigned long long) set,
                         i, law_description (law));
        }
      ck_assert_uint_eq (next, classes->count);
    }
  mdm_agreement_clear (classes);
  mdm_agreement_clear (other);
  _fmpz_vec_clear (weight, (slong) law->support);
  fmpz_clear (w);
  mdm_law_clear (law);
}
END_TEST

/* Set LAW to one of 65536 tokens that holds, for A and B in {0, 1} and all
   tokens T, the sequences A T and B T as MANY says.  */
static void
largest_vocabulary (mdm_law_t law, size_t length)
{
  size_t firsts = length == 1 ? 1 : 2, rows = firsts * MDM_VOCAB_MAX;
  uint16_t *x = flint_malloc (rows * length * sizeof *x);
  fmpz *w = _fmpz_vec_init ((slong) rows);

  for (size_t i = 0; i < rows; i++)
    {
      x[i * length] = (uint16_t) (i / MDM_VOCAB_MAX);
      x[i * length + length - 1] = (uint16_t) (i % MDM_VOCAB_MAX);
      fmpz_one (w + i);
    }
  law->vocab = MDM_VOCAB_MAX;
  law->length = length;
  ck_assert_int_eq (mdm_law_take_integer_rows (
                        law, mdm_law_copy_rows (law, x, rows), w, rows, NULL),
                    MDM_OK);
  _fmpz_vec_clear (w, (slong) rows);
  flint_free (x);
}

/* The last token of one class and the first of the next are not one.  */
START_TEST (agreement_of_many_tokens)
{
  mdm_agreement_t classes;
  mdm_law_t law;

  mdm_law_init (law);
  largest_vocabulary (law, 2);
  mdm_agreement_init (classes, law);
  mdm_agreement_refine (classes, classes, law, 0);
  ck_assert_uint_eq (classes->count, 2);
  mdm_agreement_refine (classes, classes, law, 1);
  ck_assert_uint_eq (classes->count, law->support);
  mdm_agreement_reset (classes);
  mdm_agreement_refine (classes, classes, law, 1);
  ck_assert_uint_eq (classes->count, MDM_VOCAB_MAX);
  ck_assert_uint_eq (classes->id[law->support - 1], MDM_VOCAB_MAX - 1);
  mdm_agreement_clear (classes);
  mdm_law_clear (law);
}
END_TEST

/* Nor where the rows are few.  */
START_TEST (agreement_of_few_rows)
{
  static const uint16_t row[] = { 0, UINT16_MAX, 1, 0, 1, UINT16_MAX };
  static const uint32_t ids[] = { 0, 1, 2 };
  fmpz weight[] = { 1, 1, 1 };
  mdm_agreement_t classes;
  mdm_law_t law;

  mdm_law_init (law);
  law->vocab = MDM_VOCAB_MAX;
  law->length = 2;
  ck_assert_int_eq (
      mdm_law_take_integer_rows (law, mdm_law_copy_rows (law, row, 3), weight,
                                 3, NULL),
      MDM_OK);
  mdm_agreement_init (classes, law);
  mdm_agreement_refine (classes, classes, law, 0);
  ck_assert_uint_eq (classes->count, 2);
  mdm_agreement_refine (classes, classes, law, 1);
  ck_assert_uint_eq (classes->count, 3);
  ck_assert_mem_eq (classes->id, ids, sizeof ids);
  mdm_agreement_clear (classes);
  mdm_law_clear (law);
}
END_TEST

/* 16 log 2 from 65536 tokens, by both routes.  */
START_TEST (curve_of_many_tokens)
{
  mdm_curve_t curve;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  largest_vocabulary (law, 1);
  ck_assert_int_eq (
      mdm_curve_set_by (curve, law, MDM_METHOD_DENSE, &no_limit, NULL),
      MDM_OK);
  check_exact (curve->e + 1, "16*log(2)", law);
  ck_assert_int_eq (
      mdm_curve_set_by (curve, law, MDM_METHOD_SPARSE, &no_limit, NULL),
      MDM_OK);
  check_exact (curve->e + 1, "16*log(2)", law);
  /* The dense table would have 2^32 cells: the sparse route is chosen.  */
  largest_vocabulary (law, 2);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (curve->method, MDM_METHOD_SPARSE);
  check_exact (curve->e + 1, "17/2*log(2)", law);
  check_exact (curve->e + 2, "17*log(2)", law);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Histograms.  */

/* Count random numbers around the boundary of table and hash table, and
   numbers that differ only in high bits; compare with the plain sum.  */
START_TEST (histogram)
{
  static const uint64_t centre[]
      = { 1, 65536, 65537, 1 << 20, UINT64_C (1) << 40, UINT64_C (1) << 62 };
  uint64_t state = (uint64_t) _i, x[4], total;
  mdm_logsum_t plain[3], sum;
  mdm_logform_t a, b;
  mdm_histogram_t h;
  mdm_law_t none;
  fmpz_t n, c, one;

  mdm_law_init (none);
  mdm_logform_init (a);
  mdm_logform_init (b);
  mdm_logsum_init (sum);
  fmpz_init (n);
  fmpz_init (c);
  fmpz_init_set_ui (one, 1);
  for (int k = 0; k < 3; k++)
    mdm_logsum_init (plain[k]);
  total = centre[_i % 6] + 1500;
  mdm_histogram_init (h, 3, total, 1 << 24);
  for (int round = 0; round < 3000; round++)
    {
      size_t size = random_below (&state, 3);
      size_t count = random_below (&state, 5);
      uint64_t times = 1 + random_below (&state, 3);
      for (size_t i = 0; i < count; i++)
        {
          x[i] = centre[random_below (&state, 1 + (uint64_t) _i % 6)]
                 + random_below (&state, 3000);
          x[i] = x[i] < 1500 ? 0 : x[i] - 1500;
          if (random_below (&state, 8) == 0)
            times <<= 30;
        }
      mdm_histogram_add (h, size, x, count, times);
      for (size_t i = 0; i < count; i++)
        if (x[i] > 0)
          {
            fmpz_set_ui (n, x[i]);
            fmpz_set_ui (c, times);
            mdm_logsum_add_xlogx (plain[size], c, n);
          }
    }
  ck_assert_int_eq (mdm_histogram_finish (h), MDM_OK);
  for (size_t k = 0; k < 3; k++)
    {
      mdm_histogram_get (sum, h, k);
      mdm_logsum_get (a, sum, one);
      mdm_logsum_get (b, plain[k], one);
      ck_assert_msg (mdm_logform_identical (a, b),
                     "seed %d: the sums of size %zu differ", _i, k);
      mdm_logsum_clear (plain[k]);
    }
  mdm_histogram_clear (h);
  fmpz_clear (n);
  fmpz_clear (c);
  fmpz_clear (one);
  mdm_logform_clear (a);
  mdm_logform_clear (b);
  mdm_logsum_clear (sum);
  mdm_law_clear (none);
}
END_TEST

/* One larger weight too many for the memory: refused, and not the nearest that
   fits.  */
START_TEST (histogram_full)
{
  mdm_histogram_t h;
  mdm_logsum_t sum;
  uint64_t most = 100000 + (uint64_t) _i;

  mdm_logsum_init (sum);
  mdm_histogram_init (h, 2, UINT64_C (1) << 40, 100000 * MDM_LARGE_BYTES);
  /* Each twice, so that only different ones are counted.  */
  for (uint64_t i = 0; i < 2 * most; i++)
    {
      uint64_t n = 80000 + i % most;
      mdm_histogram_add (h, 1, &n, 1, 1);
    }
  ck_assert_int_eq (mdm_histogram_finish (h), _i == 0 ? MDM_OK : MDM_ELIMIT);
  if (_i == 0)
    {
      mdm_histogram_get (sum, h, 1);
      ck_assert_int_eq (sum->count, 100000);
    }
  mdm_histogram_clear (h);
  mdm_logsum_clear (sum);
}
END_TEST

/* Limits.  */

/* Every refusal, and the nearest computation that is allowed.  CELLS and
   BYTES are the limits; UINT64_MAX for no limit.  */
static const struct
{
  const char *law;
  mdm_method method;
  uint64_t cells, bytes;
  const char *message; /* NULL: allowed */
} limits[] = {
  /* 3^10 cells.  */
  { "random:V=2,L=10,den=3,seed=1", MDM_METHOD_DENSE, 59048, UINT64_MAX,
    "the lattice of all marginals takes 59049 cells of work, over the limit "
    "of 59048" },
  { "random:V=2,L=10,den=3,seed=1", MDM_METHOD_DENSE, 59049, UINT64_MAX,
    NULL },
  { "random:V=2,L=10,den=3,seed=1", MDM_METHOD_DENSE, UINT64_MAX, 16383,
    "bytes of memory" },
  /* 2^4 sets, 2 rows, and a step of 8.  */
  { "1 aaaa\n2 abbb\n", MDM_METHOD_SPARSE, 255, UINT64_MAX,
    "takes 256 cells" },
  { "1 aaaa\n2 abbb\n", MDM_METHOD_SPARSE, 256, UINT64_MAX, NULL },
  { "1 aaaa\n2 abbb\n", MDM_METHOD_SPARSE, UINT64_MAX, 100,
    "bytes of memory" },
  /* More work than a number of 64 bits can say, however high the limit.  */
  { "1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "\n1 "
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    "\n",
    MDM_METHOD_SPARSE, UINT64_MAX, UINT64_MAX, "more than 10^19" },
  { "1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "\n1 "
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    "\n",
    MDM_METHOD_DENSE, UINT64_MAX, UINT64_MAX, "more than 10^19" },
  /* The weights are too many different ones.  */
  { "random:V=2,L=12,den=1000000,seed=1", MDM_METHOD_DENSE, UINT64_MAX,
    12000000,
    "too many different ones for the limit"
    " of memory" },
};

START_TEST (limited)
{
  mdm_limit_t limit
      = { .max_cells = limits[_i].cells, .max_memory = limits[_i].bytes };
  mdm_err_t err = { 0 };
  mdm_curve_t curve;
  mdm_status status;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  open_law (law, limits[_i].law);
  status = mdm_curve_set_by (curve, law, limits[_i].method, &limit, &err);
  if (limits[_i].message == NULL)
    ck_assert_msg (status == MDM_OK, "%s", err.message);
  else
    {
      ck_assert_int_eq (status, MDM_ELIMIT);
      ck_assert_int_eq (err.status, MDM_ELIMIT);
      ck_assert_str_eq (err.where, "");
      ck_assert_msg (strstr (err.message, limits[_i].message) != NULL, "%s",
                     err.message);
      /* Nothing was set, and the error may be left out.  */
      ck_assert_ptr_null (curve->e);
      status = mdm_curve_set_by (curve, law, limits[_i].method, &limit, NULL);
      ck_assert_int_eq (status, MDM_ELIMIT);
      /* A curve that is there stays.  */
      open_law (law, "repetition:V=3,L=2");
      status = mdm_curve_set (curve, law, &no_limit, NULL);
      ck_assert_int_eq (status, MDM_OK);
      open_law (law, limits[_i].law);
      status = mdm_curve_set_by (curve, law, limits[_i].method, &limit, NULL);
      ck_assert_int_eq (status, MDM_ELIMIT);
      ck_assert_uint_eq (curve->length, 2);
      check_exact (curve->e + 2, "log(3)", law);
    }
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* Totals around 2^62, 2^63, 2^64: from 2^63 on weights are no words but big
   integers.  */
START_TEST (word_boundary)
{
  static const mdm_method methods[] = { MDM_METHOD_DENSE, MDM_METHOD_SPARSE };
  mdm_logform_t x, mean;
  mdm_curve_t curve;
  uint16_t row[4 * 3];
  mdm_law_t law;
  fmpz w[4];

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_logform_init (x);
  mdm_logform_init (mean);
  /* Rows 000, 011, 101, 111 of weights 1, 2^31, 2^61 - 5, and the rest.  */
  memcpy (row, (uint16_t[]){ 0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1 }, sizeof row);
  for (int i = 0; i < 4; i++)
    fmpz_init (w + i);
  fmpz_set_ui (w, 1);
  fmpz_set_ui (w + 1, UINT64_C (1) << 31);
  fmpz_set_ui (w + 2, (UINT64_C (1) << 61) - 5);
  fmpz_set_ui (w + 3, 1);
  fmpz_mul_2exp (w + 3, w + 3, (ulong) (62 + _i / 3));
  for (int i = 0; i < 3; i++)
    fmpz_sub (w + 3, w + 3, w + i);
  fmpz_add_si (w + 3, w + 3, _i % 3 - 1); /* the total: 2^j - 1, 2^j, + 1 */
  law->vocab = 2;
  law->length = 3;
  ck_assert_int_eq (mdm_law_take_integer_rows (
                        law, mdm_law_copy_rows (law, row, 4), w, 4, NULL),
                    MDM_OK);
  for (int m = 0; m < 2; m++)
    {
      ck_assert_int_eq (
          mdm_curve_set_by (curve, law, methods[m], &no_limit, NULL), MDM_OK);
      for (int k = 0; k <= 3; k++)
        {
          mdm_logform_zero (mean);
          for (uint64_t s = 0; s < 8; s++)
            if (__builtin_popcountll (s) == k)
              {
                plain_entropy (x, law, s);
                mdm_logform_add (mean, mean, x);
              }
          mdm_logform_div_ui (mean, mean, k == 0 || k == 3 ? 1 : 3);
          check_real (curve->e + k, "=", mean, law);
        }
    }
  for (int i = 0; i < 4; i++)
    fmpz_clear (w + i);
  mdm_logform_clear (x);
  mdm_logform_clear (mean);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* The entropies of all sets, by both routes, against each by itself.  */
START_TEST (all_sets)
{
  static const mdm_method methods[] = { MDM_METHOD_DENSE, MDM_METHOD_SPARSE };
  mdm_limit_t limit = { .max_cells = 100, .max_memory = UINT64_MAX };
  mdm_logform_struct *h;
  mdm_logform_t x;
  mdm_law_t law;
  uint64_t sets;

  mdm_law_init (law);
  mdm_logform_init (x);
  random_law (law, (uint64_t) _i, 729);
  sets = UINT64_C (1) << law->length;
  h = flint_malloc (sets * sizeof *h);
  for (uint64_t s = 0; s < sets; s++)
    mdm_logform_init (h + s);
  for (int m = 0; m < 2; m++)
    {
      ck_assert_int_eq (
          mdm_lattice_entropies (h, law, methods[m], &no_limit, NULL), MDM_OK);
      for (uint64_t s = 0; s < sets; s++)
        {
          size_t set[8], count = 0;
          for (size_t i = 0; i < law->length; i++)
            if (s >> i & 1)
              set[count++] = i;
          mdm_entropy (x, law, set, count);
          ck_assert_msg (mdm_logform_identical (x, h + s),
                         "set %llu by route %d of %s", (unsigned long long) s,
                         m, law_description (law));
        }
    }
  if (mdm_dense_cells (law) > 100)
    ck_assert_int_eq (
        mdm_lattice_entropies (h, law, MDM_METHOD_DENSE, &limit, NULL),
        MDM_ELIMIT);
  for (uint64_t s = 0; s < sets; s++)
    mdm_logform_clear (h + s);
  flint_free (h);
  mdm_logform_clear (x);
  mdm_law_clear (law);
}
END_TEST

START_TEST (method_names)
{
  ck_assert_str_eq (mdm_method_str (MDM_METHOD_DENSE), "dense");
  ck_assert_str_eq (mdm_method_str (MDM_METHOD_SPARSE), "sparse");
  ck_assert_str_eq (mdm_method_str (MDM_METHOD_CLOSED_FORM), "closed form");
}
END_TEST

void
add_info_parts (Suite *suite)
{
  TCase *classes = tcase_create ("agreement");
  TCase *counts = tcase_create ("histogram");
  TCase *lattice = tcase_create ("lattice");

  tcase_add_loop_test (classes, agreement, 0, 60);
  tcase_add_test (classes, agreement_of_many_tokens);
  tcase_add_test (classes, agreement_of_few_rows);
  suite_add_tcase (suite, classes);
  tcase_add_loop_test (counts, histogram, 0, 24);
  tcase_add_loop_test (counts, histogram_full, 0, 2);
  suite_add_tcase (suite, counts);
  tcase_add_loop_test (lattice, limited, 0, sizeof limits / sizeof *limits);
  tcase_add_loop_test (lattice, word_boundary, 0, 9);
  tcase_add_test (lattice, curve_of_many_tokens);
  tcase_add_loop_test (lattice, all_sets, 0, 60);
  tcase_add_test (lattice, method_names);
  suite_add_tcase (suite, lattice);
}
