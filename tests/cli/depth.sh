# mdmcert depth: the least errors by the number of rounds.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# A sum of three bits: any two positions, then the third, make no error.
case_out <<'END'
{
  "schema": "mdmcert-depth-1",
  "rows": [
    {
      "rounds": 2,
      "random": {
        "exact": "0",
        "value": "0",
        "unit": "nats"
      },
      "blocks": {
        "exact": "0",
        "value": "0",
        "unit": "nats"
      },
      "policy": {
        "exact": "0",
        "value": "0",
        "unit": "nats"
      },
      "sizes": [
        2,
        1
      ],
      "partition": [
        [
          0,
          1
        ],
        [
          2
        ]
      ]
    }
  ],
  "d0": "2",
  "d0_capped": 2,
  "eps": [
    {
      "eps": "1/2",
      "rounds": 2
    },
    {
      "eps": "7/10",
      "rounds": 1
    }
  ],
  "hull": [
    {
      "rounds_p": "1",
      "ekl": {
        "exact": "log(2)",
        "value": "0.693",
        "unit": "nats"
      }
    },
    {
      "rounds_p": "2",
      "ekl": {
        "exact": "0",
        "value": "0",
        "unit": "nats"
      }
    }
  ]
}
END
case_run 0 'what was asked for, JSON' depth --law=parity:V=2,L=3 --rounds=2 \
  --eps=0.5 --eps=7/10 --format=json --digits=3

# The same from its rows.
printf '1 000\n1 011\n1 101\n1 110\n' >rows
cp "$stdout" want
tap_try depth --law=rows --rounds=2 --eps=0.5 --eps=7/10 --format=json \
  --digits=3
tap_same 'the same from the rows' want "$stdout"

# The text, for laws whose depths are known (THEORY section 9).
while read -r law depth; do
  tap_try depth --law="$law" --rounds=1
  sed -n 's/^D_0  *//p' "$stdout" >got
  echo "$depth" >want
  tap_same "D_0 of $law" want got
done <<'END'
walk:L=1 1
walk:L=2 2
walk:L=3 2
walk:L=4 11/4
walk:L=5 23/8
walk:L=6 3
walk:L=7 3
permutation:n=4 4
uniform:V=3,L=1000 1
repetition:V=3,L=1000 2
paired-copy:V=5,L=10 2
END

# Adapting pays (THEORY section 9).
echo '3 0 -7/3*log(2) + 3/2*log(3)' >want
tap_try depth --rounds=3 --format=tsv --facts=none \
  --law="$abs_top_srcdir/proofs-data/instances/matching-switch.law"
sed -n '2s/	/|/gp' "$stdout" | awk -F '|' '{ print $1, $6, $5 }' >got
tap_same 'three rounds of the matching switch' want got

# Refused.
while IFS=@ read -r options message; do
  echo "mdmcert: $message" | case_err
  case_run 2 "refused: $options" depth --law=parity:V=2,L=3 "$options"
done <<'END'
--rounds=0@--rounds=0: the number of rounds must be between 1 and 3
--rounds=4@--rounds=4: the number of rounds must be between 1 and 3
--rounds=x@--rounds=x: a whole number is expected, not 'x'
--eps=-1@--eps=-1: eps must not be negative
--eps=1/0@--eps=1/0: the denominator is zero, not '1/0'
END

# What is over the limits is left out, or all of it.
tap_try depth --law=markov:flip=1/3,L=10 --format=json --rounds=2 \
  --max-cells=500000000
tap_true 'policies over the limit are null' \
  sh -c "grep -q '\"policy\": null' '$stdout' \
    && grep -q '\"hull\": null' '$stdout' \
    && grep -q '\"d0\": null' '$stdout' \
    && ! grep -q '\"blocks\": null' '$stdout'"
tap_true 'policies over the limit: status 0' test "$status" -eq 0
tap_try depth --law=markov:flip=1/3,L=10 --max-cells=1000
tap_true 'all of it over the limit: status 3' test "$status" -eq 3
tap_true 'all of it over the limit: no output' test ! -s "$stdout"

tap_done
