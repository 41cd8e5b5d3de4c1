# mdmcert table: rows of all laws, constants, least and greatest numbers, and
# certificates; each compared with the command that does it for one row.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
MDMCHECK=${MDMCERT%mdmcert}mdmcheck

# Constants.

cat >constants.table <<'END'
Table: Constants
Numbers: exact

Rows: all {L}
For: L = 2..7
For: s = 1..L
Prove: length={L}, all-schedules, smax={s}

Rows: some {L}
For: L = 2..7
For: s = 1..L
Prove: length={L}, some-schedule, smax={s}

Column: rows
Text: {label}

Column: L

Column: smax

Column: upper
Claim: ekl <= c*sum_mi/L
Solve: c

Column: lower
Claim: ekl >= b*R
Solve: b
END
prove () { "$MDMCERT" prove --length=2..7 --smax=1.. --format=tsv --facts=none \
  "$@" | sed 1d; }
tap_try table constants.table --format=tsv --facts=none
tap_true 'constants: the status' test "$status" -eq 0
for scope in all some; do
  option=--all-schedules
  test $scope = all || option=--some-schedule
  prove $option --claim='ekl <= c*sum_mi/L' --solve=c >upper
  prove $option --claim='ekl >= b*R' --solve=b >lower
  cut -f 1,2 upper >sizes
  for side in upper lower; do
    # The one finite end is the constant.
    awk -F '\t' '{ for (i = NF; i > 2; i--) if ($i ~ /^-?[0-9]+(\/[0-9]+)?$/) { print $i; next }; print "-" }' \
      $side >$side.c
  done
  paste sizes upper.c lower.c >"$tap_case/want"
  sed -n "s/^$scope [0-9]*	//p" "$stdout" >"$tap_case/got"
  tap_true "$scope: there are rows" test -s "$tap_case/got"
  tap_same "$scope: the constants of prove --solve" "$tap_case/want" \
    "$tap_case/got"
done

# The constant of an instance is that of certify --solve.
cat >law.table <<'END'
Table: On one law
Numbers: exact
Exact-Terms: 100

Rows: {l} {s}
For: l = parity:V=3,L=4; markov:flip=1/4,L=4; repetition:V=2,L=4
For: s = 2,2; 1,3; 4;
Law: {l}
Schedule: {s}

Column: c
Claim: ekl <= c*tc
Solve: c

Column: least
Claim: ekl <= c*tc
Solve: c
Show: least

Column: greatest
Claim: ekl <= c*tc
Solve: c
Show: greatest
END
tap_try table law.table --format=tsv --facts=none
sed 1d "$stdout" >"$tap_case/got"
for law in parity:V=3,L=4 markov:flip=1/4,L=4 repetition:V=2,L=4; do
  for sizes in 2,2 1,3 4; do
    "$MDMCERT" certify --law=$law --schedule=$sizes --claim='ekl <= c*tc' \
      --solve=c --format=tsv | awk -F '\t' '
        $1 == "constant" { c = $2 }
        $1 == "least" { least = $2 }
        $1 == "greatest" { most = $2 }
        END { OFS = "\t"; print c, least, most == "" ? "-" : most }'
  done
done >"$tap_case/want"
tap_same 'the constants of certify --solve' "$tap_case/want" "$tap_case/got"

# Verdicts of universal rows, what refutes, and that no constant does.
cat >verdicts.table <<'END'
Table: Verdicts

Rows: {schedule}
Prove: length=4
Schedule: balanced:2
Schedule: ar

Rows: two steps
Prove: length=4, all-schedules, steps=2

Rows: a law
Law: repetition:V=2,L=4
Schedule: 2,2

Column: rows
Text: {label}

Column: T

Column: claim
Claim: ekl <= tc/2

Column: ray
Claim: ekl <= tc/2
Show: ray

Column: schedule
Claim: ekl <= tc/2
Show: schedule

Column: none
Claim: entropy <= c*tc
Solve: c

Column: apart
Claim: ser <= 1/2
END
tap_try table verdicts.table --format=json
tap_true 'verdicts: 1, one is refuted' test "$status" -eq 1
tap_try table verdicts.table --format=tsv --facts=none
cut -f 1-4,6-7 "$stdout" >"$tap_case/got"
tr '|' '\t' >"$tap_case/want" <<'END'
rows|T|claim|ray|none|apart
balanced:2|2|refuted|3|none|not-applicable
ar|4|proved|-|none|not-applicable
two steps|2|refuted|1|none|not-applicable
a law|2|holds|-|0.333333333333|equality
END
tap_same 'verdicts of both kinds of rows' "$tap_case/want" "$tap_case/got"

# Least and greatest numbers, against every number by itself; halving or not,
# what is found is the same.
cat >rounds.table <<'END'
Table: Rounds

Rows: {schedule}
For: l = markov:flip=1/4,L=6; permutation:n=5; random:V=2,L=5,den=9,seed=3
For: q = 1/5, 1/2, 2
Law: {l}
Schedule: balanced:{T}
Schedule: best:{T}

