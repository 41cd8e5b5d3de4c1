#include <config.h>

#include "sampler/program.h"

#include "exact/array.h"
#include "exact/fixed.h"
#include "exact/scoped.h"

#include <assert.h>
#include <stdlib.h>

/* Cells that one addition of values counts as.  */
#define CELLS_PER_VALUE 20

/* Least bits of the ball with the price, and where they are given up.  */
#define PRECISION 192
#define PRECISION_MAX 100000

void
mdm_program_init (mdm_program_t program)
{
  memset (program, 0, sizeof *program);
  arb_init (program->ball);
}

static size_t
count_states (const mdm_reveal_struct *reveal)
{
  return reveal->start[(size_t) 1 << reveal->length];
}

void
mdm_program_clear (mdm_program_t program)
{
  if (program->rounds != NULL)
    _fmpz_vec_clear (
        program->rounds,
        (slong) (program->levels * count_states (program->reveal)));
  arb_clear (program->ball);
  flint_free (program->value);
  flint_free (program->choice);
  flint_free (program->zero);
}

mdm_status
mdm_program_check (const mdm_law_t law, int merged, size_t levels,
                   size_t solved, const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t cells = 0, states = 0, most = 0;

  /* Every state is reached from each subset of its positions.  */
  for (size_t k = 0; k <= law->length; k++)
    {
      uint64_t sets = mdm_work_binomial (law->length, k);
      uint64_t of = merged ? 1 : mdm_reveal_states (law, k);
      uint64_t held = mdm_work_mul (mdm_work_pow (2, law->length - k), of);
      states = mdm_work_add (states, mdm_work_mul (sets, of));
      cells = mdm_work_add (
          cells, mdm_work_mul (sets, mdm_work_mul (mdm_work_pow (2, k), of)));
      most = held > most ? held : most;
    }
  cells = mdm_work_mul (mdm_work_mul (cells, levels + 2),
                        mdm_work_mul (solved, CELLS_PER_VALUE));
  return mdm_limit_check (
      limit,
      merged ? "the search for the best ordered partition"
             : "the search for the best policy",
      law->length > MDM_REVEAL_LENGTH_MAX ? UINT64_MAX : cells,
      mdm_work_add (mdm_work_mul (states, mdm_work_mul (levels, 29)),
                    mdm_work_mul (most, mdm_work_mul (levels + 2, 16))),
      err);
}

size_t
mdm_program_next (const mdm_program_struct *program, size_t t)
{
  return program->price == NULL ? t - 1 : t;
}

/* Where what is known of STATE at level T >= 1 stands.  */
static size_t
at (const mdm_program_struct *program, size_t t, size_t state)
{
  return (t - 1) * count_states (program->reveal) + state;
}

size_t
mdm_program_at (const mdm_program_struct *program, size_t t, size_t set,
                size_t r)
{
  return at (program, t, mdm_reveal_state (program->reveal, set, r));
}

/* All states of one set R, their rows, and every D that may come next.  */
typedef struct
{
  mdm_program_struct *program;
  size_t set, rest, states;
  size_t *begin; /* the rows of state c: row[begin[c]] .. */
  uint32_t *row;
  size_t draws; /* 2^|rest|: D by the bits of its positions in REST */
  size_t *draw; /* D, from such a number */
  mdm_wide_signed_t *cost; /* of D from c: cost[D * states + c]; D > 0 */
  mdm_wide_signed_t *next; /* the sum of what the children cost */
} node_t;

static void
node_clear (node_t *node)
{
  flint_free (node->begin);
  flint_free (node->row);
  flint_free (node->draw);
  flint_free (node->cost);
  flint_free (node->next);
}

