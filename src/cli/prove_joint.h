/* prove_joint.h - proofs in joint entropies on the command line: hypotheses,
   what is assumed, and the file of a law that refutes a claim.  */
#ifndef MDM_PROVE_JOINT_H
#define MDM_PROVE_JOINT_H

#include "cli/commands.h"
#include "cli/theorems.h"

typedef struct
{
  mdm_asked_t given, assumed; /* of --given and --assume */
} mdm_hypotheses_t;

void mdm_hypotheses_init (mdm_hypotheses_t *hypotheses);
void mdm_hypotheses_clear (mdm_hypotheses_t *hypotheses);

/* Read the texts GIVEN and ASSUMED; LIBRARY outlives what is read.  */
mdm_status mdm_hypotheses_read (mdm_hypotheses_t *hypotheses,
                                const mdm_library_t library,
                                const mdm_list_t *given,
                                const mdm_list_t *assumed,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Is the claim ASKED, in SCOPE, with HYPOTHESES, for this room rather than for
   the rays?  */
int mdm_prove_is_joint (const mdm_asked_claim_t *asked,
                        const mdm_hypotheses_t *hypotheses,
                        const mdm_scope_t *scope);

/* Decide it, write the law of --witness, and report.  SCOPE_TEXT says the
   scope in words.  */
mdm_status mdm_prove_joint (mdm_result_t result, mdm_exit *outcome,
                            const mdm_asked_claim_t *asked,
                            const mdm_hypotheses_t *hypotheses,
                            const mdm_scope_t *scope, const char *scope_text,
                            const mdm_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
