#include <config.h>

#include "law/reader.h"

#include "exact/rational.h"
#include "law/lines.h"
#include "law/order.h"
#include "law/tokens.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Files.  */

/* Read what STREAM holds.  */
static mdm_status
read_stream (char **text, size_t *length, FILE *stream, const char *file,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t room = 65536, size = 0, got;
  char *block = flint_malloc (room);
  mdm_status status = MDM_OK;

  while ((got = fread (block + size, 1, room - 1 - size, stream)) > 0)
    {
      size += got;
      if (size > limit->max_memory)
        {
          status = mdm_err_set (err, MDM_ELIMIT, file, 0, 0,
                                "more than %" PRIu64 " bytes; raise the limit "
                                "with --max-memory",
                                limit->max_memory);
          break;
        }
      if (size == room - 1)
        {
          room *= 2;
          block = flint_realloc (block, room);
        }
    }
  if (status == MDM_OK && ferror (stream))
    status = mdm_err_set (err, MDM_EIO, file, 0, 0, "cannot read: %s",
                          strerror (errno));
  if (status != MDM_OK)
    {
      flint_free (block);
      return status;
    }
  block[size] = '\0';
  *text = block;
  *length = size;
  return MDM_OK;
}

mdm_status
mdm_file_read (char **text, size_t *length, const char *file,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  static int stdin_used;
  int standard = strcmp (file, "-") == 0;
  FILE *stream;
  mdm_status status;

  *text = NULL;
  *length = 0;
  if (standard && stdin_used)
    return mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                        "standard input can be read only once");
  stdin_used |= standard;
  stream = standard ? stdin : fopen (file, "rb");
  if (stream == NULL)
    return mdm_err_set (err, MDM_EIO, file, 0, 0, "cannot open: %s",
                        strerror (errno));
  status = read_stream (text, length, stream, file, limit, err);
  if (!standard)
    fclose (stream);
  return status;
}

/* How the sequence of a row is cut into tokens.  */
typedef enum
{
  SPLIT_UNKNOWN, /* no directive, and no row yet */
  SPLIT_WORDS,
  SPLIT_CHARS
} split_t;

typedef struct
{
  mdm_lines_t lines;
  mdm_tokens_t tokens;
  int declared;       /* was there a `vocab' directive? */
  int split_declared; /* was there a `split' directive? */
  split_t split;
  size_t length; /* of the first row; 0 before it */
  size_t rows;   /* read so far */
  size_t row_room;
  fmpq *weight;   /* row_room of them */
  size_t *offset; /* of each row's sequence in the text */
  size_t cells;   /* tokens in ROW */
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
  flint_free (r->row);
  mdm_tokens_clear (r->tokens);
}

/* The byte AT of the line is where it went wrong.  */
#define FAIL_AT(r, at, status, ...)                                           \
 mdm_err_set ((r)->err, status, (r)->lines.file, (r)->lines.line, (at) + 1,   \
              __VA_ARGS__)

/* Room.  */

static mdm_status
check_room (const reader_t *r, size_t rows, size_t cells)
{
  uint64_t bytes = mdm_work_add (
      mdm_work_mul (rows, sizeof *r->weight + sizeof *r->offset),
      mdm_work_mul (cells, sizeof *r->row));
  mdm_status status
      = mdm_limit_check (r->limit, "reading the rows", 0, bytes, r->err);

  if (status != MDM_OK)
    mdm_err_place (r->err, r->lines.file, 0, 0);
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

/* Directives.  */

/* Add the words of the line from AT on to the vocabulary.  */
static mdm_status
read_vocabulary (reader_t *r, size_t at)
{
  size_t end;

  if (at == r->lines.size)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "'#: vocab' is followed by the tokens, at least one");
  for (; at < r->lines.size; at = mdm_lines_skip_blanks (&r->lines, end))
    {
      const char *word = r->lines.start + at;
      size_t size;
      end = mdm_lines_skip_word (&r->lines, at);
      size = end - at;
      if (mdm_tokens_find (r->tokens, word, size) < r->tokens->count)
        return FAIL_AT (r, at, MDM_EDOMAIN,
                        "the token '%.*s' is declared twice",
                        mdm_utf8_shown (word, size), word);
      if (r->tokens->count == MDM_VOCAB_MAX)
        return FAIL_AT (r, at, MDM_ELIMIT, "more than %d tokens",
                        MDM_VOCAB_MAX);
      mdm_tokens_add (r->tokens, word, size);
    }
  r->declared = 1;
  return MDM_OK;
}

static mdm_status
read_split (reader_t *r, size_t at)
{
  size_t end = mdm_lines_skip_word (&r->lines, at);
  const char *word = r->lines.start + at;

  if (mdm_lines_skip_blanks (&r->lines, end) == r->lines.size && end - at == 5)
    {
      r->split_declared = 1;
      if (memcmp (word, "words", 5) == 0)
        r->split = SPLIT_WORDS;
      else if (memcmp (word, "chars", 5) == 0)
        r->split = SPLIT_CHARS;
    }
  if (r->split == SPLIT_UNKNOWN)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "'#: split' is followed by 'words' or 'chars'");
  return MDM_OK;
}

