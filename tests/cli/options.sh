# The options that every command knows, and how arguments are read.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

tap_try --version
tap_true '--version: status 0' test "$status" -eq 0
tap_true '--version: names the program and its version' \
  grep -E '^mdmcert( \([^)]+\))? [0-9]+\.[0-9]+' "$stdout"
for library in GMP MPFR FLINT Arb Jansson GLPK; do
  tap_true "--version: names the version of $library" \
    grep -E "^with .*$library [(0-9]" "$stdout"
done
tap_true '--version: nothing on standard error' test ! -s "$stderr"

# Who cites the program names its version.
tap_true 'CITATION.cff has the version' grep -q \
  "^version: \"$("$MDMCERT" --version | sed -n '1s/mdmcert //p')\"$" \
  "$abs_top_srcdir/CITATION.cff"

for word in --help -h help; do
  tap_try $word
  tap_true "$word: status 0" test "$status" -eq 0
  tap_true "$word: shows the usage" grep -i '^usage: mdmcert' "$stdout"
  tap_true "$word: says what a bug report has" grep '^A bug report' "$stdout"
  for command in info law certify schedule claims; do
    tap_true "$word: lists $command" grep "^  $command " "$stdout"
  done
  tap_true "$word: nothing on standard error" test ! -s "$stderr"
done

for command in info law certify schedule claims; do
  tap_try $command --help
  tap_true "$command --help: status 0" test "$status" -eq 0
  tap_true "$command --help: shows its usage" \
    grep "^Usage: mdmcert $command" "$stdout"
  for option in format facts unit digits exact-terms output jobs max-cells \
    max-memory progress quiet help; do
    tap_true "$command --help: tells of --$option" grep -e "--$option" "$stdout"
  done
  tap_true "$command --help: nothing on standard error" test ! -s "$stderr"
  tap_true "$command --help: fits a terminal" \
    test -z "$(grep -E '.{81}' "$stdout")"
  cp "$stdout" help
  case_out <help
  case_run 0 "$command --help wins over what follows" $command --help --nosuch x
  case_out <help
  case_run 0 "$command -h is --help" $command -h
done

# What the example of --help does is what it says.
case_run 0 'the example of --help' certify --law=parity:V=2,L=4 \
  --schedule=balanced:2 --quiet

# bad MESSAGE ARGUMENT..: refused with this message alone, nothing computed.
bad ()
{
  echo "mdmcert: $1" | case_err
  shift
  case_run 2 "refused: ${*:-no argument}" "$@"
}

law=--law=parity:V=2,L=2
info='not an option of this command; see mdmcert info --help'
bad 'a command is missing; mdmcert --help lists them'
bad 'nosuch: no such command; mdmcert --help lists them' nosuch
bad "INFO: no such command; the most similar is 'info'" INFO $law
bad "inf: no such command; the most similar is 'info'" inf $law
bad "certfiy: no such command; the most similar is 'certify'" certfiy $law
bad "mrege: no such command; the most similar is 'merge'" help mrege
bad '-q: no such command; mdmcert --help lists them' -q info $law
bad "--nosuch: $info" info $law --nosuch
bad "--nosuch=1: $info" info $law --nosuch=1
bad "-z: $info" info $law -z
bad "-z: $info" info $law -qz
bad "-z: $info" info $law -zq
bad "--schedule=2: $info" info $law --schedule=2
bad '--m=3: it may be --max-cells or --max-memory' info $law --m=3
bad '--p: it may be --predictor or --progress' law $law --p ideal
near='not an option of this command; the most similar is'
bad "--quantiy=tc: $near --quantity" info $law --quantiy=tc
bad "--sehcdule=2: $near --schedule" law $law --sehcdule=2
bad "--fromat: $near --format" info $law --fromat json
bad "--QUIET: $near --quiet" info $law --QUIET
bad "law.txt: an argument too many; a law is given as --law=law.txt" \
  info law.txt
bad 'law.txt: an argument too many' claims austin law.txt
bad "--quantity=H(0): not an option of this command; see mdmcert law --help" \
  law $law '--quantity=H(0)'
bad "--law=x: not an option of this command; see mdmcert claims --help" \
  claims --law=x