/* Sort the rows by their states.  */
static void
sort_rows (node_t *node)
{
  const mdm_reveal_struct *reveal = node->program->reveal;
  size_t base = reveal->start[node->set];

  node->begin = flint_calloc (node->states + 2, sizeof *node->begin);
  node->row = flint_malloc (reveal->rows * sizeof *node->row);
  for (size_t r = 0; r < reveal->rows; r++)
    node->begin[mdm_reveal_state (reveal, node->set, r) - base + 2]++;
  for (size_t c = 0; c < node->states; c++)
    node->begin[c + 2] += node->begin[c + 1];
  for (size_t r = 0; r < reveal->rows; r++)
    node->row[node->begin[mdm_reveal_state (reveal, node->set, r) - base
                          + 1]++]
        = (uint32_t) r;
}

/* Add H of every state of R and D to its state of R: SUM[c].  */
static void
add_children (mdm_wide_signed_t *sum, const node_t *node, size_t draw,
              const mdm_wide_signed_t *h, slong shift)
{
  const mdm_reveal_struct *reveal = node->program->reveal;
  size_t child = node->set | draw, base = reveal->start[node->set];

  for (size_t s = reveal->start[child]; s < reveal->start[child + 1]; s++)
    sum[mdm_reveal_state (reveal, node->set, reveal->first[s]) - base]
        += h[s] >> shift;
}

/* Set the cost of every D at every state.  */
static void
set_costs (node_t *node)
{
  const mdm_program_struct *program = node->program;
  const mdm_reveal_struct *reveal = program->reveal;
  const mdm_wide_signed_t *h = reveal->h + reveal->start[node->set];
  size_t states = node->states, size = node->draws * states;
  mdm_wide_signed_t *single, *cost = node->cost;

  single = flint_calloc (size, sizeof *single);
  memset (cost, 0, size * sizeof *cost);
  for (size_t d = 1; d < node->draws; d++)
    {
      size_t low = d & -d;
      add_children (cost + d * states, node, node->draw[d], reveal->h,
                    program->shift);
      for (size_t c = 0; c < states; c++)
        single[d * states + c] = d == low ? cost[d * states + c]
                                          : single[(d - low) * states + c]
                                                + single[low * states + c];
    }
  for (size_t d = 1; d < node->draws; d++)
    for (size_t c = 0; c < states; c++)
      cost[d * states + c]
          += (mdm_wide_signed_t) (__builtin_popcountll (d) - 1)
                 * (h[c] >> program->shift)
             - single[d * states + c];
  flint_free (single);
}

static void
node_set (node_t *node, mdm_program_struct *program, size_t set)
{
  const mdm_reveal_struct *reveal = program->reveal;
  size_t count = 0, position[MDM_REVEAL_LENGTH_MAX];

  node->program = program;
  node->set = set;
  node->rest = ((size_t) 1 << reveal->length) - 1 - set;
  node->states = reveal->start[set + 1] - reveal->start[set];
  for (size_t i = 0; i < reveal->length; i++)
    if (node->rest >> i & 1)
      position[count++] = i;
  node->draws = (size_t) 1 << count;
  node->draw = flint_calloc (node->draws, sizeof *node->draw);
  for (size_t d = 1; d < node->draws; d++)
    node->draw[d] = node->draw[d & (d - 1)]
                    | (size_t) 1 << position[__builtin_ctzll (d)];
  node->cost = flint_malloc (node->draws * node->states * sizeof *node->cost);
  node->next = flint_malloc (node->draws * node->states * sizeof *node->next);
  sort_rows (node);
  set_costs (node);
}

/* Terms that make an exact value.  */
typedef struct
{
  mdm_reveal_term_t *term;
  size_t count, room;
} terms_t;

static void
terms_clear (terms_t *terms)
{
  flint_free (terms->term);
}

#define TERMS(x)                                                              \
 MDM_CLEARED (x, terms_t, terms_clear);                                       \
 *(x) = (terms_t) { NULL, 0, 0 }

static void
add_term (terms_t *terms, size_t state, slong c)
{
  MDM_ARRAY_GROW (terms->term, terms->room, terms->count + 1);
  terms->term[terms->count++] = (mdm_reveal_term_t){ state, c };
}

