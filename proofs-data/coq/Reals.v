(* The instance on Coq's real numbers with the usual logarithm.

   Whoever uses it takes over the axioms of Coq's real numbers; nothing else in
   this folder does. *)

From Coq Require Import Reals Lra.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import Rstruct.
From mdmcert Require Import Entropy Curve Sampler LiCai.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma Rln_mul (x y : R) : 0 < x -> 0 < y -> ln (x * y) = ln x + ln y.
Proof. by move=> /RltP x0 /RltP y0; apply: ln_mult. Qed.

Lemma Rln_le (x : R) : 0 < x -> ln x <= x - 1.
Proof.
move=> /RltP x0; apply/RleP.
have := exp_ineq1_le (ln x); rewrite exp_ln // => h.
change (Rle (ln x) (Rminus x 1)); lra.
Qed.

Definition Rlog : logfun R_realFieldType := LogFun Rln_mul Rln_le.

(* Li and Cai, Theorem 1, of real numbers. *)
Definition Li_Cai_1_real := @Li_Cai_1 _ Rlog.
