#include <config.h>

#include "sampler/enclosed.h"

#include "exact/decimal.h"
#include "exact/double_word.h"
#include "exact/scoped.h"
#include "sampler/denominator.h"
#include "sampler/output.h"
#include "sampler/passage.h"

#include <string.h>

/* Bits of what is computed from balls of 100 bits.  */
#define PRECISION 160

/* A thread is worth starting for so many products.  */
#define THREAD_WORK 65536

/* More are not counted (double_word.h).  */
#define STEPS_MAX (UINT64_C (1) << 40)

/* Numbers are double words, and so are sums.  */
typedef mdm_double_word_t number_t;
typedef mdm_double_word_t sum_t;

#define SUM_TERMS SIZE_MAX

typedef struct
{
  const fmpz *total; /* of the weights */
} field_t;

static number_t
number_set_ui (ulong x, const field_t *field)
{
  MDM_FMPZ (a);
  MDM_FMPZ (b);

  (void) field;
  fmpz_set_ui (a, x);
  fmpz_one (b);
  return mdm_double_word_set_ratio (a, b);
}

static number_t
number_one (const field_t *field)
{
  (void) field;
  return (number_t){ 1, 0 };
}

static number_t
number_set_weight (const fmpz_t weight, const field_t *field)
{
  return mdm_double_word_set_ratio (weight, field->total);
}

static number_t
number_set_fmpq (const fmpq_t x, const field_t *field)
{
  (void) field;
  return mdm_double_word_set_ratio (fmpq_numref (x), fmpq_denref (x));
}

static inline void
number_mul (number_t *res, const number_t *x, const number_t *y,
            const field_t *field)
{
  (void) field;
  *res = mdm_double_word_mul (*x, *y);
}

static inline void
number_addmul (number_t *res, const number_t *x, const number_t *y,
               const field_t *field)
{
  (void) field;
  *res = mdm_double_word_add (*res, mdm_double_word_mul (*x, *y));
}

static number_t
number_pow (number_t x, size_t n, const field_t *field)
{
  number_t res = x;

  (void) field;
  for (size_t i = 1; i < n; i++)
    res = mdm_double_word_mul (res, x);
  return res;
}

static void
number_invert (number_t *res, const number_t *a, size_t count,
               const field_t *field)
{
  for (size_t c = 0; c < count; c++)
    res[c] = mdm_double_word_div (number_one (field), a[c]);
}

static void
number_set_said (number_t *res, const fmpq *said, size_t count,
                 const number_t *scratch, const field_t *field)
{
  (void) scratch;
  for (size_t c = 0; c < count; c++)
    res[c] = number_set_fmpq (said + c, field);
}

static inline void
sum_add (sum_t *sum, const number_t *x, const number_t *y,
         const field_t *field)
{
  number_addmul (sum, x, y, field);
}

static inline number_t
sum_take (sum_t *sum, const field_t *field)
{
  number_t res = *sum;

  (void) field;
  *sum = (sum_t){ 0, 0 };
  return res;
}

#include "sampler/passage-run.h"

/* How far numbers of a state can be off, in steps, and below 1, in bits.  */
typedef struct
{
  uint64_t steps;
  double bits;
} reach_t;

/* RES = the further of RES and of what X is after STEPS and a factor of at
   least 2^-BITS.  */
static void
reach_on (reach_t *res, const reach_t *x, uint64_t steps, double bits)
{
  res->steps = FLINT_MAX (res->steps, mdm_work_add (x->steps, steps));
  res->bits = FLINT_MAX (res->bits, x->bits + bits);
}

/* -log2 of X > 0; far within a bit, which is all that the range asks.  */
static double
bits_of (const fmpq_t x)
{
  return fmpz_dlog (fmpq_denref (x)) / M_LN2
         - fmpz_dlog (fmpq_numref (x)) / M_LN2;
}

/* The bits of the least conditional probability of a token that is not 0:
   for the ideal predictor w(x_R') / w(x_R) is at least the least weight.  */
static double
token_bits (const mdm_passage_t *passage)
{
  const mdm_law_struct *rows = passage->rows;
  double most = log2 ((double) rows->vocab);
  MDM_FMPQ (p);

  for (size_t i = 0; i < rows->support; i++)
    if (!fmpz_is_zero (rows->weight + i))
      {
        fmpz_set (fmpq_numref (p), rows->weight + i);
        fmpz_set (fmpq_denref (p), rows->total);
        most = FLINT_MAX (most, bits_of (p));
      }
  for (size_t n = 0; n < passage->length; n++)
    for (size_t c = 0;
         passage->asked[n] && c < mdm_level_said_count (passage->level + n);
         c++)
      if (!fmpq_is_zero (passage->level[n].said + c))
        most = FLINT_MAX (most, bits_of (passage->level[n].said + c));
  return most;
}

