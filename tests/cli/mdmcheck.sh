# mdmcheck accepts what is true and well written, and nothing else.
#
# certs/pass and certs/fail hold certificates for every rule of the format: one
# that breaks it, and beside it the nearest ones that do not.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

MDMCERT=${MDMCHECK:?must be the path of mdmcheck}
certs=$abs_top_srcdir/tests/certs
cp -R "$certs/pass" "$certs/fail" . && chmod -R u+w pass fail || exit 99

# verified [OPTION..] FILE: the certificate is accepted.
verified ()
{
  tap_try "$@"
  head -n 1 "$stdout" >first
  echo 's VERIFIED' >expected
  test "$status" -eq 0 && test ! -s "$stderr" || echo "status $status" >>first
  tap_same "verified: $*" expected first
}

for file in pass/*.cert; do
  verified "$file"
done

# STATUS NAME LINE: WHY fail/NAME.cert is not accepted.
>names
while read -r expected name why; do
  echo "fail/$name.cert" >>names
  if test "$expected" -eq 1; then
    printf 's NOT VERIFIED\n%s\n' "fail/$name.cert:$why" | case_out
  else
    echo "mdmcheck: fail/$name.cert:$why" | case_err
  fi
  case_run "$expected" "status $expected: $name" "fail/$name.cert"
done <<'END'
1 tc-wrong-rational 28: the rational part of the difference is not the one derived
1 tc-wrong-coefficient 27: the coefficient of this logarithm is not the one derived
1 tc-logarithm-missing 26: the difference that is derived has 2 logarithms
1 tc-wrong-sign 29: the sign is not the one derived with these bits
1 tc-wrong-relation 29: the relation does not hold
1 tc-sign-zero 29: the sign is not the one derived with these bits
1 tc-zero-difference 26: the difference that is derived has 2 logarithms
1 row-weight 25: the integer 7 of the sum is not listed
1 row-token 25: the integer 5 of the sum is not listed
1 integer-not-listed 24: the integer 6 of the sum is not listed
1 exponent-plus-one 21: the product of the factors is not the integer
1 exponent-minus-one 21: the product of the factors is not the integer
1 exponent-huge 21: the product of the factors is not the integer
2 exponent-zero 21: a number from 1 to 9223372036854775807 is expected, not '0'
1 factor-missing 21: the product of the factors is not the integer
2 factor-order 21: a number from 3 to 2 is expected, not '1'
2 factor-twice 21: a number from 2 to 2 is expected, not '1'
2 factor-no-element 21: a number from 2 to 2 is expected, not '3'
2 factors-too-few 21: a word is missing at the end of the record
2 factors-too-many 21: '3' is beyond the end of the record
2 integers-order 20: the integers do not ascend
2 integer-one 19: an integer of at least 2 is expected
2 base-one 16: an integer of at least 2 is expected
2 base-order 17: the base does not ascend
1 base-common-factor 17: two elements of the base have a common factor
1 base-six-common-factor 21: two elements of the base have a common factor
1 near-zero-equality 29: the sign is not the one derived with these bits
1 near-zero-dropped 26: the difference that is derived has 2 logarithms
1 near-zero-negative 29: the sign is not the one derived with these bits
1 near-zero-few-bits 29: the sign is not the one derived with these bits
2 near-zero-bits-over-cap 29: a number from 64 to 1048576 is expected, not '1048577'
2 bits-too-few 29: a number from 64 to 1048576 is expected, not '63'
1 hypothesis-false 27: the relation does not hold
2 hypothesis-removed 23: a number from 1 to 1 is expected, not '2'
2 hypothesis-removed-and-counted 29: a number from 1 to 1 is expected, not '2'
2 hypotheses-too-few 40: a number from 2 to 2 is expected, not '1'
2 hypotheses-too-many 40: a number from 2 to 2 is expected, not '3'
2 hypotheses-listed 40: '1 2' is beyond the end of the record
2 hypothesis-smax 23: '0 0 0' is beyond the end of the record
2 hypothesis-term-order 25: a coefficient is 0, or positive after a negative one
2 hypothesis-any 25: a term 'ekl any' needs an smax of at least 1, and the reverse
2 schedule-sum 12: a number is negative, or their sum too large
2 schedule-sum-short 12: the numbers have too small a sum
2 schedule-steps 12: a word is missing at the end of the record
2 schedule-number 12: a number from 2 to 2 is expected, not '3'
2 schedule-missing 15: 'schedule' is expected, not 'base'
2 schedule-beyond 14: 'base' is expected, not 'schedule'
2 schedule-none 21: a number from 1 to 4 is expected, not '5'
2 schedule-zero 21: a number from 1 to 4 is expected, not '0'
2 iid-sum 13: the numbers have too small a sum
2 iid-negative 13: a number is negative, or their sum too large
2 blocks-twice 14: a position is in two blocks
2 blocks-position 14: a number from 0 to 1 is expected, not '2'
2 blocks-missing 14: the numbers have too small a sum
2 blocks-order 14: a number from 2 to 1 is expected, not '0'
2 weights-in-instance 13: weights is no kind of schedule here
2 step-none 22: a number from 1 to 2 is expected, not '3'
2 smax-of-iid 23: the schedule is not of a kind that has this quantity
2 a-of-blocks 20: the schedule is not of a kind that has this quantity
2 a-none 20: a number from 0 to 1 is expected, not '2'
2 version 1: a number from 1 to 1 is expected, not '2'
1 tie-every-above 16: the claim is not shown for every schedule with these bits
1 tie-every-below 16: the claim is not shown for every schedule with these bits
1 tie-every-above-rest 16: the claim is not shown for every schedule with these bits
1 tie-every-below-rest 16: the claim is not shown for every schedule with these bits
2 law-unknown 2: a 'law', 'length', 'copies' or 'sets' is expected, not 'laws'
2 no-header 1: 'mdmcert-certificate' is expected, not 'law'
2 comment-first 1: 'mdmcert-certificate' is expected, not 'c'
2 comment-last 30: there is something after the last record
2 comment-word 3: 'tokens' is expected, not 'comment'
2 empty-line 3: a record is words of printing ASCII with single blanks between them
2 two-blanks 3: a record is words of printing ASCII with single blanks between them
2 blank-at-end 3: a record is words of printing ASCII with single blanks between them
2 tab 3: a record is words of printing ASCII with single blanks between them
2 carriage-return 3: a record is words of printing ASCII with single blanks between them
2 not-ascii 4: a record is words of printing ASCII with single blanks between them
2 nul 3: a record is words of printing ASCII with single blanks between them
2 word-too-many 3: '3' is beyond the end of the record
2 word-missing 7: a word is missing at the end of the record
2 end-count-more 30: a number from 29 to 29 is expected, not '30'
2 end-count-less 30: a number from 29 to 29 is expected, not '28'
2 end-missing 30: the file ends before its last record, 'end'
2 trailing-text 30: there is something after the last record
2 trailing-line 30: there is something after the last record
2 no-newline 30: the last line has no newline
2 empty 1: the file ends before its last record, 'end'
2 tokens-twice 4: 'token' is expected, not 'tokens'
2 tokens-count 3: the number of tokens is V or 0
2 token-number 5: a number from 1 to 1 is expected, not '2'
2 token-duplicate 5: a token is there twice
2 row-order 8: the rows do not ascend
2 row-twice 8: the rows do not ascend
2 row-zero 8: an integer of at least 1 is expected
2 row-beyond-vocabulary 9: a number from 0 to 2 is expected, not '3'
2 row-missing 9: 'row' is expected, not 'schedules'
2 row-leading-zero 7: '03' is no rational in lowest terms
2 row-sign 7: '+3' is no rational in lowest terms
2 huge-rows 2: a number from 1 to 1073741824 is expected, not '9223372036854775807'
2 huge-number 2: a number from 1 to 1073741824 is expected, not '9223372036854775808'
2 huge-length 2: a number from 1 to 63 is expected, not '256'
2 huge-vocabulary 2: a number from 1 to 65536 is expected, not '65537'
2 huge-terms 26: 'term' is expected, not 'difference'
2 huge-schedules 15: 'schedule' is expected, not 'base'
2 huge-base 18: 'b' is expected, not 'integers'
2 huge-claims 30: 'claim' is expected, not 'end'
2 no-claim 23: a number from 1 to 9223372036854775807 is expected, not '0'
2 lowest-terms 25: '2/2' is no rational in lowest terms
2 lowest-terms-2-4 27: '-2/6' is no rational in lowest terms
2 denominator-one 25: '1/1' is no rational in lowest terms
2 denominator-zero 25: '1/0' is no rational in lowest terms
2 minus-zero 26: '-0' is no rational in lowest terms
2 coefficient-zero 25: a coefficient is 0, or positive after a negative one
2 relation-unknown 24: a relation is expected, not '=>'
2 quantity-unknown 25: 'tC' is no quantity that can be here
2 quantity-argument 25: '1' is beyond the end of the record
2 claim-number 24: a number from 1 to 1 is expected, not '2'
2 claim-unknown 24: 'claim' is expected, not 'lemma'
2 claim-short 24: a word is missing at the end of the record
2 smax-without-any 25: a term 'ekl any' needs an smax of at least 1, and the reverse
2 parts-in-instance 12: a number from 0 to 0 is expected, not '1'
2 rays-in-instance 26: 'difference' is expected, not 'ray'
2 term-order 26: a coefficient is 0, or positive after a negative one
2 claim-any 25: a term 'ekl any' needs an smax of at least 1, and the reverse
2 sign-unknown 29: a sign is expected, not 'plus'
2 sign-missing 29: 'sign' is expected, not 'end'
2 position-none 26: a number from 0 to 1 is expected, not '2'
2 position-twice 26: a position occurs twice, or the condition is not last
2 group-empty 26: a number from 0 to 1 is expected, not ''
2 condition-empty 27: a number from 0 to 1 is expected, not ''
2 two-conditions 27: a position occurs twice, or the condition is not last
2 groups-of-h 27: H has one group of positions, I two, TC two or more
2 groups-of-i 26: H has one group of positions, I two, TC two or more
2 pmax-none 28: a number from 0 to 1 is expected, not '2'
2 e-none 25: a number from 0 to 2 is expected, not '3'
2 d-none 25: a number from 1 to 2 is expected, not '0'
2 r-none 25: a number from 1 to 4294967296 is expected, not '0'
2 log-one 25: an integer of at least 2 is expected
1 every-not-below 15: the claim is not shown for every schedule with these bits
1 every-larger-smax 15: the claim is not shown for every schedule with these bits
1 every-not-above 15: the claim is not shown for every schedule with these bits
1 every-above-least 15: the claim is not shown for every schedule with these bits
2 every-sign 15: 'bits' is expected, not 'sign'
2 every-relation 14: a claim about schedules is no equation
2 every-unequal 14: a claim about schedules is no equation
2 every-not-any 14: a term 'ekl any' needs an smax of at least 1, and the reverse
2 every-smax-zero 14: a term 'ekl any' needs an smax of at least 1, and the reverse
2 every-smax-large 12: a number from 0 to 3 is expected, not '4'
2 every-any-cancelled 15: a term 'ekl any' needs an smax of at least 1, and the reverse
2 every-bits-too-few 15: a number from 64 to 16384 is expected, not '63'
2 every-bits-over-cap 15: a number from 64 to 16384 is expected, not '1048577'
1 every-few-bits 27: the claim is not shown for every schedule with these bits
1 every-zero-strict 12: the claim is not shown for every schedule with these bits
2 every-difference 15: 'bits' is expected, not 'difference'
1 every-equality 15: the claim is not shown for every schedule with these bits
1 some-1-4 17: the claim does not hold on ray 1
1 some-1-4-old-rays 17: the value on ray 1 is not the one derived
1 some-above-smax 16: schedule 3 has not all sizes in 1 to 2
1 some-size-3 16: schedule 5 has not all sizes in 1 to 2
1 some-weights-short 16: the weights have not the sum 1
1 some-weights-long 16: the weights have not the sum 1
2 some-weight-negative 16: a part is a weight greater than 0 and a schedule of sizes
2 some-weight-zero 16: a part is a weight greater than 0 and a schedule of sizes
2 some-part-iid 16: a part is a weight greater than 0 and a schedule of sizes
2 some-part-none 16: a number from 2 to 6 is expected, not '7'
2 some-part-twice 16: a number from 2 to 6 is expected, not '1'
2 some-no-part 15: 'ray' is expected, not 'part'
2 part-missing 17: 'part' is expected, not 'ray'
2 huge-parts 17: 'part' is expected, not 'ray'
2 parts-without-smax 17: a number from 0 to 0 is expected, not '1'
2 some-relation 14: a claim about every law is <= or >=
1 ray-value 19: the value on ray 3 is not the one derived
2 ray-missing 20: 'ray' is expected, not 'end'
2 ray-order 19: a number from 3 to 3 is expected, not '4'
2 some-no-any 14: a term 'ekl any' needs an smax of at least 1, and the reverse
1 theorem-false 15: the claim does not hold on ray 1
1 theorem-ray-larger 21: the value on ray 2 is not the one derived
1 theorem-hypothesis-false 15: the relation does not hold
2 theorem-relation 19: a claim about every law is <= or >=
2 theorem-strict 19: a claim about every law is <= or >=
2 theorem-difference 20: 'ray' is expected, not 'difference'
2 theorem-length 4: the numbers have too small a sum
2 theorem-one 19: a claim about units of log q has no number
2 theorem-entropies 18: 'H' is no quantity that can be here
2 theorem-tv 18: 'tv' is no quantity that can be here
2 theorem-v 18: 'V' is no quantity that can be here
2 theorem-hypothesis-tc 13: a hypothesis about all laws, or in units of log q, is about numbers alone
2 blocks-in-universal 4: blocks is no kind of schedule here
2 weights-sum 7: the numbers have too small a sum
2 weights-negative 7: a number is negative, or their sum too large
2 weights-number 7: a number from 4 to 4 is expected, not '3'
2 base-in-universal 10: 'hypotheses' is expected, not 'base'
2 huge-universal-length 2: a number from 1 to 100000 is expected, not '9223372036854775807'
1 every-law-smax 9: the value on ray 1 is not the one derived
1 every-law-false 9: the claim does not hold on ray 1
1 every-law-least-taken 9: the value on ray 1 is not the one derived
2 every-law-bits 9: 'ray' is expected, not 'bits'
1 counterexample-value 15: the rational part of the difference is not the one derived
1 counterexample-copies 15: the rational part of the difference is not the one derived
1 counterexample-ray 15: the rational part of the difference is not the one derived
2 copies-too-few 2: a word is missing at the end of the record
2 copies-too-many 2: '0' is beyond the end of the record
2 copies-negative 2: an integer of at least 0 is expected
2 copies-fraction 2: an integer of at least 0 is expected
2 copies-leading-zero 2: '03' is no rational in lowest terms
2 copies-length-zero 2: a number from 1 to 100000 is expected, not '0'
2 copies-of-length 2: '3 0 0 0' is beyond the end of the record
2 huge-copies-length 2: a number from 1 to 100000 is expected, not '100001'
1 counterexample-false 16: the relation does not hold
1 counterexample-nothing-strict 15: the relation does not hold
1 counterexample-every-constant 9: the claim is not shown for every schedule with these bits
1 counterexample-every-one-ray 9: the claim is not shown for every schedule with these bits
1 counterexample-every-least 9: the claim is not shown for every schedule with these bits
2 counterexample-every-relation 8: a claim about schedules is no equation
1 counterexample-every-larger-smax 9: the claim is not shown for every schedule with these bits
1 counterexample-every-above 9: the claim is not shown for every schedule with these bits
2 counterexample-every-value 9: 'bits' is expected, not 'difference'
2 counterexample-smax 6: a number from 0 to 4 is expected, not '5'
1 counterexample-sign 16: the sign is not the one derived with these bits
2 counterexample-rays 15: 'difference' is expected, not 'ray'
2 counterexample-logarithm 15: a number from 0 to 0 is expected, not '1'
2 counterexample-tv 13: 'tv' is no quantity that can be here
2 counterexample-v 13: 'V' is no quantity that can be here
2 counterexample-log 13: 'log' is no quantity that can be here
2 counterexample-one 14: a claim about units of log q has no number
1 counterexample-hypothesis-false 15: the relation does not hold
1 joint-blocks-error 15: the sum is not the claim: the coefficient of a set differs
1 joint-claim-turned 30: the sum is not the claim: the coefficient of a set differs
1 joint-curve 34: the sum is not the claim: the coefficient of a set differs
1 joint-elemental-missing 22: the sum is not the claim: the coefficient of a set differs
1 joint-given-turned 30: the sum is not the claim: the coefficient of a set differs
1 joint-use-negative 30: a weight of what is no equation is not greater than 0
1 joint-use-wrong 30: the sum is not the claim: the coefficient of a set differs
1 joint-weight 23: the sum is not the claim: the coefficient of a set differs
1 joint-weight-negative 28: a weight is not greater than 0
1 joint-weight-zero 21: a weight is not greater than 0
1 joint-wrong-term 23: the sum is not the claim: the coefficient of a set differs
2 joint-claim-number 19: a claim about units of log q has no number
2 joint-claim-relation 19: a claim about every law is <= or >=
2 joint-claim-smax 17: a number from 0 to 0 is expected, not '1'
2 joint-elemental-position 21: a number from 0 to 2 is expected, not '3'
2 joint-elemental-tc 21: a name is expected, not 'TC'
2 joint-given-any 8: what is given is not about 'ekl any', which is of claims
2 joint-given-missing 10: 'givens' is expected, not 'given'
2 joint-given-number 15: a sum of entropies has no number
2 joint-given-strict 13: a relation is expected, not '>'
2 joint-hypothesis 7: a hypothesis about all laws is about numbers alone
2 joint-length 2: a number from 1 to 16 is expected, not '17'
2 joint-tv 19: 'tv' is no quantity that can be here
2 joint-use-none 23: a number from 1 to 2 is expected, not '3'
2 counterexample-hypothesis-tc 13: a hypothesis about all laws, or in units of log q, is about numbers alone
2 parts-in-copies 6: a number from 0 to 0 is expected, not '1'
2 blocks-in-copies 6: blocks is no kind of schedule here
2 base-in-copies 10: 'hypotheses' is expected, not 'base'
2 block-empty 14: a size is an integer, of a block at least 1
2 condition-not-last 11: a position occurs twice, or the condition is not last
1 every-law-negative-any 9: the value on ray 1 is not the one derived
2 logarithm-zero 27: a coefficient is 0
2 number-leading-zero 10: a number from 0 to 9223372036854775807 is expected, not '04'
2 size-fraction 12: a size is an integer, of a block at least 1
1 some-size-zero 16: schedule 2 has not all sizes in 1 to 2
1 tie-11 17: the sign is not the one derived with these bits
1 tie-13 17: the sign is not the one derived with these bits
1 tie-3 17: the sign is not the one derived with these bits
1 tie-5 17: the sign is not the one derived with these bits
1 tie-7 17: the sign is not the one derived with these bits
1 tie-logarithm-down 17: the sign is not the one derived with these bits
1 tie-logarithm-nearest 17: the sign is not the one derived with these bits
1 tie-logarithm-up 17: the sign is not the one derived with these bits
1 tie-product-down 17: the sign is not the one derived with these bits
1 tie-product-nearest 17: the sign is not the one derived with these bits
1 tie-product-up 17: the sign is not the one derived with these bits
1 tie-set-down 17: the sign is not the one derived with these bits
1 tie-set-nearest 17: the sign is not the one derived with these bits
1 tie-set-up 17: the sign is not the one derived with these bits
1 tie-sum-down 21: the sign is not the one derived with these bits
1 tie-sum-nearest 21: the sign is not the one derived with these bits
1 tie-sum-up 21: the sign is not the one derived with these bits
2 policy-state-twice 18: a state is there twice
2 policy-drawn-revealed 17: what is drawn is not masked, or does not ascend
2 policy-drawn-order 16: what is drawn is not masked, or does not ascend
2 policy-drawn-twice 16: what is drawn is not masked, or does not ascend
2 policy-drawn-none 16: a number from 0 to 2 is expected, not ''
2 policy-position 17: a number from 0 to 2 is expected, not '3'
2 policy-token 18: a number from 0 to 1 is expected, not '2'
2 policy-mask 18: a number from 0 to 1 is expected, not '-'
2 policy-no-state 13: a number from 1 to 9223372036854775807 is expected, not '0'
2 policy-state-number 15: a number from 2 to 2 is expected, not '3'
2 policy-state-short 15: a word is missing at the end of the record
2 policy-state-long 15: '_' is beyond the end of the record
1 policy-unlisted 17: row 2 reaches a state that the policy does not list
1 policy-unreached 19: some of the states are reached by no row
1 policy-other-draw 18: row 3 reaches a state that the policy does not list
1 policy-rounds-p 43: the rational part of the difference is not the one derived
1 policy-steps 57: the rational part of the difference is not the one derived
1 policy-rounds-q 40: the rational part of the difference is not the one derived
2 policy-size 55: the schedule is not of a kind that has this quantity
2 policy-smax 55: the schedule is not of a kind that has this quantity
2 policy-drawn-weight 55: the schedule is not of a kind that has this quantity
2 rounds-of-blocks 34: the schedule is not of a kind that has this quantity
1 optimum-margin-0 44: the optimum is not shown with this margin and these bits
1 optimum-margin-negative 44: the optimum is not shown with this margin and these bits
2 optimum-bits 44: a number from 64 to 16384 is expected, not '63'
2 optimum-bits-many 44: a number from 64 to 16384 is expected, not '16385'
2 optimum-kind 44: a kind is expected, not 'schedules'
2 optimum-rounds-0 44: a number from 1 to 3 is expected, not '0'
2 optimum-rounds-4 44: a number from 1 to 3 is expected, not '4'
1 optimum-rounds-more 44: the optimum is not shown with this margin and these bits
2 optimum-schedule 44: a number from 1 to 1 is expected, not '2'
2 optimum-number 44: a number from 1 to 1 is expected, not '2'
2 optima-0 43: a number from 1 to 1 is expected, not '0'
2 optima-2 43: a number from 1 to 1 is expected, not '2'
2 optimum-missing 44: 'optimum' is expected, not 'end'
1 steps-counterexample-more 10: the claim is not shown for every schedule with these bits
1 steps-counterexample-removed 9: the claim is not shown for every schedule with these bits
1 steps-gap-filled 14: the value on ray 3 is not the one derived
1 steps-gap-more 13: the value on ray 2 is not the one derived
1 steps-least-removed 10: the value on ray 1 is not the one derived
1 steps-least-zero 14: the value on ray 4 is not the one derived
1 steps-more-below 11: the value on ray 1 is not the one derived
1 steps-more 10: the value on ray 1 is not the one derived
1 steps-removed 12: the value on ray 2 is not the one derived
1 steps-some-empty-block 13: schedule 2 has not all sizes in 1 to 4
1 steps-some-fewer 12: schedule 1 has not 2 blocks
1 steps-some-schedule 13: schedule 2 has not 3 blocks
2 steps-above-length 4: a number from 1 to 6 is expected, not '7'
2 steps-counterexample-none 7: there are no such schedules
2 steps-in-joint 4: 'hypotheses' is expected, not 'steps'
2 steps-late 5: 'claims' is expected, not 'steps'
2 steps-too-few 7: there are no such schedules
2 steps-twice 5: 'hypotheses' is expected, not 'steps'
2 steps-unused 24: no claim is about schedules of so many steps
2 steps-zero 4: a number from 1 to 6 is expected, not '0'
2 end-other 59: 'end' is expected, not 'ended'
1 optimum-below 43: the optimum is not shown with this margin and these bits
1 optimum-tie 27: the optimum is not shown with this margin and these bits
1 optimum-zero 16: the optimum is not shown with this margin and these bits
1 optimum-adaptive 43: the optimum is not shown with this margin and these bits
1 optimum-first 39: the optimum is not shown with this margin and these bits
2 optimum-every-law 24: optima are those on one law
2 optimum-long 16: over a limit: an optimum on more than 20 positions
1 joint-all 10: the sum is not the claim: the coefficient of a set differs
1 joint-first 10: the sum is not the claim: the coefficient of a set differs
1 joint-blocks-before 12: the sum is not the claim: the coefficient of a set differs
END
ls fail/*.cert >files
sort names >listed
tap_same 'every file of certs/fail is in this list' files listed

# What rests on the curve identity says so, and nothing else does: what is about
# every schedule, or about random partitions of more than 6 positions.
ls pass/*.cert | while read -r file; do
  "$MDMCERT" "$file" | grep -q '^trusted: the curve identity' && echo "$file"
done >trusting
cat >expected <<'END'
pass/counterexample-every-above.cert
pass/counterexample-every-relation.cert
pass/counterexample-every-zero.cert
pass/counterexample-every.cert
pass/counterexample-hypothesis.cert
pass/counterexample-nothing.cert
pass/counterexample-unequal.cert
pass/counterexample-weights.cert
pass/counterexample.cert
pass/every-above.cert
pass/every-any-twice.cert
pass/every-at-most.cert
pass/every-below.cert
pass/every-law-above.cert
pass/every-law-negative-any.cert
pass/every-law.cert
pass/every-least.cert
pass/every-near-zero.cert
pass/every-zero.cert
pass/joint-schedules.cert
pass/positions-7.cert
pass/some-1-16.cert
pass/some-1-8.cert
pass/some-hypothesis.cert
pass/some-size-3-smax-3.cert
pass/steps-all-single.cert
pass/steps-counterexample-below.cert
pass/steps-counterexample.cert
pass/steps-every-gap.cert
pass/steps-every-larger-smax.cert
pass/steps-every-least.cert
pass/steps-every.cert
pass/steps-some.cert
pass/theorem-cancelled.cert
pass/theorem-weights.cert
pass/theorem.cert
pass/tie-every-above-rest.cert
pass/tie-every-above.cert
pass/tie-every-below-rest.cert
pass/tie-every-below.cert
END
tap_same 'what rests on the curve identity' expected trusting

# What is shown is made from the records, and no comment is.
case_out <<'END'
s VERIFIED
law: as embedded: length 2, vocabulary of 3, 3 sequences of positive probability
schedule 1: a uniformly random ordered partition into blocks of 2
schedule 2: a uniformly random ordered partition into blocks of 1 1
schedule 3: every token unmasks independently, at the steps with the probabilities 1/2 1/2
schedule 4: the ordered partition 1 | 0
hypothesis 1: smax(1) = 2
claim 2: ekl(1) <= 1/2*sum_mi
claim 3: ekl(3) < ekl(1)
claim 4: kl_mixed(4) = ekl(2)
Thus each hypothesis and claim above is true of this law.
END
case_run 0 'an instance in words' pass/instance.cert
{
  sed 1q pass/theorem.cert
  echo 'c claim 2, for every law: ekl(1) <= 0'
  sed 1d pass/theorem.cert
} | case_in
case_out <<'END'
s VERIFIED
law: every law of length 4, over every vocabulary
schedule 1: a uniformly random ordered partition into blocks of 2 2
schedule 2: a uniformly random ordered partition into blocks of 1 2 1
schedule 3: a uniformly random ordered partition into blocks of 4
schedule 4: any exchangeable process that draws, while exactly 0, 1, .. tokens are revealed, the expected numbers of tokens 2 0 2 0
schedule 5: a uniformly random ordered partition into blocks of 3 1
schedule 6: every token unmasks independently, at the steps with the probabilities 1/2 1/2
hypothesis 1: smax(1) = 2
claim 2: ekl(1) <= 1/4*sum_mi
trusted: the curve identity, ekl = sum a_k d_(k+1) - e_L (Chen, Cong and Li, arXiv 2511.04647, Thm 16; Process.v: ekl_processE, Times.v: ekl_iidE)
trusted: what is linear in the increments of the average entropy curve holds for every law if it does on every ray (mdmcert-theory(7); Rays.v: cone_iff)
Thus each hypothesis and claim above is true of every such law, given what is trusted.
END
case_run 0 'a theorem in words, from standard input' -
sed -n '/^claim/p; /^trusted/s/,.*//p' >expected <<'END'
claim 1: ekl >= 1/16*R(2), for some schedule of sizes in 1 to 2 among 1 (weight 1/2), 2 (weight 1/2)
END
tap_try pass/some-1-16.cert
grep '^claim' "$stdout" >got
tap_same 'a mixture in words' expected got
case_out <<'END'
s VERIFIED
law: 1 1 0 0 independent copies of MDS codes [4,m], m = 1 to 4
claim 1: ekl < 1/7*R(2), for every schedule of sizes in 1 to 2
trusted: the curve identity, ekl = sum a_k d_(k+1) - e_L (Chen, Cong and Li, arXiv 2511.04647, Thm 16; Process.v: ekl_processE, Times.v: ekl_iidE)
trusted: MDS codes [L,m] over a prime field of q >= L elements have the rays as increments, in units of log q (mdmcert-theory(7); Copies.v: copies)
Thus each hypothesis and claim above is true of this law, given what is trusted.
END
case_run 0 'a counterexample in words' pass/counterexample-every.cert

