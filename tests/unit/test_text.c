/* test_text.c - laws of the windows of a text, and classes of bytes.  */
#include <config.h>

#include "unit.h"

#include "law/classes.h"
#include "law/families.h"
#include "law/spec.h"
#include "law_text.h"

#include <unistd.h>

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* Files that the SPECs below name stand in a directory made for each
   test.  */
static char directory[] = "/tmp/mdm-text-XXXXXX";

static const struct
{
  const char *name;
  const char *text;
} files[] = {
  { "a,L=1", "abab" },
  { "text", "Abracadabra, abracadabra!\n" },
  { "empty", "" },
  { "pairs", "aXbXaXaXbb" },
};

static void
enter (void)
{
  ck_assert_ptr_nonnull (mkdtemp (directory));
  ck_assert_int_eq (chdir (directory), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    {
      FILE *file = fopen (files[i].name, "w");
      fputs (files[i].text, file);
      fclose (file);
    }
}

static void
leave (void)
{
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    unlink (files[i].name);
  ck_assert_int_eq (chdir ("/"), 0);
  rmdir (directory);
  memcpy (directory + sizeof directory - 7, "XXXXXX", 6);
}

/* Windows of a text; each row of the table hand-counted.  */

static const struct
{
  const char *spec;
  const char *law;
} windows[] = {
  /* a b a a b b */
  { "text:pairs,L=2,classes=a:a/b:b", "V=2 L=2 total=5 aa*1 ab*2 ba*1 bb*1" },
  { "text:pairs,L=2,classes=b:b/a:a", "V=2 L=2 total=5 bb*1 ba*1 ab*2 aa*1" },
  { "text:pairs,classes=a:a/b:b,L=6", "V=2 L=6 total=1 abaabb*1" },
  { "text:pairs,L=1,classes=a:a/b:b/c:c", "V=3 L=1 total=2 a*1 b*1" },
  { "text:pairs,L=1,classes=u:A-Z/l:*", "V=2 L=1 total=5 u*2 l*3" },
  { "text:pairs,L=1,classes=l:*/u:X", "V=2 L=1 total=5 l*3 u*2" },
  { "text:pairs,L=1,classes=*:*", "V=1 L=1 total=1 **1" },
  { "text:pairs,L=3,classes=x:a-b", "V=1 L=3 total=1 xxx*1" },
  { "text:a,L=1,L=2,classes=a:a/b:b", "V=2 L=2 total=3 ab*2 ba*1" },
  /* Abracadabra, abracadabra! and a line feed.  */
  { "text:text,L=1,classes=a:a/A:A/o:*", "V=3 L=1 total=26 a*9 A*1 o*16" },
  { "text:text,L=1,classes=p:\\,!/n:\\n/s: ", "V=3 L=1 total=4 p*2 n*1 s*1" },
  { "text:text,L=1,classes=h:\\x2c\\x0A\\x0a", "V=1 L=1 total=1 h*1" },
  { "text:text,L=2,classes=\xc3\xa9:a/\\,:c-dr",
    "V=2 L=2 total=16 \xc3\xa9\xc3\xa9*1 \xc3\xa9,*7 ,\xc3\xa9*8" },
};

START_TEST (counts_windows)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_open (law, windows[_i].spec, &limit, &err);
  ck_assert_msg (status == MDM_OK, "%s: %s", err.where, err.message);
  check_law (law, windows[_i].law);
  mdm_law_clear (law);
}
END_TEST

/* Every window of a seeded text against a count by comparison.  */

