#include <config.h>

#include "report/proof_parts.h"

#include "text/string.h"

#include <string.h>

/* The law of ray M, with what it is called.  On the heap.  */
static char *
ray_law_text (size_t length, size_t m)
{
  MDM_OWNED char *law = mdm_ray_law_str (length, m);
  const char *called = mdm_ray_law_called (length, m);

  return called == NULL ? mdm_str ("%s", law)
                        : mdm_str ("%s, %s", law, called);
}

void
mdm_report_ray_law (mdm_result_t result, const char *name, size_t length,
                    size_t m)
{
  MDM_OWNED char *text = ray_law_text (length, m);

  if (m == 0)
    mdm_result_fact (result, name, "the law %s", text);
  else
    mdm_result_fact (result, name, "ray %zu, the law %s", m, text);
}

void
mdm_report_rays (mdm_result_t result, const mdm_proof_t proof)
{
  static const mdm_heading_t columns[]
      = { { "m", "m", MDM_HEADING_VALUE, 0 },
          { "ekl", "ekl", MDM_HEADING_VALUE, 0 },
          { "slack", "slack", MDM_HEADING_VALUE, 0 },
          { .key = NULL } };

  mdm_result_member (result, "rays", json_array ());
  if (!proof->table)
    return;
  mdm_result_table (result, "rays, in units of log q", MDM_ROWS_RECORDS,
                    "rays", columns);
  for (size_t m = 1; m <= proof->length; m++)
    {
      mdm_result_add (result, mdm_cell_count (m));
      mdm_result_add (result, mdm_cell_fraction (proof->ekl + m - 1, 0));
      mdm_result_add (result, mdm_cell_fraction (proof->slack + m - 1, 0));
    }
}

/* The ray that refutes the claim, a law that realises it, the schedule, and
   the command that shows it.  */
static void
add_witness_ray (mdm_result_t result, const mdm_proof_t proof,
                 const mdm_scope_t *scope, const mdm_asked_claim_t *asked)
{
  const mdm_entry_t *entry = asked->entry;
  const mdm_schedule_struct *schedule
      = proof->has_schedule ? proof->schedule : scope->schedule;
  MDM_OWNED char *of_ray = mdm_ray_law_str (proof->length, proof->ray);
  const char *law = proof->law != NULL ? proof->law : of_ray;
  mdm_cell_t command, sizes = schedule == NULL ? mdm_cell_text (NULL)
                                               : mdm_cell_schedule (schedule);
  json_t *ray = proof->ray == 0 ? json_null ()
                                : json_integer ((json_int_t) proof->ray);
  json_t *witness = json_object ();

  json_object_set_new (witness, "ray", ray);
  json_object_set_new (witness, "law", json_string (law));
  if (proof->law != NULL)
    json_object_set_new (witness, "ray_law", json_string (of_ray));
  json_object_set (witness, "schedule", sizes.json);
  mdm_result_member (result, "witness", witness);
  mdm_report_ray_law (result, "refuted on", proof->length, proof->ray);
  if (proof->law != NULL)
    mdm_result_fact (result, "also on", "the law %s, of %u tokens", law,
                     proof->tokens);
  if (schedule == NULL)
    return;
  /* Sizes are what the option takes; other processes have their names.  */
  command = mdm_cell_own (
      mdm_str ("mdmcert certify --law=%s --schedule=%s --claim='%s'", law,
               schedule->size != NULL ? sizes.text : schedule->name,
               entry->id != NULL ? entry->id : entry->statement.text));
  command.kind = MDM_CELL_COMMAND;
  mdm_result_say (result, NULL, "and schedule", sizes);
  /* The claim speaks of the schedule's own largest size there.  */
  mdm_result_say (
      result, NULL,
      scope->kind == MDM_SCOPE_PROCESS || schedule->smax == scope->smax ? "see"
                                                                        : NULL,
      command);
}

