/* npy_header.h - what the header of a file of NumPy says (npy.h).  */
#ifndef MDM_NPY_HEADER_H
#define MDM_NPY_HEADER_H

#include "exact/status.h"

#include <stdint.h>

/* Arrays of NumPy have at most 64 axes.  */
#define MDM_NPY_AXES_MAX 64

typedef struct
{
  char type;      /* of an entry: 'i', 'u' or 'f' */
  unsigned size;  /* of an entry in bytes: 1, 2, 4 or 8 */
  int big_endian; /* the first byte of an entry is the most significant */
  int fortran;    /* the first axis runs fastest, else the last one */
  size_t axes;
  uint64_t shape[MDM_NPY_AXES_MAX];
  size_t data; /* the offset of the first entry */
} mdm_npy_header_t;

/* Set HEADER to what TEXT[0..LENGTH) begins with.  A failure names FILE; of
   arrays that hold no real numbers, what they hold.  */
mdm_status mdm_npy_header_read (mdm_npy_header_t *header, const char *file,
                                const char *text, size_t length,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
