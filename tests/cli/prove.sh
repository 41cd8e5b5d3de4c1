# mdmcert prove: universal statements.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# All schedules, proved.
case_out <<'END'
id       li-cai-1
claim    ekl <= (2^log2ceil(smax) - 1)/L * sum_mi + eps_train
length   4
scope    all schedules with sizes <= 3
verdict  proved

rays, in units of log q
m  ekl  slack
1  2    1
2  2    1
3  1    2
4  0    0

proved for every law of length 4, over every vocabulary
END
case_run 0 'all schedules: proved, text' prove --claim=li-cai-1 --length=4 \
  --all-schedules --smax=3

# Refuted, with a witness.
case_out <<'END'
claim         ekl <= 999/1000*(smax-1)/L*sum_mi
length        4
scope         all schedules with sizes <= 2
verdict       refuted
refuted on    ray 1, the law repetition:V=2,L=4
and schedule  2,2
see           mdmcert certify --law=repetition:V=2,L=4 --schedule=2,2 --claim='ekl <= 999/1000*(smax-1)/L*sum_mi'

rays, in units of log q
m  ekl  slack
1  1    -1/1000
2  1    -1/1000
3  1    -1/1000
4  0    0

refuted by the law repetition:V=2,L=4
END
case_run 1 'all schedules: refuted, text' prove --length=4 --all-schedules \
  --claim='ekl  <= 999/1000*(smax-1)/L*sum_mi ' --smax=2

case_out <<'END'
{
  "schema": "mdmcert-prove-1",
  "length": 2,
  "claim": "ekl <= dtc/2",
  "id": null,
  "scope": "all schedules with sizes <= 2",
  "verdict": "refuted",
  "method": "rays",
  "rays": [
    {
      "m": 1,
      "ekl": "1",
      "slack": "-1/2"
    },
    {
      "m": 2,
      "ekl": "0",
      "slack": "0"
    }
  ],
  "proof": [],
  "mixture": null,
  "witness": {
    "ray": 1,
    "law": "repetition:V=2,L=2",
    "schedule": [
      2
    ]
  },
  "note": ""
}
END
case_run 1 'all schedules: refuted, JSON' prove --claim='ekl <= dtc/2' \
  --length=2 --all-schedules --smax=2 --format=json

# The uniform law is the last ray.  No schedule has a block of smax > L, so
# that certify would read another claim: it is not shown.
case_out <<'END'
claim         entropy <= (5 - smax)*sum_mi
length        3
scope         all schedules with sizes <= 4
verdict       refuted
refuted on    ray 3, the law uniform:V=2,L=3
and schedule  3

rays, in units of log q
m  ekl  slack
1  0     2
2  0     1
3  0    -3

refuted by the law uniform:V=2,L=3
END
case_run 1 'all schedules: the last ray' prove --length=3 --all-schedules \
  --smax=4 --claim='entropy <= (5 - smax)*sum_mi'

# One schedule; a process by its weights.
case_out <<'END'
claim	ekl <= min(tc, dtc)
length	5
scope	the schedule 2,0,3
verdict	proved

m	ekl	slack
1	1	0
2	0	2
3	2	0
4	1	0
5	0	0
END
case_run 0 'one schedule, tsv' prove --claim='ekl <= min(tc, dtc)' --length=5 \
  --schedule=2,0,3 --format=tsv
case_out <<'END'
claim       ekl <= tc/8
length      3
scope       the schedule weights:3/2,1,0.5
verdict     refuted
refuted on  ray 1, the law repetition:V=2,L=3

rays, in units of log q
m  ekl  slack
1  1/2  -1/4
2  1/2  -3/8
3  0    0

refuted by the law repetition:V=2,L=3
END
case_run 1 'weights' prove --claim='ekl <= tc/8' --length=3 \
  --schedule=weights:3/2,1,0.5

# Some schedule: the offset schedules, the optimum, a profile.
case_out <<'END'
claim    ekl >= R/8
length   4
scope    some schedule with sizes <= 2
verdict  proved

rays, in units of log q
m  ekl  slack
1  1/2  0
2  1/2  0
3  1/2  1/4
4  0    0

mixture
weight  sizes
1/2     1,2,1
1/2     2,2

