#include <config.h>

#include "sampler/divergence.h"

#include "exact/logsum.h"
#include "exact/scoped.h"
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
  MDM_LOGSUM (sum);
  MDM_FMPQ (p);
  MDM_FMPQ (ratio);

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
}

/* What a row adds: max (0, p - q), or q if it is possible, or if it is not. */
typedef enum
{
  EXCESS,
  RIGHT,
  WRONG
} term_t;

static void
set_term (fmpq_t res, term_t term, const mdm_law_t law, const fmpq *q,
          size_t i)
{
  if (term == EXCESS)
    {
      row_probability (res, law, i);
      fmpq_sub (res, res, q + i);
      if (fmpq_sgn (res) < 0)
        fmpq_zero (res);
    }
  else if (fmpz_is_zero (law->weight + i) == (term == WRONG))
    fmpq_set (res, q + i);
  else
    fmpq_zero (res);
}

/* RES = sum of TERM over the rows FIRST .. LAST - 1, by halves: the
   denominators have little in common, and adding one after the other would
   carry the largest one along.  */
static void
sum_rows (fmpq_t res, term_t term, const mdm_law_t law, const fmpq *q,
          size_t first, size_t last)
{
  size_t middle = first + (last - first) / 2;
  MDM_FMPQ (half);

  if (last - first == 1)
    {
      set_term (res, term, law, q, first);
      return;
    }
  sum_rows (res, term, law, q, first, middle);
  sum_rows (half, term, law, q, middle, last);
  fmpq_add (res, res, half);
}

void
mdm_divergence_tv (fmpq_t res, const mdm_law_t law, const fmpq *q)
{
  sum_rows (res, EXCESS, law, q, 0, law->support);
}

void
mdm_divergence_ser (fmpq_t res, const mdm_law_t law, const fmpq *q)
{
  /* Where all sequences are there, their probabilities sum to 1.  */
  int all = law->support == mdm_work_pow (law->vocab, law->length);

  sum_rows (res, all ? WRONG : RIGHT, law, q, 0, law->support);
  if (!all)
    {
      fmpq_sub_si (res, res, 1);
      fmpq_neg (res, res);
    }
}

/* The walk over sets R of SIZE positions.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  const mdm_law_struct *law; /* its rows */
  size_t size;
  mdm_agreement_struct *classes; /* of the positions taken so far */
  char *taken;
  mdm_agreement_struct *after;
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
  const mdm_agreement_struct *after = walk->after;
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
      mdm_agreement_refine (walk->after, before, walk->law, i);
      mdm_agreement_weights (walk->after_weight, walk->after, walk->law);
      status = mdm_prediction_said (
          walk->said, walk->prediction, before, walk->before_weight,
          walk->after, walk->after_weight, walk->taken, i, walk->err);
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

/* RES = sum over (R, i) of P(R, i) times what the walk adds for them, for
   exchangeable processes.  */
static mdm_status
add_random (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  MDM_LOGFORM (part);
  size_t length = walk->law->length;
  MDM_FMPQ_VEC (draws, length);
  mdm_status status = MDM_OK;

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
  return status;
}

/* The same for the one partition of blocks.  */
static mdm_status
add_blocks (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  const size_t *position = schedule->position;
  MDM_OWNED char *block = flint_calloc (walk->law->length, 1);
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
  return status;
}

/* Of SCHEDULE: *SETS that can be revealed before a step, and *TOKENS drawn
   after them, each of which visits all rows.  */
static void
count (uint64_t *sets, uint64_t *tokens, const mdm_schedule_t schedule)
{
  size_t length = schedule->length;
  MDM_FMPQ_VEC (draws, length);

  *sets = schedule->steps;
  *tokens = mdm_work_mul (schedule->steps, length);
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    return;
  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      /* A single step reveals nothing before it, more of them anything.  */
      *sets = mdm_work_pow (2, length);
      *tokens = mdm_work_mul (*sets, length);
      *sets = mdm_schedule_draws (schedule) > 1 ? *sets - 1 : 1;
      return;
    }
  *sets = *tokens = 0;
  mdm_weights_set_draws (draws, schedule);
  for (size_t k = 0; k < length; k++)
    if (!fmpq_is_zero (draws + k))
      {
        uint64_t some = mdm_work_binomial (length, k);
        *sets = mdm_work_add (*sets, some);
        *tokens = mdm_work_add (*tokens, mdm_work_mul (some, length - k));
      }
}

/* RES = the sum of the walk, with *INFINITE and RES = 0 where it has met
   probability 0.  */
static mdm_status
walk_all (mdm_logform_t res, int *infinite, const mdm_prediction_t *prediction,
          int training, const mdm_schedule_t schedule,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  uint64_t sets, tokens;
  mdm_status status = mdm_weights_check (schedule, limit, err);

  if (status != MDM_OK)
    return status;
  count (&sets, &tokens, schedule);
  status = mdm_limit_check (
      limit, training ? "the training error" : "the error by its definition",
      mdm_work_mul (mdm_work_mul (tokens, law->support),
                    MDM_CELLS_PER_FRACTION),
      mdm_work_mul (law->support, 4 * law->length + 96), err);
  if (status != MDM_OK)
    return status;
  MDM_LOGSUM (sum);
  MDM_FMPZ_VEC (before_weight, law->support);
  MDM_FMPZ_VEC (after_weight, law->support);
  MDM_FMPQ_VEC (said, law->support);
  MDM_OWNED char *taken = flint_calloc (law->length, 1);
  walk_t walk = { .prediction = prediction,
                  .law = law,
                  .classes = mdm_agreement_list (law, law->length + 2),
                  .taken = taken,
                  .before_weight = before_weight,
                  .after_weight = after_weight,
                  .said = said,
                  .sum = sum,
                  .training = training,
                  .progress = limit->progress,
                  .sets = sets,
                  .err = err };
  walk.after = walk.classes + law->length + 1;
  status = schedule->kind == MDM_SCHEDULE_BLOCKS
               ? add_blocks (res, &walk, schedule)
               : add_random (res, &walk, schedule);
  *infinite = walk.infinite;
  if (walk.infinite)
    mdm_logform_zero (res);
  mdm_agreement_list_free (walk.classes, law->length + 2);
  return status;
}

mdm_status
mdm_divergence_ekl (mdm_logform_t res, int *infinite,
                    const mdm_prediction_t *prediction,
                    const mdm_schedule_t schedule, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  MDM_LOGFORM (drawn);
  MDM_LOGSUM (sum);
  mdm_status status
      = walk_all (drawn, infinite, prediction, 0, schedule, limit, err);

  mdm_logform_zero (res);
  if (status != MDM_OK || *infinite)
    return status;
  for (size_t x = 0; x < law->support; x++)
    if (!fmpz_is_zero (law->weight + x))
      mdm_logsum_add_ratio (sum, law->weight + x, law->weight + x, law->total);
  mdm_logsum_get (res, sum, law->total);
  mdm_logform_sub (res, res, drawn);
  return MDM_OK;
}

mdm_status
mdm_divergence_eps_train (mdm_logform_t res, int *infinite,
                          const mdm_prediction_t *prediction,
                          const mdm_schedule_t schedule,
                          const mdm_limit_t *limit, mdm_err_t *err)
{
  return walk_all (res, infinite, prediction, 1, schedule, limit, err);
}