/* Add C times what drawing DRAW costs from the state of SET that row R is in,
   as far as row R stands for it: a state is added by its first row, and that
   of SET itself where R is HEAD.  */
static void
add_cost (terms_t *terms, const mdm_reveal_struct *reveal, size_t set,
          size_t draw, size_t r, int head, slong c)
{
  slong size = (slong) __builtin_popcountll (draw);

  if (size == 1)
    return;
  if (head)
    add_term (terms, mdm_reveal_state (reveal, set, r), (size - 1) * c);
  for (size_t left = draw; left != 0; left &= left - 1)
    {
      size_t one = set | (left & -left);
      if (mdm_reveal_is_first (reveal, one, r))
        add_term (terms, mdm_reveal_state (reveal, one, r), -c);
    }
  if (mdm_reveal_is_first (reveal, set | draw, r))
    add_term (terms, mdm_reveal_state (reveal, set | draw, r), c);
}

/* Add C times the error of drawing DRAW from the state of SET that the COUNT
   rows ROW are in, and of going on as chosen, at most T - 1 rounds.  */
static void
add_error (terms_t *terms, const mdm_program_struct *program, size_t set,
           size_t draw, size_t t, const uint32_t *row, size_t count, slong c)
{
  const mdm_reveal_struct *reveal = program->reveal;
  size_t all = ((size_t) 1 << reveal->length) - 1;

  for (size_t i = 0; i < count; i++)
    {
      size_t r = row[i], revealed = set, now = draw, level = t;
      int head = i == 0;
      for (;;)
        {
          size_t place;
          add_cost (terms, reveal, revealed, now, r, head, c);
          revealed |= now;
          if (revealed == all)
            break;
          level = mdm_program_next (program, level);
          place = mdm_program_at (program, level, revealed, r);
          if (program->zero[place])
            break;
          now = program->choice[place];
          head = mdm_reveal_is_first (reveal, revealed, r);
        }
    }
}

/* One of the sets that may be drawn, to be compared.  */
typedef struct
{
  size_t d;    /* its number */
  size_t draw; /* D */
  fmpz_t rounds;
} candidate_t;

/* Do the positions of X come before those of Y, of the same size?  Where they
   differ first, X has the lower one.  */
static int
comes_first (size_t x, size_t y)
{
  size_t differ = x ^ y;

  return (x & (differ & -differ)) != 0;
}

/* The order of preference of two that cost the same.  */
static int
by_preference (const void *x, const void *y)
{
  const candidate_t *a = x, *b = y;
  int order = fmpz_cmp (a->rounds, b->rounds);
  int sizes = __builtin_popcountll (b->draw) - __builtin_popcountll (a->draw);

  if (order == 0)
    order = sizes;
  if (order == 0)
    order = comes_first (a->draw, b->draw) ? -1 : a->draw != b->draw;
  return order;
}

/* A state that has to choose.  */
typedef struct
{
  node_t *node;
  size_t t, c;
  int priced;          /* does a round have a price that is not 0? */
  const uint32_t *row; /* the rows of the state */
  size_t count;
} choice_t;

/* The cost of the round that draws the set of number D, and with what is still
   to come; in units.  */
static mdm_wide_signed_t
cost_now (const choice_t *choice, size_t d)
{
  return choice->node->cost[d * choice->node->states + choice->c];
}

static mdm_wide_signed_t
cost_all (const choice_t *choice, size_t d)
{
  return cost_now (choice, d)
         + choice->node->next[d * choice->node->states + choice->c];
}

/* Set ROUNDS to the expected rounds of drawing DRAW.  */
static void
set_rounds (fmpz_t rounds, const choice_t *choice, size_t draw)
{
  const mdm_program_struct *program = choice->node->program;
  const mdm_reveal_struct *reveal = program->reveal;
  size_t set = choice->node->set, child = set | draw;
  size_t next = mdm_program_next (program, choice->t);

  fmpz_set (rounds,
            reveal->weight + mdm_reveal_state (reveal, set, choice->row[0]));
  if (draw == choice->node->rest)
    return;
  for (size_t i = 0; i < choice->count; i++)
    if (mdm_reveal_is_first (reveal, child, choice->row[i]))
      fmpz_add (rounds, rounds,
                program->rounds
                    + mdm_program_at (program, next, child, choice->row[i]));
}

