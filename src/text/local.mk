text_files = \
  %D%/caret.c \
  %D%/caret.h \
  %D%/file.c \
  %D%/file.h \
  %D%/lines.c \
  %D%/lines.h \
  %D%/stanza.c \
  %D%/stanza.h \
  %D%/tokens.c \
  %D%/tokens.h \
  %D%/utf8.c \
  %D%/utf8.h
