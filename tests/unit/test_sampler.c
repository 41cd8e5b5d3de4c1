/* test_sampler.c - what the sampler writes, and how far it is from the law:
   every route against the literal definitions of THEORY section 1, over all
   sequences and all ordered partitions.  */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "sampler/divergence.h"
#include "sampler/output.h"

#include <string.h>

/* Random laws of at most MOST sequences, each with some schedules of at most
   PARTITIONS ordered partitions.  */
#define SEEDS 120
#define MOST 256
#define PARTITIONS 200

/* A law with its grid of all sequences, and an average over partitions.  */
typedef struct
{
  mdm_law_t law, grid;
  fmpq *p;            /* of LAW on the grid */
  fmpq *row, *cell;   /* scratch: one number a row, one a sequence */
  fmpq *mean_cell;    /* sum of p_{Y|M} on the grid */
  mdm_logform_t mean; /* sum of KL(p || p_{Y|M}) */
  ulong partitions;
} case_t;

static void
case_init (case_t *c, uint64_t seed)
{
  mdm_law_init (c->law);
  mdm_law_init (c->grid);
  mdm_logform_init (c->mean);
  random_law (c->law, seed, MOST);
  /* Whether sums of logarithms of thousands of digits are equal takes long
     to decide.  */
  if (fmpz_bits (c->law->total) > 63)
    random_law (c->law, seed, 32);
  ck_assert_int_eq (mdm_output_grid (c->grid, c->law, &no_limit, NULL),
                    MDM_OK);
  c->p = _fmpq_vec_init ((slong) c->grid->support);
  c->row = _fmpq_vec_init ((slong) c->law->support);
  c->cell = _fmpq_vec_init ((slong) c->grid->support);
  c->mean_cell = _fmpq_vec_init ((slong) c->grid->support);
  for (size_t i = 0; i < c->grid->support; i++)
    {
      size_t row = mdm_law_find (c->law, mdm_law_row (c->grid, i));
      if (row < c->law->support)
        fmpq_set_fmpz_frac (c->p + i, c->law->weight + row, c->law->total);
    }
}

static void
case_clear (case_t *c)
{
  slong cells = (slong) c->grid->support;

  _fmpq_vec_clear (c->p, cells);
  _fmpq_vec_clear (c->cell, cells);
  _fmpq_vec_clear (c->mean_cell, cells);
  _fmpq_vec_clear (c->row, (slong) c->law->support);
  mdm_logform_clear (c->mean);
  mdm_law_clear (c->law);
  mdm_law_clear (c->grid);
}

/* Set Q to p_{Y|M}(X) as it is defined: the product over the steps and their
   tokens of p(x_i | x_R), 1/V where p(x_R) = 0.  */
static void
define_output (fmpq_t q, const mdm_law_t law, const uint16_t *x,
               const mdm_schedule_t blocks)
{
  const size_t *position = blocks->position;
  uint64_t revealed = 0;
  fmpz_t before, after;
  fmpq_t factor;

  fmpz_init (before);
  fmpz_init (after);
  fmpq_init (factor);
  fmpq_one (q);
  for (size_t t = 0; t < blocks->steps; t++)
    {
      uint64_t block = 0;
      marginal_weight (before, law, x, revealed);
      for (size_t j = 0; j < blocks->size[t]; j++, position++)
        {
          uint64_t i = UINT64_C (1) << *position;
          if (fmpz_is_zero (before))
            fmpq_set_ui (factor, 1, law->vocab);
          else
            {
              marginal_weight (after, law, x, revealed | i);
              fmpq_set_fmpz_frac (factor, after, before);
            }
          fmpq_mul (q, q, factor);
          block |= i;
        }
      revealed |= block;
    }
  fmpz_clear (before);
  fmpz_clear (after);
  fmpq_clear (factor);
}

/* Set SUM to Q[0] + .. + Q[COUNT-1].  */
static void
add_up (fmpq_t sum, const fmpq *q, size_t count)
{
  fmpq_zero (sum);
  for (size_t i = 0; i < count; i++)
    fmpq_add (sum, sum, q + i);
}

