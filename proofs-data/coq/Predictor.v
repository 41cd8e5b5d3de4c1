(* An imperfect predictor.

   q i S x is any positive function, read as the probability that a learned
   predictor gives to the token x_i at position i when those at S are revealed.
   Its training error is the mean excess of log loss over the ideal one. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Predictor.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation marg := (@marg R [finType of I] V p).
Notation H := (@H R ln [finType of I] V p).
Notation KL := (@KL R ln [finType of T] p).
Notation ekl := (@ekl R ln L V p).
Notation pY := (@pY R L V p).
Notation cond := (@cond R L V p).
Implicit Types (S : {set I}) (x y : T) (i : I) (s : {perm I}).

Variable q : I -> {set I} -> T -> R.
Hypothesis q_gt0 : forall i S x, p x != 0 -> 0 < q i S x.
Definition pYhat s sz x : R :=
  \prod_(t < size sz) \prod_(i in blockD s sz t) q i (blockR s sz t) x.
Definition ekl_hat sz : R := (L`!%:R)^-1 * \sum_(s : {perm I}) KL (pYhat s sz).
Definition eps_train sz : R := (L`!%:R)^-1 * \sum_(s : {perm I})
  \sum_(t < size sz) \sum_(i in blockD s sz t)
     \sum_x p x * ln (cond i (blockR s sz t) x / q i (blockR s sz t) x).

Theorem ekl_hatE sz : ekl_hat sz = ekl sz + eps_train sz.
Proof.
rewrite /ekl_hat /Sampler.ekl /eps_train -mulrDr -big_split /=; congr (_ * _).
apply: eq_bigr => s _.
rewrite [in RHS](eq_bigr (fun t : 'I_(size sz) => \sum_x p x * \sum_(i in blockD s sz t)
   ln (cond i (blockR s sz t) x / q i (blockR s sz t) x))); last first.
  by move=> t _; rewrite exchange_big /=; apply: eq_bigr => x _; rewrite mulr_sumr.
rewrite exchange_big /= /Entropy.KL -big_split /=; apply: eq_bigr => x _.
rewrite -mulr_sumr -mulrDr; have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r.
congr (_ * _); rewrite -addrA; congr (_ + _).
rewrite /pYhat /Sampler.pY !ln_prod; last first.
- by move=> t _; apply: prodr_gt0 => i _; apply: q_gt0.
- by move=> t _; apply: prodr_gt0 => i _; apply: cond_gt0.
rewrite -!sumrN -big_split /=; apply: eq_bigr => t _.
rewrite !ln_prod; last first.
- by move=> i _; apply: q_gt0.
- by move=> i _; apply: cond_gt0.
rewrite -!sumrN -big_split /=; apply: eq_bigr => i _.
by rewrite ln_div ?cond_gt0 ?q_gt0 // addKr.
Qed.
End Predictor.
