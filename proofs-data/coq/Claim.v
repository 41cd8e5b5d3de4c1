(* Certificates: claims as data, and what decides them by computation.

   A claim is a list of terms: rational coefficients times quantities.  `total'
   is what it says, in the quantities of this development; `table' computes its
   values on the rays with binary numbers.  The theorems universal, every and
   some say that a table of the right sign proves the claim: for every law, for
   every law and schedule, for every law and some schedule of a list. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures Times.
From mdmcert Require Import Table Weights.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---- rational numbers ---- *)

Definition zr (R : realFieldType) (z : BinNums.Z) : R := (int_of_Z z)%:~R.
(* the number n/d *)
Definition frac (R : realFieldType) (n : BinNums.Z) (d : positive) : R :=
  zr R n / zr R (Zpos d).
Arguments frac {R} n%Z_scope d%positive_scope.
Definition qr (R : realFieldType) (q : Q) : R := frac (Qnum q) (Qden q).

Section Rationals.
Variable R : realFieldType.
Implicit Types (a b : BinNums.Z) (q r : Q).

Lemma zr_add a b : zr R (BinInt.Z.add a b) = zr R a + zr R b.
Proof. by rewrite /zr -rmorphD /=; congr (_ %:~R); lia. Qed.

Lemma zr_mul a b : zr R (BinInt.Z.mul a b) = zr R a * zr R b.
Proof. by rewrite /zr -rmorphM /=; congr (_ %:~R); lia. Qed.

Lemma zr_ge0 a : (0 <= zr R a) = BinInt.Z.leb Z0 a.
Proof. by rewrite /zr ler0z; lia. Qed.

Lemma zr_le0 a : (zr R a <= 0) = BinInt.Z.leb a Z0.
Proof. by rewrite /zr lerz0; lia. Qed.

Lemma zr_gt0 a : (0 < zr R a) = BinInt.Z.ltb Z0 a.
Proof. by rewrite /zr ltr0z; lia. Qed.

Lemma zr_nat n : zr R (BinInt.Z.of_nat n) = n%:R.
Proof. by rewrite /zr (_ : int_of_Z _ = n) //; lia. Qed.

Lemma zr_pos d : 0 < zr R (Zpos d).
Proof. by rewrite zr_gt0. Qed.

Lemma zr_neq0 d : zr R (Zpos d) != 0.
Proof. by rewrite gt_eqF ?zr_pos. Qed.

Lemma qr0 : qr R (Qmake Z0 xH) = 0.
Proof. by rewrite /qr /frac /zr /= mul0r. Qed.

Lemma qr_z a : qr R (Qmake a xH) = zr R a.
Proof. by rewrite /qr /frac /= {2}/zr /= divr1. Qed.

Lemma qr_add q r : qr R (Qplus q r) = qr R q + qr R r.
Proof.
by rewrite /qr /frac /= addf_div ?zr_neq0 // -!zr_mul -zr_add.
Qed.

Lemma qr_mul q r : qr R (Qmult q r) = qr R q * qr R r.
Proof. by rewrite /qr /frac /= mulf_div -!zr_mul. Qed.

Lemma qr_eq q r : Qeq q r -> qr R q = qr R r.
Proof.
rewrite /Qeq => h; apply/eqP; rewrite /qr /frac eqr_div ?zr_neq0 //.
by rewrite -!zr_mul h.
Qed.

Lemma qr_red q : qr R (Qred q) = qr R q.
Proof. by apply: qr_eq; apply: Qred_correct. Qed.

Lemma qr_eqb q r : Qeq_bool q r -> qr R q = qr R r.
Proof. by move=> h; apply: qr_eq; apply: Qeq_bool_eq. Qed.

Lemma qr_ge0 q : (0 <= qr R q) = BinInt.Z.leb Z0 (Qnum q).
Proof. by rewrite /qr /frac pmulr_lge0 ?invr_gt0 ?zr_pos ?zr_ge0. Qed.

Lemma qr_le0 q : (qr R q <= 0) = BinInt.Z.leb (Qnum q) Z0.
Proof. by rewrite /qr /frac pmulr_lle0 ?invr_gt0 ?zr_pos ?zr_le0. Qed.

Lemma qr_gt0 q : (0 < qr R q) = BinInt.Z.ltb Z0 (Qnum q).
Proof. by rewrite /qr /frac pmulr_lgt0 ?invr_gt0 ?zr_pos ?zr_gt0. Qed.

Lemma zr_sub a b : zr R (BinInt.Z.sub a b) = zr R a - zr R b.
Proof. by apply/eqP; rewrite eq_sym subr_eq -zr_add; apply/eqP; congr (zr R _); lia. Qed.

Lemma zr_le a b : (zr R a <= zr R b) = BinInt.Z.leb a b.
Proof. by rewrite -subr_ge0 -zr_sub zr_ge0; lia. Qed.

Lemma qr_le q r : Qle_bool q r = (qr R q <= qr R r).
Proof.
rewrite /Qle_bool /qr /frac ler_pdivr_mulr ?zr_pos // mulrAC.
by rewrite ler_pdivl_mulr ?zr_pos // -!zr_mul zr_le.
Qed.
End Rationals.

Definition qmin (q r : Q) : Q := if Qle_bool q r then q else r.
Definition qmax (q r : Q) : Q := if Qle_bool q r then r else q.

Arguments Qred : simpl never.
Arguments Qplus : simpl never.
Arguments Qmult : simpl never.

(* the same number, to compute with *)
Definition ratio (n : BinNums.Z) (d : positive) : Q := Qmake n d.
Arguments ratio n%Z_scope d%positive_scope.

