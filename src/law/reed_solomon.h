/* reed_solomon.h - MDS codes over any finite field, as long as they are known
   to be.

   reed-solomon:q=,L=,k= - uniform on the first L of these values of the
   polynomials f of degree < k over the field of q elements (galois.h), q a
   prime power, 1 <= k <= L:
       f at 0, 1, .., q-1; the coefficient of x^(k-1); that of x^(k-2),
   the last only for even q and k = 3 or k = q-1 > 1 (so L <= q + 1, or q + 2).
   Any k of them determine f: a doubly or triply extended Reed-Solomon code
   (MacWilliams and Sloane, The theory of error-correcting codes, chapter 11;
   proof in mdmcert-theory(7)).  mds:q=,L=,k= is the same for a prime q >= L;
   q = 3, L = 4, k = 2 is the tetracode, q = 4, L = 6, k = 3 the hexacode.  */
#ifndef MDM_REED_SOLOMON_H
#define MDM_REED_SOLOMON_H

#include "law/families.h"

/* Is there such a code of dimension K and LENGTH over a field of Q?  */
int mdm_reed_solomon_exists (uint64_t q, uint64_t length, uint64_t k);

/* Made as a closed form of the kind MDM_LAW_MDS.  */
mdm_family mdm_reed_solomon MDM_MUST_CHECK;

/* Give LAW, of that kind, its rows.  A check of the span has passed.  */
void mdm_reed_solomon_list (mdm_law_t law);

#endif
