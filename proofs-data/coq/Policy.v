(* Policies: what is drawn next depends on what has been drawn.

   A state is (R, x_R).  A policy maps every set R of revealed positions and
   every word, of which it sees x_R alone (sees), to the positions drawn next;
   each of them is drawn from its law given x_R, or uniformly where p(x_R) = 0.
   After n rounds `revealed n x' is what is revealed of the word x, and the policy
   ends when that is all.

     pY_sum            what a policy draws is a law, if it draws what is masked
     rounds_qE         the mean number of rounds under this law, as a mean over p
     policy_identity   KL(p || p_Y) = E_p sum_t TC(X_D_t | x_R_t): Theorem 1 of
                       Wen, Liang and Lu, arXiv 2608.25505
     eb_budget         that is at most the entropies of what each round draws,
                       but for one of them (Ben-Hamu et al., arXiv 2505.24857) *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Policy.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation marg := (@marg R [finType of I] V p).
Notation given := (@cond R L V p).   (* the law of x_i given x_S *)
Variable policy : {set I} -> T -> {set I}.

(* of the word it sees what is revealed alone *)
Hypothesis sees : forall (S : {set I}) x y, agree S x y -> policy S x = policy S y.

(* what is revealed n rounds after S is *)
Fixpoint after (S : {set I}) n (x : T) : {set I} :=
  if n is n'.+1 then policy (after S n' x) x :|: after S n' x else S.
Notation revealed := (after set0).
Notation drawn n x := (policy (revealed n x) x).

Definition pY_after S n x : R :=
  \prod_(t < n) \prod_(i in policy (after S t x) x) given i (after S t x) x.
Definition pY : nat -> T -> R := pY_after set0.

(* The rounds that begin while something is masked: of a word, their means under
   p and under p_Y, and the most of a word that is possible. *)
Definition rounds n x : nat := \sum_(t < n) (revealed t x != setT).
Definition rounds_p n : R := \sum_x p x * (rounds n x)%:R.
Definition rounds_q n : R := \sum_x pY n x * (rounds n x)%:R.
Definition rounds_max n : nat := \max_(x | p x != 0) rounds n x.

(* E_p of the total correlation of a round given the state it starts in: in the
   state of x it is the mean over the words that agree with it there of
     ln (p(x_D | x_R) / prod_i p(x_i | x_R)). *)
Definition state_mean (F : T -> R) (S : {set I}) (x : T) : R :=
  (\sum_(y | agree S x y) p y * F y) / marg S x.
Definition TC_state (D S : {set I}) (x : T) : R :=
  state_mean (fun y => ln (marg (D :|: S) y / marg S y) - \sum_(i in D) ln (given i S y)) S x.
Definition H_state (D S : {set I}) (x : T) : R :=
  state_mean (fun y => - ln (marg (D :|: S) y / marg S y)) S x.

(* The path of words that agree where the first is revealed is the same. *)
Lemma after_agree S n x y : agree (after S n x) x y -> after S n x = after S n y.
Proof.
elim: n => //= n IH h; have h' : agree (after S n x) x y.
  by apply: agreeS h; apply: subsetUr.
by rewrite -(IH h') (sees h').
Qed.
Notation revealed_agree := (@after_agree set0).

Lemma after_add S m n x : after S (m + n) x = after (after S n x) m x.
Proof. by elim: m => //= m ->. Qed.

Lemma after_sub S m n x : (m <= n)%N -> after S m x \subset after S n x.
Proof.
move=> mn; rewrite -(subnK mn) after_add.
by elim: (n - m)%N => //= k IH; apply: subset_trans IH (subsetUr _ _).
Qed.

Lemma pY_add S m n x : pY_after S (m + n) x = pY_after S m x * pY_after (after S m x) n x.
Proof.
rewrite /pY_after big_split_ord /=; congr (_ * _); apply: eq_bigr => t _.
by rewrite addnC after_add.
Qed.

Lemma pY_ge0 S n x : 0 <= pY_after S n x.
Proof. by apply: prodr_ge0 => t _; apply: prodr_ge0 => i _; apply: cond_ge0. Qed.

Lemma pY_gt0 S n x : p x != 0 -> 0 < pY_after S n x.
Proof. by move=> px; apply: prodr_gt0 => t _; apply: prodr_gt0 => i _; apply: cond_gt0. Qed.

(* ---- what is drawn is a law ---- *)

Section Law.
(* what is drawn is masked *)
Hypothesis fresh : forall S x, [disjoint policy S x & S].

(* The sum over the words that agree with x on S, of a product over the others. *)
Lemma sum_agree S x (g : I -> V -> R) :
  \sum_(y | agree S x y) \prod_(i in ~: S) g i (y i) = \prod_(i in ~: S) \sum_v g i v.
Proof.
pose Q i v := (i \in S) ==> (v == x i); pose F i v := if i \in S then 1 else g i v.
transitivity (\prod_i \sum_(v | Q i v) F i v).
  rewrite bigA_distr_big_dep; apply: eq_big => y.
    apply/agreeP/familyP => h i; first by apply/implyP => /h ->.
    by move=> iS; have : Q i (y i) := h i; rewrite /Q iS => /eqP.
  move=> _; rewrite big_mkcond; apply: eq_bigr => i _.
  by rewrite inE /F; case: (i \in S).
rewrite [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE /Q /F.
by case: (i \in S); rewrite ?big_pred1_eq.
Qed.

Lemma after_sum n S x : (forall y, agree S x y -> after S n y = setT) ->
  \sum_(y | agree S x y) pY_after S n y = 1.
Proof.
elim: n S x => [|n IH] S x full.
  have S1 : S = setT by apply: (full x); apply: agree_refl.
  rewrite (big_pred1 x) => [|y]; first by rewrite /pY_after big_ord0.
  rewrite S1; apply/agreeP/eqP => [h|-> //]; by apply/ffunP => i; rewrite h ?inE.
pose D := policy S x; pose U := D :|: S.
have PE y : agree S x y -> policy S y = D by move=> h; rewrite /D (sees h).
pose F y := \prod_(i in D) given i S y; pose G y := pY_after U n y.
have stepE y : agree S x y -> pY_after S n.+1 y = F y * G y.
  by move=> /PE E; rewrite -[n.+1]add1n pY_add /= /pY_after big_ord1 /= E.
have SU : S \subset U by apply: subsetUr.
pose K : R := \prod_(i in ~: U) \sum_(v : V) 1.
have count (z : T) : \sum_(y | agree U z y) 1 = K.
  rewrite /K -(sum_agree U z (fun _ _ => 1)); apply: eq_bigr => y _.
  by rewrite big1.
have K0 : K != 0.
  apply/prodf_neq0 => i _; rewrite sumr_const pnatr_eq0 -lt0n.
  by apply/card_gt0P; exists (x i).
have iS i : i \in D -> i \notin S.
  by move=> iD; rewrite (disjointFr (fresh S x)).
have sumF : \sum_(y | agree S x y) F y = K.
  pose g i v : R := if i \in D then given i S (upd x i v) else 1.
  transitivity (\sum_(y | agree S x y) \prod_(i in ~: S) g i (y i)).
    apply: eq_bigr => y xy; rewrite /F [LHS]big_mkcond [RHS]big_mkcond.
    apply: eq_bigr => i _; rewrite /g inE; case iD: (i \in D); last by rewrite if_same.
    rewrite iS //; apply: cond_agree; apply/agreeP => j; rewrite !inE ffunE.
    by case: eqVneq => [-> //|_] /= jS; rewrite -(agreeP _ _ _ xy).
  rewrite sum_agree /K [LHS]big_mkcond [RHS]big_mkcond; apply: eq_bigr => i _.
  rewrite /g !inE; case iD: (i \in D) => //=; rewrite iS //=.
  by rewrite cond_sum ?iS.
apply: (mulfI K0); rewrite mulr1 mulr_sumr -[RHS]sumF.
rewrite (eq_bigr (fun y => \sum_(z | agree U y z) F z * G y)) => [|y xy]; last first.
  rewrite stepE // -(count y) mulr_suml; apply: eq_bigr => z yz; rewrite mul1r.
  congr (_ * _); apply: eq_bigr => i iD; apply: cond_agree; apply: agreeS yz.
  by rewrite setSU // sub1set.
rewrite (exchange_big_dep (agree S x)) => [|y z xy yz]; last first.
  by apply: agree_trans xy _; apply: agreeS yz.
apply: eq_bigr => z xz; rewrite -mulr_sumr.
rewrite (eq_bigl (agree U z)) => [|y]; last first.
  rewrite [RHS]agree_sym andb_idl // => yz; apply: agree_trans xz _.
  by rewrite agree_sym; apply: agreeS yz.
rewrite IH ?mulr1 // => y zy; rewrite -(full y); last first.
  by apply: agree_trans xz _; apply: agreeS zy.
rewrite -[n.+1]addn1 after_add /= PE //.
by apply: agree_trans xz _; apply: agreeS zy.
Qed.

Section Full.
Variable n : nat.
Hypothesis full : forall x, revealed n x = setT.

Theorem pY_sum : \sum_x pY n x = 1.
Proof.
have [x _|T0] := pickP (mem {: T}).
  rewrite -(@after_sum n set0 x) => [|y _]; last exact: full.
  by apply: eq_bigl => y; apply/esym/agreeP => i; rewrite inE.
have := prob_sum p; rewrite big1 => [/esym/eqP|x _]; first by rewrite oner_eq0.
by have := T0 x.
Qed.

(* the probability that p_Y gives to the state of x after t rounds *)
Lemma state_sum t x : (t <= n)%N -> \sum_(y | agree (revealed t x) x y) pY n y = pY t x.
Proof.
move=> tn; rewrite -[pY t x]mulr1 -(@after_sum (n - t) (revealed t x) x) => [|y xy].
  rewrite mulr_sumr; apply: eq_bigr => y xy.
  rewrite /pY -{1}(subnKC tn) pY_add -(revealed_agree xy); congr (_ * _).
  apply: eq_bigr => s _; have E : revealed s x = revealed s y.
    by apply/after_agree/(agreeS (after_sub set0 x (ltnW (ltn_ord s)))).
  rewrite -E; have D : agree (revealed s.+1 x) x y.
    by apply: agreeS xy; apply: after_sub.
  have D' : agree (revealed s x) x y by apply: agreeS D; apply: subsetUr.
  rewrite -(sees D'); apply: eq_bigr => i iD; apply/esym/cond_agree/(agreeS _ D).
  by rewrite /= setSU // sub1set.
by rewrite (revealed_agree xy) -after_add subnK.
Qed.

(* If what cannot be is drawn at once, as soon as it is seen, the rounds under
   p_Y are those that possible states leave for. *)
Hypothesis stops : forall t x, marg (revealed t x) x = 0 -> revealed t.+1 x = setT.

Theorem rounds_qE : rounds_q n = (set0 != setT :> {set I})%:R +
  \sum_(t < n) \sum_x p x * ((revealed t.+1 x != setT)%:R * (pY t x / marg (revealed t x) x)).
Proof.
have roundsE x : rounds n x =
    ((set0 != setT :> {set I}) + \sum_(t < n) (revealed t.+1 x != setT))%N.
  rewrite /rounds; transitivity (\sum_(t < n.+1) (revealed t x != setT))%N.
    by rewrite big_ord_recr /= full eqxx addn0.
  by rewrite big_ord_recl.
rewrite /rounds_q (eq_bigr (fun x => pY n x * (set0 != setT :> {set I})%:R +
  \sum_(t < n) pY n x * (revealed t.+1 x != setT)%:R)) => [|x _]; last first.
  by rewrite roundsE natrD natr_sum mulrDr mulr_sumr.
rewrite big_split -mulr_suml pY_sum mul1r exchange_big; congr (_ + _).
apply: eq_bigr => t _; pose same x y := agree (revealed t x) x y.
pose g x : R := (revealed t.+1 x != setT)%:R.
have sameE x y : same x y -> [/\ revealed t x = revealed t y, g x = g y & same y x].
  move=> h; have E := revealed_agree h; split=> //; last by rewrite /same -E agree_sym.
  by rewrite /g /= -E (sees h).
transitivity (\sum_y \sum_(x | same y x) pY n y * g y * (p x / marg (revealed t y) y)).
  apply: eq_bigr => y _; rewrite -mulr_sumr -mulr_suml -[\sum_(x | _) p x]/(marg (revealed t y) y).
  have [m0|m0] := eqVneq (marg (revealed t y) y) 0; last by rewrite divff ?mulr1.
  by rewrite /g (stops m0) eqxx mulr0 mul0r.
rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => x _.
rewrite (eq_bigl (same x)) => [|y]; last by apply/idP/idP => /sameE [].
rewrite (eq_bigr (fun y => pY n y * (g x * (p x / marg (revealed t x) x)))) => [|y xy].
  by rewrite -mulr_suml state_sum 1?ltnW // [LHS]mulrCA [RHS]mulrCA; congr (_ * _); apply: mulrCA.
have [E gE _] := sameE _ _ xy; rewrite gE E (marg_agree p (x := x) (y := y)) ?mulrA //.
by rewrite -E.
Qed.
End Full.
End Law.

(* E_p of a mean in the state that n rounds lead to *)
Lemma mean_state (F : {set I} -> {set I} -> T -> R) n :
  \sum_x p x * state_mean (F (drawn n x) (revealed n x)) (revealed n x) x =
  \sum_x p x * F (drawn n x) (revealed n x) x.
Proof.
pose same x y := agree (revealed n x) x y.
have sameE x y : same x y -> [/\ revealed n x = revealed n y, drawn n x = drawn n y & same y x].
  move=> h; have E := revealed_agree h; split=> //; first by rewrite -E (sees h).
  by rewrite /same -E agree_sym.
transitivity (\sum_x \sum_(y | same x y)
    p x / marg (revealed n x) x * (p y * F (drawn n y) (revealed n y) y)).
  apply: eq_bigr => x _; rewrite /state_mean mulrA mulrAC mulr_sumr.
  by apply: eq_bigr => y /sameE [E1 E2 _]; rewrite -E2 -E1.
rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => y _.
have [->|py] := eqVneq (p y) 0; first by rewrite mul0r big1 // => x _; rewrite ?mul0r ?mulr0.
rewrite -mulr_suml -[RHS]mul1r; congr (_ * _).
rewrite (eq_bigl (same y)); last first.
  by move=> x; apply/idP/idP => /sameE [].
rewrite (eq_bigr (fun x => p x / marg (revealed n y) y)).
  by rewrite -mulr_suml divff // gt_eqF // marg_gt0.
by move=> x h; have [E _ _] := sameE _ _ h; rewrite -E (marg_agree p h).
Qed.

(* Wen, Liang and Lu, Theorem 1: if everything is revealed after n rounds, the
   error of the policy is the expected total correlation of its rounds. *)
Theorem policy_identity n : (forall x, revealed n x = setT) ->
  KL ln p (pY n) = \sum_x p x * \sum_(t < n) TC_state (drawn t x) (revealed t x) x.
Proof.
move=> full.
transitivity (\sum_(t < n) \sum_x p x * (ln (marg (revealed t.+1 x) x / marg (revealed t x) x)
    - \sum_(i in drawn t x) ln (given i (revealed t x) x))).
  rewrite exchange_big /=; apply: eq_bigr => x _; rewrite -mulr_sumr.
  have [->|px] := eqVneq (p x) 0; first by rewrite !mul0r.
  have m0 A : 0 < marg A x by apply: marg_gt0.
  have g0 i S : 0 < given i S x by apply: cond_gt0.
  congr (_ * _); rewrite sumrB; congr (_ - _).
    rewrite (eq_bigr (fun t : 'I_n => ln (marg (revealed t.+1 x) x) - ln (marg (revealed t x) x))).
      rewrite -(big_mkord xpredT (fun t => ln (marg (revealed t.+1 x) x) - ln (marg (revealed t x) x))).
      rewrite (telescope_sumr (fun t => ln (marg (revealed t x) x))) // full marg_setT.
      by rewrite marg_set0 ln1 subr0.
    by move=> t _; rewrite ln_div.
  rewrite /pY /pY_after ln_prod; last by move=> t _; apply: prodr_gt0 => i _.
  by apply: eq_bigr => t _; rewrite ln_prod.
rewrite [RHS](eq_bigr (fun x => \sum_(t < n) p x * TC_state (drawn t x) (revealed t x) x)).
  rewrite [RHS]exchange_big /=; apply: eq_bigr => t _.
  exact: (esym (mean_state (fun D S y => ln (marg (D :|: S) y / marg S y) -
    \sum_(i in D) ln (given i S y)) t)).
by move=> x _; rewrite mulr_sumr.
Qed.

(* A round costs at most the entropies of what it draws, but for any one. *)
Lemma TC_state_le (D S : {set I}) x i0 : i0 \in D ->
  TC_state D S x <= \sum_(i in D :\ i0) H_state [set i] S x.
Proof.
move=> iD; rewrite /TC_state /H_state /state_mean -mulr_suml.
apply: ler_wpmul2r; first by rewrite invr_ge0 marg_ge0.
rewrite exchange_big /=; apply: ler_sum => y _; rewrite -mulr_sumr.
have [->|py] := eqVneq (p y) 0; first by rewrite !mul0r.
have m0 A : 0 < marg A y by apply: marg_gt0.
apply: ler_wpmul2l; first exact: prob_ge0.
rewrite (bigD1 i0) //= opprD addrA sumrN.
have -> : \sum_(i in D :\ i0) ln (marg ([set i] :|: S) y / marg S y) =
    \sum_(i in D | i != i0) ln (given i S y).
  apply: eq_big => i; first by rewrite !inE andbC.
  by move=> _; rewrite /cond gt_eqF.
rewrite ger_addr subr_le0; apply: ln_mono; first by rewrite divr_gt0.
by rewrite /cond gt_eqF // ler_pmul2r ?invr_gt0 // margS // setSU // sub1set.
Qed.

(* The budget: TOP names one position of what each state draws; with the one of
   greatest entropy it is that of EB-Sampler. *)
Theorem eb_budget n (top : {set I} -> T -> I) :
  (forall x, revealed n x = setT) ->
  (forall S x, policy S x != set0 -> top S x \in policy S x) ->
  KL ln p (pY n) <= \sum_x p x * \sum_(t < n)
    \sum_(i in drawn t x :\ top (revealed t x) x) H_state [set i] (revealed t x) x.
Proof.
move=> full topP; rewrite policy_identity //; apply: ler_sum => x _.
apply: ler_wpmul2l; first exact: prob_ge0.
apply: ler_sum => t _; have [D0|D0] := eqVneq (drawn t x) set0; last exact/TC_state_le/topP.
rewrite D0 big1 => [|i]; last by rewrite !inE andbF.
rewrite /TC_state /state_mean big1 ?mul0r // => y _.
rewrite set0U big_set0 subr0; have [->|py] := eqVneq (p y) 0; first by rewrite mul0r.
by rewrite divff ?ln1 ?mulr0 // gt_eqF // marg_gt0.
Qed.
End Policy.
