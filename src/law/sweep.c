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

  if (n == 0 || n + 2 > length || strncmp (text + n, "..", 2) != 0)
    return 0;
  m = strspn (text + n + 2, "0123456789");
  if (m == 0 && text[n + 2] == 'L')
    m = 1;
  *dots = n;
  return n + 2 + m == length;
}

/* The next value of SPEC that is a range, at *AT or later: where it stands, and
   its *LENGTH and *DOTS; *AT is set behind it.  NULL: there is none.  */
static const char *
next_range (size_t *length, size_t *dots, const char *spec, size_t *at)
{
  while (spec[*at] != '\0')
    {
      const char *part = spec + *at;
      size_t n = strcspn (part, ",");
      const char *sign = memchr (part, '=', n);

      *at += n + (part[n] == ',');
      if (sign == NULL)
        sign = memchr (part, ':', n);
      if (sign == NULL)
        continue;
      *length = n - (size_t) (sign + 1 - part);
      if (is_range (dots, sign + 1, *length))
        return sign + 1;
    }
  return NULL;
}

int
mdm_sweep_is_range (const char *spec)
{
  size_t length, dots, at = 0;

  return next_range (&length, &dots, spec, &at) != NULL;
}

/* Set *TO to the end of a range, END[0..LENGTH), where sequences have MOST.  */
static mdm_status
read_end (uint64_t *to, const char *end, size_t length, size_t most,
          mdm_err_t *err)
{
  if (length > 0 && end[0] != 'L')
    return mdm_natural_read (to, end, length, UINT64_MAX, err);
  *to = most;
  return most > 0 ? MDM_OK
                  : mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                                 "the range needs an end");
}

/* Add the range TEXT[0..LENGTH) of the specification, with DOTS.  */
static mdm_status
add_range (mdm_sweep_t *sweep, const char *text, size_t length, size_t dots,
           size_t most, mdm_err_t *err)
{
  mdm_sweep_range_t *range = sweep->range + sweep->ranges;
  uint64_t many;

  if (sweep->ranges == MDM_SWEEP_RANGES)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "more than %d ranges",
                        MDM_SWEEP_RANGES);
  range->at = (size_t) (text - sweep->spec);
  range->length = length;
  MDM_TRY (mdm_natural_read (&range->from, text, dots, UINT64_MAX, err));
  MDM_TRY (read_end (&range->to, text + dots + 2, length - dots - 2, most,
                     err));
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
mdm_sweep_read (mdm_sweep_t *sweep, const char *spec, size_t length,
                mdm_err_t *err)
{
  size_t at = 0, size, dots;
  const char *text;

  memset (sweep, 0, sizeof *sweep);
  sweep->spec = spec;
  sweep->count = 1;
  while ((text = next_range (&size, &dots, spec, &at)) != NULL)
    MDM_TRY (add_range (sweep, text, size, dots, length, err));
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
