#include <config.h>

#include "table/head.h"

#include <stdio.h>

/* Words of the enumerations of description.h.  */
static const char *const kind_words[] = { "text", "value", "ratio", "claim" };
static const char *const show_words[]
    = { "verdict", "lhs", "rhs", "ratio", "relation", "note" };
static const char *const numbers_words[]
    = { "decimal", "exact", "short", "both" };
static const char *const layout_words[] = { "table", "tabular", "longtable" };

static json_t *
field_json (const mdm_field_t *field)
{
  return mdm_json_string (field == NULL ? NULL : field->text);
}

/* Does EXPR, which may be NULL, use R?  */
static int
uses_r (const mdm_expr_t *expr)
{
  return expr != NULL && mdm_expr_uses (expr, MDM_Q_R);
}

/* What must be said where quantities of COLUMN are printed.  Claims of the
   library have remarks of their own.  */
static const char *
remark_of (const mdm_column_t *column)
{
  const mdm_entry_t *entry = column->entry;
  int found = uses_r (column->expr) || uses_r (column->over);

  if (entry != NULL && entry->id == NULL)
    found = uses_r (entry->statement.claim.lhs)
            || uses_r (entry->statement.claim.rhs);
  return found ? "R with |W_j| as reconstructed in mdmcert-theory(7)" : NULL;
}

static json_t *
column_json (const mdm_description_struct *description, size_t c,
             const mdm_table_claims_t *claims, const mdm_format_t *format)
{
  const mdm_column_t *column = description->column + c;
  json_t *json = json_object ();

  json_object_set_new (json, "name", field_json (column->column));
  json_object_set_new (
      json, "heading",
      field_json (column->heading != NULL ? column->heading : column->column));
  json_object_set_new (json, "kind", json_string (kind_words[column->kind]));
  json_object_set_new (json, "source", field_json (column->source));
  json_object_set_new (json, "to", field_json (column->over_source));
  json_object_set_new (json, "claim",
                       claims->of_column[c] == SIZE_MAX
                           ? json_null ()
                           : json_integer ((json_int_t) claims->of_column[c]));
  json_object_set_new (json, "show",
                       column->kind == MDM_COLUMN_CLAIM
                           ? json_string (show_words[column->show])
                           : json_null ());
  json_object_set_new (json, "numbers",
                       json_string (numbers_words[column->numbers]));
  json_object_set_new (
      json, "digits",
      json_integer ((json_int_t) (column->digits > 0 ? column->digits
                                                     : format->digits)));
  json_object_set_new (json, "remark", mdm_json_string (remark_of (column)));
  return json;
}

static json_t *
claim_json (const mdm_entry_t *entry)
{
  json_t *json = json_object (), *hypotheses = json_array ();

  for (size_t h = 0; h < entry->hypotheses; h++)
    json_array_append_new (hypotheses,
                           mdm_json_string (entry->hypothesis[h].text));
  json_object_set_new (json, "id", mdm_json_string (entry->id));
  json_object_set_new (json, "citation", mdm_json_string (entry->citation));
  json_object_set_new (json, "certainty", mdm_json_string (entry->certainty));
  json_object_set_new (json, "kind",
                       json_string (mdm_entry_kind_str (entry->kind)));
  json_object_set_new (json, "hypotheses", hypotheses);
  json_object_set_new (json, "statement",
                       mdm_json_string (entry->statement.text));
  json_object_set_new (json, "remark", mdm_json_string (entry->remark));
  return json;
}

static json_t *
order_json (const mdm_description_struct *description)
{
  json_t *order = json_array ();

  for (size_t k = 0; k < description->keys; k++)
    {
      const mdm_key_t *key = description->key + k;
      json_t *json = json_object ();
      json_object_set_new (json, "column",
                           key->column == SIZE_MAX
                               ? json_null ()
                               : json_integer ((json_int_t) key->column));
      json_object_set_new (json, "variable", mdm_json_string (key->variable));
      json_object_set_new (json, "descending", json_boolean (key->descending));
      json_array_append_new (order, json);
    }
  return order;
}

/* N as a string: it may be greater than a JSON integer.  */
static json_t *
limit_json (uint64_t n)
{
  char text[32];

  snprintf (text, sizeof text, "%llu", (unsigned long long) n);
  return json_string (text);
}

json_t *
mdm_head_new (const mdm_description_struct *description,
              const mdm_plan_struct *plan, const mdm_format_t *format,
              const mdm_limit_t *limit)
{
  json_t *head = json_object (), *columns = json_array ();
  json_t *list = json_array ();
  mdm_table_claims_t claims;
  char *text = mdm_description_str (description);

  mdm_table_claims_find (&claims, description);
  for (size_t c = 0; c < description->columns; c++)
    json_array_append_new (columns,
                           column_json (description, c, &claims, format));
  for (size_t i = 0; i < claims.count; i++)
    json_array_append_new (list, claim_json (claims.entry[i]));
  json_object_set_new (head, "schema", json_string ("mdmcert-shard-1"));
  json_object_set_new (head, "version", json_string (PACKAGE_VERSION));
  json_object_set_new (head, "title", field_json (description->title));
  json_object_set_new (head, "caption", field_json (description->caption));
  json_object_set_new (head, "label", field_json (description->label));
  json_object_set_new (head, "layout",
                       json_string (layout_words[description->layout]));
  json_object_set_new (head, "unit",
                       json_string (mdm_unit_str (format->unit)));
  json_object_set_new (head, "digits",
                       json_integer ((json_int_t) format->digits));
  json_object_set_new (head, "exact_terms",
                       json_integer ((json_int_t) format->exact_terms));
  json_object_set_new (head, "max_cells", limit_json (limit->max_cells));
  json_object_set_new (head, "max_memory", limit_json (limit->max_memory));
  json_object_set_new (head, "rows", json_integer ((json_int_t) plan->count));
  json_object_set_new (head, "columns", columns);
  json_object_set_new (head, "claims", list);
  json_object_set_new (head, "order", order_json (description));
  json_object_set_new (head, "description", mdm_json_string (text));
  flint_free (text);
  return head;
}
