/* gather.h - rows of a law as they are found, in any order, in which equal
   ones add up.  */
#ifndef MDM_GATHER_H
#define MDM_GATHER_H

#include "law/law.h"

typedef struct
{
  size_t length; /* of a row */
  size_t count;
  size_t room;
  uint16_t *row; /* count * length */
  fmpq *weight;  /* room of them */
  const mdm_limit_t *limit;
} mdm_gather_t;

/* Begin with no row; LENGTH >= 1.  */
void mdm_gather_init (mdm_gather_t *gather, size_t length,
                      const mdm_limit_t *limit);
void mdm_gather_clear (mdm_gather_t *gather);

/* Add a row of WEIGHT, and lend its LENGTH tokens in *ROW, to be set, until
   the next one is added.  */
mdm_status mdm_gather_add (uint16_t **row, mdm_gather_t *gather,
                           const fmpq_t weight, mdm_err_t *err) MDM_MUST_CHECK;

/* Give LAW, whose vocabulary and length are set, the rows of GATHER, and note
   their sum.  GATHER is left with each row once, in ascending order.  */
mdm_status mdm_gather_give (mdm_law_t law, mdm_gather_t *gather,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
