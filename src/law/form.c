#include <config.h>

#include "law/form.h"

#include "law/families.h"
#include "law/listing.h"

#include <assert.h>
#include <string.h>

/* Memory.  */

void
mdm_form_free (mdm_form_t *form)
{
  if (form == NULL)
    return;
  if (form->drop != NULL)
    form->drop (form->kept);
  if (form->start != NULL)
    _fmpq_vec_clear (form->start, (slong) form->states);
  if (form->row != NULL)
    _fmpq_vec_clear (form->row, (slong) (form->states * form->vocab));
  if (form->automatic)
    mdm_automaton_clear (form->automaton);
  mdm_unifilar_free (form->unifilar);
  flint_free (form->place);
  flint_free (form->basis);
  flint_free (form);
}

mdm_form_t *
mdm_form_make (mdm_law_t law, mdm_law_kind kind)
{
  mdm_form_free (law->form);
  law->form = flint_calloc (1, sizeof *law->form);
  law->form->kind = law->kind = kind;
  law->form->vocab = law->vocab;
  law->form->length = law->length;
  return law->form;
}

/* Drop the form of LAW, which is then one of a listed kind.  */
static void
forget (mdm_law_t law)
{
  mdm_form_free (law->form);
  law->form = NULL;
  law->kind = MDM_LAW_LISTED;
  law->rank = 0;
}

/* Make room for the probabilities of STATES states.  */
static void
set_states (mdm_form_t *form, size_t states)
{
  form->states = states;
  form->start = _fmpq_vec_init ((slong) states);
  form->row = _fmpq_vec_init ((slong) (states * form->vocab));
}

/* Which form an automaton has.  */

/* Add to P[v] the probability that A writes v in STATE.  */
static void
add_tokens (fmpq *p, const mdm_automaton_t a, size_t state)
{
  MDM_FMPQ (x);

  for (size_t e = a->first[state]; e < a->first[state + 1]; e++)
    {
      fmpq_set_fmpz_frac (x, a->weight + e, a->sum + state);
      fmpq_add (p + a->token[e], p + a->token[e], x);
    }
}

/* The state that every edge of STATE leads to, or MDM_NOWHERE.  */
static size_t
only_next (const mdm_automaton_t a, size_t state)
{
  size_t first = a->first[state], end = a->first[state + 1];

  for (size_t e = first; e < end; e++)
    if (a->next[e] != a->next[first])
      return MDM_NOWHERE;
  return first == end ? MDM_NOWHERE : a->next[first];
}

/* Where all rows of independent positions are equal, keep one.  */
static void
merge_rows (mdm_form_t *form)
{
  size_t cells = form->states * (size_t) form->vocab;

  for (size_t i = (size_t) form->vocab; i < cells; i++)
    if (!fmpq_equal (form->row + i, form->row + i % form->vocab))
      return;
  for (size_t i = 0; i < form->length; i++)
    form->place[i] = 0;
  for (size_t i = (size_t) form->vocab; i < cells; i++)
    fmpq_clear (form->row + i);
  for (size_t s = 1; s < form->states; s++)
    fmpq_clear (form->start + s);
  form->states = 1;
}

/* Is the state known at any time?  Then make LAW independent.  */
static int
find_independent (mdm_law_t law, const mdm_automaton_t a)
{
  size_t length = law->length, states = 0, state = 0;
  MDM_OWNED size_t *number = flint_calloc (a->states, sizeof *number);
  size_t *place = flint_malloc (length * sizeof *place);
  mdm_form_t *form;

  for (size_t i = 0; i < length && state != MDM_NOWHERE; i++)
    {
      if (number[state] == 0)
        number[state] = ++states;
      place[i] = number[state] - 1;
      if (a->first[state] == a->first[state + 1])
        state = MDM_NOWHERE;
      else if (i + 1 < length)
        state = only_next (a, state);
    }
  if (state == MDM_NOWHERE
      || mdm_work_mul (states, law->vocab) > MDM_ENTRIES_MAX)
    {
      flint_free (place);
      return 0;
    }
  form = mdm_form_make (law, MDM_LAW_INDEPENDENT);
  form->place = place;
  set_states (form, states);
  for (size_t s = 0; s < a->states; s++)
    if (number[s] > 0)
      add_tokens (form->row + (number[s] - 1) * law->vocab, a, s);
  merge_rows (form);
  return 1;
}

