/* reading.h - a certificate about all laws as it is written, for who puts it
   in other words.

   What is read is the shape of mdmcert-certificate(5) and nothing more: that
   the statements follow from their evidence is for a checker, or for what the
   certificate is exported to, to find out.  Words are lent from the text.  */
#ifndef MDM_READING_CERTIFICATE_H
#define MDM_READING_CERTIFICATE_H

#include "exact/status.h"

#include <stddef.h>

/* Greatest number that is counted in: lengths, sizes, positions.  */
#define MDM_EXPORT_MAX 4096

typedef struct
{
  const char *text;
  size_t size;
} mdm_word_t;

/* Is WORD TEXT?  */
int mdm_word_is (mdm_word_t word, const char *text);

/* A list of words; of a schedule the sizes, the probabilities or weights.  */
typedef struct
{
  mdm_word_t *word;
  size_t count;
} mdm_words_t;

typedef struct
{
  mdm_word_t kind; /* sizes, iid, weights */
  mdm_words_t value;
} mdm_listed_t;

/* A coefficient and a quantity with up to two arguments, numbers.  */
typedef struct
{
  mdm_word_t coefficient, name;
  size_t arguments;
  size_t argument[2];
} mdm_named_t;

typedef struct
{
  mdm_word_t weight;
  size_t schedule; /* from 1 */
} mdm_weighed_t;

typedef struct
{
  size_t id;
  int hypothesis;
  mdm_word_t relation;
  mdm_word_t comment; /* the line before it; empty: none */
  size_t terms, parts, smax;
  mdm_named_t *term;
  mdm_weighed_t *part;
  mdm_words_t ray; /* their values, of a universal certificate */
} mdm_stated_t;

typedef struct
{
  size_t length;
  mdm_words_t copies; /* LENGTH numbers, or none: it is about all laws */
  size_t schedules, statements;
  mdm_listed_t *schedule;
  mdm_stated_t *statement;
} mdm_stated_all_t;

/* Read TEXT[0..LENGTH), which FILE holds, into ALL, which the caller clears
   whatever happens.  MDM_EPARSE with the line if it is no certificate;
   MDM_ELIMIT if it is one of an instance, or has a number that is counted in
   above MDM_EXPORT_MAX.  */
mdm_status mdm_stated_read (mdm_stated_all_t *all, const char *file,
                            const char *text, size_t length,
                            mdm_err_t *err) MDM_MUST_CHECK;
void mdm_stated_clear (mdm_stated_all_t *all);

#endif
