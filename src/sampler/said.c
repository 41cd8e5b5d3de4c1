#include <config.h>

#include "sampler/said.h"

#include "exact/logsum.h"
#include "exact/scoped.h"

#include <stdlib.h>
#include <string.h>

void
mdm_listener_init (mdm_listener_t *listener,
                   const mdm_prediction_t *prediction)
{
  listener->prediction = prediction;
  listener->slot = flint_calloc (prediction->rows->vocab, sizeof (uint32_t));
}

void
mdm_listener_clear (mdm_listener_t *listener)
{
  flint_free (listener->slot);
}

static void
shares_init (mdm_shares_t *shares, size_t count)
{
  shares->share = _fmpz_vec_init ((slong) count);
  fmpz_init (shares->whole);
}

static void
shares_clear (mdm_shares_t *shares, size_t count)
{
  _fmpz_vec_clear (shares->share, (slong) count);
  fmpz_clear (shares->whole);
}

void
mdm_said_clear (mdm_said_t *said)
{
  flint_free (said->token);
  shares_clear (&said->own, said->count);
  if (!said->ideal)
    shares_clear (&said->told, said->count);
}

/* Ascending, for qsort.  */
static int
compare_tokens (const void *x, const void *y)
{
  const uint16_t *a = x, *b = y;

  return *a < *b ? -1 : *a > *b;
}

/* The tokens that the rows of STATE have at the position of SAID, or ALL.  */
static void
find_tokens (mdm_said_t *said, mdm_listener_t *listener,
             const mdm_state_t *state, int all)
{
  const mdm_law_struct *law = listener->prediction->rows;
  size_t most = all || state->rows > law->vocab ? law->vocab : state->rows;

  said->token = flint_malloc (most * sizeof *said->token);
  said->count = 0;
  for (size_t v = 0; all && v < law->vocab; v++)
    said->token[said->count++] = (uint16_t) v;
  for (size_t r = 0; !all && r < state->rows && said->count < most; r++)
    {
      uint16_t v = mdm_law_row (law, state->row[r])[said->position];
      if (listener->slot[v] == 0)
        said->token[said->count++] = v;
      listener->slot[v] = 1;
    }
  qsort (said->token, said->count, sizeof *said->token, compare_tokens);
}

/* The law's own weights of the tokens.  */
static void
weigh (mdm_said_t *said, mdm_listener_t *listener, const mdm_state_t *state)
{
  const mdm_law_struct *law = listener->prediction->rows;

  shares_init (&said->own, said->count);
  fmpz_set (said->own.whole, state->weight);
  for (size_t c = 0; c < said->count; c++)
    listener->slot[said->token[c]] = (uint32_t) c;
  for (size_t r = 0; r < state->rows; r++)
    {
      size_t row = state->row[r];
      size_t c = listener->slot[mdm_law_row (law, row)[said->position]];
      fmpz_add (said->own.share + c, said->own.share + c, law->weight + row);
    }
  for (size_t c = 0; c < said->count; c++)
    listener->slot[said->token[c]] = 0;
}

/* Put the fractions SAID of the tokens over their common denominator.  */
static void
set_told (mdm_shares_t *told, const fmpq *said, size_t count)
{
  MDM_FMPQ (q);

  fmpz_one (told->whole);
  for (size_t c = 0; c < count; c++)
    {
      fmpz_set (fmpq_numref (q), fmpq_numref (said + c));
      fmpz_set (fmpq_denref (q), fmpq_denref (said + c));
      fmpq_canonicalise (q);
      fmpz_lcm (told->whole, told->whole, fmpq_denref (q));
    }
  for (size_t c = 0; c < count; c++)
    {
      fmpz_mul (told->share + c, told->whole, fmpq_numref (said + c));
      fmpz_divexact (told->share + c, told->share + c, fmpq_denref (said + c));
    }
}

/* The rows of a state, and after them one for each of the V tokens at
   POSITION, of weight 0.  */
typedef struct
{
  mdm_law_t law;
  fmpz *model; /* or NULL */
  mdm_agreement_t before, after;
} asked_t;

static void
asked_init (asked_t *asked, const mdm_prediction_t *prediction,
            const mdm_state_t *state, size_t position)
{
  const mdm_law_struct *law = prediction->rows;
  size_t rows = state->rows + law->vocab, length = law->length;

  mdm_law_init (asked->law);
  asked->law->vocab = law->vocab;
  asked->law->length = length;
  asked->law->listed = 1;
  asked->law->support = rows;
  asked->law->row = flint_malloc (rows * length * sizeof (uint16_t));
  asked->law->weight = _fmpz_vec_init ((slong) rows);
  fmpz_set (asked->law->total, law->total);
  asked->model
      = prediction->model == NULL ? NULL : _fmpz_vec_init ((slong) rows);
  for (size_t r = 0; r < rows; r++)
    {
      size_t row = state->row[r < state->rows ? r : 0];
      uint16_t *to = asked->law->row + r * length;
      memcpy (to, mdm_law_row (law, row), length * sizeof *to);
      if (r >= state->rows)
        {
          to[position] = (uint16_t) (r - state->rows);
          continue;
        }
      fmpz_set (asked->law->weight + r, law->weight + row);
      if (asked->model != NULL)
        fmpz_set (asked->model + r, prediction->model + row);
    }
  mdm_agreement_init (asked->before, asked->law);
  mdm_agreement_init (asked->after, asked->law);
  mdm_agreement_refine (asked->after, asked->before, asked->law, position);
}

