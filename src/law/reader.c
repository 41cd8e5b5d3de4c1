#include <config.h>

#include "law/reader.h"

#include "exact/scoped.h"
#include "law/order.h"
#include "law/pad.h"
#include "law/reading.h"
#include "law/rows.h"
#include "law/gather.h"
#include "law/total.h"
#include "text/file.h"

#include <string.h>

typedef struct
{
  mdm_rows_t rows;
  size_t length;   /* of the first row or, with PAD, the longest; 0 before */
  size_t row_room; /* for rows.rows rows */
  fmpq *weight;    /* row_room of them */
  size_t *offset;  /* of each row's sequence in the text */
  size_t *end;     /* of each row in ROW */
  const char *pad; /* rows may be shorter than the longest, or NULL */
  int counted;     /* rows have no weight: each counts 1, and equal ones
                      add up */
  size_t cells;    /* tokens in ROW */
  size_t cell_room;
  uint16_t *row;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} reader_t;

static void
reader_clear (reader_t *r)
{
  for (size_t i = 0; i < r->row_room; i++)
    fmpq_clear (r->weight + i);
  flint_free (r->weight);
  flint_free (r->offset);
  flint_free (r->end);
  flint_free (r->row);
  mdm_rows_clear (&r->rows);
}

/* Room.  */

static mdm_status
check_room (const reader_t *r, size_t rows, size_t cells)
{
  uint64_t bytes
      = mdm_work_add (mdm_work_mul (rows, sizeof *r->weight + sizeof *r->offset
                                              + sizeof *r->end),
                      mdm_work_mul (cells, sizeof *r->row));
  mdm_status status
      = mdm_limit_check (r->limit, "reading the rows", 0, bytes, r->err);

  if (status != MDM_OK)
    mdm_err_place (r->err, r->rows.lines.file, 0, 0);
  return status;
}

static mdm_status
grow_rows (reader_t *r)
{
  size_t room = r->row_room == 0 ? 64 : 2 * r->row_room;
  mdm_status status = check_room (r, room, r->cell_room);

  if (status != MDM_OK)
    return status;
  r->offset = flint_realloc (r->offset, room * sizeof *r->offset);
  r->end = flint_realloc (r->end, room * sizeof *r->end);
  r->weight = flint_realloc (r->weight, room * sizeof *r->weight);
  for (; r->row_room < room; r->row_room++)
    fmpq_init (r->weight + r->row_room);
  return MDM_OK;
}

static mdm_status
grow_cells (reader_t *r)
{
  size_t room = r->cell_room == 0 ? 256 : 2 * r->cell_room;
  mdm_status status = check_room (r, r->row_room, room);

  if (status != MDM_OK)
    return status;
  r->row = flint_realloc (r->row, room * sizeof *r->row);
  r->cell_room = room;
  return MDM_OK;
}

/* Rows.  */

/* Read the weight of row number rows.rows at *AT of the line and move *AT to
   the sequence.  */
static mdm_status
read_weight (reader_t *r, size_t *at)
{
  mdm_status status;

  if (r->counted)
    {
      fmpq_one (r->weight + r->rows.rows);
      return MDM_OK;
    }
  status = mdm_rows_number (r->weight + r->rows.rows, at, &r->rows, r->err);
  if (status == MDM_OK && *at == r->rows.lines.size)
    status = MDM_ROWS_FAIL (&r->rows, *at, r->err, MDM_EPARSE,
                            "a sequence is expected after the weight");
  return status;
}

/* Append the token that stands at AT of the line, SIZE bytes.  */
static mdm_status
read_token (reader_t *r, size_t at, size_t size)
{
  uint16_t number;
  mdm_status status = mdm_rows_token (&number, &r->rows, at, size, r->err);

  if (status == MDM_OK && r->cells == r->cell_room)
    status = grow_cells (r);
  if (status == MDM_OK)
    r->row[r->cells++] = number;
  return status;
}

/* Decide how the sequence at AT is cut, where no directive does: one word
   into characters, several words into words, and all rows alike.  */
static mdm_status
choose_split (reader_t *r, size_t at)
{
  mdm_rows_t *rows = &r->rows;
  size_t end = mdm_lines_skip_word (&rows->lines, at);
  int several = mdm_lines_skip_blanks (&rows->lines, end) < rows->lines.size;
  mdm_split split = several ? MDM_SPLIT_WORDS : MDM_SPLIT_CHARS;

  if (rows->split == MDM_SPLIT_UNKNOWN)
    rows->split = split;
  if (rows->split == split)
    return MDM_OK;
  return MDM_ROWS_FAIL (rows, at, r->err, MDM_EDOMAIN,
                        "%s after sequences of %s; with '#: split words' at "
                        "the top every word is a token",
                        several ? "several words" : "one word",
                        several ? "one word" : "several words");
}