Notation q0 := (Qmake Z0 xH).

(* ---- independent unmask times ---- *)

(* a common denominator of the probabilities, and what they are over it *)
Definition common (pi : seq Q) : positive :=
  foldr (fun a d => BinInt.Z.to_pos (BinInt.Z.lcm (Zpos (Qden a)) (Zpos d))) xH pi.
Definition over_common pi : seq BinNums.Z := let d := Zpos (common pi) in
  [seq BinInt.Z.mul (Qnum a) (BinInt.Z.div d (Zpos (Qden a))) | a <- pi].
Definition times_q pi : bool := let ns := over_common pi in
  [&& all (fun a => BinInt.Z.leb Z0 (Qnum a)) pi,
      BinInt.Z.eqb (foldr BinInt.Z.add Z0 ns) (Zpos (common pi))
    & all (fun x => Qeq_bool x.1 (Qmake x.2 (common pi))) (zip pi ns)].
(* what `weights' or `weight_rays' is, of pi *)
Definition of_times (f : nat -> BinNums.Z -> seq BinNums.Z -> seq BinNums.Z) L pi : seq Q :=
  let d := Zpos (common pi) in let w := BinInt.Z.to_pos (whole L d) in
  [seq Qmake x w | x <- f L d (over_common pi)].

Section Unmask_times.
Variables (R : realFieldType) (pi : seq Q).
Hypothesis ok : times_q pi.
Notation qr := (qr R).
Notation zr := (zr R).
Notation d := (Zpos (common pi)).
Notation ns := (over_common pi).
Notation times := [seq qr a | a <- pi].

Let f : {rmorphism BinNums.Z -> R} := [rmorphism of intr \o int_of_Z].

Lemma times_common : times = [seq f n / f d | n <- ns].
Proof.
case/and3P: ok => _ _ /(all_nthP (q0, Z0)) h.
have sz : size pi = size ns by rewrite size_map.
apply: (@eq_from_nth _ 0) => [|i]; rewrite !size_map // => ip.
have := h i; rewrite size_zip -sz minnn nth_zip //= => /(_ ip) /(@qr_eqb R) E.
by rewrite (nth_map q0) // (nth_map Z0) ?size_map // E.
Qed.

Lemma times_qP : times_ok times.
Proof.
case/and3P: ok => p0 /BinInt.Z.eqb_eq p1 _; apply/andP; split.
  by rewrite all_map; apply: sub_all p0 => a /=; rewrite qr_ge0.
rewrite times_common big_map -mulr_suml.
suff -> : \sum_(n <- ns) f n = f d by rewrite divff ?zr_neq0.
rewrite -[in RHS]p1; elim: ns => [|n l IH]; first by rewrite big_nil.
by rewrite big_cons IH -rmorphD.
Qed.

Variable L : nat.
Hypothesis L0 : (0 < L)%N.

Lemma of_timesE g y k : (k < L)%N -> size (g L d ns) = L ->
  f (nth 0 (g L d ns) k) = f d ^+ L * y -> qr (nth q0 (of_times g L pi) k) = y.
Proof.
move=> kL sg E; have w0 : 0 < f (whole L d) by rewrite wholeE exprn_gt0 // zr_pos.
have wE : zr (Zpos (BinInt.Z.to_pos (whole L d))) = f d ^+ L.
  rewrite -wholeE BinInt.Z2Pos.id //; move: w0.
  by rewrite -[f (whole L d)]/(zr (whole L d)) zr_gt0; lia.
have d0 : f d ^+ L != 0 by rewrite expf_neq0 // zr_neq0.
rewrite (nth_map Z0) ?sg //= /Claim.qr /frac wE -[X in X / _]/(f (nth 0 (g L d ns) k)) E.
by rewrite mulrAC divff // mul1r.
Qed.

Lemma times_a k : (k < L)%N -> qr (nth q0 (of_times weights L pi) k) = a_iid L times k.
Proof.
move=> kL; apply: of_timesE => //; first exact: size_weights.
by rewrite weightsE ?zr_neq0 // -times_common.
Qed.

Lemma times_rays m : (m < L)%N -> qr (nth q0 (of_times weight_rays L pi) m) =
  \sum_(k < m.+1) a_iid L times k - m.+1%:R.
Proof.
move=> mL; apply: of_timesE => //; first by rewrite size_scanl size_weights.
by rewrite weight_raysE ?zr_neq0 // -times_common.
Qed.
End Unmask_times.

(* ---- claims ---- *)

(* what draws: block sizes, an ordered partition, independent times, a policy *)
Inductive sampler :=
  | By_sizes (sz : seq nat) | By_blocks (ds : seq (seq nat)) | By_times (pi : seq Q)
  | By_policy (tab : states).

Inductive quantity :=
  | Number (n : nat)            (* L, and what is counted in a schedule *)
  | Curve_e (k : nat) | Curve_d (k : nat) | Curve_Z (j : nat)
  | Tc | Dtc | Sum_mi | Joint   (* Joint is the entropy of the word *)
  | Li_Cai_R (s : nat) | Last_U (s : nat)
  | Ekl (sz : seq nat)
  | Ekl_times (pi : seq Q)
  | Ekl_any                     (* of the schedule that the claim is about *)
  | Ekl_process                 (* of random sizes *)
  (* not seen on the rays: for Joint.v and Instance.v *)
  | Cond_H (a c : seq nat) | Mutual_I (a b c : seq nat)
  | Total_C (gs : seq (seq nat)) (c : seq nat)
  | Ekl_blocks (ds : seq (seq nat))
  | Kl_mixed (s : sampler) | Ter_gap (s : sampler)
  | Tv (s : sampler) | Ser (s : sampler)
  | Rounds_p (tab : states) | Rounds_q (tab : states) | Rounds_max (tab : states)
  | Pmax (i : nat) | Pmax_least
  | Log (n : positive).

Record term := Term { coef_n : BinNums.Z; coef_d : positive; what : quantity }.
Arguments Term coef_n%Z_scope coef_d%positive_scope what.
Definition coef t := Qmake (coef_n t) (coef_d t).

(* f t_1 + .. + f t_n *)
Definition sum_of (R : realFieldType) (f : term -> R) (ts : seq term) : R :=
  if ts is t :: ts' then foldl (fun x t => x + f t) (f t) ts' else 0.

Lemma sum_ofE (R : realFieldType) (f : term -> R) ts :
  sum_of f ts = \sum_(t <- ts) f t.
Proof.
case: ts => [|t ts]; first by rewrite big_nil.
rewrite big_cons /=; elim: ts (f t) => [|u ts IH] x /=.
  by rewrite big_nil addr0.
by rewrite IH big_cons addrA.
Qed.

Section Total.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Variables any process : R.

(* the law of what is drawn *)
Definition output (s : sampler) : {ffun 'I_L -> V} -> R :=
  match s with
  | By_sizes sz => pYmix p sz
  | By_blocks ds => pY_blocks p ds
  | By_times pi => pY_iid p [seq qr R a | a <- pi]
  | By_policy tab => pY_table p tab
  end.

Definition value (q : quantity) : R :=
  match q with
  | Number n => n%:R
  | Curve_e k => e H k
  | Curve_d k => d H k
  | Curve_Z j => Z H j
  | Tc => TC H
  | Dtc => DTC H
  | Sum_mi => sum_mi H
  | Joint => H setT
  | Li_Cai_R s => R_bound H s
  | Last_U s => U H s
  | Ekl sz => ekl ln p sz
  | Ekl_times pi => ekl_iid ln p [seq qr R a | a <- pi]
  | Ekl_any => any
  | Ekl_process => process
  | Cond_H a c => cond_H ln p a c
  | Mutual_I a b c => mutual_I ln p a b c
  | Total_C gs c => total_C ln p gs c
  | Ekl_blocks ds => ekl_blocks ln p ds
  | Kl_mixed s => KL ln p (output s)
  | Ter_gap s => KL ln p (output s) / L%:R
  | Tv s => tv p (output s)
  | Ser s => ser p (output s)
  | Rounds_p tab => mean_rounds_p p tab
  | Rounds_q tab => mean_rounds_q p tab
  | Rounds_max tab => (most_rounds p tab)%:R
  | Pmax i => pmax p i
  | Pmax_least => pmax_least p
  | Log n => ln (zr R (Zpos n))
  end.
Definition value_of t : R := frac (coef_n t) (coef_d t) * value (what t).
Definition total : seq term -> R := sum_of value_of.

Lemma totalE ts : total ts = \sum_(t <- ts) value_of t.
Proof. exact: sum_ofE. Qed.
End Total.

(* ---- their values on the rays m = 1..L ---- *)

Section Rays.
Variable L : nat.
Let LZ := BinInt.Z.of_nat L.
Let rays (f : BinNums.Z -> BinNums.Z) : seq Q :=
  [seq Qmake (f (BinInt.Z.of_nat m)) xH | m <- iota 1 L].

(* s 2^(1-a), for the least a with s <= n 2^a *)
Fixpoint first_q (r : nat) (s n : BinNums.Z) (den : positive) : Q :=
  if r is r'.+1 then
    if BinInt.Z.leb s n then Qmake (BinInt.Z.mul (Zpos (xO xH)) s) den
    else first_q r' s (BinInt.Z.mul (Zpos (xO xH)) n) (xO den)
  else Qmake (BinInt.Z.mul (Zpos (xO xH)) s) den.
Definition row_R (s : nat) : seq Q :=
  let J := up_log 2 s in let sZ := BinInt.Z.of_nat s in
  [seq (let n := BinInt.Z.sub LZ (BinInt.Z.of_nat m) in
        if BinInt.Z.eqb n Z0 then q0 else first_q J sZ n xH) | m <- iota 1 L].

Definition row (q : quantity) : seq Q :=
  match q with
  | Number _ => nseq L q0
  | Curve_e k => let k := BinInt.Z.of_nat k in rays (BinInt.Z.min k)
  | Curve_d k => let k := BinInt.Z.of_nat k in
      rays (fun m => if BinInt.Z.leb k m then Zpos xH else Z0)
  | Curve_Z j => let j := BinInt.Z.of_nat j in
      rays (fun m => if BinInt.Z.ltb m j then Zpos xH else Z0)
  | Tc => rays (fun m => BinInt.Z.sub LZ m)
  | Dtc => rays (fun m => if BinInt.Z.ltb m LZ then m else Z0)
  | Sum_mi => rays (fun m => if BinInt.Z.ltb m LZ then LZ else Z0)
  | Joint => rays id
  | Li_Cai_R s => row_R s
  | Last_U s => let s1 := BinInt.Z.of_nat s.-1 in
      rays (fun m => BinInt.Z.min s1 (BinInt.Z.sub LZ m))
  | Ekl sz => [seq Qmake (BinInt.Z.of_nat x) xH | x <- ekl_rays sz]
  | Ekl_times pi => of_times weight_rays L pi
  | _ => nseq L q0
  end.

Definition number (q : quantity) : Q :=
  if q is Number n then Qmake (BinInt.Z.of_nat n) xH else q0.
Definition is_any (q : quantity) := if q is Ekl_any then true else false.
Definition is_process (q : quantity) := if q is Ekl_process then true else false.

Definition valid (q : quantity) : bool :=
  match q with
  | Curve_d k | Curve_Z k => (0 < k)%N
  | Li_Cai_R s => (0 < s)%N
  | Last_U s => (0 < s <= L)%N
  | Ekl sz => sumn sz == L
  | Ekl_times pi => times_q pi && (0 < L)%N
  | Cond_H _ _ | Mutual_I _ _ _ | Total_C _ _ | Ekl_blocks _
  | Kl_mixed _ | Ter_gap _ | Tv _ | Ser _ | Rounds_p _ | Rounds_q _
  | Rounds_max _ | Pmax _ | Pmax_least | Log _ => false
  | _ => true
  end.

Definition axpy (c : Q) (xs ys : seq Q) : seq Q :=
  [seq Qred (Qplus (Qmult c x.1) x.2) | x <- zip xs ys].
Definition table (ts : seq term) : seq Q :=
  foldr (fun t => axpy (coef t) (row (what t))) (nseq L q0) ts.
Definition numbers (ts : seq term) : Q :=
  foldr (fun t x => Qred (Qplus (Qmult (coef t) (number (what t))) x)) q0 ts.
(* the sum of the coefficients of the terms in P *)
Definition coef_of (P : pred quantity) (ts : seq term) : Q :=
  foldr (fun t x => if P (what t) then Qred (Qplus (coef t) x) else x) q0 ts.

Lemma size_axpy c xs ys : size xs = size ys -> size (axpy c xs ys) = size ys.
Proof. by move=> h; rewrite size_map size_zip h minnn. Qed.

Lemma size_row q : valid q -> size (row q) = L.
Proof.
case: q => [n|k|k|j|||||s|s|sz|pi||||||||||||||||] v //; rewrite /= ?size_map ?size_iota ?size_nseq //.
  by rewrite size_ekl_rays; apply/eqP.
by rewrite size_scanl size_weights; case/andP: v.
Qed.

Lemma size_table ts : all (fun t => valid (what t)) ts -> size (table ts) = L.
Proof.
elim: ts => /= [_|t ts IH /andP [vt vts]]; first by rewrite size_nseq.
by rewrite size_axpy ?IH // size_row.
Qed.
End Rays.

(* ---- the checks ---- *)

Definition sign (ge : bool) (q : Q) : bool :=
  if ge then BinInt.Z.leb Z0 (Qnum q) else BinInt.Z.leb (Qnum q) Z0.
Definition zero (q : Q) : bool := Qeq_bool q q0.
Definition same (xs ys : seq Q) : bool :=
  (size xs == size ys) && all (fun x => Qeq_bool x.1 x.2) (zip xs ys).

Definition check_universal L ge ts tab : bool :=
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts),
      same (table L ts) tab & all (sign ge) tab].

