/* sum.c - the value of a statement; the base and the integers.

   Every integer whose logarithm is met has its place, with the coefficient it
   has in the statement and the factors that the certificate lists.  Of these
   only what has been divided out is believed.  */
#include "check.h"

struct sum sum;
static struct integer
{
  mpz_t n;
  mpq_t c; /* the coefficient of log n */
  /* How many marginals of 0, 1, .. positions have it as weight.  */
  mpq_t *times;
  struct factor
  {
    uint64_t j, e; /* element j of the base, from 1, to the power e */
  } * factor;
  size_t factors;
} * *integers;
static size_t met;
static mpz_t *base;
static size_t bases;

static struct integer *
place_of (const mpz_t n)
{
  struct integer *x = find (&integers, mpz_limbs_read (n),
                            mpz_size (n) * sizeof (mp_limb_t), sizeof *x);
  if (x->times == NULL)
    {
      mpz_init_set (x->n, n);
      mpq_init (x->c);
      zeros (&x->times, law.length + 1);
      integers = grow (integers, met, sizeof *integers);
      integers[met++] = x;
    }
  return x;
}

void
sum_start (void)
{
  if (sum.curve == NULL)
    mpq_inits (sum.rational, sum.any, NULL);
  zeros (&sum.curve, law.length + 1);
  mpq_set_ui (sum.rational, 0, 1);
  mpq_set_ui (sum.any, 0, 1);
  spend (met, 0, 0);
  for (size_t i = 0; i < met; i++)
    mpq_set_ui (integers[i]->c, 0, 1);
}

void
sum_add_log (const mpz_t n, const mpq_t a, long b)
{
  add_times (place_of (n)->c, a, b);
}

/* H = log W - (1/W) sum of w log w, over the marginal weights w.  */
void
sum_add_entropy (uint64_t set, const mpq_t a, long b)
{
  struct groups g;
  RATIONAL (p);
  sum_add_log (law.total, a, b);
  law_group (&g, &law.all, set);
  for (size_t i = 0; i < g.count; i++)
    {
      law_probability (p, g.group[i].weight);
      mpq_mul (p, p, a);
      sum_add_log (g.group[i].weight, p, -b);
    }
  law_ungroup (&g);
}

size_t
sum_keep (mpq_t **c)
{
  zeros (c, met);
  for (size_t i = 0; i < met; i++)
    mpq_set ((*c)[i], integers[i]->c);
  return met;
}

void
sum_add_kept (mpq_t *c, size_t count, const mpq_t a)
{
  for (size_t i = 0; i < count; i++)
    add (integers[i]->c, c[i], a);
}

/* Count the weights of the marginals by SET, which are G, and by what is left
   of it without some of the positions below MOST; the recursion is as deep as
   there are positions.  */
static void
count (const struct groups *g, uint64_t set, size_t most)
{
  struct groups less;
  size_t k = (size_t) __builtin_popcountll (set);
  for (size_t i = 0; i < g->count; i++)
    {
      mpz_ptr times = mpq_numref (place_of (g->group[i].weight)->times[k]);
      mpz_add_ui (times, times, 1);
    }
  for (size_t i = 0; i < most; i++)
    {
      law_group (&less, g, set & ~(UINT64_C (1) << i));
      count (&less, set & ~(UINT64_C (1) << i), i);
      law_ungroup (&less);
    }
}

/* On the ray m e_k is min (k, m).  */
void
sum_ray (mpq_t value, mpq_t tail, size_t m)
{
  for (size_t k = 1; m == 1 && k <= law.length; k++)
    add_times (tail, sum.curve[k], 1);
  add_times (value, tail, 1);
  add_times (tail, sum.curve[m], -1);
}

/* e_k is the mean of H(X_S) over the sets S of k positions.  */
void
sum_expand (int curves)
{
  static int counted;
  int curved = 0;
  RATIONALS (a, c);
  for (size_t k = 1; k <= law.length; k++)
    {
      if (law.kind == COPIES)
        {
          sum_ray (a, c, k);
          add (sum.rational, a, law.copies[k]);
        }
      curved |= mpq_sgn (sum.curve[k]) != 0;
    }
  require (curves || !curved, "a hypothesis about all laws, or in units of "
                              "log q, is about numbers alone");
  if (law.kind == ROWS && curved && !counted++)
    count (&law.all, law.set, law.length);
  for (size_t k = 1; law.kind == ROWS && k <= law.length; k++)
    {
      sum_add_log (law.total, sum.curve[k], 1);
      mpz_bin_uiui (mpq_numref (c), law.length, k);
      mpz_set_ui (mpq_denref (c), 1);
      mpq_div (sum.curve[k], sum.curve[k], c);
    }
  for (size_t i = 0; i < met && law.kind == ROWS && curved; i++)
    {
      struct integer *x = integers[i];
      mpq_set_ui (c, 0, 1);
      for (size_t k = 1; k <= law.length; k++)
        if (mpq_sgn (x->times[k]) != 0)
          add (c, sum.curve[k], x->times[k]);
      law_probability (a, x->n);
      mpq_neg (a, a);
      add (x->c, c, a);
    }
  zeros (&sum.curve, law.length + 1);
}

