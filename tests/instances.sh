# Every instance of proofs-data/instances gives the JSON beside it, byte for
# byte, and every file there belongs to an instance.  An instance that names no
# claim is asked for those of its JSON, so that the library may grow; what is
# new comes in with tests/instances-update.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
. "$abs_top_srcdir/proofs-data/instance.sh"

# The laws of instances are files named from the top of the source tree.
cd "$abs_top_srcdir" || exit 99
folder=proofs-data/instances

for file in $folder/*.instance; do
  name=${file##*/} name=${name%.instance}
  claims=
  grep -q '^claim ' "$file" || test ! -f "$folder/$name.json" \
    || claims=$(sed -n 's/^ *"id": "\(.*\)",$/--claim=\1/p' "$folder/$name.json")
  instance_certify "$file" --format=json $claims >"$stdout" 2>"$stderr"
  status=$?
  if test -f "$folder/$name.json"; then
    case_out <"$folder/$name.json"
    tap_judge "$instance_status" "$name"
  else
    tap_not_ok "$name"
    echo "# there is no $folder/$name.json; see tests/instances-update"
  fi
done

# No file is an orphan: no JSON without its instance, no law that none reads,
# and nothing else.
for file in $folder/*; do
  case $file in
    *.instance | */README) ;;
    *.json)
      tap_true "${file##*/} has an instance" test -f "${file%.json}.instance" ;;
    *.law | *.code | *.policy)
      tap_true "${file##*/} is read by an instance" \
        grep -q " .*$file" $folder/*.instance ;;
    *) tap_not_ok "$file is part of no instance" ;;
  esac
done

# Nor is a source: each is read by an instance, or by a source that is.
for file in proofs-data/sources/*; do
  case $file in
    */README) ;;
    *)
      tap_true "${file##*/} is read by an instance or a source" \
        grep -q "^[a-z0-9].*$file" $folder/*.instance proofs-data/sources/* ;;
  esac
done

# At least as many as there were: a glob that finds nothing is no success.
tap_true 'there are at least 30 instances' test "$tap_count" -ge 80

tap_done
