/* test_policy.c - policies against their definition: every order of the masked
   positions that a rule allows, followed along every sequence.

   What is compared shares nothing with the walk through reveal states but the
   numbers: here paths are enumerated, conditional probabilities come from
   going through all rows, and a choice is the mean over orders.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "exact/scoped.h"
#include "sampler/adaptive.h"
#include "sampler/choose.h"
#include "sampler/instance.h"
#include "sampler/output.h"
#include "sampler/schedule_spec.h"

#include <stdio.h>
#include <string.h>

#define MOST 8 /* positions */

/* A state while a path is followed.  */
typedef struct
{
  uint16_t token[MOST];
  uint64_t revealed;
} place_t;

typedef struct
{
  const mdm_law_struct *law, *grid;
  const mdm_policy_struct *policy;
  size_t row; /* of GRID, that is followed */
  fmpq *p;    /* p_Y of the rows of GRID */
  fmpq_t rounds_p, rounds_q;
  size_t rounds_max;
  mdm_logform_t ekl, budget;
} plain_t;

/* P = the probability of TOKEN at POSITION given PLACE.  */
static void
conditional (fmpq_t p, const plain_t *plain, const place_t *place,
             size_t position, uint16_t token)
{
  place_t next = *place;
  MDM_FMPZ (w);
  MDM_FMPZ (all);

  next.token[position] = token;
  marginal_weight (w, plain->law, next.token,
                   place->revealed | UINT64_C (1) << position);
  marginal_weight (all, plain->law, place->token, place->revealed);
  fmpq_set_fmpz_frac (p, w, all);
}

static int
is_possible (const plain_t *plain, const place_t *place)
{
  MDM_FMPZ (w);

  marginal_weight (w, plain->law, place->token, place->revealed);
  return !fmpz_is_zero (w);
}

/* The largest probability at POSITION, with MARGIN minus the second.  */
static void
confidence (fmpq_t res, const plain_t *plain, const place_t *place,
            size_t position, int margin)
{
  MDM_FMPQ (p);
  MDM_FMPQ (second);

  fmpq_zero (res);
  for (uint16_t v = 0; v < plain->law->vocab; v++)
    {
      conditional (p, plain, place, position, v);
      if (fmpq_cmp (p, res) > 0)
        fmpq_swap (p, res);
      if (fmpq_cmp (p, second) > 0)
        fmpq_set (second, p);
    }
  if (margin)
    fmpq_sub (res, res, second);
}

static void
entropy (mdm_logform_t h, const plain_t *plain, const place_t *place,
         size_t position)
{
  MDM_FMPQ (p);
  MDM_LOGFORM (log);

  mdm_logform_zero (h);
  for (uint16_t v = 0; v < plain->law->vocab; v++)
    {
      conditional (p, plain, place, position, v);
      if (fmpq_is_zero (p))
        continue;
      mdm_logform_set_log_fmpq (log, p);
      fmpq_neg (p, p);
      mdm_logform_addmul_fmpq (h, log, p);
    }
}

/* The sign of what says that I comes before J: < 0, tied: 0.  */
static int
compare (const plain_t *plain, const place_t *place, size_t i, size_t j)
{
  mdm_policy_order order = plain->policy->order;
  int sign = 0;
  MDM_FMPQ (a);
  MDM_FMPQ (b);
  MDM_LOGFORM (x);
  MDM_LOGFORM (y);

  if (order == MDM_ORDER_LEFT)
    return i < j ? -1 : 1;
  if (order == MDM_ORDER_RANDOM)
    return 0;
  if (order == MDM_ORDER_ENTROPY)
    {
      entropy (x, plain, place, i);
      entropy (y, plain, place, j);
      ck_assert_int_eq (mdm_logform_cmp (&sign, x, y), MDM_OK);
      return sign;
    }
  confidence (a, plain, place, i, order == MDM_ORDER_MARGIN);
  confidence (b, plain, place, j, order == MDM_ORDER_MARGIN);
  return fmpq_cmp (b, a);
}

/* How many of the COUNT positions ORDER are drawn, unless a threshold says
   which.  */
