#include <config.h>

#include "info/histogram.h"

#include "exact/scoped.h"

#include <assert.h>
#include <string.h>

/* Places of a cache; a power of two.  Fewer would evict more, and more would
   not stay in the processor's own cache.  */
#define CACHE 4096
/* A list of loose tallies this long is sorted.  */
#define LOOSE_MAX 65536

uint64_t
mdm_histogram_bytes (size_t sizes, const fmpz_t total)
{
  uint64_t small = fmpz_cmp_ui (total, MDM_SMALL_MAX) < 0
                       ? fmpz_get_ui (total) + 1
                       : MDM_SMALL_MAX;

  return mdm_work_mul (sizes, small * sizeof (uint64_t));
}

void
mdm_histogram_init (mdm_histogram_t h, size_t sizes, uint64_t total,
                    uint64_t max_bytes)
{
  mdm_histogram_init_bounded (h, sizes, total, max_bytes, total, 1);
}

/* H with levels that are not set.  */
static void
init (mdm_histogram_t h, size_t sizes, uint64_t small, uint64_t max_bytes)
{
  h->sizes = sizes;
  h->small = small;
  h->level = flint_calloc (sizes, sizeof *h->level);
  h->paired = 0;
  h->pairs = (mdm_pages_t){ NULL, 0 };
  h->max_bytes = max_bytes;
  h->full = 0;
}

static void
make_table (mdm_level_t *level, uint64_t small)
{
  level->small = small;
  level->table = flint_calloc (small, sizeof (uint64_t));
}

void
mdm_histogram_init_bounded (mdm_histogram_t h, size_t sizes, uint64_t total,
                            uint64_t max_bytes, uint64_t most, uint64_t v)
{
  init (h, sizes, total < MDM_SMALL_MAX ? total + 1 : MDM_SMALL_MAX,
        max_bytes);
  for (size_t k = sizes; k-- > 0; most = mdm_work_mul (most, v))
    make_table (h->level + k, k == 0 && v > 1 && total >= h->small ? 1
                              : most < h->small                    ? most + 1
                                                                   : h->small);
}

void
mdm_histogram_init_like (mdm_histogram_t h, const mdm_histogram_struct *like)
{
  init (h, like->sizes, like->small, like->max_bytes);
  for (size_t k = 0; k < h->sizes; k++)
    make_table (h->level + k, like->level[k].small);
}

/* Free what LEVEL holds of large n.  */
static void
clear_large (mdm_level_t *level)
{
  for (size_t i = 0; i < level->runs; i++)
    flint_free (level->run[i].tally);
  flint_free (level->run);
  flint_free (level->loose.tally);
  flint_free (level->cache);
  level->run = NULL;
  level->runs = level->run_room = 0;
  level->loose = (mdm_tallies_t){ NULL, 0, 0 };
  level->cache = NULL;
}

void
mdm_histogram_clear (mdm_histogram_t h)
{
  for (size_t k = 0; k < h->sizes; k++)
    {
      flint_free (h->level[k].table);
      clear_large (h->level + k);
    }
  mdm_pages_free (&h->pairs);
  flint_free (h->level);
}

/* Large n.  */

/* Sort the COUNT tallies of X by n, by its bytes from the lowest; SPACE is as
   long.  */
static void
sort (mdm_tally_t *x, mdm_tally_t *space, size_t count)
{
  uint64_t any = 0, all = UINT64_MAX;
  mdm_tally_t *from = x, *to = space;

  for (size_t i = 0; i < count; i++)
    {
      any |= x[i].n;
      all &= x[i].n;
    }
  for (unsigned shift = 0; shift < 64; shift += 8)
    {
      size_t start[256] = { 0 }, sum = 0;
      mdm_tally_t *other = from;
      if (((any ^ all) >> shift & 255) == 0)
        continue; /* the same byte everywhere */
      for (size_t i = 0; i < count; i++)
        start[from[i].n >> shift & 255]++;
      for (size_t b = 0; b < 256; b++)
        {
          size_t here = start[b];
          start[b] = sum;
          sum += here;
        }
      for (size_t i = 0; i < count; i++)
        to[start[from[i].n >> shift & 255]++] = from[i];
      from = to;
      to = other;
    }
  if (from != x)
    memcpy (x, from, count * sizeof *x);
}

/* Set RES, which has room, to X and Y, which ascend, added up.  */
static void
merge_tallies (mdm_tallies_t *res, const mdm_tallies_t *x,
               const mdm_tallies_t *y)
{
  const mdm_tally_t *a = x->tally, *b = y->tally;
  const mdm_tally_t *a_end = a + x->count, *b_end = b + y->count;
  mdm_tally_t *to = res->tally;

  while (a < a_end && b < b_end)
    {
      *to = a->n <= b->n ? *a : *b;
      if (a->n == b->n)
        to->count += b->count;
      to++;
      /* Without a branch: which is less cannot be foretold.  */
      uint64_t n = a->n, m = b->n;
      a += n <= m;
      b += m <= n;
    }
  memcpy (to, a, (size_t) (a_end - a) * sizeof *to);
  to += a_end - a;
  memcpy (to, b, (size_t) (b_end - b) * sizeof *to);
  to += b_end - b;
  res->count = (size_t) (to - res->tally);
}

