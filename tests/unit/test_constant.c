/* test_constant.c - scopes and best constants against the enumeration of every
   schedule on every ray.  */
#include <config.h>

#include "proofs.h"
#include "unit.h"

#include "claim/unknown.h"
#include "law/families.h"
#include "prove/constant.h"

#include <stdio.h>
#include <string.h>

#define LENGTH_MAX 7
#define SCHEDULES_MAX 64

/* Every schedule of a scope.  */
typedef struct
{
  const mdm_scope_t *scope;
  size_t count;
  size_t size[SCHEDULES_MAX][LENGTH_MAX];
  size_t steps[SCHEDULES_MAX];
} schedules_t;

static void
keep (const size_t *size, size_t steps, void *data)
{
  schedules_t *all = data;

  if (all->scope->steps > 0 && steps != all->scope->steps)
    return;
  memcpy (all->size[all->count], size, steps * sizeof *size);
  all->steps[all->count++] = steps;
}

static void
list_schedules (schedules_t *all, const mdm_scope_t *scope)
{
  all->scope = scope;
  all->count = 0;
  each_schedule (scope->length,
                 scope->smax > 0 ? scope->smax : scope->length, keep, all);
}

/* The largest size of schedule I.  */
static size_t
largest (const schedules_t *all, size_t i)
{
  size_t most = 0;

  for (size_t t = 0; t < all->steps[i]; t++)
    if (all->size[i][t] > most)
      most = all->size[i][t];
  return most;
}

/* Scopes.  */

/* mdm_scope_find on ray M for the value V against ALL, of which it is one;
   where some schedule with V has the largest size that the scope allows, so
   has the one found.  */
static void
check_find (const mdm_scope_t *scope, const schedules_t *all, size_t m,
            size_t v)
{
  size_t most = 0;
  mdm_schedule_t schedule;

  for (size_t i = 0; i < all->count; i++)
    if (ray_ekl (all->size[i], m) == v && largest (all, i) > most)
      most = largest (all, i);
  mdm_schedule_init (schedule);
  mdm_scope_find (schedule, scope, m, v);
  ck_assert (mdm_scope_has (scope, schedule));
  ck_assert_uint_eq (ray_ekl (schedule->size, m), v);
  ck_assert_uint_eq (schedule->smax, most);
  mdm_schedule_clear (schedule);
}

static void
check_ray (const mdm_scope_t *scope, const schedules_t *all, size_t m)
{
  size_t low = SIZE_MAX, high = 0, least, most;

  for (size_t i = 0; i < all->count; i++)
    {
      size_t v = ray_ekl (all->size[i], m);
      low = v < low ? v : low;
      high = v > high ? v : high;
      check_find (scope, all, m, v);
    }
  mdm_scope_ekl_range (&least, &most, scope, m);
  ck_assert_uint_eq (least, low);
  ck_assert_uint_eq (most, high);
}

START_TEST (ranges)
{
  size_t length = (size_t) _i;

  for (size_t smax = 0; smax <= length + 1; smax++)
    for (size_t steps = 0; steps <= length + 1; steps++)
      {
        mdm_scope_t scope = { .kind = MDM_SCOPE_ALL,
                              .length = length,
                              .smax = smax,
                              .steps = steps };
        schedules_t all;
        size_t most = 0;

        list_schedules (&all, &scope);
        ck_assert_int_eq (mdm_scope_is_empty (&scope), all.count == 0);
        if (all.count == 0)
          continue;
        for (size_t i = 0; i < all.count; i++)
          if (largest (&all, i) > most)
            most = largest (&all, i);
        ck_assert_uint_eq (mdm_scope_largest (&scope), most);
        for (size_t m = 1; m <= length; m++)
          check_ray (&scope, &all, m);
      }
}
END_TEST

/* Constants.  */

#define TERMS 6

/* The claim ALPHA ekl + sum_k a_k q_k + c (BETA ekl + sum_k b_k q_k) >= 0.  */
typedef struct
{
  int alpha, beta;
  int a[TERMS], b[TERMS];
} pencil_t;

static const char *const names[TERMS]
    = { "tc", "dtc", "sum_mi", "Z(1)", "Z(L)", "e(L)" };

static int
value (int term, size_t length, size_t m)
{
  int l = (int) length, r = (int) m, top = m == length;

  switch (term)
    {
    case 0:
      return l - r;
    case 1:
      return top ? 0 : r;
    case 2:
      return top ? 0 : l;
    case 3:
      return 0;
    case 4:
      return top ? 0 : 1;
    default:
      return r;
    }
}

