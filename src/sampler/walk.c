#include <config.h>

#include "sampler/walk.h"

#include "exact/limit.h"
#include "exact/scoped.h"
#include "sampler/keep.h"
#include "sampler/walk_work.h"

#include <string.h>

/* The states with one number of revealed positions.  */
typedef struct
{
  mdm_reached_t *reached;
  size_t count, room;
  uint32_t *slot; /* a hash table: the number of a state + 1, or 0 */
  size_t slots;   /* a power of 2, or 0 */
} level_t;

typedef struct
{
  const mdm_walker_t *walker;
  const mdm_prediction_t *prediction;
  const mdm_policy_struct *policy;
  const mdm_limit_t *limit;
  mdm_listener_t listener[1];
  size_t length;
  level_t *level; /* 0 .. length */
  mdm_walk_work_t work;
  uint64_t done, total; /* cells, that are spent and that are expected */
  mdm_err_t *err;
} walk_t;

/* States.  */

static void
reached_clear (mdm_reached_t *reached)
{
  flint_free (reached->state.row);
  fmpz_clear (reached->state.weight);
  fmpq_clear (reached->path);
  fmpq_clear (reached->written);
}

static void
level_clear (level_t *level)
{
  for (size_t i = 0; i < level->count; i++)
    reached_clear (level->reached + i);
  flint_free (level->reached);
  flint_free (level->slot);
  memset (level, 0, sizeof *level);
}

/* The slot of the state of REVEALED whose first row is ROW, or the free one
   where it would be: the positions and that row determine a state.  */
static size_t
find_slot (const level_t *level, uint64_t revealed, uint32_t row)
{
  uint64_t hash = (revealed * UINT64_C (0x9e3779b97f4a7c15) ^ row)
                  * UINT64_C (0xff51afd7ed558ccd);
  size_t mask = level->slots - 1, s;

  for (s = (size_t) (hash >> 32) & mask; level->slot[s] != 0;
       s = (s + 1) & mask)
    {
      const mdm_state_t *state = &level->reached[level->slot[s] - 1].state;
      if (state->revealed == revealed && state->row[0] == row)
        break;
    }
  return s;
}

static void
grow (level_t *level)
{
  level->slots = level->slots == 0 ? 16 : 2 * level->slots;
  flint_free (level->slot);
  level->slot = flint_calloc (level->slots, sizeof *level->slot);
  for (size_t i = 0; i < level->count; i++)
    {
      const mdm_state_t *state = &level->reached[i].state;
      level->slot[find_slot (level, state->revealed, state->row[0])]
          = (uint32_t) (i + 1);
    }
  level->room = level->slots / 2;
  level->reached
      = flint_realloc (level->reached, level->room * sizeof *level->reached);
}

/* Make REACHED the state of REVEALED with the ROWS rows ROW, which are
   copied.  */
static void
state_init (mdm_reached_t *reached, uint64_t revealed, const uint32_t *row,
            size_t rows, const fmpz_t weight)
{
  memset (reached, 0, sizeof *reached);
  reached->state.revealed = revealed;
  reached->state.row = flint_malloc (rows * sizeof *row);
  memcpy (reached->state.row, row, rows * sizeof *row);
  reached->state.rows = rows;
  fmpz_init_set (reached->state.weight, weight);
  fmpq_init (reached->path);
  fmpq_init (reached->written);
}

/* The state of REVEALED with the ROWS rows ROW, which is made if it is new. */
static mdm_reached_t *
reach (walk_t *walk, uint64_t revealed, const uint32_t *row, size_t rows,
       const fmpz_t weight)
{
  level_t *level = walk->level + __builtin_popcountll (revealed);
  mdm_reached_t *res;
  size_t s;

  if (level->count == level->room)
    grow (level);
  s = find_slot (level, revealed, row[0]);
  if (level->slot[s] != 0)
    return level->reached + level->slot[s] - 1;
  res = level->reached + level->count++;
  level->slot[s] = (uint32_t) level->count;
  state_init (res, revealed, row, rows, weight);
  return res;
}

/* Work.  */

static mdm_status
spend (walk_t *walk, uint64_t cells)
{
  walk->done = mdm_work_add (walk->done, cells);
  mdm_progress_tell (
      walk->limit->progress, "going through the states of the policy",
      walk->done < walk->total ? walk->done : walk->total, walk->total);
  return walk->done <= walk->limit->max_cells
             ? MDM_OK
             : mdm_limit_check (walk->limit,
                                "going through the states of the policy",
                                walk->done, 0, walk->err);
}

