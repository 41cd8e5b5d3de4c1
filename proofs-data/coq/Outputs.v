(* What the sampler draws on a law of rows, by computation.

   ratios gives for every row q/p, q its probability to be drawn: the chain of
   Chain.v, from its end, over the sets of positions, which are positive numbers
   (Joint.decode).  kl_mixed, tv and ser are means of functions of q/p
   (Measures.v).

     ratiosP     the numbers are right
     outputs_ok  a list of samplers with their ratios is right *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp Require Import ssrZ ring zify.
From mdmcert Require Import Entropy Curve Sampler Output Cone Process Measures.
From mdmcert Require Import Policy Table Times Chain Claim Sums Joint Rows Follow.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---- what is computed once for every set ---- *)

Inductive tree (A : Type) := Leaf (x : A) | Fork (without with_ : tree A).
Arguments Leaf {A} x.
Arguments Fork {A} without with_.

(* of the sets of L positions, by their codes *)
Fixpoint build (A : Type) (L : nat) (f : positive -> A) : tree A :=
  if L is L'.+1 then Fork (build L' (fun c => f (xO c))) (build L' (fun c => f (xI c)))
  else Leaf (f xH).
Fixpoint look (A : Type) (x0 : A) (c : positive) (t : tree A) : A :=
  match c, t with
  | xH, Leaf x => x
  | xO c', Fork l _ => look x0 c' l
  | xI c', Fork _ r => look x0 c' r
  | _, _ => x0
  end.

(* is it the code of a set of L positions? *)
Fixpoint coded (L : nat) (c : positive) : bool :=
  match L, c with
  | 0%N, xH => true
  | L'.+1, xO c' | L'.+1, xI c' => coded L' c'
  | _, _ => false
  end.
(* the set with i *)
Fixpoint insert (i : nat) (c : positive) : positive :=
  match i, c with
  | 0%N, xO c' => xI c'
  | i'.+1, xO c' => xO (insert i' c')
  | i'.+1, xI c' => xI (insert i' c')
  | _, _ => c
  end.
Fixpoint number_in (c : positive) : nat :=
  match c with xH => 0%N | xO c' => number_in c' | xI c' => (number_in c').+1 end.

(* the sum over the sets D of positions js that are not in c: ks at |D|, times
   the product of us over D, times F of c with D *)
Fixpoint choose (js : seq nat) (ks : seq Q) (c : positive) (us : seq Q) (F : positive -> Q) : Q :=
  if ks is k :: ks' then
    if js is j :: js' then
      let x := choose js' ks c us F in
      if bit c j then x
      else Qred (Qplus x (Qmult (nth q0 us j) (choose js' ks' (insert j c) us F)))
    else if zero k then q0 else Qmult k (F c)
  else q0.

Section Chain.
Variables (L : nat) (masses : tree BinNums.Z).
Notation mass_of c := (look Z0 c masses).

(* p(x_i | x_S) *)
Definition given (c : positive) (i : nat) : Q :=
  Qred (Qmake (mass_of (insert i c)) (Z.to_pos (mass_of c))).
Definition step_at (ks : seq Q) (t : tree Q) (c : positive) : Q :=
  choose (iota 0 L) ks c [seq given c i | i <- iota 0 L] (fun c' => look q0 c' t).

Fixpoint factorial (n : nat) : BinNums.Z :=
  if n is n'.+1 then Z.mul (Z.of_nat n) (factorial n') else Zpos xH.
Definition last : tree Q := build L (fun c => if number_in c == L then q1 else q0).
Fixpoint by_sizes (sz : seq nat) : tree Q :=
  if sz is a :: sz' then
    let t := by_sizes sz' in
    let ks := rcons (nseq a q0) (Qmake (factorial a) xH) in
    let left := sumn sz in
    build L (fun c => if (number_in c + left == L)%N then step_at ks t c else q0)
  else last.
Fixpoint by_times (pi : seq Q) : tree Q :=
  if pi is a :: pi' then
    let t := by_times pi' in build L (step_at (traject (Qmult a) q1 L.+1) t)
  else last.
