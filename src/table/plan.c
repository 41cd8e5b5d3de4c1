#include <config.h>

#include "table/plan.h"

#include "exact/array.h"
#include "exact/scoped.h"
#include "text/lines.h"
#include "law/form.h"
#include "law/spec.h"
#include "text/string.h"
#include "text/tokens.h"
#include "sampler/schedule_spec.h"

#include <stdio.h>
#include <string.h>

/* So many laws that take no more are opened to find mistakes early: a matter
   of a second.  */
#define CHECK_LAWS 500
#define CHECK_CELLS 200000
#define CHECK_BYTES 16000000

void
mdm_plan_init (mdm_plan_t plan)
{
  memset (plan, 0, sizeof *plan);
}

void
mdm_plan_clear (mdm_plan_t plan)
{
  mdm_arena_clear (&plan->arena);
  flint_free (plan->row);
  flint_free (plan->start);
  flint_free (plan->member);
}

typedef struct
{
  mdm_plan_struct *plan;
  const mdm_description_struct *description;
  mdm_tokens_t laws; /* texts of laws by group */
  const mdm_block_t *block;
  const mdm_field_t *law;
  mdm_bindings_t scope;       /* of the variables that have a value now */
  mdm_named_text_t *variable; /* these */
  size_t room;                /* rows that there is room for */
  size_t steps;               /* values tried so far */
} maker_t;

/* Fail with WHAT at PIECE.  */
static mdm_status
fail (const maker_t *maker, mdm_piece_t piece, const char *what)
{
  return mdm_field_fail (maker->scope.stanzas, piece.field, piece.from,
                         maker->scope.err, "%s", what);
}

/* Let NAME have the value TEXT.  */
static void
bind (maker_t *maker, const char *name, const char *text)
{
  maker->variable[maker->scope.count++] = (mdm_named_text_t){ name, text };
}

/* Expand FIELD, which may be NULL.  */
static mdm_status
expand (char **res, maker_t *maker, const mdm_field_t *field)
{
  mdm_status status;

  if (field == NULL)
    return MDM_OK;
  status = mdm_template_expand (res, mdm_piece_of (field), &maker->scope);
  mdm_arena_adopt (&maker->plan->arena, *res);
  return status;
}

static mdm_status
too_many (maker_t *maker)
{
  (void) mdm_field_fail (
      maker->scope.stanzas, maker->block->label,
      mdm_piece_of (maker->block->label).from, maker->scope.err,
      "with these rows the table has more than %d rows", MDM_TABLE_ROWS_MAX);
  return maker->scope.err->status = MDM_ELIMIT;
}

/* The group of the law called TEXT.  */
static size_t
group_of (maker_t *maker, const char *text)
{
  size_t group = mdm_tokens_find (maker->laws, text, strlen (text));

  if (group == maker->laws->count)
    mdm_tokens_add (maker->laws, text, strlen (text));
  return group;
}

/* A new row, of the block and law at hand.  */
static mdm_plan_row_t *
new_row (maker_t *maker, const mdm_field_t *schedule)
{
  mdm_plan_struct *plan = maker->plan;
  size_t values = maker->scope.count;
  mdm_named_text_t *variable
      = mdm_arena_alloc (&plan->arena, values * sizeof *variable);

  MDM_ARRAY_GROW (plan->row, maker->room, plan->count + 1);
  for (size_t v = 0; v < values; v++)
    variable[v]
        = (mdm_named_text_t){ maker->variable[v].name,
                              mdm_arena_copy (&plan->arena,
                                              maker->variable[v].value) };
  plan->row[plan->count] = (mdm_plan_row_t){ .block = maker->block,
                                             .law_field = maker->law,
                                             .schedule_field = schedule,
                                             .variable = variable };
  return plan->row + plan->count++;
}

