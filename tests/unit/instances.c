#include <config.h>

#include "instances.h"

#include "text/file.h"
#include "unit.h"

#include "law/families.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const mdm_limit_t no_limit
    = { .max_cells = UINT64_C (1) << 62, .max_memory = UINT64_C (1) << 40 };

uint64_t
random_below (uint64_t *state, uint64_t bound)
{
  return mdm_splitmix64 (state) % bound;
}

/* Laws.  */

void
open_law (mdm_law_t law, const char *spec)
{
  mdm_err_t err = { 0 };

  ck_assert_msg (mdm_law_open (law, spec, &no_limit, &err) == MDM_OK, "%s: %s",
                 spec, err.message);
}

enum
{
  SMALL,
  SPARSE,
  FRACTIONS,
  EQUAL,
  PRODUCT,
  ONE_ROW,
  REPEATED,
  LISTED_KINDS
};

/* Set Q to the weight of X, a sequence of LENGTH tokens.  */
static void
random_weight (fmpq_t q, int kind, uint64_t *state, const uint16_t *x,
               size_t length, const uint64_t *marginal)
{
  uint64_t w = 1;
  size_t same = 1;

  while (same < length && x[same] == x[0])
    same++;
  switch (kind)
    {
    case SMALL:
      w = random_below (state, 4);
      break;
    case SPARSE:
      w = random_below (state, 5) == 0 ? random_below (state, 100) : 0;
      break;
    case FRACTIONS:
      fmpq_set_ui (q, random_below (state, 5), 1 + random_below (state, 9));
      fmpq_canonicalise (q);
      return;
    case EQUAL:
      w = random_below (state, 2);
      break;
    case PRODUCT:
      for (size_t i = 0; i < length; i++)
        w *= marginal[3 * i + x[i]];
      break;
    case ONE_ROW:
      w = random_below (state, 3) == 0;
      break;
    default:
      w = same == length ? marginal[x[0]] : random_below (state, 12) == 0;
    }
  fmpq_set_ui (q, w, 1);
}

static void
random_listed (mdm_law_t law, uint64_t *state, int kind, uint64_t vocab,
               size_t length)
{
  size_t rows = mdm_work_pow (vocab, length);
  uint16_t *x = flint_calloc (rows * length, sizeof *x);
  fmpq *weight = _fmpq_vec_init ((slong) rows), *some;
  uint64_t marginal[3 * 8];

  for (size_t i = 0; i < 3 * length; i++)
    marginal[i] = random_below (state, 4);
  for (size_t i = 0; i < rows; i++)
    {
      for (size_t j = length, n = i; j-- > 0; n /= vocab)
        x[i * length + j] = (uint16_t) (n % vocab);
      random_weight (weight + i, kind, state, x + i * length, length,
                     marginal);
    }
  /* Some row is there, and of ONE_ROW nearly alone.  */
  some = weight + random_below (state, rows);
  if (kind == ONE_ROW)
    fmpq_set_ui (some, 1 + random_below (state, 2000), 1);
  else if (kind != PRODUCT || random_below (state, 4) == 0)
    fmpq_add_si (some, some, 1);
  else
    for (size_t i = 0; i < rows; i++)
      {
        /* A product law of which no factor is 0.  */
        uint64_t w = 1;
        for (size_t j = 0; j < length; j++)
          w *= marginal[3 * j + x[i * length + j]] + 1;
        fmpq_set_ui (weight + i, w, 1);
      }
  mdm_law_clear (law);
  mdm_law_init (law);
  law->vocab = vocab;
  law->length = length;
  mdm_law_set_name (law, "random");
  ck_assert_int_eq (mdm_law_take_rows (law, mdm_law_copy_rows (law, x, rows),
                                       weight, rows, &no_limit, NULL),
                    MDM_OK);
  _fmpq_vec_clear (weight, (slong) rows);
  flint_free (x);
}

