(* Sums of logarithms, by factors over a base.

   A certificate has a base of integers, and integers as products of their
   powers.  In sums, ln b is named by the place of b in the base; of another
   integer, ln n by the integer itself.  put_ln replaces integers by their
   factors, so that a sum is seen to be 0 (Sums.clean_value); undecided encloses
   the logarithms of the base once, and sees which sums are positive. *)

From Coq Require Import ZArith QArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Claim Sums Logs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Local Arguments BinInt.Z.mul : simpl never.
Local Arguments BinPos.Pos.mul : simpl never.
Local Arguments add : simpl never.

Notation find := PositiveMap.find.

(* an integer as places in the base, from 1, each with an exponent after it *)
Definition factors := seq positive.

Section Base.
Variable base : seq positive.
Definition element (i : positive) : positive := nth xH base (BinPos.Pos.to_nat i).-1.
Fixpoint product (fs : factors) : positive :=
  if fs is i :: e :: fs' then
    BinPos.Pos.mul (iter (BinPos.Pos.to_nat e) (BinPos.Pos.mul (element i)) xH) (product fs')
  else xH.

(* the factors of integers, with those of 1 *)
Definition factored (ns : seq factors) : PositiveMap.t factors :=
  foldr (fun fs m => PositiveMap.add (product fs) fs m) (PositiveMap.empty _) ([::] :: ns).

(* q ln n + t *)
Fixpoint put_factors (q : Q) (fs : factors) (t : sum) : sum :=
  if fs is i :: e :: fs' then add (xO i) (Qred (Qmult q (Qmake (Zpos e) xH))) (put_factors q fs' t)
  else t.
Definition put_ln (m : PositiveMap.t factors) (n : positive) (q : Q) (t : sum) : sum :=
  if find n m is Some fs then put_factors q fs t else add (xI n) q t.
(* the sum t, in which integers name their logarithms *)
Definition put_lns m (t u : sum) : sum :=
  foldr (fun x => put_ln m x.2 x.1) u (terms_of t).

(* 2^j times what a name stands for, in units of ln 2 *)
Definition enclosed (P j : nat) : seq (Z * Z) := [seq enclose P j b | b <- base].
Definition within (P j : nat) (bs : seq (Z * Z)) (n : positive) : Z * Z :=
  match n with
  | xO i => nth (Z0, Z0) bs (BinPos.Pos.to_nat i).-1
  | xI n' => enclose P j n'
  | xH => (Z0, Z0)
  end.

(* the numbers of what is not seen to be positive: r + the sum, with 32 digits or
   twice as many, and so on *)
Definition numbered := (nat * (Q * seq (Q * positive)))%type.
Fixpoint undecided (times j : nat) (xs : seq numbered) : seq nat :=
  let bs := enclosed (j + 16) j in
  let left := filter (fun x =>
    ~~ positive_at (j + 16) j (within (j + 16) j bs) x.2.1 x.2.2) xs in
  if left is [::] then [::]
  else if times is t.+1 then undecided t j.*2 left else [seq x.1 | x <- left].

Section Value.
Variables (R : realFieldType) (ln : logfun R).
Notation lnp := (ln_pos ln).
Notation qr := (qr R).
Notation zr := (zr R).

Definition ln_named (n : positive) : R :=
  match n with xO i => lnp (element i) | xI n' => lnp n' | xH => 0 end.

Lemma ln_pos1 : lnp xH = 0.
Proof. by rewrite /ln_pos (_ : Claim.zr _ _ = 1) ?ln1 // /Claim.zr. Qed.

Lemma ln_pos_mul a b : lnp (BinPos.Pos.mul a b) = lnp a + lnp b.
Proof. by rewrite /ln_pos -lnfM ?zr_pos // -zr_mul. Qed.

Lemma put_factors_value q fs t : sum_value ln_named (put_factors q fs t) =
  qr q * lnp (product fs) + sum_value ln_named t.
