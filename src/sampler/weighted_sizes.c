#include <config.h>

#include "sampler/weighted_sizes.h"

#include "exact/rational.h"
#include "exact/limit.h"
#include "sampler/process_spec.h"
#include "text/lines.h"

#include <assert.h>

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

static void
add (mdm_mixture_t mixture, const mdm_mixture_t x, int positive)
{
  for (size_t i = 0; i < x->count; i++)
    if (!positive || !fmpq_is_zero (x->weight + i))
      mdm_mixture_add (mixture, x->weight + i, x->schedule[i].size,
                       x->schedule[i].steps);
}

void
mdm_mixture_add_all (mdm_mixture_t mixture, const mdm_mixture_t x)
{
  add (mixture, x, 0);
}

void
mdm_mixture_add_positive (mdm_mixture_t mixture, const mdm_mixture_t x)
{
  add (mixture, x, 1);
}

/* Reading.  */

/* What either kind of file says.  */
typedef struct
{
  const char *negative, *denominator, *missing, *sum, *more;
} words_t;

static const words_t of_proof = {
  "a weight is negative",
  "the weights so far have a common denominator of more than %d digits",
  "the sizes of a schedule are expected after its weight",
  "the sizes sum to %zu, not to the length, %zu",
  "there is more after the sizes, which hold no blanks",
};

static const words_t of_random_sizes = {
  "a weight is never negative",
  "the common denominator of the weights has more than %d digits",
  "the sizes are missing after the weight",
  "the sizes sum to %zu, not to the length %zu",
  "a word too many",
};

typedef struct
{
  mdm_lines_t lines;
  const words_t *words;
  size_t smax; /* or 0 */
  mdm_mixture_struct *mixture;
  fmpz *common; /* denominator of the weights so far */
  size_t *size; /* of the schedule on this line */
  size_t steps, room;
  mdm_err_t *err;
} reader_t;

/* The byte AT of the line is where it went wrong.  */
#define FAIL_AT(r, at, status, ...)                                           \
 mdm_err_set ((r)->err, status, (r)->lines.file, (r)->lines.line, (at) + 1,   \
              __VA_ARGS__)

/* STATUS, with AT as the place of a message that has none.  */
static mdm_status
place (reader_t *r, size_t at, mdm_status status)
{
  if (status != MDM_OK)
    mdm_err_place (r->err, r->lines.file, r->lines.line, at + 1);
  return status;
}

/* Read the number at AT of the line and set *END to what follows it.  */
static mdm_status
read_number (fmpq_t weight, size_t *end, size_t at, reader_t *r)
{
  const char *text = r->lines.start, *why;
  size_t used;
  mdm_status status;

  if (r->smax == 0)
    {
      *end = mdm_lines_skip_word (&r->lines, at);
      return place (r, at,
                    mdm_rational_read (weight, text + at, *end - at, r->err));
    }
  status
      = mdm_rational_scan (weight, &used, &why, text + at, r->lines.size - at);
  *end = at + used;
  return status == MDM_OK ? MDM_OK
                          : FAIL_AT (r, *end, status, "%s, for a weight", why);
}

/* Read WEIGHT at *AT of the line and move *AT to the sizes.  */
static mdm_status
read_weight (fmpq_t weight, size_t *at, reader_t *r)
{
  size_t end;
  mdm_status status = read_number (weight, &end, *at, r);

  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (weight) < 0)
    return FAIL_AT (r, *at, MDM_EDOMAIN, "%s", r->words->negative);
  if (end < r->lines.size && !mdm_is_blank (r->lines.start[end]))
    return FAIL_AT (r, end, MDM_EPARSE,
                    "a weight is followed by a blank and the sizes, such as "
                    "'1/3 2,2,1'");
  fmpz_lcm (r->common, r->common, fmpq_denref (weight));
  if (fmpz_sizeinbase (r->common, 10) > MDM_DIGITS_MAX)
    return FAIL_AT (r, *at, MDM_ELIMIT, r->words->denominator, MDM_DIGITS_MAX);
  *at = mdm_lines_skip_blanks (&r->lines, end);
  if (*at == r->lines.size)
    return FAIL_AT (r, *at, MDM_EPARSE, "%s", r->words->missing);
  return MDM_OK;
}

/* Read one of the sizes, at AT of the line, and set *END to what follows
   it.  */
