#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include "claim/environment.h"
#include "text/string.h"

/* Of the perplexity, which is not of the form of the other reals, the digits
   alone.  */
static mdm_cell_t
cell_of (mdm_result_t result, const mdm_value_t v, mdm_quantity_type type)
{
  mdm_cell_t cell = mdm_cell_value (result, v, 0);

  if (type == MDM_TYPE_EXPONENTIAL)
    {
      json_decref (cell.json);
      cell.json = mdm_json_string (cell.text);
    }
  return cell;
}

/* Add V, the rational quantity NAME: in JSON a fraction, and the digits as a
   member of their own; absent where V is NULL.  */
static void
add_fraction (mdm_result_t result, const char *name, const mdm_value_struct *v)
{
  MDM_OWNED char *digits_name = mdm_str ("%s_value", name);
  mdm_cell_t cell = mdm_cell_text (NULL);
  json_t *digits = NULL;

  if (v != NULL)
    {
      cell = mdm_cell_value (result, v, 1);
      digits = mdm_json_string (cell.text);
      json_decref (cell.json);
      cell.json = mdm_json_string (cell.exact);
    }
  mdm_result_add_named (result, name, cell);
  mdm_result_also (result, digits_name, digits);
}

/* Add the quantity ID, V, or none where that is NULL: a count as one, other
   rationals as fractions.  */
static void
add_quantity (mdm_result_t result, mdm_quantity_id id,
              const mdm_value_struct *v)
{
  const mdm_quantity_info_t *info = mdm_quantity_info + id;
  mdm_cell_t cell = mdm_cell_text (NULL);
  MDM_FMPQ (q);

  if (info->type == MDM_TYPE_RATIONAL && id != MDM_Q_ROUNDS_MAX)
    {
      add_fraction (result, info->name, v);
      return;
    }
  if (v != NULL && mdm_logform_is_plain_rational (q, v->x)
      && id == MDM_Q_ROUNDS_MAX)
    cell = mdm_cell_count (fmpz_get_ui (fmpq_numref (q)));
  else if (v != NULL)
    cell = cell_of (result, v, info->type);
  mdm_result_add_named (result, info->name, cell);
}

/* Add the COUNT quantities ID; null where they do not exist, or are over a
   limit, which with TOLD a fact tells.  */
static mdm_status
add_quantities (mdm_result_t result, mdm_instance_t instance,
                const mdm_quantity_id *id, size_t count, int told)
{
  mdm_subject_t source = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&source);
  MDM_VALUE (v);

  for (size_t i = 0; i < count && result->status == MDM_OK; i++)
    {
      const mdm_quantity_info_t *info = mdm_quantity_info + id[i];
      mdm_status status
          = environment.get (v, id[i], NULL, NULL, &source, result->err);
      if (status != MDM_OK && status != MDM_ELIMIT && status != MDM_EABSENT)
        return status;
      if (status == MDM_ELIMIT && told)
        mdm_result_fact (result, "not computed", "%s: %s", info->name,
                         result->err->message);
      add_quantity (result, id[i], status == MDM_OK ? v : NULL);
    }
  return result->status;
}

/* The errors, which are the members of the whole, and SER, TV, log TER and its
   gap, and the perplexity, of p_Y (or p_{Y|M} of blocks); of a policy its
   rounds and its budget, too.  */
static mdm_status
add_measures (mdm_result_t result, mdm_instance_t instance)
{
  static const mdm_quantity_id errors[]
      = { MDM_Q_EKL, MDM_Q_KL_MIXED, MDM_Q_EPS_TRAIN };
  static const mdm_quantity_id measures[]
      = { MDM_Q_SER, MDM_Q_TV, MDM_Q_LOG_TER_GAP, MDM_Q_LOG_TER,
          MDM_Q_PERPLEXITY };
  static const mdm_quantity_id adaptive[]
      = { MDM_Q_ROUNDS_P, MDM_Q_ROUNDS_Q, MDM_Q_ROUNDS_MAX, MDM_Q_BUDGET };
  int bits = result->format->unit == MDM_BITS;
  mdm_heading_t columns[]
      = { { NULL, "error", MDM_HEADING_VALUE, 0 },
          { NULL, bits ? "bits" : "nats", MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };

  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, NULL, columns);
  MDM_TRY (add_quantities (result, instance, errors, 3, 1));
  columns[0].heading = "measure";
  columns[1].heading = bits ? "value (bits)" : "value (nats)";
  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, "measures", columns);
  MDM_TRY (add_quantities (result, instance, measures, 5, 0));
  return mdm_instance_is_policy (instance)
             ? add_quantities (result, instance, adaptive, 4, 1)
             : MDM_OK;
}

/* Judge one claim and add it.  BY_DEFAULT only what applies and is within the
   limits is added; a fact tells what is over them.  */
static mdm_status
add_claim (mdm_result_t result, mdm_tally_t *tally,
           const mdm_asked_claim_t *asked, int by_default,
           mdm_instance_t instance)
{
  MDM_JUDGEMENT (judgement);

  MDM_TRY (mdm_judge (judgement, asked->entry, instance, result->err));
  if (judgement->known || !by_default)
    {
      tally->of[judgement->verdict]++;
      if (!result->unseen)
        mdm_judged_add (result, judgement, asked);
    }
  else if (judgement->verdict == MDM_VERDICT_UNDECIDED)
    mdm_result_fact (result, "left out", "%s: %s", asked->id, judgement->note);
  return result->status;
}

/* The last line: how the claims came out.  */
static void
conclude (mdm_result_t result, const mdm_tally_t *tally)
{
  MDM_OWNED char *text = mdm_tally_str (tally);

  mdm_result_conclude (result, "%s",
                       mdm_tally_sum (tally) == 0 ? "no claim applies" : text);
}

mdm_status
mdm_report_certify (mdm_result_t result, mdm_tally_t *tally,
                    mdm_instance_t instance, const mdm_asked_claim_t *asked,
                    size_t count, int by_default)
{
  const mdm_logform_struct *ekl;
  mdm_status status;

  mdm_result_members (result, "vocab", "length", "schedule", "smax", "steps",
                      NULL);
  mdm_say_law (result, instance->law, "vocab", "length", NULL);
  mdm_say_schedule (result, instance->schedule, "steps", "smax");
  if (mdm_instance_is_policy (instance))
    {
      mdm_result_say (result, "steps", "T", mdm_cell_rounds (instance));
      mdm_result_say (result, "smax", NULL, mdm_cell_text (NULL));
    }
  mdm_say_predictor (result, instance->predictor);
  status = mdm_instance_ekl (&ekl, instance, result->err);
  if (status != MDM_OK && status != MDM_EABSENT)
    return status;
  mdm_result_say (
      result, "method", "method",
      mdm_cell_text (mdm_method_str (mdm_instance_method (instance))));
  if (!result->unseen)
    MDM_TRY (add_measures (result, instance));
  mdm_judged_begin (result, 0);
  for (size_t i = 0; i < count; i++)
    MDM_TRY (add_claim (result, tally, asked + i, by_default, instance));
  conclude (result, tally);
  return MDM_OK;
}