# --law: the same law, however it is written.
same ()
{
  printf "$2" >the.law
  tap_try --law=the.law "pass/$1.cert"
  { head -n 2 "$stdout"; cat "$stderr"; echo "status $status"; } >got
  printf 's VERIFIED\nlaw: the.law\nstatus 0\n' >expected
  tap_same "the same law: $2" expected got
}
e='b\303\251'
same instance "#: vocab a $e %%\n3 a a\n1 a $e\n2 $e $e\n"
same instance "# counted\n\n#: vocab %% $e a\r\n 0.2\t$e $e \r\n1/10 a $e\n0.3  a a"
same instance "0 %% a\n6000000 a a\n2000000 a $e\n4000000 $e $e\n"
same numerals '#: vocab 2 1 0\n3 00\n2 11\n1 01\n'
same numerals '#: split words\n0 2 2\n3 0 0\n2 1 1\n1 0 1\n'
same numerals '#: split chars\n0 2 2\n3 0 0\n2 1 1\n1 01\n'

# Weights in every form that a law can have them in, as 3 to 2 to 1.
while read -r three two one; do
  same numerals "0e9999 22\n$three 00\n$two 11\n$one 01\n"
done <<'END'
3/10 2/10 1/10
.3 .2 0.10
3. 2.0 +1
+3/2 1e0 5e-01
9.0e-05 6E-5 +.3e-4
3E3 2e+3 .1e4
3e9999 20000e+9995 .1e10000
3e-10000 2.e-10000 .1e-9999
END

