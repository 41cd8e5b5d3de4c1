#include <config.h>

#include "report/reports.h"

#include "claim/environment.h"

#include <stdio.h>
#include <string.h>

/* Add the row of the real X.  */
static mdm_status
add_real (mdm_result_t result, const char *label, const mdm_logform_t x,
          const mdm_format_t *format, mdm_err_t *err)
{
  mdm_cell_t cell;
  mdm_status status = mdm_cell_real (&cell, x, format, err);

  if (status != MDM_OK)
    return status;
  mdm_result_add (result, mdm_cell_text (label));
  mdm_result_add (result, cell);
  return MDM_OK;
}

/* What is made of a curve.  */
static const struct
{
  const char *name;
  void (*set) (mdm_logform_t res, const mdm_curve_t curve);
} totals[] = { { "tc", mdm_curve_tc },
               { "dtc", mdm_curve_dtc },
               { "sum_mi", mdm_curve_sum_mi } };

/* entropy, tc, dtc, sum_mi.  */
static mdm_status
add_totals (mdm_result_t result, const mdm_curve_t curve,
            const mdm_format_t *format, mdm_err_t *err)
{
  mdm_status status
      = add_real (result, "entropy", curve->e + curve->length, format, err);
  MDM_LOGFORM (x);

  for (size_t i = 0; i < 3 && status == MDM_OK; i++)
    {
      totals[i].set (x, curve);
      status = add_real (result, totals[i].name, x, format, err);
    }
  return status;
}

/* The last line: entropy, TC and DTC.  */
static mdm_status
conclude (mdm_result_t result, const mdm_curve_t curve,
          const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_format_t brief = mdm_brief_format (format);
  MDM_NUMBER (entropy);
  MDM_NUMBER (tc);
  MDM_NUMBER (dtc);
  MDM_LOGFORM (x);
  mdm_status status
      = mdm_number_set_error (entropy, curve->e + curve->length, &brief, err);

  if (status != MDM_OK)
    return status;
  mdm_curve_tc (x, curve);
  status = mdm_number_set_error (tc, x, &brief, err);
  if (status != MDM_OK)
    return status;
  mdm_curve_dtc (x, curve);
  status = mdm_number_set_error (dtc, x, &brief, err);
  if (status != MDM_OK)
    return status;
  mdm_result_conclude (result, "entropy %s, TC %s, DTC %s %s", entropy->value,
                       tc->value, dtc->value, mdm_unit_str (format->unit));
  return MDM_OK;
}

/* e_0..e_L under avg_entropy, or Z_1..Z_L under curve.  */
static mdm_status
add_list (mdm_result_t result, const char *key, const char *symbol,
          const mdm_logform_struct *x, size_t first, size_t last,
          const mdm_format_t *format, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  mdm_result_go_on (result, MDM_ROWS_VALUES, key, NULL);
  for (size_t k = first; k <= last && status == MDM_OK; k++)
    {
      char label[32];
      snprintf (label, sizeof label, "%s(%zu)", symbol, k);
      status = add_real (result, label, x + k, format, err);
    }
  return status;
}

/* One quantity that was asked for.  */
static mdm_status
add_quantity (mdm_result_t result, mdm_instance_t instance,
              const mdm_asked_quantity_t *asked, const mdm_format_t *format,
              mdm_err_t *err)
{
  mdm_subject_t source = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&source);
  MDM_NUMBER (number);
  MDM_VALUE (v);
  mdm_status status = mdm_expr_evaluate (v, asked->expr, &environment, err);

  if (status != MDM_OK)
    return status;
  status = mdm_number_set (number, v, mdm_expr_is_rational (asked->expr),
                           format, err);
  if (status != MDM_OK)
    return status;
  mdm_result_add (result, mdm_cell_text (asked->text));
  mdm_result_add (result, mdm_cell_number (number));
  return MDM_OK;
}

/* Add the entropy X of the positions that are bits of SET.  */
static mdm_status
add_set (mdm_result_t result, uint64_t set, const mdm_logform_t x,
         const mdm_format_t *format, mdm_err_t *err)
{
  char *label;
  size_t n = 2;
  mdm_cell_t cell;
  json_t *positions;
  mdm_status status = mdm_cell_real (&cell, x, format, err);

  if (status != MDM_OK)
    return status;
  positions = json_array ();
  label = strcpy (flint_malloc (256), "H(");
  for (unsigned i = 0; set >> i != 0; i++)
    if (set >> i & 1)
      {
        n += (size_t) snprintf (label + n, 256 - n, "%s%u", n > 2 ? "," : "",
                                i);
        json_array_append_new (positions, json_integer (i));
      }
  snprintf (label + n, 256 - n, ")");
  mdm_result_add (result, mdm_cell_list (positions, label));
  mdm_result_add (result, cell);
  return MDM_OK;
}

/* The entropies of all sets but the empty one, in the order of their binary
   numbers, bit i being position i.  */
static mdm_status
add_sets (mdm_result_t result, mdm_instance_t instance,
          const mdm_format_t *format, mdm_err_t *err)
{
  mdm_law_struct *law = instance->law;
  mdm_status status = mdm_law_list (law, &instance->limit, err);
  uint64_t sets = mdm_work_pow (2, law->length);
  mdm_logform_struct *entropy;
  mdm_method method;

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
    status = add_set (result, set, entropy + set, format, err);
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
  static const char *const quantity[] = { "expr", "result", NULL };
  static const char *const entropy[] = { "positions", "entropy", NULL };
  const mdm_heading_t columns[]
      = { { NULL, "quantity", MDM_HEADING_VALUE, 0 },
          { NULL, mdm_unit_str (format->unit), MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  const mdm_curve_struct *curve;
  mdm_status status = mdm_instance_curve (&curve, instance, err);

  if (status != MDM_OK)
    return status;
  mdm_say_law (result, instance->law, "vocab", "length", "support");
  mdm_result_say (result, "method", "method",
                  mdm_cell_text (mdm_method_str (curve->method)));
  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, NULL, columns);
  status = add_totals (result, curve, format, err);
  if (status == MDM_OK)
    status = add_list (result, "avg_entropy", "e", curve->e, 0, curve->length,
                       format, err);
  if (status == MDM_OK)
    status = add_list (result, "curve", "Z", curve->z, 1, curve->length,
                       format, err);
  mdm_result_go_on (result, MDM_ROWS_RECORDS, "quantities", quantity);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = add_quantity (result, instance, asked + i, format, err);
  mdm_result_go_on (result, all ? MDM_ROWS_RECORDS : MDM_ROWS_NONE,
                    "entropies", entropy);
  if (status == MDM_OK && all)
    status = add_sets (result, instance, format, err);
  return status == MDM_OK ? conclude (result, curve, format, err) : status;
}
