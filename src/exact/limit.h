/* limit.h - how much work and memory a computation may take.

   Work is counted in cells, one cell being one addition of the marginal
   lattice; every engine estimates its work before it starts and refuses
   with MDM_ELIMIT what is over the limit.  Estimates saturate at
   UINT64_MAX, so that a huge law never looks cheap.  */
#ifndef MDM_LIMIT_H
#define MDM_LIMIT_H

#include "exact/progress.h"
#include "exact/status.h"

#include <stdint.h>

/* What is slower than word additions counts as so many cells: a
   multiplication modulo a prime of one word; a look-up of a row in a hash
   table; a multiplication and addition of exact fractions.  Measured on one
   core, which does four to five cells in a nanosecond.  */
#define MDM_CELLS_PER_RESIDUE 5
#define MDM_CELLS_PER_LOOKUP 50
#define MDM_CELLS_PER_FRACTION 500
/* An addition of integers of several words, and its place among those that were
   met.  */
#define MDM_CELLS_PER_LONG 800
/* An operation on balls of a few words.  */
#define MDM_CELLS_PER_BALL 200
/* A logarithm of its own, in a sum of millions of them.  */
#define MDM_CELLS_PER_LOGARITHM 4000

/* How entropies are found: as is best for the law, or by one of the lattices or
   the closed form alone, whatever it takes (law/form.h, info/lattice.h).  */
typedef enum
{
  MDM_ENGINE_BEST,
  MDM_ENGINE_DENSE,
  MDM_ENGINE_SPARSE,
  MDM_ENGINE_CLOSED
} mdm_engine;

typedef struct
{
  uint64_t max_cells;             /* most cells one engine may visit */
  uint64_t max_memory;            /* most bytes one engine may hold */
  unsigned jobs;                  /* most threads one engine may use; 0 is 1 */
  const mdm_progress_t *progress; /* whom to tell, or NULL */
  /* What the user raises the first two with, to be told in messages: the name
     of an option, or NULL.  */
  const char *raise_cells, *raise_memory;
  /* How files are read (law/reading.h), or NULL: no choice was made.  */
  const struct mdm_reading *reading;
  mdm_engine engine;
} mdm_limit_t;

/* About a minute of work of one core, and 4 GiB; one thread.  */
#define MDM_LIMIT_DEFAULT                                                     \
 {                                                                            \
  .max_cells = UINT64_C (250000000000), .max_memory = UINT64_C (4294967296)   \
 }

/* A + B, A * B, A^N and the binomial coefficient C(N,K), each replaced by
   UINT64_MAX where it does not fit.  */
uint64_t mdm_work_add (uint64_t a, uint64_t b);
uint64_t mdm_work_mul (uint64_t a, uint64_t b);
uint64_t mdm_work_pow (uint64_t a, uint64_t n);
uint64_t mdm_work_binomial (uint64_t n, uint64_t k);

/* MDM_OK if CELLS of work and BYTES of memory are within LIMIT, else
   MDM_ELIMIT with a message that says what WHAT would take and what raises the
   limit.  An estimate that saturated is over every limit.  */
mdm_status mdm_limit_check (const mdm_limit_t *limit, const char *what,
                            uint64_t cells, uint64_t bytes,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
