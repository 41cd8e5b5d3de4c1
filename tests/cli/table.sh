# mdmcert table: formats, verdicts and exit status, mistakes, and that the way
# in which it is computed does not matter.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# Two chains, two schedules; Z(4) is not there for the shorter one.
cat >small.table <<'END'
Table: Small $x_1$
Caption: A & B, $x_1 < 2$
Label: tab:small
Digits: 4

Rows: chain of {L}
For: L = 3..4
Law: markov:flip=1/4,L={L}
Schedule: balanced:2
Schedule: ar

Column: law
Text: {label}

Column: sizes
Text: {sizes}

Column: T

Column: ekl
Heading: $\mathrm{ekl}$
Numbers: both

Column: Z(4)
Digits: 2

Column: share
Ratio: ekl
To: sum_mi/L
Numbers: short

Column: half
Claim: ekl <= tc/2
END

case_out <<'END'
table     Small $x_1$
note      Entropies and errors are in nats
no value  Z(4), 2 cells: Z(j) is defined from 1 to 3 here

law         sizes    T  ekl      ekl (exact)                                       Z(4)  share   half
chain of 3  2,1      2  0.09774  -4/3*log(2) + 5/8*log(3) + 5/24*log(5)            -     0.5964  holds
chain of 3  1,1,1    3  0        0                                                 -     0       holds
chain of 4  2,2      2  0.1229   -4/3*log(2) + log(3) - 5/24*log(5) + 7/48*log(7)  0.18  0.6811  holds
chain of 4  1,1,1,1  4  0        0                                                 0.18  0       holds

4 rows; verdicts: 4 hold strictly, 0 with equality, 0 refuted
- stands for nothing to show
END
case_run 0 'text' table small.table

tr '|' '\t' >want <<'END'
table|Small $x_1$
note|Entropies and errors are in nats
no value|Z(4), 2 cells: Z(j) is defined from 1 to 3 here

law|sizes|T|ekl|ekl (exact)|Z(4)|share|half
chain of 3|2,1|2|0.09774|-4/3*log(2) + 5/8*log(3) + 5/24*log(5)|-|0.5964|holds
chain of 3|1,1,1|3|0|0|-|0|holds
chain of 4|2,2|2|0.1229|-4/3*log(2) + log(3) - 5/24*log(5) + 7/48*log(7)|0.18|0.6811|holds
chain of 4|1,1,1,1|4|0|0|0.18|0|holds
END
case_out <want
case_run 0 'TSV' table small.table --format=tsv

# The caption is escaped, formulas are not; S columns have the format of the
# widest number, and what is none is in braces.
tap_try table small.table --format=latex
sed '/^%/d' "$stdout" >got
cat >want <<'END'
\begin{table}
  \centering
  \begin{threeparttable}
  \caption{A \& B, $x_1 < 2$}
  \label{tab:small}
  \begin{tabular}{llS[table-format=1]S[table-format=1.5]lS[table-format=1.2]S[table-format=1.4]l}
    \toprule
    law & sizes & {T} & {$\mathrm{ekl}$} & $\mathrm{ekl}$ (exact) & {Z(4)} & {share} & half \\
    \midrule
    chain of 3 & 2,1 & 2 & 0.09774 & $-\frac{4}{3}\,\log 2 + \frac{5}{8}\,\log 3 + \frac{5}{24}\,\log 5$ & {--} & 0.5964 & holds \\
    chain of 3 & 1,1,1 & 3 & 0 & $0$ & {--} & 0 & holds \\
    chain of 4 & 2,2 & 2 & 0.1229 & $-\frac{4}{3}\,\log 2 + \log 3 - \frac{5}{24}\,\log 5 + \frac{7}{48}\,\log 7$ & 0.18 & 0.6811 & holds \\
    chain of 4 & 1,1,1,1 & 4 & 0 & $0$ & 0.18 & 0 & holds \\
    \bottomrule
  \end{tabular}
  \begin{tablenotes}[flushleft]\footnotesize
    \item Entropies and errors are in nats.
  \end{tablenotes}
  \end{threeparttable}
\end{table}
END
tap_same 'LaTeX' want got
sed -n '2,/^% unit/{/^% unit/d;s/^%//;s/^ //;p;}' "$stdout" >from-comments
tap_true 'LaTeX: the description is in comments' \
  grep -q '^Law: markov:flip=1/4,L={L}$' from-comments
