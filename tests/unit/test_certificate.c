/* test_certificate.c - certificates leave what they are of as it was.  */
#include <config.h>

#include "unit.h"

#include "cert/certificate.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"

#include <string.h>

static const char *const laws[] = {
  "uniform:V=3,L=4", "parity:V=2,L=4",      "repetition:V=3,L=4",
  "mds:q=5,L=4,k=2", "paired-copy:V=2,L=4",
};

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

/* Make CERTIFICATE of some claims on LAW, sampled two by two.  */
static void
make (mdm_certificate_t certificate, mdm_law_t law)
{
  static const char *const texts[]
      = { "ekl <= tc", "ekl < tc/3", "kl_mixed <= ekl", "dtc >= e(2) - e(1)" };
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  mdm_certificate_claim_t claim[ROWS (texts)];
  mdm_library_t library;
  mdm_schedule_t schedule;
  mdm_instance_t instance;

  mdm_library_init (library);
  mdm_schedule_init (schedule);
  mdm_certificate_init (certificate);
  for (int i = 0; i < ROWS (texts); i++)
    ck_assert_int_eq (
        mdm_library_add_claim (library, texts[i], "a claim", NULL), MDM_OK);
  for (int i = 0; i < ROWS (texts); i++)
    {
      claim[i].entry = library->entry + i;
      claim[i].id = texts[i];
    }
  ck_assert_int_eq (
      mdm_schedule_parse (schedule, "2,2", 4, NULL, &limit, NULL), MDM_OK);
  mdm_instance_init (instance, law, schedule, &limit);
  ck_assert_int_eq (mdm_certificate_set_instance (certificate, instance, claim,
                                                  ROWS (texts), NULL),
                    MDM_OK);
  ck_assert_uint_eq (certificate->claims, ROWS (texts));
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  mdm_library_clear (library);
}

/* The law keeps its closed form, and the certificate is that of its rows.  */
START_TEST (closed_form)
{
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  mdm_certificate_t closed, again, listed;
  mdm_law_kind kind;
  mdm_law_t law;

  mdm_law_init (law);
  ck_assert_int_eq (mdm_law_open (law, laws[_i], &limit, NULL), MDM_OK);
  kind = law->kind;
  ck_assert_int_ne (kind, MDM_LAW_LISTED);
  make (closed, law);
  ck_assert_int_eq (law->kind, kind);
  make (again, law);
  ck_assert_str_eq (closed->text, again->text);
  law->kind = MDM_LAW_LISTED;
  make (listed, law);
  ck_assert_str_eq (closed->text, listed->text);
  mdm_certificate_clear (closed);
  mdm_certificate_clear (again);
  mdm_certificate_clear (listed);
  mdm_law_clear (law);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("certificate");
  TCase *c = tcase_create ("certificate");

  tcase_add_loop_test (c, closed_form, 0, ROWS (laws));
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
