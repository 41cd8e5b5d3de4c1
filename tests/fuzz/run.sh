# Fuzz each reader for FUZZ_TIME seconds, 60 by default, or only those named in
# FUZZ_READERS; what is found is kept in tests/fuzz/found, and the corpus as it
# grows in tests/fuzz/corpus.  Called by `make fuzz', which sets srcdir.
set -u

time=${FUZZ_TIME-60}
seeds=$srcdir/tests/fuzz/seeds
mkdir -p tests/fuzz/found
failed=
for reader in ${FUZZ_READERS-$(ls "$seeds")}; do
  corpus=tests/fuzz/corpus/$reader
  mkdir -p "$corpus"
  program=tests/fuzz/fuzz
  test "$reader" != certificate || program=tests/fuzz/fuzz-check
  echo "$reader: $time seconds"
  # Standard input is empty: some readers can be told to read it.
  FUZZ_READER=$reader $program -max_total_time="$time" -timeout=10 \
    -rss_limit_mb=2048 -max_len=4096 -verbosity=0 -print_final_stats=1 \
    -dict="$srcdir/tests/fuzz/dictionaries/$reader.dict" \
    -artifact_prefix="tests/fuzz/found/$reader-" "$corpus" "$seeds/$reader" \
    </dev/null >"tests/fuzz/found/$reader.log" 2>&1 || {
    failed="$failed $reader"
    echo "$reader: see tests/fuzz/found/$reader.log"
  }
  grep -a 'number_of_executed_units\|slowest_unit' \
    "tests/fuzz/found/$reader.log"
done
test -z "$failed" || {
  echo "make fuzz: something was found:$failed" >&2
  exit 1
}
