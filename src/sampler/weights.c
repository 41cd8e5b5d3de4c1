#include <config.h>

#include "sampler/weights.h"

#include "exact/scoped.h"

/* RES = C(L,k) (L-k).  */
static void
draws (fmpz_t res, size_t length, size_t k)
{
  fmpz_bin_uiui (res, length, k);
  fmpz_mul_ui (res, res, length - k);
}

/* The weights of independent unmask times, in integers over the common
   denominator Q of all pi_t.  */
static void
set_iid (fmpq *a, const mdm_schedule_t schedule)
{
  size_t length = schedule->length;
  MDM_FMPZ_VEC (sum, length);
  MDM_FMPZ_VEC (before, length);
  MDM_FMPZ_VEC (after, length);
  MDM_FMPZ (q);
  MDM_FMPZ (revealed);
  MDM_FMPZ (masked);
  MDM_FMPZ (drawn);

  fmpz_set_ui (q, 1);
  for (size_t t = 0; t < schedule->steps; t++)
    fmpz_lcm (q, q, fmpq_denref (schedule->step + t));
  for (size_t t = 0; t < schedule->steps; t++)
    {
      const fmpq *step = schedule->step + t;
      if (fmpq_is_zero (step))
        continue;
      fmpz_sub (masked, q, revealed);
      fmpz_divexact (drawn, q, fmpq_denref (step));
      fmpz_mul (drawn, drawn, fmpq_numref (step));
      fmpz_one (before);
      fmpz_set (after, drawn);
      for (size_t k = 1; k < length; k++)
        {
          fmpz_mul (before + k, before + k - 1, revealed);
          fmpz_mul (after + k, after + k - 1, masked);
        }
      for (size_t k = 0; k < length; k++)
        fmpz_addmul (sum + k, before + k, after + length - 1 - k);
      fmpz_add (revealed, revealed, drawn);
    }
  fmpz_pow_ui (q, q, length);
  for (size_t k = 0; k < length; k++)
    {
      draws (drawn, length, k);
      fmpz_mul (sum + k, sum + k, drawn);
      fmpq_set_fmpz_frac (a + k, sum + k, q);
    }
}

/* A += WEIGHT times the weights of the sizes of SCHEDULE.  */
static void
add_sizes (fmpq *a, const mdm_schedule_t schedule, const fmpq_t weight)
{
  size_t revealed = 0;
  MDM_FMPQ (size);

  for (size_t t = 0; t < schedule->steps; t++)
    if (schedule->size[t] > 0)
      {
        fmpq_set_ui (size, schedule->size[t], 1);
        fmpq_addmul (a + revealed, size, weight);
        revealed += schedule->size[t];
      }
}

void
mdm_weights_set_schedule (fmpq *a, const mdm_schedule_t schedule)
{
  MDM_FMPQ (one);

  fmpq_one (one);
  for (size_t k = 0; k < schedule->length; k++)
    fmpq_zero (a + k);
  if (schedule->kind == MDM_SCHEDULE_IID)
    set_iid (a, schedule);
  if (schedule->size != NULL)
    add_sizes (a, schedule, one);
  for (size_t i = 0; i < schedule->parts; i++)
    add_sizes (a, schedule->part + i, schedule->weight + i);
}

void
mdm_weights_set_draws (fmpq *c, const mdm_schedule_t schedule)
{
  MDM_FMPZ (sets);

  mdm_weights_set_schedule (c, schedule);
  for (size_t k = 0; k < schedule->length; k++)
    if (!fmpq_is_zero (c + k))
      {
        draws (sets, schedule->length, k);
        fmpq_div_fmpz (c + k, c + k, sets);
      }
}

/* Bits of the common denominator of the probabilities, at most CAP.  */
static uint64_t
denominator_bits (const fmpq *step, size_t count, uint64_t cap)
{
  MDM_FMPZ (q);
  uint64_t bits;

  fmpz_set_ui (q, 1);
  for (size_t t = 0; t < count && fmpz_bits (q) < cap; t++)
    fmpz_lcm (q, q, fmpq_denref (step + t));
  bits = fmpz_bits (q);
  return bits;
}

mdm_status
mdm_weights_check (const mdm_schedule_t schedule, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  uint64_t products = mdm_work_mul (schedule->steps, schedule->length);
  uint64_t words;

  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "what a policy draws depends on the values");
  if (schedule->kind != MDM_SCHEDULE_IID)
    return MDM_OK;
  /* Numbers of up to L times the bits of the common denominator.  */
  words = denominator_bits (schedule->step, schedule->steps, 1000000) / 64;
  words = mdm_work_mul (words + 1, schedule->length);
  return mdm_limit_check (
      limit, "the expected draws",
      mdm_work_mul (products, mdm_work_add (words, MDM_CELLS_PER_FRACTION)),
      mdm_work_mul (4 * schedule->length, mdm_work_mul (words, 8)), err);
}

void
mdm_weights_ekl (mdm_logform_t res, const fmpq *a, const mdm_curve_t curve)
{
  size_t length = curve->length, count = 0;
  MDM_OWNED const mdm_logform_struct **x
      = flint_malloc ((length + 1) * sizeof *x);
  MDM_FMPQ_VEC (q, length + 1);
  MDM_LOGFORM (tc);

  /* With d_k = e_1 - Z_k it is L e_1 - e_L - sum_k a_k Z_{k+1}, where the sum
     of the a_k is L.  */
  mdm_curve_tc (tc, curve);
  x[count] = tc;
  fmpq_one (q + count++);
  for (size_t k = 0; k < length; k++)
    if (!fmpq_is_zero (a + k))
      {
        x[count] = curve->z + k + 1;
        fmpq_neg (q + count++, a + k);
      }
  mdm_logform_combine (res, x, q, count);
}
