/* need.h - whether what a quantity needs is there: a law, a schedule, sizes of
   its steps and so on, as its row in quantities.def says.

   A subject may be a ray in the scope of a proof, which has no instance; what
   speaks of its process then depends on what the scope fixes.  */
#ifndef MDM_NEED_H
#define MDM_NEED_H

#include "claim/environment.h"

/* Succeed if SUBJECT has what the quantity of ROW needs.  Else MDM_EABSENT,
   with the reason in words, which names the quantity where what it asks for
   may be there for another one.  Its index is not looked at.  */
mdm_status mdm_need_check (const mdm_quantity_info_t *row,
                           const mdm_subject_t *subject,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
