# tap.sh - test a command line in TAP: status, standard output and standard
# error, all compared exactly.  Sourced by the scripts beside it.
#
#   . "${abs_top_srcdir:?}/tests/cli/tap.sh"
#
#   case_in <<'END'          # standard input; without it there is none
#   3 001
#   1 010
#   END
#   case_out <"$data/x.out"  # expected standard output; without it, nothing
#   case_err <<'END'         # expected standard error; without it, nothing
#   mdmcert: -:1:1: what is wrong
#   END
#   case_run 2 'a bad weight is refused' info --law=-
#                            # runs "$MDMCERT" info --law=-, expects status 2
#
#   tap_done                 # last line of every script: prints the plan
#
# A case leaves what it got in the files stdin, stdout, stderr and in $status,
# until the next one.  The script runs in a fresh directory of its own, which
# is removed at the end, so it may create files at will, and names of files in
# messages are the same on every machine; $data is the directory of the script.
#
# To run one script by hand, from the top of the source tree:
#   abs_top_srcdir=$PWD MDMCERT=$PWD/build/mdmcert sh tests/cli/options.sh

set -u
LC_ALL=C
export LC_ALL
: "${MDMCERT:?must be the path of the program}"
: "${abs_top_srcdir:?must be the path of the source tree}"

tap_count=0
tap_failed=0
data=$abs_top_srcdir/tests/cli
tap_dir=$(mktemp -d "${TMPDIR:-/tmp}/mdmcert-test.XXXXXX") || exit 99
# The directory that holds what was expected and got is apart from the one in
# which the program runs: a stray file of the program cannot disturb it.
tap_case=$tap_dir/case
mkdir "$tap_case" "$tap_dir/work" || exit 99
trap 'chmod -R u+w "$tap_dir" 2>/dev/null; rm -rf "$tap_dir"' EXIT
trap 'exit 99' HUP INT TERM
cd "$tap_dir/work" || exit 99
stdin=$tap_case/in stdout=$tap_case/out stderr=$tap_case/err status=0

# Under the sanitizers the search for leaks takes longer than most runs, which
# one case in five has, and all with LEAKS=every.
tap_asan=${ASAN_OPTIONS-}
tap_leaks ()
{
  test -z "$tap_asan" || test "${LEAKS-}" = every || {
    ASAN_OPTIONS=$tap_asan:detect_leaks=$((tap_count % 5 == 0))
    export ASAN_OPTIONS
  }
}

tap_reset ()
{
  tap_leaks
  : >"$tap_case/in"
  : >"$tap_case/want-out"
  : >"$tap_case/want-err"
}
tap_reset

# tap_ok NAME / tap_not_ok NAME: one result.
tap_ok ()
{
  tap_count=$((tap_count + 1))
  printf 'ok %d - %s\n' "$tap_count" "$1"
  tap_leaks
}
tap_not_ok ()
{
  tap_count=$((tap_count + 1))
  tap_failed=$((tap_failed + 1))
  printf 'not ok %d - %s\n' "$tap_count" "$1"
  test -z "${TAP_STOP-}" || exit 1 # one is enough
}

# tap_skip NAME WHY: a result that could not be had on this machine.
tap_skip ()
{
  tap_count=$((tap_count + 1))
  printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# tap_note: standard input as TAP comments.  awk ends a last line that has no
# newline, which would swallow the next result.
tap_note ()
{
  awk '{ print "#   " $0 }'
}

# tap_diff LABEL EXPECTED GOT: the difference of two files as TAP comments.
tap_diff ()
{
  printf '# %s, expected (-) and got (+):\n' "$1"
  diff -a -u "$2" "$3" | sed -e 1,2d | tap_note
}

# tap_same NAME EXPECTED GOT: are the two files equal, byte for byte?
tap_same ()
{
  if cmp -s "$2" "$3"; then
    tap_ok "$1"
  else
    tap_not_ok "$1"
    tap_diff "$3" "$2" "$3"
  fi
}

# tap_true NAME COMMAND [ARGUMENT..]: does the command succeed?
tap_true ()
{
  tap_name=$1
  shift
  if "$@" >"$tap_case/true" 2>&1; then
    tap_ok "$tap_name"
  else
    tap_not_ok "$tap_name"
    echo "# failed: $*" | tr '\n' ' '
    echo
    tap_note <"$tap_case/true"
  fi
}

# The parts of the next case, from standard input.
case_in () { cat >"$tap_case/in"; }
case_out () { cat >"$tap_case/want-out"; }
case_err () { cat >"$tap_case/want-err"; }

# caret TEXT COLUMN: the two lines that show a place in the one line TEXT.
caret ()
{
  printf '  %s\n  %*s^\n' "$1" "$(($2 - 1))" ''
}

# tap_try [ARGUMENT..]: run the program, and judge nothing.
tap_try ()
{
  "$MDMCERT" "$@" <"$stdin" >"$stdout" 2>"$stderr"
  status=$?
}

# tap_judge STATUS NAME: compare what the last run gave with what is expected.
tap_judge ()
{
  if test "$status" = "$1" \
     && cmp -s "$tap_case/want-out" "$stdout" \
     && cmp -s "$tap_case/want-err" "$stderr"; then
    tap_ok "$2"
  else
    tap_not_ok "$2"
    test "$status" = "$1" || echo "# status: expected $1, got $status"
    cmp -s "$tap_case/want-out" "$stdout" \
      || tap_diff stdout "$tap_case/want-out" "$stdout"
    cmp -s "$tap_case/want-err" "$stderr" \
      || tap_diff stderr "$tap_case/want-err" "$stderr"
  fi
  tap_reset
}

# case_run STATUS NAME [ARGUMENT..]: the program with these arguments.
case_run ()
{
  tap_want=$1 tap_name=$2
  shift 2
  tap_try "$@"
  tap_judge "$tap_want" "$tap_name"
}

# case_sh STATUS NAME SCRIPT: the same for a shell script that calls
# "$MDMCERT" itself, to redirect, to pipe, to limit.
case_sh ()
{
  MDMCERT=$MDMCERT sh -c "$3" <"$stdin" >"$stdout" 2>"$stderr"
  status=$?
  tap_judge "$1" "$2"
}

# tap_done: print the plan and leave.  A script that ends without it, or ran
# nothing, has failed.
tap_done ()
{
  printf '1..%d\n' "$tap_count"
  test "$tap_count" -gt 0 || exit 99
  test "$tap_failed" -eq 0 || test -n "${HARNESS_ACTIVE-}" || exit 1
  exit 0
}
