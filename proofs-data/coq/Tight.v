(* The sharp constant (smax - 1)/L is attained. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Rays.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Ids.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Let hpm := Hpm ln p.

(* sum_mi is the sum of the mutual informations I(X_i; X_-i) *)
Lemma sum_mi_CMI : sum_mi H = \sum_(i : 'I_L) CMI ln p [set i] (~: [set i]) set0.
Proof.
by apply: eq_bigr => i _; rewrite /CMI H_set0 subr0 !setU0 setUCr.
Qed.

Theorem TC_Z : TC H = \sum_(j < L) Z H j.+1.
Proof.
rewrite (eq_bigr (fun j : 'I_L => D H 0 - D H j)) => [|j _]; last exact: (ZE hpm).
rewrite sumrB sum_D sumr_const card_ord /TC sum_h1 -(e_full H) (e0 hpm) subr0 /D (e0 hpm) subr0.
by rewrite -[e H 1 *+ L]mulr_natl.
Qed.
End Ids.

Section Tight.
Variables (R : realFieldType) (ln : logfun R) (F : finFieldType) (L : nat).
Hypothesis LF : (L <= #|F|)%N.

(* the repetition law over F attains (smax-1)/L sum_mi whenever the first block is a largest one *)
Theorem sharp_attained (s : nat) (sz : seq nat) : (0 < s)%N -> sumn (s :: sz) = L -> (1 < L)%N ->
  let p := @RS R F L 1 in
  ekl ln p (s :: sz) = s.-1%:R / L%:R * sum_mi (H ln p) /\ 0 < sum_mi (H ln p).
Proof.
move=> s0 szL L2 p; have L1 : (1 <= L)%N by lia.
have sL : (s <= L)%N by rewrite -szL /= leq_addr.
have Dp k : (k < L)%N -> D (H ln p) k = if (k < 1)%N then ln #|F|%:R else 0.
  by move=> kL; rewrite /p RS_D.
have Lr : L%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
have miE : sum_mi (H ln p) = L%:R * ln #|F|%:R.
  rewrite sum_miE; congr (_ * _).
  have -> : Z (H ln p) L = Z (H ln p) L.-1.+1 by congr (Z _ _); lia.
  rewrite (ZE (Hpm ln p)) !Dp ?L1 //; last by lia.
  by rewrite ifF ?subr0 //; lia.
split; last by rewrite miE mulr_gt0 ?ltr0n // ln_gt0 // ltr1n finField_gt1_loc.
rewrite miE mulrA divfK // ekl_curveE // /ekl_curve.
rewrite (eq_bigr (fun k : 'I_L => if (1 <= k < s)%N then ln #|F|%:R else 0)); last first.
  move=> k _; have kL := ltn_ord k; have stL := start_le (s :: sz) k.
  rewrite !Dp //; last by apply: leq_ltn_trans kL.
  rewrite /=; case: (ltnP k s) => ks /=.
    by rewrite andbT; case: (ltnP k 1) => k1; rewrite ?subrr ?subr0.
  by rewrite andbF !ifF ?subrr //; lia.
rewrite -big_mkcond /= (@big_ord_nat _ _ _ L 1 s (fun=> ln #|F|%:R)) //.
by rewrite sumr_const_nat subn1 mulr_natl.
Qed.
End Tight.
