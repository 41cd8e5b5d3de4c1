(* Entropy of finite laws.

   A law p on words x : {ffun I -> V} over a finite set I of positions, its
   marginals and joint entropies H(S), Gibbs' inequality, monotonicity and
   submodularity.

   All that is asked of the logarithm is ln(x y) = ln x + ln y and
   ln x <= x - 1; the file Reals.v shows that the one of Coq's real numbers
   does.  So everything holds over any ordered field with such a function, and
   no axiom is used. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* All that the theory needs of the logarithm. *)
Record logfun (R : realFieldType) := LogFun {
  lnf :> R -> R;
  lnfM : forall x y, 0 < x -> 0 < y -> lnf (x * y) = lnf x + lnf y;
  lnf_le : forall x, 0 < x -> lnf x <= x - 1 }.

Section Log.
Variables (R : realFieldType) (ln : logfun R).

Lemma ln1 : ln 1 = 0.
Proof. by apply: (addrI (ln 1)); rewrite -lnfM ?ltr01 // mulr1 addr0. Qed.

Lemma lnV x : 0 < x -> ln x^-1 = - ln x.
Proof.
move=> x0; apply: (addrI (ln x)).
by rewrite -lnfM ?invr_gt0 // divff ?gt_eqF // ln1 subrr.
Qed.

Lemma ln_div x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. by move=> x0 y0; rewrite lnfM ?invr_gt0 // lnV. Qed.

Lemma ln_mono x y : 0 < x -> x <= y -> ln x <= ln y.
Proof.
move=> x0 xy; have y0 : 0 < y by apply: lt_le_trans xy.
rewrite -subr_le0 -ln_div //; apply: le_trans (lnf_le _ _) _.
  by rewrite divr_gt0.
by rewrite subr_le0 ler_pdivr_mulr // mul1r.
Qed.

Lemma ln_prod (I : Type) (r : seq I) (P : pred I) (F : I -> R) :
  (forall i, P i -> 0 < F i) ->
  ln (\prod_(i <- r | P i) F i) = \sum_(i <- r | P i) ln (F i).
Proof.
move=> F0; have : 0 < \prod_(i <- r | P i) F i /\
  ln (\prod_(i <- r | P i) F i) = \sum_(i <- r | P i) ln (F i); last by case.
elim/big_rec2: _ => [|i y x Pi [x0 xE]]; first by rewrite ltr01 ln1.
by rewrite mulr_gt0 ?F0 // lnfM ?F0 // xE.
Qed.
End Log.

Record law (R : realFieldType) (T : finType) := Law {
  prob :> T -> R;
  prob_ge0 : forall x, 0 <= prob x;
  prob_sum : \sum_x prob x = 1 }.

Section Gibbs.
Variables (R : realFieldType) (ln : logfun R) (T : finType) (p : law R T).

Definition KL (q : T -> R) := \sum_x p x * (ln (p x) - ln (q x)).

Lemma prob_gt0 x : p x != 0 -> 0 < p x.
Proof. by move=> px; rewrite lt_neqAle eq_sym px prob_ge0. Qed.

Theorem gibbs (q : T -> R) :
  (forall x, 0 <= q x) -> \sum_x q x <= 1 -> (forall x, 0 < p x -> 0 < q x) ->
  0 <= KL q.
Proof.
move=> q0 q1 pq.
apply: (@le_trans _ _ (\sum_x (p x - q x))).
  by rewrite sumrB prob_sum subr_ge0.
apply: ler_sum => x _.
have [px|px] := eqVneq (p x) 0; first by rewrite px mul0r sub0r oppr_le0.
have p0 := prob_gt0 px; have qx := pq _ p0.
have := lnf_le ln (divr_gt0 qx p0); rewrite ln_div // => h.
have {h} := ler_wpmul2l (ltW p0) h.
rewrite !mulrBr mulr1 mulrCA divff // mulr1 => h.
by rewrite -ler_opp2 !opprB.
Qed.
End Gibbs.

Section Entropy.
Variables (R : realFieldType) (ln : logfun R) (I V : finType).
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Implicit Types (S U : {set I}) (x y z : T).

Definition agree (S : {set I}) (x y : T) := [forall i in S, x i == y i].
(* P(X_S = x_S) *)
Definition marg (S : {set I}) (x : T) : R := \sum_(y | agree S x y) p y.
Definition H (S : {set I}) : R := - \sum_x p x * ln (marg S x).

