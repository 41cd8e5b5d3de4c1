#include <config.h>

#include "law/hmm.h"

#include "law/automaton.h"
#include "law/conditional.h"
#include "law/families.h"
#include "law/form.h"

#include <stdio.h>
#include <string.h>

/* The three kinds of rows.  */
enum
{
  START,
  TRANSITION,
  EMISSION,
  KINDS
};

static const struct
{
  const char *name;
  size_t size;       /* of its rows in symbols */
  const char *first; /* what these are */
  const char *second;
} kinds[KINDS] = {
  { "start", 1, "a state", NULL },
  { "transition", 2, "a state", "a state" },
  { "emission", 2, "a state", "a token" },
};

typedef struct
{
  mdm_rows_t *rows;
  mdm_tokens_t states;
  mdm_conditional_t table[KINDS];
} model_t;

static void
model_init (model_t *m)
{
  mdm_tokens_init (m->states);
  for (int kind = 0; kind < KINDS; kind++)
    mdm_conditional_init (m->table + kind, kinds[kind].size);
}

static void
model_clear (model_t *m)
{
  mdm_tokens_clear (m->states);
  for (int kind = 0; kind < KINDS; kind++)
    mdm_conditional_clear (m->table + kind);
}

/* Reading.  */

/* Read the word at *AT of the line, symbol number I of a row of KIND, and
   move on to the next.  */
static mdm_status
read_symbol (uint16_t *number, size_t *at, model_t *m, int kind, size_t i)
{
  size_t start = *at, end = mdm_lines_skip_word (&m->rows->lines, start);

  if (start == end)
    return MDM_ROWS_FAIL (m->rows, start, MDM_EPARSE,
                          "%s is expected after the %s",
                          i == 0 ? kinds[kind].first : kinds[kind].second,
                          i == 0 ? "probability" : "state");
  *at = mdm_lines_skip_blanks (&m->rows->lines, end);
  if (kind == EMISSION && i == 1)
    return mdm_rows_token (number, m->rows, start, end - start);
  return mdm_rows_symbol (number, m->states, "states", m->rows, start,
                          end - start);
}

