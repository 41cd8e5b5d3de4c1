# mdmcert plot: figures.  Every format draws the same digits, and the two that
# are sources compile where LaTeX and gnuplot are there.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# What each format says of the marks, one a line, `x y'.
marks_of_tsv () { awk -F '\t' '$2 != "-" && $3 != "-" && $3 != "inf" { print $2, $3 }'; }
marks_of_svg ()
{
  sed -n 's/.* data-x="\([^"]*\)" data-y="\([^"]*\)".*/\1 \2/p'
}
marks_of_pgfplots ()
{
  sed -n '/^% The area:/,/cycle;$/d
    s/^  (\([^,]*\),\([^)]*\))$/\1 \2/p' | sed '/ nan$/d'
}
marks_of_gnuplot ()
{
  sed -n '/^\$series/,/^EOD/p' | sed '/^\$series/d;/^EOD/d;/ NaN$/d'
}

# agree NAME STATUS ARGUMENT..: do all formats have the same marks, and
# compile?
agree ()
{
  agree_name=$1 agree_status=$2
  shift 2
  "$MDMCERT" plot "$@" --format=tsv --facts=none | sed 1d | marks_of_tsv >want
  tap_true "$agree_name: there are marks" test -s want
  for format in svg pgfplots gnuplot; do
    "$MDMCERT" plot "$@" --format=$format >figure.$format 2>"$stderr"
    status=$?
    tap_true "$agree_name: status, $format" test $status = "$agree_status"
    marks_of_$format <figure.$format >got
    tap_same "$agree_name: the marks, $format" want got
  done
  "$MDMCERT" plot "$@" -j 3 >again
  tap_same "$agree_name: the same bytes with -j" figure.svg again
  places "$agree_name"
  compiles "$agree_name"
}

# places NAME: are the places of the marks in SVG in the order of their
# numbers, on each axis?
places ()
{
  sed -n 's/^<path d="M\([0-9]*\) \([0-9]*\).* data-x="\([^"]*\)" data-y="\([^"]*\)".*/\1 \2 \3 \4/p' \
    figure.svg >placed
  tap_true "$1: there are places" test -s placed
  sort -k 1,1n -k 3,3g placed | awk 'NR > 1 && $3 + 0 < last { bad = 1 } { last = $3 + 0 }
    END { exit bad }' || tap_not_ok "$1: places to the right"
  grep -q 'set multiplot' figure.gnuplot \
    || sort -k 2,2rn -k 4,4g placed | awk '
      NR > 1 && $4 + 0 < last { bad = 1 } { last = $4 + 0 }
      END { exit bad }' || tap_not_ok "$1: places upwards"
}

# compiles NAME: does gnuplot draw it?  LaTeX is tried in the end.
compiles ()
{
  figures=$((figures + 1))
  cp figure.pgfplots figure-$figures.tex
  if command -v gnuplot >/dev/null && gnuplot -e 'set terminal pdfcairo' \
    >/dev/null 2>&1; then
    gnuplot figure.gnuplot >figure.pdf 2>log
    tap_true "$1: gnuplot draws it" test -s figure.pdf
    tap_true "$1: gnuplot has nothing to say" test ! -s log
  else
    tap_skip "$1: gnuplot draws it" 'gnuplot was not found'
  fi
}
figures=0

markov=markov:flip=1/4,L=4

# The curve: Z, and under it Z at the beginning of each step.
case_out <<'END'
title	parity:V=2,L=3
x	tokens revealed, j
y	information Z_j (bits)

series	x	y	exact
Z_j	0	0	0
Z_j	1	0	0
Z_j	2	0	0
Z_j	3	1.0	log2(2)
1,2: ekl 1.000 bits	0	0	0
1,2: ekl 1.000 bits	1	0	0
1,2: ekl 1.000 bits	2	0	0
1,2: ekl 1.000 bits	3	0	0
END
case_run 0 'a curve' plot curve --law=parity:V=2,L=3 --schedule=1,2 \
  --format=tsv --digits=2 --unit=bits

