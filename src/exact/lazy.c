#include <config.h>

#include "exact/lazy.h"

#include <stdint.h>

struct mdm_lazy
{
  size_t references;
  uint64_t number; /* in the order in which they were made */
  arb_t ball;
  slong prec;             /* of it, where it gets better */
  mdm_lazy_refine refine; /* or NULL */
  int sought;
  int made; /* was the form asked for? */
  mdm_status status;
  mdm_logform_t form;
  mdm_lazy_make make;
  void (*clear) (void *);
  void *data;
};

mdm_lazy_t *
mdm_lazy_new (const arb_t ball, int sought, mdm_lazy_make make,
              void (*clear) (void *), void *data)
{
  static uint64_t count;
  mdm_lazy_t *lazy = flint_calloc (1, sizeof *lazy);

  lazy->references = 1;
  lazy->number = count++;
  arb_init (lazy->ball);
  arb_set (lazy->ball, ball);
  lazy->sought = sought;
  mdm_logform_init (lazy->form);
  lazy->make = make;
  lazy->clear = clear;
  lazy->data = data;
  return lazy;
}

mdm_lazy_t *
mdm_lazy_share (mdm_lazy_t *lazy)
{
  lazy->references++;
  return lazy;
}

void
mdm_lazy_drop (mdm_lazy_t *lazy)
{
  if (--lazy->references > 0)
    return;
  arb_clear (lazy->ball);
  mdm_logform_clear (lazy->form);
  if (lazy->clear != NULL)
    lazy->clear (lazy->data);
  flint_free (lazy);
}

void
mdm_lazy_set_refine (mdm_lazy_t *lazy, slong prec, mdm_lazy_refine refine)
{
  lazy->prec = prec;
  lazy->refine = refine;
}

int
mdm_lazy_refines (const mdm_lazy_t *lazy)
{
  return lazy->refine != NULL;
}

const arb_struct *
mdm_lazy_ball (mdm_lazy_t *lazy, slong prec)
{
  if (lazy->refine != NULL && prec > lazy->prec
      && prec <= MDM_LAZY_PRECISION_MAX)
    {
      /* Some more at once, so that little is made twice.  */
      lazy->prec = prec + prec / 4;
      lazy->refine (lazy->ball, lazy->data, lazy->prec);
    }
  return lazy->ball;
}

int
mdm_lazy_sought (const mdm_lazy_t *lazy)
{
  return lazy->sought;
}

int
mdm_lazy_made (const mdm_lazy_t *lazy)
{
  return lazy->made && lazy->status == MDM_OK;
}

int
mdm_lazy_cmp (const mdm_lazy_t *x, const mdm_lazy_t *y)
{
  return (x->number > y->number) - (x->number < y->number);
}

mdm_status
mdm_lazy_form (const mdm_logform_struct **form, mdm_lazy_t *lazy)
{
  if (!lazy->made)
    lazy->status = lazy->make (lazy->form, lazy->data);
  lazy->made = 1;
  *form = lazy->form;
  return lazy->status;
}
