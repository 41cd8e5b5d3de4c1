# mdmcert schedule, and the schedules that can be asked for.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# A sum of three bits: Z = (0, 0, log 2); only a last block of one token that
# follows another block is free of error.
case_out <<'END'
law      parity:V=2,L=3
V        2
L        3
support  4

schedule    T  sizes  ekl (nats)      exact
best:1      1  3      0.693147180560  log(2)
best:2      2  2,1    0               0
best:3      3  1,1,1  0               0
balanced:1  1  3      0.693147180560  log(2)
balanced:2  2  2,1    0               0
balanced:3  3  1,1,1  0               0

6 schedules: ekl from 0 (best:2 and 3 more) to 0.693147 nats (best:1 and 1 more)
END
case_run 0 'best and balanced by default, text' schedule --law=parity:V=2,L=3

case_out <<'END'
{
  "schema": "mdmcert-schedule-1",
  "rows": [
    {
      "name": "1,2",
      "sizes": [
        1,
        2
      ],
      "steps": 2,
      "ekl": {
        "exact": "log2(2)",
        "value": "1.0",
        "unit": "bits"
      }
    },
    {
      "name": "blocks:2 0|1",
      "sizes": [
        [
          2,
          0
        ],
        [
          1
        ]
      ],
      "steps": 2,
      "ekl": {
        "exact": "0",
        "value": "0",
        "unit": "bits"
      }
    }
  ]
}
END
case_run 0 'those asked for, JSON in bits' schedule --law=parity:V=2,L=3 \
  --schedule=1,2 --schedule='blocks:2 0|1' --format=json --unit=bits --digits=2

# rows LAW then SPEC T SIZES EXACT..: the schedules by their sizes and errors.
rows ()
{
  law=$1
  shift
  while test $# -ge 4; do
    printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >want
    tap_try schedule --law="$law" --schedule="$1" --format=tsv
    sed '1,/^schedule/d' "$stdout" | cut -f 1,2,3,5 >got
    tap_same "$law --schedule=$1" want got
    shift 4
  done
}

# A sum of four bits: Z = (0, 0, 0, 1) log 2.
#   cosine:3     4 cos 30 = 3.46.., 4 cos 60 = 2
#   loglinear:3  floor(8/3) = 2, floor(4/3) = 1
#   tc:eps=1     TC = log 2, zeta = 2, lambda = floor(log 3/log 2) + 2 = 3:
#                N = 0, 2, 3, 3, then 4
#   dtc:eps=1    DTC = 3 log 2, zeta = 4, lambda = 2: N = 0, 1, 1, then 2, 3, 4
#                and the sizes reversed
#   tc .. bound=0   no correlation: one step
rows parity:V=2,L=4 \
  ar 4 1,1,1,1 0 \
  4 1 4 'log(2)' \
  0,4,0 3 0,4,0 'log(2)' \
  02,2 2 2,2 'log(2)' \
  balanced:1 1 4 'log(2)' \
  balanced:3 3 2,1,1 0 \
  balanced:6 6 1,1,1,1,0,0 0 \
  best:1 1 4 'log(2)' \
  best:2 2 3,1 0 \
  best:4 4 1,1,1,1 0 \
  worst:1 4 1,1,1,1 0 \
  worst:2 2 2,2 'log(2)' \
  worst:3 2 2,2 'log(2)' \
  worst:9 1 4 'log(2)' \
  cosine:1 1 4 'log(2)' \
  cosine:3 3 1,1,2 'log(2)' \
  loglinear:3 3 2,1,1 0 \
  tc:eps=1 4 2,1,0,1 0 \
  dtc:eps=1 5 1,1,1,0,1 0 \
  tc:eps=1/2,bound=1/2 4 2,1,0,1 0 \
  tc:bound=3,eps=1.0 5 1,0,1,1,1 0 \
  tc:eps=1,bound=0 1 4 'log(2)' \
  tc:eps=0.001 4 1,1,1,1 0 \
  'blocks:0 1|2 3' 2 '0 1|2 3' 'log(2)' \
  'blocks:3 | 2 | 1 0' 3 '3|2|1 0' 'log(2)' \
  'blocks:3|2|1|0' 4 '3|2|1|0' 0

# 3 t = 2 T and t = T are decided exactly: 4 cos 60 = 2, 4 cos 90 = 0, where a
# rounded cosine may fall below.  By 15 degrees 3, 3, 2, 2, 1, 0 stay masked,
# by 10 degrees 3, 3, 3, 3, 2, 2, 1, 0, 0.
rows repetition:V=2,L=4 \
  cosine:6 6 1,0,1,0,1,1 0 \
  cosine:9 9 1,0,0,0,1,0,1,1,0 0
# Two pairs of equal bits: d = (1, 2/3, 1/3, 0) log 2, so ekl = 2 log 2 (a_0/2
# + a_1/3 + a_2/6 - 1).
rows paired-copy:V=2,L=4 \
  2,2 2 2,2 '2/3*log(2)' \
  1,3 2 1,3 'log(2)' \
  3,1 2 3,1 'log(2)' \
  2,1,1 3 2,1,1 '1/3*log(2)' \
  best:2 2 2,2 '2/3*log(2)' \
  best:3 3 2,1,1 '1/3*log(2)'

