/* constants.c - make, and verify, the tables in proofs-data/constants.

   `constants --make DIR' writes DIR/constants.tsv and DIR/mixtures.txt; see
   the README there.  Without arguments, read them below $abs_top_srcdir and
   verify every row exactly, with one TAP result for each length.  No linear
   program is solved for that: a mixture shows that c* is reached, a profile
   of rays that no more is.  With `--certificates DIR' also write for every
   length L what states all of that for mdmcheck: DIR/L.cert for all laws,
   DIR/L-1.cert for the law that reaches the sharp constants, and DIR/L-S.cert
   for the law on which no schedule of sizes up to S has more than c*.  */
#include <config.h>

#include "prove/mixture.h"
#include "prove/pathlp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Some schedule of L positions, of sizes <= S.  */
#define SOME(l, s)                                                            \
 (&(mdm_scope_t){ .kind = MDM_SCOPE_SOME, .length = (l), .smax = (s) })

#define LENGTH_MAX 64

/* What the rows are about.  */

/* RES = R(s) on ray m < L: s * sum_{j >= 0} 2^-j [|W_j| >= m] with |W_j| = min
   (L-1, max (0, floor (L - s 2^-j))), and 0 on ray L.  The sets grow with j,
   so that the sum is twice its first term.  */
static void
set_r (fmpq_t res, size_t length, size_t s, size_t m)
{
  size_t power = 1;

  fmpq_zero (res);
  if (m == length)
    return;
  for (;; power *= 2)
    {
      size_t w = length * power < s ? 0 : (length * power - s) / power;
      if (w >= m)
        break;
    }
  fmpq_set_si (res, 2 * (slong) s, power);
  fmpq_canonicalise (res);
}

/* 2^ceil (log2 s) - 1.  */
static size_t
paper_constant (size_t s)
{
  size_t power = 1;

  while (power < s)
    power *= 2;
  return power - 1;
}

/* The schedule that starts with a block of S, on which the MDS code of
   dimension 1 has ekl = (S - 1) log q.  */
static size_t
set_witness (size_t *size, size_t length, size_t s)
{
  size_t steps = 0;

  for (; length > s; length -= s)
    size[steps++] = s;
  size[steps++] = length;
  return steps;
}

static char *
witness_str (size_t length, size_t s)
{
  size_t size[LENGTH_MAX];
  mdm_schedule_t schedule;
  char *text;

  mdm_schedule_init (schedule);
  mdm_schedule_set_sizes (schedule, size, set_witness (size, length, s));
  text = mdm_schedule_sizes_str (schedule);
  mdm_schedule_clear (schedule);
  return text;
}

/* Making.  */

static void
make_case (FILE *table, FILE *mixtures, size_t length, size_t s)
{
  mdm_linear_t linear;
  mdm_mixture_t mixture;
  fmpz *profile = _fmpz_vec_init ((slong) length);
  fmpq *scale = _fmpq_vec_init ((slong) length);
  fmpq_t c;
  char *text;

  fmpq_init (c);
  mdm_linear_init (linear, length);
  mdm_mixture_init (mixture, length);
  fmpq_one (mdm_linear_add (linear)->alpha);
  for (size_t m = 1; m <= length; m++)
    set_r (scale + m - 1, length, s, m);
  if (!mdm_pathlp_solve (c, mixture, profile, linear, scale, SOME (length, s)))
    {
      fprintf (stderr, "constants: L = %zu, s = %zu not solved\n", length, s);
      exit (1);
    }
  text = witness_str (length, s);
  fprintf (table, "%zu\t%zu\t%zu\t%zu\t1\t%s\t", length, s, paper_constant (s),
           s - 1, text);
  flint_free (text);
  fmpq_fprint (table, c);
  fprintf (table, "\n");
  if (length < 2 * s)
    {
      fprintf (mixtures, "case %zu %zu ", length, s);
      fmpq_fprint (mixtures, c);
      fprintf (mixtures, "\nprofile");
      for (size_t m = 0; m < length; m++)
        {
          fprintf (mixtures, " ");
          fmpz_fprint (mixtures, profile + m);
        }
      fprintf (mixtures, "\n");
      for (size_t i = 0; i < mixture->count; i++)
        {
          fmpq_fprint (mixtures, mixture->weight + i);
          fprintf (mixtures, " %s\n", mixture->schedule[i].name);
        }
    }
  mdm_linear_clear (linear);
  mdm_mixture_clear (mixture);
  _fmpz_vec_clear (profile, (slong) length);
  _fmpq_vec_clear (scale, (slong) length);
  fmpq_clear (c);
}

