/* nearest.h - the word that was probably meant by one that is not known.

   Words are compared by the least number of letters to change, insert, leave
   out or exchange with the next one (Damerau and Levenshtein), upper and lower
   case being the same.  One that is too far, by more than a quarter of its
   letters and one, was not meant.  */
#ifndef MDM_NEAREST_H
#define MDM_NEAREST_H

#include <stddef.h>

/* The best of the candidates so far for WORD[0..LENGTH); all is lent.  */
typedef struct
{
  const char *word;
  size_t length;
  size_t distance;  /* of the best one, or of what is too far */
  const char *best; /* NULL: none was near enough */
} mdm_nearest_t;

void mdm_nearest_begin (mdm_nearest_t *nearest, const char *word,
                        size_t length);
/* Of several that are as near, the first one stays.  */
void mdm_nearest_try (mdm_nearest_t *nearest, const char *candidate);

/* Set HINT to what is said of it at the end of a message: "; did you mean
   WORD?", or "".  */
#define MDM_HINT_MAX 100
void mdm_nearest_hint (char hint[MDM_HINT_MAX], const mdm_nearest_t *nearest);

#endif
