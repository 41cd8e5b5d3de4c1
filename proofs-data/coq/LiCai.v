(* Li and Cai, arXiv 2505.21400: Theorem 1 and Corollary 1, and what is sharper.

   For every law p on L positions over every vocabulary, every schedule sz and
   every predictor. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Predictor.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section LiCai.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Notation ekl := (ekl ln p).
Let hpm := Hpm ln p.

(* Ours, sharper than Theorem 1: every schedule has
     ekl <= (smax - 1)/L * sum_i I(X_i; X_-i). *)
Theorem ekl_sharp sz : sumn sz = L -> (0 < L)%N ->
  ekl sz <= (smax sz).-1%:R / L%:R * sum_mi H.
Proof.
move=> szL L0; rewrite ekl_curveE //; apply: (@Curve.ekl_sharp R L hpm).
  exact: smax_bounds.
by move=> k kL; apply: start_smax; rewrite szL.
Qed.

(* Ours, sharper still: ekl <= U_smax = Z_L + Z_{L-1} + .., smax - 1 terms. *)
Theorem ekl_U sz : sumn sz = L -> (0 < L)%N -> ekl sz <= U H (smax sz).
Proof.
move=> szL L0; rewrite ekl_curveE //; apply: ekl_le_U.
  exact: smax_bounds.
by move=> k kL; apply: start_smax; rewrite szL.
Qed.

(* Li and Cai, Theorem 1, with the ideal predictor:
     ekl <= (2^ceil(log2 smax) - 1)/L * sum_i I(X_i; X_-i). *)
Theorem Li_Cai_1 sz : sumn sz = L -> (0 < L)%N ->
  ekl sz <= (2 ^+ (up_log 2 (smax sz)) - 1) / L%:R * sum_mi H.
Proof.
move=> szL L0; rewrite ekl_curveE //; apply: (@ekl_li_cai R L hpm).
  exact: smax_bounds.
by move=> k kL; apply: start_smax; rewrite szL.
Qed.

(* Li and Cai, Corollary 1, with the constant C_1 = 1:
     ekl <= (1/T) sum_i I(X_i; X_-i)
   for T balanced steps, and whenever (smax - 1) T <= L. *)
Theorem Li_Cai_corollary_1 (sz : seq nat) (T : nat) : sumn sz = L -> (0 < L)%N -> (0 < T)%N ->
  ((smax sz).-1 * T <= L)%N -> ekl sz <= sum_mi H / T%:R.
Proof.
move=> szL L0 T0 hT; apply: le_trans (ekl_sharp szL L0) _.
have mi0 : 0 <= sum_mi H.
  by rewrite sum_miE mulr_ge0 ?ler0n // (@Z_ge01 _ _ hpm).
rewrite mulrC; apply: ler_wpmul2l => //.
by rewrite ler_pdivr_mulr ?ltr0n // ler_pdivl_mull ?ltr0n // -natrM ler_nat mulnC.
Qed.

Section Imperfect.
Variable q : 'I_L -> {set 'I_L} -> {ffun 'I_L -> V} -> R.
Hypothesis q_gt0 : forall i S x, p x != 0 -> 0 < q i S x.
Notation ekl_hat := (ekl_hat ln p q).
Notation eps_train := (eps_train ln p q).

(* Li and Cai, Theorem 1, as printed:
     ekl <= (2^ceil(log2 smax) - 1)/L * sum_i I(X_i; X_-i) + eps_train. *)
Theorem Li_Cai_1_hat sz : sumn sz = L -> (0 < L)%N ->
  ekl_hat sz <= (2 ^+ (up_log 2 (smax sz)) - 1) / L%:R * sum_mi H + eps_train sz.
Proof. by move=> szL L0; rewrite (ekl_hatE ln q_gt0) ler_add2r; apply: Li_Cai_1. Qed.

Theorem Li_Cai_corollary_1_hat (sz : seq nat) (T : nat) :
  sumn sz = L -> (0 < L)%N -> (0 < T)%N -> ((smax sz).-1 * T <= L)%N ->
  ekl_hat sz <= sum_mi H / T%:R + eps_train sz.
Proof.
by move=> szL L0 T0 hT; rewrite (ekl_hatE ln q_gt0) ler_add2r; apply: Li_Cai_corollary_1.
Qed.
End Imperfect.
End LiCai.