Fixpoint by_blocks (ds : seq (seq nat)) (c : positive) : Q :=
  if ds is d :: ds' then
    Qmult (foldr (fun i q => Qred (Qmult (given c i) q)) q1 d)
          (by_blocks ds' (foldr insert c d))
  else q1.
End Chain.

(* q/p of the word of row r *)
Definition empty_code (L : nat) : positive := iter L xO xH.
Definition ratio_of (L : nat) (rs : seq row_of) (s : sampler) (r : row_of) : Q :=
  let masses (_ : unit) := build L (fun c => mass rs c r.2) in
  let q := match s with
    | By_sizes sz => Qmult (Qmake (Zpos xH) (Z.to_pos (factorial L)))
                           (look q0 (empty_code L) (by_sizes L (masses tt) sz))
    | By_times pi => look q0 (empty_code L) (by_times L (masses tt) pi)
    | By_blocks ds => by_blocks (masses tt) ds (empty_code L)
    | By_policy tab => drawn_from L rs tab r.2 L [::]
    end in
  Qred (Qmult q (Qmake (weight_of rs) (Z.to_pos (mass rs (iter L xI xH) r.2)))).
Definition ratios L rs s : seq Q := [seq ratio_of L rs s r | r <- rs].
Definition sampler_ok L (s : sampler) : bool :=
  match s with
  | By_sizes sz => sumn sz == L
  | By_times pi => times_q pi
  | By_blocks ds => perm_eq (flatten ds) (iota 0 L)
  | By_policy tab => table_ok L tab
  end.

Definition same_sampler (s t : sampler) : bool :=
  match s, t with
  | By_sizes a, By_sizes b => a == b
  | By_blocks a, By_blocks b => a == b
  | By_policy a, By_policy b => a == b
  | By_times a, By_times b => [seq (Qnum x, Qden x) | x <- a] == [seq (Qnum x, Qden x) | x <- b]
  | _, _ => false
  end.
Definition outputs := seq (sampler * seq Q).
Definition outputs_ok L rs (os : outputs) : bool :=
  all (fun o => [&& sampler_ok L o.1, same (ratios L rs o.1) o.2
    & if o.1 is By_policy tab then covers L rs tab else true]) os.
(* may its ratios be listed? *)
Definition drawable L rs (s : sampler) : bool :=
  sampler_ok L s && (if s is By_policy tab then covers L rs tab else true).
Definition draw L rs (ss : seq sampler) : outputs := [seq (s, ratios L rs s) | s <- ss].
Fixpoint ratios_in (os : outputs) (s : sampler) : option (seq Q) :=
  if os is o :: os' then if same_sampler o.1 s then Some o.2 else ratios_in os' s
  else None.

(* ---- that it is right ---- *)

Lemma look_build A (x0 : A) L f c : coded L c -> look x0 c (build L f) = f c.
Proof. by elim: L f c => [|L IH] f [c|c|] //= h; rewrite IH. Qed.

Lemma coded_insert L i c : coded L c -> coded L (insert i c).
Proof. by elim: L i c => [|L IH] [|i] [c|c|] //= h; apply: IH. Qed.

Lemma coded_empty L : coded L (empty_code L).
Proof. by elim: L. Qed.

Lemma coded_full L : coded L (iter L xI xH).
Proof. by elim: L. Qed.

Lemma bit_insert L c i j : coded L c -> (i < L)%N -> bit (insert i c) j = (i == j) || bit c j.
Proof.
elim: L c i j => [|L IH] [c|c|] [|i] [|j] //= h iL; by rewrite ?IH.
Qed.

Section Codes.
Variable L : nat.
Implicit Types (c : positive) (i : 'I_L).

Lemma decode_insert c i : coded L c -> decode L (insert i c) = i |: decode L c.
Proof. by move=> h; apply/setP => j; rewrite !inE (bit_insert _ h) // eq_sym. Qed.

Lemma decode_empty : decode L (empty_code L) = set0.
Proof.
have h n j : bit (iter n xO xH) j = false by elim: n j => [|n IH] [|j] /=.
by apply/setP => i; rewrite !inE h.
Qed.

Lemma decode_full : decode L (iter L xI xH) = setT.
Proof.
have h n j : (j < n)%N -> bit (iter n xI xH) j by elim: n j => [|n IH] [|j] //= /IH.
by apply/setP => i; rewrite !inE h.
Qed.

Lemma number_inE c : coded L c -> number_in c = #|decode L c|.
Proof.
rewrite -sum1_card big_mkcond /= (eq_bigr (fun i : 'I_L => nat_of_bool (bit c i))); last first.
  by move=> i _; rewrite inE; case: (bit c i).
by elim: L c => [|n IH] [c|c|] //= h; rewrite ?big_ord0 // big_ord_recl /= IH.
Qed.
End Codes.

Section Choose.
Variables (R : realFieldType) (L : nat) (us : seq Q) (F : positive -> Q) (G : {set 'I_L} -> R).
Notation qr := (qr R).
Hypothesis FG : forall c, coded L c -> qr (F c) = G (decode L c).

Lemma chooseP js ks c : uniq js -> all (fun j => j < L)%N js -> coded L c ->
  qr (choose js ks c us F) =
  \sum_(D : {set 'I_L} | (D \subset places L js) && [disjoint D & decode L c])
    qr (nth q0 ks #|D|) * (\prod_(i in D) qr (nth q0 us i)) * G (decode L c :|: D).
Proof.
elim: js ks c => [|j js IH] [|k ks] c /=.
- by move=> _ _ _; rewrite qr0 big1 // => D _; rewrite nth_nil qr0 !mul0r.
- move=> _ _ cc; rewrite (big_pred1 set0) => [|D]; last first.
    have -> : places L [::] = set0 by apply/setP => i; rewrite !inE.
    rewrite subset0 andb_idr // => /eqP ->; by rewrite disjoints_subset sub0set.
  rewrite cards0 big_set0 setU0 mulr1 /= -FG //; case: ifP => [/(@qr_eqb R) ->|_].
    by rewrite qr0 mul0r.
  by rewrite qr_mul.
- by move=> _ _ _; rewrite qr0 big1 // => D _; rewrite nth_nil qr0 !mul0r.
case/andP=> jjs ujs /andP [jL ajs] cc; pose i := Ordinal jL.
have pE : places L (j :: js) = i |: places L js.
  by apply/setP => x; rewrite !inE -val_eqE.
have iN : i \notin places L js by rewrite inE.
rewrite (bigID (fun D : {set 'I_L} => i \in D)) /= addrC.
have -> : \sum_(D : {set 'I_L} | (D \subset places L (j :: js)) && [disjoint D & decode L c] &&
     (i \notin D)) qr (nth q0 (k :: ks) #|D|) * (\prod_(x in D) qr (nth q0 us x)) * G (decode L c :|: D)
   = qr (choose js (k :: ks) c us F).
  rewrite IH //; apply: eq_bigl => D; rewrite andbAC; congr (_ && _); rewrite pE.
  by rewrite -subsetD1 setU1K.
case: ifP => bj.
  rewrite big_pred0 ?addr0 // => D; case iD: (i \in D); rewrite ?andbF // andbT.
  apply/negbTE; rewrite negb_and; apply/orP; right; apply/pred0Pn; exists i.
  by rewrite /= iD inE.
rewrite qr_red qr_add qr_mul; congr (_ + _); rewrite IH ?coded_insert // mulr_sumr.
have -> : decode L (insert j c) = i |: decode L c by exact: (decode_insert i cc).
rewrite [RHS](reindex_onto (fun D => i |: D) (fun D => D :\ i)) /=; last first.
  by move=> D /andP [_ iD]; rewrite setD1K.
apply: eq_big => D.
  have ic : i \notin decode L c by rewrite inE bj.
  rewrite disjoint_addl disjoint_addr ic setU11 /= andbT pE.
  have -> : ((i |: D) :\ i == D) = (i \notin D).
    by apply/eqP/idP => [<-|iD]; rewrite ?inE ?eqxx // setU1K.
  case: (boolP (i \in D)) => iD /=; rewrite ?andbF ?andbT //.
  congr (_ && _); apply/idP/idP => [h|]; first exact: setUS.
  move=> /subsetP h; apply/subsetP => k' kD; have := h k'; rewrite in_setU1 kD orbT => /(_ isT).
  by rewrite in_setU1; case/orP => // /eqP ki; rewrite -ki kD in iD.
case/andP => _; rewrite disjoint_addr => /andP [iD _].
rewrite cardsU1 iD /= big_setU1 //= [decode L c :|: _]setUCA -setUA.
by move: (qr _) (qr _) (\prod_(x in D) _) (G _) => a b e f; ring.
Qed.
End Choose.

Section Right.
Variables (R : realFieldType) (ln : logfun R) (L v : nat) (rs : seq row_of).
Hypotheses (L0 : (0 < L)%N) (ok : rows_ok L v rs).
Let p := table_law R ok.
Notation qr := (qr R).
Notation zr := (zr R).
Notation W := (weight_of rs).
Variable r : row_of.
Hypothesis rin : r \in rs.
Let x := word L v r.
Let masses := build L (fun c => mass rs c r.2).
Notation weights := (fun (S : {set 'I_L}) i => cond p i S x).

Lemma mass_look c : coded L c -> zr (look Z0 c masses) / zr W = marg p (decode L c) x.
Proof. by move=> cc; rewrite look_build // marg_word. Qed.

Lemma marg_neq0 c : coded L c -> marg p (decode L c) x != 0.
Proof.
move=> cc; rewrite -mass_look // look_build // mulf_neq0 // ?invr_eq0 gt_eqF //.
  by rewrite zr_gt0; apply/BinInt.Z.ltb_lt/mass_gt0.
exact: (weight_gt0 R ok).
Qed.

Lemma givenP c (i : 'I_L) : coded L c -> qr (given masses c i) = cond p i (decode L c) x.
Proof.
move=> cc; rewrite /given qr_red /cond (negPf (marg_neq0 cc)) -decode_insert //.
rewrite -!mass_look ?coded_insert // /Claim.qr /frac /= zr_to_pos; last first.
  by rewrite look_build //; apply: mass_gt0.
by rewrite invf_div mulrA divfK // gt_eqF // (weight_gt0 R ok).
Qed.

Lemma step_atP ks t (G : {set 'I_L} -> R) c : coded L c ->
  (forall c', coded L c' -> qr (look q0 c' t) = G (decode L c')) ->
  qr (step_at L masses ks t c) = \sum_(D : {set 'I_L} | [disjoint D & decode L c])
    qr (nth q0 ks #|D|) * (\prod_(i in D) cond p i (decode L c) x) * G (decode L c :|: D).
Proof.
move=> cc tG; rewrite /step_at (chooseP _ tG) ?iota_uniq //; last first.
  by apply/allP => j; rewrite mem_iota.
rewrite places_iota; apply: eq_big => D; first by rewrite subsetT.
move=> _; congr (_ * _ * _); apply: eq_bigr => i _.
by rewrite (nth_map 0%N) ?size_iota // nth_iota // add0n givenP.
Qed.

Lemma lastP c : coded L c -> qr (look q0 c (last L)) = (decode L c == setT)%:R.
Proof.
move=> cc; rewrite look_build // (number_inE cc) eqEcard subsetT cardsT card_ord.
have := max_card (mem (decode L c)); rewrite card_ord => h.
by rewrite eqn_leq h /=; case: (L <= _)%N; rewrite ?qr1 ?qr0.
Qed.

Lemma factorialE n : zr (factorial n) = n`!%:R.
Proof.
elim: n => [|n IH]; first by rewrite /Claim.zr.
by rewrite factS natrM -IH -zr_nat -zr_mul.
Qed.

Lemma by_sizesP sz c : coded L c ->
  qr (look q0 c (by_sizes L masses sz)) = draws weights [seq of_size R a | a <- sz] (decode L c).
Proof.
elim: sz c => [|a sz IH] c cc; first exact: lastP.
rewrite look_build // (number_inE cc); case: eqP => [_|/eqP h]; last first.
  by rewrite draws_sizes0 ?qr0.
rewrite (step_atP _ cc IH) /=; apply: eq_bigr => D _; congr (_ * _ * _).
rewrite nth_rcons size_nseq nth_nseq /of_size; case: ltngtP => _ //; rewrite ?if_same ?qr0 //.
by rewrite qr_z factorialE.
Qed.

Lemma by_timesP pi c : coded L c ->
  qr (look q0 c (by_times L masses pi)) =
  draws weights [seq @power R a | a <- [seq qr a | a <- pi]] (decode L c).
Proof.
elim: pi c => [|a pi IH] c cc; first exact: lastP.
rewrite look_build // (step_atP _ cc IH); apply: eq_bigr => D _; congr (_ * _ * _).
have DL : (#|D| < L.+1)%N by rewrite ltnS -[X in (_ <= X)%N]card_ord max_card.
rewrite (set_nth_default q1) ?size_traject // nth_traject // /power; elim: #|D| => [|n IHn] /=; first by rewrite qr1.
by rewrite qr_mul IHn exprS.
Qed.

Lemma by_blocksP ds c : coded L c -> uniq (flatten ds) ->
  all (fun i => i < L)%N (flatten ds) ->
  qr (by_blocks masses ds c) = \prod_(t < size ds) \prod_(i in places L (nth [::] ds t))
    cond p i (places L (flatten (take t ds)) :|: decode L c) x.
Proof.
elim: ds c => [|d ds IH] c cc /=; first by rewrite big_ord0 qr1.
rewrite cat_uniq all_cat => /and3P [ud _ uds] /andP [dL dsL].
have ins : coded L (foldr insert c d) /\ decode L (foldr insert c d) = places L d :|: decode L c.
  elim: d dL {ud} => [_|j d IHd /andP [jL /IHd [c' E]]] /=.
    by split=> //; apply/setP => i; rewrite !inE.
  split; first exact: coded_insert.
  have -> := @decode_insert L _ (Ordinal jL) c'; rewrite E.
  by apply/setP => i; rewrite !inE orbA.
have [c' E] := ins; rewrite qr_mul IH // big_ord_recl /=; congr (_ * _).
  rewrite (@big_places L _ _ _ d _ (fun j => qr (given masses c j))) //.
    by elim: d {dL ud ins c' E} => [|j d IHd]; rewrite ?big_nil ?qr1 // big_cons /= qr_red qr_mul IHd.
  move=> i; rewrite givenP //; congr (cond _ _ _ _).
  by apply/setP => j; rewrite !inE.
apply: eq_bigr => t _; apply: eq_bigr => i _; congr (cond _ _ _ _); rewrite E /=.
by apply/setP => j; rewrite !inE mem_cat orbA [X in X || _]orbC.
Qed.

Theorem ratioP s : sampler_ok L s ->
  qr (ratio_of L rs s r) = output p s x / p x.
Proof.
move=> hs; rewrite /ratio_of qr_red qr_mul -/masses.
have -> : qr (Qmake W (Z.to_pos (mass rs (iter L xI xH) r.2))) = (p x)^-1.
  rewrite -marg_setT -decode_full marg_word // invf_div.
  by rewrite /Claim.qr /frac /= zr_to_pos //; apply: mass_gt0.
congr (_ / _); case: s hs => [sz|ds|pi|tab] hs.
- rewrite qr_mul by_sizesP ?coded_empty // decode_empty /= pYmix_draws //; last exact/eqP.
  congr (_ * _); rewrite /Claim.qr /frac /= zr_to_pos ?factorialE.
    by rewrite (_ : zr (Zpos xH) = 1) ?mul1r // /Claim.zr.
  by have := fact_gt0 L; rewrite -(ltr0n R) -factorialE zr_gt0; lia.
- have uf : uniq (flatten ds) by rewrite (perm_uniq hs) iota_uniq.
  rewrite by_blocksP ?coded_empty //; last first.
    by apply/allP => j; rewrite (perm_mem hs) mem_iota.
  rewrite decode_empty; apply: eq_bigr => t _; apply: eq_bigr => i _.
  by rewrite setU0.
- have n0 : (0 < size pi)%N by case: pi hs.
  rewrite by_timesP ?coded_empty // decode_empty /=.
  by rewrite pY_iid_draws // size_map.
exact: follow_pY.
Qed.
End Right.

Lemma same_samplerP s t : same_sampler s t -> s = t.
Proof.
case: s t => [a|a|a|a] [b|b|b|b] //= /eqP; try by move=> ->.
move=> E; congr By_times; elim: a b E => [|x a IH] [|y b] //= [n d /IH ->].
by move: n d; case: x y => n d [n' d'] /= -> ->.
Qed.

Section Listed.
Variables (R : realFieldType) (ln : logfun R) (L v : nat) (rs : seq row_of).
Hypotheses (L0 : (0 < L)%N) (ok : rows_ok L v rs).
Let p := table_law R ok.
Notation qr := (qr R).
Variable os : outputs.
Hypothesis os_ok : outputs_ok L rs os.

(* the ratios that are listed are those of the rows *)
Lemma ratios_inP s xs : ratios_in os s = Some xs -> sampler_ok L s /\
  (size xs = size rs /\ forall i r0, (i < size rs)%N ->
    qr (nth q0 xs i) = output p s (word L v (nth r0 rs i)) / p (word L v (nth r0 rs i))).
Proof.
elim: os os_ok => //= -[t ys] l IH /andP [/and3P [/= ht hs _] hl].
case: ifP => [/same_samplerP <- [<-]|_]; last exact: IH.
split=> //; case/andP: hs => /eqP; rewrite size_map => sy /(all_nthP (q0, q0)) h.
split=> // i r0 ir; have := h i; rewrite size_zip size_map -sy minnn => /(_ ir).
rewrite nth_zip ?size_map // => /(@qr_eqb R) /= <-.
by rewrite (nth_map r0) // (ratioP R L0 ok) // mem_nth.
Qed.

Lemma draw_ok ss : all (drawable L rs) ss -> outputs_ok L rs (draw L rs ss).
Proof.
rewrite /outputs_ok all_map; apply: sub_all => s /andP [/= -> ->]; rewrite /same eqxx andbT /=.
by elim: (ratios L rs s) => //= x xs ->; rewrite andbT; apply/Qeq_bool_iff.
Qed.

(* an ordered partition gives every position its step *)
Lemma blocks_steps ds : perm_eq (flatten ds) (iota 0 L) ->
  exists c : {ffun 'I_L -> 'I_(size ds)}, pY_blocks p ds =1 pY_steps p c.
Proof.
move=> hp; have uf : uniq (flatten ds) by rewrite (perm_uniq hp) iota_uniq.
pose a (i : 'I_L) (d : seq nat) := (i : nat) \in d.
have memE (i : 'I_L) l : ((i : nat) \in flatten l) = has (a i) l.
  by apply/flattenP/hasP => -[d dl di]; exists d.
have hi i : has (a i) ds by rewrite -memE (perm_mem hp) mem_iota /=.
have ci i : (find (a i) ds < size ds)%N by rewrite -has_find.
pose c : {ffun 'I_L -> 'I_(size ds)} := [ffun i => Ordinal (ci i)].
have cE i t : (i \in places L (flatten (take t ds))) = (c i < t)%N.
  by rewrite inE memE has_take // ffunE.
exists c => x; apply: eq_bigr => t _; apply: eq_big => i.
  rewrite inE -val_eqE ffunE /=; apply/idP/eqP => [it|<-]; last exact: (nth_find [::] (hi i)).
  apply/eqP; rewrite eqn_leq; apply/andP; split; last rewrite leqNgt; last apply/negP => h.
    by rewrite leqNgt; apply/negP => /(before_find [::]); rewrite /a it.
  move: uf; rewrite -(cat_take_drop t ds) flatten_cat cat_uniq => /and3P [_ /hasP []].
  exists (i : nat); last by rewrite /= memE has_take.
  by apply/flattenP; exists (nth [::] ds t) => //; rewrite (drop_nth [::]) ?mem_head.
by move=> _; congr (cond _ _ _ _); apply/setP => j; rewrite cE inE.
Qed.

Lemma output_sum s : sampler_ok L s -> \sum_x output p s x = 1.
Proof.
case: s => [sz|ds|pi|tab] /= hs; last exact: pY_table_sum.
- by apply: pYmix_sum; apply/eqP.
- have [c E] := blocks_steps hs; rewrite -(pY_steps_sum p c).
  by apply: eq_bigr => x _.
apply: pY_iid_sum; apply: times_qP hs.
Qed.

Lemma output_ge0 s x : sampler_ok L s -> 0 <= output p s x.
Proof.
case: s => [sz|ds|pi|tab] /= hs; [exact: pYmix_ge0 | | | exact: pY_ge0].
  by apply: prodr_ge0 => t _; apply: prodr_ge0 => i _; apply: cond_ge0.
apply: pY_iid_ge0; apply: times_qP hs.
Qed.

Lemma output_gt0 s x : sampler_ok L s -> p x != 0 -> 0 < output p s x.
Proof.
case: s => [sz|ds|pi|tab] /= hs px; [exact: pYmix_gt0 | | | exact: pY_gt0].
  by apply: prodr_gt0 => t _; apply: prodr_gt0 => i _; apply: cond_gt0.
apply: pY_iid_gt0 => //; apply: times_qP hs.
Qed.
End Listed.
