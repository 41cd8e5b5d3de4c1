#include <config.h>

#include "cli/commands.h"
#include "cli/schedules.h"

#include "report/reports.h"

typedef struct
{
  mdm_options_t common;
  mdm_list_t quantities;
  int all_entropies;
} info_options_t;

/* Parse the expressions of --quantity.  */
static mdm_status
parse_quantities (mdm_asked_quantity_t *asked, const mdm_list_t *texts,
                  mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < texts->count && status == MDM_OK; i++)
    {
      const char *text = texts->text[i];
      asked[i].text = text;
      asked[i].where = mdm_option_str ("quantity", text);
      status = mdm_expr_parse (&asked[i].expr, text, asked[i].where, 1, err);
      if (status != MDM_OK)
        status = MDM_EPARSE; /* over a limit of the language, too */
    }
  return status;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const info_options_t *own = (const info_options_t *) options;
  size_t count = own->quantities.count;
  mdm_asked_quantity_t *asked
      = flint_calloc (count + 1, sizeof (mdm_asked_quantity_t));
  mdm_instance_t instance;
  mdm_law_t law;
  mdm_status status;

  (void) outcome;
  mdm_law_init (law);
  mdm_instance_init (instance, law, NULL, &options->limit);
  status = mdm_need_law (options, err);
  if (status == MDM_OK)
    status = parse_quantities (asked, &own->quantities, err);
  if (status == MDM_OK)
    status = mdm_open_law (law, options, err);
  if (status == MDM_OK)
    status = mdm_report_info (result, instance, asked, count,
                              own->all_entropies, &options->format, err);
  for (size_t i = 0; i < count; i++)
    {
      mdm_expr_free (asked[i].expr);
      flint_free ((void *) asked[i].where);
    }
  flint_free (asked);
  mdm_instance_clear (instance);
  mdm_law_clear (law);
  return status;
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_LAW,
        { "quantity", "EXPR",
          "also this quantity; repeatable; e.g.\n"
          "'H(0,2|1)', 'I(0;1,2|3)', 'TC(0;1;2|3)'",
          mdm_set_list, .place = offsetof (info_options_t, quantities),
          .repeats = 1 },
        { "all-entropies", NULL, "also the entropy of every set of positions",
          mdm_set_flag, .place = offsetof (info_options_t, all_entropies) },
        { .name = NULL } };

const mdm_command_t mdm_cmd_info = {
  .name = "info",
  .summary = "entropies, information curve, TC, DTC of a law",
  .usage
  = "Usage: mdmcert info --law=SPEC [--quantity=EXPR]... "
    "[--all-entropies]\n"
    "Print the entropies of a law, its average entropy and information\n"
    "curves, TC, DTC and the sum of mutual informations, all exact.\n",
  .schema = "mdmcert-info-1",
  .own = own_options,
  .size = sizeof (info_options_t),
  .run = run,
};
