/* test_joint.c - claims in joint entropies: elemental inequalities, symmetry,
   subspaces, Shannon's program.  */
#include <config.h>

#include "unit.h"

#include "law/families.h"
#include "prove/shannon.h"
#include "prove/subspaces.h"

#include <string.h>

/* The value of E on the set function H, by its definition.  */
static slong
elemental_value (size_t n, mdm_elemental_t e, const slong *h)
{
  size_t i = (size_t) 1 << e.i, j = (size_t) 1 << e.j, all;

  all = ((size_t) 1 << n) - 1;
  return e.i == e.j ? h[all] - h[all ^ i]
                    : h[e.k | i] + h[e.k | j] - h[e.k | i | j] - h[e.k];
}

/* Every number has one inequality, and expanding it gives its value.  */
START_TEST (elementals)
{
  uint64_t state = 1;
  slong h[64] = { 0 };

  for (size_t n = 1; n <= 6; n++)
    for (size_t x = 0; x < mdm_elemental_count (n); x++)
      {
        mdm_elemental_t e = mdm_elemental_get (n, x);
        mdm_atoms_t set[4];
        int sign[4];
        slong sum = 0;
        size_t count = mdm_elemental_expand (set, sign, n, e);

        for (size_t s = 1; s < (size_t) 1 << n; s++)
          h[s] = (slong) (mdm_splitmix64 (&state) % 100);
        for (size_t i = 0; i < count; i++)
          sum += sign[i] * h[set[i]];
        ck_assert_int_eq (sum, elemental_value (n, e, h));
        ck_assert_uint_eq (mdm_elemental_number (n, e), x);
        ck_assert (e.i < n && e.j < n && e.i <= e.j);
        ck_assert (!(e.k >> e.i & 1) && !(e.k >> e.j & 1));
      }
}
END_TEST

/* h of positions 0..LENGTH-1: the sum of what is added.  */
typedef struct
{
  const slong *h;
  size_t length;
  slong sum;
} adder_t;

static void
add_positions (void *data, mdm_elemental_positions_t e)
{
  adder_t *adder = data;
  mdm_elemental_t atoms = { e.i, e.j, (mdm_atoms_t) e.k };

  ck_assert (e.i != e.j || (e.k | (mdm_set_t) 1 << e.i) == 63);
  adder->sum += elemental_value (adder->length, atoms, adder->h);
}

/* Inequalities of groups of positions are sums of those of positions.  */
START_TEST (groups)
{
  mdm_frame_t frame
      = { .length = 6, .count = 3, .group = { 0x11, 0x02, 0x28 } };
  uint64_t state = 2;
  slong h[64] = { 0 }, of_atoms[8] = { 0 };

  for (int round = 0; round < 20; round++)
    for (size_t x = 0; x < mdm_elemental_count (3); x++)
      {
        mdm_elemental_t e = mdm_elemental_get (3, x);
        adder_t adder = { h, 6, 0 };

        for (size_t s = 1; s < 64; s++)
          h[s] = (slong) (mdm_splitmix64 (&state) % 100);
        for (mdm_atoms_t s = 1; s < 8; s++)
          of_atoms[s] = h[mdm_frame_positions (&frame, s)];
        mdm_elemental_refine (&frame, e, add_positions, &adder);
        ck_assert_int_eq (adder.sum, elemental_value (3, e, of_atoms));
      }
}
END_TEST

/* The orbits of a vector by all permutations, compared with those found.  */
static size_t
brute_orbits (size_t n, const fmpq *c)
{
  unsigned char p[6];
  size_t sets = (size_t) 1 << n, orbits = 0, total = 1;
  size_t *least = flint_malloc (sets * sizeof *least);

  for (size_t s = 0; s < sets; s++)
    least[s] = s;
  for (size_t i = 2; i <= n; i++)
    total *= i;
  for (size_t code = 0; code < total; code++)
    {
      mdm_permutation_t permutation;
      size_t left = code;
      int keeps = 1;
      for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char) i;
      for (size_t i = n; i > 1; i--)
        {
          size_t j = left % i;
          unsigned char held = p[j];
          left /= i;
          p[j] = p[i - 1];
          p[i - 1] = held;
        }
      memcpy (permutation.image, p, sizeof p);
      for (mdm_atoms_t s = 0; s < sets && keeps; s++)
        keeps
            = fmpq_equal (c + s, c + mdm_permutation_set (&permutation, n, s));
      for (mdm_atoms_t s = 0; s < sets && keeps; s++)
        {
          size_t image = mdm_permutation_set (&permutation, n, s);
          if (image < least[s])
            least[s] = image;
        }
    }
  for (size_t s = 0; s < sets; s++)
    orbits += least[s] == s;
  flint_free (least);
  return orbits;
}

START_TEST (symmetries)
{
  uint64_t state = 3;

  for (int round = 0; round < 60; round++)
    {
      size_t n = 2 + (size_t) round % 4, sets = (size_t) 1 << n;
      fmpq *c = _fmpq_vec_init ((slong) sets);
      const fmpq *vector[] = { c };
      mdm_invariance_t symmetry;
      mdm_set_classes_t orbits;

      /* Few sets, so that there is some symmetry.  */
      for (int k = 0; k < 1 + round % 3; k++)
        fmpq_set_si (c + 1 + mdm_splitmix64 (&state) % (sets - 1), 1, 1);
      mdm_invariance_set (&symmetry, n, vector, 1);
      mdm_set_classes_of_sets (&orbits, &symmetry);
      ck_assert_uint_eq (orbits.count, brute_orbits (n, c));
      for (size_t s = 0; s < sets; s++)
        ck_assert (fmpq_equal (c + s, c + orbits.first[orbits.of[s]]));
      mdm_set_classes_clear (&orbits);
      _fmpq_vec_clear (c, (slong) sets);
    }
}
END_TEST

