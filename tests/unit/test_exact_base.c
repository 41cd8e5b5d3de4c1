/* test_exact_base.c - the joint coprime base, and sums of many logarithms.  */
#include <config.h>

#include "test_exact.h"

#include "exact/coprime.h"
#include "exact/logsum.h"
#include "exact_form.h"

#include <stdlib.h>
#include <string.h>

/* The coprime base.  */

/* Print the list N for a failure message.  */
static void
print_list (const fmpz *n, slong count)
{
  for (slong i = 0; i < count; i++)
    {
      char *text = fmpz_get_str (NULL, 10, n + i);
      fprintf (stderr, "n[%ld] = %s\n", (long) i, text);
      flint_free (text);
    }
}

#define FAIL_LIST(n, count, ...)                                              \
 do                                                                           \
  {                                                                           \
   print_list (n, count);                                                     \
   ck_abort_msg (__VA_ARGS__);                                                \
  }                                                                           \
 while (0)

/* Fail unless BASE is what coprime.h promises of N.  */
static void
check_base (const mdm_coprime_t base, const fmpz *n, slong count, int seed)
{
  fmpz_t g, product, power;

  fmpz_init (g);
  fmpz_init (product);
  fmpz_init (power);
  if (base->inputs != count || base->start[0] != 0)
    FAIL_LIST (n, count, "seed %d: a base of %ld integers", seed,
               (long) base->inputs);
  for (slong j = 0; j < base->count; j++)
    {
      const fmpz *b = base->b + j;
      if (fmpz_cmp_ui (b, 2) < 0 || (j > 0 && fmpz_cmp (b - 1, b) >= 0))
        FAIL_LIST (n, count, "seed %d: b[%ld] does not ascend", seed,
                   (long) j);
      if (fmpz_abs_fits_ui (b) && !n_is_prime (fmpz_get_ui (b)))
        FAIL_LIST (n, count, "seed %d: b[%ld] is small, no prime", seed,
                   (long) j);
      if (fmpz_is_perfect_power (g, b))
        FAIL_LIST (n, count, "seed %d: b[%ld] is a power", seed, (long) j);
      for (slong i = 0; i < j; i++)
        {
          fmpz_gcd (g, base->b + i, b);
          if (!fmpz_is_one (g))
            FAIL_LIST (n, count, "seed %d: b[%ld], b[%ld] share", seed,
                       (long) i, (long) j);
        }
    }
  for (slong i = 0; i < count; i++)
    {
      fmpz_one (product);
      for (slong f = base->start[i]; f < base->start[i + 1]; f++)
        {
          if (base->index[f] < 0 || base->index[f] >= base->count
              || base->exponent[f] == 0)
            FAIL_LIST (n, count, "seed %d: factor %ld of n[%ld]", seed,
                       (long) f, (long) i);
          fmpz_pow_ui (power, base->b + base->index[f], base->exponent[f]);
          fmpz_mul (product, product, power);
        }
      if (!fmpz_equal (product, n + i))
        FAIL_LIST (n, count, "seed %d: n[%ld] is not the product", seed,
                   (long) i);
    }
  /* Nothing in the base that no n has.  */
  for (slong j = 0; j < base->count; j++)
    {
      slong f = 0;
      while (f < base->start[count] && base->index[f] != j)
        f++;
      if (f == base->start[count])
        FAIL_LIST (n, count, "seed %d: b[%ld] is idle", seed, (long) j);
    }
  fmpz_clear (g);
  fmpz_clear (product);
  fmpz_clear (power);
}

