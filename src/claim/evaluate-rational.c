/* Evaluation of rational nodes, in fractions.  */
#include <config.h>

#include "claim/evaluate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Most characters of a number that a message shows.  */
#define SHOWN_MAX 40

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

/* Charge for the rational Q just computed at NODE, and cap its length.  */
static mdm_status
charge_rational (mdm_evaluator_t *evaluator, const mdm_node_t *node,
                 const fmpq_t q)
{
  flint_bitcnt_t numerator = fmpz_bits (fmpq_numref (q));
  flint_bitcnt_t denominator = fmpz_bits (fmpq_denref (q));

  if (numerator > MDM_RATIONAL_BITS_MAX || denominator > MDM_RATIONAL_BITS_MAX)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a number of more than %d bits",
                              MDM_RATIONAL_BITS_MAX);
  return mdm_evaluate_charge (evaluator, node,
                              1 + (numerator + denominator) / FLINT_BITS);
}

mdm_status
mdm_evaluate_integer (fmpz_t res, mdm_evaluator_t *evaluator,
                      const mdm_node_t *node, const char *what)
{
  fmpq_t q;
  mdm_status status;

  fmpq_init (q);
  status = mdm_evaluate_rational (q, evaluator, node);
  if (status == MDM_OK && !fmpz_is_one (fmpq_denref (q)))
    {
      char *shown = NULL;

      if (fmpz_bits (fmpq_numref (q)) + fmpz_bits (fmpq_denref (q)) < 100)
        shown = fmpq_get_str (NULL, 10, q);
      status = mdm_evaluate_fail (
          evaluator, MDM_EDOMAIN, node->start, "%s must be an integer%s%s",
          what, shown == NULL ? "" : ", not ", shown == NULL ? "" : shown);
      flint_free (shown);
    }
  fmpz_swap (res, fmpq_numref (q));
  fmpz_one (fmpq_denref (q));
  fmpq_clear (q);
  return status;
}

/* RES = BASE^EXPONENT at NODE.  The length of the result is known before it
   is computed, up to a factor of 2: a number of b > 1 bits, to the power e,
   has more than (b-1) e.  */
static mdm_status
power (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node,
       const fmpq_t base, const fmpz_t exponent)
{
  flint_bitcnt_t bits = fmpz_bits (fmpq_numref (base));
  flint_bitcnt_t denominator = fmpz_bits (fmpq_denref (base));
  fmpz_t length, most;
  int fits;

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
  fmpz_init (length);
  fmpz_init_set_ui (most, MDM_POWER_BITS_MAX);
  fmpz_mul_ui (length, exponent, bits - 1);
  fits = fmpz_cmpabs (length, most) <= 0;
  fmpz_clear (length);
  fmpz_clear (most);
  if (!fits)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a power of more than %d bits",
                              MDM_POWER_BITS_MAX);
  fmpq_pow_si (res, base, fmpz_get_si (exponent));
  return MDM_OK;
}

static mdm_status
evaluate_power (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpq_t base;
  fmpz_t exponent;
  mdm_status status;

  fmpq_init (base);
  fmpz_init (exponent);
  status = mdm_evaluate_rational (base, evaluator, node->child[0]);
  if (status == MDM_OK)
    status = mdm_evaluate_integer (exponent, evaluator, node->child[1],
                                   "an exponent");
  if (status == MDM_OK)
    status = power (res, evaluator, node, base, exponent);
  fmpq_clear (base);
  fmpz_clear (exponent);
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
evaluate_binom (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpz_t n, k;
  mdm_status status;

  fmpz_init (n);
  fmpz_init (k);
  status = mdm_evaluate_integer (n, evaluator, node->child[0],
                                 "an argument of binom");
  if (status == MDM_OK)
    status = mdm_evaluate_integer (k, evaluator, node->child[1],
                                   "an argument of binom");
  if (status == MDM_OK)
    status = choose (fmpq_numref (res), evaluator, node, n, k);
  fmpz_one (fmpq_denref (res));
  fmpz_clear (n);
  fmpz_clear (k);
  return status;
}

/* A product or quotient.  Both operands are computed: 0 * (1/0) is an
   error.  */
static mdm_status
evaluate_product (fmpq_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  fmpq_t other;
  mdm_status status;

  fmpq_init (other);
  status = mdm_evaluate_rational (res, evaluator, node->child[0]);
  if (status == MDM_OK)
    status = mdm_evaluate_rational (other, evaluator, node->child[1]);
  if (status == MDM_OK)
    {
      if (node->kind == MDM_NODE_MULTIPLY)
        fmpq_mul (res, res, other);
      else if (!fmpq_is_zero (other))
        fmpq_div (res, res, other);
      else
        status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                    "division by zero");
    }
  fmpq_clear (other);
  return status;
}

/* A chain of additions, or the least or greatest of a list.  */
static mdm_status
evaluate_list (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpq_t next;
  mdm_status status;

  fmpq_init (next);
  status = mdm_evaluate_rational (res, evaluator, node->child[0]);
  for (size_t i = 1; i < node->count && status == MDM_OK; i++)
    {
      status = mdm_evaluate_rational (next, evaluator, node->child[i]);
      if (status != MDM_OK)
        break;
      if (node->kind == MDM_NODE_ADD)
        fmpq_add (res, res, next);
      else if ((fmpq_cmp (next, res) > 0) == (node->kind == MDM_NODE_MAX))
        fmpq_swap (res, next);
      status = charge_rational (evaluator, node, res);
    }
  fmpq_clear (next);
  return status;
}

