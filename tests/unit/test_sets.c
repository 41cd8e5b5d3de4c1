/* test_sets.c - H, I, TC and DTC of groups of positions on random laws: as the
   language has them, and by their definitions from others of them or from
   src/info.  */
#include <config.h>

#include "instances.h"
#include "unit.h"

#include "claim/environment.h"
#include "claim/expr.h"
#include "info/entropy.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LAWS 300
#define GROUPS_MAX 5

/* Groups of positions, group 0 being the condition, in words and as lists.  */
typedef struct
{
  size_t count; /* of groups but the condition, none of them empty */
  char text[GROUPS_MAX + 1][64];
  size_t start[GROUPS_MAX + 2], position[64];
} sets_t;

/* Put each of LENGTH positions in one of the groups, or nowhere.  */
static void
draw_sets (sets_t *sets, uint64_t *state, size_t length)
{
  size_t group[64], count = 0, used[GROUPS_MAX + 2];

  memset (sets, 0, sizeof *sets);
  for (size_t i = 0; i < length; i++)
    group[i] = random_below (state, GROUPS_MAX + 2);
  /* Those that are not empty are numbered from 1.  */
  for (size_t g = 0; g <= GROUPS_MAX + 1; g++)
    {
      int found = g == 0;
      for (size_t i = 0; i < length; i++)
        found |= group[i] == g;
      used[g] = g <= GROUPS_MAX && found ? count++ : SIZE_MAX;
    }
  sets->count = count - 1;
  for (size_t g = 0; g <= GROUPS_MAX; g++)
    for (size_t i = 0; i < length; i++)
      if (group[i] == g && used[g] != SIZE_MAX)
        {
          char *text = sets->text[used[g]];
          sprintf (text + strlen (text), "%s%zu", *text == '\0' ? "" : ",", i);
        }
  /* As info has them, the condition is the last.  */
  count = 0;
  for (size_t g = 1; g <= sets->count + 1; g++)
    {
      sets->start[g - 1] = count;
      for (size_t i = 0; i < length; i++)
        if (used[group[i]] == g % (sets->count + 1))
          sets->position[count++] = i;
    }
  sets->start[sets->count + 1] = count;
}

/* Append FORMAT expanded.  */
__attribute__ ((format (printf, 2, 3))) static void
append (char *text, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vsprintf (text + strlen (text), format, arguments);
  va_end (arguments);
}

/* Write groups FROM..TO of SETS but LEFT_OUT, separated by BETWEEN.  */
static void
write_groups (char *text, const sets_t *sets, size_t from, size_t to,
              size_t left_out, const char *between)
{
  const char *before = "";

  for (size_t g = from; g <= to; g++)
    if (g != left_out)
      {
        append (text, "%s%s", before, sets->text[g]);
        before = between;
      }
}

/* Write `|CONDITION', or nothing; with group MORE, if not 0, in it.  */
static void
write_condition (char *text, const sets_t *sets, size_t more)
{
  if (sets->text[0][0] != '\0')
    append (text, "|%s", sets->text[0]);
  if (more > 0)
    append (text, "%s%s", sets->text[0][0] != '\0' ? "," : "|",
            sets->text[more]);
}

/* Is TEXT 0 on INSTANCE?  */
static void
check_zero (mdm_instance_t instance, const char *text, uint64_t seed)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&subject);
  mdm_value_t v;
  mdm_expr_t *expr;
  mdm_err_t err = { 0 };
  int sign = 2;

  mdm_value_init (v);
  ck_assert_msg (mdm_expr_parse (&expr, text, "e", 1, &err) == MDM_OK,
                 "%s: %s", text, err.message);
  ck_assert_msg (mdm_expr_evaluate (v, expr, &environment, &err) == MDM_OK,
                 "%s: %s", text, err.message);
  ck_assert_int_eq (mdm_logform_sign (&sign, v->x), MDM_OK);
  ck_assert_msg (sign == 0, "seed %" PRIu64 ": %s: %s", seed, text,
                 describe (instance->law, NULL));
  mdm_expr_free (expr);
  mdm_value_clear (v);
}

