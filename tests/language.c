/* language.c - make, and verify, the tables in proofs-data/benefit and
   proofs-data/limitation: the two halves of Feng et al., arXiv 2502.09622, as
   numbers.

   `language --make DIR' writes DIR/benefit.tsv and DIR/ser.tsv, DIR/gap.tsv,
   DIR/steps.tsv, DIR/decoders.tsv; see the READMEs there.  Without arguments, make them in
   memory, compare them byte for byte with what is below $abs_top_srcdir, and
   verify what the tables say by second routes, one TAP result for each.  */
#include <config.h>

#include "exact/decimal.h"
#include "law/spec.h"
#include "sampler/instance.h"
#include "sampler/schedule_spec.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIGITS 12

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* What cannot fail here: the laws and schedules are given below.  */
static void
must (mdm_status status, const char *what)
{
  if (status == MDM_OK)
    return;
  fprintf (stderr, "language: %s failed\n", what);
  exit (99);
}

static void
put_fraction (FILE *file, const fmpq_t q)
{
  char *text = fmpq_get_str (NULL, 10, q);

  fputs (text, file);
  flint_free (text);
}

static void
put_real (FILE *file, const mdm_logform_t x)
{
  char *text;

  must (mdm_decimal_logform (&text, x, DIGITS, MDM_NATS), "rounding");
  fputs (text, file);
  flint_free (text);
}

/* The limitation: paired copies.  */

static const uint64_t vocabularies[] = { 2, 4, 16 };

#define VOCABULARIES (sizeof vocabularies / sizeof *vocabularies)
#define PAIRED_MAX 64

/* An instance of paired copies with T = STEPS unmask times on a uniform grid;
   LISTED: without its closed forms.  */
typedef struct
{
  mdm_law_t law;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
} paired_t;

static void
paired_init (paired_t *paired, uint64_t vocab, size_t length, size_t steps,
             int listed)
{
  char spec[100];

  snprintf (spec, sizeof spec, "paired-copy:V=%" PRIu64 ",L=%zu", vocab,
            length);
  mdm_law_init (paired->law);
  mdm_schedule_init (paired->schedule);
  must (mdm_law_open (paired->law, spec, &limit, NULL), "paired copies");
  if (listed)
    {
      must (mdm_law_list (paired->law, &limit, NULL), "listing");
      paired->law->kind = MDM_LAW_LISTED;
    }
  mdm_schedule_set_iid_uniform (paired->schedule, length, steps);
  mdm_instance_init (paired->instance, paired->law, paired->schedule, &limit);
}

static void
paired_clear (paired_t *paired)
{
  mdm_instance_clear (paired->instance);
  mdm_schedule_clear (paired->schedule);
  mdm_law_clear (paired->law);
}

/* RES = SER of these.  */
static void
paired_ser (fmpq_t res, uint64_t vocab, size_t length, size_t steps)
{
  paired_t paired;
  const mdm_logform_struct *ser;

  paired_init (&paired, vocab, length, steps, 0);
  must (mdm_instance_ser (&ser, paired.instance, NULL), "SER");
  if (!mdm_logform_is_plain_rational (res, ser))
    abort ();
  paired_clear (&paired);
}

/* Returns whether all rows are 1 - ((V T - V + 1) / (V T))^(L/2).  */
static int
make_ser (FILE *file)
{
  fmpq_t ser, right;
  int all = 1;

  fmpq_init (ser);
  fmpq_init (right);
  fputs ("V\tL\tT\tser\n", file);
  for (size_t v = 0; v < VOCABULARIES; v++)
    for (size_t length = 2; length <= PAIRED_MAX; length += 2)
      for (size_t steps = 1; steps <= 2 * length; steps++)
        {
          paired_ser (ser, vocabularies[v], length, steps);
          fprintf (file, "%d\t%zu\t%zu\t", (int) vocabularies[v], length,
                   steps);
          put_fraction (file, ser);
          fputc ('\n', file);
          fmpq_set_ui (right, vocabularies[v] * (steps - 1) + 1,
                       vocabularies[v] * steps);
          fmpq_canonicalise (right);
          fmpq_pow_si (right, right, (slong) length / 2);
          fmpq_add (right, right, ser);
          all &= fmpq_is_one (right);
        }
  fmpq_clear (ser);
  fmpq_clear (right);
  return all;
}

