/* constant.h - the best constants of a claim with one unknown, for every law
   of a length at once.

   A claim linear in c says A + c B >= 0, A and B linear in the curve, for one
   or several parts.  For one process, or for all schedules of a scope, it
   holds for every law iff it does on every ray, at both extremes of ekl there:
   each of these bounds c on one side, B telling which, or where B = 0 asks A
   >= 0.  So the values of c for which it holds are an interval with rational
   ends, each the work of a ray (THEORY section 11).

   For some schedule c may not multiply ekl, and the ends are optima of the
   linear program over paths (pathlp.h): a mixture of schedules reaches one,
   and a profile of rays shows that nothing better does.  Of several parts the
   program has no profile; a single part may have one that bounds the whole.

   Where c multiplied a min of upper bounds or a max of lower ones, which
   splits for c >= 0 alone, the interval is right if a ray forbids every c < 0,
   or if c has no least value and a greatest one >= 0: for c < 0 what is
   claimed is less than all parts are.  */
#ifndef MDM_CONSTANT_H
#define MDM_CONSTANT_H

#include "prove/prove.h"

typedef enum
{
  MDM_CONSTANT_FOUND,
  MDM_CONSTANT_NONE,     /* the claim holds for no c */
  MDM_CONSTANT_UNDECIDED /* the note says why */
} mdm_constant_state;

/* One end of the interval.  */
typedef struct
{
  int bounded; /* is there one? */
  fmpq_t c;    /* then, what it is */
  int sharp;   /* is it known that nothing beyond it does? */
  size_t ray;  /* one process, all schedules: the ray that bounds it */
  mdm_schedule_t schedule; /* all schedules: with this one, */
  int has_schedule;        /* if it is set */
  mdm_mixture_t mixture;   /* some schedule: what reaches it, */
  fmpz *profile;           /* and what bounds it, or NULL */
} mdm_constant_end_t;

typedef struct
{
  mdm_constant_state state;
  size_t length;
  /* Of MDM_CONSTANT_NONE the rays of both ends clash, or the one ray, both
     being the same, forbids all c; for some schedule the profile of the first
     does.  */
  mdm_constant_end_t end[2]; /* the least, the greatest */
  const char *note;          /* lent; "" where there is nothing to say */
} mdm_constant_struct;

typedef mdm_constant_struct mdm_constant_t[1];

void mdm_constant_init (mdm_constant_t constant, size_t length);
void mdm_constant_clear (mdm_constant_t constant);

/* Solve CLAIM, whose unknown is linear in it (claim/unknown.h), for SCOPE,
   which has schedules.  Fails as mdm_rays_linear does, and with MDM_EDOMAIN
   where the unknown multiplies ekl of some schedule, or a min or max and may
   be negative.  */
mdm_status mdm_constant_solve (mdm_constant_t constant,
                               const mdm_claim_t *claim,
                               const mdm_scope_t *scope,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* Set PROOF, just initialised, to what shows that nothing beyond END, which
   has a ray or a profile, does: LINEAR, the claim with its constant, has no
   slack there, so that the strict claim, which LINEAR becomes, is refuted.  */
void mdm_constant_show_sharp (mdm_proof_t proof, mdm_linear_t linear,
                              const mdm_constant_end_t *end,
                              const mdm_scope_t *scope);

/* The one value to name: the end that there is if there is one only, or what
   both are; NULL if there is none such.  Lent.  */
const fmpq *mdm_constant_value (const mdm_constant_t constant);

#endif
