#include <config.h>

#include "table/seek.h"

#include "claim/node.h"
#include "exact/scoped.h"
#include "text/string.h"

#include <string.h>

/* One by one, from the end that is asked for.  */
static mdm_status
seek_each (long *found, int *there, const mdm_seek_t *seek, mdm_err_t *err)
{
  long step = seek->greatest ? -1 : 1;
  long end = seek->greatest ? seek->first : seek->last;

  *found = seek->greatest ? seek->last : seek->first;
  for (*there = 0;; *found += step)
    {
      MDM_TRY (seek->try (there, seek->data, *found, err));
      if (*there || *found == end)
        return MDM_OK;
    }
}

/* The condition is true on one side of a place in the range, the upper one if
   it RISES: find that.  */
static mdm_status
seek_halving (long *found, int *there, const mdm_seek_t *seek, mdm_err_t *err)
{
  int rises = seek->course == MDM_SEEK_RISES, holds;
  long low = seek->first, high = seek->last;

  /* The end where it holds if it does anywhere.  */
  *found = rises ? high : low;
  MDM_TRY (seek->try (there, seek->data, *found, err));
  if (!*there || seek->greatest == rises)
    return MDM_OK;
  /* Rising: it holds at HIGH and nowhere below LOW; falling: it holds at LOW
     and nowhere above HIGH.  */
  while (low < high)
    {
      long middle = low + (high - low + !rises) / 2;
      MDM_TRY (seek->try (&holds, seek->data, middle, err));
      if (rises)
        holds ? (high = middle) : (low = middle + 1);
      else
        holds ? (low = middle) : (high = middle - 1);
    }
  *found = low;
  return MDM_OK;
}

mdm_status
mdm_seek (long *found, int *there, const mdm_seek_t *seek, mdm_err_t *err)
{
  *there = 0;
  *found = seek->first;
  if (seek->first > seek->last)
    return MDM_OK;
  return seek->course == MDM_SEEK_ANYHOW
             ? seek_each (found, there, seek, err)
             : seek_halving (found, there, seek, err);
}

/* Is EXPR the quantity ekl?  */
static int
is_ekl (const mdm_expr_t *expr)
{
  const mdm_node_t *root = mdm_expr_root (expr);

  return root->kind == MDM_NODE_QUANTITY && root->quantity == MDM_Q_EKL;
}

/* Is every quantity in NODE one that no schedule changes?  */
static int
is_of_law (const mdm_node_t *node)
{
  static const mdm_quantity_id ids[]
      = { MDM_Q_L, MDM_Q_V, MDM_Q_TC, MDM_Q_DTC, MDM_Q_SUM_MI, MDM_Q_ENTROPY };
  int known = node->kind != MDM_NODE_QUANTITY;

  for (size_t i = 0; !known && i < sizeof ids / sizeof *ids; i++)
    known = node->quantity == ids[i];
  for (size_t i = 0; known && i < node->count; i++)
    known = is_of_law (node->child[i]);
  return known;
}

mdm_seek_course
mdm_seek_course_of (const char **why, const mdm_claim_t *claim,
                    const char *spec, long number)
{
  static const char *const families[]
      = { "best", "best-blocks", "best-policy" };
  static const char *const reasons[]
      = { "ekl of best:T does not grow with T",
          "ekl of best-blocks:T does not grow with T",
          "ekl of best-policy:T does not grow with T" };
  int left = is_ekl (claim->lhs) && is_of_law (mdm_expr_root (claim->rhs));
  int right = is_ekl (claim->rhs) && is_of_law (mdm_expr_root (claim->lhs));
  int below = claim->relation == MDM_REL_LE || claim->relation == MDM_REL_LT;

  *why = NULL;
  if ((!left && !right) || claim->relation == MDM_REL_EQ)
    return MDM_SEEK_ANYHOW;
  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    {
      MDM_OWNED char *expected = mdm_str ("%s:%ld", families[i], number);
      if (strcmp (spec, expected) == 0)
        *why = reasons[i];
    }
  if (*why == NULL)
    return MDM_SEEK_ANYHOW;
  return below == left ? MDM_SEEK_RISES : MDM_SEEK_FALLS;
}
