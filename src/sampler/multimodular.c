#include <config.h>

#include "sampler/multimodular.h"

#include "exact/residue.h"
#include "exact/scoped.h"
#include "sampler/denominator.h"
#include "sampler/passage.h"

#include <assert.h>
#include <string.h>

/* Primes that one run of the program is for.  */
enum
{
  WIDTH = 4
};

/* One run of the program.  Vectors over the classes of a level have WIDTH
   residues for each.  */
typedef struct
{
  const mdm_passage_t *passage;
  mdm_prime_t prime[WIDTH];
  int bad[WIDTH];    /* does it divide a denominator? */
  uint64_t **f;      /* per state (t, n) that lives: f_t */
  uint64_t **weight; /* per level that is weighed: w(x_R) */
  uint64_t **said;   /* per level that is asked: as level.said */
  uint64_t **source; /* per t of a move: f_{t-1} over what was said */
  uint64_t *inverse; /* for the move's sources */
  uint32_t *parent;  /* per class of R': the class of R */
  uint64_t *product; /* and the probability of what is drawn */
  mdm_wide_t *sum;   /* per t of a move and class of R' */
  size_t most;       /* classes of one set, at most */
} run_t;

static uint64_t *
new_vector (size_t classes)
{
  return flint_calloc (classes, WIDTH * sizeof (uint64_t));
}

static size_t
most_classes (const mdm_passage_t *passage)
{
  size_t most = 0;

  for (size_t n = 0; n <= passage->length; n++)
    if (passage->used[n])
      for (size_t k = 0; k < passage->level[n].count; k++)
        if (passage->level[n].view[k].classes->count > most)
          most = passage->level[n].view[k].classes->count;
  return most;
}

static size_t
most_steps (const mdm_passage_t *passage)
{
  size_t most = 1;

  for (size_t i = 0; i < passage->moves; i++)
    if (passage->move[i].last - passage->move[i].first > most)
      most = passage->move[i].last - passage->move[i].first;
  return most;
}

/* The classes of the largest level that a move starts from.  */
static size_t
most_sources (const mdm_passage_t *passage)
{
  size_t most = 1;

  for (size_t i = 0; i < passage->moves; i++)
    {
      size_t classes = mdm_passage_classes (passage, passage->move[i].from);
      most = classes > most ? classes : most;
    }
  return most;
}

static void
run_init (run_t *run, const mdm_passage_t *passage)
{
  size_t width = passage->length + 1, steps = most_steps (passage);

  memset (run, 0, sizeof *run);
  run->passage = passage;
  run->most = most_classes (passage);
  run->f = flint_calloc (passage->times * width, sizeof *run->f);
  run->weight = flint_calloc (width, sizeof *run->weight);
  run->said = flint_calloc (width, sizeof *run->said);
  for (size_t n = 0; n < width; n++)
    {
      if (!passage->used[n])
        continue;
      for (size_t t = 0; t < passage->times; t++)
        if (passage->lives[t * width + n])
          run->f[t * width + n]
              = new_vector (mdm_passage_classes (passage, n));
      if (passage->weighed[n])
        run->weight[n] = new_vector (mdm_passage_classes (passage, n));
      if (passage->asked[n])
        run->said[n] = new_vector (mdm_level_said_count (passage->level + n));
    }
  run->source = flint_calloc (steps, sizeof *run->source);
  run->source[0] = new_vector (most_sources (passage));
  run->inverse = new_vector (most_sources (passage));
  run->parent = flint_malloc (run->most * sizeof *run->parent);
  run->product = new_vector (run->most);
  run->sum = flint_malloc (run->most * steps * WIDTH * sizeof *run->sum);
}

