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

/* Numbers are WIDTH residues.  */
typedef struct
{
  uint64_t of[WIDTH];
} number_t;

typedef struct
{
  mdm_wide_t of[WIDTH];
} sum_t;

#define SUM_TERMS MDM_RESIDUE_TERMS

typedef struct
{
  mdm_prime_t prime[WIDTH];
  int bad[WIDTH]; /* does it divide a denominator? */
} field_t;

static number_t
number_set_fmpz (const fmpz_t x, const field_t *field)
{
  number_t res;

  for (size_t b = 0; b < WIDTH; b++)
    res.of[b] = mdm_residue_set_fmpz (x, field->prime + b);
  return res;
}

#define number_set_weight number_set_fmpz

static number_t
number_set_ui (ulong x, const field_t *field)
{
  MDM_FMPZ (z);

  fmpz_set_ui (z, x);
  return number_set_fmpz (z, field);
}

static number_t
number_one (const field_t *field)
{
  number_t res;

  for (size_t b = 0; b < WIDTH; b++)
    res.of[b] = field->prime[b].one;
  return res;
}

static number_t
number_set_fmpq (const fmpq_t x, field_t *field)
{
  number_t res;

  for (size_t b = 0; b < WIDTH; b++)
    res.of[b] = mdm_residue_set_fmpq (field->bad + b, x, field->prime + b);
  return res;
}

/* RES = X Y, and RES += X Y; RES may alias either.  */
static inline void
number_mul (number_t *res, const number_t *x, const number_t *y,
            const field_t *field)
{
  for (size_t b = 0; b < WIDTH; b++)
    res->of[b] = mdm_residue_mul (x->of[b], y->of[b], field->prime + b);
}

static inline void
number_addmul (number_t *res, const number_t *x, const number_t *y,
               const field_t *field)
{
  for (size_t b = 0; b < WIDTH; b++)
    res->of[b] = mdm_residue_add (
        res->of[b], mdm_residue_mul (x->of[b], y->of[b], field->prime + b),
        field->prime + b);
}

static number_t
number_pow (number_t x, size_t n, const field_t *field)
{
  for (size_t b = 0; b < WIDTH; b++)
    x.of[b] = mdm_residue_pow (x.of[b], n, field->prime + b);
  return x;
}

/* One inversion for each prime; A[c] = 0 makes it bad.  */
static void
number_invert (number_t *res, const number_t *a, size_t count, field_t *field)
{
  number_t all = number_one (field);

  for (size_t c = 0; c < count; c++)
    {
      res[c] = all;
      number_mul (&all, &all, a + c, field);
    }
  for (size_t b = 0; b < WIDTH; b++)
    all.of[b] = mdm_residue_inv (field->bad + b, all.of[b], field->prime + b);
  for (size_t c = count; c-- > 0;)
    {
      number_mul (res + c, res + c, &all, field);
      number_mul (&all, &all, a + c, field);
    }
}

static void
number_set_said (number_t *res, const fmpq *said, size_t count,
                 number_t *scratch, field_t *field)
{
  for (size_t c = 0; c < count; c++)
    scratch[c] = number_set_fmpz (fmpq_denref (said + c), field);
  number_invert (res, scratch, count, field);
  for (size_t c = 0; c < count; c++)
    {
      number_t over = number_set_fmpz (fmpq_numref (said + c), field);
      number_mul (res + c, res + c, &over, field);
    }
}

static inline void
sum_add (sum_t *sum, const number_t *x, const number_t *y,
         const field_t *field)
{
  (void) field;
  for (size_t b = 0; b < WIDTH; b++)
    sum->of[b] += (mdm_wide_t) x->of[b] * y->of[b];
}

/* Reduced once, a sum lacks a factor 2^64 no more than a product does.  */
static inline number_t
sum_take (sum_t *sum, const field_t *field)
{
  number_t res;

  for (size_t b = 0; b < WIDTH; b++)
    {
      res.of[b] = mdm_residue_reduce (sum->of[b], field->prime + b);
      sum->of[b] = 0;
    }
  return res;
}

