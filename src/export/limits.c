#include <config.h>

#include "export/limits.h"

#include "exact/scoped.h"

#include <stdint.h>
#include <string.h>

/* Greatest number of rows times pairs of sets, one drawn after the other, of
   what is drawn.  */
#define MDM_EXPORT_DRAWN (1 << 20)

/* Greatest number of rows times states of a policy times positions.  */
#define MDM_EXPORT_STATES (1 << 20)

/* Greatest number of products of bits for the expected draws at independent
   unmask times.  */
#define MDM_EXPORT_TIMES (UINT32_C (1) << 31)

mdm_status
mdm_coq_limit_times (const mdm_coq_t *writer, const mdm_stated_t *stated,
                     const mdm_listed_t *schedule)
{
  size_t length = writer->all->length;
  double bits, work;
  MDM_FMPZ (common);
  MDM_FMPZ (denominator);

  fmpz_one (common);
  /* Of as many bits one step is too many.  */
  for (size_t t = 0;
       t < schedule->value.count && fmpz_bits (common) * length < 1 << 16; t++)
    {
      mdm_word_t word = schedule->value.word[t];
      const char *stroke = memchr (word.text, '/', word.size);
      if (stroke == NULL)
        continue;
      word.size -= (size_t) (stroke + 1 - word.text);
      word.text = stroke + 1;
      mdm_word_integer (denominator, word);
      fmpz_lcm (common, common, denominator);
    }
  bits = (double) fmpz_bits (common) * (double) length;
  work = bits * bits * (double) length * (double) schedule->value.count;
  return work <= MDM_EXPORT_TIMES
             ? MDM_OK
             : mdm_coq_refuse (writer, stated,
                               "the expected draws of its unmask times are "
                               "too large for Coq");
}

mdm_status
mdm_coq_limit_drawn (const mdm_coq_t *writer, const mdm_stated_t *stated,
                     size_t number)
{
  const mdm_stated_all_t *all = writer->all;
  const mdm_listed_t *schedule = mdm_coq_schedule_of (writer, number);
  double sums = 1;

  if (schedule != NULL && !mdm_word_is (schedule->kind, "blocks")
      && !mdm_word_is (schedule->kind, "policy"))
    for (size_t i = 0; i < all->length; i++)
      sums *= 3;
  if (schedule != NULL && mdm_word_is (schedule->kind, "iid"))
    sums *= (double) schedule->value.count;
  return sums * (double) all->rows <= MDM_EXPORT_DRAWN
             ? MDM_OK
             : mdm_coq_refuse (writer, stated,
                               "what is drawn has too many sums for Coq");
}

mdm_status
mdm_coq_limit_states (const mdm_coq_t *writer)
{
  const mdm_stated_all_t *all = writer->all;

  for (size_t i = 0; i < all->schedules; i++)
    if (all->schedule[i].states * all->rows * all->length > MDM_EXPORT_STATES)
      return mdm_err_set (writer->err, MDM_ELIMIT, writer->file, 0, 0,
                          "over a limit: a policy of %zu states is too large "
                          "for Coq with %zu rows",
                          all->schedule[i].states, all->rows);
  return MDM_OK;
}
