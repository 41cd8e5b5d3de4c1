(* The average entropy curve of a polymatroid on L positions.

     e k  mean of h(S) over the sets S of k positions   (e_mean)
     D k  d_{k+1} = e_{k+1} - e_k, non-increasing and >= 0   (Han: D_noninc)
     Z j  the information curve of Chen, Cong and Li
     U s  Z_L + Z_{L-1} + .. : s - 1 terms

   Means over sets of k positions are written as means over permutations, which
   is what the sampler needs. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Record polymatroid (R : realFieldType) (I : finType) := Polymatroid {
  rk :> {set I} -> R;
  rk0 : rk set0 = 0;
  rk_mono : forall S U : {set I}, S \subset U -> rk S <= rk U;
  rk_submod : forall S U : {set I}, rk (S :|: U) + rk (S :&: U) <= rk S + rk U }.

Section PermExists.
Variable I : finType.
Implicit Types A B : {set I}.

Lemma perm_exists A B : #|A| = #|B| -> exists t : {perm I}, t @: A = B.
Proof.
move=> AB; have [x0 _|I0] := pickP (xpredT : pred I); last first.
  by exists (1%g : {perm I}); apply/setP => x; have := I0 x.
pose e A := enum A ++ enum (~: A).
have size_e A' : size (e A') = #|I| by rewrite size_cat -!cardE cardsC.
have mem_e A' x : x \in e A' by rewrite mem_cat !mem_enum inE orbN.
have uniq_e A' : uniq (e A').
  rewrite cat_uniq !enum_uniq andbT /=; apply/hasPn => x.
  by rewrite mem_enum inE /= => xA; apply: contra xA; rewrite mem_enum.
pose f x := nth x0 (e B) (index x (e A)).
have ix x : (index x (e A) < size (e B))%N.
  by rewrite size_e -(size_e A) index_mem mem_e.
have f_inj : injective f.
  move=> x y /eqP; rewrite nth_uniq ?ix ?uniq_e // => /eqP h.
  by rewrite -(nth_index x0 (mem_e A x)) h nth_index ?mem_e.
