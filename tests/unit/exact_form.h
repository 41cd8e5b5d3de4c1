/* exact_form.h - logforms for tests: written as text, drawn at random, and
   evaluated by MPFR, which shares nothing with the balls of Arb.  */
#ifndef MDM_EXACT_FORM_H
#define MDM_EXACT_FORM_H

#include "unit.h"

#include "exact/logform.h"

/* Set X to TEXT: terms such as 3, -1/4, log(6), 5/2*log(10^30+1), with + or -
   between them.  An integer in log () may use + - * ^ and parentheses, a
   coefficient ^ and parentheses.  A test with a malformed TEXT fails.  */
void form_read (mdm_logform_t x, const char *text);

/* Print NAME and X, as it is stored, on standard error: a form may be too long
   for a message of Check.  */
void form_print (const char *name, const mdm_logform_t x);

/* Fail, naming WHERE, unless X keeps the invariants of logform.h and is in
   lowest terms.  */
void form_check (const mdm_logform_t x, const char *where);

/* Set X to a random form of at most TERMS terms with integers of at most BITS
   bits, half of the time made of small factors, so that they share many.  */
void form_random (mdm_logform_t x, flint_rand_t state, slong terms, int bits);

/* Set Q to a random rational, often 0, 1, or -1.  */
void form_random_fmpq (fmpq_t q, flint_rand_t state);

/* Set RES to X by MPFR, in the precision of RES for each step.  */
void form_mpfr (mpfr_t res, const mdm_logform_t x);

#endif
