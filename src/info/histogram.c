#include <config.h>

#include "info/histogram.h"

/* Weights below this are counted in a table.  */
#define SMALL_MAX 32768

void
mdm_histogram_init (mdm_histogram_t h, size_t sizes, uint64_t total,
                    uint64_t max_bytes)
{
  h->sizes = sizes;
  h->small = total < SMALL_MAX ? total + 1 : SMALL_MAX;
  h->table = flint_calloc (sizes * h->small, sizeof (uint64_t));
  h->slot = flint_calloc (sizes, sizeof *h->slot);
  h->slots = flint_calloc (sizes, sizeof (size_t));
  h->used = flint_calloc (sizes, sizeof (size_t));
  h->bytes = 0;
  h->max_bytes = max_bytes;
  h->full = 0;
}

void
mdm_histogram_clear (mdm_histogram_t h)
{
  for (size_t k = 0; k < h->sizes; k++)
    flint_free (h->slot[k]);
  flint_free (h->table);
  flint_free (h->slot);
  flint_free (h->slots);
  flint_free (h->used);
}

/* The place of N in the hash table SLOT of SIZE places: its own or a free
   one.  */
static mdm_histogram_slot *
place (mdm_histogram_slot *slot, size_t size, uint64_t n)
{
  uint64_t hash = n * UINT64_C (0x9e3779b97f4a7c15);
  size_t at = (size_t) (hash ^ (hash >> 32)) & (size - 1);

  while (slot[at].n != 0 && slot[at].n != n)
    at = (at + 1) & (size - 1);
  return slot + at;
}

/* Double the hash table of SIZE, unless that takes too much memory.  */
static int
grow (mdm_histogram_t h, size_t size)
{
  size_t old = h->slots[size], new = old == 0 ? 256 : 2 * old;
  mdm_histogram_slot *slot;

  if (h->bytes + new * sizeof *slot > h->max_bytes)
    {
      h->full = 1;
      return 0;
    }
  slot = flint_calloc (new, sizeof *slot);
  for (size_t i = 0; i < old; i++)
    if (h->slot[size][i].n != 0)
      *place (slot, new, h->slot[size][i].n) = h->slot[size][i];
  flint_free (h->slot[size]);
  h->slot[size] = slot;
  h->slots[size] = new;
  h->bytes += (new - old) * sizeof *slot;
  return 1;
}

static void
add_large (mdm_histogram_t h, size_t size, uint64_t n, uint64_t times)
{
  mdm_histogram_slot *slot;

  if (h->full || (3 * h->slots[size] <= 4 * h->used[size] && !grow (h, size)))
    return;
  slot = place (h->slot[size], h->slots[size], n);
  if (slot->n == 0)
    {
      slot->n = n;
      h->used[size]++;
    }
  slot->count += times;
}

void
mdm_histogram_add (mdm_histogram_t h, size_t size, const uint64_t *x, size_t n,
                   uint64_t times)
{
  uint64_t *table = h->table + size * h->small;

  for (size_t i = 0; i < n; i++)
    if (x[i] < h->small)
      table[x[i]] += times;
    else
      add_large (h, size, x[i], times);
}

mdm_status
mdm_histogram_get (mdm_logsum_t sum, const mdm_histogram_t h, size_t size)
{
  const uint64_t *table = h->table + size * h->small;
  fmpz_t n, count;

  if (h->full)
    return MDM_ELIMIT;
  fmpz_init (n);
  fmpz_init (count);
  for (uint64_t i = 2; i < h->small; i++)
    if (table[i] > 0)
      {
        fmpz_set_ui (n, i);
        fmpz_set_ui (count, table[i]);
        mdm_logsum_add_xlogx (sum, count, n);
      }
  for (size_t i = 0; i < h->slots[size]; i++)
    if (h->slot[size][i].n != 0)
      {
        fmpz_set_ui (n, h->slot[size][i].n);
        fmpz_set_ui (count, h->slot[size][i].count);
        mdm_logsum_add_xlogx (sum, count, n);
      }
  fmpz_clear (n);
  fmpz_clear (count);
  return MDM_OK;
}
