#include <config.h>

#include "report/formula.h"

#include "exact/scoped.h"
#include "report/latex.h"
#include "text/string.h"

#include <string.h>

/* Longer claims are broken at their sums.  */
#define WHOLE_MAX 240

typedef struct
{
  FILE *stream;
  const mdm_expr_t *expr; /* of which a part is written */
  int broken;             /* are sums broken at the top? */
} writer_t;

/* How tightly a node holds together; what stands where more is asked for is
   put in brackets.  */
enum
{
  SUM = 1,
  PRODUCT,
  POWER,
  ATOM
};

static int
level_of (const mdm_node_t *node)
{
  switch (node->kind)
    {
    case MDM_NODE_ADD:
    case MDM_NODE_NEGATE:
      return SUM;
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_SUM:
      return PRODUCT;
    case MDM_NODE_DIVIDE:
    case MDM_NODE_POWER:
      return POWER;
    case MDM_NODE_NUMBER:
      return fmpz_is_one (fmpq_denref (node->number)) ? ATOM : POWER;
    default:
      return ATOM;
    }
}

/* Does NODE end in the body of a sum, which would take in what follows?  */
static int
ends_in_sum (const mdm_node_t *node)
{
  return node->kind == MDM_NODE_SUM
         || (node->kind == MDM_NODE_MULTIPLY && ends_in_sum (node->child[1]));
}

static void write_node (const writer_t *w, const mdm_node_t *node);

/* Write NODE, in brackets unless it holds together by LEVEL.  */
static void
write_part (const writer_t *w, const mdm_node_t *node, int level)
{
  int bare = level_of (node) >= level;
  writer_t inner = *w;

  inner.broken = 0;
  fputs (bare ? "" : "\\left(", w->stream);
  write_node (&inner, node);
  fputs (bare ? "" : "\\right)", w->stream);
}

/* Write BEFORE, NODE and AFTER, which group it.  */
static void
write_group (const writer_t *w, const char *before, const mdm_node_t *node,
             const char *after)
{
  fputs (before, w->stream);
  write_part (w, node, 0);
  fputs (after, w->stream);
}

/* Write the name at TEXT, which is that of a variable.  */
static void
write_variable (const writer_t *w, const char *text)
{
  int n = (int) strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz_0123456789");

  fprintf (w->stream, n == 1 ? "%.*s" : "\\mathit{%.*s}", n, text);
}

static void
write_number (const writer_t *w, const fmpq_t number)
{
  MDM_OWNED char *above = fmpz_get_str (NULL, 10, fmpq_numref (number));
  MDM_OWNED char *below = fmpz_get_str (NULL, 10, fmpq_denref (number));

  if (strcmp (below, "1") == 0)
    fputs (above, w->stream);
  else
    fprintf (w->stream, "\\frac{%s}{%s}", above, below);
}

static void
write_terms (const writer_t *w, const mdm_node_t *node)
{
  for (size_t i = 0; i < node->count; i++)
    {
      const mdm_node_t *term = node->child[i];
      int minus = term->kind == MDM_NODE_NEGATE;
      fputs (i > 0 && w->broken ? " \\\\\n " : "", w->stream);
      fputs (i == 0 ? minus ? "-" : "" : minus ? " - " : " + ", w->stream);
      write_part (w, minus ? term->child[0] : term, PRODUCT);
    }
}

static void
write_product (const writer_t *w, const mdm_node_t *node)
{
  const mdm_node_t *left = node->child[0], *right = node->child[1];
  const mdm_node_t *first = right;

  while (first->kind == MDM_NODE_MULTIPLY || first->kind == MDM_NODE_POWER)
    first = first->child[0];
  write_part (w, left, ends_in_sum (left) ? ATOM : PRODUCT);
  fputs (first->kind == MDM_NODE_NUMBER ? " \\cdot " : "\\,", w->stream);
  write_part (w, right, PRODUCT);
}

