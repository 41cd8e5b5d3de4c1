/* The claims of a row: verdicts, constants, and certificates of them.  */
#include <config.h>

#include "table/row.h"

#include "claim/unknown.h"
#include "exact/scoped.h"
#include "report/format.h"
#include "sampler/schedule_spec.h"
#include "text/string.h"

#include <string.h>

/* The name under which claim I is shown: its own, or its number.  */
static const char *
id_of (mdm_recorder_t *recorder, const mdm_entry_t *entry, size_t i)
{
  return entry->id != NULL
             ? entry->id
             : mdm_arena_print (&recorder->record->arena, "claim-%zu", i + 1);
}

/* Are all rows universal?  Then a claim that no proof can be about is a
   mistake.  */
static int
all_universal (const mdm_description_struct *description)
{
  for (size_t b = 0; b < description->blocks; b++)
    if (description->block[b].proved.count == 0)
      return 0;
  return 1;
}

/* Judge claim I of a universal row.  */
static mdm_status
judge_universal (mdm_recorder_t *recorder, size_t i)
{
  const mdm_entry_t *entry = recorder->description->claim[i];
  mdm_universal_t *universal = recorder->universal + i;
  mdm_err_t own = { 0 };
  mdm_status status;

  mdm_universal_clear (universal);
  mdm_universal_init (universal);
  if (recorder->setting == NULL)
    {
      flint_free (universal->note);
      universal->note = mdm_str ("%s", recorder->limit_err.message);
      return MDM_OK;
    }
  mdm_evidence_begin (&recorder->evidence, MDM_SUBJECT_CLAIM (i));
  status = mdm_universal_judge (
      universal, entry, id_of (recorder, entry, i), recorder->setting,
      recorder->certified ? &recorder->evidence : NULL, &own);
  if (status == MDM_OK)
    return MDM_OK;
  if (status == MDM_EDOMAIN && !all_universal (recorder->description))
    {
      universal->verdict = MDM_VERDICT_NOT_APPLICABLE;
      flint_free (universal->note);
      universal->note = mdm_str ("%s", own.message);
      return MDM_OK;
    }
  *recorder->err = own;
  return status;
}

/* Judge claim I of a row of one law.  */
static mdm_status
judge_instance (mdm_recorder_t *recorder, size_t i)
{
  mdm_judgement_struct *judgement = recorder->judgement + i;
  const mdm_entry_t *entry = recorder->description->claim[i];
  mdm_err_t own = recorder->limit_err;
  mdm_status status = MDM_ELIMIT;

  mdm_judgement_clear (judgement);
  mdm_judgement_init (judgement);
  judgement->relation = entry->statement.claim.relation;
  if (recorder->instance != NULL)
    {
      memset (&own, 0, sizeof own);
      status = mdm_judge (judgement, entry, recorder->instance, &own);
    }
  if (status != MDM_EDOMAIN && status != MDM_ELIMIT)
    return mdm_row_excuse (recorder, 0, status, &own);
  /* An index out of range, a division by zero: it says nothing here.  */
  judgement->verdict = status == MDM_EDOMAIN ? MDM_VERDICT_NOT_APPLICABLE
                                             : MDM_VERDICT_UNDECIDED;
  judgement->known = 0;
  flint_free (judgement->note);
  judgement->note = mdm_str ("%s", own.message);
  return MDM_OK;
}

mdm_status
mdm_row_judge (mdm_recorder_t *recorder, size_t i)
{
  int universal = recorder->row->prove != NULL;

  MDM_TRY (universal ? judge_universal (recorder, i)
                     : judge_instance (recorder, i));
  recorder->record->verdict[i] = universal
                                     ? recorder->universal[i].verdict
                                     : (int) recorder->judgement[i].verdict;
  return MDM_OK;
}

/* Constants.  */

/* The first column that solves what column C does.  */
static size_t
first_like (const mdm_description_struct *description, size_t c)
{
  const mdm_column_t *column = description->column + c;

  for (size_t i = 0; i < c; i++)
    {
      const mdm_column_t *other = description->column + i;
      if (other->kind == MDM_COLUMN_CONSTANT
          && strcmp (other->solve->text, column->solve->text) == 0
          && strcmp (other->source->text, column->source->text) == 0)
        return i;
    }
  return c;
}

