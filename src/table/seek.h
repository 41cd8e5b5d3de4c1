/* seek.h - the least or greatest number of a range with which a condition
   holds, the number standing in the schedule.

   Where it is proved that once the condition holds, or fails, it does so for
   all greater numbers, halving finds the end; else numbers are tried one by
   one, from the end that is asked for.  It is proved for a condition `ekl <=
   x', or with another relation, and its sides exchanged, x being of the law
   alone, and the schedules best:T, best-blocks:T and best-policy:T, T the
   number: what has at most T rounds has at most T + 1, and of sizes a block of
   two or more that is split has no greater error, Z being non-decreasing
   (THEORY section 1).  */
#ifndef MDM_SEEK_H
#define MDM_SEEK_H

#include "claim/library.h"

/* What is known of how the truth of a condition depends on the number.  */
typedef enum
{
  MDM_SEEK_ANYHOW,
  MDM_SEEK_RISES, /* true stays true as it grows */
  MDM_SEEK_FALLS  /* false stays false */
} mdm_seek_course;

typedef struct
{
  long first, last; /* the range */
  int greatest;     /* is the greatest asked for?  Else the least */
  mdm_seek_course course;
  void *data;
  /* Set *HOLDS to whether the condition holds for NUMBER.  */
  mdm_status (*try) (int *holds, void *data, long number, mdm_err_t *err);
} mdm_seek_t;

/* Set *FOUND to the number, and return whether there is one to *THERE.  Fails
   as TRY does.  */
mdm_status mdm_seek (long *found, int *there, const mdm_seek_t *seek,
                     mdm_err_t *err) MDM_MUST_CHECK;

/* The course of CLAIM with the schedule SPEC for NUMBER; *WHY is then why, or
   NULL.  */
mdm_seek_course mdm_seek_course_of (const char **why, const mdm_claim_t *claim,
                                    const char *spec, long number);

#endif
