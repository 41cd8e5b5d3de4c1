export_files = \
  %D%/coq.c \
  %D%/coq.h \
  %D%/limits.c \
  %D%/limits.h \
  %D%/reading.c \
  %D%/reading.h \
  %D%/records.c \
  %D%/records.h \
  %D%/stated.c \
  %D%/stated.h
