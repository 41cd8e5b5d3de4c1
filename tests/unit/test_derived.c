/* test_derived.c - laws that are made of others, and laws that go through a
   file and come back.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "law/reader.h"
#include "law/reading.h"
#include "law/spec.h"
#include "law/written.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SEEDS 150
#define MOST 300

static char folder[] = "/tmp/mdmcert-unit.XXXXXX";

static void
enter (void)
{
  ck_assert_ptr_nonnull (mkdtemp (folder));
  ck_assert_int_eq (chdir (folder), 0);
}

static void
leave (void)
{
  (void) !unlink ("file");
  (void) !chdir ("/");
  rmdir (folder);
  memcpy (folder + sizeof folder - 7, "XXXXXX", 6);
}

/* Fail unless X and Y are the same law.  */
static void
check_same (const mdm_law_t x, const mdm_law_t y)
{
  ck_assert_uint_eq (x->vocab, y->vocab);
  ck_assert_uint_eq (x->length, y->length);
  ck_assert_uint_eq (x->support, y->support);
  for (uint64_t i = 0; i < x->vocab; i++)
    {
      char numeral[24];
      snprintf (numeral, sizeof numeral, "%" PRIu64, i);
      ck_assert_str_eq (x->token == NULL ? numeral : x->token[i],
                        y->token == NULL ? numeral : y->token[i]);
    }
  ck_assert_mem_eq (x->row, y->row, x->support * x->length * sizeof *x->row);
  ck_assert (_fmpz_vec_equal (x->weight, y->weight, (slong) x->support));
}

/* Name the tokens of LAW at random, some with several characters.  */
static void
name_tokens (mdm_law_t law, uint64_t seed)
{
  static const char *const names[]
      = { "z", "a", "\xe2\x82\xac", "b", "#", "ab", "0", "#:", "vocab" };
  size_t first = seed % 6;
  char **token = flint_malloc (law->vocab * sizeof *token);

  for (uint64_t i = 0; i < law->vocab; i++)
    {
      const char *name = names[first + i];
      token[i] = flint_malloc (strlen (name) + 1);
      strcpy (token[i], name);
    }
  mdm_law_set_tokens (law, token, law->vocab);
}

/* LAW as the text of a file, on the heap.  */
static char *
law_text (const mdm_law_t law)
{
  mdm_err_t err = { 0 };
  char *text;
  size_t length;
  FILE *stream = open_memstream (&text, &length);

  ck_assert_int_eq (mdm_law_write (stream, law, NULL, &err), MDM_OK);
  ck_assert_int_eq (fclose (stream), 0);
  return text;
}

/* Writing and reading back is the identity.  */
START_TEST (written_and_read)
{
  mdm_law_t law, back;
  mdm_err_t err = { 0 };
  char *text;

  mdm_law_init (law);
  mdm_law_init (back);
  random_law (law, (uint64_t) _i, MOST);
  for (int named = 0; named < 2; named++)
    {
      text = law_text (law);
      ck_assert_msg (
          mdm_law_parse (back, "file", text, strlen (text), &no_limit, &err)
              == MDM_OK,
          "seed %d: %s in\n%s", _i, err.message, text);
      check_same (law, back);
      ck_assert_ptr_null (back->note);
      free (text);
      name_tokens (law, (uint64_t) _i);
    }
  mdm_law_clear (law);
  mdm_law_clear (back);
}
END_TEST

/* Write LAW to `file'.  */
static void
write_file (const mdm_law_t law)
{
  FILE *file = fopen ("file", "w");

  ck_assert_int_eq (mdm_law_write (file, law, NULL, NULL), MDM_OK);
  fclose (file);
}

/* Fail unless the row number I of MADE has the probability of what LAW holds
   at the positions of SET, as in X, divided by CONDITION.  */
static void
check_row (const mdm_law_t made, size_t i, const mdm_law_t law,
           const uint16_t *x, uint64_t set, const fmpz_t condition)
{
  fmpz_t w;
  fmpq_t p, q;

  fmpz_init (w);
  fmpq_init (p);
  fmpq_init (q);
  marginal_weight (w, law, x, set);
  fmpq_set_fmpz_frac (p, w, condition);
  fmpq_set_fmpz_frac (q, made->weight + i, made->total);
  check_fraction (p, q, law);
  fmpz_clear (w);
  fmpq_clear (p);
  fmpq_clear (q);
}

