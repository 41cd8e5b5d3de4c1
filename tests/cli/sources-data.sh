# Sources of data: arrays of NumPy, tables of comma-separated values, lines
# that are counted, and what is derived from other laws.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# law_is NAME ROWS ARGUMENT..: the rows of a law, after its facts.
law_is ()
{
  law_name=$1
  printf '%b' "$2" | case_out
  shift 2
  law_line=
  for law_word; do
    law_line="$law_line '$law_word'"
  done
  case_sh 0 "$law_name" \
    '"$MDMCERT" law --format=tsv '"$law_line"' | sed "1,/^sequence/d"'
}

# bad MESSAGE SPEC [ARGUMENT..]: the law is refused.
bad ()
{
  echo "mdmcert: $1" | case_err
  shift
  bad_spec=$1
  shift
  case_run 2 "refused: $bad_spec" law --law="$bad_spec" "$@"
}

# npy VERSION DICT DATA: the file x.npy, DATA with octal escapes.
npy ()
{
  npy_size=$(printf %s "$2" | wc -c)
  {
    printf '\223NUMPY'
    printf "\\00$1\\000\\$(printf %03o "$((npy_size % 256))")"
    printf "\\$(printf %03o "$((npy_size / 256))")"
    test "$1" = 1 || printf '\000\000'
    printf %s "$2"
    printf "$3"
  } >x.npy
}
dict ()
{
  echo "{'descr': '$1', 'fortran_order': $2, 'shape': $3, }"
}

# The same law in every type of entry, byte order and version: 1, 0, 2, 1.
rows='00\t1/4\n10\t1/2\n11\t1/4\n'
shape='(2, 2)'
for version in 1 2 3; do
  for type in '|u1' '|i1' '<i1'; do
    npy $version "$(dict "$type" False "$shape")" '\001\000\002\001'
    law_is "$type, version $version" "$rows" --law=npy:x.npy
  done
done
npy 1 "$(dict '<u2' False "$shape")" '\001\0\0\0\002\0\001\0'
law_is '<u2' "$rows" --law=npy:x.npy
npy 1 "$(dict '>i2' False "$shape")" '\0\001\0\0\0\002\0\001'
law_is '>i2' "$rows" --law=npy:x.npy
npy 1 "$(dict '<i4' False "$shape")" \
  '\001\0\0\0\0\0\0\0\002\0\0\0\001\0\0\0'
law_is '<i4' "$rows" --law=npy:x.npy
npy 1 "$(dict '>u8' False "$shape")" \
  '\0\0\0\0\0\0\0\001\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\002\0\0\0\0\0\0\0\001'
law_is '>u8' "$rows" --law=npy:x.npy
npy 1 "$(dict '<f2' False "$shape")" '\0\074\0\0\0\100\0\074'
law_is '<f2' "$rows" --law=npy:x.npy
npy 1 "$(dict '>f4' False "$shape")" \
  '\077\200\0\0\0\0\0\0\100\0\0\0\077\200\0\0'
law_is '>f4' "$rows" --law=npy:x.npy
npy 1 "$(dict '<f8' False "$shape")" \
  '\0\0\0\0\0\0\360\077\0\0\0\0\0\0\0\200\0\0\0\0\0\0\0\100\0\0\0\0\0\0\360\077'
law_is '<f8, one entry -0' "$rows" --law=npy:x.npy
npy 1 "$(dict '|u1' True "$shape")" '\001\002\000\001'
law_is 'Fortran order' "$rows" --law=npy:x.npy
npy 1 "{\"shape\":(2L,2L),'fortran_order':False,'descr':'|u1'}" \
  '\001\000\002\001'
law_is 'keys in another order, and the numbers of Python 2' "$rows" \
  --law=npy:x.npy
case_out <<'END'
law	npy:-
V	2
L	2
support	3

sequence	p
00	1/4
10	1/2
11	1/4
END
case_in <x.npy
case_run 0 'on standard input' law --law=npy:- --format=tsv
npy 1 "$(dict '|u1' False '(2, 2, 2)')" '\0\001\002\003\004\005\006\007'
law_is 'three axes in C order' \
  '001\t1/28\n010\t1/14\n011\t3/28\n100\t1/7\n101\t5/28\n110\t3/14\n111\t1/4\n' \
  --law=npy:x.npy