static FILE *
open_file (const char *directory, const char *name, const char *mode)
{
  char *path = malloc (strlen (directory) + strlen (name) + 2);
  FILE *file;

  if (path == NULL)
    abort ();
  sprintf (path, "%s/%s", directory, name);
  file = fopen (path, mode);
  if (file == NULL)
    {
      perror (path);
      exit (1);
    }
  free (path);
  return file;
}

static int
make (const char *directory)
{
  FILE *table = open_file (directory, "constants.tsv", "w");
  FILE *mixtures = open_file (directory, "mixtures.txt", "w");

  fprintf (table, "L\tsmax\tpaper\tsharp\twitness_k\twitness_schedule\t"
                  "c_star\n");
  fprintf (mixtures, "# Optimal mixtures and profiles for smax <= L < 2 smax; "
                     "see README.\n");
  for (size_t length = 2; length <= LENGTH_MAX; length++)
    for (size_t s = 2; s <= length; s++)
      make_case (table, mixtures, length, s);
  return fclose (table) != 0 || fclose (mixtures) != 0;
}

/* Certificates (mdmcert-certificate(5)), written here from what is verified,
   without the help of the program's own writer.  */

typedef struct
{
  FILE *schedules, *claims;
  char *schedules_text, *claims_text;
  size_t schedules_length, claims_length;
  size_t schedule_count, claim_count, records;
} certificate_t;

/* Where they go; NULL: none is wanted.  */
static const char *certificates;

/* Of the length at hand: about all laws, and about the law of ray 1.  */
static certificate_t universal, sharp;

static void
begin_certificate (certificate_t *certificate)
{
  memset (certificate, 0, sizeof *certificate);
  certificate->schedules = open_memstream (&certificate->schedules_text,
                                           &certificate->schedules_length);
  certificate->claims = open_memstream (&certificate->claims_text,
                                        &certificate->claims_length);
  if (certificate->schedules == NULL || certificate->claims == NULL)
    abort ();
}

/* Write CERTIFICATE, about all laws of LENGTH, or about that of PROFILE, which
   is number S of them.  */
static void
end_certificate (certificate_t *certificate, size_t length, size_t s,
                 const fmpz *profile)
{
  char name[80];
  FILE *file;

  if (fclose (certificate->schedules) != 0
      || fclose (certificate->claims) != 0)
    abort ();
  if (profile == NULL)
    snprintf (name, sizeof name, "%zu.cert", length);
  else
    snprintf (name, sizeof name, "%zu-%zu.cert", length, s);
  file = open_file (certificates, name, "w");
  fprintf (file, "mdmcert-certificate 1\n%s %zu",
           profile == NULL ? "length" : "copies", length);
  for (size_t m = 0; m < length && profile != NULL; m++)
    {
      fprintf (file, " ");
      fmpz_fprint (file, profile + m);
    }
  fprintf (file, "\nschedules %zu\n%shypotheses 0\nclaims %zu\n%send %zu\n",
           certificate->schedule_count, certificate->schedules_text,
           certificate->claim_count, certificate->claims_text,
           5 + certificate->schedule_count + certificate->records);
  if (fclose (file) != 0)
    abort ();
  free (certificate->schedules_text);
  free (certificate->claims_text);
}

/* Add a schedule; returns its number.  */
static size_t
put_schedule (certificate_t *certificate, const size_t *size, size_t steps)
{
  fprintf (certificate->schedules, "schedule %zu sizes %zu",
           ++certificate->schedule_count, steps);
  for (size_t t = 0; t < steps; t++)
    fprintf (certificate->schedules, " %zu", size[t]);
  fprintf (certificate->schedules, "\n");
  return certificate->schedule_count;
}

/* Begin a claim of two terms.  */
static void
put_claim (certificate_t *certificate, const char *relation, size_t smax,
           size_t parts)
{
  fprintf (certificate->claims, "claim %zu %s 2 %zu %zu 0\n",
           ++certificate->claim_count, relation, smax, parts);
  certificate->records++;
}

static void
put_line (certificate_t *certificate, const char *line)
{
  fprintf (certificate->claims, "%s\n", line);
  certificate->records++;
}

/* Add a record `WORDS Q REST'.  */
static void
put_record (certificate_t *certificate, const char *words, const fmpq_t q,
            const char *rest)
{
  fprintf (certificate->claims, "%s ", words);
  fmpq_fprint (certificate->claims, q);
  put_line (certificate, rest);
}

/* ekl <= (s-1)/L sum_mi for every schedule with sizes <= S, and equal to it on
   ray 1 for the witness.  */