/* Solve column C for a universal row, into SOLVED.  */
static mdm_status
solve_universal (mdm_row_solved_t *solved, mdm_recorder_t *recorder, size_t c)
{
  const mdm_entry_t *entry = recorder->description->column[c].entry;

  mdm_constant_clear (solved->constant);
  mdm_constant_init (solved->constant, recorder->setting->scope.length);
  mdm_evidence_begin (&recorder->evidence, MDM_SUBJECT_COLUMN (recorder, c));
  return mdm_universal_solve (
      solved->constant, entry,
      id_of (recorder, entry, recorder->description->claims + c),
      recorder->setting, recorder->certified ? &recorder->evidence : NULL,
      &solved->err);
}

/* The same for a row of one law.  */
static mdm_status
solve_instance (mdm_row_solved_t *solved, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_claim_t *claim = &column->entry->statement.claim;

  mdm_solution_clear (solved->solution);
  mdm_solution_init (solved->solution);
  MDM_TRY (mdm_claim_check_unknown (claim, column->solve->text, 0, NULL,
                                    &solved->err));
  return mdm_claim_solve (solved->solution, claim, recorder->instance,
                          &solved->err);
}

mdm_status
mdm_row_solve (const mdm_row_solved_t **solved_, mdm_recorder_t *recorder,
               size_t c)
{
  size_t first = first_like (recorder->description, c);
  mdm_row_solved_t *solved = recorder->solved + first;

  *solved_ = solved;
  if (solved->done)
    return MDM_OK;
  solved->done = 1;
  memset (&solved->err, 0, sizeof solved->err);
  solved->status
      = recorder->setting != NULL ? solve_universal (solved, recorder, first)
        : recorder->instance != NULL ? solve_instance (solved, recorder, first)
                                     : MDM_ELIMIT;
  if (recorder->setting == NULL && recorder->instance == NULL)
    solved->err = recorder->limit_err;
  if (solved->status == MDM_EDOMAIN && recorder->setting != NULL
      && all_universal (recorder->description))
    {
      *recorder->err = solved->err;
      return MDM_EDOMAIN;
    }
  return MDM_OK;
}

/* Which end of an interval COLUMN shows: 0, 1, or -1 where there is none,
   BOUNDED telling which there are and EQUAL whether they are the same.  */
static int
end_of (const mdm_column_t *column, const int bounded[2], int equal)
{
  if (column->show == MDM_SHOW_LEAST || column->show == MDM_SHOW_GREATEST)
    {
      int end = column->show == MDM_SHOW_GREATEST;
      return bounded[end] ? end : -1;
    }
  if (bounded[0] && bounded[1])
    /* Of a ray or schedule that of the least.  */
    return equal || column->show >= MDM_SHOW_SHARP ? 0 : -1;
  return bounded[0] ? 0 : bounded[1] ? 1 : -1;
}

/* Why there is no such end.  */
static const char *
no_end (const mdm_column_t *column, const int bounded[2])
{
  return bounded[0] && bounded[1] ? "the constants that do are an interval"
         : column->show == MDM_SHOW_LEAST && bounded[1]
             ? "there is no least constant"
         : column->show == MDM_SHOW_GREATEST && bounded[0]
             ? "there is no greatest constant"
             : "every constant does";
}

/* The word that column C shows of END of a constant; NULL: none.  */
static const char *
word_of_end (const mdm_column_t *column, const mdm_constant_end_t *end,
             mdm_arena_t *arena)
{
  switch (column->show)
    {
    case MDM_SHOW_SHARP:
      return end->sharp ? "yes" : "not shown";
    case MDM_SHOW_RAY:
      return end->ray == 0 ? NULL : mdm_arena_print (arena, "%zu", end->ray);
    default:
      return mdm_arena_adopt (arena, mdm_universal_schedule_str (end));
    }
}

/* Set CELL or *TEXT to what column C shows of SOLVED, of a universal row.  */
static void
show_universal (mdm_row_number_t *cell, const char **text,
                const mdm_row_solved_t *solved, mdm_recorder_t *recorder,
                size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_constant_end_t *ends = solved->constant->end;
  const int bounded[2] = { ends[0].bounded, ends[1].bounded };
  int end
      = end_of (column, bounded,
                bounded[0] && bounded[1] && fmpq_equal (ends[0].c, ends[1].c));

  if (solved->constant->state != MDM_CONSTANT_FOUND)
    mdm_row_note (recorder, c,
                  solved->constant->state == MDM_CONSTANT_NONE
                      ? MDM_NOTE_NONE
                      : MDM_NOTE_LIMIT,
                  solved->constant->state == MDM_CONSTANT_NONE
                      ? "no constant does for every law"
                      : solved->constant->note);
  else if (end < 0)
    mdm_row_note (recorder, c, MDM_NOTE_ABSENT, no_end (column, bounded));
  else if (mdm_shows_numbers (column->kind, column->show))
    {
      cell->there = 1;
      mdm_value_set_fmpq (cell->x, ends[end].c);
    }
  else
    {
      *text = word_of_end (column, ends + end, &recorder->record->arena);
      if (*text == NULL)
        mdm_row_note (recorder, c, MDM_NOTE_ABSENT,
                      "nothing of the kind bounds it");
    }
}

