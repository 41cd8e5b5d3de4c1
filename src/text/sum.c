#include <config.h>

#include "text/sum.h"

#include "exact/scoped.h"

mdm_status
mdm_sum_check (const fmpq_t sum, const char *what, const char *ask,
               mdm_err_t *err)
{
  MDM_FMPQ (defect);
  MDM_OWNED char *is = NULL, *off = NULL;

  if (fmpq_is_one (sum))
    return MDM_OK;
  fmpq_sub_si (defect, sum, 1);
  is = fmpq_get_str (NULL, 10, sum);
  off = fmpq_get_str (NULL, 10, defect);
  return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                      "%s %s, %s %s than 1%s%s%s", what, is,
                      off + (off[0] == '-'), off[0] == '-' ? "less" : "more",
                      ask == NULL ? "" : "; ", ask == NULL ? "" : ask,
                      ask == NULL ? "" : " divides by it");
}
