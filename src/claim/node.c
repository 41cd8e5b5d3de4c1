/* Nodes: making them with their types checked, and freeing them.  The groups
   of positions that are arguments of H, I and TC.  */
#include <config.h>

#include "claim/parser.h"
#include "exact/rational.h"

#include <string.h>

void
mdm_node_free (mdm_node_t *node)
{
  if (node == NULL)
    return;
  for (size_t i = 0; i < node->count; i++)
    mdm_node_free (node->child[i]);
  flint_free (node->child);
  if (node->sets != NULL)
    {
      flint_free ((void *) node->sets->start);
      flint_free ((void *) node->sets->positions);
      flint_free (node->sets);
    }
  fmpq_clear (node->number);
  flint_free (node);
}

int
mdm_node_uses (const mdm_node_t *node, mdm_quantity_id id)
{
  if (node->kind == MDM_NODE_QUANTITY && node->quantity == id)
    return 1;
  for (size_t i = 0; i < node->count; i++)
    if (mdm_node_uses (node->child[i], id))
      return 1;
  return 0;
}

int
mdm_node_is_bound (const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_QUANTITY
      && !mdm_quantity_is_bound (node->quantity))
    return 0;
  for (size_t i = 0; i < node->count; i++)
    if (!mdm_node_is_bound (node->child[i]))
      return 0;
  return 1;
}

/* A node without children, or NULL over the limit on their number.  */
static mdm_node_t *
new_node (mdm_parser_t *parser, mdm_node_kind kind, mdm_place_t place)
{
  mdm_node_t *node;

  if (parser->nodes >= MDM_NODE_COUNT_MAX)
    {
      mdm_parser_fail (parser, MDM_ELIMIT, place,
                       "more than %d numbers, names and operators",
                       MDM_NODE_COUNT_MAX);
      return NULL;
    }
  parser->nodes++;
  node = flint_calloc (1, sizeof *node);
  node->kind = kind;
  node->free_slot = SIZE_MAX;
  node->depth = 1;
  node->place = node->start = place;
  fmpq_init (node->number);
  return node;
}

/* Make CHILD, which may be NULL, the last child of NODE.  */
static void
adopt (mdm_node_t *node, mdm_node_t *child)
{
  if (child == NULL)
    return;
  if (node->count == node->room)
    {
      node->room = 2 * node->room + 1;
      node->child
          = flint_realloc (node->child, node->room * sizeof *node->child);
    }
  node->child[node->count++] = child;
  node->quantities |= child->quantities;
  if (child->free_slot < node->free_slot)
    node->free_slot = child->free_slot;
  if (child->depth >= node->depth)
    node->depth = child->depth + 1;
}

int
mdm_node_require_number (mdm_parser_t *parser, const mdm_node_t *node)
{
  if (!node->ratio)
    return 1;
  mdm_parser_fail (parser, MDM_EPARSE, node->place,
                   "quotient by a real quantity, the divisor must be "
                   "rational");
  return 0;
}

/* CHILD must be neither a ratio nor an exponential, which are no operands of
   anything.  */
static int
require_operand (mdm_parser_t *parser, const mdm_node_t *child)
{
  if (!child->exponential)
    return mdm_node_require_number (parser, child);
  mdm_parser_fail (parser, MDM_EPARSE, child->start,
                   "'%s' may only be printed as it is, or compared with a "
                   "rational",
                   mdm_quantity_info[child->quantity].name);
  return 0;
}

/* Child I of NODE must be rational; WHAT names it.  */
static int
require_rational (mdm_parser_t *parser, const mdm_node_t *node, size_t i,
                  const char *what)
{
  if (!node->child[i]->real)
    return 1;
  mdm_parser_fail (parser, MDM_EPARSE, node->child[i]->start,
                   "%s must be rational, not a real quantity", what);
  return 0;
}

