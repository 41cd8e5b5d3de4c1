#include <config.h>

#include "report/formula.h"
#include "report/reports.h"

#include <string.h>

/* What an entry claims a schedule for.  */
static const char *
scope (const mdm_entry_t *entry)
{
  return entry->some ? "some schedule with sizes <= smax"
         : entry->about == MDM_ABOUT_POLICY ? "policies"
         : entry->about == MDM_ABOUT_SIZES
             ? "the schedule, random partitions of its sizes"
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

/* The columns; those that have a heading are shown in a list.  */
static const mdm_heading_t columns[]
    = { { "id", "claim", MDM_HEADING_VALUE, 0 },
        { "title", NULL, MDM_HEADING_VALUE, 0 },
        { "citation", NULL, MDM_HEADING_VALUE, 0 },
        { "certainty", "certainty", MDM_HEADING_VALUE, 0 },
        { "kind", "kind", MDM_HEADING_VALUE, 0 },
        { "scope", NULL, MDM_HEADING_VALUE, 0 },
        { "hypotheses", NULL, MDM_HEADING_LIST, 0 },
        { "statement", "statement", MDM_HEADING_NOTE, 0 },
        { "remark", NULL, MDM_HEADING_NOTE, 0 },
        { "proved", NULL, MDM_HEADING_NOTE, 0 },
        { .key = NULL } };

static mdm_cell_t
statement_cell (const mdm_statement_t *statement)
{
  mdm_cell_t cell = mdm_cell_text (statement->text);

  cell.kind = MDM_CELL_FORMULA;
  cell.exact = mdm_formula_str (&statement->claim);
  return cell;
}

/* Add ENTRY; with FACTS this is said in facts, which have all columns.  */
static void
add (mdm_result_t result, const mdm_entry_t *entry, int facts)
{
  const char *const texts[] = { entry->id,
                                entry->title,
                                entry->citation,
                                entry->certainty,
                                mdm_entry_kind_str (entry->kind),
                                scope (entry),
                                NULL,
                                entry->statement.text,
                                entry->remark,
                                entry->proved };
  json_t *hypotheses = json_array ();

  for (size_t h = 0; h < entry->hypotheses; h++)
    json_array_append_new (hypotheses,
                           mdm_json_string (entry->hypothesis[h].text));
  for (size_t c = 0; columns[c].key != NULL; c++)
    {
      const char *key = columns[c].key;
      int list = columns[c].kind == MDM_HEADING_LIST;
      const char *text = strcmp (key, "certainty") == 0
                             ? certainty_str (entry->certainty)
                             : texts[c];
      mdm_result_add (result, list ? mdm_cell_list (hypotheses, NULL)
                                   : mdm_cell_text (texts[c]));
      for (size_t h = 0; h < entry->hypotheses && list && facts; h++)
        mdm_result_say (result, NULL, "hypothesis",
                        statement_cell (entry->hypothesis + h));
      if (facts)
        mdm_result_say (result, NULL, key,
                        strcmp (key, "statement") == 0
                            ? statement_cell (&entry->statement)
                            : mdm_cell_text (text));
    }
}

void
mdm_report_claims (mdm_result_t result, const mdm_library_t library,
                   const mdm_entry_t *entry)
{
  mdm_heading_t own[sizeof columns / sizeof *columns];

  memcpy (own, columns, sizeof columns);
  for (size_t c = 0; own[c].key != NULL && entry != NULL; c++)
    own[c].heading = NULL;
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "claims", own);
  if (entry != NULL)
    {
      add (result, entry, 1);
      mdm_result_conclude (result, "%s: decided %s", entry->id,
                           entry->kind == MDM_ENTRY_THEOREM
                               ? "wherever it applies"
                               : "only when it is named");
      return;
    }
  for (size_t i = 0; i < library->count; i++)
    add (result, library->entry + i, 0);
  mdm_result_conclude (result,
                       "%zu claims; V: read in the paper, S: as summarised "
                       "elsewhere, D: derived here",
                       library->count);
}
