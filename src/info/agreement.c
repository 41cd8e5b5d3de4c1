#include <config.h>

#include "info/agreement.h"

#include <assert.h>
#include <string.h>

void
mdm_agreement_init (mdm_agreement_t classes, const mdm_law_t law)
{
  assert (law->listed && law->support < UINT32_MAX);
  classes->rows = law->support;
  classes->id = flint_malloc (law->support * sizeof (uint32_t));
  mdm_agreement_reset (classes);
}

void
mdm_agreement_clear (mdm_agreement_t classes)
{
  flint_free (classes->id);
}

mdm_agreement_struct *
mdm_agreement_list (const mdm_law_t law, size_t count)
{
  mdm_agreement_struct *list = flint_malloc (count * sizeof *list);

  for (size_t k = 0; k < count; k++)
    mdm_agreement_init (list + k, law);
  return list;
}

void
mdm_agreement_list_free (mdm_agreement_struct *list, size_t count)
{
  for (size_t k = 0; k < count; k++)
    mdm_agreement_clear (list + k);
  flint_free (list);
}

void
mdm_agreement_reset (mdm_agreement_t classes)
{
  memset (classes->id, 0, classes->rows * sizeof (uint32_t));
  classes->count = 1;
}

/* An open hash table from (class, token) to the new class.  */
typedef struct
{
  uint64_t key; /* class * 2^16 + token + 1; 0 is free */
  uint32_t id;
} slot_t;

/* Split CLASSES with a hash table, at most half full.  */
static void
refine_by_hash (mdm_agreement_t res, const mdm_agreement_t classes,
                const mdm_law_t law, size_t position)
{
  size_t size = 16, mask;
  slot_t *table;
  uint32_t next = 0;

  while (size < 2 * classes->rows)
    size *= 2;
  mask = size - 1;
  table = flint_calloc (size, sizeof (slot_t));
  for (size_t i = 0; i < classes->rows; i++)
    {
      uint64_t key = ((uint64_t) classes->id[i] << 16)
                     + mdm_law_row (law, i)[position] + 1;
      size_t at = (size_t) ((key * UINT64_C (0x9e3779b97f4a7c15)) >> 32);
      for (at &= mask; table[at].key != 0 && table[at].key != key;
           at = (at + 1) & mask)
        ;
      if (table[at].key == 0)
        {
          table[at].key = key;
          table[at].id = next++;
        }
      res->id[i] = table[at].id;
    }
  res->count = next;
  flint_free (table);
}

/* The same with a table of all KEYS pairs of a class and a token, of which
   there are few.  */
static void
refine_by_table (mdm_agreement_t res, const mdm_agreement_t classes,
                 const mdm_law_t law, size_t position, size_t keys)
{
  size_t vocab = (size_t) law->vocab, length = law->length;
  const uint16_t *token = mdm_law_row (law, 0) + position;
  uint32_t *table = flint_calloc (keys, sizeof *table), next = 0;

  for (size_t i = 0; i < classes->rows; i++, token += length)
    {
      uint32_t *id = table + classes->id[i] * vocab + *token;
      if (*id == 0)
        *id = ++next;
      res->id[i] = *id - 1;
    }
  res->count = next;
  flint_free (table);
}

void
mdm_agreement_refine (mdm_agreement_t res, const mdm_agreement_t classes,
                      const mdm_law_t law, size_t position)
{
  uint64_t keys = mdm_work_mul (classes->count, law->vocab);

  if (keys <= 4 * (uint64_t) classes->rows)
    refine_by_table (res, classes, law, position, (size_t) keys);
  else
    refine_by_hash (res, classes, law, position);
}

void
mdm_agreement_first_rows (size_t *first, const mdm_agreement_t classes)
{
  size_t next = 0;

  /* Classes are numbered in the order of their first rows.  */
  for (size_t i = 0; next < classes->count; i++)
    if (classes->id[i] == next)
      first[next++] = i;
}

void
mdm_agreement_weights (fmpz *sum, const mdm_agreement_t classes,
                       const mdm_law_t law)
{
  for (size_t c = 0; c < classes->count; c++)
    fmpz_zero (sum + c);
  if (!COEFF_IS_MPZ (*law->total))
    /* All sums are as small as that, and their own fmpz.  */
    for (size_t i = 0; i < classes->rows; i++)
      sum[classes->id[i]] += law->weight[i];
  else
    for (size_t i = 0; i < classes->rows; i++)
      fmpz_add (sum + classes->id[i], sum + classes->id[i], law->weight + i);
}