proved for every law of length 4, over every vocabulary
END
case_run 0 'some schedule: the offsets' prove --claim='ekl >= R/8' --length=4 \
  --some-schedule --smax=2
case_out <<'END'
{
  "schema": "mdmcert-prove-1",
  "length": 3,
  "claim": "ekl >= U(smax)/2 + eps_train",
  "id": "sharp-lower-some",
  "scope": "some schedule with sizes <= 2",
  "verdict": "proved",
  "method": "mixture",
  "rays": [
    {
      "m": 1,
      "ekl": "1/2",
      "slack": "0"
    },
    {
      "m": 2,
      "ekl": "1/2",
      "slack": "0"
    },
    {
      "m": 3,
      "ekl": "0",
      "slack": "0"
    }
  ],
  "proof": [],
  "mixture": [
    {
      "weight": "1/2",
      "sizes": [
        1,
        2
      ]
    },
    {
      "weight": "1/2",
      "sizes": [
        2,
        1
      ]
    }
  ],
  "witness": null,
  "note": ""
}
END
case_run 0 'some schedule, JSON' prove --claim=sharp-lower-some --length=3 \
  --some-schedule --smax=2 --format=json
case_out <<'END'
claim    ekl >= 10/39*R
length   4
scope    some schedule with sizes <= 3
verdict  proved

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

proved for every law of length 4, over every vocabulary
END
case_run 0 'some schedule: the optimum of (4,3)' prove --length=4 \
  --claim='ekl >= 10/39*R' --some-schedule --smax=3
case_out <<'END'
claim    ekl >= (10/39 + 1/1000)*R
length   4
scope    some schedule with sizes <= 3
verdict  refuted

profile of rays on which every schedule falls short
m  copies
1  2
2  1
3  3

refuted: every schedule falls short on the profile
END
case_run 1 'some schedule: above the optimum of (4,3)' prove --length=4 \
  --claim='ekl >= (10/39 + 1/1000)*R' --some-schedule --smax=3
case_out <<'END'
{
  "schema": "mdmcert-prove-1",
  "length": 4,
  "claim": "ekl >= R/7",
  "id": null,
  "scope": "some schedule with sizes <= 2",
  "verdict": "refuted",
  "method": "mixture",
  "rays": [],
  "proof": [],
  "mixture": null,
  "witness": {
    "profile": [
      "1",
      "1",
      "0",
      "0"
    ]
  },
  "note": ""
}
END
case_run 1 'a profile, JSON' prove --claim='ekl >= R/7' --length=4 \
  --some-schedule --smax=2 --format=json

# A mixture of the user's is the proof if it is one; else the search goes on.
printf '# mine\n3/8 2,1,1\n0 1,1,1,1\r\n\n1/8\t1,2,1\n0.50  1,1,2\n' >mine
case_out <<'END'
claim    ekl >= Z(4)/8
length   4
scope    some schedule with sizes <= 2
verdict  proved

rays, in units of log q
m  ekl  slack
1  3/8  1/4
2  1/8  0
3  1/2  3/8
4  0    0

mixture
weight  sizes
3/8     2,1,1
0       1,1,1,1
1/8     1,2,1
1/2     1,1,2

proved for every law of length 4, over every vocabulary
END
case_run 0 'a mixture of the user' prove --claim='ekl >= Z(4)/8' --length=4 \
  --some-schedule --smax=2 --mixture=mine
echo '1 1,1,1,1' >weak
case_in <weak
case_out <<'END'
claim	ekl >= Z(4)/8
length	4
scope	some schedule with sizes <= 2
verdict	proved

m	ekl	slack
1	1/2	3/8
2	1/2	3/8
3	1/2	3/8
4	0	0

weight	sizes
1/2	1,2,1
1/2	2,2
END
case_run 0 'a mixture that is no proof, from standard input' prove \
  --claim='ekl >= Z(4)/8' --length=4 --some-schedule --smax=2 --mixture=- \
  --format=tsv
