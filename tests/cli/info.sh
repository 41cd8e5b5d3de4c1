# mdmcert info: exact text, tsv and JSON, and quantities.  The laws are small
# enough for values by hand.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# Three fair bits of sum 0 mod 2: any two are independent, H = 2 log 2.
case_out <<'END'
law      parity:V=2,L=3
V        2
L        3
support  4
method   closed form

quantity   nats            exact
entropy    1.38629436112   2*log(2)
tc         0.693147180560  log(2)
dtc        1.38629436112   2*log(2)
sum_mi     2.07944154168   3*log(2)
e(0)       0               0
e(1)       0.693147180560  log(2)
e(2)       1.38629436112   2*log(2)
e(3)       1.38629436112   2*log(2)
Z(1)       0               0
Z(2)       0               0
Z(3)       0.693147180560  log(2)
I(0;1|2)   0.693147180560  log(2)
I(0;1)     0               0
TC(0;1;2)  0.693147180560  log(2)
H(0,2|1)   0.693147180560  log(2)
L*V - 1/2  5.50000000000   11/2

entropy 1.38629, TC 0.693147, DTC 1.38629 nats
END
case_run 0 'text' info --law=parity:V=2,L=3 --quantity='I(0;1|2)' \
  --quantity='I(0;1)' --quantity='TC(0;1;2)' --quantity='H(0,2|1)' \
  --quantity='L*V - 1/2'

# Two copies of a bit that is 1 with probability 1/4, in bits: H = 2 - 3/4
# log2(3) = 0.8113; tc = H, dtc = H, sum_mi = 2 H.
case_in <<'END'
3 00
1 11
END
case_out <<'END'
law	-
V	2
L	2
support	2
method	dense

quantity	bits	exact
entropy	0.8113	2*log2(2) - 3/4*log2(3)
tc	0.8113	2*log2(2) - 3/4*log2(3)
dtc	0.8113	2*log2(2) - 3/4*log2(3)
sum_mi	1.623	4*log2(2) - 3/2*log2(3)
e(0)	0	0
e(1)	0.8113	2*log2(2) - 3/4*log2(3)
e(2)	0.8113	2*log2(2) - 3/4*log2(3)
Z(1)	0	0
Z(2)	0.8113	2*log2(2) - 3/4*log2(3)
END
case_run 0 'tsv, in bits, from standard input' \
  info --law=- --format=tsv --unit=bits --digits=4

# The example of the issue: 001 and 010 with 3/4 and 1/4.  Position 0 is
# constant, the two others are copies of each other, negated: every H(S) is 0
# or h = 2 log 2 - 3/4 log 3, and by counting e = (0, 2/3, 1, 1) h.
case_in <<'END'
3 001
1 010
END
case_out <<'END'
{
  "schema": "mdmcert-info-1",
  "vocab": 2,
  "length": 3,
  "support": 2,
  "method": "dense",
  "entropy": {
    "exact": "2*log(2) - 3/4*log(3)",
    "value": "0.562",
    "unit": "nats"
  },
  "tc": {
    "exact": "2*log(2) - 3/4*log(3)",
    "value": "0.562",
    "unit": "nats"
  },
  "dtc": {
    "exact": "2*log(2) - 3/4*log(3)",
    "value": "0.562",
    "unit": "nats"
  },
  "sum_mi": {
    "exact": "4*log(2) - 3/2*log(3)",
    "value": "1.12",
    "unit": "nats"
  },
  "avg_entropy": [
    {
      "exact": "0",
      "value": "0",
      "unit": "nats"
    },
    {
      "exact": "4/3*log(2) - 1/2*log(3)",
      "value": "0.375",
      "unit": "nats"
    },
    {
      "exact": "2*log(2) - 3/4*log(3)",
      "value": "0.562",
      "unit": "nats"
    },
    {
      "exact": "2*log(2) - 3/4*log(3)",
      "value": "0.562",
      "unit": "nats"
    }
  ],
  "curve": [
    {
      "exact": "0",
      "value": "0",
      "unit": "nats"
    },
    {
      "exact": "2/3*log(2) - 1/4*log(3)",
      "value": "0.187",
      "unit": "nats"
    },
    {
      "exact": "4/3*log(2) - 1/2*log(3)",
      "value": "0.375",
      "unit": "nats"
    }
  ],
  "quantities": [
    {
      "expr": "H(1|2) + 1",
      "result": {
        "exact": "1",
        "value": "1.00",
        "unit": "nats"
      }
    },
    {
      "expr": "V",
      "result": {
        "exact": "2",
        "value": "2.00",
        "unit": null
      }
    }
  ]
}
END
case_run 0 'json, from standard input' info --law=- --format=json --digits=3 \
  --quantity='H(1|2) + 1' --quantity=V

