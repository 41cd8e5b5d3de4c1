#include <config.h>

#include "law/spec.h"

#include "exact/array.h"
#include "law/bayes.h"
#include "law/code.h"
#include "law/csv.h"
#include "law/families.h"
#include "law/form.h"
#include "law/hmm.h"
#include "law/mixed.h"
#include "law/ngram.h"
#include "law/npy.h"
#include "law/opening.h"
#include "law/product.h"
#include "law/reader.h"
#include "law/reed_solomon.h"
#include "law/rows.h"
#include "law/text.h"
#include "text/nearest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* How deep laws may stand in one another, so that one that includes itself is
   an error; and how many parts there may be in all mixtures, so that a few
   lines do not take for ever.  */
#define DEPTH_MAX 16
#define PARTS_MAX 100000

static mdm_outer_family open_mixture;

/* A family: its name, its keys, and what makes the law of their values, of a
   KIND if it has a closed form; OPEN, if not NULL, for one that is made of
   other laws.  */
typedef struct
{
  const char *name;
  mdm_key_t key[MDM_KEYS_MAX + 1];
  mdm_family *make;
  mdm_outer_family *open;
  mdm_law_kind kind;
} family_t;

/* clang-format off */
static const family_t families[] = {
  { "uniform", { { "V", MDM_SIZE }, { "L", MDM_SIZE } },
    mdm_family_closed_form, NULL, MDM_LAW_UNIFORM },
  { "repetition", { { "V", MDM_SIZE }, { "L", MDM_SIZE } },
    mdm_family_closed_form, NULL, MDM_LAW_REPETITION },
  { "parity", { { "V", MDM_SIZE }, { "L", MDM_SIZE } },
    mdm_family_closed_form, NULL, MDM_LAW_PARITY },
  { "mds", { { "q", MDM_SIZE }, { "L", MDM_SIZE }, { "k", MDM_WORD } },
    mdm_family_closed_form, NULL, MDM_LAW_MDS },
  { "reed-solomon",
    { { "q", MDM_SIZE }, { "L", MDM_SIZE }, { "k", MDM_WORD } },
    mdm_reed_solomon, NULL, MDM_LAW_MDS },
  { "code", { { "q", MDM_SIZE }, { "G", MDM_FILE } }, .make = mdm_code_read },
  { "span", { { "q", MDM_SIZE }, { "rows", MDM_NAME } },
    .make = mdm_code_span },
  { "permutation", { { "n", MDM_SIZE } }, .make = mdm_family_permutation },
  { "paired-copy", { { "V", MDM_SIZE }, { "L", MDM_SIZE } },
    mdm_family_closed_form, NULL, MDM_LAW_PAIRED_COPY },
  { "walk", { { "L", MDM_SIZE } }, .make = mdm_family_walk },
  { "markov", { { "flip", MDM_FRACTION }, { "L", MDM_SIZE } },
    .make = mdm_family_markov },
  { "noisy-repetition", { { "flip", MDM_FRACTION }, { "L", MDM_SIZE } },
    .make = mdm_family_noisy_repetition },
  { "balanced-bits", { { "L", MDM_SIZE } }, .make = mdm_family_balanced_bits },
  { "one-hot", { { "blocks", MDM_SIZE }, { "size", MDM_SIZE } },
    .make = mdm_family_one_hot },
  { "product", { { "", MDM_FILE } }, .make = mdm_product_read },
  { "mixture", { { "", MDM_FILE } }, .open = open_mixture },
  { "given", { { "", MDM_SPEC }, { "at", MDM_TOKENS_AT } },
    .open = mdm_given_open },
  { "keep", { { "", MDM_SPEC }, { "positions", MDM_POSITIONS } },
    .open = mdm_keep_open },
  { "bayes", { { "", MDM_FILE } }, .make = mdm_bayes_read },
  { "ngram", { { "", MDM_FILE }, { "L", MDM_SIZE } }, .make = mdm_ngram_read },
  { "hmm", { { "", MDM_FILE }, { "L", MDM_SIZE } }, .make = mdm_hmm_read },
  { "ngram-from",
    { { "", MDM_FILE }, { "n", MDM_SIZE }, { "L", MDM_SIZE },
      { "classes", MDM_CLASSES }, { "add", MDM_FRACTION } },
    .make = mdm_ngram_count },
  { "text",
    { { "", MDM_FILE }, { "L", MDM_SIZE }, { "classes", MDM_CLASSES } },
    .make = mdm_text_read },
  { "npy", { { "", MDM_FILE } }, .make = mdm_npy_read },
  { "csv", { { "", MDM_FILE }, { "weight", MDM_NAME } },
    .make = mdm_csv_read },
  { "counts", { { "", MDM_FILE } }, .make = mdm_counts_read },
  { "random",
    { { "V", MDM_SIZE }, { "L", MDM_SIZE }, { "den", MDM_WORD },
      { "seed", MDM_WORD } },
    .make = mdm_family_random },
};
/* clang-format on */

