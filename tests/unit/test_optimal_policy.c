/* test_optimal_policy.c - the best policies and ordered partitions against all
   of them, and closed forms against the program.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "info/curve.h"
#include "info/entropy.h"
#include "sampler/depth.h"
#include "sampler/instance.h"
#include "sampler/optimal.h"
#include "sampler/optimal_policy.h"
#include "sampler/shuffle.h"

#include <stdio.h>
#include <string.h>

#define SEEDS 60

/* Laws with ties, of few rows; then random ones.  */
static const char *const tied[] = {
  "uniform:V=2,L=3",
  "parity:V=2,L=3",
  "repetition:V=3,L=3",
  "permutation:n=3",
  "walk:L=3",
  "mds:q=3,L=3,k=2",
  "markov:flip=1/3,L=3",
  "noisy-repetition:flip=1/4,L=3",
  "paired-copy:V=2,L=4",
  "1 a\n",
  /* A product; and one whose first token tells what is tied.  */
  "1 000\n2 001\n1 010\n2 011\n3 100\n6 101\n3 110\n6 111\n",
  "1 000\n1 011\n1 100\n1 101\n1 110\n1 111\n",
};

#define TIED (sizeof tied / sizeof *tied)

static void
open_case (mdm_law_t law, int i)
{
  if ((size_t) i < TIED)
    open_law (law, tied[i]);
  else
    random_law (law, (uint64_t) i - TIED, 27);
  ck_assert_int_eq (mdm_law_list (law, &no_limit, NULL), MDM_OK);
}

/* What a policy does from a state on, times the state's probability; and the
   positions that it draws first.  */
typedef struct
{
  mdm_logform_t error;
  fmpq_t rounds;
  size_t most, first;
} outcome_t;

typedef struct
{
  outcome_t *outcome;
  size_t count;
} outcomes_t;

static outcome_t *
add_outcome (outcomes_t *list)
{
  outcome_t *new;

  list->outcome = flint_realloc (list->outcome,
                                 (list->count + 1) * sizeof *list->outcome);
  new = list->outcome + list->count++;
  mdm_logform_init (new->error);
  fmpq_init (new->rounds);
  new->most = 0;
  new->first = 0;
  return new;
}

static void
outcomes_clear (outcomes_t *list)
{
  for (size_t i = 0; i < list->count; i++)
    {
      mdm_logform_clear (list->outcome[i].error);
      fmpq_clear (list->outcome[i].rounds);
    }
  flint_free (list->outcome);
}

/* Do rows R and S of LAW agree at SET?  */
static int
agree (const mdm_law_t law, size_t r, size_t s, size_t set)
{
  for (size_t i = 0; i < law->length; i++)
    if (set >> i & 1 && mdm_law_row (law, r)[i] != mdm_law_row (law, s)[i])
      return 0;
  return 1;
}

/* H(X_SET) given that the law is on ROWS, a mask, by the definition.  */
static void
entropy_on (mdm_logform_t res, const mdm_law_t law, uint64_t rows, size_t set)
{
  MDM_FMPZ_VEC (weight, law->support);
  MDM_FMPZ (total);

  for (size_t r = 0; r < law->support; r++)
    if (rows >> r & 1)
      {
        size_t s = 0;
        while (!(rows >> s & 1) || !agree (law, r, s, set))
          s++;
        fmpz_add (weight + s, weight + s, law->weight + r);
        fmpz_add (total, total, law->weight + r);
      }
  mdm_entropy_of_weights (res, weight, law->support, total);
}

/* RES += p TC(X_DRAW), P = p being the probability of ROWS.  */
static void
add_correlation (mdm_logform_t res, const mdm_law_t law, uint64_t rows,
                 size_t draw, const fmpq_t p)
{
  MDM_LOGFORM (x);
  MDM_FMPQ (minus);

  for (size_t i = 0; i < law->length; i++)
    if (draw >> i & 1)
      {
        entropy_on (x, law, rows, (size_t) 1 << i);
        mdm_logform_addmul_fmpq (res, x, p);
      }
  fmpq_neg (minus, p);
  entropy_on (x, law, rows, draw);
  mdm_logform_addmul_fmpq (res, x, minus);
}

