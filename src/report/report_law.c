#include <config.h>

#include "report/reports.h"

#include "exact/scoped.h"
#include "law/written.h"
#include "sampler/divergence.h"
#include "sampler/output.h"

/* About what a row takes as JSON and as cells of a table.  */
#define ROW_BYTES 600

/* Add row I of LAW: its sequence, p, and p_Y if OUTPUT is not NULL.  */
static void
add_row (mdm_result_t result, json_t *rows, const mdm_law_t law, size_t i,
         const fmpq *output)
{
  char *x = mdm_law_sequence_str (law, mdm_law_row (law, i));
  char *p, *p_y = output == NULL ? NULL : mdm_fraction_str (output + i);
  json_t *row = json_object ();
  fmpq_t q;

  fmpq_init (q);
  fmpq_set_fmpz_frac (q, law->weight + i, law->total);
  p = mdm_fraction_str (q);
  json_object_set_new (row, "x", mdm_json_string (x));
  json_object_set_new (row, "p", mdm_json_string (p));
  json_object_set_new (row, "p_y", mdm_json_string (p_y));
  json_array_append_new (rows, row);
  mdm_result_cell (result, x);
  mdm_result_cell (result, p);
  if (output != NULL)
    mdm_result_cell (result, p_y);
  flint_free (x);
  flint_free (p);
  flint_free (p_y);
  fmpq_clear (q);
}

/* Add Q as member and fact NAME.  */
static void
add_fraction (mdm_result_t result, const char *name, const fmpq_t q)
{
  char *text = mdm_fraction_str (q);

  mdm_result_member (result, name, json_string (text));
  mdm_result_fact (result, name, "%s", text);
  flint_free (text);
}

/* The last line: SAMPLED sequences are, of which POSSIBLE have p > 0.  */
static void
conclude (mdm_result_t result, size_t sampled, size_t possible,
          const fmpq_t tv, const fmpq_t ser)
{
  char *tv_text = mdm_decimal_fmpq (tv, 6);
  char *ser_text = mdm_decimal_fmpq (ser, 6);

  mdm_result_conclude (result,
                       "%zu sequence%s sampled, %zu of them impossible; "
                       "TV %s, SER %s",
                       sampled, sampled == 1 ? " is" : "s are",
                       sampled - possible, tv_text, ser_text);
  flint_free (tv_text);
  flint_free (ser_text);
}

/* Have LAW itself written, with the probabilities P where they are not
   NULL.  */
static mdm_status
write_law (mdm_result_t result, const mdm_law_t law, const fmpq *p,
           mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  mdm_status status = mdm_law_write (&text, law, p, err);

  if (status == MDM_OK)
    mdm_result_verbatim (result, text);
  return status;
}

/* The law and the output law of SCHEDULE on the grid of all sequences.  */
static mdm_status
add_output (mdm_result_t result, json_t *rows, const mdm_law_t law,
            const mdm_schedule_t schedule,
            const mdm_predictor_struct *predictor, int as_law,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_prediction_t prediction;
  mdm_law_t grid;
  fmpq *output = NULL;
  fmpq_t tv, ser;
  size_t sampled = 0, possible = 0;
  mdm_status status;

  mdm_law_init (grid);
  fmpq_init (tv);
  fmpq_init (ser);
  status = mdm_limit_check (
      limit, "writing every sequence", 0,
      mdm_work_mul (mdm_work_pow (law->vocab, law->length), ROW_BYTES), err);
  if (status == MDM_OK)
    status = mdm_output_grid (grid, law, limit, err);
  if (status == MDM_OK)
    {
      /* The grid has every row already.  */
      status = mdm_prediction_init (&prediction, grid, law, predictor, limit,
                                    err);
      output = _fmpq_vec_init ((slong) grid->support);
      if (status == MDM_OK)
        status
            = mdm_output_predicted (output, &prediction, schedule, limit, err);
      mdm_prediction_clear (&prediction);
    }
  if (status == MDM_OK)
    {
      /* The grid has the law's numbers, the law its tokens.  */
      grid->token = law->token;
      grid->spaced = law->spaced;
      mdm_result_table (
          result, NULL, "sequence", "p",
          schedule->kind == MDM_SCHEDULE_BLOCKS ? "p_{Y|M}" : "p_Y", NULL);
      for (size_t i = 0; i < grid->support; i++)
        {
          if (!fmpz_is_zero (grid->weight + i) || !fmpq_is_zero (output + i))
            add_row (result, rows, grid, i, output);
          sampled += !fmpq_is_zero (output + i);
          possible += !fmpq_is_zero (output + i)
                      && !fmpz_is_zero (grid->weight + i);
        }
      if (as_law)
        status = write_law (result, grid, output, err);
      grid->token = NULL;
      mdm_divergence_tv (tv, grid, output);
      add_fraction (result, "tv", tv);
      mdm_divergence_ser (ser, grid, output);
      add_fraction (result, "ser", ser);
      conclude (result, sampled, possible, tv, ser);
    }
  if (output != NULL)
    _fmpq_vec_clear (output, (slong) grid->support);
  mdm_law_clear (grid);
  fmpq_clear (tv);
  fmpq_clear (ser);
  return status;
}

mdm_status
mdm_report_law (mdm_result_t result, mdm_law_t law,
                const mdm_schedule_struct *schedule,
                const mdm_predictor_struct *predictor, int as_law,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  json_t *rows = json_array ();
  mdm_status status = mdm_law_list (law, limit, err);

  mdm_result_member (result, "schedule",
                     schedule == NULL ? json_null ()
                                      : mdm_schedule_json (schedule));
  mdm_result_member (result, "rows", rows);
  if (status != MDM_OK)
    return status;
  mdm_report_law_facts (result, law);
  if (schedule != NULL)
    {
      mdm_report_schedule_facts (result, schedule);
      mdm_report_predictor (result, predictor);
      return add_output (result, rows, law, schedule, predictor, as_law,
                         limit, err);
    }
  if (as_law)
    return write_law (result, law, NULL, err);
  mdm_result_table (result, NULL, "sequence", "p", NULL);
  for (size_t i = 0; i < law->support; i++)
    add_row (result, rows, law, i, NULL);
  mdm_result_member (result, "tv", json_null ());
  mdm_result_member (result, "ser", json_null ());
  mdm_result_conclude (result, "%zu sequence%s of positive probability",
                       law->support, law->support == 1 ? "" : "s");
  return MDM_OK;
}
