#include <config.h>

#include "sampler/view.h"

#include "exact/scoped.h"

#include <assert.h>
#include <string.h>

/* Set the rest of VIEW by its classes.  */
static void
complete (mdm_view_t *view, const mdm_law_t law)
{
  view->first = flint_malloc (view->classes->count * sizeof *view->first);
  mdm_agreement_first_rows (view->first, view->classes);
  view->weight = _fmpz_vec_init ((slong) view->classes->count);
  mdm_agreement_weights (view->weight, view->classes, law);
}

/* Set VIEW to FROM, or NULL for what is seen of no position, with those of
   MORE.  */
static void
set_view (mdm_view_t *view, const mdm_law_t law, const mdm_view_t *from,
          uint64_t more)
{
  const mdm_agreement_struct *classes
      = from != NULL ? from->classes : view->classes;

  mdm_agreement_init (view->classes, law);
  for (; more != 0; more &= more - 1, classes = view->classes)
    mdm_agreement_refine (view->classes, classes, law,
                          FLINT_BIT_COUNT (more & -more) - 1);
  complete (view, law);
}

void
mdm_view_init (mdm_view_t *view, const mdm_law_t law, uint64_t set)
{
  set_view (view, law, NULL, set);
}

void
mdm_view_init_more (mdm_view_t *view, const mdm_view_t *before,
                    const mdm_law_t law, size_t position)
{
  mdm_agreement_init (view->classes, law);
  mdm_agreement_refine (view->classes, before->classes, law, position);
  complete (view, law);
}

void
mdm_view_clear (mdm_view_t *view)
{
  _fmpz_vec_clear (view->weight, (slong) view->classes->count);
  flint_free (view->first);
  mdm_agreement_clear (view->classes);
}

/* SET without its COUNT least positions.  */
static uint64_t
without (uint64_t set, size_t count)
{
  while (count-- > 0)
    set &= set - 1;
  return set;
}

void
mdm_level_init (mdm_level_t *level, const mdm_law_t law, size_t size,
                const mdm_level_t *before)
{
  uint64_t end = UINT64_C (1) << law->length;
  uint64_t set = (UINT64_C (1) << size) - 1;

  memset (level, 0, sizeof *level);
  level->size = size;
  level->length = law->length;
  level->count = (size_t) mdm_work_binomial (law->length, size);
  level->set = flint_malloc (level->count * sizeof (uint64_t));
  level->view = flint_malloc (level->count * sizeof (mdm_view_t));
  for (size_t k = 0; k < level->count; k++)
    {
      const mdm_view_t *from = NULL;
      uint64_t less = 0;
      assert (set < end);
      level->set[k] = set;
      if (before != NULL)
        {
          less = without (set, size - before->size);
          from = before->view + mdm_level_find (before, less);
        }
      set_view (level->view + k, law, from, set & ~less);
      level->view[k].offset = level->classes;
      level->classes += level->view[k].classes->count;
      if (set != 0)
        set = mdm_level_next_set (set);
    }
  (void) end;
}

void
mdm_level_clear (mdm_level_t *level)
{
  for (size_t k = 0; k < level->count; k++)
    mdm_view_clear (level->view + k);
  if (level->start != NULL)
    _fmpq_vec_clear (level->said, (slong) mdm_level_said_count (level));
  flint_free (level->start);
  flint_free (level->view);
  flint_free (level->set);
}

size_t
mdm_level_find (const mdm_level_t *level, uint64_t set)
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

size_t
mdm_level_said_count (const mdm_level_t *level)
{
  return level->start[level->count * level->length];
}

/* The view of OVER at set K of LEVEL and position I, or NULL if I is in the
   set.  */
static const mdm_view_t *
find_over (const mdm_level_t *level, const mdm_level_t *over, size_t k,
           size_t i)
{
  uint64_t set = level->set[k], bit = UINT64_C (1) << i;

  return set & bit ? NULL : over->view + mdm_level_find (over, set | bit);
}

mdm_status
mdm_level_add_said (mdm_level_t *level, const mdm_level_t *over,
                    const mdm_prediction_t *prediction, mdm_err_t *err)
{
  size_t length = level->length, sum = 0, at = 0;
  MDM_OWNED char *revealed = flint_malloc (length);

  level->start
      = flint_malloc ((level->count * length + 1) * sizeof *level->start);
  for (size_t k = 0; k < level->count; k++)
    for (size_t i = 0; i < length; i++, at++)
      {
        const mdm_view_t *both = find_over (level, over, k, i);
        level->start[at] = sum;
        sum += both != NULL ? both->classes->count : 0;
      }
  level->start[at] = sum;
  level->said = _fmpq_vec_init ((slong) sum);
  at = 0;
  for (size_t k = 0; k < level->count; k++)
    {
      for (size_t i = 0; i < length; i++)
        revealed[i] = level->set[k] >> i & 1;
      for (size_t i = 0; i < length; i++, at++)
        {
          const mdm_view_t *both = find_over (level, over, k, i);
          mdm_status status
              = both == NULL
                    ? MDM_OK
                    : mdm_prediction_said (
                        level->said + level->start[at], prediction,
                        level->view[k].classes, level->view[k].weight,
                        both->classes, both->weight, revealed, i, err);
          if (status != MDM_OK)
            return status;
        }
    }
  for (size_t c = 0; c < sum; c++)
    fmpq_canonicalise (level->said + c);
  return MDM_OK;
}
