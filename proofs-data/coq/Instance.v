(* Certificates of one law, given by its rows.

   table_law is the law in which every row, a weight and its tokens, has its
   weight over the sum of all weights.  The entropies of a claim are sums of
   q ln n, n the integers that weights add up to; `instance' says that their
   sum, computed, decides the claim: by products over a base where it is 0, by
   enclosed logarithms where it is not (Logs.v). *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Claim Sums Joint Logs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma positive_eqP : Equality.axiom BinPos.Pos.eqb.
Proof.
move=> x y; apply: (iffP idP) => [/BinPos.Pos.eqb_eq //|->].
exact: BinPos.Pos.eqb_refl.
Qed.
Canonical positive_eqType := EqType positive (EqMixin positive_eqP).

Local Arguments BinInt.Z.add : simpl never.

Definition row_of := (positive * seq nat)%type.
Definition weight_of (rs : seq row_of) : BinNums.Z := foldr (fun r w => Z.add (Zpos r.1) w) Z0 rs.
Definition rows_ok (L v : nat) (rs : seq row_of) : bool :=
  Z.ltb Z0 (weight_of rs)
  && all (fun r => (size r.2 == L) && all (fun t => t < v.+1)%N r.2) rs.

Section Law.
Variables (R : realFieldType) (L v : nat) (rs : seq row_of).
Notation T := {ffun 'I_L -> 'I_v.+1}.
Notation zr := (zr R).

Definition word (r : row_of) : T := [ffun i : 'I_L => inord (nth 0%N r.2 i)].
Definition table_prob (x : T) : R :=
  (\sum_(r <- rs | word r == x) zr (Zpos r.1)) / zr (weight_of rs).

Lemma zr_weight : zr (weight_of rs) = \sum_(r <- rs) zr (Zpos r.1).
Proof. by elim: rs => [|r l IH]; rewrite ?big_nil ?big_cons //= -?IH -?zr_add. Qed.

Lemma table_ge0 x : 0 <= table_prob x.
Proof.
rewrite divr_ge0 //; first by apply: sumr_ge0 => r _; apply: ltW; apply: zr_pos.
by rewrite zr_weight; apply: sumr_ge0 => r _; apply: ltW; apply: zr_pos.
Qed.

Lemma sum_words (F : T -> R) : 0 < zr (weight_of rs) ->
  \sum_x table_prob x * F x = \sum_(r <- rs) zr (Zpos r.1) / zr (weight_of rs) * F (word r).
Proof.
move=> W0; rewrite (eq_bigr (fun x => \sum_(r <- rs | word r == x)
   zr (Zpos r.1) / zr (weight_of rs) * F (word r))); last first.
  by move=> x _; rewrite /table_prob !mulr_suml; apply: eq_bigr => r /eqP ->.
rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => r _.
by rewrite (big_pred1 (word r)) // => x; rewrite eq_sym.
Qed.

Hypothesis ok : rows_ok L v rs.

Lemma weight_gt0 : 0 < zr (weight_of rs).
Proof. by case/andP: ok; rewrite zr_gt0. Qed.

Lemma table_sum : \sum_x table_prob x = 1.
Proof.
rewrite (eq_bigr (fun x => table_prob x * 1)); last by move=> x _; rewrite mulr1.
rewrite sum_words ?weight_gt0 //.
rewrite (eq_bigr (fun r => zr (Zpos r.1) / zr (weight_of rs))); last by move=> r _; rewrite mulr1.
by rewrite -mulr_suml -zr_weight divff // lt0r_neq0 // weight_gt0.
Qed.

Definition table_law : law R [finType of T] := Law table_ge0 table_sum.
End Law.

(* ---- entropies, as sums of logarithms ---- *)

(* do the tokens of two rows agree where the set named by c is? *)
Fixpoint agree_on (c : positive) (x y : seq nat) : bool :=
  match c, x, y with
  | xO c', _ :: x', _ :: y' => agree_on c' x' y'
  | xI c', a :: x', b :: y' => (a == b) && agree_on c' x' y'
  | _, _, _ => true
  end.
(* W P(X_S = x_S) of the tokens x *)
Definition mass (rs : seq row_of) (c : positive) (x : seq nat) : BinNums.Z :=
  foldr (fun r w => if agree_on c x r.2 then Z.add (Zpos r.1) w else w) Z0 rs.

Definition over (rs : seq row_of) (a : BinNums.Z) : Q := Qmake a (Z.to_pos (weight_of rs)).
(* q H(S) = q ln W - q sum of w/W ln(mass) *)
Definition put_H rs (x : Q * positive) (t : sum) : sum :=
  add (Z.to_pos (weight_of rs)) x.1
    (foldr (fun r => add (Z.to_pos (mass rs x.2 r.2)) (Qred (Qmult x.1 (over rs (Zneg r.1))))) t rs).

Definition is_log (x : term) : bool := if what x is Log _ then true else false.
Definition put_log (x : term) (t : sum) : sum :=
  if what x is Log n then add n (coef x) t else t.
Definition logs L rs (ts : seq term) : sum :=
  foldr put_log
    (foldr (put_H rs) Nil (terms_of (put_terms L (Qmake (Zpos xH) xH) (filter (predC is_log) ts) Nil)))
    (filter is_log ts).

(* n is the product of powers of others *)
Record factors := Factors { whole : positive; powers : seq (positive * nat) }.
Definition factors_ok (f : factors) : bool :=
  BinPos.Pos.eqb (whole f)
    (foldr (fun be m => BinPos.Pos.mul (iter be.2 (BinPos.Pos.mul be.1) xH) m) xH (powers f)).
Definition replace (f : factors) (t : sum) : sum :=
  let q := coefficient (whole f) t in
  add (whole f) (minus q)
    (foldr (fun be => add be.1 (Qred (Qmult q (Qmake (Z.of_nat be.2) xH)))) t (powers f)).

Definition instance_ok L ts := all (fun t => is_log t || entropic L (what t)) ts.
Definition check_zero L rs (fs : seq factors) ts : bool :=
  [&& instance_ok L ts, all factors_ok fs, zero (numbers ts)
    & clean (foldl (fun t f => replace f t) (logs L rs ts) fs)].
Definition negative (xs : seq (Q * positive)) := [seq (minus x.1, x.2) | x <- xs].
Definition check_sign L rs (times : nat) (pos : bool) ts : bool :=
  let xs := terms_of (logs L rs ts) in
  instance_ok L ts &&
  (if pos then positive_sum times 32 (numbers ts) xs
   else positive_sum times 32 (minus (numbers ts)) (negative xs)).
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

Lemma row_ok r : r \in rs -> size r.2 = L /\ all (fun t => t < v.+1)%N r.2.
Proof. by case/andP: ok => _ /allP h /h /andP [/eqP]. Qed.

Lemma agree_word c r s : r \in rs -> s \in rs ->
  agree (decode L c) (word L v r) (word L v s) = agree_on c r.2 s.2.
Proof.
move=> /row_ok [sr vr] /row_ok [ss vs].
have tokE i : (i < L)%N -> (inord (nth 0%N r.2 i) == inord (nth 0%N s.2 i) :> 'I_v.+1)
    = (nth 0%N r.2 i == nth 0%N s.2 i).
  move=> iL; rewrite -val_eqE /= !inordK //.
    by apply: (all_nthP 0%N vs); rewrite ss.
  by apply: (all_nthP 0%N vr); rewrite sr.
have -> : agree_on c r.2 s.2 = [forall i : 'I_L, bit c i ==> (nth 0%N r.2 i == nth 0%N s.2 i)].
  move: sr ss; move: r.2 s.2 {tokE vr vs} => x y; elim: L c x y => [|n IH] c [|a x] [|b y] //=.
    by move=> _ _; case: c => [c|c|]; apply/esym/forallP => -[].
  move=> [sx] [sy]; case: c => [c|c|] /=; last by apply/esym/forallP.
    rewrite IH //; apply/andP/forallP => [[ab /forallP h] [[|i] iL] //|h].
      exact: (h (Ordinal (iL : (i < n)%N))).
    by split; [exact: (h ord0) | apply/forallP => i; exact: (h (lift ord0 i))].
  rewrite IH //; apply/forallP/forallP => [h [[|i] iL] //|h i].
    exact: (h (Ordinal (iL : (i < n)%N))).
  exact: (h (lift ord0 i)).
apply: eq_forallb => i; rewrite inE !ffunE tokE //.
Qed.

Lemma marg_word c r : r \in rs -> marg p (decode L c) (word L v r) = zr (mass rs c r.2) / zr W.
Proof.
move=> rin; rewrite /marg big_mkcond /=.
rewrite (eq_bigr (fun y => p y * (agree (decode L c) (word L v r) y)%:R)); last first.
  by move=> y _; case: ifP; rewrite ?mulr1 ?mulr0.
rewrite (sum_words _ W0).
transitivity (\sum_(s <- rs) (if agree_on c r.2 s.2 then zr (Zpos s.1) / zr W else 0)).
  apply: eq_big_seq => s sin; rewrite agree_word //.
  by case: ifP; rewrite ?mulr1 ?mulr0.
rewrite -big_mkcond /= -mulr_suml; congr (_ / _).
rewrite /mass; elim: (rs) => [|s l IH] /=; first by rewrite big_nil.
by rewrite big_cons; case: ifP => _; rewrite ?zr_add IH.
Qed.

Lemma agree_on_refl c x : agree_on c x x.
Proof. by elim: c x => [c IH|c IH|] [|a x] //=; rewrite ?eqxx ?IH. Qed.

Lemma mass_gt0 c r : r \in rs -> Z.lt Z0 (mass rs c r.2).
Proof.
have ge0 l : Z.le Z0 (mass l c r.2) by elim: l => //= s l; case: ifP => _; lia.
elim: (rs) => // s l IH; rewrite inE => /orP [/eqP <-|rl]; rewrite /= -/(mass l c _).
  rewrite agree_on_refl; have := ge0 l; have := BinInt.Pos2Z.is_pos r.1.
  by move: (Zpos r.1) (mass _ _ _) => a b; lia.
have := IH rl; case: ifP => _ //; have := BinInt.Pos2Z.is_pos s.1.
by move: (Zpos s.1) (mass _ _ _) => a b; lia.
Qed.

Lemma zr_to_pos a : Z.lt Z0 a -> zr (Zpos (Z.to_pos a)) = zr a.
Proof. by case: a. Qed.

Lemma W_gt0 : Z.lt Z0 W.
Proof. by case/andP: ok => h _; lia. Qed.

Lemma qr_over a : qr (over rs a) = zr a / zr W.
Proof. by rewrite /over /Claim.qr /frac /= zr_to_pos //; apply: W_gt0. Qed.

Lemma H_logs c : of_code ln p c =
  lnp (Z.to_pos W) + \sum_(r <- rs) qr (over rs (Zneg r.1)) * lnp (Z.to_pos (mass rs c r.2)).
Proof.
rewrite /of_code /Entropy.H (sum_words _ W0).
have E : lnp (Z.to_pos W) = \sum_(r <- rs) zr (Zpos r.1) / zr W * lnp (Z.to_pos W).
  by rewrite -!mulr_suml -zr_weight divff ?mul1r // lt0r_neq0.
rewrite [in RHS]E -sumrN -big_split /=.
apply: eq_big_seq => r rin; rewrite (marg_word _ rin) qr_over /ln_pos.
have m0 := mass_gt0 c rin; have mr : 0 < zr (mass rs c r.2) by rewrite zr_gt0; lia.
rewrite (zr_to_pos W_gt0) (zr_to_pos m0) ln_div //.
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

Lemma logs_value any proc ts : instance_ok L ts ->
  total ln p any proc ts = qr (numbers ts) + sum_value lnp (logs L rs ts).
Proof.
move=> hts; rewrite /logs.
have hl t : sum_value lnp (foldr put_log t (filter is_log ts)) =
    \sum_(x <- ts | is_log x) value_of ln p any proc x + sum_value lnp t.
  elim: (ts) => [|x l IH] /=; first by rewrite big_nil add0r.
  rewrite big_cons; case hx: (is_log x) => //=; rewrite /put_log.
  move: hx; rewrite /is_log /value_of; case: (what x) => //= n _.
  by rewrite add_value IH addrA.
have he : all (fun x => entropic L (what x)) (filter (predC is_log) ts).
  rewrite all_filter; apply: sub_all hts => x /=.
  by rewrite /is_log /=; case: (what x).
have hn : qr (numbers ts) = qr (numbers (filter (predC is_log) ts)).
  elim: (ts) => //= x l IH; rewrite qr_red qr_add qr_mul; case hx: (is_log x) => /=.
    by move: hx; rewrite /is_log; case: (what x) => //= n _; rewrite qr0 mulr0 add0r.
  by rewrite qr_red qr_add qr_mul IH.
rewrite hl put_all_value /= addr0 -(terms_value (of_code ln p)).
rewrite (@put_terms_value R ln L _ p L0 _ any proc) // qr1 mul1r /= addr0 -hn totalE.
rewrite (totalE _ _ _ _ (filter _ _)) big_filter (bigID is_log) /=.
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
Theorem instance_zero r fs ts : check_zero L rs fs ts -> fits_zero r ->
  rel_holds r (total ln p 0 0 ts).
Proof.
case/and4P => hts hf /(@zero_qr R) n0 /(@clean_value R lnp) h hr.
have t0 : total ln p 0 0 ts = 0.
  rewrite logs_value // n0 add0r -[RHS]h; elim: fs (logs L rs ts) hf {h} => //= f fs IH t.
  by case/andP => hf hfs; rewrite -IH // replace_value.
by rewrite t0; case: r hr => //= _; rewrite ?eqxx.
Qed.

(* A claim whose value is not 0. *)
Theorem instance r times pos ts : check_sign L rs times pos ts -> fits r pos ->
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
