/* test_claim_errors.c - the claim language: what is refused, over which limit,
   and how messages show the place.  */
#include <config.h>

#include "claim_fake.h"
#include "text/caret.h"

#include <stdlib.h>
#include <string.h>

/* Failures: of expressions, or claims where there is a relation.  */

static const struct
{
  const char *text;
  mdm_status status;
  size_t line, column;
  const char *message;
} bad[] = {
  /* Syntax.  */
  { "", MDM_EPARSE, 1, 1, "an expression is expected, but the text ends" },
  { " \n ", MDM_EPARSE, 2, 2, "an expression is expected, but the text ends" },
  { "(1+2", MDM_EPARSE, 1, 5,
    "an operator or ')' is expected, but the text ends" },
  { "1+2)", MDM_EPARSE, 1, 4, "an operator or the end is expected, not ')'" },
  { "1 +\n * 2", MDM_EPARSE, 2, 2, "an expression is expected, not '*'" },
  { "2 L", MDM_EPARSE, 1, 3, "an operator or the end is expected, not 'L'" },
  { "+1", MDM_EPARSE, 1, 1, "an expression is expected, not '+'" },
  { "1 < 2 < 3", MDM_EPARSE, 1, 7,
    "an operator or the end is expected, not '<'" },
  { "1 == 2", MDM_EPARSE, 1, 4, "an expression is expected, not '='" },
  { "1 =< 2", MDM_EPARSE, 1, 4, "an expression is expected, not '<'" },
  { "(1 < 2)", MDM_EPARSE, 1, 4, "an operator or ')' is expected, not '<'" },
  { "(1) + (2 <= 3", MDM_EPARSE, 1, 10,
    "an operator or ')' is expected, not '<='" },
  { "1 <=", MDM_EPARSE, 1, 5, "an expression is expected, but the text ends" },
  { "log(1, 2)", MDM_EPARSE, 1, 6, "an operator or ')' is expected, not ','" },
  { "binom(1)", MDM_EPARSE, 1, 8, "an operator or ',' is expected, not ')'" },
  { "min()", MDM_EPARSE, 1, 5, "an expression is expected, not ')'" },
  { "min(1 2)", MDM_EPARSE, 1, 7,
    "an operator or ',' or ')' is expected, not '2'" },
  { "log 2", MDM_EPARSE, 1, 5, "'(' is expected after 'log'" },
  { "1 + s", MDM_EPARSE, 1, 6, "'(' is expected after 's', as in s(t)" },
  { "e*2", MDM_EPARSE, 1, 2, "'(' is expected after 'e', as in e(k)" },
  { "tc(1;2)", MDM_EPARSE, 1, 3,
    "an operator or the end is expected, not '('" },
  { "sum(3, 1, 2, 3)", MDM_EPARSE, 1, 5, "a variable is expected, not '3'" },
  { "sum(e, 1, 2, 3)", MDM_EPARSE, 1, 5,
    "'e' has a meaning and cannot be the variable of a sum" },
  { "sum(max, 1, 2, 3)", MDM_EPARSE, 1, 5,
    "'max' has a meaning and cannot be the variable of a sum" },
  { "1 \xe2\x89\xa4 2", MDM_EPARSE, 1, 3,
    "unexpected character '\xe2\x89\xa4'; write <=" },
  { "1 \xe2\x89\xa1 2", MDM_EPARSE, 1, 3,
    "unexpected character '\xe2\x89\xa1'" },
  { "1 \xff 2", MDM_EPARSE, 1, 3, "unexpected byte 0xff" },
  { "1 \x01 2", MDM_EPARSE, 1, 3, "unexpected character '\\x01'" },
  { "1 # 2", MDM_EPARSE, 1, 3, "unexpected character '#'" },
  { ".", MDM_EPARSE, 1, 1, "unexpected character '.'" },
  { "1e", MDM_EPARSE, 1, 2, "an operator or the end is expected, not 'e'" },
  { "2e(1)", MDM_EPARSE, 1, 2, "an operator or the end is expected, not 'e'" },
  { "1e1.5", MDM_EPARSE, 1, 4,
    "an operator or the end is expected, not '.5'" },
  { "1.e+-2", MDM_EPARSE, 1, 3,
    "an operator or the end is expected, not 'e'" },
  { "1.5.2", MDM_EPARSE, 1, 4,
    "an operator or the end is expected, not '.2'" },
  /* Names.  */
  { "foo", MDM_EPARSE, 1, 1, "unknown name 'foo'" },
  { "1 + foo(3)", MDM_EPARSE, 1, 5, "unknown name 'foo'" },
  { "elk", MDM_EPARSE, 1, 1, "unknown name 'elk'; the most similar is 'ekl'" },
  { "EKL", MDM_EPARSE, 1, 1, "unknown name 'EKL'; the most similar is 'ekl'" },
  { "kl_mix", MDM_EPARSE, 1, 1,
    "unknown name 'kl_mix'; the most similar is 'kl_mixed'" },
  { "l", MDM_EPARSE, 1, 1, "unknown name 'l'; the most similar is 'L'" },
  { "x", MDM_EPARSE, 1, 1, "unknown name 'x'" },
  { "bimon(1,2)", MDM_EPARSE, 1, 1,
    "unknown name 'bimon'; the most similar is 'binom'" },
  { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", MDM_EPARSE, 1, 1,
    "unknown name 'abcdefghijklmnopqrstuvwxyzabcdefghijklmn..'" },
  { "sum(j, 1, j, 1)", MDM_EPARSE, 1, 11, "unknown name 'j'" },
  { "sum(j, 1, 2, 1) + j", MDM_EPARSE, 1, 19, "unknown name 'j'" },
  { "sum(j, 1, 2, sum(j, 1, 2, 1))", MDM_EPARSE, 1, 18,
    "'j' is already the variable of a sum around this one" },
  /* Positions.  */
  { "H()", MDM_EPARSE, 1, 3, "a position is expected, not ')'" },
  { "H(|1)", MDM_EPARSE, 1, 3, "a position is expected, not '|'" },
  { "H(0|)", MDM_EPARSE, 1, 5, "a position is expected, not ')'" },
  { "H(0,)", MDM_EPARSE, 1, 5, "a position is expected, not ')'" },
  { "H(-1)", MDM_EPARSE, 1, 3, "a position is expected, not '-'" },
  { "H(1.0)", MDM_EPARSE, 1, 3, "a position is expected, not '1.0'" },
  { "H(L)", MDM_EPARSE, 1, 3, "a position is expected, not 'L'" },
  { "H(0+1)", MDM_EPARSE, 1, 4,
    "',' or ';' or '|' or ')' is expected, not '+'" },
  { "H(0|1;2)", MDM_EPARSE, 1, 6, "',' or '=' or ')' is expected, not ';'" },
  { "H(0;1)", MDM_EPARSE, 1, 1,
    "H takes 1 group of positions, not 2: H(A|C)" },
  { "I(0)", MDM_EPARSE, 1, 1,
    "I takes at least 2 groups of positions, not 1: I(A;B;..|C)" },
  { "I(0;1;2;1)", MDM_EPARSE, 1, 9, "position 1 is listed twice" },
  { "I(0;1;2|1)", MDM_EPARSE, 1, 9, "position 1 is listed twice" },
  { "DTC(0,1|2)", MDM_EPARSE, 1, 1,
    "DTC takes at least 2 groups of positions, not 1: DTC(A;B;..|C)" },
  { "DTC + 1", MDM_EPARSE, 1, 5,
    "'(' is expected after 'DTC', as in DTC(A;B;..|C)" },
  { "TC(0,1|2)", MDM_EPARSE, 1, 1,
    "TC takes at least 2 groups of positions, not 1: TC(A;B;..|C)" },
  { "H(0,1,0)", MDM_EPARSE, 1, 7, "position 0 is listed twice" },
  { "I(0;0)", MDM_EPARSE, 1, 5, "position 0 is listed twice" },
  { "I(0;1|1)", MDM_EPARSE, 1, 7, "position 1 is listed twice" },
  { "H(18446744073709551616)", MDM_EDOMAIN, 1, 3,
    "position beyond any length" },
  /* Types.  */
  { "tc*dtc", MDM_EPARSE, 1, 3,
    "product of two real quantities, one of the factors must be rational" },
  { "2*(tc + 1)*(3 - log(2))", MDM_EPARSE, 1, 11,
    "product of two real quantities, one of the factors must be rational" },
  { "sum(j, 1, 2, log(j))*min(1, ekl)", MDM_EPARSE, 1, 21,
    "product of two real quantities, one of the factors must be rational" },
  { "1/tc", MDM_EPARSE, 1, 2,
    "quotient by a real quantity, the divisor must be rational" },
  { "log(8)/log(2)", MDM_EPARSE, 1, 7,
    "quotient by a real quantity, the divisor must be rational" },
  { "2^(1 + tc)", MDM_EPARSE, 1, 3,
    "an exponent must be rational, not a real quantity" },
  { "(tc)^2", MDM_EPARSE, 1, 1,
    "the base of a power must be rational, not a real quantity" },
  { "Z(1 + tc)", MDM_EPARSE, 1, 3,
    "an index must be rational, not a real quantity" },
  { "log(1 - log(2))", MDM_EPARSE, 1, 5,
    "the argument of log must be rational, not a real quantity" },
  { "log2ceil(ekl)", MDM_EPARSE, 1, 10,
    "the argument of log2ceil must be rational, not a real quantity" },
  { "binom(1, ekl)", MDM_EPARSE, 1, 10,
    "the arguments of binom must be rational, not a real quantity" },
  { "sum(j, 1, ekl, 1)", MDM_EPARSE, 1, 11,
    "a bound of sum must be rational, not a real quantity" },
/* The perplexity is an operand of nothing, and no real is its equal.  */
#define NO_OPERAND                                                            \
 "'perplexity' may only be printed as it is, or compared with a rational"
#define NO_REAL                                                               \
 "'perplexity' is compared with a rational, not with a real quantity"
  { "2*perplexity", MDM_EPARSE, 1, 3, NO_OPERAND },
  { "perplexity*tc", MDM_EPARSE, 1, 1, NO_OPERAND },
  { "perplexity/2", MDM_EPARSE, 1, 1, NO_OPERAND },
  { "1/perplexity", MDM_EPARSE, 1, 3, NO_OPERAND },
  { "1 - perplexity", MDM_EPARSE, 1, 5, NO_OPERAND },
  { "1 + 2 + perplexity", MDM_EPARSE, 1, 9, NO_OPERAND },
  { "perplexity^2", MDM_EPARSE, 1, 1, NO_OPERAND },
  { "log(perplexity)", MDM_EPARSE, 1, 5, NO_OPERAND },
  { "floor(perplexity)", MDM_EPARSE, 1, 7, NO_OPERAND },
  { "ceil((perplexity))", MDM_EPARSE, 1, 6, NO_OPERAND },
  { "min(perplexity)", MDM_EPARSE, 1, 5, NO_OPERAND },
  { "max(1, perplexity)", MDM_EPARSE, 1, 8, NO_OPERAND },
  { "sum(j, 1, 2, perplexity)", MDM_EPARSE, 1, 14, NO_OPERAND },
  { "Z(perplexity)", MDM_EPARSE, 1, 3, NO_OPERAND },
  { "tc*perplexity", MDM_EPARSE, 1, 4, NO_OPERAND },
  { "0*perplexity", MDM_EPARSE, 1, 3, NO_OPERAND },
  { "perplexity*perplexity", MDM_EPARSE, 1, 1, NO_OPERAND },
  { "tc/perplexity", MDM_EPARSE, 1, 4, NO_OPERAND },
  { "-perplexity", MDM_EPARSE, 1, 2, NO_OPERAND },
  { "perplexity + tc", MDM_EPARSE, 1, 1, NO_OPERAND },
  { "tc - perplexity", MDM_EPARSE, 1, 6, NO_OPERAND },
  { "1 + 2 - 3 + (perplexity)", MDM_EPARSE, 1, 13, NO_OPERAND },
  { "2^perplexity", MDM_EPARSE, 1, 3, NO_OPERAND },
  { "log2ceil(perplexity)", MDM_EPARSE, 1, 10, NO_OPERAND },
  { "binom(perplexity, 1)", MDM_EPARSE, 1, 7, NO_OPERAND },
  { "binom(4, perplexity)", MDM_EPARSE, 1, 10, NO_OPERAND },
  { "sum(j, perplexity, 2, j)", MDM_EPARSE, 1, 8, NO_OPERAND },
  { "sum(j, 1, perplexity, j)", MDM_EPARSE, 1, 11, NO_OPERAND },
  { "max(tc, 1, perplexity) <= 2", MDM_EPARSE, 1, 12, NO_OPERAND },
  { "tc <= 2 + perplexity", MDM_EPARSE, 1, 11, NO_OPERAND },
  { "perplexity <= ekl", MDM_EPARSE, 1, 15, NO_REAL },
  { "perplexity < 2*tc", MDM_EPARSE, 1, 14, NO_REAL },
  { "1 + tc >= perplexity", MDM_EPARSE, 1, 1, NO_REAL },
  { "perplexity = max(1, tc)", MDM_EPARSE, 1, 14, NO_REAL },
  { "perplexity <= log_ter", MDM_EPARSE, 1, 15, NO_REAL },
  { "log(2) < perplexity", MDM_EPARSE, 1, 1, NO_REAL },
  { "perplexity = perplexity", MDM_EPARSE, 1, 14, NO_REAL },
  /* Constants, found when parsing.  */
  { "1/0", MDM_EDOMAIN, 1, 2, "division by zero" },
  { "0*(1/0)", MDM_EDOMAIN, 1, 5, "division by zero" },
  { "L + 1/(3 - 3)", MDM_EDOMAIN, 1, 6, "division by zero" },
  { "0^-1", MDM_EDOMAIN, 1, 2, "a negative power of 0" },
  { "2^99999999999", MDM_ELIMIT, 1, 2, "a power of more than 100000 bits" },
  { "2^-99999999999", MDM_ELIMIT, 1, 2, "a power of more than 100000 bits" },
  { "L + 2^2^2^2^2^2 * tc", MDM_ELIMIT, 1, 6,
    "a power of more than 100000 bits" },
  { "tc <= 3*10^99999", MDM_ELIMIT, 1, 11,
    "a power of more than 100000 bits" },
  { "2^(1/2)", MDM_EDOMAIN, 1, 3, "an exponent must be an integer, not 1/2" },
  { "sum(j, 1, 3/2, j)", MDM_EDOMAIN, 1, 11,
    "a bound of sum must be an integer, not 3/2" },
  { "sum(j, 1, 10^99, j)", MDM_ELIMIT, 1, 1,
    "evaluation takes more than 10000000 steps" },
  { "binom(1 - 2, 1)", MDM_EDOMAIN, 1, 7, "binom of a negative number" },
  { "binom(10^9, 10^8)", MDM_ELIMIT, 1, 1, "binom of more than 100000 bits" },
  { "binom(10^99, 2)", MDM_ELIMIT, 1, 1, "binom of more than 100000 bits" },
  { "log2ceil(0)", MDM_EDOMAIN, 1, 1, "log2ceil of 0" },
  { "log2ceil(-1)", MDM_EDOMAIN, 1, 1, "log2ceil of a negative number" },
  /* Evaluation.  */
  { "1 + tc/(L - 4)", MDM_EDOMAIN, 1, 7, "division by zero" },
  { "L^(L^(L^L))", MDM_ELIMIT, 1, 2, "a power of more than 100000 bits" },
  { "2 + log(0)", MDM_EDOMAIN, 1, 5, "log of 0" },
  { "log(3 - L)", MDM_EDOMAIN, 1, 1, "log of a negative number" },
  { "0*log(-1)", MDM_EDOMAIN, 1, 3, "log of a negative number" },
  { "0*e(floor(log(0)))", MDM_EDOMAIN, 1, 11, "log of 0" },
  { "0*log(0) + log(0)", MDM_EDOMAIN, 1, 12, "log of 0" },
  { "floor(kl_mixed)", MDM_EDOMAIN, 1, 1, "floor of infinity" },
  { "1 + ceil(-kl_mixed)", MDM_EDOMAIN, 1, 5, "ceil of infinity" },
  { "kl_mixed - log_ter_gap", MDM_EDOMAIN, 1, 10, "infinity minus infinity" },
  { "sum(j, 0, 1, (-1)^j*kl_mixed)", MDM_EDOMAIN, 1, 1,
    "infinity minus infinity" },
  { "e(1/2)", MDM_EDOMAIN, 1, 3, "an index must be an integer, not 1/2" },
  { "e(tv/2)", MDM_EDOMAIN, 1, 3, "an index must be an integer, not 1/6" },
  { "1 + Z(99)", MDM_EDOMAIN, 1, 5, "Z(j): argument not 0..4" },
  { "1 +\n  Z(-10^99)", MDM_EDOMAIN, 2, 3, "Z(j): argument not 0..4" },
  { "0*Z(99)", MDM_EDOMAIN, 1, 3, "Z(j): argument not 0..4" },
  { "2*smax", MDM_EABSENT, 1, 3, "no smax here" },
  { "2*d(1)", MDM_ELIMIT, 1, 3, "too long" },
  { "pmax_least + 1", MDM_EDOMAIN, 1, 1,
    "'pmax_least' is not rational here" },
  { "sum(i, 1, 10^5, sum(j, 1, L^9, e(1)))", MDM_ELIMIT, 1, 32,
    "evaluation takes more than 10000000 steps" },
};

