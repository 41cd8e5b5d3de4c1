# --format=latex: of every command, and that LaTeX takes it.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# Numbers, exact forms, relations, words; facts and the last line in comments.
tap_try certify --law=markov:flip=1/3,L=3 --schedule=2,1 --digits=4 \
  --claim=sharp-constant --claim='ekl <= dtc/9' --claim=li-cai-2-upper \
  --format=latex
sed -n '/tabular/,/midrule/p' "$stdout" | sed 4q >got
cat >want <<'END'
  \begin{tabular}{lS[table-format=1.5]l}
    \toprule
    error & {nats} & exact \\
    \midrule
END
tap_same 'certify: the columns of the first table' want got
tap_true 'certify: status 1' test "$status" -eq 1
tap_true 'certify: facts are comments' grep -q '^% law: markov:flip=1/3,L=3$' \
  "$stdout"
tap_true 'certify: relations' grep -q '^    sharp-constant & .* & \$\\le\$ & ' \
  "$stdout"
tap_true 'certify: the last line' grep -q '^% 3 claims: ' "$stdout"
# The exact form is that of the other formats.
"$MDMCERT" certify --law=markov:flip=1/3,L=3 --schedule=2,1 --format=tsv \
  --digits=4 --claim=sharp-constant \
  | awk -F '\t' '
    $1 == "ekl" { print formula($3) }
    function formula (text)
    {
      gsub (/log\(/, "\\log ", text)
      gsub (/\)/, "", text)
      gsub (/\*/, "\\,", text)
      while (match (text, /[0-9]+\/[0-9]+/))
        {
          split (substr (text, RSTART, RLENGTH), part, "/")
          text = substr (text, 1, RSTART - 1) "\\frac{" part[1] "}{" part[2] \
            "}" substr (text, RSTART + RLENGTH)
        }
      return text
    }' >want
sed -n 's/^    ekl .*\$\(.*\)\$ .*/\1/p' "$stdout" >got
tap_same 'certify: the exact form' want got

# What LaTeX would take for a command is escaped.
printf '#: split words\n#: vocab a_b {c} $ & %% \\d ~^ <|> "\n' >odd
printf '1 a_b {c}\n2 $ &\n3 %% \\d\n4 ~^ <|>\n5 " ["x\n' | sed 's/ \["x/ a_b/' >>odd
tap_try law --law=odd --format=latex
cat >want <<'END'
    \$ \& & $2/15$ \\
    \% \textbackslash{}d & $1/5$ \\
    \symbol{34} a\_b & $1/3$ \\
    \textasciitilde{}\textasciicircum{} \textless{}\textbar{}\textgreater{} & $4/15$ \\
    a\_b \{c\} & $1/15$ \\
END
sed -n '/midrule/,/bottomrule/p' "$stdout" | grep '&' | LC_ALL=C sort >got
LC_ALL=C sort want >sorted
tap_same 'law: tokens are escaped' sorted got

# Facts alone are a table.
tap_try claims austin --format=latex
tap_true 'claims ID: a table of facts' grep -q '^    citation & ' "$stdout"
sed -n '/^% statement$/,$p' "$stdout" >got
cat >want <<'END'
% statement
\[
  \mathrm{ekl} \le \frac{L - T}{T}\,\mathrm{DTC} + \varepsilon_{\mathrm{train}}
\]
% austin: decided wherever it applies
END
tap_same 'claims ID: the statement is displayed' want got
# Every claim of the library, and the rules of brackets.
mkdir data data/claims
cat >data/claims/own.claims <<'END'
Claim: brackets
Hypothesis: H(0,2|1) - (tc - dtc) <= 2*3/4*I(0;1|3)
Hypothesis: -(L - 1)^2*(2/3)^T < sum(j, 1, 2, Z(j))*2 + sum(k, 0, L, -e(k) + 1)
Statement: tc/(L*(V + 1)) - 1/2*-3 + 0.25*(1 + 2)*TC(0;1) >= min(1, max(tc, 2))
END
MDMCERT_DATADIR=$PWD/data "$MDMCERT" claims brackets --format=latex \
  | sed -n '/^  /{/tabular/d;/^    /d;p;}' >got
cat >want <<'END'
  H(X_{0}, X_{2} \mid X_{1}) - \left(\mathrm{TC} - \mathrm{DTC}\right) \le \frac{2 \cdot 3}{4}\,I(X_{0}; X_{1} \mid X_{3})
  \left(-\left(L - 1\right)^{2}\right)\,\left(\frac{2}{3}\right)^{T} < \left(\sum_{j=1}^{2} Z_{j}\right) \cdot 2 + \sum_{k=0}^{L} \left(-e_{k} + 1\right)
  \frac{\mathrm{TC}}{L\,\left(V + 1\right)} - \frac{1}{2}\,\left(-3\right) + \frac{1}{4}\,\left(1 + 2\right)\,\mathrm{TC}(X_{0}; X_{1}) \ge \min\left(1, \max\left(\mathrm{TC}, 2\right)\right)
END
tap_same 'formulas: brackets' want got
{
  printf '%s\n' '\documentclass{article}' '\usepackage{amsmath,booktabs}' \
    '\usepackage[T1]{fontenc}' '\usepackage{lmodern,textcomp}' \
    '\begin{document}'
  "$MDMCERT" claims --format=tsv | sed '1d;s/	.*//' | while read -r id; do
    "$MDMCERT" claims "$id" --format=latex
    echo
  done
  echo '\end{document}'
} >claims.tex

