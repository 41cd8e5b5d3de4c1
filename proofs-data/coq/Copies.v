(* Laws that refute: independent copies of MDS codes.

   The curve of a product of laws is the sum of their curves.  So for given
   numbers n_1 .. n_L there is a law whose curve is the sum of the rays m, each
   n_m times, in units of u = ln q (copies).  On it every quantity of a
   certificate is a rational number times u, and is decided by computation; so
   is the best of the errors of all schedules with sizes up to a bound. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Rays Claim.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Product.
Variables (R : realFieldType) (ln : logfun R) (I V W : finType).
Variable p : law R [finType of {ffun I -> V}].
Variable q : law R [finType of {ffun I -> W}].
Notation VW := [finType of (V * W)%type].
Implicit Types (z : {ffun I -> VW}).

Definition fst_of z : {ffun I -> V} := [ffun i => (z i).1].
Definition snd_of z : {ffun I -> W} := [ffun i => (z i).2].
Definition both (xy : {ffun I -> V} * {ffun I -> W}) : {ffun I -> VW} :=
  [ffun i => (xy.1 i, xy.2 i)].

Lemma bothK : cancel both (fun z => (fst_of z, snd_of z)).
Proof.
by move=> [x y]; rewrite /both /=; congr (_, _); apply/ffunP => i; rewrite !ffunE.
Qed.

Lemma bothVK : cancel (fun z => (fst_of z, snd_of z)) both.
Proof. by move=> z; apply/ffunP => i; rewrite !ffunE /=; case: (z i). Qed.

Lemma sum_both (F : {ffun I -> VW} -> R) :
  \sum_z F z = \sum_x \sum_y F (both (x, y)).
Proof.
rewrite pair_big /= (reindex both) /=; first by apply: eq_bigr => -[x y] _.
by exists (fun z => (fst_of z, snd_of z)) => z _; [apply: bothK | apply: bothVK].
Qed.

Definition product_prob z : R := p (fst_of z) * q (snd_of z).

Lemma product_both x y : product_prob (both (x, y)) = p x * q y.
Proof. by rewrite /product_prob; have [-> ->] := (bothK (x, y)). Qed.

Lemma product_ge0 z : 0 <= product_prob z.
Proof. by rewrite mulr_ge0 ?prob_ge0. Qed.

Lemma product_sum : \sum_z product_prob z = 1.
Proof.
rewrite sum_both (eq_bigr p) ?prob_sum // => x _.
rewrite (eq_bigr (fun y => p x * q y)); last by move=> y _; rewrite product_both.
by rewrite -mulr_sumr prob_sum mulr1.
Qed.

Definition product : law R [finType of {ffun I -> VW}] := Law product_ge0 product_sum.

Lemma agree_both S x y x' y' :
  agree S (both (x, y)) (both (x', y')) = agree S x x' && agree S y y'.
Proof.
apply/agreeP/andP => [h|[/agreeP h1 /agreeP h2] i iS]; last by rewrite !ffunE /= h1 ?h2.
by split; apply/agreeP => i /h; rewrite !ffunE /= => -[].
Qed.

Lemma marg_both S x y : marg product S (both (x, y)) = marg p S x * marg q S y.
Proof.
rewrite /marg big_mkcond sum_both mulr_suml [RHS]big_mkcond; apply: eq_bigr => x' _.
case: ifP => hx; last by rewrite big1 // => y' _; rewrite agree_both hx.
rewrite mulr_sumr [RHS]big_mkcond; apply: eq_bigr => y' _.
by rewrite agree_both hx /= product_both.
Qed.

Theorem H_product S : H ln product S = H ln p S + H ln q S.
Proof.
rewrite /H sum_both -opprD; congr (- _).
transitivity (\sum_x (p x * ln (marg p S x) + p x * \sum_y q y * ln (marg q S y))); last first.
  by rewrite big_split /= -mulr_suml prob_sum mul1r.
apply: eq_bigr => x _; have [px|px] := eqVneq (p x) 0.
  by rewrite px !mul0r addr0 big1 // => y _; rewrite /= product_both px !mul0r.
rewrite -[X in X + _]mulr1 -(prob_sum q) !mulr_sumr -big_split /=.
apply: eq_bigr => y _; rewrite /= product_both.
have [->|qy] := eqVneq (q y) 0; first by rewrite !(mulr0, mul0r) addr0.
rewrite marg_both lnfM ?marg_gt0 //.
by move: (p x) (q y) (ln _) (ln _) => a b c d; ring.
Qed.
End Product.

Section Copies.
Variables (R : realFieldType) (ln : logfun R) (L : nat).
Notation law_on V := (law R [finType of {ffun 'I_L -> V}]).

Lemma D_add (h f g : {set 'I_L} -> R) k : (forall S, h S = f S + g S) ->
  D h k = D f k + D g k.
Proof.
move=> hE; have eE j : e h j = e f j + e g j.
  by rewrite /e /avg -mulrDr -big_split; congr (_ * _); apply: eq_bigr => s _; rewrite hE.
by rewrite /D !eE opprD addrACA.
Qed.

(* n times the ray m, given that ray *)
Lemma repeat (u : R) (r : nat -> R) n :
  (exists (V : finType) (p : law_on V), forall k, (k < L)%N -> D (H ln p) k = r k * u) ->
  (exists (V : finType) (p : law_on V), forall k, (k < L)%N -> D (H ln p) k = 0) ->
  exists (V : finType) (p : law_on V), forall k, (k < L)%N -> D (H ln p) k = n%:R * r k * u.
Proof.
move=> [V [p hp]] [V0 [p0 h0]]; elim: n => [|n [W [q hq]]].
  by exists V0, p0 => k kL; rewrite h0 // !mul0r.
exists [finType of (V * W)%type], (product p q) => k kL.
rewrite (D_add _ (H_product ln p q)) hp // hq // -addn1 natrD.
by move: (r k) (n%:R) => a b; ring.
Qed.

Definition curve_of (n : seq nat) (k : nat) : R := \sum_(m < L | (k <= m)%N) (nth 0%N n m)%:R.

Theorem copies_D (n : seq nat) : exists (V : finType) (p : law_on V) (u : R),
  0 < u /\ forall k, (k < L)%N -> D (H ln p) k = curve_of n k * u.
Proof.
have [q Lq pq] := prime_above L.
have LF : (L <= #|'F_q|)%N by rewrite card_Fp // ltnW.
pose u : R := ln #|'F_q|%:R; have u0 : 0 < u by rewrite ln_gt0 // ltr1n finField_gt1_loc.
have ray m : (m <= L)%N -> exists (V : finType) (p : law_on V),
    forall k, (k < L)%N -> D (H ln p) k = (k < m)%N%:R * u.
  move=> mL; exists [finType of 'F_q], (@RS R [finFieldType of 'F_q] L m) => k kL.
  by rewrite RS_D //; case: ifP; rewrite ?mul1r ?mul0r.
have none : exists (V : finType) (p : law_on V), forall k, (k < L)%N -> D (H ln p) k = 0.
  by have [V [p hp]] := ray 0%N isT; exists V, p => k kL; rewrite hp // ltn0 mul0r.
suff [V [p hp]] : exists (V : finType) (p : law_on V), forall k, (k < L)%N ->
    D (H ln p) k = (\sum_(m < L | (k <= m)%N) (nth 0%N n m)%:R) * u.
  by exists V, p, u.
suff part M : (M <= L)%N -> exists (V : finType) (p : law_on V), forall k, (k < L)%N ->
    D (H ln p) k = (\sum_(m < M) (nth 0%N n m)%:R * (k < m.+1)%N%:R) * u.
  have [V [p hp]] := part L (leqnn L); exists V, p => k kL; rewrite hp //; congr (_ * _).
  rewrite [RHS]big_mkcond; apply: eq_bigr => m _.
  by rewrite ltnS; case: ifP; rewrite ?mulr1 ?mulr0.
elim: M => [|M IH] ML.
  by have [V [p hp]] := none; exists V, p => k kL; rewrite hp // big_ord0 mul0r.
have [V [p hp]] := IH (ltnW ML).
have [W [r hr]] := repeat (nth 0%N n M) (ray M.+1 ML) none.
exists [finType of (V * W)%type], (product p r) => k kL.
by rewrite (D_add _ (H_product ln p r)) hp // hr // big_ord_recr /= mulrDl.
Qed.

Theorem copies (n : seq nat) : exists (V : finType) (p : law_on V) (u : R),
  0 < u /\ forall m, (m < L)%N -> wt (Hpm ln p) m = (nth 0%N n m)%:R * u.
Proof.
have [V [p [u [u0 hu]]]] := copies_D n; exists V, p, u; split=> // m mL.
rewrite /wt /= hu //; have [mL'|Lm] := ltnP m.+1 L; last first.
  have -> : D (H ln p) m.+1 = 0 by apply: (D_big (Hpm ln p)).
  rewrite subr0 /curve_of (big_pred1 (Ordinal mL)) // => i.
  by rewrite /= -val_eqE /=; have := ltn_ord i; lia.
rewrite hu // -mulrBl; congr (_ * _).
rewrite /curve_of (bigD1 (Ordinal mL)) //=.
rewrite (eq_bigl (fun i : 'I_L => (m < i)%N)) ?addrK // => i.
by rewrite /= -val_eqE /=; lia.
Qed.
End Copies.

(* ---- the checks ---- *)

Fixpoint dot (xs : seq Q) (n : seq nat) : Q :=
  match xs, n with
  | x :: xs', y :: n' =>
      Qred (Qplus (Qmult x (Qmake (BinInt.Z.of_nat y) xH)) (dot xs' n'))
  | _, _ => q0
  end.
Definition check_copies L r (n : seq nat) ts : bool :=
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts), size n == L
    & rel_q r (dot (table L ts) n)].

(* the greatest error of a schedule with sizes up to S, for weights ws of the
   rays that are left; B is what the block that is being tried adds, P the sum
   of its weights, m the best so far *)
Fixpoint scan (k : nat) (ws f : seq Q) (B P m : Q) : Q :=
  match k, ws, f with
  | k'.+1, w :: ws', x :: f' =>
      let P' := Qred (Qplus P w) in
      scan k' ws' f' (Qred (Qplus B P')) P' (qmax m (Qred (Qplus B x)))
  | _, _, _ => m
  end.
Fixpoint best (S : nat) (ws : seq Q) : seq Q :=
  if ws is _ :: ws' then
    let f := best S ws' in scan S ws f q0 q0 (head q0 f) :: f
  else [:: q0].
Definition greatest S ws : Q := head q0 (best S ws).

Definition check_copies_every L S r (n : seq nat) ts : bool :=
  let c := coef_of is_any ts in
  let base := dot (table L ts) n in
  let ws s := [seq Qred (Qmult (Qmult s c) (Qmake (BinInt.Z.of_nat x) xH)) | x <- n] in
  [&& all (fun t => valid L (what t)) ts, zero (numbers ts), size n == L
    & match r with
      | is_le | is_lt =>
          rel_q r (Qplus base (greatest S (ws (Qmake (Zpos xH) xH))))
      | is_ge | is_gt =>
          rel_q r (Qplus base (Qmult (Qmake (Zneg xH) xH)
                                     (greatest S (ws (Qmake (Zneg xH) xH)))))
      | _ => false
      end].

Section Best.
Variable R : realFieldType.
Notation qr := (qr R).

Fixpoint dotr (e : seq nat) (ws : seq Q) : R :=
  match e, ws with
  | x :: e', w :: ws' => x%:R * qr w + dotr e' ws'
  | _, _ => 0
  end.
(* what a block of a tokens adds *)
Fixpoint blk (a : nat) (ws : seq Q) : R :=
  match a, ws with
  | a'.+1, w :: ws' => a'%:R * qr w + blk a' ws'
  | _, _ => 0
  end.

Lemma dotr_block a E ws : (a <= size ws)%N ->
  dotr (rev (iota 0 a) ++ E) ws = blk a ws + dotr E (drop a ws).
Proof.
elim: a ws => [|a IH] [|w ws] //=; rewrite ?add0r // => aw.
have -> : rev (0%N :: iota 1 a) = a :: rev (iota 0 a).
  by rewrite -[_ :: _]/(iota 0 a.+1) -addn1 iotaD rev_cat.
by rewrite /= IH // addrA.
Qed.

Lemma dotrE e ws : size e = size ws ->
  dotr e ws = \sum_(m < size ws) (nth 0%N e m)%:R * qr (nth q0 ws m).
Proof.
elim: e ws => [|x e IH] [|w ws] //=; first by rewrite big_ord0.
by case=> /IH ->; rewrite big_ord_recl.
Qed.

Lemma qr_max x y : qr x <= qr (qmax x y) /\ qr y <= qr (qmax x y).
Proof.
by rewrite /qmax (qr_le R); case: (leP (qr x) (qr y)) => h; split=> //; apply: ltW.
Qed.

Lemma scan_ge k ws f B P m : qr m <= qr (scan k ws f B P m).
Proof.
elim: k ws f B P m => [|k IH] [|w ws] [|x f] B P m //=.
by apply: le_trans (IH _ _ _ _ _); have [] := qr_max m (Qred (Qplus B x)).
Qed.

Lemma scan_ub a k ws f B P m : (a < k)%N -> (a < size ws)%N -> (a < size f)%N ->
  qr B + a%:R * qr P + blk a.+1 ws + qr (nth q0 f a) <= qr (scan k ws f B P m).
Proof.
elim: a k ws f B P m => [|a IH] [|k] [|w ws] [|x f] B P m //= ak aw af.
  rewrite !mul0r !addr0; apply: le_trans (scan_ge _ _ _ _ _ _).
  by have [_] := qr_max m (Qred (Qplus B x)); rewrite qr_red qr_add.
apply: le_trans (IH _ _ _ _ _ _ ak aw af); rewrite !qr_red !qr_add !qr_red !qr_add.
rewrite le_eqVlt; apply/orP; left; apply/eqP.
rewrite -/(blk a.+1 ws) -[a.+1]addn1 natrD.
by move: (blk _ _) (qr _) (qr _) (qr _) (qr _) (a%:R) => y1 y2 y3 y4 y5 y6; ring.
Qed.

Lemma size_best S ws : size (best S ws) = (size ws).+1.
Proof. by elim: ws => //= w ws ->. Qed.

Lemma nth_best S ws j : (j <= size ws)%N ->
  nth q0 (best S ws) j = greatest S (drop j ws).
Proof.
rewrite /greatest; elim: ws j => [|w ws IH] [|j] //= jw.
by rewrite IH.
Qed.

Theorem best_ub S sz ws : sumn sz = size ws -> (smax sz <= S)%N ->
  dotr (ekl_rays sz) ws <= qr (greatest S ws).
Proof.
elim: sz ws => [|a sz IH] ws /=; first by case: ws => // _ _; rewrite qr0.
rewrite geq_max => aw /andP [aS sS]; case: a aw aS => [|a] aw aS; first exact: IH.
have aw' : (a.+1 <= size ws)%N by rewrite -aw leq_addr.
rewrite -[ekl_rays _]/(rev (iota 0 a.+1) ++ ekl_rays sz) dotr_block //.
apply: (@le_trans _ _ (blk a.+1 ws + qr (greatest S (drop a.+1 ws)))).
  by rewrite ler_add2l IH // size_drop -aw addKn.
case: ws aw aw' => // w ws aw aw'; rewrite /greatest -[drop _ _]/(drop a ws).
rewrite -[head _ (best S (drop a ws))]/(greatest S (drop a ws)) -nth_best //.
have := @scan_ub a S (w :: ws) (best S ws) q0 q0 (head q0 (best S ws)).
rewrite qr0 mulr0 !add0r; apply=> //.
by rewrite size_best ltnS.
Qed.
End Best.

Section OnCopies.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation qr := (qr R).
Notation at_ m s := (qr (nth q0 s m)).
Hypothesis L0 : (0 < L)%N.
Variables (u : R) (n : seq nat).
Hypothesis u0 : 0 < u.
Hypothesis pn : forall m, (m < L)%N -> wt (Hpm ln p) m = (nth 0%N n m)%:R * u.

Lemma dotE xs ys : size xs = size ys ->
  qr (dot xs ys) = \sum_(m < size ys) at_ m xs * (nth 0%N ys m)%:R.
Proof.
elim: xs ys => [|x xs IH] [|y ys] //=; first by rewrite big_ord0 qr0.
by case=> /IH E; rewrite big_ord_recl /= qr_red qr_add qr_mul qr_z zr_nat E.
Qed.

Lemma lin_copies f x : size n = L -> lin (Hpm ln p) f x ->
  x = (\sum_(m < size n) f m * (nth 0%N n m)%:R) * u.
Proof.
move=> -> ->; rewrite mulr_suml; apply: eq_bigr => m _.
by rewrite pn // mulrA.
Qed.

Lemma rel_scale r x : rel_holds r (x * u) = rel_holds r x.
Proof.
case: r; rewrite /= ?pmulr_lle0 ?pmulr_llt0 ?pmulr_lge0 ?pmulr_lgt0 //.
  by rewrite mulf_eq0 (gt_eqF u0) orbF.
by rewrite mulf_eq0 (gt_eqF u0) orbF.
Qed.

Theorem on_copies r ts : check_copies L r n ts -> rel_holds r (total ln p 0 0 ts).
Proof.
case/and4P => v /(zero_qr R) n0 /eqP sn hr.
have [x [-> hx]] := totalP ln p L0 0 0 v; rewrite n0 !mulr0 !addr0 add0r.
by rewrite (lin_copies sn hx) rel_scale -dotE ?size_table // rel_qr.
Qed.

Theorem on_copies_every S r ts : check_copies_every L S r n ts ->
  forall sz, sumn sz = L -> (smax sz <= S)%N ->
  rel_holds r (total ln p (ekl ln p sz) 0 ts).
Proof.
case/and4P => v /(zero_qr R) n0 /eqP sn hr sz szL szS.
have [x [-> hx]] := totalP ln p L0 (ekl ln p sz) 0 v; rewrite n0 !mulr0 !addr0 add0r.
rewrite (lin_copies sn hx) (lin_copies sn (lin_ekl ln p szL)) mulrA -mulrDl rel_scale.
rewrite -dotE ?size_table //; set c := coef_of _ _ in hr *.
have bound s : qr s * (qr c * \sum_(m < size n) (nth 0%N (ekl_rays sz) m)%:R
      * (nth 0%N n m)%:R) <=
    qr (greatest S [seq Qred (Qmult (Qmult s c) (Qmake (BinInt.Z.of_nat i) xH)) | i <- n]).
  apply: le_trans (best_ub (sz := sz) _ _ szS); last by rewrite size_map sn.
  rewrite dotrE ?size_map ?size_ekl_rays ?sn // mulrA mulr_sumr.
  apply: ler_sum => m _; rewrite (nth_map 0%N) ?sn // qr_red !qr_mul qr_z zr_nat.
  by rewrite mulrCA.
have := bound (Qmake (Zpos xH) xH); have := bound (Qmake (Zneg xH) xH).
have -> : qr (Qmake (Zneg xH) xH) = -1 by rewrite qr_z.
have -> : qr (Qmake (Zpos xH) xH) = 1 by rewrite qr_z.
rewrite mul1r mulN1r; case: r hr => // hr h1 h2.
- by move: hr; rewrite -(rel_qr R) qr_add /= => hr; apply: le_trans hr; rewrite addrC ler_add2l.
- by move: hr; rewrite -(rel_qr R) qr_add /= => hr; apply: le_lt_trans hr; rewrite addrC ler_add2l.
- move: hr; rewrite -(rel_qr R) qr_add qr_mul /= => hr; apply: le_trans hr _.
  by rewrite addrC ler_add2r qr_z (_ : zr R _ = -1) // mulN1r ler_oppl.
move: hr; rewrite -(rel_qr R) qr_add qr_mul /= => hr; apply: lt_le_trans hr _.
by rewrite addrC ler_add2r qr_z (_ : zr R _ = -1) // mulN1r ler_oppl.
Qed.
End OnCopies.