mixture ()
{
  printf "$1" >bad
  echo "mdmcert: bad$2" | case_err
  case_run 2 "a mixture: $2" prove --claim='ekl >= Z(4)/8' --length=4 \
    --some-schedule --smax=2 --mixture=bad
}
mixture '1/2 2,2\n1/3 1,2,1\n' ': the weights sum to 5/6, 1/6 less than 1'
mixture '1/2 2,2\n1/2 2,1\n' ':2:5: the sizes sum to 3, not to the length 4'
mixture '1 3,1\n' ":1:3: '3' is more than 2"
mixture '3/2 2,2\n-1/2 1,2,1\n' ':2:1: a weight is never negative'
echo 'mdmcert: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'a mixture: no file' prove --claim='ekl >= R/8' --length=4 \
  --some-schedule --smax=2 --mixture=nosuch

# Strict claims fail where nothing happens.
case_out <<'END'
claim         ekl < tc + dtc
length        4
scope         all schedules with sizes <= 3
verdict       refuted
refuted on    the law uniform:V=1,L=4
and schedule  3,1
see           mdmcert certify --law=uniform:V=1,L=4 --schedule=3,1 --claim='ekl < tc + dtc'
note          a strict inequality fails on a deterministic law, where both
              sides are 0

refuted by the law uniform:V=1,L=4
END
case_run 1 'a strict claim' prove --claim='ekl < tc + dtc' --length=4 \
  --all-schedules --smax=3

# An equality has two parts that weigh ekl differently.  On rays 1 and 2
# together tc/2 = 5/2, and every schedule with sizes <= 2 has ekl <= 1, so one
# part fails everywhere; and a schedule that satisfies both proves them.
case_out <<'END'
claim       ekl = tc/2
length      4
scope       some schedule with sizes <= 2
verdict     refuted
refuted on  the law span:q=2,rows=1001, of 2 tokens

profile of rays on which every schedule falls short
m  copies
1  1
2  1

refuted: every schedule falls short on the law span:q=2,rows=1001
END
case_run 1 'an equality refuted by a profile' prove --claim='ekl = tc/2' \
  --length=4 --some-schedule --smax=2
# The parts of a conjunction in one program: that of e(4) alone ends at a
# mixture that Z(2) refuses.
case_out <<'END'
claim    ekl <= min((2/7)*e(4), 2*Z(2))
length   4
scope    some schedule with sizes <= 3
verdict  proved
note     the schedule of single tokens proves it, its error being 0

rays, in units of log q
m  ekl  slack
1  2/7  0
2  0    0
3  0    0
4  0    0

mixture
weight  sizes
2/7     2,1,1
5/7     1,1,1,1

proved for every law of length 4, over every vocabulary
END
case_run 0 'all parts at once' prove \
  --claim='ekl <= min((2/7)*e(4), 2*Z(2))' --length=4 --some-schedule --smax=3
# Parts that weigh ekl with one sign, by different numbers, and one that does
# not; and with either sign.
tap_try prove --claim='min(ekl, 2*ekl) >= 2*tc' --length=4 --some-schedule \
  --smax=3
tap_true 'several multiples of ekl, refuted' test "$status" -eq 1
tap_try prove --claim='max(2*ekl, 3*ekl, Z(2)) <= 2/7*e(4) + Z(4)' --length=4 \
  --some-schedule --smax=3 --certificate=multiples
tap_true 'several multiples of ekl, proved' test "$status" -eq 0
"${MDMCERT%mdmcert}mdmcheck" multiples >"$stdout" 2>"$stderr"
tap_true 'and verified' test "$?:$(sed 1q "$stdout")" = '0:s VERIFIED'
printf '1 1,1,1,1\n' >one-by-one
tap_try prove --claim='ekl = 0*tc' --length=4 --some-schedule --smax=2 \
  --mixture=one-by-one
tap_true 'an equality proved by one schedule' test "$status" -eq 0

# The identity of 3,1, which no other schedule satisfies.
tap_try prove --claim='ekl = 3*d(1) + d(4) - entropy' --length=4 \
  --some-schedule --smax=4 --certificate=identity
tap_true 'an equality proved by a schedule that is found' \
  test "$status:$(grep -c '^1 *3,1$' "$stdout")" = 0:1
"${MDMCERT%mdmcert}mdmcheck" identity >"$stdout" 2>"$stderr"
tap_true 'which is verified' test "$?:$(sed 1q "$stdout")" = '0:s VERIFIED'

