/* expr.h - expressions and claims of the claim language: parsed, typed and
   evaluated (CONTRACT, "Claim language"; grammar in grammar.y).

   A claim is one relation `<= < = > >=' between two expressions.  Types are
   checked when parsing: an expression is rational or real, and a product of
   two reals, a quotient by a real, and real exponents, bases, indices,
   bounds of sums and arguments of log, log2ceil and binom are errors.

   Conventions.  `^' binds tighter than unary minus and associates to the
   right, 0^0 = 1; a/b/c is (a/b)/c; line ends are blanks.  sum(j, a, b, x)
   is 0 when b < a.  A product with a factor that is exactly 0 is 0, also
   when the other is infinite or has log(0) in it (x log x = 0 at 0);
   elsewhere log(0) is an error.  Infinity minus infinity is an error.

   An exponential (perplexity) is an operand of nothing; it is a whole
   expression, or compared with a rational one.

   Limits, each with its own message: 1,000,000 bytes and 200 nested
   brackets a text, 20,000 nodes, 1,000 levels, about 10^5 bits a power or
   binomial coefficient, 10^7 steps an evaluation.

   A text comes from an option or a file: WHERE names it (the option as
   typed, or the file) and FIRST_LINE is the number of the text's first line
   within it.  A caller whose text starts further right in its line passes
   blanks for what stands before it, so that columns come out right.  */
#ifndef MDM_EXPR_H
#define MDM_EXPR_H

#include "claim/node.h"

typedef struct mdm_expr mdm_expr_t;

typedef enum
{
  MDM_REL_LE,
  MDM_REL_LT,
  MDM_REL_EQ,
  MDM_REL_GT,
  MDM_REL_GE
} mdm_relation;

typedef struct
{
  mdm_expr_t *lhs, *rhs;
  mdm_relation relation;
} mdm_claim_t;

/* The relation as written: "<=".  */
const char *mdm_relation_str (mdm_relation relation);
/* Does RELATION hold between two values whose order (-1, 0, 1) is ORDER?  */
int mdm_relation_holds (mdm_relation relation, int order);

/* Parse TEXT, NUL-ended, as an expression.  *RES belongs to the caller; on
   failure it is NULL and ERR has WHERE, line and column.  MDM_EPARSE for
   syntax, names and types, MDM_ELIMIT over a limit.  Rational parts without
   quantities or variables are evaluated once, so that 1/0 (MDM_EDOMAIN) and
   2^99999999999 (MDM_ELIMIT) are failures here: every failure of these two is
   malformed input.  */
mdm_status mdm_expr_parse (mdm_expr_t **res, const char *text,
                           const char *where, size_t first_line,
                           mdm_err_t *err) MDM_MUST_CHECK;
/* The same for an expression that may as a whole be a quotient of two real
   quantities: *OVER is the divisor then, else NULL.  */
mdm_status mdm_ratio_parse (mdm_expr_t **res, mdm_expr_t **over,
                            const char *text, const char *where,
                            size_t first_line, mdm_err_t *err) MDM_MUST_CHECK;
/* Parse TEXT as a claim, in the same way; on failure both sides are NULL.  */
mdm_status mdm_claim_parse (mdm_claim_t *claim, const char *text,
                            const char *where, size_t first_line,
                            mdm_err_t *err) MDM_MUST_CHECK;
/* The same for a claim in which the name UNKNOWN, unless it is NULL, stands
   for a rational that the environment has.  */
mdm_status mdm_claim_parse_with (mdm_claim_t *claim, const char *text,
                                 const char *unknown, const char *where,
                                 size_t first_line,
                                 mdm_err_t *err) MDM_MUST_CHECK;
/* Free EXPR, unless it is NULL.  */
void mdm_expr_free (mdm_expr_t *expr);
/* Free what CLAIM has.  */
void mdm_claim_clear (mdm_claim_t *claim);

/* Does EXPR name quantity ID anywhere?  */
int mdm_expr_uses (const mdm_expr_t *expr, mdm_quantity_id id);
/* Is its type rational, or an exponential, which has no unit either?  */
int mdm_expr_is_rational (const mdm_expr_t *expr);

/* Complete ERR, a failure about a line and column of EXPR: where EXPR is from,
   and the line with a caret.  Returns the failure's status.  */
mdm_status mdm_expr_place (const mdm_expr_t *expr, mdm_err_t *err);

/* The text of EXPR from PLACE on, lent likewise.  */
const char *mdm_expr_at (const mdm_expr_t *expr, mdm_place_t place);
/* The tree of EXPR, lent until EXPR is freed.  */
const mdm_node_t *mdm_expr_root (const mdm_expr_t *expr);

/* Set RES to the value of EXPR in ENVIRONMENT; exact.  On failure RES is 0
   and ERR has the place: MDM_EDOMAIN (division by zero, log of a number <= 0,
   an index that is not an integer, ..), MDM_ELIMIT (too much work, or a
   comparison left undecided), or what ENVIRONMENT answered.  */
mdm_status mdm_expr_evaluate (mdm_value_t res, const mdm_expr_t *expr,
                              const mdm_environment_t *environment,
                              mdm_err_t *err) MDM_MUST_CHECK;
/* The same for NODE, a node of EXPR's tree that is in the body of no sum, or
   uses no variable that one binds.  */
mdm_status mdm_expr_evaluate_node (mdm_value_t res, const mdm_expr_t *expr,
                                   const mdm_node_t *node,
                                   const mdm_environment_t *environment,
                                   mdm_err_t *err) MDM_MUST_CHECK;

#endif
