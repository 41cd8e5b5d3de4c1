# mdmcert certify: what it prints in every format.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# asked: --claim=ID for each claim of the output that is expected, so that the
# library may grow.
asked ()
{
  awk '
    /^claim/ { inside = 1; next }
    /^$/ { inside = 0 }
    inside && /^[a-z]/ { print "--claim=" $1 }' "$tap_case/want-out"
}

# Two copies of a fair bit, at once: Z = (0, log 2), so ekl = log 2 = sum_mi/2.
# |W_0| = 0 and |W_j| = 1 from j = 1 on: R = 2 (1/2 + 1/4 + ..) log 2.
case_out <<'END'
law       repetition:V=2,L=2
V         2
L         2
support   2
schedule  2
sizes     2
T         1
smax      2
method    closed form

error      nats            exact
ekl        0.693147180560  log(2)
kl_mixed   0.693147180560  log(2)
eps_train  0               0

measure      value (nats)    exact
ser          0.500000000000  1/2
tv           0.500000000000  1/2
log_ter_gap  0.346573590280  1/2*log(2)
log_ter      0.693147180560  log(2)
perplexity   2.00000000000   -

claim                left side       relation  right side       ratio           verdict
li-cai-1             0.693147180560  <=        0.693147180560   1               equality
li-cai-1-balanced    0.693147180560  <=        1.38629436112    1/2             holds
li-cai-2-upper       0.693147180560  <=        1.38629436112    1/2             holds
    R with |W_j| as reconstructed in mdmcert-theory(7)
li-cai-2-lower-some  0.693147180560  >=        0.0866433975700  8               holds
    the schedule 2 has the greatest ekl with sizes <= 2; R with |W_j| as
    reconstructed in mdmcert-theory(7)
fast-dllm-kl         0.693147180560  <=        0.693147180560   1               equality
curve-identity       0.693147180560  =         0.693147180560   1               equality
austin               0.693147180560  <=        0.693147180560   1               equality
decoupling           0.693147180560  =         0.693147180560   1               equality
wainwright-tc        0.693147180560  =         0.693147180560   1               equality
wainwright-dtc       0.693147180560  =         0.693147180560   1               equality
wainwright-h         0.231049060187  <=        0.231049060187   1               equality
weights-identity     0.693147180560  =         0.693147180560   1               equality
mixing               0.693147180560  <=        0.693147180560   1               equality
ser-tv               0.500000000000  <=        0.500000000000   1               equality
pinsker              0.500000000000  <=        0.693147180560   0.721347520444  holds
sharp-upper          0.693147180560  <=        0.693147180560   1               equality
sharp-constant       0.693147180560  <=        0.693147180560   1               equality
sharp-sum            0.693147180560  <=        0.693147180560   1               equality
sharp-order          0.693147180560  <=        1.38629436112    1/2             holds
    R with |W_j| as reconstructed in mdmcert-theory(7)
sharp-lower-some     0.693147180560  >=        0.346573590280   2               holds
    the schedule 2 has the greatest ekl with sizes <= 2
eighth-some          0.693147180560  >=        0.173286795140   4               holds
    the schedule 2 has the greatest ekl with sizes <= 2; R with |W_j| as
    reconstructed in mdmcert-theory(7)

21 claims: 7 hold strictly, 14 with equality, 0 refuted
- stands for nothing to show
END
asked >some
case_run 0 'theorems, text' certify --law=repetition:V=2,L=2 --schedule=2 \
  $(cat some)

# Those and others, no variants among them, are what is decided by default.
tap_try certify --law=repetition:V=2,L=2 --schedule=2 --format=tsv
sed '1,/^claim/d; s/\t.*//; s/^/--claim=/' "$stdout" >by-default
tap_try claims --format=tsv
sed -n 's/^\([a-z0-9-]*\)\t[A-Z]\ttheorem\t.*/--claim=\1/p' "$stdout" >theorems
grep -vxF -f theorems by-default >strange
grep -vxF -f by-default some >>strange
tap_true 'theorems alone are decided by default' \
  test -s by-default -a ! -s strange

# The same law one token at a time: no error; what needs smax >= 2 is left out.
case_out <<'END'
law	repetition:V=2,L=2
V	2
L	2
support	2
schedule	ar
sizes	1,1
T	2
smax	1
method	closed form

