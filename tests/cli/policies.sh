# Policies as schedules: policy:, policy-file:, sample-keep:, scan:, bisect:.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

printf '54 00\n36 01\n44 10\n11 11\n22 20\n33 21\n' >keep

# measures LAW SCHEDULE [OPTION..]: the members of the JSON of certify that
# policies have, on one line each.
measures ()
{
  law=$1 schedule=$2
  shift 2
  tap_try certify --law="$law" --schedule="$schedule" --format=json \
    --digits=6 "$@"
  tr -d ' \n' <"$stdout" \
    | sed 's/"[a-z_]*_value":\("[^"]*"\|null\),//g
           s/.*"schedule":\(.*\),"method".*"measures":{"ser":\("[^"]*"\),"tv":\("[^"]*"\).*\("rounds_p".*\)},"claims".*/\1 ser \2 tv \3 \4/'
  echo
}

# The numbers of THEORY: even one token at a time is biased.
measures keep sample-keep:k=1 --claim='L=2' >got
cat >want <<'END'
"sample-keep:k=1","smax":null,"steps":2 ser "0" tv "27/250" "rounds_p":null,"rounds_q":"2","rounds_max":2,"budget":null
END
tap_same 'sample-then-keep' want got

# Bisection of a Markov chain.
echo '{"id":"claim-1","verdict":"equality"} 4' >want
tap_try certify --law=markov:flip=1/4,L=15 --schedule=bisect:1 --claim=ekl=0 \
  --format=json
tr -d ' \n' <"$stdout" \
  | sed 's/.*"steps":\([0-9]*\).*"id":"claim-1".*\("verdict":"[^"]*"\).*/{"id":"claim-1",\2} \1/' >got
echo >>got
tap_same 'bisection has no error on a Markov chain' want got

# blocks_of LAW SCHEDULE: the partition.
blocks_of ()
{
  tap_try certify --law="$1" --schedule="$2" --claim='L >= 1' --format=tsv
  sed -n 's/^blocks\t//p' "$stdout"
}
for pair in 'bisect:2=4|5|1 7|2 8|0 3 6 9' 'bisect:9=0|1|2|3|4|5|6|7|8|9' \
  'scan:3,1,6=0 1 2|3|4 5 6 7 8 9'; do
  echo "${pair#*=}" >want
  blocks_of uniform:V=2,L=10 "${pair%%=*}" >got
  tap_same "the blocks of ${pair%%=*}" want got
done

# Ties.  Three fair bits, the last two equal: the confidences are all 1/2.
printf '1 000\n1 011\n1 100\n1 111\n' >pair
measures pair policy:order=confidence,k=2,ties=first >got
measures pair policy:order=confidence,k=2,ties=random >>got
cat >want <<'END'
"policy:order=confidence,k=2,ties=first","smax":null,"steps":2 ser "0" tv "0" "rounds_p":"2","rounds_q":"2","rounds_max":2,"budget":{"exact":"log(2)","value":"0.693147","unit":"nats"}
"policy:order=confidence,k=2,ties=random","smax":null,"steps":2 ser "1/6" tv "1/6" "rounds_p":"2","rounds_q":"2","rounds_max":2,"budget":{"exact":"log(2)","value":"0.693147","unit":"nats"}
END
tap_same 'ties to the first and at random' want got

# Claims that policies have, and do not have.
tap_try certify --law=pair --schedule=policy:order=entropy,gamma=7/10 \
  --claim='ekl = ekl_definition' --claim='ekl <= budget' \
  --claim='budget <= gamma*rounds_p' --claim='T = rounds_max' \
  --claim=sharp-constant --claim='a(0) = 1' --claim='s(1) = 1' --format=tsv
cut -f 1,6 "$stdout" | sed -n '/^claim\t/,$p' >got
printf '%s\t%s\n' claim verdict claim-1 equality claim-2 holds claim-3 holds \
  claim-4 equality sharp-constant not-applicable claim-5 not-applicable \
  claim-6 not-applicable >want
tap_same 'claims about a policy' want got