/* A and B on ray M with the error EKL.  */
static void
at_ray (int *a, int *b, const pencil_t *pencil, size_t length, size_t m,
        size_t ekl)
{
  *a = pencil->alpha * (int) ekl;
  *b = pencil->beta * (int) ekl;
  for (int k = 0; k < TERMS; k++)
    {
      *a += pencil->a[k] * value (k, length, m);
      *b += pencil->b[k] * value (k, length, m);
    }
}

static int
draw (uint64_t *state, int most)
{
  return (int) (mdm_splitmix64 (state) % (uint64_t) (2 * most + 1)) - most;
}

static void
draw_pencil (pencil_t *pencil, uint64_t *state, int some)
{
  pencil->alpha = draw (state, 2);
  pencil->beta = some ? 0 : draw (state, 1);
  for (int k = 0; k < TERMS; k++)
    {
      pencil->a[k] = draw (state, 3) / 2;
      pencil->b[k] = draw (state, 3) / 2;
    }
}

static void
write_pencil (char *text, size_t size, const pencil_t *pencil)
{
  size_t used = (size_t) snprintf (text, size, "%d*ekl + c*%d*ekl",
                                   pencil->alpha, pencil->beta);

  for (int k = 0; k < TERMS; k++)
    used += (size_t) snprintf (text + used, size - used,
                               " + %d*%s + c*(%d)*%s", pencil->a[k], names[k],
                               pencil->b[k], names[k]);
  snprintf (text + used, size - used, " >= 0");
}

/* Solve TEXT for SCOPE.  */
static void
solve (mdm_constant_t constant, const char *text, const mdm_scope_t *scope)
{
  mdm_claim_t claim;
  mdm_err_t err = { 0 };

  ck_assert_msg (mdm_claim_parse_with (&claim, text, "c", "c", 1, &err)
                     == MDM_OK,
                 "%s: %s", text, err.message);
  ck_assert_int_eq (mdm_claim_check_unknown (&claim, "c", 1, "c", &err),
                    MDM_OK);
  mdm_constant_init (constant, scope->length);
  ck_assert_msg (mdm_constant_solve (constant, &claim, scope, &err) == MDM_OK,
                 "%s: %s", text, err.message);
  mdm_claim_clear (&claim);
}

/* The interval by enumeration; returns 0 if it is empty.  */
static int
enumerate (fmpq_t least, fmpq_t greatest, int bounded[2],
           const pencil_t *pencil, const schedules_t *all, size_t length)
{
  fmpq_t c;
  int none = 0;

  fmpq_init (c);
  bounded[0] = bounded[1] = 0;
  for (size_t i = 0; i < all->count; i++)
    for (size_t m = 1; m <= length; m++)
      {
        int a, b;

        at_ray (&a, &b, pencil, length, m, ray_ekl (all->size[i], m));
        none |= b == 0 && a < 0;
        if (b == 0)
          continue;
        fmpq_set_si (c, b > 0 ? -a : a, (ulong) (b > 0 ? b : -b));
        if (b > 0 && (!bounded[0] || fmpq_cmp (c, least) > 0))
          fmpq_set (least, c);
        if (b < 0 && (!bounded[1] || fmpq_cmp (c, greatest) < 0))
          fmpq_set (greatest, c);
        bounded[b < 0] = 1;
      }
  fmpq_clear (c);
  return !none
         && !(bounded[0] && bounded[1] && fmpq_cmp (least, greatest) > 0);
}

static void
check_all (const char *text, const pencil_t *pencil, const mdm_scope_t *scope)
{
  schedules_t all;
  mdm_constant_t constant;
  fmpq_t end[2];
  int bounded[2];

  fmpq_init (end[0]);
  fmpq_init (end[1]);
  list_schedules (&all, scope);
  solve (constant, text, scope);
  ck_assert_msg (enumerate (end[0], end[1], bounded, pencil, &all,
                            scope->length)
                     == (constant->state == MDM_CONSTANT_FOUND),
                 "%s, L = %zu, smax = %zu, steps = %zu", text, scope->length,
                 scope->smax, scope->steps);
  for (int i = 0; i < 2 && constant->state == MDM_CONSTANT_FOUND; i++)
    {
      ck_assert_int_eq (constant->end[i].bounded, bounded[i]);
      ck_assert_msg (!bounded[i] || fmpq_equal (constant->end[i].c, end[i]),
                     "%s, L = %zu, smax = %zu, steps = %zu", text,
                     scope->length, scope->smax, scope->steps);
    }
  mdm_constant_clear (constant);
  fmpq_clear (end[0]);
  fmpq_clear (end[1]);
}

