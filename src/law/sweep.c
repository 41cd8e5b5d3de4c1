#include <config.h>

#include "law/sweep.h"

#include "exact/limit.h"
#include "exact/rational.h"
#include "text/string.h"

#include <string.h>

/* Is the value TEXT[0..LENGTH) a range?  *DOTS: where the dots are.  */
static int
is_range (size_t *dots, const char *text, size_t length)
{
  size_t n = strspn (text, "0123456789"), m;

  if (n == 0 || n + 2 >= length || strncmp (text + n, "..", 2) != 0)
    return 0;
  m = strspn (text + n + 2, "0123456789");
  *dots = n;
  return n + 2 + m == length;
}

/* Add the range TEXT[0..LENGTH), with DOTS, at AT of the specification.  */
static mdm_status
add_range (mdm_sweep_t *sweep, size_t at, size_t length, size_t dots,
           mdm_err_t *err)
{
  const char *text = sweep->spec + at;
  mdm_sweep_range_t *range = sweep->range + sweep->ranges;
  uint64_t many;

  if (sweep->ranges == MDM_SWEEP_RANGES)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "more than %d ranges",
                        MDM_SWEEP_RANGES);
  range->at = at;
  range->length = length;
  MDM_TRY (mdm_natural_read (&range->from, text, dots, UINT64_MAX, err));
  MDM_TRY (mdm_natural_read (&range->to, text + dots + 2, length - dots - 2,
                             UINT64_MAX, err));
  if (range->from > range->to)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the range %.*s ends before it begins", (int) length,
                        text);
  many = mdm_work_add (range->to - range->from, 1);
  sweep->count = mdm_work_mul (sweep->count, many);
  sweep->ranges++;
  return MDM_OK;
}

mdm_status
mdm_sweep_read (mdm_sweep_t *sweep, const char *spec, mdm_err_t *err)
{
  size_t at = 0, dots;

  memset (sweep, 0, sizeof *sweep);
  sweep->spec = spec;
  sweep->count = 1;
  /* A value is between a `=' and a comma or the end.  */
  while (spec[at] != '\0')
    {
      size_t length = strcspn (spec + at, ",");
      const char *value = memchr (spec + at, '=', length);

      if (value != NULL)
        {
          size_t begin = (size_t) (value + 1 - spec);
          size_t n = length - (begin - at);
          if (is_range (&dots, spec + begin, n))
            MDM_TRY (add_range (sweep, begin, n, dots, err));
        }
      at += length + (spec[at + length] == ',');
    }
  return MDM_OK;
}

char *
mdm_sweep_str (const mdm_sweep_t *sweep, uint64_t i)
{
  uint64_t value[MDM_SWEEP_RANGES];
  char *text = NULL;
  size_t size = 0, at = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (size_t r = sweep->ranges; r-- > 0;)
    {
      const mdm_sweep_range_t *range = sweep->range + r;
      uint64_t many = range->to - range->from + 1;

      value[r] = range->from + (many == 0 ? i : i % many);
      i = many == 0 ? 0 : i / many;
    }
  for (size_t r = 0; r < sweep->ranges; r++)
    {
      const mdm_sweep_range_t *range = sweep->range + r;

      fprintf (stream, "%.*s%llu", (int) (range->at - at), sweep->spec + at,
               (unsigned long long) value[r]);
      at = range->at + range->length;
    }
  fputs (sweep->spec + at, stream);
  mdm_str_close (stream);
  return text;
}