START_TEST (refuses)
{
  const char *text = bad[_i].text;
  mdm_err_t err = { 0 };
  mdm_value_t value;
  mdm_status status;

  mdm_value_init (value);
  mdm_value_set_si (value, 7);
  if (strpbrk (text, "<=>") == NULL)
    status = calculate (value, text, &err);
  else
    {
      mdm_claim_t claim;
      status = mdm_claim_parse (&claim, text, "here", 1, &err);
      ck_assert_ptr_null (claim.lhs);
      ck_assert_ptr_null (claim.rhs);
      mdm_claim_clear (&claim);
    }
  ck_assert_msg (status == bad[_i].status && err.line == bad[_i].line
                     && err.column == bad[_i].column
                     && strcmp (err.message, bad[_i].message) == 0
                     && strcmp (err.where, "here") == 0
                     && err.status == status,
                 "%s: status %d, %s:%zu:%zu: %s", text, status, err.where,
                 err.line, err.column, err.message);
  /* A failure without a place for it is the same failure.  */
  if (strpbrk (text, "<=>") == NULL)
    ck_assert_int_eq (calculate (value, text, NULL), status);
  mdm_value_clear (value);
}
END_TEST

START_TEST (claim_or_expression)
{
  mdm_err_t err = { 0 };
  mdm_expr_t *expr;
  mdm_claim_t claim;

  ck_assert_int_eq (mdm_expr_parse (&expr, "1 <= 2", "here", 1, &err),
                    MDM_EPARSE);
  ck_assert_str_eq (err.message,
                    "an operator or the end is expected, not '<='");
  ck_assert_int_eq (mdm_claim_parse (&claim, "1 + 2", "here", 1, &err),
                    MDM_EPARSE);
  ck_assert_str_eq (
      err.message, "a relation or an operator is expected, but the text ends");
}
END_TEST

