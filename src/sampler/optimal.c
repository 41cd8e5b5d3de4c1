#include <config.h>

#include "sampler/optimal.h"

#include "exact/lazy.h"
#include "exact/scoped.h"

#include <gmp.h>
#include <string.h>

/* A program finds F(a), the best sum of s d_{a+1} over the steps that lead
   from a to L revealed positions, for each number of steps left, a row, and
   the first of their sizes.

   Costs are integers of LIMBS words: sums of s D[k], D[k] a multiple of d_k in
   units so small that the sums fit.  D[k] is off by at most ERROR units, so a
   difference of two sums over the same L - a positions by at most 2 L ERROR,
   the TOLERANCE.  Differences beyond that are decided; the rest exactly, by a
   form over the VALUES, the increments that are not 0 and not written like the
   one before.  Where that is the case too often the program begins anew with
   more words.  Where all increments are rational multiples of one logarithm
   ERROR is 0, and nothing is left to be decided.

   With c(a,b) = (b-a) d_{a+1} and d non-increasing,
     c(a,b') - c(a,b) = (b'-b) d_{a+1} >= (b'-b) d_{a'+1} = c(a',b') - c(a',b)
   for a < a' < b < b': the greatest b that is best for a never falls as a
   grows. For if b is that for a and b' < b that for a' > a, then by this
   inequality b is no worse than b' for a', and it is greater.  So of the cells
   of a row that in the middle halves the choice of those on both sides: L log
   L candidates a row.  The search for the greatest error has one row, and
   tries all sizes.  */
typedef struct
{
  size_t length, rows;
  int sign; /* 1: least is best, -1: greatest */
  const mdm_curve_struct *curve;
  const mdm_limit_t *limit;
  size_t *at; /* the value that d_k is at at[k-1]; SIZE_MAX: 0 */
  size_t values;
  mdm_logform_struct *value;
  mp_size_t limbs;
  mp_limb_t *d;         /* L * LIMBS: D[k] at k - 1 */
  mp_limb_t *tolerance; /* LIMBS */
  int exact;            /* is ERROR 0? */
  mp_limb_t *cost;      /* 2 rows of (L + 1) * LIMBS: row t is at t % 2 */
  mp_limb_t *candidate; /* 3 * LIMBS: the best so far, another, a scratch */
  uint32_t *choice;     /* rows * (L + 1); 0: none */
  uint64_t decisions, most; /* so many by forms, of so many at most */
  mdm_status status;
} program_t;

/* The first number of bits, and the last.  */
#define BITS_MIN 128
#define BITS_MAX 8192
/* Decisions by forms before more bits are tried, and with the most.  */
#define DECISIONS_FEW 2000
#define DECISIONS_MANY 1000000

/* The values of the increments.  */

static void
find_values (program_t *program)
{
  const mdm_curve_struct *curve = program->curve;
  size_t length = program->length;
  mdm_logform_struct *last = NULL;
  MDM_LOGFORM (d);

  program->at = flint_malloc (length * sizeof (size_t));
  program->value = flint_malloc (length * sizeof *program->value);
  for (size_t k = 1; k <= length; k++)
    {
      mdm_curve_increment (d, curve, k);
      program->at[k - 1] = SIZE_MAX;
      if (mdm_logform_is_plain_zero (d))
        continue;
      if (last == NULL || !mdm_logform_identical (d, last))
        {
          last = program->value + program->values++;
          mdm_logform_init (last);
          mdm_logform_swap (last, d);
        }
      program->at[k - 1] = program->values - 1;
    }
}

/* Are all values written as multiples of one logarithm?  Then set N[v] to
   integers in their proportions.  */
static int
find_multiples (fmpz *n, const program_t *program)
{
  const mdm_logform_struct *x = program->value;
  MDM_FMPZ (d);

  fmpz_one (d);
  for (size_t v = 0; v < program->values; v++)
    {
      if (x[v].count != 1 || !fmpz_is_zero (x[v].r) || x[v].lazies != NULL
          || !fmpz_equal (x[v].n, x[0].n) || fmpz_sgn (x[v].c) < 0)
        return 0;
      fmpz_lcm (d, d, x[v].d);
    }
  for (size_t v = 0; v < program->values; v++)
    {
      fmpz_divexact (n + v, d, x[v].d);
      fmpz_mul (n + v, n + v, x[v].c);
    }
  return 1;
}

