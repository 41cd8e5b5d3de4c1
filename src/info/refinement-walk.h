/* refinement-walk.h - the recursion of refinement.c, for one kind of token.

   Included once for each, with TOKEN and NAME (x), the name of function x.  */

/* Split each of the groups in ROWS[0..COUNT) by POSITION into TO.  Single rows
   are not kept but counted for SIZE positions and any of LEFT more.  Returns
   how many rows are in TO.  */
static size_t
NAME (split) (worker_t *w, uint32_t *to, const uint32_t *rows, size_t count,
              size_t position, size_t size, size_t left)
{
  const TOKEN *token = w->plan->column[position];
  const uint32_t *end = rows + count, *next;
  size_t at = 0;

  for (; rows < end; rows = next)
    {
      size_t kinds = 0;
      uint32_t start = (uint32_t) at;
      if (is_pair (rows))
        {
          next = rows + 2;
          if (token[rows[0]] == token[rows[1] & ROW])
            {
              to[at++] = rows[0];
              to[at++] = rows[1];
              continue;
            }
          count_single (w, rows[0], size, left);
          count_single (w, rows[1] & ROW, size, left);
          continue;
        }
      next = rows;
      do
        {
          TOKEN t = token[*next & ROW];
          if (w->place[t]++ == 0)
            w->kind[kinds++] = t;
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
          uint32_t row = *rows & ROW, *place = w->place + token[row];
          if (*place == SINGLE)
            count_single (w, row, size, left);
          else
            to[(*place)++] = row;
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
NAME (count_last) (worker_t *w, const uint32_t *rows, size_t count,
                   size_t size)
{
  const TOKEN *token = w->plan->column[w->plan->length - 1];
  const uint64_t *weight = w->plan->weight;
  uint64_t *table = w->histogram->level[size].table;
  uint64_t *part_table = w->histogram->level[size + 1].table;
  uint64_t *part = w->part, small = w->histogram->small;
  uint16_t *kind = w->kind;
  const uint32_t *end = rows + count;

  while (rows < end)
    {
      uint64_t sum = 0;
      size_t kinds = 0;
      if (is_pair (rows))
        {
          uint64_t a = weight[rows[0]], b = weight[rows[1] & ROW];
          int equal = token[rows[0]] == token[rows[1] & ROW];
          rows += 2;
          count_sum (w, table, small, size, a + b);
          count_sum (w, part_table, small, size + 1, equal ? a + b : a);
          if (!equal)
            count_sum (w, part_table, small, size + 1, b);
          continue;
        }
      do
        {
          uint32_t row = *rows & ROW;
          TOKEN t = token[row];
          kind[kinds] = t;
          kinds += part[t] == 0;
          part[t] += weight[row];
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
   groups are left, and what follows is free.  */
static void
NAME (walk) (worker_t *w, uint32_t *rows, size_t count, size_t i, size_t size)
{
  size_t left = w->plan->length - i, n;

  if (count == 0)
    return;
  if (left == 1)
    {
      NAME (count_last) (w, rows, count, size);
      return;
    }
  NAME (walk) (w, rows, count, i + 1, size);
  n = NAME (split) (w, rows + count, rows, count, i, size + 1, left - 1);
  NAME (walk) (w, rows + count, n, i + 1, size + 1);
}

/* The branch of the sets in which the first positions are kept as the bits of
   TASK say.  */
static void
NAME (run) (worker_t *w, uint64_t task)
{
  uint32_t *rows = w->rows;
  size_t first = w->plan->first, left = w->plan->length - first;
  size_t size = (size_t) __builtin_popcountll (task), count = all_rows (w);

  for (size_t i = 0; i < first; i++)
    if (task >> i & 1)
      {
        uint32_t *to = rows + count;
        count = NAME (split) (w, to, rows, count, i, size, left);
        rows = to;
      }
  NAME (walk) (w, rows, count, first, size);
}

#undef TOKEN
#undef NAME
