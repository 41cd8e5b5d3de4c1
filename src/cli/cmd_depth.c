#include <config.h>

#include "cli/commands.h"
#include "cli/schedules.h"

#include "exact/rational.h"
#include "report/reports.h"
#include "sampler/depth.h"

#include <string.h>

typedef struct
{
  mdm_options_t common;
  mdm_list_t rounds, eps;
} depth_options_t;

/* Set ROUNDS to the numbers of --rounds, each from 1 to LENGTH.  */
static mdm_status
read_rounds (size_t *rounds, const mdm_list_t *texts, size_t length,
             mdm_err_t *err)
{
  for (size_t i = 0; i < texts->count; i++)
    {
      const char *text = texts->text[i];
      uint64_t value;
      mdm_status status
          = mdm_natural_read (&value, text, strlen (text), UINT64_MAX, err);
      if (status == MDM_OK && (value < 1 || value > length))
        status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                              "the number of rounds must be between 1 and %zu",
                              length);
      if (status != MDM_OK)
        return mdm_option_place (err, "rounds", text);
      rounds[i] = (size_t) value;
    }
  return MDM_OK;
}

static mdm_status
read_eps (fmpq *eps, const mdm_list_t *texts, mdm_err_t *err)
{
  for (size_t i = 0; i < texts->count; i++)
    {
      const char *text = texts->text[i];
      mdm_status status
          = mdm_rational_read (eps + i, text, strlen (text), err);
      if (status == MDM_OK && fmpq_sgn (eps + i) < 0)
        status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                              "eps must not be negative");
      if (status != MDM_OK)
        return mdm_option_place (err, "eps", text);
    }
  return MDM_OK;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const depth_options_t *own = (const depth_options_t *) options;
  size_t count = own->rounds.count, most = 1;
  MDM_OWNED size_t *rounds = flint_malloc ((count + 1) * sizeof *rounds);
  MDM_FMPQ_VEC (eps, own->eps.count);
  MDM_LAW (law);
  MDM_DEPTH (depth);

  (void) outcome;
  MDM_TRY (mdm_need_law (options, err));
  MDM_TRY (read_eps (eps, &own->eps, err));
  MDM_TRY (mdm_open_law (law, options, err));
  MDM_TRY (read_rounds (rounds, &own->rounds, law->length, err));
  for (size_t i = 0; i < count; i++)
    most = rounds[i] > most ? rounds[i] : most;
  if (mdm_depth_set (depth, law, most, 1, &options->limit, err) != MDM_OK)
    return mdm_option_place (err, "law", options->law);
  return mdm_report_depth (result, law, depth, rounds, count, eps,
                           own->eps.count);
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_LAW,
        { "rounds", "T", "only for at most T rounds; repeatable", mdm_set_list,
          .place = offsetof (depth_options_t, rounds), .repeats = 1 },
        { "eps", "E",
          "also the fewest rounds that a policy of an error of\n"
          "at most E nats may be limited to; repeatable",
          mdm_set_list, .place = offsetof (depth_options_t, eps),
          .repeats = 1 },
        { .name = NULL } };

const mdm_command_t mdm_cmd_depth = {
  .name = "depth",
  .summary = "how many rounds a law needs, and what fewer cost",
  .usage
  = "Usage: mdmcert depth --law=SPEC [--rounds=T]... [--eps=E]...\n"
    "Print, for T = 1..L rounds, the least errors of random sizes, of "
    "ordered\n"
    "partitions and of policies; D_0, the least expected rounds of a policy\n"
    "without error; and the lower convex hull of rounds and errors of all\n"
    "policies.  All exact.\n",
  .schema = "mdmcert-depth-1",
  .own = own_options,
  .size = sizeof (depth_options_t),
  .run = run,
};
