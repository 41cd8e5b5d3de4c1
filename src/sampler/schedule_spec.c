#include <config.h>

#include "sampler/schedule_spec.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/optimal.h"
#include "sampler/process_spec.h"
#include "text/lines.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  mdm_schedule_struct *schedule;
  size_t length;
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

static mdm_status
parse_iid (const char *rest, const context_t *context)
{
  return mdm_process_parse_iid (context->schedule, rest, context->length,
                                context->err);
}

static mdm_status
parse_alpha (const char *rest, const context_t *context)
{
  return mdm_process_parse_alpha (context->schedule, rest, context->length,
                                  context->err);
}

static mdm_status
parse_mixed (const char *rest, const context_t *context)
{
  return mdm_process_parse_mixed (context->schedule, rest, context->length,
                                  context->limit, context->err);
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
read_key (fmpq_t value[2], int given[2], const char **text, mdm_err_t *err)
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
      status = mdm_rational_read (value[k], *text + skip, n - skip, err);
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
   ZETA to 1 + ceil (BOUND / EPS); *ZERO: is the bound 0?  */
static mdm_status
find_zeta (fmpz_t zeta, mdm_logform_t bound, int *zero, const fmpq_t eps,
           const fmpq *given, int dual, const context_t *context)
{
  MDM_LOGFORM (quotient);
  mdm_status status;
  MDM_FMPQ (inverse);
  int sign;

  if (given != NULL)
    mdm_logform_set_fmpq (bound, given);
  else if (dual)
    mdm_curve_dtc (bound, context->curve);
  else
    mdm_curve_tc (bound, context->curve);
  status = mdm_logform_sign (&sign, bound);
  *zero = sign == 0;
  fmpq_inv (inverse, eps);
  mdm_logform_mul_fmpq (quotient, bound, inverse);
  if (status == MDM_OK)
    status = mdm_logform_ceil (zeta, quotient);
  fmpz_add_ui (zeta, zeta, 1);
  if (status != MDM_OK)
    mdm_err_set (context->err, status, NULL, 0, 0,
                 "the ceiling of bound/eps could not be decided within the "
                 "limits of precision");
  return status;
}

static mdm_status
parse_correlation (const char *rest, const context_t *context, int dual)
{
  mdm_schedule_struct *schedule = context->schedule;
  MDM_LOGFORM (bound);
  fmpq_t value[2];
  MDM_FMPZ (zeta);
  int given[2] = { 0, 0 }, zero = 0;
  mdm_status status = MDM_OK;

  fmpq_init (value[0]);
  fmpq_init (value[1]);
  do
    status = read_key (value, given, &rest, context->err);
  while (status == MDM_OK && *rest != '\0');
  if (status == MDM_OK && (!given[0] || fmpq_sgn (value[0]) <= 0))
    status = mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                          given[0] ? "eps must be positive"
                                   : "the key 'eps' is missing");
  if (status == MDM_OK && given[1] && fmpq_sgn (value[1]) < 0)
    status = mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                          "bound must not be negative");
  if (status == MDM_OK)
    status = find_zeta (zeta, bound, &zero, value[0],
                        given[1] ? value[1] : NULL, dual, context);
  /* No correlation at all: one step is exact (THEORY section 6).  */
  if (status == MDM_OK && zero)
    mdm_schedule_set_balanced (schedule, context->length, 1);
  else if (status == MDM_OK)
    mdm_schedule_set_correlation (schedule, context->length, zeta, dual);
  if (status == MDM_OK)
    {
      schedule->correlation = dual ? MDM_CORRELATION_DTC : MDM_CORRELATION_TC;
      fmpq_set (schedule->eps, value[0]);
      mdm_logform_swap (schedule->bound, bound);
    }
  fmpq_clear (value[0]);
  fmpq_clear (value[1]);
  return status;
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
  size_t length = context->length, used = 0, steps = 0;
  MDM_OWNED size_t *position = flint_malloc (length * sizeof (size_t));
  MDM_OWNED size_t *size = flint_malloc (length * sizeof (size_t));
  MDM_OWNED char *seen = flint_calloc (length, 1);
  mdm_status status = MDM_OK;

  /* Every round reads a position not seen before, or fails.  */
  for (int more = 1; more && status == MDM_OK;)
    {
      size_t before = used;
      rest += strspn (rest, " ");
      do
        {
          size_t next = 0;
          status = read_position (&next, &rest, seen, context);
          if (status == MDM_OK)
            position[used++] = next;
        }
      while (status == MDM_OK && *rest != '\0' && *rest != '|');
      if (status == MDM_OK)
        size[steps++] = used - before;
      more = *rest == '|';
      rest += more;
    }
  if (status == MDM_OK && used < length)
    {
      size_t missing = 0;
      while (seen[missing])
        missing++;
      status = mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                            "position %zu is in no block", missing);
    }
  if (status == MDM_OK)
    mdm_schedule_set_blocks (context->schedule, size, steps, position);
  return status;
}

