#include <config.h>

#include "sampler/schedule_spec.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/policy_spec.h"
#include "sampler/schedule_chosen.h"
#include "sampler/schedule_partitions.h"
#include "sampler/schedule_times.h"
#include "text/nearest.h"

#include <string.h>

/* A schedule that L and T alone determine.  */
typedef void set_steps_t (mdm_schedule_t schedule, size_t length,
                          size_t steps);

static mdm_status
parse_steps (const char *rest, const mdm_schedule_context_t *context,
             set_steps_t *set)
{
  size_t steps;
  mdm_status status = mdm_schedule_read_count (
      &steps, rest, MDM_STEPS_MAX, "the number of steps", context->err);

  if (status == MDM_OK)
    set (context->schedule, context->length, steps);
  return status;
}

/* Policies.  */

static mdm_status
parse_rule (const char *rest, const mdm_schedule_context_t *context, int keep)
{
  MDM_POLICY (policy);

  MDM_TRY (mdm_policy_parse (policy, rest, keep, context->err));
  mdm_schedule_set_policy (context->schedule, context->length, policy);
  return MDM_OK;
}

static mdm_status
parse_policy (const char *rest, const mdm_schedule_context_t *context)
{
  return parse_rule (rest, context, 0);
}

static mdm_status
parse_keep (const char *rest, const mdm_schedule_context_t *context)
{
  return parse_rule (rest, context, 1);
}

static mdm_status
parse_policy_file (const char *rest, const mdm_schedule_context_t *context)
{
  MDM_POLICY (policy);

  if (context->law == NULL)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "the states of a policy depend on a law; a "
                        "proof is about all of them");
  MDM_TRY (mdm_policy_read (policy, rest, context->law, context->limit,
                            context->err));
  mdm_schedule_set_policy (context->schedule, context->length, policy);
  return MDM_OK;
}

/* The kinds by name: of a parser, or of L and a number of steps alone.  */
typedef struct
{
  const char *name;
  mdm_schedule_parser_t *parse;
  set_steps_t *set;
} kind_t;

static const kind_t kinds[] = {
  { "alpha:", mdm_schedule_parse_alpha, NULL },
  { "alpha-cosine:", NULL, mdm_schedule_set_iid_cosine },
  { "alpha-linear:", NULL, mdm_schedule_set_iid_uniform },
  { "balanced:", NULL, mdm_schedule_set_balanced },
  { "best:", mdm_schedule_parse_best, NULL },
  { "best-blocks:", mdm_schedule_parse_best_blocks, NULL },
  { "best-policy:", mdm_schedule_parse_best_policy, NULL },
  { "bisect:", mdm_schedule_parse_bisect, NULL },
  { "blocks:", mdm_schedule_parse_blocks, NULL },
  { "cosine:", NULL, mdm_schedule_set_cosine },
  { "dtc:", mdm_schedule_parse_dtc, NULL },
  { "iid:", mdm_schedule_parse_iid, NULL },
  { "iid-uniform:", NULL, mdm_schedule_set_iid_uniform },
  { "loglinear:", NULL, mdm_schedule_set_loglinear },
  { "mixed:", mdm_schedule_parse_mixed, NULL },
  { "policy:", parse_policy, NULL },
  { "policy-file:", parse_policy_file, NULL },
  { "sample-keep:", parse_keep, NULL },
  { "scan:", mdm_schedule_parse_scan, NULL },
  { "tc:", mdm_schedule_parse_tc, NULL },
  { "worst:", mdm_schedule_parse_worst, NULL },
};

int
mdm_schedule_needs_curve (const char *spec)
{
  int correlation
      = strncmp (spec, "tc:", 3) == 0 || strncmp (spec, "dtc:", 4) == 0;

  return strncmp (spec, "best:", 5) == 0 || strncmp (spec, "worst:", 6) == 0
         || (correlation && strstr (spec, "bound=") == NULL);
}

int
mdm_schedule_needs_law (const char *spec)
{
  return strncmp (spec, "best-blocks:", 12) == 0
         || strncmp (spec, "best-policy:", 12) == 0;
}

int
mdm_schedule_is_chosen (const char *spec)
{
  return mdm_schedule_needs_curve (spec) || mdm_schedule_needs_law (spec);
}

size_t
mdm_schedule_rounds_allowed (const char *spec)
{
  const char *rest
      = mdm_schedule_needs_law (spec) ? strchr (spec, ':') + 1 : "";
  uint64_t rounds;

  return mdm_natural_read (&rounds, rest, strlen (rest), SIZE_MAX, NULL)
                 == MDM_OK
             ? (size_t) rounds
             : 0;
}

mdm_status
mdm_schedule_refuse_predictor (const char *spec, mdm_err_t *err)
{
  return mdm_schedule_needs_law (spec)
             ? mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the schedule %.60s is chosen for the ideal "
                            "predictor",
                            spec)
             : MDM_OK;
}

/* SPEC is of no kind.  */
static mdm_status
refuse (const char *spec, mdm_err_t *err)
{
  size_t n = strcspn (spec, ":");
  mdm_nearest_t nearest = mdm_nearest_to (spec, n + (spec[n] == ':'));
  MDM_OWNED char *meant = NULL;

  mdm_nearest_try (&nearest, "ar");
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
    mdm_nearest_try (&nearest, kinds[k].name);
  meant = mdm_nearest_str (
      &nearest, ": sizes such as 2,2,1, ar, or one of balanced:T cosine:T "
                "loglinear:T best:T worst:SMAX tc:eps= dtc:eps= iid: "
                "iid-uniform:T alpha: alpha-linear:T alpha-cosine:T "
                "mixed:FILE blocks: scan:2,2,1 bisect:M policy:order= "
                "policy-file:FILE sample-keep:k= best-blocks:T best-policy:T");
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "not a schedule%s", meant);
}

/* Set the schedule of CONTEXT to what SPEC says.  */
static mdm_status
parse (const char *spec, const mdm_schedule_context_t *context)
{
  mdm_schedule_struct *schedule = context->schedule;
  mdm_status status;
  size_t k, count = sizeof kinds / sizeof kinds[0];

  for (k = 0; k < count; k++)
    if (strncmp (spec, kinds[k].name, strlen (kinds[k].name)) == 0)
      break;
  if (k < count)
    {
      const char *rest = spec + strlen (kinds[k].name);
      status = kinds[k].parse != NULL
                   ? kinds[k].parse (rest, context)
                   : parse_steps (rest, context, kinds[k].set);
    }
  else if (strcmp (spec, "ar") == 0)
    {
      mdm_schedule_set_autoregressive (schedule, context->length);
      status = MDM_OK;
    }
  else if (spec[0] >= '0' && spec[0] <= '9')
    status = mdm_schedule_parse_sizes (spec, context);
  else
    status = refuse (spec, context->err);
  if (status == MDM_OK)
    mdm_schedule_set_name (schedule, spec);
  return status;
}

mdm_status
mdm_schedule_parse (mdm_schedule_t schedule, const char *spec, size_t length,
                    const mdm_curve_struct *curve, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  const mdm_schedule_context_t context
      = { schedule, length, NULL, curve, limit, err };

  return parse (spec, &context);
}

mdm_status
mdm_schedule_open (mdm_schedule_t schedule, const char *spec, mdm_law_t law,
                   mdm_curve_t curve, const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_schedule_context_t context
      = { schedule, law->length, law, curve, limit, err };

  if (mdm_schedule_needs_curve (spec) && curve->e == NULL)
    {
      mdm_status status = mdm_curve_set (curve, law, limit, err);
      if (status != MDM_OK)
        return status;
    }
  return parse (spec, &context);
}
