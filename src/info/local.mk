info_files = \
  %D%/agreement.c \
  %D%/agreement.h \
  %D%/curve.c \
  %D%/curve.h \
  %D%/dense-walk.h \
  %D%/dense.c \
  %D%/dense.h \
  %D%/entropy.c \
  %D%/entropy.h \
  %D%/histogram.c \
  %D%/histogram.h \
  %D%/lattice.c \
  %D%/lattice.h \
  %D%/refinement-kinds.h \
  %D%/refinement-walk.h \
  %D%/refinement.c \
  %D%/refinement.h \
  %D%/streamed-walk.h \
  %D%/streamed.c \
  %D%/streamed.h