# Undecided, and not applicable: 3.  Each of 2,2 and 1,2,1 misses R/16 on a
# ray, and their mixture would prove the parts of two schedules.
case_out <<'END'
claim    max(R/16, ekl) <= min(ekl, tc)
length   4
scope    some schedule with sizes <= 2
verdict  undecided
note     the parts of the claim weigh ekl differently: no single schedule and
         no profile of rays was found, and a mixture would not do

undecided for laws of length 4
END
case_run 3 'undecided' prove --claim='max(R/16, ekl) <= min(ekl, tc)' \
  --length=4 --some-schedule --smax=2
case_out <<'END'
{
  "schema": "mdmcert-prove-1",
  "length": 4,
  "claim": "ekl >= R/16 + eps_train",
  "id": "li-cai-2-lower-some",
  "scope": "some schedule with sizes <= 1",
  "verdict": "undecided",
  "method": "mixture",
  "rays": [],
  "proof": [],
  "mixture": null,
  "witness": null,
  "note": "not applicable: the hypothesis smax >= 2 does not hold"
}
END
case_run 3 'a hypothesis that fails' prove --claim=li-cai-2-lower-some \
  --length=4 --some-schedule --smax=1 --format=json
not_applicable ()
{
  why=$1
  shift
  tap_try prove --format=tsv --length=4 "$@"
  tap_true "not applicable, status 3: $*" test "$status" -eq 3
  tap_true "not applicable: $why" grep -xF "note	not applicable: $why" \
    "$stdout"
}
# What is claimed of some schedule is not refuted by another.
some='it claims some schedule with sizes <= smax, --some-schedule'
not_applicable "$some" --claim=li-cai-2-lower-some --all-schedules --smax=2
not_applicable "$some" --claim=sharp-lower-some --schedule=1,1,1,1
not_applicable 'smin is not fixed by the scope of the proof' \
  --claim=li-cai-1-balanced --all-schedules --smax=2
not_applicable 'the hypothesis smax - smin <= 1 does not hold' \
  --claim=li-cai-1-balanced --schedule=3,1
not_applicable 'smax is not fixed by the scope of the proof' \
  --claim=li-cai-1 --schedule=weights:2,1,1,0

# The library's own claims.
proved ()
{
  tap_try prove --length="$1" --claim="$2" --quiet "$3" ${4+"$4"}
  tap_true "proved: $*" test "$status" -eq 0 -a ! -s "$stderr"
}
for smax in 1 2 3 5 8 9; do
  for claim in li-cai-1 li-cai-2-upper sharp-constant; do
    proved 8 $claim --all-schedules --smax=$smax
  done
done
for smax in 2 3 5 8; do
  for claim in sharp-upper sharp-order; do
    proved 8 $claim --all-schedules --smax=$smax
  done
  for claim in li-cai-2-lower-some sharp-lower-some eighth-some; do
    proved 8 $claim --some-schedule --smax=$smax
  done
done
for smax in 2 3 4; do
  proved 8 best-constant-some --some-schedule --smax=$smax
done
for schedule in 1,1,6 3,5 8 ar 2,2,2,2,0; do
  proved 8 weights-identity --schedule=$schedule
  proved 8 curve-identity --schedule=$schedule
  proved 8 wainwright-h --schedule=$schedule
done
for schedule in 1,1,6 8 ar; do
  proved 8 austin --schedule=$schedule
done
for schedule in balanced:3 balanced:8 8 3,3,2; do
  proved 8 li-cai-1-balanced --schedule=$schedule
done
for schedule in 1,1,6 1,2,3,2 2,4,2 ar 1,7; do
  proved 8 wainwright-1-cardinality --schedule=$schedule
done

# What the issue asks for.  Theorem 1 of Li and Cai at L = 64, every smax.
smax=1
while test $smax -le 64; do
  tap_try prove --claim=li-cai-1 --length=64 --all-schedules --smax=$smax
  test "$status" -eq 0 || break
  smax=$((smax + 1))
done
tap_true 'li-cai-1, all schedules, L = 64, every smax' test $smax -eq 65
proved 1000 li-cai-1 --all-schedules --smax=64

