/* test_nearest.c - what may have been meant by a name.  */
#include <config.h>

#include "exact/scoped.h"
#include "text/nearest.h"
#include "unit.h"

#include <string.h>

static const char *const known[]
    = { "info", "law", "certify", "schedule", "prove", "L", "k_mixed", "V" };

static const struct
{
  const char *name, *best;
} rows[] = {
  { "inf", "info" },
  { "INFO", "info" },
  { "ifno", "info" },
  { "innfo", "info" },
  { "in", NULL },
  { "l", "L" },
  { "x", NULL },
  { "", NULL },
  { "lw", NULL },
  { "lwa", "law" },
  { "lax", "law" },
  { "lxx", NULL },
  { "cretify", "certify" },
  { "certi", "certify" },
  { "cert", NULL },
  { "scheduels", "schedule" },
  { "sxhxdxle", NULL },
  { "proove", "prove" },
  { "kmixed", "k_mixed" },
  { "vv", NULL },
  { "schedule-and-much-more-that-is-too-long", NULL },
};

START_TEST (nearest)
{
  mdm_nearest_t near = mdm_nearest_to (rows[_i].name, strlen (rows[_i].name));
  MDM_OWNED char *text = NULL;

  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    mdm_nearest_try (&near, known[i]);
  ck_assert_pstr_eq (near.best, rows[_i].best);
  text = mdm_nearest_str (&near, "!");
  if (near.best == NULL)
    ck_assert_str_eq (text, "!");
  else
    ck_assert_ptr_nonnull (strstr (text, near.best));
}
END_TEST

/* Of two that are equally near, the first.  */
START_TEST (first)
{
  mdm_nearest_t near = mdm_nearest_to ("taxle", 5);

  mdm_nearest_try (&near, "table");
  mdm_nearest_try (&near, "taxes");
  ck_assert_str_eq (near.best, "table");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("nearest");
  TCase *tcase = tcase_create ("nearest");

  tcase_add_loop_test (tcase, nearest, 0, sizeof rows / sizeof *rows);
  tcase_add_test (tcase, first);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
