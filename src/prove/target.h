/* target.h - what a law must do to refute a claim, in floating point for
   those who search, and exactly for the one that was found.

   A law refutes the claim C >= 0 (or C > 0) if it satisfies every hypothesis
   and C < 0 (C <= 0) there.  The search sees this as vectors over sets of
   atoms (frame.h), with sums of absolute values 1, and a tolerance; whatever
   it finds is only believed once the exact entropies of the law say so.  */
#ifndef MDM_TARGET_H
#define MDM_TARGET_H

#include "law/law.h"
#include "prove/frame.h"

typedef struct
{
  const mdm_frame_t *frame;
  const mdm_part_form_t *claim;
  const mdm_forms_struct *given;
  size_t n, sets;
  double *c; /* SETS */
  double *g; /* of hypothesis k at g[k * SETS] */
} mdm_target_t;

/* All is lent to TARGET.  Of more than MDM_ATOMS_MAX atoms there are no
   vectors, and SETS is 0.  */
void mdm_target_init (mdm_target_t *target, const mdm_frame_t *frame,
                      const mdm_part_form_t *claim,
                      const mdm_forms_struct *given);
/* Free what TARGET has of its own.  */
void mdm_target_clear (mdm_target_t *target);

/* With the entropies H of all sets: C.  */
double mdm_target_value (const mdm_target_t *target, const double *h);
/* How much the hypotheses fail with them, 0 within the tolerance.  */
double mdm_target_failure (const mdm_target_t *target, const double *h);
/* Would they refute the claim?  */
int mdm_target_refutes (const mdm_target_t *target, const double *h);
/* Is the value C of a claim such that it is refuted?  */
int mdm_target_is_below (const mdm_target_t *target, double c);

/* A law of atoms: COUNT rows of N tokens each below 2^16 with weights > 0, of
   which some may be equal.  */
typedef struct
{
  size_t n, count;
  uint16_t *token;
  ulong *weight;
} mdm_sample_t;

/* Free what SAMPLE has.  */
void mdm_sample_clear (mdm_sample_t *sample);

/* X becomes the product of X and Y, in which all rows are equally frequent; 0
   where it has more than ROWS.  */
int mdm_sample_multiply (mdm_sample_t *x, const mdm_sample_t *y, size_t rows);

/* Set LAW to the law of positions that SAMPLE is (frame.h).  */
mdm_status mdm_sample_law (mdm_law_t law, const mdm_frame_t *frame,
                           const mdm_sample_t *sample,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Is PART false of LAW, and are all of GIVEN true?  Decided by exact
   entropies; no form has a curve that is not written out.  */
mdm_status mdm_target_is_refuted (int *refuted, const mdm_part_form_t *part,
                                  const mdm_forms_struct *given,
                                  const mdm_law_t law) MDM_MUST_CHECK;

/* Does SAMPLE refute the claim?  Decided by exact entropies of all positions.
   If so LAW is set to the law of positions that SAMPLE is.  No form has a
   curve that is not written out.  */
mdm_status mdm_target_try (mdm_law_t law, int *refutes,
                           const mdm_target_t *target,
                           const mdm_sample_t *sample,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
