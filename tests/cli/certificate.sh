# mdmcert certify and prove with --certificate: what is written, and when
# nothing is.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
MDMCHECK=${MDMCERT%mdmcert}mdmcheck

# checked NAME: the file C is a certificate that mdmcheck verifies.
checked ()
{
  "$MDMCHECK" C >checked 2>&1 </dev/null
  tap_true "$1" test "$?:$(sed 1q checked)" = '0:s VERIFIED'
}

# states NAME LINE..: the certificate has these records.
states ()
{
  states_name=$1
  shift
  for line; do
    tap_true "$states_name: $line" grep -qFx "$line" C
  done
}

printf '2 000\n1 011\n1 101\n' >law

# The whole of a small certificate.
"$MDMCERT" certify --law=law --schedule=2,1 --claim='ekl <= tc' \
  --certificate=C >out 2>err
tap_true 'certify with a certificate' test $? = 0
tap_true 'tells of it' grep -qx 'certificate  C, 1 claim' out
cat >want <<'END'
mdmcert-certificate 1
c law
law 3 2 3
tokens 2
token 0 0
token 1 1
row 2 0 0 0
row 1 0 1 1
row 1 1 0 1
schedules 1
c 2,1
schedule 1 sizes 2 2 1
END
head -n 12 C >got
tap_true 'the law and the schedule come first' cmp got want
states 'a claim' 'c claim-1: ekl <= tc' 'claim 1 <= 2 0 0 0' 'term 1 ekl 1' \
  'term -1 tc' 'hypotheses 0' 'claims 1'
tap_true 'the last record counts the others' \
  test "$(tail -n 1 C)" = "end $(($(grep -vc '^c ' C) - 1))"
checked 'it is verified'
cp C first
"$MDMCERT" certify --law=law --schedule=2,1 --claim='ekl <= tc' \
  --certificate=C -q >out
tap_true 'the same bytes again' cmp C first
tap_true '--quiet prints nothing and still writes it' test ! -s out
"$MDMCHECK" --law=law C >out
tap_true 'it is bound to the law' test $? = 0
sed s/2/3/ law >other
"$MDMCHECK" --law=other C >out
tap_true 'and to no other' test "$?:$(sed 1q out)" = '1:s NOT VERIFIED'

# Verdicts: strict, equality, refuted; the relation that is stated is true.
# verdict STATUS CLAIM LINE..
verdict ()
{
  rm -f C
  verdict_status=$1 verdict_claim=$2
  shift 2
  "$MDMCERT" certify --law=parity:V=2,L=4 --schedule=2,2 \
    --claim="$verdict_claim" --certificate=C >out 2>err
  tap_true "$verdict_claim: status $verdict_status" \
    test $? = "$verdict_status"
  states "$verdict_claim" "$@"
  checked "$verdict_claim is verified"
}
verdict 0 'ekl <= tc' 'claim 1 <= 2 0 0 0' 'sign zero'
verdict 0 'ekl = tc' 'claim 1 = 2 0 0 0' 'sign zero'
verdict 1 'ekl < tc' 'claim 1 >= 2 0 0 0' 'sign zero'
verdict 0 'ekl < dtc' 'claim 1 < 2 0 0 0' 'sign negative 128'
verdict 1 'ekl >= dtc' 'claim 1 < 2 0 0 0'
verdict 1 'ekl = dtc' 'claim 1 != 2 0 0 0'
verdict 0 'ser <= 1/2' 'term 1 ser 1' 'term -1/2 one'
verdict 0 'ekl <= (smax - 1)/L*sum_mi' 'claim 3 <= 2 0 0 2' \
  'term -1/4 sum_mi' 'hypothesis 1 = 2' 'term 1 smax 1' 'term -2 one'
verdict 0 '2*tv^2 <= ekl' 'term 1 tv 1' 'term -1/2 one' 'term 1/2 one'
verdict 0 'ekl <= min(tc, dtc)' 'hypothesis 1 <= 2' 'term 1 tc' 'term -1 dtc'
verdict 0 'H(0,1|2) <= I(0;1,2,3) + TC(0;1;2|3) + 2*log(2)' \
  'term 1 H 0,1|2' 'term -1 I 0;1,2,3' 'term -1 TC 0;1;2|3' 'term -2 log 2'
verdict 0 'ekl <= ekl' 'term 1 one' 'term -1 one'
verdict 0 'ekl_definition = ekl' 'sign zero'
verdict 0 'I(0;1;2|3) <= 0' 'term 1 H 0,3' 'term -1 H 3' 'term -1 H 0,1,3' \
  'term 1 H 0,1,2,3'
