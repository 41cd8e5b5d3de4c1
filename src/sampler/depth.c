#include <config.h>

#include "sampler/depth.h"

#include "exact/scoped.h"
#include "sampler/instance.h"
#include "sampler/optimal.h"
#include "sampler/optimal_policy.h"

void
mdm_depth_init (mdm_depth_t depth)
{
  memset (depth, 0, sizeof *depth);
  fmpq_init (depth->rounds);
}

void
mdm_depth_clear (mdm_depth_t depth)
{
  for (size_t t = 0; t < depth->length; t++)
    {
      for (int way = 0; way < MDM_DEPTH_WAYS; way++)
        mdm_logform_clear (depth->row[t].ekl + way);
      mdm_schedule_clear (depth->row[t].random);
      mdm_schedule_clear (depth->row[t].blocks);
    }
  for (size_t i = 0; i < depth->vertices; i++)
    mdm_logform_clear (depth->vertex_ekl + i);
  _fmpq_vec_clear (depth->vertex_rounds, (slong) depth->vertices);
  for (int part = 0; part < MDM_DEPTH_PARTS; part++)
    flint_free (depth->left_out[part]);
  flint_free (depth->vertex_ekl);
  flint_free (depth->row);
  fmpq_clear (depth->rounds);
}

void
mdm_depth_start (mdm_depth_t depth, size_t length)
{
  depth->length = length;
  depth->row = flint_calloc (length, sizeof *depth->row);
  for (size_t t = 0; t < length; t++)
    {
      for (int way = 0; way < MDM_DEPTH_WAYS; way++)
        mdm_logform_init (depth->row[t].ekl + way);
      mdm_schedule_init (depth->row[t].random);
      mdm_schedule_init (depth->row[t].blocks);
    }
}

void
mdm_depth_add_vertex (mdm_depth_t depth, size_t at, const fmpq_t rounds,
                      const mdm_logform_t ekl)
{
  size_t count = ++depth->vertices;

  depth->vertex_rounds
      = flint_realloc (depth->vertex_rounds, count * sizeof (fmpq));
  depth->vertex_ekl
      = flint_realloc (depth->vertex_ekl, count * sizeof *depth->vertex_ekl);
  memmove (depth->vertex_rounds + at + 1, depth->vertex_rounds + at,
           (count - 1 - at) * sizeof (fmpq));
  memmove (depth->vertex_ekl + at + 1, depth->vertex_ekl + at,
           (count - 1 - at) * sizeof *depth->vertex_ekl);
  fmpq_init (depth->vertex_rounds + at);
  fmpq_set (depth->vertex_rounds + at, rounds);
  mdm_logform_init (depth->vertex_ekl + at);
  mdm_logform_set (depth->vertex_ekl + at, ekl);
}

/* What is wanted: up to so many rounds, where all are over a limit, and perhaps
   the hull.  */
typedef struct
{
  size_t most;
  int hull;
} wanted_t;

/* The best random sizes.  */
static mdm_status
set_random (mdm_depth_t depth, mdm_law_t law, const wanted_t *wanted,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_schedule_struct *best;
  mdm_status status;
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);

  (void) wanted;
  MDM_TRY (mdm_curve_set (curve, law, limit, err));
  best = flint_malloc (law->length * sizeof *best);
  for (size_t t = 0; t < law->length; t++)
    mdm_schedule_init (best + t);
  status = mdm_optimal_best (best, law->length, curve, limit, err);
  for (size_t t = 0; t < law->length; t++)
    {
      const mdm_logform_struct *ekl;
      MDM_INSTANCE (instance, law, best + t, curve, limit);
      if (status == MDM_OK)
        status = mdm_instance_ekl (&ekl, instance, err);
      if (status == MDM_OK)
        {
          mdm_logform_set (depth->row[t].ekl + MDM_DEPTH_RANDOM, ekl);
          mdm_schedule_swap (depth->row[t].random, best + t);
          depth->row[t].known[MDM_DEPTH_RANDOM] = 1;
        }
      mdm_schedule_clear (best + t);
    }
  flint_free (best);
  return status;
}