# Another law.
other ()
{
  printf "$3" >the.law
  printf 's NOT VERIFIED\npass/%s.cert:%s: the law of the certificate %s\n' \
    "$1" "$line" "$2" | case_out
  case_run 1 "another law: $3" --law=the.law "pass/$1.cert"
}
line=9
other instance 'is not that of the file' "#: vocab a $e %%\n3 a a\n1 a $e\n3 $e $e\n"
other instance 'is not that of the file' "#: vocab a $e %%\n3 a a\n1 $e a\n2 $e $e\n"
other instance 'is not that of the file' "#: vocab a $e %%\n3 $e $e\n1 $e a\n2 a a\n"
other instance 'is not that of the file' "#: vocab a $e %%\n3 a a\n3 $e $e\n"
other instance 'is not that of the file' "#: vocab a $e %%\n3 a a\n1 a $e\n2 $e $e\n1 %% %%\n"
other instance 'has another vocabulary than the file' "3 a a\n1 a $e\n2 $e $e\n"
other instance 'has another vocabulary than the file' '1 a\377\n'
other instance 'has another vocabulary than the file' \
  "#: vocab a $e %% c\n3 a a\n1 a $e\n2 $e $e\n"
other instance 'has another vocabulary than the file' \
  "#: vocab a $e c\n3 a a\n1 a $e\n2 $e $e\n"