/* Drawing.  */

/* The children of a state, by what they hold at the positions drawn.  */
typedef struct
{
  uint32_t *row; /* the rows of the state, child after child */
  size_t *start; /* COUNT + 1 */
  size_t count;
  fmpz *weight;
  fmpq *factor;
} children_t;

static void
children_clear (children_t *children)
{
  flint_free (children->row);
  flint_free (children->start);
  if (children->weight != NULL)
    _fmpz_vec_clear (children->weight, (slong) children->count);
  if (children->factor != NULL)
    _fmpq_vec_clear (children->factor, (slong) children->count);
}

/* Sort the rows by their tokens at SAID, those with the same one staying in
   their order.  */
static void
sort_rows (walk_t *walk, uint32_t *row, uint32_t *scratch, size_t rows,
           const mdm_said_t *said)
{
  const mdm_law_struct *law = walk->prediction->rows;
  uint32_t *slot = walk->listener->slot;
  uint32_t sum = 0;

  for (size_t i = 0; i < rows; i++)
    slot[mdm_law_row (law, row[i])[said->position]]++;
  for (size_t c = 0; c < said->count; c++)
    {
      uint32_t n = slot[said->token[c]];
      slot[said->token[c]] = sum;
      sum += n;
    }
  for (size_t i = 0; i < rows; i++)
    scratch[slot[mdm_law_row (law, row[i])[said->position]]++] = row[i];
  for (size_t c = 0; c < said->count; c++)
    slot[said->token[c]] = 0;
  memcpy (row, scratch, rows * sizeof *row);
}

static int
agree (const mdm_law_struct *law, uint32_t a, uint32_t b, uint64_t drawn)
{
  const uint16_t *x = mdm_law_row (law, a), *y = mdm_law_row (law, b);

  for (; drawn != 0; drawn &= drawn - 1)
    if (x[__builtin_ctzll (drawn)] != y[__builtin_ctzll (drawn)])
      return 0;
  return 1;
}

/* Set CHILDREN to those of ROUND after DRAWN.  */
static void
divide (children_t *children, walk_t *walk, const mdm_round_t *round,
        uint64_t drawn)
{
  const mdm_law_struct *law = walk->prediction->rows;
  const mdm_state_t *state = &round->from->state;
  MDM_OWNED uint32_t *scratch = flint_malloc (state->rows * sizeof *scratch);

  memset (children, 0, sizeof *children);
  children->row = flint_malloc (state->rows * sizeof *children->row);
  memcpy (children->row, state->row, state->rows * sizeof *state->row);
  for (size_t i = round->count; i-- > 0;)
    if (drawn >> round->said[i].position & 1)
      sort_rows (walk, children->row, scratch, state->rows, round->said + i);
  children->start = flint_malloc ((state->rows + 1) * sizeof *children->start);
  for (size_t i = 0; i < state->rows; i++)
    if (i == 0 || !agree (law, children->row[i - 1], children->row[i], drawn))
      children->start[children->count++] = i;
  children->start[children->count] = state->rows;
  children->weight = _fmpz_vec_init ((slong) children->count);
  for (size_t c = 0; c < children->count; c++)
    for (size_t i = children->start[c]; i < children->start[c + 1]; i++)
      fmpz_add (children->weight + c, children->weight + c,
                law->weight + children->row[i]);
}

/* FACTOR = prod_{i in D} p^(x_i | x_R) for the tokens of X.  */
static void
product (fmpq_t factor, const mdm_round_t *round, uint64_t drawn,
         const uint16_t *x)
{
  fmpq_one (factor);
  for (size_t i = 0; i < round->count; i++)
    {
      const mdm_said_t *said = round->said + i;
      if (!(drawn >> said->position & 1))
        continue;
      fmpz_mul (fmpq_numref (factor), fmpq_numref (factor),
                said->told.share + mdm_said_find (said, x[said->position]));
      fmpz_mul (fmpq_denref (factor), fmpq_denref (factor), said->told.whole);
    }
  fmpq_canonicalise (factor);
}

static void
set_factors (children_t *children, walk_t *walk, const mdm_round_t *round,
             uint64_t drawn)
{
  children->factor = _fmpq_vec_init ((slong) children->count);
  for (size_t c = 0; c < children->count; c++)
    {
      const uint16_t *x = mdm_law_row (walk->prediction->rows,
                                       children->row[children->start[c]]);
      if (walk->policy->kind == MDM_POLICY_KEEP)
        mdm_keep_chance (children->factor + c, walk->policy, round->said,
                         round->count, drawn, x);
      else
        product (children->factor + c, round, drawn, x);
    }
}

