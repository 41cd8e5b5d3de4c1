# mdmcert claims: the library.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

case_out <<'END'
claim	certainty	kind	statement
paired-copy-ser	D	theorem	ser = 1 - (1 - (1 - 1/V)*sum(t, 1, T, pi(t)^2))^(L/2)
paired-copy-gap	D	theorem	log_ter_gap = -1/2*log(1 - (1 - 1/V)*sum(t, 1, T, pi(t)^2))
li-cai-1	V	theorem	ekl <= (2^log2ceil(smax) - 1)/L * sum_mi + eps_train
li-cai-1-balanced	D	theorem	ekl <= sum_mi/T + eps_train
li-cai-2-upper	S	theorem	ekl <= R + eps_train
li-cai-2-lower-some	S	theorem	ekl >= R/16 + eps_train
li-cai-2-lower-this	S	variant	ekl >= R/16 + eps_train
fast-dllm-tv	V	theorem	tv <= (3*L - 1)/2*(1 - pmax_least)
fast-dllm-kl	V	theorem	ekl <= (L - 1)*(-(1 - pmax_least)*log(1 - pmax_least) - pmax_least*log(pmax_least) + (1 - pmax_least)*log(V - 1)) + eps_train
fast-dllm-kl-as-printed	V	wrong as printed	ekl < (L - 1)*(-9/10*log(9/10) - 1/10*log(1/10) + 9/10*log(V - 1))
curve-identity	V	theorem	ekl_definition = sum(t, 1, T, sum(j, 1, s(t), Z(N(t-1) + j) - Z(N(t-1) + 1))) + eps_train
chen-tc	V	theorem	ekl <= tc_eps + eps_train
chen-tc-steps	V	theorem	T <= 2 + (1 + log(L))*(1 + ceil(tc_bound/tc_eps))
chen-dtc	V	theorem	ekl <= dtc_eps + eps_train
chen-dtc-steps	V	theorem	T <= 2 + (1 + log(L))*(1 + ceil(dtc_bound/dtc_eps))
austin	D	theorem	ekl <= (L - T)/T*dtc + eps_train
decoupling	V	theorem	ekl_definition = ekl_ideal + eps_train
decoupling-as-printed	V	wrong as printed	ekl_definition = ekl_ideal - eps_train
wainwright-1	V	theorem	ekl <= sum(j, 0, L - 2, (L - 1)*binom(L - 2, j)*L*(Z(j + 2) - Z(j + 1)) *sum(m, 0, L - 2 - j, (-1)^m*binom(L - 2 - j, m) *Pi(1)^(j + m + 2)/((j + m + 1)*(j + m + 2)))) + sum(t, 2, T - 1, (Pi(t)*(1 - Pi(t-1))/((1 - Pi(t))*Pi(t-1)) - 1) *sum(j, 0, L - 2, (L - 1)*binom(L - 2, j)*L*(Z(j + 2) - Z(j + 1)) *sum(m, 0, L - 1 - j, (-1)^m*binom(L - 1 - j, m) *(Pi(t)^(j + m + 2) - Pi(t-1)^(j + m + 2))/(j + m + 2)))) + sum(j, 0, L - 2, (L - 1)*binom(L - 2, j)*L*(Z(j + 2) - Z(j + 1)) *sum(m, 0, L - 2 - j, (-1)^m*binom(L - 2 - j, m) *((1 - Pi(T-1)^(j + m + 1))/(j + m + 1) - (1 - Pi(T-1)^(j + m + 2))/(j + m + 2)))) + eps_train
gamma-identity	D	theorem	ekl = sum(t, 1, T, sum(j, 0, L - 2, (L - 1)*binom(L - 2, j)*L*(Z(j + 2) - Z(j + 1)) *sum(m, 0, L - 2 - j, (-1)^m*binom(L - 2 - j, m) *(Pi(t)*(Pi(t)^(j + m + 1) - Pi(t-1)^(j + m + 1))/(j + m + 1) - (Pi(t)^(j + m + 2) - Pi(t-1)^(j + m + 2))/(j + m + 2))))) + eps_train
wainwright-1-cardinality	V	theorem	ekl <= sum(j, 1, s(1), Z(j) - Z(1)) + sum(t, 2, T - 1, (N(t)*(L - N(t-1) - 1)/((L - N(t))*(N(t-1) + 1)) - 1)* sum(j, N(t-1) + 1, N(t) - 1, j/L*(1 - j/L)*L*(Z(j + 1) - Z(j)))) + sum(j, 1, s(T), Z(N(T-1) + j) - Z(N(T-1) + 1)) + eps_train
wainwright-tc	V	theorem	tc = sum(j, 0, L - 2, (1 - (j + 1)/L)*(L*Z(j + 2) - L*Z(j + 1)))
wainwright-dtc	V	theorem	dtc = sum(j, 0, L - 2, (j + 1)/L*(L*Z(j + 2) - L*Z(j + 1)))
wainwright-h	D	theorem	2/(L + 1)*sum(k, 0, L, e(k) - k/L*e(L)) <= min((L - 1)/(L + 1)*tc, (L - 1)/(L + 1)*dtc)
policy-identity	V	theorem	ekl_definition = ekl
eb-budget	V	theorem	ekl <= budget + eps_train
eb-gamma	V	theorem	ekl <= gamma*rounds_p
wen-markov-depth	V	theorem	ekl_ideal + max(0, T - min(bisect*(log2ceil(L/bisect) + 1), log2ceil(L + 1) + (bisect - 1)*L)) = 0
wen-walk-scan	V	theorem	ekl = sum(t, 1, T, sum(j, 1, s(t), j*log(2) - sum(k, 0, j, binom(j,k)*log(binom(j,k)))/2^j)) - L*log(2) + eps_train
wen-permutation-rounds	V	theorem	rounds_p*(1 + 2*ekl) >= L
wen-permutation-log	V	theorem	log(L/rounds_p) <= ekl
weights-identity	D	theorem	ekl_definition = sum(k, 0, L - 1, a(k)*d(k + 1)) - e(L) + eps_train
mixing	D	theorem	kl_mixed <= ekl
ser-tv	D	theorem	ser <= tv
perplexity-one	D	variant	perplexity >= 1
pinsker	V	theorem	2*tv^2 <= kl_mixed
bernoulli-grid	D	theorem	ekl <= (tc + dtc)/T + eps_train
sharp-upper	D	theorem	ekl <= U(smax) + eps_train
sharp-constant	D	theorem	ekl <= (smax - 1)/L * sum_mi + eps_train
sharp-sum	D	theorem	U(smax) <= (smax - 1)*Z(L)
sharp-order	D	theorem	U(smax) <= R
sharp-lower-some	D	theorem	ekl >= U(smax)/2 + eps_train
best-constant-some	D	theorem	ekl >= (smax - 1)/(4*smax)*R + eps_train
eighth-some	D	theorem	ekl >= R/8 + eps_train
submodularity	D	inequality	H(0,1,2) + H(1) <= H(0,1) + H(1,2)
han	D	inequality	3*H(0,1,2,3) <= H(1,2,3) + H(0,2,3) + H(0,1,3) + H(0,1,2)
shearer	D	inequality	2*H(0,1,2,3) <= H(0,1) + H(1,2) + H(2,3) + H(0,3)
data-processing	D	inequality	I(0;2) <= I(0;1)
refinement	V	inequality	ekl <= TC(0;1) + TC(2;3|0,1) + eps_train
blocks-mean	D	inequality	ekl = (I(1;2|0) + I(0;2|1) + I(0;1|2))/3 + eps_train
ingleton	D	variant	I(0;1) <= I(0;1|2) + I(0;1|3) + I(2;3)
zhang-yeung	V	inequality	2*I(2;3) <= I(0;1) + I(0;2,3) + 3*I(2;3|0) + I(2;3|1)
END
case_run 0 'the list, tsv' claims --format=tsv

