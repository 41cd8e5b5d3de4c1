#include <config.h>

#include "claim/judge.h"

#include "claim/environment.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const mdm_verdict_words[] = {
  "holds", "equality", "refuted", "not-applicable", "undecided", NULL
};

const char *
mdm_verdict_str (mdm_verdict verdict)
{
  return mdm_verdict_words[verdict];
}

void
mdm_judgement_init (mdm_judgement_t judgement)
{
  judgement->verdict = MDM_VERDICT_UNDECIDED;
  judgement->known = 0;
  judgement->relation = MDM_REL_EQ;
  mdm_value_init (judgement->lhs);
  mdm_value_init (judgement->rhs);
  judgement->note = flint_calloc (1, 1);
}

void
mdm_judgement_clear (mdm_judgement_t judgement)
{
  mdm_value_clear (judgement->lhs);
  mdm_value_clear (judgement->rhs);
  flint_free (judgement->note);
}

/* Append FORMAT expanded to the note, after a semicolon where there is
   something.  */
__attribute__ ((format (printf, 2, 3))) static void
add_note (mdm_judgement_t res, const char *format, ...)
{
  size_t used = strlen (res->note), size;
  va_list arguments;

  va_start (arguments, format);
  size = (size_t) vsnprintf (NULL, 0, format, arguments) + 1;
  va_end (arguments);
  res->note = flint_realloc (res->note, used + size + 2);
  if (used > 0)
    used += (size_t) sprintf (res->note + used, "; ");
  va_start (arguments, format);
  vsnprintf (res->note + used, size, format, arguments);
  va_end (arguments);
}

/* Turn a failure to evaluate into a verdict where it is one.  */
static mdm_status
explain (mdm_judgement_t res, mdm_status status, const mdm_err_t *err)
{
  if (status != MDM_EABSENT && status != MDM_ELIMIT)
    return status;
  res->verdict = status == MDM_EABSENT ? MDM_VERDICT_NOT_APPLICABLE
                                       : MDM_VERDICT_UNDECIDED;
  res->known = 0;
  add_note (res, "%s", err->message);
  return MDM_OK;
}

/* Evaluate and compare the two sides of CLAIM in ENVIRONMENT.  */
static mdm_status
compare (mdm_judgement_t res, const mdm_claim_t *claim,
         const mdm_environment_t *environment, mdm_err_t *err)
{
  int order;
  mdm_status status;

  res->relation = claim->relation;
  status = mdm_expr_evaluate (res->lhs, claim->lhs, environment, err);
  if (status == MDM_OK)
    status = mdm_expr_evaluate (res->rhs, claim->rhs, environment, err);
  if (status != MDM_OK)
    return explain (res, status, err);
  res->known = 1;
  if (mdm_value_cmp (&order, res->lhs, res->rhs) != MDM_OK)
    add_note (res, "not decided within the limits of precision");
  else if (!mdm_relation_holds (claim->relation, order))
    res->verdict = MDM_VERDICT_REFUTED;
  else
    res->verdict = order == 0 ? MDM_VERDICT_EQUALITY : MDM_VERDICT_HOLDS;
  return MDM_OK;
}

/* *APPLIES: does HYPOTHESIS hold?  If not, RES says so.  */
static mdm_status
check_hypothesis (int *applies, mdm_judgement_t res,
                  const mdm_statement_t *hypothesis,
                  const mdm_environment_t *environment, mdm_err_t *err)
{
  MDM_SCOPED (own, mdm_judgement_struct, mdm_judgement_init,
              mdm_judgement_clear);

  MDM_TRY (compare (own, &hypothesis->claim, environment, err));
  *applies = own->verdict == MDM_VERDICT_HOLDS
             || own->verdict == MDM_VERDICT_EQUALITY;
  if (*applies)
    return MDM_OK;
  res->verdict = own->verdict;
  if (own->verdict == MDM_VERDICT_REFUTED)
    {
      res->verdict = MDM_VERDICT_NOT_APPLICABLE;
      add_note (res, "the hypothesis %s does not hold", hypothesis->text);
    }
  else
    add_note (res, "%s", own->note);
  return MDM_OK;
}

