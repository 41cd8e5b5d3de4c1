# Claims in files: --claim-file, and where the theorem library is.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
tab=$(printf '\t')

# A theorem of one's own, in a file.
cat >own <<'END'
# Mine.
Claim: my-bound
Title: half of it
Citation: me
Certainty: D
Hypothesis: smax >= 2
Statement: ekl
 <= (smax - 1)/L
 * sum_mi

ekl <= tc
dtc
 >= ekl

Claim: my-other
Kind: variant
Scope: some
Statement: ekl >= R/16
Remark: a remark
END
case_out <<'END'
law	repetition:V=2,L=2
V	2
L	2
support	2
schedule	2
sizes	2
T	1
smax	2
method	closed form

error	nats	exact
ekl	0.693	log(2)
kl_mixed	0.693	log(2)
eps_train	0	0

measure	value (nats)	exact
ser	0.500	1/2
tv	0.500	1/2
log_ter_gap	0.347	1/2*log(2)
log_ter	0.693	log(2)
perplexity	2.00	-

claim	left side	relation	right side	ratio	verdict	note
claim-1	0.693	<=	0.693	1	equality	
li-cai-1	0.693	<=	0.693	1	equality	
my-bound	0.693	<=	0.693	1	equality	
claim-2	0.693	<=	0.693	1	equality	
claim-3	0.693	>=	0.693	1	equality	
my-other	0.693	>=	0.0866	8	holds	the schedule 2 has the greatest ekl with sizes <= 2; a remark
END
case_run 0 'a file of claims after those of the command line' certify \
  --law=repetition:V=2,L=2 --schedule=2 --claim-file=own --digits=3 \
  --claim='ekl <= dtc' --claim=li-cai-1 --format=tsv

case_out <<'END'
    {
      "id": "my-bound",
      "citation": "me",
      "certainty": "D",
      "lhs": null,
      "rhs": null,
      "relation": "<=",
      "verdict": "not-applicable",
      "ratio": null,
      "note": "the hypothesis smax >= 2 does not hold"
    },
END
# A refutation (R > 0 = ekl) weighs more.
case_sh 1 'a hypothesis that fails' '"$MDMCERT" certify \
  --law=repetition:V=2,L=2 --schedule=1,1 --claim-file=own --format=json \
  >got; status=$?; sed -n "/my-bound/,/}/p" got | sed "1i\\    {"
  exit $status'

# Through standard input, with Windows line ends.
sed 's/$/\r/' own | case_in
case_run 0 'from standard input' certify --law=repetition:V=2,L=2 \
  --schedule=2 --claim-file=- -q
printf 'ekl > tc\n' | case_in
case_run 1 'a refuted claim of a file' certify --law=repetition:V=2,L=2 \
  --schedule=2 --claim-file=- -q
# One partition: entries are about random ones, unless they say so; a plain
# claim is not.
printf 'Claim: a\nStatement: ekl <= tc\n' | case_in
case_run 3 'an entry about sizes' certify --law=parity:V=2,L=3 \
  --schedule='blocks:0 1|2' --claim-file=- -q
printf 'Claim: a\nAbout: law\nStatement: ekl <= tc\n\nekl <= tc\n' | case_in
case_run 0 'an entry about the law, and a plain claim' certify \
  --law=parity:V=2,L=3 --schedule='blocks:0 1|2' --claim-file=- -q

# Mistakes.
wrong ()
{
  { echo "mdmcert: bad$1"; cat; } | case_err
  case_run 2 "refused: bad$1" certify --law=parity:V=2,L=3 --schedule=2,1 \
    --claim-file=bad
}
printf 'Claim: x\nStatement: ekl <= foo\n' >bad
wrong ":2:19: unknown name 'foo'" <<'END'
             ekl <= foo
                    ^
END
printf 'ekl\n <= (tc\n +\tdtc\n' >bad
wrong ":3:7: an operator or ')' is expected, but the text ends" <<'END'
   + dtc
        ^
END
printf 'ekl <= tc\nekl <= tc*dtc\n' >bad
wrong ':2:10: product of two real quantities, one of the factors must be rational' <<'END'
  ekl <= tc*dtc
           ^
END
printf 'ekl <= 2^99999999999\n' >bad
wrong ':1:9: a power of more than 100000 bits' <<'END'
  ekl <= 2^99999999999
          ^
