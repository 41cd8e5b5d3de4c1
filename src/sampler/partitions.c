#include <config.h>

#include "sampler/partitions.h"

#include "exact/scoped.h"
#include "sampler/divergence.h"
#include "sampler/output.h"

uint64_t
mdm_partitions_count (const mdm_schedule_t schedule)
{
  uint64_t count = 1;
  size_t left = schedule->length;

  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    return 1;
  if (schedule->kind == MDM_SCHEDULE_IID)
    return mdm_work_pow (mdm_schedule_draws (schedule), schedule->length);
  if (schedule->kind == MDM_SCHEDULE_MIXED)
    {
      count = 0;
      for (size_t i = 0; i < schedule->parts; i++)
        count
            = mdm_work_add (count, mdm_partitions_count (schedule->part + i));
      return count;
    }
  for (size_t t = 0; t < schedule->steps; t++)
    {
      count
          = mdm_work_mul (count, mdm_work_binomial (left, schedule->size[t]));
      left -= schedule->size[t];
    }
  return count;
}

/* The recursion over positions: each gets a step.  */
typedef struct
{
  const mdm_schedule_struct *schedule;
  size_t *step; /* of each position decided so far */
  size_t *left; /* sizes: what each step still draws */
  fmpq *weight; /* iid: of the first i decided, at [i]; else at [0] */
  mdm_partition_visit_t *visit;
  void *data;
  mdm_err_t *err;
} walk_t;

/* All positions have their steps.  */
static mdm_status
visit_partition (const walk_t *walk)
{
  const mdm_schedule_struct *schedule = walk->schedule;
  size_t length = schedule->length, used = 0, blocks = 0;
  MDM_OWNED size_t *position = flint_malloc (length * sizeof (size_t));
  MDM_OWNED size_t *size = flint_malloc (length * sizeof (size_t));
  MDM_SCOPED (partition, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  for (size_t t = 0; t < schedule->steps; t++)
    {
      size_t before = used;
      for (size_t i = 0; i < length; i++)
        if (walk->step[i] == t)
          position[used++] = i;
      if (used > before)
        size[blocks++] = used - before;
    }
  mdm_schedule_set_blocks (partition, size, blocks, position);
  return walk->visit (partition,
                      walk->weight
                          + (schedule->kind == MDM_SCHEDULE_IID ? length : 0),
                      walk->data, walk->err);
}

/* Positions below I have their steps.  */
static mdm_status
walk_from (walk_t *walk, size_t i)
{
  const mdm_schedule_struct *schedule = walk->schedule;
  int iid = schedule->kind == MDM_SCHEDULE_IID;

  if (i == schedule->length)
    return visit_partition (walk);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      mdm_status status;
      if (iid ? fmpq_is_zero (schedule->step + t) : walk->left[t] == 0)
        continue;
      walk->step[i] = t;
      if (iid)
        fmpq_mul (walk->weight + i + 1, walk->weight + i, schedule->step + t);
      else
        walk->left[t]--;
      status = walk_from (walk, i + 1);
      if (status != MDM_OK)
        return status;
      walk->left[t] += !iid;
    }
  return MDM_OK;
}

/* The partitions of sizes or unmask times, with WEIGHT for all of them.  */
static mdm_status
walk_all (const mdm_schedule_t schedule, const fmpq_t weight,
          mdm_partition_visit_t *visit, void *data, mdm_err_t *err)
{
  size_t length = schedule->length;
  MDM_OWNED size_t *step = flint_malloc (length * sizeof *step);
  MDM_OWNED size_t *left = flint_calloc (schedule->steps, sizeof *left);
  MDM_FMPQ_VEC (weights, length + 1);
  walk_t walk = { schedule, step, left, weights, visit, data, err };
  MDM_FMPZ (fac);

  fmpq_set (weights, weight);
  if (schedule->size != NULL)
    {
      /* All are equally probable.  */
      for (size_t t = 0; t < schedule->steps; t++)
        {
          left[t] = schedule->size[t];
          fmpz_fac_ui (fac, schedule->size[t]);
          fmpq_mul_fmpz (weights, weights, fac);
        }
      fmpz_fac_ui (fac, length);
      fmpq_div_fmpz (weights, weights, fac);
    }
  return walk_from (&walk, 0);
}

mdm_status
mdm_partitions_each (const mdm_schedule_t schedule,
                     mdm_partition_visit_t *visit, void *data, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  MDM_FMPQ (one);

  fmpq_one (one);
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    status = visit (schedule, one, data, err);
  else if (schedule->kind != MDM_SCHEDULE_MIXED)
    status = walk_all (schedule, one, visit, data, err);
  for (size_t i = 0; i < schedule->parts && status == MDM_OK; i++)
    status = walk_all (schedule->part + i, schedule->weight + i, visit, data,
                       err);
  return status;
}

/* The mean of TV.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  const mdm_limit_t *limit;
  fmpq *p;
  fmpq *sum;
  uint64_t done, partitions;
} mean_t;

static mdm_status
add_tv (const mdm_schedule_t blocks, const fmpq_t weight, void *data,
        mdm_err_t *err)
{
  mean_t *mean = data;
  mdm_limit_t limit = *mean->limit;
  mdm_status status;
  MDM_FMPQ (tv);

  /* A thousand times in all, and no more for each partition.  */
  if (++mean->done % (mean->partitions / 1000 + 1) == 0)
    mdm_progress_tell (limit.progress, "the mean over all ordered partitions",
                       mean->done, mean->partitions);
  limit.progress = NULL;
  status
      = mdm_output_predicted (mean->p, mean->prediction, blocks, &limit, err);

  if (status != MDM_OK)
    return status;
  mdm_divergence_tv (tv, mean->prediction->rows, mean->p);
  fmpq_addmul (mean->sum, tv, weight);
  return MDM_OK;
}

mdm_status
mdm_partitions_tv (fmpq_t res, const mdm_prediction_t *prediction,
                   const mdm_schedule_t schedule, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  size_t rows = prediction->rows->support;
  uint64_t count = mdm_partitions_count (schedule);
  uint64_t each
      = mdm_work_add (mdm_work_mul (mdm_work_mul (rows, schedule->length + 1),
                                    MDM_CELLS_PER_FRACTION),
                      mdm_work_mul (schedule->length, schedule->steps));
  mdm_status status = mdm_limit_check (
      limit, "the mean over all ordered partitions",
      mdm_work_mul (each, count), mdm_work_mul (rows, 64), err);
  MDM_FMPQ_VEC (p, rows);
  mean_t mean = { prediction, limit, p, res, 0, count };

  fmpq_zero (res);
  return status == MDM_OK ? mdm_partitions_each (schedule, add_tv, &mean, err)
                          : status;
}