/* Let LIST be the sums of one of LIST and one of OTHER.  */
static void
combine (outcomes_t *list, const outcomes_t *other)
{
  outcomes_t sums = { NULL, 0 };

  for (size_t i = 0; i < list->count; i++)
    for (size_t j = 0; j < other->count; j++)
      {
        const outcome_t *x = list->outcome + i, *y = other->outcome + j;
        outcome_t *sum = add_outcome (&sums);
        mdm_logform_add (sum->error, x->error, y->error);
        fmpq_add (sum->rounds, x->rounds, y->rounds);
        sum->most = x->most > y->most ? x->most : y->most;
        sum->first = x->first;
      }
  outcomes_clear (list);
  *list = sums;
}

/* Append to LIST what each policy does from the state of ROWS, who agree at
   SET, on.  */
static void
enumerate (outcomes_t *list, const mdm_law_t law, uint64_t rows, size_t set)
{
  size_t all = ((size_t) 1 << law->length) - 1;
  MDM_FMPQ (p);

  for (size_t r = 0; r < law->support; r++)
    if (rows >> r & 1)
      fmpz_add (fmpq_numref (p), fmpq_numref (p), law->weight + r);
  fmpz_set (fmpq_denref (p), law->total);
  fmpq_canonicalise (p);
  if (set == all)
    {
      add_outcome (list);
      return;
    }
  for (size_t draw = 1; draw <= all; draw++)
    {
      outcomes_t some = { NULL, 0 };
      uint64_t left = rows;
      outcome_t *start;
      if ((draw & set) != 0)
        continue;
      start = add_outcome (&some);
      start->first = draw;
      add_correlation (start->error, law, rows, draw, p);
      while (left != 0)
        {
          outcomes_t next = { NULL, 0 };
          uint64_t child = 0;
          size_t r = (size_t) __builtin_ctzll (left);
          for (size_t s = r; s < law->support; s++)
            if (left >> s & 1 && agree (law, r, s, set | draw))
              child |= UINT64_C (1) << s;
          enumerate (&next, law, child, set | draw);
          combine (&some, &next);
          outcomes_clear (&next);
          left &= ~child;
        }
      for (size_t i = 0; i < some.count; i++)
        {
          outcome_t *new = add_outcome (list);
          mdm_logform_swap (new->error, some.outcome[i].error);
          fmpq_add (new->rounds, some.outcome[i].rounds, p);
          new->most = some.outcome[i].most + 1;
          new->first = draw;
        }
      outcomes_clear (&some);
    }
}

static int
order_of (const mdm_logform_t x, const mdm_logform_t y)
{
  int order;

  ck_assert_int_eq (mdm_logform_cmp (&order, x, y), MDM_OK);
  return order;
}

/* Is X preferred to Y as first positions?  */
static int
preferred (size_t x, size_t y)
{
  int a = __builtin_popcountll (x), b = __builtin_popcountll (y);

  if (a != b)
    return a > b;
  for (size_t bit = 1; bit <= (x | y); bit <<= 1)
    if ((x & bit) != (y & bit))
      return (x & bit) != 0;
  return 0;
}

/* The best of LIST with at most MOST rounds, by the error + PRICE rounds.  */
static const outcome_t *
find_best (const outcomes_t *list, size_t most, const fmpq_t price)
{
  const outcome_t *best = NULL;
  MDM_LOGFORM (least);

  for (size_t i = 0; i < list->count; i++)
    {
      const outcome_t *x = list->outcome + i;
      int order = -1;
      MDM_LOGFORM (cost);
      MDM_FMPQ (paid);
      if (x->most > most)
        continue;
      fmpq_mul (paid, price, x->rounds);
      mdm_logform_set_fmpq (cost, paid);
      mdm_logform_add (cost, cost, x->error);
      if (best != NULL)
        order = order_of (cost, least);
      if (order == 0)
        order = fmpq_cmp (x->rounds, best->rounds);
      if (order < 0 || (order == 0 && preferred (x->first, best->first)))
        {
          best = x;
          mdm_logform_swap (least, cost);
        }
    }
  return best;
}

