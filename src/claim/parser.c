/* What the parser keeps beside its stack: the first failure, the variables
   that sums bind, and what unknown names may have been meant to be.  */
#include <config.h>

#include "claim/parser.h"

#include "exact/scoped.h"
#include "text/nearest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Most characters of a name that a message shows, and most of one that is
   compared with the known names.  */
#define SHOWN_MAX 40

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
mdm_slice_equal (mdm_slice_t x, mdm_slice_t y)
{
  return x.length == y.length && memcmp (x.text, y.text, x.length) == 0;
}

int
mdm_parser_find (size_t *slot, const mdm_parser_t *parser, mdm_slice_t name)
{
  for (size_t i = 0; i < parser->variables; i++)
    if (mdm_slice_equal (parser->variable[i], name))
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
  int unknown = name.length > 0 && mdm_slice_equal (parser->unknown, name);

  if (unknown || mdm_parser_find (&slot, parser, name))
    {
      int shown = name.length > SHOWN_MAX ? SHOWN_MAX : (int) name.length;
      mdm_parser_fail (parser, MDM_EPARSE, place,
                       unknown ? "'%.*s' is what is solved for and cannot be "
                                 "the variable of a sum"
                               : "'%.*s' is already the variable of a sum "
                                 "around this one",
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

void
mdm_parser_unknown (mdm_parser_t *parser, mdm_slice_t name, mdm_place_t place)
{
  mdm_nearest_t nearest = mdm_nearest_to (name.text, name.length);
  MDM_OWNED char *meant = NULL;
  int cut = name.length > SHOWN_MAX;

  for (size_t i = 0; i < MDM_Q_COUNT; i++)
    mdm_nearest_try (&nearest, mdm_quantity_info[i].name);
  for (size_t i = 0; i < FUNCTIONS; i++)
    mdm_nearest_try (&nearest, functions[i].name);
  meant = mdm_nearest_str (&nearest, "");
  mdm_parser_fail (parser, MDM_EPARSE, place, "unknown name '%.*s%s'%s",
                   cut ? SHOWN_MAX : (int) name.length, name.text,
                   cut ? ".." : "", meant);
}
