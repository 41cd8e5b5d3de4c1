#include <config.h>

#include "sampler/passage.h"

#include "exact/limit.h"
#include "exact/scoped.h"

#include <string.h>

/* Add a move with factors for the steps FIRST .. LAST - 1, all 0.  */
static mdm_move_t *
add_move (mdm_passage_t *passage, mdm_move_kind kind, size_t from, size_t to,
          size_t first, size_t last)
{
  mdm_move_t *move;

  passage->move = flint_realloc (passage->move,
                                 (passage->moves + 1) * sizeof *passage->move);
  move = passage->move + passage->moves++;
  move->kind = kind;
  move->from = from;
  move->to = to;
  move->first = first;
  move->last = last;
  move->factor = _fmpq_vec_init ((slong) (last - first));
  return move;
}

/* The moves of sizes: one for each step that draws, or for each run of steps
   of size 1 with the ideal predictor.  Returns how many there are.  */
static size_t
add_sizes (mdm_passage_t *passage, const mdm_schedule_t schedule, int ideal)
{
  size_t revealed = 0, t = 0;

  for (size_t i = 0; i < schedule->steps; i++)
    {
      size_t s = schedule->size[i], run = s;
      mdm_move_t *move;
      if (s == 0)
        continue;
      if (ideal && s == 1)
        for (; i + 1 < schedule->steps && schedule->size[i + 1] <= 1; i++)
          run += schedule->size[i + 1];
      t++;
      move = add_move (passage,
                       !ideal   ? MDM_MOVE_SAID
                       : s == 1 ? MDM_MOVE_RUN
                                : MDM_MOVE_WEIGHTS,
                       revealed, revealed + run, t, t + 1);
      fmpz_one (fmpq_numref (move->factor));
      fmpz_bin_uiui (fmpq_denref (move->factor), passage->length - revealed,
                     run);
      revealed += run;
    }
  return t;
}

/* CHANCE[t] of a token still masked to unmask at step t, for the steps at
   which that is possible, numbered from 1, and COMMON denominator of the
   probabilities of the steps.  Returns how many there are.  */
static size_t
set_chances (fmpq *chance, fmpz_t common, const mdm_schedule_t schedule)
{
  size_t t = 0;
  MDM_FMPQ (masked);

  fmpz_one (common);
  fmpq_one (masked);
  for (size_t i = 0; i < schedule->steps; i++)
    if (!fmpq_is_zero (schedule->step + i))
      {
        fmpz_lcm (common, common, fmpq_denref (schedule->step + i));
        fmpq_div (chance + ++t, schedule->step + i, masked);
        fmpq_sub (masked, masked, schedule->step + i);
      }
  return t;
}

/* The moves of independent unmask times between levels M < N, at the steps
   FIRST .. LAST - 1, STAY[t] being 1 - CHANCE[t].  */
static void
add_draws (mdm_passage_t *passage, const fmpq *chance, size_t m, size_t n,
           size_t first, size_t last)
{
  mdm_move_t *move;
  MDM_FMPQ (stay);

  if (first >= last)
    return;
  move = add_move (passage, MDM_MOVE_SAID, m, n, first, last);
  for (size_t t = first; t < last; t++)
    {
      fmpq_sub_si (stay, chance + t, 1);
      fmpq_neg (stay, stay);
      fmpq_pow_si (stay, stay, (slong) (passage->length - n));
      fmpq_pow_si (move->factor + (t - first), chance + t, (slong) (n - m));
      fmpq_mul (move->factor + (t - first), move->factor + (t - first), stay);
    }
}

/* The moves of independent unmask times.  Before the first step nothing is
   revealed, after the last, t = T, everything, and between them anything may
   be.  Returns T.  */
static size_t
add_times (mdm_passage_t *passage, const mdm_schedule_t schedule)
{
  size_t length = passage->length, width = length + 1;
  MDM_FMPQ_VEC (chance, schedule->steps + 1);
  size_t end = set_chances (chance, passage->common, schedule);
  MDM_FMPQ (stay);

  for (size_t n = 1; n <= length; n++)
    for (size_t m = 0; m < n; m++)
      add_draws (passage, chance, m, n, m == 0 ? 1 : 2,
                 n == length ? end + 1 : end);
  passage->stay = _fmpq_vec_init ((slong) ((end + 1) * width));
  for (size_t t = 1; t <= end; t++)
    for (size_t n = 0; n <= length; n++)
      {
        fmpq_sub_si (stay, chance + t, 1);
        fmpq_neg (stay, stay);
        fmpq_pow_si (passage->stay + t * width + n, stay,
                     (slong) (length - n));
      }
  return end;
}

/* Note which levels and states occur.  */
static void
mark (mdm_passage_t *passage)
{
  size_t length = passage->length, width = length + 1;

  passage->used = flint_calloc (width, 1);
  passage->weighed = flint_calloc (width, 1);
  passage->asked = flint_calloc (width, 1);
  passage->lives = flint_calloc (passage->times * width, 1);
  passage->lives[0] = 1;
  passage->used[0] = 1;
  for (size_t i = 0; i < passage->moves; i++)
    {
      const mdm_move_t *move = passage->move + i;
      passage->used[move->from] = passage->used[move->to] = 1;
      if (move->kind != MDM_MOVE_RUN)
        passage->used[move->from + 1] = 1;
      if (move->kind == MDM_MOVE_SAID)
        passage->asked[move->from] = 1;
      if (move->kind == MDM_MOVE_WEIGHTS)
        passage->weighed[move->from + 1] = 1;
      if (move->kind == MDM_MOVE_RUN)
        passage->weighed[move->to] = 1;
      for (size_t t = move->first; t < move->last; t++)
        passage->lives[t * width + move->to] = 1;
    }
  /* With independent unmask times nothing may be revealed for long.  */
  if (passage->stay != NULL)
    for (size_t t = 1; t + 1 < passage->times; t++)
      passage->lives[t * width] = 1;
}

