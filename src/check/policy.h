/* policy.h - policies, as the tables of the states that they reach, and what
   no policy does better; beside check.h.

     policy.c   a table, and what it does to every row
     bound.c    the least error of all policies of so many rounds  */
#ifndef CHECK_POLICY_H
#define CHECK_POLICY_H

#include "check.h"

/* The groups of the rows by the positions SET, held once they were made.  */
struct view
{
  struct groups groups;
  /* Of bound.c, COUNT of each; see there.  */
  size_t count;
  mpz_t *low, *high, *least;
} *view (uint64_t set);

/* Read the table of the policy S, which has the number ID.  */
void policy_read (struct schedule *s, uint64_t id);
/* Follow every row through it: set its error, output, steps and rounds.  */
void policy_run (struct schedule *s, uint64_t id);
/* Read what no policy does better, and check it, from the record `optima'
   on.  */
void optima_read (void);

#endif
