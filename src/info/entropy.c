#include <config.h>

#include "info/entropy.h"

#include "exact/logsum.h"
#include "exact/scoped.h"
#include "info/closed.h"

#include <string.h>

void
mdm_entropy_of_weights (mdm_logform_t res, const fmpz *weight, size_t count,
                        const fmpz_t total)
{
  MDM_LOGFORM (whole);
  MDM_LOGSUM (sum);

  for (size_t c = 0; c < count; c++)
    if (!fmpz_is_zero (weight + c))
      mdm_logsum_add (sum, weight + c, weight + c);
  mdm_logsum_get (res, sum, total);
  mdm_logform_set_log (whole, total);
  mdm_logform_sub (res, whole, res);
}

void
mdm_entropy_of_probabilities (mdm_logform_t res, uint64_t *bits, const fmpq *p,
                              size_t count)
{
  MDM_FMPZ (d);
  MDM_FMPZ_VEC (n, count);

  _fmpq_vec_get_fmpz_vec_fmpz (n, d, p, (slong) count);
  for (size_t i = 0; i < count && bits != NULL; i++)
    *bits += fmpz_bits (n + i);
  mdm_entropy_of_weights (res, n, count, d);
}

void
mdm_entropy_of_classes (mdm_logform_t res, const mdm_agreement_t classes,
                        const mdm_law_t law)
{
  MDM_FMPZ_VEC (weight, classes->count);

  mdm_agreement_weights (weight, classes, law);
  mdm_entropy_of_weights (res, weight, classes->count, law->total);
}

mdm_status
mdm_entropy_check (const mdm_law_t law, const size_t *set, size_t count,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  return law->kind == MDM_LAW_LISTED
             ? MDM_OK
             : mdm_closed_check (law, set, count, limit, err);
}

void
mdm_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
             size_t count)
{
  if (law->kind != MDM_LAW_LISTED)
    {
      mdm_closed_entropy (res, law, set, count);
      return;
    }
  MDM_AGREEMENT (classes, law);
  for (size_t i = 0; i < count; i++)
    mdm_agreement_refine (classes, classes, law, set[i]);
  mdm_entropy_of_classes (res, classes, law);
}

/* RES = H (positions [FROM, TO) of the list, together with the condition).  */
static void
joint (mdm_logform_t res, const mdm_law_t law, const mdm_groups_t *groups,
       size_t from, size_t to)
{
  size_t condition = groups->start[groups->groups];
  size_t end = groups->start[groups->groups + 1];
  MDM_OWNED size_t *set
      = flint_malloc ((to - from + end - condition + 1) * sizeof (size_t));

  memcpy (set, groups->position + from, (to - from) * sizeof (size_t));
  memcpy (set + (to - from), groups->position + condition,
          (end - condition) * sizeof (size_t));
  mdm_entropy (res, law, set, to - from + end - condition);
}

void
mdm_conditional_entropy (mdm_logform_t res, const mdm_law_t law,
                         const mdm_groups_t *groups)
{
  MDM_LOGFORM (condition);

  joint (condition, law, groups, 0, 0);
  joint (res, law, groups, groups->start[0], groups->start[1]);
  mdm_logform_sub (res, res, condition);
}

void
mdm_total_correlation (mdm_logform_t res, const mdm_law_t law,
                       const mdm_groups_t *groups)
{
  MDM_LOGFORM (part);
  MDM_LOGFORM (sum);

  /* sum_g H(G_g C) - (n-1) H(C) - H(G_1 .. G_n C).  */
  for (size_t g = 0; g < groups->groups; g++)
    {
      joint (part, law, groups, groups->start[g], groups->start[g + 1]);
      mdm_logform_add (sum, sum, part);
    }
  joint (part, law, groups, 0, 0);
  mdm_logform_addmul_si (sum, part, -(slong) groups->groups + 1);
  joint (part, law, groups, groups->start[0], groups->start[groups->groups]);
  mdm_logform_sub (res, sum, part);
}
