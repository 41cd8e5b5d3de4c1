(* Random block sizes.

   An exchangeable unmasking process draws its block sizes at random, then the
   ordered partition uniformly.  It counts only through the expected numbers
   a_k of tokens drawn while exactly k are revealed. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler Cone.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* a_k of a schedule: tokens drawn while exactly k are revealed *)
Definition acount sz L k : nat := count (fun j => start sz j == k) (iota 0 L).

(* the smallest size *)
Definition smin (sz : seq nat) : nat := foldr minn (head 0%N sz) sz.

Record process (R : realFieldType) (L : nat) := Process {
  outcome : finType;
  chance : outcome -> R;
  chance_ge0 : forall o, 0 <= chance o;
  chance_sum : \sum_o chance o = 1;
  sizes : outcome -> seq nat;
  sizes_sum : forall o, sumn (sizes o) = L }.

Section Process.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Notation D := (D H).
Let hpm := Hpm ln p.

Theorem ekl_a sz : sumn sz = L ->
  ekl ln p sz = \sum_(k < L) (acount sz L k)%:R * D k - e H L.
Proof.
move=> szL; rewrite ekl_D //; congr (_ - _).
rewrite (eq_bigr (fun k : 'I_L => \sum_(m < L | start sz k == m) D m)); last first.
  move=> k _; have sk : (start sz k < L)%N.
    by apply: leq_ltn_trans (start_le sz k) (ltn_ord k).
  by rewrite (big_pred1 (Ordinal sk)) // => m; rewrite /= -val_eqE /= eq_sym.
rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => m _.
rewrite sumr_const -[LHS]mulr_natl; congr (_%:R * _).
rewrite /acount -sum1_count -sum1_card.
have -> : iota 0 L = index_iota 0 L by rewrite /index_iota subn0.
by rewrite big_mkord; apply: eq_bigl => k.
Qed.

Variable P : process R L.
Definition ekl_process : R := \sum_o chance o * ekl ln p (sizes (p := P) o).
Definition expected k : R := \sum_o chance o * (acount (sizes (p := P) o) L k)%:R.

(* ekl = sum_k a_k d_{k+1} - e_L; mdmcert-theory(7) *)
Theorem ekl_processE : ekl_process = \sum_(k < L) expected k * D k - e H L.
Proof.
rewrite /ekl_process (eq_bigr (fun o => \sum_(k < L)
  chance o * (acount (sizes (p := P) o) L k)%:R * D k - chance o * e H L)); last first.
  move=> o _; rewrite ekl_a ?sizes_sum // mulrBr mulr_sumr; congr (_ - _).
  by apply: eq_bigr => k _; rewrite mulrA.
rewrite sumrB -mulr_suml chance_sum mul1r exchange_big; congr (_ - _).
by apply: eq_bigr => k _; rewrite mulr_suml.
Qed.

Lemma lin_process :
  lin hpm (fun m => \sum_(k < m.+1) expected k - m.+1%:R) ekl_process.
Proof. by rewrite ekl_processE; apply: lin_draws. Qed.
End Process.
