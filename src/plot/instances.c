#include <config.h>

#include "plot/instances.h"

#include "sampler/schedule_spec.h"
#include "text/string.h"

#include <string.h>

/* Of which options, law of a range, and ordinate a series is; SIZE_MAX: of any
   of them.  */
typedef struct
{
  size_t law, member, schedule, ordinate;
  char *law_name; /* on the heap, or NULL: not said */
  int met;        /* has a mark a number? */
} series_key_t;

typedef struct
{
  mdm_figure_struct *figure;
  mdm_plot_asked_t *asked;
  const mdm_instances_t *drawn;
  size_t schedules; /* 1 where there are none */
  int *is_range;    /* is a schedule one? */
  int across;
  size_t keys;
  series_key_t *key; /* of each series */
} work_t;

static void
work_clear (work_t *work)
{
  for (size_t i = 0; i < work->keys; i++)
    flint_free (work->key[i].law_name);
  flint_free (work->key);
  flint_free (work->is_range);
}

/* ---------------------------------------------------------------------------
   Names.  */

/* The parts that are there, with commas between them; on the heap.  */
static char *
join_str (const char *a, const char *b, const char *c)
{
  const char *part[] = { a, b, c };
  char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);
  int said = 0;

  for (size_t i = 0; i < 3; i++)
    if (part[i] != NULL && part[i][0] != '\0')
      fprintf (stream, "%s%s", said++ > 0 ? ", " : "", part[i]);
  mdm_str_close (stream);
  return text;
}

/* What the series of KEY is called: as little as tells it from the others, and
   the schedule where nothing does.  */
static char *
name_str (const work_t *work, const series_key_t *key, int with_schedule)
{
  const mdm_instances_t *drawn = work->drawn;
  const char *schedule = key->schedule < drawn->schedules.count
                             ? drawn->schedules.text[key->schedule]
                             : NULL;
  const char *ordinate = drawn->y[key->ordinate].name;
  char *name
      = join_str (ordinate, with_schedule ? schedule : NULL, key->law_name);

  if (name[0] != '\0')
    return name;
  flint_free (name);
  return mdm_str ("%s", schedule != NULL ? schedule
                        : key->law == SIZE_MAX
                            ? "laws"
                            : work->asked->laws.text[key->law]);
}

static mdm_series_kind
kind_of (const work_t *work, const series_key_t *key)
{
  if (work->drawn->y[key->ordinate].kind == MDM_ORDINATE_BOUND)
    return MDM_SERIES_LINE;
  return work->across ? MDM_SERIES_MARKS : MDM_SERIES_JOINED;
}

/* The series of KEY, which is added if it is new; LAW is the name of its law,
   where that is to be said.  */
static size_t
find_series (work_t *work, const series_key_t *key, const char *law)
{
  MDM_OWNED char *name = NULL;
  series_key_t *new_key;
  size_t i = 0;

  for (; i < work->keys; i++)
    if (work->key[i].law == key->law && work->key[i].member == key->member
        && work->key[i].schedule == key->schedule
        && work->key[i].ordinate == key->ordinate)
      return i;
  work->key = flint_realloc (work->key, (work->keys + 1) * sizeof *work->key);
  new_key = work->key + work->keys++;
  *new_key = *key;
  new_key->law_name = law != NULL ? mdm_str ("%s", law) : NULL;
  new_key->met = 0;
  name = name_str (work, new_key, work->schedules > 1);
  (void) mdm_figure_add (work->figure, kind_of (work, key), name);
  work->figure->series[i].panel = work->drawn->y[key->ordinate].panel;
  return i;
}

/* ---------------------------------------------------------------------------
   Marks.  */

/* Set *DIGITS, on the heap, to X of INSTANCE, whose schedule is SCHEDULE, a
   whole number without a point; NULL where there is none.  T is that which was
   asked for, although the best of at most T rounds may need fewer.  */
