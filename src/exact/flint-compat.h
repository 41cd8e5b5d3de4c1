/* flint-compat.h - FLINT and Arb under one name, whichever of the two layouts
   is installed.  No other file includes a header of FLINT or Arb.

   Up to FLINT 2.9, Arb (2.23) is a library of its own whose headers stand
   beside flint/; from FLINT 3 on it is part of FLINT.  configure finds out
   which and defines MDM_FLINT3 for the latter; a file compiled without
   configure asks the preprocessor.  The sources use the names of FLINT 3.2,
   and what older releases call otherwise is defined below.  */
#ifndef MDM_FLINT_COMPAT_H
#define MDM_FLINT_COMPAT_H

#ifdef HAVE_CONFIG_H
# ifndef PACKAGE_VERSION
#  error "include <config.h> first"
# endif
#elif __has_include(<flint/arb.h>)
# define MDM_FLINT3 1
#endif

#include <gmp.h>
#include <mpfr.h>

#include <flint/flint.h>
#include <flint/fmpz.h>
#include <flint/fmpz_vec.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpq.h>
#include <flint/fmpq_vec.h>
#include <flint/nmod_mat.h>
#include <flint/ulong_extras.h>

#ifdef MDM_FLINT3
# include <flint/mag.h>
# include <flint/arf.h>
# include <flint/arb.h>
#else
# include <mag.h>
# include <arf.h>
# include <arb.h>
#endif

/* The random state, renamed in FLINT 3.2.  */
#if __FLINT_RELEASE < 30200
# define flint_rand_init(state) flint_randinit (state)
# define flint_rand_clear(state) flint_randclear (state)
# define flint_rand_set_seed(state, a, b) flint_randseed (state, a, b)
#endif

/* Arb's own version, where it has one.  */
#ifdef MDM_FLINT3
# define MDM_ARB_VERSION "(in FLINT)"
#else
# define MDM_ARB_VERSION arb_version
#endif

#endif /* MDM_FLINT_COMPAT_H */
