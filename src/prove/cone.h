/* cone.h - claims that treat all atoms alike, or all but one: decided by the
   extreme rays of their cone, at any number of atoms.

   With n atoms that are treated alike, and perhaps one apart, a form is one
   over the classes of sets with b of the n, without the one or with it, and
   the rays are (THEORY section 10, proof in mdmcert-theory(7), J5 and J6) h =
   min (b, r), 1 <= r <= n, if none is apart, and else h = min (b, r) without
   it and min (r, b + k) with it, 0 <= k <= r, and h = 1 with it, 0 without;
   all of them are entropies of codes over one prime.  So C >= 0 follows from
   the hypotheses G iff there are z, >= 0 for inequalities, with
     C - sum z G >= 0 on every ray,
   and otherwise it is false of independent copies of some of the codes.  A
   linear program finds either, in fractions; it has a row for each
   hypothesis.  */
#ifndef MDM_CONE_H
#define MDM_CONE_H

#include "prove/frame.h"

typedef struct
{
  const mdm_frame_t *frame; /* lent */
  size_t n;                 /* atoms that are treated alike */
  int apart;                /* is there one more? */
  size_t one;               /* its number */
} mdm_cone_t;

/* R as above; 0 for the ray of the atom apart alone.  */
typedef struct
{
  size_t r, k;
} mdm_cone_ray_t;

/* Set CONE to that of all COUNT lists of FORMS, whose frame is FRAME; 0 if
   there is none.  An atom is only apart where they are not all alike.  */
int mdm_cone_set (mdm_cone_t *cone, const mdm_frame_t *frame,
                  const mdm_forms_struct *const *forms, size_t count);

/* The number of rays, and the one of NUMBER, by ascending r and k and that of
   the one alone last.  */
size_t mdm_cone_rays (const mdm_cone_t *cone);
mdm_cone_ray_t mdm_cone_ray (const mdm_cone_t *cone, size_t number);

/* Set VALUE[i] to that of FORM on ray i.  */
void mdm_cone_values (fmpq *value, const mdm_cone_t *cone,
                      const mdm_set_form_struct *form);

typedef enum
{
  MDM_CONE_PROVED,
  MDM_CONE_REFUTED,
  MDM_CONE_UNKNOWN /* the hypotheses are contradictory, or over the limit */
} mdm_cone_outcome;

typedef struct
{
  mdm_cone_outcome outcome;
  size_t rays, hypotheses;
  fmpq *slack;  /* proved: C - sum z G on each ray */
  fmpq *given;  /* proved: z */
  fmpz *copies; /* refuted: of each ray; none: the law is deterministic */
} mdm_cone_answer_struct;

typedef mdm_cone_answer_struct mdm_cone_answer_t[1];

void mdm_cone_answer_init (mdm_cone_answer_t answer, const mdm_cone_t *cone,
                           size_t hypotheses);
void mdm_cone_answer_clear (mdm_cone_answer_t answer);

/* Decide PART given GIVEN: exact, and checked on every ray.  */
void mdm_cone_decide (mdm_cone_answer_t answer, const mdm_cone_t *cone,
                      const mdm_part_form_t *part,
                      const mdm_forms_struct *given);

#endif
