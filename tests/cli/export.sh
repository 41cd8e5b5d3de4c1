# mdmcert export: what is written, and what is refused.  That Coq accepts it is
# for ./bootstrap coq to see.
. "${abs_top_srcdir:?}/tests/cli/tap.sh"

certificates=$abs_top_srcdir/proofs-data/certificates

case_out <<'END'
(* Written by mdmcert export --to=coq, from a certificate.  It needs the compiled
   development of proofs-data/coq: coqc -Q FOLDER mdmcert FILE *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mdmcert Require Import Entropy Curve Sampler Cone Process Measures Times
  Claim.

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

case_out <<'END'
(* I(0;2|1) = 0 *)
Definition given_1 : relation * seq term := (is_eq,
  [:: Term (-1) 1 (Mutual_I [:: 0%N] [:: 2%N] [:: 1%N])]).

(* data-processing: I(0;2) <= I(0;1) *)
Definition terms_2 : seq term :=
  [:: Term 1 1 (Mutual_I [:: 0%N] [:: 2%N] [::]);
    Term (-1) 1 (Mutual_I [:: 0%N] [:: 1%N] [::])].
Definition elementals_2 : seq term :=
  [:: Term 1 1 (Mutual_I [:: 0%N] [:: 1%N] [:: 2%N])].
Definition uses_2 : seq use :=
  [:: Use (-1) 1 given_1].
Theorem claim_2 :
  (frac (-1) 1 * mutual_I ln p [:: 0%N] [:: 2%N] [:: 1%N] == 0 :> R)%R ->
  (frac 1 1 * mutual_I ln p [:: 0%N] [:: 2%N] [::]
   + frac (-1) 1 * mutual_I ln p [:: 0%N] [:: 1%N] [::] <= 0)%R.
Proof.
have ok : check_joint 3 false terms_2 elementals_2 uses_2.
  by vm_compute.
move=> u1.
exact (@joint _ ln _ _ p isT _ _ _ _ ok (conj u1 I)).
Qed.
END
case_sh 0 'what is given, and elementals' '"$MDMCERT" export --to=coq \
  '"$certificates"'/prove-data-processing.cert | sed -n "/^(. I/,/^Qed/p"'

# A policy is a table of states.
case_out <<'END'
Definition schedule_1 : states :=
  [:: ([:: None; None; None; None], [:: 0; 1]);
    ([:: Some 0; Some 0; None; None], [:: 2; 3]);
  [:: By_policy schedule_1].
  (frac 1 1 * mean_rounds_q p schedule_1
  (frac 1 1 * mean_rounds_p p schedule_1
  (frac 1 1 * (most_rounds p schedule_1)%:R
   + frac (-3) 1 * 1%:R == 0 :> R)%R.
  (frac 1 1 * ser p (pY_table p schedule_1)
  (frac 1 1 * tv p (pY_table p schedule_1)
  (frac 1 1 * KL ln p (pY_table p schedule_1)
  (frac 1 1 * KL ln p (pY_table p schedule_1)
END
case_sh 0 'a policy' '"$MDMCERT" export '"$certificates"'/policy-impossible.cert \
  | grep -E "states :=|[0e]; None; None\], \[:: .; .\]|^  .:: By_|frac 1 1|:> R"'

# refuse_policy STATUS NAME MESSAGE SCRIPT: what SCRIPT of sed makes of it.
refuse_policy ()
{
  sed "$4" "$certificates/policy-impossible.cert" >policy.cert
  printf 'mdmcert: %s\n' "$3" | case_err
  case_run "$1" "$2" export --to=coq policy.cert
}
refuse_policy 2 'a state without its last cell' \
  'policy.cert:16:1: a record `state'"'"' with 6 words or more is expected' \
  's,^state 1 .*,state 1 0 _ _ _,'
refuse_policy 2 'a cell that is none' 'policy.cert:17:1: a number is expected' \
  's,^state 2 2.3 0 0 _,state 2 2\,3 0 x _,'
refuse_policy 2 'a position that is none' \
  'policy.cert:16:1: a number is missing' 's,^state 1 0.1,state 1 0\,,'
refuse_policy 3 'block sizes of a policy' \
  'policy.cert: claim 3 is not exported to Coq: its schedule has no such quantity' \
  's,^term 1 rounds_max 1,term 1 smax 1,'
refuse_policy 3 'many states' \
  'policy.cert:15:1: over a limit: numbers above 4096 are not exported' \
  's,policy 9,policy 4097,'
awk '/^law / { $4 = 512 }
  /^schedule 1 / { $4 = 600 }
  $1 == "row" && !rows++ { for (i = 0; i < 512; i++) print "row 1 0 0 0 0" }
  $1 == "state" && !states++ {
    for (i = 0; i < 600; i++) print "state 1 0 _ _ _ _"
  }
  !/^(row|state) /' "$certificates/policy-impossible.cert" >many.cert
echo 'mdmcert: many.cert: over a limit: a policy of 600 states is too large for Coq with 512 rows' \
  | case_err
case_run 3 'many states and rows' export many.cert
printf '%s%s\n' 'mdmcert: optimum.cert:43:1: what holds of every policy is not ' \
  'exported to Coq' | case_err
cp "$abs_top_srcdir/tests/certs/pass/optimum-policies.cert" optimum.cert
case_run 3 'every policy' export optimum.cert

# An instance: the law by its rows, what is 0 by factors, and what is not.
"$MDMCERT" certify --law=repetition:V=3,L=2 --schedule=2 --claim='ekl = tc' \
  --claim='ekl > 1' --certificate=instance.cert >"$stdout"
case_out <<'END'
Definition rows : seq row_of :=
  [:: (1%positive, [:: 0; 0]);
    (1%positive, [:: 1; 1]);
    (1%positive, [:: 2; 2])].
Lemma rows_are : rows_ok 2 2 rows.
Proof. by vm_compute. Qed.

(* integers, and what others are products of: places in that list with their
   exponents *)
Definition base : seq positive :=
  [:: 3%positive].
Definition integers : seq factors :=
  [:: [:: 1%positive; 1%positive]].

Definition samplers : seq sampler :=
  [::].

(* claim-1: ekl = tc *)
Definition terms_1 : seq term :=
  [:: Term 1 1 (Ekl schedule_1);
    Term (-1) 1 (Tc)].
Definition statement_1 := Statement is_eq Is_zero terms_1.

(* claim-2: ekl > 1 *)
Definition terms_2 : seq term :=
  [:: Term 1 1 (Ekl schedule_1);
    Term (-1) 1 (Number 1)].
Definition statement_2 := Statement is_gt Is_positive terms_2.

Definition statements : seq statement :=
  [:: statement_1; statement_2].

(* the places, from 0, of statements that are wrong *)
Lemma none_wrong : wrong 2 rows samplers base integers 2 statements = [::].
Proof. vm_cast_no_check (@erefl (seq nat) [::]). Qed.

Section Certificate.
Variables (R : realFieldType) (ln : logfun R).
Let p : law R [finType of {ffun 'I_2 -> 'I_3}] :=
  table_law R rows_are.
Let holds := @instance R ln 2 2 rows isT rows_are samplers base
  integers _ _ none_wrong.

Theorem claim_1 :
  (frac 1 1 * ekl ln p schedule_1
   + frac (-1) 1 * TC (H ln p) == 0)%R.
Proof. exact (@holds 0 is_eq Is_zero terms_1 erefl). Qed.

Theorem claim_2 :
  (frac 1 1 * ekl ln p schedule_1
   + frac (-1) 1 * 1%:R > 0)%R.
Proof. exact (@holds 1 is_gt Is_positive terms_2 erefl). Qed.

End Certificate.
END
case_sh 0 'an instance' '"$MDMCERT" export instance.cert | sed -n "/^Definition rows/,\$p"'
# What is drawn, by block sizes and at independent times.
"$MDMCERT" certify --law=repetition:V=2,L=2 --schedule=2 --claim='ser = 1/2' \
  --claim='kl_mixed <= tc' --claim='tv >= ser' --certificate=drawn.cert >"$stdout"
"$MDMCERT" certify --law=repetition:V=2,L=2 --schedule=iid:1/3,2/3 \
  --claim='ser = 5/18' --certificate=times.cert >"$stdout"
case_out <<'END'
  [:: By_sizes schedule_1].
  (frac 1 1 * ser p (pYmix p schedule_1)
  (frac 1 1 * KL ln p (pYmix p schedule_1)
  (frac 1 1 * tv p (pYmix p schedule_1)
   + frac (-1) 1 * ser p (pYmix p schedule_1) >= 0)%R.
Definition schedule_1 := [:: ratio 1 3; ratio 2 3].
  [:: By_times schedule_1].
  (frac 1 1 * ser p (pY_iid p [seq qr R a | a <- schedule_1])
END
case_sh 0 'what is drawn' 'for file in drawn times; do
  "$MDMCERT" export $file.cert \
    | grep -E "^  .:: By_|pYmix|pY_iid|^Definition schedule_1 := .*ratio"
  done'
# The error at independent times is that of the definition, of one law, of all
# and of what refutes.
"$MDMCERT" certify --law=repetition:V=2,L=2 --schedule=iid:1/3,2/3 \
  --claim='ekl <= tc' --certificate=times.cert >"$stdout"
"$MDMCERT" prove --length=3 --schedule=iid:1/3,2/3 --claim='ekl <= tc' \
  --certificate=times-all.cert >"$stdout"
"$MDMCERT" prove --length=3 --schedule=iid:1/3,2/3 --claim='ekl <= tc/9' \
  --certificate=times-none.cert >"$stdout"
case_out <<'END'
  [:: Term 1 1 (Ekl_times schedule_1);
  (frac 1 1 * ekl_iid ln p [seq qr R a | a <- schedule_1]
  [:: Term 1 1 (Ekl_times schedule_1);
  (frac 1 1 * ekl_iid ln p [seq qr R a | a <- schedule_1]
have ok : check_universal 3 false terms_1 rays_1.
  [:: Term 1 1 (Ekl_times schedule_1);
  (frac 1 1 * ekl_iid ln p [seq qr R a | a <- schedule_1]
have ok_1 : check_copies 3 is_gt copies_n terms_1.
END
case_sh 0 'the error at independent times' 'for file in times times-all times-none; do
  "$MDMCERT" export $file.cert | grep -E "Ekl_times|ekl_iid|^have ok"
  done'
sed 's,^schedule 1 iid .*,schedule 1 iid 2 1/1'"$(printf %03000d 0)"' 1/3,' \
  times-all.cert >fine.cert
echo 'mdmcert: fine.cert: claim 1 is not exported to Coq: the expected draws of its unmask times are too large for Coq' \
  | case_err
case_run 3 'large denominators' export fine.cert
sed 's/^law 2 3 3/law 17 3 3/' instance.cert >long.cert
echo 'mdmcert: long.cert:3:1: over a limit: a law of 3 rows on 17 positions is too large for Coq, 4194304 sums are not' \
  | case_err
case_run 3 'many positions' export long.cert

case_err <<'END'
mdmcert: steps.cert:4:1: what is about schedules of so many steps is not exported to Coq
END
cp "$abs_top_srcdir/tests/certs/pass/steps-every.cert" steps.cert
case_run 3 'a number of steps' export --to=coq steps.cert

# Every other certificate is exported, but those of so many steps.
for file in "$certificates"/prove-*.cert "$certificates"/constants/*.cert; do
  grep -qE '^(length|copies|sets) ' "$file" || continue
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
refuse 2 'what any schedule draws' \
  'other.cert:12:1: a number is expected' 's/^term -1 ekl any/term -1 tv any/'
refuse 2 'a ray twice' 'other.cert:17:1: the rays are not in order' \
  's/^ray 2 /ray 1 /'
refuse 3 'a large length' \
  'other.cert:2:1: over a limit: numbers above 4096 are not exported' \
  's/^length 4/length 4097/'
refuse 3 'an unknown quantity' \
  'other.cert: claim 1 is not exported to Coq: there is no Q of such a schedule or law in Claim.v' \
  's/^term 10.39 R 3/term 10\/39 Q 3/'
refuse 3 'a schedule that is not there' \
  'other.cert: claim 1 is not exported to Coq: it names a schedule that is not there' \
  's,^part 8/13 1,part 8/13 4,'

tap_done
