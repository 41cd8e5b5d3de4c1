/* denominator.h - multiples of the denominators of p_Y, before it is known
   (multimodular.h has the formulas).  */
#ifndef MDM_DENOMINATOR_H
#define MDM_DENOMINATOR_H

#include "sampler/passage.h"

/* Set D[i], for the first COUNT rows i, to a multiple of the denominator of
   p_Y(row i); D[i] > 0.  */
void mdm_denominator_set (fmpz *d, const mdm_passage_t *passage, size_t count);

/* How many bits a common multiple of all of them has, or UINT64_MAX where they
   are more than MOST: it is not made then.  */
flint_bitcnt_t mdm_denominator_bits (const mdm_passage_t *passage,
                                     flint_bitcnt_t most);

#endif
