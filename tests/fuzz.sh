# The seeds of the fuzzers, and what they once found: no reader crashes on one,
# and each tells a status.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

replay=${abs_top_builddir:?}/tests/fuzz/replay
seeds=$abs_top_srcdir/tests/fuzz/seeds

"$replay" | sort >readers
ls "$seeds" | grep -vx certificate >folders
tap_same 'every reader has seeds' readers folders
while read -r reader; do
  "$replay" "$reader" "$seeds/$reader"/* >statuses 2>"$stderr"
  tap_true "$reader: all are read" test $? -eq 0 -a ! -s "$stderr" \
    -a "$(wc -l <statuses)" -eq "$(ls "$seeds/$reader" | wc -l)"
  tap_true "$reader: one is well written" grep -q ': 0$' statuses
done <readers
for file in "$seeds"/certificate/*; do
  "$MDMCHECK" "$file" >"$stdout" 2>"$stderr"
  tap_true "certificate/${file##*/}: a status" test $? -le 2
done

tap_done
