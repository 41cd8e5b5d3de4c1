/* mutant.h - certificates that are changed a little, at random.

   A mutant is the text of a certificate as lines.  Most changes know records
   and fields, and many mend the declared counts afterwards, so that what is
   wrong is the meaning and not the form; some are blind to all of it.  All
   randomness comes from one seed.  */
#ifndef TESTS_MUTANT_H
#define TESTS_MUTANT_H

#include "record.h"

#include <stdint.h>

/* A change that was made.  */
typedef struct
{
  const char *name; /* lent */
  int harmless;     /* is it one that must not matter? */
  int unfit;        /* does it leave evidence of another kind to be made? */
} change_t;

/* Change LINES at random, RANDOM being the state of the generator, and return
   which change it was; OTHER is some other certificate to take records
   from.  */
change_t mutant_change (lines_t *lines, const lines_t *other,
                        uint64_t *random);

/* Change TEXT[0..*LENGTH), which has room for one byte more and a NUL,
   without regard to lines.  */
change_t mutant_change_bytes (char *text, size_t *length, uint64_t *random);

/* The next random number, below N > 0.  */
uint64_t random_below (uint64_t *random, uint64_t n);

#endif
