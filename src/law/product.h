/* product.h - independent positions, each with its own law.

     p(x_1..x_L) = prod_t p_t(x_t)  */
#ifndef MDM_PRODUCT_H
#define MDM_PRODUCT_H

#include "law/law.h"

/* Set LAW to the product in FILE: a line for each position, with the
   probabilities of all tokens in the order of the vocabulary.  */
mdm_status mdm_product_read (mdm_law_t law, const char *file,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
