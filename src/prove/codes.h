/* codes.h - a linear code that refutes a claim, or a product of some.

   All choices of subspaces of a small space for the atoms are gone through
   (subspaces.h).  Of those that refute the claim one with the fewest rows is
   taken.  Where the hypotheses exclude each alone, a linear program looks for
   independent copies of several over one field that satisfy them together.
   For four atoms this finds a law whenever a claim without hypotheses fails on
   a rank of codes: the 35 extreme rays of Shannon's cone with Ingleton's
   inequality are among those of GF(3)^3 (THEORY section 10).  */
#ifndef MDM_CODES_H
#define MDM_CODES_H

#include "prove/subspaces.h"
#include "prove/target.h"

/* The law of the subspaces CHOICE of N atoms: one row of each.  */
mdm_sample_t mdm_codes_sample (const mdm_subspaces_t *spaces,
                               const uint16_t *choice, size_t n);

/* Set LAW to one that refutes the claim of TARGET, verified, if one is
   FOUND.  */
mdm_status mdm_codes_find (mdm_law_t law, int *found,
                           const mdm_target_t *target,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
