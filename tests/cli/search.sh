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
laws 2 2 4 8 --schedule=policy:order=left,k=2
laws 2 2 4 11 --schedule=policy:order=left,k=1
laws 2 2 4 11 --schedule=policy:order=left,k=2,block=1
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

# Shards: the same of any number, in any order and format; and restarts.
set -- search --vocab=2 --length=3 --denominator=3..12 --schedule=2,1 \
  --schedule=balanced:2 --claim='kl_mixed <= 3/4*ekl' --claim=li-cai-1
"$MDMCERT" "$@" --format=json --digits=20 >want
tap_true 'it has many parts' test "$(sed -n 's/^  "laws": \([0-9]*\),$/\1/p' \
  want)" -gt 2000
for m in 1 2 20; do
  rm -f part.*
  r=1
  while test $r -le $m; do
    "$MDMCERT" "$@" --shard=$r/$m -j 2 -o part.$r
    r=$((r + 1))
  done
  # shellcheck disable=SC2046
  tap_try merge $(ls part.* | sort -r) --format=json --digits=20
  tap_same "$m shards" want "$stdout"
  tap_true "$m shards: the status" test "$status" -eq 1
done
"$MDMCERT" "$@" --unit=bits >want-bits
tap_try merge $(ls part.*) --unit=bits
tap_same 'shards put together in bits' want-bits "$stdout"
echo 'mdmcert: --format: a shard has a format of its own; give the option to mdmcert merge' | case_err
case_run 2 'a shard in a format' "$@" --shard=1/2 --format=tsv
"$MDMCERT" "$@" --resume=rows --format=json --digits=20 >got
tap_same '--resume: a new file' want got
tap_try merge rows --format=json --digits=20
tap_same 'a file of finished parts is a shard' want "$stdout"
cp rows all
failed= length=$(wc -c <all) at=0 step=$((length / 5 + 1))
while test $at -le "$length"; do
  head -c $at all >rows
  "$MDMCERT" "$@" --resume=rows --format=json --digits=20 -j 2 >got
  cmp -s want got || failed="$failed $at"
  test "$(sort rows | cksum)" = "$(sort all | cksum)" \
    || failed="$failed $at(parts)"
  at=$((at + step))
done
tap_true "--resume: cut at five places$failed" test -z "$failed"
for jobs in 1 3; do
  rm -f rows
  kills=0 turns=0
  while test $turns -lt 5; do
    turns=$((turns + 1))
    "$MDMCERT" "$@" --resume=rows -j $jobs --format=json --digits=20 >got &
    process=$!
    before=$(cat rows 2>/dev/null | wc -l) waited=0
    while kill -0 $process 2>/dev/null && test $waited -lt 2000 \
          && test "$(cat rows 2>/dev/null | wc -l)" -lt $((before + 3)); do
      sleep 0.01
      waited=$((waited + 1))
    done
    if kill -9 $process 2>/dev/null; then
      kills=$((kills + 1))
      wait $process 2>/dev/null
    else
      wait $process
      break
    fi
  done
  tap_true "-j $jobs: it was killed in its work" test $kills -gt 0
  "$MDMCERT" "$@" --resume=rows -j $jobs --format=json --digits=20 >got
  tap_same "-j $jobs: killed $kills times, the same" want got
  tap_true "-j $jobs: no part is lost nor there twice" \
    test "$(wc -l <rows) $(sort -u rows | wc -l)" \
    = "$(wc -l <all) $(wc -l <all)"
done

# The first counterexample, far behind: the same in any number of processes and
# shards, and nothing after it counts.
set -- search --vocab=2 --length=3 --denominator=1..13 --schedule=2,1 \
  --claim='ekl <= 31/100*tc + 2/5*dtc' --first
"$MDMCERT" "$@" >want
tap_true 'the first one is not among the first 256' \
  test "$(sed -n 's/^laws up to symmetry *//p' want)" -gt 256
"$MDMCERT" "$@" -j 3 >got
tap_same 'the first one, three processes' want got
rm -f part.*
for r in 1 2 3; do
  "$MDMCERT" "$@" --shard=$r/3 -j 2 -o part.$r
done
tap_try merge part.3 part.1 part.2
tap_same 'the first one, three shards' want "$stdout"
rm -f rows
"$MDMCERT" "$@" --resume=rows -j 2 >got
head -n 2 rows >half
"$MDMCERT" "$@" --resume=half -j 2 >again
tap_same 'the first one, taken up' want again
tap_try merge half
tap_same 'the first one, of finished parts' want "$stdout"

# Climbs, too.
set -- search --vocab=2 --length=4 --denominator=6 --schedule=2,2 \
  --minimize=kl_mixed/ekl --climb=6 --seed=7
"$MDMCERT" "$@" >want
for r in 1 2; do
  "$MDMCERT" "$@" --shard=$r/2 -o climbs.$r
done
tap_try merge climbs.2 climbs.1
tap_same 'climbs in two shards' want "$stdout"

# What does not fit.
set -- search --vocab=2 --length=2 --denominator=1..9 --schedule=2 \
  --claim='ekl <= dtc/2'
