#include <config.h>

#include "info/unifilar_ends.h"

void
mdm_unifilar_ends_init (mdm_unifilar_ends_t *ends, mdm_numbers_t *kind)
{
  const mdm_unifilar_t *u = kind->u;
  size_t s = u->states;
  size_t n = s + (u->sets > 0 ? u->first[u->sets] : 0);

  *ends
      = (mdm_unifilar_ends_t){ .kind = kind,
                               .states = s,
                               .nodes = n,
                               .depth = u->depth,
                               .now = mdm_numbers_new (s, kind),
                               .next = mdm_numbers_new (s, kind),
                               .hidden = mdm_numbers_new (n, kind),
                               .hidden_next = mdm_numbers_new (n, kind),
                               .passed = mdm_numbers_new (s, kind),
                               .earlier = mdm_numbers_new (u->depth * s, kind),
                               .whole_times = mdm_numbers_new (s, kind),
                               .but_one_times = mdm_numbers_new (s, kind) };
  mdm_number_sum_init (&ends->first);
  mdm_number_sum_init (&ends->but_one);
  mdm_number_sum_init (&ends->whole);
}

void
mdm_unifilar_ends_clear (mdm_unifilar_ends_t *ends)
{
  size_t s = ends->states;

  mdm_numbers_free (ends->now, s, ends->kind);
  mdm_numbers_free (ends->next, s, ends->kind);
  mdm_numbers_free (ends->hidden, ends->nodes, ends->kind);
  mdm_numbers_free (ends->hidden_next, ends->nodes, ends->kind);
  mdm_numbers_free (ends->passed, s, ends->kind);
  mdm_numbers_free (ends->earlier, ends->depth * s, ends->kind);
  mdm_numbers_free (ends->whole_times, s, ends->kind);
  mdm_numbers_free (ends->but_one_times, s, ends->kind);
  mdm_number_sum_clear (&ends->first);
  mdm_number_sum_clear (&ends->but_one);
  mdm_number_sum_clear (&ends->whole);
}

/* Set HIDDEN to what it is one token later, that one having been hidden by
   some of NOW.  */