(* the worst of c x for the errors 0 <= x <= b of a schedule *)
Definition worst ge c b : Q :=
  let cb := Qmult c (Qmake b xH) in if sign ge cb then q0 else cb.
Definition extreme L (S : nat) ge c : seq Q :=
  [seq worst ge c (BinInt.Z.min (BinInt.Z.of_nat S.-1)
       (BinInt.Z.sub (BinInt.Z.of_nat L) (BinInt.Z.of_nat m))) | m <- iota 1 L].
Definition check_every L S ge ts tab : bool :=
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts),
      same (axpy (Qmake (Zpos xH) xH) (extreme L S ge (coef_of is_any ts)) (table L ts)) tab
    & all (sign ge) tab].

(* the errors of random sizes on the rays: sums of a_k - 1 *)
Definition step x y : Q := Qred (Qplus (Qplus x y) (Qmake (Zneg xH) xH)).
Definition row_process (a : seq Q) : seq Q := scanl step q0 a.
Definition check_process L ge a ts tab : bool :=
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts), size a == L,
      same (axpy (coef_of is_process ts) (row_process a) (table L ts)) tab
    & all (sign ge) tab].

(* a schedule of a mixture, with its weight *)
Record part := Part { part_n : BinNums.Z; part_d : positive; part_sizes : seq nat }.
Arguments Part part_n%Z_scope part_d%positive_scope part_sizes.
Definition part_weight i := Qmake (part_n i) (part_d i).
Definition part_ok L (S : nat) i : bool :=
  [&& BinInt.Z.ltb Z0 (part_n i), sumn (part_sizes i) == L & all (fun a => a <= S)%N (part_sizes i)].
