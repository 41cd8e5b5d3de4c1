/* Evaluation of rational nodes, and the walk through real ones.  */
#include <config.h>

#include "claim/evaluate.h"

#include "exact/lazy_rational.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Deciding a comparison costs about as much as this many additions for each
   term.  */
#define DECISION_STEPS 64

mdm_status
mdm_evaluator_fail (mdm_evaluator_t *evaluator, mdm_status status,
                    mdm_place_t place, const char *format, ...)
{
  char text[512];
  va_list arguments;

  va_start (arguments, format);
  vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  return mdm_err_set (evaluator->err, status, evaluator->where, place.line,
                      place.column, "%s", text);
}

mdm_status
mdm_evaluator_charge (mdm_evaluator_t *evaluator, const mdm_node_t *node,
                      uint64_t steps)
{
  if (steps > evaluator->left)
    return mdm_evaluator_fail (evaluator, MDM_ELIMIT, node->place,
                               "evaluation takes more than %d steps",
                               MDM_EVALUATE_STEPS_MAX);
  evaluator->left -= steps;
  return MDM_OK;
}

/* The same for a comparison of V that may have to be decided exactly.  */
static mdm_status
charge_decision (mdm_evaluator_t *evaluator, const mdm_node_t *node,
                 const mdm_value_t v)
{
  uint64_t steps = DECISION_STEPS;

  /* Long integers may have to be factored or refined.  */
  for (slong i = 0; i < v->x->count; i++)
    steps += DECISION_STEPS + fmpz_bits (v->x->n + i);
  return mdm_evaluator_charge (evaluator, node, steps);
}

/* Charge for the number Q of NODE, and cap its length: long fractions are
   slow.  */
static mdm_status
charge_number (mdm_evaluator_t *evaluator, const mdm_node_t *node,
               const fmpq_t q, flint_bitcnt_t most)
{
  flint_bitcnt_t numerator = fmpz_bits (fmpq_numref (q));
  flint_bitcnt_t denominator = fmpz_bits (fmpq_denref (q));

  if (numerator > most || denominator > most)
    return mdm_evaluator_fail (evaluator, MDM_ELIMIT, node->place,
                               "a number of more than %lu bits",
                               (unsigned long) most);
  return mdm_evaluator_charge (evaluator, node,
                               1 + (numerator + denominator) / FLINT_BITS);
}

mdm_status
mdm_evaluate_integer (fmpz_t res, mdm_evaluator_t *evaluator,
                      const mdm_node_t *node, const char *what)
{
  MDM_OWNED char *shown = NULL;
  MDM_FMPQ (q);

  MDM_TRY (mdm_evaluate_rational (q, evaluator, node));
  fmpz_set (res, fmpq_numref (q));
  if (fmpz_is_one (fmpq_denref (q)))
    return MDM_OK;
  if (fmpz_bits (fmpq_numref (q)) + fmpz_bits (fmpq_denref (q)) < 100)
    shown = fmpq_get_str (NULL, 10, q);
  return mdm_evaluator_fail (
      evaluator, MDM_EDOMAIN, node->start, "%s must be an integer%s%s", what,
      shown == NULL ? "" : ", not ", shown == NULL ? "" : shown);
}

/* Set J and TO to the bounds of the sum NODE.  */
static mdm_status
evaluate_bounds (fmpz_t j, fmpz_t to, mdm_evaluator_t *evaluator,
                 const mdm_node_t *node)
{
  MDM_FMPZ (from); /* J is a variable, which a sum in the second bound may
                      use */

  MDM_TRY (mdm_evaluate_integer (from, evaluator, node->child[0],
                                 "a bound of sum"));
  MDM_TRY (
      mdm_evaluate_integer (to, evaluator, node->child[1], "a bound of sum"));
  fmpz_swap (j, from);
  return MDM_OK;
}

/* The failure that an environment has described is in the text, at the place
   that it knows, or else at PLACE.  */
static void
place_failure (mdm_evaluator_t *evaluator, mdm_place_t place)
{
  const mdm_err_t *err = evaluator->err;

  if (err != NULL && err->line != 0)
    place = (mdm_place_t){ err->line, err->column };
  mdm_err_place (evaluator->err, evaluator->where, place.line, place.column);
}

