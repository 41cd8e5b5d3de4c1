#include <config.h>

#include "law/code.h"

#include "exact/array.h"
#include "law/form.h"
#include "law/listing.h"
#include "law/rows.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

/* A matrix mod q of COUNT rows.  */
typedef struct
{
  uint32_t q;
  size_t length; /* of a row; 0 before the first */
  size_t count;
  size_t cells; /* entries in use */
  size_t room;
  uint16_t *cell;
  const mdm_rows_t *rows;
} matrix_t;

/* Append to G the integer at *AT of the line and move *AT past it.  */
static mdm_status
read_entry (matrix_t *g, size_t *at)
{
  const mdm_lines_t *lines = &g->rows->lines;
  const char *text = lines->start;
  int negative = text[*at] == '-';
  size_t first = *at + (size_t) negative, i = first;
  uint32_t value = 0;

  for (; i < lines->size && text[i] >= '0' && text[i] <= '9'; i++)
    value = (uint32_t) ((10 * (uint64_t) value + (uint64_t) (text[i] - '0'))
                        % g->q);
  if (i == first || (i < lines->size && !mdm_is_blank (text[i])))
    return MDM_ROWS_FAIL (g->rows, i, MDM_EPARSE, "an integer is expected");
  if (negative && value != 0)
    value = g->q - value;
  MDM_ARRAY_GROW (g->cell, g->room, g->cells + 1);
  g->cell[g->cells++] = (uint16_t) value;
  *at = i;
  return MDM_OK;
}

static mdm_status
read_row (void *matrix, size_t first)
{
  matrix_t *g = matrix;
  const mdm_lines_t *lines = &g->rows->lines;
  size_t before = g->cells, length;

  for (size_t at = first; at < lines->size;
       at = mdm_lines_skip_blanks (lines, at))
    MDM_TRY (read_entry (g, &at));
  length = g->cells - before;
  if (g->count++ == 0)
    g->length = length;
  if (length != g->length)
    return MDM_ROWS_FAIL (g->rows, first, MDM_EDOMAIN,
                          "a row of length %zu; the first row has length %zu",
                          length, g->length);
  return MDM_OK;
}

/* Bring G to reduced echelon form; its rank, with the rows that are not zero
   first, is returned.  */
static size_t
reduce (matrix_t *g)
{
  nmod_mat_t m;
  slong rank;

  nmod_mat_init (m, (slong) g->count, (slong) g->length, g->q);
  for (size_t i = 0; i < g->cells; i++)
    nmod_mat_set_entry (m, i / g->length, i % g->length, g->cell[i]);
  rank = nmod_mat_rref (m);
  for (size_t i = 0; i < (size_t) rank * g->length; i++)
    g->cell[i]
        = (uint16_t) nmod_mat_get_entry (m, i / g->length, i % g->length);
  nmod_mat_clear (m);
  return (size_t) rank;
}

/* Make LAW, whose length is set, the span of the rows of G.  */
static mdm_status
set_span (mdm_law_t law, matrix_t *g, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t least = g->count < g->length ? g->count : g->length, rank;
  mdm_form_t *form;

  MDM_TRY (mdm_limit_check (limit, "the elimination of the matrix",
                            mdm_work_mul (g->cells, least),
                            mdm_work_mul (g->cells, sizeof (mp_limb_t)), err));
  rank = reduce (g);
  form = mdm_form_make (law, MDM_LAW_CODE);
  law->rank = rank;
  form->basis = flint_malloc ((rank * g->length + 1) * sizeof *form->basis);
  memcpy (form->basis, g->cell, rank * g->length * sizeof *form->basis);
  return mdm_form_settle (law, limit, err);
}

mdm_status
mdm_code_read (mdm_law_t law, const mdm_parameter_t *value,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t q = value[0].number;
  MDM_ROWS (rows);
  MDM_OWNED uint16_t *cell = NULL;
  matrix_t g = { .q = (uint32_t) q, .rows = rows };
  mdm_status status;

  if (!n_is_prime (q))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is a prime, which %" PRIu64 " is not", q);
  if (q > MDM_VOCAB_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "q is %" PRIu64 ", over the limit of %d tokens", q,
                        MDM_VOCAB_MAX);
  MDM_TRY (mdm_rows_open (rows, value[1].text, NULL, 0, limit, err));
  status = mdm_rows_read (rows, read_row, &g, NULL);
  cell = g.cell;
  MDM_TRY (status);
  if (g.count == 0)
    return mdm_err_set (err, MDM_EDOMAIN, value[1].text, 0, 0,
                        "no row; a generator matrix has at least one row of "
                        "integers");
  MDM_TRY (mdm_family_start (law, q, g.length, err));
  return set_span (law, &g, limit, err);
}

/* A matrix that is written out.  */

/* Append to G the row TEXT[0..SIZE).  */
static mdm_status
take_row (matrix_t *g, const char *text, size_t size, mdm_err_t *err)
{
  if (g->count++ == 0)
    g->length = size;
  if (size == 0 || size != g->length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        size == 0 ? "rows: an empty row"
                                  : "rows: row %zu has length %zu, the first "
                                    "has %zu",
                        g->count, size, g->length);
  MDM_ARRAY_GROW (g->cell, g->room, g->cells + size);
  for (size_t i = 0; i < size; i++)
    {
      if (text[i] < '0' || text[i] > '9' || (uint32_t) (text[i] - '0') >= g->q)
        return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                            "rows: '%.*s' is not of digits from 0 to q-1 = "
                            "%u",
                            mdm_utf8_shown (text, size), text,
                            (unsigned) g->q - 1);
      g->cell[g->cells++] = (uint16_t) (text[i] - '0');
    }
  return MDM_OK;
}

static mdm_status
take_rows (matrix_t *g, const char *text, mdm_err_t *err)
{
  for (size_t size;; text += size + 1)
    {
      size = strcspn (text, "/");
      MDM_TRY (take_row (g, text, size, err));
      if (text[size] == '\0')
        return MDM_OK;
    }
}

mdm_status
mdm_code_span (mdm_law_t law, const mdm_parameter_t *value,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t q = value[0].number;
  MDM_OWNED uint16_t *cell = NULL;
  matrix_t g = { .q = (uint32_t) q };
  mdm_status status;

  if (q != 2 && q != 3 && q != 5 && q != 7)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is 2, 3, 5 or 7, not %" PRIu64, q);
  status = take_rows (&g, value[1].text, err);
  cell = g.cell;
  MDM_TRY (status);
  MDM_TRY (mdm_family_start (law, q, g.length, err));
  return set_span (law, &g, limit, err);
}
