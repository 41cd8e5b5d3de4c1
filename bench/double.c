#include "additions.h"

#include <math.h>

static inline double
x_log_x (double x)
{
  return x > 0 ? x * log (x) : 0;
}

static void
walk (double *profile, const double *x, size_t n, unsigned v, double *space)
{
  size_t part = n / v;

  if (n == v)
    {
      double sum = 0, terms = 0;
      for (unsigned t = 0; t < v; t++)
        {
          terms += x_log_x (x[t]);
          sum += x[t];
        }
      profile[0] += terms;
      profile[-1] += x_log_x (sum);
      return;
    }
  for (size_t i = 0; i < part; i++)
    {
      space[i] = x[i] + x[i + part];
      for (unsigned t = 2; t < v; t++)
        space[i] += x[i + t * part];
    }
  for (unsigned t = 0; t < v; t++)
    walk (profile, x + t * part, part, v, space + part);
  walk (profile - 1, space, part, v, space + part);
}

void
bench_double (double *profile, const double *w, unsigned v, unsigned length,
              double *space)
{
  size_t n = 1;

  for (unsigned i = 0; i < length; i++)
    n *= v;
  for (unsigned k = 0; k <= length; k++)
    profile[k] = 0;
  walk (profile + length, w, n, v, space);
}
