/* test_mixture.c - mixtures of schedules, profiles of rays, and the linear
   program over paths that finds both.  */
#include <config.h>

#include "unit.h"

#include "prove/guess.h"
#include "prove/mixture.h"
#include "prove/pathlp.h"
#include "prove/simplex.h"

#include <string.h>

/* Some schedule of L positions, of sizes <= S.  */
#define SOME(l, s)                                                            \
 (&(mdm_scope_t){ .kind = MDM_SCOPE_SOME, .length = (l), .smax = (s) })

/* By definition.  */

/* RES = Z_J on ray m of length L.  */
static slong
curve (size_t length, size_t j, size_t m)
{
  return j > m && m < length;
}

/* RES = R(s) on ray m: s * sum_{j >= 0} 2^-j Z_{|W_j|+1} with |W_j| = min
   (L-1, max (0, floor (L - s 2^-j))).  From the first j with 2^-j s < 1 on,
   the terms sum to 2^{1-j} Z_L.  */
static void
set_r (fmpq_t res, size_t length, size_t s, size_t m)
{
  fmpq_t weight;
  size_t power = 1;

  fmpq_init (weight);
  fmpq_zero (res);
  for (; power <= s; power *= 2)
    {
      /* floor (L - s / power) */
      size_t w = length * power < s ? 0 : (length * power - s) / power;
      if (w > length - 1)
        w = length - 1;
      fmpq_set_si (weight, curve (length, w + 1, m), power);
      fmpq_add (res, res, weight);
    }
  fmpq_set_si (weight, 2 * curve (length, length, m), power);
  fmpq_canonicalise (weight);
  fmpq_add (res, res, weight);
  fmpq_mul_ui (res, res, s);
  fmpq_clear (weight);
}

/* ekl on ray m: the end of the block that holds m, less m.  */
static size_t
direct_ekl (const size_t *size, size_t steps, size_t m)
{
  size_t end = 0;

  for (size_t t = 0; t < steps && end < m; t++)
    end += size[t];
  return end - m;
}

/* A claim of one part with a scale.  */
typedef struct
{
  size_t length, smax;
  mdm_linear_t linear;
  mdm_linear_part_t *part;
  fmpq *scale;
  fmpq_t tau;
  mdm_mixture_t mixture;
  fmpz *profile;
} search_t;

/* Of length L, sizes <= S: alpha = 1, and the rest 0.  */
static void
search_init (search_t *q, size_t length, size_t smax)
{
  q->length = length;
  q->smax = smax;
  mdm_linear_init (q->linear, length);
  q->part = mdm_linear_add (q->linear);
  fmpq_one (q->part->alpha);
  q->scale = _fmpq_vec_init ((slong) length);
  fmpq_init (q->tau);
  mdm_mixture_init (q->mixture, length);
  q->profile = _fmpz_vec_init ((slong) length);
}

static void
search_clear (search_t *q)
{
  mdm_linear_clear (q->linear);
  _fmpq_vec_clear (q->scale, (slong) q->length);
  fmpq_clear (q->tau);
  mdm_mixture_clear (q->mixture);
  _fmpz_vec_clear (q->profile, (slong) q->length);
}

static int
search_run (search_t *q)
{
  return mdm_pathlp_solve (q->tau, q->mixture, q->profile, q->linear, q->scale,
                           SOME (q->length, q->smax));
}

/* How far is ekl from tau R?  tau = c*(L,s).  */
static void
search_constant (search_t *q)
{
  for (size_t m = 1; m <= q->length; m++)
    set_r (q->scale + m - 1, q->length, q->smax, m);
}

/* Is ekl >= C * R?  tau >= 0 iff so.  */
static void
search_feasibility (search_t *q, const fmpq_t c)
{
  for (size_t m = 0; m < q->length; m++)
    {
      set_r (q->part->rest + m, q->length, q->smax, m + 1);
      fmpq_mul (q->part->rest + m, q->part->rest + m, c);
      fmpq_neg (q->part->rest + m, q->part->rest + m);
      fmpq_one (q->scale + m);
    }
}

/* RES = alpha EKL + rest_m - tau scale_m.  */
static void
search_value (fmpq_t res, const search_t *q, size_t m, const fmpq_t ekl)
{
  fmpq_mul (res, q->part->alpha, ekl);
  fmpq_add (res, res, q->part->rest + m - 1);
  fmpq_submul (res, q->tau, q->scale + m - 1);
}

static void
check_equal (const fmpq_t x, const char *expected, const char *what)
{
  char *text = fmpq_get_str (NULL, 10, x);

  ck_assert_msg (strcmp (text, expected) == 0, "%s: %s, not %s", what, text,
                 expected);
  flint_free (text);
}

/* The mixture as its file would have it, lines separated by `|'.  */
static char *
list_mixture (const mdm_mixture_t mixture)
{
  size_t room = 1;
  char *list, *p;

  for (size_t i = 0; i < mixture->count; i++)
    {
      char *weight = fmpq_get_str (NULL, 10, mixture->weight + i);
      room += strlen (weight) + strlen (mixture->schedule[i].name) + 4;
      flint_free (weight);
    }
  list = p = flint_malloc (room);
  *p = '\0';
  for (size_t i = 0; i < mixture->count; i++)
    {
      char *weight = fmpq_get_str (NULL, 10, mixture->weight + i);
      p += sprintf (p, "%s%s %s", i == 0 ? "" : "|", weight,
                    mixture->schedule[i].name);
      flint_free (weight);
    }
  return list;
}

/* The weights are >= 0 with sum 1, the sizes in 1..S with sum L.  */
static void
check_mixture (const mdm_mixture_t mixture, size_t length, size_t s)
{
  fmpq_t sum;

  fmpq_init (sum);
  ck_assert_uint_eq (mixture->length, length);
  for (size_t i = 0; i < mixture->count; i++)
    {
      const mdm_schedule_struct *schedule = mixture->schedule + i;
      ck_assert_int_ge (fmpq_sgn (mixture->weight + i), 0);
      fmpq_add (sum, sum, mixture->weight + i);
      ck_assert_uint_eq (schedule->length, length);
      ck_assert_uint_ge (schedule->smin, 1);
      ck_assert_uint_le (schedule->smax, s);
    }
  ck_assert (fmpq_is_one (sum));
  fmpq_clear (sum);
}

