/* passage-run.h - the sampler's program over the moves of a passage, for any
   kind of number.

   A file that includes this defines before:
     number_t, field_t      a number, and what arithmetic needs beside numbers;
     sum_t, SUM_TERMS       a sum of up to so many products;
     number_one, number_set_ui, number_set_weight, number_set_fmpq
                            1, an integer, the weight of a class, a factor;
     number_mul, number_addmul, number_pow
     number_invert          1/A[c] for a vector, RES not aliasing A;
     number_set_said        numbers of a vector of fractions, by a second one;
     sum_add, sum_take      add A B; the sum as a number, leaving 0.
   All bits 0 are the number and the sum 0.  There is no include guard.

   Threads: the sets that a move leads to are independent of each other, and
   each is summed in one order, so that the numbers are the same for any number
   of WORKERS.  */

#ifdef _OPENMP
# include <omp.h>
#endif

/* One run of the program.  */
typedef struct
{
  const mdm_passage_t *passage;
  field_t field;
  number_t **f;      /* per state (t, n) that lives: f_t of each class */
  number_t **weight; /* per level that is weighed: w(x_R) */
  number_t **said;   /* per level that is asked: as level.said */
  number_t *source;  /* f_{t-1} of a move over what it draws from */
  number_t *scratch;
  /* Of one worker, and then of the others: */
  number_t *product; /* per class of R': the probability of what is drawn */
  size_t products;
  sum_t *sum; /* per t of a move and class of R' */
  size_t sums;
  unsigned workers;
  /* What is told of this run, number PART of PARTS: */
  const mdm_progress_t *progress;
  size_t part, parts;
  uint64_t work, done, told; /* in products; WORK is all, where it is told */
} run_t;

static number_t *
new_vector (size_t count)
{
  return flint_calloc (count, sizeof (number_t));
}

/* A run of PASSAGE by so many WORKERS.  */
static void
run_init (run_t *run, const mdm_passage_t *passage, unsigned workers)
{
  size_t width = passage->length + 1, most = 1, steps = 1, scratch = 1;

  memset (run, 0, sizeof *run);
  run->passage = passage;
  run->f = flint_calloc (passage->times * width, sizeof *run->f);
  run->weight = flint_calloc (width, sizeof *run->weight);
  run->said = flint_calloc (width, sizeof *run->said);
  for (size_t n = 0; n < width; n++)
    {
      size_t classes, said;
      if (!passage->used[n])
        continue;
      classes = passage->level[n].classes;
      said = passage->asked[n] ? mdm_level_said_count (passage->level + n) : 0;
      for (size_t t = 0; t < passage->times; t++)
        if (passage->lives[t * width + n])
          run->f[t * width + n] = new_vector (classes);
      if (passage->weighed[n])
        run->weight[n] = new_vector (classes);
      if (passage->asked[n])
        run->said[n] = new_vector (said);
      scratch = FLINT_MAX (scratch, FLINT_MAX (classes, said));
      for (size_t k = 0; k < passage->level[n].count; k++)
        most = FLINT_MAX (most, passage->level[n].view[k].classes->count);
    }
  for (size_t i = 0; i < passage->moves; i++)
    steps = FLINT_MAX (steps, passage->move[i].last - passage->move[i].first);
  run->source = new_vector (scratch);
  run->scratch = new_vector (scratch);
  run->workers = workers;
  run->products = most;
  run->product = new_vector (most * workers);
  run->sums = most * steps;
  run->sum = flint_calloc (run->sums * workers, sizeof *run->sum);
}

static void
run_clear (run_t *run)
{
  size_t width = run->passage->length + 1;

  for (size_t i = 0; i < run->passage->times * width; i++)
    flint_free (run->f[i]);
  for (size_t n = 0; n < width; n++)
    {
      flint_free (run->weight[n]);
      flint_free (run->said[n]);
    }
  flint_free (run->f);
  flint_free (run->weight);
  flint_free (run->said);
  flint_free (run->source);
  flint_free (run->scratch);
  flint_free (run->product);
  flint_free (run->sum);
}

/* Set the numbers of the level of size N, and f to 0.  */
static void
set_level (run_t *run, size_t n)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_level_t *level = passage->level + n;
  number_t *weight = run->weight[n];

  for (size_t k = 0; weight != NULL && k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++)
      *weight++ = number_set_weight (level->view[k].weight + c, &run->field);
  if (run->said[n] != NULL)
    number_set_said (run->said[n], level->said, mdm_level_said_count (level),
                     run->scratch, &run->field);
  for (size_t t = 0; t < passage->times; t++)
    {
      number_t *f = run->f[t * (passage->length + 1) + n];
      if (f != NULL)
        memset (f, 0, passage->level[n].classes * sizeof *f);
    }
}

