#include <config.h>

#include "table/template.h"

#include "claim/expr.h"
#include "text/caret.h"
#include "text/lines.h"

#include <stdio.h>
#include <string.h>

int
mdm_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
mdm_piece_trim (mdm_piece_t *piece)
{
  const char *text = piece->field->padded;

  while (piece->from < piece->to && mdm_is_space (text[piece->from]))
    piece->from++;
  while (piece->to > piece->from && mdm_is_space (text[piece->to - 1]))
    piece->to--;
}

mdm_piece_t
mdm_piece_of (const mdm_field_t *field)
{
  mdm_piece_t piece = { field, 0, strlen (field->padded) };

  mdm_piece_trim (&piece);
  return piece;
}

static int
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
is_name_character (char c)
{
  return is_letter (c) || (c >= '0' && c <= '9') || c == '_';
}

size_t
mdm_name_length (const char *text, size_t length)
{
  size_t n = 0;

  if (length == 0 || !is_letter (*text))
    return 0;
  while (n < length && is_name_character (text[n]))
    n++;
  return n;
}

/* The number of the variable NAME[0..LENGTH), or bindings->count.  */
static size_t
find (const mdm_bindings_t *bindings, const char *name, size_t length)
{
  size_t i = 0;

  while (i < bindings->count
         && (strncmp (bindings->name[i], name, length) != 0
             || bindings->name[i][length] != '\0'))
    i++;
  return i;
}

/* Expressions.  */

/* Go over the words of PIECE: *AT is the offset where to look for the next
   one.  Answer the number of the variable that it is, its name being at
   [*AT, *END), or bindings->count when there is none left.  */
static size_t
next_variable (size_t *at, size_t *end, mdm_piece_t piece,
               const mdm_bindings_t *bindings)
{
  const char *text = piece.field->padded;

  while (*at < piece.to)
    {
      size_t n = mdm_name_length (text + *at, piece.to - *at);
      size_t v = n == 0 ? bindings->count : find (bindings, text + *at, n);
      if (v < bindings->count)
        {
          *end = *at + n;
          return v;
        }
      /* A word that is no variable is left whole, digits before it too.  */
      if (n == 0)
        while (*at + n < piece.to && is_name_character (text[*at + n]))
          n++;
      *at += n > 0 ? n : 1;
    }
  return bindings->count;
}

/* Show in ERR the line of PIECE where it says.  */
static void
show (mdm_err_t *err, mdm_piece_t piece)
{
  char *excerpt = mdm_caret_str (piece.field->padded, piece.field->line,
                                 err->line, err->column);

  if (excerpt != NULL)
    mdm_err_show (err, excerpt);
  flint_free (excerpt);
}

mdm_status
mdm_arithmetic_check (const mdm_stanzas_t stanzas, mdm_piece_t piece,
                      const mdm_bindings_t *bindings, mdm_err_t *err)
{
  const mdm_field_t *field = piece.field;
  char *text = flint_malloc (strlen (field->padded) + 1);
  mdm_expr_t *expr = NULL;
  size_t at = piece.from, end = 0;
  mdm_status status;

  /* A text of the same shape in which a number stands for each variable, so
     that columns are those of the file.  */
  strcpy (text, field->padded);
  text[piece.to] = '\0';
  for (size_t i = 0; i < piece.from; i++)
    if (text[i] != '\n')
      text[i] = ' ';
  for (; next_variable (&at, &end, piece, bindings) < bindings->count;
       at = end)
    {
      memset (text + at, ' ', end - at);
      text[end - 1] = '1';
    }
  status = mdm_expr_parse (&expr, text, stanzas->file, field->line, err);
  /* What 1 for a variable makes undefined, other values may not.  */
  if (status == MDM_EDOMAIN)
    status = MDM_OK;
  if (status != MDM_OK)
    {
      show (err, piece);
      status = MDM_EPARSE;
    }
  else if (expr != NULL && mdm_expr_root (expr)->quantities)
    status = mdm_field_fail (stanzas, field, piece.from, err,
                             "quantities are not known here, only variables "
                             "that stand in a `For:' before");
  else if (expr != NULL && !mdm_expr_is_rational (expr))
    status = mdm_field_fail (stanzas, field, piece.from, err,
                             "a rational number is expected");
  mdm_expr_free (expr);
  flint_free (text);
  return status;
}

