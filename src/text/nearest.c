#include <config.h>

#include "text/nearest.h"

#include "text/string.h"

#include <string.h>

/* Longer names are near to none.  */
#define LENGTH_MAX 32

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

static size_t
least (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* How many changes make A[0..N) into B[0..M) (Damerau and Levenshtein, no part
   being changed twice).  */
static size_t
distance (const char *a, size_t n, const char *b, size_t m)
{
  size_t row[LENGTH_MAX + 1][LENGTH_MAX + 1];

  for (size_t i = 0; i <= n; i++)
    for (size_t j = 0; j <= m; j++)
      {
        row[i][j] = i == 0 ? j : i;
        if (i == 0 || j == 0)
          continue;
        row[i][j] = least (row[i - 1][j], row[i][j - 1]) + 1;
        row[i][j]
            = least (row[i][j], row[i - 1][j - 1]
                                    + (lower (a[i - 1]) != lower (b[j - 1])));
        if (i > 1 && j > 1 && lower (a[i - 1]) == lower (b[j - 2])
            && lower (a[i - 2]) == lower (b[j - 1]))
          row[i][j] = least (row[i][j], row[i - 2][j - 2] + 1);
      }
  return row[n][m];
}

mdm_nearest_t
mdm_nearest_to (const char *name, size_t length)
{
  return (mdm_nearest_t){ name, length, NULL,
                          length <= 2   ? 1
                          : length <= 4 ? 2
                                        : 3 };
}

void
mdm_nearest_try (mdm_nearest_t *nearest, const char *known)
{
  size_t n = nearest->length, m = strlen (known), d;

  if (n > LENGTH_MAX || m > LENGTH_MAX || n == 0)
    return;
  d = distance (nearest->name, n, known, m);
  if (d >= nearest->distance)
    return;
  nearest->distance = d;
  nearest->best = known;
}

char *
mdm_nearest_str (const mdm_nearest_t *nearest, const char *otherwise)
{
  return nearest->best == NULL
             ? mdm_str ("%s", otherwise)
             : mdm_str ("; the most similar is '%s'", nearest->best);
}
