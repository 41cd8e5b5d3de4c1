#include <config.h>

#include "exact_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reading.  */

static void read_integer (fmpz_t res, const char **text);

static void
skip_blanks (const char **text)
{
  while (**text == ' ')
    ++*text;
}

/* Is C next?  Then pass it.  */
static int
take (const char **text, char c)
{
  skip_blanks (text);
  if (**text != c)
    return 0;
  ++*text;
  return 1;
}

/* Digits or a parenthesis, and perhaps an exponent.  */
static void
read_power (fmpz_t res, const char **text)
{
  char digits[8192];
  size_t n;

  if (take (text, '('))
    {
      read_integer (res, text);
      ck_assert_msg (take (text, ')'), "')' expected: %.99s", *text);
    }
  else
    {
      n = strspn (*text, "0123456789");
      ck_assert_msg (n > 0 && n < sizeof digits, "digits expected: %.99s",
                     *text);
      memcpy (digits, *text, n);
      digits[n] = '\0';
      fmpz_set_str (res, digits, 10);
      *text += n;
    }
  if (take (text, '^'))
    {
      char *end;
      fmpz_pow_ui (res, res, strtoul (*text, &end, 10));
      *text = end;
    }
}

static void
read_product (fmpz_t res, const char **text)
{
  fmpz_t factor;

  fmpz_init (factor);
  read_power (res, text);
  while (take (text, '*'))
    {
      read_power (factor, text);
      fmpz_mul (res, res, factor);
    }
  fmpz_clear (factor);
}

static void
read_integer (fmpz_t res, const char **text)
{
  fmpz_t term;

  fmpz_init (term);
  read_product (res, text);
  for (;;)
    if (take (text, '+'))
      {
        read_product (term, text);
        fmpz_add (res, res, term);
      }
    else if (take (text, '-'))
      {
        read_product (term, text);
        fmpz_sub (res, res, term);
      }
    else
      break;
  fmpz_clear (term);
}

void
form_read (mdm_logform_t x, const char *text)
{
  mdm_logform_t term;
  fmpq_t q;
  fmpz_t n;

  mdm_logform_init (term);
  fmpq_init (q);
  fmpz_init (n);
  mdm_logform_zero (x);
  do
    {
      int minus = take (&text, '-');
      int log;
      if (!minus)
        take (&text, '+');
      skip_blanks (&text);
      fmpq_one (q);
      log = *text == 'l';
      if (!log)
        {
          read_power (fmpq_numref (q), &text);
          if (take (&text, '/'))
            read_power (fmpq_denref (q), &text);
          fmpq_canonicalise (q);
          log = take (&text, '*');
        }
      if (log)
        {
          ck_assert_msg (strncmp (text, "log(", 4) == 0, "log: %.99s", text);
          text += 4;
          read_integer (n, &text);
          ck_assert_msg (take (&text, ')'), "')' expected: %.99s", text);
          mdm_logform_set_log (term, n);
        }
      else
        {
          mdm_logform_set_fmpq (term, q);
          fmpq_one (q);
        }
      if (minus)
        fmpq_neg (q, q);
      mdm_logform_addmul_fmpq (x, term, q);
      skip_blanks (&text);
    }
  while (*text != '\0');
  mdm_logform_clear (term);
  fmpq_clear (q);
  fmpz_clear (n);
}

/* Writing.  */

void
form_print (const char *name, const mdm_logform_t x)
{
  fprintf (stderr, "%s = (", name);
  fmpz_fprint (stderr, x->r);
  for (slong i = 0; i < x->count; i++)
    {
      fputs (" + ", stderr);
      fmpz_fprint (stderr, x->c + i);
      fputs ("*log(", stderr);
      fmpz_fprint (stderr, x->n + i);
      fputs (")", stderr);
    }
  fputs (") / ", stderr);
  fmpz_fprint (stderr, x->d);
  fputs ("\n", stderr);
}

void
form_check (const mdm_logform_t x, const char *where)
{
  fmpz_t g;
  int sound = fmpz_sgn (x->d) > 0;

  fmpz_init (g);
  fmpz_gcd (g, x->d, x->r);
  for (slong i = 0; i < x->count; i++)
    {
      sound = sound && !fmpz_is_zero (x->c + i)
              && fmpz_cmp_ui (x->n + i, 2) >= 0
              && (i == 0 || fmpz_cmp (x->n + i - 1, x->n + i) < 0);
      fmpz_gcd (g, g, x->c + i);
    }
  if (!sound || !fmpz_is_one (g))
    {
      form_print (where, x);
      ck_abort_msg ("%s: not a logform in lowest terms", where);
    }
  fmpz_clear (g);
}

/* Drawing.  */

void
form_random_fmpq (fmpq_t q, flint_rand_t state)
{
  fmpq_set_si (q, (slong) n_randint (state, 3) - 1, 1);
  if (n_randint (state, 4) > 0)
    fmpq_randbits (q, state, 1 + (flint_bitcnt_t) n_randint (state, 40));
}

void
form_random (mdm_logform_t x, flint_rand_t state, slong terms, int bits)
{
  mdm_logform_t term;
  fmpq_t q;
  fmpz_t n;
  slong count = (slong) n_randint (state, (ulong) terms + 1);

  mdm_logform_init (term);
  fmpq_init (q);
  fmpz_init (n);
  form_random_fmpq (q, state);
  mdm_logform_set_fmpq (x, q);
  for (slong i = 0; i < count; i++)
    {
      fmpz_one (n);
      if (n_randint (state, 2) == 0)
        {
          fmpz_randbits (n, state,
                         2 + (flint_bitcnt_t) n_randint (state, bits - 1));
          fmpz_abs (n, n);
        }
      else
        while (fmpz_bits (n) + 6 <= (flint_bitcnt_t) bits
               && n_randint (state, 8) > 0)
          fmpz_mul_ui (n, n, 1 + n_randint (state, 50));
      form_random_fmpq (q, state);
      mdm_logform_set_log (term, n);
      mdm_logform_addmul_fmpq (x, term, q);
    }
  mdm_logform_clear (term);
  fmpq_clear (q);
  fmpz_clear (n);
}

/* Evaluation.  */

void
form_mpfr (mpfr_t res, const mdm_logform_t x)
{
  mpfr_t term;
  mpz_t z;

  mpfr_init2 (term, mpfr_get_prec (res));
  mpz_init (z);
  fmpz_get_mpz (z, x->r);
  mpfr_set_z (res, z, MPFR_RNDN);
  for (slong i = 0; i < x->count; i++)
    {
      fmpz_get_mpz (z, x->n + i);
      mpfr_set_z (term, z, MPFR_RNDN);
      mpfr_log (term, term, MPFR_RNDN);
      fmpz_get_mpz (z, x->c + i);
      mpfr_mul_z (term, term, z, MPFR_RNDN);
      mpfr_add (res, res, term, MPFR_RNDN);
    }
  fmpz_get_mpz (z, x->d);
  mpfr_div_z (res, res, z, MPFR_RNDN);
  mpfr_clear (term);
  mpz_clear (z);
}
