/* test_sampler_processes.c - independent unmask times, random sizes and
   predictors against a literal enumeration of all ordered partitions, and
   paired copies by closed forms against the same law listed.  */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "exact/scoped.h"
#include "sampler/divergence.h"
#include "sampler/instance.h"
#include "sampler/output.h"
#include "sampler/paired.h"
#include "sampler/partitions.h"
#include "sampler/weights.h"

#include <stdio.h>
#include <string.h>

/* Set SCHEDULE to random unmask times, up to three, or random sizes.  */
static void
random_process (mdm_schedule_t schedule, uint64_t *state, size_t length)
{
  mdm_schedule_struct part[3];
  fmpq *weight = _fmpq_vec_init (3);
  size_t count = 1 + (size_t) random_below (state, 3);
  ulong n[3], sum = 0;

  for (size_t i = 0; i < count; i++)
    sum += n[i] = (ulong) random_below (state, 5);
  for (size_t i = 0; i < count; i++)
    {
      /* At least one is not 0; those of random sizes must not be.  */
      if (sum == 0)
        n[i] = 1;
      fmpq_set_ui (weight + i, n[i], sum == 0 ? count : sum);
      fmpq_canonicalise (weight + i);
    }
  if (random_below (state, 3) > 0)
    mdm_schedule_set_iid (schedule, length, weight, count);
  else
    {
      for (size_t i = 0; i < count; i++)
        {
          mdm_schedule_init (part + i);
          random_sizes (part + i, state, length);
          fmpq_set_ui (weight + i, 1, count);
        }
      mdm_schedule_set_mixed (schedule, part, weight, count);
      for (size_t i = 0; i < count; i++)
        mdm_schedule_clear (part + i);
    }
  _fmpq_vec_clear (weight, 3);
}

/* Sums over the partitions of a schedule.  */
typedef struct
{
  mdm_prediction_t prediction;
  fmpq *a; /* expected draws */
  fmpq *p; /* mean of p_{Y|M} */
  fmpq *given;
  fmpq_t all; /* the weights */
  mdm_logform_t ekl;
  int infinite;
} sums_t;

static mdm_status
add_partition (const mdm_schedule_t blocks, const fmpq_t weight, void *data,
               mdm_err_t *err)
{
  sums_t *sums = data;
  const mdm_law_struct *rows = sums->prediction.rows;
  mdm_logform_t kl;
  fmpq_t size;
  size_t revealed = 0;
  int infinite;

  mdm_logform_init (kl);
  fmpq_init (size);
  fmpq_add (sums->all, sums->all, weight);
  for (size_t t = 0; t < blocks->steps; t++)
    {
      fmpq_set_ui (size, blocks->size[t], 1);
      fmpq_addmul (sums->a + revealed, size, weight);
      revealed += blocks->size[t];
    }
  ck_assert_int_eq (mdm_output_predicted (sums->given, &sums->prediction,
                                          blocks, &no_limit, err),
                    MDM_OK);
  for (size_t i = 0; i < rows->support; i++)
    fmpq_addmul (sums->p + i, sums->given + i, weight);
  mdm_divergence_kl (kl, &infinite, rows, sums->given);
  sums->infinite |= infinite;
  mdm_logform_addmul_fmpq (sums->ekl, kl, weight);
  mdm_logform_clear (kl);
  fmpq_clear (size);
  return MDM_OK;
}

