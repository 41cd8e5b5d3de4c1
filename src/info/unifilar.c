#include <config.h>

#include "info/unifilar.h"

#include "exact/array.h"
#include "exact/scoped.h"
#include "info/entropy.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Numbers: balls, or exact fractions.  */

typedef union
{
  arb_struct ball;
  fmpq exact;
} number_t;

/* A sum of entropies, likewise.  */
typedef struct
{
  arb_t ball;
  mdm_logform_t exact;
} sum_t;

/* How numbers are: balls of PREC bits, or, where that is 0, fractions, of
   which no more are made once they have had more than BITS bits in all.  P[e]
   is the probability of edge e.  */
typedef struct
{
  const mdm_automaton_struct *a;
  const mdm_unifilar_t *u;
  size_t vocab;
  slong prec;
  uint64_t bits, used;
  number_t *p;
} kind_t;

static number_t *
numbers_init (size_t count, const kind_t *kind)
{
  number_t *x = flint_malloc ((count + 1) * sizeof *x);

  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_init (&x[i].ball);
    else
      fmpq_init (&x[i].exact);
  return x;
}

static void
numbers_clear (number_t *x, size_t count, const kind_t *kind)
{
  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_clear (&x[i].ball);
    else
      fmpq_clear (&x[i].exact);
  flint_free (x);
}

static void
numbers_zero (number_t *x, size_t count, const kind_t *kind)
{
  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_zero (&x[i].ball);
    else
      fmpq_zero (&x[i].exact);
}

/* Is X not possible: 0, not by rounding?  */
static int
is_zero (const number_t *x, const kind_t *kind)
{
  return kind->prec > 0 ? arb_is_zero (&x->ball) : fmpq_is_zero (&x->exact);
}

static int
is_over (const kind_t *kind)
{
  return kind->prec == 0 && kind->used > kind->bits;
}

static void
count_bits (kind_t *kind, const fmpq *x)
{
  kind->used = mdm_work_add (kind->used, fmpz_bits (fmpq_numref (x))
                                             + fmpz_bits (fmpq_denref (x)));
}

/* RES += X.  */
static void
add (number_t *res, const number_t *x, kind_t *kind)
{
  if (kind->prec > 0)
    arb_add (&res->ball, &res->ball, &x->ball, kind->prec);
  else if (!is_over (kind))
    fmpq_add (&res->exact, &res->exact, &x->exact);
}

/* RES += X Y.  */
static void
add_product (number_t *res, const number_t *x, const number_t *y, kind_t *kind)
{
  MDM_FMPQ (product);

  if (kind->prec > 0)
    arb_addmul (&res->ball, &x->ball, &y->ball, kind->prec);
  else if (!is_over (kind))
    {
      fmpq_mul (product, &x->exact, &y->exact);
      fmpq_add (&res->exact, &res->exact, product);
      count_bits (kind, &res->exact);
    }
}

/* RES += N X.  */
static void
add_multiple (number_t *res, const number_t *x, size_t n, kind_t *kind)
{
  MDM_FMPQ (product);

  if (kind->prec > 0)
    arb_addmul_ui (&res->ball, &x->ball, n, kind->prec);
  else if (!is_over (kind))
    {
      fmpq_mul_ui (product, &x->exact, n);
      fmpq_add (&res->exact, &res->exact, product);
    }
}

static void
sum_init (sum_t *sum)
{
  arb_init (sum->ball);
  mdm_logform_init (sum->exact);
}

static void
sum_clear (sum_t *sum)
{
  arb_clear (sum->ball);
  mdm_logform_clear (sum->exact);
}

/* Add to BALL the FACTOR times sum w log (s / w), s the sum of the COUNT
   weights W; 0 where only one is not 0.  */
static void
add_ball (arb_t ball, const number_t *factor, const number_t *w, size_t count,
          slong prec)
{
  size_t possible = 0;
  MDM_ARB (s);
  MDM_ARB (log);
  MDM_ARB (h);

  for (size_t i = 0; i < count; i++)
    if (!arb_is_zero (&w[i].ball))
      {
        possible++;
        arb_add (s, s, &w[i].ball, prec);
        arb_log (log, &w[i].ball, prec);
        arb_submul (h, &w[i].ball, log, prec);
      }
  if (possible < 2)
    return;
  arb_log (log, s, prec);
  arb_addmul (h, s, log, prec);
  if (factor == NULL)
    arb_add (ball, ball, h, prec);
  else
    arb_addmul (ball, &factor->ball, h, prec);
}

