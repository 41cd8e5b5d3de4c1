#include <config.h>

#include "prove/ray_law.h"

#include "law/reed_solomon.h"
#include "text/string.h"

#include "exact/flint-compat.h"

/* The least field over which a code of dimension M is known.  */
static uint64_t
least_field (size_t length, size_t m)
{
  uint64_t q = length > 4 ? length - 2 : 2;

  while (!mdm_reed_solomon_exists (q, length, m))
    q++;
  return q;
}

uint64_t
mdm_ray_law_tokens (size_t length, size_t m)
{
  return m == 0                                     ? 1
         : m == 1 || m + 1 == length || m == length ? 2
                                                    : least_field (length, m);
}

const char *
mdm_ray_law_called (size_t length, size_t m)
{
  return length == 4 && m == 2   ? "the tetracode"
         : length == 6 && m == 3 ? "the hexacode"
                                 : NULL;
}

char *
mdm_ray_law_str (size_t length, size_t m)
{
  uint64_t q = mdm_ray_law_tokens (length, m);

  return m == 0        ? mdm_str ("uniform:V=1,L=%zu", length)
         : m == length ? mdm_str ("uniform:V=2,L=%zu", length)
         : m == 1      ? mdm_str ("repetition:V=2,L=%zu", length)
         : m + 1 == length
             ? mdm_str ("parity:V=2,L=%zu", length)
             : mdm_str ("%s:q=%llu,L=%zu,k=%zu",
                        q >= length && n_is_prime (q) ? "mds" : "reed-solomon",
                        (unsigned long long) q, length, m);
}
