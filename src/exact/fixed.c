#include <config.h>

#include "exact/fixed.h"

#include "exact/scoped.h"

mdm_wide_signed_t
mdm_fixed_from_arb (const arb_t x, slong bits)
{
  MDM_SCOPED (low, arf_struct, arf_init, arf_clear);
  MDM_FMPZ (floor);
  MDM_FMPZ (high);

  arb_get_lbound_arf (low, x, ARF_PREC_EXACT);
  arf_mul_2exp_si (low, low, bits);
  arf_get_fmpz (floor, low, ARF_RND_FLOOR);
  fmpz_fdiv_q_2exp (high, floor, 62);
  fmpz_fdiv_r_2exp (floor, floor, 62);
  return (mdm_wide_signed_t) fmpz_get_si (high) * ((int64_t) 1 << 62)
         + (mdm_wide_signed_t) fmpz_get_si (floor);
}
