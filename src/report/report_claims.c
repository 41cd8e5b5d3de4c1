#include <config.h>

#include "report/reports.h"

#include <string.h>

/* What an entry claims a schedule for.  */
static const char *
scope (const mdm_entry_t *entry)
{
  return entry->some          ? "some schedule with sizes <= smax"
         : entry->needs_sizes ? "the schedule, random partitions of its sizes"
                              : "the law or the schedule";
}

static const char *
certainty_str (const char *certainty)
{
  return certainty == NULL              ? NULL
         : strcmp (certainty, "V") == 0 ? "V, read in the paper"
         : strcmp (certainty, "S") == 0 ? "S, as summarised elsewhere"
                                        : "D, derived here";
}

/* The columns; SHOWN says whether those of the list are there to read, too. */
static void
begin (mdm_result_t result, int shown)
{
  const mdm_heading_t columns[]
      = { { "id", shown ? "claim" : NULL, MDM_HEADING_VALUE, 0 },
          { "title", NULL, MDM_HEADING_VALUE, 0 },
          { "citation", NULL, MDM_HEADING_VALUE, 0 },
          { "certainty", shown ? "certainty" : NULL, MDM_HEADING_VALUE, 0 },
          { "kind", shown ? "kind" : NULL, MDM_HEADING_VALUE, 0 },
          { "scope", NULL, MDM_HEADING_VALUE, 0 },
          { "hypotheses", NULL, MDM_HEADING_LIST, 0 },
          { "statement", shown ? "statement" : NULL, MDM_HEADING_NOTE, 0 },
          { "remark", NULL, MDM_HEADING_NOTE, 0 },
          { .key = NULL } };

  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "claims", columns);
}

static void
add (mdm_result_t result, const mdm_entry_t *entry)
{
  json_t *hypotheses = json_array ();

  for (size_t h = 0; h < entry->hypotheses; h++)
    json_array_append_new (hypotheses,
                           mdm_json_string (entry->hypothesis[h].text));
  mdm_result_add (result, mdm_cell_text (entry->id));
  mdm_result_add (result, mdm_cell_text (entry->title));
  mdm_result_add (result, mdm_cell_text (entry->citation));
  mdm_result_add (result, mdm_cell_text (entry->certainty));
  mdm_result_add (result, mdm_cell_text (mdm_entry_kind_str (entry->kind)));
  mdm_result_add (result, mdm_cell_text (scope (entry)));
  mdm_result_add (result, mdm_cell_list (hypotheses, NULL));
  mdm_result_add (result, mdm_cell_text (entry->statement.text));
  mdm_result_add (result, mdm_cell_text (entry->remark));
}

/* ENTRY in facts, which say more than the columns of a list.  */
static void
show (mdm_result_t result, const mdm_entry_t *entry)
{
  const char *const facts[][2]
      = { { "id", entry->id },
          { "title", entry->title },
          { "citation", entry->citation },
          { "certainty", certainty_str (entry->certainty) },
          { "kind", mdm_entry_kind_str (entry->kind) },
          { "scope", scope (entry) } };

  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    mdm_result_say (result, NULL, facts[i][0], mdm_cell_text (facts[i][1]));
  for (size_t h = 0; h < entry->hypotheses; h++)
    mdm_result_say (result, NULL, "hypothesis",
                    mdm_cell_text (entry->hypothesis[h].text));
  mdm_result_say (result, NULL, "statement",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, NULL, "remark", mdm_cell_text (entry->remark));
}

void
mdm_report_claims (mdm_result_t result, const mdm_library_t library,
                   const mdm_entry_t *entry)
{
  begin (result, entry == NULL);
  if (entry != NULL)
    {
      add (result, entry);
      show (result, entry);
      mdm_result_conclude (result, "%s: decided %s", entry->id,
                           entry->kind == MDM_ENTRY_THEOREM
                               ? "wherever it applies"
                               : "only when it is named");
      return;
    }
  for (size_t i = 0; i < library->count; i++)
    add (result, library->entry + i);
  mdm_result_conclude (result,
                       "%zu claims; V: read in the paper, S: as summarised "
                       "elsewhere, D: derived here",
                       library->count);
}
