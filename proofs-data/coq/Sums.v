(* Formal sums: rational coefficients of what positive numbers name, kept in a
   binary tree, so that they are added up and compared by computation. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Claim.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Inductive sum := Nil | Node (left : sum) (q : Q) (right : sum).

Fixpoint add (p : positive) (q : Q) (t : sum) : sum :=
  match p, t with
  | xH, Nil => Node Nil q Nil
  | xH, Node l x r => Node l (Qred (Qplus x q)) r
  | xO p', Nil => Node (add p' q Nil) q0 Nil
  | xO p', Node l x r => Node (add p' q l) x r
  | xI p', Nil => Node Nil q0 (add p' q Nil)
  | xI p', Node l x r => Node l x (add p' q r)
  end.

Fixpoint coefficient (p : positive) (t : sum) : Q :=
  match p, t with
  | _, Nil => q0
  | xH, Node _ x _ => x
  | xO p', Node l _ _ => coefficient p' l
  | xI p', Node _ _ r => coefficient p' r
  end.

(* q t + u *)
Fixpoint plus (q : Q) (t u : sum) : sum :=
  match t, u with
  | Nil, _ => u
  | Node l x r, Nil => Node (plus q l Nil) (Qred (Qmult q x)) (plus q r Nil)
  | Node l x r, Node l' y r' =>
      Node (plus q l l') (if BinInt.Z.eqb (Qnum x) Z0 then y else Qred (Qplus (Qmult q x) y)) (plus q r r')
  end.

(* all coefficients are 0 *)
Fixpoint clean (t : sum) : bool :=
  if t is Node l x r then [&& zero x, clean l & clean r] else true.

(* the terms whose coefficient is not 0 *)
Fixpoint terms_from (name : positive -> positive) (t : sum) : seq (Q * positive) :=
  if t is Node l x r then
    (if zero x then [::] else [:: (x, name xH)])
    ++ terms_from (fun p => name (xO p)) l ++ terms_from (fun p => name (xI p)) r
  else [::].
Definition terms_of := terms_from id.

Definition minus (q : Q) : Q := Qmake (BinInt.Z.opp (Qnum q)) (Qden q).

Section Value.
Variable R : realFieldType.
Implicit Types (f : positive -> R) (t : sum) (p : positive) (q : Q).
Notation qr := (qr R).

Fixpoint sum_value f t : R :=
  if t is Node l x r then
    qr x * f xH + (sum_value (fun p => f (xO p)) l + sum_value (fun p => f (xI p)) r)
  else 0.

Lemma add_value f p q t : sum_value f (add p q t) = qr q * f p + sum_value f t.
Proof.
elim: p f t => [p IH|p IH|] f [|l x r] /=; rewrite ?IH /= ?qr_red ?qr_add ?qr0; ring.
Qed.

Lemma plus_value f q t u : sum_value f (plus q t u) = qr q * sum_value f t + sum_value f u.
Proof.
elim: t f u => [|l IHl x r IHr] f [|l' y r'] /=; rewrite ?mulr0 ?add0r ?addr0 //.
  by rewrite IHl IHr /= qr_red qr_mul !addr0 !mulrDr mulrA.
rewrite IHl IHr; case: BinInt.Z.eqb_spec => [x0|_].
  have -> : qr x = 0 by rewrite /Claim.qr /frac x0 /zr /= mul0r.
  by ring.
by rewrite qr_red qr_add qr_mul; ring.
Qed.

Lemma clean_value f t : clean t -> sum_value f t = 0.
Proof.
elim: t f => //= l IHl x r IHr f /and3P [/(@qr_eqb R) -> cl cr].
by rewrite IHl // IHr // qr0 mul0r !addr0.
Qed.

Lemma terms_from_value name f t :
  sum_value (fun p => f (name p)) t = \sum_(x <- terms_from name t) qr x.1 * f x.2.
Proof.
elim: t name => [|l IHl x r IHr] name /=; first by rewrite big_nil.
rewrite !big_cat /= -(IHl (fun p => name (xO p))) -(IHr (fun p => name (xI p))).
congr (_ + _); case: ifP => [/(@qr_eqb R) ->|_]; last by rewrite big_seq1.
by rewrite qr0 mul0r big_nil.
Qed.

Lemma terms_value f t : sum_value f t = \sum_(x <- terms_of t) qr x.1 * f x.2.
Proof. exact: terms_from_value. Qed.

Lemma qr_minus q : qr (minus q) = - qr q.
Proof.
rewrite /Claim.qr /frac /= -mulNr; congr (_ / _).
by rewrite /zr -mulrNz; congr (_%:~R); lia.
Qed.
End Value.