static size_t
how_many (const plain_t *plain, const place_t *place, const size_t *order,
          size_t count)
{
  const mdm_policy_struct *policy = plain->policy;
  size_t best = 1;

  if (policy->count == MDM_COUNT_K)
    return policy->k < count ? policy->k : count;
  for (size_t n = 1; n <= count; n++)
    {
      int sign = 1, larger;
      MDM_FMPQ (c);
      MDM_LOGFORM (h);
      MDM_LOGFORM (sum);
      MDM_LOGFORM (most);
      if (policy->count == MDM_COUNT_FACTOR)
        {
          confidence (c, plain, place, order[n - 1], 0);
          fmpq_sub_si (c, c, 1);
          fmpq_mul_si (c, c, -(slong) (n + 1));
          if (fmpq_cmp (c, policy->level) < 0)
            best = n;
          continue;
        }
      if (policy->count != MDM_COUNT_GAMMA)
        break;
      for (size_t i = 0; i < n; i++)
        {
          entropy (h, plain, place, order[i]);
          mdm_logform_add (sum, sum, h);
          ck_assert_int_eq (mdm_logform_cmp (&larger, h, most), MDM_OK);
          if (larger > 0)
            mdm_logform_set (most, h);
        }
      mdm_logform_sub (sum, sum, most);
      mdm_logform_set_fmpq (h, policy->level);
      ck_assert_int_eq (mdm_logform_cmp (&sign, sum, h), MDM_OK);
      if (sign <= 0)
        best = n;
    }
  return best;
}

/* What is drawn in the order ORDER of COUNT positions.  */
static uint64_t
drawn_in (const plain_t *plain, const place_t *place, const size_t *order,
          size_t count)
{
  uint64_t drawn = 0;
  MDM_FMPQ (c);

  for (size_t i = 0; plain->policy->count == MDM_COUNT_THRESHOLD && i < count;
       i++)
    {
      confidence (c, plain, place, order[i], 0);
      if (fmpq_cmp (c, plain->policy->level) >= 0)
        drawn |= UINT64_C (1) << order[i];
    }
  if (drawn != 0)
    return drawn;
  for (size_t i = 0; i < how_many (plain, place, order, count); i++)
    drawn |= UINT64_C (1) << order[i];
  return drawn;
}

/* Every order that is allowed, one after the other: TIMES[D] counts those in
   which D is drawn.  */
static void
each_order (size_t *times, const plain_t *plain, const place_t *place,
            size_t *order, size_t at, size_t count)
{
  if (at == count)
    {
      times[drawn_in (plain, place, order, count)]++;
      return;
    }
  for (size_t i = at; i < count; i++)
    {
      size_t next = order[i];
      int allowed = 1;
      for (size_t j = at; j < count; j++)
        {
          int sign = j == i ? 1 : compare (plain, place, order[j], next);
          int first = plain->policy->order != MDM_ORDER_RANDOM
                      && !plain->policy->random_ties;
          if (sign < 0 || (sign == 0 && first && order[j] < next))
            allowed = 0;
        }
      if (!allowed)
        continue;
      order[i] = order[at];
      order[at] = next;
      each_order (times, plain, place, order, at + 1, count);
      order[at] = order[i];
      order[i] = next;
    }
}

/* The masked positions of the first block that has one.  */
static size_t
block_of (size_t *order, const plain_t *plain, const place_t *place)
{
  size_t length = plain->law->length, count = 0, first = 0;
  uint64_t b = plain->policy->block;

  while (place->revealed >> first & 1)
    first++;
  for (size_t i = first; i < length; i++)
    if (!(place->revealed >> i & 1) && (b == 0 || i / b == first / b))
      order[count++] = i;
  return count;
}

/* TIMES[D] of all sets D at PLACE.  */
static void
choose (size_t *times, const plain_t *plain, const place_t *place)
{
  size_t order[MOST], length = plain->law->length;
  uint16_t state[MOST];
  uint64_t drawn;

  memset (times, 0, sizeof (size_t) << MOST);
  if (plain->policy->kind == MDM_POLICY_RULE)
    {
      size_t count = block_of (order, plain, place);
      each_order (times, plain, place, order, 0, count);
      return;
    }
  for (size_t i = 0; i < length; i++)
    state[i] = place->revealed >> i & 1 ? place->token[i] : MDM_MASKED;
  drawn = mdm_policy_find (plain->policy, state);
  if (drawn == 0)
    drawn = ((UINT64_C (1) << length) - 1) & ~place->revealed;
  times[drawn] = 1;
}

/* Add what a path of the row with the PROBABILITY of its choices, the product
   WRITTEN, so many ROUNDS and BUDGET ends with.  */