/* Solve PROGRAM for LAW: for all numbers of rounds, or where that is over the
   limit for up to MOST of them.  */
static mdm_status
solve (mdm_program_t program, mdm_reveal_t reveal, mdm_law_t law, int merged,
       size_t most, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t levels = law->length;

  MDM_TRY (mdm_law_list (law, limit, err));
  if (mdm_program_check (law, merged, levels, 1, limit, err) != MDM_OK)
    {
      levels = most;
      MDM_TRY (mdm_program_check (law, merged, levels, 1, limit, err));
      memset (err, 0, sizeof *err);
    }
  MDM_TRY (mdm_reveal_set (reveal, law, merged, limit, err));
  return mdm_program_solve (program, reveal, levels, NULL, limit, err);
}

/* Keep the errors that PROGRAM has found as those of WAY.  */
static void
keep_errors (mdm_depth_t depth, const mdm_program_t program,
             mdm_depth_part way)
{
  for (size_t t = 1; t <= program->levels; t++)
    {
      mdm_program_error (depth->row[t - 1].ekl + way, program, t);
      depth->row[t - 1].known[way] = 1;
    }
}

/* The best ordered partitions.  */
static mdm_status
set_blocks (mdm_depth_t depth, mdm_law_t law, const wanted_t *wanted,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);

  MDM_TRY (solve (program, reveal, law, 1, wanted->most, limit, err));
  keep_errors (depth, program, MDM_DEPTH_BLOCKS);
  for (size_t t = 1; t <= program->levels; t++)
    mdm_optimal_get_partition (depth->row[t - 1].blocks, program, t);
  return MDM_OK;
}

/* Set PRICE to the price of a round at which the vertices I and I + 1 are
   worth the same.  */
static void
set_price (mdm_logform_t price, const mdm_depth_t depth, size_t i)
{
  MDM_FMPQ (rounds);

  fmpq_sub (rounds, depth->vertex_rounds + i + 1, depth->vertex_rounds + i);
  fmpq_inv (rounds, rounds);
  mdm_logform_sub (price, depth->vertex_ekl + i, depth->vertex_ekl + i + 1);
  mdm_logform_mul_fmpq (price, price, rounds);
}

/* Find the vertices between the first and the last one.  */
static mdm_status
fill_hull (mdm_depth_t depth, mdm_reveal_struct *reveal,
           const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t solved = 0;

  for (size_t i = 0; i + 1 < depth->vertices;)
    {
      MDM_PROGRAM (program);
      MDM_LOGFORM (price);
      MDM_LOGFORM (ekl);
      MDM_FMPQ (rounds);
      MDM_TRY (mdm_program_check (reveal->law, 0, 1, ++solved, limit, err));
      set_price (price, depth, i);
      MDM_TRY (mdm_program_solve (program, reveal, 1, price, limit, err));
      mdm_program_rounds (rounds, program, 1);
      /* Of equal ones that of the fewest rounds is found: vertex I, unless
         one is below the line.  */
      if (fmpq_cmp (rounds, depth->vertex_rounds + i) <= 0)
        {
          i++;
          continue;
        }
      mdm_program_error (ekl, program, 1);
      mdm_depth_add_vertex (depth, i + 1, rounds, ekl);
    }
  return MDM_OK;
}

/* Forget the hull.  */
static void
drop_hull (mdm_depth_t depth)
{
  for (size_t i = 0; i < depth->vertices; i++)
    {
      mdm_logform_clear (depth->vertex_ekl + i);
      fmpq_clear (depth->vertex_rounds + i);
    }
  depth->vertices = 0;
}

