/* records.h - the records of a certificate, one by one: words between blanks
   (mdmcert-certificate(5)), which are lent from the text.  */
#ifndef MDM_RECORDS_EXPORT_H
#define MDM_RECORDS_EXPORT_H

#include "exact/status.h"
#include "text/lines.h"

#include <flint/fmpz.h>
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
/* Set RES to the integer WORD, which has a sign or not.  */
void mdm_word_integer (fmpz_t res, mdm_word_t word);

typedef struct
{
  mdm_word_t *word;
  size_t count;
} mdm_words_t;

/* The record that is read, its words, and the comment before it.  */
typedef struct
{
  mdm_lines_t lines;
  mdm_words_t words;
  size_t alloc;
  mdm_word_t comment;
} mdm_records_t;

/* MDM_EPARSE: WHAT is wrong with the record at hand.  */
mdm_status mdm_records_fail (const mdm_records_t *reader, const char *what,
                             mdm_err_t *err);

/* Go to the next record, whose words are then at least one; the words of the
   last one are the caller's to free.  */
mdm_status mdm_records_next (mdm_records_t *reader,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* The next record, which is NAME with at least COUNT words after it.  */
mdm_status mdm_records_expect (mdm_records_t *reader, const char *name,
                               size_t count, mdm_err_t *err) MDM_MUST_CHECK;

/* Set *N to the number WORD.  MDM_ELIMIT above MDM_EXPORT_MAX.  */
mdm_status mdm_records_number_of (size_t *n, mdm_word_t word,
                                  const mdm_records_t *reader,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* The same of the word at INDEX.  */
mdm_status mdm_records_number (size_t *n, const mdm_records_t *reader,
                               size_t index, mdm_err_t *err) MDM_MUST_CHECK;
/* Set *WORD to the word at INDEX, a fraction n or n/d.  */
mdm_status mdm_records_rational (mdm_word_t *word, const mdm_records_t *reader,
                                 size_t index, mdm_err_t *err) MDM_MUST_CHECK;
/* Copy the words from FIRST on, all of them numbers or fractions.  */
mdm_status mdm_records_copy (mdm_words_t *words, const mdm_records_t *reader,
                             size_t first, int fractions,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