static void
finish (plain_t *plain, const fmpq_t probability, const fmpq_t written,
        size_t rounds, const mdm_logform_t budget)
{
  MDM_FMPQ (p);
  MDM_FMPQ (q);
  MDM_LOGFORM (kl);

  fmpq_mul (q, probability, written);
  fmpq_add (plain->p + plain->row, plain->p + plain->row, q);
  fmpq_mul_ui (q, q, rounds);
  fmpq_add (plain->rounds_q, plain->rounds_q, q);
  fmpq_set_fmpz_frac (p, plain->grid->weight + plain->row, plain->grid->total);
  if (fmpq_is_zero (p))
    return;
  fmpq_div (q, p, written);
  mdm_logform_set_log_fmpq (kl, q);
  fmpq_mul (q, p, probability);
  mdm_logform_addmul_fmpq (plain->ekl, kl, q);
  mdm_logform_addmul_fmpq (plain->budget, budget, q);
  fmpq_mul_ui (q, q, rounds);
  fmpq_add (plain->rounds_p, plain->rounds_p, q);
  if (rounds > plain->rounds_max)
    plain->rounds_max = rounds;
}

/* Add the entropies of DRAWN at PLACE but the largest.  */
static void
spend (mdm_logform_t budget, const plain_t *plain, const place_t *place,
       uint64_t drawn)
{
  MDM_LOGFORM (h);
  MDM_LOGFORM (most);

  for (size_t i = 0; i < plain->law->length; i++)
    if (drawn >> i & 1)
      {
        int larger;
        entropy (h, plain, place, i);
        mdm_logform_add (budget, budget, h);
        ck_assert_int_eq (mdm_logform_cmp (&larger, h, most), MDM_OK);
        if (larger > 0)
          mdm_logform_set (most, h);
      }
  mdm_logform_sub (budget, budget, most);
}

/* Follow the row from PLACE on.  */
static void
follow (plain_t *plain, const place_t *place, const fmpq_t probability,
        const fmpq_t written, size_t rounds, const mdm_logform_t budget)
{
  size_t length = plain->law->length, times[1 << MOST], all = 0;
  const uint16_t *x = mdm_law_row (plain->grid, plain->row);
  MDM_FMPQ (p);
  MDM_FMPQ (q);

  if (place->revealed == (UINT64_C (1) << length) - 1)
    {
      finish (plain, probability, written, rounds, budget);
      return;
    }
  if (fmpq_is_zero (written))
    return;
  if (!is_possible (plain, place))
    {
      fmpq_set (q, written);
      for (size_t i = 0; i < length; i++)
        if (!(place->revealed >> i & 1))
          fmpq_div_fmpz (q, q, (fmpz[]){ (fmpz) plain->law->vocab });
      finish (plain, probability, q, rounds + 1, budget);
      return;
    }
  choose (times, plain, place);
  for (size_t d = 1; d < 1u << length; d++)
    all += times[d];
  for (size_t d = 1; d < 1u << length; d++)
    {
      place_t next = *place;
      MDM_LOGFORM (spent);
      if (times[d] == 0)
        continue;
      mdm_logform_set (spent, budget);
      spend (spent, plain, place, d);
      fmpq_set (q, written);
      for (size_t i = 0; i < length; i++)
        if (d >> i & 1)
          {
            conditional (p, plain, place, i, x[i]);
            fmpq_mul (q, q, p);
            next.token[i] = x[i];
          }
      next.revealed |= d;
      fmpq_set_ui (p, times[d], all);
      fmpq_canonicalise (p);
      fmpq_mul (p, p, probability);
      follow (plain, &next, p, q, rounds + 1, spent);
    }
}

static void
plain_init (plain_t *plain, const mdm_law_struct *law,
            const mdm_law_struct *grid, const mdm_policy_struct *policy)
{
  memset (plain, 0, sizeof *plain);
  plain->law = law;
  plain->grid = grid;
  plain->policy = policy;
  plain->p = _fmpq_vec_init ((slong) grid->support);
  fmpq_init (plain->rounds_p);
  fmpq_init (plain->rounds_q);
  mdm_logform_init (plain->ekl);
  mdm_logform_init (plain->budget);
}

static void
plain_clear (plain_t *plain)
{
  _fmpq_vec_clear (plain->p, (slong) plain->grid->support);
  fmpq_clear (plain->rounds_p);
  fmpq_clear (plain->rounds_q);
  mdm_logform_clear (plain->ekl);
  mdm_logform_clear (plain->budget);
}