/* Texts of many equal parts: PREFIX, COUNT times PART, SUFFIX.  */

static const struct
{
  const char *prefix, *part;
  size_t count;
  const char *suffix;
  mdm_status status;
  size_t column;
  const char *result; /* a claim about "%", or the message */
} repeated[] = {
  { "", "(", 200, "1", MDM_EPARSE, 202,
    "an operator or ')' is expected, but the text ends" },
  { "", "(", 10000, "", MDM_ELIMIT, 201, "more than 200 nested brackets" },
  { "", "log(", 500000, "", MDM_EPARSE, 5,
    NULL /* too long, whatever it says */ },
  { "1", "+1", 9000, "", MDM_OK, 0, "9001" },
  { "1", "-1", 6000, "", MDM_OK, 0, "-5999" },
  { "1", "+1", 100000, "", MDM_ELIMIT, 0,
    "more than 20000 numbers, names and operators" },
  { "1", "*1", 990, "", MDM_OK, 0, "1" },
  { "1", "*1", 1000, "", MDM_ELIMIT, 2000, "nested more than 1000 deep" },
  { "1", "^1", 990, "", MDM_OK, 0, "1" },
  { "1", "^1", 50000, "", MDM_ELIMIT, 0, "nested more than 1000 deep" },
  { "", "-", 998, "2", MDM_OK, 0, "2" },
  { "", "-", 50000, "2", MDM_ELIMIT, 0, "nested more than 1000 deep" },
  { "min(1", ",2", 9000, ")", MDM_OK, 0, "1" },
  { "max(log(2)", ",kl_mixed", 500, ")", MDM_OK, 0, "kl_mixed" },
  { "0*(tc", "+tc", 5000, ")", MDM_OK, 0, "0" },
  { "0*H(0", ",0", 1, ")", MDM_EPARSE, 7, "position 0 is listed twice" },
  { "1", " ", 900000, "", MDM_OK, 0, "1" },
  { "1", "\n", 900000, "+0", MDM_OK, 0, "1" },
  { "1", " ", 1000000, "", MDM_ELIMIT, 1,
    "a text of more than 1000000 bytes" },
  { "0*0.", "7", 10000, "", MDM_OK, 0, "0" },
  { "", "7", 10001, "", MDM_ELIMIT, 0, "a number of too many digits" },
  { "", "x", 900000, "", MDM_EPARSE, 1,
    "unknown name 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..'" },
};