verdict 0 'DTC(0;1;2) = 0' 'term 1 H 1,2' 'term 1 H 0,1' 'term -2 H 0,1,2' \
  'sign zero'
verdict 1 '2*DTC(0;1;2,3) < I(0;1)' 'term 2 H 1,2,3' 'term -4 H 0,1,2,3' \
  'term -1 I 0;1'
verdict 0 'perplexity <= 5/2' 'term 1 log_ter_gap 1' 'term 1/4 entropy' \
  'term 1 log 2' 'term -1 log 5' 'sign negative 128'
verdict 1 'perplexity < V' 'hypothesis 1 = 2' 'term 1 V' 'sign zero'
verdict 0 'li-cai-2-lower-some' 'schedule 2 sizes 2 2 2' 'term 1 ekl 2' \
  'term 1 smax 2' 'term -1 smax 1' 'term -1/16 R 2'

# Some schedule, refuted: every one falls short.
printf 'Claim: much\nScope: some\nStatement: ekl >= 2*U(smax)\n' >much
"$MDMCERT" certify --law=law --schedule=2,1 --claim-file=much \
  --certificate=C >out
tap_true 'no schedule reaches it: status 1' test $? = 1
states 'no schedule reaches it' 'claim 2 < 2 2 0 1' 'term 1 ekl any' \
  'bits 256'
checked 'no schedule reaches it: verified'

# A relation that is not strict, and one that only an equality makes hold.
printf 'Claim: more\nScope: some\nStatement: ekl > tc\n' >exceeds
"$MDMCERT" certify --law=law --schedule=2,1 --claim-file=exceeds \
  --certificate=C -q >out
states 'none exceeds it' 'claim 1 <= 2 2 0 0'
checked 'none exceeds it: verified'
rm -f C
printf 'Claim: same\nScope: some\nStatement: ekl > 0*tc\n' >same
"$MDMCERT" certify --law=law --schedule=1,1,1 --claim-file=same \
  --certificate=C >out 2>err
tap_true 'none exceeds what one reaches: no certificate' test $? = 3
tap_true 'none exceeds what one reaches: why' \
  grep -q 'same: that no schedule' err

# Terms with positive coefficients come first, and all claims stand under the
# hypotheses of those that are written: the one about R does not apply, and T
# >= 3 is not there.
printf 'Claim: first\nHypothesis: smax < L\nStatement: tc >= ekl\n
Claim: other\nHypothesis: T >= 2\nHypothesis: T >= 3\nStatement: ekl <= R\n
Claim: last\nHypothesis: T >= 2\nStatement: 2*ekl <= tc + dtc\n' >claims
"$MDMCERT" certify --law=law --schedule=2,1 --claim-file=claims \
  --certificate=C -q >out
sed -n '/^hypo/p; /^c[^ ]/p; /^term/p' C >got
cat >want <<'END'
hypotheses 2
hypothesis 1 < 2
term 1 smax 1
term -1 L
hypothesis 2 >= 2
term 1 T 1
term -2 one
claims 2
claim 3 >= 2 0 0 2
term 1 tc
term -1 ekl 1
claim 4 <= 3 0 0 2
term 2 ekl 1
term -1 tc
term -1 dtc
END
tap_true 'the hypotheses that are needed' cmp got want
checked 'the hypotheses that are needed: verified'

# What a certificate cannot speak of is left out, and told.
"$MDMCERT" certify --law=random:V=2,L=7,den=3,seed=1 --schedule=3,4 \
  --certificate=C >out
tap_true 'a definition that is too long is left out' grep -q \
  '^not in the certificate  curve-identity: ' out
checked 'the others are verified'
"$MDMCERT" certify --law=parity:V=2,L=3 --schedule=2,1 --claim='ekl <= tc' \
  --claim='I(0;1|2=0) <= tc' --certificate=C >out
tap_true 'a condition by value is left out' grep -q \
  '^not in the certificate  claim-2: a certificate cannot speak of I(A;B;..|C)$' out
checked 'what has none is verified'

# One partition, words, many claims.
"$MDMCERT" certify --law="$abs_top_srcdir/proofs-data/instances/words.law" \
  --schedule='blocks:2 0|1 3' --claim='kl_mixed = ekl' \
  --claim='ser <= tv' --claim='a(0) <= s(1)' --certificate=C >out
states 'one partition' 'schedule 1 blocks 2 2 0 2 2 1 3' 'term -1 ekl 1' \
  'term 2 one' 'term -1 s 1 1'
checked 'one partition is verified'

