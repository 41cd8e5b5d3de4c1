# The examples of the manual pages and of README are what the program prints.
#
# An example is a display (.Bd -literal to .Ed; in README, lines indented by
# four blanks) that begins with `$ '.  Lines that begin so are commands, which
# go on while they end in a backslash or in a bar; the lines after a command
# are all of its output, errors included.  The commands of one example run in
# one shell, in a directory of their own that is empty at the beginning: what
# they read they have made before.  The tutorial is one example.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

mkdir "$tap_dir/bin" "$tap_dir/parts" || exit 99
printf '#! /bin/sh\nexec "%s" "$@"\n' "$MDMCERT" >"$tap_dir/bin/mdmcert"
printf '#! /bin/sh\nexec "%s" "$@"\n' "$MDMCHECK" >"$tap_dir/bin/mdmcheck"
chmod +x "$tap_dir/bin/mdmcert" "$tap_dir/bin/mdmcheck"
PATH=$tap_dir/bin:$PATH
export PATH

# extract FILE: write command C of example B to parts/B.C.command and its
# output to parts/B.C.want, and print B and C.
extract ()
{
  awk -v parts="$tap_dir/parts" '
    # The text that a line of roff is.  Escapes not known here stay, and the
    # comparison fails.
    function text_of (line,    text, at)
    {
      text = ""
      while ((at = index (line, "\\")) > 0)
        {
          text = text substr (line, 1, at - 1)
          line = substr (line, at)
          if (substr (line, 1, 2) == "\\(" && substr (line, 3, 2) in named)
            {
              text = text named[substr (line, 3, 2)]
              line = substr (line, 5)
            }
          else if (substr (line, 2, 1) in short)
            {
              text = text short[substr (line, 2, 1)]
              line = substr (line, 3)
            }
          else
            {
              text = text "\\"
              line = substr (line, 2)
            }
        }
      return text line
    }

    function finish ()
    {
      if (file != "")
        close (file)
      file = ""
      state = "outside"
    }

    # Take the next line of a display.
    function take (line,    i)
    {
      if (state == "begin")
        {
          state = line ~ /^\$ / ? "output" : "other"
          if (state == "output")
            {
              block++
              command = 0
            }
        }
      if (state == "other")
        return
      if (state == "output" && line ~ /^\$ /)
        {
          if (file != "")
            close (file)
          command++
          print block, command
          file = parts "/" block "." command ".command"
          line = substr (line, 3)
          state = "command"
        }
      else if (state == "output")
        {
          for (i = 0; i < empty; i++)
            print "" >file
          empty = 0
        }
      print line >file
      if (state == "command" && line !~ /[\\|]$/)
        {
          close (file)
          file = parts "/" block "." command ".want"
          printf "" >file
          state = "output"
        }
    }

    BEGIN {
      named["aq"] = "\047"
      named["dq"] = "\""
      named["ga"] = "`"
      named["ha"] = "^"
      named["ti"] = "~"
      short["e"] = "\\"
      short["-"] = "-"
      short["&"] = ""
      state = "outside"
      roff = FILENAME
    }
    FNR == 1 { roff = FILENAME ~ /\.[1-9]$/ }
    roff && /^\.Bd -literal/ { state = "begin"; next }
    roff && /^\.Ed/ { finish (); next }
    roff && state != "outside" { take(text_of($0)); next }
    !roff && /^    / {
      if (state == "outside")
        state = "begin"
      take(substr ($0, 5))
      next
    }
    # An empty line of README is part of the output if that goes on after it.
    !roff && /^$/ && state == "output" { empty++; next }
    !roff { empty = 0; finish () }' "$1"
}

# run_block B COUNT: run the COUNT commands of example B, and compare.
run_block ()
{
  script=$tap_dir/parts/$1.sh
  n=1
  while test "$n" -le "$2"; do
    printf '{\n'
    cat "$tap_dir/parts/$1.$n.command"
    printf '} >"%s" 2>&1\n' "$tap_dir/parts/$1.$n.got"
    n=$((n + 1))
  done >"$script"
  mkdir -p "$tap_dir/example" && cd "$tap_dir/example" || exit 99
  sh "$script" </dev/null
  cd "$tap_dir/parts" || exit 99
  case $page in
    *-tutorial.7) ;;
    *) rm -rf "$tap_dir/example" ;;
  esac
  n=1
  while test "$n" -le "$2"; do
    test -f "$1.$n.got" || echo 'it was not run' >"$1.$n.got"
    test -f "$1.$n.want" || echo 'it has no end' >"$1.$n.want"
    # A name of a TAP result has no `#'.
    tap_same "${page##*/}: $(sed 's/#//g; s/ *[\\|]$/ ../; q' "$1.$n.command")" \
      "$1.$n.want" "$1.$n.got"
    n=$((n + 1))
  done
}

for page in "$abs_top_srcdir"/man/*.[1-9] "$abs_top_srcdir/README"; do
  rm -f "$tap_dir"/parts/*
  extract "$page" >"$tap_dir/list"
  case $page in
    *-coq.7 | *-theory.7) ;; # they have none
    *) tap_true "${page##*/} has examples" test -s "$tap_dir/list" ;;
  esac
  # The last line of each example holds the number of its commands.
  awk '{ count[$1] = $2 } END { for (b = 1; b in count; b++) print b, count[b] }' \
    "$tap_dir/list" >"$tap_dir/blocks"
  while read -r block count; do
    run_block "$block" "$count"
  done <"$tap_dir/blocks"
done

tap_done
