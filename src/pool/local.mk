pool_files = \
  %D%/workers.c \
  %D%/workers.h
