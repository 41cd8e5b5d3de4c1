(* Certificates about joint entropies.

   A claim is a sum of entropies H(S); it is >= 0 for every law if it is a sum
   of conditional entropies and informations with weights >= 0, and of what is
   given.  `joint' is that; check_joint compares the coefficients of every H(S),
   S being named by a positive number whose binary digits are its positions. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Times Weights Claim Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Notation q1 := (Qmake (Zpos xH) xH).
Notation qm1 := (Qmake (Zneg xH) xH).
Notation q_nat n := (Qmake (BinInt.Z.of_nat n) xH).

(* ---- quantities as sums of e(k) and H(S) ---- *)

Inductive atom := Of_e (k : nat) | Of_set (s : seq nat).
Definition scale (c : Q) (xs : seq (Q * atom)) : seq (Q * atom) :=
  [seq (Qmult c x.1, x.2) | x <- xs].
Definition sum_D k := [:: (q1, Of_e k.+1); (qm1, Of_e k)].
Definition sum_Z j := [:: (q1, Of_e 1); (q1, Of_e j.-1); (qm1, Of_e j)].
Definition sum_Hc a c := [:: (q1, Of_set (a ++ c)); (qm1, Of_set c)].

Arguments scale : simpl never.
Arguments sum_D : simpl never.
Arguments sum_Z : simpl never.
Arguments sum_Hc : simpl never.

Definition power2 (j : nat) : positive := iter j xO xH.
Definition sum_R L s : seq (Q * atom) :=
  let J := up_log 2 s in
  scale (q_nat s)
    (flatten [seq scale (Qmake (Zpos xH) (power2 j)) (sum_Z (W L s j).+1) | j <- iota 0 J]
     ++ scale (Qmake (Zpos (xO xH)) (power2 J)) (sum_Z L)).
Definition sum_blocks L (ds : seq (seq nat)) : seq (Q * atom) :=
  flatten [seq flatten [seq sum_Hc [:: i] (flatten (take t ds)) | i <- nth [::] ds t]
          | t <- iota 0 (size ds)] ++ [:: (qm1, Of_set (iota 0 L))].

Definition expand L (q : quantity) : seq (Q * atom) :=
  match q with
  | Curve_e k => [:: (q1, Of_e k)]
  | Curve_d k => [:: (q1, Of_e k); (qm1, Of_e k.-1)]
  | Curve_Z j => sum_Z j
  | Tc => [:: (q_nat L, Of_e 1); (qm1, Of_e L)]
  | Sum_mi => scale (q_nat L) (sum_Z L)
  | Dtc => scale (q_nat L) (sum_Z L) ++ scale qm1 [:: (q_nat L, Of_e 1); (qm1, Of_e L)]
  | Joint => [:: (q1, Of_e L)]
  | Li_Cai_R s => sum_R L s
  | Last_U s => flatten [seq sum_Z (L - m) | m <- iota 0 s.-1]
  | Ekl sz => flatten [seq scale (q_nat (acount sz L k)) (sum_D k) | k <- iota 0 L]
              ++ [:: (qm1, Of_e L)]
  | Ekl_times pi => let a := of_times weights L pi in
              flatten [seq scale (nth q0 a k) (sum_D k) | k <- iota 0 L]
              ++ [:: (qm1, Of_e L)]
  | Cond_H a c => sum_Hc a c
  | Mutual_I a b c => [:: (q1, Of_set (a ++ c)); (q1, Of_set (b ++ c));
                          (qm1, Of_set (a ++ b ++ c)); (qm1, Of_set c)]
  | Total_C gs c => flatten [seq sum_Hc g c | g <- gs] ++ scale qm1 (sum_Hc (flatten gs) c)
  | Ekl_blocks ds => sum_blocks L ds
  | _ => [::]
  end.

(* what is a number, or a sum of entropies *)
Definition entropic L (q : quantity) : bool :=
  match q with
  | Curve_e k => (k <= L)%N
  | Curve_d k | Curve_Z k => (0 < k <= L)%N
  | Li_Cai_R s => (0 < s)%N
  | Last_U s => (0 < s <= L)%N
  | Ekl sz => sumn sz == L
  | Ekl_times pi => times_q pi
  | Ekl_blocks ds => perm_eq (flatten ds) (iota 0 L)
  | Ekl_any | Ekl_process | Kl_mixed _ | Ter_gap _ | Tv _ | Ser _ | Rounds_p _ | Rounds_q _
  | Rounds_max _ | Pmax _ | Pmax_least
  | Log _ => false
  | _ => true
  end.

Section Expand.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Notation qr := (qr R).
Let hpm := Hpm ln p.
Hypothesis L0 : (0 < L)%N.

Definition atom_value x : R :=
  match x with Of_e k => e H k | Of_set s => H (places L s) end.
Definition sum_atoms (xs : seq (Q * atom)) : R := \sum_(x <- xs) qr x.1 * atom_value x.2.

Lemma sum_atoms_cat xs ys : sum_atoms (xs ++ ys) = sum_atoms xs + sum_atoms ys.
Proof. exact: big_cat. Qed.

Lemma sum_atoms_scale c xs : sum_atoms (scale c xs) = qr c * sum_atoms xs.
Proof.
rewrite /sum_atoms big_map mulr_sumr; apply: eq_bigr => x _.
by rewrite qr_mul mulrA.
Qed.

Lemma sum_atoms_flatten (I : Type) (f : I -> seq (Q * atom)) (r : seq I) :
  sum_atoms (flatten [seq f i | i <- r]) = \sum_(i <- r) sum_atoms (f i).
Proof.
elim: r => [|i r IH] /=; first by rewrite /sum_atoms !big_nil.
by rewrite sum_atoms_cat IH big_cons.
Qed.

Lemma qr1 : qr q1 = 1. Proof. by rewrite qr_z /zr. Qed.
Lemma qrm1 : qr qm1 = -1. Proof. by rewrite qr_z /zr. Qed.
Lemma qr_nat n : qr (q_nat n) = n%:R. Proof. by rewrite qr_z zr_nat. Qed.

Let simp := (qr1, qrm1, mul1r, mulN1r, addr0).

Lemma sum_DE k : sum_atoms (sum_D k) = D H k.
Proof. by rewrite /sum_atoms /sum_D !big_cons big_nil /= !simp. Qed.

Lemma sum_ZE j : sum_atoms (sum_Z j) = Z H j.
Proof. by rewrite /sum_atoms /sum_Z !big_cons big_nil /= !simp addrA. Qed.

Lemma sum_HcE a c : sum_atoms (sum_Hc a c) = cond_H ln p a c.
Proof. by rewrite /sum_atoms /sum_Hc !big_cons big_nil /= !simp places_cat. Qed.

Lemma sum_TCE : sum_atoms [:: (q_nat L, Of_e 1); (qm1, Of_e L)] = TC H.
Proof.
rewrite /sum_atoms !big_cons big_nil /= qr_nat !simp.
by rewrite /TC sum_h1 -e_full.
Qed.

Lemma qr_power2 a j : qr (Qmake (Zpos a) (power2 j)) = zr R (Zpos a) * (2%:R ^+ j)^-1.
Proof.
rewrite /Claim.qr /frac /=; congr (_ * _^-1).
elim: j => [|j IH]; first by rewrite expr0 /zr.
rewrite exprS -IH (_ : Zpos (power2 j.+1) = BinInt.Z.mul (Zpos (xO xH)) (Zpos (power2 j))) //.
by rewrite zr_mul; congr (_ * _); rewrite /zr.
Qed.

Lemma sum_blocksE ds : perm_eq (flatten ds) (iota 0 L) ->
  sum_atoms (sum_blocks L ds) = ekl_blocks ln p ds.
Proof.
move=> hp; rewrite sum_atoms_cat ekl_blocksE; congr (_ + _); last first.
  by rewrite /sum_atoms big_seq1 /= qrm1 mulN1r places_iota.
rewrite sum_atoms_flatten -[iota 0 _]/(iota 0 (size ds)).
have -> : iota 0 (size ds) = index_iota 0 (size ds) by rewrite /index_iota subn0.
rewrite big_mkord; apply: eq_bigr => t _; rewrite sum_atoms_flatten.
have sub : {subset nth [::] ds t <= flatten ds}.
  by move=> i it; apply/flattenP; exists (nth [::] ds t); rewrite ?mem_nth.
have uf : uniq (flatten ds) by rewrite (perm_uniq hp) iota_uniq.
rewrite (@big_places L _ _ _ _ _ (fun i => sum_atoms (sum_Hc [:: i] (flatten (take t ds))))) //.
- move: uf; rewrite -{1}(cat_take_drop t ds) flatten_cat cat_uniq => /and3P [_ _].
  rewrite (drop_nth [::]) //= cat_uniq => /and3P [] //.
- by apply/allP => i /sub; rewrite (perm_mem hp) mem_iota.
move=> i; rewrite sum_HcE /cond_H.
by rewrite (_ : places L [:: (i : nat)] = [set i]) //; apply/setP => j; rewrite !inE.
Qed.

Lemma big_iota n (F : nat -> R) : \sum_(i <- iota 0 n) F i = \sum_(i < n) F i.
Proof.
have -> : iota 0 n = index_iota 0 n by rewrite /index_iota subn0.
by rewrite big_mkord.
Qed.

Theorem expandP any proc q : entropic L q ->
  value ln p any proc q = qr (number q) + sum_atoms (expand L q).
Proof.
case: q => [n|k|k|j|||||s|s|sz|pi|||a c|a b c|gs c|ds|o|o|o|o|t|t|t|i||n] v //=;
  rewrite ?qr0 ?add0r.
- by rewrite qr_nat /sum_atoms big_nil addr0.
- by rewrite /sum_atoms big_seq1 /= !simp.
- by rewrite /sum_atoms !big_cons big_nil /= !simp.
- by rewrite sum_ZE.
- by rewrite sum_TCE.
- rewrite -[X in sum_atoms X]/(scale _ (sum_Z L) ++ scale qm1 _).
  by rewrite sum_atoms_cat !sum_atoms_scale sum_TCE sum_ZE qr_nat DTC_E sum_miE qrm1 mulN1r.
- by rewrite sum_atoms_scale sum_ZE qr_nat sum_miE.
- by rewrite /sum_atoms big_seq1 /= !simp e_full.
- rewrite /sum_R sum_atoms_scale qr_nat sum_atoms_cat sum_atoms_scale sum_ZE.
  rewrite sum_atoms_flatten big_iota qr_power2 /R_bound /R_until; congr (_ * (_ + _ * _ * _)).
  by apply: eq_bigr => j _; rewrite sum_atoms_scale sum_ZE qr_power2 {1}/zr /= mul1r.
- by rewrite sum_atoms_flatten big_iota; apply: eq_bigr => m _; rewrite sum_ZE.
- rewrite sum_atoms_cat sum_atoms_flatten big_iota (ekl_a ln p (eqP v)); congr (_ + _).
    by apply: eq_bigr => k _; rewrite sum_atoms_scale sum_DE qr_nat.
  by rewrite /sum_atoms big_seq1 /= !simp.
- rewrite sum_atoms_cat sum_atoms_flatten big_iota ekl_iidE ?times_qP //; congr (_ + _).
    by apply: eq_bigr => k _; rewrite sum_atoms_scale sum_DE times_a.
  by rewrite /sum_atoms big_seq1 /= !simp.
- by rewrite sum_HcE.
- rewrite /sum_atoms !big_cons big_nil /= !simp !places_cat /mutual_I /CMI.
  by rewrite !setUA !addrA.
- rewrite sum_atoms_cat sum_atoms_scale sum_atoms_flatten sum_HcE qrm1 mulN1r.
  by congr (_ - _); apply: eq_bigr => g _; rewrite sum_HcE.
- by rewrite sum_blocksE.
Qed.
End Expand.

(* ---- sums of H(S) ---- *)

(* sets as numbers: a digit a position, from the lowest, then a 1 *)
Definition code_bits (bs : seq bool) : positive :=
  foldr (fun b c => if b then xI c else xO c) xH bs.
Definition code L (s : seq nat) : positive := code_bits [seq i \in s | i <- iota 0 L].
Fixpoint bit (c : positive) (i : nat) : bool :=
  match c, i with
  | xH, _ | xO _, 0%N => false
  | xI _, 0%N => true
  | xO c', i'.+1 | xI c', i'.+1 => bit c' i'
  end.
(* all sets of k of L positions *)
Fixpoint choices (L k : nat) : seq (seq bool) :=
  match L, k with
  | 0%N, 0%N => [:: [::]]
  | 0%N, _ => [::]
  | L'.+1, 0%N => [seq false :: b | b <- choices L' 0]
  | L'.+1, k'.+1 => [seq false :: b | b <- choices L' k] ++ [seq true :: b | b <- choices L' k']
  end.

Definition put L (c : Q) (x : Q * atom) (t : sum) : sum :=
  match x.2 with
  | Of_set s => add (code L s) (Qred (Qmult c x.1)) t
  | Of_e k =>
      let sets := choices L k in
      let q := Qred (Qmult (Qmult c x.1) (Qinv (q_nat (size sets)))) in
      foldr (fun b => add (code_bits b) q) t sets
  end.
Definition put_terms L c (ts : seq term) (t : sum) : sum :=
  foldr (fun x t => foldr (put L (Qmult c (coef x))) t (expand L (what x))) t ts.

Record use := Use { use_n : BinNums.Z; use_d : positive; given : relation * seq term }.
Arguments Use use_n%Z_scope use_d%positive_scope given.
Definition use_weight u := Qmake (use_n u) (use_d u).

(* a sum that is >= 0 (or 0) because of the relation *)
Definition toward (r : relation) : Q := match r with is_ge | is_gt => q1 | _ => qm1 end.
Definition elemental (x : term) : bool :=
  BinInt.Z.leb Z0 (coef_n x) && match what x with Cond_H _ _ | Mutual_I _ _ _ => true | _ => false end.
Definition use_ok L u : bool :=
  [&& all (fun t => entropic L (what t)) (given u).2, zero (numbers (given u).2)
    & match (given u).1 with
      | is_eq => true
      | is_ne => false
      | _ => BinInt.Z.leb Z0 (use_n u)
      end].
(* no set but the empty one has a coefficient *)
Definition only_empty L t : bool :=
  let c := code L [::] in clean (add c (minus (coefficient c t)) t).
Definition check_joint L (ge : bool) ts es us : bool :=
  [&& all (fun t => entropic L (what t)) ts, zero (numbers ts), all elemental es,
      all (use_ok L) us
    & only_empty L (put_terms L (if ge then q1 else qm1) ts
       (put_terms L qm1 es
         (foldr (fun u => put_terms L (Qmult (minus (use_weight u)) (toward (given u).1)) (given u).2)
            Nil us)))].

Section Sound.
Variables (R : realFieldType) (ln : logfun R) (L : nat) (V : finType).
Variable p : law R [finType of {ffun 'I_L -> V}].
Notation H := (H ln p).
Notation qr := (qr R).
Hypothesis L0 : (0 < L)%N.

Definition decode (c : positive) : {set 'I_L} := [set i : 'I_L | bit c i].
Definition of_code c : R := H (decode c).

Lemma bit_code bs i : bit (code_bits bs) i = nth false bs i.
Proof. by elim: bs i => [|[] bs IH] [|i] //=. Qed.

Lemma decode_code s : decode (code L s) = places L s.
Proof.
apply/setP => i; rewrite !inE bit_code (nth_map 0%N) ?size_iota //.
by rewrite nth_iota.
Qed.

Lemma mem_choices n k b : (b \in choices n k) = (size b == n) && (count id b == k).
Proof.
have cons_inj (x : bool) : injective (cons x) by move=> ? ? [].
have no (x y : bool) s (ss : seq (seq bool)) : x != y -> (x :: s \in [seq y :: b | b <- ss]) = false.
  by move=> xy; apply/negbTE/negP => /mapP [? _ [xE]]; rewrite xE eqxx in xy.
elim: n k b => [|n IH] [|k] [|[] b] //=.
- by apply/negbTE/negP => /mapP [].
- by rewrite no // andbF.
- by rewrite mem_map // IH eqSS.
- by rewrite mem_cat; apply/negbTE; rewrite negb_or; apply/andP; split; apply/negP => /mapP [].
- by rewrite mem_cat no // mem_map // IH !eqSS.
- by rewrite mem_cat (no false true) // orbF mem_map // IH eqSS.
Qed.

Lemma uniq_choices n k : uniq (choices n k).
Proof.
have cons_inj (x : bool) : injective (cons x) by move=> ? ? [].
elim: n k => [|n IH] [|k] //=; first by rewrite map_inj_uniq.
rewrite cat_uniq !map_inj_uniq ?IH //= andbT; apply/hasPn => _ /mapP [b _ ->].
by apply/negP => /mapP [].
Qed.

Lemma sum_choices k (F : {set 'I_L} -> R) :
  \sum_(S : {set 'I_L} | #|S| == k) F S = \sum_(b <- choices L k) F (decode (code_bits b)).
Proof.
rewrite -(big_map (fun b => decode (code_bits b)) xpredT F).
transitivity (\sum_(S in [pred S : {set 'I_L} | #|S| == k]) F S) => //.
rewrite -big_enum /=; apply: perm_big; apply: uniq_perm; first exact: enum_uniq.
  rewrite map_inj_in_uniq ?uniq_choices // => b c.
  rewrite !mem_choices => /andP [/eqP sb _] /andP [/eqP sc _] /setP h.
  apply: (@eq_from_nth _ false); first by rewrite sb sc.
  by move=> i; rewrite sb => iL; have := h (Ordinal iL); rewrite !inE !bit_code.
move=> S; rewrite mem_enum; apply/idP/mapP => [|[b]].
  rewrite unfold_in => /eqP SK; exists [seq i \in S | i <- enum 'I_L].
    rewrite mem_choices size_map size_enum_ord eqxx -SK count_map /=.
    rewrite cardE [enum (mem S)]/enum_mem -enumT size_filter; apply/eqP.
    exact: eq_count.
  apply/setP => i; rewrite inE bit_code (nth_map i) ?size_enum_ord //.
  by rewrite nth_ord_enum.
rewrite mem_choices => /andP [/eqP sb /eqP cb] ->; rewrite unfold_in -cb.
rewrite -sum1_card -sum1_count; apply/eqP.
rewrite (eq_bigl (fun i : 'I_L => nth false b i)); last by move=> i; rewrite inE bit_code.
by rewrite (big_nth false) big_mkord sb.
Qed.

Lemma size_choices k : size (choices L k) = 'C(L, k).
Proof.
have := @sum_choices k (fun=> 1); rewrite sumr_const big_const_seq count_predT iter_addr addr0.
move=> /eqP; rewrite eqr_nat => /eqP <-.
by rewrite -[in RHS](card_ord L) -card_draws cardsE.
Qed.

Lemma qr_inv q : qr (Qinv q) = (qr q)^-1.
Proof.
case: q => -[|n|n] d; rewrite /Qinv /Claim.qr /frac /=.
- by rewrite /zr /= !mul0r invr0.
- by rewrite invf_div.
have neg a : zr R (Zneg a) = - zr R (Zpos a).
  by rewrite /zr -mulrNz; congr (_%:~R); lia.
by rewrite !neg !mulNr invrN invf_div.
Qed.

Lemma put_value c x t : (if x.2 is Of_e k then (k <= L)%N else true) ->
  sum_value of_code (put L c x t) = qr c * qr x.1 * atom_value ln p x.2 + sum_value of_code t.
Proof.
case: x => q [k|s] /= kL; rewrite /put /=; last first.
  by rewrite add_value qr_red qr_mul /of_code decode_code.
have fold (r : Q) bs : sum_value of_code (foldr (fun b => add (code_bits b) r) t bs) =
    qr r * (\sum_(b <- bs) of_code (code_bits b)) + sum_value of_code t.
  elim: bs => [|b bs IH] /=; first by rewrite big_nil mulr0 add0r.
  by rewrite add_value IH big_cons mulrDr addrA.
rewrite fold qr_red !qr_mul qr_inv qr_z zr_nat size_choices e_mean // sum_choices.
by congr (_ + _); rewrite [RHS]mulrA.
Qed.

Definition in_range (x : Q * atom) : bool := if x.2 is Of_e k then (k <= L)%N else true.

Lemma expand_range q : entropic L q -> all in_range (expand L q).
Proof.
have sc c xs : all in_range xs -> all in_range (scale c xs).
  by rewrite all_map; apply: sub_all.
have zr j : (0 < j <= L)%N -> all in_range (sum_Z j).
  by move=> h; rewrite /sum_Z /= /in_range /=; apply/and4P; split=> //; lia.
have fl (I : eqType) (f : I -> seq (Q * atom)) r :
    (forall i, i \in r -> all in_range (f i)) -> all in_range (flatten [seq f i | i <- r]).
  elim: r => //= i r IH h; rewrite all_cat h ?mem_head //=; apply: IH => j jr.
  by apply: h; rewrite inE jr orbT.
have tc : all in_range [:: (q_nat L, Of_e 1); (qm1, Of_e L)].
  by rewrite /= /in_range /= L0 leqnn.
have zL : all in_range (sum_Z L) by apply: zr; rewrite L0 leqnn.
case: q => [n|k|k|j|||||s|s|sz|pi|||a c|a b c|gs c|ds|o|o|o|o|t|t|t|i||n] //= v.
- by rewrite /in_range /= v.
- by rewrite /in_range /=; apply/and3P; split=> //; lia.
- exact: zr.
- by rewrite /in_range /= L0 leqnn leq_pred.
- by rewrite /in_range /= leqnn.
- apply: (sc _ _); rewrite all_cat (sc _ _ zL) andbT; apply: (fl _ _ _) => j _; apply: (sc _ _); apply: (zr _).
  by rewrite /W; move: (_ %/ _)%N => x; lia.
- by apply: (fl _ _ _) => m; rewrite mem_iota => hm; apply: (zr _); lia.
- rewrite all_cat /= /in_range /= leqnn !andbT; apply: (fl _ _ _) => k; rewrite mem_iota => hk.
  by apply: (sc _ _); rewrite /sum_D /= /in_range /=; apply/and3P; split=> //; lia.
- rewrite all_cat /= /in_range /= leqnn !andbT; apply: (fl _ _ _) => k; rewrite mem_iota => hk.
  by apply: (sc _ _); rewrite /sum_D /= /in_range /=; apply/and3P; split=> //; lia.
- by rewrite all_cat sc // andbT; apply: (fl _ _ _).
by rewrite all_cat andbT; apply: (fl _ _ _) => t _; apply: (fl _ _ _).
Qed.

Lemma put_terms_value c any proc ts t : all (fun x => entropic L (what x)) ts ->
  sum_value of_code (put_terms L c ts t) =
  qr c * (total ln p any proc ts - qr (numbers ts)) + sum_value of_code t.
Proof.
rewrite totalE; elim: ts => [|x ts IH] /=; first by rewrite big_nil qr0 subr0 mulr0 add0r.
move=> /andP [hx hts].
have fold d u xs : all in_range xs -> sum_value of_code (foldr (put L d) u xs) =
    qr d * sum_atoms ln p xs + sum_value of_code u.
  elim: xs => [|y ys IHy] /=; first by rewrite /sum_atoms big_nil mulr0 add0r.
  case/andP => hy hys; rewrite put_value // IHy // /sum_atoms big_cons mulrDr mulrA.
  by rewrite -!addrA.
rewrite fold ?expand_range // IH // big_cons /value_of (expandP ln p L0 any proc hx).
rewrite qr_red qr_add !qr_mul -[frac _ _]/(qr (coef x)).
move: (qr c) (qr (coef x)) (qr (number _)) (sum_atoms _ _ _) (qr (numbers ts)) => a b d e f.
by move: (\sum_(_ <- _) _) (sum_value _ _) => g h; ring.
Qed.

Definition given_holds u : Prop := rel_holds (given u).1 (total ln p 0 0 (given u).2).
Fixpoint all_hold us : Prop := if us is u :: us' then given_holds u /\ all_hold us' else True.

(* Every law of which what is given is true. *)
Theorem joint ge ts es us : check_joint L ge ts es us -> all_hold us ->
  holds ge (total ln p 0 0 ts).
Proof.
case/and5P => v /(@zero_qr R) n0 he hu /(@clean_value R of_code).
rewrite add_value {1}/of_code decode_code.
have -> : places L [::] = set0 by apply/setP => i; rewrite !inE.
rewrite H_set0 mulr0 add0r.
have ve : all (fun t => entropic L (what t)) es.
  by apply: sub_all he => x /andP [_]; case: (what x).
rewrite (put_terms_value _ 0 0) // (put_terms_value _ 0 0) // n0 subr0 qrm1 mulN1r opprB.
have -> : qr (numbers es) = 0.
  elim: es he {ve} => [|x es IH] /=; first by rewrite qr0.
  move=> /andP [/andP [_ hx] /IH E]; rewrite qr_red qr_add E qr_mul.
  by case: (what x) hx => //= *; rewrite qr0 mulr0 addr0.
rewrite sub0r; set se := total _ _ _ _ es; set st := total _ _ _ _ ts; set su := sum_value _ _.
move=> hsum hus.
have se0 : 0 <= se.
  rewrite /se totalE; elim: es he {ve hsum se} => [|x es IH] /=; first by rewrite big_nil.
  case/andP => /andP [cx hx] /IH h; rewrite big_cons addr_ge0 // /value_of.
  rewrite -[frac _ _]/(qr (coef x)) mulr_ge0 ?qr_ge0 //.
  by case: (what x) hx => //= *; rewrite ?cond_H_ge0 ?mutual_I_ge0.
have su0 : su <= 0.
  rewrite /su; elim: us hu hus {hsum su} => //= u us IH /andP [/and3P [vu /(@zero_qr R) nu wu] hus].
  case=> gu /(IH hus) h; rewrite (put_terms_value _ 0 0) // nu subr0.
  apply: ler_naddl => //; rewrite !qr_mul qr_minus mulNr mulNr oppr_le0.
  move: gu wu; rewrite /given_holds; set y := total _ _ _ _ _.
  have w0 : BinInt.Z.leb Z0 (use_n u) -> 0 <= qr (use_weight u) by rewrite qr_ge0.
  case: (given u).1 => //= gy; first [move=> /w0 w0' | move=> _]; rewrite -mulrA ?qr1 ?qrm1 ?mul1r ?mulN1r.
  - by rewrite mulr_ge0 // oppr_ge0.
  - by rewrite mulr_ge0 // oppr_ge0 ltW.
  - by rewrite (eqP gy) oppr0 mulr0.
  - by rewrite mulr_ge0.
  by rewrite mulr_ge0 // ltW.
have : 0 <= qr (if ge then q1 else qm1) * st.
  have -> : qr (if ge then q1 else qm1) * st = se - su; last by rewrite subr_ge0 (le_trans su0).
  by apply/eqP; rewrite -subr_eq0; apply/eqP; rewrite -[RHS]hsum; ring.
by case: (ge); rewrite /holds ?qr1 ?qrm1 ?mul1r // mulN1r oppr_ge0.
Qed.
End Sound.
