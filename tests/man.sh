# The manual pages are without a fault to mandoc's eye, complete, and agree with
# each other and with the program.  (That they describe the options of --help,
# and that the pages they refer to are there, are tests of help.sh.)
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

for page in "$abs_top_srcdir"/man/*.[1-9]; do
  name="mandoc -Tlint ${page##*/}"
  if ! command -v mandoc >/dev/null; then
    tap_skip "$name" 'mandoc was not found'
    continue
  fi
  # Matters of style, such as naming an operating system, are left to us.
  mandoc -Tlint -W warning "$page" 2>&1 | sed "s|$abs_top_srcdir/||" >lint
  tap_true "$name" test ! -s lint
  test ! -s lint || tap_note <lint
done

# Sections, those that every page has, in their order.
for page in "$abs_top_srcdir"/man/*.[1-9]; do
  case $page in
    *.1) wanted='NAME SYNOPSIS DESCRIPTION EXIT_STATUS EXAMPLES SEE_ALSO' ;;
    *.5) wanted='NAME DESCRIPTION EXAMPLES SEE_ALSO' ;;
    *) wanted='NAME DESCRIPTION SEE_ALSO' ;;
  esac
  echo $wanted | tr ' ' '\n' | tr _ ' ' >want
  sed -n 's/^\.Sh //p' "$page" | grep -xF -f want >got
  tap_same "${page##*/} has its sections" want got
done

# see_also FILE: what the page refers to at its end, as name.section.
see_also ()
{
  awk '
    /^\.Sh / { inside = $2 == "SEE" }
    inside && $1 == ".Xr" { print $2 "." $3 }' "$1"
}

# mdmcert(1) leads to all pages, and all pages to it.
(cd "$abs_top_srcdir/man" && ls ./*.[1-9]) | sed 's,./,,' \
  | grep -v '^mdmcert\.1$' | sort >want
see_also "$abs_top_srcdir/man/mdmcert.1" | sort >got
tap_same 'mdmcert.1 refers to all other pages at its end' want got
for page in "$abs_top_srcdir"/man/*.[1-9]; do
  name=${page##*/}
  see_also "$page" >got
  test "$name" = mdmcert.1 \
    || tap_true "$name refers to mdmcert.1" grep -qxF mdmcert.1 got
  sort -t . -k 2,2 -k 1,1 got >want
  tap_same "$name refers by section and name" want got
  tap_true "$name does not refer to itself" sh -c "! grep -qxF $name got"
done

# Claims, environment variables, and options that may be repeated.
"$MDMCERT" claims --format=tsv | sed '1d;s/	.*//' | sort >want
awk '
  /^\.Sh / { inside = $0 == ".Sh THE LIBRARY" }
  inside && $1 == ".It" && $2 == "Cm" {
    for (i = 3; i <= NF; i++)
      if ($i != ",")
        print $i
  }' "$abs_top_srcdir/man/mdmcert-claims.1" | sort >got
tap_true 'there are claims' test -s want
tap_same 'mdmcert-claims.1 describes the claims of the library' want got

grep -ho 'getenv ("[A-Z_]*")' "$abs_top_srcdir"/src/*/*.c | cut -d '"' -f 2 \
  | sort -u >want
sed -n 's/^\.It Ev //p' "$abs_top_srcdir/man/mdmcert.1" | sort >got
tap_same 'mdmcert.1 describes the environment' want got

for page in "$abs_top_srcdir"/man/mdmcert-*.1; do
  command=${page##*/mdmcert-}
  command=${command%.1}
  "$MDMCERT" "$command" --help | awk '
    /^Options of every command/ { exit }
    /^  -/ { option = $1; sub (/=.*/, "", option) }
    /repeatable/ { print option }' | sort >want
  awk '
    /^\.It Fl / { option = "-" $3 }
    /^Repeatable/ { print option }' "$page" | sort >got
  tap_same "mdmcert-$command.1 and --help agree on what is repeatable" want got
done

tap_done
