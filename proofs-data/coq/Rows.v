(* A law given by its rows.

   table_law is the law in which every row, a weight and its tokens, has its
   weight over the sum of all weights.  marg_word computes its marginals with
   binary numbers, from the tokens of the rows. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Claim Sums Joint.

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

(* do the tokens of two rows agree where the set named by c is? *)
Fixpoint agree_on (c : positive) (x y : seq nat) : bool :=
  match c, x, y with
  | xO c', _ :: x', _ :: y' => agree_on c' x' y'
  | xI c', a :: x', b :: y' => if a == b then agree_on c' x' y' else false
  | _, _, _ => true
  end.
(* W P(X_S = x_S) of the tokens x *)
Definition mass (rs : seq row_of) (c : positive) (x : seq nat) : BinNums.Z :=
  foldr (fun r w => if agree_on c x r.2 then Z.add (Zpos r.1) w else w) Z0 rs.

Definition over (rs : seq row_of) (a : BinNums.Z) : Q := Qmake a (Z.to_pos (weight_of rs)).

Lemma agree_on_refl c x : agree_on c x x.
Proof. by elim: c x => [c IH|c IH|] [|a x] //=; rewrite ?eqxx ?IH. Qed.

Lemma mass_gt0 (rs : seq row_of) c r : r \in rs -> Z.lt Z0 (mass rs c r.2).
Proof.
have ge0 l : Z.le Z0 (mass l c r.2) by elim: l => //= s l; case: ifP => _; lia.
elim: rs => // s l IH; rewrite inE => /orP [/eqP <-|rl]; rewrite /= -/(mass l c _).
  rewrite agree_on_refl; have := ge0 l; have := BinInt.Pos2Z.is_pos r.1.
  by move: (Zpos r.1) (mass _ _ _) => a b; lia.
have := IH rl; case: ifP => _ //; have := BinInt.Pos2Z.is_pos s.1.
by move: (Zpos s.1) (mass _ _ _) => a b; lia.
Qed.

Section Marginals.
Variables (R : realFieldType) (L v : nat) (rs : seq row_of).
Hypothesis ok : rows_ok L v rs.
Let p := table_law R ok.
Notation qr := (qr R).
Notation zr := (zr R).
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
    rewrite IH // -[if _ then _ else _]/(_ && _); apply/andP/forallP => [[ab /forallP h] [[|i] iL] //|h].
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

Lemma zr_to_pos a : Z.lt Z0 a -> zr (Zpos (Z.to_pos a)) = zr a.
Proof. by case: a. Qed.

Lemma W_gt0 : Z.lt Z0 W.
Proof. by case/andP: ok => h _; lia. Qed.

Lemma qr_over a : qr (over rs a) = zr a / zr W.
Proof. by rewrite /over /Claim.qr /frac /= zr_to_pos //; apply: W_gt0. Qed.
End Marginals.
