EXTRA_PROGRAMS = %D%/speed %D%/peer
EXTRA_LIBRARIES = %D%/libstrong.a
## What the peers of the engine are compiled with; the engine itself never is.
STRONG_CFLAGS = -O3 -march=native -ffast-math
%C%_libstrong_a_SOURCES = \
  %D%/additions.h \
  %D%/strong-walk.h \
  %D%/strong.c
%C%_libstrong_a_CFLAGS = $(AM_CFLAGS) $(STRONG_CFLAGS)
%C%_peer_SOURCES = \
  %D%/additions.h \
  %D%/double.c \
  %D%/peer.c
%C%_peer_LDADD = -lm
%C%_speed_SOURCES = \
  %D%/additions.c \
  %D%/additions.h \
  %D%/double.c \
  %D%/speed.c
%C%_speed_LDADD = %D%/libstrong.a src/libmdmcert.a $(libraries) -lm
bench_data = \
  %D%/draw.awk \
  %D%/joint.sh \
  %D%/profile.gp \
  %D%/profile_exact.py \
  %D%/profile_numpy.py \
  %D%/profile_table.py \
  %D%/run.sh
