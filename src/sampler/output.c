#include <config.h>

#include "sampler/output.h"

#include "sampler/multimodular.h"
#include "sampler/view.h"

#include <assert.h>
#include <string.h>

mdm_status
mdm_output_grid (mdm_law_t grid, const mdm_law_t law, const mdm_limit_t *limit,
                 mdm_err_t *err)
{
  uint64_t rows = mdm_work_pow (law->vocab, law->length);
  uint64_t bytes = mdm_work_mul (rows, 2 * law->length + sizeof (fmpz));
  mdm_status status
      = mdm_limit_check (limit, "listing every sequence", rows, bytes, err);
  size_t next = 0, length = law->length;
  uint16_t *x;

  if (status != MDM_OK)
    return status;
  mdm_law_clear (grid);
  mdm_law_init (grid);
  grid->vocab = law->vocab;
  grid->length = length;
  grid->support = (size_t) rows;
  grid->row = flint_malloc (rows * length * sizeof (uint16_t));
  grid->weight = flint_calloc (rows, sizeof (fmpz));
  fmpz_set (grid->total, law->total);
  grid->listed = 1;
  /* Count through all sequences; the rows of LAW come in the same order.  */
  x = flint_calloc (length, sizeof (uint16_t));
  for (size_t i = 0; i < rows; i++)
    {
      memcpy (grid->row + i * length, x, length * sizeof (uint16_t));
      if (next < law->support
          && memcmp (x, mdm_law_row (law, next), length * sizeof (uint16_t))
                 == 0)
        fmpz_set (grid->weight + i, law->weight + next++);
      for (size_t j = length; j-- > 0;)
        {
          if (++x[j] < law->vocab)
            break;
          x[j] = 0;
        }
    }
  flint_free (x);
  return MDM_OK;
}

/* So few fractions are done before primes are found.  */
#define FEW_FRACTIONS 2000

/* Multiply G by prod_{i in D} p^(x_i | x_R), x the row ROW, the factors being
   SAID of the views of R u {i}.  The product is reduced once.  */
static void
draw (fmpq_t g, const fmpq *const *said, const mdm_view_t *const *over,
      size_t drawn, size_t row)
{
  fmpz_t a, b;

  fmpz_init_set (a, fmpq_numref (g));
  fmpz_init_set (b, fmpq_denref (g));
  for (size_t j = 0; j < drawn; j++)
    {
      const fmpq *factor = said[j] + over[j]->classes->id[row];
      fmpz_mul (a, a, fmpq_numref (factor));
      fmpz_mul (b, b, fmpq_denref (factor));
    }
  fmpq_set_fmpz_frac (g, a, b);
  fmpz_clear (a);
  fmpz_clear (b);
}

/* Add to set number K of level TO what comes from set number R of level FROM
   in one step, times FACTOR; OVER is the level of one position more than
   FROM.  FIRST are the first rows of the classes of set K.  */
static void
step_from (mdm_level_t *to, size_t k, const size_t *first,
           const mdm_level_t *from, size_t r, const mdm_level_t *over,
           const fmpq_t factor)
{
  uint64_t revealed = from->set[r], left = to->set[k] & ~revealed;
  const mdm_agreement_struct *classes = to->view[k].classes;
  const mdm_view_t *views[64];
  const fmpq *said[64];
  size_t drawn = 0;
  fmpq_t g;

  for (; left != 0; left &= left - 1)
    {
      uint64_t low = left & -left;
      views[drawn] = over->view + mdm_level_find (over, revealed | low);
      said[drawn++] = from->said[r * from->length + FLINT_BIT_COUNT (low) - 1];
    }
  fmpq_init (g);
  for (size_t c = 0; c < classes->count; c++)
    {
      size_t row = first[c];
      fmpq_mul (g, from->f[r] + from->view[r].classes->id[row], factor);
      if (fmpq_is_zero (g))
        continue;
      draw (g, said, views, drawn, row);
      fmpq_add (to->f[k] + c, to->f[k] + c, g);
    }
  fmpq_clear (g);
}

/* The step of the program from level FROM into all sets of level TO; each set
   is the next with probability FACTOR.  */
