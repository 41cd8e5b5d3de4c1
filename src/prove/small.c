#include <config.h>

#include "prove/small.h"

#include "law/families.h"

#include <math.h>

/* Most rows; most work of all uniform laws, in rows compared; starts of the
   search and changes tried from each, and the greatest weight in it.  */
#define ROWS_MAX 9
#define WORK_MAX 100000000
#define STARTS 40
#define CHANGES 1500
#define WEIGHT_MAX 9
#define SEED 1

/* A row has four bits for the token of each atom.  */
typedef struct
{
  const mdm_target_t *target;
  size_t count;
  uint64_t row[ROWS_MAX];
  unsigned weight[ROWS_MAX];
  double log[ROWS_MAX * WEIGHT_MAX + 1]; /* n log n */
  uint64_t *mask;                        /* of each set of atoms */
  double *h;
  uint64_t state; /* of the random numbers */
} search_t;

static void
search_init (search_t *s, const mdm_target_t *target)
{
  memset (s, 0, sizeof *s);
  s->target = target;
  s->h = flint_calloc (target->sets, sizeof *s->h);
  s->mask = flint_calloc (target->sets, sizeof *s->mask);
  for (size_t n = 2; n <= ROWS_MAX * WEIGHT_MAX; n++)
    s->log[n] = (double) n * log ((double) n);
  for (size_t set = 0; set < target->sets; set++)
    for (size_t a = 0; a < target->n; a++)
      if (set >> a & 1)
        s->mask[set] |= UINT64_C (15) << 4 * a;
  s->state = SEED;
}

static void
search_clear (search_t *s)
{
  flint_free (s->h);
  flint_free (s->mask);
}

/* Set the entropies of all sets, of the COUNT rows.  */
static void
set_entropies (search_t *s)
{
  unsigned total = 0;

  for (size_t i = 0; i < s->count; i++)
    total += s->weight[i];
  for (size_t set = 1; set < s->target->sets; set++)
    {
      double sum = 0;
      for (size_t i = 0; i < s->count; i++)
        {
          uint64_t key = s->row[i] & s->mask[set];
          unsigned same = s->weight[i];
          size_t j = 0;
          while (j < i && (s->row[j] & s->mask[set]) != key)
            j++;
          if (j < i)
            continue;
          for (j = i + 1; j < s->count; j++)
            if ((s->row[j] & s->mask[set]) == key)
              same += s->weight[j];
          sum += s->log[same];
        }
      s->h[set] = (s->log[total] - sum) / total;
    }
}

/* Does the law at hand refute the claim?  */
static mdm_status
try_law (mdm_law_t law, int *found, search_t *s, const mdm_limit_t *limit,
         mdm_err_t *err)
{
  size_t n = s->target->n;
  uint16_t token[ROWS_MAX * MDM_ATOMS_MAX];
  ulong weight[ROWS_MAX];
  mdm_sample_t sample = { n, s->count, token, weight };

  for (size_t i = 0; i < s->count; i++)
    {
      weight[i] = s->weight[i];
      for (size_t a = 0; a < n; a++)
        token[i * n + a] = s->row[i] >> 4 * a & 15;
    }
  return mdm_target_try (law, found, s->target, &sample, limit, err);
}

/* Uniform laws.  */

/* The bits of WORD, four apart.  */
static uint64_t
spread (size_t word)
{
  uint64_t row = 0;

  for (size_t a = 0; word >> a != 0; a++)
    row |= (uint64_t) (word >> a & 1) << 4 * a;
  return row;
}

/* Choose the rows from AT on, each after the last, which is LAST.  */
static mdm_status
choose (mdm_law_t law, int *found, search_t *s, size_t at, size_t last,
        const mdm_limit_t *limit, mdm_err_t *err)
{
  if (at == s->count)
    {
      set_entropies (s);
      return mdm_target_refutes (s->target, s->h)
                 ? try_law (law, found, s, limit, err)
                 : MDM_OK;
    }
  for (size_t word = last + 1; word < s->target->sets && !*found; word++)
    {
      s->row[at] = spread (word);
      MDM_TRY (choose (law, found, s, at + 1, word, limit, err));
    }
  return MDM_OK;
}

