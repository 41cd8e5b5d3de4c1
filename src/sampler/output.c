#include <config.h>

#include "sampler/output.h"

#include "info/agreement.h"

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

/* One set of positions: the classes of rows that agree there, and their
   weights.  */
typedef struct
{
  mdm_agreement_t classes;
  fmpz *weight;
} view_t;

static void
view_init (view_t *view, const mdm_law_t law, uint64_t set)
{
  mdm_agreement_init (view->classes, law);
  for (size_t i = 0; i < law->length; i++)
    if (set >> i & 1)
      mdm_agreement_refine (view->classes, view->classes, law, i);
  view->weight = _fmpz_vec_init ((slong) view->classes->count);
  mdm_agreement_weights (view->weight, view->classes, law);
}

static void
view_clear (view_t *view)
{
  _fmpz_vec_clear (view->weight, (slong) view->classes->count);
  mdm_agreement_clear (view->classes);
}

/* The weight of what row ROW holds at the positions of VIEW.  */
static const fmpz *
view_weight (const view_t *view, size_t row)
{
  return view->weight + view->classes->id[row];
}

/* All sets of SIZE positions, ascending as bit masks, with their views, and
   with the probabilities f where this is a level of the program.  */
typedef struct
{
  size_t size, count;
  uint64_t *set;
  view_t *view;
  fmpq **f; /* per set, per class; or NULL */
} level_t;

static void
level_init (level_t *level, const mdm_law_t law, size_t size)
{
  uint64_t end = UINT64_C (1) << law->length;
  uint64_t set = (UINT64_C (1) << size) - 1;

  level->size = size;
  level->count = (size_t) mdm_work_binomial (law->length, size);
  level->set = flint_malloc (level->count * sizeof (uint64_t));
  level->view = flint_malloc (level->count * sizeof (view_t));
  level->f = NULL;
  for (size_t k = 0; k < level->count; k++)
    {
      assert (set < end);
      level->set[k] = set;
      view_init (level->view + k, law, set);
      if (set != 0)
        {
          /* The next larger mask of as many bits.  */
          uint64_t low = set & -set, ripple = set + low;
          set = ripple | (((ripple ^ set) >> 2) / low);
        }
    }
  (void) end;
}

static void
level_clear (level_t *level)
{
  for (size_t k = 0; k < level->count; k++)
    {
      if (level->f != NULL)
        _fmpq_vec_clear (level->f[k], (slong) level->view[k].classes->count);
      view_clear (level->view + k);
    }
  flint_free (level->f);
  flint_free (level->view);
  flint_free (level->set);
}

static void
level_add_probabilities (level_t *level)
{
  level->f = flint_malloc (level->count * sizeof *level->f);
  for (size_t k = 0; k < level->count; k++)
    level->f[k] = _fmpq_vec_init ((slong) level->view[k].classes->count);
}

/* The index of SET in LEVEL.  */
static size_t
level_find (const level_t *level, uint64_t set)
{
  size_t low = 0, high = level->count;

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      if (level->set[middle] <= set)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Multiply G by prod_{i in D} p(x_i | x_R), x the row ROW, OVER the views of
   R u {i}; or by V^-|D| where p(x_R) = 0.  */
static void
draw (fmpq_t g, const view_t *revealed, const view_t *const *over,
      size_t drawn, size_t row, const mdm_law_t law)
{
  const fmpz *w = view_weight (revealed, row);
  fmpq_t step;

  fmpq_init (step);
  if (fmpz_is_zero (w))
    {
      fmpz_set_ui (fmpq_denref (step), law->vocab);
      fmpz_pow_ui (fmpq_denref (step), fmpq_denref (step), drawn);
      fmpz_one (fmpq_numref (step));
    }
  else
    {
      fmpz_one (fmpq_numref (step));
      for (size_t j = 0; j < drawn; j++)
        fmpz_mul (fmpq_numref (step), fmpq_numref (step),
                  view_weight (over[j], row));
      fmpz_pow_ui (fmpq_denref (step), w, drawn);
      fmpq_canonicalise (step);
    }
  fmpq_mul (g, g, step);
  fmpq_clear (step);
}

/* Set FIRST[c] to the first row of each class.  */
static void
first_rows (size_t *first, const mdm_agreement_t classes)
{
  size_t next = 0;

  /* Classes are numbered in the order of their first rows.  */
  for (size_t i = 0; next < classes->count; i++)
    if (classes->id[i] == next)
      first[next++] = i;
}

/* The step of the program from level FROM into set number K of level TO,
   with OVER the level of one position more than FROM.  */
static void
step_into (level_t *to, size_t k, const level_t *from, const level_t *over,
           const mdm_law_t law)
{
  uint64_t all = to->set[k];
  const mdm_agreement_struct *classes = to->view[k].classes;
  size_t *first = flint_malloc (classes->count * sizeof (size_t));
  const view_t *views[64];
  fmpq_t g;

  fmpq_init (g);
  first_rows (first, classes);
  for (size_t r = 0; r < from->count; r++)
    {
      uint64_t revealed = from->set[r], left = all & ~revealed;
      size_t drawn = 0;
      if ((revealed & ~all) != 0)
        continue;
      for (; left != 0; left &= left - 1)
        views[drawn++]
            = over->view + level_find (over, revealed | (left & -left));
      for (size_t c = 0; c < classes->count; c++)
        {
          size_t row = first[c];
          fmpq_set (g, from->f[r] + from->view[r].classes->id[row]);
          if (fmpq_is_zero (g))
            continue;
          draw (g, from->view + r, views, drawn, row, law);
          fmpq_add (to->f[k] + c, to->f[k] + c, g);
        }
    }
  fmpz_bin_uiui (fmpq_numref (g), law->length - from->size,
                 to->size - from->size);
  fmpz_one (fmpq_denref (g));
  for (size_t c = 0; c < classes->count; c++)
    fmpq_div (to->f[k] + c, to->f[k] + c, g);
  fmpq_clear (g);
  flint_free (first);
}

/* p_Y: from the level of nothing revealed to that of everything.  */
static void
average (fmpq *p, const mdm_law_t law, const mdm_schedule_t schedule)
{
  level_t from, over, to;

  level_init (&from, law, 0);
  level_add_probabilities (&from);
  fmpq_one (from.f[0]);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      if (schedule->size[t] == 0)
        continue;
      level_init (&over, law, from.size + 1);
      level_init (&to, law, from.size + schedule->size[t]);
      level_add_probabilities (&to);
      for (size_t k = 0; k < to.count; k++)
        step_into (&to, k, &from, &over, law);
      level_clear (&from);
      level_clear (&over);
      from = to;
    }
  for (size_t i = 0; i < law->support; i++)
    fmpq_set (p + i, from.f[0] + from.view[0].classes->id[i]);
  level_clear (&from);
}