static void
run_clear (run_t *run)
{
  const mdm_passage_t *passage = run->passage;
  size_t width = passage->length + 1;

  for (size_t i = 0; i < passage->times * width; i++)
    flint_free (run->f[i]);
  for (size_t n = 0; n < width; n++)
    {
      flint_free (run->weight[n]);
      flint_free (run->said[n]);
    }
  flint_free (run->f);
  flint_free (run->weight);
  flint_free (run->said);
  flint_free (run->source[0]);
  flint_free (run->source);
  flint_free (run->inverse);
  flint_free (run->parent);
  flint_free (run->product);
  flint_free (run->sum);
}

/* RES[c] = 1 / A[c] for COUNT classes, by one inversion for each prime; A[c] =
   0 makes the prime bad.  RES may not alias A.  */
static void
invert (run_t *run, uint64_t *res, const uint64_t *a, size_t count)
{
  for (size_t b = 0; b < WIDTH; b++)
    {
      const mdm_prime_t *prime = run->prime + b;
      uint64_t all = prime->one;
      for (size_t c = 0; c < count; c++)
        {
          res[c * WIDTH + b] = all;
          all = mdm_residue_mul (all, a[c * WIDTH + b], prime);
        }
      all = mdm_residue_inv (run->bad + b, all, prime);
      for (size_t c = count; c-- > 0;)
        {
          res[c * WIDTH + b]
              = mdm_residue_mul (res[c * WIDTH + b], all, prime);
          all = mdm_residue_mul (all, a[c * WIDTH + b], prime);
        }
    }
}

/* The residues of the weights of LEVEL, and of what is said after it.  */
static void
set_weights (run_t *run, size_t n)
{
  const mdm_level_t *level = run->passage->level + n;
  uint64_t *res = run->weight[n];

  for (size_t k = 0; k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++)
      for (size_t b = 0; b < WIDTH; b++)
        *res++
            = mdm_residue_set_fmpz (level->view[k].weight + c, run->prime + b);
}

/* One inversion of all denominators for each prime; one that is 0 makes the
   prime bad.  */
static void
set_said (run_t *run, size_t n)
{
  const mdm_level_t *level = run->passage->level + n;
  size_t count = mdm_level_said_count (level);

  for (size_t b = 0; b < WIDTH; b++)
    {
      const mdm_prime_t *prime = run->prime + b;
      uint64_t *res = run->said[n] + b, all = prime->one;
      for (size_t c = 0; c < count; c++)
        {
          res[c * WIDTH] = all;
          all = mdm_residue_mul (
              all, mdm_residue_set_fmpz (fmpq_denref (level->said + c), prime),
              prime);
        }
      all = mdm_residue_inv (run->bad + b, all, prime);
      for (size_t c = count; c-- > 0;)
        {
          uint64_t inverse = mdm_residue_mul (res[c * WIDTH], all, prime);
          res[c * WIDTH] = mdm_residue_mul (
              inverse,
              mdm_residue_set_fmpz (fmpq_numref (level->said + c), prime),
              prime);
          all = mdm_residue_mul (
              all, mdm_residue_set_fmpz (fmpq_denref (level->said + c), prime),
              prime);
        }
    }
}

/* Set the sources of MOVE: f_{t-1}, and for the ideal predictor over w(x_R)
   to the power of the tokens that are drawn from it, where w(x_R) = 0 over
   V to that of all tokens.  */
static void
set_sources (run_t *run, const mdm_move_t *move)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_level_t *level = passage->level + move->from;
  size_t width = passage->length + 1, at = 0;
  size_t classes = mdm_passage_classes (passage, move->from);
  size_t drawn = move->to - move->from;
  const uint64_t *f = run->f[(move->first - 1) * width + move->from];
  uint64_t *own = run->source[0], *inverse = run->inverse;
  MDM_FMPZ (vocab);

  if (move->kind == MDM_MOVE_SAID)
    return;
  fmpz_set_ui (vocab, passage->rows->vocab);
  for (size_t k = 0; k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++, at++)
      {
        const fmpz *w = level->view[k].weight + c;
        for (size_t b = 0; b < WIDTH; b++)
          own[at * WIDTH + b] = mdm_residue_set_fmpz (
              fmpz_is_zero (w) ? vocab : w, run->prime + b);
      }
  invert (run, inverse, own, classes);
  at = 0;
  for (size_t k = 0; k < level->count; k++)
    for (size_t c = 0; c < level->view[k].classes->count; c++, at++)
      {
        size_t power = move->kind == MDM_MOVE_RUN
                               && !fmpz_is_zero (level->view[k].weight + c)
                           ? 1
                           : drawn;
        for (size_t b = 0; b < WIDTH; b++)
          own[at * WIDTH + b] = mdm_residue_mul (
              f[at * WIDTH + b],
              mdm_residue_pow (inverse[at * WIDTH + b], power, run->prime + b),
              run->prime + b);
      }
}

