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

/* Set ALL to a common multiple of b(R), as of set_base, of the sets that MOVE
   starts from and all rows, which was 1 or is that of other moves.  Is it of
   at most MOST bits?  */
static int
set_common (fmpz_t all, const mdm_passage_t *passage, const mdm_move_t *move,
            flint_bitcnt_t most)
{
  const mdm_level_t *from = passage->level + move->from;
  MDM_FMPZ (vocab);

  if (move->kind == MDM_MOVE_SAID)
    {
      size_t count = mdm_level_said_count (from);
      for (size_t c = 0; c < count && fmpz_bits (all) <= most; c++)
        fmpz_lcm (all, all, fmpq_denref (from->said + c));
      return fmpz_bits (all) <= most;
    }
  fmpz_set_ui (vocab, passage->rows->vocab);
  if (move->kind == MDM_MOVE_RUN)
    fmpz_pow_ui (vocab, vocab, move->to - move->from);
  for (size_t r = 0; r < from->count; r++)
    for (size_t c = 0; c < from->view[r].classes->count; c++)
      {
        const fmpz *w = from->view[r].weight + c;
        fmpz_lcm (all, all, fmpz_is_zero (w) ? vocab : w);
        if (fmpz_bits (all) > most)
          return 0;
      }
  return 1;
}

flint_bitcnt_t
mdm_denominator_bits (const mdm_passage_t *passage, flint_bitcnt_t most)
{
  int sizes = passage->stay == NULL;
  flint_bitcnt_t bits = 0;
  MDM_FMPZ (all);

  fmpz_one (all);
  for (size_t i = 0; i < passage->moves && bits <= most; i++)
    {
      const mdm_move_t *move = passage->move + i;
      size_t times = move->kind == MDM_MOVE_RUN ? 1 : move->to - move->from;
      if (!set_common (all, passage, move, most))
        return UINT64_MAX;
      if (!sizes)
        continue;
      bits += times * fmpz_bits (all) + fmpz_bits (fmpq_denref (move->factor));
      fmpz_one (all);
    }
  if (!sizes)
    bits = passage->length * (fmpz_bits (all) + fmpz_bits (passage->common));
  return bits <= most ? bits : UINT64_MAX;
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
