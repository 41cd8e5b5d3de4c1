#include <config.h>

#include "report/judged.h"

#include "text/string.h"

/* Is the claim between numbers without unit, so that bits do not matter?  */
static int
is_plain (const mdm_asked_claim_t *asked)
{
  const mdm_claim_t *claim = &asked->entry->statement.claim;

  return asked->entry->plain
         || (mdm_expr_is_rational (claim->lhs)
             && mdm_expr_is_rational (claim->rhs));
}

/* What is shown, and where it stands in the JSON.  */
static const mdm_heading_t columns[]
    = { { "id", "claim", MDM_HEADING_VALUE, 1 },
        { "citation", NULL, MDM_HEADING_VALUE, 2 },
        { "certainty", NULL, MDM_HEADING_VALUE, 3 },
        { "lhs", "left side", MDM_HEADING_VALUE, 4 },
        { "relation", "relation", MDM_HEADING_VALUE, 6 },
        { "rhs", "right side", MDM_HEADING_VALUE, 5 },
        { "ratio", "ratio", MDM_HEADING_RATIO, 8 },
        { "verdict", "verdict", MDM_HEADING_VALUE, 7 },
        { "note", "note", MDM_HEADING_NOTE, 9 },
        { .key = NULL } };

void
mdm_judged_begin (mdm_result_t result, int brief)
{
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "claims", columns);
  if (brief)
    result->column[1].key = result->column[2].key = NULL;
}

char *
mdm_judged_ratio (mdm_result_t result, const mdm_judgement_struct *judgement)
{
  char *ratio = NULL;

  if (judgement->known && result->status == MDM_OK)
    result->status = mdm_ratio_str (&ratio, judgement->lhs, judgement->rhs,
                                    result->format, result->err);
  return ratio;
}

/* A side of the claim ASKED.  */
static mdm_cell_t
side (mdm_result_t result, const mdm_judgement_struct *judgement,
      const mdm_value_struct *value, const mdm_asked_claim_t *asked)
{
  return judgement->known ? mdm_cell_value (result, value, is_plain (asked))
                          : mdm_cell_text (NULL);
}

void
mdm_judged_add (mdm_result_t result, const mdm_judgement_struct *judgement,
                const mdm_asked_claim_t *asked)
{
  const mdm_cell_t cells[]
      = { mdm_cell_text (asked->id),
          mdm_cell_text (asked->entry->citation),
          mdm_cell_text (asked->entry->certainty),
          side (result, judgement, judgement->lhs, asked),
          mdm_cell_text (mdm_relation_str (judgement->relation)),
          side (result, judgement, judgement->rhs, asked),
          mdm_cell_own (mdm_judged_ratio (result, judgement)),
          mdm_cell_verdict (mdm_verdict_str (judgement->verdict)),
          mdm_cell_text (judgement->note) };

  for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
    mdm_result_add (result, cells[c]);
}

void
mdm_tally_add_all (mdm_tally_t *tally, const mdm_tally_t *more)
{
  for (size_t v = 0; v <= MDM_VERDICT_UNDECIDED; v++)
    tally->of[v] += more->of[v];
}

size_t
mdm_tally_sum (const mdm_tally_t *tally)
{
  size_t sum = 0;

  for (size_t v = 0; v <= MDM_VERDICT_UNDECIDED; v++)
    sum += tally->of[v];
  return sum;
}

char *
mdm_tally_str (const mdm_tally_t *tally)
{
  const size_t *of = tally->of;
  size_t all = mdm_tally_sum (tally);
  MDM_OWNED char *apart
      = of[MDM_VERDICT_NOT_APPLICABLE] == 0
            ? mdm_str ("%s", "")
            : mdm_str (", %zu not applicable", of[MDM_VERDICT_NOT_APPLICABLE]);
  MDM_OWNED char *open
      = of[MDM_VERDICT_UNDECIDED] == 0
            ? mdm_str ("%s", "")
            : mdm_str (", %zu undecided", of[MDM_VERDICT_UNDECIDED]);

  return mdm_str ("%zu claim%s: %zu hold%s strictly, %zu with equality, %zu "
                  "refuted%s%s",
                  all, all == 1 ? "" : "s", of[MDM_VERDICT_HOLDS],
                  of[MDM_VERDICT_HOLDS] == 1 ? "s" : "",
                  of[MDM_VERDICT_EQUALITY], of[MDM_VERDICT_REFUTED], apart,
                  open);
}
