#include <config.h>

#include "prove/cone.h"

#include "prove/guess.h"

/* Most pivots of exact numbers.  */
#define PIVOTS_MAX 5000

/* Symmetry.  */

/* FORM by classes: what its sets add up to in the class of b others, at b, or
   with the one apart at n + 1 + b; and of a set of the class how many there
   are and the coefficient.  */
typedef struct
{
  fmpq *sum;
  uint64_t *times;
  const fmpq **c;
  size_t count;
} classes_t;

static void
classes_init (classes_t *classes, const mdm_cone_t *cone)
{
  classes->count = 2 * (cone->n + 1);
  classes->sum = _fmpq_vec_init ((slong) classes->count);
  classes->times = flint_calloc (classes->count, sizeof *classes->times);
  classes->c = flint_calloc (classes->count, sizeof *classes->c);
}

static void
classes_clear (classes_t *classes)
{
  _fmpq_vec_clear (classes->sum, (slong) classes->count);
  flint_free (classes->times);
  flint_free (classes->c);
}

/* Add up the sets of FORM; 0 if two of a class differ.  */
static int
add_sets (classes_t *classes, const mdm_cone_t *cone,
          const mdm_set_form_struct *form)
{
  for (size_t i = 0; i < form->count; i++)
    {
      mdm_set_t set = form->term[i].set;
      size_t b = mdm_frame_size (cone->frame, set);
      size_t with = cone->apart && (set & cone->frame->group[cone->one]) != 0;
      size_t at = with ? cone->n + b : b;

      if (classes->times[at]++ == 0)
        classes->c[at] = form->term[i].c;
      else if (!fmpq_equal (classes->c[at], form->term[i].c))
        return 0;
      fmpq_add (classes->sum + at, classes->sum + at, form->term[i].c);
    }
  return 1;
}

/* Is FORM the same of all atoms but the one of CONE?  */
static int
is_symmetric (const mdm_cone_t *cone, const mdm_set_form_struct *form)
{
  MDM_CLEARED (classes, classes_t, classes_clear);
  int alike;

  classes_init (classes, cone);
  alike = add_sets (classes, cone, form);
  for (size_t at = 0; at < classes->count && alike; at++)
    alike = classes->times[at] == 0
            || classes->times[at]
                   == mdm_work_binomial (cone->n, at % (cone->n + 1));
  return alike;
}

static int
are_symmetric (const mdm_cone_t *cone, const mdm_forms_struct *const *forms,
               size_t count)
{
  for (size_t f = 0; f < count; f++)
    for (size_t i = 0; i < forms[f]->count; i++)
      if (!is_symmetric (cone, forms[f]->part[i].form))
        return 0;
  return 1;
}

int
mdm_cone_set (mdm_cone_t *cone, const mdm_frame_t *frame,
              const mdm_forms_struct *const *forms, size_t count)
{
  *cone = (mdm_cone_t){ .frame = frame, .n = frame->count };
  if (frame->count < 2 || are_symmetric (cone, forms, count))
    return frame->count > 0;
  cone->apart = 1;
  cone->n--;
  for (; cone->one < frame->count; cone->one++)
    if (are_symmetric (cone, forms, count))
      return 1;
  return 0;
}

/* Rays.  */

size_t
mdm_cone_rays (const mdm_cone_t *cone)
{
  return cone->apart ? (cone->n + 1) * (cone->n + 2) / 2 : cone->n;
}

mdm_cone_ray_t
mdm_cone_ray (const mdm_cone_t *cone, size_t number)
{
  mdm_cone_ray_t ray = { 1, number };

  if (!cone->apart)
    return (mdm_cone_ray_t){ number + 1, 0 };
  while (ray.r <= cone->n && ray.k > ray.r)
    ray.k -= ++ray.r;
  return ray.r <= cone->n ? ray : (mdm_cone_ray_t){ 0, 0 };
}

