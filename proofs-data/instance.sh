# instance.sh - read an instance file and certify it.  Sourced by what needs
# to: the demonstration and the tests.  proofs-data/instances/README describes
# the files.
#
#   instance_read FILE      sets instance_about, instance_law,
#                           instance_schedule, instance_status; fails with a
#                           message for a line that is none of an instance
#   instance_certify FILE [ARGUMENT..]
#                           runs "$MDMCERT" certify on the instance FILE, and
#                           with more arguments; the names of files in it are
#                           relative to the current directory

instance_read ()
{
  instance_about= instance_law= instance_schedule= instance_status=0
  instance_checked=
  while IFS= read -r instance_line; do
    instance_value=${instance_line#* }
    case $instance_line in
      'about '*) instance_about=$instance_value ;;
      'law '*) instance_law=$instance_value ;;
      'schedule '*) instance_schedule=$instance_value ;;
      'status '*) instance_status=$instance_value ;;
      'checked '*) instance_checked=$instance_value ;;
      'claim '* | 'option '*) ;;
      *)
        echo "$1: not a line of an instance: $instance_line" >&2
        return 1 ;;
    esac
  done <"$1"
  for instance_line in "$instance_about" "$instance_law" \
    "$instance_schedule" "$instance_checked"; do
    test -n "$instance_line" && continue
    echo "$1: one of about, law, schedule, checked is missing" >&2
    return 1
  done
}

instance_certify ()
{
  instance_read "$1" || return 99
  instance_file=$1
  shift
  set -- --law="$instance_law" --schedule="$instance_schedule" "$@"
  while IFS= read -r instance_line; do
    case $instance_line in
      'claim '*) set -- "$@" --claim="${instance_line#* }" ;;
      'option '*) set -- "$@" "${instance_line#* }" ;;
    esac
  done <"$instance_file"
  "$MDMCERT" certify "$@" </dev/null
}
