# mdmcert prove and certify --solve: best constants; --steps: scopes of so many
# steps.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

case_out <<'EOF'
claim              ekl <= c*sum_mi/L
length             4
scope              all schedules with sizes <= 3
verdict            proved
solved for         c
least              2
constant           2
sharp              yes
least by           ray 1, the law repetition:V=2,L=4
with the schedule  3,1

rays, in units of log q
m  ekl  slack
1  2    0
2  2    0
3  1    1
4  0    0

for every law of length 4 if and only if c >= 2
EOF
case_run 0 'all schedules' prove --claim='ekl <= c*sum_mi/L' --length=4 \
  --all-schedules --smax=3 --solve=c

case_out <<'EOF'
claim       ekl >= c*R
length      4
scope       some schedule with sizes <= 3
verdict     proved
solved for  c
greatest    10/39
constant    10/39
sharp       yes

rays, in units of log q
m  ekl    slack
1  20/13  0
2  10/13  0
3  5/13   0
4  0      0

mixture
weight  sizes
8/13    3,1
4/13    2,2
1/13    1,3

profile of rays that shows it the best
m  copies
1  2
2  1
3  3

for every law of length 4 if and only if c <= 10/39
EOF
case_run 0 'some schedule' prove --claim='ekl >= c*R' --length=4 \
  --some-schedule --smax=3 --solve=c

case_out <<'EOF'
L	smax	T	verdict	least	greatest	constant	sharp
3	-	1	proved	1	-	1	yes
3	-	2	proved	2	-	2	yes
3	-	3	proved	0	-	0	yes
4	-	1	proved	1	-	1	yes
4	-	2	proved	2	-	2	yes
4	-	3	proved	3	-	3	yes
4	-	4	proved	0	-	0	yes
EOF
case_run 0 'ranges of lengths and steps, rows that are' prove \
  --claim='ekl <= c*tc/T' --length=3..4 --all-schedules --steps=1.. \
  --solve=c --format=tsv --facts=none

case_out <<'EOF'
{
  "schema": "mdmcert-constants-1",
  "claim": "ekl <= c*dtc",
  "solve": "c",
  "scope": "all schedules",
  "rows": [
    {
      "length": 3,
      "smax": 2,
      "steps": 2,
      "verdict": "proved",
      "least": "1",
      "greatest": null,
      "constant": "1",
      "sharp": true
    }
  ]
}
EOF
case_run 0 'JSON of ranges; a scope that is empty has no row' prove \
  --claim='ekl <= c*dtc' --length=3..3 --all-schedules --smax=1..2 --steps=2 \
  --solve=c --format=json

# No constant.
case_out <<'EOF'
claim              tc <= c*ekl
length             3
scope              all schedules of 2 steps
verdict            refuted
solved for         c
refuted on         ray 1, the law repetition:V=2,L=3
with the schedule  1,2

refuted: no c does for every law of length 3
EOF
case_run 1 'no constant does' prove --claim='tc <= c*ekl' --length=3 \
  --all-schedules --steps=2 --solve=c

case_out <<'EOF'
claim       tc + dtc <= c*dtc
length      3
scope       the schedule 3
verdict     proved
solved for  c
least       3
constant    3
sharp       yes
least by    ray 1, the law repetition:V=2,L=3

rays, in units of log q
m  ekl  slack
1  2    0
2  1    3
3  0    0

for every law of length 3 if and only if c >= 3
EOF
case_run 0 'one schedule' prove --claim='tc + dtc <= c*dtc' --length=3 \
  --schedule=3 --solve=c

# On one law.
json=$("$MDMCERT" certify --law=parity:V=2,L=4 --schedule=2,2 --solve=c \
  --claim='ekl <= c*tc/T' --format=json --digits=6)
case $json in
  *'"least": "2",
  "greatest": null,
  "constant": "2"'*) tap_ok 'an instance, exact' ;;
  *) tap_not_ok 'an instance, exact' ;;
esac
json=$("$MDMCERT" certify --law=markov:flip=1/4,L=4 --schedule=2,2 --solve=c \
  --claim='c*tc/T <= ekl' --format=json --digits=6)
case $json in
  *'"least": null,
  "greatest": "0.626319",
  "constant": "0.626319"'*) tap_ok 'an instance, digits' ;;
  *) tap_not_ok 'an instance, digits' ;;
esac
# The constant decides: a claim just beyond it is refuted.
case_run 1 'less is refuted' certify --law=markov:flip=1/4,L=4 -q \
  --schedule=2,2 --claim='ekl <= 0.626318*tc/T'
case_run 0 'more is not' certify --law=markov:flip=1/4,L=4 -q \
  --schedule=2,2 --claim='ekl <= 0.626319*tc/T'

# wrong MESSAGE OPTION..: refused.
wrong ()
{
  printf 'mdmcert: %s\n' "$1" >"$tap_case/want-err"
  name=$1
  shift
  case_run 2 "refused: $name" "$@"
}
set -- prove --length=4 --all-schedules --smax=2
wrong '--solve=tc: the claim language has a quantity of that name' \
  "$@" --solve=tc --claim='ekl <= tc'
wrong '--solve=min: the claim language has a function of that name' \
  "$@" --solve=min --claim='ekl <= tc'
wrong '--solve=2c: a name is letters, digits and _, a letter first' \
  "$@" --solve=2c --claim='ekl <= tc'
wrong "--solve=c: there is no 'c' in the claim" \
  "$@" --solve=c --claim='ekl <= tc'
wrong "--solve=c: a strict inequality has no best 'c'; ask for <= or >=" \
  "$@" --solve=c --claim='ekl < c*tc'
