# Faults from outside never look like a verdict: threads that cannot be made,
# files that must not grow, streams that are closed.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

printf '1 00\n1 11\n' >law
threads='--law=random:V=2,L=8,den=1000000007,seed=4 --schedule=2,2,4 -j 2'

# The library of OpenMP leaves with status 1 where it cannot make threads;
# other builds do without.
echo old >file
OMP_STACKSIZE=100000G tap_try law $threads -o file
if test $status -eq 0; then
  tap_ok 'no threads: it does without'
else
  echo 'mdmcert: a library ended the program' >"$tap_case/last"
  tail -n 1 "$stderr" >"$tap_case/got"
  tap_true 'no threads: status 2' test $status -eq 2
  tap_same 'no threads: the last message' "$tap_case/last" "$tap_case/got"
  tap_true 'no threads: no result' test "$(cat file)" = old -a ! -s "$stdout"
fi

# Address space that ends anywhere.
if (ulimit -v 100000) 2>/dev/null && "$MDMCERT" law $threads -o want; then
  bad=
  for size in 5000 10000 15000 20000 25000 30000 40000 60000 80000 120000; do
    echo old >file
    (ulimit -v $size; exec "$MDMCERT" law $threads -o file) >/dev/null 2>&1
    case $? in
      0) cmp -s want file || bad="$bad $size" ;;
      1 | 3) bad="$bad $size" ;;
      *) test "$(cat file)" = old || bad="$bad $size" ;;
    esac
  done
  tap_true "no verdict for lack of address space$bad" test -z "$bad"
  rm want
else
  tap_skip 'address space' 'the shell sets no such limit'
fi
rm file

# Files that must not grow.
"$MDMCERT" certify --law=law --schedule=ar --certificate=good -q
cat >long.table <<'END'
Table: Long

Rows: {k}
For: k = 1..40
Law: law
Schedule: ar

Column: ekl
END
ls -A >"$tap_case/files"
# large NAME MESSAGE SCRIPT: the message goes through a pipe, which may grow.
large ()
{
  printf '%s\n2\n' "$2" | case_out
  case_sh 0 "a file may not grow: $1" \
    "{ (ulimit -f 0; $3) 2>&1; echo \$?; } | cat"
}
large certificate 'mdmcert: X: File too large' \
  '"$MDMCERT" certify --law=law --schedule=ar --certificate=X'
large 'the standard output' 'mdmcert: standard output: File too large' \
  '"$MDMCERT" info --law=law >out'
large mdmcheck 'mdmcheck: standard output: cannot write: File too large' \
  "\"$MDMCHECK\" good >out"
large '--resume' 'mdmcert: rows: File too large' \
  '"$MDMCERT" table long.table --resume=rows -o X'
rm -f out rows
ls -A >"$tap_case/now"
tap_same 'no other file is there' "$tap_case/files" "$tap_case/now"

# A journal that could not grow is gone on with.
"$MDMCERT" table long.table -o want
for blocks in 1 2 4; do
  (ulimit -f $blocks; "$MDMCERT" table long.table --resume=rows -q) 2>/dev/null
  tap_true "rows for $blocks blocks: status 2" test $? -eq 2
done
case_run 0 'the rest of the rows' table long.table --resume=rows -o got
tap_same 'the rest of the rows: the table' want got
rm -f rows got want

# Streams that are closed: what is opened next must not take their place.
"$MDMCERT" info --law=law >want
"$MDMCERT" table long.table --resume=want-rows -o want-table
for closed in '<&-' '2>&-' '<&- 2>&-' '<&- >&-' '<&- >&- 2>&-' '>&- 2>&-'; do
  case_sh 0 "$closed, -o" "\"\$MDMCERT\" info --law=law -o got $closed"
  tap_same "$closed, -o: the result" want got
  rm -f rows
  case_sh 0 "$closed, --resume" "\"\$MDMCERT\" table long.table -j 2 \
    --progress=plain --resume=rows -o got $closed"
  sort want-rows >"$tap_case/want-rows"
  sort rows >"$tap_case/rows"
  tap_same "$closed, --resume: the rows" "$tap_case/want-rows" "$tap_case/rows"
  tap_same "$closed, --resume: the table" want-table got
  case $closed in
    *'>&- '*'2>&-') ;;
    *'2>&-') case_out <want ;;
  esac
  case $closed in
    '<&-') case_out <want ;;
    *'2>&-') ;;
    *) echo 'mdmcert: standard output: Bad file descriptor' | case_err ;;
  esac
  case $closed in
    *' >&-'* | '>&-'*) expected=2 ;;
    *) expected=0 ;;
  esac
  case_sh $expected "$closed" "\"\$MDMCERT\" info --law=law $closed"
done
echo 'mdmcert: -: cannot read: Bad file descriptor' | case_err
case_sh 2 'a law from a closed stream' '"$MDMCERT" info --law=- <&-'
case_sh 2 'and no message' '"$MDMCERT" info --law=- <&- 2>&-'
echo 'mdmcheck: standard output: cannot write: Bad file descriptor' | case_err
case_sh 2 'mdmcheck' "\"$MDMCHECK\" good >&-"
case_sh 2 'mdmcheck, and no message' "\"$MDMCHECK\" good >&- 2>&-"
"$MDMCHECK" good | case_out
case_sh 0 'mdmcheck <&-' "\"$MDMCHECK\" good <&-"
echo 'mdmcheck: -:1: cannot read: Bad file descriptor' | case_err
case_sh 2 'mdmcheck - <&-' "\"$MDMCHECK\" - <&-"

tap_done
