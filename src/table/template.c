#include <config.h>

#include "table/template.h"

#include "claim/expr.h"
#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/caret.h"
#include "text/lines.h"

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
         && (strncmp (bindings->variable[i].name, name, length) != 0
             || bindings->variable[i].name[length] != '\0'))
    i++;
  return i;
}

/* A text on the heap that grows.  */
typedef struct
{
  char *text;
  size_t size;
} text_t;

static void
append (text_t *res, const char *text, size_t length)
{
  res->text = flint_realloc (res->text, res->size + length + 1);
  memcpy (res->text + res->size, text, length);
  res->size += length;
  res->text[res->size] = '\0';
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

/* Fail at byte AT of PIECE's field with WHAT.  */
static mdm_status
fail (const mdm_bindings_t *bindings, mdm_piece_t piece, size_t at,
      const char *what)
{
  return mdm_field_fail (bindings->stanzas, piece.field, at, bindings->err,
                         "%s", what);
}

/* Parse TEXT, which stands for PIECE, whose line is shown where it is
   wrong.  */
static mdm_status
parse (mdm_expr_t **expr, const char *text, mdm_piece_t piece,
       const mdm_bindings_t *bindings)
{
  const mdm_field_t *field = piece.field;
  MDM_OWNED char *excerpt = NULL;
  mdm_status status = mdm_expr_parse (expr, text, bindings->stanzas->file,
                                      field->line, bindings->err);

  /* What 1 for a variable makes undefined, other values may not.  */
  if (status == MDM_OK || status == MDM_EDOMAIN)
    return MDM_OK;
  excerpt = mdm_caret_str (field->padded, field->line, bindings->err->line,
                           bindings->err->column);
  if (excerpt != NULL)
    mdm_err_show (bindings->err, excerpt);
  return MDM_EPARSE;
}

mdm_status
mdm_arithmetic_check (mdm_piece_t piece, const mdm_bindings_t *bindings)
{
  MDM_OWNED char *text = flint_malloc (strlen (piece.field->padded) + 1);
  mdm_expr_t *expr = NULL;
  size_t at = piece.from, end = 0;
  mdm_status status;

  /* A text of the same shape in which a number stands for each variable, so
     that columns are those of the file.  */
  strcpy (text, piece.field->padded);
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
  status = parse (&expr, text, piece, bindings);
  if (expr != NULL && mdm_expr_root (expr)->quantities)
    status = fail (bindings, piece, piece.from,
                   "quantities are not known here, only variables that stand "
                   "in a `For:' before");
  else if (expr != NULL && !mdm_expr_is_rational (expr))
    status
        = fail (bindings, piece, piece.from, "a rational number is expected");
  mdm_expr_free (expr);
  return status;
}

/* PIECE with the variables replaced by their values in brackets, on the
   heap.  */
static char *
substitute (mdm_piece_t piece, const mdm_bindings_t *bindings)
{
  text_t res = { flint_calloc (1, 1), 0 };
  const char *text = piece.field->padded;
  size_t at = piece.from, last = at, end = 0, v;

  for (; (v = next_variable (&at, &end, piece, bindings)) < bindings->count;
       at = last = end)
    {
      append (&res, text + last, at - last);
      append (&res, "(", 1);
      append (&res, bindings->variable[v].value,
              strlen (bindings->variable[v].value));
      append (&res, ")", 1);
    }
  append (&res, text + last, piece.to - last);
  return res.text;
}

mdm_status
mdm_constant (mdm_value_t res, const char *text, mdm_err_t *err)
{
  mdm_expr_t *expr = NULL;
  mdm_status status;
  MDM_FMPQ (q);

  if (strcmp (text, "inf") == 0 || strcmp (text, "-inf") == 0)
    {
      mdm_value_set_infinity (res, *text == '-' ? -1 : 1);
      return MDM_OK;
    }
  /* Most are, and need no parser.  */
  if (mdm_rational_read (q, text, strlen (text), NULL) == MDM_OK)
    {
      mdm_value_set_fmpq (res, q);
      return MDM_OK;
    }
  status = mdm_expr_parse (&expr, text, NULL, 1, err);
  if (status == MDM_OK)
    status = mdm_expr_root (expr)->quantities
                 /* A variable whose value is a word that happens to be a
                    quantity.  */
                 ? mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                                "a variable in it is no number")
                 : mdm_expr_evaluate (res, expr, NULL, err);
  mdm_expr_free (expr);
  return status;
}

