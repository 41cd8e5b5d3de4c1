/* Reports of the best constants of claims.  */
#include <config.h>

#include "report/proof_parts.h"

#include "text/string.h"

#include <string.h>

static const char *
verdict_str (const mdm_constant_t constant)
{
  return mdm_proof_verdict_str (
      constant->state == MDM_CONSTANT_FOUND  ? MDM_PROVED
      : constant->state == MDM_CONSTANT_NONE ? MDM_PROOF_REFUTED
                                             : MDM_PROOF_UNDECIDED);
}

/* The value of END of CONSTANT; absent where there is none.  */
static mdm_cell_t
end_cell (const mdm_constant_t constant, int end)
{
  return constant->state == MDM_CONSTANT_FOUND && constant->end[end].bounded
             ? mdm_cell_fraction (constant->end[end].c, 0)
             : mdm_cell_text (NULL);
}

static mdm_cell_t
value_cell (const mdm_constant_t constant)
{
  const fmpq *value = mdm_constant_value (constant);

  return value == NULL ? mdm_cell_text (NULL) : mdm_cell_fraction (value, 0);
}

/* Is it known that nothing better does than the ends that there are?  */
static int
is_sharp (const mdm_constant_t constant)
{
  return constant->state == MDM_CONSTANT_FOUND
         && (!constant->end[0].bounded || constant->end[0].sharp)
         && (!constant->end[1].bounded || constant->end[1].sharp);
}

/* null where there is no constant to be sharp.  */
static mdm_cell_t
sharp_cell (const mdm_constant_t constant)
{
  int ends = constant->end[0].bounded || constant->end[1].bounded;
  mdm_cell_t cell;

  if (constant->state != MDM_CONSTANT_FOUND || !ends)
    return mdm_cell_text (NULL);
  cell = mdm_cell_text (is_sharp (constant) ? "yes" : "not shown");
  json_decref (cell.json);
  cell.json = json_boolean (is_sharp (constant));
  return cell;
}

/* What bounds END, as an object, or null; and as facts, NAME first.  */
static json_t *
say_bound (mdm_result_t result, const mdm_constant_end_t *end, size_t length,
           const char *name)
{
  MDM_OWNED char *law = mdm_ray_law_str (length, end->ray);
  mdm_cell_t sizes = end->has_schedule ? mdm_cell_schedule (end->schedule)
                                       : mdm_cell_text (NULL);
  json_t *bound;

  if (end->ray == 0)
    {
      mdm_result_say (result, NULL, NULL, sizes);
      return json_null ();
    }
  bound = json_pack ("{sIss}", "ray", (json_int_t) end->ray, "law", law);
  json_object_set_new (bound, "schedule",
                       sizes.json == NULL ? json_null ()
                                          : json_incref (sizes.json));
  mdm_report_ray_law (result, name, length, end->ray);
  mdm_result_say (result, NULL, "with the schedule", sizes);
  return bound;
}

/* Are X and Y of the same ray and schedule?  */
static int
same_bound (const mdm_constant_end_t *x, const mdm_constant_end_t *y)
{
  const mdm_schedule_struct *a = x->schedule, *b = y->schedule;

  return x->ray == y->ray
         && (!x->has_schedule
             || (a->steps == b->steps
                 && memcmp (a->size, b->size, a->steps * sizeof *a->size)
                        == 0));
}

/* The rays that bound the ends, or clash.  */
static void
say_bounds (mdm_result_t result, const mdm_constant_t constant)
{
  int none = constant->state == MDM_CONSTANT_NONE;
  size_t length = constant->length;
  json_t *least = say_bound (result, constant->end, length,
                             none ? "refuted on" : "least by");
  json_t *greatest;

  if (none && same_bound (constant->end, constant->end + 1))
    greatest = json_null ();
  else
    greatest = say_bound (result, constant->end + 1, length,
                          none ? "against" : "greatest by");
  mdm_result_member (
      result, "witness",
      json_pack ("{soso}", "least", least, "greatest", greatest));
}

