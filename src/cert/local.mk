cert_files = \
  %D%/assemble.h \
  %D%/certificate.c \
  %D%/certificate.h \
  %D%/instance.c \
  %D%/integers.c \
  %D%/integers.h \
  %D%/joint.c \
  %D%/policy.c \
  %D%/policy.h \
  %D%/record.c \
  %D%/record.h \
  %D%/statement.c \
  %D%/statement.h \
  %D%/terms.c \
  %D%/terms.h \
  %D%/universal.c