static mdm_status
try_uniform (mdm_law_t law, int *found, search_t *s, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  uint64_t work = 0;

  for (size_t i = 0; i < ROWS_MAX; i++)
    s->weight[i] = 1;
  for (s->count = 2; s->count <= ROWS_MAX && !*found; s->count++)
    {
      work = mdm_work_add (
          work,
          mdm_work_mul (mdm_work_binomial (s->target->sets - 1, s->count - 1),
                        s->target->sets * s->count * s->count / 2));
      if (work > WORK_MAX)
        break;
      s->row[0] = 0;
      MDM_TRY (choose (law, found, s, 1, 0, limit, err));
    }
  return MDM_OK;
}

/* Changes one at a time.  */

static size_t
draw (search_t *s, size_t below)
{
  return mdm_splitmix64 (&s->state) % below;
}

static uint64_t
draw_row (search_t *s, unsigned tokens)
{
  uint64_t row = 0;

  for (size_t a = 0; a < s->target->n; a++)
    row |= (uint64_t) draw (s, tokens) << 4 * a;
  return row;
}

/* Change a row, a token of one, or a weight.  */
static void
change (search_t *s, unsigned tokens)
{
  size_t i = draw (s, s->count);

  switch (draw (s, 4))
    {
    case 0:
      s->row[i] = draw_row (s, tokens);
      break;
    case 1:
      s->weight[i] = 1 + (unsigned) draw (s, WEIGHT_MAX);
      break;
    default:
      s->row[i] ^= (uint64_t) (1 + draw (s, tokens - 1))
                   << 4 * draw (s, s->target->n);
    }
}

/* What is to be brought down.  */
static double
badness (search_t *s)
{
  set_entropies (s);
  return mdm_target_value (s->target, s->h)
         + 100 * mdm_target_failure (s->target, s->h);
}

static mdm_status
climb (mdm_law_t law, int *found, search_t *s, const mdm_limit_t *limit,
       mdm_err_t *err)
{
  unsigned tokens = 2 + (unsigned) draw (s, 3);
  uint64_t row[ROWS_MAX];
  unsigned weight[ROWS_MAX];
  double best;

  s->count = 3 + draw (s, ROWS_MAX - 2);
  for (size_t i = 0; i < s->count; i++)
    {
      s->row[i] = draw_row (s, tokens);
      s->weight[i] = 1 + (unsigned) draw (s, WEIGHT_MAX);
    }
  best = badness (s);
  for (size_t k = 0; k < CHANGES && !*found; k++)
    {
      double now;
      memcpy (row, s->row, sizeof row);
      memcpy (weight, s->weight, sizeof weight);
      change (s, tokens);
      now = badness (s);
      if (now > best)
        {
          memcpy (s->row, row, sizeof row);
          memcpy (s->weight, weight, sizeof weight);
          continue;
        }
      best = now;
      if (mdm_target_refutes (s->target, s->h))
        MDM_TRY (try_law (law, found, s, limit, err));
    }
  return MDM_OK;
}

mdm_status
mdm_small_find (mdm_law_t law, int *found, const mdm_target_t *target,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (s, search_t, search_clear);

  search_init (s, target);
  *found = 0;
  /* A deterministic law.  */
  s->count = 1;
  s->weight[0] = 1;
  if (mdm_target_refutes (target, s->h))
    MDM_TRY (try_law (law, found, s, limit, err));
  /* Without atoms there is no other.  */
  if (target->n == 0 || *found)
    return MDM_OK;
  MDM_TRY (try_uniform (law, found, s, limit, err));
  for (size_t start = 0; start < STARTS && !*found && target->n <= 6; start++)
    MDM_TRY (climb (law, found, s, limit, err));
  return MDM_OK;
}