/* Add the curve of FORM to SUM.  */
static void
add_curve (fmpq *sum, const mdm_cone_t *cone, const mdm_set_form_struct *form)
{
  MDM_FMPQ (part);

  for (size_t k = 1; k <= form->length; k++)
    if (!cone->apart)
      fmpq_add (sum + k, sum + k, form->curve + k);
    else
      {
        /* Of the sets of k, k in n + 1 have the one apart.  */
        fmpq_set_ui (part, k, cone->n + 1);
        fmpq_mul (part, part, form->curve + k);
        fmpq_add (sum + cone->n + k, sum + cone->n + k, part);
        fmpq_sub (part, form->curve + k, part);
        if (k <= cone->n)
          fmpq_add (sum + k, sum + k, part);
      }
}

/* VALUE[r] = sum_b SUM[b] min (b, r), r = 0 .. N.  */
static void
set_truncated (fmpq *value, const fmpq *sum, size_t n)
{
  MDM_FMPQ (rest);

  for (size_t b = 1; b <= n; b++)
    fmpq_add (rest, rest, sum + b);
  fmpq_zero (value);
  for (size_t r = 1; r <= n; r++)
    {
      fmpq_add (value + r, value + r - 1, rest);
      fmpq_sub (rest, rest, sum + r);
    }
}

/* VALUE = sum_b SUM[b] min (r, b + k), b = 0 .. N.  */
static void
add_with (fmpq_t value, const fmpq *sum, size_t n, mdm_cone_ray_t ray)
{
  MDM_FMPQ (part);

  for (size_t b = 0; b <= n; b++)
    {
      size_t h = ray.r == 0 ? 1 : b + ray.k < ray.r ? b + ray.k : ray.r;
      fmpq_mul_ui (part, sum + b, h);
      fmpq_add (value, value, part);
    }
}

void
mdm_cone_values (fmpq *value, const mdm_cone_t *cone,
                 const mdm_set_form_struct *form)
{
  size_t n = cone->n;
  MDM_CLEARED (classes, classes_t, classes_clear);
  MDM_FMPQ_VEC (truncated, n + 1);

  classes_init (classes, cone);
  add_sets (classes, cone, form);
  if (form->curve != NULL)
    add_curve (classes->sum, cone, form);
  set_truncated (truncated, classes->sum, n);
  for (size_t i = 0; i < mdm_cone_rays (cone); i++)
    {
      mdm_cone_ray_t ray = mdm_cone_ray (cone, i);
      fmpq_set (value + i, truncated + ray.r);
      if (cone->apart)
        add_with (value + i, classes->sum + n + 1, n, ray);
    }
}

/* Decisions.  */

void
mdm_cone_answer_init (mdm_cone_answer_t answer, const mdm_cone_t *cone,
                      size_t hypotheses)
{
  answer->outcome = MDM_CONE_UNKNOWN;
  answer->rays = mdm_cone_rays (cone);
  answer->hypotheses = hypotheses;
  answer->slack = _fmpq_vec_init ((slong) answer->rays);
  answer->given = _fmpq_vec_init ((slong) hypotheses);
  answer->copies = _fmpz_vec_init ((slong) answer->rays);
}

void
mdm_cone_answer_clear (mdm_cone_answer_t answer)
{
  _fmpq_vec_clear (answer->slack, (slong) answer->rays);
  _fmpq_vec_clear (answer->given, (slong) answer->hypotheses);
  _fmpz_vec_clear (answer->copies, (slong) answer->rays);
}

/* What is to be decided, on the rays.  */
typedef struct
{
  size_t rays, hypotheses;
  int strict, strict_given; /* is the claim; is one of the hypotheses? */
  const mdm_part_form_t *given;
  fmpq *c; /* of the claim */
  fmpq *g; /* of hypothesis k on ray i at k * RAYS + i */
} problem_t;