/* The marginal at some positions, in any order, is what summing over all rows
   gives; and what is summed is everything.  */
START_TEST (kept)
{
  mdm_law_t law, made;
  mdm_err_t err = { 0 };
  uint64_t state = (uint64_t) _i, set = 0;
  size_t position[8], count = 0;
  uint16_t x[8] = { 0 };
  char text[80] = "keep:file,positions=";

  mdm_law_init (law);
  mdm_law_init (made);
  random_law (law, (uint64_t) _i, MOST);
  for (size_t tries = 0; tries < 6; tries++)
    {
      size_t i = random_below (&state, law->length);
      if (set >> i & 1)
        continue;
      set |= UINT64_C (1) << i;
      sprintf (text + strlen (text), "%s%zu", count > 0 ? "/" : "", i);
      position[count++] = i;
    }
  write_file (law);
  ck_assert_int_eq (mdm_law_open (made, text, &no_limit, &err), MDM_OK);
  ck_assert_uint_eq (made->length, count);
  ck_assert_uint_eq (made->vocab, law->vocab);
  for (size_t i = 0; i < made->support; i++)
    {
      for (size_t k = 0; k < count; k++)
        x[position[k]] = mdm_law_row (made, i)[k];
      check_row (made, i, law, x, set, law->total);
    }
  mdm_law_clear (law);
  mdm_law_clear (made);
}
END_TEST

/* Given one token, the probability of the others is a quotient.  */
START_TEST (given)
{
  mdm_law_t law, made;
  mdm_err_t err = { 0 };
  uint64_t state = (uint64_t) _i, all;
  size_t at;
  uint16_t x[8] = { 0 };
  char text[80];
  fmpz_t condition;

  mdm_law_init (law);
  mdm_law_init (made);
  fmpz_init (condition);
  random_law (law, (uint64_t) _i, MOST);
  all = (UINT64_C (1) << law->length) - 1;
  at = random_below (&state, law->length);
  for (x[at] = 0; x[at] < law->vocab; x[at]++)
    {
      marginal_weight (condition, law, x, UINT64_C (1) << at);
      sprintf (text, "given:file,at=%zu=%d", at, x[at]);
      write_file (law);
      if (law->length == 1 || fmpz_is_zero (condition))
        {
          ck_assert_int_eq (mdm_law_open (made, text, &no_limit, &err),
                            MDM_EDOMAIN);
          continue;
        }
      ck_assert_int_eq (mdm_law_open (made, text, &no_limit, &err), MDM_OK);
      for (size_t i = 0; i < made->support; i++)
        {
          for (size_t k = 0; k < made->length; k++)
            x[k + (k >= at)] = mdm_law_row (made, i)[k];
          check_row (made, i, law, x, all, condition);
        }
    }
  fmpz_clear (condition);
  mdm_law_clear (law);
  mdm_law_clear (made);
}
END_TEST

/* Write LAW, whose weights fit 64 bits, as an array of NumPy.  */
static void
write_array (const mdm_law_t law, int fortran)
{
  FILE *file = fopen ("file", "wb");
  char header[400];
  size_t entries = 1, size;
  uint64_t *entry;

  size = (size_t) sprintf (header,
                           "{'descr': '>u8', 'fortran_order': %s, 'shape': (",
                           fortran ? "True" : "False");
  for (size_t k = 0; k < law->length; k++)
    {
      size += (size_t) sprintf (header + size, "%" PRIu64 ",", law->vocab);
      entries *= law->vocab;
    }
  size += (size_t) sprintf (header + size, "), }\n");
  fprintf (file, "\x93NUMPY%c%c%c%c", 1, 0, (int) (size % 256),
           (int) (size / 256));
  fwrite (header, 1, size, file);
  entry = calloc (entries, sizeof *entry);
  for (size_t i = 0; i < law->support; i++)
    {
      size_t at = 0;
      for (size_t k = 0; k < law->length; k++)
        at = at * law->vocab
             + mdm_law_row (law, i)[fortran ? law->length - 1 - k : k];
      entry[at] = fmpz_get_ui (law->weight + i);
    }
  for (size_t i = 0; i < entries; i++)
    for (int shift = 56; shift >= 0; shift -= 8)
      fputc ((int) (entry[i] >> shift & 0xff), file);
  free (entry);
  fclose (file);
}

