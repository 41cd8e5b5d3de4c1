#include <config.h>

#include "prove/elemental.h"

size_t
mdm_elemental_count (size_t n)
{
  return n < 2 ? n : n + ((n * (n - 1) / 2) << (n - 2));
}

/* WORD with a 0 put in at bit I; with bit I taken out.  */
static mdm_atoms_t
put_in (mdm_atoms_t word, unsigned i)
{
  mdm_atoms_t low = word & (((mdm_atoms_t) 1 << i) - 1);

  return (word ^ low) << 1 | low;
}

static mdm_atoms_t
take_out (mdm_atoms_t word, unsigned i)
{
  mdm_atoms_t low = word & (((mdm_atoms_t) 1 << i) - 1);

  return (word >> (i + 1)) << i | low;
}

mdm_elemental_t
mdm_elemental_get (size_t n, size_t number)
{
  mdm_elemental_t e = { (unsigned) number, (unsigned) number, 0 };
  size_t pair;

  if (number < n)
    return e;
  pair = (number - n) >> (n - 2);
  e.k = (mdm_atoms_t) ((number - n) & (((size_t) 1 << (n - 2)) - 1));
  for (e.i = 0; pair >= n - 1 - e.i; e.i++)
    pair -= n - 1 - e.i;
  e.j = e.i + 1 + (unsigned) pair;
  e.k = put_in (put_in (e.k, e.i), e.j);
  return e;
}

size_t
mdm_elemental_number (size_t n, mdm_elemental_t e)
{
  size_t pair = e.i * (2 * n - e.i - 1) / 2 + (e.j - e.i - 1);

  return e.i == e.j
             ? e.i
             : n + (pair << (n - 2)) + take_out (take_out (e.k, e.j), e.i);
}

size_t
mdm_elemental_expand (mdm_atoms_t set[4], int sign[4], size_t n,
                      mdm_elemental_t e)
{
  mdm_atoms_t i = (mdm_atoms_t) 1 << e.i, j = (mdm_atoms_t) 1 << e.j;

  sign[0] = sign[1] = 1;
  sign[2] = sign[3] = -1;
  if (e.i == e.j)
    {
      set[0] = (mdm_atoms_t) (((size_t) 1 << n) - 1);
      set[1] = set[0] ^ i;
      sign[1] = -1;
      return n > 1 ? 2 : 1;
    }
  set[0] = e.k | i;
  set[1] = e.k | j;
  set[2] = e.k | i | j;
  set[3] = e.k;
  return e.k != 0 ? 4 : 3;
}

/* To positions.  */

typedef struct
{
  void (*visit) (void *data, mdm_elemental_positions_t e);
  void *data;
} teller_t;

static unsigned
lowest (mdm_set_t set)
{
  return (unsigned) __builtin_ctzll (set);
}

static void
tell (const teller_t *teller, unsigned a, unsigned b, mdm_set_t k)
{
  mdm_elemental_positions_t e = { a < b ? a : b, a < b ? b : a, k };

  teller->visit (teller->data, e);
}

/* I(A;B | K).  */
static void
refine_pair (const teller_t *teller, mdm_set_t a, mdm_set_t b, mdm_set_t k)
{
  for (mdm_set_t before = k; a != 0; a &= a - 1)
    {
      mdm_set_t given = before;
      for (mdm_set_t rest = b; rest != 0; rest &= rest - 1)
        {
          tell (teller, lowest (a), lowest (rest), given);
          given |= rest & -rest;
        }
      before |= a & -a;
    }
}

/* H(A | K), ALL being every position.  */
static void
refine_one (const teller_t *teller, mdm_set_t a, mdm_set_t k, mdm_set_t all)
{
  for (; a != 0; a &= a - 1)
    {
      mdm_set_t one = a & -a, given = k;
      for (mdm_set_t rest = all & ~(k | one); rest != 0; rest &= rest - 1)
        {
          tell (teller, lowest (one), lowest (rest), given);
          given |= rest & -rest;
        }
      tell (teller, lowest (one), lowest (one), given);
      k |= one;
    }
}

void
mdm_elemental_refine_groups (
    mdm_set_t a, mdm_set_t b, mdm_set_t k, size_t length,
    void (*visit) (void *data, mdm_elemental_positions_t e), void *data)
{
  teller_t teller = { visit, data };
  mdm_set_t all
      = length == 64 ? ~(mdm_set_t) 0 : ((mdm_set_t) 1 << length) - 1;

  if (b == 0)
    refine_one (&teller, a, k, all);
  else
    refine_pair (&teller, a, b, k);
}

void
mdm_elemental_refine (const mdm_frame_t *frame, mdm_elemental_t e,
                      void (*visit) (void *data, mdm_elemental_positions_t e),
                      void *data)
{
  mdm_set_t used = mdm_frame_positions (
      frame, (mdm_atoms_t) (mdm_frame_sets (frame) - 1));
  mdm_set_t a = frame->group[e.i];
  int alone = e.i == e.j;

  mdm_elemental_refine_groups (a, alone ? 0 : frame->group[e.j],
                               alone ? used & ~a
                                     : mdm_frame_positions (frame, e.k),
                               frame->length, visit, data);
}
