/* test_theorems.c - every theorem of the library on 20,000 random laws with
   random schedules, and what is kept as wrong shown to be wrong.  */
#include <config.h>

#include "instances.h"
#include "unit.h"

#include "claim/judge.h"

#include <inttypes.h>
#include <string.h>

#define ROUNDS 20
#define LAWS 1000 /* in each round */

/* How often a theorem applied, with more than two positions, and strictly.  */
typedef struct
{
  int applied, longer, strict;
} count_t;

/* Judge every theorem of LIBRARY on INSTANCE.  */
static void
judge_all (count_t *count, const mdm_library_t library,
           mdm_instance_t instance, uint64_t seed)
{
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      mdm_judgement_t judgement;
      mdm_err_t err = { 0 };
      mdm_status status;

      if (entry->kind != MDM_ENTRY_THEOREM)
        continue;
      mdm_judgement_init (judgement);
      status = mdm_judge (judgement, entry, instance, &err);
      if (status != MDM_OK || judgement->verdict == MDM_VERDICT_REFUTED
          || judgement->verdict == MDM_VERDICT_UNDECIDED)
        ck_abort_msg ("seed %" PRIu64 ": %s is %s (%s): %s", seed, entry->id,
                      status == MDM_OK ? mdm_verdict_str (judgement->verdict)
                                       : "an error",
                      status == MDM_OK ? judgement->note : err.message,
                      describe (instance->law, instance->schedule));
      if (judgement->verdict != MDM_VERDICT_NOT_APPLICABLE)
        {
          count[i].applied++;
          count[i].longer += instance->law->length >= 3;
          count[i].strict += judgement->verdict == MDM_VERDICT_HOLDS;
        }
      mdm_judgement_clear (judgement);
    }
}

START_TEST (theorems)
{
  mdm_library_t library;
  count_t *count;

  mdm_library_init (library);
  open_library (library);
  count = flint_calloc (library->count, sizeof *count);
  for (int i = 0; i < LAWS; i++)
    {
      uint64_t seed = (uint64_t) (_i * LAWS + i), state = seed;
      mdm_schedule_t schedule;
      mdm_instance_t instance;
      mdm_curve_t curve;
      mdm_law_t law;

      mdm_law_init (law);
      mdm_curve_init (curve);
      mdm_schedule_init (schedule);
      random_law (law, &state, 0);
      ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
      random_schedule (schedule, &state, curve);
      mdm_instance_init_with_curve (instance, law, schedule, curve, &no_limit);
      judge_all (count, library, instance, seed);
      mdm_instance_clear (instance);
      mdm_schedule_clear (schedule);
      mdm_curve_clear (curve);
      mdm_law_clear (law);
    }
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      if (entry->kind != MDM_ENTRY_THEOREM)
        continue;
      ck_assert_msg (count[i].applied >= 4 && count[i].longer >= 1,
                     "%s applied to %d laws, %d of length 3 or more",
                     entry->id, count[i].applied, count[i].longer);
      ck_assert_msg (count[i].strict > 0
                         || entry->statement.claim.relation == MDM_REL_EQ,
                     "%s was never strict", entry->id);
    }
  flint_free (count);
  mdm_library_clear (library);
}
END_TEST

