#include <config.h>

#include "prove/witness.h"

#include "claim/judge.h"
#include "law/spec.h"
#include "prove/ray_law.h"
#include "prove/subspaces.h"
#include "text/string.h"

#include <math.h>
#include <string.h>

/* Longest laws that are looked for; most additions for all codes of one rank,
   and in all.  A profile takes about so many additions to be compared.  */
#define LENGTH_MAX 14
#define WORK_OF_RANK 40000000
#define WORK_MAX 100000000
#define WORK_OF_PROFILE 4000

/* What differs by less, in units of the largest term, may be equal.  */
#define TOLERANCE 1e-9

/* The search.  */

typedef struct
{
  const mdm_linear_struct *linear;
  const mdm_scope_t *scope;
  const fmpq *ekl; /* on each ray, or NULL: a profile is looked for */
  size_t length;
  double *value;   /* of part i on ray m at value[i * length + m - 1] */
  double *choices; /* C(L,k) */
  fmpz_t scale;    /* what all C(L,k) divide */
  uint64_t work;   /* so far */
  /* Codes of one rank over one field: their duals, if DUAL.  */
  mdm_subspaces_t spaces;
  int dual;
  size_t columns;              /* how many stand below */
  uint16_t column[LENGTH_MAX]; /* subspaces of dimension 1 at most */
  /* How many sets of k of the first n columns have the span s, at
     count[(n * (length + 1) + k) * spaces.count + s].  */
  uint32_t *count;
  /* The best one yet.  */
  int found;
  double best;
  uint16_t kept[LENGTH_MAX];
} search_t;

static void
search_clear (search_t *s)
{
  flint_free (s->value);
  flint_free (s->choices);
  fmpz_clear (s->scale);
}

static void
search_init (search_t *s, const mdm_linear_t linear, const mdm_scope_t *scope,
             const fmpq *ekl)
{
  size_t length = linear->length;
  MDM_FMPQ (value);
  MDM_FMPZ (choices);

  memset (s, 0, sizeof *s);
  s->linear = linear;
  s->scope = scope;
  s->ekl = ekl;
  s->length = length;
  s->value = flint_calloc (linear->count * length + 1, sizeof *s->value);
  s->choices = flint_calloc (length + 1, sizeof *s->choices);
  fmpz_init_set_ui (s->scale, 1);
  for (size_t k = 0; k <= length; k++)
    {
      fmpz_bin_uiui (choices, length, k);
      s->choices[k] = fmpz_get_d (choices);
      fmpz_lcm (s->scale, s->scale, choices);
    }
  for (size_t i = 0; i < linear->count && ekl != NULL; i++)
    for (size_t m = 1; m <= length; m++)
      {
        mdm_linear_value (value, linear->part + i, m, ekl + m - 1);
        s->value[i * length + m - 1] = fmpq_get_d (value);
      }
}

/* A row of the counts of the first N columns.  */
static uint32_t *
counts (const search_t *s, size_t n, size_t k)
{
  return s->count + (n * (s->length + 1) + k) * s->spaces.count;
}

/* Add column OF to those at hand.  */
static void
push (search_t *s, size_t of)
{
  size_t n = s->columns, spaces = s->spaces.count;

  s->column[s->columns++] = (uint16_t) of;
  memset (counts (s, n + 1, 0), 0,
          (s->length + 1) * spaces * sizeof *s->count);
  for (size_t k = 0; k <= n; k++)
    {
      const uint32_t *from = counts (s, n, k);
      uint32_t *without = counts (s, n + 1, k), *with = without + spaces;
      for (size_t u = 0; u < spaces; u++)
        if (from[u] != 0)
          {
            without[u] += from[u];
            with[s->spaces.sum[u * spaces + of]] += from[u];
          }
    }
}

