# mdmcert prove: claims in joint entropies.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

# expand LENGTH CLAIM FORMAT..: the JSON of a proof on standard input says that
# the weights times the terms add up to CLAIM, written as terms of H alone.
# (A second route: nothing of the program's expansion is used.)
expand ()
{
  awk -v claim="$1" '
    # Add Q to the coefficient of the set of the positions LIST.
    function add (list, q,  n, p, i, key, all) {
      n = split (list, p, ",")
      for (i in all) delete all[i]
      for (i = 1; i <= n; i++) all[p[i]] = 1
      key = ""
      for (i = 0; i < 20; i++) if (i in all) key = key " " i
      if (key != "") sum[key] += q
    }
    function fraction (text,  p) {
      return split (text, p, "/") == 2 ? p[1] / p[2] : text + 0
    }
    # Add Q times TERM, H(A|C) or I(A;B|C).
    function term (text, q,  inside, p, g, c) {
      inside = substr (text, 3, length (text) - 3)
      c = split (inside, p, "|") == 2 ? p[2] : ""
      if (split (p[1], g, ";") == 2)
        {
          add (g[1] "," c, q); add (g[2] "," c, q)
          add (g[1] "," g[2] "," c, -q); add (c, -q)
        }
      else
        { add (p[1] "," c, q); add (c, -q) }
    }
    /"weight"/ { split ($0, part, "\""); weight = fraction (part[4]) }
    /"term"/ { split ($0, part, "\""); term (part[4], weight) }
    /"given"/ {
      split ($0, part, "\"")
      sub (/ = 0$/, "", part[4]); term (part[4], weight)
    }
    END {
      n = split (claim, piece, " ")
      for (i = 1; i < n; i += 2) term (piece[i + 1], -fraction (piece[i]))
      bad = 0
      for (key in sum) if (sum[key] > 1e-9 || sum[key] < -1e-9) bad = 1
      print bad ? "it does not add up" : "it adds up"
    }'
}

# proof CLAIM FORM OPTION..: CLAIM is proved, and the proof adds up to FORM.
proof ()
{
  claim=$1 form=$2
  shift 2
  echo 'it adds up' >"$tap_dir/expected"
  "$MDMCERT" prove --claim="$claim" "$@" --format=json |
    expand "$form" >"$tap_dir/got"
  tap_same "the proof of $claim" "$tap_dir/expected" "$tap_dir/got"
}

proof 'I(0;2) <= I(0;1)' '1 I(0;1) -1 I(0;2)' --given='I(0;2|1) = 0' --length=3
proof 'H(0,1,2) + H(1) <= H(0,1) + H(1,2)' \
  '1 H(0,1) 1 H(1,2) -1 H(0,1,2) -1 H(1)' --length=5
proof 'H(0|1) <= 2*H(0) + H(3)' '2 H(0) 1 H(3) -1 H(0|1)' --length=4
proof 'ekl <= TC(0;1) + TC(2;3|0,1)' \
  '1 I(0;1)' --length=4 --schedule='blocks:0|1|2 3'
proof 'ekl >= 0' '1/3 I(1;2|0) 1/3 I(0;2|1) 1/3 I(0;1|2)' --length=3 \
  --schedule=1,2 --given='H(0) >= 0'
proof 'I(0;1;2) <= I(0;1)' '1 I(0;1|2)' --length=3
proof 'DTC(0;1,2;3) >= TC(0;3|1,2)' '1 I(0,3;1,2)' --length=4

# What is proved in one line.
case_out <<'END'
claim    I(0;2) <= I(0;1)
length   3
scope    no schedule
verdict  proved

proof: the greater side minus the smaller one is
weight  term
1       I(0;1|2)

and, the greater side minus the smaller one of
weight  hypothesis    id
-1      I(0;2|1) = 0  -