/* PIECE with the variables replaced by their values in brackets, on the
   heap.  */
static char *
substitute (mdm_piece_t piece, const mdm_bindings_t *bindings)
{
  const char *text = piece.field->padded;
  size_t room = piece.to - piece.from + 1, at = piece.from, last = at;
  size_t end = 0, v;
  char *res, *out;

  for (; (v = next_variable (&at, &end, piece, bindings)) < bindings->count;
       at = end)
    room += strlen (bindings->text[v]) + 2;
  res = out = flint_malloc (room);
  for (at = piece.from;
       (v = next_variable (&at, &end, piece, bindings)) < bindings->count;
       at = last = end)
    {
      memcpy (out, text + last, at - last);
      out += at - last;
      out += sprintf (out, "(%s)", bindings->text[v]);
    }
  memcpy (out, text + last, piece.to - last);
  out[piece.to - last] = '\0';
  return res;
}

mdm_status
mdm_arithmetic (fmpq_t res, const mdm_stanzas_t stanzas, mdm_piece_t piece,
                const mdm_bindings_t *bindings, mdm_err_t *err)
{
  char *text = substitute (piece, bindings);
  mdm_expr_t *expr = NULL;
  mdm_value_t value;
  mdm_err_t own;
  mdm_status status;

  memset (&own, 0, sizeof own);
  mdm_value_init (value);
  status = mdm_expr_parse (&expr, text, NULL, 1, &own);
  if (status == MDM_OK && mdm_expr_root (expr)->quantities)
    /* A variable whose value is a word that happens to be a quantity.  */
    status = mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0,
                          "a variable in it is no number");
  if (status == MDM_OK)
    status = mdm_expr_evaluate (value, expr, NULL, &own);
  if (status == MDM_OK && !mdm_value_is_rational (res, value))
    status = mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0,
                          "it is no rational number");
  if (status != MDM_OK)
    status = mdm_field_fail (
        stanzas, piece.field, piece.from, err, "with these values, %.*s: %s",
        mdm_utf8_shown (text, strlen (text)), text, own.message);
  mdm_value_clear (value);
  mdm_expr_free (expr);
  flint_free (text);
  return status;
}

/* Templates.  */

/* What comes next in a template.  */
typedef enum
{
  PART_END,
  PART_TEXT,      /* PART is literal */
  PART_BRACE,     /* PART is one literal brace */
  PART_VARIABLE,  /* PART is the name of variable VARIABLE */
  PART_ARITHMETIC /* PART is an expression */
} part_kind;

typedef struct
{
  part_kind kind;
  mdm_piece_t part;
  size_t variable;
  size_t next; /* where to look on */
} part_t;

static mdm_piece_t
piece (mdm_piece_t whole, size_t from, size_t to)
{
  whole.from = from;
  whole.to = to;
  return whole;
}

/* Read {..}, PART's NEXT being at the brace.  */
static mdm_status
read_braces (part_t *part, const mdm_stanzas_t stanzas, mdm_piece_t whole,
             const mdm_bindings_t *bindings, mdm_err_t *err)
{
  const char *text = whole.field->padded;
  size_t from = part->next + 1, to, at = from, n;

  while (at < whole.to && text[at] != '}' && text[at] != '{')
    at++;
  if (at >= whole.to || text[at] == '{')
    return mdm_field_fail (stanzas, whole.field, part->next, err,
                           "this brace is not closed; {{ stands for a brace");
  part->next = at + 1;
  to = at;
  part->part = piece (whole, from, to);
  mdm_piece_trim (&part->part);
  from = part->part.from;
  to = part->part.to;
  n = mdm_name_length (text + from, to - from);
  part->kind = PART_ARITHMETIC;
  if (n > 0 && n == to - from)
    {
      part->variable = find (bindings, text + from, n);
      if (part->variable == bindings->count)
        return mdm_field_fail (stanzas, whole.field, from, err,
                               "no variable of that name is known here");
      part->kind = PART_VARIABLE;
    }
  return MDM_OK;
}

