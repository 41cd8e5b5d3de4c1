#include <config.h>

#include "cli/commands.h"
#include "cli/range.h"
#include "cli/tables.h"
#include "cli/theorems.h"
#include "cli/write.h"

#include "exact/rational.h"
#include "plot/drawing.h"
#include "plot/kinds.h"
#include "text/nearest.h"
#include "text/string.h"

#include <string.h>

/* The greatest width in cm, and that of a column of a journal in 1/100 mm.  */
#define WIDTH_MAX 1000
#define WIDTH 8500

/* Logarithmic axes, by the words of --log.  */
static const char *const logs[] = { "x", "y", "xy", NULL };

typedef struct
{
  mdm_options_t common;
  mdm_list_t laws;
  const char *x, *y;
  uint64_t length, smax; /* 0: not given */
  mdm_range_option_t rounds;
  int has_log, log; /* the index of a word of --log */
  long width;       /* in 1/100 mm; 0: not given */
} plot_options_t;

/* ---------------------------------------------------------------------------
   Values of options.  */

static const char *const formats[]
    = { "svg", "pgfplots", "gnuplot", "tsv", NULL };

static mdm_status
set_format (void *place, const char *text, mdm_err_t *err)
{
  static const mdm_format_kind kinds[]
      = { MDM_FORMAT_SVG, MDM_FORMAT_PGFPLOTS, MDM_FORMAT_GNUPLOT,
          MDM_FORMAT_TSV };
  int index = 0;

  MDM_TRY (mdm_set_word (&index, formats, text, err));
  *(mdm_format_kind *) place = kinds[index];
  return MDM_OK;
}

static mdm_status
set_log (void *place, const char *text, mdm_err_t *err)
{
  plot_options_t *options
      = (plot_options_t *) ((char *) place - offsetof (plot_options_t, log));

  options->has_log = 1;
  return mdm_set_word (&options->log, logs, text, err);
}

/* A width in cm, kept to 1/100 mm.  */
static mdm_status
set_width (void *place, const char *text, mdm_err_t *err)
{
  MDM_FMPQ (width);
  MDM_FMPZ (unit);

  MDM_TRY (mdm_rational_read (width, text, strlen (text), err));
  if (fmpq_sgn (width) <= 0 || fmpq_cmp_si (width, WIDTH_MAX) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a width in cm is more than 0 and at most %d",
                        WIDTH_MAX);
  fmpz_set_ui (unit, 1000);
  fmpq_mul_fmpz (width, width, unit);
  fmpz_cdiv_q (unit, fmpq_numref (width), fmpq_denref (width));
  *(long *) place = (long) fmpz_get_si (unit);
  return MDM_OK;
}

/* ---------------------------------------------------------------------------
   What was asked for.  */

/* Set *KIND to the one that the first operand names.  */
static mdm_status
find_kind (const mdm_plot_kind_t **kind, const mdm_options_t *options,
           mdm_err_t *err)
{
  const char *name
      = options->operands.count > 0 ? options->operands.text[0] : NULL;
  mdm_nearest_t nearest;
  MDM_OWNED char *meant = NULL;
  MDM_OWNED char *what = NULL;

  if (name == NULL)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the kind of the figure is missing; mdmcert plot "
                        "--help lists them");
  nearest = mdm_nearest_to (name, strlen (name));
  for (*kind = mdm_plot_kinds; (*kind)->name != NULL; ++*kind)
    if (strcmp ((*kind)->name, name) == 0)
      return MDM_OK;
    else
      mdm_nearest_try (&nearest, (*kind)->name);
  meant = mdm_nearest_str (&nearest, "; mdmcert plot --help lists them");
  what = mdm_str ("no such kind of figure%s", meant);
  return mdm_option_fail (err, name, what);
}

