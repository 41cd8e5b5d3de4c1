/* frame.h - the atoms of forms: groups of positions that no form tells apart.

   Positions that stand in the same sets of all forms are always taken
   together, and those in none are left out: what remains are N atoms, disjoint
   groups of positions, and every form is one over the 2^N - 1 sets of atoms.
   For laws nothing is lost: the tokens of an atom are one token, and a law of
   atoms is a law of positions, the first of an atom having its token and all
   other positions one token that is always the same.  For proofs nothing is
   lost either: an elemental inequality of atoms is the sum of some of
   positions (elemental.h).  */
#ifndef MDM_FRAME_H
#define MDM_FRAME_H

#include "prove/form.h"

/* Most atoms where programs are over all sets of them; most of all.  */
#define MDM_ATOMS_MAX 12
#define MDM_FRAME_MAX MDM_FORM_LENGTH_MAX

/* A set of at most MDM_ATOMS_MAX atoms: bit a for atom a.  */
typedef uint32_t mdm_atoms_t;

typedef struct
{
  size_t length;                  /* L */
  size_t count;                   /* N */
  mdm_set_t group[MDM_FRAME_MAX]; /* ascending by their first positions */
} mdm_frame_t;

/* Set FRAME to that of all COUNT lists of FORMS, about sequences of LENGTH.
   A curve that is not written out tells all positions apart; of more than
   MDM_FRAME_MAX positions none is named, and FRAME has no groups.  */
void mdm_frame_set (mdm_frame_t *frame, const mdm_forms_struct *const *forms,
                    size_t count, size_t length);

/* How many atoms SET, which is a union of some, has.  */
size_t mdm_frame_size (const mdm_frame_t *frame, mdm_set_t set);

/* The number of sets of atoms, the empty one included; of at most
   MDM_ATOMS_MAX atoms, as all that follows.  */
static inline size_t
mdm_frame_sets (const mdm_frame_t *frame)
{
  return (size_t) 1 << frame->count;
}

/* The atoms of SET, which is a union of some; their positions.  */
mdm_atoms_t mdm_frame_atoms (const mdm_frame_t *frame, mdm_set_t set);
mdm_set_t mdm_frame_positions (const mdm_frame_t *frame, mdm_atoms_t atoms);

/* Set C[S], for all sets S of atoms, to the coefficients of FORM.  */
void mdm_frame_vector (fmpq *c, const mdm_frame_t *frame,
                       const mdm_set_form_struct *form);

#endif
