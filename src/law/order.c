#include <config.h>

#include "law/order.h"

#include "exact/scoped.h"

/* The first tokens of a row in one word, as many as fit, decide most
   comparisons without a look at the row.  */
typedef struct
{
  uint64_t key;
  size_t row;
} entry_t;

int
mdm_order_compare (const uint16_t *x, const uint16_t *y, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}

static int
is_ascending (const uint16_t *tokens, size_t count, size_t length)
{
  for (size_t i = 1; i < count; i++)
    if (mdm_order_compare (tokens + (i - 1) * length, tokens + i * length,
                           length)
        > 0)
      return 0;
  return 1;
}

/* The number of bits that hold every token.  */
static unsigned
token_bits (const uint16_t *tokens, size_t cells)
{
  unsigned all = 1, bits = 0;

  for (size_t i = 0; i < cells; i++)
    all |= tokens[i];
  for (; all != 0; all >>= 1)
    bits++;
  return bits;
}

/* The first COUNT tokens of ROW, BITS each.  */
static uint64_t
key_of (const uint16_t *row, size_t count, unsigned bits)
{
  uint64_t key = 0;

  for (size_t i = 0; i < count; i++)
    key = key << bits | row[i];
  return key;
}

/* May A stay before B, which was given after it?  Their keys hold the first
   KEYED tokens.  */
static int
in_order (const entry_t *a, const entry_t *b, const uint16_t *tokens,
          size_t length, size_t keyed)
{
  if (a->key != b->key)
    return a->key < b->key;
  return length <= keyed
         || mdm_order_compare (tokens + a->row * length,
                               tokens + b->row * length, length)
                <= 0;
}

/* Merge FROM[LOW..MIDDLE) and FROM[MIDDLE..HIGH), both sorted, into TO at
   the same places.  */
static void
merge (entry_t *to, const entry_t *from, size_t low, size_t middle,
       size_t high, const uint16_t *tokens, size_t length, size_t keyed)
{
  size_t a = low, b = middle;

  for (size_t i = low; i < high; i++)
    if (b == high
        || (a < middle
            && in_order (from + a, from + b, tokens, length, keyed)))
      to[i] = from[a++];
    else
      to[i] = from[b++];
}

size_t *
mdm_order_rows (const uint16_t *tokens, size_t count, size_t length)
{
  MDM_OWNED entry_t *from = NULL, *to = NULL;
  entry_t *other;
  size_t *order, keyed;
  unsigned bits;

  if (is_ascending (tokens, count, length))
    return NULL;
  bits = token_bits (tokens, count * length);
  keyed = 64 / bits < length ? 64 / bits : length;
  from = flint_malloc (count * sizeof *from);
  to = flint_malloc (count * sizeof *to);
  for (size_t i = 0; i < count; i++)
    from[i] = (entry_t){ key_of (tokens + i * length, keyed, bits), i };
  for (size_t width = 1; width < count; width *= 2)
    {
      for (size_t low = 0; low < count; low += 2 * width)
        {
          size_t middle = count - low < width ? count : low + width;
          size_t high = count - low < 2 * width ? count : low + 2 * width;
          merge (to, from, low, middle, high, tokens, length, keyed);
        }
      other = from;
      from = to;
      to = other;
    }
  order = flint_malloc (count * sizeof *order);
  for (size_t i = 0; i < count; i++)
    order[i] = from[i].row;
  return order;
}

size_t
mdm_order_find (const uint16_t *tokens, size_t count, size_t size,
                const uint16_t *x, size_t length)
{
  size_t low = 0, high = count;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      if (mdm_order_compare (tokens + middle * size, x, length) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low < count && mdm_order_compare (tokens + low * size, x, length) == 0
             ? low
             : count;
}
