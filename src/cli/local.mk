mdmcert_SOURCES = \
  %D%/certify_stream.c \
  %D%/certify_stream.h \
  %D%/cmd_certify.c \
  %D%/cmd_claims.c \
  %D%/cmd_common.c \
  %D%/cmd_info.c \
  %D%/cmd_law.c \
  %D%/cmd_merge.c \
  %D%/cmd_prove.c \
  %D%/cmd_schedule.c \
  %D%/cmd_table.c \
  %D%/commands.h \
  %D%/main.c \
  %D%/options.c \
  %D%/options.h \
  %D%/progress.c \
  %D%/progress.h \
  %D%/prove_joint.c \
  %D%/prove_joint.h \
  %D%/prove_setting.c \
  %D%/prove_setting.h \
  %D%/prove_solve.c \
  %D%/prove_solve.h \
  %D%/range.c \
  %D%/range.h \
  %D%/schedules.c \
  %D%/schedules.h \
  %D%/targets.c \
  %D%/targets.h \
  %D%/theorems.c \
  %D%/theorems.h \
  %D%/unknown.c \
  %D%/unknown.h \
  %D%/write.c \
  %D%/write.h
mdmcert_LDADD = src/libmdmcert.a $(libraries)
