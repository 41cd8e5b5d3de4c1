dnl m4/mdm_compiler.m4 - flags that we add when the compiler knows them.

dnl MDM_CFLAG(FLAG): append FLAG to MDM_CFLAGS when the compiler accepts it.
dnl -Werror turns clang's warning about an unknown flag into a refusal.
AC_DEFUN([MDM_CFLAG],
[AS_VAR_PUSHDEF([mdm_cache], [mdm_cv_cflag_$1])dnl
AC_CACHE_CHECK([whether $CC accepts $1], [mdm_cache],
  [mdm_save_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS -Werror $1"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
    [AS_VAR_SET([mdm_cache], [yes])], [AS_VAR_SET([mdm_cache], [no])])
  CFLAGS=$mdm_save_CFLAGS])
AS_VAR_IF([mdm_cache], [yes], [MDM_CFLAGS="${MDM_CFLAGS:+$MDM_CFLAGS }$1"])
AS_VAR_POPDEF([mdm_cache])dnl
])

dnl MDM_SANITIZERS: build with ASan and UBSan, every report being fatal, or
dnl stop when the compiler cannot link them.
AC_DEFUN([MDM_SANITIZERS],
[mdm_flags="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g"
AC_MSG_CHECKING([whether $CC links with the sanitizers])
mdm_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS $mdm_flags"
AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
  [AC_MSG_RESULT([yes])],
  [AC_MSG_RESULT([no])
  AC_MSG_ERROR([--enable-sanitizers: $CC cannot link with: $mdm_flags])])
CFLAGS=$mdm_save_CFLAGS
MDM_CFLAGS="${MDM_CFLAGS:+$MDM_CFLAGS }$mdm_flags"
MDM_LDFLAGS="${MDM_LDFLAGS:+$MDM_LDFLAGS }$mdm_flags"
])
