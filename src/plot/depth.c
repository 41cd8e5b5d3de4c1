#include <config.h>

#include "plot/kinds.h"

#include "claim/environment.h"
#include "sampler/depth.h"
#include "text/string.h"

/* The numbers of rounds that are drawn: FROM to TO.  */
typedef struct
{
  size_t from, to;
} rounds_t;

static mdm_status
find_rounds (rounds_t *rounds, const mdm_plot_asked_t *asked, size_t length,
             mdm_err_t *err)
{
  size_t to = asked->rounds_to;

  *rounds = (rounds_t){ 1, length };
  if (asked->rounds_from == 0)
    return MDM_OK;
  rounds->from = asked->rounds_from;
  rounds->to = to == 0 ? length : to;
  return rounds->from <= rounds->to && rounds->to <= length
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, "--rounds", 0, 0,
                            "the numbers of rounds must be between 1 and %zu",
                            length);
}

/* Add the series NAME of LAW; its number is set.  */
static size_t
add_series (mdm_figure_t figure, mdm_series_kind kind, const char *name,
            const mdm_law_t law)
{
  MDM_OWNED char *full = figure->title != NULL
                             ? mdm_str ("%s", name)
                             : mdm_str ("%s, %s", name, law->name);

  return mdm_figure_add (figure, kind, full);
}

/* Add the errors of one WAY; those that are left out are no marks.  */
static mdm_status
add_way (mdm_figure_t figure, size_t i, const mdm_depth_struct *depth, int way,
         const rounds_t *rounds, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  for (size_t t = rounds->from; t <= rounds->to; t++)
    {
      const mdm_depth_row_t *row = depth->row + t - 1;
      MDM_NUMBER (number);
      if (row->known[way])
        MDM_TRY (
            mdm_number_set_error (number, row->ekl + way, asked->format, err));
      mdm_series_add_number (figure->series + i, t, number);
    }
  if (depth->left_out[way] != NULL)
    mdm_plot_miss (asked, depth->left_out[way]);
  return MDM_OK;
}

/* Ways that have the same errors, as all have for permutations, are one
   series.  */
static mdm_status
add_ways (mdm_figure_t figure, const mdm_depth_struct *depth,
          const mdm_law_t law, const rounds_t *rounds, mdm_plot_asked_t *asked,
          mdm_err_t *err)
{
  static const char *const names[MDM_DEPTH_WAYS]
      = { "random sizes", "partition", "policy" };
  size_t first = figure->count;

  for (int way = 0; way < MDM_DEPTH_WAYS; way++)
    {
      size_t i = add_series (figure, MDM_SERIES_JOINED, names[way], law);
      MDM_OWNED char *both = NULL;
      MDM_TRY (add_way (figure, i, depth, way, rounds, asked, err));
      if (mdm_series_is_empty (figure->series + i))
        mdm_figure_drop (figure, i);
      else if (i > first
               && mdm_series_same (figure->series + i - 1, figure->series + i))
        {
          mdm_figure_drop (figure, i);
          both = mdm_str ("%s = %s", names[way], figure->series[i - 1].name);
          mdm_figure_rename (figure, i - 1, both);
        }
    }
  return MDM_OK;
}

/* RES = the bound of Wen, Liang and Lu on the error of T rounds on a uniform
   permutation of N: (N/T - 1)/2, by Theorem 6, or with LOGARITHM log (N/T), by
   Proposition 3 (THEORY section 9).  */
static void
set_bound (mdm_logform_t res, size_t n, size_t t, int logarithm)
{
  MDM_FMPQ (quotient);

  fmpq_set_ui (quotient, n, t);
  if (logarithm)
    {
      mdm_logform_set_log_fmpq (res, quotient);
      return;
    }
  fmpq_sub_ui (quotient, quotient, 1);
  fmpq_div_2exp (quotient, quotient, 1);
  mdm_logform_set_fmpq (res, quotient);
}

static mdm_status
add_bounds (mdm_figure_t figure, const mdm_law_t law, const rounds_t *rounds,
            const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  static const char *const names[] = { "(L/T - 1)/2 <=", "log(L/T) <=" };

  for (int logarithm = 0; logarithm < 2; logarithm++)
    {
      size_t i = add_series (figure, MDM_SERIES_LINE, names[logarithm], law);
      for (size_t t = rounds->from; t <= rounds->to; t++)
        {
          MDM_LOGFORM (bound);
          MDM_NUMBER (number);
          set_bound (bound, law->length, t, logarithm);
          MDM_TRY (mdm_number_set_error (number, bound, asked->format, err));
          mdm_series_add_number (figure->series + i, t, number);
        }
    }
  return MDM_OK;
}

/* *IS: is LAW that of a uniform permutation?  */
static mdm_status
is_permutation (int *is, mdm_law_t law, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  MDM_CURVE (curve);
  MDM_INSTANCE (instance, law, NULL, curve, limit);
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  MDM_VALUE (value);

  MDM_TRY (mdm_subject_answer (value, MDM_Q_PERMUTATION, NULL, NULL, &subject,
                               err));
  *is = !mdm_logform_is_plain_zero (value->x);
  return MDM_OK;
}

static mdm_status
add_law (mdm_figure_t figure, const char *spec, const char *typed,
         mdm_plot_asked_t *asked, mdm_err_t *err)
{
  rounds_t rounds;
  int bounded = 0;
  MDM_LAW (law);
  MDM_DEPTH (depth);

  MDM_TRY (mdm_plot_open_law (law, spec, typed, asked->limit, err));
  MDM_TRY (find_rounds (&rounds, asked, law->length, err));
  if (mdm_depth_set (depth, law, rounds.to, 0, asked->limit, err) != MDM_OK
      || is_permutation (&bounded, law, asked->limit, err) != MDM_OK)
    return mdm_plot_place (err, "law", typed);
  MDM_TRY (add_ways (figure, depth, law, &rounds, asked, err));
  return bounded ? add_bounds (figure, law, &rounds, asked, err) : MDM_OK;
}

mdm_status
mdm_plot_depth (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_OWNED char *label
      = mdm_figure_label_str ("least ekl", asked->format->unit);

  mdm_figure_set_x (figure, "rounds T");
  mdm_figure_set_y (figure, 0, label);
  for (size_t l = 0; l < asked->laws.count; l++)
    {
      const char *typed = asked->laws.text[l];
      mdm_sweep_t sweep;
      MDM_TRY (mdm_plot_read_sweep (&sweep, "law", typed, 0, err));
      if (asked->laws.count == 1 && sweep.count == 1)
        mdm_figure_set_title (figure, typed);
      for (size_t k = 0; k < sweep.count; k++)
        {
          MDM_OWNED char *spec = mdm_sweep_str (&sweep, k);
          MDM_TRY (add_law (figure, spec, typed, asked, err));
        }
    }
  mdm_figure_settle (figure);
  return MDM_OK;
}
