#include <config.h>

#include "sampler/adaptive.h"

#include "exact/limit.h"
#include "exact/logsum.h"
#include "exact/scoped.h"

#include <string.h>

/* Sums of rational multiples of logarithms: one common denominator, which
   grows when it has to.  */
typedef struct
{
  mdm_logsum_t sum;
  fmpz_t denominator;
} mean_t;

static void
mean_init (mean_t *mean)
{
  mdm_logsum_init (mean->sum);
  fmpz_init_set_ui (mean->denominator, 1);
}

static void
mean_clear (mean_t *mean)
{
  mdm_logsum_clear (mean->sum);
  fmpz_clear (mean->denominator);
}

#define MEAN(x) MDM_SCOPED (x, mean_t, mean_init, mean_clear)

/* Set SCALE to Q times the denominator of MEAN, which becomes a multiple of
   Q's.  */
static void
mean_scale (fmpz_t scale, mean_t *mean, const fmpq_t q)
{
  MDM_FMPZ (factor);

  fmpz_gcd (factor, mean->denominator, fmpq_denref (q));
  fmpz_divexact (factor, fmpq_denref (q), factor);
  if (!fmpz_is_one (factor))
    {
      fmpz_mul (mean->denominator, mean->denominator, factor);
      mdm_logsum_mul (mean->sum, factor);
    }
  fmpz_divexact (scale, mean->denominator, fmpq_denref (q));
  fmpz_mul (scale, scale, fmpq_numref (q));
}

/* RES = MEAN / N.  */
static void
mean_get (mdm_logform_t res, mean_t *mean, const fmpz_t n)
{
  MDM_FMPZ (d);

  fmpz_mul (d, mean->denominator, n);
  mdm_logsum_get (res, mean->sum, d);
}

/* MEAN += C w log w for each of the COUNT weights W.  */
static void
add_xlogx (mean_t *mean, const fmpz_t c, const fmpz *w, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!fmpz_is_zero (w + i))
      mdm_logsum_add_xlogx (mean->sum, c, w + i);
}

/* MEAN += C W TC(X_D | x_R), W the weight of the state: the sum of W log W -
   sum w log w over the positions, minus the same of them together.  */
static void
add_tc (mean_t *mean, const fmpz_t c, const mdm_round_t *round,
        const mdm_draw_t *draw)
{
  int drawn = __builtin_popcountll (draw->drawn);
  MDM_FMPZ (minus);
  MDM_FMPZ (others);

  fmpz_neg (minus, c);
  for (size_t i = 0; i < round->count; i++)
    if (draw->drawn >> round->said[i].position & 1)
      add_xlogx (mean, minus, round->said[i].own.share, round->said[i].count);
  add_xlogx (mean, c, draw->weight, draw->children);
  fmpz_mul_ui (others, c, (ulong) drawn - 1);
  add_xlogx (mean, others, round->from->state.weight, 1);
}

void
mdm_adaptive_tc (mdm_logform_t res, const mdm_round_t *round,
                 const mdm_draw_t *draw)
{
  MEAN (mean);
  MDM_FMPZ (one);

  fmpz_one (one);
  add_tc (mean, one, round, draw);
  mean_get (res, mean, round->from->state.weight);
}

/* Errors.  */

void
mdm_adaptive_init (mdm_adaptive_t errors)
{
  mdm_logform_init (errors->ekl);
  mdm_logform_init (errors->eps);
  mdm_logform_init (errors->definition);
  fmpq_init (errors->rounds_p);
  errors->infinite = 0;
  errors->rounds_max = 0;
}

void
mdm_adaptive_clear (mdm_adaptive_t errors)
{
  mdm_logform_clear (errors->ekl);
  mdm_logform_clear (errors->eps);
  mdm_logform_clear (errors->definition);
  fmpq_clear (errors->rounds_p);
}

typedef struct
{
  mdm_adaptive_struct *errors;
  fmpq *rounds;
  int keep;
  mean_t *ekl, *eps, *definition;
} errors_t;

static mdm_status
errors_round (void *data, const mdm_round_t *round, mdm_err_t *err)
{
  errors_t *of = data;
  MDM_FMPQ (p);

  (void) err;
  fmpq_mul_fmpz (p, round->from->path, round->from->state.weight);
  fmpq_add (of->rounds, of->rounds, p);
  return MDM_OK;
}