/* MEAN is what the definition makes of the mixture.  */
static void
check_mean (const fmpq *mean, const mdm_mixture_t mixture)
{
  fmpq_t sum, term;

  fmpq_init (sum);
  fmpq_init (term);
  for (size_t m = 1; m <= mixture->length; m++)
    {
      fmpq_zero (sum);
      for (size_t i = 0; i < mixture->count; i++)
        {
          const mdm_schedule_struct *schedule = mixture->schedule + i;
          fmpq_mul_ui (term, mixture->weight + i,
                       direct_ekl (schedule->size, schedule->steps, m));
          fmpq_add (sum, sum, term);
        }
      ck_assert_msg (fmpq_equal (sum, mean + m - 1), "ray %zu", m);
    }
  fmpq_clear (sum);
  fmpq_clear (term);
}

/* Mixtures.  */

static const struct
{
  size_t length, s;
  const char *mixture;
} offsets[] = {
  { 1, 1, "1 1" },
  { 1, 3, "1 1" },
  { 3, 1, "1 1,1,1" },
  { 3, 2, "1/2 1,2|1/2 2,1" },
  { 3, 3, "1/3 1,2|1/3 2,1|1/3 3" },
  { 3, 5, "1/5 1,2|1/5 2,1|3/5 3" },
  { 5, 2, "1/2 1,2,2|1/2 2,2,1" },
  { 6, 2, "1/2 1,2,2,1|1/2 2,2,2" },
  { 7, 3, "1/3 1,3,3|1/3 2,3,2|1/3 3,3,1" },
};

START_TEST (offsets_listed)
{
  mdm_mixture_t mixture;
  char *list;

  mdm_mixture_init (mixture, 99);
  mdm_mixture_set_offsets (mixture, offsets[_i].length, offsets[_i].s);
  list = list_mixture (mixture);
  ck_assert_str_eq (list, offsets[_i].mixture);
  check_mixture (mixture, offsets[_i].length, offsets[_i].s);
  flint_free (list);
  mdm_mixture_clear (mixture);
}
END_TEST

/* The mean over the offsets is (1/s) sum_{k=0..s-2} (s-1-k) Z_{L-k} on every
   ray (THEORY section 4).  */
START_TEST (offsets_mean)
{
  size_t length = (size_t) _i;
  fmpq *mean = _fmpq_vec_init ((slong) length);
  mdm_mixture_t mixture;
  fmpq_t formula;

  mdm_mixture_init (mixture, length);
  fmpq_init (formula);
  for (size_t s = 1; s <= length + 3; s++)
    {
      mdm_mixture_set_offsets (mixture, length, s);
      check_mixture (mixture, length, s);
      mdm_mixture_mean (mean, mixture);
      check_mean (mean, mixture);
      for (size_t m = 1; m <= length && s <= length; m++)
        {
          slong sum = 0;
          for (size_t k = 0; k + 2 <= s; k++)
            sum += (slong) (s - 1 - k) * curve (length, length - k, m);
          fmpq_set_si (formula, sum, s);
          fmpq_canonicalise (formula);
          ck_assert_msg (fmpq_equal (formula, mean + m - 1),
                         "L = %zu, s = %zu, ray %zu", length, s, m);
        }
    }
  fmpq_clear (formula);
  mdm_mixture_clear (mixture);
  _fmpq_vec_clear (mean, (slong) length);
}
END_TEST

START_TEST (many)
{
  fmpq *mean = _fmpq_vec_init (5000);
  mdm_mixture_t mixture;

  mdm_mixture_init (mixture, 0);
  mdm_mixture_set_offsets (mixture, 5000, 100);
  mdm_mixture_mean (mean, mixture);
  check_equal (mean, "99/2", "ray 1");
  check_equal (mean + 4899, "99/2", "ray 4900");
  check_equal (mean + 4998, "99/100", "ray 4999");
  check_equal (mean + 4999, "0", "ray 5000");
  mdm_mixture_clear (mixture);
  _fmpq_vec_clear (mean, 5000);
}
END_TEST

START_TEST (swap)
{
  static const size_t size[] = { 2, 0, 1 };
  mdm_mixture_t x, y;
  fmpq_t one;
  char *list;

  fmpq_init (one);
  fmpq_one (one);
  mdm_mixture_init (x, 3);
  mdm_mixture_init (y, 2);
  mdm_mixture_add (x, one, size, 3);
  mdm_mixture_swap (x, y);
  ck_assert_uint_eq (x->length, 2);
  ck_assert_uint_eq (x->count, 0);
  ck_assert_uint_eq (y->length, 3);
  list = list_mixture (y);
  ck_assert_str_eq (list, "1 2,0,1");
  flint_free (list);
  mdm_mixture_clear (x);
  mdm_mixture_clear (y);
  fmpq_clear (one);
}
END_TEST

/* Mixtures in text.  */

static const struct
{
  const char *text;
  size_t length, smax;
  const char *mixture;
} good[] = {
  { "1 4\n", 4, 4, "1 4" },
  { "1 4", 4, 9, "1 4" },
  { "1/3 2,2,1\n2/3 1,2,2\n", 5, 2, "1/3 2,2,1|2/3 1,2,2" },
  { "# a mixture\r\n\n \t0.25\t 2,1 \r\n# more\n3/4 1,2\n\n", 3, 2,
    "1/4 2,1|3/4 1,2" },
  { "1/2 1,1\n1/2 1,1\n0 2\n", 2, 2, "1/2 1,1|1/2 1,1|0 2" },
  { "2/4 02\n1/2 1,01", 2, 2, "1/2 2|1/2 1,1" },
};

