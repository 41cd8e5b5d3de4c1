/* test_closed.c - laws in closed form against the same laws listed.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "exact/decimal.h"
#include "exact/lazy.h"
#include "info/closed.h"
#include "info/curve.h"
#include "info/entropy.h"
#include "info/formed.h"
#include "law/form.h"
#include "law/spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files of laws, in a directory of their own.  */
static const struct
{
  const char *name, *text;
} files[] = {
  { "product", "1/2 1/3 1/6\n1 0 0\n1/2 1/3 1/6\n0.2 0.3 0.5\n" },
  { "one", "1/7 6/7\n" },
  { "alike", "1/5 4/5\n1/5 4/5\n1/5 4/5\n1/5 4/5\n1/5 4/5\n" },
  { "hamming", "1 0 0 0 0 1 1\n0 1 0 0 1 0 1\n0 0 1 0 1 1 0\n"
               "0 0 0 1 1 1 1\n" },
  { "columns", "1 0 0 1 1 0\n1 0 1 0 1 0\n0 0 1 1 0 0\n" },
  { "tetracode", "1 0 1 1\n0 1 1 2\n" },
  { "five", "1 2 3 4 0 1\n4 3 1 1 2 0\n0 0 1 2 1 1\n" },
  { "zero", "0 0 0\n" },
  { "wide", "1 0 0 0 1 2 0 1\n0 1 0 0 2 2 1 0\n0 0 1 0 0 1 1 1\n"
            "0 0 0 1 1 1 2 2\n" },
  { "copies2", "1 1 0 0\n0 0 1 1\n" },
  { "bigram", "1/2 a\n1/3 b\n1/6 c\n1/4 a a\n3/4 a b\n1 b c\n"
              "1/5 c a\n4/5 c c\n" },
  { "unigram", "1/2 a\n1/3 b\n1/6 c\n" },
  { "trigram", "1/2 a\n1/2 b\n1/3 a a\n2/3 a b\n1 b a\n1/2 a a a\n"
               "1/2 a a b\n1/4 a b a\n3/4 a b b\n1/3 b a a\n2/3 b a b\n"
               "1/5 b b a\n4/5 b b b\n" },
  { "visible", "start 1/2 s\nstart 1/2 t\ntransition 1/10 s s\n"
               "transition 9/10 s u\ntransition 1/3 t s\n"
               "transition 2/3 t t\ntransition 1 u t\nemission 1 s x\n"
               "emission 1 t y\nemission 1 u z\n" },
  { "topics", "start 1/4 s\nstart 3/4 t\ntransition 1 s s\n"
              "transition 1 t t\nemission 1/2 s x\nemission 1/2 s y\n"
              "emission 1/3 t y\nemission 2/3 t z\n" },
  { "hidden", "start 1/4 s\nstart 3/4 t\ntransition 1/2 s s\n"
              "transition 1/2 s t\ntransition 1/3 t s\ntransition 2/3 t t\n"
              "emission 1/2 s x\nemission 1/2 s y\nemission 1 t y\n" },
  /* The state tells the token before and whether runs of y are even: what a
     hidden token was may never be known.  */
  { "even", "start 1 s\ntransition 1/2 s s\ntransition 1/2 s t\n"
            "transition 1 t u\ntransition 1/3 u s\ntransition 2/3 u t\n"
            "emission 1 s x\nemission 1 t y\nemission 1 u y\n" },
  { "flips", "start 1/2 ax\nstart 1/2 by\ntransition 3/4 ax ax\n"
             "transition 1/4 ax by\ntransition 1/3 by bx\n"
             "transition 2/3 by ay\ntransition 1/3 bx bx\n"
             "transition 2/3 bx ay\ntransition 3/4 ay ax\n"
             "transition 1/4 ay by\nemission 1 ax x\nemission 1 ay y\n"
             "emission 1 bx x\nemission 1 by y\n" },
  { "copies", "start 1/2 a\nstart 1/2 b\ntransition 1 a aa\n"
              "transition 1 b bb\ntransition 1/2 aa a\n"
              "transition 1/2 aa b\ntransition 1/2 bb a\n"
              "transition 1/2 bb b\nemission 1 a 0\nemission 1 aa 0\n"
              "emission 1 b 1\nemission 1 bb 1\n" },
  /* No context has rows after the last token.  */
  { "grow", "1 a\n1/2 a b\n1/2 a c\n1/3 a b c\n2/3 a b d\n1/4 a c d\n"
            "3/4 a c e\n1/2 b c d\n1/2 b c e\n1/5 b d e\n4/5 b d f\n"
            "1/3 c d e\n2/3 c d f\n1 c e f\n" },
  { "mixture", "1/2 uniform:V=2,L=5\n1/6 repetition:V=2,L=5\n"
               "1/6 noisy-repetition:flip=1/4,L=5\n1/6 product:alike\n" },
  { "other", "1/2 uniform:V=2,L=4\n1/2 parity:V=2,L=4\n" },
};

