/* reading.h - how the files of laws are read, where there is a choice.  */
#ifndef MDM_READING_H
#define MDM_READING_H

#include "exact/limit.h"

struct mdm_reading
{
  int normalize;   /* what should sum to 1 is divided by its sum */
  const char *pad; /* the token that lengthens sequences, or NULL */
  /* What the user asks for the two with, to be told in messages: the name of
     an option, or NULL.  */
  const char *ask_normalize, *ask_pad;
};

/* That of LIMIT, which may have none.  */
static inline struct mdm_reading
mdm_reading (const mdm_limit_t *limit)
{
  return limit->reading == NULL ? (struct mdm_reading){ 0 } : *limit->reading;
}

#endif
