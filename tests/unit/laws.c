#include <config.h>

#include "laws.h"

#include "sampler/divergence.h"

#include "unit.h"

#include "exact/decimal.h"
#include "exact/logsum.h"
#include "law/families.h"
#include "law/reader.h"
#include "law/spec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const mdm_limit_t no_limit
    = { .max_cells = UINT64_C (1) << 62, .max_memory = UINT64_C (1) << 40 };

/* Random laws.  */

uint64_t
random_below (uint64_t *state, uint64_t bound)
{
  return mdm_splitmix64 (state) % bound;
}

enum
{
  SMALL,
  SPARSE,
  MIDDLE,
  FEW,
  BIG,
  FRACTIONS,
  EQUAL,
  PRODUCT,
  REPEATED,
  KINDS
};

/* Set Q to a random weight of the sequence X, number ROW.  */
static void
random_weight (fmpq_t q, unsigned kind, uint64_t *state, const uint16_t *x,
               size_t length, const uint64_t *marginal)
{
  uint64_t w = 1;
  size_t same = 1;

  switch (kind)
    {
    case SMALL:
      w = random_below (state, 4);
      break;
    case SPARSE:
      w = random_below (state, 3) == 0 ? random_below (state, 6) : 0;
      break;
    case MIDDLE:
    case BIG:
      w = random_below (state, 101);
      break;
    case FEW:
      w = random_below (state, 8) == 0 ? 1 + random_below (state, 9) : 0;
      break;
    case FRACTIONS:
      fmpq_set_ui (q, random_below (state, 5), 1 + random_below (state, 9));
      return;
    case EQUAL:
      w = random_below (state, 2);
      break;
    case PRODUCT:
      for (size_t i = 0; i < length; i++)
        w *= marginal[x[i]];
      break;
    default:
      while (same < length && x[same] == x[0])
        same++;
      w = same == length ? marginal[x[0]] : random_below (state, 20) == 0;
    }
  fmpq_set_ui (q, w, 1);
  if (kind == BIG && w > 0)
    for (int i = 0; i < 3; i++)
      {
        fmpz_mul_ui (fmpq_numref (q), fmpq_numref (q),
                     UINT64_C (10000000000000000000));
        fmpz_add_ui (fmpq_numref (q), fmpq_numref (q), mdm_splitmix64 (state));
      }
}

void
random_law (mdm_law_t law, uint64_t seed, uint64_t most)
{
  uint64_t state = seed, marginal[4];
  unsigned kind = (unsigned) (seed % KINDS);
  size_t rows, length;
  uint64_t vocab;
  char name[80];
  uint16_t *x;
  fmpq *weight;

  do
    {
      vocab = 1 + random_below (&state, 4);
      length = 1 + random_below (&state, 6);
      rows = mdm_work_pow (vocab, length);
    }
  while (rows > most);
  for (size_t v = 0; v < 4; v++)
    marginal[v] = random_below (&state, 4);
  marginal[0]++;
  x = flint_calloc (rows * length, sizeof *x);
  weight = _fmpq_vec_init ((slong) rows);
  for (size_t i = 0; i < rows; i++)
    {
      for (size_t j = length, n = i; j-- > 0; n /= vocab)
        x[i * length + j] = (uint16_t) (n % vocab);
      random_weight (weight + i, kind, &state, x + i * length, length,
                     marginal);
    }
  /* Some row is there.  */
  if (kind != PRODUCT && kind != REPEATED)
    {
      fmpq *some = weight + random_below (&state, rows);
      fmpq_add_si (some, some, 1);
    }
  mdm_law_clear (law);
  mdm_law_init (law);
  law->vocab = vocab;
  law->length = length;
  snprintf (name, sizeof name, "random_law, seed %" PRIu64 ", kind %u", seed,
            kind);
  mdm_law_set_name (law, name);
  ck_assert_int_eq (mdm_law_take_rows (law, mdm_law_copy_rows (law, x, rows),
                                       weight, rows, &no_limit, NULL),
                    MDM_OK);
  _fmpq_vec_clear (weight, (slong) rows);
  flint_free (x);
}

void
open_law (mdm_law_t law, const char *spec)
{
  mdm_err_t err = { 0 };
  mdm_status status;

  if (strchr (spec, '\n') != NULL)
    status = mdm_law_parse (law, spec, spec, strlen (spec), &no_limit, &err);
  else
    status = mdm_law_open (law, spec, &no_limit, &err);
  if (status == MDM_OK)
    status = mdm_law_list (law, &no_limit, &err);
  ck_assert_msg (status == MDM_OK, "%s: %s", spec, err.message);
}

/* Plain routes.  */

static int
agree (const uint16_t *x, const uint16_t *y, size_t length, uint64_t set)
{
  for (size_t i = 0; i < length; i++)
    if ((set >> i & 1) && x[i] != y[i])
      return 0;
  return 1;
}

void
marginal_weight (fmpz_t w, const mdm_law_t law, const uint16_t *x,
                 uint64_t set)
{
  fmpz_zero (w);
  for (size_t i = 0; i < law->support; i++)
    if (agree (x, mdm_law_row (law, i), law->length, set))
      fmpz_add (w, w, law->weight + i);
}

void
plain_entropy (mdm_logform_t res, const mdm_law_t law, uint64_t set)
{
  mdm_logsum_t sum;
  fmpz_t w;

  fmpz_init (w);
  mdm_logsum_init (sum);
  for (size_t i = 0; i < law->support; i++)
    {
      marginal_weight (w, law, mdm_law_row (law, i), set);
      mdm_logsum_add_ratio (sum, law->weight + i, law->total, w);
    }
  mdm_logsum_get (res, sum, law->total);
  mdm_logsum_clear (sum);
  fmpz_clear (w);
}

