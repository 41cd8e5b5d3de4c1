#include <config.h>

#include "info/unifilar.h"

#include "exact/array.h"
#include "exact/scoped.h"
#include "info/unifilar_ends.h"

#include <stdlib.h>
#include <string.h>

/* Sets.  */

/* NEXT += what FROM, of all states, leads to when it writes V.  */
static void
step_by (mdm_number_t *next, const mdm_number_t *from, size_t v,
         mdm_numbers_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!mdm_number_is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        if (a->token[e] == v)
          mdm_number_addmul (next + a->next[e], from + s, kind->p + e, kind);
}

/* Add the entropies of the COUNT positions of SET, ascending, after one
   prefix: after TIME tokens it is in each state with the probability NOW,
   which is left of any value.  */
static void
add_prefix (mdm_number_sum_t *sum, mdm_number_t *now, size_t time,
            const size_t *set, size_t count, mdm_numbers_t *kind)
{
  size_t states = kind->a->states;
  mdm_number_t *row = mdm_numbers_new (kind->vocab, kind);
  mdm_number_t *next = mdm_numbers_new (states, kind);

  for (; time < set[0]; time++)
    {
      mdm_numbers_zero (next, states, kind);
      mdm_numbers_step (next, now, kind);
      for (size_t s = 0; s < states; s++)
        {
          mdm_number_t swap = now[s];
          now[s] = next[s];
          next[s] = swap;
        }
    }
  mdm_numbers_tokens (row, now, kind);
  mdm_number_sum_entropy (sum, NULL, row, kind->vocab, kind);
  for (size_t v = 0;
       v < kind->vocab && count > 1 && !mdm_numbers_are_over (kind); v++)
    if (!mdm_number_is_zero (row + v, kind))
      {
        mdm_numbers_zero (next, states, kind);
        step_by (next, now, v, kind);
        add_prefix (sum, next, time + 1, set + 1, count - 1, kind);
      }
  mdm_numbers_free (row, kind->vocab, kind);
  mdm_numbers_free (next, states, kind);
}

/* Add the entropy of the COUNT positions of SET.  */
static void
add_set (mdm_number_sum_t *sum, const size_t *set, size_t count,
         mdm_numbers_t *kind)
{
  size_t states = kind->a->states;
  mdm_number_t *now = mdm_numbers_new (states, kind);

  mdm_number_one (now, kind);
  add_prefix (sum, now, 0, set, count, kind);
  mdm_numbers_free (now, states, kind);
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
      MDM_CLEARED (kind, mdm_numbers_t, mdm_numbers_clear);
      mdm_numbers_init (kind, form, prec, 0);
      MDM_CLEARED (ends, mdm_unifilar_ends_t, mdm_unifilar_ends_clear);
      mdm_unifilar_ends_init (ends, kind);
      mdm_unifilar_ends_find (ends);
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
  MDM_CLEARED (kind, mdm_numbers_t, mdm_numbers_clear);
  mdm_numbers_init (kind, form, 0, bits);
  MDM_CLEARED (ends, mdm_unifilar_ends_t, mdm_unifilar_ends_clear);
  mdm_unifilar_ends_init (ends, kind);

  (void) j;
  mdm_unifilar_ends_find (ends);
  mdm_logform_set (res, i == 0   ? ends->first.exact
                        : i == 1 ? ends->but_one.exact
                                 : ends->whole.exact);
  return mdm_numbers_are_over (kind) ? MDM_ELIMIT : MDM_OK;
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
  MDM_CLEARED (kind, mdm_numbers_t, mdm_numbers_clear);
  mdm_numbers_init (kind, form, prec, 0);
  MDM_SCOPED (sum, mdm_number_sum_t, mdm_number_sum_init,
              mdm_number_sum_clear);
  add_set (sum, set->positions, set->count, kind);
  arb_swap (res, sum->ball);
}

static mdm_status
set_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t j,
           uint64_t bits)
{
  const set_t *set = tables_of (form)->set + i;
  MDM_CLEARED (kind, mdm_numbers_t, mdm_numbers_clear);
  mdm_numbers_init (kind, form, 0, bits);
  MDM_SCOPED (sum, mdm_number_sum_t, mdm_number_sum_init,
              mdm_number_sum_clear);

  (void) j;
  add_set (sum, set->positions, set->count, kind);
  mdm_logform_swap (res, sum->exact);
  return mdm_numbers_are_over (kind) ? MDM_ELIMIT : MDM_OK;
}

static const mdm_formed_t sets_kind = { set_ball, set_exact };

/* The COUNT positions of SET in ascending order, on the heap.  */
static size_t *
sorted (const size_t *set, size_t count)
{
  size_t *positions = flint_malloc ((count + 1) * sizeof *positions);

  for (size_t i = 0; i < count; i++)
    positions[i] = set[i];
  qsort (positions, count, sizeof *positions, mdm_array_compare_sizes);
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
  MDM_CLEARED (kind, mdm_numbers_t, mdm_numbers_clear);
  mdm_numbers_init (kind, form, 0, UINT64_MAX);
  size_t states = kind->a->states;
  mdm_number_t *now = mdm_numbers_new (states, kind);
  mdm_number_t *next = mdm_numbers_new (states, kind);
  mdm_number_t *row = mdm_numbers_new (kind->vocab, kind), *swap;

  mdm_number_one (now, kind);
  for (size_t i = 0; i < count; i++)
    {
      mdm_numbers_zero (row, kind->vocab, kind);
      mdm_numbers_tokens (row, now, kind);
      fmpq_zero (largest + i);
      for (size_t v = 0; v < kind->vocab; v++)
        if (fmpq_cmp (&row[v].exact, largest + i) > 0)
          fmpq_set (largest + i, &row[v].exact);
      if (i + 1 == count)
        break;
      mdm_numbers_zero (next, states, kind);
      mdm_numbers_step (next, now, kind);
      swap = now;
      now = next;
      next = swap;
    }
  mdm_numbers_free (now, states, kind);
  mdm_numbers_free (next, states, kind);
  mdm_numbers_free (row, kind->vocab, kind);
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
