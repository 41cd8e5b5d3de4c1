# Sources: products, mixtures, n-gram and hidden Markov models, as commands
# take them.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

printf '1/2 a\n1/2 b\n3/4 aa\n1/4 ab\n1 ba\n' >bigram
cat >chain <<'END'
start 1/2 A
start 1/2 B
transition 3/4 A A
transition 1/4 A B
transition 1 B A
emission 1 A a
emission 1 B b
END

# Standard input, once in a run.
case_in <bigram
printf 'law\tngram:-,L=2\nV\t2\nL\t2\nsupport\t3\n\nsequence\tp\naa\t3/8\nab\t1/8\nba\t1/2\n' \
  | case_out
case_run 0 'an n-gram model on standard input' \
  law --law=ngram:-,L=2 --format=tsv
for spec in hmm:-,L=2 product:- mixture:- ngram-from:-,n=1,L=2,classes=a:*,add=1
do
  case $spec in
    hmm*) case_in <chain ;;
    product*) echo 1/2 1/2 | case_in ;;
    mixture*) echo 1 hmm:chain,L=2 | case_in ;;
    *) echo abc | case_in ;;
  esac
  tap_try law --law=$spec
  tap_true "$spec" test "$status" -eq 0
done
printf '1/2 -\n1/2 ngram:-,L=2\n' >both
echo '1 ab' | case_in
echo 'mdmcert: -: standard input can be read only once' | case_err
case_run 2 'standard input in two parts' law --law=mixture:both
printf '1/2 -\n1/2 ngram:bigram,L=2\n' >one
echo '1 ab' | case_in
printf 'law\tmixture:one\nV\t2\nL\t2\nsupport\t3\n\nsequence\tp\naa\t3/16\nab\t9/16\nba\t1/4\n' \
  | case_out
case_run 0 'a part on standard input' law --law=mixture:one --format=tsv

# The two models are one law, whatever is computed of it.
for command in info schedule certify; do
  test $command = certify && set -- --schedule=2,2,1 || set --
  "$MDMCERT" $command --law=ngram:bigram,L=5 --format=json "$@" >ngram.json
  "$MDMCERT" $command --law=hmm:chain,L=5 --format=json "$@" >hmm.json
  tap_true "$command of the n-gram model" test -s ngram.json
  tap_same "$command of both models" ngram.json hmm.json
done

# All that is listed is counted before: no wait, no memory, nothing written.
for spec in ngram:bigram,L=90 hmm:chain,L=90 \
  ngram-from:bigram,n=2,L=90,classes=a:a/b:*,add=1; do
  tap_try law --law=$spec
  tap_true "over the limit: $spec" test "$status" -eq 3
  tap_true "over the limit: $spec: nothing on standard output" \
    test ! -s "$stdout"
  tap_true "over the limit: $spec: one line" test "$(wc -l <"$stderr")" -eq 1
done

# One mistake of each family, by every command.
printf '1/2 a\n1/3 b\n' >short
printf '1/2 1/3\n' >row
printf 'start 1 A\nemission 1 A a\n' >stuck
printf '1 mixture:loop\n' >loop
for command in info law certify schedule; do
  test $command = certify && set -- --schedule=ar || set --
  echo 'mdmcert: short:1:5: the empty context sums to 5/6, 1/6 less than 1; --normalize divides by it' \
    | case_err
  case_run 2 "ngram, $command" $command --law=ngram:short,L=2 "$@"
  echo 'mdmcert: row:1:1: position 0 sums to 5/6, 1/6 less than 1; --normalize divides by it' | case_err
  case_run 2 "product, $command" $command --law=product:row "$@"
  echo "mdmcert: stuck:1:9: state 'A' has no transition, but can be reached" \
    | case_err
  case_run 2 "hmm, $command" $command --law=hmm:stuck,L=2 "$@"
  echo 'mdmcert: loop:1:3: more than 16 laws in one another; none may include itself' \
    | case_err
  case_run 2 "mixture, $command" $command --law=mixture:loop "$@"
done

tap_done
