/* test_sampler_schedules.c - the sizes of schedules against tables made by
   hand and against their formulas, and every error of --schedule=.  */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "law/spec.h"
#include "sampler/schedule_spec.h"

#include <stdio.h>
#include <string.h>

void
open_schedule (mdm_schedule_t schedule, const char *spec, size_t length,
               const mdm_curve_struct *curve)
{
  mdm_err_t err = { 0 };
  mdm_status status
      = mdm_schedule_parse (schedule, spec, length, curve, &no_limit, &err);

  ck_assert_msg (status == MDM_OK, "%s: %s", spec, err.message);
}

void
random_sizes (mdm_schedule_t schedule, uint64_t *state, size_t length)
{
  size_t size[32], steps = 0, left = length;

  while (left > 0 || random_below (state, 3) == 0)
    {
      size[steps] = random_below (state, left + 1);
      left -= size[steps++];
      if (steps == 31)
        {
          size[steps++] = left;
          break;
        }
    }
  mdm_schedule_set_sizes (schedule, size, steps);
}

/* Sizes by hand.  */

static const struct
{
  const char *spec;
  size_t length;
  const char *sizes;
} hand[] = {
  { "4", 4, "4" },
  { "1,3", 4, "1,3" },
  { "0,2,0,0,2,0", 4, "0,2,0,0,2,0" },
  { "02,2", 4, "2,2" },
  { "ar", 1, "1" },
  { "ar", 5, "1,1,1,1,1" },
  /* floor (L/T) + [t <= L mod T].  */
  { "balanced:1", 5, "5" },
  { "balanced:2", 5, "3,2" },
  { "balanced:3", 5, "2,2,1" },
  { "balanced:4", 5, "2,1,1,1" },
  { "balanced:5", 5, "1,1,1,1,1" },
  { "balanced:7", 5, "1,1,1,1,1,0,0" },
  { "balanced:3", 9, "3,3,3" },
  { "balanced:04", 11, "3,3,3,2" },
  /* After t steps floor (L cos (pi t / 2T)) masked: 4 cos 45 = 2.8;
     4 cos 30 = 3.5, 4 cos 60 = 2; ..  */
  { "cosine:1", 7, "7" },
  { "cosine:2", 4, "2,2" },
  { "cosine:3", 4, "1,1,2" },
  { "cosine:3", 5, "1,2,2" },
  { "cosine:3", 10, "2,3,5" },
  { "cosine:3", 2, "1,0,1" },
  { "cosine:3", 1, "1,0,0" },
  { "cosine:6", 6, "1,0,1,1,2,1" },
  { "cosine:3", 1000000, "133975,366025,500000" },
  /* At t = 4 of 6, t = 6 of 9: exactly half, and floor of it.  */
  { "cosine:6", 8, "1,1,1,1,2,2" },
  { "cosine:9", 3, "1,0,0,0,1,0,0,1,0" },
  /* After t steps floor (L (T-t) / T) masked.  */
  { "loglinear:1", 3, "3" },
  { "loglinear:2", 5, "3,2" },
  { "loglinear:3", 5, "2,2,1" },
  { "loglinear:3", 7, "3,2,2" },
  { "loglinear:4", 2, "1,0,1,0" },
  { "loglinear:5", 5, "1,1,1,1,1" },
  { "loglinear:5", 7, "2,1,2,1,1" },
  /* zeta = 2: (2/1)^l <= 4, l = 2, 4 steps: floor (5/2), floor (3/2), ..  */
  { "tc:eps=1,bound=1", 5, "2,1,1,0,1" },
  { "dtc:eps=1,bound=1", 5, "1,0,1,1,2" },
  { "tc:eps=1,bound=1", 4, "2,1,0,1" },
  { "tc:bound=2/6,eps=0.5", 4, "2,1,0,1" },
  { "tc:eps=100000000000000000000000000,bound=1/100000000000000000", 4,
    "2,1,0,1" },
  { "tc:eps=1,bound=1", 2, "1,0,1" },
  { "dtc:eps=1,bound=1", 2, "1,0,1" },
  { "tc:eps=1,bound=1", 1, "1" },
  /* zeta = 3: (3/2)^1 <= 2, 3 steps.  */
  { "tc:eps=1,bound=2", 4, "1,1,0,1,1" },
  { "tc:eps=1/2,bound=0.8", 4, "1,1,0,1,1" },
  { "dtc:eps=1/2,bound=0.8", 4, "1,1,0,1,1" },
  { "tc:eps=1,bound=2", 9, "3,2,1,1,0,0,1,1" },
  { "dtc:eps=1,bound=2", 9, "1,1,0,0,1,1,2,3" },
  /* zeta = 4 = L: l = 0.  */
  { "tc:eps=1,bound=3", 4, "1,0,1,1,1" },
  { "dtc:eps=1,bound=3", 4, "1,1,1,0,1" },
  /* zeta >= L + 1: one by one.  */
  { "tc:eps=1,bound=4", 4, "1,1,1,1" },
  { "tc:eps=1,bound=3.01", 4, "1,1,1,1" },
  { "dtc:eps=1,bound=1000000000000000000000000000000", 4, "1,1,1,1" },
  { "dtc:eps=1/1000000000000000000000000000000,bound=1", 4, "1,1,1,1" },
  /* No correlation: one step.  */
  { "tc:eps=1,bound=0", 4, "4" },
  { "dtc:eps=7,bound=0.0", 4, "4" },
  { "blocks:0", 1, "1" },
  { "blocks:0 1 2 3", 4, "4" },
  { "blocks:3|0 2|1", 4, "1,2,1" },
  { "blocks: 3 |  0   2 | 1  ", 4, "1,2,1" },
};