/* Sample-then-keep: every candidate at every masked position of the block, in
   every order of those that are tied.  */

/* Add to TIMES[K] the orders in which K is kept of the COUNT positions ORDER
   with the probabilities CHANCE.  */
static void
each_keep (size_t *times, const mdm_policy_struct *policy, size_t *order,
           const fmpq *chance, size_t at, size_t count)
{
  size_t kept = policy->k < count ? policy->k : count;
  uint64_t set = 0;

  if (at == count)
    {
      for (size_t i = 0; i < kept; i++)
        set |= UINT64_C (1) << order[i];
      times[set]++;
      return;
    }
  for (size_t i = at; i < count; i++)
    {
      size_t next = order[i];
      int allowed = 1;
      for (size_t j = at; j < count; j++)
        {
          int sign = fmpq_cmp (chance + order[j], chance + next);
          if (sign > 0
              || (sign == 0 && !policy->random_ties && order[j] < next))
            allowed = 0;
        }
      if (!allowed)
        continue;
      order[i] = order[at];
      order[at] = next;
      each_keep (times, policy, order, chance, at + 1, count);
      order[at] = order[i];
      order[i] = next;
    }
}

/* The number of the sequence TOKENS in the grid.  */
static size_t
number (const plain_t *plain, const uint16_t *tokens)
{
  size_t n = 0;

  for (size_t i = 0; i < plain->law->length; i++)
    n = n * plain->law->vocab + tokens[i];
  return n;
}

static void keep_on (plain_t *plain, const place_t *place,
                     const fmpq_t written, size_t rounds);

/* Draw candidates at the positions AT .. COUNT - 1 of ORDER, then go on.  */
static void
draw_candidates (plain_t *plain, const place_t *place, uint16_t *candidate,
                 fmpq *chance, size_t *order, size_t at, size_t count,
                 const fmpq_t written, size_t rounds)
{
  size_t times[1 << MOST] = { 0 }, all = 0;
  MDM_FMPQ (q);

  if (at < count)
    {
      for (uint16_t v = 0; v < plain->law->vocab; v++)
        {
          conditional (q, plain, place, order[at], v);
          if (fmpq_is_zero (q))
            continue;
          fmpq_set (chance + order[at], q);
          candidate[order[at]] = v;
          fmpq_mul (q, q, written);
          draw_candidates (plain, place, candidate, chance, order, at + 1,
                           count, q, rounds);
        }
      return;
    }
  each_keep (times, plain->policy, order, chance, 0, count);
  for (size_t k = 1; k < 1 << MOST; k++)
    all += times[k];
  for (size_t k = 1; k < 1 << MOST; k++)
    if (times[k] > 0)
      {
        place_t next = *place;
        uint16_t saved[MOST];
        memcpy (saved, candidate, sizeof saved);
        for (size_t i = 0; i < MOST; i++)
          if (k >> i & 1)
            next.token[i] = candidate[i];
        next.revealed |= k;
        fmpq_set_ui (q, times[k], all);
        fmpq_canonicalise (q);
        fmpq_mul (q, q, written);
        keep_on (plain, &next, q, rounds + 1);
        memcpy (candidate, saved, sizeof saved);
      }
}

static void
keep_on (plain_t *plain, const place_t *place, const fmpq_t written,
         size_t rounds)
{
  size_t length = plain->law->length, order[MOST], count;
  uint16_t candidate[MOST];
  MDM_FMPQ_VEC (chance, MOST);
  MDM_FMPQ (q);

  if (place->revealed != (UINT64_C (1) << length) - 1
      && is_possible (plain, place))
    {
      count = block_of (order, plain, place);
      draw_candidates (plain, place, candidate, chance, order, 0, count,
                       written, rounds);
      return;
    }
  fmpq_set (q, written);
  for (size_t i = 0; i < length; i++)
    if (!(place->revealed >> i & 1))
      fmpq_div_fmpz (q, q, (fmpz[]){ (fmpz) plain->law->vocab });
  for (size_t row = 0; row < plain->grid->support; row++)
    {
      const uint16_t *x = mdm_law_row (plain->grid, row);
      int agrees = 1;
      for (size_t i = 0; i < length; i++)
        agrees &= !(place->revealed >> i & 1) || x[i] == place->token[i];
      if (agrees)
        fmpq_add (plain->p + row, plain->p + row, q);
    }
  fmpq_mul_ui (q, written,
               rounds + (place->revealed != (UINT64_C (1) << length) - 1));
  fmpq_add (plain->rounds_q, plain->rounds_q, q);
  if (place->revealed == (UINT64_C (1) << length) - 1
      && !fmpz_is_zero (plain->grid->weight + number (plain, place->token))
      && rounds > plain->rounds_max)
    plain->rounds_max = rounds;
}

