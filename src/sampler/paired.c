#include <config.h>

#include "sampler/paired.h"

#include "exact/scoped.h"

/* RES = 1 - (1 - 1/V) sum_t pi_t^2: a pair agrees.  */
static void
pair_right (fmpq_t res, uint64_t vocab, const mdm_schedule_t schedule)
{
  MDM_FMPQ (factor);

  fmpq_zero (res);
  for (size_t t = 0; t < schedule->steps; t++)
    fmpq_addmul (res, schedule->step + t, schedule->step + t);
  fmpq_set_ui (factor, 1, vocab);
  fmpq_sub_si (factor, factor, 1);
  fmpq_mul (res, res, factor);
  fmpq_add_si (res, res, 1);
}

/* RES = V^-m, m the pairs within a block.  */
static void
blocks_right (fmpq_t res, uint64_t vocab, const mdm_schedule_t schedule)
{
  MDM_OWNED size_t *block = flint_malloc (schedule->length * sizeof (size_t));
  const size_t *position = schedule->position;
  ulong pairs = 0;

  for (size_t t = 0; t < schedule->steps; t++)
    for (size_t j = 0; j < schedule->size[t]; j++)
      block[*position++] = t;
  for (size_t i = 0; i < schedule->length; i += 2)
    pairs += block[i] == block[i + 1];
  fmpz_one (fmpq_numref (res));
  fmpz_set_ui (fmpq_denref (res), vocab);
  fmpz_pow_ui (fmpq_denref (res), fmpq_denref (res), pairs);
}

/* Multiply the polynomial Q of degree *DEGREE by sum_j z^j / (j! (s-2j)!), S =
   s.  Q has room for every degree that can occur.  */
static void
multiply_step (fmpq *q, size_t *degree, size_t s)
{
  size_t most = s / 2;
  MDM_FMPQ_VEC (product, *degree + most + 1);
  MDM_FMPQ (factor);
  MDM_FMPQ (term);
  MDM_FMPZ (other);

  for (size_t j = 0; j <= most; j++)
    {
      fmpz_one (fmpq_numref (factor));
      fmpz_fac_ui (fmpq_denref (factor), j);
      fmpz_fac_ui (other, s - 2 * j);
      fmpz_mul (fmpq_denref (factor), fmpq_denref (factor), other);
      for (size_t i = 0; i <= *degree; i++)
        {
          fmpq_mul (term, q + i, factor);
          fmpq_add (product + i + j, product + i + j, term);
        }
    }
  *degree += most;
  for (size_t i = 0; i <= *degree; i++)
    fmpq_swap (q + i, product + i);
}

/* RES = sum_m C(h,m) (-(1 - 1/V))^m m! (L-2m)! Q[m], DEGREE <= h.  */
static void
sum_pairs (fmpq_t res, uint64_t vocab, size_t length, const fmpq *q,
           size_t degree)
{
  MDM_FMPQ (factor);
  MDM_FMPQ (power);
  MDM_FMPQ (term);
  MDM_FMPZ (n);

  fmpq_set_ui (factor, 1, vocab);
  fmpq_sub_si (factor, factor, 1);
  fmpq_one (power);
  fmpq_zero (res);
  for (size_t m = 0; m <= degree; m++)
    {
      fmpz_bin_uiui (n, length / 2, m);
      fmpq_mul_fmpz (term, power, n);
      fmpz_fac_ui (n, m);
      fmpq_mul_fmpz (term, term, n);
      fmpz_fac_ui (n, length - 2 * m);
      fmpq_mul_fmpz (term, term, n);
      fmpq_addmul (res, term, q + m);
      fmpq_mul (power, power, factor);
    }
}

static void
sizes_right (fmpq_t res, uint64_t vocab, const mdm_schedule_t schedule)
{
  size_t length = schedule->length, degree = 0;
  MDM_FMPQ_VEC (q, length / 2 + 1);
  MDM_FMPZ (n);

  fmpq_one (q);
  for (size_t t = 0; t < schedule->steps; t++)
    multiply_step (q, &degree, schedule->size[t]);
  sum_pairs (res, vocab, length, q, degree);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      fmpz_fac_ui (n, schedule->size[t]);
      fmpq_mul_fmpz (res, res, n);
    }
  fmpz_fac_ui (n, length);
  fmpq_div_fmpz (res, res, n);
}

/* The work: for sizes L^2 products of fractions of about L words, for
   independent unmask times a power of L/2.  */
static mdm_status
check (const mdm_schedule_t schedule, const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = schedule->length, parts = schedule->parts + 1, cells;
  uint64_t bits = 1;

  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      for (size_t t = 0; t < schedule->steps; t++)
        bits += fmpz_bits (fmpq_denref (schedule->step + t));
      cells = mdm_work_mul (bits, length);
    }
  else if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    cells = length;
  else
    cells = mdm_work_mul (
        mdm_work_mul (length, length),
        mdm_work_mul (parts, mdm_work_add (length, MDM_CELLS_PER_FRACTION)));
  return mdm_limit_check (limit, "the closed form of paired copies", cells,
                          mdm_work_mul (cells, 8) / parts, err);
}

mdm_status
mdm_paired_right (fmpq_t res, uint64_t vocab, const mdm_schedule_t schedule,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = check (schedule, limit, err);
  MDM_FMPQ (part);

  if (status != MDM_OK)
    return status;
  fmpq_zero (res);
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    blocks_right (res, vocab, schedule);
  if (schedule->kind == MDM_SCHEDULE_SIZES)
    sizes_right (res, vocab, schedule);
  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      pair_right (res, vocab, schedule);
      fmpq_pow_si (res, res, (slong) schedule->length / 2);
    }
  for (size_t i = 0; i < schedule->parts; i++)
    {
      sizes_right (part, vocab, schedule->part + i);
      fmpq_addmul (res, part, schedule->weight + i);
    }
  return MDM_OK;
}

mdm_status
mdm_paired_kl (mdm_logform_t res, uint64_t vocab,
               const mdm_schedule_t schedule, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  int iid = schedule->kind == MDM_SCHEDULE_IID;
  mdm_status status = MDM_OK;
  MDM_FMPQ (q);

  if (iid)
    pair_right (q, vocab, schedule);
  else
    status = mdm_paired_right (q, vocab, schedule, limit, err);
  if (status != MDM_OK)
    return status;
  mdm_logform_set_log_fmpq (res, q);
  mdm_logform_mul_si (res, res, iid ? -(slong) (schedule->length / 2) : -1);
  return MDM_OK;
}
