#include <config.h>

#include "report/latex.h"

#include <string.h>

static char *
copy_str (const char *text)
{
  char *copy = flint_malloc (strlen (text) + 1);

  return strcpy (copy, text);
}

static int
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Texts.  */

/* How LaTeX wants the character C, or NULL: as it is.  Braces end names of
   commands, so that blanks after them stay.  */
static const char *
escape_of (char c)
{
  switch (c)
    {
    case '\\':
      return "\\textbackslash{}";
    case '{':
      return "\\{";
    case '}':
      return "\\}";
    case '$':
      return "\\$";
    case '&':
      return "\\&";
    case '#':
      return "\\#";
    case '_':
      return "\\_";
    case '%':
      return "\\%";
    case '^':
      return "\\textasciicircum{}";
    case '~':
      return "\\textasciitilde{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '`':
      return "\\textasciigrave{}";
    case '"':
      return "\\symbol{34}";
    case '\'':
      return "\\textquotesingle{}";
    case '-':
      return "-{}"; /* no dash of two */
    case '[':
      return "{[}"; /* no option of the \\ or \toprule before it */
    case ']':
      return "{]}";
    case '*':
      return "{*}";
    default:
      return NULL;
    }
}

/* The length of the formula that TEXT begins with, both dollar signs
   included, or 0.  */
static size_t
formula_length (const char *text)
{
  size_t n = 1;

  if (*text != '$')
    return 0;
  for (; text[n] != '\0' && text[n] != '$'; n++)
    if (text[n] == '\\' && text[n + 1] != '\0')
      n++;
  return text[n] == '$' ? n + 1 : 0;
}

char *
mdm_latex_escape (const char *text, int formulas)
{
  char *res = flint_malloc (20 * strlen (text) + 1), *p = res;

  while (*text != '\0')
    {
      size_t n = formulas ? formula_length (text) : 0;
      const char *escape = escape_of (*text);
      if (n > 0)
        {
          memcpy (p, text, n);
          p += n;
          text += n;
          continue;
        }
      /* A hyphen alone is one.  */
      if (*text == '-' && text[1] != '-')
        escape = NULL;
      if (escape != NULL)
        p += sprintf (p, "%s", escape);
      else
        *p++ = *text;
      text++;
    }
  *p = '\0';
  return res;
}

void
mdm_latex_write_comment (FILE *stream, const char *text)
{
  const char *end;

  do
    {
      end = strchr (text, '\n');
      fprintf (stream, "%%%s%.*s\n", *text == '\0' || *text == '\n' ? "" : " ",
               end == NULL ? (int) strlen (text) : (int) (end - text), text);
      text = end == NULL ? NULL : end + 1;
    }
  while (text != NULL && *text != '\0');
}

/* Numbers.  */

/* The widths of the parts of a number.  */
typedef struct
{
  size_t sign, whole, part, exponent_sign, exponent;
} widths_t;

/* Read the digits at *TEXT; how many?  */
static size_t
digits (const char **text)
{
  size_t n = 0;

  for (; is_digit (**text); ++*text)
    n++;
  return n;
}

/* Set WIDTHS to those of TEXT if it is a number.  */
static int
measure (widths_t *widths, const char *text)
{
  memset (widths, 0, sizeof *widths);
  if (*text == '-')
    {
      widths->sign = 1;
      text++;
    }
  widths->whole = digits (&text);
  if (*text == '.')
    {
      text++;
      widths->part = digits (&text);
    }
  if (widths->whole == 0)
    return 0;
  if (*text == 'e')
    {
      text++;
      widths->exponent_sign = *text == '-';
      text += *text == '-' || *text == '+';
      while (*text == '0' && is_digit (text[1]))
        text++;
      widths->exponent = digits (&text);
      if (widths->exponent == 0)
        return 0;
    }
  return *text == '\0';
}

int
mdm_latex_is_number (const char *text)
{
  widths_t widths;

  return measure (&widths, text);
}