static void
put_sharp (size_t length, size_t s)
{
  size_t size[LENGTH_MAX];
  char words[80];
  fmpq_t q;

  if (certificates == NULL)
    return;
  fmpq_init (q);
  fmpq_set_si (q, 1 - (slong) s, length);
  fmpq_canonicalise (q);
  put_claim (&universal, "<=", s, 0);
  put_line (&universal, "term 1 ekl any");
  put_record (&universal, "term", q, " sum_mi");
  put_claim (&sharp, "=", 0, 0);
  snprintf (words, sizeof words, "term 1 ekl %zu",
            put_schedule (&sharp, size, set_witness (size, length, s)));
  put_line (&sharp, words);
  put_record (&sharp, "term", q, " sum_mi");
  put_line (&sharp, "difference 0 0");
  put_line (&sharp, "sign zero");
  for (size_t m = 1; m <= length; m++)
    {
      size_t ekl = s - 1 < length - m ? s - 1 : length - m;
      fmpq_set_si (q, (slong) ekl - (m < length ? (slong) s - 1 : 0), 1);
      snprintf (words, sizeof words, "ray %zu", m);
      put_record (&universal, words, q, "");
    }
  fmpq_clear (q);
}

/* The two terms of ekl - C R(S).  */
static void
put_best_terms (certificate_t *certificate, const fmpq_t c, size_t s)
{
  char words[40];
  fmpq_t q;

  fmpq_init (q);
  fmpq_neg (q, c);
  snprintf (words, sizeof words, " R %zu", s);
  put_line (certificate, "term 1 ekl any");
  put_record (certificate, "term", q, words);
  fmpq_clear (q);
}

/* ekl >= C R for a schedule of MIXTURE, and on the law of PROFILE ekl <= C R
   for every schedule.  */
static void
put_best (const fmpq_t c, const mdm_mixture_t mixture, const fmpz *profile,
          size_t s)
{
  size_t length = mixture->length;
  certificate_t best;
  fmpq *mean;
  char words[80];
  fmpq_t q;

  if (certificates == NULL)
    return;
  fmpq_init (q);
  mean = _fmpq_vec_init ((slong) length);
  put_claim (&universal, ">=", s, (size_t) mixture->count);
  put_best_terms (&universal, c, s);
  for (size_t i = 0; i < mixture->count; i++)
    {
      const mdm_schedule_struct *schedule = mixture->schedule + i;
      snprintf (words, sizeof words, " %zu",
                put_schedule (&universal, schedule->size, schedule->steps));
      put_record (&universal, "part", mixture->weight + i, words);
    }
  mdm_mixture_mean (mean, mixture);
  for (size_t m = 1; m <= length; m++)
    {
      set_r (q, length, s, m);
      fmpq_mul (q, q, c);
      fmpq_sub (q, mean + m - 1, q);
      snprintf (words, sizeof words, "ray %zu", m);
      put_record (&universal, words, q, "");
    }
  fmpq_clear (q);
  _fmpq_vec_clear (mean, (slong) length);
  begin_certificate (&best);
  put_claim (&best, "<=", s, 0);
  put_best_terms (&best, c, s);
  put_line (&best, "bits 64");
  end_certificate (&best, length, s, profile);
}

/* The certificates of a length.  */
static void
begin_certificates (void)
{
  if (certificates == NULL)
    return;
  begin_certificate (&universal);
  begin_certificate (&sharp);
}

static void
end_certificates (size_t length)
{
  fmpz *profile;

  if (certificates == NULL)
    return;
  profile = _fmpz_vec_init ((slong) length);
  fmpz_one (profile);
  end_certificate (&universal, length, 0, NULL);
  end_certificate (&sharp, length, 1, profile);
  _fmpz_vec_clear (profile, (slong) length);
}

/* Verifying.  Everything read is compared with what it has to be, or checked
   by what follows from it; the first thing wrong ends a length.  */

