export_files = \
  %D%/coq.c \
  %D%/coq.h \
  %D%/reading.c \
  %D%/reading.h \
  %D%/stated.c \
  %D%/stated.h