/* SIGN times sum_m n_m (a_m + c b_m) for the profile, of schedule I.  */
static void
weigh (fmpq_t res, const fmpz *profile, const fmpq_t c, const pencil_t *pencil,
       const schedules_t *all, size_t i, size_t length)
{
  fmpq_t term;

  fmpq_init (term);
  fmpq_zero (res);
  for (size_t m = 1; m <= length; m++)
    {
      int a, b;

      at_ray (&a, &b, pencil, length, m, ray_ekl (all->size[i], m));
      fmpq_mul_si (term, c, b);
      fmpq_add_si (term, term, a);
      fmpq_mul_fmpz (term, term, profile + m - 1);
      fmpq_add (res, res, term);
    }
  fmpq_clear (term);
}

/* Does the profile of END show that no c beyond it, for SIDE above it, does?
   At c every schedule has at most 0, and less beyond.  */
static void
check_profile (const mdm_constant_end_t *end, int side,
               const pencil_t *pencil, const schedules_t *all, size_t length)
{
  fmpq_t at, beyond, c;

  fmpq_init (at);
  fmpq_init (beyond);
  fmpq_init (c);
  fmpq_add_si (c, end->c, side ? 1 : -1);
  for (size_t i = 0; i < all->count; i++)
    {
      weigh (at, end->profile, end->c, pencil, all, i, length);
      weigh (beyond, end->profile, c, pencil, all, i, length);
      ck_assert_int_le (fmpq_sgn (at), 0);
      ck_assert_int_lt (fmpq_sgn (beyond), 0);
    }
  fmpq_clear (at);
  fmpq_clear (beyond);
  fmpq_clear (c);
}

/* Does the mixture of END satisfy the claim at its c on every ray?  */
static void
check_mixture (const mdm_constant_end_t *end, const pencil_t *pencil,
               const mdm_scope_t *scope)
{
  fmpq_t sum, term;

  fmpq_init (sum);
  fmpq_init (term);
  for (size_t m = 1; m <= scope->length; m++)
    {
      fmpq_zero (sum);
      for (size_t i = 0; i < end->mixture->count; i++)
        {
          const mdm_schedule_struct *schedule = end->mixture->schedule + i;
          int a, b;

          ck_assert (mdm_scope_has (scope, schedule));
          at_ray (&a, &b, pencil, scope->length, m,
                  ray_ekl (schedule->size, m));
          fmpq_mul_si (term, end->c, b);
          fmpq_add_si (term, term, a);
          fmpq_mul (term, term, end->mixture->weight + i);
          fmpq_add (sum, sum, term);
        }
      ck_assert_int_ge (fmpq_sgn (sum), 0);
    }
  fmpq_clear (sum);
  fmpq_clear (term);
}

static void
check_some (const char *text, const pencil_t *pencil, const mdm_scope_t *scope)
{
  static const fmpq zero = { 0, 1 };
  schedules_t all;
  mdm_constant_t constant;
  fmpq_t sum;

  fmpq_init (sum);
  list_schedules (&all, scope);
  solve (constant, text, scope);
  ck_assert_msg (constant->state != MDM_CONSTANT_UNDECIDED, "%s: %s", text,
                 constant->note);
  for (int i = 0; i < 2 && constant->state == MDM_CONSTANT_FOUND; i++)
    if (constant->end[i].bounded)
      {
        /* Of one part the program has a profile.  */
        ck_assert (constant->end[i].sharp);
        check_mixture (constant->end + i, pencil, scope);
        check_profile (constant->end + i, i, pencil, &all, scope->length);
      }
  for (size_t i = 0; i < all.count && constant->state == MDM_CONSTANT_NONE;
       i++)
    {
      weigh (sum, constant->end->profile, &zero, pencil, &all, i,
             scope->length);
      ck_assert_int_lt (fmpq_sgn (sum), 0);
    }
  mdm_constant_clear (constant);
  fmpq_clear (sum);
}

START_TEST (against_enumeration)
{
  uint64_t state = (uint64_t) _i;

  for (int i = 0; i < 40; i++)
    {
      size_t length = 1 + mdm_splitmix64 (&state) % 6;
      size_t smax = mdm_splitmix64 (&state) % (length + 1);
      size_t steps = mdm_splitmix64 (&state) % (length + 1);
      int some = i % 2;
      mdm_scope_t scope = { .kind = some ? MDM_SCOPE_SOME : MDM_SCOPE_ALL,
                            .length = length,
                            .smax = smax == 0 && steps == 0 ? length : smax,
                            .steps = steps };
      pencil_t pencil;
      char text[400];

      if (mdm_scope_is_empty (&scope))
        continue;
      draw_pencil (&pencil, &state, some);
      write_pencil (text, sizeof text, &pencil);
      if (some)
        check_some (text, &pencil, &scope);
      else
        check_all (text, &pencil, &scope);
    }
}
END_TEST

