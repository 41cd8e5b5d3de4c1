/* order.h - rows in the order that a table asks for.

   Numbers are compared exactly, as records have them: values by their exact
   forms, of which the difference is decided; ratios by their fractions, or by
   digits where they are not rational.  */
#ifndef MDM_ORDER_H
#define MDM_ORDER_H

#include "table/record.h"

/* Sort RECORD[0..COUNT), which are in the order of the plan, as HEAD says;
   rows that compare equal stay in the order of the plan.  MDM_ELIMIT when two
   numbers cannot be compared.  */
mdm_status mdm_order_sort (mdm_record_t **record, size_t count,
                           const mdm_head_t *head,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