static void
step_level (mdm_level_t *to, const mdm_level_t *from, const mdm_level_t *over,
            const fmpq_t factor)
{
  for (size_t k = 0; k < to->count; k++)
    {
      uint64_t all = to->set[k];
      size_t *first
          = flint_malloc (to->view[k].classes->count * sizeof (size_t));
      mdm_view_first_rows (first, to->view + k);
      for (size_t r = 0; r < from->count; r++)
        if ((from->set[r] & ~all) == 0)
          step_from (to, k, first, from, r, over, factor);
      flint_free (first);
    }
}

/* P[i] += WEIGHT times p_Y of the sizes of SCHEDULE: from the level of nothing
   revealed to that of everything.  */
static mdm_status
average (fmpq *p, const mdm_prediction_t *prediction,
         const mdm_schedule_t schedule, const fmpq_t weight, mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  mdm_level_t from, over, to;
  fmpq_t factor;
  mdm_status status = MDM_OK;

  fmpq_init (factor);
  mdm_level_init (&from, law, 0);
  mdm_level_add_numbers (&from);
  fmpq_set (from.f[0], weight);
  for (size_t t = 0; t < schedule->steps && status == MDM_OK; t++)
    {
      if (schedule->size[t] == 0)
        continue;
      mdm_level_init (&over, law, from.size + 1);
      status = mdm_level_add_said (&from, &over, prediction, err);
      mdm_level_init (&to, law, from.size + schedule->size[t]);
      mdm_level_add_numbers (&to);
      fmpz_one (fmpq_numref (factor));
      fmpz_bin_uiui (fmpq_denref (factor), law->length - from.size,
                     schedule->size[t]);
      if (status == MDM_OK)
        step_level (&to, &from, &over, factor);
      mdm_level_clear (&from);
      mdm_level_clear (&over);
      from = to;
    }
  for (size_t i = 0; i < law->support && status == MDM_OK; i++)
    fmpq_add (p + i, p + i, from.f[0] + from.view[0].classes->id[i]);
  mdm_level_clear (&from);
  fmpq_clear (factor);
  return status;
}

/* Move the numbers of the levels LEVEL[0..L] on by the step of independent
   unmask times at which a masked token unmasks with probability CHANCE.  */
static void
step_iid (mdm_level_t *level, const fmpq_t chance)
{
  size_t length = level->length;
  fmpq **old[64];
  fmpq_t stay, factor, power;

  fmpq_init (stay);
  fmpq_init (factor);
  fmpq_init (power);
  fmpq_sub_si (stay, chance, 1);
  fmpq_neg (stay, stay);
  for (size_t n = 0; n <= length; n++)
    {
      old[n] = level[n].f;
      mdm_level_add_numbers (level + n);
    }
  for (size_t n = 0; n <= length; n++)
    for (size_t m = 0; m <= n; m++)
      {
        mdm_level_t from = level[m];
        from.f = old[m];
        if (n > m && from.said == NULL)
          continue; /* nothing is revealed before a single step */
        fmpq_pow_si (factor, chance, (slong) (n - m));
        fmpq_pow_si (power, stay, (slong) (length - n));
        fmpq_mul (factor, factor, power);
        if (!fmpq_is_zero (factor))
          step_level (level + n, &from, m < length ? level + m + 1 : NULL,
                      factor);
      }
  for (size_t n = 0; n <= length; n++)
    {
      for (size_t k = 0; k < level[n].count; k++)
        _fmpq_vec_clear (old[n][k], (slong) level[n].view[k].classes->count);
      flint_free (old[n]);
    }
  fmpq_clear (stay);
  fmpq_clear (factor);
  fmpq_clear (power);
}

