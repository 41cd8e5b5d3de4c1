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

static json_t *
entry_json (const mdm_entry_t *entry)
{
  json_t *object = json_object (), *hypotheses = json_array ();

  for (size_t h = 0; h < entry->hypotheses; h++)
    json_array_append_new (hypotheses,
                           mdm_json_string (entry->hypothesis[h].text));
  json_object_set_new (object, "id", mdm_json_string (entry->id));
  json_object_set_new (object, "title", mdm_json_string (entry->title));
  json_object_set_new (object, "citation", mdm_json_string (entry->citation));
  json_object_set_new (object, "certainty",
                       mdm_json_string (entry->certainty));
  json_object_set_new (object, "kind",
                       json_string (mdm_entry_kind_str (entry->kind)));
  json_object_set_new (object, "scope", json_string (scope (entry)));
  json_object_set_new (object, "hypotheses", hypotheses);
  json_object_set_new (object, "statement",
                       mdm_json_string (entry->statement.text));
  json_object_set_new (object, "remark", mdm_json_string (entry->remark));
  return object;
}

static const char *
certainty_str (const char *certainty)
{
  return strcmp (certainty, "V") == 0   ? "V, read in the paper"
         : strcmp (certainty, "S") == 0 ? "S, as summarised elsewhere"
                                        : "D, derived here";
}

/* A fact, unless there is none.  */
static void
fact (mdm_result_t result, const char *name, const char *text)
{
  if (text != NULL)
    mdm_result_fact (result, name, "%s", text);
}

static void
show (mdm_result_t result, const mdm_entry_t *entry)
{
  fact (result, "id", entry->id);
  fact (result, "title", entry->title);
  fact (result, "citation", entry->citation);
  if (entry->certainty != NULL)
    fact (result, "certainty", certainty_str (entry->certainty));
  fact (result, "kind", mdm_entry_kind_str (entry->kind));
  fact (result, "scope", scope (entry));
  for (size_t h = 0; h < entry->hypotheses; h++)
    fact (result, "hypothesis", entry->hypothesis[h].text);
  fact (result, "statement", entry->statement.text);
  fact (result, "remark", entry->remark);
}

void
mdm_report_claims (mdm_result_t result, const mdm_library_t library,
                   const mdm_entry_t *entry)
{
  json_t *list = json_array ();

  mdm_result_member (result, "claims", list);
  if (entry != NULL)
    {
      json_array_append_new (list, entry_json (entry));
      show (result, entry);
      mdm_result_conclude (result, "%s: decided %s", entry->id,
                           entry->kind == MDM_ENTRY_THEOREM
                               ? "wherever it applies"
                               : "only when it is named");
      return;
    }
  mdm_result_table (result, NULL, "claim", "certainty", "kind", "statement",
                    NULL);
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *next = library->entry + i;
      json_array_append_new (list, entry_json (next));
      mdm_result_cell (result, next->id);
      mdm_result_cell (result, next->certainty);
      mdm_result_cell (result, mdm_entry_kind_str (next->kind));
      mdm_result_cell (result, next->statement.text);
    }
  mdm_result_conclude (result,
                       "%zu claims; V: read in the paper, S: as summarised "
                       "elsewhere, D: derived here",
                       library->count);
}
