#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include "claim/environment.h"

/* Add the error NAME of the instance; null when STATUS says that it does not
   exist or is over a limit, which then is told in a fact.  */
static mdm_status
add_error (mdm_result_t result, const char *name, mdm_status status,
           const mdm_logform_struct *x)
{
  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  if (status == MDM_ELIMIT)
    mdm_result_fact (result, "not computed", "%s: %s", name,
                     result->err->message);
  mdm_result_add_named (result, name,
                        status == MDM_OK ? mdm_cell_real (result, x)
                                         : mdm_cell_text (NULL));
  return result->status;
}

/* ekl, kl_mixed, eps_train.  */
static mdm_status
add_errors (mdm_result_t result, mdm_instance_t instance)
{
  const mdm_heading_t columns[]
      = { { NULL, "error", MDM_HEADING_VALUE, 0 },
          { NULL, mdm_unit_str (result->format->unit), MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  const mdm_logform_struct *x;
  mdm_status status = mdm_instance_ekl (&x, instance, result->err);

  if (status != MDM_OK)
    return status;
  mdm_result_say (
      result, "method", "method",
      mdm_cell_text (mdm_method_str (mdm_instance_method (instance))));
  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, NULL, columns);
  status = add_error (result, "ekl", MDM_OK, x);
  if (status != MDM_OK)
    return status;
  status = mdm_instance_kl_mixed (&x, instance, result->err);
  status = add_error (result, "kl_mixed", status, x);
  if (status != MDM_OK)
    return status;
  status = mdm_instance_eps_train (&x, instance, result->err);
  return add_error (result, "eps_train", status, x);
}

/* Add a rational measure, absent where STATUS says that it is over a limit. */
static mdm_status
add_fraction (mdm_result_t result, const char *name, mdm_status status,
              const fmpq *q)
{
  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  mdm_result_add_named (result, name,
                        status == MDM_OK
                            ? mdm_cell_fraction (q, result->format->digits)
                            : mdm_cell_text (NULL));
  return MDM_OK;
}

/* Add a quantity of the claim language likewise.  The perplexity is not of the
   form of the other reals: it is digits alone.  */
static mdm_status
add_quantity (mdm_result_t result, const char *name, mdm_quantity_id quantity,
              mdm_instance_t instance)
{
  mdm_instance_source_t source = { instance, 0 };
  mdm_environment_t environment = mdm_environment_of (&source);
  mdm_cell_t cell = { 0 };
  MDM_VALUE (v);
  mdm_status status
      = environment.get (v, quantity, NULL, NULL, &source, result->err);

  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  if (status == MDM_OK)
    cell = mdm_cell_value (result, v, 0);
  if (quantity == MDM_Q_PERPLEXITY)
    {
      json_decref (cell.json);
      cell.json = mdm_json_string (cell.text);
    }
  mdm_result_add_named (result, name, cell);
  return result->status;
}

/* SER, TV, log TER and its gap, and the perplexity, of p_Y (or p_{Y|M} of
   blocks); null where they are over a limit.  */
static mdm_status
add_measures (mdm_result_t result, mdm_instance_t instance)
{
  static const struct
  {
    const char *name;
    mdm_quantity_id quantity;
  } reals[] = { { "log_ter_gap", MDM_Q_LOG_TER_GAP },
                { "log_ter", MDM_Q_LOG_TER },
                { "perplexity", MDM_Q_PERPLEXITY } };
  const mdm_heading_t columns[]
      = { { NULL, "measure", MDM_HEADING_VALUE, 0 },
          { NULL,
            result->format->unit == MDM_BITS ? "value (bits)" : "value (nats)",
            MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  const fmpq *q;
  mdm_status status;

  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, "measures", columns);
  status = mdm_instance_ser (&q, instance, result->err);
  status = add_fraction (result, "ser", status, q);
  if (status != MDM_OK)
    return status;
  status = mdm_instance_tv (&q, instance, result->err);
  status = add_fraction (result, "tv", status, q);
  for (size_t i = 0; i < 3 && status == MDM_OK; i++)
    status = add_quantity (result, reals[i].name, reals[i].quantity, instance);
  return status;
}

/* Judge one claim and add it.  BY_DEFAULT only what applies and is within the
   limits is added; a fact tells what is over them.  */
static mdm_status
add_claim (mdm_result_t result, mdm_tally_t *tally,
           const mdm_asked_claim_t *asked, int by_default,
           mdm_instance_t instance)
{
  MDM_JUDGEMENT (judgement);
  mdm_status status
      = mdm_judge (judgement, asked->entry, instance, result->err);

  if (status != MDM_OK)
    return status;
  if (judgement->known || !by_default)
    {
      tally->of[judgement->verdict]++;
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
  mdm_status status;

  mdm_result_members (result, "vocab", "length", "schedule", "smax", "steps",
                      NULL);
  mdm_say_law (result, instance->law, "vocab", "length", NULL);
  mdm_say_schedule (result, instance->schedule, "steps", "smax");
  mdm_say_predictor (result, instance->predictor);
  status = add_errors (result, instance);
  if (status == MDM_OK)
    status = add_measures (result, instance);
  if (status != MDM_OK)
    return status;
  mdm_judged_begin (result, 0);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = add_claim (result, tally, asked + i, by_default, instance);
  conclude (result, tally);
  return status;
}