/* Merge the last two runs of LEVEL.  */
static void
merge_runs (mdm_level_t *level)
{
  mdm_tallies_t *x = level->run + level->runs - 2, *y = x + 1, merged;

  merged.room = x->count + y->count;
  merged.tally = flint_malloc (merged.room * sizeof (mdm_tally_t));
  merge_tallies (&merged, x, y);
  flint_free (x->tally);
  flint_free (y->tally);
  *x = merged;
  level->runs--;
}

/* Make the run TALLY[0..COUNT), a block that is taken over, one of LEVEL.
   Runs of like length are merged, so that each tally is copied only as often
   as the length doubles.  */
static void
push_run (mdm_level_t *level, mdm_tally_t *tally, size_t count)
{
  if (level->runs == level->run_room)
    {
      level->run_room += 32;
      level->run
          = flint_realloc (level->run, level->run_room * sizeof *level->run);
    }
  level->run[level->runs++] = (mdm_tallies_t){ tally, count, count };
  while (level->runs > 1
         && level->run[level->runs - 2].count
                <= 2 * level->run[level->runs - 1].count)
    merge_runs (level);
}

/* Sort the loose tallies of LEVEL into a run.  */
static void
settle_loose (mdm_level_t *level)
{
  mdm_tallies_t *loose = &level->loose;
  mdm_tally_t *run;
  size_t kept = 0;

  if (loose->count == 0)
    return;
  run = flint_malloc (loose->count * sizeof *run);
  sort (loose->tally, run, loose->count);
  for (size_t i = 0; i < loose->count; i++)
    if (kept > 0 && run[kept - 1].n == loose->tally[i].n)
      run[kept - 1].count += loose->tally[i].count;
    else
      run[kept++] = loose->tally[i];
  loose->count = 0;
  push_run (level, run, kept);
}

/* What the runs of all levels are counted for, in bytes.  */
static uint64_t
run_bytes (const mdm_histogram_t h)
{
  uint64_t tallies = 0;

  for (size_t k = 0; k < h->sizes; k++)
    for (size_t i = 0; i < h->level[k].runs; i++)
      tallies += h->level[k].run[i].count;
  return mdm_work_mul (tallies, MDM_LARGE_BYTES);
}

/* Note whether the larger n are too many: as they are, or, if that seems so,
   with equal ones of different runs added up.  Counts that are refused are
   dropped, and all later ones with them.  */
static void
check_room (mdm_histogram_t h)
{
  if (run_bytes (h) <= h->max_bytes)
    return;
  for (size_t k = 0; k < h->sizes; k++)
    while (h->level[k].runs > 1)
      merge_runs (h->level + k);
  if (run_bytes (h) <= h->max_bytes)
    return;
  h->full = 1;
  for (size_t k = 0; k < h->sizes; k++)
    clear_large (h->level + k);
}

/* Append N, COUNT times, to the loose tallies of SIZE.  */
static void
loosen (mdm_histogram_t h, size_t size, mdm_tally_t tally)
{
  mdm_level_t *level = h->level + size;
  mdm_tallies_t *loose = &level->loose;

  if (loose->count == loose->room)
    {
      if (loose->room == LOOSE_MAX)
        {
          settle_loose (level);
          check_room (h);
          if (h->full)
            return;
        }
      else
        {
          loose->room = loose->room == 0 ? CACHE / 4 : 2 * loose->room;
          loose->tally = flint_realloc (loose->tally,
                                        loose->room * sizeof *loose->tally);
        }
    }
  loose->tally[loose->count++] = tally;
}

void
mdm_histogram_add_large (mdm_histogram_t h, size_t size, uint64_t n,
                         uint64_t times)
{
  mdm_level_t *level = h->level + size;
  uint64_t hash = n * UINT64_C (0x9e3779b97f4a7c15);
  mdm_tally_t *place;

  if (level->cache == NULL)
    {
      if (h->full)
        return;
      level->cache = flint_calloc (CACHE, sizeof *level->cache);
    }
  place = level->cache + (hash >> 52);
  if (place->n == n)
    {
      place->count += times;
      return;
    }
  mdm_tally_t old = *place;
  *place = (mdm_tally_t){ n, times };
  if (old.n != 0)
    loosen (h, size, old);
}