Column: least
Least: T = 1..L
Such-That: ekl <= tc/4

Column: last
Greatest: T = 1..L
Such-That: ekl > tc/4

Column: greatest
Greatest: T = 2..L-1
Such-That: ekl <= tc/4

Column: first
Least: T = 2..L
Such-That: tc/4 < ekl

Column: exact
Least: T = 1..L
Such-That: ser >= 1/3
END
holds () { # LAW SCHEDULE CLAIM
  "$MDMCERT" certify --law="$1" --schedule="$2" --claim="$3" >/dev/null
}
found () { # CLAIM, then numbers in the order in which they are tried
  claim=$1
  shift
  for T; do
    if holds "$law" "$family:$T" "$claim"; then
      echo "$T"
      return
    fi
  done
  echo -
}
tap_try table rounds.table --format=tsv --facts=none
sed 1d "$stdout" | awk 'NR % 6 == 1 || NR % 6 == 2' >"$tap_case/got"
for law in markov:flip=1/4,L=6 permutation:n=5 random:V=2,L=5,den=9,seed=3; do
  n=5
  case $law in markov*) n=6 ;; esac
  up=$(seq 1 $n) down=$(seq $n -1 1)
  for family in balanced best; do
    paste -d '\t' -s - <<END
$(found 'ekl <= tc/4' $up)
$(found 'ekl > tc/4' $down)
$(found 'ekl <= tc/4' $(seq $((n - 1)) -1 2))
$(found 'tc/4 < ekl' $(seq 2 $n))
$(found 'ser >= 1/3' $up)
END
  done
done >"$tap_case/want"
tap_same 'least and greatest numbers' "$tap_case/want" "$tap_case/got"
tap_try table rounds.table --format=tsv
tap_true 'which way is said' grep -q '; one by one in 9 rows; by halves in 9 rows, as ekl of best:T does not grow with T' \
  "$stdout"
tap_true 'not of what is not proved' \
  grep -q 'exact: .*; one by one in 18 rows$' "$stdout"

# All ways to the same bytes, certificates too.
cat constants.table - >mixed.table <<'END'

Column: evidence
Certificate: row
END
sed -i 's/2\.\.7/2..4/' mixed.table
sed 1,/^$/d rounds.table | sed '/^Column: least/,$d' >rows
{ sed '/^Column: rows/,$d' mixed.table; cat rows
  sed -n '/^Column: rows/,$p' mixed.table; echo
  sed -n '/^Column: least/,$p' rounds.table; } >all.table
