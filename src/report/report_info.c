#include <config.h>

#include "report/reports.h"

#include "claim/environment.h"
#include "text/string.h"

#include <stdio.h>
#include <string.h>

/* entropy, tc, dtc, sum_mi, and the last line.  */
static void
add_totals (mdm_result_t result, const mdm_curve_t curve)
{
  static const struct
  {
    const char *name;
    void (*set) (mdm_logform_t res, const mdm_curve_t curve);
  } totals[] = { { "tc", mdm_curve_tc },
                 { "dtc", mdm_curve_dtc },
                 { "sum_mi", mdm_curve_sum_mi } };
  MDM_LOGFORM (x);
  MDM_OWNED char *entropy = mdm_brief_str (result, curve->e + curve->length);
  MDM_OWNED char *tc = NULL;
  MDM_OWNED char *dtc = NULL;

  mdm_result_add_named (result, "entropy",
                        mdm_cell_real (result, curve->e + curve->length));
  for (size_t i = 0; i < 3; i++)
    {
      totals[i].set (x, curve);
      mdm_result_add_named (result, totals[i].name, mdm_cell_real (result, x));
      if (i < 2)
        *(i == 0 ? &tc : &dtc) = mdm_brief_str (result, x);
    }
  mdm_result_conclude (result, "entropy %s, TC %s, DTC %s %s", entropy, tc,
                       dtc, mdm_unit_str (result->format->unit));
}

/* e_0..e_L under avg_entropy, or Z_1..Z_L under curve.  */
static void
add_list (mdm_result_t result, const char *key, const char *symbol,
          const mdm_logform_struct *x, size_t first, size_t last)
{
  mdm_result_go_on (result, MDM_ROWS_VALUES, key, NULL);
  for (size_t k = first; k <= last && result->status == MDM_OK; k++)
    {
      char label[32];
      snprintf (label, sizeof label, "%s(%zu)", symbol, k);
      mdm_result_add_named (result, label, mdm_cell_real (result, x + k));
    }
}

/* One quantity that was asked for, a ratio perhaps.  */
static mdm_status
add_quantity (mdm_result_t result, const mdm_environment_t *environment,
              const mdm_asked_quantity_t *asked)
{
  MDM_VALUE (x);
  MDM_VALUE (y);
  MDM_NUMBER (number);
  mdm_err_t *err = result->err;
  mdm_status status;

  MDM_TRY (mdm_expr_evaluate (x, asked->expr, environment, err));
  if (asked->over != NULL)
    MDM_TRY (mdm_expr_evaluate (y, asked->over, environment, err));
  status = asked->over != NULL
               ? mdm_number_set_ratio (number, x, y, result->format, err)
               : mdm_number_set (number, x, mdm_expr_is_rational (asked->expr),
                                 result->format, err);
  if (status != MDM_OK)
    return mdm_err_place (err, asked->where, 0, 0);
  mdm_result_add_named (result, asked->text, mdm_cell_number (number));
  return MDM_OK;
}

/* Add the entropy X of the positions that are bits of SET.  */
static void
add_set (mdm_result_t result, uint64_t set, const mdm_logform_t x)
{
  char *label = strcpy (flint_malloc (256), "H(");
  json_t *positions = json_array ();
  size_t n = 2;

  for (unsigned i = 0; set >> i != 0; i++)
    if (set >> i & 1)
      {
        n += (size_t) snprintf (label + n, 256 - n, "%s%u", n > 2 ? "," : "",
                                i);
        json_array_append_new (positions, json_integer (i));
      }
  snprintf (label + n, 256 - n, ")");
  mdm_result_add (result, mdm_cell_list (positions, label));
  mdm_result_add (result, mdm_cell_real (result, x));
}

/* The entropies of all sets but the empty one, in the order of their binary
   numbers, bit i being position i.  */
static mdm_status
add_sets (mdm_result_t result, mdm_instance_t instance)
{
  static const char *const keys[] = { "positions", "entropy", NULL };
  mdm_law_struct *law = instance->law;
  mdm_err_t *err = result->err;
  mdm_status status = mdm_law_list (law, &instance->limit, err);
  uint64_t sets = mdm_work_pow (2, law->length);
  mdm_logform_struct *entropy;
  mdm_method method;

  mdm_result_go_on (result, MDM_ROWS_RECORDS, "entropies", keys);
  if (status == MDM_OK)
    status = mdm_limit_check (&instance->limit,
                              "the entropies of all sets of positions",
                              mdm_work_mul (sets, MDM_CELLS_PER_FRACTION),
                              mdm_work_mul (sets, 2048), err);
  if (status != MDM_OK)
    return status;
  method = instance->limit.engine == MDM_ENGINE_DENSE
                   || (instance->limit.engine != MDM_ENGINE_SPARSE
                       && mdm_lattice_dense_cells (law)
                              < mdm_lattice_sparse_cells (law))
               ? MDM_METHOD_DENSE
               : MDM_METHOD_SPARSE;
  entropy = flint_malloc (sets * sizeof *entropy);
  for (uint64_t set = 0; set < sets; set++)
    mdm_logform_init (entropy + set);
  status = mdm_lattice_entropies (entropy, law, method, &instance->limit, err);
  for (uint64_t set = 1; set < sets && status == MDM_OK; set++)
    {
      add_set (result, set, entropy + set);
      status = result->status;
    }
  for (uint64_t set = 0; set < sets; set++)
    mdm_logform_clear (entropy + set);
  flint_free (entropy);
  return status;
}

mdm_status
mdm_report_info (mdm_result_t result, mdm_instance_t instance,
                 const mdm_asked_quantity_t *asked, size_t count, int all)
{
  const mdm_heading_t columns[]
      = { { NULL, "quantity", MDM_HEADING_VALUE, 0 },
          { NULL, mdm_unit_str (result->format->unit), MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  static const char *const keys[] = { "expr", "result", NULL };
  mdm_subject_t source = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&source);
  const mdm_curve_struct *curve;
  mdm_status status = mdm_instance_curve (&curve, instance, result->err);
  int whole = status == MDM_OK;
  MDM_OWNED char *left_out = NULL;

  if (status == MDM_ELIMIT && count > 0)
    {
      left_out = mdm_str ("the curve: %s", result->err->message);
      status = mdm_instance_ends (&curve, instance, result->err);
    }
  if (status != MDM_OK)
    return status;
  mdm_say_law (result, instance->law, "vocab", "length", "support");
  if (!whole)
    mdm_result_fact (result, "left out", "%s", left_out);
  mdm_result_say (result, "method", "method",
                  mdm_cell_text (mdm_method_str (curve->method)));
  mdm_result_table (result, NULL, MDM_ROWS_MEMBERS, NULL, columns);
  add_totals (result, curve);
  if (whole)
    {
      add_list (result, "avg_entropy", "e", curve->e, 0, curve->length);
      add_list (result, "curve", "Z", curve->z, 1, curve->length);
    }
  else
    {
      mdm_result_say (result, "avg_entropy", NULL, mdm_cell_text (NULL));
      mdm_result_say (result, "curve", NULL, mdm_cell_text (NULL));
    }
  mdm_result_go_on (result, MDM_ROWS_RECORDS, "quantities", keys);
  for (size_t i = 0; i < count && result->status == MDM_OK; i++)
    MDM_TRY (add_quantity (result, &environment, asked + i));
  return result->status == MDM_OK && all ? add_sets (result, instance)
                                         : result->status;
}
