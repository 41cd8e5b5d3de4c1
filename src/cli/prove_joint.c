#include <config.h>

#include "cli/prove_joint.h"

#include "prove/joint.h"
#include "text/string.h"

void
mdm_hypotheses_init (mdm_hypotheses_t *hypotheses)
{
  mdm_asked_init (&hypotheses->given);
  mdm_asked_init (&hypotheses->assumed);
}

void
mdm_hypotheses_clear (mdm_hypotheses_t *hypotheses)
{
  mdm_asked_clear (&hypotheses->given);
  mdm_asked_clear (&hypotheses->assumed);
}

static mdm_status
read_list (mdm_asked_t *asked, const mdm_library_t library, const char *option,
           const mdm_list_t *list, mdm_err_t *err)
{
  for (size_t i = 0; i < list->count; i++)
    MDM_TRY (
        mdm_asked_hypothesis (asked, library, option, list->text[i], err));
  mdm_asked_settle (asked);
  for (size_t i = 0; i < asked->count; i++)
    {
      const mdm_claim_t *claim = &asked->asked[i].entry->statement.claim;
      MDM_OWNED char *where = mdm_option_str (option, list->text[i]);

      if (asked->asked[i].entry->some)
        return mdm_option_fail (err, where,
                                "it claims some schedule, which no "
                                "hypothesis does");
      if (!mdm_expr_root (claim->lhs)->quantities
          && !mdm_expr_root (claim->rhs)->quantities)
        return mdm_option_fail (err, where,
                                "a constant alone is no hypothesis");
    }
  return MDM_OK;
}

mdm_status
mdm_hypotheses_read (mdm_hypotheses_t *hypotheses, const mdm_library_t library,
                     const mdm_list_t *given, const mdm_list_t *assumed,
                     mdm_err_t *err)
{
  MDM_TRY (read_list (&hypotheses->given, library, "given", given, err));
  return read_list (&hypotheses->assumed, library, "assume", assumed, err);
}

int
mdm_prove_is_joint (const mdm_asked_claim_t *asked,
                    const mdm_hypotheses_t *hypotheses,
                    const mdm_scope_t *scope)
{
  return hypotheses->given.count + hypotheses->assumed.count > 0
         || (scope->schedule != NULL
             && scope->schedule->kind == MDM_SCHEDULE_BLOCKS)
         || mdm_set_form_names_positions (&asked->entry->statement.claim);
}

/* Add to FORMS the hypotheses of ENTRY that are about the law.  */
static mdm_status
add_own (mdm_forms_t forms, const mdm_entry_t *entry, const mdm_scope_t *scope,
         mdm_err_t *err)
{
  for (size_t h = 0; h < entry->hypotheses; h++)
    if (mdm_set_form_names_positions (&entry->hypothesis[h].claim))
      MDM_TRY (
          mdm_forms_add (forms, entry->hypothesis + h, NULL, 1, scope, err));
  return MDM_OK;
}

/* Do the other hypotheses of ENTRY, which is given, hold in SCOPE?  And it
   must have none about the law.  */
static mdm_status
check_given (const mdm_entry_t *entry, const mdm_scope_t *scope,
             mdm_err_t *err)
{
  int holds = 1;

  for (size_t h = 0; h < entry->hypotheses && holds; h++)
    {
      MDM_TRY (mdm_rays_hypothesis (&holds, &entry->hypothesis[h].claim, scope,
                                    err));
      if (!holds)
        return mdm_err_set (err, MDM_EDOMAIN, entry->id, 0, 0,
                            "the hypothesis %s does not hold",
                            entry->hypothesis[h].text);
    }
  return MDM_OK;
}

/* Add to FORMS what is ASKED, as hypotheses.  */
static mdm_status
add_hypotheses (mdm_forms_t forms, const mdm_asked_t *asked,
                const mdm_scope_t *scope, mdm_err_t *err)
{
  for (size_t i = 0; i < asked->count; i++)
    {
      const mdm_entry_t *entry = asked->asked[i].entry;
      MDM_TRY (check_given (entry, scope, err));
      MDM_TRY (
          mdm_forms_add (forms, &entry->statement, entry->id, 1, scope, err));
    }
  return MDM_OK;
}

/* Does FORM, which is assumed, name few positions and nothing else?  */
static mdm_status
check_assumed (const mdm_set_form_struct *form, mdm_err_t *err)
{
  if (form->curve != NULL)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "what is assumed speaks of averages over positions, "
                        "for which no groups can stand");
  for (size_t j = 0; j < form->count; j++)
    if (form->term[j].set >> MDM_ATOMS_MAX != 0)
      return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "what is assumed names position %d or later",
                          MDM_ATOMS_MAX);
  return MDM_OK;
}

/* What is assumed speaks of positions alone: any groups stand for them.  */
static mdm_status
add_assumed (mdm_forms_t forms, const mdm_asked_t *asked, mdm_err_t *err)
{
  mdm_scope_t scope
      = { .kind = MDM_SCOPE_PROCESS, .length = MDM_FORM_LENGTH_MAX };

  for (size_t i = 0; i < asked->count; i++)
    {
      const mdm_entry_t *entry = asked->asked[i].entry;
      size_t first = forms->count;

      MDM_TRY (check_given (entry, &scope, err));
      MDM_TRY (
          mdm_forms_add (forms, &entry->statement, entry->id, 0, &scope, err));
      for (; first < forms->count; first++)
        MDM_TRY (check_assumed (forms->part[first].form, err));
    }
  return MDM_OK;
}

