#include <config.h>

#include "prove/scope.h"

#include "exact/scoped.h"

#include <assert.h>

mdm_subject_t
mdm_scope_subject (const mdm_scope_t *scope)
{
  const mdm_schedule_struct *schedule = scope->schedule;

  return (mdm_subject_t){
    .length = scope->length,
    .smax = scope->kind != MDM_SCOPE_PROCESS ? scope->smax
            : schedule != NULL               ? schedule->smax
                                             : 0,
    .steps = scope->steps,
    .random = 1,
    .schedule = schedule,
    .weights = scope->weight,
    .unknown = scope->unknown,
  };
}

static size_t
least_of (size_t x, size_t y)
{
  return x < y ? x : y;
}

/* The fewest blocks of at most S that N positions are cut into.  */
static size_t
fewest (size_t n, size_t s)
{
  return n / s + (n % s > 0);
}

int
mdm_scope_is_empty (const mdm_scope_t *scope)
{
  size_t s = scope->smax > 0 ? scope->smax : scope->length;

  return scope->steps > 0
         && (scope->steps > scope->length
             || fewest (scope->length, s) > scope->steps);
}

size_t
mdm_scope_largest (const mdm_scope_t *scope)
{
  size_t length = scope->length;
  size_t s = scope->smax > 0 ? least_of (scope->smax, length) : length;

  return scope->steps > 0 ? least_of (s, length - scope->steps + 1) : s;
}

int
mdm_scope_has (const mdm_scope_t *scope, const mdm_schedule_t schedule)
{
  return schedule->length == scope->length
         && schedule->smax <= mdm_scope_largest (scope)
         && (scope->steps == 0
             || (schedule->steps == scope->steps && schedule->smin > 0));
}

/* May a block that holds position M end at END?  */
static int
may_end (const mdm_scope_t *scope, size_t m, size_t end)
{
  size_t s = mdm_scope_largest (scope), length = scope->length;

  /* The block begins before M, so that at least END - M fewer are left for
     the other blocks than L.  */
  return scope->steps == 0
         || (end - m <= length - scope->steps
             && fewest (end, s) + fewest (length - end, s) <= scope->steps);
}

void
mdm_scope_ekl_range (size_t *least, size_t *most, const mdm_scope_t *scope,
                     size_t m)
{
  size_t last = least_of (mdm_scope_largest (scope) - 1, scope->length - m);

  *least = 0;
  *most = last;
  while (*most > 0 && !may_end (scope, m, m + *most))
    --*most;
  while (*least < *most && !may_end (scope, m, m + *least))
    ++*least;
}

/* Put N positions in COUNT blocks of at most S, the first ones as large as
   can be; return where the next size goes.  */
static size_t *
fill (size_t *size, size_t n, size_t count, size_t s)
{
  for (; count > 0; count--)
    {
      *size = least_of (s, n - (count - 1));
      n -= *size++;
    }
  return size;
}

/* The largest of COUNT blocks so made.  */
static size_t
largest (size_t n, size_t count, size_t s)
{
  return count > 0 ? least_of (s, n - (count - 1)) : 0;
}

/* Try the block (A, END] with the fewest, or with MANY the most blocks before
   it, and leave to SCHEDULE what has a larger size than it has.  */
static void
try_block (mdm_schedule_t schedule, const mdm_scope_t *scope, size_t a,
           size_t end, int many)
{
  size_t length = scope->length, s = mdm_scope_largest (scope);
  size_t rest = length - end, others = scope->steps - 1;
  size_t fewest_before = fewest (a, s), fewest_after = fewest (rest, s);
  size_t before, after, most;
  MDM_OWNED size_t *size = flint_malloc (length * sizeof *size);

  if (fewest_before + fewest_after > others || others > a + rest)
    return;
  before = many ? least_of (a, others - fewest_after)
           : others > rest && others - rest > fewest_before ? others - rest
                                                            : fewest_before;
  after = others - before;
  if (after > rest)
    return;
  most = largest (a, before, s);
  if (most < largest (rest, after, s))
    most = largest (rest, after, s);
  if (most < end - a)
    most = end - a;
  if (schedule->steps > 0 && most <= schedule->smax)
    return;
  *fill (size, a, before, s) = end - a;
  fill (size + before + 1, rest, after, s);
  mdm_schedule_set_sizes (schedule, size, scope->steps);
}

/* The same where their number is free: the largest block that may end at END,
   and others as large as can be.  */
static void
find_freely (mdm_schedule_t schedule, const mdm_scope_t *scope, size_t end)
{
  size_t length = scope->length, s = mdm_scope_largest (scope);
  size_t a = end > s ? end - s : 0, before = fewest (a, s);
  size_t after = fewest (length - end, s);
  MDM_OWNED size_t *size = flint_malloc ((length + 1) * sizeof *size);

  *fill (size, a, before, s) = end - a;
  fill (size + before + 1, length - end, after, s);
  mdm_schedule_set_sizes (schedule, size, before + 1 + after);
}

void
mdm_scope_find (mdm_schedule_t schedule, const mdm_scope_t *scope, size_t m,
                size_t v)
{
  size_t end = m + v, s = mdm_scope_largest (scope);

  mdm_schedule_clear (schedule);
  mdm_schedule_init (schedule);
  if (scope->steps == 0)
    find_freely (schedule, scope, end);
  for (size_t a = m; scope->steps > 0 && a-- > 0 && end - a <= s;)
    {
      try_block (schedule, scope, a, end, 0);
      try_block (schedule, scope, a, end, 1);
    }
  assert (mdm_scope_has (scope, schedule));
}