static mdm_status
get_x (char **digits, const work_t *work, mdm_instance_t instance,
       const char *schedule, mdm_err_t *err)
{
  size_t rounds = mdm_schedule_rounds_allowed (schedule);
  mdm_status status;
  MDM_FMPQ (whole);
  MDM_NUMBER (number);

  *digits = NULL;
  if (work->asked->x == NULL && rounds > 0)
    {
      *digits = mdm_str ("%zu", rounds);
      return MDM_OK;
    }
  MDM_TRY (mdm_ordinate_get (number, &status, &work->drawn->x, instance,
                             work->asked->format, err));
  if (status != MDM_OK)
    {
      if (status == MDM_ELIMIT)
        mdm_plot_miss (work->asked, err);
      return MDM_OK;
    }
  if (number->exact != NULL && number->unit == NULL
      && strspn (number->exact, "-0123456789") == strlen (number->exact))
    *digits = mdm_str ("%s", number->exact);
  else
    *digits = mdm_str ("%s", number->value);
  return MDM_OK;
}

/* Add the marks of INSTANCE to the series of KEY, of all ordinates; what it is
   of are LAW_NAME, as in find_series, and SCHEDULE.  */
static mdm_status
add_marks (work_t *work, mdm_instance_t instance, series_key_t key,
           const char *law_name, const char *schedule, mdm_err_t *err)
{
  mdm_plot_asked_t *asked = work->asked;
  MDM_OWNED char *x = NULL;

  MDM_TRY (get_x (&x, work, instance, schedule, err));
  for (size_t o = 0; o < work->drawn->count; o++)
    {
      mdm_status status;
      size_t i;
      MDM_NUMBER (number);
      MDM_TRY (mdm_ordinate_get (number, &status, work->drawn->y + o, instance,
                                 asked->format, err));
      if (status == MDM_ELIMIT)
        mdm_plot_miss (asked, err);
      key.ordinate = o;
      i = find_series (work, &key, law_name);
      mdm_series_add (work->figure->series + i, x, number->value,
                      number->exact);
      work->key[i].met |= x != NULL && number->value != NULL;
    }
  return MDM_OK;
}

/* Add the marks of one law, MEMBER of option L, for all schedules.  */
static mdm_status
add_law (work_t *work, const char *spec, size_t l, size_t member, int is_range,
         mdm_err_t *err)
{
  mdm_plot_asked_t *asked = work->asked;
  const mdm_texts_t *schedules = &work->drawn->schedules;
  const char *typed = asked->laws.text[l];
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_PREDICTOR (predictor);

  MDM_TRY (mdm_plot_open_law (law, spec, typed, asked->limit, err));
  if (asked->predictor != NULL
      && mdm_predictor_open (predictor, asked->predictor, law, asked->limit,
                             err)
             != MDM_OK)
    return mdm_plot_place (err, "predictor", asked->predictor);
  for (size_t s = 0; s < work->schedules; s++)
    {
      const char *text = schedules->count > 0 ? schedules->text[s] : "";
      int apart = is_range && work->is_range[s];
      const char *name = work->across            ? NULL
                         : apart                 ? spec
                         : asked->laws.count > 1 ? typed
                                                 : NULL;
      mdm_sweep_t sweep;
      MDM_TRY (
          mdm_plot_read_sweep (&sweep, "schedule", text, law->length, err));
      for (size_t k = 0; k < sweep.count; k++)
        {
          MDM_OWNED char *member_spec = mdm_sweep_str (&sweep, k);
          MDM_SCHEDULE (schedule);
          MDM_INSTANCE (instance, law, schedules->count > 0 ? schedule : NULL,
                        curve, asked->limit);
          if (schedules->count > 0)
            MDM_TRY (mdm_plot_open_schedule (schedule, member_spec, text, law,
                                             curve, asked->limit, err));
          mdm_instance_set_predictor (instance, predictor);
          MDM_TRY (add_marks (
              work, instance,
              (series_key_t){ .law = work->across ? SIZE_MAX : l,
                              .member = apart ? member : SIZE_MAX,
                              .schedule = s },
              name, member_spec, err));
        }
    }
  return MDM_OK;
}

/* ---------------------------------------------------------------------------
   Bounds.  */

static int
is_bound (const work_t *work, size_t i)
{
  return work->drawn->y[work->key[i].ordinate].kind == MDM_ORDINATE_BOUND;
}

