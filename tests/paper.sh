# The note of proofs-data/paper: its numbers, tables and figures are made again,
# byte for byte, what is behind them is verified, and a number that was changed
# is found and its place named.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

paper=proofs-data/paper
mkdir -p "$tap_dir/tree/proofs-data" "$tap_dir/made" || exit 99
cp "$abs_top_srcdir/COPYING" "$tap_dir/tree"
cp -R "$abs_top_srcdir/$paper" "$abs_top_srcdir/proofs-data/instances" \
  "$tap_dir/tree/proofs-data"
cd "$tap_dir/tree" && chmod -R u+w . || exit 99

# make_again: into made, with what is said in the file said.
make_again ()
{
  sh $paper/make.sh "$tap_dir/made" >said 2>&1
  status=$?
}

make_again
tap_true 'everything is as it is made, and verified' \
  test "$status" -eq 0 -a ! -s said
test ! -s said || tap_note <said
number=$(ls "$tap_dir/made/generated/certificates" | grep -c '\.cert$')
tap_true 'every number of a sentence has a certificate' \
  test "$number" -eq "$(grep -c '^[A-Z]' $paper/numbers)"
for table in $paper/*.table; do
  name=$(basename "$table" .table)
  certificates=$(ls "$tap_dir/made/generated/certificates/$name" | wc -l)
  rows=$(grep -c '\\\\$' "$tap_dir/made/generated/$name.tex")
  # Its heading is no row.
  tap_true "$name: every row has a certificate" \
    test "$certificates" -ge $((rows - 1)) -a "$rows" -gt 1
done
# What the note reads is there, and nothing else is.
sed -n 's/.*\\input{\(generated\/[a-z]*\)}.*/\1.tex/p' $paper/note.tex | sort >read
(cd $paper && ls generated/*.tex) >kept
tap_same 'the note reads all that is made' kept read

# One digit in one of them.
place=$(grep -n 'StepsSer' $paper/generated/numbers.tex | sed 's/:.*//')
sed '/StepsSer/s/4138/4139/' $paper/generated/numbers.tex >changed
mv changed $paper/generated/numbers.tex
make_again
tap_true 'a number that was changed is found' test "$status" -eq 1
sed -n 's/^\([^ ]*:[0-9]*:\).*/\1/p' said >got
echo "$paper/generated/numbers.tex:$place:" >want
tap_same 'and its place is named' want got

tap_done