# A column of sequences of digits is no column of numbers.
tap_try law --law=parity:V=2,L=3 --format=latex
tap_true 'law: sequences are texts' grep -q 'begin{tabular}{lS\|begin{tabular}{ll' \
  "$stdout"
tap_true 'law: sequences keep their zeros' grep -q '^    000 & ' "$stdout"

# Exponents, signs, infinite widths.
cat >wide.table <<'END'
Table: Wide
Digits: 3

Rows: $x^{{2}}$ {flip}
For: flip = 1/2, 1/1000, 499/1000
Law: markov:flip={flip},L=3
Schedule: 1,2

Column: flip
Text: {label}

Column: ekl

Column: less
Value: ekl - 100*tc
END
tap_try table wide.table --format=latex
tap_true 'exponents and signs are in the format' \
  grep -q '{lS\[table-format=1.*e-.*\]S\[table-format=-' "$stdout"
tap_true 'formulas of templates' grep -qF '$x^{2}$ 1/1000 & ' "$stdout"

# Integers among fractions are formulas in a column of their own, and among
# decimals numbers.
cat >mixed.table <<'END'
Table: Mixed

Rows: code
For: k = 1..3
Law: mds:q=5,L=4,k={k}
Schedule: 3,1

Column: ratio
Claim: li-cai-1
Show: ratio
Numbers: short

Column: k
Text: {k}

Column: decimal
Claim: li-cai-1
Show: ratio
Numbers: decimal
END
tap_try table mixed.table --format=latex --digits=3
sed -n '/begin{tabular}/p;/ & /p' "$stdout" >got
cat >want <<'END'
  \begin{tabular}{cS[table-format=1]S[table-format=1.3]}
    ratio & {k} & {decimal} \\
    $2/3$ & 1 & 0.667 \\
    $1/3$ & 2 & 0.333 \\
    $0$ & 3 & 0 \\
END
tap_same 'columns of integers and fractions' want got

# Notes stand below the table, as wide as it.
sed -n '/begin{table}/,/begin{tabular}/p;/begin{tablenotes}/,$p' "$stdout" >got
cat >want <<'END'
\begin{table}
  \centering
  \begin{threeparttable}
  \caption{Mixed}
  \begin{tabular}{cS[table-format=1]S[table-format=1.3]}
  \begin{tablenotes}[flushleft]\footnotesize
    \item li-cai-1: Li and Cai, arXiv 2505.21400, Theorem 1.
  \end{tablenotes}
  \end{threeparttable}
\end{table}
END
tap_same 'notes of a table' want got

# A table that is too wide says what to do.
sed 's/^Digits: 3/Digits: 60/' wide.table >wider.table
tap_true 'a narrow table: no warning' test -z "$("$MDMCERT" table wide.table \
  --format=latex | grep 'pt wide')"
tap_true 'a wide table: a warning' test -n "$("$MDMCERT" table wider.table \
  --format=latex | grep '^% about [0-9]*pt wide, and a page')"

# Documents compile.
cat >odd.table <<'END'
Table: Odd # signs & such_x ~ 100% {x} \y "q" 'r' `s` -- [1] * <>|^ é
Layout: longtable
Label: tab:odd

Rows: #{L} _ & ~
For: L = 2..60
Law: parity:V=3,L={L}
Schedule: balanced:{ceil(L/2)}

Column: [label]
Heading: $\frac{a}{b}$ & more
Text: {label}

Column: ekl
Numbers: both

Column: R
Numbers: short

Column: li-cai-2-upper
Claim: li-cai-2-upper

Column: ratio
Claim: li-cai-2-upper
Show: ratio

Column: note
Claim: li-cai-1-balanced
Show: note
END
tap_try table odd.table --format=latex --standalone -o odd.tex
tap_true '--standalone' grep -q '^.documentclass' odd.tex
tap_true 'longtable: one caption' test "$(grep -c caption{ odd.tex)" -eq 1
tap_true 'longtable: one label' test "$(grep -c label{ odd.tex)" -eq 1
tap_true 'longtable: first head and head' test \
  "$(grep -n -c 'endfirsthead\|endhead' odd.tex)" -eq 2
tap_true 'what must be said of R is below the table' \
  grep -q '^    R: R with' odd.tex
"$MDMCERT" table wide.table --format=latex --standalone -o wide.tex
cp "$abs_top_srcdir"/proofs-data/tables/*.table . || exit 99
cp "$abs_top_srcdir/COPYING" . || exit 99
for table in li-cai-1 sharpness; do
  "$MDMCERT" table $table.table --format=latex --standalone -o $table.tex
done
for document in odd wide li-cai-1 sharpness claims; do
  name="$document.tex compiles"
  if ! command -v pdflatex >/dev/null \
     || ! kpsewhich siunitx.sty booktabs.sty longtable.sty threeparttable.sty \
       lmodern.sty >/dev/null 2>&1; then
    tap_skip "$name" 'pdflatex or a package was not found'
    continue
  fi
  pdflatex -interaction=nonstopmode -halt-on-error $document.tex \
    >"$document.out" 2>&1 </dev/null
  tap_true "$name" test $? -eq 0 -a -s $document.pdf
  if command -v pdffonts >/dev/null; then
    tap_true "$document.pdf: no fonts of Type 3" test -z \
      "$(pdffonts $document.pdf | grep 'Type 3')"
  else
    tap_skip "$document.pdf: fonts" 'pdffonts was not found'
  fi
done

tap_done
