#include <config.h>

#include "claim/sets.h"

#include "exact/scoped.h"

#include <string.h>

typedef struct
{
  const mdm_position_sets_t *sets;
  mdm_sets_visitor_t visit;
  void *data;
  char *taken;      /* of each group: is it in the union? */
  size_t *position; /* of the union and the condition */
} expansion_t;

/* Tell of the union of the groups taken, and the condition, with C.  */
static mdm_status
tell (const expansion_t *e, slong c)
{
  const mdm_position_sets_t *sets = e->sets;
  size_t count = 0;

  for (size_t g = 0; g <= sets->groups; g++)
    for (size_t i = sets->start[g]; i < sets->start[g + 1]; i++)
      if (g == sets->groups || e->taken[g])
        e->position[count++] = sets->positions[i];
  return count == 0 || c == 0 ? MDM_OK
                              : e->visit (e->data, e->position, count, c);
}

/* The same where all groups are taken, or none.  */
static mdm_status
tell_all (const expansion_t *e, int taken, slong c)
{
  memset (e->taken, taken, e->sets->groups);
  return tell (e, c);
}

/* The same for each group alone, or for all without it.  */
static mdm_status
tell_each (const expansion_t *e, int taken)
{
  for (size_t g = 0; g < e->sets->groups; g++)
    {
      memset (e->taken, !taken, e->sets->groups);
      e->taken[g] = (char) taken;
      MDM_TRY (tell (e, 1));
    }
  return MDM_OK;
}

static mdm_status
expand_information (const expansion_t *e, mdm_err_t *err)
{
  size_t groups = e->sets->groups;

  if (groups > MDM_SETS_INFORMATION_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "I of more than %d groups", MDM_SETS_INFORMATION_MAX);
  for (size_t mask = 1; mask < (size_t) 1 << groups; mask++)
    {
      slong c = -1;
      for (size_t g = 0; g < groups; g++)
        {
          e->taken[g] = mask >> g & 1;
          c = e->taken[g] ? -c : c;
        }
      MDM_TRY (tell (e, c));
    }
  return tell_all (e, 0, -1);
}

mdm_status
mdm_sets_expand (mdm_quantity_id id, const mdm_position_sets_t *sets,
                 mdm_sets_visitor_t visit, void *data, mdm_err_t *err)
{
  slong groups = (slong) sets->groups;
  MDM_OWNED char *taken = flint_malloc (sets->groups + 1);
  MDM_OWNED size_t *position
      = flint_malloc ((sets->start[groups + 1] + 1) * sizeof *position);
  expansion_t e = { sets, visit, data, taken, position };

  if (id == MDM_Q_I_OF)
    return expand_information (&e, err);
  if (id == MDM_Q_DTC_OF)
    {
      MDM_TRY (tell_each (&e, 0));
      MDM_TRY (tell_all (&e, 1, 1 - groups));
      return tell_all (&e, 0, -1);
    }
  MDM_TRY (tell_each (&e, 1));
  if (id == MDM_Q_TC_OF)
    MDM_TRY (tell_all (&e, 1, -1));
  return tell_all (&e, 0, id == MDM_Q_TC_OF ? 1 - groups : -1);
}
