#include <config.h>

#include "prove/shannon.h"

#include "prove/guess.h"

/* Most pivots of exact numbers, of a program whose basis takes a moment.  */
#define PIVOTS_MAX 5000
#define PIVOTS_LARGE 30
#define ROWS_SMALL 70
/* Most rows of a program that only makes a proof shorter, how often it is
   solved at most, and the highest cost of a term in it.  */
#define ROWS_SHORTER 1100
#define ROUNDS 5
#define COST_MAX 1000
/* The cost of t where a proof is hoped for, and the most rows of a program
   that is solved again after that without need.  */
#define COST_OF_T 100000
#define ROWS_AGAIN 260

void
mdm_shannon_init (mdm_shannon_t res, size_t n, size_t hypotheses)
{
  res->outcome = MDM_SHANNON_UNKNOWN;
  res->n = n;
  res->hypotheses = hypotheses;
  res->weight = _fmpq_vec_init ((slong) mdm_elemental_count (n));
  res->given = _fmpq_vec_init ((slong) hypotheses);
  res->point = _fmpq_vec_init ((slong) 1 << n);
}

void
mdm_shannon_clear (mdm_shannon_t res)
{
  _fmpq_vec_clear (res->weight, (slong) mdm_elemental_count (res->n));
  _fmpq_vec_clear (res->given, (slong) res->hypotheses);
  _fmpq_vec_clear (res->point, (slong) 1 << res->n);
}

/* A program: its orbits, and what it is about, in integers.  */
typedef struct
{
  size_t n, hypotheses;
  const fmpq *c;
  const mdm_hypothesis_t *hypothesis;
  mdm_set_classes_t sets, elementals;
  fmpz *scale; /* of each hypothesis, then of C: what makes it integers */
  mdm_simplex_t lp;
  size_t *basis;
  fmpq *x, *y;
} program_t;

/* RES = the least common denominator of C.  */
static void
common_denominator (fmpz_t res, const fmpq *c, size_t n)
{
  fmpz_one (res);
  for (size_t s = 1; s < (size_t) 1 << n; s++)
    fmpz_lcm (res, res, fmpq_denref (c + s));
}

/* RES = what stands for C, times SCALE, in the row of the orbit ROW + 1 of
   sets.  */
static void
row_entry (fmpz_t res, const program_t *p, const fmpq *c, const fmpz_t scale,
           size_t row)
{
  const fmpq *value = c + p->sets.first[row + 1];

  fmpz_divexact (res, scale, fmpq_denref (value));
  fmpz_mul (res, res, fmpq_numref (value));
  fmpz_mul_ui (res, res, p->sets.size[row + 1]);
}

/* Add the column of the orbit O of elemental inequalities: the weight of all
   of them together.  */
static void
add_elemental (program_t *p, size_t o)
{
  mdm_atoms_t set[4];
  int sign[4];
  size_t row[4],
      count = mdm_elemental_expand (
          set, sign, p->n, mdm_elemental_get (p->n, p->elementals.first[o]));

  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t i = 0; i < count; i++)
    {
      row[i] = p->sets.of[set[i]] - 1;
      for (size_t j = 0; j < i; j++)
        if (row[j] == row[i] && sign[j] != 0)
          {
            sign[j] += sign[i];
            sign[i] = 0;
          }
    }
  for (size_t i = 0; i < count; i++)
    mdm_simplex_add_entry_si (p->lp, row[i], sign[i]);
}

static void
add_hypothesis (program_t *p, size_t g)
{
  const mdm_hypothesis_t *hypothesis = p->hypothesis + g;
  MDM_FMPZ (entry);

  mdm_simplex_add_column (p->lp, hypothesis->equality
                                     ? MDM_SIMPLEX_FREE
                                     : MDM_SIMPLEX_NONNEGATIVE);
  for (size_t r = 0; r < p->lp->rows; r++)
    {
      row_entry (entry, p, hypothesis->c, p->scale + g, r);
      mdm_simplex_add_entry (p->lp, r, entry);
    }
}

