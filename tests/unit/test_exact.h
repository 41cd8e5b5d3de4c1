/* test_exact.h - the test cases of src/exact, one file each.  */
#ifndef MDM_TEST_EXACT_H
#define MDM_TEST_EXACT_H

#include "unit.h"

TCase *exact_base_case (void);
TCase *exact_logform_case (void);
TCase *exact_identity_case (void);
TCase *exact_decimal_case (void);

#endif
