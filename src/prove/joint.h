/* joint.h - claims about all laws in joint entropies: proofs by elemental
   inequalities, refutations by laws (THEORY section 10).

   A claim is one or several forms >= 0 (form.h), and so are the hypotheses.
   Each part is decided by Shannon's inequalities (shannon.h); where these do
   not imply it, a law that satisfies every hypothesis and refutes it is looked
   for: a code (codes.h), one with the entropies of such a polymatroid
   (points.h), one that treats all positions but one alike (distinct.h), then
   one of few rows (small.h).  A part without proof and
   without law is undecided, and the polymatroid on which it fails is told.  Of
   7 atoms and more a proof from few sets (chains.h) is looked for before that,
   and a law that is a code of few dimensions (climb.h); of more than
   MDM_ATOMS_MAX there is nothing else.

   Where all that is said treats all atoms alike, or all but one, the rays
   decide at any number of atoms (cone.h): of more than MDM_ATOMS_MAX, and
   of fewer if no law was found.  There a law may be told without being listed.

   Beyond Shannon's, inequalities of the library may be assumed: each position
   that they name stands for any group of atoms, with a group that all have in
   common, and those that the polymatroid at hand violates are added until
   there is a proof or none is violated.  */
#ifndef MDM_JOINT_H
#define MDM_JOINT_H

#include "law/law.h"
#include "prove/cone.h"
#include "prove/prove.h"
#include "prove/shannon.h"

/* A term of a proof: WEIGHT times an elemental inequality.  */
typedef struct
{
  size_t part; /* of the claim, from 0 */
  fmpq_t weight;
  mdm_elemental_positions_t e;
} mdm_joint_term_t;

/* Or WEIGHT times a hypothesis, TEXT (on the heap) being >= 0 or = 0, called
   ID, or NULL; FORM is lent by what was given, or NULL for an instance of what
   is assumed.  */
typedef struct
{
  size_t part;
  fmpq_t weight;
  const mdm_part_form_t *form;
  char *text;
  const char *id;
} mdm_joint_given_t;

typedef struct
{
  mdm_proof_verdict verdict;
  size_t length, parts;
  size_t terms, givens;
  mdm_joint_term_t *term;
  mdm_joint_given_t *given;
  mdm_law_t law;     /* refuted: what does it .. */
  int listed;        /* .. if it is there, .. */
  int compared;      /* .. and its own entropies were compared */
  mdm_frame_t frame; /* the atoms */
  fmpq *point;       /* undecided: of each set of atoms; or NULL */
  size_t failed;     /* refuted or undecided: the part */
  int by_rays;       /* or else by elemental inequalities and laws */
  mdm_cone_t cone;   /* .. those of which */
  fmpq *slack;       /* proved by rays: the least over the parts on each */
  fmpz *copies;      /* refuted by rays: of each, .. */
  ulong prime;       /* .. codes over this prime */
  const char *note;  /* lent; "" where there is nothing to say */
} mdm_joint_struct;

typedef mdm_joint_struct mdm_joint_t[1];

void mdm_joint_init (mdm_joint_t joint, size_t length);
void mdm_joint_clear (mdm_joint_t joint);

/* Decide CLAIM given GIVEN, with ASSUMED, inequalities of positions that stand
   for any groups.  MDM_ELIMIT over LIMIT.  */
mdm_status mdm_joint_decide (mdm_joint_t joint, const mdm_forms_struct *claim,
                             const mdm_forms_struct *given,
                             const mdm_forms_struct *assumed,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* A proof of CLAIM given GIVEN by elemental inequalities of few sets alone
   (chains.h), where JOINT, just initialised, was proved by rays; MDM_EABSENT
   if there is none.  */
mdm_status mdm_joint_expand (mdm_joint_t joint, const mdm_forms_struct *claim,
                             const mdm_forms_struct *given,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
