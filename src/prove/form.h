/* form.h - linear forms over joint entropies: sum over sets S of positions of
   c_S H(X_S), S not empty, with rational c_S.

   Whatever the claim language has that is linear in the law's entropies is
   such a form: H, I, TC and DTC of groups (claim/sets.h), what is linear in
   the information curve, e_k being the mean of H(X_S) over |S| = k, and ekl:
   of an exchangeable process by its weights a_k (THEORY section 2), of one
   ordered partition D_1 .. D_T as
       sum_t [ sum_{i in D_t} H(X_i, X_R) - |D_t| H(X_R)
               - H(X_{D_t}, X_R) + H(X_R) ],  R = D_1 + .. + D_{t-1}.
   The predictor is the ideal one.

   The curve of long sequences is of too many sets to be written out: there the
   coefficients of e_1, .., e_L stay beside the sets that are named.  */
#ifndef MDM_PROVE_FORM_H
#define MDM_PROVE_FORM_H

#include "claim/library.h"
#include "prove/linear.h"

/* Longest sequences whose positions may be named, a set being a word; and
   where the curve is written out, which is of all sets.  */
#define MDM_FORM_LENGTH_MAX 64
#define MDM_FORM_CURVE_MAX 12

/* A set of positions: bit i for position i.  */
typedef uint64_t mdm_set_t;

typedef struct
{
  mdm_set_t set; /* not empty */
  fmpq_t c;      /* not 0 */
} mdm_set_form_term_t;

/* Invariant: the sets ascend.  */
typedef struct
{
  size_t count, alloc;
  mdm_set_form_term_t *term;
  size_t length;
  fmpq *curve; /* NULL, or to be added C[k] e_k, k = 0..LENGTH */
} mdm_set_form_struct;

typedef mdm_set_form_struct mdm_set_form_t[1];

/* FORM = 0, without a curve.  */
void mdm_set_form_init (mdm_set_form_t form);
/* Free what FORM has.  */
void mdm_set_form_clear (mdm_set_form_t form);

/* RES, which is empty, gets X + Q Y; neither has a curve.  */
void mdm_set_form_combine (mdm_set_form_t res, const mdm_set_form_struct *x,
                           const fmpq_t q, const mdm_set_form_struct *y);

/* What is claimed to be >= 0, or of a hypothesis = 0.  */
typedef struct
{
  mdm_set_form_t form;
  mdm_normal_t normal; /* minus it, by the names of quantities */
  int equality;
  int strict;               /* is it > 0? */
  const char *text;         /* lent: the claim */
  const char *id;           /* lent: of the library, or NULL */
  const mdm_claim_t *claim; /* lent */
} mdm_part_form_t;

/* Several of them, all of which are claimed, or given.  */
typedef struct
{
  size_t count;
  mdm_part_form_t *part;
} mdm_forms_struct;

typedef mdm_forms_struct mdm_forms_t[1];

/* None.  */
void mdm_forms_init (mdm_forms_t forms);
/* Free all of FORMS.  */
void mdm_forms_clear (mdm_forms_t forms);

/* Does CLAIM name positions?  */
int mdm_set_form_names_positions (const mdm_claim_t *claim);
/* Does it speak of the mean error over partitions?  */
int mdm_set_form_speaks_of_error (const mdm_claim_t *claim);

/* Add to FORMS the parts of STATEMENT, called ID or NULL, in SCOPE; a
   HYPOTHESIS that is an equation is one part, a claim two.  A scope without
   weights and schedule has no error; one with blocks has no weights.  Fails
   as mdm_rays_linear does, and with MDM_ELIMIT over the lengths above.  */
mdm_status mdm_forms_add (mdm_forms_t forms, const mdm_statement_t *statement,
                          const char *id, int hypothesis,
                          const mdm_scope_t *scope,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
