# Predictors: --predictor.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
printf '1 00\n1 11\n' >bits

# 9/10 and 1/10 for the token seen: smooth:1/5 of a copy of a fair bit.
case_out <<'END'
{
  "schema": "mdmcert-law-1",
  "schedule": [
    1,
    1
  ],
  "rows": [
    {
      "x": "00",
      "p": "1/2",
      "p_y": "9/20"
    },
    {
      "x": "01",
      "p": "0",
      "p_y": "1/20"
    },
    {
      "x": "10",
      "p": "0",
      "p_y": "1/20"
    },
    {
      "x": "11",
      "p": "1/2",
      "p_y": "9/20"
    }
  ],
  "predictor": "smooth:1/5",
  "tv": "1/10",
  "ser": "1/10"
}
END
case_run 0 'smooth, JSON' law --law=bits --schedule=ar --predictor=smooth:1/5 \
  --format=json

# The same said in other ways.
printf '#: mask ?\n1? 1 0.1 9/10\n?? 1 1/2 1/2\n# c\n\n0? 1 9/10 1/10\r\n?1 0 1/10 9/10\n?? 0 1/2 1/2\n?0 0 9/10 1/10\n' >table
printf '_ _ 0 1/2 1/2\n_ _ 1 1/2 1/2\n0 _ 1 9/10 1/10\n1 _ 1 1/10 9/10\n_ 0 0 9/10 1/10\n_ 1 0 1/10 9/10\n' >words
printf '#: vocab 1 0\n9 00\n1 01\n1 10\n9 11\n' >model
"$MDMCERT" certify --law=bits --schedule=ar --predictor=smooth:1/5 \
  --format=tsv | grep -v '^predictor' >want
for predictor in table:table table:words law:model; do
  case_out <want
  case_sh 0 "the same: $predictor" "\"\$MDMCERT\" certify --law=bits \
    --schedule=ar --predictor=$predictor --format=tsv | grep -v ^predictor"
done

# The training error is H_b-like: log 2 less than .. here log(10/9).
claims ()
{
  name=$1
  shift
  case_run 0 "$name" certify --law=bits "$@" -q
}
claims 'by hand' --schedule=ar --predictor=smooth:1/5 \
  --claim='eps_train = log(10/9)' --claim='ekl = log(10/9)' \
  --claim='ekl_ideal = 0' --claim=decoupling --claim='kl_mixed = log(10/9)'
claims 'power keeps fair bits' --schedule=2 --predictor=power:7 \
  --claim='eps_train = 0' --claim='ekl = log(2)'
claims 'power sharpens' --schedule=ar --predictor=power:2 \
  --claim='ekl = 0'
claims 'smooth:0 and law:p are ideal' --schedule=1,1 --predictor=smooth:0 \
  --claim='eps_train = 0' --claim='kl_mixed = 0'
claims 'smooth:1 is uniform' --schedule=ar --predictor=smooth:1 \
  --claim='ekl = log(2)' --claim='ser = 1/2'
claims 'ideal by name' --schedule=2 --predictor=ideal --claim='eps_train = 0'
claims 'one partition' --schedule='blocks:1|0' --predictor=smooth:1/5 \
  --claim=decoupling --claim='ekl = kl_mixed' --claim='ekl = log(10/9)'
printf '1 0 0\n4 0 1\n4 1 0\n1 1 1\n' >coin
case_run 0 'power: 1/5 and 4/5 become 1/17 and 16/17' certify --law=coin \
  --schedule='blocks:0|1' --predictor=power:2 -q \
  --claim='eps_train = 1/5*log(17/5) + 4/5*log(17/20)'

# Temperature 0, of equal tokens the first: one at a time 1 first makes 10 and 2
# last 02; both at once make 12, which is no sequence of the law.
printf '#: vocab 2 1 0\n1 10\n1 02\n' >argmax
case_out <<'END'
sequence	p	p_Y
12	0	1/2
10	1/2	1/4
02	1/2	1/4
END
case_run 0 'argmax' law --law=argmax --schedule=iid-uniform:2 \
  --predictor=argmax --format=tsv --facts=none
claims 'of fair bits the first' --schedule=1,1 --predictor=argmax \
  --claim='tv = 1/2' --claim='ser = 0' --claim='tv_mean = 1/2'
case_out <<'END'
ekl inf
kl_mixed 0
eps_train inf
END
case_sh 0 'the mean of infinite errors may be finite' \
  '"$MDMCERT" certify --law=argmax --schedule=1,1 --predictor=argmax \
    --format=tsv | awk "/^(ekl|kl_mixed|eps_train)/ { print \$1, \$2 }"'

# Infinite errors.
printf '1 00\n' >zeros
case_out <<'END'
ekl inf inf
kl_mixed inf inf
eps_train inf inf
tv 3/4
decoupling inf = inf equality
mixing inf <= inf equality
claim-1 inf < 100.000 refuted
claim-2 inf > 100.000 holds
decoupling-as-printed inf = -inf refuted
END
case_sh 0 'probability 0 for a possible token' '
"$MDMCERT" certify --law=uniform:V=2,L=2 --schedule=2 --predictor=law:zeros \
  --claim=decoupling --claim=mixing --claim="ekl < 100" --claim="ekl > 100" \
  --claim=decoupling-as-printed --format=tsv --digits=6 |
  awk -F "\t" "/^(ekl|kl_|eps)/ { print \$1, \$2, \$3 }
    /^tv/ { print \$1, \$3 }
    /^(dec|mix|claim-)/ { print \$1, \$2, \$3, \$4, \$6 }"'
