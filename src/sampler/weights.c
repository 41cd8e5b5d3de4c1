#include <config.h>

#include "sampler/weights.h"

void
mdm_weights_set_schedule (fmpq *a, const mdm_schedule_t schedule)
{
  size_t revealed = 0;

  for (size_t k = 0; k < schedule->length; k++)
    fmpq_zero (a + k);
  for (size_t t = 0; t < schedule->steps; t++)
    if (schedule->size[t] > 0)
      {
        fmpq_set_ui (a + revealed, schedule->size[t], 1);
        revealed += schedule->size[t];
      }
}

void
mdm_weights_ekl (mdm_logform_t res, const fmpq *a, const mdm_curve_t curve)
{
  mdm_logform_t sum, increment;

  mdm_logform_init (sum);
  mdm_logform_init (increment);
  mdm_logform_neg (sum, curve->e + curve->length);
  for (size_t k = 0; k < curve->length; k++)
    if (!fmpq_is_zero (a + k))
      {
        mdm_curve_increment (increment, curve, k + 1);
        mdm_logform_addmul_fmpq (sum, increment, a + k);
      }
  mdm_logform_swap (res, sum);
  mdm_logform_clear (sum);
  mdm_logform_clear (increment);
}