# The support of a long law: exact in JSON, as a string where it is too large
# for an integer.
case_out <<'END'
  "support": 4611686018427387904,
END
case_sh 0 'a support below 2^63' \
  '"$MDMCERT" info --law=uniform:V=2,L=62 --format=json | grep support'
case_out <<'END'
  "support": "18446744073709551616",
END
case_sh 0 'a support above 2^63' \
  '"$MDMCERT" info --law=uniform:V=2,L=64 --format=json | grep support'

# Tabs and newlines of a quantity do not break a row.
printf '1 0\n' >one
case_out <<'END'
L\x0a\x09+ V	2.0	2
END
case_sh 0 'a quantity with a newline and a tab, tsv' '"$MDMCERT" info \
  --law=one --digits=2 --format=tsv --quantity="$(printf "L\n\t+ V")" \
  | tail -n 1'
case_out <<'END'
      "expr": "L\n\t+ V",
END
case_sh 0 'a quantity with a newline and a tab, JSON' '"$MDMCERT" info \
  --law=one --format=json --quantity="$(printf "L\n\t+ V")" | grep expr'

# Ratios of real quantities: a fraction where they are rational.
case_out <<'END'
tc/(2*dtc)	1.50000	3/2
1/tc	0.480898	-
(H(0) - 1)/(tc + 1)	-0.0996456	-
END
case_sh 0 'ratios' '"$MDMCERT" info --law=repetition:V=2,L=4 --format=tsv \
  --facts=none --digits=6 --quantity="tc/(2*dtc)" --quantity="1/tc" \
  --quantity="(H(0) - 1)/(tc + 1)" | tail -n 3'
case_out <<'END'
      "result": {
        "exact": "3/2",
        "value": "1.50",
        "unit": null
      }
    }
  ]
}
END
case_sh 0 'a ratio, JSON, in bits' '"$MDMCERT" info --law=parity:V=2,L=3 \
  --unit=bits --digits=3 --format=json --quantity="3 * tc / dtc" | tail -n 8'
echo 'mdmcert: --quantity=tc/(dtc - dtc): a ratio to 0' | case_err
case_run 2 'a ratio to 0' info --law=parity:V=2,L=3 \
  --quantity='tc/(dtc - dtc)'

# bad QUANTITY PLACE MESSAGE: refused, with the column and a caret.
bad ()
{
  {
    echo "mdmcert: --quantity=$1:$2: $3"
    caret "$1" "${2#*:}"
  } | case_err
  case_run 2 "refused: $1" info --law=parity:V=2,L=3 --quantity=V \
    --quantity="$1"
}
bad 'H(3)' 1:1 'position 3 is not below the length 3'
bad 'I(0;7)' 1:1 'position 7 is not below the length 3'
# Conditions by value.
bad 'H(0|7=1)' 1:5 'position 7 is not below the length 3'
bad 'H(0|2,1=2)' 1:9 "the law has no token '2'"
bad "H(0|1='an end')" 1:7 "the law has no token 'an end'"
bad 'H(0|0=1)' 1:5 'position 0 is listed twice'
bad 'H(0|1=1,1)' 1:9 'position 1 is listed twice'
bad "H(0|1='1)" 1:7 'the quote is not closed'
for value in '' - . '"1"' ')' '(1)'
do
  bad "H(0|1=$value" 1:7 "a token is expected after '=', in single quotes where it is no word, as in 2='the end'"
done
bad 'H(0' 1:4 "',' or ';' or '|' or ')' is expected, but the text ends"
bad 'H' 1:2 "'(' is expected after 'H', as in H(A|C)"
bad '' 1:1 'an expression is expected, but the text ends'
bad 'nosuch' 1:1 "unknown name 'nosuch'"
real='quotient by a real quantity, the divisor must be rational'
bad 'tc/dtc + 1' 1:3 "$real"
bad 'tc/dtc/entropy' 1:3 "$real"
bad '2*(tc/dtc)' 1:6 "$real"
bad 'min(1, tc/dtc)' 1:10 "$real"
bad 'ekl' 1:1 'there is no schedule'
bad 'T' 1:1 'there is no schedule'
bad 'perplexity' 1:1 'there is no schedule'
bad 'tc <= 1' 1:4 "an operator or the end is expected, not '<='"
bad '1/0' 1:2 'division by zero'
bad 'Z(0)' 1:1 'Z(j) is defined from 1 to 3 here'
bad 'e(4)' 1:1 'e(k) is defined from 0 to 3 here'

