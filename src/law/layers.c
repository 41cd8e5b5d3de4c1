#include <config.h>

#include "law/layers.h"

#include "exact/array.h"
#include "law/listing.h"
#include "text/tokens.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
mdm_layers_init (mdm_layers_t *layers)
{
  *layers = (mdm_layers_t){ 0 };
}

void
mdm_layers_clear (mdm_layers_t *layers)
{
  _fmpz_vec_clear (layers->factor, (slong) layers->room);
  flint_free (layers->start);
  flint_free (layers->state);
}

/* Finding the layers.  */

/* Make room for SIZE states in all.  */
static void
grow (mdm_layers_t *layers, size_t size)
{
  size_t room = layers->room;

  MDM_ARRAY_GROW (layers->state, room, size);
  MDM_ARRAY_GROW (layers->factor, layers->room, size);
}

/* Set the factors of layer T.  */
static mdm_status
set_factors (mdm_layers_t *layers, const mdm_automaton_t a, size_t t)
{
  size_t begin = layers->start[t], end = layers->start[t + 1];
  MDM_FMPZ (common);

  fmpz_one (common);
  for (size_t i = begin; i < end; i++)
    MDM_TRY (mdm_common_multiple (common, a->sum + layers->state[i],
                                  end - begin, "probabilities", a->limit,
                                  a->err));
  for (size_t i = begin; i < end; i++)
    fmpz_divexact (layers->factor + i, common, a->sum + layers->state[i]);
  if (!fmpz_is_one (common))
    layers->bits = mdm_work_add (layers->bits, fmpz_bits (common));
  return MDM_OK;
}

/* Set layer T + 1 to the states that edges of layer T lead to.  SEEN[s] is
   the last layer, + 1, in which s has been seen; *EDGES counts the edges
   followed.  Is none of them STUCK?  */
static int
follow (mdm_layers_t *layers, size_t *seen, uint64_t *edges, size_t *stuck,
        const mdm_automaton_t a, size_t t)
{
  size_t begin = layers->start[t], end = layers->start[t + 1], size = end;

  for (size_t i = begin; i < end; i++)
    {
      size_t s = layers->state[i];
      *edges += a->first[s + 1] - a->first[s];
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        {
          size_t next = a->next[e];
          if (next == MDM_NOWHERE)
            {
              *stuck = e;
              return 0;
            }
          if (seen[next] == t + 2)
            continue;
          seen[next] = t + 2;
          grow (layers, size + 1);
          layers->state[size++] = next;
        }
    }
  qsort (layers->state + end, size - end, sizeof *layers->state,
         mdm_array_compare_sizes);
  layers->start[t + 2] = size;
  return 1;
}

mdm_status
mdm_layers_find (mdm_layers_t *layers, size_t *stuck, const mdm_automaton_t a,
                 size_t length)
{
  MDM_OWNED size_t *seen = flint_calloc (a->states, sizeof *seen);
  uint64_t edges = 0;

  if (stuck != NULL)
    *stuck = MDM_NOWHERE;
  layers->length = length;
  layers->start = flint_calloc (length + 2, sizeof *layers->start);
  grow (layers, 1);
  layers->state[0] = 0;
  layers->start[1] = 1;
  for (size_t t = 0; t < length; t++)
    {
      MDM_TRY (set_factors (layers, a, t));
      if (t + 1 == length)
        break;
      if (!follow (layers, seen, &edges, stuck, a, t))
        return MDM_EDOMAIN;
      MDM_TRY (mdm_limit_check (
          a->limit, "finding the states that are reached", edges,
          mdm_work_mul (layers->start[t + 2],
                        2 * (sizeof *layers->state + sizeof *layers->factor)),
          a->err));
    }
  grow (layers, layers->start[length] + 1);
  layers->start[length + 1] = layers->start[length] + 1;
  return MDM_OK;
}

const fmpz *
mdm_layers_factor (const mdm_layers_t *layers, size_t t, size_t state)
{
  size_t low = layers->start[t], high = layers->start[t + 1];

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      if (layers->state[middle] <= state)
        low = middle;
      else
        high = middle;
    }
  assert (layers->state[low] == state);
  return layers->factor + low;
}

/* Counting prefixes.  */

/* Sets of states, each the bytes of its numbers in ascending order, so that a
   table of tokens can hold them; and how many prefixes may be in exactly the
   states of each.  */
typedef struct
{
  mdm_tokens_t sets;
  uint64_t *count;
  size_t room;
  uint64_t prefixes;
  uint64_t bytes;
} family_t;

static void
family_init (family_t *f)
{
  *f = (family_t){ 0 };
  mdm_tokens_init (f->sets);
}

static void
family_clear (family_t *f)
{
  mdm_tokens_clear (f->sets);
  flint_free (f->count);
}

