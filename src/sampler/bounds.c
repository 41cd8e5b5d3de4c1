#include <config.h>

#include "sampler/bounds.h"

#include "exact/scoped.h"

void
mdm_bounds_r (mdm_logform_t res, const mdm_curve_t curve, size_t s)
{
  MDM_LOGFORM (sum);
  size_t length = curve->length;
  MDM_FMPQ (factor);
  ulong j = 0;

  for (; s >> j >= 1; j++)
    {
      /* floor (L - s 2^-j) = L - ceil (s 2^-j).  */
      size_t up = (s >> j) + ((s & ((UINT64_C (1) << j) - 1)) != 0);
      size_t revealed = up < length ? length - up : 0;
      if (revealed > length - 1)
        revealed = length - 1;
      fmpq_set_ui (factor, s, UINT64_C (1) << j);
      fmpq_canonicalise (factor);
      mdm_logform_addmul_fmpq (sum, curve->z + revealed + 1, factor);
    }
  /* sum_{i >= j} 2^-i = 2^(1-j), and j >= 1 here.  */
  fmpq_set_ui (factor, s, UINT64_C (1) << (j - 1));
  fmpq_canonicalise (factor);
  mdm_logform_addmul_fmpq (sum, curve->z + length, factor);
  mdm_logform_swap (res, sum);
}

void
mdm_bounds_u (mdm_logform_t res, const mdm_curve_t curve, size_t s)
{
  MDM_LOGFORM (sum);

  for (size_t m = 0; m + 2 <= s; m++)
    mdm_logform_add (sum, sum, curve->z + curve->length - m);
  mdm_logform_swap (res, sum);
}
