/* npy.h - laws in the file format of NumPy.

   An array of L axes of length V each is a law of length L on the tokens 0 to
   V - 1: the entry at (x_1, .., x_L) is the weight of that sequence.  The
   format (numpy.lib.format, versions 1.0, 2.0 and 3.0) is a header, the
   literal of a dictionary, and the entries in C or Fortran order.  Entries
   are integers or binary floating point numbers, which are read as the
   dyadic rationals that they are.  */
#ifndef MDM_NPY_H
#define MDM_NPY_H

#include "law/families.h"

/* npy:FILE - the law whose weights are the array in FILE, divided by their
   sum.  A failure names FILE, as it has no lines.  */
mdm_family mdm_npy_read MDM_MUST_CHECK;

#endif
