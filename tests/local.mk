shell_tests = \
  %D%/cli/certificate-random.sh \
  %D%/cli/certificate.sh \
  %D%/cli/certify.sh \
  %D%/cli/claim-files.sh \
  %D%/cli/claims.sh \
  %D%/cli/depth.sh \
  %D%/cli/exits.sh \
  %D%/cli/export.sh \
  %D%/cli/formats.sh \
  %D%/cli/info.sh \
  %D%/cli/joint.sh \
  %D%/cli/latex.sh \
  %D%/cli/law-files.sh \
  %D%/cli/law-specs.sh \
  %D%/cli/law.sh \
  %D%/cli/limits.sh \
  %D%/cli/mdmcheck.sh \
  %D%/cli/memory.sh \
  %D%/cli/merge.sh \
  %D%/cli/numbers.sh \
  %D%/cli/options.sh \
  %D%/cli/output.sh \
  %D%/cli/plot.sh \
  %D%/cli/policies.sh \
  %D%/cli/predictors.sh \
  %D%/cli/processes.sh \
  %D%/cli/prove.sh \
  %D%/cli/schedule.sh \
  %D%/cli/search.sh \
  %D%/cli/signals.sh \
  %D%/cli/solve.sh \
  %D%/cli/sources.sh \
  %D%/cli/streams.sh \
  %D%/cli/table-universal.sh \
  %D%/cli/table.sh \
  %D%/cli/targets.sh \
  %D%/cli/text.sh \
  %D%/cli/verdicts.sh \
  %D%/bench.sh \
  %D%/completion.sh \
  %D%/examples.sh \
  %D%/fuzz.sh \
  %D%/help.sh \
  %D%/instances.sh \
  %D%/man.sh

## What makes the collections of proofs-data again.
shell_data_tests = \
  %D%/cli/sources-data.sh \
  %D%/certificates.sh \
  %D%/constants-data.sh \
  %D%/depth-data.sh \
  %D%/figures-data.sh \
  %D%/paper.sh

## Verifies proofs-data/constants, and makes it; it does without Check.
%C%_constants_SOURCES = %D%/constants.c
%C%_constants_LDADD = src/libmdmcert.a $(libraries)

## The same for the permutations of proofs-data/depth.
%C%_depth_SOURCES = %D%/depth.c
%C%_depth_LDADD = src/libmdmcert.a $(libraries)

## The same for proofs-data/benefit and proofs-data/limitation.
%C%_language_SOURCES = %D%/language.c
%C%_language_LDADD = src/libmdmcert.a $(libraries)

## Changes certificates at random and has mdmcheck judge them.
%C%_mutate_SOURCES = \
  %D%/mutant.c \
  %D%/mutant.h \
  %D%/mutate.c \
  %D%/record.c \
  %D%/record.h \
  %D%/truth.c \
  %D%/truth.h
%C%_mutate_LDADD = src/libmdmcert.a $(libraries)

## Gives every reader the seeds of its fuzzer, without one.
%C%_fuzz_replay_SOURCES = \
  %D%/fuzz/readers.c \
  %D%/fuzz/readers.h \
  %D%/fuzz/replay.c
%C%_fuzz_replay_LDADD = src/libmdmcert.a $(libraries)

## To be preloaded by tests/cli/memory.sh, which does without it where it
## cannot be made.  Sanitizers have a malloc of their own.
if !SANITIZERS
preloads = %D%/no-memory.so
endif
%D%/no-memory.so: %D%/no-memory.c
	-$(AM_V_CCLD)$(CC) $(CPPFLAGS) $(CFLAGS) -shared -fPIC -o $@ \
	  $(srcdir)/%D%/no-memory.c
