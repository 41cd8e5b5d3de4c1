/* test_claim_random.c - the claim language: seeded identities and mutated
   texts.  */
#include <config.h>

#include "claim_fake.h"
#include "text/caret.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Seeded identities: random texts are also evaluated by a small evaluator of
   its own, on GMP rationals, one character at a time.  */

typedef struct
{
  const char *at;
  int undefined; /* division by 0 was met */
} reader_t;

static void read_sum (mpq_t res, reader_t *reader);

/* digits, (sum), F(sum) c(sum) m(sum,sum) M(sum,sum) for floor, ceil, min
   and max.  */
static void
read_primary (mpq_t res, reader_t *reader)
{
  char c = *reader->at++;
  mpq_t other;

  if (c >= '0' && c <= '9')
    {
      mpq_set_ui (res, (unsigned) (c - '0'), 1);
      return;
    }
  if (c != '(')
    reader->at++;
  read_sum (res, reader);
  if (c == 'F')
    mpz_fdiv_q (mpq_numref (res), mpq_numref (res), mpq_denref (res));
  if (c == 'c')
    mpz_cdiv_q (mpq_numref (res), mpq_numref (res), mpq_denref (res));
  if (c == 'F' || c == 'c')
    mpz_set_ui (mpq_denref (res), 1);
  if (c == 'm' || c == 'M')
    {
      reader->at++;
      mpq_init (other);
      read_sum (other, reader);
      if ((mpq_cmp (other, res) > 0) == (c == 'M'))
        mpq_set (res, other);
      mpq_clear (other);
    }
  reader->at++;
}

/* Exponents are a digit or minus a digit.  */
static void
read_factor (mpq_t res, reader_t *reader)
{
  mpq_t base;
  int negative;

  if (*reader->at == '-')
    {
      reader->at++;
      read_factor (res, reader);
      mpq_neg (res, res);
      return;
    }
  read_primary (res, reader);
  if (*reader->at != '^')
    return;
  negative = *++reader->at == '-';
  reader->at += negative;
  mpq_init (base);
  mpq_set (base, res);
  mpq_set_ui (res, 1, 1);
  for (char i = '0'; i < *reader->at; i++)
    mpq_mul (res, res, base);
  reader->at++;
  if (negative && mpq_sgn (res) == 0)
    reader->undefined = 1;
  else if (negative)
    mpq_inv (res, res);
  mpq_clear (base);
}

static void
read_term (mpq_t res, reader_t *reader)
{
  mpq_t other;

  mpq_init (other);
  read_factor (res, reader);
  while (*reader->at == '*' || *reader->at == '/')
    {
      char operator= * reader->at++;
      read_factor (other, reader);
      if (operator== '*')
        mpq_mul (res, res, other);
      else if (mpq_sgn (other) == 0)
        reader->undefined = 1;
      else
        mpq_div (res, res, other);
    }
  mpq_clear (other);
}

static void
read_sum (mpq_t res, reader_t *reader)
{
  mpq_t other;

  mpq_init (other);
  read_term (res, reader);
  while (*reader->at == '+' || *reader->at == '-')
    {
      int minus = *reader->at++ == '-';
      read_term (other, reader);
      if (minus)
        mpq_sub (res, res, other);
      else
        mpq_add (res, res, other);
    }
  mpq_clear (other);
}

/* SplitMix64.  */
static uint64_t
draw (uint64_t *state, uint64_t below)
{
  uint64_t z = *state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return (z ^ (z >> 31)) % below;
}

/* Append a random sum of at most DEPTH nested brackets to TEXT.  */
static void
write_sum (char *text, uint64_t *state, int depth)
{
  static const char *const functions[] = { "(", "F(", "c(", "m(", "M(" };
  static const char operators[] = "+-*/";
  uint64_t terms = 1 + draw (state, 4);
  char more[8];

  for (uint64_t i = 0; i < terms; i++)
    {
      if (i > 0)
        strncat (text, operators + draw (state, 4), 1);
      if (draw (state, 6) == 0)
        strcat (text, "-");
      if (depth == 0 || draw (state, 3) > 0)
        {
          snprintf (more, sizeof more, "%d", (int) draw (state, 10));
          strcat (text, more);
        }
      else
        {
          uint64_t function = draw (state, 5);

          strcat (text, functions[function]);
          write_sum (text, state, depth - 1);
          if (function >= 3)
            {
              strcat (text, ",");
              write_sum (text, state, depth - 1);
            }
          strcat (text, ")");
        }
      if (draw (state, 6) == 0)
        {
          snprintf (more, sizeof more, "^%s%d",
                    draw (state, 3) == 0 ? "-" : "", (int) draw (state, 4));
          strcat (text, more);
        }
    }
}

/* TEXT with the functions' names in full, and a blank here and there.  */
static void
spell_out (char *out, const char *text, uint64_t *state)
{
  for (; *text != '\0'; text++)
    {
      const char *name = *text == 'F'   ? "floor"
                         : *text == 'c' ? "ceil"
                         : *text == 'm' ? "min"
                         : *text == 'M' ? "max"
                                        : NULL;
      if (name != NULL)
        strcpy (out, name);
      else
        {
          out[0] = *text;
          out[1] = '\0';
        }
      out += strlen (out);
      if (draw (state, 5) == 0)
        *out++ = ' ';
    }
  *out = '\0';
}

#define RANDOM_TEXTS 3000