/* *FREE: does drawing the set of number D and going on as chosen have no
   error?  */
static mdm_status
is_free (int *is, const choice_t *choice, size_t d)
{
  node_t *node = choice->node;
  mdm_program_struct *program = node->program;
  size_t draw = node->draw[d], next = mdm_program_next (program, choice->t);
  MDM_LOGFORM (cost);
  TERMS (terms);
  int sign;

  *is = 0;
  if (cost_now (choice, d) > program->near)
    return MDM_OK;
  if (draw != node->rest)
    for (size_t i = 0; i < choice->count; i++)
      if (!program->zero[mdm_program_at (program, next, node->set | draw,
                                         choice->row[i])])
        return MDM_OK;
  *is = choice->count == 1 && !program->reveal->merged;
  if (*is)
    return MDM_OK;
  for (size_t i = 0; i < choice->count; i++)
    add_cost (terms, program->reveal, node->set, draw, choice->row[i], i == 0,
              1);
  mdm_reveal_sum (cost, program->reveal, terms->term, terms->count);
  MDM_TRY (mdm_logform_sign (&sign, cost));
  *is = sign == 0;
  return MDM_OK;
}

/* *ORDER: does X cost less than Y (-1), as much, or more?  */
static mdm_status
compare (int *order, const choice_t *choice, const candidate_t *x,
         const candidate_t *y)
{
  mdm_program_struct *program = choice->node->program;
  size_t set = choice->node->set;
  MDM_LOGFORM (difference);
  MDM_FMPQ (rounds);
  TERMS (terms);

  add_error (terms, program, set, x->draw, choice->t, choice->row,
             choice->count, 1);
  add_error (terms, program, set, y->draw, choice->t, choice->row,
             choice->count, -1);
  mdm_reveal_sum (difference, program->reveal, terms->term, terms->count);
  if (program->price != NULL)
    {
      fmpz_sub (fmpq_numref (rounds), x->rounds, y->rounds);
      fmpz_set (fmpq_denref (rounds), program->reveal->total);
      fmpq_canonicalise (rounds);
      mdm_logform_addmul_fmpq (difference, program->price, rounds);
    }
  return mdm_logform_sign (order, difference);
}

/* Find *BEST of the COUNT candidates, in the order of preference, and whether
   its error is 0.  */
static mdm_status
find_best (const candidate_t **best, int *free, const choice_t *choice,
           const candidate_t *candidate, size_t count)
{
  const mdm_program_struct *program = choice->node->program;

  *free = 0;
  *best = candidate;
  /* Nothing is less than 0, but a round with a price is never free.  */
  if (!choice->priced && cost_all (choice, candidate->d) <= 2 * program->near)
    for (size_t i = 0; i < count; i++)
      {
        MDM_TRY (is_free (free, choice, candidate[i].d));
        *best = candidate + i;
        if (*free)
          return MDM_OK;
      }
  *best = candidate;
  for (size_t i = 1; i < count; i++)
    {
      int order;
      MDM_TRY (compare (&order, choice, candidate + i, *best));
      if (order < 0)
        *best = candidate + i;
    }
  return choice->priced ? is_free (free, choice, (*best)->d) : MDM_OK;
}

/* What the round itself costs at STATE, in units.  */
static mdm_wide_signed_t
price_of (const mdm_program_struct *program, size_t state)
{
  const mdm_reveal_struct *reveal = program->reveal;
  MDM_ARB (x);

  arb_mul_fmpz (x, program->ball, reveal->weight + state, program->precision);
  arb_div_fmpz (x, x, reveal->total, program->precision);
  return mdm_fixed_from_arb (x, reveal->bits - program->shift);
}