/* Everything by definition.  */
static void
enumerate (plain_t *plain)
{
  const place_t nothing = { .revealed = 0 };
  MDM_FMPQ (one);
  MDM_LOGFORM (zero);

  fmpq_one (one);
  if (plain->policy->kind == MDM_POLICY_KEEP)
    {
      keep_on (plain, &nothing, one, 0);
      return;
    }
  for (plain->row = 0; plain->row < plain->grid->support; plain->row++)
    follow (plain, &nothing, one, one, 0, zero);
}

/* Comparing.  */

static void
check_errors (const plain_t *plain, mdm_instance_t instance)
{
  const mdm_law_struct *law = plain->law;
  const mdm_logform_struct *x;
  size_t rounds;
  MDM_LOGFORM (mean);

  ck_assert_int_eq (mdm_instance_rounds_max (&rounds, instance, NULL), MDM_OK);
  ck_assert_uint_eq (rounds, plain->rounds_max);
  ck_assert_int_eq (mdm_instance_rounds_q (&x, instance, NULL), MDM_OK);
  mdm_logform_set_fmpq (mean, plain->rounds_q);
  check_real (x, "=", mean, law);
  if (plain->policy->kind == MDM_POLICY_KEEP)
    {
      ck_assert_int_eq (mdm_instance_ekl (&x, instance, NULL), MDM_EABSENT);
      ck_assert_int_eq (mdm_instance_ekl_definition (&x, instance, NULL),
                        MDM_EABSENT);
      ck_assert_int_eq (mdm_instance_rounds_p (&x, instance, NULL),
                        MDM_EABSENT);
      ck_assert_int_eq (mdm_instance_budget (&x, instance, NULL), MDM_EABSENT);
      return;
    }
  ck_assert_int_eq (mdm_instance_rounds_p (&x, instance, NULL), MDM_OK);
  mdm_logform_set_fmpq (mean, plain->rounds_p);
  check_real (x, "=", mean, law);
  ck_assert_int_eq (mdm_instance_ekl (&x, instance, NULL), MDM_OK);
  check_real (x, "=", plain->ekl, law);
  ck_assert_int_eq (mdm_instance_ekl_definition (&x, instance, NULL), MDM_OK);
  check_real (x, "=", plain->ekl, law);
  ck_assert_int_eq (mdm_instance_budget (&x, instance, NULL), MDM_OK);
  check_real (x, "=", plain->budget, law);
  check_real (plain->ekl, "<=", plain->budget, law);
  ck_assert_int_eq (mdm_instance_kl_mixed (&x, instance, NULL), MDM_OK);
  check_real (x, "<=", plain->ekl, law);
}

