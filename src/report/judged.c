#include <config.h>

#include "report/judged.h"

#include <stdio.h>
#include <string.h>

void
mdm_judged_init (mdm_judged_t judged)
{
  memset (judged, 0, sizeof *judged);
  mdm_judgement_init (judged->judgement);
}

void
mdm_judged_clear (mdm_judged_t judged)
{
  mdm_judgement_clear (judged->judgement);
  mdm_number_clear (&judged->lhs);
  mdm_number_clear (&judged->rhs);
  flint_free (judged->ratio);
}

/* Is the claim between numbers without unit, so that bits do not matter?  */
static int
is_plain (const mdm_asked_claim_t *asked)
{
  const mdm_claim_t *claim = &asked->entry->statement.claim;

  return asked->entry->plain
         || (mdm_expr_is_rational (claim->lhs)
             && mdm_expr_is_rational (claim->rhs));
}

mdm_status
mdm_judged_set (mdm_judged_t judged, const mdm_asked_claim_t *asked,
                mdm_instance_t instance, const mdm_format_t *format,
                mdm_err_t *err)
{
  const mdm_judgement_struct *judgement = judged->judgement;
  int plain = is_plain (asked);
  mdm_status status
      = mdm_judge (judged->judgement, asked->entry, instance, err);

  if (status != MDM_OK || !judgement->known)
    return status;
  status = mdm_number_set (&judged->lhs, judgement->lhs, plain, format, err);
  if (status == MDM_OK)
    status = mdm_number_set (&judged->rhs, judgement->rhs, plain, format, err);
  if (status == MDM_OK)
    status = mdm_ratio_str (&judged->ratio, judgement->lhs, judgement->rhs,
                            format, err);
  return status;
}

json_t *
mdm_judged_json (const mdm_judged_t judged, const mdm_asked_claim_t *asked,
                 int brief)
{
  const mdm_judgement_struct *judgement = judged->judgement;
  const mdm_entry_t *entry = asked->entry;
  json_t *claim = json_object ();

  json_object_set_new (claim, "id", mdm_json_string (asked->id));
  if (!brief)
    {
      json_object_set_new (claim, "citation",
                           mdm_json_string (entry->citation));
      json_object_set_new (claim, "certainty",
                           mdm_json_string (entry->certainty));
    }
  json_object_set_new (claim, "lhs", mdm_number_json (&judged->lhs));
  json_object_set_new (claim, "rhs", mdm_number_json (&judged->rhs));
  json_object_set_new (claim, "relation",
                       json_string (mdm_relation_str (judgement->relation)));
  json_object_set_new (claim, "verdict",
                       json_string (mdm_verdict_str (judgement->verdict)));
  json_object_set_new (claim, "ratio", mdm_json_string (judged->ratio));
  json_object_set_new (claim, "note", mdm_json_string (judgement->note));
  return claim;
}

void
mdm_tally_add (mdm_tally_t *tally, mdm_verdict verdict)
{
  size_t *const counters[]
      = { &tally->holds, &tally->equality, &tally->refuted,
          &tally->not_applicable, &tally->undecided };

  ++*counters[verdict];
}

void
mdm_tally_add_all (mdm_tally_t *tally, const mdm_tally_t *more)
{
  tally->holds += more->holds;
  tally->equality += more->equality;
  tally->refuted += more->refuted;
  tally->not_applicable += more->not_applicable;
  tally->undecided += more->undecided;
}

size_t
mdm_tally_sum (const mdm_tally_t *tally)
{
  return tally->holds + tally->equality + tally->refuted
         + tally->not_applicable + tally->undecided;
}

char *
mdm_tally_str (const mdm_tally_t *tally)
{
  enum
  {
    SIZE = 256
  };
  size_t all = mdm_tally_sum (tally);
  char *text = flint_malloc (SIZE);
  int n = snprintf (text, SIZE,
                    "%zu claim%s: %zu hold strictly, %zu "
                    "with equality, %zu refuted",
                    all, all == 1 ? "" : "s", tally->holds, tally->equality,
                    tally->refuted);

  if (tally->not_applicable > 0)
    n += snprintf (text + n, SIZE - (size_t) n, ", %zu not applicable",
                   tally->not_applicable);
  if (tally->undecided > 0)
    snprintf (text + n, SIZE - (size_t) n, ", %zu undecided",
              tally->undecided);
  return text;
}
