(* Independent unmask times.

   Every position is drawn in step t with probability pi_t, independently of the
   others; the positions of one step are drawn at once, as in Sampler.v.

     chance pi c    the probability that each position i has the step c i
     pY_iid pi      the law of what is drawn
     pY_iid_sum     it sums to 1
     ekl_iid pi     the mean of KL(p || what is drawn, given the steps)
     a_iid pi L k   the expected number of positions drawn while k are revealed
     ekl_iidE       ekl_iid is the sum of a_k d_{k+1}, less e_L *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* the probabilities of the steps *)
Definition times_ok (R : realFieldType) (pi : seq R) : bool :=
  all (fun a => 0 <= a) pi && (\sum_(a <- pi) a == 1).

Section Times.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation T := {ffun 'I_L -> V}.
Variables (p : law R [finType of T]) (pi : seq R).
Notation steps := {ffun 'I_L -> 'I_(size pi)}.

Definition chance (c : steps) : R := \prod_i nth 0 pi (c i).
Definition pY_iid (x : T) : R := \sum_(c : steps) chance c * pY_steps p c x.
Definition ekl_iid : R := \sum_(c : steps) chance c * KL ln p (pY_steps p c).

Hypothesis ok : times_ok pi.

Lemma pi_ge0 t : 0 <= nth 0 pi t.
Proof.
case/andP: ok => /(all_nthP 0) h _; have [tp|tp] := ltnP t (size pi); first exact: h.
by rewrite nth_default.
Qed.

Lemma pi_sum : \sum_(t < size pi) nth 0 pi t = 1.
Proof. by case/andP: ok => _ /eqP; rewrite (big_nth 0) big_mkord. Qed.

Lemma chance_ge0 c : 0 <= chance c.
Proof. by apply: prodr_ge0 => i _; apply: pi_ge0. Qed.

Lemma chance_sum : \sum_c chance c = 1.
Proof.
rewrite /chance -(bigA_distr_bigA (fun (_ : 'I_L) (t : 'I_(size pi)) => nth 0 pi t)).
by apply: big1 => i _; apply: pi_sum.
Qed.

Theorem pY_iid_sum : \sum_x pY_iid x = 1.
Proof.
rewrite exchange_big /= -[RHS]chance_sum; apply: eq_bigr => c _.
by rewrite -mulr_sumr pY_steps_sum mulr1.
Qed.

Lemma pY_iid_ge0 x : 0 <= pY_iid x.
Proof.
apply: sumr_ge0 => c _; rewrite mulr_ge0 ?chance_ge0 //.
by apply: prodr_ge0 => t _; apply: prodr_ge0 => i _; apply: cond_ge0.
Qed.

Lemma pY_iid_gt0 x : p x != 0 -> 0 < pY_iid x.
Proof.
move=> px; have pos c : 0 < pY_steps p c x.
  by apply: prodr_gt0 => t _; apply: prodr_gt0 => i _; apply: cond_gt0.
rewrite lt_neqAle eq_sym pY_iid_ge0 andbT; apply/eqP => q0.
have := chance_sum; rewrite big1 => [/esym/eqP|c _]; first by rewrite oner_eq0.
move/eqP: q0; rewrite psumr_eq0 => [/allP /(_ c)|d _].
  by rewrite mem_index_enum mulf_eq0 (gt_eqF (pos _ c)) orbF => /(_ isT) /eqP.
by rewrite mulr_ge0 ?chance_ge0 // ltW.
Qed.

(* ---- the error ---- *)

Notation H := (H ln p).
Notation D := (D H).
Notation condH := (condH ln p).

(* what is revealed when i is drawn *)
Definition earlier (c : steps) (i : 'I_L) : {set 'I_L} := [set j | (c j < c i)%N].

Lemma KL_steps c : KL ln p (pY_steps p c) = \sum_i condH i (earlier c i) - H setT.
Proof.
rewrite /KL (eq_bigr (fun x => p x * ln (p x) - \sum_i (p x *
  ln (marg p (i |: earlier c i) x) - p x * ln (marg p (earlier c i) x)))); last first.
  move=> x _; have [->|px] := eqVneq (p x) 0.
    by rewrite !mul0r big1 ?subr0 // => i _; rewrite !mul0r subr0.
  rewrite mulrBr pY_stepsE ln_prod => [|i _]; last exact: cond_gt0.
  rewrite mulr_sumr; congr (_ - _); apply: eq_bigr => i _.
  by rewrite /cond gt_eqF ?marg_gt0 // ln_div ?marg_gt0 // mulrBr.
rewrite sumrB addrC exchange_big /=; congr (_ + _); last first.
  by rewrite /Entropy.H opprK; apply: eq_bigr => x _; rewrite marg_setT.
rewrite -sumrN; apply: eq_bigr => i _; rewrite /Sampler.condH /Entropy.H sumrB.
by rewrite opprB opprK addrC.
Qed.

(* Permuted positions have the same chance, so only numbers matter. *)
Lemma ekl_iid_D : ekl_iid = \sum_c chance c * (\sum_i D #|earlier c i|) - e H L.
Proof.
rewrite /ekl_iid (eq_bigr (fun c => chance c * (\sum_i condH i (earlier c i))
  - chance c * H setT)) => [|c _]; last by rewrite KL_steps mulrBr.
rewrite sumrB -mulr_suml chance_sum mul1r e_full; congr (_ - _).
have moved (s : {perm 'I_L}) : \sum_c chance c * (\sum_i condH i (earlier c i)) =
    \sum_c chance c * (\sum_i condH (s i) (s @: earlier c i)).
  pose f (c : steps) : steps := [ffun i => c (s i)].
  have f_inj : injective f.
    move=> c c' /ffunP fc; apply/ffunP => i.
    by have := fc ((s^-1)%g i); rewrite !ffunE permKV.
  rewrite [RHS](reindex_inj f_inj) /=; apply: eq_bigr => c _; congr (_ * _).
    rewrite /chance (reindex_inj (@perm_inj _ s)); apply: eq_bigr => i _ /=.
    by rewrite ffunE.
  rewrite (reindex_inj (@perm_inj _ s)); apply: eq_bigr => i _ /=; congr condH.
  apply/setP => j; rewrite -[j](permKV s) mem_imset; last exact: perm_inj.
  by rewrite !inE !ffunE.
rewrite -[LHS](mean_const L) (eq_bigr _ (fun s _ => moved s)) exchange_big mulr_sumr.
apply: eq_bigr => c _; rewrite -mulr_sumr mulrCA exchange_big mulr_sumr; congr (_ * _).
apply: eq_bigr => i _; set S := earlier c i.
transitivity (avg H (i |: S) - avg H S).
  rewrite /avg -mulrBr -sumrB; congr (_ * _); apply: eq_bigr => s _.
  by rewrite /Sampler.condH imsetU1.
by rewrite !avgE cardsU1 inE ltnn.
Qed.

(* Pi_t, the probability of a step before t *)
Definition before t : R := \sum_(u < t) nth 0 pi u.
Definition a_iid k : R := \sum_(t < size pi)
  ('C(L, k) * (L - k))%:R * nth 0 pi t * before t ^+ k * (1 - before t) ^+ (L - k.+1).

Lemma sum_before (t : 'I_(size pi)) :
  \sum_(u : 'I_(size pi) | (u < t)%N) nth 0 pi u = before t.
Proof. by rewrite /before (big_ord_widen _ (nth 0 pi) (ltnW (ltn_ord t))). Qed.

Lemma sum_after (t : 'I_(size pi)) :
  \sum_(u : 'I_(size pi) | (t <= u)%N) nth 0 pi u = 1 - before t.
Proof.
rewrite -pi_sum [in RHS](bigID (fun u : 'I_(size pi) => u < t)%N) /= sum_before addrC addKr.
by apply: eq_bigl => u; rewrite -leqNgt.
Qed.

(* the chance that i is drawn in step t, and those of S before it *)
Lemma chance_at (i : 'I_L) (t : 'I_(size pi)) (S : {set 'I_L}) : i \notin S ->
  \sum_(c : steps | (c i == t) && (earlier c i == S)) chance c =
  nth 0 pi t * before t ^+ #|S| * (1 - before t) ^+ (L - #|S|.+1).
Proof.
move=> iS; pose Q (j : 'I_L) := [pred u : 'I_(size pi) |
  if j == i then u == t else if j \in S then (u < t)%N else (t <= u)%N].
rewrite (eq_bigl (mem (family Q))) => [|c]; last first.
  apply/andP/familyP => [[/eqP ct /eqP cS] j|h].
    rewrite inE /=; case: (eqVneq j i) => [->|_]; first by rewrite ct.
    by rewrite -cS inE ct; case: ltnP.
  have ct : c i == t by have := h i; rewrite inE /= eqxx.
  split=> //; apply/eqP/setP => j; rewrite inE (eqP ct).
  have := h j; rewrite inE /=; case: (eqVneq j i) => [-> _|_].
    by rewrite (eqP ct) ltnn (negPf iS).
  by case: ifP => // _ tc; rewrite ltnNge tc.
rewrite -(bigA_distr_big_dep _ (fun _ (u : 'I_(size pi)) => nth 0 pi u)) (bigD1 i) //=.
rewrite (big_pred1 t) => [|u]; last by rewrite /= eqxx.
rewrite -mulrA; congr (_ * _).
rewrite (bigID (fun j => j \in S)) /=; congr (_ * _).
  rewrite (eq_bigr (fun=> before t)) => [|j /andP [/negPf ji jS]]; last first.
    by rewrite -sum_before; apply: eq_bigl => u; rewrite /= ji jS.
  rewrite prodr_const; congr (_ ^+ _); apply: eq_card => j; rewrite unfold_in /=.
  by rewrite andb_idl // => jS; apply: contraNneq iS => <-.
rewrite (eq_bigr (fun=> 1 - before t)) => [|j /andP [/negPf ji /negPf jS]]; last first.
  by rewrite -sum_after; apply: eq_bigl => u; rewrite /= ji jS.
rewrite prodr_const; congr (_ ^+ _).
have -> : (L - #|S|.+1)%N = #|~: (i |: S)| by rewrite (cardsCs (~: _)) setCK cardsU1 iS card_ord.
by apply: eq_card => j; rewrite !inE negb_or.
Qed.

(* a_k is what it is said to be *)
Theorem a_iidE k : a_iid k = \sum_c chance c * #|[set i | #|earlier c i| == k]|%:R.
Proof.
transitivity (\sum_i \sum_(t < size pi) \sum_(S in [set S : {set 'I_L} |
    S \subset ~: [set i] & #|S| == k]) \sum_(c : steps | (c i == t) && (earlier c i == S)) chance c).
  rewrite exchange_big; apply: eq_bigr => t _ /=.
  rewrite (eq_bigr (fun=> 'C(L.-1, k)%:R * (nth 0 pi t * before t ^+ k *
    (1 - before t) ^+ (L - k.+1)))) => [|i _].
    rewrite sumr_const card_ord -[RHS]mulr_natl mulrA -natrM mul_bin_down mulnC.
    by rewrite !mulrA.
  rewrite (eq_bigr (fun=> nth 0 pi t * before t ^+ k * (1 - before t) ^+ (L - k.+1))).
    by rewrite sumr_const cards_draws cardsC1 card_ord -[LHS]mulr_natl.
  move=> S; rewrite inE subsetC sub1set inE => /andP [iS /eqP <-].
  exact: chance_at.
rewrite (eq_bigr (fun i => \sum_(c : steps | #|earlier c i| == k) chance c)) => [|i _].
  rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => c _.
  by rewrite sumr_const mulr_natr; congr (_ *+ _); apply: eq_card => i; rewrite inE.
rewrite [RHS](partition_big (fun c : steps => c i) xpredT) //=; apply: eq_bigr => t _.
rewrite [RHS](partition_big (fun c => earlier c i)
  (mem [set S : {set 'I_L} | S \subset ~: [set i] & #|S| == k])) /=.
  apply: eq_bigr => S; rewrite inE => /andP [_ Sk]; apply: eq_bigl => c.
  by have [->|_] := eqVneq (earlier c i) S; rewrite ?Sk ?andbT ?andbF.
by move=> c /andP [cS _]; rewrite inE cS andbT subsetC sub1set !inE ltnn.
Qed.

(* mdmcert-theory(7): for independent unmask times ekl = sum_k a_k d_{k+1} - e_L,
   a_k = sum_t C(L, k) Pi_{t-1}^k (1 - Pi_{t-1})^(L-k-1) (L - k) pi_t. *)
Theorem ekl_iidE : ekl_iid = \sum_(k < L) a_iid k * D k - e H L.
Proof.
rewrite ekl_iid_D; congr (_ - _).
rewrite (eq_bigr (fun k : 'I_L => \sum_c chance c *
    (\sum_(i | #|earlier c i| == k) D #|earlier c i|))) => [|k _]; last first.
  rewrite a_iidE mulr_suml; apply: eq_bigr => c _; rewrite -mulrA; congr (_ * _).
  rewrite (eq_bigr (fun=> D k)) => [|i /eqP -> //].
  by rewrite sumr_const mulr_natl; congr (_ *+ _); apply: eq_card => i; rewrite inE.
rewrite exchange_big; apply: eq_bigr => c _; rewrite -mulr_sumr; congr (_ * _).
have few i : (#|earlier c i| < L)%N.
  rewrite -[L in (_ < L)%N]card_ord -cardsT; apply: proper_card.
  by apply/properP; split=> //; exists i; rewrite // inE ltnn.
by rewrite (partition_big (fun i => Ordinal (few i)) xpredT).
Qed.
End Times.
