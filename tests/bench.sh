# The programs of bench/ run; what they measure is not a matter of passing.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

speed=${abs_top_builddir:?}/bench/speed

"$speed" lattice 1 2 8 3 5 4 4 >table 2>errors
tap_true 'speed measures lattices' test $? -eq 0
tap_true 'and says nothing else' test ! -s errors
awk -F '\t' 'NF != 12 { wrong = 1 } END { exit wrong || NR != 4 }' table
tap_true 'one row a lattice, under a heading' test $? -eq 0
awk -F '\t' 'NR > 1 && $3 != ($1 + 1) ^ $2 { exit 1 }' table
tap_true 'of (V+1)^L cells' test $? -eq 0
awk -F '\t' 'NR > 1 { for (i = 4; i <= 12; i++) if ($i <= 0) exit 1 }' table
tap_true 'with rates' test $? -eq 0
awk -f "$abs_top_srcdir/bench/draw.awk" table >figure
tap_true 'the figure is drawn' grep -q '^</svg>$' figure

"$speed" law 4 >law
tap_true 'a law is written' test "$(wc -l <law)" -eq 16
"$speed" time 3 "$speed" additions 4 -- "$MDMCERT" info --law=./law >times
tap_true 'commands are measured' test $? -eq 0
tap_true 'one line each' test "$(wc -l <times)" -eq 2
"$speed" time 3 "$MDMCERT" info --law=./none >times 2>errors
tap_true 'a command that fails is no measurement' test $? -eq 2

# The peers are right where they are compared.
peer=${abs_top_builddir:?}/bench/peer
"$MDMCERT" info --law=./law --format=json >exact
"$peer" info ./law | awk '{ printf "%.9g\n", $2 }' >got
awk '/"avg_entropy"/ { on = 1 } /"curve"/ { on = 0 }
     on && /"value"/ { gsub (/[",]/, "", $2); printf "%.9g\n", $2 }' exact >expected
tap_same 'the entropies in double precision' expected got
"$peer" output ./law 2 2 | awk '{ printf "%.9g\n", $1 }' >got
"$MDMCERT" certify --law=./law --schedule=2,2 --claim='kl_mixed >= 0' \
  --format=json \
  | awk '/"kl_mixed":/ { on = 1 }
         on && /"value"/ { gsub (/[",]/, "", $2); printf "%.9g\n", $2; exit }' >expected
tap_same 'the divergence in double precision' expected got

tap_done
