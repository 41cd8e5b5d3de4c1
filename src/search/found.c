#include <config.h>

#include "search/found.h"

#include "claim/ratio.h"

#include <string.h>

static void
init_law (mdm_found_law_t *law, size_t cells)
{
  law->index = MDM_FOUND_NONE;
  law->schedule = 0;
  law->cells = cells;
  law->weight = flint_calloc (cells, sizeof *law->weight);
  mdm_value_init (law->above);
  mdm_value_init (law->below);
}

static void
clear_law (mdm_found_law_t *law)
{
  flint_free (law->weight);
  mdm_value_clear (law->above);
  mdm_value_clear (law->below);
}

void
mdm_found_init (mdm_found_t *found, size_t cells)
{
  memset (found->of, 0, sizeof found->of);
  init_law (&found->best, cells);
  init_law (&found->counterexample, cells);
}

void
mdm_found_clear (mdm_found_t *found)
{
  clear_law (&found->best);
  clear_law (&found->counterexample);
}

void
mdm_found_law_set (mdm_found_law_t *law, uint64_t index, size_t schedule,
                   const uint32_t *weight, const mdm_value_t above,
                   const mdm_value_t below)
{
  law->index = index;
  law->schedule = schedule;
  memcpy (law->weight, weight, law->cells * sizeof *weight);
  mdm_value_set (law->above, above);
  mdm_value_set (law->below, below);
}

int
mdm_search_sign (const mdm_search_asked_t *asked, size_t question)
{
  mdm_relation relation;

  if (asked->goal != NULL)
    return asked->sign;
  relation = asked->claim[question]->statement.claim.relation;
  return relation == MDM_REL_GE || relation == MDM_REL_GT ? -1 : 1;
}

mdm_status
mdm_found_is_better (int *better, const mdm_found_law_t *best,
                     const mdm_value_t above, const mdm_value_t below,
                     int sign, mdm_err_t *err)
{
  int order;
  MDM_VALUE (zero);

  *better = 0;
  if (above->infinite || below->infinite)
    return MDM_OK;
  if (mdm_value_cmp (&order, below, zero) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a side was not told from 0 within the limits of "
                        "precision");
  if (order == 0)
    return MDM_OK;
  if (best->index == MDM_FOUND_NONE)
    {
      *better = 1;
      return MDM_OK;
    }
  if (mdm_ratio_cmp (&order, above, below, best->above, best->below)
      != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "two ratios were not compared within the limits of "
                        "precision");
  *better = order * sign > 0;
  return MDM_OK;
}

static void
take (mdm_found_law_t *law, const mdm_found_law_t *from)
{
  mdm_found_law_set (law, from->index, from->schedule, from->weight,
                     from->above, from->below);
}

/* Is X before Y?  */
static int
comes_before (const mdm_found_law_t *x, const mdm_found_law_t *y)
{
  return x->index != y->index ? x->index < y->index
                              : x->schedule < y->schedule;
}

mdm_status
mdm_found_add (mdm_found_t *found, const mdm_found_t *more, int sign,
               mdm_err_t *err)
{
  int better, worse = 0;

  for (size_t i = 0; i < 5; i++)
    found->of[i] += more->of[i];
  if (more->counterexample.index != MDM_FOUND_NONE
      && comes_before (&more->counterexample, &found->counterexample))
    take (&found->counterexample, &more->counterexample);
  if (more->best.index == MDM_FOUND_NONE)
    return MDM_OK;
  MDM_TRY (mdm_found_is_better (&better, &found->best, more->best.above,
                                more->best.below, sign, err));
  if (!better && found->best.index != MDM_FOUND_NONE)
    MDM_TRY (mdm_found_is_better (&worse, &more->best, found->best.above,
                                  found->best.below, sign, err));
  if (better || (!worse && comes_before (&more->best, &found->best)))
    take (&found->best, &more->best);
  return MDM_OK;
}