static mdm_status
evaluate_sum (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpz *j = evaluator->variable + node->slot;
  fmpz_t to;
  fmpq_t term;
  mdm_status status;

  fmpz_init (to);
  fmpq_init (term);
  fmpq_zero (res);
  status = mdm_evaluate_bounds (j, to, evaluator, node);
  for (; status == MDM_OK && fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    {
      status = mdm_evaluate_rational (term, evaluator, node->child[2]);
      if (status != MDM_OK)
        break;
      fmpq_add (res, res, term);
      status = charge_rational (evaluator, node, res);
    }
  fmpz_clear (to);
  fmpq_clear (term);
  return status;
}

mdm_status
mdm_evaluate_bounds (fmpz_t from, fmpz_t to, mdm_evaluator_t *evaluator,
                     const mdm_node_t *node)
{
  fmpz_t first; /* FROM is a variable, which a sum in the second bound may
                   use */
  mdm_status status;

  fmpz_init (first);
  status = mdm_evaluate_integer (first, evaluator, node->child[0],
                                 "a bound of sum");
  if (status == MDM_OK)
    status = mdm_evaluate_integer (to, evaluator, node->child[1],
                                   "a bound of sum");
  fmpz_swap (from, first);
  fmpz_clear (first);
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
  fmpz_t scaled;
  int order;

  fmpz_init (scaled);
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
  fmpz_clear (scaled);
}

static mdm_status
evaluate_log2ceil (fmpq_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  fmpq_t q;
  mdm_status status;

  fmpq_init (q);
  status = mdm_evaluate_rational (q, evaluator, node->child[0]);
  if (status == MDM_OK && fmpq_sgn (q) <= 0)
    status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                "log2ceil of %s",
                                fmpq_is_zero (q) ? "0" : "a negative number");
  if (status == MDM_OK)
    {
      log2ceil (fmpq_numref (res), q);
      fmpz_one (fmpq_denref (res));
    }
  fmpq_clear (q);
  return status;
}

/* floor or ceil of a rational.  */
static mdm_status
round_rational (fmpz_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  fmpq_t q;
  mdm_status status;

  fmpq_init (q);
  status = mdm_evaluate_rational (q, evaluator, node->child[0]);
  if (node->kind == MDM_NODE_FLOOR)
    fmpz_fdiv_q (res, fmpq_numref (q), fmpq_denref (q));
  else
    fmpz_cdiv_q (res, fmpq_numref (q), fmpq_denref (q));
  fmpq_clear (q);
  return status;
}

/* floor or ceil of a real.  What is rounded is no longer a factor of the
   product around it: log(0) in it is an error again.  */
static mdm_status
round_real (fmpz_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  const char *name = node->kind == MDM_NODE_FLOOR ? "floor" : "ceil";
  int zero_factor = evaluator->zero_factor;
  mdm_value_t v;
  mdm_status status;

  mdm_value_init (v);
  evaluator->zero_factor = 0;
  status = mdm_evaluate (v, evaluator, node->child[0]);
  evaluator->zero_factor = zero_factor;
  if (status == MDM_OK)
    status = mdm_evaluate_charge_decision (evaluator, node, v);
  if (status == MDM_OK && v->infinite != 0)
    status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                "%s of infinity", name);
  else if (status == MDM_OK)
    {
      status = node->kind == MDM_NODE_FLOOR ? mdm_logform_floor (res, v->x)
                                            : mdm_logform_ceil (res, v->x);
      if (status != MDM_OK)
        mdm_evaluate_fail (evaluator, status, node->place,
                           "%s not decided within the limits on precision",
                           name);
    }
  mdm_value_clear (v);
  return status;
}

static mdm_status
evaluate_rounded (fmpq_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  fmpz_one (fmpq_denref (res));
  if (node->child[0]->real)
    return round_real (fmpq_numref (res), evaluator, node);
  return round_rational (fmpq_numref (res), evaluator, node);
}

static mdm_status
rational_quantity (fmpq_t res, mdm_evaluator_t *evaluator,
                   const mdm_node_t *node)
{
  mdm_value_t v;
  mdm_status status;

  mdm_value_init (v);
  status = mdm_evaluate_quantity (v, evaluator, node);
  if (status == MDM_OK && !mdm_value_is_rational (res, v))
    status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                "'%s' is not rational here",
                                mdm_quantity_info[node->quantity].name);
  mdm_value_clear (v);
  return status;
}

/* Set RES to the value of NODE without charging for it.  */
static mdm_status
dispatch (fmpq_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  mdm_status status;

  switch (node->kind)
    {
    case MDM_NODE_NUMBER:
      fmpq_set (res, node->number);
      return MDM_OK;
    case MDM_NODE_VARIABLE:
      fmpz_set (fmpq_numref (res), evaluator->variable + node->slot);
      fmpz_one (fmpq_denref (res));
      return MDM_OK;
    case MDM_NODE_QUANTITY:
      return rational_quantity (res, evaluator, node);
    case MDM_NODE_NEGATE:
      status = mdm_evaluate_rational (res, evaluator, node->child[0]);
      fmpq_neg (res, res);
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
    case MDM_NODE_LOG2CEIL:
      return evaluate_log2ceil (res, evaluator, node);
    case MDM_NODE_FLOOR:
    case MDM_NODE_CEIL:
      return evaluate_rounded (res, evaluator, node);
    case MDM_NODE_SUM:
      return evaluate_sum (res, evaluator, node);
    case MDM_NODE_BINOM:
      return evaluate_binom (res, evaluator, node);
    case MDM_NODE_LOG:
      break; /* real, see the caller */
    }
  return MDM_EDOMAIN;
}

mdm_status
mdm_evaluate_rational (fmpq_t res, mdm_evaluator_t *evaluator,
                       const mdm_node_t *node)
{
  mdm_status status;

  assert (!node->real);
  status = dispatch (res, evaluator, node);
  return status == MDM_OK ? charge_rational (evaluator, node, res) : status;
}
