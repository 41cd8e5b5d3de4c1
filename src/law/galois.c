#include <config.h>

#include "law/galois.h"

#include "exact/flint-compat.h"

#include <assert.h>
#include <stddef.h>

uint64_t
mdm_galois_prime (uint64_t q)
{
  for (unsigned e = 1; e < 64 && q >> e != 0; e++)
    {
      mp_limb_t p = n_root (q, e);
      if (n_pow (p, e) == q && n_is_prime (p))
        return p;
    }
  return 0;
}

/* A + C * B digit by digit to the base P, C < P.  */
static uint32_t
add_multiple (uint32_t a, uint32_t c, uint32_t b, uint32_t p)
{
  uint32_t sum = 0;

  for (uint32_t unit = 1; a != 0 || b != 0; unit *= p, a /= p, b /= p)
    sum += (uint32_t) ((a % p + (uint64_t) c * (b % p)) % p) * unit;
  return sum;
}

/* Make FIELD that of the polynomial x^e + MODULUS, if the powers of x are all
   elements but 0 then.  */
static int
take_powers (mdm_galois_t *field, uint32_t modulus)
{
  uint32_t q = field->q, p = field->p, a = 1;
  uint32_t top = add_multiple (0, p - 1, modulus, p); /* what x^e is */

  for (uint32_t i = 0; i + 1 < q; i++)
    {
      uint64_t shifted = (uint64_t) a * p;
      if (a == 0 || (a == 1 && i > 0))
        return 0;
      field->power[i] = (uint16_t) a;
      field->exponent[a] = i;
      a = add_multiple ((uint32_t) (shifted % q), (uint32_t) (shifted / q),
                        top, p);
    }
  return a == 1;
}

void
mdm_galois_init (mdm_galois_t *field, uint32_t q)
{
  uint32_t modulus = 1;

  field->q = q;
  field->p = (uint32_t) mdm_galois_prime (q);
  assert (field->p != 0);
  field->power = flint_calloc (q, sizeof *field->power);
  field->exponent = flint_calloc (q, sizeof *field->exponent);
  while (!take_powers (field, modulus))
    modulus++; /* there is one for every prime power */
}

void
mdm_galois_clear (mdm_galois_t *field)
{
  flint_free (field->power);
  flint_free (field->exponent);
}

uint32_t
mdm_galois_add (const mdm_galois_t *field, uint32_t a, uint32_t b)
{
  return field->p == 2 ? a ^ b : add_multiple (a, 1, b, field->p);
}

uint32_t
mdm_galois_subtract (const mdm_galois_t *field, uint32_t a, uint32_t b)
{
  return field->p == 2 ? a ^ b : add_multiple (a, field->p - 1, b, field->p);
}

uint32_t
mdm_galois_multiply (const mdm_galois_t *field, uint32_t a, uint32_t b)
{
  if (a == 0 || b == 0)
    return 0;
  return field
      ->power[(field->exponent[a] + field->exponent[b]) % (field->q - 1)];
}

uint32_t
mdm_galois_invert (const mdm_galois_t *field, uint32_t a)
{
  assert (a != 0);
  return field->power[(field->q - 1 - field->exponent[a]) % (field->q - 1)];
}
