# The text: what is shortened, aligned and wrapped, and colour, which is for
# terminals alone.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# run ARGUMENT..: the same as text and as TSV.
run ()
{
  "$MDMCERT" "$@" >text
  "$MDMCERT" "$@" --format=tsv >tsv
}

# An exact form is shown up to 60 columns, and in the TSV always.
run info --law=markov:flip=1/4,L=9
awk -F '\t' 'NF == 3 && $1 != "quantity" {
  print $1, $2, (length ($3) > 60 ? ".." : $3) }' tsv >want
sed -n '/^quantity/,/^$/p' text | sed '1d;/^$/d' | tr -s ' ' >got
tap_same 'exact forms of 60 columns, and no longer ones' want got
tap_true 'some are longer' grep -q '\.\.$' got
tap_true 'some are not' grep -q 'log.*log' got
awk -F '\t' 'length ($3) > 60' tsv >long
tap_true 'the TSV has them whole' grep -q 'log.*log.*log' long

# Ratios of more than 24 columns become decimals, rounded as digits are asked.
run certify --law=random:V=2,L=4,den=5,seed=3 --schedule=iid:1/2,1/3,1/6 \
  --claim='ser <= tv' --claim='ser <= 1'
ratio=438632139471139074994/569111080089967478085
tap_true 'a long ratio in the TSV' grep -q "	$ratio	" tsv
tap_true 'is a decimal in the text' grep -q ' 0.770732032491 ' text
tap_true 'and nowhere else' sh -c "! grep -q '$ratio' text"
"$MDMCERT" certify --law=random:V=2,L=4,den=5,seed=3 --digits=20 \
  --schedule=iid:1/2,1/3,1/6 --claim='ser <= tv' >text
tap_true 'with the digits asked for' grep -q ' 0.77073203249143955825 ' text

# Lists of sizes: cut in tables, wrapped and then cut in facts.
run schedule --law=repetition:V=2,L=90 --schedule=ar --schedule=45,45
tap_true 'a long list in the TSV' grep -q '	\(1,\)\{89\}1	' tsv
tap_true 'is cut in a table' grep -q ' \(1,\)\{23\}\.\. ' text
tap_true 'a short one is not' grep -q ' 45,45 ' text
case_out <<'END'
sizes     1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,
          1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,
          1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,
          1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,..
END
case_sh 0 'a list in a fact takes four lines' '"$MDMCERT" certify \
  --law=repetition:V=2,L=900 --schedule=ar --claim=sharp-upper |
  sed -n "/^sizes/,/^T/{/^T/d;p;}"'

# Columns of decimals are aligned at the point, whole numbers at their ends.
case_out <<'END'
quantity  nats            exact
-1/3        -0.333333     -1/3
100/7       14.2857       100/7
1000      1000.00         1000
1/2^40       9.09495e-13  1/1099511627776
END
case_sh 0 'decimals at the point' '"$MDMCERT" info --law=parity:V=2,L=2 \
  --quantity=-1/3 --quantity=100/7 --quantity=1000 --digits=6 \
  --quantity="1/2^40" | grep "^[q1-].* "'

# No line ends in a blank, and each column begins where its head does.
run certify --law=mds:q=5,L=5,k=2 --schedule=1,3,1
tap_true 'no line ends in a blank' sh -c '! grep -q " $" text'
tap_true 'wrapped lines fit' sh -c "grep '^ ' text | awk 'length > 79 { exit 1 }'"
sed -n '/^    /p' text | tr -s ' ' | tr -d '\n' >got
awk -F '\t' 'NF == 7 && $1 != "claim" && $7 != "" { printf " %s", $7 }' tsv >want
tap_same 'notes are below their rows, whole' want got
awk -F '\t' 'NF == 7 { print $6 }' tsv >want
awk '/^claim/ { at = index ($0, "verdict") } at && /^[a-z]/ { print substr ($0, at) }
  /^$/ { at = 0 }' text >got
tap_same 'verdicts stand under their head' want got

# Wide characters take two columns, those that combine none.
printf '2 \346\227\245 a\n1 e\314\201 b\n' >law
printf 'sequence  p\ne\314\201 b       1/3\n\346\227\245 a      2/3\n' | case_out
case_sh 0 'columns of wide and of combining characters' \
  '"$MDMCERT" law --law=law | sed -n "/^sequence/,/^$/{/^$/d;p;}"'

