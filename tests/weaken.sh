# weaken.sh - would the tests of mdmcheck notice if one of its checks were not
# made?  Each `require' and `verify' of src/check is disabled in turn, and each
# change of weaken.list is made, in a copy; mdmcheck is built from it, and
# tests/cli/mdmcheck.sh has to fail.
#
# $CHECK_COMPILE is the command that compiles and links, to be followed by
# files and by $CHECK_LIBS.  One argument or more, `FILE:NUMBER' or
# `list:NUMBER', try these alone.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

: "${CHECK_COMPILE:?}" "${CHECK_LIBS:?}"
cp -R "$abs_top_srcdir/src/check" whole || exit 99
list=$abs_top_srcdir/tests/weaken.list
failing=$tap_dir/failing
# What is disabled is evaluated all the same.
ignore='-Dignore(condition,...)=((void)(condition))'

# compile FILE OBJECT
compile ()
{
  $CHECK_COMPILE "$ignore" -Iwhole -c "$1" -o "$2"
}
mkdir objects weak
for file in whole/*.c; do
  compile "$file" "objects/$(basename "$file" .c).o" || exit 99
done

# words MDMCHECK: what it says of the certificates.  Nothing goes on for ever.
words ()
{
  (cd "$abs_top_srcdir/tests/certs" && ulimit -t 5 && ulimit -v 4000000 \
     && "$tap_dir/work/$1" pass/*.cert fail/*.cert 2>&1; echo $?)
}
$CHECK_COMPILE objects/*.o -o mdmcheck $CHECK_LIBS || exit 99
words mdmcheck >words

# What that test does besides, and whether MDMCHECK passes it.
sed '/^[12] [a-z0-9-]* [0-9]*: /d; /every file of certs/d
     s,^for file in pass/\*,for file in pass/tc,' "$abs_top_srcdir/tests/cli/mdmcheck.sh" >rest.sh
passes ()
{
  HARNESS_ACTIVE= TAP_STOP=1 MDMCHECK=$tap_dir/work/$1 sh rest.sh \
    >"$failing" 2>&1
}
passes mdmcheck || { tap_note <"$failing"; exit 99; }

# judge NAME FILE: mdmcheck with weak/FILE in the place of FILE is caught.
judge ()
{
  if cmp -s "weak/$2" "whole/$2"; then
    tap_not_ok "$1 (nothing is changed)"
    return
  fi
  compile "weak/$2" weak/weak.o >"$failing" 2>&1 \
    && $CHECK_COMPILE $(ls objects/*.o | grep -v "/${2%.c}\.o$") weak/weak.o \
         -o weak/mdmcheck $CHECK_LIBS >>"$failing" 2>&1
  if test $? -ne 0; then
    tap_not_ok "$1 (it cannot be built)"
    tap_note <"$failing"
    return
  fi
  # Most show in the certificates of that test, whose words are all in it.
  words weak/mdmcheck >weak/words
  if ! cmp -s weak/words words; then
    tap_ok "$1 is noticed"
  elif (ulimit -t 20 && passes weak/mdmcheck); then
    tap_not_ok "$1 is noticed"
  else
    tap_ok "$1 is noticed"
  fi
}

# wanted NAME ARGUMENT..: is it among them, or are there none?
wanted ()
{
  test $# -gt 1 || return 0
  wanted_name=$1
  shift
  for argument; do
    test "$argument" != "$wanted_name" || return 0
  done
  return 1
}

# equivalent FILE MESSAGE: the reason in the list why this check can be done
# without, if there is one.
equivalent ()
{
  awk -v file="$1" -v message="$2" -F '\t' \
    '$1 == "without" && $2 == file && index (message, $3) { print $4; exit }' \
    "$list"
}

for file in whole/*.c; do
  file=${file#whole/} number=0
  count=$(grep -c '\(require\|verify\) (' "whole/$file")
  while test "$number" -lt "$count"; do
    number=$((number + 1))
    wanted "$file:$number" "$@" || continue
    awk -v number="$number" '
      /(require|verify) \(/ && ++seen == number {
        sub (/(require|verify) \(/, "ignore (") }
      { print }' "whole/$file" >"weak/$file"
    message=$(diff "whole/$file" "weak/$file" | sed -n '2s/^< *//p'; awk -v number="$number" '
      /(require|verify) \(/ && ++seen == number { inside = 1 }
      inside { sub (/^ */, ""); printf "%s ", $0 }
      inside && /\);/ { exit }' "whole/$file")
    message=$(echo "$message" | sed -n '$p')
    reason=$(equivalent "$file" "$message")
    if test -n "$reason"; then
      tap_skip "$file:$number $message" "$reason"
    else
      judge "$file:$number without: $message" "$file"
    fi
  done
done

# The changes of the list: change FILE PATTERN REPLACEMENT, for sed.
number=0
while IFS='	' read -r kind file pattern replacement; do
  test "$kind" = change || continue
  number=$((number + 1))
  wanted "list:$number" "$@" || continue
  sed "s@$pattern@$replacement@" "whole/$file" >"weak/$file"
  judge "list:$number $file with '$replacement' for '$pattern'" "$file"
done <"$list"
tap_done
