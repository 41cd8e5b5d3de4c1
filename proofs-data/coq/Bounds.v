(* Bounds that are seen on the rays, for every length.

     Wainwright_H    the information along a uniform path is at most
                     (L - 1)/(L + 1) min(TC, DTC)
     two_stage       one by one and then the rest at once: ekl <= (L - T)/T DTC
     best_constant   (s - 1)/(4 s) is the best constant in Theorem 2 of Li and
                     Cai, for every L >= 2 s
     tetracode       in its some schedule is not every balanced one *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Offset Cone LiCai2 Rays.
From mdmcert Require Import Process Measures Claim Copies Sums Joint Logs Rows Outputs.
From mdmcert Require Import Instance.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma sum_minn n r : (2 * (\sum_(k < n) minn k r) =
  minn n r.+1 * (minn n r.+1).-1 + 2 * r * (n - r.+1))%N.
Proof.
elim: n => [|n IH]; first by rewrite big_ord0 min0n sub0n !muln0.
rewrite big_ord_recr /= mulnDr IH; case: (leqP n r) => h.
  rewrite (minn_idPl (leqW h)) (minn_idPl (_ : (n < r.+1)%N)) //.
  have -> : (n - r.+1 = 0)%N by lia.
  have -> : (n.+1 - r.+1 = 0)%N by lia.
  by rewrite !muln0 !addn0; case: n {IH h} => //= n; nia.
rewrite (minn_idPr h) (minn_idPr (leqW h)).
have -> : (n.+1 - r.+1 = (n - r.+1).+1)%N by lia.
by rewrite mulnS -addnA [(_ + 2 * r)%N]addnC.
Qed.

Section Bounds.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Notation e := (e H).
Let hpm := Hpm ln p.
Hypothesis L0 : (0 < L)%N.

(* H(0, 1) of Wainwright, arXiv 2608.13520 *)
Definition Wainwright_path : R :=
  2%:R / L.+1%:R * \sum_(k < L.+1) (e k - k%:R / L%:R * e L).

Let LR : L%:R != 0 :> R. Proof. by rewrite pnatr_eq0 -lt0n. Qed.
Let L1R : 0 < L.+1%:R :> R. Proof. by rewrite ltr0n. Qed.

Lemma lin_path :
  lin hpm (fun m => (m.+1 * (L - m.+1))%:R / L.+1%:R) Wainwright_path.
Proof.
have h := lin_sum (x := fun k => e k - k%:R / L%:R * e L)
  (fun k (_ : (k < L.+1)%N) => linB (lin_e hpm k) (linZ (k%:R / L%:R) (lin_e hpm L))).
apply: eq_lin (linZ (2%:R / L.+1%:R) h) => m mL.
have X : 2%:R * (\sum_(k < L.+1) (minn k m.+1)%:R) =
    (m.+1 * (L - m.+1) + m.+1 * L.+1)%:R :> R.
  rewrite -natr_sum -natrM sum_minn (minn_idPr (_ : (m.+2 <= L.+1)%N)) //=.
  by congr (_%:R); have := subnK mL; move: (L - m.+1)%N => d <-; nia.
have Y : 2%:R * (\sum_(k < L.+1) k%:R / L%:R * (minn L m.+1)%:R) = (m.+1 * L.+1)%:R :> R.
  have g : (2 * (\sum_(k < L.+1) k) = L.+1 * L)%N.
    have := sum_minn L.+1 L; rewrite minnn subnn muln0 addn0 /= => <-; congr (2 * _)%N.
    by apply: eq_bigr => k _; apply/esym/minn_idPl; rewrite -ltnS.
  rewrite -mulr_suml -mulr_suml -natr_sum !mulrA -natrM g (minn_idPr mL) natrM.
  by rewrite mulfK // natrM mulrC.
by rewrite sumrB mulrAC mulrBr X Y natrD addrK.
Qed.

(* Ours; Wainwright, arXiv 2608.13520, has min(TC, DTC):
     H(0, 1) <= (L - 1)/(L + 1) min(TC, DTC). *)
Theorem Wainwright_H :
  Wainwright_path <= L.-1%:R / L.+1%:R * TC H /\
  Wainwright_path <= L.-1%:R / L.+1%:R * DTC H.
Proof.
split; rewrite -subr_ge0.
  apply: (lin_ge0 (linB (linZ _ (lin_TC hpm)) lin_path)) => m mL.
  rewrite subr_ge0 mulrAC ler_pmul2r ?invr_gt0 // -natrM ler_nat leq_mul2r.
  by apply/orP; case: (leqP L m.+1) => h; [left; apply/eqP | right]; lia.
apply: (lin_ge0 (linB (linZ _ (lin_DTC hpm)) lin_path)) => m mL.
rewrite subr_ge0 mulrAC ler_pmul2r ?invr_gt0 //; case: ltnP => h.
  by rewrite -natrM ler_nat mulnC leq_mul2r; apply/orP; right; lia.
by rewrite mulr0 (_ : L - m.+1 = 0)%N ?muln0 //; lia.
Qed.

(* Two stages, after Austin: T - 1 tokens one by one, then all the rest,
     ekl <= (L - T)/T DTC. *)
Lemma ekl_rays_ones n b m : (m < n + b)%N ->
  nth 0%N (ekl_rays (rcons (nseq n 1%N) b)) m = if (m < n)%N then 0%N else (n + b - m.+1)%N.
Proof.
elim: n m => [|n IH] m mb /=.
  by rewrite /ekl_rays /= cats0 nth_rev ?size_iota // nth_iota //; lia.
by case: m mb => //= m mb; rewrite IH.
Qed.

Theorem two_stage T : (0 < T <= L)%N ->
  ekl ln p (rcons (nseq T.-1 1%N) (L - T.-1)%N) <= (L - T)%:R / T%:R * DTC H.
Proof.
move=> /andP [T0 TL].
have szL : sumn (rcons (nseq T.-1 1%N) (L - T.-1)%N) = L.
  by rewrite -cats1 sumn_cat sumn_nseq /= mul1n addn0; lia.
rewrite -subr_ge0.
apply: (lin_ge0 (linB (linZ _ (lin_DTC hpm)) (lin_ekl ln p szL))) => m mL.
have TR : 0 < T%:R :> R by rewrite ltr0n.
rewrite ekl_rays_ones; last by lia.
rewrite subr_ge0; case: ltnP => hm; first by apply: mulr_ge0; [rewrite divr_ge0 ?ler0n | case: ifP; rewrite ?ler0n].
have -> : (T.-1 + (L - T.-1) - m.+1 = L - m.+1)%N by lia.
case: ltnP => h; last by rewrite mulr0 (_ : L - m.+1 = 0)%N //; lia.
rewrite mulrAC ler_pdivl_mulr // -!natrM ler_nat.
by apply: leq_mul; lia.
Qed.
End Bounds.

(* ---- (s - 1)/(4 s) is the best constant ---- *)

Lemma blocks_le a b d : (a * (2 * a - a.+1) + b * (2 * (a + b + d) - b.+1) <=
  (a + b) * (2 * (a + b + d) - (a + b).+1))%N.
Proof.
case: a => [|a]; first by rewrite mul0n !add0n.
have -> : (2 * a.+1 - a.+2 = a)%N by lia.
have -> : (2 * (a.+1 + b + d) - b.+1 = 2 * a + b + 2 * d + 1)%N by lia.
have -> : (2 * (a.+1 + b + d) - (a.+1 + b).+1 = a + b + 2 * d)%N by lia.
have -> : ((a.+1 + b) * (a + b + 2 * d) =
  a.+1 * a + b * (2 * a + b + 2 * d + 1) + 2 * d * a.+1)%N by lia.
exact: leq_addr.
Qed.

(* the errors of any schedule on the rays 1..s *)
Lemma sum_ekl_rays s n sz : (n <= s)%N -> (smax sz <= s)%N ->
  (2 * (\sum_(m < n) nth 0 (ekl_rays sz) m) <= n * (2 * s - n.+1))%N.
Proof.
elim: sz n => [|a sz IH] n ns; first by move=> _; rewrite big1 ?muln0 // => m _; rewrite nth_nil.
rewrite [smax _]/= -/(smax sz) geq_max => /andP [as_ ss].
have rayE m : nth 0%N (ekl_rays (a :: sz)) m =
    if (m < a)%N then (a - m.+1)%N else nth 0%N (ekl_rays sz) (m - a).
  rewrite -[ekl_rays (a :: sz)]/(rev (iota 0 a) ++ ekl_rays sz) nth_cat size_rev size_iota.
  by case: ltnP => // ma; rewrite nth_rev size_iota // nth_iota //; lia.
have block k : (k <= a)%N -> (2 * (\sum_(m < k) (a - m.+1)) = k * (2 * a - k.+1))%N.
  elim: k => [|k IHk] ka; first by rewrite big_ord0.
  rewrite big_ord_recr /= mulnDr IHk ?(ltnW ka) //.
  have [d ->] : exists d, a = (d + k.+1)%N by exists (a - k.+1)%N; lia.
  have -> : (2 * (d + k.+1) - k.+1 = 2 * d + k.+1)%N by lia.
  have -> : (2 * (d + k.+1) - k.+2 = 2 * d + k)%N by lia.
  by rewrite addnK; lia.
rewrite (eq_bigr (fun m : 'I_n => if (m < a)%N then (a - m.+1)%N
   else nth 0%N (ekl_rays sz) (m - a))); last by move=> m _; apply: rayE.
case: (leqP n a) => na.
  rewrite (eq_bigr (fun m : 'I_n => a - m.+1)%N); last first.
    by move=> m _; rewrite (leq_trans (ltn_ord m) na).
  by rewrite block // leq_mul2l; apply/orP; right; lia.
have [b nE] : exists b, n = (a + b)%N by exists (n - a)%N; lia.
rewrite nE in ns *; rewrite big_split_ord /= mulnDr.
rewrite (eq_bigr (fun m : 'I_a => a - m.+1)%N); last by move=> m _; rewrite ltn_ord.
rewrite (eq_bigr (fun m : 'I_b => nth 0 (ekl_rays sz) m)%N); last first.
  by move=> m _; rewrite ltnNge leq_addr addKn.
rewrite block //; have bs : (b <= s)%N by lia.
apply: (@leq_trans (a * (2 * a - a.+1) + b * (2 * s - b.+1))%N); first by rewrite leq_add2l IH.
have [d ->] : exists d, s = (a + b + d)%N by exists (s - (a + b))%N; lia.
exact: blocks_le.
Qed.

(* For every L >= 2 s there is a law with R(s) > 0 on which no schedule with
   sizes <= s has an ekl above (s - 1)/(4 s) R(s). *)
Theorem best_constant (R : realFieldType) (ln : logfun R) (L s : nat) :
  (0 < s)%N -> (2 * s <= L)%N ->
  exists (V : finType) (p : law R [finType of {ffun 'I_L -> V}]),
    0 < R_bound (H ln p) s /\
    forall sz, sumn sz = L -> (smax sz <= s)%N ->
      ekl ln p sz <= s.-1%:R / (4%:R * s%:R) * R_bound (H ln p) s.
Proof.
move=> s0 sL; have L0 : (0 < L)%N by lia.
have sLr : (s <= L)%N by lia.
pose n := nseq s 1%N ++ nseq (L - s) 0%N.
have nE m : nth 0%N n m = (m < s)%N.
  rewrite nth_cat size_nseq !nth_nseq; case: ltnP => // _.
  by rewrite if_same.
have [V [p [u [u0 pu]]]] := copies ln L n; exists V, p.
have on f x : lin (Hpm ln p) f x -> x = (\sum_(m < s) f m) * u.
  move=> ->; rewrite (eq_bigr (fun m : 'I_L => if (m < s)%N then f m * u else 0)); last first.
    by move=> m _; rewrite pu // nE; case: ifP; rewrite ?mul1r ?mul0r ?mulr0.
  rewrite -big_mkcond /= mulr_suml.
  by rewrite (big_ord_widen L (fun m => f m * u) sLr).
have RE : R_bound (H ln p) s = 2%:R * s%:R ^+ 2 * u.
  rewrite (on _ _ (lin_R_bound ln p s0 L0)); congr (_ * _).
  rewrite (eq_bigr (fun=> 2%:R * s%:R)); last first.
    move=> m _; have hm := ltn_ord m; rewrite R_rayE; last by lia.
    rewrite first_hit; last by rewrite expn0 muln1; lia.
    by rewrite expr0 invr1 mulr1 mulrC.
  by rewrite sumr_const card_ord -[LHS]mulr_natl expr2 mulrCA.
have sR : 0 < s%:R :> R by rewrite ltr0n.
split=> [|sz szL szs]; first by rewrite RE !mulr_gt0 ?ltr0n ?exprn_gt0.
rewrite (on _ _ (lin_ekl ln p szL)) RE mulrA ler_pmul2r // -natr_sum.
have := sum_ekl_rays (leqnn s) szs; rewrite -(ler_nat R) !natrM => h.
rewrite -(ler_pmul2l (_ : 0 < 2%:R)) ?ltr0n //; apply: le_trans h _.
rewrite (_ : (2 * s - s.+1 = s.-1)%N); last by lia.
have s0' : s%:R != 0 :> R by rewrite gt_eqF.
have f0 : 4%:R != 0 :> R by rewrite pnatr_eq0.
rewrite le_eqVlt; apply/orP; left; apply/eqP.
have -> : 4%:R = 2%:R * 2%:R :> R by rewrite -natrM.
have t0 : 2%:R != 0 :> R by rewrite pnatr_eq0.
move: (s.-1%:R : R) (s%:R : R) (2%:R : R) s0' t0 => a b c b0 c0.
by rewrite expr2 !invfM; field; rewrite b0 c0.
Qed.

(* and it is reached by some schedule with sizes <= s *)
Theorem best_constant_some (R : realFieldType) (ln : logfun R) (L s : nat) (V : finType)
    (p : law R [finType of {ffun 'I_L -> V}]) : (0 < s <= L)%N ->
  exists sz, [/\ sumn sz = L, (smax sz <= s)%N &
    s.-1%:R / (4%:R * s%:R) * R_bound (H ln p) s <= ekl ln p sz].
Proof.
move=> sL; have /andP [s0 sL'] := sL; set c := _ * R_bound _ _.
have [b hb|h] := pickP (fun b : 'I_s => c <= ekl ln p (offset L s b.+1)).
  exists (offset L s b.+1); split => //; last exact: offset_smax.
  by apply: offset_sum; apply: leq_trans sL'.
have := offset_R ln p sL; rewrite leNgt => /negP [].
have sR : s%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
have f0 : 4%:R != 0 :> R by rewrite pnatr_eq0.
have -> : s.-1%:R * R_bound (H ln p) s = 4%:R * \sum_(b < s) c.
  rewrite sumr_const card_ord -[c *+ s]mulr_natl /c.
  by move: (s.-1%:R : R) (s%:R : R) (4%:R : R) (R_bound _ _) sR f0 => a b d x b0 d0; field; rewrite b0 d0.
rewrite ltr_pmul2l ?ltr0n // (bigD1 (Ordinal s0)) // [X in _ < X](bigD1 (Ordinal s0)) //.
apply: ltr_le_add; first by rewrite ltNge h.
by apply: ler_sum => b _; apply: ltW; rewrite ltNge h.
Qed.

(* ---- the tetracode, an MDS code [4,2] over F_3 ---- *)

Definition tetracode_rows : seq row_of :=
  [seq (xH, w) | w <- [:: [:: 0; 0; 0; 0]; [:: 0; 1; 1; 2]; [:: 0; 2; 2; 1];
    [:: 1; 0; 1; 1]; [:: 1; 1; 2; 0]; [:: 1; 2; 0; 2]; [:: 2; 0; 2; 2];
    [:: 2; 1; 0; 1]; [:: 2; 2; 1; 0]]%N].
Lemma tetracode_ok : rows_ok 4 2 tetracode_rows. Proof. by vm_compute. Qed.

Section Tetracode.
Variables (R : realFieldType) (ln : logfun R).
Let p : law R [finType of {ffun 'I_4 -> 'I_3}] := table_law R tetracode_ok.

Lemma term1 x : frac 1 1 * x = x :> R.
Proof. by rewrite /frac divff ?mul1r // zr_neq0. Qed.

(* A balanced schedule with ekl = 0 < R(2): the some schedule of Theorem 2 cannot
   be replaced by every balanced one. *)
Theorem tetracode : ekl ln p [:: 2; 2]%N = 0 /\ 0 < R_bound (H ln p) 2.
Proof.
pose sts := [:: Statement is_eq Is_zero [:: Term 1 1 (Ekl [:: 2; 2]%N)];
  Statement is_gt Is_positive [:: Term 1 1 (Li_Cai_R 2)]].
have ok : wrong 4%N tetracode_rows [::] [:: 3%positive]
    [:: [:: 1; 1]%positive; [:: 1; 2]%positive] 1%N sts = [::].
  by vm_compute.
have holds := @instance R ln 4%N 2%N _ isT tetracode_ok _ _ _ _ sts ok.
have z := holds 0%N is_eq Is_zero [:: Term 1 1 (Ekl [:: 2; 2]%N)] erefl.
have g := holds 1%N is_gt Is_positive [:: Term 1 1 (Li_Cai_R 2)] erefl.
rewrite /rel_holds /total /= /value_of /= term1 in z.
rewrite /rel_holds /total /= /value_of /= term1 in g.
by split; [apply/eqP | ].
Qed.
End Tetracode.
