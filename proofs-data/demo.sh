# demo.sh - certify a handful of instances and show what came out in a table.
#
#   MDMCERT=$PWD/build/mdmcert sh proofs-data/demo.sh
#
# `make demo' and `./bootstrap demo' run it so; without MDMCERT it is the
# mdmcert of the PATH, and an installed copy does as well.  It writes no file,
# and fails if a run does not end as its instance says.
set -u
LC_ALL=C
export LC_ALL
: "${MDMCERT:=mdmcert}"
# Names of files in instances are relative to the folder above this one.
cd "$(dirname "$0")/.." || exit 2
. proofs-data/instance.sh

folder=proofs-data/instances

# show NAME: one row of the table, from the rows ekl and li-cai-1 of the TSV.
show ()
{
  instance_read "$folder/$1.instance" || return 1
  found=$(instance_certify "$folder/$1.instance" --format=tsv --digits=6)
  status=$?
  if test "$status" != "$instance_status"; then
    echo "demo.sh: $1: status $status, not $instance_status" >&2
    return 1
  fi
  printf '%s\n' "$found" | awk -F '\t' -v OFS='\t' -v name="$1" \
    -v folder="$folder/" '
    $1 == "law" {
      law = $2
      at = index (law, folder)
      if (at > 0)
        law = substr (law, 1, at - 1) substr (law, at + length (folder))
      if (length (law) > 25)
        law = substr (law, 1, 23) ".."
    }
    $1 == "sizes" { schedule = $2 }
    $1 == "ekl" { ekl = $2 }
    $1 == "li-cai-1" { bound = $4; ratio = $5; verdict = $6 }
    END {
      if (verdict == "")
        exit 1
      print name, law, schedule, ekl, bound, ratio, verdict
    }' && return 0
  echo "demo.sh: $1: no verdict on li-cai-1" >&2
  return 1
}

# The table as lines of columns that are wide enough.
align ()
{
  awk -F '\t' '
    {
      for (i = 1; i <= NF; i++)
        {
          cell[NR, i] = $i
          if (length ($i) > width[i])
            width[i] = length ($i)
        }
    }
    END {
      for (n = 1; n <= NR; n++)
        {
          for (i = 1; i < NF; i++)
            printf "%-*s", width[i] + 2, cell[n, i]
          print cell[n, NF]
        }
    }'
}

echo 'Sampling several tokens at a time costs accuracy: ekl, in nats, the divergence
of the sampler from the law.  Theorem 1 of Li and Cai (arXiv 2505.21400) bounds
it.  Both sides are computed exactly, as sums of logarithms, and compared:
'

rows=
for name in parity-equality reed-solomon-s3 reed-solomon-s4 tetracode \
  permutation-4 markov-slow copying-letters; do
  row=$(show "$name") || exit 1
  rows="$rows$row
"
done

{
  printf 'instance\tlaw\tschedule\tekl\tli-cai-1\tratio\tverdict\n'
  printf '%s' "$rows"
} | align || exit 1

echo '
How to read a row: on this law, sampled in steps of these sizes, ekl is below
the bound (holds) or the very same number (equality), which is decided and not
rounded; the ratio ekl/bound is a fraction where it is rational.'
