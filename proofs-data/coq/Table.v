(* A policy as a table of states.

   The cells of a state have the token that is revealed at each position, by its
   number, or None where it is masked.  A table lists states with the positions
   that are drawn next; where a state is not listed, all that is left is drawn.

     by_table tab   the policy (Policy.v) that the table tab is
     pY_table p tab the law of what it draws; it sums to 1 (pY_table_sum)
     by_table_sees  of the word it sees what is revealed alone
     by_table_full  if it always draws something, all is revealed after L rounds *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Measures Policy.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Definition cells := seq (option nat).
Definition states := seq (cells * seq nat).

(* what is drawn in the state w *)
Fixpoint get (tab : states) (w : cells) : option (seq nat) :=
  if tab is e :: tab' then if e.1 == w then Some e.2 else get tab' w else None.

(* every state draws something, and masked positions alone *)
Definition table_ok (L : nat) (tab : states) : bool :=
  all (fun e => (e.2 != [::]) && all (fun i => (i < L)%N && (nth None e.1 i == None)) e.2) tab.

Section Table.
Variables (L : nat) (V : finType) (tab : states).
Notation I := 'I_L.
Notation T := {ffun I -> V}.
Implicit Types (S : {set I}) (x y : T).

Definition view S x : cells :=
  [seq if i \in S then Some (enum_rank (x i) : nat) else None | i <- enum I].
Definition by_table S x : {set I} :=
  (if get tab (view S x) is Some d then places L d else setT) :\: S.

Lemma get_in w d : get tab w = Some d -> (w, d) \in tab.
Proof.
elim: tab => //= -[w' d'] l IH /=; rewrite inE; case: eqVneq => [-> [->]|_ /IH ->].
  by rewrite eqxx.
by rewrite orbT.
Qed.

Lemma nth_view S x (i : I) :
  nth None (view S x) i = if i \in S then Some (enum_rank (x i) : nat) else None.
Proof. by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.

Lemma by_table_sees S x y : agree S x y -> by_table S x = by_table S y.
Proof.
move=> /agreeP xy; suff E : view S x = view S y by rewrite /by_table E.
by apply: eq_map => i; case: ifP => // /xy ->.
Qed.

Lemma by_table_fresh S x : [disjoint by_table S x & S].
Proof. by rewrite -setI_eq0 /by_table setDE -setIA [~: S :&: S]setIC setICr setI0. Qed.

Hypothesis ok : table_ok L tab.

Lemma by_table_more S x : S != setT -> by_table S x != set0.
Proof.
move=> S1; rewrite /by_table; case E: (get _ _) => [d|]; last by rewrite setD_eq0 subTset.
have /= := allP ok _ (get_in E); case: d E => // j d E /= /andP [/andP [jL jN] _].
apply/set0Pn; exists (Ordinal jL); rewrite !inE /= eqxx andbT.
by move: jN; rewrite (nth_view S x (Ordinal jL)); case: ifP.
Qed.

Lemma by_table_full x : after by_table set0 L x = setT.
Proof.
have h n : (minn n L <= #|after by_table set0 n x|)%N.
  elim: n => [|n IH]; first by rewrite min0n.
  have [E|N1] := eqVneq (after by_table set0 n x) setT.
    by rewrite /= E setUT cardsT card_ord geq_minr.
  have := by_table_more x N1; rewrite /= cardsU disjoint_setI0 ?by_table_fresh //.
  rewrite cards0 subn0 -card_gt0; move: IH; rewrite /minn; do !case: ifP; lia.
by apply/eqP; rewrite eqEcard subsetT cardsT card_ord; have := h L; rewrite minnn.
Qed.

End Table.

Section Law.
Variables (R : realFieldType) (L : nat) (V : finType).
Variables (p : law R [finType of {ffun 'I_L -> V}]) (tab : states).
Notation policy := (by_table tab).

Definition pY_table : {ffun 'I_L -> V} -> R := pY p policy L.
(* the mean numbers of rounds under p and under what is drawn, and the most *)
Definition mean_rounds_p : R := rounds_p p policy L.
Definition mean_rounds_q : R := rounds_q p policy L.
Definition most_rounds : nat := rounds_max p policy L.

Theorem pY_table_sum : table_ok L tab -> \sum_x pY_table x = 1.
Proof.
move=> ok; apply: pY_sum; first exact: by_table_sees.
  exact: by_table_fresh.
by move=> x; apply: by_table_full.
Qed.
End Law.
