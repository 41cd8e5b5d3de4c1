#include <config.h>

#include "table/head.h"

#include "law/reading.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const schema_words[] = { MDM_SHARD_SCHEMA, NULL };

static const mdm_member_t column_members[]
    = { MDM_TEXT_MEMBER (mdm_head_column_t, name, TEXT),
        MDM_TEXT_MEMBER (mdm_head_column_t, heading, TEXT),
        MDM_WORD_MEMBER (mdm_head_column_t, kind, WORD, mdm_column_kind_words),
        MDM_TEXT_MEMBER (mdm_head_column_t, source, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_column_t, to, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_column_t, solve, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_column_t, such_that, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_column_t, schedule, TEXT_OR_NULL),
        MDM_NUMBER_MEMBER (mdm_head_column_t, claim, NUMBER_OR_NULL,
                           MDM_TABLE_COLUMNS_MAX),
        MDM_WORD_MEMBER (mdm_head_column_t, show, WORD_OR_NULL,
                         mdm_show_words),
        MDM_WORD_MEMBER (mdm_head_column_t, numbers, WORD, mdm_numbers_words),
        MDM_NUMBER_MEMBER (mdm_head_column_t, digits, NUMBER, 100000),
        MDM_TEXT_MEMBER (mdm_head_column_t, counts, BOOLEAN),
        MDM_TEXT_MEMBER (mdm_head_column_t, remark, TEXT_OR_NULL),
        { .name = NULL } };

static const mdm_member_t hypothesis = { .name = "", .kind = MDM_MEMBER_TEXT };

static const mdm_member_t claim_members[]
    = { MDM_TEXT_MEMBER (mdm_head_claim_t, id, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_claim_t, citation, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_claim_t, certainty, TEXT_OR_NULL),
        MDM_WORD_MEMBER (mdm_head_claim_t, kind, WORD, mdm_entry_kind_words),
        MDM_LIST_MEMBER (mdm_head_claim_t, "hypotheses", hypothesis,
                         hypotheses, &hypothesis),
        MDM_TEXT_MEMBER (mdm_head_claim_t, statement, TEXT),
        MDM_TEXT_MEMBER (mdm_head_claim_t, remark, TEXT_OR_NULL),
        { .name = NULL } };

static const mdm_member_t key_members[]
    = { MDM_NUMBER_MEMBER (mdm_key_t, column, NUMBER_OR_NULL,
                           MDM_TABLE_COLUMNS_MAX),
        MDM_TEXT_MEMBER (mdm_key_t, variable, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_key_t, descending, BOOLEAN),
        { .name = NULL } };