Proof.
move: {2}(size fs) (leqnn (size fs)) => n; elim: n fs => [|n IH] [|i [|e fs]] //= h;
  try by rewrite ln_pos1 mulr0 add0r.
rewrite add_value IH; last by apply: leq_trans (leqnSn _) h.
rewrite qr_red qr_mul qr_z ln_pos_mul mulrDr -addrA [RHS]addrA addrA; congr (_ + _ + _).
rewrite -mulrA; congr (_ * _).
have -> : zr (Zpos e) = (BinPos.Pos.to_nat e)%:R.
  by rewrite -zr_nat; congr (zr _); lia.
elim: (BinPos.Pos.to_nat e) => [|k IHk] /=; first by rewrite mul0r ln_pos1.
by rewrite ln_pos_mul -IHk mulrS mulrDl mul1r.
Qed.

Lemma factoredP ns n fs : find n (factored ns) = Some fs -> n = product fs.
Proof.
rewrite /factored; elim: (_ :: ns) => [|gs l IH]; first by rewrite PositiveMap.gempty.
rewrite [foldr _ _ _]/=; case: (BinPos.Pos.eq_dec n (product gs)) => [->|ne].
  by rewrite PositiveMap.gss => -[->].
by rewrite PositiveMap.gso.
Qed.

Lemma put_ln_value ns n q t : sum_value ln_named (put_ln (factored ns) n q t) =
  qr q * lnp n + sum_value ln_named t.
Proof.
rewrite /put_ln; case E: find => [fs|]; last by rewrite add_value.
by rewrite put_factors_value -(factoredP E).
Qed.

Lemma put_lns_value ns t u : sum_value ln_named (put_lns (factored ns) t u) =
  sum_value lnp t + sum_value ln_named u.
Proof.
rewrite /put_lns (terms_value lnp); elim: (terms_of t) => [|x xs IH] /=.
  by rewrite big_nil add0r.
by rewrite put_ln_value IH big_cons addrA.
Qed.

Lemma withinP P j n : bounds ln j (ln_named n) (within P j (enclosed P j) n).
Proof.
have zero_in : bounds ln j 0 (Z0, Z0).
  by rewrite /bounds /= (_ : zr Z0 = 0) ?mul0r ?mulr0 // /Claim.zr.
case: n => [n|i|] //=; first exact: encloseP.
rewrite /element; case: (ltnP (BinPos.Pos.to_nat i).-1 (size base)) => h.
  by rewrite (nth_map xH) //; apply: encloseP.
by rewrite !nth_default ?size_map // ln_pos1.
Qed.

Fixpoint all_of (A : Type) (P : A -> Prop) (xs : seq A) : Prop :=
  if xs is x :: xs' then P x /\ all_of P xs' else True.

Lemma all_of_filter (A : Type) (P : A -> Prop) (a : pred A) xs :
  (forall x, ~~ a x -> P x) -> all_of P (filter a xs) -> all_of P xs.
Proof.
by move=> h; elim: xs => //= x xs IH; case: ifP => [_ [px /IH]|/negbT/h px /IH].
Qed.

Lemma all_of_nth (A : Type) (P : A -> Prop) d xs i :
  all_of P xs -> (i < size xs)%N -> P (nth d xs i).
Proof. by elim: xs i => // x xs IH [|i] /= [px hx] //; apply: IH. Qed.

Theorem undecidedP times j xs : undecided times j xs = [::] ->
  all_of (fun x => 0 < qr x.2.1 + sum_named ln_named x.2.2) xs.
Proof.
elim: times j xs => [|t IH] j xs /=; set left := filter _ _ => h;
  (apply: (all_of_filter (a := fun x => ~~ positive_at (j + 16) j
     (within (j + 16) j (enclosed (j + 16) j)) x.2.1 x.2.2)); first by
     move=> x /negPn; apply: positive_atP => n; apply: withinP).
  by rewrite -/left; case: (left) h.
by rewrite -/left; case: (left) h => // x l /IH.
Qed.
End Value.
End Base.
