#include <config.h>

#include "sampler/shuffle.h"

#include "exact/fixed.h"
#include "exact/logsum.h"
#include "exact/scoped.h"

/* Logarithms are in units of 2^-BITS, so that F(m,t) is less than 2 m units
   too small; n log n fits.  */
#define BITS 80

typedef struct
{
  mdm_shuffle_t *shuffle;
  mdm_wide_signed_t *log;  /* of m */
  mdm_wide_signed_t *cost; /* F(m,t) at cost[t * (n+1) + m] */
} program_t;

static void
program_clear (program_t *program)
{
  flint_free (program->log);
  flint_free (program->cost);
}

void
mdm_shuffle_clear (mdm_shuffle_t *shuffle)
{
  flint_free (shuffle->first);
}

static void
set_logarithms (program_t *program)
{
  size_t n = program->shuffle->n;
  MDM_ARB (x);

  program->log = flint_calloc (n + 1, sizeof *program->log);
  for (size_t m = 2; m <= n; m++)
    {
      arb_log_ui (x, m, BITS + 80);
      program->log[m] = mdm_fixed_from_arb (x, BITS);
    }
}

/* RES *= exp of what drawing FIRST of M, and then the best T - 1 sizes,
   costs.  */
static void
multiply (fmpz_t res, const mdm_shuffle_t *shuffle, size_t m, size_t t,
          size_t first)
{
  MDM_FMPZ (power);

  for (;;)
    {
      fmpz_ui_pow_ui (power, m, first);
      fmpz_mul (res, res, power);
      m -= first;
      t--;
      if (m == 0)
        break;
      first = shuffle->first[t * (shuffle->n + 1) + m];
    }
}

/* Is the first size X strictly better than Y?  The balls cannot tell.  */
static int
is_better (const mdm_shuffle_t *shuffle, size_t m, size_t t, size_t x,
           size_t y)
{
  MDM_FMPZ (a);
  MDM_FMPZ (b);

  fmpz_one (a);
  fmpz_one (b);
  multiply (a, shuffle, m, t, x);
  multiply (b, shuffle, m, t, y);
  return fmpz_cmp (a, b) < 0;
}

/* The best first of T sizes of M.  Larger ones are tried first.  */
static void
choose (program_t *program, size_t m, size_t t)
{
  mdm_shuffle_t *shuffle = program->shuffle;
  size_t width = shuffle->n + 1, best = 0;
  const mdm_wide_signed_t *next = program->cost + (t - 1) * width;
  mdm_wide_signed_t near = 4 * (mdm_wide_signed_t) m, least = 0;

  for (size_t first = t == 1 ? m : m - t + 1; first >= 1; first--)
    {
      mdm_wide_signed_t x
          = (mdm_wide_signed_t) first * program->log[m] + next[m - first];
      if (best == 0 || x < least - near
          || (x <= least + near && is_better (shuffle, m, t, first, best)))
        {
          best = first;
          least = x;
        }
      if (t == 1)
        break;
    }
  program->cost[t * width + m] = least;
  shuffle->first[t * width + m] = (uint32_t) best;
}

mdm_status
mdm_shuffle_set (mdm_shuffle_t *shuffle, size_t n, size_t most,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t cells = (most + 1) * (n + 1);
  program_t own = { .shuffle = shuffle };
  MDM_CLEARED (program, program_t, program_clear);

  *program = own;
  *shuffle = (mdm_shuffle_t){ n, most, NULL };
  MDM_TRY (mdm_limit_check (
      limit, "the best sizes for permutations",
      mdm_work_mul (mdm_work_mul (n, n), mdm_work_mul (most, 10)),
      mdm_work_mul (mdm_work_mul (n + 1, most + 1), 20), err));
  shuffle->first = flint_calloc (cells, sizeof *shuffle->first);
  program->cost = flint_calloc (cells, sizeof *program->cost);
  set_logarithms (program);
  for (size_t t = 1; t <= most; t++)
    for (size_t m = t; m <= n; m++)
      choose (program, m, t);
  return MDM_OK;
}

void
mdm_shuffle_sizes (size_t *size, const mdm_shuffle_t *shuffle, size_t t)
{
  for (size_t m = shuffle->n; m > 0; m -= *size++, t--)
    *size = shuffle->first[t * (shuffle->n + 1) + m];
}

void
mdm_shuffle_power (fmpz_t res, const mdm_shuffle_t *shuffle, size_t t)
{
  fmpz_one (res);
  multiply (res, shuffle, shuffle->n, t,
            shuffle->first[t * (shuffle->n + 1) + shuffle->n]);
}

void
mdm_shuffle_error (mdm_logform_t res, const mdm_shuffle_t *shuffle, size_t t)
{
  MDM_LOGSUM (sum);
  MDM_FMPZ (c);
  MDM_FMPZ (m);
  MDM_FMPZ (one);

  fmpz_one (one);
  for (size_t left = shuffle->n; left > 0; t--)
    {
      size_t first = shuffle->first[t * (shuffle->n + 1) + left];
      fmpz_set_ui (c, first);
      fmpz_set_ui (m, left);
      mdm_logsum_add (sum, c, m);
      left -= first;
    }
  fmpz_set_si (c, -1);
  for (size_t k = 2; k <= shuffle->n; k++)
    {
      fmpz_set_ui (m, k);
      mdm_logsum_add (sum, c, m);
    }
  mdm_logsum_get (res, sum, one);
}