/* Go on from ROUND to the child C after DRAWN of probability CHANCE.  */
static void
descend (walk_t *walk, const mdm_round_t *round, const children_t *children,
         size_t c, uint64_t drawn, const fmpq_t chance)
{
  const mdm_reached_t *from = round->from;
  size_t start = children->start[c];
  mdm_reached_t *to
      = reach (walk, from->state.revealed | drawn, children->row + start,
               children->start[c + 1] - start, children->weight + c);
  MDM_FMPQ (part);

  if (to->rounds < from->rounds + 1)
    to->rounds = from->rounds + 1;
  if (walk->policy->kind != MDM_POLICY_KEEP)
    fmpq_addmul (to->path, from->path, chance);
  if (!walk->walker->written)
    return;
  fmpq_mul (part, from->written, children->factor + c);
  if (fmpq_is_one (chance))
    fmpq_add (to->written, to->written, part);
  else
    fmpq_addmul (to->written, part, chance);
}

static mdm_status
draw (walk_t *walk, const mdm_round_t *round, uint64_t drawn,
      const fmpq_t chance)
{
  const mdm_walker_t *walker = walk->walker;
  MDM_CLEARED (children, children_t, children_clear);
  mdm_draw_t of = { .drawn = drawn, .chance = chance };
  size_t revealed
      = (size_t) __builtin_popcountll (round->from->state.revealed | drawn);

  divide (children, walk, round, drawn);
  set_factors (children, walk, round, drawn);
  of.children = children->count;
  of.weight = children->weight;
  of.factor = children->factor;
  if (walker->draw != NULL)
    MDM_TRY (walker->draw (walker->data, round, &of, walk->err));
  for (size_t c = 0; c < children->count; c++)
    if (!fmpz_is_zero (children->weight + c) || walker->written)
      descend (walk, round, children, c, drawn, chance);
  return spend (
      walk, mdm_work_add (
                mdm_work_mul (children->count,
                              mdm_walk_work_child (&walk->work, revealed)),
                mdm_work_mul (MDM_CELLS_PER_ROW, round->from->state.rows)));
}

/* Rounds.  */

static uint64_t
full_set (const walk_t *walk)
{
  return (UINT64_C (1) << walk->length) - 1;
}

/* What the table draws in STATE: all that is masked, where it does not say. */
static uint64_t
look_up (const walk_t *walk, const mdm_state_t *state)
{
  const uint16_t *x = mdm_law_row (walk->prediction->rows, state->row[0]);
  uint16_t tokens[MDM_POLICY_LENGTH_MAX + 1];
  uint64_t drawn;

  for (size_t i = 0; i < walk->length; i++)
    tokens[i] = state->revealed >> i & 1 ? x[i] : MDM_MASKED;
  drawn = mdm_policy_find (walk->policy, tokens);
  return drawn != 0 ? drawn : full_set (walk) & ~state->revealed;
}

/* Room for what is said of all positions.  */
typedef struct
{
  mdm_said_t said[MDM_POLICY_LENGTH_MAX];
  size_t count;
} audience_t;

static void
audience_clear (audience_t *audience)
{
  for (size_t i = 0; i < audience->count; i++)
    mdm_said_clear (audience->said + i);
}

static mdm_status
listen (audience_t *audience, walk_t *walk, const mdm_state_t *state,
        uint64_t positions)
{
  audience->count = 0;
  for (; positions != 0; positions &= positions - 1)
    MDM_TRY (mdm_said_init (audience->said + audience->count++, walk->listener,
                            state, (size_t) __builtin_ctzll (positions),
                            walk->err));
  return MDM_OK;
}

