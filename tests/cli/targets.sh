# The files that a run writes to: no two are the same, and none is read.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

printf '1 00\n1 11\n' >law
cp law "$tap_case/law"
ln law hard
ln -s law soft
ln -s nowhere dangling
cat >small.table <<'END'
Table: Small

Rows: a
Law: law
Schedule: ar

Column: ekl
END
printf 'mixture 1\nweights 1\nblock 0\n' >claims
ls -A >"$tap_case/files"

# refused MESSAGE ARGUMENT..: and nothing has changed.
refused ()
{
  echo "mdmcert: $1" | case_err
  shift
  case_run 2 "refused: $*" "$@"
  ls -A >"$tap_case/now"
  cmp -s law "$tap_case/law" && cmp -s "$tap_case/files" "$tap_case/now" \
    || tap_not_ok "refused: $*: a file has changed"
}
certify='certify --law=law --schedule=ar'
there=': the result is written there, too'

# Two results.
for name in X ./X "$PWD/X" ../work/X; do
  refused "--certificate=$name$there" $certify -o X --certificate="$name"
done
for name in law ./law hard soft; do
  refused "--certificate=$name$there" certify --law=uniform:V=2,L=2 \
    --schedule=ar -o law --certificate=$name
done
refused "--certificate=dangling$there" $certify -o nowhere \
  --certificate=dangling
refused "--resume=R$there" table small.table -o R --resume=R
refused "--certificate=X$there" prove --claim=sharp-constant --length=3 \
  --some-schedule --smax=2 -o X --certificate=X
for name in '' '-o -'; do
  refused "--certificate=-$there" $certify $name --certificate=-
done
refused '--certificate=: the name of a file is expected' \
  $certify --certificate= -o X

# A result and what is read.
refused 'law: it is also the file of --output' info --law=law -o law
refused 'law: it is also the file of --output' info --law=law -o hard
refused 'soft: it is also the file of --output' info --law=soft -o law
refused 'law: it is also the file of --certificate' $certify --certificate=soft
refused 'law: it is also the file of --output' certify --laws=law \
  --schedule=ar -o law
refused 'law: it is also the file of --output' certify --law=uniform:V=2,L=2 \
  --schedule=ar --predictor=law:law -o law
refused 'law: it is also the file of --output' certify --law=uniform:V=2,L=2 \
  --schedule=ar --predictor=table:law -o law
refused 'claims: it is also the file of --output' $certify \
  --claim-file=claims -o claims
refused 'claims: it is also the file of --certificate' prove \
  --claim=sharp-constant --length=3 --some-schedule --smax=2 \
  --mixture=claims --certificate=claims
refused 'small.table: it is also the file of --output' table small.table \
  -o small.table
refused 'small.table: it is also the file of --resume' table small.table \
  --resume=small.table
echo 'mdmcert: -: it is also the file of --output' | case_err
case_sh 2 'the standard input' '"$MDMCERT" info --law=- -o law <law'
"$MDMCERT" table small.table --shard=1/1 -o shard
cp shard "$tap_case"
echo 'mdmcert: shard: it is also the file of --output' | case_err
case_run 2 'a shard' merge shard -o shard
tap_same 'a shard is as it was' "$tap_case/shard" shard
rm shard

# A certificate and a result in the file that is the standard output.
echo "mdmcert: --certificate=out$there" | case_err
case_sh 2 'the file of the standard output' \
  '"$MDMCERT" certify --law=law --schedule=ar --certificate=out >out'
tap_true 'it is empty' test ! -s out
rm out

# What is allowed.
"$MDMCERT" $certify --certificate=want -o other
case_out <want
case_run 0 '--certificate=- --quiet' $certify --certificate=- --quiet
case_out <want
case_run 0 '--certificate=- -o FILE' $certify --certificate=- -o result
sed 's/^certificate  want/certificate  -/' other >"$tap_case/other"
tap_same '--certificate=- -o FILE: the result' "$tap_case/other" result
"$MDMCERT" info --law=law | case_out
case_run 0 '-o -' info --law=law -o -
case_run 0 'one device' $certify --certificate=/dev/null -o /dev/null
case_run 0 'a file that --quiet leaves alone' $certify --certificate=X -o X -q
tap_same 'which is the certificate' want X

tap_done