static void
problem_init (problem_t *p, const mdm_cone_t *cone,
              const mdm_part_form_t *part, const mdm_forms_struct *given)
{
  p->rays = mdm_cone_rays (cone);
  p->hypotheses = given->count;
  p->strict = part->strict;
  p->strict_given = 0;
  p->given = given->part;
  p->c = _fmpq_vec_init ((slong) p->rays);
  p->g = _fmpq_vec_init ((slong) (p->rays * given->count));
  mdm_cone_values (p->c, cone, part->form);
  for (size_t k = 0; k < given->count; k++)
    {
      mdm_cone_values (p->g + k * p->rays, cone, given->part[k].form);
      p->strict_given |= given->part[k].strict;
    }
}

static void
problem_clear (problem_t *p)
{
  _fmpq_vec_clear (p->c, (slong) p->rays);
  _fmpq_vec_clear (p->g, (slong) (p->rays * p->hypotheses));
}

/* Which program: the least of the claim; whether all that is strict can be
   satisfied, the claim's negation in it or not.  */
typedef enum
{
  LEAST,
  STRICTLY_FALSE,
  STRICTLY
} goal;

/* Of a program with a variable for each ray, and perhaps one by which all that
   is strict is satisfied at least: the values of these, and the weights of the
   hypotheses and the claim's negation.  */
typedef struct
{
  int solved;
  int positive; /* is what is maximised > 0? */
  fmpq *x;      /* RAYS + 1 */
  fmpq *y;      /* HYPOTHESES + 1: >= 0 unless it is an equation's */
  const problem_t *of;
} solution_t;

static void
solution_init (solution_t *s, const problem_t *p)
{
  s->solved = s->positive = 0;
  s->of = p;
  s->x = _fmpq_vec_init ((slong) p->rays + 1);
  s->y = _fmpq_vec_init ((slong) p->hypotheses + 1);
}

static void
solution_clear (solution_t *s)
{
  _fmpq_vec_clear (s->x, (slong) s->of->rays + 1);
  _fmpq_vec_clear (s->y, (slong) s->of->hypotheses + 1);
}

/* RES = the least common denominator of the N numbers X.  */
static void
common_denominator (fmpz_t res, const fmpq *x, size_t n)
{
  fmpz_one (res);
  for (size_t i = 0; i < n; i++)
    fmpz_lcm (res, res, fmpq_denref (x + i));
}

static void
scaled (fmpz_t res, const fmpq_t x, const fmpz_t scale)
{
  fmpz_divexact (res, scale, fmpq_denref (x));
  fmpz_mul (res, res, fmpq_numref (x));
}

/* Add ray I to LP, numbers being SCALEd: those of hypotheses in their rows,
   the claim's negated as what is maximised or in the row after them, and -1 in
   the last row, as the weights of rays sum to 1 at most.  */
static void
add_ray (mdm_simplex_t lp, const problem_t *p, size_t i, const fmpz *scale,
         goal which)
{
  MDM_FMPZ (entry);

  mdm_simplex_add_column (lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t k = 0; k < p->hypotheses; k++)
    {
      scaled (entry, p->g + k * p->rays + i, scale + k);
      mdm_simplex_add_entry (lp, k, entry);
    }
  scaled (entry, p->c + i, scale + p->hypotheses);
  fmpz_neg (entry, entry);
  if (which == LEAST)
    fmpz_set (lp->cost + i, entry);
  else if (which == STRICTLY_FALSE)
    mdm_simplex_add_entry (lp, p->hypotheses, entry);
  mdm_simplex_add_entry_si (lp, p->hypotheses + 1, -1);
}

/* Add the variable that what is strict exceeds.  */
static void
add_excess (mdm_simplex_t lp, const problem_t *p)
{
  mdm_simplex_add_column (lp, MDM_SIMPLEX_NONNEGATIVE);
  fmpz_one (lp->cost + p->rays);
  for (size_t k = 0; k < p->hypotheses; k++)
    if (p->given[k].strict)
      mdm_simplex_add_entry_si (lp, k, -1);
}