static mdm_status
set_hull (mdm_depth_t depth, mdm_reveal_struct *reveal,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;
  MDM_FMPQ (one);
  MDM_LOGFORM (zero);

  fmpq_one (one);
  mdm_depth_add_vertex (depth, 0, one, depth->row[0].ekl + MDM_DEPTH_POLICY);
  if (!fmpq_is_one (depth->rounds))
    mdm_depth_add_vertex (depth, 1, depth->rounds, zero);
  status = fill_hull (depth, reveal, limit, err);
  if (status != MDM_OK)
    drop_hull (depth);
  return status;
}

/* Note that PART is left out because of ERR if STATUS is a limit, and forget
   that; return STATUS otherwise.  */
static mdm_status
leave_out (mdm_depth_t depth, mdm_depth_part part, mdm_status status,
           mdm_err_t *err)
{
  if (status != MDM_ELIMIT)
    return status;
  depth->left_out[part] = flint_malloc (sizeof *err);
  *depth->left_out[part] = *err;
  memset (err, 0, sizeof *err);
  return MDM_OK;
}

/* The best policies, D_0 and the hull.  */
static mdm_status
set_policies (mdm_depth_t depth, mdm_law_t law, const wanted_t *wanted,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);

  MDM_TRY (solve (program, reveal, law, 0, wanted->most, limit, err));
  keep_errors (depth, program, MDM_DEPTH_POLICY);
  for (size_t t = program->levels; t > 0; t--)
    if (mdm_program_is_zero (program, t))
      depth->capped = t;
  if (program->levels < depth->length)
    return MDM_OK;
  /* One position a round makes no error.  */
  mdm_program_rounds (depth->rounds, program, depth->length);
  depth->known = 1;
  if (!wanted->hull)
    return MDM_OK;
  return leave_out (depth, MDM_DEPTH_HULL,
                    set_hull (depth, reveal, limit, err), err);
}

mdm_status
mdm_depth_set (mdm_depth_t depth, mdm_law_t law, size_t most, int hull,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  static mdm_status (*const set[MDM_DEPTH_WAYS]) (
      mdm_depth_t depth, mdm_law_t law, const wanted_t *wanted,
      const mdm_limit_t *limit, mdm_err_t *err)
      = { set_random, set_blocks, set_policies };
  const wanted_t wanted = { most, hull };
  mdm_err_t own = { .status = MDM_OK };
  size_t left_out = 0;

  if (mdm_depth_is_closed (law))
    {
      MDM_TRY (mdm_depth_set_closed (depth, law, limit, err));
      return depth->row[0].known[MDM_DEPTH_RANDOM]
                 ? MDM_OK
                 : leave_out (depth, MDM_DEPTH_RANDOM,
                              set_random (depth, law, &wanted, limit, err), err);
    }
  mdm_depth_start (depth, law->length);
  for (int part = 0; part < MDM_DEPTH_WAYS; part++)
    {
      mdm_status status = set[part](depth, law, &wanted, limit, &own);
      status = leave_out (depth, part, status, &own);
      if (status != MDM_OK)
        {
          *err = own;
          return status;
        }
      left_out += depth->left_out[part] != NULL;
    }
  if (left_out < MDM_DEPTH_WAYS)
    return MDM_OK;
  *err = *depth->left_out[MDM_DEPTH_POLICY];
  return MDM_ELIMIT;
}

mdm_status
mdm_depth_capped (size_t *rounds, const mdm_depth_struct *depth,
                  const fmpq_t eps, mdm_err_t *err)
{
  MDM_LOGFORM (most);

  *rounds = 0;
  mdm_logform_set_fmpq (most, eps);
  for (size_t t = 1; t <= depth->length; t++)
    {
      int order;
      if (!depth->row[t - 1].known[MDM_DEPTH_POLICY])
        return MDM_OK;
      if (mdm_logform_cmp (&order, depth->row[t - 1].ekl + MDM_DEPTH_POLICY,
                           most)
          != MDM_OK)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "the least error of %zu rounds and eps could not "
                            "be told apart within the limits of precision",
                            t);
      if (order <= 0)
        {
          *rounds = t;
          return MDM_OK;
        }
    }
  return MDM_OK;
}
