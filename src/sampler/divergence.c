#include <config.h>

#include "sampler/divergence.h"

#include "exact/logsum.h"
#include "sampler/weights.h"

#include <assert.h>

/* Q = p(row I).  */
static void
row_probability (fmpq_t q, const mdm_law_t law, size_t i)
{
  fmpq_set_fmpz_frac (q, law->weight + i, law->total);
}

void
mdm_divergence_kl (mdm_logform_t res, int *infinite, const mdm_law_t law,
                   const fmpq *q)
{
  mdm_logsum_t sum;
  fmpq_t p, ratio;

  fmpq_init (p);
  fmpq_init (ratio);
  mdm_logsum_init (sum);
  if (infinite != NULL)
    *infinite = 0;
  for (size_t i = 0; i < law->support; i++)
    {
      if (fmpz_is_zero (law->weight + i))
        continue; /* x log x = 0 at 0; a grid has such rows */
      if (fmpq_is_zero (q + i))
        {
          assert (infinite != NULL);
          *infinite = 1;
          continue;
        }
      row_probability (p, law, i);
      fmpq_div (ratio, p, q + i);
      mdm_logsum_add_ratio (sum, law->weight + i, fmpq_numref (ratio),
                            fmpq_denref (ratio));
    }
  mdm_logsum_get (res, sum, law->total);
  if (infinite != NULL && *infinite)
    mdm_logform_zero (res);
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

/* q at row I if it is impossible.  */
static void
wrong (fmpq_t res, const mdm_law_t law, const fmpq *q, size_t i)
{
  if (fmpz_is_zero (law->weight + i))
    fmpq_set (res, q + i);
  else
    fmpq_zero (res);
}

void
mdm_divergence_ser (fmpq_t res, const mdm_law_t law, const fmpq *q)
{
  fmpq_t one;

  if (law->support == mdm_work_pow (law->vocab, law->length))
    {
      /* All sequences are there, and their probabilities sum to 1.  */
      sum_rows (res, law, q, 0, law->support, wrong);
      return;
    }
  fmpq_init (one);
  fmpq_one (one);
  sum_rows (res, law, q, 0, law->support, right);
  fmpq_sub (res, one, res);
  fmpq_clear (one);
}

/* The walk over sets R of SIZE positions.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  const mdm_law_struct *law; /* its rows */
  size_t size;
  mdm_agreement_struct *classes; /* of the positions taken so far */
  char *taken;
  mdm_agreement_struct after;
  fmpz *before_weight, *after_weight;
  fmpq *said;
  mdm_logsum_struct *sum;
  int training; /* is it p/p^ whose logarithms are added, not p^? */
  int infinite; /* was p^ = 0 met? */
  const mdm_progress_t *progress;
  uint64_t done, sets; /* sets R that are added, of all */
  mdm_err_t *err;
} walk_t;

/* Add sum_x w(x) log p^(x_i | x_R), or for the training error of p / p^, by
   the classes BEFORE of R and AFTER of R u {i}.  */
static void
add_conditional (walk_t *walk, const mdm_agreement_struct *before)
{
  const mdm_agreement_struct *after = &walk->after;
  size_t next = 0;

  /* Classes are numbered in the order of their first rows.  */
  for (size_t x = 0; next < after->count; x++)
    {
      size_t c = after->id[x];
      const fmpz *w = walk->after_weight + c;
      const fmpq *said = walk->said + c;
      if (c != next)
        continue;
      next++;
      if (fmpz_is_zero (w))
        continue;
      if (fmpz_is_zero (fmpq_numref (said)))
        {
          walk->infinite = 1;
          continue;
        }
      /* Not in lowest terms: the same weights come up in the entropies that
         this is compared with, and then cancel without being factored.  */
      if (walk->training)
        {
          mdm_logsum_add_ratio (walk->sum, w, w,
                                walk->before_weight + before->id[x]);
          mdm_logsum_add_ratio (walk->sum, w, fmpq_denref (said),
                                fmpq_numref (said));
        }
      else
        mdm_logsum_add_ratio (walk->sum, w, fmpq_numref (said),
                              fmpq_denref (said));
    }
}

