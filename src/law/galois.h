/* galois.h - the finite field of q elements, q a prime power of at most
   MDM_VOCAB_MAX.

   The number a < q stands for the polynomial in x over the residues mod p
   that has the digits of a to the base p as its coefficients, modulo the
   monic polynomial of degree e, q = p^e, that is least as such a number among
   those for which the powers of x are all elements but 0.  So 0 and 1 are
   what they are called, and where q is a prime the numbers are residues.
   Fixed for ever: laws are listed by it.  */
#ifndef MDM_GALOIS_H
#define MDM_GALOIS_H

#include <stdint.h>

typedef struct
{
  uint32_t q, p;
  uint16_t *power;    /* x^i, i = 0..q-2 */
  uint32_t *exponent; /* the i of each element but 0 */
} mdm_galois_t;

/* The prime that Q is a power of, exponent 1 or more, or 0 if there is none.
 */
uint64_t mdm_galois_prime (uint64_t q);

/* Make FIELD that of Q elements, a prime power.  */
void mdm_galois_init (mdm_galois_t *field, uint32_t q);
/* Free the tables of FIELD.  */
void mdm_galois_clear (mdm_galois_t *field);

/* A + B in FIELD.  */
uint32_t mdm_galois_add (const mdm_galois_t *field, uint32_t a, uint32_t b);
/* A - B in FIELD.  */
uint32_t mdm_galois_subtract (const mdm_galois_t *field, uint32_t a,
                              uint32_t b);
/* A * B in FIELD.  */
uint32_t mdm_galois_multiply (const mdm_galois_t *field, uint32_t a,
                              uint32_t b);
/* The inverse of A, which is not 0.  */
uint32_t mdm_galois_invert (const mdm_galois_t *field, uint32_t a);

#endif
