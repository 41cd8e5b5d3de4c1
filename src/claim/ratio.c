#include <config.h>

#include "claim/ratio.h"

#include "exact/scoped.h"

/* Bits to which two ratios are compared.  */
#define BITS_MAX 4096

static void
find_ball (arb_t ball, const mdm_value_t above, const mdm_value_t below,
           slong bits)
{
  MDM_ARB (divisor);

  mdm_logform_get_arb (ball, above->x, bits);
  mdm_logform_get_arb (divisor, below->x, bits);
  arb_div (ball, ball, divisor, bits);
}

/* The order of A / B and C / D by balls of BITS; 0: they meet.  */
static int
compare_balls (const mdm_value_t a, const mdm_value_t b, const mdm_value_t c,
               const mdm_value_t d, slong bits)
{
  MDM_ARB (ball);
  MDM_ARB (other);

  find_ball (ball, a, b, bits);
  find_ball (other, c, d, bits);
  return arb_gt (ball, other) ? 1 : arb_lt (ball, other) ? -1 : 0;
}

/* *EQUAL: are A / B and C / D one fraction?  *KNOWN: or is one of them
   rational?  */
static mdm_status
are_same (int *equal, int *known, const mdm_value_t a, const mdm_value_t b,
          const mdm_value_t c, const mdm_value_t d)
{
  mdm_truth rational, other;
  MDM_FMPQ (p);
  MDM_FMPQ (q);

  MDM_TRY (mdm_logform_ratio (p, &rational, a->x, b->x));
  MDM_TRY (mdm_logform_ratio (q, &other, c->x, d->x));
  *known = rational == MDM_TRUE || other == MDM_TRUE;
  *equal = rational == MDM_TRUE && other == MDM_TRUE && fmpq_equal (p, q);
  return MDM_OK;
}

mdm_status
mdm_ratio_cmp (int *order, const mdm_value_t a, const mdm_value_t b,
               const mdm_value_t c, const mdm_value_t d)
{
  int equal = 0, known;

  *order = compare_balls (a, b, c, d, 64);
  if (*order != 0)
    return MDM_OK;
  MDM_TRY (are_same (&equal, &known, a, b, c, d));
  if (!known)
    MDM_TRY (are_same (&equal, &known, a, c, b, d));
  for (slong bits = 128; bits <= BITS_MAX && *order == 0 && !equal; bits *= 2)
    *order = compare_balls (a, b, c, d, bits);
  return equal || *order != 0 ? MDM_OK : MDM_ELIMIT;
}
