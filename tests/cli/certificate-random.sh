# Whatever certificate prove and certify write, mdmcheck verifies: claims at
# random, of every relation, scope and kind of schedule, largest sizes above
# the length too, several claims at a time, hypotheses.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"
MDMCHECK=${MDMCERT%mdmcert}mdmcheck

seed=${MDM_SEED:-1}
echo "# MDM_SEED=$seed"

cat >generate.awk <<'END'
# Numbers below N, the same everywhere.
function random (n)
{
  state = (state * 1103 + 12345) % 2147483
  return int (state / 2147483 * n)
}
function pick (list,    word)
{
  return word[1 + random(split (list, word, " "))]
}
function fraction ()
{
  return pick("1 1 1 2 3 5 7 -1 -2 0") "/" pick("1 1 2 3 4 7")
}
function quantity ()
{
  return pick("tc dtc sum_mi entropy R U(" 1 + random(L) ") Z(" 1 + random(L) \
              ") d(" 1 + random(L) ") e(" random(L + 1) ") " extra)
}
function linear (terms,    text)
{
  text = fraction() "*" quantity()
  while (terms-- > 0)
    text = text " + " pick(scalar) "*" quantity()
  return text
}
function claim (    side)
{
  side = linear(random(3))
  if (random(5) == 0)
    side = pick("min max") "(" side ", " linear(random(2)) ")"
  return pick("ekl ekl ekl ekl 2*ekl ekl_ideal -ekl 0") " " \
         pick("<= <= >= >= < > =") " " side
}
function sizes (    left, size, text)
{
  for (left = L; left > 0; left -= size)
    {
      size = random(left + 1)
      text = text (text == "" ? "" : ",") size
    }
  return text
}
function blocks (    text, i)
{
  text = "blocks:0"
  for (i = 1; i < L; i++)
    text = text (random(2) ? "|" : " ") i
  return text
}
function schedule ()
{
  sized = 1
  T = 1 + random(L)
  kind = random(9)
  if (kind == 0) return sizes()
  if (kind == 1) return "ar"
  if (kind == 2) return "balanced:" T
  if (kind == 3) return "cosine:" T
  if (kind == 4) return "loglinear:" T
  if (kind == 5) return sizes()
  sized = 0
  if (kind == 6) return "iid:1/2,1/3,1/6"
  if (kind == 7) return "iid-uniform:" T
  return "iid:1/" T + 1 "," T "/" T + 1
}
function weights (    text, i, sum, next_one)
{
  for (i = sum = 0; i < L; i++)
    {
      next_one = i == L - 1 ? L - sum : random(L - sum + 1)
      if (sum + next_one < i + 1)
        next_one = i + 1 - sum
      sum += next_one
      text = text (i ? "," : "") next_one
    }
  return "weights:" text
}
# Sizes, steps or both; there are such schedules.  Without sizes smax is not in
# claims, and R and the bounds that use it.
function scoped (    steps, smax)
{
  steps = 1 + random(L)
  smax = int ((L + steps - 1) / steps) + random(3)
  if (random(2))
    return " --smax=" 1 + random(L + 2)
  scalar = scalar " 1/T"
  return " --steps=" steps " --smax=" smax
}
function prove (    scope, id)
{
  L = 1 + random(6)
  extra = ""
  scalar = "1/3 -2 L/2 (smax-1)/L 1/smax"
  scope = random(4)
  if (scope < 2)
    scope = (scope ? "--some" : "--all") "-schedule" (scope ? "" : "s") \
            scoped()
  else if (scope == 2)
    {
      scope = "--schedule=" schedule()
      scalar = "1/3 -2 L/2 a(0) " (sized ? "1/smax smin/T s(1) N(1)/L" : "iid")
    }
  else
    {
      scope = "--schedule=" weights()
      scalar = "1/3 -2 L/2 a(" random(L) ")"
    }
  id = "li-cai-1 li-cai-1-balanced li-cai-2-upper li-cai-2-lower-some " \
       "curve-identity decoupling sharp-upper sharp-constant " \
       "sharp-lower-some austin refinement"
  return "prove --length=" L " " scope " --claim='" \
         (random(4) ? claim() : pick(id)) "'"
}
function certify (    text, i, n)
{
  L = 1 + random(4)
  extra = "kl_mixed H(0) log(3) log_ter log_ter_gap " \
          (L > 1 ? "I(0;1) TC(0;1) H(1|0) " : "") \
          (L > 2 ? "I(0;2|1) TC(0;1;2) TC(0,1;2) H(0,2|1) " \
          "I(0;1;2) DTC(0;1;2) DTC(0;1,2) DTC(0;2|1) " : "") \
          (L > 3 ? "I(0;1;2;3) I(0;1;2|3)" : "")
  text = "certify --law=" (random(4) ? "random:V=2,L=" L ",den=" 1 + random(4) \
         ",seed=" random(1000) : pick("uniform:V=2,L= repetition:V=3,L=" \
         " parity:V=2,L=") L)
  text = text " --schedule='" (random(4) ? schedule() : blocks()) "'"
  scalar = "1/3 -2 L/2 V tv ser pmax(0) pmax_least"
  if (sized)
    scalar = scalar " smax T"
  if (random(3) == 0)
    return text
  for (n = 1 + random(3); n > 0; n--)
    text = text " --claim='" (random(6) ? claim() : pick("perplexity<2 " \
           "perplexity>=1 tv<=1/2 ser=0 tv^2<=ekl/2 smax<=L T>1")) "'"
  if (random(2))
    {
      print "Claim: mine\nHypothesis: " pick("L>1 tv<=1/2 ekl<=tc V=2 smax=L") \
            "\nStatement: " claim() > ("file" number)
      close ("file" number)
      text = text " --claim-file=file" number
    }
  return text
}
BEGIN {
  state = seed * 7919 + 17
  for (number = 1; number <= count; number++)
    print random(2) ? prove() : certify()
}
END
awk -v seed="$seed" -v count=250 -f generate.awk </dev/null >commands

run=0 written=0 bad=0
while read -r line; do
  run=$((run + 1))
  rm -f C
  eval "\"\$MDMCERT\" $line --certificate=C" >out 2>err </dev/null
  status=$?
  if test $status = 2; then
    # What the schedule has not: nothing is written.
    test ! -e C || { bad=$((bad + 1)); echo "# status 2: $line"; }
  elif test -e C; then
    written=$((written + 1))
    "$MDMCHECK" C >checked 2>&1 </dev/null
    if test "$?:$(sed 1q checked)" != '0:s VERIFIED'; then
      bad=$((bad + 1))
      echo "# $line"
      sed 's/^/# /;2q' checked
    fi
  elif test $status != 3 && ! grep -q 'certificate' out err; then
    bad=$((bad + 1))
    echo "# status $status without a certificate: $line"
  fi
done <commands
tap_true "every certificate of $written from $run runs is verified" \
  test $bad = 0
tap_true 'most runs write one' test $((2 * written)) -gt $run

tap_done
