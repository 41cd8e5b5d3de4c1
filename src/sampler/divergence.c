#include <config.h>

#include "sampler/divergence.h"

#include "exact/logsum.h"
#include "info/agreement.h"

/* Q = p(row I).  */
static void
row_probability (fmpq_t q, const mdm_law_t law, size_t i)
{
  fmpq_set_fmpz_frac (q, law->weight + i, law->total);
}

void
mdm_divergence_kl (mdm_logform_t res, const mdm_law_t law, const fmpq *q)
{
  mdm_logsum_t sum;
  fmpq_t p, ratio;

  fmpq_init (p);
  fmpq_init (ratio);
  mdm_logsum_init (sum);
  for (size_t i = 0; i < law->support; i++)
    {
      if (fmpz_is_zero (law->weight + i))
        continue; /* x log x = 0 at 0; only a grid has such rows */
      row_probability (p, law, i);
      fmpq_div (ratio, p, q + i);
      mdm_logsum_add_ratio (sum, law->weight + i, fmpq_numref (ratio),
                            fmpq_denref (ratio));
    }
  mdm_logsum_get (res, sum, law->total);
  mdm_logsum_clear (sum);
  fmpq_clear (p);
  fmpq_clear (ratio);
}

/* RES = sum of TERM (row) over the rows FIRST .. LAST - 1, by halves: the
   denominators have little in common, and adding one after the other would
   carry the largest one along.  */
static void
sum_rows (fmpq_t res, const mdm_law_t law, const fmpq *q, size_t first,
          size_t last,
          void (*term) (fmpq_t, const mdm_law_t, const fmpq *, size_t))
{
  fmpq_t half;

  if (last - first == 1)
    {
      term (res, law, q, first);
      return;
    }
  fmpq_init (half);
  sum_rows (res, law, q, first, first + (last - first) / 2, term);
  sum_rows (half, law, q, first + (last - first) / 2, last, term);
  fmpq_add (res, res, half);
  fmpq_clear (half);
}

/* max (0, p - q) at row I.  */
static void
excess (fmpq_t res, const mdm_law_t law, const fmpq *q, size_t i)
{
  row_probability (res, law, i);
  fmpq_sub (res, res, q + i);
  if (fmpq_sgn (res) < 0)
    fmpq_zero (res);
}

/* q at row I if it is possible.  */
static void
right (fmpq_t res, const mdm_law_t law, const fmpq *q, size_t i)
{
  if (fmpz_is_zero (law->weight + i))
    fmpq_zero (res);
  else
    fmpq_set (res, q + i);
}

void
mdm_divergence_tv (fmpq_t res, const mdm_law_t law, const fmpq *q)
{
  sum_rows (res, law, q, 0, law->support, excess);
}

void
mdm_divergence_ser (fmpq_t res, const mdm_law_t law, const fmpq *q)
{
  fmpq_t one;

  fmpq_init (one);
  fmpq_one (one);
  sum_rows (res, law, q, 0, law->support, right);
  fmpq_sub (res, one, res);
  fmpq_clear (one);
}

/* Add C (log p(x_i | x_R) summed over all rows x with weight w(x)) to SUM:
   the classes BEFORE of R and AFTER of R u {i}, with their weights.  */
static void
add_conditional (mdm_logsum_t sum, const mdm_law_t law,
                 const mdm_agreement_t before, const fmpz *before_weight,
                 const mdm_agreement_t after, const fmpz *after_weight)
{
  for (size_t x = 0; x < law->support; x++)
    mdm_logsum_add_ratio (sum, law->weight + x, after_weight + after->id[x],
                          before_weight + before->id[x]);
}

/* The recursion over sets R of SIZE positions.  */
typedef struct
{
  const mdm_law_struct *law;
  size_t size;
  mdm_agreement_struct *classes; /* of the positions taken so far */
  char *taken;
  mdm_agreement_struct after;
  fmpz *before_weight, *after_weight;
  mdm_logsum_struct *sum;
} walk_t;

/* R is complete: add the contribution of every token i not in R.  */
static void
add_set (walk_t *walk, const char *only)
{
  const mdm_agreement_struct *before = walk->classes + walk->size;

  mdm_agreement_weights (walk->before_weight, before, walk->law);
  for (size_t i = 0; i < walk->law->length; i++)
    {
      if (walk->taken[i] || (only != NULL && !only[i]))
        continue;
      mdm_agreement_refine (&walk->after, before, walk->law, i);
      mdm_agreement_weights (walk->after_weight, &walk->after, walk->law);
      add_conditional (walk->sum, walk->law, before, walk->before_weight,
                       &walk->after, walk->after_weight);
    }
}

/* Positions below I are decided, KEPT of them in R.  */
static void
add_sets (walk_t *walk, size_t i, size_t kept)
{
  if (kept == walk->size)
    {
      add_set (walk, NULL);
      return;
    }
  if (walk->law->length - i > walk->size - kept)
    add_sets (walk, i + 1, kept);
  mdm_agreement_refine (walk->classes + kept + 1, walk->classes + kept,
                        walk->law, i);
  walk->taken[i] = 1;
  add_sets (walk, i + 1, kept + 1);
  walk->taken[i] = 0;
}