/* Is TEXT an error on INSTANCE, something in it having probability 0?  */
static void
check_impossible (mdm_instance_t instance, const char *text)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&subject);
  mdm_value_t v;
  mdm_expr_t *expr;
  mdm_err_t err = { 0 };

  mdm_value_init (v);
  ck_assert_int_eq (mdm_expr_parse (&expr, text, "e", 1, &err), MDM_OK);
  ck_assert_int_eq (mdm_expr_evaluate (v, expr, &environment, &err),
                    MDM_EDOMAIN);
  ck_assert_str_eq (err.message, "this condition has probability 0");
  ck_assert_int_eq (text[err.column], '=');
  mdm_expr_free (expr);
  mdm_value_clear (v);
}

/* Is POSITION in one of SETS?  */
static int
is_there (const sets_t *sets, size_t position)
{
  for (size_t i = 0; i < sets->start[sets->count + 1]; i++)
    if (sets->position[i] == position)
      return 1;
  return 0;
}

/* I of all groups is I of all but the last, less the same given that.  */
static void
check_information (mdm_instance_t instance, const sets_t *sets, uint64_t seed)
{
  char text[4000] = "I(";
  size_t n = sets->count;

  write_groups (text, sets, 1, n, 0, ";");
  write_condition (text, sets, 0);
  if (n == 2)
    append (text, ") - TC(%s;%s", sets->text[1], sets->text[2]);
  else
    {
      append (text, ") - I(");
      write_groups (text, sets, 1, n - 1, 0, ";");
    }
  write_condition (text, sets, 0);
  if (n > 2)
    {
      append (text, ") + I(");
      write_groups (text, sets, 1, n - 1, 0, ";");
      write_condition (text, sets, n);
    }
  append (text, ")");
  check_zero (instance, text, seed);
}

/* DTC is the entropy of all less that of each given all others.  */
static void
check_dual (mdm_instance_t instance, const sets_t *sets, uint64_t seed)
{
  char text[4000] = "DTC(";
  size_t n = sets->count;

  write_groups (text, sets, 1, n, 0, ";");
  write_condition (text, sets, 0);
  append (text, ") - H(");
  write_groups (text, sets, 1, n, 0, ",");
  write_condition (text, sets, 0);
  append (text, ")");
  for (size_t g = 1; g <= n; g++)
    {
      append (text, " + H(%s|", sets->text[g]);
      write_groups (text, sets, sets->text[0][0] == '\0', n, g, ",");
      append (text, ")");
    }
  check_zero (instance, text, seed);
}

/* TC, and H of the first group, are as info computes them.  */
static void
check_info (mdm_instance_t instance, const sets_t *sets)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  mdm_groups_t groups = { sets->count, sets->start, sets->position };
  mdm_position_sets_t all
      = { sets->count, (size_t *) sets->start, (size_t *) sets->position, 0,
          NULL };
  mdm_logform_t want;
  mdm_value_t v;
  mdm_err_t err = { 0 };
  int order = 2;

  mdm_logform_init (want);
  mdm_value_init (v);
  if (sets->count >= 2)
    mdm_total_correlation (want, instance->law, &groups);
  else
    mdm_conditional_entropy (want, instance->law, &groups);
  ck_assert_int_eq (
      mdm_subject_answer (v, sets->count >= 2 ? MDM_Q_TC_OF : MDM_Q_H_OF, NULL,
                          &all, &subject, &err),
      MDM_OK);
  ck_assert_int_eq (mdm_logform_cmp (&order, v->x, want), MDM_OK);
  ck_assert_int_eq (order, 0);
  mdm_logform_clear (want);
  mdm_value_clear (v);
}