/* Are series I and J bounds of one claim for one law?  */
static int
are_alike (const work_t *work, size_t i, size_t j)
{
  const series_key_t *x = work->key + i, *y = work->key + j;

  return is_bound (work, i) && x->ordinate == y->ordinate && x->law == y->law
         && x->member == y->member;
}

static void
drop (work_t *work, size_t i)
{
  mdm_figure_drop (work->figure, i);
  flint_free (work->key[i].law_name);
  work->keys--;
  memmove (work->key + i, work->key + i + 1,
           (work->keys - i) * sizeof *work->key);
}

/* Drop bounds that are not there, or that another schedule has, too; one that
   is left alone needs no schedule in its name.  */
static void
merge_bounds (work_t *work)
{
  for (size_t i = work->keys; i-- > 0;)
    {
      int same = 0;
      for (size_t j = 0; j < i; j++)
        same |= are_alike (work, i, j)
                && mdm_series_same (work->figure->series + i,
                                    work->figure->series + j);
      if (is_bound (work, i) && (same || !work->key[i].met))
        drop (work, i);
    }
  for (size_t i = 0; i < work->keys; i++)
    {
      int alone = is_bound (work, i);
      for (size_t j = 0; j < work->keys; j++)
        alone &= j == i || !are_alike (work, i, j);
      if (alone)
        {
          MDM_OWNED char *name = name_str (work, work->key + i, 0);
          mdm_figure_rename (work->figure, i, name);
        }
    }
}

/* Tell of ordinates without a mark, and of series of values without one.  */
static void
find_missing (work_t *work, mdm_err_t *err)
{
  for (size_t o = 0; o < work->drawn->count; o++)
    {
      int met = 0;
      for (size_t i = 0; i < work->keys; i++)
        if (work->key[i].ordinate == o)
          met |= work->key[i].met;
      if (met)
        continue;
      (void) mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                          "there is nothing to draw of %s",
                          work->drawn->y[o].name[0] != '\0'
                              ? work->drawn->y[o].name
                              : "what was asked for: it does not exist");
      mdm_plot_miss (work->asked, err);
    }
  for (size_t i = 0; i < work->keys; i++)
    if (!is_bound (work, i) && !work->key[i].met)
      {
        (void) mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "there is nothing to draw of %s",
                            work->figure->series[i].name);
        mdm_plot_miss (work->asked, err);
      }
}

/* ---------------------------------------------------------------------------
   The whole.  */

/* Find out which schedules are ranges, and whether any law is one.  */
static void
find_ranges (work_t *work)
{
  const mdm_texts_t *laws = &work->asked->laws;
  const mdm_texts_t *schedules = &work->drawn->schedules;
  int any = 0;

  work->schedules = schedules->count > 0 ? schedules->count : 1;
  work->is_range = flint_calloc (work->schedules, sizeof *work->is_range);
  for (size_t s = 0; s < schedules->count; s++)
    any |= work->is_range[s] = mdm_sweep_is_range (schedules->text[s]);
  for (size_t l = 0; l < laws->count; l++)
    any |= mdm_sweep_is_range (laws->text[l]);
  work->across = work->drawn->across && !any && laws->count > 1;
}

mdm_status
mdm_plot_instances (mdm_figure_t figure, mdm_plot_asked_t *asked,
                    const mdm_instances_t *drawn, mdm_err_t *err)
{
  MDM_CLEARED (work, work_t, work_clear);

  *work = (work_t){ .figure = figure, .asked = asked, .drawn = drawn };
  find_ranges (work);
  for (size_t l = 0; l < asked->laws.count; l++)
    {
      mdm_sweep_t sweep;
      MDM_TRY (
          mdm_plot_read_sweep (&sweep, "law", asked->laws.text[l], 0, err));
      for (size_t k = 0; k < sweep.count; k++)
        {
          MDM_OWNED char *spec = mdm_sweep_str (&sweep, k);
          MDM_TRY (add_law (work, spec, l, k, sweep.ranges > 0, err));
        }
    }
  merge_bounds (work);
  find_missing (work, err);
  mdm_figure_settle (figure);
  return MDM_OK;
}
