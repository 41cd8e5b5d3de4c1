#include <config.h>

#include "prove/mixture.h"

#include "exact/rational.h"
#include "text/lines.h"

#include <assert.h>
#include <inttypes.h>

void
mdm_mixture_init (mdm_mixture_t mixture, size_t length)
{
  mixture->length = length;
  mixture->count = 0;
  mixture->weight = NULL;
  mixture->schedule = NULL;
}

void
mdm_mixture_clear (mdm_mixture_t mixture)
{
  for (size_t i = 0; i < mixture->count; i++)
    {
      fmpq_clear (mixture->weight + i);
      mdm_schedule_clear (mixture->schedule + i);
    }
  flint_free (mixture->weight);
  flint_free (mixture->schedule);
}

void
mdm_mixture_swap (mdm_mixture_t x, mdm_mixture_t y)
{
  mdm_mixture_struct t = *x;

  *x = *y;
  *y = t;
}

void
mdm_mixture_add (mdm_mixture_t mixture, const fmpq_t weight,
                 const size_t *size, size_t steps)
{
  size_t i = mixture->count++;

  mixture->weight
      = flint_realloc (mixture->weight, (i + 1) * sizeof *mixture->weight);
  mixture->schedule
      = flint_realloc (mixture->schedule, (i + 1) * sizeof *mixture->schedule);
  fmpq_init (mixture->weight + i);
  fmpq_set (mixture->weight + i, weight);
  mdm_schedule_init (mixture->schedule + i);
  mdm_schedule_set_sizes (mixture->schedule + i, size, steps);
  assert (mixture->schedule[i].length == mixture->length);
}

/* Set SIZE, with room for LENGTH + 1, to blocks of S up to START, and again
   from there on; return how many.  */
static size_t
set_offset (size_t *size, size_t length, size_t s, size_t start)
{
  size_t steps = 0, to = start;

  for (size_t at = 0; at < length; at += size[steps++])
    {
      if (at == start)
        to = length;
      size[steps] = to - at < s ? to - at : s;
    }
  return steps;
}

void
mdm_schedule_set_offset (mdm_schedule_t schedule, size_t length, size_t s,
                         size_t start)
{
  MDM_OWNED size_t *size = flint_malloc ((length + 1) * sizeof *size);

  mdm_schedule_set_sizes (schedule, size, set_offset (size, length, s, start));
}

void
mdm_mixture_set_offsets (mdm_mixture_t mixture, size_t length, size_t s)
{
  MDM_OWNED size_t *size = flint_malloc ((length + 1) * sizeof *size);
  MDM_MIXTURE (made, length);
  MDM_FMPQ (weight);

  for (size_t a = 1; a <= s && a <= length; a++)
    {
      fmpq_set_ui (weight, a < length ? 1 : s - length + 1, s);
      fmpq_canonicalise (weight);
      mdm_mixture_add (made, weight, size, set_offset (size, length, s, a));
    }
  mdm_mixture_swap (mixture, made);
}

/* Reading.  */

typedef struct
{
  mdm_lines_t lines;
  size_t length, smax;
  mdm_mixture_struct *mixture;
  fmpz_t common; /* denominator of the weights so far */
  size_t *size;  /* of the schedule on this line */
  size_t room;
  mdm_err_t *err;
} reader_t;

/* The byte AT of the line is where it went wrong.  */
#define FAIL_AT(r, at, status, ...)                                           \
 mdm_err_set ((r)->err, status, (r)->lines.file, (r)->lines.line, (at) + 1,   \
              __VA_ARGS__)

/* Read WEIGHT at *AT of the line and move *AT to the sizes.  */
static mdm_status
read_weight (fmpq_t weight, size_t *at, reader_t *r)
{
  size_t used, end;
  const char *why;
  mdm_status status = mdm_rational_scan (
      weight, &used, &why, r->lines.start + *at, r->lines.size - *at);

  end = *at + used;
  if (status != MDM_OK)
    return FAIL_AT (r, end, status, "%s, for a weight", why);
  if (fmpq_sgn (weight) < 0)
    return FAIL_AT (r, *at, MDM_EDOMAIN, "a weight is negative");
  if (end < r->lines.size && !mdm_is_blank (r->lines.start[end]))
    return FAIL_AT (r, end, MDM_EPARSE,
                    "a weight is followed by a blank and the sizes, such as "
                    "'1/3 2,2,1'");
  fmpz_lcm (r->common, r->common, fmpq_denref (weight));
  if (fmpz_sizeinbase (r->common, 10) > MDM_DIGITS_MAX)
    return FAIL_AT (r, *at, MDM_ELIMIT,
                    "the weights so far have a common denominator of more "
                    "than %d digits",
                    MDM_DIGITS_MAX);
  *at = mdm_lines_skip_blanks (&r->lines, end);
  if (*at == r->lines.size)
    return FAIL_AT (r, *at, MDM_EPARSE,
                    "the sizes of a schedule are expected after its weight");
  return MDM_OK;
}