# bad SPEC MESSAGE: refused by all three commands, also among good ones.
bad ()
{
  for command in law certify schedule; do
    echo "mdmcert: --schedule=$1: $2" | case_err
    case_run 2 "refused: $command --schedule=$1" $command \
      --law=parity:V=2,L=3 --schedule="$1"
  done
}
not='not a schedule: sizes such as 2,2,1, ar, or one of balanced:T cosine:T '
not=$not'loglinear:T best:T worst:SMAX tc:eps= dtc:eps= iid: iid-uniform:T '
not=$not'alpha: alpha-linear:T alpha-cosine:T mixed:FILE blocks: scan:2,2,1 '
not=$not'bisect:M policy:order= policy-file:FILE sample-keep:k= best-blocks:T '
not=$not'best-policy:T'
bad 2 'the sizes sum to 2, not to the length 3'
bad 2,2 'the sizes sum to 4, not to the length 3'
bad 0 'the sizes sum to 0, not to the length 3'
bad 2,-1 "a whole number is expected, not '-1'"
bad 2,1, "a whole number is expected, not ''"
bad '2, 1' "a whole number is expected, not ' 1'"
bad 2.0,1 "a whole number is expected, not '2.0'"
bad 18446744073709551615,4 \
  'the sizes sum to 18446744073709551615, not to the length 3'
bad '' "$not"
near='not a schedule; the most similar is'
bad AR "$near 'ar'"
bad ar: "$near 'ar'"
bad balence:2 "$near 'balanced:'"
bad Best:2 "$near 'best:'"
bad cosine "$near 'cosine:'"
bad nosuch:3 "$not"
bad -1,4 "$not"
bad balanced:0 'the number of steps must be between 1 and 10000000'
bad balanced: "a whole number is expected, not ''"
bad balanced:1/2 "a whole number is expected, not '1/2'"
bad cosine:0 'the number of steps must be between 1 and 10000000'
bad loglinear:99999999 'the number of steps must be between 1 and 10000000'
bad best:0 'the number of steps must be between 1 and 3'
bad best:4 'the number of steps must be between 1 and 3'
bad worst:0 'the largest size must be between 1 and 10000000'
bad tc: "'eps=RATIONAL' or 'bound=RATIONAL' is expected"
bad tc:bound=1 "the key 'eps' is missing"
bad tc:eps=0 'eps must be positive'
bad dtc:eps=-1 'eps must be positive'
bad tc:eps=1,eps=1 "the key 'eps' is given twice"
bad tc:eps=1,bound=-1 'bound must not be negative'
bad tc:eps=1,delta=2 "'eps=RATIONAL' or 'bound=RATIONAL' is expected"
bad blocks: 'a block is empty'
bad 'blocks:0 1' 'position 2 is in no block'
bad 'blocks:0 1||2' 'a block is empty'
bad 'blocks:0 1|1 2' 'position 1 is given twice'
bad 'blocks:0 1|3' 'position 3 is not below the length 3'
bad 'blocks:0,1,2' "a position is expected, not ','"
echo 'mdmcert: --schedule=2,2: the sizes sum to 4, not to the length 3' \
  | case_err
case_run 2 'a bad schedule after a good one' schedule --law=parity:V=2,L=3 \
  --schedule=2,1 --schedule=2,2

# The best of all partitions and policies; what they are is a test of its own.
rows parity:V=2,L=4 \
  best-blocks:1 1 '0 1 2 3' 'log(2)' \
  best-blocks:4 2 '0 1 2|3' 0 \
  best-policy:1 1 - 'log(2)' \
  best-policy:4 2 - 0 \
  best-policy:price=0 2 - 0 \
  best-policy:price=0.7 1 - 'log(2)' \
  best-policy:price=0.6 2 - 0 \
  best-policy:price=1e999 1 - 'log(2)'
bad best-blocks:0 'the number of blocks must be between 1 and 3'
bad best-blocks:4 'the number of blocks must be between 1 and 3'
bad best-policy:4 'the number of rounds must be between 1 and 3'
bad best-policy:price=-1 'the price of a round must not be negative'
for best in best-blocks:2 best-policy:price=1; do
  echo "mdmcert: --predictor=smooth:1/2: the schedule $best is chosen for the" \
    'ideal predictor' | case_err
  case_run 2 "refused: $best with a predictor" certify \
    --law=parity:V=2,L=3 --schedule=$best --predictor=smooth:1/2
done

# What the policies cost by walking through their states is what the program
# that found them says.
law=random:V=2,L=4,den=9,seed=5
tap_try depth --law=$law --format=tsv --facts=none
sed '1d;/^$/,$d' "$stdout" | cut -f 6 >want
for rounds in 1 2 3 4; do
  tap_try schedule --law=$law --format=tsv --facts=none \
    --schedule=best-policy:$rounds
  sed 1d "$stdout" | cut -f 4
done >got
tap_same 'the errors of the best policies' want got

tap_done
