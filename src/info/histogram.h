/* histogram.h - how often each marginal weight occurs, per number of
   positions.

   With integer weights the sum of n log n over all marginal cells is a sum
   over distinct n of (count of n) * n log n, so a lattice of billions of
   cells needs one increment a cell and a logarithm only per distinct n
   (DESIGN section 7).  Counts have 64 bits.

   A level holds what was counted for one number of positions, in up to three
   places:
     - a table of all n below SMALL;
     - larger n in a cache that is indexed by a hash; one that has to make
       room goes to a list, which is sorted now and then, equal n added up.
       So n that come again and again cost one increment, and n that are all
       different cost a share of a sort, which reads and writes memory in
       order, where a hash table would miss the cache at every n;
     - pairs of n.  Two cells a, b are told by one increment, at (a, b);
     - groups of V numbers, which are neighbours, so that one increment at
       (a, b, ..) tells the cell a + b + .. one level down, too.
       Pairs and groups are for n within a window from the level's LOW, which
       is set to lie around the mean; an index has 16 bits, and the more
       numbers share them, the narrower is the window.  These tables have 32
       bits, and are emptied into the others before one can overflow.

   Threads: a histogram belongs to one thread; those of several threads are
   merged into one.  No big integer is in it.  */
#ifndef MDM_HISTOGRAM_H
#define MDM_HISTOGRAM_H

#include "exact/limit.h"
#include "exact/logsum.h"
#include "exact/pages.h"

/* Weights below this are counted in a table.  */
#define MDM_SMALL_MAX 65536
/* What one different larger weight is counted for: 16 bytes here, and what the
   term of an exact number takes that is made of it.  */
#define MDM_LARGE_BYTES 80
/* Bits of an index of a table of pairs or groups.  */
#define MDM_INDEX_BITS 16

/* Where a window of 2^BITS numbers begins, and how many NUMBERS make an index,
   0 where there is no table.  */
typedef struct
{
  uint16_t low, bits, numbers;
} mdm_window_t;

typedef struct
{
  uint64_t n, count; /* COUNT > 0, or both are 0 in an empty place */
} mdm_tally_t;

typedef struct
{
  mdm_tally_t *tally;
  size_t count, room;
} mdm_tallies_t;

typedef struct
{
  uint64_t small;      /* up to that of the histogram, as no n here is over */
  uint64_t *table;     /* counts of n < small, on the heap */
  uint16_t low, bits;  /* the window of PAIR or GROUP */
  uint16_t width;      /* 2^bits, or 0 where both are NULL */
  uint16_t numbers;    /* of an index */
  uint32_t *pair;      /* width^2 counts of two numbers alone, or NULL */
  uint32_t *group;     /* width^V counts of V numbers and their sum, or NULL */
  mdm_tally_t *cache;  /* of larger n, or NULL before the first */
  mdm_tallies_t loose; /* what left the cache, in any order */
  mdm_tallies_t *run;  /* each ascends strictly in n, the longest first */
  size_t runs, run_room;
} mdm_level_t;

typedef struct
{
  size_t sizes;       /* numbers of positions, 0 .. sizes - 1 */
  uint64_t small;     /* n below this are counted in tables */
  mdm_level_t *level; /* one per size */
  uint64_t paired;    /* increments of tables of pairs and groups, at most,
                         since they were empty */
  uint64_t max_bytes; /* for larger n, MDM_LARGE_BYTES each */
  mdm_pages_t pairs;  /* and groups, of all sizes */
  int full;           /* were there more? */
} mdm_histogram_struct;

typedef mdm_histogram_struct mdm_histogram_t[1];

/* An empty histogram for weights up to TOTAL, with room for as many different
   larger n as MAX_BYTES hold, MDM_LARGE_BYTES each.  */
void mdm_histogram_init (mdm_histogram_t h, size_t sizes, uint64_t total,
                         uint64_t max_bytes);
/* The same where no n of size k is over MOST times V^(SIZES - 1 - k), and that
   of size 0 is TOTAL, so that tables may end there, and are sooner ready.  */
void mdm_histogram_init_bounded (mdm_histogram_t h, size_t sizes,
                                 uint64_t total, uint64_t max_bytes,
                                 uint64_t most, uint64_t v);
/* An empty histogram for the same weights as LIKE.  */
void mdm_histogram_init_like (mdm_histogram_t h,
                              const mdm_histogram_struct *like);
void mdm_histogram_clear (mdm_histogram_t h);

/* The bytes of the tables of such a histogram, without pairs.  */
uint64_t mdm_histogram_bytes (size_t sizes, const fmpz_t total);

/* Make tables of those sizes k where WINDOW[k] has NUMBERS: of pairs, or where
   these are V, of groups; no n of the window may be over 2^16.  Size 0 has no
   groups.  */
void mdm_histogram_make_pairs (mdm_histogram_t h, const mdm_window_t *window,
                               size_t v);

/* COUNT increments of these tables are about to be made; see to it that
   none overflows.  COUNT < 2^32.  */
void mdm_histogram_expect_pairs (mdm_histogram_t h, uint64_t count);

/* Where the pair (A, B) of LEVEL, or group of two, is counted.  X - LOW is
   below the width, also as a number of 16 bits, if and only if X is within the
   window.  */
static inline uint16_t
mdm_pair_index (const mdm_level_t *level, uint16_t a_less_low,
                uint16_t b_less_low)
{
  return (uint16_t) (a_less_low | b_less_low << level->bits);
}

/* Count N >= h->small TIMES times under SIZE.  */
void mdm_histogram_add_large (mdm_histogram_t h, size_t size, uint64_t n,
                              uint64_t times);

/* Count each non-zero element of X[0..N) TIMES times under SIZE.  */
void mdm_histogram_add (mdm_histogram_t h, size_t size, const uint64_t *x,
                        size_t n, uint64_t times);

/* Add all counts of SOURCE to H and empty it.  They are for the same
   weights.  */
void mdm_histogram_merge (mdm_histogram_t h, mdm_histogram_t source);

/* All is counted: bring it in order.  MDM_ELIMIT when the histogram outgrew
   its memory: its counts are incomplete then.  */
mdm_status mdm_histogram_finish (mdm_histogram_t h) MDM_MUST_CHECK;

/* How many n >= h->small there are, those of each size by themselves.  The
   histogram is finished.  */
uint64_t mdm_histogram_large (const mdm_histogram_t h);

/* Add the sum of count * n log n under SIZE to SUM, in ascending n, and
   forget what was counted there.  The histogram is finished.  */
void mdm_histogram_get (mdm_logsum_t sum, mdm_histogram_t h, size_t size);

#endif
