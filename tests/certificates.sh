# The certificates of proofs-data/certificates: the program makes the same
# bytes again, and mdmcheck verifies them.  Where no claim is named, those of the
# certificate are asked for, so that the library may grow.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
. "$abs_top_srcdir/proofs-data/instance.sh"
. "$abs_top_srcdir/proofs-data/certificate.sh"
MDMCHECK=${MDMCERT%mdmcert}mdmcheck

# The laws of instances are files named from the top of the source tree.
cd "$abs_top_srcdir" || exit 99
folder=proofs-data/certificates

# verify FILE NAME: mdmcheck accepts FILE.
verify ()
{
  "$MDMCHECK" "$1" >"$stdout" 2>"$stderr" </dev/null
  status=$?
  tap_true "$2 is verified" \
    test "$status:$(sed 1q "$stdout")" = '0:s VERIFIED'
}

for name in $(certificate_list); do
  file=$folder/$name.cert
  claims=
  grep -qs '^claim ' "proofs-data/instances/$name.instance" \
    || claims=$(sed -n 's/^c \([a-z0-9-]*\): .*/--claim=\1/p' "$file")
  certificate_make "$name" "$tap_dir/new" $claims >"$stdout" 2>"$stderr"
  tap_true "$name is made again" cmp "$tap_dir/new" "$file"
  rm -f "$tap_dir/new"
  verify "$file" "$name"
done

# What has none says so.
while read -r name; do
  certificate_make "$name" "$tap_dir/new" >"$stdout" 2>"$stderr"
  tap_true "$name has no certificate" test $? = 3
  tap_true "$name writes nothing" test ! -e "$tap_dir/new" -a ! -s "$stdout"
done <$folder/none

# The sharp constants of all lengths up to 64, and the laws that show that they
# are; those that are kept are the same.
mkdir "$tap_dir/constants" || exit 99
"${MDMCERT%mdmcert}tests/constants" --certificates "$tap_dir/constants" \
  >"$stdout" 2>"$stderr" || exit 99
length=2
while test $length -le 64; do
  verify "$tap_dir/constants/$length.cert" "constants of length $length"
  set -- "$tap_dir/constants/$length"-*.cert
  "$MDMCHECK" "$@" >"$stdout" 2>"$stderr" </dev/null
  verified=$?:$#
  tap_true "the laws of length $length are verified" test $verified = 0:$length
  length=$((length + 1))
done
for file in $folder/constants/*.cert; do
  tap_true "constants/${file##*/} is made again" \
    cmp "$tap_dir/constants/${file##*/}" "$file"
done

# No file is an orphan.
certificate_list >"$tap_dir/list"
for file in "$folder"/*.cert; do
  name=${file##*/} name=${name%.cert}
  tap_true "$name is in the list" grep -q "^$name\$" "$tap_dir/list"
done

tap_done
