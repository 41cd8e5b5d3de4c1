#include <config.h>

#include "search/sieve.h"

#include "claim/environment.h"
#include "sampler/predictor.h"
#include "sampler/schedule_spec.h"

#include <string.h>

struct mdm_sieve
{
  const mdm_search_asked_t *asked;
  const mdm_cells_struct *cells;
  mdm_schedule_struct *schedule; /* those that depend on no law */
};

/* A table of a policy names the tokens of a law.  */
#define POLICY_FILE "policy-file:"

/* Does SPEC depend on the law?  */
static int
depends_on_law (const char *spec)
{
  return mdm_schedule_is_chosen (spec)
         || strncmp (spec, POLICY_FILE, strlen (POLICY_FILE)) == 0;
}

void
mdm_sieve_free (mdm_sieve_t *sieve)
{
  if (sieve == NULL)
    return;
  for (size_t i = 0; i < sieve->asked->schedules; i++)
    mdm_schedule_clear (sieve->schedule + i);
  flint_free (sieve->schedule);
  flint_free (sieve);
}

mdm_status
mdm_sieve_new (mdm_sieve_t **sieve, const mdm_search_asked_t *asked,
               const mdm_cells_t cells, mdm_err_t *err)
{
  mdm_sieve_t *made = flint_calloc (1, sizeof *made);
  mdm_status status = MDM_OK;

  *sieve = made;
  made->asked = asked;
  made->cells = cells;
  made->schedule
      = flint_malloc ((asked->schedules + 1) * sizeof *made->schedule);
  for (size_t i = 0; i < asked->schedules; i++)
    mdm_schedule_init (made->schedule + i);
  for (size_t i = 0; i < asked->schedules && status == MDM_OK; i++)
    if (!depends_on_law (asked->schedule[i]))
      status = mdm_schedule_parse (made->schedule + i, asked->schedule[i],
                                   asked->length, NULL, asked->limit, err);
  return status;
}

/* Laws.  */

mdm_status
mdm_sieve_law (mdm_law_t law, const mdm_cells_t cells, const uint32_t *weights,
               mdm_err_t *err)
{
  size_t rows = 0, length = cells->length;
  uint16_t *token;

  for (size_t i = 0; i < cells->count; i++)
    rows += weights[i] > 0;
  MDM_FMPZ_VEC (weight, rows);
  token = flint_malloc (rows * length * sizeof *token);
  rows = 0;
  for (size_t i = 0; i < cells->count; i++)
    if (weights[i] > 0)
      {
        mdm_cells_tokens (token + rows * length, cells, i);
        fmpz_set_ui (weight + rows++, weights[i]);
      }
  law->vocab = cells->vocab;
  law->length = length;
  mdm_law_set_name (law, "a law of the search");
  return mdm_law_take_integer_rows (law, token, weight, rows, err);
}

/* Questions.  */

/* Has EXPR, or NULL, a condition by value?  It is wrong on laws where it has
   probability 0, and a search goes through such.  */
static int
has_value (const mdm_expr_t *expr)
{
  return expr != NULL && mdm_node_by_value (mdm_expr_root (expr)) != NULL;
}

static int
conditions_by_value (const mdm_entry_t *claim)
{
  return has_value (claim->statement.claim.lhs)
         || has_value (claim->statement.claim.rhs);
}

/* Is entry CLAIM one whose best ratio is looked for: did it come out with two
   sides?  */
static mdm_status
put_claim (mdm_found_t *found, int *refutes, const mdm_entry_t *claim,
           int sign, mdm_instance_t instance, const mdm_found_law_t *at,
           mdm_err_t *err)
{
  int better;
  mdm_status status;
  MDM_SCOPED (judgement, mdm_judgement_struct, mdm_judgement_init,
              mdm_judgement_clear);

  status = mdm_judge (judgement, claim, instance, err);
  if (status == MDM_EDOMAIN && conditions_by_value (claim))
    {
      found->of[MDM_VERDICT_NOT_APPLICABLE]++;
      return MDM_OK;
    }
  MDM_TRY (status);
  found->of[judgement->verdict]++;
  if (judgement->verdict == MDM_VERDICT_REFUTED)
    {
      *refutes = 1;
      if (found->counterexample.index == MDM_FOUND_NONE)
        mdm_found_law_set (&found->counterexample, at->index, at->schedule,
                           at->weight, judgement->lhs, judgement->rhs);
    }
  if (!judgement->known || judgement->lhs->exponential
      || judgement->rhs->exponential)
    return MDM_OK;
  MDM_TRY (mdm_found_is_better (&better, &found->best, judgement->lhs,
                                judgement->rhs, sign, err));
  if (better)
    mdm_found_law_set (&found->best, at->index, at->schedule, at->weight,
                       judgement->lhs, judgement->rhs);
  return MDM_OK;
}

