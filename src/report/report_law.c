#include <config.h>

#include "report/reports.h"

#include "law/written.h"
#include "sampler/divergence.h"
#include "sampler/output.h"
#include "text/string.h"

#include <stdlib.h>
#include <string.h>

/* About what a row takes as JSON and as cells of a table.  */
#define ROW_BYTES 600

/* Begin the table of sequences; OUTPUT heads p_Y, NULL: it is not there.  */
static void
begin (mdm_result_t result, const char *output)
{
  const mdm_heading_t columns[] = { { "x", "sequence", MDM_HEADING_LIST, 0 },
                                    { "p", "p", MDM_HEADING_VALUE, 0 },
                                    { "p_y", output, MDM_HEADING_VALUE, 0 },
                                    { .key = NULL } };

  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "rows", columns);
}

/* Add row I of LAW: its sequence, p, and p_Y if OUTPUT is not NULL.  */
static void
add_row (mdm_result_t result, const mdm_law_t law, size_t i,
         const fmpq *output)
{
  MDM_FMPQ (q);

  fmpq_set_fmpz_frac (q, law->weight + i, law->total);
  mdm_result_add (
      result, mdm_cell_own (mdm_law_sequence_str (law, mdm_law_row (law, i))));
  mdm_result_add (result, mdm_cell_fraction (q, 0));
  mdm_result_add (result, output == NULL ? mdm_cell_text (NULL)
                                         : mdm_cell_fraction (output + i, 0));
}

/* The last line: SAMPLED sequences are, of which POSSIBLE have p > 0.  */
static void
conclude (mdm_result_t result, size_t sampled, size_t possible,
          const fmpq_t tv, const fmpq_t ser)
{
  MDM_OWNED char *tv_text = mdm_decimal_fmpq (tv, 6);
  MDM_OWNED char *ser_text = mdm_decimal_fmpq (ser, 6);

  mdm_result_conclude (result,
                       "%zu sequence%s sampled, %zu of them impossible; "
                       "TV %s, SER %s",
                       sampled, sampled == 1 ? " is" : "s are",
                       sampled - possible, tv_text, ser_text);
}

/* Add the rows of GRID, which has every sequence, and the measures.  */
static void
add_grid (mdm_result_t result, const mdm_law_t grid, const fmpq *output)
{
  size_t sampled = 0, possible = 0;
  MDM_FMPQ (tv);
  MDM_FMPQ (ser);

  for (size_t i = 0; i < grid->support; i++)
    {
      int is_law = !fmpz_is_zero (grid->weight + i);
      int is_output = !fmpq_is_zero (output + i);
      if (is_law || is_output)
        add_row (result, grid, i, output);
      sampled += (size_t) is_output;
      possible += (size_t) (is_output && is_law);
    }
  mdm_divergence_tv (tv, grid, output);
  mdm_result_say (result, "tv", "tv", mdm_cell_fraction (tv, 0));
  mdm_divergence_ser (ser, grid, output);
  mdm_result_say (result, "ser", "ser", mdm_cell_fraction (ser, 0));
  conclude (result, sampled, possible, tv, ser);
}

/* Have LAW itself written, with the probabilities P where they are not
   NULL.  */
static mdm_status
write_law (mdm_result_t result, const mdm_law_t law, const fmpq *p)
{
  char *text;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);
  mdm_status status = mdm_law_write (stream, law, p, result->err);

  mdm_str_close (stream);
  if (status == MDM_OK)
    mdm_result_verbatim (result, text);
  free (text);
  return status;
}

/* The law and the output law of SCHEDULE on the grid of all sequences.  */
static mdm_status
add_output (mdm_result_t result, const mdm_law_t law,
            const mdm_schedule_t schedule,
            const mdm_predictor_struct *predictor, int as_law,
            const mdm_limit_t *limit)
{
  mdm_err_t *err = result->err;
  mdm_status status = MDM_OK;
  MDM_SCOPED (grid, mdm_law_struct, mdm_law_init, mdm_law_clear);

  MDM_TRY (mdm_limit_check (
      limit, "writing every sequence", 0,
      mdm_work_mul (mdm_work_pow (law->vocab, law->length), ROW_BYTES), err));
  MDM_TRY (mdm_output_grid (grid, law, limit, err));
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  MDM_FMPQ_VEC (output, grid->support);
  MDM_TRY (mdm_prediction_init (prediction, grid, law, predictor, limit, err));
  MDM_TRY (mdm_output_predicted (output, prediction, schedule, limit, err));
  begin (result, schedule->kind == MDM_SCHEDULE_BLOCKS ? "p_{Y|M}" : "p_Y");
  /* The grid has the law's numbers, the law its tokens.  */
  grid->token = law->token;
  grid->spaced = law->spaced;
  grid->quoted = law->quoted;
  add_grid (result, grid, output);
  if (as_law)
    status = write_law (result, grid, output);
  grid->token = NULL;
  return status;
}

mdm_status
mdm_report_law (mdm_result_t result, mdm_law_t law,
                const mdm_schedule_struct *schedule,
                const mdm_predictor_struct *predictor, int trace, int as_law,
                const mdm_limit_t *limit)
{
  MDM_TRY (mdm_law_list (law, limit, result->err));
  mdm_result_members (result, "schedule", "rows", NULL);
  mdm_say_law (result, law, NULL, NULL, NULL);
  if (schedule != NULL)
    {
      mdm_say_schedule (result, schedule, NULL, NULL);
      mdm_say_predictor (result, predictor);
      MDM_TRY (add_output (result, law, schedule, predictor, as_law, limit));
      return trace ? mdm_report_trace (result, law, schedule->policy,
                                       predictor, limit)
                   : MDM_OK;
    }
  if (as_law)
    return write_law (result, law, NULL);
  begin (result, NULL);
  for (size_t i = 0; i < law->support; i++)
    add_row (result, law, i, NULL);
  mdm_result_members (result, "tv", "ser", NULL);
  mdm_result_conclude (result, "%zu sequence%s of positive probability",
                       law->support, law->support == 1 ? "" : "s");
  return MDM_OK;
}
