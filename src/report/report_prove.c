#include <config.h>

#include "report/reports.h"

#include <stdio.h>
#include <string.h>

/* The law that realises ray M of length L: the MDS code of dimension m over
   the least prime q >= L, or the uniform law for m = L; for m = 0 a law of one
   sequence.  On the heap.  */
static char *
ray_law (size_t length, size_t m)
{
  char *text = flint_malloc (96);
  ulong q = length <= 2 ? 2 : n_nextprime (length - 1, 1);

  if (m == length || m == 0)
    snprintf (text, 96, "uniform:V=%d,L=%zu", m == 0 ? 1 : 2, length);
  else
    snprintf (text, 96, "mds:q=%lu,L=%zu,k=%zu", (unsigned long) q, length, m);
  return text;
}

/* The ray table: ekl and the slack of the claim, in units of log q.  */
static json_t *
add_rays (mdm_result_t result, const mdm_proof_t proof)
{
  json_t *rays = json_array ();
  char number[32];

  if (!proof->table)
    return rays;
  mdm_result_table (result, "rays, in units of log q", "m", "ekl", "slack",
                    NULL);
  for (size_t m = 1; m <= proof->length; m++)
    {
      char *ekl = mdm_fraction_str (proof->ekl + m - 1);
      char *slack = mdm_fraction_str (proof->slack + m - 1);
      json_t *ray = json_object ();
      snprintf (number, sizeof number, "%zu", m);
      json_object_set_new (ray, "m", json_integer ((json_int_t) m));
      json_object_set_new (ray, "ekl", json_string (ekl));
      json_object_set_new (ray, "slack", json_string (slack));
      json_array_append_new (rays, ray);
      mdm_result_cell (result, number);
      mdm_result_cell (result, ekl);
      mdm_result_cell (result, slack);
      flint_free (ekl);
      flint_free (slack);
    }
  return rays;
}

/* The ray that refutes the claim, a law that realises it, the schedule, and
   the command that shows it.  */
static json_t *
add_witness_ray (mdm_result_t result, const mdm_proof_t proof,
                 const mdm_scope_t *scope, const mdm_asked_claim_t *asked)
{
  json_t *witness = json_object ();
  char *law = ray_law (proof->length, proof->ray), *sizes = NULL;
  const mdm_schedule_struct *schedule
      = proof->has_schedule ? proof->schedule : scope->schedule;

  json_object_set_new (
      witness, "ray",
      proof->ray == 0 ? json_null () : json_integer ((json_int_t) proof->ray));
  json_object_set_new (witness, "law", mdm_json_string (law));
  json_object_set_new (witness, "schedule",
                       schedule == NULL ? json_null ()
                                        : mdm_schedule_json (schedule));
  if (proof->ray == 0)
    mdm_result_fact (result, "refuted on", "the law %s", law);
  else
    mdm_result_fact (result, "refuted on", "ray %zu, the law %s", proof->ray,
                     law);
  if (schedule != NULL)
    {
      /* Sizes are what the option takes; other processes have their names.  */
      sizes = mdm_schedule_str (schedule);
      mdm_result_fact (result, "and schedule", "%s", sizes);
      /* The claim speaks of the schedule's own largest size there.  */
      if (scope->kind == MDM_SCOPE_PROCESS || schedule->smax == scope->smax)
        mdm_result_fact (result, "see",
                         "mdmcert certify --law=%s --schedule=%s "
                         "--claim='%s'",
                         law, schedule->size != NULL ? sizes : schedule->name,
                         asked->entry->id != NULL
                             ? asked->entry->id
                             : asked->entry->statement.text);
      flint_free (sizes);
    }
  flint_free (law);
  return witness;
}

