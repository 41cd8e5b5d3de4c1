#include <config.h>

#include "sampler/process_spec.h"

#include "exact/rational.h"
#include "sampler/weighted_sizes.h"
#include "text/file.h"

#include <string.h>

/* A fraction of more characters is not shown.  */
#define SHOWN_MAX 60

mdm_status
mdm_process_check_sum (const fmpq_t sum, const char *what, const char *file,
                       size_t line, size_t column, mdm_err_t *err)
{
  fmpq_t defect;
  char *text, *difference;
  const char *side;

  if (fmpq_is_one (sum))
    return MDM_OK;
  fmpq_init (defect);
  fmpq_sub_si (defect, sum, 1);
  side = fmpq_sgn (defect) < 0 ? "less" : "more";
  fmpq_abs (defect, defect);
  text = fmpq_get_str (NULL, 10, sum);
  difference = fmpq_get_str (NULL, 10, defect);
  fmpq_clear (defect);
  if (strlen (text) <= SHOWN_MAX && strlen (difference) <= SHOWN_MAX)
    (void) mdm_err_set (err, MDM_EDOMAIN, file, line, column,
                        "%s sum to %s, which is %s %s than 1", what, text,
                        difference, side);
  else
    (void) mdm_err_set (err, MDM_EDOMAIN, file, line, column,
                        "%s do not sum to 1, but to %s than it", what, side);
  flint_free (text);
  flint_free (difference);
  return MDM_EDOMAIN;
}

/* Read the rationals of TEXT, separated by commas, into *LIST (heap, *ROOM
   entries), *COUNT of them.  */
static mdm_status
read_list (fmpq **list, size_t *room, size_t *count, const char *text,
           mdm_err_t *err)
{
  size_t n = 1;
  mdm_status status = MDM_OK;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == ',';
  *room = n;
  *count = 0;
  *list = _fmpq_vec_init ((slong) n);
  for (int more = 1; more && status == MDM_OK;)
    {
      n = strcspn (text, ",");
      status = mdm_rational_read (*list + (*count)++, text, n, err);
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  return status;
}

mdm_status
mdm_process_parse_iid (mdm_schedule_t schedule, const char *text,
                       size_t length, mdm_err_t *err)
{
  fmpq *step;
  size_t room, count;
  fmpq_t sum;
  mdm_status status = read_list (&step, &room, &count, text, err);

  fmpq_init (sum);
  for (size_t t = 0; t < count && status == MDM_OK; t++)
    {
      if (fmpq_sgn (step + t) < 0)
        status
            = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                           "the probability of step %zu is negative", t + 1);
      fmpq_add (sum, sum, step + t);
    }
  if (status == MDM_OK)
    status = mdm_process_check_sum (sum, "the step probabilities", NULL, 0, 0,
                                    err);
  if (status == MDM_OK)
    mdm_schedule_set_iid (schedule, length, step, count);
  fmpq_clear (sum);
  _fmpq_vec_clear (step, (slong) room);
  return status;
}

mdm_status
mdm_process_parse_alpha (mdm_schedule_t schedule, const char *text,
                         size_t length, mdm_err_t *err)
{
  fmpq *step;
  size_t room, count;
  fmpq_t before, after;
  mdm_status status = read_list (&step, &room, &count, text, err);

  fmpq_init (before);
  fmpq_init (after);
  fmpq_one (before);
  for (size_t t = 0; t < count && status == MDM_OK; t++)
    {
      fmpq_set (after, step + t);
      fmpq_sub (step + t, before, after);
      fmpq_swap (before, after);
      if (fmpq_sgn (step + t) < 0)
        status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                              "the masked fraction rises at step %zu%s", t + 1,
                              t == 0 ? ", from the 1 before it" : "");
    }
  if (status == MDM_OK && !fmpq_is_zero (before))
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "after the last step no fraction may stay masked, "
                          "and the last one must be 0");
  if (status == MDM_OK)
    mdm_schedule_set_iid (schedule, length, step, count);
  fmpq_clear (before);
  fmpq_clear (after);
  _fmpq_vec_clear (step, (slong) room);
  return status;
}

mdm_status
mdm_process_parse_mixed (mdm_schedule_t schedule, const char *file,
                         size_t length, const mdm_limit_t *limit,
                         mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  MDM_MIXTURE (read, length);
  MDM_MIXTURE (kept, length);
  size_t size;
  mdm_status status;

  if (*file == '\0')
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the name of a file is missing");
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status == MDM_OK)
    status = mdm_mixture_parse (read, file, text, size, length, 0, err);
  if (status != MDM_OK)
    return status;
  mdm_mixture_add_positive (kept, read);
  mdm_schedule_set_mixed (schedule, kept->schedule, kept->weight, kept->count);
  return MDM_OK;
}