/* Read a line that starts with `#:'.  */
static mdm_status
read_directive (reader_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 2);
  size_t end = mdm_lines_skip_word (&r->lines, at);
  size_t rest = mdm_lines_skip_blanks (&r->lines, end);
  const char *word = r->lines.start + at;
  int vocab = end - at == 5 && memcmp (word, "vocab", 5) == 0;
  int split = end - at == 5 && memcmp (word, "split", 5) == 0;

  if (!vocab && !split)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "'#:' is followed by 'vocab' or 'split', not '%.*s'",
                    mdm_utf8_shown (word, end - at), word);
  if (r->rows > 0)
    return FAIL_AT (r, 0, MDM_EPARSE,
                    "'#: %.5s' has to come before the first row", word);
  if (vocab ? r->declared : r->split_declared)
    return FAIL_AT (r, 0, MDM_EPARSE, "a second '#: %.5s'", word);
  return vocab ? read_vocabulary (r, rest) : read_split (r, rest);
}

/* Rows.  */

/* Read the weight of row r->rows at *AT of the line and move *AT to the
   sequence.  */
static mdm_status
read_weight (reader_t *r, size_t *at)
{
  const char *text = r->lines.start + *at;
  size_t left = r->lines.size - *at, used;
  const char *why;
  mdm_status status;

  if (left > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9')
    return FAIL_AT (r, *at, MDM_EDOMAIN, "a weight is never negative");
  if (left > 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 && *at == 0)
    return FAIL_AT (r, *at, MDM_EPARSE,
                    "a byte order mark; save the file without it");
  status = mdm_rational_scan (r->weight + r->rows, &used, &why, text, left);
  if (status == MDM_ELIMIT) /* no one byte is wrong */
    used = 0;
  if (status != MDM_OK)
    return FAIL_AT (r, *at + used, status, "bad weight: %s", why);
  if (used < left && !mdm_is_blank (text[used]))
    {
      size_t n = mdm_utf8_size (text + used, left - used);
      return FAIL_AT (r, *at + used, MDM_EPARSE,
                      "bad weight: digits, digits/digits or digits.digits "
                      "and then a blank are expected, not '%.*s'",
                      (int) n, text + used);
    }
  *at = mdm_lines_skip_blanks (&r->lines, *at + used);
  if (*at == r->lines.size)
    return FAIL_AT (r, *at, MDM_EPARSE,
                    "a sequence is expected after the weight");
  return MDM_OK;
}

/* Append the token that stands at AT of the line, SIZE bytes.  */
static mdm_status
read_token (reader_t *r, size_t at, size_t size)
{
  const char *text = r->lines.start + at;
  size_t number = mdm_tokens_find (r->tokens, text, size);

  if (number == r->tokens->count)
    {
      if (r->declared)
        return FAIL_AT (r, at, MDM_EDOMAIN,
                        "the token '%.*s' is not in the declared vocabulary",
                        mdm_utf8_shown (text, size), text);
      if (number == MDM_VOCAB_MAX)
        return FAIL_AT (r, at, MDM_ELIMIT, "more than %d different tokens",
                        MDM_VOCAB_MAX);
      mdm_tokens_add (r->tokens, text, size);
    }
  if (r->cells == r->cell_room)
    {
      mdm_status status = grow_cells (r);
      if (status != MDM_OK)
        return status;
    }
  r->row[r->cells++] = (uint16_t) number;
  return MDM_OK;
}

/* Decide how the sequence at AT is cut, where no directive does: one word
   into characters, several words into words, and all rows alike.  */
static mdm_status
choose_split (reader_t *r, size_t at)
{
  size_t end = mdm_lines_skip_word (&r->lines, at);
  int several = mdm_lines_skip_blanks (&r->lines, end) < r->lines.size;
  split_t split = several ? SPLIT_WORDS : SPLIT_CHARS;

  if (r->split == SPLIT_UNKNOWN)
    r->split = split;
  if (r->split == split)
    return MDM_OK;
  return FAIL_AT (r, at, MDM_EDOMAIN,
                  "%s after sequences of %s; with '#: split words' at the "
                  "top every word is a token",
                  several ? "several words" : "one word",
                  several ? "one word" : "several words");
}

/* Read the sequence that stands at AT of the line.  */
static mdm_status
read_sequence (reader_t *r, size_t at)
{
  size_t first = r->cells, start = at, end, length;
  mdm_status status = MDM_OK;

  if (!r->split_declared)
    status = choose_split (r, at);
  for (; status == MDM_OK && at < r->lines.size;
       at = mdm_lines_skip_blanks (&r->lines, end))
    {
      if (r->split == SPLIT_WORDS)
        end = mdm_lines_skip_word (&r->lines, at);
      else
        end = at + mdm_utf8_size (r->lines.start + at, r->lines.size - at);
      status = read_token (r, at, end - at);
    }
  if (status != MDM_OK)
    return status;
  length = r->cells - first;
  if (r->length == 0)
    r->length = length;
  if (length != r->length)
    return FAIL_AT (r, start, MDM_EDOMAIN,
                    "a sequence of length %zu; the first row has length %zu",
                    length, r->length);
  r->offset[r->rows++] = (size_t) (r->lines.start - r->lines.text) + start;
  return MDM_OK;
}

static mdm_status
read_line (reader_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 0);
  mdm_status status = MDM_OK;

  if (at == r->lines.size)
    return MDM_OK;
  if (r->lines.start[0] == '#')
    return r->lines.size > 1 && r->lines.start[1] == ':' ? read_directive (r)
                                                         : MDM_OK;
  if (r->rows == r->row_room)
    status = grow_rows (r);
  if (status == MDM_OK)
    status = read_weight (r, &at);
  if (status == MDM_OK)
    status = read_sequence (r, at);
  return status;
}

