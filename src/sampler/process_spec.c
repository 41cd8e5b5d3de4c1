#include <config.h>

#include "sampler/process_spec.h"

#include "exact/rational.h"
#include "text/file.h"
#include "text/lines.h"

#include <string.h>

/* A fraction of more characters is not shown.  */
#define SHOWN_MAX 60

mdm_status
mdm_process_check_sum (const fmpq_t sum, const char *what, const char *file,
                       size_t line, size_t column, mdm_err_t *err)
{
  fmpq_t defect;
  char *text, *difference;
  const char *side;

  if (fmpq_is_one (sum))
    return MDM_OK;
  fmpq_init (defect);
  fmpq_sub_si (defect, sum, 1);
  side = fmpq_sgn (defect) < 0 ? "less" : "more";
  fmpq_abs (defect, defect);
  text = fmpq_get_str (NULL, 10, sum);
  difference = fmpq_get_str (NULL, 10, defect);
  fmpq_clear (defect);
  if (strlen (text) <= SHOWN_MAX && strlen (difference) <= SHOWN_MAX)
    (void) mdm_err_set (err, MDM_EDOMAIN, file, line, column,
                        "%s sum to %s, which is %s %s than 1", what, text,
                        difference, side);
  else
    (void) mdm_err_set (err, MDM_EDOMAIN, file, line, column,
                        "%s do not sum to 1, but to %s than it", what, side);
  flint_free (text);
  flint_free (difference);
  return MDM_EDOMAIN;
}

/* Read the rationals of TEXT, separated by commas, into *LIST (heap, *ROOM
   entries), *COUNT of them.  */
static mdm_status
read_list (fmpq **list, size_t *room, size_t *count, const char *text,
           mdm_err_t *err)
{
  size_t n = 1;
  mdm_status status = MDM_OK;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == ',';
  *room = n;
  *count = 0;
  *list = _fmpq_vec_init ((slong) n);
  for (int more = 1; more && status == MDM_OK;)
    {
      n = strcspn (text, ",");
      status = mdm_rational_read (*list + (*count)++, text, n, err);
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  return status;
}

mdm_status
mdm_process_parse_iid (mdm_schedule_t schedule, const char *text,
                       size_t length, mdm_err_t *err)
{
  fmpq *step;
  size_t room, count;
  fmpq_t sum;
  mdm_status status = read_list (&step, &room, &count, text, err);

  fmpq_init (sum);
  for (size_t t = 0; t < count && status == MDM_OK; t++)
    {
      if (fmpq_sgn (step + t) < 0)
        status
            = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                           "the probability of step %zu is negative", t + 1);
      fmpq_add (sum, sum, step + t);
    }
  if (status == MDM_OK)
    status = mdm_process_check_sum (sum, "the step probabilities", NULL, 0, 0,
                                    err);
  if (status == MDM_OK)
    mdm_schedule_set_iid (schedule, length, step, count);
  fmpq_clear (sum);
  _fmpq_vec_clear (step, (slong) room);
  return status;
}

mdm_status
mdm_process_parse_alpha (mdm_schedule_t schedule, const char *text,
                         size_t length, mdm_err_t *err)
{
  fmpq *step;
  size_t room, count;
  fmpq_t before, after;
  mdm_status status = read_list (&step, &room, &count, text, err);

  fmpq_init (before);
  fmpq_init (after);
  fmpq_one (before);
  for (size_t t = 0; t < count && status == MDM_OK; t++)
    {
      fmpq_set (after, step + t);
      fmpq_sub (step + t, before, after);
      fmpq_swap (before, after);
      if (fmpq_sgn (step + t) < 0)
        status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                              "the masked fraction rises at step %zu%s", t + 1,
                              t == 0 ? ", from the 1 before it" : "");
    }
  if (status == MDM_OK && !fmpq_is_zero (before))
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "after the last step no fraction may stay masked, "
                          "and the last one must be 0");
  if (status == MDM_OK)
    mdm_schedule_set_iid (schedule, length, step, count);
  fmpq_clear (before);
  fmpq_clear (after);
  _fmpq_vec_clear (step, (slong) room);
  return status;
}

/* The lines of a file of random sizes read so far.  */
typedef struct
{
  mdm_schedule_struct *part;
  fmpq *weight;
  size_t count, room;
  fmpq_t sum;
} mixed_t;

static void
mixed_clear (mixed_t *mixed)
{
  for (size_t i = 0; i < mixed->room; i++)
    {
      mdm_schedule_clear (mixed->part + i);
      fmpq_clear (mixed->weight + i);
    }
  flint_free (mixed->part);
  flint_free (mixed->weight);
  fmpq_clear (mixed->sum);
}

