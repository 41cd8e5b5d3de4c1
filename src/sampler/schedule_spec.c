#include <config.h>

#include "sampler/schedule_spec.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/depth.h"
#include "sampler/optimal.h"
#include "sampler/optimal_policy.h"
#include "sampler/policy_spec.h"
#include "sampler/weighted_sizes.h"
#include "text/file.h"
#include "text/lines.h"
#include "text/nearest.h"
#include "text/sum.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  mdm_schedule_struct *schedule;
  size_t length;
  mdm_law_struct *law; /* or NULL: none is at hand */
  const mdm_curve_struct *curve;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} context_t;

/* Read T of `name:T', 1 <= T <= MOST.  */
static mdm_status
read_count (size_t *count, const char *text, size_t most, const char *what,
            mdm_err_t *err)
{
  uint64_t value;
  mdm_status status
      = mdm_natural_read (&value, text, strlen (text), UINT64_MAX, err);

  *count = 0;
  if (status != MDM_OK)
    return status;
  if (value < 1 || value > most)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s must be between 1 and %zu", what, most);
  *count = (size_t) value;
  return MDM_OK;
}

/* A schedule that L and T alone determine.  */
typedef void set_steps_t (mdm_schedule_t schedule, size_t length,
                          size_t steps);

static mdm_status
parse_steps (const char *rest, const context_t *context, set_steps_t *set)
{
  size_t steps;
  mdm_status status = read_count (&steps, rest, MDM_STEPS_MAX,
                                  "the number of steps", context->err);

  if (status == MDM_OK)
    set (context->schedule, context->length, steps);
  return status;
}

/* Random processes.  */

/* Read the rationals of TEXT, separated by commas, into *LIST, on the heap,
   and *COUNT, also after a failure.  */
static mdm_status
read_list (fmpq **list, slong *count, const char *text, mdm_err_t *err)
{
  *count = 1;
  for (const char *p = text; *p != '\0'; p++)
    *count += *p == ',';
  *list = _fmpq_vec_init (*count);
  for (slong i = 0; i < *count; i++)
    {
      size_t n = strcspn (text, ",");
      mdm_status status = mdm_rational_read (*list + i, text, n, err);
      if (status != MDM_OK)
        return status;
      text += n + 1;
    }
  return MDM_OK;
}

/* STEP[t] >= 0, sum 1, are the step probabilities.  */
static mdm_status
check_steps (fmpq *step, slong count, mdm_err_t *err)
{
  MDM_FMPQ (sum);

  for (slong t = 0; t < count; t++)
    {
      if (fmpq_sgn (step + t) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the probability of step %ld is negative",
                            (long) t + 1);
      fmpq_add (sum, sum, step + t);
    }
  return mdm_sum_check (sum, "the step probabilities sum to", NULL, err);
}

/* Turn the masked fractions STEP[t] after each step, non-increasing from 1 on
   and ending at 0, into the probabilities of the steps.  */
static mdm_status
difference (fmpq *step, slong count, mdm_err_t *err)
{
  MDM_FMPQ (masked);

  fmpq_one (masked);
  for (slong t = 0; t < count; t++)
    {
      fmpq_swap (masked, step + t);
      fmpq_sub (step + t, step + t, masked);
      if (fmpq_sgn (step + t) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the masked fraction rises at step %ld%s",
                            (long) t + 1,
                            t == 0 ? ", from the 1 before it" : "");
    }
  return fmpq_is_zero (masked)
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "after the last step no fraction may stay masked, "
                            "and the last one must be 0");
}

/* Independent unmask times, of what the list REST becomes by CONVERT.  */
static mdm_status
parse_times (const char *rest, const context_t *context,
             mdm_status (*convert) (fmpq *step, slong count, mdm_err_t *err))
{
  fmpq *step;
  slong count;
  mdm_status status = read_list (&step, &count, rest, context->err);

  if (status == MDM_OK)
    status = convert (step, count, context->err);
  if (status == MDM_OK)
    mdm_schedule_set_iid (context->schedule, context->length, step,
                          (size_t) count);
  _fmpq_vec_clear (step, count);
  return status;
}