/* Append the one-byte tokens from AT of the line on as long as they are known,
   which most are, and return where that ends.  */
static size_t
read_known_bytes (reader_t *r, size_t at)
{
  const mdm_lines_t *lines = &r->rows.lines;

  for (; at < lines->size && r->cells < r->cell_room; at++)
    {
      unsigned char c = (unsigned char) lines->start[at];
      uint32_t number = c < 128 ? r->rows.tokens->byte[c] : 0;
      if (number == 0)
        break;
      r->row[r->cells++] = (uint16_t) (number - 1);
    }
  return at;
}

/* Read the sequence that stands at AT of the line.  */
static mdm_status
read_sequence (reader_t *r, size_t at)
{
  const mdm_lines_t *lines = &r->rows.lines;
  size_t first = r->cells, start = at, size, length;
  mdm_status status = MDM_OK;

  if (!r->rows.split_declared)
    status = choose_split (r, at);
  for (; status == MDM_OK && at < lines->size;
       at = mdm_lines_skip_blanks (lines, at + size))
    {
      if (r->rows.split == MDM_SPLIT_CHARS)
        at = read_known_bytes (r, at);
      if (at == lines->size)
        break;
      if (mdm_is_blank (lines->start[at]))
        {
          size = 1;
          continue;
        }
      size = mdm_rows_token_size (&r->rows, at);
      status = read_token (r, at, size);
    }
  if (status != MDM_OK)
    return status;
  length = r->cells - first;
  if (r->length == 0 || (r->pad != NULL && length > r->length))
    r->length = length;
  if (length != r->length && r->pad == NULL)
    return MDM_ROWS_FAIL (&r->rows, start, r->err, MDM_EDOMAIN,
                          "a sequence of length %zu; the first row has "
                          "length %zu",
                          length, r->length);
  r->end[r->rows.rows] = r->cells;
  r->offset[r->rows.rows++] = mdm_rows_offset (&r->rows, start);
  return MDM_OK;
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (reader_t *r, size_t at)
{
  mdm_status status = MDM_OK;

  if (r->rows.rows == r->row_room)
    status = grow_rows (r);
  if (status == MDM_OK)
    status = read_weight (r, &at);
  if (status == MDM_OK)
    status = read_sequence (r, at);
  return status;
}

/* The whole.  */

/* Bring the rows to one length, where they may differ.  */
static mdm_status
pad_rows (reader_t *r)
{
  if (r->pad == NULL)
    return MDM_OK;
  return mdm_pad_sequences (&r->row, r->end, r->rows.rows, r->length, r->pad,
                            &r->rows, r->limit, r->err);
}

/* Refuse the first row, in file order, that repeats an earlier one.  ORDER
   sorts the rows and keeps equal ones in file order, so its predecessor in
   ORDER is the first of its kind.  */
static mdm_status
check_duplicates (const reader_t *r, const size_t *order)
{
  size_t again = r->rows.rows, before = 0, line, column;

  for (size_t i = 1; i < r->rows.rows; i++)
    {
      size_t x = order == NULL ? i - 1 : order[i - 1];
      size_t y = order == NULL ? i : order[i];
      if (y < again
          && mdm_order_compare (r->row + x * r->length, r->row + y * r->length,
                                r->length)
                 == 0)
        {
          again = y;
          before = x;
        }
    }
  if (again == r->rows.rows)
    return MDM_OK;
  before = mdm_rows_place (&column, r->rows.lines.text, r->offset[before]);
  line = mdm_rows_place (&column, r->rows.lines.text, r->offset[again]);
  return mdm_err_set (r->err, MDM_EDOMAIN, r->rows.lines.file, line, column,
                      "the sequence of line %zu again; every sequence has "
                      "one row",
                      before);
}

/* Put the rows of R into ORDER.  */
static void
permute (reader_t *r, const size_t *order)
{
  size_t length = r->length;
  uint16_t *row = flint_malloc (r->rows.rows * length * sizeof *row);
  fmpq *weight = flint_malloc (r->row_room * sizeof *weight);

  for (size_t i = 0; i < r->rows.rows; i++)
    {
      memcpy (row + i * length, r->row + order[i] * length,
              length * sizeof *row);
      weight[i] = r->weight[order[i]];
    }
  memcpy (weight + r->rows.rows, r->weight + r->rows.rows,
          (r->row_room - r->rows.rows) * sizeof *weight);
  flint_free (r->row);
  flint_free (r->weight);
  r->row = row;
  r->weight = weight;
}

/* Give LAW the rows, as they stand, equal ones added up.  */
static mdm_status
give_counted (mdm_law_t law, reader_t *r)
{
  mdm_gather_t gather;
  mdm_status status;

  mdm_gather_init (&gather, r->length, r->limit);
  gather.count = r->rows.rows;
  gather.room = r->row_room;
  gather.row = r->row;
  gather.weight = r->weight;
  r->row = NULL;
  r->weight = NULL;
  r->row_room = 0;
  status = mdm_gather_give (law, &gather, r->err);
  mdm_gather_clear (&gather);
  return status == MDM_OK ? MDM_OK
                          : mdm_err_place (r->err, r->rows.lines.file, 0, 0);
}

/* Move what R has read into LAW.  */
static mdm_status
finish (mdm_law_t law, reader_t *r)
{
  size_t *order, count;
  uint16_t *map;
  mdm_status status = pad_rows (r);

  if (status != MDM_OK)
    return status;
  count = r->rows.tokens->count;
  map = flint_malloc ((count + 1) * sizeof *map);
  law->vocab = count;
  law->length = r->length;
  law->token = mdm_tokens_release (r->rows.tokens, !r->rows.declared, map);
  for (size_t i = 0; i < r->rows.rows * r->length; i++)
    r->row[i] = map[r->row[i]];
  flint_free (map);
  if (r->counted)
    return give_counted (law, r);
  order = mdm_order_rows (r->row, r->rows.rows, r->length);
  status = check_duplicates (r, order);
  if (status == MDM_OK)
    {
      if (order != NULL)
        permute (r, order);
      status = mdm_law_take_rows (law, r->row, r->weight, r->rows.rows,
                                  r->limit, r->err);
      r->row = NULL;
      if (status == MDM_OK)
        mdm_total_note_weights (law, r->weight, r->rows.rows);
      else
        mdm_err_place (r->err, r->rows.lines.file, 0, 0);
    }
  flint_free (order);
  return status;
}

/* A failure after some rows: a duplicate among them would be the first
   error.  */
static mdm_status
check_earlier (reader_t *r, mdm_status status)
{
  MDM_OWNED size_t *order = NULL;
  mdm_err_t *err = r->err;
  mdm_status earlier;

  if (r->counted)
    return status;
  r->err = NULL;
  earlier = pad_rows (r);
  r->err = err;
  if (earlier != MDM_OK)
    return status;
  order = mdm_order_rows (r->row, r->rows.rows, r->length);
  earlier = check_duplicates (r, order);
  return earlier == MDM_OK ? status : earlier;
}

/* Read the rows of R and make LAW of them.  */
static mdm_status
parse (mdm_law_t law, reader_t *r)
{
  mdm_status status;
  size_t at;
  int more = 1;

  do
    {
      status = mdm_rows_next (&more, &at, &r->rows, r->err);
      if (status == MDM_OK && more)
        status = read_row (r, at);
    }
  while (status == MDM_OK && more);
  if (status != MDM_OK)
    return check_earlier (r, status);
  if (r->rows.rows == 0)
    return mdm_err_set (r->err, MDM_EDOMAIN, r->rows.lines.file, 0, 0,
                        "no row; a law has at least one line '%sSEQUENCE'",
                        r->counted ? "" : "WEIGHT ");
  return finish (law, r);
}

/* Set LAW to the law in TEXT[0..LENGTH), whose rows have weights or are
   COUNTED.  */
static mdm_status
parse_text (mdm_law_t law, const char *file, const char *text, size_t length,
            int counted, const mdm_limit_t *limit, mdm_err_t *err)
{
  reader_t r = { .counted = counted,
                 .pad = mdm_reading_pad (limit),
                 .limit = limit,
                 .err = err };
  mdm_law_t made;
  mdm_status status;

  mdm_law_init (made);
  mdm_law_set_name (made, file);
  mdm_rows_init (&r.rows, file, text, length, "weight", 1);
  status = parse (made, &r);
  if (status == MDM_OK)
    mdm_law_swap (law, made);
  mdm_law_clear (made);
  reader_clear (&r);
  return status;
}

mdm_status
mdm_law_parse (mdm_law_t law, const char *file, const char *text,
               size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  return parse_text (law, file, text, length, 0, limit, err);
}

mdm_status
mdm_counts_read (mdm_law_t law, const char *file, const mdm_limit_t *limit,
                 mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t length;
  mdm_status status = mdm_file_read (&text, &length, file, limit, err);

  return status == MDM_OK ? parse_text (law, file, text, length, 1, limit, err)
                          : status;
}