/* Check SCHEDULE, a policy, on LAW.  */
static void
check_policy (mdm_law_t law, const mdm_schedule_t schedule)
{
  MDM_SCOPED (grid, mdm_law_struct, mdm_law_init, mdm_law_clear);
  const fmpq *p;

  ck_assert_int_eq (mdm_output_grid (grid, law, &no_limit, NULL), MDM_OK);
  MDM_CLEARED (plain, plain_t, plain_clear);
  MDM_FMPQ_VEC (output, grid->support);
  plain_init (plain, law, grid, schedule->policy);
  enumerate (plain);
  ck_assert_int_eq (mdm_output_law (output, grid, schedule, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < grid->support; i++)
    check_fraction (output + i, plain->p + i, law);
  MDM_CLEARED (instance, mdm_instance_struct, mdm_instance_clear);
  mdm_instance_init (instance, law, schedule, &no_limit);
  ck_assert_int_eq (mdm_instance_output (&p, instance, NULL), MDM_OK);
  for (size_t i = 0; i < law->support; i++)
    check_fraction (p + i, plain->p + number (plain, mdm_law_row (law, i)),
                    law);
  check_errors (plain, instance);
}

/* Random policies.  */

static void
random_rule (char *spec, uint64_t *state, size_t length)
{
  static const char *const orders[]
      = { "confidence", "margin", "entropy", "left", "random" };
  size_t order = random_below (state, 5);
  unsigned twelfths = (unsigned) random_below (state, 13);
  char *p = spec;

  switch (random_below (state, 5))
    {
    case 0:
      p += sprintf (p, "policy:order=%s,threshold=%u/12", orders[order],
                    twelfths);
      break;
    case 1:
      p += sprintf (p, "policy:factor=%u/6,order=confidence", twelfths + 1);
      break;
    case 2:
      p += sprintf (p, "policy:order=entropy,gamma=%u/8", twelfths);
      break;
    case 3:
      p += sprintf (p, "sample-keep:k=%u",
                    1 + (unsigned) random_below (state, length));
      break;
    default:
      p += sprintf (p, "policy:order=%s,k=%u", orders[order],
                    1 + (unsigned) random_below (state, length + 1));
    }
  if (random_below (state, 3) == 0)
    p += sprintf (p, ",block=%u",
                  1 + (unsigned) random_below (state, length + 1));
  if (random_below (state, 2) == 0)
    sprintf (p, ",ties=%s", random_below (state, 3) ? "random" : "first");
}

static void
open_policy (mdm_schedule_t schedule, const char *spec, mdm_law_t law)
{
  mdm_err_t err = { 0 };

  ck_assert_msg (mdm_schedule_open (schedule, spec, law, NULL, &no_limit, &err)
                     == MDM_OK,
                 "%s: %s", spec, err.message);
}

START_TEST (rules)
{
  uint64_t state = (uint64_t) _i;
  MDM_LAW (law);

  random_law (law, (uint64_t) _i, 27);
  for (int i = 0; i < 4; i++)
    {
      char spec[100];
      MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
                  mdm_schedule_clear);
      random_rule (spec, &state, law->length);
      open_policy (schedule, spec, law);
      check_policy (law, schedule);
    }
}
END_TEST

/* A random set of POSITIONS, not none.  */
static uint64_t
random_subset (uint64_t *state, uint64_t positions)
{
  uint64_t set = 0;

  while (set == 0)
    set = positions & random_below (state, UINT64_C (1) << MOST);
  return set;
}

START_TEST (tables)
{
  uint64_t state = (uint64_t) _i;
  MDM_LAW (law);
  MDM_POLICY (policy);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  random_law (law, (uint64_t) _i, 16);
  mdm_policy_set_table (policy, law->length);
  /* Count through all states, masked being one more token.  */
  for (uint64_t n = 0; n < mdm_work_pow (law->vocab + 1, law->length); n++)
    {
      uint16_t tokens[MOST];
      uint64_t rest = n, masked = 0;
      for (size_t i = 0; i < law->length; i++, rest /= law->vocab + 1)
        {
          uint64_t v = rest % (law->vocab + 1);
          tokens[i] = v == law->vocab ? MDM_MASKED : (uint16_t) v;
          masked |= (uint64_t) (v == law->vocab) << i;
        }
      ck_assert_uint_eq (mdm_policy_find (policy, tokens), 0);
      if (masked == 0 || random_below (&state, 4) == 0)
        continue;
      masked = random_subset (&state, masked);
      mdm_policy_add_mask (policy, tokens, masked);
      ck_assert_uint_eq (mdm_policy_find (policy, tokens), masked);
    }
  mdm_schedule_set_policy (schedule, law->length, policy);
  check_policy (law, schedule);
}
END_TEST