/* Random n-gram models of MODELS[i] = V, n, in files "n0", "n1", ..  */
static const unsigned models[][2]
    = { { 2, 3 }, { 2, 4 }, { 3, 3 }, { 2, 5 }, { 4, 3 } };
#define MODELS (sizeof models / sizeof *models)

/* Write the rows of one context of SIZE tokens, the digits of NUMBER, some of
   probability 0.  */
static void
write_context (FILE *file, unsigned vocab, unsigned size, unsigned number)
{
  static unsigned seed = 1;
  unsigned weight[4], sum = 0;

  for (unsigned v = 0; v < vocab; v++)
    {
      seed = seed * 1664525 + 1013904223;
      sum += weight[v] = (seed >> 16) % 6;
    }
  weight[0] += sum == 0;
  sum += sum == 0;
  for (unsigned v = 0; v < vocab; v++)
    {
      unsigned place = 1;
      fprintf (file, "%u/%u", weight[v], sum);
      for (unsigned i = 1; i < size; i++)
        place *= vocab;
      for (; size > 0 && place > 0; place /= vocab)
        fprintf (file, " %u", number / place % vocab);
      fprintf (file, " %u\n", v);
    }
}

static void
make_model (size_t i)
{
  unsigned vocab = models[i][0], contexts = 1;
  char name[] = "n0";
  FILE *file;

  name[1] = (char) ('0' + i);
  file = fopen (name, "w");
  if (file == NULL)
    abort ();
  for (unsigned size = 0; size < models[i][1]; size++, contexts *= vocab)
    for (unsigned c = 0; c < contexts; c++)
      write_context (file, vocab, size, c);
  if (fclose (file) != 0)
    abort ();
}

#define TEMPLATE "/tmp/mdm-closed-XXXXXX"
static char directory[] = TEMPLATE;

static void
make_files (void)
{
  strcpy (directory, TEMPLATE);
  if (mkdtemp (directory) == NULL || chdir (directory) != 0)
    abort ();
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    {
      FILE *file = fopen (files[i].name, "w");
      if (file == NULL || fputs (files[i].text, file) < 0
          || fclose (file) != 0)
        abort ();
    }
  for (size_t i = 0; i < MODELS; i++)
    make_model (i);
}

static void
remove_files (void)
{
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    unlink (files[i].name);
  for (size_t i = 0; i < MODELS; i++)
    unlink ((char[]){ 'n', (char) ('0' + i), '\0' });
  if (chdir ("/") != 0 || rmdir (directory) != 0)
    abort ();
}

