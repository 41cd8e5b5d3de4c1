/* test_prove.c - universal statements against instances and enumeration: what
   a ray says, one process, all schedules, some schedule.  */
#include <config.h>

#include "instances.h"
#include "proofs.h"
#include "unit.h"

#include "claim/environment.h"
#include "sampler/weights.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

/* The process of one schedule as a scope.  */
typedef struct
{
  mdm_scope_t scope;
  mdm_schedule_t schedule;
  fmpq *weight;
} process_t;

static void
process_init (process_t *process, size_t length, const size_t *size,
              size_t steps)
{
  memset (process, 0, sizeof *process);
  mdm_schedule_init (process->schedule);
  mdm_schedule_set_sizes (process->schedule, size, steps);
  process->weight = _fmpq_vec_init ((slong) length);
  mdm_weights_set_schedule (process->weight, process->schedule);
  process->scope.kind = MDM_SCOPE_PROCESS;
  process->scope.length = length;
  process->scope.schedule = process->schedule;
  process->scope.weight = process->weight;
}

static void
process_clear (process_t *process)
{
  _fmpq_vec_clear (process->weight, (slong) process->scope.length);
  mdm_schedule_clear (process->schedule);
}

/* Rays against the laws that realise them.  */

/* Fail unless TEXT on ray M, by the proof, is its value on INSTANCE in units
   of log Q.  */
static void
check_ray_value (const char *text, const process_t *process,
                 mdm_instance_t instance, size_t m)
{
  mdm_subject_t source = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&source);
  char claim[300];
  mdm_linear_t linear;
  mdm_proof_t proof;
  mdm_logform_t unit;
  mdm_value_t value;
  mdm_truth rational;
  mdm_err_t err = { 0 };
  mdm_expr_t *expr;
  fmpq_t ratio;
  fmpz_t q;

  snprintf (claim, sizeof claim, "%s >= 0", text);
  prove_text (linear, proof, claim, &process->scope);
  ck_assert_uint_eq (linear->count, 1);
  ck_assert_int_eq (proof->table, 1);
  mdm_logform_init (unit);
  mdm_value_init (value);
  fmpq_init (ratio);
  fmpz_init_set_si (q, prime (process->scope.length));
  mdm_logform_set_log (unit, q);
  ck_assert_int_eq (mdm_expr_parse (&expr, text, "e", 1, &err), MDM_OK);
  ck_assert_msg (mdm_expr_evaluate (value, expr, &environment, &err) == MDM_OK,
                 "%s: %s", text, err.message);
  ck_assert_int_eq (value->infinite, 0);
  ck_assert_int_eq (mdm_logform_ratio (ratio, &rational, value->x, unit),
                    MDM_OK);
  ck_assert_int_eq (rational, MDM_TRUE);
  ck_assert_msg (fmpq_equal (ratio, proof->slack + m - 1),
                 "%s is %s and %s on ray %zu of length %zu: %s", text,
                 fmpq_get_str (NULL, 10, proof->slack + m - 1),
                 fmpq_get_str (NULL, 10, ratio), m, process->scope.length,
                 describe (instance->law, process->schedule));
  mdm_expr_free (expr);
  fmpq_clear (ratio);
  fmpz_clear (q);
  mdm_value_clear (value);
  mdm_logform_clear (unit);
  mdm_proof_clear (proof);
  mdm_linear_clear (linear);
}

static const char *const quantities[]
    = { "ekl",
        "tc",
        "dtc",
        "sum_mi",
        "entropy",
        "eps_train",
        "R",
        "U(smax)",
        "smax*tc - T*ekl",
        "(smin + 1)/L^2*dtc - 1/3*ekl",
        "sum(k, 0, L - 1, a(k)*d(k + 1)) - e(L)",
        "sum(t, 1, T, s(t)*N(t)*Z(min(N(t-1) + 1, L)))",
        "-(ekl - tc)/7 + sum(t, 1, T, (ekl + 2*dtc)/(t + 1))" };