void
mdm_histogram_add (mdm_histogram_t h, size_t size, const uint64_t *x, size_t n,
                   uint64_t times)
{
  uint64_t *table = h->level[size].table;

  for (size_t i = 0; i < n; i++)
    if (x[i] < h->small)
      table[x[i]] += times;
    else
      mdm_histogram_add_large (h, size, x[i], times);
}

/* Pairs and groups.  */

/* The places of a table with WINDOW.  */
static size_t
places_of (mdm_window_t window)
{
  return window.numbers > 0 ? (size_t) 1 << window.numbers * window.bits : 0;
}

void
mdm_histogram_make_pairs (mdm_histogram_t h, const mdm_window_t *window,
                          size_t v)
{
  size_t places = 0;
  uint32_t *next;

  for (size_t k = 0; k < h->sizes; k++)
    places += places_of (window[k]);
  assert (h->pairs.block == NULL && window[0].numbers != v);
  if (places == 0)
    return;
  mdm_pages_zeroed (&h->pairs, places * sizeof *next);
  next = h->pairs.block;
  for (size_t k = 0; k < h->sizes; k++)
    if (window[k].numbers > 0)
      {
        mdm_level_t *level = h->level + k;
        level->low = window[k].low;
        level->bits = window[k].bits;
        level->width = (uint16_t) (1 << window[k].bits);
        level->numbers = window[k].numbers;
        *(level->numbers == v ? &level->group : &level->pair) = next;
        next += places_of (window[k]);
      }
}

/* The most that the others of a group of three add up to, and one.  */
#define RESTS (2 * (1 << MDM_INDEX_BITS / 3) - 1)

/* Counts that a table of pairs or groups adds up to, of numbers less LOW, and
   of sums of all numbers of an index.  All counts of a table together are
   within 32 bits, but those of the OTHER numbers of an index are so many times
   more.  Rows of groups whose other numbers have the same sum are added up in
   BY_REST first: added to SUM one by one, each at a place next to that of the
   last, every row would have to wait for that one to be written.  */
typedef struct
{
  uint32_t one[1 << MDM_INDEX_BITS / 2];
  uint64_t other[1 << MDM_INDEX_BITS / 2];
  uint32_t sum[(1 << MDM_INDEX_BITS / 2) * 2];
  uint32_t by_rest[RESTS << MDM_INDEX_BITS / 3];
} settled_t;

static inline void
add_row (uint32_t *restrict to, const uint32_t *restrict row, size_t width)
{
#pragma omp simd
  for (size_t a = 0; a < width; a++)
    to[a] += row[a];
}

/* Add the counts of ROW of LEVEL, one for each first number, where the others
   add up to REST.  */
static void
fold_row (settled_t *to, const mdm_level_t *level, const uint32_t *row,
          size_t rest)
{
  add_row (to->one, row, level->width);
  if (level->group != NULL)
    add_row (to->sum + rest, row, level->width);
}

/* The same where the others are INDEX, and ALL is the sum of ROW; they may
   wait in by_rest.  */
static inline void
settle_row (settled_t *to, const mdm_level_t *level, const uint32_t *row,
            size_t index, uint32_t all)
{
  size_t mask = level->width - 1u, rest = 0;

  for (unsigned i = 1; i < level->numbers; i++, index >>= level->bits)
    {
      rest += index & mask;
      to->other[index & mask] += all;
    }
  if (level->numbers > 2)
    add_row (to->by_rest + rest * level->width, row, level->width);
  else
    fold_row (to, level, row, rest);
}

/* Add all rows of LEVEL, from ROW on.  */
static void
settle_rows (settled_t *to, const mdm_level_t *level, const uint32_t *row)
{
  size_t rows = (size_t) 1 << (level->numbers - 1) * level->bits;
  size_t rests = (level->numbers - 1u) * (level->width - 1u) + 1;

  for (size_t index = 0; index < rows; index++, row += level->width)
    {
      uint32_t all = 0;
#pragma omp simd reduction(+ : all)
      for (size_t a = 0; a < level->width; a++)
        all += row[a];
      if (all > 0)
        settle_row (to, level, row, index, all);
    }
  if (level->numbers > 2)
    for (size_t rest = 0; rest < rests; rest++)
      fold_row (to, level, to->by_rest + rest * level->width, rest);
}

/* Set TO to no counts of LEVEL.  */
static void
clear_settled (settled_t *to, const mdm_level_t *level)
{
  size_t numbers = level->numbers, width = level->width;

  memset (to->one, 0, width * sizeof *to->one);
  memset (to->other, 0, width * sizeof *to->other);
  memset (to->sum, 0, numbers * width * sizeof *to->sum);
  if (numbers > 2)
    memset (to->by_rest, 0,
            ((numbers - 1) * (width - 1) + 1) * width * sizeof *to->by_rest);
}