START_TEST (by_hand)
{
  mdm_schedule_t s;
  size_t sum = 0, most = 0, least = SIZE_MAX;
  char *text;

  mdm_schedule_init (s);
  ck_assert (!mdm_schedule_needs_curve (hand[_i].spec));
  open_schedule (s, hand[_i].spec, hand[_i].length, NULL);
  text = mdm_schedule_sizes_str (s);
  ck_assert_msg (strcmp (text, hand[_i].sizes) == 0, "%s, L = %zu: %s, not %s",
                 hand[_i].spec, hand[_i].length, text, hand[_i].sizes);
  ck_assert_str_eq (s->name, hand[_i].spec);
  for (size_t t = 0; t < s->steps; t++)
    {
      sum += s->size[t];
      most = s->size[t] > most ? s->size[t] : most;
      least = s->size[t] < least ? s->size[t] : least;
    }
  ck_assert_uint_eq (sum, hand[_i].length);
  ck_assert_uint_eq (s->length, sum);
  ck_assert_uint_eq (s->smax, most);
  ck_assert_uint_eq (s->smin, least);
  ck_assert_int_eq (s->kind, strncmp (hand[_i].spec, "blocks", 6) == 0
                                 ? MDM_SCHEDULE_BLOCKS
                                 : MDM_SCHEDULE_SIZES);
  ck_assert ((s->position != NULL) == (s->kind == MDM_SCHEDULE_BLOCKS));
  flint_free (text);
  mdm_schedule_clear (s);
}
END_TEST

/* The positions of blocks in their order, and schedules that are set
   again.  */
START_TEST (blocks)
{
  static const size_t expected[] = { 3, 2, 0, 1 };
  mdm_schedule_t s, other;

  mdm_schedule_init (s);
  mdm_schedule_init (other);
  open_schedule (s, "blocks:3|2 0|1", 4, NULL);
  ck_assert_mem_eq (s->position, expected, sizeof expected);
  mdm_schedule_swap (s, other);
  ck_assert_uint_eq (s->steps, 0);
  ck_assert_str_eq (s->name, "");
  ck_assert_mem_eq (other->position, expected, sizeof expected);
  open_schedule (other, "1,1", 2, NULL);
  ck_assert_ptr_null (other->position);
  mdm_schedule_set_sizes (other, other->size, 2);
  ck_assert_str_eq (other->name, "1,1");
  mdm_schedule_clear (s);
  mdm_schedule_clear (other);
}
END_TEST

/* Schedules that look at the curve; the values by hand.  */