error	bits	exact
ekl	0	0
kl_mixed	0	0
eps_train	0	0

measure	value (bits)	exact
ser	0	0
tv	0	0
log_ter_gap	0	0
log_ter	0.500	1/2*log2(2)
perplexity	1.41	-

claim	left side	relation	right side	ratio	verdict	note
li-cai-1	0	<=	0	-	equality	
li-cai-1-balanced	0	<=	1.00	0	holds	
li-cai-2-upper	0	<=	2.00	0	holds	R with |W_j| as reconstructed in mdmcert-theory(7)
curve-identity	0	=	0	-	equality	
austin	0	<=	0	-	equality	
decoupling	0	=	0	-	equality	
wainwright-1-cardinality	0	<=	0	-	equality	
wainwright-tc	1.00	=	1.00	1	equality	
wainwright-dtc	1.00	=	1.00	1	equality	
wainwright-h	0.333	<=	0.333	1	equality	
weights-identity	0	=	0	-	equality	
mixing	0	<=	0	-	equality	
ser-tv	0	<=	0	-	equality	
pinsker	0	<=	0	-	equality	
sharp-upper	0	<=	0	-	equality	
sharp-constant	0	<=	0	-	equality	
sharp-sum	0	<=	0	-	equality	
sharp-order	0	<=	2.00	0	holds	R with |W_j| as reconstructed in mdmcert-theory(7)
sharp-lower-some	0	>=	0	-	equality	the schedule 1,1 has the greatest ekl with sizes <= 1
END
case_run 0 'theorems, tsv in bits' certify --law=repetition:V=2,L=2 \
  --schedule=ar --format=tsv --unit=bits --digits=3 $(asked)

# One claim of the library, JSON.
case_out <<'END'
{
  "schema": "mdmcert-certify-1",
  "vocab": 2,
  "length": 2,
  "schedule": [
    2
  ],
  "smax": 2,
  "steps": 1,
  "method": "closed form",
  "ekl": {
    "exact": "log(2)",
    "value": "0.693",
    "unit": "nats"
  },
  "kl_mixed": {
    "exact": "log(2)",
    "value": "0.693",
    "unit": "nats"
  },
  "eps_train": {
    "exact": "0",
    "value": "0",
    "unit": "nats"
  },
  "measures": {
    "ser": "1/2",
    "ser_value": "0.500",
    "tv": "1/2",
    "tv_value": "0.500",
    "log_ter_gap": {
      "exact": "1/2*log(2)",
      "value": "0.347",
      "unit": "nats"
    },
    "log_ter": {
      "exact": "log(2)",
      "value": "0.693",
      "unit": "nats"
    },
    "perplexity": "2.00"
  },
  "claims": [
    {
      "id": "li-cai-1",
      "citation": "Li and Cai, arXiv 2505.21400, Theorem 1",
      "certainty": "V",
      "lhs": {
        "exact": "log(2)",
        "value": "0.693",
        "unit": "nats"
      },
      "rhs": {
        "exact": "log(2)",
        "value": "0.693",
        "unit": "nats"
      },
      "relation": "<=",
      "verdict": "equality",
      "ratio": "1",
      "note": ""
    }
  ]
}
END
case_run 0 'a claim by name, JSON' certify --law=repetition:V=2,L=2 \
  --schedule=2 --claim=li-cai-1 --format=json --digits=3

# A claim of one's own: no citation; of plain numbers: no unit.
case_out <<'END'
    {
      "id": "claim-1",
      "citation": null,
      "certainty": null,
      "lhs": {
        "exact": "2",
        "value": "2.00",
        "unit": null
      },
      "rhs": {
        "exact": "3",
        "value": "3.00",
        "unit": null
      },
      "relation": "<",
      "verdict": "holds",
      "ratio": "2/3",
      "note": ""
    }
END
case_sh 0 'a claim of numbers, JSON' '"$MDMCERT" certify \
  --law=repetition:V=2,L=2 --schedule=2 --format=json --digits=3 \
  --claim="smax < 3" | sed -n "/^    {/,/^    }/p"'