/* The family that SPEC names before its first colon, or NULL.  */
static const family_t *
find_family (const char *spec)
{
  size_t n = strcspn (spec, ":");

  if (spec[n] == ':')
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
      if (strlen (families[i].name) == n
          && memcmp (families[i].name, spec, n) == 0)
        return families + i;
  return NULL;
}

/* How many characters at the beginning of SPEC, which names no family before a
   colon, may be the name of one: 0 if there is a file of this name, or if it
   does not look like a family.  */
static size_t
name_of_family (const char *spec)
{
  size_t n = strspn (spec, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                           "abcdefghijklmnopqrstuvwxyz-");
  struct stat found;

  return (spec[n] == ':' || spec[n] == '(' || spec[n] == '\0')
                 && stat (spec, &found) != 0 && errno == ENOENT
             ? n
             : 0;
}

/* SPEC is no file, and begins with a NAME[0..LENGTH) that may be meant for a
   family.  MDM_OK: it is not.  */
static mdm_status
refuse_family (const char *spec, size_t length, mdm_err_t *err)
{
  mdm_nearest_t nearest = mdm_nearest_to (spec, length);
  MDM_OWNED char *meant = NULL;

  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    if (strlen (families[i].name) == length
        && memcmp (families[i].name, spec, length) == 0)
      return mdm_parameters_missing (families[i].name, families[i].key, err);
    else
      mdm_nearest_try (&nearest, families[i].name);
  if (nearest.best == NULL && spec[length] != ':')
    return MDM_OK;
  meant = mdm_nearest_str (&nearest, "");
  return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                      "no file of this name, and no family '%.*s'%s",
                      (int) length, spec, meant);
}

mdm_status
mdm_law_is_family (int *family, const char *spec, mdm_err_t *err)
{
  *family = find_family (spec) != NULL;
  return *family || name_of_family (spec) == 0
             ? MDM_OK
             : refuse_family (spec, name_of_family (spec), err);
}

/* Make LAW the one of FAMILY that TEXT describes.  */
static mdm_status
open_family (mdm_law_t law, const family_t *family, const char *text,
             mdm_opening_t *opening)
{
  MDM_PARAMETERS (values);

  MDM_TRY (mdm_parameters_read (values, family->name, family->key, text,
                                opening->err));
  if (family->open != NULL && opening->depth == DEPTH_MAX)
    return mdm_err_set (opening->err, MDM_EDOMAIN, NULL, 0, 0,
                        "more than %d laws in one another; none may include "
                        "itself",
                        DEPTH_MAX);
  law->kind = family->kind;
  return family->open != NULL
             ? family->open (law, values->of, opening)
             : family->make (law, values->of, opening->limit, opening->err);
}

/* Set LAW to the law that SPEC describes, named SPEC.  A failure that has no
   place in a file is left without one.  */
static mdm_status
open_spec (mdm_law_t law, const char *spec, mdm_opening_t *opening)
{
  const family_t *family = find_family (spec);
  int is_family;
  MDM_LAW (made);

  if (spec[0] == '\0')
    return mdm_err_set (opening->err, MDM_EPARSE, NULL, 0, 0,
                        "a family, a file or - is expected");
  MDM_TRY (mdm_law_is_family (&is_family, spec, opening->err));
  if (is_family)
    MDM_TRY (
        open_family (made, family, spec + strlen (family->name) + 1, opening));
  else
    MDM_TRY (mdm_law_read (made, spec, opening->limit, opening->err));
  mdm_law_set_name (made, spec);
  mdm_law_swap (law, made);
  return MDM_OK;
}

static mdm_status
open_inner (mdm_law_t law, const char *spec, mdm_opening_t *opening)
{
  mdm_status status;

  opening->depth++;
  status = open_spec (law, spec, opening);
  opening->depth--;
  return status;
}

mdm_status
mdm_law_open_part (mdm_law_t law, const char *spec, mdm_opening_t *opening)
{
  MDM_TRY (open_inner (law, spec, opening));
  return mdm_law_list (law, opening->limit, opening->err);
}

/* Mixtures: rows `WEIGHT SPEC', where SPEC is what --law= takes.  */

typedef struct
{
  mdm_rows_t *rows;
  mdm_mixed_struct *mixed;
  mdm_opening_t *opening;
  size_t first; /* the offset of the first row */
  /* Where the SPEC of each part stands.  */
  size_t *line, *column, count, line_room, column_room;
} parts_t;

static void
parts_clear (parts_t *p)
{
  flint_free (p->line);
  flint_free (p->column);
}

/* Say in the totals of P what the note of PART, whose line is at hand,
   says.  */
static void
note_part (const parts_t *p, const mdm_law_t part)
{
  mdm_totals_t *totals = &p->rows->totals;

  if (part->note != NULL && totals->count++ == 0)
    snprintf (totals->first, sizeof totals->first,
              "of the part of line %zu %s", p->rows->lines.line, part->note);
}

