#include <config.h>

#include "plot/asked.h"

#include "exact/rational.h"
#include "law/form.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"
#include "text/string.h"

#include <string.h>

/* Most members of a range.  */
#define MEMBERS_MAX 10000

void
mdm_sweep_init (mdm_sweep_t *sweep)
{
  memset (sweep, 0, sizeof *sweep);
}

void
mdm_sweep_clear (mdm_sweep_t *sweep)
{
  for (size_t i = 0; i < sweep->count; i++)
    flint_free (sweep->spec[i]);
  flint_free (sweep->spec);
}

mdm_status
mdm_plot_place (mdm_err_t *err, const char *option, const char *typed)
{
  MDM_OWNED char *where = mdm_str ("--%s=%s", option, typed);

  return mdm_err_place (err, where, 0, 0);
}

void
mdm_plot_miss (mdm_plot_asked_t *asked, const mdm_err_t *err)
{
  if (!asked->incomplete)
    *asked->why = *err;
  asked->incomplete = 1;
}

/* A range in a specification: where it begins and ends, and its numbers.  */
typedef struct
{
  size_t begin, end;
  const char *first, *last; /* digits; LAST may be L, or nothing */
  size_t first_length, last_length;
} range_t;

/* Find the first A..B that is all of a value: after : or =, up to a comma or
   the end.  */
static int
find_range (range_t *range, const char *text)
{
  for (const char *dots = strstr (text, ".."); dots != NULL;
       dots = strstr (dots + 2, ".."))
    {
      const char *first = dots, *last = dots + 2;
      size_t n = strspn (last, "0123456789");
      while (first > text && first[-1] >= '0' && first[-1] <= '9')
        first--;
      n += n == 0 && last[0] == 'L';
      if (first == dots || first == text
          || (first[-1] != ':' && first[-1] != '=')
          || (last[n] != ',' && last[n] != '\0'))
        continue;
      *range = (range_t){ (size_t) (first - text),
                          (size_t) (last - text) + n,
                          first,
                          last,
                          (size_t) (dots - first),
                          n };
      return 1;
    }
  return 0;
}

int
mdm_sweep_is_range (const char *text)
{
  range_t range;

  return find_range (&range, text);
}

/* Set FROM and TO to the ends of RANGE.  */
static mdm_status
read_ends (uint64_t *from, uint64_t *to, const range_t *range, size_t length,
           mdm_err_t *err)
{
  int is_open = range->last_length == 0 || range->last[0] == 'L';

  MDM_TRY (mdm_natural_read (from, range->first, range->first_length,
                             UINT32_MAX, err));
  if (is_open && length == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the range needs an end");
  *to = length;
  if (!is_open)
    MDM_TRY (mdm_natural_read (to, range->last, range->last_length,
                               UINT32_MAX, err));
  if (*to < *from)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the range ends before it begins");
  return *to - *from < MEMBERS_MAX
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "a range has %d members at most", MEMBERS_MAX);
}

mdm_status
mdm_sweep_read (mdm_sweep_t *sweep, const char *option, const char *text,
                size_t length, mdm_err_t *err)
{
  range_t range = { 0 };
  uint64_t from = 1, to = 1;

  sweep->is_range = find_range (&range, text);
  if (sweep->is_range
      && read_ends (&from, &to, &range, length, err) != MDM_OK)
    return mdm_plot_place (err, option, text);
  sweep->spec = flint_malloc ((size_t) (to - from + 1) * sizeof *sweep->spec);
  for (; from <= to; from++)
    sweep->spec[sweep->count++]
        = sweep->is_range
              ? mdm_str ("%.*s%llu%s", (int) range.begin, text,
                         (unsigned long long) from, text + range.end)
              : mdm_str ("%s", text);
  return MDM_OK;
}

mdm_status
mdm_plot_open_law (mdm_law_t law, const char *spec, const char *typed,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = mdm_law_open (law, spec, limit, err);

  if (status == MDM_OK)
    status = mdm_form_obey (law, limit, err);
  return status == MDM_OK ? MDM_OK : mdm_plot_place (err, "law", typed);
}

mdm_status
mdm_plot_open_schedule (mdm_schedule_t schedule, const char *spec,
                        const char *typed, mdm_law_t law, mdm_curve_t curve,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  return mdm_schedule_open (schedule, spec, law, curve, limit, err) == MDM_OK
             ? MDM_OK
             : mdm_plot_place (err, "schedule", typed);
}
