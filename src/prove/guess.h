/* guess.h - the basis that floating point holds for the best.  */
#ifndef MDM_GUESS_H
#define MDM_GUESS_H

#include "prove/simplex.h"

/* Set BASIS to LP->rows distinct variables of LP by the simplex method of
   GLPK.  They may be wrong, even be no basis: they are only a start for
   mdm_simplex_solve.  Returns 0 where GLPK gives up, and BASIS then means
   nothing.  */
int mdm_guess_basis (size_t *basis, const mdm_simplex_t lp);

#endif