/* Add Q times sum_v w_v log (p(v) / p^(v)) at SAID, or find it infinite.  */
static void
add_training (errors_t *of, const fmpq_t q, const mdm_said_t *said)
{
  MDM_FMPZ (scale);
  MDM_FMPZ (c);
  MDM_FMPZ (a);
  MDM_FMPZ (b);

  mean_scale (scale, of->eps, q);
  for (size_t v = 0; v < said->count; v++)
    {
      const fmpz *w = said->own.share + v;
      if (fmpz_is_zero (w))
        continue;
      if (fmpz_is_zero (said->told.share + v))
        {
          of->errors->infinite = 1;
          continue;
        }
      fmpz_mul (a, w, said->told.whole);
      fmpz_mul (b, said->own.whole, said->told.share + v);
      fmpz_mul (c, scale, w);
      mdm_logsum_add_ratio (of->eps->sum, c, a, b);
    }
}

/* Add -Q sum_t w(t) log prod_{i in D} p^(x_i | x_R) to the error by its
   definition.  */
static void
add_paths (errors_t *of, const fmpq_t q, const mdm_draw_t *draw)
{
  MDM_FMPZ (scale);
  MDM_FMPZ (c);

  mean_scale (scale, of->definition, q);
  for (size_t t = 0; t < draw->children; t++)
    {
      const fmpq *factor = draw->factor + t;
      if (fmpz_is_zero (draw->weight + t) || fmpq_is_zero (factor))
        continue;
      fmpz_mul (c, scale, draw->weight + t);
      mdm_logsum_add_ratio (of->definition->sum, c, fmpq_denref (factor),
                            fmpq_numref (factor));
    }
}

static mdm_status
errors_draw (void *data, const mdm_round_t *round, const mdm_draw_t *draw,
             mdm_err_t *err)
{
  errors_t *of = data;
  MDM_FMPQ (q);
  MDM_FMPZ (scale);

  (void) err;
  if (of->keep)
    return MDM_OK;
  fmpq_mul (q, round->from->path, draw->chance);
  mean_scale (scale, of->ekl, q);
  add_tc (of->ekl, scale, round, draw);
  add_paths (of, q, draw);
  for (size_t i = 0; i < round->count; i++)
    if (!round->said[i].ideal && draw->drawn >> round->said[i].position & 1)
      add_training (of, q, round->said + i);
  return MDM_OK;
}

static mdm_status
errors_end (void *data, const mdm_reached_t *end, mdm_err_t *err)
{
  errors_t *of = data;

  (void) err;
  if (!fmpz_is_zero (end->state.weight)
      && end->rounds > of->errors->rounds_max)
    of->errors->rounds_max = end->rounds;
  return MDM_OK;
}

/* DEFINITION += sum_x w(x) log (w(x) / N).  */
static void
add_data (mean_t *definition, const mdm_law_struct *law)
{
  MDM_FMPZ (scale);
  MDM_FMPZ (minus);

  fmpz_set (scale, definition->denominator);
  fmpz_neg (minus, scale);
  add_xlogx (definition, scale, law->weight, law->support);
  mdm_logsum_add_xlogx (definition->sum, minus, law->total);
}

mdm_status
mdm_adaptive_errors (mdm_adaptive_t errors, const mdm_prediction_t *prediction,
                     const mdm_policy_t policy, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  MEAN (ekl);
  MEAN (eps);
  MEAN (definition);
  MDM_FMPQ (rounds);
  errors_t of = { errors, rounds, policy->kind == MDM_POLICY_KEEP,
                  ekl,    eps,    definition };
  mdm_walker_t walker = {
    .data = &of, .round = errors_round, .draw = errors_draw, .end = errors_end
  };
  MDM_FMPQ (total);
  MDM_FMPZ (one);

  fmpz_one (one);
  errors->infinite = 0;
  errors->rounds_max = 0;
  MDM_TRY (mdm_policy_walk (&walker, prediction, policy, limit, err));
  fmpq_set_fmpz_frac (total, law->total, one);
  fmpq_div (errors->rounds_p, rounds, total);
  mean_get (errors->ekl, ekl, law->total);
  mean_get (errors->eps, eps, law->total);
  if (!of.keep)
    add_data (definition, law);
  mean_get (errors->definition, definition, law->total);
  if (errors->infinite)
    {
      mdm_logform_zero (errors->eps);
      mdm_logform_zero (errors->definition);
    }
  return MDM_OK;
}

