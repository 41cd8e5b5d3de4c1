#include <config.h>

#include "report/reports.h"

#include <stdio.h>

/* Add one schedule and its error on LAW.  */
static mdm_status
add_schedule (mdm_result_t result, json_t *rows, mdm_law_t law,
              const mdm_schedule_t schedule, const mdm_curve_t curve,
              const mdm_predictor_struct *predictor, const mdm_limit_t *limit,
              const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_logform_struct *ekl;
  mdm_instance_t instance;
  mdm_number_t number;
  mdm_status status;
  json_t *row;
  char steps[32], *sizes;

  mdm_number_set_absent (&number);
  if (curve->e == NULL)
    mdm_instance_init (instance, law, schedule, limit);
  else
    mdm_instance_init_with_curve (instance, law, schedule, curve, limit);
  mdm_instance_set_predictor (instance, predictor);
  status = mdm_instance_ekl (&ekl, instance, err);
  if (status == MDM_OK)
    status = mdm_number_set_error (&number, ekl, format, err);
  if (status == MDM_OK)
    {
      row = json_object ();
      json_object_set_new (row, "name", mdm_json_string (schedule->name));
      json_object_set_new (row, "sizes", mdm_schedule_json (schedule));
      json_object_set_new (row, "steps", mdm_steps_json (schedule));
      json_object_set_new (row, "ekl", mdm_number_json (&number));
      json_array_append_new (rows, row);
      sizes = mdm_schedule_str (schedule);
      snprintf (steps, sizeof steps, "%zu", schedule->steps);
      mdm_result_cell (result, schedule->name);
      mdm_result_cell (result, schedule->steps > 0 ? steps : NULL);
      mdm_result_cell (result, sizes);
      mdm_result_number (result, &number);
      flint_free (sizes);
    }
  mdm_number_clear (&number);
  mdm_instance_clear (instance);
  return status;
}

mdm_status
mdm_report_schedules (mdm_result_t result, mdm_law_t law,
                      const mdm_schedule_struct *schedule, size_t count,
                      const mdm_curve_t curve,
                      const mdm_predictor_struct *predictor,
                      const mdm_limit_t *limit, const mdm_format_t *format,
                      mdm_err_t *err)
{
  json_t *rows = json_array ();
  char head[32];
  mdm_status status = MDM_OK;

  mdm_report_law_facts (result, law);
  mdm_report_predictor (result, predictor);
  mdm_result_member (result, "rows", rows);
  snprintf (head, sizeof head, "ekl (%s)", mdm_unit_str (format->unit));
  mdm_result_table (result, NULL, "schedule", "T", "sizes", head, "exact",
                    NULL);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = add_schedule (result, rows, law, schedule + i, curve, predictor,
                           limit, format, err);
  return status;
}
