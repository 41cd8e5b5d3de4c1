/* Evaluation of nodes, of either type.  Rationals go from node to node as
   fractions; what is an argument of a real node becomes a value.  */
#include <config.h>

#include "claim/evaluate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Deciding a comparison costs about as much as this many additions for each
   term.  */
#define DECISION_STEPS 64

mdm_status
mdm_evaluate_fail (mdm_evaluator_t *evaluator, mdm_status status,
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
mdm_evaluate_charge (mdm_evaluator_t *evaluator, const mdm_node_t *node,
                     uint64_t steps)
{
  if (steps > evaluator->left)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "evaluation takes more than %d steps",
                              MDM_EVALUATE_STEPS_MAX);
  evaluator->left -= steps;
  return MDM_OK;
}

/* Charge for the value V just computed at NODE, and cap its length if it is
   rational: merging terms is quick, long fractions are slow.  */
static mdm_status
charge_value (mdm_evaluator_t *evaluator, const mdm_node_t *node,
              const mdm_value_t v)
{
  flint_bitcnt_t numerator = fmpz_bits (v->x->r);
  flint_bitcnt_t denominator = fmpz_bits (v->x->d);

  if (!node->real
      && (numerator > MDM_RATIONAL_BITS_MAX
          || denominator > MDM_RATIONAL_BITS_MAX))
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a number of more than %d bits",
                              MDM_RATIONAL_BITS_MAX);
  return mdm_evaluate_charge (evaluator, node,
                              1 + (uint64_t) v->x->count / 16
                                  + (numerator + denominator) / FLINT_BITS);
}

mdm_status
mdm_evaluate_charge_decision (mdm_evaluator_t *evaluator,
                              const mdm_node_t *node, const mdm_value_t v)
{
  uint64_t steps = DECISION_STEPS;

  /* Long integers may have to be factored or refined.  */
  for (slong i = 0; i < v->x->count; i++)
    steps += DECISION_STEPS + fmpz_bits (v->x->n + i);
  return mdm_evaluate_charge (evaluator, node, steps);
}

mdm_status
mdm_evaluate_integer (fmpz_t res, mdm_evaluator_t *evaluator,
                      const mdm_node_t *node, const char *what)
{
  MDM_OWNED char *shown = NULL;
  MDM_FMPQ (q);
  mdm_status status = mdm_evaluate_rational (q, evaluator, node);

  if (status != MDM_OK)
    return status;
  fmpz_set (res, fmpq_numref (q));
  if (fmpz_is_one (fmpq_denref (q)))
    return MDM_OK;
  if (fmpz_bits (fmpq_numref (q)) + fmpz_bits (fmpq_denref (q)) < 100)
    shown = fmpq_get_str (NULL, 10, q);
  return mdm_evaluate_fail (
      evaluator, MDM_EDOMAIN, node->start, "%s must be an integer%s%s", what,
      shown == NULL ? "" : ", not ", shown == NULL ? "" : shown);
}

mdm_status
mdm_evaluate_bounds (fmpz_t from, fmpz_t to, mdm_evaluator_t *evaluator,
                     const mdm_node_t *node)
{
  MDM_FMPZ (first); /* FROM is a variable, which a sum in the second bound may
                       use */
  mdm_status status = mdm_evaluate_integer (first, evaluator, node->child[0],
                                            "a bound of sum");

  if (status == MDM_OK)
    status = mdm_evaluate_integer (to, evaluator, node->child[1],
                                   "a bound of sum");
  fmpz_swap (from, first);
  return status;
}

static mdm_status
evaluate_quantity (mdm_value_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  const mdm_environment_t *environment = evaluator->environment;
  mdm_status status;
  MDM_FMPZ (index);

  if (node->count > 0)
    {
      status = mdm_evaluate_integer (index, evaluator, node->child[0],
                                     "an index");
      if (status != MDM_OK)
        return status;
    }
  status
      = environment->get (res, node->quantity, node->count > 0 ? index : NULL,
                          node->sets, environment->data, evaluator->err);
  if (status != MDM_OK)
    mdm_err_place (evaluator->err, evaluator->where, node->place.line,
                   node->place.column);
  else if (!node->real && !mdm_value_is_rational (NULL, res))
    status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                "'%s' is not rational here",
                                mdm_quantity_info[node->quantity].name);
  return status;
}