/* Its variable stands after `sum ('.  */
static void
write_sum (const writer_t *w, const mdm_node_t *node)
{
  const char *name = mdm_expr_at (w->expr, node->place) + strlen ("sum");

  fputs ("\\sum_{", w->stream);
  write_variable (w, name + strspn (name, "( \t\n"));
  write_group (w, "=", node->child[0], "}^{");
  write_group (w, "", node->child[1], "} ");
  write_part (w, node->child[2], PRODUCT);
}

/* The conditions by value, FIRST of the condition or not.  */
static void
write_values (const writer_t *w, const mdm_position_sets_t *sets, int first)
{
  for (size_t i = 0; i < sets->values; i++)
    {
      const mdm_position_value_t *value = sets->value + i;
      MDM_OWNED char *token = mdm_latex_escape (value->token, 0);
      fprintf (w->stream, "%sX_{%zu} = \\text{", first && i == 0 ? "" : ", ",
               value->position);
      fputs (token, w->stream);
      fputc ('}', w->stream);
    }
}

/* Groups of positions, then the condition.  */
static void
write_sets (const writer_t *w, const mdm_position_sets_t *sets)
{
  fputc ('(', w->stream);
  for (size_t g = 0; g <= sets->groups; g++)
    {
      int condition = g == sets->groups;
      if (condition && sets->start[g] == sets->start[g + 1]
          && sets->values == 0)
        break;
      fputs (g == 0 ? "" : condition ? " \\mid " : "; ", w->stream);
      for (size_t i = sets->start[g]; i < sets->start[g + 1]; i++)
        fprintf (w->stream, "%sX_{%zu}", i > sets->start[g] ? ", " : "",
                 sets->positions[i]);
      if (condition)
        write_values (w, sets, sets->start[g] == sets->start[g + 1]);
    }
  fputc (')', w->stream);
}

/* Write the quantity ID: a letter as it is, a word upright, and some as papers
   have them.  */
static void
write_name (const writer_t *w, mdm_quantity_id id)
{
  static const struct
  {
    mdm_quantity_id id;
    const char *formula;
  } known[] = {
    { MDM_Q_SMAX, "s_{\\max}" },
    { MDM_Q_SMIN, "s_{\\min}" },
    { MDM_Q_PI, "\\pi" },
    { MDM_Q_PI_SUM, "\\Pi" },
    { MDM_Q_PMAX, "p^{\\max}" },
    { MDM_Q_PMAX_LEAST, "p^{\\max}_{\\min}" },
    { MDM_Q_TC, "\\mathrm{TC}" },
    { MDM_Q_DTC, "\\mathrm{DTC}" },
    { MDM_Q_ENTROPY, "H(X)" },
    { MDM_Q_TV, "\\mathrm{TV}" },
    { MDM_Q_SER, "\\mathrm{SER}" },
    { MDM_Q_KL_MIXED, "\\mathrm{KL}_{\\mathrm{mixed}}" },
    { MDM_Q_EKL_IDEAL, "\\mathrm{ekl}_{\\mathrm{ideal}}" },
    { MDM_Q_EKL_DEFINITION, "\\mathrm{ekl}_{\\mathrm{definition}}" },
    { MDM_Q_EPS_TRAIN, "\\varepsilon_{\\mathrm{train}}" },
    { MDM_Q_TC_EPS, "\\varepsilon" },
    { MDM_Q_DTC_EPS, "\\varepsilon" },
    { MDM_Q_LOG_TER, "\\log\\mathrm{TER}" },
  };
  const char *name = mdm_quantity_info[id].name;

  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].id == id)
      {
        fputs (known[i].formula, w->stream);
        return;
      }
  if (name[1] == '\0')
    {
      fputs (name, w->stream);
      return;
    }
  fputs ("\\mathrm{", w->stream);
  for (; *name != '\0'; name++)
    fprintf (w->stream, *name == '_' ? "\\_" : "%c", *name);
  fputc ('}', w->stream);
}