/* Set the choice of ROUND, and AUDIENCE to what has to be heard.  */
static mdm_status
choose (mdm_round_t *round, audience_t *audience, walk_t *walk)
{
  const mdm_policy_struct *policy = walk->policy;
  const mdm_state_t *state = &round->from->state;
  uint64_t among = mdm_choose_among (policy, state->revealed, walk->length);
  mdm_choice_t *choice = &round->choice;

  *choice = (mdm_choice_t){ 0, 0, 0 };
  if (policy->kind == MDM_POLICY_TABLE)
    choice->fixed = among = look_up (walk, state);
  else if (policy->kind == MDM_POLICY_KEEP)
    mdm_keep_choose (choice, policy, among);
  else if (!mdm_choose_listens (policy))
    {
      MDM_TRY (mdm_choose (choice, policy, among, NULL, 0, walk->err));
      among = choice->fixed | choice->tied;
    }
  MDM_TRY (listen (audience, walk, state, among));
  if (policy->kind == MDM_POLICY_RULE && mdm_choose_listens (policy))
    MDM_TRY (mdm_choose (choice, policy, among, audience->said,
                         audience->count, walk->err));
  round->said = audience->said;
  round->count = audience->count;
  return MDM_OK;
}

/* Make REACHED the state in which nothing is revealed.  */
static void
start (mdm_reached_t *reached, const walk_t *walk)
{
  const mdm_law_struct *law = walk->prediction->rows;
  MDM_OWNED uint32_t *row = flint_malloc (law->support * sizeof *row);

  for (size_t i = 0; i < law->support; i++)
    row[i] = (uint32_t) i;
  state_init (reached, 0, row, law->support, law->total);
}

/* Estimating where ties are random.  */

/* Set CHILD to the heaviest state that follows from ROUND.  */
static void
descend_once (mdm_reached_t *child, walk_t *walk, const mdm_round_t *round)
{
  uint64_t drawn = mdm_choice_first (&round->choice);
  size_t best = 0;
  MDM_CLEARED (children, children_t, children_clear);

  divide (children, walk, round, drawn);
  for (size_t c = 1; c < children->count; c++)
    if (fmpz_cmp (children->weight + c, children->weight + best) > 0)
      best = c;
  state_init (child, round->from->state.revealed | drawn,
              children->row + children->start[best],
              children->start[best + 1] - children->start[best],
              children->weight + best);
}

/* What it takes if all rows meet the ties that the likeliest one does.  */
static mdm_status
follow (uint64_t *cells, uint64_t *bytes, walk_t *walk)
{
  mdm_ties_t ties = { 1, 0, 0 };
  MDM_CLEARED (at, mdm_reached_t, reached_clear);

  *cells = *bytes = 0;
  start (at, walk);
  while (at->state.revealed != full_set (walk))
    {
      size_t r = (size_t) __builtin_popcountll (at->state.revealed), size;
      mdm_crowd_t crowd = { mdm_ties_sets (&ties), 1 };
      mdm_round_t round = { .prediction = walk->prediction,
                            .policy = walk->policy,
                            .from = at };
      MDM_CLEARED (audience, audience_t, audience_clear);
      mdm_reached_t child;
      audience->count = 0;
      MDM_TRY (choose (&round, audience, walk));
      crowd.choices = mdm_choice_count (&round.choice);
      mdm_ties_add (&ties, &round.choice);
      descend_once (&child, walk, &round);
      size = (size_t) __builtin_popcountll (child.state.revealed);
      mdm_walk_work_add (cells, bytes, &walk->work, r, size, &crowd);
      reached_clear (at);
      *at = child;
    }
  return MDM_OK;
}

/* What it takes.  Where ties are random, the number of states that they lead
   to is only found on the way; it is not sought where the most is within the
   limit.  */
static mdm_status
estimate (walk_t *walk)
{
  const mdm_policy_struct *policy = walk->policy;
  const mdm_limit_t *limit = walk->limit;
  uint64_t cells, bytes;

  if (!mdm_policy_is_random (policy))
    mdm_walk_work_certain (&cells, &bytes, &walk->work);
  else
    mdm_walk_work_most (&cells, &bytes, &walk->work);
  if (policy->kind == MDM_POLICY_RULE && mdm_policy_is_random (policy)
      && mdm_choose_listens (policy)
      && (cells > limit->max_cells || bytes > limit->max_memory))
    MDM_TRY (follow (&cells, &bytes, walk));
  walk->total = cells;
  return mdm_limit_check (limit, "going through the states of the policy",
                          cells, bytes, walk->err);
}

/* Go on to the states of which ROUND has all but the last positions, if they
   are not full; all sets are equally probable.  */