/* Take the solution of LP that is X and Y.  */
static void
take_solution (solution_t *s, const problem_t *p, const mdm_simplex_t lp,
               const fmpq *x, const fmpq *y, const fmpz *scale)
{
  MDM_FMPQ (gain);
  MDM_FMPQ (part);

  for (size_t j = 0; j < lp->columns; j++)
    {
      fmpq_set (s->x + j, x + j);
      fmpq_mul_fmpz (part, x + j, lp->cost + j);
      fmpq_add (gain, gain, part);
    }
  for (size_t k = 0; k <= p->hypotheses; k++)
    {
      fmpq_mul_fmpz (s->y + k, y + k, scale + k);
      fmpq_neg (s->y + k, s->y + k);
    }
  s->solved = 1;
  s->positive = fmpq_sgn (gain) > 0;
}

static void
solve (solution_t *s, const problem_t *p, goal which)
{
  size_t rows = p->hypotheses + 2;
  MDM_SIMPLEX (lp, rows);
  MDM_OWNED size_t *basis = flint_malloc (rows * sizeof *basis);
  MDM_FMPZ_VEC (scale, p->hypotheses + 1);

  for (size_t k = 0; k <= p->hypotheses; k++)
    common_denominator (
        scale + k, k < p->hypotheses ? p->g + k * p->rays : p->c, p->rays);
  for (size_t k = 0; k < p->hypotheses; k++)
    if (p->given[k].equality)
      lp->row_kind[k] = MDM_SIMPLEX_ZERO;
  fmpz_set_si (lp->rhs + rows - 1, -1);
  for (size_t i = 0; i < p->rays; i++)
    add_ray (lp, p, i, scale, which);
  if (which != LEAST)
    add_excess (lp, p);
  MDM_FMPQ_VEC (x, lp->columns);
  MDM_FMPQ_VEC (y, rows);
  if (mdm_guess_basis (basis, lp)
      && mdm_simplex_solve (x, y, basis, lp, PIVOTS_MAX)
             == MDM_SIMPLEX_OPTIMAL)
    take_solution (s, p, lp, x, y, scale);
}

/* Take the proof that S is, the claim's own weight being ONE; 0 if it is
   none.  */
static int
take_proof (mdm_cone_answer_t answer, const problem_t *p, const solution_t *s,
            const fmpq_t one)
{
  int right = 1, strict = 0;

  if (fmpq_sgn (one) <= 0)
    return 0;
  for (size_t k = 0; k < p->hypotheses; k++)
    {
      fmpq_div (answer->given + k, s->y + k, one);
      right &= p->given[k].equality || fmpq_sgn (answer->given + k) >= 0;
      strict |= p->given[k].strict && fmpq_sgn (answer->given + k) > 0;
    }
  for (size_t i = 0; i < p->rays; i++)
    {
      fmpq_set (answer->slack + i, p->c + i);
      for (size_t k = 0; k < p->hypotheses; k++)
        fmpq_submul (answer->slack + i, answer->given + k,
                     p->g + k * p->rays + i);
      right &= fmpq_sgn (answer->slack + i) >= 0;
    }
  if (!right || (p->strict && !strict))
    return 0;
  answer->outcome = MDM_CONE_PROVED;
  return 1;
}

/* RES = sum_i X[i] VALUE[i].  */
static void
product (fmpq_t res, const fmpq *x, const fmpq *value, size_t n)
{
  fmpq_zero (res);
  for (size_t i = 0; i < n; i++)
    if (!fmpq_is_zero (x + i))
      fmpq_addmul (res, x + i, value + i);
}

