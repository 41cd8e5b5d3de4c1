/* Expressions as callers see them: a tree with the name of its source.  */
#include <config.h>

#include "claim/evaluate.h"
#include "claim/parser.h"
#include "text/caret.h"

#include <assert.h>
#include <string.h>

struct mdm_expr
{
  mdm_node_t *root;
  char *where;
  char *text; /* what it was parsed from, to show places in */
  size_t first_line;
  size_t slots; /* most variables bound at a time */
};

const char *
mdm_relation_str (mdm_relation relation)
{
  static const char *const words[] = { "<=", "<", "=", ">", ">=" };

  return words[relation];
}

int
mdm_relation_holds (mdm_relation relation, int order)
{
  return strchr (mdm_relation_str (relation), "<=>"[order + 1]) != NULL;
}

static char *
copy_str (const char *text)
{
  char *copy = flint_malloc (strlen (text) + 1);

  return strcpy (copy, text);
}

/* Show the place of the failure in ERR below its message.  */
static void
show_place (mdm_err_t *err, const char *text, size_t first_line)
{
  MDM_OWNED char *lines = NULL;

  if (err == NULL || err->line == 0)
    return;
  lines = mdm_caret_str (text, first_line, err->line, err->column);
  if (lines != NULL)
    mdm_err_show (err, lines);
}

mdm_evaluator_t
mdm_evaluator_new (const mdm_expr_t *expr,
                   const mdm_environment_t *environment, mdm_err_t *err)
{
  mdm_evaluator_t evaluator = { .environment = environment,
                                .where = expr->where,
                                .err = err,
                                .left = MDM_EVALUATE_STEPS_MAX };

  evaluator.variable = _fmpz_vec_init ((slong) expr->slots);
  return evaluator;
}

void
mdm_evaluator_clear (mdm_evaluator_t *evaluator, const mdm_expr_t *expr)
{
  _fmpz_vec_clear (evaluator->variable, (slong) expr->slots);
}

/* Evaluate the largest parts of NODE that are rational and depend on nothing,
   so that what is wrong with them is found before any law is looked at.  */
static mdm_status
check_constants (mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_NUMBER)
    return MDM_OK;
  if (!node->real && !node->quantities && node->free_slot == SIZE_MAX)
    {
      MDM_VALUE (value);
      return mdm_evaluate (value, evaluator, node);
    }
  for (size_t i = 0; i < node->count; i++)
    MDM_TRY (check_constants (evaluator, node->child[i]));
  return MDM_OK;
}

/* Make *RES of *ROOT, which is taken, or left NULL; are the constants in it
   right?  */
static mdm_status
make_expr (mdm_expr_t **res, mdm_node_t **root, const mdm_parser_t *parser,
           size_t first_line)
{
  mdm_expr_t *expr;
  mdm_evaluator_t evaluator;
  mdm_status status;

  if (*root == NULL)
    return MDM_OK;
  *res = expr = flint_malloc (sizeof *expr);
  expr->root = *root;
  expr->slots = parser->slots;
  expr->where = copy_str (parser->where);
  expr->text = copy_str (parser->text);
  expr->first_line = first_line;
  *root = NULL;
  evaluator = mdm_evaluator_new (expr, NULL, parser->err);
  status = check_constants (&evaluator, expr->root);
  mdm_evaluator_clear (&evaluator, expr);
  return status;
}

/* The root of PARSER is a ratio: make it two expressions.  */
static void
split (mdm_parser_t *parser)
{
  mdm_node_t *ratio = parser->lhs;

  parser->lhs = ratio->child[0];
  parser->rhs = ratio->child[1];
  ratio->count = 0;
  mdm_node_free (ratio);
}

/* What a text may be.  */
typedef enum
{
  EXPRESSION, /* its left side is set */
  RATIO,      /* an expression, or the quotient of both sides */
  CLAIM
} text_kind;

