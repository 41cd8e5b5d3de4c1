/* mixed.h - mixtures of laws.

     p(x) = sum_i w_i p_i(x),   w_i >= 0, of sum 1

   All parts p_i have one length.  The vocabulary is all their tokens, those
   of weight 0 included, in the order in which they are met part by part, or
   as declared.

   Where every part is one of independent, equally distributed tokens or a
   mixture of such (law/form.h), none is listed: the mixture is one, too.  */
#ifndef MDM_MIXED_H
#define MDM_MIXED_H

#include "law/total.h"
#include "text/tokens.h"

/* The parts, with their tokens numbered as those of the mixture.  */
typedef struct
{
  mdm_law_struct *part;
  uint16_t **map; /* of each part: the numbers of its tokens */
  fmpq *weight;
  size_t count, room;
  uint64_t support; /* rows of all parts */
  uint64_t cells;   /* tokens in them */
} mdm_mixed_struct;

typedef mdm_mixed_struct mdm_mixed_t[1];

void mdm_mixed_init (mdm_mixed_t mixed);
void mdm_mixed_clear (mdm_mixed_t mixed);
/* Declare X, a mixture that is cleared with its scope (scoped.h).  */
#define MDM_MIXED(x)                                                          \
 MDM_SCOPED (x, mdm_mixed_struct, mdm_mixed_init, mdm_mixed_clear)

/* Add PART, which is listed or one of independent tokens or a mixture of such
   (mdm_form_parts), and is left without rows, with its WEIGHT.
   TOKENS is the vocabulary so far, DECLARED if there may be no others.
   MDM_EDOMAIN when PART does not fit the parts before it.  */
mdm_status mdm_mixed_add (mdm_mixed_t mixed, mdm_law_t part,
                          const fmpq_t weight, mdm_tokens_t tokens,
                          int declared, mdm_err_t *err) MDM_MUST_CHECK;

/* Are all parts ones of independent tokens or mixtures of such, of few in
   all?  */
int mdm_mixed_is_iid (const mdm_mixed_t mixed);

/* See to it that part number I is listed.  */
mdm_status mdm_mixed_list (mdm_mixed_t mixed, size_t i,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Check that the rows of all parts so far can be held.  */
mdm_status mdm_mixed_check_room (const mdm_mixed_t mixed,
                                 const mdm_limit_t *limit,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* Set LAW to the mixture, whose vocabulary is TOKENS, which is left empty.
   There is a part, and all are listed unless all are iid.  MDM_EDOMAIN when the weights do not sum to 1 and are not
   to be divided by their sum, of which TOTALS is told.  */
mdm_status mdm_mixed_law (mdm_law_t law, const mdm_mixed_t mixed,
                          mdm_tokens_t tokens, mdm_totals_t *totals,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