#include "sampler/passage-run.h"

/* Run the program for the primes P: RESIDUE[row * STRIDE + b] is that of
   p_Y(row) modulo P[b].  */
static void
run_primes (run_t *run, uint64_t *residue, size_t stride, const uint64_t *p)
{
  const mdm_passage_t *passage = run->passage;
  const uint32_t *id = passage->level[passage->length].view[0].classes->id;
  const number_t *found;

  for (size_t b = 0; b < WIDTH; b++)
    {
      mdm_prime_set (run->field.prime + b, p[b]);
      run->field.bad[b] = 0;
    }
  found = run_passage (run);
  for (size_t x = 0; x < passage->rows->support; x++)
    for (size_t b = 0; b < WIDTH; b++)
      residue[x * stride + b]
          = mdm_residue_get (found[id[x]].of[b], run->field.prime + b);
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
  uint64_t work = mdm_work_mul (passage->size.work, WIDTH), told = 0;
  MDM_OWNED char *bad = flint_calloc (end, 1);

  choose_primes (found, end);
#pragma omp parallel num_threads(workers)
  {
    run_t run;
    run_init (&run, passage, 1);
#pragma omp for schedule(dynamic)
    for (size_t i = 0; i < blocks; i++)
      {
        size_t at = first + i * WIDTH;
        run_primes (&run, found->residue + at, found->count,
                    found->prime + at);
        for (size_t b = 0; b < WIDTH; b++)
          bad[at + b] = run.field.bad[b] != 0;
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

/* The bytes that one thread holds.  */
static uint64_t
run_bytes (const mdm_passage_t *passage)
{
  return mdm_work_mul (passage->size.numbers, sizeof (number_t));
}

/* The work before the primes are known: the levels, a least common multiple
   for each row and set, and one run of the program.  */
static uint64_t
least_cells (const mdm_passage_t *passage)
{
  const mdm_passage_size_t *size = &passage->size;

  return mdm_work_add (
      mdm_work_add (size->cells,
                    mdm_work_mul (size->sources, MDM_CELLS_PER_FRACTION)),
      mdm_work_mul (size->work, WIDTH * MDM_CELLS_PER_RESIDUE));
}

/* The work with COUNT primes: the runs, and their numbers put together.  */
static uint64_t
all_cells (const mdm_passage_t *passage, size_t count)
{
  uint64_t rows = passage->rows->support;
  uint64_t together = mdm_work_mul (mdm_work_mul (count, count), rows);

  return mdm_work_mul (mdm_work_add (mdm_work_mul (passage->size.work, count),
                                     mdm_work_mul (together, 4)),
                       MDM_CELLS_PER_RESIDUE);
}

/* As many threads as are of use for COUNT primes, beside HELD bytes.  */
static unsigned
count_workers (const mdm_passage_t *passage, size_t count, uint64_t held,
               const mdm_limit_t *limit)
{
  uint64_t room = (limit->max_memory - held) / (run_bytes (passage) + 1);
  uint64_t useful = count / WIDTH;
  uint64_t workers = FLINT_MIN (limit->jobs, FLINT_MIN (useful, room));

  return workers > 1 ? (unsigned) workers : 1;
}

/* The bytes of the levels, and for COUNT primes of the residues, the multiples
   of the denominators, and the fractions.  */
static uint64_t
held_bytes (const mdm_passage_t *passage, size_t count)
{
  return mdm_work_add (
      passage->size.bytes,
      mdm_work_mul (passage->rows->support,
                    mdm_work_mul (count, 5 * sizeof (ulong))));
}

/* Is what the primes for D[0..ROWS) take, beside SPENT cells, within LIMIT?
   Set *COUNT to their number, a multiple of WIDTH, some of which may be
   dropped.  */
static mdm_status
check_primes (size_t *count, const fmpz *d, size_t rows,
              const mdm_passage_t *passage, uint64_t spent,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  *count = (count_primes (d, rows) + WIDTH - 1) / WIDTH * WIDTH;
  return mdm_limit_check (
      limit, "the output law",
      mdm_work_add (spent, all_cells (passage, *count)),
      mdm_work_add (held_bytes (passage, *count), run_bytes (passage)), err);
}

/* Are the primes that the first row is known to take within LIMIT?  This is
   known before the levels, which may take long, are set.  */
static mdm_status
check_first_row (const mdm_passage_t *passage, uint64_t spent,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t count = 0, step = (size_t) 1 << 40;

  /* As many as are within the limit.  */
  for (; step > 0; step /= 2)
    if (mdm_work_add (spent, all_cells (passage, count + step))
        <= limit->max_cells)
      count += step;
  /* Some more, for the message to tell how far it is over.  */
  count = mdm_denominator_least (passage, 8 * FLINT_BITS * (count + 1))
          / FLINT_BITS;
  return mdm_limit_check (
      limit, "the output law",
      mdm_work_add (spent, all_cells (passage, count)),
      mdm_work_add (held_bytes (passage, count), run_bytes (passage)), err);
}

/* From the residues for COUNT primes to P.  */
static void
run_all (fmpq *p, const fmpz *d, const mdm_passage_t *passage, size_t count,
         const mdm_limit_t *limit)
{
  size_t rows = passage->rows->support;
  MDM_OWNED uint64_t *prime = flint_malloc (count * sizeof *prime);
  MDM_OWNED uint64_t *residue = flint_malloc (rows * count * sizeof *residue);
  residues_t found = { .count = count, .prime = prime, .residue = residue };
  unsigned workers
      = count_workers (passage, count, held_bytes (passage, count), limit);

  while (found.done < count)
    run_range (&found, passage, count, workers, limit);
  put_together (p, d, &found, rows);
}

/* One schedule, not of random sizes; *SPENT are the cells of others.  */
static mdm_status
one_schedule (fmpq *p, const mdm_prediction_t *prediction,
              const mdm_schedule_t schedule, uint64_t *spent,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_PASSAGE (passage, prediction, schedule);
  MDM_FMPZ_VEC (d, prediction->rows->support);
  const size_t tried[] = { 1, prediction->rows->support };
  size_t count;
  mdm_status status = mdm_limit_check (
      limit, "the output law", mdm_work_add (*spent, least_cells (passage)),
      mdm_work_add (passage->size.bytes, run_bytes (passage)), err);

  if (status == MDM_OK)
    status = check_first_row (passage, *spent, limit, err);
  if (status != MDM_OK)
    return status;
  status = mdm_passage_fill (passage, err);
  /* One row may tell that there are too many primes, in no time.  */
  for (size_t i = 0; i < 2; i++)
    {
      if (status != MDM_OK)
        return status;
      mdm_denominator_set (d, passage, tried[i]);
      status = check_primes (&count, d, tried[i], passage, *spent, limit, err);
    }
  if (status != MDM_OK)
    return status;
  *spent = mdm_work_add (*spent, all_cells (passage, count));
  run_all (p, d, passage, count, limit);
  return MDM_OK;
}

mdm_status
mdm_multimodular_output (fmpq *p, const mdm_prediction_t *prediction,
                         const mdm_schedule_t schedule,
                         const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t rows = prediction->rows->support;
  MDM_FMPQ_VEC (part, rows);
  uint64_t spent = 0;

  if (schedule->kind != MDM_SCHEDULE_MIXED)
    return one_schedule (p, prediction, schedule, &spent, limit, err);
  for (size_t i = 0; i < rows; i++)
    fmpq_zero (p + i);
  for (size_t k = 0; k < schedule->parts; k++)
    {
      mdm_status status = one_schedule (part, prediction, schedule->part + k,
                                        &spent, limit, err);
      if (status != MDM_OK)
        return status;
      for (size_t i = 0; i < rows; i++)
        fmpq_addmul (p + i, part + i, schedule->weight + k);
    }
  return MDM_OK;
}
