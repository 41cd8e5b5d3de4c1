(* Curves as sums of rays, and the quantities of certificates on the rays.

   wt m = d_{m+1} - d_{m+2} >= 0 is the weight of ray m + 1 in the curve.  Every
   quantity x that is linear in the curve is the sum of f m * wt m over m < L,
   where f m is its value on ray m + 1, on which d_k = 1 up to k = m + 1, else 0
   (lin f x).  So what is >= 0 on every ray is >= 0 for every law. *)

From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ring zify.
From mdmcert Require Import Entropy Curve Sampler.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Li and Cai, Theorem 2, with |W_j| as reconstructed (mdmcert-theory(7)):
     R(s) = s sum_{j >= 0} 2^-j Z(|W_j| + 1),
     |W_j| = min(L - 1, max(0, floor(L - s 2^-j))).
   From 2^j >= s on |W_j| = L - 1, which sums up to 2^(1-J) Z(L). *)
Definition W (L s j : nat) : nat := minn L.-1 ((2 ^ j * L - s) %/ 2 ^ j).
Definition R_until (R : realFieldType) (L : nat) (h : {set 'I_L} -> R)
    (J s : nat) : R :=
  s%:R * (\sum_(j < J) (2%:R ^+ j)^-1 * Z h (W L s j).+1
          + 2%:R * (2%:R ^+ J)^-1 * Z h L).
Definition R_bound (R : realFieldType) (L : nat) (h : {set 'I_L} -> R) s : R :=
  R_until h (up_log 2 s) s.

(* d_k *)
Definition d (R : realFieldType) (L : nat) (h : {set 'I_L} -> R) k : R :=
  e h k - e h k.-1.

Section Cone.
Variables (R : realFieldType) (L : nat).
Variable h : polymatroid R [finType of 'I_L].
Notation e := (@e R L h).
Notation D := (@D R L h).
Notation Z := (@Z R L h).

Definition wt m : R := D m - D m.+1.
Definition lin (f : nat -> R) (x : R) := x = \sum_(m < L) f m * wt m.

Lemma wt_ge0 m : 0 <= wt m.
Proof. by rewrite subr_ge0 D_noninc. Qed.

Lemma lin_ge0 f x : lin f x -> (forall m, (m < L)%N -> 0 <= f m) -> 0 <= x.
Proof. by move=> -> f0; apply: sumr_ge0 => m _; rewrite mulr_ge0 ?f0 ?wt_ge0. Qed.

Lemma eq_lin f g x : (forall m, (m < L)%N -> f m = g m) -> lin f x -> lin g x.
Proof. by move=> fg ->; apply: eq_bigr => m _; rewrite fg. Qed.

Lemma lin0 : lin (fun=> 0) 0.
Proof. by rewrite /lin big1 // => m _; rewrite mul0r. Qed.

Lemma linD f g x y : lin f x -> lin g y -> lin (fun m => f m + g m) (x + y).
Proof. by move=> -> ->; rewrite /lin -big_split; apply: eq_bigr => m _; rewrite mulrDl. Qed.

Lemma linZ a f x : lin f x -> lin (fun m => a * f m) (a * x).
Proof. by move=> ->; rewrite /lin mulr_sumr; apply: eq_bigr => m _; rewrite mulrA. Qed.

Lemma linB f g x y : lin f x -> lin g y -> lin (fun m => f m - g m) (x - y).
Proof.
move=> hf /(linZ (-1)) hg; rewrite -[y]mul1r -mulNr.
by apply: eq_lin (linD hf hg) => m _; rewrite mulN1r.
Qed.

Lemma lin_sum n (f : nat -> nat -> R) (x : nat -> R) :
  (forall i, (i < n)%N -> lin (f i) (x i)) ->
  lin (fun m => \sum_(i < n) f i m) (\sum_(i < n) x i).
Proof.
move=> hf; rewrite /lin (eq_bigr _ (fun i _ => hf _ (ltn_ord i))) exchange_big.
by apply: eq_bigr => m _; rewrite mulr_suml.
Qed.

Lemma lin_D k : lin (fun m => (k <= m)%N%:R) (D k).
Proof.
rewrite /lin (eq_bigr (fun m : 'I_L => if (k <= m)%N then wt m else 0)); last first.
  by move=> m _; case: ifP => _; rewrite ?mul1r ?mul0r.
rewrite -big_mkcond /=; have [Lk|kL] := leqP L k.
  by rewrite D_big // big_pred0 // => m; have := ltn_ord m; lia.
rewrite (eq_bigl (fun m : 'I_L => (k <= m < L)%N)); last by move=> m; rewrite ltn_ord andbT.
rewrite big_ord_nat //; apply: oppr_inj.
have := telescope_sumr D (ltnW kL); rewrite [D L]D_big // sub0r => <-.
by rewrite -sumrN; apply: eq_bigr => m _; rewrite /wt opprB.
Qed.

Lemma sum_le m k : (\sum_(j < k) ((j <= m)%N : nat) = minn k m.+1)%N.
Proof. by elim: k => [|k IH]; rewrite ?big_ord0 ?big_ord_recr /= ?IH; lia. Qed.

Lemma lin_e k : lin (fun m => (minn k m.+1)%:R) (e k).
Proof.
have -> : e k = \sum_(j < k) D j by rewrite sum_D (e0 h) subr0.
apply: eq_lin (lin_sum (x := D) (fun j _ => lin_D j)) => m _.
by rewrite -natr_sum sum_le.
Qed.

(* of a k tokens that are drawn while k are revealed *)
Lemma lin_draws (a : nat -> R) :
  lin (fun m => \sum_(k < m.+1) a k - m.+1%:R) (\sum_(k < L) a k * D k - e L).
Proof.
have h' := lin_sum (x := fun k => a k * D k) (fun k (_ : (k < L)%N) => linZ (a k) (lin_D k)).
apply: eq_lin (linB h' (lin_e L)) => m mL; rewrite (minn_idPr mL); congr (_ - _).
rewrite (big_ord_widen L a mL) [RHS]big_mkcond; apply: eq_bigr => k _ /=.
by rewrite ltnS; case: ifP; rewrite ?mulr1 ?mulr0.
Qed.

Lemma lin_d k : (0 < k)%N -> lin (fun m => (k <= m.+1)%N%:R) (d h k).
Proof. by case: k => // k _; apply: lin_D. Qed.

Lemma lin_Z j : (0 < j)%N -> lin (fun m => (m.+1 < j)%N%:R) (Z j).
Proof.
case: j => // j _; rewrite ZE; apply: eq_lin (linB (lin_D 0) (lin_D j)) => m _.
by rewrite /= ltnS; case: ltnP => _; rewrite ?subr0 ?subrr.
Qed.

Lemma lin_H : lin (fun m => m.+1%:R) (h setT).
Proof. by rewrite -e_full; apply: eq_lin (lin_e L) => m mL; rewrite (minn_idPr mL). Qed.

Lemma lin_TC : lin (fun m => (L - m.+1)%:R) (TC h).
Proof.
rewrite /TC sum_h1; apply: eq_lin (linB (linZ L%:R (lin_e 1)) lin_H) => m mL.
by rewrite (_ : minn 1 m.+1 = 1%N) ?mulr1 ?natrB //; lia.
Qed.

Lemma lin_sum_mi : lin (fun m => if (m.+1 < L)%N then L%:R else 0) (sum_mi h).
Proof.
rewrite sum_miE; have [L0|L0] := posnP L.
  rewrite /lin big1; last by move=> m _; have := ltn_ord m; lia.
  by rewrite (_ : L%:R = 0) ?mul0r //; rewrite L0.
apply: eq_lin (linZ L%:R (lin_Z L0)) => m _.
by case: ifP; rewrite ?mulr1 ?mulr0.
Qed.

Lemma lin_DTC : lin (fun m => if (m.+1 < L)%N then m.+1%:R else 0) (DTC h).
Proof.
rewrite DTC_E; apply: eq_lin (linB lin_sum_mi lin_TC) => m mL.
case: ltnP => mL'; first by rewrite natrB // opprB addrC subrK.
by rewrite (_ : L - m.+1 = 0)%N ?subrr //; lia.
Qed.

Lemma lin_U s : (0 < s <= L)%N -> lin (fun m => (minn s.-1 (L - m.+1))%:R) (U h s).
Proof.
move=> sL; have Z0 i : (i < s.-1)%N -> (0 < L - i)%N by lia.
apply: eq_lin (lin_sum (x := fun i => Z (L - i)) (fun i hi => lin_Z (Z0 i hi))) => m mL.
rewrite -natr_sum; congr (_%:R).
elim: s.-1 => [|k IH]; rewrite ?big_ord0 ?big_ord_recr /= ?IH; lia.
Qed.

(* R is the value of this on ray m + 1, with n = L - m - 1 *)
Definition R_ray (J s n : nat) : R :=
  s%:R * (\sum_(j < J) (2%:R ^+ j)^-1 * (s <= n * 2 ^ j)%N%:R
          + 2%:R * (2%:R ^+ J)^-1 * (0 < n)%N%:R).

Lemma W_rayE t s m n : (0 < s)%N -> (0 < t)%N ->
  ((m < (m.+1 + n).-1) && (m.+1 * t <= t * (m.+1 + n) - s))%N = (s <= n * t)%N.
Proof.
move=> s0 t0; have X0 : (0 < m.+1 * t)%N by rewrite muln_gt0.
rewrite mulnDr [(t * m.+1)%N]mulnC [(t * n)%N]mulnC.
case: n => [|n]; first by rewrite mul0n addn0 /= ltnn; apply/esym/negbTE; rewrite -ltnNge.
rewrite (_ : (m < _)%N = true); last by rewrite addnS /= leq_addr.
by move: X0; move: (m.+1 * t)%N (n.+1 * t)%N => X Y X0; lia.
Qed.

Lemma W_ray s j m : (0 < s)%N -> (m < L)%N ->
  (m < W L s j)%N = (s <= (L - m.+1) * 2 ^ j)%N.
Proof.
move=> s0 mL; rewrite /W leq_min leq_divRL ?expn_gt0 //.
by rewrite -{1 2}(subnKC mL) W_rayE ?expn_gt0.
Qed.

Lemma lin_R J s : (0 < s)%N -> (0 < L)%N ->
  lin (fun m => R_ray J s (L - m.+1)) (R_until h J s).
Proof.
move=> s0 L0.
apply: eq_lin (linZ _ (linD (lin_sum (x := fun j => _ * Z (W L s j).+1)
   (fun j _ => linZ (2%:R ^+ j)^-1 (lin_Z (ltn0Sn (W L s j)))))
   (linZ _ (lin_Z L0)))) => m mL.
congr (_ * (_ + _ * _%:R)); last by congr (nat_of_bool _); lia.
by apply: eq_bigr => j _; rewrite ltnS W_ray.
Qed.

(* of the first j with s <= n 2^j, if there is one *)
Fixpoint first (r a s n : nat) : R :=
  if r is r'.+1 then
    if (s <= n * 2 ^ a)%N then 2%:R * (2%:R ^+ a)^-1 else first r' a.+1 s n
  else 2%:R * (2%:R ^+ a)^-1.

Lemma half2 a : 2%:R * (2%:R ^+ a.+1)^-1 = (2%:R ^+ a)^-1 :> R.
Proof. by rewrite exprS invfM mulrA divff ?mul1r // pnatr_eq0. Qed.

Lemma first_hit r a s n : (s <= n * 2 ^ a)%N -> first r a s n = 2%:R * (2%:R ^+ a)^-1.
Proof. by case: r => //= r ->. Qed.

Lemma first_sum r a s n :
  \sum_(j < r) (2%:R ^+ (a + j))^-1 * (s <= n * 2 ^ (a + j))%N%:R
  + 2%:R * (2%:R ^+ (a + r))^-1 = first r a s n.
Proof.
elim: r a => [|r IH] a; first by rewrite big_ord0 add0r addn0.
rewrite big_ord_recl /= addn0 -addrA.
rewrite (eq_bigr (fun j : 'I_r => (2%:R ^+ (a.+1 + j))^-1 *
  (s <= n * 2 ^ (a.+1 + j))%N%:R)); last by move=> j _; rewrite /= /bump /= addnS.
rewrite addnS -addSn IH; case: ifP => h1; last by rewrite mulr0 add0r.
rewrite mulr1 first_hit; first by rewrite half2 -mulr2n -[in LHS]mulr_natl.
by apply: leq_trans h1 _; rewrite leq_mul2l expnS mul2n -addnn leq_addr orbT.
Qed.

Lemma R_rayE J s n : (0 < n)%N -> R_ray J s n = s%:R * first J 0 s n.
Proof. by move=> n0; rewrite /R_ray n0 mulr1 -first_sum. Qed.

Lemma R_ray0 J s : (0 < s)%N -> R_ray J s 0 = 0.
Proof.
move=> s0; rewrite /R_ray mulr0 addr0 big1 ?mulr0 // => j _.
by rewrite mul0n leqNgt s0 mulr0.
Qed.

(* the errors of a schedule on the rays: for every block s - 1, .., 1, 0 *)
Definition ekl_rays (sz : seq nat) : seq nat := flatten [seq rev (iota 0 a) | a <- sz].

Lemma size_ekl_rays sz : size (ekl_rays sz) = sumn sz.
Proof. by elim: sz => //= a sz IH; rewrite size_cat IH size_rev size_iota. Qed.

Lemma ekl_rays_le sz m : (m < sumn sz)%N ->
  (nth 0%N (ekl_rays sz) m <= minn (smax sz).-1 (sumn sz - m.+1))%N.
Proof.
elim: sz m => //= a sz IH m mL; rewrite nth_cat size_rev size_iota.
rewrite -/(smax sz); have := leq_maxl a (smax sz).
have := leq_maxr a (smax sz); move: (maxn a (smax sz)) => b sb ab.
case: ltnP => ma; first by rewrite nth_rev size_iota // nth_iota //; lia.
have ha : (m - a < sumn sz)%N by lia.
by apply: leq_trans (IH _ ha) _; lia.
Qed.

Lemma ekl_raysE sz m : (m < sumn sz)%N ->
  nth 0%N (ekl_rays sz) m = (\sum_(k < sumn sz) ((start sz k <= m)%N : nat) - m.+1)%N /\
  (m.+1 <= \sum_(k < sumn sz) ((start sz k <= m)%N : nat))%N.
Proof.
rewrite -(big_mkord xpredT (fun k => ((start sz k <= m)%N : nat))).
elim: sz m => //= a sz IH m mL.
rewrite (big_cat_nat _ _ _ (leq0n a)) ?leq_addr //=.
rewrite (eq_big_nat _ _ (F2 := fun=> 1%N)); last by move=> k /andP [_ ->].
rewrite sum_nat_const_nat subn0 muln1.
rewrite -[X in (\sum_(X <= i < _) _)%N](add0n a) big_addn addKn.
rewrite (eq_big_nat _ _ (F2 := fun k => ((a + start sz k <= m)%N : nat))); last first.
  by move=> k _; rewrite addnK ltnNge leq_addl.
rewrite nth_cat size_rev size_iota; case: ltnP => ma.
  rewrite big1 => [|k _]; last by rewrite leqNgt (leq_trans ma) ?leq_addr.
  by rewrite addn0 nth_rev size_iota // nth_iota //; lia.
have [|-> h2] := IH (m - a)%N; first by lia.
have -> : (\sum_(0 <= k < sumn sz) ((a + start sz k <= m)%N : nat) =
           \sum_(0 <= k < sumn sz) ((start sz k <= m - a)%N : nat))%N.
  by apply: eq_bigr => k _; congr nat_of_bool; lia.
by move: h2; move: (\sum_(0 <= k < sumn sz) _)%N => x h2; split; lia.
Qed.

Lemma lin_ekl_curve sz : sumn sz = L ->
  lin (fun m => (nth 0%N (ekl_rays sz) m)%:R) (ekl_curve h (start sz)).
Proof.
move=> szL; rewrite /ekl_curve.
apply: eq_lin (lin_sum (x := fun k => D (start sz k) - D k)
  (fun k _ => linB (lin_D (start sz k)) (lin_D k))) => m mL.
have [|-> hs] := @ekl_raysE sz m; first by rewrite szL.
rewrite natrB // sumrB -!natr_sum; rewrite szL in hs *; congr (_%:R - _%:R).
by rewrite sum_le (minn_idPr mL).
Qed.
End Cone.