# I of three and more groups, which may be negative, and DTC of groups.
"$MDMCERT" info --law=parity:V=2,L=3 --format=tsv --quantity='I(0;1;2)' \
  --quantity='DTC(0;1;2)' --quantity='DTC(0;1|2)' --quantity='DTC(0,1;2)' \
  >out 2>err
tail -n 4 out >got
printf '%s\t%s\t%s\n' 'I(0;1;2)' -0.693147180560 '-log(2)' \
  'DTC(0;1;2)' 1.38629436112 '2*log(2)' 'DTC(0;1|2)' 0.693147180560 'log(2)' \
  'DTC(0,1;2)' 0.693147180560 'log(2)' >want
tap_true 'co-information and dual total correlation' cmp got want
groups=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  groups="$groups;$i"
done
case_err <<END
mdmcert: --quantity=I($groups;16):1:1: I of more than 16 groups
  I($groups;16)
  ^
END
case_run 3 'too many groups' info --law=uniform:V=2,L=20 \
  --quantity="I($groups;16)"
case_err <<END
mdmcert: --quantity=I($groups):1:1: the information of so many groups takes about 3.0e12 cells of work, over the limit of about 2.5e11; raise it with --max-cells
  I($groups)
  ^
END
case_run 3 'too many entropies' info --law=random:V=2,L=16,den=9,seed=3 \
  --quantity="I($groups)"

# The entropies of all sets of positions, by one walk; each of them also by its
# name, which takes another route.
printf '3 000\n1 011\n2 101\n1 120\n' >sets.law
for law in sets.law markov:flip=1/4,L=4 parity:V=3,L=3; do
  "$MDMCERT" info --law=$law --all-entropies --format=tsv \
    | grep '^H(' >all
  set --
  for name in $(cut -f 1 all); do
    set -- "$@" --quantity="$name"
  done
  "$MDMCERT" info --law=$law "$@" --format=tsv | grep '^H(' >each
  tap_true "$law: all entropies" cmp all each
  length=$("$MDMCERT" info --law=$law --format=tsv | sed -n 's/^L\t//p')
  tap_true "$law: as many as sets" \
    test "$(wc -l <all)" = $(((1 << length) - 1))
done
case_err <<'END'
mdmcert: --law=repetition:V=2,L=40: the entropies of all sets of positions takes about 5.4e14 cells of work, over the limit of about 2.5e11; raise it with --max-cells
END
case_run 3 'too many sets' info --law=repetition:V=2,L=40 --all-entropies

# A law of a few rows is short work at any length: where rows agree at few
# positions, and where no curve is within the limits.
equal () { printf "%0$2d" 0 | tr 0 "$1"; }
printf '1 %s\n1 %s\n' "$(equal 0 40)" "$(equal 1 40)" >two.law
"$MDMCERT" info --law=two.law --format=tsv >"$stdout"
tap_true 'two rows of 40: all of the curve is log 2' \
  test "$(grep -c '^Z([0-9]*)	0.693147180560	log(2)$' "$stdout")" = 39
printf '1 %s\n1 %s%s\n' "$(equal 0 90)" "$(equal 0 45)" "$(equal 1 45)" >long.law
case_out <<'END'
law       long.law
V         2
L         90
support   2
left out  the curve: the lattice of all marginals takes more than 10^19 cells
          of work, over the limit of about 2.5e11; raise it with --max-cells
method    sparse

quantity  nats             exact
entropy    0.693147180560  log(2)
tc        30.4984759446    44*log(2)
dtc        0.693147180560  log(2)
sum_mi    31.1916231252    45*log(2)
I(0;1)     0               0
I(50;89)   0.693147180560  log(2)
tc        30.4984759446    44*log(2)

entropy 0.693147, TC 30.4985, DTC 0.693147 nats
END
case_run 0 'no curve, but what was asked for' info --law=long.law \
  --quantity='I(0;1)' --quantity='I(50;89)' --quantity=tc
case_err <<'END'
mdmcert: --law=long.law: the lattice of all marginals takes more than 10^19 cells of work, over the limit of about 2.5e11; raise it with --max-cells
END
case_run 3 'nothing else was asked for' info --law=long.law
"$MDMCERT" info --law=long.law --quantity=tc --format=json >"$stdout"
tap_true 'no curve in JSON' \
  test "$(grep -c '"avg_entropy": null\|"curve": null' "$stdout")" = 2
