/* refinement-walk.h - the recursion of refinement.c, for one kind of entry.

   Included once for each, with ENTRY, the type of what stands for a row; LAST,
   the mark of the last one of a group; NAME (x), the name of function x; and
     TOKEN_AT (w, position)  what TOKEN_OF needs to know of POSITION, and
     TOKEN_OF (at, entry)    the token there;
     WEIGHT_OF (w, entry)    the weight;
     CHANGE (w, rows, count, i, size)
                             go on with entries of another kind, where I is the
                             position for it, and say so with 1.  */

/* Are there two rows in the group that begins at ROWS?  */
static inline int
NAME (is_pair) (const ENTRY *rows)
{
  return !(rows[0] & LAST) && rows[1] & LAST;
}

/* Split each of the groups in ROWS[0..COUNT) by POSITION into TO.  Single rows
   are not kept but counted for SIZE positions and any of LEFT more.  Returns
   how many rows are in TO.  */
static size_t
NAME (split) (worker_t *w, ENTRY *to, const ENTRY *rows, size_t count,
              size_t position, size_t size, size_t left)
{
  TOKEN_AT (w, position);
  const ENTRY *end = rows + count, *next;
  size_t at = 0;

  for (; rows < end; rows = next)
    {
      size_t kinds = 0;
      uint32_t start = (uint32_t) at;
      if (NAME (is_pair) (rows))
        {
          next = rows + 2;
          if (TOKEN_OF (rows[0]) == TOKEN_OF (rows[1]))
            {
              to[at++] = rows[0];
              to[at++] = rows[1];
              continue;
            }
          count_single (w, WEIGHT_OF (w, rows[0]), size, left);
          count_single (w, WEIGHT_OF (w, rows[1]), size, left);
          continue;
        }
      next = rows;
      do
        {
          size_t t = TOKEN_OF (*next);
          w->kind[kinds] = (uint16_t) t;
          kinds += w->place[t]++ == 0;
        }
      while (!(*next++ & LAST));
      for (size_t k = 0; k < kinds; k++)
        {
          uint32_t *place = w->place + w->kind[k], n = *place;
          *place = n == 1 ? SINGLE : start;
          start += n == 1 ? 0 : n;
        }
      for (; rows < next; rows++)
        {
          uint32_t *place = w->place + TOKEN_OF (*rows);
          if (*place == SINGLE)
            count_single (w, WEIGHT_OF (w, *rows), size, left);
          else
            to[(*place)++] = *rows & ~LAST;
        }
      for (size_t k = 0; k < kinds; k++)
        {
          uint32_t *place = w->place + w->kind[k];
          if (*place != SINGLE)
            to[*place - 1] |= LAST;
          *place = 0;
        }
      at = start;
    }
  return at;
}

/* Count the sums of the groups in ROWS[0..COUNT), SIZE positions being kept,
   and those of their parts by the last position, one more being kept.  */
static void
NAME (count_last) (worker_t *w, const ENTRY *rows, size_t count, size_t size)
{
  TOKEN_AT (w, w->plan->length - 1);
  uint64_t *table = w->histogram->level[size].table;
  uint64_t *part_table = w->histogram->level[size + 1].table;
  uint64_t *part = w->part, small = w->histogram->small;
  uint16_t *kind = w->kind;
  const ENTRY *end = rows + count;

  while (rows < end)
    {
      uint64_t sum = 0;
      size_t kinds = 0;
      if (NAME (is_pair) (rows))
        {
          uint64_t a = WEIGHT_OF (w, rows[0]), b = WEIGHT_OF (w, rows[1]);
          int equal = TOKEN_OF (rows[0]) == TOKEN_OF (rows[1]);
          rows += 2;
          count_sum (w, table, small, size, a + b);
          count_sum (w, part_table, small, size + 1, equal ? a + b : a);
          if (!equal)
            count_sum (w, part_table, small, size + 1, b);
          continue;
        }
      do
        {
          size_t t = TOKEN_OF (*rows);
          kind[kinds] = (uint16_t) t;
          kinds += part[t] == 0;
          part[t] += WEIGHT_OF (w, *rows);
        }
      while (!(*rows++ & LAST));
      for (size_t k = 0; k < kinds; k++)
        {
          uint64_t n = part[kind[k]];
          part[kind[k]] = 0;
          sum += n;
          count_sum (w, part_table, small, size + 1, n);
        }
      count_sum (w, table, small, size, sum);
    }
}

/* Positions before I are decided, SIZE of them kept; ROWS[0..COUNT) are what
   groups are left, and what follows is free.  OWNED: are they needed for
   nothing else?  */
static void
NAME (walk) (worker_t *w, ENTRY *rows, size_t count, size_t i, size_t size,
             int owned)
{
  size_t left = w->plan->length - i, n;
  ENTRY *to = rows + count;

  if (count == 0 || CHANGE (w, rows, count, i, size))
    return;
  if (left == 1)
    {
      NAME (count_last) (w, rows, count, size);
      return;
    }
  NAME (walk) (w, rows, count, i + 1, size, 0);
  n = NAME (split) (w, to, rows, count, i, size + 1, left - 1);
  if (owned)
    to = memmove (rows, to, n * sizeof *to);
  NAME (walk) (w, to, n, i + 1, size + 1, 1);
}

#undef ENTRY
#undef LAST
#undef NAME
#undef TOKEN_AT
#undef TOKEN_OF
#undef WEIGHT_OF
#undef CHANGE
