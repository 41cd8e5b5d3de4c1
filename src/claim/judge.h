/* judge.h - the verdict of a claim on an instance.

   The two sides are evaluated exactly and compared by the decision procedure
   of exact/logform.h.  A hypothesis that fails, or a quantity that the
   instance does not have, makes a claim not applicable, never "holds"; what
   would take too long leaves it undecided.  */
#ifndef MDM_JUDGE_H
#define MDM_JUDGE_H

#include "claim/expr.h"
#include "claim/library.h"
#include "sampler/instance.h"

typedef enum
{
  MDM_VERDICT_HOLDS,    /* strictly, where the relation is <= or >= */
  MDM_VERDICT_EQUALITY, /* both sides equal, under <=, >= or = */
  MDM_VERDICT_REFUTED,
  MDM_VERDICT_NOT_APPLICABLE,
  MDM_VERDICT_UNDECIDED
} mdm_verdict;

/* "holds", "equality", "refuted", "not-applicable", "undecided"; all of
   them, ended by NULL.  */
const char *mdm_verdict_str (mdm_verdict verdict);
extern const char *const mdm_verdict_words[];

typedef struct
{
  mdm_verdict verdict;
  int known; /* are the two sides below there? */
  mdm_value_t lhs, rhs;
  mdm_relation relation;
  char *note; /* on the heap; what a reader must know; never NULL */
} mdm_judgement_struct;

typedef mdm_judgement_struct mdm_judgement_t[1];

void mdm_judgement_init (mdm_judgement_t judgement);
void mdm_judgement_clear (mdm_judgement_t judgement);

/* What ENTRY is about, if INSTANCE is not of that kind, else NULL.  */
const char *mdm_entry_misses (const mdm_entry_t *entry,
                              const mdm_instance_t instance);

/* Judge ENTRY, of the library or the user's, on INSTANCE.  Fails only for an
   error in the claim itself (an index out of range, a division by zero), with
   its place in ERR.  */
mdm_status mdm_judge (mdm_judgement_t res, const mdm_entry_t *entry,
                      mdm_instance_t instance, mdm_err_t *err) MDM_MUST_CHECK;

#endif