/* The same in RES, exactly: the FACTOR times s times the entropy of the
   weights divided by s.  */
static void
add_exact (mdm_logform_t res, const number_t *factor, const number_t *w,
           size_t count, kind_t *kind)
{
  MDM_LOGFORM (h);
  MDM_FMPZ (d);
  MDM_FMPZ (total);
  MDM_FMPQ (s);
  MDM_FMPZ_VEC (n, count);

  fmpz_one (d);
  for (size_t i = 0; i < count; i++)
    fmpz_lcm (d, d, fmpq_denref (&w[i].exact));
  for (size_t i = 0; i < count; i++)
    {
      fmpz_divexact (n + i, d, fmpq_denref (&w[i].exact));
      fmpz_mul (n + i, n + i, fmpq_numref (&w[i].exact));
      fmpz_add (total, total, n + i);
      kind->used = mdm_work_add (kind->used, fmpz_bits (n + i));
    }
  if (fmpz_is_zero (total) || is_over (kind))
    return;
  mdm_entropy_of_weights (h, n, count, total);
  fmpq_set_fmpz_frac (s, total, d);
  if (factor != NULL)
    fmpq_mul (s, s, &factor->exact);
  mdm_logform_addmul_fmpq (res, h, s);
}

/* Add to SUM the FACTOR, or 1 where it is NULL, times sum w log (s / w).  */
static void
add_entropy (sum_t *sum, const number_t *factor, const number_t *w,
             size_t count, kind_t *kind)
{
  if (is_over (kind) || (factor != NULL && is_zero (factor, kind)))
    return;
  if (kind->prec > 0)
    add_ball (sum->ball, factor, w, count, kind->prec);
  else
    add_exact (sum->exact, factor, w, count, kind);
}

/* Make KIND for FORM, with balls of PREC bits, or fractions of BITS bits.  */
static void
kind_init (kind_t *kind, const mdm_form_t *form, slong prec, uint64_t bits)
{
  const mdm_automaton_struct *a = form->automaton;

  *kind = (kind_t){ .a = a,
                    .u = form->unifilar,
                    .vocab = (size_t) form->vocab,
                    .prec = prec,
                    .bits = bits };
  kind->p = numbers_init (a->edges, kind);
  for (size_t s = 0; s < a->states; s++)
    for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
      {
        MDM_FMPQ (p);
        fmpq_set_fmpz_frac (p, a->weight + e, a->sum + s);
        if (prec > 0)
          arb_set_fmpq (&kind->p[e].ball, p, prec);
        else
          fmpq_swap (&kind->p[e].exact, p);
      }
}

static void
kind_clear (kind_t *kind)
{
  numbers_clear (kind->p, kind->a->edges, kind);
}

/* Steps.  */

/* NEXT += what FROM, of all states, leads to in one step.  */
static void
step (number_t *next, const number_t *from, kind_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        add_product (next + a->next[e], from + s, kind->p + e, kind);
}

/* ROW, of V zeros, += the probabilities of the tokens by FROM.  */
static void
add_tokens (number_t *row, const number_t *from, kind_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        add_product (row + a->token[e], from + s, kind->p + e, kind);
}

/* The ends of the curve.  */

/* L e_1, L e_{L-1} and e_L, and what they are made of: for each state the
   probability NOW that it is there after t tokens, PASSED the sum of that for
   fewer than t, and HIDDEN, for states and places of sets, the sum of those
   that it is there where one of the tokens is hidden, and just so much is
   known. WHOLE_TIMES and BUT_ONE_TIMES say how often h(s) is in the entropies.
   EARLIER[d S + s] is PASSED at t = L - 1 - d.  */
typedef struct
{
  kind_t *kind;
  size_t states, nodes, depth;
  number_t *now, *next, *hidden, *hidden_next;
  number_t *passed, *earlier, *whole_times, *but_one_times;
  sum_t first, but_one, whole;
} ends_t;

static void
ends_init (ends_t *ends, kind_t *kind)
{
  const mdm_unifilar_t *u = kind->u;
  size_t s = u->states;
  size_t n = s + (u->sets > 0 ? u->first[u->sets] : 0);

  *ends = (ends_t){ .kind = kind,
                    .states = s,
                    .nodes = n,
                    .depth = u->depth,
                    .now = numbers_init (s, kind),
                    .next = numbers_init (s, kind),
                    .hidden = numbers_init (n, kind),
                    .hidden_next = numbers_init (n, kind),
                    .passed = numbers_init (s, kind),
                    .earlier = numbers_init (u->depth * s, kind),
                    .whole_times = numbers_init (s, kind),
                    .but_one_times = numbers_init (s, kind) };
  sum_init (&ends->first);
  sum_init (&ends->but_one);
  sum_init (&ends->whole);
}

