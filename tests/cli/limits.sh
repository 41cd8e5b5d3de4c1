# Over a limit: status 3, one line that says what, and how to raise it.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# limit COMMAND LAW MESSAGE [ARGUMENT..]
limit ()
{
  command=$1 law=$2
  echo "mdmcert: --law=$law: $3" | case_err
  shift 3
  case_run 3 "$command --law=$law $*" $command --law="$law" "$@"
}

huge='listing the sequences of the law takes more than 10^18 bytes of memory'
for law in uniform:V=10,L=100 parity:V=2,L=100 mds:q=101,L=100,k=50; do
  limit law $law "$huge"
  limit law $law "$huge" --schedule=ar
  case_run 0 "the closed form of $law has no such limit" info --law=$law -q
done
for law in random:V=10,L=100,den=9,seed=1 permutation:n=40 walk:L=70 \
  noisy-repetition:flip=1/3,L=100; do
  for command in info law schedule; do
    limit $command $law "$huge" --engine=sparse
  done
  limit certify $law "$huge" --schedule=ar --engine=dense
done
for law in permutation:n=40 walk:L=70 noisy-repetition:flip=1/3,L=100 \
  balanced-bits:L=100 markov:flip=1/3,L=100; do
  limit law $law "$huge"
  case_run 0 "the closed form of $law is within the limits" info --law=$law -q
done
echo 'mdmcert: --engine=closed: no closed form of this law is known: of the laws in files, Markov chains of low order, independent tokens and mixtures of them have one' \
  | case_err
case_run 2 'a closed form that is not there' info \
  --law=random:V=2,L=4,den=9,seed=1 --engine=closed
echo "mdmcert: --engine=best: the values are dense, sparse, closed" | case_err
case_run 2 'no such engine' info --law=uniform:V=2,L=4 --engine=best

# limited STATUS NAME ARGUMENT..: the status, and one line if it is not 0.
limited ()
{
  want=$1 name=$2
  shift 2
  tap_try "$@"
  tap_true "$name: status $want" test "$status" -eq $want
  if test $want -ne 0; then
    tap_true "$name: one line" test "$(wc -l <"$stderr")" -eq 1
    tap_true "$name: no output" test ! -s "$stdout"
    tap_true "$name: says where and how to raise it" \
      grep -q '^mdmcert: --[ls][a-z]*=.*; raise it with --max-' "$stderr"
  fi
}
law=--law=random:V=2,L=6,den=9,seed=1
limited 3 'info, one cell' info $law --max-cells=1
limited 3 'law, one cell' law $law --schedule=3,3 --max-cells=1
limited 3 'certify, one cell' certify $law --schedule=3,3 --max-cells=1
limited 3 'schedule, one cell' schedule $law --max-cells=1
limited 3 'info, one byte' info $law --max-memory=1
limited 3 'the output law' law $law --schedule=3,3 --max-cells=10000
limited 3 'the best schedules' schedule $law --max-cells=1000
limited 3 'a best schedule' certify $law --schedule=best:2 --max-cells=1000
limited 0 'enough cells' schedule $law --max-cells=1000000
limited 0 'enough memory' info $law --max-memory=1M

# Numbers that no machine can hold.
for law in uniform:V=99999999999999999999,L=3 \
  uniform:V=3,L=99999999999999999999 permutation:n=99999999999999999999; do
  tap_try law --law=$law
  tap_true "$law: status 2 or 3" test "$status" -eq 2 -o "$status" -eq 3
  tap_true "$law: one line" test "$(wc -l <"$stderr")" -eq 1
  tap_true "$law: no output" test ! -s "$stdout"
done

# What has no end ends at its first NUL.
if test -c /dev/zero; then
  echo 'mdmcert: /dev/zero:1:1: a NUL byte; a law is UTF-8 text' | case_err
  case_run 2 'an endless law' info --law=/dev/zero
fi

# Closed forms of huge length are estimated too.
law=uniform:V=2,L=1000
limited 3 'a closed form' info --law=$law --max-cells=59999999
limited 0 'a closed form, allowed' info --law=$law --max-cells=60000000
limited 3 'a closed form, memory' info --law=$law --max-memory=1M
# The output law: before the levels, before the primes, and allowed.
law=--law=random:V=2,L=8,den=1000000007,seed=4
limited 3 'the output law' law $law --schedule=2,2,4 --max-cells=100000
limited 3 'the output law, primes' law $law --schedule=2,2,4 \
  --max-cells=30000000
limited 3 'the output law, memory' law $law --schedule=2,2,4 --max-memory=300K
limited 0 'the output law, allowed' law $law --schedule=2,2,4
limited 3 'the output law, at once' law --law=random:V=2,L=14,den=1000000007,seed=4 \
  --schedule=balanced:7
# Of fixed blocks it is one product a row, at any length.
awk 'BEGIN { for (r = 0; r < 2; r++) { printf "1 "
  for (i = 0; i < 80; i++) printf r ? "b" : "a"; print "" } }' >long-rows
halves="blocks:$(seq -s' ' 0 39)|$(seq -s' ' 40 79)"
limited 0 'blocks of 80 positions' certify --law=long-rows \
  --schedule="$halves" --claim='ser = 1 - 2^-39' --claim='tv = ser' \
  --claim='kl_mixed = 39*log(2)'
rm -f long-rows
# kl_mixed and TV are decided by their balls where the exact output law is over
# the limit.
law=--law=random:V=2,L=12,den=1000000007,seed=4
limited 0 'kl_mixed, enclosed' certify $law --schedule=balanced:4 \
  --claim='kl_mixed <= ekl'
limited 0 'TV, enclosed' certify $law --schedule=balanced:4 \
  --claim='tv <= 1/3' --claim='tv^2 > 1/1000' --claim='1/tv > 3' \
  --claim='log(tv) < -1' --claim='floor(100*tv) = 14' --claim='ser <= tv'
tap_try certify $law --schedule=balanced:4 --claim='tv > 1/3'
tap_true 'TV, refuted' test "$status" -eq 1
# As the factor of a real it has to be a fraction, which would take too long.
tap_try certify $law --schedule=balanced:4 --claim='tv*ekl <= ekl'
tap_true 'TV, as a fraction' test "$status" -eq 3

# Nothing is left behind.
limited 3 'with -o' info --law=random:V=2,L=6,den=9,seed=1 --max-cells=1 -o new
tap_true 'with -o: no file' test -z "$(ls -A)"

tap_done
