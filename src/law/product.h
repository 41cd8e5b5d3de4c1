/* product.h - independent positions, each with its own law.

     p(x_1..x_L) = prod_t p_t(x_t)  */
#ifndef MDM_PRODUCT_H
#define MDM_PRODUCT_H

#include "law/families.h"

/* product:FILE - a line for each position, with the probabilities of all
   tokens in the order of the vocabulary.  */
mdm_family mdm_product_read MDM_MUST_CHECK;

#endif
