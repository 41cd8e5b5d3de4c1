(* What a table of a policy does to the rows of a law, by computation.

   A state of a row is the list of the positions that are revealed.

     drawn_from  the probability that the row is drawn from a state on
     rounds_of   the number of rounds from a state on
     leaves      the sum over the rounds from a state on that leave something
                 masked of q/p, where the row is in a state with the probability
                 p under the law, and q under what is drawn
     covers      the table has the states that the rows reach, and no others
     follow_pY, follow_rounds_p, follow_rounds_q, follow_rounds_max
                 that is what is drawn, and these are the numbers of rounds *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Policy Table Claim Sums Joint Rows.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Local Notation q1 := (Qmake (Zpos xH) xH).

Section Follow.
Variables (L : nat) (rs : seq row_of) (tab : states) (x : seq nat).
Implicit Types (s : seq nat) (q : Q).

(* W P(X_s = x_s) *)
Definition mass_at s : BinNums.Z := mass rs (code L s) x.
Definition seen s : cells := [seq if i \in s then Some (nth 0%N x i) else None | i <- iota 0 L].
Definition next s : seq nat :=
  let d := odflt (iota 0 L) (get tab (seen s)) in
  [seq i <- iota 0 L | (i \in d) && (i \notin s)].
(* the product of p(x_i | x_s) over what is drawn next *)
Definition step_prob s : Q :=
  foldr (fun i q => Qred (Qmult (Qmake (mass_at (i :: s)) (Z.to_pos (mass_at s))) q)) q1 (next s).

Fixpoint drawn_from n s : Q :=
  if n is n'.+1 then Qred (Qmult (step_prob s) (drawn_from n' (next s ++ s))) else q1.
Fixpoint rounds_of n s : nat :=
  if n is n'.+1 then ((size s != L) + rounds_of n' (next s ++ s))%N else 0.
(* q is the probability to be here under what is drawn *)
Fixpoint leaves n s q : Q :=
  if n is n'.+1 then
    let t := next s ++ s in
    let rest := leaves n' t (Qred (Qmult q (step_prob s))) in
    if size t == L then rest
    else Qred (Qplus (Qmult q (Qmake (weight_of rs) (Z.to_pos (mass_at s)))) rest)
  else q0.
(* the states of n rounds *)
Fixpoint trail n s : seq cells :=
  if n is n'.+1 then seen s :: trail n' (next s ++ s) else [::].
End Follow.

Definition covers L (rs : seq row_of) tab : bool :=
  let trails := [seq trail L tab r.2 L [::] | r <- rs] in
  all (all (fun w => (None \notin w) || isSome (get tab w))) trails
  && all (fun e => has (fun ws => e.1 \in ws) trails) tab.

(* sum of w/W f(row) *)
Definition mean_row (rs : seq row_of) (f : row_of -> Q) : Q :=
  foldr (fun r y => Qred (Qplus (Qmult (over rs (Zpos r.1)) (f r)) y)) q0 rs.
Definition follow_p L (rs : seq row_of) tab : Q :=
  mean_row rs (fun r => Qmake (Z.of_nat (rounds_of L tab r.2 L [::])) xH).
Definition follow_q L (rs : seq row_of) tab : Q :=
  Qplus q1 (mean_row rs (fun r => leaves L rs tab r.2 L [::] q1)).
Definition follow_max L (rs : seq row_of) tab : Q :=
  Qmake (Z.of_nat (foldr (fun r => maxn (rounds_of L tab r.2 L [::])) 0%N rs)) xH.

(* ---- that it is right ---- *)

