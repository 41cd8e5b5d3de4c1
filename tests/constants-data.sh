# proofs-data/constants is what the program prints.  As a command,
#   MDMCERT=build/mdmcert abs_top_srcdir=$PWD sh tests/constants-data.sh --make DIR
# makes the tables and extremal laws in the folder DIR, which has the
# descriptions, in a few minutes; the test makes the small ones and what
# is short of the others again, compares bytes, and has mdmcheck verify the
# certificates of every row.  With MDMCERT_LONG set it makes all of them.
set -u
top=${abs_top_srcdir:?must be the path of the source tree}
: "${MDMCERT:?must be the path of the program}"
folder=proofs-data/constants

# question NAME: how it is put to a search.
question ()
{
  case $1 in
    kl) echo --minimize=kl_mixed/ekl ;;
    ser) echo --maximize=ser/ekl ;;
    tv) echo --maximize=tv^2/ekl ;;
  esac
}

# laws SIZES..: those that are extremal, to files in extremal.
laws ()
{
  for sizes; do
    length=$(($(echo "$sizes" | tr , +)))
    for q in kl ser tv; do
      "$MDMCERT" search --vocab=2 --length=$length \
        --denominator=1..$((12 - 2 * (length - 2))) --schedule="$sizes" \
        "$(question $q)" --format=json \
        | sed -n '/"law": \[/,/\]/s/^ *"\([0-9]* [01]*\)",*$/\1/p' \
          >"extremal/$q-$(echo "$sizes" | tr -d ,).law"
    done
  done
}

# rows TABLE DIR [SCRIPT]: its rows, with certificates in DIR if it names any; of
# what sed makes of it.
rows ()
{
  set -- "$1" "$2" "${3-}" --format=tsv --facts=none
  grep -q '^Certificate:' "$1" && set -- "$@" --certificates="$2"
  table=$1 script=$3
  shift 3
  sed "$script" "$table" | "$MDMCERT" table - "$@"
}

# The tables of all laws, and of these the short part.
tables='steps all-steps best-steps best-few upper lower'
short_part ()
{
  test $1 = best-few && echo 's/5\.\.40/5..9/'
}

MDMCERT=$(cd "$(dirname "$MDMCERT")" && pwd)/$(basename "$MDMCERT")
if test "${1-}" = --make; then
  cd "${2:?}" || exit 99
  made=$PWD certs=$(mktemp -d) || exit 99
  trap 'rm -r "$certs"' EXIT
  mkdir -p extremal || exit 99
  laws 2,1 1,2 3,1 2,2 1,3 2,1,1 1,2,1 1,1,2
  for name in $tables; do
    rows $name.table "$certs/$name" >$name.tsv
  done
  cd "$top" || exit 99
  rows $folder/extremal.table "$certs/extremal" >"$made/extremal.tsv"
  exit 0
fi

. "$top/tests/cli/tap.sh"
MDMCHECK=${MDMCERT%mdmcert}mdmcheck

# verified NAME: every row of NAME.tsv has certificates, and they are verified;
# with MDMCERT_LONG not set every sixth of them.
verified ()
{
  step=6
  test -z "${MDMCERT_LONG-}" || step=1
  "$MDMCHECK" $(ls "$1".certs/* | awk "NR % $step == 0") >"$1.checked" 2>&1
  tap_true "$1: its certificates are verified" test $? -eq 0
  tap_true "$1: they are many" test "$(ls "$1.certs" | wc -l)" -ge \
    $(($(wc -l <"$1.tsv") - 1))
}

# same NAME PART: NAME.tsv is what is stored, or if PART is not empty the
# beginning of that but for the names of certificates.
same ()
{
  cp "$top/$folder/$1.tsv" stored
  cp "$1.tsv" made
  if test -n "$2"; then
    for file in stored made; do
      head -n "$(wc -l <"$1.tsv")" $file | cut -f 1-5 >part
      mv part $file
    done
  fi
  tap_same "$folder/$1.tsv" stored made
}

for name in $tables; do
  part=$(test -n "${MDMCERT_LONG-}" || short_part $name)
  rows "$top/$folder/$name.table" $name.certs "$part" >$name.tsv
  tap_true "$name has rows" test "$(wc -l <$name.tsv)" -gt 15
  same $name "$part"
  test ! -d $name.certs || verified $name
done

# What is stored in constants.tsv by another program and, for all and for some
# schedules, by tables.
awk -F '\t' -v OFS='\t' 'NR > 1 && $1 <= 10 { print $1, $2, $4, $7 }' \
  "$top/$folder/constants.tsv" >stored
sed 1d upper.tsv | cut -f 1,2,5 >upper
sed 1d lower.tsv | cut -f 4 | paste upper - >got
tap_same 'the constants of constants.tsv' stored got

# The closed forms that the README has.
awk -F '\t' 'NR > 1 {
    L = $2; T = $3
    pairs = L - T
    last = int(L / T)
    if ($1 == "balanced") {
      first = int((L + T - 1) / T)
      tc = T == L ? 0 : last >= 2 ? T : T / (2 * T - L + 1)
      if (!near($4, tc) || !near($5, T * (first - 1)) \
          || !near($6, T * (first - 1) / L))
        print
    }
  }
  function near(x, y,  part) {
    split(x, part, "/")
    x = part[2] == "" ? part[1] : part[1] / part[2]
    return x - y < 1e-12 && y - x < 1e-12
  }' steps.tsv >other
tap_true 'closed forms of balanced schedules' test ! -s other
awk -F '\t' 'NR > 1 && $2 < $1 {
    L = $1; T = $2
    if ($3 != T || $4 != T * (L - T)) print
  }' all-steps.tsv >other
tap_true 'closed forms of all schedules' test ! -s other
awk -F '\t' 'NR > 1 {
    L = $1; T = $2; h = 0
    for (k = 1; k < L; k++) h += 1 / k
    if (T == 2 && !near($3, 1 - 1 / h)) print
    if (L * (L - 1) >= 2 * (L - T) * (2 * L - 3)) {
      n++
      if (!near($3, 2 * (L - T) / (L * (L - 1))) || $3 != $4 \
          || !near($5, (L - T) / int(L * L / 4))) print
    }
  }
  END { if (n < 9) print "only " n }
  function near(x, y,  part) {
    split(x, part, "/")
    x = part[2] == "" ? part[1] : part[1] / part[2]
    return x - y < 1e-12 && y - x < 1e-12
  }' best-steps.tsv >other
tap_true 'closed forms of the best schedules' test ! -s other

awk -F '\t' 'NR > 1 && $2 == 2 && value($3) >= value($4)
  function value(x,  part) {
    return split(x, part, "/") == 1 ? x : part[1] / part[2]
  }' "$top/$folder/best-few.tsv" >other
tap_true 'the conjecture about two steps' test ! -s other

# The extremal laws: what is short of the searches, and all that is shown of
# the laws.
mkdir extremal
if test -n "${MDMCERT_LONG-}"; then
  laws 2,1 1,2 3,1 2,2 1,3 2,1,1 1,2,1 1,1,2
else
  laws 2,1 1,2 2,2
fi
for law in extremal/*.law; do
  tap_true "$law is a law" test -s $law
  tap_same "$law" "$top/$folder/$law" $law
done
here=$PWD
(cd "$top" && rows $folder/extremal.table "$here/extremal.certs" \
  >"$here/extremal.tsv")
same extremal ''
verified extremal
tap_done