static mdm_status
parse_iid (const char *rest, const context_t *context)
{
  return parse_times (rest, context, check_steps);
}

static mdm_status
parse_alpha (const char *rest, const context_t *context)
{
  return parse_times (rest, context, difference);
}

static mdm_status
parse_mixed (const char *file, const context_t *context)
{
  MDM_OWNED char *text = NULL;
  MDM_MIXTURE (read, context->length);
  MDM_MIXTURE (kept, context->length);
  size_t size;
  mdm_status status;

  if (*file == '\0')
    return mdm_err_set (context->err, MDM_EPARSE, NULL, 0, 0,
                        "the name of a file is missing");
  status = mdm_file_read (&text, &size, file, context->limit, context->err);
  if (status == MDM_OK)
    status = mdm_mixture_parse (read, file, text, size, context->length, 0,
                                context->err);
  if (status != MDM_OK)
    return status;
  mdm_mixture_add_positive (kept, read);
  mdm_schedule_set_mixed (context->schedule, kept->schedule, kept->weight,
                          kept->count);
  return MDM_OK;
}

static mdm_status
parse_best (const char *rest, const context_t *context)
{
  size_t steps;
  mdm_schedule_struct *best;
  mdm_status status = read_count (&steps, rest, context->length,
                                  "the number of steps", context->err);

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

static mdm_status
parse_worst (const char *rest, const context_t *context)
{
  size_t smax;
  mdm_status status = read_count (&smax, rest, MDM_STEPS_MAX,
                                  "the largest size", context->err);

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
set_correlation (const context_t *context, mdm_logform_t bound,
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
parse_correlation (const char *rest, const context_t *context, int dual)
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

static mdm_status
parse_tc (const char *rest, const context_t *context)
{
  return parse_correlation (rest, context, 0);
}

static mdm_status
parse_dtc (const char *rest, const context_t *context)
{
  return parse_correlation (rest, context, 1);
}

/* blocks: and sizes.  */

/* Read one position of a block at *TEXT.  */
static mdm_status
read_position (size_t *position, const char **text, char *seen,
               const context_t *context)
{
  size_t n = strspn (*text, "0123456789");
  uint64_t value;
  mdm_status status;

  if (n == 0 && **text != '\0' && **text != '|')
    {
      size_t shown = mdm_utf8_size (*text, strlen (*text));
      return mdm_err_set (context->err, MDM_EPARSE, NULL, 0, 0,
                          "a position is expected, not '%.*s'",
                          shown > 0 ? (int) shown : 1, *text);
    }
  if (n == 0)
    return mdm_err_set (context->err, MDM_EPARSE, NULL, 0, 0,
                        "a block is empty");
  status = mdm_natural_read (&value, *text, n, UINT64_MAX, context->err);
  if (status != MDM_OK)
    return status;
  if (value >= context->length)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "position %.*s is not below the length %zu", (int) n,
                        *text, context->length);
  if (seen[value])
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "position %.*s is given twice", (int) n, *text);
  seen[value] = 1;
  *position = (size_t) value;
  *text += n;
  *text += strspn (*text, " ");
  return MDM_OK;
}

static mdm_status
parse_blocks (const char *rest, const context_t *context)
{
  size_t length = context->length, used = 0, steps = 0, before = 0;
  MDM_OWNED size_t *position = flint_malloc ((length + 1) * sizeof (size_t));
  MDM_OWNED size_t *size = flint_malloc (length * sizeof (size_t));
  MDM_OWNED char *seen = flint_calloc (length + 1, 1);

  /* Every round reads a position not seen before, or fails.  */
  for (int more = 1; more;)
    {
      mdm_status status;
      rest += strspn (rest, " ");
      status = read_position (position + used, &rest, seen, context);
      if (status != MDM_OK)
        return status;
      used++;
      more = *rest != '\0';
      if (*rest == '|' || !more)
        {
          size[steps++] = used - before;
          before = used;
          rest += more;
        }
    }
  if (used < length)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "position %zu is in no block",
                        (size_t) ((char *) memchr (seen, 0, length) - seen));
  mdm_schedule_set_blocks (context->schedule, size, steps, position);
  return MDM_OK;
}

