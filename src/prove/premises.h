/* premises.h - the hypotheses of a claim as vectors over sets of atoms: those
   that are given, and instances of what is assumed (assume.h), which are added
   as a polymatroid violates them.  */
#ifndef MDM_PREMISES_H
#define MDM_PREMISES_H

#include "prove/assume.h"
#include "prove/shannon.h"

typedef struct
{
  const mdm_frame_t *frame;
  const mdm_forms_struct *given, *assumed;
  size_t count;
  mdm_hypothesis_t *hypothesis;
  mdm_instance_of_t *instance; /* of hypothesis k at k - GIVEN->count */
} mdm_premises_t;

/* All is lent to PREMISES.  Of more than MDM_ATOMS_MAX atoms there are no
   vectors, and COUNT is 0.  */
void mdm_premises_init (mdm_premises_t *premises, const mdm_frame_t *frame,
                        const mdm_forms_struct *given,
                        const mdm_forms_struct *assumed);
void mdm_premises_clear (mdm_premises_t *premises);

/* Add the worst instances that POINT violates, a few; their number is
   returned.  */
size_t mdm_premises_add_violated (mdm_premises_t *premises, const fmpq *point);

#endif
