/* test_info_dense.c - the dense engine against plain sums, for all sizes of
   words, vocabularies, and numbers of threads.  */
#include <config.h>

#include "laws.h"
#include "test_info.h"
#include "unit.h"

#include "info/curve.h"
#include "info/dense.h"

#include <string.h>

/* How the weights of a law are drawn.  */
enum
{
  SMALL,  /* 0 .. 4 */
  ONES,   /* all 1 */
  RARE,   /* nearly all 0 */
  SPREAD, /* up to 2^k, k at random */
  KINDS
};

static uint64_t
draw (uint64_t *state, int kind)
{
  switch (kind)
    {
    case SMALL:
      return random_below (state, 5);
    case ONES:
      return 1;
    case RARE:
      return random_below (state, 50) == 0 ? random_below (state, 300) : 0;
    default:
      return random_below (state, UINT64_C (1) << random_below (state, 40));
    }
}

/* Set LAW to one of all VOCAB^LENGTH sequences with weights of this kind; the
   first is made so large that the total is TOTAL, if TOTAL is not 0 and the
   others leave room, and the weights are coprime.  Answers whether they are
   so.  */
static int
weighted_law (mdm_law_t law, uint64_t vocab, size_t length, int kind,
              const fmpz_t total, uint64_t seed)
{
  size_t n = (size_t) mdm_work_pow (vocab, length);
  uint16_t *row = flint_malloc (n * length * sizeof *row);
  fmpz *w = _fmpz_vec_init ((slong) n);
  uint64_t state = seed;
  fmpz_t rest;
  int exact;

  fmpz_init (rest);
  for (size_t i = 0; i < n; i++)
    {
      size_t x = i;
      for (size_t k = length; k-- > 0; x /= vocab)
        row[i * length + k] = (uint16_t) (x % vocab);
      fmpz_set_ui (w + i, i == n - 1 ? 1 : draw (&state, kind));
    }
  if (!fmpz_is_zero (total))
    {
      fmpz_zero (w);
      _fmpz_vec_sum (rest, w, (slong) n);
      if (fmpz_cmp (rest, total) < 0)
        fmpz_sub (w, total, rest);
    }
  law->vocab = vocab;
  law->length = length;
  ck_assert_int_eq (mdm_law_take_integer_rows (
                        law, mdm_law_copy_rows (law, row, n), w, n, NULL),
                    MDM_OK);
  exact = fmpz_equal (law->total, total);
  _fmpz_vec_clear (w, (slong) n);
  fmpz_clear (rest);
  flint_free (row);
  return exact;
}

static void
set_total (fmpz_t total, int bits, int less)
{
  fmpz_one (total);
  fmpz_mul_2exp (total, total, (ulong) bits);
  fmpz_sub_ui (total, total, (ulong) less);
}

/* Fail unless the dense route gives the same curve as the sparse one, for
   JOBS threads.  */
static void
check_routes (const mdm_law_t law, unsigned jobs)
{
  mdm_limit_t limit = no_limit;
  mdm_curve_t dense, sparse;

  limit.jobs = jobs;
  mdm_curve_init (dense);
  mdm_curve_init (sparse);
  ck_assert_int_eq (
      mdm_curve_set_by (dense, law, MDM_METHOD_DENSE, &limit, NULL), MDM_OK);
  ck_assert_int_eq (
      mdm_curve_set_by (sparse, law, MDM_METHOD_SPARSE, &limit, NULL), MDM_OK);
  for (size_t k = 0; k <= law->length; k++)
    ck_assert_msg (mdm_logform_identical (dense->e + k, sparse->e + k),
                   "V = %llu, L = %zu, total of %llu bits: e_%zu differs",
                   (unsigned long long) law->vocab, law->length,
                   (unsigned long long) fmpz_bits (law->total), k);
  mdm_curve_clear (dense);
  mdm_curve_clear (sparse);
}

/* Fail unless E is the mean entropy of K positions of LAW, as H has it.  */
static void
check_entropy (const mdm_logform_t e, mdm_histogram_t h, size_t k,
               const mdm_law_t law)
{
  mdm_logsum_t sum;
  mdm_logform_t x, total;
  fmpz_t den;

  mdm_logsum_init (sum);
  mdm_logform_init (x);
  mdm_logform_init (total);
  fmpz_init (den);
  mdm_histogram_get (sum, h, k);
  fmpz_bin_uiui (den, law->length, k);
  fmpz_mul (den, den, law->total);
  mdm_logsum_get (x, sum, den);
  mdm_logform_set_log (total, law->total);
  mdm_logform_sub (x, total, x);
  ck_assert_msg (mdm_logform_identical (e, x), "V = %d, L = %zu: e_%zu",
                 (int) law->vocab, law->length, k);
  mdm_logsum_clear (sum);
  mdm_logform_clear (x);
  mdm_logform_clear (total);
  fmpz_clear (den);
}