typedef struct
{
  const mdm_schedule_struct *sizes;
  size_t *left; /* places left in each block */
  size_t *step; /* of each position */
  void (*visit) (const mdm_schedule_t, void *);
  void *data;
} partitions_t;

/* Positions below I have been given their steps.  */
static void
partitions (const partitions_t *p, size_t i)
{
  size_t length = p->sizes->length, used = 0;
  mdm_schedule_t blocks;
  size_t *position;

  if (i < length)
    {
      for (size_t t = 0; t < p->sizes->steps; t++)
        if (p->left[t] > 0)
          {
            p->left[t]--;
            p->step[i] = t;
            partitions (p, i + 1);
            p->left[t]++;
          }
      return;
    }
  position = flint_malloc (length * sizeof *position);
  for (size_t t = 0; t < p->sizes->steps; t++)
    for (size_t j = 0; j < length; j++)
      if (p->step[j] == t)
        position[used++] = j;
  mdm_schedule_init (blocks);
  mdm_schedule_set_blocks (blocks, p->sizes->size, p->sizes->steps, position);
  p->visit (blocks, p->data);
  mdm_schedule_clear (blocks);
  flint_free (position);
}

void
each_partition (const mdm_schedule_t sizes,
                void (*visit) (const mdm_schedule_t blocks, void *data),
                void *data)
{
  partitions_t p = { .sizes = sizes, .visit = visit, .data = data };

  p.left = flint_malloc (sizes->steps * sizeof *p.left);
  p.step = flint_malloc (sizes->length * sizeof *p.step);
  memcpy (p.left, sizes->size, sizes->steps * sizeof *p.left);
  partitions (&p, 0);
  flint_free (p.left);
  flint_free (p.step);
}

/* Comparisons.  */

/* Check takes messages of up to 8192 bytes.  */
static char *
cut (char *text, size_t most)
{
  if (strlen (text) > most)
    strcpy (text + most, "..");
  return text;
}

char *
law_description (const mdm_law_t law)
{
  char *text = NULL, *part;
  size_t size;
  FILE *stream = open_memstream (&text, &size);

  fprintf (stream, "%s: V=%" PRIu64 " L=%zu", law->name, law->vocab,
           law->length);
  for (size_t i = 0; i < law->support && i < 500; i++)
    {
      part = fmpz_get_str (NULL, 10, law->weight + i);
      fprintf (stream, " %s*", part);
      flint_free (part);
      part = mdm_law_sequence_str (law, mdm_law_row (law, i));
      fputs (part, stream);
      flint_free (part);
    }
  fclose (stream);
  return cut (text, 3000);
}

/* X in words, on the heap.  */
static char *
form_description (const mdm_logform_t x)
{
  char *text = NULL;

  if (mdm_exact_logform (&text, x, 64, MDM_NATS) == MDM_OK && text == NULL)
    ck_assert_int_eq (mdm_decimal_logform (&text, x, 40, MDM_NATS), MDM_OK);
  return cut (text, 2000);
}

void
check_real_at (const char *file, int line, const char *x_name,
               const mdm_logform_t x, const char *relation, const char *y_name,
               const mdm_logform_t y, const mdm_law_t law)
{
  int order = 0, holds;
  mdm_status status = mdm_logform_cmp (&order, x, y);

  holds = strcmp (relation, "=") == 0    ? order == 0
          : strcmp (relation, "<=") == 0 ? order <= 0
          : strcmp (relation, ">=") == 0 ? order >= 0
          : strcmp (relation, "<") == 0  ? order < 0
                                         : order > 0;
  if (status != MDM_OK || !holds)
    ck_abort_msg ("%s:%d: %s %s %s is wrong: %s and %s for %s", file, line,
                  x_name, relation, y_name, form_description (x),
                  form_description (y), law_description (law));
}

void
check_exact_at (const char *file, int line, const char *x_name,
                const mdm_logform_t x, const char *expected,
                const mdm_law_t law)
{
  char *text;
  mdm_status status = mdm_exact_logform (&text, x, 64, MDM_NATS);

  if (status != MDM_OK || text == NULL || strcmp (text, expected) != 0)
    ck_abort_msg ("%s:%d: %s is %s, not %s for %s", file, line, x_name,
                  text == NULL ? "long" : text, expected,
                  law_description (law));
  flint_free (text);
}

void
check_fraction_at (const char *file, int line, const char *x_name,
                   const fmpq_t x, const char *y_name, const fmpq_t y,
                   const mdm_law_t law)
{
  if (!fmpq_equal (x, y))
    ck_abort_msg ("%s:%d: %s and %s differ: %s and %s for %s", file, line,
                  x_name, y_name, cut (fmpq_get_str (NULL, 10, x), 2000),
                  cut (fmpq_get_str (NULL, 10, y), 2000),
                  law_description (law));
}

void
check_rational (const mdm_logform_t x, const fmpq_t q, const mdm_law_t law)
{
  mdm_logform_t fraction;

  mdm_logform_init (fraction);
  mdm_logform_set_fmpq (fraction, q);
  check_real (x, "=", fraction, law);
  mdm_logform_clear (fraction);
}

mdm_status
ideal_ekl (mdm_logform_t res, const mdm_law_t law,
           const mdm_schedule_t schedule, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  mdm_prediction_t prediction;
  int infinite = 0;
  mdm_status status
      = mdm_prediction_init (&prediction, law, law, NULL, limit, err);

  if (status == MDM_OK)
    status = mdm_divergence_ekl (res, &infinite, &prediction, schedule, limit,
                                 err);
  ck_assert (!infinite);
  mdm_prediction_clear (&prediction);
  return status;
}