static const struct
{
  const char *n[6];
  const char *base;
} bases[] = {
  { { NULL }, "" },
  { { "2" }, "2" },
  { { "4" }, "2" },
  { { "12", "18" }, "2 3" },
  { { "10", "21", "6", "35" }, "2 3 5 7" },
  /* 2^64 - 1 and 2^64: the two sides of a word.  */
  { { "18446744073709551615" }, "3 5 17 257 641 65537 6700417" },
  { { "18446744073709551616" }, "2" },
  /* 2^127 - 1 alone, times small primes, and as a power.  */
  { { "170141183460469231731687303715884105727" },
    "170141183460469231731687303715884105727" },
  { { "28948022309329048855892746252171976962977213799489202546401021394546514"
      "198529" },
    "170141183460469231731687303715884105727" },
  { { "1020847100762815390390123822295304634362" },
    "2 3 170141183460469231731687303715884105727" },
  /* (2^61 - 1)^2 and, unfactored, (2^61 - 1)(2^89 - 1).  */
  { { "5316911983139663487003542222693990401" }, "2305843009213693951" },
  { { "1427247692705959880439315947500961989719490561" },
    "1427247692705959880439315947500961989719490561" },
  /* .. but with a word that is one of its primes, split,  */
  { { "1427247692705959880439315947500961989719490561",
      "2305843009213693951" },
    "2305843009213693951 618970019642690137449562111" },
  /* .. and with a large integer that shares a prime, split likewise.  */
  { { "1427247692705959880439315947500961989719490561",
      "5316911983139663487003542222693990401" },
    "2305843009213693951 618970019642690137449562111" },
  { { "1427247692705959880439315947500961989719490561",
      "2596143476298333157846630848266239" },
    "524287 2147483647 2305843009213693951 618970019642690137449562111" },
  /* Unknown primes that only meet in pairs.  */
  { { "100433627766186892221372630609062766858404681029709092356097",
      "2760698538716225514973902344910793166845871614262060116995480300080332"
      "9",
      "105312291668557186697918027513529248857806893649219117400977309697" },
    "618970019642690137449562111 162259276829213363391578010288127 "
    "170141183460469231731687303715884105727" },
  { { "62165404551223330269422780817484966356298017934708613712916398988326306"
      "990789931040767",
      "38645375230172583446953518659579513076683540417604781803486204031796839"
      "14082393248965107967215182198551320258946853748657443586861180766899143"
      "711228656485171827235815948289" },
    "6216540455122333026942278081748496635629801793470861371291639898832630699"
    "0789931040767" },
  { { "62165404551223330269422780817484966356298017934708613712916398988326306"
      "990789931040767",
      "62434971006319844627631944293255148956228839173324280711970593486459062"
      "80738642171840783373263558628281274311367192585539248784790124627388006"
      "399" },
    "618970019642690137449562111 162259276829213363391578010288127" },
};

START_TEST (hand_bases)
{
  fmpz *n = _fmpz_vec_init (6);
  slong count = 0;
  mdm_coprime_t base;
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream (&text, &size);

  for (; count < 6 && bases[_i].n[count] != NULL; count++)
    fmpz_set_str (n + count, bases[_i].n[count], 10);
  mdm_coprime_init (base);
  ck_assert_int_eq (mdm_coprime_set (base, n, count), MDM_OK);
  check_base (base, n, count, 0);
  for (slong j = 0; j < base->count; j++)
    {
      char *part = fmpz_get_str (NULL, 10, base->b + j);
      fprintf (stream, "%s%s", j > 0 ? " " : "", part);
      flint_free (part);
    }
  fclose (stream);
  ck_assert_str_eq (text, bases[_i].base);
  free (text);
  mdm_coprime_clear (base);
  _fmpz_vec_clear (n, 6);
}
END_TEST

/* Set N[0..COUNT) to random integers >= 2 that share factors in every way
   that the base tells apart: words, small primes, primes of a word, integers
   nobody factors, and powers and products of all of them.  */
static void
random_list (fmpz *n, slong count, flint_rand_t state)
{
  enum
  {
    POOL = 10
  };
  fmpz *pool = _fmpz_vec_init (POOL);
  fmpz_t power;

  fmpz_init (power);
  for (slong i = 0; i < POOL; i++)
    {
      static const flint_bitcnt_t bits[]
          = { 3, 8, 13, 14, 30, 33, 63, 65, 100, 180 };
      do
        {
          fmpz_randbits (pool + i, state, bits[i]);
          fmpz_abs (pool + i, pool + i);
        }
      while (fmpz_cmp_ui (pool + i, 2) < 0);
      if (i > 2 && i < 7 && n_randint (state, 2) == 0)
        fmpz_set_ui (pool + i, n_nextprime (fmpz_get_ui (pool + i), 1));
    }
  for (slong i = 0; i < count; i++)
    {
      fmpz_set (n + i, pool + n_randint (state, POOL));
      while (n_randint (state, 3) > 0 && fmpz_bits (n + i) < 1500)
        {
          fmpz_pow_ui (power, pool + n_randint (state, POOL),
                       1 + n_randint (state, 3) * n_randint (state, 2));
          fmpz_mul (n + i, n + i, power);
        }
      if (n_randint (state, 8) == 0)
        fmpz_pow_ui (n + i, n + i, 2 + n_randint (state, 4));
    }
  fmpz_clear (power);
  _fmpz_vec_clear (pool, POOL);
}