/* Read the sizes of TEXT into *SIZE, on the heap also after a failure.  */
static mdm_status
read_sizes (size_t **size, size_t *steps, const char *text,
            const context_t *context)
{
  uint64_t sum = 0;

  *size = flint_malloc ((strlen (text) / 2 + 1) * sizeof (size_t));
  *steps = 0;
  for (int more = 1; more;)
    {
      size_t n = strcspn (text, ",");
      uint64_t value;
      MDM_TRY (mdm_natural_read (&value, text, n, UINT64_MAX, context->err));
      (*size)[(*steps)++] = (size_t) value;
      sum = mdm_work_add (sum, value);
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  if (sum != context->length)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "the sizes sum to %zu, not to the length %zu",
                        (size_t) sum, context->length);
  return MDM_OK;
}

static mdm_status
parse_sizes (const char *text, const context_t *context)
{
  MDM_OWNED size_t *size = NULL;
  size_t steps;

  MDM_TRY (read_sizes (&size, &steps, text, context));
  mdm_schedule_set_sizes (context->schedule, size, steps);
  return MDM_OK;
}

/* One fixed partition.  */

/* scan:2,2,1: the next sizes from left to right.  */
static mdm_status
parse_scan (const char *rest, const context_t *context)
{
  MDM_OWNED size_t *size = NULL;
  MDM_OWNED size_t *position
      = flint_malloc (context->length * sizeof *position);
  size_t steps;

  MDM_TRY (read_sizes (&size, &steps, rest, context));
  for (size_t t = 0; t < steps; t++)
    if (size[t] == 0)
      return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                          "the sizes of a scan are at least 1");
  for (size_t i = 0; i < context->length; i++)
    position[i] = i;
  mdm_schedule_set_blocks (context->schedule, size, steps, position);
  return MDM_OK;
}

/* Set TIME[i] to the round of position i, for the COUNT positions from TIME
   on, the first of which are revealed in round FIRST; return the round after
   the last.  M in the middle, rounded down, are revealed one by one, and then
   both sides in step; M or fewer one by one.  */
static size_t
bisect (size_t *time, size_t count, size_t m, size_t first)
{
  size_t left = count > m ? (count - m) / 2 : 0;
  size_t middle = count > m ? m : count;
  size_t a = first + middle, b = a;

  for (size_t i = 0; i < middle; i++)
    time[left + i] = first + i;
  if (count > m)
    {
      a = bisect (time, left, m, first + m);
      b = bisect (time + left + m, count - left - m, m, first + m);
    }
  return a > b ? a : b;
}

static mdm_status
parse_bisect (const char *rest, const context_t *context)
{
  size_t length = context->length, m, steps, at = 0;
  MDM_OWNED size_t *time = flint_malloc (length * sizeof *time);
  MDM_OWNED size_t *position = flint_malloc (length * sizeof *position);
  MDM_OWNED size_t *size = flint_calloc (length + 1, sizeof *size);
  MDM_OWNED size_t *start = flint_calloc (length + 1, sizeof *start);

  MDM_TRY (read_count (&m, rest, SIZE_MAX, "the size of a separator",
                       context->err));
  steps = bisect (time, length, m, 0);
  for (size_t i = 0; i < length; i++)
    size[time[i]]++;
  for (size_t t = 0; t < steps; t++)
    {
      start[t] = at;
      at += size[t];
    }
  for (size_t i = 0; i < length; i++)
    position[start[time[i]]++] = i;
  mdm_schedule_set_blocks (context->schedule, size, steps, position);
  return MDM_OK;
}

/* Policies.  */

static mdm_status
parse_rule (const char *rest, const context_t *context, int keep)
{
  MDM_POLICY (policy);

  MDM_TRY (mdm_policy_parse (policy, rest, keep, context->err));
  mdm_schedule_set_policy (context->schedule, context->length, policy);
  return MDM_OK;
}