# The constant 1 cannot be 999/1000, and the program that refutes instances
# agrees, as told.
for smax in 2 3 8 63 64; do
  proved 64 'ekl <= (smax-1)/L*sum_mi' --all-schedules --smax=$smax
  tap_try prove --claim='ekl <= 999/1000*(smax-1)/L*sum_mi' --length=64 \
    --all-schedules --smax=$smax
  tap_true "999/1000 is too little, smax = $smax" test "$status" -eq 1
  sed -n 's/^see  *mdmcert \(.*\)$/"$MDMCERT" \1 --format=tsv/p' "$stdout" >see
  sh ./see >seen
  tap_true "and so says certify, smax = $smax" test $? -eq 1
  tap_true "of that claim, smax = $smax" grep -q 'claim-1.*refuted' seen
done

# The best constant, L = 24.
for smax in 2 3 4 5 6 7 8; do
  c="($smax-1)/(4*$smax)"
  proved 24 "ekl >= $c*R" --some-schedule --smax=$smax
  tap_try prove --claim="ekl >= ($c + 1/1000)*R" --length=24 --some-schedule \
    --smax=$smax
  tap_true "refuted: 1/1000 more, smax = $smax" test "$status" -eq 1
done

# Malformed claims: the place, and no more.
wrong ()
{
  { echo "mdmcert: --claim=$1:$2"; cat; } | case_err
  case_run 2 "refused: $1" prove --length=4 --all-schedules --smax=2 \
    --claim="$1"
}
wrong 'ekl <= foo' "1:8: unknown name 'foo'" <<'END'
  ekl <= foo
         ^
