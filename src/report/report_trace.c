#include <config.h>

#include "report/reports.h"

#include "sampler/adaptive.h"
#include "text/string.h"

#include <string.h>

/* About what a row takes as JSON and as cells of a table.  */
#define ROW_BYTES 2000

typedef struct
{
  mdm_result_struct *result;
  const mdm_law_struct *law; /* for its tokens */
  const mdm_limit_t *limit;
  char mask[8];
  int confidences; /* does the rule look at them? */
  const char *by;  /* what else it orders by, "margin" or "entropy", or NULL */
  mdm_policy_order order;
  uint64_t rows;
} trace_t;

/* Choose a mark for masked positions that is no token.  */
static void
choose_mask (trace_t *trace)
{
  static const char *const marks[] = { "_", "?", "*", "[M]" };
  char buffer[24];

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    {
      uint64_t v = 0;
      while (v < trace->law->vocab
             && strcmp (mdm_law_token (buffer, trace->law, v), marks[i]) != 0)
        v++;
      strcpy (trace->mask, marks[i]);
      if (v == trace->law->vocab)
        return;
    }
}

/* What is revealed at STATE.  */
static mdm_cell_t
state_cell (const trace_t *trace, const mdm_prediction_t *prediction,
            const mdm_state_t *state)
{
  const uint16_t *x = mdm_law_row (prediction->rows, state->row[0]);
  const char *gap
      = mdm_law_single_characters (trace->law) && trace->mask[1] == '\0' ? ""
                                                                         : " ";
  char *text = NULL, buffer[24];
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (size_t i = 0; i < trace->law->length; i++)
    fprintf (stream, "%s%s", i == 0 ? "" : gap,
             state->revealed >> i & 1
                 ? mdm_law_token (buffer, trace->law, x[i])
                 : trace->mask);
  mdm_str_close (stream);
  return mdm_cell_own (text);
}

/* The positions of SET.  */
static mdm_cell_t
positions_cell (uint64_t set)
{
  json_t *json = json_array ();
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (uint64_t rest = set; rest != 0; rest &= rest - 1)
    {
      int position = __builtin_ctzll (rest);
      json_array_append_new (json, json_integer (position));
      fprintf (stream, "%s%d", rest == set ? "" : " ", position);
    }
  mdm_str_close (stream);
  return mdm_cell_list (json, text);
}

/* What the rule sees at SAID: its largest probability, or what it orders by,
   with DIGITS in *TEXT, on the heap.  */
static json_t *
value_json (char **text, const trace_t *trace, const mdm_said_t *said,
            mdm_policy_order order)
{
  const mdm_shares_t *shares = mdm_said_ranking (said);
  mdm_cell_t cell;
  json_t *json;
  MDM_LOGFORM (h);
  MDM_FMPQ (q);
  MDM_FMPZ (margin);

  if (order == MDM_ORDER_ENTROPY)
    {
      mdm_shares_entropy (h, shares, said->count);
      *text = mdm_brief_str (trace->result, h);
      cell = mdm_cell_real (trace->result, h);
    }
  else
    {
      mdm_shares_margin (margin, shares, said->count);
      fmpq_set_fmpz_frac (q,
                          order == MDM_ORDER_MARGIN
                              ? margin
                              : mdm_shares_largest (shares, said->count),
                          shares->whole);
      cell = mdm_cell_fraction (q, 0);
      *text = mdm_str ("%s", cell.text);
    }
  json = cell.json;
  flint_free (cell.text);
  flint_free (cell.exact);
  return json;
}

