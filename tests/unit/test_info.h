/* test_info.h - the parts of the program test_info.  */
#ifndef MDM_TEST_INFO_H
#define MDM_TEST_INFO_H

#include <check.h>

/* Agreement classes, histograms, the limits of the lattice.  */
void add_info_parts (Suite *suite);
/* The dense engine.  */
void add_info_dense (Suite *suite);

#endif
