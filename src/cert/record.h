/* record.h - the records of a certificate: lines of words, counted
   (mdmcert-certificate(5)).  */
#ifndef MDM_RECORD_H
#define MDM_RECORD_H

#include "law/law.h"
#include "sampler/schedule.h"

#include <stdio.h>

/* Most bytes of a line.  */
#define MDM_RECORD_MAX 4194304

/* Most characters of a number, with its sign and stroke.  */
#define MDM_RECORD_NUMBER_MAX 1000000

/* Longest sequences of an instance certificate, and of one that speaks of what
   is sampled in random order.  */
#define MDM_RECORD_LENGTH_MAX 63
#define MDM_RECORD_SAMPLED_MAX 20

/* A certificate as it grows.  */
typedef struct
{
  FILE *stream;
  size_t records;
} mdm_record_t;

/* Let RECORD write to *TEXT, of *LENGTH bytes once it is closed, which the
   caller then frees with flint_free.  */
void mdm_record_open (mdm_record_t *record, char **text, size_t *length);
void mdm_record_close (mdm_record_t *record);

/* Write a line that is FORMAT expanded and ended by a newline, and count
   it.  */
void mdm_record_put (mdm_record_t *record, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));
/* Write a comment, which does not count; bytes outside ASCII and control
   characters are written as '?'.  */
void mdm_record_comment (mdm_record_t *record, const char *text);
/* End the line begun by the caller with words of his own, and count it.  */
void mdm_record_end (mdm_record_t *record);

/* Write TEXT, which is COUNT records.  */
void mdm_record_text (mdm_record_t *record, const char *text, size_t count);

/* Write Q as a word.  */
void mdm_record_rational (mdm_record_t *record, const fmpq_t q);
void mdm_record_integer (mdm_record_t *record, const fmpz_t n);

/* Write the law LAW, which is listed; the schedule SCHEDULE, not one of random
   sizes, as number ID.  */
void mdm_record_law (mdm_record_t *record, const mdm_law_t law);
void mdm_record_schedule (mdm_record_t *record, size_t id,
                          const mdm_schedule_t schedule);
/* Write the process with the weights A[0..LENGTH) as schedule ID.  */
void mdm_record_weights (mdm_record_t *record, size_t id, const fmpq *a,
                         size_t length);

/* Is no line of TEXT, and no number in it, longer than a certificate may have?
   MDM_ELIMIT if one is.  */
mdm_status mdm_record_check (const char *text, size_t length,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
