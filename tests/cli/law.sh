# mdmcert law: sequences, output laws, TV and SER, as fractions.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# Rows come in the order of the vocabulary, which is that of bytes; zero rows
# are left out.
case_in <<'END'
1 ba
2 ab
0 bb
END
case_out <<'END'
law      -
V        2
L        2
support  2

sequence  p
ab        2/3
ba        1/3

2 sequences of positive probability
END
case_run 0 'without a schedule, text' law --law=-

# Two copies of a fair bit at once: the four pairs with 1/4 each, so TV = SER
# = 1/2.
case_out <<'END'
law       repetition:V=2,L=2
V         2
L         2
support   2
schedule  2
sizes     2
T         1
smax      2
tv        1/2
ser       1/2

sequence  p    p_Y
00        1/2  1/4
01        0    1/4
10        0    1/4
11        1/2  1/4

4 sequences are sampled, 2 of them impossible; TV 0.500000, SER 0.500000
END
case_run 0 'all at once, text' law --law=repetition:V=2,L=2 --schedule=2

# 001 with 3/4 and 010 with 1/4, two positions first and then the third.
# Position 0 is constant, so a pair with it is drawn exactly, and so is the
# rest.  The pair {1,2} is 01 with 9/16, 10 with 1/16, 00 and 11 with 3/16
# each; the latter two are impossible, so position 0 is then uniform: 3/32
# each for 000, 100, 011, 111.
case_in <<'END'
3 001
1 010
END
case_out <<'END'
{
  "schema": "mdmcert-law-1",
  "schedule": [
    [
      1,
      2
    ],
    [
      0
    ]
  ],
  "rows": [
    {
      "x": "000",
      "p": "0",
      "p_y": "3/32"
    },
    {
      "x": "001",
      "p": "3/4",
      "p_y": "9/16"
    },
    {
      "x": "010",
      "p": "1/4",
      "p_y": "1/16"
    },
    {
      "x": "011",
      "p": "0",
      "p_y": "3/32"
    },
    {
      "x": "100",
      "p": "0",
      "p_y": "3/32"
    },
    {
      "x": "111",
      "p": "0",
      "p_y": "3/32"
    }
  ],
  "tv": "3/8",
  "ser": "3/8"
}
END
case_run 0 'one partition, JSON' law --law=- --schedule='blocks:1 2|0' \
  --format=json

# The mean over the three pairs: 001 has (3/4 + 3/4 + 9/16)/3 = 11/16, 010 has
# (1/4 + 1/4 + 1/16)/3 = 3/16, the other four a third of 3/32.
case_in <<'END'
3 001
1 010
END
case_out <<'END'
law	-
V	2
L	3
support	2
schedule	2,1
sizes	2,1
T	2
smax	2
tv	1/8
ser	1/8

sequence	p	p_Y
000	0	1/32
001	3/4	11/16
010	1/4	3/16
011	0	1/32
100	0	1/32
111	0	1/32
END
case_run 0 'averaged over partitions, tsv' law --law=- --schedule=2,1 \
  --format=tsv

# One position first: everything after it is exact, one at a time, and so is
# the law.
case_in <<'END'
3 001
1 010
END
case_out <<'END'
law       -
V         2
L         3
support   2
schedule  blocks:2|0|1
blocks    2|0|1
T         3
smax      1
tv        0
ser       0

sequence  p    p_{Y|M}
001       3/4  3/4
010       1/4  1/4

2 sequences are sampled, 0 of them impossible; TV 0, SER 0
END
case_run 0 'one partition, text' law --law=- --schedule='blocks:2|0|1'

# Tokens of several characters are joined by a blank, in the order declared.
case_in <<'END'
#: vocab the cat dog é
1/2 the cat
0.25 the dog
1/4 é dog
END
case_out <<'END'
{
  "schema": "mdmcert-law-1",
  "schedule": null,
  "rows": [
    {
      "x": "the cat",
      "p": "1/2",
      "p_y": null
    },
    {
      "x": "the dog",
      "p": "1/4",
      "p_y": null
    },
    {
      "x": "é dog",
      "p": "1/4",
      "p_y": null
    }
  ],
  "tv": null,
  "ser": null
}
END
case_run 0 'words' law --law=- --format=json

