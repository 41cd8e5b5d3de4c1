/* network.h - a Bayesian network (bayes.h) as it is read: its variables, and
   what depends on what.  */
#ifndef MDM_NETWORK_H
#define MDM_NETWORK_H

#include "law/conditional.h"

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
  mdm_rows_t *rows;
  mdm_variable_t *variable;
  size_t count;
  size_t room;
  size_t *order; /* all variables, each after its parents */
} mdm_network_t;

void mdm_network_init (mdm_network_t *network);
void mdm_network_clear (mdm_network_t *network);
/* Declare X, a network that is cleared with its scope (scoped.h).  */
#define MDM_NETWORK(x)                                                        \
 MDM_SCOPED (x, mdm_network_t, mdm_network_init, mdm_network_clear)

/* Read all variables and tables from ROWS, which is lent.  Parents are known
   and no cycle is there after it, and tables are checked; the weights of a
   context sum to its common denominator, or to what they are to be divided
   by.  */
mdm_status mdm_network_read (mdm_network_t *network,
                             mdm_rows_t *rows) MDM_MUST_CHECK;

/* A word as "%.*s" shows it.  */
#define MDM_WORD_SHOWN(word)                                                  \
 mdm_utf8_shown ((word)->text, (word)->size), (word)->text

#endif