/* Write the number TEXT as siunitx reads it: no point at the end, no plus sign
   and no leading zero in the exponent.  */
static void
write_number (FILE *stream, const char *text)
{
  for (; *text != '\0' && *text != 'e'; text++)
    if (*text != '.' || is_digit (text[1]))
      fputc (*text, stream);
  if (*text == '\0')
    return;
  fputc (*text++, stream);
  if (*text == '-')
    fputc ('-', stream);
  text += *text == '-' || *text == '+';
  while (*text == '0' && is_digit (text[1]))
    text++;
  fputs (text, stream);
}

/* Exact forms.  */

/* Write the digits at *TEXT.  */
static char *
copy_digits (char *p, const char **text)
{
  while (is_digit (**text))
    *p++ = *(*text)++;
  return p;
}

/* Write the logarithm at *TEXT, "log(2)", "log2(3)" or "log2(e)"; NULL if
   there is none.  */
static char *
copy_log (char *p, const char **text)
{
  if (strncmp (*text, "log2(", 5) == 0)
    {
      *text += 5;
      p += sprintf (p, "\\log_2 ");
    }
  else if (strncmp (*text, "log(", 4) == 0)
    {
      *text += 4;
      p += sprintf (p, "\\log ");
    }
  else
    return NULL;
  if (**text == 'e')
    {
      ++*text;
      p += sprintf (p, "\\mathrm{e}");
    }
  else if (is_digit (**text))
    p = copy_digits (p, text);
  else
    return NULL;
  return *(*text)++ == ')' ? p : NULL;
}

/* Write the number at *TEXT, digits or a fraction.  */
static char *
copy_coefficient (char *p, const char **text)
{
  const char *begin = *text;
  size_t n = digits (text);

  if (n == 0)
    return NULL;
  if (**text != '/')
    return p + sprintf (p, "%.*s", (int) n, begin);
  ++*text;
  p += sprintf (p, "\\frac{%.*s}{", (int) n, begin);
  if (!is_digit (**text))
    return NULL;
  p = copy_digits (p, text);
  *p++ = '}';
  return p;
}

/* Write the term at *TEXT.  */
static char *
copy_term (char *p, const char **text)
{
  if (**text == 'l')
    return copy_log (p, text);
  p = copy_coefficient (p, text);
  if (p == NULL || **text != '*')
    return p;
  ++*text;
  p += sprintf (p, "\\,");
  return copy_log (p, text);
}

/* Is TEXT a fraction and nothing else?  */
static int
is_fraction (const char *text)
{
  text += *text == '-';
  return digits (&text) > 0 && *text++ == '/' && digits (&text) > 0
         && *text == '\0';
}

char *
mdm_latex_exact (const char *text)
{
  char *res = flint_malloc (8 * strlen (text) + 32), *p = res;

  /* Alone it is lower with a stroke, for the lines of a table are close.  */
  if (is_fraction (text))
    {
      sprintf (res, "$%s$", text);
      return res;
    }
  *p++ = '$';
  if (*text == '-')
    *p++ = *text++;
  if (strcmp (text, "inf") == 0)
    {
      p += sprintf (p, "\\infty");
      text += 3;
    }
  else
    p = copy_term (p, &text);
  while (p != NULL && *text == ' ' && (text[1] == '+' || text[1] == '-')
         && text[2] == ' ')
    {
      p += sprintf (p, " %c ", text[1]);
      text += 3;
      p = copy_term (p, &text);
    }
  if (p == NULL || *text != '\0')
    {
      flint_free (res);
      return NULL;
    }
  strcpy (p, "$");
  return res;
}

/* Tables.  */

/* Write the specification of column C: S with its format, or l.  Answer
   whether it is S.  */
