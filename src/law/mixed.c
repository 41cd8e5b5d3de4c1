#include <config.h>

#include "law/mixed.h"

#include "law/conditional.h"
#include "law/families.h"
#include "law/order.h"
#include "law/rows.h"
#include "law/spec.h"
#include "text/file.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A part, with its tokens numbered as those of the mixture.  */
typedef struct
{
  mdm_law_t law;
  fmpq_t weight;
} part_t;

typedef struct
{
  mdm_rows_t rows;
  unsigned depth;
  size_t *opened; /* parts, of all mixtures */
  part_t *part;
  size_t count;
  size_t room;
  fmpq_t weight;  /* of the row that is being read */
  size_t first;   /* the offset of the first row */
  uint64_t cells; /* tokens in all rows of all parts */
  uint64_t support;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} mixture_t;

static void
mixture_clear (mixture_t *m)
{
  mdm_rows_clear (&m->rows);
  for (size_t i = 0; i < m->count; i++)
    {
      mdm_law_clear (m->part[i].law);
      fmpq_clear (m->part[i].weight);
    }
  flint_free (m->part);
  fmpq_clear (m->weight);
}

static part_t *
add_part (mixture_t *m)
{
  part_t *part;

  if (m->count == m->room)
    {
      m->room = m->room == 0 ? 8 : 2 * m->room;
      m->part = flint_realloc (m->part, m->room * sizeof *m->part);
    }
  part = m->part + m->count++;
  mdm_law_init (part->law);
  fmpq_init (part->weight);
  fmpq_set (part->weight, m->weight);
  return part;
}

/* Number the tokens of PART, whose SPEC is at AT of the line, as those of the
   mixture.  */
static mdm_status
number_tokens (mixture_t *m, part_t *part, size_t at)
{
  mdm_law_struct *law = part->law;
  uint16_t *map = flint_malloc (law->vocab * sizeof *map);
  char numeral[24];
  mdm_status status = MDM_OK;

  for (uint64_t i = 0; i < law->vocab && status == MDM_OK; i++)
    {
      const char *token = law->token == NULL ? numeral : law->token[i];
      size_t number;
      snprintf (numeral, sizeof numeral, "%" PRIu64, i);
      number = mdm_tokens_find (m->rows.tokens, token, strlen (token));
      if (number == m->rows.tokens->count && m->rows.declared)
        status = MDM_ROWS_FAIL (&m->rows, at, m->err, MDM_EDOMAIN,
                                "the token '%.*s' of this part is not in the "
                                "declared vocabulary",
                                mdm_utf8_shown (token, strlen (token)), token);
      else if (number == MDM_VOCAB_MAX)
        status
            = MDM_ROWS_FAIL (&m->rows, at, m->err, MDM_ELIMIT,
                             "more than %d different tokens", MDM_VOCAB_MAX);
      else if (number == m->rows.tokens->count)
        mdm_tokens_add (m->rows.tokens, token, strlen (token));
      map[i] = (uint16_t) number;
    }
  for (size_t i = 0; i < law->support * law->length && status == MDM_OK; i++)
    law->row[i] = map[law->row[i]];
  flint_free (map);
  return status;
}

/* Check that PART, whose SPEC is at AT of the line, fits the parts before, and
   that the rows of all of them can be held.  */
static mdm_status
check_part (mixture_t *m, const part_t *part, size_t at)
{
  const mdm_law_struct *law = part->law;
  size_t length = m->part[0].law->length;

  if (law->length != length)
    return MDM_ROWS_FAIL (&m->rows, at, m->err, MDM_EDOMAIN,
                          "a law of length %zu; the first part has length %zu",
                          law->length, length);
  m->support = mdm_work_add (m->support, law->support);
  m->cells = mdm_work_add (m->cells, mdm_work_mul (law->support, law->length));
  return mdm_limit_check (
      m->limit, "listing the sequences of the parts", m->cells,
      mdm_work_add (mdm_work_mul (m->cells, 3 * sizeof *law->row),
                    mdm_work_mul (m->support, 5 * sizeof (fmpz))),
      m->err);
}