END
wrong '(ekl <= tc' "1:6: an operator or ')' is expected, not '<='" <<'END'
  (ekl <= tc
       ^
END
wrong 'ekl <= 2^99999999999*tc' '1:9: a power of more than 100000 bits' <<'END'
  ekl <= 2^99999999999*tc
          ^
END
wrong 'ekl <= tc/(2 - 2)' '1:10: division by zero' <<'END'
  ekl <= tc/(2 - 2)
           ^
END
wrong 'ekl <= tc/(L - 4)' '1:10: division by zero' <<'END'
  ekl <= tc/(L - 4)
           ^
END
wrong 'ekl <= Z(99)' '1:8: Z(j) is defined from 1 to 4 here' <<'END'
  ekl <= Z(99)
         ^
END
wrong 'tc*dtc >= 0' '1:3: product of two real quantities, one of the factors must be rational' <<'END'
  tc*dtc >= 0
    ^
END
wrong 'ekl <= V*tc' '1:8: V is not linear in the information curve' <<'END'
  ekl <= V*tc
         ^
END
wrong 'ekl <= tc + 1' '1:13: a constant that is not 0 is not linear in the information curve' <<'END'
  ekl <= tc + 1
              ^
END
wrong 'kl_mixed <= ekl' '1:1: kl_mixed is not linear in the information curve' <<'END'
  kl_mixed <= ekl
  ^
END
wrong 'ekl <= H(0|1,2=a)' '1:14: a proof is about all laws, which have no tokens in common: there is no condition by value' <<'END'
  ekl <= H(0|1,2=a)
               ^
END
wrong 'T*ekl <= tc' '1:1: T is not fixed by the scope of the proof' <<'END'
  T*ekl <= tc
  ^
END
wrong '' '1:1: an expression is expected, but the text ends' <<'END'
  
  ^
END
deep=$(awk 'BEGIN { for (i = 0; i < 10000; i++) printf "(" }')
tap_try prove --claim="$deep" --length=4 --all-schedules --smax=2
tap_true '10,000 brackets: status 2' test "$status" -eq 2 -a ! -s "$stdout"
tap_true '10,000 brackets: the limit and its place' \
  grep -q '\.\.:1:201: more than 200 nested brackets$' "$stderr"
tap_true '10,000 brackets: the caret' grep -q '^  *^$' "$stderr"

# In the library the place is that of its file.
mkdir -p data/claims
printf '# x\nClaim: of-the-law\nHypothesis: tc\n <= dtc\nStatement: ekl <= tc\n' \
  >data/claims/a.claims
cat >want <<'END'
mdmcert: data/claims/a.claims:3:13: the hypothesis speaks of the law, and a proof is about all laws
              tc
              ^
END
case_err <want
case_sh 2 'a hypothesis about the law' 'MDMCERT_DATADIR=data "$MDMCERT" prove \
  --claim=of-the-law --length=4 --all-schedules --smax=2'

# Options.
trouble ()
{
  echo "mdmcert: $1" | case_err
  shift
  case_run 2 "refused: $*" prove "$@"
}
claim='ekl <= tc'
which='--schedule: one of --schedule, --all-schedules and --some-schedule is needed'
trouble '--length: the option is missing: the length of sequences' \
  --claim="$claim" --schedule=2,2
trouble '--claim: the option is missing: which claim?' --length=4 \
  --schedule=2,2
trouble '--claim: a proof is of one claim' --length=4 --schedule=2,2 \
  --claim="$claim" --claim='tc >= 0'
trouble "$which" --length=4 --claim="$claim"
which='--schedule: only one of --schedule, --all-schedules and --some-schedule may be given'
trouble "$which" --length=4 --claim="$claim" --all-schedules --some-schedule \
  --smax=2
trouble "$which" --length=4 --claim="$claim" --all-schedules --schedule=2,2
trouble '--smax: the option is missing: the largest size, or --steps, their number' --length=4 \
  --claim="$claim" --all-schedules
trouble '--smax: the schedule has its own largest size' --length=4 \
  --claim="$claim" --schedule=2,2 --smax=2
trouble '--smax=0: the least value is 1' --length=4 --claim="$claim" \
  --all-schedules --smax=0
trouble '--length=0: the least value is 1' --length=0 --claim="$claim" \
  --schedule=2,2
trouble "--length=100001: '100001' is more than 100000" --length=100001 \
  --claim="$claim" --schedule=2,2
trouble '--mixture: a mixture proves claims of --some-schedule' --length=4 \
  --claim="$claim" --all-schedules --smax=2 --mixture=mine
trouble '--schedule=1,1: the option is given twice' --length=4 \
  --claim="$claim" --schedule=2,2 --schedule=1,1
trouble '--schedule=2,2,2: the sizes sum to 6, not to the length 4' \
  --length=4 --claim="$claim" --schedule=2,2,2
trouble '--schedule=best:2: the schedule depends on a law; a proof is about all of them' \
  --length=4 --claim="$claim" --schedule=best:2
trouble '--schedule=tc:eps=1: the schedule depends on a law; a proof is about all of them' \
  --length=4 --claim="$claim" --schedule=tc:eps=1
trouble '--claim=no-such: no claim of that name; mdmcert claims lists them' \
  --length=4 --claim=no-such --schedule=2,2
trouble 'more: an argument too many' --length=4 --claim="$claim" \
  --schedule=2,2 more
trouble '--law=parity:V=2,L=4: not an option of this command; see mdmcert prove --help' \
  --length=4 --claim="$claim" --schedule=2,2 --law=parity:V=2,L=4
weights ()
{
  trouble "--schedule=weights:$1: $2" --length=4 --claim="$claim" \
    --schedule=weights:"$1"
}
weights '4,0,0' '3 weights are given for the length 4'
weights '4,0,0,0,0' '5 weights are given for the length 4'
weights '5,0,0,0' 'the weights do not sum to the length 4'
weights '3,0,0,1/2' 'no process has these weights: the first 4 sum to less than 4'
weights '1,0,1,2' 'no process has these weights: the first 2 sum to less than 2'
weights '5,0,0,-1' 'a weight is never negative'
weights '1,1,1,x' "a number is expected, such as 3, 1/3, 0.25 or 9.5e-05, not 'x'"
weights '' "a number is expected, such as 3, 1/3, 0.25 or 9.5e-05, not ''"
proved 4 "$claim" --schedule=weights:4,0,0,0
proved 4 'a(0)*ekl <= 3/2*tc' --schedule=weights:3/2,1,1,1/2

# Too long is told before it is begun.
echo 'mdmcert: the ray table takes about 5.0e12 cells of work, over the limit of about 2.5e11; raise it with --max-cells' \
  | case_err
case_run 3 'too long' prove --claim="$claim" --length=100000 --some-schedule \
  --smax=100000

# A ray costs the same at any length.
case_run 0 'long' prove --claim="$claim" --length=100000 --all-schedules \
  --smax=2 -q

# What refutes is a small law, which certify refutes too, and so is that of the
# ray: for each ray, and as many lengths as have each kind of law.
for l in 2 3 4 5 6 7 8; do
  m=1 failed=
  while test $m -le $l; do
    # On ray m alone d_(m+1) - d_m is less than 0; on the last d_m is.
    if test $m -lt $l; then
      claim="d($((m + 1))) >= d($m)"
    else
      claim="d($l) <= 0"
    fi
    "$MDMCERT" prove --claim="$claim" --length=$l --schedule=ar >out
    test $? -eq 1 || failed="$failed $m"
    sed -n 's/^refuted on *//p' out >law
    case $m in
      1) law=repetition:V=2,L=$l ;;
      $l) law=uniform:V=2,L=$l ;;
      $((l - 1))) law=parity:V=2,L=$l ;;
      *) case $l,$m in
           4,2) law=reed-solomon:q=3,L=4,k=2 ;;
           5,*) law=reed-solomon:q=4,L=5,k=$m ;;
           6,3) law=reed-solomon:q=4,L=6,k=3 ;;
           6,*) law=reed-solomon:q=5,L=6,k=$m ;;
           7,*) law=mds:q=7,L=7,k=$m ;;
           8,*) law=reed-solomon:q=7,L=8,k=$m ;;
         esac ;;
    esac
    grep -q "^ray $m, the law $law\(, the [a-z]*\)\{0,1\}$" law \
      || failed="$failed $m(law)"
    command=$(sed -n 's/^see *mdmcert/"$MDMCERT"/p' out)
    eval "$command --format=tsv --facts=none" >certified
    test $? -eq 1 || failed="$failed $m(certify)"
    "$MDMCERT" certify --law=$law --schedule=ar --claim="$claim" >certified
    test $? -eq 1 || failed="$failed $m(ray)"
    # In these claims any code does that has a set of columns that depend on
    # each other, so bits do.
    case $l in
      [4-8]) test $m -le 1 || test $m -ge $((l - 1)) \
        || grep -q '^also on *the law span:q=2,.*, of 2 tokens$' out \
        || failed="$failed $m(bits)" ;;
    esac
    m=$((m + 1))
  done
  tap_true "length $l: each ray has a small law that refutes$failed" \
    test -z "$failed"