mdm_status
mdm_evaluator_ask (mdm_value_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node, const fmpz *index)
{
  const mdm_environment_t *environment = evaluator->environment;
  mdm_status status = environment->get (res, node->quantity, index, node->sets,
                                        environment->data, evaluator->err);

  if (status != MDM_OK)
    place_failure (evaluator, node->place);
  else if (evaluator->told != NULL)
    evaluator->told (evaluator->data, node->quantity, index, res);
  return status;
}

/* Rational nodes.  */

static mdm_status
rational_quantity (fmpq_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  mdm_status status = MDM_EDOMAIN;
  MDM_FMPZ (index);
  MDM_VALUE (v);

  if (node->count > 0)
    MDM_TRY (
        mdm_evaluate_integer (index, evaluator, node->child[0], "an index"));
  MDM_TRY (
      mdm_evaluator_ask (v, evaluator, node, node->count > 0 ? index : NULL));
  if (v->infinite == 0 && !v->exponential)
    status = mdm_lazy_get_fmpq (res, v->x);
  if (status == MDM_ELIMIT)
    return mdm_evaluator_fail (evaluator, status, node->place,
                               "the fraction '%s' would take too long",
                               mdm_quantity_info[node->quantity].name);
  if (status != MDM_OK)
    return mdm_evaluator_fail (evaluator, status, node->place,
                               "'%s' is not rational here",
                               mdm_quantity_info[node->quantity].name);
  return MDM_OK;
}

/* A chain of additions, or the least or greatest of a list.  */
static mdm_status
rational_list (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  MDM_FMPQ (q);

  MDM_TRY (mdm_evaluate_rational (res, evaluator, node->child[0]));
  for (size_t i = 1; i < node->count; i++)
    {
      MDM_TRY (mdm_evaluate_rational (q, evaluator, node->child[i]));
      if (node->kind == MDM_NODE_ADD)
        fmpq_add (res, res, q);
      else if (node->kind == MDM_NODE_MIN ? fmpq_cmp (q, res) < 0
                                          : fmpq_cmp (q, res) > 0)
        fmpq_swap (res, q);
      MDM_TRY (charge_number (evaluator, node, res, MDM_RATIONAL_BITS_MAX));
    }
  return MDM_OK;
}

