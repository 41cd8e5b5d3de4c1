# mdmcert claims: the library.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

case_out <<'END'
claim	certainty	kind	statement
li-cai-1	V	theorem	ekl <= (2^log2ceil(smax) - 1)/L * sum_mi + eps_train
li-cai-1-balanced	D	theorem	ekl <= sum_mi/T + eps_train
li-cai-2-upper	S	theorem	ekl <= R + eps_train
li-cai-2-lower-some	S	theorem	ekl >= R/16 + eps_train
li-cai-2-lower-this	S	variant	ekl >= R/16 + eps_train
curve-identity	V	theorem	ekl_definition = sum(t, 1, T, sum(j, 1, s(t), Z(N(t-1) + j) - Z(N(t-1) + 1)))
mixing	D	theorem	kl_mixed <= ekl
sharp-upper	D	theorem	ekl <= U(smax)
sharp-constant	D	theorem	ekl <= (smax - 1)/L * sum_mi
sharp-lower-some	D	theorem	ekl >= U(smax)/2
END
case_run 0 'the list, tsv' claims --format=tsv

case_out <<'END'
id          li-cai-2-lower-this
title       the bound is reached within 16 by this very schedule
citation    no paper claims it; a variant of Li and Cai, arXiv 2505.21400, Theorem 2
certainty   S, as summarised elsewhere
kind        variant
scope       the schedule, random partitions of its sizes
hypothesis  smax >= 2
statement   ekl >= R/16 + eps_train
remark      R with |W_j| as reconstructed in mdmcert-theory(7)
END
case_run 0 'one, text' claims li-cai-2-lower-this

case_out <<'END'
{
  "schema": "mdmcert-claims-1",
  "claims": [
    {
      "id": "sharp-upper",
      "title": "upper bound by the last smax - 1 values of the information curve",
      "citation": "this project, mdmcert-theory(7)",
      "certainty": "D",
      "kind": "theorem",
      "scope": "the schedule, random partitions of its sizes",
      "hypothesis": null,
      "statement": "ekl <= U(smax)",
      "remark": null
    }
  ]
}
END
case_run 0 'one, JSON' claims sharp-upper --format=json

# What is not the paper's own is not said to be so.
tap_try claims --format=json
cp "$stdout" library
for id in li-cai-1 li-cai-1-balanced li-cai-2-upper li-cai-2-lower-some \
  li-cai-2-lower-this curve-identity mixing sharp-upper sharp-constant \
  sharp-lower-some; do
  tap_true "the list has $id" grep -q "\"id\": \"$id\"" library
  tap_try claims $id
  tap_true "claims $id: status 0" test "$status" -eq 0
  certainty=$(sed -n 's/^certainty  *\(.\).*/\1/p' "$stdout")
  citation=$(sed -n 's/^citation  *//p' "$stdout")
  case $certainty,$citation in
    V,*arXiv* | D,'this project'*) tap_ok "$id: source and certainty agree" ;;
    S,*'as summarised'* | S,'no paper'*)
      tap_ok "$id: source and certainty agree" ;;
    *) tap_not_ok "$id: source and certainty agree" ;;
  esac
done

echo 'mdmcert: nosuch: no claim of that name; mdmcert claims lists them' \
  | case_err
case_run 2 'an unknown claim' claims nosuch
echo 'mdmcert: mixing: an argument too many' | case_err
case_run 2 'two claims' claims li-cai-1 mixing

tap_done