npy 1 "$(dict '|u1' True '(2, 2, 2)')" '\0\001\002\003\004\005\006\007'
law_is 'three axes in Fortran order' \
  '001\t1/7\n010\t1/14\n011\t3/14\n100\t1/28\n101\t5/28\n110\t3/28\n111\t1/4\n' \
  --law=npy:x.npy

# Floats are what they are: 0.1 is no tenth, and their sum is told.
npy 1 "$(dict '<f8' False '(2,)')" \
  '\232\231\231\231\231\231\271\077\315\314\314\314\314\314\354\077'
case_out <<'END'
law	npy:x.npy
V	2
L	1
support	2
weights	sum to 36028797018963969/36028797018963968, divided by it

sequence	p
0	3602879701896397/36028797018963969
1	32425917317067572/36028797018963969
END
case_run 0 'floats are dyadic' law --law=npy:x.npy --format=tsv
npy 1 "$(dict '<f2' False '(3,)')" '\001\000\000\070\377\003'
law_is 'subnormal numbers' \
  '0\t1/8389632\n1\t8192/8193\n2\t341/2796544\n' --law=npy:x.npy
npy 1 "$(dict '<f8' False '(2,)')" \
  '\001\0\0\0\0\0\0\0\377\377\377\377\377\377\357\177'
tap_true 'the least and the largest float' \
  "$MDMCERT" law --law=npy:x.npy --quiet

# What is no law.
f4='\0\0\200\077'
npy 1 "$(dict '<f4' False '(2,)')" "$f4"'\0\0\300\177'
bad 'x.npy: the entry at (1) is NaN' npy:x.npy
npy 1 "$(dict '<f4' False '(2,)')" "$f4"'\0\0\200\177'
bad 'x.npy: the entry at (1) is infinite' npy:x.npy
npy 1 "$(dict '<f4' False '(2,)')" "$f4"'\0\0\200\277'
bad 'x.npy: the entry at (1) is negative' npy:x.npy
npy 1 "$(dict '|i1' False '(2, 2)')" '\0\0\377\001'
bad 'x.npy: the entry at (1, 0) is negative' npy:x.npy
npy 1 "$(dict '|i1' True '(2, 2)')" '\0\0\377\001'
bad 'x.npy: the entry at (0, 1) is negative' npy:x.npy
npy 1 "$(dict '|u1' True '(2, 2)')" '\0\0\0\0'
bad 'x.npy: all weights are zero; at least one has to be positive' npy:x.npy
npy 1 "$(dict '|u1' False '()')" '\001'
bad 'x.npy: an array without an axis; a law has one for every position' \
  npy:x.npy
npy 1 "$(dict '|u1' False '(2, 3)')" '\0\0\0\0\0\0'
bad 'x.npy: axis 1 has length 3 and axis 0 has 2; all axes are as long as the vocabulary' \
  npy:x.npy
npy 1 "$(dict '|u1' False '(0,)')" ''
bad 'x.npy: axes of length 0; a law has at least one token' npy:x.npy
npy 1 "$(dict '<u2' False '(2, 2)')" '\0\0\0\0\0\0\0'
bad 'x.npy: cut off: 7 bytes of entries, and the shape needs 8' npy:x.npy
npy 1 "$(dict '|u1' False '(2, 2)')" '\0\0\0\0\n'
bad 'x.npy: 1 bytes after the last entry' npy:x.npy
wants='the weights of a law are integers or floats'
for kind in 'b1 booleans' 'c16 complex numbers' 'O Python objects' \
            'U4 strings' 'M8[s] dates or times' 'V2 raw bytes'; do
  npy 1 "$(dict "|${kind%% *}" False '(2,)')" '\0\0'
  bad "x.npy: an array of ${kind#* }; $wants" npy:x.npy
done
npy 1 "{'descr': [('p', '<f8')], 'fortran_order': False, 'shape': (2,)}" ''
bad "x.npy: a structured array; $wants" npy:x.npy
npy 1 "$(dict '<f16' False '(2,)')" ''
bad "x.npy: entries of type '<f16'; integers have 1, 2, 4 or 8 bytes, floats 2, 4 or 8" \
  npy:x.npy
npy 1 "$(dict '|f8' False '(2,)')" ''
bad 'x.npy: byte 20 of the header: the type does not say in which order bytes are' \
  npy:x.npy
