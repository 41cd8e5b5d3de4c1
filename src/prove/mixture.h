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
#include "sampler/schedule.h"

typedef struct
{
  size_t length;
  size_t count;
  fmpq *weight;                  /* >= 0, sum 1 */
  mdm_schedule_struct *schedule; /* of sizes, each summing to LENGTH */
} mdm_mixture_struct;

typedef mdm_mixture_struct mdm_mixture_t[1];

void mdm_mixture_init (mdm_mixture_t mixture, size_t length);
void mdm_mixture_clear (mdm_mixture_t mixture);
/* Declare MIXTURE, which is cleared with its scope (exact/scoped.h).  */
#define MDM_MIXTURE(mixture, length)                                          \
 MDM_CLEARED (mixture, mdm_mixture_struct, mdm_mixture_clear);                \
 mdm_mixture_init (mixture, length)
void mdm_mixture_swap (mdm_mixture_t x, mdm_mixture_t y);

/* Add a schedule with the STEPS sizes SIZE (sum LENGTH) and WEIGHT.  */
void mdm_mixture_add (mdm_mixture_t mixture, const fmpq_t weight,
                      const size_t *size, size_t steps);

/* Set SCHEDULE to blocks of S >= 1 up to START, and again from there on, the
   last one of either what remains.  */
void mdm_schedule_set_offset (mdm_schedule_t schedule, size_t length, size_t s,
                              size_t start);

/* Set MIXTURE to the S >= 1 offset schedules, each with weight 1/S: a first
   block of a = 1..S positions, then blocks of S, then what remains.  Those
   with a >= L, all of them the one block L, are one with their weights
   added.  */
void mdm_mixture_set_offsets (mdm_mixture_t mixture, size_t length, size_t s);

/* Read a mixture from TEXT, the contents of FILE: a line `WEIGHT SIZES' for
   each schedule, such as `1/3 2,2,1'; blank lines and lines starting with #
   are skipped; the weights must be >= 0 with sum 1, the sizes sum to LENGTH
   and be in 1..SMAX.  Anything else is an error with its place: MDM_EPARSE,
   MDM_EDOMAIN, or MDM_ELIMIT for numbers or a common denominator of the
   weights of more than MDM_DIGITS_MAX digits.  MIXTURE is then unchanged.  */
mdm_status mdm_mixture_parse (mdm_mixture_t mixture, const char *file,
                              const char *text, size_t text_length,
                              size_t length, size_t smax,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Set EKL to that of SCHEDULE, of sizes, on ray M: (end of the block that
   holds position M) - M.  */
void mdm_schedule_ray_ekl (fmpq_t ekl, const mdm_schedule_t schedule,
                           size_t m);

/* Set MEAN[m-1] to the mean over MIXTURE of ekl on ray m, for m = 1..L.  */
void mdm_mixture_mean (fmpq *mean, const mdm_mixture_t mixture);

/* Does every part of LINEAR hold on every ray with ekl the mean over
   MIXTURE?  All parts must have one and the same alpha, for the argument
   above to cover their conjunction; the caller has seen to it.  */
int mdm_mixture_proves (const mdm_mixture_t mixture,
                        const mdm_linear_t linear);

/* Set RES to the greatest value over all schedules with sizes in 1..SMAX of
   sum_m PROFILE[m-1] (alpha * ekl_m + rest_m) for PART, by the longest path
   from 0 to L with steps <= SMAX.  PROFILE has LENGTH entries.  */
void mdm_profile_greatest (fmpq_t res, const fmpz *profile,
                           const mdm_linear_part_t *part, size_t length,
                           size_t smax);

/* Is sum_m PROFILE[m-1] (alpha * ekl_m + rest_m) < 0 for PART on every
   schedule with sizes in 1..SMAX?  Decided exactly, by the greatest such
   value.  PROFILE has LENGTH entries, all >= 0; with a negative one, no.  */
int mdm_profile_refutes (const fmpz *profile, const mdm_linear_part_t *part,
                         size_t length, size_t smax);

#endif