static mdm_status
parse_policy (const char *rest, const context_t *context)
{
  return parse_rule (rest, context, 0);
}

static mdm_status
parse_keep (const char *rest, const context_t *context)
{
  return parse_rule (rest, context, 1);
}

static mdm_status
parse_policy_file (const char *rest, const context_t *context)
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

/* Chosen for a law.  */

static mdm_status
need_law (const context_t *context)
{
  return context->law != NULL
             ? MDM_OK
             : mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                            "the schedule is chosen for a law; there is none");
}

/* Where the search is over the limit there may be a closed form, of the
   partitions of all numbers of blocks.  */
static mdm_status
parse_best_blocks (const char *rest, const context_t *context)
{
  size_t most;
  mdm_status status;
  MDM_DEPTH (depth);

  MDM_TRY (read_count (&most, rest, context->length, "the number of blocks",
                       context->err));
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
static mdm_status
parse_best_policy (const char *rest, const context_t *context)
{
  static const char key[] = "price=";
  size_t skip = strlen (key), most = 1;
  int priced = strncmp (rest, key, skip) == 0;
  MDM_FMPQ (price);

  if (priced)
    MDM_TRY (mdm_rational_read (price, rest + skip, strlen (rest + skip),
                                context->err));
  else
    MDM_TRY (read_count (&most, rest, context->length, "the number of rounds",
                         context->err));
  if (fmpq_sgn (price) < 0)
    return mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                        "the price of a round must not be negative");
  MDM_TRY (need_law (context));
  return mdm_optimal_policy (context->schedule, context->law, most,
                             priced ? price : NULL, context->limit,
                             context->err);
}

/* The kinds by name: of a parser, or of L and a number of steps alone.  */
typedef struct
{
  const char *name;
  mdm_status (*parse) (const char *rest, const context_t *context);
  set_steps_t *set;
} kind_t;

static const kind_t kinds[] = {
  { "alpha:", parse_alpha, NULL },
  { "alpha-cosine:", NULL, mdm_schedule_set_iid_cosine },
  { "alpha-linear:", NULL, mdm_schedule_set_iid_uniform },
  { "balanced:", NULL, mdm_schedule_set_balanced },
  { "best:", parse_best, NULL },
  { "best-blocks:", parse_best_blocks, NULL },
  { "best-policy:", parse_best_policy, NULL },
  { "bisect:", parse_bisect, NULL },
  { "blocks:", parse_blocks, NULL },
  { "cosine:", NULL, mdm_schedule_set_cosine },
  { "dtc:", parse_dtc, NULL },
  { "iid:", parse_iid, NULL },
  { "iid-uniform:", NULL, mdm_schedule_set_iid_uniform },
  { "loglinear:", NULL, mdm_schedule_set_loglinear },
  { "mixed:", parse_mixed, NULL },
  { "policy:", parse_policy, NULL },
  { "policy-file:", parse_policy_file, NULL },
  { "sample-keep:", parse_keep, NULL },
  { "scan:", parse_scan, NULL },
  { "tc:", parse_tc, NULL },
  { "worst:", parse_worst, NULL },
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
  const char *rest = mdm_schedule_needs_law (spec) ? strchr (spec, ':') + 1
                                                   : "";
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
parse (const char *spec, const context_t *context)
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
    status = parse_sizes (spec, context);
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
  const context_t context = { schedule, length, NULL, curve, limit, err };

  return parse (spec, &context);
}

mdm_status
mdm_schedule_open (mdm_schedule_t schedule, const char *spec,
                   mdm_law_t law, mdm_curve_t curve,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  const context_t context = { schedule, law->length, law, curve, limit, err };

  if (mdm_schedule_needs_curve (spec) && curve->e == NULL)
    {
      mdm_status status = mdm_curve_set (curve, law, limit, err);
      if (status != MDM_OK)
        return status;
    }
  return parse (spec, &context);
}
