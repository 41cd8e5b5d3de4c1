/* sweep.h - the members of a specification in which numbers have ranges, such
   as `random:V=2,L=3..4,den=9,seed=1..1000' or `balanced:1..L'.

   A range is FROM..TO, two whole numbers, and all of a value: what is after
   `=', or after the `:' of a specification without keys, up to a comma or the
   end.  Where sequences have a known length, TO may be L, or left out, and is
   that length.  Of several ranges the product is taken, the first varying
   slowest.  */
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
  uint64_t count; /* of members, saturating */
} mdm_sweep_t;

/* Set SWEEP to that of SPEC, which outlives it, where sequences have LENGTH; 0:
   that is not known, and every range has an end of its own.  */
mdm_status mdm_sweep_read (mdm_sweep_t *sweep, const char *spec, size_t length,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* The specification of member I < count, on the heap.  */
char *mdm_sweep_str (const mdm_sweep_t *sweep, uint64_t i);

/* Has SPEC a range in it, whether it can be read or not?  */
int mdm_sweep_is_range (const char *spec);

#endif