# The last line sums up, in every command, and nothing follows.
last ()
{
  tap_try "$@"
  tail -n 1 "$stdout"
}
echo 'entropy 2.00000, TC 1.00000, DTC 2.00000 bits' >want
last info --law=parity:V=2,L=3 --unit=bits >got
tap_same 'info: the last line' want got
echo 'entropy 1.39, TC 0.693, DTC 1.39 nats' >want
last info --law=parity:V=2,L=3 --digits=3 >got
tap_same 'info: the last line with few digits' want got
echo '1 sequence of positive probability' >want
last law --law=uniform:V=1,L=3 >got
tap_same 'law: the last line' want got
echo '1 sequence is sampled, 0 of them impossible; TV 0, SER 0' >want
last law --law=uniform:V=1,L=3 --schedule=3 >got
tap_same 'law with a schedule: the last line' want got
echo '1 schedule: ekl 1.38629 nats' >want
last schedule --law=repetition:V=2,L=3 --schedule=3 >got
tap_same 'schedule: the last line of one' want got
echo '2 schedules, all alike: ekl 0 nats' >want
last schedule --law=uniform:V=2,L=3 --schedule=3 --schedule=ar >got
tap_same 'schedule: the last line of equal errors' want got
# A predictor that never repeats: with one step it is fair, with more it gives
# probability 0 to what the law does.
printf '1 01\n1 10\n' >other
echo '3 schedules: ekl from 0.693147 (2) to inf nats (1,1 and 1 more)' >want
last schedule --law=repetition:V=2,L=2 --predictor=law:other --schedule=1,1 \
  --schedule=2 --schedule=ar >got
tap_same 'schedule: the last line of infinite errors' want got
"$MDMCERT" claims --format=tsv | sed 1d | wc -l | tr -d ' ' >count
echo "$(cat count) claims; V: read in the paper, S: as summarised elsewhere, \
D: derived here" >want
last claims >got
tap_same 'claims: the last line' want got
for claim in $("$MDMCERT" claims --format=tsv | sed '1d;s/	.*//'); do
  kind=$("$MDMCERT" claims --format=tsv | awk -F '\t' -v id="$claim" \
    '$1 == id { print $3 }')
  how='only when it is named'
  test "$kind" != theorem || how='wherever it applies'
  echo "$claim: decided $how" >want
  last claims "$claim" >got
  tap_same "claims $claim: the last line" want got
done

# Colour is for terminals.  script(1) of util-linux gives the program one.
escape=$(printf '\033')
TERM=xterm NO_COLOR= "$MDMCERT" claims >got
tap_true 'no colour in a file' sh -c "! grep -q '$escape' got"
if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  tap_skip 'colour on a terminal' 'script of util-linux was not found'
else
  # on_terminal ENVIRONMENT..: what the program writes there into the file got,
  # without carriage returns.
  arguments='certify --law=repetition:V=2,L=2 --schedule=2
    --claim=sharp-upper --claim=sharp-order --claim=ekl<0'
  on_terminal ()
  {
    # The shell of script splits the arguments.
    printf '"%s" %s "$@"\n' "$MDMCERT" "$(echo $arguments | sed 's/</\\</')" \
      >command
    env -u NO_COLOR TERM=xterm "$@" script -qec 'sh ./command' /dev/null \
      </dev/null 2>&1 | tr -d '\r' >got
  }
  "$MDMCERT" $arguments >plain
  on_terminal
  for word in 32mholds 36mequality 31mrefuted 1mverdict '1m3 claims'; do
    tap_true "on a terminal: $word" grep -q "$escape\\[$word" got
  done
  sed "s/$escape\[[0-9]*m//g" got >bare
  tap_same 'colour is all that a terminal adds' plain bare
  on_terminal NO_COLOR=1
  tap_same 'none with NO_COLOR' plain got
  on_terminal NO_COLOR=
  tap_true 'but with an empty NO_COLOR' grep -q "$escape" got
  on_terminal TERM=dumb
  tap_same 'none on a dumb terminal' plain got
  on_terminal TERM=
  tap_same 'none on a terminal without a name' plain got
  arguments="$arguments -o file"
  on_terminal
  tap_same 'none with -o' plain file
  arguments='claims --format=tsv'
  "$MDMCERT" $arguments >plain
  on_terminal
  tap_same 'none in TSV' plain got
fi

tap_done