/* Set N[v] to the values in units of 2^-BITS, and ERROR to what they are off
   by at most.  An increment is never negative.  */
static void
enclose (fmpz *n, fmpz_t error, const program_t *program, slong bits)
{
  MDM_ARB (ball);
  MDM_FMPZ (off);
  arf_t bound;

  arf_init (bound);
  fmpz_one (error);
  for (size_t v = 0; v < program->values; v++)
    {
      mdm_logform_get_arb (ball, program->value + v, bits + 64);
      arb_mul_2exp_si (ball, ball, bits);
      arf_get_fmpz (n + v, arb_midref (ball), ARF_RND_NEAR);
      if (fmpz_sgn (n + v) < 0)
        fmpz_zero (n + v);
      arf_set_mag (bound, arb_radref (ball));
      arf_get_fmpz (off, bound, ARF_RND_CEIL);
      fmpz_add_ui (off, off, 1);
      if (fmpz_cmp (off, error) > 0)
        fmpz_swap (off, error);
    }
  arf_clear (bound);
}

/* Store X, 0 <= X < 2^(64 LIMBS), at TO.  */
static void
store (mp_limb_t *to, const fmpz_t x, mp_size_t limbs)
{
  for (mp_size_t i = 0; i < limbs; i++)
    to[i] = 0;
  fmpz_get_ui_array (to, limbs, x);
}

static void
free_numbers (program_t *program)
{
  flint_free (program->d);
  flint_free (program->tolerance);
  flint_free (program->cost);
  flint_free (program->candidate);
}

/* Set the integers of PROGRAM, of BITS bits unless they are exact; MDM_ELIMIT
   when they would not fit into memory.  */
static mdm_status
set_numbers (program_t *program, slong bits, mdm_err_t *err)
{
  size_t length = program->length, most = 0, limbs;
  MDM_FMPZ_VEC (n, program->values + 1);
  MDM_FMPZ (error);

  free_numbers (program);
  program->d = program->tolerance = program->cost = program->candidate = NULL;
  program->exact = find_multiples (n, program);
  if (!program->exact)
    enclose (n, error, program, bits);
  fmpz_mul_ui (error, error, 2 * length);
  fmpz_set (n + program->values, error);
  for (size_t v = 0; v <= program->values; v++)
    most = fmpz_bits (n + v) > most ? fmpz_bits (n + v) : most;
  /* A sum over L positions, and a tolerance added to it.  */
  limbs = (most + FLINT_BIT_COUNT (length)) / FLINT_BITS + 1;
  MDM_TRY (mdm_limit_check (program->limit,
                            "the search for an extreme schedule", 0,
                            mdm_work_mul (limbs, 24 * (length + 1)), err));
  program->limbs = (mp_size_t) limbs;
  program->d = flint_calloc (length * limbs, sizeof (mp_limb_t));
  program->tolerance = flint_calloc (limbs, sizeof (mp_limb_t));
  program->cost = flint_calloc (2 * (length + 1) * limbs, sizeof (mp_limb_t));
  program->candidate = flint_calloc (3 * limbs, sizeof (mp_limb_t));
  store (program->tolerance, error, program->limbs);
  for (size_t k = 0; k < length; k++)
    if (program->at[k] != SIZE_MAX)
      store (program->d + k * limbs, n + program->at[k], program->limbs);
  return MDM_OK;
}

/* Decisions.  */

static const uint32_t *
choices (const program_t *program, size_t row)
{
  return program->choice + row * (program->length + 1);
}

/* The row after ROW: one step fewer, or where there is but one the same.  */
static size_t
row_after (const program_t *program, size_t row)
{
  return program->rows == 1 ? row : row - 1;
}

/* Add SIGN times the sizes of the way from A, by S and then as ROW chooses, to
   the coefficients C of the values.  */