case_out <<'END'
id          li-cai-2-lower-this
title       the bound is reached within 16 by this very schedule
citation    no paper claims it; a variant of Li and Cai, arXiv 2505.21400,
            Theorem 2
certainty   S, as summarised elsewhere
kind        variant
scope       the schedule, random partitions of its sizes
hypothesis  smax >= 2
statement   ekl >= R/16 + eps_train
remark      R with |W_j| as reconstructed in mdmcert-theory(7)

li-cai-2-lower-this: decided only when it is named
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
      "hypotheses": [
        "smax <= L"
      ],
      "statement": "ekl <= U(smax) + eps_train",
      "remark": null,
      "proved": "ekl_U in proofs-data/coq/LiCai.v; ekl_hatE in proofs-data/coq/Predictor.v"
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

# Every theorem that is named as a proof stands in its file, and is one of those
# whose axioms ./bootstrap coq compares.
proved=0
while read -r theorem in file; do
  name=$(basename "$file" .v).$theorem
  proved=$((proved + 1))
  test "$in" = in && test -f "$abs_top_srcdir/$file" \
    && grep -qE "^(Theorem|Corollary|Lemma) $theorem[^A-Za-z0-9_']" \
      "$abs_top_srcdir/$file" \
    && grep -qE "^$(echo "$name" | sed 's/\./\\./')( |\$)" \
      "$abs_top_srcdir/proofs-data/coq/assumptions" \
    && grep -qF "$name" "$abs_top_srcdir/man/mdmcert-coq.7"
  tap_true "the theorem $theorem is in $file" test $? -eq 0
done <<END
$(sed -n 's/^ *"proved": "\(.*\)"$/\1/p' library | tr ';' '\n' \
  | sed 's/^ *//' | LC_ALL=C sort -u)
END
tap_true 'some are named' test "$proved" -ge 10

echo 'mdmcert: nosuch: no claim of that name; mdmcert claims lists them' \
  | case_err
case_run 2 'an unknown claim' claims nosuch
echo 'mdmcert: mixing: an argument too many' | case_err
case_run 2 'two claims' claims li-cai-1 mixing

tap_done
