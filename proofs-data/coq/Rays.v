(* A claim that is linear in the curve holds for every law if and only if it
   holds on the rays (cone_iff).

   Sufficient, for every polymatroid: Abel summation.  Necessary: the uniform
   law on a Reed-Solomon code over a field with at least L elements has the
   increments ln q, .., ln q, 0, .., 0 of a ray. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem cone_sufficient (R : realFieldType) (L : nat) (h : polymatroid R [finType of 'I_L])
  (c : nat -> R) :
  (forall m, (m < L)%N -> 0 <= \sum_(k < m.+1) c k) ->
  0 <= \sum_(k < L) c k * D h k.
Proof.
move=> hc.
suff H n : (n <= L)%N -> (\sum_(k < n) c k) * D h n <= \sum_(k < n) c k * D h k.
  have := H L (leqnn L); rewrite D_big // mulr0 //.
elim: n => [|n IH] nL; first by rewrite !big_ord0 mul0r.
rewrite big_ord_recr /= [leRHS]big_ord_recr /=.
apply: (@le_trans _ _ ((\sum_(i < n) c i + c n) * D h n)).
  apply: ler_wpmul2l; last exact: D_noninc.
  by have := hc n nL; rewrite big_ord_recr.
by rewrite mulrDl ler_add2r; apply: IH; apply: ltnW.
Qed.

Lemma ln_gt0 (R : realFieldType) (ln : logfun R) x : 1 < x -> 0 < ln x.
Proof.
move=> x1; have x0 : 0 < x by apply: lt_trans x1; apply: ltr01.
have xV : 0 < x^-1 by rewrite invr_gt0.
have := lnf_le ln xV; rewrite lnV // ler_oppl opprB; apply: lt_le_trans.
by rewrite subr_gt0 invf_lt1.
Qed.

Lemma finField_gt1_loc (F : finFieldType) : (1 < #|F|)%N.
Proof.
rewrite (cardD1 (0 : F)) (cardD1 (1 : F)) !inE.
by rewrite GRing.oner_neq0.
Qed.

Section Log.
Variables (R : realFieldType) (ln : logfun R) (I V : finType).
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].

Lemma H1_le i : H ln p [set i] <= ln #|V|%:R.
Proof.
have [x px] : exists x, p x != 0.
  apply/existsP; apply: contraT; rewrite negb_exists => /forallP h.
  have := prob_sum p; rewrite big1 => [/esym/eqP|x _]; first by rewrite oner_eq0.
  by apply/eqP; have := h x; rewrite negbK.
have V0 : 0 < (#|V|%:R : R) by rewrite ltr0n; apply/card_gt0P; exists (x i).
pose q x := #|V|%:R^-1 * (p x / marg p [set i] x).
have q0 y : 0 <= q y by rewrite !(mulr_ge0, invr_ge0, marg_ge0, prob_ge0, ler0n).
have q1 : \sum_x q x <= 1.
  rewrite /q -mulr_sumr ler_pdivr_mull // mulr1.
  rewrite (partition_big (fun y : T => y i) xpredT) //=.
  rewrite -sum1_card natr_sum; apply: ler_sum => v _.
  apply: class_sum => y z /eqP yv /eqP zv; apply/agreeP => j; rewrite inE => /eqP ->.
  by rewrite yv zv.
have pq y : 0 < p y -> 0 < q y.
  by move=> /lt0r_neq0 py; rewrite !(mulr_gt0, invr_gt0, marg_gt0) ?prob_gt0.
rewrite -subr_ge0; have := gibbs ln q0 q1 pq; suff -> : KL ln p q = ln #|V|%:R - H ln p [set i] by [].
rewrite /H /KL opprK -[X in _ = X + _]mulr1 -[X in _ = _ * X + _](prob_sum p) mulr_sumr -big_split /=.
apply: eq_bigr => y _; have [->|py] := eqVneq (p y) 0; first by rewrite mulr0 !mul0r addr0.
have h A := marg_gt0 A py.
rewrite /q !lnfM ?lnV ?invr_gt0 ?mulr_gt0 ?invr_gt0 ?prob_gt0 ?h //.
move: (ln (p y)) (ln #|V|%:R) (ln (marg p [set i] y)) (p y) => a b c d; ring.
Qed.
End Log.

Section RS.
Variables (R : realFieldType) (ln : logfun R) (F : finFieldType) (L m : nat).
Hypotheses (LF : (L <= #|F|)%N) (mL : (m <= L)%N).
Notation I := 'I_L.
Notation T := {ffun I -> F}.
Notation C := {ffun 'I_m -> F}.
Let qm : R := (#|F| ^ m)%:R.

Definition pt (i : I) : F := nth 0 (enum F) i.
Lemma pt_inj : injective pt.
Proof.
move=> i j /eqP; have h (k : I) : (k < size (enum F))%N by rewrite -cardE; apply: leq_trans LF.
by rewrite nth_uniq ?enum_uniq // => /eqP /val_inj.
Qed.

Definition enc (c : C) : T := [ffun i => \sum_(j < m) c j * pt i ^+ j].

Lemma enc_agree (S : {set I}) c c' : (m <= #|S|)%N -> agree S (enc c) (enc c') -> c = c'.
Proof.
move=> mS /agreeP h.
pose P : {poly F} := \sum_(j < m) (c j - c' j) *: 'X^j.
have cP (j : 'I_m) : P`_j = c j - c' j.
  rewrite /P coef_sum (bigD1 j) //= coefZ coefXn eqxx mulr1 big1 ?addr0 // => k kj.
  by rewrite coefZ coefXn eq_sym val_eqE (negPf kj) mulr0.
have sP : (size P <= m)%N.
  apply/leq_sizeP => j mj; rewrite /P coef_sum big1 // => k _.
  rewrite coefZ coefXn; case: eqP => [jk|]; last by rewrite mulr0.
  by have := ltn_ord k; lia.
have [P0|Pn0] := eqVneq P 0.
  by apply/ffunP => j; apply/eqP; rewrite -subr_eq0 -cP P0 coef0.
have rP : all (root P) [seq pt i | i <- enum S].
  apply/allP => _ /mapP [i iS ->]; rewrite mem_enum in iS.
  rewrite rootE /P horner_sum; apply/eqP.
  have := h i iS; rewrite !ffunE => /eqP; rewrite -subr_eq0 -sumrB => /eqP E; apply: etrans E.
  by apply: eq_bigr => j _; rewrite hornerZ hornerXn mulrBl.
have uP : uniq [seq pt i | i <- enum S] by rewrite map_inj_uniq ?enum_uniq //; apply: pt_inj.
have := leq_trans (max_poly_roots Pn0 rP uP) sP; by rewrite size_map -cardE ltnNge mS.
Qed.

Lemma qm_neq0 : qm != 0.
Proof.
rewrite /qm pnatr_eq0 -lt0n expn_gt0; apply/orP; left; apply/card_gt0P; by exists 0.
Qed.

Definition pRS (x : T) : R := qm^-1 * \sum_(c : C | enc c == x) 1.
Lemma pRS_ge0 x : 0 <= pRS x.
Proof. by rewrite mulr_ge0 ?invr_ge0 ?ler0n // sumr_ge0 // => *; apply: ler01. Qed.
Lemma pRS_sum : \sum_x pRS x = 1.
Proof.
rewrite -mulr_sumr.
have <- : \sum_(c : C) 1 = \sum_x \sum_(c : C | enc c == x) (1 : R).
  by rewrite (partition_big enc xpredT).
rewrite sumr_const.
by rewrite card_ffun card_ord -/qm mulVf ?qm_neq0.
Qed.
Definition RS : law R [finType of T] := Law pRS_ge0 pRS_sum.

Lemma RS_marg (S : {set I}) c : (m <= #|S|)%N -> marg RS S (enc c) = qm^-1.
Proof.
move=> mS; rewrite /marg /= /pRS -mulr_sumr.
rewrite -[RHS]mulr1; congr (_ * _).
have <- : \sum_(c' | agree S (enc c) (enc c')) (1 : R) =
          \sum_(y | agree S (enc c) y) \sum_(c' | enc c' == y) 1.
  rewrite (partition_big enc (agree S (enc c))) //=; apply: eq_bigr => y yS.
  by apply: eq_bigl => c'; case: eqP => [->|]; rewrite ?yS ?andbF.
rewrite (big_pred1 c) // => c' /=; apply/idP/eqP => [/(enc_agree mS) //|->].
exact: agree_refl.
Qed.

Lemma RS_H (S : {set I}) : (m <= #|S|)%N -> H ln RS S = ln #|F|%:R *+ m.
Proof.
move=> mS; rewrite /H (eq_bigr (fun x => RS x * ln qm^-1)); last first.
  move=> x _; have [->|px] := eqVneq (RS x) 0; first by rewrite !mul0r.
  have [c /eqP <-|nc] := pickP (fun c => enc c == x); first by rewrite RS_marg.
  by case/negP: px; rewrite /= /pRS big_pred0 ?mulr0.
rewrite -mulr_suml prob_sum mul1r /qm.
have F0 : 0 < (#|F|%:R : R) by rewrite ltr0n; apply/card_gt0P; exists 0.
rewrite lnV ?opprK ?ltr0n ?expn_gt0 //; last by move: F0; rewrite ltr0n => ->.
rewrite natrX; elim: (m) => [|k IH]; first by rewrite expr0 mulr0n ln1.
by rewrite exprS lnfM ?exprn_gt0 // IH mulrS.
Qed.

Notation e := (e (H ln RS)).
Notation D := (D (H ln RS)).
Let hpm := Hpm ln RS.

Lemma RS_e k : (m <= k <= L)%N -> e k = ln #|F|%:R *+ m.
Proof.
move=> /andP [mk kL]; rewrite /Curve.e /avg.
rewrite (eq_bigr (fun=> ln #|F|%:R *+ m)) ?mean_const // => s _.
by rewrite RS_H // card_imset ?card_pre //; apply: perm_inj.
Qed.

Lemma RS_D_hi k : (m <= k < L)%N -> D k = 0.
Proof. by move=> /andP [mk kL]; rewrite /Curve.D !RS_e ?subrr //; lia. Qed.

Lemma RS_D_le k : D k <= ln #|F|%:R.
Proof.
apply: le_trans (D_le hpm (leq0n k)) _; rewrite /Curve.D (e0 hpm) subr0.
rewrite /Curve.e /avg -[leRHS](mean_const L).
apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
apply: ler_sum => s _.
have [L0|L0] := posnP L.
  have -> : pre L 1 = set0 by apply/setP => i; have := ltn_ord i; lia.
  by rewrite imset0 rk0 ltW // ln_gt0 // ltr1n finField_gt1_loc.
have -> : pre L 1 = [set Ordinal L0].
  by apply/setP => i; rewrite !inE -val_eqE /=; lia.
by rewrite imset_set1; apply: H1_le.
Qed.

(* ray m: d = ln q on k < m, else 0 *)
Theorem RS_D k : (k < L)%N -> D k = if (k < m)%N then ln #|F|%:R else 0.
Proof.
move=> kL; case: ltnP => km; last by rewrite RS_D_hi ?km.
have s0 : \sum_(j < m) (ln #|F|%:R - D j) = 0.
  by rewrite sumrB sum_D (e0 hpm) subr0 RS_e ?leqnn // sumr_const card_ord subrr.
have h (j : 'I_m) : ln #|F|%:R - D j = 0.
  by apply: (psumr_eq0P _ s0) => // i _; rewrite subr_ge0 RS_D_le.
by have /eqP := h (Ordinal km); rewrite subr_eq0 => /eqP.
Qed.
End RS.

Theorem cone_necessary (R : realFieldType) (ln : logfun R) (L : nat) (c : nat -> R) :
  (forall (V : finType) (p : law R [finType of {ffun 'I_L -> V}]),
     0 <= \sum_(k < L) c k * D (H ln p) k) ->
  forall m, (m < L)%N -> 0 <= \sum_(k < m.+1) c k.
Proof.
move=> hc m mL; have [q Lq pq] := prime_above L.
have LF : (L <= #|'F_q|)%N by rewrite card_Fp // ltnW.
have := hc _ (@RS R [finFieldType of 'F_q] L m.+1).
rewrite (eq_bigr (fun k : 'I_L => if (k < m.+1)%N then c k * ln #|'F_q|%:R else 0)); last first.
  by move=> k _; rewrite RS_D //; case: ifP => // _; rewrite mulr0.
rewrite -big_mkcond /= -mulr_suml -(big_ord_widen L c mL).
by rewrite pmulr_lge0 // ln_gt0 // ltr1n finField_gt1_loc.
Qed.

Theorem cone_iff (R : realFieldType) (ln : logfun R) (L : nat) (c : nat -> R) :
  (forall (V : finType) (p : law R [finType of {ffun 'I_L -> V}]),
     0 <= \sum_(k < L) c k * D (H ln p) k) <->
  (forall m, (m < L)%N -> 0 <= \sum_(k < m.+1) c k).
Proof.
split; first exact: cone_necessary.
by move=> hc V p; apply: (cone_sufficient (Hpm ln p)).
Qed.
