#include <config.h>

#include "report/latex.h"

#include "report/writers.h"
#include "text/string.h"

#include <string.h>

static int
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Texts.  */

/* How LaTeX wants a character, or NULL: as it is.  Braces end names of
   commands, so that blanks after them stay; a bracket is no option of the \\
   or \toprule before it, nor is a star, and two hyphens are no dash.  */
static const char *const escapes[128] = { ['\\'] = "\\textbackslash{}",
                                          ['{'] = "\\{",
                                          ['}'] = "\\}",
                                          ['$'] = "\\$",
                                          ['&'] = "\\&",
                                          ['#'] = "\\#",
                                          ['_'] = "\\_",
                                          ['%'] = "\\%",
                                          ['^'] = "\\textasciicircum{}",
                                          ['~'] = "\\textasciitilde{}",
                                          ['<'] = "\\textless{}",
                                          ['>'] = "\\textgreater{}",
                                          ['|'] = "\\textbar{}",
                                          ['`'] = "\\textasciigrave{}",
                                          ['"'] = "\\symbol{34}",
                                          ['\''] = "\\textquotesingle{}",
                                          ['-'] = "-{}",
                                          ['['] = "{[}",
                                          [']'] = "{]}",
                                          ['*'] = "{*}" };

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
      unsigned char c = (unsigned char) *text;
      /* A hyphen alone is one.  */
      int plain = c >= 128 || escapes[c] == NULL || (c == '-' && text[1] != c);
      if (n == 0 && !plain)
        p = stpcpy (p, escapes[c]);
      else
        p = (char *) memcpy (p, text, n == 0 ? 1 : n) + (n == 0 ? 1 : n);
      text += n == 0 ? 1 : n;
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

/* Write the term at *TEXT, such as "3/2*log(2)", "1" or "log2(e)"; NULL if
   there is none.  */
static char *
copy_term (char *p, const char **text)
{
  const char *begin = *text, *below;
  int n = (int) digits (text), base;

  p += sprintf (p, **text == '/' ? "\\frac{%.*s}" : "%.*s", n, begin);
  if (n > 0 && **text == '/')
    {
      below = ++*text;
      p += sprintf (p, "{%.*s}", (int) digits (text), below);
      if (*text == below)
        return NULL;
    }
  if (n > 0 && **text != '*')
    return p;
  if (n > 0)
    p += sprintf (p, "\\,");
  *text += n > 0;
  base = strncmp (*text, "log2(", 5) == 0;
  if (!base && strncmp (*text, "log(", 4) != 0)
    return NULL;
  begin = *text += 4 + base;
  p = stpcpy (p, base ? "\\log_2 " : "\\log ");
  n = **text == 'e' ? 0 : (int) digits (text);
  if (n > 0)
    p += sprintf (p, "%.*s", n, begin);
  else if (*(*text)++ == 'e')
    p = stpcpy (p, "\\mathrm{e}");
  else
    return NULL;
  return *(*text)++ == ')' ? p : NULL;
}