/* p_{Y|M} of the blocks of SCHEDULE.  */
static void
one_partition (fmpq *p, const mdm_law_t law, const mdm_schedule_t schedule)
{
  uint64_t revealed = 0;
  const size_t *position = schedule->position;

  for (size_t i = 0; i < law->support; i++)
    fmpq_one (p + i);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      view_t before;
      uint64_t block = 0;
      view_init (&before, law, revealed);
      for (size_t j = 0; j < schedule->size[t]; j++, position++)
        {
          view_t after;
          const view_t *over = &after;
          block |= UINT64_C (1) << *position;
          view_init (&after, law, revealed | UINT64_C (1) << *position);
          for (size_t i = 0; i < law->support; i++)
            draw (p + i, &before, &over, 1, i, law);
          view_clear (&after);
        }
      view_clear (&before);
      revealed |= block;
    }
}

/* Fractions that the program computes: for each step the pairs R in R'
   times the classes of R' (at most ROWS), times the tokens drawn.  */
uint64_t
mdm_output_cells (uint64_t rows, const mdm_schedule_t schedule)
{
  uint64_t sum = 0;
  size_t length = schedule->length, revealed = 0;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      size_t s = schedule->size[t];
      uint64_t pairs
          = schedule->kind == MDM_SCHEDULE_BLOCKS
                ? 1
                : mdm_work_mul (mdm_work_binomial (length, revealed),
                                mdm_work_binomial (length - revealed, s));
      sum = mdm_work_add (sum, mdm_work_mul (pairs, s));
      revealed += s;
    }
  sum = mdm_work_mul (sum, rows);
  return mdm_work_mul (sum, MDM_CELLS_PER_FRACTION);
}

/* Bytes for three levels of views and the probabilities of two.  */
static uint64_t
output_bytes (uint64_t rows, const mdm_schedule_t schedule)
{
  uint64_t most = 0;
  size_t length = schedule->length, revealed = 0;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      uint64_t sets = mdm_work_add (
          mdm_work_binomial (length, revealed),
          mdm_work_add (
              mdm_work_binomial (length, revealed + 1),
              mdm_work_binomial (length, revealed + schedule->size[t])));
      if (schedule->kind == MDM_SCHEDULE_BLOCKS)
        sets = 2;
      most = sets > most ? sets : most;
      revealed += schedule->size[t];
    }
  return mdm_work_mul (mdm_work_mul (most, rows), 64);
}

mdm_status
mdm_output_law (fmpq *p, const mdm_law_t law, const mdm_schedule_t schedule,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;

  assert (schedule->length == law->length && law->listed);
  status = mdm_limit_check (limit, "the output law",
                            mdm_output_cells (law->support, schedule),
                            output_bytes (law->support, schedule), err);
  if (status != MDM_OK)
    return status;
  /* However high the user sets the limits: sets are bit masks here.  */
  if (law->length >= 63)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the output law is computed for lengths below 63");
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    one_partition (p, law, schedule);
  else
    average (p, law, schedule);
  return MDM_OK;
}
