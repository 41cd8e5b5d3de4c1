#include <config.h>

#include "sampler/schedule_times.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/weighted_sizes.h"
#include "text/file.h"
#include "text/sum.h"

#include <string.h>

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
parse_times (const char *rest, const mdm_schedule_context_t *context,
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

mdm_status
mdm_schedule_parse_iid (const char *rest,
                        const mdm_schedule_context_t *context)
{
  return parse_times (rest, context, check_steps);
}

mdm_status
mdm_schedule_parse_alpha (const char *rest,
                          const mdm_schedule_context_t *context)
{
  return parse_times (rest, context, difference);
}

mdm_status
mdm_schedule_parse_mixed (const char *file,
                          const mdm_schedule_context_t *context)
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