# No file has a token that is not written as tokens are.
other token-encoded 'has another vocabulary than the file' \
  "#: vocab A $e %%\n3 A A\n1 A $e\n2 $e $e\n"
other token-encoded 'has another vocabulary than the file' \
  "#: vocab %%41 $e %%\n3 %%41 %%41\n1 %%41 $e\n2 $e $e\n"
other token-texts 'has another vocabulary than the file' \
  '#: vocab %%41 b%%c3 %%\n3 %%41 %%41\n1 %%41 b%%c3\n2 b%%c3 b%%c3\n'
other instance 'has another length than the file' "#: vocab a $e %%\n#: split words\n3 a\n2 $e\n"
line=6
other numerals 'has another vocabulary than the file' '#: vocab 0 1 02\n3 0 0\n2 1 1\n1 0 1\n'
other numerals 'has another vocabulary than the file' '#: vocab 0 1 3\n3 00\n2 11\n1 01\n'
other numerals 'is not that of the file' '#: vocab 0 1 2\n3 11\n2 00\n1 10\n'

# No law.
no_law ()
{
  printf -- "$2" >the.law
  echo "mdmcheck: the.law:$1" | case_err
  case_run 2 "no law: $2" --law=the.law pass/instance.cert
}
weight='bad weight: digits/digits or a decimal is expected, as 1/3, 3, 0.25, .5 or 9.5e-05'
after='a sequence is expected after the weight'
directive="'#:' is followed by 'vocab TOKEN ..', 'split words' or 'split chars'"
no_law " no row; a law has at least one line 'WEIGHT SEQUENCE'" '# 1 a\n'
no_law ' all weights are zero' '0 ab\n'
no_law "2: $weight" '1 ab\n-1 ba\n'
for form in nan . + - +-1 -1 1..2 1.5/3 1./3 1/3. +1/+3 1/ /3 e5 .e5 1e 1e+ \
  1e- 1e+-5 1e5.0 1e5e5 1/3e2 0x10 1,5; do
  no_law "1: $weight" "$form ab\n"
