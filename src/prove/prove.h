/* prove.h - universal statements: a claim for every law of length L, over
   every vocabulary at once.

   One process, or all schedules of a scope: a claim that is linear in the
   curve holds iff it holds on each of the L rays (linear.h).  Since alpha ekl
   + rest is monotone in ekl, the least and the greatest ekl on the ray
   (scope.h) decide for all schedules, and none is enumerated.

   Some schedule: a mixture of schedules whose mean satisfies
   the claim on every ray proves it, a profile of rays on which every schedule
   falls strictly short refutes it (mixture.h).  Tried in turn: the caller's
   mixture, the offset schedules, the profile of rays 1..s, and the linear
   program over paths (pathlp.h), or, where parts weigh ekl with either sign,
   one schedule.  */
#ifndef MDM_PROVE_H
#define MDM_PROVE_H

#include "prove/mixture.h"

typedef enum
{
  MDM_PROVED,
  MDM_PROOF_REFUTED,
  MDM_PROOF_UNDECIDED
} mdm_proof_verdict;

/* "proved", "refuted", "undecided".  */
const char *mdm_proof_verdict_str (mdm_proof_verdict verdict);

typedef struct
{
  mdm_proof_verdict verdict;
  size_t length;
  fmpq *ekl;   /* the error used on ray m at ekl[m-1]: the process's, the
                  worst schedule's for the claim, the mixture's mean */
  fmpq *slack; /* the least of alpha ekl + rest over the parts there */
  int table;   /* are ekl and slack there? (not with a profile alone) */
  size_t ray;  /* refuted: a ray that does it, else 0; where there is no
                  profile either, a law of one sequence does it */
  mdm_schedule_t schedule; /* and the schedule (ALL), if has_schedule */
  int has_schedule;
  mdm_mixture_t mixture; /* SOME: what proves it, if its count is > 0 */
  fmpz *profile;         /* SOME: what refutes it, or NULL */
  char *law;             /* refuted: a law of fewer tokens than the ray's that
                            does it too (witness.h), heap, or NULL */
  unsigned tokens;       /* of it */
  const char *note;      /* lent; "" where there is nothing to say */
} mdm_proof_struct;

typedef mdm_proof_struct mdm_proof_t[1];

void mdm_proof_init (mdm_proof_t proof, size_t length);
void mdm_proof_clear (mdm_proof_t proof);

/* Decide LINEAR for SCOPE.  MIXTURE, for scope SOME, is the caller's or
   NULL.  */
void mdm_prove (mdm_proof_t proof, const mdm_linear_t linear,
                const mdm_scope_t *scope, const mdm_mixture_struct *mixture);

/* Set EKL to the extreme of ekl on ray M over the schedules of SCOPE, which is
   ALL, that makes PART least.  */
void mdm_prove_worst_ekl (fmpq_t ekl, const mdm_linear_part_t *part,
                          const mdm_scope_t *scope, size_t m);

#endif
