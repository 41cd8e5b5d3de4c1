/* assume.h - instances of an inequality of the library: its positions stand
   for any disjoint groups of atoms.

   An inequality sum_T c_T H(X_T) >= 0 that holds for all laws on positions
   0..m-1 holds for m groups of atoms, tokens of groups being tokens, and on
   average given a further group K:
     sum_T c_T [H(G_T, K) - H(K)] >= 0,  G_T the union of the groups in T.  */
#ifndef MDM_ASSUME_H
#define MDM_ASSUME_H

#include "prove/frame.h"

typedef struct
{
  const mdm_part_form_t *part; /* the inequality */
  size_t groups;               /* m */
  mdm_atoms_t group[MDM_ATOMS_MAX];
  mdm_atoms_t k;
} mdm_instance_of_t;

/* Set *INSTANCE, a heap block, to at most MOST instances that the polymatroid
   H, of all sets of atoms, violates, the worst of all of each PART; their
   number is returned.  H guides: nothing rests on it.  */
size_t mdm_assume_violated (mdm_instance_of_t **instance,
                            const mdm_part_form_t *part,
                            const mdm_frame_t *frame, const fmpq *h,
                            size_t most);

/* How many assignments of atoms to groups are gone through.  */
uint64_t mdm_assume_work (const mdm_part_form_t *part,
                          const mdm_frame_t *frame);

/* C[S] = the coefficients of INSTANCE.  */
void mdm_assume_vector (fmpq *c, const mdm_frame_t *frame,
                        const mdm_instance_of_t *instance);

/* INSTANCE in the claim language, on the heap.  */
char *mdm_assume_str (const mdm_frame_t *frame,
                      const mdm_instance_of_t *instance);

#endif