for claim in 'ekl = 0' 'ekl <= tc'; do
  "$MDMCERT" certify --law=long.law --schedule=ar --claim="$claim" \
    >"$stdout" 2>&1
  tap_true "token by token: $claim" test $? = 0
done
"$MDMCERT" certify --law=long.law --schedule=90 --claim='ekl = tc' \
  --claim='log_ter >= 0' >"$stdout" 2>&1
tap_true 'all at once' test $? = 0

# Closed forms at lengths of no lattice; the values are by other programs.
value ()
{
  "$MDMCERT" info --law="$1" --format=tsv >"$stdout" 2>&1
  tap_true "$1: $2 is $3" grep -q "^$2	$3	" "$stdout"
}
value noisy-repetition:flip=1/100,L=1000 tc 636.452499025
value markov:flip=1/10,L=1000 tc 367.696142961
value permutation:n=1000 tc 995.627100494
value one-hot:blocks=100,size=10 entropy 230.258509299

# Of Markov chains of higher order the ends of the curve.  Two chains of order 1,
# in turn, are one of order 2 with twice their informations.
cat >turns <<'END'
1/2 0
1/2 1
1/2 0 0
1/2 0 1
1/2 1 0
1/2 1 1
9/10 0 0 0
1/10 0 0 1
9/10 0 1 0
1/10 0 1 1
1/10 1 0 0
9/10 1 0 1
1/10 1 1 0
9/10 1 1 1
END
"$MDMCERT" info --law=ngram:turns,L=1000 --format=tsv --quantity='1/2*tc' \
  --quantity='1/2*dtc' --quantity='1/2*sum_mi' --quantity='1/2*entropy' \
  --quantity='I(2;102)' --quantity='I(2;7)' --quantity='pmax(500)' \
  >"$stdout"
sed -n 's/^1\/2\*\([a-z_]*	[0-9.]*\)	.*/\1/p' "$stdout" | sort >turns.got
"$MDMCERT" info --law=markov:flip=1/10,L=500 --format=tsv |
  sed -n 's/^\(tc	[^	]*\|dtc	[^	]*\|sum_mi	[^	]*\|entropy	[^	]*\)	.*/\1/p' |
  sort >turns.expected
tap_true 'order 2: four values' test "$(wc -l <turns.expected)" -eq 4
tap_same 'order 2: twice those of order 1' turns.expected turns.got
tap_true 'order 2: no information' grep -q '^I(2;7)	0	0$' "$stdout"
tap_true 'order 2: pmax' grep -q '^pmax(500)	0.50*	1/2$' "$stdout"
"$MDMCERT" info --law=markov:flip=1/10,L=500 --format=tsv \
  --quantity='I(1;51)' | grep '^I(1;51)' | cut -f 2 >turns.expected
grep '^I(2;102)' "$stdout" | cut -f 2 >turns.got
tap_same 'order 2: information at a distance' turns.expected turns.got

# The engine agrees with the rows, also where a hidden token is never known.
cat >runs <<'END'
start 1 s
transition 1/2 s s
transition 1/2 s t
transition 1 t u
transition 1/3 u s
transition 2/3 u t
emission 1 s 0
emission 1 t 1
emission 1 u 1
END
for law in ngram:turns,L=7 hmm:runs,L=9; do
  for engine in sparse closed; do
    "$MDMCERT" info --law=$law --engine=$engine --format=tsv \
      --quantity='H(0,3|1)' --quantity='pmax(2)' --quantity='TC(0;1;6)' \
      --quantity=tc | grep '^[a-zA-Z_]*[(	].*	' | grep -v '^[eZ](' |
      grep '	[0-9.]*	' >$engine.tsv
  done
  tap_true "$law: all are there" test "$(wc -l <closed.tsv)" -eq 8
  tap_same "$law: the ends" sparse.tsv closed.tsv
done
for claim in 'ekl = 0' 'ekl <= tc'; do
  "$MDMCERT" certify --law=hmm:runs,L=300 --schedule=ar --claim="$claim" \
    >"$stdout" 2>&1
  tap_true "order 2, token by token: $claim" test $? = 0
done
"$MDMCERT" certify --law=hmm:runs,L=300 --schedule=300 --claim='ekl = tc' \
  >"$stdout" 2>&1
tap_true 'order 2, all at once' test $? = 0

