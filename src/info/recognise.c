#include <config.h>

#include "info/recognise.h"

#include "exact/scoped.h"
#include "info/agreement.h"
#include "law/form.h"

/* Has the listed LAW so many ROWS, all of one weight?  */
static int
is_uniform (const mdm_law_struct *law, uint64_t rows)
{
  if (law->support != rows)
    return 0;
  for (size_t i = 0; i < law->support; i++)
    if (!fmpz_is_one (law->weight + i))
      return 0;
  return 1;
}

/* Is it so of the span of a code: do its columns agree, and differ otherwise?
 */
static int
is_paired_code (const mdm_law_struct *law)
{
  size_t length = law->length;

  if (law->kind != MDM_LAW_CODE || 2 * law->rank != length)
    return 0;
  for (size_t i = 0; i < law->rank * length; i += 2)
    if (law->form->basis[i] != law->form->basis[i + 1])
      return 0;
  return 1;
}

int
mdm_is_paired_copy (const mdm_law_t law)
{
  size_t length = law->length;

  if (law->form != NULL && !law->listed)
    /* Of the others with a form it is none of more than two positions: their
       tokens 1 and 2 would agree too.  */
    return law->vocab == 1 ? length % 2 == 0 : is_paired_code (law);
  if (!law->listed)
    return law->kind == MDM_LAW_PAIRED_COPY
           /* The same law by another name.  */
           || (length == 2 && law->rank == 1
               && (law->kind != MDM_LAW_PARITY || law->vocab == 2))
           || (length % 2 == 0 && law->vocab == 1);
  /* As many rows as there are such sequences, all of one weight.  */
  if (length % 2 != 0
      || !is_uniform (law, mdm_work_pow (law->vocab, length / 2)))
    return 0;
  for (size_t i = 0; i < law->support; i++)
    {
      const uint16_t *row = mdm_law_row (law, i);
      for (size_t j = 0; j < length; j += 2)
        if (row[j] != row[j + 1])
          return 0;
    }
  return 1;
}

int
mdm_is_permutation (const mdm_law_t law)
{
  size_t length = law->length;
  uint64_t rows = 1;
  MDM_OWNED size_t *last = NULL; /* the last row with each token, from 1 */

  /* Of the other laws with a closed form none is of more than two positions,
     and without a form, of V^rank = L! rows with V = L, one of one.  */
  if (law->vocab != length || !law->listed)
    return law->kind == MDM_LAW_PERMUTATION
           || (law->vocab == 1 && length == 1);
  for (size_t i = 2; i <= length; i++)
    rows = mdm_work_mul (rows, i);
  if (!is_uniform (law, rows))
    return 0;
  last = flint_calloc (length, sizeof *last);
  for (size_t i = 0; i < law->support; i++)
    for (size_t j = 0; j < length; j++)
      {
        uint16_t token = mdm_law_row (law, i)[j];
        if (last[token] == i + 1)
          return 0;
        last[token] = i + 1;
      }
  return 1;
}

/* Does the chain LAW begin with 0 or 1, and go on with the same or the next
   token, each with probability 1/2?  */
static int
is_walking (const mdm_law_struct *law)
{
  const mdm_form_t *form = law->form;
  MDM_FMPQ (half);

  fmpq_set_si (half, 1, 2);
  for (size_t v = 0; v < law->length; v++)
    for (size_t w = v; w <= v + 1; w++)
      if (!fmpq_equal (form->row + v * law->vocab + w, half)
          || (v == 0 && !fmpq_equal (form->start + w, half)))
        return 0;
  return 1;
}

int
mdm_is_walk (const mdm_law_t law)
{
  size_t length = law->length;

  if (law->vocab != length + 1)
    return 0;
  /* Of the other laws with a closed form none is of more than two positions,
     and without a form, of V^rank = 2^L rows with V = L + 1, one of one: of the
     numbers 2^a - 1 a divides only the first.  */
  if (!law->listed)
    return law->kind == MDM_LAW_WALK
           || (law->kind == MDM_LAW_CHAIN && is_walking (law))
           || (length == 1 && law->rank == 1 && law->form == NULL);
  if (!is_uniform (law, mdm_work_pow (2, length)))
    return 0;
  for (size_t i = 0; i < law->support; i++)
    for (size_t j = 0; j < length; j++)
      {
        const uint16_t *row = mdm_law_row (law, i);
        int step = row[j] - (j > 0 ? row[j - 1] : 0);
        if (step < 0 || step > 1)
          return 0;
      }
  return 1;
}

int
mdm_may_be (const mdm_law_t law, int (*is) (const mdm_law_t law))
{
  size_t length = law->length;
  MDM_FMPZ (rows);
  MDM_FMPZ (support);

  if (is == mdm_is_paired_copy)
    {
      fmpz_set_ui (rows, law->vocab);
      fmpz_pow_ui (rows, rows, length / 2);
    }
  else if (is == mdm_is_permutation ? law->vocab == length
                                    : law->vocab == length + 1)
    {
      fmpz_one (rows);
      if (is == mdm_is_permutation)
        fmpz_fac_ui (rows, length);
      else
        fmpz_mul_2exp (rows, rows, length);
    }
  mdm_law_support (support, law);
  return fmpz_equal (rows, support);
}

/* Classes of rows and their weights.  */
typedef struct
{
  mdm_agreement_t by;
  fmpz *weight;
} classes_t;

/* Set RES to the rows of LAW classed by the positions FROM .. TO - 1.  */
static void
classes_init (classes_t *res, const mdm_law_struct *law, size_t from,
              size_t to)
{
  mdm_agreement_init (res->by, law);
  for (size_t i = from; i < to; i++)
    mdm_agreement_refine (res->by, res->by, law, i);
  res->weight = _fmpz_vec_init ((slong) law->support);
  mdm_agreement_weights (res->weight, res->by, law);
}

static void
classes_clear (classes_t *classes)
{
  _fmpz_vec_clear (classes->weight, (slong) classes->by->rows);
  mdm_agreement_clear (classes->by);
}

/* Given the M before it, is the token at I independent of all before these?
   p(all) p(M) = p(all but it) p(M and it) for what is possible suffices: then
   the products of what is not sum to 0.  */
static int
is_independent (const mdm_law_struct *law, size_t m, size_t i)
{
  int same = 1;
  MDM_CLEARED (all, classes_t, classes_clear);
  classes_init (all, law, 0, i + 1);
  MDM_CLEARED (past, classes_t, classes_clear);
  classes_init (past, law, 0, i);
  MDM_CLEARED (some, classes_t, classes_clear);
  classes_init (some, law, i - m, i + 1);
  MDM_CLEARED (given, classes_t, classes_clear);
  classes_init (given, law, i - m, i);
  MDM_FMPZ (x);
  MDM_FMPZ (y);

  for (size_t r = 0; r < law->support && same; r++)
    {
      fmpz_mul (x, all->weight + all->by->id[r],
                given->weight + given->by->id[r]);
      fmpz_mul (y, past->weight + past->by->id[r],
                some->weight + some->by->id[r]);
      same = fmpz_equal (x, y);
    }
  return same;
}

mdm_status
mdm_is_markov (int *res, mdm_law_t law, size_t m, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  size_t length = law->length;

  *res = 1;
  MDM_TRY (mdm_law_list (law, limit, err));
  MDM_TRY (mdm_limit_check (
      limit, "the order of the Markov chain",
      mdm_work_mul (law->support, mdm_work_mul (2 * length, length)),
      mdm_work_mul (law->support, 80), err));
  for (size_t i = m + 1; i < length && *res; i++)
    *res = is_independent (law, m, i);
  return MDM_OK;
}
