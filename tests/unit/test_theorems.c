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

/* How often a theorem applied, with more than two positions, strictly, and
   with an imperfect predictor.  */
typedef struct
{
  int applied, longer, strict, imperfect;
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
      if (status == MDM_OK && instance->predictor != NULL
          && judgement->verdict != MDM_VERDICT_NOT_APPLICABLE)
        count[i].imperfect++;
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
      mdm_predictor_t predictor;
      mdm_schedule_t schedule;
      mdm_instance_t instance;
      mdm_curve_t curve;
      mdm_law_t law;

      mdm_law_init (law);
      mdm_curve_init (curve);
      mdm_schedule_init (schedule);
      mdm_predictor_init (predictor);
      if (i % 50 == 24)
        open_law (law, i % 100 < 50 ? "paired-copy:V=3,L=4"
                                    : "paired-copy:V=2,L=6");
      else
        random_law (law, &state, 0);
      ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
      if (i % 5 == 4)
        random_times (schedule, &state, law->length);
      else
        random_schedule (schedule, &state, curve);
      mdm_instance_init_with_curve (instance, law, schedule, curve, &no_limit);
      if (i % 3 == 1)
        {
          random_predictor (predictor, &state, law);
          mdm_instance_set_predictor (instance, predictor);
        }
      judge_all (count, library, instance, seed);
      mdm_instance_clear (instance);
      mdm_predictor_clear (predictor);
      mdm_schedule_clear (schedule);
      mdm_curve_clear (curve);
      mdm_law_clear (law);
    }
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      /* What is about policies, and about their schedules, is given below.  */
      if (entry->kind != MDM_ENTRY_THEOREM || entry->about == MDM_ABOUT_POLICY
          || strncmp (entry->id, "wen-", 4) == 0)
        continue;
      ck_assert_msg (count[i].applied >= 4 && count[i].longer >= 1,
                     "%s applied to %d laws, %d of length 3 or more",
                     entry->id, count[i].applied, count[i].longer);
      ck_assert_msg (count[i].strict > 0
                         || entry->statement.claim.relation == MDM_REL_EQ,
                     "%s was never strict", entry->id);
      /* Hypotheses of a few may need the ideal predictor: smooth:0.  */
      ck_assert_msg (count[i].imperfect > 0
                         || strncmp (entry->id, "fast-dllm-tv", 12) == 0
                         || strncmp (entry->id, "paired-copy", 11) == 0,
                     "%s never applied with an imperfect predictor",
                     entry->id);
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
  const char *predictor; /* NULL: the ideal one */
} given[] = {
  /* Policies.  */
  { "policy-identity", "walk:L=4", "policy:order=entropy,k=2",
    MDM_VERDICT_EQUALITY, NULL },
  { "policy-identity", "walk:L=4", "policy:order=random,k=2",
    MDM_VERDICT_EQUALITY, "smooth:1/3" },
  { "policy-identity", "walk:L=4", "2,2", MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "eb-budget", "walk:L=4", "policy:order=left,k=2", MDM_VERDICT_HOLDS,
    "smooth:1/3" },
  { "eb-budget", "repetition:V=2,L=4", "policy:order=left,k=2",
    MDM_VERDICT_EQUALITY, NULL },
  { "eb-gamma", "walk:L=4", "policy:order=entropy,gamma=1", MDM_VERDICT_HOLDS,
    NULL },
  { "eb-gamma", "walk:L=4", "policy:order=entropy,gamma=1",
    MDM_VERDICT_NOT_APPLICABLE, "smooth:1/3" },
  { "eb-gamma", "walk:L=4", "policy:order=left,k=1",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "wen-markov-depth", "markov:flip=1/4,L=15", "bisect:1",
    MDM_VERDICT_EQUALITY, NULL },
  { "wen-markov-depth", "walk:L=5", "bisect:1", MDM_VERDICT_EQUALITY,
    "smooth:1/3" },
  { "wen-markov-depth", "parity:V=2,L=5", "bisect:4", MDM_VERDICT_EQUALITY,
    NULL },
  { "wen-markov-depth", "parity:V=2,L=5", "bisect:3",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "wen-markov-depth", "walk:L=5", "bisect:5", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "wen-markov-depth", "walk:L=5", "ar", MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "wen-walk-scan", "walk:L=6", "scan:2,1,3", MDM_VERDICT_EQUALITY, NULL },
  { "wen-walk-scan", "walk:L=1", "scan:1", MDM_VERDICT_EQUALITY, NULL },
  { "wen-walk-scan", "walk:L=4", "blocks:0 1|2 3", MDM_VERDICT_EQUALITY,
    "smooth:1/3" },
  { "wen-walk-scan", "walk:L=4", "blocks:2 3|0 1", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "wen-walk-scan", "uniform:V=5,L=4", "scan:2,2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "wen-permutation-rounds", "permutation:n=4", "policy:order=left,k=2",
    MDM_VERDICT_HOLDS, NULL },
  { "wen-permutation-rounds", "permutation:n=4", "policy:order=left,k=1",
    MDM_VERDICT_EQUALITY, NULL },
  { "wen-permutation-log", "permutation:n=4", "policy:order=random,k=3",
    MDM_VERDICT_HOLDS, "smooth:1/3" },
  { "wen-permutation-log", "uniform:V=4,L=4", "policy:order=left,k=1",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  /* Two equal fair bits: log 2 > H_b(9/10) = 0.325..  */
  { "fast-dllm-kl-as-printed", "repetition:V=2,L=2", "2", MDM_VERDICT_REFUTED,
    NULL },
  { "fast-dllm-kl", "repetition:V=2,L=2", "2", MDM_VERDICT_EQUALITY, NULL },
  { "fast-dllm-kl-as-printed", "repetition:V=2,L=2", "1,1",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  /* Some position with least probability 1/11 does not meet eps = 9/10.  */
  { "fast-dllm-kl-as-printed", "uniform:V=11,L=2", "2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "fast-dllm-kl-as-printed", "uniform:V=10,L=2", "2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "fast-dllm-kl-as-printed", "uniform:V=9,L=2", "2", MDM_VERDICT_HOLDS,
    NULL },
  /* The tetracode, an MDS code of dimension 2, in two equal steps.  */
  { "li-cai-2-lower-this", "tetracode", "2,2", MDM_VERDICT_REFUTED, NULL },
  { "li-cai-2-lower-some", "tetracode", "2,2", MDM_VERDICT_HOLDS, NULL },
  { "li-cai-2-lower-this", "tetracode", "1,2,1", MDM_VERDICT_HOLDS, NULL },
  { "li-cai-2-lower-this", "tetracode", "ar", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "perplexity-one", "uniform:V=2,L=2", "2", MDM_VERDICT_HOLDS, NULL },
  { "perplexity-one", "repetition:V=1,L=2", "ar", MDM_VERDICT_EQUALITY, NULL },
  /* A possible sequence that is never drawn: the perplexity is infinite.  */
  { "perplexity-one", "repetition:V=2,L=2", "2", MDM_VERDICT_HOLDS,
    "law:parity:V=2,L=2" },
  { "perplexity-one", "uniform:V=2,L=2", "2", MDM_VERDICT_HOLDS,
    "smooth:1/5" },
  /* Tight cases.  */
  { "sharp-constant", "mds:q=5,L=5,k=2", "1,3,1", MDM_VERDICT_EQUALITY, NULL },
  { "sharp-constant", "mds:q=5,L=5,k=2", "2,3", MDM_VERDICT_HOLDS, NULL },
  { "sharp-upper", "parity:V=3,L=4", "2,2", MDM_VERDICT_EQUALITY, NULL },
  { "wainwright-h", "repetition:V=3,L=4", "ar", MDM_VERDICT_EQUALITY, NULL },
  { "wainwright-h", "parity:V=2,L=5", "5", MDM_VERDICT_EQUALITY, NULL },
  { "wainwright-h", "mds:q=5,L=5,k=2", "5", MDM_VERDICT_HOLDS, NULL },
  { "austin", "parity:V=2,L=4", "1,3", MDM_VERDICT_HOLDS, NULL },
  { "austin", "repetition:V=2,L=4", "4", MDM_VERDICT_EQUALITY, NULL },
  { "austin", "parity:V=2,L=4", "2,2", MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "austin", "parity:V=2,L=4", "1,1,2,0", MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "austin", "parity:V=2,L=4", "1,1,1,1,0", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "chen-tc", "parity:V=2,L=4", "tc:eps=1/10", MDM_VERDICT_HOLDS, NULL },
  { "chen-tc", "parity:V=2,L=4", "tc:eps=1/10,bound=1/2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "chen-tc", "parity:V=2,L=4", "dtc:eps=1/10", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "chen-tc", "parity:V=2,L=4", "2,2", MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "chen-dtc", "parity:V=2,L=4", "dtc:eps=1/10,bound=3", MDM_VERDICT_HOLDS,
    NULL },
  { "chen-dtc", "parity:V=2,L=4", "dtc:eps=1/10,bound=2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "mixing", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "wainwright-h", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_EQUALITY,
    NULL },
  /* Independent unmask times.  */
  { "paired-copy-ser", "paired-copy:V=3,L=4", "iid-uniform:2",
    MDM_VERDICT_EQUALITY, NULL },
  { "paired-copy-ser", "paired-copy:V=3,L=4", "iid:1/2,0,1/3,1/6",
    MDM_VERDICT_EQUALITY, NULL },
  { "paired-copy-ser", "paired-copy:V=3,L=4", "2,2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "paired-copy-ser", "parity:V=3,L=4", "iid-uniform:2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "paired-copy-ser", "repetition:V=3,L=2", "iid-uniform:2",
    MDM_VERDICT_EQUALITY, NULL },
  { "paired-copy-gap", "paired-copy:V=2,L=6", "iid:1/3,2/3",
    MDM_VERDICT_EQUALITY, NULL },
  { "bernoulli-grid", "repetition:V=2,L=3", "iid-uniform:3", MDM_VERDICT_HOLDS,
    NULL },
  { "bernoulli-grid", "repetition:V=2,L=3", "iid:1/2,1/4,1/4",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "gamma-identity", "repetition:V=2,L=3", "iid:1/2,0,1/2",
    MDM_VERDICT_EQUALITY, NULL },
  { "wainwright-1", "repetition:V=2,L=3", "iid:1/2,0,1/2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "wainwright-1", "repetition:V=2,L=3", "iid:1", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "wainwright-1", "repetition:V=2,L=3", "iid:1/3,1/3,1/3", MDM_VERDICT_HOLDS,
    NULL },
  { "weights-identity", "parity:V=3,L=3", "iid:1/3,2/3", MDM_VERDICT_EQUALITY,
    NULL },
  { "mixing", "parity:V=3,L=3", "iid:1/3,2/3", MDM_VERDICT_HOLDS, NULL },
  { "curve-identity", "parity:V=3,L=3", "iid:1/3,2/3",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "sharp-upper", "parity:V=3,L=3", "iid:1", MDM_VERDICT_NOT_APPLICABLE,
    NULL },
  { "sharp-lower-some", "parity:V=3,L=3", "iid-uniform:2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "li-cai-2-upper", "parity:V=3,L=3", "iid-uniform:2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "pinsker", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_HOLDS, NULL },
  { "ser-tv", "parity:V=2,L=4", "blocks:0 1|2 3", MDM_VERDICT_EQUALITY, NULL },
  /* Predictors.  */
  { "decoupling-as-printed", "parity:V=2,L=3", "1,2",
    MDM_VERDICT_NOT_APPLICABLE, NULL },
  { "decoupling-as-printed", "parity:V=2,L=3", "1,1,1", MDM_VERDICT_REFUTED,
    "smooth:1/3" },
  { "decoupling", "parity:V=2,L=3", "1,1,1", MDM_VERDICT_EQUALITY,
    "smooth:1/3" },
  { "decoupling", "parity:V=2,L=3", "blocks:0|2|1", MDM_VERDICT_EQUALITY,
    "smooth:1/3" },
  { "decoupling", "parity:V=2,L=3", "iid:1/3,2/3", MDM_VERDICT_EQUALITY,
    "law:uniform:V=2,L=3" },
  /* Probability 0 for the token 1: both sides are infinite.  */
  { "decoupling", "uniform:V=2,L=1", "1", MDM_VERDICT_EQUALITY,
    "law:parity:V=2,L=1" },
  { "decoupling-as-printed", "uniform:V=2,L=1", "1", MDM_VERDICT_REFUTED,
    "law:parity:V=2,L=1" },
  { "mixing", "uniform:V=2,L=1", "1", MDM_VERDICT_EQUALITY,
    "law:parity:V=2,L=1" },
  { "pinsker", "uniform:V=2,L=1", "1", MDM_VERDICT_HOLDS,
    "law:parity:V=2,L=1" },
  /* Sampling at low temperature is right where all is uniform.  */
  { "sharp-upper", "parity:V=3,L=4", "2,2", MDM_VERDICT_EQUALITY, "power:3" },
  { "sharp-constant", "mds:q=5,L=5,k=2", "1,3,1", MDM_VERDICT_EQUALITY,
    "smooth:1/2" },
  { "li-cai-2-lower-some", "tetracode", "2,2", MDM_VERDICT_HOLDS,
    "smooth:1/2" },
  { "paired-copy-ser", "paired-copy:V=3,L=4", "iid-uniform:2",
    MDM_VERDICT_NOT_APPLICABLE, "smooth:1/2" },
  { "paired-copy-ser", "paired-copy:V=3,L=4", "iid-uniform:2",
    MDM_VERDICT_EQUALITY, "power:2" },
  { "fast-dllm-tv", "repetition:V=1,L=2", "2", MDM_VERDICT_EQUALITY,
    "smooth:1/2" },
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
  ck_assert_int_eq (mdm_law_take_rows (law, mdm_law_copy_rows (law, x[0], 9),
                                       weight, 9, &no_limit, NULL),
                    MDM_OK);
  _fmpq_vec_clear (weight, 9);
}

START_TEST (instance_given)
{
  const mdm_entry_t *entry;
  mdm_predictor_t predictor;
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
  mdm_predictor_init (predictor);
  if (given[_i].predictor != NULL)
    ck_assert_int_eq (mdm_predictor_open (predictor, given[_i].predictor, law,
                                          &no_limit, NULL),
                      MDM_OK);
  mdm_instance_set_predictor (instance, predictor);
  entry = mdm_library_find (library, given[_i].id);
  ck_assert_ptr_nonnull (entry);
  ck_assert_int_eq (mdm_judge (judgement, entry, instance, &err), MDM_OK);
  ck_assert_msg (judgement->verdict == given[_i].verdict,
                 "%s on %s, %s: %s, %s", given[_i].id, given[_i].law,
                 given[_i].schedule, mdm_verdict_str (judgement->verdict),
                 judgement->note);
  mdm_judgement_clear (judgement);
  mdm_instance_clear (instance);
  mdm_predictor_clear (predictor);
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
  mdm_library_clear (library);
}
END_TEST

/* Each entry that is no theorem, nor derived, is refuted by some instance
   given above.  */
START_TEST (all_are_refuted)
{
  mdm_library_t library;

  mdm_library_init (library);
  open_library (library);
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      int refuted = entry->kind == MDM_ENTRY_THEOREM
                    || entry->kind == MDM_ENTRY_INEQUALITY
                    || (entry->kind == MDM_ENTRY_VARIANT
                        && strcmp (entry->certainty, "D") == 0);
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
