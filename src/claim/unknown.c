#include <config.h>

#include "claim/unknown.h"

#include "claim/parser.h"

#include <string.h>

int
mdm_node_has_unknown (const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_UNKNOWN)
    return 1;
  for (size_t i = 0; i < node->count; i++)
    if (mdm_node_has_unknown (node->child[i]))
      return 1;
  return 0;
}

mdm_status
mdm_unknown_check_name (const char *name, mdm_err_t *err)
{
  size_t n = strspn (name, "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  mdm_node_kind kind;

  if (n == 0 || name[n] != '\0' || (name[0] >= '0' && name[0] <= '9'))
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "a name is letters, digits and _, a letter first");
  if (mdm_quantity_find (NULL, name, n))
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the claim language has a quantity of that name");
  if (mdm_function_find (&kind, name, n))
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the claim language has a function of that name");
  return MDM_OK;
}

static mdm_status
not_linear (const mdm_node_t *node, const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EDOMAIN, NULL, node->start.line,
                      node->start.column, "what is solved for stands in %s",
                      what);
}

/* Where the unknown may not stand: in child I of a node of KIND; NULL: it
   may.  */
static const char *
forbidden (mdm_node_kind kind, size_t i)
{
  switch (kind)
    {
    case MDM_NODE_NEGATE:
    case MDM_NODE_ADD:
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return NULL;
    case MDM_NODE_DIVIDE:
      return i == 0 ? NULL : "a divisor";
    case MDM_NODE_SUM:
      return i == 2 ? NULL : "a bound of sum";
    case MDM_NODE_QUANTITY:
      return "an index";
    case MDM_NODE_POWER:
      return "a power";
    default:
      return "a function that is not linear";
    }
}

/* Is NODE linear in the unknown?  */
static mdm_status
check (const mdm_node_t *node, int splits, mdm_err_t *err)
{
  size_t with = 0;

  for (size_t i = 0; i < node->count; i++)
    {
      const char *what = forbidden (node->kind, i);

      if (!mdm_node_has_unknown (node->child[i]))
        continue;
      with++;
      if (what != NULL)
        return not_linear (node->child[i], what, err);
      MDM_TRY (check (node->child[i], splits, err));
    }
  if (node->kind == MDM_NODE_MULTIPLY && with > 1)
    return not_linear (node, "both factors of a product", err);
  if ((node->kind == MDM_NODE_MIN || node->kind == MDM_NODE_MAX)
      && !(node->real && splits) && with > 0)
    return not_linear (node, "a min or max", err);
  return MDM_OK;
}

static mdm_status
check_side (const mdm_expr_t *expr, int splits, mdm_err_t *err)
{
  return check (mdm_expr_root (expr), splits, err) == MDM_OK
             ? MDM_OK
             : mdm_expr_place (expr, err);
}

mdm_status
mdm_claim_check_unknown (const mdm_claim_t *claim, const char *name,
                         int splits, const char *where, mdm_err_t *err)
{
  if (!mdm_node_has_unknown (mdm_expr_root (claim->lhs))
      && !mdm_node_has_unknown (mdm_expr_root (claim->rhs)))
    return mdm_err_set (err, MDM_EDOMAIN, where, 0, 0,
                        "there is no '%s' in the claim", name);
  if (claim->relation == MDM_REL_LT || claim->relation == MDM_REL_GT)
    return mdm_err_set (err, MDM_EDOMAIN, where, 0, 0,
                        "a strict inequality has no best '%s'; ask for <= "
                        "or >=",
                        name);
  MDM_TRY (check_side (claim->lhs, splits, err));
  return check_side (claim->rhs, splits, err);
}
