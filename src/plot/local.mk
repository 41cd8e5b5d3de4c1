plot_files = \
  %D%/asked.c \
  %D%/asked.h \
  %D%/axis.c \
  %D%/axis.h \
  %D%/curve.c \
  %D%/drawing.c \
  %D%/drawing.h \
  %D%/figure.c \
  %D%/figure.h \
  %D%/gnuplot.c \
  %D%/kinds.c \
  %D%/kinds.h \
  %D%/pgfplots.c \
  %D%/style.c \
  %D%/style.h \
  %D%/svg.c
