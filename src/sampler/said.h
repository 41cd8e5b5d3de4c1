/* said.h - what is said of one masked position of a reveal state: the law's
   own conditional distribution there, and that of a predictor.

   A state (R, x_R) is the class of the rows that hold x_R at R; the weight of
   token v at position i is the sum of theirs with x_i = v, which over the
   weight of the class is p(v | x_R).  The tokens are those that some row of
   the class has, or with a predictor that is not ideal all V.  */
#ifndef MDM_SAID_H
#define MDM_SAID_H

#include "exact/logform.h"
#include "sampler/predictor.h"

typedef struct
{
  uint64_t revealed; /* R */
  uint32_t *row;     /* its rows, ascending; owned by whoever made it */
  size_t rows;
  fmpz_t weight; /* of the law: N p(x_R) */
} mdm_state_t;

/* A distribution: shares of a whole.  */
typedef struct
{
  fmpz *share;
  fmpz_t whole; /* their sum, > 0 */
} mdm_shares_t;

typedef struct
{
  size_t position;
  size_t count;
  uint16_t *token;   /* ascending */
  mdm_shares_t own;  /* the law's: the weights, and that of the state */
  mdm_shares_t told; /* the predictor's; of the ideal one OWN, lent */
  int ideal;
  int greedy; /* is it argmax, whose shares rank nothing? */
} mdm_said_t;

/* Room for what is said at one time; SLOT is of use to its owner alone.  */
typedef struct
{
  const mdm_prediction_t *prediction;
  uint32_t *slot; /* V of them: the place of a token + 1, or 0 */
} mdm_listener_t;

/* PREDICTION outlives LISTENER.  */
void mdm_listener_init (mdm_listener_t *listener,
                        const mdm_prediction_t *prediction);
/* Free what LISTENER has.  */
void mdm_listener_clear (mdm_listener_t *listener);

/* Set SAID, which is not initialised, to what is said of the masked POSITION
   in STATE, of a weight > 0.  SAID is to be cleared after a failure too: that
   of a predictor that is undefined there.  */
mdm_status mdm_said_init (mdm_said_t *said, mdm_listener_t *listener,
                          const mdm_state_t *state, size_t position,
                          mdm_err_t *err) MDM_MUST_CHECK;
/* Free what SAID has.  */
void mdm_said_clear (mdm_said_t *said);

/* What rules look at: what the predictor says, but of argmax the law's own
   conditionals, of which it takes the largest.  */
static inline const mdm_shares_t *
mdm_said_ranking (const mdm_said_t *said)
{
  return said->greedy ? &said->own : &said->told;
}

/* The place of TOKEN in SAID, which has it.  */
size_t mdm_said_find (const mdm_said_t *said, uint16_t token);

/* The first of the largest of COUNT shares, lent.  */
const fmpz *mdm_shares_largest (const mdm_shares_t *shares, size_t count);
/* RES = this one, less the largest of the others if there are some.  */
void mdm_shares_margin (fmpz_t res, const mdm_shares_t *shares, size_t count);

/* RES = the entropy, log whole - sum share log share / whole.  */
void mdm_shares_entropy (mdm_logform_t res, const mdm_shares_t *shares,
                         size_t count);
/* A ball with it, of PREC bits beside its error.  */
void mdm_shares_entropy_ball (arb_t res, const mdm_shares_t *shares,
                              size_t count, slong prec);

#endif
