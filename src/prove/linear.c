#include <config.h>

#include "prove/linear.h"

void
mdm_linear_init (mdm_linear_t linear, size_t length)
{
  linear->length = length;
  linear->count = 0;
  linear->part = NULL;
  linear->strict = 0;
}

void
mdm_linear_clear (mdm_linear_t linear)
{
  for (size_t i = 0; i < linear->count; i++)
    {
      fmpq_clear (linear->part[i].alpha);
      mdm_normal_clear (linear->part[i].normal);
      _fmpq_vec_clear (linear->part[i].rest, (slong) linear->length);
    }
  flint_free (linear->part);
}

mdm_linear_part_t *
mdm_linear_add (mdm_linear_t linear)
{
  mdm_linear_part_t *part;

  linear->part = flint_realloc (linear->part,
                                (linear->count + 1) * sizeof *linear->part);
  part = linear->part + linear->count++;
  fmpq_init (part->alpha);
  mdm_normal_init (part->normal);
  part->rest = _fmpq_vec_init ((slong) linear->length);
  return part;
}

void
mdm_linear_value (fmpq_t res, const mdm_linear_part_t *part, size_t m,
                  const fmpq_t ekl)
{
  fmpq_mul (res, part->alpha, ekl);
  fmpq_add (res, res, part->rest + m - 1);
}

int
mdm_linear_slack (fmpq *slack, const mdm_linear_t linear, const fmpq *ekl)
{
  int holds = 1;
  MDM_FMPQ (value);

  for (size_t m = 1; m <= linear->length; m++)
    for (size_t i = 0; i < linear->count; i++)
      {
        mdm_linear_value (value, linear->part + i, m, ekl + m - 1);
        holds &= fmpq_sgn (value) >= 0;
        if (i == 0 || fmpq_cmp (value, slack + m - 1) < 0)
          fmpq_set (slack + m - 1, value);
      }
  return holds;
}
