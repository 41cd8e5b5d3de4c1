#include <config.h>

#include "cli/commands.h"
#include "cli/range.h"
#include "cli/theorems.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "search/kept.h"
#include "search/report.h"

#include <string.h>

typedef struct
{
  mdm_options_t common;
  uint64_t vocab, length, support;
  mdm_range_option_t denominator;
  const char *maximize, *minimize;
  int first;
  uint64_t climbs, seed;
  int seeded;
} search_options_t;

/* --seed=S, and that it was given.  */
static mdm_status
set_seed (void *place, const char *text, mdm_err_t *err)
{
  search_options_t *options
      = (search_options_t *) ((char *) place
                              - offsetof (search_options_t, seed));

  options->seeded = 1;
  return mdm_natural_read (&options->seed, text, strlen (text), UINT64_MAX,
                           err);
}

static mdm_status
missing (const char *option, const char *what, mdm_err_t *err)
{
  MDM_OWNED char *text = flint_malloc (strlen (what) + 40);

  sprintf (text, "the option is missing: %s", what);
  return mdm_option_fail (err, option, text);
}

/* What is looked for: claims or one goal.  */
static mdm_status
check_questions (const search_options_t *options, mdm_err_t *err)
{
  size_t claims
      = options->common.claims.count + options->common.claim_files.count;
  int goals = (options->maximize != NULL) + (options->minimize != NULL);

  if (claims == 0 && goals == 0)
    return missing ("--claim", "a claim, or --maximize or --minimize", err);
  if (goals > 1 || (goals > 0 && claims > 0))
    return mdm_option_fail (
        err, options->maximize != NULL ? "--maximize" : "--minimize",
        "only one of --claim, --maximize and --minimize "
        "may be given");
  if (goals > 0 && options->first)
    return mdm_option_fail (err, "--first",
                            "it stops at a law that refutes a --claim");
  return MDM_OK;
}

static mdm_status
check_options (const search_options_t *options, mdm_err_t *err)
{
  if (options->vocab == 0)
    return missing ("--vocab", "the number of tokens", err);
  if (options->length == 0)
    return missing ("--length", "the number of positions", err);
  if (options->denominator.from == 0)
    return missing ("--denominator", "the sum of the weights", err);
  if (options->denominator.to == 0)
    return mdm_option_fail (err, "--denominator", "the range needs an end");
  MDM_TRY (check_questions (options, err));
  if (options->climbs > 0 && !options->seeded)
    return mdm_option_fail (err, "--climb", "climbs need a --seed");
  if (options->seeded && options->climbs == 0)
    return mdm_option_fail (err, "--seed", "it is the seed of --climb");
  if (options->climbs > 0 && options->first)
    return mdm_option_fail (err, "--first",
                            "the first law of climbs is not the smallest");
  return mdm_check_shard (&options->common, err);
}

/* A claim that applies to no law is like one that does not apply to one; a
   shard may have no law.  */
static mdm_exit
outcome_of (const mdm_search_found_t found)
{
  mdm_exit outcome = MDM_EXIT_DONE;

  for (size_t i = 0; i < found->questions; i++)
    {
      const uint64_t *of = found->found[i].of;
      uint64_t held = of[MDM_VERDICT_HOLDS] + of[MDM_VERDICT_EQUALITY];

      if (of[MDM_VERDICT_REFUTED] > 0)
        return MDM_EXIT_REFUTED;
      if (of[MDM_VERDICT_UNDECIDED] > 0 || (held == 0 && found->laws > 0))
        outcome = MDM_EXIT_UNDECIDED;
    }
  return outcome;
}

/* Set HEAD to what OPTIONS and the CLAIMS ask.  */
static void
set_head (mdm_search_head_t *head, const search_options_t *options,
          const mdm_asked_t *claims)
{
  const mdm_options_t *common = &options->common;

  mdm_search_head_limit (head, &common->limit);
  head->vocab = options->vocab;
  head->length = options->length;
  head->least = options->denominator.from;
  head->most = options->denominator.to;
  if (options->support > 0)
    head->support = options->support;
  head->schedule = common->schedules.text;
  head->schedules = common->schedules.count;
  head->predictor = common->predictor;
  head->claims = claims->count;
  head->claim
      = mdm_arena_alloc (&head->arena, claims->count * sizeof *head->claim);
  for (size_t i = 0; i < claims->count; i++)
    head->claim[i] = (mdm_search_claim_t){
      claims->asked[i].id,
      mdm_arena_adopt (&head->arena, mdm_entry_str (claims->asked[i].entry))
    };
  head->maximize = options->maximize;
  head->minimize = options->minimize;
  head->first = options->first;
  head->climbs = options->climbs;
  if (options->seeded)
    head->seed = mdm_search_head_digits (head, options->seed);
  if (common->shards > 0)
    {
      head->shard = common->shard;
      head->shards = common->shards;
    }
}

/* Do the parts of JOB's shard that RESUME, a file or NULL, has not.  */
static mdm_status
compute (char **line, const mdm_search_job_t job, const char *resume,
         mdm_err_t *err)
{
  mdm_journal_t journal = { .descriptor = -1 };
  mdm_status status = MDM_OK, end;

  if (resume != NULL)
    status = mdm_search_open (&journal, resume, job, line, err);
  if (status == MDM_OK)
    status = mdm_search_run (line, job, &journal, err);
  mdm_progress_wipe ();
  end = mdm_journal_close (&journal, status == MDM_OK ? err : NULL);
  return status == MDM_OK ? end : status;
}

