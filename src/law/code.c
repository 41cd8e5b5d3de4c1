#include <config.h>

#include "law/code.h"

#include "law/listing.h"
#include "text/file.h"
#include "text/lines.h"

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
} matrix_t;

/* Append to G the integer at *AT of the line and move *AT past it.  */
static mdm_status
read_entry (matrix_t *g, const mdm_lines_t *lines, size_t *at, mdm_err_t *err)
{
  const char *text = lines->start;
  int negative = text[*at] == '-';
  size_t first = *at + (size_t) negative, i = first;
  uint32_t value = 0;

  for (; i < lines->size && text[i] >= '0' && text[i] <= '9'; i++)
    value = (uint32_t) ((10 * (uint64_t) value + (uint64_t) (text[i] - '0'))
                        % g->q);
  if (i == first || (i < lines->size && !mdm_is_blank (text[i])))
    return mdm_err_set (err, MDM_EPARSE, lines->file, lines->line, i + 1,
                        "an integer is expected");
  if (negative && value != 0)
    value = g->q - value;
  if (g->cells == g->room)
    {
      g->room = g->room == 0 ? 256 : 2 * g->room;
      g->cell = flint_realloc (g->cell, g->room * sizeof *g->cell);
    }
  g->cell[g->cells++] = (uint16_t) value;
  *at = i;
  return MDM_OK;
}

static mdm_status
read_row (matrix_t *g, const mdm_lines_t *lines, mdm_err_t *err)
{
  size_t at = mdm_lines_skip_blanks (lines, 0), first = at;
  size_t before = g->cells, length;

  if (at == lines->size || lines->start[0] == '#')
    return MDM_OK;
  for (; at < lines->size; at = mdm_lines_skip_blanks (lines, at))
    {
      mdm_status status = read_entry (g, lines, &at, err);
      if (status != MDM_OK)
        return status;
    }
  length = g->cells - before;
  if (g->count++ == 0)
    g->length = length;
  if (length != g->length)
    return mdm_err_set (err, MDM_EDOMAIN, lines->file, lines->line, first + 1,
                        "a row of length %zu; the first row has length %zu",
                        length, g->length);
  return MDM_OK;
}

static mdm_status
read_matrix (matrix_t *g, const char *file, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t size;
  mdm_lines_t lines;
  int more = 1;
  mdm_status status = mdm_file_read (&text, &size, file, limit, err);

  mdm_lines_init (&lines, file, text, size);
  while (status == MDM_OK && more)
    {
      status = mdm_lines_next (&more, &lines, err);
      if (status == MDM_OK && more)
        status = read_row (g, &lines, err);
    }
  if (status == MDM_OK && g->count == 0)
    return mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                        "no row; a generator matrix has at least one row of "
                        "integers");
  return status;
}

/* Elimination.  */

static void
swap_rows (uint16_t *x, uint16_t *y, size_t length)
{
  for (size_t i = 0; i < length; i++)
    {
      uint16_t t = x[i];
      x[i] = y[i];
      y[i] = t;
    }
}

/* X = A X mod q, and Y -= A X mod q.  */
static void
scale_row (uint16_t *x, uint32_t a, size_t length, uint32_t q)
{
  for (size_t i = 0; i < length; i++)
    x[i] = (uint16_t) ((uint64_t) a * x[i] % q);
}

static void
subtract_row (uint16_t *y, uint32_t a, const uint16_t *x, size_t length,
              uint32_t q)
{
  for (size_t i = 0; i < length; i++)
    y[i] = (uint16_t) ((y[i] + (uint64_t) (q - a) * x[i]) % q);
}

/* Bring G to reduced echelon form; its rank, with the rows that are not zero
   first, is returned.  */
static size_t
reduce (matrix_t *g)
{
  size_t rank = 0, length = g->length;

  for (size_t column = 0; column < length && rank < g->count; column++)
    {
      uint16_t *top = g->cell + rank * length;
      size_t i = rank;
      while (i < g->count && g->cell[i * length + column] == 0)
        i++;
      if (i == g->count)
        continue;
      if (i != rank)
        swap_rows (top, g->cell + i * length, length);
      scale_row (top, (uint32_t) n_invmod (top[column], g->q), length, g->q);
      for (i = 0; i < g->count; i++)
        {
          uint16_t *row = g->cell + i * length;
          if (i != rank && row[column] != 0)
            subtract_row (row, row[column], top, length, g->q);
        }
      rank++;
    }
  return rank;
}

mdm_status
mdm_code_read (mdm_law_t law, const mdm_parameter_t *value,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t q = value[0].number;
  MDM_OWNED uint16_t *cell = NULL;
  matrix_t g = { 0 };
  size_t rank;
  mdm_status status;

  if (!n_is_prime (q))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is a prime, which %" PRIu64 " is not", q);
  if (q > MDM_VOCAB_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "q is %" PRIu64 ", over the limit of %d tokens", q,
                        MDM_VOCAB_MAX);
  g.q = (uint32_t) q;
  status = read_matrix (&g, value[1].file, limit, err);
  cell = g.cell;
  if (status == MDM_OK)
    status = mdm_family_start (law, q, g.length, err);
  if (status == MDM_OK)
    status = mdm_limit_check (
        limit, "the elimination of the matrix",
        mdm_work_mul (g.cells, g.count < g.length ? g.count : g.length), 0,
        err);
  if (status != MDM_OK)
    return status;
  rank = reduce (&g);
  status = mdm_listing_check_span (law, rank, limit, err);
  if (status == MDM_OK)
    mdm_listing_span (law, cell, rank);
  return status;
}