/* What a move does with one set.  */
typedef struct
{
  const mdm_move_t *move;
  size_t k;              /* R' is set K of its level */
  size_t classes;        /* how many it has */
  const uint32_t *first; /* their first rows */
  size_t r;              /* and R is set R of its level */
} pair_t;

/* Multiply the products of PAIR by FACTOR[class of SET], SET being a set
   between R and R'; or set them, at the first.  */
static void
multiply (run_t *run, const pair_t *pair, const uint64_t *factor,
          const mdm_agreement_struct *set, int at_first)
{
  uint64_t *product = run->product;

  for (size_t c = 0; c < pair->classes; c++, product += WIDTH)
    {
      const uint64_t *by = factor + (size_t) set->id[pair->first[c]] * WIDTH;
      if (at_first)
        memcpy (product, by, WIDTH * sizeof *product);
      else
        for (size_t b = 0; b < WIDTH; b++)
          product[b] = mdm_residue_mul (product[b], by[b], run->prime + b);
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
    {
      const mdm_level_t *to = passage->level + move->to;
      multiply (run, pair,
                run->weight[move->to]
                    + passage->offset[move->to][pair->k] * WIDTH,
                to->view[pair->k].classes, 1);
      return;
    }
  for (; left != 0; left &= left - 1, at_first = 0)
    {
      uint64_t low = left & -left;
      size_t o = mdm_level_find (over, revealed | low);
      size_t i = FLINT_BIT_COUNT (low) - 1;
      multiply (run, pair,
                move->kind == MDM_MOVE_SAID
                    ? run->said[move->from]
                          + from->start[pair->r * passage->length + i] * WIDTH
                    : run->weight[move->from + 1]
                          + passage->offset[move->from + 1][o] * WIDTH,
                over->view[o].classes, at_first);
    }
}

/* Where nothing that R holds is possible the sources have all of the
   probability, for the ideal predictor, and what is possible only before is
   not drawn.  */
static void
mend_impossible (run_t *run, const pair_t *pair)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_view_t *from = passage->level[pair->move->from].view + pair->r;
  uint64_t *product = run->product;

  if (pair->move->kind == MDM_MOVE_SAID)
    return;
  for (size_t c = 0; c < pair->classes; c++, product += WIDTH)
    if (fmpz_is_zero (from->weight + from->classes->id[pair->first[c]]))
      for (size_t b = 0; b < WIDTH; b++)
        product[b] = run->prime[b].one;
}

/* Add PAIR to the sums, R' \ R being LEFT.  */
static void
add_pair (run_t *run, const pair_t *pair, uint64_t left)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_move_t *move = pair->move;
  const mdm_level_t *from = passage->level + move->from;
  size_t offset = passage->offset[move->from][pair->r];
  const uint32_t *id = from->view[pair->r].classes->id;
  mdm_wide_t *sum = run->sum;

  set_products (run, pair, left);
  mend_impossible (run, pair);
  for (size_t t = move->first; t < move->last; t++)
    {
      const uint64_t *source
          = move->kind == MDM_MOVE_SAID
                ? run->f[(t - 1) * (passage->length + 1) + move->from]
                : run->source[0];
      const uint64_t *product = run->product;
      for (size_t c = 0; c < pair->classes; c++, product += WIDTH)
        {
          const uint64_t *f = source + (offset + id[pair->first[c]]) * WIDTH;
          for (size_t b = 0; b < WIDTH; b++)
            *sum++ += (mdm_wide_t) f[b] * product[b];
        }
    }
}

