/* asked.h - what is asked of every law of a search: claims, or an expression
   that is to be as large or as small as can be, on schedules and with a
   predictor; and which symmetries that respects.  */
#ifndef MDM_ASKED_H
#define MDM_ASKED_H

#include "claim/library.h"
#include "exact/limit.h"
#include "search/cells.h"

typedef struct
{
  size_t length;
  const char *const *schedule; /* SCHEDULES of them, as they are written */
  size_t schedules;
  const char *predictor; /* as it is written, or NULL: the ideal one */
  const mdm_entry_t *const *claim; /* CLAIMS of them, or none.. */
  size_t claims;
  const mdm_expr_t *goal; /* ..and then an expression, */
  const mdm_expr_t *over; /* with a divisor, or NULL, */
  int sign;               /* that is to be greatest, 1, or least, -1 */
  const mdm_limit_t *limit;
} mdm_search_asked_t;

/* Let the failure in ERR, if it has no place of its own, be that of SPEC,
   which is what OPTION of the command line says.  Returns its status.  */
mdm_status mdm_search_place (mdm_err_t *err, const char *option,
                             const char *spec);

/* The questions, of each of which one law is the best: the claims, or one
   goal.  */
size_t mdm_search_questions (const mdm_search_asked_t *asked);

/* Set SYMMETRY, whose labels, of each position, are LABEL, to what ASKED
   allows: renaming the tokens at each position, unless a predictor or a table
   of a policy tells them apart; and the permutations of positions that no
   claim, schedule or broken tie tells apart.  */
mdm_status mdm_search_symmetry (mdm_symmetry_t *symmetry, size_t *label,
                                const mdm_search_asked_t *asked,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
