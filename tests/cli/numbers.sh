# How numbers are written: digits, units, exact forms.  The values are those
# of one fair bit, copied: H = log 2, and of a bit that is 1 with probability
# 1/4: H = 2 log 2 - 3/4 log 3 = 0.5623351446..
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# quantity EXPRESSION VALUE EXACT [ARGUMENT..]: the one quantity that was
# asked for, of a bit that is 1 with probability 1/4.
quantity ()
{
  tap_name=$1
  printf '%s\t%s\t%s\n' "$1" "$2" "$3" >want
  shift 3
  printf '3 0\n1 1\n' >bit
  "$MDMCERT" info --law=bit --format=tsv --quantity="$tap_name" "$@" \
    2>"$stderr" | tail -n 1 >"$stdout"
  tap_same "$tap_name $*" want "$stdout"
}

quantity 'H(0)' 0.562335144619 '2*log(2) - 3/4*log(3)'
quantity 'H(0)' 0.6 '2*log(2) - 3/4*log(3)' --digits=1
quantity 'H(0)' 0.56 '2*log(2) - 3/4*log(3)' --digits=2
quantity 'H(0)' 0.56234 '2*log(2) - 3/4*log(3)' --digits=5
# In bits: 2 - 3/4 log2(3), with log2(3) = 1.58496250072115618145..
quantity 'H(0)' 0.811278124459 '2*log2(2) - 3/4*log2(3)' --unit=bits
quantity 'H(0)' 0.81127812445913286391 '2*log2(2) - 3/4*log2(3)' \
  --unit=bits --digits=20

# At most so many terms.
quantity 'H(0)' 0.562335144619 '2*log(2) - 3/4*log(3)' --exact-terms=2
quantity 'H(0)' 0.562335144619 - --exact-terms=1
quantity 'H(0)' 0.562335144619 - --exact-terms=0
quantity 'H(0) - H(0)' 0 0 --exact-terms=0

# The layout of printf %#.*g: as many digits as asked, an exponent below
# 10^-4 and from 10^digits on; ties to even.
quantity '100*log(2)' 69. '100*log(2)' --digits=2
quantity '1000*log(2)' 6.9e+02 '1000*log(2)' --digits=2
quantity '10^20*log(2)' 6.93e+19 '100000000000000000000*log(2)' --digits=3
quantity 'log(2)/5000' 0.000139 '1/5000*log(2)' --digits=3
quantity 'log(2)/10000' 6.93e-05 '1/10000*log(2)' --digits=3
quantity '-log(2)' -0.6931 '-log(2)' --digits=4
quantity '5/2' 2. 5/2 --digits=1
quantity '7/2' 4. 7/2 --digits=1
quantity '-5/2' -2. -5/2 --digits=1
quantity '1/8' 0.12 1/8 --digits=2
quantity '3/8' 0.38 3/8 --digits=2
quantity '999/1000' 1.0 999/1000 --digits=2
quantity '12' 12.0000000000 12

# Numbers without a unit are the same in bits; log(2) is one bit.
quantity '5/2' 2.50 5/2 --digits=3 --unit=bits
quantity 'L*V' 2.00 2 --digits=3 --unit=bits
quantity 'log(2)' 1.00 'log2(2)' --digits=3 --unit=bits

# Exact forms: integers factored, perfect powers and common terms merged.
quantity 'log(12)' 2.48490664979 '2*log(2) + log(3)'
quantity 'log(8) - 3*log(2)' 0 0
quantity 'log(1/3)' -1.09861228867 '-log(3)'
quantity 'log(1)' 0 0
quantity '1 + log(6)' 2.79175946923 '1 + log(2) + log(3)'
# 2^61 - 1 is prime; its square is above 2^64 and a perfect power.  122 log 2
# is 84.5639560..
quantity 'log(5316911983139663487003542222693990401)' 84.5639560283 \
  '2*log(2305843009213693951)'

# JSON: a real is an object, with the unit asked for.
printf '1 00\n1 11\n' >copy
case_out <<'END'
      "result": {
        "exact": "log2(2)",
        "value": "1.0",
        "unit": "bits"
      }
END
case_sh 0 'a real in JSON' '"$MDMCERT" info --law=copy --quantity="I(0;1)" \
  --unit=bits --digits=2 --format=json | sed -n "/\"result\"/,/}/p"'

# Many digits, of log(2) itself.
quantity 'log(2)' \
  0.6931471805599453094172321214581765680755001343602552541206800094934 \
  'log(2)' --digits=67
tap_try info --law=copy --quantity='log(2)' --digits=10000 --format=tsv
tap_true '10000 digits: status 0' test "$status" -eq 0
tail -n 1 "$stdout" | cut -f 2 >digits
# '0.', 10000 digits and the newline.
tap_true '10000 digits: are as many' test "$(wc -c <digits)" -eq 10003

# Digits that were asked for are shown, however many; only exact forms are cut.
tap_try info --law=repetition:V=2,L=2 --digits=60
tap_true 'sixty digits in readable output' grep -q \
  '^entropy  *0.693147180559945309417232121458176568075500134360255254120680 ' \
  "$stdout"

tap_done
