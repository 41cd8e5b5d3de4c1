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

static int
compare_numbers (const void *x, const void *y)
{
  size_t a = *(const size_t *) x, b = *(const size_t *) y;

  return a < b ? -1 : a > b;
}

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
set_factors (mdm_layers_t *layers, const mdm_automaton_t a, size_t t,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t begin = layers->start[t], end = layers->start[t + 1];
  MDM_FMPZ (common);

  fmpz_one (common);
  for (size_t i = begin; i < end; i++)
    MDM_TRY (mdm_common_multiple (common, a->sum + layers->state[i],
                                  end - begin, "probabilities", limit, err));
  for (size_t i = begin; i < end; i++)
    fmpz_divexact (layers->factor + i, common, a->sum + layers->state[i]);
  if (!fmpz_is_one (common))
    layers->bits = mdm_work_add (layers->bits, fmpz_bits (common));
  return MDM_OK;
}

/* Set layer T + 1 to the states that edges of layer T lead to.  SEEN[s] is
   the last layer, + 1, in which s has been seen; *EDGES counts the edges
   followed.  */
static void
follow (mdm_layers_t *layers, size_t *seen, uint64_t *edges,
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
          assert (next < a->states);
          if (seen[next] == t + 2)
            continue;
          seen[next] = t + 2;
          grow (layers, size + 1);
          layers->state[size++] = next;
        }
    }
  qsort (layers->state + end, size - end, sizeof *layers->state,
         compare_numbers);
  layers->start[t + 2] = size;
}