done

# The law is written to a file, whichever it is: of the ray, of fewer tokens, of
# one sequence, or against a profile.
witness ()
{
  label=$1 law=$2
  shift 2
  case_run 1 "$label" prove --witness=witness -q "$@"
  "$MDMCERT" law --law=witness --format=tsv --facts=none >got
  "$MDMCERT" law --law="$law" --format=tsv --facts=none >want
  tap_same "$label: the law" want got
}
witness 'a witness: the tetracode' reed-solomon:q=3,L=4,k=2 \
  --claim=li-cai-2-lower-this --length=4 --schedule=2,2
witness 'a witness: bits' span:q=2,rows=100111 \
  --claim='d(3) <= 2*d(4) + d(5)' --length=6
witness 'a witness: one sequence' uniform:V=1,L=3 --claim='tc > 0' --length=3
witness 'a witness: every schedule falls short' span:q=2,rows=1001 \
  --claim='ekl = tc/2' --length=4 --some-schedule --smax=2
for schedule in 1,1,1,1 2,1,1 1,2,1 1,1,2 2,2; do
  "$MDMCERT" certify --law=witness --schedule=$schedule --claim='ekl = tc/2' \
    -q || tap_ok "schedule $schedule falls short"
done
rm witness
case_run 0 'no witness of what is proved' prove --claim='ekl <= sum_mi' \
  --length=4 --schedule=2,2 --witness=witness -q
tap_true 'no file of what is proved' test ! -e witness
echo 'mdmcert: --witness: it is a profile that refutes the claim, and no law of few tokens was found' \
  | case_err
case_run 3 'a witness: a profile alone' prove --claim='ekl >= R/7' --length=4 \
  --some-schedule --smax=2 --witness=witness

tap_done
