#include <config.h>

#include "sampler/optimal.h"

#include "exact/scoped.h"

#define PRECISION 128

/* The increments d_1..d_L and one row of costs F(0..L) for each number of
   steps left: F(a) in row t is the best sum over t more steps that lead from
   a to L, and choice[a] the first of their sizes (0: none).

   A cost is an integer combination of the increments.  These may be forms of
   millions of terms, so a cost is not written out as a form: it is a ball
   and, for ties, its coefficients over the VALUES, the increments that are
   neither 0 nor written like the one before.  (Closed forms have one value
   at any length; equal increments are adjacent.)  */
typedef struct
{
  size_t length, rows;
  int sign;   /* 1: least is best, -1: greatest */
  arb_ptr d;  /* d_k at d[k-1] */
  size_t *at; /* the value that d_k is at at[k-1]; VALUES: none, d_k = 0 */
  size_t values;
  mdm_logform_struct *value;
  arb_ptr cost;       /* rows * (length + 1) balls */
  slong *coefficient; /* rows * (length + 1) * values */
  size_t *choice;     /* rows * (length + 1) */
} program_t;

/* Set the increments and their values.  */
static void
set_increments (program_t *program, const mdm_curve_t curve)
{
  size_t length = curve->length;
  mdm_logform_struct *last = NULL;
  MDM_LOGFORM (d);

  program->d = _arb_vec_init ((slong) length);
  program->at = flint_malloc (length * sizeof (size_t));
  program->value = flint_malloc (length * sizeof *program->value);
  program->values = 0;
  for (size_t k = 1; k <= length; k++)
    {
      mdm_curve_increment (d, curve, k);
      program->at[k - 1] = SIZE_MAX;
      if (mdm_logform_is_plain_zero (d))
        continue;
      mdm_logform_get_arb (program->d + k - 1, d, PRECISION);
      if (last == NULL || !mdm_logform_identical (d, last))
        {
          last = program->value + program->values++;
          mdm_logform_init (last);
          mdm_logform_swap (last, d);
        }
      program->at[k - 1] = program->values - 1;
    }
}

static void
program_clear (program_t *program)
{
  size_t cells = program->rows * (program->length + 1);

  for (size_t v = 0; v < program->values; v++)
    mdm_logform_clear (program->value + v);
  flint_free (program->value);
  flint_free (program->at);
  _arb_vec_clear (program->d, (slong) program->length);
  _arb_vec_clear (program->cost, (slong) cells);
  flint_free (program->coefficient);
  flint_free (program->choice);
}

/* Start a program of ROWS rows, each cell of which looks at up to SIZES
   sizes.  On failure there is nothing to clear.  */
static mdm_status
program_init (program_t *program, const mdm_curve_t curve, size_t rows,
              size_t sizes, int sign, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = curve->length, cells = rows * (length + 1);
  uint64_t steps = rows > 1 ? rows - 1 : 1;
  mdm_status status = mdm_limit_check (
      limit, "the search for an extreme schedule",
      mdm_work_mul (mdm_work_mul (mdm_work_mul (length, steps), sizes),
                    MDM_CELLS_PER_FRACTION),
      mdm_work_mul (mdm_work_mul (length + 1, rows),
                    mdm_work_add (128, mdm_work_mul (8, length))),
      err);

  if (status != MDM_OK)
    return status;
  program->length = length;
  program->rows = rows;
  program->sign = sign;
  set_increments (program, curve);
  program->cost = _arb_vec_init ((slong) cells);
  program->coefficient
      = flint_calloc (cells * program->values + 1, sizeof (slong));
  program->choice = flint_calloc (cells, sizeof (size_t));
  return MDM_OK;
}

/* *BETTER: is size S, leading from A to cell A + S of row NEXT, better than
   size OLD?  The balls cannot tell: decide by the coefficients.  */
static mdm_status
decide (int *better, const program_t *program, size_t next, size_t a, size_t s,
        size_t old)
{
  size_t values = program->values;
  const slong *row
      = program->coefficient + next * (program->length + 1) * values;
  MDM_LOGFORM (difference);
  mdm_status status;
  int order;

  for (size_t v = 0; v < values; v++)
    {
      slong c = row[(a + s) * values + v] - row[(a + old) * values + v];
      if (v == program->at[a])
        c += (slong) s - (slong) old;
      if (c != 0)
        mdm_logform_addmul_si (difference, program->value + v, c);
    }
  status = mdm_logform_sign (&order, difference);
  *better = program->sign * order < 0;
  return status;
}

