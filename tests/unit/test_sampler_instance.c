/* test_sampler_instance.c - instances: which quantities there are, that each
   is computed once, and that they agree.  */
#include <config.h>

#include "laws.h"
#include "test_sampler.h"
#include "unit.h"

#include "exact/decimal.h"
#include "exact/lazy_rational.h"
#include "exact/scoped.h"
#include "law/spec.h"
#include "sampler/bounds.h"
#include "sampler/divergence.h"
#include "sampler/instance.h"
#include "sampler/output.h"
#include "text/string.h"

#include <string.h>

/* Every real of an instance, by number.  */
static mdm_status
ask (int which, const mdm_logform_struct **x, mdm_instance_t instance,
     mdm_err_t *err)
{
  switch (which)
    {
    case 0:
      return mdm_instance_ekl (x, instance, err);
    case 1:
      return mdm_instance_ekl_definition (x, instance, err);
    case 2:
      return mdm_instance_kl_mixed (x, instance, err);
    default:
      return mdm_instance_ekl_most (x, NULL, instance, err);
    }
}

static const mdm_logform_struct *
must (int which, mdm_instance_t instance)
{
  const mdm_logform_struct *x;
  mdm_err_t err = { 0 };

  ck_assert_msg (ask (which, &x, instance, &err) == MDM_OK, "%d: %s", which,
                 err.message);
  return x;
}

/* The values of random instances of sizes.  */
START_TEST (sizes)
{
  uint64_t state = (uint64_t) _i;
  const mdm_logform_struct *ekl, *most;
  const mdm_schedule_struct *worst;
  const mdm_curve_struct *curve, *again;
  const mdm_logform_struct *tv, *ser;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
  mdm_logform_t x;
  mdm_law_t law;
  fmpq *p;
  fmpq_t q;

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  mdm_logform_init (x);
  fmpq_init (q);
  random_law (law, (uint64_t) _i, 256);
  random_sizes (schedule, &state, law->length);
  mdm_instance_init (instance, law, schedule, &no_limit);
  ck_assert (mdm_instance_has_sizes (instance));
  ekl = must (0, instance);
  check_real (must (1, instance), "=", ekl, law);
  check_real (must (2, instance), "<=", ekl, law);
  most = must (3, instance);
  check_real (most, ">=", ekl, law);
  ck_assert_int_eq (mdm_instance_ekl_most (&most, &worst, instance, NULL),
                    MDM_OK);
  ck_assert_uint_le (worst->smax, schedule->smax);
  ck_assert_int_eq (mdm_instance_curve (&curve, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_curve (&again, instance, NULL), MDM_OK);
  ck_assert_ptr_eq (curve, again);
  ck_assert_int_eq (mdm_instance_method (instance), curve->method);
  curve_ekl (x, schedule, curve);
  check_real (ekl, "=", x, law);
  curve_ekl (x, worst, curve);
  check_real (most, "=", x, law);
  p = _fmpq_vec_init ((slong) law->support);
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &no_limit, NULL),
                    MDM_OK);
  mdm_divergence_kl (x, NULL, law, p);
  check_real (must (2, instance), "=", x, law);
  ck_assert_int_eq (mdm_instance_tv (&tv, instance, NULL), MDM_OK);
  mdm_divergence_tv (q, law, p);
  check_rational (tv, q, law);
  ck_assert_int_eq (mdm_instance_ser (&ser, instance, NULL), MDM_OK);
  mdm_divergence_ser (q, law, p);
  check_rational (ser, q, law);
  /* Lent, not computed again.  */
  for (int which = 0; which < 4; which++)
    {
      const mdm_logform_struct *first = must (which, instance);
      const fmpz *terms = first->n;
      ck_assert_ptr_eq (must (which, instance), first);
      ck_assert_ptr_eq (first->n, terms);
    }
  _fmpq_vec_clear (p, (slong) law->support);
  fmpq_clear (q);
  mdm_logform_clear (x);
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* Those of one partition: ekl, by the definition and by total correlations,
   is KL(p || p_{Y|M}).  */
