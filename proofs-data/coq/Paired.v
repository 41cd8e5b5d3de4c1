(* Paired copies: an exact case of what Feng et al., arXiv 2502.09622, show.

   The paired-copy law writes each of h independent uniform tokens twice in a
   row.  With independent unmask times (Times.v) its sequence error rate goes to 1
   as h grows, while the gap of the token error rate does not depend on h.

     paired_ser     SER = 1 - (1 - (1 - 1/V) sum_t pi_t^2)^h
     paired_gap     KL(p || p_Y)/L = -1/2 ln (1 - (1 - 1/V) sum_t pi_t^2)
     square_sum_ge  sum_t pi_t^2 >= 1/T
     paired_uniform SER on the uniform grid of T steps, where it is 1/T *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Measures Times.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---- pairs of positions ---- *)

Section Pairs.
Variable h : nat.
Implicit Types (i : 'I_h.*2) (j : 'I_h).

Lemma first_lt j : (j.*2 < h.*2)%N. Proof. by rewrite ltn_double. Qed.
Lemma second_lt j : (j.*2.+1 < h.*2)%N. Proof. by rewrite ltn_Sdouble. Qed.
Lemma pair_lt i : (i./2 < h)%N. Proof. by rewrite -divn2 ltn_divLR ?muln2. Qed.

Definition first j : 'I_h.*2 := Ordinal (first_lt j).
Definition second j : 'I_h.*2 := Ordinal (second_lt j).
Definition pair_of i : 'I_h := Ordinal (pair_lt i).
Definition mate i : 'I_h.*2 := if odd i then first (pair_of i) else second (pair_of i).

Lemma pair_first j : pair_of (first j) = j.
Proof. by apply: val_inj; rewrite /= doubleK. Qed.

Lemma pair_second j : pair_of (second j) = j.
Proof. by apply: val_inj; rewrite /= uphalf_double. Qed.

Lemma mate_first j : mate (first j) = second j.
Proof. by rewrite /mate /= odd_double pair_first. Qed.

Lemma mate_second j : mate (second j) = first j.
Proof. by rewrite /mate /= odd_double pair_second. Qed.

Lemma pairP i : i = first (pair_of i) \/ i = second (pair_of i).
Proof.
have := odd_double_half i; case: (boolP (odd i)) => oi hi; [right|left];
  by apply: val_inj; rewrite /= -[LHS]hi.
Qed.

