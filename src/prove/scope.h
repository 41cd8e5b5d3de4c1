/* scope.h - what a claim is to be proved for: one process, all schedules, or
   some schedule, with sizes of at most smax, or in exactly T steps, or both.

   What ray m (ray.h) sees of a schedule of sizes >= 1 is where the block that
   holds position m ends: ekl_m = end - m.  Without a number of steps it takes
   every value from 0 to min (S - 1, L - m), S the largest size.  In T steps a
   block that ends at m + v leaves the parts before and after it to T - 1
   others: v is taken iff
       0 <= v <= min (S - 1, L - m, L - T),  v >= L - m - (T-1) S,
       ceil ((m+v)/S) + ceil ((L-m-v)/S) <= T,
   which holds for all between the least and the greatest unless T = ceil
   (L/S) (THEORY section 11, proof in mdmcert-theory(7)).  */
#ifndef MDM_SCOPE_H
#define MDM_SCOPE_H

#include "claim/environment.h"

typedef enum
{
  MDM_SCOPE_PROCESS, /* one schedule, or a process given by its weights a_k,
                        or nothing of the kind */
  MDM_SCOPE_ALL,     /* all schedules with these sizes and steps */
  MDM_SCOPE_SOME     /* some such schedule */
} mdm_scope_kind;

typedef struct
{
  mdm_scope_kind kind;
  size_t length;
  size_t smax;  /* ALL and SOME: the largest size, or 0: any */
  size_t steps; /* ALL and SOME: exactly so many, of sizes >= 1; 0: any */
  const mdm_schedule_struct *schedule; /* PROCESS, or NULL */
  const fmpq *weight;  /* PROCESS: a_0 .. a_{L-1}; NULL: a schedule of blocks,
                          or none */
  const fmpq *unknown; /* the value of the claim's unknown, or NULL */
} mdm_scope_t;

/* SCOPE, which outlives it, as a subject without a ray: quantities of the
   scope alone may be asked for.  */
mdm_subject_t mdm_scope_subject (const mdm_scope_t *scope);

/* Of ALL and SOME.  Is there any such schedule?  The largest size that one
   may have.  */
int mdm_scope_is_empty (const mdm_scope_t *scope);
size_t mdm_scope_largest (const mdm_scope_t *scope);

/* Is SCHEDULE, of sizes, one of them?  */
int mdm_scope_has (const mdm_scope_t *scope, const mdm_schedule_t schedule);

/* Set *LEAST and *MOST to the extremes of ekl on ray M, 1 <= M <= L, over the
   schedules of SCOPE, which has some.  */
void mdm_scope_ekl_range (size_t *least, size_t *most,
                          const mdm_scope_t *scope, size_t m);

/* Set SCHEDULE to one of SCOPE whose block that holds position M ends at M +
   V, a value of ekl that is taken there; one whose largest size is smax, if
   there is such a one, for then what a claim says of smax is said of it.  */
void mdm_scope_find (mdm_schedule_t schedule, const mdm_scope_t *scope,
                     size_t m, size_t v);

#endif