static void
check_ray_values (const size_t *size, size_t steps, void *data)
{
  size_t length = *(size_t *) data;
  process_t process;
  char text[40];

  process_init (&process, length, size, steps);
  for (size_t m = 1; m <= length; m++)
    {
      mdm_instance_t instance;
      mdm_law_t law;
      mdm_law_init (law);
      open_ray (law, length, m);
      mdm_instance_init (instance, law, process.schedule, &no_limit);
      for (int i = 0; i < ROWS (quantities); i++)
        check_ray_value (quantities[i], &process, instance, m);
      for (size_t k = 0; k <= length; k++)
        {
          static const char names[] = "edZU";
          for (int n = k == 0 ? 0 : 3; n >= 0; n--)
            {
              snprintf (text, sizeof text, "%c(%zu)", names[n], k);
              check_ray_value (text, &process, instance, m);
            }
        }
      /* By enumeration of the definition, where that is cheap.  */
      if (length <= 3)
        check_ray_value ("ekl_definition", &process, instance, m);
      mdm_instance_clear (instance);
      mdm_law_clear (law);
    }
  process_clear (&process);
}

START_TEST (rays)
{
  size_t length = (size_t) _i;

  each_schedule (length, length, check_ray_values, &length);
}
END_TEST

START_TEST (rays_with_zeros)
{
  static const size_t sizes[][6]
      = { { 0, 2, 0, 2, 1, 0 }, { 0, 0, 5, 0, 0, 0 }, { 1, 0, 1, 0, 1, 2 } };
  size_t length = 5;

  for (int i = 0; i < ROWS (sizes); i++)
    check_ray_values (sizes[i], 6, &length);
}
END_TEST

/* Fail unless TEXT, in which ekl is 0, has the same value on ray M chosen
   alone as by its coefficients.  */
static void
check_ray_alone (const char *text, const fmpq *rest, mdm_ray_t ray, size_t m)
{
  mdm_environment_t environment = mdm_environment_of (&ray->subject);
  mdm_err_t err = { 0 };
  mdm_value_t value;
  mdm_expr_t *expr;
  fmpq_t q;

  fmpq_init (q);
  mdm_value_init (value);
  mdm_ray_choose (ray, m);
  ck_assert_int_eq (mdm_expr_parse (&expr, text, "e", 1, &err), MDM_OK);
  ck_assert_int_eq (mdm_expr_evaluate (value, expr, &environment, &err),
                    MDM_OK);
  ck_assert (mdm_value_is_rational (q, value));
  ck_assert_msg (fmpq_equal (q, rest + m - 1), "%s is %s and %s on ray %zu",
                 text, fmpq_get_str (NULL, 10, q),
                 fmpq_get_str (NULL, 10, rest + m - 1), m);
  mdm_expr_free (expr);
  mdm_value_clear (value);
  fmpq_clear (q);
}

/* At lengths where no law is enumerated.  */
START_TEST (rays_alone)
{
  static const size_t size[] = { 7, 1, 0, 16, 13 };
  mdm_err_t err = { 0 };
  process_t process;
  mdm_ray_t ray;

  process_init (&process, 37, size, ROWS (size));
  mdm_ray_init (ray, &process.scope);
  for (int i = 0; i < ROWS (quantities); i++)
    {
      mdm_linear_t linear;
      char claim[200];
      snprintf (claim, sizeof claim, "%s + 2/3*e(9) >= d(20)/5",
                quantities[i]);
      ck_assert_int_eq (read_linear (linear, claim, &process.scope, &err),
                        MDM_OK);
      snprintf (claim, sizeof claim, "%s + 2/3*e(9) - d(20)/5", quantities[i]);
      for (size_t m = 1; m <= 37; m++)
        check_ray_alone (claim, linear->part->rest, ray, m);
      mdm_linear_clear (linear);
    }
  mdm_ray_clear (ray);
  process_clear (&process);
}
END_TEST