# The trace.
printf '0 ___\n2,1 1__\n' >table
case_out <<'END'
{
  "schema": "mdmcert-law-1",
  "schedule": "policy-file:table",
  "rows": [
    {
      "x": "000",
      "p": "1/4",
      "p_y": "1/8"
    },
    {
      "x": "001",
      "p": "0",
      "p_y": "1/8"
    },
    {
      "x": "010",
      "p": "0",
      "p_y": "1/8"
    },
    {
      "x": "011",
      "p": "1/4",
      "p_y": "1/8"
    },
    {
      "x": "100",
      "p": "1/4",
      "p_y": "1/8"
    },
    {
      "x": "101",
      "p": "0",
      "p_y": "1/8"
    },
    {
      "x": "110",
      "p": "0",
      "p_y": "1/8"
    },
    {
      "x": "111",
      "p": "1/4",
      "p_y": "1/8"
    }
  ],
  "tv": "1/2",
  "ser": "1/2",
  "trace": [
    {
      "state": "___",
      "p": "1",
      "positions": [
        0
      ],
      "chance": "1",
      "tc": {
        "exact": "0",
        "value": "0",
        "unit": "nats"
      }
    },
    {
      "state": "0__",
      "p": "1/2",
      "positions": [
        1,
        2
      ],
      "chance": "1",
      "tc": {
        "exact": "log(2)",
        "value": "0.693147180560",
        "unit": "nats"
      }
    },
    {
      "state": "1__",
      "p": "1/2",
      "positions": [
        1,
        2
      ],
      "chance": "1",
      "tc": {
        "exact": "log(2)",
        "value": "0.693147180560",
        "unit": "nats"
      }
    }
  ]
}
END
case_run 0 'a table, traced' law --law=pair --schedule=policy-file:table \
  --trace --format=json

# A predictor: rules look at what it says.
printf '1 00\n1 01\n2 10\n' >corner
printf '5 00\n1 01\n1 11\n5 10\n' >model
trace_of ()
{
  tap_try law --law=corner --schedule=policy:order=confidence,k=1 --trace \
    --predictor=law:model --format=tsv
  sed -n 's/^__\t//p' "$stdout"
}
trace_of >got
printf '1\t1\t1\t0:1/2 1:5/6\t0\t0\n' >want
tap_same 'a rule looks at the predictor' want got

# bad SPEC MESSAGE: refused.
bad ()
{
  echo "mdmcert: --schedule=$1: $2" | case_err
  case_run 2 "refused: $1" certify --law=pair --schedule="$1"
}
counts='how many are drawn is missing: one of k=, threshold=, factor= and gamma='
bad policy: "the key 'order' is missing"
bad policy:order=confidence "$counts"
bad policy:k=1 "the key 'order' is missing"
bad policy:order=confidence,k=1,gamma=1 \
  "of k, threshold, factor and gamma only one is given, not both 'k' and 'gamma'"
bad policy:order=left,k=1,k=2 "the key 'k' is given twice"
bad policy:order=left,k=0 'k must be at least 1'
bad policy:order=left,k=1,block=0 'block must be at least 1'
bad policy:order=left,k=1/2 "a whole number is expected, not '1/2'"
bad policy:order=left,threshold=3/2 'threshold is a probability, from 0 to 1'
bad policy:order=left,threshold=-1 'threshold is a probability, from 0 to 1'
bad policy:order=confidence,factor=0 'factor must be positive'
bad policy:order=entropy,gamma=-1 'gamma must not be negative'
bad policy:order=margin,factor=1 'factor= goes with order=confidence only'
bad policy:order=left,gamma=1 'gamma= goes with order=entropy only'
bad policy:order=confidense,k=1 \
  "'confidense' is no order; the most similar is 'confidence'"
bad policy:order=best,k=1 \
  "'best' is no order; it is confidence, margin, entropy, left or random"
bad policy:order=left,k=1,ties=last \
  "'last' is no way to break ties; it is first or random"
bad policy:order=left,tresholt=1 \
  "unknown key in 'tresholt=1'; the most similar is 'threshold'"
bad policy:order=left,k=1, \
  "KEY=VALUE is expected, not ''; the keys are order= k= threshold= factor= gamma= block= ties="
bad sample-keep: "the key 'k' is missing"
bad sample-keep:k=0 'k must be at least 1'
bad sample-keep:k=1,order=left \
  "unknown key in 'order=left'; the keys are k= block= ties="
bad scan:1,1 'the sizes sum to 2, not to the length 3'
bad scan:0,3 'the sizes of a scan are at least 1'
bad bisect:0 "the size of a separator must be between 1 and 18446744073709551615"
bad policy-file: 'the name of a file is missing'
bad polisy:order=left,k=1 "not a schedule; the most similar is 'policy:'"

# bad_file TEXT PLACE MESSAGE: a file that is refused.
bad_file ()
{
  printf "$1" >bad
  echo "mdmcert: bad:$2: $3" | case_err
  case_run 2 "refused: $1" law --law=pair --schedule=policy-file:bad
}
bad_file '0 0__\n' 1:1 'the position is not masked'
bad_file '1,1 0__\n' 1:3 'the position is there twice'
bad_file '0,3 ___\n' 1:3 'position 3 is not below the length 3'
bad_file '1 0__\n# again\n2 0__\n' 3:3 'a state that has been before'
bad_file '0 000\n' 1:3 'nothing is masked in this state'
bad_file '0, ___\n' 1:3 'a position is missing'
bad_file '___\n' 1:1 'positions and a state are expected'
bad_file '0 __\n' 1:5 "the context is shorter than the law's sequences"
bad_file '0 _2_\n' 1:4 "'2' is neither a token of the law nor the mask '_'"