START_TEST (arrays)
{
  mdm_law_t law, back;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  mdm_law_init (back);
  random_law (law, (uint64_t) _i, MOST);
  if (fmpz_abs_fits_ui (law->total))
    for (int fortran = 0; fortran < 2; fortran++)
      {
        write_array (law, fortran);
        ck_assert_msg (mdm_law_open (back, "npy:file", &no_limit, &err)
                           == MDM_OK,
                       "seed %d: %s", _i, err.message);
        check_same (law, back);
      }
  mdm_law_clear (law);
  mdm_law_clear (back);
}
END_TEST

/* Write LAW to `file' as lines, each row as often as its weight says, and to
   `table' as comma-separated values that add up to thirds of it.  */
static void
write_counts (const mdm_law_t law)
{
  FILE *file = fopen ("file", "w"), *table = fopen ("table", "w");

  fputs ("#: vocab", file);
  for (uint64_t v = 0; v < law->vocab; v++)
    fprintf (file, " %" PRIu64, v);
  fputc ('\n', file);
  for (size_t k = 0; k < law->length; k++)
    fprintf (table, "%zu,", k);
  fputs ("n\r\n", table);
  for (size_t i = law->support; i-- > 0;)
    {
      char *x = mdm_law_sequence_str (law, mdm_law_row (law, i));
      for (ulong n = fmpz_get_ui (law->weight + i); n > 0; n--)
        {
          fprintf (file, "%s\n", x);
          for (size_t k = 0; k < law->length; k++)
            fprintf (table, "\"%d\",", mdm_law_row (law, i)[k]);
          fputs ("1/3\r\n", table);
        }
      flint_free (x);
    }
  /* All tokens are in the vocabulary of the table too.  */
  for (uint64_t v = 0; v < law->vocab; v++)
    {
      for (size_t k = 0; k < law->length; k++)
        fprintf (table, "%" PRIu64 ",", v);
      fputs ("0\r\n", table);
    }
  fclose (file);
  fclose (table);
}

/* What is counted and what is added up from a table are the law.  */
START_TEST (counted)
{
  mdm_law_t law, back;
  mdm_err_t err = { 0 };

  mdm_law_init (law);
  mdm_law_init (back);
  random_law (law, (uint64_t) _i, MOST);
  if (fmpz_cmp_ui (law->total, 5000) <= 0)
    {
      write_counts (law);
      ck_assert_int_eq (mdm_law_open (back, "counts:file", &no_limit, &err),
                        MDM_OK);
      check_same (law, back);
      ck_assert_int_eq (
          mdm_law_open (back, "csv:table,weight=n", &no_limit, &err), MDM_OK);
      check_same (law, back);
      unlink ("table");
    }
  mdm_law_clear (law);
  mdm_law_clear (back);
}
END_TEST

/* Files of sources in which @x stands for a number of the group x, which
   should sum to 1.  */
static const struct
{
  const char *spec;
  const char *text;
} sources[] = {
  { "product:file", "@a @a @a\n@b @b @b\n" },
  { "ngram:file,L=3", "@a 0\n@a 1\n@b 00\n@c 10\n@b 01\n@c 11\n" },
  { "hmm:file,L=3", "start @a s\nstart @a t\ntransition @b s s\n"
                    "transition @b s t\ntransition @c t s\n"
                    "emission @d s 0\nemission @d s 1\nemission @e t 0\n"
                    "emission @e t 1\n" },
  { "mixture:file", "@a uniform:V=2,L=2\n@a parity:V=2,L=2\n"
                    "@a repetition:V=2,L=2\n" },
  { "bayes:file", "variable x y\n@a 0 0\n@a 0 1\n@b 1 1\n@b 1 0\n"
                  "variable y\n@c 1\n@c 0\n" },
};

/* Write to `file' the source number SOURCE with NUMBER[k] in the place of the
   k-th number, divided by the sum of its group if DIVIDED.  Is a sum not 1? */