done
no_law "1: $weight" '1/2/3 ab\n'
no_law '1: bad weight: the denominator is zero' '1/0 ab\n'
# What is judged is the number of digits that would be written.
long='over a limit: a weight of more than 10000 digits'
ones=$(head -c 10000 /dev/zero | tr '\0' 1)
for form in 1e10000 .1e10001 1e-10001 .1e-10000 1e999999999999999999999 \
  1e-999999999999999999999 "1$ones" "1${ones}e-5" "1$ones/2" "1/1$ones" \
  ".1$ones" ".1${ones}e5"; do
  printf '%s ab\n' "$form" >the.law
  echo "mdmcheck: the.law:1: $long" | case_err
  case_run 2 "too many digits: $(printf %.24s "$form")" --law=the.law \
    pass/instance.cert
done
no_law "1: $after" '1'
no_law "1: $after" '1 \n'
no_law '2: a sequence has another length than the first one' '1 ab\n1 abc\n'
no_law '2: a sequence has another length than the first one' '1 ab\n1 a\n'
no_law '3: a sequence occurs again; every sequence has one row' '1 ab\n1 ba\n0 ab\n'
no_law '2: a token is not in the declared vocabulary' '#: vocab a\n1 ab\n'
no_law '1: a token is declared twice' '#: vocab a a\n1 aa\n'
no_law '2: a sequence of one word and one of several words' '1 ab\n1 a b\n'
no_law '2: a directive is misplaced or repeated' '1 ab\n#: split chars\n'
no_law '2: a directive is misplaced or repeated' '#: split chars\n#: split words\n'
no_law "1: the split is 'words' or 'chars'" '#: split lines\n'
no_law "1: $directive" '#: vocab\n1 ab\n'
no_law "1: $directive" '#:split words\n1 ab\n'
no_law "1: $directive" '#: colour red\n1 ab\n'
no_law '1: a NUL byte, or a carriage return within a line' '1 a\0b\n'
no_law '1: a NUL byte, or a carriage return within a line' '1 ab\r'
no_law "1: $weight" '\357\273\2771 ab\n'
echo 'mdmcheck: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'no law file' --law=nosuch pass/instance.cert
echo 'mdmcheck: pass/theorem.cert:2: the certificate has no rows to compare with --law' |
  case_err
