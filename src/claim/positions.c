/* Position groups, the arguments of H, I and TC, while they are read.  */
#include <config.h>

#include "claim/parser.h"

mdm_position_list_t *
mdm_position_list_new (void)
{
  mdm_position_list_t *list = flint_calloc (1, sizeof *list);

  list->start_room = 4;
  list->start = flint_malloc (list->start_room * sizeof *list->start);
  list->start[0] = 0;
  list->positions_room = 8;
  list->positions
      = flint_malloc (list->positions_room * sizeof *list->positions);
  return list;
}

void
mdm_position_list_free (mdm_position_list_t *list)
{
  if (list == NULL)
    return;
  flint_free (list->start);
  flint_free (list->positions);
  flint_free (list);
}

void
mdm_position_list_close (mdm_position_list_t *list)
{
  if (++list->groups == list->start_room)
    {
      list->start_room *= 2;
      list->start = flint_realloc (list->start,
                                   list->start_room * sizeof *list->start);
    }
  list->start[list->groups] = list->count;
}

/* The number of positions is capped with that of the nodes, so that looking
   at all that came before is affordable.  */
static int
occurs (const mdm_position_list_t *list, size_t position)
{
  for (size_t i = 0; i < list->count; i++)
    if (list->positions[i] == position)
      return 1;
  return 0;
}

mdm_position_list_t *
mdm_position_list_put (mdm_parser_t *parser, mdm_position_list_t *list,
                       mdm_node_t *number)
{
  mdm_place_t place = number->place;
  int fits = fmpz_abs_fits_ui (fmpq_numref (number->number));
  size_t position = fits ? fmpz_get_ui (fmpq_numref (number->number)) : 0;

  mdm_node_free (number);
  if (!fits || occurs (list, position))
    {
      if (fits)
        mdm_parser_fail (parser, MDM_EPARSE, place,
                         "position %zu is listed twice", position);
      else
        mdm_parser_fail (parser, MDM_EDOMAIN, place,
                         "position beyond any length");
      mdm_position_list_free (list);
      return NULL;
    }
  if (list->count == list->positions_room)
    {
      list->positions_room *= 2;
      list->positions = flint_realloc (
          list->positions, list->positions_room * sizeof *list->positions);
    }
  list->positions[list->count++] = position;
  return list;
}
