EXTRA_PROGRAMS = %D%/speed
%C%_speed_SOURCES = \
  %D%/additions.c \
  %D%/additions.h \
  %D%/double.c \
  %D%/speed.c
%C%_speed_LDADD = src/libmdmcert.a $(libraries) -lm
bench_data = \
  %D%/draw.awk \
  %D%/joint.sh \
  %D%/profile.gp \
  %D%/profile_exact.py \
  %D%/profile_numpy.py \
  %D%/run.sh