static void
visit (const mdm_schedule_t blocks, void *data)
{
  mdm_law_struct *law = data;
  const mdm_logform_struct *x;
  mdm_instance_t instance;
  mdm_logform_t kl;
  mdm_err_t err;
  const mdm_logform_struct *tv;
  fmpq_t q;
  fmpq *p;

  mdm_logform_init (kl);
  fmpq_init (q);
  p = _fmpq_vec_init ((slong) law->support);
  mdm_instance_init (instance, law, blocks, &no_limit);
  ck_assert (!mdm_instance_has_sizes (instance));
  ck_assert_int_eq (mdm_output_law (p, law, blocks, &no_limit, NULL), MDM_OK);
  mdm_divergence_kl (kl, NULL, law, p);
  for (int which = 0; which < 3; which++)
    check_real (must (which, instance), "=", kl, law);
  memset (&err, 0, sizeof err);
  ck_assert_int_eq (ask (3, &x, instance, &err), MDM_EABSENT);
  ck_assert_str_eq (err.message, "there is no largest size");
  ck_assert_int_eq (err.status, MDM_EABSENT);
  ck_assert_int_eq (mdm_instance_tv (&tv, instance, NULL), MDM_OK);
  mdm_divergence_tv (q, law, p);
  check_rational (tv, q, law);
  mdm_instance_clear (instance);
  _fmpq_vec_clear (p, (slong) law->support);
  fmpq_clear (q);
  mdm_logform_clear (kl);
}