/* The weight of the rows of LAW with TOKEN at POSITION.  */
static ulong
weight_of (const mdm_law_t law, size_t position, uint16_t token)
{
  ulong sum = 0;

  for (size_t i = 0; i < law->support; i++)
    if (mdm_law_row (law, i)[position] == token)
      sum += fmpz_get_ui (law->weight + i);
  return sum;
}

/* Given a position means the mean over what stands there, of NAME with SETS.
   A token that cannot stand there is an error.  Returns how many do not.  */
static size_t
check_mean (mdm_instance_t instance, const char *name, const sets_t *sets,
            size_t position, uint64_t seed)
{
  const mdm_law_struct *law = instance->law;
  const char *bar = sets->text[0][0] != '\0' ? "," : "|";
  char text[4000] = "", one[1000] = "";
  size_t impossible = 0;

  append (one, "%s(", name);
  write_groups (one, sets, 1, name[0] == 'H' ? 1 : sets->count, 0, ";");
  write_condition (one, sets, 0);
  append (text, "-%s%s%zu)", one, bar, position);
  for (uint16_t v = 0; v < law->vocab; v++)
    {
      ulong weight = weight_of (law, position, v);
      char value[1100] = "";
      append (value, "%s%s%zu='%d')", one, bar, position, v);
      if (weight > 0)
        append (text, " + %lu/%lu*%s", weight, fmpz_get_ui (law->total),
                value);
      else
        {
          impossible++;
          check_impossible (instance, value);
        }
    }
  check_zero (instance, text, seed);
  return impossible;
}

START_TEST (values)
{
  static const char *const names[] = { "H", "I", "TC", "DTC" };
  size_t checked = 0, impossible = 0;

  for (uint64_t seed = 1; seed <= LAWS; seed++)
    {
      uint64_t state = seed;
      mdm_instance_t instance;
      mdm_law_t law;
      sets_t sets;
      size_t position;

      mdm_law_init (law);
      random_law (law, &state, 2 + random_below (&state, 6));
      ck_assert_int_eq (mdm_law_list (law, &no_limit, NULL), MDM_OK);
      mdm_instance_init (instance, law, NULL, &no_limit);
      draw_sets (&sets, &state, law->length);
      for (position = 0; position < law->length; position++)
        if (!is_there (&sets, position))
          break;
      for (size_t i = 0; i < 4 && position < law->length; i++)
        if (sets.count >= (i == 0 ? 1 : 2))
          {
            impossible
                += check_mean (instance, names[i], &sets, position, seed);
            checked++;
          }
      mdm_instance_clear (instance);
      mdm_law_clear (law);
    }
  ck_assert_uint_gt (checked, LAWS / 2);
  ck_assert_uint_gt (impossible, 0);
}
END_TEST

START_TEST (definitions)
{
  size_t several = 0, conditions = 0;

  for (uint64_t seed = 1; seed <= LAWS; seed++)
    {
      uint64_t state = seed;
      mdm_instance_t instance;
      mdm_law_t law;
      sets_t sets;

      mdm_law_init (law);
      random_law (law, &state, 1 + random_below (&state, 7));
      mdm_instance_init (instance, law, NULL, &no_limit);
      draw_sets (&sets, &state, law->length);
      if (sets.count >= 1)
        check_info (instance, &sets);
      if (sets.count >= 2)
        {
          check_information (instance, &sets, seed);
          check_dual (instance, &sets, seed);
        }
      several += sets.count >= 3;
      conditions += sets.count >= 3 && sets.text[0][0] != '\0';
      mdm_instance_clear (instance);
      mdm_law_clear (law);
    }
  ck_assert_uint_gt (several, LAWS / 4);
  ck_assert_uint_gt (conditions, LAWS / 10);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("sets");
  TCase *c = tcase_create ("groups of positions");

  tcase_set_timeout (c, 120);
  tcase_add_test (c, definitions);
  tcase_add_test (c, values);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
