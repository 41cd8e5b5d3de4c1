/* refinement-kinds.h - the recursion of refinement.c for all kinds of entries.

   Included once for each way to add sums up, with SINK (x), the name of
   function x; NUMBER, the type of sums; COUNTER, what adds those of SIZE
   positions, COUNTER_OF (w, size), and COUNT (counter, n) to add one;
   COUNT_SINGLE (w, n, size, left) for a single row of weight N kept for SIZE
   positions and any of LEFT more; IS_THERE (n), is a weight N not 0?  */

/* Entries that are packed.  */

static inline NUMBER
SINK (packed_weight) (const plan_t *plan, uint64_t entry)
{
  uint64_t n = entry & ((UINT64_C (1) << plan->field) - 1);

  return plan->indirect ? ((const NUMBER *) plan->weight)[n] : n;
}

#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) SINK (x##_packed)
#define TOKEN_AT(w, position)                                                 \
 const unsigned shift = token_shift ((w)->plan, position);                    \
 const uint64_t mask = (UINT64_C (1) << (w)->plan->token) - 1
#define TOKEN_OF(entry) ((size_t) ((entry) >> shift & mask))
#define WEIGHT_OF(w, entry) SINK (packed_weight) ((w)->plan, entry)
#define CHANGE(w, rows, count, i, size) 0
#include "info/refinement-walk.h"

#define ENTRY uint64_t
#define LAST (UINT64_C (1) << 63)
#define NAME(x) SINK (x##_wide)
#define TOKEN_AT(w, position)                                                 \
 const unsigned shift = token_shift ((w)->plan, position);                    \
 const uint64_t mask = (UINT64_C (1) << (w)->plan->token) - 1
#define TOKEN_OF(entry) ((size_t) ((entry) >> shift & mask))
#define WEIGHT_OF(w, entry) SINK (packed_weight) ((w)->plan, entry)
#define CHANGE(w, rows, count, i, size) 0
#include "info/refinement-walk.h"

/* Numbers of rows.  */

static inline NUMBER
SINK (row_weight) (const plan_t *plan, uint32_t row)
{
  row &= UINT32_MAX >> 1;
  return plan->indirect ? ((const NUMBER *) plan->weight)[row]
         : plan->wide
             ? SINK (packed_weight) (plan, ((uint64_t *) plan->entry)[row])
             : SINK (packed_weight) (plan, ((uint32_t *) plan->entry)[row]);
}

/* Go on with packed entries if I is the position for it.  */
static int
SINK (change) (worker_t *w, const uint32_t *rows, size_t count, size_t i,
               size_t size)
{
  const plan_t *plan = w->plan;
  const uint64_t *from_wide = plan->entry;
  const uint32_t *from = plan->entry, last = UINT32_C (1) << 31;
  uint64_t *wide = w->entries;
  uint32_t *to = w->entries;

  if (i != plan->packed)
    return 0;
  if (plan->wide)
    {
      for (size_t j = 0; j < count; j++)
        wide[j] = from_wide[rows[j] & ~last]
                  | (uint64_t) (rows[j] & last) << 32;
      SINK (walk_wide) (w, wide, count, i, size, 1);
    }
  else
    {
      for (size_t j = 0; j < count; j++)
        to[j] = from[rows[j] & ~last] | (rows[j] & last);
      SINK (walk_packed) (w, to, count, i, size, 1);
    }
  return 1;
}

#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) SINK (x##_8)
#define TOKEN_AT(w, position)                                                 \
 const uint8_t *column = (w)->plan->column[position]
#define TOKEN_OF(row) ((size_t) column[(row) & ~LAST])
#define WEIGHT_OF(w, row) SINK (row_weight) ((w)->plan, row)
#define CHANGE(w, rows, count, i, size) SINK (change) (w, rows, count, i, size)
#include "info/refinement-walk.h"

#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) SINK (x##_16)
#define TOKEN_AT(w, position)                                                 \
 const uint16_t *column = (w)->plan->column[position]
#define TOKEN_OF(row) ((size_t) column[(row) & ~LAST])
#define WEIGHT_OF(w, row) SINK (row_weight) ((w)->plan, row)
#define CHANGE(w, rows, count, i, size) SINK (change) (w, rows, count, i, size)
#include "info/refinement-walk.h"

/* The branch of the sets in which the first positions are kept as the bits of
   TASK say.  */
static void
SINK (run) (worker_t *w, uint64_t task)
{
  int bytes = w->plan->vocab <= 256;
  size_t first = w->plan->first, left = w->plan->length - first;
  size_t size = (size_t) __builtin_popcountll (task), count = all_rows (w);

  for (size_t i = 0; i < first; i++)
    if (task >> i & 1)
      {
        uint32_t *to = w->rows + count;
        count = (bytes ? SINK (split_8) : SINK (split_16)) (
            w, to, w->rows, count, i, size, left);
        memmove (w->rows, to, count * sizeof *to);
      }
  (bytes ? SINK (walk_8) : SINK (walk_16)) (w, w->rows, count, first, size, 1);
}

#undef SINK
#undef NUMBER
#undef IS_THERE
#undef COUNTER
#undef COUNTER_OF
#undef COUNT
#undef COUNT_SINGLE