/* The sum of the ranks of all sets of K columns; of the dual code.  */
static uint64_t
rank_sum (const search_t *s, size_t k)
{
  size_t other = s->dual ? s->length - k : k;
  const uint32_t *row = counts (s, s->length, other);
  uint64_t sum = 0, sets = 0;

  for (size_t u = 0; u < s->spaces.count; u++)
    {
      sum += (uint64_t) row[u] * s->spaces.dimension[u];
      sets += row[u];
    }
  return s->dual ? sum + sets * k - sets * s->spaces.r : sum;
}

/* Set PROFILE to the multiples of the rays in the code at hand, times the
   scale, and E[k] to e_k times that, in units of log q.  */
static void
set_profile (fmpz *profile, fmpz *e, const search_t *s)
{
  size_t length = s->length;
  MDM_FMPZ (choices);

  for (size_t k = 0; k <= length; k++)
    {
      fmpz_bin_uiui (choices, length, k);
      fmpz_divexact (choices, s->scale, choices);
      fmpz_mul_ui (e + k, choices, rank_sum (s, k));
    }
  /* d_m - d_{m+1}, d_{L+1} = 0.  */
  for (size_t m = 1; m <= length; m++)
    {
      fmpz_sub (profile + m - 1, e + m, e + m - 1);
      if (m > 1)
        fmpz_sub (profile + m - 2, profile + m - 2, profile + m - 1);
    }
}

/* Does a law of PROFILE refute the claim?  Exact.  */
static int
refutes (const search_t *s, const fmpz *profile)
{
  size_t length = s->length;
  MDM_FMPQ (value);
  MDM_FMPQ (sum);

  for (size_t i = 0; i < s->linear->count; i++)
    {
      const mdm_linear_part_t *part = s->linear->part + i;
      if (s->ekl == NULL)
        {
          if (mdm_profile_refutes (profile, part, s->scope))
            return 1;
          continue;
        }
      fmpq_zero (sum);
      for (size_t m = 1; m <= length; m++)
        {
          mdm_linear_value (value, part, m, s->ekl + m - 1);
          fmpq_mul_fmpz (value, value, profile + m - 1);
          fmpq_add (sum, sum, value);
        }
      if (fmpq_sgn (sum) < 0)
        return 1;
    }
  return 0;
}

/* How much the claim fails on the code at hand, about; < 0 if it does.  */
static double
estimate (const search_t *s)
{
  size_t length = s->length;
  double e[LENGTH_MAX + 2], least = 0;

  for (size_t k = 0; k <= length; k++)
    e[k] = (double) rank_sum (s, k) / s->choices[k];
  e[length + 1] = e[length];
  for (size_t i = 0; i < s->linear->count; i++)
    {
      double sum = 0, size = 0;
      for (size_t m = 1; m <= length; m++)
        {
          double term = (2 * e[m] - e[m - 1] - e[m + 1])
                        * s->value[i * length + m - 1];
          sum += term;
          size += fabs (term);
        }
      if (sum < -TOLERANCE * size && sum < least)
        least = sum;
    }
  return least;
}

/* Look at the code at hand: one that may be better is kept if it refutes the
   claim.  */
static void
look (search_t *s)
{
  double value = s->ekl == NULL ? -1 : estimate (s);
  MDM_FMPZ_VEC (profile, s->length);
  MDM_FMPZ_VEC (e, s->length + 1);

  if (value >= s->best - TOLERANCE)
    return;
  set_profile (profile, e, s);
  if (!refutes (s, profile))
    return;
  s->found = 1;
  s->best = value;
  memcpy (s->kept, s->column, sizeof s->kept);
}

/* Choose the other columns, from number FIRST on.  */
static void
choose (search_t *s, size_t first)
{
  if (s->columns == s->length)
    {
      look (s);
      return;
    }
  for (size_t of = first; of < s->spaces.count && s->spaces.dimension[of] <= 1;
       of++)
    {
      push (s, of);
      choose (s, of);
      s->columns--;
    }
}

/* The subspace that vector V spans.  */
static size_t
line_of (const mdm_subspaces_t *spaces, unsigned v)
{
  size_t of = 1;

  while (!(spaces->member[of] >> v & 1))
    of++;
  return of;
}

