/* terms.h - the terms of a claim in normal form: as records, and their sum.

   The value of a term is the combination of logarithms of integers that its
   definition gives on the rows of the law: marginal weights for entropies,
   and p(x)/p_Y(x) in lowest terms for divergences.  A checker meets the same
   integers, so they are kept as they come.

   What only the writer knows is put in as a number: the bound of a schedule
   made for one, the smax of a scope.  */
#ifndef MDM_TERMS_H
#define MDM_TERMS_H

#include "cert/integers.h"
#include "claim/normal.h"
#include "prove/ray.h"
#include "sampler/instance.h"

/* What a claim's quantities speak of.  */
typedef struct
{
  mdm_subject_t *subject;   /* an instance, of a law without closed form; in
                               a universal certificate the scope */
  const mdm_scope_t *scope; /* of a universal certificate, else NULL */
  size_t ekl;               /* number of the schedule of `ekl', 0: any; all
                               else is about schedule 1 */
} mdm_terms_context_t;

/* Set *TEXT to the records of the terms of NORMAL, those with positive
   coefficients first, on the heap, and *COUNT to their number; the caller
   frees *TEXT with free, whatever happened.  MDM_ELIMIT for a quantity that a
   certificate cannot speak of.  */
mdm_status mdm_terms_write (char **text, size_t *count,
                            const mdm_normal_t normal,
                            const mdm_terms_context_t *context,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Set RES to the sum of the terms, and show the integers of each of them to
   INTEGERS, if not NULL.  MDM_EABSENT for what does not exist, MDM_ELIMIT for
   what is infinite or takes too long.  */
mdm_status mdm_terms_sum (mdm_logform_t res, mdm_integers_struct *integers,
                          const mdm_normal_t normal,
                          const mdm_terms_context_t *context,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