/* R is complete: add the contribution of every token i not in R, or only of
   those in ONLY.  */
static mdm_status
add_set (walk_t *walk, const char *only)
{
  const mdm_agreement_struct *before = walk->classes + walk->size;
  mdm_status status = MDM_OK;

  mdm_agreement_weights (walk->before_weight, before, walk->law);
  for (size_t i = 0; i < walk->law->length && status == MDM_OK; i++)
    {
      if (walk->taken[i] || (only != NULL && !only[i]))
        continue;
      mdm_agreement_refine (&walk->after, before, walk->law, i);
      mdm_agreement_weights (walk->after_weight, &walk->after, walk->law);
      status = mdm_prediction_said (
          walk->said, walk->prediction, before, walk->before_weight,
          &walk->after, walk->after_weight, walk->taken, i, walk->err);
      if (status == MDM_OK)
        add_conditional (walk, before);
    }
  /* A thousand times in all.  */
  if (++walk->done % (walk->sets / 1000 + 1) == 0)
    mdm_progress_tell (walk->progress,
                       walk->training ? "the training error"
                                      : "the error by its definition",
                       walk->done, walk->sets);
  return status;
}

/* Positions below I are decided, KEPT of them in R.  */
static mdm_status
add_sets (walk_t *walk, size_t i, size_t kept)
{
  mdm_status status = MDM_OK;

  if (kept == walk->size)
    return add_set (walk, NULL);
  if (walk->law->length - i > walk->size - kept)
    status = add_sets (walk, i + 1, kept);
  if (status != MDM_OK)
    return status;
  mdm_agreement_refine (walk->classes + kept + 1, walk->classes + kept,
                        walk->law, i);
  walk->taken[i] = 1;
  status = add_sets (walk, i + 1, kept + 1);
  walk->taken[i] = 0;
  return status;
}

static void
walk_init (walk_t *walk, const mdm_prediction_t *prediction, int training,
           mdm_logsum_struct *sum, mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;

  walk->prediction = prediction;
  walk->law = law;
  walk->size = 0;
  walk->classes = flint_malloc ((law->length + 1) * sizeof *walk->classes);
  for (size_t k = 0; k <= law->length; k++)
    mdm_agreement_init (walk->classes + k, law);
  mdm_agreement_init (&walk->after, law);
  walk->taken = flint_calloc (law->length, 1);
  walk->before_weight = _fmpz_vec_init ((slong) law->support);
  walk->after_weight = _fmpz_vec_init ((slong) law->support);
  walk->said = _fmpq_vec_init ((slong) law->support);
  walk->sum = sum;
  walk->training = training;
  walk->infinite = 0;
  walk->done = 0;
  walk->err = err;
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
  _fmpq_vec_clear (walk->said, (slong) walk->law->support);
}

/* RES = sum over (R, i) of P(R, i) times what the walk adds for them, for
   exchangeable processes.  */
static mdm_status
add_random (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  mdm_logform_t part;
  size_t length = walk->law->length;
  fmpq *draws = _fmpq_vec_init ((slong) length);
  mdm_status status = MDM_OK;

  mdm_logform_init (part);
  mdm_logform_zero (res);
  mdm_weights_set_draws (draws, schedule);
  for (size_t k = 0; k < length && status == MDM_OK; k++)
    {
      if (fmpq_is_zero (draws + k))
        continue;
      walk->size = k;
      status = add_sets (walk, 0, 0);
      mdm_logsum_get (part, walk->sum, walk->law->total);
      mdm_logform_addmul_fmpq (res, part, draws + k);
    }
  mdm_logform_clear (part);
  _fmpq_vec_clear (draws, (slong) length);
  return status;
}