/* Does KIND take what OPTIONS has, and have what it needs?  */
static mdm_status
check_options (const mdm_plot_kind_t *kind, const plot_options_t *options,
               mdm_err_t *err)
{
  const mdm_options_t *common = &options->common;
  const struct
  {
    const char *option;
    unsigned bit;
    int given;
  } what[]
      = { { "--law", MDM_PLOT_LAWS, options->laws.count > 0 },
          { "--schedule", MDM_PLOT_SCHEDULES, common->schedules.count > 0 },
          { "--predictor", MDM_PLOT_PREDICTOR, common->predictor != NULL },
          { "--claim", MDM_PLOT_CLAIMS, common->claims.count > 0 },
          { "--x", MDM_PLOT_X, options->x != NULL },
          { "--y", MDM_PLOT_Y, options->y != NULL },
          { "--length", MDM_PLOT_SIZE, options->length > 0 },
          { "--smax", MDM_PLOT_SIZE, options->smax > 0 },
          { "--rounds", MDM_PLOT_ROUNDS, options->rounds.from > 0 } };
  MDM_OWNED char *refusal
      = mdm_str ("the kind %s does not take it", kind->name);

  for (size_t i = 0; i < sizeof what / sizeof *what; i++)
    if (what[i].given && !(kind->takes & what[i].bit))
      return mdm_option_fail (err, what[i].option, refusal);
  if (common->operands.count > 1 && !(kind->takes & MDM_PLOT_FILE))
    return mdm_option_fail (err, common->operands.text[1],
                            "an argument too many");
  if (common->operands.count < 2 && kind->takes & MDM_PLOT_FILE)
    return mdm_option_fail (err, NULL,
                            "the file with the description of the table is "
                            "missing");
  if (kind->takes & MDM_PLOT_LAWS && options->laws.count == 0)
    return mdm_option_fail (err, "--law", "the option is missing: which law?");
  return MDM_OK;
}

static mdm_texts_t
texts_of (const mdm_list_t *list)
{
  return (mdm_texts_t){ (const char *const *) list->text, list->count };
}

/* ---------------------------------------------------------------------------
   The command.  */

static void
write_figure (mdm_result_t result, const mdm_figure_t figure,
              mdm_format_kind kind)
{
  MDM_OWNED char *text = NULL;

  if (kind == MDM_FORMAT_TSV)
    {
      mdm_draw_table (result, figure);
      return;
    }
  text = kind == MDM_FORMAT_PGFPLOTS  ? mdm_draw_pgfplots (figure)
         : kind == MDM_FORMAT_GNUPLOT ? mdm_draw_gnuplot (figure)
                                      : mdm_draw_svg (figure);
  mdm_result_verbatim (result, text);
}

/* What is drawn is not all, for the reason WHY: a figure does not say so.  */
static void
say_left_out (const mdm_err_t *why)
{
  mdm_err_t all = *why;

  (void) mdm_err_set (&all, why->status, why->where, 0, 0, "left out: %s",
                      why->message);
  mdm_write_complaint (&all);
}

/* Make the figure of KIND that is ASKED for.  */
static mdm_status
plot (mdm_result_t result, mdm_exit *outcome, const mdm_plot_kind_t *kind,
      mdm_plot_asked_t *asked, const plot_options_t *options, mdm_err_t *err)
{
  mdm_format_t format = *asked->format;
  MDM_FIGURE (figure);

  /* Only the table has exact forms; of whole numbers they have one term.  */
  if (format.kind != MDM_FORMAT_TSV && format.exact_terms > 1)
    format.exact_terms = 1;
  asked->format = &format;
  figure->width = options->width > 0 ? options->width : WIDTH;
  figure->log_x = options->has_log && options->log != 1;
  figure->log_y = options->has_log && options->log != 0;
  MDM_TRY (kind->make (figure, asked, err));
  mdm_figure_unjoin (figure);
  if (mdm_figure_check (figure, err) != MDM_OK)
    {
      if (err->status == MDM_ELIMIT && asked->incomplete)
        *err = *asked->why;
      return err->status == MDM_ELIMIT || err->status == MDM_EABSENT
                 ? MDM_ELIMIT
                 : err->status;
    }
  write_figure (result, figure, options->common.format.kind);
  if (asked->incomplete)
    {
      *outcome = MDM_EXIT_UNDECIDED;
      mdm_result_fact (result, "left out", "%s", asked->why->message);
      if (!result->unseen)
        say_left_out (asked->why);
    }
  return MDM_OK;
}

