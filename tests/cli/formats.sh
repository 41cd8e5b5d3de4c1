# --format=tsv and csv, --facts, and that others read them.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

schedule='schedule --law=parity:V=2,L=3 --schedule=2,1 --schedule=ar'
facts='law	parity:V=2,L=3
V	2
L	3
support	4
'
rows='schedule	T	sizes	ekl (nats)	exact
2,1	2	2,1	0	0
ar	3	1,1,1	0	0'
{ printf '%s\n' "$facts"; echo "$rows"; } | case_out
case_run 0 'tsv' $schedule --format=tsv
{ printf '%s\n' "$facts"; echo "$rows"; } | case_out
case_run 0 'tsv: facts at the top' $schedule --format=tsv --facts=top
{ printf '%s' "$facts" | sed 's/^/# /;s/	/: /'; echo "$rows"; } | case_out
case_run 0 'tsv: facts as comments' $schedule --format=tsv --facts=comment
echo "$rows" | case_out
case_run 0 'tsv: no facts' $schedule --format=tsv --facts=none

case_out <<'END'
law,"parity:V=2,L=3"
V,2
L,3
support,4

schedule,T,sizes,ekl (nats),exact
"2,1",2,"2,1",0,0
ar,3,"1,1,1",0,0
END
case_run 0 'csv' $schedule --format=csv
case_out <<'END'
# law: parity:V=2,L=3
# V: 2
# L: 3
# support: 4
schedule,T,sizes,ekl (nats),exact
"2,1",2,"2,1",0,0
ar,3,"1,1,1",0,0
END
case_run 0 'csv: facts as comments' $schedule --format=csv --facts=comment

# Several tables, and facts alone.
case_out <<'END'
error,nats,exact
ekl,0,0
kl_mixed,0,0
eps_train,0,0

measure,value (nats),exact
ser,0,0
tv,0,0
log_ter_gap,0,0
log_ter,0.462098120373,2/3*log(2)
perplexity,1.58740105197,-

claim,left side,relation,right side,ratio,verdict,note
claim-1,0,=,0,-,equality,
END
case_run 0 'csv: several tables' certify --law=parity:V=2,L=3 --schedule=ar \
  --claim='ekl = 0' --format=csv --facts=none
tap_try claims austin --format=csv --facts=none
tap_true 'csv: nothing but facts' test ! -s "$stdout"

# What is quoted.
printf '#: split words\n1 a,b "q"\n2 #x y\n' >odd
case_out <<'END'
sequence,p
"#x y",2/3
"a,b ""q""",1/3
END
case_run 0 'csv: quotes' law --law=odd --format=csv --facts=none
cp "$stdout" odd.csv

for format in text json latex; do
  echo 'mdmcert: --facts: it goes with --format=tsv and --format=csv' | case_err
  case_run 2 "no --facts with --format=$format" info --law=odd \
    --format=$format --facts=none
done
echo 'mdmcert: --facts=no: the values are top, comment, none' | case_err
case_run 2 'other --facts' info --law=odd --format=tsv --facts=no

# Tables too.
printf 'Table: T\n\nRows: {L}\nFor: L = 2..3\nLaw: parity:V=2,L={L}\nSchedule: ar\n
Column: L\n\nColumn: tc\n' >t.table
printf 'L,tc\n2,0.693147180560\n3,0.693147180560\n' | case_out
case_run 0 'csv: a table' table t.table --format=csv --facts=none

# Other programs.  (pgfplotstable knows no quotation marks.)
if command -v datamash >/dev/null; then
  "$MDMCERT" $schedule --format=tsv --facts=none \
    | datamash -H mean T sum 4 >got
  printf 'mean(T)\tsum(ekl (nats))\n2.5\t0\n' >want
  tap_same 'datamash' want got
  "$MDMCERT" $schedule --format=tsv --facts=comment \
    | datamash -C -H mean T sum 4 >got
  tap_same 'datamash with comments' want got
else
  tap_skip 'datamash' 'it was not found'
fi
if command -v python3 >/dev/null; then
  python3 -c 'import csv
for row in csv.DictReader(open("odd.csv", newline="")):
    print(row["sequence"], row["p"])' >got
  printf '#x y 2/3\na,b "q" 1/3\n' >want
  tap_same 'csv.DictReader' want got
else
  tap_skip 'csv.DictReader' 'Python was not found'
fi
if command -v pdflatex >/dev/null && kpsewhich pgfplotstable.sty >/dev/null
then
  "$MDMCERT" $schedule --format=tsv --facts=comment >rows.tsv
  cat >rows.tex <<'END'
\documentclass{article}
\usepackage{pgfplotstable}
\pgfplotsset{compat=1.9}
\begin{document}
\pgfplotstabletypeset[col sep=tab, columns/schedule/.style={string type},
  columns/sizes/.style={string type}]{rows.tsv}
\end{document}
END
  tap_true 'pgfplotstable' pdflatex -interaction=nonstopmode \
    -halt-on-error rows.tex
else
  tap_skip 'pgfplotstable' 'it was not found'
fi

# A reader that goes away is no trouble to tell of.
tap_true 'head' test -z "$( { "$MDMCERT" law --law=uniform:V=2,L=16 \
  --format=tsv | head -n 1 >/dev/null; } 2>&1)"

tap_done