END
printf 'ekl <= tc/(1 - 1)\n' >bad
wrong ':1:10: division by zero' <<'END'
  ekl <= tc/(1 - 1)
           ^
END
# Wrong for this law alone.
printf 'ekl <= tc\n\nClaim: z\nStatement: ekl\n <= Z(99)\n' >bad
wrong ':5:5: Z(j) is defined from 1 to 3 here' <<'END'
   <= Z(99)
      ^
END
printf 'Claim: z\nHypothesis: Z(99) >= 0\nStatement: ekl <= tc\n' >bad
wrong ':2:13: Z(j) is defined from 1 to 3 here' <<'END'
              Z(99) >= 0
              ^
END
printf 'Claim: z\nTitel: x\nStatement: ekl <= tc\n' >bad
wrong ":2:1: not a field of a claim; the most similar is 'Title'" </dev/null
printf 'Claim: z\nAuthor: x\nStatement: ekl <= tc\n' >bad
wrong ':2:1: not a field of a claim; the fields are Claim, Title, Citation, Certainty, Kind, About, Scope, Unit, Hypothesis, Statement, Remark and Proved' </dev/null
printf 'Claim: z\nTitle: x\n' >bad
wrong ':1:1: the entry has no Statement' </dev/null
printf 'Claim: z\nTitle: \033[2J\nStatement: ekl <= tc\n' >bad
wrong ':2:8: a control character' </dev/null
printf 'Claim: z\nTitle: \377\nStatement: ekl <= tc\n' >bad
wrong ':2:8: this is not UTF-8' </dev/null
printf 'ekl <= \0tc\n' >bad
wrong ':1:8: a NUL byte' </dev/null
printf '# nothing\n\n' >bad
wrong ': there is no claim in it' </dev/null
rm bad
wrong ': cannot open: No such file or directory' </dev/null
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "("; print "" }' >deep
tap_try certify --law=parity:V=2,L=3 --schedule=2,1 --claim-file=deep
tap_true '10,000 brackets: status 2' test "$status" -eq 2 -a ! -s "$stdout"
tap_true '10,000 brackets: the limit and its place' \
  grep -q '^mdmcert: deep:1:201: more than 200 nested brackets$' "$stderr"
tap_true '10,000 brackets: the caret' grep -q '^  *^$' "$stderr"

# The library: $MDMCERT_DATADIR/claims, all of its files in the order of their
# names, and no others.
mkdir -p data/claims
printf 'Claim: second\nStatement: ekl <= tc\n' >data/claims/b.claims
printf 'Claim: first\nCertainty: V\nKind: variant\nStatement: ekl <= dtc\n' \
  >data/claims/a.claims
echo 'no claims' >data/claims/README
echo 'no claims' >data/claims/.a.claims
echo 'no claims' >data/claims/.claims
MDMCERT_DATADIR=data
export MDMCERT_DATADIR
case_out <<'END'
claim	certainty	kind	statement
first	V	variant	ekl <= dtc
second	-	theorem	ekl <= tc
END
"$MDMCERT" claims --format=tsv | sed "1s/${tab}${tab}/${tab}-${tab}/" >"$stdout"
status=0
: >"$stderr"
tap_judge 0 'a library of its own'
case_run 0 'a name of it' certify --law=parity:V=2,L=3 --schedule=2,1 \
  --claim=first -q
case_run 0 'a name of it, proved' prove --claim=second --length=3 \
  --schedule=2,1 -q
case_err <<'END'
mdmcert: --claim=li-cai-1: no claim of that name; mdmcert claims lists them
END
case_run 2 'a name that is not in it' prove --claim=li-cai-1 --length=3 \
  --schedule=2,1
case_err <<'END'
mdmcert: li-cai-1: no claim of that name; mdmcert claims lists them
END
case_run 2 'a name that is not in it, shown' claims li-cai-1
printf 'Claim: first\nStatement: ekl <= tc\n' >data/claims/c.claims
case_err <<'END'
mdmcert: data/claims/c.claims:1:8: another claim has this id
END
case_run 2 'two files with one id' claims
printf 'Claim: third\nStatement: ekl <= \n' >data/claims/c.claims
case_err <<'END'
mdmcert: data/claims/c.claims:2:19: an expression is expected, but the text ends
             ekl <= 
                    ^
END
case_run 2 'a mistake in the library' certify --law=parity:V=2,L=3 \
  --schedule=2,1 --claim='ekl <= tc'