static void
step_hidden (mdm_unifilar_ends_t *ends)
{
  mdm_numbers_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;
  const mdm_unifilar_t *u = kind->u;
  size_t moves = u->sets > 0 ? u->moves[u->sets] : 0;
  mdm_number_t *swap = ends->hidden;

  mdm_numbers_zero (ends->hidden_next, ends->nodes, kind);
  mdm_numbers_step (ends->hidden_next, ends->hidden, kind);
  for (size_t m = 0; m < moves; m++)
    if (!mdm_number_is_zero (ends->hidden + u->move[m].from, kind))
      mdm_number_addmul (ends->hidden_next + u->move[m].to,
                         ends->hidden + u->move[m].from,
                         kind->p + u->move[m].edge, kind);
  for (size_t s = 0; s < ends->states; s++)
    if (!mdm_number_is_zero (ends->now + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        mdm_number_addmul (ends->hidden_next + u->after[e], ends->now + s,
                           kind->p + e, kind);
  ends->hidden = ends->hidden_next;
  ends->hidden_next = swap;
}

/* Add what is known after T tokens.  */
static void
add_time (mdm_unifilar_ends_t *ends, size_t t, mdm_number_t *row)
{
  mdm_numbers_t *kind = ends->kind;
  size_t length = kind->u->length;

  mdm_numbers_zero (row, kind->vocab, kind);
  mdm_numbers_tokens (row, ends->now, kind);
  mdm_number_sum_entropy (&ends->first, NULL, row, kind->vocab, kind);
  for (size_t s = 0; s < ends->states; s++)
    {
      mdm_number_add (ends->whole_times + s, ends->now + s, kind);
      mdm_number_addmul_ui (ends->but_one_times + s, ends->now + s,
                            length - 1 - t, kind);
      mdm_number_add (ends->but_one_times + s, ends->hidden + s, kind);
      /* Sums before T tokens, and with these before T + 1.  */
      if (length - 1 - t < ends->depth)
        mdm_number_add (ends->earlier + (length - 1 - t) * ends->states + s,
                        ends->passed + s, kind);
      mdm_number_add (ends->passed + s, ends->now + s, kind);
    }
}

static void
add_times (mdm_unifilar_ends_t *ends)
{
  mdm_numbers_t *kind = ends->kind;
  size_t length = kind->u->length;
  mdm_number_t *row = mdm_numbers_new (kind->vocab, kind), *swap;

  mdm_number_one (ends->now, kind);
  for (size_t t = 0; t < length && !mdm_numbers_are_over (kind); t++)
    {
      add_time (ends, t, row);
      if (t + 1 == length)
        break;
      step_hidden (ends);
      mdm_numbers_zero (ends->next, ends->states, kind);
      mdm_numbers_step (ends->next, ends->now, kind);
      swap = ends->now;
      ends->now = ends->next;
      ends->next = swap;
    }
  mdm_numbers_free (row, kind->vocab, kind);
}

/* Add the entropies of the tokens that are seen D tokens after state S wrote a
   hidden one and of those after it, until a state is known: SET has, given S,
   the probabilities W in its places.  */
static void
add_seen (mdm_unifilar_ends_t *ends, size_t s, size_t set,
          const mdm_number_t *w, size_t d)
{
  mdm_numbers_t *kind = ends->kind;
  const mdm_unifilar_t *u = kind->u;
  const mdm_unifilar_move_t *move = u->move + u->moves[set];
  size_t count = u->moves[set + 1] - u->moves[set], tokens = 0;
  mdm_number_t *row;

  /* S is not reached so early that there is a token left.  */
  if (u->time[s] + d + 2 > u->length || mdm_numbers_are_over (kind))
    return;
  row = mdm_numbers_new (count, kind);
  for (size_t i = 0, end; i < count; i = end, tokens++)
    {
      size_t to = move[i].set;
      size_t base = to == MDM_NOWHERE ? 0 : u->first[to];
      size_t room = to == MDM_NOWHERE ? 0 : u->first[to + 1] - base;
      mdm_number_t *after = mdm_numbers_new (room, kind);
      for (end = i; end < count && move[end].token == move[i].token; end++)
        {
          const mdm_number_t *from
              = w + (move[end].from - u->states) - u->first[set];
          const mdm_number_t *p = kind->p + move[end].edge;
          mdm_number_addmul (row + tokens, from, p, kind);
          if (room > 0)
            mdm_number_addmul (after + (move[end].to - u->states - base), from,
                               p, kind);
        }
      if (room > 0)
        add_seen (ends, s, to, after, d + 1);
      mdm_numbers_free (after, room, kind);
    }
  mdm_number_sum_entropy (&ends->but_one, ends->earlier + d * ends->states + s,
                          row, tokens, kind);
  mdm_numbers_free (row, count, kind);
}

/* The same after a token of S.  */
static void
add_hidden (mdm_unifilar_ends_t *ends, size_t s)
{
  mdm_numbers_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;
  const mdm_unifilar_t *u = kind->u;
  size_t set = u->hidden[s], room;
  mdm_number_t *w;

  if (set == MDM_NOWHERE)
    return;
  room = u->first[set + 1] - u->first[set];
  w = mdm_numbers_new (room, kind);
  for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
    mdm_number_add (w + (u->after[e] - u->states - u->first[set]), kind->p + e,
                    kind);
  add_seen (ends, s, set, w, 0);
  mdm_numbers_free (w, room, kind);
}

void
mdm_unifilar_ends_find (mdm_unifilar_ends_t *ends)
{
  mdm_numbers_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;

  add_times (ends);
  for (size_t s = 0; s < ends->states && !mdm_numbers_are_over (kind); s++)
    if (kind->u->time[s] != MDM_NOWHERE)
      {
        size_t begin = a->first[s], count = a->first[s + 1] - begin;
        mdm_number_sum_entropy (&ends->whole, ends->whole_times + s,
                                kind->p + begin, count, kind);
        mdm_number_sum_entropy (&ends->but_one, ends->but_one_times + s,
                                kind->p + begin, count, kind);
        add_hidden (ends, s);
      }
}
