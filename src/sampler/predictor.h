/* predictor.h - learned predictors: what stands in the place of the law's own
   conditional probabilities when a token is drawn.

   A predictor gives p^(x_i | x_R) for a set R of revealed positions, the
   tokens x_R there, and a masked position i.  The ideal one says p(x_i |
   x_R).  THEORY section 1; mdmcert-theory(7), "Predictors":
     ideal       p(x_i | x_R)
     smooth:eta  (1 - eta) p(x_i | x_R) + eta/V
     argmax      1 for the token with the largest p(. | x_R), of equal ones the
                 first in the order of the vocabulary, else 0
     power:n     p(x_i | x_R)^n, renormalised over the vocabulary, n >= 1
     law:SPEC    the conditionals q(x_i | x_R) of another law
     table:FILE  what the file says (predictor_table.h)
   Where the law or table that is asked has no answer, because q(x_R) = 0 or
   the context is not in the file, the predictor is uniform if p(x_R) = 0,
   which affects p_Y off the support only, and undefined, an error, if p(x_R) >
   0.  So is the ideal one uniform where p(x_R) = 0, and with it argmax, smooth
   and power.  */
#ifndef MDM_PREDICTOR_H
#define MDM_PREDICTOR_H

#include "info/agreement.h"
#include "law/law.h"
#include "sampler/predictor_table.h"

typedef enum
{
  MDM_PREDICTOR_IDEAL,
  MDM_PREDICTOR_ARGMAX, /* the limit of power, at temperature 0 */
  MDM_PREDICTOR_SMOOTH,
  MDM_PREDICTOR_POWER,
  MDM_PREDICTOR_LAW,
  MDM_PREDICTOR_TABLE
} mdm_predictor_kind;

/* Largest n of power:n.  */
#define MDM_POWER_MAX 1000

typedef struct
{
  mdm_predictor_kind kind;
  char *name;    /* the SPEC it was made from; never NULL */
  fmpq_t eta;    /* smooth: from 0 to 1 */
  ulong power;   /* power: from 1 to MDM_POWER_MAX */
  mdm_law_t law; /* law: q, listed, its tokens numbered as in the data law */
  mdm_predictor_table_t table;
} mdm_predictor_struct;

typedef mdm_predictor_struct mdm_predictor_t[1];

/* The ideal predictor, named "ideal".  */
void mdm_predictor_init (mdm_predictor_t predictor);
void mdm_predictor_clear (mdm_predictor_t predictor);
/* Declare X, a predictor that is cleared with its scope (exact/scoped.h).  */
#define MDM_PREDICTOR(x)                                                      \
 MDM_SCOPED (x, mdm_predictor_struct, mdm_predictor_init, mdm_predictor_clear)

/* Set PREDICTOR to what SPEC says for the data law LAW, which may get listed:
   tokens are matched by their strings, and a token of q or of the file that
   LAW's vocabulary does not have is an error, as is another length.  */
mdm_status mdm_predictor_open (mdm_predictor_t predictor, const char *spec,
                               mdm_law_t law, const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* A predictor together with the rows on which it is asked.  */
typedef struct
{
  const mdm_law_struct *rows;            /* lent, or OWN */
  const mdm_law_struct *law;             /* the data law, for its tokens */
  const mdm_predictor_struct *predictor; /* NULL: the ideal one */
  mdm_law_t own; /* rows of LAW and of q, those of LAW's probability 0 with
                    weight 0 */
  fmpz *model;   /* law: the weight of each row under q, else NULL */
} mdm_prediction_t;

/* Set PREDICTION to PREDICTOR (NULL: the ideal one) on the rows of LAW, which
   is listed, or a grid (output.h) of the law NAMES; NAMES, which may be LAW,
   has the tokens for messages.  For law:SPEC PREDICTION->rows has the rows of
   LAW and those that only q has.  What is given outlives PREDICTION, which is
   to be cleared after a failure, too.  */
mdm_status mdm_prediction_init (mdm_prediction_t *prediction,
                                const mdm_law_struct *law,
                                const mdm_law_struct *names,
                                const mdm_predictor_struct *predictor,
                                const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;
void mdm_prediction_clear (mdm_prediction_t *prediction);

/* Set SAID[c], for every class c of AFTER, to p^(x_i | x_R) of its rows x, a
   fraction perhaps not in lowest terms (so that products are reduced once):
   BEFORE classes the rows by R, the positions with REVEALED[.] != 0, AFTER by
   R and i = POSITION, with their weights under the data law.  MDM_EDOMAIN
   where nothing is said although p(x_R) > 0; the message names the context.
   The place is the predictor's name, SPEC.  */
mdm_status mdm_prediction_said (fmpq *said, const mdm_prediction_t *prediction,
                                const mdm_agreement_t before,
                                const fmpz *before_weight,
                                const mdm_agreement_t after,
                                const fmpz *after_weight, const char *revealed,
                                size_t position,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
