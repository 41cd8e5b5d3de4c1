#include <config.h>

#include "report/judged.h"

#include <stdio.h>
#include <string.h>

void
mdm_judged_init (mdm_judged_t judged)
{
  memset (judged, 0, sizeof *judged);
  mdm_judgement_init (judged->judgement);
}

void
mdm_judged_clear (mdm_judged_t judged)
{
  mdm_judgement_clear (judged->judgement);
  mdm_number_clear (&judged->lhs);
  mdm_number_clear (&judged->rhs);
  flint_free (judged->ratio);
}

/* Is the claim between numbers without unit, so that bits do not matter?  */
static int
is_plain (const mdm_asked_claim_t *asked)
{
  const mdm_claim_t *claim = &asked->entry->statement.claim;

  return asked->entry->plain
         || (mdm_expr_is_rational (claim->lhs)
             && mdm_expr_is_rational (claim->rhs));
}

mdm_status
mdm_judged_set (mdm_judged_t judged, const mdm_asked_claim_t *asked,
                mdm_instance_t instance, const mdm_format_t *format, int sides,
                mdm_err_t *err)
{
  const mdm_judgement_struct *judgement = judged->judgement;
  int plain = is_plain (asked);
  mdm_status status
      = mdm_judge (judged->judgement, asked->entry, instance, err);

  if (status != MDM_OK || !judgement->known)
    return status;
  if (sides)
    status = mdm_number_set (&judged->lhs, judgement->lhs, plain, format, err);
  if (sides && status == MDM_OK)
    status = mdm_number_set (&judged->rhs, judgement->rhs, plain, format, err);
  if (status != MDM_OK)
    return status;
  return mdm_ratio_str (&judged->ratio, judgement->lhs, judgement->rhs, format,
                        err);
}

void
mdm_judged_begin (mdm_result_t result, int json_only)
{
  /* In the order of the JSON.  */
  static const mdm_heading_t columns[]
      = { { "id", "claim", MDM_HEADING_VALUE, 1 },
          { "citation", NULL, MDM_HEADING_VALUE, 0 },
          { "certainty", NULL, MDM_HEADING_VALUE, 0 },
          { "lhs", "left side", MDM_HEADING_VALUE, 2 },
          { "rhs", "right side", MDM_HEADING_VALUE, 4 },
          { "relation", "relation", MDM_HEADING_VALUE, 3 },
          { "verdict", "verdict", MDM_HEADING_VALUE, 6 },
          { "ratio", "ratio", MDM_HEADING_RATIO, 5 },
          { "note", "note", MDM_HEADING_NOTE, 7 },
          { .key = NULL } };
  mdm_heading_t brief[sizeof columns / sizeof *columns];
  size_t n = 0;

  for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
    {
      brief[n] = columns[c];
      brief[n].heading = NULL;
      n += c == 0 || columns[c].heading != NULL || columns[c].key == NULL;
    }
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "claims",
                    json_only ? brief : columns);
}

void
mdm_judged_add (mdm_result_t result, mdm_judged_t judged,
                const mdm_asked_claim_t *asked)
{
  const mdm_judgement_struct *judgement = judged->judgement;

  mdm_result_add (result, mdm_cell_text (asked->id));
  if (strcmp (result->column[1].key, "citation") == 0)
    {
      mdm_result_add (result, mdm_cell_text (asked->entry->citation));
      mdm_result_add (result, mdm_cell_text (asked->entry->certainty));
    }
  mdm_result_add (result, mdm_cell_number (&judged->lhs));
  mdm_result_add (result, mdm_cell_number (&judged->rhs));
  mdm_result_add (result,
                  mdm_cell_text (mdm_relation_str (judgement->relation)));
  mdm_result_add (result,
                  mdm_cell_verdict (mdm_verdict_str (judgement->verdict)));
  mdm_result_add (result, mdm_cell_text (judged->ratio));
  mdm_result_add (result, mdm_cell_text (judgement->note));
}

void
mdm_tally_add (mdm_tally_t *tally, mdm_verdict verdict)
{
  size_t *const counters[]
      = { &tally->holds, &tally->equality, &tally->refuted,
          &tally->not_applicable, &tally->undecided };

  ++*counters[verdict];
}

void
mdm_tally_add_all (mdm_tally_t *tally, const mdm_tally_t *more)
{
  tally->holds += more->holds;
  tally->equality += more->equality;
  tally->refuted += more->refuted;
  tally->not_applicable += more->not_applicable;
  tally->undecided += more->undecided;
}

size_t
mdm_tally_sum (const mdm_tally_t *tally)
{
  return tally->holds + tally->equality + tally->refuted
         + tally->not_applicable + tally->undecided;
}

char *
mdm_tally_str (const mdm_tally_t *tally)
{
  enum
  {
    SIZE = 256
  };
  size_t all = mdm_tally_sum (tally);
  char *text = flint_malloc (SIZE);
  int n = snprintf (text, SIZE,
                    "%zu claim%s: %zu hold%s strictly, %zu "
                    "with equality, %zu refuted",
                    all, all == 1 ? "" : "s", tally->holds,
                    tally->holds == 1 ? "s" : "", tally->equality,
                    tally->refuted);

  if (tally->not_applicable > 0)
    n += snprintf (text + n, SIZE - (size_t) n, ", %zu not applicable",
                   tally->not_applicable);
  if (tally->undecided > 0)
    snprintf (text + n, SIZE - (size_t) n, ", %zu undecided",
              tally->undecided);
  return text;
}
