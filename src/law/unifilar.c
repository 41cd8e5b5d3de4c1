#include <config.h>

#include "law/unifilar.h"

#include "exact/array.h"
#include "exact/scoped.h"
#include "text/tokens.h"

#include <stdlib.h>

/* Nor are they in more rounds.  */
#define ROUNDS_MAX UINT64_C (4194304)
/* What follows the sets calls itself for each token.  */
#define DEPTH_MAX 4096

void
mdm_unifilar_free (mdm_unifilar_t *u)
{
  if (u == NULL)
    return;
  flint_free (u->time);
  flint_free (u->hidden);
  flint_free (u->after);
  flint_free (u->first);
  flint_free (u->moves);
  flint_free (u->member);
  flint_free (u->move);
  flint_free (u);
}

/* What is found, with the sets as the bytes of their states in ascending order
   (as in layers.c), and a queue of states and, from a->states on, sets, in the
   order of the times when they are reached first.  */
typedef struct
{
  const mdm_automaton_struct *a;
  mdm_unifilar_t *u;
  mdm_tokens_t sets;
  size_t *set_time;
  size_t *queue;
  size_t tail, count; /* of the queue, and of moves */
  size_t queue_room, set_room, first_room, moves_room, member_room, move_room;
} finder_t;

static void
finder_init (finder_t *f)
{
  *f = (finder_t){ 0 };
  mdm_tokens_init (f->sets);
}

static void
finder_clear (finder_t *f)
{
  mdm_tokens_clear (f->sets);
  flint_free (f->set_time);
  flint_free (f->queue);
  mdm_unifilar_free (f->u);
}

static void
push (finder_t *f, size_t item)
{
  MDM_ARRAY_GROW (f->queue, f->queue_room, f->tail + 1);
  f->queue[f->tail++] = item;
}

/* Sort the COUNT states at STATE and drop those that are there again; return
   how many are left.  */
static size_t
sort_states (size_t *state, size_t count)
{
  size_t kept = 0;

  qsort (state, count, sizeof *state, mdm_array_compare_sizes);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || state[i] != state[kept - 1])
      state[kept++] = state[i];
  return kept;
}

/* The number of the set of the COUNT states at STATE, sorted, which is
   possible at TIME.  */
static size_t
find_set (finder_t *f, const size_t *state, size_t count, size_t time)
{
  mdm_unifilar_t *u = f->u;
  const char *bytes = (const char *) state;
  size_t size = count * sizeof *state;
  size_t set = mdm_tokens_find (f->sets, bytes, size), begin;

  if (set < f->sets->count)
    return set;
  mdm_tokens_add (f->sets, bytes, size);
  MDM_ARRAY_GROW (f->set_time, f->set_room, set + 1);
  MDM_ARRAY_GROW (u->first, f->first_room, set + 2);
  begin = u->first[set];
  MDM_ARRAY_GROW (u->member, f->member_room, begin + count);
  for (size_t k = 0; k < count; k++)
    u->member[begin + k] = state[k];
  u->first[set + 1] = begin + count;
  f->set_time[set] = time;
  u->sets = set + 1;
  push (f, f->a->states + set);
  return set;
}

/* Where STATE of SET is, or STATE itself where there is no set.  */
static size_t
place (const finder_t *f, size_t set, size_t state)
{
  const mdm_unifilar_t *u = f->u;
  size_t low, high;

  if (set == MDM_NOWHERE)
    return state;
  low = u->first[set];
  high = u->first[set + 1];
  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      if (u->member[middle] <= state)
        low = middle;
      else
        high = middle;
    }
  return f->a->states + low;
}

/* Follow state S, when it is reached first: does each token of it lead to one
   state, with edges?  Then find the set after it is hidden.  */
static int
follow_state (finder_t *f, size_t s)
{
  const mdm_automaton_struct *a = f->a;
  mdm_unifilar_t *u = f->u;
  size_t begin = a->first[s], end = a->first[s + 1], time = u->time[s], count;
  MDM_OWNED size_t *next = flint_malloc ((end - begin + 1) * sizeof *next);

  for (size_t e = begin + 1; e < end; e++)
    if (a->token[e] == a->token[e - 1])
      return 0;
  if (time + 1 == u->length)
    return 1;
  for (size_t e = begin; e < end; e++)
    {
      size_t to = a->next[e];
      if (to == MDM_NOWHERE || a->first[to] == a->first[to + 1])
        return 0;
      next[e - begin] = to;
      if (u->time[to] == MDM_NOWHERE)
        {
          u->time[to] = time + 1;
          push (f, to);
        }
    }
  count = sort_states (next, end - begin);
  if (count > 1)
    u->hidden[s] = find_set (f, next, count, time + 1);
  for (size_t e = begin; e < end; e++)
    u->after[e] = place (f, u->hidden[s], a->next[e]);
  return 1;
}