START_TEST (partitions)
{
  uint64_t state = (uint64_t) _i + 77;
  mdm_schedule_t schedule;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  random_law (law, (uint64_t) _i, 81);
  random_sizes (schedule, &state, law->length);
  if (schedule->steps < 12)
    each_partition (schedule, visit, law);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* Without a schedule there is the curve, and nothing else.  */
START_TEST (no_schedule)
{
  const mdm_schedule_struct *worst;
  const mdm_logform_struct *x;
  const mdm_curve_struct *curve;
  mdm_instance_t instance;
  mdm_err_t err;
  mdm_law_t law;

  mdm_law_init (law);
  open_law (law, "3 001\n1 010\n");
  mdm_instance_init (instance, law, NULL, &no_limit);
  ck_assert (!mdm_instance_has_sizes (instance));
  ck_assert_int_eq (mdm_instance_curve (&curve, instance, NULL), MDM_OK);
  check_exact (curve->e + 3, "2*log(2) - 3/4*log(3)", law);
  /* Twice: the failure is remembered.  */
  for (int round = 0; round < 2; round++)
    {
      for (int which = 0; which < 3; which++)
        {
          memset (&err, 0, sizeof err);
          ck_assert_int_eq (ask (which, &x, instance, &err), MDM_EABSENT);
          ck_assert_str_eq (err.message, "there is no schedule");
        }
      ck_assert_int_eq (mdm_instance_tv (&x, instance, &err), MDM_EABSENT);
      ck_assert_int_eq (mdm_instance_ser (&x, instance, NULL), MDM_EABSENT);
      memset (&err, 0, sizeof err);
      ck_assert_int_eq (mdm_instance_ekl_most (&x, &worst, instance, &err),
                        MDM_EABSENT);
      ck_assert_str_eq (err.message, "there is no largest size");
      ck_assert_int_eq (ask (3, &x, instance, NULL), MDM_EABSENT);
    }
  mdm_instance_clear (instance);
  mdm_law_clear (law);
}
END_TEST

/* Over the limit: each quantity says why, again and again, and others that
   take less are there.  */
START_TEST (over_the_limit)
{
  mdm_limit_t limit = { .max_cells = 1000, .max_memory = UINT64_MAX };
  const mdm_logform_struct *x;
  const mdm_curve_struct *curve;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
  mdm_err_t first, second;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_schedule_init (schedule);
  open_law (law, "random:V=2,L=8,den=5,seed=3");
  open_schedule (schedule, "balanced:3", 8, NULL);
  mdm_instance_init (instance, law, schedule, &limit);
  for (int which = 0; which < 4; which++)
    {
      memset (&first, 0, sizeof first);
      memset (&second, 0, sizeof second);
      ck_assert_int_eq (ask (which, &x, instance, &first), MDM_ELIMIT);
      ck_assert_int_eq (first.status, MDM_ELIMIT);
      ck_assert_msg (strstr (first.message, "cells of work") != NULL, "%s",
                     first.message);
      /* Raising the limit of the instance afterwards changes nothing.  */
      instance->limit = no_limit;
      ck_assert_int_eq (ask (which, &x, instance, &second), MDM_ELIMIT);
      ck_assert_str_eq (first.message, second.message);
      ck_assert_int_eq (ask (which, &x, instance, NULL), MDM_ELIMIT);
      instance->limit = limit;
    }
  ck_assert_int_eq (mdm_instance_curve (&curve, instance, &first), MDM_ELIMIT);
  ck_assert_msg (strstr (first.message, "the lattice") != NULL, "%s",
                 first.message);
  ck_assert_int_eq (mdm_instance_tv (&x, instance, &first), MDM_ELIMIT);
  ck_assert_msg (strstr (first.message, "the output law") != NULL, "%s",
                 first.message);
  ck_assert_int_eq (mdm_instance_ser (&x, instance, NULL), MDM_ELIMIT);
  instance->limit = no_limit;
  memset (&second, 0, sizeof second);
  ck_assert_int_eq (mdm_instance_tv (&x, instance, &second), MDM_ELIMIT);
  ck_assert_str_eq (first.message, second.message);
  ck_assert_int_eq (mdm_instance_ser (&x, instance, &second), MDM_ELIMIT);
  ck_assert_str_eq (first.message, second.message);
  ck_assert_int_eq (mdm_instance_method (instance), MDM_METHOD_SPARSE);
  mdm_instance_clear (instance);
  /* A closed form: the curve costs nothing, the rest would list the law.  */
  ck_assert_int_eq (mdm_law_open (law, "parity:V=2,L=1000", &limit, NULL),
                    MDM_OK);
  open_schedule (schedule, "2,998", 1000, NULL);
  limit.max_cells = 1000000000;
  mdm_instance_init (instance, law, schedule, &limit);
  ck_assert_int_eq (mdm_instance_method (instance), MDM_METHOD_CLOSED_FORM);
  check_exact (must (0, instance), "log(2)", law);
  check_exact (must (3, instance), "log(2)", law);
  ck_assert_int_eq (ask (1, &x, instance, NULL), MDM_ELIMIT);
  ck_assert_int_eq (ask (2, &x, instance, NULL), MDM_ELIMIT);
  ck_assert_int_eq (mdm_instance_tv (&x, instance, NULL), MDM_ELIMIT);
  ck_assert_int_eq (mdm_instance_method (instance), MDM_METHOD_CLOSED_FORM);
  ck_assert (!law->listed);
  mdm_instance_clear (instance);
  /* At a length that can be listed it is, when it has to be.  */
  ck_assert_int_eq (mdm_law_open (law, "parity:V=2,L=4", &no_limit, NULL),
                    MDM_OK);
  open_schedule (schedule, "1,3", 4, NULL);
  mdm_instance_init (instance, law, schedule, &no_limit);
  check_exact (must (0, instance), "log(2)", law);
  ck_assert (!law->listed);
  check_exact (must (1, instance), "log(2)", law);
  ck_assert (law->listed);
  ck_assert_int_eq (mdm_instance_method (instance), MDM_METHOD_CLOSED_FORM);
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  mdm_law_clear (law);
}
END_TEST

/* Of many rows kl_mixed is a ball at first; what it leaves open is decided by
   the exact form, made from the exact output law.  */
START_TEST (enclosed)
{
  static const char *const laws[]
      = { "random:V=2,L=9,den=9,seed=3", "random:V=3,L=6,den=99,seed=5" };
  const mdm_logform_struct *kl;
  int sign;
  MDM_LAW (law);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_LOGFORM (x);
  mdm_instance_t instance;

  open_law (law, laws[_i]);
  open_schedule (schedule, "balanced:3", law->length, NULL);
  mdm_instance_init (instance, law, schedule, &no_limit);
  ck_assert_int_eq (mdm_instance_kl_mixed (&kl, instance, NULL), MDM_OK);
  ck_assert (mdm_logform_is_lazy (kl));
  ck_assert_ptr_null (instance->sampled->output);
  MDM_FMPQ_VEC (p, law->support);
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &no_limit, NULL),
                    MDM_OK);
  mdm_divergence_kl (x, NULL, law, p);
  ck_assert (!mdm_logform_is_lazy (x));
  mdm_logform_sub (x, x, kl);
  ck_assert_int_eq (mdm_logform_sign (&sign, x), MDM_OK);
  ck_assert_int_eq (sign, 0);
  mdm_instance_clear (instance);
}
END_TEST

