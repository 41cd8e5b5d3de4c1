#include <config.h>

#include "report/reports.h"

#include "claim/environment.h"

#include <stdio.h>

/* Add a real to the JSON object OBJECT under NAME, or to the array if NAME is
   NULL, and as a row of the last table under LABEL.  */
static mdm_status
add_real (mdm_result_t result, json_t *target, const char *name,
          const char *label, const mdm_logform_t x, const mdm_format_t *format,
          mdm_err_t *err)
{
  mdm_number_t number;
  mdm_status status = mdm_number_set_logform (&number, x, format, err);

  if (status != MDM_OK)
    return status;
  if (name != NULL)
    json_object_set_new (target, name, mdm_number_json (&number));
  else
    json_array_append_new (target, mdm_number_json (&number));
  mdm_result_cell (result, label);
  mdm_result_number (result, &number);
  mdm_number_clear (&number);
  return MDM_OK;
}

/* entropy, tc, dtc, sum_mi.  */
static mdm_status
add_totals (mdm_result_t result, const mdm_curve_t curve,
            const mdm_format_t *format, mdm_err_t *err)
{
  mdm_logform_t x;
  mdm_status status;

  mdm_logform_init (x);
  status = add_real (result, result->json, "entropy", "entropy",
                     curve->e + curve->length, format, err);
  mdm_curve_tc (x, curve);
  if (status == MDM_OK)
    status = add_real (result, result->json, "tc", "tc", x, format, err);
  mdm_curve_dtc (x, curve);
  if (status == MDM_OK)
    status = add_real (result, result->json, "dtc", "dtc", x, format, err);
  mdm_curve_sum_mi (x, curve);
  if (status == MDM_OK)
    status
        = add_real (result, result->json, "sum_mi", "sum_mi", x, format, err);
  mdm_logform_clear (x);
  return status;
}

/* The last line: entropy, TC and DTC.  */
static mdm_status
conclude (mdm_result_t result, const mdm_curve_t curve,
          const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_format_t brief = mdm_brief_format (format);
  mdm_number_t entropy, tc, dtc;
  mdm_logform_t x;
  mdm_status status;

  mdm_number_set_absent (&tc);
  mdm_number_set_absent (&dtc);
  mdm_logform_init (x);
  status = mdm_number_set_logform (&entropy, curve->e + curve->length, &brief,
                                   err);
  mdm_curve_tc (x, curve);
  if (status == MDM_OK)
    status = mdm_number_set_logform (&tc, x, &brief, err);
  mdm_curve_dtc (x, curve);
  if (status == MDM_OK)
    status = mdm_number_set_logform (&dtc, x, &brief, err);
  if (status == MDM_OK)
    mdm_result_conclude (result, "entropy %s, TC %s, DTC %s %s", entropy.value,
                         tc.value, dtc.value, mdm_unit_str (format->unit));
  mdm_number_clear (&entropy);
  mdm_number_clear (&tc);
  mdm_number_clear (&dtc);
  mdm_logform_clear (x);
  return status;
}

/* e_0..e_L under avg_entropy, or Z_1..Z_L under curve.  */
static mdm_status
add_list (mdm_result_t result, const char *name, const char *symbol,
          const mdm_logform_struct *x, size_t first, size_t last,
          const mdm_format_t *format, mdm_err_t *err)
{
  json_t *list = json_array ();
  mdm_status status = MDM_OK;

  mdm_result_member (result, name, list);
  for (size_t k = first; k <= last && status == MDM_OK; k++)
    {
      char label[32];
      snprintf (label, sizeof label, "%s(%zu)", symbol, k);
      status = add_real (result, list, NULL, label, x + k, format, err);
    }
  return status;
}

/* One quantity that was asked for.  */
static mdm_status
add_quantity (mdm_result_t result, json_t *list, mdm_instance_t instance,
              const mdm_asked_quantity_t *asked, const mdm_format_t *format,
              mdm_err_t *err)
{
  mdm_instance_source_t source = { instance, 0 };
  mdm_environment_t environment = mdm_environment_of (&source);
  mdm_number_t number;
  mdm_value_t v;
  json_t *object;
  mdm_status status;

  mdm_number_set_absent (&number);
  mdm_value_init (v);
  status = mdm_expr_evaluate (v, asked->expr, &environment, err);
  if (status == MDM_OK)
    status = mdm_number_set (&number, v, mdm_expr_is_rational (asked->expr),
                             format, err);
  if (status == MDM_OK)
    {
      object = json_object ();
      json_object_set_new (object, "expr", mdm_json_string (asked->text));
      json_object_set_new (object, "result", mdm_number_json (&number));
      json_array_append_new (list, object);
      mdm_result_cell (result, asked->text);
      mdm_result_number (result, &number);
    }
  mdm_number_clear (&number);
  mdm_value_clear (v);
  return status;
}