/* The gap per token, of L = 2; the test compares other lengths with it.  */
static void
make_gap (FILE *file)
{
  mdm_logform_t gap;
  char *exact;

  mdm_logform_init (gap);
  fputs ("V\tT\tgap\texact\n", file);
  for (size_t v = 0; v < VOCABULARIES; v++)
    for (size_t steps = 1; steps <= 2 * PAIRED_MAX; steps++)
      {
        const mdm_logform_struct *kl;
        paired_t paired;
        paired_init (&paired, vocabularies[v], 2, steps, 0);
        must (mdm_instance_kl_mixed (&kl, paired.instance, NULL), "KL");
        mdm_logform_div_ui (gap, kl, 2);
        must (mdm_exact_logform (&exact, gap, 64, MDM_NATS), "writing");
        fprintf (file, "%d\t%zu\t", (int) vocabularies[v], steps);
        put_real (file, gap);
        fprintf (file, "\t%s\n", exact);
        flint_free (exact);
        paired_clear (&paired);
      }
  mdm_logform_clear (gap);
}

/* Is SER <= 1/2?  */
static int
is_at_most_half (const fmpq_t ser)
{
  fmpq_t half;
  int order;

  fmpq_init (half);
  fmpq_set_ui (half, 1, 2);
  order = fmpq_cmp (ser, half);
  fmpq_clear (half);
  return order <= 0;
}

/* The least T with SER <= 1/2: SER decreases in T, so that one step less has
   more.  */
static size_t
least_steps (fmpq_t ser, fmpq_t before, uint64_t vocab, size_t length)
{
  size_t steps = 1;

  fmpq_one (before);
  for (;; steps++)
    {
      paired_ser (ser, vocab, length, steps);
      if (is_at_most_half (ser))
        return steps;
      fmpq_set (before, ser);
    }
}

static void
make_steps (FILE *file)
{
  fmpq_t ser, before, ratio;
  char *text;

  fmpq_init (ser);
  fmpq_init (before);
  fmpq_init (ratio);
  fputs ("V\tL\tT\tT/L\tser\n", file);
  for (size_t v = 0; v < VOCABULARIES; v++)
    for (size_t length = 2; length <= PAIRED_MAX; length += 2)
      {
        size_t steps = least_steps (ser, before, vocabularies[v], length);
        fmpq_set_ui (ratio, steps, length);
        fmpq_canonicalise (ratio);
        text = mdm_decimal_fmpq (ratio, 6);
        fprintf (file, "%d\t%zu\t%zu\t%s\t", (int) vocabularies[v], length,
                 steps, text);
        flint_free (text);
        text = mdm_decimal_fmpq (ser, DIGITS);
        fprintf (file, "%s\n", text);
        flint_free (text);
      }
  fmpq_clear (ser);
  fmpq_clear (before);
  fmpq_clear (ratio);
}

/* Policies beside independent times: what looks at the values needs no more
   rounds for longer sequences.  RIGHT, where there is one, is whether it is so
   that sequences are never wrong.  */
static const struct
{
  const char *spec;
  int right;
} decoders[] = {
  { "iid-uniform:2", 0 },
  { "policy:order=left,k=2", 0 },
  { "policy:order=random,k=2", 0 },
  { "policy:order=confidence,threshold=9/10", 1 },
  { "policy:order=entropy,gamma=0", 1 },
  { "best-policy:2", 1 },
};

#define DECODERS (sizeof decoders / sizeof *decoders)

/* Write what the decoder SPEC does to paired copies; returns whether its
   sequences are never wrong.  */