/* p_Y of independent unmask times.  */
static mdm_status
independent (fmpq *p, const mdm_prediction_t *prediction,
             const mdm_schedule_t schedule, mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  size_t length = law->length;
  mdm_level_t level[64];
  fmpq_t masked, chance;
  size_t possible = 0;
  mdm_status status = MDM_OK;

  fmpq_init (masked);
  fmpq_init (chance);
  fmpq_one (masked);
  for (size_t t = 0; t < schedule->steps; t++)
    possible += !fmpq_is_zero (schedule->step + t);
  for (size_t n = 0; n <= length; n++)
    {
      mdm_level_init (level + n, law, n);
      mdm_level_add_numbers (level + n);
    }
  /* A single step draws all; two reveal any set between them.  */
  for (size_t n = 0; n < (possible > 1 ? length : 1) && status == MDM_OK; n++)
    status = mdm_level_add_said (level + n, level + n + 1, prediction, err);
  fmpq_one (level[0].f[0]);
  for (size_t t = 0; t < schedule->steps && status == MDM_OK; t++)
    {
      if (fmpq_is_zero (schedule->step + t))
        continue;
      fmpq_div (chance, schedule->step + t, masked);
      fmpq_sub (masked, masked, schedule->step + t);
      step_iid (level, chance);
    }
  for (size_t i = 0; i < law->support && status == MDM_OK; i++)
    fmpq_set (p + i,
              level[length].f[0] + level[length].view[0].classes->id[i]);
  for (size_t n = 0; n <= length; n++)
    mdm_level_clear (level + n);
  fmpq_clear (masked);
  fmpq_clear (chance);
  return status;
}

/* Multiply P[i] by what is said of POSITION given what BEFORE shows.  */
static mdm_status
draw_one (fmpq *p, const mdm_prediction_t *prediction,
          const mdm_view_t *before, const char *revealed, size_t position,
          mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  mdm_view_t after;
  const mdm_view_t *over = &after;
  fmpq *said;
  const fmpq *lent;
  mdm_status status;

  mdm_view_init_more (&after, before, law, position);
  lent = said = _fmpq_vec_init ((slong) after.classes->count);
  status = mdm_prediction_said (said, prediction, before->classes,
                                before->weight, after.classes, after.weight,
                                revealed, position, err);
  for (size_t i = 0; i < law->support && status == MDM_OK; i++)
    draw (p + i, &lent, &over, 1, i);
  _fmpq_vec_clear (said, (slong) after.classes->count);
  mdm_view_clear (&after);
  return status;
}

/* p_{Y|M} of the blocks of SCHEDULE.  */
static mdm_status
one_partition (fmpq *p, const mdm_prediction_t *prediction,
               const mdm_schedule_t schedule, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  const size_t *position = schedule->position;
  char *revealed = flint_calloc (law->length, 1);
  uint64_t set = 0;
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < law->support; i++)
    fmpq_one (p + i);
  for (size_t t = 0; t < schedule->steps && status == MDM_OK; t++)
    {
      mdm_view_t before;
      mdm_view_init (&before, law, set);
      for (size_t j = 0; j < schedule->size[t] && status == MDM_OK; j++)
        status = draw_one (p, prediction, &before, revealed, position[j], err);
      mdm_view_clear (&before);
      for (size_t j = 0; j < schedule->size[t]; j++, position++)
        {
          revealed[*position] = 1;
          set |= UINT64_C (1) << *position;
        }
      mdm_progress_tell (limit->progress, "the output law", t + 1,
                         schedule->steps);
    }
  flint_free (revealed);
  return status;
}

/* Fractions that the program computes: for each step the pairs R in R'
   times the classes of R' (at most ROWS), times the tokens drawn.  */
static uint64_t
fractions (const mdm_schedule_t schedule)
{
  uint64_t sum = 0, pairs;
  size_t length = schedule->length, revealed = 0, steps = 0;

  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      /* Every pair of sets, one within the other: 3^L; and L/3 of the tokens
         are drawn in the mean over them.  */
      for (size_t t = 0; t < schedule->steps; t++)
        steps += !fmpq_is_zero (schedule->step + t);
      return mdm_work_mul (
          mdm_work_mul (mdm_work_pow (3, length), (length + 2) / 3 + 1),
          steps);
    }
  for (size_t i = 0; i < schedule->parts; i++)
    sum = mdm_work_add (sum, fractions (schedule->part + i));
  for (size_t t = 0; t < schedule->steps && schedule->parts == 0; t++)
    {
      size_t s = schedule->size[t];
      pairs = schedule->kind == MDM_SCHEDULE_BLOCKS
                  ? 1
                  : mdm_work_mul (mdm_work_binomial (length, revealed),
                                  mdm_work_binomial (length - revealed, s));
      sum = mdm_work_add (sum, mdm_work_mul (pairs, s));
      revealed += s;
    }
  return sum;
}

