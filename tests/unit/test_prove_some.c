/* test_prove_some.c - universal statements: some schedule, claims that split,
   and what is not linear in the curve.  */
#include <config.h>

#include "instances.h"
#include "proofs.h"
#include "unit.h"

#include "sampler/weights.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

/* Some schedule.  */

/* Fail unless MIXTURE is one, of sizes <= SMAX, whose mean satisfies LINEAR on
   every ray; everything straight from the definitions.  */
static void
check_mixture (const mdm_mixture_t mixture, const mdm_linear_t linear,
               size_t smax)
{
  fmpq_t sum, mean, value;

  fmpq_init (sum);
  fmpq_init (mean);
  fmpq_init (value);
  for (size_t i = 0; i < mixture->count; i++)
    {
      const mdm_schedule_struct *schedule = mixture->schedule + i;
      size_t all = 0;
      for (size_t t = 0; t < schedule->steps; t++)
        {
          ck_assert_uint_ge (schedule->size[t], 1);
          ck_assert_uint_le (schedule->size[t], smax);
          all += schedule->size[t];
        }
      ck_assert_uint_eq (all, linear->length);
      ck_assert_int_ge (fmpq_sgn (mixture->weight + i), 0);
      fmpq_add (sum, sum, mixture->weight + i);
    }
  ck_assert (fmpq_is_one (sum));
  for (size_t m = 1; m <= linear->length; m++)
    {
      fmpq_zero (mean);
      for (size_t i = 0; i < mixture->count; i++)
        {
          fmpq_set_si (value, (slong) ray_ekl (mixture->schedule[i].size, m),
                       1);
          fmpq_mul (value, value, mixture->weight + i);
          fmpq_add (mean, mean, value);
        }
      for (size_t i = 0; i < linear->count; i++)
        {
          mdm_linear_value (value, linear->part + i, m, mean);
          ck_assert_int_ge (fmpq_sgn (value), 0);
        }
    }
  fmpq_clear (sum);
  fmpq_clear (mean);
  fmpq_clear (value);
}

typedef struct
{
  const mdm_linear_struct *linear;
  const fmpz *profile;
  size_t part;
  int all; /* does every schedule so far fall short in PART? */
} shortfall_t;

static void
add_shortfall (const size_t *size, size_t steps, void *data)
{
  shortfall_t *shortfall = data;
  const mdm_linear_struct *linear = shortfall->linear;
  fmpq_t sum, ekl, value;

  (void) steps;
  fmpq_init (sum);
  fmpq_init (ekl);
  fmpq_init (value);
  for (size_t m = 1; m <= linear->length; m++)
    {
      fmpq_set_si (ekl, (slong) ray_ekl (size, m), 1);
      mdm_linear_value (value, linear->part + shortfall->part, m, ekl);
      fmpq_mul_fmpz (value, value, shortfall->profile + m - 1);
      fmpq_add (sum, sum, value);
    }
  shortfall->all &= fmpq_sgn (sum) < 0;
  fmpq_clear (sum);
  fmpq_clear (ekl);
  fmpq_clear (value);
}

/* Fail unless PROFILE has multiples >= 0 of the rays on which every schedule
   falls strictly short in one of the parts.  */
static void
check_profile (const fmpz *profile, const mdm_linear_t linear, size_t smax)
{
  int refutes = 0;

  for (size_t m = 0; m < linear->length; m++)
    ck_assert_int_ge (fmpz_sgn (profile + m), 0);
  for (size_t i = 0; i < linear->count; i++)
    {
      shortfall_t shortfall = { linear, profile, i, 1 };
      each_schedule (linear->length, smax, add_shortfall, &shortfall);
      refutes |= shortfall.all;
    }
  ck_assert (refutes);
}

/* On random laws some member of the mixture satisfies the claim.  */
static void
check_members (const char *text, const mdm_mixture_t mixture, uint64_t *state)
{
  mdm_law_t law;

  mdm_law_init (law);
  for (int round = 0; round < 3; round++)
    {
      int found = 0;
      random_law (law, state, mixture->length);
      for (size_t i = 0; i < mixture->count; i++)
        found |= verdict_on (text, law, mixture->schedule + i)
                 != MDM_VERDICT_REFUTED;
      if (!found)
        ck_abort_msg ("%s fails for every member on %s", text,
                      describe (law, NULL));
    }
  mdm_law_clear (law);
}