/* Make room for one more.  */
static void
mixed_reserve (mixed_t *mixed)
{
  size_t room = mixed->room == 0 ? 16 : 2 * mixed->room;

  if (mixed->count < mixed->room)
    return;
  mixed->part = flint_realloc (mixed->part, room * sizeof *mixed->part);
  mixed->weight = flint_realloc (mixed->weight, room * sizeof *mixed->weight);
  for (; mixed->room < room; mixed->room++)
    {
      mdm_schedule_init (mixed->part + mixed->room);
      fmpq_init (mixed->weight + mixed->room);
    }
}

/* Read the SIZES that stand at column AT of the line, up to its end.  */
static mdm_status
read_sizes (mdm_schedule_t schedule, const mdm_lines_t *lines, size_t at,
            size_t end, size_t length, mdm_err_t *err)
{
  size_t *size = flint_malloc ((end - at + 1) * sizeof (size_t));
  size_t steps = 0, first = at;
  uint64_t sum = 0, value;
  mdm_status status = MDM_OK;

  for (int more = 1; more && status == MDM_OK;)
    {
      size_t next = at;
      while (next < end && lines->start[next] != ',')
        next++;
      status = mdm_natural_read (&value, lines->start + at, next - at,
                                 UINT64_MAX, err);
      if (status != MDM_OK)
        {
          mdm_err_place (err, lines->file, lines->line, at + 1);
          break;
        }
      size[steps++] = (size_t) value;
      sum = mdm_work_add (sum, value);
      more = next < end;
      at = next + 1;
    }
  if (status == MDM_OK && sum != length)
    status
        = mdm_err_set (err, MDM_EDOMAIN, lines->file, lines->line, first + 1,
                       "the sizes sum to %llu, not to the length %zu",
                       (unsigned long long) sum, length);
  if (status == MDM_OK)
    mdm_schedule_set_sizes (schedule, size, steps);
  flint_free (size);
  return status;
}

/* Read the line at hand, `WEIGHT SIZES'.  */
static mdm_status
read_line (mixed_t *mixed, const mdm_lines_t *lines, size_t at, size_t length,
           mdm_err_t *err)
{
  size_t end = mdm_lines_skip_word (lines, at), sizes, sizes_end;
  fmpq *weight;
  mdm_status status;

  mixed_reserve (mixed);
  weight = mixed->weight + mixed->count;
  status = mdm_rational_read (weight, lines->start + at, end - at, err);
  if (status == MDM_OK && fmpq_sgn (weight) < 0)
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "a weight is never negative");
  if (status != MDM_OK)
    return mdm_err_place (err, lines->file, lines->line, at + 1);
  sizes = mdm_lines_skip_blanks (lines, end);
  sizes_end = mdm_lines_skip_word (lines, sizes);
  if (sizes == lines->size)
    return mdm_err_set (err, MDM_EPARSE, lines->file, lines->line, sizes + 1,
                        "the sizes are missing after the weight");
  status = read_sizes (mixed->part + mixed->count, lines, sizes, sizes_end,
                       length, err);
  sizes_end = mdm_lines_skip_blanks (lines, sizes_end);
  if (status == MDM_OK && sizes_end < lines->size)
    status = mdm_err_set (err, MDM_EPARSE, lines->file, lines->line,
                          sizes_end + 1, "a word too many");
  if (status == MDM_OK)
    {
      fmpq_add (mixed->sum, mixed->sum, weight);
      mixed->count += !fmpq_is_zero (weight);
      /* Sums of many strange fractions get out of hand.  */
      if (fmpz_bits (fmpq_denref (mixed->sum)) > 4 * MDM_DIGITS_MAX)
        status
            = mdm_err_set (err, MDM_ELIMIT, lines->file, lines->line, at + 1,
                           "the common denominator of the weights has "
                           "more than %d digits",
                           MDM_DIGITS_MAX);
    }
  return status;
}

mdm_status
mdm_process_parse_mixed (mdm_schedule_t schedule, const char *file,
                         size_t length, const mdm_limit_t *limit,
                         mdm_err_t *err)
{
  char *text = NULL;
  size_t size;
  int more = 0;
  mdm_lines_t lines;
  mixed_t mixed = { 0 };
  mdm_status status;

  if (*file == '\0')
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the name of a file is missing");
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    return status;
  fmpq_init (mixed.sum);
  mdm_lines_init (&lines, file, text, size);
  while (status == MDM_OK
         && (status = mdm_lines_next (&more, &lines, err)) == MDM_OK && more)
    {
      size_t at = mdm_lines_skip_blanks (&lines, 0);
      if (at < lines.size && lines.start[at] != '#')
        status = read_line (&mixed, &lines, at, length, err);
    }
  if (status == MDM_OK)
    status = mdm_process_check_sum (mixed.sum, "the weights", file, 0, 0, err);
  if (status == MDM_OK)
    mdm_schedule_set_mixed (schedule, mixed.part, mixed.weight, mixed.count);
  mixed_clear (&mixed);
  flint_free (text);
  return status;
}
