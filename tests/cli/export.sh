# mdmcert export: what is written, and what is refused.  That Coq accepts it is
# for ./bootstrap coq to see.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

certificates=$abs_top_srcdir/proofs-data/certificates

case_out <<'END'
(* Written by mdmcert export --to=coq, from a certificate.  It needs the compiled
   development of proofs-data/coq: coqc -Q FOLDER mdmcert FILE *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mdmcert Require Import Entropy Curve Sampler Cone Process Claim.

Definition schedule_1 : seq nat := [:: 3; 1].
Definition schedule_2 : seq nat := [:: 2; 2].
Definition schedule_3 : seq nat := [:: 1; 3].

Section Certificate.
Variables (R : realFieldType) (ln : logfun R) (V : finType).
Variable p : law R [finType of {ffun 'I_4 -> V}].

(* claim-1: ekl>=10/39*R *)
Definition terms_1 : seq term :=
  [:: Term 10 39 (Li_Cai_R 3);
    Term (-1) 1 (Ekl_any)].
Definition rays_1 :=
  [:: ratio 0 1; ratio 0 1; ratio 0 1; ratio 0 1].
Definition mixture_1 :=
  [:: Part 8 13 schedule_1;
    Part 4 13 schedule_2;
    Part 1 13 schedule_3].
Theorem claim_1 :
  exists2 sz, sz \in [:: schedule_1; schedule_2; schedule_3] &
  (frac 10 39 * R_bound (H ln p) 3
   + frac (-1) 1 * ekl ln p sz <= 0)%R.
Proof.
have ok : check_some 4 3 false terms_1 mixture_1 rays_1.
  by vm_compute.
exact (@some _ ln _ _ p isT _ _ _ _ _ ok).
Qed.

End Certificate.
END
case_run 0 'a mixture of schedules' export --to=coq "$certificates/prove-best-4-3.cert"

cp "$certificates/tetracode.cert" .
cat <<'END' | case_err
mdmcert: tetracode.cert:3:1: a certificate of an instance is not exported to Coq, only those about all laws and what refutes them
END
case_run 3 'an instance' export --to=coq tetracode.cert

case_err <<'END'
mdmcert: steps.cert:4:1: what is about schedules of so many steps is not exported to Coq
END
cp "$abs_top_srcdir/tests/certs/pass/steps-every.cert" steps.cert
case_run 3 'a number of steps' export --to=coq steps.cert

# Every other certificate is exported, but those of so many steps.
for file in "$certificates"/prove-*.cert "$certificates"/constants/*.cert; do
  grep -qE '^(length|copies) ' "$file" || continue
  grep -q '^steps ' "$file" && continue
  "$MDMCERT" export "$file" >got 2>&1 || echo "$file" >>left
  grep -q '^Qed\.$' got || echo "$file" >>left
done
if test -f left; then
  tap_not_ok 'all of the others'
  sed 's/^/# /' left
else
  tap_ok 'all of the others'
fi

echo 'mdmcert: one certificate is to be exported' | case_err
case_run 2 'no file' export --to=coq

# refuse STATUS NAME MESSAGE SCRIPT: what SCRIPT of sed makes of a certificate.
refuse ()
{
  sed "$4" "$certificates/prove-best-4-3.cert" >other.cert
  printf 'mdmcert: %s\n' "$3" | case_err
  case_run "$1" "$2" export --to=coq other.cert
}
refuse 2 'another version' \
  'other.cert:1:1: certificates of version 1 are exported' '1s/1$/2/'
refuse 2 'a name that could be Coq' \
  'other.cert:13:1: a fraction is expected' 's,^part 8/13,part (8),'
refuse 2 'a divisor of 0' \
  'other.cert:13:1: a fraction is expected' 's,^part 8/13,part 8/0,'
refuse 2 'cut' 'other.cert:16:1: the certificate ends too early' '17,$d'
refuse 2 'a number that is none' \
  'other.cert:5:1: a number is expected' 's/^schedule 2 sizes 2 2/& x/'
refuse 3 'a large length' \
  'other.cert:2:1: over a limit: numbers above 4096 are not exported' \
  's/^length 4/length 4097/'
refuse 3 'an unknown quantity' \
  'other.cert: claim 1 is not exported to Coq: it has a quantity that Claim.v has not' \
  's/^term 10.39 R 3/term 10\/39 Q 3/'
refuse 3 'a schedule that is not there' \
  'other.cert: claim 1 is not exported to Coq: it names a schedule that is not there' \
  's,^part 8/13 1,part 8/13 4,'

tap_done
