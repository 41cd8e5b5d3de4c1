/* reading.h - a certificate about all laws as it is written, for who puts it
   in other words.

   What is read is the shape of mdmcert-certificate(5) and nothing more: that
   the statements follow from their evidence is for a checker, or for what the
   certificate is exported to, to find out.  Words are lent from the text.  */
#ifndef MDM_READING_CERTIFICATE_H
#define MDM_READING_CERTIFICATE_H

#include "export/records.h"

/* Greatest length of a law with rows, and greatest number of its sets of
   positions times pairs of rows.  */
#define MDM_EXPORT_LENGTH 16
#define MDM_EXPORT_SUMS (1 << 22)

/* Greatest number of bits at which a sign is looked for.  */
#define MDM_EXPORT_BITS 256

/* A state of a policy: what is drawn, and LENGTH cells, each a token or `_'
   where it is masked.  */
typedef struct
{
  mdm_words_t drawn, cells;
} mdm_move_t;

typedef struct
{
  mdm_word_t kind; /* sizes, iid, weights, blocks, policy */
  /* The sizes, the probabilities or weights; of blocks for each its number of
     positions, and these.  */
  mdm_words_t value;
  size_t states; /* of a policy */
  mdm_move_t *state;
} mdm_listed_t;

/* A coefficient and a quantity with up to two arguments, numbers, or with
   SETS of positions.  */
typedef struct
{
  mdm_word_t coefficient, name;
  mdm_word_t sets; /* of H, I and TC; empty: of no other */
  size_t arguments;
  size_t argument[2];
} mdm_named_t;

typedef struct
{
  mdm_word_t weight;
  size_t which; /* of a mixture the schedule, else what is given; from 1 */
} mdm_weighed_t;

typedef struct
{
  size_t id;
  enum
  {
    MDM_STATED_HYPOTHESIS,
    MDM_STATED_GIVEN,
    MDM_STATED_CLAIM
  } kind;
  mdm_word_t relation;
  mdm_word_t comment; /* the line before it; empty: none */
  size_t terms, parts, smax, elementals, uses;
  mdm_named_t *term;
  mdm_weighed_t *part;
  mdm_words_t ray; /* their values, of a universal certificate */
  int sign;        /* -1, 0, 1: of the value, where that is the evidence */
  size_t bits;     /* at which it is seen */
  mdm_named_t *elemental; /* of one in joint entropies, as are the uses */
  mdm_weighed_t *use;
} mdm_stated_t;

typedef struct
{
  enum
  {
    MDM_STATED_OF_ALL,  /* laws, by the rays */
    MDM_STATED_OF_SETS, /* all laws in joint entropies */
    MDM_STATED_OF_COPIES,
    MDM_STATED_OF_LAW /* given by its rows */
  } of;
  size_t length;
  mdm_words_t copies; /* LENGTH numbers */
  size_t vocabulary, rows, bases, integers;
  mdm_words_t *row;     /* a weight, and LENGTH tokens below VOCABULARY */
  mdm_words_t *base;    /* an integer */
  mdm_words_t *integer; /* an integer, the number of its factors, and each as
                           a place in the base, from 1, with an exponent */
  size_t schedules, statements;
  mdm_listed_t *schedule;
  mdm_stated_t *statement;
} mdm_stated_all_t;

/* hypothesis, given or claim.  */
const char *mdm_stated_kind_str (const mdm_stated_t *stated);

/* Read TEXT[0..LENGTH), which FILE holds, into ALL, which the caller clears
   whatever happens.  MDM_EPARSE with the line if it is no certificate;
   MDM_ELIMIT if it is one of an instance, or has a number that is counted in
   above MDM_EXPORT_MAX.  */
mdm_status mdm_stated_read (mdm_stated_all_t *all, const char *file,
                            const char *text, size_t length,
                            mdm_err_t *err) MDM_MUST_CHECK;
void mdm_stated_clear (mdm_stated_all_t *all);

#endif
