/* scoped.h - what is cleared with its scope.

   A number declared here is 0, or a block NULL, at first, and is cleared where
   its scope is left, by return too, so that functions return early and need no
   label at their end.  Not for functions that setjmp or goto passes through.
   Rooms with a type of their own offer the same for it (MDM_LOGFORM, ..).  */
#ifndef MDM_SCOPED_H
#define MDM_SCOPED_H

#include "exact/flint-compat.h"

#include <string.h>

/* Declare X, a pointer as an x_t[1] would be, to an object of TYPE that INIT
   makes and CLEAR clears.  */
#define MDM_SCOPED(x, type, init, clear)                                      \
 MDM_CLEARED (x, type, clear);                                                \
 init (x)

/* The same where the caller has to make the object, at once.  */
#define MDM_CLEARED(x, type, clear)                                           \
 __attribute__ ((cleanup (clear))) type x##_own;                              \
 type *const x = &x##_own

#define MDM_FMPZ(x) MDM_SCOPED (x, fmpz, fmpz_init, fmpz_clear)
#define MDM_FMPQ(x) MDM_SCOPED (x, fmpq, fmpq_init, fmpq_clear)
#define MDM_ARB(x) MDM_SCOPED (x, arb_struct, arb_init, arb_clear)

/* Declare X, a vector of N numbers.  */
#define MDM_FMPZ_VEC(x, n)                                                    \
 __attribute__ ((cleanup (mdm_fmpz_vec_clear))) mdm_fmpz_vec_t x##_own        \
     = { _fmpz_vec_init ((slong) (n)), (slong) (n) };                         \
 fmpz *const x = x##_own.entry
#define MDM_FMPQ_VEC(x, n)                                                    \
 __attribute__ ((cleanup (mdm_fmpq_vec_clear))) mdm_fmpq_vec_t x##_own        \
     = { _fmpq_vec_init ((slong) (n)), (slong) (n) };                         \
 fmpq *const x = x##_own.entry

typedef struct
{
  fmpz *entry;
  slong length;
} mdm_fmpz_vec_t;

typedef struct
{
  fmpq *entry;
  slong length;
} mdm_fmpq_vec_t;

static inline void
mdm_fmpz_vec_clear (mdm_fmpz_vec_t *vector)
{
  _fmpz_vec_clear (vector->entry, vector->length);
}

static inline void
mdm_fmpq_vec_clear (mdm_fmpq_vec_t *vector)
{
  _fmpq_vec_clear (vector->entry, vector->length);
}

/* Before a pointer to an object, with its value: `MDM_OWNED char *text =
   NULL;'.  The heap block that it points to in the end is freed.  */
#define MDM_OWNED __attribute__ ((cleanup (mdm_owned_free)))

static inline void
mdm_owned_free (void *pointer)
{
  void *block;

  memcpy (&block, pointer, sizeof block);
  flint_free (block);
}

#endif