rm data/claims/*.claims
case_err <<'END'
mdmcert: data/claims: the theorem library is empty, without a file *.claims
END
case_run 2 'an empty library' claims
MDMCERT_DATADIR=nosuch
case_err <<'END'
mdmcert: nosuch/claims: the theorem library cannot be read: No such file or directory
END
case_run 2 'no library' certify --law=parity:V=2,L=3 --schedule=2,1
# Empty is unset.
MDMCERT_DATADIR=
case_run 0 'the library beside the program' prove --claim=li-cai-1 --length=3 \
  --schedule=2,1 -q
unset MDMCERT_DATADIR

# What comes with the program: each by name, and the marks on it.
tap_try claims --format=tsv
cut -f1 "$stdout" | sed 1d >names
for id in li-cai-1 li-cai-1-balanced li-cai-2-upper li-cai-2-lower-some \
  li-cai-2-lower-this curve-identity mixing sharp-upper sharp-constant \
  sharp-lower-some chen-tc chen-dtc austin wainwright-1-cardinality \
  wainwright-h fast-dllm-tv fast-dllm-kl fast-dllm-kl-as-printed; do
  tap_true "$id is in the library" grep -qxF "$id" names
done
while read -r id; do
  case_sh 0 "$id is shown" '"$MDMCERT" claims '"$id"' >shown &&
    grep -qx "id  *'"$id"'" shown'
done <names
case_out <<'END'
li-cai-2-lower-this	variant
fast-dllm-kl-as-printed	wrong as printed
decoupling-as-printed	wrong as printed
perplexity-one	variant
submodularity	inequality
han	inequality
shearer	inequality
data-processing	inequality
refinement	inequality
blocks-mean	inequality
ingleton	variant
zhang-yeung	inequality
END
case_sh 0 'what is no theorem' \
  '"$MDMCERT" claims --format=tsv | sed 1d | cut -f1,3 | grep -v "theorem$"'

# Kept as wrong, and run by name alone.
case_out <<'END'
fast-dllm-kl-as-printed	0.693147180560	<	0.325082973391	2.13221619493	refuted
END
case_sh 1 'fast-dllm-kl-as-printed is wrong at eps = 9/10' '"$MDMCERT" certify \
  --law=repetition:V=2,L=2 --schedule=2 --claim=fast-dllm-kl-as-printed \
  --format=tsv >got; status=$?; grep ^fast got | cut -f1-6; exit $status'
tap_try certify --law=repetition:V=2,L=2 --schedule=2 --format=tsv
tap_true 'it is not run by default' test "$status" -eq 0
tap_true 'nor shown' test -z "$(grep -e as-printed -e lower-this "$stdout")"

# A claim about pure numbers says so, and is not converted: T = 4 steps, and
# 2 + (1 + log 4) * 2 = 6.7726 also where entropies are shown in bits.
tap_try certify --law=parity:V=2,L=4 --schedule=tc:eps=1 --unit=bits \
  --claim=chen-tc-steps --format=tsv --digits=4
tail -n 1 "$stdout" >last
printf 'chen-tc-steps\t%s\n' '4.000	<=	6.773	0.5906	holds	' >want
tap_same 'pure numbers stay as they are in bits' want last

# A claim of one's own does without a library that is not there.
MDMCERT_DATADIR=nowhere
export MDMCERT_DATADIR
tap_try certify --law=parity:V=2,L=4 --schedule=2,2 --claim='ekl <= tc'
tap_true 'an own claim needs no library' test "$status" -eq 0
tap_try certify --law=parity:V=2,L=4 --schedule=2,2 --claim=li-cai-1
tap_true 'a claim of the library does' test "$status" -eq 2
unset MDMCERT_DATADIR

# Several files: their claims in order, and no id twice.
printf 'Claim: mine\nStatement: tc >= 0\n\ntc >= dtc\n' >first
printf 'tc <= dtc\n' >second
case_out <<'END'
mine holds
claim-1 equality
claim-2 equality
END
case_sh 0 'two files' '"$MDMCERT" certify --law=parity:V=2,L=2 --schedule=2 \
  --claim-file=first --claim-file=second --format=tsv |
  awk -F "\t" "/^(claim-|mine)/ { print \$1, \$6 }"'
case_err <<'END'
mdmcert: first:1:8: another claim has this id
END
case_run 2 'an id in two files' certify --law=parity:V=2,L=2 --schedule=2 \
  --claim-file=first --claim-file=first

tap_done