/* Read one of the sizes, the digits at AT of the line, and set *END to what
   follows them.  */
static mdm_status
read_size (size_t *size, size_t *end, size_t at, reader_t *r)
{
  const char *text = r->lines.start;
  uint64_t value;
  mdm_status status;

  for (*end = at;
       *end < r->lines.size && text[*end] >= '0' && text[*end] <= '9';)
    ++*end;
  if (*end == at)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "a size is expected: one of the numbers 1..%zu, separated "
                    "by commas",
                    r->smax);
  /* Leading zeros aside, what has more digits than that is too large.  */
  status = mdm_natural_read (&value, text + at, *end - at, r->smax, NULL);
  if (status != MDM_OK)
    return FAIL_AT (r, at, MDM_EDOMAIN, "a size is more than %zu: '%.*s%s'",
                    r->smax, *end - at > 40 ? 40 : (int) (*end - at),
                    text + at, *end - at > 40 ? ".." : "");
  if (value == 0)
    return FAIL_AT (r, at, MDM_EDOMAIN,
                    "a size is 0; one that draws nothing is left out");
  *size = value;
  return MDM_OK;
}

/* Read the sizes at AT of the line, which end it.  */
static mdm_status
read_sizes (size_t *steps, size_t at, reader_t *r)
{
  const size_t start = at;
  size_t sum = 0, end;
  mdm_status status;

  for (*steps = 0;; at = end + 1)
    {
      if (*steps == r->room)
        {
          r->room = 2 * r->room + 16;
          r->size = flint_realloc (r->size, r->room * sizeof *r->size);
        }
      status = read_size (r->size + *steps, &end, at, r);
      if (status != MDM_OK)
        return status;
      if (r->size[*steps] > r->length - sum)
        return FAIL_AT (r, at, MDM_EDOMAIN,
                        "the sizes sum to more than the length, %zu",
                        r->length);
      sum += r->size[(*steps)++];
      if (end == r->lines.size || r->lines.start[end] != ',')
        break;
    }
  at = mdm_lines_skip_blanks (&r->lines, end);
  if (at < r->lines.size)
    return FAIL_AT (r, at, MDM_EPARSE,
                    at == end ? "the sizes are numbers separated by commas"
                              : "there is more after the sizes, which hold "
                                "no blanks");
  if (sum != r->length)
    return FAIL_AT (r, start, MDM_EDOMAIN,
                    "the sizes sum to %zu, not to the length, %zu", sum,
                    r->length);
  return MDM_OK;
}

static mdm_status
read_line (reader_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 0), steps = 0;
  fmpq_t weight;
  mdm_status status;

  if (at == r->lines.size || r->lines.start[0] == '#')
    return MDM_OK;
  fmpq_init (weight);
  status = read_weight (weight, &at, r);
  if (status == MDM_OK)
    status = read_sizes (&steps, at, r);
  if (status == MDM_OK)
    mdm_mixture_add (r->mixture, weight, r->size, steps);
  fmpq_clear (weight);
  return status;
}

/* Set RES to the sum of the weights, DEN a common denominator of theirs.  */
static void
sum_weights (fmpq_t res, const mdm_mixture_t mixture, const fmpz_t den)
{
  fmpz_t share;

  fmpz_init (share);
  fmpq_zero (res);
  for (size_t i = 0; i < mixture->count; i++)
    {
      fmpz_divexact (share, den, fmpq_denref (mixture->weight + i));
      fmpz_addmul (fmpq_numref (res), share,
                   fmpq_numref (mixture->weight + i));
    }
  fmpz_set (fmpq_denref (res), den);
  fmpq_canonicalise (res);
  fmpz_clear (share);
}

/* Are the weights those of a mixture?  */
static mdm_status
check_weights (const reader_t *r)
{
  fmpq_t sum;
  mdm_status status = MDM_OK;

  if (r->mixture->count == 0)
    return mdm_err_set (r->err, MDM_EPARSE, r->lines.file, 0, 0,
                        "no schedule; a mixture has a line 'WEIGHT SIZES' for "
                        "each, such as '1/3 2,2,1'");
  fmpq_init (sum);
  sum_weights (sum, r->mixture, r->common);
  if (!fmpq_is_one (sum))
    {
      char *text = fmpq_get_str (NULL, 10, sum);
      status = mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, 0, 0,
                            "the weights sum to %s, not to 1", text);
      flint_free (text);
    }
  fmpq_clear (sum);
  return status;
}

