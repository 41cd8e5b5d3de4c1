/* chains.h - proofs from few sets: Shannon's inequalities along chains.

   Put the atoms in an order, P_i being the first i of them.  The chain rule
   and conditioning speak of little more than the sets S of a claim, their
   parts S n P_i and what grows from them, S u P_i; a proof by submodularity
   stays among unions and intersections of its sets.  So a program over such a
   family of sets F, whose columns are I(A;B|K) >= 0, the sets K, K u A, K u B
   and K u A u B in F, and H(A|K) >= 0, K and K u A in F, nothing of F between
   them, is small where that over all sets is large, and what it finds is a
   proof: the terms are sums of elemental inequalities (elemental.h).  It need
   not find one where there is one.  Of the I(A;B|K) those that are sums of
   others are left out; what a term costs is how many elemental inequalities it
   is.  */
#ifndef MDM_CHAINS_H
#define MDM_CHAINS_H

#include "prove/frame.h"

/* WEIGHT times I(A;B|K), or where B is empty H(A|K); sets of positions.  */
typedef struct
{
  mdm_set_t a, b, k;
  fmpq_t weight;
} mdm_chains_term_t;

typedef struct
{
  int found;
  size_t count;
  mdm_chains_term_t *term;
  size_t hypotheses;
  fmpq *given; /* the weight of each hypothesis */
} mdm_chains_struct;

typedef mdm_chains_struct mdm_chains_t[1];

void mdm_chains_init (mdm_chains_t res, size_t hypotheses);
void mdm_chains_clear (mdm_chains_t res);

/* Look for a proof of FORM >= 0 from GIVEN, none of them with a curve: exact,
   and checked by adding up.  */
void mdm_chains_find (mdm_chains_t res, const mdm_frame_t *frame,
                      const mdm_set_form_struct *form,
                      const mdm_forms_struct *given);

#endif
