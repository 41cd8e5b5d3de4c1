/* unit.h - the main program of the unit tests: it runs a Check suite and
   reports it in TAP, one result for each test function, and for each row of a
   loop test.

   A test file ends in

     int
     main (void)
     {
       return mdm_unit_run (make_suite);
     }

   Each test runs in a process of its own and has 60 seconds.  Of Check's
   environment variables, CK_RUN_CASE=NAME runs one test case alone, CK_FORK=no
   runs everything in one process (for valgrind and gdb), CK_DEFAULT_TIMEOUT
   and CK_TIMEOUT_MULTIPLIER change the time limit.  */
#ifndef MDM_UNIT_H
#define MDM_UNIT_H

#include <check.h>

/* Like tcase_create (NAME), and a test of the case that calls exit, even with
   status 0, fails: Check alone would call it passed.  It takes the place of
   tcase_create wherever this header is included.  */
TCase *mdm_unit_case (const char *name);
#define tcase_create(name) mdm_unit_case (name)

/* Run the suite that MAKE returns and print its results on standard output in
   TAP, the plan last.  What the tests themselves print goes to standard error,
   so that it cannot be taken for a result.  Return the exit status for main: 0
   when all tests passed, or all were reported under a test harness
   (HARNESS_ACTIVE in the environment), whose verdict the TAP is; 1 when some
   failed; 99 when the report is not what was run, or nothing was run.  */
int mdm_unit_run (Suite *(*make) (void));

#endif /* MDM_UNIT_H */
