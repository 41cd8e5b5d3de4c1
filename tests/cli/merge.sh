# Long tables: --resume, --shard and mdmcert merge.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

cat >grid.table <<'END'
Table: Grid
Digits: 5
Order: L, -ekl

Rows: {s}
For: s = 1..3
For: L = 3..5
Law: random:V=2,L={L},den=9,seed={s}
Schedule: balanced:2
Schedule: best:2

Column: s
Text: {label}

Column: L

Column: schedule
Text: {schedule}

Column: ekl
Numbers: both

Column: ratio
Ratio: ekl
To: tc

Column: claim
Claim: ekl <= dtc/4

Column: Z(5)
END
for format in text tsv json latex; do
  "$MDMCERT" table grid.table --format=$format >want.$format
  echo $? >want-status
done
tap_true 'the table has 18 rows and refuted claims' \
  test "$(grep -c '^. *[345]  ' want.text) $(cat want-status)" = '18 1'

# Shards, of any number, in any order.
for m in 1 5 20; do
  rm -f part.*
  r=1
  while test $r -le $m; do
    "$MDMCERT" table grid.table --shard=$r/$m -o part.$r
    r=$((r + 1))
  done
  tap_true "$m shards: all written" test "$(ls part.* | wc -l)" -eq $m
  for format in text tsv json latex; do
    tap_try merge $(ls part.* | sort -r) --format=$format
    tap_same "$m shards: $format" want.$format "$stdout"
    tap_true "$m shards: $format: status" \
      test "$status" -eq "$(cat want-status)"
  done
done

# What does not fit.
rm -f part.*
for r in 1 2 3; do
  "$MDMCERT" table grid.table --shard=$r/3 -o part.$r