START_TEST (parses)
{
  mdm_mixture_t mixture;
  mdm_err_t err = { 0 };
  mdm_status status;
  char *list;

  mdm_mixture_init (mixture, 7);
  status
      = mdm_mixture_parse (mixture, "f", good[_i].text, strlen (good[_i].text),
                           good[_i].length, good[_i].smax, &err);
  ck_assert_msg (status == MDM_OK, "%zu:%zu: %s", err.line, err.column,
                 err.message);
  check_mixture (mixture, good[_i].length, good[_i].smax);
  list = list_mixture (mixture);
  ck_assert_str_eq (list, good[_i].mixture);
  flint_free (list);
  mdm_mixture_clear (mixture);
}
END_TEST

#define NO_SCHEDULE                                                           \
 "no schedule; a mixture has a line 'WEIGHT SIZES' for each, such as '1/3 "   \
 "2,2,1'"
#define NO_SIZE(text) "a whole number is expected, not '" text "'"
#define NO_WEIGHT                                                             \
 "a number is expected, such as 3, 1/3, 0.25 or 9.5e-05, not "
#define MORE "there is more after the sizes, which hold no blanks"

/* Length 5, sizes <= 3.  */
static const struct
{
  const char *text;
  mdm_status status;
  size_t line, column;
  const char *message;
} bad[] = {
  { "", MDM_EPARSE, 0, 0, NO_SCHEDULE },
  { "# 1 2,3\n\n", MDM_EPARSE, 0, 0, NO_SCHEDULE },
  { "x 2,3\n", MDM_EPARSE, 1, 1, NO_WEIGHT "'x'" },
  { " #1 2,3\n", MDM_EPARSE, 0, 0, NO_SCHEDULE },
  { "1/2 2,3\n1/ 2,3\n", MDM_EPARSE, 2, 1,
    "digits are expected after the '/', not '1/'" },
  { "1/0 2,3\n", MDM_EDOMAIN, 1, 1, "the denominator is zero, not '1/0'" },
  { "3/2 2,3\n-1/2 3,2\n", MDM_EDOMAIN, 2, 1, "a weight is never negative" },
  { "1,2,2\n", MDM_EPARSE, 1, 1, NO_WEIGHT "'1,2,2'" },
  { "1\n", MDM_EPARSE, 1, 2, "the sizes are missing after the weight" },
  { "1  \n", MDM_EPARSE, 1, 4, "the sizes are missing after the weight" },
  { "1 2,,3\n", MDM_EPARSE, 1, 5, NO_SIZE ("") },
  { "1 2,3,\n", MDM_EPARSE, 1, 7, NO_SIZE ("") },
  { "1 ,2,3\n", MDM_EPARSE, 1, 3, NO_SIZE ("") },
  { "1 2, 3\n", MDM_EPARSE, 1, 5, NO_SIZE ("") },
  { "1 -2,3\n", MDM_EPARSE, 1, 3, NO_SIZE ("-2") },
  { "1 2,0,3\n", MDM_EDOMAIN, 1, 5,
    "a size is 0; one that draws nothing is left out" },
  { "1 1,4\n", MDM_EDOMAIN, 1, 5, "'4' is more than 3" },
  { "1 99999999999999999999999999999999999999999999,1\n", MDM_EDOMAIN, 1, 3,
    "'9999999999999999999999999999999999999999..' is more than 3" },
  { "1 2,2\n", MDM_EDOMAIN, 1, 3, "the sizes sum to 4, not to the length 5" },
  { "1 2,2,2\n", MDM_EDOMAIN, 1, 3,
    "the sizes sum to 6, not to the length 5" },
  { "1 2,3 2\n", MDM_EPARSE, 1, 7, MORE },
  { "1 2,3 # all\n", MDM_EPARSE, 1, 7, MORE },
  { "1 2,3x\n", MDM_EPARSE, 1, 5, NO_SIZE ("3x") },
  { "1 2.5,2.5\n", MDM_EPARSE, 1, 3, NO_SIZE ("2.5") },
  { "1/2 2,3\n1/3 3,2\n", MDM_EDOMAIN, 0, 0,
    "the weights sum to 5/6, 1/6 less than 1" },
  { "1 2,3\n0.5 3,2\n", MDM_EDOMAIN, 0, 0,
    "the weights sum to 3/2, 1/2 more than 1" },
  { "0 2,3\n", MDM_EDOMAIN, 0, 0, "the weights sum to 0, 1 less than 1" },
  { "1 2,3\n\xff", MDM_EPARSE, 2, 1, "this is not UTF-8" },
  { "1 2\r,3\n", MDM_EPARSE, 1, 4,
    "a carriage return without a line feed after it; lines end in LF or "
    "CRLF" },
};

START_TEST (fails)
{
  mdm_mixture_t mixture;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_mixture_init (mixture, 7);
  status = mdm_mixture_parse (mixture, "the file", bad[_i].text,
                              strlen (bad[_i].text), 5, 3, &err);
  ck_assert_str_eq (err.message, bad[_i].message);
  ck_assert_int_eq (status, bad[_i].status);
  ck_assert_int_eq (err.status, bad[_i].status);
  ck_assert_str_eq (err.where, "the file");
  ck_assert_uint_eq (err.line, bad[_i].line);
  ck_assert_uint_eq (err.column, bad[_i].column);
  ck_assert_uint_eq (mixture->length, 7);
  ck_assert_uint_eq (mixture->count, 0);
  status = mdm_mixture_parse (mixture, "the file", bad[_i].text,
                              strlen (bad[_i].text), 5, 3, NULL);
  ck_assert_int_eq (status, bad[_i].status);
  mdm_mixture_clear (mixture);
}
END_TEST

/* Weights whose common denominator grows without bound are refused before
   they take time.  */