# The output of sort | uniq -c is a law, with CRLF too; comments and blank
# lines are skipped.
case_in <<'END'
# a comment

      2 ab
      1 ba
END
sed 's/$/\r/' "$stdin" >crlf
case_out <<'END'
law      crlf
V        2
L        2
support  2

sequence  p
ab        2/3
ba        1/3

2 sequences of positive probability
END
case_run 0 'CRLF' law --law=crlf

# One character a token, whatever its bytes; `split words' otherwise.
printf '#: split words\n1 ab\n3 cd\n' >words
case_out <<'END'
law      words
V        2
L        1
support  2

sequence  p
ab        1/4
cd        3/4

2 sequences of positive probability
END
case_run 0 'one word a row, split words' law --law=words
printf '1 éa\n3 aé\n' >utf8
case_out <<'END'
law      utf8
V        2
L        2
support  2

sequence  p
aé        3/4
éa        1/4

2 sequences of positive probability
END
case_run 0 'characters of several bytes' law --law=utf8

# Families: the tokens of numeric families are 0..V-1.
rows ()
{
  tap_name=$1
  shift
  printf '%s\t%s\n' "$@" >want
  "$MDMCERT" law --law="$tap_name" --format=tsv 2>"$stderr" \
    | sed '1,/^sequence/d' >"$stdout"
  tap_same "$tap_name" want "$stdout"
}
rows uniform:V=2,L=1 0 1/2 1 1/2
rows uniform:V=1,L=3 000 1
rows repetition:V=3,L=2 00 1/3 11 1/3 22 1/3
rows parity:V=3,L=2 00 1/3 12 1/3 21 1/3
# f(x) = a + b x at 0, 1, 2 mod 3.
rows mds:q=3,L=3,k=2 000 1/9 012 1/9 021 1/9 102 1/9 111 1/9 120 1/9 201 1/9 \
  210 1/9 222 1/9
rows mds:q=3,L=3,k=1 000 1/3 111 1/3 222 1/3
printf '# rows\n1 2\n\n2 4\n' >G
rows code:q=5,G=G 00 1/5 12 1/5 24 1/5 31 1/5 43 1/5
rows permutation:n=3 012 1/6 021 1/6 102 1/6 120 1/6 201 1/6 210 1/6
rows paired-copy:V=2,L=4 0000 1/4 0011 1/4 1100 1/4 1111 1/4
rows walk:L=2 00 1/4 01 1/4 11 1/4 12 1/4
rows markov:flip=1/4,L=2 00 3/8 01 1/8 10 1/8 11 3/8
rows markov:flip=1,L=3 010 1/2 101 1/2
# (9 + 1)/32 and 2 * 3/32.
rows noisy-repetition:flip=0.25,L=2 00 5/16 01 3/16 10 3/16 11 5/16
# Windows of abcabca once d, which is in no class, is dropped.
printf 'abcdabca\n' >text
rows 'text:text,L=2,classes=x:a/y:bc' xy 1/3 yx 1/3 yy 1/3
rows 'text:text,L=1,classes=x:a/y:*' x 1/3 y 2/3
rows 'text:text,L=2,classes=x:b-d' xx 1

# The walk is a Markov chain with a fair bit for each step.
for L in 2 3 8; do
  tap_try certify --law=walk:L=$L --schedule=ar --format=tsv \
    --claim='entropy = L*log(2)' --claim='H(1|0) = log(2)'
  tap_true "walk:L=$L: its entropy" test "$status" -eq 0
  tap_true "walk:L=$L: equalities" \
    test "$(grep -c equality "$stdout")" -eq 2
done
tap_try certify --law=walk:L=5 --schedule=ar --format=tsv \
  --claim='I(0,1;3,4|2) = 0' --claim='H(4|0,3) = log(2)'
tap_true 'walk: a Markov chain' test "$(grep -c equality "$stdout")" -eq 2

# A file whose name looks like a family.
printf '1 0\n' >uniform:V=2,L=1
rows ./uniform:V=2,L=1 0 1

tap_done
