#include <config.h>

#include "sampler/optimal_policy.h"

#include "exact/scoped.h"

/* Write the positions of SET to POSITION in order; their number.  */
static size_t
write_positions (size_t *position, size_t set)
{
  size_t count = 0;

  for (; set != 0; set &= set - 1)
    position[count++] = (size_t) __builtin_ctzll (set);
  return count;
}

void
mdm_optimal_get_partition (mdm_schedule_t schedule,
                           const mdm_program_struct *program, size_t t)
{
  size_t length = program->reveal->length, steps = 0, used = 0;
  size_t size[MDM_REVEAL_LENGTH_MAX], position[MDM_REVEAL_LENGTH_MAX];

  for (size_t set = 0; used < length; t = mdm_program_next (program, t))
    {
      size_t draw = program->choice[mdm_program_at (program, t, set, 0)];
      size[steps] = write_positions (position + used, draw);
      used += size[steps++];
      set |= draw;
    }
  mdm_schedule_set_blocks (schedule, size, steps, position);
}

void
mdm_optimal_get_policy (mdm_schedule_t schedule,
                        const mdm_program_struct *program, size_t t)
{
  const mdm_reveal_struct *reveal = program->reveal;
  size_t length = reveal->length, all = ((size_t) 1 << length) - 1;
  uint16_t token[MDM_REVEAL_LENGTH_MAX];
  MDM_POLICY (policy);

  mdm_policy_set_table (policy, length);
  /* A row adds the states on its way that it is the first row of.  */
  for (size_t r = 0; r < reveal->rows; r++)
    for (size_t set = 0, level = t; set != all;
         level = mdm_program_next (program, level))
      {
        size_t draw = program->choice[mdm_program_at (program, level, set, r)];
        for (size_t i = 0; i < length; i++)
          token[i]
              = set >> i & 1 ? mdm_law_row (reveal->law, r)[i] : MDM_MASKED;
        if (mdm_reveal_is_first (reveal, set, r))
          mdm_policy_add_mask (policy, token, draw);
        set |= draw;
      }
  mdm_schedule_set_policy (schedule, length, policy);
}

/* Solve PROGRAM for LAW.  */
static mdm_status
solve (mdm_program_t program, mdm_reveal_t reveal, mdm_law_t law, int merged,
       size_t levels, const mdm_logform_struct *price,
       const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_TRY (mdm_law_list (law, limit, err));
  MDM_TRY (mdm_program_check (law, merged, levels, 1, limit, err));
  MDM_TRY (mdm_reveal_set (reveal, law, merged, limit, err));
  return mdm_program_solve (program, reveal, levels, price, limit, err);
}

mdm_status
mdm_optimal_partition (mdm_schedule_t schedule, mdm_law_t law, size_t most,
                       const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);

  MDM_TRY (solve (program, reveal, law, 1, most, NULL, limit, err));
  mdm_optimal_get_partition (schedule, program, most);
  return MDM_OK;
}

/* Set OF to the PRICE of a round for LAW, or to one at which the same policies
   are best: from the number W of the total weight times more than the greatest
   correlation L log V on, nothing is better than to draw all at once, since
   expected rounds are multiples of 1/W.  */
static void
set_price (mdm_logform_t of, const fmpq *price, const mdm_law_t law)
{
  MDM_FMPQ (most);

  fmpz_mul_ui (fmpq_numref (most), law->total, 12 * law->length);
  fmpz_one (fmpq_denref (most));
  mdm_logform_set_fmpq (of, fmpq_cmp (price, most) < 0 ? price : most);
}

mdm_status
mdm_optimal_policy (mdm_schedule_t schedule, mdm_law_t law, size_t most,
                    const fmpq *price, const mdm_limit_t *limit,
                    mdm_err_t *err)
{
  MDM_REVEAL (reveal);
  MDM_PROGRAM (program);
  MDM_LOGFORM (of);

  MDM_TRY (mdm_law_list (law, limit, err));
  if (price != NULL)
    set_price (of, price, law);
  MDM_TRY (solve (program, reveal, law, 0, price != NULL ? 1 : most,
                  price != NULL ? of : NULL, limit, err));
  mdm_optimal_get_policy (schedule, program, price != NULL ? 1 : most);
  return MDM_OK;
}