npy 1 "{'descr': '|u1', 'shape': (2,)}" ''
bad "x.npy: byte 41 of the header: 'fortran_order' is missing" npy:x.npy
npy 1 "{'descr': '|u1', 'descr': '|u1'}" ''
bad "x.npy: byte 27 of the header: 'descr' for the second time" npy:x.npy
npy 1 "{'shape': (2)}" ''
bad "x.npy: byte 22 of the header: ',' is expected" npy:x.npy
npy 1 "{'other': 1}" ''
bad "x.npy: byte 11 of the header: the keys are 'descr', 'fortran_order' and 'shape'" \
  npy:x.npy
printf '\223NUMPY\004\000\000\000' >x.npy
bad 'x.npy: version 4.0 of the format; 1.0, 2.0 and 3.0 are read' npy:x.npy
printf '\223NUMPY\001\000\377\000{' >x.npy
bad 'x.npy: the header is cut off' npy:x.npy
printf 'PK\003\004' >x.npy
bad 'x.npy: no file of NumPy: it does not begin with \x93NUMPY' npy:x.npy
: >x.npy
bad 'x.npy: no file of NumPy: it does not begin with \x93NUMPY' npy:x.npy
echo "mdmcert: --law=npy:: no file name in ''; npy:FILE is expected" | case_err
case_run 2 'no name' law --law=npy:

# Comma-separated values.
sources=$abs_top_srcdir/proofs-data/sources
export sources
printf 'V\t10\nAdmitted Male A\t256/2263\n' | case_out
case_sh 0 'the admissions of Berkeley' \
  '"$MDMCERT" law --law="csv:$sources/admissions.csv,weight=Freq" \
   --format=tsv | sed -n "s/^Admitted Male A/&/p; s/^V/&/p"'
printf 'n,x,y\r\n1,a,"b"\r\n.5,"a""b","c,d"\r\n0.5,a,b\r\n0,q,q' >t.csv
printf 'law\tcsv:t.csv,weight=n\nV\t5\nL\t2\nsupport\t2\n' >want
printf 'weights\tsum to 2, divided by it\n\nsequence\tp\na b\t3/4\na"b c,d\t1/4\n' \
  | cat want - | case_out
case_run 0 'quotes, rows that add up, a row of weight 0' \
  law --law=csv:t.csv,weight=n --format=tsv
# csv CONTENTS: the file t.csv
csv () { printf "$1" >t.csv; }
csv 'x,n\na,1\n'
bad "t.csv:1:1: no column 'm'" csv:t.csv,weight=m
csv 'n,x,n\n1,a,1\n'
bad "t.csv:1:5: a second column 'n'" csv:t.csv,weight=n
csv 'n\n1\n'
bad "t.csv:1:1: 'n' is the only column; there has to be one for every position" \
  csv:t.csv,weight=n
csv 'x,n\na\n'
bad 't.csv:2:1: 1 field; the header has 2' csv:t.csv,weight=n
csv 'x,n\na,1\na,1,\n'
bad 't.csv:3:5: more than the 2 fields of the header' csv:t.csv,weight=n
csv 'x,n\n"a,1\n'
bad 't.csv:2:1: the quote is not closed' csv:t.csv,weight=n
csv 'x,n\n"a"b,1\n'
bad 't.csv:2:4: a comma or the end of the line is expected after the closing quote' \
  csv:t.csv,weight=n
csv 'x,n\na"b,1\n'
bad 't.csv:2:2: a quote within a field; such a field is in quotes, and the quote twice' \
  csv:t.csv,weight=n
csv 'x,n\n,1\n'
bad 't.csv:2:1: an empty value; every position has a token' csv:t.csv,weight=n
csv '"x\ny",n\na,1\nb,-1\n'
bad 't.csv:4:3: a weight is never negative' csv:t.csv,weight=n
csv 'x,n\n"a\nb",1\n'
bad 't.csv:2:1: a control character in a token' csv:t.csv,weight=n
csv 'x,n\na,nan\n'
bad "t.csv:2:3: bad weight: a number is expected, such as 3, 1/3, 0.25 or 9.5e-05, not 'nan'" \
  csv:t.csv,weight=n