static void
write_quantity (const writer_t *w, const mdm_node_t *node)
{
  write_name (w, node->quantity);
  if (node->sets != NULL)
    write_sets (w, node->sets);
  else if (node->count > 0)
    write_group (w, "_{", node->child[0], "}");
}

/* The kinds that are a pair of brackets around each of their children.  */
static void
write_function (const writer_t *w, const mdm_node_t *node)
{
  static const struct
  {
    mdm_node_kind kind;
    const char *before, *between, *after;
  } functions[] = {
    { MDM_NODE_DIVIDE, "\\frac{", "}{", "}" },
    { MDM_NODE_BINOM, "\\binom{", "}{", "}" },
    { MDM_NODE_LOG, "\\log\\left(", "", "\\right)" },
    { MDM_NODE_LOG2CEIL, "\\left\\lceil\\log_2\\left(", "",
      "\\right)\\right\\rceil" },
    { MDM_NODE_FLOOR, "\\left\\lfloor ", "", "\\right\\rfloor" },
    { MDM_NODE_CEIL, "\\left\\lceil ", "", "\\right\\rceil" },
    { MDM_NODE_MIN, "\\min\\left(", ", ", "\\right)" },
    { MDM_NODE_MAX, "\\max\\left(", ", ", "\\right)" },
  };

  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (functions[i].kind == node->kind)
      {
        fputs (functions[i].before, w->stream);
        for (size_t c = 0; c < node->count; c++)
          write_group (w, c > 0 ? functions[i].between : "", node->child[c],
                       "");
        fputs (functions[i].after, w->stream);
      }
}

static void
write_node (const writer_t *w, const mdm_node_t *node)
{
  switch (node->kind)
    {
    case MDM_NODE_NUMBER:
      write_number (w, node->number);
      break;
    case MDM_NODE_VARIABLE:
    case MDM_NODE_UNKNOWN:
      write_variable (w, mdm_expr_at (w->expr, node->place));
      break;
    case MDM_NODE_QUANTITY:
      write_quantity (w, node);
      break;
    case MDM_NODE_NEGATE:
      fputc ('-', w->stream);
      write_part (w, node->child[0], PRODUCT);
      break;
    case MDM_NODE_ADD:
      write_terms (w, node);
      break;
    case MDM_NODE_MULTIPLY:
      write_product (w, node);
      break;
    case MDM_NODE_POWER:
      write_part (w, node->child[0], ATOM);
      write_group (w, "^{", node->child[1], "}");
      break;
    case MDM_NODE_SUM:
      write_sum (w, node);
      break;
    default:
      write_function (w, node);
      break;
    }
}

static char *
claim_str (const mdm_claim_t *claim, int broken)
{
  static const char *const relations[] = { "\\le", "<", "=", ">", "\\ge" };
  char *text = NULL;
  size_t length = 0;
  writer_t w = { mdm_str_open (&text, &length), claim->lhs, broken };

  fputs (broken ? "\\begin{multline*}\n  " : "\\[\n  ", w.stream);
  write_node (&w, mdm_expr_root (claim->lhs));
  fprintf (w.stream, " %s ", relations[claim->relation]);
  w.expr = claim->rhs;
  write_node (&w, mdm_expr_root (claim->rhs));
  fputs (broken ? "\n\\end{multline*}" : "\n\\]", w.stream);
  mdm_str_close (w.stream);
  return text;
}

char *
mdm_formula_str (const mdm_claim_t *claim)
{
  char *text = claim_str (claim, 0);

  if (strlen (text) <= WHOLE_MAX
      || (mdm_expr_root (claim->lhs)->kind != MDM_NODE_ADD
          && mdm_expr_root (claim->rhs)->kind != MDM_NODE_ADD))
    return text;
  flint_free (text);
  return claim_str (claim, 1);
}