/* Set LAW to PROFILE_m independent copies of the MDS code of dimension m, for
   each m, over the integers mod the least prime q >= L: a token is one number
   of all copies.  Returns 0 where that is too large.  */
static int
open_profile (mdm_law_t law, const fmpz *profile, size_t length)
{
  uint64_t q = (uint64_t) prime (length);
  size_t dimension[16], copies = 0, all = 0, rows;
  uint16_t *x;
  fmpq *weight;

  for (size_t m = 1; m <= length; m++)
    for (slong c = 0; fmpz_cmp_si (profile + m - 1, c) > 0; c++)
      {
        if (copies == ROWS (dimension))
          return 0;
        dimension[copies++] = m;
        all += m;
      }
  rows = mdm_work_pow (q, all);
  if (rows > 800 || mdm_work_pow (q, copies) > 60000)
    return 0;
  x = flint_calloc (rows * length, sizeof *x);
  weight = _fmpq_vec_init ((slong) rows);
  for (size_t r = 0; r < rows; r++)
    {
      uint64_t digits = r, base = 1;
      fmpq_one (weight + r);
      for (size_t c = 0; c < copies; c++, base *= q)
        {
          /* A polynomial of degree < m, by its coefficients.  */
          uint64_t coefficient[8];
          for (size_t k = 0; k < dimension[c]; k++, digits /= q)
            coefficient[k] = digits % q;
          for (size_t i = 0; i < length; i++)
            {
              uint64_t value = 0;
              for (size_t k = dimension[c]; k-- > 0;)
                value = (value * i + coefficient[k]) % q;
              x[r * length + i]
                  = (uint16_t) (x[r * length + i] + value * base);
            }
        }
    }
  mdm_law_clear (law);
  mdm_law_init (law);
  law->vocab = mdm_work_pow (q, copies);
  law->length = length;
  mdm_law_set_name (law, "profile");
  ck_assert_int_eq (mdm_law_take_rows (law, mdm_law_copy_rows (law, x, rows),
                                       weight, rows, &no_limit, NULL),
                    MDM_OK);
  _fmpq_vec_clear (weight, (slong) rows);
  flint_free (x);
  return 1;
}

typedef struct
{
  const char *text;
  mdm_law_struct *law;
} refuted_t;

static void
check_refuted (const size_t *size, size_t steps, void *data)
{
  refuted_t *refuted = data;
  mdm_schedule_t schedule;

  mdm_schedule_init (schedule);
  mdm_schedule_set_sizes (schedule, size, steps);
  if (verdict_on (refuted->text, refuted->law, schedule)
      != MDM_VERDICT_REFUTED)
    ck_abort_msg ("%s holds for %s", refuted->text,
                  describe (refuted->law, schedule));
  mdm_schedule_clear (schedule);
}

START_TEST (some)
{
  uint64_t state = (uint64_t) _i + 3000;
  int proved = 0, refuted = 0, realised = 0;

  for (int round = 0; round < 150; round++)
    {
      size_t most = round % 3 == 0 ? 8 : 4;
      size_t length = 1 + (size_t) random_below (&state, most);
      size_t smax = 1 + (size_t) random_below (&state, length + 1);
      mdm_scope_t scope
          = { .kind = MDM_SCOPE_SOME, .length = length, .smax = smax };
      mdm_linear_t linear;
      mdm_proof_t proof;
      char text[400];
      int plain = round % 2 == 0;

      if (plain)
        write_claim (text, &state, length);
      else
        write_claim_of_smax (text, &state, length, smax);
      prove_text (linear, proof, text, &scope);
      switch (proof->verdict)
        {
        case MDM_PROVED:
          proved++;
          ck_assert_uint_ge (proof->mixture->count, 1);
          ck_assert_ptr_null (proof->profile);
          check_mixture (proof->mixture, linear, smax);
          if (plain && length <= 4)
            check_members (text, proof->mixture, &state);
          break;
        case MDM_PROOF_REFUTED:
          refuted++;
          ck_assert_uint_eq (proof->mixture->count, 0);
          ck_assert_ptr_nonnull (proof->profile);
          check_profile (proof->profile, linear, smax);
          if (plain && length <= 4)
            {
              refuted_t claim = { text, NULL };
              mdm_law_t law;
              mdm_law_init (law);
              claim.law = law;
              if (open_profile (law, proof->profile, length))
                {
                  each_schedule (length, smax, check_refuted, &claim);
                  realised++;
                }
              mdm_law_clear (law);
            }
          break;
        default:
          /* A single inequality is always decided.  */
          ck_assert_msg (linear->count > 1 && proof->note[0] != '\0',
                         "L = %zu, smax = %zu: %s", length, smax, text);
        }
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
    }
  ck_assert_msg (proved >= 20 && refuted >= 15 && realised >= 4,
                 "%d proved, %d refuted, %d of them realised", proved, refuted,
                 realised);
}
END_TEST