tap_try table from-comments --format=latex
sed '/^%/d' "$stdout" >got
tap_same 'the description in the comments makes the same table' want got

# Two routes: what certify says of each row.
tap_try table small.table --format=tsv
awk -F '\t' '/^chain/ { print $2, $4, $5, $8 }' "$stdout" >got
for L in 3 4; do
  for schedule in balanced:2 ar; do
    tap_try certify --law=markov:flip=1/4,L=$L --schedule=$schedule --digits=4 \
      --format=tsv --claim='ekl <= tc/2'
    awk -F '\t' '
      $1 == "sizes" { sizes = $2 }
      $1 == "ekl" { ekl = $2 " " $3 }
      $1 == "claim-1" { print sizes, ekl, $6 }' "$stdout"
  done
done >want
tap_same 'each row is as certify has it' want got

# Predictors: again as certify has it, infinite errors too.
cat >predictors.table <<'END'
Table: Predictors
Digits: 5

Rows: {p}
For: p = ideal; smooth:1/10; power:2; law:uniform:V=2,L=3
Law: markov:flip=1/4,L=3
Schedule: 1,2
Predictor: {p}

Column: p
Text: {label}

Column: eps
Value: eps_train

Column: ekl

Column: li-cai-1
Claim: li-cai-1
END
tap_try table predictors.table --format=tsv
awk -F '\t' '/^ideal|^smooth|^power|^law:/ { print $2, $3, $4 }' "$stdout" >got
for p in ideal smooth:1/10 power:2 law:uniform:V=2,L=3; do
  tap_try certify --law=markov:flip=1/4,L=3 --schedule=1,2 --predictor=$p \
    --digits=5 --format=tsv --claim=li-cai-1
  awk -F '\t' '
    $1 == "eps_train" { eps = $2 }
    $1 == "ekl" { ekl = $2 }
    $1 == "li-cai-1" { print eps, ekl, $6 }' "$stdout"
done >want
tap_true 'predictors: there are rows to compare' test "$(wc -l <got)" -eq 4
tap_same 'predictors: each row is as certify has it' want got

# The same bytes, whatever way they are made.
for format in text tsv json latex; do
  "$MDMCERT" table small.table --format=$format >want
  for jobs in 1 2 3 9; do
    tap_try table small.table --format=$format -j $jobs
    tap_same "$format: -j $jobs" want "$stdout"
  done
  "$MDMCERT" table - --format=$format <small.table >got
  tap_same "$format: from the standard input" want got
done
"$MDMCERT" table small.table --format=json >got
tap_true 'JSON: its schema' grep -q '"schema": "mdmcert-table-2"' got

# Counts are numbers, rationals are not, whole or not.
printf '%s\n' 'Table: t' '' 'Rows: {T}' 'For: T = 1..2' 'Law: parity:V=2,L=3' \
  'Schedule: balanced:{T}' '' 'Rows: b' 'Law: parity:V=2,L=3' \
  'Schedule: blocks:0 1|2' '' 'Column: sizes' 'Text: {sizes}' '' 'Column: L' \
  '' 'Column: T' '' 'Column: smax' '' 'Column: s(1)' '' 'Column: V^L' '' \
  'Column: a(0)' '' 'Column: tv' '' 'Column: of' 'Text: {sizes} of {schedule}' \
  >counts.table