static void
random_family (mdm_law_t law, uint64_t *state, uint64_t vocab, size_t length)
{
  static const char *const closed[] = { "uniform", "repetition", "parity" };
  char spec[80];
  uint64_t family = random_below (state, 8);

  if (family < 3)
    snprintf (spec, sizeof spec, "%s:V=%" PRIu64 ",L=%zu", closed[family],
              vocab, length);
  else if (family == 3 && length <= 5)
    snprintf (spec, sizeof spec, "mds:q=%d,L=%zu,k=%zu",
              length <= 2   ? 2
              : length == 3 ? 3
                            : 5,
              length, 1 + (size_t) random_below (state, length));
  else if (family == 4 && length <= 4)
    snprintf (spec, sizeof spec, "permutation:n=%zu", length);
  else if (family == 5 && length % 2 == 0)
    snprintf (spec, sizeof spec, "paired-copy:V=%" PRIu64 ",L=%zu", vocab,
              length);
  else
    snprintf (spec, sizeof spec, "%s:flip=%d/%d,L=%zu",
              family == 6 ? "markov" : "noisy-repetition",
              (int) random_below (state, 8), 7, length);
  open_law (law, spec);
}

void
random_law (mdm_law_t law, uint64_t *state, size_t length)
{
  int kind = (int) random_below (state, LISTED_KINDS + 3);
  uint64_t vocab = 1 + random_below (state, 3);

  if (random_below (state, 3) > 0 && vocab == 1)
    vocab = 2; /* nothing happens where there is one token */
  if (length == 0)
    length = random_below (state, 12) == 0 ? 5 : 1 + random_below (state, 4);
  if (length > 4 && vocab > 2)
    vocab = 2;
  if (kind < LISTED_KINDS)
    random_listed (law, state, kind, vocab, length);
  else
    random_family (law, state, vocab, length);
}

/* Schedules.  */

void
open_schedule (mdm_schedule_t schedule, const char *spec,
               const mdm_curve_t curve)
{
  mdm_err_t err = { 0 };

  ck_assert_msg (mdm_schedule_parse (schedule, spec, curve->length, curve,
                                     &no_limit, &err)
                     == MDM_OK,
                 "%s: %s", spec, err.message);
}

/* Write random sizes to SPEC, with zeros if ZEROS.  */
static void
random_sizes (char *spec, uint64_t *state, size_t length, int zeros)
{
  size_t left = length;

  *spec = '\0';
  while (left > 0)
    {
      size_t size = !zeros + (size_t) random_below (state, left + zeros);
      sprintf (spec + strlen (spec), "%s%zu",
               left < length || *spec ? "," : "", size);
      left -= size;
      if (strlen (spec) > 200)
        zeros = 0;
    }
  if (zeros && random_below (state, 2) == 0)
    strcat (spec, ",0");
}

void
random_schedule (mdm_schedule_t schedule, uint64_t *state,
                 const mdm_curve_t curve)
{
  static const char *const stepped[]
      = { "balanced", "cosine", "loglinear", "best", "worst" };
  size_t length = curve->length;
  unsigned kind = (unsigned) random_below (state, 13);
  size_t k = 1 + (size_t) random_below (state, length);
  char spec[400];

  if (kind < 5)
    {
      /* More steps than positions are legal, but best: takes sizes >= 1.  */
      if (kind < 3 && random_below (state, 4) == 0)
        k += 3;
      snprintf (spec, sizeof spec, "%s:%zu", stepped[kind], k);
    }
  else if (kind < 8)
    random_sizes (spec, state, length, kind == 5);
  else if (kind == 8) /* two stages: k - 1 ones, then the rest */
    {
      *spec = '\0';
      for (size_t i = 1; i < k; i++)
        strcat (spec, "1,");
      sprintf (spec + strlen (spec), "%zu", length - k + 1);
    }
  else if (kind == 9)
    snprintf (spec, sizeof spec, "%zu", length);
  else if (kind == 10)
    strcpy (spec, "ar");
  else
    {
      snprintf (spec, sizeof spec, "%s:eps=%d/%d", kind == 11 ? "tc" : "dtc",
                1 + (int) random_below (state, 9),
                1 + (int) random_below (state, 12));
      if (random_below (state, 2) == 0)
        sprintf (spec + strlen (spec), ",bound=%d/%d",
                 1 + (int) random_below (state, 12),
                 1 + (int) random_below (state, 4));
    }
  open_schedule (schedule, spec, curve);
}