/* The work of all codes of rank R.  */
static uint64_t
work_of (const search_t *s, size_t r)
{
  size_t columns = 0;

  while (columns < s->spaces.count && s->spaces.dimension[columns] <= 1)
    columns++;
  return mdm_work_mul (
      mdm_work_binomial (columns + s->length - r, s->length - r),
      s->length * s->spaces.count
          + (s->ekl == NULL ? WORK_OF_PROFILE : s->length));
}

/* Go through the codes of RANK over GF(Q).  */
static void
try_rank (search_t *s, unsigned q, size_t rank)
{
  size_t length = s->length;
  size_t r = 2 * rank <= length ? rank : length - rank;
  uint64_t work;

  s->dual = r < rank;
  mdm_subspaces_init (&s->spaces, q, (unsigned) r);
  work = work_of (s, r);
  if (work <= WORK_OF_RANK && mdm_work_add (s->work, work) <= WORK_MAX)
    {
      s->work += work;
      s->count = flint_calloc ((length + 1) * (length + 1) * s->spaces.count,
                               sizeof *s->count);
      counts (s, 0, 0)[0] = 1;
      s->columns = 0;
      for (size_t i = 0; i < r; i++)
        push (s, line_of (&s->spaces, (unsigned) n_pow (q, i)));
      choose (s, 0);
      flint_free (s->count);
    }
  if (!s->found)
    mdm_subspaces_clear (&s->spaces);
}

/* Naming.  */

/* Digit I of the column that is kept for position J.  */
static unsigned
digit_of (const search_t *s, size_t i, size_t j)
{
  unsigned vector = 0;

  if (s->kept[j] != 0)
    mdm_subspaces_basis (&vector, &s->spaces, s->kept[j]);
  return vector / (unsigned) n_pow (s->spaces.q, i) % s->spaces.q;
}

/* The name of the code that was found: its generator matrix is (I A), and that
   of the dual (-A^T I).  */
static char *
name_str (const search_t *s)
{
  size_t r = s->spaces.r, length = s->length;
  unsigned q = s->spaces.q;
  char *name = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&name, &size);

  fprintf (stream, "span:q=%u,rows=", q);
  for (size_t i = 0; i < (s->dual ? length - r : r); i++)
    for (size_t j = 0; j < length; j++)
      {
        unsigned digit = !s->dual ? digit_of (s, i, j)
                         : j >= r ? j - r == i
                                  : (q - digit_of (s, j, i + r)) % q;
        fprintf (stream, "%s%u", i > 0 && j == 0 ? "/" : "", digit);
      }
  mdm_str_close (stream);
  return name;
}

/* Are the entropies of CURVE those of the code that was found?  */
static int
has_curve (search_t *s, const mdm_curve_t curve)
{
  MDM_FMPZ_VEC (profile, s->length);
  MDM_FMPZ_VEC (e, s->length + 1);
  MDM_FMPQ (q);
  MDM_FMPZ (base);
  MDM_SCOPED (expected, mdm_logform_struct, mdm_logform_init,
              mdm_logform_clear);
  int order = 0;

  s->count = flint_calloc ((s->length + 1) * (s->length + 1) * s->spaces.count,
                           sizeof *s->count);
  counts (s, 0, 0)[0] = 1;
  s->columns = 0;
  for (size_t j = 0; j < s->length; j++)
    push (s, s->kept[j]);
  set_profile (profile, e, s);
  flint_free (s->count);
  fmpz_set_ui (base, s->spaces.q);
  for (size_t k = 0; k <= s->length && order == 0; k++)
    {
      mdm_logform_set_log (expected, base);
      fmpq_set_fmpz_frac (q, e + k, s->scale);
      mdm_logform_mul_fmpq (expected, expected, q);
      if (mdm_logform_cmp (&order, expected, curve->e + k) != MDM_OK)
        order = 1;
    }
  return order == 0 && refutes (s, profile);
}

/* *HOLDS: is the law called NAME what was expected, and is ENTRY refuted on it
   and SCHEDULE, which may be NULL?  */
