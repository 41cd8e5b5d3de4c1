#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include "claim/environment.h"

#include <stdio.h>
#include <string.h>

/* Add a real of the instance as JSON member and table row NAME; null when
   STATUS says that it does not exist or is over a limit, which then is told
   in a fact.  */
static mdm_status
add_real (mdm_result_t result, const char *name, mdm_status status,
          const mdm_logform_struct *x, const mdm_format_t *format,
          mdm_err_t *err)
{
  mdm_number_t number;

  mdm_number_set_absent (&number);
  if (status == MDM_OK)
    status = mdm_number_set_error (&number, x, format, err);
  else if (status == MDM_ELIMIT)
    {
      mdm_result_fact (result, "not computed", "%s: %s", name, err->message);
      status = MDM_OK;
    }
  if (status != MDM_OK)
    return status;
  mdm_result_member (result, name, mdm_number_json (&number));
  mdm_result_cell (result, name);
  mdm_result_number (result, &number);
  mdm_number_clear (&number);
  return MDM_OK;
}

/* ekl, kl_mixed, eps_train.  */
static mdm_status
add_errors (mdm_result_t result, mdm_instance_t instance,
            const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_logform_struct *x;
  mdm_status status = mdm_instance_ekl (&x, instance, err);

  mdm_result_member (
      result, "method",
      json_string (mdm_method_str (mdm_instance_method (instance))));
  mdm_result_fact (result, "method", "%s",
                   mdm_method_str (mdm_instance_method (instance)));
  mdm_result_table (result, NULL, "error", mdm_unit_str (format->unit),
                    "exact", NULL);
  if (status == MDM_OK)
    status = add_real (result, "ekl", MDM_OK, x, format, err);
  if (status == MDM_OK)
    {
      status = mdm_instance_kl_mixed (&x, instance, err);
      status = add_real (result, "kl_mixed", status, x, format, err);
    }
  if (status == MDM_OK)
    {
      status = mdm_instance_eps_train (&x, instance, err);
      status = add_real (result, "eps_train", status, x, format, err);
    }
  return status;
}

/* Add a rational measure as member of MEASURES and as table row.  */
static mdm_status
add_fraction (mdm_result_t result, json_t *measures, const char *name,
              mdm_status status, const fmpq *q, const mdm_format_t *format)
{
  char *exact = status == MDM_OK ? mdm_fraction_str (q) : NULL;
  char *value = status == MDM_OK ? mdm_decimal_fmpq (q, format->digits) : NULL;

  json_object_set_new (measures, name, mdm_json_string (exact));
  mdm_result_cell (result, name);
  mdm_result_cell (result, value);
  mdm_result_cell (result, exact);
  flint_free (exact);
  flint_free (value);
  return status == MDM_ELIMIT ? MDM_OK : status;
}