csv 'x,n\na\377,1\n'
bad 't.csv:2:2: this is not UTF-8' csv:t.csv,weight=n
csv 'x,n\na\0,1\n'
bad 't.csv:2:2: a NUL byte; a table is UTF-8 text' csv:t.csv,weight=n
csv 'x,n\na,1\n\n'
bad 't.csv:3:1: an empty value; every position has a token' csv:t.csv,weight=n
csv 'x,n\n'
bad 't.csv: no row below the header' csv:t.csv,weight=n
csv ''
bad 't.csv: the line with the names of the columns is missing' \
  csv:t.csv,weight=n
csv 'x,n\na,0\n'
bad 't.csv: all weights are zero; at least one has to be positive' \
  csv:t.csv,weight=n

# Tokens with blanks and quotes: no two sequences are written alike.
printf 'x,y,n\n"a b",c,1\na,"b c",1\n"""a",b,1\n' >t.csv
for format in tsv json; do
  tap_try law --law=csv:t.csv,weight=n --format=$format
  tap_true "three sequences, $format" test "$(
    sed -n 's/"x"://; s/^ *//; s/\t.*//; s/,$//; /a.*b/p' "$tap_case/out" |
      sort -u | grep -c .)" -eq 3
done
law_is 'blanks in quotes' '"""a" b\t1/3\na "b c"\t1/3\n"a b" c\t1/3\n' \
  --law=csv:t.csv,weight=n
law_is 'given a token with a blank' 'c\t1\n' \
  --law='given:csv:t.csv,weight=n,at=0=a b'
printf 'x,n\na,1\n ,1\n' >t.csv
law_is 'a blank alone' ' \t1/2\na\t1/2\n' --law=csv:t.csv,weight=n
printf 'x,n\na\302\200,1\n' >t.csv
bad 't.csv:2:1: a control character in a token' csv:t.csv,weight=n

# What should sum to 1, divided by its sum.
printf '1/2 1/4\n1/3 2/3\n.25 .5\n' >half
echo 'mdmcert: half:1:1: position 0 sums to 3/4, 1/4 less than 1; --normalize divides by it' \
  | case_err
case_run 2 'a sum that is not 1' law --law=product:half
case_out <<'END'
law	product:half
V	2
L	3
support	8
weights	position 0 sums to 3/4, divided by it, and so with 1 more

sequence	p
000	2/27
001	4/27
010	4/27
011	8/27
100	1/27
101	2/27
110	2/27
111	4/27
END
case_run 0 'divided by its sum' \
  law --law=product:half --normalize --format=tsv
printf '0 0\n' >half
echo 'mdmcert: half:1:1: position 0 sums to 0, 1 less than 1' | case_err
case_run 2 'nothing to divide' law --law=product:half --normalize

# facts_are NOTE ROWS ARGUMENT..: the fact weights, and the rows.
facts_are ()
{
  facts_note=$1 facts_rows=$2
  shift 2
  law_is "normalised: $*" "$facts_rows" --normalize "$@"
  tap_try law --normalize "$@" --format=json
  tap_true "told: $*" grep -qF "\"weights\": \"$facts_note\"," \
    "$tap_case/out"
}
printf '1/2 a\n1/4 b\n1/3 a a\n1/3 a b\n1 b a\n' >model
bad 'model:1:5: the empty context sums to 3/4, 1/4 less than 1; --normalize divides by it' \
  ngram:model,L=2
facts_are 'the empty context sums to 3/4, divided by it, and so with 1 more' \
  'aa\t1/3\nab\t1/3\nba\t1/3\n' --law=ngram:model,L=2
printf '1 a\n1/3 a b\n1/3 a a\n0 b b\n' >model
bad "model:4:3: context 'b' sums to 0, 1 less than 1" ngram:model,L=2 \
  --normalize
{
  printf 'start 1/2 s\nstart 1/4 t\ntransition 1/3 s t\ntransition 1 t s\n'
  printf 'emission 1/4 s 0\nemission 1/4 s 1\nemission 1/2 t 1\n'
} >model
bad 'model:1:11: the start probabilities sum to 3/4, 1/4 less than 1; --normalize divides by it' \
  hmm:model,L=2
facts_are 'the start probabilities sum to 3/4, divided by it, and so with 3 more' \
  '01\t1/3\n10\t1/6\n11\t1/2\n' --law=hmm:model,L=2