/* Open the SPEC at AT of the line as the law of PART.  */
static mdm_status
open_part (mixture_t *m, part_t *part, size_t at)
{
  const char *text = m->rows.lines.start + at;
  size_t size = m->rows.lines.size - at;
  char *spec;
  mdm_status status;

  if (++*m->opened > MDM_MIXED_PARTS_MAX)
    return MDM_ROWS_FAIL (&m->rows, at, m->err, MDM_ELIMIT,
                          "more than %d parts in all", MDM_MIXED_PARTS_MAX);
  while (size > 0 && mdm_is_blank (text[size - 1]))
    size--;
  spec = flint_malloc (size + 1);
  memcpy (spec, text, size);
  spec[size] = '\0';
  status = mdm_law_open_part (part->law, spec, m->depth + 1, m->opened,
                              m->limit, m->err);
  if (status == MDM_OK)
    status = mdm_law_list (part->law, m->limit, m->err);
  if (status != MDM_OK)
    mdm_err_place (m->err, m->rows.lines.file, m->rows.lines.line, at + 1);
  flint_free (spec);
  return status;
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (mixture_t *m, size_t at)
{
  part_t *part;
  size_t start = at;
  mdm_status status = mdm_rows_number (m->weight, &at, &m->rows, m->err);

  if (status != MDM_OK)
    return status;
  if (at == m->rows.lines.size)
    return MDM_ROWS_FAIL (&m->rows, at, m->err, MDM_EPARSE,
                          "a law is expected after the weight: a family, a "
                          "file or -");
  if (m->rows.rows++ == 0)
    m->first = mdm_rows_offset (&m->rows, start);
  part = add_part (m);
  status = open_part (m, part, at);
  if (status == MDM_OK)
    status = check_part (m, part, at);
  if (status == MDM_OK)
    status = number_tokens (m, part, at);
  return status;
}

static mdm_status
read_rows (mixture_t *m)
{
  size_t at;
  int more = 1;
  mdm_status status = MDM_OK;

  while (status == MDM_OK && more)
    {
      status = mdm_rows_next (&more, &at, &m->rows, m->err);
      if (status == MDM_OK && more)
        status = read_row (m, at);
    }
  if (status == MDM_OK && m->rows.rows == 0)
    status = mdm_err_set (m->err, MDM_EDOMAIN, m->rows.lines.file, 0, 0,
                          "no row; a mixture has at least one line 'WEIGHT "
                          "SPEC'");
  return status;
}

/* Set FACTOR[i] to an integer such that FACTOR[i] times the integer weights
   of part i are weights of the mixture.  MDM_EDOMAIN when the weights of the
   parts do not sum to 1.  */
static mdm_status
set_factors (fmpz *factor, const mixture_t *m)
{
  fmpq *weight = flint_malloc (m->count * sizeof *weight);
  fmpz_t common, total;
  fmpq_t sum;
  mdm_status status;

  fmpz_init (common);
  fmpz_init (total);
  fmpq_init (sum);
  for (size_t i = 0; i < m->count; i++)
    {
      fmpq_init (weight + i);
      fmpq_set (weight + i, m->part[i].weight);
    }
  status
      = mdm_weights_scale (factor, common, weight, m->count, m->limit, m->err);
  _fmpz_vec_sum (total, factor, (slong) m->count);
  if (status == MDM_OK && !fmpz_equal (total, common))
    {
      fmpq_set_fmpz_frac (sum, total, common);
      status = mdm_bad_sum (m->err, m->rows.lines.file, m->rows.lines.text,
                            m->first, "the weights sum to", sum);
    }
  for (size_t i = 0; i < m->count && status == MDM_OK; i++)
    fmpq_div_fmpz (weight + i, weight + i, m->part[i].law->total);
  if (status == MDM_OK)
    status = mdm_weights_scale (factor, common, weight, m->count, m->limit,
                                m->err);
  for (size_t i = 0; i < m->count; i++)
    fmpq_clear (weight + i);
  flint_free (weight);
  fmpz_clear (common);
  fmpz_clear (total);
  fmpq_clear (sum);
  return status;
}

/* Set TOKENS and WEIGHTS to the rows of all parts, in ascending order and each
   once; return how many there are.  */
static size_t
merge_rows (uint16_t *tokens, fmpz *weights, const mixture_t *m,
            const fmpz *factor)
{
  size_t length = m->part[0].law->length, rows = (size_t) m->support, n = 0;
  size_t bytes = length * sizeof *tokens;
  uint16_t *all = flint_malloc (rows * bytes);
  fmpz *weight = _fmpz_vec_init ((slong) rows);
  size_t *order;

  for (size_t i = 0; i < m->count; i++)
    {
      const mdm_law_struct *law = m->part[i].law;
      memcpy (all + n * length, law->row, law->support * bytes);
      _fmpz_vec_scalar_mul_fmpz (weight + n, law->weight, (slong) law->support,
                                 factor + i);
      n += law->support;
    }
  assert (n == rows);
  order = mdm_order_rows (all, rows, length);
  n = 0;
  for (size_t i = 0; i < rows; i++)
    {
      size_t from = order == NULL ? i : order[i];
      const uint16_t *row = all + from * length;
      if (n == 0
          || mdm_order_compare (tokens + (n - 1) * length, row, length) != 0)
        memcpy (tokens + n++ * length, row, bytes);
      fmpz_add (weights + n - 1, weights + n - 1, weight + from);
    }
  flint_free (order);
  flint_free (all);
  _fmpz_vec_clear (weight, (slong) rows);
  return n;
}

/* Make LAW of the parts of M.  */
static mdm_status
mix (mdm_law_t law, mixture_t *m)
{
  size_t rows = (size_t) m->support, count = m->rows.tokens->count;
  size_t length = m->part[0].law->length;
  fmpz *factor = _fmpz_vec_init ((slong) m->count), *weights = NULL;
  uint16_t *tokens = NULL;
  mdm_status status = set_factors (factor, m);

  if (status == MDM_OK)
    status = mdm_family_start (law, count, length, m->err);
  if (status == MDM_OK)
    {
      mdm_law_set_tokens (law, mdm_tokens_release (m->rows.tokens, 0, NULL),
                          count);
      tokens = flint_malloc (rows * length * sizeof *tokens);
      weights = _fmpz_vec_init ((slong) rows);
      status = mdm_law_set_integer_rows (
          law, tokens, weights, merge_rows (tokens, weights, m, factor),
          m->err);
      _fmpz_vec_clear (weights, (slong) rows);
    }
  flint_free (tokens);
  _fmpz_vec_clear (factor, (slong) m->count);
  return status;
}

mdm_status
mdm_mixed_read (mdm_law_t law, const char *file, unsigned depth, size_t *parts,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  mixture_t m
      = { .depth = depth, .opened = parts, .limit = limit, .err = err };
  char *text;
  size_t size;
  mdm_status status;

  if (depth == MDM_MIXED_DEPTH_MAX)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "more than %d mixtures in one another; none may "
                        "include itself",
                        MDM_MIXED_DEPTH_MAX);
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    return status;
  fmpq_init (m.weight);
  mdm_rows_init (&m.rows, file, text, size, "weight", 0);
  status = read_rows (&m);
  if (status == MDM_OK)
    status = mix (law, &m);
  mixture_clear (&m);
  flint_free (text);
  return status;
}