Definition mix L ts parts : seq Q :=
  foldr (fun i => axpy (Qred (Qmult (coef_of is_any ts) (part_weight i)))
                       (row L (Ekl (part_sizes i)))) (table L ts) parts.
Definition check_some L S ge ts parts tab : bool :=
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts), all (part_ok L S) parts,
      Qeq_bool (foldr (fun i x => Qred (Qplus (part_weight i) x)) q0 parts) (Qmake (Zpos xH) xH)
    & same (mix L ts parts) tab && all (sign ge) tab].

(* hypotheses, which are about numbers alone *)
Inductive relation := is_le | is_lt | is_eq | is_ne | is_ge | is_gt.
Definition rel_holds (R : realFieldType) r (x : R) : bool :=
  match r with
  | is_le => x <= 0 | is_lt => x < 0 | is_eq => x == 0
  | is_ne => x != 0 | is_ge => 0 <= x | is_gt => 0 < x
  end.
Definition rel_q r (q : Q) : bool :=
  let z := Qnum q in
  match r with
  | is_le => BinInt.Z.leb z Z0 | is_lt => BinInt.Z.ltb z Z0
  | is_eq => BinInt.Z.eqb z Z0 | is_ne => ~~ BinInt.Z.eqb z Z0
  | is_ge => BinInt.Z.leb Z0 z | is_gt => BinInt.Z.ltb Z0 z
  end.
