(* What is drawn, step by step.

   draws w ks S sums over what each of the steps that are left draws, S being
   what is revealed: a step that draws D counts k(|D|) times the product of w S i
   over D, and in the end everything is revealed.  With w S i the law of a token
   given those in S this is the law of what is drawn:

     draws_sizes    sum over the permutations, for block sizes: k(n) = a! if n = a
     draws_times    sum over independent times: k(n) = pi_t^n

   It can be computed, as what is summed depends on sets alone. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Times.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma disjoint_addl (I : finType) (i : I) (D S : {set I}) : [disjoint i |: D & S] = (i \notin S) && [disjoint D & S].
Proof. by rewrite !disjoints_subset subUset sub1set inE. Qed.

Lemma disjoint_addr (I : finType) (i : I) (D S : {set I}) : [disjoint D & i |: S] = (i \notin D) && [disjoint D & S].
Proof. by rewrite disjoint_sym disjoint_addl disjoint_sym. Qed.

Section Chain.
Variables (R : realFieldType) (L : nat).
Notation I := 'I_L.
Variable w : {set I} -> I -> R.
Implicit Types (S D : {set I}) (l : seq I) (k : nat -> R).

Fixpoint draws (ks : seq (nat -> R)) S : R :=
  if ks is k :: ks' then
    \sum_(D : {set I} | [disjoint D & S])
       k #|D| * (\prod_(i in D) w S i) * draws ks' (S :|: D)
  else (S == setT)%:R.

(* ---- block sizes ---- *)

Definition of_size (a n : nat) : R := if n == a then a`!%:R else 0.

(* the sum over what n draws, one by one, can give *)
Fixpoint in_turn (n : nat) S (f : seq I -> R) : R :=
  if n is n'.+1 then \sum_(i | i \notin S) in_turn n' (i |: S) (fun l => f (i :: l))
  else f [::].

Lemma eq_in_turn n S f g :
  (forall l, size l = n -> uniq l -> all (fun i => i \notin S) l -> f l = g l) ->
  in_turn n S f = in_turn n S g.
Proof.
elim: n S f g => [|n IH] S f g fg /=; first exact: fg.
apply: eq_bigr => i iS; apply: IH => l sl ul al; apply: fg; rewrite /= ?sl ?ul ?iS ?andbT //=.
  by apply/negP => /(allP al); rewrite !inE eqxx.
by apply: sub_all al => j; rewrite inE negb_or => /andP [].
Qed.

Lemma in_turnM n S (a : R) f : in_turn n S (fun l => a * f l) = a * in_turn n S f.
Proof. by elim: n S f => //= n IH S f; rewrite mulr_sumr; apply: eq_bigr => i _; rewrite IH. Qed.

Lemma in_turn_cat a n S f : in_turn (a + n) S f =
  in_turn a S (fun l => in_turn n ([set x in l] :|: S) (fun l' => f (l ++ l'))).
Proof.
elim: a S f => [|a IH] S f /=.
  by rewrite (_ : [set x in [::]] = set0) ?set0U //; apply/setP => x; rewrite !inE.
apply: eq_bigr => i _; rewrite IH; apply: eq_in_turn => l _ _ _ /=; congr in_turn.
by apply/setP => x; rewrite !inE orbCA orbA.
Qed.

(* drawn in turn, a set comes in every order *)
Lemma in_turn_set a S (u : I -> R) (F : {set I} -> R) :
  in_turn a S (fun l => (\prod_(i <- l) u i) * F ([set x in l] :|: S)) =
  a`!%:R * \sum_(D : {set I} | [disjoint D & S] && (#|D| == a)) (\prod_(i in D) u i) * F (S :|: D).
Proof.
elim: a S => [|a IH] S /=.
  rewrite (big_pred1 set0) => [|D]; last first.
    by rewrite cards_eq0 andb_idl // => /eqP ->; rewrite disjoints_subset sub0set.
  rewrite big_nil big_set0 setU0 !mul1r; congr F.
  by apply/setP => x; rewrite !inE.
transitivity (\sum_(i | i \notin S) a`!%:R * \sum_(D : {set I} |
    [&& [disjoint D & S], #|D| == a.+1 & i \in D]) (\prod_(j in D) u j) * F (S :|: D)).
  apply: eq_bigr => i iS.
  rewrite (eq_in_turn (g := fun l => u i * ((\prod_(j <- l) u j) * F ([set x in l] :|: (i |: S))))).
    rewrite in_turnM IH mulrCA; congr (_ * _); rewrite mulr_sumr.
    rewrite [RHS](reindex_onto (fun D => i |: D) (fun D => D :\ i)) /=; last first.
      by move=> D /and3P [_ _ iD]; rewrite setD1K.
    apply: eq_big => D; rewrite disjoint_addr.
      rewrite disjoint_addl iS !inE eqxx /= cardsU1 andbT.
      have -> : ((i |: D) :\ i == D) = (i \notin D).
        by apply/eqP/idP => [<-|iD]; rewrite ?inE ?eqxx // setU1K.
      by case: (i \in D); rewrite ?andbF ?andbT.
    case/andP => /andP [iD _] _.
    rewrite big_setU1 //= mulrA; congr (_ * F _).
    by rewrite [RHS]setUCA setUA.
  move=> l _ _ _; rewrite big_cons mulrA; congr (_ * F _).
  by apply/setP => x; rewrite !inE orbCA orbA.
rewrite -mulr_sumr (exchange_big_dep (fun D => [disjoint D & S] && (#|D| == a.+1))) /=; last first.
  by move=> i D _ /and3P [-> ->].
rewrite factS natrM [_%:R * a`!%:R]mulrC -mulrA; congr (_ * _).
rewrite mulr_sumr; apply: eq_bigr => D /andP [dD /eqP cD]; rewrite sumr_const -[LHS]mulr_natl; congr (_%:R * _).
rewrite -cD; apply: eq_card => i; rewrite unfold_in /= dD eqxx andb_idl // => iD.
by rewrite (disjointFr dD iD).
Qed.

(* the product over the blocks that are left, drawn in the order l *)
Fixpoint blocks_of (sz : seq nat) S l : R :=
  if sz is a :: sz' then
    (\prod_(i <- take a l) w S i) * blocks_of sz' ([set x in take a l] :|: S) (drop a l)
  else 1.

Lemma in_turn_blocks sz S : (#|S| + sumn sz)%N = L ->
  in_turn (sumn sz) S (blocks_of sz S) = draws [seq of_size a | a <- sz] S.
Proof.
elim: sz S => [|a sz IH] S /= cS.
  have -> // : S == setT; by rewrite eqEcard subsetT cardsT card_ord /= -[X in (X <= _)%N]cS addn0.
rewrite in_turn_cat.
rewrite (eq_in_turn (g := fun l => (\prod_(i <- l) w S i) *
    draws [seq of_size b | b <- sz] ([set x in l] :|: S))).
  rewrite (in_turn_set _ _ (w S)) mulr_sumr [RHS](bigID (fun D : {set I} => #|D| == a)) /=.
  rewrite [X in _ + X]big1 ?addr0 => [|D /andP [_ /negPf ca]]; last by rewrite /of_size ca !mul0r.
  by apply: eq_bigr => D /andP [_ ca]; rewrite /of_size ca mulrA.
move=> l sl ul al; rewrite -IH; last first.
  rewrite cardsU (_ : _ :&: S = set0) ?cards0 ?subn0; last first.
    apply/setP => x; rewrite !inE; apply/negbTE/negP => /andP [xl xS].
    by have := allP al x xl; rewrite xS.
  by apply: etrans cS; rewrite cardsE (card_uniqP ul) sl [(a + _)%N]addnC addnA.
rewrite -in_turnM; apply: eq_in_turn => l' _ _ _.
by rewrite -[in take a]sl take_size_cat // -[in drop a]sl drop_size_cat.
Qed.

(* the permutations that begin with l *)
Lemma perms_in_turn n l (f : seq I -> R) : (size l + n)%N = L -> uniq l ->
  \sum_(s : {perm I} | take (size l) (codom s) == l) f (codom s) =
  in_turn n [set x in l] (fun l' => f (l ++ l')).
Proof.
have cs (s : {perm I}) : size (codom s) = L by rewrite size_codom card_ord.
have nthc (s : {perm I}) (i j : I) : nth j (codom s) i = s i.
  by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
elim: n l => [|n IH] l /=; rewrite ?addn0 => sl ul.
  pose t : L.-tuple I := tcast sl (in_tuple l).
  have tE : t = l :> seq I by rewrite val_tcast.
  have t_inj : injective (tnth t) by apply/tuple_uniqP; rewrite tE.
  have cE : codom (perm t_inj) = l by rewrite (eq_codom (permE t_inj)) codomE map_tnth_enum tE.
  rewrite cats0 (big_pred1 (perm t_inj)) => [|s]; first by rewrite cE.
  rewrite sl take_oversize ?cs //=; apply/eqP/eqP => [sE|-> //].
  by apply/permP => k; rewrite permE (tnth_nth k) tE -[in RHS]sE nthc.
have mL : (size l < L)%N by have := leq_addr n (size l); rewrite -ltnS -addnS sl.
pose k := Ordinal mL.
rewrite (partition_big (fun s : {perm I} => s k) (fun i => i \notin l)) /=; last first.
  move=> s /eqP E; rewrite -E; apply/negP => /(nthP k) [j].
  rewrite size_take cs mL => jl; rewrite nth_take // => /eqP.
  rewrite -(nthc s k k) nth_uniq ?cs // ?(ltn_trans jl) //; last first.
    by rewrite map_inj_uniq ?enum_uniq //; apply: perm_inj.
  by rewrite (ltn_eqF jl).
apply: eq_big => [i|i il]; first by rewrite inE.
have -> : i |: [set x in l] = [set x in rcons l i].
  by apply/setP => x; rewrite !inE mem_rcons inE.
rewrite (eq_in_turn (g := fun l' => f (rcons l i ++ l'))); last first.
  by move=> l' _ _ _; rewrite cat_rcons.
rewrite -IH ?size_rcons ?rcons_uniq ?il //; last by rewrite addSnnS.
apply: eq_bigl => s; rewrite (take_nth k) ?cs // eqseq_rcons.
by rewrite -[size l]/(nat_of_ord k) nthc.
Qed.

Hypothesis L0 : (0 < L)%N.

(* the product over the positions, each with what is revealed before *)
Lemma blocks_start sz S l : size l = sumn sz -> blocks_of sz S l =
  \prod_(0 <= k < sumn sz) w ([set x in take (start sz k) l] :|: S) (nth (Ordinal L0) l k).
Proof.
elim: sz S l => [|a sz IH] S l /= sl; first by rewrite big_geq.
have al : (a <= size l)%N by rewrite sl leq_addr.
rewrite (big_cat_nat _ _ _ (leq0n a)) ?leq_addr //=; congr (_ * _).
  rewrite (big_nth (Ordinal L0)) size_takel //; apply: eq_big_nat => k /andP [_ ka].
  rewrite ka take0 nth_take //; congr (w _ _).
  by apply/setP => x; rewrite !inE.
rewrite IH ?size_drop ?sl ?addKn // -[X in _ = \prod_(X <= _ < _) _](add0n a) [RHS]big_addn addKn.
apply: eq_big_nat => k _; rewrite nth_drop ltnNge leq_addl addnK /= [(k + a)%N]addnC.
congr (w _ _); rewrite takeD; apply/setP => x; rewrite !inE mem_cat.
by rewrite orbCA orbA.
Qed.

(* Block sizes: the sum over the permutations. *)
Theorem draws_sizes sz : sumn sz = L ->
  \sum_(s : {perm I}) \prod_(t < size sz) \prod_(i in blockD s sz t) w (blockR s sz t) i =
  draws [seq of_size a | a <- sz] set0.
Proof.
move=> szL; rewrite -in_turn_blocks ?cards0 ?szL //.
have := @perms_in_turn L [::] (blocks_of sz set0) (add0n L) isT.
rewrite (_ : [set x in [::]] = set0); last by apply/setP => x; rewrite !inE.
rewrite /= => <-; apply: eq_big => s; first by rewrite take0.
move=> _; have cs : size (codom s) = L by rewrite size_codom card_ord.
have nthc (i j : I) : nth j (codom s) i = s i.
  by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
rewrite blocks_start ?cs ?szL // big_mkord.
transitivity (\prod_(i < L) w (s @: pre L (start sz i)) (s i)).
  rewrite -(big_blocks_ord _ (fun i m => w (s @: pre L m) (s i)) szL).
  apply: eq_bigr => t _; rewrite /blockD big_imset /=; last first.
    by move=> ? ? _ _; apply: perm_inj.
  by apply: eq_bigl => i; rewrite inE.
apply: eq_bigr => i _; rewrite nthc; congr (w _ _); rewrite setU0.
have mL : (start sz i <= L)%N by apply: leq_trans (start_le _ _) (ltnW _).
apply/setP => x; rewrite inE -[x in LHS](permKV s) mem_imset; last exact: perm_inj.
rewrite inE; apply/idP/(nthP x) => [xi|[j]].
  exists ((s^-1)%g x); first by rewrite size_takel ?cs.
  by rewrite nth_take // nthc permKV.
rewrite size_takel ?cs // => jm.
have jL : (j < L)%N by apply: leq_trans jm mL.
by rewrite nth_take // (nthc (Ordinal jL)) => <-; rewrite permK.
Qed.

(* what is revealed and what is left do not make up L *)
Lemma draws_sizes0 sz S : (#|S| + sumn sz)%N != L ->
  draws [seq of_size a | a <- sz] S = 0.
Proof.
elim: sz S => [|a sz IH] S /= hS.
  by move: hS; have [->|//] := eqVneq S setT; rewrite cardsT card_ord addn0 eqxx.
rewrite big1 // => D dD; rewrite /of_size; case: eqP => [Da|_]; last by rewrite !mul0r.
rewrite IH ?mulr0 //; apply: contra hS => /eqP; rewrite cardsU.
rewrite setIC (disjoint_setI0 dD) cards0 subn0 Da => E.
by rewrite addnA E.
Qed.

(* ---- independent times ---- *)

Section Times.
Variable pi : seq R.
Hypothesis n0 : (0 < size pi)%N.
Notation n := (size pi).
Implicit Types (c : {ffun I -> 'I_n}) (t : nat).
Definition power (a : R) (m : nat) : R := a ^+ m.
Let z : 'I_n := Ordinal n0.

(* what S has not has a time from t on; S has the first time *)
Definition later t S c : bool := [forall i, if i \in S then c i == z else (t <= c i)%N].
Definition value_later S c : R :=
  \prod_(i | i \notin S) (nth 0 pi (c i) * w (S :|: [set j | (j \notin S) && (c j < c i)%N]) i).

Lemma draws_later t S : (t <= n)%N ->
  draws [seq power a | a <- drop t pi] S = \sum_(c | later t S c) value_later S c.
Proof.
move=> /subnKC; move: (n - t)%N => m; elim: m t S => [|m IH] t S tm.
  rewrite drop_oversize /=; last by rewrite -tm addn0.
  have [ST|ST] := eqVneq S setT.
    rewrite (big_pred1 [ffun=> z]) => [|c].
      by rewrite /value_later big_pred0 // => i; rewrite ST inE.
    apply/forallP/eqP => [h|-> i]; last by rewrite ST inE ffunE.
    by apply/ffunP => i; have := h i; rewrite ST inE ffunE => /eqP.
  rewrite big_pred0 // => c; apply/negbTE; apply: contra ST => /forallP h.
  apply/eqP/setP => i; rewrite inE; have := h i; case: ifP => // _.
  by rewrite leqNgt -[t]addn0 tm ltn_ord.
have tn : (t < n)%N by rewrite -tm -addn1 leq_add2l.
pose tt : 'I_n := Ordinal tn.
rewrite (drop_nth 0) //= (partition_big (fun c => [set i | (i \notin S) && (c i == tt)])
  (fun D => [disjoint D & S])) /=; last first.
  move=> c _; rewrite disjoints_subset; apply/subsetP => i.
  by rewrite !inE => /andP [].
apply: eq_bigr => D dD; rewrite IH; last by rewrite addSnnS.
have DS i : i \in D -> i \in S = false by move=> iD; apply: disjointFr dD iD.
rewrite mulr_sumr [RHS](reindex_onto
  (fun c => [ffun i => if i \in D then tt else c i] : {ffun I -> 'I_n})
  (fun c => [ffun i => if i \in D then z else c i])) /=; last first.
  move=> c /andP [_ /eqP <-]; apply/ffunP => i; rewrite !ffunE inE.
  by case E: (_ && _) => //; case/andP: E => _ /eqP ->.
apply: eq_big => c.
  apply/forallP/andP => [h|[/andP [/forallP h /eqP hD] /eqP hc] i].
    split; last first.
      apply/eqP/ffunP => i; rewrite !ffunE; case iD: (i \in D) => //.
      by have := h i; rewrite inE iD orbT => /eqP.
    apply/andP; split.
      apply/forallP => i; have := h i; rewrite inE ffunE.
      case: (boolP (i \in D)) => iD; first by rewrite (DS _ iD) leqnn.
      by rewrite orbF; case: ifP => // _ /ltnW.
    apply/eqP/setP => i; rewrite inE ffunE; have := h i; rewrite inE.
    case: (boolP (i \in D)) => iD; first by rewrite (DS _ iD) eqxx.
    by rewrite orbF; case: (i \in S) => //=; rewrite -val_eqE /=; case: ltngtP.
  have := h i; rewrite inE -hc !ffunE; case: (boolP (i \in D)) => iD.
    by rewrite orbT.
  rewrite orbF; case: (boolP (i \in S)) => // iS; rewrite leq_eqVlt => /orP [/eqP E|//].
  by move: iD; rewrite -hD inE iS /= !ffunE; case: ifP => //; rewrite -val_eqE /= -E eqxx.
move=> /forallP h; rewrite /value_later [RHS](bigID (fun i => i \in D)) /=; congr (_ * _).
  rewrite /power -prodr_const -big_split /=; apply: eq_big => i.
    by case: (boolP (i \in D)) => iD; rewrite ?andbF // (DS _ iD).
  move=> iD; rewrite ffunE iD; congr (_ * w _ _).
  apply/setP => j; rewrite !inE ffunE; have := h j; rewrite inE.
  case: (j \in S) => //=; case: (j \in D) => /=; first by rewrite ltnn.
  by case: ltngtP.
apply: eq_big => i; first by rewrite inE negb_or.
rewrite inE negb_or => /andP [iS iD]; rewrite ffunE (negPf iD); congr (_ * w _ _).
apply/setP => j; rewrite !inE ffunE; have := h i; rewrite inE (negPf iS) (negPf iD) /=.
by case: (j \in S) => //=; case: (j \in D) => //= ->.
Qed.

(* Independent times: the sum over what each position has. *)
Theorem draws_times :
  \sum_(c : {ffun I -> 'I_n}) chance c * \prod_i w [set j | (c j < c i)%N] i =
  draws [seq power a | a <- pi] set0.
Proof.
rewrite -[in RHS](drop0 pi) draws_later //; apply: eq_big => c.
  by apply/esym/forallP => i; rewrite inE.
move=> _; rewrite /chance /value_later -big_split /=; apply: eq_big => i; first by rewrite inE.
by move=> _; congr (_ * w _ _); apply/setP => j; rewrite !inE.
Qed.
End Times.
End Chain.

Section Drawn.
Variables (R : realFieldType) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation weights x := (fun (S : {set 'I_L}) i => cond p i S x).

Corollary pYmix_draws sz x : (0 < L)%N -> sumn sz = L ->
  pYmix p sz x = (L`!%:R)^-1 * draws (weights x) [seq of_size R a | a <- sz] set0.
Proof. by move=> L0 szL; rewrite -draws_sizes. Qed.

Corollary pY_iid_draws pi x : (0 < size pi)%N ->
  pY_iid p pi x = draws (weights x) [seq @power R a | a <- pi] set0.
Proof.
move=> n0; rewrite -(draws_times _ n0); apply: eq_bigr => c _.
by rewrite pY_stepsE.
Qed.
End Drawn.
