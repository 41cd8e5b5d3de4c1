#include <config.h>

#include "law/npy.h"

#include "law/listing.h"
#include "law/npy_header.h"
#include "text/file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* An entry: MANTISSA * 2^EXPONENT.  */
typedef struct
{
  uint64_t mantissa;
  int exponent;
  const char *wrong; /* what it is instead of a weight, or NULL */
} entry_t;

typedef struct
{
  mdm_npy_header_t header;
  const char *file;
  const unsigned char *data;
  uint64_t entries; /* V^L */
  uint64_t rows;    /* entries that are not 0 */
  int low, high;    /* exponents of rows: the least, and of the highest bit */
  mdm_err_t *err;
} array_t;

#define FAIL(a, status, ...)                                                  \
 mdm_err_set ((a)->err, status, (a)->file, 0, 0, __VA_ARGS__)

/* Entries.  */

/* Take the floating point number of SIZE bytes in BITS apart (IEEE 754).  */
static entry_t
float_entry (uint64_t bits, unsigned size)
{
  unsigned fraction = size == 2 ? 10 : size == 4 ? 23 : 52;
  unsigned width = 8 * size - 1 - fraction;
  uint64_t mantissa = bits & ((UINT64_C (1) << fraction) - 1);
  int field = (int) (bits >> fraction & ((UINT64_C (1) << width) - 1));
  int bias = (1 << (width - 1)) - 1;
  entry_t entry = { 0 };

  if (field == (1 << width) - 1)
    entry.wrong = mantissa != 0 ? "NaN" : "infinite";
  if (field > 0)
    mantissa |= UINT64_C (1) << fraction;
  if (bits >> (8 * size - 1) != 0 && mantissa != 0 && entry.wrong == NULL)
    entry.wrong = "negative";
  entry.mantissa = mantissa;
  entry.exponent = (field > 0 ? field : 1) - bias - (int) fraction;
  while (entry.mantissa != 0 && entry.mantissa % 2 == 0)
    {
      entry.mantissa /= 2;
      entry.exponent++;
    }
  return entry;
}

/* The entry number I as the file has them.  */
static entry_t
get_entry (const array_t *a, uint64_t i)
{
  unsigned size = a->header.size;
  const unsigned char *byte = a->data + i * size;
  uint64_t bits = 0;

  for (unsigned k = 0; k < size; k++)
    bits = bits << 8 | byte[a->header.big_endian ? k : size - 1 - k];
  if (a->header.type == 'f')
    return float_entry (bits, size);
  if (a->header.type == 'i' && bits >> (8 * size - 1) != 0)
    return (entry_t){ .wrong = "negative" };
  return (entry_t){ .mantissa = bits };
}

/* Set X to the sequence whose entry is number I in the file.  */
static void
set_sequence (uint16_t *x, const array_t *a, uint64_t i)
{
  size_t axes = a->header.axes;

  for (size_t k = 0; k < axes; k++, i /= a->header.shape[0])
    x[a->header.fortran ? k : axes - 1 - k]
        = (uint16_t) (i % a->header.shape[0]);
}

/* The whole.  */

/* Refuse shapes that are no law's, and data of another size.  */
static mdm_status
check_shape (array_t *a, uint64_t bytes)
{
  const mdm_npy_header_t *h = &a->header;
  uint64_t need;

  if (h->axes == 0)
    return FAIL (a, MDM_EDOMAIN,
                 "an array without an axis; a law has one "
                 "for every position");
  for (size_t k = 1; k < h->axes; k++)
    if (h->shape[k] != h->shape[0])
      return FAIL (a, MDM_EDOMAIN,
                   "axis %zu has length %" PRIu64 " and axis 0 has %" PRIu64
                   "; all axes are as long as the vocabulary",
                   k, h->shape[k], h->shape[0]);
  if (h->shape[0] == 0)
    return FAIL (a, MDM_EDOMAIN,
                 "axes of length 0; a law has at least one "
                 "token");
  a->entries = mdm_work_pow (h->shape[0], h->axes);
  need = mdm_work_mul (a->entries, h->size);
  if (bytes < need)
    return FAIL (a, MDM_EPARSE,
                 "cut off: %" PRIu64 " bytes of entries, and the shape needs "
                 "%s%" PRIu64,
                 bytes, need == UINT64_MAX ? "at least " : "", need);
  if (bytes > need)
    return FAIL (a, MDM_EPARSE, "%" PRIu64 " bytes after the last entry",
                 bytes - need);
  return MDM_OK;
}