proved for every law of length 3, over every vocabulary
- stands for nothing to show
END
case_run 0 'data processing' prove --claim='I(0;2) <= I(0;1)' --length=3 \
  --given='I(0;2|1) = 0'

# Refuted by a law, and certify says so too.
refuted ()
{
  case_run 1 "refuted: $1" prove --claim="$@" --witness=witness -q
  case_run 1 "by the law that was written: $1" certify --law=witness \
    --schedule="${schedule:-ar}" --claim="$1" -q
}
refuted 'I(0;2) <= I(0;1)' --length=3
refuted 'I(0;1) <= I(0;1|2) + I(0;1|3) + I(2;3)' --length=4
refuted 'I(0;1) <= I(0;1|2)' --length=3
refuted 'H(0,1,2) <= H(0) + H(1)' --length=3
refuted 'H(0) < H(0,1)' --length=2
refuted '2*H(0) <= H(1)' --length=2 --given='H(0) = H(1)'
refuted 'H(0,1) <= 3/2*H(0)' --length=3 --given='I(0;1) = I(1;2)' \
  --given='H(0) >= H(1)' --given='I(0;2) = 0'
refuted 'H(0,1,2,3) <= 3*H(0,1) - H(0) - H(1)' --length=4 \
  --given='H(2|0,1) = 0' --given='I(0;1) = 0'
# False of few codes: one that treats positions alike, or all but one; and one
# with a token apart.
refuted 'd(1) + d(2) + d(3) + 5*d(5) >= 4*d(4) + 0*H(0)' --length=6
refuted 'I(0;1,2,3) + 3*H(0|1,2,3,4) <= H(0,1) - H(1) + 2*H(0|1,2,3)' --length=5
# False near one code of five positions alone, of dimension 4.
refuted "H(0,1,2,3,4) <= 20*(H(0|1,2,3,4) + H(1|0,2,3,4) + H(2|0,1,3,4) + \
H(3|0,1,2,4) + H(4|0,1,2,3) + I(0;1|3,4) + I(0;2|3,4) + I(0;3|1,2,4) + \
I(0;4|1,3) + I(1;2|0) + I(1;3|2,4) + I(1;4|3) + I(1;4|0,2,3) + I(2;3) + \
I(2;4|0) + I(2;4|1) + I(3;4) + I(3;4|0,1,2))" --length=5
schedule='blocks:0|1|2 3'
refuted 'ekl >= TC(0;1) + TC(2;3|0,1)' --length=4 --schedule="$schedule"
unset schedule

case_out <<'END'
claim       I(0;2) <= I(0;1)
length      3
scope       no schedule
verdict     refuted
refuted on  a law of 2 rows
see         printf '%s\n' '1 000' '1 101' | mdmcert certify --law=- --schedule='ar' --claim='I(0;2) <= I(0;1)'

the law that refutes it
weight  sequence
1       000
1       101

refuted by a law of 2 rows
END
case_run 1 'a law, text' prove --claim='I(0;2) <= I(0;1)' --length=3

# Neither: undecided, with a set function; what is assumed proves it, for any
# groups and given any further one.
tap_try prove --claim=zhang-yeung --length=4 --format=json
printf '%s\n' '  "verdict": "undecided",' \
  '  "note": "not of Shannon type; no law found"' >"$tap_case/want-out"
grep -E '"(verdict|note)"' "$stdout" >"$tap_case/got"
tap_same 'Zhang and Yeung: undecided' "$tap_case/want-out" "$tap_case/got"
tap_true 'its status' test "$status" = 3
tap_true 'its set function' grep -q '"positions": "0,1,2,3",' "$stdout"
tap_reset
case_run 0 'Zhang and Yeung: assumed' prove --claim=zhang-yeung --length=4 \
  --assume=zhang-yeung -q
tap_try prove --length=6 --assume=zhang-yeung --format=tsv \
  --claim='2*I(3;0,5) <= I(2;4) + I(2;0,3,5) + 3*I(3;0,5|2) + I(0,5;3|4)'
