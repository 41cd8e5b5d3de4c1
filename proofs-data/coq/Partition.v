(* What is proved is about the usual objects.

     H_usual    H(S) is the entropy of the restriction of the word to S
     ekl_opE    ekl is the mean over the uniformly random ordered partitions
                (D_1..D_T) with |D_t| = s_t *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Usual.
Variables (R : realFieldType) (ln : logfun R) (I V : finType).
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Definition res (S : {set I}) (x : T) : {ffun I -> option V} :=
  [ffun i => if i \in S then Some (x i) else None].
(* law of the restriction X_S *)
Definition PS (S : {set I}) w : R := \sum_(x | res S x == w) p x.

Lemma res_agree S x y : (res S y == res S x) = agree S x y.
Proof.
apply/eqP/agreeP => [h i iS|h].
  by have := congr1 (fun f : {ffun I -> option V} => f i) h; rewrite !ffunE iS => -[].
by apply/ffunP => i; rewrite !ffunE; case: ifP => // /h ->.
Qed.

Theorem H_usual S : H ln p S = - \sum_w PS S w * ln (PS S w).
Proof.
congr (- _); rewrite (partition_big (res S) xpredT) //=; apply: eq_bigr => w _.
rewrite mulr_suml; apply: eq_bigr => x /eqP <-; congr (_ * ln _).
by apply: eq_bigl => y; rewrite res_agree.
Qed.
End Usual.

Lemma perm_fibres (L : nat) (J : finType) (c c' : {ffun 'I_L -> J}) :
  (forall t, #|[set i | c i == t]| = #|[set i | c' i == t]|) ->
  exists s : {perm 'I_L}, c' = [ffun i => c (s i)].
Proof.
move=> h.
have : perm_eq [tuple c' i | i < L] [tuple c i | i < L].
  have E (d : {ffun 'I_L -> J}) t :
      count (fun i => d i == t) (Finite.enum (ordinal_finType L)) = #|[set i | d i == t]|.
    by rewrite cardsE cardE /enum_mem size_filter; apply: eq_count.
  apply/allP => t _ /=; rewrite !count_map; apply/eqP.
  by apply: (etrans (E c' t)); rewrite -h -E.
case/tuple_permP => s hs; exists s; apply/ffunP => i; rewrite ffunE.
have /val_inj/(congr1 (fun u => tnth u i)) := hs.
by rewrite !tnth_mktuple.
Qed.

Section Op.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Variable p : law R [finType of T].
Variable sz : seq nat.
Hypothesis szL : sumn sz = L.
Notation J := 'I_(size sz).
Notation OPt := {ffun I -> J}.

(* ordered partitions (D_1..D_T) with |D_t| = s_t, D_t = {i | c i == t} *)
Definition OP : {set OPt} :=
  [set c : OPt | [forall t : J, #|[set i | c i == t]| == nth 0%N sz t]].
Definition ekl_op : R := #|OP|%:R^-1 * \sum_(c in OP) KL ln p (pY_steps p c).

Lemma OP_sum (f : OPt -> R) c0 : c0 \in OP ->
  (L`!%:R)^-1 * (\sum_(s : {perm I}) f [ffun i => c0 (s i)]) =
  #|OP|%:R^-1 * \sum_(c in OP) f c.
Proof.
move=> c0P.
have N0' : (#|OP|%:R : R) != 0 by rewrite pnatr_eq0 -lt0n; apply/card_gt0P; exists c0.
apply: (mulfI (fact_neq0 R L)); apply: (mulfI N0').
rewrite (mulVKf (fact_neq0 R L)) [RHS]mulrCA (mulVKf N0').
transitivity (\sum_(c in OP) \sum_(s : {perm I}) f [ffun i => c (s i)]).
  rewrite mulr_natl -sumr_const; apply: eq_bigr => c cP.
  have [t ->] : exists t : {perm I}, c = [ffun i => c0 (t i)].
    apply: perm_fibres => t; move: c0P cP; rewrite !inE.
    by move=> /forallP /(_ t) /eqP -> /forallP /(_ t) /eqP ->.
  rewrite (reindex_inj (mulIg t)) /=; apply: eq_bigr => s _; congr (f _).
  by apply/ffunP => i; rewrite !ffunE permM.
rewrite exchange_big /=.
rewrite (eq_bigr (fun=> \sum_(c in OP) f c)) => [|s _].
  rewrite sumr_const -[LHS]mulr_natl; congr (_%:R * _).
  by rewrite -card_Sn; apply: eq_card.
pose g (c : OPt) : OPt := [ffun i => c (s i)].
have gI : injective g.
  move=> c d /ffunP gcd; apply/ffunP => i.
  by have := gcd ((s^-1)%g i); rewrite !ffunE permKV.
rewrite [RHS](reindex_inj gI) /=; apply: eq_bigl => c; rewrite !inE.
apply: eq_forallb => t; congr (_ == _).
have -> : [set i | g c i == t] = s @^-1: [set i | c i == t].
  by apply/setP => i; rewrite !inE ffunE.
by rewrite card_preimset //; apply: perm_inj.
Qed.

Lemma N_mono t u : (t <= u)%N -> (N sz t <= N sz u)%N.
Proof.
move=> /subnK <-; elim: (u - t)%N => [|n IH]; first by rewrite add0n.
by apply: leq_trans IH _; rewrite addSn N_leS.
Qed.

Lemma N_S t : (t < size sz)%N -> N sz t.+1 = (N sz t + nth 0%N sz t)%N.
Proof. by move=> ht; rewrite /N (take_nth 0%N) // -cats1 sumn_cat /= addn0. Qed.

Lemma blk_exists (k : I) : exists t : J, (N sz t <= k < N sz t.+1)%N.
Proof.
have [t ht] : exists t, (t < size sz)%N && (N sz t <= k < N sz t.+1)%N; last first.
  by case/andP: ht => ts ht; exists (Ordinal ts).
have kL : (k < N sz (size sz))%N by rewrite N_size szL.
elim: (size sz) kL => [|n IH]; first by rewrite N0.
have [kn|nk] := ltnP k (N sz n).
  by move=> _; case: (IH kn) => t /andP [tn ht]; exists t; rewrite ht (leqW tn).
by move=> kS; exists n; rewrite ltnSn nk.
Qed.

(* The error over uniform ordered partitions is the mean over permutations *)
Theorem ekl_opE : ekl_op = ekl ln p sz.
Proof.
have [blk blkP] := fin_all_exists blk_exists.
have blkE (k : I) t : (t < size sz)%N -> (blk k < t)%N = (k < N sz t)%N.
  move=> ts; case/andP: (blkP k) => h1 h2; apply/idP/idP => h.
    by apply: leq_trans h2 (N_mono h).
  by rewrite ltnNge; apply/negP => /N_mono h'; lia.
have blkQ (k : I) (t : J) : (blk k == t) = (N sz t <= k < N sz t.+1)%N.
  apply/eqP/andP => [<-|[h1 h2]]; first by apply/andP.
  case/andP: (blkP k) => h3 h4; apply: val_inj => /=; apply/eqP; rewrite eqn_leq.
  apply/andP; split; rewrite leqNgt; apply/negP => /N_mono; lia.
pose c0 : OPt := [ffun k => blk k].
have c0P : c0 \in OP.
  rewrite inE; apply/forallP => t; apply/eqP.
  have NL : (N sz t.+1 <= L)%N by rewrite -szL N_le.
  have -> : [set i | c0 i == t] = pre L (N sz t.+1) :\: pre L (N sz t).
    by apply/setP => k; rewrite !inE ffunE blkQ -leqNgt.
  rewrite cardsD (setIidPr _); last first.
    by apply/subsetP => k; rewrite !inE => h; apply: leq_trans h (N_leS _ _).
  rewrite !card_pre ?N_S ?addKn //; last by rewrite -N_S.
  by apply: leq_trans NL; apply: N_leS.
rewrite /ekl_op -(OP_sum _ c0P) /ekl; congr (_ * _).
rewrite [LHS](reindex_inj invg_inj) /=; apply: eq_bigr => s _.
apply: eq_bigr => x _; congr (_ * (_ - ln _)).
apply: eq_bigr => t _.
have -> : blockR s sz t = [set j | ([ffun i => c0 ((s^-1)%g i)] j < t)%N].
  apply/setP => j; rewrite inE !ffunE blkE // -[j in LHS](permKV s) mem_imset; last exact: perm_inj.
  by rewrite inE.
apply: eq_bigl => j; rewrite !ffunE blkQ -[j in RHS](permKV s) mem_imset ?inE //.
exact: perm_inj.
Qed.
End Op.