/* The last line.  */
static void
conclude (mdm_result_t result, const mdm_constant_t constant, const char *name)
{
  const mdm_constant_end_t *least = constant->end, *most = least + 1;
  MDM_OWNED char *low = fmpq_get_str (NULL, 10, least->c);
  MDM_OWNED char *high = fmpq_get_str (NULL, 10, most->c);
  const char *when = is_sharp (constant) ? "if and only if" : "if";

  if (constant->state == MDM_CONSTANT_NONE)
    mdm_result_conclude (result,
                         "refuted: no %s does for every law of length "
                         "%zu",
                         name, constant->length);
  else if (constant->state == MDM_CONSTANT_UNDECIDED)
    mdm_result_conclude (result, "undecided for laws of length %zu",
                         constant->length);
  else if (!least->bounded && !most->bounded)
    mdm_result_conclude (result, "for every law of length %zu, whatever %s is",
                         constant->length, name);
  else if (!most->bounded)
    mdm_result_conclude (result, "for every law of length %zu %s %s >= %s",
                         constant->length, when, name, low);
  else if (!least->bounded)
    mdm_result_conclude (result, "for every law of length %zu %s %s <= %s",
                         constant->length, when, name, high);
  else if (fmpq_equal (least->c, most->c))
    mdm_result_conclude (result, "for every law of length %zu %s %s = %s",
                         constant->length, when, name, low);
  else
    mdm_result_conclude (result,
                         "for every law of length %zu %s %s <= %s <= %s",
                         constant->length, when, low, name, high);
}

/* The mixture and profile of some schedule.  */
static void
report_some (mdm_result_t result, const mdm_constant_t constant)
{
  const mdm_constant_end_t *end
      = constant->end + (constant->end[0].profile != NULL ? 0 : 1);

  if (end->profile != NULL)
    mdm_report_profile (result,
                        constant->state == MDM_CONSTANT_NONE
                            ? "profile of rays on which every schedule falls "
                              "short, whatever the constant"
                            : "profile of rays that shows it the best",
                        end->profile, constant->length, NULL);
}

/* What was asked, and the ends.  */
static void
say_constant (mdm_result_t result, const mdm_constant_t constant,
              const char *scope_text, const mdm_entry_t *entry,
              const char *name)
{
  mdm_result_say (result, "claim", "claim",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, "length", "length",
                  mdm_cell_count (constant->length));
  mdm_result_say (result, "scope", "scope", mdm_cell_text (scope_text));
  mdm_result_say (result, "verdict", "verdict",
                  mdm_cell_verdict (verdict_str (constant)));
  mdm_result_say (result, "solve", "solved for", mdm_cell_text (name));
  mdm_result_say (result, "least", "least", end_cell (constant, 0));
  mdm_result_say (result, "greatest", "greatest", end_cell (constant, 1));
  mdm_result_say (result, "constant", "constant", value_cell (constant));
  mdm_result_say (result, "sharp", "sharp", sharp_cell (constant));
}

void
mdm_report_constant (mdm_result_t result, const mdm_constant_t constant,
                     const mdm_proof_struct *proof, const mdm_scope_t *scope,
                     const char *scope_text, const mdm_entry_t *entry,
                     const char *name)
{
  mdm_result_members (result, "length", "claim", "id", "scope", "verdict",
                      "solve", "least", "greatest", "constant", "sharp",
                      "rays", "mixture", "witness", NULL);
  say_constant (result, constant, scope_text, entry, name);
  if (scope->kind != MDM_SCOPE_SOME)
    say_bounds (result, constant);
  if (constant->note[0] != '\0')
    mdm_result_say (result, "note", "note", mdm_cell_text (constant->note));
  else if (proof != NULL && proof->note[0] != '\0')
    mdm_result_say (result, "note", "note", mdm_cell_text (proof->note));
  if (proof != NULL)
    {
      mdm_report_rays (result, proof);
      mdm_report_mixture (result, proof->mixture);
    }
  report_some (result, constant);
  conclude (result, constant, name);
}

/* The law that bounds the end SIDE, as rows, or null; and as a fact.  */
static json_t *
say_law (mdm_result_t result, const mdm_constant_t constant,
         const mdm_best_t best, int side)
{
  int none = constant->state == MDM_CONSTANT_NONE;

  if (!best->found[side])
    return json_null ();
  mdm_result_fact (result,
                   none        ? (side == 0 ? "refuted on" : "against")
                   : side == 0 ? "least by"
                               : "greatest by",
                   "a law of %zu row%s", best->law[side]->support,
                   best->law[side]->support == 1 ? "" : "s");
  return json_pack ("{so}", "law", mdm_law_rows_json (best->law[side]));
}