static void
add_way (slong *c, const program_t *program, size_t row, size_t a, size_t s,
         slong sign)
{
  for (; a < program->length; row = row_after (program, row))
    {
      if (program->at[a] != SIZE_MAX)
        c[program->at[a]] += sign * (slong) s;
      a += s;
      s = a < program->length ? choices (program, row)[a] : 0;
    }
}

/* Is size S, leading from A to row NEXT, better than size OLD?  The integers
   cannot tell: decide by forms.  */
static int
decide (program_t *program, size_t next, size_t a, size_t s, size_t old)
{
  size_t values = program->values, count = 0;
  MDM_OWNED slong *c = flint_calloc (values + 1, sizeof *c);
  MDM_OWNED const mdm_logform_struct **x
      = flint_malloc ((values + 1) * sizeof *x);
  MDM_FMPQ_VEC (q, values + 1);
  MDM_LOGFORM (difference);
  int order = 0;

  if (program->status != MDM_OK)
    return 0;
  add_way (c, program, next, a, s, 1);
  add_way (c, program, next, a, old, -1);
  for (size_t v = 0; v < values; v++)
    if (c[v] != 0)
      {
        x[count] = program->value + v;
        fmpq_set_si (q + count++, c[v], 1);
      }
  if (count == 0)
    return 0;
  mdm_logform_combine (difference, x, q, count);
  if (!mdm_logform_is_plain_zero (difference))
    {
      if (++program->decisions > program->most)
        program->status = MDM_EABSENT; /* more bits, please */
      else
        program->status = mdm_logform_sign (&order, difference);
    }
  return program->sign * order < 0;
}

/* Is the sum X better than the best one, by more than the tolerance: 1; worse:
   -1; or is that not certain: 0?  */
static int
compare (const program_t *program, const mp_limb_t *x)
{
  mp_size_t n = program->limbs;
  const mp_limb_t *best = program->candidate;
  mp_limb_t *scratch = program->candidate + 2 * n;
  int order = mpn_cmp (x, best, n);

  if (order == 0)
    return 0;
  if (!program->exact)
    {
      if (order > 0)
        mpn_sub_n (scratch, x, best, n);
      else
        mpn_sub_n (scratch, best, x, n);
      if (mpn_cmp (scratch, program->tolerance, n) <= 0)
        return 0;
    }
  return (order < 0) == (program->sign > 0) ? 1 : -1;
}

/* Choose the size at cell A of ROW, which leads to one of FIRST..LAST revealed
   positions in row NEXT.  Larger sizes come first, so that of equal ones the
   largest stays.  Returns where it leads.  */
static size_t
fill (program_t *program, size_t row, size_t next, size_t a, size_t first,
      size_t last)
{
  size_t n = (size_t) program->limbs, width = program->length + 1;
  const mp_limb_t *cost = program->cost + next % 2 * width * n;
  mp_limb_t *best = program->candidate, *x = best + n;
  size_t size = 0;

  for (size_t b = last; b >= first; b--)
    {
      size_t s = b - a;
      int order;
      mpn_copyi (x, cost + b * n, program->limbs);
      mpn_addmul_1 (x, program->d + a * n, program->limbs, s);
      order = size == 0 ? 1 : compare (program, x);
      if (order == 0 && !program->exact)
        order = decide (program, next, a, s, size);
      if (order > 0)
        {
          size = s;
          mpn_copyi (best, x, program->limbs);
        }
    }
  mpn_copyi (program->cost + (row % 2 * width + a) * n, best, program->limbs);
  program->choice[row * width + a] = (uint32_t) size;
  return a + size;
}

/* Fill the cells LOW..HIGH of ROW, which lead to FIRST..LAST.  */
static void
fill_between (program_t *program, size_t row, size_t low, size_t high,
              size_t first, size_t last)
{
  while (low <= high && program->status == MDM_OK)
    {
      size_t middle = low + (high - low) / 2;
      size_t least = first > middle ? first : middle + 1;
      size_t to = fill (program, row, row - 1, middle, least, last);
      if (middle > low)
        fill_between (program, row, low, middle - 1, first, to);
      low = middle + 1;
      first = to;
    }
}

