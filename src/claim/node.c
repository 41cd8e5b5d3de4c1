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
  mdm_position_sets_free (node->sets);
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

const mdm_node_t *
mdm_node_by_value (const mdm_node_t *node)
{
  const mdm_node_t *found = NULL;

  if (node->sets != NULL && node->sets->values > 0)
    return node;
  for (size_t i = 0; i < node->count && found == NULL; i++)
    found = mdm_node_by_value (node->child[i]);
  return found;
}

int
mdm_node_is_bound (const mdm_node_t *node)
{
  const mdm_quantity_info_t *info = &mdm_quantity_info[node->quantity];

  if (node->kind == MDM_NODE_QUANTITY && info->of != MDM_OF_CURVE
      && info->of != MDM_OF_LAW && (info->flags & MDM_QUANTITY_BOUND) == 0)
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
  node->lazy |= child->lazy;
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

/* The children that must be rational, in the words of a message.  */
static const char *const rational_children[][2] = {
  [MDM_NODE_QUANTITY] = { "an index" },
  [MDM_NODE_POWER] = { "the base of a power", "an exponent" },
  [MDM_NODE_LOG] = { "the argument of log" },
  [MDM_NODE_LOG2CEIL] = { "the argument of log2ceil" },
  [MDM_NODE_SUM] = { "a bound of sum", "a bound of sum" },
  [MDM_NODE_BINOM] = { "the arguments of binom", "the arguments of binom" },
};

/* Set the types of NODE by its kind; are those of its children right?  */
static int
check_types (mdm_parser_t *parser, mdm_node_t *node)
{
  for (size_t i = 0; i < node->count; i++)
    {
      const char *what = i < 2 ? rational_children[node->kind][i] : NULL;
      const mdm_node_t *child = node->child[i];

      if (!require_operand (parser, child))
        return 0;
      if (what != NULL && child->real)
        mdm_parser_fail (parser, MDM_EPARSE, child->start,
                         "%s must be rational, not a real quantity", what);
      else if (node->kind == MDM_NODE_MULTIPLY && node->real && child->real)
        mdm_parser_fail (parser, MDM_EPARSE, node->place,
                         "product of two real quantities, one of the factors "
                         "must be rational");
      node->ratio = node->kind == MDM_NODE_DIVIDE && i == 1 && child->real;
      node->real |= child->real;
    }
  if (node->kind == MDM_NODE_QUANTITY)
    {
      const mdm_quantity_info_t *info = mdm_quantity_info + node->quantity;
      node->real = info->type != MDM_TYPE_RATIONAL;
      node->exponential = info->type == MDM_TYPE_EXPONENTIAL;
      node->lazy = (info->flags & MDM_QUANTITY_LAZY) != 0;
      node->quantities = 1;
    }
  else if (node->kind == MDM_NODE_FLOOR || node->kind == MDM_NODE_CEIL)
    node->real = 0;
  else if (node->kind == MDM_NODE_LOG)
    node->real = 1;
  return parser->status == MDM_OK;
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

  if (name.length > 0 && mdm_slice_equal (parser->unknown, name))
    {
      node = new_node (parser, MDM_NODE_UNKNOWN, place);
      if (node == NULL)
        return NULL;
      node->quantities = 1; /* it is not a constant */
      return finish (parser, node);
    }
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
               mdm_node_t *a, mdm_node_t *b, mdm_node_t *c)
{
  mdm_node_t *node = new_node (parser, kind, place);

  if (node == NULL)
    {
      mdm_node_free (a);
      mdm_node_free (b);
      mdm_node_free (c);
      return NULL;
    }
  /* An infix operator starts where its left operand does.  */
  if (kind >= MDM_NODE_ADD && kind <= MDM_NODE_POWER)
    node->start = a->start;
  adopt (node, a);
  adopt (node, b);
  adopt (node, c);
  if (kind == MDM_NODE_SUM)
    {
      node->slot = parser->variables - 1;
      /* Sums around this one have lower slots.  */
      if (node->free_slot == node->slot)
        node->free_slot = SIZE_MAX;
    }
  return finish (parser, node);
}

mdm_node_t *
mdm_node_add (mdm_parser_t *parser, mdm_place_t place, mdm_node_t *a,
              mdm_node_t *b)
{
  if (a->kind != MDM_NODE_ADD)
    return mdm_node_make (parser, MDM_NODE_ADD, place, a, b, NULL);
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

mdm_position_sets_t *
mdm_position_sets_new (void)
{
  mdm_position_sets_t *sets = flint_calloc (1, sizeof *sets);

  sets->start = flint_calloc (2, sizeof *sets->start);
  return sets;
}

void
mdm_position_sets_free (mdm_position_sets_t *sets)
{
  if (sets == NULL)
    return;
  flint_free (sets->start);
  flint_free (sets->positions);
  for (size_t i = 0; i < sets->values; i++)
    flint_free (sets->value[i].token);
  flint_free (sets->value);
  flint_free (sets);
}

void
mdm_position_sets_close (mdm_position_sets_t *sets)
{
  size_t n = ++sets->groups;

  sets->start = flint_realloc (sets->start, (n + 2) * sizeof *sets->start);
  sets->start[n + 1] = sets->start[n];
}

/* The number of positions is capped with that of the nodes, so that looking
   at all that came before is affordable.  */
static int
occurs (const mdm_position_sets_t *sets, size_t position)
{
  for (size_t i = 0; i < sets->start[sets->groups + 1]; i++)
    if (sets->positions[i] == position)
      return 1;
  for (size_t i = 0; i < sets->values; i++)
    if (sets->value[i].position == position)
      return 1;
  return 0;
}

/* Set *POSITION to what NUMBER, which is freed, is.  If it cannot be one of
   SETS too, those are freed, and the answer is 0.  */
static int
take_position (size_t *position, mdm_parser_t *parser,
               mdm_position_sets_t *sets, mdm_node_t *number)
{
  mdm_place_t place = number->place;
  int fits = fmpz_abs_fits_ui (fmpq_numref (number->number));

  *position = fits ? fmpz_get_ui (fmpq_numref (number->number)) : 0;
  mdm_node_free (number);
  if (fits && !occurs (sets, *position))
    return 1;
  if (fits)
    mdm_parser_fail (parser, MDM_EPARSE, place, "position %zu is listed twice",
                     *position);
  else
    mdm_parser_fail (parser, MDM_EDOMAIN, place, "position beyond any length");
  mdm_position_sets_free (sets);
  return 0;
}

mdm_position_sets_t *
mdm_position_sets_put (mdm_parser_t *parser, mdm_position_sets_t *sets,
                       mdm_node_t *number)
{
  size_t position, *count = sets->start + sets->groups + 1;

  if (!take_position (&position, parser, sets, number))
    return NULL;
  sets->positions = flint_realloc (sets->positions,
                                   (*count + 1) * sizeof *sets->positions);
  sets->positions[(*count)++] = position;
  return sets;
}

/* The token that is written as WORD, perhaps in quotes, on the heap.  */
static char *
token_str (mdm_slice_t word)
{
  char *token = flint_malloc (word.length + 1);
  int quoted = word.text[0] == '\'';
  size_t used = 0;

  for (size_t i = quoted; i < word.length - quoted; i++)
    {
      token[used++] = word.text[i];
      i += quoted && word.text[i] == '\'';
    }
  token[used] = '\0';
  return token;
}

mdm_position_sets_t *
mdm_position_sets_fix (mdm_parser_t *parser, mdm_position_sets_t *sets,
                       mdm_node_t *number, mdm_slice_t word,
                       mdm_place_t word_place)
{
  mdm_position_value_t value
      = { .place = number->place, .token_place = word_place };
  size_t i = sets->values;

  if (!take_position (&value.position, parser, sets, number))
    return NULL;
  value.token = token_str (word);
  sets->value
      = flint_realloc (sets->value, (i + 1) * sizeof *sets->value);
  for (; i > 0 && sets->value[i - 1].position > value.position; i--)
    sets->value[i] = sets->value[i - 1];
  sets->value[i] = value;
  sets->values++;
  return sets;
}

/* Does SETS have as many groups as quantity ID takes?  */
static int
check_groups (mdm_parser_t *parser, mdm_place_t place, mdm_quantity_id id,
              const mdm_position_sets_t *sets)
{
  const mdm_quantity_info_t *info = &mdm_quantity_info[id];
  size_t groups = sets->groups;

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
                   mdm_node_t *index, mdm_position_sets_t *sets)
{
  mdm_node_t *node = NULL;

  if (sets == NULL || check_groups (parser, place, id, sets))
    node = new_node (parser, MDM_NODE_QUANTITY, place);
  if (node == NULL)
    {
      mdm_node_free (index);
      mdm_position_sets_free (sets);
      return NULL;
    }
  node->quantity = id;
  node->sets = sets;
  adopt (node, index);
  return finish (parser, node);
}
