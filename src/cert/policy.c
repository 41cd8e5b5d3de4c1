#include <config.h>

#include "cert/policy.h"

#include "sampler/walk.h"
#include "text/string.h"

#include <string.h>

/* The table.  */

typedef struct
{
  mdm_record_t record;
  const mdm_law_struct *law;
  size_t states;
} table_t;

/* Write that DRAW is drawn in the state of ROUND.  */
static mdm_status
put_state (void *data, const mdm_round_t *round, const mdm_draw_t *draw,
           mdm_err_t *err)
{
  table_t *table = data;
  const mdm_state_t *state = &round->from->state;
  const uint16_t *row = mdm_law_row (table->law, state->row[0]);
  FILE *stream = table->record.stream;
  const char *before = " ";

  if (!fmpq_is_one (draw->chance))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there are no certificates of policies that choose at "
                        "random");
  fprintf (stream, "state %zu", ++table->states);
  for (uint64_t d = draw->drawn; d != 0; d &= d - 1, before = ",")
    fprintf (stream, "%s%d", before, (int) FLINT_BIT_COUNT (d & -d) - 1);
  for (size_t i = 0; i < table->law->length; i++)
    if (state->revealed >> i & 1)
      fprintf (stream, " %u", (unsigned) row[i]);
    else
      fputs (" _", stream);
  mdm_record_end (&table->record);
  return MDM_OK;
}

mdm_status
mdm_certificate_policy (char **text, size_t *count, size_t id,
                        mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_policy_struct *policy = instance->schedule->policy;
  table_t table = { .law = instance->law };
  const mdm_walker_t walker = { .data = &table, .draw = put_state };
  char *states = NULL;
  size_t length;
  mdm_record_t head;
  mdm_status status;
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);

  *text = NULL;
  *count = 0;
  MDM_TRY (mdm_prediction_init (prediction, instance->law, instance->law, NULL,
                                &instance->limit, err));
  if (policy->kind == MDM_POLICY_KEEP)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there are no certificates of sample-keep:");
  mdm_record_open (&table.record, &states, &length);
  status = mdm_policy_walk (&walker, prediction, policy, &instance->limit,
                            err);
  mdm_record_close (&table.record);
  mdm_record_open (&head, text, &length);
  mdm_record_put (&head, "schedule %zu policy %zu", id, table.states);
  mdm_record_text (&head, states, table.record.records);
  mdm_record_close (&head);
  *count = head.records;
  free (states);
  return status;
}

/* The optimum.  */

/* By what an optimum may be missed, and bits that show it: bounds in directed
   rounding are wrong by some units for each state that a policy reaches, and
   of these a checker has no more than 2^30.  */
#define MARGIN "1/1000000000000000000000000"
#define BITS 160

/* Bytes and nanoseconds of a checker, about, for a state and for what is drawn
   in one.  */
#define STATE_BYTES 250
#define DRAW_STEPS 700

/* Is NAME the word HEAD with a number of rounds?  Then *ROUNDS is it.  */
static int
is_best (size_t *rounds, const char *name, const char *head)
{
  int used = 0;

  return strncmp (name, head, strlen (head)) == 0
         && sscanf (name + strlen (head), "%zu%n", rounds, &used) == 1
         && name[strlen (head) + (size_t) used] == '\0';
}

/* Would a checker go through all states of LAW, or with BLIND all sets?  */
static mdm_status
check_work (const mdm_law_struct *law, int blind, size_t rounds,
            mdm_err_t *err)
{
  size_t length = law->length;
  uint64_t vocab = blind ? 1 : law->vocab;
  uint64_t states = 0, draws = 0;

  for (size_t k = 0; k <= length; k++)
    {
      uint64_t each = mdm_work_pow (vocab, k);
      each = FLINT_MIN (each, law->support);
      each = mdm_work_mul (each, mdm_work_binomial (length, k));
      states = mdm_work_add (states, each);
      draws
          = mdm_work_add (draws, mdm_work_mul (each, mdm_work_pow (2, k)));
    }
  if (blind)
    states = mdm_work_mul (mdm_work_pow (2, length), law->support);
  draws = mdm_work_mul (draws, mdm_work_mul (rounds, DRAW_STEPS));
  if (length <= MDM_RECORD_SAMPLED_MAX
      && mdm_work_mul (states, STATE_BYTES) <= UINT64_C (1) << 29
      && draws <= UINT64_C (1) << 37)
    return MDM_OK;
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "that nothing is better would take a checker too long");
}

mdm_status
mdm_certificate_optimum (char **record, mdm_instance_t instance,
                         mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  const mdm_logform_struct *ekl;
  size_t rounds;
  int blind = is_best (&rounds, schedule->name, "best-blocks:"), sign;

  *record = NULL;
  if (!blind && !is_best (&rounds, schedule->name, "best-policy:"))
    return MDM_OK;
  MDM_TRY (mdm_instance_ekl (&ekl, instance, err));
  MDM_TRY (mdm_logform_sign (&sign, ekl));
  if (sign == 0)
    return MDM_OK;
  MDM_TRY (check_work (instance->law, blind, rounds, err));
  *record = mdm_str ("optimum 1 %s %zu 1 " MARGIN " %d",
                     blind ? "partitions" : "policies", rounds, BITS);
  return MDM_OK;
}