/* Fail unless X, which is lazy if ANEW, is decided to be the value of EXACT:
   in the ball, apart from what is 2^-40 off; by its exact form, from what is
   10^-30 off, and equal; and unless the digits are the same.  */
static void
check_lazy (const mdm_logform_t x, const mdm_logform_t exact, int anew,
            const mdm_law_t law)
{
  MDM_LOGFORM (other);
  MDM_FMPQ (step);
  int order;

  ck_assert_int_eq (mdm_logform_is_lazy (x), anew);
  ck_assert (!mdm_logform_is_lazy (exact));
  for (int sign = -1; sign <= 1; sign += 2)
    for (int near = 0; near < 2; near++)
      {
        fmpz_set_si (fmpq_numref (step), sign);
        fmpz_ui_pow_ui (fmpq_denref (step), near ? 10 : 2, near ? 30 : 40);
        mdm_logform_set_fmpq (other, step);
        mdm_logform_add (other, exact, other);
        ck_assert_int_eq (mdm_logform_cmp (&order, x, other), MDM_OK);
        ck_assert_msg (order == -sign, "order %d, %d for %s", order, sign,
                       law_description (law));
      }
  check_real (x, "=", exact, law);
  for (slong digits = 1; digits < 60; digits += 19)
    {
      MDM_OWNED char *a = NULL, *b = NULL;
      ck_assert_int_eq (mdm_decimal_logform (&a, x, digits, MDM_NATS), MDM_OK);
      ck_assert_int_eq (mdm_decimal_logform (&b, exact, digits, MDM_NATS),
                        MDM_OK);
      ck_assert_str_eq (a, b);
    }
}

/* What is made of the lazy rational X, which is Q.  */
static void
check_lazy_rational (const mdm_logform_t x, const fmpq_t q,
                     const mdm_law_t law)
{
  MDM_LOGFORM (exact);
  MDM_LOGFORM (y);
  MDM_FMPQ (r);
  MDM_FMPQ (third);

  mdm_logform_set_fmpq (exact, q);
  check_lazy (x, exact, 1, law);
  for (slong n = -3; n <= 3; n++)
    {
      ck_assert_int_eq (mdm_lazy_pow (y, x, n), MDM_OK);
      fmpq_pow_si (r, q, n);
      mdm_logform_set_fmpq (exact, r);
      check_lazy (y, exact, n != 0, law);
    }
  /* x (x + 1/3), aliased, and log x.  */
  fmpq_set_si (third, 1, 3);
  mdm_logform_set_fmpq (y, third);
  mdm_logform_add (y, y, x);
  mdm_lazy_mul (y, y, x);
  fmpq_add (r, q, third);
  fmpq_mul (r, r, q);
  mdm_logform_set_fmpq (exact, r);
  check_lazy (y, exact, 1, law);
  ck_assert_int_eq (mdm_lazy_get_fmpq (third, y), MDM_OK);
  ck_assert (fmpq_equal (third, r));
  ck_assert_int_eq (mdm_lazy_log (y, x), MDM_OK);
  mdm_logform_set_log_fmpq (exact, q);
  check_lazy (y, exact, 1, law);
  /* x - x is written as 0; x - q is 0 and not written so.  */
  mdm_logform_sub (y, x, x);
  ck_assert (mdm_logform_is_plain_zero (y));
  mdm_logform_set_fmpq (exact, q);
  mdm_logform_sub (y, x, exact);
  ck_assert (!mdm_logform_is_plain_zero (y));
  ck_assert_int_eq (mdm_lazy_inv (y, y), MDM_EDOMAIN);
  mdm_logform_sub (y, x, exact);
  ck_assert_int_eq (mdm_lazy_log (y, y), MDM_EDOMAIN);
  mdm_logform_neg (y, x);
  ck_assert_int_eq (mdm_lazy_log (y, y), MDM_EDOMAIN);
}

