/* form.h - laws that are known by a formula, however many sequences they have.

     independent   position i holds v with probability row[place[i]](v)
     chain         p(x) = start(x_1) prod_i row[x_{i-1}](x_i): a Markov chain
     mixed iid     p(x) = sum_j start(j) prod_i row[j](x_i)
     walk          X_i is the sum of i fair bits
     permutation   uniform on the V! orders of the V = L tokens
     balanced      uniform on the strings of L / 2 zeros and as many ones
     one-hot       independent blocks of SIZE positions, each with a single 1 at
                   a uniform place
     code          uniform on the span of the rows of a matrix mod V
     unifilar      what an automaton writes, if the tokens tell its state

   What their entropies are is in info/closed.h.  A law of one of these kinds
   is listed where it is small enough, and is then a law like any other, so
   that it does not matter how it was written; it keeps its closed form where
   listing it or the lattice of its marginals would take too long, or where the
   closed form is asked for.  Then it is listed only when an enumeration asks
   for its rows.

   Of the last only the ends of the curve, and the entropies of few positions,
   have formulas (info/unifilar.h): it is listed wherever it can be.

   The first three are found in automata (automaton.h): in one whose state is
   known at any time, they are independent; in one whose state after a token is
   the same whenever that token is written, a chain; in one that chooses a
   state with the first token and stays there, mixed iid.  So n-gram models of
   order 2, hidden Markov models whose states write different tokens, and
   noisy copies have closed forms, whatever file they come from.  */
#ifndef MDM_FORM_H
#define MDM_FORM_H

#include "law/automaton.h"
#include "law/law.h"
#include "law/unifilar.h"

typedef struct mdm_form
{
  mdm_law_kind kind;
  uint64_t vocab;
  size_t length;
  size_t states; /* rows below; of a chain V */
  fmpq *start;   /* of a chain V, of mixed iid STATES probabilities */
  fmpq *row;     /* STATES rows of V probabilities, or all 0 */
  size_t *place; /* of independent positions */
  int automatic; /* is there an automaton, that the rows are listed by? */
  mdm_automaton_t automaton;
  mdm_unifilar_t *unifilar;
  size_t size;     /* of the blocks */
  uint16_t *basis; /* of a code: law->rank rows, in echelon form */
  /* What was found out about the entropies, and what frees it; for
     info/closed.h.  */
  void *kept;
  void (*drop) (void *kept);
} mdm_form_t;

/* The most marginal weights that are gone through without looking for a closed
   form: about two seconds.  */
#define MDM_FORM_LATTICE_MAX UINT64_C (10000000000)

/* Tables of more probabilities are not made.  */
#define MDM_ENTRIES_MAX 1048576

/* Free FORM, which may be NULL.  */
void mdm_form_free (mdm_form_t *form);

/* Make LAW, whose vocabulary and length are set, one of KIND with an empty
   form, which is lent.  */
mdm_form_t *mdm_form_make (mdm_law_t law, mdm_law_kind kind);

/* LAW has a form: list it and forget that, or leave it, as is best. MDM_ELIMIT
   where neither can be done.  */
mdm_status mdm_form_settle (mdm_law_t law, const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* See to it that LAW, which was opened within LIMIT, is what its engine asks
   for: MDM_EDOMAIN where that is the closed form and there is none; for a
   lattice it is listed, and its closed form forgotten, MDM_ELIMIT where it is
   too large.  */
mdm_status mdm_form_obey (mdm_law_t law, const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* Give LAW, whose vocabulary and length are set, the sequences that A writes,
   as mdm_automaton_list does; or a closed form if it has one, and that is
   best. A is left empty or as it was.  */
mdm_status mdm_form_of_automaton (mdm_law_t law, size_t *stuck,
                                  mdm_automaton_t a) MDM_MUST_CHECK;

/* Does LAW, of any kind, have the same probability for any order of its tokens
   as a mixture of laws of independent, equally distributed ones?  If so,
   return how many, MDM_FORM_PARTS_MAX at most, else 0.  */
#define MDM_FORM_PARTS_MAX 16
size_t mdm_form_parts (const mdm_law_t law);
/* The probability of part J of such a LAW, and of token V in it.  */
void mdm_form_part_weight (fmpq_t res, const mdm_law_t law, size_t j);
void mdm_form_part_token (fmpq_t res, const mdm_law_t law, size_t j,
                          uint64_t v);

/* The work of its entropies.  Saturating.  */
uint64_t mdm_form_cells (const mdm_law_t law);

/* As mdm_law_support and mdm_law_list, for a LAW with a form.  */
void mdm_form_support (fmpz_t res, const mdm_law_t law);
mdm_status mdm_form_list (mdm_law_t law, const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