uint64_t
mdm_output_cells (uint64_t rows, const mdm_schedule_t schedule)
{
  return mdm_work_mul (mdm_work_mul (fractions (schedule), rows),
                       MDM_CELLS_PER_FRACTION);
}

/* What is held at once, in fractions for each row: the classes, weights and
   probabilities of the sets of up to three levels, and what is said of each
   position after those of the first.  */
static uint64_t
fractions_held (const mdm_schedule_t schedule)
{
  uint64_t most = 0, all;
  size_t length = schedule->length, revealed = 0;

  if (schedule->kind == MDM_SCHEDULE_IID)
    return mdm_work_mul (mdm_work_pow (2, length), length + 2);
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    return 3;
  for (size_t i = 0; i < schedule->parts; i++)
    {
      all = fractions_held (schedule->part + i);
      most = all > most ? all : most;
    }
  for (size_t t = 0; t < schedule->steps && schedule->parts == 0; t++)
    {
      all = mdm_work_add (
          mdm_work_mul (mdm_work_binomial (length, revealed),
                        length - revealed + 1),
          mdm_work_add (
              mdm_work_binomial (length, revealed + 1),
              mdm_work_binomial (length, revealed + schedule->size[t])));
      most = all > most ? all : most;
      revealed += schedule->size[t];
    }
  return most;
}

/* P for the kind of SCHEDULE.  */
static mdm_status
compute (fmpq *p, const mdm_prediction_t *prediction,
         const mdm_schedule_t schedule, const mdm_limit_t *limit,
         mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  fmpq_t one;

  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    return one_partition (p, prediction, schedule, limit, err);
  if (schedule->kind == MDM_SCHEDULE_IID)
    return independent (p, prediction, schedule, err);
  for (size_t i = 0; i < prediction->rows->support; i++)
    fmpq_zero (p + i);
  fmpq_init (one);
  fmpq_one (one);
  if (schedule->kind == MDM_SCHEDULE_SIZES)
    status = average (p, prediction, schedule, one, err);
  for (size_t i = 0; i < schedule->parts && status == MDM_OK; i++)
    status = average (p, prediction, schedule->part + i, schedule->weight + i,
                      err);
  fmpq_clear (one);
  return status;
}

/* However high the user sets the limits: sets are bit masks here.  */
static mdm_status
check_length (const mdm_prediction_t *prediction, mdm_err_t *err)
{
  if (prediction->rows->length < 63)
    return MDM_OK;
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "the output law is computed for lengths below 63");
}

mdm_status
mdm_output_by_fractions (fmpq *p, const mdm_prediction_t *prediction,
                         const mdm_schedule_t schedule,
                         const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t rows = prediction->rows->support;
  mdm_status status;

  assert (schedule->length == prediction->rows->length);
  status = mdm_limit_check (
      limit, "the output law", mdm_output_cells (rows, schedule),
      mdm_work_mul (mdm_work_mul (fractions_held (schedule), rows), 48), err);
  if (status == MDM_OK)
    status = check_length (prediction, err);
  if (status == MDM_OK)
    status = compute (p, prediction, schedule, limit, err);
  return status;
}

mdm_status
mdm_output_predicted (fmpq *p, const mdm_prediction_t *prediction,
                      const mdm_schedule_t schedule, const mdm_limit_t *limit,
                      mdm_err_t *err)
{
  uint64_t work
      = mdm_work_mul (fractions (schedule), prediction->rows->support);
  mdm_status status;

  if (schedule->kind == MDM_SCHEDULE_BLOCKS || work < FEW_FRACTIONS)
    return mdm_output_by_fractions (p, prediction, schedule, limit, err);
  assert (schedule->length == prediction->rows->length);
  status = check_length (prediction, err);
  if (status == MDM_OK)
    status = mdm_multimodular_output (p, prediction, schedule, limit, err);
  return status;
}

mdm_status
mdm_output_law (fmpq *p, const mdm_law_t law, const mdm_schedule_t schedule,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_prediction_t prediction;
  mdm_status status
      = mdm_prediction_init (&prediction, law, law, NULL, limit, err);

  assert (law->listed);
  if (status == MDM_OK)
    status = mdm_output_predicted (p, &prediction, schedule, limit, err);
  mdm_prediction_clear (&prediction);
  return status;
}
