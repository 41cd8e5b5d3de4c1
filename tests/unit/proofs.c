#include <config.h>

#include "proofs.h"

#include "instances.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

int
prime (size_t length)
{
  static const int primes[] = { 2, 2, 2, 3, 5, 5, 7, 7, 11 };

  ck_assert_uint_le (length, 8);
  return primes[length];
}

void
open_ray (mdm_law_t law, size_t length, size_t m)
{
  char spec[80];

  if (m < length)
    snprintf (spec, sizeof spec, "mds:q=%d,L=%zu,k=%zu", prime (length),
              length, m);
  else
    snprintf (spec, sizeof spec, "uniform:V=%d,L=%zu", prime (length), length);
  open_law (law, spec);
}

static void
each_schedule_from (size_t *size, size_t steps, size_t left, size_t smax,
                    visit_t visit, void *data)
{
  if (left == 0)
    visit (size, steps, data);
  for (size[steps] = 1; left > 0 && size[steps] <= left && size[steps] <= smax;
       size[steps]++)
    {
      size_t s = size[steps];
      each_schedule_from (size, steps + 1, left - s, smax, visit, data);
      size[steps] = s;
    }
}

void
each_schedule (size_t length, size_t smax, visit_t visit, void *data)
{
  size_t size[20] = { 0 };

  each_schedule_from (size, 0, length, smax, visit, data);
}

size_t
ray_ekl (const size_t *size, size_t m)
{
  size_t end = 0;

  while (end < m)
    end += *size++;
  return end - m;
}

int
same_fractions (const fmpq *x, const fmpq *y, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!fmpq_equal (x + i, y + i))
      return 0;
  return 1;
}

mdm_status
read_linear (mdm_linear_t linear, const char *text, const mdm_scope_t *scope,
             mdm_err_t *err)
{
  mdm_claim_t claim;
  mdm_status status = mdm_claim_parse (&claim, text, "c", 1, err);

  mdm_linear_init (linear, scope->length);
  if (status == MDM_OK)
    status = mdm_rays_linear (linear, &claim, scope, err);
  mdm_claim_clear (&claim);
  return status;
}

void
prove_text (mdm_linear_t linear, mdm_proof_t proof, const char *text,
            const mdm_scope_t *scope)
{
  mdm_err_t err = { 0 };

  ck_assert_msg (read_linear (linear, text, scope, &err) == MDM_OK,
                 "%s: %zu:%zu: %s", text, err.line, err.column, err.message);
  mdm_proof_init (proof, scope->length);
  mdm_prove (proof, linear, scope, NULL);
}

mdm_verdict
verdict_on (const char *text, mdm_law_t law,
            const mdm_schedule_struct *schedule)
{
  mdm_judgement_t judgement;
  mdm_instance_t instance;
  mdm_library_t library;
  mdm_verdict verdict;
  mdm_err_t err = { 0 };

  mdm_library_init (library);
  mdm_judgement_init (judgement);
  mdm_instance_init (instance, law, schedule, &no_limit);
  ck_assert_int_eq (mdm_library_add_claim (library, text, "c", &err), MDM_OK);
  ck_assert_msg (mdm_judge (judgement, library->entry, instance, &err)
                     == MDM_OK,
                 "%s: %s", text, err.message);
  verdict = judgement->verdict;
  ck_assert_int_ne (verdict, MDM_VERDICT_NOT_APPLICABLE);
  ck_assert_int_ne (verdict, MDM_VERDICT_UNDECIDED);
  mdm_judgement_clear (judgement);
  mdm_instance_clear (instance);
  mdm_library_clear (library);
  return verdict;
}

mdm_verdict
verdict_on_ray (const char *text, size_t length, size_t m,
                const mdm_schedule_struct *schedule)
{
  mdm_law_t law;
  mdm_verdict verdict;

  mdm_law_init (law);
  open_ray (law, length, m);
  verdict = verdict_on (text, law, schedule);
  mdm_law_clear (law);
  return verdict;
}

/* Random claims.  */

/* Append a random term; PLUS says that it is likely not negative.  */
static void
write_term (char *text, uint64_t *state, size_t length, int plus)
{
  static const char *const plain[]
      = { "tc", "dtc", "sum_mi", "entropy", "ekl", "eps_train" };
  static const char indexed[] = "edZU";
  uint64_t which = random_below (state, 12);
  int minus = random_below (state, plus ? 6 : 2) == 0;

  sprintf (text + strlen (text), "%s%d/%d*", minus ? "- " : "+ ",
           1 + (int) random_below (state, 9),
           1 + (int) random_below (state, 7));
  if (which < 6)
    sprintf (text + strlen (text), "%s ", plain[which]);
  else
    sprintf (text + strlen (text), "%c(%zu) ", indexed[which % 4],
             1 + (size_t) random_below (state, length));
}

void
write_claim (char *text, uint64_t *state, size_t length)
{
  uint64_t shape = random_below (state, 10);

  *text = '\0';
  strcat (text, "0 ");
  for (uint64_t i = random_below (state, 2); i > 0; i--)
    write_term (text, state, length, 0);
  if (shape > 0)
    sprintf (text + strlen (text), "%s %d/%d*ekl ",
             random_below (state, 2) == 0 ? "+" : "-",
             (int) random_below (state, 4), 1 + (int) random_below (state, 5));
  strcat (text, shape == 1 ? "= 0 " : "<= 0 ");
  for (uint64_t i = 1 + random_below (state, 3); i > 0; i--)
    write_term (text, state, length, 1);
}

void
write_claim_of_smax (char *text, uint64_t *state, size_t length, size_t smax)
{
  write_claim (text, state, length);
  switch (random_below (state, 4))
    {
    case 0:
      sprintf (text + strlen (text), "+ %d/5*R",
               (int) random_below (state, 9) - 4);
      break;
    case 1:
      sprintf (text + strlen (text), "- (smax - %d)*tc",
               (int) random_below (state, smax + 2));
      break;
    default:
      break;
    }
}