START_TEST (many_parts)
{
  size_t part = strlen (repeated[_i].part);
  size_t prefix = strlen (repeated[_i].prefix);
  size_t length = prefix + part * repeated[_i].count;
  char *text = malloc (length + strlen (repeated[_i].suffix) + 1);
  const char *result = repeated[_i].result;
  mdm_value_t value, other;
  mdm_err_t err = { 0 };
  mdm_status status;
  int order;

  memcpy (text, repeated[_i].prefix, prefix);
  for (size_t i = 0; i < repeated[_i].count; i++)
    memcpy (text + prefix + i * part, repeated[_i].part, part);
  strcpy (text + length, repeated[_i].suffix);
  mdm_value_init (value);
  mdm_value_init (other);
  status = calculate (value, text, &err);
  if (status == MDM_OK && result != NULL)
    {
      ck_assert_int_eq (repeated[_i].status, MDM_OK);
      ck_assert_int_eq (calculate (other, result, &err), MDM_OK);
      ck_assert_int_eq (mdm_value_cmp (&order, value, other), MDM_OK);
      ck_assert_int_eq (order, 0);
    }
  else if (result != NULL)
    {
      ck_assert_int_eq (status, repeated[_i].status);
      ck_assert_str_eq (err.message, result);
      if (repeated[_i].column != 0)
        ck_assert_uint_eq (err.column, repeated[_i].column);
    }
  ck_assert (status == MDM_OK || err.column > 0);
  mdm_value_clear (value);
  mdm_value_clear (other);
  free (text);
}
END_TEST