/* Small lattices of all vocabularies, at the boundaries of words.  */
static const struct
{
  uint64_t vocab;
  size_t length;
} shapes[] = { { 1, 1 }, { 1, 5 },   { 2, 1 }, { 2, 2 }, { 2, 3 },
               { 2, 7 }, { 3, 1 },   { 3, 2 }, { 3, 6 }, { 5, 1 },
               { 5, 4 }, { 300, 1 }, { 9, 3 }, { 4, 5 } };
static const int boundaries[] = { 8, 16, 32, 63, 64, 100 };

#define SHAPES ((int) (sizeof shapes / sizeof *shapes))
#define BOUNDARIES ((int) (sizeof boundaries / sizeof *boundaries))

START_TEST (small_lattice)
{
  uint64_t vocab = shapes[_i % SHAPES].vocab;
  size_t length = shapes[_i % SHAPES].length;
  int kind = _i / SHAPES % KINDS, reached = 0;
  mdm_law_t law;
  fmpz_t total;

  mdm_law_init (law);
  fmpz_init (total);
  weighted_law (law, vocab, length, kind, total, (uint64_t) _i);
  check_routes (law, 1);
  for (int b = 0; b < BOUNDARIES; b++)
    for (int less = 0; less < 2; less++)
      {
        set_total (total, boundaries[b], less);
        reached
            += weighted_law (law, vocab, length, kind, total, (uint64_t) _i);
        check_routes (law, 1 + (unsigned) b % 3);
      }
  /* With V = 1 the only weight is divided by itself.  */
  ck_assert_int_ge (reached, vocab == 1 ? 0 : 6);
  fmpz_clear (total);
  mdm_law_clear (law);
}
END_TEST

/* Lattices of two tokens that are large enough for pairs and threads, against
   the plain sum over all cells.  */

/* Add n log n of all marginal weights of k positions of LAW to SUM[k], each
   by itself.  */
static void
plain_profile (mdm_logsum_struct *sum, const mdm_law_t law)
{
  size_t n = (size_t) 1 << law->length;
  uint64_t *w = flint_calloc (n, sizeof *w);
  uint64_t *cell = flint_malloc (n * sizeof *cell);
  fmpz_t one, value;

  fmpz_init_set_ui (one, 1);
  fmpz_init (value);
  for (size_t r = 0; r < law->support; r++)
    {
      size_t x = 0;
      for (size_t i = 0; i < law->length; i++)
        x = 2 * x + mdm_law_row (law, r)[i];
      w[x] = fmpz_get_ui (law->weight + r);
    }
  for (size_t set = 0; set < n; set++)
    {
      memset (cell, 0, n * sizeof *cell);
      for (size_t x = 0; x < n; x++)
        cell[x & set] += w[x];
      for (size_t x = 0; x < n; x++)
        if (cell[x] > 0)
          {
            fmpz_set_ui (value, cell[x]);
            mdm_logsum_add_xlogx (sum + __builtin_popcountll (set), one,
                                  value);
          }
    }
  fmpz_clear (one);
  fmpz_clear (value);
  flint_free (w);
  flint_free (cell);
}

/* Progress: what was told last.  */
typedef struct
{
  uint64_t done, total;
} told_t;

static void
hear (void *data, const char *what, uint64_t done, uint64_t total)
{
  told_t *told = data;

  ck_assert_str_eq (what, "the lattice of all marginals");
  ck_assert_uint_gt (done, told->done);
  ck_assert_uint_le (done, total);
  told->done = done;
  told->total = total;
}

/* Pairs of all sizes, of those that are worth it, and none.  */
static const uint64_t worth[] = { 0, 2, UINT64_MAX };