char *
mdm_latex_exact (const char *text)
{
  char *res, *p;

  /* Alone it is lower with a stroke, for the lines of a table are close.  */
  if (mdm_is_fraction (text))
    return mdm_str ("$%s$", text);
  p = res = flint_malloc (8 * strlen (text) + 32);
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

/* How a column is set: numbers at their points, anything to the left, or
   integers among what is no number, at whose points nothing is to be
   aligned.  */
typedef enum
{
  COLUMN_NUMBERS,
  COLUMN_TEXT,
  COLUMN_MIXED
} column_kind;

/* Write the specification of column C.  */
static column_kind
write_column (FILE *stream, const mdm_latex_table_t *table, size_t c)
{
  widths_t most = { 0, 1, 0, 0, 0 }, own;
  int numbers = 0, others = 0;

  for (size_t r = 0; r < table->rows; r++)
    {
      const mdm_latex_cell_t *cell = table->cell + r * table->columns + c;
      if (cell->kind != MDM_LATEX_NUMBER || !measure (&own, cell->text))
        {
          others |= strcmp (cell->text, "--") != 0;
          continue;
        }
      numbers = 1;
      most.sign |= own.sign;
      most.exponent_sign |= own.exponent_sign;
      most.whole = own.whole > most.whole ? own.whole : most.whole;
      most.part = own.part > most.part ? own.part : most.part;
      most.exponent
          = own.exponent > most.exponent ? own.exponent : most.exponent;
    }
  if (!numbers || (others && most.part == 0 && most.exponent == 0))
    {
      fputc (numbers ? 'c' : 'l', stream);
      return numbers ? COLUMN_MIXED : COLUMN_TEXT;
    }
  fprintf (stream, "S[table-format=%s%zu", most.sign ? "-" : "", most.whole);
  if (most.part > 0)
    fprintf (stream, ".%zu", most.part);
  if (most.exponent > 0)
    fprintf (stream, "e%s%zu", most.exponent_sign ? "-" : "", most.exponent);
  fputc (']', stream);
  return COLUMN_NUMBERS;
}

/* Write a row of cells.  */
static void
write_row (FILE *stream, const mdm_latex_cell_t *cell, const column_kind *kind,
           size_t columns)
{
  fputs ("    ", stream);
  for (size_t c = 0; c < columns; c++)
    {
      int number = cell[c].kind == MDM_LATEX_NUMBER;
      const char *around = number == (kind[c] == COLUMN_NUMBERS) ? ""
                           : number                              ? "$"
                                                                 : "{";
      fprintf (stream, "%s%s", c > 0 ? " & " : "", around);
      if (number)
        write_number (stream, cell[c].text);
      else
        fputs (cell[c].text, stream);
      fputs (around[0] == '{' ? "}" : around, stream);
    }
  fputs (" \\\\\n", stream);
}

static void
write_heads (FILE *stream, const mdm_latex_table_t *table,
             const column_kind *kind)
{
  fputs ("    \\toprule\n", stream);
  write_row (stream, table->head, kind, table->columns);
  fputs ("    \\midrule\n", stream);
}

/* About how many characters TEXT is when it is set: a command is one, and what
   groups is none.  */
static size_t
set_length (const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    if (*text == '\\')
      {
        n++;
        while (text[1] >= 'A' && text[1] <= 'z'
               && strchr ("[\\]^_`", text[1]) == NULL)
          text++;
        text += text[1] != '\0' && text[1] != '$';
      }
    else
      n += strchr ("{}$_^", *text) == NULL
           && ((unsigned char) *text & 0xc0) != 0x80;
  return n;
}

/* Tell of a table that is too wide for a page.  */
static void
write_warning (FILE *stream, const mdm_latex_table_t *table)
{
  /* In points: a character, the space between two columns, a page of
     article.  */
  const size_t character = 5, gap = 12, page = 345;
  size_t width = 0;

  for (size_t c = 0; c < table->columns; c++)
    {
      size_t most = set_length (table->head[c].text);
      for (size_t i = c; i < table->rows * table->columns; i += table->columns)
        {
          size_t n = set_length (table->cell[i].text);
          most = n > most ? n : most;
        }
      width += most * character + gap;
    }
  if (width > page)
    fprintf (
        stream,
        "%% about %zupt wide, and a page of article has %zupt: leave out "
        "columns, write\n%% fewer digits or shorter exact forms (--digits, "
        "--exact-terms), or put it in\n%% \\small or a sidewaystable "
        "(package rotating)\n",
        width, page);
}

void
mdm_latex_write_table (FILE *stream, const mdm_latex_table_t *table,
                       int is_long, const char *caption, const char *label)
{
  const char *name = is_long ? "longtable" : "tabular";
  MDM_OWNED column_kind *kind
      = flint_malloc ((table->columns + 1) * sizeof *kind);

  write_warning (stream, table);
  fprintf (stream, "  \\begin{%s}{", name);
  for (size_t c = 0; c < table->columns; c++)
    kind[c] = write_column (stream, table, c);
  fputs ("}\n", stream);
  if (is_long && caption != NULL)
    {
      fprintf (stream, "    \\caption{%s}", caption);
      if (label != NULL)
        fprintf (stream, "\\label{%s}", label);
      fputs (" \\\\\n", stream);
    }
  write_heads (stream, table, kind);
  if (is_long)
    {
      fputs ("    \\endfirsthead\n", stream);
      write_heads (stream, table, kind);
      fputs ("    \\endhead\n    \\bottomrule\n    \\endfoot\n", stream);
    }
  for (size_t r = 0; r < table->rows; r++)
    {
      if (table->gap != NULL && table->gap[r])
        fputs ("    \\addlinespace\n", stream);
      write_row (stream, table->cell + r * table->columns, kind,
                 table->columns);
    }
  if (!is_long)
    fputs ("    \\bottomrule\n", stream);
  fprintf (stream, "  \\end{%s}\n", name);
}

void
mdm_latex_begin_document (FILE *stream)
{
  fputs ("\\documentclass{article}\n"
         "\\usepackage[T1]{fontenc}\n"
         "\\usepackage[utf8]{inputenc}\n"
         "\\usepackage{lmodern,textcomp}\n"
         "\\usepackage[margin=2cm]{geometry}\n"
         "\\usepackage{amsmath,booktabs,longtable,siunitx,threeparttable}\n"
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

/* What is shown for TEXT in a column of KIND.  Sequences and sizes may be
   digits, but are no numbers.  */
static mdm_latex_cell_t
cell_of (const char *text, mdm_heading_kind kind)
{
  static const char *const words[][2]
      = { { "<=", "$\\le$" }, { "<", "$<$" },     { "=", "$=$" },
          { ">", "$>$" },     { ">=", "$\\ge$" }, { "-", "--" } };
  mdm_latex_cell_t cell = { MDM_LATEX_TEXT, NULL };

  if (kind != MDM_HEADING_LIST && kind != MDM_HEADING_EXACT
      && mdm_latex_is_number (text))
    return (mdm_latex_cell_t){ MDM_LATEX_NUMBER, mdm_str ("%s", text) };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (kind != MDM_HEADING_LIST && strcmp (text, words[i][0]) == 0)
      cell.text = mdm_str ("%s", words[i][1]);
  if (cell.text == NULL && kind != MDM_HEADING_LIST)
    cell.text = mdm_latex_exact (text);
  if (cell.text == NULL)
    cell.text = mdm_latex_escape (text, 0);
  return cell;
}

void
mdm_latex_clear (mdm_latex_table_t *table)
{
  for (size_t c = 0; c < table->columns; c++)
    flint_free (table->head[c].text);
  for (size_t i = 0; i < table->rows * table->columns; i++)
    flint_free (table->cell[i].text);
  flint_free (table->head);
  flint_free (table->cell);
}

static void
write_result_table (FILE *stream, const mdm_table_t *table)
{
  mdm_latex_table_t own
      = { .columns = table->columns, .rows = table->cells / table->columns };

  own.head = flint_malloc ((own.columns + 1) * sizeof *own.head);
  own.cell = flint_malloc ((table->cells + 1) * sizeof *own.cell);
  for (size_t c = 0; c < own.columns; c++)
    own.head[c] = (mdm_latex_cell_t){ MDM_LATEX_TEXT,
                                      mdm_latex_escape (table->head[c], 0) };
  for (size_t i = 0; i < table->cells; i++)
    own.cell[i] = cell_of (table->cell[i], table->kind[i % own.columns]);
  if (table->title != NULL)
    mdm_latex_write_comment (stream, table->title);
  mdm_latex_write_table (stream, &own, 0, NULL, NULL);
  mdm_latex_clear (&own);
}

/* Write the facts as a table of two columns, and below it the formulas.  */
static void
write_facts (FILE *stream, const mdm_result_t result)
{
  fputs ("  \\begin{tabular}{lp{0.7\\linewidth}}\n    \\toprule\n", stream);
  for (size_t i = 0; i < result->facts; i++)
    if (result->fact[i].formula == NULL)
      {
        MDM_OWNED char *name = mdm_latex_escape (result->fact[i].name, 0);
        MDM_OWNED char *text = mdm_latex_escape (result->fact[i].text, 0);
        fprintf (stream, "    %s & %s \\\\\n", name, text);
      }
  fputs ("    \\bottomrule\n  \\end{tabular}\n", stream);
  for (size_t i = 0; i < result->facts; i++)
    if (result->fact[i].formula != NULL)
      fprintf (stream, "%% %s\n%s\n", result->fact[i].name,
               result->fact[i].formula);
}

void
mdm_latex_write (FILE *stream, const mdm_result_t result)
{
  int tables = 0;

  fputs ("% " PACKAGE_NAME " " PACKAGE_VERSION
         "; needs \\usepackage{amsmath,booktabs,siunitx}\n",
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
