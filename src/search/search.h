/* search.h - all laws of a grid, or the laws on hill climbs, put to what is
   asked.

   The orbits come in one order and are shared out to processes in runs of
   them; what is found is added up so that it does not depend on who found it.
 */
#ifndef MDM_SEARCH_H
#define MDM_SEARCH_H

#include "search/found.h"
#include "search/orbits.h"

typedef struct
{
  uint64_t laws; /* orbits gone through, or laws met on climbs */
  int stopped;   /* at the first counterexample? */
  size_t questions;
  mdm_found_t *found; /* of each */
} mdm_search_found_struct;

typedef mdm_search_found_struct mdm_search_found_t[1];

void mdm_search_found_init (mdm_search_found_t res, size_t questions,
                            size_t cells);
void mdm_search_found_clear (mdm_search_found_t res);

/* Put every orbit of CELLS on GRID to ASKED, with its limit's jobs; with FIRST
   stop at the first law that refutes a claim.  MDM_ELIMIT where it would take
   too long, before anything is done.  */
mdm_status mdm_search_grid (mdm_search_found_t res,
                            const mdm_search_asked_t *asked,
                            const mdm_cells_t cells,
                            const mdm_weight_grid_t *grid, int first,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* CLIMBS hill climbs for each question, the n-th from a random law made of
   SEED and n, with weights of sum SUM on at most SUPPORT sequences: one unit
   is moved from a sequence to another while that makes the ratio or value
   better. Reproducible: it does not depend on the jobs.  */
mdm_status mdm_search_climb (mdm_search_found_t res,
                             const mdm_search_asked_t *asked,
                             const mdm_cells_t cells, size_t sum,
                             size_t support, uint64_t climbs, uint64_t seed,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