static void
check_program (const mdm_program_t program, size_t t, const outcome_t *best,
               const mdm_law_t law)
{
  MDM_LOGFORM (error);
  MDM_FMPQ (rounds);
  int sign;

  mdm_program_error (error, program, t);
  mdm_program_rounds (rounds, program, t);
  check_real (error, "=", best->error, law);
  check_fraction (rounds, best->rounds, law);
  ck_assert_uint_eq (program->choice[mdm_program_at (program, t, 0, 0)],
                     best->first);
  ck_assert_int_eq (mdm_logform_sign (&sign, best->error), MDM_OK);
  ck_assert_int_eq (mdm_program_is_zero (program, t), sign == 0);
}

/* Every point of LIST is on or above the hull, and its vertices are points. */
static void
check_hull (const mdm_depth_t depth, const outcomes_t *list,
            const mdm_law_t law)
{
  MDM_LOGFORM (x);
  MDM_LOGFORM (y);
  MDM_FMPQ (run);

  for (size_t v = 0; v + 1 < depth->vertices; v++)
    for (size_t i = 0; i < list->count; i++)
      {
        const outcome_t *of = list->outcome + i;
        /* (x - e_v) (r_{v+1} - r_v) >= (e_{v+1} - e_v) (r - r_v) */
        fmpq_sub (run, depth->vertex_rounds + v + 1, depth->vertex_rounds + v);
        mdm_logform_sub (x, of->error, depth->vertex_ekl + v);
        mdm_logform_mul_fmpq (x, x, run);
        fmpq_sub (run, of->rounds, depth->vertex_rounds + v);
        mdm_logform_sub (y, depth->vertex_ekl + v + 1, depth->vertex_ekl + v);
        mdm_logform_mul_fmpq (y, y, run);
        check_real (x, ">=", y, law);
      }
  for (size_t v = 0; v < depth->vertices; v++)
    {
      int met = 0;
      for (size_t i = 0; i < list->count; i++)
        met |= fmpq_equal (list->outcome[i].rounds, depth->vertex_rounds + v)
               && order_of (list->outcome[i].error, depth->vertex_ekl + v)
                      == 0;
      ck_assert_msg (met, "vertex %zu of %s is no policy", v,
                     law_description (law));
    }
  for (size_t v = 0; v + 2 < depth->vertices; v++)
    {
      fmpq_sub (run, depth->vertex_rounds + v + 2, depth->vertex_rounds + v);
      mdm_logform_sub (x, depth->vertex_ekl + v + 1, depth->vertex_ekl + v);
      mdm_logform_mul_fmpq (x, x, run);
      fmpq_sub (run, depth->vertex_rounds + v + 1, depth->vertex_rounds + v);
      mdm_logform_sub (y, depth->vertex_ekl + v + 2, depth->vertex_ekl + v);
      mdm_logform_mul_fmpq (y, y, run);
      check_real (x, "<", y, law);
    }
}

