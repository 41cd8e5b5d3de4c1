/* subspaces.h - linear codes with vectors as tokens: every choice of one
   subspace of GF(q)^r for each atom.

   With U_a the subspace of atom a, u uniform on GF(q)^r, and the token of a
   the values of u on a basis of U_a, the entropy of a set S of atoms is the
   dimension of the sum of its subspaces, times log q.  The subspaces of a
   small space are all listed, as sets of vectors, with the sum of any two; up
   to a change of basis the first atom has one of each dimension.  */
#ifndef MDM_SUBSPACES_H
#define MDM_SUBSPACES_H

#include "prove/frame.h"

/* Most vectors of a space: a set of them is a word.  */
#define MDM_VECTORS_MAX 64
#define MDM_SUBSPACES_MAX 400

typedef struct
{
  unsigned q, r;
  unsigned vectors; /* q^r; vector v has the digits of v to the base q */
  size_t count;
  uint64_t member[MDM_SUBSPACES_MAX]; /* bit v for vector v */
  unsigned char dimension[MDM_SUBSPACES_MAX];
  uint16_t *sum; /* COUNT * COUNT */
} mdm_subspaces_t;

/* All subspaces of GF(Q)^R, Q prime, Q^R <= MDM_VECTORS_MAX and no more of
   them than MDM_SUBSPACES_MAX.  */
void mdm_subspaces_init (mdm_subspaces_t *spaces, unsigned q, unsigned r);
void mdm_subspaces_clear (mdm_subspaces_t *spaces);

/* Is OF the first subspace of its dimension?  */
int mdm_subspaces_is_first (const mdm_subspaces_t *spaces, size_t of);

/* Set SUM[S] to the subspace of each set S of the N atoms with subspaces
   CHOICE.  */
void mdm_subspaces_sums (uint16_t *sum, const mdm_subspaces_t *spaces,
                         const uint16_t *choice, size_t n);

/* Set BASIS to a basis of subspace OF; its dimension is returned.  */
size_t mdm_subspaces_basis (unsigned *basis, const mdm_subspaces_t *spaces,
                            size_t of);

/* The product of vectors U and V.  */
unsigned mdm_vector_product (const mdm_subspaces_t *spaces, unsigned u,
                             unsigned v);

#endif
