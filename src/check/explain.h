/* explain.h - what the words of a verdict mean, for readers.

   This is no part of what has to be trusted: it is called after the verdict
   has been written, with nothing but the words, and knows nothing else of the
   checker.  */
#ifndef CHECK_EXPLAIN_H
#define CHECK_EXPLAIN_H

/* Print the definitions of the quantities that the lines `hypothesis ..' and
   `claim ..' of WORDS name, and what the theorem library (that of mdmcert) has
   under the names that comments in the file CERTIFICATE give to its claims.
   The names are believed as little as the rest of these comments, and what
   cannot be read is said in a line.  Memory is needed by the C library alone;
   was there enough?  */
int explain (const char *words, const char *certificate);

#endif