/* Set NEXT[v] to the state after token v, MDM_NOWHERE where it is never
   written before the last position; answer 0 when there is more than one for a
   v. Breadth first from state 0: an edge of a state that is reached after D
   tokens is taken before the last one if D + 1 < L.  */
static int
find_next (size_t *next, const mdm_automaton_t a, const mdm_law_t law)
{
  MDM_OWNED size_t *queue = flint_malloc (a->states * sizeof *queue);
  MDM_OWNED size_t *distance = flint_calloc (a->states, sizeof *distance);
  size_t head = 0, tail = 1;

  for (uint64_t v = 0; v < law->vocab; v++)
    next[v] = MDM_NOWHERE;
  queue[0] = 0;
  distance[0] = 1;
  for (; head < tail && distance[queue[head]] < law->length; head++)
    for (size_t s = queue[head], e = a->first[s]; e < a->first[s + 1]; e++)
      {
        size_t to = a->next[e], *known = next + a->token[e];
        if (to == MDM_NOWHERE || (*known != MDM_NOWHERE && *known != to)
            || a->first[to] == a->first[to + 1])
          return 0;
        *known = to;
        if (distance[to] == 0)
          {
            distance[to] = distance[s] + 1;
            queue[tail++] = to;
          }
      }
  return 1;
}

static int
find_chain (mdm_law_t law, const mdm_automaton_t a)
{
  uint64_t vocab = law->vocab;
  MDM_OWNED size_t *next = flint_malloc (vocab * sizeof *next);
  mdm_form_t *form;

  if (mdm_work_mul (vocab, vocab) > MDM_ENTRIES_MAX
      || !find_next (next, a, law))
    return 0;
  form = mdm_form_make (law, MDM_LAW_CHAIN);
  set_states (form, (size_t) vocab);
  add_tokens (form->start, a, 0);
  for (uint64_t v = 0; v < vocab; v++)
    if (next[v] != MDM_NOWHERE)
      add_tokens (form->row + v * vocab, a, next[v]);
  return 1;
}

/* The first token by state 0 of A leads to state S with the probability START
   and is v with ROW[v] then, which is what S writes.  Answer 0 if it is
   not.  */
static int
is_part (fmpq_t start, const fmpq *row, const mdm_automaton_t a, size_t s,
         uint64_t vocab)
{
  MDM_FMPQ_VEC (first, vocab);
  MDM_FMPQ (x);

  fmpq_zero (start);
  for (size_t e = a->first[0]; e < a->first[1]; e++)
    if (a->next[e] == s)
      {
        fmpq_set_fmpz_frac (x, a->weight + e, a->sum + 0);
        fmpq_add (start, start, x);
        fmpq_set (first + a->token[e], x);
      }
  for (uint64_t v = 0; v < vocab; v++)
    {
      fmpq_mul (x, start, row + v);
      if (!fmpq_equal (x, first + v))
        return 0;
    }
  return 1;
}

static int
find_mixed (mdm_law_t law, const mdm_automaton_t a)
{
  uint64_t vocab = law->vocab;
  size_t part[MDM_FORM_PARTS_MAX], parts = 0, j;
  mdm_form_t *form;
  int fits = 1;

  for (size_t e = a->first[0]; e < a->first[1]; e++)
    {
      for (j = 0; j < parts && part[j] != a->next[e]; j++)
        ;
      if (j < parts)
        continue;
      if (parts == MDM_FORM_PARTS_MAX || a->next[e] == MDM_NOWHERE
          || a->next[e] == 0 || only_next (a, a->next[e]) != a->next[e])
        return 0;
      part[parts++] = a->next[e];
    }
  if (mdm_work_mul (parts, vocab) > MDM_ENTRIES_MAX)
    return 0;
  form = mdm_form_make (law, MDM_LAW_MIXED_IID);
  set_states (form, parts);
  for (j = 0; j < parts && fits; j++)
    {
      fmpq *row = form->row + j * vocab;
      add_tokens (row, a, part[j]);
      fits = is_part (form->start + j, row, a, part[j], vocab);
    }
  if (!fits)
    forget (law);
  return fits;
}

