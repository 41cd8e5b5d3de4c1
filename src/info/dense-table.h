/* dense-table.h - the table of all V^L weights, for dense.c.

   Rows ascend, so that those that begin alike lie together, and the last few
   tokens tell where a weight goes in a block of the table.  A law of a million
   rows is read at the speed of memory: for V = 3 and 4 one row comes with only
   ten marginals.  dense.c alone includes this.  */

/* Tokens that make a word, of 16 bits each.  */
#define WORD_TOKENS 4

/* The index of the row X where V is at most 4, four positions at a time: these
   are a word, and the highest 16 bits of its product with POWER, which has
   1, V, V^2 and V^3 as they lie in memory, are x_0 V^3 + .. + x_3.  */
static inline size_t
small_index (const uint16_t *x, size_t length, size_t v, uint64_t power)
{
  size_t index = 0, i = 0;

  for (; i < length % WORD_TOKENS; i++)
    index = index * v + x[i];
  for (; i < length; i += WORD_TOKENS)
    {
      uint64_t word;
      memcpy (&word, x + i, sizeof word);
      index = index * (v * v * v * v) + (size_t) (word * power >> 48);
    }
  return index;
}

/* The POWER of V for small_index.  */
static uint64_t
small_power (size_t v)
{
  const uint16_t powers[WORD_TOKENS]
      = { 1, (uint16_t) v, (uint16_t) (v * v), (uint16_t) (v * v * v) };
  uint64_t power;

  memcpy (&power, powers, sizeof power);
  return power;
}

/* Set TABLE[AT], of words of BITS, to the weight of row R of LAW.  */
static inline void
set_weight (void *table, unsigned bits, size_t at, const mdm_law_t law,
            size_t r)
{
  const fmpz *weight = law->weight + r;
  /* An integer as small as this is its own fmpz.  */
  uint64_t w = COEFF_IS_MPZ (*weight) ? fmpz_get_ui (weight)
                                      : (uint64_t) *weight;

  if (bits == 16)
    ((uint16_t *) table)[at] = (uint16_t) w;
  else if (bits == 32)
    ((uint32_t *) table)[at] = (uint32_t) w;
  else
    ((uint64_t *) table)[at] = w;
}

/* Do the rows X and Y begin with the same N tokens?  */
static int
begin_alike (const uint16_t *x, const uint16_t *y, size_t n)
{
  return memcmp (x, y, n * sizeof *x) == 0;
}

/* How many of the N rows of LENGTH tokens from X on begin like X with the
   first FIRST.  */
static size_t
count_alike (const uint16_t *x, size_t length, size_t first, size_t n)
{
  size_t low = 1, high = n;

  if (begin_alike (x, x + (n - 1) * length, first))
    return n;
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      if (begin_alike (x, x + middle * length, first))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A block has so many sequences, at most.  */
#define BLOCK_MAX 256

/* Set the table where V is at most 4: blocks of rows, of which the last TOKENS
   tokens, a constant, are different.  In a block these ascend; where they do
   not there is another, most likely.  */
static inline __attribute__ ((always_inline)) void
set_blocks (void *table, unsigned bits, const mdm_law_t law, size_t tokens)
{
  size_t v = (size_t) law->vocab, length = law->length;
  size_t first = length - tokens, block = (size_t) mdm_work_pow (v, tokens);
  uint64_t power = small_power (v);

  for (size_t r = 0, n; r < law->support; r += n)
    {
      const uint16_t *x = mdm_law_row (law, r);
      size_t at = small_index (x, first, v, power) * block;
      size_t most = law->support - r < block ? law->support - r : block;
      uint8_t last[BLOCK_MAX];

      for (n = 0; n < most; n++)
        {
          last[n] = (uint8_t) small_index (x + first + n * length, tokens, v,
                                           power);
          if (n > 0 && last[n] <= last[n - 1])
            break;
        }
      n = count_alike (x, length, first, n);
      for (size_t i = 0; i < n; i++)
        set_weight (table, bits, at + last[i], law, r + i);
    }
}

/* Set PAGES to the table of all V^L weights in words of BITS, and a word of 64
   more.  */
static void
make_table (mdm_pages_t *pages, unsigned bits, const mdm_law_t law)
{
  size_t n = (size_t) mdm_work_pow (law->vocab, law->length);

  mdm_pages_zeroed (pages, n * bits / 8 + sizeof (uint64_t));
  if (law->vocab <= 2 && law->length >= 2 * WORD_TOKENS)
    set_blocks (pages->block, bits, law, 2 * WORD_TOKENS);
  else if (law->vocab <= 4 && law->length >= WORD_TOKENS)
    set_blocks (pages->block, bits, law, WORD_TOKENS);
  else
    for (size_t r = 0; r < law->support; r++)
      set_weight (pages->block, bits, mdm_dense_index (law, r), law, r);
}