/* KL (p || q) by its definition, one logarithm of a fraction a row.  */
static void
define_kl (mdm_logform_t res, const mdm_law_t law, const fmpq *q)
{
  mdm_logform_t term;
  fmpq_t p, ratio;

  mdm_logform_init (term);
  fmpq_init (p);
  fmpq_init (ratio);
  mdm_logform_zero (res);
  for (size_t i = 0; i < law->support; i++)
    {
      fmpq_set_fmpz_frac (p, law->weight + i, law->total);
      fmpq_div (ratio, p, q + i);
      mdm_logform_set_log_fmpq (term, ratio);
      mdm_logform_addmul_fmpq (res, term, p);
    }
  mdm_logform_clear (term);
  fmpq_clear (p);
  fmpq_clear (ratio);
}

/* Of one partition: p_{Y|M} on the grid and on the support, and its KL.  */
static void
visit (const mdm_schedule_t blocks, void *data)
{
  mdm_logform_t kl, ekl;
  case_t *c = data;
  fmpq_t q;

  mdm_logform_init (kl);
  mdm_logform_init (ekl);
  fmpq_init (q);
  ck_assert_int_eq (mdm_output_law (c->cell, c->grid, blocks, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_output_law (c->row, c->law, blocks, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < c->grid->support; i++)
    {
      const uint16_t *x = mdm_law_row (c->grid, i);
      size_t row = mdm_law_find (c->law, x);
      define_output (q, c->law, x, blocks);
      check_fraction (c->cell + i, q, c->law);
      if (row < c->law->support)
        check_fraction (c->row + row, q, c->law);
      fmpq_add (c->mean_cell + i, c->mean_cell + i, q);
    }
  add_up (q, c->cell, c->grid->support);
  ck_assert_msg (fmpq_is_one (q), "p_{Y|M} sums to %s for %s",
                 fmpq_get_str (NULL, 10, q), law_description (c->law));
  mdm_divergence_kl (kl, NULL, c->law, c->row);
  define_kl (ekl, c->law, c->row);
  check_real (kl, "=", ekl, c->law);
  ck_assert_int_eq (ideal_ekl (ekl, c->law, blocks, &no_limit, NULL), MDM_OK);
  check_real (kl, "=", ekl, c->law);
  mdm_logform_zero (ekl);
  check_real (kl, ">=", ekl, c->law);
  mdm_logform_add (c->mean, c->mean, kl);
  c->partitions++;
  mdm_logform_clear (kl);
  mdm_logform_clear (ekl);
  fmpq_clear (q);
}

/* How many ordered partitions SCHEDULE stands for.  */
static uint64_t
partitions_of (const mdm_schedule_t schedule)
{
  uint64_t count = 1;
  size_t left = schedule->length;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      count *= mdm_work_binomial (left, schedule->size[t]);
      left -= schedule->size[t];
    }
  return count;
}

/* TV by its definition, half the sum of |p - q| over all sequences, and SER,
   1 - q(support), against the routes.  */
static void
check_distances (const case_t *c, const fmpq *cell, const fmpq *row)
{
  fmpq_t x, tv, ser;

  fmpq_init (x);
  fmpq_init (tv);
  fmpq_init (ser);
  for (size_t i = 0; i < c->grid->support; i++)
    {
      fmpq_sub (x, c->p + i, cell + i);
      fmpq_abs (x, x);
      fmpq_add (tv, tv, x);
      if (fmpq_is_zero (c->p + i))
        fmpq_add (ser, ser, cell + i);
    }
  fmpq_div_2exp (tv, tv, 1);
  mdm_divergence_tv (x, c->law, row);
  check_fraction (x, tv, c->law);
  mdm_divergence_ser (x, c->law, row);
  check_fraction (x, ser, c->law);
  ck_assert (fmpq_cmp (ser, tv) <= 0);
  fmpq_clear (x);
  fmpq_clear (tv);
  fmpq_clear (ser);
}

/* All routes for CASE and SCHEDULE, which is one of sizes.  */
static void
check_routes (case_t *c, const mdm_schedule_t schedule,
              const mdm_curve_t curve)
{
  mdm_logform_t ekl, definition, mixed, zero;
  mdm_prediction_t prediction;
  fmpq_t x;

  mdm_logform_init (ekl);
  mdm_logform_init (definition);
  mdm_logform_init (mixed);
  mdm_logform_init (zero);
  fmpq_init (x);
  _fmpq_vec_clear (c->mean_cell, (slong) c->grid->support);
  c->mean_cell = _fmpq_vec_init ((slong) c->grid->support);
  mdm_logform_zero (c->mean);
  c->partitions = 0;
  each_partition (schedule, visit, c);
  ck_assert_uint_eq (c->partitions, partitions_of (schedule));
  /* Three routes to ekl.  */
  mdm_logform_div_ui (c->mean, c->mean, c->partitions);
  curve_ekl (ekl, schedule, curve);
  ck_assert_int_eq (ideal_ekl (definition, c->law, schedule, &no_limit, NULL),
                    MDM_OK);
  check_real (ekl, "=", definition, c->law);
  check_real (ekl, "=", c->mean, c->law);
  /* p_Y on the grid and on the support.  */
  ck_assert_int_eq (
      mdm_output_law (c->cell, c->grid, schedule, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (mdm_output_law (c->row, c->law, schedule, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_prediction_init (&prediction, c->grid, c->law, NULL,
                                         &no_limit, NULL),
                    MDM_OK);
  check_output (&prediction, schedule);
  mdm_prediction_clear (&prediction);
  for (size_t i = 0; i < c->grid->support; i++)
    {
      size_t row = mdm_law_find (c->law, mdm_law_row (c->grid, i));
      fmpq_set_ui (x, 1, c->partitions);
      fmpq_mul (x, x, c->mean_cell + i);
      check_fraction (c->cell + i, x, c->law);
      if (row < c->law->support)
        check_fraction (c->row + row, x, c->law);
    }
  add_up (x, c->cell, c->grid->support);
  ck_assert_msg (fmpq_is_one (x), "p_Y sums to %s for %s",
                 fmpq_get_str (NULL, 10, x), law_description (c->law));
  /* 0 <= KL(p || p_Y) <= ekl; 0 only where p_Y = p.  */
  mdm_divergence_kl (mixed, NULL, c->law, c->row);
  check_real (mixed, "<=", ekl, c->law);
  mdm_divergence_tv (x, c->law, c->row);
  check_real (mixed, fmpq_is_zero (x) ? "=" : ">", zero, c->law);
  check_distances (c, c->cell, c->row);
  fmpq_clear (x);
  mdm_logform_clear (ekl);
  mdm_logform_clear (definition);
  mdm_logform_clear (mixed);
  mdm_logform_clear (zero);
}

START_TEST (routes)
{
  uint64_t state = (uint64_t) _i;
  mdm_schedule_t schedule;
  mdm_curve_t curve;
  case_t c;

  mdm_schedule_init (schedule);
  mdm_curve_init (curve);
  case_init (&c, (uint64_t) _i);
  ck_assert_int_eq (mdm_curve_set (curve, c.law, &no_limit, NULL), MDM_OK);
  for (int round = 0; round < 3; round++)
    {
      do
        random_sizes (schedule, &state, c.law->length);
      while (partitions_of (schedule) > PARTITIONS);
      check_routes (&c, schedule, curve);
    }
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  case_clear (&c);
}
END_TEST

/* One token a step writes p itself, in any order, also on average.  */
START_TEST (one_by_one)
{
  mdm_schedule_t schedule;
  mdm_logform_t ekl;
  case_t c;

  mdm_schedule_init (schedule);
  mdm_logform_init (ekl);
  case_init (&c, (uint64_t) _i);
  mdm_schedule_set_autoregressive (schedule, c.law->length);
  ck_assert_int_eq (mdm_output_law (c.cell, c.grid, schedule, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < c.grid->support; i++)
    check_fraction (c.cell + i, c.p + i, c.law);
  ck_assert_int_eq (ideal_ekl (ekl, c.law, schedule, &no_limit, NULL), MDM_OK);
  check_zero (ekl, c.law);
  mdm_schedule_clear (schedule);
  mdm_logform_clear (ekl);
  case_clear (&c);
}
END_TEST

/* Sizes of 0 change nothing but the number of steps.  */
START_TEST (zero_sizes)
{
  uint64_t state = (uint64_t) _i + 500;
  size_t size[40], steps = 0;
  mdm_schedule_t with, without;
  mdm_logform_t x, y;
  fmpq *q;
  case_t c;

  mdm_schedule_init (with);
  mdm_schedule_init (without);
  mdm_logform_init (x);
  mdm_logform_init (y);
  case_init (&c, (uint64_t) _i);
  random_sizes (with, &state, c.law->length);
  for (size_t t = 0; t < with->steps; t++)
    if (with->size[t] > 0)
      size[steps++] = with->size[t];
  mdm_schedule_set_sizes (without, size, steps);
  q = _fmpq_vec_init ((slong) c.grid->support);
  ck_assert_int_eq (mdm_output_law (c.cell, c.grid, with, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_output_law (q, c.grid, without, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < c.grid->support; i++)
    check_fraction (c.cell + i, q + i, c.law);
  ck_assert_int_eq (ideal_ekl (x, c.law, with, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (ideal_ekl (y, c.law, without, &no_limit, NULL), MDM_OK);
  check_real (x, "=", y, c.law);
  _fmpq_vec_clear (q, (slong) c.grid->support);
  mdm_schedule_clear (with);
  mdm_schedule_clear (without);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  case_clear (&c);
}
END_TEST

/* Values by hand, on the grid.  */

static const struct
{
  const char *law, *schedule;
  const char *p_y; /* of all sequences, lexicographic */
  const char *ekl, *mixed, *tv, *ser;
} hand[] = {
  /* One step: the product of the marginals.  */
  { "repetition:V=2,L=2", "2", "1/4 1/4 1/4 1/4", "log(2)", "log(2)", "1/2",
    "1/2" },
  { "3 001\n1 010\n", "3", "3/16 9/16 1/16 3/16 0 0 0 0",
    "2*log(2) - 3/4*log(3)", "2*log(2) - 3/4*log(3)", "3/8", "3/8" },
  { "1 ab\n1 ba\n2 bb\n", "2", "1/16 3/16 3/16 9/16",
    "5/2*log(2) - 3/2*log(3)", "5/2*log(2) - 3/2*log(3)", "1/8", "1/16" },
  /* Two fair bits, then their copy where they agree, else a fair bit.  */
  { "repetition:V=2,L=3", "blocks:0 1|2", "1/4 0 1/8 1/8 1/8 1/8 0 1/4",
    "log(2)", "log(2)", "1/2", "1/2" },
  /* The same for any two positions: 001 is written from 0 2 and from 1 2,
     (1/8 + 1/8) / 3.  */
  { "repetition:V=2,L=3", "2,1", "1/4 1/12 1/12 1/12 1/12 1/12 1/12 1/4",
    "log(2)", "log(2)", "1/2", "1/2" },
  { "repetition:V=2,L=3", "1,2", "1/2 0 0 0 0 0 0 1/2", "0", "0", "0", "0" },
  { "parity:V=2,L=3", "1,2", "1/8 1/8 1/8 1/8 1/8 1/8 1/8 1/8", "log(2)",
    "log(2)", "1/2", "1/2" },
  { "parity:V=2,L=3", "2,1", "1/4 0 0 1/4 0 1/4 1/4 0", "0", "0", "0", "0" },
  /* Pairs that are split cost nothing.  */
  { "paired-copy:V=2,L=4", "blocks:0 2|1 3",
    "1/4 0 0 1/4 0 0 0 0 0 0 0 0 1/4 0 0 1/4", "0", "0", "0", "0" },
  { "paired-copy:V=2,L=4", "blocks:0 1|2 3",
    "1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 1/16 "
    "1/16 1/16",
    "2*log(2)", "2*log(2)", "3/4", "3/4" },
  /* 4 of the 6 partitions split the pairs: 2/3 1/4 + 1/3 1/16 = 3/16.  */
  { "paired-copy:V=2,L=4", "2,2",
    "3/16 1/48 1/48 3/16 1/48 1/48 1/48 1/48 1/48 1/48 1/48 1/48 3/16 1/48 "
    "1/48 3/16",
    "2/3*log(2)", "2*log(2) - log(3)", "1/4", "1/4" },
  { "uniform:V=2,L=2", "2", "1/4 1/4 1/4 1/4", "0", "0", "0", "0" },
  { "5 aaa\n", "3", "1", "0", "0", "0", "0" },
  { "#: vocab a b\n5 aaa\n", "3", "1 0 0 0 0 0 0 0", "0", "0", "0", "0" },
  { "3 a\n1 b\n", "1", "3/4 1/4", "0", "0", "0", "0" },
  { "3 a\n1 b\n", "0,1,0", "3/4 1/4", "0", "0", "0", "0" },
  /* ekl = 0 for two steps of two (THEORY section 4).  */
  { "1 0000\n1 0121\n1 0212\n1 1022\n1 1110\n1 1201\n1 2011\n1 2102\n1 2220\n",
    "2,2", NULL, "0", "0", "0", "0" },
};

START_TEST (by_hand)
{
  mdm_schedule_t schedule;
  mdm_law_t law, grid;
  mdm_logform_t x;
  fmpq_t q;
  fmpq *p;

  mdm_law_init (law);
  mdm_law_init (grid);
  mdm_schedule_init (schedule);
  mdm_logform_init (x);
  fmpq_init (q);
  open_law (law, hand[_i].law);
  open_schedule (schedule, hand[_i].schedule, law->length, NULL);
  ck_assert_int_eq (mdm_output_grid (grid, law, &no_limit, NULL), MDM_OK);
  p = _fmpq_vec_init ((slong) grid->support);
  ck_assert_int_eq (mdm_output_law (p, grid, schedule, &no_limit, NULL),
                    MDM_OK);
  if (hand[_i].p_y != NULL)
    {
      char text[400] = "";
      for (size_t i = 0; i < grid->support; i++)
        {
          char *one = fmpq_get_str (NULL, 10, p + i);
          strcat (strcat (text, i == 0 ? "" : " "), one);
          flint_free (one);
        }
      ck_assert_str_eq (text, hand[_i].p_y);
    }
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (ideal_ekl (x, law, schedule, &no_limit, NULL), MDM_OK);
  if (hand[_i].ekl != NULL)
    check_exact (x, hand[_i].ekl, law);
  mdm_divergence_kl (x, NULL, law, p);
  if (hand[_i].mixed != NULL)
    check_exact (x, hand[_i].mixed, law);
  for (int k = 0; k < 2; k++)
    {
      const char *expected = k == 0 ? hand[_i].tv : hand[_i].ser;
      char *text;
      (k == 0 ? mdm_divergence_tv : mdm_divergence_ser) (q, law, p);
      text = fmpq_get_str (NULL, 10, q);
      if (expected != NULL)
        ck_assert_str_eq (text, expected);
      flint_free (text);
    }
  fmpq_clear (q);
  _fmpq_vec_clear (p, (slong) grid->support);
  mdm_logform_clear (x);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
  mdm_law_clear (grid);
}
END_TEST

/* The grid: all sequences in order, the law's weights, and what was in it is
   gone.  */
START_TEST (grid)
{
  mdm_law_t law, all;
  size_t next = 0;
  fmpz_t sum;

  mdm_law_init (law);
  mdm_law_init (all);
  fmpz_init (sum);
  random_law (all, (uint64_t) _i + 1, MOST);
  random_law (law, (uint64_t) _i, MOST);
  ck_assert_int_eq (mdm_output_grid (all, law, &no_limit, NULL), MDM_OK);
  ck_assert_uint_eq (all->vocab, law->vocab);
  ck_assert_uint_eq (all->length, law->length);
  ck_assert_uint_eq (all->support, mdm_work_pow (law->vocab, law->length));
  ck_assert (fmpz_equal (all->total, law->total));
  for (size_t i = 0; i < all->support; i++)
    {
      const uint16_t *x = mdm_law_row (all, i);
      size_t number = 0;
      for (size_t j = 0; j < all->length; j++)
        number = number * all->vocab + x[j];
      ck_assert_uint_eq (number, i);
      if (mdm_law_find (law, x) == next && next < law->support)
        ck_assert (fmpz_equal (all->weight + i, law->weight + next++));
      else
        ck_assert (fmpz_is_zero (all->weight + i));
    }
  ck_assert_uint_eq (next, law->support);
  fmpz_clear (sum);
  mdm_law_clear (law);
  mdm_law_clear (all);
}
END_TEST

/* Work over the limits.  */
START_TEST (limited)
{
  mdm_limit_t limit = { .max_cells = 255, .max_memory = UINT64_MAX };
  mdm_err_t err = { 0 };
  mdm_schedule_t schedule;
  mdm_law_t law, all;
  mdm_logform_t x;
  uint64_t cells;
  fmpq *p;

  mdm_law_init (law);
  mdm_law_init (all);
  mdm_schedule_init (schedule);
  mdm_logform_init (x);
  open_law (law, "repetition:V=2,L=8");
  p = _fmpq_vec_init (2);
  ck_assert_int_eq (mdm_output_grid (all, law, &limit, &err), MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, "listing every sequence takes 256")
                     != NULL,
                 "%s", err.message);
  ck_assert_uint_eq (all->support, 0);
  limit.max_cells++;
  ck_assert_int_eq (mdm_output_grid (all, law, &limit, NULL), MDM_OK);
  /* 8 factors for each of 2 rows.  */
  open_schedule (schedule, "blocks:0 1 2 3 4|5 6 7", 8, NULL);
  cells = 8 * 2 * MDM_CELLS_PER_FRACTION;
  limit.max_cells = cells - 1;
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, &err),
                    MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, "the output law") != NULL, "%s",
                 err.message);
  limit.max_cells++;
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, NULL), MDM_OK);
  limit.max_memory = 10;
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, NULL),
                    MDM_ELIMIT);
  /* C(8,0) 8 + C(8,5) 3 tokens, 2 rows.  */
  open_schedule (schedule, "5,3", 8, NULL);
  limit
      = (mdm_limit_t){ .max_cells = (8 + 168) * 2 * MDM_CELLS_PER_FRACTION - 1,
                       .max_memory = UINT64_MAX };
  ck_assert_int_eq (ideal_ekl (x, law, schedule, &limit, &err), MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, "by its definition") != NULL, "%s",
                 err.message);
  limit.max_cells++;
  ck_assert_int_eq (ideal_ekl (x, law, schedule, &limit, NULL), MDM_OK);
  /* Sets of 63 positions and more are no bit masks, however high the limit;
     62 are.  */
  limit = (mdm_limit_t){ .max_cells = UINT64_MAX, .max_memory = UINT64_MAX };
  open_law (law, "repetition:V=2,L=63");
  mdm_schedule_set_balanced (schedule, 63, 1);
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, &err),
                    MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, "below 63") != NULL, "%s", err.message);
  open_law (law, "repetition:V=2,L=62");
  mdm_schedule_set_balanced (schedule, 62, 1);
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &limit, NULL), MDM_OK);
  fmpz_mul_2exp (fmpq_numref (p), fmpq_numref (p), 62);
  ck_assert (fmpz_equal (fmpq_numref (p), fmpq_denref (p)));
  mdm_logform_clear (x);
  _fmpq_vec_clear (p, 2);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
  mdm_law_clear (all);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("sampler");
  TCase *values = tcase_create ("values");
  TCase *random = tcase_create ("random");

  add_schedules (suite);
  add_optimal (suite);
  tcase_add_loop_test (values, by_hand, 0, sizeof hand / sizeof *hand);
  tcase_add_test (values, limited);
  suite_add_tcase (suite, values);
  tcase_add_loop_test (random, routes, 0, SEEDS);
  tcase_add_loop_test (random, one_by_one, 0, SEEDS);
  tcase_add_loop_test (random, zero_sizes, 0, SEEDS);
  tcase_add_loop_test (random, grid, 0, SEEDS);
  suite_add_tcase (suite, random);
  add_instances (suite);
  add_processes (suite);
  add_residues (suite);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