# The areas are the errors.
"$MDMCERT" plot curve --law=$markov --schedule=balanced:1..4 --format=tsv \
  --facts=none --digits=15 \
  | awk -F '\t' 'NR == 1 || $2 == 0 { next }
      $1 == "Z_j" { z[$2] = $3; next }
      { split ($1, name, ": ekl "); sum[name[1]] += z[$2] - $3 }
      END { for (s in sum) printf "%s %.9f\n", s, sum[s] }' | sort >got
for T in 1 2 3 4; do
  printf 'balanced:%s %.9f\n' $T "$("$MDMCERT" certify --law=$markov \
    --schedule=balanced:$T --claim=decoupling --format=json \
    | sed -n '/"ekl"/,/}/s/.*"value": "\(.*\)".*/\1/p')"
done >want
tap_same 'the areas of a curve are the errors' want got

agree 'a curve' 0 curve --law=$markov --schedule=balanced:2 --schedule=cosine:3
agree 'curves' 0 curve --law=$markov --law=parity:V=2,L=3..4 --schedule=ar \
  --width=17
agree 'many digits' 0 curve --law=$markov --schedule=balanced:2 --digits=60
agree 'a small figure' 0 curve --law=$markov --width=0.5

# ---------------------------------------------------------------------------
# Errors, rates, ratios.

# certified LAW SCHEDULE NAME: the digits of a measure.
certified ()
{
  "$MDMCERT" certify --law="$1" --schedule="$2" --claim=decoupling \
    --format=tsv --facts=none | awk -F '\t' -v name="$3" '$1 == name { print $2 }'
}

# drawn NAME: the rows of a series, `x y'.
drawn () { awk -F '\t' -v name="$1" '$1 == name { print $2, $3 }' "$stdout"; }

tap_try plot error --law=$markov --format=tsv --facts=none
for schedule in balanced cosine best; do
  for T in 1 2 3 4; do
    echo $T "$(certified $markov $schedule:$T ekl)"
  done >want
  drawn $schedule:1..L >got
  tap_same "the errors of $schedule are those of certify" want got
done

tap_try plot error --law=$markov --schedule=policy:order=confidence,k=1..3 \
  --x=rounds_p --y=kl_mixed --format=tsv --facts=none
for k in 1 2 3; do
  echo "$(certified $markov policy:order=confidence,k=$k rounds_p)" \
    "$(certified $markov policy:order=confidence,k=$k kl_mixed)"
done | sed 's/^\([0-9]\)\.0* /\1 /' >want
drawn policy:order=confidence,k=1..3 >got
tap_same 'policies by their rounds' want got

tap_try plot rates --law=paired-copy:V=2,L=4 --schedule=iid-uniform:1..3 \
  --format=tsv --facts=none
for name in ser perplexity; do
  for T in 1 2 3; do
    echo $T "$(certified paired-copy:V=2,L=4 iid-uniform:$T $name)"
  done
done >want
drawn iid-uniform:1..3 >got
tap_same 'the rates are those of certify' want got

# Of the best of at most T rounds T is that which was asked for; what is said
# to be drawn to the right is that which is needed.
for kind in best-blocks best-policy; do
  case_out <<END
series	x	y	exact
$kind:1..4	1	0.69	log(2)
$kind:1..4	2	0	0
$kind:1..4	3	0	0
$kind:1..4	4	0	0
END
  case_run 0 "$kind against T" plot error --law=parity:V=2,L=4 \
    --schedule=$kind:1..4 --digits=2 --format=tsv --facts=none
  tap_try plot error --law=parity:V=2,L=4 --schedule=$kind:1..4 --x=T \
    --format=tsv --facts=none
  drawn "$kind:1..4" | cut -d ' ' -f 1 >got
  printf '%s\n' 1 2 2 2 >want
  tap_same "$kind against the steps needed" want got
done

# The bound of a claim is its other side, whichever that is.
case_out <<'END'
series	x	y	exact
balanced:2	2	0.6931	log(2)
ekl <= tc/2*3	2	1.040	3/2*log(2)
2 >= ekl	2	2.000	2
END
case_run 0 'bounds' plot error --law=parity:V=2,L=4 --schedule=balanced:2 \
  --claim='ekl <= tc/2*3' --claim='2 >= ekl' --digits=4 --format=tsv \
  --facts=none

