journal_files = \
  %D%/arena.c \
  %D%/arena.h \
  %D%/journal.c \
  %D%/journal.h \
  %D%/line.c \
  %D%/line.h \
  %D%/shards.c \
  %D%/shards.h