exists (perm f_inj); apply/eqP; rewrite eqEcard card_imset ?AB ?leqnn ?andbT; last exact: perm_inj.
apply/subsetP => _ /imsetP [x xA ->]; rewrite permE /f.
have xl : (index x (e A) < #|B|)%N.
  by rewrite index_cat mem_enum xA -AB cardE index_mem mem_enum.
rewrite nth_cat -cardE xl -mem_enum mem_nth // -cardE //.
Qed.
End PermExists.

Section Curve.
Variables (R : realFieldType) (L : nat).
Notation I := 'I_L.
Variable h : {set I} -> R.
Implicit Types (A B S : {set I}) (k : nat) (s : {perm I}).

Definition avg A : R := (L`!%:R)^-1 * \sum_(s : {perm I}) h (s @: A).
Definition pre k : {set I} := [set i : I | (i < k)%N].
Definition e k : R := avg (pre k).

Lemma fact_neq0 : (L`!%:R : R) != 0.
Proof. by rewrite pnatr_eq0 -lt0n fact_gt0. Qed.

Lemma fact_gt0R : 0 < (L`!%:R : R).
Proof. by rewrite ltr0n fact_gt0. Qed.

Lemma card_pre k : (k <= L)%N -> #|pre k| = k.
Proof. by move=> kL; rewrite -sum1dep_card (big_ord_narrow kL) sum1_card card_ord. Qed.

Lemma pre0 : pre 0 = set0.
Proof. by apply/setP => i; rewrite !inE. Qed.

Lemma preT k : (L <= k)%N -> pre k = setT.
Proof. by move=> kL; apply/setP => i; rewrite !inE (leq_trans _ kL). Qed.

Theorem avg_card A B : #|A| = #|B| -> avg A = avg B.
Proof.
move=> /perm_exists [t <-]; rewrite /avg; congr (_ * _).
rewrite (reindex_inj (mulgI t)) /=; apply: eq_bigr => s _.
rewrite -imset_comp; congr (h _); apply: eq_imset => x /=.
by rewrite permM.
Qed.

Lemma avgE A : avg A = e #|A|.
Proof. by apply: avg_card; rewrite card_pre // -[X in (_ <= X)%N]card_ord max_card. Qed.

Lemma sum_perm A : \sum_(s : {perm I}) h (s @: A) = L`!%:R * avg A.
Proof. by rewrite /avg mulrA divff ?mul1r ?fact_neq0. Qed.

(* the mean of a constant is the constant *)
Lemma mean_const (a : R) : (L`!%:R)^-1 * (\sum_(s : {perm I}) a) = a.
Proof.
rewrite sumr_const; have -> : #|{perm I}| = L`! by rewrite -card_Sn; apply: eq_card.
by rewrite -[a *+ _]mulr_natl mulrA mulVf ?mul1r ?fact_neq0.
Qed.

Lemma avg_set0 : avg set0 = h set0.
Proof. by rewrite -[RHS]mean_const /avg; congr (_ * _); apply: eq_bigr => s _; rewrite imset0. Qed.

Lemma avg_setT : avg setT = h setT.
Proof.
rewrite -[RHS]mean_const /avg; congr (_ * _); apply: eq_bigr => s _; congr (h _).
by apply/setP => x; rewrite inE -(permKV s x) imset_f ?inE.
Qed.

Lemma e_full : e L = h setT.
Proof. by rewrite /e preT ?avg_setT. Qed.

(* the mean over permutations is the mean over the sets of k positions *)
Theorem e_mean k : (k <= L)%N ->
  e k = ('C(L, k)%:R)^-1 * \sum_(S : {set I} | #|S| == k) h S.
Proof.
move=> kL.
have C0 : ('C(L, k)%:R : R) != 0 by rewrite pnatr_eq0 -lt0n bin_gt0.
apply: (mulfI fact_neq0); apply: (mulfI C0).
transitivity (\sum_(S : {set I} | #|S| == k) \sum_(s : {perm I}) h (s @: S)).
  rewrite (eq_bigr (fun=> L`!%:R * e k)); last first.
    by move=> S /eqP SK; rewrite sum_perm avgE SK.
  rewrite sumr_const -[_ *+ #|_|]mulr_natl; congr (_%:R * _).
  by rewrite -[in LHS](card_ord L) -card_draws cardsE.
rewrite exchange_big /= mulrCA mulVKf // -[in RHS](card_Sn L).
rewrite -cardsT cardsE mulr_natl -sumr_const; apply: eq_bigr => s _.
rewrite [RHS](reindex_inj (imset_inj (@perm_inj _ s))) /=.
by apply: eq_bigl => S; rewrite card_imset //; apply: perm_inj.
Qed.

Lemma sum_avg1 (f : I -> {set I}) :
  (forall i (s : {perm I}), s @: f i = f (s i)) ->
  \sum_i avg (f i) = \sum_i h (f i).
Proof.
move=> sf; rewrite /avg -mulr_sumr exchange_big /=.
rewrite -[RHS]mean_const; congr (_ * _); apply: eq_bigr => s _.
rewrite [RHS](reindex_inj (@perm_inj _ s)) /=.
by apply: eq_bigr => i _; rewrite sf.
Qed.

Definition D k : R := e k.+1 - e k.         (* D k is d_{k+1} *)
Definition Z j : R := e 1 + e j.-1 - e j.   (* information curve *)
Definition sum_mi : R := \sum_(i : I) (h [set i] + h (~: [set i]) - h setT).
Definition TC : R := \sum_(i : I) h [set i] - h setT.

(* the s - 1 last values of Z *)
Definition U (s : nat) : R := \sum_(m < s.-1) Z (L - m).
(* DTC = H(X) - sum_i H(X_i | X_-i) *)
Definition DTC : R := h setT - \sum_(i : I) (h setT - h (~: [set i])).

Lemma DTC_E : DTC = sum_mi - TC.
Proof.
rewrite /DTC /sum_mi /TC !sumrB big_split /=.
move: (\sum_i h [set i]) (\sum_i h (~: [set i])) (h setT) => a b c; ring.
Qed.

Lemma sum_D k : \sum_(j < k) D j = e k - e 0.
Proof. by rewrite -(big_mkord xpredT D) telescope_sumr. Qed.

Lemma D_big k : (L <= k)%N -> D k = 0.
Proof. by move=> kL; rewrite /D /e !preT ?subrr // (leq_trans kL). Qed.

Lemma sum_h1 : \sum_(i : I) h [set i] = L%:R * e 1.
Proof.
rewrite -(sum_avg1 (f := fun i => [set i])); last by move=> i s; rewrite imset_set1.
rewrite (eq_bigr (fun=> e 1)); last by move=> i _; rewrite avgE cards1.
by rewrite sumr_const card_ord -[LHS]mulr_natl.
Qed.

Theorem sum_miE : sum_mi = L%:R * Z L.
Proof.
rewrite /sum_mi sumrB big_split /= sum_h1.
rewrite -(sum_avg1 (f := fun i => ~: [set i])); last first.
  move=> i s; apply/setP => x; rewrite -(permKV s x) mem_imset ?inE //.
    by rewrite (inj_eq (@perm_inj _ s)).
  exact: perm_inj.
have -> : \sum_(i : I) avg (~: [set i]) = L%:R * e L.-1.
  rewrite (eq_bigr (fun=> e L.-1)); last first.
    by move=> i _; rewrite avgE cardsC1 card_ord.
  by rewrite sumr_const card_ord -[LHS]mulr_natl.
rewrite sumr_const card_ord -e_full /Z -[e L *+ L]mulr_natl.
by move: (e 1) (e L.-1) (e L) (L%:R) => a b c d; ring.
Qed.
End Curve.

Section Han.
Variables (R : realFieldType) (L : nat).
Notation I := 'I_L.
Variable h : polymatroid R [finType of I].
Notation avg := (@avg R L h).
Notation e := (@e R L h).
Notation D := (@D R L h).
Notation Z := (@Z R L h).
Notation U := (@U R L h).
Notation pre := (@pre L).

Lemma e0 : e 0 = 0.
Proof. by rewrite /Curve.e pre0 avg_set0 rk0. Qed.

Lemma ZE j : Z j.+1 = D 0 - D j.
Proof. by rewrite /Curve.Z /Curve.D e0 /= subr0 opprB addrA. Qed.

Lemma avg_mono (A B : {set I}) : A \subset B -> avg A <= avg B.
Proof.
move=> AB; apply: ler_wpmul2l; first by rewrite invr_ge0 ltW ?fact_gt0R.
by apply: ler_sum => s _; apply: rk_mono; apply: imsetS.
Qed.

Lemma avg_submod (A B : {set I}) : avg (A :|: B) + avg (A :&: B) <= avg A + avg B.
Proof.
rewrite /Curve.avg -!mulrDr -!big_split /=.
apply: ler_wpmul2l; first by rewrite invr_ge0 ltW ?fact_gt0R.
apply: ler_sum => s _; rewrite imsetU imsetI; last by move=> x y _ _; apply: perm_inj.
exact: rk_submod.
Qed.

Theorem D_ge0 k : 0 <= D k.
Proof.
rewrite subr_ge0; apply: avg_mono; apply/subsetP => i; rewrite !inE.
by move=> h'; rewrite (leq_trans h').
Qed.

(* Han *)
Theorem D_noninc k : D k.+1 <= D k.
Proof.
have [kL|kL] := leqP L k.+1; first by rewrite D_big ?D_ge0.
pose i := Ordinal kL; pose A := pre k.+1; pose B := i |: pre k.
have cB : #|B| = k.+1.
  rewrite cardsU1 inE /= ltnNge leqnSn /= card_pre //.
  by apply: ltnW; apply: ltnW.
have := avg_submod A B.
have -> : A :|: B = pre k.+2.
  by apply/setP => j; rewrite !inE -val_eqE /=; lia.
have -> : A :&: B = pre k.
  by apply/setP => j; rewrite !inE -val_eqE /=; lia.
rewrite [avg B]avgE cB -/(e k.+2) -/(e k) -/(e k.+1) /Curve.D.
by move=> h'; rewrite ler_subl_addr addrAC ler_subr_addr.
Qed.

Lemma D_le j k : (j <= k)%N -> D k <= D j.
Proof.
move=> /subnK <-; elim: (k - j)%N => [|n IH]; first by rewrite add0n.
by apply: le_trans IH; rewrite addSn D_noninc.
Qed.

Lemma Z_ge0 j : 0 <= Z j.+1.
Proof. by rewrite ZE subr_ge0 D_le. Qed.

Lemma Z_le j k : (j <= k)%N -> Z j.+1 <= Z k.+1.
Proof. by move=> jk; rewrite !ZE ler_sub ?D_le. Qed.

Lemma Z_ge01 j : (0 < j)%N -> 0 <= Z j.
Proof. by case: j => // j _; apply: Z_ge0. Qed.

Lemma Z_le1 j k : (0 < j <= k)%N -> Z j <= Z k.
Proof. by case: j k => // j [|k] // jk; apply: Z_le. Qed.

(* the error of a schedule; start k = how many tokens are revealed when the
   block that holds the k-th drawn token (from 0) starts *)
Definition ekl_curve (start : nat -> nat) : R := \sum_(k < L) (D (start k) - D k).

Lemma shift_sum (s : nat) : (s <= L)%N ->
  \sum_(k < L) (D (k - s) - D k) = \sum_(m < s) Z (L - m).
Proof.
move=> sL.
rewrite sumrB -(big_mkord xpredT (fun k => D (k - s))) -(big_mkord xpredT D).
rewrite (big_cat_nat _ _ _ (leq0n s) sL) /=.
rewrite [X in _ + X - _](_ : _ = \sum_(0 <= k < L - s) D k); last first.
  by rewrite -[X in \sum_(X <= _ < _) _](add0n s) big_addn; apply: eq_bigr => k _; rewrite addnK.
rewrite (big_cat_nat _ _ _ (leq0n (L - s)) (leq_subr s L)) /=.
rewrite opprD addrACA addrA subrK -(big_mkord xpredT (fun m => Z (L - m))).
rewrite [X in _ - X](_ : _ = \sum_(0 <= m < s) D (L - m).-1); last first.
  rewrite -[X in \sum_(X <= _ < _) _](add0n (L - s)%N) big_addn (subKn sL) big_nat_rev /=.
  by apply: eq_big_nat => m /andP [_ ms]; congr (D _); lia.
rewrite -sumrB; apply: eq_big_nat => m /andP [_ ms].
have -> : (m - s = 0)%N by lia.
have Lm : (L - m = (L - m).-1.+1)%N by lia.
by rewrite [in RHS]Lm ZE.
Qed.

Theorem ekl_le_U (start : nat -> nat) (s : nat) : (0 < s <= L)%N ->
  (forall k, (k < L)%N -> k < start k + s)%N -> ekl_curve start <= U s.
Proof.
case: s => [//|s] /andP [_ sL] hs; rewrite /U /= -shift_sum; last by apply: ltnW.
apply: ler_sum => k _; rewrite ler_add2r D_le //.
by have := hs k (ltn_ord k); lia.
Qed.

Theorem U_le (s : nat) : (0 < s <= L)%N -> U s <= s.-1%:R * Z L.
Proof.
move=> /andP [s0 sL].
rewrite /U -[leRHS]mulr1 -mulrA -[s.-1 in leRHS]card_ord mulr_natl -sumr_const mulr1.
apply: ler_sum => m _.
have mL : (m < L)%N by have := ltn_ord m; lia.
by apply: Z_le1; lia.
Qed.

Lemma Z_sum_mi : (0 < L)%N -> Z L = (L%:R)^-1 * sum_mi h.
Proof. by move=> L0; rewrite sum_miE mulrA mulVf ?mul1r // pnatr_eq0 -lt0n. Qed.

(* sharp constant *)
Theorem ekl_sharp (start : nat -> nat) (s : nat) : (0 < s <= L)%N ->
  (forall k, (k < L)%N -> k < start k + s)%N ->
  ekl_curve start <= s.-1%:R / L%:R * sum_mi h.
Proof.
move=> sL hs; rewrite -mulrA -Z_sum_mi; last by lia.
by apply: le_trans (U_le sL); apply: ekl_le_U.
Qed.

(* Li and Cai, Theorem 1 at the level of curves *)
Theorem ekl_li_cai (start : nat -> nat) (s : nat) : (0 < s <= L)%N ->
  (forall k, (k < L)%N -> k < start k + s)%N ->
  ekl_curve start <= (2 ^+ (up_log 2 s) - 1) / L%:R * sum_mi h.
Proof.
move=> sL hs; apply: le_trans (ekl_sharp sL hs) _.
rewrite -!mulrA -Z_sum_mi; last by lia.
have ZL : 0 <= Z L by apply: Z_ge01; lia.
apply: ler_wpmul2r => //.
have s2 : (s <= 2 ^ up_log 2 s)%N by apply: up_logP.
have -> : (s.-1%:R : R) = s%:R - 1 by rewrite -subn1 natrB //; lia.
by rewrite ler_add2r -natrX ler_nat.
Qed.
End Han.
