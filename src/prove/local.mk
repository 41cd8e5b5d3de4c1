prove_files = \
  %D%/constant.c \
  %D%/constant.h \
  %D%/guess.c \
  %D%/guess.h \
  %D%/linear.c \
  %D%/linear.h \
  %D%/mixture.c \
  %D%/mixture.h \
  %D%/pathlp.c \
  %D%/pathlp.h \
  %D%/prove.c \
  %D%/prove.h \
  %D%/ray.c \
  %D%/ray.h \
  %D%/scope.c \
  %D%/scope.h \
  %D%/simplex.c \
  %D%/simplex.h