tap_true 'Zhang and Yeung: groups' test "$status" = 0
tap_true 'Zhang and Yeung: named' grep -q 'zhang-yeung$' "$stdout"
tap_reset
case_run 0 'Zhang and Yeung: given a token' prove --length=5 \
  --assume=zhang-yeung -q --claim='2*I(2;3|4) <= I(0;1|4) + I(0;2,3|4) + 3*I(2;3|0,4) + I(2;3|1,4)'

# The library.
for id in submodularity han shearer data-processing; do
  case_run 0 "library: $id" prove --claim=$id --length=4 -q
done
case_run 1 'library: ingleton' prove --claim=ingleton --length=4 -q
case_run 0 'library: refinement' prove --claim=refinement --length=4 \
  --schedule='blocks:1|0|2 3' -q
case_run 3 'library: refinement of no refinement' prove --claim=refinement \
  --length=4 --schedule='blocks:0 2|1|3' -q
case_run 0 'library: blocks-mean' prove --claim=blocks-mean --length=3 \
  --schedule=1,2 -q
case_run 3 'library: random partitions, and one' prove --claim=sharp-upper \
  --length=3 --schedule='blocks:0|1 2' -q

# Hypotheses that contradict the negation, strictly.
case_run 0 'a strict hypothesis' prove --claim='H(0) > 0' --length=2 \
  --given='H(0,1) > H(1)' -q
case_run 1 'a strict claim' prove --claim='H(0) > 0' --length=2 -q
case_run 0 'a theorem that is given' prove --claim=han --length=4 \
  --given=submodularity -q
case_run 0 'the curve alone needs no schedule' prove --claim='e(2) <= 2*e(1)' \
  --length=50 -q

# Han's inequality of eight positions, in as many lines as pairs.
tap_try prove --length=8 --format=tsv --claim="7*H(0,1,2,3,4,5,6,7) <= \
H(1,2,3,4,5,6,7) + H(0,2,3,4,5,6,7) + H(0,1,3,4,5,6,7) + H(0,1,2,4,5,6,7) + \
H(0,1,2,3,5,6,7) + H(0,1,2,3,4,6,7) + H(0,1,2,3,4,5,7) + H(0,1,2,3,4,5,6)"
tap_true 'Han: 28 lines' test "$(grep -c '^1	I(' "$stdout")" = 28

# Shearer's inequality without any symmetry, at ten positions.
tap_try prove --length=10 --format=tsv --claim="3*H(0,1,2,3,4,5,6,7,8,9) <= \
H(0,1,4,7) + H(1,2,3,9) + H(0,2,5,6,8) + H(3,4,5,6,9) + H(2,4,7,8,9) + \
H(0,3,6,7) + H(1,5,8)"
tap_true 'Shearer, ten positions' test "$status" = 0
tap_reset

# And at twenty, where the sets cover each position three times, not four.
cover="H(0,2,4,6,8,10,12,14,16,18) + H(1,3,5,7,9,11,13,15,17,19) + \
H(0,1,2,3,4,5,6,7) + H(8,9,10,11,12,13,14,15,16,17,18,19) + \
H(0,3,6,9,12,15,18) + H(1,4,7,10,13,16,19) + H(2,5,8,11,14,17)"
all=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19
case_run 0 'Shearer, twenty positions' prove --length=20 \
  --claim="3*H($all) <= $cover" -q
refuted "4*H($all) <= $cover" --length=20
case_run 3 'fifteen positions, neither a proof nor a law' prove --length=15 -q \
  --claim='I(0;1) <= I(0;1|2) + I(0;1|3) + I(2;3) + I(4;5) + I(5;6) + I(6;7) +
    I(7;8) + I(8;9) + I(9;10) + I(10;11) + I(11;12) + I(12;13) + I(13;14)'