/* The best constants (THEORY section 4), and just above.  */
static const struct
{
  size_t length, smax;
  const char *best;
} constants[] = {
  { 24, 2, "1/8" },    { 24, 3, "1/6" },  { 24, 4, "3/16" }, { 24, 5, "1/5" },
  { 24, 6, "5/24" },   { 24, 7, "3/14" }, { 24, 8, "7/32" }, { 4, 2, "1/8" },
  { 16, 8, "7/32" },   { 4, 3, "10/39" }, { 5, 4, "7/26" },  { 6, 4, "17/72" },
  { 40, 20, "19/80" },
};

START_TEST (constant)
{
  size_t length = constants[_i].length, smax = constants[_i].smax;
  mdm_scope_t scope
      = { .kind = MDM_SCOPE_SOME, .length = length, .smax = smax };
  mdm_linear_t linear;
  mdm_proof_t proof;
  char text[100];

  snprintf (text, sizeof text, "ekl >= %s*R", constants[_i].best);
  prove_text (linear, proof, text, &scope);
  ck_assert_int_eq (proof->verdict, MDM_PROVED);
  check_mixture (proof->mixture, linear, smax);
  mdm_proof_clear (proof);
  mdm_linear_clear (linear);
  snprintf (text, sizeof text, "ekl >= (%s + 10^-9)*R", constants[_i].best);
  prove_text (linear, proof, text, &scope);
  ck_assert_int_eq (proof->verdict, MDM_PROOF_REFUTED);
  if (length <= 16)
    check_profile (proof->profile, linear, smax);
  mdm_proof_clear (proof);
  mdm_linear_clear (linear);
}
END_TEST

/* The factor 1/2 of sharp-lower-some is best from L = 2s - 1 on.  */
START_TEST (half)
{
  for (size_t smax = 1; smax <= 6; smax++)
    {
      mdm_scope_t scope
          = { .kind = MDM_SCOPE_SOME, .length = 2 * smax - 1, .smax = smax };
      mdm_linear_t linear;
      mdm_proof_t proof;
      prove_text (linear, proof, "ekl >= U(smax)/2", &scope);
      ck_assert_int_eq (proof->verdict, MDM_PROVED);
      check_mixture (proof->mixture, linear, smax);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
      if (smax == 1)
        continue;
      prove_text (linear, proof, "ekl >= (1/2 + 1/10^6)*U(smax)", &scope);
      ck_assert_int_eq (proof->verdict, MDM_PROOF_REFUTED);
      check_profile (proof->profile, linear, smax);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
    }
}
END_TEST

/* The caller's mixture is used when it is a proof, and only then.  */
START_TEST (callers_mixture)
{
  static const char proves[] = "1/7 2,2\n2/7 1,3\n4/7 3,1\n";
  static const char not [] = "1 1,1,1,1\n";
  mdm_scope_t scope = { .kind = MDM_SCOPE_SOME, .length = 4, .smax = 3 };
  mdm_mixture_t mixture;
  mdm_linear_t linear;
  mdm_proof_t proof;

  mdm_mixture_init (mixture, 4);
  prove_text (linear, proof, "ekl >= R/8", &scope);
  mdm_proof_clear (proof);
  mdm_proof_init (proof, 4);
  ck_assert_int_eq (
      mdm_mixture_parse (mixture, "m", proves, sizeof proves - 1, 4, 3, NULL),
      MDM_OK);
  mdm_prove (proof, linear, &scope, mixture);
  ck_assert_int_eq (proof->verdict, MDM_PROVED);
  ck_assert_uint_eq (proof->mixture->count, 3);
  ck_assert (fmpq_equal (proof->mixture->weight + 1, mixture->weight + 1));
  ck_assert_uint_eq (proof->mixture->schedule[2].size[0], 3);
  check_mixture (proof->mixture, linear, 3);
  mdm_proof_clear (proof);
  mdm_proof_init (proof, 4);
  ck_assert_int_eq (
      mdm_mixture_parse (mixture, "m", not, sizeof not -1, 4, 3, NULL),
      MDM_OK);
  mdm_prove (proof, linear, &scope, mixture);
  ck_assert_int_eq (proof->verdict, MDM_PROVED);
  check_mixture (proof->mixture, linear, 3);
  mdm_proof_clear (proof);
  mdm_linear_clear (linear);
  mdm_mixture_clear (mixture);
}
END_TEST

