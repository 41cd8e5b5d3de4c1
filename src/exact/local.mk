exact_files = \
  %D%/array.h \
  %D%/coprime.c \
  %D%/coprime.h \
  %D%/decide.c \
  %D%/decimal.c \
  %D%/decimal.h \
  %D%/double_word.c \
  %D%/double_word.h \
  %D%/enclosure.c \
  %D%/enclosure.h \
  %D%/flint-compat.h \
  %D%/lazy.c \
  %D%/lazy.h \
  %D%/limit.c \
  %D%/limit.h \
  %D%/logform.c \
  %D%/logform.h \
  %D%/logsum.c \
  %D%/logsum.h \
  %D%/progress.h \
  %D%/rational.c \
  %D%/rational.h \
  %D%/residue.c \
  %D%/residue.h \
  %D%/scoped.h \
  %D%/status.c \
  %D%/status.h