START_TEST (denominators)
{
  char *text = flint_malloc (60000), *p = text;
  mdm_mixture_t mixture;
  mdm_err_t err = { 0 };

  for (unsigned i = 0; i < 3; i++)
    {
      /* 1/77..79, 4000 digits each.  */
      p += sprintf (p, "1/");
      memset (p, '7', 3999);
      p += 3999;
      p += sprintf (p, "%u 2,3\n", 7 + i);
    }
  mdm_mixture_init (mixture, 7);
  ck_assert_int_eq (
      mdm_mixture_parse (mixture, "f", text, (size_t) (p - text), 5, 3, &err),
      MDM_ELIMIT);
  ck_assert_uint_eq (err.line, 3);
  ck_assert_uint_eq (err.column, 1);
  ck_assert_str_eq (err.message,
                    "the common denominator of the weights has more than "
                    "10000 digits");
  p = text + sprintf (text, "1/");
  memset (p, '7', 10001);
  memcpy (p + 10001, " 2,3", 5);
  ck_assert_int_eq (mdm_mixture_parse (mixture, "f", text, 10007, 5, 3, &err),
                    MDM_ELIMIT);
  ck_assert_msg (strncmp (err.message, "a number of too many digits, not", 32)
                     == 0,
                 "%s", err.message);
  mdm_mixture_clear (mixture);
  flint_free (text);
}
END_TEST

/* The simplex method.  */

/* Does the schedule whose blocks end where MASK has a bit, and at the end,
   prove LINEAR with sizes <= SMAX?  */
static int
proves_alone (const mdm_linear_t linear, unsigned mask, size_t smax)
{
  size_t length = linear->length, size[8], steps = 0, from = 0, most = 0;
  mdm_mixture_t one;
  fmpq_t weight;
  int proves;

  for (size_t end = 1; end <= length; end++)
    if (end == length || (mask >> (end - 1) & 1) != 0)
      {
        size[steps] = end - from;
        most = size[steps] > most ? size[steps] : most;
        steps++;
        from = end;
      }
  mdm_mixture_init (one, length);
  fmpq_init (weight);
  fmpq_one (weight);
  mdm_mixture_add (one, weight, size, steps);
  proves = most <= smax && mdm_mixture_proves (one, linear);
  mdm_mixture_clear (one);
  fmpq_clear (weight);
  return proves;
}

/* One schedule is found if and only if one of all proves the parts, which
   weigh ekl with either sign.  */
START_TEST (one_schedule)
{
  size_t found = 0, none = 0;
  flint_rand_t state;

  flint_rand_init (state);
  for (size_t trial = 0; trial < 600; trial++)
    {
      size_t length = 1 + n_randint (state, 6);
      size_t smax = 1 + n_randint (state, length);
      mdm_mixture_t mixture;
      mdm_linear_t linear;
      int some = 0;

      mdm_linear_init (linear, length);
      for (int sign = 1; sign >= -1; sign -= 2)
        {
          mdm_linear_part_t *part = mdm_linear_add (linear);
          fmpq_set_si (part->alpha, sign * (1 + (slong) n_randint (state, 2)),
                       1);
          for (size_t m = 0; m < length; m++)
            fmpq_set_si (part->rest + m,
                         (slong) n_randint (state, 5) - (sign > 0 ? 2 : 0), 1);
        }
      for (unsigned mask = 0; mask < 1u << (length - 1); mask++)
        some |= proves_alone (linear, mask, smax);
      mdm_mixture_init (mixture, length);
      ck_assert_int_eq (mdm_mixture_find_one (mixture, linear, SOME (length, smax)), some);
      ck_assert_uint_eq (mixture->count, (size_t) some);
      if (some)
        {
          ck_assert (mdm_mixture_proves (mixture, linear));
          ck_assert (mixture->schedule->smax <= smax);
          ck_assert (mixture->schedule->length == length);
        }
      found += (size_t) some;
      none += !some;
      mdm_mixture_clear (mixture);
      mdm_linear_clear (linear);
    }
  ck_assert_uint_gt (found, 60);
  ck_assert_uint_gt (none, 60);
  flint_rand_clear (state);
}
END_TEST

/* Maximise x + y with x + 2 y + u = 4, 3 x + y + v = 6: x = 8/5, y = 6/5.
   Columns x y u v, and a copy of x; then the 0 of each row.  */
static void
set_small (mdm_simplex_t lp)
{
  static const slong entry[5][2]
      = { { 1, 3 }, { 2, 1 }, { 1, 0 }, { 0, 1 }, { 1, 3 } };

  mdm_simplex_init (lp, 2);
  for (size_t j = 0; j < 5; j++)
    {
      mdm_simplex_add_column (lp, MDM_SIMPLEX_NONNEGATIVE);
      for (size_t i = 0; i < 2; i++)
        mdm_simplex_add_entry_si (lp, i, entry[j][i]);
    }
  lp->row_kind[0] = lp->row_kind[1] = MDM_SIMPLEX_ZERO;
  fmpz_set_ui (lp->rhs, 4);
  fmpz_set_ui (lp->rhs + 1, 6);
  fmpz_one (lp->cost);
  fmpz_one (lp->cost + 1);
  fmpz_one (lp->cost + 4);
}

START_TEST (every_basis)
{
  fmpq *x = _fmpq_vec_init (5), *y = _fmpq_vec_init (2);
  mdm_simplex_t lp;

  set_small (lp);
  for (size_t i = 0; i < 7; i++)
    for (size_t j = 0; j < 7; j++)
      {
        size_t basis[2] = { i, j };
        /* Two that are alike but for a factor are no basis.  */
        static const int same[7] = { 0, 1, 2, 3, 0, 2, 3 };
        int singular = same[i] == same[j];
        mdm_simplex_outcome outcome;
        if (i == j)
          continue;
        outcome = mdm_simplex_solve (x, y, basis, lp, 20);
        ck_assert_msg (
            outcome == (singular ? MDM_SIMPLEX_UNKNOWN : MDM_SIMPLEX_OPTIMAL),
            "from %zu, %zu: %d", i, j, (int) outcome);
        if (singular)
          continue;
        fmpq_add (x, x, x + 4);
        check_equal (x, "8/5", "x");
        check_equal (x + 1, "6/5", "y");
        check_equal (x + 2, "0", "u");
        check_equal (x + 3, "0", "v");
        check_equal (y, "2/5", "first dual value");
        check_equal (y + 1, "1/5", "second dual value");
      }
  mdm_simplex_clear (lp);
  _fmpq_vec_clear (x, 5);
  _fmpq_vec_clear (y, 2);
}
END_TEST