Definition number_of (R : realFieldType) t : R :=
  frac (coef_n t) (coef_d t) * (if what t is Number n then n%:R else 0).
Definition check_numbers r ts : bool := rel_q r (numbers ts).

Lemma rel_qr (R : realFieldType) r q : rel_holds r (qr R q) = rel_q r q.
Proof.
have eq0 : (qr R q == 0) = BinInt.Z.eqb (Qnum q) Z0.
  rewrite /qr /frac mulf_eq0 invr_eq0 (negPf (zr_neq0 _ _)) orbF /zr intr_eq0; lia.
have lt0 : (qr R q < 0) = BinInt.Z.ltb (Qnum q) Z0 by rewrite ltNge qr_ge0; lia.
by case: r; rewrite /= ?qr_le0 ?lt0 ?eq0 ?qr_ge0 ?qr_gt0.
Qed.

Theorem numeric (R : realFieldType) r ts : check_numbers r ts ->
  rel_holds r (sum_of (number_of R) ts).
Proof.
rewrite /check_numbers -(rel_qr R) sum_ofE.
suff -> : \sum_(t <- ts) number_of R t = qr R (numbers ts) by [].
elim: ts => [|t ts IH]; first by rewrite big_nil qr0.
rewrite big_cons IH /= qr_red qr_add qr_mul; congr (_ * _ + _).
by case: (what t) => *; rewrite /= ?qr0 // qr_z zr_nat.
Qed.

Section Sound.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Let hpm := Hpm ln p.
Notation H := (H ln p).
Notation lin := (lin hpm).
Notation qr := (qr R).
Notation row := (row L).
Notation at_ m s := (qr (nth q0 s m)).

Lemma axpyE c xs ys m : size xs = size ys -> (m < size ys)%N ->
  at_ m (axpy c xs ys) = qr c * at_ m xs + at_ m ys.
Proof.
move=> h hm; rewrite (nth_map (q0, q0)) ?size_zip ?h ?minnn // nth_zip //=.
by rewrite qr_red qr_add qr_mul.
Qed.

Lemma rays_at (f : BinNums.Z -> BinNums.Z) m : (m < L)%N ->
  at_ m [seq Qmake (f (BinInt.Z.of_nat i)) xH | i <- iota 1 L]
  = zr R (f (BinInt.Z.of_nat m.+1)).
Proof. by move=> mL; rewrite (nth_map 0%N) ?size_iota // nth_iota // qr_z add1n. Qed.

Lemma at_nseq m : at_ m (nseq L q0) = 0.
Proof. by rewrite nth_nseq if_same qr0. Qed.


Lemma first_qE r a z den s n : z = BinInt.Z.of_nat (n * 2 ^ a) ->
  zr R (Zpos den) = 2%:R ^+ a ->
  qr (first_q r (BinInt.Z.of_nat s) z den) = s%:R * first R r a s n.
Proof.
have two x : zr R (BinInt.Z.mul (Zpos (xO xH)) x) = 2%:R * zr R x.
  by rewrite zr_mul; congr (_ * _); rewrite /zr.
have dbl k : BinInt.Z.mul (Zpos (xO xH)) (BinInt.Z.of_nat k) = BinInt.Z.of_nat (2 * k).
  by lia.
have base d x : zr R (Zpos d) = x ->
    qr (Qmake (BinInt.Z.mul (Zpos (xO xH)) (BinInt.Z.of_nat s)) d) = s%:R * (2%:R * x^-1).
  by move=> dx; rewrite /Claim.qr /frac [Qnum _]/= [Qden _]/= two zr_nat dx -mulrA mulrCA.
elim: r a z den => [|r IH] a z den -> hd /=; first exact: base.
rewrite (_ : BinInt.Z.leb _ _ = (s <= n * 2 ^ a)%N); last by lia.
case: ifP => _; first exact: base.
apply: IH; first by rewrite expnS mulnCA -dbl.
by rewrite (_ : Zpos _~0 = BinInt.Z.mul (Zpos (xO xH)) (Zpos den)) // two hd exprS.
Qed.

Hypothesis L0 : (0 < L)%N.

Lemma rowP any proc q : valid L q -> exists x,
  value ln p any proc q = qr (number q) + (is_any q)%:R * any
                          + (is_process q)%:R * proc + x
  /\ lin (fun m => at_ m (row q)) x.
Proof.
have noray x : x = 0 -> lin (fun m => at_ m (nseq L q0)) x.
  by move=> ->; apply: eq_lin (lin0 _) => m _; rewrite at_nseq.
have ray f g x : lin f x -> (forall m, (m < L)%N -> f m = zr R (g (BinInt.Z.of_nat m.+1))) ->
    lin (fun m => at_ m [seq Qmake (g (BinInt.Z.of_nat i)) xH | i <- iota 1 L]) x.
  by move=> hf fg; apply: eq_lin hf => m mL; rewrite rays_at ?fg.
have zb (b : bool) : b%:R = zr R (if b then Zpos xH else Z0) by case: b; rewrite /zr.
have z0 : 0 = zr R Z0 by rewrite /zr.
have leZ k m : BinInt.Z.leb (BinInt.Z.of_nat k) (BinInt.Z.of_nat m) = (k <= m)%N by lia.
have ltZ k m : BinInt.Z.ltb (BinInt.Z.of_nat k) (BinInt.Z.of_nat m) = (k < m)%N by lia.
case: q => [n|k|k|j|||||s|s|sz|pi||||||||||||||||] v //; rewrite [is_any _]/= [is_process _]/=
  ?mul1r ?mul0r ?addr0 [number _]/= ?qr0 ?add0r.
