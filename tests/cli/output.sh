# -o: the whole result or nothing, onto what is absent or a regular file, and
# what happens when writing fails.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

law=--law=parity:V=2,L=3
"$MDMCERT" info $law >want

# only NAME..: these files and no others are here.
only ()
{
  tap_name=$1
  shift
  printf '%s\n' "$@" want | sort >"$tap_case/expected"
  ls -A >"$tap_case/found"
  tap_same "$tap_name: these files are here" "$tap_case/expected" \
    "$tap_case/found"
}

case_run 0 'an absent file' info $law -o new
tap_same 'an absent file: contents' want new
only 'an absent file' new
case_run 0 'the long form' info $law --output=./new
echo old >old
case_run 0 'a regular file' info $law -o old
tap_same 'a regular file: contents' want old
case_run 0 '--format=json' claims --format=json -oold
"$MDMCERT" claims --format=json >"$tap_case/json"
tap_same '--format=json: contents' "$tap_case/json" old
rm -f new old

# The mode is that of any new file, whatever was there.
for mask in 022 027 077; do
  echo old >old
  chmod 600 old
  (umask $mask; "$MDMCERT" info $law -o old; : >plain)
  ls -l old plain | cut -c 1-10 | uniq >modes
  tap_true "the mode under umask $mask" test "$(wc -l <modes)" -eq 1
  rm -f old plain modes
done

# Symbolic links are followed, also to files that are not there yet.
mkdir folder
echo old >folder/file
ln -s folder/file link
ln -s file folder/inner
ln -s folder/inner second
ln -s folder/later dangling
ln -s dangling chain
ln -s "$PWD/folder/absolute" absolute
for name in link second dangling chain absolute; do
  case_run 0 "a link: $name" info $law -o $name
  tap_same "a link: $name: contents" want $name
  tap_true "a link: $name: is still one" test -h $name
done
only 'links' absolute chain dangling folder link second
ls folder | tr '\n' ' ' >listing
echo 'absolute file inner later ' | tr -d '\n' >names
tap_same 'links: what they lead to' names listing
rm -f link second dangling chain absolute listing names

# refused ERROR FILE..: status 2, one message, no new file, old ones as
# they were.
refused ()
{
  echo "mdmcert: $1" | case_err
  case_run 2 "refused: $2" info $law -o "$2"
}
ln -s round about
ln -s about round
refused '--output=: the name of a file is expected' ''
refused 'folder: it is a directory' folder
refused 'folder/: it is a directory' folder/
refused '.: it is a directory' .
refused 'nosuch/file: No such file or directory' nosuch/file
refused 'want/file: Not a directory' want/file
refused 'about: Too many levels of symbolic links' about
refused '/dev/full: No space left on device' /dev/full
refused '/proc/nosuch: No such file or directory' /proc/nosuch
mkfifo pipe
refused 'pipe: it is neither a file nor a device' pipe
long=$(printf '%0300d' 0)
refused "$long: File name too long" "$long"
only 'after refusals' about folder pipe round
rm -f about round pipe

case_run 0 '/dev/null is written to' info $law -o /dev/null
tap_true '/dev/null is still a device' test -c /dev/null

mkdir locked
chmod 555 locked
if test -w locked; then
  tap_skip 'a folder that cannot be written' 'root may write anywhere'
else
  refused 'locked/file: Permission denied' locked/file
fi
rmdir locked

# A run that fails leaves the old file alone, and makes no new one.
echo old >old
cp old "$tap_case/old"
echo 'mdmcert: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'a failing run' info --law=nosuch -o old
echo 'mdmcert: nosuch: cannot open: No such file or directory' | case_err
case_run 2 'a failing run' info --law=nosuch -o new
tap_same 'a failing run: the old file' "$tap_case/old" old
only 'a failing run' folder old
# A refuted claim is a result.
case_run 1 'a refuted claim' certify $law --schedule=3 --claim='ekl = 0' -o old
tap_true 'a refuted claim: is written' grep -q refuted old
case_run 0 '-q writes nothing' info $law -q -o new
only '-q' folder old

# A file that may not grow: no part of it is left.
echo 'mdmcert: new: File too large' | case_err
case_sh 2 'a limit on the size of files' 'trap "" XFSZ; ulimit -f 1
  exec "$MDMCERT" law --law=uniform:V=2,L=10 -o new'
only 'a limit on the size of files' folder old
# The program ignores SIGXFSZ by itself.
"$MDMCERT" law --law=uniform:V=2,L=10 >many
(ulimit -f 1; "$MDMCERT" law --law=uniform:V=2,L=10 -o new) 2>message
tap_true 'a limit on the size of files: status 2' test $? -eq 2
rm -f message many
only 'a limit on the size of files, again' folder old

# Standard output.
for format in text tsv json; do
  for command in info law schedule claims; do
    test $command = claims && set -- || set -- $law
    echo 'mdmcert: standard output: No space left on device' | case_err
    case_sh 2 "$command --format=$format >/dev/full" \
      "\"\$MDMCERT\" $command $* --format=$format >/dev/full"
    echo 'mdmcert: standard output: Bad file descriptor' | case_err
    case_sh 2 "$command --format=$format >&-" \
      "\"\$MDMCERT\" $command $* --format=$format >&-"
  done
done
for word in --help --version 'info --help'; do
  echo 'mdmcert: standard output: No space left on device' | case_err
  case_sh 2 "$word >/dev/full" "\"\$MDMCERT\" $word >/dev/full"
done

# A pipe whose reader is gone: opened for both, so that opening does not
# wait, then for writing only, and closed.
mkfifo pipe
case_sh 2 'a closed pipe, silently' 'exec 3<>pipe 4>pipe 3>&-
  exec "$MDMCERT" info --law=parity:V=2,L=3 >&4'
rm -f pipe
only 'at the end' folder old

tap_done
