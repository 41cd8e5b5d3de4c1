(* Li and Cai, arXiv 2505.21400: Theorem 2, for every length, with the constant
   (s - 1)/(4 s) in the place of 1/16.

   All of it is seen on the rays. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Predictor LiCai Offset Cone.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section First.
Variable R : realFieldType.
Notation first := (first R).
Notation pow a := (2%:R ^+ a : R).

Lemma pow_gt0 a : 0 < (pow a)^-1.
Proof. by rewrite invr_gt0 exprn_gt0 ?ltr0n. Qed.

Lemma first_ub r a s n : first r a s n <= 2%:R * (pow a)^-1.
Proof.
elim: r a => //= r IH a; case: ifP => // _; apply: le_trans (IH _) _.
by rewrite half2 -[leLHS]mul1r ler_pmul2r ?pow_gt0 // ler1n.
Qed.

Lemma first_lb r a s n x : x <= n%:R -> x <= s%:R * (2%:R * (pow a)^-1) ->
  x <= s%:R * first r a s n.
Proof.
elim: r a => //= r IH a xn xs; case: ifP => // /negbT; rewrite -ltnNge => ns.
apply: IH => //; apply: le_trans xn _.
by rewrite half2 ler_pdivl_mulr ?exprn_gt0 ?ltr0n // -natrX -natrM ler_nat ltnW.
Qed.

Lemma first_ub2 r a s n : (s <= n * 2 ^ (a + r))%N ->
  s%:R * first r a s n <= 2%:R * n%:R.
Proof.
have hit b : (s <= n * 2 ^ b)%N -> s%:R * (2%:R * (pow b)^-1) <= 2%:R * n%:R.
  move=> sn; rewrite mulrCA ler_pmul2l ?ltr0n // ler_pdivr_mulr ?exprn_gt0 ?ltr0n //.
  by rewrite -natrX -natrM ler_nat.
elim: r a => [|r IH] a /=; first by rewrite addn0; apply: hit.
case: ifP => [sn _|_ h]; first exact: hit.
by apply: IH; rewrite addSnnS.
Qed.

Lemma sum_min s n : (s.-1 * minn n s <= 2 * \sum_(j < s) minn j n)%N.
Proof.
elim: s => [|s IH] //; rewrite big_ord_recr /= mulnDr.
apply: (@leq_trans (s.-1 * minn n s + 2 * minn s n)); last by rewrite leq_add2r.
rewrite [minn s n]minnC -mulnDl; case: s {IH} => [|s] //=.
by case: (leqP n s.+1) => h; [rewrite (minn_idPl _) 1?leqW // leq_mul2r addn2 leqW ?orbT
  | rewrite (minn_idPr h) addn2 mulnC].
Qed.
End First.

Section Theorem2.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Let hpm := Hpm ln p.

Lemma lin_R_bound s : (0 < s)%N -> (0 < L)%N ->
  lin hpm (fun m => R_ray R (up_log 2 s) s (L - m.+1)) (R_bound H s).
Proof. by move=> s0 L0; apply: lin_R. Qed.

(* Sharper than R, in every case: U_s <= R(s). *)
Theorem U_le_R s : (0 < s <= L)%N -> U H s <= R_bound H s.
Proof.
move=> sL; have /andP [s0 sL'] := sL; have L0 : (0 < L)%N by apply: leq_trans sL'.
rewrite -subr_ge0; apply: (lin_ge0 (linB (lin_R_bound s0 L0) (lin_U hpm sL))) => m mL.
rewrite subr_ge0; have [->|n0] := posnP (L - m.+1); first by rewrite R_ray0 // minn0.
rewrite R_rayE //; apply: first_lb; first by rewrite ler_nat geq_minr.
rewrite expr0 invr1 mulr1 -natrM ler_nat (leq_trans (geq_minl _ _)) //.
by rewrite (leq_trans (leq_pred _)) // leq_pmulr.
Qed.

(* Li and Cai, Theorem 2, upper bound, with the ideal predictor:
     ekl <= R(smax). *)
Theorem Li_Cai_2_upper sz : sumn sz = L -> (0 < L)%N -> ekl ln p sz <= R_bound H (smax sz).
Proof.
move=> szL L0; apply: le_trans (ekl_U ln p szL L0) _.
by apply: U_le_R; apply: smax_bounds.
Qed.

(* Ours, sharper than the lower bound of Theorem 2: the mean of ekl over the s
   offset schedules is at least (s - 1)/(4 s) R(s). *)
Theorem offset_R s : (0 < s <= L)%N ->
  s.-1%:R * R_bound H s <= 4%:R * \sum_(b < s) ekl ln p (offset L s b.+1).
Proof.
move=> sL; have /andP [s0 sL'] := sL; have L0 : (0 < L)%N by apply: leq_trans sL'.
rewrite offset_ekl // -subr_ge0.
have lU : lin hpm (fun m => \sum_(j < s) (minn j (L - m.+1))%:R) (\sum_(j < s) U H j.+1).
  have hj j : (j < s)%N -> lin hpm (fun m => (minn j (L - m.+1))%:R) (U H j.+1).
    move=> js; have jL : (0 < j.+1 <= L)%N by rewrite /= (leq_trans js).
    exact: (lin_U hpm jL).
  exact: (lin_sum (x := fun j => U H j.+1) hj).
apply: (lin_ge0 (linB (linZ 4%:R lU) (linZ s.-1%:R (lin_R_bound s0 L0)))) => m mL.
rewrite subr_ge0; have [->|n0] := posnP (L - m.+1).
  by rewrite R_ray0 // mulr0 mulr_ge0 ?ler0n // sumr_ge0.
set n := (L - m.+1)%N in n0 *; rewrite R_rayE // -natr_sum.
apply: (@le_trans _ _ (s.-1%:R * (2%:R * (minn n s)%:R))).
  apply: ler_wpmul2l; first exact: ler0n.
  case: (leqP n s) => _.
    apply: first_ub2; rewrite add0n.
    by apply: leq_trans (leq_pmull (2 ^ up_log 2 s) n0); apply: up_logP.
  rewrite [leRHS]mulrC; apply: ler_wpmul2l; first exact: ler0n.
  by have := first_ub R (up_log 2 s) 0 s n; rewrite expr0 invr1 mulr1.
rewrite -!natrM ler_nat mulnCA (_ : 4 = 2 * 2)%N // -mulnA leq_pmul2l //.
exact: sum_min.
Qed.

(* Li and Cai, Theorem 2, lower bound: for s >= 2 some schedule with sizes <= s
   has ekl >= R(s)/16; here R(s)/8. *)
Theorem Li_Cai_2_lower s : (1 < s <= L)%N ->
  exists sz, [/\ sumn sz = L, (smax sz <= s)%N & R_bound H s / 8%:R <= ekl ln p sz].
Proof.
move=> /andP [s1 sL]; have s0 : (0 < s)%N by apply: ltnW.
have [b hb|h] := pickP (fun b : 'I_s => R_bound H s / 8%:R <= ekl ln p (offset L s b.+1)).
  exists (offset L s b.+1); split => //; last exact: offset_smax.
  by apply: offset_sum; apply: leq_trans sL.
have s0L : (0 < s <= L)%N by rewrite s0.
have L0 : (0 < L)%N by apply: leq_trans sL.
have R0 : 0 <= R_bound H s.
  apply: le_trans (U_le_R s0L).
  by apply: (lin_ge0 (lin_U hpm s0L)) => m _; apply: ler0n.
have := offset_R s0L; rewrite leNgt => /negP [].
apply: (@lt_le_trans _ _ (4%:R * \sum_(b < s) (R_bound H s / 8%:R))).
  rewrite ltr_pmul2l ?ltr0n // (bigD1 (Ordinal s0)) // [X in _ < X](bigD1 (Ordinal s0)) //.
  apply: ltr_le_add; first by rewrite ltNge h.
  by apply: ler_sum => b _; apply: ltW; rewrite ltNge h.
rewrite sumr_const card_ord -[_ *+ s]mulr_natl.
have y0 : 0 <= R_bound H s / 8%:R by rewrite divr_ge0 ?ler0n.
rewrite -{2}(@divfK _ 8%:R _ (R_bound H s)) ?pnatr_eq0 //.
move: (R_bound H s / 8%:R) y0 => y y0; rewrite [y * _]mulrC !mulrA.
by apply: ler_wpmul2r => //; rewrite -!natrM ler_nat; lia.
Qed.
End Theorem2.
