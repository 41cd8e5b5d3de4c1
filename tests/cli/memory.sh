# Memory that is out at any call: status 2 and one line, with every file as it
# was or complete; or the whole result, where the call could be done without.
# What the library of OpenMP says before it leaves does not count.
# A sample of the calls, and the last ones, in which results are written; every
# call with MEMORY=every.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

preload=${abs_top_builddir:?}/tests/no-memory.so
LD_PRELOAD=$preload NO_MEMORY_AT=1 "$MDMCERT" --help >/dev/null 2>&1
if test $? -ne 2; then
  echo '1..0 # SKIP no library can be preloaded that lets memory be out'
  exit 0
fi

printf '1 00\n2 11\n1 01\n' >law
printf '#: law\n1 00\n1 11\n#: law\n1 01\n1 10\n' >laws
cat >small.table <<'END'
Table: Small

Rows: chain of {L}
For: L = 2..3
Law: markov:flip=1/4,L={L}
Schedule: balanced:2

Column: ekl
Numbers: both

Column: half
Claim: ekl <= tc/2
END
for shard in 1 2; do
  "$MDMCERT" table small.table --shard=$shard/2 -o shard$shard
done
"$MDMCERT" certify --law=law --schedule=1,1 --certificate=good -q
"$MDMCERT" prove --claim=sharp-constant --length=3 --some-schedule --smax=2 \
  --certificate=proof -q
"$MDMCERT" table small.table --resume=half -q

# fresh: what a run may write to.
fresh ()
{
  for fresh_file in result certificate; do
    echo old >$fresh_file
  done
  head -n 2 half >rows
}

# as_it_was FILE / complete FILE
as_it_was () { test "$(cat "$1")" = old; }
complete () { cmp -s "$1" "$tap_case/$1"; }

# run N PROGRAM [ARGUMENT..]: without its call N, every second time also
# without the later ones; is it as it should be?
run ()
{
  run_at=$1
  shift
  fresh
  test $((run_at % 2)) -eq 0 && run_on= || run_on=NO_MEMORY_ON=1
  env LD_PRELOAD="$preload" NO_MEMORY_AT="$run_at" $run_on "$@" \
    </dev/null >"$stdout" 2>"$stderr"
  status=$?
  if test $status -eq 2; then
    test "$(grep -cv '^libgomp: \|^$' "$stderr")" -eq 1 \
      && test ! -s "$stdout" \
      && as_it_was result \
      && { as_it_was certificate || complete certificate; }
  else
    test $status -eq $want && test ! -s "$stderr" \
      && cmp -s "$stdout" "$tap_case/result-out" \
      && complete result && complete certificate
  fi
}

# every NAME PROGRAM [ARGUMENT..]
every ()
{
  name=$1 failed=0
  shift
  fresh
  env LD_PRELOAD="$preload" NO_MEMORY_AT=0 NO_MEMORY_COUNT="$tap_case/count" \
    "$@" </dev/null >"$tap_case/result-out" 2>"$stderr"
  want=$?
  cp result certificate "$tap_case"
  count=$(cat "$tap_case/count") n=1
  while test $n -le $count; do
    run $n "$@" || {
      test $failed -gt 5 || {
        echo "# call $n of $count: status $status"
        tap_note <"$stderr"
      }
      failed=$((failed + 1))
    }
    test "${MEMORY-}" = every || test $n -gt $((count - 12)) \
      || n=$((n + count / 12))
    n=$((n + 1))
  done
  tap_true "$name: status $want or 2 in $count calls" \
    test $failed -eq 0 -a $want -lt 2
}

every info "$MDMCERT" info --law=law -o result
every certify "$MDMCERT" certify --law=law --schedule=1,1 -o result \
  --certificate=certificate
every 'certify, json' "$MDMCERT" certify --law=law --schedule=2 \
  --predictor=smooth:1/3 --claim='ekl = 0' --format=json -o result
for jobs in 1 2; do
  every "certify --laws -j $jobs" "$MDMCERT" certify --laws=laws \
    --schedule=1,1 -o result -j $jobs
  every "table --resume -j $jobs" "$MDMCERT" table small.table --resume=rows \
    -o result -j $jobs
done
every prove "$MDMCERT" prove --claim=sharp-constant --length=3 \
  --some-schedule --smax=2 -o result --certificate=certificate
every schedule "$MDMCERT" schedule --law=law -o result
every law "$MDMCERT" law --law=law --schedule=2 -o result
every claims "$MDMCERT" claims -o result
every 'table --format=latex' "$MDMCERT" table small.table --format=latex \
  -o result
every 'table --shard' "$MDMCERT" table small.table --shard=1/2 -o result
every merge "$MDMCERT" merge shard1 shard2 -o result
every 'merge --format=latex' "$MDMCERT" merge shard1 shard2 --format=latex \
  -o result
if test -n "${MDMCHECK-}"; then
  every mdmcheck "$MDMCHECK" --law=law good
  every 'mdmcheck, a proof' "$MDMCHECK" proof
  # The verdict comes before what is explained, and stands.
  MDMCERT_DATADIR=$abs_top_srcdir/proofs-data
  export MDMCERT_DATADIR
  "$MDMCHECK" proof >verdict
  "$MDMCHECK" --explain proof >whole
  test "${MEMORY-}" = every && stride=1 || stride=29
  n=1 status=2 failed=0
  while test $n -le 3000; do
    env LD_PRELOAD="$preload" NO_MEMORY_AT=$n NO_MEMORY_ON=1 \
      "$MDMCHECK" --explain proof >"$stdout" 2>"$stderr"
    status=$?
    lines=$(wc -l <"$stderr")
    head -n "$(wc -l <verdict)" "$stdout" | cmp -s - verdict && told=1 || told=0
    case $status:$told:$(test -s "$stdout" && echo some):$((lines)) in
      2:0::1 | 2:1:some:1) ;;
      0:1:some:0) cmp -s whole "$stdout" || failed=1 ;;
      *) failed=1; echo "# call $n: status $status" ;;
    esac
    n=$((n + stride))
    test $status -ne 0 || break
  done
  tap_true 'mdmcheck --explain' test $failed -eq 0 -a $status -eq 0
fi
tap_true 'no temporary file is left' \
  test -z "$(ls | grep '\.[A-Za-z0-9]\{6\}$')"

tap_done
