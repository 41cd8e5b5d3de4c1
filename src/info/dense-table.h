/* dense-table.h - the table of all V^L weights, for dense.c.

   A law of a million rows is read at the speed of memory: for V = 3 and 4 one
   row comes with only ten marginals.  dense.c alone includes this.  */

/* Tokens that make a word, of 16 bits each.  */
#define WORD_TOKENS 4

/* How rows of at least WORD_TOKENS tokens are told in numbers in base V, which
   is at most 4: four tokens are a word, and the highest 16 bits of its product
   with LOWER, which has 1, V, V^2 and V^3 as they lie in memory, are
   x_0 V^3 + .. + x_3.  UPPER has V^4 times as much, so that two words give
   eight tokens, which no carry gets into.  HEAD is LOWER, or UPPER where the
   number of words is even, for the first FIRST tokens, 1 to 4, alone.  */
typedef struct
{
  size_t length, words, first;
  uint64_t head, upper, lower;
  size_t block; /* V^8 */
} reader_t;

static reader_t
make_reader (const mdm_law_t law)
{
  size_t words = (law->length + WORD_TOKENS - 1) / WORD_TOKENS;
  size_t v = (size_t) law->vocab, half = v * v * v * v;
  reader_t reader = { .length = law->length,
                      .words = words,
                      .first = law->length - (words - 1) * WORD_TOKENS,
                      .block = half * half };
  uint16_t lower[WORD_TOKENS] = { 0 }, head[WORD_TOKENS] = { 0 }, power = 1;

  for (size_t i = 0; i < WORD_TOKENS; i++, power *= (uint16_t) v)
    {
      lower[i] = power;
      if (i < reader.first)
        head[WORD_TOKENS - reader.first + i] = power;
    }
  memcpy (&reader.head, head, sizeof head);
  memcpy (&reader.lower, lower, sizeof lower);
  reader.upper = reader.lower * half;
  reader.head *= words % 2 == 0 ? half : 1;
  return reader;
}

static inline uint64_t
load_word (const uint16_t *x)
{
  uint64_t word;

  memcpy (&word, x, sizeof word);
  return word;
}

/* The number of the row X, of so many WORDS.  */
static inline __attribute__ ((always_inline)) size_t
row_number (const reader_t *reader, const uint16_t *x, size_t words)
{
  uint64_t number = load_word (x) * reader->head;

  x += reader->first;
  if (words % 2 == 0)
    {
      number += load_word (x) * reader->lower;
      x += WORD_TOKENS;
    }
  number >>= 48;
  for (size_t i = 0; i < (words - 1) / 2; i++, x += 2 * WORD_TOKENS)
    number = number * reader->block
             + ((load_word (x) * reader->upper
                 + load_word (x + WORD_TOKENS) * reader->lower)
                >> 48);
  return (size_t) number;
}

/* An integer that is not big is its own fmpz.  */
static inline uint64_t
get_weight (const fmpz *weight)
{
  return COEFF_IS_MPZ (*weight) ? fmpz_get_ui (weight) : (uint64_t) *weight;
}

/* Set place NUMBER of TABLE, of words of BITS, to WEIGHT.  */
static inline __attribute__ ((always_inline)) void
set_weight (void *table, unsigned bits, size_t number, const fmpz *weight)
{
  if (bits == 16)
    /* It is not big.  */
    ((uint16_t *) table)[number] = (uint16_t) *weight;
  else if (bits == 32)
    ((uint32_t *) table)[number] = (uint32_t) *weight;
  else
    ((uint64_t *) table)[number] = get_weight (weight);
}

/* Set TABLE, where rows have so many WORDS; these and BITS are constants.  */
static inline __attribute__ ((always_inline)) void
read_rows (void *table, unsigned bits, const mdm_law_t law,
           const reader_t *reader, size_t words)
{
  const uint16_t *x = law->row;
  const reader_t own = *reader;

  const fmpz *weight = law->weight;
  size_t support = law->support;

#pragma GCC unroll 4
  for (size_t r = 0; r < support; r++, x += own.length)
    set_weight (table, bits, row_number (&own, x, words), weight + r);
}

/* The same for any number of words.  */
static inline __attribute__ ((always_inline)) void
read_words (void *table, unsigned bits, const mdm_law_t law)
{
  reader_t reader = make_reader (law);

  switch (reader.words)
    {
    case 2:
      read_rows (table, bits, law, &reader, 2);
      break;
    case 3:
      read_rows (table, bits, law, &reader, 3);
      break;
    case 4:
      read_rows (table, bits, law, &reader, 4);
      break;
    case 5:
      read_rows (table, bits, law, &reader, 5);
      break;
    default:
      read_rows (table, bits, law, &reader, reader.words);
    }
}

/* Set PAGES to the table of all V^L weights in words of BITS, and a word of 64
   more.  */
static void
make_table (mdm_pages_t *pages, unsigned bits, const mdm_law_t law)
{
  size_t n = (size_t) mdm_work_pow (law->vocab, law->length);

  mdm_pages_zeroed (pages, n * bits / 8 + sizeof (uint64_t));
  if (law->vocab > 4 || law->length < WORD_TOKENS)
    for (size_t r = 0; r < law->support; r++)
      set_weight (pages->block, bits, mdm_dense_index (law, r),
                  law->weight + r);
  else if (bits == 16)
    read_words (pages->block, 16, law);
  else if (bits == 32)
    read_words (pages->block, 32, law);
  else
    read_words (pages->block, 64, law);
}

/* Rows that are enough for a guess.  */
#define SAMPLE 128

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
      double w = COEFF_IS_MPZ (law->weight[r]) ? fmpz_get_d (law->weight + r)
                                               : (double) law->weight[r];
      square += w * w;
    }
  variance = square / rows * ((double) law->support / n) - mean * mean;
  return variance > 0 ? variance : 0;
}
