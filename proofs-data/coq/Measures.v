(* Quantities at given positions, one ordered partition, and what else is
   measured of the output.

     cond_H a c      H(X_a | X_c)           mutual_I a b c   I(X_a; X_b | X_c)
     total_C gs c    TC of the groups gs given X_c
     pY_blocks ds    the output law of the ordered partition ds
     tv q, ser q     of an output law q: total variation, sequence error rate

   Positions are listed by their numbers. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Measures.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation H := (H ln p).
Implicit Types (a b c : seq nat) (ds : seq (seq nat)) (q : T -> R).

Definition places (s : seq nat) : {set I} := [set i : I | (i : nat) \in s].
Definition cond_H a c : R := H (places a :|: places c) - H (places c).
Definition mutual_I a b c : R := CMI ln p (places a) (places b) (places c).
Definition total_C (gs : seq (seq nat)) c : R :=
  \sum_(g <- gs) cond_H g c - cond_H (flatten gs) c.

Lemma cond_H_ge0 a c : 0 <= cond_H a c.
Proof. by rewrite subr_ge0 H_mono // subsetUr. Qed.

Lemma mutual_I_ge0 a b c : 0 <= mutual_I a b c.
Proof. exact: CMI_ge0. Qed.

Lemma places_cat a b : places (a ++ b) = places a :|: places b.
Proof. by apply/setP => i; rewrite !inE mem_cat. Qed.

Lemma places_iota : places (iota 0 L) = setT.
Proof. by apply/setP => i; rewrite !inE mem_iota /= add0n ltn_ord. Qed.

(* block t is drawn when those before it are revealed *)
Definition pY_blocks ds x : R := \prod_(t < size ds)
  \prod_(i in places (nth [::] ds t)) cond p i (places (flatten (take t ds))) x.
Definition ekl_blocks ds : R := KL ln p (pY_blocks ds).
Definition tv q : R := (\sum_x `|p x - q x|) / 2%:R.
Definition ser q : R := 1 - \sum_(x | p x != 0) q x.

(* the largest probability of a token at position i, and the least of these *)
Definition pmax (i : nat) : R := \big[Num.max/0]_(x : T) marg p (places [:: i]) x.
Definition pmax_least : R := \big[Num.min/1]_(i < L) pmax i.

(* All of them are means over p of a function of q/p, if q sums to 1. *)
Section Ratio.
Variable q : T -> R.

Lemma ser_ratio : ser q = 1 - \sum_x p x * (q x / p x).
Proof.
rewrite /ser big_mkcond; congr (1 - _); apply: eq_bigr => x _.
by case: eqVneq => [->|px]; rewrite /= ?mul0r // mulrCA divff ?mulr1.
Qed.

Lemma KL_ratio : (forall x, p x != 0 -> 0 < q x) ->
  KL ln p q = \sum_x p x * - ln (q x / p x).
Proof.
move=> q0; apply: eq_bigr => x _; have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r.
by rewrite ln_div ?prob_gt0 ?q0 // opprB.
Qed.

Hypothesis q1 : \sum_x q x = 1.

Hypothesis q0 : forall x, 0 <= q x.

Lemma tv_ratio : tv q = \sum_x p x * Num.max 0 (1 - q x / p x).
Proof.
transitivity (\sum_x Num.max 0 (p x - q x)).
  rewrite (eq_bigr (fun x => ((p x - q x) + `|p x - q x|) / 2%:R)) => [|x _].
    by rewrite -mulr_suml big_split /= sumrB prob_sum q1 subrr add0r.
  have [a0|/ltW a0] := lerP 0 (p x - q x); last first.
    by rewrite ler0_norm ?max_l // subrr mul0r.
  rewrite ger0_norm ?max_r // -mulr2n -[X in X / _]mulr_natr mulfK //.
  by rewrite pnatr_eq0.
apply: eq_bigr => x _; have [->|px] := eqVneq (p x) 0.
  by rewrite mul0r sub0r; apply/max_idPl; rewrite oppr_le0.
by rewrite maxr_pmulr ?prob_ge0 // mulr0 mulrBr mulr1 mulrCA divff ?mulr1.
Qed.

(* SER <= TV *)
Theorem ser_tv : ser q <= tv q.
Proof.
rewrite ser_ratio tv_ratio ler_subl_addl -{1}(prob_sum p) -big_split /=.
apply: ler_sum => x _; rewrite -mulrDr ler_pemulr ?prob_ge0 // -ler_subl_addl.
by rewrite le_maxr lexx orbT.
Qed.
End Ratio.

(* The error of one ordered partition is the sum of H(X_i | X_R) over what is
   drawn, less the entropy of all. *)
Theorem ekl_blocksE ds : ekl_blocks ds =
  \sum_(t < size ds) \sum_(i in places (nth [::] ds t))
    (H (i |: places (flatten (take t ds))) - H (places (flatten (take t ds)))) - H setT.
Proof.
pose R_ t := places (flatten (take t ds)).
rewrite /ekl_blocks /KL (eq_bigr (fun x => p x * ln (p x) -
  \sum_(t < size ds) \sum_(i in places (nth [::] ds t))
     (p x * ln (marg p (i |: R_ t) x) - p x * ln (marg p (R_ t) x)))); last first.
  move=> x _; have [->|px] := eqVneq (p x) 0.
    by rewrite !mul0r big1 ?subr0 // => t _; rewrite big1 // => i _; rewrite !mul0r subr0.
  rewrite mulrBr /pY_blocks ln_prod; last first.
    by move=> t _; apply: prodr_gt0 => i _; apply: cond_gt0.
  rewrite mulr_sumr; congr (_ - _); apply: eq_bigr => t _.
  rewrite ln_prod; last by move=> i _; apply: cond_gt0.
  rewrite mulr_sumr; apply: eq_bigr => i _.
  by rewrite /cond gt_eqF ?marg_gt0 // ln_div ?marg_gt0 // mulrBr.
rewrite sumrB addrC exchange_big /=; congr (_ + _); last first.
  by rewrite /Entropy.H opprK; apply: eq_bigr => x _; rewrite marg_setT.
rewrite -sumrN; apply: eq_bigr => t _; rewrite exchange_big /= -sumrN.
apply: eq_bigr => i _; rewrite /Entropy.H sumrB opprB opprK.
by rewrite addrC.
Qed.

(* a sum, or product, over listed positions *)
Lemma big_places (A : Type) (idx : A) (op : Monoid.com_law idx) (s : seq nat) (F : I -> A) G :
  uniq s -> all (fun i => i < L)%N s -> (forall i : I, F i = G (i : nat)) ->
  \big[op/idx]_(i in places s) F i = \big[op/idx]_(j <- s) G j.
Proof.
move=> us sL FG; have inj : injective (val : I -> nat) by apply: val_inj.
have pE : perm_eq s [seq val i | i <- enum (places s)].
  apply: uniq_perm => //; first by rewrite map_inj_uniq ?enum_uniq.
  move=> j; apply/idP/mapP => [js|[i]]; last by rewrite mem_enum inE => iS ->.
  by exists (Ordinal (allP sL j js)); rewrite ?mem_enum ?inE.
rewrite (perm_big _ pE) /= big_map big_enum /=.
by apply: eq_bigr => i _.
Qed.
End Measures.