# What does not apply to one schedule is drawn for the others.
case_out <<'END'
series	x	y	exact
balanced:1..2	1	0.69	log(2)
balanced:1..2	2	0	0
li-cai-1	1	2.1	3*log(2)
li-cai-1	2	0.69	log(2)
policy:order=left,k=2	2	0	0
END
case_run 0 'a bound of sizes beside a policy' plot error \
  --law=parity:V=2,L=3 --schedule=balanced:1..2 \
  --schedule=policy:order=left,k=2 --claim=li-cai-1 --digits=2 --format=tsv \
  --facts=none
tap_try plot error --law=parity:V=2,L=3 --schedule=policy:order=left,k=2 \
  --claim=li-cai-1
tap_true 'a claim that never applies: status 3' test $status -eq 3

# What is over a limit is not drawn, and the error says why.
case_out <<'END'
series	x	y	exact
balanced:3	3	-	-
balanced:6	6	0	0
END
case_err <<'END'
mdmcert: --y=ser: left out: the output law takes 1826600 cells of work, over the limit of 5000; raise it with --max-cells
END
case_run 3 'what is over a limit is left out, and told' plot error \
  --law=random:V=2,L=6,den=9,seed=1 --schedule=balanced:3 \
  --schedule=balanced:6 --y=ser --max-cells=5000 --format=tsv --facts=none

# A ratio of a claim is that of certify, which may be a fraction.
tap_try plot ratio --law=$markov --claim=li-cai-1 --format=tsv --facts=none
for T in 1 2 3; do
  "$MDMCERT" certify --law=$markov --schedule=balanced:$T --claim=li-cai-1 \
    --format=tsv --facts=none | awk -F '\t' -v T=$T '
    $1 == "li-cai-1" { split ($5 "/1", q, "/"); printf "%d %.9f\n", T, q[1] / q[2] }'
done >want
drawn li-cai-1 | awk '$2 != "-" { printf "%d %.9f\n", $1, $2 }' >got
tap_true 'a ratio has marks' test -s got
tap_same 'the ratios are those of certify' want got

case_out <<'END'
series	x	y	exact
laws	0.693147180560	2.07944154168	3*log(2)
laws	2.77258872224	0.693147180560	log(2)
END
sed 's/2.77258872224/2.07944154168/' "$tap_case/want-out" >"$tap_case/x"
cp "$tap_case/x" "$tap_case/want-out"
case_run 0 'across laws' plot ratio --law=parity:V=2,L=4 \
  --law=repetition:V=2,L=4 --x=tc --y=dtc --format=tsv --facts=none

case_out <<'END'
series	x	y	exact
parity:V=2,L=2..4	2	0.69	log(2)
parity:V=2,L=2..4	3	0.69	log(2)
parity:V=2,L=2..4	4	0.69	log(2)
END
case_run 0 'along laws' plot ratio --law=parity:V=2,L=2..4 --x=L --y=tc \
  --digits=2 --format=tsv --facts=none

# Laws in no order have marks alone, and all of them.
agree 'laws of a range' 0 ratio --law=random:V=2,L=3,den=9,seed=1..60 --x=tc \
  --y=dtc
tap_true 'no line goes back and forth' grep -q 'only marks, mark=\*' figure.pgfplots
! grep -q 'class="line"' figure.svg || tap_not_ok 'nor in SVG'
tap_true 'each mark has its shape' \
  test "$(grep -c '^<path d="M[0-9]* [0-9]*m.* data-x' figure.svg)" = 60
# Labels of ticks are the numbers: pgfplots adds no power of ten.
! grep -L 'scaled ticks=false' figure.pgfplots | grep . \
  || tap_not_ok 'no factor beside the labels'

agree 'errors' 0 error --law=$markov --claim=li-cai-1 --claim=sharp-upper
agree 'errors, logarithmic' 0 error --law=$markov --log=xy \
  --schedule=balanced:1..3 --schedule=best:1..3
agree 'errors of laws' 0 error --law=$markov --law=parity:V=2,L=3 \
  --schedule=balanced:1..4 --width=17
agree 'rates' 0 rates --law=paired-copy:V=2,L=4 --schedule=iid-uniform:1..3 \
  --schedule=balanced:1..4