mdm_status
mdm_layers_find (mdm_layers_t *layers, const mdm_automaton_t a, size_t length,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED size_t *seen = flint_calloc (a->states, sizeof *seen);
  uint64_t edges = 0;

  layers->length = length;
  layers->start = flint_calloc (length + 2, sizeof *layers->start);
  grow (layers, 1);
  layers->state[0] = 0;
  layers->start[1] = 1;
  for (size_t t = 0; t < length; t++)
    {
      MDM_TRY (set_factors (layers, a, t, limit, err));
      if (t + 1 == length)
        break;
      follow (layers, seen, &edges, a, t);
      MDM_TRY (mdm_limit_check (
          limit, "finding the states that are reached", edges,
          mdm_work_mul (layers->start[t + 2],
                        2 * (sizeof *layers->state + sizeof *layers->factor)),
          err));
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

/* Do tokens determine the states?  */
static int
is_deterministic (const mdm_automaton_t a)
{
  for (size_t s = 0; s < a->states; s++)
    for (size_t e = a->first[s] + 1; e < a->first[s + 1]; e++)
      if (a->token[e] == a->token[e - 1])
        return 0;
  return 1;
}

/* Set *ROWS to the number of sequences and *WORK to the number of edges that
   are followed for all prefixes, of an automaton in which every prefix is in
   one state.  */
static void
count_paths (uint64_t *rows, uint64_t *work, const mdm_layers_t *layers,
             const mdm_automaton_t a)
{
  MDM_OWNED uint64_t *count = flint_calloc (a->states, sizeof *count);
  MDM_OWNED uint64_t *after = flint_calloc (a->states, sizeof *after);
  uint64_t *other;

  *work = 0;
  count[0] = 1;
  for (size_t t = 0; t < layers->length; t++)
    {
      *rows = 0;
      for (size_t i = layers->start[t]; i < layers->start[t + 1]; i++)
        {
          size_t s = layers->state[i];
          uint64_t n = mdm_work_mul (count[s], a->first[s + 1] - a->first[s]);
          *rows = mdm_work_add (*rows, n);
          *work = mdm_work_add (*work, n);
          for (size_t e = a->first[s];
               t + 1 < layers->length && e < a->first[s + 1]; e++)
            after[a->next[e]] = mdm_work_add (after[a->next[e]], count[s]);
          count[s] = 0;
        }
      other = count;
      count = after;
      after = other;
    }
}

/* Sets of states, each written as a string of bytes without NUL, seven states
   a byte, so that a table of tokens can hold them; and how many prefixes may
   be in exactly the states of each.  */
typedef struct
{
  mdm_tokens_t sets;
  uint64_t *count;
  size_t room;
  uint64_t prefixes;
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

/* COUNT more prefixes are in the states of SET.  */
static void
family_add (family_t *f, const char *set, size_t size, uint64_t count)
{
  size_t number = mdm_tokens_find (f->sets, set, size);

  if (number == f->sets->count)
    {
      MDM_ARRAY_GROW (f->count, f->room, number + 1);
      mdm_tokens_add (f->sets, set, size);
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
  return (int) ((const move_t *) x)->token - (int) ((const move_t *) y)->token;
}

/* Is STATE in SET?  */
static int
holds (const char *set, size_t state)
{
  return (unsigned char) set[state / 7] >> state % 7 & 1;
}

/* Add to AFTER where the COUNT prefixes that may be in SET can go to in one
   step; MOVES has room for all edges, and SCRATCH for a set of SIZE bytes.
   Return the number of edges.  */
static size_t
spread (family_t *after, move_t *moves, char *scratch, const char *set,
        size_t size, uint64_t count, const mdm_automaton_t a)
{
  size_t n = 0;

  for (size_t s = 0; s < a->states; s++)
    if (holds (set, s))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        moves[n++] = (move_t){ a->token[e], a->next[e] };
  qsort (moves, n, sizeof *moves, compare_moves);
  for (size_t i = 0, end; i < n; i = end)
    {
      memset (scratch, 0x80, size);
      for (end = i; end < n && moves[end].token == moves[i].token; end++)
        if (moves[end].next != MDM_NOWHERE)
          scratch[moves[end].next / 7] = (char) (scratch[moves[end].next / 7]
                                                 | 1 << moves[end].next % 7);
      family_add (after, scratch, size, count);
    }
  return n;
}

/* The same as count_paths for any automaton.  */
static mdm_status
count_sets (uint64_t *rows, uint64_t *work, const mdm_layers_t *layers,
            const mdm_automaton_t a, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t size = a->states / 7 + 1;
  MDM_OWNED char *scratch = flint_malloc (size);
  MDM_OWNED move_t *moves = flint_malloc ((a->edges + 1) * sizeof *moves);
  MDM_SCOPED (now, family_t, family_init, family_clear);
  uint64_t spent = 0;

  *work = 0;
  memset (scratch, 0x80, size);
  scratch[0] = (char) (scratch[0] | 1); /* state 0 */
  family_add (now, scratch, size, 1);
  /* There are no dead ends: once too many prefixes, always too many.  */
  for (size_t t = 0; t < layers->length && now->prefixes != UINT64_MAX; t++)
    {
      MDM_SCOPED (after, family_t, family_init, family_clear);
      family_t before = *now;
      for (size_t i = 0; i < now->sets->count; i++)
        {
          size_t edges
              = spread (after, moves, scratch, now->sets->token[i].name, size,
                        now->count[i], a);
          *work = mdm_work_add (*work, mdm_work_mul (edges, now->count[i]));
          spent = mdm_work_add (spent, a->states + 16 * edges);
          MDM_TRY (mdm_limit_check (
              limit, "counting the sequences of the model", spent,
              mdm_work_mul (after->sets->count, size + 80), err));
        }
      *now = *after;
      *after = before; /* to be cleared */
    }
  *rows = now->prefixes;
  return MDM_OK;
}

mdm_status
mdm_layers_check (size_t *rows, const mdm_layers_t *layers,
                  const mdm_law_t law, const mdm_automaton_t a,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t count = 0, work = 0;
  /* A weight of more than one word is a heap block with a header.  */
  uint64_t weight
      = layers->bits < 62 ? 0 : mdm_work_add (layers->bits / 8, 40);
  uint64_t frames
      = mdm_work_mul (layers->start[layers->length + 1], weight + 40);

  if (is_deterministic (a))
    count_paths (&count, &work, layers, a);
  else
    MDM_TRY (count_sets (&count, &work, layers, a, limit, err));
  MDM_TRY (mdm_listing_check (
      law, count, mdm_work_add (weight, 2 * law->length + sizeof (fmpz)),
      limit, err));
  *rows = (size_t) count;
  return mdm_limit_check (
      limit, "the forward algorithm",
      mdm_work_mul (mdm_work_mul (work, MDM_CELLS_PER_FRACTION),
                    layers->bits / 64 + 1),
      frames, err);
}