/* Sums and extremes.  */

/* RES += V at PLACE.  */
static mdm_status
accumulate (mdm_value_t res, const mdm_value_t v, mdm_evaluator_t *evaluator,
            mdm_place_t place)
{
  mdm_status status = mdm_value_add (res, res, v);

  if (status != MDM_OK)
    mdm_evaluate_fail (evaluator, status, place, "infinity minus infinity");
  return status;
}

/* RES = the lesser (MIN) or greater (MAX) of RES and V, which may be used
   up.  */
static mdm_status
keep_extreme (mdm_value_t res, mdm_value_t v, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  mdm_status status = MDM_OK;
  int order;

  if (node->real)
    status = mdm_evaluate_charge_decision (evaluator, node, v);
  if (node->real && status == MDM_OK)
    status = mdm_evaluate_charge_decision (evaluator, node, res);
  if (status != MDM_OK)
    return status;
  status = mdm_value_cmp (&order, v, res);
  if (status != MDM_OK)
    return mdm_evaluate_fail (evaluator, status, node->place,
                              "%s not decided within the limits on precision",
                              node->kind == MDM_NODE_MIN ? "min" : "max");
  if (node->kind == MDM_NODE_MIN ? order < 0 : order > 0)
    mdm_value_swap (res, v);
  return MDM_OK;
}

/* A chain of additions, or the least or greatest of a list.  */
static mdm_status
evaluate_list (mdm_value_t res, mdm_evaluator_t *evaluator,
               const mdm_node_t *node)
{
  mdm_status status = mdm_evaluate (res, evaluator, node->child[0]);
  MDM_VALUE (v);

  for (size_t i = 1; i < node->count && status == MDM_OK; i++)
    {
      status = mdm_evaluate (v, evaluator, node->child[i]);
      if (status == MDM_OK)
        status = node->kind == MDM_NODE_ADD
                     ? accumulate (res, v, evaluator, node->child[i]->place)
                     : keep_extreme (res, v, evaluator, node);
      if (status == MDM_OK)
        status = charge_value (evaluator, node, res);
    }
  return status;
}

static mdm_status
evaluate_sum (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  fmpz *j = evaluator->variable + node->slot;
  MDM_FMPZ (to);
  MDM_VALUE (term);
  mdm_status status = mdm_evaluate_bounds (j, to, evaluator, node);

  mdm_value_zero (res);
  for (; status == MDM_OK && fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    {
      status = mdm_evaluate (term, evaluator, node->child[2]);
      if (status == MDM_OK)
        status = accumulate (res, term, evaluator, node->place);
      if (status == MDM_OK)
        status = charge_value (evaluator, node, res);
    }
  return status;
}

/* Products.  */

/* RES = V times Q, or V / Q, at NODE.  */
static mdm_status
scale (mdm_value_t res, fmpq_t q, mdm_evaluator_t *evaluator,
       const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_DIVIDE && fmpq_is_zero (q))
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                              "division by zero");
  if (node->kind == MDM_NODE_DIVIDE)
    fmpq_inv (q, q);
  if (node->real
      && fmpz_bits (res->x->d) + fmpz_bits (res->x->r)
             > 4 * (flint_bitcnt_t) MDM_RATIONAL_BITS_MAX)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a number of more than %d bits",
                              4 * MDM_RATIONAL_BITS_MAX);
  mdm_value_mul_fmpq (res, res, q);
  return MDM_OK;
}

/* Of a real and a rational the rational comes first, for when it is 0 the
   real may have log(0) in it.  Both operands are computed: 0 * (1/0) is an
   error.  */
static mdm_status
evaluate_product (mdm_value_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  int zero_factor = evaluator->zero_factor;
  mdm_status status = MDM_OK;
  MDM_FMPQ (q);

  if (!node->child[1]->real && !node->child[0]->real)
    status = mdm_evaluate (res, evaluator, node->child[0]);
  if (status == MDM_OK)
    status = mdm_evaluate_rational (q, evaluator,
                                    node->child[!node->child[1]->real]);
  if (status != MDM_OK)
    return status;
  if (node->real && fmpq_is_zero (q))
    {
      if (node->kind == MDM_NODE_DIVIDE)
        return scale (res, q, evaluator, node);
      evaluator->zero_factor = 1;
    }
  if (node->real)
    status = mdm_evaluate (res, evaluator, node->child[node->child[1]->real]);
  evaluator->zero_factor = zero_factor;
  return status == MDM_OK ? scale (res, q, evaluator, node) : status;
}