Lemma pair_eq i k : (pair_of k == pair_of i) = (k == i) || (k == mate i).
Proof.
apply/eqP/orP => [E|[/eqP -> //|/eqP ->]]; last first.
  by case: (pairP i) => ->; rewrite ?mate_first ?mate_second ?pair_first ?pair_second.
case: (pairP i) (pairP k) => [ei|ei] [ek|ek]; rewrite ei ek E ?mate_first ?mate_second eqxx; auto.
Qed.

(* a product over the positions is one over the pairs *)
Lemma prod_pairs (R : comRingType) (F : 'I_h.*2 -> R) :
  \prod_i F i = \prod_j (F (first j) * F (second j)).
Proof.
rewrite (partition_big pair_of xpredT) //=; apply: eq_bigr => j _.
rewrite (bigD1 (first j)) ?pair_first //= (bigD1 (second j)) /=.
  rewrite big1 ?mulr1 // => i /andP [/andP [/eqP ij nf] ns].
  by case: (pairP i) nf ns => ->; rewrite ij eqxx.
by rewrite pair_second eqxx -val_eqE /=; lia.
Qed.
End Pairs.

(* ---- the law ---- *)

Section Law.
Variables (R : realFieldType) (h : nat) (V : finType).
Hypothesis V0 : (0 < #|V|)%N.
Notation T := {ffun 'I_h.*2 -> V}.
Implicit Types (x y : T) (d : {ffun 'I_h -> V}).
Notation v1 := (#|V|%:R^-1 : R).

(* every token is written twice in a row *)
Definition copied x : bool := [forall j, x (first j) == x (second j)].
Definition paired_prob x : R := (copied x)%:R * v1 ^+ h.

Lemma v1_gt0 : 0 < v1. Proof. by rewrite invr_gt0 ltr0n. Qed.

Lemma paired_ge0 x : 0 <= paired_prob x.
Proof. by rewrite mulr_ge0 ?ler0n // exprn_ge0 // ltW ?v1_gt0. Qed.

(* a sum over the words with all pairs equal *)
Lemma sum_copied (F : T -> R) :
  \sum_(x | copied x) F x = \sum_(d : {ffun 'I_h -> V}) F [ffun i => d (pair_of i)].
Proof.
rewrite (reindex_onto (fun d : {ffun 'I_h -> V} => [ffun i => d (pair_of i)] : T)
  (fun x => [ffun j => x (first j)])) /=; last first.
  move=> x /forallP cx; apply/ffunP => i; rewrite !ffunE.
  case: (pairP i) => E; rewrite [in RHS]E //; exact/eqP.
apply: eq_bigl => d; apply/andP; split.
  by apply/forallP => j; rewrite !ffunE pair_first pair_second.
by apply/eqP/ffunP => j; rewrite !ffunE pair_first.
Qed.

Lemma copied_mass (a : R) : \sum_(x | copied x) v1 ^+ h * a = a.
Proof.
rewrite sum_copied sumr_const card_ffun card_ord -[LHS]mulr_natl natrX mulrA -exprMn.
by rewrite divff ?expr1n ?mul1r // pnatr_eq0 -lt0n.
Qed.

Lemma paired_sum : \sum_x paired_prob x = 1.
Proof.
rewrite -[RHS]copied_mass [RHS]big_mkcond; apply: eq_bigr => x _.
by rewrite /paired_prob; case: (copied x); rewrite ?mul1r ?mul0r ?mulr1.
Qed.

Definition paired_law : law R [finType of T] := Law paired_ge0 paired_sum.
Notation p := paired_law.

Lemma paired_neq0 x : (p x != 0) = copied x.
Proof.
rewrite /= /paired_prob; case: (copied x); rewrite ?mul0r ?eqxx // mul1r.
by rewrite expf_neq0 // gt_eqF ?v1_gt0.
Qed.

(* Of a pair the second token that is drawn is the copy; the first is uniform. *)
Lemma cond_paired i (S : {set 'I_h.*2}) x : copied x -> i \notin S ->
  cond p i S x = if mate i \in S then 1 else v1.
Proof.
move=> cx iS; have px : p x != 0 by rewrite paired_neq0.
have m0 A : marg p A x != 0 by rewrite gt_eqF // marg_gt0.
rewrite /cond (negPf (m0 _)); case: ifP => mS.
  rewrite (_ : marg p (i |: S) x = marg p S x) ?divff // /marg.
  rewrite [LHS]big_mkcond [RHS]big_mkcond; apply: eq_bigr => y _.
  have [->|] := eqVneq (p y) 0; first by rewrite !if_same.
  rewrite paired_neq0 => cy; rewrite agreeU.
  suff E : agree S x y -> agree [set i] x y by case hS: (agree S x y); rewrite ?andbF ?E.
  move=> /agreeP /(_ _ mS) xy; apply/agreeP => k; rewrite inE => /eqP ->.
  have mE z : copied z -> z (mate i) = z i.
    move=> /forallP cz; case: (pairP i) => ->; rewrite ?mate_first ?mate_second;
      by rewrite (eqP (cz _)).
  by rewrite -!mE.
suff E : #|V|%:R * marg p (i |: S) x = marg p S x.
  by rewrite -E invfM mulrCA divff ?mulr1 // m0.
rewrite [RHS]/marg (partition_big (fun y : T => y i) xpredT) //=.
rewrite (eq_bigr (fun=> marg p (i |: S) x)); first by rewrite sumr_const -[RHS]mulr_natl.
move=> v _; pose f y : T :=
  [ffun k => if pair_of k == pair_of i then tperm (x i) v (y k) else y k].
have fK : involutive f.
  by move=> y; apply/ffunP => k; rewrite !ffunE; case: (_ == _); rewrite ?tpermK.
rewrite (reindex_inj (inv_inj fK)) /=; apply: eq_big => y.
  rewrite agreeU andbC; congr (_ && _).
    rewrite ffunE eqxx; apply/eqP/agreeP => [fy k|/(_ i)].
      rewrite inE => /eqP ->; apply/esym/(@perm_inj _ (tperm (x i) v)).
      by rewrite fy tpermL.
    by rewrite inE eqxx => <- //; rewrite tpermL.
  have fE k : k \in S -> f y k = y k.
    move=> kS; rewrite ffunE pair_eq; case: eqP => [ki|_]; first by rewrite -ki kS in iS.
    by case: eqP => // km; rewrite -km kS in mS.
  by apply/agreeP/agreeP => hk k kS; rewrite hk // fE.
move=> _; rewrite /= /paired_prob; congr ((nat_of_bool _)%:R * _).
apply: eq_forallb => j; rewrite !ffunE pair_first pair_second.
by case: ifP => //; rewrite (inj_eq (@perm_inj _ _)).
Qed.
End Law.

(* ---- what is drawn ---- *)

Section Drawn.
Variables (R : realFieldType) (ln : logfun R) (h : nat) (V : finType).
Hypothesis V0 : (0 < #|V|)%N.
Variable pi : seq R.
Hypothesis ok : times_ok pi.
Notation p := (@paired_law R h V V0).
Notation v1 := (#|V|%:R^-1 : R).
(* the probability that both positions of a pair have the same step *)
Notation same := (\sum_(a <- pi) a ^+ 2).

Lemma steps_paired n (c : {ffun 'I_h.*2 -> 'I_n}) x : copied x ->
  pY_steps p c x = \prod_j (v1 * (if c (first j) == c (second j) then v1 else 1)).
Proof.
move=> cx; rewrite pY_stepsE prod_pairs; apply: eq_bigr => j _.
rewrite !cond_paired ?inE ?ltnn // mate_first mate_second -val_eqE /=.
by case: ltngtP; rewrite ?mulr1 ?mul1r.
Qed.

Lemma pY_paired x : copied x -> pY_iid p pi x = v1 ^+ h * (1 - (1 - v1) * same) ^+ h.
Proof.
move=> cx; set n := size pi; pose w t := nth 0 pi t.
pose G (st : 'I_n * 'I_n) : R :=
  w st.1 * w st.2 * (v1 * (if st.1 == st.2 then v1 else 1)).
rewrite -exprMn; transitivity (\prod_(j < h) \sum_(st : 'I_n * 'I_n) G st); last first.
  rewrite prodr_const card_ord; congr (_ ^+ _).
  rewrite (eq_bigr (fun st : 'I_n * 'I_n => v1 * (w st.1 * w st.2) +
     (if st.1 == st.2 then v1 * (v1 - 1) * (w st.1 * w st.2) else 0))); last first.
    move=> [s t] _; rewrite /G /=; case: ifP => _; last by rewrite addr0 mulr1 mulrC.
    by move: (w s) (w t) v1 => a b v; ring.
  rewrite big_split /= -mulr_sumr.
  rewrite -(pair_big xpredT xpredT (fun s t : 'I_n => w s * w t)) /=.
  rewrite (eq_bigr (fun s : 'I_n => w s)); last first.
    by move=> s _; rewrite -mulr_sumr (pi_sum ok) mulr1.
  rewrite (pi_sum ok) mulr1.
  rewrite -(pair_big xpredT xpredT (fun s t : 'I_n =>
    if s == t then v1 * (v1 - 1) * (w s * w t) else 0)) /=.
  rewrite (eq_bigr (fun s : 'I_n => v1 * (v1 - 1) * w s ^+ 2)); last first.
    by move=> s _; rewrite -big_mkcond (big_pred1 s) ?expr2 // => t; rewrite eq_sym.
  rewrite -mulr_sumr (big_nth 0) big_mkord -/n.
  by move: (\sum_(s < n) _) v1 => a v; ring.
rewrite /pY_iid -/n bigA_distr_bigA /=.
rewrite (reindex (fun d : {ffun 'I_h -> 'I_n * 'I_n} =>
  [ffun i : 'I_h.*2 => if odd i then (d (pair_of i)).2 else (d (pair_of i)).1])) /=; last first.
  exists (fun c => [ffun j => (c (first j), c (second j))]) => [d _|c _].
    by apply/ffunP => j; rewrite !ffunE /= odd_double pair_first pair_second -surjective_pairing.
  apply/ffunP => i; rewrite !ffunE; case: ifP => oi /=; congr (c _); apply: val_inj;
    by have := odd_double_half i; rewrite oi.
apply: eq_bigr => d _; rewrite steps_paired // /chance prod_pairs -big_split /=.
by apply: eq_bigr => j _; rewrite !ffunE /= odd_double pair_first pair_second.
Qed.

(* Feng et al., arXiv 2502.09622, for paired copies (mdmcert-theory(7)):
     SER = 1 - (1 - (1 - 1/V) sum_t pi_t^2)^(L/2). *)
Theorem paired_ser : ser p (pY_iid p pi) = 1 - (1 - (1 - v1) * same) ^+ h.
Proof.
rewrite /ser (eq_bigl (@copied h V)) => [|x]; last exact: paired_neq0.
by rewrite (eq_bigr _ (fun x cx => pY_paired cx)) (copied_mass _ V0).
Qed.

Lemma v1_le1 : v1 <= 1.
Proof. by rewrite invf_le1 ?ltr0n // ler1n. Qed.

Lemma same_le1 : same <= 1.
Proof.
have := ok => /andP [/allP a0 /eqP s1]; rewrite -[leRHS]s1.
rewrite big_seq [leRHS]big_seq; apply: ler_sum => a ap.
rewrite expr2 ler_pimulr ?a0 //.
rewrite -s1 (big_rem a) //= ler_addl big_seq; apply: sumr_ge0 => b bp.
by apply: a0; apply: mem_rem bp.
Qed.

Lemma same_gt0 : 0 < 1 - (1 - v1) * same.
Proof.
have v0 := v1_gt0 R V0; apply: (@lt_le_trans _ _ v1) => //.
rewrite ler_subr_addl -ler_subr_addr ler_pimulr ?same_le1 //.
by rewrite subr_ge0 v1_le1.
Qed.

(* The gap of the token error rates, log TER(p_Y) - log TER(p) = KL(p||p_Y)/L,
   is -1/2 ln (1 - (1 - 1/V) sum_t pi_t^2) at every length. *)
Theorem paired_gap : (0 < h)%N ->
  KL ln p (pY_iid p pi) / h.*2%:R = - (2%:R^-1) * ln (1 - (1 - v1) * same).
Proof.
move=> h0; have v0 := v1_gt0 R V0.
have lnX (a : R) n : 0 < a -> ln (a ^+ n) = n%:R * ln a.
  move=> a0; elim: n => [|n IH]; first by rewrite expr0 ln1 mul0r.
  by rewrite exprS lnfM ?exprn_gt0 // IH [n.+1%:R]mulrS mulrDl mul1r.
rewrite /KL (eq_bigr (fun x => if copied x then
    v1 ^+ h * - (h%:R * ln (1 - (1 - v1) * same)) else 0)); last first.
  move=> x _; rewrite /= /paired_prob; case: ifP => cx; last by rewrite !mul0r.
  rewrite !mul1r pY_paired // [ln (_ * _)]lnfM ?exprn_gt0 ?same_gt0 //.
  by rewrite (lnX _ _ same_gt0) opprD addrA subrr add0r.
have hR : h%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
rewrite -big_mkcond (copied_mass _ V0) -muln2 natrM invfM !mulNr; congr (- _).
by rewrite [h%:R * _]mulrC mulrA mulfK // mulrC.
Qed.
End Drawn.

(* sum_t pi_t^2 is least on the uniform grid, where it is 1/T. *)
Theorem square_sum_ge (R : realFieldType) (pi : seq R) : times_ok pi ->
  (size pi)%:R^-1 <= \sum_(a <- pi) a ^+ 2.
Proof.
case/andP=> _ /eqP s1; set n := (size pi)%:R^-1.
have n0 : (size pi)%:R * n = 1.
  rewrite divff // pnatr_eq0; apply/eqP => /size0nil E; move: s1.
  by rewrite E big_nil => /esym/eqP; rewrite oner_eq0.
have : 0 <= \sum_(a <- pi) (a - n) ^+ 2 by apply: sumr_ge0 => a _; apply: sqr_ge0.
rewrite (eq_bigr (fun a => a ^+ 2 + (- 2%:R * n * a + n ^+ 2))); last by move=> a _; ring.
rewrite !big_split /= -mulr_sumr s1 mulr1 big_const_seq count_predT iter_addr addr0.
rewrite -[n ^+ 2 *+ _]mulr_natl expr2 mulrA n0 mul1r => hs.
rewrite -subr_ge0; move: hs; set a := \sum_(_ <- _) _.
by rewrite (_ : a + (- 2%:R * n + n) = a - n) //; ring.
Qed.

Corollary paired_uniform (R : realFieldType) (h T : nat) (V : finType) (V0 : (0 < #|V|)%N) :
  (0 < T)%N -> let p := paired_law R h V0 in
  ser p (pY_iid p (nseq T T%:R^-1)) = 1 - (1 - (1 - #|V|%:R^-1) / T%:R) ^+ h.
Proof.
move=> T0; have T1 : T%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
have sumE (a : R) : \sum_(b <- nseq T a) b = T%:R * a.
  by rewrite big_nseq iter_addr addr0 -[LHS]mulr_natl.
have ok : times_ok (nseq T (T%:R^-1 : R)).
  by rewrite /times_ok sumE divff ?eqxx // andbT all_nseq /= invr_ge0 ler0n orbT.
rewrite /= paired_ser // (_ : \sum_(a <- _) a ^+ 2 = T%:R^-1) //.
by rewrite big_nseq iter_addr addr0 -[LHS]mulr_natl expr2 mulrA divff ?mul1r.
Qed.