void
mdm_report_profile (mdm_result_t result, const char *title,
                    const fmpz *profile, size_t length, const char *law)
{
  static const mdm_heading_t columns[]
      = { { NULL, "m", MDM_HEADING_VALUE, 0 },
          { NULL, "copies", MDM_HEADING_VALUE, 0 },
          { .key = NULL } };
  json_t *list = json_array ();

  mdm_result_table (result, title, MDM_ROWS_NONE, NULL, columns);
  for (size_t m = 1; m <= length; m++)
    {
      MDM_OWNED char *copies = fmpz_get_str (NULL, 10, profile + m - 1);
      json_array_append_new (list, json_string (copies));
      if (fmpz_is_zero (profile + m - 1))
        continue;
      mdm_result_add (result, mdm_cell_count (m));
      mdm_result_cell (result, copies);
    }
  mdm_result_member (result, "witness",
                     json_pack ("{soss*}", "profile", list, "law", law));
}

void
mdm_report_mixture (mdm_result_t result, const mdm_mixture_t mixture)
{
  static const mdm_heading_t columns[]
      = { { "weight", "weight", MDM_HEADING_VALUE, 0 },
          { "sizes", "sizes", MDM_HEADING_LIST, 0 },
          { .key = NULL } };

  if (mixture->count == 0)
    return;
  mdm_result_table (result, "mixture", MDM_ROWS_RECORDS, "mixture", columns);
  for (size_t i = 0; i < mixture->count; i++)
    {
      mdm_result_add (result, mdm_cell_fraction (mixture->weight + i, 0));
      mdm_result_add (result, mdm_cell_schedule (mixture->schedule + i));
    }
}

/* The last line.  */
static void
conclude (mdm_result_t result, const mdm_proof_t proof)
{
  MDM_OWNED char *of_ray = ray_law_text (proof->length, proof->ray);

  if (proof->verdict == MDM_PROVED)
    mdm_result_conclude (result,
                         "proved for every law of length %zu, over "
                         "every vocabulary",
                         proof->length);
  else if (proof->verdict != MDM_PROOF_REFUTED)
    mdm_result_conclude (result, "undecided for laws of length %zu",
                         proof->length);
  else if (proof->profile == NULL)
    mdm_result_conclude (result, "refuted by the law %s",
                         proof->law != NULL ? proof->law : of_ray);
  else if (proof->law != NULL)
    mdm_result_conclude (result,
                         "refuted: every schedule falls short on the "
                         "law %s",
                         proof->law);
  else
    mdm_result_conclude (result, "refuted: every schedule falls short on the "
                                 "profile");
}

void
mdm_report_proof (mdm_result_t result, const mdm_proof_t proof,
                  const mdm_scope_t *scope, const char *scope_text,
                  const mdm_asked_claim_t *asked)
{
  const mdm_entry_t *entry = asked->entry;

  mdm_result_members (result, "length", "claim", "id", "scope", "verdict",
                      "method", "rays", "proof", "mixture", "witness", NULL);
  mdm_result_member (
      result, "method",
      json_string (scope->kind == MDM_SCOPE_SOME ? "mixture" : "rays"));
  mdm_result_member (result, "proof", json_array ());
  mdm_result_say (result, "id", "id", mdm_cell_text (entry->id));
  mdm_result_say (result, "claim", "claim",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, NULL, "remark", mdm_cell_text (entry->remark));
  mdm_result_say (result, "length", "length", mdm_cell_count (proof->length));
  mdm_result_say (result, "scope", "scope", mdm_cell_text (scope_text));
  mdm_result_say (result, "verdict", "verdict",
                  mdm_cell_verdict (mdm_proof_verdict_str (proof->verdict)));
  if (proof->verdict == MDM_PROOF_REFUTED && proof->profile == NULL)
    add_witness_ray (result, proof, scope, asked);
  else if (proof->law != NULL)
    mdm_result_fact (result, "refuted on", "the law %s, of %u tokens",
                     proof->law, proof->tokens);
  mdm_result_say (result, "note", proof->note[0] != '\0' ? "note" : NULL,
                  mdm_cell_text (proof->note));
  mdm_report_rays (result, proof);
  mdm_report_mixture (result, proof->mixture);
  if (proof->profile != NULL)
    mdm_report_profile (result,
                        "profile of rays on which every schedule falls short",
                        proof->profile, proof->length, proof->law);
  conclude (result, proof);
}