static void
ends_clear (ends_t *ends)
{
  size_t s = ends->states;

  numbers_clear (ends->now, s, ends->kind);
  numbers_clear (ends->next, s, ends->kind);
  numbers_clear (ends->hidden, ends->nodes, ends->kind);
  numbers_clear (ends->hidden_next, ends->nodes, ends->kind);
  numbers_clear (ends->passed, s, ends->kind);
  numbers_clear (ends->earlier, ends->depth * s, ends->kind);
  numbers_clear (ends->whole_times, s, ends->kind);
  numbers_clear (ends->but_one_times, s, ends->kind);
  sum_clear (&ends->first);
  sum_clear (&ends->but_one);
  sum_clear (&ends->whole);
}

/* Set HIDDEN to what it is one token later, that one having been hidden by
   some of NOW.  */
static void
step_hidden (ends_t *ends)
{
  kind_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;
  const mdm_unifilar_t *u = kind->u;
  size_t moves = u->sets > 0 ? u->moves[u->sets] : 0;
  number_t *swap = ends->hidden;

  numbers_zero (ends->hidden_next, ends->nodes, kind);
  step (ends->hidden_next, ends->hidden, kind);
  for (size_t m = 0; m < moves; m++)
    if (!is_zero (ends->hidden + u->move[m].from, kind))
      add_product (ends->hidden_next + u->move[m].to,
                   ends->hidden + u->move[m].from, kind->p + u->move[m].edge,
                   kind);
  for (size_t s = 0; s < ends->states; s++)
    if (!is_zero (ends->now + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        add_product (ends->hidden_next + u->after[e], ends->now + s,
                     kind->p + e, kind);
  ends->hidden = ends->hidden_next;
  ends->hidden_next = swap;
}

/* Add what is known after T tokens.  */
static void
add_time (ends_t *ends, size_t t, number_t *row)
{
  kind_t *kind = ends->kind;
  size_t length = kind->u->length;

  numbers_zero (row, kind->vocab, kind);
  add_tokens (row, ends->now, kind);
  add_entropy (&ends->first, NULL, row, kind->vocab, kind);
  for (size_t s = 0; s < ends->states; s++)
    {
      add (ends->whole_times + s, ends->now + s, kind);
      add_multiple (ends->but_one_times + s, ends->now + s, length - 1 - t,
                    kind);
      add (ends->but_one_times + s, ends->hidden + s, kind);
      /* Sums before T tokens, and with these before T + 1.  */
      if (length - 1 - t < ends->depth)
        add (ends->earlier + (length - 1 - t) * ends->states + s,
             ends->passed + s, kind);
      add (ends->passed + s, ends->now + s, kind);
    }
}

static void
add_times (ends_t *ends)
{
  kind_t *kind = ends->kind;
  size_t length = kind->u->length;
  number_t *row = numbers_init (kind->vocab, kind), *swap;

  if (kind->prec > 0)
    arb_one (&ends->now[0].ball);
  else
    fmpq_one (&ends->now[0].exact);
  for (size_t t = 0; t < length && !is_over (kind); t++)
    {
      add_time (ends, t, row);
      if (t + 1 == length)
        break;
      step_hidden (ends);
      numbers_zero (ends->next, ends->states, kind);
      step (ends->next, ends->now, kind);
      swap = ends->now;
      ends->now = ends->next;
      ends->next = swap;
    }
  numbers_clear (row, kind->vocab, kind);
}

/* Add the entropies of the tokens that are seen D tokens after state S wrote a
   hidden one and of those after it, until a state is known: SET has, given S,
   the probabilities W in its places.  */
static void
add_seen (ends_t *ends, size_t s, size_t set, const number_t *w, size_t d)
{
  kind_t *kind = ends->kind;
  const mdm_unifilar_t *u = kind->u;
  const mdm_unifilar_move_t *move = u->move + u->moves[set];
  size_t count = u->moves[set + 1] - u->moves[set], tokens = 0;
  number_t *row;

  /* S is not reached so early that there is a token left.  */
  if (u->time[s] + d + 2 > u->length || is_over (kind))
    return;
  row = numbers_init (count, kind);
  for (size_t i = 0, end; i < count; i = end, tokens++)
    {
      size_t to = move[i].set;
      size_t base = to == MDM_NOWHERE ? 0 : u->first[to];
      size_t room = to == MDM_NOWHERE ? 0 : u->first[to + 1] - base;
      number_t *after = numbers_init (room, kind);
      for (end = i; end < count && move[end].token == move[i].token; end++)
        {
          const number_t *from
              = w + (move[end].from - u->states) - u->first[set];
          const number_t *p = kind->p + move[end].edge;
          add_product (row + tokens, from, p, kind);
          if (room > 0)
            add_product (after + (move[end].to - u->states - base), from, p,
                         kind);
        }
      if (room > 0)
        add_seen (ends, s, to, after, d + 1);
      numbers_clear (after, room, kind);
    }
  add_entropy (&ends->but_one, ends->earlier + d * ends->states + s, row,
               tokens, kind);
  numbers_clear (row, count, kind);
}

/* The same after a token of S.  */
static void
add_hidden (ends_t *ends, size_t s)
{
  kind_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;
  const mdm_unifilar_t *u = kind->u;
  size_t set = u->hidden[s], room;
  number_t *w;

  if (set == MDM_NOWHERE)
    return;
  room = u->first[set + 1] - u->first[set];
  w = numbers_init (room, kind);
  for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
    if (kind->prec > 0)
      arb_add (&w[u->after[e] - u->states - u->first[set]].ball,
               &w[u->after[e] - u->states - u->first[set]].ball,
               &kind->p[e].ball, kind->prec);
    else
      add (w + (u->after[e] - u->states - u->first[set]), kind->p + e, kind);
  add_seen (ends, s, set, w, 0);
  numbers_clear (w, room, kind);
}

/* Find all of ENDS, which were just made.  */
static void
ends_find (ends_t *ends)
{
  kind_t *kind = ends->kind;
  const mdm_automaton_struct *a = kind->a;

  add_times (ends);
  for (size_t s = 0; s < ends->states && !is_over (kind); s++)
    if (kind->u->time[s] != MDM_NOWHERE)
      {
        size_t begin = a->first[s], count = a->first[s + 1] - begin;
        add_entropy (&ends->whole, ends->whole_times + s, kind->p + begin,
                     count, kind);
        add_entropy (&ends->but_one, ends->but_one_times + s, kind->p + begin,
                     count, kind);
        add_hidden (ends, s);
      }
}

/* Sets.  */

/* NEXT += what FROM, of all states, leads to when it writes V.  */
static void
step_by (number_t *next, const number_t *from, size_t v, kind_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        if (a->token[e] == v)
          add_product (next + a->next[e], from + s, kind->p + e, kind);
}

/* Add the entropies of the COUNT positions of SET, ascending, after one
   prefix: after TIME tokens it is in each state with the probability NOW,
   which is left of any value.  */
static void
add_prefix (sum_t *sum, number_t *now, size_t time, const size_t *set,
            size_t count, kind_t *kind)
{
  size_t states = kind->a->states;
  number_t *row = numbers_init (kind->vocab, kind);
  number_t *next = numbers_init (states, kind);

  for (; time < set[0]; time++)
    {
      numbers_zero (next, states, kind);
      step (next, now, kind);
      for (size_t s = 0; s < states; s++)
        {
          number_t swap = now[s];
          now[s] = next[s];
          next[s] = swap;
        }
    }
  add_tokens (row, now, kind);
  add_entropy (sum, NULL, row, kind->vocab, kind);
  for (size_t v = 0; v < kind->vocab && count > 1 && !is_over (kind); v++)
    if (!is_zero (row + v, kind))
      {
        numbers_zero (next, states, kind);
        step_by (next, now, v, kind);
        add_prefix (sum, next, time + 1, set + 1, count - 1, kind);
      }
  numbers_clear (row, kind->vocab, kind);
  numbers_clear (next, states, kind);
}

/* Add the entropy of the COUNT positions of SET.  */
static void
add_set (sum_t *sum, const size_t *set, size_t count, kind_t *kind)
{
  size_t states = kind->a->states;
  number_t *now = numbers_init (states, kind);

  if (kind->prec > 0)
    arb_one (&now[0].ball);
  else
    fmpq_one (&now[0].exact);
  add_prefix (sum, now, 0, set, count, kind);
  numbers_clear (now, states, kind);
}

/* What is kept with a form: the sets that were asked for, and balls of the
   ends of PREC bits, or none where that is 0.  */
typedef struct
{
  size_t count;
  size_t *positions;
} set_t;

typedef struct
{
  set_t *set;
  size_t sets, room;
  slong prec;
  arb_struct ball[3];
} tables_t;

static void
tables_clear (void *data, const mdm_form_t *form)
{
  tables_t *tables = data;

  (void) form;
  for (size_t i = 0; i < tables->sets; i++)
    flint_free (tables->set[i].positions);
  flint_free (tables->set);
  for (int i = 0; i < 3; i++)
    arb_clear (tables->ball + i);
}

static tables_t *
tables_of (mdm_form_t *form)
{
  return mdm_formed_tables (form, sizeof (tables_t), tables_clear);
}

/* Balls of more than the first precision are not made where they would take
   more work than this.  */
#define REFINE_MAX UINT64_C (50000000000)

/* Is it too much to do CELLS of work again with PREC bits?  */
static int
is_too_long (uint64_t cells, slong prec)
{
  uint64_t times = (uint64_t) prec / MDM_FORMED_PRECISION + 1;

  return prec > MDM_FORMED_PRECISION
         && mdm_work_mul (cells, times * times) > REFINE_MAX;
}

/* End number I, of first, but one and whole.  */

static void
end_ball (arb_t res, mdm_form_t *form, size_t i, size_t j, slong prec)
{
  tables_t *tables = tables_of (form);

  (void) j;
  if (is_too_long (form->unifilar->cells, prec))
    return;
  if (tables->prec != prec)
    {
      MDM_CLEARED (kind, kind_t, kind_clear);
      kind_init (kind, form, prec, 0);
      MDM_CLEARED (ends, ends_t, ends_clear);
      ends_init (ends, kind);
      ends_find (ends);
      arb_swap (tables->ball + 0, ends->first.ball);
      arb_swap (tables->ball + 1, ends->but_one.ball);
      arb_swap (tables->ball + 2, ends->whole.ball);
      tables->prec = prec;
    }
  arb_set (res, tables->ball + i);
}

static mdm_status
end_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t j,
           uint64_t bits)
{
  MDM_CLEARED (kind, kind_t, kind_clear);
  kind_init (kind, form, 0, bits);
  MDM_CLEARED (ends, ends_t, ends_clear);
  ends_init (ends, kind);

  (void) j;
  ends_find (ends);
  mdm_logform_set (res, i == 0   ? ends->first.exact
                        : i == 1 ? ends->but_one.exact
                                 : ends->whole.exact);
  return is_over (kind) ? MDM_ELIMIT : MDM_OK;
}

static const mdm_formed_t ends_kind = { end_ball, end_exact };

void
mdm_unifilar_ends (mdm_logform_t first, mdm_logform_t but_one,
                   mdm_logform_t whole, mdm_form_t *form)
{
  mdm_formed_get (first, form, &ends_kind, 0, 0);
  mdm_logform_div_ui (first, first, form->length);
  mdm_formed_get (but_one, form, &ends_kind, 1, 0);
  mdm_logform_div_ui (but_one, but_one, form->length);
  mdm_formed_get (whole, form, &ends_kind, 2, 0);
}

/* Set number I that was asked for.  */

static void
set_ball (arb_t res, mdm_form_t *form, size_t i, size_t j, slong prec)
{
  const set_t *set = tables_of (form)->set + i;
  uint64_t cells
      = mdm_unifilar_entropy_cells (form, set->positions, set->count);

  (void) j;
  if (is_too_long (cells, prec))
    return;
  MDM_CLEARED (kind, kind_t, kind_clear);
  kind_init (kind, form, prec, 0);
  MDM_SCOPED (sum, sum_t, sum_init, sum_clear);
  add_set (sum, set->positions, set->count, kind);
  arb_swap (res, sum->ball);
}

static mdm_status
set_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t j,
           uint64_t bits)
{
  const set_t *set = tables_of (form)->set + i;
  MDM_CLEARED (kind, kind_t, kind_clear);
  kind_init (kind, form, 0, bits);
  MDM_SCOPED (sum, sum_t, sum_init, sum_clear);

  (void) j;
  add_set (sum, set->positions, set->count, kind);
  mdm_logform_swap (res, sum->exact);
  return is_over (kind) ? MDM_ELIMIT : MDM_OK;
}

