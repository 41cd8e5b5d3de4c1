search_files = \
  %D%/asked.c \
  %D%/asked.h \
  %D%/cells.c \
  %D%/cells.h \
  %D%/found.c \
  %D%/found.h \
  %D%/orbits.c \
  %D%/orbits.h \
  %D%/report.c \
  %D%/report.h \
  %D%/search.c \
  %D%/search.h \
  %D%/sieve.c \
  %D%/sieve.h