/* What has no optimum, or needs more pivots than it may make.  */
START_TEST (no_optimum)
{
  fmpq *x = _fmpq_vec_init (5), *y = _fmpq_vec_init (2);
  mdm_simplex_t lp;
  size_t basis[2];

  set_small (lp);
  memcpy (basis, (size_t[]){ 2, 3 }, sizeof basis);
  ck_assert_int_eq (mdm_simplex_solve (x, y, basis, lp, 1),
                    MDM_SIMPLEX_UNKNOWN);
  /* x + .. = -4 has no solution >= 0.  */
  fmpz_set_si (lp->rhs, -4);
  memcpy (basis, (size_t[]){ 2, 3 }, sizeof basis);
  ck_assert_int_eq (mdm_simplex_solve (x, y, basis, lp, 20), MDM_SIMPLEX_NONE);
  /* With y and u free nothing stops them.  */
  lp->column_kind[1] = lp->column_kind[2] = lp->column_kind[3]
      = MDM_SIMPLEX_FREE;
  memcpy (basis, (size_t[]){ 2, 3 }, sizeof basis);
  ck_assert_int_eq (mdm_simplex_solve (x, y, basis, lp, 20), MDM_SIMPLEX_NONE);
  mdm_simplex_clear (lp);
  _fmpq_vec_clear (x, 5);
  _fmpq_vec_clear (y, 2);
}
END_TEST

/* Any programs, of ROWS rows and COLUMNS columns.  */
#define ROWS 4
#define COLUMNS 6

static void
set_random (mdm_simplex_t lp, flint_rand_t state)
{
  mdm_simplex_init (lp, ROWS);
  for (size_t i = 0; i < ROWS; i++)
    {
      lp->row_kind[i] = n_randint (state, 3) == 0 ? MDM_SIMPLEX_ZERO
                                                  : MDM_SIMPLEX_NONNEGATIVE;
      fmpz_set_si (lp->rhs + i, (slong) n_randint (state, 9) - 6);
    }
  for (size_t j = 0; j < COLUMNS; j++)
    {
      mdm_simplex_add_column (lp, n_randint (state, 4) == 0
                                      ? MDM_SIMPLEX_FREE
                                      : MDM_SIMPLEX_NONNEGATIVE);
      for (size_t i = 0; i < ROWS; i++)
        mdm_simplex_add_entry_si (lp, i, (slong) n_randint (state, 7) - 4);
      fmpz_set_si (lp->cost + j, (slong) n_randint (state, 9) - 4);
    }
}

/* Is V as KIND says?  */
static int
fits (const fmpq_t v, unsigned char kind)
{
  return kind == MDM_SIMPLEX_FREE
         || (kind == MDM_SIMPLEX_ZERO ? fmpq_is_zero (v) : fmpq_sgn (v) >= 0);
}

/* X and Y are feasible and their values one and the same, which is returned
   in VALUE: so both are optimal.  */
static void
check_dual (fmpq_t value, const fmpq *x, const fmpq *y, const mdm_simplex_t lp)
{
  fmpq *above = _fmpq_vec_init (ROWS), *loss = _fmpq_vec_init (COLUMNS);
  fmpq_t term, other;

  fmpq_init (term);
  fmpq_init (other);
  fmpq_zero (value);
  for (size_t j = 0; j < COLUMNS; j++)
    {
      fmpq_sub_fmpz (loss + j, loss + j, lp->cost + j);
      for (size_t e = lp->start[j]; e < lp->start[j + 1]; e++)
        {
          fmpq_mul_fmpz (term, x + j, lp->entry + e);
          fmpq_add (above + lp->row[e], above + lp->row[e], term);
          fmpq_mul_fmpz (term, y + lp->row[e], lp->entry + e);
          fmpq_add (loss + j, loss + j, term);
        }
      ck_assert (fits (x + j, lp->column_kind[j]));
      ck_assert (lp->column_kind[j] == MDM_SIMPLEX_FREE
                     ? fmpq_is_zero (loss + j)
                     : fmpq_sgn (loss + j) >= 0);
      fmpq_mul_fmpz (term, x + j, lp->cost + j);
      fmpq_add (value, value, term);
    }
  for (size_t i = 0; i < ROWS; i++)
    {
      fmpq_sub_fmpz (above + i, above + i, lp->rhs + i);
      ck_assert (fits (above + i, lp->row_kind[i]));
      ck_assert (lp->row_kind[i] == MDM_SIMPLEX_ZERO || fmpq_sgn (y + i) <= 0);
      fmpq_mul_fmpz (term, y + i, lp->rhs + i);
      fmpq_add (other, other, term);
    }
  ck_assert (fmpq_equal (value, other));
  fmpq_clear (term);
  fmpq_clear (other);
  _fmpq_vec_clear (above, ROWS);
  _fmpq_vec_clear (loss, COLUMNS);
}

/* From the guess and from the variables of the rows the answer is the same,
   and proved by its dual.  */
START_TEST (any_program)
{
  fmpq *x = _fmpq_vec_init (COLUMNS), *y = _fmpq_vec_init (ROWS);
  size_t optimal = 0, none = 0;
  fmpq_t value, other;
  flint_rand_t state;

  fmpq_init (value);
  fmpq_init (other);
  flint_rand_init (state);
  for (size_t trial = 0; trial < 400; trial++)
    {
      mdm_simplex_outcome outcome, again;
      size_t basis[ROWS];
      mdm_simplex_t lp;

      set_random (lp, state);
      for (size_t i = 0; i < ROWS; i++)
        basis[i] = COLUMNS + i;
      outcome = mdm_simplex_solve (x, y, basis, lp, 1000);
      ck_assert_int_ne (outcome, MDM_SIMPLEX_UNKNOWN);
      if (outcome == MDM_SIMPLEX_OPTIMAL)
        check_dual (value, x, y, lp);
      ck_assert (mdm_guess_basis (basis, lp));
      again = mdm_simplex_solve (x, y, basis, lp, 1000);
      ck_assert_msg (again == outcome, "trial %zu", trial);
      if (again == MDM_SIMPLEX_OPTIMAL)
        {
          check_dual (other, x, y, lp);
          ck_assert (fmpq_equal (value, other));
        }
      optimal += outcome == MDM_SIMPLEX_OPTIMAL;
      none += outcome == MDM_SIMPLEX_NONE;
      mdm_simplex_clear (lp);
    }
  ck_assert_uint_gt (optimal, 50);
  ck_assert_uint_gt (none, 50);
  flint_rand_clear (state);
  fmpq_clear (value);
  fmpq_clear (other);
  _fmpq_vec_clear (x, COLUMNS);
  _fmpq_vec_clear (y, ROWS);
}
END_TEST