/* Set NODE->real by the type rules; is NODE well typed?  */
static int
check_types (mdm_parser_t *parser, mdm_node_t *node)
{
  for (size_t i = 0; i < node->count; i++)
    if (!require_operand (parser, node->child[i]))
      return 0;
  switch (node->kind)
    {
    case MDM_NODE_MULTIPLY:
      node->real = node->child[0]->real || node->child[1]->real;
      if (!(node->child[0]->real && node->child[1]->real))
        return 1;
      mdm_parser_fail (parser, MDM_EPARSE, node->place,
                       "product of two real quantities, one of the factors "
                       "must be rational");
      return 0;
    case MDM_NODE_DIVIDE:
      node->ratio = node->child[1]->real;
      node->real = node->child[0]->real || node->ratio;
      return 1;
    case MDM_NODE_POWER:
      return require_rational (parser, node, 0, "the base of a power")
             && require_rational (parser, node, 1, "an exponent");
    case MDM_NODE_LOG:
      node->real = 1;
      return require_rational (parser, node, 0, "the argument of log");
    case MDM_NODE_LOG2CEIL:
      return require_rational (parser, node, 0, "the argument of log2ceil");
    case MDM_NODE_BINOM:
      return require_rational (parser, node, 0, "the arguments of binom")
             && require_rational (parser, node, 1, "the arguments of binom");
    case MDM_NODE_SUM:
      node->real = node->child[2]->real;
      return require_rational (parser, node, 0, "a bound of sum")
             && require_rational (parser, node, 1, "a bound of sum");
    case MDM_NODE_NEGATE:
    case MDM_NODE_ADD:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      for (size_t i = 0; i < node->count; i++)
        node->real |= node->child[i]->real;
      return 1;
    case MDM_NODE_QUANTITY:
      node->real = mdm_quantity_info[node->quantity].type != MDM_TYPE_RATIONAL;
      node->exponential
          = mdm_quantity_info[node->quantity].type == MDM_TYPE_EXPONENTIAL;
      node->quantities = 1;
      return node->count == 0
             || require_rational (parser, node, 0, "an index");
    case MDM_NODE_VARIABLE:
    case MDM_NODE_NUMBER:
    case MDM_NODE_FLOOR:
    case MDM_NODE_CEIL:
      break;
    }
  return 1;
}

/* NODE if it is well typed and not too deep, else NULL and NODE freed.  */
static mdm_node_t *
finish (mdm_parser_t *parser, mdm_node_t *node)
{
  if (node->depth > MDM_NODE_DEPTH_MAX)
    mdm_parser_fail (parser, MDM_ELIMIT, node->place,
                     "nested more than %d deep", MDM_NODE_DEPTH_MAX);
  else if (check_types (parser, node))
    return node;
  mdm_node_free (node);
  return NULL;
}

mdm_node_t *
mdm_node_number (mdm_parser_t *parser, mdm_place_t place, const char *digits,
                 size_t length)
{
  mdm_node_t *node = new_node (parser, MDM_NODE_NUMBER, place);
  const char *why;
  size_t used;
  mdm_status status;

  if (node == NULL)
    return NULL;
  status = mdm_rational_scan (node->number, &used, &why, digits, length);
  if (status == MDM_OK)
    return node;
  place.column += used;
  mdm_parser_fail (parser, status, place, "%s", why);
  mdm_node_free (node);
  return NULL;
}

mdm_node_t *
mdm_node_name (mdm_parser_t *parser, mdm_place_t place, mdm_slice_t name)
{
  mdm_node_t *node;
  size_t slot;

  if (!mdm_parser_find (&slot, parser, name))
    {
      mdm_parser_unknown (parser, name, place);
      return NULL;
    }
  node = new_node (parser, MDM_NODE_VARIABLE, place);
  if (node == NULL)
    return NULL;
  node->slot = node->free_slot = slot;
  return finish (parser, node);
}

mdm_node_t *
mdm_node_make (mdm_parser_t *parser, mdm_node_kind kind, mdm_place_t place,
               mdm_node_t *a, mdm_node_t *b)
{
  mdm_node_t *node = new_node (parser, kind, place);

  if (node == NULL)
    {
      mdm_node_free (a);
      mdm_node_free (b);
      return NULL;
    }
  /* An infix operator starts where its left operand does.  */
  if (kind >= MDM_NODE_ADD && kind <= MDM_NODE_POWER)
    node->start = a->start;
  adopt (node, a);
  adopt (node, b);
  return finish (parser, node);
}

mdm_node_t *
mdm_node_add (mdm_parser_t *parser, mdm_place_t place, mdm_node_t *a,
              mdm_node_t *b)
{
  if (a->kind != MDM_NODE_ADD)
    return mdm_node_make (parser, MDM_NODE_ADD, place, a, b);
  return mdm_node_append (parser, a, b);
}

mdm_node_t *
mdm_node_append (mdm_parser_t *parser, mdm_node_t *node, mdm_node_t *argument)
{
  adopt (node, argument);
  node->real |= argument->real; /* not check_types: a long list of arguments
                                   would take quadratic time */
  if (node->depth > MDM_NODE_DEPTH_MAX)
    mdm_parser_fail (parser, MDM_ELIMIT, argument->place,
                     "nested more than %d deep", MDM_NODE_DEPTH_MAX);
  else if (require_operand (parser, argument))
    return node;
  mdm_node_free (node);
  return NULL;
}

