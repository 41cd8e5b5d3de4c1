#include <config.h>

#include "prove/chains.h"

#include "prove/guess.h"

/* Most sets of a family, of one that is closed under unions and intersections,
   and columns.  */
#define SETS_MAX 800
#define CLOSED_MAX 250
#define COLUMNS_MAX 60000
#define SLOTS 4096

void
mdm_chains_init (mdm_chains_t res, size_t hypotheses)
{
  memset (res, 0, sizeof *res);
  res->hypotheses = hypotheses;
  res->given = _fmpq_vec_init ((slong) hypotheses);
}

static void
drop_terms (mdm_chains_t res)
{
  for (size_t i = 0; i < res->count; i++)
    fmpq_clear (res->term[i].weight);
  flint_free (res->term);
  res->term = NULL;
  res->count = 0;
}

void
mdm_chains_clear (mdm_chains_t res)
{
  drop_terms (res);
  _fmpq_vec_clear (res->given, (slong) res->hypotheses);
}

/* Families.  The empty set is number 0.  */

typedef struct
{
  size_t count;
  mdm_set_t set[SETS_MAX];
  uint16_t slot[SLOTS]; /* number + 1, or 0 */
  int over;             /* were there more? */
} family_t;

/* The slot of SET, or the one where it belongs.  */
static size_t
find_slot (const family_t *family, mdm_set_t set)
{
  size_t at = (size_t) (set * UINT64_C (0x9e3779b97f4a7c15) >> 52);

  while (family->slot[at] != 0 && family->set[family->slot[at] - 1] != set)
    at = (at + 1) % SLOTS;
  return at;
}

static int
has (const family_t *family, mdm_set_t set)
{
  return family->slot[find_slot (family, set)] != 0;
}

static size_t
number (const family_t *family, mdm_set_t set)
{
  return family->slot[find_slot (family, set)] - 1u;
}

static void
put (family_t *family, mdm_set_t set)
{
  size_t at = find_slot (family, set);

  if (family->slot[at] != 0)
    return;
  if (family->count == SETS_MAX)
    {
      family->over = 1;
      return;
    }
  family->set[family->count++] = set;
  family->slot[at] = (uint16_t) family->count;
}

static void
put_form (family_t *family, const mdm_set_form_struct *form)
{
  for (size_t i = 0; i < form->count; i++)
    put (family, form->term[i].set);
}

/* Make FAMILY that of the sets that are spoken of.  */
static void
start_family (family_t *family, const mdm_frame_t *frame,
              const mdm_set_form_struct *form, const mdm_forms_struct *given)
{
  mdm_set_t all = 0;

  memset (family, 0, sizeof *family);
  put (family, 0);
  put_form (family, form);
  for (size_t k = 0; k < given->count; k++)
    put_form (family, given->part[k].form);
  for (size_t a = 0; a < frame->count; a++)
    all |= frame->group[a];
  put (family, all);
}

/* Add the intersections of all sets with those of ORDER that come first, and
   with UP the unions.  */
static void
add_chains (family_t *family, const mdm_frame_t *frame, const size_t *order,
            int up)
{
  size_t named = family->count;
  mdm_set_t first = 0;

  for (size_t i = 0; i < frame->count; i++)
    {
      first |= frame->group[order[i]];
      put (family, first);
      for (size_t s = 0; s < named; s++)
        {
          put (family, family->set[s] & first);
          if (up)
            put (family, family->set[s] | first);
        }
    }
}

/* Close FAMILY under unions and intersections.  */
static void
close_family (family_t *family)
{
  for (size_t i = 0; i < family->count && family->count <= CLOSED_MAX; i++)
    for (size_t j = 0; j < i; j++)
      {
        put (family, family->set[i] & family->set[j]);
        put (family, family->set[i] | family->set[j]);
      }
  family->over |= family->count > CLOSED_MAX;
}

/* Orders.  */

