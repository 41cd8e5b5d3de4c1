#include <config.h>

#include "table/head.h"

#include "table/recorder.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const schema_words[] = { "mdmcert-shard-1", NULL };
/* As mdm_entry_kind_str has them.  */
static const char *const claim_words[]
    = { "theorem", "variant", "wrong as printed", NULL };

#define MEMBER(type, name, kind, ...)                                         \
 {                                                                            \
#  name, MDM_MEMBER_##kind, offsetof(type, name), __VA_ARGS__                 \
 }
#define COLUMN(name, kind, ...)                                               \
 MEMBER (mdm_head_column_t, name, kind, __VA_ARGS__)
#define CLAIM(name, kind, ...)                                                \
 MEMBER (mdm_head_claim_t, name, kind, __VA_ARGS__)
#define KEY(name, kind, ...) MEMBER (mdm_head_key_t, name, kind, __VA_ARGS__)
#define HEAD(name, kind, ...) MEMBER (mdm_head_t, name, kind, __VA_ARGS__)

static const mdm_member_t column_members[]
    = { COLUMN (name, TEXT, 0, NULL),
        COLUMN (heading, TEXT, 0, NULL),
        COLUMN (kind, WORD, 0, mdm_column_kind_words),
        COLUMN (source, TEXT_OR_NULL, 0, NULL),
        COLUMN (to, TEXT_OR_NULL, 0, NULL),
        COLUMN (claim, NUMBER_OR_NULL, MDM_TABLE_COLUMNS_MAX, NULL),
        COLUMN (show, WORD_OR_NULL, 0, mdm_show_words),
        COLUMN (numbers, WORD, 0, mdm_numbers_words),
        COLUMN (digits, NUMBER, 100000, NULL),
        COLUMN (remark, TEXT_OR_NULL, 0, NULL),
        { .name = NULL } };

static const mdm_member_t claim_members[]
    = { CLAIM (id, TEXT_OR_NULL, 0, NULL),
        CLAIM (citation, TEXT_OR_NULL, 0, NULL),
        CLAIM (certainty, TEXT_OR_NULL, 0, NULL),
        CLAIM (kind, WORD, 0, claim_words),
        { .name = NULL } };

/* Those after the hypotheses.  */
static const mdm_member_t claim_last_members[]
    = { CLAIM (statement, TEXT, 0, NULL),
        CLAIM (remark, TEXT_OR_NULL, 0, NULL),
        { .name = NULL } };

static const mdm_member_t key_members[]
    = { KEY (column, NUMBER_OR_NULL, MDM_TABLE_COLUMNS_MAX, NULL),
        KEY (variable, TEXT_OR_NULL, 0, NULL),
        KEY (descending, BOOLEAN, 0, NULL),
        { .name = NULL } };

/* Those before the lists.  */
static const mdm_member_t head_members[]
    = { HEAD (schema, WORD, 0, schema_words),
        HEAD (version, TEXT, 0, NULL),
        HEAD (title, TEXT, 0, NULL),
        HEAD (caption, TEXT_OR_NULL, 0, NULL),
        HEAD (label, TEXT_OR_NULL, 0, NULL),
        HEAD (layout, WORD, 0, mdm_layout_words),
        HEAD (unit, WORD, 0, mdm_unit_words),
        HEAD (digits, NUMBER, 100000, NULL),
        HEAD (exact_terms, NUMBER, 1000000001, NULL),
        HEAD (max_cells, TEXT, 0, NULL),
        HEAD (max_memory, TEXT, 0, NULL),
        HEAD (rows, NUMBER, MDM_TABLE_ROWS_MAX + 1, NULL),
        { .name = NULL } };

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
  json_t *json = mdm_line_object (column, column_members);

  if (column->kind != MDM_COLUMN_CLAIM)
    json_object_set_new (json, "show", json_null ());
  return json;
}

static json_t *
claim_json (const mdm_head_claim_t *claim)
{
  json_t *json = mdm_line_object (claim, claim_members);
  json_t *last = mdm_line_object (claim, claim_last_members);
  json_t *hypotheses = json_array ();

  for (size_t h = 0; h < claim->hypotheses; h++)
    json_array_append_new (hypotheses, json_string (claim->hypothesis[h]));
  json_object_set_new (json, "hypotheses", hypotheses);
  json_object_update (json, last);
  json_decref (last);
  return json;
}

json_t *
mdm_head_json (const mdm_head_t *head)
{
  json_t *columns = json_array (), *claims = json_array ();
  json_t *order = json_array (), *json = mdm_line_object (head, head_members);

  for (size_t c = 0; c < head->columns; c++)
    json_array_append_new (columns, column_json (head->column + c));
  for (size_t i = 0; i < head->claims; i++)
    json_array_append_new (claims, claim_json (head->claim + i));
  for (size_t k = 0; k < head->keys; k++)
    json_array_append_new (order,
                           mdm_line_object (head->key + k, key_members));
  json_object_set_new (json, "columns", columns);
  json_object_set_new (json, "claims", claims);
  json_object_set_new (json, "order", order);
  json_object_set_new (json, "description", json_string (head->description));
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
  return mdm_line_members (column, arena, json, column_members)
         && (column->claim == SIZE_MAX || column->claim < claims);
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
  return mdm_line_members (claim, arena, json, claim_members)
         && mdm_line_members (claim, arena, json, claim_last_members);
}

static int
read_key (mdm_head_key_t *key, mdm_arena_t *arena, const json_t *json,
          size_t columns)
{
  return mdm_line_members (key, arena, json, key_members)
         && (key->column == SIZE_MAX) != (key->variable == NULL)
         && (key->column == SIZE_MAX || key->column < columns);
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

/* The shard of the head JSON.  */
static int
read_shard (mdm_head_t *head, const json_t *json)
{
  const json_t *pair = json_object_get (json, "shard");
  json_int_t shard = json_integer_value (json_array_get (pair, 0));
  json_int_t shards = json_integer_value (json_array_get (pair, 1));

  head->shard = (size_t) shard;
  head->shards = (size_t) shards;
  return shard >= 1 && shard <= shards && shards <= 1000000;
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
  json_t *json = mdm_line_read (text, length);
  int res = mdm_line_members (head, &head->arena, json, head_members)
            && head->rows > 0
            && mdm_line_text (&head->description, &head->arena,
                              json_object_get (json, "description"),
                              MDM_LINE_FEEDS)
            && read_shard (head, json) && read_lists (head, json)
            && is_all (head, json);

  json_decref (json);
  return res;
}