Lemma agreeP S x y : reflect (forall i, i \in S -> x i = y i) (agree S x y).
Proof.
apply: (iffP forallP) => h i; first by move=> iS; have := h i; rewrite iS => /eqP.
by apply/implyP => iS; rewrite h.
Qed.

Lemma agree_refl S x : agree S x x.
Proof. by apply/agreeP. Qed.

Lemma agree_sym S x y : agree S x y = agree S y x.
Proof. by apply/agreeP/agreeP => h i /h. Qed.

Lemma agree_trans S : transitive (agree S).
Proof. by move=> y x z /agreeP xy /agreeP yz; apply/agreeP => i iS; rewrite xy ?yz. Qed.

Lemma agreeS (S U : {set I}) x y : S \subset U -> agree U x y -> agree S x y.
Proof. by move=> /subsetP SU /agreeP h; apply/agreeP => i /SU /h. Qed.

Lemma agreeU (S U : {set I}) x y : agree (S :|: U) x y = agree S x y && agree U x y.
Proof.
apply/idP/andP => [h|[/agreeP h1 /agreeP h2]].
  by split; apply: agreeS h; rewrite ?subsetUl ?subsetUr.
by apply/agreeP => i; rewrite inE => /orP [/h1|/h2].
Qed.

Lemma agree_eqr S x y z : agree S x y -> agree S x z = agree S y z.
Proof.
move=> xy; apply/idP/idP; last exact: agree_trans.
by apply: agree_trans; rewrite agree_sym.
Qed.

Lemma marg_ge0 S x : 0 <= marg S x.
Proof. by apply: sumr_ge0 => y _; apply: prob_ge0. Qed.

Lemma marg_agree S x y : agree S x y -> marg S x = marg S y.
Proof. by move=> xy; apply: eq_bigl => z; apply: agree_eqr. Qed.

Lemma marg_set0 x : marg set0 x = 1.
Proof.
rewrite -(prob_sum p) /marg; apply: eq_bigl => y.
by apply/agreeP => i; rewrite inE.
Qed.

Lemma marg_setT x : marg setT x = p x.
Proof.
rewrite /marg (big_pred1 x) // => y /=; apply/agreeP/eqP => [h|-> //].
by apply/ffunP => i; rewrite h ?inE.
Qed.