void
random_times (mdm_schedule_t schedule, uint64_t *state, size_t length)
{
  size_t steps = 1 + (size_t) random_below (state, 4);
  unsigned weight[4], sum = 0;
  fmpq *step = _fmpq_vec_init (4);

  for (size_t t = 0; t < steps; t++)
    sum += weight[t] = (unsigned) random_below (state, 5);
  if (sum == 0 || random_below (state, 4) == 0)
    for (size_t t = sum = 0; t < steps; t++)
      sum += weight[t] = 1;
  for (size_t t = 0; t < steps; t++)
    {
      fmpq_set_ui (step + t, weight[t], sum);
      fmpq_canonicalise (step + t);
    }
  mdm_schedule_set_iid (schedule, length, step, steps);
  _fmpq_vec_clear (step, 4);
}

void
random_predictor (mdm_predictor_t predictor, uint64_t *state, mdm_law_t law)
{
  char spec[64];

  if (random_below (state, 3) == 0)
    snprintf (spec, sizeof spec, "power:%d",
              1 + (int) random_below (state, 4));
  else
    snprintf (spec, sizeof spec, "smooth:%d/7", (int) random_below (state, 8));
  ck_assert_int_eq (mdm_predictor_open (predictor, spec, law, &no_limit, NULL),
                    MDM_OK);
}

/* The library.  */

static int
is_claims (const struct dirent *file)
{
  const char *end = strrchr (file->d_name, '.');

  return end != NULL && strcmp (end, ".claims") == 0;
}

void
open_library (mdm_library_t library)
{
  const char *top = getenv ("abs_top_srcdir");
  char folder[4096], file[4500], *text;
  struct dirent **names;
  size_t length;
  int count;

  snprintf (folder, sizeof folder, "%s/proofs-data/claims",
            top == NULL ? "." : top);
  count = scandir (folder, &names, is_claims, alphasort);
  ck_assert_msg (count > 0, "%s: %d files", folder, count);
  for (int i = 0; i < count; i++)
    {
      mdm_err_t err = { 0 };
      snprintf (file, sizeof file, "%s/%s", folder, names[i]->d_name);
      ck_assert_int_eq (mdm_file_read (&text, &length, file, &no_limit, NULL),
                        MDM_OK);
      ck_assert_msg (mdm_library_read (library, file, text, length, &err)
                         == MDM_OK,
                     "%s: %s", file, err.message);
      flint_free (text);
      free (names[i]);
    }
  free (names);
}

/* Descriptions.  */

char *
describe (const mdm_law_t law, const mdm_schedule_struct *schedule)
{
  char *text = NULL, *part;
  size_t size;
  FILE *stream = open_memstream (&text, &size);

  fprintf (stream, "law %s: V=%" PRIu64 " L=%zu", law->name, law->vocab,
           law->length);
  for (size_t i = 0; i < law->support && i < 100; i++)
    {
      part = mdm_law_sequence_str (law, mdm_law_row (law, i));
      fprintf (stream, " %s*", part);
      flint_free (part);
      part = fmpz_get_str (NULL, 10, law->weight + i);
      fputs (part, stream);
      flint_free (part);
    }
  if (schedule != NULL)
    {
      fprintf (stream, "; schedule %s:", schedule->name);
      for (size_t t = 0; t < schedule->steps; t++)
        if (schedule->size != NULL)
          fprintf (stream, " %zu", schedule->size[t]);
        else
          {
            part = fmpq_get_str (NULL, 10, schedule->step + t);
            fprintf (stream, " %s", part);
            flint_free (part);
          }
    }
  fclose (stream);
  return text;
}
