#include <config.h>

#include "sampler/schedule_reading.h"

#include "exact/rational.h"

#include <string.h>

mdm_status
mdm_schedule_read_count (size_t *count, const char *text, size_t most,
                         const char *what, mdm_err_t *err)
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