status=0
"$MDMCERT" table all.table --certificates=one >want || status=$?
tap_true 'certificates: the status' test $status -eq 0
"$MDMCERT" table all.table --certificates=many -j 3 >got
tap_same 'the same at -j 3' want got
tap_true 'the same certificates' diff -r one many
"$MDMCHECK" one/* >checked
tap_true 'each is verified' test $? -eq 0
tap_true 'and there are many' test "$(ls one | wc -l)" -gt 100
tail -n 1 checked >got
echo "$(ls one | wc -l) verified, 0 not verified, 0 malformed or over a limit" \
  >counted
tap_same 'all of them' counted got
for r in 1 2 3; do
  "$MDMCERT" table all.table --certificates=shards --shard=$r/3 >part.$r
done
"$MDMCERT" merge part.3 part.1 part.2 >got
tap_same 'the same of shards' want got
tap_true 'and their certificates' diff -r one shards
"$MDMCERT" table all.table --certificates=again --resume=rows.resume >/dev/null
head -n 12 rows.resume >some
# The rows that are not finished have certificates of a run that was ended.
"$MDMCERT" table all.table --certificates=again --resume=some >got
tap_same 'the same of a run taken up' want got
tap_true 'and its certificates' diff -r one again
# The names are of rows that are said to be finished.
sed 's/"value":/"value":/' some >other
rm again/01.cert again/07.cert
case_err <<'END'
mdmcert: --certificates=again: 01.cert of a finished row is not there
END
case_run 2 'a certificate is gone' table all.table --certificates=again \
  --resume=some -o got
case_err <<'END'
mdmcert: some:1:1: it is not of this table: the description, an option, a claim or the program is another one; move it away, or --resume with another file
END
case_run 2 'taken up without certificates' table all.table --resume=some

# The folder.
mkdir full empty
echo >full/1.cert
case_err <<'END'
mdmcert: --certificates=full: the folder is not empty: it has 1.cert
END
case_run 2 'a folder with something in it' table law.table --certificates=full
echo >full/other
rm full/1.cert
case_err <<'END'
mdmcert: --certificates=full: the folder is not empty: it has other
END
case_run 2 'nor of a shard with what is no certificate' table law.table \
  --certificates=full --shard=1/2
case_err <<'END'
mdmcert: --certificates=rows: File exists
END
sed -i 's/File exists/Not a directory/' "$tap_case/want-err"
case_run 2 'a file' table law.table --certificates=rows
case_err <<'END'
mdmcert: --certificates=no/where: No such file or directory
END
case_run 2 'nowhere' table law.table --certificates=no/where
tap_try table law.table --certificates=empty
tap_true 'an empty one' test -s empty/1.cert
tap_true 'no certificate of what is irrational: 3' test "$status" -eq 3
case_err <<'END'
mdmcert: --output=inside/1.cert: the folder is that of the certificates
END
case_run 2 'the result in it' table law.table --certificates=inside \
  -o inside/1.cert
tap_true 'and nothing is left of it' test ! -e inside
case_err <<'END'
mdmcert: --resume=./x: the folder is that of the certificates
END
mkdir in
case_sh 2 'finished rows in it' 'cd in && "$MDMCERT" table ../law.table --certificates=. --resume=./x'
sed 's/^Schedule: {s}/Schedule: best:{s}/' law.table >bad.table
tap_try table bad.table --certificates=made
tap_true 'nothing is left of a run that fails' test ! -e made
echo other >rows.other
case_err <<'END'
mdmcert: rows.other:1:1: it is not of this table: the description, an option, a claim or the program is another one; move it away, or --resume with another file
END
case_run 2 'finished rows of something else' table law.table \
  --certificates=made --resume=rows.other
tap_true 'and no folder is left' test ! -e made
case_err <<'END'
mdmcert: --resume=: the name of a file is expected
END
case_run 2 'no name of finished rows' table law.table --resume=

# Learned predictors and random sizes have none.
cat >missing.table <<'END'
Table: Missing

Rows: r
Law: repetition:V=2,L=3
Schedule: 2,1
Predictor: smooth:1/3

Column: claim
Claim: ekl >= 0

Column: evidence
Certificate: claim
END
tap_try table missing.table --certificates=missing --format=tsv --facts=none
tap_true 'what has no certificate: 3' test "$status" -eq 3

# Mistakes.
mistake () { # NAME MESSAGE LINE COLUMN: of the last line of m.table
  { echo "mdmcert: m.table:$2"; caret "$3" "$4"; } | case_err
  case_run 2 "$1" table m.table
}
rows () { printf '%s\n' 'Table: m' '' 'Rows: r' "$@" '' 'Column: L' >m.table; }
rows 'Prove: lenght=3'
mistake 'a word' "4:8: Prove lenght=3: 'lenght=3' is not known; the most similar is 'length'" \
  '       lenght=3' 8
rows 'Prove: all-schedules, smax=2'
mistake 'no length' '4:8: Prove all-schedules, smax=2: the length is missing, as in length=8' \
  '       all-schedules, smax=2' 8
rows 'Prove: length=4, all-schedules'
mistake 'no sizes' '4:8: Prove length=4, all-schedules: smax=S is missing, the largest size, or steps=T, their number' \
  '       length=4, all-schedules' 8
rows 'Prove: length=4, smax=3'
mistake 'no schedules' '4:8: Prove length=4, smax=3: smax and steps are of all-schedules or some-schedule' \
  '       length=4, smax=3' 8
rows 'Prove: length=4, all-schedules, smax=0'
mistake 'none' '4:8: Prove length=4, all-schedules, smax=0: smax is at least 1' \
  '       length=4, all-schedules, smax=0' 8
rows 'Prove: length=4, all-schedules, smax=1, steps=3'
mistake 'too few' '4:8: Prove length=4, all-schedules, smax=1, steps=3: 3 steps of at most 1 are less than the length 4' \
  '       length=4, all-schedules, smax=1, steps=3' 8
rows 'Prove: length=4' 'Schedule: best:2'
mistake 'of a law' '5:11: schedule best:2: the schedule depends on a law; a proof is about all of them' \
  '          best:2' 11
rows 'Prove: length=4' 'Schedule: blocks:0 1|2 3'
mistake 'of one partition' '5:11: schedule blocks:0 1|2 3: it is one ordered partition; rows of all laws are about random ones, for others there is mdmcert prove' \
  '          blocks:0 1|2 3' 11
rows 'Prove: length=4, all-schedules, smax=2' 'Schedule: ar'
mistake 'both' '4:8: Prove length=4, all-schedules, smax=2: one of all-schedules, some-schedule and a schedule may be meant' \
  '       length=4, all-schedules, smax=2' 8
printf '%s\n' 'Table: m' '' 'Rows: r' 'Prove: length=4' '' 'Column: c' \
  'Claim: ser <= 1/2' >m.table
mistake 'no claim of all laws' '7:16: a constant that is not 0 is not linear in the information curve' \
  '       ser <= 1/2' 16
printf '%s\n' 'Table: m' '' 'Rows: r' 'Law: repetition:V=2,L=3' '' 'Column: c' \
  'Least: T = 1..5' 'Such-That: ekl <= tc' 'Schedule: best:{T}' >m.table
mistake 'a schedule that there is not for every number' '9:11: schedule best:5: the number of steps must be between 1 and 3' \
  '          best:{T}' 11

tap_done