/* R and smax for all and some schedules are those of the scope.  */
START_TEST (rays_of_smax)
{
  for (size_t length = 1; length <= 8; length++)
    for (size_t s = 1; s <= length; s++)
      {
        size_t size[2] = { s, length - s };
        mdm_scope_t scope
            = { .kind = MDM_SCOPE_ALL, .length = length, .smax = s };
        mdm_linear_t all, some, one;
        process_t process;
        mdm_err_t err = { 0 };
        char text[80];

        /* Its largest size is s.  */
        if (2 * s < length)
          continue;
        process_init (&process, length, size, s < length ? 2 : 1);
        snprintf (text, sizeof text, "smax*ekl <= R + smax*U(%zu)", s);
        ck_assert_int_eq (read_linear (all, text, &scope, &err), MDM_OK);
        scope.kind = MDM_SCOPE_SOME;
        ck_assert_int_eq (read_linear (some, text, &scope, &err), MDM_OK);
        ck_assert_int_eq (read_linear (one, text, &process.scope, &err),
                          MDM_OK);
        ck_assert (fmpq_equal_si (one->part->alpha, -(slong) s));
        ck_assert (fmpq_equal (all->part->alpha, one->part->alpha));
        ck_assert (fmpq_equal (some->part->alpha, one->part->alpha));
        ck_assert (same_fractions (all->part->rest, one->part->rest, length));
        ck_assert (same_fractions (some->part->rest, one->part->rest, length));
        mdm_linear_clear (all);
        mdm_linear_clear (some);
        mdm_linear_clear (one);
        process_clear (&process);
      }
}
END_TEST

/* One process: proved iff no ray refutes it, and what is proved holds.  */
START_TEST (processes)
{
  uint64_t state = (uint64_t) _i;
  int proved = 0, refuted = 0;

  for (int round = 0; round < 60; round++)
    {
      size_t length = 1 + (size_t) random_below (&state, 6);
      size_t size[8], steps = 0, left = length;
      mdm_linear_t linear;
      process_t process;
      mdm_proof_t proof;
      mdm_law_t law;
      char text[300];
      size_t first = 0;

      for (; left > 0; left -= size[steps++])
        size[steps] = 1 + (size_t) random_below (&state, left);
      write_claim (text, &state, length);
      process_init (&process, length, size, steps);
      prove_text (linear, proof, text, &process.scope);
      for (size_t m = length; m >= 1; m--)
        if (verdict_on_ray (text, length, m, process.schedule)
            == MDM_VERDICT_REFUTED)
          first = m;
      ck_assert_msg (
          proof->verdict == (first == 0 ? MDM_PROVED : MDM_PROOF_REFUTED)
              && proof->ray == first,
          "seed %d, round %d: %s: %s by ray %zu, not %zu", _i, round, text,
          mdm_proof_verdict_str (proof->verdict), proof->ray, first);
      for (size_t m = 1; m <= length; m++)
        ck_assert (
            fmpq_equal_si (proof->ekl + m - 1, (slong) ray_ekl (size, m)));
      mdm_law_init (law);
      for (int i = 0; i < 6 && first == 0; i++)
        {
          random_law (law, &state, length);
          if (verdict_on (text, law, process.schedule) == MDM_VERDICT_REFUTED)
            ck_abort_msg ("seed %d, round %d: %s is proved, but refuted by %s",
                          _i, round, text, describe (law, process.schedule));
        }
      proved += first == 0;
      refuted += first > 0;
      mdm_law_clear (law);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
      process_clear (&process);
    }
  ck_assert_msg (proved >= 10 && refuted >= 10, "%d proved, %d refuted",
                 proved, refuted);
}
END_TEST