static const struct
{
  const char *spec;
  mdm_law_kind kind;
} laws[] = {
  { "markov:flip=1/10,L=8", MDM_LAW_CHAIN },
  { "markov:flip=0,L=5", MDM_LAW_CHAIN },
  { "markov:flip=1,L=5", MDM_LAW_CHAIN },
  { "markov:flip=1/2,L=6", MDM_LAW_CHAIN },
  { "markov:flip=1/3,L=1", MDM_LAW_INDEPENDENT },
  { "markov:flip=1/3,L=2", MDM_LAW_CHAIN },
  { "noisy-repetition:flip=1/100,L=7", MDM_LAW_MIXED_IID },
  { "noisy-repetition:flip=0,L=4", MDM_LAW_CHAIN },
  { "noisy-repetition:flip=1/2,L=6", MDM_LAW_MIXED_IID },
  { "noisy-repetition:flip=2/7,L=2", MDM_LAW_MIXED_IID },
  { "walk:L=7", MDM_LAW_WALK },
  { "walk:L=1", MDM_LAW_WALK },
  { "permutation:n=6", MDM_LAW_PERMUTATION },
  { "permutation:n=1", MDM_LAW_PERMUTATION },
  { "balanced-bits:L=2", MDM_LAW_BALANCED },
  { "balanced-bits:L=8", MDM_LAW_BALANCED },
  { "one-hot:blocks=1,size=6", MDM_LAW_ONE_HOT },
  { "one-hot:blocks=3,size=3", MDM_LAW_ONE_HOT },
  { "one-hot:blocks=2,size=1", MDM_LAW_ONE_HOT },
  { "one-hot:blocks=4,size=2", MDM_LAW_ONE_HOT },
  { "one-hot:blocks=2,size=5", MDM_LAW_ONE_HOT },
  { "product:product", MDM_LAW_INDEPENDENT },
  { "product:one", MDM_LAW_INDEPENDENT },
  { "product:alike", MDM_LAW_INDEPENDENT },
  { "code:q=2,G=hamming", MDM_LAW_CODE },
  { "code:q=2,G=columns", MDM_LAW_CODE },
  { "code:q=2,G=copies2", MDM_LAW_CODE },
  { "code:q=3,G=tetracode", MDM_LAW_CODE },
  { "code:q=5,G=five", MDM_LAW_CODE },
  { "code:q=3,G=wide", MDM_LAW_CODE },
  { "code:q=2,G=zero", MDM_LAW_CODE },
  { "ngram:bigram,L=6", MDM_LAW_CHAIN },
  { "ngram:bigram,L=2", MDM_LAW_CHAIN },
  { "ngram:bigram,L=1", MDM_LAW_INDEPENDENT },
  { "ngram:unigram,L=4", MDM_LAW_INDEPENDENT },
  { "ngram:trigram,L=2", MDM_LAW_CHAIN },
  { "hmm:visible,L=6", MDM_LAW_CHAIN },
  { "hmm:topics,L=5", MDM_LAW_MIXED_IID },
  { "mixture:mixture", MDM_LAW_MIXED_IID },
  { "ngram:trigram,L=3", MDM_LAW_UNIFILAR },
  { "ngram:trigram,L=4", MDM_LAW_UNIFILAR },
  { "ngram:trigram,L=7", MDM_LAW_UNIFILAR },
  { "ngram:n0,L=8", MDM_LAW_UNIFILAR },
  { "ngram:n1,L=4", MDM_LAW_UNIFILAR },
  { "ngram:n1,L=7", MDM_LAW_UNIFILAR },
  { "ngram:n2,L=5", MDM_LAW_UNIFILAR },
  { "ngram:n3,L=8", MDM_LAW_UNIFILAR },
  { "ngram:n4,L=4", MDM_LAW_UNIFILAR },
  { "ngram:grow,L=4", MDM_LAW_UNIFILAR },
  { "hmm:even,L=7", MDM_LAW_UNIFILAR },
  { "hmm:flips,L=6", MDM_LAW_UNIFILAR },
  { "hmm:copies,L=6", MDM_LAW_UNIFILAR },
};
#define LAWS (sizeof laws / sizeof *laws)

static void
open_by (mdm_law_t law, const char *spec, mdm_engine engine)
{
  mdm_limit_t limit = no_limit;
  mdm_err_t err = { 0 };

  limit.engine = engine;
  ck_assert_msg (mdm_law_open (law, spec, &limit, &err) == MDM_OK, "%s: %s",
                 spec, err.message);
  ck_assert_int_eq (mdm_form_obey (law, &limit, &err), MDM_OK);
}

/* Of CLOSED, no more than the ends of the curve are known: these are those of
   LISTED.  */
