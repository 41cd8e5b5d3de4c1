/* test_sampler_residues.c - the output law modulo primes against the mean over
   all partitions in fractions, by definition, and the arithmetic modulo primes
   against division.  */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "exact/residue.h"
#include "exact/scoped.h"
#include "sampler/denominator.h"
#include "sampler/output.h"
#include "sampler/partitions.h"
#include "sampler/schedule_spec.h"

#include <string.h>

/* The mean over the partitions, in fractions.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  fmpq *p;
} mean_t;

/* P[x] += WEIGHT p_{Y|M}(x): prod_t prod_{i in D_t} of what is said of x_i
   after D_1 .. D_{t-1}.  */
static mdm_status
add_partition (const mdm_schedule_t blocks, const fmpq_t weight, void *data,
               mdm_err_t *err)
{
  const mean_t *mean = data;
  const mdm_law_struct *law = mean->prediction->rows;
  slong rows = (slong) law->support;
  const size_t *position = blocks->position;
  char *revealed = flint_calloc (law->length, 1);
  fmpz *before_weight = _fmpz_vec_init (rows);
  fmpz *after_weight = _fmpz_vec_init (rows);
  fmpq *said = _fmpq_vec_init (rows), *product = _fmpq_vec_init (rows);
  mdm_agreement_t before, after;

  mdm_agreement_init (before, law);
  mdm_agreement_init (after, law);
  for (slong x = 0; x < rows; x++)
    fmpq_set (product + x, weight);
  for (size_t t = 0; t < blocks->steps; position += blocks->size[t++])
    {
      mdm_agreement_weights (before_weight, before, law);
      for (size_t j = 0; j < blocks->size[t]; j++)
        {
          mdm_agreement_refine (after, before, law, position[j]);
          mdm_agreement_weights (after_weight, after, law);
          ck_assert_int_eq (mdm_prediction_said (said, mean->prediction,
                                                 before, before_weight, after,
                                                 after_weight, revealed,
                                                 position[j], err),
                            MDM_OK);
          for (slong x = 0; x < rows; x++)
            {
              fmpq *factor = said + after->id[x];
              fmpq_canonicalise (factor);
              fmpq_mul (product + x, product + x, factor);
            }
        }
      for (size_t j = 0; j < blocks->size[t]; j++)
        {
          revealed[position[j]] = 1;
          mdm_agreement_refine (before, before, law, position[j]);
        }
    }
  for (slong x = 0; x < rows; x++)
    fmpq_add (mean->p + x, mean->p + x, product + x);
  mdm_agreement_clear (before);
  mdm_agreement_clear (after);
  _fmpz_vec_clear (before_weight, rows);
  _fmpz_vec_clear (after_weight, rows);
  _fmpq_vec_clear (said, rows);
  _fmpq_vec_clear (product, rows);
  flint_free (revealed);
  return MDM_OK;
}

void
check_output (const mdm_prediction_t *prediction,
              const mdm_schedule_t schedule)
{
  const mdm_law_struct *rows = prediction->rows;
  slong count = (slong) rows->support;
  fmpq *residues = _fmpq_vec_init (count);
  mean_t mean = { prediction, _fmpq_vec_init (count) };
  mdm_limit_t limit = no_limit;

  limit.jobs = 1 + (unsigned) (rows->support % 2);
  ck_assert_int_eq (mdm_partitions_each (schedule, add_partition, &mean, NULL),
                    MDM_OK);
  ck_assert_int_eq (
      mdm_output_predicted (residues, prediction, schedule, &limit, NULL),
      MDM_OK);
  for (slong i = 0; i < count; i++)
    check_fraction (residues + i, mean.p + i, rows);
  _fmpq_vec_clear (mean.p, count);
  _fmpq_vec_clear (residues, count);
}

/* Weights that are the first primes of the residues, which then divide
   denominators and are left out, and sums of several words.  */
static const char *const hard[] = {
  "576460752303423619 00\n1 01\n576460752303423649 11\n",
  ("576460752303423619 000\n576460752303423619 010\n"
   "5764607523034236190000000000000000000001 111\n7 101\n"),
  "1 0000\n1 0011\n3 1111\n576460752303423619 1010\n2 1110\n",
};

