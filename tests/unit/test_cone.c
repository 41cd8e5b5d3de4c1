/* test_cone.c - claims that treat all atoms alike, or all but one: by their
   rays, by elemental inequalities, and by the laws of the rays; and proofs
   from few sets.  */
#include <config.h>

#include "unit.h"

#include "info/entropy.h"
#include "law/families.h"
#include "prove/chains.h"
#include "prove/distinct.h"
#include "prove/joint.h"
#include "text/string.h"

#include <string.h>

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* A frame of LENGTH positions, each an atom.  */
static mdm_frame_t
frame_of (size_t length)
{
  mdm_frame_t frame = { .length = length, .count = length };

  for (size_t i = 0; i < length; i++)
    frame.group[i] = (mdm_set_t) 1 << i;
  return frame;
}

/* The entropy of SET on RAY of CONE, by the words of cone.h.  */
static size_t
ray_entropy (const mdm_cone_t *cone, mdm_cone_ray_t ray, size_t set)
{
  size_t with = cone->apart ? set >> cone->one & 1 : 0;
  size_t b = (size_t) __builtin_popcountll (set) - with;

  if (ray.r == 0)
    return with;
  return b + (with ? ray.k : 0) < ray.r ? b + (with ? ray.k : 0) : ray.r;
}

/* Is the entropy of every set of positions on LAW COPIES[i] times that of ray
   i, in units of log Q?  */
static void
check_law (const mdm_law_t law, const mdm_cone_t *cone, const fmpz *copies,
           ulong q)
{
  for (size_t set = 1; set < (size_t) 1 << cone->frame->count; set++)
    {
      size_t position[8], count = 0, sum = 0;
      int sign;
      MDM_LOGFORM (got);
      MDM_LOGFORM (want);
      MDM_FMPZ (prime);

      for (size_t i = 0; i < cone->frame->count; i++)
        if (set >> i & 1)
          position[count++] = i;
      for (size_t i = 0; i < mdm_cone_rays (cone); i++)
        sum += fmpz_get_ui (copies + i)
               * ray_entropy (cone, mdm_cone_ray (cone, i), set);
      mdm_entropy (got, law, position, count);
      fmpz_set_ui (prime, q);
      mdm_logform_set_log (want, prime);
      mdm_logform_mul_si (want, want, (slong) sum);
      mdm_logform_sub (got, got, want);
      ck_assert (mdm_logform_sign (&sign, got) == MDM_OK);
      ck_assert_msg (sign == 0, "set %zu of %zu positions", set,
                     cone->frame->count);
    }
}

/* Every ray is a law's, and so are copies of several.  */
START_TEST (rays_are_laws)
{
  mdm_err_t err[1] = { { 0 } };

  for (size_t n = 2; n <= 4; n++)
    for (size_t one = 0; one <= n; one++)
      {
        mdm_frame_t frame = frame_of (n);
        int apart = one < n;
        mdm_cone_t cone = { &frame, apart ? n - 1 : n, apart, one };
        size_t rays = mdm_cone_rays (&cone);
        MDM_FMPZ_VEC (copies, rays);

        ck_assert_uint_eq (rays, apart ? n * (n + 1) / 2 : n);
        for (size_t i = 0; i < rays + 2; i++)
          {
            size_t at = i < rays ? i : i - rays;
            int listed;
            MDM_LAW (law);

            fmpz_add_ui (copies + at, copies + at, 1);
            if (i >= rays)
              fmpz_one (copies + (at + 1) % rays);
            ck_assert (mdm_distinct_law (law, &listed, &cone, copies, err)
                       == MDM_OK);
            ck_assert (listed);
            check_law (law, &cone, copies, mdm_distinct_prime (&cone, copies));
            _fmpz_vec_zero (copies, (slong) rays);
          }
      }
}
END_TEST

/* Write a form that treats all of LENGTH positions but ONE alike.  */
static char *
draw_text (uint64_t *state, size_t length, size_t one, const char *relation)
{
  char *text;
  size_t n;
  FILE *stream = mdm_str_open (&text, &n);

  fputs ("0*H(0) ", stream);
  for (size_t class = 0; class < 2 * length + 2; class ++)
    {
      int c = (int) (mdm_splitmix64 (state) % 7) - 3;
      if (mdm_splitmix64 (state) % 2 > 0)
        continue;
      for (size_t set = 1; set < (size_t) 1 << length; set++)
        {
          const char *before = "";
          if (2 * (size_t) __builtin_popcountll (set) + (set >> one & 1)
              != class)
            continue;
          fprintf (stream, "%+d*H(", c);
          for (size_t i = 0; i < length; i++)
            if (set >> i & 1)
              {
                fprintf (stream, "%s%zu", before, i);
                before = ",";
              }
          fputs (")", stream);
        }
    }
  fprintf (stream, " %s 0*H(0)", relation);
  mdm_str_close (stream);
  return text;
}

