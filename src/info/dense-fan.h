/* dense-fan.h - rows of all marginals of the last positions, for dense.c.

   With V = 3 and 4 a table that the last positions are kept of has few lanes,
   and there are many such tables.  So the last FAN positions of a task are
   decided first, once and for all of its rows together: a row of V^FAN weights
   becomes one of (V+1)^FAN lanes, and rows are added whole.  Lanes
   that keep as many positions lie side by side as vectors of LANES; the few
   that are left of each number follow.  All that a task begins with has 16
   bits: laws of larger weights have no fan.  dense.c alone includes this,
   after its walks.  */

#define FAN 3
#define FAN_VOCAB_MAX 4
#define FAN_LANES_MAX 128

/* Where the lanes are.  */
struct fan
{
  size_t vocab;
  size_t lanes;   /* (V+1)^FAN, and zeros up to a multiple of LANES */
  size_t vectors; /* the lanes in vectors of one number of positions */
  size_t in_use;  /* all but the zeros */
  uint8_t less[FAN_LANES_MAX]; /* the positions that a lane does not keep */
};

/* The lanes of a row.  */
static size_t
fan_lanes (size_t v)
{
  return ((v + 1) * (v + 1) * (v + 1) + LANES - 1) / LANES * LANES;
}

static void
fan_init (fan_t *fan, size_t v)
{
  const size_t lanes[FAN + 1] = { v * v * v, 3 * v * v, 3 * v, 1 };

  *fan = (fan_t){ .vocab = v, .lanes = fan_lanes (v) };
  for (uint8_t out = 0; out <= FAN; out++)
    for (size_t i = 0; i < lanes[out] / LANES * LANES; i++)
      fan->less[fan->vectors++] = out;
  fan->in_use = fan->vectors;
  for (uint8_t out = 0; out <= FAN; out++)
    for (size_t i = 0; i < lanes[out] % LANES; i++)
      fan->less[fan->in_use++] = out;
}

/* The sum of the 16-bit parts of X, which is below 2^16.  */
static inline uint16_t
sum_parts (uint64_t x)
{
  return (uint16_t) (x * UINT64_C (0x0001000100010001) >> 48);
}

/* Write the V parts of each of COUNT words X, and go on at what is returned.
   What is beyond the last V-th is overwritten later.  */
static inline uint16_t *
put_words (uint16_t *to, const uint64_t *x, size_t count, size_t v)
{
  for (size_t i = 0; i < count; i++, to += v)
    memcpy (to, x + i, sizeof *x);
  return to;
}

static inline uint16_t *
put_sums (uint16_t *to, const uint64_t *x, size_t count)
{
  for (size_t i = 0; i < count; i++)
    *to++ = sum_parts (x[i]);
  return to;
}

/* Write the marginals of the V^FAN weights X, those of more positions first.
   V weights in 16 bits each are a word; no sum is over 16 bits, so that words
   are added whole.  What follows X, and TO, may be read, and written.  */
static inline void
put_marginals (uint16_t *to, const uint16_t *x, size_t v)
{
  static const uint16_t keep[4] = { UINT16_MAX, UINT16_MAX, UINT16_MAX, 0 };
  uint64_t word[16], first[4] = { 0 }, second[4] = { 0 }, both = 0, mask;

  memcpy (&mask, keep, sizeof mask);
  for (size_t a = 0; a < v; a++)
    for (size_t b = 0; b < v; b++)
      {
        uint64_t w;
        memcpy (&w, x + (a * v + b) * v, sizeof w);
        if (v == 3)
          w &= mask;
        word[a * v + b] = w;
        first[b] += w;
        second[a] += w;
        both += w;
      }
  to = put_words (to, word, v * v, v);
  to = put_words (to, first, v, v);
  to = put_words (to, second, v, v);
  to = put_sums (to, word, v * v);
  to = put_words (to, &both, 1, v);
  to = put_sums (to, first, v);
  to = put_sums (to, second, v);
  put_sums (to, &both, 1);
}

/* Set TO, of fan_lanes (3), to the row of the 27 weights X.  */
static void
set_row_3 (uint16_t *to, const uint16_t *x)
{
  uint16_t all[64 + 1];

  put_marginals (all, x, 3);
  memcpy (to, all, 24 * sizeof *to);
  memcpy (to + 24, all + 27, 24 * sizeof *to);
  memcpy (to + 48, all + 54, 8 * sizeof *to);
  memcpy (to + 56, all + 24, 3 * sizeof *to);
  memcpy (to + 59, all + 51, 3 * sizeof *to);
  memcpy (to + 62, all + 62, 2 * sizeof *to);
}

/* The same of 64 weights.  */
static void
set_row_4 (uint16_t *to, const uint16_t *x)
{
  put_marginals (to, x, 4);
  memset (to + 125, 0, 3 * sizeof *to);
}

/* Set TO to ROWS rows of FAN, of V^FAN weights each from X on.  */
static void
set_rows (uint16_t *to, const fan_t *fan, const uint16_t *x, size_t rows)
{
  for (size_t r = 0; r < rows; r++, to += fan->lanes)
    if (fan->vocab == 3)
      set_row_3 (to, x + 27 * r);
    else
      set_row_4 (to, x + 64 * r);
}
