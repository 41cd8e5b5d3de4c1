#include <config.h>

#include "law/reed_solomon.h"

#include "law/galois.h"
#include "law/listing.h"

#include <inttypes.h>

/* The greatest length of a code of dimension K over a field of Q.  */
static uint64_t
longest (uint64_t q, uint64_t k)
{
  return q + 1 + (q % 2 == 0 && k > 1 && (k == 3 || k == q - 1));
}

int
mdm_reed_solomon_exists (uint64_t q, uint64_t length, uint64_t k)
{
  return mdm_galois_prime (q) != 0 && k >= 1 && k <= length
         && length <= longest (q, k);
}

mdm_status
mdm_reed_solomon (mdm_law_t law, const mdm_parameter_t *value,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t q = value[0].number, length = value[1].number, k = value[2].number;

  (void) limit;
  MDM_TRY (mdm_family_start (law, q, length, err));
  law->kind = MDM_LAW_MDS;
  law->rank = k;
  if (mdm_galois_prime (q) == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is a prime power, which %" PRIu64 " is not", q);
  if (k < 1 || k > length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "k is from 1 to L = %" PRIu64 ", not %" PRIu64, length,
                        k);
  if (length > longest (q, k))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "L is at most %" PRIu64 " for these q and k, not "
                        "%" PRIu64,
                        longest (q, k), length);
  return MDM_OK;
}

/* Listing.  */

typedef struct
{
  mdm_galois_t field;
  size_t k, length;
  uint16_t *g; /* K rows of LENGTH, heap */
} code_t;

static void
code_clear (code_t *code)
{
  mdm_galois_clear (&code->field);
  flint_free (code->g);
}

/* TO[0..LENGTH) += C * FROM[0..LENGTH).  */
static void
add_multiple (uint16_t *to, const code_t *code, uint32_t c,
              const uint16_t *from)
{
  const mdm_galois_t *field = &code->field;

  for (size_t j = 0; j < code->length; j++)
    to[j] = (uint16_t) mdm_galois_add (
        field, to[j], mdm_galois_multiply (field, c, from[j]));
}

/* Row I is that of the polynomial x^I, 0^0 = 1.  */
static void
set_generators (code_t *code)
{
  uint32_t q = code->field.q;

  for (size_t j = 0; j < code->length; j++)
    {
      uint32_t power = 1;
      for (size_t i = 0; i < code->k; i++)
        {
          uint32_t value = j < q ? power : i + 1 + (j - q) == code->k;
          code->g[i * code->length + j] = (uint16_t) value;
          if (j < q)
            power = mdm_galois_multiply (&code->field, power, (uint32_t) j);
        }
    }
}

/* Bring the rows to reduced echelon form.  The first K columns are
   independent, as any are.  */
static void
reduce (code_t *code)
{
  const mdm_galois_t *field = &code->field;
  size_t length = code->length;

  for (size_t c = 0; c < code->k; c++)
    {
      uint16_t *pivot = code->g + c * length;
      uint32_t inverse;
      for (size_t i = c + 1; pivot[c] == 0; i++)
        add_multiple (pivot, code, 1, code->g + i * length);
      inverse = mdm_galois_invert (field, pivot[c]);
      for (size_t j = 0; j < length; j++)
        pivot[j] = (uint16_t) mdm_galois_multiply (field, inverse, pivot[j]);
      for (size_t i = 0; i < code->k; i++)
        if (i != c)
          {
            uint16_t *row = code->g + i * length;
            add_multiple (row, code, mdm_galois_subtract (field, 0, row[c]),
                          pivot);
          }
    }
}

void
mdm_reed_solomon_list (mdm_law_t law)
{
  size_t k = (size_t) law->rank, length = law->length;
  MDM_CLEARED (code, code_t, code_clear);
  MDM_OWNED uint32_t *digit = flint_calloc (k, sizeof *digit);
  uint32_t q = (uint32_t) law->vocab;

  *code = (code_t){ .k = k, .length = length };
  mdm_galois_init (&code->field, q);
  code->g = flint_calloc (k * length, sizeof *code->g);
  set_generators (code);
  reduce (code);
  mdm_listing_make (law, (size_t) mdm_work_pow (q, k));
  /* An odometer of the coefficients, which the first K tokens of a row are.
   */
  for (size_t i = 1; i < law->support; i++)
    {
      uint16_t *row = law->row + i * length;
      size_t j = k;
      memcpy (row, row - length, length * sizeof *row);
      do
        {
          uint32_t before = digit[--j];
          digit[j] = before + 1 == q ? 0 : before + 1;
          add_multiple (row, code,
                        mdm_galois_subtract (&code->field, digit[j], before),
                        code->g + j * length);
        }
      while (digit[j] == 0);
    }
}