static void
compare_ends (const mdm_law_t closed, const mdm_law_t listed)
{
  size_t length = listed->length;
  size_t k[] = { 1, length - 1, length };
  MDM_CURVE (x);
  MDM_CURVE (y);

  ck_assert_int_eq (mdm_curve_set (x, closed, &no_limit, NULL), MDM_ELIMIT);
  ck_assert_int_eq (mdm_curve_set_ends (x, closed, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (mdm_curve_set_ends (y, listed, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (x->method, MDM_METHOD_CLOSED_FORM);
  for (int i = 0; i < 3; i++)
    check_real (x->e + k[i], "=", y->e + k[i], listed);
  check_real (x->z + 1, "=", y->z + 1, listed);
  check_real (x->z + length, "=", y->z + length, listed);
}

/* CLOSED and LISTED have the same average entropies.  */
static void
compare_curves (const mdm_law_t closed, const mdm_law_t listed)
{
  MDM_CURVE (x);
  MDM_CURVE (y);

  ck_assert_int_eq (mdm_curve_set (x, closed, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (x->method, MDM_METHOD_CLOSED_FORM);
  ck_assert_int_eq (
      mdm_curve_set_by (y, listed, MDM_METHOD_SPARSE, &no_limit, NULL),
      MDM_OK);
  for (size_t k = 0; k <= listed->length; k++)
    {
      check_real (x->e + k, "=", y->e + k, listed);
      check_real (x->z + k, "=", y->z + k, listed);
    }
}

/* CLOSED and LISTED have the same entropies, average and of all sets.  */
static void
compare_entropies (const mdm_law_t closed, const mdm_law_t listed)
{
  size_t length = listed->length;
  MDM_LOGFORM (a);
  MDM_LOGFORM (b);

  if (closed->kind == MDM_LAW_UNIFILAR)
    compare_ends (closed, listed);
  else
    compare_curves (closed, listed);
  for (size_t set = 0; set < (size_t) 1 << length; set++)
    {
      size_t position[16], count = 0;
      for (size_t i = length; i-- > 0;) /* not ascending */
        if (set >> i & 1)
          position[count++] = i;
      ck_assert_int_eq (
          mdm_entropy_check (closed, position, count, &no_limit, NULL),
          MDM_OK);
      mdm_entropy (a, closed, position, count);
      plain_entropy (b, listed, set);
      check_real (a, "=", b, listed);
    }
}

static void
compare_rows (mdm_law_t closed, const mdm_law_t listed)
{
  ck_assert_int_eq (mdm_law_list (closed, &no_limit, NULL), MDM_OK);
  ck_assert_uint_eq (closed->support, listed->support);
  ck_assert (fmpz_equal (closed->total, listed->total));
  ck_assert (memcmp (closed->row, listed->row,
                     listed->support * listed->length * sizeof (uint16_t))
             == 0);
  ck_assert (_fmpz_vec_equal (closed->weight, listed->weight,
                              (slong) listed->support));
}

/* The largest marginal weight of LISTED at position I is P.  */
static void
check_largest (const fmpq_t p, const mdm_law_t listed, size_t i)
{
  MDM_FMPZ (w);
  MDM_FMPQ (x);
  MDM_FMPQ (most);

  for (size_t r = 0; r < listed->support; r++)
    {
      marginal_weight (w, listed, mdm_law_row (listed, r), (uint64_t) 1 << i);
      fmpq_set_fmpz_frac (x, w, listed->total);
      if (fmpq_cmp (x, most) > 0)
        fmpq_swap (x, most);
    }
  check_fraction (p, most, listed);
}

/* Row _i / 2 of the table, with exact forms at once or lazy ones only.  */
START_TEST (against_rows)
{
  size_t row = (size_t) _i / 2;
  const char *spec = laws[row].spec;
  MDM_LAW (closed);
  MDM_LAW (listed);
  MDM_FMPZ (support);

  mdm_formed_set_bits (_i % 2 != 0 ? 0
                       : laws[row].kind == MDM_LAW_UNIFILAR
                           ? MDM_FORMED_BITS_MAX - 1
                           : MDM_FORMED_BITS);
  open_by (closed, spec, MDM_ENGINE_CLOSED);
  open_by (listed, spec, MDM_ENGINE_SPARSE);
  ck_assert_msg (closed->kind == laws[row].kind, "%s has kind %d", spec,
                 (int) closed->kind);
  ck_assert (!closed->listed);
  ck_assert_int_eq (listed->kind, MDM_LAW_LISTED);
  ck_assert_uint_eq (closed->vocab, listed->vocab);
  ck_assert_uint_eq (closed->length, listed->length);
  for (uint64_t v = 0; v < listed->vocab && listed->token != NULL; v++)
    ck_assert_str_eq (closed->token[v], listed->token[v]);
  mdm_law_support (support, closed);
  ck_assert_uint_eq (fmpz_get_ui (support), listed->support);
  compare_entropies (closed, listed);
  MDM_FMPQ_VEC (largest, closed->length);
  ck_assert_int_eq (
      mdm_closed_largest (largest, closed, closed->length, &no_limit, NULL),
      MDM_OK);
  for (size_t i = 0; i < closed->length; i++)
    check_largest (largest + i, listed, i);
  compare_rows (closed, listed);
  ck_assert_int_eq (closed->kind, laws[row].kind);
}
END_TEST

/* Small laws are listed as before, and without a closed form.  */
START_TEST (small_laws)
{
  MDM_LAW (law);

  open_by (law, laws[_i].spec, MDM_ENGINE_BEST);
  ck_assert_int_eq (law->kind, MDM_LAW_LISTED);
  ck_assert (law->listed);
}
END_TEST

static const char *const without[]
    = { "random:V=2,L=4,den=9,seed=1", "hmm:hidden,L=3", "mixture:other" };

START_TEST (no_form)
{
  mdm_limit_t limit = no_limit;
  mdm_err_t err = { 0 };
  MDM_LAW (law);

  limit.engine = MDM_ENGINE_CLOSED;
  ck_assert_int_eq (mdm_law_open (law, without[_i], &limit, NULL), MDM_OK);
  ck_assert_int_eq (mdm_form_obey (law, &limit, &err), MDM_EDOMAIN);
  ck_assert_msg (strstr (err.message, "no closed form") != NULL, "%s",
                 err.message);
}
END_TEST

/* At lengths of no lattice: values by another program, and 200 digits of lazy
   numbers as those of exact ones.  */

static const struct
{
  const char *spec, *tc;
} large[] = {
  { "noisy-repetition:flip=1/100,L=1000", "636.452499025" },
  { "markov:flip=1/10,L=1000", "367.696142961" },
  { "hmm:visible,L=400", NULL },
  { "walk:L=150", NULL },
  { "balanced-bits:L=300", NULL },
  { "one-hot:blocks=40,size=20", NULL },
};

START_TEST (large_laws)
{
  MDM_LAW (law);
  MDM_CLEARED (curve, mdm_curve_struct, mdm_curve_clear);
  MDM_LOGFORM (x);
  MDM_OWNED char *digits = NULL;

  mdm_curve_init (curve);
  mdm_formed_set_bits (0);
  open_by (law, large[_i].spec, MDM_ENGINE_BEST);
  ck_assert (law->kind != MDM_LAW_LISTED);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  mdm_curve_tc (x, curve);
  ck_assert (mdm_logform_is_lazy (x));
  ck_assert_int_eq (mdm_decimal_logform (&digits, x, 12, MDM_NATS), MDM_OK);
  if (large[_i].tc != NULL)
    ck_assert_str_eq (digits, large[_i].tc);
  for (size_t k = 2; k <= law->length; k += law->length / 7)
    check_real (curve->z + k, ">=", curve->z + k - 1, law);
}
END_TEST

static const char *const digits_of[] = { "markov:flip=1/10,L=40",
                                         "noisy-repetition:flip=1/7,L=30",
                                         "walk:L=30",
                                         "balanced-bits:L=40",
                                         "hmm:visible,L=12",
                                         "one-hot:blocks=5,size=9" };

START_TEST (digits)
{
  MDM_LAW (law);
  MDM_LAW (again);
  MDM_CLEARED (exact, mdm_curve_struct, mdm_curve_clear);
  MDM_CLEARED (lazy, mdm_curve_struct, mdm_curve_clear);

  mdm_curve_init (exact);
  mdm_curve_init (lazy);
  open_by (law, digits_of[_i], MDM_ENGINE_CLOSED);
  open_by (again, digits_of[_i], MDM_ENGINE_CLOSED);
  mdm_formed_set_bits (MDM_FORMED_BITS_MAX - 1);
  ck_assert_int_eq (mdm_curve_set (exact, law, &no_limit, NULL), MDM_OK);
  mdm_formed_set_bits (0);
  ck_assert_int_eq (mdm_curve_set (lazy, again, &no_limit, NULL), MDM_OK);
  for (size_t k = 1; k <= law->length; k += 3)
    {
      MDM_OWNED char *x = NULL;
      MDM_OWNED char *y = NULL;
      ck_assert (!mdm_logform_is_lazy (exact->e + k));
      ck_assert (mdm_logform_is_lazy (lazy->e + k));
      ck_assert_int_eq (mdm_decimal_logform (&x, exact->e + k, 200, MDM_NATS),
                        MDM_OK);
      ck_assert_int_eq (mdm_decimal_logform (&y, lazy->e + k, 200, MDM_NATS),
                        MDM_OK);
      ck_assert_str_eq (x, y);
      check_real (lazy->e + k, "=", exact->e + k, law);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("closed");
  TCase *small = tcase_create ("against rows");
  TCase *long_ones = tcase_create ("long ones");

  tcase_add_unchecked_fixture (small, make_files, remove_files);
  tcase_add_loop_test (small, against_rows, 0, 2 * (int) LAWS);
  tcase_add_loop_test (small, small_laws, 0, (int) LAWS);
  tcase_add_loop_test (small, no_form, 0, 3);
  suite_add_tcase (suite, small);
  tcase_add_unchecked_fixture (long_ones, make_files, remove_files);
  tcase_add_loop_test (long_ones, large_laws, 0, 6);
  tcase_add_loop_test (long_ones, digits, 0, 6);
  suite_add_tcase (suite, long_ones);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