static const mdm_formed_t sets_kind = { set_ball, set_exact };

static int
compare_positions (const void *x, const void *y)
{
  size_t a = *(const size_t *) x, b = *(const size_t *) y;

  return a < b ? -1 : a > b;
}

/* The COUNT positions of SET in ascending order, on the heap.  */
static size_t *
sorted (const size_t *set, size_t count)
{
  size_t *positions = flint_malloc ((count + 1) * sizeof *positions);

  for (size_t i = 0; i < count; i++)
    positions[i] = set[i];
  qsort (positions, count, sizeof *positions, compare_positions);
  return positions;
}

void
mdm_unifilar_entropy (mdm_logform_t res, mdm_form_t *form, const size_t *set,
                      size_t count)
{
  tables_t *tables = tables_of (form);
  MDM_OWNED size_t *positions = sorted (set, count);
  size_t i = 0;

  if (count == 0)
    {
      mdm_logform_zero (res);
      return;
    }
  if (count == form->length)
    {
      mdm_formed_get (res, form, &ends_kind, 2, 0);
      return;
    }
  while (i < tables->sets
         && (tables->set[i].count != count
             || memcmp (tables->set[i].positions, positions,
                        count * sizeof *positions)
                    != 0))
    i++;
  if (i == tables->sets)
    {
      MDM_ARRAY_GROW (tables->set, tables->room, i + 1);
      tables->set[tables->sets++] = (set_t){ count, positions };
      positions = NULL;
    }
  mdm_formed_get (res, form, &sets_kind, i, 0);
}

