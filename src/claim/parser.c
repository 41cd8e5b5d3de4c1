/* What the parser keeps beside its stack: the first failure, the variables
   that sums bind, and what unknown names may have been meant to be.  */
#include <config.h>

#include "claim/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Most characters of a name that a message shows, and most of one that is
   compared with the known names.  */
#define SHOWN_MAX 40
#define NEAR_MAX 24

static const struct
{
  const char *name;
  mdm_node_kind kind;
} functions[] = {
  { "log", MDM_NODE_LOG },     { "log2ceil", MDM_NODE_LOG2CEIL },
  { "floor", MDM_NODE_FLOOR }, { "ceil", MDM_NODE_CEIL },
  { "min", MDM_NODE_MIN },     { "max", MDM_NODE_MAX },
  { "sum", MDM_NODE_SUM },     { "binom", MDM_NODE_BINOM },
};

#define FUNCTIONS (sizeof functions / sizeof functions[0])

int
mdm_function_find (mdm_node_kind *kind, const char *name, size_t length)
{
  for (size_t i = 0; i < FUNCTIONS; i++)
    if (strlen (functions[i].name) == length
        && memcmp (functions[i].name, name, length) == 0)
      {
        *kind = functions[i].kind;
        return 1;
      }
  return 0;
}

mdm_status
mdm_parser_fail (mdm_parser_t *parser, mdm_status status, mdm_place_t place,
                 const char *format, ...)
{
  char text[512];
  va_list arguments;

  if (parser->status != MDM_OK)
    return parser->status;
  va_start (arguments, format);
  vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  parser->status = status;
  return mdm_err_set (parser->err, status, parser->where, place.line,
                      place.column, "%s", text);
}

int
mdm_parser_find (size_t *slot, const mdm_parser_t *parser, mdm_slice_t name)
{
  for (size_t i = 0; i < parser->variables; i++)
    if (parser->variable[i].length == name.length
        && memcmp (parser->variable[i].text, name.text, name.length) == 0)
      {
        *slot = i;
        return 1;
      }
  return 0;
}

int
mdm_parser_bind (mdm_parser_t *parser, mdm_slice_t name, mdm_place_t place)
{
  size_t slot;

  if (mdm_parser_find (&slot, parser, name))
    {
      int shown = name.length > SHOWN_MAX ? SHOWN_MAX : (int) name.length;
      mdm_parser_fail (parser, MDM_EPARSE, place,
                       "'%.*s' is already the variable of a sum around this "
                       "one",
                       shown, name.text);
      return 0;
    }
  /* The bracket of each sum around is open, so there is room.  */
  parser->variable[parser->variables++] = name;
  if (parser->variables > parser->slots)
    parser->slots = parser->variables;
  return 1;
}

void
mdm_parser_unbind (mdm_parser_t *parser)
{
  parser->variables--;
}

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

/* How many characters must be inserted, deleted, replaced or exchanged with
   their neighbour to make A[0..N) into B, case aside; N is at most NEAR_MAX,
   and so is the length of B.  */
static size_t
distance (const char *a, size_t n, const char *b, size_t m)
{
  size_t row[NEAR_MAX + 1][NEAR_MAX + 1];

  for (size_t i = 0; i <= n; i++)
    for (size_t j = 0; j <= m; j++)
      {
        size_t best = i == 0 ? j : i;

        if (i > 0 && j > 0)
          {
            int equal = lower (a[i - 1]) == lower (b[j - 1]);

            best = row[i - 1][j - 1] + !equal;
            if (row[i - 1][j] + 1 < best)
              best = row[i - 1][j] + 1;
            if (row[i][j - 1] + 1 < best)
              best = row[i][j - 1] + 1;
            if (i > 1 && j > 1 && lower (a[i - 1]) == lower (b[j - 2])
                && lower (a[i - 2]) == lower (b[j - 1])
                && row[i - 2][j - 2] + 1 < best)
              best = row[i - 2][j - 2] + 1;
          }
        row[i][j] = best;
      }
  return row[n][m];
}

/* The known name nearest to NAME, or NULL when none is so near that it may
   have been meant: short names must differ in case only.  */
static const char *
nearest (mdm_slice_t name)
{
  const char *res = NULL;
  size_t best = name.length <= 2 ? 1 : name.length <= 4 ? 2 : 3;

  if (name.length > NEAR_MAX)
    return NULL;
  for (size_t i = 0; i < MDM_Q_COUNT + FUNCTIONS; i++)
    {
      const char *known = i < MDM_Q_COUNT ? mdm_quantity_info[i].name
                                          : functions[i - MDM_Q_COUNT].name;
      size_t d = distance (name.text, name.length, known, strlen (known));

      if (d < best)
        {
          best = d;
          res = known;
        }
    }
  return res;
}

void
mdm_parser_unknown (mdm_parser_t *parser, mdm_slice_t name, mdm_place_t place)
{
  const char *meant = nearest (name);
  int cut = name.length > SHOWN_MAX;
  int shown = cut ? SHOWN_MAX : (int) name.length;

  if (meant == NULL)
    mdm_parser_fail (parser, MDM_EPARSE, place, "unknown name '%.*s%s'", shown,
                     name.text, cut ? ".." : "");
  else
    mdm_parser_fail (parser, MDM_EPARSE, place,
                     "unknown name '%.*s'; did you mean '%s'?", shown,
                     name.text, meant);
}
