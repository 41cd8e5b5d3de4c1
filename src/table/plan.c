#include <config.h>

#include "table/plan.h"

#include "exact/scoped.h"
#include "text/lines.h"
#include "law/spec.h"
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
  const mdm_stanzas_struct *stanzas;
  mdm_tokens_t laws; /* texts of laws by group */
  const mdm_block_t *block;
  const mdm_field_t *law;
  const char **name; /* of the variables that have a value now */
  const char **text;
  size_t bound;
  size_t room;  /* rows that there is room for */
  size_t steps; /* values tried so far */
  mdm_err_t *err;
} maker_t;

/* Expand FIELD.  If LAW is not NULL it and SCHEDULE are known by these
   names.  */
static mdm_status
expand (char **res, maker_t *maker, const mdm_field_t *field,
        const char *schedule, const char *law)
{
  mdm_bindings_t bindings = { maker->bound, maker->name, maker->text };
  mdm_status status;

  if (law != NULL)
    {
      maker->name[maker->bound] = "law";
      maker->text[maker->bound] = law;
      maker->name[maker->bound + 1] = "schedule";
      maker->text[maker->bound + 1] = schedule == NULL ? "" : schedule;
      bindings.count += 2;
    }
  status = mdm_template_expand (res, maker->stanzas, mdm_piece_of (field),
                                &bindings, maker->err);
  mdm_arena_adopt (&maker->plan->arena, *res);
  return status;
}