/* All policies of small laws.  */
START_TEST (policies)
{
  static const char *const prices[] = { "0", "1/20", "1/3", "2", "1000" };
  outcomes_t list = { NULL, 0 };
  MDM_LAW (law);
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);
  MDM_DEPTH (depth);
  MDM_DEPTH (bare);
  MDM_FMPQ (price);

  open_case (law, _i);
  if (law->length > 3 && law->support > 8)
    return;
  enumerate (&list, law, (UINT64_C (1) << law->support) - 1, 0);
  ck_assert_int_eq (mdm_reveal_set (reveal, law, 0, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (
      mdm_program_solve (program, reveal, law->length, NULL, &no_limit, NULL),
      MDM_OK);
  for (size_t t = 1; t <= law->length; t++)
    check_program (program, t, find_best (&list, t, price), law);
  for (size_t i = 0; i < sizeof prices / sizeof *prices; i++)
    {
      MDM_PROGRAM (priced);
      MDM_LOGFORM (x);
      ck_assert_int_eq (fmpq_set_str (price, prices[i], 10), 0);
      mdm_logform_set_fmpq (x, price);
      ck_assert_int_eq (
          mdm_program_solve (priced, reveal, 1, x, &no_limit, NULL), MDM_OK);
      check_program (priced, 1, find_best (&list, law->length, price), law);
    }
  ck_assert_int_eq (mdm_depth_set (depth, law, 1, 1, &no_limit, NULL), MDM_OK);
  check_hull (depth, &list, law);
  ck_assert_int_eq (mdm_depth_set (bare, law, 1, 0, &no_limit, NULL), MDM_OK);
  /* A closed form has its hull at no cost.  */
  ck_assert_uint_eq (bare->vertices,
                     mdm_depth_is_closed (law) ? depth->vertices : 0);
  ck_assert_int_eq (fmpq_equal (bare->rounds, depth->rounds), 1);
  fmpq_zero (price);
  check_fraction (depth->rounds, find_best (&list, law->length, price)->rounds,
                  law);
  outcomes_clear (&list);
}
END_TEST

/* The best ordered partition met.  */
typedef struct
{
  mdm_law_struct *law;
  mdm_curve_struct *curve;
  int met;
  mdm_logform_t least;
  mdm_schedule_t best;
} search_t;

/* The set of block T.  */
static size_t
block (const mdm_schedule_t blocks, size_t t)
{
  size_t at = 0, set = 0;

  for (size_t u = 0; u < t; u++)
    at += blocks->size[u];
  for (size_t i = 0; i < blocks->size[t]; i++)
    set |= (size_t) 1 << blocks->position[at + i];
  return set;
}

static int
partition_preferred (const mdm_schedule_t x, const mdm_schedule_t y)
{
  if (x->steps != y->steps)
    return x->steps < y->steps;
  for (size_t t = 0; t < x->steps; t++)
    if (block (x, t) != block (y, t))
      return preferred (block (x, t), block (y, t));
  return 0;
}

static void
visit (const mdm_schedule_t blocks, void *data)
{
  search_t *search = data;
  const mdm_logform_struct *ekl;
  MDM_CLEARED (instance, mdm_instance_struct, mdm_instance_clear);
  int order = -1;

  mdm_instance_init_with_curve (instance, search->law, blocks, search->curve,
                                &no_limit);
  ck_assert_int_eq (mdm_instance_ekl (&ekl, instance, NULL), MDM_OK);
  if (search->met)
    order = order_of (ekl, search->least);
  if (order > 0 || (order == 0 && !partition_preferred (blocks, search->best)))
    return;
  search->met = 1;
  mdm_logform_set (search->least, ekl);
  mdm_schedule_set_blocks (search->best, blocks->size, blocks->steps,
                           blocks->position);
}

/* All ordered partitions of small laws.  */
START_TEST (partitions)
{
  search_t search = { .met = 0 };
  MDM_LAW (law);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);
  MDM_SCOPED (found, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_SCOPED (sizes, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  if ((size_t) _i < TIED)
    open_case (law, _i);
  else
    random_law (law, (uint64_t) _i - TIED, 81);
  if (law->length > 4)
    return;
  search.law = law;
  search.curve = curve;
  mdm_logform_init (search.least);
  mdm_schedule_init (search.best);
  for (size_t most = 1; most <= law->length; most++)
    {
      for (uint64_t set = 0; set < UINT64_C (1) << (law->length - 1); set++)
        {
          size_t size[8], steps = 0, before = 0;
          for (size_t a = 1; a <= law->length; a++)
            if (a == law->length || (set >> (a - 1) & 1))
              {
                size[steps++] = a - before;
                before = a;
              }
          mdm_schedule_set_sizes (sizes, size, steps);
          if (steps == most)
            each_partition (sizes, visit, &search);
        }
      ck_assert_int_eq (
          mdm_optimal_partition (found, law, most, &no_limit, NULL), MDM_OK);
      ck_assert_msg (!partition_preferred (found, search.best)
                         && !partition_preferred (search.best, found),
                     "best-blocks:%zu is %s, not %s, for %s", most,
                     found->name, search.best->name, law_description (law));
    }
  mdm_logform_clear (search.least);
  mdm_schedule_clear (search.best);
}
END_TEST

/* A policy that is made of the program has every state that it reaches.  */
START_TEST (tables)
{
  size_t all, states = 0;
  uint16_t token[8];
  MDM_LAW (law);
  MDM_SCOPED (found, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  open_case (law, _i);
  all = ((size_t) 1 << law->length) - 1;
  ck_assert_int_eq (
      mdm_optimal_policy (found, law, law->length, NULL, &no_limit, NULL),
      MDM_OK);
  ck_assert_int_eq (found->kind, MDM_SCHEDULE_POLICY);
  for (size_t r = 0; r < law->support; r++)
    for (size_t set = 0; set != all; states++)
      {
        size_t draw;
        for (size_t i = 0; i < law->length; i++)
          token[i] = set >> i & 1 ? mdm_law_row (law, r)[i] : MDM_MASKED;
        draw = mdm_policy_find (found->policy, token);
        ck_assert_uint_ne (draw, 0);
        ck_assert_uint_eq (draw & set, 0);
        set |= draw;
      }
  ck_assert_uint_le (found->policy->states, states);
}
END_TEST

/* D_0 of the walk (THEORY section 9).  */
START_TEST (walk)
{
  static const char *const d0[] = { "1", "2", "2", "11/4", "23/8" };
  char spec[20];
  MDM_LAW (law);
  MDM_DEPTH (depth);
  MDM_FMPQ (expected);

  snprintf (spec, sizeof spec, "walk:L=%d", _i + 1);
  open_law (law, spec);
  ck_assert_int_eq (fmpq_set_str (expected, d0[_i], 10), 0);
  ck_assert_int_eq (mdm_depth_set (depth, law, 1, 1, &no_limit, NULL), MDM_OK);
  check_fraction (depth->rounds, expected, law);
}
END_TEST

/* exp E(8,T) (THEORY section 9).  */
START_TEST (shuffle_of_8)
{
  static const char *const expected[]
      = { "131072/315", "768/35", "400/63", "20/7",
          "64/35",      "48/35",  "8/7",    "1" };
  mdm_shuffle_t shuffle;
  MDM_FMPQ (x);
  MDM_FMPQ (y);
  MDM_LOGFORM (e);
  MDM_LOGFORM (f);

  ck_assert_int_eq (mdm_shuffle_set (&shuffle, 8, 8, &no_limit, NULL), MDM_OK);
  for (size_t t = 1; t <= 8; t++)
    {
      mdm_shuffle_power (fmpq_numref (x), &shuffle, t);
      fmpz_fac_ui (fmpq_denref (x), 8);
      fmpq_canonicalise (x);
      ck_assert_int_eq (fmpq_set_str (y, expected[t - 1], 10), 0);
      ck_assert (fmpq_equal (x, y));
      mdm_shuffle_error (e, &shuffle, t);
      mdm_logform_set_log_fmpq (f, y);
      ck_assert_int_eq (order_of (e, f), 0);
    }
  mdm_shuffle_clear (&shuffle);
}
END_TEST

/* The sizes against all compositions.  */
START_TEST (shuffle_of_few)
{
  size_t n = (size_t) _i;
  mdm_shuffle_t shuffle;
  MDM_FMPZ (x);
  MDM_FMPZ (power);
  MDM_FMPZ_VEC (least, n + 1);
  size_t best[16][16];

  ck_assert_int_eq (mdm_shuffle_set (&shuffle, n, n, &no_limit, NULL), MDM_OK);
  /* The ends are bits from the top down, so that of equal ones the first has
     the lexicographically largest sizes.  */
  for (uint64_t set = 0; set < UINT64_C (1) << (n - 1); set++)
    {
      size_t size[16], steps = 0, before = 0;
      fmpz_one (x);
      for (size_t a = 1; a <= n; a++)
        if (a == n || (set >> (n - 1 - a) & 1))
          {
            size[steps++] = a - before;
            fmpz_ui_pow_ui (power, n - before, a - before);
            fmpz_mul (x, x, power);
            before = a;
          }
      if (fmpz_is_zero (least + steps) || fmpz_cmp (x, least + steps) < 0)
        {
          fmpz_set (least + steps, x);
          memcpy (best[steps - 1], size, sizeof size);
        }
    }
  for (size_t t = 1; t <= n; t++)
    {
      size_t size[16];
      mdm_shuffle_sizes (size, &shuffle, t);
      ck_assert_mem_eq (size, best[t - 1], t * sizeof *size);
      mdm_shuffle_power (x, &shuffle, t);
      ck_assert (fmpz_equal (x, least + t));
    }
  mdm_shuffle_clear (&shuffle);
}
END_TEST

/* Laws of closed form against the program on their rows.  */
static const char *const closed[] = {
  "uniform:V=2,L=4",    "uniform:V=1,L=3",     "repetition:V=3,L=4",
  "repetition:V=1,L=3", "parity:V=3,L=4",      "parity:V=2,L=1",
  "parity:V=2,L=5",     "mds:q=5,L=4,k=2",     "mds:q=5,L=5,k=5",
  "mds:q=5,L=5,k=4",    "paired-copy:V=2,L=6", "paired-copy:V=1,L=4",
  "permutation:n=4",    "permutation:n=1",
};

/* The errors and partitions of DEPTH are those that the program finds.  */
static void
check_way (const mdm_depth_t depth, mdm_law_t law, int merged)
{
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);
  MDM_LOGFORM (x);
  MDM_FMPQ (rounds);
  MDM_SCOPED (blocks, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  ck_assert_int_eq (mdm_reveal_set (reveal, law, merged, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (
      mdm_program_solve (program, reveal, law->length, NULL, &no_limit, NULL),
      MDM_OK);
  for (size_t t = 1; t <= law->length; t++)
    {
      const mdm_depth_row_t *row = depth->row + t - 1;
      int way = merged ? MDM_DEPTH_BLOCKS : MDM_DEPTH_POLICY;
      ck_assert (row->known[way]);
      mdm_program_error (x, program, t);
      check_real (row->ekl + way, "=", x, law);
      ck_assert_int_eq (mdm_program_is_zero (program, t), t >= depth->capped);
      if (!merged)
        continue;
      mdm_optimal_get_partition (blocks, program, t);
      ck_assert (!partition_preferred (row->blocks, blocks)
                 && !partition_preferred (blocks, row->blocks));
    }
  mdm_program_rounds (rounds, program, law->length);
  check_fraction (depth->rounds, rounds, law);
}

START_TEST (closed_forms)
{
  mdm_schedule_struct best[8];
  MDM_LAW (law);
  MDM_DEPTH (depth);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);

  open_law (law, closed[_i]);
  ck_assert (mdm_depth_is_closed (law));
  ck_assert_int_eq (mdm_depth_set (depth, law, 1, 1, &no_limit, NULL), MDM_OK);
  check_way (depth, law, 0);
  check_way (depth, law, 1);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  for (size_t t = 0; t < law->length; t++)
    mdm_schedule_init (best + t);
  ck_assert_int_eq (
      mdm_optimal_best (best, law->length, curve, &no_limit, NULL), MDM_OK);
  for (size_t t = 0; t < law->length; t++)
    {
      const mdm_logform_struct *ekl;
      MDM_CLEARED (instance, mdm_instance_struct, mdm_instance_clear);
      mdm_instance_init_with_curve (instance, law, best + t, curve, &no_limit);
      ck_assert_int_eq (mdm_instance_ekl (&ekl, instance, NULL), MDM_OK);
      check_real (depth->row[t].ekl + MDM_DEPTH_RANDOM, "=", ekl, law);
      ck_assert_str_eq (depth->row[t].random->name, best[t].name);
    }
  for (size_t t = 0; t < law->length; t++)
    mdm_schedule_clear (best + t);
}
END_TEST

/* A law with a closed form of its curve that says nothing of policies goes by
   its rows.  */
START_TEST (not_closed)
{
  MDM_LAW (law);

  open_law (law, "markov:flip=1/4,L=4");
  law->kind = MDM_LAW_CHAIN;
  ck_assert (!mdm_depth_is_closed (law));
  law->kind = MDM_LAW_LISTED;
  ck_assert (!mdm_depth_is_closed (law));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("optimal policies");
  TCase *tc = tcase_create ("policies");

  tcase_add_loop_test (tc, policies, 0, (int) TIED + SEEDS);
  tcase_add_loop_test (tc, tables, 0, (int) TIED + SEEDS);
  suite_add_tcase (suite, tc);
  tc = tcase_create ("partitions");
  tcase_add_loop_test (tc, partitions, 0, (int) TIED + SEEDS);
  suite_add_tcase (suite, tc);
  tc = tcase_create ("families");
  tcase_add_loop_test (tc, walk, 0, 5);
  tcase_add_test (tc, shuffle_of_8);
  tcase_add_loop_test (tc, shuffle_of_few, 1, 13);
  tcase_add_loop_test (tc, closed_forms, 0,
                       (int) (sizeof closed / sizeof *closed));
  tcase_add_test (tc, not_closed);
  suite_add_tcase (suite, tc);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