static int
write_column (FILE *stream, const mdm_latex_table_t *table, size_t c)
{
  widths_t most = { 0, 1, 0, 0, 0 }, own;
  int numbers = 0;

  for (size_t r = 0; r < table->rows; r++)
    {
      const mdm_latex_cell_t *cell = table->cell + r * table->columns + c;
      if (cell->kind != MDM_LATEX_NUMBER || !measure (&own, cell->text))
        continue;
      numbers = 1;
      most.sign |= own.sign;
      most.exponent_sign |= own.exponent_sign;
      most.whole = own.whole > most.whole ? own.whole : most.whole;
      most.part = own.part > most.part ? own.part : most.part;
      most.exponent
          = own.exponent > most.exponent ? own.exponent : most.exponent;
    }
  if (!numbers)
    {
      fputc ('l', stream);
      return 0;
    }
  fprintf (stream, "S[table-format=%s%zu", most.sign ? "-" : "", most.whole);
  if (most.part > 0)
    fprintf (stream, ".%zu", most.part);
  if (most.exponent > 0)
    fprintf (stream, "e%s%zu", most.exponent_sign ? "-" : "", most.exponent);
  fputc (']', stream);
  return 1;
}

/* Write a row of cells; IS_S says which columns are S.  */
static void
write_row (FILE *stream, const mdm_latex_cell_t *cell, const char *is_s,
           size_t columns)
{
  fputs ("    ", stream);
  for (size_t c = 0; c < columns; c++)
    {
      if (c > 0)
        fputs (" & ", stream);
      if (cell[c].kind == MDM_LATEX_NUMBER)
        write_number (stream, cell[c].text);
      else if (is_s[c])
        fprintf (stream, "{%s}", cell[c].text);
      else
        fputs (cell[c].text, stream);
    }
  fputs (" \\\\\n", stream);
}

void
mdm_latex_write_table (FILE *stream, const mdm_latex_table_t *table,
                       int is_long, const char *caption, const char *label)
{
  const char *name = is_long ? "longtable" : "tabular";
  char *is_s = flint_malloc (table->columns + 1);

  fprintf (stream, "  \\begin{%s}{", name);
  for (size_t c = 0; c < table->columns; c++)
    is_s[c] = (char) write_column (stream, table, c);
  fputs ("}\n", stream);
  if (is_long && caption != NULL)
    {
      fprintf (stream, "    \\caption{%s}", caption);
      if (label != NULL)
        fprintf (stream, "\\label{%s}", label);
      fputs (" \\\\\n", stream);
    }
  fputs ("    \\toprule\n", stream);
  write_row (stream, table->head, is_s, table->columns);
  fputs ("    \\midrule\n", stream);
  if (is_long)
    fputs ("    \\endhead\n    \\bottomrule\n    \\endfoot\n", stream);
  for (size_t r = 0; r < table->rows; r++)
    {
      if (table->gap != NULL && table->gap[r])
        fputs ("    \\addlinespace\n", stream);
      write_row (stream, table->cell + r * table->columns, is_s,
                 table->columns);
    }
  if (!is_long)
    fputs ("    \\bottomrule\n", stream);
  fprintf (stream, "  \\end{%s}\n", name);
  flint_free (is_s);
}

void
mdm_latex_begin_document (FILE *stream)
{
  fputs ("\\documentclass{article}\n"
         "\\usepackage[T1]{fontenc}\n"
         "\\usepackage[utf8]{inputenc}\n"
         "\\usepackage{textcomp}\n"
         "\\usepackage[margin=2cm]{geometry}\n"
         "\\usepackage{amsmath,booktabs,longtable,siunitx}\n"
         "\\setlength{\\belowcaptionskip}{\\smallskipamount}\n"
         "\\begin{document}\n",
         stream);
}

void
mdm_latex_end_document (FILE *stream)
{
  fputs ("\\end{document}\n", stream);
}

/* Results of any command.  */