# What has no trace.
echo 'mdmcert: --trace: only policies have a trace' | case_err
case_run 2 'no trace of sizes' law --law=pair --schedule=2,1 --trace
echo 'mdmcert: --trace: what sample-then-keep reveals depends on what it draws: it has no trace' \
  | case_err
case_run 2 'no trace of sample-then-keep' law --law=pair \
  --schedule=sample-keep:k=1 --trace

# In a stream the tokens of a table are those of each law.
printf '#: law a\n#: vocab a b\n1 aa\n1 bb\n#: law b\n#: vocab b a\n1 aa\n1 bb\n' \
  >stream
printf '0 __\n1 b_\n' >ab
tap_try certify --laws=stream --schedule=policy-file:ab --claim='rounds_p = 2' \
  --format=tsv
sed -n 's/^\([ab]\)\t.*\t\(equality\)\t.*/\1 \2/p' "$stdout" >got
printf 'a equality\nb equality\n' >want
tap_same 'a table in a stream' want got

# Proofs are about all laws.
for spec in policy:order=left,k=1 sample-keep:k=1; do
  echo "mdmcert: --schedule=$spec: what a policy draws depends on a law; a proof is about all of them" \
    | case_err
  case_run 2 "no proof of $spec" prove --claim='ekl <= tc' --length=3 \
    --schedule=$spec
done

# Over the limits at once, by the ties that the likeliest sequence meets.
for rule in order=random,threshold=2/3 order=confidence,k=2,ties=random; do
  tap_try certify --law=uniform:V=2,L=20 --schedule="policy:$rule"
  tap_true "too much: $rule" \
    grep -q 'going through the states of the policy takes about' "$stderr"
done
tap_try law --law=random:V=2,L=10,den=99,seed=1 --max-cells=200000000 \
  --schedule=policy:order=confidence,k=1,ties=random
tap_true 'few ties are not too much' test "$status" -eq 0

# What is drawn blindly is random sizes, whatever the length.
tap_try certify --law=permutation:n=100 --schedule=policy:order=random,k=40 \
  --claim='ekl = 0' --format=json
grep '"value"' "$stdout" | sed 1q >got
tap_try certify --law=permutation:n=100 --schedule=40,40,20 \
  --claim='ekl = 0' --format=json
grep '"value"' "$stdout" | sed 1q >want
tap_same 'positions drawn at random are random sizes' want got
# Of too many positions the states cannot be gone through, nor any of them.
tap_try certify --law=repetition:V=2,L=100 \
  --schedule=policy:order=random,k=3 --claim='rounds_p = 34' \
  --claim='rounds_q >= 0'
tap_true 'rounds under p_Y are not had of 100 positions' \
  test "$status" -eq 3 -a "$(grep -c 'at most 63' "$stdout")" -gt 0
# The rounds under p_Y, with something impossible early and late.
printf '1 0000\n1 0111\n1 1011\n' >few.law
tap_try certify --law=few.law --schedule=policy:order=random,k=1 \
  --claim='rounds_q = 4' --claim='budget = 0'
tap_true 'one by one nothing is impossible' test "$status" -eq 0
tap_try certify --law=few.law --schedule=policy:order=random,k=2 \
  --claim='rounds_q = 2' --claim='rounds_p = rounds_max'
tap_true 'what is impossible takes one round more' test "$status" -eq 0

# The best blocks in closed form are those that the search finds.
for law in permutation:n=5 parity:V=2,L=6 mds:q=7,L=5,k=2 paired-copy:V=2,L=6 \
  repetition:V=3,L=5 uniform:V=2,L=5; do
  for most in 1 2 3; do
    set -- certify --law=$law --schedule=best-blocks:$most --claim='ekl <= tc'
    tap_try "$@"
    grep '^blocks\|^ekl' "$stdout" >want
    tap_try "$@" --max-cells=4000
    grep '^blocks\|^ekl' "$stdout" >got
    test -s want || echo none >want
    tap_same "best-blocks:$most of $law" want got
  done
done
tap_try certify --law=paired-copy:V=3,L=40 --schedule=best-blocks:2 \
  --claim='ekl = 0'
tap_true 'the best blocks of a law that cannot be listed' test "$status" -eq 0

tap_done
