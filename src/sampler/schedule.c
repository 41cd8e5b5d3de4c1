#include <config.h>

#include "sampler/schedule.h"

#include "exact/scoped.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
mdm_schedule_init (mdm_schedule_t schedule)
{
  memset (schedule, 0, sizeof *schedule);
  fmpq_init (schedule->eps);
  mdm_logform_init (schedule->bound);
  mdm_schedule_set_name (schedule, "");
}

/* Free what says which positions are drawn; NAME stays.  */
static void
clear_steps (mdm_schedule_t schedule)
{
  flint_free (schedule->size);
  flint_free (schedule->position);
  if (schedule->step != NULL)
    _fmpq_vec_clear (schedule->step, (slong) schedule->steps);
  if (schedule->weight != NULL)
    _fmpq_vec_clear (schedule->weight, (slong) schedule->parts);
  for (size_t i = 0; i < schedule->parts; i++)
    mdm_schedule_clear (schedule->part + i);
  flint_free (schedule->part);
  if (schedule->policy != NULL)
    mdm_policy_clear (schedule->policy);
  flint_free (schedule->policy);
  schedule->policy = NULL;
  schedule->size = schedule->position = NULL;
  schedule->step = schedule->weight = NULL;
  schedule->part = NULL;
  schedule->parts = schedule->steps = 0;
  schedule->smax = schedule->smin = 0;
  schedule->correlation = MDM_CORRELATION_NONE;
}

void
mdm_schedule_clear (mdm_schedule_t schedule)
{
  clear_steps (schedule);
  flint_free (schedule->name);
  fmpq_clear (schedule->eps);
  mdm_logform_clear (schedule->bound);
}

void
mdm_schedule_swap (mdm_schedule_t x, mdm_schedule_t y)
{
  mdm_schedule_struct t = *x;

  *x = *y;
  *y = t;
}

void
mdm_schedule_set_name (mdm_schedule_t schedule, const char *name)
{
  char *copy = flint_malloc (strlen (name) + 1);

  strcpy (copy, name);
  flint_free (schedule->name);
  schedule->name = copy;
}

size_t
mdm_schedule_draws (const mdm_schedule_t schedule)
{
  size_t draws = 0;

  for (size_t t = 0; t < schedule->steps && schedule->parts == 0; t++)
    draws += schedule->kind == MDM_SCHEDULE_IID
                 ? !fmpq_is_zero (schedule->step + t)
                 : schedule->size[t] > 0;
  return draws;
}

char *
mdm_schedule_sizes_str (const mdm_schedule_t schedule)
{
  char *text = flint_malloc (21 * schedule->steps + 1), *p = text;

  *p = '\0';
  for (size_t t = 0; t < schedule->steps; t++)
    p += sprintf (p, "%s%zu", t == 0 ? "" : ",", schedule->size[t]);
  return text;
}

/* Set the sizes and what follows from them.  */
static void
set_sizes (mdm_schedule_t schedule, mdm_schedule_kind kind, const size_t *size,
           size_t steps)
{
  size_t *copy = flint_malloc ((steps + 1) * sizeof (size_t));

  memcpy (copy, size, steps * sizeof (size_t));
  clear_steps (schedule);
  schedule->kind = kind;
  schedule->size = copy;
  schedule->steps = steps;
  schedule->length = 0;
  schedule->smax = 0;
  schedule->smin = steps == 0 ? 0 : SIZE_MAX;
  for (size_t t = 0; t < steps; t++)
    {
      schedule->length += copy[t];
      if (copy[t] > schedule->smax)
        schedule->smax = copy[t];
      if (copy[t] < schedule->smin)
        schedule->smin = copy[t];
    }
}

void
mdm_schedule_set_sizes (mdm_schedule_t schedule, const size_t *size,
                        size_t steps)
{
  set_sizes (schedule, MDM_SCHEDULE_SIZES, size, steps);
  flint_free (schedule->name);
  schedule->name = mdm_schedule_sizes_str (schedule);
}

void
mdm_schedule_set_blocks (mdm_schedule_t schedule, const size_t *size,
                         size_t steps, const size_t *position)
{
  set_sizes (schedule, MDM_SCHEDULE_BLOCKS, size, steps);
  schedule->position = flint_malloc (schedule->length * sizeof (size_t));
  memcpy (schedule->position, position, schedule->length * sizeof (size_t));
}

void
mdm_schedule_set_iid (mdm_schedule_t schedule, size_t length, const fmpq *step,
                      size_t steps)
{
  fmpq *copy = _fmpq_vec_init ((slong) steps);

  for (size_t t = 0; t < steps; t++)
    fmpq_set (copy + t, step + t);
  clear_steps (schedule);
  schedule->kind = MDM_SCHEDULE_IID;
  schedule->length = length;
  schedule->steps = steps;
  schedule->step = copy;
}