- exists 0; rewrite qr_z zr_nat addr0; split=> //; exact: noray.
- exists (e H k); rewrite add0r; split=> //.
  apply: (ray _ (BinInt.Z.min (BinInt.Z.of_nat k)) _ (lin_e hpm k)) => m mL.
  by rewrite -zr_nat; congr (zr R _); lia.
- exists (d H k); rewrite add0r; split=> //.
  apply: (ray _ (fun m => if BinInt.Z.leb (BinInt.Z.of_nat k) m then Zpos xH else Z0)
    _ (lin_d hpm v)) => m mL.
  by rewrite leZ zb.
- exists (Z H j); rewrite add0r; split=> //.
  apply: (ray _ (fun m => if BinInt.Z.ltb m (BinInt.Z.of_nat j) then Zpos xH else Z0)
    _ (lin_Z hpm v)) => m mL.
  by rewrite ltZ zb.
- exists (TC H); rewrite add0r; split=> //.
  apply: (ray _ (fun m => BinInt.Z.sub (BinInt.Z.of_nat L) m) _ (lin_TC hpm)) => m mL.
  by rewrite -zr_nat; congr (zr R _); lia.
- exists (DTC H); rewrite add0r; split=> //.
  apply: (ray _ (fun m => if BinInt.Z.ltb m (BinInt.Z.of_nat L) then m else Z0)
    _ (lin_DTC hpm)) => m mL.
  by rewrite ltZ; case: ifP; rewrite ?zr_nat.
- exists (sum_mi H); rewrite add0r; split=> //.
  apply: (ray _ (fun m => if BinInt.Z.ltb m (BinInt.Z.of_nat L) then BinInt.Z.of_nat L
    else Z0) _ (lin_sum_mi hpm)) => m mL.
  by rewrite ltZ; case: ifP; rewrite ?zr_nat.
- exists (H setT); rewrite add0r; split=> //.
  by apply: (ray _ id _ (lin_H hpm)) => m mL; rewrite zr_nat.
- exists (R_bound H s); rewrite add0r; split=> //.
  apply: eq_lin (lin_R _ _ v L0) => m mL.
  rewrite /row_R (nth_map 0%N) ?size_iota // nth_iota // add1n; cbv beta zeta.
  have [Lm|Lm] := posnP (L - m.+1).
    by rewrite Lm R_ray0 // (_ : BinInt.Z.eqb _ _ = true) ?qr0 //; lia.
  rewrite R_rayE // (_ : BinInt.Z.eqb _ _ = false); last by lia.
  by apply/esym/first_qE => //; rewrite expn0 muln1; lia.
- exists (U H s); rewrite add0r; split=> //.
  apply: (ray _ (fun m => BinInt.Z.min (BinInt.Z.of_nat s.-1)
    (BinInt.Z.sub (BinInt.Z.of_nat L) m)) _ (lin_U hpm v)) => m mL.
  by rewrite -zr_nat; congr (zr R _); lia.
- exists (ekl ln p sz); rewrite add0r; split=> //; have szL := eqP v.
  rewrite ekl_curveE //; apply: eq_lin (lin_ekl_curve _ szL) => m mL.
  by rewrite (nth_map 0%N) ?size_ekl_rays ?szL // qr_z zr_nat.
- exists (ekl_iid ln p [seq qr a | a <- pi]); rewrite add0r; case/andP: v => v _; split=> //.
  rewrite ekl_iidE ?times_qP //; apply: eq_lin (lin_draws hpm _) => m mL.
  by rewrite times_rays.
- by exists 0; rewrite ?add0r ?addr0; split=> //; apply: noray.
- by exists 0; rewrite ?add0r ?addr0; split=> //; apply: noray.
Qed.

Lemma totalP any proc ts : all (fun t => valid L (what t)) ts -> exists x,
  total ln p any proc ts = qr (numbers ts) + qr (coef_of is_any ts) * any
                           + qr (coef_of is_process ts) * proc + x
  /\ lin (fun m => at_ m (table L ts)) x.
Proof.
rewrite totalE; elim: ts => [_|t ts IH /= /andP [vt vts]].
  exists 0; rewrite big_nil /= qr0 !mul0r !addr0; split=> //.
  by apply: eq_lin (lin0 _) => m _; rewrite at_nseq.
have [x [Ex hx]] := IH vts; have [y [E hy]] := rowP any proc vt.
have cE (P : pred quantity) : qr (if P (what t) then Qred (Qplus (coef t) (coef_of P ts))
    else coef_of P ts) = qr (coef t) * (P (what t))%:R + qr (coef_of P ts).
  by case: (P _); rewrite ?qr_red ?qr_add ?mulr1 ?mulr0 ?add0r.
exists (qr (coef t) * y + x); split.
  rewrite big_cons Ex /value_of E !cE qr_red qr_add qr_mul -[frac _ _]/(qr (coef t)).
  move: (qr (coef t)) (qr _) (_%:R) (_%:R) => a b c e.
  by move: (qr (numbers ts)) (qr _) (qr _) => f g i; ring.
apply: eq_lin (linD (linZ (qr (coef t)) hy) hx) => m mL.
by rewrite axpyE ?size_row ?size_table.
Qed.

(* ---- what a table shows ---- *)

Definition holds (ge : bool) (x : R) : bool := if ge then 0 <= x else x <= 0.

