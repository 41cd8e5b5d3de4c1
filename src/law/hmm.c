#include <config.h>

#include "law/hmm.h"

#include "law/automaton.h"
#include "law/conditional.h"
#include "law/families.h"

#include <stdio.h>
#include <stdlib.h>
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

/* Set *NUMBER to that of the state that stands at AT of the line, SIZE
   bytes.  */
static mdm_status
read_state (uint16_t *number, model_t *m, size_t at, size_t size)
{
  const char *text = m->rows->lines.start + at;
  size_t found = mdm_tokens_find (m->states, text, size);

  if (found == MDM_VOCAB_MAX)
    return MDM_ROWS_FAIL (m->rows, at, MDM_ELIMIT, "more than %d states",
                          MDM_VOCAB_MAX);
  if (found == m->states->count)
    mdm_tokens_add (m->states, text, size);
  *number = (uint16_t) found;
  return MDM_OK;
}

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
  return read_state (number, m, start, end - start);
}

/* The kind of the row whose first word is at AT of the line, or KINDS.  */
static int
find_kind (const model_t *m, size_t at)
{
  size_t size = mdm_lines_skip_word (&m->rows->lines, at) - at;
  int kind = 0;

  while (
      kind < KINDS
      && (strlen (kinds[kind].name) != size
          || memcmp (kinds[kind].name, m->rows->lines.start + at, size) != 0))
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
  mdm_status status
      = mdm_err_set (m->rows->err, MDM_EDOMAIN, NULL, 0, 0,
                     "state '%.*s' has no %s, but can be reached",
                     mdm_utf8_shown (state->name, state->size), state->name,
                     kinds[kind].name);

  mdm_rows_place (m->rows, table->offset[i]);
  return status;
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

typedef struct
{
  uint16_t token;
  uint16_t state;
  size_t leads; /* the row that leads to the state */
  size_t emits; /* that of the emission */
} arc_t;

static int
compare_arcs (const void *x, const void *y)
{
  const arc_t *a = x, *b = y;

  return a->token != b->token ? (int) a->token - (int) b->token
                              : (int) a->state - (int) b->state;
}

/* What each state may write.  */
typedef struct
{
  fmpz *sum;        /* of its emissions */
  size_t *positive; /* how many of them are possible */
} emissions_t;

/* How many arcs there are by the rows FROM.  */
static uint64_t
count_arcs (span_t from, const emissions_t *emissions)
{
  uint64_t arcs = 0;

  for (size_t i = from.begin; i < from.end; i++)
    if (!fmpz_is_zero (from.table->weight + i))
      arcs = mdm_work_add (
          arcs, emissions->positive[mdm_conditional_last (from.table, i)]);
  return arcs;
}

/* Set ARC to the arcs by the rows FROM, in the order of edges: to a state, and
   then by each of its emissions.  */
static void
list_arcs (arc_t *arc, const model_t *m, span_t from)
{
  size_t arcs = 0;

  for (size_t i = from.begin; i < from.end; i++)
    {
      uint16_t s = mdm_conditional_last (from.table, i);
      span_t emission = rows_of (m, EMISSION, s);
      if (fmpz_is_zero (from.table->weight + i))
        continue;
      for (size_t e = emission.begin; e < emission.end; e++)
        if (!fmpz_is_zero (emission.table->weight + e))
          arc[arcs++]
              = (arc_t){ mdm_conditional_last (emission.table, e), s, i, e };
    }
  qsort (arc, arcs, sizeof *arc, compare_arcs);
}

/* Add a state to A with the edges by the rows FROM.  */
static mdm_status
add_state (mdm_automaton_t a, const emissions_t *emissions, const model_t *m,
           span_t from)
{
  const mdm_limit_t *limit = m->rows->limit;
  size_t arcs = (size_t) count_arcs (from, emissions);
  MDM_OWNED arc_t *arc = flint_malloc ((arcs + 1) * sizeof *arc);
  MDM_FMPZ (common);
  MDM_FMPZ (weight);

  MDM_TRY (mdm_automaton_add_state (a, limit, m->rows->err));
  list_arcs (arc, m, from);
  fmpz_one (common); /* a multiple of the sums of all states led to */
  for (size_t i = 0; i < arcs; i++)
    MDM_TRY (mdm_common_multiple (common, emissions->sum + arc[i].state,
                                  from.end - from.begin, "emissions", limit,
                                  m->rows->err));
  for (size_t i = 0; i < arcs; i++)
    {
      fmpz_divexact (weight, common, emissions->sum + arc[i].state);
      fmpz_mul (weight, weight, from.table->weight + arc[i].leads);
      fmpz_mul (weight, weight, m->table[EMISSION].weight + arc[i].emits);
      MDM_TRY (mdm_automaton_add_edge (a, arc[i].token,
                                       (size_t) arc[i].state + 1, weight,
                                       limit, m->rows->err));
    }
  return MDM_OK;
}

/* Add to A all states, first checking that all arcs can be held.  */
static mdm_status
build (mdm_automaton_t a, const model_t *m, const emissions_t *emissions)
{
  const mdm_conditional_t *table = m->table + TRANSITION;
  uint64_t arcs = mdm_work_add (
      count_arcs (start_rows (m), emissions),
      count_arcs ((span_t){ table, 0, table->count }, emissions));

  MDM_TRY (mdm_limit_check (m->rows->limit, "the graph of the model", arcs,
                            mdm_work_mul (arcs, 2 * sizeof (arc_t)),
                            m->rows->err));
  MDM_TRY (add_state (a, emissions, m, start_rows (m)));
  for (size_t s = 0; s < m->states->count; s++)
    MDM_TRY (
        add_state (a, emissions, m, rows_of (m, TRANSITION, (uint16_t) s)));
  return MDM_OK;
}

static void
add_emissions (const emissions_t *emissions, const model_t *m)
{
  const mdm_conditional_t *table = m->table + EMISSION;

  for (size_t e = 0; e < table->count; e++)
    {
      uint16_t s = table->symbol[e * table->size];
      fmpz_add (emissions->sum + s, emissions->sum + s, table->weight + e);
      emissions->positive[s] += !fmpz_is_zero (table->weight + e);
    }
}

/* Give LAW the sequences of the model that has been read.  */
static mdm_status
list_model (mdm_law_t law, model_t *m)
{
  size_t states = m->states->count;
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, m->rows);
  MDM_OWNED size_t *positive = flint_calloc (states, sizeof *positive);
  MDM_FMPZ_VEC (sum, states);
  MDM_AUTOMATON (a);
  emissions_t emissions = { sum, positive };

  mdm_conditional_renumber (m->table + EMISSION, map, 1);
  MDM_TRY (check_tables (m));
  MDM_TRY (check_reached (m, law->length));
  add_emissions (&emissions, m);
  MDM_TRY (build (a, m, &emissions));
  return mdm_automaton_list (law, a, m->rows->limit, m->rows->err);
}

mdm_status
mdm_hmm_read (mdm_law_t law, const mdm_parameter_t *value,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_SCOPED (m, model_t, model_init, model_clear);

  m->rows = rows;
  MDM_TRY (mdm_family_start (law, 1, value[1].number, err));
  MDM_TRY (mdm_rows_open (rows, value[0].file, "probability", 0, limit, err));
  MDM_TRY (mdm_rows_read (rows, read_row, m, NULL));
  MDM_TRY (check_kinds (m));
  return list_model (law, m);
}