/* Set the sources of MOVE: for the ideal predictor f_{t-1} over w(x_R) to the
   power of the tokens that are drawn from it, where w(x_R) = 0 over V to that
   of all tokens.  */
static void
set_sources (run_t *run, const mdm_move_t *move)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_level_t *level = passage->level + move->from;
  const number_t *f
      = run->f[(move->first - 1) * (passage->length + 1) + move->from];
  number_t vocab = number_set_ui (passage->rows->vocab, &run->field);
  size_t at = 0;

  if (move->kind == MDM_MOVE_SAID)
    return;
  for (size_t k = 0; k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++)
      {
        const fmpz *w = level->view[k].weight + c;
        run->scratch[at++]
            = fmpz_is_zero (w) ? vocab : number_set_weight (w, &run->field);
      }
  number_invert (run->source, run->scratch, at, &run->field);
  at = 0;
  for (size_t k = 0; k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++, at++)
      {
        int once = move->kind == MDM_MOVE_RUN
                   && !fmpz_is_zero (level->view[k].weight + c);
        number_t over = number_pow (
            run->source[at], once ? 1 : move->to - move->from, &run->field);
        number_mul (run->source + at, f + at, &over, &run->field);
      }
}

/* What a move does with one set.  */
typedef struct
{
  const mdm_move_t *move;
  size_t k;            /* R' is set K of its level */
  size_t classes;      /* how many it has */
  const size_t *first; /* their first rows */
  size_t r;            /* and R is set R of its level */
} pair_t;

/* Multiply the products of PAIR by FACTOR[class of SET], SET being a set
   between R and R'; or set them, at the first.  */
static void
multiply (run_t *run, const pair_t *pair, const number_t *factor,
          const mdm_agreement_struct *set, int at_first)
{
  number_t *product = run->product;

  for (size_t c = 0; c < pair->classes; c++, product++)
    {
      const number_t *by = factor + set->id[pair->first[c]];
      if (at_first)
        *product = *by;
      else
        number_mul (product, product, by, &run->field);
    }
}

/* Set the products of PAIR to what is drawn, the tokens LEFT, but for what the
   sources were divided by.  */
static void
set_products (run_t *run, const pair_t *pair, uint64_t left)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_move_t *move = pair->move;
  const mdm_level_t *from = passage->level + move->from, *over = from + 1;
  uint64_t revealed = from->set[pair->r];
  int at_first = 1;

  if (move->kind == MDM_MOVE_RUN)
    multiply (run, pair,
              run->weight[move->to]
                  + passage->level[move->to].view[pair->k].offset,
              passage->level[move->to].view[pair->k].classes, 1);
  else
    for (; left != 0; left &= left - 1, at_first = 0)
      {
        uint64_t low = left & -left;
        size_t o = mdm_level_find (over, revealed | low);
        size_t i = FLINT_BIT_COUNT (low) - 1;
        multiply (run, pair,
                  move->kind == MDM_MOVE_SAID
                      ? run->said[move->from]
                            + from->start[pair->r * passage->length + i]
                      : run->weight[move->from + 1] + over->view[o].offset,
                  over->view[o].classes, at_first);
      }
}

/* Where nothing that R holds is possible the sources have all of the
   probability, for the ideal predictor, and what is possible only before is
   not drawn.  */
static void
mend_impossible (run_t *run, const pair_t *pair)
{
  const mdm_view_t *from
      = run->passage->level[pair->move->from].view + pair->r;

  if (pair->move->kind == MDM_MOVE_SAID)
    return;
  for (size_t c = 0; c < pair->classes; c++)
    if (fmpz_is_zero (from->weight + from->classes->id[pair->first[c]]))
      run->product[c] = number_one (&run->field);
}

/* Add PAIR to the sums, R' \ R being LEFT.  */
static void
add_pair (run_t *run, const pair_t *pair, uint64_t left)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_move_t *move = pair->move;
  size_t offset = passage->level[move->from].view[pair->r].offset;
  const uint32_t *id = passage->level[move->from].view[pair->r].classes->id;
  sum_t *sum = run->sum;

  set_products (run, pair, left);
  mend_impossible (run, pair);
  for (size_t t = move->first; t < move->last; t++)
    {
      const number_t *source
          = move->kind == MDM_MOVE_SAID
                ? run->f[(t - 1) * (passage->length + 1) + move->from]
                : run->source;
      for (size_t c = 0; c < pair->classes; c++)
        sum_add (sum++, source + offset + id[pair->first[c]], run->product + c,
                 &run->field);
    }
}

/* Move the sums of PAIR's R' to its f_t, with FACTOR for each t.  */
static void
take_sums (run_t *run, const pair_t *pair, const number_t *factor)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_move_t *move = pair->move;
  sum_t *sum = run->sum;

  for (size_t t = move->first; t < move->last; t++, factor++)
    {
      number_t *f = run->f[t * (passage->length + 1) + move->to]
                    + passage->level[move->to].view[pair->k].offset;
      for (size_t c = 0; c < pair->classes; c++, f++)
        {
          number_t some = sum_take (sum++, &run->field);
          number_addmul (f, &some, factor, &run->field);
        }
    }
}