static int
put_decoder (FILE *file, const char *spec, uint64_t vocab, size_t length)
{
  char law_spec[100];
  const mdm_logform_struct *rounds, *ser, *kl;
  int right;
  MDM_LAW (law);
  MDM_LOGFORM (gap);
  MDM_FMPQ (q);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  snprintf (law_spec, sizeof law_spec, "paired-copy:V=%" PRIu64 ",L=%zu",
            vocab, length);
  must (mdm_law_open (law, law_spec, &limit, NULL), "paired copies");
  must (mdm_schedule_open (schedule, spec, law, curve, &limit, NULL), spec);
  MDM_INSTANCE (instance, law, schedule, curve, &limit);
  fprintf (file, "%d\t%zu\t%s\t", (int) vocab, length, spec);
  if (schedule->kind == MDM_SCHEDULE_POLICY)
    {
      must (mdm_instance_rounds_p (&rounds, instance, NULL), "rounds");
      if (!mdm_logform_is_plain_rational (q, rounds))
        abort ();
    }
  else
    fmpq_set_ui (q, schedule->steps, 1);
  put_fraction (file, q);
  must (mdm_instance_ser (&ser, instance, NULL), "SER");
  if (!mdm_logform_is_plain_rational (q, ser))
    abort ();
  right = fmpq_is_zero (q);
  fputc ('\t', file);
  put_fraction (file, q);
  must (mdm_instance_kl_mixed (&kl, instance, NULL), "KL(p || p_Y)");
  mdm_logform_div_ui (gap, kl, length);
  fputc ('\t', file);
  put_real (file, gap);
  fputc ('\n', file);
  return right;
}

static int
make_decoders (FILE *file)
{
  int all = 1;

  fputs ("V\tL\tschedule\trounds\tser\tgap\n", file);
  for (size_t v = 0; v < 2; v++)
    for (size_t length = 2; length <= (v == 0 ? 10 : 6); length += 2)
      for (size_t i = 0; i < DECODERS; i++)
        all &= put_decoder (file, decoders[i].spec, vocabularies[v], length)
               == decoders[i].right;
  return all;
}

/* The benefit: n-gram and hidden Markov laws.  */

/* A source of any length, and the greatest lengths of the two errors.  */
static const struct
{
  const char *spec; /* up to the length */
  size_t ekl_max, gap_max;
} sources[] = {
  { "markov:flip=1/4,L=", 14, 7 },
  { "ngram:proofs-data/sources/no-three.ngram,L=", 14, 8 },
  { "ngram:proofs-data/sources/sentences.ngram,L=", 12, 7 },
  { "hmm:proofs-data/sources/false-coin.hmm,L=", 12, 7 },
  { "hmm:proofs-data/sources/paired-copy.hmm,L=", 14, 8 },
};

#define SOURCES (sizeof sources / sizeof *sources)

static const size_t numbers_of_steps[] = { 2, 4, 8 };

#define NUMBERS (sizeof numbers_of_steps / sizeof *numbers_of_steps)

/* Write the row of LAW with this many STEPS, with the gap if GAP.  Returns
   whether ekl <= (TC + DTC) / T, and kl_mixed <= ekl.  */
static int
put_benefit (FILE *file, mdm_law_t law, mdm_curve_t curve, size_t steps,
             int gap)
{
  const mdm_logform_struct *ekl, *kl;
  size_t length = law->length;
  mdm_schedule_t schedule;
  mdm_instance_t instance;
  mdm_logform_t x, bound;
  int order, mixed = -1;

  mdm_logform_init (x);
  mdm_logform_init (bound);
  mdm_schedule_init (schedule);
  mdm_schedule_set_iid_uniform (schedule, length, steps);
  mdm_instance_init_with_curve (instance, law, schedule, curve, &limit);
  must (mdm_instance_ekl (&ekl, instance, NULL), "ekl");
  mdm_logform_div_ui (x, ekl, length);
  fprintf (file, "%zu\t%zu\t", length, steps);
  put_real (file, x);
  /* (TC + DTC) / (L T) = Z_L / T.  */
  mdm_logform_div_ui (bound, curve->z + length, steps);
  fputc ('\t', file);
  put_real (file, bound);
  must (mdm_logform_cmp (&order, x, bound), "comparing");
  fputc ('\t', file);
  if (gap)
    {
      must (mdm_instance_kl_mixed (&kl, instance, NULL), "KL");
      must (mdm_logform_cmp (&mixed, kl, ekl), "comparing");
      mdm_logform_div_ui (x, kl, length);
      put_real (file, x);
    }
  else
    fputc ('-', file);
  fputc ('\n', file);
  mdm_logform_clear (x);
  mdm_logform_clear (bound);
  mdm_instance_clear (instance);
  mdm_schedule_clear (schedule);
  return order <= 0 && mixed <= 0;
}