/* Add COUNT[0..N) to TABLE from AT on; the others are 0 where it ends.  */
static void
add_counts (uint64_t *table, uint64_t at, const uint32_t *count, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (count[i] != 0)
      table[at + i] += count[i];
}

/* Move the pairs or groups of SIZE to the tables, and leave none behind.  All
   numbers, and the sum of a group, are marginal weights, hence below `small',
   where they occur.  */
static void
settle_pairs (mdm_histogram_t h, size_t size)
{
  mdm_level_t *level = h->level + size;
  uint32_t *row = level->group != NULL ? level->group : level->pair;
  size_t places = (size_t) 1 << level->numbers * level->bits;
  settled_t to;

  clear_settled (&to, level);
  settle_rows (&to, level, row);
  memset (row, 0, places * sizeof *row);
  add_counts (level->table, level->low, to.one, level->width);
  for (size_t a = 0; a < level->width; a++)
    if (to.other[a] != 0)
      level->table[level->low + a] += to.other[a];
  if (level->group != NULL)
    add_counts (level[-1].table, (uint64_t) level->low * level->numbers,
                to.sum, (size_t) level->width * level->numbers);
}

void
mdm_histogram_expect_pairs (mdm_histogram_t h, uint64_t count)
{
  assert (count <= UINT32_MAX);
  if (h->paired + count > UINT32_MAX)
    {
      for (size_t k = 0; k < h->sizes; k++)
        if (h->level[k].width > 0)
          settle_pairs (h, k);
      h->paired = 0;
    }
  h->paired += count;
}

/* The whole.  */

/* Have all counts of SIZE in its table and one run.  */
static void
settle (mdm_histogram_t h, size_t size)
{
  mdm_level_t *level = h->level + size;

  if (level->cache != NULL)
    for (size_t i = 0; i < CACHE && !h->full; i++)
      if (level->cache[i].n != 0)
        {
          mdm_tally_t tally = level->cache[i];
          level->cache[i] = (mdm_tally_t){ 0, 0 };
          loosen (h, size, tally);
        }
  settle_loose (level);
  while (level->runs > 1)
    merge_runs (level);
  check_room (h);
}

/* Empty all tables of pairs and groups, for good.  */
static void
drop_pairs (mdm_histogram_t h)
{
  for (size_t k = 0; k < h->sizes; k++)
    if (h->level[k].width > 0)
      {
        settle_pairs (h, k);
        h->level[k].pair = h->level[k].group = NULL;
        h->level[k].width = 0;
      }
  mdm_pages_free (&h->pairs);
}

void
mdm_histogram_merge (mdm_histogram_t h, mdm_histogram_t source)
{
  drop_pairs (source);
  h->full |= source->full;
  for (size_t k = 0; k < h->sizes; k++)
    {
      mdm_level_t *from = source->level + k;
      uint64_t small = h->level[k].small;
      for (uint64_t n = 0; n < small && n < from->small; n++)
        if (from->table[n] != 0)
          {
            h->level[k].table[n] += from->table[n];
            from->table[n] = 0;
          }
      settle (source, k);
      h->full |= source->full;
      if (h->full || from->runs == 0)
        continue;
      push_run (h->level + k, from->run[0].tally, from->run[0].count);
      from->runs = 0;
      check_room (h);
    }
}

static void
add_term (mdm_logsum_t sum, fmpz_t c, fmpz_t n, uint64_t times, uint64_t value)
{
  fmpz_set_ui (n, value);
  fmpz_set_ui (c, times);
  mdm_logsum_add_xlogx (sum, c, n);
}

mdm_status
mdm_histogram_finish (mdm_histogram_t h)
{
  drop_pairs (h);
  for (size_t k = 0; k < h->sizes && !h->full; k++)
    settle (h, k);
  return h->full ? MDM_ELIMIT : MDM_OK;
}

uint64_t
mdm_histogram_large (const mdm_histogram_t h)
{
  uint64_t count = 0;

  for (size_t size = 0; size < h->sizes; size++)
    for (size_t r = 0; r < h->level[size].runs; r++)
      count += h->level[size].run[r].count;
  return count;
}

void
mdm_histogram_get (mdm_logsum_t sum, mdm_histogram_t h, size_t size)
{
  mdm_level_t *level = h->level + size;
  MDM_FMPZ (n);
  MDM_FMPZ (c);

  assert (!h->full && level->runs <= 1);
  for (uint64_t i = 2; i < level->small; i++)
    if (level->table[i] > 0)
      {
        add_term (sum, c, n, level->table[i], i);
        level->table[i] = 0;
      }
  if (level->runs > 0)
    for (size_t i = 0; i < level->run[0].count; i++)
      add_term (sum, c, n, level->run[0].tally[i].count,
                level->run[0].tally[i].n);
  clear_large (level);
}
