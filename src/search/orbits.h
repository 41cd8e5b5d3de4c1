/* orbits.h - the laws with integer weights of sum D, each orbit of a group
   once.

   A law is a vector of weights w on the V^L sequences (cells.h).  Of an orbit
   the canonical law is the lexicographically greatest vector.  The vectors are
   made sequence by sequence, and for every symmetry g the vector is compared
   with the one that g makes of it as far as both are known: where the latter
   is greater, nothing below is canonical; where it is less, g is done with;
   what is equal in the end fixes the law (orderly generation: nothing is
   remembered of other laws).

   Laws come in the order of D, then of the size of their support, then of the
   canonical vector, greatest first.  Over a range of D each law comes once:
   one whose weights have the common factor G at D only if D - D/G is below the
   range (THEORY section 12).

   Their number is known without making them, by Burnside's lemma: the mean
   over the group of the vectors that are constant on cycles.  */
#ifndef MDM_ORBITS_H
#define MDM_ORBITS_H

#include "exact/scoped.h"
#include "search/cells.h"

/* The laws asked for.  */
typedef struct
{
  size_t least, most; /* the range of D, 1 <= least <= most */
  size_t support;     /* at most so many sequences; at least 1 */
} mdm_weight_grid_t;

/* At least so many orbits are there of COUNT sequences under ORDER symmetries,
   saturating: the laws of the greatest sum are different ones.  */
uint64_t mdm_orbits_at_least (uint64_t count, uint64_t order,
                              const mdm_weight_grid_t *grid);

/* Set RES to the number of orbits of CELLS on GRID.  */
void mdm_orbits_count (fmpz_t res, const mdm_cells_t cells,
                       const mdm_weight_grid_t *grid);

typedef struct mdm_orbits mdm_orbits_t;

/* What goes through the orbits of CELLS, which outlive it, on GRID; before the
   first one.  The caller frees it.  */
mdm_orbits_t *mdm_orbits_new (const mdm_cells_t cells,
                              const mdm_weight_grid_t *grid);
void mdm_orbits_free (mdm_orbits_t *orbits);

/* Go on to the next orbit; 0 after the last.  */
int mdm_orbits_next (mdm_orbits_t *orbits);
/* The weights of its canonical law, one for each sequence, lent until the
   next.  */
const uint32_t *mdm_orbits_weights (const mdm_orbits_t *orbits);
/* Their sum D.  */
size_t mdm_orbits_sum (const mdm_orbits_t *orbits);
/* How many symmetries fix that law: the orbit has as many laws as the group
   has elements for each of these.  */
size_t mdm_orbits_fixed (const mdm_orbits_t *orbits);

#endif