/* Keep that CHOICE draws DRAW, at a cost of VALUE without the price.  */
static void
keep (const choice_t *choice, size_t draw, mdm_wide_signed_t value, int free)
{
  mdm_program_struct *program = choice->node->program;
  size_t state = program->reveal->start[choice->node->set] + choice->c;
  size_t place = at (program, choice->t, state);

  program->value[place] = value;
  if (choice->priced)
    program->value[place] += price_of (program, state);
  program->choice[place] = (uint32_t) draw;
  program->zero[place] = (char) free;
  set_rounds (program->rounds + place, choice, draw);
}

/* Choose among the sets whose cost is not clearly above LEAST.  */
static mdm_status
choose_among (const choice_t *choice, size_t from, mdm_wide_signed_t least)
{
  const node_t *node = choice->node;
  mdm_wide_signed_t most = least + node->program->near;
  size_t count = 0;
  candidate_t *candidate;
  const candidate_t *best;
  mdm_status status;
  int free;

  for (size_t d = from; d < node->draws; d++)
    count += cost_all (choice, d) <= most;
  candidate = flint_malloc (count * sizeof *candidate);
  count = 0;
  for (size_t d = from; d < node->draws; d++)
    if (cost_all (choice, d) <= most)
      {
        candidate[count].d = d;
        candidate[count].draw = node->draw[d];
        fmpz_init (candidate[count].rounds);
        set_rounds (candidate[count++].rounds, choice, node->draw[d]);
      }
  qsort (candidate, count, sizeof *candidate, by_preference);
  status = find_best (&best, &free, choice, candidate, count);
  keep (choice, best->draw, least, free);
  for (size_t i = 0; i < count; i++)
    fmpz_clear (candidate[i].rounds);
  flint_free (candidate);
  return status;
}

/* Choose at state C of NODE with T rounds left.  */
static mdm_status
choose (node_t *node, size_t t, size_t c)
{
  const mdm_program_struct *program = node->program;
  size_t last = node->draws - 1;
  size_t from = program->price == NULL && t == 1 ? last : 1;
  choice_t choice = { node,
                      t,
                      c,
                      0,
                      node->row + node->begin[c],
                      node->begin[c + 1] - node->begin[c] };
  mdm_wide_signed_t least = cost_all (&choice, last);
  int free;

  choice.priced
      = program->price != NULL && !mdm_logform_is_plain_zero (program->price);
  /* Nothing is better than all that is left in one round without error.  */
  MDM_TRY (is_free (&free, &choice, last));
  if (free)
    {
      keep (&choice, node->draw[last], 0, 1);
      return MDM_OK;
    }
  for (size_t d = from; d < last; d++)
    {
      mdm_wide_signed_t x = cost_all (&choice, d);
      least = x < least ? x : least;
    }
  return choose_among (&choice, from, least);
}

/* Choose at all states of NODE with T rounds left.  */
static mdm_status
choose_all (node_t *node, size_t t)
{
  const mdm_program_struct *program = node->program;
  size_t next = mdm_program_next (program, t), states = node->states;

  memset (node->next, 0, node->draws * states * sizeof *node->next);
  if (next > 0)
    for (size_t d = 1; d + 1 < node->draws; d++)
      add_children (node->next + d * states, node, node->draw[d],
                    program->value + at (program, next, 0), 0);
  for (size_t c = 0; c < states; c++)
    MDM_TRY (choose (node, t, c));
  return MDM_OK;
}

/* Let level T of the states of NODE be as level FROM.  */
static void
copy_level (const node_t *node, size_t t, size_t from)
{
  mdm_program_struct *program = node->program;
  size_t base = program->reveal->start[node->set];

  for (size_t c = 0; c < node->states; c++)
    {
      size_t to = at (program, t, base + c),
             old = at (program, from, base + c);
      program->value[to] = program->value[old];
      program->choice[to] = program->choice[old];
      program->zero[to] = program->zero[old];
      fmpz_set (program->rounds + to, program->rounds + old);
    }
}

