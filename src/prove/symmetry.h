/* symmetry.h - permutations of atoms that leave forms as they are.

   A form over sets of atoms is left as it is by the permutations that map
   every set to one of equal coefficient.  They are a group; generators of it
   are found, for each atom i and each j > i one that maps i to j and leaves
   all before i in their places, if there is one.  What a program over all
   sets finds can then be averaged over the group, so that a program over its
   orbits is enough.  */
#ifndef MDM_SYMMETRY_H
#define MDM_SYMMETRY_H

#include "prove/elemental.h"

typedef struct
{
  unsigned char image[MDM_ATOMS_MAX];
} mdm_permutation_t;

typedef struct
{
  size_t n; /* atoms */
  size_t count;
  mdm_permutation_t generator[MDM_ATOMS_MAX * MDM_ATOMS_MAX / 2];
} mdm_invariance_t;

/* Set SYMMETRY to the permutations of N atoms that leave all COUNT vectors C
   of 2^N coefficients as they are, or where that takes long to a subgroup of
   them.  */
void mdm_invariance_set (mdm_invariance_t *symmetry, size_t n,
                         const fmpq *const *c, size_t count);

/* The image of SET.  */
mdm_atoms_t mdm_permutation_set (const mdm_permutation_t *p, size_t n,
                                 mdm_atoms_t set);

/* The orbits of sets of atoms, and of elemental inequalities: OF[x] is the
   number of the orbit of x, orbits being numbered in the order of their first
   members; FIRST[o] and SIZE[o] are that member and how many there are.  */
typedef struct
{
  size_t count;
  size_t *of, *first, *size;
} mdm_set_classes_t;

void mdm_set_classes_of_sets (mdm_set_classes_t *orbits,
                              const mdm_invariance_t *symmetry);
void mdm_set_classes_of_elementals (mdm_set_classes_t *orbits,
                                    const mdm_invariance_t *symmetry);
void mdm_set_classes_clear (mdm_set_classes_t *orbits);

#endif