/* Set PART to the part of WHOLE at PART's NEXT.  */
static mdm_status
next_part (part_t *part, const mdm_stanzas_t stanzas, mdm_piece_t whole,
           const mdm_bindings_t *bindings, mdm_err_t *err)
{
  const char *text = whole.field->padded;
  size_t at = part->next;

  if (at >= whole.to)
    {
      part->kind = PART_END;
      return MDM_OK;
    }
  if (text[at] != '{' && text[at] != '}')
    {
      while (at < whole.to && text[at] != '{' && text[at] != '}')
        at++;
      part->kind = PART_TEXT;
      part->part = piece (whole, part->next, at);
      part->next = at;
      return MDM_OK;
    }
  if (at + 1 < whole.to && text[at + 1] == text[at])
    {
      part->kind = PART_BRACE;
      part->part = piece (whole, at, at + 1);
      part->next = at + 2;
      return MDM_OK;
    }
  if (text[at] == '}')
    return mdm_field_fail (stanzas, whole.field, at, err,
                           "this brace is not opened; }} stands for a brace");
  return read_braces (part, stanzas, whole, bindings, err);
}

mdm_status
mdm_template_check (const mdm_stanzas_t stanzas, mdm_piece_t whole,
                    const mdm_bindings_t *bindings, mdm_err_t *err)
{
  part_t part = { .next = whole.from };
  mdm_status status;

  do
    {
      status = next_part (&part, stanzas, whole, bindings, err);
      if (status == MDM_OK && part.kind == PART_ARITHMETIC)
        status = mdm_arithmetic_check (stanzas, part.part, bindings, err);
    }
  while (status == MDM_OK && part.kind != PART_END);
  return status;
}

/* Append TEXT[0..LENGTH) to *RES of *USED bytes.  With FOLD runs of blanks and
   line ends become one blank.  */
static void
append (char **res, size_t *used, const char *text, size_t length, int fold)
{
  *res = flint_realloc (*res, *used + length + 1);
  for (size_t i = 0; i < length; i++)
    {
      int blank = fold && strchr (" \t\r\n", text[i]) != NULL;
      if (blank && *used > 0 && (*res)[*used - 1] == ' ')
        continue;
      (*res)[(*used)++] = blank ? ' ' : text[i];
    }
  (*res)[*used] = '\0';
}

/* Append the value of the expression PART.  */
static mdm_status
append_value (char **res, size_t *used, const mdm_stanzas_t stanzas,
              mdm_piece_t part, const mdm_bindings_t *bindings, mdm_err_t *err)
{
  mdm_status status;
  char *text;
  fmpq_t q;

  fmpq_init (q);
  status = mdm_arithmetic (q, stanzas, part, bindings, err);
  if (status == MDM_OK)
    {
      text = fmpq_get_str (NULL, 10, q);
      append (res, used, text, strlen (text), 0);
      flint_free (text);
    }
  fmpq_clear (q);
  return status;
}

mdm_status
mdm_template_expand (char **res, const mdm_stanzas_t stanzas,
                     mdm_piece_t whole, const mdm_bindings_t *bindings,
                     mdm_err_t *err)
{
  part_t part = { .next = whole.from };
  size_t used = 0;
  mdm_status status;

  *res = flint_calloc (1, 1);
  do
    {
      const char *text = whole.field->padded;
      status = next_part (&part, stanzas, whole, bindings, err);
      if (status != MDM_OK || part.kind == PART_END)
        break;
      if (part.kind == PART_VARIABLE)
        append (res, &used, bindings->text[part.variable],
                strlen (bindings->text[part.variable]), 0);
      else if (part.kind == PART_ARITHMETIC)
        status = append_value (res, &used, stanzas, part.part, bindings, err);
      else
        append (res, &used, text + part.part.from,
                part.part.to - part.part.from, 1);
    }
  while (status == MDM_OK);
  if (status != MDM_OK)
    {
      flint_free (*res);
      *res = NULL;
    }
  return status;
}
