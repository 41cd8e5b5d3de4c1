(* Certificates of one law, given by its rows.

   The entropies of a claim are sums of q ln n, n the integers that weights add
   up to; what is said of the law that is drawn is a rational number or such a
   sum (Outputs.v).  `instance' says that their sum, computed, decides the claim:
   by products over a base where it is 0, by enclosed logarithms where it is not
   (Logs.v). *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Table Claim Sums Joint Logs Rows Follow Outputs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Local Arguments BinInt.Z.add : simpl never.

(* q H(S) = q ln W - q sum of w/W ln(mass) *)
Definition put_H rs (x : Q * positive) (t : sum) : sum :=
  add (Z.to_pos (weight_of rs)) x.1
    (foldr (fun r => add (Z.to_pos (mass rs x.2 r.2)) (Qred (Qmult x.1 (over rs (Zneg r.1))))) t rs).

(* ---- what is said of the law that is drawn, and of pmax ---- *)

(* sum of w/W f(q/p) over the rows *)
Definition mean_of rs (f : Q -> Q) (xs : seq Q) : Q :=
  foldr (fun rx y => Qred (Qplus (Qmult (over rs (Zpos rx.1.1)) (f rx.2)) y)) q0 (zip rs xs).
Definition qmin (x y : Q) : Q := if Qle_bool x y then x else y.
Definition qmax (x y : Q) : Q := if Qle_bool x y then y else x.
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

Definition logs L rs os (ts : seq term) : sum :=
  foldr (put_special L rs os)
    (foldr (put_H rs) Nil (terms_of (put_terms L q1 (filter (predC special) ts) Nil)))
    (filter special ts).
Definition number_part L rs os ts : Q := Qplus (numbers ts) (rationals L rs os ts).

(* ---- the checks ---- *)

(* n is the product of powers of others *)
Record factors := Factors { whole : positive; powers : seq (positive * nat) }.
Definition factors_ok (f : factors) : bool :=
  BinPos.Pos.eqb (whole f)
    (foldr (fun be m => BinPos.Pos.mul (iter be.2 (BinPos.Pos.mul be.1) xH) m) xH (powers f)).
Definition replace (f : factors) (t : sum) : sum :=
  let q := coefficient (whole f) t in
  add (whole f) (minus q)
    (foldr (fun be => add be.1 (Qred (Qmult q (Qmake (Z.of_nat be.2) xH)))) t (powers f)).

Definition instance_ok L rs os ts :=
  all (fun t => if special t then special_ok L rs os t else entropic L (what t)) ts.
Definition check_zero L rs os (fs : seq factors) ts : bool :=
  [&& instance_ok L rs os ts, all factors_ok fs, zero (number_part L rs os ts)
    & clean (foldl (fun t f => replace f t) (logs L rs os ts) fs)].
Definition negative (xs : seq (Q * positive)) := [seq (minus x.1, x.2) | x <- xs].
Definition check_sign L rs os (times : nat) (pos : bool) ts : bool :=
  let xs := terms_of (logs L rs os ts) in
  instance_ok L rs os ts &&
  (if pos then positive_sum times 32 (number_part L rs os ts) xs
   else positive_sum times 32 (minus (number_part L rs os ts)) (negative xs)).
(* does a sum of the sign have the relation to 0? *)
Definition fits (r : relation) (pos : bool) : bool :=
  match r with
  | is_le | is_lt => ~~ pos | is_ge | is_gt => pos | is_eq => false | is_ne => true
  end.
Definition fits_zero (r : relation) : bool :=
  match r with is_le | is_ge | is_eq => true | _ => false end.

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

Lemma put_H_value q c t : sum_value lnp (put_H rs (q, c) t) =
  qr q * of_code ln p c + sum_value lnp t.
Proof.
rewrite /put_H add_value H_logs mulrDr mulr_sumr -addrA; congr (_ + _) => /=.
have fold l : sum_value lnp (foldr (fun r => add (Z.to_pos (mass rs c r.2))
      (Qred (Qmult q (over rs (Zneg r.1))))) t l) =
    \sum_(r <- l) qr q * (qr (over rs (Zneg r.1)) * lnp (Z.to_pos (mass rs c r.2)))
    + sum_value lnp t.
  elim: l => [|r l IH] /=; first by rewrite big_nil add0r.
  by rewrite big_cons add_value IH qr_red qr_mul !addrA mulrA.
exact: fold.
Qed.

Lemma put_all_value xs t : sum_value lnp (foldr (put_H rs) t xs) =
  \sum_(x <- xs) qr x.1 * of_code ln p x.2 + sum_value lnp t.
Proof.
elim: xs => [|[q c] xs IH] /=; first by rewrite big_nil add0r.
by rewrite big_cons put_H_value IH addrA.
Qed.

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

Lemma qr_le x y : Qle_bool x y = (qr x <= qr y).
Proof.
rewrite /Qle_bool /Claim.qr /frac ler_pdivr_mulr ?zr_pos // mulrAC.
by rewrite ler_pdivl_mulr ?zr_pos // -!zr_mul zr_le.
Qed.

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
    by rewrite /qmax qr_le; case: leP.
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
  by rewrite /qmax qr_le E1 qr0; case: leP => _; rewrite ?E1 ?qr0.
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
  case/andP=> iL /IH E; rewrite big_cons E -pmax_ofE // /qmin qr_le.
  by case: leP.
by move=> n _ _; rewrite qr0 mulr0 add0r add_value.
Qed.

Lemma logs_value any proc ts : instance_ok L rs os ts ->
  total ln p any proc ts = qr (number_part L rs os ts) + sum_value lnp (logs L rs os ts).
Proof.
move=> hts; rewrite /logs /number_part qr_add.
have hl t : sum_value lnp (foldr (put_special L rs os) t (filter special ts)) +
    qr (rationals L rs os ts) =
    \sum_(x <- ts | special x) value_of ln p any proc x + sum_value lnp t.
  elim: ts hts => [|x l IH] /=; first by rewrite big_nil qr0 addrC.
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
rewrite -addrA [X in _ + X]addrC hl put_all_value /= addr0 -(terms_value (of_code ln p)).
rewrite (@put_terms_value R ln L _ p L0 _ any proc) // qr1 mul1r /= addr0 -hn totalE.
rewrite (totalE _ _ _ _ (filter _ _)) big_filter (bigID special) /=.
by rewrite [qr _ + _]addrC -addrA subrK.
Qed.

Lemma factors_value f : factors_ok f ->
  lnp (whole f) = \sum_(be <- powers f) be.2%:R * lnp be.1.
Proof.
move=> /BinPos.Pos.eqb_eq ->; elim: (powers f) => [|[b e] l IH] /=.
  by rewrite big_nil /ln_pos (_ : zr _ = 1) ?ln1 // /Claim.zr.
rewrite big_cons -IH /ln_pos -[in LHS]/(zr _).
have -> : zr (Zpos (BinPos.Pos.mul (iter e (BinPos.Pos.mul b) xH)
    (foldr (fun be m => BinPos.Pos.mul (iter be.2 (BinPos.Pos.mul be.1) xH) m) xH l))) =
    zr (Zpos (iter e (BinPos.Pos.mul b) xH)) *
    zr (Zpos (foldr (fun be m => BinPos.Pos.mul (iter be.2 (BinPos.Pos.mul be.1) xH) m) xH l)).
  by rewrite -zr_mul.
rewrite lnfM ?zr_pos //; congr (_ + _) => /=.
elim: e => [|e IHe] /=; first by rewrite mul0r (_ : zr _ = 1) ?ln1 // /Claim.zr.
have -> : zr (Zpos (BinPos.Pos.mul b (iter e (BinPos.Pos.mul b) xH))) =
    zr (Zpos b) * zr (Zpos (iter e (BinPos.Pos.mul b) xH)) by rewrite -zr_mul.
by rewrite lnfM ?zr_pos // IHe mulrS mulrDl mul1r.
Qed.

Lemma replace_value f t : factors_ok f ->
  sum_value lnp (replace f t) = sum_value lnp t.
Proof.
move=> /factors_value E; rewrite /replace add_value qr_minus E.
set q := coefficient _ _.
have -> : forall l, sum_value lnp (foldr (fun be => add be.1
     (Qred (Qmult q (Qmake (Z.of_nat be.2) xH)))) t l) =
    qr q * (\sum_(be <- l) be.2%:R * lnp be.1) + sum_value lnp t.
  elim=> [|be l IH] /=; first by rewrite big_nil mulr0 add0r.
  by rewrite add_value IH big_cons qr_red qr_mul qr_z zr_nat mulrDr mulrA addrA.
by rewrite addrA mulNr addNr add0r.
Qed.

(* A claim whose value is 0. *)
Theorem instance_zero r fs ts : check_zero L rs os fs ts -> fits_zero r ->
  rel_holds r (total ln p 0 0 ts).
Proof.
case/and4P => hts hf /(@zero_qr R) n0 /(@clean_value R lnp) h hr.
have t0 : total ln p 0 0 ts = 0.
  rewrite logs_value // n0 add0r -[RHS]h; elim: fs (logs L rs os ts) hf {h} => //= f fs IH t.
  by case/andP => hf hfs; rewrite -IH // replace_value.
by rewrite t0; case: r hr => //= _; rewrite ?eqxx.
Qed.

(* A claim whose value is not 0. *)
Theorem instance r times pos ts : check_sign L rs os times pos ts -> fits r pos ->
  rel_holds r (total ln p 0 0 ts).
Proof.
case/andP => hts; rewrite logs_value // terms_value.
set x := qr _ + _; case: pos => [/(@positive_sumP _ ln) h hr|/(@positive_sumP _ ln) h hr].
  have x0 : 0 < x by [].
  by case: r hr => //= _; rewrite ?ltW ?gt_eqF.
have x0 : x < 0.
  rewrite -oppr_gt0; apply: lt_le_trans h _; rewrite qr_minus /x opprD ler_add2l.
  rewrite /sum_ln big_map -sumrN le_eqVlt; apply/orP; left; apply/eqP.
  by apply: eq_bigr => y _; rewrite qr_minus mulNr.
by case: r hr => //= _; rewrite ?ltW ?lt_eqF.
Qed.
End Sound.