/* Random claims of processes that are mixtures of schedules.  */
START_TEST (weights)
{
  uint64_t state = (uint64_t) _i + 1000;

  for (int round = 0; round < 100; round++)
    {
      size_t length = 1 + (size_t) random_below (&state, 6);
      fmpq *weight = _fmpq_vec_init ((slong) length);
      fmpq *mean = _fmpq_vec_init ((slong) length);
      mdm_scope_t scope
          = { .kind = MDM_SCOPE_PROCESS, .length = length, .weight = weight };
      mdm_linear_t linear;
      mdm_proof_t proof;
      fmpq_t third, value;
      char text[300];
      int holds = 1;

      fmpq_init (third);
      fmpq_init (value);
      fmpq_set_si (third, 1, 3);
      for (int i = 0; i < 3; i++)
        {
          size_t size[8], steps = 0, revealed = 0;
          for (; revealed < length; revealed += size[steps++])
            {
              size[steps]
                  = 1 + (size_t) random_below (&state, length - revealed);
              fmpq_set_si (value, (slong) size[steps], 3);
              fmpq_add (weight + revealed, weight + revealed, value);
            }
          for (size_t m = 1; m <= length; m++)
            {
              fmpq_set_si (value, (slong) ray_ekl (size, m), 3);
              fmpq_add (mean + m - 1, mean + m - 1, value);
            }
        }
      write_claim (text, &state, length);
      prove_text (linear, proof, text, &scope);
      ck_assert (same_fractions (mean, proof->ekl, length));
      for (size_t i = 0; i < linear->count; i++)
        for (size_t m = 1; m <= length; m++)
          {
            mdm_linear_value (value, linear->part + i, m, mean + m - 1);
            holds &= fmpq_sgn (value) >= 0;
          }
      ck_assert_msg (proof->verdict
                         == (holds ? MDM_PROVED : MDM_PROOF_REFUTED),
                     "%s", text);
      fmpq_clear (third);
      fmpq_clear (value);
      _fmpq_vec_clear (weight, (slong) length);
      _fmpq_vec_clear (mean, (slong) length);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
    }
}
END_TEST

/* All schedules.  */

/* Do the sizes refute some part of LINEAR on ray M?  */
static int
refutes (const mdm_linear_t linear, const size_t *size, size_t m)
{
  int found = 0;
  fmpq_t ekl, value;

  fmpq_init (ekl);
  fmpq_init (value);
  fmpq_set_si (ekl, (slong) ray_ekl (size, m), 1);
  for (size_t i = 0; i < linear->count; i++)
    {
      mdm_linear_value (value, linear->part + i, m, ekl);
      found |= fmpq_sgn (value) < 0;
    }
  fmpq_clear (ekl);
  fmpq_clear (value);
  return found;
}

typedef struct
{
  const mdm_linear_struct *linear;
  size_t length, smax;
  fmpq *least; /* of each ray over the schedules and parts */
  int full;    /* does a schedule with a size smax refute? */
  int any;     /* does one refute at all? */
} search_t;

static void
search_schedule (const size_t *size, size_t steps, void *data)
{
  search_t *search = data;
  fmpq_t ekl, value;
  size_t most = 0;

  fmpq_init (ekl);
  fmpq_init (value);
  for (size_t t = 0; t < steps; t++)
    most = size[t] > most ? size[t] : most;
  for (size_t m = 1; m <= search->length; m++)
    for (size_t i = 0; i < search->linear->count; i++)
      {
        fmpq_set_si (ekl, (slong) ray_ekl (size, m), 1);
        mdm_linear_value (value, search->linear->part + i, m, ekl);
        if (fmpq_cmp (value, search->least + m - 1) < 0)
          fmpq_set (search->least + m - 1, value);
        if (fmpq_sgn (value) < 0)
          {
            search->any = 1;
            search->full |= most == search->smax;
          }
      }
  fmpq_clear (ekl);
  fmpq_clear (value);
}

