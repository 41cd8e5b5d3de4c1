report_files = \
  %D%/columns.c \
  %D%/columns.h \
  %D%/format.c \
  %D%/format.h \
  %D%/formula.c \
  %D%/formula.h \
  %D%/judged.c \
  %D%/judged.h \
  %D%/latex.c \
  %D%/latex.h \
  %D%/proof_parts.h \
  %D%/report_certify.c \
  %D%/report_claims.c \
  %D%/report_common.c \
  %D%/report_constant.c \
  %D%/report_info.c \
  %D%/report_joint.c \
  %D%/report_law.c \
  %D%/report_prove.c \
  %D%/report_schedule.c \
  %D%/report_stream.c \
  %D%/reports.h \
  %D%/result.c \
  %D%/result.h \
  %D%/separated.c \
  %D%/text.c \
  %D%/writers.h
