## The checker shares no source with the rest, and needs GMP and MPFR only.
mdmcheck_SOURCES = \
  %D%/bound.c \
  %D%/check.h \
  %D%/explain.c \
  %D%/explain.h \
  %D%/joint.c \
  %D%/law.c \
  %D%/mdmcheck.c \
  %D%/parse.c \
  %D%/policy.c \
  %D%/policy.h \
  %D%/quantity.c \
  %D%/schedule.c \
  %D%/statement.c \
  %D%/sum.c
mdmcheck_CPPFLAGS = \
  -DMDM_PKGDATADIR=\"$(pkgdatadir)\" $(MPFR_CFLAGS) $(GMP_CFLAGS)
mdmcheck_LDADD = $(MPFR_LIBS) $(GMP_LIBS)
