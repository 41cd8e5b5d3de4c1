(* Independent unmask times.

   Every position is drawn in step t with probability pi_t, independently of the
   others; the positions of one step are drawn at once, as in Sampler.v.

     chance pi c    the probability that each position i has the step c i
     pY_iid pi      the law of what is drawn
     pY_iid_sum     it sums to 1
     ekl_iid pi     the mean of KL(p || what is drawn, given the steps) *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* the probabilities of the steps *)
Definition times_ok (R : realFieldType) (pi : seq R) : bool :=
  all (fun a => 0 <= a) pi && (\sum_(a <- pi) a == 1).

Section Times.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation T := {ffun 'I_L -> V}.
Variables (p : law R [finType of T]) (pi : seq R).
Notation steps := {ffun 'I_L -> 'I_(size pi)}.

Definition chance (c : steps) : R := \prod_i nth 0 pi (c i).
Definition pY_iid (x : T) : R := \sum_(c : steps) chance c * pY_steps p c x.
Definition ekl_iid : R := \sum_(c : steps) chance c * KL ln p (pY_steps p c).

Hypothesis ok : times_ok pi.

Lemma pi_ge0 t : 0 <= nth 0 pi t.
Proof.
case/andP: ok => /(all_nthP 0) h _; have [tp|tp] := ltnP t (size pi); first exact: h.
by rewrite nth_default.
Qed.

Lemma pi_sum : \sum_(t < size pi) nth 0 pi t = 1.
Proof. by case/andP: ok => _ /eqP; rewrite (big_nth 0) big_mkord. Qed.

Lemma chance_ge0 c : 0 <= chance c.
Proof. by apply: prodr_ge0 => i _; apply: pi_ge0. Qed.

Lemma chance_sum : \sum_c chance c = 1.
Proof.
rewrite /chance -(bigA_distr_bigA (fun (_ : 'I_L) (t : 'I_(size pi)) => nth 0 pi t)).
by apply: big1 => i _; apply: pi_sum.
Qed.

Theorem pY_iid_sum : \sum_x pY_iid x = 1.
Proof.
rewrite exchange_big /= -[RHS]chance_sum; apply: eq_bigr => c _.
by rewrite -mulr_sumr pY_steps_sum mulr1.
Qed.

Lemma pY_iid_ge0 x : 0 <= pY_iid x.
Proof.
apply: sumr_ge0 => c _; rewrite mulr_ge0 ?chance_ge0 //.
by apply: prodr_ge0 => t _; apply: prodr_ge0 => i _; apply: cond_ge0.
Qed.

Lemma pY_iid_gt0 x : p x != 0 -> 0 < pY_iid x.
Proof.
move=> px; have pos c : 0 < pY_steps p c x.
  by apply: prodr_gt0 => t _; apply: prodr_gt0 => i _; apply: cond_gt0.
rewrite lt_neqAle eq_sym pY_iid_ge0 andbT; apply/eqP => q0.
have := chance_sum; rewrite big1 => [/esym/eqP|c _]; first by rewrite oner_eq0.
move/eqP: q0; rewrite psumr_eq0 => [/allP /(_ c)|d _].
  by rewrite mem_index_enum mulf_eq0 (gt_eqF (pos _ c)) orbF => /(_ isT) /eqP.
by rewrite mulr_ge0 ?chance_ge0 // ltW.
Qed.
End Times.
