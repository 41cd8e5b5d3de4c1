export_files = \
  %D%/coq.c \
  %D%/coq.h \
  %D%/reading.c \
  %D%/reading.h \
  %D%/records.c \
  %D%/records.h \
  %D%/stated.c \
  %D%/stated.h
