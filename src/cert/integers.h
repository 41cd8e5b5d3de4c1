/* integers.h - the integers whose logarithms a certificate speaks of, the
   coprime base over which they are written, and forms over that base.

   First all forms are shown to the list, then it is closed, which finds the
   base; then forms whose integers are in the list can be written over it.  */
#ifndef MDM_INTEGERS_H
#define MDM_INTEGERS_H

#include "cert/record.h"
#include "exact/coprime.h"
#include "exact/logform.h"

/* Most integers of a certificate.  */
#define MDM_INTEGERS_MAX 4194304

typedef struct
{
  mdm_logform_t all; /* of each integer the logarithm, some times */
  mdm_coprime_t base;
} mdm_integers_struct;

typedef mdm_integers_struct mdm_integers_t[1];

void mdm_integers_init (mdm_integers_t integers);
void mdm_integers_clear (mdm_integers_t integers);

/* Add the integers of X.  MDM_ELIMIT when they are too many.  */
mdm_status mdm_integers_add (mdm_integers_t integers, const mdm_logform_t x,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Find the base.  MDM_ELIMIT when that takes too long.  */
mdm_status mdm_integers_close (mdm_integers_t integers,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* RES = X written over the base: its integers are elements of the base.  The
   integers of X have been added before INTEGERS was closed.  RES may not
   alias X.  */
void mdm_integers_reduce (mdm_logform_t res, const mdm_integers_t integers,
                          const mdm_logform_t x);

/* Write the base and the factorisations; X, which mdm_integers_reduce has
   made, as the records `difference' and `log'.  */
void mdm_integers_write (mdm_record_t *record, const mdm_integers_t integers);
void mdm_integers_write_form (mdm_record_t *record,
                              const mdm_integers_t integers,
                              const mdm_logform_t x);

#endif
