#include <config.h>

#include "sampler/weights.h"

/* The product over k positions in R and one not in R, for fixed sizes: s_t /
   (C(L,N) (L-N)) where k = N positions are revealed before step t.  */
static void
add_sizes (fmpq *c, const mdm_schedule_t schedule, const fmpq_t weight)
{
  size_t revealed = 0, length = schedule->length;
  fmpq_t x;

  fmpq_init (x);
  for (size_t t = 0; t < schedule->steps; t++)
    if (schedule->size[t] > 0)
      {
        fmpz_set_ui (fmpq_numref (x), schedule->size[t]);
        fmpz_bin_uiui (fmpq_denref (x), length, revealed);
        fmpz_mul_ui (fmpq_denref (x), fmpq_denref (x), length - revealed);
        fmpq_canonicalise (x);
        fmpq_addmul (c + revealed, x, weight);
        revealed += schedule->size[t];
      }
  fmpq_clear (x);
}

/* The same for independent unmask times: sum_t Pi_{t-1}^k (1 -
   Pi_{t-1})^(L-k-1) pi_t, in integers over the common denominator Q of all
   pi_t.  */
static void
add_iid (fmpq *c, const mdm_schedule_t schedule)
{
  size_t length = schedule->length;
  fmpz *sum = _fmpz_vec_init ((slong) length);
  fmpz *before = _fmpz_vec_init ((slong) length);
  fmpz *after = _fmpz_vec_init ((slong) length);
  fmpz_t q, revealed, masked, drawn;

  fmpz_init_set_ui (q, 1);
  fmpz_init (revealed);
  fmpz_init (masked);
  fmpz_init (drawn);
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
    fmpq_set_fmpz_frac (c + k, sum + k, q);
  _fmpz_vec_clear (sum, (slong) length);
  _fmpz_vec_clear (before, (slong) length);
  _fmpz_vec_clear (after, (slong) length);
  fmpz_clear (q);
  fmpz_clear (revealed);
  fmpz_clear (masked);
  fmpz_clear (drawn);
}

void
mdm_weights_set_draws (fmpq *c, const mdm_schedule_t schedule)
{
  fmpq_t one;

  fmpq_init (one);
  fmpq_one (one);
  for (size_t k = 0; k < schedule->length; k++)
    fmpq_zero (c + k);
  if (schedule->kind == MDM_SCHEDULE_IID)
    add_iid (c, schedule);
  else if (schedule->kind == MDM_SCHEDULE_SIZES)
    add_sizes (c, schedule, one);
  for (size_t i = 0; i < schedule->parts; i++)
    add_sizes (c, schedule->part + i, schedule->weight + i);
  fmpq_clear (one);
}

/* A += WEIGHT times the weights of the sizes of SCHEDULE.  */
static void
add_weights (fmpq *a, const mdm_schedule_t schedule, const fmpq_t weight)
{
  size_t revealed = 0;
  fmpq_t size;

  fmpq_init (size);
  for (size_t t = 0; t < schedule->steps; t++)
    if (schedule->size[t] > 0)
      {
        fmpq_set_ui (size, schedule->size[t], 1);
        fmpq_addmul (a + revealed, size, weight);
        revealed += schedule->size[t];
      }
  fmpq_clear (size);
}

void
mdm_weights_set_schedule (fmpq *a, const mdm_schedule_t schedule)
{
  fmpz_t sets;
  fmpq_t one;

  fmpz_init (sets);
  fmpq_init (one);
  fmpq_one (one);
  for (size_t k = 0; k < schedule->length; k++)
    fmpq_zero (a + k);
  if (schedule->size != NULL)
    add_weights (a, schedule, one);
  for (size_t i = 0; i < schedule->parts; i++)
    add_weights (a, schedule->part + i, schedule->weight + i);
  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      add_iid (a, schedule);
      for (size_t k = 0; k < schedule->length; k++)
        {
          fmpz_bin_uiui (sets, schedule->length, k);
          fmpz_mul_ui (sets, sets, schedule->length - k);
          fmpq_mul_fmpz (a + k, a + k, sets);
        }
    }
  fmpz_clear (sets);
  fmpq_clear (one);
}

/* Bits of the common denominator of the probabilities, at most CAP.  */
static uint64_t
denominator_bits (const fmpq *step, size_t count, uint64_t cap)
{
  fmpz_t q;
  uint64_t bits;

  fmpz_init_set_ui (q, 1);
  for (size_t t = 0; t < count && fmpz_bits (q) < cap; t++)
    fmpz_lcm (q, q, fmpq_denref (step + t));
  bits = fmpz_bits (q);
  fmpz_clear (q);
  return bits;
}

mdm_status
mdm_weights_check (const mdm_schedule_t schedule, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  uint64_t products = mdm_work_mul (schedule->steps, schedule->length);
  uint64_t words;

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