/* The kind of the row whose first word is at AT of the line, or KINDS.  */
static int
find_kind (const model_t *m, size_t at)
{
  int kind = 0;

  while (kind < KINDS
         && !mdm_lines_is_word (&m->rows->lines, at, kinds[kind].name))
    kind++;
  return kind;
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (void *model, size_t at)
{
  model_t *m = model;
  const mdm_lines_t *lines = &m->rows->lines;
  size_t end = mdm_lines_skip_word (lines, at), start;
  uint16_t symbol[2];
  int kind = find_kind (m, at);
  MDM_FMPQ (probability);

  if (kind == KINDS)
    return MDM_ROWS_FAIL (m->rows, at, MDM_EPARSE,
                          "'start', 'transition' or 'emission' is expected, "
                          "not '%.*s'",
                          mdm_utf8_shown (lines->start + at, end - at),
                          lines->start + at);
  at = mdm_lines_skip_blanks (lines, end);
  MDM_TRY (mdm_rows_number (probability, &at, m->rows));
  start = at;
  for (size_t i = 0; i < kinds[kind].size; i++)
    MDM_TRY (read_symbol (symbol + i, &at, m, kind, i));
  if (at < lines->size)
    return MDM_ROWS_FAIL (m->rows, at, MDM_EPARSE,
                          "nothing is expected after the %s",
                          kind == EMISSION ? "token" : "state");
  m->rows->rows++;
  return mdm_conditional_add (m->table + kind, symbol, probability, start,
                              m->rows);
}

/* Checking.  */

/* Is there a first state, and a token?  */
static mdm_status
check_kinds (const model_t *m)
{
  for (int kind = 0; kind < KINDS; kind++)
    if (kind != TRANSITION && m->table[kind].count == 0)
      return mdm_err_set (m->rows->err, MDM_EDOMAIN, m->rows->lines.file, 0, 0,
                          "no '%s' row; a hidden Markov model has rows "
                          "'start', 'transition' and 'emission'",
                          kinds[kind].name);
  return MDM_OK;
}

static void
name_rows (char name[MDM_CONTEXT_SHOWN], const void *model,
           const mdm_conditional_t *table, size_t row)
{
  const model_t *m = model;
  const mdm_token_t *state
      = m->states->token + table->symbol[row * table->size];

  if (table == m->table + START)
    snprintf (name, MDM_CONTEXT_SHOWN, "the start probabilities sum to");
  else
    snprintf (name, MDM_CONTEXT_SHOWN, "the %ss of state '%.*s' sum to",
              kinds[table - m->table].name,
              mdm_utf8_shown (state->name, state->size), state->name);
}

/* Check all rows: each is there once, and those of a state sum to 1.  */
static mdm_status
check_tables (model_t *m)
{
  char what[40];

  for (int kind = 0; kind < KINDS; kind++)
    {
      snprintf (what, sizeof what, "the %s", kinds[kind].name);
      MDM_TRY (mdm_conditional_check (m->table + kind, m->rows, what,
                                      "each has one row", name_rows, m));
    }
  return MDM_OK;
}

/* Some rows of a table.  */
typedef struct
{
  const mdm_conditional_t *table;
  size_t begin;
  size_t end;
} span_t;

/* The rows of STATE in the table of KIND, perhaps none.  */
static span_t
rows_of (const model_t *m, int kind, uint16_t state)
{
  const mdm_conditional_t *table = m->table + kind;
  size_t begin = mdm_conditional_find (table, &state);

  return (span_t){ table, begin,
                   begin == table->count
                       ? begin
                       : mdm_conditional_end (table, begin) };
}

/* The rows of the first state.  */
static span_t
start_rows (const model_t *m)
{
  return (span_t){ m->table + START, 0, m->table[START].count };
}

static int
has_rows (const model_t *m, int kind, uint16_t state)
{
  return mdm_conditional_find (m->table + kind, &state) < m->table[kind].count;
}

/* Fail at row I of TABLE, which leads to a state without rows of KIND.  */
static mdm_status
fail_missing (const model_t *m, const mdm_conditional_t *table, size_t i,
              int kind)
{
  const mdm_token_t *state
      = m->states->token + mdm_conditional_last (table, i);

  return MDM_ROWS_REFUSE (m->rows, table->offset[i],
                          "state '%.*s' has no %s, but can be reached",
                          mdm_utf8_shown (state->name, state->size),
                          state->name, kinds[kind].name);
}

/* See to it that every state that is reached in LENGTH steps has emissions,
   and transitions unless the last token has been written there; breadth
   first, so that the shortest way is found.  */
static mdm_status
check_reached (const model_t *m, size_t length)
{
  size_t states = m->states->count, head = 0, tail = 0, step = 1;
  MDM_OWNED size_t *distance
      = flint_calloc (states, sizeof *distance); /* + 1 */
  MDM_OWNED uint16_t *queue = flint_malloc (states * sizeof *queue);
  span_t from = start_rows (m);

  for (;;)
    {
      for (size_t i = from.begin; i < from.end; i++)
        {
          uint16_t next = mdm_conditional_last (from.table, i);
          if (fmpz_is_zero (from.table->weight + i) || distance[next] != 0)
            continue;
          distance[next] = step;
          queue[tail++] = next;
          if (!has_rows (m, EMISSION, next))
            return fail_missing (m, from.table, i, EMISSION);
          if (step < length && !has_rows (m, TRANSITION, next))
            return fail_missing (m, from.table, i, TRANSITION);
        }
      if (head == tail || distance[queue[head]] == length)
        return MDM_OK;
      step = distance[queue[head]] + 1;
      from = rows_of (m, TRANSITION, queue[head++]);
    }
}

/* The automaton: its state 0 is before the first token, and its state s + 1
   is hidden state s, with its token written.  */

/* Check that all edges can be held: one for each way to a state and each of
   its emissions.  */
static mdm_status
check_edges (const model_t *m)
{
  uint64_t edges = 0;

  for (int kind = START; kind <= TRANSITION; kind++)
    for (size_t i = 0; i < m->table[kind].count; i++)
      {
        uint16_t to = mdm_conditional_last (m->table + kind, i);
        span_t emissions = rows_of (m, EMISSION, to);
        edges = mdm_work_add (edges, emissions.end - emissions.begin);
      }
  return mdm_limit_check (m->rows->limit, "the graph of the model", edges,
                          mdm_work_mul (edges, 8 * sizeof (fmpz)),
                          m->rows->err);
}

/* Set EDGES, of a token and a state, to those by the rows FROM: to a state,
   and then by each of its emissions.  */
static mdm_status
find_edges (mdm_conditional_t *edges, const model_t *m, span_t from)
{
  MDM_FMPQ (probability);

  for (size_t i = from.begin; i < from.end; i++)
    {
      uint16_t to = mdm_conditional_last (from.table, i);
      span_t emission = rows_of (m, EMISSION, to);
      for (size_t e = emission.begin; e < emission.end; e++)
        {
          uint16_t symbol[2]
              = { mdm_conditional_last (emission.table, e), to };
          fmpq_mul (probability, from.table->probability + i,
                    emission.table->probability + e);
          if (!fmpq_is_zero (probability))
            MDM_TRY (
                mdm_conditional_add (edges, symbol, probability, 0, m->rows));
        }
    }
  return mdm_conditional_sort (edges, m->rows, "", "");
}

/* Add a state to A with the edges by the rows FROM.  */
static mdm_status
add_state (mdm_automaton_t a, const model_t *m, span_t from)
{
  MDM_CONDITIONAL (edges, 2);

  MDM_TRY (mdm_automaton_add_state (a));
  MDM_TRY (find_edges (edges, m, from));
  MDM_FMPZ_VEC (weight, edges->count);
  MDM_TRY (mdm_weights_scale (weight, NULL, edges->probability, edges->count,
                              a->limit, a->err));
  for (size_t i = 0; i < edges->count; i++)
    MDM_TRY (mdm_automaton_add_edge (a, edges->symbol[2 * i],
                                     (size_t) edges->symbol[2 * i + 1] + 1,
                                     weight + i));
  return MDM_OK;
}

/* Give LAW the sequences of the model that has been read.  */
static mdm_status
list_model (mdm_law_t law, model_t *m)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, m->rows);
  MDM_AUTOMATON (a, m->rows->limit, m->rows->err);

  mdm_conditional_renumber (m->table + EMISSION, map, 1);
  MDM_TRY (check_tables (m));
  MDM_TRY (check_reached (m, law->length));
  MDM_TRY (check_edges (m));
  MDM_TRY (add_state (a, m, start_rows (m)));
  for (size_t s = 0; s < m->states->count; s++)
    MDM_TRY (add_state (a, m, rows_of (m, TRANSITION, (uint16_t) s)));
  mdm_totals_note (law, &m->rows->totals);
  return mdm_form_of_automaton (law, NULL, a);
}

mdm_status
mdm_hmm_read (mdm_law_t law, const mdm_parameter_t *value,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_SCOPED (m, model_t, model_init, model_clear);

  m->rows = rows;
  MDM_TRY (mdm_family_start (law, 1, value[1].number, err));
  MDM_TRY (mdm_rows_open (rows, value[0].text, "probability", 0, limit, err));
  MDM_TRY (mdm_rows_read (rows, read_row, m, NULL));
  MDM_TRY (check_kinds (m));
  return list_model (law, m);
}