case_run 1 'and the exit status' certify --law=uniform:V=2,L=2 --schedule=2 \
  --predictor=law:zeros --claim='ekl < 100' -q
case_out <<'END'
"ekl":{"exact":"inf","value":"inf","unit":"nats"}
END
case_sh 0 'infinity, JSON' '
"$MDMCERT" schedule --law=uniform:V=2,L=2 --schedule=2 --format=json \
  --predictor=law:zeros | tr -d "\n " | sed "s/.*\(\"ekl\".*}\)}.*/\1\n/"'

# Some schedule: ekl and eps_train of the worst one.
case_run 0 'some schedule' certify --law=bits --schedule=2 -q \
  --predictor=smooth:1/5 --claim=sharp-lower-some --claim=eighth-some
printf 'Claim: some\nScope: some\nStatement: ekl >= 9*tc\n' >some
case_run 3 'another schedule might have more' certify --law=bits \
  --schedule=2 --predictor=smooth:1/5 --claim-file=some -q
case_run 1 'not with the ideal predictor' certify --law=bits --schedule=2 \
  --claim-file=some -q

# Undefined where it is asked.
case_err <<'END'
mdmcert: --predictor=law:zeros: undefined: nothing is said of position 1 after 1_, which has probability 1/2
END
case_run 2 'undefined after a possible context' certify --law=bits \
  --schedule='blocks:0|1' --predictor=law:zeros
case_run 0 'not asked there' certify --law=bits --schedule=2 -q \
  --predictor=law:zeros --claim='ekl > 1'
case_run 0 'not asked there by independent times' certify --law=bits -q \
  --schedule=iid:0,1 --predictor=law:zeros --claim='ekl > 1'
case_err <<'END'
mdmcert: --predictor=table:few: undefined: nothing is said of position 0 after __, which has probability 1
END
echo '__ 1 1/2 1/2' >few
case_run 2 'a context that the table has not' law --law=bits --schedule=2 \
  --predictor=table:few
case_out <<'END'
00	1	1
END
printf '1 00\n' >only
printf '#: vocab 0 1\n1 00\n' >only
echo '__ 0 1 0' >first
echo '0_ 1 1 0' >>first
case_sh 0 'impossible contexts need not be there' '
"$MDMCERT" law --law=only --schedule="blocks:0|1" --predictor=table:first \
  --format=tsv | grep ^0'

bad ()
{
  echo "mdmcert: $2" | case_err
  case_run 2 "refused: $1" certify --law=bits --schedule=ar --predictor="$1"
}
which='not a predictor: ideal, argmax, or one of smooth:ETA power:N law:SPEC table:FILE'
bad '' "--predictor=: $which"
bad nosuch "--predictor=nosuch: $which"
bad smooth "--predictor=smooth: not a predictor; the most similar is 'smooth:'"
bad Ideal "--predictor=Ideal: not a predictor; the most similar is 'ideal'"
bad argmax: "--predictor=argmax:: not a predictor; the most similar is 'argmax'"
bad smooth:2 '--predictor=smooth:2: eta is a probability, from 0 to 1'
bad smooth:-1 '--predictor=smooth:-1: eta is a probability, from 0 to 1'
bad power:0 \
  '--predictor=power:0: the power is from 1 to 1000 (smooth:1 is the uniform predictor)'
bad power:1001 \
  '--predictor=power:1001: the power is from 1 to 1000 (smooth:1 is the uniform predictor)'
bad law:uniform:V=2,L=3 "--predictor=law:uniform:V=2,L=3: the predictor's \
law has sequences of length 3, and the law of length 2"
bad law:uniform:V=3,L=2 "--predictor=law:uniform:V=3,L=2: the token '2' of \
the predictor's law is not in the vocabulary of the law"
bad law:uniform:V=2 "--predictor=law:uniform:V=2: a key is missing: 'L'; \
uniform:V=,L= is expected"
bad law:nosuch 'nosuch: cannot open: No such file or directory'
bad table: '--predictor=table:: the name of a file is missing'
bad table:nosuch 'nosuch: cannot open: No such file or directory'
table ()
{
  printf "$1" >bad
  bad table:bad "bad$2"
}
table '__ 0 1/2 1/3\n' \
  ':1:6: the probabilities sum to 5/6, 1/6 less than 1; --normalize divides by it'
table '__ 0 1/2\n' \
  ':1:1: a context, a position and 2 probabilities are expected'
table '__ 0 -1 2\n' ':1:6: a probability is never negative'
table '__ 2 1 0\n' ':1:4: position 2 is not below the length 2'
table '_0 1 1 0\n' ':1:4: the position is not masked'
table '_2 0 1 0\n' \
  ":1:2: '2' is neither a token of the law nor the mask '_'"
table '_ 0 1 0\n' ':1:2: the context is shorter than the law'"'"'s sequences'
table '___ 0 1 0\n' ':1:3: the context is longer than the law'"'"'s sequences'
table '__ 0 1 0\n__ 1 1 0\n__ 0 1 0\n' \
  ':3:1: the context and position of line 1 again'
table '#: mask 0\n00 0 1 0\n' \
  ": the mask '0' is a token of the law; declare another one, '#: mask X'"
table '#: vocab 0 1\n' ":1:1: the one declaration is '#: mask X'"
table '__ 0 1 0\n#: mask ?\n' ':2:1: the mask is declared before the rows'
table '__ 0 1 1/0\n' ":1:8: the denominator is zero, not '1/0'"
table '__ 0 1 \000\n' ':1:8: a NUL byte; a law is UTF-8 text'

echo 'mdmcert: --predictor: a predictor needs a schedule' | case_err
case_run 2 'a predictor without a schedule' law --law=bits --predictor=power:2
tap_done