START_TEST (random_rationals)
{
  /* At most 4 + 4*2*4 + (4*2)^2*4 terms of a few characters each.  */
  static char text[16384], full[65536];
  uint64_t state = UINT64_C (20260101);
  mdm_value_t value;
  mdm_err_t err;
  fmpq_t q, r;
  mpq_t expected;

  mdm_value_init (value);
  fmpq_init (q);
  fmpq_init (r);
  mpq_init (expected);
  for (int i = 0; i < RANDOM_TEXTS; i++)
    {
      reader_t reader = { text, 0 };
      mdm_status status;

      text[0] = '\0';
      write_sum (text, &state, 2);
      spell_out (full, text, &state);
      read_sum (expected, &reader);
      ck_assert_msg (*reader.at == '\0', "%s", text);
      status = calculate (value, full, &err);
      ck_assert_msg (status == (reader.undefined ? MDM_EDOMAIN : MDM_OK),
                     "%s: %d", full, status);
      if (status != MDM_OK)
        continue;
      fmpq_set_mpq (r, expected);
      ck_assert_msg (mdm_value_is_rational (q, value) && fmpq_equal (q, r),
                     "%s: not %s", full, fmpq_get_str (NULL, 10, r));
    }
  mpq_clear (expected);
  fmpq_clear (q);
  fmpq_clear (r);
  mdm_value_clear (value);
}
END_TEST

/* sum q_i log n_i as a text against the same built from logforms.  */
START_TEST (random_reals)
{
  uint64_t state = UINT64_C (20260102);
  mdm_value_t value;
  mdm_logform_t expected, term;
  mdm_err_t err = { 0 };
  fmpq_t q;
  char text[1024], part[80];

  mdm_value_init (value);
  mdm_logform_init (expected);
  mdm_logform_init (term);
  fmpq_init (q);
  for (int i = 0; i < 500; i++)
    {
      int order = 1;

      text[0] = '\0';
      mdm_logform_zero (expected);
      for (int j = 0; j < 5; j++)
        {
          int a = (int) draw (&state, 19) - 9, b = 1 + (int) draw (&state, 9);
          int n = (int) draw (&state, 50), m = 1 + (int) draw (&state, 50);

          if (a != 0)
            n++;
          if (draw (&state, 2) == 0)
            snprintf (part, sizeof part, "%d/%d*log(%d/%d)", a, b, n, m);
          else
            snprintf (part, sizeof part, "(%d*log(%d/%d))/%d", a, n, m, b);
          strcat (text, j == 0 ? "" : " - ");
          strcat (text, part);
          if (a == 0)
            continue;
          fmpq_set_si (q, n, (ulong) m);
          mdm_logform_set_log_fmpq (term, q);
          fmpq_set_si (q, j == 0 ? a : -a, (ulong) b);
          mdm_logform_addmul_fmpq (expected, term, q);
        }
      ck_assert_msg (calculate (value, text, &err) == MDM_OK, "%s: %s", text,
                     err.message);
      ck_assert_int_eq (mdm_logform_cmp (&order, value->x, expected), MDM_OK);
      ck_assert_msg (order == 0, "%s", text);
    }
  fmpq_clear (q);
  mdm_logform_clear (expected);
  mdm_logform_clear (term);
  mdm_value_clear (value);
}
END_TEST

static const char *const seeds[] = {
  "ekl <= (smax-1)/L * sum_mi",
  "ekl <= (2^log2ceil(smax) - 1)/L*sum_mi + eps_train",
  "sum(k, 0, L-1, a(k)*e(k+1)) - e(L) >= 0.50*R",
  "H(0,2|1) + I(0;1,2|3) = TC(0;1;2|3)",
  "min(kl_mixed, max(log(3/2), -1)) < floor(log(20))^2",
  "sum(i, 1, 3, sum(j, 1, i, i*log(j))) > binom(5, 2)",
  "(1 - tv)*2^-1 <= pmax(0)/s(1)",
};

/* Valid claims with bytes changed, dropped or doubled: any answer will do,
   but there must be one, with a place in the text.  */
START_TEST (mutations)
{
  static const char alphabet[] = "0123456789+-*/^(),;|<=>.\n LVTszHIij\x80#";
  uint64_t state = UINT64_C (20260103);
  char text[256];
  mdm_value_t value;

  mdm_value_init (value);
  for (int i = 0; i < 20000; i++)
    {
      const char *from = seeds[draw (&state, (uint64_t) ROWS (seeds))];
      size_t length = strlen (from);
      mdm_err_t err = { 0 };
      mdm_claim_t claim;

      memcpy (text, from, length + 1);
      for (uint64_t change = 1 + draw (&state, 3); change > 0; change--)
        {
          size_t at = draw (&state, length);
          size_t to = draw (&state, length);

          text[at] = draw (&state, 2) == 0
                         ? alphabet[draw (&state, sizeof alphabet - 1)]
                         : text[to];
        }
      if (mdm_claim_parse (&claim, text, "here", 1, &err) != MDM_OK
          || mdm_expr_evaluate (value, claim.lhs, &fake, &err) != MDM_OK
          || mdm_expr_evaluate (value, claim.rhs, &fake, &err) != MDM_OK)
        {
          char *shown = mdm_caret_str (text, 1, err.line, err.column);
          ck_assert_msg (shown != NULL, "%s", text);
          flint_free (shown);
        }
      mdm_claim_clear (&claim);
    }
  mdm_value_clear (value);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("claim_random");
  TCase *c = tcase_create ("random");

  tcase_add_test (c, random_rationals);
  tcase_add_test (c, random_reals);
  tcase_add_test (c, mutations);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