/* A becomes that of the form of LAW, which was found in it.  */
static void
give_automaton (mdm_law_t law, mdm_automaton_t a)
{
  *law->form->automaton = *a;
  law->form->automatic = 1;
  mdm_automaton_init (a, a->limit, a->err);
}

/* Make LAW unifilar, if A is and the work is within its limit.  */
static int
find_unifilar (mdm_law_t law, const mdm_automaton_t a)
{
  mdm_unifilar_t *u = mdm_unifilar_find (a, law->length, law->vocab);

  if (u == NULL
      || mdm_limit_check (a->limit, "", u->cells, u->bytes, NULL) != MDM_OK)
    {
      mdm_unifilar_free (u);
      return 0;
    }
  mdm_form_make (law, MDM_LAW_UNIFILAR)->unifilar = u;
  return 1;
}

/* Give LAW the sequences that A writes, or make it unifilar, where there are
   too many or that is asked for.  */
static mdm_status
list_or_find (mdm_law_t law, size_t *stuck, mdm_automaton_t a)
{
  mdm_engine engine = a->limit->engine;
  mdm_err_t own = { 0 }, *err = a->err;
  mdm_status status = MDM_ELIMIT;

  if (engine != MDM_ENGINE_CLOSED)
    {
      a->err = &own;
      status = mdm_automaton_list (law, stuck, a);
      a->err = err;
    }
  if (status == MDM_ELIMIT
      && (engine == MDM_ENGINE_BEST || engine == MDM_ENGINE_CLOSED)
      && find_unifilar (law, a))
    {
      give_automaton (law, a);
      return MDM_OK;
    }
  if (engine == MDM_ENGINE_CLOSED)
    return mdm_automaton_list (law, stuck, a);
  if (status != MDM_OK && err != NULL)
    *err = own;
  return status;
}

mdm_status
mdm_form_of_automaton (mdm_law_t law, size_t *stuck, mdm_automaton_t a)
{
  if (stuck != NULL)
    *stuck = MDM_NOWHERE;
  if (a->states == 0)
    return mdm_automaton_list (law, stuck, a);
  if (!find_independent (law, a) && !find_chain (law, a)
      && !find_mixed (law, a))
    return list_or_find (law, stuck, a);
  give_automaton (law, a);
  return mdm_form_settle (law, a->limit, a->err);
}

/* Parts of independent, equally distributed tokens.  */

size_t
mdm_form_parts (const mdm_law_t law)
{
  switch (law->kind)
    {
    case MDM_LAW_UNIFORM:
      return 1;
    case MDM_LAW_REPETITION:
      return law->vocab <= MDM_FORM_PARTS_MAX ? (size_t) law->vocab : 0;
    case MDM_LAW_INDEPENDENT:
      return law->form->states == 1;
    case MDM_LAW_MIXED_IID:
      return law->form->states;
    default:
      return 0;
    }
}

void
mdm_form_part_weight (fmpq_t res, const mdm_law_t law, size_t j)
{
  if (law->kind == MDM_LAW_MIXED_IID)
    fmpq_set (res, law->form->start + j);
  else
    fmpq_set_ui (res, 1,
                 law->kind == MDM_LAW_REPETITION ? (ulong) law->vocab : 1);
}

void
mdm_form_part_token (fmpq_t res, const mdm_law_t law, size_t j, uint64_t v)
{
  if (law->kind == MDM_LAW_UNIFORM)
    fmpq_set_ui (res, 1, (ulong) law->vocab);
  else if (law->kind == MDM_LAW_REPETITION)
    fmpq_set_ui (res, j == v, 1);
  else
    fmpq_set (res, law->form->row + j * law->vocab + v);
}

/* The number of sequences.  */

/* The tokens that are possible in row S.  */
static size_t
possible (const mdm_form_t *form, size_t s)
{
  size_t count = 0;

  for (uint64_t v = 0; v < form->vocab; v++)
    count += !fmpq_is_zero (form->row + s * form->vocab + v);
  return count;
}