/* Add TEXT, lent, to FORMS; LIBRARY keeps it.  */
static void
add_text (mdm_forms_t forms, mdm_library_t library, const char *text,
          size_t length, int hypothesis)
{
  mdm_scope_t scope = { .kind = MDM_SCOPE_PROCESS, .length = length };
  mdm_err_t err[1] = { { 0 } };

  ck_assert_msg (mdm_library_add_claim (library, text, "a test", err)
                     == MDM_OK,
                 "%s: %s", text, err->message);
  ck_assert_msg (mdm_forms_add (forms, &library->entry->statement, NULL,
                                hypothesis, &scope, err)
                     == MDM_OK,
                 "%s: %s", text, err->message);
}

/* A claim and at most two hypotheses, and what keeps their texts.  */
typedef struct
{
  mdm_forms_t claim, given;
  mdm_library_t library[3];
  char *text[3];
  size_t count;
} question_t;

static void
question_init (question_t *q, uint64_t *state, size_t length, size_t one)
{
  static const char *const relations[] = { "=", ">=", ">" };

  mdm_forms_init (q->claim);
  mdm_forms_init (q->given);
  q->count = 1 + mdm_splitmix64 (state) % 3;
  for (size_t i = 0; i < q->count; i++)
    {
      size_t relation = mdm_splitmix64 (state) % 3;
      if (i == 0 && relation == 0)
        relation = 1;
      q->text[i] = draw_text (state, length, one, relations[relation]);
      mdm_library_init (q->library[i]);
      add_text (i == 0 ? q->claim : q->given, q->library[i], q->text[i],
                length, i > 0);
    }
}

static void
question_clear (question_t *q)
{
  mdm_forms_clear (q->claim);
  mdm_forms_clear (q->given);
  for (size_t i = 0; i < q->count; i++)
    {
      mdm_library_clear (q->library[i]);
      flint_free (q->text[i]);
    }
}

/* What rays decide elemental inequalities and laws decide the same.  */
START_TEST (two_routes)
{
  uint64_t state = 5;
  size_t seen[3] = { 0 };

  for (int round = 0; round < 400; round++)
    {
      size_t length = 3 + (size_t) round % 2;
      size_t one = mdm_splitmix64 (&state) % length;
      mdm_err_t err[1] = { { 0 } };
      question_t q[1];
      mdm_forms_t none;
      mdm_cone_t cone;
      mdm_cone_answer_t answer;
      mdm_joint_t joint;

      question_init (q, &state, length, one);
      mdm_forms_init (none);
      mdm_joint_init (joint, length);
      ck_assert (
          mdm_joint_decide (joint, q->claim, q->given, none, &limit, err)
          == MDM_OK);
      if (joint->frame.count > 0)
        {
          const mdm_forms_struct *forms[] = { q->claim, q->given };
          ck_assert (mdm_cone_set (&cone, &joint->frame, forms, 2));
          mdm_cone_answer_init (answer, &cone, q->given->count);
          mdm_cone_decide (answer, &cone, q->claim->part, q->given);
          /* Where the hypotheses contradict each other strictly neither has a
             law, and only one of them may have a proof.  */
          if (joint->verdict == MDM_PROOF_UNDECIDED)
            ck_assert (answer->outcome != MDM_CONE_REFUTED);
          else if (answer->outcome == MDM_CONE_UNKNOWN)
            ck_assert (joint->verdict == MDM_PROVED);
          else
            ck_assert_msg ((answer->outcome == MDM_CONE_PROVED)
                               == (joint->verdict == MDM_PROVED),
                           "%s", q->text[0]);
          seen[joint->verdict]++;
          mdm_cone_answer_clear (answer);
        }
      mdm_joint_clear (joint);
      question_clear (q);
    }
  ck_assert_uint_gt (seen[MDM_PROVED], 10);
  ck_assert_uint_gt (seen[MDM_PROOF_REFUTED], 10);
}
END_TEST