/* The budget.  */

typedef struct
{
  mean_t *sum;
  size_t rank[MDM_POLICY_LENGTH_MAX]; /* of the entropies of the round */
} budget_t;

/* Add C times w H(X_i | x_R), w the weight of the state.  */
static void
add_entropy (budget_t *of, const fmpz_t c, const mdm_round_t *round, size_t i)
{
  MDM_FMPZ (minus);

  fmpz_neg (minus, c);
  add_xlogx (of->sum, minus, round->said[i].own.share, round->said[i].count);
  add_xlogx (of->sum, c, round->from->state.weight, 1);
}

/* Of so many sets that the round can draw C with the position I, that has the
   greatest entropy in WITH of them.  */
static void
count_sets (fmpz_t c, fmpz_t with, const budget_t *of,
            const mdm_round_t *round, size_t i)
{
  const mdm_choice_t *choice = &round->choice;
  ulong tied = (ulong) __builtin_popcountll (choice->tied), below = 0;
  uint64_t bit = UINT64_C (1) << round->said[i].position;
  int greatest = 1;

  /* What is above it is not drawn, or it is not the greatest.  */
  for (size_t j = 0; j < round->count; j++)
    {
      int is_tied = choice->tied >> round->said[j].position & 1;
      int above
          = of->rank[j] < of->rank[i] || (of->rank[j] == of->rank[i] && j < i);
      if (choice->fixed >> round->said[j].position & 1 && above)
        greatest = 0;
      below += is_tied && j != i && !above;
    }
  fmpz_zero (c);
  fmpz_zero (with);
  if (choice->fixed & bit)
    {
      fmpz_bin_uiui (c, tied, choice->take);
      fmpz_bin_uiui (with, below, choice->take);
    }
  else if (choice->tied & bit && choice->take > 0)
    {
      fmpz_bin_uiui (c, tied - 1, choice->take - 1);
      fmpz_bin_uiui (with, below, choice->take - 1);
    }
  if (!greatest)
    fmpz_zero (with);
}

/* Of the positions that are drawn all but one with the greatest entropy
   count.  */
static mdm_status
budget_round (void *data, const mdm_round_t *round, mdm_err_t *err)
{
  budget_t *of = data;
  MDM_FMPQ (q);
  MDM_FMPZ (scale);
  MDM_FMPZ (sets);
  MDM_FMPZ (greatest);

  MDM_TRY (
      mdm_choose_rank_entropies (of->rank, round->said, round->count, err));
  fmpz_set_ui (sets, mdm_choice_count (&round->choice));
  fmpq_div_fmpz (q, round->from->path, sets);
  mean_scale (scale, of->sum, q);
  for (size_t i = 0; i < round->count; i++)
    {
      count_sets (sets, greatest, of, round, i);
      fmpz_sub (sets, sets, greatest);
      fmpz_mul (sets, sets, scale);
      if (!fmpz_is_zero (sets))
        add_entropy (of, sets, round, i);
    }
  return MDM_OK;
}

mdm_status
mdm_adaptive_budget (mdm_logform_t budget, const mdm_prediction_t *prediction,
                     const mdm_policy_t policy, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  MEAN (sum);
  budget_t of = { .sum = sum };
  mdm_walker_t walker = { .data = &of, .round = budget_round, .once = 1 };

  if (policy->kind == MDM_POLICY_KEEP)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "what sample-then-keep draws has no budget");
  MDM_TRY (mdm_policy_walk (&walker, prediction, policy, limit, err));
  mean_get (budget, sum, prediction->rows->total);
  return MDM_OK;
}

/* The output law.  */

typedef struct
{
  fmpq *p, *rounds;
  uint64_t vocab;
  size_t length;
} output_t;

static mdm_status
output_round (void *data, const mdm_round_t *round, mdm_err_t *err)
{
  output_t *of = data;
  int keep = round->policy->kind == MDM_POLICY_KEEP;
  size_t drawn = (size_t) __builtin_popcountll (round->choice.fixed)
                 + round->choice.take;
  size_t revealed
      = (size_t) __builtin_popcountll (round->from->state.revealed);

  (void) err;
  if (of->rounds == NULL)
    return MDM_OK;
  fmpq_add (of->rounds, of->rounds, round->from->written);
  /* The factors of all draws sum to 1 in sample-then-keep, not those of each
     one.  */
  if (keep && revealed + drawn < of->length)
    fmpq_add (of->rounds, of->rounds, round->from->written);
  return MDM_OK;
}