/* The ways that lead on from each token, and in the end from the start.  */
static void
count_paths (fmpz_t res, const mdm_form_t *form)
{
  size_t vocab = (size_t) form->vocab;
  MDM_FMPZ_VEC (ways, vocab);
  MDM_FMPZ_VEC (before, vocab);

  for (size_t v = 0; v < vocab; v++)
    fmpz_one (ways + v);
  for (size_t i = 1; i < form->length; i++)
    {
      _fmpz_vec_zero (before, (slong) vocab);
      for (size_t x = 0; x < vocab; x++)
        for (size_t v = 0; v < vocab; v++)
          if (!fmpq_is_zero (form->row + x * vocab + v))
            fmpz_add (before + x, before + x, ways + v);
      _fmpz_vec_swap (ways, before, (slong) vocab);
    }
  fmpz_zero (res);
  for (size_t v = 0; v < vocab; v++)
    if (!fmpq_is_zero (form->start + v))
      fmpz_add (res, res, ways + v);
}

/* Add to RES the sequences that are possible in all of the parts IN and in
   some of those from J on, by inclusion and exclusion: SIGN is that of one
   part more, POSSIBLE the tokens possible in all of IN.  */
static void
include (fmpz_t res, const mdm_form_t *form, size_t j, const char *in,
         int sign)
{
  size_t vocab = (size_t) form->vocab;
  MDM_OWNED char *both = flint_malloc (vocab);
  MDM_FMPZ (term);

  for (; j < form->states; j++)
    {
      size_t count = 0;
      for (size_t v = 0; v < vocab; v++)
        {
          both[v] = in[v] && !fmpq_is_zero (form->row + j * vocab + v);
          count += (size_t) both[v];
        }
      if (count == 0)
        continue;
      fmpz_set_ui (term, count);
      fmpz_pow_ui (term, term, form->length);
      if (sign > 0)
        fmpz_add (res, res, term);
      else
        fmpz_sub (res, res, term);
      include (res, form, j + 1, both, -sign);
    }
}

static void
count_union (fmpz_t res, const mdm_form_t *form)
{
  MDM_OWNED char *all = flint_malloc ((size_t) form->vocab);

  memset (all, 1, (size_t) form->vocab);
  fmpz_zero (res);
  /* Where all is possible in one part, which is common, that is all.  */
  for (size_t s = 0; s < form->states; s++)
    if (possible (form, s) == form->vocab)
      {
        fmpz_set_ui (res, (ulong) form->vocab);
        fmpz_pow_ui (res, res, form->length);
        return;
      }
  include (res, form, 0, all, 1);
}

void
mdm_form_support (fmpz_t res, const mdm_law_t law)
{
  const mdm_form_t *form = law->form;

  switch (law->kind)
    {
    case MDM_LAW_INDEPENDENT:
      fmpz_one (res);
      for (size_t i = 0; i < law->length; i++)
        fmpz_mul_ui (res, res, possible (form, form->place[i]));
      break;
    case MDM_LAW_CHAIN:
      count_paths (res, form);
      break;
    case MDM_LAW_MIXED_IID:
      count_union (res, form);
      break;
    case MDM_LAW_WALK:
      fmpz_one (res);
      fmpz_mul_2exp (res, res, law->length);
      break;
    case MDM_LAW_PERMUTATION:
      fmpz_fac_ui (res, law->length);
      break;
    case MDM_LAW_ONE_HOT:
      fmpz_set_ui (res, form->size);
      fmpz_pow_ui (res, res, law->length / form->size);
      break;
    case MDM_LAW_BALANCED:
      fmpz_bin_uiui (res, law->length, law->length / 2);
      break;
    case MDM_LAW_UNIFILAR:
      mdm_unifilar_support (res, form->automaton, form->unifilar);
      break;
    default:
      assert (law->kind == MDM_LAW_CODE);
      fmpz_set_ui (res, (ulong) law->vocab);
      fmpz_pow_ui (res, res, (ulong) law->rank);
    }
}

/* Settling.  */

mdm_status
mdm_form_list (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_law_kind kind = law->kind;
  mdm_form_t *form = law->form;
  uint64_t rank = law->rank;
  mdm_status status;

  if (kind == MDM_LAW_CODE)
    {
      MDM_TRY (mdm_listing_check_span (law, rank, limit, err));
      mdm_listing_span (law, form->basis, (size_t) rank);
      return MDM_OK;
    }
  if (form->automatic)
    {
      form->automaton->limit = limit;
      form->automaton->err = err;
      status = mdm_automaton_list (law, NULL, form->automaton);
    }
  else
    status = mdm_family_list (law, limit, err);
  law->kind = kind;
  law->rank = rank;
  return status;
}