static mdm_status
parse_sizes (const char *text, const context_t *context)
{
  size_t alloc = strlen (text) / 2 + 1, steps = 0;
  MDM_OWNED size_t *size = flint_malloc (alloc * sizeof (size_t));
  mdm_status status = MDM_OK;
  uint64_t sum = 0;

  for (int more = 1; more && status == MDM_OK;)
    {
      size_t n = strcspn (text, ",");
      uint64_t value;
      status = mdm_natural_read (&value, text, n, UINT64_MAX, context->err);
      if (status == MDM_OK)
        {
          size[steps++] = (size_t) value;
          if (__builtin_add_overflow (sum, value, &sum))
            sum = UINT64_MAX;
        }
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  if (status == MDM_OK && sum != context->length)
    status = mdm_err_set (context->err, MDM_EDOMAIN, NULL, 0, 0,
                          "the sizes sum to %llu, not to the length %zu",
                          (unsigned long long) sum, context->length);
  if (status == MDM_OK)
    mdm_schedule_set_sizes (context->schedule, size, steps);
  return status;
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
  { "blocks:", parse_blocks, NULL },
  { "cosine:", NULL, mdm_schedule_set_cosine },
  { "dtc:", parse_dtc, NULL },
  { "iid:", parse_iid, NULL },
  { "iid-uniform:", NULL, mdm_schedule_set_iid_uniform },
  { "loglinear:", NULL, mdm_schedule_set_loglinear },
  { "mixed:", parse_mixed, NULL },
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
                "mixed:FILE blocks:");
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "not a schedule%s", meant);
}

mdm_status
mdm_schedule_parse (mdm_schedule_t schedule, const char *spec, size_t length,
                    const mdm_curve_struct *curve, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  context_t context = { schedule, length, curve, limit, err };
  mdm_status status;
  size_t k, count = sizeof kinds / sizeof kinds[0];

  for (k = 0; k < count; k++)
    if (strncmp (spec, kinds[k].name, strlen (kinds[k].name)) == 0)
      break;
  if (k < count)
    {
      const char *rest = spec + strlen (kinds[k].name);
      status = kinds[k].parse != NULL
                   ? kinds[k].parse (rest, &context)
                   : parse_steps (rest, &context, kinds[k].set);
    }
  else if (strcmp (spec, "ar") == 0)
    {
      mdm_schedule_set_autoregressive (schedule, length);
      status = MDM_OK;
    }
  else if (spec[0] >= '0' && spec[0] <= '9')
    status = parse_sizes (spec, &context);
  else
    status = refuse (spec, err);
  if (status == MDM_OK)
    mdm_schedule_set_name (schedule, spec);
  return status;
}

mdm_status
mdm_schedule_open (mdm_schedule_t schedule, const char *spec,
                   const mdm_law_t law, mdm_curve_t curve,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  if (mdm_schedule_needs_curve (spec) && curve->e == NULL)
    {
      mdm_status status = mdm_curve_set (curve, law, limit, err);
      if (status != MDM_OK)
        return status;
    }
  return mdm_schedule_parse (schedule, spec, law->length, curve, limit, err);
}