wrong '--solve=c: it multiplies a min or max, and may be negative' \
  "$@" --solve=c --claim='-tc <= c*min(tc, dtc)'
wrong '--solve: ranges of lengths, sizes or steps are for it' \
  prove --length=2..4 --all-schedules --smax=2 --claim='ekl <= tc'
wrong '--length: the range needs an end' \
  prove --length=2.. --all-schedules --smax=2 --solve=c --claim='ekl <= c*tc'
wrong '--length=4..2: the range ends before it begins' \
  prove --length=4..2 --all-schedules --smax=2 --solve=c --claim='ekl <= c*tc'
wrong '--certificate: a certificate is of one constant, not of a range' \
  prove --length=2..4 --all-schedules --smax=2 --solve=c \
  --claim='ekl <= c*tc' --certificate=x
wrong '--steps: more steps than the length 4' \
  prove --length=4 --all-schedules --steps=5 --claim='ekl <= tc'
wrong '--steps: 1 steps of at most 2 are less than the length 4' \
  prove --length=4 --all-schedules --smax=2 --steps=1 --claim='ekl <= tc'
wrong '--steps: the schedule has its own number of steps' \
  prove --length=4 --schedule=2,2 --steps=2 --claim='ekl <= tc'
wrong '--steps=0: the least value is 1' \
  prove --length=4 --all-schedules --steps=0 --claim='ekl <= tc'
wrong '--solve=c: one claim is solved, given as an expression' \
  certify --law=uniform:V=2,L=2 --schedule=1,1 --solve=c --claim='ekl <= c*tc' \
  --claim='ekl <= tc'

wrong '--solve: the option is missing: which constant is --sharp-certificate about?' \
  prove --length=4 --schedule=2,2 --claim='ekl <= tc' --sharp-certificate=x
wrong '--sharp-certificate: a certificate is of one constant, not of a range' \
  prove --length=2..4 --all-schedules --smax=2 --solve=c \
  --claim='ekl <= c*tc' --sharp-certificate=x
wrong '--sharp-certificate=x: the result is written there, too' \
  prove --length=4 --all-schedules --smax=2 --solve=c \
  --claim='ekl <= c*tc' --certificate=x --sharp-certificate=x
wrong '--sharp-certificate: the constant is bounded on both sides; mdmcert table writes a certificate of each' \
  prove --length=4 --schedule=2,2 --solve=c --claim='tc + dtc = c*sum_mi' \
  --sharp-certificate=x
wrong '--solve: --witness is for a claim that is refuted' \
  prove --length=4 --schedule=2,2 --solve=c --claim='ekl <= c*tc' --witness=x
test ! -e x || tap_not_ok 'no file is left of what is wrong'

# That nothing better does, for each scope: what the certificate states is that
# the strict claim is false.
while read -r claim scope; do
  # shellcheck disable=SC2086
  case_run 0 "certificates of a constant, $scope" prove --length=4 $scope \
    --solve=c --claim="$claim" --certificate=holds --sharp-certificate=sharp -q
  tap_true 'both are verified' "$MDMCHECK" holds sharp
  tap_true 'and differ' test "$(cat holds)" != "$(cat sharp)"
done <<'END'
ekl<=c*sum_mi --schedule=1,2,1
ekl<=c*sum_mi --all-schedules --smax=3
ekl<=c*tc+dtc/9 --all-schedules --steps=2
ekl>=c*R --some-schedule --smax=3
END

# smax is not fixed by the number of steps.
"$MDMCERT" prove --length=4 --all-schedules --steps=2 \
  --claim='ekl <= smax*tc' >out 2>err
if test $? = 2 && grep -q 'smax is not fixed by the scope' err; then
  tap_ok 'smax is not fixed by --steps'
else
  tap_not_ok 'smax is not fixed by --steps'
fi

# In joint entropies: sharp by a law, forbidden by one, by two that clash, and
# what Shannon's inequalities alone say.
case_out <<'END'
claim       I(0;1) <= I(0;1|2) + c*I(0;2)
length      3
scope       no schedule
verdict     proved
solved for  c
least       1
constant    1
sharp       yes
least by    a law of 2 rows

proof: the greater side minus the smaller one is
weight  term
1       I(0;2|1)

a law on which nothing less does
weight  sequence
1       000
1       111

for every law of length 3 if and only if c >= 1
END
case_run 0 'joint entropies' prove --length=3 --solve=c \
  --claim='I(0;1) <= I(0;1|2) + c*I(0;2)'
case_run 1 'joint entropies: Ingleton, whatever c is' prove --length=4 -q \
  --solve=c --claim='I(0;1) <= I(0;1|2) + I(0;1|3) + c*I(2;3)'
case_run 1 'joint entropies: two laws clash' prove --length=2 -q --solve=c \
  --claim='H(0) + H(1) = c*H(0,1)'
case_run 0 'joint entropies: one partition, and a certificate' prove \
  --length=3 --schedule='blocks:0|1 2' --solve=c --claim='ekl <= c*tc' \
  --certificate=best -q
tap_true 'which is verified' "$MDMCHECK" best
case_out <<'END'
claim       c*H(0,1) <= e(2)
solved for  c
scope       no schedule

L  smax  T  verdict  least  greatest  constant  sharp
3  -     -  proved   -      2/3       2/3       yes
4  -     -  proved   -      1/2       1/2       yes
5  -     -  proved   -      2/5       2/5       yes

- stands for nothing to show
END
case_run 0 'joint entropies: lengths' prove --length=3..5 --solve=c \
  --claim='c*H(0,1) <= e(2)'

tap_done