typedef enum
{
  AS_THEY_ARE,
  FREQUENT_FIRST,
  BACKWARDS,
  RARE_FIRST
} order_kind;

/* In how many sets of FAMILY is GROUP?  */
static size_t
frequency (const family_t *family, mdm_set_t group)
{
  size_t times = 0;

  for (size_t s = 0; s < family->count; s++)
    times += (family->set[s] & group) != 0;
  return times;
}

static void
set_order (size_t *order, const mdm_frame_t *frame, const family_t *family,
           order_kind kind)
{
  size_t n = frame->count, times[MDM_FRAME_MAX];

  for (size_t a = 0; a < n; a++)
    {
      size_t at = a, f = frequency (family, frame->group[a]);

      times[a] = kind == FREQUENT_FIRST ? ~f
                 : kind == RARE_FIRST   ? f
                 : kind == BACKWARDS    ? n - a
                                        : a;
      for (; at > 0 && times[order[at - 1]] > times[a]; at--)
        order[at] = order[at - 1];
      order[at] = a;
    }
}

/* The program.  */

typedef struct
{
  const mdm_frame_t *frame;
  const mdm_set_form_struct *form;
  const mdm_forms_struct *given;
  family_t family;
  size_t count, alloc;
  mdm_chains_term_t *term; /* of each column, weights apart */
  fmpz *scale;             /* of each hypothesis, then of FORM */
  mdm_simplex_t lp;
} program_t;

/* Add the term I(A;B|K) or H(A|K), which costs COST.  */
static void
add_column (program_t *p, mdm_set_t a, mdm_set_t b, mdm_set_t k, slong cost)
{
  const family_t *family = &p->family;
  mdm_set_t set[] = { a | k, b | k, a | b | k, k };
  slong sign[] = { 1, b != 0 ? 1 : -1, b != 0 ? -1 : 0, b != 0 ? -1 : 0 };

  if (p->count == p->alloc)
    {
      p->alloc = 2 * p->alloc + 64;
      p->term = flint_realloc (p->term, p->alloc * sizeof *p->term);
    }
  p->term[p->count++] = (mdm_chains_term_t){ a, b, k, { { 0, 1 } } };
  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t i = 0; i < 4; i++)
    if (set[i] != 0)
      mdm_simplex_add_entry_si (p->lp, number (family, set[i]) - 1, sign[i]);
  fmpz_set_si (p->lp->cost + p->lp->columns - 1, -cost);
}

/* Is I(A;B|K), A and B apart from K, a sum of others over the family, A being
   split?  */
static int
splits (const family_t *family, mdm_set_t a, mdm_set_t b, mdm_set_t k)
{
  for (size_t c = 0; c < family->count; c++)
    {
      mdm_set_t part = family->set[c];
      if ((part & k) == k && part != k && (part & ~(a | k)) == 0
          && part != (a | k) && has (family, part | b))
        return 1;
    }
  return 0;
}

/* Is there a set of FAMILY between K and K u A?  */
static int
is_between (const family_t *family, mdm_set_t a, mdm_set_t k)
{
  for (size_t c = 0; c < family->count; c++)
    if ((family->set[c] & k) == k && family->set[c] != k
        && (family->set[c] & ~(a | k)) == 0 && family->set[c] != (a | k))
      return 1;
  return 0;
}

/* Add what the sets X and Y have between them.  */
static void
add_pair (program_t *p, mdm_set_t x, mdm_set_t y)
{
  const family_t *family = &p->family;
  mdm_set_t k = x & y, a = x & ~k, b = y & ~k;

  if (a == 0 || b == 0)
    {
      if (!is_between (family, a | b, k))
        add_column (
            p, a | b, 0, k,
            (slong) (mdm_frame_size (p->frame, a | b) * p->frame->count));
      return;
    }
  if (has (family, k) && has (family, x | y) && !splits (family, a, b, k)
      && !splits (family, b, a, k))
    add_column (
        p, a, b, k,
        (slong) (mdm_frame_size (p->frame, a) * mdm_frame_size (p->frame, b)));
}

