/* test_nearest.c - the word that was probably meant: distances as by the
   definition, and what is too far.  */
#include <config.h>

#include "unit.h"

#include "text/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

static const struct
{
  const char *word, *candidates[4], *best;
} words[] = {
  { "Vlaue", { "Text", "Value", "Ratio" }, "Value" },
  { "column", { "Table", "Rows", "Column" }, "Column" },
  { "Colum", { "Table", "Rows", "Column" }, "Column" },
  { "Columnns", { "Table", "Rows", "Column" }, "Column" },
  { "decimals", { "decimal", "exact", "short", "both" }, "decimal" },
  { "bot", { "decimal", "exact", "short", "both" }, "both" },
  { "xyz", { "decimal", "exact", "short", "both" }, NULL },
  { "ab", { "ba", "ab" }, "ab" },
  { "ab", { "ba", "bb" }, "ba" },
  { "a", { "b" }, NULL },
  { "A", { "a" }, "a" },
  { "", { "a" }, NULL },
  { "li-cai-l", { "li-cai-1", "li-cai-2" }, "li-cai-1" },
};

START_TEST (one_word)
{
  mdm_nearest_t nearest;
  char hint[MDM_HINT_MAX], want[MDM_HINT_MAX] = "";

  mdm_nearest_begin (&nearest, words[_i].word, strlen (words[_i].word));
  for (size_t i = 0; i < 4 && words[_i].candidates[i] != NULL; i++)
    mdm_nearest_try (&nearest, words[_i].candidates[i]);
  if (words[_i].best == NULL)
    ck_assert_ptr_null (nearest.best);
  else
    {
      ck_assert_str_eq (nearest.best, words[_i].best);
      snprintf (want, sizeof want, "; did you mean %s?", words[_i].best);
    }
  mdm_nearest_hint (hint, &nearest);
  ck_assert_str_eq (hint, want);
}
END_TEST

static size_t
least (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* The distance of A and B, by what is done with their last letters.  */
static size_t
by_definition (const char *a, size_t m, const char *b, size_t n)
{
  size_t res;

  if (m == 0 || n == 0)
    return m + n;
  res = by_definition (a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
  res = least (res, 1 + by_definition (a, m - 1, b, n));
  res = least (res, 1 + by_definition (a, m, b, n - 1));
  if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1])
    res = least (res, 1 + by_definition (a, m - 2, b, n - 2));
  return res;
}

START_TEST (random_words)
{
  char a[8], b[8];

  srand (17);
  for (int turn = 0; turn < 2000; turn++)
    {
      size_t m = (size_t) rand () % 7, n = (size_t) rand () % 7, limit, d;
      mdm_nearest_t nearest;
      for (size_t i = 0; i < 7; i++)
        {
          a[i] = (char) ('a' + rand () % 3);
          b[i] = (char) ('a' + rand () % 3);
        }
      a[m] = b[n] = '\0';
      mdm_nearest_begin (&nearest, a, m);
      limit = nearest.distance;
      mdm_nearest_try (&nearest, b);
      d = by_definition (a, m, b, n);
      ck_assert_msg (nearest.distance == least (d, limit)
                         && (nearest.best != NULL) == (d < limit),
                     "%s %s: %zu, %zu", a, b, nearest.distance, d);
    }
}
END_TEST

START_TEST (long_words)
{
  char a[1000];
  mdm_nearest_t nearest;

  memset (a, 'a', sizeof a);
  a[sizeof a - 1] = '\0';
  mdm_nearest_begin (&nearest, a, strlen (a));
  mdm_nearest_try (&nearest, a);
  ck_assert_ptr_null (nearest.best);
  mdm_nearest_begin (&nearest, a, 64);
  mdm_nearest_try (&nearest, a);
  ck_assert_ptr_null (nearest.best);
  mdm_nearest_try (&nearest, a + sizeof a - 65);
  ck_assert_ptr_eq (nearest.best, a + sizeof a - 65);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("nearest");
  TCase *tcase = tcase_create ("nearest");

  tcase_add_loop_test (tcase, one_word, 0, ROWS (words));
  tcase_add_test (tcase, random_words);
  tcase_add_test (tcase, long_words);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
