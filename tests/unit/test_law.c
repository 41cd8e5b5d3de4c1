/* test_law.c - the law type and the reader of law files.  */
#include <config.h>

#include "unit.h"

#include "law/law.h"
#include "law/order.h"
#include "law/reader.h"
#include "text/file.h"
#include "text/tokens.h"
#include "law_text.h"

#include <unistd.h>

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* TEXT with its size, which may include NUL bytes.  */
#define TEXT(text) text, sizeof (text) - 1

/* Laws that are read.  */

static const struct
{
  const char *text;
  size_t size;
  const char *law;
} good[] = {
  { TEXT ("3 001\n1 010\n"), "V=2 L=3 total=4 001*3 010*1" },
  { TEXT ("      1 010\n      3 001\n"), "V=2 L=3 total=4 001*3 010*1" },
  { TEXT ("1 b\n1 a"), "V=2 L=1 total=2 a*1 b*1" },
  { TEXT ("1 a\n"), "V=1 L=1 total=1 a*1" },
  { TEXT ("1 a\r\n\r\n2 b\r\n"), "V=2 L=1 total=3 a*1 b*2" },
  { TEXT ("\n  \t\n# c\n#c\n#\n\t5 \t ab\t \n"), "V=2 L=2 total=1 ab*1" },
  /* Exact weights, coprime in the end.  */
  { TEXT ("1/2 0\n1/3 1\n"), "V=2 L=1 total=5 0*3 1*2" },
  { TEXT ("0.5 0\n0.25 1\n"), "V=2 L=1 total=3 0*2 1*1" },
  { TEXT ("4 0\n6 1\n"), "V=2 L=1 total=5 0*2 1*3" },
  { TEXT ("2/6 0\n007 1\n"), "V=2 L=1 total=22 0*1 1*21" },
  { TEXT ("123456789012345678901234567890123456789012345678901234567890 0\n"
          "1 1\n"),
    "V=2 L=1 "
    "total=123456789012345678901234567890123456789012345678901234567891 "
    "0*123456789012345678901234567890123456789012345678901234567890 1*1" },
  { TEXT ("1/100000000000000000003 0\n1/100000000000000000007 1\n"),
    "V=2 L=1 total=200000000000000000010 0*100000000000000000007 "
    "1*100000000000000000003" },
  /* Weights of zero: no row, but their tokens count.  */
  { TEXT ("0 ab\n1 aa\n0/7 ca\n0.00 cb\n"), "V=3 L=2 total=1 aa*1" },
  /* Splitting.  */
  { TEXT ("1 the cat\n2 a cat\n"), "V=3 L=2 total=3 a cat*2 the cat*1" },
  { TEXT ("1 a b\n2 b\t a\n"), "V=2 L=2 total=3 ab*1 ba*2" },
  { TEXT ("#: split words\n1 ab\n2 b\n"), "V=2 L=1 total=3 ab*1 b*2" },
  { TEXT ("#:split  words \n1 ab\n"), "V=1 L=1 total=1 ab*1" },
  { TEXT ("#: split chars\n1 ab c\n1 a bc\n2 ab d\n"), NULL },
  { TEXT ("#: split chars\n1 ab c\n2 abd\n"), "V=4 L=3 total=3 abc*1 abd*2" },
  { TEXT ("1 \xc3\xa9\x61\n2 a\xc3\xa9\n"),
    "V=2 L=2 total=3 a\xc3\xa9*2 \xc3\xa9\x61*1" },
  { TEXT ("1 \xf4\x8f\xbf\xbf\n1 \xf0\x90\x80\x80\n1 \xed\x9f\xbf\n"
          "1 \xee\x80\x80\n1 \xe0\xa0\x80\n1 \xc2\x80\n"),
    "V=6 L=1 total=6 \xc2\x80*1 \xe0\xa0\x80*1 \xed\x9f\xbf*1 "
    "\xee\x80\x80*1 \xf0\x90\x80\x80*1 \xf4\x8f\xbf\xbf*1" },
  /* Vocabularies: declared order, else byte order.  */
  { TEXT ("#: vocab b a c\n1 ab\n1 ba\n"), "V=3 L=2 total=2 ba*1 ab*1" },
  { TEXT ("#: vocab b a\n#: split words\n1 a\n3 b\n"),
    "V=2 L=1 total=4 b*3 a*1" },
  { TEXT ("#: vocab zz a\n1 a\n"), "V=2 L=1 total=1 a*1" },
  { TEXT ("1 b\n1 \xc3\xa9\n1 B\n1 #\n"),
    "V=4 L=1 total=4 #*1 B*1 b*1 \xc3\xa9*1" },
  { TEXT ("#: split words\n1 aa\n1 a\n1 b\n1 ab\n"),
    "V=4 L=1 total=4 a*1 aa*1 ab*1 b*1" },
};

