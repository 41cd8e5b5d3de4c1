/* range.h - options that take a number or a range of them, `8', `2..20' or
   `2..', from 1 on.  */
#ifndef MDM_RANGE_H
#define MDM_RANGE_H

#include "cli/options.h"

/* The largest number that a range may have.  */
#define MDM_RANGE_MAX 100000

typedef struct
{
  size_t from, to; /* 0: not given; TO is 0 where the range is open */
  int is_range;    /* was it `..' that was given? */
} mdm_range_option_t;

/* Sets an mdm_range_option_t.  */
mdm_setter_t mdm_set_range;

/* The last number of RANGE, MOST where it is open or goes beyond; 0, as the
   first is, where it was not given.  */
size_t mdm_range_last (const mdm_range_option_t *range, size_t most);

#endif
