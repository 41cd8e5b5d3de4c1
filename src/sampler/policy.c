#include <config.h>

#include "sampler/policy.h"

#include <assert.h>
#include <string.h>

void
mdm_policy_init (mdm_policy_t policy)
{
  memset (policy, 0, sizeof *policy);
  policy->kind = MDM_POLICY_TABLE;
  fmpq_init (policy->level);
}

void
mdm_policy_clear (mdm_policy_t policy)
{
  fmpq_clear (policy->level);
  flint_free (policy->token);
  flint_free (policy->chosen);
  flint_free (policy->slot);
}

void
mdm_policy_swap (mdm_policy_t x, mdm_policy_t y)
{
  mdm_policy_struct t = *x;

  *x = *y;
  *y = t;
}

void
mdm_policy_set_table (mdm_policy_t policy, size_t length)
{
  assert (length <= MDM_POLICY_LENGTH_MAX);
  mdm_policy_clear (policy);
  mdm_policy_init (policy);
  policy->length = length;
}

/* The slot of the state TOKENS, or the free one where it would be.  */
static size_t
find_slot (const mdm_policy_t policy, const uint16_t *tokens)
{
  size_t length = policy->length, mask = policy->slots - 1, s;
  uint64_t hash = UINT64_C (0xcbf29ce484222325);

  for (size_t i = 0; i < length; i++)
    hash = (hash ^ tokens[i]) * UINT64_C (0x100000001b3);
  for (s = (size_t) (hash ^ hash >> 29) & mask; policy->slot[s] != 0;
       s = (s + 1) & mask)
    if (memcmp (policy->token + (policy->slot[s] - 1) * length, tokens,
                length * sizeof *tokens)
        == 0)
      break;
  return s;
}

/* Twice the slots, or the first ones.  */
static void
grow_slots (mdm_policy_t policy)
{
  policy->slots = policy->slots == 0 ? 16 : 2 * policy->slots;
  flint_free (policy->slot);
  policy->slot = flint_calloc (policy->slots, sizeof *policy->slot);
  for (size_t i = 0; i < policy->states; i++)
    {
      size_t s = find_slot (policy, policy->token + i * policy->length);
      policy->slot[s] = (uint32_t) (i + 1);
    }
}

void
mdm_policy_add_mask (mdm_policy_t policy, const uint16_t *tokens,
                     uint64_t chosen)
{
  size_t length = policy->length, s;

  assert (policy->kind == MDM_POLICY_TABLE && chosen != 0);
  if (2 * (policy->states + 1) > policy->slots)
    grow_slots (policy);
  s = find_slot (policy, tokens);
  assert (policy->slot[s] == 0);
  if (policy->states == policy->room)
    {
      policy->room = 2 * policy->room + 8;
      policy->token = flint_realloc (policy->token, policy->room * length
                                                        * sizeof (uint16_t));
      policy->chosen
          = flint_realloc (policy->chosen, policy->room * sizeof (uint64_t));
    }
  memcpy (policy->token + policy->states * length, tokens,
          length * sizeof *tokens);
  policy->chosen[policy->states++] = chosen;
  policy->slot[s] = (uint32_t) policy->states;
}

void
mdm_policy_add_state (mdm_policy_t policy, const uint16_t *tokens,
                      const size_t *positions, size_t count)
{
  uint64_t chosen = 0;

  for (size_t i = 0; i < count; i++)
    {
      assert (positions[i] < policy->length
              && tokens[positions[i]] == MDM_MASKED);
      chosen |= UINT64_C (1) << positions[i];
    }
  mdm_policy_add_mask (policy, tokens, chosen);
}

uint64_t
mdm_policy_find (const mdm_policy_t policy, const uint16_t *tokens)
{
  size_t s;

  if (policy->slots == 0)
    return 0;
  s = find_slot (policy, tokens);
  return policy->slot[s] == 0 ? 0 : policy->chosen[policy->slot[s] - 1];
}

size_t
mdm_policy_blind_size (const mdm_policy_t policy, size_t length)
{
  if (policy->kind != MDM_POLICY_RULE || policy->order != MDM_ORDER_RANDOM
      || policy->count != MDM_COUNT_K
      || (policy->block != 0 && policy->block < length))
    return 0;
  return policy->k < length ? (size_t) policy->k : length;
}

int
mdm_policy_is_random (const mdm_policy_t policy)
{
  if (policy->kind == MDM_POLICY_TABLE)
    return 0;
  return policy->kind == MDM_POLICY_KEEP || policy->order == MDM_ORDER_RANDOM
         || (policy->random_ties && policy->order != MDM_ORDER_LEFT);
}
