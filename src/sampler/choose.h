/* choose.h - which positions a policy draws in one state: its rule, decided
   exactly.

   The masked positions are brought into the rule's order.  Probabilities are
   compared as fractions.  Entropies, and sums of them with gamma, are compared
   by balls, and where these meet by their exact forms (logform.h), so that a
   tie is one.  Where ties are broken at random every choice is of this form:
   some positions for certain, and some number of others that are tied, all
   such subsets with the same probability.  */
#ifndef MDM_CHOOSE_H
#define MDM_CHOOSE_H

#include "sampler/policy.h"
#include "sampler/said.h"

typedef struct
{
  uint64_t fixed; /* drawn in any case */
  uint64_t tied;  /* of these .. */
  unsigned take;  /* .. so many are, 0 <= take < their number; 0 if none is */
} mdm_choice_t;

/* The masked positions among which POLICY chooses where REVEALED is revealed
   of LENGTH: those of the first block with one.  */
uint64_t mdm_choose_among (const mdm_policy_t policy, uint64_t revealed,
                           size_t length);

/* Does POLICY, a rule, look at what is said?  */
int mdm_choose_listens (const mdm_policy_t policy);

/* Set CHOICE to that of POLICY, a rule, of the positions in AMONG, which are
   those of SAID[0..COUNT), ascending, or SAID is NULL if it does not listen.
   MDM_ELIMIT where a comparison cannot be decided.  */
mdm_status mdm_choose (mdm_choice_t *choice, const mdm_policy_t policy,
                       uint64_t among, const mdm_said_t *said, size_t count,
                       mdm_err_t *err) MDM_MUST_CHECK;

/* Set RANK[i], i < COUNT, to the number of the SAID whose entropies by the
   law itself are greater, so that equal ones have the same.  */
mdm_status mdm_choose_rank_entropies (size_t *rank, const mdm_said_t *said,
                                      size_t count,
                                      mdm_err_t *err) MDM_MUST_CHECK;

/* How many subsets CHOICE stands for, saturating; the first of them, and the
   one after *DRAWN, or 0 after the last.  */
uint64_t mdm_choice_count (const mdm_choice_t *choice);
uint64_t mdm_choice_first (const mdm_choice_t *choice);
uint64_t mdm_choice_next (const mdm_choice_t *choice, uint64_t drawn);

#endif