START_TEST (reads)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status
      = mdm_law_parse (law, "f", good[_i].text, good[_i].size, &limit, &err);
  if (good[_i].law == NULL) /* the nearest failure of its neighbour */
    check_failure (status, &err, MDM_EDOMAIN, "f", 3, 3, "line 2");
  else
    {
      ck_assert_msg (status == MDM_OK, "%s", err.message);
      check_law (law, good[_i].law);
      ck_assert_str_eq (law->name, "f");
      ck_assert_int_eq (law->kind, MDM_LAW_LISTED);
    }
  mdm_law_clear (law);
}
END_TEST

/* Files that are no laws.  */

static const struct
{
  const char *text;
  size_t size;
  mdm_status status;
  size_t line, column;
  const char *message;
} bad[] = {
  { TEXT (""), MDM_EDOMAIN, 0, 0, "no row" },
  { TEXT ("# only a comment\n\n"), MDM_EDOMAIN, 0, 0, "no row" },
  { TEXT ("#: vocab a b\n"), MDM_EDOMAIN, 0, 0, "no row" },
  { TEXT ("0 a\n0 b\n"), MDM_EDOMAIN, 0, 0, "all weights are zero" },
  /* Weights.  */
  { TEXT ("1 a\nx b\n"), MDM_EPARSE, 2, 1, "bad weight: a number" },
  { TEXT ("  nan a\n"), MDM_EPARSE, 1, 3, "bad weight" },
  { TEXT ("1e5e a\n"), MDM_EPARSE, 1, 4, "not 'e'" },
  { TEXT ("1/0 a\n"), MDM_EDOMAIN, 1, 3, "denominator is zero" },
  { TEXT ("1/ a\n"), MDM_EPARSE, 1, 3, "digits are expected after the '/'" },
  { TEXT ("1e a\n"), MDM_EPARSE, 1, 3, "digits are expected in the exponent" },
  { TEXT ("1/-2 a\n"), MDM_EPARSE, 1, 3, "bad weight" },
  { TEXT ("1/2/3 a\n"), MDM_EPARSE, 1, 4, "not '/'" },
  { TEXT ("1.5.2 a\n"), MDM_EPARSE, 1, 4, "not '.'" },
  { TEXT (". a\n"), MDM_EPARSE, 1, 1, "bad weight" },
  { TEXT ("+ a\n"), MDM_EPARSE, 1, 2, "bad weight" },
  { TEXT ("1\xc3\xa9 a\n"), MDM_EPARSE, 1, 2, "not '\xc3\xa9'" },
  { TEXT (" -1 a\n"), MDM_EDOMAIN, 1, 2, "never negative" },
  { TEXT ("-0 a\n"), MDM_EDOMAIN, 1, 1, "never negative" },
  { TEXT ("- a\n"), MDM_EPARSE, 1, 2, "bad weight" },
  { TEXT (" # a\n"), MDM_EPARSE, 1, 2, "bad weight" },
  { TEXT ("\xef\xbb\xbf"
          "1 a\n"),
    MDM_EPARSE, 1, 1, "byte order mark" },
  /* Sequences.  */
  { TEXT ("3\n"), MDM_EPARSE, 1, 2, "a sequence is expected" },
  { TEXT ("3  \t\n"), MDM_EPARSE, 1, 5, "a sequence is expected" },
  { TEXT ("1 ab\n2  abc\n"), MDM_EDOMAIN, 2, 4,
    "length 3; the first row has length 2" },
  { TEXT ("1 a b\n2 a b c\n"), MDM_EDOMAIN, 2, 3, "length 3" },
  { TEXT ("1 ab\n2 a b\n"), MDM_EDOMAIN, 2, 3, "#: split words" },
  { TEXT ("1 a b\n2 ab\n"), MDM_EDOMAIN, 2, 3, "#: split words" },
  { TEXT ("1 ab\n# c\n2 ba\n3 ab\n3 ba\n"), MDM_EDOMAIN, 4, 3, "line 1" },
  { TEXT ("1 ab\n0 ab\n"), MDM_EDOMAIN, 2, 3, "line 1" },
  { TEXT ("1 b\n1 a\n1 c\n1 a\n1 b\n"), MDM_EDOMAIN, 4, 3, "line 2" },
  { TEXT ("1 a\n1 a\nx a\n"), MDM_EDOMAIN, 2, 3, "line 1" },
  { TEXT ("1 a\nx a\n1 a\n"), MDM_EPARSE, 2, 1, "bad weight" },
  /* Vocabulary and directives.  */
  { TEXT ("#: vocab a b\n1 ab\n1 acb\n"), MDM_EDOMAIN, 3, 4,
    "the token 'c' is not in the declared vocabulary" },
  { TEXT ("#: vocab a b a\n"), MDM_EDOMAIN, 1, 14, "'a' is declared twice" },
  { TEXT ("#: vocab\n"), MDM_EPARSE, 1, 9, "at least one" },
  { TEXT ("#: vocab  \n"), MDM_EPARSE, 1, 11, "at least one" },
  { TEXT ("#: vocab a\n#: vocab b\n"), MDM_EPARSE, 2, 1, "a second" },
  { TEXT ("#: split words\n#: split words\n"), MDM_EPARSE, 2, 1, "a second" },
  { TEXT ("#: split\n"), MDM_EPARSE, 1, 9, "'words' or 'chars'" },
  { TEXT ("#: split word\n"), MDM_EPARSE, 1, 10, "'words' or 'chars'" },
  { TEXT ("#: split bytes\n"), MDM_EPARSE, 1, 10, "'words' or 'chars'" },
  { TEXT ("#: split words chars\n"), MDM_EPARSE, 1, 10, "'words' or 'chars'" },
  { TEXT ("#: vocabulary a\n"), MDM_EPARSE, 1, 4, "not 'vocabulary'" },
  { TEXT ("#:\n"), MDM_EPARSE, 1, 3, "'vocab' or 'split'" },
  { TEXT ("1 a\n#: vocab a\n"), MDM_EPARSE, 2, 1, "before the first row" },
  { TEXT ("1 a\n#: split words\n"), MDM_EPARSE, 2, 1, "before the first row" },
  /* Bytes that no text has.  */
  { TEXT ("1 a\0b\n"), MDM_EPARSE, 1, 4, "NUL" },
  { TEXT ("#\0\n1 a\n"), MDM_EPARSE, 1, 2, "NUL" },
  { TEXT ("1 a\r1 b\n"), MDM_EPARSE, 1, 4, "carriage return" },
  { TEXT ("1 a\r"), MDM_EPARSE, 1, 4, "carriage return" },
  { TEXT ("1 a\r\r\n"), MDM_EPARSE, 1, 4, "carriage return" },
  { TEXT ("1 a\xff\n"), MDM_EPARSE, 1, 4, "not UTF-8" },
  { TEXT ("# \xc3\n1 a\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xc3"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \x80\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xc1\xbf\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xe0\x9f\xbf\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xed\xa0\x80\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xf0\x8f\xbf\xbf\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xf4\x90\x80\x80\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xe2\x82"), MDM_EPARSE, 1, 3, "not UTF-8" },
  { TEXT ("1 \xe2\x82\x28\n"), MDM_EPARSE, 1, 3, "not UTF-8" },
};

START_TEST (refuses)
{
  mdm_law_t law;
  mdm_err_t err = { 0 };
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_parse (law, "f", bad[_i].text, bad[_i].size, &limit, &err);
  check_failure (status, &err, bad[_i].status, "f", bad[_i].line,
                 bad[_i].column, bad[_i].message);
  ck_assert_int_eq (law->listed, 0);
  status = mdm_law_parse (law, "f", bad[_i].text, bad[_i].size, &limit, NULL);
  ck_assert_int_eq (status, bad[_i].status);
  mdm_law_clear (law);
}
END_TEST

/* Limits.  */

/* Read TEXT, made in memory and closed, with LIMIT.  */
static mdm_status
parse_limited (const char *text, const mdm_limit_t *most, mdm_err_t *err)
{
  mdm_law_t law;
  mdm_status status;

  mdm_law_init (law);
  status = mdm_law_parse (law, "f", text, strlen (text), most, err);
  mdm_law_clear (law);
  return status;
}

START_TEST (too_many_digits)
{
  char *text;
  size_t size;
  FILE *stream = open_memstream (&text, &size);
  mdm_err_t err = { 0 };

  for (int i = 0; i < 10001; i++)
    fputc ('1', stream);
  fputs (" a\n", stream);
  fclose (stream);
  check_failure (parse_limited (text, &limit, &err), &err, MDM_ELIMIT, "f", 1,
                 1, "too many digits");
  /* One fewer is read.  */
  ck_assert_int_eq (parse_limited (text + 1, &limit, &err), MDM_OK);
  free (text);
}
END_TEST

START_TEST (too_many_tokens)
{
  char *text;
  size_t size;
  FILE *stream = open_memstream (&text, &size);
  mdm_err_t err = { 0 };

  fputs ("#: split words\n", stream);
  for (int i = 0; i < 65536; i++)
    fprintf (stream, "1 w%d\n", i);
  fflush (stream);
  ck_assert_int_eq (parse_limited (text, &limit, &err), MDM_OK);
  fputs ("1 one-more\n", stream);
  fclose (stream);
  check_failure (parse_limited (text, &limit, &err), &err, MDM_ELIMIT, "f",
                 65538, 3, "65536 different tokens");
  free (text);
}
END_TEST

START_TEST (too_many_rows)
{
  static const mdm_limit_t small
      = { .max_cells = 1000000, .max_memory = 10000 };
  char *text;
  size_t size;
  FILE *stream = open_memstream (&text, &size);
  mdm_err_t err = { 0 };

  for (int i = 0; i < 1000; i++)
    fprintf (stream, "1 %04d\n", i);
  fclose (stream);
  check_failure (parse_limited (text, &small, &err), &err, MDM_ELIMIT, "f", 0,
                 0, "over the limit of 10000");
  free (text);
}
END_TEST

START_TEST (huge_common_denominator)
{
  static const mdm_limit_t small
      = { .max_cells = 1000000, .max_memory = 50000 };
  char *text;
  size_t size;
  FILE *stream = open_memstream (&text, &size);
  mdm_err_t err = { 0 };

  for (int i = 0; i < 200; i++)
    fprintf (stream, "1/1%06d0001 %04d\n", i * i, i);
  fclose (stream);
  check_failure (parse_limited (text, &small, &err), &err, MDM_ELIMIT, "f", 0,
                 0, "common denominator");
  ck_assert_int_eq (parse_limited (text, &limit, &err), MDM_OK);
  free (text);
}
END_TEST

/* Files.  */

START_TEST (files)
{
  char name[] = "/tmp/mdm-law-XXXXXX";
  char long_name[] = "/tmp/mdm-law-XXXXXX";
  int file = mkstemp (name), long_file = mkstemp (long_name);
  static const char block[40000] = "1 00\n";
  static const mdm_limit_t tiny = { .max_cells = 10, .max_memory = 4 };
  mdm_err_t err = { 0 };
  char *text;
  size_t length;

  /* A NUL ends the reading of lines, sooner or later, and no other.  */
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq (write (long_file, block, sizeof block), sizeof block);
  ck_assert_int_eq (
      mdm_file_read_binary (&text, &length, long_name, &limit, &err), MDM_OK);
  ck_assert_uint_eq (length, 4 * sizeof block);
  flint_free (text);
  ck_assert_int_eq (mdm_file_read (&text, &length, long_name, &limit, &err),
                    MDM_OK);
  ck_assert_uint_ge (length, sizeof block);
  ck_assert_uint_lt (length, 4 * sizeof block);
  ck_assert_int_eq (text[sizeof block - 1], 0);
  flint_free (text);
  text = NULL;
  ck_assert_int_eq (write (file, "ab\0cd", 5), 5);
  ck_assert_int_eq (mdm_file_read (&text, &length, name, &limit, &err),
                    MDM_OK);
  ck_assert_uint_eq (length, 5);
  ck_assert_mem_eq (text, "ab\0cd", 6);
  flint_free (text);
  check_failure (mdm_file_read_binary (&text, &length, name, &tiny, &err),
                 &err, MDM_ELIMIT, name, 0, 0, "more than 4 bytes");
  ck_assert_ptr_null (text);
  check_failure (mdm_file_read (&text, &length, long_name, &tiny, &err), &err,
                 MDM_ELIMIT, long_name, 0, 0, "more than 4 bytes");
  ck_assert_ptr_null (text);
  /* Standard input, once.  */
  lseek (file, 0, SEEK_SET);
  dup2 (file, 0);
  ck_assert_int_eq (mdm_file_read (&text, &length, "-", &limit, &err), MDM_OK);
  ck_assert_uint_eq (length, 5);
  flint_free (text);
  check_failure (mdm_file_read (&text, &length, "-", &limit, &err), &err,
                 MDM_EDOMAIN, "-", 0, 0, "only once");
  close (file);
  unlink (name);
  close (long_file);
  unlink (long_name);
  check_failure (mdm_file_read (&text, &length, name, &limit, &err), &err,
                 MDM_EIO, name, 0, 0, "cannot open: ");
  check_failure (mdm_file_read (&text, &length, "/tmp", &limit, &err), &err,
                 MDM_EIO, "/tmp", 0, 0, "cannot read: ");
}
END_TEST

START_TEST (long_file)
{
  char *text, *again;
  size_t size, length;
  char name[] = "/tmp/mdm-law-XXXXXX";
  int file = mkstemp (name);
  FILE *stream = fdopen (file, "w");
  mdm_err_t err = { 0 };

  for (int i = 0; i < 200000; i++)
    fputc ("abc"[i % 3], stream);
  fclose (stream);
  ck_assert_int_eq (mdm_file_read (&text, &size, name, &limit, &err), MDM_OK);
  ck_assert_int_eq (mdm_file_read (&again, &length, name, &limit, &err),
                    MDM_OK);
  ck_assert_uint_eq (size, 200000);
  ck_assert_str_eq (text, again);
  ck_assert_int_eq (text[199999], "abc"[199999 % 3]);
  flint_free (text);
  flint_free (again);
  unlink (name);
}
END_TEST

/* The type.  */

START_TEST (orders_rows)
{
  /* Rows that differ late, equal ones, and a seeded stream of them.  */
  uint16_t tokens[200 * 6];
  uint64_t state = 7;
  size_t *order;

  for (size_t i = 0; i < 200 * 6; i++)
    {
      state = state * UINT64_C (6364136223846793005) + 1442695040888963407;
      tokens[i] = (uint16_t) (state >> 62);
    }
  tokens[0] = 3;
  order = mdm_order_rows (tokens, 200, 6);
  ck_assert_ptr_nonnull (order);
  for (size_t i = 1; i < 200; i++)
    {
      int c = mdm_order_compare (tokens + order[i - 1] * 6,
                                 tokens + order[i] * 6, 6);
      ck_assert (c < 0 || (c == 0 && order[i - 1] < order[i]));
    }
  flint_free (order);
  ck_assert_ptr_null (mdm_order_rows (tokens, 1, 6));
  ck_assert_ptr_null (mdm_order_rows (NULL, 0, 6));
}
END_TEST

START_TEST (numbers_tokens)
{
  mdm_tokens_t tokens;
  char word[20];
  char **names;
  uint16_t *map = malloc (5000 * sizeof *map);

  mdm_tokens_init (tokens);
  for (size_t i = 0; i < 5000; i++)
    {
      size_t size = (size_t) sprintf (word, "%zu", 4999 - i);
      ck_assert_uint_eq (mdm_tokens_find (tokens, word, size), i);
      mdm_tokens_add (tokens, word, size);
    }
  ck_assert_uint_eq (mdm_tokens_find (tokens, "4999x", 4), 0);
  ck_assert_uint_eq (mdm_tokens_find (tokens, "0", 1), 4999);
  ck_assert_uint_eq (mdm_tokens_find (tokens, "00", 2), 5000);
  names = mdm_tokens_release (tokens, 1, map);
  ck_assert_uint_eq (tokens->count, 0);
  for (size_t i = 0; i < 5000; i++)
    {
      sprintf (word, "%zu", 4999 - i);
      ck_assert_str_eq (names[map[i]], word);
      ck_assert (i == 0 || strcmp (names[i - 1], names[i]) < 0);
    }
  for (size_t i = 0; i < 5000; i++)
    flint_free (names[i]);
  flint_free (names);
  free (map);
  mdm_tokens_clear (tokens);
}
END_TEST

START_TEST (finds_rows)
{
  static const char text[] = "#: vocab a b c\n1 aab\n2 abc\n3 cab\n";
  static const uint16_t there[3] = { 0, 1, 2 }, absent[3] = { 0, 1, 1 },
                        last[3] = { 2, 2, 2 }, first[3] = { 0, 0, 0 };
  mdm_law_t law, other;
  mdm_err_t err;
  fmpz_t support;

  mdm_law_init (law);
  mdm_law_init (other);
  fmpz_init (support);
  ck_assert_int_eq (
      mdm_law_parse (law, "f", text, strlen (text), &limit, &err), MDM_OK);
  ck_assert_uint_eq (mdm_law_find (law, there), 1);
  ck_assert_uint_eq (mdm_law_find (law, absent), 3);
  ck_assert_uint_eq (mdm_law_find (law, last), 3);
  ck_assert_uint_eq (mdm_law_find (law, first), 3);
  mdm_law_support (support, law);
  ck_assert (fmpz_equal_si (support, 3));
  ck_assert_int_eq (mdm_law_list (law, &limit, &err), MDM_OK);
  mdm_law_swap (law, other);
  ck_assert_int_eq (law->listed, 0);
  ck_assert_str_eq (law->name, "");
  check_law (other, "V=3 L=3 total=6 aab*1 abc*2 cab*3");
  /* A second law in the same place.  */
  ck_assert_int_eq (mdm_law_parse (other, "g", "1 x y", 5, &limit, &err),
                    MDM_OK);
  check_law (other, "V=2 L=2 total=1 xy*1");
  ck_assert_int_eq (mdm_law_single_characters (other), 1);
  fmpz_clear (support);
  mdm_law_clear (law);
  mdm_law_clear (other);
}
END_TEST

START_TEST (integer_rows)
{
  static const uint16_t tokens[] = { 1, 0, 0, 11, 0, 2 };
  mdm_law_t law;
  fmpz *weights = _fmpz_vec_init (3);
  mdm_err_t err;

  mdm_law_init (law);
  law->vocab = 12;
  law->length = 2;
  fmpz_set_ui (weights, 6);
  fmpz_set_str (weights + 1, "3000000000000000000000", 10);
  ck_assert_int_eq (
      mdm_law_take_integer_rows (law, mdm_law_copy_rows (law, tokens, 3),
                                 weights, 3, &err),
      MDM_OK);
  check_law (law, "V=12 L=2 total=500000000000000000001 "
                  "0 11*500000000000000000000 1 0*1");
  ck_assert (_fmpz_vec_is_zero (weights, 3));
  ck_assert_int_eq (
      mdm_law_take_integer_rows (law, mdm_law_copy_rows (law, tokens, 3),
                                 weights, 3, &err),
      MDM_EDOMAIN);
  _fmpz_vec_clear (weights, 3);
  mdm_law_clear (law);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("law");
  TCase *c = tcase_create ("reader");

  tcase_add_loop_test (c, reads, 0, sizeof good / sizeof *good);
  tcase_add_loop_test (c, refuses, 0, sizeof bad / sizeof *bad);
  tcase_add_test (c, too_many_digits);
  tcase_add_test (c, too_many_tokens);
  tcase_add_test (c, too_many_rows);
  tcase_add_test (c, huge_common_denominator);
  tcase_add_test (c, files);
  tcase_add_test (c, long_file);
  suite_add_tcase (suite, c);
  c = tcase_create ("type");
  tcase_add_test (c, orders_rows);
  tcase_add_test (c, numbers_tokens);
  tcase_add_test (c, finds_rows);
  tcase_add_test (c, integer_rows);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