/* A random order is a random partition: two engines.  */
START_TEST (random_orders)
{
  uint64_t state = (uint64_t) _i;
  MDM_LAW (law);
  size_t size[MOST], steps = 0, k, left;
  char spec[100];
  const mdm_logform_struct *x, *y;
  const fmpq *p, *q;
  fmpq *walked;
  MDM_SCOPED (errors, mdm_adaptive_struct, mdm_adaptive_init,
              mdm_adaptive_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_SCOPED (sizes, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  random_law (law, (uint64_t) _i, 64);
  k = 1 + random_below (&state, law->length);
  for (left = law->length; left > 0; left -= size[steps++])
    size[steps] = k < left ? k : left;
  mdm_schedule_set_sizes (sizes, size, steps);
  sprintf (spec, "policy:order=random,k=%zu", k);
  open_policy (schedule, spec, law);
  MDM_CLEARED (a, mdm_instance_struct, mdm_instance_clear);
  MDM_CLEARED (b, mdm_instance_struct, mdm_instance_clear);
  mdm_instance_init (a, law, schedule, &no_limit);
  mdm_instance_init (b, law, sizes, &no_limit);
  ck_assert_int_eq (mdm_instance_ekl (&x, a, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ekl (&y, b, NULL), MDM_OK);
  check_real (x, "=", y, law);
  ck_assert_int_eq (mdm_instance_output (&p, a, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_output (&q, b, NULL), MDM_OK);
  for (size_t i = 0; i < law->support; i++)
    check_fraction (p + i, q + i, law);
  /* The same by going through the states.  */
  walked = _fmpq_vec_init ((slong) law->support);
  ck_assert_int_eq (mdm_adaptive_errors (errors, &a->sampled->prediction,
                                         schedule->policy, &no_limit, NULL),
                    MDM_OK);
  check_real (errors->ekl, "=", y, law);
  check_real (errors->definition, "=", y, law);
  ck_assert_uint_eq (errors->rounds_max, steps);
  ck_assert_int_eq (mdm_adaptive_output (walked, NULL, &a->sampled->prediction,
                                         schedule->policy, &no_limit, NULL),
                    MDM_OK);
  for (size_t i = 0; i < law->support; i++)
    check_fraction (walked + i, q + i, law);
  _fmpq_vec_clear (walked, (slong) law->support);
}
END_TEST

/* With a predictor the error is that of the ideal one for the same choices and
   the training error, by two routes.  */
START_TEST (predictors)
{
  static const char *const specs[]
      = { "smooth:1/5", "power:2", "law:uniform:V=%d,L=%d" };
  uint64_t state = (uint64_t) _i;
  char spec[100], name[100];
  const mdm_logform_struct *x, *y, *budget, *eps;
  MDM_LAW (law);
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  random_law (law, (uint64_t) _i, 16);
  do
    random_rule (spec, &state, law->length);
  while (spec[0] == 's');
  open_policy (schedule, spec, law);
  strcpy (name, specs[_i % 3]);
  if (_i % 3 == 2)
    sprintf (name, "law:uniform:V=%d,L=%d", (int) law->vocab,
             (int) law->length);
  /* The tokens of the uniform law are numerals, and need not be the law's.  */
  if (mdm_predictor_open (predictor, name, law, &no_limit, NULL) != MDM_OK)
    return;
  MDM_CLEARED (instance, mdm_instance_struct, mdm_instance_clear);
  mdm_instance_init (instance, law, schedule, &no_limit);
  mdm_instance_set_predictor (instance, predictor);
  ck_assert_int_eq (mdm_instance_ekl (&x, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ekl_definition (&y, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_budget (&budget, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_eps_train (&eps, instance, NULL), MDM_OK);
  ck_assert_int_eq (x == NULL, y == NULL);
  if (x != NULL)
    check_real (x, "=", y, law);
  if (eps != NULL)
    {
      MDM_LOGFORM (bound);
      mdm_logform_add (bound, budget, eps);
      check_real (x, "<=", bound, law);
    }
}
END_TEST

/* All subsets of a choice come, each once.  */
START_TEST (subsets)
{
  const mdm_choice_t choice = { 0x21, 0xdc, (unsigned) _i };
  uint64_t count = 0, before = 0;

  for (uint64_t d = mdm_choice_first (&choice); d != 0;
       d = mdm_choice_next (&choice, d))
    {
      ck_assert_uint_gt (d, before);
      ck_assert_uint_eq (d & choice.fixed, choice.fixed);
      ck_assert_uint_eq (d & ~(choice.fixed | choice.tied), 0);
      ck_assert_int_eq (__builtin_popcountll (d & choice.tied), _i);
      before = d;
      count++;
    }
  ck_assert_uint_eq (count, mdm_choice_count (&choice));
  ck_assert_uint_eq (count, mdm_work_binomial (5, (uint64_t) _i));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("policy");
  TCase *tests = tcase_create ("policies");

  tcase_add_loop_test (tests, rules, 0, 120);
  tcase_add_loop_test (tests, tables, 0, 40);
  tcase_add_loop_test (tests, random_orders, 0, 40);
  tcase_add_loop_test (tests, predictors, 0, 60);
  tcase_add_loop_test (tests, subsets, 0, 5);
  suite_add_tcase (suite, tests);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
