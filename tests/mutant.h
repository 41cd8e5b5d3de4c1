/* mutant.h - certificates that are changed a little, at random.

   A mutant is the text of a certificate as lines.  Most changes know records
   and fields, and many mend the declared counts afterwards, so that what is
   wrong is the meaning and not the form; some are blind to all of it.  All
   randomness comes from one seed.  */
#ifndef TESTS_MUTANT_H
#define TESTS_MUTANT_H

#include <stddef.h>
#include <stdint.h>

/* Lines without their newlines; byte strings, so that a change may put in
   anything but a newline.  */
typedef struct
{
  char **line;
  size_t *size;
  size_t count, room;
} lines_t;

void lines_init (lines_t *lines);
void lines_clear (lines_t *lines);
/* Set LINES to those of TEXT[0..LENGTH).  */
void lines_set (lines_t *lines, const char *text, size_t length);
/* The text of LINES on the heap, of *LENGTH bytes and a NUL; the caller frees
   it with free.  */
char *lines_text (const lines_t *lines, size_t *length);

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