/* Functions of rationals.  */

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
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                              "a negative power of 0");
  if (bits < denominator)
    bits = denominator;
  if (bits <= 1)
    {
      /* The base is -1, 0 or 1.  */
      if (fmpz_is_zero (exponent))
        fmpq_one (res);
      else if (fmpz_is_even (exponent))
        fmpq_mul (res, base, base);
      else
        fmpq_set (res, base);
      return MDM_OK;
    }
  fmpz_mul_ui (length, exponent, bits - 1);
  fmpz_abs (length, length);
  if (fmpz_cmp_ui (length, MDM_POWER_BITS_MAX) > 0)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a power of more than %d bits",
                              MDM_POWER_BITS_MAX);
  fmpq_pow_si (res, base, fmpz_get_si (exponent));
  return MDM_OK;
}

static mdm_status
evaluate_power (mdm_value_t res, mdm_evaluator_t *evaluator,
                const mdm_node_t *node)
{
  MDM_FMPQ (base);
  MDM_FMPZ (exponent);
  mdm_status status = mdm_evaluate_rational (base, evaluator, node->child[0]);

  if (status == MDM_OK)
    status = mdm_evaluate_integer (exponent, evaluator, node->child[1],
                                   "an exponent");
  if (status == MDM_OK)
    status = take_power (base, evaluator, node, base, exponent);
  mdm_value_set_fmpq (res, base);
  return status;
}

/* RES = the number of ways to choose K of N.  With m = min (k, n - k) it has
   at most min (n, m log2 n) bits.  */
static mdm_status
choose (fmpz_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node,
        const fmpz_t n, const fmpz_t k)
{
  ulong total, some;

  if (fmpz_sgn (n) < 0)
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->child[0]->start,
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
  return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                            "binom of more than %d bits", MDM_POWER_BITS_MAX);
}

static mdm_status
evaluate_binom (mdm_value_t res, mdm_evaluator_t *evaluator,
                const mdm_node_t *node)
{
  MDM_FMPZ (n);
  MDM_FMPZ (k);
  MDM_FMPZ (chosen);
  mdm_status status = mdm_evaluate_integer (n, evaluator, node->child[0],
                                            "an argument of binom");

  if (status == MDM_OK)
    status = mdm_evaluate_integer (k, evaluator, node->child[1],
                                   "an argument of binom");
  if (status == MDM_OK)
    status = choose (chosen, evaluator, node, n, k);
  mdm_value_set_fmpz (res, chosen);
  return status;
}

/* RES = ceil (log2 (Q)), Q > 0: the least e with Q <= 2^e.  If numerator and
   denominator have a and b bits, then 2^(a-b-1) < Q < 2^(a-b+1), so e is
   a - b or one more.  */
static void
log2ceil (fmpz_t res, const fmpq_t q)
{
  slong e = (slong) fmpz_bits (fmpq_numref (q))
            - (slong) fmpz_bits (fmpq_denref (q));
  int order;
  MDM_FMPZ (scaled);

  if (e >= 0)
    {
      fmpz_mul_2exp (scaled, fmpq_denref (q), (ulong) e);
      order = fmpz_cmp (fmpq_numref (q), scaled);
    }
  else
    {
      fmpz_mul_2exp (scaled, fmpq_numref (q), (ulong) -e);
      order = fmpz_cmp (scaled, fmpq_denref (q));
    }
  fmpz_set_si (res, order > 0 ? e + 1 : e);
}

static mdm_status
evaluate_log2ceil (mdm_value_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  MDM_FMPQ (q);
  MDM_FMPZ (e);
  mdm_status status = mdm_evaluate_rational (q, evaluator, node->child[0]);

  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (q) <= 0)
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                              "log2ceil of %s",
                              fmpq_is_zero (q) ? "0" : "a negative number");
  log2ceil (e, q);
  mdm_value_set_fmpz (res, e);
  return MDM_OK;
}

