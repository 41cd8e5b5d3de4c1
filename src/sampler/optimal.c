#include <config.h>

#include "sampler/optimal.h"

#define PRECISION 128

/* A value s d_{a+1} + F(a+s) or F(a) with its ball.  */
typedef struct
{
  mdm_logform_t form;
  arb_t ball;
} cost_t;

/* The increments d_1..d_L at d[0..L) and one row of costs F(0..L) for each
   number of steps left; F(a) in row t is the best sum over t more steps that
   lead from a to L, and choice[a] the first of their sizes (0: none).  */
typedef struct
{
  size_t length, rows;
  int sign; /* 1: least is best, -1: greatest */
  cost_t *d;
  cost_t *cost;   /* rows * (length + 1) */
  size_t *choice; /* likewise */
} program_t;

static cost_t *
costs_init (size_t count)
{
  cost_t *cost = flint_malloc (count * sizeof (cost_t));

  for (size_t i = 0; i < count; i++)
    {
      mdm_logform_init (cost[i].form);
      arb_init (cost[i].ball);
    }
  return cost;
}

static void
costs_clear (cost_t *cost, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      mdm_logform_clear (cost[i].form);
      arb_clear (cost[i].ball);
    }
  flint_free (cost);
}

static void
program_init (program_t *program, const mdm_curve_t curve, size_t rows,
              int sign)
{
  size_t length = curve->length, cells = rows * (length + 1);

  program->length = length;
  program->rows = rows;
  program->sign = sign;
  program->d = costs_init (length);
  program->cost = costs_init (cells);
  program->choice = flint_calloc (cells, sizeof (size_t));
  for (size_t k = 1; k <= length; k++)
    {
      mdm_curve_increment (program->d[k - 1].form, curve, k);
      mdm_logform_get_arb (program->d[k - 1].ball, program->d[k - 1].form,
                           PRECISION);
    }
}

static void
program_clear (program_t *program)
{
  costs_clear (program->d, program->length);
  costs_clear (program->cost, program->rows * (program->length + 1));
  flint_free (program->choice);
}

/* *BETTER: is candidate size S, leading from A into row NEXT, better than
   size OLD?  BALL, OLD_BALL enclose the two sums.  */
static mdm_status
compare (int *better, const program_t *program, const cost_t *next, size_t a,
         size_t s, const arb_t ball, size_t old, const arb_t old_ball)
{
  mdm_logform_t difference;
  mdm_status status;
  int order;

  if (arb_lt (ball, old_ball) || arb_gt (ball, old_ball))
    {
      *better = program->sign > 0 ? arb_lt (ball, old_ball)
                                  : arb_gt (ball, old_ball);
      return MDM_OK;
    }
  mdm_logform_init (difference);
  mdm_logform_sub (difference, next[a + s].form, next[a + old].form);
  mdm_logform_addmul_si (difference, program->d[a].form,
                         (slong) s - (slong) old);
  status = mdm_logform_sign (&order, difference);
  *better = program->sign * order < 0;
  mdm_logform_clear (difference);
  return status;
}

/* Fill cell A of ROW from the row NEXT, with sizes up to MOST.  Larger sizes
   come first, so that of equal ones the largest stays.  */
static mdm_status
fill (program_t *program, size_t row, const cost_t *next,
      const size_t *reachable, size_t a, size_t most)
{
  cost_t *cell = program->cost + row * (program->length + 1) + a;
  size_t *choice = program->choice + row * (program->length + 1) + a;
  size_t left = program->length - a;
  mdm_status status = MDM_OK;
  arb_t ball;

  arb_init (ball);
  *choice = 0;
  for (size_t s = left < most ? left : most; s >= 1 && status == MDM_OK; s--)
    {
      int better = *choice == 0;
      if (a + s < program->length && reachable[a + s] == 0)
        continue;
      arb_mul_ui (ball, program->d[a].ball, s, PRECISION);
      arb_add (ball, ball, next[a + s].ball, PRECISION);
      if (!better)
        status = compare (&better, program, next, a, s, ball, *choice,
                          cell->ball);
      if (better && status == MDM_OK)
        {
          *choice = s;
          arb_swap (cell->ball, ball);
        }
    }
  if (*choice > 0 && status == MDM_OK)
    {
      mdm_logform_set (cell->form, next[a + *choice].form);
      mdm_logform_addmul_si (cell->form, program->d[a].form, (slong) *choice);
    }
  arb_clear (ball);
  return status;
}

/* Follow the choices from row ROW, 0 revealed; row - step is the next row
   (step 0: the same row again).  */
static void
follow (mdm_schedule_t schedule, const program_t *program, size_t row,
        size_t step)
{
  size_t *size = flint_malloc (program->length * sizeof (size_t));
  size_t steps = 0;

  for (size_t a = 0; a < program->length; row -= step)
    {
      size[steps] = program->choice[row * (program->length + 1) + a];
      a += size[steps++];
    }
  mdm_schedule_set_sizes (schedule, size, steps);
  flint_free (size);
}

static mdm_status
check_work (size_t length, size_t steps, size_t sizes,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t cells = mdm_work_mul (mdm_work_mul (length, steps), sizes);

  return mdm_limit_check (limit, "the search for an extreme schedule",
                          mdm_work_mul (cells, MDM_CELLS_PER_FRACTION),
                          mdm_work_mul (mdm_work_mul (length + 1, steps), 256),
                          err);
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
  size_t length = curve->length, width = length + 1;
  mdm_status status = check_work (length, most, length, limit, err);
  program_t program;

  if (status != MDM_OK)
    return status;
  /* Row t: exactly t steps are left.  In row 0 only F(L) = 0 exists, and it
     is there as every cell's initial 0.  */
  program_init (&program, curve, most + 1, 1);
  for (size_t t = 1; t <= most && status == MDM_OK; t++)
    for (size_t a = 0; a + t <= length && status == MDM_OK; a++)
      {
        const cost_t *next = program.cost + (t - 1) * width;
        const size_t *reachable = program.choice + (t - 1) * width;
        /* At least t - 1 positions must be left for the steps after.  */
        if (t == 1)
          status = fill (&program, t, next, reachable, a, length - a);
        else
          status = fill (&program, t, next, reachable, a, length - a - t + 1);
      }
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
  mdm_status status = check_work (length, 1, sizes, limit, err);
  program_t program;

  if (status != MDM_OK)
    return status;
  program_init (&program, curve, 1, -1);
  for (size_t a = length; a-- > 0 && status == MDM_OK;)
    status = fill (&program, 0, program.cost, program.choice, a, sizes);
  if (status == MDM_OK)
    follow (schedule, &program, 0, 0);
  program_clear (&program);
  return status == MDM_OK ? MDM_OK : undecided (err);
}