/* Splitting and strictness.  */

static const struct
{
  const char *text;
  size_t parts; /* 0: it is not linear */
} splits[] = {
  { "ekl <= tc", 1 },
  { "ekl >= tc", 1 },
  { "ekl = tc", 2 },
  { "ekl <= min(tc, dtc)", 2 },
  { "ekl <= min(tc, dtc, sum_mi, e(1))", 4 },
  { "min(tc, dtc) >= ekl", 2 },
  { "max(ekl, tc) <= sum_mi", 2 },
  { "sum_mi >= max(ekl, tc)", 2 },
  { "max(ekl, tc, dtc) <= min(sum_mi, 2*e(1))", 6 },
  { "ekl <= min(tc, 0)", 2 },
  { "ekl >= max(0, tc - dtc)", 2 },
  { "max(ekl) <= min(tc)", 1 },
  { "ekl <= max(tc, dtc)", 0 },
  { "ekl <= 2*min(tc, dtc)", 2 },
  { "ekl <= (L - 3)*min(tc, dtc)/T", 2 },
  { "3/2*max(ekl, tc)*2 <= 9*sum_mi", 2 },
  { "ekl <= (L - 5)*min(tc, dtc)", 0 },
  { "2*min(ekl, tc) <= dtc", 0 },
  { "ekl <= min(tc, min(dtc, e(1)))", 0 },
  { "min(ekl, tc) <= dtc", 0 },
  { "ekl = min(tc, dtc)", 0 },
  { "ekl - min(tc, dtc) <= 0", 0 },
};

START_TEST (splitting)
{
  size_t size[3] = { 1, 2, 1 };
  mdm_schedule_t schedule;
  fmpq *weight = _fmpq_vec_init (4);
  mdm_scope_t scope = { .kind = MDM_SCOPE_PROCESS,
                        .length = 4,
                        .schedule = schedule,
                        .weight = weight };
  mdm_linear_t linear;
  mdm_proof_t proof;
  mdm_err_t err = { 0 };
  int holds = 1;

  mdm_schedule_init (schedule);
  mdm_schedule_set_sizes (schedule, size, 3);
  mdm_weights_set_schedule (weight, schedule);
  if (splits[_i].parts == 0)
    {
      ck_assert_int_eq (read_linear (linear, splits[_i].text, &scope, &err),
                        MDM_EDOMAIN);
      ck_assert_msg (strstr (err.message, " in this place is not linear")
                         != NULL,
                     "%s", err.message);
      mdm_linear_clear (linear);
    }
  else
    {
      prove_text (linear, proof, splits[_i].text, &scope);
      ck_assert_uint_eq (linear->count, splits[_i].parts);
      for (size_t m = 1; m <= 4; m++)
        holds &= verdict_on_ray (splits[_i].text, 4, m, schedule)
                 != MDM_VERDICT_REFUTED;
      ck_assert_int_eq (proof->verdict,
                        holds ? MDM_PROVED : MDM_PROOF_REFUTED);
      mdm_proof_clear (proof);
      mdm_linear_clear (linear);
    }
  mdm_schedule_clear (schedule);
  _fmpq_vec_clear (weight, 4);
}
END_TEST

