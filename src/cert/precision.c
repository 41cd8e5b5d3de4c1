#include <config.h>

#include "cert/precision.h"

mdm_status
mdm_precision_find (int *sign, slong *bits, const mdm_logform_t x)
{
  MDM_ARB (ball);

  *sign = 0;
  *bits = 0;
  if (mdm_logform_is_plain_zero (x))
    return MDM_OK;
  for (slong precision = 64; precision <= MDM_PRECISION_MAX / 2;
       precision *= 2)
    {
      mdm_logform_get_arb (ball, x, precision);
      if (arb_contains_zero (ball))
        continue;
      *sign = arf_sgn (arb_midref (ball));
      *bits = 2 * precision;
      return MDM_OK;
    }
  return MDM_ELIMIT;
}