Lemma holds_sign ge q : holds ge (qr q) = sign ge q.
Proof. by case: ge; rewrite /holds ?qr_ge0 ?qr_le0. Qed.

Lemma lin_holds ge f x : lin f x -> (forall m, (m < L)%N -> holds ge (f m)) ->
  holds ge x.
Proof.
case: ge => hf h; first exact: lin_ge0 hf h.
rewrite /holds -oppr_ge0 -mulN1r; apply: (lin_ge0 (linZ (-1) hf)) => m mL.
by rewrite mulN1r oppr_ge0; apply: h.
Qed.

Lemma sameP ge xs tab m : size xs = L -> same xs tab -> all (sign ge) tab ->
  (m < L)%N -> holds ge (at_ m xs).
Proof.
move=> sx /andP [/eqP st /(all_nthP (q0, q0)) hs] /(all_nthP q0) hg mL.
have mx : (m < size (zip xs tab))%N by rewrite size_zip -st minnn sx.
have := hs m mx; rewrite nth_zip //= => /(@qr_eqb R) ->.
by rewrite holds_sign hg // -st sx.
Qed.

Lemma zero_qr q : zero q -> qr q = 0.
Proof. by move=> /(@qr_eqb R) ->; rewrite qr0. Qed.

(* Every law. *)
Theorem universal ge ts tab : check_universal L ge ts tab ->
  holds ge (total ln p 0 0 ts).
Proof.
case/and4P => v /zero_qr n0 hs hg.
have [x [-> hx]] := totalP 0 0 v; rewrite n0 !mulr0 !addr0 add0r.
by apply: lin_holds hx _ => m mL; apply: sameP hs hg mL; rewrite size_table.
Qed.

Lemma lin_ekl sz : sumn sz = L ->
  lin (fun m => (nth 0%N (ekl_rays sz) m)%:R) (ekl ln p sz).
Proof. by move=> szL; rewrite ekl_curveE //; apply: lin_ekl_curve. Qed.

Lemma worstP ge c (b x : nat) y : (x <= b)%N ->
  holds ge (qr (worst ge c (BinInt.Z.of_nat b)) + y) -> holds ge (qr c * x%:R + y).
Proof.
move=> xb; rewrite /worst.
have := holds_sign ge (Qmult c (Qmake (BinInt.Z.of_nat b) xH)).
case: ifP => _; rewrite qr_mul qr_z zr_nat; have [b0|b0] := posnP b.
- by move: xb; rewrite b0 leqn0 => /eqP ->; rewrite qr0 mulr0.
- rewrite qr0 add0r; case: (ge); rewrite /holds.
    by rewrite pmulr_lge0 ?ltr0n // => c0 y0; apply: addr_ge0 => //; apply: mulr_ge0 (ler0n _ _).
  rewrite pmulr_lle0 ?ltr0n // => c0 y0.
  by rewrite -[0]addr0 ler_add // mulr_le0_ge0 // ler0n.
- by rewrite b0 mulr0 => /negbT; case: (ge); rewrite /holds lexx.
case: (ge); rewrite /holds => /negbT; rewrite -ltNge.
  rewrite pmulr_llt0 ?ltr0n // => c0 y0; apply: le_trans y0 _.
  by rewrite ler_add2r ler_wnmul2l ?ler_nat // ltW.
rewrite pmulr_lgt0 ?ltr0n // => c0 y0; apply: le_trans y0.
by rewrite ler_add2r ler_wpmul2l ?ler_nat // ltW.
Qed.

(* Every law and every schedule of sizes up to S. *)
Theorem every S ge ts tab : check_every L S ge ts tab ->
  forall sz, sumn sz = L -> (smax sz <= S)%N -> holds ge (total ln p (ekl ln p sz) 0 ts).
Proof.
case/and4P => v /zero_qr n0 hs hg sz szL szS.
have [x [-> hx]] := totalP (ekl ln p sz) 0 v; rewrite n0 !mulr0 !addr0 add0r.
apply: lin_holds (linD (linZ _ (lin_ekl szL)) hx) _ => m mL.
apply: (@worstP ge _ (minn S.-1 (L - m.+1))).
  have := @ekl_rays_le sz m; rewrite szL => /(_ mL) h; apply: leq_trans h _; lia.
have st := size_table v; have se : size (extreme L S ge (coef_of is_any ts)) = size (table L ts).
  by rewrite size_map size_iota st.
have := @sameP ge _ tab m _ hs hg mL; rewrite size_axpy // => /(_ st).
rewrite axpyE ?se ?st // (_ : qr (Qmake _ _) = 1) ?mul1r; last by rewrite qr_z /zr.
rewrite (nth_map 0%N) ?size_iota // nth_iota // add1n.
by congr (is_true (holds ge (qr (worst _ _ _) + _))); lia.
Qed.

(* Random sizes. *)
Theorem random_sizes ge a ts tab : check_process L ge a ts tab ->
  forall P : process R L,
  (forall k, (k < L)%N -> expected P k = nth 0 [seq qr x | x <- a] k) ->
  holds ge (total ln p 0 (ekl_process ln p P) ts).
