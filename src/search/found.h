/* found.h - the laws that stand out in a search: of each question the one with
   the greatest ratio or value, and of each claim the smallest that refutes
   it.

   Ratios are compared as in claim/ratio.h.  Of equal ones the law that comes first
   stays, so that what is found does not depend on how the laws were shared
   out.  */
#ifndef MDM_FOUND_H
#define MDM_FOUND_H

#include "claim/judge.h"
#include "search/asked.h"

/* A law and a schedule; none if INDEX is MDM_FOUND_NONE.  */
typedef struct
{
  uint64_t index;    /* when the law came, from 0 */
  size_t schedule;   /* which of the schedules */
  size_t cells;      /* V^L */
  uint32_t *weight;  /* CELLS of them */
  mdm_value_t above; /* the left side of the claim, or the goal */
  mdm_value_t below; /* the right side, or the goal's divisor, or 1 */
} mdm_found_law_t;

#define MDM_FOUND_NONE UINT64_MAX

typedef struct
{
  uint64_t of[5];                 /* how many verdicts of each kind */
  mdm_found_law_t best;           /* of the greatest ratio or value */
  mdm_found_law_t counterexample; /* the first that refutes */
} mdm_found_t;

void mdm_found_init (mdm_found_t *found, size_t cells);
void mdm_found_clear (mdm_found_t *found);

/* Set LAW to what is given, the values copied.  */
void mdm_found_law_set (mdm_found_law_t *law, uint64_t index, size_t schedule,
                        const uint32_t *weight, const mdm_value_t above,
                        const mdm_value_t below);

/* Does ABOVE / BELOW stand before what BEST has, where SIGN 1 asks for the
   greatest and -1 for the least ratio?  Not if BELOW is 0 or a side is
   infinite.  *BETTER is set.  Fails with MDM_ELIMIT where the sign of BELOW is
   not decided.  */
mdm_status mdm_found_is_better (int *better, const mdm_found_law_t *best,
                                const mdm_value_t above,
                                const mdm_value_t below, int sign,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Add what MORE has found, of laws that may come before or after.  SIGN as
   above.  */
mdm_status mdm_found_add (mdm_found_t *found, const mdm_found_t *more,
                          int sign, mdm_err_t *err) MDM_MUST_CHECK;

/* The ratio that a question asks for: the greatest lhs / rhs of `<=' and the
   like, the least of `>='.  */
int mdm_search_sign (const mdm_search_asked_t *asked, size_t question);

#endif