/* What is known (THEORY, sections 4 and 11).  */

static const struct
{
  const char *claim;
  mdm_scope_kind kind;
  size_t length, smax, steps;
  const char *constant;
} known[] = {
  { "ekl <= c*sum_mi/L", MDM_SCOPE_ALL, 12, 5, 0, "4" },
  { "ekl <= c*U(smax)", MDM_SCOPE_ALL, 9, 4, 0, "1" },
  { "ekl >= c*R", MDM_SCOPE_SOME, 4, 3, 0, "10/39" },
  { "ekl >= c*R", MDM_SCOPE_SOME, 5, 4, 0, "7/26" },
  { "ekl >= c*R", MDM_SCOPE_SOME, 6, 4, 0, "17/72" },
  { "ekl >= c*R", MDM_SCOPE_SOME, 8, 4, 0, "3/16" },
  { "ekl >= c*U(4)", MDM_SCOPE_SOME, 8, 4, 0, "1/2" },
  /* One step is the whole: ekl = tc.  */
  { "ekl <= c*tc", MDM_SCOPE_ALL, 6, 0, 1, "1" },
  /* A min splits where c >= 0.  */
  { "ekl <= c*min(tc, dtc)", MDM_SCOPE_ALL, 4, 2, 0, "1" },
  { "c*max(tc, dtc) <= ekl", MDM_SCOPE_ALL, 4, 2, 0, "0" },
};

START_TEST (known_values)
{
  mdm_scope_t scope = { .kind = known[_i].kind,
                        .length = known[_i].length,
                        .smax = known[_i].smax,
                        .steps = known[_i].steps };
  mdm_constant_t constant;
  char *got;

  solve (constant, known[_i].claim, &scope);
  ck_assert_int_eq (constant->state, MDM_CONSTANT_FOUND);
  got = fmpq_get_str (NULL, 10, mdm_constant_value (constant));
  ck_assert_str_eq (got, known[_i].constant);
  flint_free (got);
  mdm_constant_clear (constant);
}
END_TEST

static const char *const refused[] = {
  "ekl <= c*c*tc",           "ekl <= tc/c",       "ekl <= e(c)",
  "ekl <= sum(j,1,c,Z(j))",  "ekl <= 2^c*tc",     "ekl <= min(c,2)*tc",
  "ekl <= floor(c)*tc",      "ekl < c*tc",        "ekl <= tc",
  "ekl <= (1 + c)*(c*dtc)",
};

START_TEST (not_linear)
{
  mdm_claim_t claim;
  mdm_err_t err = { 0 };

  ck_assert_int_eq (
      mdm_claim_parse_with (&claim, refused[_i], "c", "here", 1, &err),
      MDM_OK);
  ck_assert_int_eq (mdm_claim_check_unknown (&claim, "c", 1, "here", &err),
                    MDM_EDOMAIN);
  mdm_claim_clear (&claim);
}
END_TEST

/* A min times what may be negative does not split.  */
static const char *const unsplit[]
    = { "ekl >= -c*min(tc, dtc)", "ekl <= (c + 1)*min(tc, dtc)",
        "ekl = c*min(tc, dtc)", "-tc <= c*min(tc, dtc)" };

START_TEST (no_split)
{
  mdm_scope_t scope
      = { .kind = MDM_SCOPE_ALL, .length = 4, .smax = 2 };
  mdm_claim_t claim;
  mdm_constant_t constant;
  mdm_err_t err = { 0 };

  mdm_constant_init (constant, 4);
  ck_assert_int_eq (
      mdm_claim_parse_with (&claim, unsplit[_i], "c", "here", 1, &err),
      MDM_OK);
  ck_assert_int_eq (mdm_constant_solve (constant, &claim, &scope, &err),
                    MDM_EDOMAIN);
  mdm_claim_clear (&claim);
  mdm_constant_clear (constant);
}
END_TEST

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("constant");
  TCase *scopes = tcase_create ("scopes");
  TCase *constants = tcase_create ("constants");

  tcase_add_loop_test (scopes, ranges, 1, LENGTH_MAX + 1);
  tcase_add_loop_test (constants, against_enumeration, 0, 40);
  tcase_add_loop_test (constants, known_values, 0, ROWS (known));
  tcase_add_loop_test (constants, not_linear, 0, ROWS (refused));
  tcase_add_loop_test (constants, no_split, 0, ROWS (unsplit));
  suite_add_tcase (suite, scopes);
  suite_add_tcase (suite, constants);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