agree 'ratios' 0 ratio --law=$markov --claim=li-cai-1 --claim=sharp-upper
agree 'laws' 0 ratio --law=parity:V=2,L=4 --law=repetition:V=2,L=4 --x=tc \
  --y=dtc
agree 'infinite errors' 0 error --law=$markov --schedule=balanced:1..4 \
  --predictor=argmax --y=ekl_ideal

# ---------------------------------------------------------------------------
# Depths and rays.

switch=$abs_top_srcdir/proofs-data/instances/matching-switch.law
cp "$switch" switch
tap_try plot depth --law=switch --format=tsv --facts=none
for column in 2 4 6; do
  "$MDMCERT" depth --law=switch --format=tsv --facts=none \
    | sed '1d;/^$/,$d' | awk -F '\t' -v c=$column '{ print $1, $c }'
done >want
sed 1d "$stdout" | awk -F '\t' '{ print $2, $3 }' >got
tap_same 'the depths are those of depth' want got

# E(8,T), THEORY section 9, and its bounds.
tap_try plot depth --law=permutation:n=8 --format=tsv --facts=none
sed 1d "$stdout" | cut -f 1 | uniq >got
cat >want <<'END'
policy = partition = random sizes
(L/T - 1)/2 <=
log(L/T) <=
END
tap_same 'the series of a permutation' want got
drawn 'policy = partition = random sizes' \
  | awk '{ printf "%d %.6f\n", $1, exp ($2) }' >got
awk 'BEGIN { n = split ("131072/315 768/35 400/63 20/7 64/35 48/35 8/7 1/1", e)
  for (t = 1; t <= n; t++)
    { split (e[t], q, "/"); printf "%d %.6f\n", t, q[1] / q[2] } }' >want
tap_same 'E(8,T)' want got
awk -F '\t' 'NR > 1 { y[$1, $2] = $3 }
  END { for (t = 1; t <= 8; t++)
      { e = y["policy = partition = random sizes", t]
        if (y["(L/T - 1)/2 <=", t] > e || y["log(L/T) <=", t] > e) exit 1 } }' \
  "$stdout" || tap_not_ok 'the bounds of E(8,T) are below it'

tap_try plot depth --law=walk:L=6 --rounds=2..3 --format=tsv --facts=none
sed 1d "$stdout" | cut -f 2 | sort -u >got
printf '2\n3\n' >want
tap_same 'some rounds' want got

# The slack is that of prove.
"$MDMCERT" prove --claim=li-cai-1 --length=6 --all-schedules --smax=3 \
  --format=tsv | awk -F '\t' '$1 ~ /^[0-9]+$/ { print $1, $3 }' >want
tap_try plot rays --claim=li-cai-1 --length=6 --smax=3 --format=tsv \
  --facts=none
sed 1d "$stdout" | awk -F '\t' '{ print $2, $4 }' >got
tap_same 'the slack for all schedules is that of prove' want got
"$MDMCERT" prove --claim='ekl <= dtc/2' --length=6 --schedule=2,2,2 \
  --format=tsv | awk -F '\t' '$1 ~ /^[0-9]+$/ { print $1, $3 }' >want
tap_try plot rays --claim='ekl <= dtc/2' --length=6 --schedule=2,2,2 \
  --format=tsv --facts=none
sed 1d "$stdout" | awk -F '\t' '{ print $2, $4 }' >got
tap_same 'the slack for one schedule is that of prove' want got
"$MDMCERT" prove --claim=li-cai-2-lower-some --length=8 --some-schedule \
  --smax=2 --format=tsv | awk -F '\t' '/^m\t/ { on = 1; next } /^$/ { on = 0 }
    on { print $1, $3 }' >want
tap_try plot rays --claim=li-cai-2-lower-some --length=8 --smax=2 \
  --format=tsv --facts=none
sed 1d "$stdout" | awk -F '\t' '{ print $2, $4 }' >got
tap_same 'the slack for some schedule is that of prove' want got
tap_true 'there is such slack' test -s got

