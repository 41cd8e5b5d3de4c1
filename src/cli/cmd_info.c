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

/* The expressions of --quantity.  */
typedef struct
{
  mdm_asked_quantity_t *quantity;
  size_t count;
} asked_t;

static void
asked_clear (asked_t *asked)
{
  for (size_t i = 0; i < asked->count; i++)
    {
      mdm_expr_free (asked->quantity[i].expr);
      mdm_expr_free (asked->quantity[i].over);
      flint_free ((void *) asked->quantity[i].where);
    }
  flint_free (asked->quantity);
}

static mdm_status
parse_quantities (asked_t *asked, const mdm_list_t *texts, mdm_err_t *err)
{
  asked->count = texts->count;
  asked->quantity = flint_calloc (asked->count + 1, sizeof *asked->quantity);
  for (size_t i = 0; i < asked->count; i++)
    {
      mdm_asked_quantity_t *quantity = asked->quantity + i;
      quantity->text = texts->text[i];
      quantity->where = mdm_option_str ("quantity", quantity->text);
      if (mdm_ratio_parse (&quantity->expr, &quantity->over, quantity->text,
                           quantity->where, 1, err)
          != MDM_OK)
        return MDM_EPARSE; /* over a limit of the language, too */
    }
  return MDM_OK;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const info_options_t *own = (const info_options_t *) options;
  MDM_CLEARED (asked, asked_t, asked_clear);
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_INSTANCE (instance, law, NULL, curve, &options->limit);

  (void) outcome;
  *asked = (asked_t){ NULL, 0 };
  MDM_TRY (mdm_need_law (options, err));
  MDM_TRY (parse_quantities (asked, &own->quantities, err));
  MDM_TRY (mdm_open_law (law, options, err));
  return mdm_report_info (result, instance, asked->quantity, asked->count,
                          own->all_entropies);
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