printf '1/2 0\n1/3 1\n' >part
printf '1/2 uniform:V=2,L=1\n1/4 part\n' >model
bad 'model:1:1: the weights sum to 3/4, 1/4 less than 1; --normalize divides by it' \
  mixture:model
facts_are 'of the part of line 2 sum to 5/6, divided by it, and so with 1 more' \
  '0\t8/15\n1\t7/15\n' --law=mixture:model
facts_are 'sum to 5/6, divided by it' '0\t3/5\n1\t2/5\n' --law=part
printf '__ 0 1/2 1/4\n0_ 1 1 0\n1_ 1 0 1\n_0 0 1 0\n_1 0 0 1\n__ 1 1 1\n' >table
law='1 00\n1 11\n'
printf "$law" >law
echo 'mdmcert: table:1:6: the probabilities sum to 3/4, 1/4 less than 1; --normalize divides by it' \
  | case_err
case_run 2 'the table of a predictor' schedule --law=law --schedule=1,1 \
  --predictor=table:table
tap_try schedule --law=law --schedule=1,1 --predictor=table:table --normalize \
  --format=json
tap_true 'the table of a predictor, normalised' grep -qF \
  '"predictor_weights": "the probabilities sum to 3/4, divided by it, and so with 1 more",' \
  "$tap_case/out"
printf '#: law one\n1/2 a\n#: law two\n1 a\n1 b\n' >stream
tap_try certify --laws=stream --schedule=1 --format=json
tap_true 'a stream' test "$(grep -c '"weights":"sum to 1/2, divided by it"' \
  "$tap_case/out")" -eq 1

# Lines, counted: what sort | uniq -c makes of them.
printf 'the cat\na dog\nthe cat\nthe dog\n' >lines
sort lines | uniq -c >law
for command in law info; do
  "$MDMCERT" $command --law=law --format=tsv | sed 1d | case_out
  case_sh 0 "counts are those of uniq, $command" \
    '"$MDMCERT" '$command' --law=counts:lines --format=tsv | sed 1d'
done
printf '#: vocab b a c\nab\nba\nab\n' >lines
law_is 'a declared vocabulary' 'ba\t1/3\nab\t2/3\n' --law=counts:lines
printf 'ab\nabc\n' >lines
bad 'lines:2:1: a sequence of length 3; the first row has length 2; --pad=TOKEN makes them equal' \
  counts:lines
printf '# nothing\n' >lines
bad "lines: no row; a law has at least one line 'SEQUENCE'" counts:lines

# Sequences of unequal lengths.
printf 'ab\na\nabc\nab\n' >lines
law_is 'padded' 'a__\t1/4\nab_\t1/2\nabc\t1/4\n' --law=counts:lines --pad=_
printf '1 ab\n2 a\n' >law
law_is 'a law file, padded' 'a <pad>\t2/3\na b\t1/3\n' --law=law '--pad=<pad>'
printf '1 ab\n2 ba\n' >law
case_out <<'END'
law	law
V	2
L	2
support	2

sequence	p
ab	1/3
ba	2/3
END
case_run 0 'nothing to pad' law --law=law --pad=c --format=tsv
printf '1 ab\n1 abc\n2 ab\n' >law
bad 'law:2:3: the sequence of line 1 again; every sequence has one row' law \
  --pad=c
printf '1 abd\n1 a\n2 ab\n1 ac\nx acc\n' >law
bad 'law:4:3: the sequence of line 2 again; every sequence has one row' law \
  --pad=c
printf '#: vocab a b\n1 ab\n1 a\n' >law
bad "law: the token 'c' of --pad is not in the declared vocabulary" law --pad=c
for pad in '' 'a b' '	'; do
  echo "mdmcert: --pad=$(printf %s "$pad" | sed 's/	/\\x09/'): a token is expected: UTF-8 without blanks" \
    | case_err
  case_run 2 "no token: '$pad'" law --law=law --pad="$pad"
done

# Bayesian networks.
cat >net <<'NET'
#: vocab t f
variable wet rain sprinkler
0.9 t t t
0.1 t t f
.8 t f t
2e-1 t f f
1 f t t
1 f f f
variable rain
1/4 t
3/4 f
variable sprinkler rain
1 t f
1/2 f t
1/2 f f
NET
# rain: wet with 0.8, and no sprinkler; else wet as the sprinkler is on.
law_is 'a network whose variables come before their parents' \
  'ttf\t1/5\ntft\t3/8\nftf\t1/20\nfff\t3/8\n' --law=bayes:net
