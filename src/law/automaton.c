#include <config.h>

#include "law/automaton.h"

#include "exact/array.h"
#include "law/layers.h"

#include <assert.h>
#include <string.h>

/* Memory.  */

void
mdm_automaton_init (mdm_automaton_t a, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  *a = (mdm_automaton_struct){ .limit = limit, .err = err };
}

void
mdm_automaton_clear (mdm_automaton_t a)
{
  _fmpz_vec_clear (a->sum, (slong) a->state_room);
  _fmpz_vec_clear (a->weight, (slong) a->edge_room);
  flint_free (a->first);
  flint_free (a->token);
  flint_free (a->next);
}

/* Building.  */

/* Make room for so many STATES and EDGES.  */
static mdm_status
grow (mdm_automaton_t a, size_t states, size_t edges)
{
  size_t s = a->state_room, state_room = mdm_array_room (s, states);
  size_t e = a->edge_room, edge_room = mdm_array_room (e, edges);
  uint64_t bytes = mdm_work_add (
      mdm_work_mul (state_room, sizeof *a->first + sizeof *a->sum),
      mdm_work_mul (edge_room,
                    sizeof *a->token + sizeof *a->next + sizeof *a->weight));

  if (s == state_room && e == edge_room)
    return MDM_OK;
  MDM_TRY (mdm_limit_check (a->limit, "the graph of the model", edge_room,
                            bytes, a->err));
  a->first = mdm_array_resize (a->first, s, state_room, sizeof *a->first);
  a->sum = mdm_array_resize (a->sum, s, state_room, sizeof *a->sum);
  a->token = mdm_array_resize (a->token, e, edge_room, sizeof *a->token);
  a->next = mdm_array_resize (a->next, e, edge_room, sizeof *a->next);
  a->weight = mdm_array_resize (a->weight, e, edge_room, sizeof *a->weight);
  a->state_room = state_room;
  a->edge_room = edge_room;
  return MDM_OK;
}

mdm_status
mdm_automaton_add_state (mdm_automaton_t a)
{
  MDM_TRY (grow (a, a->states + 2, 1));
  a->first[a->states++] = a->edges;
  a->first[a->states] = a->edges;
  return MDM_OK;
}

mdm_status
mdm_automaton_add_edge (mdm_automaton_t a, uint16_t token, size_t next,
                        const fmpz_t weight)
{
  size_t e = a->edges;

  assert (a->states > 0 && fmpz_sgn (weight) >= 0);
  if (fmpz_is_zero (weight))
    return MDM_OK;
  assert (e == a->first[a->states - 1] || a->token[e - 1] <= token);
  MDM_TRY (grow (a, 1, e + 1));
  a->token[e] = token;
  a->next[e] = next;
  fmpz_set (a->weight + e, weight);
  fmpz_add (a->sum + (a->states - 1), a->sum + (a->states - 1), weight);
  a->first[a->states] = ++a->edges;
  return MDM_OK;
}

/* Listing.  */

/* A state that a prefix may be in, with the probability f of both over
   D_1 .. D_{t+1} / sum (state), and the edge of it that is next.  */
typedef struct
{
  size_t state;
  size_t edge;
  fmpz f;
} active_t;

/* Frame t holds the states that the prefix of t tokens may be in, which are
   ACTIVE[start[t] .. start[t] + count[t]).  */
typedef struct
{
  const mdm_automaton_struct *a;
  const mdm_layers_t *layers;
  active_t *active;
  size_t *count;
  size_t *slot; /* of each state in the frame that is being made, + 1 */
  uint16_t *prefix;
} walk_t;

static active_t *
frame (const walk_t *w, size_t t)
{
  return w->active + w->layers->start[t];
}

/* The states of frame T are known: stand before their first edges, and bring
   them to the common denominator.  */
static void
open_frame (walk_t *w, size_t t)
{
  active_t *active = frame (w, t);

  for (size_t i = 0; i < w->count[t]; i++)
    {
      const fmpz *factor = mdm_layers_factor (w->layers, t, active[i].state);
      active[i].edge = w->a->first[active[i].state];
      if (!fmpz_is_one (factor))
        fmpz_mul (&active[i].f, &active[i].f, factor);
    }
}