/* There are as many subspaces as Gauss counted; dimensions are modular; a
   basis spans.  */
START_TEST (subspaces)
{
  static const struct
  {
    unsigned q, r;
    size_t count;
  } rows[] = { { 2, 1, 2 }, { 2, 2, 5 },  { 2, 3, 16 }, { 2, 4, 67 },
               { 3, 2, 6 }, { 3, 3, 28 }, { 5, 2, 8 } };

  for (int i = 0; i < (int) (sizeof rows / sizeof *rows); i++)
    {
      mdm_subspaces_t spaces;
      mdm_subspaces_init (&spaces, rows[i].q, rows[i].r);
      ck_assert_uint_eq (spaces.count, rows[i].count);
      for (size_t u = 0; u < spaces.count; u++)
        {
          unsigned basis[MDM_VECTORS_MAX];
          size_t d = mdm_subspaces_basis (basis, &spaces, u);
          ck_assert_uint_eq (d, spaces.dimension[u]);
          ck_assert_uint_eq ((size_t) __builtin_popcountll (spaces.member[u]),
                             n_pow (rows[i].q, d));
          for (size_t v = 0; v < spaces.count; v++)
            {
              size_t sum = spaces.sum[u * spaces.count + v];
              uint64_t both = spaces.member[u] & spaces.member[v];
              ck_assert_uint_eq (n_pow (rows[i].q, spaces.dimension[sum])
                                     * (size_t) __builtin_popcountll (both),
                                 n_pow (rows[i].q, spaces.dimension[u]
                                                       + spaces.dimension[v]));
            }
        }
      mdm_subspaces_clear (&spaces);
    }
}
END_TEST

/* What is implied is a sum that adds up; where it is not, there is a
   polymatroid on which all elementals hold and the form is less than 0.  */
START_TEST (program)
{
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  uint64_t state = 4;
  int implied = 0, not_implied = 0;
  mdm_err_t err[1] = { { 0 } };

  for (int round = 0; round < 40; round++)
    {
      size_t n = 3 + (size_t) round % 2, sets = (size_t) 1 << n;
      fmpq *c = _fmpq_vec_init ((slong) sets);
      mdm_shannon_t res;
      fmpq_t sum;

      fmpq_init (sum);
      for (int k = 0; k < 4; k++)
        {
          mdm_atoms_t set[4];
          int sign[4];
          size_t count = mdm_elemental_expand (
              set, sign, n,
              mdm_elemental_get (n, mdm_splitmix64 (&state)
                                        % mdm_elemental_count (n)));
          for (size_t i = 0; i < count; i++)
            fmpq_add_si (c + set[i], c + set[i],
                         k == 3 && round % 3 > 0 ? -sign[i] : 2 * sign[i]);
        }
      mdm_shannon_init (res, n, 0);
      ck_assert (mdm_shannon_decide (res, c, NULL, &limit, err) == MDM_OK);
      ck_assert (res->outcome != MDM_SHANNON_UNKNOWN);
      implied += res->outcome == MDM_SHANNON_IMPLIED;
      not_implied += res->outcome == MDM_SHANNON_NOT;
      for (size_t x = 0; x < mdm_elemental_count (n); x++)
        {
          mdm_atoms_t set[4];
          int sign[4];
          size_t count
              = mdm_elemental_expand (set, sign, n, mdm_elemental_get (n, x));
          fmpq_t value;
          fmpq_init (value);
          ck_assert (fmpq_sgn (res->weight + x) >= 0);
          for (size_t i = 0; i < count; i++)
            {
              fmpq_t part;
              fmpq_init (part);
              fmpq_mul_si (part, res->point + set[i], sign[i]);
              fmpq_add (value, value, part);
              fmpq_mul_si (part, res->weight + x, sign[i]);
              if (res->outcome == MDM_SHANNON_IMPLIED)
                fmpq_sub (c + set[i], c + set[i], part);
              fmpq_clear (part);
            }
          ck_assert (fmpq_sgn (value) >= 0);
          fmpq_clear (value);
        }
      for (size_t s = 1; s < sets; s++)
        if (res->outcome == MDM_SHANNON_IMPLIED)
          ck_assert (fmpq_is_zero (c + s));
        else
          fmpq_addmul (sum, c + s, res->point + s);
      ck_assert (res->outcome == MDM_SHANNON_IMPLIED || fmpq_sgn (sum) < 0);
      fmpq_clear (sum);
      mdm_shannon_clear (res);
      _fmpq_vec_clear (c, (slong) sets);
    }
  ck_assert_int_gt (implied, 5);
  ck_assert_int_gt (not_implied, 5);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("joint");
  TCase *tcase = tcase_create ("joint");

  tcase_add_test (tcase, elementals);
  tcase_add_test (tcase, groups);
  tcase_add_test (tcase, symmetries);
  tcase_add_test (tcase, subspaces);
  tcase_add_test (tcase, program);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