/* Add the variable t, which takes WEIGHT[S] H(S) of all sets.  */
static void
add_t (program_t *p, const ulong *weight)
{
  MDM_FMPZ (entry);

  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t r = 0; r < p->lp->rows; r++)
    {
      fmpz_set_ui (entry, weight[p->sets.first[r + 1]]);
      fmpz_mul_si (entry, entry, -(slong) p->sets.size[r + 1]);
      mdm_simplex_add_entry (p->lp, r, entry);
    }
}

/* Make the program of what is to be decided, t having WEIGHT, or with NULL the
   one for a short proof, its costs to be set.  */
static void
program_init (program_t *p, const mdm_invariance_t *symmetry, const fmpq *c,
              const mdm_hypothesis_t *hypothesis, size_t hypotheses,
              const ulong *weight)
{
  p->n = symmetry->n;
  p->hypotheses = hypotheses;
  p->c = c;
  p->hypothesis = hypothesis;
  mdm_set_classes_of_sets (&p->sets, symmetry);
  mdm_set_classes_of_elementals (&p->elementals, symmetry);
  p->scale = _fmpz_vec_init ((slong) hypotheses + 1);
  for (size_t g = 0; g <= hypotheses; g++)
    common_denominator (p->scale + g, g < hypotheses ? hypothesis[g].c : c,
                        p->n);
  mdm_simplex_init (p->lp, p->sets.count - 1);
  for (size_t r = 0; r < p->lp->rows; r++)
    {
      p->lp->row_kind[r] = MDM_SIMPLEX_ZERO;
      row_entry (p->lp->rhs + r, p, c, p->scale + hypotheses, r);
    }
  for (size_t o = 0; o < p->elementals.count; o++)
    add_elemental (p, o);
  for (size_t g = 0; g < hypotheses; g++)
    add_hypothesis (p, g);
  if (weight != NULL)
    add_t (p, weight);
  p->basis = flint_malloc ((p->lp->rows + 1) * sizeof *p->basis);
  p->x = _fmpq_vec_init ((slong) p->lp->columns);
  p->y = _fmpq_vec_init ((slong) p->lp->rows);
}

static void
program_clear (program_t *p)
{
  mdm_set_classes_clear (&p->sets);
  mdm_set_classes_clear (&p->elementals);
  _fmpz_vec_clear (p->scale, (slong) p->hypotheses + 1);
  _fmpq_vec_clear (p->x, (slong) p->lp->columns);
  _fmpq_vec_clear (p->y, (slong) p->lp->rows);
  mdm_simplex_clear (p->lp);
  flint_free (p->basis);
}

#define PROGRAM(p, symmetry, c, hypothesis, hypotheses, weight)               \
 __attribute__ ((cleanup (program_clear))) program_t p##_own;                 \
 program_t *const p = &p##_own;                                               \
 program_init (p, symmetry, c, hypothesis, hypotheses, weight)

/* Set RES to the weights that the columns of P tell.  */
static void
get_weights (mdm_shannon_t res, const program_t *p)
{
  const fmpz *scale = p->scale + p->hypotheses;
  MDM_FMPQ (q);
  MDM_FMPZ (divisor);

  for (size_t e = 0; e < mdm_elemental_count (p->n); e++)
    {
      size_t o = p->elementals.of[e];
      fmpz_mul_ui (divisor, scale, p->elementals.size[o]);
      fmpq_div_fmpz (res->weight + e, p->x + o, divisor);
    }
  for (size_t g = 0; g < p->hypotheses; g++)
    {
      fmpq_mul_fmpz (q, p->x + p->elementals.count + g, p->scale + g);
      fmpq_div_fmpz (res->given + g, q, scale);
    }
}