START_TEST (all)
{
  uint64_t state = (uint64_t) _i + 2000;
  int proved = 0, refuted = 0, shown = 0;

  for (int round = 0; round < 120; round++)
    {
      size_t length = 1 + (size_t) random_below (&state, 7);
      size_t smax = 1 + (size_t) random_below (&state, length + 1);
      mdm_scope_t scope
          = { .kind = MDM_SCOPE_ALL, .length = length, .smax = smax };
      search_t search = { .length = length, .smax = smax };
      mdm_linear_t linear;
      mdm_proof_t proof;
      char text[400];

      write_claim_of_smax (text, &state, length, smax);
      prove_text (linear, proof, text, &scope);
      search.linear = linear;
      search.least = _fmpq_vec_init ((slong) length);
      for (size_t m = 0; m < length; m++)
        fmpq_set_si (search.least + m, 1000000, 1);
      each_schedule (length, smax, search_schedule, &search);
      ck_assert_msg (proof->verdict
                         == (search.any ? MDM_PROOF_REFUTED : MDM_PROVED),
                     "L = %zu, smax = %zu: %s", length, smax, text);
      ck_assert_msg (same_fractions (search.least, proof->slack, length),
                     "L = %zu, smax = %zu: %s", length, smax, text);
      if (search.any)
        {
          const mdm_schedule_struct *schedule = proof->schedule;
          ck_assert_int_eq (proof->has_schedule, 1);
          ck_assert_uint_ge (proof->ray, 1);
          ck_assert_uint_le (schedule->smax, smax);
          ck_assert_uint_ge (schedule->smin, 1);
          ck_assert_uint_eq (schedule->length, length);
          ck_assert (refutes (linear, schedule->size, proof->ray));
          if (schedule->smax == smax)
            ck_assert_msg (verdict_on_ray (text, length, proof->ray, schedule)
                               == MDM_VERDICT_REFUTED,
                           "%s", text);
          shown += schedule->smax == smax;
          /* The claim speaks of smax, so that counts.  */
          ck_assert_msg (search.full == (schedule->smax == smax),
                         "L = %zu, smax = %zu: %s", length, smax, text);
        }
      proved += !search.any;
      refuted += search.any;
      _fmpq_vec_clear (search.least, (slong) length);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
    }
  ck_assert_msg (proved >= 10 && refuted >= 10 && shown >= 10,
                 "%d proved, %d refuted, %d shown", proved, refuted, shown);
}
END_TEST

/* On ray 2 alone the claim fails for 2,2 (ekl = 0) and 3,1 (1), but not for
   1,3 (2): of the two the one with a size smax is the witness.  */
START_TEST (full_witness)
{
  mdm_scope_t scope = { .kind = MDM_SCOPE_ALL, .length = 4, .smax = 3 };
  mdm_linear_t linear;
  mdm_proof_t proof;

  prove_text (linear, proof, "ekl >= 3/2*(d(2) - d(3))", &scope);
  ck_assert_int_eq (proof->verdict, MDM_PROOF_REFUTED);
  ck_assert_uint_eq (proof->ray, 2);
  ck_assert_uint_eq (proof->schedule->steps, 2);
  ck_assert_uint_eq (proof->schedule->size[0], 3);
  mdm_proof_clear (proof);
  mdm_linear_clear (linear);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("prove");
  TCase *c = tcase_create ("rays");

  tcase_add_loop_test (c, rays, 1, 6);
  tcase_add_test (c, rays_with_zeros);
  tcase_add_test (c, rays_alone);
  tcase_add_test (c, rays_of_smax);
  suite_add_tcase (suite, c);
  c = tcase_create ("process");
  tcase_add_loop_test (c, processes, 0, 6);
  tcase_add_loop_test (c, weights, 0, 2);
  suite_add_tcase (suite, c);
  c = tcase_create ("all");
  tcase_add_loop_test (c, all, 0, 6);
  tcase_add_test (c, full_witness);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