/* Set *TOKEN to the least token that can come next in frame T; return 0 when
   there is none left.  */
static int
next_token (uint16_t *token, const walk_t *w, size_t t)
{
  const active_t *active = frame (w, t);
  int some = 0;

  for (size_t i = 0; i < w->count[t]; i++)
    if (active[i].edge < w->a->first[active[i].state + 1]
        && (!some || w->a->token[active[i].edge] < *token))
      {
        *token = w->a->token[active[i].edge];
        some = 1;
      }
  return some;
}

/* Make frame T + 1 from frame T by writing TOKEN.  Nothing comes after the
   last frame, so its states are not told apart: it holds the probability of
   the whole sequence as that of state 0.  */
static void
advance (walk_t *w, size_t t, uint16_t token)
{
  const mdm_automaton_struct *a = w->a;
  active_t *from = frame (w, t), *to = frame (w, t + 1);
  size_t count = 0;

  for (size_t i = 0; i < w->count[t]; i++)
    for (; from[i].edge < a->first[from[i].state + 1]
           && a->token[from[i].edge] == token;
         from[i].edge++)
      {
        size_t next = a->next[from[i].edge];
        size_t *slot;
        if (t + 1 == w->layers->length)
          next = 0;
        slot = w->slot + next;
        if (*slot == 0)
          {
            to[count].state = next;
            fmpz_zero (&to[count].f);
            *slot = ++count;
          }
        fmpz_addmul (&to[*slot - 1].f, &from[i].f, a->weight + from[i].edge);
      }
  for (size_t i = 0; i < count; i++)
    w->slot[to[i].state] = 0;
  w->count[t + 1] = count;
  w->prefix[t] = token;
}

/* Write all sequences to TOKENS and their weights to WEIGHTS, in
   lexicographic order; return how many there are.  */
static size_t
visit (uint16_t *tokens, fmpz *weights, walk_t *w)
{
  size_t length = w->layers->length, t = 0, rows = 0;
  uint16_t token = 0;

  frame (w, 0)->state = 0;
  fmpz_one (&frame (w, 0)->f);
  w->count[0] = 1;
  open_frame (w, 0);
  for (;;)
    {
      if (!next_token (&token, w, t))
        {
          if (t-- == 0)
            return rows;
          continue;
        }
      advance (w, t, token);
      if (t + 1 < length)
        {
          open_frame (w, ++t);
          continue;
        }
      memcpy (tokens + rows * length, w->prefix, length * sizeof *tokens);
      fmpz_swap (weights + rows, &frame (w, length)->f);
      rows++;
    }
}

/* Write likewise all sequences of A, in LAYERS.  */
static size_t
list (uint16_t *tokens, fmpz *weights, const mdm_automaton_t a,
      const mdm_layers_t *layers)
{
  size_t length = layers->length, actives = layers->start[length + 1], rows;
  MDM_OWNED active_t *active = flint_calloc (actives, sizeof *active);
  MDM_OWNED size_t *count = flint_calloc (length + 1, sizeof *count);
  MDM_OWNED size_t *slot = flint_calloc (a->states, sizeof *slot);
  MDM_OWNED uint16_t *prefix = flint_calloc (length, sizeof *prefix);
  walk_t w = { a, layers, active, count, slot, prefix };

  rows = visit (tokens, weights, &w);
  for (size_t i = 0; i < actives; i++)
    fmpz_clear (&active[i].f);
  return rows;
}

mdm_status
mdm_automaton_list (mdm_law_t law, size_t *stuck, const mdm_automaton_t a)
{
  MDM_LAYERS (layers);
  uint16_t *tokens;
  size_t rows, listed;

  MDM_TRY (mdm_layers_find (layers, stuck, a, law->length));
  MDM_TRY (mdm_layers_check (&rows, layers, law, a));
  MDM_FMPZ_VEC (weights, rows);
  tokens = flint_malloc (rows * law->length * sizeof *tokens);
  listed = list (tokens, weights, a, layers);
  assert (listed == rows);
  return mdm_law_take_integer_rows (law, tokens, weights, listed, a->err);
}