/* The same of a row of one law.  */
static void
show_instance (mdm_row_number_t *cell, const char **text,
               const mdm_row_solved_t *solved, mdm_recorder_t *recorder,
               size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_solution_struct *solution = solved->solution;
  int end = end_of (column, solution->bounded, 1);

  if (solution->none)
    mdm_row_note (recorder, c, MDM_NOTE_NONE, "no constant does on this law");
  else if (end < 0)
    mdm_row_note (recorder, c, MDM_NOTE_ABSENT,
                  no_end (column, solution->bounded));
  else if (mdm_shows_numbers (column->kind, column->show))
    {
      cell->there = cell->is_ratio = 1;
      mdm_value_set (cell->x, solution->above);
      mdm_value_set (cell->y, solution->below);
    }
  else if (column->show == MDM_SHOW_SHARP)
    *text = "yes";
  else
    mdm_row_note (recorder, c, MDM_NOTE_ABSENT,
                  "rays and schedules are of rows of all laws");
}

mdm_status
mdm_row_constant (mdm_row_number_t *cell, const char **text,
                  mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_row_solved_t *solved;

  *text = NULL;
  cell->plain = 1;
  MDM_TRY (mdm_row_solve (&solved, recorder, c));
  if (solved->status != MDM_OK)
    return mdm_row_excuse (recorder, c, solved->status, &solved->err);
  if (column->show == MDM_SHOW_NOTE)
    *text = recorder->setting == NULL ? "" : solved->constant->note;
  else if (recorder->setting != NULL)
    show_universal (cell, text, solved, recorder, c);
  else
    show_instance (cell, text, solved, recorder, c);
  return MDM_OK;
}

/* Certificates of a row of one law.  */

/* What its certificate shall state.  */
typedef struct
{
  mdm_recorder_t *recorder;
  mdm_library_t own; /* numbers as equations, in the order of STATED */
  size_t count;
  mdm_certificate_claim_t *claim; /* NULL for the next of OWN */
  fmpq *constant;                 /* that of each column */
} stated_t;

static void
stated_clear (stated_t *stated)
{
  size_t columns = stated->recorder->description->columns;

  flint_free (stated->claim);
  _fmpq_vec_clear (stated->constant, (slong) columns);
  mdm_library_clear (stated->own);
}

static void
state (stated_t *stated, const mdm_entry_t *entry, const char *id,
       const fmpq *unknown)
{
  stated->claim[stated->count++]
      = (mdm_certificate_claim_t){ entry, id, unknown };
}

/* State that column C, a value or ratio, has its number, if there is an exact
   one that can be written.  */
static mdm_status
state_number (stated_t *stated, size_t c)
{
  mdm_recorder_t *recorder = stated->recorder;
  const mdm_column_t *column = recorder->description->column + c;
  mdm_record_t *record = recorder->record;
  size_t notes = record->notes;
  mdm_truth rational = MDM_UNKNOWN;
  mdm_err_t own = { 0 };
  MDM_OWNED char *exact = NULL;
  MDM_OWNED char *text = NULL;
  MDM_VALUE (x);
  MDM_VALUE (y);
  MDM_FMPQ (q);
  mdm_row_number_t cell = { .x = x, .y = y };

  if (record->cell[c].value == NULL || record->cell[c].exact == NULL)
    return MDM_OK;
  MDM_TRY (mdm_row_quantity (&cell, recorder, c));
  record->notes = notes; /* they are there already */
  if (!cell.there || x->infinite || y->infinite || x->exponential)
    return MDM_OK;
  if (cell.is_ratio && mdm_logform_ratio (q, &rational, x->x, y->x) == MDM_OK
      && rational == MDM_TRUE)
    exact = fmpq_get_str (NULL, 10, q);
  else if (!cell.is_ratio
           && mdm_exact_logform (&exact, x->x, recorder->format->exact_terms,
                                 MDM_NATS)
                  != MDM_OK)
    return MDM_OK;
  if (exact == NULL)
    return MDM_OK;
  text = cell.is_ratio ? mdm_str ("%s = %s * (%s)", column->source->text,
                                  exact, column->over_source->text)
                       : mdm_str ("%s = %s", column->source->text, exact);
  if (mdm_library_add_claim (stated->own, text, NULL, &own) != MDM_OK)
    {
      mdm_evidence_miss (&recorder->evidence, own.message);
      stated->own->count--; /* it is not whole */
      return MDM_OK;
    }
  state (stated, NULL, mdm_arena_print (&record->arena, "number-%zu", c + 1),
         NULL);
  return MDM_OK;
}