law_is 'Asia: lung cancer and dyspnoea' \
  'yes yes\t28/625\nyes no\t51/5000\nno yes\t1955853/5000000\nno no\t2769147/5000000\n' \
  --law="keep:bayes:$sources/asia.bayes,positions=3/7"
# net CONTENTS: the file net
net () { printf "$1" >net; }
net '1 a\n'
bad "net:1:1: 'variable' is expected before the first row" bayes:net
net 'variable\n'
bad "net:1:9: a name is expected after 'variable'" bayes:net
net 'variable a\nvariable a\n'
bad "net:2:10: the variable 'a' again" bayes:net
net 'variable a b b\n'
bad "net:1:14: the parent 'b' is there twice" bayes:net
net 'variable a c\nvariable b\n'
bad "net:1:12: the parent 'c' is no variable of the file" bayes:net
net 'variable a a\n'
bad "net:1:10: the variable 'a' depends on itself, through its parents" \
  bayes:net
net 'variable x b\nvariable a b\nvariable b c\nvariable c a\n'
bad "net:3:10: the variable 'b' depends on itself, through its parents" \
  bayes:net
net 'variable a\n1 x\nvariable b a\n1 x\n'
bad 'net:4:4: a token of the variable is expected' bayes:net
net 'variable a\n1 x\nvariable b a\n1\n'
bad 'net:4:2: a token of a parent is expected' bayes:net
net 'variable a\n1 x y\n'
bad 'net:2:5: nothing is expected after the token of the variable' bayes:net
net 'variable a\n1/2 x\n1/2 x\n'
bad 'net:3:5: the row of line 2 again; each is there once' bayes:net
net 'variable a\n1 x\nvariable b a\n1 z y\n1 x y\n'
bad "net:4:3: 'z' is no token of the parent 'a'" bayes:net
net 'variable a\n1/2 x\n1/2 y\nvariable b a\n1 x y\n'
bad "net:4:10: the variable 'b' has no row for the parents 'y', which can be reached" \
  bayes:net
net 'variable a\n'
bad 'net: a law has at least one token' bayes:net
net '#: vocab x\nvariable a\n'
bad "net:2:10: the variable 'a' has no row" bayes:net
net '# nothing\n'
bad "net: no line 'variable NAME PARENT ..'" bayes:net
net 'variable a\n1/2 x\n1/4 y\nvariable b a\n1/2 x y\n1 x x\n1 y y\n'
bad "net:2:5: the rows of 'a' sum to 3/4, 1/4 less than 1; --normalize divides by it" \
  bayes:net
case_out <<'END'
law	bayes:net
V	2
L	2
support	3
weights	the rows of 'a' sum to 3/4, divided by it, and so with 1 more

sequence	p
xx	4/9
xy	2/9
yy	1/3
END
case_run 0 'a network that is normalised' \
  law --law=bayes:net --normalize --format=tsv

# What is derived from another law.
printf '1 abc\n2 abd\n3 bad\n4 bbc\n' >law
law_is 'given one' 'bc\t1/3\nbd\t2/3\n' --law=given:law,at=0=a
law_is 'given two' 'd\t1\n' --law=given:law,at=0=b/1=a
law_is 'the marginal at one' 'a\t3/10\nb\t7/10\n' --law=keep:law,positions=0
law_is 'two, in another order' \
  'ca\t1/10\ncb\t2/5\nda\t1/5\ndb\t3/10\n' --law=keep:law,positions=2/0
law_is 'in one another' 'c\t1/3\nd\t2/3\n' \
  --law=keep:given:law,at=0=a,positions=1
law_is 'twice given' 'c\t1/3\nd\t2/3\n' --law=given:given:law,at=1=b,at=0=a
law_is 'of a family' '01\t1/2\n10\t1/2\n' \
  --law=given:parity:V=2,L=3,at=1=1
