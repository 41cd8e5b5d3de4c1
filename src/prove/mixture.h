/* mixture.h - probability mixtures of schedules, which prove claims about
   some schedule, and profiles of rays, which refute them.

   If the mean of alpha * ekl + rest over a mixture is >= 0 on every ray, then
   on every law the mean is, hence some member's value is (THEORY section 5).
   If for integers n_m >= 0 every schedule with sizes <= s has
   sum_m n_m (alpha * ekl_m + rest_m) < 0, then a law with these multiples of
   the rays refutes the claim for every schedule.  */
#ifndef MDM_MIXTURE_H
#define MDM_MIXTURE_H

#include "prove/linear.h"
#include "sampler/weighted_sizes.h"

/* Set SCHEDULE to blocks of S >= 1 up to START, and again from there on, the
   last one of either what remains.  */
void mdm_schedule_set_offset (mdm_schedule_t schedule, size_t length, size_t s,
                              size_t start);

/* Set MIXTURE to the S >= 1 offset schedules, each with weight 1/S: a first
   block of a = 1..S positions, then blocks of S, then what remains.  Those
   with a >= L, all of them the one block L, are one with their weights
   added.  */
void mdm_mixture_set_offsets (mdm_mixture_t mixture, size_t length, size_t s);

/* Set EKL to that of SCHEDULE, of sizes, on ray M: (end of the block that
   holds position M) - M.  */
void mdm_schedule_ray_ekl (fmpq_t ekl, const mdm_schedule_t schedule,
                           size_t m);

/* Set MEAN[m-1] to the mean over MIXTURE of ekl on ray m, for m = 1..L.  */
void mdm_mixture_mean (fmpq *mean, const mdm_mixture_t mixture);

/* Does every part of LINEAR hold on every ray with ekl the mean over MIXTURE?
   The argument above covers their conjunction if no two alphas have opposite
   signs, which the caller has seen to: on a given law the member of greatest
   ekl, or least if they are negative, satisfies every part that some member
   does.  */
int mdm_mixture_proves (const mdm_mixture_t mixture,
                        const mdm_linear_t linear);

/* Find one schedule of SCOPE, of sizes >= 1, with which every part of LINEAR
   holds on every ray: then it proves them all, whatever their alphas.  What a
   ray sees of a schedule is its own block, so that this is a path along the
   blocks with which they hold.  Returns 1 and adds it to MIXTURE, with weight
   1, or 0 if there is none.  */
int mdm_mixture_find_one (mdm_mixture_t mixture, const mdm_linear_t linear,
                          const mdm_scope_t *scope);

/* Set RES to the greatest value over all schedules of SCOPE, of sizes >= 1, of
   sum_m PROFILE[m-1] (alpha * ekl_m + rest_m) for PART, by the longest path
   from 0 to L, in so many steps where their number is fixed.  PROFILE has
   LENGTH entries.  */
void mdm_profile_greatest (fmpq_t res, const fmpz *profile,
                           const mdm_linear_part_t *part,
                           const mdm_scope_t *scope);

/* Is sum_m PROFILE[m-1] (alpha * ekl_m + rest_m) < 0 for PART on every such
   schedule?  Decided exactly, by the greatest such value.  PROFILE has LENGTH
   entries, all >= 0; with a negative one, no.  */
int mdm_profile_refutes (const fmpz *profile, const mdm_linear_part_t *part,
                         const mdm_scope_t *scope);

#endif