void
mdm_report_best (mdm_result_t result, const mdm_constant_t constant,
                 const mdm_best_t best, const mdm_joint_struct *joint,
                 const char *scope_text, const mdm_entry_t *entry,
                 const char *name)
{
  static const char *const titles[]
      = { "a law on which nothing less does",
          "a law on which nothing greater does" };
  int all = constant->state == MDM_CONSTANT_NONE && !constant->end[0].bounded;
  json_t *least, *greatest;

  mdm_result_members (result, "length", "claim", "id", "scope", "verdict",
                      "method", "solve", "least", "greatest", "constant",
                      "sharp", "rays", "proof", "givens", "mixture", "witness",
                      NULL);
  say_constant (result, constant, scope_text, entry, name);
  mdm_result_member (result, "method", json_string ("elementals"));
  mdm_result_member (result, "rays", json_array ());
  least = say_law (result, constant, best, 0);
  greatest = say_law (result, constant, best, 1);
  mdm_result_member (
      result, "witness",
      json_pack ("{soso}", "least", least, "greatest", greatest));
  mdm_result_say (result, "note", constant->note[0] != '\0' ? "note" : NULL,
                  mdm_cell_text (constant->note));
  if (joint != NULL)
    mdm_report_elementals (result, joint);
  for (int side = 0; side < 2; side++)
    if (best->found[side])
      mdm_report_rows (result,
                       all ? "a law on which no value does" : titles[side],
                       best->law[side]);
  conclude (result, constant, name);
}

void
mdm_report_constants (mdm_result_t result, const mdm_entry_t *entry,
                      const char *name, const char *for_which)
{
  static const mdm_heading_t columns[]
      = { { "length", "L", MDM_HEADING_VALUE, 0 },
          { "smax", "smax", MDM_HEADING_VALUE, 0 },
          { "steps", "T", MDM_HEADING_VALUE, 0 },
          { "verdict", "verdict", MDM_HEADING_VALUE, 0 },
          { "least", "least", MDM_HEADING_VALUE, 0 },
          { "greatest", "greatest", MDM_HEADING_VALUE, 0 },
          { "constant", "constant", MDM_HEADING_VALUE, 0 },
          { "sharp", "sharp", MDM_HEADING_VALUE, 0 },
          { .key = NULL } };

  json_object_set_new (result->json, "schema",
                       json_string ("mdmcert-constants-1"));
  mdm_result_say (result, "claim", "claim",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, "solve", "solved for", mdm_cell_text (name));
  mdm_result_say (result, "scope", "scope", mdm_cell_text (for_which));
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "rows", columns);
}

/* N, absent where it is 0.  */
static mdm_cell_t
size_cell (size_t n)
{
  return n > 0 ? mdm_cell_count (n) : mdm_cell_text (NULL);
}

void
mdm_report_constant_row (mdm_result_t result, const mdm_constant_t constant,
                         size_t smax, size_t steps)
{
  mdm_result_add (result, mdm_cell_count (constant->length));
  mdm_result_add (result, size_cell (smax));
  mdm_result_add (result, size_cell (steps));
  mdm_result_add (result, mdm_cell_verdict (verdict_str (constant)));
  mdm_result_add (result, end_cell (constant, 0));
  mdm_result_add (result, end_cell (constant, 1));
  mdm_result_add (result, value_cell (constant));
  mdm_result_add (result, sharp_cell (constant));
}

/* The value of SOLUTION: exact if it is rational, else digits.  */
static mdm_cell_t
solution_cell (mdm_result_t result, const mdm_solution_t solution)
{
  char *value = NULL;

  if (result->status == MDM_OK)
    result->status = mdm_ratio_str (&value, solution->above, solution->below,
                                    result->format, result->err);
  return mdm_cell_own (value);
}

/* The value if END is one, and absent where there is none.  */
static mdm_cell_t
solution_end_cell (mdm_result_t result, const mdm_solution_t solution, int end)
{
  return solution->bounded[end] ? solution_cell (result, solution)
                                : mdm_cell_text (NULL);
}

mdm_status
mdm_report_solution (mdm_result_t result, mdm_instance_t instance,
                     const mdm_entry_t *entry, const char *name,
                     const mdm_solution_t solution, const mdm_err_t *why)
{
  mdm_tally_t tally = { 0 };
  int bounded = solution->bounded[0] || solution->bounded[1];

  MDM_TRY (mdm_report_certify (result, &tally, instance, NULL, 0, 0));
  mdm_result_say (result, "claim", "claim",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, "solve", "solved for", mdm_cell_text (name));
  mdm_result_say (result, "least", "least",
                  solution_end_cell (result, solution, 0));
  mdm_result_say (result, "greatest", "greatest",
                  solution_end_cell (result, solution, 1));
  mdm_result_say (result, "constant", "constant",
                  bounded ? solution_cell (result, solution)
                          : mdm_cell_text (NULL));
  if (why != NULL)
    mdm_result_say (result, "note", "note", mdm_cell_text (why->message));
  mdm_result_conclude (result, "%s",
                       why != NULL      ? "undecided"
                       : solution->none ? "refuted: no value does"
                       : bounded        ? "the claim holds on this law with "
                                          "the constant, and with none better"
                                        : "the claim holds whatever the value "
                                          "is");
  return result->status;
}