"$MDMCERT" table counts.table --format=json >got
tr -d ' \n' <got | grep -o '"cells":\[\(\[[0-9,]*\]\|"01|2"\),3,[123],[123],[123],' >cells
printf '"cells":[%s,\n' '[3],3,1,3,3' '[2,1],3,2,2,2' '"01|2",3,2,2,2' >want
tap_same 'JSON: counts are numbers' want cells
tap_true 'JSON: others are not' \
  test "$(tr -d ' \n' <got | grep -o '{"exact":"8","value":"8.0*","unit":null},{"exact":"[^"]*",' | wc -l)" -eq 3

# Sizes that a schedule made 0 are told, and what signs stand for.
cat >zero.table <<'END'
Table: t
Digits: 3
Numbers: both

Rows: r
Law: parity:V=2,L=4
Schedule: balanced:5
Schedule: 2,0,2
Schedule: balanced:6
Schedule: balanced:4

Column: sizes
Text: {sizes}

Column: Z(5)
END
case_out <<'END'
table     t
sizes     2 rows: balanced:5 has 1 of 5 steps of size 0
no value  Z(5), 4 cells: Z(j) is defined from 1 to 4 here

sizes        Z(5)  Z(5) (exact)
1,1,1,1,0    -     -
2,0,2        -     -
1,1,1,1,0,0  -     -
1,1,1,1      -     -

4 rows
- stands for nothing to show
END
case_run 0 'sizes of 0' table zero.table
printf '%s\n' 'Table: t' '' 'Rows: r' 'Law: uniform:V=2,L=30' 'Schedule: ar' '' \
  'Column: s' 'Text: {sizes}' '' 'Column: L' >long.table
"$MDMCERT" table long.table >got
tail -n 2 got >last
printf '%s\n' '1 row' '.. stands for what is too long to show here' >want
tap_same 'a list that is cut' want last
tap_true 'a list that is cut: dots' grep -q '^1,1,[1,]*,\.\.  30$' got
sed 's/^Column: L/&\n\nColumn: Z(31)/' long.table >both.table
"$MDMCERT" table both.table >got
tail -n 1 got >last
echo '- stands for nothing to show, .. for what is too long to show here' >want
tap_same 'both signs' want last
for format in tsv json latex; do
  "$MDMCERT" table both.table --format=$format >got
  tap_true "$format: nothing is said of signs" sh -c '! grep "stands for" got'
done

# Options win over the description.
"$MDMCERT" table small.table --unit=bits --digits=2 >got
tap_true '--unit wins' grep -q 'Entropies and errors are in bits' got
tap_true '--digits wins, but not over the column' \
  grep -q '^chain of 4  2,2  *2  0.18  .*  0.26  0.68 ' got

# Order: by column, descending, and by variable.
sed 's/^Digits: 4/&\nOrder: -ekl, -L/' small.table >ordered.table
"$MDMCERT" table ordered.table --format=tsv \
  | awk -F '\t' '/^chain/ { print $1, $2 }' >got
printf 'chain of %s\n' '4 2,2' '3 2,1' '4 1,1,1,1' '3 1,1,1' >want
tap_same 'order' want got

# status NUMBER NAME CLAIM..: the exit status with these claims as columns.
status ()
{
  want=$1 name=$2
  shift 2
  sed '/^Column: half/,$d' small.table >claims.table
  for claim
  do
    printf 'Column: %s\nClaim: %s\n\n' "$claim" "$claim"
  done >>claims.table
  tap_try table claims.table
  tap_true "status $want: $name" test "$status" -eq "$want"
}
status 0 'all hold' 'ekl <= tc' 'ekl >= 0'
status 1 'one is refuted in one row' 'ekl <= tc' 'ekl < 1/10'
status 3 'one does not apply' li-cai-2-lower-some
status 1 'refuted wins over not applicable' li-cai-2-lower-some 'ekl < 1/10'
status 3 'a division by zero is no verdict' 'ekl <= 1/(L - 3)'

# Limits: cells say so, and the status.
printf '%s\n' 'Table: t' 'Digits: 3' '' 'Rows: r' 'Law: permutation:n=7' \
  'Law: parity:V=2,L=4' 'Schedule: ar' '' 'Column: x' 'Text: {label}' '' \
  'Column: L' '' 'Column: ekl' '' 'Column: lhs' 'Claim: ekl <= tc' \
  'Show: lhs' '' 'Column: claim' 'Claim: ekl <= tc' >limit.table
tap_try table limit.table --max-cells=1000000
tap_true 'over a limit: status 3' test "$status" -eq 3
tap_true 'over a limit: the cells' grep -q '^r  7  limit  limit  undecided$' \
  "$stdout"
tap_true 'over a limit: the other row' grep -q '^r  4  0  ' "$stdout"
tap_true 'over a limit: why' \
  grep -q '^over a limit  ekl, 1 cell: ' "$stdout"
tap_true 'over a limit: what raises it' grep -q -e '--max-cells$' "$stdout"
tap_true 'over a limit: the last line' \
  grep -q ', 1 undecided; 2 cells over a limit$' "$stdout"

# bad NAME PLACE MESSAGE LINE COLUMN: the description bad.table is refused.
bad ()
{
  {
    printf 'mdmcert: bad.table:%s: %s\n' "$2" "$3"
    caret "$4" "$5"
  } | case_err
  case_run 2 "$1" table bad.table
}
base='Table: t\n\nRows: r\nLaw: parity:V=2,L={L}\nFor: L = 2..3\n'
printf "$base"'Schedule: balanced:2\n\nColumn: ekl * tc\n' >bad.table
bad 'a mistake in an expression' 8:13 \
  'product of two real quantities, one of the factors must be rational' \
  '        ekl * tc' 13
printf "$base"'Schedule: best:3\n\nColumn: ekl\n' >bad.table
bad 'a schedule that some law has not' 6:11 \
  'schedule best:3: the number of steps must be between 1 and 2' \
  '          best:3' 11
printf "$base"'Column: ekl\n' >bad.table
echo 'mdmcert: bad.table:6:1: a blank line is missing before this line, which begins a stanza' \
  | case_err
case_run 2 'a forgotten blank line' table bad.table
printf "$base"'\nColumn: c\nRation: ekl\n' >bad.table
echo 'mdmcert: bad.table:8:1: not a field of this stanza; the most similar is '\''Ratio'\' \
  | case_err
case_run 2 'a field that is nearly one' table bad.table
printf "$base"'\nColumn: c\nClaim: li-cia-1\n' >bad.table
bad 'a claim that is nearly one' 8:8 \
  "no claim of that name; the most similar is 'li-cai-1'" \
  '       li-cia-1' 8
printf 'Table: t\n\nRows: r\nLaw: parity:V=1,K=3\n\nColumn: ekl\n' >bad.table
tap_try table bad.table
tap_true 'a law that is none' \
  grep -q '^mdmcert: bad.table:4:6: law parity:V=1,K=3: ' "$stderr"
printf 'Table: t\n\nRows: r\nLaw: nofile\n\nColumn: ekl\n' >bad.table
bad 'a law of a file that is not there' 4:6 \
  'law nofile: nofile: cannot open: No such file or directory' \
  '     nofile' 6
printf 'Table: t\n\nRows: r\nLaw: parity:V=2,L=2\nSchedule: 2\nPredictor: power:0\n\nColumn: ekl\n' >bad.table
tap_try table bad.table
tap_true 'a predictor that is none' \
  grep -q '^mdmcert: bad.table:6:12: predictor power:0: ' "$stderr"
printf '1 00\n1 0\n' >bad.law
printf 'Table: t\n\nRows: r\nLaw: bad.law\n\nColumn: ekl\n' >bad.table
echo 'mdmcert: bad.law:2:3: a sequence of length 1; the first row has length 2; --pad=TOKEN makes them equal' \
  | case_err
case_run 2 'a mistake in the file of a law is there' table bad.table
# But not where sequences are to be padded, or sums to be divided by.
printf 'Table: t\n\nRows: r\nLaw: bad.law\n\nColumn: H\nValue: entropy\n' >bad.table
tap_try table bad.table --format=tsv --pad=_
tap_true 'a padded law in a table' test "$(tail -n 1 "$stdout")" = 0.693147180560
printf '1/3 0\n1/3 1\n' >bad.product
printf 'Table: t\n\nRows: r\nLaw: product:bad.product\n\nColumn: H\nValue: entropy\n' \
  >bad.table
tap_try table bad.table --format=tsv
tap_true 'a sum that is not 1 in a table' test "$status" = 2
tap_try table bad.table --format=tsv --normalize
tap_true 'a law divided by its sum in a table' test "$status" = 0

# Without a theorem library there are only claims of one's own.
"$MDMCERT" table small.table >want
mkdir empty
case_out <want
case_sh 0 'no library is needed' \
  'MDMCERT_DATADIR=empty "$MDMCERT" table small.table'
sed 's/^Claim: .*/Claim: li-cai-1/' small.table >bad.table
echo 'mdmcert: empty/claims: the theorem library cannot be read: No such file or directory' \
  | case_err
case_sh 2 'a library is needed for ids' \
  'MDMCERT_DATADIR=empty "$MDMCERT" table bad.table'

# Where several rows fail the same one is told by any number of jobs: that of
# the law that comes first.  best: looks at the curve, so that the mistake is
# found late.
cat >bad.table <<'END'
Table: t

Rows: r
For: s = 1..5
Law: random:V=2,L=9,den=9,seed={s}
Schedule: best:{s+6}

Column: L
END
"$MDMCERT" table bad.table 2>want
for jobs in 2 3; do
  "$MDMCERT" table bad.table -j $jobs 2>got
  tap_same "the same failure with -j $jobs" want got
done
tap_true 'it is that of the first such row' grep -q 'schedule best:10' want

# Options.
echo 'mdmcert: the file with the description of the table is missing' | case_err
case_run 2 'no file' table
echo 'mdmcert: b: an argument too many' | case_err
case_run 2 'two files' table a b
echo 'mdmcert: a: cannot open: No such file or directory' | case_err
case_run 2 'no such file' table a
echo 'mdmcert: --standalone: it goes with --format=latex' | case_err
case_run 2 '--standalone without LaTeX' table small.table --standalone
for shard in 0/2:'shards count from 1 to M' 1:'R/M is expected, such as 1/8'; do
  echo "mdmcert: --shard=${shard%%:*}: ${shard#*:}" | case_err
  case_run 2 "--shard=${shard%%:*}" table small.table --shard="${shard%%:*}"
done
for shard in 3/2 /2 1/ 1/0 -1/2 1/2/3 x/y; do
  tap_try table small.table --shard=$shard
  tap_true "--shard=$shard is refused" \
    test "$status $(wc -c <"$stdout") $(wc -l <"$stderr")" = '2 0 1'
done
echo 'mdmcert: --format: a shard has a format of its own; give the option to mdmcert merge' \
  | case_err
case_run 2 '--shard with --format' table small.table --shard=1/2 --format=json
case_run 0 '--quiet' table small.table --quiet

# The perplexity has no unit, an order, and no ratio.
cat >perplexity.table <<'END'
Table: t
Order: -value
Unit: bits
Digits: 3

Rows: parity
For: V = 2..3
Law: parity:V={V},L=4
Schedule: balanced:2

Column: value
Value: perplexity

Column: ratio
Ratio: perplexity
To: L

Column: side
Claim: perplexity <= 2
Show: rhs

Column: claim
Claim: perplexity <= 2
END
case_out <<'END'
table	t
no value	ratio, 2 cells: a ratio with a perplexity

value	ratio	side	claim
3.00	-	2	refuted
2.00	-	2	equality
END
case_run 1 'the perplexity' table perplexity.table --format=tsv

# The tables that come with the program.
cd "$abs_top_srcdir" || exit 99
for table in proofs-data/tables/*.table; do
  tap_try table "$table" --format=json
  tap_true "$table" test "$status" -eq 0
done
tap_try table proofs-data/tables/li-cai-1.table --format=tsv
awk -F '\t' -v OFS='\t' 'NF == 7 && $1 != "law" { print $3, $4, $5, $7 }' \
  "$stdout" >"$tap_case/got"
for law in parity:V=2,L=6 repetition:V=2,L=6 markov:flip=1/4,L=6 \
  'text:COPYING,L=6,classes=v:aeiouAEIOU/o:*'; do
  for T in 1 2 3 4 5 6; do
    "$MDMCERT" certify --law="$law" --schedule=balanced:$T --claim=li-cai-1 \
      --digits=6 --format=tsv | awk -F '\t' -v OFS='\t' -v T=$T '
        $1 == "li-cai-1" { print T, $2, $4, $6 }'
  done
done >"$tap_case/want"
tap_true 'there are rows to compare' test -s "$tap_case/want"
tap_same 'li-cai-1.table is what certify finds, row by row' "$tap_case/want" \
  "$tap_case/got"

# Rows are put in order by numbers whose exact forms are too long to be sought,
# thousands of logarithms each, by their digits.
cat >"$tap_case/long.table" <<'END'
Table: Order by long numbers
Order: -tc

Rows: {s}
For: s = 1..4
Law: random:V=2,L=11,den=1000000000,seed={s}

Column: tc
Value: tc
END
tap_try table "$tap_case/long.table" --format=tsv
sed '1,/^tc$/d' "$stdout" >"$tap_case/got"
sort -g -r "$tap_case/got" >"$tap_case/want"
tap_true 'four long numbers' test "$(sort -u "$tap_case/got" | wc -l)" = 4
tap_same 'rows are in order of long numbers' "$tap_case/want" "$tap_case/got"

tap_done