/* Set the law of ROW, or what is to be proved, to the template at hand.  */
static mdm_status
set_law (mdm_plan_row_t *row, maker_t *maker)
{
  char *text = NULL;
  MDM_OWNED char *name = NULL;

  MDM_TRY (expand (&text, maker, maker->law));
  if (maker->block->proved.count == 0 && strcmp (text, "-") == 0)
    return fail (maker, mdm_piece_of (maker->law),
                 "a table cannot read a law from the standard input");
  if (text[0] == '\0')
    return fail (maker, mdm_piece_of (maker->law),
                 maker->block->proved.count > 0
                     ? "what is to be proved is empty for some values"
                     : "this law is empty for some values");
  if (maker->block->proved.count > 0)
    row->prove = text;
  else
    row->law = text;
  /* No law is called so.  */
  name = mdm_str ("%s%s", row->prove == NULL ? "" : "\n", text);
  row->group = group_of (maker, name);
  return MDM_OK;
}

/* Set the schedule of ROW to FIELD, which may be NULL.  What columns seek
   stands for itself.  */
static mdm_status
set_schedule (mdm_plan_row_t *row, maker_t *maker, const mdm_field_t *field)
{
  const mdm_description_struct *description = maker->description;
  mdm_status status;

  maker->scope.opens = description->opens;
  maker->scope.open = description->open;
  maker->scope.left_open = 0;
  status = expand (&row->schedule, maker, field);
  row->open = maker->scope.left_open > 0;
  maker->scope.opens = 0;
  return status;
}

/* Add the row of the values at hand with SCHEDULE, which may be NULL.  */
static mdm_status
add_row (maker_t *maker, const mdm_field_t *schedule)
{
  size_t bound = maker->scope.count;
  mdm_plan_row_t *row;

  if (maker->plan->count == MDM_TABLE_ROWS_MAX)
    return too_many (maker);
  row = new_row (maker, schedule);
  MDM_TRY (set_law (row, maker));
  MDM_TRY (set_schedule (row, maker, schedule));
  MDM_TRY (expand (&row->predictor, maker, maker->block->predictor));
  bind (maker, "law", row->prove == NULL ? row->law : row->prove);
  bind (maker, "schedule", schedule == NULL ? "" : row->schedule);
  MDM_TRY (expand (&row->label, maker, maker->block->label));
  maker->scope.count = bound;
  return MDM_OK;
}

/* Set *N to the value of PIECE, a whole number that fits; leave it if that is
   empty.  */
static mdm_status
read_bound (slong *n, maker_t *maker, mdm_piece_t piece)
{
  MDM_FMPQ (q);

  if (piece.from == piece.to)
    return MDM_OK;
  MDM_TRY (mdm_arithmetic (q, piece, &maker->scope));
  if (!fmpz_is_one (fmpq_denref (q))
      || fmpz_cmp_si (fmpq_numref (q), 1000000000) > 0
      || fmpz_cmp_si (fmpq_numref (q), -1000000000) < 0)
    return fail (maker, piece, "a bound is a whole number below 10^9");
  *n = fmpz_get_si (fmpq_numref (q));
  return MDM_OK;
}

static mdm_status run_over (maker_t *maker, size_t level);

/* Go on with TEXT as the value of variable LEVEL.  */
static mdm_status
with_value (maker_t *maker, size_t level, const char *text)
{
  if (maker->steps++ > 10 * (size_t) MDM_TABLE_ROWS_MAX)
    return too_many (maker);
  bind (maker, maker->block->range[level].name, text);
  MDM_TRY (run_over (maker, level + 1));
  maker->scope.count--;
  return MDM_OK;
}