agree 'depths' 0 depth --law=switch --law=walk:L=4
agree 'E(60,T)' 0 depth --law=permutation:n=60 --rounds=1..59 --log=xy
agree 'rays' 0 rays --claim=li-cai-1 --claim='ekl <= dtc/2' --length=7 --smax=3

# ---------------------------------------------------------------------------
# Tables.

cat >a.table <<'END'
Table: A table of $L$
Digits: 5

Rows: parity
For: T = 1..3
Law: parity:V=2,L=3
Schedule: balanced:{T}

Rows: $\beta$ & repetition
For: T = 1..3
Law: repetition:V=2,L=3
Schedule: balanced:{T}

Column: name
Text: {label}

Column: T

Column: half
Text: {T}/2

Column: ekl
Heading: $e$

Column: bound
Claim: li-cai-1
Show: rhs

Column: ratio
Claim: li-cai-1
Show: ratio
END
case_out <<'END'
title	A table of $L$
x	half
y	ekl (nats)

series	x	y	exact
parity	0.50000	0.69315	log(2)
parity	1	0	0
parity	1.5000	0	0
$\beta$ & repetition	0.50000	1.3863	2*log(2)
$\beta$ & repetition	1	0.69315	log(2)
$\beta$ & repetition	1.5000	0	0
END
case_run 0 'a table' plot table a.table --x=half --y=ekl --format=tsv
"$MDMCERT" table a.table --format=tsv --facts=none \
  | awk -F '\t' 'NR > 1 && $6 != "-" { split ($6 "/1", q, "/")
      printf "%d %.4f\n", $2, q[1] / q[2] }' >want
"$MDMCERT" plot table a.table --x=T --y=ratio --format=tsv --facts=none \
  | awk -F '\t' 'NR > 1 && $3 != "-" { printf "%d %.4f\n", $2, $3 }' >got
tap_true 'a table has ratios' test -s want
tap_same 'the column of a table' want got
agree 'a table' 0 table a.table --y=bound

# What is wrong.
bad ()
{
  printf 'mdmcert: %s\n' "$1" >"$tap_case/want-err"
  shift
  case_run 2 "plot $*" plot "$@"
}
bad 'the kind of the figure is missing; mdmcert plot --help lists them'
bad 'curves: no such kind of figure; the most similar is '\''curve'\' curves
bad 'pie: no such kind of figure; mdmcert plot --help lists them' pie
bad '--law: the option is missing: which law?' curve
bad 'extra: an argument too many' curve extra --law=$markov
bad '--format=json: the values are svg, pgfplots, gnuplot, tsv' curve \
  --law=$markov --format=json
bad '--width=0: a width in cm is more than 0 and at most 1000' curve \
  --law=$markov --width=0
bad '--width=-1: a width in cm is more than 0 and at most 1000' curve \
  --law=$markov --width=-1
bad '--log=z: the values are x, y, xy' curve --law=$markov --log=z
bad '--log: the y axis has 0, which has no logarithm: Z_j at x = 0' curve \
  --law=$markov --log=y
bad '--log: the x axis has 0, which has no logarithm: Z_j at x = 0' curve \
  --law=$markov --log=x
bad '--smax: the kind curve does not take it' curve --law=$markov --smax=2
bad '--law=parity:V=2,L=3..: the range needs an end' curve \
  --law=parity:V=2,L=3..
bad '--law=parity:V=2,L=3..2: the range 3..2 ends before it begins' curve \
  --law=parity:V=2,L=3..2
bad '--schedule=blocks:0|1|2|3: only the steps of a schedule of sizes lie below the curve' \
  curve --law=$markov --schedule='blocks:0|1|2|3'
bad '--log: the y axis has 0, which has no logarithm: balanced:1..4 at x = 4' \
  error --law=$markov --schedule=balanced:1..4 --log=y
bad '--claim=tc <= dtc: neither side is what is drawn, so that the other one does not bound it' \
  error --law=$markov --claim='tc <= dtc'
bad '--y: the option is missing: what is drawn, or --claim, whose sides are compared' \
  ratio --law=$markov
bad '--claim: there is a --y already' ratio --law=$markov --y=tc \
  --claim=li-cai-1