/* Take copies of rays in proportion to X if they refute.  */
static void
take_copies (mdm_cone_answer_t answer, const problem_t *p, const fmpq *x)
{
  int sign, right;
  MDM_FMPQ (value);
  MDM_FMPZ (scale);

  product (value, x, p->c, p->rays);
  sign = fmpq_sgn (value);
  right = p->strict ? sign <= 0 : sign < 0;
  for (size_t k = 0; k < p->hypotheses; k++)
    {
      product (value, x, p->g + k * p->rays, p->rays);
      sign = fmpq_sgn (value);
      right &= p->given[k].equality ? sign == 0
               : p->given[k].strict ? sign > 0
                                    : sign >= 0;
    }
  if (!right)
    return;
  common_denominator (scale, x, p->rays);
  for (size_t i = 0; i < p->rays; i++)
    scaled (answer->copies + i, x + i, scale);
  answer->outcome = MDM_CONE_REFUTED;
}

/* Does ray I refute?  */
static int
is_refuting (const problem_t *p, size_t i)
{
  int sign = fmpq_sgn (p->c + i), right = p->strict ? sign <= 0 : sign < 0;

  for (size_t k = 0; k < p->hypotheses && right; k++)
    {
      sign = fmpq_sgn (p->g + k * p->rays + i);
      right = p->given[k].equality ? sign == 0
              : p->given[k].strict ? sign > 0
                                   : sign >= 0;
    }
  return right;
}

/* Does nothing at all refute, which is a deterministic law, or one ray?  The
   first has the least dimension.  */
static int
try_single (mdm_cone_answer_t answer, const problem_t *p)
{
  size_t i = 0;
  MDM_FMPQ_VEC (x, p->rays);

  take_copies (answer, p, x);
  while (i < p->rays && !is_refuting (p, i))
    i++;
  if (answer->outcome == MDM_CONE_UNKNOWN && i < p->rays)
    {
      fmpq_one (x + i);
      take_copies (answer, p, x);
    }
  return answer->outcome != MDM_CONE_UNKNOWN;
}

/* A claim that is not strict, and false of X, where what is given strictly
   holds with >= alone: so it is of X and a little of what satisfies that
   strictly.  */
static void
mix (mdm_cone_answer_t answer, const problem_t *p, solution_t *s)
{
  MDM_FMPQ (below);
  MDM_FMPQ (above);
  MDM_CLEARED (inside, solution_t, solution_clear);

  solution_init (inside, p);
  solve (inside, p, STRICTLY);
  if (inside->solved && inside->positive)
    {
      product (below, s->x, p->c, p->rays);
      product (above, inside->x, p->c, p->rays);
      /* X (1 + 2 above / -below) + inside.  */
      if (fmpq_sgn (above) < 0)
        fmpq_zero (above);
      fmpq_div (above, above, below);
      fmpq_mul_si (above, above, -2);
      fmpq_add_si (above, above, 1);
      for (size_t i = 0; i < p->rays; i++)
        fmpq_addmul (inside->x + i, s->x + i, above);
      take_copies (answer, p, inside->x);
    }
}

/* Decide by the programs.  */
static void
decide (mdm_cone_answer_t answer, const problem_t *p, solution_t *s)
{
  MDM_FMPQ (one);

  solve (s, p, p->strict ? STRICTLY_FALSE : LEAST);
  if (!s->solved)
    return;
  if (p->strict)
    fmpq_set (one, s->y + p->hypotheses);
  else
    {
      MDM_FMPZ (scale);
      common_denominator (scale, p->c, p->rays);
      fmpq_set_fmpz (one, scale);
    }
  if (!s->positive)
    take_proof (answer, p, s, one);
  else if (p->strict || !p->strict_given)
    take_copies (answer, p, s->x);
  else
    mix (answer, p, s);
}

void
mdm_cone_decide (mdm_cone_answer_t answer, const mdm_cone_t *cone,
                 const mdm_part_form_t *part, const mdm_forms_struct *given)
{
  MDM_CLEARED (p, problem_t, problem_clear);
  MDM_CLEARED (s, solution_t, solution_clear);

  problem_init (p, cone, part, given);
  solution_init (s, p);
  if (!try_single (answer, p))
    decide (answer, p, s);
}