Section Right.
Variables (R : realFieldType) (L v : nat) (rs : seq row_of) (tab : states).
Hypotheses (ok : rows_ok L v rs) (tok : table_ok L tab).
Let p := table_law R ok.
Notation qr := (qr R).
Notation zr := (zr R).
Notation W := (weight_of rs).
Let W0 : 0 < zr W := weight_gt0 R ok.
Let policy := @by_table L [finType of 'I_v.+1] tab.
Notation places := (places L).
Let sees := @by_table_sees L [finType of 'I_v.+1] tab.

Section Row.
Variable r : row_of.
Hypothesis rin : r \in rs.
Let x := word L v r.

Lemma mass_atE s : zr (mass_at L rs r.2 s) / zr W = marg p (places s) x.
Proof. by rewrite /mass_at -(marg_word R ok _ rin) decode_code. Qed.

Lemma mass_at_gt0 s : Z.lt Z0 (mass_at L rs r.2 s).
Proof. exact: mass_gt0. Qed.

Lemma p_neq0 : p x != 0.
Proof.
rewrite -marg_setT -(places_iota L) -mass_atE mulf_neq0 ?invr_eq0 ?(gt_eqF W0) //.
by rewrite gt_eqF // zr_gt0; apply/BinInt.Z.ltb_lt/mass_at_gt0.
Qed.

Lemma view_seen s : view (places s) x = seen L r.2 s.
Proof.
have [sr vr] := row_ok ok rin.
have sz : size (view (places s) x) = L by rewrite size_map size_enum_ord.
apply: (@eq_from_nth _ None) => [|i]; rewrite sz; first by rewrite size_map size_iota.
move=> iL.
rewrite (nth_view _ _ (Ordinal iL)) (nth_map 0%N) ?size_iota // nth_iota // add0n inE /=.
case: ifP => // _; congr Some; rewrite enum_rank_ord /= ffunE inordK //.
by apply: (all_nthP 0%N vr); rewrite sr.
Qed.

Lemma next_place s : policy (places s) x = places (next L tab r.2 s).
Proof.
rewrite /policy /by_table /next view_seen; apply/setP => i.
rewrite !inE mem_filter mem_iota /= add0n ltn_ord andbT andbC; congr (_ && _).
by case: get => [d|]; rewrite !inE ?mem_iota //= ltn_ord.
Qed.

Lemma go s : after policy (places s) 1 x = places (next L tab r.2 s ++ s).
Proof. by rewrite places_cat -next_place. Qed.

Lemma step_probP s : qr (step_prob L rs tab r.2 s) =
  \prod_(i in policy (places s) x) cond p i (places s) x.
Proof.
rewrite next_place (@big_places L _ _ _ _ _
  (fun j => qr (Qmake (mass_at L rs r.2 (j :: s)) (Z.to_pos (mass_at L rs r.2 s))))).
- rewrite /step_prob; elim: next => [|i d IH]; first by rewrite big_nil qr1.
  by rewrite big_cons /= qr_red qr_mul IH.
- by rewrite filter_uniq // iota_uniq.
- by apply/allP => i; rewrite mem_filter mem_iota => /andP [_].
move=> i; rewrite /cond gt_eqF ?marg_gt0 ?p_neq0 //.
have -> : i |: places s = places ((i : nat) :: s) by apply/setP => j; rewrite !inE.
rewrite -!mass_atE /Claim.qr /frac /= zr_to_pos; last exact: mass_at_gt0.
by rewrite invf_div mulrA divfK // gt_eqF.
Qed.

Lemma after_front S n : after policy S n.+1 x = after policy (after policy S 1 x) n x.
Proof. by rewrite -after_add addn1. Qed.

Lemma drawn_fromP n s : qr (drawn_from L rs tab r.2 n s) = pY_after p policy (places s) n x.
Proof.
elim: n s => [|n IH] s; first by rewrite /pY_after big_ord0 qr1.
by rewrite -add1n pY_add go -IH /= qr_red qr_mul step_probP /pY_after big_ord1.
Qed.

(* the positions of a state are listed once *)
Definition fair s := uniq s && all (fun i => i < L)%N s.

Lemma fair_go s : fair s -> fair (next L tab r.2 s ++ s).
Proof.
case/andP => us sL; rewrite /fair cat_uniq us filter_uniq ?iota_uniq // all_cat sL andbT /=.
rewrite andbT; apply/andP; split.
  by apply/hasPn => i is_; rewrite /= mem_filter is_ andbF.
by apply/allP => i; rewrite mem_filter mem_iota => /andP [_].
Qed.

Lemma fair_full s : fair s -> (places s != setT) = (size s != L).
Proof.
case/andP => us sL; congr (~~ _); rewrite eqEcard subsetT cardsT card_ord /=.
suff -> : #|places s| = size s.
  rewrite eqn_leq andb_idl // => _; rewrite -(size_iota 0 L); apply: uniq_leq_size => // i.
  by move=> /(allP sL); rewrite mem_iota.
by rewrite -sum1_card (@big_places L _ _ _ _ _ (fun _ => 1%N)) // sum1_size.
Qed.

Lemma rounds_ofP n s : fair s ->
  rounds_of L tab r.2 n s = (\sum_(t < n) (after policy (places s) t x != setT))%N.
Proof.
elim: n s => [|n IH] s fs; first by rewrite big_ord0.
rewrite big_ord_recl /= fair_full // IH ?fair_go //; congr (_ + _)%N.
by apply: eq_bigr => t _; rewrite -go -after_front.
Qed.

Lemma leavesP n s q : fair s -> qr (leaves L rs tab r.2 n s q) =
  \sum_(t < n) (after policy (places s) t.+1 x != setT)%:R *
    (qr q * pY_after p policy (places s) t x / marg p (after policy (places s) t x) x).
Proof.
elim: n s q => [|n IH] s q fs; first by rewrite big_ord0 qr0.
rewrite big_ord_recl [pY_after _ _ _ ord0 _]/pY_after big_ord0 mulr1.
have -> : after policy (places s) (@ord0 n).+1 x = places (next L tab r.2 s ++ s) := go s.
rewrite fair_full ?fair_go //.
rewrite (eq_bigr (fun t : 'I_n =>
  (after policy (places (next L tab r.2 s ++ s)) t.+1 x != setT)%:R *
  (qr (Qred (Qmult q (step_prob L rs tab r.2 s))) *
   pY_after p policy (places (next L tab r.2 s ++ s)) t x /
   marg p (after policy (places (next L tab r.2 s ++ s)) t x) x))) => [|t _]; last first.
  rewrite lift0 -go -!after_front qr_red qr_mul step_probP -[t.+1]add1n pY_add.
  by rewrite [pY_after _ _ (places s) 1 x]/pY_after big_ord1 /= !mulrA.
rewrite -IH ?fair_go //=; case: eqP => _ /=; first by rewrite mul0r add0r.
rewrite mul1r qr_red qr_add qr_mul; congr (_ * _ + _).
by rewrite -mass_atE invf_div /Claim.qr /frac /= zr_to_pos //; apply: mass_at_gt0.
Qed.
End Row.

Theorem follow_pY r : r \in rs ->
  qr (drawn_from L rs tab r.2 L [::]) = pY_table p tab (word L v r).
Proof. by move=> rin; rewrite drawn_fromP. Qed.

Lemma mean_rowE f F : (forall r, r \in rs -> qr (f r) = F (word L v r)) ->
  qr (mean_row rs f) = \sum_x p x * F x.
Proof.
move=> fF; rewrite (sum_words _ W0).
have fold (l : seq row_of) : {subset l <= rs} ->
    qr (foldr (fun r y => Qred (Qplus (Qmult (over rs (Zpos r.1)) (f r)) y)) q0 l) =
    \sum_(r <- l) zr (Zpos r.1) / zr W * F (word L v r).
  elim: l => [|r l IH] lrs; first by rewrite big_nil qr0.
  rewrite big_cons /= qr_red qr_add qr_mul (qr_over R ok) fF ?lrs ?mem_head // IH // => s sl.
  by apply: lrs; rewrite inE sl orbT.
exact: fold.
Qed.

Theorem follow_rounds_p : qr (follow_p L rs tab) = mean_rounds_p p tab.
Proof. by apply: mean_rowE => r rin; rewrite qr_z zr_nat rounds_ofP. Qed.

(* every word that is possible is a row *)
Lemma possible x : p x != 0 -> exists2 r, r \in rs & word L v r = x.
Proof.
move=> px; suff /hasP [r rin /eqP E] : has (fun r => word L v r == x) rs by exists r.
apply: contraNT px => /hasPn h; rewrite /= /table_prob big_seq_cond big_pred0 ?mul0r // => r.
by apply/negbTE/negP => /andP [/h /negPf ->].
Qed.

Theorem follow_rounds_max : qr (follow_max L rs tab) = (most_rounds p tab)%:R.
Proof.
rewrite qr_z zr_nat; congr (_%:R); apply/eqP; rewrite eqn_leq; apply/andP; split.
  have : {subset rs <= rs} by [].
  elim: {1 3}rs => //= r l IH lrs; rewrite geq_max IH => [|s sl]; last first.
    by apply: lrs; rewrite inE sl orbT.
  rewrite andbT rounds_ofP ?lrs ?mem_head //.
  by apply: leq_bigmax_cond; apply/p_neq0/lrs/mem_head.
apply/bigmax_leqP => x /possible [r rin <-].
have -> : rounds (by_table tab) L (word L v r) = rounds_of L tab r.2 L [::].
  by rewrite rounds_ofP.
elim: (rs) rin => //= s l IH; rewrite inE leq_max => /orP [/eqP ->|/IH ->]; last by rewrite orbT.
by rewrite leqnn.
Qed.

Lemma trail_seen x n s w : w \in trail L tab x n s -> exists t, w = seen L x t.
Proof.
elim: n s => //= n IH s; rewrite inE => /orP [/eqP ->|/IH //].
by exists s.
Qed.

Hypothesis cover : covers L rs tab.

(* a state that cannot be is not listed *)
Lemma unlisted t x : marg p (after policy set0 t x) x = 0 -> after policy set0 t.+1 x = setT.
Proof.
set S := after _ _ t x => m0; rewrite /= -/S /policy /by_table.
case E: get => [d|]; last by apply/setP => i; rewrite !inE andbT orNb.
case/andP: cover => _ /allP /(_ _ (get_in E)) /hasP [ws /mapP [r rin ->]] /=.
move=> /trail_seen [s /eqP]; rewrite -view_seen // => /eqP sE.
have xr : agree S x (word L v r).
  apply/agreeP => i iS; have := congr1 (nth None ^~ i) sE; rewrite !nth_view iS.
  by case: ifP => // _ [] /ord_inj /enum_rank_inj.
by have := marg_gt0 S (p_neq0 rin); rewrite -(marg_agree p xr) m0 ltxx.
Qed.

Theorem follow_rounds_q : (0 < L)%N -> qr (follow_q L rs tab) = mean_rounds_q p tab.
Proof.
move=> L0; rewrite /mean_rounds_q rounds_qE //; first last.
- exact: unlisted.
- by move=> x; apply: by_table_full.
- exact: by_table_fresh.
have -> : (set0 != setT :> {set 'I_L}) by rewrite eq_sym -card_gt0 cardsT card_ord.
rewrite /follow_q qr_add qr1 exchange_big /=; congr (_ + _).
pose F x : R := \sum_(t < L) (after policy set0 t.+1 x != setT)%:R *
  (pY p policy t x / marg p (after policy set0 t x) x).
rewrite (mean_rowE (F := F)) => [|r rin]; first by apply: eq_bigr => x _; rewrite mulr_sumr.
by rewrite leavesP //; apply: eq_bigr => t _; rewrite qr1 mul1r.
Qed.
End Right.