static mdm_status
read_size (uint64_t *size, size_t *end, size_t at, reader_t *r)
{
  const char *text = r->lines.start;
  int shown;

  *end = at;
  if (r->smax == 0)
    {
      while (*end < r->lines.size && text[*end] != ','
             && !mdm_is_blank (text[*end]))
        ++*end;
      return place (
          r, at,
          mdm_natural_read (size, text + at, *end - at, UINT64_MAX, r->err));
    }
  while (*end < r->lines.size && text[*end] >= '0' && text[*end] <= '9')
    ++*end;
  shown = *end - at > 40 ? 40 : (int) (*end - at);
  if (*end == at)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "a size is expected: one of the numbers 1..%zu, separated "
                    "by commas",
                    r->smax);
  /* Leading zeros aside, what has more digits than that is too large.  */
  if (mdm_natural_read (size, text + at, *end - at, r->smax, NULL) != MDM_OK)
    return FAIL_AT (r, at, MDM_EDOMAIN, "a size is more than %zu: '%.*s%s'",
                    r->smax, shown, text + at, *end - at > 40 ? ".." : "");
  if (*size == 0)
    return FAIL_AT (r, at, MDM_EDOMAIN,
                    "a size is 0; one that draws nothing is left out");
  return MDM_OK;
}

static void
add_size (reader_t *r, uint64_t size)
{
  if (r->steps == r->room)
    {
      r->room = 2 * r->room + 16;
      r->size = flint_realloc (r->size, r->room * sizeof *r->size);
    }
  r->size[r->steps++] = (size_t) size;
}

/* Read the sizes at AT of the line, which end it.  */
static mdm_status
read_sizes (size_t at, reader_t *r)
{
  const size_t start = at, length = r->mixture->length;
  uint64_t sum = 0, size;
  size_t end;

  for (r->steps = 0;; at = end + 1)
    {
      mdm_status status = read_size (&size, &end, at, r);
      if (status != MDM_OK)
        return status;
      if (r->smax > 0 && size > length - sum)
        return FAIL_AT (r, at, MDM_EDOMAIN,
                        "the sizes sum to more than the length, %zu", length);
      sum = mdm_work_add (sum, size);
      add_size (r, size);
      if (end == r->lines.size || r->lines.start[end] != ',')
        break;
    }
  at = mdm_lines_skip_blanks (&r->lines, end);
  if (at < r->lines.size && at == end)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "the sizes are numbers separated by commas");
  if (at < r->lines.size && (r->smax > 0 || sum == length))
    return FAIL_AT (r, at, MDM_EPARSE, "%s", r->words->more);
  if (sum != length)
    return FAIL_AT (r, start, MDM_EDOMAIN, r->words->sum, (size_t) sum,
                    length);
  return MDM_OK;
}

static mdm_status
read_line (reader_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 0);
  MDM_FMPQ (weight);
  mdm_status status;

  if (at == r->lines.size || r->lines.start[r->smax > 0 ? 0 : at] == '#')
    return MDM_OK;
  status = read_weight (weight, &at, r);
  if (status == MDM_OK)
    status = read_sizes (at, r);
  if (status == MDM_OK)
    mdm_mixture_add (r->mixture, weight, r->size, r->steps);
  return status;
}

/* Are the weights those of a mixture?  */
static mdm_status
check_weights (const reader_t *r)
{
  const mdm_mixture_struct *mixture = r->mixture;
  MDM_FMPZ_VEC (share, mixture->count);
  MDM_FMPQ (sum);
  MDM_OWNED char *text = NULL;

  if (mixture->count == 0 && r->smax > 0)
    return mdm_err_set (r->err, MDM_EPARSE, r->lines.file, 0, 0,
                        "no schedule; a mixture has a line 'WEIGHT SIZES' for "
                        "each, such as '1/3 2,2,1'");
  _fmpq_vec_get_fmpz_vec_fmpz (share, fmpq_denref (sum), mixture->weight,
                               (slong) mixture->count);
  _fmpz_vec_sum (fmpq_numref (sum), share, (slong) mixture->count);
  fmpq_canonicalise (sum);
  if (r->smax == 0)
    return mdm_process_check_sum (sum, "the weights", r->lines.file, 0, 0,
                                  r->err);
  if (fmpq_is_one (sum))
    return MDM_OK;
  text = fmpq_get_str (NULL, 10, sum);
  return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, 0, 0,
                      "the weights sum to %s, not to 1", text);
}

static mdm_status
read_lines (reader_t *r)
{
  int more;
  mdm_status status;

  while ((status = mdm_lines_next (&more, &r->lines, r->err)) == MDM_OK
         && more)
    {
      status = read_line (r);
      if (status != MDM_OK)
        return status;
    }
  return status == MDM_OK ? check_weights (r) : status;
}

mdm_status
mdm_mixture_parse (mdm_mixture_t mixture, const char *file, const char *text,
                   size_t text_length, size_t length, size_t smax,
                   mdm_err_t *err)
{
  MDM_MIXTURE (made, length);
  MDM_FMPZ (common);
  reader_t r = { .words = smax > 0 ? &of_proof : &of_random_sizes,
                 .smax = smax,
                 .mixture = made,
                 .common = common,
                 .err = err };
  mdm_status status;

  fmpz_one (common);
  mdm_lines_init (&r.lines, file, text, text_length);
  status = read_lines (&r);
  flint_free (r.size);
  if (status == MDM_OK)
    mdm_mixture_swap (mixture, made);
  return status;
}