/* Write the law of JOINT to the file of --witness.  */
static mdm_status
write_witness (const mdm_joint_t joint, const char *file, mdm_err_t *err)
{
  return joint->listed
             ? mdm_write_witness (joint->law, file, err)
             : mdm_err_set (err, MDM_ELIMIT, "--witness", 0, 0,
                            "the law that refutes the claim has too many rows "
                            "to be written");
}

static mdm_exit
outcome_of (mdm_proof_verdict verdict)
{
  return verdict == MDM_PROVED          ? MDM_EXIT_DONE
         : verdict == MDM_PROOF_REFUTED ? MDM_EXIT_REFUTED
                                        : MDM_EXIT_UNDECIDED;
}

/* What certify takes: any schedule where the claim speaks of none.  */
static const char *
certify_schedule (const mdm_scope_t *scope)
{
  return scope->schedule != NULL ? scope->schedule->name
         : scope->weight == NULL ? "ar"
                                 : NULL;
}

/* Make CERTIFICATE of the law of JOINT, on which ASKED is false.  */
static mdm_status
certify_law (mdm_certificate_t certificate, mdm_joint_t joint,
             const mdm_asked_claim_t *asked, const mdm_scope_t *scope,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (own, mdm_schedule_struct, mdm_schedule_init, mdm_schedule_clear);
  MDM_CLEARED (curve, mdm_curve_struct, mdm_curve_clear);

  mdm_curve_init (curve);
  if (!joint->listed)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a law of too many rows has no certificate");
  if (scope->schedule == NULL && scope->weight != NULL)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a law with weights: has no certificate");
  mdm_schedule_set_autoregressive (own, scope->length);
  MDM_INSTANCE (instance, joint->law,
                scope->schedule != NULL ? scope->schedule : own, curve, limit);
  return mdm_certificate_set_instance (certificate, instance, asked, 1, err);
}

/* Make CERTIFICATE of the proof JOINT; one by rays is made one by elemental
   inequalities, if that is found.  */
static mdm_status
certify_proof (mdm_certificate_t certificate, const mdm_joint_t joint,
               const mdm_forms_struct *parts, const mdm_forms_struct *given,
               const mdm_asked_claim_t *asked, const mdm_scope_t *scope,
               mdm_err_t *err)
{
  MDM_CLEARED (expanded, mdm_joint_struct, mdm_joint_clear);

  mdm_joint_init (expanded, scope->length);
  if (joint->by_rays && joint->verdict == MDM_PROVED)
    MDM_TRY (mdm_joint_expand (expanded, parts, given, err));
  return mdm_certificate_set_joint (certificate,
                                    joint->by_rays ? expanded : joint, parts,
                                    scope, asked, err);
}

static mdm_status
write_certificate (mdm_result_t result, mdm_joint_t joint,
                   const mdm_forms_struct *parts,
                   const mdm_forms_struct *given,
                   const mdm_asked_claim_t *asked, const mdm_scope_t *scope,
                   const mdm_options_t *options, mdm_err_t *err)
{
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = joint->verdict == MDM_PROOF_REFUTED
                          ? certify_law (certificate, joint, asked, scope,
                                         &options->limit, err)
                          : certify_proof (certificate, joint, parts, given,
                                           asked, scope, err);

  return mdm_write_certificate (result, certificate, status, "certificate",
                                options->certificate, err);
}

/* Is there no condition by value in EXPR?  That is wrong in every scope.  */
static mdm_status
check_values (const mdm_expr_t *expr, mdm_err_t *err)
{
  return mdm_linear_check_values (mdm_expr_root (expr), err) == MDM_OK
             ? MDM_OK
             : mdm_expr_place (expr, err);
}

mdm_status
mdm_prove_joint (mdm_result_t result, mdm_exit *outcome,
                 const mdm_asked_claim_t *asked,
                 const mdm_hypotheses_t *hypotheses, const mdm_scope_t *scope,
                 const char *scope_text, const mdm_options_t *options,
                 mdm_err_t *err)
{
  const mdm_entry_t *entry = asked->entry;
  MDM_SCOPED (claim, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
  MDM_SCOPED (given, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
  MDM_SCOPED (assumed, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
  MDM_CLEARED (joint, mdm_joint_struct, mdm_joint_clear);

  mdm_joint_init (joint, scope->length);
  MDM_TRY (check_values (entry->statement.claim.lhs, err));
  MDM_TRY (check_values (entry->statement.claim.rhs, err));
  if (scope->kind != MDM_SCOPE_PROCESS)
    return mdm_option_fail (err, "--claim",
                            "claims that name positions or have hypotheses "
                            "are proved for one schedule, or for none");
  MDM_TRY (mdm_forms_add (claim, &entry->statement, entry->id, 0, scope, err));
  MDM_TRY (add_own (given, entry, scope, err));
  MDM_TRY (add_hypotheses (given, &hypotheses->given, scope, err));
  MDM_TRY (add_assumed (assumed, &hypotheses->assumed, err));
  MDM_TRY (
      mdm_joint_decide (joint, claim, given, assumed, &options->limit, err));
  *outcome = outcome_of (joint->verdict);
  if (joint->verdict == MDM_PROOF_REFUTED && options->witness != NULL)
    MDM_TRY (write_witness (joint, options->witness, err));
  mdm_report_joint (result, joint, scope_text, certify_schedule (scope),
                    options->witness, asked);
  return options->certificate == NULL
             ? MDM_OK
             : write_certificate (result, joint, claim, given, asked, scope,
                                  options, err);
}
