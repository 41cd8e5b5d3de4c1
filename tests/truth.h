/* truth.h - does a certificate state the truth?  Decided with the library of
   mdmcert, and a reader of its own.

   mdmcheck shares nothing with the library; what the two agree on has been
   computed in two ways.  This reader takes certificates by the letter of
   mdmcert-certificate(5), evaluates every statement by the library's own
   routes, claims about all schedules by going through all of them, and
   demands that all evidence is the true one: differences, factorisations,
   values on rays.  What it says for a claim about all schedules is only that
   it is true, not that the bits it has suffice to see that.  */
#ifndef TESTS_TRUTH_H
#define TESTS_TRUTH_H

#include <stddef.h>

typedef enum
{
  TRUTH_TRUE,      /* all is as the page demands, and true */
  TRUTH_FALSE,     /* something stated, or the evidence for it, is not true */
  TRUTH_MALFORMED, /* it is no certificate */
  TRUTH_UNKNOWN    /* it would take too long to say */
} truth_verdict;

/* What TEXT[0..LENGTH), which a NUL follows, is; WHY gets a reason of less
   than SIZE bytes where that is not TRUTH_TRUE.  */
truth_verdict truth_decide (const char *text, size_t length, char *why,
                            size_t size);

/* A certificate that states what TEXT does, with all differences, signs and
   values the true ones, and evidence of the kind that each statement has; what
   else is false in it, or in the statements themselves, is left.  On the heap,
   of *RES_LENGTH bytes and a NUL, the caller frees it with free; NULL where
   TEXT is malformed otherwise, or the base does not suffice.  Comments are
   left out.  */
char *truth_repair (size_t *res_length, const char *text, size_t length);

#endif