static mdm_status
confirm (int *holds, const char *name, search_t *s,
         const mdm_schedule_struct *schedule, const mdm_entry_t *entry,
         const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_CLEARED (judgement, mdm_judgement_struct, mdm_judgement_clear);

  mdm_judgement_init (judgement);
  MDM_TRY (mdm_law_open (law, name, limit, err));
  MDM_TRY (mdm_curve_set (curve, law, limit, err));
  *holds = has_curve (s, curve);
  if (!*holds || schedule == NULL)
    return MDM_OK;
  MDM_INSTANCE (instance, law, schedule, curve, limit);
  MDM_TRY (mdm_judge (judgement, entry, instance, err));
  *holds = judgement->verdict == MDM_VERDICT_REFUTED;
  return MDM_OK;
}

/* Keep the law that was found as that of PROOF, unless something is not as it
   should be.  */
static mdm_status
take_law (mdm_proof_t proof, search_t *s, const mdm_entry_t *entry,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_scope_t *scope = s->scope;
  const mdm_schedule_struct *schedule
      = proof->has_schedule ? proof->schedule : scope->schedule;
  MDM_OWNED char *name = name_str (s);
  int holds;

  /* The claim speaks of the schedule's own largest size there.  */
  if (schedule != NULL && scope->kind == MDM_SCOPE_ALL
      && schedule->smax != scope->smax)
    schedule = NULL;
  MDM_TRY (confirm (&holds, name, s, schedule, entry, limit, err));
  if (!holds)
    return MDM_OK;
  proof->law = mdm_str ("%s", name);
  proof->tokens = s->spaces.q;
  return MDM_OK;
}

/* Set EKL to the errors that PROOF speaks of on each ray: those of its
   schedule, or of the process.  */
static void
set_ekl (fmpq *ekl, const mdm_proof_t proof)
{
  for (size_t m = 1; m <= proof->length; m++)
    if (proof->has_schedule)
      mdm_schedule_ray_ekl (ekl + m - 1, proof->schedule, m);
    else
      fmpq_set (ekl + m - 1, proof->ekl + m - 1);
}

/* Look for a law of fewer than MOST tokens.  */
static mdm_status
search (mdm_proof_t proof, const mdm_linear_t linear, const mdm_scope_t *scope,
        const mdm_entry_t *entry, uint64_t most, const mdm_limit_t *limit,
        mdm_err_t *err)
{
  /* The fields, and the greatest rank of codes, or of their duals.  */
  static const struct
  {
    unsigned q, r;
  } fields[] = { { 2, 4 }, { 3, 3 }, { 5, 2 }, { 7, 2 } };
  size_t length = proof->length;
  MDM_FMPQ_VEC (ekl, length);
  MDM_CLEARED (s, search_t, search_clear);
  mdm_status status = MDM_OK;

  set_ekl (ekl, proof);
  search_init (s, linear, scope, proof->profile == NULL ? ekl : NULL);
  for (size_t i = 0; i < sizeof fields / sizeof *fields && !s->found; i++)
    for (size_t rank = 1; rank < length && fields[i].q < most && !s->found;
         rank++)
      if (rank <= fields[i].r || length - rank <= fields[i].r)
        try_rank (s, fields[i].q, rank);
  if (s->found)
    {
      status = take_law (proof, s, entry, limit, err);
      mdm_subspaces_clear (&s->spaces);
    }
  return status;
}

mdm_status
mdm_witness_find (mdm_proof_t proof, const mdm_linear_t linear,
                  const mdm_scope_t *scope, const mdm_entry_t *entry,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  int strict = proof->ray == 0 && proof->profile == NULL;

  if (proof->verdict != MDM_PROOF_REFUTED || strict
      || proof->length > LENGTH_MAX)
    return MDM_OK;
  return search (proof, linear, scope, entry,
                 proof->ray == 0
                     ? UINT64_MAX
                     : mdm_ray_law_tokens (proof->length, proof->ray),
                 limit, err);
}