/* `0:3/4 2:1/2': of each position that the rule chooses among.  */
static mdm_cell_t
values_cell (const trace_t *trace, const mdm_round_t *round,
             mdm_policy_order order)
{
  json_t *json = json_array ();
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (size_t i = 0; i < round->count; i++)
    {
      MDM_OWNED char *shown = NULL;
      json_t *entry = json_object ();
      json_object_set_new (
          entry, "position",
          json_integer ((json_int_t) round->said[i].position));
      json_object_set_new (entry, "value",
                           value_json (&shown, trace, round->said + i, order));
      json_array_append_new (json, entry);
      fprintf (stream, "%s%zu:%s", i == 0 ? "" : " ", round->said[i].position,
               shown);
    }
  mdm_str_close (stream);
  return mdm_cell_list (json, text);
}

static mdm_status
add_draw (void *data, const mdm_round_t *round, const mdm_draw_t *draw,
          mdm_err_t *err)
{
  trace_t *trace = data;
  mdm_result_struct *result = trace->result;
  const mdm_reached_t *from = round->from;
  MDM_FMPQ (p);
  MDM_LOGFORM (tc);

  MDM_TRY (mdm_limit_check (trace->limit, "the trace of the policy", 0,
                            mdm_work_mul (++trace->rows, ROW_BYTES), err));
  fmpq_set_fmpz_frac (p, from->state.weight, round->prediction->rows->total);
  fmpq_mul (p, p, from->path);
  mdm_result_add (result, state_cell (trace, round->prediction, &from->state));
  mdm_result_add (result, mdm_cell_fraction (p, 0));
  mdm_result_add (result, positions_cell (draw->drawn));
  mdm_result_add (result, mdm_cell_fraction (draw->chance, 0));
  if (trace->confidences)
    mdm_result_add (result, values_cell (trace, round, MDM_ORDER_CONFIDENCE));
  if (trace->by != NULL)
    mdm_result_add (result, values_cell (trace, round, trace->order));
  mdm_adaptive_tc (tc, round, draw);
  mdm_result_add (result, mdm_cell_real (result, tc));
  return result->status;
}

/* The headings of what TRACE shows.  */
static void
begin (const trace_t *trace)
{
  int bits = trace->result->format->unit == MDM_BITS;
  const mdm_heading_t all[]
      = { { "state", "state", MDM_HEADING_LIST, 0 },
          { "p", "p", MDM_HEADING_VALUE, 0 },
          { "positions", "positions", MDM_HEADING_LIST, 0 },
          { "chance", "chance", MDM_HEADING_VALUE, 0 },
          { "confidence", "confidence", MDM_HEADING_LIST, 0 },
          { trace->by, trace->by, MDM_HEADING_LIST, 0 },
          { "tc", bits ? "TC (bits)" : "TC (nats)", MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  mdm_heading_t columns[9];
  size_t count = 0;

  for (size_t i = 0; i < 9; i++)
    if ((i != 4 || trace->confidences) && (i != 5 || trace->by != NULL))
      columns[count++] = all[i];
  mdm_result_table (trace->result, "States", MDM_ROWS_RECORDS, "trace",
                    columns);
}

mdm_status
mdm_report_trace (mdm_result_t result, const mdm_law_t law,
                  const mdm_policy_t policy,
                  const mdm_predictor_struct *predictor,
                  const mdm_limit_t *limit)
{
  trace_t trace = { .result = result, .law = law, .limit = limit };
  const mdm_walker_t walker = { .data = &trace, .draw = add_draw };
  int rule = policy->kind == MDM_POLICY_RULE;
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);

  choose_mask (&trace);
  trace.order = policy->order;
  if (rule && mdm_choose_listens (policy))
    {
      trace.confidences = policy->order == MDM_ORDER_CONFIDENCE
                          || policy->count == MDM_COUNT_THRESHOLD;
      trace.by = policy->order == MDM_ORDER_MARGIN    ? "margin"
                 : policy->order == MDM_ORDER_ENTROPY ? "entropy"
                                                      : NULL;
    }
  MDM_TRY (mdm_prediction_init (prediction, law, law, predictor, limit,
                                result->err));
  begin (&trace);
  return mdm_policy_walk (&walker, prediction, policy, limit, result->err);
}
