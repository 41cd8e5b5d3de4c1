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

/* An integer that is not big is its own fmpz.  */
static inline uint64_t
get_weight (const fmpz *weight)
{
  return COEFF_IS_MPZ (*weight) ? fmpz_get_ui (weight) : (uint64_t) *weight;
}

/* Set the places AT + INDEX[0..N) of TABLE, of words of BITS, to WEIGHT.  */
static inline void
set_weights (void *table, unsigned bits, size_t at, const uint8_t *index,
             const fmpz *weight, size_t n)
{
  uint16_t *short_words = (uint16_t *) table + at;
  uint32_t *words = (uint32_t *) table + at;
  uint64_t *long_words = (uint64_t *) table + at;

  if (bits == 16)
    /* None is big.  */
    for (size_t i = 0; i < n; i++)
      short_words[index[i]] = (uint16_t) weight[i];
  else if (bits == 32)
    for (size_t i = 0; i < n; i++)
      words[index[i]] = (uint32_t) weight[i];
  else
    for (size_t i = 0; i < n; i++)
      long_words[index[i]] = get_weight (weight + i);
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
      int before = -1;

      for (n = 0; n < most; n++)
        {
          int here
              = (int) small_index (x + first + n * length, tokens, v, power);
          if (here <= before)
            break;
          last[n] = (uint8_t) here;
          before = here;
        }
      n = count_alike (x, length, first, n);
      set_weights (table, bits, at, last, law->weight + r, n);
    }
}

/* Set PAGES to the table of all V^L weights in words of BITS, and a word of 64
   more.  */
static void
make_table (mdm_pages_t *pages, unsigned bits, const mdm_law_t law)
{
  size_t n = (size_t) mdm_work_pow (law->vocab, law->length);
  const uint8_t zero = 0;

  mdm_pages_zeroed (pages, n * bits / 8 + sizeof (uint64_t));
  if (law->vocab <= 2 && law->length >= 2 * WORD_TOKENS)
    set_blocks (pages->block, bits, law, 2 * WORD_TOKENS);
  else if (law->vocab <= 4 && law->length >= WORD_TOKENS)
    set_blocks (pages->block, bits, law, WORD_TOKENS);
  else
    for (size_t r = 0; r < law->support; r++)
      set_weights (pages->block, bits, mdm_dense_index (law, r), &zero,
                   law->weight + r, 1);
}

/* Rows that are enough for a guess.  */
#define SAMPLE 512

/* About the variance of the V^L weights of LAW, of some of them: what is made
   of it may be slow, but not wrong.  */
static double
weight_variance (const mdm_law_t law)
{
  double n = pow ((double) law->vocab, (double) law->length);
  double mean = fmpz_get_d (law->total) / n, square = 0, rows = 0, variance;
  size_t step = law->support / SAMPLE | 1;

  for (size_t r = 0; r < law->support; r += step, rows++)
    {
      double w = fmpz_get_d (law->weight + r);
      square += w * w;
    }
  variance = square / rows * ((double) law->support / n) - mean * mean;
  return variance > 0 ? variance : 0;
}
