/* policy.h - policies, as the tables of the states that they reach, and what
   no policy does better; beside check.h.

     policy.c   a table, and what it does to every row
     bound.c    the least error of all policies of so many rounds  */
#ifndef CHECK_POLICY_H
#define CHECK_POLICY_H

#include "check.h"

/* The groups of the rows by the positions SET, held once they were made: of
   those OF, by more, or if this is NULL of the view with one position more,
   which is held too.  */
struct view
{
  struct groups groups;
  /* Of bound.c, COUNT of each; see there.  */
  size_t count;
  mpz_t *low, *high, *least;
} *view (uint64_t set, const struct groups *of);

/* Read the table of the policy S, and set its output, steps and rounds.  */
void policy_read (struct schedule *s);
/* Follow every row through S: add C times its error to the sum.  */
void policy_follow (struct schedule *s, mpq_srcptr c);
/* Read what no policy does better, and check it, from the record `optima'
   on.  */
void optima_read (void);

#endif