static const struct
{
  const char *law, *spec, *sizes;
} from_curve[] = {
  /* TC = log 2 = 0.69: zeta 2, 3 at eps = 1/2.  DTC = 3 log 2 = 2.08.  */
  { "parity:V=2,L=4", "tc:eps=1", "2,1,0,1" },
  { "parity:V=2,L=4", "tc:eps=1/2", "1,1,0,1,1" },
  { "parity:V=2,L=4", "dtc:eps=1", "1,1,1,0,1" },
  { "parity:V=2,L=4", "dtc:eps=3", "1,0,1,2" },
  /* The other way round.  */
  { "repetition:V=2,L=4", "dtc:eps=1", "1,0,1,2" },
  { "repetition:V=2,L=4", "tc:eps=1", "1,0,1,1,1" },
  /* 10^-8 below and above log 2.  */
  { "repetition:V=2,L=2", "tc:eps=0.69314718", "1,1" },
  { "repetition:V=2,L=2", "tc:eps=0.69314719", "1,0,1" },
  { "uniform:V=3,L=4", "tc:eps=1", "4" },
  { "uniform:V=3,L=4", "dtc:eps=1/1000", "4" },
  { "repetition:V=5,L=1", "tc:eps=1", "1" },
  /* ekl is (end of the block that holds position k) - k: with k = 1 the
     error is s_1 - 1, with k = L - 1 it is 1 unless the last block is a
     single one; a tie takes the largest first sizes.  */
  { "repetition:V=2,L=5", "best:1", "5" },
  { "repetition:V=2,L=5", "best:2", "1,4" },
  { "repetition:V=2,L=5", "best:3", "1,3,1" },
  { "repetition:V=2,L=5", "best:5", "1,1,1,1,1" },
  { "parity:V=2,L=5", "best:2", "4,1" },
  { "parity:V=2,L=5", "best:3", "3,1,1" },
  { "parity:V=2,L=5", "worst:1", "1,1,1,1,1" },
  { "parity:V=2,L=5", "worst:2", "2,1,2" },
  { "parity:V=2,L=5", "worst:3", "3,2" },
  { "parity:V=2,L=5", "worst:5", "5" },
  { "parity:V=2,L=5", "worst:10000000", "5" },
  { "repetition:V=2,L=5", "worst:3", "3,2" },
  { "mds:q=7,L=6,k=2", "worst:3", "1,3,2" },
  { "mds:q=7,L=6,k=2", "best:2", "2,4" },
  { "uniform:V=2,L=5", "best:3", "3,1,1" },
  { "uniform:V=2,L=5", "worst:2", "2,2,1" },
  { "repetition:V=2,L=1", "best:1", "1" },
  { "repetition:V=2,L=1", "worst:1", "1" },
  /* With k = 500 of 1000: only a block that ends there is free of error.  */
  { "mds:q=1009,L=1000,k=500", "best:2", "500,500" },
  { "mds:q=1009,L=1000,k=500", "worst:999", "499,501" },
};