uint64_t
mdm_form_cells (const mdm_law_t law)
{
  uint64_t l = law->length, v = law->vocab;
  uint64_t balls = mdm_work_mul (l, mdm_work_mul (l, 8)), logarithms = 0;

  switch (law->kind)
    {
    case MDM_LAW_INDEPENDENT:
      balls = mdm_work_mul (l, v);
      logarithms = mdm_work_mul (law->form->states, v);
      break;
    case MDM_LAW_CHAIN:
      logarithms = mdm_work_mul (l, mdm_work_mul (v, v));
      balls = mdm_work_add (balls, mdm_work_mul (v, logarithms));
      break;
    case MDM_LAW_MIXED_IID:
      logarithms = mdm_work_binomial (mdm_work_add (l, v), v);
      balls = mdm_work_mul (logarithms, 2 * law->form->states);
      break;
    case MDM_LAW_UNIFILAR:
      return law->form->unifilar->cells;
    case MDM_LAW_CODE:
      return mdm_work_mul (mdm_work_pow (2, l), v == 2 && law->rank <= 64
                                                    ? 8
                                                    : mdm_work_mul (40, l));
    default:
      break;
    }
  return mdm_work_add (mdm_work_mul (balls, MDM_CELLS_PER_BALL),
                       mdm_work_mul (logarithms, MDM_CELLS_PER_LOGARITHM));
}

/* The marginal weights of LAW, which need not be listed, in the lattice.  */
static uint64_t
lattice_cells (const mdm_law_t law)
{
  uint64_t dense = mdm_work_pow (mdm_work_add (law->vocab, 1), law->length);
  uint64_t sparse = mdm_work_pow (2, law->length);
  MDM_FMPZ (support);

  /* A set of positions has a marginal weight at least.  */
  if (sparse > MDM_FORM_LATTICE_MAX)
    return sparse;
  mdm_law_support (support, law);
  sparse = mdm_work_mul (
      sparse, fmpz_abs_fits_ui (support) ? fmpz_get_ui (support) : UINT64_MAX);
  return dense < sparse ? dense : sparse;
}

mdm_status
mdm_form_settle (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_err_t own = { 0 };
  int closed = mdm_form_cells (law) <= limit->max_cells;
  mdm_status status;

  if (limit->engine == MDM_ENGINE_CLOSED)
    return mdm_limit_check (
        limit, "the closed form of the law",
        law->kind == MDM_LAW_CODE ? 0 : mdm_form_cells (law), 0, err);
  if (limit->engine == MDM_ENGINE_BEST && closed
      && lattice_cells (law) > MDM_FORM_LATTICE_MAX)
    return MDM_OK;
  status = mdm_law_list (law, limit, &own);
  if (status == MDM_OK)
    {
      /* How long its weights are is known now.  */
      if (limit->engine == MDM_ENGINE_BEST && closed
          && fmpz_bits (law->total) > FLINT_BITS
          && mdm_work_mul (lattice_cells (law), MDM_CELLS_PER_LONG)
                 > MDM_FORM_LATTICE_MAX)
        return MDM_OK;
      forget (law);
      return MDM_OK;
    }
  if (status == MDM_ELIMIT && limit->engine == MDM_ENGINE_BEST
      && (closed || law->kind == MDM_LAW_CODE))
    return MDM_OK;
  if (err != NULL)
    *err = own;
  return status;
}

mdm_status
mdm_form_obey (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  if (limit->engine == MDM_ENGINE_BEST
      || (limit->engine == MDM_ENGINE_CLOSED) == (law->kind != MDM_LAW_LISTED))
    return MDM_OK;
  if (limit->engine == MDM_ENGINE_CLOSED)
    return mdm_err_set (err, MDM_EDOMAIN, "--engine=closed", 0, 0,
                        "no closed form of this law is known: of the laws in "
                        "files, Markov chains of low order, independent "
                        "tokens and mixtures of them have one");
  MDM_TRY (mdm_law_list (law, limit, err));
  forget (law);
  return MDM_OK;
}
