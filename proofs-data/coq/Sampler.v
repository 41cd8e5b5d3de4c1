(* The sampler, its error, and the curve identity.

   A uniformly random permutation s of the positions and block sizes sz give
   the ordered partition: block t holds the positions s k with
   N t <= k < N (t + 1).  Every token of a block is drawn from its conditional
   law given the tokens revealed before (cond), which makes the output law pY,
   and ekl is the mean of KL(p || pY).  Partition.v proves that this is the mean
   over the uniformly drawn ordered partitions with these sizes. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---- block sizes ---- *)
Section Blocks.
Variable sz : seq nat.
Definition N t := sumn (take t sz).
Lemma N0 : N 0 = 0%N. Proof. by rewrite /N take0. Qed.
Lemma N_size : N (size sz) = sumn sz. Proof. by rewrite /N take_size. Qed.
Lemma N_le t : (N t <= sumn sz)%N.
Proof. by rewrite -[in X in (_ <= X)%N](cat_take_drop t sz) sumn_cat leq_addr. Qed.
Lemma N_leS t : (N t <= N t.+1)%N.
Proof.
rewrite /N; have [h|h] := ltnP t (size sz); first by rewrite (take_nth 0%N) // -cats1 sumn_cat leq_addr.
by rewrite !take_oversize // (leq_trans h).
Qed.
Definition smax := foldr maxn 0%N sz.
End Blocks.

Lemma smaxE sz : smax sz = \max_(a <- sz) a.
Proof. exact: foldrE. Qed.

Lemma mem_le_sumn sz (a : nat) : a \in sz -> (a <= sumn sz)%N.
Proof.
elim: sz => //= b sz IH; rewrite inE => /orP [/eqP ->|/IH]; first exact: leq_addr.
by move=> h; apply: leq_trans h (leq_addl _ _).
Qed.

(* tokens revealed when the block that holds the k-th drawn token starts *)
Fixpoint start (sz : seq nat) (k : nat) : nat :=
  if sz is a :: sz' then if (k < a)%N then 0%N else (a + start sz' (k - a))%N else 0%N.

Lemma start_smax sz k : (k < sumn sz)%N -> (k < start sz k + smax sz)%N.
Proof.
elim: sz k => //= a sz IH k kl; rewrite -/(smax sz).
case: ifP => ka; first by rewrite add0n leq_max ka.
have h : (k - a < sumn sz)%N by lia.
have := IH _ h; have := leq_maxr a (smax sz); lia.
Qed.

Lemma start_le sz k : (start sz k <= k)%N.
Proof. by elim: sz k => //= a sz IH k; case: ifP => // ka; have := IH (k - a)%N; lia. Qed.

Lemma big_blocks (R : Type) (idx : R) (op : Monoid.com_law idx) sz (F : nat -> nat -> R) :
  \big[op/idx]_(0 <= k < sumn sz) F k (start sz k) =
  \big[op/idx]_(t < size sz) \big[op/idx]_(N sz t <= k < N sz t.+1) F k (N sz t).
Proof.
elim: sz F => [|a sz IH] F /=; first by rewrite big_geq // big_ord0.
rewrite (big_cat_nat _ _ _ (leq0n a)) ?leq_addr //= big_ord_recl /= N0.
have -> : N (a :: sz) 1 = a by rewrite /N /= take0 /= addn0.
congr (op _ _).
  by apply: eq_big_nat => k /andP [_ ->].
rewrite -[X in \big[_/_]_(X <= _ < _) _](add0n a) big_addn addKn.
rewrite (eq_big_nat _ _ (F2 := fun k => F (k + a)%N (a + start sz k)%N)); last first.
  by move=> k _; rewrite addnK ltnNge leq_addl.
rewrite (IH (fun k m => F (k + a)%N (a + m)%N)); apply: eq_bigr => t _.
have NE u : N (a :: sz) u.+1 = (N sz u + a)%N by rewrite /N /= addnC.
by rewrite /bump /= !add1n !NE big_addn addnK; apply: eq_bigr => k _; rewrite [(N sz t + a)%N]addnC.
Qed.

Lemma big_ord_nat (R : Type) (idx : R) (op : Monoid.com_law idx) L a b (F : nat -> R) :
  (b <= L)%N ->
  \big[op/idx]_(k < L | (a <= k < b)%N) F k = \big[op/idx]_(a <= k < b) F k.
Proof.
move=> bL; rewrite big_geq_mkord (big_ord_widen_cond L (fun i => a <= i)%N F bL) /=.
by apply: eq_bigl.
Qed.

