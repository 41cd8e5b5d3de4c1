# proofs-data/figures is what the program prints.  As a command,
#   MDMCERT=build/mdmcert abs_top_srcdir=$PWD sh tests/figures-data.sh --make DIR
# writes the data, and the figures that are shown, to DIR; the test makes them
# again and compares.
set -u
top=${abs_top_srcdir:?must be the path of the source tree}
: "${MDMCERT:?must be the path of the program}"
MDMCERT=$(cd "$(dirname "$MDMCERT")" && pwd)/$(basename "$MDMCERT")

names='permutation decoders chain wainwright parallelbench'
shown='chain decoders'

# make NAME FORMAT: what the command in the file prints.
make ()
(
  format=$2
  mdmcert () { "$MDMCERT" "$@" --format=$format; }
  cd "$top" && . "./proofs-data/figures/$1.figure"
)

if test "${1-}" = --make; then
  for name in $names; do
    make $name tsv >"${2:?}/$name.tsv" || exit 1
  done
  for name in $shown; do
    make $name svg >"$2/$name.svg" || exit 1
  done
  exit 0
fi

. "$top/tests/cli/tap.sh"
figures=$top/proofs-data/figures
(cd "$figures" && ls ./*.figure) | sed 's,./,,;s/\.figure$//' | sort >got
echo $names | tr ' ' '\n' | sort >want
tap_same 'every figure is made' want got
for name in $names; do
  make $name tsv >"$name.tsv"
  tap_same "proofs-data/figures/$name.tsv" "$figures/$name.tsv" "$name.tsv"
  for word in Citation 'The same' 'Not the same'; do
    tap_true "$name.figure has: $word" \
      grep -q "^# $word: " "$figures/$name.figure"
  done
done
for name in $shown; do
  make $name svg >"$name.svg"
  tap_same "proofs-data/figures/$name.svg" "$figures/$name.svg" "$name.svg"
done

# The same numbers from elsewhere.
awk -F '\t' '$1 == 240 && $2 < 240 { printf "%d %.6g\n", $2, $3 }' \
  "$top/proofs-data/depth/permutation.tsv" >want
awk -F '\t' '$1 ~ /^policy/ { printf "%d %.6g\n", $2, $3 }' permutation.tsv >got
tap_true 'E(240,T) is in proofs-data/depth' test -s want
tap_same 'E(240,T) is that of proofs-data/depth' want got
awk -F '\t' '$1 == "shuffle" && $3 == 1 {
    n = $2; f = 1; for (i = 2; i <= n; i++) f *= i
    split ($8 "/1", q, "/")
    d = $4 - (n * log (n) - log (f)); a = q[1] / q[2] - f / n ^ n
    if (d * d > 1e-9 || a * a > 1e-12) bad = 1
    met++ }
  END { exit bad || met != 5 }' parallelbench.tsv
tap_true 'shuffling has the closed forms' test $? -eq 0
tap_done