START_TEST (random_bases)
{
  flint_rand_t state;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 12);
  for (int trial = 0; trial < 40; trial++)
    {
      slong count = (slong) n_randint (state, 20);
      fmpz *n = _fmpz_vec_init (count);
      mdm_coprime_t base, other;

      random_list (n, count, state);
      mdm_coprime_init (base);
      mdm_coprime_init (other);
      ck_assert_int_eq (mdm_coprime_set (base, n, count), MDM_OK);
      check_base (base, n, count, _i);
      /* Neither the order matters nor what an integer occurs twice, and a
         base may be set again.  */
      for (slong i = 0; i < count; i++)
        fmpz_swap (n + i, n + n_randint (state, (ulong) count));
      ck_assert_int_eq (mdm_coprime_set (other, n, count / 2), MDM_OK);
      ck_assert_int_eq (mdm_coprime_set (other, n, count), MDM_OK);
      check_base (other, n, count, _i);
      if (base->count != other->count
          || !_fmpz_vec_equal (base->b, other->b, base->count))
        FAIL_LIST (n, count, "seed %d: the order changes the base", _i);
      /* The base of the base is the base.  */
      ck_assert_int_eq (mdm_coprime_set (other, base->b, base->count), MDM_OK);
      if (base->count != other->count
          || !_fmpz_vec_equal (base->b, other->b, base->count))
        FAIL_LIST (n, count, "seed %d: the base is not its own base", _i);
      mdm_coprime_clear (base);
      mdm_coprime_clear (other);
      _fmpz_vec_clear (n, count);
    }
  flint_rand_clear (state);
}
END_TEST

/* Powers of a large prime, and of two of them, are taken to their roots.  */
START_TEST (roots)
{
  fmpz *n = _fmpz_vec_init (1);
  fmpz_t p, q, root;
  mdm_coprime_t base;

  fmpz_init (p);
  fmpz_init (q);
  fmpz_init (root);
  fmpz_ui_pow_ui (p, 10, 20 + (ulong) _i);
  fmpz_nextprime (p, p, 0);
  fmpz_nextprime (q, p, 0);
  mdm_coprime_init (base);
  for (ulong k = 1; k <= 48; k++)
    for (int both = 0; both < 2; both++)
      {
        fmpz_set (root, p);
        if (both)
          fmpz_mul (root, p, q);
        fmpz_pow_ui (n, root, k);
        ck_assert_int_eq (mdm_coprime_set (base, n, 1), MDM_OK);
        if (base->count != 1 || !fmpz_equal (base->b, root)
            || base->start[1] != 1 || base->exponent[0] != k)
          FAIL_LIST (n, 1, "seed %d: the root of a power %lu", _i, k);
        /* 2^a times it is no power any more, but what is left of it is.  */
        fmpz_mul_2exp (n, n, 1 + k % 3);
        ck_assert_int_eq (mdm_coprime_set (base, n, 1), MDM_OK);
        if (base->count != 2 || !fmpz_equal (base->b + 1, root)
            || base->exponent[0] != 1 + k % 3 || base->exponent[1] != k)
          FAIL_LIST (n, 1, "seed %d: the root of twice a power %lu", _i, k);
      }
  mdm_coprime_clear (base);
  fmpz_clear (p);
  fmpz_clear (q);
  fmpz_clear (root);
  _fmpz_vec_clear (n, 1);
}
END_TEST

/* Many large integers of which each shares a factor with the next.  */
START_TEST (long_chain)
{
  enum
  {
    LINKS = 400
  };
  fmpz *prime = _fmpz_vec_init (LINKS + 1), *n = _fmpz_vec_init (LINKS);
  mdm_coprime_t base;

  fmpz_ui_pow_ui (prime, 10, 30);
  for (slong i = 0; i < LINKS; i++)
    {
      fmpz_nextprime (prime + i + 1, prime + i, 0);
      if (i > 0)
        fmpz_mul (n + i, prime + i, prime + i + 1);
    }
  fmpz_mul (n, prime + LINKS, prime + 1);
  mdm_coprime_init (base);
  ck_assert_int_eq (mdm_coprime_set (base, n, LINKS), MDM_OK);
  ck_assert_int_eq (base->count, LINKS);
  ck_assert (_fmpz_vec_equal (base->b, prime + 1, LINKS));
  check_base (base, n, LINKS, 0);
  mdm_coprime_clear (base);
  _fmpz_vec_clear (prime, LINKS + 1);
  _fmpz_vec_clear (n, LINKS);
}
END_TEST

/* Sums of many logarithms.  */