static mdm_status
too_many (maker_t *maker)
{
  (void) mdm_field_fail (maker->stanzas, maker->block->label,
                         mdm_piece_of (maker->block->label).from, maker->err,
                         "with these rows the table has more than %d rows",
                         MDM_TABLE_ROWS_MAX);
  return maker->err->status = MDM_ELIMIT;
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

/* Add the row of the values at hand with SCHEDULE, which may be NULL.  */
static mdm_status
add_row (maker_t *maker, const mdm_field_t *schedule)
{
  mdm_plan_struct *plan = maker->plan;
  mdm_plan_row_t *row;
  mdm_status status;

  if (plan->count == MDM_TABLE_ROWS_MAX)
    return too_many (maker);
  if (plan->count == maker->room)
    {
      maker->room = maker->room == 0 ? 64 : 2 * maker->room;
      plan->row = flint_realloc (plan->row, maker->room * sizeof *plan->row);
    }
  row = plan->row + plan->count++;
  memset (row, 0, sizeof *row);
  row->block = maker->block;
  row->law_field = maker->law;
  row->schedule_field = schedule;
  row->value
      = mdm_arena_alloc (&plan->arena, maker->bound * sizeof *row->value);
  for (size_t v = 0; v < maker->bound; v++)
    row->value[v] = mdm_arena_copy (&plan->arena, maker->text[v]);
  status = expand (&row->law, maker, maker->law, NULL, NULL);
  if (status != MDM_OK)
    return status;
  if (strcmp (row->law, "-") == 0)
    return mdm_field_fail (maker->stanzas, maker->law,
                           mdm_piece_of (maker->law).from, maker->err,
                           "a table cannot read a law from the standard "
                           "input");
  if (row->law[0] == '\0')
    return mdm_field_fail (maker->stanzas, maker->law,
                           mdm_piece_of (maker->law).from, maker->err,
                           "this law is empty for some values");
  if (schedule != NULL)
    status = expand (&row->schedule, maker, schedule, NULL, NULL);
  if (status == MDM_OK && maker->block->predictor != NULL)
    status
        = expand (&row->predictor, maker, maker->block->predictor, NULL, NULL);
  if (status == MDM_OK)
    status = expand (&row->label, maker, maker->block->label, row->schedule,
                     row->law);
  if (status == MDM_OK)
    row->group = group_of (maker, row->law);
  return status;
}

/* Set *N to the value of PIECE, a whole number that fits.  */
static mdm_status
read_bound (slong *n, maker_t *maker, mdm_piece_t piece)
{
  mdm_bindings_t bindings = { maker->bound, maker->name, maker->text };
  mdm_status status;
  MDM_FMPQ (q);

  status = mdm_arithmetic (q, maker->stanzas, piece, &bindings, maker->err);
  if (status != MDM_OK)
    return status;
  if (!fmpz_is_one (fmpq_denref (q))
      || fmpz_cmp_si (fmpq_numref (q), 1000000000) > 0
      || fmpz_cmp_si (fmpq_numref (q), -1000000000) < 0)
    return mdm_field_fail (maker->stanzas, piece.field, piece.from, maker->err,
                           "a bound is a whole number below 10^9");
  *n = fmpz_get_si (fmpq_numref (q));
  return MDM_OK;
}

static mdm_status run_over (maker_t *maker, size_t level);

/* Go on with TEXT as the value of variable LEVEL.  */
static mdm_status
with_value (maker_t *maker, size_t level, const char *text)
{
  mdm_status status;

  if (maker->steps++ > 10 * (size_t) MDM_TABLE_ROWS_MAX)
    return too_many (maker);
  maker->name[level] = maker->block->range[level].name;
  maker->text[level] = text;
  maker->bound = level + 1;
  status = run_over (maker, level + 1);
  maker->bound = level;
  return status;
}

static mdm_status
run_over_item (maker_t *maker, size_t level, const mdm_item_t *item)
{
  mdm_bindings_t bindings = { maker->bound, maker->name, maker->text };
  slong from = 0, to = 0, step = 1;
  mdm_status status;
  char number[32], *text = NULL;

  if (!item->is_range)
    {
      status = mdm_template_expand (&text, maker->stanzas, item->text,
                                    &bindings, maker->err);
      if (status == MDM_OK)
        status = with_value (maker, level, text);
      flint_free (text);
      return status;
    }
  status = read_bound (&from, maker, item->text);
  if (status == MDM_OK)
    status = read_bound (&to, maker, item->last);
  if (status == MDM_OK && item->step.from < item->step.to)
    status = read_bound (&step, maker, item->step);
  if (status == MDM_OK && step == 0)
    status = mdm_field_fail (maker->stanzas, item->step.field, item->step.from,
                             maker->err, "a step of 0 never ends");
  for (slong i = from; status == MDM_OK && (step > 0 ? i <= to : i >= to);
       i += step)
    {
      snprintf (number, sizeof number, "%ld", (long) i);
      status = with_value (maker, level, number);
    }
  return status;
}

/* Run over the values of variable LEVEL of the block and those after it.  */
static mdm_status
run_over (maker_t *maker, size_t level)
{
  const mdm_block_t *block = maker->block;
  mdm_status status = MDM_OK;

  if (level < block->ranges)
    {
      const mdm_range_t *range = block->range + level;
      for (size_t i = 0; i < range->items && status == MDM_OK; i++)
        status = run_over_item (maker, level, range->item + i);
      return status;
    }
  if (block->schedules == 0)
    return add_row (maker, NULL);
  for (size_t i = 0; i < block->schedules && status == MDM_OK; i++)
    status = add_row (maker, block->schedule[i]);
  return status;
}

static mdm_status
add_block (maker_t *maker, const mdm_block_t *block)
{
  mdm_status status = MDM_OK;

  maker->block = block;
  maker->name = flint_malloc ((block->ranges + 2) * sizeof *maker->name);
  maker->text = flint_malloc ((block->ranges + 2) * sizeof *maker->text);
  maker->bound = 0;
  for (size_t i = 0; i < block->laws && status == MDM_OK; i++)
    {
      maker->law = block->law[i];
      status = run_over (maker, 0);
    }
  flint_free (maker->name);
  flint_free (maker->text);
  return status;
}

/* List the rows by groups.  */
static void
list_groups (mdm_plan_struct *plan)
{
  /* First the sizes, then where each group goes on.  */
  size_t *next = flint_calloc (plan->groups + 1, sizeof *next);

  plan->start = flint_calloc (plan->groups + 1, sizeof *plan->start);
  plan->member = flint_malloc ((plan->count + 1) * sizeof *plan->member);
  for (size_t i = 0; i < plan->count; i++)
    plan->start[plan->row[i].group + 1]++;
  for (size_t g = 0; g < plan->groups; g++)
    plan->start[g + 1] += plan->start[g];
  memcpy (next, plan->start, (plan->groups + 1) * sizeof *next);
  for (size_t i = 0; i < plan->count; i++)
    plan->member[next[plan->row[i].group]++] = i;
  flint_free (next);
}

mdm_status
mdm_plan_set (mdm_plan_t plan, const mdm_description_struct *description,
              mdm_err_t *err)
{
  maker_t maker = { .plan = plan,
                    .description = description,
                    .stanzas = description->stanzas,
                    .err = err };
  mdm_status status = MDM_OK;

  mdm_tokens_init (maker.laws);
  for (size_t b = 0; b < description->blocks && status == MDM_OK; b++)
    status = add_block (&maker, description->block + b);
  plan->groups = maker.laws->count;
  mdm_tokens_clear (maker.laws);
  if (status == MDM_OK && plan->count == 0)
    status = mdm_err_set (err, MDM_EPARSE, description->stanzas->file, 0, 0,
                          "the table has no row: every range is empty");
  if (status == MDM_OK)
    list_groups (plan);
  return status;
}

mdm_status
mdm_plan_blame (const mdm_description_struct *description,
                const mdm_plan_row_t *row, mdm_plan_part part, mdm_err_t *err)
{
  static const char *const words[] = { "law", "schedule", "predictor" };
  const mdm_field_t *const fields[]
      = { row->law_field, row->schedule_field, row->block->predictor };
  const char *const specs[] = { row->law, row->schedule, row->predictor };
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

/* Check the law of GROUP and its schedules.  */
static mdm_status
check_group (const mdm_plan_t plan, size_t group,
             const mdm_description_struct *description, mdm_err_t *err)
{
  static const mdm_limit_t limit
      = { .max_cells = CHECK_CELLS, .max_memory = CHECK_BYTES };
  const size_t *member = plan->member + plan->start[group];
  size_t count = plan->start[group + 1] - plan->start[group];
  mdm_schedule_t schedule;
  mdm_law_t law;
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_open (law, plan->row[member[0]].law, &limit, err);
  if (status == MDM_ELIMIT)
    count = 0; /* too large for now */
  else if (status != MDM_OK)
    (void) mdm_plan_blame (description, plan->row + member[0], MDM_PLAN_LAW,
                           err);
  status = status == MDM_ELIMIT ? MDM_OK : status;
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    {
      const mdm_plan_row_t *row = plan->row + member[i];
      if (row->schedule == NULL || mdm_schedule_needs_curve (row->schedule))
        continue;
      mdm_schedule_init (schedule);
      status = mdm_schedule_parse (schedule, row->schedule, law->length, NULL,
                                   &limit, err);
      mdm_schedule_clear (schedule);
      if (status != MDM_OK && status != MDM_ELIMIT)
        (void) mdm_plan_blame (description, row, MDM_PLAN_SCHEDULE, err);
      status = status == MDM_ELIMIT ? MDM_OK : status;
    }
  mdm_law_clear (law);
  return status;
}

mdm_status
mdm_plan_check (const mdm_plan_t plan,
                const mdm_description_struct *description, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  for (size_t g = 0; g < plan->groups && g < CHECK_LAWS && status == MDM_OK;
       g++)
    status = check_group (plan, g, description, err);
  return status;
}