/* A law of one sequence refutes every strict claim.  */
START_TEST (strict)
{
  static const char *const texts[]
      = { "ekl < tc", "tc > ekl", "0 < 1/9*tc", "0 < 2*e(1) + dtc" };
  mdm_law_t law;

  mdm_law_init (law);
  open_law (law, "uniform:V=1,L=5");
  for (int i = 0; i < ROWS (texts); i++)
    for (int kind = MDM_SCOPE_ALL; kind <= MDM_SCOPE_SOME; kind++)
      for (size_t smax = 1; smax <= 6; smax++)
        {
          mdm_scope_t scope
              = { .kind = (mdm_scope_kind) kind, .length = 5, .smax = smax };
          mdm_linear_t linear;
          mdm_proof_t proof;
          prove_text (linear, proof, texts[i], &scope);
          ck_assert_int_eq (linear->strict, 1);
          ck_assert_int_eq (proof->verdict, MDM_PROOF_REFUTED);
          ck_assert_uint_eq (proof->ray, 0);
          ck_assert_ptr_null (proof->profile);
          ck_assert_int_eq (proof->has_schedule, kind == MDM_SCOPE_ALL);
          if (kind == MDM_SCOPE_ALL)
            {
              ck_assert_uint_eq (proof->schedule->smax, smax < 5 ? smax : 5);
              ck_assert_int_eq (verdict_on (texts[i], law, proof->schedule),
                                MDM_VERDICT_REFUTED);
            }
          mdm_proof_clear (proof);
          mdm_linear_clear (linear);
        }
  mdm_law_clear (law);
}
END_TEST

/* What cannot be proved, with its place.  */

enum
{
  SIZES,   /* the schedule 3,1 */
  WEIGHTS, /* its weights alone */
  ALL,
  SOME
};