int
mdm_node_comparable (mdm_parser_t *parser, const mdm_node_t *lhs,
                     const mdm_node_t *rhs)
{
  const mdm_node_t *other = lhs->exponential ? rhs : lhs;

  if (!mdm_node_require_number (parser, lhs)
      || !mdm_node_require_number (parser, rhs))
    return 0;
  if (!(lhs->exponential || rhs->exponential) || !other->real)
    return 1;
  mdm_parser_fail (
      parser, MDM_EPARSE, other->start,
      "'%s' is compared with a rational, not with a real "
      "quantity",
      mdm_quantity_info[(lhs->exponential ? lhs : rhs)->quantity].name);
  return 0;
}

mdm_node_t *
mdm_node_sum (mdm_parser_t *parser, mdm_place_t place, mdm_node_t *from,
              mdm_node_t *to, mdm_node_t *body)
{
  mdm_node_t *node = new_node (parser, MDM_NODE_SUM, place);

  if (node == NULL)
    {
      mdm_node_free (from);
      mdm_node_free (to);
      mdm_node_free (body);
      return NULL;
    }
  node->slot = parser->variables - 1;
  adopt (node, from);
  adopt (node, to);
  adopt (node, body);
  /* Sums around this one have lower slots.  */
  if (node->free_slot == node->slot)
    node->free_slot = SIZE_MAX;
  return finish (parser, node);
}

mdm_position_list_t *
mdm_position_list_new (void)
{
  mdm_position_list_t *list = flint_calloc (1, sizeof *list);

  list->start = flint_calloc (1, sizeof *list->start);
  return list;
}

void
mdm_position_list_free (mdm_position_list_t *list)
{
  if (list == NULL)
    return;
  flint_free (list->start);
  flint_free (list->positions);
  flint_free (list);
}

void
mdm_position_list_close (mdm_position_list_t *list)
{
  list->groups++;
  list->start
      = flint_realloc (list->start, (list->groups + 1) * sizeof *list->start);
  list->start[list->groups] = list->count;
}

/* The number of positions is capped with that of the nodes, so that looking
   at all that came before is affordable.  */
static int
occurs (const mdm_position_list_t *list, size_t position)
{
  for (size_t i = 0; i < list->count; i++)
    if (list->positions[i] == position)
      return 1;
  return 0;
}

mdm_position_list_t *
mdm_position_list_put (mdm_parser_t *parser, mdm_position_list_t *list,
                       mdm_node_t *number)
{
  mdm_place_t place = number->place;
  int fits = fmpz_abs_fits_ui (fmpq_numref (number->number));
  size_t position = fits ? fmpz_get_ui (fmpq_numref (number->number)) : 0;

  mdm_node_free (number);
  if (fits && !occurs (list, position))
    {
      list->positions = flint_realloc (
          list->positions, (list->count + 1) * sizeof *list->positions);
      list->positions[list->count++] = position;
      return list;
    }
  if (fits)
    mdm_parser_fail (parser, MDM_EPARSE, place, "position %zu is listed twice",
                     position);
  else
    mdm_parser_fail (parser, MDM_EDOMAIN, place, "position beyond any length");
  mdm_position_list_free (list);
  return NULL;
}

/* Does LIST, its condition not counted, have as many groups as quantity ID
   takes?  */
static int
check_groups (mdm_parser_t *parser, mdm_place_t place, mdm_quantity_id id,
              const mdm_position_list_t *list)
{
  const mdm_quantity_info_t *info = &mdm_quantity_info[id];
  size_t groups = list->groups - 1;

  if (groups >= info->least && (info->most == 0 || groups <= info->most))
    return 1;
  mdm_parser_fail (parser, MDM_EPARSE, place,
                   "%s takes %s%zu group%s of positions, not %zu: %s",
                   info->name, info->most == 0 ? "at least " : "", info->least,
                   info->least == 1 ? "" : "s", groups, info->usage);
  return 0;
}

mdm_node_t *
mdm_node_quantity (mdm_parser_t *parser, mdm_place_t place, mdm_quantity_id id,
                   mdm_node_t *index, mdm_position_list_t *list)
{
  mdm_node_t *node = NULL;

  if (list == NULL || check_groups (parser, place, id, list))
    node = new_node (parser, MDM_NODE_QUANTITY, place);
  if (node == NULL)
    {
      mdm_node_free (index);
      mdm_position_list_free (list);
      return NULL;
    }
  node->quantity = id;
  adopt (node, index);
  if (list != NULL)
    {
      node->sets = flint_malloc (sizeof *node->sets);
      node->sets->groups = list->groups - 1;
      node->sets->start = list->start;
      node->sets->positions = list->positions;
      flint_free (list);
    }
  return finish (parser, node);
}