START_TEST (large_lattice)
{
  static const int bits[] = { 0, 16, 17, 20, 32, 40, 64 };
  size_t length = 11 + (_i % 5 == 0);
  int kind = _i % KINDS;
  mdm_logsum_struct sum[16], plain[16];
  mdm_limit_t limit = no_limit;
  mdm_histogram_t h;
  mdm_logform_t x, y;
  mdm_law_t law;
  fmpz_t total, one;

  mdm_law_init (law);
  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpz_init_set_ui (one, 1);
  fmpz_init (total);
  if (bits[_i / KINDS] > 0)
    set_total (total, bits[_i / KINDS], 1);
  weighted_law (law, 2, length, kind, total, (uint64_t) _i);
  for (unsigned jobs = 1; jobs <= 3; jobs += 2)
    {
      told_t told = { 0, 0 };
      mdm_progress_t progress = { hear, &told };
      limit.jobs = jobs;
      limit.progress = &progress;
      for (size_t k = 0; k <= length; k++)
        {
          mdm_logsum_init (sum + k);
          mdm_logsum_init (plain + k);
        }
      plain_profile (plain, law);
      mdm_histogram_init (h, length + 1, fmpz_get_ui (law->total),
                          UINT64_C (1) << 30);
      mdm_dense_count_by (h, law, worth[((unsigned) _i + jobs / 2) % 3], 0,
                          &limit);
      ck_assert_int_eq (mdm_histogram_finish (h), MDM_OK);
      ck_assert_uint_eq (told.total, mdm_dense_cells (law));
      ck_assert_uint_eq (told.done, told.total);
      for (size_t k = 0; k <= length; k++)
        {
          mdm_histogram_get (sum + k, h, k);
          mdm_logsum_get (x, sum + k, one);
          mdm_logsum_get (y, plain + k, one);
          ck_assert_msg (mdm_logform_identical (x, y),
                         "seed %d, %u jobs: M_%zu differs", _i, jobs, k);
          mdm_logsum_clear (sum + k);
          mdm_logsum_clear (plain + k);
        }
      mdm_histogram_clear (h);
    }
  fmpz_clear (total);
  fmpz_clear (one);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_law_clear (law);
}
END_TEST

/* With V = 3 and 4, where the last positions are a fan: words of 16 bits, sums
   beyond them, weights that allow no fan; with pairs and without, with AVX2
   and without.  */
static const struct
{
  uint64_t vocab;
  size_t length;
  uint64_t most; /* weights are below this */
} fans[] = { { 3, 5, 5 },   { 4, 5, 5 },    { 3, 7, 3 },    { 4, 6, 50 },
             { 4, 6, 900 }, { 3, 8, 2000 }, { 4, 7, 1000 }, { 3, 6, 70000 } };

START_TEST (fan)
{
  size_t i = (size_t) _i / 3, length = fans[i].length;
  mdm_limit_t limit = no_limit;
  mdm_histogram_t h;
  mdm_curve_t sparse;
  mdm_law_t law;
  char spec[80];

  snprintf (spec, sizeof spec, "random:V=%d,L=%zu,den=%d,seed=%d",
            (int) fans[i].vocab, length, (int) fans[i].most - 1, _i);
  mdm_law_init (law);
  mdm_curve_init (sparse);
  open_law (law, spec);
  ck_assert_int_eq (
      mdm_curve_set_by (sparse, law, MDM_METHOD_SPARSE, &limit, NULL), MDM_OK);
  for (limit.jobs = 1; limit.jobs <= 3; limit.jobs += 2)
    {
      mdm_histogram_init_bounded (h, length + 1, fmpz_get_ui (law->total),
                                  UINT64_C (1) << 30, fans[i].most,
                                  law->vocab);
      mdm_dense_count_by (h, law, worth[_i % 3],
                          (_i + (int) limit.jobs / 2) % 2, &limit);
      ck_assert_int_eq (mdm_histogram_finish (h), MDM_OK);
      for (size_t k = 0; k <= length; k++)
        check_entropy (sparse->e + k, h, k, law);
      mdm_histogram_clear (h);
    }
  mdm_curve_clear (sparse);
  mdm_law_clear (law);
}
END_TEST

