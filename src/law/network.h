/* network.h - a Bayesian network (bayes.h) as it is read: its variables, and
   what depends on what.  */
#ifndef MDM_NETWORK_H
#define MDM_NETWORK_H

#include "law/conditional.h"
#include "law/rows.h"
#include "law/total.h"

/* A word of the text, lent.  */
typedef struct
{
  const char *text;
  size_t size;
  size_t offset;
} mdm_word_t;

typedef struct
{
  mdm_word_t name;
  size_t parents;
  mdm_word_t *parent_name;
  size_t *parent;          /* numbers of variables, once resolved */
  mdm_conditional_t table; /* of the tokens of parents, and its own */
} mdm_variable_t;

typedef struct
{
  mdm_rows_t rows;
  mdm_variable_t *variable;
  size_t count;
  size_t room;
  size_t *order; /* all variables, each after its parents */
  mdm_totals_t totals;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} mdm_network_t;

/* Begin to read TEXT[0..LENGTH), which FILE holds; both are lent.  */
void mdm_network_init (mdm_network_t *network, const char *file,
                       const char *text, size_t length,
                       const mdm_limit_t *limit, mdm_err_t *err);
void mdm_network_clear (mdm_network_t *network);

/* Read all variables and tables.  Parents are known and no cycle is there
   after it, and tables are checked; the weights of a context sum to its common
   denominator, or to what they are to be divided by.  */
mdm_status mdm_network_read (mdm_network_t *network) MDM_MUST_CHECK;

/* Fail at OFFSET of the text.  */
mdm_status mdm_network_fail (const mdm_network_t *network, size_t offset,
                             mdm_status status, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));

#endif
