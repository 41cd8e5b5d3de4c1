/* formed.h - reals that belong to a law with a form (law/form.h), made once.

   A real is asked for by its kind and two numbers.  Where its exact form is
   short it is that; else it is lazy (exact/lazy.h): a ball of 192 bits at
   once, better balls and, up to a size, the exact form when they are asked
   for.  The same question has the same answer, so that what is the same
   cancels.  */
#ifndef MDM_FORMED_H
#define MDM_FORMED_H

#include "exact/logform.h"
#include "law/form.h"

/* Bits of the first ball.  */
#define MDM_FORMED_PRECISION 192

/* Exact forms of so many bits are made at once.  */
#define MDM_FORMED_BITS 8192
/* No longer ones than of so many are made when they are asked for.  */
#define MDM_FORMED_BITS_MAX 262144

/* A kind of reals.  BALL sets RES to a ball of about PREC bits.  EXACT sets
   RES, initialised, to the exact form if its integers have at most BITS bits
   in all; else MDM_ELIMIT, after work of that order.  */
typedef struct
{
  void (*ball) (arb_t res, mdm_form_t *form, size_t i, size_t j, slong prec);
  mdm_status (*exact) (mdm_logform_t res, mdm_form_t *form, size_t i, size_t j,
                       uint64_t bits);
} mdm_formed_t;

/* Make exact forms of up to BITS bits at once instead, in all laws that are
   made from now on; for tests.  */
void mdm_formed_set_bits (uint64_t bits);

/* Set RES to the real I, J of KIND.  Lazy ones need FORM until they are
   freed.  */
void mdm_formed_get (mdm_logform_t res, mdm_form_t *form,
                     const mdm_formed_t *kind, size_t i, size_t j);

/* What a kind of reals is made from, kept with FORM: SIZE bytes, all 0 at
   first, and freed by CLEAR.  */
void *mdm_formed_tables (mdm_form_t *form, size_t size,
                         void (*clear) (void *tables, const mdm_form_t *form));

#endif