printf '1 a/ b\n1 \\ c\n' >law
law_is 'a slash and a backslash' 'c\t1\n' '--law=given:law,at=0=\\'
law_is 'a slash' 'b\t1\n' '--law=given:law,at=0=a\/'
printf '1 abc\n2 abd\n3 bad\n4 bbc\n' >law
p='--law=given:law,at='
bad "${p}0=c: at: this has probability 0" given:law,at=0=c
bad "${p}0=e: at: the law has no token 'e'" given:law,at=0=e
bad "${p}3=a: at: there is no position 3; they go from 0 to 2" \
  given:law,at=3=a
bad "${p}0=a/0=a: at: position 0 is there twice" given:law,at=0=a/0=a
bad "${p}0=a/1=b/2=c: at: no position is left" given:law,at=0=a/1=b/2=c
bad "${p}0: at: POSITION=TOKEN is expected, not '0'" given:law,at=0
bad "${p}0=a/: at: POSITION=TOKEN is expected, not ''" given:law,at=0=a/
bad "${p}x=a: at: a whole number is expected, not 'x'" given:law,at=x=a
p='--law=keep:law,positions='
bad "${p}0/0: positions: position 0 is there twice" keep:law,positions=0/0
bad "${p}3: positions: there is no position 3; they go from 0 to 2" \
  keep:law,positions=3
bad "${p}: positions: a whole number is expected, not ''" keep:law,positions=
bad "--law=keep:law: a key is missing: 'positions'; keep:SPEC,positions= is expected" \
  keep:law
bad "--law=given:,at=0=a: no law in ',at=0=a'; given:SPEC,at= is expected" \
  given:,at=0=a
bad 'nosuch: cannot open: No such file or directory' keep:nosuch,positions=0
deep=law after=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
  deep=keep:$deep after=$after,positions=0/1/2
done
law_is '16 in one another' 'abc\t1/10\nabd\t1/5\nbad\t3/10\nbbc\t2/5\n' \
  "--law=$deep$after"
tap_try law "--law=keep:$deep$after,positions=0"
tap_true 'not 17' grep -q 'more than 16 laws in one another' "$tap_case/err"

# A law, written as one.
for spec in random:V=3,L=3,den=5,seed=1 random:V=2,L=4,den=1,seed=2 \
            random:V=12,L=2,den=1,seed=3 random:V=12,L=1,den=9,seed=4 \
            random:V=1,L=3,den=1,seed=5 parity:V=3,L=3 \
            "bayes:$sources/asia.bayes" "given:bayes:$sources/asia.bayes,at=0=no" \
            "csv:$sources/admissions.csv,weight=Freq" \
            "keep:csv:$sources/titanic.csv,weight=Freq,positions=0" \
            'text:law,L=2,classes=v:ab/c:cd/x:*/.:e'; do
  for format in tsv json; do
    "$MDMCERT" law --law="$spec" --format=$format | sed 1d | case_out
    spec=$spec format=$format
    export spec format
    case_sh 0 "read back: $spec" '"$MDMCERT" law --law="$spec" --format=law |
      "$MDMCERT" law --law=- --format=$format | sed 1d'
  done
  "$MDMCERT" law --law="$spec" --format=law >once
  "$MDMCERT" law --law=once --format=law | cmp -s - once
  tap_true "the same text: $spec" test $? -eq 0
done
printf '#: vocab b a c\n1 ab\n1/2 bb\n' >law
printf '#: vocab b a c\n1/3 bb\n2/3 ab\n' | case_out
case_run 0 'a vocabulary that is declared' law --law=law --format=law
printf '#: split words\n1/2 one\n1/2 two\n' | case_out
printf '#: split words\n1 one\n1 two\n' >law
case_run 0 'a word' law --law=law --format=law
printf '1 ab\n3 ba\n' >law
printf '3/16 aa\n1/16 ab\n9/16 ba\n3/16 bb\n' | case_out
case_run 0 'what is sampled' law --law=law --schedule=2 --format=law
printf 'x,n\na b,1\n' >t.csv
echo "mdmcert: --law=csv:t.csv,weight=n: the token 'a b' has a blank or a line end, which no token of a law file has" \
  | case_err
case_run 2 'a token with a blank' law --law=csv:t.csv,weight=n --format=law
echo 'mdmcert: --format=law: the values are text, tsv, csv, json, latex' | case_err
case_run 2 'no other command writes laws' info --law=law --format=law

tap_done
