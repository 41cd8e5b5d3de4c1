#include <config.h>

#include "cert/integers.h"

#include <assert.h>
#include <stdlib.h>

void
mdm_integers_init (mdm_integers_t integers)
{
  mdm_logform_init (integers->all);
  mdm_coprime_init (integers->base);
}

void
mdm_integers_clear (mdm_integers_t integers)
{
  mdm_logform_clear (integers->all);
  mdm_coprime_clear (integers->base);
}

mdm_status
mdm_integers_add (mdm_integers_t integers, const mdm_logform_t x,
                  mdm_err_t *err)
{
  MDM_LOGFORM (once); /* no sum of these cancels */
  MDM_FMPZ (one);

  fmpz_one (one);
  for (slong i = 0; i < x->count; i++)
    mdm_logform_push (once, x->n + i, one);
  mdm_logform_add (integers->all, integers->all, once);
  if (integers->all->count > MDM_INTEGERS_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a certificate of more than %d integers",
                        MDM_INTEGERS_MAX);
  return MDM_OK;
}

mdm_status
mdm_integers_close (mdm_integers_t integers, mdm_err_t *err)
{
  mdm_status status = mdm_coprime_set (integers->base, integers->all->n,
                                       integers->all->count);

  if (status != MDM_OK)
    mdm_err_set (err, status, NULL, 0, 0,
                 "the integers of the certificate are too many and too large "
                 "to be factored over a coprime base");
  return status;
}

static int
compare (const void *a, const void *b)
{
  return fmpz_cmp (a, b);
}

/* The place of N in A[0..COUNT), which ascends and contains it.  */
static slong
find (const fmpz *a, slong count, const fmpz_t n)
{
  const fmpz *place = bsearch (n, a, (size_t) count, sizeof *a, compare);

  assert (place != NULL);
  return place - a;
}

void
mdm_integers_reduce (mdm_logform_t res, const mdm_integers_t integers,
                     const mdm_logform_t x)
{
  const mdm_coprime_struct *base = integers->base;
  MDM_FMPZ_VEC (c, base->count);

  for (slong i = 0; i < x->count; i++)
    {
      slong at = find (integers->all->n, integers->all->count, x->n + i);
      for (slong f = base->start[at]; f < base->start[at + 1]; f++)
        fmpz_addmul_ui (c + base->index[f], x->c + i, base->exponent[f]);
    }
  mdm_logform_zero (res);
  fmpz_set (res->r, x->r);
  fmpz_set (res->d, x->d);
  for (slong j = 0; j < base->count; j++)
    if (!fmpz_is_zero (c + j))
      mdm_logform_push (res, base->b + j, c + j);
}

/* Write the factors of integer I; the base has them in any order.  */
static void
write_factors (mdm_record_t *record, const mdm_coprime_t base, slong i)
{
  slong start = base->start[i], end = base->start[i + 1], last = -1;

  fprintf (record->stream, " %ld", (long) (end - start));
  for (slong written = start; written < end; written++)
    {
      slong next = -1;
      for (slong f = start; f < end; f++)
        if (base->index[f] > last
            && (next < 0 || base->index[f] < base->index[next]))
          next = f;
      last = base->index[next];
      fprintf (record->stream, " %ld %lu", (long) last + 1,
               (unsigned long) base->exponent[next]);
    }
}

void
mdm_integers_write (mdm_record_t *record, const mdm_integers_t integers)
{
  const mdm_coprime_struct *base = integers->base;

  mdm_record_put (record, "base %ld", (long) base->count);
  for (slong j = 0; j < base->count; j++)
    {
      fprintf (record->stream, "b %ld", (long) j + 1);
      mdm_record_integer (record, base->b + j);
      mdm_record_end (record);
    }
  mdm_record_put (record, "integers %ld", (long) integers->all->count);
  for (slong i = 0; i < integers->all->count; i++)
    {
      fprintf (record->stream, "n %ld", (long) i + 1);
      mdm_record_integer (record, integers->all->n + i);
      write_factors (record, base, i);
      mdm_record_end (record);
    }
}

/* Write the word C / D.  */
static void
write_quotient (mdm_record_t *record, const fmpz_t c, const fmpz_t d)
{
  MDM_FMPQ (q);

  fmpq_set_fmpz_frac (q, c, d);
  mdm_record_rational (record, q);
}

void
mdm_integers_write_form (mdm_record_t *record, const mdm_integers_t integers,
                         const mdm_logform_t x)
{
  const mdm_coprime_struct *base = integers->base;

  fputs ("difference", record->stream);
  write_quotient (record, x->r, x->d);
  fprintf (record->stream, " %ld", (long) x->count);
  mdm_record_end (record);
  for (slong i = 0; i < x->count; i++)
    {
      fprintf (record->stream, "log %ld",
               (long) find (base->b, base->count, x->n + i) + 1);
      write_quotient (record, x->c + i, x->d);
      mdm_record_end (record);
    }
}