case_run 2 'a law for all laws' --law=the.law pass/theorem.cert

# Options, and files that cannot be read or written.
echo 'mdmcheck: a certificate is expected; see mdmcheck --help' | case_err
case_run 2 'no certificate'
echo "mdmcheck: unrecognized option '--laws'" | case_err
case_run 2 'an unknown option' --laws pass/instance.cert
echo 'mdmcheck: the option is given twice: --law=b' | case_err
case_run 2 'an option twice' --law=a --law=b pass/instance.cert
while read -r arguments; do
  echo 'mdmcheck: the standard input can be read once' | case_err
  case_run 2 "standard input twice: $arguments" $arguments
done <<'END'
--law=- -
- -
--law=- pass/tc.cert pass/tc.cert
END
echo 'mdmcheck: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'no file' nosuch
echo 'mdmcheck: pass:1: cannot read: Is a directory' | case_err
case_run 2 'a directory' pass
echo 'mdmcheck: -:1: cannot read: Bad file descriptor' | case_err
case_sh 2 'standard input is closed' '"$MDMCERT" - <&-'
if test -w /dev/full; then
  echo 'mdmcheck: standard output: cannot write: No space left on device' |
    case_err
  case_sh 2 'a full disk' '"$MDMCERT" pass/instance.cert >/dev/full'
  echo 'mdmcheck: standard output: cannot write: No space left on device' |
    case_err
  case_sh 2 'a full disk, not verified' \
    '"$MDMCERT" fail/tc-wrong-sign.cert >/dev/full'
fi
tap_try --help
sed -n 's/^  *\(--[a-z]*\).*/\1/p' "$stdout" | sort >options
sed -n 's/^\.It Fl \\-\([a-z]*\).*/--\1/p' "$abs_top_srcdir/man/mdmcheck.1" |
  sort >described
tap_same 'mdmcheck.1 has the options of --help' options described
tap_true 'mdmcheck.1 has options' test -s described

# Several certificates: a line each, a count, and the worst status.
case_in <pass/tc.cert
case_out <<'END'
s VERIFIED -
s VERIFIED pass/theorem.cert
s VERIFIED pass/counterexample.cert
3 verified, 0 not verified, 0 malformed or over a limit
END
case_run 0 'several certificates' - pass/theorem.cert pass/counterexample.cert
case_out <<'END'
s VERIFIED pass/tc.cert
s NOT VERIFIED fail/tc-wrong-sign.cert:29: the sign is not the one derived with these bits
s VERIFIED pass/tc.cert
2 verified, 1 not verified, 0 malformed or over a limit
END
case_run 1 'several certificates, one of which is not verified' \
  pass/tc.cert fail/tc-wrong-sign.cert pass/tc.cert
case_out <<'END'
s NOT VERIFIED fail/tc-wrong-sign.cert:29: the sign is not the one derived with these bits
s VERIFIED pass/tc.cert
1 verified, 1 not verified, 1 malformed or over a limit
END
echo "mdmcheck: fail/version.cert:1: a number from 1 to 1 is expected, not '2'" | case_err
case_run 2 'several certificates, one of which is malformed' \
  fail/version.cert fail/tc-wrong-sign.cert pass/tc.cert
printf '#: vocab 0 1 2\n3 00\n2 11\n1 01\n' >the.law
case_out <<'END'
s VERIFIED pass/numerals.cert
s NOT VERIFIED pass/instance.cert:9: the law of the certificate has another vocabulary than the file
1 verified, 1 not verified, 0 malformed or over a limit
END
case_run 1 'several certificates and a law' --law=the.law \
  pass/numerals.cert pass/instance.cert

