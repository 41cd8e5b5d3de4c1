/* sweep.h - the laws of a specification in which parameters have ranges, such
   as `random:V=2,L=3..4,den=9,seed=1..1000'.

   A range is FROM..TO, two whole numbers, and the whole value of a key.  Of
   several the product is taken, the first varying slowest.  */
#ifndef MDM_SWEEP_H
#define MDM_SWEEP_H

#include "exact/status.h"

#include <stdint.h>

/* Most ranges in one specification.  */
#define MDM_SWEEP_RANGES 16

typedef struct
{
  size_t at, length; /* where it stands */
  uint64_t from, to; /* from <= to */
} mdm_sweep_range_t;

typedef struct
{
  const char *spec; /* lent */
  size_t ranges;
  mdm_sweep_range_t range[MDM_SWEEP_RANGES];
  uint64_t count; /* laws, saturating */
} mdm_sweep_t;

/* Set SWEEP to that of SPEC, which outlives it.  */
mdm_status mdm_sweep_read (mdm_sweep_t *sweep, const char *spec,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* The specification of law I < count, on the heap.  */
char *mdm_sweep_str (const mdm_sweep_t *sweep, uint64_t i);

#endif