/* Steps are sorted by their tokens.  */
typedef struct
{
  uint16_t token;
  size_t place, edge;
} step_t;

static int
compare_steps (const void *x, const void *y)
{
  const step_t *a = x, *b = y;

  if (a->token != b->token)
    return a->token < b->token ? -1 : 1;
  return a->edge < b->edge ? -1 : a->edge > b->edge;
}

/* Set *STEPS to those of the members of SET; return how many there are.  */
static size_t
find_steps (step_t **steps, const finder_t *f, size_t set)
{
  const mdm_automaton_struct *a = f->a;
  const mdm_unifilar_t *u = f->u;
  size_t count = 0, room = 0;

  for (size_t k = u->first[set]; k < u->first[set + 1]; k++)
    for (size_t s = u->member[k], e = a->first[s]; e < a->first[s + 1]; e++)
      {
        MDM_ARRAY_GROW (*steps, room, count + 1);
        (*steps)[count++] = (step_t){ a->token[e], a->states + k, e };
      }
  qsort (*steps, count, sizeof **steps, compare_steps);
  return count;
}

/* Append the moves of the COUNT steps at STEP, by one token from a set at
   TIME.  */
static void
add_moves (finder_t *f, const step_t *step, size_t count, size_t time)
{
  const mdm_automaton_struct *a = f->a;
  mdm_unifilar_t *u = f->u;
  int last = time + 1 == u->length;
  MDM_OWNED size_t *next = flint_malloc (count * sizeof *next);
  size_t states, set = MDM_NOWHERE;

  for (size_t i = 0; i < count; i++)
    next[i] = a->next[step[i].edge];
  states = sort_states (next, count);
  if (!last && states > 1)
    set = find_set (f, next, states, time + 1);
  MDM_ARRAY_GROW (u->move, f->move_room, f->count + count);
  for (size_t i = 0; i < count; i++)
    u->move[f->count++] = (mdm_unifilar_move_t){
      step[i].token, step[i].place, step[i].edge,
      last ? MDM_NOWHERE : place (f, set, a->next[step[i].edge]), set
    };
}

static void
follow_set (finder_t *f, size_t set)
{
  mdm_unifilar_t *u = f->u;
  MDM_OWNED step_t *steps = NULL;
  size_t count = find_steps (&steps, f, set);

  MDM_ARRAY_GROW (u->moves, f->moves_room, set + 2);
  u->moves[set] = f->count;
  for (size_t i = 0, end; i < count; i = end)
    {
      for (end = i; end < count && steps[end].token == steps[i].token; end++)
        ;
      add_moves (f, steps + i, end - i, f->set_time[set]);
    }
  u->moves[set + 1] = f->count;
}

/* Find all that is reached; 0 where that is too much, or not unifilar.  Sets
   are followed in the order of their numbers, which is that of the queue.  */
static int
follow_all (finder_t *f)
{
  const mdm_automaton_struct *a = f->a;

  f->u->time[0] = 0;
  push (f, 0);
  for (size_t head = 0; head < f->tail; head++)
    {
      size_t item = f->queue[head];
      if (item >= a->states)
        follow_set (f, item - a->states);
      else if (!follow_state (f, item))
        return 0;
      if (f->count > MDM_UNIFILAR_MOVES_MAX)
        return 0;
    }
  return 1;
}

/* The work.  */

/* Set NEXT[u] to the work of the tokens after each set u and, with WORK, of
   what may be seen after them until a state is known.  Is it WORK?  */
static int
add_round (uint64_t *next, const uint64_t *work, const mdm_unifilar_t *u)
{
  int same = 1;

  for (size_t set = 0; set < u->sets; set++)
    {
      next[set] = 0;
      for (size_t m = u->moves[set]; m < u->moves[set + 1]; m++)
        {
          const mdm_unifilar_move_t *move = u->move + m;
          uint64_t cost = MDM_CELLS_PER_BALL;
          if (m == u->moves[set] || move->token != move[-1].token)
            cost = mdm_work_add (cost + MDM_CELLS_PER_LOGARITHM,
                                 move->set == MDM_NOWHERE ? 0
                                                          : work[move->set]);
          next[set] = mdm_work_add (next[set], cost);
        }
      same &= next[set] == work[set];
    }
  return same;
}