/* The same for the one partition of blocks.  */
static mdm_status
add_blocks (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  const size_t *position = schedule->position;
  char *block = flint_calloc (walk->law->length, 1);
  mdm_status status = MDM_OK;

  for (size_t t = 0, revealed = 0; t < schedule->steps && status == MDM_OK;
       t++)
    {
      walk->size = revealed;
      for (size_t j = 0; j < schedule->size[t]; j++)
        block[position[j]] = 1;
      status = add_set (walk, block);
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
  mdm_logsum_get (res, walk->sum, walk->law->total);
  flint_free (block);
  return status;
}

/* The sets of positions that can be revealed before a step of SCHEDULE.  */
static uint64_t
count_sets (const mdm_schedule_t schedule)
{
  uint64_t sum = 0;
  size_t length = schedule->length;
  fmpq *draws;

  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    return schedule->steps;
  draws = _fmpq_vec_init ((slong) length);
  mdm_weights_set_draws (draws, schedule);
  for (size_t k = 0; k < length; k++)
    if (!fmpq_is_zero (draws + k))
      sum = mdm_work_add (sum, mdm_work_binomial (length, k));
  _fmpq_vec_clear (draws, (slong) length);
  return sum;
}

/* Rows visited: every set that can be revealed before a step, every further
   token.  */
static uint64_t
work (const mdm_law_struct *law, const mdm_schedule_t schedule)
{
  uint64_t sum = 0;
  size_t length = law->length;
  fmpq *draws;

  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    sum = mdm_work_mul (schedule->steps, length);
  else if (schedule->kind == MDM_SCHEDULE_IID)
    sum = mdm_work_mul (mdm_work_pow (2, length), length);
  else
    {
      draws = _fmpq_vec_init ((slong) length);
      mdm_weights_set_draws (draws, schedule);
      for (size_t k = 0; k < length; k++)
        if (!fmpq_is_zero (draws + k))
          sum = mdm_work_add (
              sum, mdm_work_mul (mdm_work_binomial (length, k), length - k));
      _fmpq_vec_clear (draws, (slong) length);
    }
  return mdm_work_mul (mdm_work_mul (sum, law->support),
                       MDM_CELLS_PER_FRACTION);
}

/* RES = the sum of the walk, with *INFINITE and RES = 0 where it has met
   probability 0.  */
static mdm_status
walk_all (mdm_logform_t res, int *infinite, const mdm_prediction_t *prediction,
          int training, const mdm_schedule_t schedule,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  mdm_logsum_t sum;
  walk_t walk;
  mdm_status status = mdm_weights_check (schedule, limit, err);

  if (status == MDM_OK)
    status = mdm_limit_check (
        limit, training ? "the training error" : "the error by its definition",
        work (law, schedule),
        mdm_work_mul (law->support, 4 * law->length + 96), err);
  if (status != MDM_OK)
    return status;
  mdm_logsum_init (sum);
  walk_init (&walk, prediction, training, sum, err);
  walk.progress = limit->progress;
  walk.sets = count_sets (schedule);
  status = schedule->kind == MDM_SCHEDULE_BLOCKS
               ? add_blocks (res, &walk, schedule)
               : add_random (res, &walk, schedule);
  *infinite = walk.infinite;
  if (walk.infinite)
    mdm_logform_zero (res);
  walk_clear (&walk);
  mdm_logsum_clear (sum);
  return status;
}

mdm_status
mdm_divergence_ekl (mdm_logform_t res, int *infinite,
                    const mdm_prediction_t *prediction,
                    const mdm_schedule_t schedule, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  mdm_logform_t drawn;
  mdm_logsum_t sum;
  mdm_status status;

  mdm_logform_init (drawn);
  status = walk_all (drawn, infinite, prediction, 0, schedule, limit, err);
  if (status == MDM_OK && !*infinite)
    {
      mdm_logsum_init (sum);
      for (size_t x = 0; x < law->support; x++)
        if (!fmpz_is_zero (law->weight + x))
          mdm_logsum_add_ratio (sum, law->weight + x, law->weight + x,
                                law->total);
      mdm_logsum_get (res, sum, law->total);
      mdm_logform_sub (res, res, drawn);
      mdm_logsum_clear (sum);
    }
  else
    mdm_logform_zero (res);
  mdm_logform_clear (drawn);
  return status;
}

mdm_status
mdm_divergence_eps_train (mdm_logform_t res, int *infinite,
                          const mdm_prediction_t *prediction,
                          const mdm_schedule_t schedule,
                          const mdm_limit_t *limit, mdm_err_t *err)
{
  return walk_all (res, infinite, prediction, 1, schedule, limit, err);
}