static void
walk_init (walk_t *walk, const mdm_law_t law, mdm_logsum_struct *sum)
{
  walk->law = law;
  walk->size = 0;
  walk->classes = flint_malloc ((law->length + 1) * sizeof *walk->classes);
  for (size_t k = 0; k <= law->length; k++)
    mdm_agreement_init (walk->classes + k, law);
  mdm_agreement_init (&walk->after, law);
  walk->taken = flint_calloc (law->length, 1);
  walk->before_weight = _fmpz_vec_init ((slong) law->support);
  walk->after_weight = _fmpz_vec_init ((slong) law->support);
  walk->sum = sum;
}

static void
walk_clear (walk_t *walk)
{
  for (size_t k = 0; k <= walk->law->length; k++)
    mdm_agreement_clear (walk->classes + k);
  flint_free (walk->classes);
  mdm_agreement_clear (&walk->after);
  flint_free (walk->taken);
  _fmpz_vec_clear (walk->before_weight, (slong) walk->law->support);
  _fmpz_vec_clear (walk->after_weight, (slong) walk->law->support);
}

/* RES -= sum_t sum_x p(x) log p(x_i | x_R) averaged, for sizes.  */
static void
subtract_steps (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  mdm_logform_t step;
  fmpq_t factor;
  size_t revealed = 0, length = walk->law->length;

  mdm_logform_init (step);
  fmpq_init (factor);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      if (schedule->size[t] == 0)
        continue;
      walk->size = revealed;
      add_sets (walk, 0, 0);
      mdm_logsum_get (step, walk->sum, walk->law->total);
      /* s_t / (C(L,N) (L-N)).  */
      fmpz_set_ui (fmpq_numref (factor), schedule->size[t]);
      fmpz_bin_uiui (fmpq_denref (factor), length, revealed);
      fmpz_mul_ui (fmpq_denref (factor), fmpq_denref (factor),
                   length - revealed);
      fmpq_canonicalise (factor);
      fmpq_neg (factor, factor);
      mdm_logform_addmul_fmpq (res, step, factor);
      revealed += schedule->size[t];
    }
  mdm_logform_clear (step);
  fmpq_clear (factor);
}

/* The same for the one partition of blocks.  */
static void
subtract_blocks (mdm_logform_t res, walk_t *walk,
                 const mdm_schedule_t schedule)
{
  mdm_logform_t step;
  const size_t *position = schedule->position;
  char *block = flint_calloc (walk->law->length, 1);

  mdm_logform_init (step);
  for (size_t t = 0, revealed = 0; t < schedule->steps; t++)
    {
      walk->size = revealed;
      for (size_t j = 0; j < schedule->size[t]; j++)
        block[position[j]] = 1;
      add_set (walk, block);
      for (size_t j = 0; j < schedule->size[t]; j++, revealed++)
        {
          block[position[j]] = 0;
          walk->taken[position[j]] = 1;
          mdm_agreement_refine (walk->classes + revealed + 1,
                                walk->classes + revealed, walk->law,
                                position[j]);
        }
      position += schedule->size[t];
    }
  mdm_logsum_get (step, walk->sum, walk->law->total);
  mdm_logform_sub (res, res, step);
  mdm_logform_clear (step);
  flint_free (block);
}

/* Rows visited: for each step, every set, every further token.  */
static uint64_t
work (const mdm_law_t law, const mdm_schedule_t schedule)
{
  uint64_t sum = 0;
  size_t revealed = 0;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      uint64_t sets = schedule->kind == MDM_SCHEDULE_BLOCKS
                          ? 1
                          : mdm_work_binomial (law->length, revealed);
      if (schedule->size[t] > 0)
        sum = mdm_work_add (sum, mdm_work_mul (sets, law->length - revealed));
      revealed += schedule->size[t];
    }
  return mdm_work_mul (mdm_work_mul (sum, law->support),
                       MDM_CELLS_PER_FRACTION);
}

mdm_status
mdm_divergence_ekl (mdm_logform_t res, const mdm_law_t law,
                    const mdm_schedule_t schedule, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  mdm_logsum_t sum;
  walk_t walk;
  mdm_status status = mdm_limit_check (
      limit, "the error by its definition", work (law, schedule),
      mdm_work_mul (law->support, 4 * law->length + 64), err);

  if (status != MDM_OK)
    return status;
  mdm_logsum_init (sum);
  walk_init (&walk, law, sum);
  /* Not in lowest terms: the same weights come up in the entropies that this
     is compared with, and then cancel without being factored.  */
  for (size_t x = 0; x < law->support; x++)
    mdm_logsum_add_ratio (sum, law->weight + x, law->weight + x, law->total);
  mdm_logsum_get (res, sum, law->total);
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    subtract_blocks (res, &walk, schedule);
  else
    subtract_steps (res, &walk, schedule);
  walk_clear (&walk);
  mdm_logsum_clear (sum);
  return MDM_OK;
}
