# What --help says agrees with the manual pages: the commands, and the options
# of each, in both directions.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

man=$abs_top_srcdir/man

# options_of_help: the options in the lines of a help text that describe one.
options_of_help ()
{
  awk '
    /^  -/ {
      sub (/  +[^- ].*/, "", $0) # the meaning, after two blanks or more
      for (i = 1; i <= NF; i++)
        {
          sub (/[=,].*/, "", $i)
          print $i
        }
    }' | sort
}

# options_of_page FILE: the options that the lists of a page describe.
options_of_page ()
{
  awk '
    $1 == ".It" && $2 == "Fl" {
      for (i = 2; i < NF; i++)
        if ($i == "Fl")
          print "-" $(i + 1)
    }' "$1" | sort
}

# own, common: the two parts of a help text.
own () { sed '/^Options of every command:/,$d'; }
common () { sed '1,/^Options of every command:/d'; }

# The commands.
tap_try --help
sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' "$stdout" >commands
tap_true '--help lists commands' test -s commands
awk '
  /^\.Sh / { in_list = $2 == "COMMANDS" }
  in_list && $1 == ".It" && $2 == "Cm" { print $3 }' "$man/mdmcert.1" >listed
tap_same 'mdmcert.1 lists the commands of --help' commands listed

# The options.
options_of_page "$man/mdmcert.1" >common-of-page
tap_true 'mdmcert.1 describes options' test -s common-of-page
while read -r command; do
  page=$man/mdmcert-$command.1
  tap_true "mdmcert-$command.1 is there" test -f "$page"
  tap_try "$command" --help
  tap_true "$command --help: status 0" test "$status" -eq 0
  own <"$stdout" | options_of_help >own-of-help
  common <"$stdout" | options_of_help >common-of-help
  options_of_page "$page" >own-of-page
  tap_same "mdmcert-$command.1 has the options of $command --help" \
    own-of-help own-of-page
  tap_same "mdmcert.1 has the global options of $command --help" \
    common-of-help common-of-page
  # No page has the command without its page being referred to.
  tap_true "mdmcert.1 refers to mdmcert-$command.1" \
    grep -q "^\.Xr mdmcert-$command 1" "$man/mdmcert.1"
done <commands

# Pages that are referred to are there.
sed -n 's/^\.Xr \(mdm[^ ]*\) \([1-9]\).*/\1.\2/p' "$man"/*.[1-9] | sort -u >pages
while read -r page; do
  tap_true "$page, which is referred to, is there" test -f "$man/$page"
done <pages

tap_done