/* Two thirds of all sequences of 6 bits, of weights of many digits.  */
static void
open_some_rows (mdm_law_t law)
{
  MDM_OWNED char *text = NULL;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);

  for (unsigned i = 0; i < 64; i++)
    if (i % 3 != 0)
      {
        fprintf (stream, "%u ", (i * i * 7919 + 1) * 10007 + 17);
        for (unsigned j = 6; j-- > 0;)
          putc ((int) ('0' + (i >> j & 1)), stream);
        putc ('\n', stream);
      }
  mdm_str_close (stream);
  open_law (law, text);
}

/* TV and SER as balls and as fractions, where they are lazy.  */
START_TEST (lazy_measures)
{
  static const char *const laws[] = { "random:V=2,L=8,den=1000000007,seed=4",
                                      "random:V=2,L=7,den=200003,seed=1" };
  const mdm_logform_struct *tv, *ser;
  MDM_LAW (law);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_FMPQ (q);
  mdm_instance_t instance;

  if (_i < 2)
    open_law (law, laws[_i]);
  else
    open_some_rows (law);
  open_schedule (schedule, _i == 1 ? "iid:1/2,1/3,1/6" : "balanced:3",
                 law->length, NULL);
  mdm_instance_init (instance, law, schedule, &no_limit);
  ck_assert_int_eq (mdm_instance_tv (&tv, instance, NULL), MDM_OK);
  ck_assert_int_eq (mdm_instance_ser (&ser, instance, NULL), MDM_OK);
  ck_assert_ptr_null (instance->sampled->output);
  MDM_FMPQ_VEC (p, law->support);
  ck_assert_int_eq (mdm_output_law (p, law, schedule, &no_limit, NULL),
                    MDM_OK);
  mdm_divergence_tv (q, law, p);
  check_lazy_rational (tv, q, law);
  mdm_divergence_ser (q, law, p);
  if (fmpq_is_zero (q))
    ck_assert (mdm_logform_is_plain_zero (ser));
  else
    check_lazy_rational (ser, q, law);
  mdm_instance_clear (instance);
}
END_TEST

/* A curve that is lent is set when it is asked for, and once.  */
START_TEST (lent_curve)
{
  const mdm_curve_struct *res;
  const mdm_logform_struct *e;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
  mdm_curve_t curve;
  mdm_law_t law;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (schedule);
  open_law (law, "random:V=2,L=4,den=5,seed=3");
  open_schedule (schedule, "2,2", 4, NULL);
  mdm_instance_init_with_curve (instance, law, schedule, curve, &no_limit);
  ck_assert (curve->e == NULL);
  must (0, instance);
  ck_assert (curve->e != NULL);
  e = curve->e;
  mdm_instance_clear (instance);
  mdm_instance_init_with_curve (instance, law, schedule, curve, &no_limit);
  ck_assert_int_eq (mdm_instance_curve (&res, instance, NULL), MDM_OK);
  ck_assert (res == curve && res->e == e);
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

void
add_instances (Suite *suite)
{
  TCase *instances = tcase_create ("instance");

  tcase_add_loop_test (instances, sizes, 0, 90);
  tcase_add_loop_test (instances, partitions, 0, 45);
  tcase_add_test (instances, no_schedule);
  tcase_add_test (instances, over_the_limit);
  tcase_add_loop_test (instances, enclosed, 0, 2);
  tcase_add_loop_test (instances, lazy_measures, 0, 3);
  tcase_add_test (instances, lent_curve);
  suite_add_tcase (suite, instances);
}