static mdm_status
run_over_item (maker_t *maker, size_t level, const mdm_item_t *item)
{
  MDM_OWNED char *text = NULL;
  slong from = 0, to = 0, step = 1;
  char number[32];

  if (!item->is_range)
    {
      MDM_TRY (mdm_template_expand (&text, item->text, &maker->scope));
      return with_value (maker, level, text);
    }
  MDM_TRY (read_bound (&from, maker, item->text));
  MDM_TRY (read_bound (&to, maker, item->last));
  MDM_TRY (read_bound (&step, maker, item->step));
  if (step == 0)
    return fail (maker, item->step, "a step of 0 never ends");
  for (slong i = from; step > 0 ? i <= to : i >= to; i += step)
    {
      snprintf (number, sizeof number, "%ld", (long) i);
      MDM_TRY (with_value (maker, level, number));
    }
  return MDM_OK;
}

/* Run over the values of variable LEVEL of the block and those after it.  */
static mdm_status
run_over (maker_t *maker, size_t level)
{
  const mdm_block_t *block = maker->block;

  if (level < block->ranges)
    for (size_t i = 0; i < block->range[level].items; i++)
      MDM_TRY (run_over_item (maker, level, block->range[level].item + i));
  else if (block->schedules.count == 0)
    return add_row (maker, NULL);
  else
    for (size_t i = 0; i < block->schedules.count; i++)
      MDM_TRY (add_row (maker, block->schedules.field[i]));
  return MDM_OK;
}

static mdm_status
add_block (maker_t *maker, const mdm_block_t *block)
{
  MDM_OWNED mdm_named_text_t *variable
      = flint_malloc ((block->ranges + 2) * sizeof *variable);

  maker->block = block;
  maker->scope.variable = maker->variable = variable;
  maker->scope.count = 0;
  for (size_t i = 0; i < block->laws.count + block->proved.count; i++)
    {
      maker->law = block->proved.count > 0 ? block->proved.field[i]
                                           : block->laws.field[i];
      MDM_TRY (run_over (maker, 0));
    }
  return MDM_OK;
}

/* List the rows by groups.  */
static void
list_groups (mdm_plan_struct *plan)
{
  /* First the sizes, then where each group goes on.  */
  MDM_OWNED size_t *next = flint_calloc (plan->groups + 1, sizeof *next);

  plan->start = flint_calloc (plan->groups + 1, sizeof *plan->start);
  plan->member = flint_malloc ((plan->count + 1) * sizeof *plan->member);
  for (size_t i = 0; i < plan->count; i++)
    plan->start[plan->row[i].group + 1]++;
  for (size_t g = 0; g < plan->groups; g++)
    plan->start[g + 1] += plan->start[g];
  memcpy (next, plan->start, (plan->groups + 1) * sizeof *next);
  for (size_t i = 0; i < plan->count; i++)
    plan->member[next[plan->row[i].group]++] = i;
}

mdm_status
mdm_plan_set (mdm_plan_t plan, const mdm_description_struct *description,
              mdm_err_t *err)
{
  maker_t maker = { .plan = plan,
                    .description = description,
                    .scope = { .stanzas = description->stanzas, .err = err } };
  mdm_status status = MDM_OK;

  mdm_tokens_init (maker.laws);
  for (size_t b = 0; b < description->blocks && status == MDM_OK; b++)
    status = add_block (&maker, description->block + b);
  plan->groups = maker.laws->count;
  mdm_tokens_clear (maker.laws);
  MDM_TRY (status);
  if (plan->count == 0)
    return mdm_err_set (err, MDM_EPARSE, description->stanzas->file, 0, 0,
                        "the table has no row: every range is empty");
  list_groups (plan);
  return MDM_OK;
}