START_TEST (places_count_from_the_first_line)
{
  mdm_err_t err = { 0 };
  mdm_claim_t claim;
  mdm_value_t value;

  ck_assert_int_eq (
      mdm_claim_parse (&claim, "ekl <=\n  2*foo", "file", 17, &err),
      MDM_EPARSE);
  ck_assert_str_eq (err.where, "file");
  ck_assert_uint_eq (err.line, 18);
  ck_assert_uint_eq (err.column, 5);
  ck_assert_int_eq (
      mdm_claim_parse (&claim, "ekl <=\r\n\n 2*Z(9)", "file", 17, &err),
      MDM_OK);
  mdm_value_init (value);
  ck_assert_int_eq (mdm_expr_evaluate (value, claim.rhs, &fake, &err),
                    MDM_EDOMAIN);
  ck_assert_str_eq (err.where, "file");
  ck_assert_uint_eq (err.line, 19);
  ck_assert_uint_eq (err.column, 4);
  mdm_value_clear (value);
  mdm_claim_clear (&claim);
}
END_TEST

/* Carets.  */

static const struct
{
  const char *text;
  size_t first_line, line, column;
  const char *shown;
} carets[] = {
  { "tc*dtc", 1, 1, 3, "  tc*dtc\n    ^\n" },
  { "tc*dtc", 1, 1, 1, "  tc*dtc\n  ^\n" },
  { "tc*dtc", 1, 1, 7, "  tc*dtc\n        ^\n" },
  { "", 1, 1, 1, "  \n  ^\n" },
  { "a\nbc\r\nd", 7, 8, 2, "  bc\n   ^\n" },
  { "a\nbc\r\nd", 7, 9, 1, "  d\n  ^\n" },
  { "a\n", 1, 2, 1, "  \n  ^\n" },
  { "\xc3\xa9 \xe2\x89\xa4 x", 1, 1, 8,
    "  \xc3\xa9 \xe2\x89\xa4 x\n      ^\n" },
  { "a\tb\x01\x1b[\xff\xc2\x9b\xe2\x89", 1, 1, 6, "  a b??[????\n       ^\n" },
  /* Overlong, a surrogate, and over U+10FFFF.  */
  { "\xe0\x80\x80x", 1, 1, 4, "  ???x\n     ^\n" },
  { "\xed\xa0\x80x", 1, 1, 4, "  ???x\n     ^\n" },
  { "\xf4\x90\x80\x80x", 1, 1, 5, "  ????x\n      ^\n" },
  { "a", 1, 2, 1, NULL },
  { "a", 2, 1, 1, NULL },
  { "a", 1, 1, 0, NULL },
  { "a", 1, 1, 4, NULL },
};