done
echo 'mdmcert: the files of the shards are missing' | case_err
case_run 2 'no file' merge
echo 'mdmcert: shard 2/3 is missing' | case_err
case_run 2 'one is missing' merge part.1 part.3
echo 'mdmcert: 2 shards of 3 are missing, 1/3 among them' | case_err
case_run 2 'two are missing' merge part.2
echo 'mdmcert: part.1:1:1: shard 1/3 was in part.1 already' | case_err
case_run 2 'one is given twice' merge part.1 part.2 part.1
cp part.1 same
echo 'mdmcert: same:1:1: shard 1/3 was in part.1 already' | case_err
case_run 2 'a copy of one' merge part.1 part.2 same part.3
"$MDMCERT" table grid.table --shard=3/4 -o other
echo 'mdmcert: other:1:1: it is of another table than part.1' | case_err
case_run 2 'of another number of shards' merge part.1 part.2 other
"$MDMCERT" table grid.table --shard=3/3 --digits=6 -o other
echo 'mdmcert: other:1:1: it is of another table than part.1' | case_err
case_run 2 'with other digits' merge part.1 part.2 other
sed 's/^Table: Grid/Table: Other/' grid.table >other.table
"$MDMCERT" table other.table --shard=3/3 -o other
echo 'mdmcert: other:1:1: it is of another table than part.1' | case_err
case_run 2 'of another description' merge part.1 part.2 other
sed '$d' part.3 >other
echo 'mdmcert: other: it is not complete: 1 row is missing' | case_err
case_run 2 'without a row' merge part.1 part.2 other
sed 1q part.3 >other
echo 'mdmcert: other: it is not complete: 6 rows are missing' | case_err
case_run 2 'without any row' merge part.1 part.2 other
printf '%s' "$(cat part.3)" >other
echo 'mdmcert: other: it is not complete: its last line has no end' | case_err
case_run 2 'cut within its last line end' merge part.1 part.2 other
head -c 4000 part.3 >other
echo 'mdmcert: other: it is not complete: its last line has no end' | case_err
case_run 2 'cut somewhere' merge part.1 part.2 other
# sealed LINE SCRIPT FILE: FILE with LINE changed by a script of sed, and with
# the checksum that belongs there, which is that of gzip.
sealed ()
{
  sed "$1$2" "$3" | sed "$1!d;s/,\"crc32\":\"[0-9a-f]*\"}\$//" \
    | tr -d '\n' >body
  # shellcheck disable=SC2046
  set -- "$1" "$3" $(gzip -c body | tail -c 8 | od -An -tx1 -N4)
  sed "$1,\$d" "$2"
  printf '%s,"crc32":"%s"}\n' "$(cat body)" "$6$5$4$3"
  sed "1,$1d" "$2"
}
sealed 3 's/^//' part.3 >other
tap_same 'the checksums of lines are those of gzip' part.3 other
sed '3p' part.3 >other
echo 'mdmcert: other:4:1: this row is there twice' | case_err
case_run 2 'with a row twice' merge part.1 part.2 other
sealed 3 's/^{"row":[0-9]*,/{"row":0,/' part.3 >other
echo 'mdmcert: other:3:1: this row is not one of the shard' | case_err
case_run 2 'with a foreign row' merge part.1 part.2 other
damage='this line is damaged: it is no record of a row'
# damaged NAME SCRIPT: line 3 changed by a script of sed.
damaged ()
{
  sealed 3 "$2" part.3 >other
  tap_true "$1: it is another line" sh -c '! cmp -s part.3 other'
  echo "mdmcert: other:3:1: $damage" | case_err
  case_run 2 "$1" merge part.1 part.2 other
}
damaged 'no JSON' 's/}$//'
damaged 'not an object' 's/.*/[]/'
damaged 'empty' 's/.*//'
damaged 'a row beyond the last' 's/"row":[0-9]*/"row":99/'
damaged 'a row below the first' 's/"row":[0-9]*/"row":-1/'
damaged 'a row that is no number' 's/"row":[0-9]*/"row":"1"/'
damaged 'a cell too few' 's/"cells":\["[^"]*",/"cells":[/'
damaged 'a cell of another kind' 's/"cells":\["[^"]*",/"cells":[1,/'
damaged 'a text for a number' 's/\("cells":\["[^"]*",\){[^}]*}/\1"x"/'
damaged 'no verdicts' 's/"verdicts":\[[^]]*\]/"verdicts":[]/'
damaged 'a verdict of no kind' 's/"verdicts":\["[a-z]*"/"verdicts":["true"/'
damaged 'a control character' 's/"label":"/"label":"\\u001b[31m/'
damaged 'no keys' 's/,"keys":\[[^]]*\]//'
damaged 'a key of another kind' 's/"keys":\[[^]]*\]/"keys":[1,2]/'
damaged 'a key too few' 's/"keys":\[[^]]*\]/"keys":["1"]/'
damaged 'a label that is none' 's/"label":"[^"]*"/"label":7/'
damaged 'a member twice' 's/^{/{"row":2,/'
damaged 'one more member' 's/^{/{"more":2,/'
damage='this line is damaged: it contradicts itself'
damaged 'other digits' 's/"value":"0\.[0-9]/"value":"0.7/'
damaged 'another exact form' 's/"exact":"[^"]*log(2)/&*2/'
damaged 'another unit' 's/"unit":"nats"/"unit":"bits"/'
damaged 'another verdict' 's/"verdicts":\["[a-z]*"/"verdicts":["undecided"/'
damaged 'another key' 's/"keys":\["[0-9]*"/"keys":["7"/'
damage='this line is damaged: its checksum is not that of its bytes'
sed '3s/"s":"[0-9]/&1/' part.3 >other
echo "mdmcert: other:3:1: $damage" | case_err
case_run 2 'another value of a variable' merge part.1 part.2 other
sed '1s/"max_cells":"/&1/' part.3 >other
echo "mdmcert: other:1:1: $damage" | case_err
case_run 2 'another limit in the head' merge other
sed '1s/"mdmcert-shard-3"/"mdmcert-shard-1"/' part.3 >other
old='it was written by an older version: schema mdmcert-shard-1, mdmcert-shard-3 is expected'
echo "mdmcert: other:1:1: $old" | case_err
case_run 2 'of an older version' merge part.1 part.2 other
echo "mdmcert: other:1:1: $old" | case_err
case_run 2 '--resume: of an older version' table grid.table --resume=other