Proof.
case/and5P => v /zero_qr n0 /eqP sa hs hg P hP.
have [x [-> hx]] := totalP 0 (ekl_process ln p P) v; rewrite n0 !mulr0 addr0 add0r.
apply: lin_holds (linD (linZ _ (lin_process ln p P)) hx) _ => m mL.
have st := size_table v; have sr : size (row_process a) = L by rewrite size_scanl.
have := @sameP ge _ tab m _ hs hg mL; rewrite size_axpy ?sr // => /(_ st).
rewrite axpyE ?sr ?st //; congr (is_true (holds ge (_ * _ + _))).
rewrite nth_scanl ?sa //.
have hE n : (n <= L)%N -> qr (foldl step q0 (take n a)) = \sum_(k < n) expected P k - n%:R.
  elim: n => [|n IH] nL; first by rewrite take0 big_ord0 subr0 qr0.
  rewrite (take_nth q0) ?sa // -cats1 foldl_cat /= qr_red !qr_add IH ?(ltnW nL) //.
  rewrite big_ord_recr /= hP // (nth_map q0) ?sa // -addn1 natrD opprD !addrA.
  have -> : qr (Qmake (Zneg xH) xH) = - 1 by rewrite qr_z /zr.
  by rewrite [in RHS](addrAC _ _ (- n%:R)).
exact: hE.
Qed.

(* Every law and some schedule of a list. *)
Section Some.
Variables (S : nat) (ge : bool) (ts : seq term).
Hypothesis v : all (fun t => valid L (what t)) ts.
Hypothesis n0 : zero (numbers ts).
Let c := qr (coef_of is_any ts).
Let w i := qr (part_weight i).
Let f i := total ln p (ekl ln p (part_sizes i)) 0 ts.

Lemma mixP : exists x, (forall i, f i = c * ekl ln p (part_sizes i) + x) /\
  forall l, all (part_ok L S) l -> size (mix L ts l) = L /\
    lin (fun m => at_ m (mix L ts l))
        (\sum_(i <- l) c * w i * ekl ln p (part_sizes i) + x).
Proof.
have [x [_ hx]] := totalP 0 0 v; exists x; split=> [i|].
  have [y [E hy]] := totalP (ekl ln p (part_sizes i)) 0 v.
  by rewrite /f E (zero_qr n0) mulr0 addr0 add0r; congr (_ + _); rewrite hx hy.
elim=> [_|i l IH /= /andP [/and3P [_ /eqP iL _] hl]].
  by rewrite big_nil add0r size_table.
have [sl hm] := IH hl.
have sr : size (row (Ekl (part_sizes i))) = L by rewrite size_row //= iL.
rewrite size_axpy ?sr ?sl //; split=> //.
rewrite big_cons -addrA; apply: eq_lin (linD (linZ (c * w i) (lin_ekl iL)) hm) => m mL.
rewrite axpyE ?sr ?sl // qr_red qr_mul; congr (_ * _ + _).
by rewrite (nth_map 0%N) ?size_ekl_rays ?iL // qr_z zr_nat.
Qed.

Lemma pick l : all (part_ok L S) l -> holds ge (\sum_(i <- l) w i * f i) ->
  l = [::] \/ exists2 sz, sz \in [seq part_sizes i | i <- l] &
    holds ge (total ln p (ekl ln p sz) 0 ts).
Proof.
elim: l => [|i l IH /= /andP [/and3P [wi _ _] hl]]; first by left.
rewrite big_cons => hs; right.
have {}wi : 0 < w i by rewrite /w qr_gt0.
case hi : (holds ge (f i)); first by exists (part_sizes i); rewrite ?mem_head.
have [hl' l0] : holds ge (\sum_(j <- l) w j * f j) /\ \sum_(j <- l) w j * f j != 0.
  case: (ge) hs hi; rewrite /holds => hs /negbT; rewrite -ltNge => fi.
    have wf : w i * f i < 0 by rewrite pmulr_rlt0.
    have h : 0 < \sum_(j <- l) w j * f j.
      by rewrite -(ltr_add2l (w i * f i)) addr0; apply: lt_le_trans hs.
    by rewrite ltW // gt_eqF.
  have wf : 0 < w i * f i by rewrite pmulr_rgt0.
  have h : \sum_(j <- l) w j * f j < 0.
    by rewrite -(ltr_add2l (w i * f i)) addr0; apply: le_lt_trans hs wf.
  by rewrite ltW // lt_eqF.
have [lE|[sz sl hsz]] := IH hl hl'; first by rewrite lE big_nil eqxx in l0.
by exists sz; rewrite // inE sl orbT.
Qed.
End Some.

Theorem some S ge ts parts tab : check_some L S ge ts parts tab ->
  exists2 sz, sz \in [seq part_sizes i | i <- parts] &
    holds ge (total ln p (ekl ln p sz) 0 ts).
Proof.
case/and5P => v n0 hp hw /andP [hs hg].
have [x [fE hm]] := mixP S v n0; have [sm lm] := hm _ hp.
have w1 : \sum_(i <- parts) qr (part_weight i) = 1.
  transitivity (qr (foldr (fun i y => Qred (Qplus (part_weight i) y)) q0 parts)).
    elim: (parts) => [|i l IH]; first by rewrite big_nil qr0.
    by rewrite big_cons IH /= qr_red qr_add.
  by rewrite (@qr_eqb R _ _ hw) qr_z /zr.
have mean : holds ge (\sum_(i <- parts) qr (part_weight i) *
    total ln p (ekl ln p (part_sizes i)) 0 ts).
  rewrite (_ : bigop _ _ _ = \sum_(i <- parts) qr (coef_of is_any ts) *
      qr (part_weight i) * ekl ln p (part_sizes i) + x).
    by apply: lin_holds lm _ => m mL; apply: sameP hs hg mL.
  rewrite -[x]mul1r -w1 mulr_suml -big_split /=; apply: eq_bigr => i _.
  by rewrite fE mulrDr mulrA [_ * qr (coef_of _ _)]mulrC.
have [pE|//] := pick hp mean.
by move: w1; rewrite pE big_nil => /esym/eqP; rewrite oner_eq0.
Qed.
End Sound.
