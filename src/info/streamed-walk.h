/* streamed-walk.h - the recursion of streamed.c, for one kind of integer.

   Included once for each, with INTEGER, ADD (sum, n), the names WALK, TASK and
   SUM_OUT of its functions, and VOCAB, V as a constant or the parameter v.  */

/* Sum the first position out of X, which holds PART weights for each of its
   values.  */
static inline void
SUM_OUT (INTEGER *sum, const INTEGER *x, size_t part, size_t v)
{
  (void) v;
  for (size_t i = 0; i < part; i++)
    {
      INTEGER s = x[i];
      for (size_t t = 1; t < VOCAB; t++)
        s += x[t * part + i];
      sum[i] = s;
    }
}

/* Add the cells of the lattice of the positions that are not decided yet to
   the sums of their sizes.  X holds N = V^i >= V weights, one for the values
   of each of the i positions, so that *SUM is the sum of the cells that keep
   them all.  SPACE has room for N integers.  */
static void
WALK (const INTEGER *x, size_t n, size_t v, mdm_enclosure_t *sum,
      INTEGER *space)
{
  size_t part = n / VOCAB;

  SUM_OUT (space, x, part, v);
  if (part == 1)
    {
      for (size_t t = 0; t < VOCAB; t++)
        ADD (sum, x[t]);
      ADD (sum - 1, space[0]);
      return;
    }
  for (size_t t = 0; t < VOCAB; t++)
    WALK (x + t * part, part, v, sum, space + part);
  WALK (space, part, v, sum - 1, space + part);
}

/* Add the cells of task NUMBER to SUM[0..L].  The digits of NUMBER to the base
   V + 1 say what becomes of the first positions: the value that each is kept
   at, or V where it is summed out.  ROOM has that for the table of a law.  */
static void
TASK (mdm_enclosure_t *sum, const plan_t *plan, uint64_t number, void *room)
{
  const INTEGER *x = plan->weight;
  size_t v = plan->vocab, part = plan->weights, size = plan->length;
  INTEGER *space = room;

  for (size_t i = 0; i < plan->first; i++, number /= v + 1)
    {
      size_t digit = (size_t) (number % (v + 1));
      part /= v;
      if (digit < v)
        {
          x += digit * part;
          continue;
        }
      SUM_OUT (space, x, part, v);
      x = space;
      space += part;
      size--;
    }
  WALK (x, part, v, sum + size, space);
}

#undef INTEGER
#undef ADD
#undef WALK
#undef TASK
#undef SUM_OUT
#undef VOCAB
