#include <config.h>

#include "sampler/weighted_sizes.h"

#include "exact/limit.h"
#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/lines.h"
#include "text/sum.h"

#include <assert.h>
#include <string.h>

void
mdm_mixture_init (mdm_mixture_t mixture, size_t length)
{
  memset (mixture, 0, sizeof *mixture);
  mixture->length = length;
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

void
mdm_mixture_add_all (mdm_mixture_t mixture, const mdm_mixture_t x)
{
  for (size_t i = 0; i < x->count; i++)
    mdm_mixture_add (mixture, x->weight + i, x->schedule[i].size,
                     x->schedule[i].steps);
}

void
mdm_mixture_add_positive (mdm_mixture_t mixture, const mdm_mixture_t x)
{
  for (size_t i = 0; i < x->count; i++)
    if (!fmpq_is_zero (x->weight + i))
      mdm_mixture_add (mixture, x->weight + i, x->schedule[i].size,
                       x->schedule[i].steps);
}

/* Reading.  */

typedef struct
{
  mdm_lines_t lines;
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

/* Read WEIGHT at *AT of the line and move *AT to the sizes.  */
static mdm_status
read_weight (fmpq_t weight, size_t *at, reader_t *r)
{
  size_t start = *at, end = mdm_lines_skip_word (&r->lines, start);
  mdm_status status = mdm_rational_read (weight, r->lines.start + start,
                                         end - start, r->err);

  if (status != MDM_OK)
    return place (r, start, status);
  if (fmpq_sgn (weight) < 0)
    return FAIL_AT (r, start, MDM_EDOMAIN, "a weight is never negative");
  fmpz_lcm (r->common, r->common, fmpq_denref (weight));
  if (fmpz_sizeinbase (r->common, 10) > MDM_DIGITS_MAX)
    return FAIL_AT (r, start, MDM_ELIMIT,
                    "the common denominator of the weights has more than %d "
                    "digits",
                    MDM_DIGITS_MAX);
  *at = mdm_lines_skip_blanks (&r->lines, end);
  if (*at == r->lines.size)
    return FAIL_AT (r, *at, MDM_EPARSE,
                    "the sizes are missing after the weight");
  return MDM_OK;
}

/* Read one of the sizes, at AT of the line, and set *END to what follows
   it.  */
static mdm_status
read_size (uint64_t *size, size_t *end, size_t at, reader_t *r)
{
  const char *text = r->lines.start;
  uint64_t most = r->smax > 0 ? r->smax : UINT64_MAX;
  mdm_status status;

  *end = at;
  while (*end < r->lines.size && text[*end] != ','
         && !mdm_is_blank (text[*end]))
    ++*end;
  status = mdm_natural_read (size, text + at, *end - at, most, r->err);
  if (status == MDM_OK && r->smax > 0 && *size == 0)
    return FAIL_AT (r, at, MDM_EDOMAIN,
                    "a size is 0; one that draws nothing is left out");
  return place (r, at, status);
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
      sum = mdm_work_add (sum, size);
      add_size (r, size);
      if (end == r->lines.size || r->lines.start[end] != ',')
        break;
    }
  at = mdm_lines_skip_blanks (&r->lines, end);
  if (at < r->lines.size)
    return FAIL_AT (r, at, MDM_EPARSE,
                    "there is more after the sizes, which hold no blanks");
  if (sum != length)
    return FAIL_AT (r, start, MDM_EDOMAIN,
                    "the sizes sum to %zu, not to the length %zu",
                    (size_t) sum, length);
  return MDM_OK;
}

static mdm_status
read_line (reader_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 0);
  MDM_FMPQ (weight);
  mdm_status status;

  if (at == r->lines.size || r->lines.start[at] == '#')
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

  if (mixture->count == 0)
    return mdm_err_set (r->err, MDM_EPARSE, r->lines.file, 0, 0,
                        "no schedule; a mixture has a line 'WEIGHT SIZES' for "
                        "each, such as '1/3 2,2,1'");
  _fmpq_vec_get_fmpz_vec_fmpz (share, fmpq_denref (sum), mixture->weight,
                               (slong) mixture->count);
  _fmpz_vec_sum (fmpq_numref (sum), share, (slong) mixture->count);
  fmpq_canonicalise (sum);
  if (mdm_sum_check (sum, "the weights sum to", NULL, r->err) != MDM_OK)
    {
      mdm_err_place (r->err, r->lines.file, 0, 0);
      return MDM_EDOMAIN;
    }
  return MDM_OK;
}

mdm_status
mdm_mixture_parse (mdm_mixture_t mixture, const char *file, const char *text,
                   size_t text_length, size_t length, size_t smax,
                   mdm_err_t *err)
{
  MDM_MIXTURE (made, length);
  MDM_FMPZ (common);
  reader_t r = { .smax = smax, .mixture = made, .common = common, .err = err };
  int more = 1;
  mdm_status status = MDM_OK;

  fmpz_one (common);
  mdm_lines_init (&r.lines, file, text, text_length);
  while (status == MDM_OK && more)
    {
      status = mdm_lines_next (&more, &r.lines, err);
      if (status == MDM_OK && more)
        status = read_line (&r);
    }
  flint_free (r.size);
  if (status == MDM_OK)
    status = check_weights (&r);
  if (status == MDM_OK)
    mdm_mixture_swap (mixture, made);
  return status;
}