static const struct
{
  const char *text;
  int scope;
  mdm_status status;
  size_t line, column;
  const char *message;
} mistakes[] = {
#define NOT_LINEAR " is not linear in the information curve"
  { "V*ekl <= tc", ALL, MDM_EDOMAIN, 1, 1, "V" NOT_LINEAR },
  { "ekl <= tc*V", ALL, MDM_EDOMAIN, 1, 11, "V" NOT_LINEAR },
  { "ekl <= tc/V", ALL, MDM_EDOMAIN, 1, 11, "V" NOT_LINEAR },
  { "ekl <= V", ALL, MDM_EDOMAIN, 1, 8, "V" NOT_LINEAR },
  { "ekl\n <= tc\n + tv", SIZES, MDM_EDOMAIN, 3, 4, "tv" NOT_LINEAR },
  { "ser <= 0", SIZES, MDM_EDOMAIN, 1, 1, "ser" NOT_LINEAR },
  { "kl_mixed <= ekl", SOME, MDM_EDOMAIN, 1, 1, "kl_mixed" NOT_LINEAR },
  { "ekl >= kl_mixed", SOME, MDM_EDOMAIN, 1, 8, "kl_mixed" NOT_LINEAR },
  { "log_ter_gap >= 0", SIZES, MDM_EDOMAIN, 1, 1, "log_ter_gap" NOT_LINEAR },
  { "pmax(0)*ekl >= 0", SIZES, MDM_EDOMAIN, 1, 1, "pmax(i)" NOT_LINEAR },
  { "pmax_least*ekl >= 0", SIZES, MDM_EDOMAIN, 1, 1, "pmax_least" NOT_LINEAR },
  { "ekl <= tc_bound", SIZES, MDM_EDOMAIN, 1, 8, "tc_bound" NOT_LINEAR },
  { "ekl <= dtc_eps", SIZES, MDM_EDOMAIN, 1, 8, "dtc_eps" NOT_LINEAR },
  { "ekl <= H(0)", ALL, MDM_EDOMAIN, 1, 8, "H(A|C)" NOT_LINEAR },
  { "ekl <= tc + I(0;1)", ALL, MDM_EDOMAIN, 1, 13, "I(A;B;..|C)" NOT_LINEAR },
  { "TC(0;1|2) >= 0", ALL, MDM_EDOMAIN, 1, 1, "TC(A;B;..|C)" NOT_LINEAR },
  { "ekl <= 1", ALL, MDM_EDOMAIN, 1, 8,
    "a constant that is not 0" NOT_LINEAR },
  { "ekl <= tc + 1/2", ALL, MDM_EDOMAIN, 1, 14,
    "a constant that is not 0" NOT_LINEAR },
  { "ekl <= tc + L", ALL, MDM_EDOMAIN, 1, 13,
    "a constant that is not 0" NOT_LINEAR },
  { "1 <= 2", ALL, MDM_EDOMAIN, 1, 6, "a constant that is not 0" NOT_LINEAR },
  { "ekl <= log(2)", ALL, MDM_EDOMAIN, 1, 8, "log" NOT_LINEAR },
  { "ekl <= tc + L*log(L)", ALL, MDM_EDOMAIN, 1, 15, "log" NOT_LINEAR },
  { "floor(tc) <= ekl", ALL, MDM_EDOMAIN, 1, 7, "tc" NOT_LINEAR },
  { "ekl <= tc*ceil(ekl)", ALL, MDM_EDOMAIN, 1, 16, "ekl" NOT_LINEAR },
  { "sum(j, 1, V, tc) >= 0", ALL, MDM_EDOMAIN, 1, 11, "V" NOT_LINEAR },
  { "Z(V) >= 0", ALL, MDM_EDOMAIN, 1, 3, "V" NOT_LINEAR },
  { "min(ekl, tc) <= dtc", ALL, MDM_EDOMAIN, 1, 1,
    "min in this place" NOT_LINEAR },
  { "ekl <= tc + max(tc, dtc)", ALL, MDM_EDOMAIN, 1, 13,
    "max in this place" NOT_LINEAR },
  /* Ranges.  */
  { "Z(99) <= tc", ALL, MDM_EDOMAIN, 1, 1,
    "Z(j) is defined from 1 to 4 here" },
  { "tc >= Z(0)", SOME, MDM_EDOMAIN, 1, 7,
    "Z(j) is defined from 1 to 4 here" },
  { "e(5) <= tc", ALL, MDM_EDOMAIN, 1, 1, "e(k) is defined from 0 to 4 here" },
  { "e(-1) <= tc", ALL, MDM_EDOMAIN, 1, 1,
    "e(k) is defined from 0 to 4 here" },
  { "d(0) <= tc", ALL, MDM_EDOMAIN, 1, 1, "d(k) is defined from 1 to 4 here" },
  { "U(5) <= tc", ALL, MDM_EDOMAIN, 1, 1, "U(s) is defined from 1 to 4 here" },
  { "Z(10^30) <= tc", ALL, MDM_EDOMAIN, 1, 1,
    "Z(j) is defined from 1 to 4 here" },
  { "a(4)*tc >= 0", SIZES, MDM_EDOMAIN, 1, 1,
    "a(k) is defined from 0 to 3 here" },
  { "a(-1)*tc >= 0", WEIGHTS, MDM_EDOMAIN, 1, 1,
    "a(k) is defined from 0 to 3 here" },
  { "s(0)*tc >= 0", SIZES, MDM_EDOMAIN, 1, 1,
    "s(t) is defined from 1 to 2 here" },
  { "s(3)*tc >= 0", SIZES, MDM_EDOMAIN, 1, 1,
    "s(t) is defined from 1 to 2 here" },
  { "N(3)*tc >= 0", SIZES, MDM_EDOMAIN, 1, 1,
    "N(t) is defined from 0 to 2 here" },
  { "N(-1)*tc >= 0", SIZES, MDM_EDOMAIN, 1, 1,
    "N(t) is defined from 0 to 2 here" },
  { "ekl/(L - 4) >= 0", ALL, MDM_EDOMAIN, 1, 4, "division by zero" },
  { "Z(L/3) >= 0", ALL, MDM_EDOMAIN, 1, 3,
    "an index must be an integer, not 4/3" },
/* What the scope does not fix.  */
#define NOT_FIXED " is not fixed by the scope of the proof"
  { "T*ekl <= tc", ALL, MDM_EABSENT, 1, 1, "T" NOT_FIXED },
  { "ekl <= smin*tc", SOME, MDM_EABSENT, 1, 8, "smin" NOT_FIXED },
  { "s(1)*ekl <= tc", ALL, MDM_EABSENT, 1, 1, "s(t)" NOT_FIXED },
  { "N(1)*ekl <= tc", ALL, MDM_EABSENT, 1, 1, "N(t)" NOT_FIXED },
  { "a(0)*ekl <= tc", SOME, MDM_EABSENT, 1, 1, "a(k)" NOT_FIXED },
  { "T*ekl <= tc", WEIGHTS, MDM_EABSENT, 1, 1, "T" NOT_FIXED },
  { "smax*ekl <= tc", WEIGHTS, MDM_EABSENT, 1, 1, "smax" NOT_FIXED },
  { "ekl <= R", WEIGHTS, MDM_EABSENT, 1, 8, "R needs a schedule of sizes" },
  /* And what is right.  */
  { "a(0)*ekl <= 9*tc", WEIGHTS, MDM_OK, 0, 0, "" },
  { "T*smin*s(2)*N(2)*ekl <= 99*R", SIZES, MDM_OK, 0, 0, "" },
  { "smax*L*ekl <= 99*R + eps_train", ALL, MDM_OK, 0, 0, "" },
  { "0 <= ekl_definition", ALL, MDM_OK, 0, 0, "" },
};

