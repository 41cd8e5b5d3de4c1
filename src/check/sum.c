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
  mpq_t *times;  /* or NULL */
  mpz_t product; /* of the base from here on, of 1, 16, 256, .. of it */
  struct factor
  {
    uint64_t j, e; /* element j of the base, from 1, to the power e */
  } * factor;
  size_t factors;
} * *integers, **base; /* all that were met; the base */
static size_t met, bases;

static struct integer *
place_of (const mpz_t n)
{
  struct integer *x = find (&integers, mpz_limbs_read (n),
                            mpz_size (n) * sizeof (mp_limb_t), sizeof *x);
  if (mpz_sgn (x->n) == 0)
    {
      mpz_init_set (x->n, n);
      mpq_init (x->c);
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
  if (law.kind == JOINT)
    joint_start ();
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
sum_add_entropy (const struct groups *g, const mpq_t a)
{
  RATIONAL (p);
  sum_add_log (law.total, a, 1);
  for (size_t i = 0; i < g->count; i++)
    {
      law_probability (p, g->group[i].weight);
      mpq_mul (p, p, a);
      sum_add_log (g->group[i].weight, p, -1);
    }
}

/* Count the weight W, of K positions and of those with any of REST others.  */
static void
count_weight (const mpz_t w, size_t k, size_t rest)
{
  struct integer *x = place_of (w);
  INTEGER (ways);
  if (x->times == NULL)
    zeros (&x->times, law.length + 1);
  for (size_t i = 0; i <= rest; i++)
    {
      mpz_ptr times = mpq_numref (x->times[k + i]);
      mpz_bin_uiui (ways, rest, i);
      mpz_add (times, times, ways);
    }
}

/* Count the weights of the marginals by SET, which are G, and by what is left
   of it without some of the positions from I on.  Those of SET below I stay: a
   group that is alone by these is so whatever is left, and goes from G.  The
   recursion is as deep as there are positions.  */
static void
count (struct groups *g, uint64_t set, size_t i)
{
  for (; g->count > 0; i++)
    {
      uint64_t stay = set & ((UINT64_C (1) << i) - 1);
      size_t k = (size_t) __builtin_popcountll (stay), j = 0, n = 0;
      for (int before = 0, after; j < g->count; j++, before = after)
        {
          struct group *x = &g->group[j];
          after = j + 1 < g->count && law_same (x, x + 1, stay);
          if (before || after)
            g->group[n++] = *x;
          else
            {
              count_weight (x->weight, k, law.length - i);
              mpz_clear (x->weight);
            }
        }
      g->count = n;
      GROUPS (less, g, set & ~(UINT64_C (1) << i));
      count (&less, set & ~(UINT64_C (1) << i), i + 1);
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
    {
      GROUPS (g, &law.all, law.set);
      count (&g, law.set, 0);
    }
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
      if (x->times == NULL)
        continue;
      mpq_set_ui (c, 0, 1);
      for (size_t k = 1; k <= law.length; k++)
        if (mpq_sgn (x->times[k]) != 0 && mpq_sgn (sum.curve[k]) != 0)
          gather (c, sum.curve[k], mpq_numref (x->times[k]), a);
      mpq_canonicalize (c);
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
  INTEGER (n);
  struct integer *x = NULL;
  expect ("base");
  for (uint64_t count = number (0, MANY); bases < count; bases++)
    {
      base = grow (base, bases, sizeof *base);
      item ("b", bases + 1);
      integer (n, 2);
      require (bases == 0 || mpz_cmp (n, base[bases - 1]->n) > 0,
               "the base does not ascend");
      base[bases] = place_of (n);
      mpz_init_set (base[bases]->product, n);
    }
  for (size_t step = 1; step < bases; step *= 16)
    for (size_t i = 0; i < bases; i += 16 * step)
      for (size_t k = i + step; k < i + 16 * step && k < bases; k += step)
        {
          spend (mpz_size (base[k]->product), 64, 32);
          mpz_gcd (n, base[i]->product, base[k]->product);
          verify (mpz_cmp_ui (n, 1) == 0,
                  "two elements of the base have a common factor");
          mpz_mul (base[i]->product, base[i]->product, base[k]->product);
        }
  expect ("integers");
  for (uint64_t count = number (0, MANY), i = 1, j = 0; i <= count; i++, j = 0)
    {
      item ("n", i);
      integer (n, 2);
      require (i == 1 || mpz_cmp (n, x->n) > 0, "the integers do not ascend");
      x = place_of (n);
      for (size_t factors = number (1, bases); x->factors < factors;)
        {
          x->factor = grow (x->factor, x->factors, sizeof *x->factor);
          struct factor *f = &x->factor[x->factors++];
          j = f->j = number (j + 1, bases);
          f->e = number (1, MANY);
          verify (mpz_remove (n, n, base[j - 1]->n) == f->e,
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
  RATIONAL (room);
  INTEGER (e);
  zeros (&c, bases);
  for (size_t i = 0; i < met; i++)
    {
      struct integer *x = integers[i];
      if (mpq_sgn (x->c) == 0 || mpz_cmp_ui (x->n, 1) == 0)
        continue; /* log 1 = 0 */
      verify (x->factors > 0, "the integer %.100s of the sum is not listed",
              mpz_get_str (NULL, 10, x->n));
      for (size_t f = 0; f < x->factors; f++)
        {
          mpz_set_ui (e, x->factor[f].e);
          gather (c[x->factor[f].j - 1], x->c, e, room);
        }
      mpq_set_ui (x->c, 0, 1);
    }
  for (size_t j = 0; j < bases; j++)
    {
      count += mpq_sgn (c[j]) != 0;
      mpq_canonicalize (c[j]);
      mpq_swap (base[j]->c, c[j]);
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
      verify (mpq_equal (low, base[j - 1]->c),
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