# What does not apply has no sides.
case_out <<'END'
    {
      "id": "li-cai-2-lower-this",
      "citation": "no paper claims it; a variant of Li and Cai, arXiv 2505.21400, Theorem 2",
      "certainty": "S",
      "lhs": null,
      "rhs": null,
      "relation": ">=",
      "verdict": "not-applicable",
      "ratio": null,
      "note": "the hypothesis smax >= 2 does not hold"
    }
END
case_sh 0 'a claim that does not apply, JSON' '"$MDMCERT" certify \
  --law=repetition:V=2,L=2 --schedule=ar --format=json \
  --claim=li-cai-2-lower-this | sed -n "/^    {/,/^    }/p"'

# One fixed partition: claims on random ones do not apply.  TC(0;1) = log 2.
case_out <<'END'
law       repetition:V=2,L=3
V         2
L         3
support   2
schedule  blocks:0 1|2
blocks    0 1|2
T         2
smax      2
method    closed form

error      nats            exact
ekl        0.693147180560  log(2)
kl_mixed   0.693147180560  log(2)
eps_train  0               0

measure      value (nats)    exact
ser          0.500000000000  1/2
tv           0.500000000000  1/2
log_ter_gap  0.231049060187  1/3*log(2)
log_ter      0.462098120373  2/3*log(2)
perplexity   1.58740105197   -

claim           left side       relation  right side      ratio           verdict
decoupling      0.693147180560  =         0.693147180560  1               equality
wainwright-tc   1.38629436112   =         1.38629436112   1               equality
wainwright-dtc  0.693147180560  =         0.693147180560  1               equality
wainwright-h    0.346573590280  <=        0.346573590280  1               equality
ser-tv          0.500000000000  <=        0.500000000000  1               equality
pinsker         0.500000000000  <=        0.693147180560  0.721347520444  holds

6 claims: 1 holds strictly, 5 with equality, 0 refuted
- stands for nothing to show
END
case_run 0 'blocks, text' certify --law=repetition:V=2,L=3 \
  --schedule='blocks:0 1|2'

# Over a limit: kl_mixed is null, and the claims on it are left out.
"$MDMCERT" certify --law=parity:V=2,L=100 --schedule=balanced:10 \
  --format=json >long 2>"$stderr"
status=$?
{
  sed -n 's/^  "kl_mixed": \(.*\),/\1/p' long
  sed -n 's/^ *"id": "\(li-cai-1\|sharp-upper\|mixing\|ser-tv\)",/\1/p' long
} >"$stdout"
printf 'null\nli-cai-1\nsharp-upper\n' | case_out
tap_judge 0 'an instance too long to enumerate, JSON'
case_out <<'END'
not computed  kl_mixed
left out      curve-identity
left out      decoupling
left out      weights-identity
left out      mixing
left out      ser-tv
left out      pinsker
END
case_sh 0 'an instance too long to enumerate, text' '"$MDMCERT" certify \
  --law=parity:V=2,L=100 --schedule=balanced:10 \
  | sed -n "s/^\(\(not computed\|left out\)  *[a-z_-]*\): .*/\1/p"'

# Steps that a schedule made empty are told of, those that were written are not;
# and long fractions are shortened for reading alone.
printf '2 000\n1 011\n2 101\n1 110\n' >four.law
for schedule in balanced:5 1,1,1,0,0; do
  "$MDMCERT" certify --law=four.law --schedule=$schedule --claim='ekl = 0'
done | grep 'steps of size 0' >told
tap_true 'empty steps that were made' \
  test "$(cat told)" = 'steps of size 0  2 of 5'
long=iid:1000000000000000000000000001/3000000000000000000000000000
long=$long,1999999999999999999999999999/3000000000000000000000000000
"$MDMCERT" certify --law=four.law --schedule=$long --claim='ekl >= 0' >"$stdout"
tap_true 'long fractions for reading' \
  grep -q '^step probabilities  0.333333333333,0.666666666667$' "$stdout"
"$MDMCERT" certify --law=four.law --schedule=$long --claim='ekl >= 0' \
  --format=json >"$stdout"
tap_true 'and whole elsewhere' grep -q \
  '"1999999999999999999999999999/3000000000000000000000000000"' "$stdout"

tap_done
