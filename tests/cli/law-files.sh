# Laws in files and on standard input: what is wrong, and where.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# bad PLACE MESSAGE CONTENTS: a law file with these CONTENTS (of printf) is
# refused.  Standard input is told by `-'.
bad ()
{
  printf "$3" >bad.law
  echo "mdmcert: bad.law$1: $2" | case_err
  case_run 2 "refused: $3" info --law=bad.law
  printf "$3" | case_in
  echo "mdmcert: -$1: $2" | case_err
  case_run 2 "refused on standard input: $3" info --law=- --format=json
}
weight='bad weight: a number is expected, such as 3, 1/3, 0.25 or 9.5e-05'
after='bad weight: a blank is expected after the number, not'
exponent='bad weight: digits are expected in the exponent'

no_row="no row; a law has at least one line 'WEIGHT SEQUENCE'"
bad '' "$no_row" ''
bad '' "$no_row" '\n\n# only a comment\n'
bad '' 'all weights are zero; at least one has to be positive' '0 01\n0/3 10\n'
bad :1:3 'bad weight: the denominator is zero' '1/0 01\n'
bad :2:5 'bad weight: the denominator is zero' '1 10\n  1/0 01\n'
bad :1:1 'a weight is never negative' '\0551 01\n'
bad :1:1 "$weight" 'nan 01\n'
bad :1:1 "$weight" 'inf 01\n'
bad :1:1 "$weight" 'e5 01\n'
bad :1:1 "$weight" '. 01\n'
bad :1:2 "$weight" '+ 01\n'
bad :2:2 "$weight" '1 10\n x 01\n'
bad :1:4 "$after '.'" '1e1.5 01\n'
bad :1:2 "$after '.'" '1..5 01\n'
bad :1:3 "$exponent" '1e 01\n'
bad :1:4 "$exponent" '1e+-2 01\n'
bad :1:2 "$after 'x'" '0x10 01\n'
bad :1:2 "$after ','" '1,5 01\n'
bad :1:2 'a sequence is expected after the weight' '1\n'
bad :2:3 'a sequence of length 3; the first row has length 2; --pad=TOKEN makes them equal' '1 01\n1 001\n'
bad :2:3 'a sequence of length 3; the first row has length 2; --pad=TOKEN makes them equal' \
  '1 a b\n1 a b c\n'
bad :3:3 'the sequence of line 1 again; every sequence has one row' \
  '1 01\n2 10\n1 01\n'
bad :2:3 'the sequence of line 1 again; every sequence has one row' \
  '0 01\n1 01\n'
bad :2:4 "the token '2' is not in the declared vocabulary" \
  '#: vocab 0 1\n1 02\n'
bad :2:4 'this is not UTF-8' '1 01\n1 0\377\n'
bad :1:4 'this is not UTF-8' '1 0\300\200\n'
bad :1:4 'a NUL byte; a law is UTF-8 text' '1 0\0001\n'
bad :1:5 'a carriage return without a line feed after it; lines end in LF or CRLF' \
  '1 01\r1 10\n'
bad :1:4 "'#:' is followed by 'vocab' or 'split', not 'colour'" \
  '#: colour red\n1 01\n'

# The same by every command.
printf '1/0 01\n' >bad.law
for command in info law certify schedule; do
  test $command = certify && set -- --schedule=2 || set --
  echo 'mdmcert: bad.law:1:3: bad weight: the denominator is zero' | case_err
  case_run 2 "refused by $command" $command --law=bad.law "$@"
done

# Files that cannot be read.
mkdir folder
echo 'mdmcert: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'a missing file' info --law=nosuch
echo 'mdmcert: ./nosuch: cannot open: No such file or directory' | case_err
case_run 2 'a missing file, by ./' info --law=./nosuch
echo 'mdmcert: folder: cannot read: Is a directory' | case_err
case_run 2 'a directory' info --law=folder
echo 'mdmcert: bad.law/x: cannot open: Not a directory' | case_err
case_run 2 'a file below a file' info --law=bad.law/x
echo "mdmcert: /dev/null: $no_row" | case_err
case_run 2 '/dev/null' info --law=/dev/null
echo 'mdmcert: -: cannot read: Bad file descriptor' | case_err
case_sh 2 'standard input is closed' '"$MDMCERT" info --law=- <&-'
echo 'mdmcert: -: cannot read: Is a directory' | case_err
case_sh 2 'standard input is a directory' '"$MDMCERT" info --law=- <folder'
# There is only one standard input.
echo 'mdmcert: --law=-: the option is given twice' | case_err
echo '1 01' | case_in
case_run 2 'standard input twice' info --law=- --law=-

# A tab in a file's name does not break a row.
printf '1 0\n' >"$(printf 'a\tb')"
case_out <<'END'
law	a\x09b
END
case_sh 0 'a file name with a tab' '"$MDMCERT" law --format=tsv \
  --law="$(printf "a\tb")" | head -n 1'

# No escape sequence of a token reaches the terminal.
printf '1 \033[1m\n' | case_in
case_out <<'END'
\x1b[1m	1
END
case_sh 0 'a token that is a control character' \
  '"$MDMCERT" law --format=tsv --law=- | tail -n 1'

# Numbers as tools print them; one that is too large is refused at once.
printf '1e-05 ab\n0.99999 ba\n' | case_in
printf 'ab\t1/100000\nba\t99999/100000\n' | case_out
case_sh 0 'an exponent' \
  '"$MDMCERT" law --law=- --format=tsv | sed "1,/^sequence/d"'
case_in <<'END'
.5 a
1. b
+1 c
1E1 d
25E-1 e
END
printf 'a\t1/30\nb\t1/15\nc\t1/15\nd\t2/3\ne\t1/6\n' | case_out
case_sh 0 'all forms of decimals' \
  '"$MDMCERT" law --law=- --format=tsv | sed "1,/^sequence/d"'
for weight in 1e1000000000 1e-1000000000 1e10000; do
  echo $weight a | case_in
  echo 'mdmcert: -:1:1: bad weight: a number of too many digits' | case_err
  case_run 3 "too many digits: $weight" law --law=-
done
echo 'mdmcert: --law=uniform:V=2,L=1e1: L: a whole number is expected, not '"'1e1'" \
  | case_err
case_run 2 'a count is digits' law --law=uniform:V=2,L=1e1

# Weights are exact: 0.1 + 0.2 is 0.3, and 60 digits are kept.
case_in <<'END'
0.1 00
0.2 01
3/10 10
0.40 11
END
printf '00\t1/10\n01\t1/5\n10\t3/10\n11\t2/5\n' | case_out
case_sh 0 'decimals are exact' \
  '"$MDMCERT" law --law=- --format=tsv | sed "1,/^sequence/d"'
case_in <<'END'
999999999999999999999999999999999999999999999999999999999999 0
1 1
END
{
  printf '0\t'
  printf '999999999999999999999999999999999999999999999999999999999999/'
  printf '1000000000000000000000000000000000000000000000000000000000000\n'
  printf '1\t1/1000000000000000000000000000000000000000000000000000000000000\n'
} | case_out
case_sh 0 'weights of 60 digits' \
  '"$MDMCERT" law --law=- --format=tsv | sed "1,/^sequence/d"'

tap_done