/* RES = the least common denominator of FORM.  */
static void
common_denominator (fmpz_t res, const mdm_set_form_struct *form)
{
  fmpz_one (res);
  for (size_t i = 0; i < form->count; i++)
    fmpz_lcm (res, res, fmpq_denref (form->term[i].c));
}

/* RES = the coefficient of TERM times SCALE.  */
static void
scaled (fmpz_t res, const mdm_set_form_term_t *term, const fmpz_t scale)
{
  fmpz_divexact (res, scale, fmpq_denref (term->c));
  fmpz_mul (res, res, fmpq_numref (term->c));
}

static void
add_hypothesis (program_t *p, const mdm_part_form_t *part, const fmpz_t scale)
{
  MDM_FMPZ (entry);

  mdm_simplex_add_column (p->lp, part->equality ? MDM_SIMPLEX_FREE
                                                : MDM_SIMPLEX_NONNEGATIVE);
  for (size_t i = 0; i < part->form->count; i++)
    {
      scaled (entry, part->form->term + i, scale);
      mdm_simplex_add_entry (
          p->lp, number (&p->family, part->form->term[i].set) - 1, entry);
    }
}

/* Make the program of P's family.  */
static void
set_program (program_t *p)
{
  size_t hypotheses = p->given->count;

  mdm_simplex_init (p->lp, p->family.count - 1);
  p->count = 0;
  for (size_t r = 0; r < p->lp->rows; r++)
    p->lp->row_kind[r] = MDM_SIMPLEX_ZERO;
  for (size_t i = 0; i < p->form->count; i++)
    scaled (p->lp->rhs + number (&p->family, p->form->term[i].set) - 1,
            p->form->term + i, p->scale + hypotheses);
  for (size_t i = 0; i < p->family.count && p->count <= COLUMNS_MAX; i++)
    for (size_t j = 0; j < i; j++)
      add_pair (p, p->family.set[i], p->family.set[j]);
  for (size_t k = 0; k < hypotheses; k++)
    add_hypothesis (p, p->given->part + k, p->scale + k);
}

/* Proofs.  */

/* Set RES to what the columns X tell.  */
static void
get_proof (mdm_chains_t res, const program_t *p, const fmpq *x)
{
  const fmpz *scale = p->scale + p->given->count;

  drop_terms (res);
  res->term = flint_malloc ((p->count + 1) * sizeof *res->term);
  for (size_t j = 0; j < p->count; j++)
    if (!fmpq_is_zero (x + j))
      {
        mdm_chains_term_t *term = res->term + res->count++;
        *term = p->term[j];
        fmpq_init (term->weight);
        fmpq_div_fmpz (term->weight, x + j, scale);
      }
  for (size_t k = 0; k < res->hypotheses; k++)
    {
      fmpq_mul_fmpz (res->given + k, x + p->count + k, p->scale + k);
      fmpq_div_fmpz (res->given + k, res->given + k, scale);
    }
}

static void
add_to (fmpq *sum, size_t i, const fmpq_t q)
{
  fmpq_add (sum + i, sum + i, q);
}

/* Add Q times FORM to SUM, of the sets of FAMILY.  */
static void
add_form (fmpq *sum, const family_t *family, const mdm_set_form_struct *form,
          const fmpq_t q)
{
  for (size_t i = 0; i < form->count; i++)
    fmpq_addmul (sum + number (family, form->term[i].set), q, form->term[i].c);
}