void
mdm_schedule_set_iid_uniform (mdm_schedule_t schedule, size_t length,
                              size_t steps)
{
  MDM_FMPQ_VEC (step, steps);

  for (size_t t = 0; t < steps; t++)
    fmpq_set_ui (step + t, 1, steps);
  mdm_schedule_set_iid (schedule, length, step, steps);
}

void
mdm_schedule_set_mixed (mdm_schedule_t schedule,
                        const mdm_schedule_struct *part, const fmpq *weight,
                        size_t count)
{
  mdm_schedule_struct *copy;

  if (count == 1)
    {
      mdm_schedule_set_sizes (schedule, part->size, part->steps);
      return;
    }
  copy = flint_malloc (count * sizeof *copy);
  clear_steps (schedule);
  schedule->kind = MDM_SCHEDULE_MIXED;
  schedule->length = part->length;
  schedule->steps = part->steps;
  schedule->parts = count;
  schedule->part = copy;
  schedule->weight = _fmpq_vec_init ((slong) count);
  for (size_t i = 0; i < count; i++)
    {
      mdm_schedule_init (copy + i);
      mdm_schedule_set_sizes (copy + i, part[i].size, part[i].steps);
      fmpq_set (schedule->weight + i, weight + i);
      if (part[i].steps != part->steps)
        schedule->steps = 0;
    }
}

/* Let SCHEDULE, of a policy, know that K positions are drawn at random as long
   as there are so many.  */
static void
set_process (mdm_schedule_t schedule, size_t k)
{
  size_t length = schedule->length, steps = (length + k - 1) / k;
  MDM_OWNED size_t *size = flint_malloc (steps * sizeof (size_t));

  for (size_t t = 0; t < steps; t++)
    size[t] = t + 1 < steps ? k : length - t * k;
  schedule->parts = 1;
  schedule->part = flint_malloc (sizeof *schedule->part);
  mdm_schedule_init (schedule->part);
  mdm_schedule_set_sizes (schedule->part, size, steps);
}

void
mdm_schedule_set_policy (mdm_schedule_t schedule, size_t length,
                         mdm_policy_t policy)
{
  mdm_policy_struct *own = flint_malloc (sizeof *own);
  size_t k = mdm_policy_blind_size (policy, length);

  mdm_policy_init (own);
  mdm_policy_swap (own, policy);
  clear_steps (schedule);
  schedule->kind = MDM_SCHEDULE_POLICY;
  schedule->length = length;
  schedule->policy = own;
  if (k > 0)
    set_process (schedule, k);
}

const mdm_schedule_struct *
mdm_schedule_process (const mdm_schedule_struct *schedule)
{
  return schedule != NULL && schedule->kind == MDM_SCHEDULE_POLICY
                 && schedule->parts == 1
             ? schedule->part
             : schedule;
}

int
mdm_schedule_is_exchangeable (const mdm_schedule_t schedule)
{
  return schedule->kind != MDM_SCHEDULE_BLOCKS
         && schedule->kind != MDM_SCHEDULE_POLICY;
}

void
mdm_schedule_set_balanced (mdm_schedule_t schedule, size_t length,
                           size_t steps)
{
  MDM_OWNED size_t *size = flint_malloc (steps * sizeof (size_t));

  for (size_t t = 0; t < steps; t++)
    size[t] = length / steps + (t < length % steps);
  mdm_schedule_set_sizes (schedule, size, steps);
}

void
mdm_schedule_set_autoregressive (mdm_schedule_t schedule, size_t length)
{
  mdm_schedule_set_balanced (schedule, length, length);
}

/* floor (L cos (pi t / 2T)), 0 <= t <= T.  The cosine of a rational multiple
   of pi in [0, pi/2] is rational only at 0, pi/3 and pi/2 (Niven); there the
   value is exact, elsewhere it is no integer and a ball of enough bits has
   one floor.  */
static size_t
cosine_masked (size_t length, size_t t, size_t steps)
{
  MDM_ARB (x);
  MDM_FMPQ (angle);
  MDM_FMPZ (floor);
  size_t masked;

  if (t == 0)
    return length;
  if (t == steps)
    return 0;
  if (3 * t == 2 * steps)
    return length / 2;
  fmpq_set_ui (angle, t, 2 * steps);
  fmpq_canonicalise (angle);
  for (slong prec = 64;; prec *= 2)
    {
      arb_cos_pi_fmpq (x, angle, prec);
      arb_mul_ui (x, x, length, prec);
      arb_floor (x, x, prec);
      if (arb_get_unique_fmpz (floor, x))
        break;
    }
  masked = fmpz_get_ui (floor);
  return masked;
}