START_TEST (sums_as_naive_adding)
{
  flint_rand_t state;
  mdm_logsum_t sum;
  mdm_logform_t naive, term, got;
  fmpz_t n, m, c;
  fmpq_t q;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 13);
  mdm_logsum_init (sum);
  mdm_logform_init (naive);
  mdm_logform_init (term);
  mdm_logform_init (got);
  fmpz_init (n);
  fmpz_init (m);
  fmpz_init (c);
  fmpq_init (q);
  /* One sum is used again and again.  */
  for (int trial = 0; trial < 6; trial++)
    {
      slong terms = (slong) n_randint (state, 1200);
      ulong different = 1 + n_randint (state, 300);
      mdm_logform_zero (naive);
      for (slong i = 0; i < terms; i++)
        {
          ulong kind = n_randint (state, 4);
          fmpz_set_ui (n, 1 + n_randint (state, different));
          if (n_randint (state, 3) == 0)
            fmpz_pow_ui (n, n, 20);
          fmpz_set_ui (m, 1 + n_randint (state, different));
          fmpz_randtest (c, state, 70);
          if (n_randint (state, 2) == 0)
            fmpz_set_si (c, (slong) n_randint (state, 3) - 1);
          fmpq_set_fmpz (q, c);
          mdm_logform_set_log (term, n);
          if (kind == 0)
            {
              mdm_logsum_add_xlogx (sum, c, n);
              fmpq_mul_fmpz (q, q, n);
            }
          else if (kind == 1)
            {
              mdm_logsum_add_ratio (sum, c, n, m);
              mdm_logform_addmul_fmpq (naive, term, q);
              mdm_logform_set_log (term, m);
              fmpq_neg (q, q);
            }
          else
            mdm_logsum_add (sum, c, n);
          mdm_logform_addmul_fmpq (naive, term, q);
          if (kind == 3 && n_randint (state, 2) == 0)
            {
              /* Take it back: terms that cancel must go.  */
              fmpz_neg (c, c);
              fmpq_neg (q, q);
              mdm_logsum_add (sum, c, n);
              mdm_logform_addmul_fmpq (naive, term, q);
            }
        }
      fmpz_randbits (c, state, 1 + (flint_bitcnt_t) n_randint (state, 60));
      fmpz_abs (c, c);
      fmpz_one (fmpq_numref (q));
      fmpz_set (fmpq_denref (q), c);
      mdm_logform_mul_fmpq (naive, naive, q);
      form_random (got, state, 5, 20);
      mdm_logsum_get (got, sum, c);
      form_check (got, "logsum");
      ck_assert_int_eq (sum->count, 0);
      if (!mdm_logform_identical (got, naive))
        {
          form_print ("got", got);
          form_print ("naive", naive);
          ck_abort_msg ("seed %d, trial %d: a wrong sum", _i, trial);
        }
    }
  mdm_logsum_clear (sum);
  mdm_logform_clear (naive);
  mdm_logform_clear (term);
  mdm_logform_clear (got);
  fmpz_clear (n);
  fmpz_clear (m);
  fmpz_clear (c);
  fmpq_clear (q);
  flint_rand_clear (state);
}
END_TEST

/* Memory follows the number of distinct integers, not of terms.  */
START_TEST (sums_in_little_memory)
{
  mdm_logsum_t sum;
  mdm_logform_t got;
  fmpz_t n, c;

  mdm_logsum_init (sum);
  mdm_logform_init (got);
  fmpz_init (n);
  fmpz_init (c);
  for (ulong i = 0; i < 100000; i++)
    {
      fmpz_ui_pow_ui (n, 2 + i % 97, 25);
      fmpz_set_si (c, i % 2 == 0 ? 5 : -3);
      mdm_logsum_add (sum, c, n);
      ck_assert_int_le (sum->alloc, 512);
    }
  fmpz_one (n);
  mdm_logsum_get (got, sum, n);
  ck_assert_int_eq (got->count, 97);
  mdm_logsum_get (got, sum, n);
  ck_assert (mdm_logform_is_plain_zero (got));
  mdm_logsum_clear (sum);
  mdm_logform_clear (got);
  fmpz_clear (n);
  fmpz_clear (c);
}
END_TEST

TCase *
exact_base_case (void)
{
  TCase *c = tcase_create ("base");

  tcase_add_loop_test (c, hand_bases, 0, sizeof bases / sizeof *bases);
  tcase_add_loop_test (c, random_bases, 0, 8);
  tcase_add_loop_test (c, roots, 0, 8);
  tcase_add_test (c, long_chain);
  tcase_add_loop_test (c, sums_as_naive_adding, 0, 4);
  tcase_add_test (c, sums_in_little_memory);
  return c;
}