void
sum_enclose (mpq_t low, mpq_t high, uint64_t bits)
{
  mpfr_t bound, t;
  mpfr_inits2 ((mpfr_prec_t) bits + 64, bound, t, (mpfr_ptr) 0);
  for (int up = 0; up <= 1; up++)
    {
      mpfr_rnd_t round = up ? MPFR_RNDU : MPFR_RNDD;
      mpfr_set_zero (bound, 1);
      for (size_t i = 0; i < met; i++)
        if (mpq_sgn (integers[i]->c) != 0)
          {
            int above = up == (mpq_sgn (integers[i]->c) > 0);
            spend (4, bits / 64, bits / 64);
            mpfr_set_z (t, integers[i]->n, above ? MPFR_RNDU : MPFR_RNDD);
            mpfr_log (t, t, above ? MPFR_RNDU : MPFR_RNDD);
            mpfr_mul_q (t, t, integers[i]->c, round);
            mpfr_add (bound, bound, t, round);
          }
      mpfr_get_q (up ? high : low, bound);
      mpq_add (up ? high : low, up ? high : low, sum.rational);
    }
  require (!mpfr_overflow_p () && !mpfr_underflow_p () && !mpfr_nanflag_p (),
           "over a limit: an exponent of MPFR");
  mpfr_clears (bound, t, (mpfr_ptr) 0);
}

/* The base, of which no two elements have a common prime, and the integers:
   each is divided by its factors as often as is said, and no more is possible,
   until 1 is left.  */
void
sum_read_integers (void)
{
  uint64_t j = 0;
  INTEGER (n);
  INTEGER (last);
  INTEGER (product); /* of the base */
  mpz_set_ui (product, 1);
  expect ("base");
  for (uint64_t count = number (0, MANY); bases < count;)
    {
      base = grow (base, bases, sizeof *base);
      mpz_init (base[bases]);
      item ("b", bases + 1);
      integer (base[bases], 2);
      require (mpz_cmp (base[bases], last) > 0, "the base does not ascend");
      mpz_set (last, base[bases]);
      spend (mpz_size (product), 0, 0);
      mpz_gcd (n, product, last);
      verify (mpz_cmp_ui (n, 1) == 0,
              "two elements of the base have a common factor");
      mpz_mul (product, product, base[bases++]);
    }
  mpz_set_ui (last, 1);
  expect ("integers");
  for (uint64_t count = number (0, MANY), i = 1; i <= count; i++, j = 0)
    {
      item ("n", i);
      integer (n, 2);
      require (mpz_cmp (n, last) > 0, "the integers do not ascend");
      mpz_set (last, n);
      struct integer *x = place_of (n);
      for (size_t factors = number (1, bases); x->factors < factors;)
        {
          x->factor = grow (x->factor, x->factors, sizeof *x->factor);
          struct factor *f = &x->factor[x->factors++];
          j = f->j = number (j + 1, bases);
          f->e = number (1, MANY);
          verify (mpz_remove (n, n, base[j - 1]) == f->e,
                  "the product of the factors is not the integer");
        }
      verify (mpz_cmp_ui (n, 1) == 0,
              "the product of the factors is not the integer");
    }
}

/* Replace every integer by its factors; how many elements of the base have
   coefficients then.  */
static size_t
factorise (void)
{
  static mpq_t *c;
  size_t count = 0;
  zeros (&c, bases);
  for (size_t i = 0; i < met; i++)
    {
      struct integer *x = integers[i];
      if (mpq_sgn (x->c) == 0 || mpz_cmp_ui (x->n, 1) == 0)
        continue; /* log 1 = 0 */
      verify (x->factors > 0, "the integer %.100s of the sum is not listed",
              mpz_get_str (NULL, 10, x->n));
      for (size_t f = 0; f < x->factors; f++)
        add_times (c[x->factor[f].j - 1], x->c, (long) x->factor[f].e);
      mpq_set_ui (x->c, 0, 1);
    }
  for (size_t j = 0; j < bases; j++)
    {
      count += mpq_sgn (c[j]) != 0;
      mpq_swap (place_of (base[j])->c, c[j]);
    }
  return count;
}

int
sum_check (void)
{
  static const char *const signs[] = { "negative", "zero", "positive" };
  RATIONALS (low, high);
  size_t logs = factorise ();
  expect ("difference");
  rational (low);
  verify (mpq_equal (low, sum.rational),
          "the rational part of the difference is not the one derived");
  verify (number (0, bases) == logs,
          "the difference that is derived has %zu logarithms", logs);
  for (uint64_t i = 0, j = 0; i < logs; i++)
    {
      expect ("log");
      j = number (j + 1, bases);
      rational (low);
      require (mpq_sgn (low) != 0, "a coefficient is 0");
      verify (mpq_equal (low, place_of (base[j - 1])->c),
              "the coefficient of this logarithm is not the one derived");
    }
  expect ("sign");
  int stated = (int) one_of (word (), signs, 3, "sign") - 1, sign = 0;
  uint64_t bits = stated == 0 ? 64 : number (64, 1048576);
  for (uint64_t p = 32; sign == 0 && p < bits;)
    {
      p = p < bits / 2 ? 2 * p : bits;
      sum_enclose (low, high, p);
      sign = mpq_sgn (low) > 0 ? 1 : mpq_sgn (high) < 0 ? -1 : 0;
    }
  verify (sign == stated && (sign != 0 || logs == 0),
          "the sign is not the one derived with these bits");
  return sign;
}