static mdm_status
fail_price (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "the price of a round is too large to be compared");
}

/* Enclose the price so narrowly that what it adds to values is less than 2
   units too small, in units in which L times the price fits.  */
static mdm_status
set_price (mdm_program_struct *program, mdm_err_t *err)
{
  size_t length = program->reveal->length;
  slong room = (slong) FLINT_BIT_COUNT (8 * length * length) - 1;
  MDM_SCOPED (high, mag_struct, mag_init, mag_clear);

  if (program->price == NULL)
    return MDM_OK;
  for (program->precision = PRECISION;; program->precision *= 2)
    {
      slong unit;
      mdm_logform_get_arb (program->ball, program->price, program->precision);
      arb_get_mag (high, program->ball);
      for (program->shift = 0;
           mag_cmp_2exp_si (high, program->shift + room) > 0; program->shift++)
        if (program->shift == program->reveal->bits - 20)
          return fail_price (err);
      unit = program->shift - program->reveal->bits;
      if (mag_cmp_2exp_si (arb_radref (program->ball), unit - 8) < 0
          && program->precision > 64 + room - unit)
        return MDM_OK;
      if (program->precision > PRECISION_MAX)
        return fail_price (err);
    }
}

mdm_status
mdm_program_solve (mdm_program_t program, mdm_reveal_struct *reveal,
                   size_t levels, const mdm_logform_struct *price,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = reveal->length, cells = levels * count_states (reveal);
  mdm_status status = MDM_OK;

  MDM_TRY (
      mdm_program_check (reveal->law, reveal->merged, levels, 1, limit, err));
  program->reveal = reveal;
  program->levels = levels;
  program->price = price;
  MDM_TRY (set_price (program, err));
  program->near = (mdm_wide_signed_t) 16
                  * (mdm_wide_signed_t) (length * length)
                  * (mdm_wide_signed_t) reveal->law->support;
  program->value = flint_calloc (cells, sizeof *program->value);
  program->rounds = _fmpz_vec_init ((slong) cells);
  program->choice = flint_calloc (cells, sizeof *program->choice);
  program->zero = flint_calloc (cells, 1);
  for (size_t set = ((size_t) 1 << length) - 1; set-- > 0 && status == MDM_OK;)
    {
      MDM_CLEARED (node, node_t, node_clear);
      size_t left = length - (size_t) __builtin_popcountll (set);
      node_set (node, program, set);
      for (size_t t = 1; t <= levels && status == MDM_OK; t++)
        if (t <= left)
          status = choose_all (node, t);
        else
          copy_level (node, t, left);
    }
  if (status == MDM_ELIMIT)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "two policies could not be told apart within the "
                        "limits of precision");
  return status;
}

/* All rows of a table, which are those of its state of no position.  */
void
mdm_program_error (mdm_logform_t res, const mdm_program_struct *program,
                   size_t t)
{
  mdm_reveal_struct *reveal = program->reveal;
  size_t place = mdm_program_at (program, t, 0, 0);
  MDM_OWNED uint32_t *row = flint_malloc (reveal->rows * sizeof *row);
  TERMS (terms);

  for (size_t r = 0; r < reveal->rows; r++)
    row[r] = (uint32_t) r;
  if (program->zero[place])
    mdm_logform_zero (res);
  else
    {
      add_error (terms, program, 0, program->choice[place], t, row,
                 reveal->rows, 1);
      mdm_reveal_sum (res, reveal, terms->term, terms->count);
    }
}

void
mdm_program_rounds (fmpq_t res, const mdm_program_struct *program, size_t t)
{
  fmpz_set (fmpq_numref (res),
            program->rounds + mdm_program_at (program, t, 0, 0));
  fmpz_set (fmpq_denref (res), program->reveal->total);
  fmpq_canonicalise (res);
}

int
mdm_program_is_zero (const mdm_program_struct *program, size_t t)
{
  return program->zero[mdm_program_at (program, t, 0, 0)];
}