/* Few rows, of as many words of four tokens as there are ways to read them. */
START_TEST (long_rows)
{
  enum
  {
    ROWS = 40
  };
  static const struct
  {
    uint64_t vocab;
    size_t length;
  } of[] = { { 2, 4 }, { 3, 8 }, { 4, 9 }, { 2, 13 }, { 2, 17 }, { 1, 23 } };
  uint64_t vocab = of[_i].vocab, state = (uint64_t) _i + 1;
  size_t tokens = ROWS * of[_i].length;
  uint16_t *row = flint_malloc (tokens * sizeof *row);
  fmpz *w = _fmpz_vec_init (ROWS);
  mdm_law_t law;

  mdm_law_init (law);
  for (size_t i = 0; i < tokens; i++)
    row[i] = (uint16_t) random_below (&state, vocab);
  for (size_t i = 0; i < ROWS; i++)
    fmpz_set_ui (w + i, 1 + random_below (&state, 9));
  law->vocab = vocab;
  law->length = of[_i].length;
  ck_assert_int_eq (mdm_law_take_integer_rows (law, row, w, ROWS, NULL),
                    MDM_OK);
  check_routes (law, 1);
  _fmpz_vec_clear (w, ROWS);
  mdm_law_clear (law);
}
END_TEST

/* Enough cells for several threads, and several tasks.  */
START_TEST (threads)
{
  static const char *const specs[]
      = { "random:V=2,L=15,den=4,seed=1", "random:V=2,L=14,den=100000,seed=2",
          "random:V=3,L=11,den=4,seed=3", "markov:flip=1/3,L=15",
          "random:V=5,L=8,den=1000,seed=4" };
  mdm_limit_t limit = no_limit;
  mdm_curve_t one, several;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (one);
  mdm_curve_init (several);
  open_law (law, specs[_i]);
  ck_assert_int_eq (
      mdm_curve_set_by (one, law, MDM_METHOD_DENSE, &limit, NULL), MDM_OK);
  for (limit.jobs = 2; limit.jobs < 6; limit.jobs++)
    {
      ck_assert_int_eq (
          mdm_curve_set_by (several, law, MDM_METHOD_DENSE, &limit, NULL),
          MDM_OK);
      for (size_t k = 0; k <= law->length; k++)
        ck_assert_msg (mdm_logform_identical (one->e + k, several->e + k),
                       "%s, %u jobs: e_%zu differs", specs[_i], limit.jobs, k);
    }
  mdm_curve_clear (one);
  mdm_curve_clear (several);
  mdm_law_clear (law);
}
END_TEST

/* More pairs than a counter of 32 bits holds: counts as if so many had been
   counted before.  */
START_TEST (many_pairs)
{
  static const mdm_window_t window[] = { { 0, 0, 0 }, { 0, 3, 2 } };
  uint32_t *pair;
  mdm_histogram_t h;
  mdm_logsum_t sum;
  mdm_logform_t x;
  fmpz_t one;

  mdm_logsum_init (sum);
  mdm_logform_init (x);
  fmpz_init_set_ui (one, 1);
  mdm_histogram_init (h, 2, 10, 0);
  mdm_histogram_make_pairs (h, window, 2);
  for (int round = 0; round < 3; round++)
    {
      mdm_histogram_expect_pairs (h, UINT32_MAX);
      pair = h->level[1].group + mdm_pair_index (h->level + 1, 3, 2);
      ck_assert_uint_eq (*pair, 0);
      *pair += UINT32_MAX;
    }
  ck_assert_int_eq (mdm_histogram_finish (h), MDM_OK);
  /* 3 (2^32 - 1) times 3 log 3 + 2 log 2, and 5 log 5 below.  */
  mdm_histogram_get (sum, h, 1);
  mdm_logsum_get (x, sum, one);
  check_exact (x, "25769803770*log(2) + 38654705655*log(3)", NULL);
  mdm_histogram_get (sum, h, 0);
  mdm_logsum_get (x, sum, one);
  check_exact (x, "64424509425*log(5)", NULL);
  mdm_histogram_clear (h);
  mdm_logsum_clear (sum);
  mdm_logform_clear (x);
  fmpz_clear (one);
}
END_TEST

void
add_info_dense (Suite *suite)
{
  TCase *dense = tcase_create ("dense");

  tcase_set_timeout (dense, 60);
  tcase_add_loop_test (dense, small_lattice, 0, SHAPES * KINDS);
  tcase_add_loop_test (dense, large_lattice, 0, 7 * KINDS);
  tcase_add_loop_test (dense, fan, 0, 3 * 8);
  tcase_add_loop_test (dense, long_rows, 0, 6);
  tcase_add_loop_test (dense, threads, 0, 5);
  tcase_add_test (dense, many_pairs);
  suite_add_tcase (suite, dense);
}
