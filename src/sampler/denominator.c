#include <config.h>

#include "sampler/denominator.h"

#include "exact/scoped.h"

/* Above so many bits a greatest common divisor takes longer than the primes
   that it saves.  */
#define GCD_BITS 40000

/* BASE = b(R), R set number R of the level of size FROM, for row ROW.  */
static void
set_base (fmpz_t base, const mdm_passage_t *passage, const mdm_move_t *move,
          size_t r, size_t row)
{
  const mdm_level_t *from = passage->level + move->from;
  const fmpz *w = from->view[r].weight + from->view[r].classes->id[row];

  if (move->kind != MDM_MOVE_SAID)
    {
      if (!fmpz_is_zero (w))
        fmpz_set (base, w);
      else
        {
          fmpz_set_ui (base, passage->rows->vocab);
          if (move->kind == MDM_MOVE_RUN)
            fmpz_pow_ui (base, base, move->to - move->from);
        }
      return;
    }
  fmpz_one (base);
  for (size_t i = 0; i < passage->length; i++)
    {
      uint64_t bit = UINT64_C (1) << i;
      const fmpq *said;
      size_t o;
      if (from->set[r] & bit)
        continue;
      o = mdm_level_find (from + 1, from->set[r] | bit);
      said = from->said + from->start[r * passage->length + i]
             + from[1].view[o].classes->id[row];
      fmpz_lcm (base, base, fmpq_denref (said));
    }
}

/* For sizes: one move after the other.  */
static void
set_sizes (fmpz_t d, const mdm_passage_t *passage, size_t row)
{
  MDM_FMPZ (all);
  MDM_FMPZ (base);

  fmpz_one (d);
  for (size_t i = 0; i < passage->moves; i++)
    {
      const mdm_move_t *move = passage->move + i;
      fmpz_one (all);
      for (size_t r = 0; r < passage->level[move->from].count; r++)
        {
          set_base (base, passage, move, r, row);
          fmpz_lcm (all, all, base);
        }
      if (move->kind != MDM_MOVE_RUN)
        fmpz_pow_ui (all, all, move->to - move->from);
      fmpz_mul (d, d, all);
      fmpz_mul (d, d, fmpq_denref (move->factor));
    }
}

/* For independent unmask times.  MOVE[n] is some move from the level of size
   n, or NULL.  */
static void
set_times (fmpz_t d, const mdm_passage_t *passage,
           const mdm_move_t *const *move, size_t row)
{
  size_t length = passage->length;
  MDM_FMPZ (all);
  MDM_FMPZ (base);

  fmpz_one (d);
  fmpz_one (all);
  for (size_t n = 0; n < length; n++)
    for (size_t r = 0; move[n] != NULL && r < passage->level[n].count; r++)
      {
        set_base (base, passage, move[n], r, row);
        fmpz_lcm (all, all, base);
        fmpz_pow_ui (base, base, length - n);
        fmpz_mul (d, d, base);
      }
  fmpz_pow_ui (all, all, length);
  if (fmpz_bits (d) < GCD_BITS)
    fmpz_gcd (d, d, all);
  else if (fmpz_cmp (all, d) < 0)
    fmpz_set (d, all);
}

void
mdm_denominator_set (fmpz *d, const mdm_passage_t *passage, size_t count)
{
  const mdm_move_t *move[64] = { NULL };
  MDM_FMPZ (times);

  fmpz_pow_ui (times, passage->common, passage->length);
  for (size_t i = 0; i < passage->moves; i++)
    move[passage->move[i].from] = passage->move + i;
  for (size_t row = 0; row < count; row++)
    if (passage->stay == NULL)
      set_sizes (d + row, passage, row);
    else
      {
        set_times (d + row, passage, move, row);
        fmpz_mul (d + row, d + row, times);
      }
}