/* RES, those of t and the level that MOVE leads to, by it at t: as enclosed.h
   counts it.  */
static void
reach_move (reach_t *res, const reach_t *from, const mdm_move_t *move,
            size_t t, double token)
{
  const fmpq *factor = move->factor + (t - move->first);
  size_t drawn = move->to - move->from;
  uint64_t steps
      = mdm_work_add (mdm_work_binomial (move->to, move->from), 6 * drawn + 4);

  if (!fmpq_is_zero (factor))
    reach_on (res, from, steps, (double) drawn * token + bits_of (factor));
  res->steps = mdm_work_add (res->steps, 1);
}

/* RES = the reach of the final states, and the most BITS anywhere.  */
static void
set_reach (reach_t *res, const mdm_passage_t *passage)
{
  size_t width = passage->length + 1, i = 0;
  double token = token_bits (passage);
  MDM_OWNED reach_t *reach
      = flint_calloc (passage->times * width, sizeof *reach);

  res->bits = 0;
  for (size_t n = 0; n < width; n++)
    {
      for (; i < passage->moves && passage->move[i].to == n; i++)
        {
          const mdm_move_t *move = passage->move + i;
          for (size_t t = move->first; t < move->last; t++)
            reach_move (reach + t * width + n,
                        reach + (t - 1) * width + move->from, move, t, token);
        }
      for (size_t t = 1; t < passage->times; t++)
        {
          reach_t *at = reach + t * width + n;
          const fmpq *stay = passage->stay + t * width + n;
          if (passage->stay != NULL && !fmpq_is_zero (stay))
            {
              reach_on (at, at - width, 3, bits_of (stay));
              at->steps = mdm_work_add (at->steps, 1);
            }
          res->bits = FLINT_MAX (res->bits, at->bits);
        }
    }
  res->steps = reach[passage->times * width - 1].steps;
}

/* From now on tell PROGRESS of RUN, number PART of PARTS.  */
static void
run_listen (run_t *run, const mdm_progress_t *progress, size_t part,
            size_t parts)
{
  const mdm_passage_t *passage = run->passage;

  run->progress = progress;
  run->part = part;
  run->parts = parts;
  for (size_t i = 0; i < passage->moves && progress != NULL; i++)
    for (size_t k = 0; k < passage->level[passage->move[i].to].count; k++)
      run->work
          = mdm_work_add (run->work, move_work (run, passage->move + i, k));
}

/* As many threads as are of use for PASSAGE, beside HELD bytes.  */
static unsigned
count_workers (const mdm_passage_t *passage, uint64_t held,
               const mdm_limit_t *limit)
{
  uint64_t each = mdm_work_mul (passage->rows->support,
                                (passage->times + 1) * sizeof (number_t));
  uint64_t room = 1 + (limit->max_memory - held) / (each + 1);
  uint64_t useful = 1 + passage->size.work / THREAD_WORK;
  uint64_t workers = FLINT_MIN (limit->jobs, FLINT_MIN (useful, room));

  return workers > 1 ? (unsigned) workers : 1;
}

/* One schedule, not of random sizes, number PART of PARTS; *SPENT are the
   cells of the others before it.  */
static mdm_status
one_schedule (arb_ptr p, flint_bitcnt_t *bits,
              const mdm_prediction_t *prediction,
              const mdm_schedule_t schedule, size_t part, size_t parts,
              uint64_t *spent, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_PASSAGE (passage, prediction, schedule);
  const mdm_passage_size_t *size = &passage->size;
  const uint32_t *id;
  const number_t *found;
  reach_t reach;
  run_t run;
  mdm_status status;
  uint64_t held = mdm_work_add (
      size->bytes, mdm_work_mul (size->numbers, sizeof (number_t)));

  *spent = mdm_work_add (
      *spent,
      mdm_work_add (size->cells,
                    mdm_work_mul (size->work, MDM_CELLS_PER_DOUBLE_WORD)));
  status = mdm_limit_check (limit, "the output law", *spent, held, err);
  if (status == MDM_OK)
    status = mdm_passage_fill (passage, err);
  if (status != MDM_OK)
    return status;
  set_reach (&reach, passage);
  if (reach.bits > MDM_DOUBLE_WORD_RANGE || reach.steps >= STEPS_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the output law has probabilities that are too small "
                        "to be enclosed");
  *bits = mdm_denominator_bits (passage, MDM_FRACTION_BITS_MAX);
  run_init (&run, passage, count_workers (passage, held, limit));
  run_listen (&run, limit->progress, part, parts);
  run.field.total = prediction->rows->total;
  found = run_passage (&run);
  id = passage->level[passage->length].view[0].classes->id;
  for (size_t x = 0; x < prediction->rows->support; x++)
    mdm_double_word_get_arb (p + x, found[id[x]], reach.steps);
  run_clear (&run);
  return MDM_OK;
}

