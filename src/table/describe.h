/* describe.h - what the readers of the three kinds of stanzas of a description
   share.  Private to describe*.c and description.c.

   The first mistake ends the reading; it is in ERR of the describer.  */
#ifndef MDM_DESCRIBE_H
#define MDM_DESCRIBE_H

#include "table/description.h"

/* Most fields that a kind of stanza knows.  */
#define MDM_KNOWN_FIELDS_MAX 20

/* A description being read, and of its stanza at hand: its kind, the object
   that it describes, and the fields that it has, by number.  */
typedef struct
{
  mdm_description_struct *description;
  const struct mdm_stanza_kind *kind;
  void *object;
  const mdm_field_t **given;
  mdm_err_t *err;
} mdm_describer_t;

/* What a field says.  */
typedef enum
{
  MDM_FIELD_ANY,        /* any text */
  MDM_FIELD_FORMULAS,   /* a text with closed $formulas$ */
  MDM_FIELD_WORD,       /* enumeration, the index in WORDS */
  MDM_FIELD_NUMBER,     /* slong, from LOW to HIGH */
  MDM_FIELD_EXPRESSION, /* mdm_expr_t * */
  MDM_FIELD_LIST,       /* mdm_fields_t: it may be given more than once */
  MDM_FIELD_OWN         /* what READ makes of it; it may REPEAT */
} mdm_field_kind;

/* A field that a kind of stanza knows: AT and VALUE are the members of the
   object that the field itself and what it says go to, their offsets and 1; 0
   is nowhere.  */
typedef struct
{
  const char *name;
  mdm_field_kind kind;
  size_t at, value;
  const char *const *words; /* ended by NULL */
  uint64_t low, high;
  mdm_status (*read) (mdm_describer_t *reader, const mdm_field_t *field);
  int repeats;
} mdm_known_field_t;

/* A kind of stanza: its fields, the first one being that it begins with, ended
   by one without a name; what makes the object when it begins, which is NULL
   after a mistake; and what is done when it has ended.  */
typedef struct mdm_stanza_kind
{
  const mdm_known_field_t *fields;
  void *(*begin) (mdm_describer_t *reader, const mdm_field_t *field);
  mdm_status (*end) (mdm_describer_t *reader);
} mdm_stanza_kind_t;

extern const mdm_stanza_kind_t mdm_stanza_rows, mdm_stanza_column;

/* The kind that begins with the field NAME, or NULL (description.c).  */
const mdm_stanza_kind_t *mdm_stanza_kind_of (const char *name);

/* Read the stanza FIELD[0..COUNT) of KIND.  */
mdm_status mdm_describe_stanza (mdm_describer_t *reader,
                                const mdm_stanza_kind_t *kind,
                                const mdm_field_t *field,
                                size_t count) MDM_MUST_CHECK;

/* The field NAME of the stanza at hand, or NULL.  */
const mdm_field_t *mdm_describe_given (const mdm_describer_t *reader,
                                       const char *name);

/* Fail with WHAT at the name of FIELD; at its value; at byte AT of it.  */
mdm_status mdm_describe_fail_name (const mdm_describer_t *reader,
                                   const mdm_field_t *field, const char *what);
mdm_status mdm_describe_fail_value (const mdm_describer_t *reader,
                                    const mdm_field_t *field,
                                    const char *what);
mdm_status mdm_describe_fail_at (const mdm_describer_t *reader,
                                 const mdm_field_t *field, size_t at,
                                 const char *what);

/* Set *EXPR to the expression that FIELD holds.  */
mdm_status mdm_describe_expression (mdm_expr_t **expr,
                                    const mdm_describer_t *reader,
                                    const mdm_field_t *field) MDM_MUST_CHECK;

/* What a piece knows beside the variables: law, schedule, sizes and label; L
   and V; what columns seek.  */
enum
{
  MDM_KNOWS_ROW = 1,
  MDM_KNOWS_LAW = 2,
  MDM_KNOWS_OPEN = 4
};

/* Is PIECE a template, or with ARITHMETIC an expression, over the variables of
   BLOCK and all that it KNOWS?  */
mdm_status mdm_describe_piece (const mdm_describer_t *reader,
                               mdm_piece_t piece, const mdm_block_t *block,
                               int arithmetic, int knows) MDM_MUST_CHECK;
/* Read the range `NAME = ..' of FIELD up to its items: *NAME, and *ITEMS all
   that is after the sign; or, NAME being one that is built in or has its value
   in BLOCK, fail.  */
mdm_status mdm_describe_variable (const char **name, mdm_piece_t *items,
                                  mdm_describer_t *reader,
                                  const mdm_field_t *field,
                                  const mdm_block_t *block) MDM_MUST_CHECK;
/* Split PIECE, a range FROM..TO with perhaps `step N', into these, trimmed;
   is it one?  STEP is empty where there is none.  */
int mdm_describe_split (mdm_piece_t *from, mdm_piece_t *to, mdm_piece_t *step,
                        mdm_piece_t piece);

/* Is NAME one of the names that are built in?  */
int mdm_describe_is_built_in (const char *name);

#endif
