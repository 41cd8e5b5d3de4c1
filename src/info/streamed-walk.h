/* streamed-walk.h - the recursion of streamed.c, for one kind of integer.

   Included once for each, with INTEGER, ADD_ALL (sum, x, n), the names TASK,
   WALK, LEAF and SUM_OUT of its functions, and VOCAB, V as a constant or the
   parameter v.  */

/* Sum a position out of X, COUNT blocks that hold PART weights for each of its
   values.  */
static inline void
SUM_OUT (INTEGER *sum, const INTEGER *x, size_t count, size_t part, size_t v)
{
  (void) v;
  for (size_t block = 0; block < count; block++)
    {
      for (size_t i = 0; i < part; i++)
        {
          INTEGER s = x[i];
          for (size_t t = 1; t < VOCAB; t++)
            s += x[t * part + i];
          sum[i] = s;
        }
      x += VOCAB * part;
      sum += part;
    }
}

/* Add the cells of the lattice of the LEAF's positions, of which X has the
   weights, to the sums of their sizes; *SUM is that of the cells that keep
   them all.  CELL has room for all cells.  */
static void
LEAF (const leaf_t *leaf, const INTEGER *x, size_t v, mdm_enclosure_t *sum,
      INTEGER *cell)
{
  memcpy (cell, x, leaf->weights * sizeof *cell);
  for (const step_t *step = leaf->step; step < leaf->step + leaf->steps;
       step++)
    SUM_OUT (cell + step->to, cell + step->from, step->count, step->part, v);
  for (size_t out = 0; out <= leaf->positions; out++)
    ADD_ALL (sum - out, cell + leaf->start[out],
             leaf->start[out + 1] - leaf->start[out]);
}

/* The same for all positions that are not decided yet; X holds N weights, one
   for the values of each of them.  SPACE has room for N integers.  */
static void
WALK (const leaf_t *leaf, const INTEGER *x, size_t n, size_t v,
      mdm_enclosure_t *sum, INTEGER *space, INTEGER *cell)
{
  size_t part = n / VOCAB;

  if (n == leaf->weights)
    {
      LEAF (leaf, x, v, sum, cell);
      return;
    }
  SUM_OUT (space, x, 1, part, v);
  for (size_t t = 0; t < VOCAB; t++)
    WALK (leaf, x + t * part, part, v, sum, space + part, cell);
  WALK (leaf, space, part, v, sum - 1, space + part, cell);
}

/* Add the cells of task NUMBER to SUM[0..L].  The digits of NUMBER to the base
   V + 1 say what becomes of the first positions: the value that each is kept
   at, or V where it is summed out.  ROOM has that for the cells of a leaf and
   for the table of a law.  */
static void
TASK (mdm_enclosure_t *sum, const plan_t *plan, uint64_t number, void *room)
{
  const INTEGER *x = plan->weight;
  size_t v = plan->vocab, part = plan->weights, size = plan->length;
  INTEGER *cell = room, *space = cell + plan->leaf.cells;

  for (size_t i = 0; i < plan->first; i++, number /= v + 1)
    {
      size_t digit = (size_t) (number % (v + 1));
      part /= v;
      if (digit < v)
        {
          x += digit * part;
          continue;
        }
      SUM_OUT (space, x, 1, part, v);
      x = space;
      space += part;
      size--;
    }
  WALK (&plan->leaf, x, part, v, sum + size, space, cell);
}

#undef INTEGER
#undef ADD_ALL
#undef TASK
#undef WALK
#undef LEAF
#undef SUM_OUT
#undef VOCAB
