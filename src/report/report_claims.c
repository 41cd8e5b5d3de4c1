#include <config.h>

#include "report/reports.h"

/* What an entry claims a schedule for.  */
static const char *
scope (const mdm_entry_t *entry)
{
  return entry->some          ? "some schedule with sizes <= smax"
         : entry->needs_sizes ? "the schedule, random partitions of its sizes"
                              : "the schedule";
}

static json_t *
entry_json (const mdm_entry_t *entry)
{
  char certainty[2] = { entry->certainty, '\0' };
  json_t *object = json_object ();

  json_object_set_new (object, "id", json_string (entry->id));
  json_object_set_new (object, "title", mdm_json_string (entry->title));
  json_object_set_new (object, "citation", mdm_json_string (entry->citation));
  json_object_set_new (object, "certainty", json_string (certainty));
  json_object_set_new (object, "kind",
                       json_string (mdm_entry_kind_str (entry->kind)));
  json_object_set_new (object, "scope", json_string (scope (entry)));
  json_object_set_new (object, "hypothesis",
                       mdm_json_string (entry->hypothesis));
  json_object_set_new (object, "statement",
                       mdm_json_string (entry->statement));
  json_object_set_new (object, "remark", mdm_json_string (entry->remark));
  return object;
}

static const char *
certainty_str (char certainty)
{
  return certainty == 'V'   ? "V, read in the paper"
         : certainty == 'S' ? "S, as summarised elsewhere"
                            : "D, derived here";
}

static void
show (mdm_result_t result, const mdm_entry_t *entry)
{
  mdm_result_fact (result, "id", "%s", entry->id);
  mdm_result_fact (result, "title", "%s", entry->title);
  mdm_result_fact (result, "citation", "%s", entry->citation);
  mdm_result_fact (result, "certainty", "%s",
                   certainty_str (entry->certainty));
  mdm_result_fact (result, "kind", "%s", mdm_entry_kind_str (entry->kind));
  mdm_result_fact (result, "scope", "%s", scope (entry));
  if (entry->hypothesis != NULL)
    mdm_result_fact (result, "hypothesis", "%s", entry->hypothesis);
  mdm_result_fact (result, "statement", "%s", entry->statement);
  if (entry->remark != NULL)
    mdm_result_fact (result, "remark", "%s", entry->remark);
}

void
mdm_report_claims (mdm_result_t result, const mdm_entry_t *entry)
{
  json_t *list = json_array ();
  size_t count;
  const mdm_entry_t *entries = mdm_library_entries (&count);

  mdm_result_member (result, "claims", list);
  if (entry != NULL)
    {
      json_array_append_new (list, entry_json (entry));
      show (result, entry);
      return;
    }
  mdm_result_table (result, NULL, "claim", "certainty", "kind", "statement",
                    NULL);
  for (size_t i = 0; i < count; i++)
    {
      char certainty[2] = { entries[i].certainty, '\0' };
      json_array_append_new (list, entry_json (entries + i));
      mdm_result_cell (result, entries[i].id);
      mdm_result_cell (result, certainty);
      mdm_result_cell (result, mdm_entry_kind_str (entries[i].kind));
      mdm_result_cell (result, entries[i].statement);
    }
  mdm_result_conclude (result, "V: read in the paper; S: as summarised "
                               "elsewhere; D: derived here, with proof in "
                               "mdmcert-theory(7)");
}
