#include <config.h>

#include "sampler/schedule_chosen.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/depth.h"
#include "sampler/optimal.h"
#include "sampler/optimal_policy.h"

#include <string.h>

mdm_status
mdm_schedule_parse_best (const char *rest,
                         const mdm_schedule_context_t *context)
{
  size_t steps;
  mdm_schedule_struct *best;
  mdm_status status = mdm_schedule_read_count (
      &steps, rest, context->length, "the number of steps", context->err);

  if (status != MDM_OK)
    return status;
  best = flint_malloc (steps * sizeof *best);
  for (size_t t = 0; t < steps; t++)
    mdm_schedule_init (best + t);
  status = mdm_optimal_best (best, steps, context->curve, context->limit,
                             context->err);
  mdm_schedule_swap (context->schedule, best + steps - 1);
  for (size_t t = 0; t < steps; t++)
    mdm_schedule_clear (best + t);
  flint_free (best);
  return status;
}

mdm_status
mdm_schedule_parse_worst (const char *rest,
                          const mdm_schedule_context_t *context)
{
  size_t smax;
  mdm_status status = mdm_schedule_read_count (
      &smax, rest, MDM_STEPS_MAX, "the largest size", context->err);

  if (status == MDM_OK)
    status = mdm_optimal_worst (context->schedule, smax, context->curve,
                                context->limit, context->err);
  return status;
}

/* tc: and dtc:.  */

/* Read one `eps=' or `bound=' at *TEXT, up to a comma, into VALUE[which] and
   mark GIVEN[which]; move *TEXT behind the comma.  */
static mdm_status
read_key (fmpq *value, int given[2], const char **text, mdm_err_t *err)
{
  static const char *const keys[2] = { "eps=", "bound=" };
  size_t n = strcspn (*text, ",");

  for (int k = 0; k < 2; k++)
    {
      size_t skip = strlen (keys[k]);
      mdm_status status;
      if (strncmp (*text, keys[k], skip) != 0)
        continue;
      if (given[k])
        return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                            "the key '%.*s' is given twice", (int) skip - 1,
                            keys[k]);
      status = mdm_rational_read (value + k, *text + skip, n - skip, err);
      if (status != MDM_OK)
        return status;
      given[k] = 1;
      *text += n + ((*text)[n] == ',');
      if (**text == '\0' && (*text)[-1] == ',')
        break;
      return MDM_OK;
    }
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "'eps=RATIONAL' or 'bound=RATIONAL' is expected");
}

/* Set BOUND to the one GIVEN or else to the exact TC or, with DUAL, DTC, and
   SCHEDULE to the sizes for EPS > 0: 1 + ceil (BOUND / EPS) is zeta.  */
static mdm_status
set_correlation (const mdm_schedule_context_t *context, mdm_logform_t bound,
                 const fmpq_t eps, const fmpq *given, int dual)
{
  MDM_LOGFORM (quotient);
  MDM_FMPQ (inverse);
  MDM_FMPZ (zeta);
  mdm_status status;
  int sign;

  if (given != NULL)
    mdm_logform_set_fmpq (bound, given);
  else if (dual)
    mdm_curve_dtc (bound, context->curve);
  else
    mdm_curve_tc (bound, context->curve);
  fmpq_inv (inverse, eps);
  mdm_logform_mul_fmpq (quotient, bound, inverse);
  status = mdm_logform_sign (&sign, bound);
  if (status == MDM_OK)
    status = mdm_logform_ceil (zeta, quotient);
  if (status != MDM_OK)
    return mdm_err_set (context->err, status, NULL, 0, 0,
                        "the ceiling of bound/eps could not be decided within "
                        "the limits of precision");
  fmpz_add_ui (zeta, zeta, 1);
  /* No correlation at all: one step is exact (THEORY section 6).  */
  if (sign == 0)
    mdm_schedule_set_balanced (context->schedule, context->length, 1);
  else
    mdm_schedule_set_correlation (context->schedule, context->length, zeta,
                                  dual);
  return MDM_OK;
}

static mdm_status
parse_correlation (const char *rest, const mdm_schedule_context_t *context,
                   int dual)
{
  mdm_schedule_struct *schedule = context->schedule;
  MDM_LOGFORM (bound);
  MDM_FMPQ_VEC (value, 2);
  int given[2] = { 0, 0 };
  mdm_status status;

  do
    {
      status = read_key (value, given, &rest, context->err);
      if (status != MDM_OK)
        return status;
    }
  while (*rest != '\0');
  if (!given[0] || fmpq_sgn (value) <= 0)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        given[0] ? "eps must be positive"
                                 : "the key 'eps' is missing");
  if (given[1] && fmpq_sgn (value + 1) < 0)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "bound must not be negative");
  status = set_correlation (context, bound, value, given[1] ? value + 1 : NULL,
                            dual);
  if (status != MDM_OK)
    return status;
  schedule->correlation = dual ? MDM_CORRELATION_DTC : MDM_CORRELATION_TC;
  fmpq_set (schedule->eps, value);
  mdm_logform_swap (schedule->bound, bound);
  return MDM_OK;
}

mdm_status
mdm_schedule_parse_tc (const char *rest, const mdm_schedule_context_t *context)
{
  return parse_correlation (rest, context, 0);
}

mdm_status
mdm_schedule_parse_dtc (const char *rest,
                        const mdm_schedule_context_t *context)
{
  return parse_correlation (rest, context, 1);
}

/* By search.  */

static mdm_status
need_law (const mdm_schedule_context_t *context)
{
  return context->law != NULL
             ? MDM_OK
             : mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                            "the schedule is chosen for a law; there is none");
}

/* Where the search is over the limit there may be a closed form, of the
   partitions of all numbers of blocks.  */
mdm_status
mdm_schedule_parse_best_blocks (const char *rest,
                                const mdm_schedule_context_t *context)
{
  size_t most;
  mdm_status status;
  MDM_DEPTH (depth);

  MDM_TRY (mdm_schedule_read_count (&most, rest, context->length,
                                    "the number of blocks", context->err));
  MDM_TRY (need_law (context));
  status = mdm_optimal_partition (context->schedule, context->law, most,
                                  context->limit, context->err);
  if (status != MDM_ELIMIT || !mdm_depth_is_closed (context->law))
    return status;
  MDM_TRY (mdm_depth_set_closed (depth, context->law, context->limit,
                                 context->err));
  mdm_schedule_swap (context->schedule, depth->row[most - 1].blocks);
  return MDM_OK;
}

/* best-policy:T and best-policy:price=Q.  */
mdm_status
mdm_schedule_parse_best_policy (const char *rest,
                                const mdm_schedule_context_t *context)
{
  static const char key[] = "price=";
  size_t skip = strlen (key), most = 1;
  int priced = strncmp (rest, key, skip) == 0;
  MDM_FMPQ (price);

  if (priced)
    MDM_TRY (mdm_rational_read (price, rest + skip, strlen (rest + skip),
                                context->err));
  else
    MDM_TRY (mdm_schedule_read_count (&most, rest, context->length,
                                      "the number of rounds", context->err));
  if (fmpq_sgn (price) < 0)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "the price of a round must not be negative");
  MDM_TRY (need_law (context));
  return mdm_optimal_policy (context->schedule, context->law, most,
                             priced ? price : NULL, context->limit,
                             context->err);
}
