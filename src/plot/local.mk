plot_files = \
  %D%/asked.c \
  %D%/asked.h \
  %D%/axis.c \
  %D%/axis.h \
  %D%/curve.c \
  %D%/depth.c \
  %D%/drawing.c \
  %D%/drawing.h \
  %D%/error.c \
  %D%/figure.c \
  %D%/figure.h \
  %D%/gnuplot.c \
  %D%/instances.c \
  %D%/instances.h \
  %D%/kinds.c \
  %D%/kinds.h \
  %D%/ordinate.c \
  %D%/ordinate.h \
  %D%/pgfplots.c \
  %D%/rays.c \
  %D%/style.c \
  %D%/style.h \
  %D%/svg.c \
  %D%/table.c
