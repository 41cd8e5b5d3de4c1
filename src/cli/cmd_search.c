#include <config.h>

#include "cli/commands.h"
#include "cli/range.h"
#include "cli/theorems.h"

#include "exact/rational.h"
#include "exact/scoped.h"
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
  return MDM_OK;
}

/* Read the goal of OPTIONS, if there is one, into ASKED.  */
static mdm_status
read_goal (mdm_search_asked_t *asked, mdm_expr_t **goal, mdm_expr_t **over,
           const search_options_t *options, mdm_err_t *err)
{
  int greatest = options->maximize != NULL;
  const char *text = greatest ? options->maximize : options->minimize;
  MDM_OWNED char *where
      = mdm_option_str (greatest ? "maximize" : "minimize", text);

  if (text == NULL)
    return MDM_OK;
  if (mdm_ratio_parse (goal, over, text, where, 1, err) != MDM_OK)
    return MDM_EPARSE; /* over a limit of the language, too */
  asked->goal = *goal;
  asked->over = *over;
  asked->sign = greatest ? 1 : -1;
  return MDM_OK;
}

/* A claim that applies to no law is like one that does not apply to one.  */
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
      if (of[MDM_VERDICT_UNDECIDED] > 0 || held == 0)
        outcome = MDM_EXIT_UNDECIDED;
    }
  return outcome;
}

/* Search with what is ASKED.  */
static mdm_status
search (mdm_result_t result, mdm_exit *outcome, mdm_search_asked_t *asked,
        const mdm_asked_claim_t *claim, const search_options_t *options,
        mdm_err_t *err)
{
  mdm_weight_grid_t grid
      = { options->denominator.from, options->denominator.to,
          options->support > 0 ? options->support : SIZE_MAX };
  MDM_OWNED size_t *label = flint_malloc (asked->length * sizeof *label);
  mdm_symmetry_t symmetry;
  MDM_SCOPED (cells, mdm_cells_struct, mdm_cells_init, mdm_cells_clear);
  MDM_CLEARED (found, mdm_search_found_struct, mdm_search_found_clear);
  mdm_status status;

  memset (found, 0, sizeof *found);
  MDM_TRY (mdm_search_symmetry (&symmetry, label, asked, err));
  MDM_TRY (mdm_cells_set (cells, options->vocab, asked->length, &symmetry,
                          asked->limit, err));
  mdm_search_found_init (found, mdm_search_questions (asked), cells->count);
  status
      = options->climbs > 0
            ? mdm_search_climb (found, asked, cells, grid.most, grid.support,
                                options->climbs, options->seed, err)
            : mdm_search_grid (found, asked, cells, &grid, options->first,
                               err);
  MDM_TRY (status);
  if (asked->goal == NULL)
    *outcome = outcome_of (found);
  return mdm_report_search (result, found, asked, cells, claim,
                            options->climbs > 0);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const search_options_t *own = (const search_options_t *) options;
  MDM_SCOPED (claims, mdm_asked_t, mdm_asked_init, mdm_asked_clear);
  mdm_search_asked_t asked = { .length = own->length,
                               .schedule = options->schedules.text,
                               .schedules = options->schedules.count,
                               .predictor = options->predictor,
                               .limit = &options->limit };
  mdm_expr_t *goal = NULL, *over = NULL;
  mdm_status status;

  MDM_TRY (check_options (own, err));
  if (own->maximize == NULL && own->minimize == NULL)
    MDM_TRY (mdm_asked_read (claims, options, err));
  MDM_OWNED const mdm_entry_t **entry
      = flint_malloc ((claims->count + 1) * sizeof *entry);
  for (size_t i = 0; i < claims->count; i++)
    entry[i] = claims->asked[i].entry;
  asked.claim = entry;
  asked.claims = claims->count;
  status = read_goal (&asked, &goal, &over, own, err);
  if (status == MDM_OK)
    status = search (result, outcome, &asked, claims->asked, own, err);
  mdm_expr_free (goal);
  mdm_expr_free (over);
  return status;
}

/* The largest vocabulary and length that have few enough sequences.  */
#define VOCAB_MAX 65536
#define LENGTH_MAX 16

static const mdm_option_t own_options[] = {
  { "vocab", "V", "the number of tokens",
    MDM_OPTION_NUMBER (search_options_t, vocab, 1, VOCAB_MAX) },
  { "length", "L", "the number of positions",
    MDM_OPTION_NUMBER (search_options_t, length, 1, LENGTH_MAX) },
  { "denominator", "D",
    "the sum of the weights, which are integers; or\n"
    "FROM..TO",
    mdm_set_range, .place = offsetof (search_options_t, denominator) },
  { "support", "K", "at most K sequences of positive probability",
    MDM_OPTION_NUMBER (search_options_t, support, 1, VOCAB_MAX) },
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
    "       each with [--climb=N --seed=S]\n"
    "Put every law with integer weights of sum D to claims, or to an "
    "expression,\n"
    "each once up to the symmetries that these allow.\n",
  .schema = "mdmcert-search-1",
  .own = own_options,
  .size = sizeof (search_options_t),
  .run = run,
};