/* *SUM += A B.  */
static void
add (uint64_t *sum, uint64_t a, uint64_t b)
{
  *sum = mdm_work_add (*sum, mdm_work_mul (a, b));
}

/* The classes that sets of N positions have together, at most; those of one
   more position I, for each set, with MORE = 1.  */
static uint64_t
most_classes (const mdm_passage_t *passage, size_t n, size_t more)
{
  uint64_t each = mdm_work_pow (passage->rows->vocab, n + more);

  each = FLINT_MIN (each, passage->rows->support);
  each = mdm_work_mul (each, more ? passage->length - n : 1);
  return mdm_work_mul (each, mdm_work_binomial (passage->length, n));
}

static void
measure_level (mdm_passage_size_t *size, const mdm_passage_t *passage,
               size_t n)
{
  uint64_t rows = passage->rows->support;
  uint64_t sets = mdm_work_binomial (passage->length, n);
  uint64_t classes = most_classes (passage, n, 0);
  uint64_t vectors = 2 + (passage->weighed[n] != 0);

  for (size_t t = 0; t < passage->times; t++)
    vectors += passage->lives[t * (passage->length + 1) + n] != 0;
  if (passage->used[n])
    {
      /* The class of every row; weights and first rows of every class.  */
      add (&size->cells, mdm_work_mul (sets, rows),
           (n + 1) * MDM_CELLS_PER_LOOKUP);
      add (&size->bytes, sets,
           mdm_work_add (sizeof (mdm_view_t) + 32, 4 * rows));
      add (&size->bytes, classes, 16);
      add (&size->work, classes, passage->times + 1);
      add (&size->numbers, classes, vectors);
    }
  if (passage->asked[n])
    {
      uint64_t said = most_classes (passage, n, 1);
      add (&size->cells, said, MDM_CELLS_PER_FRACTION);
      add (&size->bytes, said, 2 * sizeof (fmpq));
      /* Two residues, an inversion.  */
      add (&size->work, said, 20);
      add (&size->numbers, said, 3);
    }
}

static void
measure (mdm_passage_size_t *size, const mdm_passage_t *passage)
{
  for (size_t n = 0; n <= passage->length; n++)
    measure_level (size, passage, n);
  add (&size->numbers, passage->rows->support, 2 * passage->times);
  for (size_t i = 0; i < passage->moves; i++)
    {
      const mdm_move_t *move = passage->move + i;
      size_t drawn = move->kind == MDM_MOVE_RUN ? 1 : move->to - move->from;
      uint64_t classes = most_classes (passage, move->to, 0);
      add (&size->work,
           mdm_work_mul (mdm_work_binomial (move->to, move->from), classes),
           drawn + (move->last - move->first));
      add (&size->sources, mdm_work_binomial (passage->length, move->from),
           passage->rows->support);
    }
}

void
mdm_passage_init (mdm_passage_t *passage, const mdm_prediction_t *prediction,
                  const mdm_schedule_t schedule)
{
  const mdm_predictor_struct *predictor = prediction->predictor;
  int ideal = predictor == NULL || predictor->kind == MDM_PREDICTOR_IDEAL;
  size_t length = prediction->rows->length;

  memset (passage, 0, sizeof *passage);
  passage->prediction = prediction;
  passage->rows = prediction->rows;
  passage->length = length;
  fmpz_init (passage->common);
  passage->times = 1
                   + (schedule->kind == MDM_SCHEDULE_IID
                          ? add_times (passage, schedule)
                          : add_sizes (passage, schedule, ideal));
  mark (passage);
  measure (&passage->size, passage);
  passage->level = flint_calloc (length + 1, sizeof *passage->level);
}

mdm_status
mdm_passage_fill (mdm_passage_t *passage, mdm_err_t *err)
{
  mdm_level_t *level = passage->level;
  const mdm_level_t *before = NULL;

  for (size_t n = 0; n <= passage->length; n++)
    if (passage->used[n])
      {
        mdm_level_init (level + n, passage->rows, n, before);
        before = level + n;
      }
  for (size_t n = 0; n < passage->length; n++)
    if (passage->asked[n])
      {
        mdm_status status = mdm_level_add_said (level + n, level + n + 1,
                                                passage->prediction, err);
        if (status != MDM_OK)
          return status;
      }
  return MDM_OK;
}

void
mdm_passage_clear (mdm_passage_t *passage)
{
  size_t states = passage->times * (passage->length + 1);

  for (size_t n = 0; n <= passage->length; n++)
    mdm_level_clear (passage->level + n);
  for (size_t i = 0; i < passage->moves; i++)
    _fmpq_vec_clear (passage->move[i].factor,
                     (slong) (passage->move[i].last - passage->move[i].first));
  if (passage->stay != NULL)
    _fmpq_vec_clear (passage->stay, (slong) states);
  fmpz_clear (passage->common);
  flint_free (passage->level);
  flint_free (passage->used);
  flint_free (passage->weighed);
  flint_free (passage->asked);
  flint_free (passage->lives);
  flint_free (passage->move);
}