static mdm_status
evaluate_log (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  MDM_FMPQ (q);
  mdm_status status = mdm_evaluate_rational (q, evaluator, node->child[0]);

  mdm_value_zero (res);
  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (q) > 0)
    mdm_logform_set_log_fmpq (res->x, q);
  else if (fmpq_sgn (q) < 0 || !evaluator->zero_factor)
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place, "log of %s",
                              fmpq_is_zero (q) ? "0" : "a negative number");
  return MDM_OK;
}

/* floor or ceil.  What is rounded is no longer a factor of the product around
   it: log(0) in it is an error again.  */
static mdm_status
evaluate_rounded (mdm_value_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  const char *name = node->kind == MDM_NODE_FLOOR ? "floor" : "ceil";
  int zero_factor = evaluator->zero_factor;
  mdm_status status;
  MDM_FMPZ (whole);

  if (node->child[0]->real)
    evaluator->zero_factor = 0;
  status = mdm_evaluate (res, evaluator, node->child[0]);
  evaluator->zero_factor = zero_factor;
  if (status == MDM_OK && node->child[0]->real)
    status = mdm_evaluate_charge_decision (evaluator, node, res);
  if (status != MDM_OK)
    return status;
  if (res->infinite != 0)
    return mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                              "%s of infinity", name);
  if (mdm_value_is_rational (NULL, res) && node->kind == MDM_NODE_FLOOR)
    fmpz_fdiv_q (whole, res->x->r, res->x->d);
  else if (mdm_value_is_rational (NULL, res))
    fmpz_cdiv_q (whole, res->x->r, res->x->d);
  else
    status = node->kind == MDM_NODE_FLOOR ? mdm_logform_floor (whole, res->x)
                                          : mdm_logform_ceil (whole, res->x);
  if (status != MDM_OK)
    return mdm_evaluate_fail (evaluator, status, node->place,
                              "%s not decided within the limits on precision",
                              name);
  mdm_value_set_fmpz (res, whole);
  return MDM_OK;
}

/* Set RES to the value of NODE without charging for it.  */
static mdm_status
dispatch (mdm_value_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  mdm_status status;

  switch (node->kind)
    {
    case MDM_NODE_NUMBER:
      mdm_value_set_fmpq (res, node->number);
      return MDM_OK;
    case MDM_NODE_VARIABLE:
      mdm_value_set_fmpz (res, evaluator->variable + node->slot);
      return MDM_OK;
    case MDM_NODE_QUANTITY:
      return evaluate_quantity (res, evaluator, node);
    case MDM_NODE_NEGATE:
      status = mdm_evaluate (res, evaluator, node->child[0]);
      mdm_value_neg (res, res);
      return status;
    case MDM_NODE_ADD:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return evaluate_list (res, evaluator, node);
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return evaluate_product (res, evaluator, node);
    case MDM_NODE_POWER:
      return evaluate_power (res, evaluator, node);
    case MDM_NODE_LOG:
      return evaluate_log (res, evaluator, node);
    case MDM_NODE_LOG2CEIL:
      return evaluate_log2ceil (res, evaluator, node);
    case MDM_NODE_FLOOR:
    case MDM_NODE_CEIL:
      return evaluate_rounded (res, evaluator, node);
    case MDM_NODE_SUM:
      return evaluate_sum (res, evaluator, node);
    case MDM_NODE_BINOM:
      return evaluate_binom (res, evaluator, node);
    }
  return MDM_EDOMAIN;
}

mdm_status
mdm_evaluate (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  mdm_status status = dispatch (res, evaluator, node);

  return status == MDM_OK ? charge_value (evaluator, node, res) : status;
}

mdm_status
mdm_evaluate_rational (fmpq_t res, mdm_evaluator_t *evaluator,
                       const mdm_node_t *node)
{
  MDM_VALUE (v);
  mdm_status status;

  assert (!node->real);
  status = mdm_evaluate (v, evaluator, node);
  if (status == MDM_OK)
    {
      fmpz_swap (fmpq_numref (res), v->x->r);
      fmpz_swap (fmpq_denref (res), v->x->d);
    }
  return status;
}
