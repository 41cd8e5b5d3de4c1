search_files = \
  %D%/asked.c \
  %D%/asked.h \
  %D%/cells.c \
  %D%/cells.h \
  %D%/found.c \
  %D%/found.h \
  %D%/head.c \
  %D%/head.h \
  %D%/job.c \
  %D%/job.h \
  %D%/kept.c \
  %D%/kept.h \
  %D%/orbits.c \
  %D%/orbits.h \
  %D%/part.c \
  %D%/part.h \
  %D%/report.c \
  %D%/report.h \
  %D%/search.c \
  %D%/search.h \
  %D%/sieve.c \
  %D%/sieve.h