static mdm_status
go_on_once (walk_t *walk, const mdm_round_t *round)
{
  uint64_t revealed = round->from->state.revealed;
  mdm_choice_t choice = round->choice;
  size_t size = (size_t) __builtin_popcountll (revealed) + choice.take;
  MDM_FMPQ (chance);

  if (choice.take == 0)
    return MDM_OK;
  if (revealed != 0)
    choice.tied &= ~UINT64_C (0) << (63 - __builtin_clzll (revealed));
  if ((unsigned) __builtin_popcountll (choice.tied) < choice.take)
    return MDM_OK;
  fmpz_bin_uiui (fmpq_denref (chance), walk->length, size);
  fmpz_one (fmpq_numref (chance));
  fmpq_div (chance, chance, round->from->path);
  for (uint64_t drawn = mdm_choice_first (&choice); drawn != 0;
       drawn = mdm_choice_next (&choice, drawn))
    MDM_TRY (draw (walk, round, drawn, chance));
  return MDM_OK;
}

/* What follows from a state that is not full and is possible.  */
static mdm_status
go_on (walk_t *walk, const mdm_reached_t *from)
{
  mdm_round_t round = { .prediction = walk->prediction,
                        .policy = walk->policy,
                        .from = from };
  MDM_CLEARED (audience, audience_t, audience_clear);
  const mdm_walker_t *walker = walk->walker;
  MDM_FMPQ (chance);

  audience->count = 0;
  MDM_TRY (choose (&round, audience, walk));
  MDM_TRY (
      spend (walk, mdm_work_mul (MDM_CELLS_PER_TOKEN * (audience->count + 1),
                                 from->state.rows)));
  if (walker->round != NULL)
    MDM_TRY (walker->round (walker->data, &round, walk->err));
  if (walk->work.once > 0)
    return go_on_once (walk, &round);
  fmpq_one (chance);
  if (walk->policy->kind != MDM_POLICY_KEEP)
    fmpq_set_ui (chance, 1, mdm_choice_count (&round.choice));
  for (uint64_t drawn = mdm_choice_first (&round.choice); drawn != 0;
       drawn = mdm_choice_next (&round.choice, drawn))
    MDM_TRY (draw (walk, &round, drawn, chance));
  return MDM_OK;
}

/* All the states of a level, which are freed.  */
static mdm_status
go_through (walk_t *walk, level_t *level)
{
  const mdm_walker_t *walker = walk->walker;

  for (size_t i = 0; i < level->count; i++)
    {
      const mdm_reached_t *from = level->reached + i;
      mdm_status status = MDM_OK;
      if (from->state.revealed != full_set (walk)
          && !fmpz_is_zero (from->state.weight))
        status = go_on (walk, from);
      else if (walker->end != NULL)
        status = walker->end (walker->data, from, walk->err);
      if (status != MDM_OK)
        return status;
    }
  level_clear (level);
  return MDM_OK;
}

static void
walk_clear (walk_t *walk)
{
  for (size_t r = 0; r <= walk->length; r++)
    level_clear (walk->level + r);
  flint_free (walk->level);
  mdm_listener_clear (walk->listener);
}

/* The state in which nothing is revealed.  */
static void
begin (walk_t *walk)
{
  MDM_CLEARED (none, mdm_reached_t, reached_clear);
  mdm_reached_t *first;

  start (none, walk);
  first
      = reach (walk, 0, none->state.row, none->state.rows, none->state.weight);
  fmpq_one (first->path);
  fmpq_one (first->written);
  if (walk->policy->kind == MDM_POLICY_KEEP)
    fmpq_zero (first->path);
}

mdm_status
mdm_policy_walk (const mdm_walker_t *walker,
                 const mdm_prediction_t *prediction, const mdm_policy_t policy,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (walk, walk_t, walk_clear);
  const mdm_law_struct *law = prediction->rows;

  memset (walk, 0, sizeof *walk);
  *walk = (walk_t){ .walker = walker,
                    .prediction = prediction,
                    .policy = policy,
                    .limit = limit,
                    .length = law->length,
                    .err = err };
  walk->work = (mdm_walk_work_t){ .policy = policy,
                                  .rows = law,
                                  .written = walker->written };
  if (walker->once)
    walk->work.once = mdm_policy_blind_size (policy, law->length);
  walk->level = flint_calloc (law->length + 1, sizeof *walk->level);
  mdm_listener_init (walk->listener, prediction);
  if (law->length > MDM_POLICY_LENGTH_MAX || law->support >= UINT32_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "policies are for sequences of at most %d tokens, and "
                        "fewer than 2^32 rows",
                        MDM_POLICY_LENGTH_MAX);
  MDM_TRY (estimate (walk));
  begin (walk);
  for (size_t r = 0; r <= walk->length; r++)
    MDM_TRY (go_through (walk, walk->level + r));
  return MDM_OK;
}
