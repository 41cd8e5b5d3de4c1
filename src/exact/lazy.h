/* lazy.h - reals of which a ball is known at once, and the exact form only
   when it is asked for.

   An average entropy of a law whose marginal weights are millions of different
   integers is enclosed in nanoseconds a weight, and written exactly in
   hundreds.  A ball tells most numbers apart and gives most digits; so such a
   real stands in a form (logform.h) as a term of its own, with a coefficient.
   Terms that cancel are gone; what the balls do not decide is decided by the
   exact form, which is made once.

   A lazy real is shared by the forms that it stands in, and freed with the
   last of them; it belongs to one thread.  */
#ifndef MDM_LAZY_H
#define MDM_LAZY_H

#include "exact/logform.h"

/* What makes the exact form of DATA: sets FORM, initialised, and fails with
   MDM_ELIMIT where it would take too long.  */
typedef mdm_status (*mdm_lazy_make) (mdm_logform_t form, const void *data);

/* A real in BALL, which is copied, with one reference.  FORM is made of DATA,
   which CLEAR, or NULL, frees in the end.  SOUGHT: is the form short enough to
   be made only to be printed?  */
mdm_lazy_t *mdm_lazy_new (const arb_t ball, int sought, mdm_lazy_make make,
                          void (*clear) (void *data), void *data);
/* What makes a better ball of DATA: sets BALL to one of about PREC bits, or
   leaves it where that would take too long.  */
typedef void (*mdm_lazy_refine) (arb_t ball, const void *data, slong prec);

/* No ball of more bits is made, nor for a decision of more bits.  */
#define MDM_LAZY_PRECISION_MAX 131072
#define MDM_LAZY_DECISION_MAX 4096

/* Let the ball of LAZY, now of about PREC bits, get better with REFINE.  */
void mdm_lazy_set_refine (mdm_lazy_t *lazy, slong prec,
                          mdm_lazy_refine refine);
/* Does it?  */
int mdm_lazy_refines (const mdm_lazy_t *lazy);

/* One reference more, which is returned; one less.  */
mdm_lazy_t *mdm_lazy_share (mdm_lazy_t *lazy);
void mdm_lazy_drop (mdm_lazy_t *lazy);

/* RES = LAZY, of which it takes a reference.  */
void mdm_logform_set_lazy (mdm_logform_t res, mdm_lazy_t *lazy);

/* Lend a ball with LAZY, of about PREC bits if it gets as good as that.  */
const arb_struct *mdm_lazy_ball (mdm_lazy_t *lazy, slong prec);
int mdm_lazy_sought (const mdm_lazy_t *lazy);
/* Has the form been made already?  */
int mdm_lazy_made (const mdm_lazy_t *lazy);
/* Which of two was made first?  */
int mdm_lazy_cmp (const mdm_lazy_t *x, const mdm_lazy_t *y);
/* Lend the exact form, made now or before, until LAZY is freed.  A failure is
   kept, too.  */
mdm_status mdm_lazy_form (const mdm_logform_struct **form,
                          mdm_lazy_t *lazy) MDM_MUST_CHECK;

#endif