mdm_status
mdm_plan_blame (const mdm_description_struct *description,
                const mdm_plan_row_t *row, mdm_plan_part part, mdm_err_t *err)
{
  const char *const words[]
      = { row->prove == NULL ? "law" : "Prove", "schedule", "predictor" };
  const mdm_field_t *const fields[]
      = { row->law_field, row->schedule_field, row->block->predictor };
  const char *const specs[] = { row->prove == NULL ? row->law : row->prove,
                                row->schedule, row->predictor };
  const mdm_field_t *field = fields[part];
  const char *spec = specs[part];
  char message[sizeof err->message], where[130] = "";
  mdm_status status = err->status;

  if (err->line > 0)
    return status;
  memcpy (message, err->message, sizeof message);
  /* A file that cannot be read is named; a predictor is already.  */
  if (err->where[0] != '\0'
      && (row->predictor == NULL || strcmp (err->where, row->predictor) != 0))
    snprintf (where, sizeof where, "%.120s: ", err->where);
  (void) mdm_field_fail (description->stanzas, field,
                         mdm_piece_of (field).from, err, "%s %.*s%s: %s%s",
                         words[part], mdm_utf8_shown (spec, strlen (spec)),
                         spec, strlen (spec) > 40 ? ".." : "", where, message);
  return err->status = status;
}

/* Check the schedule of ROW for LAW.  */
static mdm_status
check_schedule (const mdm_plan_row_t *row, mdm_law_struct *law,
                const mdm_description_struct *description,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  mdm_status status;

  if (row->schedule == NULL || row->open
      || mdm_schedule_is_chosen (row->schedule))
    return MDM_OK;
  status = mdm_schedule_open (schedule, row->schedule, law, NULL, limit, err);
  return status == MDM_OK || status == MDM_ELIMIT
             ? MDM_OK
             : mdm_plan_blame (description, row, MDM_PLAN_SCHEDULE, err);
}

mdm_status
mdm_plan_setting (mdm_setting_t *setting,
                  const mdm_description_struct *description,
                  const mdm_plan_row_t *row, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  int part;
  mdm_status status = mdm_setting_open (setting, &part, row->prove,
                                        row->schedule, limit, err);

  return status == MDM_OK || status == MDM_ELIMIT
             ? status
             : mdm_plan_blame (description, row,
                               part == 0 ? MDM_PLAN_LAW : MDM_PLAN_SCHEDULE,
                               err);
}

/* Check what is to be proved in GROUP; what is too large is skipped.  */
static mdm_status
check_proved (const mdm_plan_t plan, size_t group,
              const mdm_description_struct *description,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  for (size_t i = plan->start[group]; i < plan->start[group + 1]; i++)
    {
      MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
      mdm_status status = mdm_plan_setting (
          setting, description, plan->row + plan->member[i], limit, err);
      if (status != MDM_OK && status != MDM_ELIMIT)
        return status;
    }
  return MDM_OK;
}

/* Check the law of GROUP and its schedules; one that is too large is
   skipped.  */
static mdm_status
check_group (const mdm_plan_t plan, size_t group,
             const mdm_description_struct *description,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_plan_row_t *first = plan->row + plan->member[plan->start[group]];
  MDM_SCOPED (law, mdm_law_struct, mdm_law_init, mdm_law_clear);
  mdm_status status = mdm_law_open (law, first->law, limit, err);

  if (status == MDM_OK)
    status = mdm_form_obey (law, limit, err);
  if (status != MDM_OK)
    return status == MDM_ELIMIT
               ? MDM_OK
               : mdm_plan_blame (description, first, MDM_PLAN_LAW, err);
  for (size_t i = plan->start[group]; i < plan->start[group + 1]; i++)
    MDM_TRY (check_schedule (plan->row + plan->member[i], law, description,
                             limit, err));
  return MDM_OK;
}

mdm_status
mdm_plan_check (const mdm_plan_t plan,
                const mdm_description_struct *description,
                const struct mdm_reading *reading, mdm_err_t *err)
{
  const mdm_limit_t limit = { .max_cells = CHECK_CELLS,
                              .max_memory = CHECK_BYTES,
                              .reading = reading };

  for (size_t g = 0; g < plan->groups && g < CHECK_LAWS; g++)
    MDM_TRY (plan->row[plan->member[plan->start[g]]].prove != NULL
                 ? check_proved (plan, g, description, &limit, err)
                 : check_group (plan, g, description, &limit, err));
  return MDM_OK;
}
