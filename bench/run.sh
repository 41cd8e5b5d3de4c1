#! /bin/sh
# run.sh - what `make bench' runs: measures everything in one go on this
# machine and prints ratios.  The table of cells per second stays in
# bench/speed.dat and as a figure in bench/speed.svg, of the build tree.
#
# Environment: MDMCERT, SPEED and PEER, the programs; MDMCHECK, which may not be
# there; SRCDIR, the source tree; PYTHON (python3) and GP (gp).

PYTHON=${PYTHON-python3}
GP=${GP-gp}
LC_ALL=C
export LC_ALL

dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

have () { command -v "$1" >/dev/null 2>&1; }
die () { echo "bench: $*" >&2; exit 2; }
# ratio A B: A/B; field N LINE FILE.
ratio () { awk "BEGIN { x = $1 / $2; printf x < 1000 ? \"%.3g\" : \"%.0f\", x }"; }
field () { awk -F '\t' "NR == $2 { print \$$1 }" "$3"; }
heading () { printf '\n%s\n' "$*"; }

export MDMCERT
test -x "$SPEED" && test -x "$PEER" && test -x "$MDMCERT" || die 'run it as make bench'
mkdir -p bench || exit 2

# timed ROUNDS NAME CMD.. [-- NAME CMD..]..: seconds of the processor, a line
# each, and of the first command as a multiple of the last.
timed ()
{
  rounds=$1 names=
  shift
  for word; do
    shift
    if test -z "$start"; then
      names="$names$word
" start=1
    else
      test "$word" = -- && start=
      set -- "$@" "$word"
    fi
  done
  start=
  "$SPEED" time "$rounds" "$@" >"$dir/out" || exit 2
  printf '%s' "$names" | paste - "$dir/out"
  test "$(wc -l <"$dir/out")" -eq 1 \
    || echo "ratio of the first to the last: $(ratio "$(field 1 1 "$dir/out")" \
         "$(awk -F '\t' 'END { print $1 }' "$dir/out")")"
}

echo 'Medians of rounds taken in turns, on one core unless said otherwise, in time'
echo 'of the processor, not of the wall.'
test -r /proc/cpuinfo && sed -n 's/^model name[^:]*: /Processor: /p;T;q' \
  /proc/cpuinfo

heading 'Marginal cells per second: additions only; the dense engine, exact; double'
echo 'precision with the log of libm, with vector logarithms, with a table of n log n.'
"$SPEED" lattice 1 2 12 2 13 2 14 2 15 2 16 2 17 2 18 \
  3 8 3 10 3 12 4 6 4 8 4 10 >bench/speed.dat || exit 2
cat bench/speed.dat
awk -f "$SRCDIR/bench/draw.awk" bench/speed.dat >bench/speed.svg || exit 2
dense=$(awk -F '\t' '$1 == 2 && $2 == 18 { print $5 }' bench/speed.dat)

heading 'The dense engine at V = 2, L = 18, as a multiple of'
# NumPy makes and frees large arrays; where fresh pages are dear, giving them
# back each time would be most of what is measured.
numpy ()
{
  MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=4294967296 \
    "$PYTHON" "$SRCDIR/bench/$@"
}
if have "$PYTHON" && "$PYTHON" -c 'import numpy' 2>/dev/null; then
  rate=$(numpy profile_numpy.py 2 16) || exit 2
  echo "  NumPy float64, L = 16:               $(ratio "$dense" "$rate") ($rate cells/s)"
  rate=$(numpy profile_table.py 2 18) || exit 2
  echo "  NumPy with a table, L = 18:          $(ratio "$dense" "$rate") ($rate cells/s)"
else
  echo '  NumPy float64: not here'
fi
if have "$PYTHON" && "$PYTHON" -c 'import mpmath' 2>/dev/null; then
  rate=$("$PYTHON" "$SRCDIR/bench/profile_exact.py" 2 9) || exit 2
  echo "  Python, exact with intervals, L = 9: $(ratio "$dense" "$rate") ($rate cells/s)"
else
  echo '  exact Python: mpmath is not here'
fi
if have "$GP"; then
  rate=$(echo "read(\"$SRCDIR/bench/profile.gp\"); measure(2, 12)" | "$GP" -q) \
    || exit 2
  echo "  PARI/GP, L = 12:                     $(ratio "$dense" "$rate") ($rate cells/s)"
else
  echo '  PARI/GP: not here'
fi

heading 'Threads: the dense engine at L = 18 with -j 2, on the wall, as a multiple of one'
"$SPEED" lattice 2 2 18 >"$dir/two" || exit 2
ratio "$(field 5 2 "$dir/two")" "$dense"
echo

heading 'Whole processes, from a law file of weights up to 4: seconds, kB'
"$SPEED" law 18 >"$dir/law18" && "$SPEED" law 20 >"$dir/law20" || exit 2
"$SPEED" time 9 "$SPEED" additions 18 -- "$MDMCERT" info --law="$dir/law18" \
  >"$dir/out" || exit 2
printf 'additions only, L = 18\t%s\n' "$(sed -n 1p "$dir/out")"
printf 'mdmcert info, L = 18\t%s\n' "$(sed -n 2p "$dir/out")"
echo "ratio $(ratio "$(field 1 2 "$dir/out")" "$(field 1 1 "$dir/out")")"
"$SPEED" time 3 "$MDMCERT" info --law="$dir/law20" >"$dir/out" || exit 2
printf 'mdmcert info, L = 20\t%s\n' "$(cat "$dir/out")"