START_TEST (caret)
{
  char *shown = mdm_caret_str (carets[_i].text, carets[_i].first_line,
                               carets[_i].line, carets[_i].column);

  if (carets[_i].shown == NULL)
    ck_assert_ptr_null (shown);
  else
    ck_assert_str_eq (shown, carets[_i].shown);
  flint_free (shown);
}
END_TEST

/* On a long line the caret is under the right digit, and lines are short.  */
START_TEST (caret_on_long_lines)
{
  char text[501];

  for (size_t length = 60; length <= 500; length += 20)
    {
      for (size_t i = 0; i < length; i++)
        text[i] = (char) ('a' + i % 23);
      text[length] = '\0';
      for (size_t column = 1; column <= length; column++)
        {
          char *shown = mdm_caret_str (text, 1, 1, column);
          size_t width = strcspn (shown, "\n");
          const char *under = strchr (shown, '^');

          ck_assert_uint_le (width, 78);
          ck_assert_ptr_nonnull (under);
          ck_assert_int_eq (shown[(size_t) (under - shown) - width - 1],
                            text[column - 1]);
          flint_free (shown);
        }
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("claim_errors");
  TCase *c = tcase_create ("messages");

  tcase_add_loop_test (c, refuses, 0, ROWS (bad));
  tcase_add_loop_test (c, many_parts, 0, ROWS (repeated));
  tcase_add_test (c, claim_or_expression);
  tcase_add_test (c, places_count_from_the_first_line);
  suite_add_tcase (suite, c);
  c = tcase_create ("carets");
  tcase_add_loop_test (c, caret, 0, ROWS (carets));
  tcase_add_test (c, caret_on_long_lines);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
