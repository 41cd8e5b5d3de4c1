# mdmcert certify --laws: many laws in one process.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

cat >laws <<'END'
# Comments before the first law are no law.

#: law twins
1 000
1 111

#: law
#: vocab 1 0
2 000
1 011
#: law one sequence
5 01
END
case_out <<'END'
law           ekl (nats)      sharp-upper  ratio  claim-1   ratio
twins         0.693147180560  equality     1      refuted   2
2             0.212171389432  holds        1/2    holds     2/3
one sequence  0               equality     -      equality  -

3 laws, 6 claims: 2 hold strictly, 3 with equality, 1 refuted
- stands for nothing to show
END
case_run 1 'lengths differ, names are there or not' \
  certify --laws=laws --schedule=balanced:2 --claim=sharp-upper \
  --claim='ekl <= dtc/2'

# Two routes: each law of the stream, alone.
printf '1 000\n1 111\n' >law.1
printf '#: vocab 1 0\n2 000\n1 011\n' >law.2
printf '5 01\n' >law.3
"$MDMCERT" certify --laws=laws --schedule=balanced:2 --claim=sharp-upper \
  --claim='ekl <= dtc/2' --format=json >all
tap_true 'a line for each law' test "$(wc -l <all)" = 3
for i in 1 2 3; do
  "$MDMCERT" certify --law=law.$i --schedule=balanced:2 --claim=sharp-upper \
    --claim='ekl <= dtc/2' --format=json \
    | tr -d ' \n' | sed 's/"measures":{.*},"claims"/"claims"/
        s/"citation":"[^"]*",//g; s/"citation":null,//g
        s/"certainty":[^,]*,//g' >alone
  sed -n "${i}p" all | tr -d ' ' >line
  for part in '"ekl":{[^}]*}' '"claims":.*'; do
    grep -o "$part" alone >want
    grep -o "$part" line >got
    tap_true "law $i alone: $part" cmp want got
  done
done

case_in <<'END'
1 00
1 11
END
case_out <<'END'
law	ekl (bits)	claim-1	ratio
1	1.00000	equality	1
END
case_run 0 'a law without a separator is a stream' \
  certify --laws=- --schedule=2 --claim='ekl = tc' --format=tsv --unit=bits \
  --digits=6

# Every theorem: some do not apply, which is no failure.
printf '1 00\n1 11\n' >law
"$MDMCERT" certify --laws=law --schedule=2 --format=tsv >out
tap_true 'all theorems: status' test $? = 0
tap_true 'all theorems: some do not apply' grep -q not-applicable out
"$MDMCERT" certify --laws=law --schedule=2 --claim=chen-tc --format=tsv >out
tap_true 'asked for by name it is' test $? = 3

# Wrong input has its place in the stream.
# wrong MESSAGE LINE..: the stream of these lines
wrong ()
{
  wrong_message=$1
  shift
  printf '%s\n' "$@" | case_in
  echo "mdmcert: $wrong_message" | case_err
  case_run 2 "$wrong_message" \
    certify --laws=- --schedule=ar --claim='ekl = 0'
}
wrong '-:5:3: a sequence of length 1; the first row has length 2; --pad=TOKEN makes them equal' \
  '1 00' '1 11' '#: law' '2 01' '1 1'
wrong "-:4:1: no row; a law has at least one line 'WEIGHT SEQUENCE'" \
  '#: law' '1 00' '#: law' '#: law' '1 00'
wrong '-:3:8: the name of a law is of printable ASCII' '#: law' '1 00' \
  "#: law $(printf '\303\251')"

printf '1 000\n#: law\n1 00\n' >mixed
"$MDMCERT" certify --laws=mixed --schedule=2,1 --claim='ekl = 0' >out 2>err
tap_true 'a schedule that does not fit one of the laws' test $? = 2
tap_true 'says so in one line' test "$(wc -l <err)" = 1 -a ! -s out

# option STATUS MESSAGE ARGUMENT..
option ()
{
  option_status=$1 option_message=$2
  shift 2
  echo "mdmcert: $option_message" | case_err
  case_run "$option_status" "$option_message" certify "$@"
}
option 2 '--laws: there is a --law already' --laws=law --law=law --schedule=2
option 2 '--certificate: a certificate is of one law' --laws=law \
  --schedule=2 --certificate=C
option 2 '--schedule: the option is missing: which schedule?' --laws=law

# The same bytes from any number of processes, more than there are laws
# included, and of several mistakes the first.
n=0
while test $n -lt 40; do
  n=$((n + 1))
  printf '#: law number %d\n%d 000\n%d 011\n2 101\n1 111\n' $n $n $((n % 7))
done >many
for format in text tsv json; do
  "$MDMCERT" certify --laws=many --schedule=2,1 --format=$format >one
  for jobs in 2 3 64; do
    "$MDMCERT" certify --laws=many --schedule=2,1 --format=$format \
      -j $jobs >several
    tap_true "$format, -j $jobs: status 0" test $? -eq 0
    tap_true "$format, -j $jobs: the same bytes" cmp one several
  done
done
# Line 5 n - 1 is a row of law n.
for wrong in 199 24,199 99,49,199 4,9; do
  sed "$(echo "$wrong" | sed "s/,/s%^2%x%;/g")s%^2%x%" many >bad
  "$MDMCERT" certify --laws=bad --schedule=2,1 >out 2>one
  tap_true "wrong in $wrong: status 2" test $? -eq 2
  for jobs in 2 64; do
    "$MDMCERT" certify --laws=bad --schedule=2,1 -j $jobs >out 2>several
    tap_true "wrong in $wrong, -j $jobs: status 2" test $? -eq 2
    tap_true "wrong in $wrong, -j $jobs: the same message" cmp one several
    tap_true "wrong in $wrong, -j $jobs: nothing printed" test ! -s out
  done
