#include <config.h>

#include "report/proof_parts.h"

#include "text/string.h"

#include <string.h>

/* Longest codes over a field of L-1 elements that are shown.  */
#define CODE_MAX 14

/* Row I of the matrix of the doubly extended Reed-Solomon code [Q+1, M]: x^I
   at all x mod Q, then whether it is the leading power; any M values of a
   polynomial of degree < M, the leading coefficient among them, are free.  On
   the heap.  */
static char *
row_str (ulong q, size_t m, size_t i)
{
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (ulong x = 0; x < q; x++)
    fprintf (
        stream, "%lu ",
        i == 0 ? 1 : n_powmod2_preinv (x, (slong) i, q, n_preinvert_limb (q)));
  fprintf (stream, "%d", i + 1 == m);
  mdm_str_close (stream);
  return text;
}

/* Make LAW the code over a field of Q elements.  */
static void
set_code (mdm_ray_law_t *law, ulong q, size_t m)
{
  size_t shown = 0, piped = 0;
  FILE *text = mdm_str_open (&law->text, &shown);
  FILE *source = mdm_str_open (&law->source, &piped);

  law->spec = mdm_str ("code:q=%lu,G=-", q);
  law->rows = json_array ();
  fprintf (text, "%s of", law->spec);
  fputs ("printf '%s\\n'", source);
  for (size_t i = 0; i < m; i++)
    {
      MDM_OWNED char *row = row_str (q, m, i);
      json_array_append_new (law->rows, json_string (row));
      fprintf (text, "%s %s", i > 0 ? "," : "", row);
      fprintf (source, " '%s'", row);
    }
  fputs (" | ", source);
  mdm_str_close (text);
  mdm_str_close (source);
}

void
mdm_ray_law_set (mdm_ray_law_t *law, size_t length, size_t m)
{
  ulong q = length <= 2 ? 2 : n_nextprime (length - 1, 1);

  memset (law, 0, sizeof *law);
  if (m > 1 && m + 1 < length && length <= CODE_MAX && n_is_prime (length - 1))
    {
      set_code (law, length - 1, m);
      return;
    }
  law->spec = m == 0        ? mdm_str ("uniform:V=1,L=%zu", length)
              : m == length ? mdm_str ("uniform:V=2,L=%zu", length)
              : m == 1      ? mdm_str ("repetition:V=2,L=%zu", length)
              : m == length - 1
                  ? mdm_str ("parity:V=2,L=%zu", length)
                  : mdm_str ("mds:q=%lu,L=%zu,k=%zu", q, length, m);
  law->text = mdm_str ("%s", law->spec);
  law->source = mdm_str ("%s", "");
}

void
mdm_ray_law_clear (mdm_ray_law_t *law)
{
  flint_free (law->spec);
  flint_free (law->text);
  flint_free (law->source);
  json_decref (law->rows);
}

void
mdm_ray_law_put (json_t *object, const mdm_ray_law_t *law)
{
  json_object_set_new (object, "law", json_string (law->spec));
  if (law->rows != NULL)
    json_object_set (object, "matrix", law->rows);
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
  MDM_RAY_LAW (law, proof->length, proof->ray);
  mdm_cell_t command, sizes = schedule == NULL ? mdm_cell_text (NULL)
                                               : mdm_cell_schedule (schedule);
  json_t *ray = proof->ray == 0 ? json_null ()
                                : json_integer ((json_int_t) proof->ray);
  json_t *witness = json_object ();

  json_object_set_new (witness, "ray", ray);
  mdm_ray_law_put (witness, law);
  json_object_set (witness, "schedule", sizes.json);
  mdm_result_member (result, "witness", witness);
  if (proof->ray == 0)
    mdm_result_fact (result, "refuted on", "the law %s", law->text);
  else
    mdm_result_fact (result, "refuted on", "ray %zu, the law %s", proof->ray,
                     law->text);
  if (schedule == NULL)
    return;
  /* Sizes are what the option takes; other processes have their names.  */
  command = mdm_cell_own (mdm_str (
      "%smdmcert certify --law=%s --schedule=%s --claim='%s'", law->source,
      law->spec, schedule->size != NULL ? sizes.text : schedule->name,
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
                    const fmpz *profile, size_t length)
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
  mdm_result_member (result, "witness", json_pack ("{so}", "profile", list));
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
  MDM_RAY_LAW (law, proof->length, proof->ray);

  if (proof->verdict == MDM_PROVED)
    mdm_result_conclude (result,
                         "proved for every law of length %zu, over "
                         "every vocabulary",
                         proof->length);
  else if (proof->verdict != MDM_PROOF_REFUTED)
    mdm_result_conclude (result, "undecided for laws of length %zu",
                         proof->length);
  else if (proof->profile == NULL)
    mdm_result_conclude (result, "refuted by the law %s", law->text);
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
  mdm_result_say (result, "note", proof->note[0] != '\0' ? "note" : NULL,
                  mdm_cell_text (proof->note));
  mdm_report_rays (result, proof);
  mdm_report_mixture (result, proof->mixture);
  if (proof->profile != NULL)
    mdm_report_profile (result,
                        "profile of rays on which every schedule falls short",
                        proof->profile, proof->length);
  conclude (result, proof);
}
