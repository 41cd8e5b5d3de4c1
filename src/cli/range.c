#include <config.h>

#include "cli/range.h"

#include "exact/rational.h"

#include <string.h>

static mdm_status
read_number (size_t *number, const char *text, size_t length, mdm_err_t *err)
{
  uint64_t value;

  MDM_TRY (mdm_natural_read (&value, text, length, MDM_RANGE_MAX, err));
  if (value < 1)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "the least value is 1");
  *number = (size_t) value;
  return MDM_OK;
}

mdm_status
mdm_set_range (void *place, const char *text, mdm_err_t *err)
{
  mdm_range_option_t *range = place;
  const char *dots = strstr (text, "..");
  size_t n = dots == NULL ? strlen (text) : (size_t) (dots - text);

  range->is_range = dots != NULL;
  MDM_TRY (read_number (&range->from, text, n, err));
  range->to = dots == NULL ? range->from : 0;
  if (dots == NULL || dots[2] == '\0')
    return MDM_OK;
  MDM_TRY (read_number (&range->to, dots + 2, strlen (dots + 2), err));
  if (range->to < range->from)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the range ends before it begins");
  return MDM_OK;
}

size_t
mdm_range_last (const mdm_range_option_t *range, size_t most)
{
  return range->from == 0                     ? 0
         : range->to == 0 || range->to > most ? most
                                              : range->to;
}
