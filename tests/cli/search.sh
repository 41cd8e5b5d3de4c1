# mdmcert search: orbits counted and gone through, extremal laws,
# counterexamples, climbs.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# laws V L D WANT [OPTION..]: so many laws are gone through.
laws ()
{
  v=$1 l=$2 d=$3 want=$4
  shift 4
  got=$("$MDMCERT" search --vocab="$v" --length="$l" --denominator="$d" \
    --maximize=tc --format=json "$@" | sed -n 's/^  "laws": \([0-9]*\),$/\1/p')
  if test "$got" = "$want"; then
    tap_ok "$v tokens, $l positions, sum $d $*: $want laws"
  else
    tap_not_ok "$v tokens, $l positions, sum $d $*: $want laws, not $got"
  fi
}
# The table of mdmcert-theory(7): all symmetries; renamings; positions.
laws 2 2 4 8
laws 2 2 6 16
laws 2 3 4 19
laws 2 3 6 68
laws 3 2 4 16
laws 2 3 8 210
first=policy:order=confidence,k=1,ties=first
laws 2 2 4 11 --schedule="$first"
laws 2 3 4 50 --schedule="$first"
laws 3 2 4 24 --schedule="$first"
laws 2 3 8 835 --schedule="$first"
# Blocks: positions 0 and 1 may be exchanged, 2 not.
laws 1 3 5 1 --schedule='blocks:0 1|2'
laws 2 2 4 8 --schedule='blocks:0 1'
laws 2 2 4 11 --schedule='blocks:1|0'
# Each law once over a range.
laws 2 2 1..4 11
laws 2 2 3..4 11
laws 2 2 4..4 8
laws 2 3 8 13 --support=2

case_out <<'END'
{
  "schema": "mdmcert-search-1",
  "laws": 3,
  "claims": [
    {
      "id": "claim-1",
      "claim": "kl_mixed <= 3/4*ekl",
      "holds": 0,
      "equality": 2,
      "refuted": 1,
      "not-applicable": 0,
      "undecided": 0,
      "extremal": {
        "ratio": "1.05214",
        "lhs": {
          "exact": "log(2) + log(3) - log(5)",
          "value": "0.182322",
          "unit": "nats"
        },
        "rhs": {
          "exact": "1/4*log(2)",
          "value": "0.173287",
          "unit": "nats"
        },
        "law": [
          "1 000",
          "1 011"
        ],
        "schedule": "2,1"
      },
      "counterexample": {
        "ratio": "1.05214",
        "lhs": {
          "exact": "log(2) + log(3) - log(5)",
          "value": "0.182322",
          "unit": "nats"
        },
        "rhs": {
          "exact": "1/4*log(2)",
          "value": "0.173287",
          "unit": "nats"
        },
        "law": [
          "1 000",
          "1 011"
        ],
        "schedule": "2,1"
      }
    }
  ]
}
END
case_run 1 'the smallest counterexample' search --vocab=2 --length=3 \
  --denominator=1..8 --schedule=2,1 --claim='kl_mixed <= 3/4*ekl' --first \
  --digits=6 --format=json

# refuted V L CLAIM N: over the sums 1..4 N laws refute CLAIM.  What names
# tokens, or goes by the order of the positions, has fewer symmetries.
refuted ()
{
  got=$("$MDMCERT" search --vocab="$1" --length="$2" --denominator=1..4 \
    --claim="$3" --format=json | sed -n 's/^ *"refuted": \([0-9]*\),$/\1/p')
  if test "$got" = "$4"; then
    tap_ok "$3: refuted by $4 laws"
  else
    tap_not_ok "$3: refuted by $4 laws, not $got"
  fi
}
refuted 2 2 'permutation = 0' 1
refuted 3 2 'walk = 0' 1
refuted 2 4 'paired_copy = 0' 1
refuted 2 3 'markov_order(1) = 1' 23
case_out <<'END'
laws up to symmetry  35
symmetries           1
greatest             0.693147180560
on the law           2 01, 2 11
see                  printf '%s\n' '2 01' '2 11' | mdmcert info --law=-

the best of 35 laws
END
case_run 0 'a condition by value; laws where it is impossible are left out' \
  search --vocab=2 --length=2 --denominator=4 --maximize='H(0|1=1)'

# What is shown refutes the claim.
printf '%s\n' '1 000' '1 011' >law
case_run 1 'certify refutes it too' certify --law=law --schedule=2,1 \
  --claim='kl_mixed <= 3/4*ekl' -q

# The same at any number of processes; and climbs are reproducible.
set -- search --vocab=2 --length=3 --denominator=3..9 --schedule=2,1 \
  --schedule=policy:order=entropy,k=2 --claim='kl_mixed <= 3/4*ekl' \
  --claim='ekl <= tc/2' --claim='ekl >= tc/9'
"$MDMCERT" "$@" --format=json >one
"$MDMCERT" "$@" --format=json -j 3 >three
tap_true 'a search finds something' grep -q '"refuted": [1-9]' one
tap_same 'three processes find the same' one three
set -- search --vocab=2 --length=4 --denominator=12 --schedule=2,2 \
  --minimize=kl_mixed/ekl --climb=4 --seed=7 --format=json
"$MDMCERT" "$@" >one
"$MDMCERT" "$@" -j 3 >three
tap_true 'climbs find a value' grep -q '"value": "0.' one
tap_same 'climbs are reproducible' one three

# A law that lacks a token declares it.
case_out <<'END'
laws up to symmetry  2
symmetries           6
greatest             -1.00000000000
on the law           #: vocab 0 1 2, 1 0, 1 1
see                  printf '%s\n' '#: vocab 0 1 2' '1 0' '1 1' | mdmcert info --law=-

the best of 2 laws
END
case_run 0 'a token that does not occur' search --vocab=3 --length=1 \
  --denominator=2 --maximize='-2*pmax(0)'

# wrong MESSAGE OPTION..: refused.
wrong ()
{
  printf 'mdmcert: %s\n' "$1" >"$tap_case/want-err"
  name=$1
  shift
  case_run 2 "refused: $name" search "$@"
}
set -- --vocab=2 --length=2
wrong '--denominator: the option is missing: the sum of the weights' "$@"
wrong '--vocab: the option is missing: the number of tokens' --length=2
wrong '--claim: the option is missing: a claim, or --maximize or --minimize' \
  "$@" --denominator=2
wrong '--denominator=0: the least value is 1' "$@" --denominator=0
wrong '--denominator=5..3: the range ends before it begins' \
  "$@" --denominator=5..3
wrong '--denominator: the range needs an end' "$@" --denominator=2..
wrong '--maximize: only one of --claim, --maximize and --minimize may be given' \
  "$@" --denominator=2 --maximize=tc --claim='tc <= dtc'
wrong '--climb: climbs need a --seed' "$@" --denominator=2 --maximize=tc \
  --climb=3
wrong '--schedule=3: the sizes sum to 3, not to the length 2' \
  "$@" --denominator=2 --schedule=3 --claim='ekl <= tc'
wrong '--support=0: the least value is 1' "$@" --denominator=2 --support=0
case_err <<'END'
mdmcert: the search: the work is over the limit of 1000 cells (about 300000 cells); raise it with --max-cells
END
"$MDMCERT" search --vocab=2 --length=2 --denominator=2 --maximize=tc \
  --max-cells=1000 >out 2>err
if test $? = 3 && test ! -s out; then
  tap_ok 'over a limit'
else
  tap_not_ok 'over a limit'
fi
tap_reset

tap_done
