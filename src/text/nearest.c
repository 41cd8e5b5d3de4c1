#include <config.h>

#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

/* Longer words are not compared.  */
#define LENGTH_MAX 64

static unsigned char
lower (char c)
{
  return (unsigned char) (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t
least (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* How many changes make A[0..M) into B[0..N).  */
static size_t
distance (const char *a, size_t m, const char *b, size_t n)
{
  /* Of A[0..i) and B[0..j), for this i and the two before it.  */
  size_t rows[3][LENGTH_MAX + 1];

  for (size_t i = 0; i <= m; i++)
    for (size_t j = 0; j <= n; j++)
      {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
        row[j] = i == 0 ? j : i;
        if (i == 0 || j == 0)
          continue;
        row[j] = least (above[j - 1] + (lower (a[i - 1]) != lower (b[j - 1])),
                        1 + least (above[j], row[j - 1]));
        if (i > 1 && j > 1 && lower (a[i - 1]) == lower (b[j - 2])
            && lower (a[i - 2]) == lower (b[j - 1]))
          row[j] = least (row[j], 1 + rows[(i + 1) % 3][j - 2]);
      }
  return rows[m % 3][n];
}

void
mdm_nearest_begin (mdm_nearest_t *nearest, const char *word, size_t length)
{
  nearest->word = word;
  nearest->length = length;
  nearest->distance = least (length, 2 + length / 4);
  nearest->best = NULL;
}

void
mdm_nearest_try (mdm_nearest_t *nearest, const char *candidate)
{
  size_t length = strlen (candidate), d;

  if (length > LENGTH_MAX || nearest->length > LENGTH_MAX)
    return;
  d = distance (nearest->word, nearest->length, candidate, length);
  if (d >= nearest->distance)
    return;
  nearest->distance = d;
  nearest->best = candidate;
}

void
mdm_nearest_hint (char hint[MDM_HINT_MAX], const mdm_nearest_t *nearest)
{
  *hint = '\0';
  if (nearest->best != NULL)
    snprintf (hint, MDM_HINT_MAX, "; did you mean %s?", nearest->best);
}
