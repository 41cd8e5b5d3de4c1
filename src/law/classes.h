/* classes.h - a small vocabulary over bytes: which class each byte of a text
   is in, if any.

   classes=NAME:CHARS{/NAME:CHARS}, where NAME is one UTF-8 character, and
   CHARS are bytes, ranges a-z of them, or a lone * for all bytes in no other
   class.  A backslash makes the next of \ , / : - * itself, and \n \t \r
   \xHH are bytes; the separators , / : always need it.  A `-' first or last
   in CHARS is itself.  There is no case folding.  */
#ifndef MDM_CLASSES_H
#define MDM_CLASSES_H

#include "exact/status.h"

#include <stdint.h>

/* Class of a byte that is in none.  */
#define MDM_CLASS_NONE (-1)

typedef struct
{
  size_t count;       /* of classes, 1..256 */
  char name[256][5];  /* their names, UTF-8, distinct */
  int16_t class[256]; /* the class of each byte, or MDM_CLASS_NONE */
} mdm_classes_t;

/* Set *CLASSES from TEXT[0..LENGTH).  MDM_EPARSE or MDM_EDOMAIN, with a
   message without a place, when it describes no classes.  */
mdm_status mdm_classes_parse (mdm_classes_t *classes, const char *text,
                              size_t length, mdm_err_t *err) MDM_MUST_CHECK;

#endif