# One position apart, or none, at any length.
others=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
groups=$(echo $others | tr , ';')
tap_try prove --length=30 --claim="TC($groups|0) <= TC(0;$groups)" --format=tsv
tap_true 'one apart: proved' test "$status" = 0
tap_true 'one apart: as many rays as there are' \
  test "$(grep -c '^[0-9-]*	[0-9-]*	[0-9/]*$' "$stdout")" = 465
tap_reset
refuted "TC($groups) <= TC($groups|0)" --length=30
refuted "e(3) + e(7) <= H(0) + e(9)" --length=30
case_run 0 'one apart: a hypothesis' prove --length=30 -q \
  --claim='e(9) <= H(0) + e(8)' --given='H(0) = e(1)'
case_run 0 'one apart: a strict hypothesis' prove --length=14 -q \
  --claim='H(0) + e(3) > e(2)' --given='H(0) > 0'
case_run 0 'none apart: a hypothesis' prove --length=300 -q \
  --claim='e(9) <= e(2)' --given='e(300) = e(2)'
case_run 1 'none apart: a hypothesis, refuted' prove --length=300 -q \
  --claim='tc <= 3*dtc' --given='2*e(3) <= 3*e(2)'
case_out <<'END'
claim       I(0;1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29)
            <= tc/3
length      30
scope       no schedule
verdict     refuted
apart       0; all other positions are treated alike
refuted on  values f(0), f(1), .. mod 29 of a random polynomial f of degree <
            r; what is apart is its k leading coefficients

independent copies of codes
r   k   copies
10  10  1

refuted by a law of codes
END
case_run 1 'one apart: codes that are not listed' prove --length=30 \
  --claim="I(0;$others) <= tc/3"
case_err <<'END'
mdmcert: --witness: the law that refutes the claim has too many rows to be written
END
case_run 3 'one apart: no file' prove --length=30 --witness=witness \
  --claim="I(0;$others) <= tc/3"
case_run 0 'strictly nothing' prove --length=2 --claim='H(0) > 0*H(0)' \
  --given='H(0) > 0*H(1)' -q
case_run 3 'nothing at all' prove --length=2 --claim='0*H(0) > 0*H(0)' \
  --given='0*H(0) > 0*H(0)' -q

# Refused.
trouble ()
{
  case_err
  case_run 2 "refused: $*" prove "$@"
}
trouble --length=2 --claim='H(0) >= 0' --given='1 <= 2' <<'END'
mdmcert: --given=1 <= 2: a constant alone is no hypothesis
END
trouble --length=4 --claim=han --assume=ingleton <<'END'
mdmcert: --assume=ingleton: the statement is not known to be true
END
trouble --length=4 --claim=han --given=perplexity-one <<'END'
mdmcert: --given=perplexity-one: the statement is not known to be true
END
trouble --length=3 --claim='H(3) >= 0' <<'END'
mdmcert: --claim=H(3) >= 0:1:1: position 3 is not below the length 3
  H(3) >= 0
  ^
END
trouble --length=3 --claim='H(0) >= 0' --given='V*H(0) >= 0' <<'END'
mdmcert: --given=V*H(0) >= 0:1:1: V is not linear in the information curve
  V*H(0) >= 0
  ^
END
trouble --length=3 --claim='I(0;1) <= tc' --all-schedules --smax=2 <<'END'
mdmcert: --claim: claims that name positions or have hypotheses are proved for one schedule, or for none
END
trouble --length=3 --claim='ekl >= I(0;1)' <<'END'
mdmcert: --schedule: one of --schedule, --all-schedules and --some-schedule is needed
END
case_err <<'END'
mdmcert: --claim=I(0;1) <= tc:1:1: averages over all sets of positions and positions that are named: the length 13 is over the limit of 12
  I(0;1) <= tc
  ^
END
case_run 3 'over the limit' prove --length=13 --claim='I(0;1) <= tc'

tap_done
