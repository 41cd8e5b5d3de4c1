(* Policies: what is drawn next depends on what has been drawn.

   A state is (R, x_R).  A policy maps every set R of revealed positions and
   every word, of which it sees x_R alone (sees), to the positions drawn next;
   each of them is drawn from its law given x_R.  After n rounds `revealed n x'
   is what is revealed of the word x, and the policy ends when that is all.

     policy_identity   KL(p || p_Y) = E_p sum_t TC(X_D_t | x_R_t): Theorem 1 of
                       Wen, Liang and Lu, arXiv 2608.25505
     eb_budget         that is at most the entropies of what each round draws,
                       but for one of them (Ben-Hamu et al., arXiv 2505.24857) *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Policy.
Variables (R : realFieldType) (ln : logfun R) (I V : finType).
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation marg := (marg p).
Variable policy : {set I} -> T -> {set I}.

(* of the word it sees what is revealed alone *)
Hypothesis sees : forall (S : {set I}) x y, agree S x y -> policy S x = policy S y.

Fixpoint revealed n (x : T) : {set I} :=
  if n is n'.+1 then policy (revealed n' x) x :|: revealed n' x else set0.
Notation drawn n x := (policy (revealed n x) x).

(* the law of x_i given x_S; where p(x_S) = 0 it does not matter here *)
Definition given (i : I) (S : {set I}) (x : T) : R := marg (i |: S) x / marg S x.
Definition pY n x : R := \prod_(t < n) \prod_(i in drawn t x) given i (revealed t x) x.

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
Lemma revealed_agree n x y : agree (revealed n x) x y -> revealed n x = revealed n y.
Proof.
elim: n => //= n IH h; have h' : agree (revealed n x) x y.
  by apply: agreeS h; apply: subsetUr.
by rewrite -(IH h') (sees h').
Qed.

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
  have g0 i S : 0 < given i S x by rewrite divr_gt0.
  congr (_ * _); rewrite sumrB; congr (_ - _).
    rewrite (eq_bigr (fun t : 'I_n => ln (marg (revealed t.+1 x) x) - ln (marg (revealed t x) x))).
      rewrite -(big_mkord xpredT (fun t => ln (marg (revealed t.+1 x) x) - ln (marg (revealed t x) x))).
      rewrite (telescope_sumr (fun t => ln (marg (revealed t x) x))) // full marg_setT.
      by rewrite marg_set0 ln1 subr0.
    by move=> t _; rewrite ln_div.
  rewrite /pY ln_prod; last by move=> t _; apply: prodr_gt0 => i _.
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
  by apply: eq_bigl => i; rewrite !inE andbC.
rewrite ger_addr subr_le0; apply: ln_mono; first by rewrite divr_gt0.
by rewrite ler_pmul2r ?invr_gt0 // margS // setSU // sub1set.
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
