(* The numbers a_k of independent unmask times, by computation.

   The probabilities are integers ns over a common denominator q; weights L q ns
   are the numbers q^L a_k, k = 0..L-1, in integers.

     weightsE   that they are *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Times.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Notation Z := BinNums.Z.

(* the binomial coefficients of n *)
Definition pascal (n : nat) : seq Z :=
  iter n (fun r => [seq Z.add x.1 x.2 | x <- zip (Z0 :: r) (rcons r Z0)]) [:: Zpos xH].
(* 1, x, .., x^(L-1) *)
Definition powers (L : nat) (x : Z) : seq Z := traject (Z.mul x) (Zpos xH) L.
(* the sum over the steps of n P^k (q - P)^(L-k-1), P the sum of the n before *)
Fixpoint by_steps (L : nat) (q P : Z) (ns : seq Z) : seq Z :=
  if ns is n :: ns' then
    [seq Z.add (Z.mul n (Z.mul x.1.1 x.1.2)) x.2
    | x <- zip (zip (powers L P) (rev (powers L (Z.sub q P)))) (by_steps L q (Z.add P n) ns')]
  else nseq L Z0.
Definition weights (L : nat) (q : Z) (ns : seq Z) : seq Z :=
  [seq Z.mul (Z.mul (Z.of_nat L) x.1) x.2 | x <- zip (pascal L.-1) (by_steps L q Z0 ns)].
(* the sums of a_0 - 1, .., a_m - 1, times q^L *)
Definition whole (L : nat) (q : Z) : Z := iter L (Z.mul q) (Zpos xH).
Definition weight_rays (L : nat) (q : Z) (ns : seq Z) : seq Z :=
  let w := whole L q in scanl (fun x y => Z.sub (Z.add x y) w) Z0 (weights L q ns).

Lemma ringE : (Z.add = +%R) * (Z.mul = *%R) * (forall a b, Z.sub a b = a - b).
Proof. by []. Qed.

Lemma size_pascal n : size (pascal n) = n.+1.
Proof. by elim: n => //= n IH; rewrite size_map size_zip /= size_rcons IH minnn. Qed.

Lemma nth_pascal n k : nth 0 (pascal n) k = 'C(n, k)%:R.
Proof.
elim: n k => [|n IH] k; first by case: k => // k; rewrite /= nth_nil.
have sz : size (Z0 :: pascal n) = size (rcons (pascal n) Z0) by rewrite /= size_rcons.
have [kn|nk] := ltnP k n.+2; last first.
  by rewrite nth_default ?size_pascal // bin_small.
rewrite (nth_map (0, 0)) ?size_zip -?sz ?minnn /= ?size_pascal // nth_zip //=.
rewrite ringE; case: k kn => [|k] kn /=.
  by rewrite nth_rcons size_pascal /= IH add0r !bin0.
rewrite binS natrD addrC; congr (_ + _); last exact: IH.
by rewrite nth_rcons size_pascal; case: ltnP => [_|nk]; rewrite ?IH // if_same bin_small.
Qed.

Lemma size_powers L x : size (powers L x) = L.
Proof. exact: size_traject. Qed.

Lemma nth_powers L x k : (k < L)%N -> nth 0 (powers L x) k = x ^+ k.
Proof.
move=> kL; rewrite (set_nth_default (Zpos xH)) ?size_powers // nth_traject //.
exact: iter_mulr_1.
Qed.

Lemma size_by_steps L q P ns : size (by_steps L q P ns) = L.
Proof.
elim: ns P => [|n ns IH] P /=; first exact: size_nseq.
by rewrite size_map !size_zip size_rev !size_powers IH !minnn.
Qed.

Lemma nth_by_steps L q P ns k : (k < L)%N -> nth 0 (by_steps L q P ns) k =
  \sum_(t < size ns) nth 0 ns t * (P + \sum_(u < t) nth 0 ns u) ^+ k *
    (q - (P + \sum_(u < t) nth 0 ns u)) ^+ (L - k.+1).
Proof.
move=> kL; elim: ns P => [|n ns IH] P /=; first by rewrite nth_nseq kL big_ord0.
have sz : size (zip (powers L P) (rev (powers L (Z.sub q P)))) = L.
  by rewrite size_zip size_rev !size_powers minnn.
rewrite (nth_map (0, 0, 0)); last by rewrite size_zip sz size_by_steps minnn.
rewrite !nth_zip ?size_rev ?size_powers ?sz ?size_by_steps //=.
rewrite nth_rev ?size_powers // !nth_powers //; last by lia.
rewrite IH big_ord_recl /= big_ord0 addr0 !ringE -mulrA; congr (_ + _).
apply: eq_bigr => t _; rewrite /bump /= add1n.
by rewrite big_ord_recl /= addrA.
Qed.

Lemma size_weights L q ns : (0 < L)%N -> size (weights L q ns) = L.
Proof. by case: L => // L _; rewrite size_map size_zip size_pascal size_by_steps minnn. Qed.

Section Morphism.
Variables (R : realFieldType) (f : {rmorphism Z -> R}) (L : nat) (q : Z) (ns : seq Z).
Hypotheses (L0 : (0 < L)%N) (q0 : f q != 0).
Notation a := (a_iid L [seq f n / f q | n <- ns]).

Lemma wholeE : f (whole L q) = f q ^+ L.
Proof. by rewrite -rmorphX; congr (f _); apply: iter_mulr_1. Qed.

Theorem weightsE k : (k < L)%N -> f (nth 0 (weights L q ns) k) = f q ^+ L * a k.
Proof.
move=> kL.
have sz : size (pascal L.-1) = size (by_steps L q Z0 ns).
  by rewrite size_pascal size_by_steps prednK.
rewrite (nth_map (0, 0)) ?size_zip ?sz ?size_by_steps ?minnn // nth_zip //=.
rewrite !ringE nth_pascal nth_by_steps // rmorphM rmorph_sum rmorphM !rmorph_nat.
rewrite (_ : f (Z.of_nat L) = L%:R); last by rewrite -(rmorph_nat f); congr (f _); lia.
rewrite -natrM mul_bin_down mulnC /a_iid size_map !mulr_sumr.
apply: eq_bigr => t _; rewrite !rmorphM !rmorphX rmorphB add0r.
have PE : f (\sum_(u < t) ns`_u) = f q * before [seq f n / f q | n <- ns] t.
  rewrite rmorph_sum mulr_sumr; apply: eq_bigr => u _.
  have uns : (u < size ns)%N by apply: ltn_trans (ltn_ord u) (ltn_ord t).
  by rewrite (nth_map 0) // mulrC mulfVK.
rewrite PE (nth_map 0) // -[X in (X - _) ^+ _]mulr1 -mulrBr !exprMn.
have LE : (L = (1 + k) + (L - k.+1))%N by lia.
rewrite [X in f q ^+ X]LE !exprD expr1 -[in LHS](mulfVK q0 (f ns`_t)).
move: (f ns`_t / f q) (before _ t ^+ k) ((1 - before _ t) ^+ _) => x y z.
move: (f q ^+ k) (f q ^+ (L - k.+1)) => u v.
by move: (_%:R : R) (f q) => c d; ring.
Qed.

Theorem weight_raysE m : (m < L)%N ->
  f (nth 0 (weight_rays L q ns) m) = f q ^+ L * (\sum_(k < m.+1) a k - m.+1%:R).
Proof.
move=> mL; rewrite /weight_rays nth_scanl ?size_weights //.
have : (m.+1 <= L)%N by []; elim: m.+1 => [|n IH] nL.
  by rewrite take0 big_ord0 subr0 mulr0 rmorph0.
rewrite (take_nth 0) ?size_weights // -cats1 foldl_cat /= !ringE rmorphB rmorphD.
rewrite IH ?(ltnW nL) // weightsE // wholeE big_ord_recr /= -addn1 natrD.
by move: (a n) (\sum_(_ < n) _) (_ ^+ _) (n%:R) => w x y z; ring.
Qed.
End Morphism.
