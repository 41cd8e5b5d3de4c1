table_files = \
  %D%/describe-column.c \
  %D%/describe-rows.c \
  %D%/describe.c \
  %D%/describe.h \
  %D%/description.c \
  %D%/description.h \
  %D%/grid.c \
  %D%/grid.h \
  %D%/head.c \
  %D%/head.h \
  %D%/kept.c \
  %D%/kept.h \
  %D%/order.c \
  %D%/order.h \
  %D%/plan.c \
  %D%/plan.h \
  %D%/record.c \
  %D%/record.h \
  %D%/recorder.c \
  %D%/recorder.h \
  %D%/sheet.c \
  %D%/sheet.h \
  %D%/template.c \
  %D%/template.h
