/* keys.h - the values of a family's keys, as they stand in the SPEC of a law.

   A family declares its keys with their types; what the values are, that each
   is given once and what is wrong with it is the same for all.  Values are
   separated by commas, a comma after a backslash is part of its value, and
   the order is free; a FILE or SPEC, of which there is one at most and whose
   key may be "", may hold anything, so that its key is the last or those after
   it are known by their names.  */
#ifndef MDM_KEYS_H
#define MDM_KEYS_H

#include "exact/scoped.h"
#include "law/classes.h"

/* Most keys of a family.  */
#define MDM_KEYS_MAX 5

typedef enum
{
  MDM_SIZE,      /* V or L: one that needs more than 64 bits is MDM_ELIMIT */
  MDM_WORD,      /* any number up to 2^64 - 1 */
  MDM_FRACTION,  /* a rational, exact */
  MDM_CLASSES,   /* classes of bytes (classes.h) */
  MDM_NAME,      /* any text */
  MDM_FILE,      /* a file name */
  MDM_SPEC,      /* another law */
  MDM_POSITIONS, /* numbers separated by slashes */
  MDM_TOKENS_AT  /* POSITION=TOKEN separated by slashes; in a token a
                    backslash stands before a slash or a backslash */
} mdm_key_type;

typedef struct
{
  const char *name;
  mdm_key_type type;
} mdm_key_t;

/* A position, or a token at one.  */
typedef struct
{
  uint64_t position;
  char *token; /* NULL in MDM_POSITIONS */
} mdm_at_t;

/* The value of a key: that member which its type says.  */
typedef struct
{
  uint64_t number; /* MDM_SIZE, MDM_WORD */
  fmpq_t fraction;
  mdm_classes_t *classes;
  char *text;   /* MDM_NAME, MDM_FILE, MDM_SPEC */
  mdm_at_t *at; /* MDM_POSITIONS, MDM_TOKENS_AT: .. */
  size_t count; /* .. so many */
} mdm_parameter_t;

/* The values of all keys, in the order in which they are declared.  */
typedef struct
{
  mdm_parameter_t of[MDM_KEYS_MAX];
} mdm_parameters_struct;

void mdm_parameters_init (mdm_parameters_struct *values);
void mdm_parameters_clear (mdm_parameters_struct *values);
/* Declare X, values that are cleared with their scope (scoped.h).  */
#define MDM_PARAMETERS(x)                                                     \
 MDM_SCOPED (x, mdm_parameters_struct, mdm_parameters_init,                   \
             mdm_parameters_clear)

/* Fail for a text that is no file, and not written as the family called NAME
   is, which has the keys KEY.  */
mdm_status mdm_parameters_missing (const char *name, const mdm_key_t *key,
                                   mdm_err_t *err);

/* Set VALUES to those that TEXT gives to the keys KEY, ended by one without a
   name, of the family called NAME.  Failures have no place; MDM_EPARSE shows
   how the family is written.  */
mdm_status mdm_parameters_read (mdm_parameters_struct *values,
                                const char *name, const mdm_key_t *key,
                                const char *text,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