static const mdm_member_t head_members[]
    = { MDM_WORD_MEMBER (mdm_head_t, schema, WORD, schema_words),
        MDM_TEXT_MEMBER (mdm_head_t, version, TEXT),
        MDM_TEXT_MEMBER (mdm_head_t, title, TEXT),
        MDM_TEXT_MEMBER (mdm_head_t, caption, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_head_t, label, TEXT_OR_NULL),
        MDM_WORD_MEMBER (mdm_head_t, layout, WORD, mdm_layout_words),
        MDM_WORD_MEMBER (mdm_head_t, unit, WORD, mdm_unit_words),
        MDM_NUMBER_MEMBER (mdm_head_t, digits, NUMBER, 100000),
        MDM_NUMBER_MEMBER (mdm_head_t, exact_terms, NUMBER, 1000000001),
        MDM_TEXT_MEMBER (mdm_head_t, max_cells, TEXT),
        MDM_TEXT_MEMBER (mdm_head_t, max_memory, TEXT),
        MDM_TEXT_MEMBER (mdm_head_t, normalize, BOOLEAN),
        MDM_TEXT_MEMBER (mdm_head_t, pad, TEXT_OR_NULL),
        MDM_NUMBER_MEMBER (mdm_head_t, rows, NUMBER, MDM_TABLE_ROWS_MAX + 1),
        MDM_LIST_MEMBER (mdm_head_t, "columns", column, columns,
                         column_members),
        MDM_LIST_MEMBER (mdm_head_t, "claims", claim, claims, claim_members),
        MDM_LIST_MEMBER (mdm_head_t, "order", key, keys, key_members),
        MDM_TEXT_MEMBER (mdm_head_t, description, LINES),
        MDM_TEXT_MEMBER (mdm_head_t, certified, BOOLEAN),
        MDM_NUMBER_MEMBER (mdm_head_t, shard, NUMBER, MDM_SHARDS_MAX + 1),
        MDM_NUMBER_MEMBER (mdm_head_t, shards, NUMBER, MDM_SHARDS_MAX + 1),
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
field_text (const mdm_field_t *field)
{
  return field == NULL ? NULL : field->text;
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

/* Is what COLUMN shows a count, or the sizes of a schedule?  */
static int
counts (const mdm_column_t *column)
{
  static const mdm_quantity_id counted[] = { MDM_Q_L,    MDM_Q_V,    MDM_Q_T,
                                             MDM_Q_SMAX, MDM_Q_SMIN, MDM_Q_S,
                                             MDM_Q_N };
  const mdm_node_t *root;

  if (column->kind == MDM_COLUMN_TEXT)
    return strcmp (column->source->text, "{sizes}") == 0;
  if (column->kind == MDM_COLUMN_LEAST || column->kind == MDM_COLUMN_GREATEST)
    return 1;
  if (column->kind != MDM_COLUMN_VALUE)
    return 0;
  root = mdm_expr_root (column->expr);
  for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
    if (root->kind == MDM_NODE_QUANTITY && root->quantity == counted[i])
      return 1;
  return 0;
}

static mdm_head_column_t
head_column (const mdm_column_t *column, const mdm_format_t *format)
{
  return (mdm_head_column_t){
    .name = column->column->text,
    .heading
    = field_text (column->heading != NULL ? column->heading : column->column),
    .kind = column->kind,
    .source = field_text (column->source),
    .to = field_text (column->over_source),
    .solve = field_text (column->solve),
    .such_that = field_text (column->such_that),
    .schedule = field_text (column->schedule),
    .claim = column->claim,
    .show = column->entry != NULL && column->such_that == NULL
                ? (int) column->show
                : -1,
    .numbers = column->numbers,
    .digits = (size_t) (column->digits > 0 ? column->digits : format->digits),
    .counts = counts (column),
    .remark = remark_of (column)
  };
}

static mdm_head_claim_t
head_claim (mdm_arena_t *arena, const mdm_entry_t *entry)
{
  size_t count = entry->hypotheses;
  const char **hypothesis = mdm_arena_alloc (arena, count * sizeof (char *));

  for (size_t h = 0; h < count; h++)
    hypothesis[h] = entry->hypothesis[h].text;
  return (mdm_head_claim_t){ .id = entry->id,
                             .citation = entry->citation,
                             .certainty = entry->certainty,
                             .kind = entry->kind,
                             .hypotheses = count,
                             .hypothesis = hypothesis,
                             .statement = entry->statement.text,
                             .remark = entry->remark };
}

/* N as a text: it may be greater than a JSON integer.  */
static const char *
limit_text (mdm_arena_t *arena, uint64_t n)
{
  char text[32];

  snprintf (text, sizeof text, "%llu", (unsigned long long) n);
  return mdm_arena_copy (arena, text);
}

void
mdm_head_set (mdm_head_t *head, const mdm_description_struct *description,
              const mdm_plan_struct *plan, const mdm_format_t *format,
              const mdm_limit_t *limit)
{
  mdm_arena_t *arena = &head->arena;
  struct mdm_reading reading = mdm_reading (limit);

  *head = (mdm_head_t){ .version = PACKAGE_VERSION,
                        .title = description->title->text,
                        .caption = field_text (description->caption),
                        .label = field_text (description->label),
                        .layout = description->layout,
                        .unit = format->unit,
                        .digits = (size_t) format->digits,
                        .exact_terms = (size_t) format->exact_terms,
                        .rows = plan->count,
                        .columns = description->columns,
                        .claims = description->claims,
                        .keys = description->keys,
                        .key = description->key,
                        .shard = 1,
                        .shards = 1 };
  head->max_cells = limit_text (arena, limit->max_cells);
  head->max_memory = limit_text (arena, limit->max_memory);
  head->normalize = reading.normalize;
  head->pad = mdm_arena_copy (arena, reading.pad);
  head->column = mdm_arena_alloc (arena, head->columns * sizeof *head->column);
  head->claim = mdm_arena_alloc (arena, head->claims * sizeof *head->claim);
  for (size_t c = 0; c < head->columns; c++)
    head->column[c] = head_column (description->column + c, format);
  for (size_t i = 0; i < head->claims; i++)
    head->claim[i] = head_claim (arena, description->claim[i]);
  head->description
      = mdm_arena_adopt (arena, mdm_description_str (description));
}

/* As JSON.  */

json_t *
mdm_head_json (const mdm_head_t *head)
{
  return mdm_line_object (head, head_members);
}

/* What is read: do its parts go together?  */
static int
is_whole (const mdm_head_t *head)
{
  for (size_t c = 0; c < head->columns; c++)
    {
      const mdm_head_column_t *column = head->column + c;
      int is_claim = column->kind == MDM_COLUMN_CLAIM;
      int is_solved = column->kind == MDM_COLUMN_CONSTANT;
      if ((column->show >= 0) != (is_claim || is_solved)
          || (column->solve != NULL) != is_solved
          || (column->show >= 0
              && !mdm_may_show (column->kind, (mdm_show) column->show))
          || (column->claim < head->claims) != is_claim
          || (column->claim != SIZE_MAX) != is_claim)
        return 0;
    }
  for (size_t k = 0; k < head->keys; k++)
    {
      const mdm_key_t *key = head->key + k;
      if (key->variable == NULL ? key->column >= head->columns
                                : key->column != SIZE_MAX)
        return 0;
    }
  return head->rows > 0 && head->columns > 0 && head->shard >= 1
         && head->shard <= head->shards;
}

int
mdm_head_read (mdm_head_t *head, const char *text, size_t length)
{
  return mdm_line_read (head, &head->arena, text, length, head_members)
         && is_whole (head);
}