/* Check an instance against the sums over its partitions.  */
static void
check_instance (mdm_law_t law, const mdm_schedule_t schedule,
                const mdm_predictor_struct *predictor)
{
  const mdm_logform_struct *ekl, *definition, *ideal, *training, *kl;
  const mdm_logform_struct *tv, *ser;
  const fmpq *a, *output;
  mdm_instance_t instance;
  sums_t sums = { 0 };
  mdm_logform_t x;
  fmpq_t q;

  mdm_instance_init (instance, law, schedule, &no_limit);
  mdm_instance_set_predictor (instance, predictor);
  ck_assert_int_eq (mdm_prediction_init (&sums.prediction, law, law,
                                         instance->predictor, &no_limit, NULL),
                    MDM_OK);
  size_t rows = sums.prediction.rows->support;
  sums.a = _fmpq_vec_init ((slong) law->length);
  sums.p = _fmpq_vec_init ((slong) rows);
  sums.given = _fmpq_vec_init ((slong) rows);
  fmpq_init (sums.all);
  mdm_logform_init (sums.ekl);
  mdm_logform_init (x);
  fmpq_init (q);
  ck_assert_int_eq (mdm_partitions_each (schedule, add_partition, &sums, NULL),
                    MDM_OK);
  ck_assert (fmpq_is_one (sums.all));
  check_output (&sums.prediction, schedule);
  ck_assert_int_eq (mdm_instance_weights (&a, instance, NULL), MDM_OK);
  for (size_t k = 0; k < law->length; k++)
    check_fraction (a + k, sums.a + k, law);
  ck_assert_int_eq (mdm_instance_tv (&tv, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ser (&ser, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_output (&output, instance, NULL), MDM_OK);
  for (size_t i = 0; i < rows; i++)
    check_fraction (output + i, sums.p + i, law);
  mdm_divergence_tv (q, sums.prediction.rows, sums.p);
  check_rational (tv, q, law);
  mdm_divergence_ser (q, sums.prediction.rows, sums.p);
  check_rational (ser, q, law);
  check_real (ser, "<=", tv, law);
  ck_assert_int_eq (mdm_instance_ekl (&ekl, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ekl_definition (&definition, instance, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_instance_ekl_ideal (&ideal, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_eps_train (&training, instance, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_instance_kl_mixed (&kl, instance, NULL), MDM_OK);
  ck_assert_int_eq (ekl == NULL, sums.infinite);
  ck_assert_int_eq (definition == NULL, sums.infinite);
  ck_assert_int_eq (training == NULL, sums.infinite);
  if (!sums.infinite)
    {
      mdm_logform_add (x, ideal, training);
      check_real (ekl, "=", x, law);
      check_real (ekl, "=", sums.ekl, law);
      check_real (definition, "=", sums.ekl, law);
      check_real (kl, "<=", ekl, law);
      mdm_logform_zero (x);
      check_real (training, ">=", x, law);
    }
  mdm_prediction_clear (&sums.prediction);
  _fmpq_vec_clear (sums.a, (slong) law->length);
  _fmpq_vec_clear (sums.p, (slong) rows);
  _fmpq_vec_clear (sums.given, (slong) rows);
  fmpq_clear (sums.all);
  mdm_logform_clear (sums.ekl);
  mdm_logform_clear (x);
  fmpq_clear (q);
  mdm_instance_clear (instance);
}

/* Few partitions, and weights of a word: the logarithms of products of huge
   ones are too much to be decided.  */
static int
is_small (const mdm_law_t law, const mdm_schedule_t schedule)
{
  return mdm_partitions_count (schedule) <= 250
         && fmpz_bits (law->total) <= 64;
}

START_TEST (processes)
{
  uint64_t state = (uint64_t) _i + 500;
  mdm_schedule_t schedule;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  random_law (law, (uint64_t) _i, 81);
  random_process (schedule, &state, law->length);
  if (is_small (law, schedule))
    check_instance (law, schedule, NULL);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* Predictors on them, and on sizes; the conditionals of another law of full
   support, or of one that lacks some first tokens.  */
START_TEST (predictors)
{
  static const char *const specs[] = {
    "smooth:1/3", "smooth:1", "power:2", "power:5", "law:uniform:V=%d,L=%d",
    "smooth:0",   "ideal",    "argmax"
  };
  uint64_t state = (uint64_t) _i + 900;
  mdm_predictor_t predictor;
  mdm_schedule_t schedule;
  char spec[64];
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  mdm_predictor_init (predictor);
  random_law (law, (uint64_t) _i + 200, 64);
  if (_i % 3 == 0)
    random_sizes (schedule, &state, law->length);
  else
    random_process (schedule, &state, law->length);
  snprintf (spec, sizeof spec, specs[_i % 8], (int) law->vocab,
            (int) law->length);
  /* The random laws have letters, the uniform one numerals.  */
  if (law->token == NULL || _i % 8 != 4)
    {
      ck_assert_msg (mdm_predictor_open (predictor, spec, law, &no_limit, &err)
                         == MDM_OK,
                     "%s: %s", spec, err.message);
      if (is_small (law, schedule))
        check_instance (law, schedule, predictor);
    }
  mdm_predictor_clear (predictor);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* Paired copies: closed forms, and the same rows without them.  */
START_TEST (paired)
{
  static const char *const laws[] = {
    "paired-copy:V=1,L=4", "paired-copy:V=2,L=2", "paired-copy:V=2,L=4",
    "paired-copy:V=3,L=4", "paired-copy:V=2,L=6", "paired-copy:V=5,L=2"
  };
  uint64_t state = (uint64_t) _i + 77;
  mdm_instance_t closed, listed;
  mdm_schedule_t schedule;
  mdm_law_t law, rows;
  const mdm_logform_struct *x, *y;

  mdm_law_init (law);
  mdm_law_init (rows);
  mdm_schedule_init (schedule);
  open_law (law, laws[_i % 6]);
  open_law (rows, laws[_i % 6]);
  rows->kind = MDM_LAW_LISTED;
  if (_i % 4 == 0)
    random_sizes (schedule, &state, law->length);
  else
    random_process (schedule, &state, law->length);
  mdm_instance_init (closed, law, schedule, &no_limit);
  mdm_instance_init (listed, rows, schedule, &no_limit);
  ck_assert_int_eq (mdm_instance_ekl (&x, closed, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ekl (&y, listed, NULL), MDM_OK);
  check_real (x, "=", y, law);
  ck_assert_int_eq (mdm_instance_kl_mixed (&x, closed, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_kl_mixed (&y, listed, NULL), MDM_OK);
  check_real (x, "=", y, law);
  ck_assert_int_eq (mdm_instance_tv (&x, closed, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_tv (&y, listed, NULL), MDM_OK);
  check_real (x, "=", y, law);
  ck_assert_int_eq (mdm_instance_ser (&x, closed, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ser (&y, listed, NULL), MDM_OK);
  check_real (x, "=", y, law);
  ck_assert_ptr_null (closed->sampled);
  for (size_t k = 0; k <= law->length; k++)
    check_real (closed->curve->e + k, "=", listed->curve->e + k, law);
  mdm_instance_clear (closed);
  mdm_instance_clear (listed);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
  mdm_law_clear (rows);
}
END_TEST

/* The named masking schedules.  */
START_TEST (named)
{
  mdm_schedule_t schedule;
  fmpq_t q;

  fmpq_init (q);
  mdm_schedule_init (schedule);
  open_schedule (schedule, "alpha-linear:4", 3, NULL);
  for (size_t t = 0; t < 4; t++)
    ck_assert (fmpz_is_one (fmpq_numref (schedule->step + t))
               && fmpz_equal_si (fmpq_denref (schedule->step + t), 4));
  /* cos (pi/6) = 0.8660254.., cos (pi/3) = 1/2.  */
  open_schedule (schedule, "alpha-cosine:3", 3, NULL);
  fmpq_set_ui (q, 1000000 - 866025, 1000000);
  fmpq_canonicalise (q);
  ck_assert (fmpq_equal (schedule->step, q));
  fmpq_set_ui (q, 866025 - 500000, 1000000);
  fmpq_canonicalise (q);
  ck_assert (fmpq_equal (schedule->step + 1, q));
  fmpq_set_ui (q, 1, 2);
  ck_assert (fmpq_equal (schedule->step + 2, q));
  ck_assert_uint_eq (schedule->steps, 3);
  ck_assert_ptr_null (schedule->size);
  open_schedule (schedule, "alpha:1/2,1/2,0", 3, NULL);
  ck_assert (fmpq_is_zero (schedule->step + 1));
  ck_assert (fmpq_equal (schedule->step + 2, q));
  /* Sizes again, in the same object.  */
  open_schedule (schedule, "1,2", 3, NULL);
  ck_assert_ptr_null (schedule->step);
  ck_assert_uint_eq (schedule->smax, 2);
  mdm_schedule_clear (schedule);
  fmpq_clear (q);
}
END_TEST

void
add_processes (Suite *suite)
{
  TCase *processes_case = tcase_create ("processes");

  tcase_add_loop_test (processes_case, processes, 0, 80);
  tcase_add_loop_test (processes_case, predictors, 0, 80);
  tcase_add_loop_test (processes_case, paired, 0, 60);
  tcase_add_test (processes_case, named);
  suite_add_tcase (suite, processes_case);
}