# Files of laws must have been read in one way.
printf '1/2 00\n1/3 11\n' >thirds.law
printf 'Table: t\n\nRows: r\nFor: i = 1..2\nLaw: thirds.law\n\nColumn: tc\nValue: tc\n' \
  >thirds.table
"$MDMCERT" table thirds.table --shard=1/2 >plain.1
"$MDMCERT" table thirds.table --shard=2/2 >plain.2
"$MDMCERT" table thirds.table --shard=2/2 --normalize >normal.2
"$MDMCERT" table thirds.table --shard=2/2 --pad=_ >padded.2
tap_try merge plain.1 plain.2
tap_true 'read in one way' test "$status" = 0
for other in normal padded; do
  tap_try merge plain.1 $other.2
  tap_true "$other: read in another way" test "$status" = 2
done

# Any digit that is another one is found, wherever it stands.
for file in part.1 part.3; do
  failed= size=$(wc -c <$file) at=0 step=$(($(wc -c <$file) / 17))
  while test $at -lt "$size"; do
    {
      head -c $at $file
      tail -c +$((at + 1)) $file | sed '1{s/[0-8]/9/;t
        s/9/0/}'
    } >other
    cmp -s $file other || {
      "$MDMCERT" merge part.2 $(ls part.[13] | grep -v $file) other >got \
        2>"$stderr" && failed="$failed $at"
      grep -q '^mdmcert: other:[0-9]*:1: ' "$stderr" || failed="$failed $at(place)"
      test ! -s got || failed="$failed $at(output)"
    }
    at=$((at + step))
  done
  tap_true "$file: another digit in 17 places$failed" test -z "$failed"
done
noshard='it is not a shard of a table, as mdmcert table --shard=R/M writes them'
for script in 's/mdmcert-shard-3/mdmcert-shard-4/' 's/"rows":18/"rows":0/' \
  's/"shard":3/"shard":4/' 's/,"shard":3//' \
  's/"columns":\[.*\],"claims"/"columns":[],"claims"/' \
  's/"unit":"nats"/"unit":null/' 's/.*/{}/' 's/.*//' \
  's/"order":\[{"column":1/"order":[{"column":9/' \
  's/"title":"/"title":"\\u009b/' 's/"numbers":"both"/"numbers":3/' 's/"kind":"ratio"/"kind":"x"/' \
  's/"show":"verdict"/"show":"x"/' 's/"claim":0/"claim":7/' \
  's/"digits":5,"exact_terms"/"digits":"5","exact_terms"/'; do
  sed "1$script" part.3 >other
  echo "mdmcert: other:1:1: $noshard" | case_err
  case_run 2 "no head: $script" merge other part.1 part.2
done
sealed 1 's/"version":"[^"]*"/"version":"0"/' part.3 >other
echo 'mdmcert: other:1:1: it was written by another version' | case_err
case_run 2 'of another version' merge other part.1 part.2
: >other
echo "mdmcert: other:1:1: $noshard" | case_err
case_run 2 'an empty file' merge other
echo "mdmcert: grid.table:1:1: $noshard" | case_err
case_run 2 'a description' merge grid.table
for option in --unit=bits --digits=4 --exact-terms=3; do
  echo "mdmcert: ${option%%=*}: give the option to mdmcert table: shards have their numbers written" \
    | case_err
  case_run 2 "merge $option" merge part.1 part.2 part.3 $option
done