/* Set SCOPE, for the length 4.  */
static void
set_scope (mdm_scope_t *scope, int kind, mdm_schedule_t schedule, fmpq *weight)
{
  size_t size[2] = { 3, 1 };

  mdm_schedule_set_sizes (schedule, size, 2);
  mdm_weights_set_schedule (weight, schedule);
  memset (scope, 0, sizeof *scope);
  scope->length = 4;
  scope->kind = kind == ALL    ? MDM_SCOPE_ALL
                : kind == SOME ? MDM_SCOPE_SOME
                               : MDM_SCOPE_PROCESS;
  scope->smax = kind == ALL || kind == SOME ? 3 : 0;
  scope->schedule = kind == SIZES ? schedule : NULL;
  scope->weight = kind == SIZES || kind == WEIGHTS ? weight : NULL;
}

static void
check_mistake (mdm_status status, const mdm_err_t *err, mdm_status expected,
               const char *text, size_t line, size_t column,
               const char *message)
{
  ck_assert_msg (status == expected, "%s: %d: %s", text, status, err->message);
  if (expected == MDM_OK)
    return;
  ck_assert_int_eq (err->status, expected);
  ck_assert_str_eq (err->where, "c");
  ck_assert_str_eq (err->message, message);
  ck_assert_uint_eq (err->line, line);
  ck_assert_uint_eq (err->column, column);
  ck_assert_ptr_nonnull (strchr (err->excerpt, '^'));
}

START_TEST (mistake)
{
  fmpq *weight = _fmpq_vec_init (4);
  mdm_schedule_t schedule;
  mdm_linear_t linear;
  mdm_scope_t scope;
  mdm_err_t err = { 0 };

  mdm_schedule_init (schedule);
  set_scope (&scope, mistakes[_i].scope, schedule, weight);
  check_mistake (read_linear (linear, mistakes[_i].text, &scope, &err), &err,
                 mistakes[_i].status, mistakes[_i].text, mistakes[_i].line,
                 mistakes[_i].column, mistakes[_i].message);
  mdm_linear_clear (linear);
  mdm_schedule_clear (schedule);
  _fmpq_vec_clear (weight, 4);
}
END_TEST

/* Claims with bytes changed: any answer will do, but there must be one, with
   a place in the text where it is no.  */
START_TEST (mutations)
{
  static const char *const seeds[] = {
    "ekl <= (smax-1)/L * sum_mi + eps_train",
    "sum(k, 0, L-1, a(k)*d(k+1)) - e(L) >= 0.50*R",
    "max(ekl, 2*tc - U(2)) <= min(dtc, e(1), -Z(3)/T)",
    "ekl = sum(t, 1, T, sum(j, 1, s(t), Z(N(t-1) + j)))",
    "entropy*floor(L/3) > ekl - H(0,1|2) + binom(4, 2)*log(V)",
  };
  static const char alphabet[] = "0123456789+-*/^(),;|<=>.\n LVTszNUReij";
  uint64_t state = UINT64_C (20260302);
  fmpq *weight = _fmpq_vec_init (4);
  mdm_schedule_t schedule;
  int right = 0;

  mdm_schedule_init (schedule);
  for (int i = 0; i < 8000; i++)
    {
      mdm_linear_t linear;
      mdm_scope_t scope;
      mdm_err_t err = { 0 };
      char text[200];
      size_t length;

      strcpy (text, seeds[random_below (&state, ROWS (seeds))]);
      length = strlen (text);
      for (uint64_t change = random_below (&state, 4); change > 0; change--)
        text[random_below (&state, length)]
            = random_below (&state, 2) == 0
                  ? alphabet[random_below (&state, sizeof alphabet - 1)]
                  : text[random_below (&state, length)];
      set_scope (&scope, i % 4, schedule, weight);
      if (read_linear (linear, text, &scope, &err) == MDM_OK)
        {
          mdm_proof_t proof;
          mdm_proof_init (proof, 4);
          mdm_prove (proof, linear, &scope, NULL);
          mdm_proof_clear (proof);
          right++;
        }
      else
        ck_assert_msg (
            strcmp (err.where, "c") == 0 && err.line >= 1 && err.column >= 1
                && strchr (err.excerpt, '^') != NULL,
            "%s: %zu:%zu: %s", text, err.line, err.column, err.message);
      mdm_linear_clear (linear);
    }
  ck_assert_int_ge (right, 400);
  mdm_schedule_clear (schedule);
  _fmpq_vec_clear (weight, 4);
}
END_TEST