mdm_status
mdm_arithmetic (fmpq_t res, mdm_piece_t piece, const mdm_bindings_t *bindings)
{
  MDM_OWNED char *text = substitute (piece, bindings);
  MDM_VALUE (value);
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  if (mdm_constant (value, text, &own) == MDM_OK)
    {
      if (mdm_value_is_rational (res, value))
        return MDM_OK;
      (void) mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0,
                          "it is no rational number");
    }
  return mdm_field_fail (bindings->stanzas, piece.field, piece.from,
                         bindings->err, "with these values, %.*s: %s",
                         mdm_utf8_shown (text, strlen (text)), text,
                         own.message);
}

/* Templates.  */

/* Append LITERAL, of a template: runs of blanks and line ends become one
   blank.  */
static void
append_literal (text_t *res, mdm_piece_t literal)
{
  const char *text = literal.field->padded;

  for (size_t i = literal.from; i < literal.to; i++)
    if (!mdm_is_space (text[i]))
      append (res, text + i, 1);
    else if (res->size == 0 || res->text[res->size - 1] != ' ')
      append (res, " ", 1);
}

/* Does INSIDE speak of a name that is left open?  */
static int
is_open (mdm_piece_t inside, const mdm_bindings_t *bindings)
{
  const char *text = inside.field->padded;

  for (size_t at = inside.from; at < inside.to;)
    {
      size_t n = mdm_name_length (text + at, inside.to - at);
      for (size_t i = 0; n > 0 && i < bindings->opens; i++)
        if (strncmp (bindings->open[i], text + at, n) == 0
            && bindings->open[i][n] == '\0'
            && find (bindings, text + at, n) == bindings->count)
          return 1;
      at += n > 0 ? n : 1;
    }
  return 0;
}

/* Append what the braces stand for, INSIDE being what is between them; with
   RES NULL check it.  */
static mdm_status
append_braces (text_t *res, mdm_piece_t inside, mdm_bindings_t *bindings)
{
  MDM_OWNED char *text = NULL;
  MDM_FMPQ (q);
  const char *name;
  size_t n, v;

  mdm_piece_trim (&inside);
  name = inside.field->padded + inside.from;
  if (is_open (inside, bindings))
    {
      bindings->left_open++;
      append (res, "{", 1);
      append_literal (res, inside);
      append (res, "}", 1);
      return MDM_OK;
    }
  n = mdm_name_length (name, inside.to - inside.from);
  if (n > 0 && n == inside.to - inside.from)
    {
      v = find (bindings, name, n);
      if (v == bindings->count)
        return fail (bindings, inside, inside.from,
                     "no variable of that name is known here");
      if (res != NULL)
        append (res, bindings->variable[v].value,
                strlen (bindings->variable[v].value));
      return MDM_OK;
    }
  if (res == NULL)
    return mdm_arithmetic_check (inside, bindings);
  MDM_TRY (mdm_arithmetic (q, inside, bindings));
  text = fmpq_get_str (NULL, 10, q);
  append (res, text, strlen (text));
  return MDM_OK;
}

/* Append the text of the template WHOLE; with RES NULL check it.  */
static mdm_status
append_template (text_t *res, mdm_piece_t whole, mdm_bindings_t *bindings)
{
  const char *text = whole.field->padded;

  for (size_t at = whole.from, to; at < whole.to; at = to)
    {
      to = at + 1;
      if (text[at] != '{' && text[at] != '}')
        {
          while (to < whole.to && text[to] != '{' && text[to] != '}')
            to++;
          if (res != NULL)
            append_literal (res, (mdm_piece_t){ whole.field, at, to });
        }
      else if (to < whole.to && text[to] == text[at])
        {
          if (res != NULL)
            append (res, text + at, 1);
          to++;
        }
      else if (text[at] == '}')
        return fail (bindings, whole, at,
                     "this brace is not opened; }} stands for a brace");
      else
        {
          while (to < whole.to && text[to] != '{' && text[to] != '}')
            to++;
          if (to == whole.to || text[to] == '{')
            return fail (bindings, whole, at,
                         "this brace is not closed; {{ stands for a brace");
          MDM_TRY (append_braces (
              res, (mdm_piece_t){ whole.field, at + 1, to++ }, bindings));
        }
    }
  return MDM_OK;
}

mdm_status
mdm_template_check (mdm_piece_t whole, const mdm_bindings_t *bindings)
{
  mdm_bindings_t scope = *bindings;

  return append_template (NULL, whole, &scope);
}

mdm_status
mdm_template_expand (char **res, mdm_piece_t whole, mdm_bindings_t *bindings)
{
  text_t text = { flint_calloc (1, 1), 0 };
  mdm_status status = append_template (&text, whole, bindings);

  *res = text.text;
  if (status == MDM_OK)
    return MDM_OK;
  flint_free (*res);
  *res = NULL;
  return status;
}