# What has to be trusted is no more than README says; explain.c is beside it,
# and knows nothing of it.
check=$abs_top_srcdir/src/check readme=$abs_top_srcdir/README
mkdir trusted && cp "$check"/*.[ch] trusted && rm trusted/explain.[ch] || exit 99
lines=$(sh "$abs_top_srcdir/tests/code-lines" trusted/*)
all=$(cat trusted/* | wc -l)
beside=$(sh "$abs_top_srcdir/tests/code-lines" "$check"/explain.[ch])
policies=$(sh "$abs_top_srcdir/tests/code-lines" trusted/policy.[ch] \
  trusted/bound.c)
tap_true 'mdmcheck has at most 1930 lines of code' \
  test "$lines" -gt 0 -a "$lines" -le 1930
tap_true 'of which at most 250 are about policies' \
  test "$policies" -gt 0 -a "$policies" -le 250
tap_true 'README says how many lines are about policies' \
  grep -q "^  all, and $policies of them about policies" "$readme"
tap_true 'README says how many lines of code' \
  grep -q "^\* the lines in src/check, $lines of code" "$readme"
tap_true 'README says how many lines with all' \
  grep -q "^  .* as tests/code-lines counts them; $all with\$" "$readme"
tap_true 'README says how many lines explain' \
  grep -q "explain.c and explain.h, $beside lines of code beside these" "$readme"
tap_true 'mdmcheck.1 says how many lines explain' \
  grep -q "^in $beside lines of code beside them" "$abs_top_srcdir/man/mdmcheck.1"
grep '^#include "' "$check/explain.c" >got
echo '#include "explain.h"' >expected
tap_same 'explain.c has nothing of the checker' expected got

# --explain: the words above, and then the definitions and the names.
MDMCERT_DATADIR=$abs_top_srcdir/proofs-data
export MDMCERT_DATADIR
about='Definitions (mdmcert-theory(7)); S is a schedule with partitions M, p_Y the law that it samples, p_{Y|M} that of one partition:'
names='Names; each is a comment that has not been verified, and may be that of a theorem which the claim above refutes:'
ekl='ekl(S): mean over partitions, or what a policy chooses at random, of KL(p || p_{Y|M}), with the ideal predictor, in nats'
mi='sum_mi: sum over i of I(X_i; X_-i) = tc + dtc, in nats'
# named NAME..: pass/instance.cert, its claims with these comments.
named ()
{
  number=1
  sed 1q pass/instance.cert
  sed 1d pass/instance.cert | while read -r record; do
    case $record in
      claim\ *)
        test $# -eq 0 || printf 'c %s\n' "$1"
        test $# -eq 0 || shift ;;
    esac
    echo "$record"
  done
}
named 'li-cai-1-balanced: ekl <= 0' 'no-such: ' 'li cai' >named.cert
tap_try named.cert
{
  cat "$stdout"
  cat <<END
$about
smax(S): largest step size
$mi
$ekl
kl_mixed(S): KL(p || p_Y), p_Y the output law averaged over partitions, in nats
$names
claim 2: the certificate calls this claim li-cai-1-balanced, which the library has as: balanced schedules, with the constant 1, this project, mdmcert-theory(7); Li and Cai, arXiv 2505.21400, Corollary 1 (as summarised) has an unspecified constant (certainty D)
li-cai-1-balanced: ekl <= sum_mi/T + eps_train
claim 3: the certificate calls this claim no-such, which the library does not have
claim 4: the certificate gives it no name
END
} | case_out
case_run 0 'an explanation' --explain named.cert
named li-cai-2-lower-this: li-cai-1-printed: >variant.cert
tap_try --explain variant.cert
grep 'Theorem 2\|reconstructed' "$stdout" >got
cat >expected <<'END'
claim 2: the certificate calls this claim li-cai-2-lower-this, which the library has as: the bound is reached within 16 by this very schedule, no paper claims it; a variant of Li and Cai, arXiv 2505.21400, Theorem 2 (variant, certainty S)
li-cai-2-lower-this: R with |W_j| as reconstructed in mdmcert-theory(7)
END
tap_same 'the kind and the remark are told' expected got

# It comes after the verdict of each certificate that is verified.
case_out <<END
s VERIFIED pass/tc.cert
$about
tc: total correlation of the whole sequence, in nats
$names
claim 1: the certificate gives it no name
s NOT VERIFIED fail/tc-wrong-sign.cert:29: the sign is not the one derived with these bits
s VERIFIED -
$about
tc: total correlation of the whole sequence, in nats
$names
the certificate is no file that can be read again for them
2 verified, 1 not verified, 0 malformed or over a limit
END
case_in <pass/tc.cert
case_run 1 'several explanations' --explain \
  pass/tc.cert fail/tc-wrong-sign.cert -
echo "mdmcheck: fail/version.cert:1: a number from 1 to 1 is expected, not '2'" |
  case_err
case_run 2 'what is malformed is not explained' --explain fail/version.cert

# The meanings are those of the language of claims, for every quantity that a
# certificate can have.
cat >quantities <<'END'
log 2
L
V
T 4
smax 4
smin 4
s 4 1
N 4 1
a 1 0
pmax 0
pmax_least
e 1
d 1
Z 1
tc
dtc
sum_mi
entropy
R 2
U 2
H 0
I 0;1
TC 0;1
ekl 4
kl_mixed 4
tv 4
ser 4
rounds_p 5
rounds_q 5
rounds_max 5
log_ter_gap 4
END
{
  sed '/^hypotheses/,$d; s/^schedules 4/schedules 5/
       /^schedule 4/s/$/\nschedule 5 policy 1\nstate 1 0,1 _ _/' pass/instance.cert
  printf 'hypotheses 0\nclaims %d\n' "$(wc -l <quantities)"
  awk '{
    print "claim", NR, "= 2 0 0 0"
    print "term 1", $0
    print "term -1", $0
    print "difference 0 0"
    print "sign zero" }' quantities
} >whole.cert
printf 'end %d\n' "$(wc -l <whole.cert)" >>whole.cert
verified whole.cert
"$MDMCERT" --explain whole.cert | sed '1,/^Definitions/d; /^Names/,$d' >told
cut -d ' ' -f 1 quantities >expected
sed 's/[:(].*//' told >got
tap_same 'every quantity is explained' expected got
sed -n '/^    = { { "one", /,/;$/p' "$check/quantity.c" |
  grep -o '{ "[A-Za-z_]*"' | tr -d '{" ' | grep -vx one | sort >got
sort expected >want
tap_same 'there are no other quantities' want got
# Row by row: NAME: MEANING.
awk '
  /^MDM_QUANTITY/ { row = "" }
  { row = row " " $0 }
  /\)$/ && row ~ /MDM_QUANTITY/ {
    n = split (row, part, "\"")
    meaning = ""
    for (i = 6; i < n; i += 2)
      meaning = meaning part[i]
    sub (/the predictor at hand/, "the ideal predictor", meaning)
    sub (/; of more groups the co-information/, "", meaning) # only of two
    print part[2] ": " meaning
  }' "$abs_top_srcdir/src/claim/quantities.def" >meanings
sed 's/([^:]*):/:/; s/; |W_j| = L - ceil.*//; /^log:/d' told >got
grep -xF -f meanings got >expected
tap_same 'quantities mean what they mean in the language of claims' expected got

# Where the library is; how many claims are named; the output.
named li-cai-1: >named.cert
mkdir -p bin/proofs-data/claims && cp "$MDMCERT" bin/mdmcheck || exit 99
printf 'Claim: li-cai-1\nTitle: beside\nCitation: it\nCertainty: D\n' \
  >bin/proofs-data/claims/one.claims
