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

void
mdm_agreement_refine (mdm_agreement_t res, const mdm_agreement_t classes,
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
  for (size_t i = 0; i < classes->rows; i++)
    fmpz_add (sum + classes->id[i], sum + classes->id[i], law->weight + i);
}
