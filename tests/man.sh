# The manual pages are without a fault to mandoc's eye.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

for page in "$abs_top_srcdir"/man/*.[1-9]; do
  name="mandoc -Tlint ${page##*/}"
  if ! command -v mandoc >/dev/null; then
    tap_skip "$name" 'mandoc was not found'
    continue
  fi
  # mandoc looks for the pages referred to among those installed: look for
  # ours in the source tree instead, and believe that others exist.
  mandoc -Tlint "$page" 2>&1 | while read -r line; do
    case $line in
      *'manual not found: Xr mdm'*)
        other=${line##* Xr }
        test -f "${page%/*}/${other% *}.${other#* }" && continue ;;
      *'manual not found: Xr '*) continue ;;
    esac
    echo "${line#*"$abs_top_srcdir/"}"
  done >lint
  tap_true "$name" test ! -s lint
  test ! -s lint || tap_note <lint
done

tap_done
