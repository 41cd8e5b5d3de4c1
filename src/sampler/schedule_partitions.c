#include <config.h>

#include "sampler/schedule_partitions.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/utf8.h"

#include <string.h>

/* Read one position of a block at *TEXT.  */
static mdm_status
read_position (size_t *position, const char **text, char *seen,
               const mdm_schedule_context_t *context)
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

mdm_status
mdm_schedule_parse_blocks (const char *rest,
                           const mdm_schedule_context_t *context)
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
            const mdm_schedule_context_t *context)
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

mdm_status
mdm_schedule_parse_sizes (const char *text,
                          const mdm_schedule_context_t *context)
{
  MDM_OWNED size_t *size = NULL;
  size_t steps;

  MDM_TRY (read_sizes (&size, &steps, text, context));
  mdm_schedule_set_sizes (context->schedule, size, steps);
  return MDM_OK;
}

/* One fixed partition.  */

/* scan:2,2,1: the next sizes from left to right.  */
mdm_status
mdm_schedule_parse_scan (const char *rest,
                         const mdm_schedule_context_t *context)
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

mdm_status
mdm_schedule_parse_bisect (const char *rest,
                           const mdm_schedule_context_t *context)
{
  size_t length = context->length, m, steps, at = 0;
  MDM_OWNED size_t *time = flint_malloc (length * sizeof *time);
  MDM_OWNED size_t *position = flint_malloc (length * sizeof *position);
  MDM_OWNED size_t *size = flint_calloc (length + 1, sizeof *size);
  MDM_OWNED size_t *start = flint_calloc (length + 1, sizeof *start);

  MDM_TRY (mdm_schedule_read_count (&m, rest, SIZE_MAX,
                                    "the size of a separator", context->err));
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