/* The set of those POSITION[j] whose bit j is in CHOICE.  */
static uint64_t
spread (uint64_t choice, const size_t *position)
{
  uint64_t set = 0;

  for (; choice != 0; choice &= choice - 1)
    set |= UINT64_C (1) << position[FLINT_BIT_COUNT (choice & -choice) - 1];
  return set;
}

/* All of MOVE into its set number K: from every R inside it.  */
static void
move_into (run_t *run, const mdm_move_t *move, size_t k,
           const number_t *factor)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_level_t *to = passage->level + move->to;
  size_t position[64], positions = 0, pending = 0;
  uint64_t all = to->set[k], end = UINT64_C (1) << move->to;
  uint64_t choice = (UINT64_C (1) << (move->to - move->from)) - 1;
  pair_t pair = { .move = move,
                  .k = k,
                  .classes = to->view[k].classes->count,
                  .first = to->view[k].first };

  for (uint64_t left = all; left != 0; left &= left - 1)
    position[positions++] = FLINT_BIT_COUNT (left & -left) - 1;
  while (choice < end)
    {
      uint64_t left = spread (choice, position);
      pair.r = mdm_level_find (passage->level + move->from, all & ~left);
      add_pair (run, &pair, left);
      if (++pending == SUM_TERMS)
        {
          take_sums (run, &pair, factor);
          pending = 0;
        }
      choice = mdm_level_next_set (choice);
    }
  take_sums (run, &pair, factor);
}

/* The products of MOVE into its set number K.  */
static uint64_t
move_work (const run_t *run, const mdm_move_t *move, size_t k)
{
  return mdm_work_mul (mdm_work_mul (mdm_work_binomial (move->to, move->from),
                                     move->last - move->first),
                       run->passage->level[move->to].view[k].classes->count);
}

/* So much WORK more is done.  */
static void
run_tell (run_t *run, uint64_t work)
{
  const double unit = 0x1p20;

  if (run->progress == NULL)
    return;
#pragma omp critical(mdm_passage)
  {
    run->done += work;
    if (run->done - run->told > run->work / 256 || run->done == run->work)
      {
        run->told = run->done;
        mdm_progress_tell (
            run->progress, "the output law",
            (uint64_t) (unit
                        * ((double) run->part
                           + (double) run->done / (double) run->work)),
            (uint64_t) (unit * (double) run->parts));
      }
  }
}

static void
run_move (run_t *run, const mdm_move_t *move)
{
  size_t steps = move->last - move->first;
  size_t sets = run->passage->level[move->to].count;
  MDM_OWNED number_t *factor = flint_malloc (steps * sizeof *factor);

  for (size_t t = 0; t < steps; t++)
    factor[t] = number_set_fmpq (move->factor + t, &run->field);
  set_sources (run, move);
#pragma omp parallel for num_threads(run->workers)                            \
    schedule(dynamic) if (run->workers > 1)
  for (size_t k = 0; k < sets; k++)
    {
      run_t own = *run;
#ifdef _OPENMP
      if (run->workers > 1)
        {
          own.product += run->products * (size_t) omp_get_thread_num ();
          own.sum += run->sums * (size_t) omp_get_thread_num ();
        }
#endif
      move_into (&own, move, k, factor);
      run_tell (run, move_work (run, move, k));
    }
}

/* What stays where it is at the level of size N.  */
static void
run_stay (run_t *run, size_t n)
{
  const mdm_passage_t *passage = run->passage;
  size_t width = passage->length + 1;

  for (size_t t = 1; t < passage->times; t++)
    {
      const number_t *before = run->f[(t - 1) * width + n];
      number_t *f = run->f[t * width + n], stay;
      if (f == NULL || before == NULL)
        continue;
      stay = number_set_fmpq (passage->stay + t * width + n, &run->field);
      for (size_t c = 0; c < passage->level[n].classes; c++)
        number_addmul (f + c, before + c, &stay, &run->field);
    }
}

/* Run the program; what is returned is p_Y of each class of all positions.  */
static const number_t *
run_passage (run_t *run)
{
  const mdm_passage_t *passage = run->passage;
  size_t width = passage->length + 1, i = 0;

  for (size_t n = 0; n < width; n++)
    if (passage->used[n])
      set_level (run, n);
  run->f[0][0] = number_one (&run->field);
  for (size_t n = 0; n < width; n++)
    {
      for (; i < passage->moves && passage->move[i].to == n; i++)
        run_move (run, passage->move + i);
      if (passage->stay != NULL && passage->used[n])
        run_stay (run, n);
    }
  return run->f[(passage->times - 1) * width + passage->length];
}