/* floor (L (T - t) / T).  */
static size_t
linear_masked (size_t length, size_t t, size_t steps)
{
  MDM_FMPZ (masked);

  fmpz_set_ui (masked, length);
  fmpz_mul_ui (masked, masked, steps - t);
  fmpz_fdiv_q_ui (masked, masked, steps);
  return fmpz_get_ui (masked);
}

/* The sizes that leave MASKED (L, t, T) positions after step t.  */
static void
set_masked (mdm_schedule_t schedule, size_t length, size_t steps,
            size_t (*masked) (size_t length, size_t t, size_t steps))
{
  MDM_OWNED size_t *size = flint_malloc (steps * sizeof (size_t));
  size_t before = length;

  for (size_t t = 1; t <= steps; t++)
    {
      size_t after = masked (length, t, steps);
      size[t - 1] = before - after;
      before = after;
    }
  mdm_schedule_set_sizes (schedule, size, steps);
}

void
mdm_schedule_set_cosine (mdm_schedule_t schedule, size_t length, size_t steps)
{
  set_masked (schedule, length, steps, cosine_masked);
}

void
mdm_schedule_set_loglinear (mdm_schedule_t schedule, size_t length,
                            size_t steps)
{
  set_masked (schedule, length, steps, linear_masked);
}

/* Fractions of a masking schedule are rounded down to a multiple of its
   inverse.  */
#define MASKED_FRACTIONS 1000000

void
mdm_schedule_set_iid_cosine (mdm_schedule_t schedule, size_t length,
                             size_t steps)
{
  size_t before = MASKED_FRACTIONS;
  MDM_FMPQ_VEC (step, steps);

  for (size_t t = 1; t <= steps; t++)
    {
      size_t after = cosine_masked (MASKED_FRACTIONS, t, steps);
      fmpq_set_ui (step + t - 1, before - after, MASKED_FRACTIONS);
      fmpq_canonicalise (step + t - 1);
      before = after;
    }
  mdm_schedule_set_iid (schedule, length, step, steps);
}

/* The largest l >= 0 with (zeta / (zeta-1))^l <= bound, for 2 <= zeta and
   bound >= 1.  For zeta > 2 and l >= 1 that power is no integer (its
   denominator (zeta-1)^l is not 1), so the quotient of the logarithms is no
   integer and a ball of enough bits has one floor.  */
static size_t
power_bound (ulong zeta, ulong bound)
{
  MDM_ARB (x);
  MDM_ARB (y);
  MDM_FMPZ (floor);
  size_t l;

  if (bound == 1)
    return 0;
  if (zeta == 2)
    fmpz_set_ui (floor, FLINT_BIT_COUNT (bound) - 1);
  else
    for (slong prec = 64;; prec *= 2)
      {
        arb_log_ui (x, zeta, prec);
        arb_log_ui (y, zeta - 1, prec);
        arb_sub (y, x, y, prec);
        arb_log_ui (x, bound, prec);
        arb_div (x, x, y, prec);
        arb_floor (x, x, prec);
        if (arb_get_unique_fmpz (floor, x))
          break;
      }
  l = fmpz_get_ui (floor);
  return l;
}

void
mdm_schedule_set_correlation (mdm_schedule_t schedule, size_t length,
                              const fmpz_t zeta, int dual)
{
  size_t *size, lambda, steps = 0, revealed = 0;
  ulong z;

  if (fmpz_cmp_ui (zeta, length + 1) >= 0)
    {
      mdm_schedule_set_autoregressive (schedule, length);
      return;
    }
  z = fmpz_get_ui (zeta);
  lambda = power_bound (z, length - z + 1) + 2;
  size = flint_malloc ((lambda + length) * sizeof (size_t));
  for (; steps < lambda; steps++)
    {
      /* floor (N + (L - N) / zeta) = N + floor ((L - N) / zeta).  */
      size[steps] = (length - revealed) / z;
      revealed += size[steps];
    }
  for (; revealed < length; revealed++)
    size[steps++] = 1;
  if (dual)
    for (size_t t = 0; t < steps / 2; t++)
      {
        size_t swap = size[t];
        size[t] = size[steps - 1 - t];
        size[steps - 1 - t] = swap;
      }
  mdm_schedule_set_sizes (schedule, size, steps);
  flint_free (size);
}

size_t
mdm_schedule_made_zeros (const mdm_schedule_t schedule)
{
  size_t zeros = 0;

  if (schedule->size == NULL || schedule->smin > 0
      || schedule->name[strspn (schedule->name, "0123456789,")] == '\0')
    return 0;
  for (size_t t = 0; t < schedule->steps; t++)
    zeros += schedule->size[t] == 0;
  return zeros;
}
