#include <config.h>

#include "table/head.h"

#include "table/recorder.h"

#include <stdio.h>
#include <string.h>

#define SCHEMA "mdmcert-shard-1"

void
mdm_head_init (mdm_head_t *head)
{
  memset (head, 0, sizeof *head);
}

void
mdm_head_clear (mdm_head_t *head)
{
  mdm_arena_clear (&head->arena);
}

/* From a description.  */

static const char *
field_text (mdm_arena_t *arena, const mdm_field_t *field)
{
  return field == NULL ? NULL : mdm_arena_copy (arena, field->text);
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

static void
set_column (mdm_head_column_t *res, mdm_arena_t *arena,
            const mdm_column_t *column, size_t claim,
            const mdm_format_t *format)
{
  *res = (mdm_head_column_t){
    .name = field_text (arena, column->column),
    .heading = field_text (arena, column->heading != NULL ? column->heading
                                                          : column->column),
    .kind = column->kind,
    .source = field_text (arena, column->source),
    .to = field_text (arena, column->over_source),
    .claim = claim,
    .show = column->show,
    .numbers = column->numbers,
    .digits = (size_t) (column->digits > 0 ? column->digits : format->digits),
    .remark = remark_of (column)
  };
}

static void
set_claim (mdm_head_claim_t *res, mdm_arena_t *arena, const mdm_entry_t *entry)
{
  *res = (mdm_head_claim_t){
    .id = mdm_arena_copy (arena, entry->id),
    .citation = mdm_arena_copy (arena, entry->citation),
    .certainty = mdm_arena_copy (arena, entry->certainty),
    .kind = entry->kind,
    .hypotheses = entry->hypotheses,
    .hypothesis
    = mdm_arena_alloc (arena, entry->hypotheses * sizeof *res->hypothesis),
    .statement = mdm_arena_copy (arena, entry->statement.text),
    .remark = mdm_arena_copy (arena, entry->remark)
  };
  for (size_t h = 0; h < entry->hypotheses; h++)
    res->hypothesis[h] = mdm_arena_copy (arena, entry->hypothesis[h].text);
}

/* N as a text: it may be greater than a JSON integer.  */
static const char *
limit_text (mdm_arena_t *arena, uint64_t n)
{
  char text[32];

  snprintf (text, sizeof text, "%llu", (unsigned long long) n);
  return mdm_arena_copy (arena, text);
}

/* Make the lists of HEAD, as long as they are said to be.  */
static void
make_lists (mdm_head_t *head)
{
  mdm_arena_t *arena = &head->arena;

  head->column = mdm_arena_alloc (arena, head->columns * sizeof *head->column);
  head->claim = mdm_arena_alloc (arena, head->claims * sizeof *head->claim);
  head->key = mdm_arena_alloc (arena, head->keys * sizeof *head->key);
}

void
mdm_head_set (mdm_head_t *head, const mdm_description_struct *description,
              const mdm_plan_struct *plan, const mdm_format_t *format,
              const mdm_limit_t *limit)
{
  mdm_arena_t *arena = &head->arena;
  mdm_table_claims_t claims;

  mdm_table_claims_find (&claims, description);
  head->version = PACKAGE_VERSION;
  head->title = field_text (arena, description->title);
  head->caption = field_text (arena, description->caption);
  head->label = field_text (arena, description->label);
  head->layout = description->layout;
  head->unit = format->unit;
  head->digits = (size_t) format->digits;
  head->exact_terms = (size_t) format->exact_terms;
  head->max_cells = limit_text (arena, limit->max_cells);
  head->max_memory = limit_text (arena, limit->max_memory);
  head->rows = plan->count;
  head->columns = description->columns;
  head->claims = claims.count;
  head->keys = description->keys;
  make_lists (head);
  for (size_t c = 0; c < head->columns; c++)
    set_column (head->column + c, arena, description->column + c,
                claims.of_column[c], format);
  for (size_t i = 0; i < claims.count; i++)
    set_claim (head->claim + i, arena, claims.entry[i]);
  for (size_t k = 0; k < head->keys; k++)
    head->key[k] = (mdm_head_key_t){ description->key[k].column,
                                     mdm_arena_copy (
                                         arena, description->key[k].variable),
                                     description->key[k].descending };
  head->description
      = mdm_arena_adopt (arena, mdm_description_str (description));
}

/* As JSON.  */

static json_t *
column_json (const mdm_head_column_t *column)
{
  return json_pack (
      "{s:s, s:s, s:s, s:s?, s:s?, s:o, s:s?, s:s, s:i, s:s?}", "name",
      column->name, "heading", column->heading, "kind",
      mdm_column_kind_words[column->kind], "source", column->source, "to",
      column->to, "claim", mdm_line_number (column->claim), "show",
      column->kind == MDM_COLUMN_CLAIM ? mdm_show_words[column->show] : NULL,
      "numbers", mdm_numbers_words[column->numbers], "digits",
      (int) column->digits, "remark", column->remark);
}

static json_t *
claim_json (const mdm_head_claim_t *claim)
{
  json_t *hypotheses = json_array ();

  for (size_t h = 0; h < claim->hypotheses; h++)
    json_array_append_new (hypotheses, json_string (claim->hypothesis[h]));
  return json_pack ("{s:s?, s:s?, s:s?, s:s, s:o, s:s, s:s?}", "id", claim->id,
                    "citation", claim->citation, "certainty", claim->certainty,
                    "kind", mdm_entry_kind_str (claim->kind), "hypotheses",
                    hypotheses, "statement", claim->statement, "remark",
                    claim->remark);
}

json_t *
mdm_head_json (const mdm_head_t *head)
{
  json_t *columns = json_array (), *claims = json_array ();
  json_t *order = json_array (), *json;

  for (size_t c = 0; c < head->columns; c++)
    json_array_append_new (columns, column_json (head->column + c));
  for (size_t i = 0; i < head->claims; i++)
    json_array_append_new (claims, claim_json (head->claim + i));
  for (size_t k = 0; k < head->keys; k++)
    json_array_append_new (order,
                           json_pack ("{s:o, s:s?, s:b}", "column",
                                      mdm_line_number (head->key[k].column),
                                      "variable", head->key[k].variable,
                                      "descending", head->key[k].descending));
  json = json_pack (
      "{s:s, s:s, s:s, s:s?, s:s?, s:s, s:s, s:i, s:i, s:s, s:s, s:i, s:o, "
      "s:o, s:o, s:s}",
      "schema", SCHEMA, "version", head->version, "title", head->title,
      "caption", head->caption, "label", head->label, "layout",
      mdm_layout_words[head->layout], "unit", mdm_unit_str (head->unit),
      "digits", (int) head->digits, "exact_terms", (int) head->exact_terms,
      "max_cells", head->max_cells, "max_memory", head->max_memory, "rows",
      (int) head->rows, "columns", columns, "claims", claims, "order", order,
      "description", head->description);
  if (head->shards > 0)
    json_object_set_new (
        json, "shard",
        json_pack ("[i, i]", (int) head->shard, (int) head->shards));
  return json;
}

/* From a line.  */

static int
read_column (mdm_head_column_t *column, mdm_arena_t *arena, const json_t *json,
             size_t claims)
{
  const json_t *show = json_object_get (json, "show");
  int kind, numbers, of_claim = 0, res;

  res = mdm_line_text (&column->name, arena, json_object_get (json, "name"), 0)
        && mdm_line_text (&column->heading, arena,
                          json_object_get (json, "heading"), 0)
        && mdm_line_text (&column->source, arena,
                          json_object_get (json, "source"), MDM_LINE_NULL)
        && mdm_line_text (&column->to, arena, json_object_get (json, "to"),
                          MDM_LINE_NULL)
        && mdm_line_text (&column->remark, arena,
                          json_object_get (json, "remark"), MDM_LINE_NULL)
        && mdm_line_word (&kind, json_object_get (json, "kind"),
                          mdm_column_kind_words)
        && (kind == MDM_COLUMN_CLAIM
                ? mdm_line_word (&of_claim, show, mdm_show_words)
                : json_is_null (show))
        && mdm_line_word (&numbers, json_object_get (json, "numbers"),
                          mdm_numbers_words)
        && mdm_line_index (&column->digits, json_object_get (json, "digits"),
                           100000, 0)
        && mdm_line_index (&column->claim, json_object_get (json, "claim"),
                           claims, 1);
  if (!res)
    return 0;
  column->kind = (mdm_column_kind) kind;
  column->show = (mdm_show) of_claim;
  column->numbers = (mdm_numbers) numbers;
  return 1;
}

static int
read_kind (mdm_entry_kind *kind, const json_t *json)
{
  const char *text = json_string_value (json);

  for (*kind = MDM_ENTRY_THEOREM; text != NULL && *kind <= MDM_ENTRY_WRONG;
       ++*kind)
    if (strcmp (text, mdm_entry_kind_str (*kind)) == 0)
      return 1;
  return 0;
}

static int
read_claim (mdm_head_claim_t *claim, mdm_arena_t *arena, const json_t *json)
{
  const json_t *hypotheses = json_object_get (json, "hypotheses");

  claim->hypotheses = json_array_size (hypotheses);
  claim->hypothesis
      = mdm_arena_alloc (arena, claim->hypotheses * sizeof (const char *));
  for (size_t h = 0; h < claim->hypotheses; h++)
    if (!mdm_line_text (claim->hypothesis + h, arena,
                        json_array_get (hypotheses, h), 0))
      return 0;
  return mdm_line_text (&claim->id, arena, json_object_get (json, "id"),
                        MDM_LINE_NULL)
         && mdm_line_text (&claim->citation, arena,
                           json_object_get (json, "citation"), MDM_LINE_NULL)
         && mdm_line_text (&claim->certainty, arena,
                           json_object_get (json, "certainty"), MDM_LINE_NULL)
         && mdm_line_text (&claim->remark, arena,
                           json_object_get (json, "remark"), MDM_LINE_NULL)
         && mdm_line_text (&claim->statement, arena,
                           json_object_get (json, "statement"), 0)
         && json_is_array (hypotheses)
         && read_kind (&claim->kind, json_object_get (json, "kind"));
}

static int
read_key (mdm_head_key_t *key, mdm_arena_t *arena, const json_t *json,
          size_t columns)
{
  const json_t *descending = json_object_get (json, "descending");

  key->descending = json_is_true (descending);
  return mdm_line_index (&key->column, json_object_get (json, "column"),
                         columns, 1)
         && mdm_line_text (&key->variable, arena,
                           json_object_get (json, "variable"), MDM_LINE_NULL)
         && (key->column == SIZE_MAX) != (key->variable == NULL)
         && json_is_boolean (descending);
}

/* The lists of the head JSON.  */
static int
read_lists (mdm_head_t *head, const json_t *json)
{
  const json_t *columns = json_object_get (json, "columns");
  const json_t *claims = json_object_get (json, "claims");
  const json_t *order = json_object_get (json, "order");
  int res = json_is_array (claims) && json_is_array (order);

  head->columns = json_array_size (columns);
  head->claims = json_array_size (claims);
  head->keys = json_array_size (order);
  make_lists (head);
  for (size_t c = 0; c < head->columns && res; c++)
    res = read_column (head->column + c, &head->arena,
                       json_array_get (columns, c), head->claims);
  for (size_t i = 0; i < head->claims && res; i++)
    res = read_claim (head->claim + i, &head->arena,
                      json_array_get (claims, i));
  for (size_t k = 0; k < head->keys && res; k++)
    res = read_key (head->key + k, &head->arena, json_array_get (order, k),
                    head->columns);
  return res && head->columns > 0;
}

/* The numbers and words of the head JSON, its shard among them.  */
static int
read_numbers (mdm_head_t *head, const json_t *json)
{
  static const char *const schemas[] = { SCHEMA, NULL };
  const json_t *pair = json_object_get (json, "shard");
  int schema, unit, layout;

  if (!mdm_line_word (&schema, json_object_get (json, "schema"), schemas)
      || !mdm_line_word (&unit, json_object_get (json, "unit"), mdm_unit_words)
      || !mdm_line_word (&layout, json_object_get (json, "layout"),
                         mdm_layout_words))
    return 0;
  head->unit = (mdm_unit) unit;
  head->layout = (mdm_layout) layout;
  return mdm_line_index (&head->rows, json_object_get (json, "rows"),
                         MDM_TABLE_ROWS_MAX + 1, 0)
         && head->rows > 0
         && mdm_line_index (&head->digits, json_object_get (json, "digits"),
                            100000, 0)
         && mdm_line_index (&head->exact_terms,
                            json_object_get (json, "exact_terms"), 1000000001,
                            0)
         && mdm_line_index (&head->shards, json_array_get (pair, 1), 1000001,
                            0)
         && mdm_line_index (&head->shard, json_array_get (pair, 0),
                            head->shards + 1, 0)
         && head->shard > 0;
}

/* Is HEAD all that JSON says?  */
static int
is_all (const mdm_head_t *head, const json_t *json)
{
  json_t *own = mdm_head_json (head);
  int res = json_equal (own, json);

  json_decref (own);
  return res;
}

int
mdm_head_read (mdm_head_t *head, const char *text, size_t length)
{
  mdm_arena_t *arena = &head->arena;
  json_t *json = mdm_line_read (text, length);
  int res = mdm_line_text (&head->version, arena,
                           json_object_get (json, "version"), 0)
            && mdm_line_text (&head->title, arena,
                              json_object_get (json, "title"), 0)
            && mdm_line_text (&head->max_cells, arena,
                              json_object_get (json, "max_cells"), 0)
            && mdm_line_text (&head->max_memory, arena,
                              json_object_get (json, "max_memory"), 0)
            && mdm_line_text (&head->caption, arena,
                              json_object_get (json, "caption"), MDM_LINE_NULL)
            && mdm_line_text (&head->label, arena,
                              json_object_get (json, "label"), MDM_LINE_NULL)
            && mdm_line_text (&head->description, arena,
                              json_object_get (json, "description"),
                              MDM_LINE_FEEDS)
            && read_numbers (head, json) && read_lists (head, json)
            && is_all (head, json);

  json_decref (json);
  return res;
}