/* The same of the description of a table.  */
static mdm_status
plot_file (mdm_result_t result, mdm_exit *outcome, const mdm_plot_kind_t *kind,
           mdm_plot_asked_t *asked, const plot_options_t *options,
           mdm_err_t *err)
{
  const char *file = options->common.operands.text[1];
  mdm_format_t format;
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  MDM_CLEARED (description, mdm_description_struct, mdm_description_clear);

  mdm_description_init (description, file, library);
  MDM_TRY (
      mdm_tables_read (description, library, file, &options->common, err));
  format = mdm_tables_format (description, &options->common);
  asked->description = description;
  asked->format = &format;
  return plot (result, outcome, kind, asked, options, err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const plot_options_t *own = (const plot_options_t *) options;
  const mdm_plot_kind_t *kind = NULL;
  MDM_SCOPED (claims, mdm_asked_t, mdm_asked_init, mdm_asked_clear);
  mdm_err_t why = { .status = MDM_OK };
  mdm_plot_asked_t asked
      = { .laws = texts_of (&own->laws),
          .schedules = texts_of (&options->schedules),
          .predictor = options->predictor,
          .claim_text = (const char *const *) options->claims.text,
          .x = own->x,
          .y = own->y,
          .length = own->length,
          .smax = own->smax,
          .rounds_from = own->rounds.from,
          .rounds_to = own->rounds.to,
          .format = &options->format,
          .limit = &options->limit,
          .why = &why };

  MDM_TRY (find_kind (&kind, options, err));
  MDM_TRY (check_options (kind, own, err));
  if (options->claims.count > 0)
    MDM_TRY (mdm_asked_read (claims, options, err));
  asked.claim = claims->asked;
  asked.claims = claims->count;
  if (kind->takes & MDM_PLOT_FILE)
    return plot_file (result, outcome, kind, &asked, own, err);
  return plot (result, outcome, kind, &asked, own, err);
}

static const mdm_option_t own_options[] = {
  { "law", "SPEC", "a law, or a range of them; repeatable", mdm_set_list,
    .place = offsetof (plot_options_t, laws), .repeats = 1 },
  { "schedule", "SPEC",
    "an unmasking schedule, or a range of them such as\n"
    "balanced:1..6; repeatable",
    mdm_set_list, .place = offsetof (mdm_options_t, schedules), .repeats = 1 },
  MDM_OPTION_PREDICTOR,
  { "claim", "ID|EXPR", "a claim: what it bounds, or compares; repeatable",
    mdm_set_list, .place = offsetof (mdm_options_t, claims), .repeats = 1 },
  { "x", "EXPR", "what is drawn to the right; of a table, a column",
    mdm_set_text, .place = offsetof (plot_options_t, x) },
  { "y", "EXPR", "what is drawn upwards; of a table, a column", mdm_set_text,
    .place = offsetof (plot_options_t, y) },
  { "length", "L", "of rays: the length of the sequences",
    MDM_OPTION_NUMBER (plot_options_t, length, 1, MDM_RANGE_MAX) },
  { "smax", "S", "of rays: the largest size of all schedules",
    MDM_OPTION_NUMBER (plot_options_t, smax, 1, MDM_RANGE_MAX) },
  { "rounds", "T", "of depths: only these, FROM..TO", mdm_set_range,
    .place = offsetof (plot_options_t, rounds) },
  { "log", NULL, "logarithmic axes", set_log,
    .place = offsetof (plot_options_t, log), .words = logs },
  { "width", "CM", "the width of the figure in cm (8.5)", set_width,
    .place = offsetof (plot_options_t, width) },
  { "format", NULL, "how the figure is written (svg)", set_format,
    .place = offsetof (mdm_options_t, format.kind), .given = MDM_GIVEN_FORMAT,
    .words = formats },
  { .name = NULL }
};

const mdm_command_t mdm_cmd_plot = {
  .name = "plot",
  .summary = "figures, drawn from exact numbers",
  .usage
  = "Usage: mdmcert plot KIND [--law=SPEC]... [--schedule=SPEC]...\n"
    "         [--predictor=SPEC] [--claim=ID|EXPR]... [--x=EXPR] [--y=EXPR]\n"
    "         [--length=L] [--smax=S] [--rounds=T] [--log=x|y|xy] "
    "[--width=CM]\n"
    "       mdmcert plot table FILE [--x=COLUMN] [--y=COLUMN]\n"
    "Draw a figure of exact numbers.  The kinds are:\n"
    "  curve  the information curve and the steps of schedules below it\n"
    "  error  ekl against T, with the bounds of claims\n"
    "  rates  SER and TER against T\n"
    "  ratio  --y, or left over right side of claims, against --x\n"
    "  depth  the least ekl of T rounds\n"
    "  rays   the slack of claims on the rays, without a law\n"
    "  table  two columns of a table, a series for each label of rows\n",
  .schema = "mdmcert-plot-1",
  .own = own_options,
  .size = sizeof (plot_options_t),
  .operands = 2,
  .run = run,
};
