/* status.h - how a computation ended, what an answer is, and where input
   was wrong.

   Two enumerations that never mix: mdm_status says whether something could
   be computed, mdm_truth what the answer is.  Nothing below src/cli exits or
   prints: a function that can fail returns an mdm_status and describes the
   failure in an mdm_err_t that its caller owns.  */
#ifndef MDM_STATUS_H
#define MDM_STATUS_H

#include <stddef.h>

#define MDM_MUST_CHECK __attribute__ ((warn_unused_result))

/* Could it be computed?  */
typedef enum
{
  MDM_OK = 0,
  MDM_EPARSE,  /* malformed text: of a file, an option, a claim */
  MDM_EDOMAIN, /* well formed, but outside what is defined */
  MDM_ELIMIT,  /* over a limit on work, memory, digits or precision */
  MDM_EIO,     /* the system could not read or write */
  MDM_EABSENT  /* a quantity that this instance does not have */
} mdm_status;

/* Leave the function with the status of CALL unless that is MDM_OK.  What the
   function holds is cleared with its scope (scoped.h).  */
#define MDM_TRY(call)                                                         \
 do                                                                           \
   {                                                                          \
     mdm_status tried_status = (call);                                        \
     if (tried_status != MDM_OK)                                              \
       return tried_status;                                                   \
   }                                                                          \
 while (0)

/* What is the answer?  */
typedef enum
{
  MDM_FALSE = 0,
  MDM_TRUE = 1,
  MDM_UNKNOWN = 2
} mdm_truth;

/* Where and what.  WHERE is a file name or an option as typed, LINE and
   COLUMN count from 1 (bytes) and are 0 where there is none.  All strings
   are ended and hold no control character (of ASCII, or U+0080 to U+009F).  An
   object of static or zeroed storage is a valid empty error; there is nothing
   to free.  */
typedef struct
{
  mdm_status status;
  char where[4200];
  size_t line;
  size_t column;
  char message[512];
  char excerpt[512]; /* whole lines that show the place in its text, or "" */
} mdm_err_t;

/* Describe a failure in *ERR (which may be NULL: then nothing is recorded)
   and return STATUS, so that a caller may write `return mdm_err_set (..)'.
   WHERE may be NULL or "": no place is known here, a caller above may add
   it.  The message is FORMAT expanded; control characters in WHERE or the
   message, newline included, are written as \xNN, and long ones cut.  */
mdm_status mdm_err_set (mdm_err_t *err, mdm_status status, const char *where,
                        size_t line, size_t column, const char *format, ...)
    __attribute__ ((format (printf, 6, 7)));

/* Record WHERE, LINE and COLUMN as the place of the failure in *ERR if no
   place has been recorded there; return the failure's status.  */
mdm_status mdm_err_place (mdm_err_t *err, const char *where, size_t line,
                          size_t column);

/* Add to *ERR the lines EXCERPT, which end in a line end and hold no other
   control character, to be shown below the message; too long ones are left
   out.  */
void mdm_err_show (mdm_err_t *err, const char *excerpt);

#endif
