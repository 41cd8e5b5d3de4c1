#include <config.h>

#include "sampler/output.h"

#include "exact/scoped.h"
#include "sampler/adaptive.h"
#include "sampler/multimodular.h"
#include "sampler/view.h"

#include <assert.h>
#include <string.h>

/* Three fractions.  */
#define ROW_BYTES 144

mdm_status
mdm_output_grid (mdm_law_t grid, const mdm_law_t law, const mdm_limit_t *limit,
                 mdm_err_t *err)
{
  uint64_t rows = mdm_work_pow (law->vocab, law->length);
  uint64_t bytes = mdm_work_mul (rows, 2 * law->length + sizeof (fmpz));
  mdm_status status
      = mdm_limit_check (limit, "listing every sequence", rows, bytes, err);
  size_t next = 0, length = law->length;

  if (status != MDM_OK)
    return status;
  mdm_law_clear (grid);
  mdm_law_init (grid);
  grid->vocab = law->vocab;
  grid->length = length;
  grid->support = (size_t) rows;
  grid->row = flint_calloc (rows * length, sizeof (uint16_t));
  grid->weight = flint_calloc (rows, sizeof (fmpz));
  fmpz_set (grid->total, law->total);
  grid->listed = 1;
  /* Count through all sequences; the rows of LAW come in the same order.  */
  for (size_t i = 0; i < rows; i++)
    {
      uint16_t *x = grid->row + i * length;
      uint64_t rest = i;
      for (size_t j = length; j-- > 0; rest /= law->vocab)
        x[j] = (uint16_t) (rest % law->vocab);
      if (next < law->support
          && memcmp (x, mdm_law_row (law, next), length * sizeof *x) == 0)
        fmpz_set (grid->weight + i, law->weight + next++);
    }
  return MDM_OK;
}

/* Multiply P[i] by what is said of row i at POSITION, where REVEALED, seen in
   BEFORE, is revealed.  Nothing is reduced.  */
static mdm_status
draw_one (fmpq *p, const mdm_prediction_t *prediction,
          const mdm_view_t *before, const char *revealed, size_t position,
          mdm_err_t *err)
{
  const mdm_law_struct *law = prediction->rows;
  MDM_CLEARED (after, mdm_view_t, mdm_view_clear);
  MDM_FMPQ_VEC (said, law->support);
  mdm_status status;

  mdm_view_init_more (after, before, law, position);
  status = mdm_prediction_said (said, prediction, before->classes,
                                before->weight, after->classes, after->weight,
                                revealed, position, err);
  if (status != MDM_OK)
    return status;
  for (size_t i = 0; i < law->support; i++)
    {
      const fmpq *factor = said + after->classes->id[i];
      fmpz_mul (fmpq_numref (p + i), fmpq_numref (p + i),
                fmpq_numref (factor));
      fmpz_mul (fmpq_denref (p + i), fmpq_denref (p + i),
                fmpq_denref (factor));
    }
  return MDM_OK;
}

/* The same for the COUNT positions of a block, of which BEFORE is told then.
 */
static mdm_status
draw_block (fmpq *p, const mdm_prediction_t *prediction, mdm_view_t *before,
            const char *revealed, const size_t *position, size_t count,
            mdm_err_t *err)
{
  for (size_t j = 0; j < count; j++)
    MDM_TRY (draw_one (p, prediction, before, revealed, position[j], err));
  for (size_t j = 0; j < count; j++)
    {
      mdm_view_t more, old = *before;
      mdm_view_init_more (&more, before, prediction->rows, position[j]);
      *before = more;
      mdm_view_clear (&old);
    }
  return MDM_OK;
}

/* p_{Y|M} of the blocks of SCHEDULE: one product a row.  */
static mdm_status
one_partition (fmpq *p, const mdm_prediction_t *prediction,
               const mdm_schedule_t schedule, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  size_t rows = prediction->rows->support, length = schedule->length;
  const size_t *position = schedule->position;
  MDM_OWNED char *revealed = flint_calloc (length, 1);
  mdm_status status = mdm_limit_check (
      limit, "the output law",
      mdm_work_mul (mdm_work_mul (length, rows), MDM_CELLS_PER_FRACTION),
      mdm_work_mul (rows, ROW_BYTES), err);

  if (status != MDM_OK)
    return status;
  MDM_CLEARED (before, mdm_view_t, mdm_view_clear);
  mdm_view_init (before, prediction->rows, 0);
  for (size_t i = 0; i < rows; i++)
    fmpq_one (p + i);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      status = draw_block (p, prediction, before, revealed, position,
                           schedule->size[t], err);
      if (status != MDM_OK)
        return status;
      for (size_t j = 0; j < schedule->size[t]; j++)
        revealed[*position++] = 1;
      mdm_progress_tell (limit->progress, "the output law", t + 1,
                         schedule->steps);
    }
  for (size_t i = 0; i < rows; i++)
    fmpq_canonicalise (p + i);
  return MDM_OK;
}

mdm_status
mdm_output_predicted (fmpq *p, const mdm_prediction_t *prediction,
                      const mdm_schedule_t of, const mdm_limit_t *limit,
                      mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = mdm_schedule_process (of);

  assert (schedule->length == prediction->rows->length);
  /* However high the user sets the limits: sets are bit masks here.  */
  if (schedule->length >= 63 && schedule->kind != MDM_SCHEDULE_BLOCKS)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the output law of random partitions is computed for "
                        "lengths below 63");
  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_adaptive_output (p, NULL, prediction, schedule->policy, limit,
                                err);
  return schedule->kind == MDM_SCHEDULE_BLOCKS
             ? one_partition (p, prediction, schedule, limit, err)
             : mdm_multimodular_output (p, prediction, schedule, limit, err);
}

mdm_status
mdm_output_law (fmpq *p, const mdm_law_t law, const mdm_schedule_t schedule,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  mdm_status status
      = mdm_prediction_init (prediction, law, law, NULL, limit, err);

  assert (law->listed);
  return status == MDM_OK
             ? mdm_output_predicted (p, prediction, schedule, limit, err)
             : status;
}
