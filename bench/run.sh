#! /bin/sh
# run.sh - what `make bench' runs: measures everything in one go on this
# machine and prints ratios.  The table of cells per second stays in
# bench/speed.dat and as a figure in bench/speed.svg, of the build tree.
#
# Environment: MDMCERT and SPEED, the programs; MDMCHECK, which may not be
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
test -x "$SPEED" && test -x "$MDMCERT" || die 'run it as make bench'
mkdir -p bench || exit 2

echo 'Medians of rounds taken in turns, on one core unless said otherwise.'
test -r /proc/cpuinfo && sed -n 's/^model name[^:]*: /Processor: /p;T;q' \
  /proc/cpuinfo

heading 'Marginal cells per second: V, L, cells; additions only, dense engine, double'
echo 'precision with the log of libm; dense engine by additions, by double.'
"$SPEED" lattice 1 2 12 2 13 2 14 2 15 2 16 2 17 2 18 2 19 2 20 \
  3 8 3 10 3 12 4 6 4 8 4 10 >bench/speed.dat || exit 2
cat bench/speed.dat
awk -f "$SRCDIR/bench/draw.awk" bench/speed.dat >bench/speed.svg || exit 2
dense=$(awk -F '\t' '$1 == 2 && $2 == 18 { print $5 }' bench/speed.dat)

heading 'The dense engine at V = 2, L = 18, as a multiple of'
if have "$PYTHON" && "$PYTHON" -c 'import numpy' 2>/dev/null; then
  rate=$("$PYTHON" "$SRCDIR/bench/profile_numpy.py" 2 16) || exit 2
  echo "  NumPy float64, L = 16:               $(ratio "$dense" "$rate") ($rate cells/s)"
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

heading 'Threads: the dense engine at L = 20 with -j 2, as a multiple of one'
"$SPEED" lattice 1 2 20 >"$dir/one" && "$SPEED" lattice 2 2 20 >"$dir/two" \
  || exit 2
ratio "$(field 5 2 "$dir/two")" "$(field 5 2 "$dir/one")"
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

heading 'Proofs at L = 1000: seconds, kB'
"$SPEED" time 3 \
  "$MDMCERT" prove --claim=li-cai-1 --length=1000 --schedule=balanced:10 -- \
  "$MDMCERT" prove --claim='ekl <= (s(1)-1)/L * sum_mi' --length=1000 \
    --schedule=cosine:10 -- \
  "$MDMCERT" prove --claim='ekl <= 9/1000 * sum_mi' --length=1000 \
    --all-schedules --smax=10 >"$dir/out" || exit 2
printf 'li-cai-1, balanced:10\t%s\n' "$(sed -n 1p "$dir/out")"
printf 'a claim, cosine:10\t%s\n' "$(sed -n 2p "$dir/out")"
printf 'all schedules, smax 10\t%s\n' "$(sed -n 3p "$dir/out")"

heading 'mdmcheck against certify, V = 2, L = 6: seconds, kB'
if test -n "$MDMCHECK" && test -x "$MDMCHECK"; then
  set -- certify --law=random:V=2,L=6,den=9,seed=1 --schedule=2,2,2 \
    --claim=li-cai-1
  "$MDMCERT" "$@" --certificate="$dir/cert" >/dev/null || exit 2
  "$SPEED" time 9 "$MDMCERT" "$@" -- "$MDMCHECK" "$dir/cert" >"$dir/out" \
    || exit 2
  printf 'certify\t%s\n' "$(sed -n 1p "$dir/out")"
  printf 'mdmcheck\t%s\n' "$(sed -n 2p "$dir/out")"
  echo "ratio $(ratio "$(field 1 2 "$dir/out")" "$(field 1 1 "$dir/out")")"
else
  echo 'mdmcheck: not here'
fi

heading 'Claims in joint entropies: verdict and seconds, beside those of glpsol'
sh "$SRCDIR/bench/joint.sh" "$MDMCERT" || exit 2