static int
write_source (int source, const unsigned *number, int divided)
{
  unsigned sum[8] = { 0 };
  const char *text = sources[source].text;
  FILE *file = fopen ("file", "w");
  size_t k = 0;
  int odd = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '@')
      sum[p[1] - 'a'] += number[k++];
  k = 0;
  for (const char *p = text; *p != '\0'; p++)
    if (*p != '@')
      fputc (*p, file);
    else if (divided)
      fprintf (file, "%u/%u", number[k++], sum[*++p - 'a']);
    else
      {
        odd |= sum[*++p - 'a'] != 1;
        fprintf (file, "%u", number[k++]);
      }
  fclose (file);
  return odd;
}

/* To be divided by a sum and to have been is the same.  */
START_TEST (normalised)
{
  static const struct mdm_reading reading = { .normalize = 1 };
  mdm_limit_t normalizing = no_limit;
  int source = _i % (int) (sizeof sources / sizeof *sources), odd;
  uint64_t state = (uint64_t) _i;
  unsigned number[16];
  mdm_err_t err = { 0 };
  mdm_law_t law, divided;

  normalizing.reading = &reading;
  mdm_law_init (law);
  mdm_law_init (divided);
  for (size_t k = 0; k < 16; k++)
    number[k] = 1 + (unsigned) random_below (&state, 9);
  odd = write_source (source, number, 0);
  ck_assert_int_eq (
      mdm_law_open (law, sources[source].spec, &normalizing, &err), MDM_OK);
  ck_assert_int_eq (law->note != NULL, odd);
  if (odd)
    ck_assert_int_eq (
        mdm_law_open (divided, sources[source].spec, &no_limit, &err),
        MDM_EDOMAIN);
  (void) write_source (source, number, 1);
  ck_assert_msg (mdm_law_open (divided, sources[source].spec, &no_limit, &err)
                     == MDM_OK,
                 "seed %d: %s", _i, err.message);
  ck_assert_ptr_null (divided->note);
  check_same (law, divided);
  mdm_law_clear (law);
  mdm_law_clear (divided);
}
END_TEST

/* Padding by hand and as sequences are read is the same.  */
START_TEST (padded)
{
  static const struct mdm_reading reading = { .pad = "_" };
  mdm_limit_t padding = no_limit;
  uint64_t state = (uint64_t) _i;
  size_t most = 1 + random_below (&state, 40), longest = 0, length[20];
  FILE *file = fopen ("file", "w"), *by_hand = fopen ("table", "w");
  mdm_err_t err = { 0 };
  mdm_law_t law, other;

  padding.reading = &reading;
  mdm_law_init (law);
  mdm_law_init (other);
  for (size_t i = 0; i < 20; i++)
    {
      length[i] = 1 + random_below (&state, most);
      longest = length[i] > longest ? length[i] : longest;
    }
  for (size_t i = 0; i < 20; i++)
    {
      for (size_t k = 0; k < longest; k++)
        {
          char c = (char) ('a' + random_below (&state, 2));
          if (k < length[i])
            fputc (c, file);
          fputc (k < length[i] ? c : '_', by_hand);
        }
      fputc ('\n', file);
      fputc ('\n', by_hand);
    }
  fclose (file);
  fclose (by_hand);
  ck_assert_int_eq (mdm_law_open (law, "counts:file", &padding, &err), MDM_OK);
  ck_assert_int_eq (mdm_law_open (other, "counts:table", &no_limit, &err),
                    MDM_OK);
  check_same (law, other);
  unlink ("table");
  mdm_law_clear (law);
  mdm_law_clear (other);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("derived");
  TCase *c = tcase_create ("derived");

  tcase_add_checked_fixture (c, enter, leave);
  tcase_add_loop_test (c, written_and_read, 0, SEEDS);
  tcase_add_loop_test (c, kept, 0, SEEDS);
  tcase_add_loop_test (c, given, 0, SEEDS);
  tcase_add_loop_test (c, arrays, 0, SEEDS);
  tcase_add_loop_test (c, counted, 0, SEEDS);
  tcase_add_loop_test (c, normalised, 0, SEEDS);
  tcase_add_loop_test (c, padded, 0, SEEDS);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