/* COUNT more prefixes are in the N states SET.  */
static void
family_add (family_t *f, const size_t *set, size_t n, uint64_t count)
{
  const char *bytes = (const char *) set;
  size_t size = n * sizeof *set;
  size_t number = mdm_tokens_find (f->sets, bytes, size);

  if (number == f->sets->count)
    {
      MDM_ARRAY_GROW (f->count, f->room, number + 1);
      mdm_tokens_add (f->sets, bytes, size);
      f->bytes = mdm_work_add (f->bytes, size + 80);
    }
  f->count[number] = mdm_work_add (f->count[number], count);
  f->prefixes = mdm_work_add (f->prefixes, count);
}

typedef struct
{
  uint16_t token;
  size_t next;
} move_t;

static int
compare_moves (const void *x, const void *y)
{
  const move_t *a = x, *b = y;

  return a->token != b->token ? (int) a->token - (int) b->token
                              : mdm_array_compare_sizes (&a->next, &b->next);
}

/* What sets of states are followed with.  */
typedef struct
{
  const mdm_automaton_struct *a;
  move_t *moves; /* room for all edges */
  size_t *set;   /* room for all states */
} follower_t;

/* Add to AFTER where the COUNT prefixes that may be in the states SET can go
   to in one step, the LAST of all if no states are told apart there.  Return
   the number of edges.  */
static size_t
spread (family_t *after, const follower_t *f, const mdm_token_t *set,
        uint64_t count, int last)
{
  const mdm_automaton_struct *a = f->a;
  const size_t *state = (const size_t *) (const void *) set->name;
  move_t *moves = f->moves;
  size_t n = 0;

  for (size_t k = 0; k < set->size / sizeof *state; k++)
    for (size_t e = a->first[state[k]]; e < a->first[state[k] + 1]; e++)
      moves[n++] = (move_t){ a->token[e], a->next[e] };
  qsort (moves, n, sizeof *moves, compare_moves);
  for (size_t i = 0, end; i < n; i = end)
    {
      size_t members = 0;
      for (end = i; end < n && moves[end].token == moves[i].token; end++)
        if (!last && (end == i || moves[end].next != moves[end - 1].next))
          f->set[members++] = moves[end].next;
      family_add (after, f->set, members, count);
    }
  return n;
}

/* Set *ROWS to the number of sequences and *WORK to the number of edges that
   are followed for all prefixes.  */
static mdm_status
count_prefixes (uint64_t *rows, uint64_t *work, const mdm_layers_t *layers,
                const mdm_automaton_t a)
{
  MDM_OWNED move_t *moves = flint_malloc ((a->edges + 1) * sizeof *moves);
  MDM_OWNED size_t *set = flint_calloc (a->states, sizeof *set);
  follower_t f = { a, moves, set };
  MDM_SCOPED (now, family_t, family_init, family_clear);
  uint64_t spent = 0;

  *work = 0;
  family_add (now, set, 1, 1); /* state 0 */
  /* There are no dead ends: once too many prefixes, always too many.  */
  for (size_t t = 0; t < layers->length && now->prefixes != UINT64_MAX; t++)
    {
      MDM_SCOPED (after, family_t, family_init, family_clear);
      family_t before = *now;
      for (size_t i = 0; i < now->sets->count; i++)
        {
          size_t edges = spread (after, &f, now->sets->token + i,
                                 now->count[i], t + 1 == layers->length);
          *work = mdm_work_add (*work, mdm_work_mul (edges, now->count[i]));
          spent = mdm_work_add (spent, 16 * edges);
          MDM_TRY (mdm_limit_check (a->limit,
                                    "counting the sequences of the model",
                                    spent, after->bytes, a->err));
        }
      *now = *after;
      *after = before; /* to be cleared */
    }
  *rows = now->prefixes;
  return MDM_OK;
}

mdm_status
mdm_layers_check (size_t *rows, const mdm_layers_t *layers,
                  const mdm_law_t law, const mdm_automaton_t a)
{
  uint64_t count, work;
  /* A weight of more than one word is a heap block with a header.  */
  uint64_t weight
      = layers->bits < 62 ? 0 : mdm_work_add (layers->bits / 8, 40);
  uint64_t frames
      = mdm_work_mul (layers->start[layers->length + 1], weight + 40);

  MDM_TRY (count_prefixes (&count, &work, layers, a));
  MDM_TRY (mdm_listing_check (
      law, count, mdm_work_add (weight, 2 * law->length + sizeof (fmpz)),
      a->limit, a->err));
  *rows = (size_t) count;
  return mdm_limit_check (
      a->limit, "the forward algorithm",
      mdm_work_mul (mdm_work_mul (work, MDM_CELLS_PER_FRACTION),
                    layers->bits / 64 + 1),
      frames, a->err);
}