/* State that the constant of column C, if it is rational, does.  */
static mdm_status
state_constant (stated_t *stated, size_t c)
{
  mdm_recorder_t *recorder = stated->recorder;
  const mdm_entry_t *entry = recorder->description->column[c].entry;
  const mdm_row_solved_t *solved;
  mdm_truth rational = MDM_UNKNOWN;
  fmpq *q;

  if (first_like (recorder->description, c) != c)
    return MDM_OK;
  MDM_TRY (mdm_row_solve (&solved, recorder, c));
  if (solved->status != MDM_OK || solved->solution->none
      || !(solved->solution->bounded[0] || solved->solution->bounded[1]))
    return MDM_OK;
  q = stated->constant + c;
  if (mdm_logform_ratio (q, &rational, solved->solution->above->x,
                         solved->solution->below->x)
          == MDM_OK
      && rational == MDM_TRUE)
    state (stated, entry,
           id_of (recorder, entry, recorder->description->claims + c), q);
  else
    mdm_evidence_miss (&recorder->evidence,
                       "a constant that is not rational has no certificate");
  return MDM_OK;
}

/* Gather all that can be stated.  */
static mdm_status
gather (stated_t *stated)
{
  mdm_recorder_t *recorder = stated->recorder;
  const mdm_description_struct *description = recorder->description;

  for (size_t i = 0; i < description->claims; i++)
    if (recorder->record->verdict[i] <= MDM_VERDICT_REFUTED)
      state (stated, description->claim[i],
             id_of (recorder, description->claim[i], i), NULL);
  for (size_t c = 0; c < description->columns; c++)
    if (description->column[c].kind == MDM_COLUMN_VALUE
        || description->column[c].kind == MDM_COLUMN_RATIO)
      MDM_TRY (state_number (stated, c));
    else if (description->column[c].kind == MDM_COLUMN_CONSTANT)
      MDM_TRY (state_constant (stated, c));
  for (size_t i = 0, next = 0; i < stated->count; i++)
    if (stated->claim[i].entry == NULL)
      stated->claim[i].entry = stated->own->entry + next++;
  return MDM_OK;
}

/* Certify what was STATED on the law alone, which a checker knows with a
   schedule only.  */
static mdm_status
certify_law (mdm_recorder_t *recorder, const stated_t *stated)
{
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_INSTANCE (instance, recorder->law, schedule, recorder->curve,
                &recorder->limit);

  MDM_TRY (mdm_schedule_open (schedule, "ar", recorder->law, recorder->curve,
                              &recorder->limit, recorder->err));
  mdm_evidence_instance (&recorder->evidence, "", instance, stated->claim,
                         stated->count);
  return MDM_OK;
}

mdm_status
mdm_row_certify (mdm_recorder_t *recorder)
{
  const mdm_description_struct *description = recorder->description;
  MDM_CLEARED (stated, stated_t, stated_clear);

  *stated = (stated_t){ .recorder = recorder };
  mdm_library_init (stated->own);
  stated->constant = _fmpq_vec_init ((slong) description->columns);
  stated->claim
      = flint_malloc ((description->claims + description->columns + 1)
                      * sizeof *stated->claim);
  if (recorder->instance == NULL)
    return MDM_OK;
  MDM_TRY (gather (stated));
  if (stated->count == 0)
    return MDM_OK;
  mdm_evidence_begin_row (&recorder->evidence, MDM_SUBJECT_ROW);
  if (recorder->schedule == NULL)
    return certify_law (recorder, stated);
  mdm_evidence_instance (&recorder->evidence, "", recorder->instance,
                         stated->claim, stated->count);
  return MDM_OK;
}