Lemma margS (S U : {set I}) x : S \subset U -> marg U x <= marg S x.
Proof.
move=> SU; rewrite /marg [leLHS]big_mkcond [leRHS]big_mkcond.
apply: ler_sum => y _; case: ifP => [/(agreeS SU) -> //|_].
by case: ifP => // _; apply: prob_ge0.
Qed.

Lemma marg_ge S x : p x <= marg S x.
Proof. by rewrite -(marg_setT x) margS ?subsetT. Qed.

Lemma marg_gt0 S x : p x != 0 -> 0 < marg S x.
Proof. by move=> /prob_gt0 h; apply: lt_le_trans h (marg_ge _ _). Qed.

Lemma H_set0 : H set0 = 0.
Proof.
rewrite /H big1 ?oppr0 // => x _.
by rewrite marg_set0 ln1 mulr0.
Qed.

Theorem H_mono (S U : {set I}) : S \subset U -> H S <= H U.
Proof.
move=> SU; rewrite /H ler_opp2; apply: ler_sum => x _.
have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r.
apply: ler_wpmul2l; first exact: prob_ge0.
by apply: ln_mono; rewrite ?marg_gt0 ?margS.
Qed.

Lemma class_sum S (P : pred T) :
  (forall x y, P x -> P y -> agree S x y) ->
  \sum_(x | P x) p x / marg S x <= 1.
Proof.
move=> hP; case: (pickP P) => [x0 Px0|P0]; last by rewrite big_pred0 ?ler01.
rewrite (eq_bigr (fun x => p x / marg S x0)); last first.
  by move=> x Px; rewrite (marg_agree (hP _ _ Px Px0)).
rewrite -mulr_suml.
have [->|m0] := eqVneq (marg S x0) 0; first by rewrite invr0 mulr0 ler01.
have mp : 0 < marg S x0 by rewrite lt_neqAle eq_sym m0 marg_ge0.
rewrite ler_pdivr_mulr // mul1r /marg [leLHS]big_mkcond [leRHS]big_mkcond.
apply: ler_sum => y _; case: ifP => [/(hP _ _ Px0) -> //|_].
by case: ifP => // _; apply: prob_ge0.
Qed.

Lemma submod_cross S U y :
  \sum_(x | agree S x y) p x / marg (S :|: U) x * marg U x <= marg (S :&: U) y.
Proof.
pose c x := p x / marg (S :|: U) x.
have c0 x : 0 <= c x by rewrite divr_ge0 ?marg_ge0 ?prob_ge0.
rewrite (eq_bigr (fun x => \sum_(z | agree U x z) c x * p z)); last first.
  by move=> x _; rewrite mulr_sumr.
rewrite (exchange_big_dep (agree (S :&: U) y)) /=; last first.
  move=> x z xy xz; apply: (@agree_trans _ x).
    by rewrite agree_sym; apply: agreeS xy; apply: subsetIl.
  by apply: agreeS xz; apply: subsetIr.
apply: ler_sum => z yz; rewrite -mulr_suml ler_pimull ?prob_ge0 //.
apply: class_sum => x x' /andP [xy xz] /andP [xy' xz'].
rewrite agreeU; apply/andP; split.
  by apply: agree_trans xy _; rewrite agree_sym.
by apply: agree_trans xz _; rewrite agree_sym.
Qed.

Theorem H_submod S U : H (S :|: U) + H (S :&: U) <= H S + H U.
Proof.
pose q x := p x / marg (S :|: U) x * marg U x / marg (S :&: U) x * marg S x.
have q0 x : 0 <= q x by rewrite !(mulr_ge0, invr_ge0, marg_ge0, prob_ge0).
have q1 : \sum_x q x <= 1.
  rewrite -(prob_sum p).
  rewrite (eq_bigr (fun x => \sum_(y | agree S x y)
     (p x / marg (S :|: U) x * marg U x) * (p y / marg (S :&: U) y))); last first.
    move=> x _; rewrite /q [in LHS]/(marg S x) mulr_sumr; apply: eq_bigr => y xy.
    rewrite (@marg_agree (S :&: U) x y); last by apply: agreeS xy; apply: subsetIl.
    by rewrite -!mulrA; do 3!congr (_ * _); rewrite mulrC.
  rewrite (exchange_big_dep xpredT) //=; apply: ler_sum => y _.
  rewrite -mulr_suml mulrCA ler_pimulr ?prob_ge0 //.
  have [->|m0] := eqVneq (marg (S :&: U) y) 0; first by rewrite invr0 mulr0 ler01.
  have mp : 0 < marg (S :&: U) y by rewrite lt_neqAle eq_sym m0 marg_ge0.
  by rewrite ler_pdivr_mulr // mul1r submod_cross.
have pq x : 0 < p x -> 0 < q x.
  by move=> /lt0r_neq0 px; rewrite !(mulr_gt0, invr_gt0, marg_gt0) ?prob_gt0.
have := gibbs ln q0 q1 pq; suff -> : KL ln p q = H S + H U - (H (S :|: U) + H (S :&: U)) by rewrite subr_ge0.
rewrite /H /KL -!sumrN -!big_split /= -sumrN -big_split /=.
apply: eq_bigr => x _.
have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r !(oppr0, addr0).
have h A := marg_gt0 A px.
rewrite /q !lnfM ?lnV ?invr_gt0 ?mulr_gt0 ?invr_gt0 ?prob_gt0 ?h //.
move: (ln (p x)) (ln (marg (S :|: U) x)) (ln (marg U x)) (ln (marg (S :&: U) x)).
move: (ln (marg S x)) (p x) => e f a b c d; ring.
Qed.

(* I(A;B|C) >= 0 *)
Definition CMI A B C := H (A :|: C) + H (B :|: C) - H (A :|: B :|: C) - H C.

Corollary CMI_ge0 A B C : 0 <= CMI A B C.
Proof.
have hC : H C <= H ((A :|: C) :&: (B :|: C)) by rewrite -setUIl H_mono ?subsetUr.
have := H_submod (A :|: C) (B :|: C); rewrite /CMI.
have -> : (A :|: C) :|: (B :|: C) = A :|: B :|: C by rewrite setUACA setUid.
move=> h; rewrite -addrA -opprD subr_ge0; apply: le_trans h.
by rewrite ler_add2l.
Qed.
End Entropy.
