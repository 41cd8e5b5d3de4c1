# A signal ends the program and leaves no file behind; one that was ignored
# from the start stays so.

# So SIGHUP is here where nohup runs the tests, and no shell can change that.
if test -z "${SIGNALS_ARE_DEFAULT-}" \
   && env --default-signal=HUP true 2>/dev/null; then
  SIGNALS_ARE_DEFAULT=yes
  export SIGNALS_ARE_DEFAULT
  exec env --default-signal=HUP sh "$0"
fi

. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# The program reads its law from a pipe.  Opening the other end waits until
# the program has opened it, and then it waits for the law: when the signal
# comes is no matter of luck.
mkfifo pipe
for signal in TERM HUP; do
  "$MDMCERT" info --law=pipe -o new 2>"$stderr" &
  process=$!
  exec 3>pipe
  kill -$signal $process
  wait $process
  status=$?
  exec 3>&-
  tap_true "SIG$signal: the shell sees the signal" \
    test "$(kill -l $status)" = $signal
  tap_true "SIG$signal: nothing on standard error" test ! -s "$stderr"
  tap_true "SIG$signal: no file" test "$(ls -A)" = pipe
done

# So it is with a certificate, and where several processes certify a stream:
# they end with the one that made them.
: >old
for signal in TERM HUP; do
  "$MDMCERT" certify --law=pipe --schedule=ar -o new --certificate=old \
    2>"$stderr" &
  process=$!
  exec 3>pipe
  kill -$signal $process
  wait $process
  exec 3>&-
  tap_true "SIG$signal, a certificate: no file, the old one as it was" \
    test "$(ls -A)" = "$(printf 'old\npipe')" -a ! -s old
  n=0
  while test $n -lt 2000; do
    n=$((n + 1))
    printf '#: law\n%d 000000\n1 010101\n2 001100\n3 111000\n' $n
  done >some
  cat some some some some some some some some some some >laws
  rm some
  "$MDMCERT" certify --laws=laws --schedule=2,2,2 -o new -j 2 2>"$stderr" &
  process=$!
  sleep 0.2
  kill -$signal $process
  wait $process
  status=$?
  tap_true "SIG$signal, a stream: the shell sees the signal" \
    test "$(kill -l $status)" = $signal
  tap_true "SIG$signal, a stream: nothing on standard error" \
    test ! -s "$stderr"
  rm laws
  tap_true "SIG$signal, a stream: no file" \
    test "$(ls -A)" = "$(printf 'old\npipe')"
done
rm old

# Ignored, as nohup does with SIGHUP and the shell with SIGINT in the
# background: the run goes on.
for signal in INT HUP; do
  (
    trap '' $signal
    exec "$MDMCERT" info --law=pipe -o new
  ) 2>"$stderr" &
  process=$!
  exec 3>pipe
  kill -$signal $process
  printf '1 00\n1 11\n' >&3
  exec 3>&-
  wait $process
  tap_true "SIG$signal ignored: status 0" test $? -eq 0
  tap_true "SIG$signal ignored: the result is there" grep -q '^entropy' new
  rm -f new
done

# SIGINT kills where it is not ignored, which env of coreutils can bring about
# in the background.
if env --default-signal=INT true 2>/dev/null; then
  env --default-signal=INT "$MDMCERT" info --law=pipe -o new 2>"$stderr" &
  process=$!
  exec 3>pipe
  kill -INT $process
  wait $process
  status=$?
  exec 3>&-
  tap_true 'SIGINT: the shell sees the signal' \
    test "$(kill -l $status)" = INT
  tap_true 'SIGINT: no file' test "$(ls -A)" = pipe
else
  tap_skip 'SIGINT' 'env has no --default-signal'
fi

tap_done