mdm_status
mdm_mixture_parse (mdm_mixture_t mixture, const char *file, const char *text,
                   size_t text_length, size_t length, size_t smax,
                   mdm_err_t *err)
{
  reader_t r = { .length = length, .smax = smax, .err = err };
  mdm_mixture_t made;
  mdm_status status;
  int more;

  mdm_mixture_init (made, length);
  r.mixture = made;
  fmpz_init_set_ui (r.common, 1);
  mdm_lines_init (&r.lines, file, text, text_length);
  while ((status = mdm_lines_next (&more, &r.lines, err)) == MDM_OK && more)
    {
      status = read_line (&r);
      if (status != MDM_OK)
        break;
    }
  if (status == MDM_OK)
    status = check_weights (&r);
  if (status == MDM_OK)
    mdm_mixture_swap (mixture, made);
  mdm_mixture_clear (made);
  fmpz_clear (r.common);
  flint_free (r.size);
  return status;
}

/* Rays.  */

void
mdm_schedule_ray_ekl (fmpq_t ekl, const mdm_schedule_t schedule, size_t m)
{
  size_t end = 0;

  for (size_t t = 0; end < m; t++)
    end += schedule->size[t];
  fmpq_set_ui (ekl, end - m, 1);
}

void
mdm_mixture_mean (fmpq *mean, const mdm_mixture_t mixture)
{
  size_t length = mixture->length;
  /* CHANGE[m] is by how much the mean end of m's block exceeds that of
     (m-1)'s: each schedule has a term for every block alone.  */
  MDM_FMPZ_VEC (change, length + 2);
  MDM_FMPZ_VEC (share, mixture->count);
  MDM_FMPZ (common);
  MDM_FMPZ (end);

  _fmpq_vec_get_fmpz_vec_fmpz (share, common, mixture->weight,
                               (slong) mixture->count);
  for (size_t i = 0; i < mixture->count; i++)
    {
      const mdm_schedule_struct *schedule = mixture->schedule + i;
      for (size_t t = 0, from = 1, to; t < schedule->steps; t++, from = to)
        {
          to = from + schedule->size[t];
          fmpz_addmul_ui (change + from, share + i, to - 1);
          fmpz_submul_ui (change + to, share + i, to - 1);
        }
    }
  for (size_t m = 1; m <= length; m++)
    {
      fmpz_add (end, end, change + m);
      fmpq_set_fmpz_frac (mean + m - 1, end, common);
      fmpq_sub_si (mean + m - 1, mean + m - 1, (slong) m);
    }
}

int
mdm_mixture_proves (const mdm_mixture_t mixture, const mdm_linear_t linear)
{
  MDM_FMPQ_VEC (mean, mixture->length);
  MDM_FMPQ_VEC (slack, mixture->length);

  mdm_mixture_mean (mean, mixture);
  return mdm_linear_slack (slack, linear, mean);
}

/* Profiles.  */

/* Set RES to the greatest value over the schedules with sizes in 1..SMAX of
   SIGN * sum_m PROFILE[m-1] ekl_m.  A block (a,b] contributes b * count -
   total, where count = sum of n_m over a < m <= b, total = that of m n_m.  */
static void
longest_path (fmpz_t res, const fmpz *profile, size_t length, size_t smax,
              int sign)
{
  MDM_FMPZ_VEC (best, length + 1);
  MDM_FMPZ (count);
  MDM_FMPZ (total);
  MDM_FMPZ (value);

  for (size_t b = 1; b <= length; b++)
    {
      fmpz_zero (count);
      fmpz_zero (total);
      for (size_t a = b; a-- > 0 && b - a <= smax;)
        {
          fmpz_add (count, count, profile + a);
          fmpz_addmul_ui (total, profile + a, a + 1);
          fmpz_mul_ui (value, count, b);
          fmpz_sub (value, value, total);
          if (sign < 0)
            fmpz_neg (value, value);
          fmpz_add (value, value, best + a);
          if (a + 1 == b || fmpz_cmp (value, best + b) > 0)
            fmpz_set (best + b, value);
        }
    }
  fmpz_set (res, best + length);
}

void
mdm_profile_greatest (fmpq_t res, const fmpz *profile,
                      const mdm_linear_part_t *part, size_t length,
                      size_t smax)
{
  MDM_FMPQ (sum);
  MDM_FMPQ (term);
  MDM_FMPZ (path);

  longest_path (path, profile, length, smax, fmpq_sgn (part->alpha));
  fmpq_abs (term, part->alpha);
  fmpq_mul_fmpz (sum, term, path);
  for (size_t m = 0; m < length; m++)
    {
      fmpq_mul_fmpz (term, part->rest + m, profile + m);
      fmpq_add (sum, sum, term);
    }
  fmpq_swap (res, sum);
}

int
mdm_profile_refutes (const fmpz *profile, const mdm_linear_part_t *part,
                     size_t length, size_t smax)
{
  MDM_FMPQ (greatest);

  for (size_t m = 0; m < length; m++)
    if (fmpz_sgn (profile + m) < 0)
      return 0;
  mdm_profile_greatest (greatest, profile, part, length, smax);
  return fmpq_sgn (greatest) < 0;
}