# Finished rows are kept, and are a shard.
"$MDMCERT" table grid.table --resume=rows >got
tap_same '--resume: a new file' want.text got
tap_true '--resume: it has all rows' test "$(wc -l <rows)" -eq 19
tap_try merge rows
tap_same 'a file of finished rows is a shard' want.text "$stdout"
cp rows all

# What is compared with its exact form is never refused where it was written.
cat >forms.table <<'END'
Table: Forms
Order: ekl, -r, p, v, L

Rows: {s}
For: s = 1..2
For: L = 3..4
Law: random:V=2,L={L},den=8,seed={s}
Law: parity:V=2,L={L}
Schedule: best:2

Column: L

Column: ekl

Column: r
Ratio: L
To: 8

Column: p
Value: perplexity

Column: v
Claim: ekl <= tc/3

Column: sum
Value: 3 + 2*tc + entropy*5 - sum_mi/7
END
failed=
for options in '--digits=1' '--digits=2 --unit=bits' '--exact-terms=1' \
  '--digits=30 --unit=bits --exact-terms=3'; do
  rm -f rows
  # shellcheck disable=SC2086
  "$MDMCERT" table forms.table $options --resume=rows >want
  # shellcheck disable=SC2086
  "$MDMCERT" table forms.table $options --resume=rows >got
  cmp -s want got || failed="$failed $options"
  "$MDMCERT" merge rows >got
  cmp -s want got || failed="$failed $options(merge)"
done
tap_true "finished rows are as they were$failed" test -z "$failed"

# Cut anywhere, a file is taken up; what it has is not computed again.
length=$(wc -c <all) at=0 step=$((length / 11 + 1))
failed=
while test $at -le "$length"; do
  head -c $at all >rows
  kept=$(head -c $at all | wc -l)
  "$MDMCERT" table grid.table --resume=rows >got || test $? -eq 1
  cmp -s want.text got || failed="$failed $at(output)"
  head -n $kept rows >got-kept
  head -n $kept all | cmp -s - got-kept || failed="$failed $at(kept)"
  test "$(sort rows | cksum)" = "$(sort all | cksum)" \
    || failed="$failed $at(rows)"
  at=$((at + step))
done
tap_true "--resume: cut at 11 places$failed" test -z "$failed"
# What is there is not computed again: where only digits are kept, as of a ratio
# that is not rational, they are believed.
sealed 2 's/{"exact":null,"value":"[^"]*","unit":null}/{"exact":null,"value":"0.77777","unit":null}/' \
  all >rows
"$MDMCERT" table grid.table --resume=rows >got
tap_true '--resume: what is there is not computed again' grep -q 0.77777 got
sealed 2 's/"law":"random:/&den=9,/' all >rows
echo 'mdmcert: rows:2:1: this row is another one in the description' | case_err
case_run 2 '--resume: a row of another law' table grid.table --resume=rows

{
  cat grid.table
  printf '\nRows: r\nLaw: uniform:V=2,L=2\n'
} >more.table
# What is of something else is refused, and left as it is.
other='it is not of this table: the description, an option, a claim or the program is another one; move it away, or --resume with another file'
cp all rows
for run in 'other.table' 'grid.table --digits=6' 'grid.table --unit=bits' \
  'grid.table --max-cells=1000000' 'grid.table --shard=1/2' 'more.table'; do
  echo "mdmcert: rows:1:1: $other" | case_err
  # shellcheck disable=SC2086
  case_run 2 "--resume: $run" table $run --resume=rows
  tap_same "--resume: $run: the file is as it was" all rows
done
printf 'my diary\n' >rows
echo "mdmcert: rows:1:1: $other" | case_err
case_run 2 '--resume: a file of the user' table grid.table --resume=rows
tap_true '--resume: a file of the user is left alone' \
  test "$(cat rows)" = 'my diary'
