#include <config.h>

#include "law/hmm.h"

#include "law/automaton.h"
#include "law/conditional.h"
#include "law/families.h"
#include "law/rows.h"
#include "text/sum.h"

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
  /* The emissions of state s are rows begin[s] to end[s] - 1 of their table,
     and the same for transitions.  */
  size_t *begin[KINDS];
  size_t *end[KINDS];
  const mdm_limit_t *limit;
  mdm_err_t *err;
} model_t;

static void
model_init (model_t *m)
{
  *m = (model_t){ 0 };
  mdm_tokens_init (m->states);
  for (int kind = 0; kind < KINDS; kind++)
    mdm_conditional_init (m->table + kind, kinds[kind].size);
}

static void
model_clear (model_t *m)
{
  mdm_tokens_clear (m->states);
  for (int kind = 0; kind < KINDS; kind++)
    {
      mdm_conditional_clear (m->table + kind);
      flint_free (m->begin[kind]);
      flint_free (m->end[kind]);
    }
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
    return MDM_ROWS_FAIL (m->rows, at, m->err, MDM_ELIMIT,
                          "more than %d states", MDM_VOCAB_MAX);
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
    return MDM_ROWS_FAIL (m->rows, start, m->err, MDM_EPARSE,
                          "%s is expected after the %s",
                          i == 0 ? kinds[kind].first : kinds[kind].second,
                          i == 0 ? "probability" : "state");
  *at = mdm_lines_skip_blanks (&m->rows->lines, end);
  if (kind == EMISSION && i == 1)
    return mdm_rows_token (number, m->rows, start, end - start, m->err);
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
read_row (void *model, size_t at, mdm_err_t *err)
{
  model_t *m = model;
  const mdm_lines_t *lines = &m->rows->lines;
  size_t end = mdm_lines_skip_word (lines, at), start;
  uint16_t symbol[2];
  int kind = find_kind (m, at);
  MDM_FMPQ (probability);
  mdm_status status;

  if (kind == KINDS)
    return MDM_ROWS_FAIL (m->rows, at, err, MDM_EPARSE,
                          "'start', 'transition' or 'emission' is expected, "
                          "not '%.*s'",
                          mdm_utf8_shown (lines->start + at, end - at),
                          lines->start + at);
  at = mdm_lines_skip_blanks (lines, end);
  status = mdm_rows_number (probability, &at, m->rows, err);
  start = at;
  for (size_t i = 0; i < kinds[kind].size && status == MDM_OK; i++)
    status = read_symbol (symbol + i, &at, m, kind, i);
  if (status != MDM_OK)
    return status;
  if (at < lines->size)
    return MDM_ROWS_FAIL (m->rows, at, err, MDM_EPARSE,
                          "nothing is expected after the %s",
                          kind == EMISSION ? "token" : "state");
  m->rows->rows++;
  return mdm_conditional_add (m->table + kind, symbol, probability,
                              mdm_rows_offset (m->rows, start), m->limit, err);
}

/* Checking.  */

/* Is there a first state, and a token?  */
static mdm_status
check_kinds (const model_t *m)
{
  for (int kind = 0; kind < KINDS; kind++)
    if (kind != TRANSITION && m->table[kind].count == 0)
      return mdm_err_set (m->err, MDM_EDOMAIN, m->rows->lines.file, 0, 0,
                          "no '%s' row; a hidden Markov model has rows "
                          "'start', 'transition' and 'emission'",
                          kinds[kind].name);
  return MDM_OK;
}

/* Check the rows of KIND: each is there once, and those of a state sum
   to 1.  */
static mdm_status
check_table (model_t *m, int kind)
{
  mdm_conditional_t *table = m->table + kind;
  const mdm_token_t *state;
  char what[200];
  size_t row;
  MDM_FMPQ (sum);
  mdm_status status;

  snprintf (what, sizeof what, "the %s", kinds[kind].name);
  status = mdm_conditional_check (&row, sum, table, m->rows, what,
                                  "each has one row", m->limit, m->err);
  if (status != MDM_OK || row == table->count)
    return status;
  state = m->states->token + table->symbol[row * table->size];
  if (kind == START)
    snprintf (what, sizeof what, "the start probabilities sum to");
  else
    snprintf (what, sizeof what, "the %ss of state '%.*s' sum to",
              kinds[kind].name, mdm_utf8_shown (state->name, state->size),
              state->name);
  status = mdm_sum_check (sum, what, m->err);
  mdm_rows_place (m->rows, table->offset[row], m->err);
  return status;
}

/* Find the rows of each state in the checked table of KIND.  */
static void
index_rows (model_t *m, int kind)
{
  const mdm_conditional_t *table = m->table + kind;
  size_t states = m->states->count;

  m->begin[kind] = flint_calloc (states, sizeof *m->begin[kind]);
  m->end[kind] = flint_calloc (states, sizeof *m->end[kind]);
  for (size_t i = 0; i < table->count; i++)
    {
      uint16_t state = table->symbol[i * table->size];
      if (i == 0 || table->symbol[(i - 1) * table->size] != state)
        m->begin[kind][state] = i;
      m->end[kind][state] = i + 1;
    }
}

/* The last symbol of row I of TABLE: the state that it leads to, or the token
   that it emits.  */
static uint16_t
last_symbol (const mdm_conditional_t *table, size_t i)
{
  return table->symbol[(i + 1) * table->size - 1];
}

/* Fail at row I of TABLE, which leads to a state without rows of KIND.  */
static mdm_status
fail_missing (const model_t *m, const mdm_conditional_t *table, size_t i,
              int kind)
{
  const mdm_token_t *state = m->states->token + last_symbol (table, i);
  mdm_status status
      = mdm_err_set (m->err, MDM_EDOMAIN, NULL, 0, 0,
                     "state '%.*s' has no %s, but can be reached",
                     mdm_utf8_shown (state->name, state->size), state->name,
                     kinds[kind].name);

  mdm_rows_place (m->rows, table->offset[i], m->err);
  return status;
}

/* See to it that every state that is reached in LENGTH steps has emissions,
   and transitions unless the last token has been written there; breadth
   first, so that the shortest way is found.  */
static mdm_status
check_reached (const model_t *m, size_t length)
{
  size_t states = m->states->count, head = 0, tail = 0;
  MDM_OWNED size_t *distance
      = flint_calloc (states, sizeof *distance); /* + 1 */
  MDM_OWNED uint16_t *queue = flint_malloc (states * sizeof *queue);
  const mdm_conditional_t *table = m->table + START;
  size_t i = 0, end = table->count, step = 1;

  for (;;)
    {
      for (; i < end; i++)
        {
          uint16_t next = last_symbol (table, i);
          if (fmpz_is_zero (table->weight + i) || distance[next] != 0)
            continue;
          distance[next] = step;
          queue[tail++] = next;
          if (m->end[EMISSION][next] == 0)
            return fail_missing (m, table, i, EMISSION);
          if (step < length && m->end[TRANSITION][next] == 0)
            return fail_missing (m, table, i, TRANSITION);
        }
      if (head == tail || distance[queue[head]] == length)
        return MDM_OK;
      table = m->table + TRANSITION;
      step = distance[queue[head]] + 1;
      i = m->begin[TRANSITION][queue[head]];
      end = m->end[TRANSITION][queue[head]];
      head++;
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

/* Set COMMON to a common multiple of the sums of the emissions of all states
   that rows BEGIN to END - 1 of TABLE lead to, and EMISSIONS[s] to that of
   state s.  */
static mdm_status
common_emission (fmpz_t common, fmpz *emissions, const model_t *m,
                 const mdm_conditional_t *table, size_t begin, size_t end)
{
  fmpz_one (common);
  for (size_t i = begin; i < end; i++)
    {
      mdm_status status;
      const fmpz *sum = emissions + last_symbol (table, i);
      /* A state without emissions is never reached in time.  */
      if (fmpz_is_zero (table->weight + i) || fmpz_is_zero (sum)
          || fmpz_divisible (common, sum))
        continue;
      fmpz_lcm (common, common, sum);
      status = mdm_limit_check (
          m->limit, "bringing the emissions to their common denominator", 0,
          mdm_work_mul (fmpz_bits (common) / 8, end - begin), m->err);
      if (status != MDM_OK)
        return status;
    }
  return MDM_OK;
}

/* How many arcs there are by rows BEGIN to END - 1 of TABLE.  POSITIVE[s] is
   the number of tokens that state s may write.  */
static uint64_t
count_arcs (const mdm_conditional_t *table, size_t begin, size_t end,
            const size_t *positive)
{
  uint64_t arcs = 0;

  for (size_t i = begin; i < end; i++)
    if (!fmpz_is_zero (table->weight + i))
      arcs = mdm_work_add (arcs, positive[last_symbol (table, i)]);
  return arcs;
}

/* Set ARC to the arcs by rows BEGIN to END - 1 of TABLE, in the order of
   edges: to a state, and then by each of its emissions.  */
static void
list_arcs (arc_t *arc, const model_t *m, const mdm_conditional_t *table,
           size_t begin, size_t end)
{
  const mdm_conditional_t *emission = m->table + EMISSION;
  size_t arcs = 0;

  for (size_t i = begin; i < end; i++)
    {
      uint16_t s = last_symbol (table, i);
      if (fmpz_is_zero (table->weight + i))
        continue;
      for (size_t e = m->begin[EMISSION][s]; e < m->end[EMISSION][s]; e++)
        if (!fmpz_is_zero (emission->weight + e))
          arc[arcs++] = (arc_t){ last_symbol (emission, e), s, i, e };
    }
  qsort (arc, arcs, sizeof *arc, compare_arcs);
}

/* Add the edges of the state of A that was added last, which are the ARCS
   arcs by rows BEGIN to END - 1 of TABLE.  EMISSIONS[s] is the sum of the
   emissions of s.  */
static mdm_status
add_edges (mdm_automaton_t a, fmpz *emissions, size_t arcs, const model_t *m,
           const mdm_conditional_t *table, size_t begin, size_t end)
{
  const mdm_conditional_t *emission = m->table + EMISSION;
  MDM_OWNED arc_t *arc = flint_malloc ((arcs + 1) * sizeof *arc);
  MDM_FMPZ (common);
  MDM_FMPZ (weight);
  mdm_status status
      = common_emission (common, emissions, m, table, begin, end);

  list_arcs (arc, m, table, begin, end);
  for (size_t i = 0; i < arcs && status == MDM_OK; i++)
    {
      fmpz_divexact (weight, common, emissions + arc[i].state);
      fmpz_mul (weight, weight, table->weight + arc[i].leads);
      fmpz_mul (weight, weight, emission->weight + arc[i].emits);
      status
          = mdm_automaton_add_edge (a, arc[i].token, (size_t) arc[i].state + 1,
                                    weight, m->limit, m->err);
    }
  return status;
}

/* Add a state to A with the edges by rows BEGIN to END - 1 of the table of
   KIND.  */
static mdm_status
add_state (mdm_automaton_t a, fmpz *emissions, const size_t *positive,
           const model_t *m, int kind, size_t begin, size_t end)
{
  const mdm_conditional_t *table = m->table + kind;
  uint64_t arcs = count_arcs (table, begin, end, positive);
  mdm_status status = mdm_automaton_add_state (a, m->limit, m->err);

  if (status == MDM_OK)
    status = add_edges (a, emissions, arcs, m, table, begin, end);
  return status;
}

/* Check that all arcs can be held.  */
static mdm_status
check_arcs (const model_t *m, const size_t *positive)
{
  uint64_t arcs = 0;

  for (int kind = START; kind <= TRANSITION; kind++)
    arcs = mdm_work_add (
        arcs, count_arcs (m->table + kind, 0, m->table[kind].count, positive));
  return mdm_limit_check (m->limit, "the graph of the model", arcs,
                          mdm_work_mul (arcs, 2 * sizeof (arc_t)), m->err);
}

static mdm_status
build (mdm_automaton_t a, const model_t *m)
{
  size_t states = m->states->count;
  const fmpz *weight = m->table[EMISSION].weight;
  fmpz *emissions = _fmpz_vec_init ((slong) states);
  MDM_OWNED size_t *positive = flint_calloc (states, sizeof *positive);
  mdm_status status;

  for (size_t s = 0; s < states; s++)
    for (size_t e = m->begin[EMISSION][s]; e < m->end[EMISSION][s]; e++)
      {
        fmpz_add (emissions + s, emissions + s, weight + e);
        positive[s] += !fmpz_is_zero (weight + e);
      }
  status = check_arcs (m, positive);
  if (status == MDM_OK)
    status = add_state (a, emissions, positive, m, START, 0,
                        m->table[START].count);
  for (size_t s = 0; s < states && status == MDM_OK; s++)
    status = add_state (a, emissions, positive, m, TRANSITION,
                        m->begin[TRANSITION][s], m->end[TRANSITION][s]);
  _fmpz_vec_clear (emissions, (slong) states);
  return status;
}

static void
set_vocabulary (mdm_law_t law, model_t *m)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, m->rows);

  mdm_conditional_renumber (m->table + EMISSION, map, 1);
}

/* Give LAW the sequences of the model that has been read.  */
static mdm_status
list_model (mdm_law_t law, model_t *m)
{
  MDM_AUTOMATON (a);
  mdm_status status;

  set_vocabulary (law, m);
  for (int kind = 0; kind < KINDS; kind++)
    {
      status = check_table (m, kind);
      if (status != MDM_OK)
        return status;
      index_rows (m, kind);
    }
  status = check_reached (m, law->length);
  if (status == MDM_OK)
    status = build (a, m);
  if (status != MDM_OK)
    return status;
  return mdm_automaton_list (law, a, m->limit, m->err);
}

mdm_status
mdm_hmm_read (mdm_law_t law, const mdm_parameter_t *value,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_SCOPED (m, model_t, model_init, model_clear);
  mdm_status status = mdm_family_start (law, 1, value[1].number, err);

  m->rows = rows;
  m->limit = limit;
  m->err = err;
  if (status == MDM_OK)
    status = mdm_rows_open (rows, value[0].file, "probability", 0, limit, err);
  if (status == MDM_OK)
    status = mdm_rows_read (rows, read_row, m, NULL, err);
  if (status == MDM_OK)
    status = check_kinds (m);
  return status == MDM_OK ? list_model (law, m) : status;
}