bad '--y: the kind rates does not take it' rates --law=$markov --y=tc
bad 'the file with the description of the table is missing' table
bad 'none.table: cannot open: No such file or directory' table none.table
bad '--x=ratios: the table has no such column; the most similar is '\''ratio'\' \
  table a.table --x=ratios
bad '--y=name: the column is not of numbers' table a.table --y=name
bad '--claim: the kind table does not take it' table a.table --claim=li-cai-1
bad '--rounds: the numbers of rounds must be between 1 and 4' depth \
  --law=$markov --rounds=2..5
bad '--length: the option is missing: the length of sequences' rays \
  --claim=li-cai-1
bad '--claim: the option is missing: which claim?' rays --length=4
bad '--length=3..5: a whole number is expected, not '\''3..5'\' rays \
  --claim=li-cai-1 --length=3..5 --smax=2
bad '--smax=1..2: a whole number is expected, not '\''1..2'\' rays \
  --claim=li-cai-1 --length=3 --smax=1..2
bad '--law: the kind rays does not take it' rays --length=4 --law=$markov
bad '--schedule=best:2: the schedule depends on a law; a proof is about all of them' \
  rays --length=4 --claim=li-cai-1 --schedule=best:2
bad '--smax: the option is missing: the largest size, or --schedule' \
  rays --length=4 --claim=li-cai-2-lower-some
bad '--smax: the option is missing: the largest size, or --schedule' rays \
  --length=4 --claim='ekl <= tc'
bad '--smax: rays are of one schedule, or of all with sizes <= smax' \
  rays --length=4 --claim=li-cai-1 --smax=2 --schedule=2,2
bad '--schedule=best:1..5: the number of steps must be between 1 and 4' \
  curve --law=$markov --schedule=best:1..5

# Names that would break a document.
printf '1 0\n1 1\n' >'a & <b> _%$'\''{}.law'
agree 'a strange name' 0 curve --law='./a & <b> _%$'\''{}.law' \
  --law=parity:V=2,L=2

cat >b.table <<'END'
Table: `touch run` "10^<b>"

Rows: 10^<b>&
For: T = 1..2
Law: parity:V=2,L=3
Schedule: balanced:{T}

Rows: $x$ `touch run` #, EOD\
For: T = 1..2
Law: repetition:V=2,L=3
Schedule: balanced:{T}

Rows: a name that is longer than a figure is wide, which is cut or goes on in the next line of the legend
For: T = 1..2
Law: repetition:V=2,L=4
Schedule: balanced:{T}

Column: 10^-<T> is a heading that is longer than the figure is wide, too
Value: T

Column: ekl
END
agree 'strange labels' 0 table b.table
tap_true 'no label is run' test ! -e run
sed -n '/^<text/s/<[^>]*>//gp' figure.svg | tr -d '\n' >got
tap_true 'SVG has all of a long name' \
  grep -q 'a name that is longer than a figure is wide, which is cut or' got
sed -n "s/.* title '\([^']*\)'.*/\1/p" figure.gnuplot | tr -d '\n' >got
tap_true 'so has gnuplot' \
  grep -q 'a name that is longer than a figure is wide, which is cut or' got
if command -v xmllint >/dev/null; then
  for i in 1 2; do
    tap_true "SVG is well-formed $i" xmllint --noout figure.svg
    "$MDMCERT" plot curve --law='./a & <b> _%$'\''{}.law' >figure.svg
  done
else
  tap_skip 'SVG is well-formed' 'xmllint was not found'
fi

# All figures in one document, and one of them alone.
if command -v pdflatex >/dev/null && kpsewhich pgfplots.sty >/dev/null; then
  {
    printf '%s\n' '\documentclass{article}' '\usepackage[T1]{fontenc}' \
      '\usepackage{pgfplots}' '\begin{document}'
    for i in $(seq $figures); do
      printf '\\input{figure-%s}\n\n' $i
    done
    printf '%s\n' '\end{document}'
  } >all.tex
  for name in all figure-1; do
    tap_true "LaTeX compiles $name" \
      pdflatex -interaction=nonstopmode -halt-on-error $name.tex
  done
else
  tap_skip 'LaTeX compiles the figures' 'LaTeX with pgfplots was not found'
fi

tap_done