/* Returns whether all rows are right.  */
static int
make_benefit (FILE *file)
{
  char spec[200];
  int right = 1;

  fputs ("law\tL\tT\tekl/L\tbound\tgap\n", file);
  for (size_t s = 0; s < SOURCES; s++)
    for (size_t length = 2; length <= sources[s].ekl_max; length++)
      {
        mdm_curve_t curve;
        mdm_law_t law;
        mdm_err_t err = { 0 };
        mdm_law_init (law);
        mdm_curve_init (curve);
        snprintf (spec, sizeof spec, "%s%zu", sources[s].spec, length);
        must (mdm_law_open (law, spec, &limit, &err), spec);
        must (mdm_curve_set (curve, law, &limit, NULL), "the curve");
        for (size_t n = 0; n < NUMBERS; n++)
          {
            fprintf (file, "%s\t", spec);
            right &= put_benefit (file, law, curve, numbers_of_steps[n],
                                  length <= sources[s].gap_max);
          }
        mdm_curve_clear (curve);
        mdm_law_clear (law);
      }
  return right;
}

/* Verifying.  */

static int results, failures;

static void
result (int ok, const char *what)
{
  printf ("%sok %d - %s\n", ok ? "" : "not ", ++results, what);
  failures += !ok;
}

/* The closed forms against enumeration, at small lengths.  */
static int
verify_paired (uint64_t vocab, size_t length)
{
  int right = 1;

  for (size_t steps = 1; steps <= 2 * length; steps++)
    {
      const mdm_logform_struct *x, *y;
      paired_t closed, listed;
      int order;
      paired_init (&closed, vocab, length, steps, 0);
      paired_init (&listed, vocab, length, steps, 1);
      must (mdm_instance_ser (&x, closed.instance, NULL), "SER");
      must (mdm_instance_ser (&y, listed.instance, NULL), "SER");
      must (mdm_logform_cmp (&order, x, y), "comparing");
      right &= order == 0;
      must (mdm_instance_tv (&y, listed.instance, NULL), "TV");
      must (mdm_logform_cmp (&order, x, y), "comparing");
      right &= order == 0;
      must (mdm_instance_kl_mixed (&x, closed.instance, NULL), "KL");
      must (mdm_instance_kl_mixed (&y, listed.instance, NULL), "KL");
      must (mdm_logform_cmp (&order, x, y), "comparing");
      right &= order == 0;
      must (mdm_instance_ekl (&x, closed.instance, NULL), "ekl");
      must (mdm_instance_ekl_definition (&y, listed.instance, NULL), "ekl");
      must (mdm_logform_cmp (&order, x, y), "comparing");
      right &= order == 0;
      paired_clear (&closed);
      paired_clear (&listed);
    }
  return right;
}

/* The gap per token does not depend on L.  */
static int
verify_gap (void)
{
  mdm_logform_t first;
  int right = 1, order;

  mdm_logform_init (first);
  for (size_t v = 0; v < VOCABULARIES; v++)
    for (size_t steps = 1; steps <= 2 * PAIRED_MAX; steps += 3)
      for (size_t length = 2; length <= PAIRED_MAX; length += 2)
        {
          const mdm_logform_struct *kl;
          paired_t paired;
          paired_init (&paired, vocabularies[v], length, steps, 0);
          must (mdm_instance_kl_mixed (&kl, paired.instance, NULL), "KL");
          if (length == 2)
            mdm_logform_div_ui (first, kl, 2);
          else
            {
              mdm_logform_t x;
              mdm_logform_init (x);
              mdm_logform_div_ui (x, kl, length);
              must (mdm_logform_cmp (&order, x, first), "comparing");
              right &= order == 0;
              mdm_logform_clear (x);
            }
          paired_clear (&paired);
        }
  mdm_logform_clear (first);
  return right;
}

/* The least T is the one of the theory: SER <= 1/2 if and only if (1 - (1 -
   1/V)/T)^h >= 1/2, h = L/2, that is 2 (V T - V + 1)^h >= (V T)^h, in
   integers. It never falls as L grows, and it grows in proportion to L:
   between 7/10 and 8/10 of (1 - 1/V) L, and one step more.  (The limit of T /
   L is (1 - 1/V) / (2 log 2), and 1 / (2 log 2) = 0.72..)  */