uint64_t
mdm_unifilar_entropy_cells (const mdm_form_t *form, const size_t *set,
                            size_t count)
{
  const mdm_automaton_struct *a = form->automaton;
  MDM_OWNED size_t *positions = sorted (set, count);
  uint64_t step = mdm_work_mul (
      mdm_work_add (a->states, 2 * (uint64_t) a->edges), MDM_CELLS_PER_BALL);
  uint64_t tokens = mdm_work_mul (
      form->vocab, mdm_work_add (step, MDM_CELLS_PER_LOGARITHM));
  uint64_t cells = 0, prefixes = 1;
  size_t time = 0;

  for (size_t k = 0; k < count; k++)
    {
      uint64_t steps = mdm_work_mul (positions[k] - time, step);
      cells = mdm_work_add (
          cells, mdm_work_mul (prefixes, mdm_work_add (steps, tokens)));
      prefixes = mdm_work_mul (prefixes, form->vocab);
      time = positions[k] + 1;
    }
  return cells;
}

/* Tokens.  */

void
mdm_unifilar_largest (fmpq *largest, const mdm_form_t *form, size_t count)
{
  MDM_CLEARED (kind, kind_t, kind_clear);
  kind_init (kind, form, 0, UINT64_MAX);
  size_t states = kind->a->states;
  number_t *now = numbers_init (states, kind);
  number_t *next = numbers_init (states, kind);
  number_t *row = numbers_init (kind->vocab, kind), *swap;

  fmpq_one (&now[0].exact);
  for (size_t i = 0; i < count; i++)
    {
      numbers_zero (row, kind->vocab, kind);
      add_tokens (row, now, kind);
      fmpq_zero (largest + i);
      for (size_t v = 0; v < kind->vocab; v++)
        if (fmpq_cmp (&row[v].exact, largest + i) > 0)
          fmpq_set (largest + i, &row[v].exact);
      if (i + 1 == count)
        break;
      numbers_zero (next, states, kind);
      step (next, now, kind);
      swap = now;
      now = next;
      next = swap;
    }
  numbers_clear (now, states, kind);
  numbers_clear (next, states, kind);
  numbers_clear (row, kind->vocab, kind);
}

uint64_t
mdm_unifilar_largest_cells (const mdm_form_t *form, size_t count)
{
  const mdm_automaton_struct *a = form->automaton;
  uint64_t bits = 1, words;

  /* Denominators are divisors of products of COUNT sums, perhaps common
     multiples of different ones.  */
  for (size_t s = 0; s < a->states; s++)
    bits = fmpz_bits (a->sum + s) > bits ? fmpz_bits (a->sum + s) : bits;
  words = mdm_work_mul (count, bits) / FLINT_BITS + 1;
  return mdm_work_mul (mdm_work_mul (count, 4 * (uint64_t) a->edges),
                       mdm_work_mul (words, MDM_CELLS_PER_FRACTION));
}