bad '--law: a value is missing' info --law
bad '--format: a value is missing' info $law --format
bad '-o: a value is missing' info $law -o
bad '-o: a value is missing' info $law -qo
bad '--output: a value is missing' info $law --output
bad '-j: a value is missing' info $law -j
bad '--quiet=1: the option takes no value' info $law --quiet=1
bad '--help=1: the option takes no value' info $law --help=1
bad 'extra: an argument too many' info $law extra
bad 'extra: an argument too many' info extra $law
bad '--quiet: an argument too many' info $law -- --quiet
bad 'extra: an argument too many' claims li-cai-1 extra
bad '--law: the option is missing: which law?' info
bad '--law: the option is missing: which law?' law
bad '--law: the option is missing: which law?' schedule
bad '--law: the option is missing: which law?' certify --schedule=2
bad '--schedule: the option is missing: which schedule?' certify $law

# Given twice: whichever was meant is not for the program to guess.
bad '--law=parity:V=2,L=3: the option is given twice' \
  info $law --law=parity:V=2,L=3
bad '--format=json: the option is given twice' \
  info $law --format=json --format=json
bad '--digits=3: the option is given twice' info $law --digits=2 --digits=3
bad '--output=b: the option is given twice' info $law -o a -o b
bad '--quiet: the option is given twice' info $law -q --quiet
bad '--schedule=1,1: the option is given twice' \
  certify $law --schedule=2 --schedule=1,1
bad '--schedule=1,1: the option is given twice' \
  law $law --schedule=2 --schedule=1,1
tap_true 'no file was made by any of these' test "$(ls)" = help

# Values.
bad '--format=xml: the values are text, tsv, csv, json, latex' info $law --format=xml
bad '--format=JSON: the values are text, tsv, csv, json, latex' info $law --format=JSON
bad '--format=: the values are text, tsv, csv, json, latex' info $law --format=
bad '--unit=hartley: the values are nats, bits' info $law --unit=hartley
bad '--progress=maybe: the values are auto, plain, none' \
  info $law --progress=maybe
bad '--digits=0: the least value is 1' info $law --digits=0
bad "--digits=10001: '10001' is more than 10000" info $law --digits=10001
bad "--digits=-1: a whole number is expected, not '-1'" info $law --digits=-1
bad "--digits=1e3: a whole number is expected, not '1e3'" info $law --digits 1e3
bad "--digits=+12: a whole number is expected, not '+12'" info $law --digits=+12
bad "--digits=: a whole number is expected, not ''" info $law --digits=
bad "--digits=99999999999999999999: '99999999999999999999' is more than 10000" \
  info $law --digits=99999999999999999999
bad "--exact-terms=x: a whole number is expected, not 'x'" \
  info $law --exact-terms=x
bad '--jobs=0: the least value is 1' info $law -j0
bad "--jobs=-2: a whole number is expected, not '-2'" info $law -j -2
bad "--max-cells=x: a whole number is expected, not 'x'" info $law --max-cells=x
bad "--max-memory=K: a whole number is expected, not ''" \
  info $law --max-memory=K
bad "--max-memory=1K1: a whole number is expected, not '1K1'" \
  info $law --max-memory=1K1
bad "--max-memory=99999999T: '99999999' is more than 16777215" \
  info $law --max-memory=99999999T

# Control characters of an argument do not reach the terminal, and a long one
# is cut: the message stays one line.
case_err <<'END'
mdmcert: a\x0ab\x1b[31m: no such command; mdmcert --help lists them
END
case_run 2 'control characters of an argument' "$(printf 'a\nb\033[31m')"
long=$(printf '%01000d' 7 | tr 7 x)
tap_try info $law --digits="$long"
tap_true 'a long value: status 2' test "$status" -eq 2
tap_true 'a long value: one line' test "$(wc -l <"$stderr")" -eq 1
tap_true 'a long value: a short line' test "$(wc -c <"$stderr")" -lt 600

# The same result by every way to write the options.
tap_try info $law --format=tsv --digits=5
cp "$stdout" want
same ()
{
  case_out <want
  case_run 0 "the same result: $*" "$@"
}
same info --law parity:V=2,L=2 --format tsv --digits 5
same info --digits=5 --format=tsv $law
same info --la=parity:V=2,L=2 --fo=tsv --di=5
same info $law --format=tsv --digits=5 --
same info $law --format=tsv --digits=005
same info $law --format=tsv --digits=5 -j4 --progress=none --max-memory=1G

case_run 0 '-q prints nothing' info $law -q
case_run 0 '--qui is --quiet' schedule $law --qui
# -q leaves the exit status.
case_run 1 '-q tells a refutation by the status' \
  certify $law --schedule=2 -q --claim='ekl < 0'
case_run 3 '-q tells by the status that a claim does not apply' \
  certify $law --schedule=ar -q --claim=li-cai-2-lower-this

tap_done
