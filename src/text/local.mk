text_files = \
  %D%/caret.c \
  %D%/caret.h \
  %D%/file.c \
  %D%/file.h \
  %D%/lines.c \
  %D%/lines.h \
  %D%/nearest.c \
  %D%/nearest.h \
  %D%/stanza.c \
  %D%/stanza.h \
  %D%/string.c \
  %D%/string.h \
  %D%/sum.c \
  %D%/sum.h \
  %D%/tokens.c \
  %D%/tokens.h \
  %D%/utf8.c \
  %D%/utf8.h