/* All rows of at most so many steps: row t has exactly t steps left, at least
   t - 1 positions for those after the first.  In row 0 only F(L) = 0 exists.
 */
static void
run_best (program_t *program)
{
  size_t length = program->length;

  for (size_t a = 0; a + 1 <= length; a++)
    fill (program, 1, 0, a, length, length);
  for (size_t t = 2; t < program->rows && program->status == MDM_OK; t++)
    fill_between (program, t, 0, length - t, 1, length - t + 1);
}

static void
run_worst (program_t *program, size_t sizes)
{
  size_t length = program->length;

  for (size_t a = length; a-- > 0 && program->status == MDM_OK;)
    fill (program, 0, 0, a, a + 1, length - a < sizes ? length : a + sizes);
}

/* The program.  */

static void
program_clear (program_t *program)
{
  for (size_t v = 0; v < program->values; v++)
    mdm_logform_clear (program->value + v);
  flint_free (program->value);
  flint_free (program->at);
  free_numbers (program);
  flint_free (program->choice);
}

/* How often a number can be halved.  */
static uint64_t
halvings (size_t n)
{
  return FLINT_BIT_COUNT (n) + 1;
}

/* Run PROGRAM, which has its curve, limit, sign and rows, with as many bits as
   it takes: for the least cost, or for SIZES > 0 for the greatest.  */
static mdm_status
run (program_t *program, size_t sizes, mdm_err_t *err)
{
  size_t length = program->length = program->curve->length;
  uint64_t candidates = mdm_work_mul (
      length,
      sizes > 0 ? sizes : mdm_work_mul (program->rows, halvings (length)));

  MDM_TRY (
      mdm_limit_check (program->limit, "the search for an extreme schedule",
                       mdm_work_mul (candidates, MDM_CELLS_PER_BALL / 2),
                       mdm_work_mul (mdm_work_mul (length + 1, program->rows),
                                     sizeof (uint32_t)),
                       err));
  find_values (program);
  program->choice
      = flint_calloc (program->rows * (length + 1), sizeof (uint32_t));
  for (slong bits = BITS_MIN; bits <= BITS_MAX; bits *= 4)
    {
      MDM_TRY (set_numbers (program, bits, err));
      program->decisions = 0;
      program->most = 4 * bits > BITS_MAX ? DECISIONS_MANY : DECISIONS_FEW;
      program->status = MDM_OK;
      if (sizes > 0)
        run_worst (program, sizes);
      else
        run_best (program);
      if (program->status != MDM_EABSENT)
        break;
    }
  return program->status == MDM_OK
             ? MDM_OK
             : mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "two schedules could not be told apart within the "
                            "limits of precision");
}

/* Follow the choices from row ROW, 0 revealed.  */
static void
follow (mdm_schedule_t schedule, const program_t *program, size_t row)
{
  MDM_OWNED size_t *size = flint_malloc (program->length * sizeof (size_t));
  size_t steps = 0;

  for (size_t a = 0; a < program->length; row = row_after (program, row))
    {
      size[steps] = choices (program, row)[a];
      a += size[steps++];
    }
  mdm_schedule_set_sizes (schedule, size, steps);
}

mdm_status
mdm_optimal_best (mdm_schedule_struct *schedule, size_t most,
                  const mdm_curve_t curve, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  MDM_CLEARED (program, program_t, program_clear);

  *program = (program_t){
    .curve = curve, .limit = limit, .sign = 1, .rows = most + 1
  };
  MDM_TRY (run (program, 0, err));
  for (size_t t = 1; t <= most; t++)
    follow (schedule + t - 1, program, t);
  return MDM_OK;
}

mdm_status
mdm_optimal_worst (mdm_schedule_t schedule, size_t smax,
                   const mdm_curve_t curve, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  size_t sizes = smax < curve->length ? smax : curve->length;
  MDM_CLEARED (program, program_t, program_clear);

  *program
      = (program_t){ .curve = curve, .limit = limit, .sign = -1, .rows = 1 };
  MDM_TRY (run (program, sizes, err));
  follow (schedule, program, 0);
  return MDM_OK;
}