START_TEST (counts_windows_as_by_hand)
{
  static const struct
  {
    size_t letters, size, length;
  } cases[]
      = { { 1, 900, 7 },  { 2, 3000, 1 },  { 2, 3000, 5 }, { 2, 2000, 40 },
          { 3, 2500, 6 }, { 26, 2000, 3 }, { 2, 50, 50 },  { 2, 1500, 700 } };
  size_t letters = cases[_i].letters, size = cases[_i].size;
  size_t length = cases[_i].length;
  char *text = malloc (size), spec[100];
  uint64_t state = (uint64_t)_i;
  FILE *file = fopen ("a,L=1", "w");
  mdm_law_t law;
  mdm_err_t err;

  /* The last case is periodic with a few faults, so that long windows
     repeat.  */
  for (size_t i = 0; i < size; i++)
    text[i] = (char)('a'
                     + (_i == 7 ? (i / 3 % 2) ^ (i % 601 == 0)
                                : mdm_splitmix64 (&state) % letters));
  fwrite (text, 1, size, file);
  fclose (file);
  sprintf (spec, "text:a,L=1,L=%zu,classes=z:z/a:a/b:b-y", length);
  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, spec, &limit, &err), MDM_OK);
  for (size_t i = 0; i < size; i++)
    text[i] = text[i] == 'z' ? 0 : text[i] == 'a' ? 1 : 2;
  for (size_t i = 0, left = size - length + 1; i < law->support; i++)
    {
      const uint16_t *row = mdm_law_row (law, i);
      ulong count = 0;
      for (size_t at = 0; at + length <= size; at++)
        {
          size_t j = 0;
          while (j < length && text[at + j] == (char)row[j])
            j++;
          count += j == length;
        }
      ck_assert_uint_gt (count, 0);
      /* count / windows = weight / total  */
      ck_assert_uint_eq (count * fmpz_get_ui (law->total),
                         fmpz_get_ui (law->weight + i) * (size - length + 1));
      left -= count;
      ck_assert (i + 1 < law->support || left == 0);
    }
  free (text);
  mdm_law_clear (law);
}
END_TEST

/* SPECs that are none; WHERE is NULL for the option itself.  */

static const struct
{
  const char *spec;
  mdm_status status;
  const char *where;
  size_t line, column;
  const char *message;
} bad[] = {
  { "text:absent,L=1,classes=a:a", MDM_EIO, "absent", 0, 0, "cannot open" },
  { "text:empty,L=1,classes=a:a", MDM_EDOMAIN, "empty", 0, 0, "0 bytes" },
  { "text:text,L=11,classes=a:a", MDM_EDOMAIN, "text", 0, 0, "9 bytes" },
  { "text:text,L=0,classes=a:a", MDM_EDOMAIN, NULL, 0, 0, "at least 1" },
  { "text:text,L=1,classes=", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=a", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=ab:c", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=:c", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=a:a/", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=\xff:a", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=\\n:a", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=\\xff:a", MDM_EPARSE, NULL, 0, 0, "NAME:CHARS" },
  { "text:text,L=1,classes=a:", MDM_EPARSE, NULL, 0, 0,
    "class 'a' has no characters" },
  { "text:text,L=1,classes=a:/b:b", MDM_EPARSE, NULL, 0, 0,
    "class 'a' has no characters" },
  { "text:text,L=1,classes=a:z-a", MDM_EDOMAIN, NULL, 0, 0, "reversed" },
  { "text:text,L=1,classes=a:a-c-e", MDM_EPARSE, NULL, 0, 0, "'\\-'" },
  { "text:text,L=1,classes=a:a-c/b:c", MDM_EDOMAIN, NULL, 0, 0,
    "byte 0x63 (c) is in two classes, 'a' and 'b'" },
  { "text:text,L=1,classes=a:\\n/b:\\x00-\\x1f", MDM_EDOMAIN, NULL, 0, 0,
    "byte 0x0a is in two classes" },
  { "text:text,L=1,classes=a:a/a:b", MDM_EDOMAIN, NULL, 0, 0,
    "two classes are named 'a'" },
  { "text:text,L=1,classes=a:*/b:*", MDM_EDOMAIN, NULL, 0, 0,
    "'*' in two classes" },
  { "text:text,L=1,classes=a:a*", MDM_EPARSE, NULL, 0, 0, "'\\*'" },
  { "text:text,L=1,classes=a:a:b", MDM_EPARSE, NULL, 0, 0, "'\\:'" },
  { "text:text,L=1,classes=a:a,b", MDM_EPARSE, NULL, 0, 0, "'\\,'" },
  { "text:text,L=1,classes=a:a,M=2", MDM_EPARSE, NULL, 0, 0, "'\\,'" },
  { "text:text,L=1,classes=a:\\q", MDM_EPARSE, NULL, 0, 0, "backslash" },
  { "text:text,L=1,classes=a:\\", MDM_EPARSE, NULL, 0, 0, "backslash" },
  { "text:text,L=1,classes=a:\\x4", MDM_EPARSE, NULL, 0, 0, "backslash" },
  { "text:text,L=1,classes=a:\\x4g", MDM_EPARSE, NULL, 0, 0, "backslash" },
};

START_TEST (refuses)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_open (law, bad[_i].spec, &limit, &err);
  check_failure (status, &err, bad[_i].status,
                 bad[_i].where == NULL ? "" : bad[_i].where, bad[_i].line,
                 bad[_i].column, bad[_i].message);
  ck_assert_int_eq (mdm_law_open (law, bad[_i].spec, &limit, NULL),
                    bad[_i].status);
  ck_assert_str_eq (law->name, "");
  mdm_law_clear (law);
}
END_TEST

