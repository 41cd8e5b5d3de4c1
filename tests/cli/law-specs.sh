# Laws of families: what is wrong with a specification.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# bad SPEC MESSAGE: --law=SPEC is refused, the option being named.
bad ()
{
  echo "mdmcert: --law=$1: $2" | case_err
  case_run 2 "refused: $1" info --law="$1"
}

bad '' 'a family, a file or - is expected'
bad unifrom:V=2,L=3 "no file of this name, and no family 'unifrom'; \
the most similar is 'uniform'"
bad Uniform:V=2,L=3 "no file of this name, and no family 'Uniform'; the most \
similar is 'uniform'"
bad Unifrm "no file of this name, and no family 'Unifrm'; the most similar is \
'uniform'"
bad 'uniform(V=2,L=3)' \
  'no file of this name; the family is written uniform:V=,L='
bad uniform 'no file of this name; the family is written uniform:V=,L='
bad text 'no file of this name; the family is written text:FILE,L=,classes='
bad nosuch:V=2 "no file of this name, and no family 'nosuch'"
echo 'mdmcert: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'refused: nosuch' info --law=nosuch

# Keys.
keys='uniform:V=,L= is expected'
bad uniform: "a key is missing: 'V'; $keys"
bad uniform:V=2 "a key is missing: 'L'; $keys"
bad uniform:L=2 "a key is missing: 'V'; $keys"
bad uniform:V=2,L=3,k=1 "unknown key in 'k=1'; $keys"
bad uniform:v=2,L=3 "unknown key in 'v=2'; the most similar is 'V'"
bad uniform:V=2,L=3,V=2 "a key given twice: 'V'; $keys"
bad uniform:V=2,V=3,L=3 "a key given twice: 'V'; $keys"
bad uniform:V=2,L=3, "nothing after the comma of 'L=3,'; $keys"

# Values.
bad uniform:V=x,L=3 "V: a whole number is expected, not 'x'"
bad uniform:V=2.5,L=3 "V: a whole number is expected, not '2.5'"
bad uniform:V=-2,L=3 "V: a whole number is expected, not '-2'"
bad uniform:V=,L=3 "V: a whole number is expected, not ''"
bad uniform:V=2,L=1e1 "L: a whole number is expected, not '1e1'"
bad uniform:V=0,L=3 'a law has at least one token'
bad uniform:V=2,L=0 'a law has a length of at least 1'
bad mds:q=4,L=3,k=2 'q is a prime, which 4 is not'
bad mds:q=1,L=1,k=1 'q is a prime, which 1 is not'
bad mds:q=561,L=4,k=2 'q is a prime, which 561 is not'
bad mds:q=5,L=6,k=2 'q is at least L, but 5 < 6'
bad mds:q=5,L=5,k=6 'k is from 1 to L = 5, not 6'
bad mds:q=5,L=5,k=0 'k is from 1 to L = 5, not 0'
bad permutation:n=0 'a law has at least one token'
bad paired-copy:V=2,L=3 'L is even, which 3 is not'
bad markov:flip=3/2,L=3 'flip is a probability, from 0 to 1'
bad markov:flip=-1/2,L=3 'flip is a probability, from 0 to 1'
bad noisy-repetition:flip=1.0001,L=3 'flip is a probability, from 0 to 1'
bad random:V=2,L=3,den=0,seed=1 'den is at least 1'
bad random:V=2,L=3,den=10,seed=-1 "seed: a whole number is expected, not '-1'"

# in_file PLACE MESSAGE SPEC: refused for a file that it names.
in_file ()
{
  echo "mdmcert: $1: $2" | case_err
  case_run 2 "refused: $3" info --law="$3"
}
missing='cannot open: No such file or directory'
in_file nosuch "$missing" code:q=3,G=nosuch
in_file nosuch "$missing" text:nosuch,L=2,classes=a:a
: >empty
in_file empty 'no row; a generator matrix has at least one row of integers' \
  code:q=3,G=empty
printf '1 0 1\n0 1\n' >ragged
printf '1 0\n0 x\n' >word
for file in ragged word; do
  tap_try info --law=code:q=3,G=$file
  tap_true "refused: code:q=3,G=$file" test "$status" -eq 2
  tap_true "refused: code:q=3,G=$file: the line is named" \
    grep -q "^mdmcert: $file:2:[0-9]*: " "$stderr"
done
printf '1 0\n' >G
bad code:q=6,G=G 'q is a prime, which 6 is not'

# One line and status 2, whatever the classes.
printf 'abcabc\n' >text
for classes in '' a ab:c a:c-a a:ab/b:bc a:ab/ /a:ab :ab a: 'a:b\' z:z \
  'a:*/b:*' a:a,L=3; do
  tap_try info --law="text:text,L=2,classes=$classes"
  tap_true "refused: classes=$classes: status 2" test "$status" -eq 2
  tap_true "refused: classes=$classes: one line" \
    test "$(wc -l <"$stderr")" -eq 1
  tap_true "refused: classes=$classes: no output" test ! -s "$stdout"
done

tap_done