START_TEST (hard_weights)
{
  static const char *const specs[]
      = { "2",     "1,1", "iid:1/2,1/3,1/6", "3",      "2,1", "1,2", "2,2",
          "1,1,2", "4",   "1,2,1",           "0,2,0,2" };
  mdm_law_t law, grid;

  mdm_law_init (law);
  mdm_law_init (grid);
  ck_assert_uint_eq (mdm_prime_next (0), UINT64_C (576460752303423619));
  open_law (law, hard[_i]);
  ck_assert_int_eq (mdm_output_grid (grid, law, &no_limit, NULL), MDM_OK);
  for (size_t s = 0; s < sizeof specs / sizeof *specs; s++)
    {
      mdm_schedule_t schedule;
      mdm_prediction_t on_rows, on_grid;
      mdm_schedule_init (schedule);
      if (mdm_schedule_parse (schedule, specs[s], law->length, NULL, &no_limit,
                              NULL)
          == MDM_OK)
        {
          ck_assert_int_eq (
              mdm_prediction_init (&on_rows, law, law, NULL, &no_limit, NULL),
              MDM_OK);
          ck_assert_int_eq (
              mdm_prediction_init (&on_grid, grid, law, NULL, &no_limit, NULL),
              MDM_OK);
          check_output (&on_rows, schedule);
          check_output (&on_grid, schedule);
          mdm_prediction_clear (&on_rows);
          mdm_prediction_clear (&on_grid);
        }
      mdm_schedule_clear (schedule);
    }
  mdm_law_clear (law);
  mdm_law_clear (grid);
}
END_TEST

/* A law too large for fractions in a test, whose p_Y must sum to 1.  */
START_TEST (sums_to_one)
{
  static const char *const specs[][2]
      = { { "random:V=2,L=9,den=1000000007,seed=4", "2,3,4" },
          { "random:V=3,L=5,den=1,seed=1", "iid-uniform:4" },
          { "random:V=5,L=4,den=99,seed=2", "2,2" } };
  mdm_schedule_t schedule;
  mdm_law_t law, grid;
  fmpq_t sum;
  fmpq *p;

  mdm_law_init (law);
  mdm_law_init (grid);
  mdm_schedule_init (schedule);
  fmpq_init (sum);
  open_law (law, specs[_i][0]);
  open_schedule (schedule, specs[_i][1], law->length, NULL);
  ck_assert_int_eq (mdm_output_grid (grid, law, &no_limit, NULL), MDM_OK);
  p = _fmpq_vec_init ((slong) grid->support);
  ck_assert_int_eq (mdm_output_law (p, grid, schedule, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < grid->support; i++)
    {
      ck_assert_int_ge (fmpq_sgn (p + i), 0);
      fmpq_add (sum, sum, p + i);
    }
  ck_assert (fmpq_is_one (sum));
  _fmpq_vec_clear (p, (slong) grid->support);
  fmpq_clear (sum);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
  mdm_law_clear (grid);
}
END_TEST

/* Over a limit nothing is begun: neither the levels nor the primes.  */
START_TEST (over_limits)
{
  static const struct
  {
    uint64_t cells, bytes;
    mdm_status status;
  } cases[] = { { 1000, UINT64_C (1) << 40, MDM_ELIMIT },
                { 3000000, UINT64_C (1) << 40, MDM_ELIMIT },
                { UINT64_C (1) << 40, 1000, MDM_ELIMIT },
                { UINT64_C (1) << 40, 1000000, MDM_ELIMIT },
                { UINT64_C (1) << 40, UINT64_C (1) << 30, MDM_OK } };
  mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  mdm_schedule_t schedule;
  mdm_err_t err = { 0 };
  mdm_law_t law;
  fmpq *p;

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  open_law (law, "random:V=2,L=8,den=1000000007,seed=4");
  open_schedule (schedule, "2,2,4", law->length, NULL);
  p = _fmpq_vec_init ((slong) law->support);
  limit.max_cells = cases[_i].cells;
  limit.max_memory = cases[_i].bytes;
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, &err),
                    cases[_i].status);
  if (cases[_i].status != MDM_OK)
    ck_assert_msg (strstr (err.message, "the output law takes") != NULL, "%s",
                   err.message);
  _fmpq_vec_clear (p, (slong) law->support);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* What is known of the first row's denominator before there are levels is a
   part of it, and where sizes are fixed all but the factors of the moves and
   what is lost where bits are counted.  */