/* *BITS = those of the least common multiple of the denominators of
   P[0..COUNT), or UINT64_MAX.  */
static void
measure_fractions (flint_bitcnt_t *bits, const fmpq *p, size_t count)
{
  MDM_FMPZ (all);

  fmpz_one (all);
  for (size_t i = 0; i < count && fmpz_bits (all) <= MDM_FRACTION_BITS_MAX;
       i++)
    fmpz_lcm (all, all, fmpq_denref (p + i));
  *bits = fmpz_bits (all);
  if (*bits > MDM_FRACTION_BITS_MAX)
    *bits = UINT64_MAX;
}

/* Blocks are one product of fractions a row.  */
static mdm_status
one_partition (arb_ptr p, flint_bitcnt_t *bits,
               const mdm_prediction_t *prediction,
               const mdm_schedule_t schedule, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  MDM_FMPQ_VEC (exact, prediction->rows->support);
  mdm_status status
      = mdm_output_predicted (exact, prediction, schedule, limit, err);

  if (status != MDM_OK)
    return status;
  for (size_t x = 0; x < prediction->rows->support; x++)
    arb_set_fmpq (p + x, exact + x, PRECISION);
  measure_fractions (bits, exact, prediction->rows->support);
  return MDM_OK;
}

mdm_status
mdm_enclosed_output (arb_ptr p, flint_bitcnt_t *bits,
                     const mdm_prediction_t *prediction,
                     const mdm_schedule_t schedule, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  slong rows = (slong) prediction->rows->support;
  uint64_t spent = 0;
  mdm_status status = MDM_OK;
  arb_ptr part;
  MDM_ARB (weight);

  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "what policies write is not enclosed");
  if (schedule->length >= 63 || schedule->kind == MDM_SCHEDULE_BLOCKS)
    return one_partition (p, bits, prediction, schedule, limit, err);
  if (schedule->kind != MDM_SCHEDULE_MIXED)
    return one_schedule (p, bits, prediction, schedule, 0, 1, &spent, limit,
                         err);
  *bits = 0;
  part = _arb_vec_init (rows);
  _arb_vec_zero (p, rows);
  for (size_t k = 0; k < schedule->parts && status == MDM_OK; k++)
    {
      flint_bitcnt_t some = 0;
      status = one_schedule (part, &some, prediction, schedule->part + k, k,
                             schedule->parts, &spent, limit, err);
      *bits = mdm_work_add (
          *bits,
          mdm_work_add (some, fmpz_bits (fmpq_denref (schedule->weight + k))));
      arb_set_fmpq (weight, schedule->weight + k, PRECISION);
      _arb_vec_scalar_addmul (p, part, rows, weight, PRECISION);
    }
  if (*bits > MDM_FRACTION_BITS_MAX)
    *bits = UINT64_MAX;
  _arb_vec_clear (part, rows);
  return status;
}

void
mdm_enclosed_kl (arb_t res, int *infinite, const mdm_law_t law, arb_srcptr q)
{
  MDM_ARB (term);
  MDM_ARB (sum);

  /* sum_x w / W log (w / (W q)).  */
  *infinite = 0;
  for (size_t i = 0; i < law->support; i++)
    {
      const fmpz *w = law->weight + i;
      if (fmpz_is_zero (w))
        continue;
      if (arb_is_zero (q + i))
        {
          *infinite = 1;
          arb_zero (res);
          return;
        }
      arb_fmpz_div_fmpz (term, w, law->total, PRECISION);
      arb_div (term, term, q + i, PRECISION);
      arb_log (term, term, PRECISION);
      arb_addmul_fmpz (sum, term, w, PRECISION);
    }
  arb_div_fmpz (res, sum, law->total, PRECISION);
}

void
mdm_enclosed_tv (arb_t res, const mdm_law_t law, arb_srcptr q)
{
  MDM_ARB (excess);
  MDM_ARB (sum);

  for (size_t i = 0; i < law->support; i++)
    {
      arb_fmpz_div_fmpz (excess, law->weight + i, law->total, PRECISION);
      arb_sub (excess, excess, q + i, PRECISION);
      arb_nonnegative_part (excess, excess);
      arb_add (sum, sum, excess, PRECISION);
    }
  arb_swap (res, sum);
}

void
mdm_enclosed_ser (arb_t res, const mdm_law_t law, arb_srcptr q)
{
  /* Where all sequences are there, their probabilities sum to 1.  */
  int all = law->support == mdm_work_pow (law->vocab, law->length);
  MDM_ARB (sum);

  for (size_t i = 0; i < law->support; i++)
    if (fmpz_is_zero (law->weight + i) == all)
      arb_add (sum, sum, q + i, PRECISION);
  if (!all)
    arb_sub_ui (sum, sum, 1, PRECISION);
  if (!all)
    arb_neg (sum, sum);
  arb_swap (res, sum);
}
