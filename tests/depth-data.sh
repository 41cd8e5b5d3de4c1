# proofs-data/depth is what the program prints.  As a command,
#   MDMCERT=build/mdmcert abs_top_srcdir=$PWD sh tests/depth-data.sh --make DIR
# writes the tables to DIR; the test makes them again and compares.
set -u
top=${abs_top_srcdir:?must be the path of the source tree}
: "${MDMCERT:?must be the path of the program}"

# table COMMAND..: the rows of the first table of tab-separated output.
table () { "$MDMCERT" "$@" --format=tsv --facts=none | sed '1d;/^$/,$d'; }

# The laws: families, and windows of the text of the licence.
letters='v:aeiouAEIOU/c:b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z/_:\x20'
laws () {
  cat <<'END'
markov:flip=1/4,L=6
paired-copy:V=2,L=6
noisy-repetition:flip=1/4,L=6
balanced-bits:L=6
one-hot:blocks=2,size=3
walk:L=6
permutation:n=6
random:V=2,L=6,den=9,seed=1
proofs-data/instances/matching-switch.law
END
  printf '%s\n' "text:COPYING,L=5,classes=$letters"
}

# D_0 of the walk, and the fewest rounds that a policy without error may be
# limited to.
make_walk ()
{
  printf 'L\tD_0\tcapped\n'
  for length in 1 2 3 4 5 6 7; do
    "$MDMCERT" depth --law=walk:L=$length --rounds=1 | awk -v length_="$length" '
      /^D_0, capped/ { capped = $3; next }
      /^D_0/ { least = $2 }
      END { print length_ "\t" least "\t" capped }'
  done
}

# The least errors of T rounds: of random sizes, of a fixed partition, and of a
# policy that adapts.
make_adaptive ()
{
  printf 'law\tT\trandom\tfixed\tadaptive\tnot adapting\n'
  laws | while read -r law; do
    table depth --law="$law" --exact-terms=1 | cut -f 1,2,4,6,8 \
      | law=$law awk '{ print ENVIRON["law"] "\t" $0 }'
  done
}

# The decoders of practice.
make_decoders ()
{
  printf 'law\tdecoder\tkl\tser\trounds_p\n'
  laws | sed '1,2b;$b;d' | while read -r law; do
    for decoder in policy:order=confidence,k=2 policy:order=margin,k=2 \
      policy:order=entropy,k=2 policy:order=left,k=2 policy:order=random,k=2 \
      policy:order=confidence,threshold=3/4 policy:order=confidence,factor=1 \
      policy:order=entropy,gamma=1/10 policy:order=left,k=1,block=3 \
      sample-keep:k=2 best-policy:3 best-policy:price=1/10; do
      "$MDMCERT" certify --law="$law" --schedule="$decoder" --claim=decoupling \
        --format=tsv --facts=none \
        | law=$law awk -F '\t' -v decoder="$decoder" -v OFS='\t' '
        BEGIN { kl = ser = rounds = "-" }
        $1 == "kl_mixed" { kl = $2 }
        $1 == "ser" { ser = $2 }
        $1 == "rounds_p" { rounds = $2 }
        END { print ENVIRON["law"], decoder, kl, ser, rounds }'
    done
  done
}

cd "$top" || exit 99
if test "${1-}" = --make; then
  for name in walk adaptive decoders; do
    make_$name >"${2:?}/$name.tsv" || exit 1
  done
  exit 0
fi

MDMCERT=$(cd "$(dirname "$MDMCERT")" && pwd)/$(basename "$MDMCERT")
. "$top/tests/cli/tap.sh"
for name in walk adaptive decoders; do
  (cd "$top" && make_$name) >"$name.tsv"
  tap_same "proofs-data/depth/$name.tsv" "$top/proofs-data/depth/$name.tsv" \
    "$name.tsv"
done
tap_done