/* The best constants.  */

static const struct
{
  size_t length, s;
  const char *constant;
} constants[] = {
  { 2, 2, "1/2" },   { 3, 2, "1/6" },      { 4, 2, "1/8" },
  { 4, 3, "10/39" }, { 5, 4, "7/26" },     { 6, 4, "17/72" },
  { 24, 2, "1/8" },  { 24, 3, "1/6" },     { 24, 4, "3/16" },
  { 24, 5, "1/5" },  { 24, 6, "5/24" },    { 24, 7, "3/14" },
  { 24, 8, "7/32" }, { 64, 32, "31/128" }, { 64, 40, "24297443/86814000" },
  { 64, 63, NULL },  { 64, 64, "1/2" },
};

START_TEST (constant)
{
  search_t q;
  char *list, *again;

  search_init (&q, constants[_i].length, constants[_i].s);
  search_constant (&q);
  ck_assert (search_run (&q));
  if (constants[_i].constant != NULL)
    check_equal (q.tau, constants[_i].constant, "c*");
  check_mixture (q.mixture, q.length, q.smax);
  list = list_mixture (q.mixture);
  ck_assert (search_run (&q));
  again = list_mixture (q.mixture);
  ck_assert_str_eq (list, again);
  flint_free (list);
  flint_free (again);
  search_clear (&q);
}
END_TEST

/* For all s <= L: c* is what the mixture reaches on each ray by definition, it
   is at least 1/8, and (s-1)/(4s) where L >= 2s, which the offsets reach and
   the rays 1..s bound.  */
START_TEST (all_constants)
{
  size_t length = (size_t) _i;
  fmpq *mean = _fmpq_vec_init ((slong) length);
  fmpq_t bound, value;

  fmpq_init (bound);
  fmpq_init (value);
  for (size_t s = 2; s <= length; s++)
    {
      mdm_mixture_t offset;
      fmpz *rays = _fmpz_vec_init ((slong) length);
      search_t q;

      search_init (&q, length, s);
      search_constant (&q);
      ck_assert_msg (search_run (&q), "L = %zu, s = %zu", length, s);
      check_mixture (q.mixture, length, s);
      mdm_mixture_mean (mean, q.mixture);
      check_mean (mean, q.mixture);
      for (size_t m = 1; m <= length; m++)
        {
          search_value (value, &q, m, mean + m - 1);
          ck_assert_int_ge (fmpq_sgn (value), 0);
          /* Complementary slackness.  */
          ck_assert (
              fmpz_is_zero (q.profile + m - 1)
              || (fmpz_sgn (q.profile + m - 1) > 0 && fmpq_is_zero (value)));
        }
      fmpq_set_si (bound, 1, 8);
      ck_assert_int_ge (fmpq_cmp (q.tau, bound), 0);

      fmpq_set_si (bound, (slong) s - 1, 4 * s);
      fmpq_canonicalise (bound);
      search_feasibility (&q, bound);
      mdm_mixture_init (offset, length);
      mdm_mixture_set_offsets (offset, length, s);
      if (length >= 2 * s)
        {
          ck_assert (fmpq_equal (q.tau, bound));
          ck_assert (mdm_mixture_proves (offset, q.linear));
          for (size_t m = 0; m < s; m++)
            fmpz_one (rays + m);
          mdm_profile_greatest (value, rays, q.part, SOME (length, s));
          ck_assert (fmpq_is_zero (value));
          ck_assert (!mdm_profile_refutes (rays, q.part, SOME (length, s)));
        }
      else
        ck_assert_int_gt (fmpq_cmp (q.tau, bound), 0);
      mdm_mixture_clear (offset);
      _fmpz_vec_clear (rays, (slong) length);
      search_clear (&q);
    }
  fmpq_clear (bound);
  fmpq_clear (value);
  _fmpq_vec_clear (mean, (slong) length);
}
END_TEST

/* ekl >= c R for some schedule, L = 24: proved at (s-1)/(4s), refuted at a
   little more.  */
START_TEST (feasibility)
{
  static const slong excess[] = { 0, 1000, 1000000000 };
  size_t s = (size_t) _i;
  fmpq_t c;

  fmpq_init (c);
  for (size_t i = 0; i < 3; i++)
    {
      search_t q;

      search_init (&q, 24, s);
      fmpq_set_si (c, (slong) s - 1, 4 * s);
      fmpq_canonicalise (c);
      if (excess[i] > 0)
        {
          fmpq_t more;
          fmpq_init (more);
          fmpq_set_si (more, 1, (ulong) excess[i]);
          fmpq_add (c, c, more);
          fmpq_clear (more);
        }
      search_feasibility (&q, c);
      ck_assert (search_run (&q));
      ck_assert_int_eq (fmpq_sgn (q.tau), excess[i] > 0 ? -1 : 0);
      ck_assert_int_eq (mdm_mixture_proves (q.mixture, q.linear),
                        excess[i] == 0);
      ck_assert_int_eq (mdm_profile_refutes (q.profile, q.part, SOME (24, s)),
                        excess[i] > 0);
      search_clear (&q);
    }
  fmpq_clear (c);
}
END_TEST

/* Against all schedules.  */

/* Set SIZE to the composition of LENGTH with a cut after position i where bit
   i-1 of CUTS is set; return the number of sizes, *GREATEST the largest.  */