/* The profile of rays on which every schedule falls strictly short.  */
static json_t *
add_profile (mdm_result_t result, const mdm_proof_t proof)
{
  json_t *witness = json_object (), *profile = json_array ();

  mdm_result_table (result,
                    "profile of rays on which every schedule falls short", "m",
                    "copies", NULL);
  for (size_t m = 1; m <= proof->length; m++)
    {
      char *copies = fmpz_get_str (NULL, 10, proof->profile + m - 1);
      char number[32];
      json_array_append_new (profile, json_string (copies));
      snprintf (number, sizeof number, "%zu", m);
      if (!fmpz_is_zero (proof->profile + m - 1))
        {
          mdm_result_cell (result, number);
          mdm_result_cell (result, copies);
        }
      flint_free (copies);
    }
  json_object_set_new (witness, "profile", profile);
  return witness;
}

/* The mixture that proves the claim.  */
static json_t *
add_mixture (mdm_result_t result, const mdm_proof_t proof)
{
  json_t *mixture = json_array ();

  if (proof->mixture->count == 0)
    {
      json_decref (mixture);
      return json_null ();
    }
  mdm_result_table (result, "mixture", "weight", "sizes", NULL);
  for (size_t i = 0; i < proof->mixture->count; i++)
    {
      char *weight = mdm_fraction_str (proof->mixture->weight + i);
      char *sizes = mdm_schedule_sizes_str (proof->mixture->schedule + i);
      json_t *member = json_object ();
      json_object_set_new (member, "weight", json_string (weight));
      json_object_set_new (member, "sizes",
                           mdm_schedule_json (proof->mixture->schedule + i));
      json_array_append_new (mixture, member);
      mdm_result_cell (result, weight);
      mdm_result_cell (result, sizes);
      flint_free (weight);
      flint_free (sizes);
    }
  return mixture;
}

static void
conclude (mdm_result_t result, const mdm_proof_t proof)
{
  switch (proof->verdict)
    {
    case MDM_PROVED:
      mdm_result_conclude (result,
                           "proved for every law of length %zu, over "
                           "every vocabulary",
                           proof->length);
      break;
    case MDM_PROOF_REFUTED:
      mdm_result_conclude (result, "refuted");
      break;
    default:
      mdm_result_conclude (result, "undecided: %s", proof->note);
    }
}

void
mdm_report_proof (mdm_result_t result, const mdm_proof_t proof,
                  const mdm_scope_t *scope, const char *scope_text,
                  const mdm_asked_claim_t *asked)
{
  const mdm_entry_t *entry = asked->entry;
  json_t *witness = json_null ();

  mdm_result_member (result, "length",
                     json_integer ((json_int_t) proof->length));
  mdm_result_member (result, "claim", mdm_json_string (entry->statement.text));
  mdm_result_member (result, "id", mdm_json_string (entry->id));
  mdm_result_member (result, "scope", mdm_json_string (scope_text));
  mdm_result_member (result, "verdict",
                     json_string (mdm_proof_verdict_str (proof->verdict)));
  if (entry->id != NULL)
    mdm_result_fact (result, "id", "%s", entry->id);
  mdm_result_fact (result, "claim", "%s", entry->statement.text);
  if (entry->remark != NULL)
    mdm_result_fact (result, "remark", "%s", entry->remark);
  mdm_result_fact (result, "length", "%zu", proof->length);
  mdm_result_fact (result, "scope", "%s", scope_text);
  mdm_result_fact (result, "verdict", "%s",
                   mdm_proof_verdict_str (proof->verdict));
  if (proof->verdict == MDM_PROOF_REFUTED && proof->profile == NULL)
    {
      json_decref (witness);
      witness = add_witness_ray (result, proof, scope, asked);
    }
  if (proof->note[0] != '\0')
    mdm_result_fact (result, "note", "%s", proof->note);
  mdm_result_member (result, "rays", add_rays (result, proof));
  mdm_result_member (result, "mixture", add_mixture (result, proof));
  if (proof->profile != NULL)
    {
      json_decref (witness);
      witness = add_profile (result, proof);
    }
  mdm_result_member (result, "witness", witness);
  mdm_result_member (result, "note", mdm_json_string (proof->note));
  conclude (result, proof);
}