/* Parse TEXT, which is of KIND, to CLAIM.  */
static mdm_status
parse (mdm_claim_t *claim, text_kind kind, const char *text,
       const char *unknown, const char *where, size_t first_line,
       mdm_err_t *err)
{
  mdm_parser_t parser
      = { .text = text,
          .where = where == NULL ? "" : where,
          .err = err,
          .unknown = { unknown, unknown == NULL ? 0 : strlen (unknown) },
          .at = { first_line, 1 } };
  mdm_status status = mdm_parser_run (&parser, kind == CLAIM);

  claim->lhs = claim->rhs = NULL;
  claim->relation = parser.relation;
  if (status == MDM_OK && kind == RATIO && parser.lhs->ratio)
    split (&parser);
  else if (status == MDM_OK && !mdm_node_require_number (&parser, parser.lhs))
    status = parser.status;
  if (status == MDM_OK)
    status = make_expr (&claim->lhs, &parser.lhs, &parser, first_line);
  if (status == MDM_OK)
    status = make_expr (&claim->rhs, &parser.rhs, &parser, first_line);
  if (status != MDM_OK)
    {
      mdm_claim_clear (claim);
      show_place (err, text, first_line);
    }
  mdm_node_free (parser.lhs);
  mdm_node_free (parser.rhs);
  return status;
}

mdm_status
mdm_expr_parse (mdm_expr_t **res, const char *text, const char *where,
                size_t first_line, mdm_err_t *err)
{
  mdm_claim_t claim;
  mdm_status status
      = parse (&claim, EXPRESSION, text, NULL, where, first_line, err);

  *res = claim.lhs;
  return status;
}

mdm_status
mdm_ratio_parse (mdm_expr_t **res, mdm_expr_t **over, const char *text,
                 const char *where, size_t first_line, mdm_err_t *err)
{
  mdm_claim_t claim;
  mdm_status status
      = parse (&claim, RATIO, text, NULL, where, first_line, err);

  *res = claim.lhs;
  *over = claim.rhs;
  return status;
}

mdm_status
mdm_claim_parse_with (mdm_claim_t *claim, const char *text,
                      const char *unknown, const char *where,
                      size_t first_line, mdm_err_t *err)
{
  return parse (claim, CLAIM, text, unknown, where, first_line, err);
}

mdm_status
mdm_claim_parse (mdm_claim_t *claim, const char *text, const char *where,
                 size_t first_line, mdm_err_t *err)
{
  return mdm_claim_parse_with (claim, text, NULL, where, first_line, err);
}

void
mdm_expr_free (mdm_expr_t *expr)
{
  if (expr == NULL)
    return;
  mdm_node_free (expr->root);
  flint_free (expr->where);
  flint_free (expr->text);
  flint_free (expr);
}

void
mdm_claim_clear (mdm_claim_t *claim)
{
  mdm_expr_free (claim->lhs);
  mdm_expr_free (claim->rhs);
  claim->lhs = claim->rhs = NULL;
}

int
mdm_expr_uses (const mdm_expr_t *expr, mdm_quantity_id id)
{
  return mdm_node_uses (expr->root, id);
}

int
mdm_expr_is_rational (const mdm_expr_t *expr)
{
  return !expr->root->real || expr->root->exponential;
}

mdm_status
mdm_expr_place (const mdm_expr_t *expr, mdm_err_t *err)
{
  mdm_status status = mdm_err_place (err, expr->where, err->line, err->column);

  show_place (err, expr->text, expr->first_line);
  return status;
}

const char *
mdm_expr_at (const mdm_expr_t *expr, mdm_place_t place)
{
  const char *text = expr->text;

  for (size_t line = expr->first_line; line < place.line; line++)
    text = strchr (text, '\n') + 1;
  return text + place.column - 1;
}

const mdm_node_t *
mdm_expr_root (const mdm_expr_t *expr)
{
  return expr->root;
}

mdm_status
mdm_expr_evaluate (mdm_value_t res, const mdm_expr_t *expr,
                   const mdm_environment_t *environment, mdm_err_t *err)
{
  return mdm_expr_evaluate_node (res, expr, expr->root, environment, err);
}

mdm_status
mdm_expr_evaluate_node (mdm_value_t res, const mdm_expr_t *expr,
                        const mdm_node_t *node,
                        const mdm_environment_t *environment, mdm_err_t *err)
{
  mdm_evaluator_t evaluator = mdm_evaluator_new (expr, environment, err);
  mdm_status status;

  assert (node->free_slot == SIZE_MAX);
  status = mdm_evaluate (res, &evaluator, node);
  if (status != MDM_OK)
    {
      mdm_value_zero (res);
      show_place (err, expr->text, expr->first_line);
    }
  mdm_evaluator_clear (&evaluator, expr);
  return status;
}
