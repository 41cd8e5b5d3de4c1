pool_files = \
  %D%/workers.c \
  %D%/workers.h \
  %D%/write.c \
  %D%/write.h