const char *
mdm_entry_misses (const mdm_entry_t *entry, const mdm_instance_t instance)
{
  if (entry->about == MDM_ABOUT_SIZES && !mdm_instance_is_random (instance))
    return "random partitions";
  if (entry->about == MDM_ABOUT_POLICY && !mdm_instance_is_policy (instance))
    return "policies";
  return NULL;
}

/* *APPLIES: is the instance one that ENTRY speaks of?  */
static mdm_status
check_applies (int *applies, mdm_judgement_t res, const mdm_entry_t *entry,
               const mdm_environment_t *environment, mdm_instance_t instance,
               mdm_err_t *err)
{
  const char *what = mdm_entry_misses (entry, instance);

  *applies = what == NULL;
  if (!*applies)
    {
      res->verdict = MDM_VERDICT_NOT_APPLICABLE;
      add_note (res, "it is about %s", what);
    }
  for (size_t h = 0; h < entry->hypotheses && *applies; h++)
    MDM_TRY (check_hypothesis (applies, res, entry->hypothesis + h,
                               environment, err));
  return MDM_OK;
}

/* Is EXPR `.. + eps_train', the rest without it?  */
static int
adds_training (const mdm_expr_t *expr)
{
  const mdm_node_t *root = mdm_expr_root (expr);
  size_t alone = 0, others = 0;

  if (root->kind != MDM_NODE_ADD)
    return 0;
  for (size_t i = 0; i < root->count; i++)
    if (root->child[i]->kind == MDM_NODE_QUANTITY
        && root->child[i]->quantity == MDM_Q_EPS_TRAIN)
      alone++;
    else
      others += (size_t) mdm_node_uses (root->child[i], MDM_Q_EPS_TRAIN);
  return alone == 1 && others == 0;
}

/* The schedule of greatest ekl_ideal decides `ekl >= B + eps_train' for some
   schedule, since ekl - eps_train is ekl_ideal.  With an imperfect predictor
   it does not decide other bounds that it misses.  */
static void
limit_refutation (mdm_judgement_t res, const mdm_claim_t *claim,
                  mdm_instance_t instance)
{
  int up = claim->relation == MDM_REL_GE || claim->relation == MDM_REL_GT;

  if (res->verdict != MDM_VERDICT_REFUTED || mdm_instance_is_ideal (instance)
      || adds_training (up ? claim->rhs : claim->lhs))
    return;
  res->verdict = MDM_VERDICT_UNDECIDED;
  add_note (res, "a schedule of less ekl_ideal may have a larger training "
                 "error");
}

/* Say which schedule a claim about some schedule speaks of.  */
static void
name_schedule (mdm_judgement_t res, mdm_instance_t instance)
{
  const mdm_logform_struct *most;
  const mdm_schedule_struct *schedule;
  MDM_OWNED char *sizes = NULL;

  if (mdm_instance_ekl_most (&most, &schedule, instance, NULL) != MDM_OK)
    return;
  sizes = mdm_schedule_sizes_str (schedule);
  add_note (res, "the schedule %s has the greatest %s with sizes <= %zu",
            sizes, mdm_instance_is_ideal (instance) ? "ekl" : "ekl_ideal",
            instance->schedule->smax);
}

mdm_status
mdm_judge (mdm_judgement_t res, const mdm_entry_t *entry,
           mdm_instance_t instance, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_subject_of (instance, entry->some);
  mdm_environment_t environment = mdm_environment_of (&subject);
  int applies;

  res->relation = entry->statement.claim.relation;
  MDM_TRY (check_applies (&applies, res, entry, &environment, instance, err));
  if (!applies)
    return MDM_OK;
  MDM_TRY (compare (res, &entry->statement.claim, &environment, err));
  if (res->known && entry->some)
    {
      limit_refutation (res, &entry->statement.claim, instance);
      name_schedule (res, instance);
    }
  if (entry->remark != NULL)
    add_note (res, "%s", entry->remark);
  return MDM_OK;
}