static mdm_status
put_goal (mdm_found_t *found, const mdm_search_asked_t *asked,
          mdm_instance_t instance, const mdm_found_law_t *at, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&subject);
  int better;
  mdm_status status;
  MDM_VALUE (above);
  MDM_VALUE (below);

  mdm_value_set_si (below, 1);
  status = mdm_expr_evaluate (above, asked->goal, &environment, err);
  if (status == MDM_OK && asked->over != NULL)
    status = mdm_expr_evaluate (below, asked->over, &environment, err);
  if (status == MDM_EABSENT || status == MDM_ELIMIT
      || (status == MDM_EDOMAIN
          && (has_value (asked->goal) || has_value (asked->over))))
    {
      found->of[MDM_VERDICT_NOT_APPLICABLE]++;
      return MDM_OK;
    }
  MDM_TRY (status);
  MDM_TRY (mdm_found_is_better (&better, &found->best, above, below,
                                asked->sign, err));
  if (better)
    mdm_found_law_set (&found->best, at->index, at->schedule, at->weight,
                       above, below);
  return MDM_OK;
}

/* Put LAW, which is AT's, with its SCHEDULE to every question.  */
static mdm_status
put_schedule (mdm_found_t *found, int *refutes,
              const mdm_search_asked_t *asked, mdm_law_t law,
              mdm_curve_t curve, const mdm_schedule_struct *schedule,
              const mdm_predictor_struct *predictor, const mdm_found_law_t *at,
              mdm_err_t *err)
{
  mdm_limit_t limit = *asked->limit;
  mdm_status status = MDM_OK;

  limit.progress = NULL;
  limit.jobs = 1;
  MDM_INSTANCE (instance, law, schedule, curve, &limit);
  mdm_instance_set_predictor (instance, predictor);
  if (asked->goal != NULL)
    return put_goal (found, asked, instance, at, err);
  for (size_t i = 0; i < asked->claims && status == MDM_OK; i++)
    status = put_claim (found + i, refutes, asked->claim[i],
                        mdm_search_sign (asked, i), instance, at, err);
  return status;
}

mdm_status
mdm_sieve_put (mdm_found_t *found, int *refutes, mdm_sieve_t *sieve,
               const uint32_t *weights, uint64_t index, mdm_err_t *err)
{
  const mdm_search_asked_t *asked = sieve->asked;
  MDM_SCOPED (law, mdm_law_struct, mdm_law_init, mdm_law_clear);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);

  *refutes = 0;
  MDM_TRY (mdm_sieve_law (law, sieve->cells, weights, err));
  if (asked->predictor != NULL
      && mdm_predictor_open (predictor, asked->predictor, law, asked->limit,
                             err)
             != MDM_OK)
    return mdm_search_place (err, "predictor", asked->predictor);
  for (size_t i = 0; i < asked->schedules || i == 0; i++)
    {
      mdm_found_law_t at
          = { .index = index, .schedule = i, .weight = (uint32_t *) weights };
      int depends
          = asked->schedules > 0 && depends_on_law (asked->schedule[i]);
      MDM_SCOPED (own, mdm_schedule_struct, mdm_schedule_init,
                  mdm_schedule_clear);

      if (depends
          && mdm_schedule_open (own, asked->schedule[i], law, curve,
                                asked->limit, err)
                 != MDM_OK)
        return mdm_search_place (err, "schedule", asked->schedule[i]);
      MDM_TRY (put_schedule (found, refutes, asked, law, curve,
                             asked->schedules == 0 ? NULL
                             : depends             ? own
                                                   : sieve->schedule + i,
                             predictor, &at, err));
    }
  return MDM_OK;
}