/* Set CELL to what is shown for TEXT, a cell of a result.  */
static void
set_cell (mdm_latex_cell_t *cell, const char *text)
{
  static const char *const relations[][2]
      = { { "<=", "$\\le$" }, { "<", "$<$" },     { "=", "$=$" },
          { ">", "$>$" },     { ">=", "$\\ge$" }, { "-", "--" } };

  cell->kind = MDM_LATEX_TEXT;
  for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
    if (strcmp (text, relations[i][0]) == 0)
      {
        cell->text = copy_str (relations[i][1]);
        return;
      }
  if (mdm_latex_is_number (text))
    {
      cell->kind = MDM_LATEX_NUMBER;
      cell->text = copy_str (text);
      return;
    }
  cell->text = mdm_latex_exact (text);
  if (cell->text == NULL)
    cell->text = mdm_latex_escape (text, 0);
}

static void
free_table (mdm_latex_table_t *table)
{
  for (size_t c = 0; c < table->columns; c++)
    flint_free (table->head[c].text);
  for (size_t i = 0; i < table->rows * table->columns; i++)
    flint_free (table->cell[i].text);
  flint_free (table->head);
  flint_free (table->cell);
}

/* Write TABLE of a result.  Sequences and sizes may be digits, but are no
   numbers.  */
static void
write_result_table (FILE *stream, const mdm_table_t *table)
{
  mdm_latex_table_t own
      = { .columns = table->columns, .rows = table->cells / table->columns };

  own.head = flint_malloc ((own.columns + 1) * sizeof *own.head);
  own.cell = flint_malloc ((table->cells + 1) * sizeof *own.cell);
  for (size_t c = 0; c < own.columns; c++)
    {
      own.head[c].kind = MDM_LATEX_TEXT;
      own.head[c].text = mdm_latex_escape (table->head[c], 0);
    }
  for (size_t i = 0; i < table->cells; i++)
    {
      mdm_heading_kind kind = table->kind[i % own.columns];
      own.cell[i].kind = MDM_LATEX_TEXT;
      own.cell[i].text = NULL;
      if (kind == MDM_HEADING_LIST)
        own.cell[i].text = mdm_latex_escape (table->cell[i], 0);
      else if (kind == MDM_HEADING_EXACT)
        own.cell[i].text = mdm_latex_exact (table->cell[i]);
      if (own.cell[i].text == NULL)
        set_cell (own.cell + i, table->cell[i]);
    }
  if (table->title != NULL)
    mdm_latex_write_comment (stream, table->title);
  mdm_latex_write_table (stream, &own, 0, NULL, NULL);
  free_table (&own);
}

/* Write the facts as a table of two columns.  */
static void
write_facts (FILE *stream, const mdm_result_t result)
{
  fputs ("  \\begin{tabular}{lp{0.7\\linewidth}}\n    \\toprule\n", stream);
  for (size_t i = 0; i < result->facts; i++)
    {
      char *name = mdm_latex_escape (result->fact[i].name, 0);
      char *text = mdm_latex_escape (result->fact[i].text, 0);
      fprintf (stream, "    %s & %s \\\\\n", name, text);
      flint_free (name);
      flint_free (text);
    }
  fputs ("    \\bottomrule\n  \\end{tabular}\n", stream);
}

void
mdm_latex_write (FILE *stream, const mdm_result_t result)
{
  int tables = 0;

  fputs ("% " PACKAGE_NAME " " PACKAGE_VERSION
         "; needs \\usepackage{booktabs,siunitx}\n",
         stream);
  for (size_t i = 0; i < result->facts; i++)
    fprintf (stream, "%% %s: %s\n", result->fact[i].name,
             result->fact[i].text);
  for (size_t t = 0; t < result->tables; t++)
    if (result->table[t].cells > 0)
      {
        write_result_table (stream, result->table + t);
        tables++;
      }
  if (tables == 0 && result->facts > 0)
    write_facts (stream, result);
  if (result->conclusion != NULL)
    fprintf (stream, "%% %s\n", result->conclusion);
}
