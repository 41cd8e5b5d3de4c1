(* Certificates of one law, given by its rows.

   The entropies of a claim are sums of q ln n, n the integers that weights add
   up to; what is said of the law that is drawn is a rational number or such a
   sum (Outputs.v).  `instance' says that their sum, computed, decides the claim:
   by products over a base where it is 0, by enclosed logarithms where it is not
   (Logs.v). *)

From Coq Require Import ZArith QArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Table Claim Sums Joint Logs Base Rows Follow Outputs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Local Arguments BinInt.Z.add : simpl never.

(* ---- what is said of the law that is drawn, and of pmax ---- *)

(* sum of w/W f(q/p) over the rows *)
Definition mean_of rs (f : Q -> Q) (xs : seq Q) : Q :=
  foldr (fun rx y => Qred (Qplus (Qmult (over rs (Zpos rx.1.1)) (f rx.2)) y)) q0 (zip rs xs).
Definition pmax_of L rs (i : nat) : Q :=
  foldr (fun r => qmax (over rs (mass rs (code L [:: i]) r.2))) q0 rs.
Definition rational_of L rs os (q : quantity) : Q :=
  match q with
  | Tv s => mean_of rs (fun x => qmax q0 (Qplus q1 (minus x))) (odflt [::] (ratios_in os s))
  | Ser s => Qplus q1 (minus (mean_of rs id (odflt [::] (ratios_in os s))))
  | Rounds_p tab => follow_p L rs tab
  | Rounds_q tab => follow_q L rs tab
  | Rounds_max tab => follow_max L rs tab
  | Pmax i => pmax_of L rs i
  | Pmax_least => foldr (fun i => qmin (pmax_of L rs i)) q1 (iota 0 L)
  | _ => q0
  end.
Definition rationals L rs os (ts : seq term) : Q :=
  foldr (fun t x => Qred (Qplus (Qmult (coef t) (rational_of L rs os (what t))) x)) q0 ts.

(* q KL(p || p_Y) = - sum of q w/W ln(q/p) *)
Definition put_kl rs (q : Q) (xs : seq Q) (t : sum) : sum :=
  foldr (fun rx t => let c := Qred (Qmult q (over rs (Zpos rx.1.1))) in
    add (Qden rx.2) c (add (Z.to_pos (Qnum rx.2)) (minus c) t)) t (zip rs xs).

(* quantities that are no sum of entropies *)
Definition special (x : term) : bool :=
  match what x with
  | Log _ | Kl_mixed _ | Ter_gap _ | Tv _ | Ser _ | Rounds_p _ | Rounds_q _ | Rounds_max _
  | Pmax _ | Pmax_least => true
  | _ => false
  end.
Definition special_ok L rs (os : outputs) (x : term) : bool :=
  match what x with
  | Log _ | Pmax_least => true
  | Rounds_p tab | Rounds_q tab | Rounds_max tab => table_ok L tab && covers L rs tab
  | Kl_mixed s | Ter_gap s | Tv s | Ser s => isSome (ratios_in os s)
  | Pmax i => (i < L)%N
  | _ => false
  end.
Definition put_special L rs os (x : term) (t : sum) : sum :=
  match what x with
  | Log n => add n (coef x) t
  | Kl_mixed s => put_kl rs (coef x) (odflt [::] (ratios_in os s)) t
  | Ter_gap s => put_kl rs (Qmult (coef x) (Qmake (Zpos xH) (Z.to_pos (Z.of_nat L))))
                        (odflt [::] (ratios_in os s)) t
  | _ => t
  end.


(* ---- entropies ---- *)

(* e(k) is named by k + 1, a set by its code, and what names the sets that it is
   the mean of *)
Definition name_of L (x : atom) : positive :=
  match x with Of_e k => xO (BinPos.Pos.of_succ_nat k) | Of_set s => xI (code L s) end.
Definition sets_of L (n : positive) : seq positive :=
  match n with
  | xO k => [seq code_bits b | b <- choices L (BinPos.Pos.to_nat k).-1]
  | xI c => [:: c]
  | xH => [::]
  end.
Definition put_atoms L (c : Q) (xs : seq (Q * atom)) (t : sum) : sum :=
  foldr (fun x => add (name_of L x.2) (Qred (Qmult c x.1))) t xs.
Definition atoms_of L (ts : seq term) : sum :=
  foldr (fun x => put_atoms L (coef x) (expand L (what x))) Nil ts.

(* W H(S) = W ln W - sum of w ln(mass) *)
Definition put_set rs (c : positive) (t : sum) : sum :=
  foldr (fun r => add (Z.to_pos (mass rs c r.2)) (Qmake (Zneg r.1) xH))
    (add (Z.to_pos (weight_of rs)) (Qmake (weight_of rs) xH) t) rs.
(* a mean of entropies: a number, and a sum that it multiplies *)
Definition mean := (Q * sum)%type.
Definition mean_H L rs m (n : positive) : mean :=
  let cs := sets_of L n in
  (Qinv (Qmult (Qmake (weight_of rs) xH) (q_nat (size cs))),
   put_lns m (foldr (put_set rs) Nil cs) Nil).

(* ---- the checks ---- *)

Inductive sign_is := Is_zero | Is_positive | Is_negative.
Record statement := Statement { relates : relation; sign_at : sign_is; terms : seq term }.
Definition no_statement := Statement is_eq Is_zero [::].

(* a statement as a number and a sum over atoms; what is special is a sum *)
Definition form := (Q * (seq (Q * positive) * sum))%type.
Definition instance_ok L rs os ts :=
  all (fun t => if special t then special_ok L rs os t else entropic L (what t)) ts.
Definition form_of L rs os m ts : form :=
  (Qplus (numbers ts) (rationals L rs os ts),
   (terms_of (atoms_of L (filter (predC special) ts)),
    put_lns m (foldr (put_special L rs os) Nil (filter special ts)) Nil)).

(* means by their names, each computed once: those that the forms are about *)
Definition means_of L rs m (fs : seq form) : PositiveMap.t mean :=
  foldr (fun x t => PositiveMap.add x.2 (mean_H L rs m x.2) t) (PositiveMap.empty _)
    (terms_of (foldr (fun f t => foldr (fun x => add x.2 q1) t f.2.1) Nil fs)).
Definition whole_of L rs m (ms : PositiveMap.t mean) (f : form) : sum :=
  foldr (fun x t =>
    let h := if find x.2 ms is Some h then h else mean_H L rs m x.2 in
    plus (Qred (Qmult x.1 h.1)) h.2 t) f.2.2 f.2.1.

(* does a sum of the sign have the relation to 0? *)
Definition fits (r : relation) (pos : bool) : bool :=
  match r with
  | is_le | is_lt => ~~ pos | is_ge | is_gt => pos | is_eq => false | is_ne => true
  end.
Definition fits_zero (r : relation) : bool :=
  match r with is_le | is_ge | is_eq => true | _ => false end.
Definition fits_sign (s : statement) : bool :=
  match sign_at s with
  | Is_zero => fits_zero (relates s)
  | Is_positive => fits (relates s) true
  | Is_negative => fits (relates s) false
  end.

(* a number and a sum of logarithms *)
Definition seen := (Q * sum)%type.
Definition numbers_of (a : pred (statement * seen)) (xs : seq (nat * (statement * seen))) : seq nat :=
  [seq x.1 | x <- xs & a x.2].
Definition is_wrong L rs os (x : statement * seen) : bool :=
  ~~ [&& instance_ok L rs os (terms x.1), fits_sign x.1
    & if sign_at x.1 is Is_zero then zero x.2.1 && clean x.2.2 else true].
(* what has to be positive *)
Fixpoint signs_of (xs : seq (nat * (statement * seen))) : seq numbered :=
  if xs is (i, (s, (q, t))) :: xs' then
    match sign_at s with
    | Is_zero => signs_of xs'
    | Is_positive => (i, (q, terms_of t)) :: signs_of xs'
    | Is_negative => (i, (minus q, [seq (minus x.1, x.2) | x <- terms_of t])) :: signs_of xs'
    end
  else [::].
Definition seen_of L rs (os : outputs) base ns (sts : seq statement) : seq (nat * (statement * seen)) :=
  let m := factored base ns in
  let fs := [seq form_of L rs os m (terms s) | s <- sts] in
  let ms := means_of L rs m fs in
  zip (iota 0 (size sts)) (zip sts [seq (f.1, whole_of L rs m ms f) | f <- fs]).
(* The numbers, from 0, of the statements that are not seen to hold, where 32
   digits are doubled so many times. *)
Definition wrong L rs (ss : seq sampler) base ns (times : nat) (sts : seq statement) : seq nat :=
  if all (drawable L rs) ss then
    let os := draw L rs ss in
    let xs := seen_of L rs os base ns sts in
    numbers_of (is_wrong L rs os) xs ++ undecided base times 32 (signs_of xs)
  else iota 0 (size sts).

Section Sound.
Variables (R : realFieldType) (ln : logfun R) (L v : nat) (rs : seq row_of).
Hypotheses (L0 : (0 < L)%N) (ok : rows_ok L v rs).
Let p := table_law R ok.
Notation H := (H ln p).
Notation qr := (qr R).
Notation zr := (zr R).
Notation lnp := (ln_pos ln).
Notation W := (weight_of rs).
Let W0 : 0 < zr W := weight_gt0 R ok.

Lemma H_logs c : of_code ln p c =
  lnp (Z.to_pos W) + \sum_(r <- rs) qr (over rs (Zneg r.1)) * lnp (Z.to_pos (mass rs c r.2)).
Proof.
rewrite /of_code /Entropy.H (sum_words _ W0).
have E : lnp (Z.to_pos W) = \sum_(r <- rs) zr (Zpos r.1) / zr W * lnp (Z.to_pos W).
  by rewrite -!mulr_suml -zr_weight divff ?mul1r // lt0r_neq0.
rewrite [in RHS]E -sumrN -big_split /=.
apply: eq_big_seq => r rin; rewrite (marg_word R ok _ rin) (qr_over R ok) /ln_pos.
have m0 := mass_gt0 c rin; have mr : 0 < zr (mass rs c r.2) by rewrite zr_gt0; lia.
rewrite (zr_to_pos R (W_gt0 R ok)) (zr_to_pos R m0) ln_div //.
have -> : zr (Zneg r.1) = - zr (Zpos r.1) by rewrite /Claim.zr -mulrNz; congr (_%:~R); lia.
move: (zr (Zpos r.1)) (zr W) (ln _) (ln _) => a b x y; ring.
Qed.

Section Named.
Variables (base : seq positive) (ns : seq factors).
Notation m := (factored base ns).
Notation named := (ln_named base ln).

Lemma put_set_value c t : sum_value lnp (put_set rs c t) =
  zr W * of_code ln p c + sum_value lnp t.
Proof.
have W1 := lt0r_neq0 W0.
have fold l t' : sum_value lnp (foldr (fun r => add (Z.to_pos (mass rs c r.2))
      (Qmake (Zneg r.1) xH)) t' l) =
    zr W * (\sum_(r <- l) qr (over rs (Zneg r.1)) * lnp (Z.to_pos (mass rs c r.2)))
    + sum_value lnp t'.
  elim: l => [|r l IH] /=; first by rewrite big_nil mulr0 add0r.
  rewrite big_cons add_value IH mulrDr addrA; congr (_ + _ + _).
  by rewrite (qr_over R ok) qr_z mulrA; congr (_ * _); rewrite mulrC divfK.
by rewrite /put_set fold add_value qr_z H_logs mulrDr addrA [_ + zr W * _]addrC.
Qed.

(* the mean that is named *)
Definition mean_at (n : positive) : R :=
  (size (sets_of L n))%:R^-1 * \sum_(c <- sets_of L n) of_code ln p c.

Lemma mean_at_name x : (if x is Of_e k then (k <= L)%N else true) ->
  mean_at (name_of L x) = atom_value ln p x.
Proof.
case: x => [k|s] /= kL; rewrite /mean_at /=; last first.
  by rewrite big_seq1 invr1 mul1r /of_code decode_code.
have -> : (BinPos.Pos.to_nat (BinPos.Pos.of_succ_nat k)).-1 = k by rewrite Pnat.SuccNat2Pos.id_succ.
by rewrite size_map (size_choices R) big_map e_mean // sum_choices.
Qed.

Lemma mean_H_value n : qr (mean_H L rs m n).1 * sum_value named (mean_H L rs m n).2 = mean_at n.
Proof.
rewrite /mean_H /= put_lns_value /= addr0 (qr_inv R L0) qr_mul !qr_z zr_nat /mean_at.
have -> : forall l, sum_value lnp (foldr (put_set rs) Nil l) = zr W * \sum_(c <- l) of_code ln p c.
  elim=> [|c l IH] /=; first by rewrite big_nil mulr0.
  by rewrite put_set_value IH big_cons mulrDr.
by rewrite invfM mulrACA mulVf ?mul1r // lt0r_neq0.
Qed.

Lemma put_atoms_value c xs t : all (in_range L) xs ->
  sum_value mean_at (put_atoms L c xs t) = qr c * sum_atoms ln p xs + sum_value mean_at t.
Proof.
elim: xs => [|x xs IH] /=; first by rewrite /sum_atoms big_nil mulr0 add0r.
case/andP=> hx hxs; rewrite add_value IH // mean_at_name // /sum_atoms big_cons.
by rewrite qr_red qr_mul mulrDr mulrA addrA.
Qed.

Lemma atoms_value any proc ts : all (fun x => entropic L (what x)) ts ->
  sum_value mean_at (atoms_of L ts) = total ln p any proc ts - qr (numbers ts).
Proof.
rewrite totalE; elim: ts => [|x ts IH] /=; first by rewrite big_nil qr0 subr0.
move=> /andP [hx hts]; rewrite put_atoms_value ?expand_range // IH // big_cons /value_of.
rewrite (expandP ln p L0 any proc hx) qr_red qr_add !qr_mul -[frac _ _]/(qr (coef x)).
move: (qr (coef x)) (qr (number _)) (sum_atoms _ _ _) (qr (numbers ts)) => a b d e.
by move: (\sum_(_ <- _) _) => g; ring.
Qed.

Lemma means_ofP fs n h : find n (means_of L rs m fs) = Some h -> h = mean_H L rs m n.
Proof.
rewrite /means_of; elim: (terms_of _) => [|x xs IH] /=; first by rewrite PositiveMap.gempty.
case: (BinPos.Pos.eq_dec n x.2) => [->|ne]; first by rewrite PositiveMap.gss => -[<-].
by rewrite PositiveMap.gso.
Qed.

Lemma whole_value gs f : sum_value named (whole_of L rs m (means_of L rs m gs) f) =
  \sum_(x <- f.2.1) qr x.1 * mean_at x.2 + sum_value named f.2.2.
Proof.
rewrite /whole_of; elim: (f.2.1) => [|x xs IH] /=; first by rewrite big_nil add0r.
rewrite plus_value IH big_cons -addrA; congr (_ + _); rewrite qr_red qr_mul -mulrA.
by congr (_ * _); rewrite -mean_H_value; case E: find => [h|] //; rewrite (means_ofP E).
Qed.
End Named.

Variable os : outputs.
Hypothesis os_ok : outputs_ok L rs os.

Lemma mean_ofE f g s xs : ratios_in os s = Some xs -> (forall x, qr (f x) = g (qr x)) ->
  qr (mean_of rs f xs) = \sum_x p x * g (output p s x / p x).
Proof.
move=> /(ratios_inP R L0 ok os_ok) [_ [sx hx]] fg; rewrite (sum_words _ W0).
have fold (l : seq row_of) ys : size ys = size l ->
    (forall i r0, (i < size l)%N -> qr (nth q0 ys i) =
      output p s (word L v (nth r0 l i)) / p (word L v (nth r0 l i))) ->
    qr (foldr (fun rx y => Qred (Qplus (Qmult (over rs (Zpos rx.1.1)) (f rx.2)) y)) q0 (zip l ys)) =
    \sum_(r <- l) zr (Zpos r.1) / zr W * g (output p s (word L v r) / p (word L v r)).
  elim: l ys => [|r l IH] [|y ys] //=; first by rewrite big_nil qr0.
  move=> [sy] hy; rewrite big_cons qr_red qr_add qr_mul fg (qr_over R ok) IH //.
    by have := hy 0%N r isT => /= ->.
  by move=> i r0 il; have := hy i.+1 r0 il.
exact: fold.
Qed.

Lemma put_klE q s xs t : ratios_in os s = Some xs ->
  sum_value lnp (put_kl rs q xs t) = qr q * KL ln p (output p s) + sum_value lnp t.
Proof.
move=> /(ratios_inP R L0 ok os_ok) [so [sx hx]].
rewrite KL_ratio; last by move=> x; apply: output_gt0.
rewrite (sum_words _ W0).
have fold (l : seq row_of) ys : {subset l <= rs} -> size ys = size l ->
    (forall i r0, (i < size l)%N -> qr (nth q0 ys i) =
      output p s (word L v (nth r0 l i)) / p (word L v (nth r0 l i))) ->
    sum_value lnp (foldr (fun rx t => let c := Qred (Qmult q (over rs (Zpos rx.1.1))) in
      add (Qden rx.2) c (add (Z.to_pos (Qnum rx.2)) (minus c) t)) t (zip l ys)) =
    qr q * (\sum_(r <- l) zr (Zpos r.1) / zr W * - ln (output p s (word L v r) / p (word L v r)))
    + sum_value lnp t.
  elim: l ys => [|r l IH] [|y ys] //=; first by rewrite big_nil mulr0 add0r.
  move=> lrs [sy] hy; have rin : r \in rs by apply: lrs; rewrite mem_head.
  have := hy 0%N r isT => /= yE.
  have y0 : 0 < qr y.
    have px : p (word L v r) != 0 by rewrite -marg_setT -(decode_full L) (marg_neq0 R ok) ?coded_full.
    by rewrite yE; apply: divr_gt0; [exact: output_gt0 so px | exact: (prob_gt0 px)].
  rewrite !add_value IH //; last first.
  - by move=> i r0 il; have := hy i.+1 r0 il.
  - by move=> r1 r1l; apply: lrs; rewrite inE r1l orbT.
  have lnE : ln (qr y) = lnp (Z.to_pos (Qnum y)) - lnp (Qden y).
    have n0 : Z.lt Z0 (Qnum y) by move: y0; rewrite qr_gt0; lia.
    by rewrite /Claim.qr /frac /ln_pos ln_div ?zr_pos ?zr_to_pos // zr_gt0; lia.
  rewrite big_cons -yE lnE qr_minus qr_red qr_mul (qr_over R ok).
  by move: (lnp _) (lnp _) (zr _ / _) (qr q) (\sum_(j <- l) _) => a b e f g; ring.
exact: fold.
Qed.

(* ---- pmax ---- *)

Lemma bigmax_le (A : Type) (l : seq A) (f : A -> R) a :
  (\big[Num.max/0]_(x <- l) f x <= a) = (0 <= a) && all (fun x => f x <= a) l.
Proof.
elim: l => [|x l IH]; first by rewrite big_nil andbT.
by rewrite big_cons le_maxl IH /= andbCA.
Qed.

Lemma pmax_ofE i : (i < L)%N -> qr (pmax_of L rs i) = pmax p i.
Proof.
move=> iL; set S := places L [:: i].
have -> : qr (pmax_of L rs i) = \big[Num.max/0]_(r <- rs) marg p S (word L v r).
  have fold (l : seq row_of) : {subset l <= rs} ->
      qr (foldr (fun r => qmax (over rs (mass rs (code L [:: i]) r.2))) q0 l) =
      \big[Num.max/0]_(r <- l) marg p S (word L v r).
    elim: l => [|r l IH] lrs; first by rewrite big_nil qr0.
    rewrite big_cons /= -IH => [|r1 r1l]; last by apply: lrs; rewrite inE r1l orbT.
    rewrite /S -decode_code (marg_word R ok _ (lrs r (mem_head _ _))) -(qr_over R ok).
    by rewrite /qmax (qr_le R); case: leP.
  exact: fold.
apply/eqP; rewrite eq_le !bigmax_le; apply/andP; split.
  have := lexx (pmax p i); rewrite {1}/pmax bigmax_le => /andP [m0 /allP hm].
  by rewrite m0; apply/allP => r _; apply: hm; apply: mem_index_enum.
set M := bigop _ _ _; have := lexx M; rewrite {1}/M bigmax_le => /andP [M0 /allP hM].
rewrite M0; apply/allP => x _; have [->|mx] := eqVneq (marg p S x) 0; first exact: M0.
have [y /andP [xy py]] : exists y, agree S x y && (p y != 0).
  apply/existsP; apply: contraNT mx => /existsPn h; rewrite /marg big1 // => y xy.
  by have := h y; rewrite xy /= negbK => /eqP.
rewrite (marg_agree _ xy); have [r rin /eqP <-] : exists2 r, r \in rs & word L v r == y.
  apply/hasP; apply: contraNT py => /hasPn h; rewrite /= /table_prob big_seq_cond.
  by rewrite big_pred0 ?mul0r // => r; apply/negbTE/negP => /andP [/h /negPf ->].
exact: hM.
Qed.

(* ---- all of them ---- *)

Lemma special_value any proc x t : special x -> special_ok L rs os x ->
  value_of ln p any proc x + sum_value lnp t =
  qr (coef x) * qr (rational_of L rs os (what x)) + sum_value lnp (put_special L rs os x t).
Proof.
have odf s xs : ratios_in os s = Some xs -> odflt [::] (ratios_in os s) = xs by move=> ->.
have sok s xs : ratios_in os s = Some xs -> sampler_ok L s.
  by move=> /(ratios_inP R L0 ok os_ok) [].
rewrite /special /special_ok /put_special /value_of -/(Claim.qr R (coef x)).
case: (what x) => //=.
- move=> s _; case E: (ratios_in os s) => [xs|] // _.
  by rewrite qr0 mulr0 add0r (put_klE _ _ E).
- move=> s _; case E: (ratios_in os s) => [xs|] // _.
  rewrite qr0 mulr0 add0r (put_klE _ _ E) qr_mul -mulrA; congr (_ * _ + _).
  rewrite mulrC; congr (_ * _); rewrite /Claim.qr /frac /= zr_to_pos ?zr_nat; last by lia.
  by rewrite (_ : zr (Zpos xH) = 1) ?mul1r // /Claim.zr.
- move=> s _; case E: (ratios_in os s) => [xs|] // _; congr (_ * _ + _).
  rewrite (mean_ofE (g := fun y => Num.max 0 (1 - y)) E) ?tv_ratio ?output_sum //.
  + exact: (sok _ _ E).
  + by move=> y; apply/output_ge0/(sok _ _ E).
  move=> y; have E1 : qr (Qplus q1 (minus y)) = 1 - qr y by rewrite qr_add qr_minus qr1.
  by rewrite /qmax (qr_le R) E1 qr0; case: leP => _; rewrite ?E1 ?qr0.
- move=> s _; case E: (ratios_in os s) => [xs|] // _; congr (_ * _ + _).
  by rewrite qr_add qr_minus qr1 (mean_ofE (g := id) E) // ser_ratio.
- by move=> tab _ /andP [h1 h2]; rewrite (follow_rounds_p R tab ok).
- by move=> tab _ /andP [h1 h2]; rewrite (follow_rounds_q R ok h1 h2 L0).
- by move=> tab _ /andP [h1 h2]; rewrite (follow_rounds_max R tab ok).
- by move=> i _ iL; rewrite pmax_ofE.
- move=> _ _; congr (_ * _ + _); rewrite /pmax_least -(big_mkord xpredT (fun i => pmax p i)).
  rewrite /index_iota subn0; have : all (fun i => i < L)%N (iota 0 L).
    by apply/allP => i; rewrite mem_iota.
  elim: (iota 0 L) => [|i l IH] /=; first by rewrite big_nil qr1.
  case/andP=> iL /IH E; rewrite big_cons E -pmax_ofE // /qmin (qr_le R).
  by case: leP.
by move=> n _ _; rewrite qr0 mulr0 add0r add_value.
Qed.

Section Forms.
Variables (base : seq positive) (ns : seq factors).
Notation m := (factored base ns).
Notation named := (ln_named base ln).

Lemma form_value any proc gs ts : instance_ok L rs os ts ->
  let f := form_of L rs os m ts in
  total ln p any proc ts = qr f.1 + sum_value named (whole_of L rs m (means_of L rs m gs) f).
Proof.
move=> hts /=; rewrite whole_value -(terms_value mean_at) /= put_lns_value /= addr0 qr_add.
have hl : sum_value lnp (foldr (put_special L rs os) Nil (filter special ts)) +
    qr (rationals L rs os ts) =
    \sum_(x <- ts | special x) value_of ln p any proc x.
  elim: ts hts => [|x l IH] /=; first by rewrite big_nil qr0 addr0.
  rewrite qr_red qr_add qr_mul big_cons => /andP [hx /IH {}IH].
  case hs: (special x) hx => //= hx; last first.
    rewrite -IH; suff -> : rational_of L rs os (what x) = q0 by rewrite qr0 mulr0 add0r.
    by move: hs; rewrite /special; case: (what x).
  by rewrite addrA [X in X + _]addrC -(special_value any proc) // -!addrA IH.
have he : all (fun x => entropic L (what x)) (filter (predC special) ts).
  rewrite all_filter; apply: sub_all hts => x /=.
  by case: (special x).
have hn : qr (numbers ts) = qr (numbers (filter (predC special) ts)).
  elim: (ts) => //= x l IH; rewrite qr_red qr_add qr_mul; case hx: (special x) => /=.
    suff -> : number (what x) = q0 by rewrite qr0 mulr0 add0r.
    by move: hx; rewrite /special; case: (what x).
  by rewrite qr_red qr_add qr_mul IH.
rewrite (atoms_value any proc he) -hn (totalE _ _ _ _ (filter _ _)) big_filter.
rewrite totalE (bigID special) /= -hl.
by move: (\sum_(_ <- _ | _) _) (sum_value _ _) (qr _) (qr _) => a b c d; ring.
Qed.
End Forms.

End Sound.

Section Decided.
Variables (R : realFieldType) (ln : logfun R) (L v : nat) (rs : seq row_of).
Hypotheses (L0 : (0 < L)%N) (ok : rows_ok L v rs).
Let p := table_law R ok.
Variables (ss : seq sampler) (base : seq positive) (ns : seq factors).
Notation qr := (qr R).
Notation named := (ln_named base ln).
Implicit Types (x : nat * (statement * seen)).

Definition has_sign x : Prop :=
  let y := qr x.2.2.1 + sum_value named x.2.2.2 in
  match sign_at x.2.1 with Is_zero => True | Is_positive => 0 < y | Is_negative => y < 0 end.

Lemma numbers_ofP a xs : numbers_of a xs = [::] -> all_of (fun x => ~~ a x.2) xs.
Proof. by rewrite /numbers_of; elim: xs => //= x xs IH; case: ifP => [|/negbT h /IH]. Qed.

Lemma signs_ofP xs :
  all_of (fun y => 0 < qr y.2.1 + sum_named named y.2.2) (signs_of xs) ->
  all_of has_sign xs.
Proof.
elim: xs => //= -[i [[r g ts] [q t]]] xs IH /=; rewrite /has_sign /=.
case: g => /= [/IH //|[h /IH]|[h /IH hs]]; split=> //.
  by rewrite terms_value.
rewrite -oppr_gt0; apply: lt_le_trans h _; rewrite qr_minus opprD ler_add2l terms_value.
rewrite /sum_named big_map -sumrN le_eqVlt; apply/orP; left; apply/eqP.
by apply: eq_bigr => y _; rewrite qr_minus mulNr.
Qed.

(* Statements none of which is wrong hold. *)
Theorem instance times sts : wrong L rs ss base ns times sts = [::] ->
  forall i r g ts, nth no_statement sts i = Statement r g ts ->
  rel_holds r (total ln p 0 0 ts).
Proof.
rewrite /wrong; case: ifP => [hss|_]; last first.
  case: sts => // _ i r g ts; rewrite nth_nil => -[<- _ <-].
  by rewrite /= /total /= eqxx.
set os := draw L rs ss; set xs := seen_of _ _ _ _ _ _ => hn i r g ts E.
have [hi|hi] := ltnP i (size sts); last first.
  by move: E; rewrite nth_default // => -[<- _ <-]; rewrite /= /total /= eqxx.
have os_ok : outputs_ok L rs os by apply: draw_ok.
have [n1 n2] : numbers_of (is_wrong L rs os) xs = [::] /\ undecided base times 32 (signs_of xs) = [::].
  by case: (numbers_of _ _) (undecided _ _ _ _) hn => [|? ?] [].
have {}n1 := numbers_ofP n1; have {}n2 := signs_ofP (undecidedP ln n2).
pose fs := [seq form_of L rs os (factored base ns) (terms s) | s <- sts].
pose f := form_of L rs os (factored base ns) ts.
have sx : size xs = size sts by rewrite !size_zip size_iota !size_map !minnn.
pose x0 : nat * (statement * seen) := (0%N, (no_statement, (q0, Nil))).
have xE : nth x0 xs i = (i, (Statement r g ts,
    (f.1, whole_of L rs (factored base ns) (means_of L rs (factored base ns) fs) f))).
  rewrite /xs /seen_of -/fs nth_zip ?size_zip ?size_iota ?size_map ?minnn //.
  rewrite nth_iota // nth_zip ?size_map // E (nth_map (q0, ([::], Nil))) ?size_map //.
  by rewrite (nth_map no_statement) // E.
have := all_of_nth x0 n1; have := all_of_nth x0 n2; rewrite sx => h2 h1.
move: (h1 i hi) (h2 i hi) => {h1 h2}; rewrite xE /has_sign /is_wrong /= negbK => /and3P [hts hf hz].
rewrite (form_value ln L0 ok os_ok base ns 0 0 fs hts) -/f.
set y := qr _ + _; case: g hf hz {E xE} => /= hf hz hy.
- have -> : y = 0.
    case/andP: hz => /(@zero_qr R) q0' /(@clean_value R named) t0.
    by rewrite /y q0' t0 addr0.
  by case: r hf => //=; rewrite ?eqxx.
- by case: r hf => //=; rewrite ?ltW ?gt_eqF.
by case: r hf => //=; rewrite ?ltW ?lt_eqF.
Qed.
End Decided.
