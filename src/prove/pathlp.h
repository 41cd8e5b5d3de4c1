/* pathlp.h - the linear program over paths that finds the best mixture of
   schedules for a claim, and the profile of rays that shows it is the best.

   A mixture of schedules with sizes <= s is a unit flow from 0 to L on the
   arcs a -> b, 1 <= b - a <= s; the block (a,b] contributes b - m to the mean
   ekl of every ray m in it.  In exactly T steps the places are counted along
   with the steps, (t, a) -> (t+1, b).  The program maximises tau subject to
       alpha * mean ekl_m + rest_m - tau * scale_m >= 0
   for every part and every ray m.
   Its optimum is guessed in floating point (guess.h); only the basis is taken
   from there: the basic solution and the dual are solved again in rationals,
   and what they make is verified on the rays and over all paths, so that a
   result is exact or absent.  Where the guess is of no use the simplex method
   (simplex.h) is run in rationals from the variables of the rows, which takes
   longer.  */
#ifndef MDM_PATHLP_H
#define MDM_PATHLP_H

#include "prove/mixture.h"

/* Solve for LINEAR and the schedules of SCOPE, each part I having the SCALE[I
   L + m - 1] on ray m.  If 1 is returned: MIXTURE reaches TAU.  PROFILE is
   NULL, or LINEAR has one part; then TAU is the exact optimum, and PROFILE
   (LENGTH integers >= 0, content 1, with sum_m PROFILE_m SCALE_m > 0) proves
   it the greatest: every schedule has
   sum_m profile_m (alpha ekl_m + rest_m - tau scale_m) <= 0.  All has been
   verified exactly.  If 0 is returned nothing is known, of PROFILE neither;
   so it is with every program that is unbounded, infeasible, or too large.  */
int mdm_pathlp_solve (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile,
                      const mdm_linear_t linear, const fmpq *scale,
                      const mdm_scope_t *scope);

/* Show that for one part, whatever c is, no mixture of schedules of SCOPE has
       alpha * mean ekl_m + rest_m + c * slope_m >= 0
   on every ray: PROFILE then has sum_m profile_m slope_m = 0, and every
   schedule sum_m profile_m (alpha ekl_m + rest_m) < 0.  If 0 is returned
   nothing is known.  */
int mdm_pathlp_none (fmpz *profile, const mdm_linear_t linear,
                     const fmpq *slope, const mdm_scope_t *scope);

#endif
