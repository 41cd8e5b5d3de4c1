#! /bin/sh
# joint.sh MDMCERT - claims in joint entropies: mdmcert prove beside glpsol, the
# floating-point linear program of GLPK, on the same problem written out (minimise
# the claim over all set functions with the elemental inequalities and H(all) <=
# 1; it is implied if the least is 0).  Verdicts and seconds, a line each; what
# mdmcert has more is a proof in fractions, or a law.

MDMCERT=${1:?"the path of mdmcert is expected"}
command -v glpsol >/dev/null || {
  echo 'joint: skipped, there is no glpsol'
  exit 0
}
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

# problem LENGTH SIDE: Han's inequality, or with SIDE 1 its reverse, for the
# claim language on the first line, then as a problem in the format of CPLEX.
problem ()
{
  awk -v n="$1" -v reverse="$2" '
    function name (set,  i, text) {
      for (i = 0; i < n; i++) if (int (set / 2 ^ i) % 2) text = text "_" i
      return "h" text
    }
    function list (set,  i, text, comma) {
      for (i = 0; i < n; i++)
        if (int (set / 2 ^ i) % 2) { text = text comma i; comma = "," }
      return "H(" text ")"
    }
    BEGIN {
      all = 2 ^ n - 1
      claim = (n - 1) "*" list(all) (reverse ? " >= " : " <= ")
      goal = (reverse ? "" : "- ") (n - 1) " " name(all)
      for (i = 0; i < n; i++)
        {
          claim = claim (i > 0 ? " + " : "") list(all - 2 ^ i)
          goal = goal (reverse ? " - " : " + ") name(all - 2 ^ i)
        }
      print claim
      print "Minimize\n obj: " goal "\nSubject To"
      for (i = 0; i < n; i++)
        print " " name(all) " - " name(all - 2 ^ i) " >= 0"
      for (i = 0; i < n; i++)
        for (j = i + 1; j < n; j++)
          for (k = 0; k <= all; k++)
            if (int (k / 2 ^ i) % 2 == 0 && int (k / 2 ^ j) % 2 == 0)
              print " " name(k + 2 ^ i) " + " name(k + 2 ^ j) " - " \
                name(k + 2 ^ i + 2 ^ j) (k > 0 ? " - " name(k) : "") " >= 0"
      print " " name(all) " <= 1\nEnd"
    }'
}

# seconds COMMAND ..: how long it takes, its output going to $folder/out.
seconds ()
{
  start=$(date +%s%N)
  "$@" >"$folder/out" 2>&1
  end=$(date +%s%N)
  awk -v n=$((end - start)) 'BEGIN { printf "%.2f", n / 1e9 }'
}

printf 'claim\tL\tmdmcert\ts\tglpsol\ts\n'
for length in 4 5 6 7 8; do
  for reverse in 0 1; do
    problem $length $reverse >"$folder/problem"
    claim=$(head -n 1 "$folder/problem")
    sed 1d "$folder/problem" >"$folder/problem.lp"
    own=$(seconds "$MDMCERT" prove --claim="$claim" --length=$length --format=tsv)
    verdict=$(sed -n 's/^verdict	//p' "$folder/out")
    other=$(seconds glpsol --lp "$folder/problem.lp" -o "$folder/solution")
    least=$(awk '/^Objective:/ { print ($4 > -1e-7 ? "implied" : "not implied") }' "$folder/solution")
    printf '%s\t%d\t%s\t%s\t%s\t%s\n' \
      "$(test $reverse = 0 && echo Han || echo 'Han, reversed')" $length \
      "$verdict" "$own" "$least" "$other"
  done
done
