#include <config.h>

#include "search/asked.h"

#include "sampler/predictor.h"
#include "sampler/schedule_spec.h"
#include "text/string.h"

#include <string.h>

mdm_status
mdm_search_place (mdm_err_t *err, const char *option, const char *spec)
{
  MDM_OWNED char *where = mdm_str ("--%s=%s", option, spec);

  return mdm_err_place (err, where, 0, 0);
}

size_t
mdm_search_questions (const mdm_search_asked_t *asked)
{
  return asked->goal != NULL ? 1 : asked->claims;
}

/* Let positions of one label have one of their own, where OTHER tells them
   apart.  */
static void
split (size_t *label, const size_t *other, size_t length)
{
  size_t n = 0;
  MDM_OWNED size_t *made = flint_malloc (length * sizeof *made);

  for (size_t i = 0; i < length; i++)
    {
      size_t j = 0;
      while (j < i && (label[j] != label[i] || other[j] != other[i]))
        j++;
      made[i] = j < i ? made[j] : n++;
    }
  memcpy (label, made, length * sizeof *label);
}

static void
split_all (size_t *label, size_t length)
{
  for (size_t i = 0; i < length; i++)
    label[i] = i;
}

/* Schedules.  */

#define POLICY_FILE "policy-file:"

/* One partition: positions of a block are alike.  */
static void
split_blocks (size_t *label, const mdm_schedule_t schedule)
{
  size_t length = schedule->length, at = 0;
  MDM_OWNED size_t *block = flint_malloc (length * sizeof *block);

  for (size_t t = 0; t < schedule->steps; t++)
    for (size_t i = 0; i < schedule->size[t]; i++)
      block[schedule->position[at++]] = t;
  split (label, block, length);
}

/* What tells position I apart in a rule that draws K at a time from the left:
   one ordered partition, in each block of B.  */
static size_t
left_part (const mdm_policy_struct *policy, size_t i, size_t length)
{
  size_t b = policy->block > 0 && policy->block < length
                 ? (size_t) policy->block
                 : length;

  return i / b * length + (size_t) (i % b / policy->k);
}

/* A rule whose ties are broken at random tells positions apart by their blocks
   alone; any other by the order of the positions.  */
static void
split_policy (mdm_symmetry_t *symmetry, const mdm_policy_struct *policy,
              size_t length)
{
  int even = policy->kind == MDM_POLICY_RULE && policy->random_ties
             && policy->order != MDM_ORDER_LEFT;
  MDM_OWNED size_t *block = flint_malloc (length * sizeof *block);

  if (policy->kind == MDM_POLICY_TABLE)
    symmetry->relabels = 0;
  if (policy->kind == MDM_POLICY_RULE && policy->order == MDM_ORDER_RANDOM)
    even = 1;
  int parts = policy->kind == MDM_POLICY_RULE
              && policy->order == MDM_ORDER_LEFT
              && policy->count == MDM_COUNT_K;

  for (size_t i = 0; i < length; i++)
    block[i] = parts               ? left_part (policy, i, length)
               : !even             ? i
               : policy->block > 0 ? i / policy->block
                                   : 0;
  split (symmetry->label, block, length);
}

/* The best partition or policy of a law is told from equals by the order of
   the positions; the best sizes are not of a partition.  A table of a policy
   names tokens too.  */
static mdm_status
split_schedule (mdm_symmetry_t *symmetry, const char *spec,
                const mdm_search_asked_t *asked, mdm_err_t *err)
{
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  if (mdm_schedule_needs_law (spec)
      || strncmp (spec, POLICY_FILE, strlen (POLICY_FILE)) == 0)
    {
      split_all (symmetry->label, asked->length);
      symmetry->relabels &= mdm_schedule_needs_law (spec);
      return MDM_OK;
    }
  if (mdm_schedule_is_chosen (spec))
    return MDM_OK;
  MDM_TRY (mdm_schedule_parse (schedule, spec, asked->length, NULL,
                               asked->limit, err));
  if (schedule->kind == MDM_SCHEDULE_BLOCKS)
    split_blocks (symmetry->label, schedule);
  if (schedule->kind == MDM_SCHEDULE_POLICY)
    split_policy (symmetry, schedule->policy, asked->length);
  return MDM_OK;
}

/* Expressions.  */

/* Let LABEL tell position P from all others.  */
static void
name_position (size_t *label, size_t p, size_t length)
{
  if (p < length)
    label[p] = length + p;
}

/* Tell apart what NODE does: the positions that it names, all of them where
   the order of the positions matters; and tokens.  */
static void
split_node (mdm_symmetry_t *symmetry, size_t *label, const mdm_node_t *node,
            size_t length)
{
  const mdm_position_sets_t *sets = node->sets;

  for (size_t i = 0; sets != NULL && i < sets->start[sets->groups + 1]; i++)
    name_position (label, sets->positions[i], length);
  for (size_t i = 0; sets != NULL && i < sets->values; i++)
    {
      name_position (label, sets->value[i].position, length);
      symmetry->relabels = 0;
    }
  if (node->kind == MDM_NODE_QUANTITY)
    {
      int flags = mdm_quantity_info[node->quantity].flags;

      if (flags & MDM_QUANTITY_ORDERED)
        split_all (label, length);
      if (flags & MDM_QUANTITY_NAMED)
        symmetry->relabels = 0;
    }
  for (size_t i = 0; i < node->count; i++)
    split_node (symmetry, label, node->child[i], length);
}

static void
split_expr (mdm_symmetry_t *symmetry, const mdm_expr_t *expr, size_t length)
{
  MDM_OWNED size_t *named = flint_calloc (length, sizeof *named);

  if (expr == NULL)
    return;
  split_node (symmetry, named, mdm_expr_root (expr), length);
  split (symmetry->label, named, length);
}

static void
split_claim (mdm_symmetry_t *symmetry, const mdm_claim_t *claim, size_t length)
{
  split_expr (symmetry, claim->lhs, length);
  split_expr (symmetry, claim->rhs, length);
}

/* Predictors that treat all tokens alike.  */
static int
tells_tokens (const char *predictor)
{
  return predictor != NULL && strcmp (predictor, "ideal") != 0
         && strncmp (predictor, "smooth:", 7) != 0
         && strncmp (predictor, "power:", 6) != 0;
}

mdm_status
mdm_search_symmetry (mdm_symmetry_t *symmetry, size_t *label,
                     const mdm_search_asked_t *asked, mdm_err_t *err)
{
  size_t length = asked->length;

  memset (label, 0, length * sizeof *label);
  symmetry->label = label;
  symmetry->relabels = !tells_tokens (asked->predictor);
  /* A law or a table says what it says of positions.  */
  if (tells_tokens (asked->predictor)
      && strcmp (asked->predictor, "argmax") != 0)
    split_all (label, length);
  for (size_t i = 0; i < asked->schedules; i++)
    if (split_schedule (symmetry, asked->schedule[i], asked, err) != MDM_OK)
      return mdm_search_place (err, "schedule", asked->schedule[i]);
  for (size_t i = 0; i < asked->claims; i++)
    {
      const mdm_entry_t *entry = asked->claim[i];
      split_claim (symmetry, &entry->statement.claim, length);
      for (size_t h = 0; h < entry->hypotheses; h++)
        split_claim (symmetry, &entry->hypothesis[h].claim, length);
    }
  split_expr (symmetry, asked->goal, length);
  split_expr (symmetry, asked->over, length);
  return MDM_OK;
}
