# The manual pages are without a fault to mandoc's eye.  (That the pages they
# refer to are there is a test of help.sh.)
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

tap_done