/* Do the weights of RES add up to C, and are they such as they may be?  */
static int
adds_up (const mdm_shannon_t res, const fmpq *c,
         const mdm_hypothesis_t *hypothesis)
{
  size_t sets = (size_t) 1 << res->n;
  int right = 1;
  MDM_FMPQ_VEC (sum, sets);

  for (size_t e = 0; e < mdm_elemental_count (res->n); e++)
    {
      mdm_atoms_t set[4];
      int sign[4];
      if (fmpq_is_zero (res->weight + e))
        continue;
      right &= fmpq_sgn (res->weight + e) > 0;
      for (size_t i = mdm_elemental_expand (set, sign, res->n,
                                            mdm_elemental_get (res->n, e));
           i-- > 0;)
        if (sign[i] > 0)
          fmpq_add (sum + set[i], sum + set[i], res->weight + e);
        else
          fmpq_sub (sum + set[i], sum + set[i], res->weight + e);
    }
  for (size_t g = 0; g < res->hypotheses; g++)
    {
      right &= hypothesis[g].equality || fmpq_sgn (res->given + g) >= 0;
      for (size_t s = 1; s < sets && !fmpq_is_zero (res->given + g); s++)
        fmpq_addmul (sum + s, res->given + g, hypothesis[g].c + s);
    }
  for (size_t s = 1; s < sets && right; s++)
    right = fmpq_equal (sum + s, c + s);
  return right;
}

/* Most pivots for LP.  */
static size_t
pivots (const mdm_simplex_t lp)
{
  return lp->rows <= ROWS_SMALL ? PIVOTS_MAX : PIVOTS_LARGE;
}

/* Take the proof that P has found; 0 if it is none.  */
static int
take_proof (mdm_shannon_t res, const program_t *p)
{
  get_weights (res, p);
  if (!adds_up (res, p->c, p->hypothesis))
    return 0;
  res->outcome = MDM_SHANNON_IMPLIED;
  return 1;
}

/* How many runs of neighbours SET has, and one more if it begins late.  */
static slong
count_runs (mdm_atoms_t set)
{
  return __builtin_popcount (set & ~(set << 1)) + !(set & 1);
}

/* The less the simpler E looks: chains of an order have I(i;j|K) where K with
   i and j is all up to one of them.  */
static slong
plain_cost (mdm_elemental_t e)
{
  mdm_atoms_t i = (mdm_atoms_t) 1 << e.i, j = (mdm_atoms_t) 1 << e.j;

  return e.i == e.j ? 1 : 2 * count_runs (e.k | i | j) + count_runs (e.k);
}

/* Let the terms cost what they look like, T much more; or T alone.  */
static void
set_plain_costs (program_t *p, int alone)
{
  for (size_t o = 0; o < p->elementals.count; o++)
    fmpz_set_si (p->lp->cost + o, alone ? 0
                                        : -plain_cost (mdm_elemental_get (
                                            p->n, p->elementals.first[o])));
  fmpz_set_si (p->lp->cost + p->lp->columns - 1, alone ? -1 : -COST_OF_T);
}

/* Solve for the least t; RES gets the point if that is > 0.  0 where it was
   not solved.  */
static int
find_least (mdm_shannon_t res, program_t *p)
{
  set_plain_costs (p, 1);
  if (!mdm_guess_basis (p->basis, p->lp)
      || mdm_simplex_solve (p->x, p->y, p->basis, p->lp, pivots (p->lp))
             != MDM_SIMPLEX_OPTIMAL)
    return 0;
  if (fmpq_is_zero (p->x + p->lp->columns - 1))
    return 1;
  res->outcome = MDM_SHANNON_NOT;
  for (size_t s = 1; s < (size_t) 1 << p->n; s++)
    fmpq_set (res->point + s, p->y + p->sets.of[s] - 1);
  return 1;
}

static void
decide (mdm_shannon_t res, program_t *p)
{
  const fmpq *t = p->x + p->lp->columns - 1;

  /* A guess that proves need not be the best.  */
  set_plain_costs (p, 0);
  if (mdm_guess_basis (p->basis, p->lp)
      && mdm_simplex_values (p->x, p->basis, p->lp) && fmpq_is_zero (t)
      && take_proof (res, p))
    return;
  if (find_least (res, p) && res->outcome != MDM_SHANNON_NOT)
    take_proof (res, p);
}

/* How many weights of RES are not 0.  */
static size_t
count_terms (const mdm_shannon_t res)
{
  size_t terms = 0;

  for (size_t e = 0; e < mdm_elemental_count (res->n); e++)
    terms += !fmpq_is_zero (res->weight + e);
  return terms;
}

static void
swap (mdm_shannon_t x, mdm_shannon_t y)
{
  mdm_shannon_struct z = *x;

  *x = *y;
  *y = z;
}