/* Given instances and the verdict on one entry.  */
static const struct
{
  const char *id, *law, *schedule;
  mdm_verdict verdict;
} given[] = {
  /* Two equal fair bits: log 2 > H_b(9/10) = 0.325..  */
  { "fast-dllm-kl-as-printed", "repetition:V=2,L=2", "2",
    MDM_VERDICT_REFUTED },
  { "fast-dllm-kl", "repetition:V=2,L=2", "2", MDM_VERDICT_EQUALITY },
  { "fast-dllm-kl-as-printed", "repetition:V=2,L=2", "1,1",
    MDM_VERDICT_NOT_APPLICABLE },
  /* Some position with least probability 1/11 does not meet eps = 9/10.  */
  { "fast-dllm-kl-as-printed", "uniform:V=11,L=2", "2",
    MDM_VERDICT_NOT_APPLICABLE },
  { "fast-dllm-kl-as-printed", "uniform:V=10,L=2", "2",
    MDM_VERDICT_NOT_APPLICABLE },
  { "fast-dllm-kl-as-printed", "uniform:V=9,L=2", "2", MDM_VERDICT_HOLDS },
  /* The tetracode, an MDS code of dimension 2, in two equal steps.  */
  { "li-cai-2-lower-this", "tetracode", "2,2", MDM_VERDICT_REFUTED },
  { "li-cai-2-lower-some", "tetracode", "2,2", MDM_VERDICT_HOLDS },
  { "li-cai-2-lower-this", "tetracode", "1,2,1", MDM_VERDICT_HOLDS },
  { "li-cai-2-lower-this", "tetracode", "ar", MDM_VERDICT_NOT_APPLICABLE },
  /* Tight cases.  */
  { "sharp-constant", "mds:q=5,L=5,k=2", "1,3,1", MDM_VERDICT_EQUALITY },
  { "sharp-constant", "mds:q=5,L=5,k=2", "2,3", MDM_VERDICT_HOLDS },
  { "sharp-upper", "parity:V=3,L=4", "2,2", MDM_VERDICT_EQUALITY },
  { "wainwright-h", "repetition:V=3,L=4", "ar", MDM_VERDICT_EQUALITY },
  { "wainwright-h", "parity:V=2,L=5", "5", MDM_VERDICT_EQUALITY },
  { "wainwright-h", "mds:q=5,L=5,k=2", "5", MDM_VERDICT_HOLDS },
  { "austin", "parity:V=2,L=4", "1,3", MDM_VERDICT_HOLDS },
  { "austin", "repetition:V=2,L=4", "4", MDM_VERDICT_EQUALITY },
  { "austin", "parity:V=2,L=4", "2,2", MDM_VERDICT_NOT_APPLICABLE },
  { "austin", "parity:V=2,L=4", "1,1,2,0", MDM_VERDICT_NOT_APPLICABLE },
  { "austin", "parity:V=2,L=4", "1,1,1,1,0", MDM_VERDICT_NOT_APPLICABLE },
  { "chen-tc", "parity:V=2,L=4", "tc:eps=1/10", MDM_VERDICT_HOLDS },
  { "chen-tc", "parity:V=2,L=4", "tc:eps=1/10,bound=1/2",
    MDM_VERDICT_NOT_APPLICABLE },
  { "chen-tc", "parity:V=2,L=4", "dtc:eps=1/10", MDM_VERDICT_NOT_APPLICABLE },
  { "chen-tc", "parity:V=2,L=4", "2,2", MDM_VERDICT_NOT_APPLICABLE },
  { "chen-dtc", "parity:V=2,L=4", "dtc:eps=1/10,bound=3", MDM_VERDICT_HOLDS },
  { "chen-dtc", "parity:V=2,L=4", "dtc:eps=1/10,bound=2",
    MDM_VERDICT_NOT_APPLICABLE },
  { "mixing", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_NOT_APPLICABLE },
  { "wainwright-h", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_EQUALITY },
};

#define GIVEN (int) (sizeof given / sizeof *given)

/* Set LAW to the uniform law on the tetracode.  */
static void
set_tetracode (mdm_law_t law)
{
  uint16_t x[9][4];
  fmpq *weight = _fmpq_vec_init (9);

  for (uint16_t i = 0; i < 9; i++)
    {
      uint16_t a = i / 3, b = i % 3;
      uint16_t word[4] = { a, b, (a + b) % 3, (a + 2 * b) % 3 };
      memcpy (x[i], word, sizeof word);
      fmpq_one (weight + i);
    }
  law->vocab = 3;
  law->length = 4;
  mdm_law_set_name (law, "tetracode");
  ck_assert_int_eq (mdm_law_set_rows (law, x[0], weight, 9, &no_limit, NULL),
                    MDM_OK);
  _fmpq_vec_clear (weight, 9);
}

START_TEST (instance_given)
{
  const mdm_entry_t *entry;
  mdm_judgement_t judgement;
  mdm_library_t library;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
  mdm_curve_t curve;
  mdm_law_t law;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (schedule);
  mdm_library_init (library);
  mdm_judgement_init (judgement);
  open_library (library);
  if (strcmp (given[_i].law, "tetracode") == 0)
    set_tetracode (law);
  else
    open_law (law, given[_i].law);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  open_schedule (schedule, given[_i].schedule, curve);
  mdm_instance_init (instance, law, schedule, &no_limit);
  entry = mdm_library_find (library, given[_i].id);
  ck_assert_ptr_nonnull (entry);
  ck_assert_int_eq (mdm_judge (judgement, entry, instance, &err), MDM_OK);
  ck_assert_msg (judgement->verdict == given[_i].verdict,
                 "%s on %s, %s: %s, %s", given[_i].id, given[_i].law,
                 given[_i].schedule, mdm_verdict_str (judgement->verdict),
                 judgement->note);
  mdm_judgement_clear (judgement);
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
  mdm_library_clear (library);
}
END_TEST

/* Each entry that is no theorem is refuted by some instance given above.  */
START_TEST (all_are_refuted)
{
  mdm_library_t library;

  mdm_library_init (library);
  open_library (library);
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      int refuted = entry->kind == MDM_ENTRY_THEOREM;
      for (int j = 0; j < GIVEN; j++)
        refuted |= strcmp (given[j].id, entry->id) == 0
                   && given[j].verdict == MDM_VERDICT_REFUTED;
      ck_assert_msg (refuted, "nothing refutes %s", entry->id);
    }
  mdm_library_clear (library);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("theorems");
  TCase *random = tcase_create ("random"), *named = tcase_create ("given");

  tcase_add_loop_test (random, theorems, 0, ROUNDS);
  tcase_add_loop_test (named, instance_given, 0, GIVEN);
  tcase_add_test (named, all_are_refuted);
  suite_add_tcase (suite, named);
  suite_add_tcase (suite, random);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
