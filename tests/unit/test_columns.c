/* test_columns.c - text measured in columns, and wrapped.  */
#include <config.h>

#include "unit.h"

#include "report/columns.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof (table) / sizeof *(table))

static const struct
{
  const char *text;
  size_t columns;
} widths[] = {
  { "", 0 },
  { "abc", 3 },
  { "\303\251", 1 },         /* e acute */
  { "e\314\201", 1 },        /* the same, combined */
  { "\346\227\245\346", 3 }, /* wide, and a character that is cut off */
  { "\346\227\245x", 3 },    /* wide */
  { "\355\225\234", 2 },     /* a Hangul syllable */
  { "\357\274\241", 2 },     /* a full-width A */
  { "\357\275\241", 1 },     /* a half-width stop */
  { "\360\237\230\200", 2 }, /* a face */
  { "\360\235\204\236", 1 }, /* a clef */
  { "a\342\200\213b", 2 },   /* a blank of no width */
  { "\377\376", 2 },         /* not UTF-8 */
  { "\200\200", 2 },         /* nor this */
  { "\303a", 2 },            /* a character broken off */
  { "\340\244\225\340\245\215", 1 }, /* Devanagari, with a virama */
};

START_TEST (width)
{
  ck_assert_uint_eq (mdm_columns (widths[_i].text), widths[_i].columns);
}
END_TEST

static const struct
{
  const char *text;
  int is_list;
} lists[] = {
  { "1,2", 1 }, { "1/2,1/3", 1 }, { "0.5,0.5", 1 },
  { "12", 0 },  { "1, 2", 0 },    { "a,b", 0 },
  { "", 0 },    { "2,1|0,3", 1 }, { "1,2;3,4", 0 },
};

START_TEST (is_list)
{
  ck_assert_int_eq (mdm_columns_is_list (lists[_i].text), lists[_i].is_list);
}
END_TEST

static const struct
{
  const char *text;
  size_t most, cut;
} cuts[] = {
  { "1,2,3", 5, 5 },   { "1,2,3", 4, 4 }, { "1,2,3", 3, 2 },
  { "1,2,3", 2, 2 },   { "1,2,3", 1, 0 }, { "12345,6", 5, 0 },
  { "12345,6", 6, 6 },
};

START_TEST (list_cut)
{
  ck_assert_uint_eq (mdm_columns_list_cut (cuts[_i].text, cuts[_i].most),
                     cuts[_i].cut);
}
END_TEST

/* What is written for TEXT, on the heap.  */
static char *
wrapped (const char *text, size_t indent, size_t lines)
{
  char *out = NULL;
  size_t n = 0;
  FILE *stream = open_memstream (&out, &n);

  ck_assert_ptr_nonnull (stream);
  mdm_columns_wrap (stream, text, indent, lines);
  ck_assert_int_eq (fclose (stream), 0);
  return out;
}

/* Words of random lengths: every line fits, further lines are indented, and
   the words are what they were.  SEED is the loop's number.  */
START_TEST (wrap_words)
{
  unsigned seed = (unsigned) _i + 1;
  size_t indent = seed % 60;
  char text[2000], again[4000], *out, *line, *p = text;

  for (unsigned i = 0; i < 100; i++)
    {
      seed = seed * 1103515245u + 12345u;
      for (unsigned n = (seed >> 16) % 12 + 1; n > 0; n--)
        *p++ = (char) ('a' + n);
      *p++ = ' ';
    }
  p[-1] = '\0';
  out = wrapped (text, indent, 1);
  again[0] = '\0';
  line = strtok (out, "\n");
  for (int first = 1; line != NULL; line = strtok (NULL, "\n"), first = 0)
    {
      size_t blanks = strspn (line, " ");
      ck_assert_uint_eq (blanks, first ? 0 : indent);
      ck_assert_uint_le (strlen (line) + (first ? indent : 0),
                         MDM_COLUMNS_LINE);
      if (!first)
        strcat (again, " ");
      strcat (again, line + blanks);
    }
  ck_assert_str_eq (again, text);
  free (out);
}
END_TEST

/* TEXT = a list of COUNT ones, without a comma at the end.  */
static void
ones (char *text, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      *text++ = '1';
      *text++ = i + 1 < count ? ',' : '\0';
    }
}

/* Lists of 1 to 200 ones in lines of 40 columns, up to 3 of them: all is
   there, or the last line ends in two dots.  */
START_TEST (wrap_list)
{
  size_t count = (size_t) _i, indent = MDM_COLUMNS_LINE - 40, lines = 1;
  size_t n, numbers = 0;
  char text[401] = "", *out;

  ones (text, count);
  out = wrapped (text, indent, 3);
  n = strlen (out);
  for (size_t i = 0; i < n; i++)
    {
      numbers += out[i] == '1';
      lines += out[i] == '\n';
    }
  ck_assert_uint_le (lines, 3);
  if (2 * count - 1 <= 119) /* 40 + 40 + 39 */
    ck_assert_uint_eq (numbers, count);
  else
    {
      ck_assert_uint_eq (numbers, 20 + 20 + 19);
      ck_assert_str_eq (out + n - 3, ",..");
    }
  free (out);
}
END_TEST

START_TEST (wrap_nothing)
{
  static const char *const texts[] = { "", "x", "a  b", " " };

  for (size_t i = 0; i < COUNT (texts); i++)
    {
      char *out = wrapped (texts[i], 4, 1);
      ck_assert_str_eq (out, texts[i]);
      free (out);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("columns");
  TCase *tcase = tcase_create ("columns");

  tcase_add_loop_test (tcase, width, 0, COUNT (widths));
  tcase_add_loop_test (tcase, is_list, 0, COUNT (lists));
  tcase_add_loop_test (tcase, list_cut, 0, COUNT (cuts));
  tcase_add_loop_test (tcase, wrap_words, 0, 60);
  tcase_add_loop_test (tcase, wrap_list, 1, 200);
  tcase_add_test (tcase, wrap_nothing);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
