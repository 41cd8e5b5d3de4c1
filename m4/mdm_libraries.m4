dnl m4/mdm_libraries.m4 - find the libraries, and say what is missing, at once.

dnl MDM_MISSING(WHAT, DEBIAN-PACKAGES): remember that WHAT was not found.
AC_DEFUN([MDM_MISSING],
[mdm_missing="$mdm_missing
  $1 (Debian package: $2)"
mdm_packages="$mdm_packages $2"
])

dnl MDM_REPORT_MISSING: stop when anything was missing, naming all of it.
AC_DEFUN([MDM_REPORT_MISSING],
[AS_IF([test -n "$mdm_missing"],
  [AC_MSG_ERROR([missing, or not usable by $CC:$mdm_missing
On Debian, this installs what is missing:
  apt-get install$mdm_packages
For a library in an unusual place, give configure CPPFLAGS=-IDIR and
LDFLAGS=-LDIR.  config.log tells why each test failed.])])
])

dnl MDM_LIBRARY(VAR, NAME, PKG-CONFIG-MODULE, LIBS{:LIBS}, PROLOGUE, BODY,
dnl             IF-FOUND, IF-NOT, [MORE-CFLAGS], [MORE-LIBS])
dnl Set VAR_CFLAGS and VAR_LIBS so that PROLOGUE and BODY compile and link:
dnl to what the user gave, else to what pkg-config says, else to the first of
dnl the colon-separated LIBS that works.  pkg-config itself is optional.
AC_DEFUN([MDM_LIBRARY],
[AC_ARG_VAR([$1_CFLAGS], [C preprocessor flags for $2])dnl
AC_ARG_VAR([$1_LIBS], [linker flags for $2])dnl
AC_MSG_CHECKING([for $2])
mdm_found=no
mdm_save_CPPFLAGS=$CPPFLAGS
mdm_save_LIBS=$LIBS
mdm_pc_cflags= mdm_pc_libs=
AS_IF([test -n "$PKG_CONFIG" && $PKG_CONFIG --exists $3 2>/dev/null],
  [mdm_pc_cflags=`$PKG_CONFIG --cflags $3 2>/dev/null`
  mdm_pc_libs=`$PKG_CONFIG --libs $3 2>/dev/null`])
mdm_cflags=${$1_CFLAGS-$mdm_pc_cflags}
AS_IF([test -n "${$1_LIBS+set}"], [mdm_candidates=$$1_LIBS],
  [mdm_candidates="$mdm_pc_libs:$4"])
mdm_save_IFS=$IFS
IFS=:
set dummy $mdm_candidates
IFS=$mdm_save_IFS
shift
for mdm_libs
do
  test -n "$mdm_libs" || continue
  CPPFLAGS="$mdm_cflags $9 $mdm_save_CPPFLAGS"
  LIBS="$mdm_libs $10 $mdm_save_LIBS"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([$5], [$6])], [mdm_found=yes])
  CPPFLAGS=$mdm_save_CPPFLAGS
  LIBS=$mdm_save_LIBS
  test $mdm_found = no || break
done
AS_IF([test $mdm_found = yes],
  [AC_MSG_RESULT([$mdm_libs])
  $1_CFLAGS=$mdm_cflags
  $1_LIBS=$mdm_libs
  $7],
  [AC_MSG_RESULT([no])
  $8])
])

dnl MDM_FLINT: FLINT 3 is one library with flint/arb.h; before it, Arb is a
dnl library of its own with arb.h, named flint-arb by Debian and arb elsewhere.
dnl Sets FLINT_*, ARB_* (empty with FLINT 3), and MDM_FLINT3 in config.h, which
dnl src/exact/flint-compat.h reads.
AC_DEFUN([MDM_FLINT],
[AC_ARG_VAR([ARB_CFLAGS], [C preprocessor flags for Arb, unless it is in FLINT])
AC_ARG_VAR([ARB_LIBS], [linker flags for Arb, unless it is in FLINT])
MDM_LIBRARY([FLINT], [FLINT 3 or later], [flint], [-lflint],
  [[#include <flint/flint.h>
    #include <flint/arb.h>
    #if __FLINT_RELEASE < 30000
    # error not FLINT 3
    #endif
    arb_t x;]],
  [[arb_init (x); arb_log_ui (x, 2, 64); arb_clear (x);]],
  [mdm_flint=3
  ARB_CFLAGS= ARB_LIBS=
  AC_DEFINE([MDM_FLINT3], [1],
    [Define to 1 when Arb is part of FLINT, as it is from FLINT 3 on.])],
  [mdm_flint=2],
  [$MPFR_CFLAGS $GMP_CFLAGS], [$MPFR_LIBS $GMP_LIBS])
AS_IF([test $mdm_flint = 2],
  [MDM_LIBRARY([FLINT], [FLINT 2.9 or later], [flint], [-lflint],
    [[#include <flint/flint.h>
      #include <flint/fmpz.h>
      #if __FLINT_RELEASE < 20900
      # error FLINT is too old
      #endif
      fmpz_t x;]],
    [[fmpz_init (x); fmpz_clear (x);]], [],
    [MDM_MISSING([FLINT 2.9 or later], [libflint-dev])],
    [$MPFR_CFLAGS $GMP_CFLAGS], [$MPFR_LIBS $GMP_LIBS])
  MDM_LIBRARY([ARB], [Arb 2.23 or later], [arb], [-lflint-arb:-larb],
    [[#include <arb.h>
      #if __ARB_RELEASE < 22300
      # error Arb is too old
      #endif
      arb_t x;]],
    [[arb_init (x); arb_log_ui (x, 2, 64); arb_clear (x);]], [],
    [MDM_MISSING([Arb 2.23 or later, unless FLINT is 3 or later],
      [libflint-arb-dev])],
    [$FLINT_CFLAGS $MPFR_CFLAGS $GMP_CFLAGS],
    [${FLINT_LIBS:--lflint} $MPFR_LIBS $GMP_LIBS])])
])

dnl MDM_GENERATOR(NAME, PROGRAM, VARIABLE, INPUT, OUTPUT)
dnl Ask for the program NAME, in the shell variable VARIABLE, when the source
dnl tree has INPUT and lacks OUTPUT.
AC_DEFUN([MDM_GENERATOR],
[AS_IF([test -f "$srcdir/$4" && test ! -f "$srcdir/$5"],
  [AC_MSG_CHECKING([for $1])
  AS_CASE([`$$3 --version 2>/dev/null | sed 1q`],
    [*$2*|*GNU\ $1*], [AC_MSG_RESULT([$$3])],
    [AC_MSG_RESULT([no])
    MDM_MISSING([$1], [$2])])])
])