(* ordinal form *)
Lemma big_blocks_ord (R : Type) (idx : R) (op : Monoid.com_law idx) L sz
   (F : 'I_L -> nat -> R) : sumn sz = L ->
  \big[op/idx]_(t < size sz) \big[op/idx]_(k < L | (N sz t <= k < N sz t.+1)%N) F k (N sz t) =
  \big[op/idx]_(k < L) F k (start sz k).
Proof.
move=> szL.
pose G k m := oapp (fun i : 'I_L => F i m) idx (insub k).
have GE (k : 'I_L) m : F k m = G k m by rewrite /G valK.
transitivity (\big[op/idx]_(0 <= k < sumn sz) G k (start sz k)).
  rewrite big_blocks; apply: eq_bigr => t _.
  rewrite -(@big_ord_nat _ _ _ L); last by rewrite -szL N_le.
  by apply: eq_bigr => k _; rewrite GE.
by rewrite szL big_mkord; apply: eq_bigr => k _; rewrite GE.
Qed.

Section Sampler.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Notation marg := (@marg R [finType of I] V p).
Notation H := (@H R ln [finType of I] V p).
Notation KL := (@KL R ln [finType of T] p).
Implicit Types (S : {set I}) (x y : T) (i : I) (s : {perm I}).

Definition Hpm : polymatroid R [finType of I] :=
  Polymatroid (H_set0 ln p) (H_mono ln p) (H_submod ln p).

(* conditional law of x_i given x_S; uniform where p(x_S) = 0 *)
Definition cond i S x : R :=
  if marg S x == 0 then (#|V|%:R)^-1 else marg (i |: S) x / marg S x.

Section OnePartition.
Variables (s : {perm I}) (sz : seq nat).
Definition blockD t : {set I} := s @: [set k : I | (N sz t <= k < N sz t.+1)%N].
Definition blockR t : {set I} := s @: pre L (N sz t).

(* p_{Y|M} *)
Definition pY x : R := \prod_(t < size sz) \prod_(i in blockD t) cond i (blockR t) x.

Lemma blockDR t : blockD t :|: blockR t = s @: pre L (N sz t.+1).
Proof.
rewrite /blockD /blockR -imsetU.
have -> // : [set k : I | (N sz t <= k < N sz t.+1)%N] :|: pre L (N sz t) = pre L (N sz t.+1).
by apply/setP => k; rewrite !inE; have := N_leS sz t; lia.
Qed.

Lemma cond_gt0 i S x : p x != 0 -> 0 < cond i S x.
Proof.
move=> px; rewrite /cond gt_eqF ?marg_gt0 //.
by rewrite divr_gt0 ?marg_gt0.
Qed.

Definition condH i S : R := H (i |: S) - H S.   (* H(X_i | X_S) *)

Lemma ln_pY x : p x != 0 ->
  ln (pY x) = \sum_(t < size sz) \sum_(i in blockD t)
                (ln (marg (i |: blockR t) x) - ln (marg (blockR t) x)).
Proof.
move=> px; rewrite /pY ln_prod; last by move=> t _; apply: prodr_gt0 => i _; apply: cond_gt0.
apply: eq_bigr => t _; rewrite ln_prod; last by move=> i _; apply: cond_gt0.
apply: eq_bigr => i _; rewrite /cond gt_eqF ?marg_gt0 //.
by rewrite ln_div ?marg_gt0.
Qed.

Lemma KL_pY : KL pY =
  \sum_(t < size sz) \sum_(i in blockD t) condH i (blockR t) - H setT.
Proof.
rewrite /Entropy.KL (eq_bigr (fun x => p x * ln (p x) -
  \sum_(t < size sz) \sum_(i in blockD t)
     (p x * ln (marg (i |: blockR t) x) - p x * ln (marg (blockR t) x)))); last first.
  move=> x _; have [->|px] := eqVneq (p x) 0.
    by rewrite !mul0r big1 ?subr0 // => t _; rewrite big1 // => i _; rewrite !mul0r subr0.
  rewrite mulrBr ln_pY // !mulr_sumr; congr (_ - _); apply: eq_bigr => t _.
  by rewrite mulr_sumr; apply: eq_bigr => i _; rewrite mulrBr.
rewrite sumrB addrC exchange_big /=; congr (_ + _); last first.
  by rewrite /Entropy.H opprK; apply: eq_bigr => x _; rewrite marg_setT.
rewrite -sumrN; apply: eq_bigr => t _; rewrite exchange_big /= -sumrN.
apply: eq_bigr => i _; rewrite /condH /Entropy.H sumrB opprB opprK.
by rewrite addrC.
Qed.

Hypothesis szL : sumn sz = L.

Lemma H_blocks : \sum_(t < size sz) (H (blockD t :|: blockR t) - H (blockR t)) = H setT.
Proof.
pose f t := H (s @: pre L (N sz t)).
rewrite (eq_bigr (fun t : 'I_(size sz) => f t.+1 - f t)); last by move=> t _; rewrite blockDR.
rewrite -(big_mkord xpredT (fun t => f t.+1 - f t)) telescope_sumr // /f N_size szL N0.
rewrite pre0 imset0 H_set0 subr0; congr (H _).
by apply/setP => x; rewrite !inE -(permKV s x) imset_f ?inE ?preT ?inE.
Qed.

(* Of one partition; mdmcert-theory(7) *)
Theorem KL_blocks : KL pY =
  \sum_(t < size sz) (\sum_(i in blockD t) condH i (blockR t) -
                      (H (blockD t :|: blockR t) - H (blockR t))).
Proof. by rewrite KL_pY sumrB H_blocks. Qed.

Lemma KL_start : KL pY = \sum_(k < L) condH (s k) (s @: pre L (start sz k)) - H setT.
Proof.
rewrite KL_pY -(big_blocks_ord _ (fun k m => condH (s k) (s @: pre L m)) szL).
congr (_ - _); apply: eq_bigr => t _; rewrite /blockD big_imset /=; last first.
  by move=> ? ? _ _; apply: perm_inj.
by apply: eq_bigl => k; rewrite inE.
Qed.
End OnePartition.

(* the error of a schedule: mean over the uniform ordered partition *)
Definition ekl (sz : seq nat) : R := (L`!%:R)^-1 * \sum_(s : {perm I}) KL (pY s sz).

Notation e := (@e R L H).
Notation D := (@D R L H).
Notation Z := (@Z R L H).

Section Schedule.
Variable sz : seq nat.
Hypothesis szL : sumn sz = L.

Lemma ekl_D : ekl sz = \sum_(k < L) D (start sz k) - e L.
Proof.
rewrite /ekl (eq_bigr _ (fun s _ => KL_start s szL)) sumrB mulrBr mean_const e_full.
congr (_ - _); rewrite exchange_big /= mulr_sumr; apply: eq_bigr => k _.
set m := start sz k.
have mk : (m <= k)%N by apply: start_le.
transitivity (avg H (k |: pre L m) - avg H (pre L m)).
  rewrite /avg -mulrBr -sumrB; congr (_ * _); apply: eq_bigr => s _.
  by rewrite /condH imsetU1.
rewrite !avgE cardsU1 inE -leqNgt mk card_pre //.
by apply: leq_trans mk _; apply: ltnW.
Qed.

(* curve identity *)
Theorem ekl_curveE : ekl sz = ekl_curve Hpm (start sz).
Proof. by rewrite ekl_D /ekl_curve [RHS]sumrB sum_D (e0 Hpm) subr0. Qed.

(* Chen-Cong-Li, Theorem 16 *)
Theorem ekl_Z : ekl sz =
  \sum_(t < size sz) \sum_(1 <= j < (nth 0%N sz t).+1) (Z (N sz t + j) - Z (N sz t + 1)).
Proof.
rewrite ekl_curveE /ekl_curve.
rewrite -(big_mkord xpredT (fun k => D (start sz k) - D k)) -[X in \sum_(_ <= _ < X) _]szL.
rewrite (big_blocks _ sz (fun k m => D m - D k)); apply: eq_bigr => t _.
have -> : N sz t.+1 = (nth 0%N sz t + N sz t)%N.
  by rewrite /N (take_nth 0%N) // -cats1 sumn_cat /= addn0 addnC.
rewrite -[X in \sum_(X <= _ < _) _](add0n (N sz t)) big_addn addnK.
rewrite [RHS]big_add1 /=; apply: eq_bigr => j _.
by rewrite addnS addn1 !(ZE Hpm) opprB [RHS]addrC addrA subrK addnC.
Qed.

Theorem ekl_ge0 : 0 <= ekl sz.
Proof.
rewrite ekl_curveE; apply: sumr_ge0 => k _; rewrite subr_ge0.
by apply: (D_le Hpm); apply: start_le.
Qed.

Hypothesis L0 : (0 < L)%N.

Lemma smax_bounds : (0 < smax sz <= L)%N.
Proof.
apply/andP; split.
  rewrite lt0n; apply/eqP => h; suff : sumn sz = 0%N by lia.
  apply/eqP; rewrite sumnE; apply/eqP; rewrite big_seq big1 // => a asz.
  have := @leq_bigmax_seq _ sz xpredT id a asz isT; rewrite -smaxE h.
  by case: a asz.
rewrite smaxE big_seq; apply: (big_ind (fun m => m <= L)%N) => //.
  by move=> a b ha hb; rewrite geq_max ha.
by move=> a asz; rewrite -szL; apply: mem_le_sumn.
Qed.
End Schedule.
End Sampler.
