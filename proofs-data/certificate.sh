# certificate.sh - the certificates that come with the program, and how each
# is made.  Sourced by what needs to: the tests and certificates-update.
#
#   certificate_list        prints the names of all of them
#   certificate_make NAME FILE [ARGUMENT..]
#                           makes certificate NAME as FILE with "$MDMCERT", and
#                           with more arguments where it is of an instance;
#                           the current directory is the top of the source
#                           tree.  The status is that of mdmcert.
#
# After proofs-data/instance.sh has been sourced.

certificate_list ()
{
  for certificate_file in proofs-data/instances/*.instance; do
    certificate_name=${certificate_file##*/}
    certificate_name=${certificate_name%.instance}
    # Some have none; see the README there.
    grep -q "^$certificate_name\$" proofs-data/certificates/none \
      || echo "$certificate_name"
  done
  sed 's/ .*//; s/^/prove-/' proofs-data/certificates/proofs
}

certificate_make ()
{
  case $1 in
    prove-*)
      while read -r certificate_name certificate_arguments; do
        test "prove-$certificate_name" = "$1" || continue
        # Arguments have no blanks within.
        set -f
        # shellcheck disable=SC2086
        "$MDMCERT" prove $certificate_arguments --certificate="$2" \
          --format=json </dev/null
        certificate_status=$?
        set +f
        return $certificate_status
      done <proofs-data/certificates/proofs
      return 99 ;;
    *)
      certificate_name=$1 certificate_new=$2
      shift 2
      instance_certify "proofs-data/instances/$certificate_name.instance" \
        --certificate="$certificate_new" --format=json "$@" ;;
  esac
}