static size_t
compose (size_t *size, size_t *greatest, size_t length, unsigned cuts)
{
  size_t steps = 0, start = 0;

  *greatest = 0;
  for (size_t i = 1; i <= length; i++)
    if (i == length || (cuts >> (i - 1) & 1) != 0)
      {
        size[steps] = i - start;
        start = i;
        if (size[steps] > *greatest)
          *greatest = size[steps];
        steps++;
      }
  return steps;
}

/* RES = sum_m profile_m (alpha ekl_m + rest_m - tau scale_m) of a
   schedule.  */
static void
sum_profile (fmpq_t res, const search_t *q, const size_t *size, size_t steps)
{
  fmpq_t value, ekl;

  fmpq_init (value);
  fmpq_init (ekl);
  fmpq_zero (res);
  for (size_t m = 1; m <= q->length; m++)
    {
      fmpq_set_si (ekl, (slong) direct_ekl (size, steps, m), 1);
      search_value (value, q, m, ekl);
      fmpq_mul_fmpz (value, value, q->profile + m - 1);
      fmpq_add (res, res, value);
    }
  fmpq_clear (value);
  fmpq_clear (ekl);
}

/* The result of a search is optimal: the mixture reaches tau on every ray, no
   schedule does better against the profile, and some schedule does as well;
   mdm_profile_greatest finds that one.  */
static void
check_optimal (const search_t *q)
{
  fmpq *mean = _fmpq_vec_init ((slong) q->length);
  fmpq_t value, greatest, sum;
  int first = 1;

  fmpq_init (value);
  fmpq_init (greatest);
  fmpq_init (sum);
  check_mixture (q->mixture, q->length, q->smax);
  mdm_mixture_mean (mean, q->mixture);
  check_mean (mean, q->mixture);
  for (size_t m = 1; m <= q->length; m++)
    {
      search_value (value, q, m, mean + m - 1);
      ck_assert_int_ge (fmpq_sgn (value), 0);
      ck_assert_int_ge (fmpz_sgn (q->profile + m - 1), 0);
      fmpq_mul_fmpz (value, q->scale + m - 1, q->profile + m - 1);
      fmpq_add (sum, sum, value);
    }
  ck_assert_int_gt (fmpq_sgn (sum), 0);
  for (unsigned cuts = 0; cuts < 1u << (q->length - 1); cuts++)
    {
      size_t size[8], largest;
      size_t steps = compose (size, &largest, q->length, cuts);
      if (largest > q->smax)
        continue;
      sum_profile (value, q, size, steps);
      if (first || fmpq_cmp (value, greatest) > 0)
        fmpq_set (greatest, value);
      first = 0;
    }
  ck_assert (fmpq_is_zero (greatest));
  /* Without tau: what it takes away is tau * sum.  */
  mdm_profile_greatest (value, q->profile, q->part, SOME (q->length, q->smax));
  fmpq_mul (sum, sum, q->tau);
  ck_assert (fmpq_equal (value, sum));
  ck_assert_int_eq (
      mdm_profile_refutes (q->profile, q->part, SOME (q->length, q->smax)),
      fmpq_sgn (q->tau) < 0);
  fmpq_clear (value);
  fmpq_clear (greatest);
  fmpq_clear (sum);
  _fmpq_vec_clear (mean, (slong) q->length);
}

START_TEST (brute_constants)
{
  size_t length = (size_t) _i;

  for (size_t s = 2; s <= length + 1; s++)
    {
      search_t q;
      search_init (&q, length, s);
      search_constant (&q);
      ck_assert (search_run (&q));
      check_optimal (&q);
      search_clear (&q);
    }
}
END_TEST

/* Any alpha, rest and scale: where the search finds nothing, the program has
   no optimum, as it has one whenever scale > 0.  */
START_TEST (brute_random)
{
  flint_rand_t state;
  size_t found = 0;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i + 1, 2026);
  for (size_t trial = 0; trial < 100; trial++)
    {
      search_t q;
      size_t length = 1 + n_randint (state, 7);
      flint_bitcnt_t bits = 1 + n_randint (state, 5) * 30;
      int positive = n_randint (state, 2) != 0;

      search_init (&q, length, 1 + n_randint (state, length));
      fmpq_randtest (q.part->alpha, state, bits);
      for (size_t m = 0; m < length; m++)
        {
          fmpq_randtest (q.part->rest + m, state, bits);
          fmpq_randtest (q.scale + m, state, bits);
          fmpq_abs (q.scale + m, q.scale + m);
          if (positive && fmpq_is_zero (q.scale + m))
            fmpq_one (q.scale + m);
        }
      if (search_run (&q))
        {
          check_optimal (&q);
          found++;
        }
      else
        ck_assert_msg (!positive, "trial %zu", trial);
      search_clear (&q);
    }
  ck_assert_uint_gt (found, 50);
  flint_rand_clear (state);
}
END_TEST

/* Programs that floating point cannot see: differences of 10^-30, values of
   10^400, 10^-400.  */
START_TEST (beyond_floating_point)
{
  fmpq_t tiny, huge;
  search_t q;

  fmpq_init (tiny);
  fmpq_init (huge);
  fmpz_ui_pow_ui (fmpq_denref (tiny), 10, _i == 0 ? 30 : 400);
  fmpz_one (fmpq_numref (tiny));
  fmpq_inv (huge, tiny);

  /* Nearly the constant: rest differs in all rays, at random.  */
  search_init (&q, 6, 3);
  search_constant (&q);
  for (size_t m = 0; m < 6; m++)
    fmpq_mul_ui (q.part->rest + m, tiny, (m * m * 7 + 3) % 11);
  ck_assert (search_run (&q));
  check_optimal (&q);
  /* Rays of very different sizes.  */
  for (size_t m = 0; m < 6; m++)
    {
      const fmpq *factor = m % 3 == 0 ? huge : m % 3 == 1 ? tiny : q.tau;
      fmpq_mul (q.part->rest + m, q.part->rest + m, factor);
      fmpq_mul (q.scale + m, q.scale + m, factor);
      fmpq_add (q.scale + m, q.scale + m, tiny);
    }
  fmpq_set (q.part->alpha, huge);
  ck_assert (search_run (&q));
  check_optimal (&q);
  search_clear (&q);
  fmpq_clear (tiny);
  fmpq_clear (huge);
}
END_TEST