static int
verify_steps (void)
{
  fmpz_t a, b;
  fmpq_t ser, before;
  int right = 1;

  fmpz_init (a);
  fmpz_init (b);
  fmpq_init (ser);
  fmpq_init (before);
  for (size_t v = 0; v < VOCABULARIES; v++)
    for (size_t length = 2, last = 0; length <= PAIRED_MAX; length += 2)
      {
        uint64_t vocab = vocabularies[v];
        size_t steps = least_steps (ser, before, vocab, length);
        right &= !is_at_most_half (before) && steps >= last
                 && 10 * vocab * steps >= 7 * (vocab - 1) * length
                 && 10 * vocab * (steps - 1) <= 8 * (vocab - 1) * length + 5;
        for (size_t t = steps == 1 ? steps : steps - 1; t <= steps; t++)
          {
            fmpz_set_ui (a, vocab * t - vocab + 1);
            fmpz_pow_ui (a, a, length / 2);
            fmpz_mul_2exp (a, a, 1);
            fmpz_set_ui (b, vocab * t);
            fmpz_pow_ui (b, b, length / 2);
            right &= (fmpz_cmp (a, b) >= 0) == (t == steps);
          }
        last = steps;
      }
  fmpz_clear (a);
  fmpz_clear (b);
  fmpq_clear (ser);
  fmpq_clear (before);
  return right;
}

/* Is FILE what MAKE writes?  */
static void
compare (const char *top, const char *name, int (*make) (FILE *))
{
  char path[PATH_MAX + 200], *text = NULL, *kept;
  size_t size = 0, read;
  FILE *stream = open_memstream (&text, &size), *file;
  int right = make (stream);

  fclose (stream);
  snprintf (path, sizeof path, "%s/proofs-data/%s", top, name);
  file = fopen (path, "rb");
  kept = flint_malloc (size + 2);
  read = file == NULL ? 0 : fread (kept, 1, size + 1, file);
  if (file != NULL)
    fclose (file);
  result (read == size && memcmp (kept, text, size) == 0, name);
  result (right, "its statements");
  flint_free (kept);
  free (text);
}

static int
gap_rows (FILE *file)
{
  make_gap (file);
  return verify_gap ();
}

static int
steps_rows (FILE *file)
{
  make_steps (file);
  return verify_steps ();
}

static const struct
{
  const char *file, *folder;
  int (*make) (FILE *);
} tables[] = { { "ser.tsv", "limitation", make_ser },
               { "gap.tsv", "limitation", gap_rows },
               { "steps.tsv", "limitation", steps_rows },
               { "decoders.tsv", "limitation", make_decoders },
               { "benefit.tsv", "benefit", make_benefit } };

#define TABLES (sizeof tables / sizeof *tables)

static int
make_all (const char *folder)
{
  char path[4200];

  for (size_t i = 0; i < TABLES; i++)
    {
      FILE *file;
      int ok;
      snprintf (path, sizeof path, "%s/%s", folder, tables[i].file);
      file = fopen (path, "wb");
      ok = file != NULL && tables[i].make (file);
      if (file == NULL || fclose (file) != 0 || !ok)
        {
          fprintf (stderr, "language: %s cannot be made\n", path);
          return 1;
        }
    }
  return 0;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    uint64_t vocab;
    size_t length;
  } small[] = { { 2, 2 }, { 2, 4 }, { 2, 6 }, { 4, 2 }, { 4, 4 }, { 16, 2 } };
  const char *top = getenv ("abs_top_srcdir");
  char what[128], path[PATH_MAX];

  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    return make_all (argv[2]);
  if (argc > 1)
    {
      fprintf (stderr, "usage: language [--make DIR]\n");
      return 2;
    }
  /* The sources are named from the top of the source tree.  */
  top = top == NULL ? "." : top;
  if (realpath (top, path) == NULL || chdir (path) != 0)
    return 99;
  for (size_t i = 0; i < sizeof small / sizeof *small; i++)
    {
      snprintf (what, sizeof what,
                "V=%d L=%zu: the closed forms are what enumeration gives",
                (int) small[i].vocab, small[i].length);
      result (verify_paired (small[i].vocab, small[i].length), what);
    }
  for (size_t i = 0; i < TABLES; i++)
    {
      snprintf (what, sizeof what, "%s/%s", tables[i].folder, tables[i].file);
      compare (path, what, tables[i].make);
    }
  printf ("1..%d\n", results);
  return failures > 0;
}