rm -f all
"$MDMCERT" "$@" --resume=all >got
"$MDMCERT" "$@" --shard=1/2 -o part.1
"$MDMCERT" "$@" --shard=2/2 -o part.2
echo 'mdmcert: shard 2/2 is missing' | case_err
case_run 2 'a shard is missing' merge part.1
echo 'mdmcert: part.1:1:1: shard 1/2 was in part.1 already' | case_err
case_run 2 'one is given twice' merge part.1 part.1
"$MDMCERT" "$@" --support=3 --shard=2/2 -o other
echo 'mdmcert: other:1:1: it is of another search than part.1' | case_err
case_run 2 'of another search' merge part.1 other
echo 'mdmcert: --standalone: it goes with tables' | case_err
case_run 2 'no document of its own' merge part.1 --standalone --format=latex
printf 'Table: t\n\nRows: r\nLaw: uniform:V=2,L=2\n\nColumn: tc\n' >t.table
"$MDMCERT" table t.table --shard=2/2 -o other
echo 'mdmcert: other:1:1: it is not a shard of a search, as mdmcert search --shard=R/M writes them' | case_err
case_run 2 'a shard of a table among them' merge part.1 other
sed 1q part.1 >other
echo 'mdmcert: other: it is not complete: 1 part is missing' | case_err
case_run 2 'without a part' merge other part.2
other='it is not of this search: an option, a claim or the program is another one; move it away, or --resume with another file'
for option in --support=2 --first --max-cells=1G --predictor=argmax \
  --claim=mixing --shard=1/2; do
  cp all rows
  test $option = --max-cells=1G && option=--max-cells=1000000000
  echo "mdmcert: rows:1:1: $other" | case_err
  case_run 2 "--resume: $option" "$@" $option --resume=rows
  tap_same "--resume: $option: the file is as it was" all rows
done
sed '2s/"laws":./&1/' all >rows
echo 'mdmcert: rows:2:1: this line is damaged: its checksum is not that of its bytes' | case_err
case_run 2 '--resume: a damaged line' "$@" --resume=rows
sed 2p all >rows
echo 'mdmcert: rows:3:1: this part is there twice' | case_err
case_run 2 '--resume: a part twice' "$@" --resume=rows
# sealed SCRIPT: line 2 of `all' changed by a script of sed, with the checksum
# that belongs there, which is that of gzip.
sealed ()
{
  sed "2!d;$1;s/,\"crc32\":\"[0-9a-f]*\"}\$//" all | tr -d '\n' >body
  # shellcheck disable=SC2046
  set -- $(gzip -c body | tail -c 8 | od -An -tx1 -N4)
  sed 1q all
  printf '%s,"crc32":"%s"}\n' "$(cat body)" "$4$3$2$1"
}
sealed '' >rows
tap_same 'the checksums of lines are those of gzip' all rows
for damage in 'it is no record of a part' 'it contradicts itself'; do
  while IFS='|' read -r name script; do
    sealed "$script" >rows
    tap_true "$name: it is another line" sh -c '! cmp -s all rows'
    echo "mdmcert: rows:2:1: this line is damaged: $damage" | case_err
    case_run 2 "a damaged part: $name" "$@" --resume=rows
  done <<END
$(test "$damage" = 'it contradicts itself' || cat <<'LIST'
no part|s/"part":0,//
a part beyond the last|s/"part":0/"part":9/
a weight that is no number|s/"weights":./"weights":["a",/
LIST
test "$damage" != 'it contradicts itself' || cat <<'LIST'
another number of laws|s/"laws":/"laws":1/
a verdict too few|s/"verdicts":.[0-9]*,/"verdicts":[/
another verdict|s/"verdicts":.[0-9]*,/"verdicts":[99,/
another weight|s/"weights":./"weights":[9/
another best law|s/"best":{[^}]*}/"best":{"law":0,"schedule":0,"cells":[0],"weights":[1]}/
a law beyond the last|s/"best":{"law":[0-9]*/"best":{"law":999/
no counterexample|s/"counterexample":{[^}]*}/"counterexample":null/
another counterexample|s/"counterexample":{[^}]*}/"counterexample":{"law":0,"schedule":0,"cells":[0],"weights":[1]}/
another schedule|s/"schedule":0/"schedule":1/
stopped|s/"stopped":false/"stopped":true/
LIST
)
END
done

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

# One law is no laws; which ratio is meant, each claim says itself.
tap_try search --vocab=2 --length=3 --denominator=3 --first \
  --claim='dtc >= 2*tc' --claim='tc <= dtc'
grep ' ratio ' "$stdout" | sed 's/  .*//' >got
printf '%s\n' 'extremal ratio' 'greatest ratio' >want
tap_same 'the ratios of two claims' want got
tap_try search --vocab=2 --length=2 --denominator=1 --claim='tc >= 1'
tail -n 1 "$stdout" >got
echo '1 law: 1 refutation' >want
tap_same 'one law' want got
tap_try search --vocab=2 --length=2 --denominator=1 --maximize=tc
tail -n 1 "$stdout" >got
echo 'the best of 1 law' >want
tap_same 'the best of one' want got

# A shard may have no law, which is no claim that does not apply.
tap_try search --vocab=2 --length=2 --denominator=1 --claim='tc >= 0' \
  --shard=2/2
tap_true 'a shard without a law' test $status = 0

# The command that shows a law runs, whatever the names are.
cat >"a 'b'.policy" <<'END'
0 __
1 0_
1 1_
END
tap_try search --vocab=2 --length=2 --denominator=2 --claim='ekl >= tc' \
  --schedule="policy-file:a 'b'.policy"
sed -n 's/^see  *\(.*\)| mdmcert /\1 | "$MDMCERT" /p' "$stdout" | sed 1q >run
tap_true 'there is a command' test -s run
sh ./run >out 2>err
tap_true 'the command refutes the claim again' test $? = 1

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