/* Set PART to the law of SPEC: one of independent tokens or a mixture of such
   as it is, any other listed.  */
static mdm_status
open_deferred (mdm_law_t part, const char *spec, mdm_opening_t *opening)
{
  const mdm_limit_t *limit = opening->limit;
  mdm_limit_t closed = *limit;
  mdm_err_t *err = opening->err, own = { 0 };
  mdm_status status;

  closed.engine = MDM_ENGINE_CLOSED;
  opening->limit = &closed;
  opening->err = &own;
  status = open_inner (part, spec, opening);
  opening->limit = limit;
  opening->err = err;
  /* Without it, unless it can be read but once.  */
  if (status == MDM_ELIMIT && strcmp (spec, "-") != 0)
    return mdm_law_open_part (part, spec, opening);
  if (status != MDM_OK)
    {
      if (err != NULL)
        *err = own;
      return status;
    }
  return mdm_form_parts (part) > 0 && part->vocab <= MDM_VOCAB_MAX
             ? MDM_OK
             : mdm_law_list (part, limit, err);
}

/* Add PART, whose SPEC stands at AT of the line.  */
static mdm_status
add_part (const parts_t *p, mdm_law_t part, const fmpq_t weight, size_t at)
{
  mdm_rows_t *rows = p->rows;
  const char *text = rows->lines.start + at;
  size_t size = rows->lines.size - at;
  MDM_OWNED char *spec = flint_calloc (size + 1, 1);

  while (size > 0 && mdm_is_blank (text[size - 1]))
    size--;
  memcpy (spec, text, size);
  MDM_TRY (open_deferred (part, spec, p->opening));
  note_part (p, part);
  return mdm_mixed_add (p->mixed, part, weight, rows->tokens, rows->declared,
                        rows->err);
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_part (void *parts, size_t at)
{
  parts_t *p = parts;
  mdm_rows_t *rows = p->rows;
  size_t start = at;
  MDM_FMPQ (weight);
  MDM_LAW (part);
  mdm_status status;

  MDM_TRY (mdm_rows_number (weight, &at, rows));
  if (at == rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "a law is expected after the weight: a family, a "
                          "file or -");
  if (rows->rows++ == 0)
    p->first = mdm_rows_offset (rows, start);
  if (++p->opening->parts > PARTS_MAX)
    return MDM_ROWS_FAIL (rows, at, MDM_ELIMIT, "more than %d parts in all",
                          PARTS_MAX);
  status = add_part (p, part, weight, at);
  if (status != MDM_OK)
    {
      mdm_err_place (rows->err, rows->lines.file, rows->lines.line, at + 1);
      return status;
    }
  MDM_ARRAY_GROW (p->line, p->line_room, p->count + 1);
  MDM_ARRAY_GROW (p->column, p->column_room, p->count + 1);
  p->line[p->count] = rows->lines.line;
  p->column[p->count++] = at + 1;
  return mdm_mixed_check_room (p->mixed, rows->limit, rows->err);
}

/* List all parts of P unless none needs to be.  */
static mdm_status
list_parts (const parts_t *p)
{
  const mdm_rows_t *rows = p->rows;

  if (mdm_mixed_is_iid (p->mixed))
    return MDM_OK;
  for (size_t i = 0; i < p->count; i++)
    {
      mdm_status status = mdm_mixed_list (p->mixed, i, rows->limit, rows->err);
      if (status != MDM_OK)
        {
          mdm_err_place (rows->err, rows->lines.file, p->line[i],
                         p->column[i]);
          return status;
        }
      MDM_TRY (mdm_mixed_check_room (p->mixed, rows->limit, rows->err));
    }
  return MDM_OK;
}

static mdm_status
open_mixture (mdm_law_t law, const mdm_parameter_t *value,
              mdm_opening_t *opening)
{
  const mdm_limit_t *limit = opening->limit;
  mdm_err_t *err = opening->err;
  MDM_MIXED (mixed);
  MDM_ROWS (rows);
  MDM_CLEARED (parts, parts_t, parts_clear);
  mdm_status status;

  *parts = (parts_t){ .rows = rows, .mixed = mixed, .opening = opening };
  MDM_TRY (mdm_rows_open (rows, value->text, "weight", 0, limit, err));
  MDM_TRY (mdm_rows_read (rows, read_part, parts,
                          "no row; a mixture has at least one line 'WEIGHT "
                          "SPEC'"));
  MDM_TRY (list_parts (parts));
  status = mdm_mixed_law (law, mixed, rows->tokens, &rows->totals, limit, err);
  if (status == MDM_EDOMAIN) /* the weights, as a whole */
    mdm_rows_place (rows, parts->first);
  mdm_totals_note (law, &rows->totals);
  return status;
}

mdm_status
mdm_law_open (mdm_law_t law, const char *spec, const mdm_limit_t *limit,
              mdm_err_t *err)
{
  mdm_opening_t opening = { .limit = limit, .err = err };

  return open_spec (law, spec, &opening);
}
