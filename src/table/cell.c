/* The cells of a row.  */
#include <config.h>

#include "table/row.h"

#include "exact/scoped.h"
#include "report/reports.h"
#include "text/string.h"

#include <string.h>

/* Set V to EXPR; *THERE is whether it exists.  */
static mdm_status
evaluate (mdm_value_t v, int *there, mdm_recorder_t *recorder, size_t column,
          const mdm_expr_t *expr)
{
  mdm_status status;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  *there = 0;
  if (recorder->setting != NULL)
    {
      mdm_subject_t source = mdm_scope_subject (&recorder->setting->scope);
      mdm_environment_t environment = mdm_environment_of (&source);
      status = mdm_expr_evaluate (v, expr, &environment, &own);
    }
  else if (recorder->instance == NULL)
    status = mdm_err_set (&own, MDM_ELIMIT, NULL, 0, 0, "%s",
                          recorder->limit_err.message);
  else
    {
      mdm_subject_t source = mdm_subject_of (recorder->instance, 0);
      mdm_environment_t environment = mdm_environment_of (&source);
      status = mdm_expr_evaluate (v, expr, &environment, &own);
    }
  *there = status == MDM_OK;
  return mdm_row_excuse (recorder, column, status, &own);
}

/* Is the claim between numbers without unit?  */
static int
is_plain (const mdm_entry_t *entry)
{
  return entry->plain
         || (mdm_expr_is_rational (entry->statement.claim.lhs)
             && mdm_expr_is_rational (entry->statement.claim.rhs));
}

/* The two sides of a claim, as CELL shows them.  */
static void
take_sides (mdm_row_number_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_judgement_struct *judgement = recorder->judgement + column->claim;
  int universal = recorder->row->prove != NULL;

  cell->is_ratio = column->show == MDM_SHOW_RATIO;
  cell->plain = cell->is_ratio || is_plain (column->entry);
  cell->there = !universal && judgement->known;
  if (!cell->there)
    mdm_row_note (recorder, c,
                  !universal && judgement->verdict == MDM_VERDICT_UNDECIDED
                      ? MDM_NOTE_LIMIT
                      : MDM_NOTE_ABSENT,
                  universal ? "the sides of a claim are numbers on one law"
                            : judgement->note);
  mdm_value_set (cell->x, column->show == MDM_SHOW_RHS ? judgement->rhs
                                                       : judgement->lhs);
  mdm_value_set (cell->y, judgement->rhs);
}

/* Is there a ratio of X and Y?  Its terms are finite, the second not 0.  */
static mdm_status
ratio_exists (const mdm_value_struct *x, const mdm_value_struct *y,
              mdm_err_t *err)
{
  int sign = 0;

  if (x->infinite != 0 || y->infinite != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a ratio with an infinite side");
  if (x->exponential || y->exponential)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a ratio with a perplexity");
  if (mdm_logform_sign (&sign, y->x) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "not decided within the limits of precision whether "
                        "the divisor is 0");
  return sign != 0
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "a ratio to 0");
}

mdm_status
mdm_row_quantity (mdm_row_number_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;

  cell->is_ratio = column->kind == MDM_COLUMN_RATIO;
  cell->plain = cell->is_ratio || mdm_expr_is_rational (column->expr);
  MDM_TRY (evaluate (cell->x, &cell->there, recorder, c, column->expr));
  return cell->there && cell->is_ratio
             ? evaluate (cell->y, &cell->there, recorder, c, column->over)
             : MDM_OK;
}

/* Compute the numbers of CELL of column C.  */
static mdm_status
compute (mdm_row_number_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const char *text;
  mdm_status status;
  mdm_err_t own;

  if (column->kind == MDM_COLUMN_CONSTANT)
    return mdm_row_constant (cell, &text, recorder, c);
  if (column->variable != NULL)
    return mdm_row_seek (cell, recorder, c);
  if (column->kind == MDM_COLUMN_CLAIM)
    take_sides (cell, recorder, c);
  else
    MDM_TRY (mdm_row_quantity (cell, recorder, c));
  if (!cell->is_ratio || !cell->there)
    return MDM_OK;
  memset (&own, 0, sizeof own);
  status = ratio_exists (cell->x, cell->y, &own);
  cell->there = status == MDM_OK;
  return mdm_row_excuse (recorder, c, status, &own);
}

