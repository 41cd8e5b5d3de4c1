/* weighted_sizes.h - probability mixtures of schedules of sizes, and the files
   that hold them: a line `WEIGHT SIZES' for each schedule, such as
   `1/3 2,2,1'.  */
#ifndef MDM_WEIGHTED_SIZES_H
#define MDM_WEIGHTED_SIZES_H

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
/* Add all of X, of the same length; or those of weight > 0.  */
void mdm_mixture_add_all (mdm_mixture_t mixture, const mdm_mixture_t x);
void mdm_mixture_add_positive (mdm_mixture_t mixture, const mdm_mixture_t x);

/* Read a mixture from TEXT, the contents of FILE; blank lines and lines
   starting with # are skipped; the weights must be >= 0 with sum 1, the sizes
   sum to LENGTH and, where SMAX > 0, be in 1..SMAX; otherwise those that are 0
   draw nothing.  Anything else is an error with its place: MDM_EPARSE,
   MDM_EDOMAIN, or MDM_ELIMIT for numbers or a common denominator of the
   weights of more than MDM_DIGITS_MAX digits.  MIXTURE is then unchanged.  */
mdm_status mdm_mixture_parse (mdm_mixture_t mixture, const char *file,
                              const char *text, size_t text_length,
                              size_t length, size_t smax,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