static mdm_status
rational_sum (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpz *j = evaluator->variable + node->slot;
  MDM_FMPZ (to);
  MDM_FMPQ (q);

  fmpq_zero (res);
  MDM_TRY (evaluate_bounds (j, to, evaluator, node));
  for (; fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    {
      MDM_TRY (mdm_evaluate_rational (q, evaluator, node->child[2]));
      fmpq_add (res, res, q);
      MDM_TRY (charge_number (evaluator, node, res, MDM_RATIONAL_BITS_MAX));
    }
  return MDM_OK;
}

/* RES = child I of the product or quotient NODE, or if it is a divisor 1 /
   it.  */
static mdm_status
evaluate_factor (fmpq_t res, mdm_evaluator_t *evaluator,
                 const mdm_node_t *node, int i)
{
  MDM_TRY (mdm_evaluate_rational (res, evaluator, node->child[i]));
  if (node->kind != MDM_NODE_DIVIDE || i == 0)
    return MDM_OK;
  if (fmpq_is_zero (res))
    return mdm_evaluator_fail (evaluator, MDM_EDOMAIN, node->place,
                               "division by zero");
  fmpq_inv (res, res);
  return MDM_OK;
}

/* Both operands are computed: 0 * (1/0) is an error.  */
static mdm_status
rational_product (fmpq_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  MDM_FMPQ (q);

  MDM_TRY (evaluate_factor (res, evaluator, node, 0));
  MDM_TRY (evaluate_factor (q, evaluator, node, 1));
  fmpq_mul (res, res, q);
  return MDM_OK;
}

/* RES = BASE^EXPONENT at NODE.  The length of the result is known before it
   is computed, up to a factor of 2: a number of b > 1 bits, to the power e,
   has more than (b-1) e.  */
static mdm_status
take_power (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node,
            const fmpq_t base, const fmpz_t exponent)
{
  flint_bitcnt_t bits = fmpz_bits (fmpq_numref (base));
  flint_bitcnt_t denominator = fmpz_bits (fmpq_denref (base));
  MDM_FMPZ (length);

  if (fmpq_is_zero (base) && fmpz_sgn (exponent) < 0)
    return mdm_evaluator_fail (evaluator, MDM_EDOMAIN, node->place,
                               "a negative power of 0");
  if (bits < denominator)
    bits = denominator;
  if (bits <= 1)
    {
      /* The base is -1, 0 or 1.  */
      fmpq_pow_si (res, base,
                   fmpz_is_zero (exponent)   ? 0
                   : fmpz_is_even (exponent) ? 2
                                             : 1);
      return MDM_OK;
    }
  fmpz_mul_ui (length, exponent, bits - 1);
  fmpz_abs (length, length);
  if (fmpz_cmp_ui (length, MDM_POWER_BITS_MAX) > 0)
    return mdm_evaluator_fail (evaluator, MDM_ELIMIT, node->place,
                               "a power of more than %d bits",
                               MDM_POWER_BITS_MAX);
  fmpq_pow_si (res, base, fmpz_get_si (exponent));
  return MDM_OK;
}

static mdm_status
rational_power (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  MDM_FMPQ (base);
  MDM_FMPZ (exponent);

  MDM_TRY (mdm_evaluate_rational (base, evaluator, node->child[0]));
  MDM_TRY (mdm_evaluate_integer (exponent, evaluator, node->child[1],
                                 "an exponent"));
  return take_power (res, evaluator, node, base, exponent);
}

/* RES = the number of ways to choose K of N.  With m = min (k, n - k) it has
   at most min (n, m log2 n) bits.  */
static mdm_status
choose (fmpz_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node,
        const fmpz_t n, const fmpz_t k)
{
  ulong total, some;

  if (fmpz_sgn (n) < 0)
    return mdm_evaluator_fail (evaluator, MDM_EDOMAIN, node->child[0]->start,
                               "binom of a negative number");
  fmpz_zero (res);
  if (fmpz_sgn (k) < 0 || fmpz_cmp (k, n) > 0)
    return MDM_OK;
  if (fmpz_abs_fits_ui (n))
    {
      total = fmpz_get_ui (n);
      some = fmpz_get_ui (k);
      if (some > total - some)
        some = total - some;
      if (total <= MDM_POWER_BITS_MAX
          || some <= MDM_POWER_BITS_MAX / FLINT_BITS)
        {
          fmpz_bin_uiui (res, total, some);
          return MDM_OK;
        }
    }
  return mdm_evaluator_fail (evaluator, MDM_ELIMIT, node->place,
                             "binom of more than %d bits", MDM_POWER_BITS_MAX);
}

static mdm_status
rational_binom (fmpz_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  MDM_FMPZ (n);
  MDM_FMPZ (k);

  MDM_TRY (mdm_evaluate_integer (n, evaluator, node->child[0],
                                 "an argument of binom"));
  MDM_TRY (mdm_evaluate_integer (k, evaluator, node->child[1],
                                 "an argument of binom"));
  return choose (res, evaluator, node, n, k);
}

/* RES = ceil (log2 (Q)), Q > 0.  As powers of 2 are integers, or else 1 over
   them are, so may Q or 1 / Q be made.  */
static void
log2ceil (fmpz_t res, const fmpq_t q)
{
  const fmpz *p = fmpq_numref (q), *d = fmpq_denref (q);
  int above = fmpz_cmp (p, d) > 0;

  if (above)
    fmpz_cdiv_q (res, p, d);
  else
    fmpz_fdiv_q (res, d, p);
  fmpz_set_si (res, above ? fmpz_clog_ui (res, 2) : -fmpz_flog_ui (res, 2));
}

static mdm_status
rational_log2ceil (fmpz_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  MDM_FMPQ (q);

  MDM_TRY (mdm_evaluate_rational (q, evaluator, node->child[0]));
  if (fmpq_sgn (q) <= 0)
    return mdm_evaluator_fail (evaluator, MDM_EDOMAIN, node->place,
                               "log2ceil of %s",
                               fmpq_is_zero (q) ? "0" : "a negative number");
  log2ceil (res, q);
  return MDM_OK;
}

/* floor or ceil.  What is rounded is no factor of the product around it:
   log(0) in it is an error.  */
static mdm_status
rational_rounded (fmpz_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  int down = node->kind == MDM_NODE_FLOOR;
  const char *name = down ? "floor" : "ceil";
  mdm_status status;
  MDM_VALUE (v);

  MDM_TRY (mdm_evaluate (v, evaluator, node->child[0]));
  if (node->child[0]->real)
    MDM_TRY (charge_decision (evaluator, node, v));
  if (v->infinite != 0)
    return mdm_evaluator_fail (evaluator, MDM_EDOMAIN, node->place,
                               "%s of infinity", name);
  status = down ? mdm_logform_floor (res, v->x) : mdm_logform_ceil (res, v->x);
  if (status != MDM_OK)
    mdm_evaluator_fail (evaluator, status, node->place,
                        "%s not decided within the limits on precision", name);
  return status;
}

/* Set RES to the value of NODE without charging for it.  */
static mdm_status
dispatch (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpz *whole = fmpq_numref (res);

  fmpq_zero (res);
  switch (node->kind)
    {
    case MDM_NODE_NUMBER:
      fmpq_set (res, node->number);
      return MDM_OK;
    case MDM_NODE_VARIABLE:
      fmpz_set (whole, evaluator->variable + node->slot);
      return MDM_OK;
    case MDM_NODE_UNKNOWN:
      fmpq_set (res, evaluator->environment->unknown);
      return MDM_OK;
    case MDM_NODE_QUANTITY:
      return rational_quantity (res, evaluator, node);
    case MDM_NODE_NEGATE:
      MDM_TRY (mdm_evaluate_rational (res, evaluator, node->child[0]));
      fmpq_neg (res, res);
      return MDM_OK;
    case MDM_NODE_ADD:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return rational_list (res, evaluator, node);
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return rational_product (res, evaluator, node);
    case MDM_NODE_POWER:
      return rational_power (res, evaluator, node);
    case MDM_NODE_SUM:
      return rational_sum (res, evaluator, node);
    case MDM_NODE_LOG2CEIL:
      return rational_log2ceil (whole, evaluator, node);
    case MDM_NODE_FLOOR:
    case MDM_NODE_CEIL:
      return rational_rounded (whole, evaluator, node);
    case MDM_NODE_BINOM:
      return rational_binom (whole, evaluator, node);
    default:
      assert (!"a logarithm is not rational");
      return MDM_EDOMAIN;
    }
}

mdm_status
mdm_evaluate_rational (fmpq_t res, mdm_evaluator_t *evaluator,
                       const mdm_node_t *node)
{
  assert (!node->real);
  MDM_TRY (dispatch (res, evaluator, node));
  return charge_number (evaluator, node, res, MDM_RATIONAL_BITS_MAX);
}

/* Real nodes.  */

static mdm_status
walk_number (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  MDM_FMPQ (value);
  MDM_VALUE (lazy);

  /* What has a name where names are kept is a number here.  */
  if (node->lazy && !walk->names)
    {
      MDM_TRY (mdm_evaluate (lazy, walk->evaluator, node));
      return walk->extreme (walk, node, 0, lazy, q);
    }
  MDM_TRY (mdm_evaluate_rational (value, walk->evaluator, node));
  fmpq_mul (value, value, q);
  return walk->add (walk, MDM_NODE_NUMBER, node, NULL, value);
}

static mdm_status
walk_quantity (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  MDM_FMPZ (index);

  if (node->count == 0)
    return walk->add (walk, MDM_NODE_QUANTITY, node, NULL, q);
  MDM_TRY (mdm_evaluate_integer (index, walk->evaluator, node->child[0],
                                 "an index"));
  return walk->add (walk, MDM_NODE_QUANTITY, node, index, q);
}

/* Which of the two children of a product is to be a number; -1: only the
   product as a whole is.  */
static int
numeric_child (const mdm_node_t *node)
{
  const mdm_node_t *a = node->child[0], *b = node->child[1];

  if (node->kind == MDM_NODE_DIVIDE || b->real)
    return node->kind == MDM_NODE_DIVIDE ? 1 : 0;
  if (a->real || !b->quantities)
    return 1;
  return a->quantities ? -1 : 0;
}

/* The number comes first: when it is 0 the other may have log(0) in it.  */
static mdm_status
walk_product (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  mdm_evaluator_t *evaluator = walk->evaluator;
  int child = numeric_child (node);
  MDM_FMPQ (factor);

  if (child < 0)
    return walk_number (walk, node, q);
  MDM_TRY (evaluate_factor (factor, evaluator, node, child));
  fmpq_mul (factor, factor, q);
  MDM_TRY (charge_number (evaluator, node, factor,
                          4 * (flint_bitcnt_t) MDM_RATIONAL_BITS_MAX));
  return mdm_walk (walk, node->child[!child], factor);
}

mdm_status
mdm_walk_log (mdm_walk_t *walk, const mdm_node_t *node, mdm_place_t place,
              mdm_status refusal, const fmpq_t q)
{
  MDM_FMPQ (x);
  MDM_FMPQ (minus);
  MDM_VALUE (lazy);

  if (node->lazy && !walk->names)
    {
      MDM_TRY (mdm_evaluate_lazily (lazy->x, walk->evaluator, node));
      if (mdm_lazy_log (lazy->x, lazy->x) == MDM_OK)
        return walk->extreme (walk, node, 0, lazy, q);
    }
  MDM_TRY (mdm_evaluate_rational (x, walk->evaluator, node));
  if (fmpq_is_zero (x) && fmpq_is_zero (q))
    return MDM_OK;
  if (fmpq_sgn (x) <= 0)
    return mdm_evaluator_fail (walk->evaluator, refusal, place, "log of %s",
                               refusal == MDM_ELIMIT
                                   ? "a number that is not positive"
                               : fmpq_is_zero (x) ? "0"
                                                  : "a negative number");
  fmpq_neg (minus, q);
  if (!fmpz_is_one (fmpq_numref (x)))
    MDM_TRY (walk->add (walk, MDM_NODE_LOG, node, fmpq_numref (x), q));
  if (!fmpz_is_one (fmpq_denref (x)))
    MDM_TRY (walk->add (walk, MDM_NODE_LOG, node, fmpq_denref (x), minus));
  return MDM_OK;
}

/* Where names are kept, what bounds a sum is not told: the terms are there. */
static mdm_status
walk_sum (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  mdm_evaluator_t silent = *walk->evaluator;
  fmpz *j = silent.variable + node->slot;
  mdm_status status;
  MDM_FMPZ (to);

  if (walk->names)
    silent.told = NULL;
  status = evaluate_bounds (j, to, &silent, node);
  walk->evaluator->left = silent.left;
  MDM_TRY (status);
  for (; fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    {
      walk->place = node->place;
      MDM_TRY (mdm_walk (walk, node->child[2], q));
      MDM_TRY (mdm_evaluator_charge (walk->evaluator, node, 1));
    }
  return MDM_OK;
}

/* Set *BEST to the child of NODE, a min or max, that is the least or greatest,
   the first of equal ones, and V to its value.  */
static mdm_status
find_extreme (size_t *best, mdm_value_t v, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  int order, wanted = node->kind == MDM_NODE_MIN ? -1 : 1;
  MDM_VALUE (other);

  *best = 0;
  MDM_TRY (mdm_evaluate (v, evaluator, node->child[0]));
  for (size_t i = 1; i < node->count; i++)
    {
      MDM_TRY (mdm_evaluate (other, evaluator, node->child[i]));
      MDM_TRY (charge_decision (evaluator, node, other));
      MDM_TRY (charge_decision (evaluator, node, v));
      if (mdm_value_cmp (&order, other, v) != MDM_OK)
        return mdm_evaluator_fail (
            evaluator, MDM_ELIMIT, node->place,
            "%s not decided within the limits on precision",
            wanted < 0 ? "min" : "max");
      if (order != wanted)
        continue;
      mdm_value_swap (v, other);
      *best = i;
    }
  return MDM_OK;
}

/* Nor what the children are, which are compared with one another.  */
static mdm_status
walk_extreme (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  mdm_evaluator_t silent = *walk->evaluator;
  size_t best;
  mdm_status status;
  MDM_VALUE (v);

  if (walk->names)
    silent.told = NULL;
  status = find_extreme (&best, v, &silent, node);
  walk->evaluator->left = silent.left;
  return status == MDM_OK ? walk->extreme (walk, node, best, v, q) : status;
}

/* Each child, a term of a sum.  */
static mdm_status
walk_list (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  for (size_t i = 0; i < node->count; i++)
    {
      walk->place = node->child[i]->place;
      MDM_TRY (mdm_walk (walk, node->child[i], q));
    }
  return MDM_OK;
}

mdm_status
mdm_walk (mdm_walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  MDM_FMPQ (minus);

  if (!node->real && !walk->names)
    return walk_number (walk, node, q);
  /* By its terms 0 times whatever it is is nothing.  */
  if (walk->names && fmpq_is_zero (q))
    return MDM_OK;
  MDM_TRY (mdm_evaluator_charge (walk->evaluator, node, 1));
  switch (node->kind)
    {
    case MDM_NODE_QUANTITY:
      return walk_quantity (walk, node, q);
    case MDM_NODE_NEGATE:
      fmpq_neg (minus, q);
      return mdm_walk (walk, node->child[0], minus);
    case MDM_NODE_ADD:
      return walk_list (walk, node, q);
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return walk_product (walk, node, q);
    case MDM_NODE_SUM:
      return walk_sum (walk, node, q);
    case MDM_NODE_LOG:
      return mdm_walk_log (walk, node->child[0], node->place, MDM_EDOMAIN, q);
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      if (!node->real)
        return walk_number (walk, node, q);
      /* 0 times any of them is 0.  */
      return fmpq_is_zero (q) ? walk_list (walk, node, q)
                              : walk_extreme (walk, node, q);
    default:
      return walk_number (walk, node, q);
    }
}

/* Values.  */

/* Add Q V, of NODE, to the value that WALK adds up.  */
static mdm_status
add_value (mdm_walk_t *walk, const mdm_node_t *node, const mdm_value_t v,
           const fmpq_t q)
{
  mdm_value_struct *res = walk->data;

  if (mdm_value_addmul (res, v, q) != MDM_OK)
    return mdm_evaluator_fail (walk->evaluator, MDM_EDOMAIN, walk->place,
                               "infinity minus infinity");
  /* Merging terms is quick.  */
  return mdm_evaluator_charge (
      walk->evaluator, node,
      (uint64_t) res->x->count / 16
          + (fmpz_bits (res->x->r) + fmpz_bits (res->x->d)) / FLINT_BITS);
}

static mdm_status
add_term (mdm_walk_t *walk, mdm_node_kind kind, const mdm_node_t *node,
          const fmpz *argument, const fmpq_t q)
{
  MDM_VALUE (v);

  if (kind == MDM_NODE_QUANTITY)
    MDM_TRY (mdm_evaluator_ask (v, walk->evaluator, node, argument));
  else if (kind == MDM_NODE_LOG)
    mdm_logform_set_log (v->x, argument);
  else
    mdm_value_set_si (v, 1);
  return add_value (walk, node, v, q);
}

static mdm_status
add_extreme (mdm_walk_t *walk, const mdm_node_t *node, size_t best,
             const mdm_value_t v, const fmpq_t q)
{
  (void) best;
  return add_value (walk, node, v, q);
}

mdm_status
mdm_evaluate (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  mdm_walk_t walk = { evaluator, res, 0, node->place, add_term, add_extreme };
  MDM_FMPQ (one);

  if (node->exponential)
    return mdm_evaluator_ask (res, evaluator, node, NULL);
  mdm_value_zero (res);
  if (node->lazy && !node->real)
    return mdm_evaluate_lazily (res->x, evaluator, node);
  if (!node->real)
    {
      MDM_TRY (mdm_evaluate_rational (one, evaluator, node));
      mdm_value_set_fmpq (res, one);
      return MDM_OK;
    }
  fmpq_one (one);
  return mdm_walk (&walk, node, one);
}
