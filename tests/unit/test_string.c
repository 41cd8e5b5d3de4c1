/* test_string.c - streams into memory.  */
#include <config.h>

#include "unit.h"

#include "exact/flint-compat.h"
#include "text/string.h"

#include <string.h>

/* Nothing, and SIZE bytes in pieces of 1, 2, 3, ..: with NULs in between.  */
START_TEST (whole)
{
  static const size_t sizes[]
      = { 0, 1, 2, 511, 512, 513, 8191, 8192, 8193, 100000, 1000003 };
  size_t size = sizes[_i], length = 77;
  char *text = NULL, *want = flint_malloc (size + 1);
  FILE *stream = mdm_str_open (&text, &length);

  for (size_t i = 0; i < size; i++)
    want[i] = (char) (i % 251);
  for (size_t at = 0, piece = 1; at < size; at += piece, piece++)
    {
      piece = piece > size - at ? size - at : piece;
      ck_assert_uint_eq (fwrite (want + at, 1, piece, stream), piece);
    }
  mdm_str_close (stream);
  ck_assert_uint_eq (length, size);
  ck_assert_mem_eq (text, want, size);
  ck_assert_int_eq (text[size], '\0');
  flint_free (text);
  flint_free (want);
}
END_TEST

START_TEST (formatted)
{
  char *text = NULL;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);

  for (int i = 0; i < 10000; i++)
    fprintf (stream, "%05d\n", i);
  mdm_str_close (stream);
  ck_assert_uint_eq (length, 60000);
  ck_assert_uint_eq (strlen (text), 60000);
  ck_assert_str_eq (text + length - 6, "09999\n");
  flint_free (text);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("string");
  TCase *c = tcase_create ("streams");

  tcase_add_loop_test (c, whole, 0, 11);
  tcase_add_test (c, formatted);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
