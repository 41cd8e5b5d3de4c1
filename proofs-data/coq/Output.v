(* The output of the sampler is a law, and mixing does not increase the error.

     pY_sum        for each ordered partition the output sums to 1
     pY_steps c    the output where position i is drawn in step c i; it, too, sums
                   to 1 (pY_steps_sum)
     kl_mixed_le   KL(p || E_M p_{Y|M}) <= E_M KL(p || p_{Y|M}) *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Upd.
Variables (R : realFieldType) (I V : finType).
Notation T := {ffun I -> V}.
Definition upd (x : T) i v : T := [ffun j => if j == i then v else x j].

Lemma updK (x : T) i v : upd (upd x i v) i (x i) = x.
Proof. by apply/ffunP => j; rewrite !ffunE; case: eqVneq => [->|]. Qed.

Lemma upd_sum (G : T -> R) i : \sum_x \sum_v G (upd x i v) = #|V|%:R * \sum_x G x.
Proof.
rewrite pair_big /=.
pose phi (w : T * V) := (upd w.1 i w.2, w.1 i).
have phiK : involutive phi.
  by move=> [x v]; rewrite /phi /= updK ffunE eqxx.
rewrite (reindex_inj (inv_inj phiK)) /=.
rewrite (eq_bigr (fun w : T * V => G w.1)); last by move=> [x v] _ /=; rewrite updK.
rewrite -(pair_big xpredT xpredT (fun x _ => G x)) /= mulr_sumr.
by apply: eq_bigr => x _; rewrite sumr_const -[LHS]mulr_natl.
Qed.
End Upd.

Section Output.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation marg := (@marg R [finType of I] V p).
Notation H := (@H R ln [finType of I] V p).
Notation KL := (@KL R ln [finType of T] p).
Notation pY := (@pY R L V p).
Notation cond := (@cond R L V p).
Implicit Types (S : {set I}) (x y : T) (i : I) (s : {perm I}).

Lemma agree_upd S x i v : i \notin S -> agree S x (upd x i v).
Proof.
move=> iS; apply/agreeP => j jS; rewrite ffunE; case: eqVneq => // ji.
by rewrite -ji jS in iS.
Qed.

Lemma cond_ge0 i S x : 0 <= cond i S x.
Proof. by rewrite /Sampler.cond; case: ifP => _; rewrite ?divr_ge0 ?invr_ge0 ?ler0n ?marg_ge0. Qed.

Lemma cond_agree i S x y : agree (i |: S) x y -> cond i S x = cond i S y.
Proof.
move=> xy; rewrite /Sampler.cond (marg_agree p xy).
by rewrite (@marg_agree _ _ _ p S x y) //; apply: agreeS xy; apply: subsetUr.
Qed.

Lemma cond_sum i S x : i \notin S -> \sum_v cond i S (upd x i v) = 1.
Proof.
move=> iS; have mE v : marg S (upd x i v) = marg S x.
  by apply/esym/marg_agree/agree_upd.
have V0 : (#|V|%:R : R) != 0.
  by rewrite pnatr_eq0 -lt0n; apply/card_gt0P; exists (x i).
rewrite /Sampler.cond; have [m0|m0] := eqVneq (marg S x) 0.
  rewrite (eq_bigr (fun=> #|V|%:R^-1)); last by move=> v _; rewrite mE m0 eqxx.
  by rewrite sumr_const -[LHS]mulr_natl divff.
rewrite (eq_bigr (fun v => marg (i |: S) (upd x i v) / marg S x)); last first.
  by move=> v _; rewrite mE (negPf m0).
rewrite -mulr_suml; suff -> : \sum_v marg (i |: S) (upd x i v) = marg S x by rewrite divff.
rewrite [RHS](partition_big (fun y : T => y i) xpredT) //=.
apply: eq_bigr => v _; apply: eq_bigl => y.
rewrite agreeU andbC -(agree_eqr y (agree_upd x v iS)); congr (_ && _).
apply/agreeP/eqP => [/(_ i)|yi j]; first by rewrite inE eqxx ffunE eqxx => <-.
by rewrite inE => /eqP ->; rewrite ffunE eqxx yi.
Qed.

Lemma pY_start s sz x : sumn sz = L ->
  pY s sz x = \prod_(k < L) cond (s k) (s @: pre L (start sz k)) x.
Proof.
move=> szL; rewrite -(big_blocks_ord _ (fun k m => cond (s k) (s @: pre L m) x) szL).
apply: eq_bigr => t _; rewrite /blockD big_imset /=; last first.
  by move=> ? ? _ _; apply: perm_inj.
by apply: eq_bigl => k; rewrite inE.
Qed.

Lemma pY_ge0 s sz x : 0 <= pY s sz x.
Proof. by apply: prodr_ge0 => t _; apply: prodr_ge0 => i _; apply: cond_ge0. Qed.

(* Positions are drawn in the order s, each given some of those before it. *)
Lemma cond_product s (B : I -> {set I}) : (forall k, B k \subset s @: pre L k) ->
  \sum_x \prod_k cond (s k) (B k) x = 1.
Proof.
move=> Bs; have Bk k (j : I) : s j \in B k -> (j < k)%N.
  by move=> /(subsetP (Bs k)); rewrite mem_imset ?inE //; apply: perm_inj.
pose q k x := cond (s k) (B k) x.
pose P n x := \prod_(k < L | (k < n)%N) q k x.
rewrite (eq_bigr (P L)); last by move=> x _; apply: eq_bigl => k; rewrite ltn_ord.
have step n : (n < L)%N -> #|V|%:R * (\sum_x P n.+1 x) = \sum_x P n x.
  move=> nL; pose k := Ordinal nL.
  rewrite -(upd_sum _ (s k)); apply: eq_bigr => x _.
  have PS y : P n.+1 y = q k y * P n y.
    rewrite /P (bigD1 k) /=; last by rewrite ltnSn.
    congr (_ * _); apply: eq_bigl => j; rewrite -val_eqE /=; lia.
  rewrite (eq_bigr (fun v => q k (upd x (s k) v) * P n x)).
    rewrite -mulr_suml cond_sum ?mul1r //.
    by apply/negP => /Bk; rewrite ltnn.
  move=> v _; rewrite PS; congr (_ * _); apply: eq_bigr => j jn.
  apply/esym/cond_agree/agree_upd; rewrite inE negb_or inE (inj_eq (@perm_inj _ s)).
  apply/andP; split; first by rewrite -val_eqE /= gtn_eqF.
  by apply/negP => /Bk /= kj; have := ltn_trans jn kj; rewrite ltnn.
have all n : (n <= L)%N -> #|V|%:R ^+ n * (\sum_x P n x) = \sum_x P 0%N x.
  elim: n => [|n IH] nL; first by rewrite expr0 mul1r.
  by rewrite exprSr -mulrA step // IH // ltnW.
have V0 : (#|V|%:R ^+ L : R) != 0.
  apply/eqP => VL; have := prob_sum p.
  have cT : #|{: T}| = (#|V| ^ L)%N by rewrite card_ffun card_ord.
  have c0 : #|{: T}| = 0%N.
    by apply/eqP; rewrite cT -(eqr_nat R) natrX VL.
  rewrite big1; last by move=> x _; have := fintype0 x c0.
  by move=> /esym/eqP; rewrite oner_eq0.
apply: (mulfI V0); rewrite all // mulr1.
rewrite (eq_bigr (fun=> 1)); last by move=> x _; rewrite /P big_pred0.
by rewrite sumr_const card_ffun card_ord natrX.
Qed.

Theorem pY_sum s sz : sumn sz = L -> \sum_x pY s sz x = 1.
Proof.
move=> szL; rewrite (eq_bigr _ (fun x _ => pY_start s x szL)).
apply: (cond_product (B := fun k => s @: pre L (start sz k))) => k; apply: imsetS.
by apply/subsetP => j; rewrite !inE => h; apply: leq_trans h (start_le _ _).
Qed.

(* what is drawn when position i is drawn in step c i, of T steps *)
Definition pY_steps (T : nat) (c : {ffun I -> 'I_T}) x : R :=
  \prod_(t < T) \prod_(i | c i == t) cond i [set j : I | (c j < t)%N] x.

Lemma pY_stepsE n (c : {ffun I -> 'I_n}) x :
  pY_steps c x = \prod_i cond i [set j : I | (c j < c i)%N] x.
Proof.
rewrite [RHS](partition_big c xpredT) //=; apply: eq_bigr => t _.
by apply: eq_bigr => i /eqP ->.
Qed.

Theorem pY_steps_sum n (c : {ffun I -> 'I_n}) : \sum_x pY_steps c x = 1.
Proof.
pose l := sort (fun i j => c i <= c j)%N (enum I).
have sl : size l == L by rewrite size_sort size_enum_ord.
pose t : L.-tuple I := Tuple sl.
have t_inj : injective (tnth t) by apply/tuple_uniqP; rewrite sort_uniq enum_uniq.
pose s := perm t_inj.
rewrite -(@cond_product s (fun k => [set j | (c j < c (s k))%N])) => [|k].
  apply: eq_bigr => x _; rewrite pY_stepsE (reindex_inj (@perm_inj _ s)).
  by apply: eq_bigr.
apply/subsetP => j; rewrite inE -[j](permKV s) mem_imset ?inE; last exact: perm_inj.
move: ((s^-1)%g j) => i; rewrite !permE !(tnth_nth k) /= ltnNge; apply: contraR.
rewrite -leqNgt => ki; pose r (i j : I) := (c i <= c j)%N.
have rT : transitive r by move=> i1 i2 i3; apply: leq_trans.
have rR : reflexive r by move=> i1; apply: leqnn.
have lS : sorted r l by apply: sort_sorted => i1 i2; apply: leq_total.
by apply: (sorted_leq_nth rT rR k lS) => //; rewrite inE (eqP sl).
Qed.

(* law averaged over partitions *)
Definition pYmix sz x : R := (L`!%:R)^-1 * \sum_(s : {perm I}) pY s sz x.
Notation ekl := (@ekl R ln L V p).

Lemma pY_gt0 s sz x : p x != 0 -> 0 < pY s sz x.
Proof. by move=> px; apply: prodr_gt0 => t _; apply: prodr_gt0 => i _; apply: cond_gt0. Qed.

Lemma pYmix_sum sz : sumn sz = L -> \sum_x pYmix sz x = 1.
Proof.
move=> szL; rewrite /pYmix -mulr_sumr exchange_big /=.
by rewrite (eq_bigr _ (fun s _ => pY_sum s szL)) mean_const.
Qed.

Lemma fV_gt0 : 0 < ((L`!%:R)^-1 : R).
Proof. by rewrite invr_gt0 fact_gt0R. Qed.

Lemma pYmix_ge0 sz x : 0 <= pYmix sz x.
Proof. by apply: mulr_ge0; [apply: ltW fV_gt0 | apply: sumr_ge0 => s _; apply: pY_ge0]. Qed.

Lemma pYmix_gt0 sz x : p x != 0 -> 0 < pYmix sz x.
Proof.
move=> px; apply: mulr_gt0; first exact: fV_gt0.
rewrite (bigD1 1%g) //=; apply: ltr_paddr; last exact: pY_gt0.
by apply: sumr_ge0 => s _; apply: pY_ge0.
Qed.

Theorem kl_mixed_ge0 sz : sumn sz = L -> 0 <= KL (pYmix sz).
Proof.
move=> szL; apply: gibbs; first exact: pYmix_ge0.
  by rewrite pYmix_sum.
by move=> x px; apply: pYmix_gt0; apply: lt0r_neq0.
Qed.

(* kl_mixed <= ekl *)
Theorem kl_mixed_le sz : KL (pYmix sz) <= ekl sz.
Proof.
rewrite /Sampler.ekl /Entropy.KL exchange_big /= mulr_sumr.
apply: ler_sum => x _; have [->|px] := eqVneq (p x) 0.
  by rewrite mul0r big1 ?mulr0 // => s _; rewrite mul0r.
rewrite -mulr_sumr mulrCA; apply: ler_wpmul2l; first exact: prob_ge0.
rewrite sumrB mulrBr mean_const ler_add2l ler_opp2.
rewrite -subr_le0 -[X in _ - X](mean_const L) -mulrBr -sumrB.
apply: (@le_trans _ _ ((L`!%:R)^-1 * \sum_(s : {perm I}) (pY s sz x / pYmix sz x - 1))).
  apply: ler_wpmul2l; first exact: ltW fV_gt0.
  apply: ler_sum => s _; rewrite -ln_div ?pY_gt0 ?pYmix_gt0 //.
  by apply: lnf_le; rewrite divr_gt0 ?pY_gt0 ?pYmix_gt0.
rewrite sumrB mulrBr mean_const -mulr_suml mulrA -/(pYmix sz x) divff ?subrr //.
by rewrite gt_eqF ?pYmix_gt0.
Qed.
End Output.