mdm_status
mdm_search_write (mdm_result_t result, mdm_exit *outcome, char *const *line,
                  const mdm_search_job_t job, mdm_err_t *err)
{
  MDM_CLEARED (found, mdm_search_found_struct, mdm_search_found_clear);

  mdm_search_found_init (found, job);
  MDM_TRY (mdm_search_sum (found, line, job, err));
  if (job->goal == NULL)
    *outcome = outcome_of (found);
  return mdm_report_search (result, found, job);
}

/* Search, and write what was found, or the shard.  */
static mdm_status
search (mdm_result_t result, mdm_exit *outcome, const mdm_search_job_t job,
        const mdm_options_t *options, mdm_err_t *err)
{
  char **line = flint_calloc (job->parts + 1, sizeof *line);
  mdm_status status = compute (line, job, options->resume, err);

  if (status == MDM_OK)
    status = mdm_search_write (result, outcome, line, job, err);
  if (status == MDM_OK && options->shards > 0)
    {
      MDM_OWNED char *text = mdm_search_shard_str (job, line);
      mdm_result_verbatim (result, text);
    }
  for (size_t i = 0; i < job->parts; i++)
    flint_free (line[i]);
  flint_free (line);
  return status;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const search_options_t *own = (const search_options_t *) options;
  MDM_SCOPED (claims, mdm_asked_t, mdm_asked_init, mdm_asked_clear);
  MDM_SCOPED (head, mdm_search_head_t, mdm_search_head_init,
              mdm_search_head_clear);
  MDM_SCOPED (job, mdm_search_job_struct, mdm_search_job_init,
              mdm_search_job_clear);

  MDM_TRY (check_options (own, err));
  if (own->maximize == NULL && own->minimize == NULL)
    MDM_TRY (mdm_asked_read (claims, options, err));
  set_head (head, own, claims);
  MDM_TRY (mdm_search_job_set (job, head, &options->limit, err));
  return search (result, outcome, job, options, err);
}

static const mdm_option_t own_options[] = {
  { "vocab", "V", "the number of tokens",
    MDM_OPTION_NUMBER (search_options_t, vocab, 1, MDM_SEARCH_VOCAB_MAX) },
  { "length", "L", "the number of positions",
    MDM_OPTION_NUMBER (search_options_t, length, 1, MDM_SEARCH_LENGTH_MAX) },
  { "denominator", "D",
    "the sum of the weights, which are integers; or\n"
    "FROM..TO",
    mdm_set_range, .place = offsetof (search_options_t, denominator) },
  { "support", "K", "at most K sequences of positive probability",
    MDM_OPTION_NUMBER (search_options_t, support, 1, MDM_SEARCH_VOCAB_MAX) },
  { "schedule", "SPEC", "an unmasking schedule; repeatable", mdm_set_list,
    .place = offsetof (mdm_options_t, schedules), .repeats = 1 },
  MDM_OPTION_PREDICTOR,
  { "claim", "ID|EXPR", "a claim of the library, or one's own; repeatable",
    mdm_set_list, .place = offsetof (mdm_options_t, claims), .repeats = 1 },
  { "claim-file", "FILE",
    "the claims of FILE, see mdmcert-claims(5); repeatable", mdm_set_list,
    .place = offsetof (mdm_options_t, claim_files), .repeats = 1 },
  { "maximize", "EXPR", "the law that makes EXPR greatest", mdm_set_text,
    .place = offsetof (search_options_t, maximize) },
  { "minimize", "EXPR", "the law that makes EXPR least", mdm_set_text,
    .place = offsetof (search_options_t, minimize) },
  { "first", NULL, "stop at the smallest law that refutes a claim",
    mdm_set_flag, .place = offsetof (search_options_t, first) },
  { "climb", "N",
    "N hill climbs from random laws of sum D instead of\n"
    "all laws",
    MDM_OPTION_NUMBER (search_options_t, climbs, 1, UINT32_MAX) },
  { "seed", "S", "what the laws of --climb are made of", set_seed,
    .place = offsetof (search_options_t, seed) },
  MDM_OPTION_RESUME ("parts"),
  MDM_OPTION_SHARD ("part"),
  { .name = NULL }
};

const mdm_command_t mdm_cmd_search = {
  .name = "search",
  .summary
  = "all laws of a grid, up to symmetry: extremal ones, counterexamples",
  .usage
  = "Usage: mdmcert search --vocab=V --length=L --denominator=D|FROM..TO\n"
    "         [--support=K] [--schedule=SPEC]... [--predictor=SPEC]\n"
    "         --claim=ID|EXPR... [--claim-file=FILE]... [--first]\n"
    "       or --maximize=EXPR, or --minimize=EXPR, in the place of claims\n"
    "       each with [--climb=N --seed=S] [--resume=FILE] [--shard=R/M]\n"
    "Put every law with integer weights of sum D to claims, or to an "
    "expression,\n"
    "each once up to the symmetries that these allow.\n",
  .schema = "mdmcert-search-1",
  .own = own_options,
  .size = sizeof (search_options_t),
  .run = run,
};