/* The same of TERM.  */
static void
add_term (fmpq *sum, const family_t *family, const mdm_chains_term_t *term)
{
  mdm_set_t k = term->k, ak = term->a | k, bk = term->b | k;
  mdm_set_t above[] = { ak, bk }, below[] = { k, ak | bk };
  size_t pairs = term->b == 0 ? 1 : 2;
  MDM_FMPQ (minus);

  fmpq_neg (minus, term->weight);
  for (size_t i = 0; i < pairs; i++)
    {
      add_to (sum, number (family, above[i]), term->weight);
      add_to (sum, number (family, below[i]), minus);
    }
}

/* Do the weights of RES add up to the claim, and are they such as they may
   be?  */
static int
adds_up (const mdm_chains_t res, const program_t *p)
{
  const family_t *family = &p->family;
  int right = 1;
  MDM_FMPQ_VEC (sum, family->count);
  MDM_FMPQ (minus);

  fmpq_set_si (minus, -1, 1);
  add_form (sum, family, p->form, minus);
  for (size_t i = 0; i < res->count; i++)
    {
      right &= fmpq_sgn (res->term[i].weight) > 0;
      add_term (sum, family, res->term + i);
    }
  for (size_t k = 0; k < res->hypotheses; k++)
    {
      right &= p->given->part[k].equality || fmpq_sgn (res->given + k) >= 0;
      add_form (sum, family, p->given->part[k].form, res->given + k);
    }
  for (size_t s = 1; s < family->count; s++)
    right &= fmpq_is_zero (sum + s);
  return right;
}

/* Look for a proof with the sets of P's family.  */
static void
attempt (mdm_chains_t res, program_t *p)
{
  if (p->family.over)
    return;
  set_program (p);
  {
    MDM_OWNED size_t *basis = flint_malloc ((p->lp->rows + 1) * sizeof *basis);
    MDM_FMPQ_VEC (x, p->lp->columns);

    if (p->count <= COLUMNS_MAX && mdm_guess_basis (basis, p->lp)
        && mdm_simplex_values (x, basis, p->lp))
      {
        get_proof (res, p, x);
        res->found = adds_up (res, p);
      }
  }
  mdm_simplex_clear (p->lp);
}

static void
program_init (program_t *p, const mdm_frame_t *frame,
              const mdm_set_form_struct *form, const mdm_forms_struct *given)
{
  memset (p, 0, sizeof *p);
  p->frame = frame;
  p->form = form;
  p->given = given;
  p->scale = _fmpz_vec_init ((slong) given->count + 1);
  for (size_t k = 0; k < given->count; k++)
    common_denominator (p->scale + k, given->part[k].form);
  common_denominator (p->scale + given->count, form);
}

static void
program_clear (program_t *p)
{
  _fmpz_vec_clear (p->scale, (slong) p->given->count + 1);
  flint_free (p->term);
  flint_free (p);
}

/* Look with the chains of an order of KIND.  */
static void
attempt_order (mdm_chains_t res, program_t *p, order_kind kind, int up)
{
  size_t order[MDM_FRAME_MAX];

  if (res->found)
    return;
  start_family (&p->family, p->frame, p->form, p->given);
  set_order (order, p->frame, &p->family, kind);
  add_chains (&p->family, p->frame, order, up);
  attempt (res, p);
}

void
mdm_chains_find (mdm_chains_t res, const mdm_frame_t *frame,
                 const mdm_set_form_struct *form,
                 const mdm_forms_struct *given)
{
  /* The family is large: it goes to the heap.  */
  program_t *p = flint_malloc (sizeof *p);

  program_init (p, frame, form, given);
  attempt_order (res, p, AS_THEY_ARE, 0);
  attempt_order (res, p, FREQUENT_FIRST, 0);
  if (!res->found)
    {
      start_family (&p->family, frame, form, given);
      close_family (&p->family);
      attempt (res, p);
    }
  for (int up = 0; up <= 1; up++)
    for (order_kind kind = AS_THEY_ARE; kind <= RARE_FIRST; kind++)
      if (up || kind > FREQUENT_FIRST)
        attempt_order (res, p, kind, up);
  program_clear (p);
}
