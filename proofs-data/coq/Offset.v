(* The offset schedules: U_s / 2 <= max over sizes <= s of ekl <= U_s.

   The first block is a = 1..s, then blocks of s, then what is left. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output LiCai.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma start_nseq n s r k : (0 < s)%N -> (r < s)%N -> (k < n * s + r)%N ->
  start (rcons (nseq n s) r) k = (k %/ s * s)%N.
Proof.
move=> s0 rs; elim: n k => [|n IH] k kn /=.
  by rewrite kn divn_small //; apply: ltn_trans rs.
case: ltnP => ks; first by rewrite divn_small.
rewrite IH; last by lia.
by rewrite -{2}(subnK ks) divnDr // divnn s0 mulnDl mul1n addnC.
Qed.

Section Offset.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Let hpm := Hpm ln p.
Notation D := (D H).
Notation Z := (Z H).
Notation U := (U H).

(* first block a, then blocks of s, then the remainder *)
Definition offset s a : seq nat :=
  a :: rcons (nseq ((L - a) %/ s) s) ((L - a) %% s)%N.

Arguments offset : simpl never.

Lemma offset_sum s a : (a <= L)%N -> sumn (offset s a) = L.
Proof.
move=> aL; rewrite /offset /= -cats1 sumn_cat sumn_nseq /= addn0.
by rewrite [(s * _)%N]mulnC -divn_eq subnKC.
Qed.

Lemma offset_smax s a : (0 < s)%N -> (a <= s)%N -> (smax (offset s a) <= s)%N.
Proof.
move=> s0 as_; rewrite smaxE big_seq; apply: (big_ind (fun m => m <= s)%N) => //.
  by move=> x y hx hy; rewrite geq_max hx.
move=> b; rewrite inE mem_rcons inE => /or3P [/eqP ->//|/eqP ->|/nseqP [-> //]].
by rewrite ltnW // ltn_pmod.
Qed.

Lemma offset_start s a k : (0 < s)%N -> (a <= k < L)%N ->
  start (offset s a) k = (k - (k - a) %% s)%N.
Proof.
move=> s0 /andP [ak kL]; rewrite /offset /= ltnNge ak /=.
rewrite start_nseq ?ltn_pmod //; last by rewrite -divn_eq; lia.
have := divn_eq (k - a) s; move: ((k - a) %/ s * s)%N ((k - a) %% s)%N => x y; lia.
Qed.

Lemma offset_start0 s a k : (k < a)%N -> start (offset s a) k = 0%N.
Proof. by rewrite /offset /= => ->. Qed.

Lemma offset_mean s k : (0 < s)%N -> (k < L)%N ->
  \sum_(b < s) D (start (offset s b.+1) k) = \sum_(j < s) D (k - j).
Proof.
move=> s0 kL.
pose f (b : 'I_s) : 'I_s := Ordinal (ltn_pmod (k + (s - b.+1)) s0).
have fI : injective f.
  move=> b c /(congr1 val) /= E; apply: val_inj => /=.
  have hb := ltn_ord b; have hc := ltn_ord c.
  have E2 : (s - b.+1 = s - c.+1 %[mod s])%N by apply/eqP; rewrite -(eqn_modDl k); apply/eqP.
  by move: E2; rewrite !modn_small /= => [E2||]; lia.
have fE b : f b = ((k + (s - b.+1)) %% s)%N :> nat by [].
rewrite [RHS](reindex_inj fI); apply: eq_bigr => b _; rewrite fE; congr (D _).
have hb := ltn_ord b.
have [kb|bk] := leqP k b.
  by rewrite offset_start0 // modn_small; lia.
rewrite offset_start ?bk //; congr (_ - _)%N.
have -> : (k + (s - b.+1) = (k - b.+1) + s)%N by lia.
by rewrite modnDr.
Qed.

Notation W j := (\sum_(m < j) Z (L - m)).

Theorem offset_ekl s : (0 < s <= L)%N ->
  \sum_(b < s) ekl ln p (offset s b.+1) = \sum_(j < s) W j.
Proof.
move=> /andP [s0 sL].
transitivity (\sum_(b < s) \sum_(k < L) (D (start (offset s b.+1) k) - D k)).
  apply: eq_bigr => b _; rewrite ekl_curveE // offset_sum //.
  by apply: leq_trans sL.
transitivity (\sum_(j < s) \sum_(k < L) (D (k - j) - D k)); last first.
  apply: eq_bigr => j _; rewrite -(@shift_sum _ _ hpm) //.
  by apply: leq_trans sL; apply: ltnW.
rewrite exchange_big [RHS]exchange_big; apply: eq_bigr => k _.
by rewrite [LHS]sumrB [RHS]sumrB offset_mean.
Qed.

Lemma W_concave s j : (j <= s)%N -> (s <= L)%N -> W s <= W j + W (s - j).
Proof.
move=> js sL; rewrite -!(big_mkord xpredT (fun m => Z (L - m))).
rewrite [leLHS](big_cat_nat _ _ _ (leq0n (s - j)) (leq_subr j s)) /= addrC ler_add2r.
rewrite -[X in \sum_(X <= _ < _) _](add0n (s - j)%N) big_addn (subKn js).
apply: ler_sum_nat => m /andP [_ mj]; apply: (@Z_le1 _ _ hpm); lia.
Qed.

Theorem offset_ge s : (0 < s <= L)%N ->
  s%:R * U s <= 2%:R * \sum_(b < s) ekl ln p (offset s b.+1).
Proof.
move=> sL; rewrite offset_ekl // mulr_natl [leRHS]mulr_natl mulr2n.
rewrite {2}(reindex_inj rev_ord_inj) /= -big_split /=.
rewrite -[X in _ *+ X]card_ord -sumr_const; apply: ler_sum => j _.
have -> : (s - j.+1 = s.-1 - j)%N by have := ltn_ord j; lia.
by apply: W_concave; have := ltn_ord j; lia.
Qed.

(* some schedule with sizes <= s has ekl >= U_s / 2 *)
Theorem U_half s : (0 < s <= L)%N ->
  exists sz, [/\ sumn sz = L, (smax sz <= s)%N & U s / 2%:R <= ekl ln p sz].
Proof.
move=> sL; have /andP [s0 sL'] := sL.
have [b hb|h] := pickP (fun b : 'I_s => U s / 2%:R <= ekl ln p (offset s b.+1)).
  exists (offset s b.+1); split => //.
    by apply: offset_sum; apply: leq_trans sL'.
  by apply: offset_smax.
have := offset_ge sL; rewrite leNgt => /negP [].
have -> : s%:R * U s = 2%:R * \sum_(b < s) (U s / 2%:R).
  by rewrite sumr_const card_ord -[_ / _ *+ s]mulr_natl mulrCA mulrC [2%:R * _]mulrC divfK ?pnatr_eq0 // mulrC.
rewrite ltr_pmul2l ?ltr0n // (bigD1 (Ordinal s0)) // [X in _ < X](bigD1 (Ordinal s0)) //.
apply: ltr_le_add; first by rewrite ltNge h.
by apply: ler_sum => b _; apply: ltW; rewrite ltNge h.
Qed.
End Offset.
