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
  sort -n -k 1,1 placed | awk 'NR > 1 && $3 < last { bad = 1 } { last = $3 + 0 }
    END { exit bad }' || tap_not_ok "$1: places to the right"
  grep -q 'set multiplot' figure.gnuplot \
    || sort -rn -k 2,2 placed | awk '
      NR > 1 && $4 + 0 < last { bad = 1 } { last = $4 + 0 }
      END { exit bad }' || tap_not_ok "$1: places upwards"
}

compiles ()
{
  if command -v gnuplot >/dev/null && gnuplot -e 'set terminal pdfcairo' \
    >/dev/null 2>&1; then
    gnuplot figure.gnuplot >figure.pdf 2>log
    tap_true "$1: gnuplot draws it" test -s figure.pdf
    tap_true "$1: gnuplot has nothing to say" test ! -s log
  else
    tap_skip "$1: gnuplot draws it" 'gnuplot was not found'
  fi
  if command -v pdflatex >/dev/null && kpsewhich pgfplots.sty >/dev/null; then
    cp figure.pgfplots figure.tex
    tap_true "$1: LaTeX compiles it" \
      pdflatex -interaction=nonstopmode -halt-on-error figure.tex
  else
    tap_skip "$1: LaTeX compiles it" 'LaTeX with pgfplots was not found'
  fi
}

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
bad '--law=parity:V=2,L=3..2: the range ends before it begins' curve \
  --law=parity:V=2,L=3..2
bad '--schedule=blocks:0|1|2|3: only the steps of a schedule of sizes lie below the curve' \
  curve --law=$markov --schedule='blocks:0|1|2|3'
bad '--schedule=best:1..5: the number of steps must be between 1 and 4' \
  curve --law=$markov --schedule=best:1..5

# Names that would break a document.
printf '1 0\n1 1\n' >'a & <b> _%$'\''{}.law'
agree 'a strange name' 0 curve --law='./a & <b> _%$'\''{}.law' \
  --law=parity:V=2,L=2

tap_done