/* The sizes of the law, as JSON.  */
static void
add_sizes (mdm_result_t result, const mdm_law_t law)
{
  fmpz_t support;

  fmpz_init (support);
  mdm_law_support (support, law);
  mdm_result_member (result, "vocab", json_integer ((json_int_t) law->vocab));
  mdm_result_member (result, "length",
                     json_integer ((json_int_t) law->length));
  if (fmpz_bits (support) <= 63)
    mdm_result_member (result, "support",
                       json_integer ((json_int_t) fmpz_get_ui (support)));
  else
    {
      /* Too large for a JSON integer of most readers: a string.  */
      char *text = fmpz_get_str (NULL, 10, support);
      mdm_result_member (result, "support", json_string (text));
      flint_free (text);
    }
  fmpz_clear (support);
}

/* Add the entropy X of the positions that are bits of SET.  */
static mdm_status
add_set (mdm_result_t result, json_t *list, uint64_t set,
         const mdm_logform_t x, const mdm_format_t *format, mdm_err_t *err)
{
  char label[256] = "H(";
  size_t n = 2;
  json_t *object = json_object (), *positions = json_array ();

  for (unsigned i = 0; set >> i != 0; i++)
    if (set >> i & 1)
      {
        n += (size_t) snprintf (label + n, sizeof label - n, "%s%u",
                                n > 2 ? "," : "", i);
        json_array_append_new (positions, json_integer (i));
      }
  snprintf (label + n, sizeof label - n, ")");
  json_object_set_new (object, "positions", positions);
  json_array_append_new (list, object);
  return add_real (result, object, "entropy", label, x, format, err);
}

/* The entropies of all sets but the empty one, in the order of their binary
   numbers, bit i being position i.  */
static mdm_status
add_sets (mdm_result_t result, mdm_instance_t instance,
          const mdm_format_t *format, mdm_err_t *err)
{
  mdm_law_struct *law = instance->law;
  json_t *list = json_array ();
  mdm_status status = mdm_law_list (law, &instance->limit, err);
  uint64_t sets = mdm_work_pow (2, law->length);
  mdm_logform_struct *entropy;
  mdm_method method;

  mdm_result_member (result, "entropies", list);
  if (status == MDM_OK)
    status = mdm_limit_check (&instance->limit,
                              "the entropies of all sets of positions",
                              mdm_work_mul (sets, MDM_CELLS_PER_FRACTION),
                              mdm_work_mul (sets, 2048), err);
  if (status != MDM_OK)
    return status;
  method = mdm_lattice_dense_cells (law) < mdm_lattice_sparse_cells (law)
               ? MDM_METHOD_DENSE
               : MDM_METHOD_SPARSE;
  entropy = flint_malloc (sets * sizeof *entropy);
  for (uint64_t set = 0; set < sets; set++)
    mdm_logform_init (entropy + set);
  status = mdm_lattice_entropies (entropy, law, method, &instance->limit, err);
  for (uint64_t set = 1; set < sets && status == MDM_OK; set++)
    status = add_set (result, list, set, entropy + set, format, err);
  for (uint64_t set = 0; set < sets; set++)
    mdm_logform_clear (entropy + set);
  flint_free (entropy);
  return status;
}

mdm_status
mdm_report_info (mdm_result_t result, mdm_instance_t instance,
                 const mdm_asked_quantity_t *asked, size_t count, int all,
                 const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_curve_struct *curve;
  const char *unit = mdm_unit_str (format->unit);
  json_t *quantities = json_array ();
  mdm_status status = mdm_instance_curve (&curve, instance, err);

  if (status != MDM_OK)
    {
      json_decref (quantities);
      return status;
    }
  add_sizes (result, instance->law);
  mdm_result_member (result, "method",
                     json_string (mdm_method_str (curve->method)));
  mdm_report_law_facts (result, instance->law);
  mdm_result_fact (result, "method", "%s", mdm_method_str (curve->method));
  mdm_result_table (result, NULL, "quantity", unit, "exact", NULL);
  status = add_totals (result, curve, format, err);
  if (status == MDM_OK)
    status = add_list (result, "avg_entropy", "e", curve->e, 0, curve->length,
                       format, err);
  if (status == MDM_OK)
    status = add_list (result, "curve", "Z", curve->z, 1, curve->length,
                       format, err);
  mdm_result_member (result, "quantities", quantities);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status
        = add_quantity (result, quantities, instance, asked + i, format, err);
  if (status == MDM_OK && all)
    status = add_sets (result, instance, format, err);
  if (status == MDM_OK)
    status = conclude (result, curve, format, err);
  return status;
}