/* Fill cell A of ROW from the row NEXT, with sizes up to MOST.  Larger sizes
   come first, so that of equal ones the largest stays.  */
static mdm_status
fill (program_t *program, size_t row, size_t next, size_t a, size_t most)
{
  size_t width = program->length + 1, values = program->values;
  arb_ptr cost = program->cost + next * width;
  const size_t *reachable = program->choice + next * width;
  arb_ptr cell = program->cost + row * width + a;
  size_t *choice = program->choice + row * width + a;
  size_t left = program->length - a;
  mdm_status status = MDM_OK;
  MDM_ARB (ball);

  *choice = 0;
  for (size_t s = left < most ? left : most; s >= 1 && status == MDM_OK; s--)
    {
      int better = *choice == 0;
      if (a + s < program->length && reachable[a + s] == 0)
        continue;
      arb_mul_ui (ball, program->d + a, s, PRECISION);
      arb_add (ball, ball, cost + a + s, PRECISION);
      if (!better && (arb_lt (ball, cell) || arb_gt (ball, cell)))
        better = program->sign > 0 ? arb_lt (ball, cell) : arb_gt (ball, cell);
      else if (!better)
        status = decide (&better, program, next, a, s, *choice);
      if (better && status == MDM_OK)
        {
          *choice = s;
          arb_swap (cell, ball);
        }
    }
  if (*choice > 0 && status == MDM_OK)
    {
      slong *to = program->coefficient + (row * width + a) * values;
      const slong *from
          = program->coefficient + (next * width + a + *choice) * values;
      for (size_t v = 0; v < values; v++)
        to[v] = from[v];
      if (program->at[a] < values)
        to[program->at[a]] += (slong) *choice;
    }
  return status;
}

/* Follow the choices from row ROW, 0 revealed; row - step is the next row
   (step 0: the same row again).  */
static void
follow (mdm_schedule_t schedule, const program_t *program, size_t row,
        size_t step)
{
  MDM_OWNED size_t *size = flint_malloc (program->length * sizeof (size_t));
  size_t steps = 0;

  for (size_t a = 0; a < program->length; row -= step)
    {
      size[steps] = program->choice[row * (program->length + 1) + a];
      a += size[steps++];
    }
  mdm_schedule_set_sizes (schedule, size, steps);
}

static mdm_status
undecided (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "two schedules could not be told apart within the "
                      "limits of precision");
}

mdm_status
mdm_optimal_best (mdm_schedule_struct *schedule, size_t most,
                  const mdm_curve_t curve, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  size_t length = curve->length;
  program_t program;
  /* Row t: exactly t steps are left.  In row 0 only F(L) = 0 exists, and it
     is there as every cell's initial 0.  */
  mdm_status status
      = program_init (&program, curve, most + 1, length, 1, limit, err);

  if (status != MDM_OK)
    return status;
  /* At least t - 1 positions must be left for the steps after.  */
  for (size_t t = 1; t <= most && status == MDM_OK; t++)
    for (size_t a = 0; a + t <= length && status == MDM_OK; a++)
      status = fill (&program, t, t - 1, a, length - a - t + 1);
  for (size_t t = 1; t <= most && status == MDM_OK; t++)
    follow (schedule + t - 1, &program, t, 1);
  program_clear (&program);
  return status == MDM_OK ? MDM_OK : undecided (err);
}

mdm_status
mdm_optimal_worst (mdm_schedule_t schedule, size_t smax,
                   const mdm_curve_t curve, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  size_t length = curve->length;
  size_t sizes = smax < length ? smax : length;
  program_t program;
  mdm_status status = program_init (&program, curve, 1, sizes, -1, limit, err);

  if (status != MDM_OK)
    return status;
  for (size_t a = length; a-- > 0 && status == MDM_OK;)
    status = fill (&program, 0, 0, a, sizes);
  if (status == MDM_OK)
    follow (schedule, &program, 0, 0);
  program_clear (&program);
  return status == MDM_OK ? MDM_OK : undecided (err);
}