done
# Refutations are counted all the same.
"$MDMCERT" certify --laws=many --schedule=2,1 --claim='ekl < 0' -j 2 >out
tap_true 'refuted by several processes: status 1' test $? -eq 1
# The standard input has one reader.
"$MDMCERT" certify --laws=- --schedule=2,1 --claim='ekl >= 0' -j 2 <many >out
tap_true 'from the standard input' test $? -eq 0


# Families with ranges: the same as a stream of these laws, in the same order.
for l in 3 4; do
  for seed in 8 9 10 11; do
    echo "#: law random:V=2,L=$l,den=5,seed=$seed"
    "$MDMCERT" law --law=random:V=2,L=$l,den=5,seed=$seed --format=law
  done
done >random
for format in text tsv csv; do
  "$MDMCERT" certify --laws=random --schedule=balanced:2 --format=$format \
    --claim='ekl <= tc/3' --claim='ekl >= dtc/5' >want
  for jobs in 1 3; do
    "$MDMCERT" certify --laws=random:V=2,L=3..4,den=5,seed=8..11 -j $jobs \
      --schedule=balanced:2 --format=$format --claim='ekl <= tc/3' \
      --claim='ekl >= dtc/5' >got
    tap_same "ranges, $format, -j $jobs: as the laws one by one" want got
  done
done
grep refuted want >want-refuted
set -- certify --laws=random:V=2,L=3..4,den=5,seed=8..11 --format=csv \
  --schedule=balanced:2 --claim='ekl <= tc/3' --claim='ekl >= dtc/5'
tap_true 'some are refuted, some are not' \
  test "$(wc -l <want-refuted)" -gt 1 -a "$(wc -l <want-refuted)" -lt 8
"$MDMCERT" "$@" --refuted-only | sed 1d >got
tap_same '--refuted-only' want-refuted got
sed 1d want | sed '/refuted/q' >want-first
for jobs in 1 3; do
  "$MDMCERT" "$@" --first -j $jobs | sed 1d >got
  tap_same "--first, -j $jobs" want-first got
done
sed -n '$p' want-first >want-one
"$MDMCERT" "$@" --first --refuted-only | sed 1d >got
tap_same '--first --refuted-only' want-one got
# The order of ratios that sort finds, which looks at digits.
sed 1d want | awk -F'",' '{ split ($2, part, ","); print part[3] "\t" $0 }' \
  | sort -k1,1gr -s | cut -f2 | sed 3q >want-top
for jobs in 1 3; do
  "$MDMCERT" "$@" --top=3 -j $jobs | sed 1d >got
  tap_same "--top=3, -j $jobs" want-top got
done
case_out <<'END'
law	ekl (nats)	claim-1	ratio
repetition:V=2,L=3	0.693	refuted	1
uniform:V=4,L=2	0	refuted	-
END
printf '#: law repetition:V=2,L=3\n1 000\n1 111\n#: law uniform:V=4,L=2\n#: vocab a b\n1 aa\n1 ab\n1 ba\n1 bb\n' >two
case_run 1 'a stream, not of a range' certify --laws=two --schedule=balanced:2 \
  --claim='ekl < dtc' --format=tsv --digits=3
# Equal ratios: in the order of the laws; they are told equal exactly.
case_out <<'END'
law	ekl (nats)	claim-1	ratio
repetition:V=3,L=2	1.10	equality	1
repetition:V=4,L=2	1.39	equality	1
END
case_run 0 '--top: equal ones' certify --laws=repetition:V=3..9,L=2 \
  --schedule=2 --claim='ekl <= dtc' --top=2 --format=tsv --digits=3
# Irrational ratios that are equal: a law, and the same one written otherwise.
printf '#: law a\n1 00\n2 11\n#: law b\n2 00\n4 11\n#: law c\n2 00\n1 11\n' >equal
case_out <<'END'
law	ekl (nats)	claim-1	ratio
a	0.637	holds	0.637
b	0.637	holds	0.637
END
case_run 0 '--top: equal ones that are irrational' certify --laws=equal \
  --schedule=2 --claim='ekl <= 1' --top=2 --format=tsv --digits=3
# With >= the least come first.
case_out <<'END'
law	ekl (nats)	claim-1	ratio
markov:flip=1/4,L=2	0.131	refuted	1/3
markov:flip=1/4,L=3	0.262	refuted	0.892
END
case_run 1 '--top: of a lower bound' certify --laws=markov:flip=1/4,L=2..4 \
  --schedule=balanced:1 --claim='ekl >= 3*Z(2)' --top=2 --format=tsv --digits=3
option 2 '--laws=random:V=2,L=2,den=3,seed=5..1: the range 5..1 ends before it begins' \
  --laws=random:V=2,L=2,den=3,seed=5..1 --schedule=2
option 2 "--laws=randm:V=2,seed=1..9: no file of this name, and no family 'randm'; the most similar is 'random'" \
  --laws=randm:V=2,seed=1..9 --schedule=2
option 2 '--laws=mds:q=3,L=4,k=2: q is at least L, but 3 < 4' \
  --laws=mds:q=3,L=2..9,k=2 --schedule=ar
option 2 '--first: it goes with --laws' --law=law --first --schedule=2
option 2 '--top: it needs all laws, not the --first' --laws=law --first \
  --top=1 --schedule=2 --claim='ekl <= tc'
option 2 '--top: it goes by the ratio of the first --claim' --laws=law \
  --top=1 --schedule=2
option 3 'the sweep takes about 1.0e17 cells of work, over the limit of about 2.5e11; raise it with --max-cells' \
  --laws=random:V=2,L=2,den=3,seed=1..1000000000000 --schedule=2

tap_done
