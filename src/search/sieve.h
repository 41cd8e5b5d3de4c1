/* sieve.h - laws of a grid put to what is asked.  */
#ifndef MDM_SIEVE_H
#define MDM_SIEVE_H

#include "law/law.h"
#include "search/found.h"

/* Set LAW, initialised, to the one with the WEIGHTS, one for each of CELLS and
   not all 0; its tokens are the numerals 0..V-1.  */
mdm_status mdm_sieve_law (mdm_law_t law, const mdm_cells_t cells,
                          const uint32_t *weights,
                          mdm_err_t *err) MDM_MUST_CHECK;

typedef struct mdm_sieve mdm_sieve_t;

/* What puts laws of CELLS to ASKED, both of which outlive it; the caller frees
   it.  Schedules that depend on no law are read once.  */
mdm_status mdm_sieve_new (mdm_sieve_t **sieve, const mdm_search_asked_t *asked,
                          const mdm_cells_t cells,
                          mdm_err_t *err) MDM_MUST_CHECK;
void mdm_sieve_free (mdm_sieve_t *sieve);

/* Put the law with WEIGHTS, number INDEX, to what is asked, and add it to
   FOUND, one for each question.  *REFUTES: does it refute a claim?  */
mdm_status mdm_sieve_put (mdm_found_t *found, int *refutes, mdm_sieve_t *sieve,
                          const uint32_t *weights, uint64_t index,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