/* Bytes and their classes.  */

START_TEST (classes)
{
  static const char text[] = "d:0-9-/m:+\\-\\*/:::";
  static const char mixed[] = "d:-0-9/m:+--/c:\\:/p:a\\-z/o:*/\\\\:\\\\";
  mdm_classes_t c;
  mdm_err_t err = { 0 };

  check_failure (mdm_classes_parse (&c, text, strlen (text), &err), &err,
                 MDM_EDOMAIN, "", 0, 0, "byte 0x2d (-) is in two classes");
  check_failure (mdm_classes_parse (&c, mixed, strlen (mixed), &err), &err,
                 MDM_EDOMAIN, "", 0, 0, "byte 0x2d (-) is in two classes");
  ck_assert_int_eq (
      mdm_classes_parse (&c, mixed + 7, strlen (mixed) - 7, &err),
      MDM_EDOMAIN); /* p has - as well */
  ck_assert_int_eq (
      mdm_classes_parse (&c, mixed + 13, strlen (mixed) - 13, &err), MDM_OK);
  ck_assert_uint_eq (c.count, 4);
  ck_assert_str_eq (c.name[3], "\\");
  ck_assert_int_eq (c.class[':'], 0);
  ck_assert_int_eq (c.class['a'], 1);
  ck_assert_int_eq (c.class['b'], 2);
  ck_assert_int_eq (c.class['-'], 1);
  ck_assert_int_eq (c.class['z'], 1);
  ck_assert_int_eq (c.class['\\'], 3);
  ck_assert_int_eq (c.class[0], 2);
  ck_assert_int_eq (c.class[255], 2);
  ck_assert_int_eq (mdm_classes_parse (&c, "r:+--", 5, &err), MDM_OK);
  ck_assert_int_eq (c.class['+'], 0);
  ck_assert_int_eq (c.class[','], 0);
  ck_assert_int_eq (c.class['-'], 0);
  ck_assert_int_eq (c.class['.'], MDM_CLASS_NONE);
}
END_TEST

/* As many classes as there are bytes, and one more.  */

START_TEST (many_classes)
{
  char *text;
  size_t size;
  FILE *stream = open_memstream (&text, &size);
  mdm_classes_t c;
  mdm_err_t err = { 0 };

  for (unsigned b = 0; b < 256; b++)
    fprintf (stream, "%s\xe4%c%c:\\x%02x", b == 0 ? "" : "/", 0xb8 + b / 64,
             0x80 + b % 64, b);
  fflush (stream);
  ck_assert_int_eq (mdm_classes_parse (&c, text, size, &err), MDM_OK);
  ck_assert_uint_eq (c.count, 256);
  ck_assert_int_eq (c.class[200], 200);
  fputs ("/x:*", stream);
  fclose (stream);
  check_failure (mdm_classes_parse (&c, text, size, &err), &err, MDM_EDOMAIN,
                 "", 0, 0, "more than 256 classes");
  free (text);
}
END_TEST

#define COUNT(table) (int)(sizeof (table) / sizeof *(table))

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("text");
  TCase *c = tcase_create ("windows");

  tcase_add_checked_fixture (c, enter, leave);
  tcase_add_loop_test (c, counts_windows, 0, COUNT (windows));
  tcase_add_loop_test (c, counts_windows_as_by_hand, 0, 8);
  tcase_add_loop_test (c, refuses, 0, COUNT (bad));
  suite_add_tcase (suite, c);
  c = tcase_create ("classes");
  tcase_add_test (c, classes);
  tcase_add_test (c, many_classes);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