/* X / Y with DIGITS digits: *EXACT, or NULL, and *VALUE.  */
static mdm_status
write_ratio (char **exact, char **value, const mdm_row_number_t *cell,
             slong digits)
{
  mdm_truth rational = MDM_UNKNOWN;
  mdm_status status;
  MDM_FMPQ (q);

  *exact = *value = NULL;
  status = mdm_logform_ratio (q, &rational, cell->x->x, cell->y->x);
  if (status != MDM_OK || rational != MDM_TRUE)
    return mdm_decimal_quotient (value, cell->x->x, cell->y->x, digits);
  *exact = mdm_fraction_str (q);
  *value = mdm_decimal_fmpq (q, digits);
  return MDM_OK;
}

/* The cell of column C, with its digits; none with a note where it cannot be
   rounded.  */
static mdm_shown_t
write_cell (const mdm_row_number_t *cell, mdm_recorder_t *recorder, size_t c)
{
  mdm_arena_t *arena = &recorder->record->arena;
  slong digits = recorder->description->column[c].digits;
  mdm_format_t format = *recorder->format;
  MDM_NUMBER (number);
  mdm_status status = MDM_OK;

  if (digits > 0)
    format.digits = digits;
  if (cell->there)
    status = cell->is_ratio ? write_ratio (&number->exact, &number->value,
                                           cell, format.digits)
                            : mdm_number_set (number, cell->x, cell->plain,
                                              &format, NULL);
  if (status != MDM_OK)
    mdm_row_note (
        recorder, c, MDM_NOTE_LIMIT,
        "a number could not be rounded within the limits of precision");
  return (mdm_shown_t){ .is_number = 1,
                        .value = mdm_arena_copy (arena, number->value),
                        .exact = mdm_arena_copy (arena, number->exact),
                        .unit = number->unit };
}

/* What rows are ordered by where CELL is their key: the exact form in nats, or
   the fraction of a ratio; digits where there is none or it is too long to be
   sought; or NULL.  */
static const char *
write_key (mdm_arena_t *arena, const mdm_row_number_t *cell)
{
  char *exact = NULL, *value = NULL;
  mdm_status status;

  if (!cell->there)
    return NULL;
  if (cell->is_ratio)
    status = write_ratio (&exact, &value, cell, MDM_KEY_DIGITS);
  else if (cell->x->infinite != 0)
    return mdm_arena_copy (arena, cell->x->infinite > 0 ? "inf" : "-inf");
  else
    status = mdm_exact_logform (&exact, cell->x->x, WORD_MAX, MDM_NATS);
  if (status == MDM_OK && exact == NULL && value == NULL)
    status
        = mdm_decimal_logform (&value, cell->x->x, MDM_KEY_DIGITS, MDM_NATS);
  mdm_arena_adopt (arena, exact);
  mdm_arena_adopt (arena, value);
  return status != MDM_OK ? NULL : exact != NULL ? exact : value;
}

/* Set CELL to the text of column C, its template expanded; none where a
   variable of it has no value in this row.  */
static void
text_cell (mdm_shown_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_description_struct *description = recorder->description;
  const mdm_plan_row_t *row = recorder->row;
  size_t count = row->block->ranges;
  MDM_OWNED char *sizes = recorder->schedule == NULL
                              ? NULL
                              : mdm_schedule_str (recorder->schedule);
  const mdm_named_text_t built_in[]
      = { { "label", row->label },
          { "law", row->prove == NULL ? row->law : row->prove },
          { "schedule", row->schedule },
          { "sizes", sizes } };
  MDM_OWNED mdm_named_text_t *known
      = flint_malloc (count * sizeof *known + sizeof built_in);
  char *res = NULL;
  mdm_err_t own;
  mdm_bindings_t bindings = { .stanzas = description->stanzas,
                              .err = &own,
                              .count = count,
                              .variable = known };

  memset (&own, 0, sizeof own);
  memcpy (known, row->variable, count * sizeof *known);
  for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
    if (built_in[i].value != NULL)
      known[bindings.count++] = built_in[i];
  if (mdm_template_expand (&res, mdm_piece_of (description->column[c].source),
                           &bindings)
      != MDM_OK)
    mdm_row_note (recorder, c,
                  recorder->instance == NULL && recorder->setting == NULL
                      ? MDM_NOTE_LIMIT
                      : MDM_NOTE_ABSENT,
                  own.message);
  cell->value = mdm_arena_adopt (&recorder->record->arena, res);
}

