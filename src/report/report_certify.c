#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include "claim/environment.h"

#include <stdio.h>
#include <string.h>

/* Add the error NAME of the instance; null when STATUS says that it does not
   exist or is over a limit, which then is told in a fact.  */
static mdm_status
add_error (mdm_result_t result, const char *name, mdm_status status,
           const mdm_logform_struct *x, const mdm_format_t *format,
           mdm_err_t *err)
{
  mdm_cell_t cell = { 0 };

  if (status == MDM_OK)
    status = mdm_cell_real (&cell, x, format, err);
  else if (status == MDM_ELIMIT)
    {
      mdm_result_fact (result, "not computed", "%s: %s", name, err->message);
      status = MDM_OK;
    }
  if (status != MDM_OK)
    return status;
  mdm_result_add (result, mdm_cell_text (name));
  mdm_result_add (result, cell);
  return MDM_OK;
}

/* ekl, kl_mixed, eps_train.  */
static mdm_status
add_errors (mdm_result_t result, mdm_instance_t instance,
            const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_heading_t columns[]
      = { { NULL, "error", MDM_HEADING_VALUE, 0 },
          { NULL, mdm_unit_str (format->unit), MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  const mdm_logform_struct *x;
  mdm_status status = mdm_instance_ekl (&x, instance, err);

  if (status != MDM_OK)
    return status;
  mdm_result_say (
      result, "method", "method",
      mdm_cell_text (mdm_method_str (mdm_instance_method (instance))));
  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, NULL, columns);
  status = add_error (result, "ekl", MDM_OK, x, format, err);
  if (status != MDM_OK)
    return status;
  status = mdm_instance_kl_mixed (&x, instance, err);
  status = add_error (result, "kl_mixed", status, x, format, err);
  if (status != MDM_OK)
    return status;
  status = mdm_instance_eps_train (&x, instance, err);
  return add_error (result, "eps_train", status, x, format, err);
}

/* Add a rational measure, absent where STATUS says that it is over a limit. */
static mdm_status
add_fraction (mdm_result_t result, const char *name, mdm_status status,
              const fmpq *q, const mdm_format_t *format)
{
  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  mdm_result_add (result, mdm_cell_text (name));
  mdm_result_add (result, status == MDM_OK
                              ? mdm_cell_fraction (q, format->digits)
                              : mdm_cell_text (NULL));
  return MDM_OK;
}

/* Set V to a quantity of the claim language, a real, and add it likewise;
 *FOUND says whether it is there.  */
static mdm_status
add_quantity (mdm_result_t result, const char *name, mdm_value_t v,
              mdm_status *found, mdm_quantity_id quantity,
              mdm_subject_t *source, const mdm_format_t *format,
              mdm_err_t *err)
{
  mdm_environment_t environment = mdm_environment_of (source);
  mdm_number_t number;
  mdm_status status;

  mdm_number_set_absent (&number);
  status = *found = environment.get (v, quantity, NULL, NULL, source, err);
  if (status == MDM_OK)
    status = mdm_number_set (&number, v, 0, format, err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  mdm_result_add (result, mdm_cell_text (name));
  mdm_result_add (result, mdm_cell_number (&number));
  return MDM_OK;
}

/* The perplexity of p_Y on the law, exp (log TER), as digits: it is not of the
   form of the other reals.  */
static void
add_perplexity (mdm_result_t result, const mdm_value_t v, mdm_status status,
                const mdm_format_t *format)
{
  char *text = NULL;

  mdm_result_add (result, mdm_cell_text ("perplexity"));
  if (status == MDM_OK && v->infinite != 0)
    mdm_result_add (result, mdm_cell_text ("inf"));
  else
    {
      if (status == MDM_OK)
        (void) !mdm_decimal_exp (&text, v->x, format->digits);
      mdm_result_add (result, mdm_cell_own (text));
    }
}

/* SER, TV, log TER and its gap, and the perplexity, of p_Y (or p_{Y|M} of
   blocks); null where they are over a limit.  */
static mdm_status
add_measures (mdm_result_t result, mdm_instance_t instance,
              const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_heading_t columns[]
      = { { NULL, "measure", MDM_HEADING_VALUE, 0 },
          { NULL, format->unit == MDM_BITS ? "value (bits)" : "value (nats)",
            MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  mdm_subject_t source = mdm_subject_of (instance, 0);
  const fmpq *q;
  mdm_status status, found;
  MDM_VALUE (v);

  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, "measures", columns);
  found = mdm_instance_ser (&q, instance, err);
  status = add_fraction (result, "ser", found, q, format);
  if (status != MDM_OK)
    return status;
  found = mdm_instance_tv (&q, instance, err);
  status = add_fraction (result, "tv", found, q, format);
  if (status != MDM_OK)
    return status;
  status = add_quantity (result, "log_ter_gap", v, &found, MDM_Q_LOG_TER_GAP,
                         &source, format, err);
  if (status != MDM_OK)
    return status;
  status = add_quantity (result, "log_ter", v, &found, MDM_Q_LOG_TER, &source,
                         format, err);
  if (status != MDM_OK)
    return status;
  add_perplexity (result, v, found, format);
  return MDM_OK;
}

/* Judge one claim and add it.  BY_DEFAULT only what applies and is within the
   limits is added; a fact tells what is over them.  */
static mdm_status
add_claim (mdm_result_t result, mdm_tally_t *tally,
           const mdm_asked_claim_t *asked, int by_default,
           mdm_instance_t instance, const mdm_format_t *format, mdm_err_t *err)
{
  MDM_JUDGED (judged);
  const mdm_judgement_struct *judgement = judged->judgement;
  mdm_status status = mdm_judged_set (judged, asked, instance, format, 1, err);

  if (status != MDM_OK)
    return status;
  if (judgement->known || !by_default)
    {
      mdm_tally_add (tally, judgement->verdict);
      mdm_judged_add (result, judged, asked);
    }
  else if (judgement->verdict == MDM_VERDICT_UNDECIDED)
    mdm_result_fact (result, "left out", "%s: %s", asked->id, judgement->note);
  return MDM_OK;
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
                    size_t asked_count, int by_default,
                    const mdm_format_t *format, mdm_err_t *err)
{
  mdm_status status;

  memset (tally, 0, sizeof *tally);
  mdm_result_members (result, "vocab", "length", "schedule", "smax", "steps",
                      NULL);
  mdm_say_law (result, instance->law, "vocab", "length", NULL);
  mdm_say_schedule (result, instance->schedule, "steps", "smax");
  mdm_say_predictor (result, instance->predictor);
  status = add_errors (result, instance, format, err);
  if (status == MDM_OK)
    status = add_measures (result, instance, format, err);
  if (status != MDM_OK)
    return status;
  mdm_judged_begin (result, 0);
  for (size_t i = 0; i < asked_count && status == MDM_OK; i++)
    status = add_claim (result, tally, asked + i, by_default, instance, format,
                        err);
  conclude (result, tally);
  return status;
}