static void
asked_clear (asked_t *asked)
{
  mdm_agreement_clear (asked->before);
  mdm_agreement_clear (asked->after);
  if (asked->model != NULL)
    _fmpz_vec_clear (asked->model, (slong) asked->law->support);
  mdm_law_clear (asked->law);
}

/* What the predictor says of all tokens.  */
static mdm_status
ask (mdm_said_t *said, const mdm_prediction_t *prediction,
     const mdm_state_t *state, mdm_err_t *err)
{
  MDM_CLEARED (asked, asked_t, asked_clear);
  size_t vocab = said->count, length = prediction->rows->length;
  mdm_prediction_t here
      = { .law = prediction->law, .predictor = prediction->predictor };
  MDM_OWNED char *revealed = flint_calloc (length, 1);
  MDM_FMPZ_VEC (weight, vocab);
  MDM_FMPQ_VEC (answer, vocab);
  MDM_FMPQ_VEC (told, vocab);

  asked_init (asked, prediction, state, said->position);
  here.rows = asked->law;
  here.model = asked->model;
  mdm_agreement_weights (weight, asked->after, asked->law);
  for (size_t i = 0; i < length; i++)
    revealed[i] = state->revealed >> i & 1;
  MDM_TRY (mdm_prediction_said (answer, &here, asked->before, state->weight,
                                asked->after, weight, revealed, said->position,
                                err));
  for (size_t v = 0; v < vocab; v++)
    fmpq_swap (told + v, answer + asked->after->id[state->rows + v]);
  set_told (&said->told, told, vocab);
  return MDM_OK;
}

mdm_status
mdm_said_init (mdm_said_t *said, mdm_listener_t *listener,
               const mdm_state_t *state, size_t position, mdm_err_t *err)
{
  const mdm_prediction_t *prediction = listener->prediction;

  said->position = position;
  said->ideal = prediction->predictor == NULL
                || prediction->predictor->kind == MDM_PREDICTOR_IDEAL;
  said->greedy
      = !said->ideal && prediction->predictor->kind == MDM_PREDICTOR_ARGMAX;
  find_tokens (said, listener, state, !said->ideal);
  weigh (said, listener, state);
  said->told = said->own;
  if (said->ideal)
    return MDM_OK;
  shares_init (&said->told, said->count);
  return ask (said, prediction, state, err);
}

size_t
mdm_said_find (const mdm_said_t *said, uint16_t token)
{
  const uint16_t *found = bsearch (&token, said->token, said->count,
                                   sizeof token, compare_tokens);

  return (size_t) (found - said->token);
}

const fmpz *
mdm_shares_largest (const mdm_shares_t *shares, size_t count)
{
  const fmpz *largest = shares->share;

  for (size_t c = 1; c < count; c++)
    if (fmpz_cmp (shares->share + c, largest) > 0)
      largest = shares->share + c;
  return largest;
}

void
mdm_shares_margin (fmpz_t res, const mdm_shares_t *shares, size_t count)
{
  const fmpz *largest = mdm_shares_largest (shares, count), *second = NULL;

  for (size_t c = 0; c < count; c++)
    if (shares->share + c != largest
        && (second == NULL || fmpz_cmp (shares->share + c, second) > 0))
      second = shares->share + c;
  fmpz_set (res, largest);
  if (second != NULL)
    fmpz_sub (res, res, second);
}

void
mdm_shares_entropy (mdm_logform_t res, const mdm_shares_t *shares,
                    size_t count)
{
  MDM_LOGSUM (sum);
  MDM_FMPZ (minus);

  fmpz_one (minus);
  mdm_logsum_add_xlogx (sum, minus, shares->whole);
  fmpz_set_si (minus, -1);
  for (size_t c = 0; c < count; c++)
    if (!fmpz_is_zero (shares->share + c))
      mdm_logsum_add_xlogx (sum, minus, shares->share + c);
  mdm_logsum_get (res, sum, shares->whole);
}

void
mdm_shares_entropy_ball (arb_t res, const mdm_shares_t *shares, size_t count,
                         slong prec)
{
  MDM_ARB (log);

  arb_zero (res);
  for (size_t c = 0; c < count; c++)
    {
      if (fmpz_cmp_ui (shares->share + c, 1) <= 0)
        continue;
      arb_set_fmpz (log, shares->share + c);
      arb_log (log, log, prec);
      arb_addmul_fmpz (res, log, shares->share + c, prec);
    }
  arb_div_fmpz (res, res, shares->whole, prec);
  arb_set_fmpz (log, shares->whole);
  arb_log (log, log, prec);
  arb_sub (res, log, res, prec);
}