case_out <<'END'
claim 2: the certificate calls this claim li-cai-1, which the library has as: beside, it (certainty D)
li-cai-1: not told
END
case_sh 0 'a library beside the program' \
  '(unset MDMCERT_DATADIR; bin/mdmcheck --explain named.cert) | grep li-cai-1'
{
  printf 'mdmcert-certificate 1\nlaw 1 1 1\ntokens 0\nrow 1 0\nschedules 0\n'
  printf 'base 0\nintegers 0\nhypotheses 0\nclaims 1001\n'
  seq 1001 | sed 's/.*/claim & = 2 0 0 0,term 1 L,term -1 L,difference 0 0,sign zero/' |
    tr , '\n'
  echo 'end 5014'
} >many.cert
printf 'claim 1000: the certificate gives it no name\n..\n' >expected
tap_try --explain many.cert
tail -n 2 "$stdout" >got
tap_same 'of 1001 claims 1000 are named' expected got
if test -w /dev/full; then
  echo 'mdmcheck: standard output: cannot write: No space left on device' |
    case_err
  case_sh 2 'a full disk, with an explanation' \
    '"$MDMCERT" --explain pass/instance.cert >/dev/full'
fi

# A library that is not there, or hostile; a name of any length.
named li-cai-1: "$(head -c 9000 /dev/zero | tr '\0' a): " >named.cert
cat <<'END' | case_out
claim 2: the certificate calls this claim li-cai-1; the theorem library cannot be read: No such file or directory
claim 4: the certificate gives it no name
END
case_sh 0 'no library' \
  'MDMCERT_DATADIR=nosuch "$MDMCERT" --explain named.cert | grep "^claim 2: the\|^claim 4: the"'
mkdir -p own/claims/folder.claims && mkfifo own/claims/pipe.claims
{
  printf 'Claim: li-cai-1\nTitle: \033[31mred\302\233\233\0\n on\r\n'
  printf 'Citation: '
  head -c 100000 /dev/zero | tr '\0' x
} >own/claims/own.claims
tail=$(head -c 4083 /dev/zero | tr '\0' x)..
printf 'claim 2: the certificate calls this claim li-cai-1, which the library has as: ?[31mred\302??? on?, %s (certainty not told)\n' \
  "$tail" >expected
MDMCERT_DATADIR=own "$MDMCERT" --explain named.cert >"$stdout"
tap_true 'a hostile library: status 0' test $? -eq 0
grep '^claim 2: the' "$stdout" >got
tap_same 'a hostile library' expected got
# Versions, of the libraries too.
tap_try --version
sed 's/ [0-9][0-9.]*/ N/g' "$stdout" >got
printf 'mdmcheck (mdmcert) N\nGMP N, MPFR N\n' >expected
tap_same '--version' expected got

# Limits: lines, numbers.
{ printf 'mdmcert-certificate 1\nc '; head -c 4194303 /dev/zero; } >long.cert
echo 'mdmcheck: long.cert:2: over a limit: a line of more than 4194304 bytes' |
  case_err
case_run 2 'a long line' long.cert
{
  printf 'mdmcert-certificate 1\nlaw 1 1 1\ntokens 0\nrow '
  head -c 1000001 /dev/zero | tr '\0' 1
  printf ' 0\n'
} >long.cert
echo 'mdmcheck: long.cert:4: over a limit: a number of more than 1000000 characters' |
  case_err
case_run 2 'a long number' long.cert
{
  printf 'mdmcert-certificate 1\nlength 1\nschedules 1\nschedule 1 iid 1 '
  head -c 600000 /dev/zero | tr '\0' 1
  printf /
  head -c 400000 /dev/zero | tr '\0' 1
  printf '\n'
} >long.cert
echo 'mdmcheck: long.cert:4: over a limit: a number of more than 1000000 characters' |
  case_err
case_run 2 'a long rational' long.cert

# Work and memory, which are counted beforehand; positions; the output.
digits () { head -c 99999 /dev/zero | tr '\0' "$1"; }
{
  printf 'mdmcert-certificate 1\nlaw 63 2 1\ntokens 0\nrow 1'
  head -c 63 /dev/zero | tr '\0' 0 | sed 's/0/ 0/g'
  printf '\nschedules 1\nschedule 1 iid 2 1/1%s %s/1%s\n' \
    "$(digits 0)" "$(digits 9)" "$(digits 0)"
  printf 'base 0\nintegers 0\nhypotheses 0\nclaims 1\nclaim 1 > 1 0 0 0\n'
  printf 'term 1 a 1 0\n'
} >work.cert
echo 'mdmcheck: work.cert:12: over a limit: this takes more than 2^38 steps' |
  case_err
case_run 2 'too much work' work.cert
{
  printf 'mdmcert-certificate 1\nlength 100000\nschedules 400\n'
  seq 400 | sed 's/.*/schedule & sizes 1 100000/'
  printf 'hypotheses 1\nhypothesis 1 = 400\n'
  seq 400 | sed 's/.*/term 1 a & 0/'
} >memory.cert
echo 'mdmcheck: memory.cert:N: over a limit: this takes more than 2^30 bytes' |
  case_err
case_sh 2 'too much memory' \
  '"$MDMCERT" memory.cert 2>got; status=$?
   sed "s/:[0-9]*: /:N: /" got >&2; exit $status'
if (ulimit -v 100000; "$MDMCERT" --version) >"$stdout" 2>"$stderr"; then
  echo 'mdmcheck: memory.cert:N: out of memory' | case_err
  case_sh 2 'no memory' '(ulimit -v 100000; "$MDMCERT" memory.cert 2>got)
    status=$?; sed "s/:[0-9]*: /:N: /" got >&2; exit $status'
else
  tap_skip 'no memory' 'the program does not start with 100 MB, as in sanitizers'
fi
{
  printf 'mdmcert-certificate 1\nlaw 21 2 1\ntokens 0\nrow 1'
  head -c 21 /dev/zero | tr '\0' 0 | sed 's/0/ 0/g'
  printf '\nschedules 1\nschedule 1 sizes 1 21\nbase 0\nintegers 0\n'
  printf 'hypotheses 0\nclaims 1\nclaim 1 >= 1 0 0 0\nterm 1 tv 1\n'
  printf 'difference 0 0\nsign zero\nend 13\n'
} >positions.cert
echo 'mdmcheck: positions.cert:12: over a limit: what is sampled on more than 20 positions' |
  case_err
case_run 2 '21 positions' positions.cert

case_out <<'END'
mdmcheck: standard output: cannot write: File too large
status 2
END
case_sh 0 'an output beyond its limit' \
  '(ulimit -f 0; "$MDMCERT" pass/tc.cert 2>&1 >full; echo status $?) | cat'
echo 'mdmcheck: standard output: cannot write: Broken pipe' | case_err
case_sh 2 'a pipe that nobody reads' \
  '{ sleep 0.2; "$MDMCERT" pass/tc.cert; echo $? >piped; } | exec true; exit $(cat piped)'

tap_done
