/* describe.h - what the readers of the three kinds of stanzas of a description
   share.  Private to describe*.c and description.c.

   The first mistake ends the reading; it is in ERR of the describer.  */
#ifndef MDM_DESCRIBE_H
#define MDM_DESCRIBE_H

#include "table/description.h"

/* Most fields that a kind of stanza knows.  */
#define MDM_KNOWN_FIELDS_MAX 10

/* A description being read.  */
typedef struct
{
  mdm_description_struct *description;
  const mdm_field_t **given; /* fields of the stanza at hand, by number */
  mdm_err_t *err;
} mdm_describer_t;

/* A field that a kind of stanza knows; one that REPEATS may be given more than
   once.  */
typedef struct
{
  const char *name;
  int repeats;
} mdm_known_field_t;

/* A kind of stanza: its fields, the first one being that it begins with, ended
   by one without a name, and what is done when it begins, for each of its
   fields, and when it has ended.  */
typedef struct
{
  const mdm_known_field_t *fields;
  mdm_status (*begin) (mdm_describer_t *reader, const mdm_field_t *field);
  mdm_status (*set) (mdm_describer_t *reader, size_t number,
                     const mdm_field_t *field);
  mdm_status (*end) (mdm_describer_t *reader);
} mdm_stanza_kind_t;

extern const mdm_stanza_kind_t mdm_stanza_rows, mdm_stanza_column;

const mdm_stanzas_struct *mdm_describe_stanzas (const mdm_describer_t *reader);

/* Fail with WHAT at the name of FIELD; at its value.  */
mdm_status mdm_describe_fail_name (const mdm_describer_t *reader,
                                   const mdm_field_t *field, const char *what);
mdm_status mdm_describe_fail_value (const mdm_describer_t *reader,
                                    const mdm_field_t *field,
                                    const char *what);

/* Read FIELD's value: one of WORDS, ended by NULL, its index going to *INDEX;
   a whole number from LOW to HIGH; how numbers are written.  */
mdm_status mdm_describe_word (int *index, const mdm_describer_t *reader,
                              const mdm_field_t *field,
                              const char *const *words) MDM_MUST_CHECK;
mdm_status mdm_describe_number (slong *n, const mdm_describer_t *reader,
                                const mdm_field_t *field, uint64_t low,
                                uint64_t high) MDM_MUST_CHECK;
mdm_status mdm_describe_numbers (mdm_numbers *numbers,
                                 const mdm_describer_t *reader,
                                 const mdm_field_t *field) MDM_MUST_CHECK;

/* Text for LaTeX may have $formulas$: are they closed in FIELD, with their
   braces matched?  */
mdm_status mdm_describe_math (const mdm_describer_t *reader,
                              const mdm_field_t *field) MDM_MUST_CHECK;

/* Is PIECE a template, or with ARITHMETIC an expression, over the variables of
   BLOCK, and with BUILT_IN over law, schedule, sizes and label?  */
mdm_status mdm_describe_piece (const mdm_describer_t *reader,
                               mdm_piece_t piece, const mdm_block_t *block,
                               int arithmetic, int built_in) MDM_MUST_CHECK;

/* Is NAME one of the names that are built in?  */
int mdm_describe_is_built_in (const char *name);

#endif