/* The work of what may be seen after a hidden token of any state.  */
static uint64_t
hidden_work (mdm_unifilar_t *u, size_t moves)
{
  MDM_OWNED uint64_t *work = flint_calloc (u->sets + 1, sizeof *work);
  MDM_OWNED uint64_t *next = flint_calloc (u->sets + 1, sizeof *next);
  uint64_t sum = 0;

  /* For each, the sums of the states are kept.  */
  for (u->depth = 0; u->depth < u->length; u->depth++)
    {
      uint64_t *swap = work;
      if (u->depth == DEPTH_MAX
          || mdm_work_mul (u->depth, mdm_work_add (moves, u->states))
                 > ROUNDS_MAX)
        return UINT64_MAX;
      if (add_round (next, work, u))
        break;
      work = next;
      next = swap;
    }
  for (size_t s = 0; s < u->states; s++)
    if (u->hidden[s] != MDM_NOWHERE)
      sum = mdm_work_add (sum, work[u->hidden[s]]);
  return sum;
}

/* A number of some words on the heap.  */
#define NUMBER_BYTES 160

/* Estimate the work: for each token, steps of what is seen and what is hidden,
   an entropy of its own, and additions of numbers of sequences.  */
static void
estimate (mdm_unifilar_t *u, const finder_t *f, uint64_t vocab)
{
  uint64_t edges = f->a->edges, places = u->sets > 0 ? u->first[u->sets] : 0;
  uint64_t step
      = mdm_work_mul (4 * edges + 2 * (uint64_t) f->count, MDM_CELLS_PER_BALL);

  step = mdm_work_add (step, mdm_work_mul (vocab, MDM_CELLS_PER_LOGARITHM));
  step = mdm_work_add (step, mdm_work_mul (edges, u->length / 16));
  u->cells = mdm_work_add (mdm_work_mul (step, u->length),
                           hidden_work (u, f->count));
  u->bytes = mdm_work_mul (
      mdm_work_add (mdm_work_mul (u->states, 8 + (uint64_t) u->depth),
                    2 * places + edges),
      NUMBER_BYTES);
  u->bytes = mdm_work_add (
      u->bytes, mdm_work_mul (u->states, mdm_work_mul (u->length, 2) / 8));
}

mdm_unifilar_t *
mdm_unifilar_find (const mdm_automaton_t a, size_t length, uint64_t vocab)
{
  MDM_SCOPED (f, finder_t, finder_init, finder_clear);
  mdm_unifilar_t *u = f->u = flint_calloc (1, sizeof *u);

  u->length = length;
  u->states = a->states;
  u->time = flint_malloc (a->states * sizeof *u->time);
  u->hidden = flint_malloc (a->states * sizeof *u->hidden);
  u->after = flint_malloc ((a->edges + 1) * sizeof *u->after);
  for (size_t s = 0; s < a->states; s++)
    u->time[s] = u->hidden[s] = MDM_NOWHERE;
  for (size_t e = 0; e < a->edges; e++)
    u->after[e] = MDM_NOWHERE;
  f->a = a;
  if (!follow_all (f))
    return NULL;
  estimate (u, f, vocab);
  f->u = NULL;
  return u;
}

void
mdm_unifilar_support (fmpz_t res, const mdm_automaton_t a,
                      const mdm_unifilar_t *u)
{
  MDM_FMPZ_VEC (now, u->states);
  MDM_FMPZ_VEC (next, u->states);

  /* As many as there are ways, since no two write the same.  */
  fmpz_one (now + 0);
  for (size_t t = 0; t + 1 < u->length; t++)
    {
      _fmpz_vec_zero (next, (slong) u->states);
      for (size_t s = 0; s < u->states; s++)
        for (size_t e = a->first[s];
             e < a->first[s + 1] && !fmpz_is_zero (now + s); e++)
          fmpz_add (next + a->next[e], next + a->next[e], now + s);
      _fmpz_vec_swap (now, next, (slong) u->states);
    }
  fmpz_zero (res);
  for (size_t s = 0; s < u->states; s++)
    fmpz_addmul_ui (res, now + s, a->first[s + 1] - a->first[s]);
}