START_TEST (by_curve)
{
  mdm_curve_t curve;
  mdm_schedule_t s;
  mdm_law_t law;
  char *text;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (s);
  ck_assert (mdm_schedule_needs_curve (from_curve[_i].spec));
  /* Not listed: some could not be.  */
  ck_assert_int_eq (mdm_law_open (law, from_curve[_i].law, &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  open_schedule (s, from_curve[_i].spec, law->length, curve);
  text = mdm_schedule_sizes_str (s);
  ck_assert_msg (strcmp (text, from_curve[_i].sizes) == 0,
                 "%s, %s: %s, not %s", from_curve[_i].law, from_curve[_i].spec,
                 text, from_curve[_i].sizes);
  ck_assert_str_eq (s->name, from_curve[_i].spec);
  flint_free (text);
  mdm_schedule_clear (s);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* The correlation schedules by their recursions as printed, in fractions:
   N_i = floor (N_{i-1} + (L - N_{i-1}) / zeta), and N'_i = ceil (N'_{i-1} (1 -
   1/zeta)) reversed; and lambda by comparing powers.  */
START_TEST (correlation)
{
  size_t length = (size_t) _i, size[200], steps;
  mdm_schedule_t tc, dtc;
  fmpq_t base, power;
  fmpz_t zeta;

  mdm_schedule_init (tc);
  mdm_schedule_init (dtc);
  fmpq_init (base);
  fmpq_init (power);
  fmpz_init (zeta);
  for (ulong z = 2; z <= length; z++)
    {
      size_t lambda = 2, n = 0;
      fmpq_set_ui (base, z, z - 1);
      fmpq_set (power, base);
      for (; fmpq_cmp_ui (power, length - z + 1) <= 0; lambda++)
        fmpq_mul (power, power, base);
      fmpz_set_ui (zeta, z);
      mdm_schedule_set_correlation (tc, length, zeta, 0);
      mdm_schedule_set_correlation (dtc, length, zeta, 1);
      for (steps = 0; steps < lambda || n < length; steps++)
        {
          size_t next = steps < lambda ? (z * n + length - n) / z : n + 1;
          size[steps] = next - n;
          n = next;
        }
      ck_assert_msg (tc->steps == steps
                         && memcmp (tc->size, size, steps * sizeof *size) == 0,
                     "TC, L = %zu, zeta = %lu: %s", length, z, tc->name);
      n = length;
      for (steps = 0; steps < lambda || n > 0; steps++)
        {
          size_t next = steps < lambda ? (n * (z - 1) + z - 1) / z : n - 1;
          size[steps] = n - next;
          n = next;
        }
      ck_assert_uint_eq (dtc->steps, steps);
      for (size_t t = 0; t < steps; t++)
        ck_assert_msg (dtc->size[t] == size[steps - 1 - t],
                       "DTC, L = %zu, zeta = %lu: %s", length, z, dtc->name);
    }
  for (int more = 1; more < 3; more++)
    {
      fmpz_set_ui (zeta, length + (ulong) more);
      mdm_schedule_set_correlation (tc, length, zeta, more - 1);
      ck_assert_uint_eq (tc->steps, length);
    }
  fmpq_clear (base);
  fmpq_clear (power);
  fmpz_clear (zeta);
  mdm_schedule_clear (tc);
  mdm_schedule_clear (dtc);
}
END_TEST

/* Errors.  */

static const struct
{
  const char *spec;
  mdm_status status;
  const char *message;
} bad[] = {
  { "", MDM_EPARSE, "not a schedule" },
  { "x", MDM_EPARSE, "not a schedule" },
  { "-1,5", MDM_EPARSE, "not a schedule" },
  { ",4", MDM_EPARSE, "not a schedule" },
  { " 4", MDM_EPARSE, "not a schedule" },
  { "AR", MDM_EPARSE, "not a schedule" },
  { "ar:", MDM_EPARSE, "not a schedule" },
  { "arx", MDM_EPARSE, "not a schedule" },
  { "balanced", MDM_EPARSE, "not a schedule" },
  { "ba\nlanced:1", MDM_EPARSE, "not a schedule" },
  { "2,1", MDM_EDOMAIN, "the sizes sum to 3, not to the length 4" },
  { "2,2,1", MDM_EDOMAIN, "the sizes sum to 5, not to the length 4" },
  { "0", MDM_EDOMAIN, "the sizes sum to 0, not to the length 4" },
  { "18446744073709551615,5", MDM_EDOMAIN, "the sizes sum to" },
  { "18446744073709551615,0,18446744073709551615,5,1", MDM_EDOMAIN,
    "the sizes sum to" },
  { "18446744073709551616,4", MDM_EDOMAIN, "is more than" },
  { "4,", MDM_EPARSE, "a whole number is expected, not ''" },
  { "2,,2", MDM_EPARSE, "a whole number is expected, not ''" },
  { "2;2", MDM_EPARSE, "a whole number is expected, not '2;2'" },
  { "2,2 ", MDM_EPARSE, "a whole number is expected, not '2 '" },
  { "2,-2,4", MDM_EPARSE, "a whole number is expected, not '-2'" },
  { "2.0,2", MDM_EPARSE, "a whole number is expected, not '2.0'" },
  { "1e1", MDM_EPARSE, "a whole number is expected, not '1e1'" },
  { "balanced:", MDM_EPARSE, "a whole number is expected, not ''" },
  { "balanced:0", MDM_EDOMAIN,
    "the number of steps must be between 1 and 10000000" },
  { "balanced:10000001", MDM_EDOMAIN,
    "the number of steps must be between 1 and 10000000" },
  { "balanced:99999999999999999999", MDM_EDOMAIN, "is more than" },
  { "balanced:2,2", MDM_EPARSE, "a whole number is expected, not '2,2'" },
  { "balanced:-2", MDM_EPARSE, "a whole number" },
  { "balanced: 2", MDM_EPARSE, "a whole number" },
  { "cosine:0", MDM_EDOMAIN, "the number of steps" },
  { "cosine:2x", MDM_EPARSE, "a whole number" },
  { "cosine:10000001", MDM_EDOMAIN, "the number of steps" },
  { "loglinear:0", MDM_EDOMAIN, "the number of steps" },
  { "loglinear:", MDM_EPARSE, "a whole number" },
  { "loglinear:10000001", MDM_EDOMAIN, "the number of steps" },
  { "best:0", MDM_EDOMAIN, "the number of steps must be between 1 and 4" },
  { "best:5", MDM_EDOMAIN, "the number of steps must be between 1 and 4" },
  { "best:two", MDM_EPARSE, "a whole number" },
  { "worst:0", MDM_EDOMAIN, "the largest size must be between 1 and" },
  { "worst:", MDM_EPARSE, "a whole number" },
  { "tc:", MDM_EPARSE, "'eps=RATIONAL' or 'bound=RATIONAL' is expected" },
  { "tc:1", MDM_EPARSE, "is expected" },
  { "tc:eps", MDM_EPARSE, "is expected" },
  { "tc:epsilon=1", MDM_EPARSE, "is expected" },
  { "tc:eps=1,", MDM_EPARSE, "is expected" },
  { "tc:,eps=1", MDM_EPARSE, "is expected" },
  { "tc:eps=1,,bound=1", MDM_EPARSE, "is expected" },
  { "tc:eps=1,zeta=2", MDM_EPARSE, "is expected" },
  { "tc:eps=1, bound=2", MDM_EPARSE, "is expected" },
  { "tc:eps=1,eps=1", MDM_EPARSE, "the key 'eps' is given twice" },
  { "tc:bound=1,eps=2,bound=1", MDM_EPARSE, "the key 'bound' is given twice" },
  { "tc:bound=1", MDM_EDOMAIN, "the key 'eps' is missing" },
  { "dtc:bound=1", MDM_EDOMAIN, "the key 'eps' is missing" },
  { "tc:eps=0", MDM_EDOMAIN, "eps must be positive" },
  { "tc:eps=-1/2", MDM_EDOMAIN, "eps must be positive" },
  { "tc:eps=1,bound=-0.1", MDM_EDOMAIN, "bound must not be negative" },
  { "tc:eps=", MDM_EPARSE, "a number is expected" },
  { "tc:eps=1,bound=", MDM_EPARSE, "a number is expected" },
  { "tc:eps=bound=", MDM_EPARSE, "a number is expected" },
  { "dtc:eps=1/0", MDM_EDOMAIN, "the denominator is zero" },
  { "dtc:eps=1/2x", MDM_EPARSE, "a number is expected" },
  { "dtc:eps=1e-3x", MDM_EPARSE, "a number is expected" },
  { "dtc:eps=.", MDM_EPARSE, "a number is expected" },
  { "dtc:eps=nan", MDM_EPARSE, "a number is expected" },
  { "blocks:", MDM_EPARSE, "a block is empty" },
  { "blocks:0 1||2 3", MDM_EPARSE, "a block is empty" },
  { "blocks:|0 1 2 3", MDM_EPARSE, "a block is empty" },
  { "blocks:0 1 2 3|", MDM_EPARSE, "a block is empty" },
  { "blocks:0 1 2 3| ", MDM_EPARSE, "a block is empty" },
  { "blocks:0 1 2", MDM_EDOMAIN, "position 3 is in no block" },
  { "blocks:1|2 3", MDM_EDOMAIN, "position 0 is in no block" },
  { "blocks:0 1 2 3 4", MDM_EDOMAIN, "position 4 is not below the length 4" },
  { "blocks:0 99999999999999999999", MDM_EDOMAIN, "is more than" },
  { "blocks:0 1|1 2 3", MDM_EDOMAIN, "position 1 is given twice" },
  { "blocks:0,1|2 3", MDM_EPARSE, "a position is expected, not ','" },
  { "blocks:0 -1", MDM_EPARSE, "a position is expected, not '-'" },
  { "blocks:0\t1|2 3", MDM_EPARSE, "a position is expected, not '\\x09'" },
  { "blocks:0 \xc3\xa9", MDM_EPARSE,
    "a position is expected, not '\xc3\xa9'" },
};

START_TEST (errors)
{
  mdm_schedule_t s;
  mdm_curve_t curve;
  mdm_err_t err = { 0 };
  mdm_status status;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (s);
  open_law (law, "parity:V=2,L=4");
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  status = mdm_schedule_parse (
      s, bad[_i].spec, 4,
      mdm_schedule_needs_curve (bad[_i].spec) ? curve : NULL, &no_limit, &err);
  ck_assert_int_eq (status, bad[_i].status);
  ck_assert_int_eq (err.status, bad[_i].status);
  if (strstr (err.message, bad[_i].message) == NULL)
    ck_abort_msg ("%s: %s", bad[_i].spec, err.message);
  /* Which option it is of, the caller says.  */
  ck_assert_str_eq (err.where, "");
  ck_assert_uint_eq (err.line, 0);
  ck_assert_uint_eq (err.column, 0);
  /* The schedule is as valid as it was, and the error may be left out.  */
  ck_assert_uint_eq (s->steps, 0);
  ck_assert_int_eq (
      mdm_schedule_parse (s, bad[_i].spec, 4, curve, &no_limit, NULL),
      bad[_i].status);
  mdm_schedule_clear (s);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

/* A search over the limit, and the nearest one within.  */
START_TEST (limited)
{
  static const struct
  {
    const char *spec;
    uint64_t cells;
  } need[] = { { "best:3", 4 * 4 * 4 * MDM_CELLS_PER_BALL / 2 },
               { "worst:2", 4 * 2 * MDM_CELLS_PER_BALL / 2 } };
  mdm_limit_t limit
      = { .max_cells = need[_i].cells - 1, .max_memory = UINT64_MAX };
  mdm_err_t err = { 0 };
  mdm_schedule_t s;
  mdm_curve_t curve;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (s);
  open_law (law, "parity:V=2,L=4");
  ck_assert_int_eq (mdm_curve_set (curve, law, &no_limit, NULL), MDM_OK);
  ck_assert_int_eq (
      mdm_schedule_parse (s, need[_i].spec, 4, curve, &limit, &err),
      MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, "the search for an extreme schedule")
                     != NULL,
                 "%s", err.message);
  /* Which option it is of, the caller says.  */
  ck_assert_str_eq (err.where, "");
  limit.max_cells++;
  ck_assert_int_eq (
      mdm_schedule_parse (s, need[_i].spec, 4, curve, &limit, &err), MDM_OK);
  mdm_schedule_clear (s);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

void
add_schedules (Suite *suite)
{
  TCase *sizes = tcase_create ("schedules");
  TCase *wrong = tcase_create ("bad schedules");

  tcase_add_loop_test (sizes, by_hand, 0, sizeof hand / sizeof *hand);
  tcase_add_loop_test (sizes, by_curve, 0,
                       sizeof from_curve / sizeof *from_curve);
  tcase_add_loop_test (sizes, correlation, 1, 41);
  tcase_add_test (sizes, blocks);
  suite_add_tcase (suite, sizes);
  tcase_add_loop_test (wrong, errors, 0, sizeof bad / sizeof *bad);
  tcase_add_loop_test (wrong, limited, 0, 2);
  suite_add_tcase (suite, wrong);
}
