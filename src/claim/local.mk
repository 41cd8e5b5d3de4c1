## Of grammar.y, scanner.l: grammar.h is made and distributed by Automake.
claim_files = \
  %D%/environment.h \
  %D%/evaluate.c \
  %D%/evaluate.h \
  %D%/evaluate_lazy.c \
  %D%/expr.c \
  %D%/expr.h \
  %D%/given.c \
  %D%/given.h \
  %D%/grammar.y \
  %D%/judge.c \
  %D%/judge.h \
  %D%/library.c \
  %D%/library.h \
  %D%/need.c \
  %D%/need.h \
  %D%/node.c \
  %D%/node.h \
  %D%/normal.c \
  %D%/normal.h \
  %D%/parser.c \
  %D%/parser.h \
  %D%/quantities.def \
  %D%/quantity.c \
  %D%/quantity.h \
  %D%/scanner.l \
  %D%/ratio.c \
  %D%/ratio.h \
  %D%/sets.c \
  %D%/sets.h \
  %D%/solve.c \
  %D%/solve.h \
  %D%/unknown.c \
  %D%/unknown.h \
  %D%/value.c \
  %D%/value.h

## Made before anything is compiled.
BUILT_SOURCES = %D%/grammar.h