/* The less the more of the proof RES is in the orbit O.  */
static slong
weighted_cost (const program_t *p, const mdm_shannon_t res, size_t o,
               double most)
{
  double weight = fmpq_get_d (res->weight + p->elementals.first[o]);

  return 1 + (slong) (COST_MAX / (1 + COST_MAX * weight / most));
}

static void
set_costs (program_t *p, const mdm_shannon_t res, int plain)
{
  double most = 0;

  for (size_t e = 0; e < mdm_elemental_count (p->n); e++)
    if (fmpq_get_d (res->weight + e) > most)
      most = fmpq_get_d (res->weight + e);
  for (size_t o = 0; o < p->elementals.count; o++)
    fmpz_set_si (p->lp->cost + o,
                 plain || most == 0 ? -plain_cost (
                     mdm_elemental_get (p->n, p->elementals.first[o]))
                                    : -weighted_cost (p, res, o, most));
}

/* Replace the proof RES by shorter ones, under SYMMETRY, if they are
   found.  */
static void
shorten (mdm_shannon_t res, const mdm_invariance_t *symmetry, const fmpq *c,
         const mdm_hypothesis_t *hypothesis)
{
  PROGRAM (p, symmetry, c, hypothesis, res->hypotheses, NULL);
  size_t rounds = p->lp->rows <= ROWS_AGAIN ? ROUNDS : 1;
  int better = 1;

  for (size_t round = 0; round < rounds && better; round++)
    {
      MDM_CLEARED (other, mdm_shannon_struct, mdm_shannon_clear);
      mdm_shannon_init (other, res->n, res->hypotheses);
      set_costs (p, res, round == 0);
      if (!mdm_guess_basis (p->basis, p->lp)
          || !mdm_simplex_values (p->x, p->basis, p->lp)
          || !take_proof (other, p))
        return;
      better = round == 0 || count_terms (other) < count_terms (res);
      if (count_terms (other) <= count_terms (res))
        swap (res, other);
    }
}

/* What the program of ROWS and COLUMNS takes: measured, GLPK goes through the
   matrix about once for each row.  */
static mdm_status
check_work (size_t rows, size_t columns, const mdm_limit_t *limit,
            mdm_err_t *err)
{
  uint64_t cells = mdm_work_mul (mdm_work_mul (rows, rows), columns);

  return mdm_limit_check (limit, "the linear program over sets of positions",
                          mdm_work_mul (cells, 10), 0, err);
}

mdm_status
mdm_shannon_decide (mdm_shannon_t res, const fmpq *c,
                    const mdm_hypothesis_t *hypothesis,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED const fmpq **vector
      = flint_malloc ((res->hypotheses + 1) * sizeof *vector);
  size_t sets = (size_t) 1 << res->n;
  MDM_OWNED ulong *all = flint_calloc (sets, sizeof *all);
  mdm_invariance_t symmetry, none = { .n = res->n };

  for (size_t g = 0; g < res->hypotheses; g++)
    vector[g] = hypothesis[g].c;
  vector[res->hypotheses] = c;
  mdm_invariance_set (&symmetry, res->n, vector, res->hypotheses + 1);
  all[sets - 1] = 1;
  PROGRAM (p, &symmetry, c, hypothesis, res->hypotheses, all);
  MDM_TRY (check_work (p->lp->rows, p->lp->columns, limit, err));
  decide (res, p);
  if (res->outcome != MDM_SHANNON_IMPLIED)
    return MDM_OK;
  if (p->lp->rows <= ROWS_AGAIN)
    shorten (res, &symmetry, c, hypothesis);
  if (symmetry.count > 0 && (size_t) 1 << res->n <= ROWS_SHORTER)
    shorten (res, &none, c, hypothesis);
  return MDM_OK;
}

mdm_status
mdm_shannon_point (mdm_shannon_t res, const fmpq *c,
                   const mdm_hypothesis_t *hypothesis, const ulong *weight,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_invariance_t none = { .n = res->n };

  PROGRAM (p, &none, c, hypothesis, res->hypotheses, weight);
  MDM_TRY (check_work (p->lp->rows, p->lp->columns, limit, err));
  if (find_least (res, p) && res->outcome != MDM_SHANNON_NOT)
    res->outcome = MDM_SHANNON_IMPLIED;
  return MDM_OK;
}