START_TEST (first_row)
{
  static const char *const specs[]
      = { "balanced:2", "balanced:3", "ar", "iid:1/2,1/3,1/6" };
  const char *spec = specs[_i % 4];
  MDM_LAW (law);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  flint_bitcnt_t least, bits;
  mdm_err_t err;

  random_law (law, (uint64_t) _i, 243);
  ck_assert_int_eq (
      mdm_prediction_init (prediction, law, law, NULL, &no_limit, &err),
      MDM_OK);
  open_schedule (schedule, law->length < 3 && _i % 4 < 2 ? "balanced:1" : spec,
                 law->length, NULL);
  MDM_PASSAGE (passage, prediction, schedule);
  MDM_FMPZ_VEC (d, 1);
  least = mdm_denominator_least (passage, UINT64_MAX);
  ck_assert_int_eq (mdm_passage_fill (passage, &err), MDM_OK);
  mdm_denominator_set (d, passage, 1);
  bits = fmpz_bits (d);
  ck_assert_uint_le (least, bits);
  for (size_t i = 0; i < passage->moves; i++)
    least += fmpz_bits (fmpq_denref (passage->move[i].factor))
             + (passage->move[i].to - passage->move[i].from);
  if (passage->stay == NULL)
    ck_assert_uint_ge (least, bits);
}
END_TEST

START_TEST (arithmetic)
{
  uint64_t state = (uint64_t) _i, p = 0;
  mdm_prime_t prime;

  for (int i = 0; i <= _i % 7; i++)
    {
      uint64_t next
          = n_nextprime (p == 0 ? UINT64_C (1) << MDM_RESIDUE_BITS : p, 1);
      p = mdm_prime_next (p);
      ck_assert_uint_eq (p, next);
    }
  ck_assert (p >> MDM_RESIDUE_BITS == 1 && n_is_prime (p));
  mdm_prime_set (&prime, p);
  for (int i = 0; i < 200; i++)
    {
      uint64_t a = random_below (&state, p), b = random_below (&state, p);
      mdm_wide_t sum = 0;
      uint64_t x, y, want = 0;
      int bad = 0;
      fmpq_t q;
      fmpq_init (q);
      fmpz_set_ui (fmpq_numref (q), a);
      fmpz_set_ui (fmpq_denref (q), b);
      x = mdm_residue_set_fmpz (fmpq_numref (q), &prime);
      y = mdm_residue_set_fmpz (fmpq_denref (q), &prime);
      ck_assert_uint_eq (mdm_residue_get (x, &prime), a);
      ck_assert_uint_eq (
          mdm_residue_get (mdm_residue_mul (x, y, &prime), &prime),
          (uint64_t) ((mdm_wide_t) a * b % p));
      ck_assert_uint_eq (
          mdm_residue_get (mdm_residue_add (x, y, &prime), &prime),
          (uint64_t) (((mdm_wide_t) a + b) % p));
      if (b != 0)
        {
          fmpq_canonicalise (q);
          x = mdm_residue_set_fmpq (&bad, q, &prime);
          ck_assert_uint_eq (
              mdm_residue_get (mdm_residue_mul (x, y, &prime), &prime), a);
        }
      ck_assert (!bad);
      ck_assert (mdm_residue_inv (&bad, 0, &prime) == 0 && bad);
      /* As many of the largest products as may be added.  */
      x = p - 1;
      for (int j = 0; j < MDM_RESIDUE_TERMS; j++)
        {
          sum += (mdm_wide_t) x * x;
          want
              = mdm_residue_add (want, mdm_residue_mul (x, x, &prime), &prime);
        }
      ck_assert_uint_eq (mdm_residue_reduce (sum, &prime) % p, want);
      fmpq_clear (q);
    }
}
END_TEST

void
add_residues (Suite *suite)
{
  TCase *cases = tcase_create ("residues");

  tcase_add_loop_test (cases, hard_weights, 0, sizeof hard / sizeof *hard);
  tcase_add_loop_test (cases, sums_to_one, 0, 3);
  tcase_add_loop_test (cases, over_limits, 0, 5);
  tcase_add_loop_test (cases, first_row, 0, 40);
  tcase_add_loop_test (cases, arithmetic, 0, 20);
  suite_add_tcase (suite, cases);
}