#define REQUIRE(condition, ...)                                               \
 do                                                                           \
  if (!(condition))                                                           \
   {                                                                          \
    printf ("# %s\n# ", #condition);                                          \
    printf (__VA_ARGS__);                                                     \
    printf ("\n");                                                            \
    return 0;                                                                 \
   }                                                                          \
 while (0)

/* Is ekl <= S - 1 on every ray and every schedule with sizes <= S, and is that
   reached on ray 1 by the witness?  */
static int
verify_sharp (size_t length, size_t s)
{
  fmpz *profile = _fmpz_vec_init ((slong) length);
  fmpq *mean = _fmpq_vec_init ((slong) length);
  size_t size[LENGTH_MAX];
  mdm_mixture_t witness;
  mdm_linear_t linear;
  mdm_linear_part_t *part;
  fmpq_t value;
  int ok = 1;

  fmpq_init (value);
  mdm_linear_init (linear, length);
  mdm_mixture_init (witness, length);
  part = mdm_linear_add (linear);
  fmpq_one (part->alpha);
  for (size_t m = 0; m < length && ok; m++)
    {
      fmpz_one (profile + m);
      mdm_profile_greatest (value, profile, part, SOME (length, s));
      fmpz_zero (profile + m);
      fmpq_sub_si (value, value, (slong) s - 1);
      ok = fmpq_sgn (value) <= 0;
    }
  fmpq_one (value);
  mdm_mixture_add (witness, value, size, set_witness (size, length, s));
  mdm_mixture_mean (mean, witness);
  fmpq_set_si (value, (slong) s - 1, 1);
  ok = ok && fmpq_equal (mean, value);
  if (ok)
    put_sharp (length, s);
  fmpq_clear (value);
  mdm_linear_clear (linear);
  mdm_mixture_clear (witness);
  _fmpq_vec_clear (mean, (slong) length);
  _fmpz_vec_clear (profile, (slong) length);
  return ok;
}

/* Is C the best constant: does MIXTURE have ekl >= C R on every ray, and every
   schedule at most that against PROFILE?  */
static int
verify_best (const fmpq_t c, const mdm_mixture_t mixture, const fmpz *profile,
             size_t s)
{
  size_t length = mixture->length;
  mdm_linear_t linear;
  mdm_linear_part_t *part;
  fmpq_t value, sum;
  int ok = 1;

  fmpq_init (value);
  fmpq_init (sum);
  mdm_linear_init (linear, length);
  part = mdm_linear_add (linear);
  fmpq_one (part->alpha);
  for (size_t m = 0; m < length; m++)
    {
      set_r (value, length, s, m + 1);
      fmpq_mul (part->rest + m, value, c);
      fmpq_neg (part->rest + m, part->rest + m);
      fmpq_mul_fmpz (value, value, profile + m);
      fmpq_add (sum, sum, value);
      ok = ok && fmpz_sgn (profile + m) >= 0;
    }
  mdm_profile_greatest (value, profile, part, SOME (length, s));
  ok = ok && fmpq_sgn (sum) > 0 && fmpq_sgn (value) <= 0
       && mdm_mixture_proves (mixture, linear);
  if (ok)
    put_best (c, mixture, profile, s);
  mdm_linear_clear (linear);
  fmpq_clear (value);
  fmpq_clear (sum);
  return ok;
}

/* For L >= 2s: the offset schedules, and the rays 1..s.  */
static int
verify_long (const fmpq_t c, size_t length, size_t s)
{
  fmpz *profile = _fmpz_vec_init ((slong) length);
  mdm_mixture_t mixture;
  fmpq_t closed;
  int ok;

  fmpq_init (closed);
  mdm_mixture_init (mixture, length);
  mdm_mixture_set_offsets (mixture, length, s);
  for (size_t m = 0; m < s; m++)
    fmpz_one (profile + m);
  fmpq_set_si (closed, (slong) s - 1, 4 * s);
  fmpq_canonicalise (closed);
  ok = fmpq_equal (c, closed) && verify_best (c, mixture, profile, s);
  mdm_mixture_clear (mixture);
  _fmpz_vec_clear (profile, (slong) length);
  fmpq_clear (closed);
  return ok;
}

/* The rest of the line that LINE starts with WORD and a blank, or NULL.  */
static const char *
after_word (const char *line, const char *word)
{
  size_t n = strlen (word);

  return strncmp (line, word, n) == 0 && line[n] == ' ' ? line + n + 1 : NULL;
}

/* *AT is at a case of mixtures.txt: is it the one of C, and right?  Go on to
   the next.  */
static int
verify_short (const fmpq_t c, size_t length, size_t s, const char **at)
{
  fmpz *profile = _fmpz_vec_init ((slong) length);
  char *text = fmpq_get_str (NULL, 10, c), head[200];
  const char *p, *end;
  mdm_mixture_t mixture;
  mdm_err_t err = { 0 };
  int ok;

  mdm_mixture_init (mixture, length);
  snprintf (head, sizeof head, "case %zu %zu %s\nprofile", length, s, text);
  p = after_word (*at, head);
  ok = p != NULL;
  for (size_t m = 0; m < length && ok; m++)
    {
      size_t n = strspn (p, "0123456789");
      char *digits = flint_malloc (n + 1);
      memcpy (digits, p, n);
      digits[n] = '\0';
      ok = n > 0 && p[n] == (m + 1 < length ? ' ' : '\n')
           && fmpz_set_str (profile + m, digits, 10) == 0;
      flint_free (digits);
      p += n + ok;
    }
  if (ok)
    {
      end = strstr (p, "case ");
      end = end == NULL ? p + strlen (p) : end;
      *at = end;
      ok = mdm_mixture_parse (mixture, "mixtures.txt", p, (size_t) (end - p),
                              length, s, &err)
           == MDM_OK;
      if (!ok)
        printf ("# %zu: %s\n", err.line, err.message);
    }
  ok = ok && verify_best (c, mixture, profile, s);
  mdm_mixture_clear (mixture);
  flint_free (text);
  _fmpz_vec_clear (profile, (slong) length);
  return ok;
}

/* Verify the row LINE of constants.tsv.  */
static int
verify_row (const char *line, size_t length, size_t s, const char **mixtures)
{
  char *witness = witness_str (length, s), head[1000];
  const char *text;
  fmpq_t c;
  int ok;

  snprintf (head, sizeof head, "%zu\t%zu\t%zu\t%zu\t1\t%s\t", length, s,
            paper_constant (s), s - 1, witness);
  flint_free (witness);
  REQUIRE (strncmp (line, head, strlen (head)) == 0, "not %s: %s", head, line);
  text = line + strlen (head);
  fmpq_init (c);
  ok = fmpq_set_str (c, text, 10) == 0 && fmpq_is_canonical (c);
  ok = ok && verify_sharp (length, s)
       && (length >= 2 * s ? verify_long (c, length, s)
                           : verify_short (c, length, s, mixtures));
  fmpq_clear (c);
  REQUIRE (ok, "L = %zu, s = %zu", length, s);
  return 1;
}

/* The contents of a file.  */
static char *
read_file (const char *directory, const char *name)
{
  FILE *file = open_file (directory, name, "r");
  size_t room = 1 << 24, size;
  char *text = malloc (room);

  if (text == NULL)
    abort ();
  size = fread (text, 1, room - 1, file);
  text[size] = '\0';
  fclose (file);
  return text;
}

static int
verify_length (size_t length, char **rows, const char **mixtures)
{
  for (size_t s = 2; s <= length; s++)
    {
      char *line = *rows, *end = strchr (line, '\n');
      REQUIRE (end != NULL, "the table ends before L = %zu, s = %zu", length,
               s);
      *end = '\0';
      *rows = end + 1;
      if (!verify_row (line, length, s, mixtures))
        return 0;
    }
  return 1;
}

/* Verify the tables in DIRECTORY, and write the certificates that are
   wanted.  */
static int
verify (const char *directory)
{
  char *table = read_file (directory, "constants.tsv");
  char *text = read_file (directory, "mixtures.txt");
  char *rows = strchr (table, '\n');
  const char *mixtures = strstr (text, "case ");
  int count = 0, failed = 0;

  if (rows++ == NULL || mixtures == NULL)
    {
      printf ("Bail out! %s: no rows\n", directory);
      return 1;
    }
  for (size_t length = 2; length <= LENGTH_MAX; length++)
    {
      int ok;
      begin_certificates ();
      ok = verify_length (length, &rows, &mixtures);
      end_certificates (length);
      printf ("%s %d - L = %zu\n", ok ? "ok" : "not ok", ++count, length);
      fflush (stdout);
      failed += !ok;
    }
  printf ("%s %d - nothing follows\n",
          *rows == '\0' && *mixtures == '\0' ? "ok" : "not ok", ++count);
  failed += *rows != '\0' || *mixtures != '\0';
  printf ("1..%d\n", count);
  free (table);
  free (text);
  return failed > 0 && getenv ("HARNESS_ACTIVE") == NULL;
}

int
main (int argc, char **argv)
{
  const char *source = getenv ("abs_top_srcdir");
  char *directory;
  int status;

  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    return make (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--certificates") == 0)
    certificates = argv[2];
  if ((argc != 1 && certificates == NULL) || source == NULL)
    {
      fprintf (stderr, "usage: constants --make DIR\n"
                       "       abs_top_srcdir=DIR constants "
                       "[--certificates DIR]\n");
      return 2;
    }
  directory = malloc (strlen (source) + 50);
  if (directory == NULL)
    abort ();
  sprintf (directory, "%s/proofs-data/constants", source);
  status = verify (directory);
  free (directory);
  return status;
}
