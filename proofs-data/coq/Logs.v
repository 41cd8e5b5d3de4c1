(* The sign of a rational number plus a sum of logarithms of integers, by
   computation.

   log_lo and log_hi enclose the logarithm of an integer in units of ln 2: the
   digits of its logarithm to base 2 come from repeated squaring in fixed point,
   rounded down or up.  ln 2 itself is needed only beside a rational number; it
   is enclosed by 1/(m + 1) <= ln (m + 1) - ln m <= 1/m.  All that is used of the
   logarithm is what Entropy.logfun asks. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Claim Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Module Z := BinInt.Z.
Notation z2 := (Zpos (xO xH)).
Notation z4 := (Zpos (xO (xO xH))).

Section Bounds.
(* B = 2^P is the number 1 in fixed point *)
Variable B : Z.
Definition up (a b : Z) : Z := Z.opp (Z.div (Z.opp a) b).
Definition two (j : nat) : Z := iter j (Z.mul z2) (Zpos xH).

(* 2^j log2(x/B), from below for B <= x, from above for x <= 2 B *)
Fixpoint frac_lo (j : nat) (x : Z) : Z :=
  if j is j'.+1 then
    let y := Z.div (Z.mul x x) B in
    if Z.ltb y (Z.mul z2 B) then frac_lo j' y
    else Z.add (two j') (frac_lo j' (Z.div y z2))
  else Z0.
Fixpoint frac_hi (j : nat) (x : Z) : Z :=
  if j is j'.+1 then
    let y := up (Z.mul x x) B in
    if Z.leb y (Z.mul z2 B) then frac_hi j' y
    else Z.add (two j') (frac_hi j' (up y z2))
  else (Zpos xH).
End Bounds.

Definition log_lo (P j : nat) (n : positive) : Z :=
  let k := Z.log2 (Zpos n) in
  Z.add (Z.mul k (two j)) (frac_lo (two P) j (Z.div (Z.mul (Zpos n) (two P)) (Z.pow z2 k))).
Definition log_hi (P j : nat) (n : positive) : Z :=
  let k := Z.log2 (Zpos n) in
  Z.add (Z.mul k (two j)) (frac_hi (two P) j (up (Z.mul (Zpos n) (two P)) (Z.pow z2 k))).

(* both, for a sum *)
Definition enclose (P j : nat) (n : positive) : Z * Z := (log_lo P j n, log_hi P j n).

(* 2^j times the sum of what names stand for, each of which is within two such
   bounds, in units of ln 2, from below *)
Definition lower (within : positive -> Z * Z) (xs : seq (Q * positive)) : Q :=
  foldr (fun x s => let b := within x.2 in
    Qred (Qplus s (Qmult x.1 (Qmake (if Z.leb Z0 (Qnum x.1) then b.1 else b.2) xH)))) q0 xs.

(* ln 2 / 2^j by that of m = 2^(j/2) and m + 1 *)
Definition unit_at (j : nat) : positive := iter j./2 xO xH.
Definition ln2_lo (P j : nat) : Q :=
  let m := unit_at j in
  Qinv (Qmake (Z.mul (Zpos (BinPos.Pos.succ m))
                     (Z.sub (log_hi P j (BinPos.Pos.succ m)) (log_lo P j m))) xH).
Definition ln2_hi (P j : nat) : Q :=
  let m := unit_at j in
  Qinv (Qmake (Z.mul (Zpos m) (Z.sub (log_lo P j (BinPos.Pos.succ m)) (log_hi P j m))) xH).

(* is r + the sum > 0, seen with j digits? *)
Definition positive_at (P j : nat) within (r : Q) (xs : seq (Q * positive)) : bool :=
  let s := lower within xs in
  if zero r then Z.ltb Z0 (Qnum s)
  else if Z.leb Z0 (Qnum s) then Z.ltb Z0 (Qnum (Qplus r (Qmult s (ln2_lo P j))))
  else let h := ln2_hi P j in
       Z.ltb Z0 (Qnum h) && Z.ltb Z0 (Qnum (Qplus r (Qmult s h))).

Section Sound.
Variables (R : realFieldType) (ln : logfun R).
Notation zr := (zr R).
Notation qr := (qr R).
Implicit Types (a b x y : Z).
Definition ln_pos (n : positive) : R := ln (zr (Zpos n)).
Notation u := (ln 2%:R).

Lemma zr2 : zr z2 = 2%:R. Proof. by rewrite /Claim.zr. Qed.

Lemma twoS j : two j.+1 = Z.mul z2 (two j). Proof. by []. Qed.

Lemma two_gt0 j : Z.lt Z0 (two j).
Proof. by elim: j => // j IH; rewrite twoS; lia. Qed.

Lemma zr_two j : zr (two j) = 2%:R ^+ j.
Proof.
elim: j => [|j IH]; first by rewrite expr0 /Claim.zr.
by rewrite twoS zr_mul IH exprS zr2.
Qed.

Lemma zr_pow k : Z.le Z0 k -> zr (Z.pow z2 k) = 2%:R ^+ Z.to_nat k.
Proof.
move=> k0; rewrite -{1}(Znat.Z2Nat.id k) //; elim: (Z.to_nat k) => [|j IH].
  by rewrite expr0 /Claim.zr.
rewrite exprS -IH -zr2 -zr_mul; congr (zr _).
by rewrite Znat.Nat2Z.inj_succ BinInt.Z.pow_succ_r //; lia.
Qed.

Lemma div_le a b : Z.lt Z0 b -> zr (Z.div a b) <= zr a / zr b.
Proof.
move=> b0; have zb : 0 < zr b by rewrite zr_gt0; lia.
rewrite ler_pdivl_mulr // -zr_mul zr_le.
by have := BinInt.Z.mul_div_le a b b0; lia.
Qed.

Lemma up_ge a b : Z.lt Z0 b -> zr a / zr b <= zr (up a b).
Proof.
move=> b0; have zb : 0 < zr b by rewrite zr_gt0; lia.
rewrite ler_pdivr_mulr // -zr_mul zr_le /up.
by have := BinInt.Z.mul_div_le (Z.opp a) b b0; lia.
Qed.

Lemma up_le a b c : Z.lt Z0 b -> Z.le a (Z.mul c b) -> Z.le (up a b) c.
Proof.
move=> b0 h; rewrite /up.
have := BinInt.Z.div_le_lower_bound (Z.opp a) b (Z.opp c) b0; lia.
Qed.

Lemma up_pos a b : Z.lt Z0 b -> Z.lt Z0 a -> Z.lt Z0 (up a b).
Proof.
move=> b0 a0; have := up_ge a b0; have : 0 < zr a / zr b.
  by rewrite divr_gt0 // zr_gt0; lia.
by move=> h1 h2; have := lt_le_trans h1 h2; rewrite zr_gt0; lia.
Qed.

Section Fraction.
Variable B : Z.
Hypothesis B0 : Z.lt Z0 B.
Let B0r : 0 < zr B. Proof. by rewrite zr_gt0; lia. Qed.

Lemma square_ln x : Z.lt Z0 x -> 2%:R * ln (zr x / zr B) = ln (zr (Z.mul x x) / zr B / zr B).
Proof.
move=> x0; have x0r : 0 < zr x by rewrite zr_gt0; lia.
rewrite zr_mul mulr_natl mulr2n -lnfM ?divr_gt0 //; congr (ln _).
by rewrite mulrACA mulrA.
Qed.

Lemma half_ln (v : R) : 0 < v -> ln (v / zr B) = u + ln (v / 2%:R / zr B).
Proof.
move=> v0; rewrite -lnfM ?ltr0n ?divr_gt0 ?ltr0n //; congr (ln _).
by rewrite !mulrA [2%:R * v]mulrC mulfK // pnatr_eq0.
Qed.

Lemma frac_loP j x : Z.le B x -> zr (frac_lo B j x) * u <= 2%:R ^+ j * ln (zr x / zr B).
Proof.
elim: j x => [|j IH] x Bx.
  rewrite /= (_ : zr Z0 = 0) // mul0r expr0 mul1r.
  rewrite -(ln1 ln); apply: ln_mono; rewrite ?ltr01 //.
  by rewrite ler_pdivl_mulr // mul1r zr_le; lia.
rewrite exprSr -mulrA square_ln; last by lia.
set y := Z.div (Z.mul x x) B.
have By : Z.le B y by apply: BinInt.Z.div_le_lower_bound => //; apply: BinInt.Z.mul_le_mono_nonneg; lia.
have y0 : 0 < zr y by rewrite zr_gt0; lia.
have p0 : 0 <= 2%:R ^+ j :> R by rewrite exprn_ge0 ?ler0n.
have step z : 0 < z -> z <= zr (Z.mul x x) / zr B ->
    2%:R ^+ j * ln (z / zr B) <= 2%:R ^+ j * ln (zr (Z.mul x x) / zr B / zr B).
  move=> z0 zx; apply: ler_wpmul2l => //; apply: ln_mono; first exact: divr_gt0.
  by rewrite ler_pmul2r ?invr_gt0.
rewrite [frac_lo _ _ _]/=; fold y; case: BinInt.Z.ltb_spec0 => hy.
  by apply: le_trans (IH y By) (step _ _ _) => //; apply: div_le.
have hB : Z.le B (Z.div y z2).
  by apply: BinInt.Z.div_le_lower_bound => //; apply/BinInt.Z.nlt_ge.
apply: le_trans (step _ y0 (div_le _ B0)); rewrite half_ln // mulrDr zr_add mulrDl zr_two.
rewrite ler_add2l; apply: le_trans (IH _ hB) _; apply: ler_wpmul2l => //.
apply: ln_mono; first by rewrite divr_gt0 // zr_gt0; lia.
by rewrite ler_pmul2r ?invr_gt0 // -zr2 div_le.
Qed.

Lemma frac_hiP j x : Z.lt Z0 x -> Z.le x (Z.mul z2 B) ->
  2%:R ^+ j * ln (zr x / zr B) <= zr (frac_hi B j x) * u.
Proof.
elim: j x => [|j IH] x x0 xB.
  have x0r : 0 < zr x by rewrite zr_gt0; lia.
  rewrite /= (_ : zr (Zpos xH) = 1) // mul1r expr0 mul1r; apply: ln_mono; first exact: divr_gt0.
  by rewrite ler_pdivr_mulr // -zr2 -zr_mul zr_le; lia.
rewrite exprSr -mulrA square_ln //.
set y := up (Z.mul x x) B.
have xx : Z.lt Z0 (Z.mul x x) by lia.
have y0 : Z.lt Z0 y by apply: up_pos.
have y4 : Z.le y (Z.mul z4 B).
  apply: up_le => //; have := BinInt.Z.mul_le_mono_nonneg x (Z.mul z2 B) x (Z.mul z2 B); lia.
have p0 : 0 <= 2%:R ^+ j :> R by rewrite exprn_ge0 ?ler0n.
have hx : 2%:R ^+ j * ln (zr (Z.mul x x) / zr B / zr B) <= 2%:R ^+ j * ln (zr y / zr B).
  apply: ler_wpmul2l => //; apply: ln_mono; first by rewrite !divr_gt0 // zr_gt0; lia.
  by rewrite ler_pmul2r ?invr_gt0 // up_ge.
apply: le_trans hx _; rewrite [frac_hi _ _ _]/=; fold y.
case: BinInt.Z.leb_spec0 => hy; first exact: IH.
have h2 : Z.le (up y z2) (Z.mul z2 B).
  by apply: up_le => //; move: y4; clear; move: y => v; lia.
have h0 : Z.lt Z0 (up y z2) by apply: up_pos.
have y0r : 0 < zr y by rewrite zr_gt0; lia.
rewrite half_ln // mulrDr zr_add mulrDl zr_two ler_add2l.
apply: le_trans (IH _ h0 h2); apply: ler_wpmul2l => //; apply: ln_mono.
  by rewrite !divr_gt0 // ltr0n.
by rewrite ler_pmul2r ?invr_gt0 // -zr2 up_ge.
Qed.
End Fraction.

Lemma ln_exp k : ln (2%:R ^+ k) = k%:R * u.
Proof.
elim: k => [|k IH]; first by rewrite expr0 ln1 mul0r.
by rewrite exprS lnfM ?exprn_gt0 ?ltr0n // IH [k.+1%:R]mulrS mulrDl mul1r.
Qed.

Section Integer.
Variables (P j : nat) (n : positive).
Let k := Z.log2 (Zpos n).
Let k0 : Z.le Z0 k. Proof. exact: BinInt.Z.log2_nonneg. Qed.
Let K := Z.pow z2 k.
Let K0 : Z.lt Z0 K. Proof. exact: BinInt.Z.pow_pos_nonneg. Qed.
Let kn : Z.le K (Zpos n) /\ Z.lt (Zpos n) (Z.mul z2 K).
Proof.
have [h1 h2] := BinInt.Z.log2_spec (Zpos n) (erefl _); split=> //.
by move: h2; rewrite BinInt.Z.pow_succ_r.
Qed.

Lemma ln_shift : 2%:R ^+ j * ln_pos n =
  zr (Z.mul k (two j)) * u + 2%:R ^+ j * ln (zr (Zpos n) / zr K).
Proof.
have zk : zr k = (Z.to_nat k)%:R by rewrite -{1}(Znat.Z2Nat.id k) // zr_nat.
rewrite /ln_pos ln_div ?zr_pos //; last by rewrite zr_gt0; lia.
rewrite (zr_pow k0) ln_exp mulrBr zr_mul zr_two zk.
by rewrite mulrA [_ * 2%:R ^+ j]mulrC -mulrA addrC subrK.
Qed.

Lemma scaled : zr (Zpos n) / zr K = zr (Z.mul (Zpos n) (two P)) / zr K / zr (two P).
Proof.
have t0 : zr (two P) != 0 by rewrite gt_eqF // zr_gt0; have := two_gt0 P; lia.
by rewrite zr_mul mulrAC mulfK.
Qed.

Lemma log_loP : zr (log_lo P j n) * u <= 2%:R ^+ j * ln_pos n.
Proof.
have t0 := two_gt0 P; have tr : 0 < zr (two P) by rewrite zr_gt0; lia.
rewrite ln_shift /log_lo -/k -/K zr_add mulrDl ler_add2l.
have hB : Z.le (two P) (Z.div (Z.mul (Zpos n) (two P)) K).
  apply: BinInt.Z.div_le_lower_bound => //; apply: BinInt.Z.mul_le_mono_nonneg_r; lia.
apply: le_trans (frac_loP t0 j hB) _; apply: ler_wpmul2l; first by rewrite exprn_ge0 ?ler0n.
apply: ln_mono; first by rewrite divr_gt0 // zr_gt0; lia.
by rewrite scaled ler_pmul2r ?invr_gt0 // div_le.
Qed.

Lemma log_hiP : 2%:R ^+ j * ln_pos n <= zr (log_hi P j n) * u.
Proof.
have t0 := two_gt0 P; have tr : 0 < zr (two P) by rewrite zr_gt0; lia.
rewrite ln_shift /log_hi -/k -/K zr_add mulrDl ler_add2l.
have n0 : Z.lt Z0 (Z.mul (Zpos n) (two P)) by lia.
have hB : Z.le (up (Z.mul (Zpos n) (two P)) K) (Z.mul z2 (two P)).
  apply: up_le => //; have := BinInt.Z.mul_le_mono_nonneg_r (Zpos n) (Z.mul z2 K) (two P); lia.
apply: le_trans (frac_hiP t0 j (up_pos K0 n0) hB); apply: ler_wpmul2l.
  by rewrite exprn_ge0 ?ler0n.
apply: ln_mono; first by rewrite divr_gt0 ?zr_pos // zr_gt0; lia.
by rewrite scaled ler_pmul2r ?invr_gt0 // up_ge.
Qed.
End Integer.

Lemma u_gt0 : 0 < u.
Proof.
have h : 0 < (2%:R : R)^-1 by rewrite invr_gt0 ltr0n.
have := lnf_le ln h; rewrite lnV ?ltr0n // ler_oppl opprB => h1.
apply: lt_le_trans h1; rewrite subr_gt0 invf_lt1 ?ltr0n //.
by rewrite ltr1n.
Qed.

Lemma qr_invZ a : qr (Qinv (Qmake a xH)) = (zr a)^-1.
Proof.
have neg n : zr (Zneg n) = - zr (Zpos n) by rewrite /Claim.zr -mulrNz; congr (_%:~R); lia.
have one : zr (Zpos xH) = 1 by rewrite /Claim.zr.
case: a => [|n|n]; rewrite /Qinv /Claim.qr /frac /=.
- by rewrite one divr1 (_ : zr Z0 = 0) ?invr0 // /Claim.zr.
- by rewrite one mul1r.
by rewrite !neg one mulN1r invrN.
Qed.

(* ln (m + 1) - ln m *)
Lemma ln_succ m : (zr (Zpos (BinPos.Pos.succ m)))^-1 <= ln_pos (BinPos.Pos.succ m) - ln_pos m
  /\ ln_pos (BinPos.Pos.succ m) - ln_pos m <= (zr (Zpos m))^-1.
Proof.
have m0 := zr_pos R m; have s0 := zr_pos R (BinPos.Pos.succ m).
have sE : zr (Zpos (BinPos.Pos.succ m)) = zr (Zpos m) + 1.
  rewrite (_ : 1 = zr (Zpos xH)) -?zr_add; first by congr (zr _); lia.
  by rewrite /Claim.zr.
rewrite /ln_pos -ln_div //; split.
  have d0 : 0 < zr (Zpos m) / zr (Zpos (BinPos.Pos.succ m)) by rewrite divr_gt0.
  have := lnf_le ln d0; rewrite -[_ / _]invf_div lnV ?divr_gt0 // ler_oppl opprB invf_div.
  apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by apply: (mulIf (lt0r_neq0 s0)); rewrite mulVf ?gt_eqF // mulrBl divfK ?gt_eqF // mul1r sE addrC addKr.
have d0 : 0 < zr (Zpos (BinPos.Pos.succ m)) / zr (Zpos m) by rewrite divr_gt0.
apply: le_trans (lnf_le ln d0) _; rewrite sE mulrDl divff ?gt_eqF // mul1r addrC addKr.
exact: lexx.
Qed.

Lemma ln2_loP P j : 0 <= qr (ln2_lo P j) /\ 2%:R ^+ j * qr (ln2_lo P j) <= u.
Proof.
rewrite /ln2_lo qr_invZ zr_mul zr_sub invfM; set m := unit_at j.
have [h _] := ln_succ m; have p0 : 0 < 2%:R ^+ j :> R by rewrite exprn_gt0 ?ltr0n.
have s0 := zr_pos R (BinPos.Pos.succ m).
have hd : 2%:R ^+ j * (ln_pos (BinPos.Pos.succ m) - ln_pos m) <=
    (zr (log_hi P j (BinPos.Pos.succ m)) - zr (log_lo P j m)) * u.
  by rewrite mulrBr mulrBl ler_sub ?log_hiP ?log_loP.
move: hd; set d := zr _ - zr _ => hd.
have dp : 0 < d * u.
  by apply: lt_le_trans hd; rewrite mulr_gt0 // (lt_le_trans _ h) // invr_gt0.
have d0 : 0 < d by rewrite -(pmulr_lgt0 _ u_gt0).
split; first by rewrite mulr_ge0 ?invr_ge0 ?ltW.
rewrite mulrA ler_pdivr_mulr // [u * d]mulrC; apply: le_trans hd.
by apply: ler_wpmul2l => //; apply: ltW.
Qed.

Lemma ln2_hiP P j : 0 < qr (ln2_hi P j) -> u <= 2%:R ^+ j * qr (ln2_hi P j).
Proof.
rewrite /ln2_hi qr_invZ zr_mul zr_sub invfM; set m := unit_at j.
have [_ h] := ln_succ m; have p0 : 0 < 2%:R ^+ j :> R by rewrite exprn_gt0 ?ltr0n.
have hd : (zr (log_lo P j (BinPos.Pos.succ m)) - zr (log_hi P j m)) * u <=
    2%:R ^+ j * (ln_pos (BinPos.Pos.succ m) - ln_pos m).
  by rewrite mulrBr mulrBl ler_sub ?log_hiP ?log_loP.
move: hd; set d := zr _ - zr _ => hd.
rewrite pmulr_rgt0 invr_gt0 ?zr_pos // => d0.
rewrite mulrA ler_pdivl_mulr // mulrC; apply: le_trans hd _.
by apply: ler_wpmul2l => //; apply: ltW.
Qed.

(* what positive numbers stand for, with their bounds *)
Section Within.
Variables (f : positive -> R) (P j : nat) (within : positive -> Z * Z).
Definition bounds (x : R) (b : Z * Z) : Prop :=
  zr b.1 * u <= 2%:R ^+ j * x /\ 2%:R ^+ j * x <= zr b.2 * u.
Hypothesis inside : forall n, bounds (f n) (within n).
Definition sum_named (xs : seq (Q * positive)) : R := \sum_(x <- xs) qr x.1 * f x.2.

Lemma lowerP xs : qr (lower within xs) * u <= 2%:R ^+ j * sum_named xs.
Proof.
elim: xs => [|[q n] xs IH] /=; first by rewrite qr0 mul0r /sum_named big_nil mulr0.
rewrite /sum_named big_cons mulrDr qr_red qr_add qr_mul mulrDl addrC ler_add //=.
have [lo hi] := inside n; rewrite qr_z mulrCA -mulrA; case: BinInt.Z.leb_spec0 => q0.
  apply: ler_wpmul2l => //.
  by rewrite qr_ge0; lia.
apply: ler_wnmul2l => //.
by rewrite qr_le0; lia.
Qed.

Theorem positive_atP r xs : positive_at P j within r xs -> 0 < qr r + sum_named xs.
Proof.
have p0 : 0 < 2%:R ^+ j :> R by rewrite exprn_gt0 ?ltr0n.
have hs := lowerP xs; rewrite /positive_at; case: ifP => [/(@qr_eqb R) ->|_].
  rewrite qr0 add0r -(qr_gt0 R) => s0; rewrite -(pmulr_rgt0 _ p0).
  by apply: lt_le_trans hs; rewrite mulr_gt0 ?u_gt0.
have out v : 2%:R ^+ j * v <= qr (lower within xs) * u -> 0 < qr r + v -> 0 < qr r + sum_named xs.
  move=> hv h; apply: lt_le_trans h _; rewrite ler_add2l -(ler_pmul2l p0).
  exact: le_trans hs.
case: BinInt.Z.leb_spec0 => s0.
  rewrite -(qr_gt0 R) qr_add qr_mul; apply: out.
  have [_ h] := ln2_loP P j; rewrite mulrCA; apply: ler_wpmul2l => //.
  by rewrite qr_ge0; lia.
case/andP; rewrite -(qr_gt0 R) => /ln2_hiP h; rewrite -(qr_gt0 R) qr_add qr_mul.
apply: out; rewrite mulrCA; apply: ler_wnmul2l => //.
by rewrite qr_le0; lia.
Qed.
End Within.

Lemma encloseP P j n : bounds j (ln_pos n) (enclose P j n).
Proof. by split; [exact: log_loP | exact: log_hiP]. Qed.
End Sound.