/* Refuse the entry number I, which is no weight.  */
static mdm_status
refuse_entry (const array_t *a, uint64_t i, const char *wrong)
{
  uint16_t x[MDM_NPY_AXES_MAX];
  char place[8 * MDM_NPY_AXES_MAX] = "";
  size_t at = 0;

  set_sequence (x, a, i);
  for (size_t k = 0; k < a->header.axes; k++)
    at += (size_t) snprintf (place + at, sizeof place - at, "%s%d",
                             k == 0 ? "" : ", ", x[k]);
  return FAIL (a, MDM_EDOMAIN, "the entry at (%s) is %s", place, wrong);
}

/* Check all entries, and find out how many rows there are of what size.  */
static mdm_status
measure (array_t *a)
{
  a->rows = 0;
  a->low = 2000;
  a->high = -2000;
  for (uint64_t i = 0; i < a->entries; i++)
    {
      entry_t entry = get_entry (a, i);
      if (entry.wrong != NULL)
        return refuse_entry (a, i, entry.wrong);
      if (entry.mantissa == 0)
        continue;
      a->rows++;
      if (entry.exponent < a->low)
        a->low = entry.exponent;
      if (entry.exponent + 64 > a->high)
        a->high = entry.exponent + 64;
    }
  return MDM_OK;
}

/* Give LAW the entries that are not 0, as multiples of 2^low.  */
static mdm_status
set_rows (mdm_law_t law, const array_t *a)
{
  size_t rows = (size_t) a->rows, row = 0;
  uint16_t *tokens = flint_malloc ((rows * law->length + 1) * sizeof *tokens);
  MDM_FMPZ_VEC (weights, rows + 1);
  MDM_FMPQ (sum);

  for (uint64_t i = 0; i < a->entries; i++)
    {
      entry_t entry = get_entry (a, i);
      if (entry.mantissa == 0)
        continue;
      set_sequence (tokens + row * law->length, a, i);
      fmpz_set_ui (weights + row, entry.mantissa);
      fmpz_mul_2exp (weights + row, weights + row,
                     (ulong) (entry.exponent - a->low));
      fmpz_add (fmpq_numref (sum), fmpq_numref (sum), weights + row++);
    }
  if (a->low < 0)
    fmpq_div_2exp (sum, sum, (ulong) -a->low);
  else if (rows > 0)
    fmpq_mul_2exp (sum, sum, (ulong) a->low);
  MDM_TRY (mdm_law_take_integer_rows (law, tokens, weights, rows, a->err));
  mdm_law_note_sum (law, sum, a->low >= 0);
  return MDM_OK;
}

/* Set LAW to the array in TEXT[0..LENGTH).  */
static mdm_status
read_array (mdm_law_t law, array_t *a, const char *text, size_t length,
            const mdm_limit_t *limit)
{
  const mdm_npy_header_t *h = &a->header;

  MDM_TRY (mdm_npy_header_read (&a->header, a->file, text, length, a->err));
  a->data = (const unsigned char *) text + h->data;
  MDM_TRY (check_shape (a, length - h->data));
  MDM_TRY (mdm_family_start (law, h->shape[0], h->axes, a->err));
  MDM_TRY (mdm_listing_check (law, 0, 0, limit, a->err));
  MDM_TRY (measure (a));
  if (a->rows > 0)
    MDM_TRY (mdm_listing_check (
        law, a->rows,
        2 * law->length * sizeof *law->row
            + 2 * (sizeof (fmpz) + (uint64_t) (a->high - a->low) / 8),
        limit, a->err));
  return set_rows (law, a);
}

mdm_status
mdm_npy_read (mdm_law_t law, const mdm_parameter_t *value,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  const char *file = value[0].text;
  array_t a = { .file = file, .err = err };
  MDM_OWNED char *text = NULL;
  size_t length;
  mdm_status status;

  MDM_TRY (mdm_file_read_binary (&text, &length, file, limit, err));
  status = read_array (law, &a, text, length, limit);
  if (status != MDM_OK)
    mdm_err_place (err, file, 0, 0);
  return status;
}