# refused STATUS NAME ARGUMENT..: nothing is printed, and nothing written.
refused ()
{
  rm -f C
  refused_status=$1 refused_name=$2
  shift 2
  "$MDMCERT" "$@" --certificate=C >out 2>err
  tap_true "$refused_name: status $refused_status" test $? = "$refused_status"
  tap_true "$refused_name: one line" test "$(wc -l <err)" = 1
  tap_true "$refused_name: nothing else" test ! -s out -a ! -e C
}
refused 3 'a law that cannot be enumerated' certify \
  --law=uniform:V=2,L=100 --schedule=balanced:5 --claim=sharp-upper
refused 3 'a law that is too long' certify \
  --law=repetition:V=2,L=1000 --schedule=balanced:5 --claim=sharp-upper
refused 3 'a claim that does not apply' certify \
  --law=law --schedule=2,1 --claim=chen-tc
refused 2 'a malformed claim' certify --law=nowhere --schedule=2,1
tap_true 'the message names the option' sh -c \
  "'$MDMCERT' certify --law=law --schedule=2,1 --certificate=no/C 2>&1 \
     | grep -q 'no/C'"

# Proofs.
# proof STATUS NAME ARGUMENT.. -- LINE..
proof ()
{
  rm -f C
  proof_status=$1 proof_name=$2 proof_arguments=
  shift 2
  while test "$1" != --; do
    proof_arguments="$proof_arguments $1"
    shift
  done
  shift
  # Arguments have no blanks within.
  # shellcheck disable=SC2086
  "$MDMCERT" prove $proof_arguments --certificate=C >out 2>err
  tap_true "$proof_name: status $proof_status" test $? = "$proof_status"
  states "$proof_name" "$@"
  checked "$proof_name is verified"
}
proof 0 'one schedule' --claim=ekl-dtc/2\<=0 --length=3 --schedule=1,2 -- \
  'length 3' 'claim 1 <= 2 0 0 0' 'term 1 ekl 1' 'term -1/2 dtc' 'ray 1 -1/2' \
  'ray 2 0' 'ray 3 0'
proof 0 'weights' --claim=ekl\>=0 --length=2 --schedule=weights:3/2,1/2 -- \
  'schedule 1 weights 2 3/2 1/2' 'term -1 ekl 1' 'ray 1 -1/2'
proof 0 'all schedules' --claim=sharp-constant --length=4 --all-schedules \
  --smax=2 -- 'claim 1 <= 2 2 0 0' 'term -1/4 sum_mi' 'ray 3 0'
proof 0 'some schedule' --claim=ekl\>=10/39*R --length=4 --some-schedule \
  --smax=3 -- 'claim 1 <= 2 3 3 0' 'part 8/13 1' 'schedule 1 sizes 2 3 1'
proof 0 'a claim without schedules' --claim=tc\<=sum_mi --length=4 \
  --some-schedule --smax=3 -- 'claim 1 <= 2 0 0 0'
proof 0 'an equality' --claim=tc+dtc=sum_mi --length=4 --all-schedules \
  --smax=3 -- 'claim 1 <= 3 0 0 0' 'claim 2 <= 3 0 0 0'
proof 0 'an identity' --claim=ekl=ekl --length=4 --all-schedules --smax=3 -- \
  'term 1 entropy' 'term -1 entropy' 'ray 4 0'
proof 1 'one schedule refuted' --claim=ekl\<=tc/4 --length=4 --schedule=2,2 \
  -- 'copies 4 1 0 0 0' 'claim 1 > 2 0 0 0' 'term 1 ekl 1' 'term -1/4 tc' \
  'difference 1/4 0' 'sign positive 64'
proof 1 'all refuted' --claim=ekl\<=tc/4 --length=4 --all-schedules --smax=2 \
  -- 'copies 4 1 0 0 0' 'claim 1 > 2 0 0 0' 'term 1 ekl 1'
proof 1 'some refuted' --claim=ekl\>=2/7*R --length=4 --some-schedule \
  --smax=3 -- 'copies 4 2 1 3 0' 'claim 1 > 2 3 0 0' 'term -1 ekl any' \
  'bits 64'
proof 1 'a strict claim' --claim=ekl\<tc --length=4 --schedule=2,2 -- \
  'copies 4 0 0 0 0' 'claim 1 >= 2 0 0 0' 'difference 0 0' 'sign zero'
proof 1 'a strict claim about some' --claim=ekl\>tc --length=4 \
  --some-schedule --smax=2 -- 'copies 4 0 0 0 0' 'claim 1 >= 2 2 0 0'
refused 2 'a schedule that depends on a law' prove --claim='ekl <= tc' \
  --length=4 --schedule=best:2

tap_done
