/* depth.c - make, and verify, the tables of uniform permutations in
   proofs-data/depth.

   `depth --make DIR' writes DIR/permutation.tsv and DIR/convexity.tsv; see the
   README there.  Without arguments, make them again and compare them with
   those below $abs_top_srcdir, and verify for each n, in integers, that E(n,T)
   is convex in T, and where 3 (n - T) <= n that it is the sum of Wen, Liang
   and Lu, Theorem 9.  One TAP result for each n.  */
#include <config.h>

#include "exact/decimal.h"
#include "exact/scoped.h"
#include "sampler/shuffle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 240
/* Of these and of MOST all E(n,T) are written.  */
#define WRITTEN 24

static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

/* Write E(n,T) for all T.  */
static void
write_errors (FILE *stream, const mdm_shuffle_t *shuffle)
{
  for (size_t t = 1; t <= shuffle->n; t++)
    {
      MDM_LOGFORM (e);
      MDM_OWNED char *text = NULL;
      mdm_shuffle_error (e, shuffle, t);
      if (mdm_decimal_logform (&text, e, 12, MDM_NATS) != MDM_OK)
        abort ();
      fprintf (stream, "%zu\t%zu\t%s\n", shuffle->n, t, text);
    }
}

/* Write where c_{T-1} c_{T+1} / c_T^2, c = exp F, is least; return whether
   that is at least 1.  POWER[T] is c_T.  */
static int
write_convexity (FILE *stream, size_t n, const fmpz *power)
{
  MDM_FMPQ (least);
  MDM_FMPQ (ratio);
  MDM_OWNED char *text = NULL;
  size_t where = 0;

  for (size_t t = 2; t < n; t++)
    {
      fmpz_mul (fmpq_numref (ratio), power + t - 1, power + t + 1);
      fmpz_mul (fmpq_denref (ratio), power + t, power + t);
      fmpq_canonicalise (ratio);
      if (where == 0 || fmpq_cmp (ratio, least) < 0)
        {
          fmpq_set (least, ratio);
          where = t;
        }
    }
  if (where == 0)
    return 1;
  text = mdm_decimal_fmpq (least, 12);
  fprintf (stream, "%zu\t%zu\t%s\n", n, where, text);
  return fmpz_cmp (fmpq_numref (least), fmpq_denref (least)) >= 0;
}

/* exp E(n,n-s) = prod_{j<s} (n-2j)/(n-2j-1) for 3s <= n.  */
static int
check_theorem (size_t n, const fmpz *power)
{
  MDM_FMPQ (product);
  MDM_FMPQ (found);
  MDM_FMPQ (factor);

  fmpq_one (product);
  for (size_t s = 0; 3 * s <= n && s < n; s++)
    {
      fmpz_set (fmpq_numref (found), power + n - s);
      fmpz_fac_ui (fmpq_denref (found), n);
      fmpq_canonicalise (found);
      if (!fmpq_equal (found, product))
        return 0;
      fmpq_set_si (factor, (slong) (n - 2 * s),
                   n - 2 * s - 1 > 0 ? n - 2 * s - 1 : 1);
      fmpq_mul (product, product, factor);
    }
  return 1;
}

/* Write the rows of N; are they right?  */
static int
write_case (FILE *errors, FILE *convexity, size_t n)
{
  MDM_SCOPED (shuffle, mdm_shuffle_t, mdm_shuffle_init, mdm_shuffle_clear);
  MDM_FMPZ_VEC (power, n + 2);

  if (mdm_shuffle_set (shuffle, n, n, &limit, NULL) != MDM_OK)
    abort ();
  for (size_t t = 1; t <= n; t++)
    mdm_shuffle_power (power + t, shuffle, t);
  if (n <= WRITTEN || n == MOST)
    write_errors (errors, shuffle);
  return write_convexity (convexity, n, power) && check_theorem (n, power);
}

/* What DIRECTORY/NAME holds, or nothing.  */
static char *
read_file (const char *directory, const char *name)
{
  char *path = flint_malloc (strlen (directory) + strlen (name) + 2);
  char *text = flint_calloc (1 << 20, 1);
  FILE *stream;

  sprintf (path, "%s/%s", directory, name);
  stream = fopen (path, "r");
  if (stream != NULL)
    {
      text[fread (text, 1, (1 << 20) - 1, stream)] = '\0';
      fclose (stream);
    }
  flint_free (path);
  return text;
}

static int
write_file (const char *directory, const char *name, const char *text)
{
  char *path = flint_malloc (strlen (directory) + strlen (name) + 2);
  FILE *stream;
  int failed;

  sprintf (path, "%s/%s", directory, name);
  stream = fopen (path, "w");
  failed = stream == NULL || fputs (text, stream) < 0;
  if (stream != NULL)
    failed |= fclose (stream) != 0;
  flint_free (path);
  return failed;
}

/* Is TEXT what DIRECTORY has as NAME?  */
static int
is_same (const char *directory, const char *name, const char *text)
{
  MDM_OWNED char *old = read_file (directory, name);

  return strcmp (old, text) == 0;
}

int
main (int argc, char **argv)
{
  const char *source = getenv ("abs_top_srcdir");
  char *text[2] = { NULL, NULL }, directory[4096];
  size_t size[2];
  int made = argc == 3 && strcmp (argv[1], "--make") == 0, failed = 0, ok;
  FILE *errors = open_memstream (text, size);
  FILE *convexity = open_memstream (text + 1, size + 1);

  if ((argc != 1 && !made) || (!made && source == NULL) || errors == NULL
      || convexity == NULL)
    {
      fprintf (stderr, "usage: depth --make DIR\n"
                       "       abs_top_srcdir=DIR depth\n");
      return 2;
    }
  fputs ("n\tT\tE\n", errors);
  fputs ("n\tT\tleast\n", convexity);
  for (size_t n = 1; n <= MOST; n++)
    {
      ok = write_case (errors, convexity, n);
      failed += !ok;
      if (!made)
        printf ("%s %zu - n = %zu\n", ok ? "ok" : "not ok", n, n);
    }
  fclose (errors);
  fclose (convexity);
  if (made)
    failed += write_file (argv[2], "permutation.tsv", text[0])
              + write_file (argv[2], "convexity.tsv", text[1]);
  else
    {
      snprintf (directory, sizeof directory, "%s/proofs-data/depth", source);
      ok = is_same (directory, "permutation.tsv", text[0])
           && is_same (directory, "convexity.tsv", text[1]);
      failed += !ok;
      printf ("%s %d - the tables\n1..%d\n", ok ? "ok" : "not ok", MOST + 1,
              MOST + 1);
    }
  free (text[0]);
  free (text[1]);
  return failed > 0 && (made || getenv ("HARNESS_ACTIVE") == NULL);
}