/* Hypotheses.  */
static const struct
{
  const char *text;
  int scope;
  mdm_status status;
  int holds;
  size_t column;
  const char *message;
} hypotheses[] = {
#define OF_THE_LAW                                                            \
 "the hypothesis speaks of the law, and a proof is about all laws"
  { "smax >= 2", ALL, MDM_OK, 1, 0, "" },
  { "smax > 3", SOME, MDM_OK, 0, 0, "" },
  { "smax = 3", SIZES, MDM_OK, 1, 0, "" },
  { "L >= 2*smax", ALL, MDM_OK, 0, 0, "" },
  { "L < 2*smax", ALL, MDM_OK, 1, 0, "" },
  { "smax - smin <= 1", SIZES, MDM_OK, 0, 0, "" },
  { "T = 2", SIZES, MDM_OK, 1, 0, "" },
  { "sum(t, 1, T - 1, (s(t) - 1)^2) = 0", SIZES, MDM_OK, 0, 0, "" },
  { "N(1) = a(0)", SIZES, MDM_OK, 1, 0, "" },
  { "a(0) + a(3) = L", WEIGHTS, MDM_OK, 1, 0, "" },
  { "log(L) > 1", ALL, MDM_OK, 1, 0, "" },
  { "log(L) = 2*log(2)", ALL, MDM_OK, 1, 0, "" },
  { "log(L) < 1", ALL, MDM_OK, 0, 0, "" },
  { "T = 2", ALL, MDM_EABSENT, 0, 1, "T" NOT_FIXED },
  { "smax = 3", WEIGHTS, MDM_EABSENT, 0, 1, "smax" NOT_FIXED },
  { "s(3) = 1", SIZES, MDM_EDOMAIN, 0, 1, "s(t) is defined from 1 to 2 here" },
  { "tc <= dtc", ALL, MDM_EDOMAIN, 0, 1, OF_THE_LAW },
  { "0 <= L*tc", ALL, MDM_EDOMAIN, 0, 8, OF_THE_LAW },
  { "V >= 2", SIZES, MDM_EDOMAIN, 0, 1, OF_THE_LAW },
  { "2 <= H(0|1)", SIZES, MDM_EDOMAIN, 0, 6, OF_THE_LAW },
};

START_TEST (hypothesis)
{
  fmpq *weight = _fmpq_vec_init (4);
  mdm_schedule_t schedule;
  mdm_claim_t claim;
  mdm_scope_t scope;
  mdm_err_t err = { 0 };
  int holds = -1;

  mdm_schedule_init (schedule);
  set_scope (&scope, hypotheses[_i].scope, schedule, weight);
  ck_assert_int_eq (
      mdm_claim_parse (&claim, hypotheses[_i].text, "c", 1, &err), MDM_OK);
  check_mistake (mdm_rays_hypothesis (&holds, &claim, &scope, &err), &err,
                 hypotheses[_i].status, hypotheses[_i].text, 1,
                 hypotheses[_i].column, hypotheses[_i].message);
  ck_assert_int_eq (holds, hypotheses[_i].holds);
  mdm_claim_clear (&claim);
  mdm_schedule_clear (schedule);
  _fmpq_vec_clear (weight, 4);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("prove_some");
  TCase *c = tcase_create ("some");

  tcase_add_loop_test (c, some, 0, 6);
  tcase_add_loop_test (c, constant, 0, ROWS (constants));
  tcase_add_test (c, half);
  tcase_add_test (c, callers_mixture);
  suite_add_tcase (suite, c);
  c = tcase_create ("claims");
  tcase_add_loop_test (c, splitting, 0, ROWS (splits));
  tcase_add_test (c, strict);
  tcase_add_loop_test (c, mistake, 0, ROWS (mistakes));
  tcase_add_test (c, mutations);
  tcase_add_loop_test (c, hypothesis, 0, ROWS (hypotheses));
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