/* What is drawn and not possible takes another round, if anything is left.  */
static mdm_status
output_draw (void *data, const mdm_round_t *round, const mdm_draw_t *draw,
             mdm_err_t *err)
{
  output_t *of = data;
  size_t revealed = (size_t) __builtin_popcountll (round->from->state.revealed
                                                   | draw->drawn);
  MDM_FMPQ (missing);

  (void) err;
  if (of->rounds == NULL || revealed == of->length)
    return MDM_OK;
  if (round->policy->kind != MDM_POLICY_KEEP)
    fmpq_one (missing);
  for (size_t t = 0; t < draw->children; t++)
    if (!fmpz_is_zero (draw->weight + t))
      fmpq_sub (missing, missing, draw->factor + t);
  fmpq_mul (missing, missing, draw->chance);
  fmpq_addmul (of->rounds, missing, round->from->written);
  return MDM_OK;
}

/* Full states are rows; in impossible ones all that is left is uniform.  */
static mdm_status
output_end (void *data, const mdm_reached_t *end, mdm_err_t *err)
{
  output_t *of = data;
  size_t revealed = (size_t) __builtin_popcountll (end->state.revealed);
  MDM_FMPZ (values);
  MDM_FMPQ (each);

  (void) err;
  if (of->p == NULL || fmpq_is_zero (end->written))
    return MDM_OK;
  fmpz_set_ui (values, of->vocab);
  fmpz_pow_ui (values, values, of->length - revealed);
  fmpq_div_fmpz (each, end->written, values);
  for (size_t i = 0; i < end->state.rows; i++)
    {
      fmpq *p = of->p + end->state.row[i];
      fmpq_add (p, p, each);
    }
  return MDM_OK;
}

mdm_status
mdm_adaptive_output (fmpq *p, fmpq *rounds_q,
                     const mdm_prediction_t *prediction,
                     const mdm_policy_t policy, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  output_t of = { p, rounds_q, law->vocab, law->length };
  mdm_walker_t walker = { .data = &of,
                          .round = output_round,
                          .draw = output_draw,
                          .end = output_end,
                          .written = 1 };

  for (size_t i = 0; p != NULL && i < law->support; i++)
    fmpq_zero (p + i);
  if (rounds_q != NULL)
    fmpq_zero (rounds_q);
  return mdm_policy_walk (&walker, prediction, policy, limit, err);
}

/* Most rows that are looked at for it.  */
#define ROWS_MAX 100000000

/* Have the rows of LAW all VALUES at the positions SET?  MET has a place for
   each.  */
static int
has_all (const mdm_law_t law, uint64_t set, unsigned char *met,
         uint64_t values)
{
  uint64_t left = values;

  memset (met, 0, (size_t) values);
  for (size_t r = 0; r < law->support && left > 0; r++)
    {
      const uint16_t *x = mdm_law_row (law, r);
      uint64_t value = 0;
      if (fmpz_is_zero (law->weight + r))
        continue;
      for (uint64_t s = set; s != 0; s &= s - 1)
        value = value * law->vocab + x[__builtin_ctzll (s)];
      left -= !met[value];
      met[value] = 1;
    }
  return left == 0;
}

int
mdm_adaptive_all_possible (const mdm_law_t law, size_t count)
{
  uint64_t values = mdm_work_pow (law->vocab, count);
  uint64_t sets = mdm_work_binomial (law->length, count);
  mdm_choice_t choice = { 0, 0, (unsigned) count };
  MDM_OWNED unsigned char *met = NULL;

  if (values > law->support || mdm_work_mul (sets, law->support) > ROWS_MAX
      || law->length > MDM_POLICY_LENGTH_MAX)
    return 0;
  choice.tied = (UINT64_C (1) << law->length) - 1;
  met = flint_malloc ((size_t) values);
  for (uint64_t set = mdm_choice_first (&choice); set != 0;
       set = mdm_choice_next (&choice, set))
    if (!has_all (law, set, met, values))
      return 0;
  return 1;
}
