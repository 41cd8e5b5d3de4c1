/* reading.h - how the files of laws are read, where there is a choice.  */
#ifndef MDM_READING_H
#define MDM_READING_H

#include "exact/limit.h"

struct mdm_reading
{
  int normalize;   /* what should sum to 1 is divided by its sum */
  const char *pad; /* the token that lengthens sequences, or NULL */
};

/* The same of LIMIT, which may have none.  */
static inline int
mdm_reading_normalize (const mdm_limit_t *limit)
{
  return limit->reading != NULL && limit->reading->normalize;
}

static inline const char *
mdm_reading_pad (const mdm_limit_t *limit)
{
  return limit->reading == NULL ? NULL : limit->reading->pad;
}

#endif
