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

/* What is summed over sets R and tokens i drawn after them.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  const mdm_law_struct *law;            /* its rows */
  mdm_agreement_struct *before, *after; /* its classes by R, and by R and i */
  fmpz *before_weight, *after_weight;
  fmpq *said;
  mdm_logsum_struct *sum;
  int training; /* is it p/p^ whose logarithms are added, not p^? */
  int infinite; /* was p^ = 0 met? */
  const mdm_progress_t *progress;
  uint64_t done, sets; /* sets R that are added, of all */
  mdm_err_t *err;
} walk_t;

static const char *
walk_name (int training)
{
  return training ? "the training error" : "the error by its definition";
}

/* Add sum_x w(x) log p^(x_i | x_R), or for the training error of p / p^, by
   the classes of R and of R u {i}.  */
static void
add_conditional (walk_t *walk)
{
  const mdm_agreement_struct *before = walk->before, *after = walk->after;
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

/* Add what each token i with DRAWN[i] != 0 adds after R, the positions with
   TAKEN[.] != 0.  */
static mdm_status
add_set (walk_t *walk, const char *taken, const char *drawn)
{
  const mdm_law_struct *law = walk->law;

  mdm_agreement_reset (walk->before);
  for (size_t i = 0; i < law->length; i++)
    if (taken[i])
      mdm_agreement_refine (walk->before, walk->before, law, i);
  mdm_agreement_weights (walk->before_weight, walk->before, law);
  for (size_t i = 0; i < law->length; i++)
    {
      mdm_status status;
      if (!drawn[i])
        continue;
      mdm_agreement_refine (walk->after, walk->before, law, i);
      mdm_agreement_weights (walk->after_weight, walk->after, law);
      status = mdm_prediction_said (walk->said, walk->prediction, walk->before,
                                    walk->before_weight, walk->after,
                                    walk->after_weight, taken, i, walk->err);
      if (status != MDM_OK)
        return status;
      add_conditional (walk);
    }
  /* A thousand times in all.  */
  if (++walk->done % (walk->sets / 1000 + 1) == 0)
    mdm_progress_tell (walk->progress, walk_name (walk->training), walk->done,
                       walk->sets);
  return MDM_OK;
}

/* Go from one set of as many positions to the next, from the first of them on;
   return 0 where TAKEN is the last.  */
static int
next_set (char *taken, size_t length)
{
  size_t i = length - 1, behind = 0;

  /* The last position that can move on; those behind it follow it.  */
  for (; i > 0 && (!taken[i - 1] || taken[i]); i--)
    behind += taken[i] != 0;
  if (i == 0)
    return 0;
  taken[i - 1] = 0;
  for (size_t j = i; j < length; j++)
    taken[j] = j - i <= behind;
  return 1;
}

/* RES = sum over (R, i) of P(R, i) times what the walk adds for them, for
   exchangeable processes.  */
static mdm_status
add_random (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  size_t length = walk->law->length;
  MDM_OWNED char *taken = flint_malloc (length);
  MDM_OWNED char *drawn = flint_malloc (length);
  MDM_FMPQ_VEC (draws, length);
  MDM_LOGFORM (part);

  mdm_logform_zero (res);
  mdm_weights_set_draws (draws, schedule);
  for (size_t k = 0; k < length; k++)
    {
      if (fmpq_is_zero (draws + k))
        continue;
      for (size_t i = 0; i < length; i++)
        taken[i] = i < k;
      do
        {
          mdm_status status;
          for (size_t i = 0; i < length; i++)
            drawn[i] = !taken[i];
          status = add_set (walk, taken, drawn);
          if (status != MDM_OK)
            return status;
        }
      while (next_set (taken, length));
      mdm_logsum_get (part, walk->sum, walk->law->total);
      mdm_logform_addmul_fmpq (res, part, draws + k);
    }
  return MDM_OK;
}

/* The same for the one partition of blocks.  */
static mdm_status
add_blocks (mdm_logform_t res, walk_t *walk, const mdm_schedule_t schedule)
{
  const size_t *position = schedule->position;
  MDM_OWNED char *taken = flint_calloc (walk->law->length, 1);
  MDM_OWNED char *drawn = flint_calloc (walk->law->length, 1);

  for (size_t t = 0; t < schedule->steps; t++)
    {
      mdm_status status;
      for (size_t j = 0; j < schedule->size[t]; j++)
        drawn[position[j]] = 1;
      status = add_set (walk, taken, drawn);
      if (status != MDM_OK)
        return status;
      for (size_t j = 0; j < schedule->size[t]; j++, position++)
        {
          drawn[*position] = 0;
          taken[*position] = 1;
        }
    }
  mdm_logsum_get (res, walk->sum, walk->law->total);
  return MDM_OK;
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
  status = mdm_limit_check (limit, walk_name (training),
                            mdm_work_mul (mdm_work_mul (tokens, law->support),
                                          MDM_CELLS_PER_FRACTION),
                            mdm_work_mul (law->support, 96), err);
  if (status != MDM_OK)
    return status;
  MDM_LOGSUM (sum);
  MDM_AGREEMENT (before, law);
  MDM_AGREEMENT (after, law);
  MDM_FMPZ_VEC (before_weight, law->support);
  MDM_FMPZ_VEC (after_weight, law->support);
  MDM_FMPQ_VEC (said, law->support);
  walk_t walk = { .prediction = prediction,
                  .law = law,
                  .before = before,
                  .after = after,
                  .before_weight = before_weight,
                  .after_weight = after_weight,
                  .said = said,
                  .sum = sum,
                  .training = training,
                  .progress = limit->progress,
                  .sets = sets,
                  .err = err };
  status = schedule->kind == MDM_SCHEDULE_BLOCKS
               ? add_blocks (res, &walk, schedule)
               : add_random (res, &walk, schedule);
  *infinite = walk.infinite;
  if (walk.infinite)
    mdm_logform_zero (res);
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
