#include <config.h>

#include "exact/limit.h"

#include <inttypes.h>
#include <stdio.h>

__extension__ typedef unsigned __int128 wide_t;

uint64_t
mdm_work_add (uint64_t a, uint64_t b)
{
  uint64_t sum;

  return __builtin_add_overflow (a, b, &sum) ? UINT64_MAX : sum;
}

uint64_t
mdm_work_mul (uint64_t a, uint64_t b)
{
  uint64_t product;

  return __builtin_mul_overflow (a, b, &product) ? UINT64_MAX : product;
}

uint64_t
mdm_work_pow (uint64_t a, uint64_t n)
{
  uint64_t power = 1;

  if (a <= 1)
    return n == 0 ? 1 : a;
  for (; n > 0 && power != UINT64_MAX; n--)
    power = mdm_work_mul (power, a);
  return power;
}

uint64_t
mdm_work_binomial (uint64_t n, uint64_t k)
{
  uint64_t b = 1;

  if (k > n)
    return 0;
  if (k > n - k)
    k = n - k;
  for (uint64_t i = 1; i <= k; i++)
    {
      wide_t wide = (wide_t) b * (n - k + i) / i;
      if (wide >= UINT64_MAX)
        return UINT64_MAX;
      b = (uint64_t) wide;
    }
  return b;
}

/* Write COUNT to TEXT: exactly when short, else as a power of ten that it
   exceeds.  */
static void
describe (char text[32], uint64_t count)
{
  int exponent = 0;

  if (count == UINT64_MAX)
    snprintf (text, 32, "more than 10^19");
  else if (count < 10000000)
    snprintf (text, 32, "%" PRIu64, count);
  else
    {
      uint64_t lead = count;
      for (; lead >= 100; lead /= 10)
        exponent++;
      snprintf (text, 32, "about %u.%ue%d", (unsigned) (lead / 10),
                (unsigned) (lead % 10), exponent + 1);
    }
}

/* Refuse WHAT, which takes NEED of UNIT, where HAVE is the limit, which the
   user raises with RAISE.  */
static mdm_status
refuse (const char *what, uint64_t need, const char *unit, uint64_t have,
        const char *raise, mdm_err_t *err)
{
  char need_text[32], have_text[32];

  describe (need_text, need);
  describe (have_text, have);
  return mdm_err_set (
      err, MDM_ELIMIT, NULL, 0, 0, "%s takes %s %s, over the limit of %s%s%s",
      what, need_text, unit, have_text,
      raise == NULL ? "" : "; raise it with ", raise == NULL ? "" : raise);
}

mdm_status
mdm_limit_check (const mdm_limit_t *limit, const char *what, uint64_t cells,
                 uint64_t bytes, mdm_err_t *err)
{
  if (cells > limit->max_cells || cells == UINT64_MAX)
    return refuse (what, cells, "cells of work", limit->max_cells,
                   limit->raise_cells, err);
  if (bytes > limit->max_memory || bytes == UINT64_MAX)
    return refuse (what, bytes, "bytes of memory", limit->max_memory,
                   limit->raise_memory, err);
  return MDM_OK;
}
