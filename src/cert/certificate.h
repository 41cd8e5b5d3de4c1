/* certificate.h - certificates of what was certified or proved, to be checked
   by mdmcheck (mdmcert-certificate(5)).

   A certificate states each claim that was decided, or where it was refuted
   its negation, in normal form (claim/normal.h), under its hypotheses and the
   conditions that the normal form rests on, with the exact value of its
   difference over a coprime base, or the table of rays.  The writer evaluates
   all this from the claim again; it takes no verdict from elsewhere.  */
#ifndef MDM_CERTIFICATE_H
#define MDM_CERTIFICATE_H

#include "claim/library.h"
#include "prove/joint.h"
#include "sampler/instance.h"

typedef struct
{
  char *text; /* on the heap, of LENGTH bytes; NULL before it is made */
  size_t length;
  size_t claims;   /* how many it states */
  char **left_out; /* "ID: why" of each claim that it does not */
  size_t left_outs;
} mdm_certificate_struct;

typedef mdm_certificate_struct mdm_certificate_t[1];

void mdm_certificate_init (mdm_certificate_t certificate);
void mdm_certificate_clear (mdm_certificate_t certificate);

/* A claim, the name it is shown under, and, unless it is NULL, the value of
   its unknown on an instance.  */
typedef struct
{
  const mdm_entry_t *entry;
  const char *id;
  const fmpq *unknown;
} mdm_certificate_claim_t;

/* Make CERTIFICATE of COUNT claims on the law of INSTANCE with its schedule.
   Claims that do not apply are passed over; those that are over a limit, or
   that certificates cannot speak of, are left out.  A checker knows only rows:
   the law gets listed, but keeps its closed form.  MDM_EABSENT when nothing is
   left to state, or when there is no certificate for such a law; MDM_ELIMIT
   when it would be too large.  */
mdm_status mdm_certificate_set_instance (mdm_certificate_t certificate,
                                         mdm_instance_t instance,
                                         const mdm_certificate_claim_t *claim,
                                         size_t count,
                                         mdm_err_t *err) MDM_MUST_CHECK;

/* Make CERTIFICATE of PROOF, which is of CLAIM, that is LINEAR, for SCOPE.
   MDM_EABSENT when the proof is undecided.  */
mdm_status mdm_certificate_set_proof (mdm_certificate_t certificate,
                                      const mdm_proof_t proof,
                                      const mdm_linear_t linear,
                                      const mdm_scope_t *scope,
                                      const mdm_certificate_claim_t *claim,
                                      mdm_err_t *err) MDM_MUST_CHECK;

/* The same of a proof JOINT of CLAIM, whose forms are PARTS (prove/joint.h):
   the claim, what is given, and the inequalities that add up to it.
   MDM_EABSENT where it is no proof, or of a strict claim; MDM_ELIMIT for more
   than MDM_CERTIFICATE_SETS_MAX positions.  */
#define MDM_CERTIFICATE_SETS_MAX 16
mdm_status mdm_certificate_set_joint (mdm_certificate_t certificate,
                                      const mdm_joint_t joint,
                                      const mdm_forms_struct *parts,
                                      const mdm_scope_t *scope,
                                      const mdm_certificate_claim_t *claim,
                                      mdm_err_t *err) MDM_MUST_CHECK;

#endif