printf 'my' >rows
echo "mdmcert: rows:1:1: $other" | case_err
case_run 2 '--resume: a short file of the user' table grid.table --resume=rows
damage='this line is damaged: its checksum is not that of its bytes'
sed '4s/"row":[0-9]*/"row":x/' all >rows
echo "mdmcert: rows:4:1: $damage" | case_err
case_run 2 '--resume: a damaged line' table grid.table --resume=rows
mkdir folder
echo 'mdmcert: folder: Is a directory' | case_err
case_run 2 '--resume: a folder' table grid.table --resume=folder
if test -c /dev/null; then
  echo 'mdmcert: /dev/null: it is not a regular file' | case_err
  case_run 2 '--resume: a device' table grid.table --resume=/dev/null
fi

# Killed at any moment, it is taken up again.  The rows take a while each: laws
# of ten bits, of which every error is computed by its definition.
cat >slow.table <<'END'
Table: Slow
Digits: 5

Rows: {s}
For: s = 1..6
For: T = 2..3
Law: random:V=2,L=9,den=9,seed={s}
Schedule: balanced:{T}

Column: s
Text: {label}

Column: T

Column: identity
Claim: curve-identity
END
"$MDMCERT" table slow.table >want
for jobs in 1 2; do
  rm -f rows
  kills=0 turns=0
  while test $turns -lt 40; do
    turns=$((turns + 1))
    "$MDMCERT" table slow.table --resume=rows -j $jobs >got 2>"$stderr" &
    process=$!
    # As long as needed for one row or two, on a machine of any speed.
    before=$(cat rows 2>/dev/null | wc -l) waited=0
    while kill -0 $process 2>/dev/null && test $waited -lt 2000 \
          && test "$(cat rows 2>/dev/null | wc -l)" -lt $((before + 2)); do
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
  tap_same "-j $jobs: killed $kills times, the same table" want got
  tap_true "-j $jobs: it was killed in its work" test $kills -gt 0
  tap_true "-j $jobs: no row is lost nor there twice" \
    test "$(wc -l <rows) $(sort -u rows | wc -l)" = '13 13'
done

# Two runs do not write to one file.
mkfifo law
printf 'Table: t\n\nRows: r\nLaw: law\n\nColumn: L\n' >waits.table
exec 3<>law
printf '1 00\n' >&3
"$MDMCERT" table slow.table --resume=lock -j 2 >got 2>"$stderr" &
process=$!
waited=0
while test ! -s lock && test $waited -lt 600; do
  sleep 0.02
  waited=$((waited + 1))
done
"$MDMCERT" table slow.table --resume=lock >second 2>second-err
status=$?
wait $process
if test $status -eq 2; then
  echo 'mdmcert: lock: another run is writing to it' >want-err
  tap_same 'two runs: the second is refused' want-err second-err
else
  # The first was over already.
  tap_same 'two runs, one after the other' want second
fi
tap_same 'two runs: the first goes on' want got
exec 3>&-

# Progress: lines where they are asked for, nothing where not.
for progress in none auto; do
  case_out <want
  case_run 0 "--progress=$progress: nothing but the table" table slow.table \
    --progress=$progress
done
tap_try table slow.table --progress=plain
tap_same '--progress=plain: the table' want "$stdout"
tap_true '--progress=plain: lines of one kind at most' \
  sh -c '! grep -v "^mdmcert: rows of the table: [0-9]*%, about .* left$" "$1"' \
  sh "$stderr"

# As the manual page has it, with GNU parallel.
if parallel --version 2>/dev/null | grep -q 'GNU parallel'; then
  rm -f part*
  parallel --will-cite -j 2 "$MDMCERT" table grid.table --shard={}/4 \
    --resume=part{}.rows -o part{}.shard ::: 1 2 3 4 >"$stdout" 2>"$stderr"
  tap_try merge part*.shard --format=latex
  tap_same 'GNU parallel' want.latex "$stdout"
  tap_try merge part*.rows --format=json
  tap_same 'GNU parallel: the files of finished rows' want.json "$stdout"
else
  tap_skip 'GNU parallel' 'it was not found'
fi

tap_done