/* A curve that is not written out has the values of the one that is.  */
START_TEST (curves)
{
  for (size_t k = 1; k <= 5; k++)
    for (int apart = 0; apart <= 1; apart++)
      {
        mdm_frame_t frame = frame_of (5);
        mdm_cone_t cone = { &frame, apart ? 4 : 5, apart, 2 };
        size_t rays = mdm_cone_rays (&cone);
        mdm_set_form_t kept;
        MDM_FMPQ_VEC (written, rays);
        MDM_FMPQ_VEC (values, rays);
        MDM_SCOPED (forms, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
        MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
                    mdm_library_clear);
        MDM_OWNED char *text = mdm_str ("3*e(%zu) >= 0*H(0)", k);

        add_text (forms, library, text, 5, 0);
        mdm_cone_values (written, &cone, forms->part->form);
        mdm_set_form_init (kept);
        kept->length = 5;
        kept->curve = _fmpq_vec_init (6);
        fmpq_set_si (kept->curve + k, 3, 1);
        mdm_cone_values (values, &cone, kept);
        mdm_set_form_clear (kept);
        for (size_t i = 0; i < rays; i++)
          ck_assert (fmpq_equal (written + i, values + i));
      }
}
END_TEST

/* The value of TERM on the set function H.  */
static slong
term_value (const mdm_chains_term_t *term, const slong *h)
{
  mdm_set_t k = term->k;

  return h[term->a | k] - h[k]
         + (term->b == 0 ? 0 : h[term->b | k] - h[term->a | term->b | k]);
}

/* Unequal covers: Shearer's inequality is found from few sets, and the terms
   add up on any set function.  */
START_TEST (covers)
{
  uint64_t state = 6;
  size_t length = 9, sets = (size_t) 1 << length;
  MDM_OWNED slong *h = flint_calloc (sets, sizeof *h);

  for (int round = 0; round < 20; round++)
    {
      size_t times[16] = { 0 }, least = 100;
      slong want = 0;
      mdm_frame_t frame;
      mdm_chains_t res;
      mdm_forms_t claim, none;
      const mdm_forms_struct *forms[] = { claim };
      MDM_FMPQ (value);
      MDM_FMPQ (part);

      memset (claim, 0, sizeof claim);
      mdm_forms_init (none);
      claim->count = 1;
      claim->part = flint_calloc (1, sizeof *claim->part);
      mdm_normal_init (claim->part->normal);
      claim->part->form->term
          = flint_calloc (16, sizeof *claim->part->form->term);
      for (size_t i = 0; i < 9; i++)
        {
          mdm_set_form_term_t *term = claim->part->form->term + i;
          /* Different sets, in ascending order.  */
          term->set = 50 * (i + 1) + mdm_splitmix64 (&state) % 50;
          fmpq_init (term->c);
          fmpq_one (term->c);
          for (size_t a = 0; a < length; a++)
            times[a] += term->set >> a & 1;
        }
      for (size_t a = 0; a < length; a++)
        least = times[a] < least ? times[a] : least;
      claim->part->form->term[9].set = sets - 1;
      fmpq_init (claim->part->form->term[9].c);
      fmpq_set_si (claim->part->form->term[9].c, -(slong) least, 1);
      claim->part->form->count = 10;
      mdm_frame_set (&frame, forms, 1, length);
      mdm_chains_init (res, 0);
      mdm_chains_find (res, &frame, claim->part->form, none);
      ck_assert (res->found);
      for (size_t s = 1; s < sets; s++)
        h[s] = (slong) (mdm_splitmix64 (&state) % 1000);
      for (size_t i = 0; i < 10; i++)
        want += h[claim->part->form->term[i].set]
                * fmpz_get_si (fmpq_numref (claim->part->form->term[i].c));
      for (size_t i = 0; i < res->count; i++)
        {
          ck_assert (fmpq_sgn (res->term[i].weight) > 0);
          fmpq_mul_si (part, res->term[i].weight,
                       term_value (res->term + i, h));
          fmpq_add (value, value, part);
        }
      fmpq_sub_si (value, value, want);
      ck_assert (fmpq_is_zero (value));
      mdm_chains_clear (res);
      mdm_forms_clear (claim);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("cone");
  TCase *tcase = tcase_create ("cone");

  tcase_add_test (tcase, rays_are_laws);
  tcase_add_test (tcase, two_routes);
  tcase_add_test (tcase, curves);
  tcase_add_test (tcase, covers);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