START_TEST (nothing_found)
{
  search_t q;

  /* Unbounded: no ray is scaled.  */
  search_init (&q, 4, 2);
  ck_assert (!search_run (&q));
  ck_assert_uint_eq (q.mixture->count, 0);
  /* Infeasible: ekl = 0 on ray L, whatever the schedule.  */
  fmpq_set_si (q.part->rest + 3, -1, 1);
  fmpq_one (q.scale);
  ck_assert (!search_run (&q));
  search_clear (&q);
  /* Too large.  */
  search_init (&q, 2000, 1000);
  search_constant (&q);
  ck_assert (!search_run (&q));
  search_clear (&q);
}
END_TEST

/* Profiles, by hand.  L = 3, s = 2: the schedules 1,1,1 and 1,2 and 2,1 have
   ekl 0,0,0 and 0,1,0 and 1,0,0.  */
START_TEST (profiles)
{
  fmpz *profile = _fmpz_vec_init (3);
  mdm_linear_t linear;
  mdm_linear_part_t *part;
  fmpq_t value;

  mdm_linear_init (linear, 3);
  part = mdm_linear_add (linear);
  fmpq_init (value);
  fmpq_set_si (part->alpha, 2, 3);
  fmpq_set_si (part->rest, -1, 2);
  fmpq_set_si (part->rest + 1, -1, 1);
  for (size_t m = 0; m < 3; m++)
    fmpz_set_ui (profile + m, m + 1);
  /* 2/3 * 2 - 1/2 - 2 from 1,2.  */
  mdm_profile_greatest (value, profile, part, SOME (3, 2));
  check_equal (value, "-7/6", "sizes <= 2");
  ck_assert (mdm_profile_refutes (profile, part, SOME (3, 2)));
  /* Sizes <= 1: 0 - 5/2.  Sizes <= 3: 3 has ekl 2,1,0: 2/3 * 4 - 5/2.  */
  mdm_profile_greatest (value, profile, part, SOME (3, 1));
  check_equal (value, "-5/2", "sizes <= 1");
  mdm_profile_greatest (value, profile, part, SOME (3, 3));
  check_equal (value, "1/6", "sizes <= 3");
  ck_assert (!mdm_profile_refutes (profile, part, SOME (3, 3)));
  /* alpha < 0: the least.  */
  fmpq_neg (part->alpha, part->alpha);
  mdm_profile_greatest (value, profile, part, SOME (3, 3));
  check_equal (value, "-5/2", "alpha < 0");
  /* A negative multiple is none, and 0 is not < 0.  */
  fmpz_set_si (profile + 2, -1);
  ck_assert (!mdm_profile_refutes (profile, part, SOME (3, 3)));
  _fmpz_vec_zero (profile, 3);
  ck_assert (!mdm_profile_refutes (profile, part, SOME (3, 3)));
  fmpq_clear (value);
  mdm_linear_clear (linear);
  _fmpz_vec_clear (profile, 3);
}
END_TEST

/* All parts have to hold on all rays.  */
START_TEST (proves)
{
  mdm_mixture_t mixture;
  mdm_linear_t linear;

  mdm_mixture_init (mixture, 3);
  mdm_mixture_set_offsets (mixture, 3, 2); /* 1/2, 1/2, 0 */
  mdm_linear_init (linear, 3);
  ck_assert (mdm_mixture_proves (mixture, linear));
  for (size_t i = 0; i < 2; i++)
    {
      fmpq_set_si (mdm_linear_add (linear)->alpha, 2, 1);
      for (size_t m = 0; m < 2; m++)
        fmpq_set_si (linear->part[i].rest + m, -1, 1);
    }
  ck_assert (mdm_mixture_proves (mixture, linear));
  fmpq_set_si (linear->part[1].rest + 1, -1001, 1000);
  ck_assert (!mdm_mixture_proves (mixture, linear));
  fmpq_set_si (linear->part[1].rest + 1, -1, 1);
  fmpq_set_si (linear->part[0].rest + 2, -1, 1000);
  ck_assert (!mdm_mixture_proves (mixture, linear));
  mdm_linear_clear (linear);
  mdm_mixture_clear (mixture);
}
END_TEST

#define COUNT(table) (int) (sizeof (table) / sizeof *(table))

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("mixture");
  TCase *tcase = tcase_create ("mixture");

  tcase_add_loop_test (tcase, offsets_listed, 0, COUNT (offsets));
  tcase_add_loop_test (tcase, offsets_mean, 1, 21);
  tcase_add_test (tcase, many);
  tcase_add_test (tcase, swap);
  tcase_add_test (tcase, proves);
  tcase_add_test (tcase, profiles);
  suite_add_tcase (suite, tcase);

  tcase = tcase_create ("parse");
  tcase_add_loop_test (tcase, parses, 0, COUNT (good));
  tcase_add_loop_test (tcase, fails, 0, COUNT (bad));
  tcase_add_test (tcase, denominators);
  suite_add_tcase (suite, tcase);

  tcase = tcase_create ("simplex");
  tcase_add_test (tcase, one_schedule);
  tcase_add_test (tcase, every_basis);
  tcase_add_test (tcase, no_optimum);
  tcase_add_test (tcase, any_program);
  suite_add_tcase (suite, tcase);

  tcase = tcase_create ("pathlp");
  tcase_add_loop_test (tcase, constant, 0, COUNT (constants));
  tcase_add_loop_test (tcase, all_constants, 2, 21);
  tcase_add_loop_test (tcase, feasibility, 2, 9);
  tcase_add_loop_test (tcase, brute_constants, 2, 7);
  tcase_add_loop_test (tcase, brute_random, 0, 4);
  tcase_add_loop_test (tcase, beyond_floating_point, 0, 2);
  tcase_add_test (tcase, nothing_found);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
