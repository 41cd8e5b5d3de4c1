# make.sh - make everything that note.tex reads, and verify what is behind it.
#
#   MDMCERT=build/mdmcert MDMCHECK=build/mdmcheck \
#     sh proofs-data/paper/make.sh [--note] DIR
#
# Writes DIR/generated: numbers.tex from the list in the file numbers, a table of
# each *.table, a figure of each line of the file figures; and in its folder
# certificates what proves each number of a sentence and each row of a table.
# Every certificate is verified; the status is not 0 if one is not, or if
# anything could not be made, or is not what generated beside this script has;
# then the line that differs is named.  With --note, as `make paper' runs it, it
# goes on and compiles DIR/note.pdf, where LaTeX is installed.
set -u
LC_ALL=C
export LC_ALL
: "${MDMCERT:?must be the path of mdmcert}" "${MDMCHECK:?must be that of mdmcheck}"
note=
test "${1-}" != --note || { note=yes; shift; }
test $# -eq 1 && test -d "$1" || { echo 'usage: make.sh DIR' >&2; exit 2; }
dir=$(cd "$1" && pwd)/generated || exit 2
# Laws are files named from the top of the source tree.
cd "$(dirname "$0")/../.." || exit 2
paper=proofs-data/paper

die () { echo "make.sh: $*" >&2; exit 1; }
rm -rf "$dir"
mkdir -p "$dir/certificates" || exit 2

# field NAME: what the TSV on the standard input has there.
field ()
{
  awk -F '\t' -v name="$1" '
    BEGIN { side["lhs"] = 2; side["rhs"] = 4; side["ratio"] = 5; side["verdict"] = 6 }
    claims && name in side { print $side[name]; found = 1; exit }
    $1 == "claim" && NF > 3 { claims = 1 }
    $1 == name && !claims { print $2; found = 1; exit }
    END { exit !found }'
}

# number NAME FIELD COMMAND..: a macro, and its certificate.
number ()
{
  name=$1 part=$2
  shift 2
  "$MDMCERT" "$@" --digits=4 --format=tsv \
    --certificate="$dir/certificates/$name.cert" >"$dir/answer"
  test $? -le 1 && value=$(field "$part" <"$dir/answer") \
    || die "$paper/numbers: $name: no $part: mdmcert $*"
  printf '\\newcommand{\\%s}{%s}\n' "$name" "$value" >>"$dir/numbers.tex"
}

echo "% Made by $paper/make.sh from $paper/numbers." >"$dir/numbers.tex"
while read -r name part command; do
  case $name in
    '' | \#*) ;;
    # shellcheck disable=SC2086
    *) number "$name" "$part" $command ;;
  esac
done <$paper/numbers
rm -f "$dir/answer"

for table in $paper/*.table; do
  name=$(basename "$table" .table)
  "$MDMCERT" table "$table" --format=latex --certificates="$dir/certificates/$name" \
    -o "$dir/$name.tex"
  # A claim that does not apply to a row, and nothing worse, is a dash.
  case $?:$(grep -c '[ {]limit[ }]\|undecided' "$dir/$name.tex") in
    [013]:0) ;;
    *) die "$table" ;;
  esac
done

while read -r name command; do
  case $name in
    '' | \#*) ;;
    # shellcheck disable=SC2086
    *) "$MDMCERT" plot $command --format=pgfplots -o "$dir/$name.tex" \
         || die "$paper/figures: $name" ;;
  esac
done <$paper/figures

find "$dir/certificates" -name '*.cert' | sort >"$dir/list"
# shellcheck disable=SC2046
"$MDMCHECK" $(cat "$dir/list") >"$dir/verdicts" \
  || { grep -v VERIFIED "$dir/verdicts" >&2; die 'a certificate is not verified'; }
rm -f "$dir/list" "$dir/verdicts"

# What others read is what comes out.
differs=0
for file in "$dir"/*.tex; do
  kept=$paper/generated/$(basename "$file")
  cmp -s "$kept" "$file" && continue
  test -f "$kept" || die "$kept is missing"
  differs=1
  diff "$kept" "$file" | awk -v kept="$kept" '
    !line && /^[0-9]/ { line = $0 + 0 }
    /^</ && !was { was = substr ($0, 3) }
    /^>/ && !is { is = substr ($0, 3) }
    END { printf "%s:%d: %s\n  is made as: %s\n", kept, line, was, is }' >&2
done
test $differs = 0 || die 'what is kept is not what is made'

test -n "$note" || exit 0
command -v pdflatex >/dev/null \
  || { echo "everything is verified; there is no LaTeX to compile it: $dir"; exit 0; }
cp $paper/note.tex "$dir/.." && cd "$dir/.." || exit 2
rm -f note.aux note.out
for run in 1 2; do
  pdflatex -interaction=nonstopmode -halt-on-error note.tex >pdflatex.log 2>&1 \
    || { tail -n 20 pdflatex.log >&2; die "$paper/note.tex"; }
done
rm -f note.aux note.log note.out pdflatex.log
echo "$PWD/note.pdf"