/* Move the sums of PAIR's R' to its f_t, with FACTOR for each t and prime.  */
static void
take_sums (run_t *run, const pair_t *pair, const uint64_t *factor)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_move_t *move = pair->move;
  mdm_wide_t *sum = run->sum;

  for (size_t t = move->first; t < move->last; t++, factor += WIDTH)
    {
      uint64_t *f = run->f[t * (passage->length + 1) + move->to]
                    + passage->offset[move->to][pair->k] * WIDTH;
      for (size_t c = 0; c < pair->classes; c++)
        for (size_t b = 0; b < WIDTH; b++, f++, sum++)
          {
            const mdm_prime_t *prime = run->prime + b;
            uint64_t some = mdm_residue_reduce (*sum, prime);
            *f = mdm_residue_add (*f, mdm_residue_mul (some, factor[b], prime),
                                  prime);
            *sum = 0;
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
           const uint64_t *factor)
{
  const mdm_passage_t *passage = run->passage;
  const mdm_level_t *to = passage->level + move->to;
  size_t offset = passage->offset[move->to][k], positions = 0, pending = 0;
  size_t position[64], drawn = move->to - move->from;
  uint64_t all = to->set[k], end = UINT64_C (1) << move->to;
  uint64_t choice = (UINT64_C (1) << drawn) - 1;
  pair_t pair = { .move = move,
                  .k = k,
                  .classes = to->view[k].classes->count,
                  .first = passage->first[move->to] + offset };

  for (uint64_t left = all; left != 0; left &= left - 1)
    position[positions++] = FLINT_BIT_COUNT (left & -left) - 1;
  while (choice < end)
    {
      uint64_t low = choice & -choice, ripple = choice + low;
      uint64_t left = spread (choice, position);
      pair.r = mdm_level_find (passage->level + move->from, all & ~left);
      add_pair (run, &pair, left);
      if (++pending == MDM_RESIDUE_TERMS)
        {
          take_sums (run, &pair, factor);
          pending = 0;
        }
      /* The next larger mask of as many bits.  */
      choice = ripple | (((ripple ^ choice) >> 2) / low);
    }
  take_sums (run, &pair, factor);
}

static void
run_move (run_t *run, const mdm_move_t *move)
{
  const mdm_passage_t *passage = run->passage;
  size_t steps = move->last - move->first;
  MDM_OWNED uint64_t *factor = flint_malloc (steps * WIDTH * sizeof *factor);

  for (size_t t = 0; t < steps; t++)
    for (size_t b = 0; b < WIDTH; b++)
      /* Sums are reduced once, and so lack a factor 2^64 no more than
         products do.  */
      factor[t * WIDTH + b] = mdm_residue_set_fmpq (
          run->bad + b, move->factor + t, run->prime + b);
  set_sources (run, move);
  memset (run->sum, 0, run->most * steps * WIDTH * sizeof *run->sum);
  for (size_t k = 0; k < passage->level[move->to].count; k++)
    move_into (run, move, k, factor);
}

/* What stays where it is at the level of size N.  */
static void
run_stay (run_t *run, size_t n)
{
  const mdm_passage_t *passage = run->passage;
  size_t width = passage->length + 1;
  size_t classes = mdm_passage_classes (passage, n);

  for (size_t t = 1; t < passage->times; t++)
    {
      const uint64_t *before = run->f[(t - 1) * width + n];
      uint64_t *f = run->f[t * width + n];
      if (f == NULL || before == NULL)
        continue;
      for (size_t b = 0; b < WIDTH; b++)
        {
          const mdm_prime_t *prime = run->prime + b;
          uint64_t stay = mdm_residue_set_fmpq (
              run->bad + b, passage->stay + t * width + n, prime);
          for (size_t c = b; c < classes * WIDTH; c += WIDTH)
            f[c] = mdm_residue_add (
                f[c], mdm_residue_mul (before[c], stay, prime), prime);
        }
    }
}

/* Run the program for the primes P: RESIDUE[row * STRIDE + b] is that of
   p_Y(row) modulo P[b].  */
static void
run_primes (run_t *run, uint64_t *residue, size_t stride, const uint64_t *p)
{
  const mdm_passage_t *passage = run->passage;
  size_t width = passage->length + 1, i = 0;
  size_t end = (passage->times - 1) * width + passage->length;
  const uint32_t *id = passage->level[passage->length].view[0].classes->id;

  for (size_t b = 0; b < WIDTH; b++)
    {
      mdm_prime_set (run->prime + b, p[b]);
      run->bad[b] = 0;
    }
  for (size_t n = 0; n < width; n++)
    {
      if (run->weight[n] != NULL)
        set_weights (run, n);
      if (run->said[n] != NULL)
        set_said (run, n);
      for (size_t t = 0; t < passage->times; t++)
        if (run->f[t * width + n] != NULL)
          memset (run->f[t * width + n], 0,
                  mdm_passage_classes (passage, n) * WIDTH
                      * sizeof (uint64_t));
    }
  for (size_t b = 0; b < WIDTH; b++)
    run->f[0][b] = run->prime[b].one;
  for (size_t n = 0; n < width; n++)
    {
      for (; i < passage->moves && passage->move[i].to == n; i++)
        run_move (run, passage->move + i);
      if (passage->stay != NULL && passage->used[n])
        run_stay (run, n);
    }
  for (size_t x = 0; x < passage->rows->support; x++)
    for (size_t b = 0; b < WIDTH; b++)
      residue[x * stride + b] = mdm_residue_get (
          run->f[end][(size_t) id[x] * WIDTH + b], run->prime + b);
}

/* The primes, and what was found modulo them.  */
typedef struct
{
  size_t count, done; /* as many as are needed; those that are good */
  uint64_t last;      /* the last one taken */
  uint64_t *prime;
  uint64_t *residue; /* per row, of all primes */
} residues_t;

/* Take the next primes until COUNT are there.  */
static void
choose_primes (residues_t *found, size_t end)
{
  for (size_t i = found->done; i < end; i++)
    found->prime[i] = found->last = mdm_prime_next (found->last);
}

/* Drop prime number I: move the last one to its place.  */
static void
drop_prime (residues_t *found, size_t i, size_t end, size_t rows)
{
  found->prime[i] = found->prime[end - 1];
  for (size_t x = 0; x < rows; x++)
    found->residue[x * found->count + i]
        = found->residue[x * found->count + end - 1];
}

/* Run the program for the primes from DONE to END, a multiple of WIDTH of
   them, and keep the good ones.  */
static void
run_range (residues_t *found, const mdm_passage_t *passage, size_t end,
           unsigned workers, const mdm_limit_t *limit)
{
  size_t first = found->done, blocks = (end - first) / WIDTH, good = end;
  uint64_t work = mdm_work_mul (mdm_passage_work (passage), WIDTH), told = 0;
  MDM_OWNED char *bad = flint_calloc (end, 1);

  choose_primes (found, end);
#pragma omp parallel num_threads(workers)
  {
    run_t run;
    run_init (&run, passage);
#pragma omp for schedule(dynamic)
    for (size_t i = 0; i < blocks; i++)
      {
        size_t at = first + i * WIDTH;
        run_primes (&run, found->residue + at, found->count,
                    found->prime + at);
        for (size_t b = 0; b < WIDTH; b++)
          bad[at + b] = run.bad[b] != 0;
#pragma omp critical
        mdm_progress_tell (limit->progress, "the output law", work * ++told,
                           work * blocks);
      }
    run_clear (&run);
  }
  for (size_t i = end; i-- > first;)
    if (bad[i])
      drop_prime (found, i, good--, passage->rows->support);
  /* Whole blocks of primes are left to do.  */
  found->done = good / WIDTH * WIDTH;
}

/* P[i] = the fraction over D[i] that has the residues of row i.  */
static void
put_together (fmpq *p, const fmpz *d, const residues_t *found, size_t rows)
{
  fmpz_comb_t comb;
  fmpz_comb_temp_t temp;
  MDM_FMPZ (product);

  fmpz_one (product);
  for (size_t i = 0; i < found->count; i++)
    fmpz_mul_ui (product, product, found->prime[i]);
  fmpz_comb_init (comb, (mp_srcptr) found->prime, (slong) found->count);
  fmpz_comb_temp_init (temp, comb);
  for (size_t x = 0; x < rows; x++)
    {
      fmpz *a = fmpq_numref (p + x);
      fmpz_multi_CRT_ui (a, (mp_srcptr) found->residue + x * found->count,
                         comb, temp, 0);
      fmpz_mul (a, a, d + x);
      fmpz_mod (a, a, product);
      assert (fmpz_cmp (a, d + x) <= 0);
      fmpz_set (fmpq_denref (p + x), d + x);
      fmpq_canonicalise (p + x);
    }
  fmpz_comb_temp_clear (temp);
  fmpz_comb_clear (comb);
}

/* The number of primes that have the product of all above every D[i].  */
static size_t
count_primes (const fmpz *d, size_t rows)
{
  flint_bitcnt_t most = 0;

  for (size_t x = 0; x < rows; x++)
    if (fmpz_bits (d + x) > most)
      most = fmpz_bits (d + x);
  return most / MDM_RESIDUE_BITS + 1;
}

/* The bytes that one thread holds: residues for each class of each state, and
   of what is said.  */
static uint64_t
run_bytes (const mdm_passage_t *passage)
{
  size_t width = passage->length + 1;
  uint64_t sum = 0, each = WIDTH * sizeof (uint64_t);

  for (size_t n = 0; n < width; n++)
    {
      uint64_t vectors = 2 + (passage->weighed[n] != 0);
      for (size_t t = 0; t < passage->times; t++)
        vectors += passage->lives[t * width + n] != 0;
      if (passage->used[n])
        sum = mdm_work_add (
            sum, mdm_work_mul (mdm_passage_classes_bound (passage, n),
                               vectors * each));
      if (passage->asked[n])
        sum = mdm_work_add (
            sum, mdm_work_mul (mdm_passage_said_bound (passage, n), each));
    }
  return mdm_work_add (
      sum, mdm_work_mul (passage->rows->support, passage->times * 2 * each));
}

/* The work before the primes are known: the levels, a least common multiple
   for each row and set, and one run of the program.  */
static uint64_t
least_cells (const mdm_passage_t *passage)
{
  uint64_t sum = mdm_passage_cells (passage);

  for (size_t i = 0; i < passage->moves; i++)
    sum = mdm_work_add (
        sum,
        mdm_work_mul (mdm_work_mul (mdm_work_binomial (passage->length,
                                                       passage->move[i].from),
                                    passage->rows->support),
                      MDM_CELLS_PER_FRACTION));
  return mdm_work_add (sum, mdm_work_mul (mdm_passage_work (passage),
                                          WIDTH * MDM_CELLS_PER_RESIDUE));
}

/* The work with COUNT primes: the runs, and their numbers put together.  */
static uint64_t
all_cells (const mdm_passage_t *passage, size_t count)
{
  uint64_t rows = passage->rows->support;
  uint64_t together = mdm_work_mul (mdm_work_mul (count, count), rows);

  return mdm_work_mul (
      mdm_work_add (mdm_work_mul (mdm_passage_work (passage), count),
                    mdm_work_mul (together, 4)),
      MDM_CELLS_PER_RESIDUE);
}

/* As many threads as are of use for COUNT primes, beside HELD bytes.  */
static unsigned
count_workers (const mdm_passage_t *passage, size_t count, uint64_t held,
               const mdm_limit_t *limit)
{
  uint64_t room = (limit->max_memory - held) / (run_bytes (passage) + 1);
  uint64_t useful = count / WIDTH, workers = limit->jobs;

  workers = workers < useful ? workers : useful;
  workers = workers < room ? workers : room;
  return workers > 1 ? (unsigned) workers : 1;
}

/* From the residues to P; *SPENT are the cells of other schedules.  */
static mdm_status
run_all (fmpq *p, const fmpz *d, const mdm_passage_t *passage, uint64_t *spent,
         const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t rows = passage->rows->support;
  residues_t found = { 0 };
  uint64_t held;
  unsigned workers;
  mdm_status status;

  /* A multiple of WIDTH, some of which may be dropped.  */
  found.count = (count_primes (d, rows) + WIDTH - 1) / WIDTH * WIDTH;
  /* The residues, the multiples of the denominators, and the fractions.  */
  held = mdm_work_add (
      mdm_passage_bytes (passage),
      mdm_work_mul (rows, mdm_work_mul (found.count, 5 * sizeof (ulong))));
  *spent = mdm_work_add (*spent, all_cells (passage, found.count));
  status = mdm_limit_check (limit, "the output law", *spent,
                            mdm_work_add (held, run_bytes (passage)), err);
  if (status != MDM_OK)
    return status;
  workers = count_workers (passage, found.count, held, limit);
  found.prime = flint_malloc (found.count * sizeof *found.prime);
  found.residue = flint_malloc (rows * found.count * sizeof *found.residue);
  while (found.done < found.count)
    run_range (&found, passage, found.count, workers, limit);
  put_together (p, d, &found, rows);
  flint_free (found.prime);
  flint_free (found.residue);
  return MDM_OK;
}

/* One schedule, not of random sizes.  */
static mdm_status
one_schedule (fmpq *p, const mdm_prediction_t *prediction,
              const mdm_schedule_t schedule, uint64_t *spent,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  slong rows = (slong) prediction->rows->support;
  mdm_passage_t passage;
  mdm_status status;
  fmpz *d;

  mdm_passage_init (&passage, prediction, schedule);
  status = mdm_limit_check (
      limit, "the output law", mdm_work_add (*spent, least_cells (&passage)),
      mdm_work_add (mdm_passage_bytes (&passage), run_bytes (&passage)), err);
  if (status == MDM_OK)
    status = mdm_passage_fill (&passage, err);
  if (status == MDM_OK)
    {
      d = _fmpz_vec_init (rows);
      mdm_denominator_set (d, &passage);
      status = run_all (p, d, &passage, spent, limit, err);
      _fmpz_vec_clear (d, rows);
    }
  mdm_passage_clear (&passage);
  return status;
}

mdm_status
mdm_multimodular_output (fmpq *p, const mdm_prediction_t *prediction,
                         const mdm_schedule_t schedule,
                         const mdm_limit_t *limit, mdm_err_t *err)
{
  slong rows = (slong) prediction->rows->support;
  uint64_t spent = 0;
  mdm_status status = MDM_OK;
  fmpq *part;

  if (schedule->kind != MDM_SCHEDULE_MIXED)
    return one_schedule (p, prediction, schedule, &spent, limit, err);
  part = _fmpq_vec_init (rows);
  for (slong i = 0; i < rows; i++)
    fmpq_zero (p + i);
  for (size_t k = 0; k < schedule->parts && status == MDM_OK; k++)
    {
      status = one_schedule (part, prediction, schedule->part + k, &spent,
                             limit, err);
      for (slong i = 0; i < rows && status == MDM_OK; i++)
        fmpq_addmul (p + i, part + i, schedule->weight + k);
    }
  _fmpq_vec_clear (part, rows);
  return status;
}