/* The word, text or note of a claim that COLUMN shows; NULL: there is none,
   for which *WHY is the reason.  */
static const char *
word_of (const char **why, const mdm_column_t *column,
         const mdm_recorder_t *recorder)
{
  const mdm_judgement_struct *judgement = recorder->judgement + column->claim;
  const mdm_universal_t *universal = recorder->universal + column->claim;
  int proof = recorder->row->prove != NULL;

  *why = proof ? "nothing of the kind shows it"
               : "rays and schedules are of rows of all laws";
  switch (column->show)
    {
    case MDM_SHOW_VERDICT:
      return mdm_row_verdict_words[recorder->record->verdict[column->claim]];
    case MDM_SHOW_NOTE:
      return proof ? universal->note : judgement->note;
    case MDM_SHOW_RAY:
      return proof && universal->ray > 0 ? mdm_arena_print (
                 &recorder->record->arena, "%zu", universal->ray)
                                         : NULL;
    case MDM_SHOW_SCHEDULE:
      return proof ? universal->schedule : NULL;
    default:
      return mdm_relation_str (column->entry->statement.claim.relation);
    }
}

/* Set CELL to the word of column C, of a claim.  */
static void
claim_cell (mdm_shown_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const char *why, *word = word_of (&why, column, recorder);

  cell->value = mdm_arena_copy (&recorder->record->arena, word);
  if (word == NULL)
    mdm_row_note (recorder, c, MDM_NOTE_ABSENT, why);
}

/* Set CELL to the names of the certificates that column C is of.  */
static void
certificate_cell (mdm_shown_t *cell, mdm_recorder_t *recorder, size_t c)
{
  size_t of = recorder->description->column[c].certified;
  const mdm_column_t *column = recorder->description->column + of;
  size_t subject = of == SIZE_MAX ? SIZE_MAX
                   : column->variable != NULL
                           || (recorder->row->prove != NULL
                               && column->kind == MDM_COLUMN_CONSTANT)
                       ? MDM_SUBJECT_COLUMN (recorder, of)
                   : recorder->row->prove == NULL ? MDM_SUBJECT_ROW
                   : column->claim != SIZE_MAX
                       ? MDM_SUBJECT_CLAIM (column->claim)
                       : SIZE_MAX - 1;

  cell->value
      = mdm_arena_adopt (&recorder->record->arena,
                         mdm_evidence_names (&recorder->evidence, subject));
  if (cell->value == NULL)
    mdm_row_note (
        recorder, c, MDM_NOTE_ABSENT,
        !recorder->certified ? "certificates are written with --certificates"
        : recorder->evidence.missing != NULL ? recorder->evidence.missing
                                             : "there is nothing to certify");
}

mdm_status
mdm_row_cell (const char **key, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  mdm_arena_t *arena = &recorder->record->arena;
  mdm_shown_t *cell = recorder->record->cell + c;
  MDM_VALUE (x);
  MDM_VALUE (y);
  mdm_row_number_t number = { .x = x, .y = y };

  if (mdm_shows_numbers (column->kind, column->show))
    {
      MDM_TRY (compute (&number, recorder, c));
      *cell = write_cell (&number, recorder, c);
      *key = write_key (arena, &number);
      return MDM_OK;
    }
  if (column->kind == MDM_COLUMN_TEXT)
    text_cell (cell, recorder, c);
  else if (column->kind == MDM_COLUMN_CLAIM)
    claim_cell (cell, recorder, c);
  else if (column->kind == MDM_COLUMN_CERTIFICATE)
    certificate_cell (cell, recorder, c);
  else
    MDM_TRY (mdm_row_constant (&number, &cell->value, recorder, c));
  *key = cell->value;
  return MDM_OK;
}
