/* elemental.h - the elemental inequalities of Shannon's cone.

   Of N atoms there are N + C(N,2) 2^(N-2): H(i | all others) >= 0 and
   I(i;j | K) >= 0, K without i and j (THEORY section 10).  They are numbered:
   first the N of one atom, then for each pair i < j those of each K, in the
   order of K with i and j left out.  */
#ifndef MDM_ELEMENTAL_H
#define MDM_ELEMENTAL_H

#include "prove/frame.h"

typedef struct
{
  unsigned i, j; /* i < j; i = j: H(i | all others) */
  mdm_atoms_t k;
} mdm_elemental_t;

size_t mdm_elemental_count (size_t n);
mdm_elemental_t mdm_elemental_get (size_t n, size_t number);
size_t mdm_elemental_number (size_t n, mdm_elemental_t e);

/* Set SET[0..4) and SIGN[0..4) to the entropies that E is the sum of; their
   number, 1 to 4, is returned.  */
size_t mdm_elemental_expand (mdm_atoms_t set[4], int sign[4], size_t n,
                             mdm_elemental_t e);

/* An elemental inequality of positions: H(I | all others) where I = J, else
   I(I;J | K).  */
typedef struct
{
  unsigned i, j;
  mdm_set_t k;
} mdm_elemental_positions_t;

/* Tell VISIT of those of positions whose sum E is: with A, B, K groups of
   positions,
     I(A;B | K) = sum over a in A, b in B of I(a;b | K, those before a in A,
                  those before b in B),
     H(A | K) = sum over a of H(a | K, those before a)
   and, with R all the others of the sequence in their order,
     H(a | K) = H(a | K, R) + sum over r in R of I(a;r | K, those before r). */
void mdm_elemental_refine (const mdm_frame_t *frame, mdm_elemental_t e,
                           void (*visit) (void *data,
                                          mdm_elemental_positions_t e),
                           void *data);

/* The same of I(A;B | K), or where B is empty H(A | K), of groups of positions
   of a sequence of LENGTH.  */
void mdm_elemental_refine_groups (
    mdm_set_t a, mdm_set_t b, mdm_set_t k, size_t length,
    void (*visit) (void *data, mdm_elemental_positions_t e), void *data);

#endif