# What needs the whole curve, or the rows, is refused.
ends='only the ends of the curve of this law have closed forms (tc, dtc, sum_mi, entropy), and it is not listed'
rows='listing the sequences of the law takes more than 10^18 bytes of memory'
refused ()
{
  echo "mdmcert: $1: $2" | case_err
  shift 2
  case_run 3 "refused: $*" "$@"
}
turns=--law=ngram:turns,L=1000
refused $turns "$ends" info $turns
refused $turns "$ends" certify $turns --schedule=500,500 --claim='ekl <= tc'
refused --schedule=best:5 "$ends" schedule $turns --schedule=best:5
refused $turns "$ends" plot curve $turns
refused $turns "$rows" law $turns
refused $turns "$rows" depth $turns
for quantity in 'e(2)' 'H(5|3=1)' 'markov_order(2)' 'H(0|1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28)'; do
  "$MDMCERT" info $turns --quantity="$quantity" >"$stdout" 2>"$stderr"
  tap_true "refused: $quantity" test $? = 3
done

# Copies of a pair, by a model that is not seen to be that: too many sequences
# to look, but the number of them tells of other laws.
cat >copies <<'END'
start 1/2 a
start 1/2 b
transition 1 a aa
transition 1 b bb
transition 1/2 aa a
transition 1/2 aa b
transition 1/2 bb a
transition 1/2 bb b
emission 1 a 0
emission 1 aa 0
emission 1 b 1
emission 1 bb 1
END
"$MDMCERT" info --law=hmm:copies,L=200 --format=tsv --quantity=paired_copy \
  >"$stdout" 2>&1
tap_true 'copies of pairs: perhaps' test $? = 3
"$MDMCERT" info --law=hmm:copies,L=200 --format=tsv --quantity=permutation \
  --quantity=walk >"$stdout" 2>&1
tap_true 'copies of pairs: no others' test \
  "$(grep -c '^permutation	0	0$\|^walk	0	0$\|^tc	69.3147180560	' "$stdout")" = 3
"$MDMCERT" info $turns --quantity=paired_copy --format=tsv >"$stdout" 2>&1
tap_true 'other laws are no copies' grep -q '^paired_copy	0	0$' "$stdout"

# The extended Golay code: any 7 columns are independent, and of 8 the 759 words
# of weight 8 are not, so that the mean rank is 8 - 759 / C(24,8).
cat >golay <<'END'
1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 0 0 0 0 0 1
0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 0 0 0 0 1
0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 0 0 0 1
0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 0 0 1
0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 0 1
0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 0 1
0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 0 1
0 0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 0 1
0 0 0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 0 1
0 0 0 0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 0 1
0 0 0 0 0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 0 1
0 0 0 0 0 0 0 0 0 0 0 1 0 1 0 1 1 1 0 0 0 1 1 1
END
"$MDMCERT" info --law=code:q=2,G=golay --format=tsv >"$stdout" 2>&1
tap_true 'Golay: e(7)' grep -q '^e(7)	[0-9.]*	7\*log(2)$' "$stdout"
tap_true 'Golay: e(8)' grep -q '^e(8)	[0-9.]*	7751/969\*log(2)$' "$stdout"
tap_true 'Golay: e(17)' grep -q '^e(17)	[0-9.]*	12\*log(2)$' "$stdout"

# Long weights make the lattice slow: it is estimated as that, and a closed form
# is taken earlier.
case_err <<'END'
mdmcert: --law=markov:flip=1/1000000,L=10: the lattice of all marginals takes about 4.7e7 cells of work, over the limit of about 1.0e7; raise it with --max-cells
END
case_run 3 'a lattice of long weights' info --law=markov:flip=1/1000000,L=10 \
  --engine=dense --max-cells=10000000
for flip in 1/10:dense '1/1000000:closed form'; do
  "$MDMCERT" info --law=markov:flip=${flip%%:*},L=15 --format=tsv >"$stdout"
  tap_true "flip=${flip%%:*}: ${flip#*:}" \
    grep -q "^method	${flip#*:}\$" "$stdout"
done

# The engines agree in all but their name.
for law in markov:flip=1/10,L=7 noisy-repetition:flip=1/7,L=6 walk:L=6 \
  balanced-bits:L=6 permutation:n=5 one-hot:blocks=2,size=3; do
  for engine in dense sparse closed; do
    "$MDMCERT" info --law=$law --engine=$engine --format=json \
      --quantity='H(0,3|1)' --quantity='pmax(2)' --quantity='TC(0;1;2)' \
      2>&1 | sed 's/"method": "[a-z ]*"//' >$engine.json
  done
  tap_true "$law has an entropy" grep -q '"exact"' dense.json
  tap_same "$law: sparse" dense.json sparse.json
  tap_same "$law: closed" dense.json closed.json
done

tap_done
