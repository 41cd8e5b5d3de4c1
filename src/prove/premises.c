#include <config.h>

#include "prove/premises.h"

/* Most instances that are added at once.  */
#define INSTANCES_MAX 6

static fmpq *
add_hypothesis (mdm_premises_t *premises, int equality)
{
  mdm_hypothesis_t *last;

  premises->hypothesis
      = flint_realloc (premises->hypothesis,
                       (premises->count + 1) * sizeof *premises->hypothesis);
  last = premises->hypothesis + premises->count++;
  last->c = _fmpq_vec_init ((slong) mdm_frame_sets (premises->frame));
  last->equality = equality;
  return last->c;
}

void
mdm_premises_init (mdm_premises_t *premises, const mdm_frame_t *frame,
                   const mdm_forms_struct *given,
                   const mdm_forms_struct *assumed)
{
  memset (premises, 0, sizeof *premises);
  premises->frame = frame;
  premises->given = given;
  premises->assumed = assumed;
  for (size_t k = 0; k < given->count && frame->count <= MDM_ATOMS_MAX; k++)
    mdm_frame_vector (add_hypothesis (premises, given->part[k].equality),
                      frame, given->part[k].form);
}

void
mdm_premises_clear (mdm_premises_t *premises)
{
  for (size_t k = 0; k < premises->count; k++)
    _fmpq_vec_clear (premises->hypothesis[k].c,
                     (slong) mdm_frame_sets (premises->frame));
  flint_free (premises->hypothesis);
  flint_free (premises->instance);
}

size_t
mdm_premises_add_violated (mdm_premises_t *premises, const fmpq *point)
{
  size_t before = premises->count;

  for (size_t i = 0; i < premises->assumed->count; i++)
    {
      MDM_OWNED mdm_instance_of_t *found = NULL;
      size_t count
          = mdm_assume_violated (&found, premises->assumed->part + i,
                                 premises->frame, point, INSTANCES_MAX);

      for (size_t j = 0; j < count; j++)
        {
          size_t at = premises->count - premises->given->count;
          mdm_assume_vector (add_hypothesis (premises, 0), premises->frame,
                             found + j);
          premises->instance = flint_realloc (
              premises->instance, (at + 1) * sizeof *premises->instance);
          premises->instance[at] = found[j];
        }
    }
  return premises->count - before;
}