/* The whole.  */

/* The line number of OFFSET, and in *COLUMN its column.  */
static size_t
place_of (size_t *column, const char *text, size_t offset)
{
  size_t line = 1, start = 0;

  for (size_t i = 0; i < offset; i++)
    if (text[i] == '\n')
      {
        line++;
        start = i + 1;
      }
  *column = offset - start + 1;
  return line;
}

/* Refuse the first row, in file order, that repeats an earlier one.  ORDER
   sorts the rows and keeps equal ones in file order, so its predecessor in
   ORDER is the first of its kind.  */
static mdm_status
check_duplicates (const reader_t *r, const size_t *order)
{
  size_t again = r->rows, before = 0, line, column;

  for (size_t i = 1; i < r->rows; i++)
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
  if (again == r->rows)
    return MDM_OK;
  before = place_of (&column, r->lines.text, r->offset[before]);
  line = place_of (&column, r->lines.text, r->offset[again]);
  return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, line, column,
                      "the sequence of line %zu again; every sequence has "
                      "one row",
                      before);
}

/* Put the rows of R into ORDER.  */
static void
permute (reader_t *r, const size_t *order)
{
  size_t length = r->length;
  uint16_t *row = flint_malloc (r->rows * length * sizeof *row);
  fmpq *weight = flint_malloc (r->row_room * sizeof *weight);

  for (size_t i = 0; i < r->rows; i++)
    {
      memcpy (row + i * length, r->row + order[i] * length,
              length * sizeof *row);
      weight[i] = r->weight[order[i]];
    }
  memcpy (weight + r->rows, r->weight + r->rows,
          (r->row_room - r->rows) * sizeof *weight);
  flint_free (r->row);
  flint_free (r->weight);
  r->row = row;
  r->weight = weight;
}

/* Move what R has read into LAW.  */
static mdm_status
finish (mdm_law_t law, reader_t *r)
{
  size_t count = r->tokens->count;
  uint16_t *map = flint_malloc ((count + 1) * sizeof *map);
  size_t *order;
  mdm_status status;

  law->vocab = count;
  law->length = r->length;
  law->token = mdm_tokens_release (r->tokens, !r->declared, map);
  for (size_t i = 0; i < r->rows * r->length; i++)
    r->row[i] = map[r->row[i]];
  flint_free (map);
  order = mdm_order_rows (r->row, r->rows, r->length);
  status = check_duplicates (r, order);
  if (status == MDM_OK)
    {
      if (order != NULL)
        permute (r, order);
      status = mdm_law_set_rows (law, r->row, r->weight, r->rows, r->limit,
                                 r->err);
      if (status != MDM_OK)
        mdm_err_place (r->err, r->lines.file, 0, 0);
    }
  flint_free (order);
  return status;
}

mdm_status
mdm_law_parse (mdm_law_t law, const char *file, const char *text,
               size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  reader_t r = { .limit = limit, .err = err };
  mdm_law_t made;
  mdm_status status;
  int more = 1;

  mdm_law_init (made);
  mdm_law_set_name (made, file);
  mdm_lines_init (&r.lines, file, text, length);
  mdm_tokens_init (r.tokens);
  do
    {
      status = mdm_lines_next (&more, &r.lines, err);
      if (status == MDM_OK && more)
        status = read_line (&r);
    }
  while (status == MDM_OK && more);
  if (status != MDM_OK)
    {
      /* A duplicate among the rows before would be the first error.  */
      size_t *order = mdm_order_rows (r.row, r.rows, r.length);
      mdm_status earlier = check_duplicates (&r, order);
      status = earlier == MDM_OK ? status : earlier;
      flint_free (order);
    }
  else if (r.rows == 0)
    status = mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                          "no row; a law has at least one line "
                          "'WEIGHT SEQUENCE'");
  else
    status = finish (made, &r);
  if (status == MDM_OK)
    mdm_law_swap (law, made);
  mdm_law_clear (made);
  reader_clear (&r);
  return status;
}