/* The same for a quantity of the claim language, a real.  */
static mdm_status
add_quantity (mdm_result_t result, json_t *measures, const char *name,
              mdm_value_t v, mdm_status status, const mdm_format_t *format,
              mdm_err_t *err)
{
  mdm_number_t number;

  mdm_number_set_absent (&number);
  if (status == MDM_OK)
    status = mdm_number_set (&number, v, 0, format, err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    return status;
  json_object_set_new (measures, name, mdm_number_json (&number));
  mdm_result_cell (result, name);
  mdm_result_number (result, &number);
  mdm_number_clear (&number);
  return MDM_OK;
}

/* The perplexity of p_Y on the law, exp (log TER), as digits: it is not of the
   form of the other reals.  */
static void
add_perplexity (mdm_result_t result, json_t *measures, const mdm_value_t v,
                mdm_status status, const mdm_format_t *format)
{
  char *text = NULL;

  if (status == MDM_OK && v->infinite == 0)
    status = mdm_decimal_exp (&text, v->x, format->digits);
  json_object_set_new (measures, "perplexity",
                       status == MDM_OK && v->infinite != 0
                           ? json_string ("inf")
                           : mdm_json_string (text));
  mdm_result_cell (result, "perplexity");
  mdm_result_cell (result,
                   status == MDM_OK && v->infinite != 0 ? "inf" : text);
  mdm_result_cell (result, NULL);
  flint_free (text);
}

/* SER, TV, log TER and its gap, and the perplexity, of p_Y (or p_{Y|M} of
   blocks); null where they are over a limit.  */
static mdm_status
add_measures (mdm_result_t result, mdm_instance_t instance,
              const mdm_format_t *format, mdm_err_t *err)
{
  mdm_instance_source_t source = { instance, 0 };
  mdm_environment_t environment = mdm_environment_of (&source);
  json_t *measures = json_object ();
  const fmpq *q;
  mdm_value_t v;
  mdm_status status, found;

  mdm_value_init (v);
  mdm_result_member (result, "measures", measures);
  mdm_result_table (result, NULL, "measure",
                    format->unit == MDM_BITS ? "value (bits)" : "value (nats)",
                    "exact", NULL);
  found = mdm_instance_ser (&q, instance, err);
  status = add_fraction (result, measures, "ser", found, q, format);
  if (status == MDM_OK)
    {
      found = mdm_instance_tv (&q, instance, err);
      status = add_fraction (result, measures, "tv", found, q, format);
    }
  if (status == MDM_OK)
    {
      found = environment.get (v, MDM_Q_LOG_TER_GAP, NULL, NULL, &source, err);
      status = add_quantity (result, measures, "log_ter_gap", v, found, format,
                             err);
    }
  if (status == MDM_OK)
    {
      found = environment.get (v, MDM_Q_LOG_TER, NULL, NULL, &source, err);
      status
          = add_quantity (result, measures, "log_ter", v, found, format, err);
    }
  if (status == MDM_OK)
    add_perplexity (result, measures, v, found, format);
  mdm_value_clear (v);
  return status;
}

/* Judge one claim and add it.  BY_DEFAULT only what applies and is within the
   limits is added; a fact tells what is over them.  */
static mdm_status
add_claim (mdm_result_t result, json_t *list, mdm_tally_t *tally,
           const mdm_asked_claim_t *asked, int by_default,
           mdm_instance_t instance, const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_judgement_struct *judgement;
  mdm_judged_t judged;
  mdm_status status;

  mdm_judged_init (judged);
  judgement = judged->judgement;
  status = mdm_judged_set (judged, asked, instance, format, err);
  if (status == MDM_OK && (judgement->known || !by_default))
    {
      mdm_tally_add (tally, judgement->verdict);
      json_array_append_new (list, mdm_judged_json (judged, asked, 0));
      mdm_result_cell (result, asked->id);
      mdm_result_cell (result, judged->lhs.value);
      mdm_result_cell (result, mdm_relation_str (judgement->relation));
      mdm_result_cell (result, judged->rhs.value);
      mdm_result_cell (result, judged->ratio);
      mdm_result_cell (result, mdm_verdict_str (judgement->verdict));
      mdm_result_cell (result, judgement->note);
    }
  else if (status == MDM_OK && judgement->verdict == MDM_VERDICT_UNDECIDED)
    mdm_result_fact (result, "left out", "%s: %s", asked->id, judgement->note);
  mdm_judged_clear (judged);
  return status;
}

/* The last line: how the claims came out.  */
static void
conclude (mdm_result_t result, const mdm_tally_t *tally)
{
  char *text = mdm_tally_str (tally);

  mdm_result_conclude (result, "%s",
                       mdm_tally_sum (tally) == 0 ? "no claim applies" : text);
  flint_free (text);
}

mdm_status
mdm_report_certify (mdm_result_t result, mdm_tally_t *tally,
                    mdm_instance_t instance, const mdm_asked_claim_t *asked,
                    size_t asked_count, int by_default,
                    const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  json_t *list = json_array ();
  mdm_status status;

  memset (tally, 0, sizeof *tally);
  mdm_result_member (result, "vocab",
                     json_integer ((json_int_t) instance->law->vocab));
  mdm_result_member (result, "length",
                     json_integer ((json_int_t) instance->law->length));
  mdm_result_member (result, "schedule", mdm_schedule_json (schedule));
  mdm_result_member (result, "smax",
                     schedule->size == NULL
                         ? json_null ()
                         : json_integer ((json_int_t) schedule->smax));
  mdm_result_member (result, "steps", mdm_steps_json (schedule));
  mdm_report_law_facts (result, instance->law);
  mdm_report_schedule_facts (result, schedule);
  mdm_report_predictor (result, instance->predictor);
  status = add_errors (result, instance, format, err);
  if (status == MDM_OK)
    status = add_measures (result, instance, format, err);
  mdm_result_member (result, "claims", list);
  mdm_result_table (result, NULL, "claim", "left side", "relation",
                    "right side", "ratio", "verdict", "note", NULL);
  for (size_t i = 0; i < asked_count && status == MDM_OK; i++)
    status = add_claim (result, list, tally, asked + i, by_default, instance,
                        format, err);
  conclude (result, tally);
  return status;
}