heading 'Instances a second, V = 2, L = 3: ekl, li-cai-1, sharp-upper'
awk 'BEGIN {
  srand (1)
  for (n = 0; n < 20000; n++)
    {
      print "#: law"
      for (i = 0; i < 8; i++)
        printf "%d %d%d%d\n", 1 + int (rand () * 9), int (i / 4),
               int (i / 2) % 2, i % 2
    }
}' >"$dir/stream"
cat >"$dir/certify" <<'EOF'
i=0
while test $i -lt 100; do
  i=$((i + 1))
  "$MDMCERT" certify --law="random:V=2,L=3,den=9,seed=$i" --schedule=1,2 \
    --claim=li-cai-1 --claim=sharp-upper || exit 2
done
EOF
"$SPEED" time 5 "$MDMCERT" certify --laws="$dir/stream" --schedule=1,2 \
  --claim=li-cai-1 --claim=sharp-upper -- sh "$dir/certify" >"$dir/out" \
  || exit 2
echo "from a stream:    $(ratio 20000 "$(field 1 1 "$dir/out")")"
echo "a process each:   $(ratio 100 "$(field 1 2 "$dir/out")")"

heading 'Weights that all differ, 10 digits, V = 2, L = 16, a law file: seconds, kB'
# digits LENGTH: a law of all binary sequences with weights of ten digits.
digits ()
{
  awk -v length_of="$1" 'BEGIN {
    srand (1)
    for (n = 0; n < 2 ^ length_of; n++)
      {
        x = ""
        for (i = length_of; i-- > 0;)
          x = x int (n / 2 ^ i) % 2
        printf "0.%05d%05d %s\n", rand () * 99999, 1 + rand () * 99998, x
      }
  }'
}
digits 16 >"$dir/digits16" && digits 12 >"$dir/digits12" || exit 2
timed 5 'mdmcert info' "$MDMCERT" info --law="$dir/digits16" -- \
  'double precision, libm' "$PEER" info "$dir/digits16"

heading 'KL (p || p_Y), V = 2, L = 12, sizes 3,3,3,3, 10 digits: seconds, kB'
timed 5 'mdmcert certify' "$MDMCERT" certify --law="$dir/digits12" \
  --schedule=3,3,3,3 --claim='kl_mixed <= ekl' -- \
  'double precision' "$PEER" output "$dir/digits12" 3 3 3 3

heading 'Text, 200 kB of 27 characters, L = 10, the sparse route: seconds, kB'
awk 'BEGIN {
  srand (1)
  for (n = 0; n < 200000; n++)
    {
      u = rand ()
      printf "%s", u < 0.18 ? " " : sprintf ("%c", 97 + int (26 * rand () * rand ()))
    }
}' >"$dir/text"
classes=$(awk 'BEGIN {
  for (c = 97; c < 123; c++)
    printf "%c:%c/", c, c
  print "_: "
}')
timed 3 'mdmcert info' \
  "$MDMCERT" info --law="text:$dir/text,L=10,classes=$classes" -q

heading 'Proofs, L = 1000 and 20000: seconds, kB'
timed 3 'li-cai-1, L = 1000, balanced:10' \
  "$MDMCERT" prove --claim=li-cai-1 --length=1000 --schedule=balanced:10 -- \
  'a claim, L = 1000, cosine:10' "$MDMCERT" prove --length=1000 \
    --claim='ekl <= (s(1)-1)/L * sum_mi' --schedule=cosine:10 -- \
  'sharp-constant, L = 20000, all schedules, smax 5' "$MDMCERT" prove \
    --claim=sharp-constant --length=20000 --all-schedules --smax=5 | sed '$d'

heading 'mdmcheck against certify with all theorems that apply: seconds, kB'
if test -n "$MDMCHECK" && test -x "$MDMCHECK"; then
  awk 'BEGIN {
    srand (1)
    for (n = 0; n < 30; n++)
      {
        x = ""
        for (i = 0; i < 22; i++)
          x = x int (2 * rand ())
        print 1 + int (1000000 * rand ()), x
      }
  }' >"$dir/rows"
  # checked NAME LAW SCHEDULE
  checked ()
  {
    echo "$1"
    "$MDMCERT" certify --law="$2" --schedule="$3" --certificate="$dir/cert" \
      >/dev/null || exit 2
    timed 3 mdmcheck "$MDMCHECK" "$dir/cert" -- \
      certify "$MDMCERT" certify --law="$2" --schedule="$3" \
        --certificate="$dir/cert2"
  }
  checked 'V = 2, L = 6, 2,2,2' random:V=2,L=6,den=9,seed=1 2,2,2
  checked 'V = 2, L = 10, 2,2,2,2,2' random:V=2,L=10,den=9,seed=1 2,2,2,2,2
  checked '30 rows of 22 positions, balanced:5' "$dir/rows" balanced:5
else
  echo 'mdmcheck: not here'
fi

heading 'Claims in joint entropies: verdict and seconds, beside those of glpsol'
sh "$SRCDIR/bench/joint.sh" "$MDMCERT" || exit 2
