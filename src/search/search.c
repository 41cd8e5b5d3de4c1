#include <config.h>

#include "search/search.h"

#include "law/families.h"
#include "pool/workers.h"
#include "search/sieve.h"

#include <string.h>

/* Orbits that one task goes through.  */
#define RUN 256

/* What a law costs with one schedule and question, about: its curve, its
   schedule, its verdict.  */
#define CELLS_PER_LAW 100000

void
mdm_search_found_init (mdm_search_found_t res, size_t questions, size_t cells)
{
  memset (res, 0, sizeof *res);
  res->questions = questions;
  res->found = flint_malloc (questions * sizeof *res->found);
  for (size_t i = 0; i < questions; i++)
    mdm_found_init (res->found + i, cells);
}

void
mdm_search_found_clear (mdm_search_found_t res)
{
  for (size_t i = 0; i < res->questions; i++)
    mdm_found_clear (res->found + i);
  flint_free (res->found);
}

/* A search at work.  */
typedef struct
{
  mdm_search_found_struct *res;
  const mdm_search_asked_t *asked;
  const mdm_cells_struct *cells;
  const mdm_weight_grid_t *grid;
  uint64_t tasks;
  /* Climbs.  */
  size_t sum, support;
  uint64_t seed;
} work_t;

static mdm_status
add (work_t *work, const mdm_search_found_struct *more, mdm_err_t *err)
{
  work->res->laws += more->laws;
  for (size_t i = 0; i < more->questions; i++)
    MDM_TRY (mdm_found_add (work->res->found + i, more->found + i,
                            mdm_search_sign (work->asked, i), err));
  return MDM_OK;
}

/* Between processes.  What is sent are the numbers, the laws with their
   weights; their values are found again by who gets them.  */

typedef struct
{
  uint64_t index, schedule;
} sent_law_t;

static size_t
size_of_law (const work_t *work)
{
  return sizeof (sent_law_t) + work->cells->count * sizeof (uint32_t);
}

static size_t
size_of_question (const work_t *work)
{
  return 5 * sizeof (uint64_t) + 2 * size_of_law (work);
}

static char *
put_law (char *bytes, const mdm_found_law_t *law)
{
  sent_law_t sent = { law->index, law->schedule };
  size_t size = law->cells * sizeof *law->weight;

  memcpy (bytes, &sent, sizeof sent);
  memcpy (bytes + sizeof sent, law->weight, size);
  return bytes + sizeof sent + size;
}

static void
send (mdm_worker_t *worker, size_t number, const work_t *work,
      const mdm_search_found_struct *found)
{
  size_t size
      = sizeof found->laws + found->questions * size_of_question (work);
  MDM_OWNED char *bytes = flint_malloc (size);
  char *at = bytes + sizeof found->laws;

  memcpy (bytes, &found->laws, sizeof found->laws);
  for (size_t i = 0; i < found->questions; i++)
    {
      memcpy (at, found->found[i].of, sizeof found->found[i].of);
      at = put_law (at + sizeof found->found[i].of, &found->found[i].best);
      at = put_law (at, &found->found[i].counterexample);
    }
  mdm_worker_send (worker, number, bytes, size);
}

/* Set LAW to what BYTES say, with the values that question I has there.  */
static mdm_status
get_law (mdm_found_law_t *law, size_t i, int counterexample,
         mdm_sieve_t *sieve, const work_t *work, const char *bytes,
         mdm_err_t *err)
{
  mdm_search_found_t again;
  const mdm_found_law_t *from;
  int refutes;
  sent_law_t sent;
  mdm_status status;

  memcpy (&sent, bytes, sizeof sent);
  if (sent.index == MDM_FOUND_NONE)
    return MDM_OK;
  mdm_search_found_init (again, work->res->questions, work->cells->count);
  memcpy (law->weight, bytes + sizeof sent, law->cells * sizeof *law->weight);
  status = mdm_sieve_put (again->found, &refutes, sieve, law->weight,
                          sent.index, err);
  from = counterexample ? &again->found[i].counterexample
                        : &again->found[i].best;
  mdm_found_law_set (law, sent.index, (size_t) sent.schedule, law->weight,
                     from->above, from->below);
  mdm_search_found_clear (again);
  return status;
}

static mdm_status
collect (void *data, size_t number, const char *bytes, size_t size,
         mdm_err_t *err)
{
  work_t *work = data;
  const char *at = bytes + sizeof (uint64_t);
  mdm_sieve_t *sieve;
  mdm_search_found_t more;
  mdm_status status = mdm_sieve_new (&sieve, work->asked, work->cells, err);

  (void) number;
  (void) size;
  mdm_search_found_init (more, work->res->questions, work->cells->count);
  memcpy (&more->laws, bytes, sizeof more->laws);
  for (size_t i = 0; i < more->questions && status == MDM_OK; i++)
    {
      mdm_found_t *found = more->found + i;

      memcpy (found->of, at, sizeof found->of);
      at += sizeof found->of;
      status = get_law (&found->best, i, 0, sieve, work, at, err);
      at += size_of_law (work);
      if (status == MDM_OK)
        status = get_law (&found->counterexample, i, 1, sieve, work, at, err);
      at += size_of_law (work);
    }
  if (status == MDM_OK)
    status = add (work, more, err);
  mdm_search_found_clear (more);
  mdm_sieve_free (sieve);
  return status;
}

static void
tell (void *data, size_t done)
{
  const work_t *work = data;

  mdm_progress_tell (work->asked->limit->progress, "the laws of the search",
                     done, work->tasks);
}

/* Do the tasks, numbered from 0, WORK being a worker's.  */
static mdm_status
run (work_t *work, void (*do_tasks) (mdm_worker_t *worker, void *data),
     mdm_err_t *err)
{
  unsigned jobs = work->asked->limit->jobs;
  size_t tasks = (size_t) work->tasks;

  return mdm_workers_run (
      &(mdm_workers_t){ .workers = jobs < tasks ? jobs : (unsigned) tasks,
                        .groups = 1,
                        .start = (const size_t[]){ 0, tasks },
                        .data = work,
                        .work = do_tasks,
                        .collect = collect,
                        .tell = tell },
      err);
}

/* The grid.  */

/* Put the next RUN orbits of ORBITS, from number INDEX on, to what is asked;
   FIRST as in mdm_search_grid.  */
static mdm_status
sift_run (mdm_search_found_t found, mdm_sieve_t *sieve, mdm_orbits_t *orbits,
          uint64_t index, int first, mdm_err_t *err)
{
  int refutes = 0;

  for (size_t i = 0; i < RUN && mdm_orbits_next (orbits); i++)
    {
      MDM_TRY (mdm_sieve_put (found->found, &refutes, sieve,
                              mdm_orbits_weights (orbits), index + i, err));
      found->laws++;
      found->stopped = first && refutes;
      if (found->stopped)
        return MDM_OK;
    }
  return MDM_OK;
}

static void
sift_some (mdm_worker_t *worker, void *data)
{
  const work_t *work = data;
  mdm_orbits_t *orbits = mdm_orbits_new (work->cells, work->grid);
  uint64_t at = 0;
  size_t number;
  mdm_sieve_t *sieve;
  mdm_err_t err = { 0 };
  mdm_status status = mdm_sieve_new (&sieve, work->asked, work->cells, &err);

  while (mdm_worker_take (&number, worker))
    {
      mdm_search_found_t found;

      mdm_search_found_init (found, work->res->questions, work->cells->count);
      for (; at < number * RUN && mdm_orbits_next (orbits);)
        at++;
      if (status == MDM_OK)
        status = sift_run (found, sieve, orbits, at, 0, &err);
      at += found->laws;
      if (status == MDM_OK)
        send (worker, number, work, found);
      else
        mdm_worker_fail (worker, number, &err);
      mdm_search_found_clear (found);
      if (status != MDM_OK)
        break;
    }
  mdm_sieve_free (sieve);
  mdm_orbits_free (orbits);
}

/* Until the first counterexample, in this process: who is first is not told
   by several.  */
static mdm_status
sift_to_first (work_t *work, mdm_err_t *err)
{
  mdm_orbits_t *orbits = mdm_orbits_new (work->cells, work->grid);
  mdm_sieve_t *sieve;
  mdm_status status = mdm_sieve_new (&sieve, work->asked, work->cells, err);

  for (uint64_t i = 0;
       i < work->tasks && status == MDM_OK && !work->res->stopped; i++)
    {
      tell (work, (size_t) i);
      status = sift_run (work->res, sieve, orbits, i * RUN, 1, err);
    }
  mdm_sieve_free (sieve);
  mdm_orbits_free (orbits);
  return status;
}

/* What LAWS of them cost.  */
static mdm_status
check_work (const mdm_search_asked_t *asked, uint64_t laws, mdm_err_t *err)
{
  uint64_t questions
      = mdm_work_mul (mdm_search_questions (asked),
                      asked->schedules > 0 ? asked->schedules : 1);

  return mdm_limit_check (
      asked->limit, "the search",
      mdm_work_mul (laws, mdm_work_mul (questions, CELLS_PER_LAW)), 0, err);
}

mdm_status
mdm_search_grid (mdm_search_found_t res, const mdm_search_asked_t *asked,
                 const mdm_cells_t cells, const mdm_weight_grid_t *grid,
                 int first, mdm_err_t *err)
{
  work_t work = { .res = res, .asked = asked, .cells = cells, .grid = grid };
  uint64_t laws;
  MDM_FMPZ (count);

  mdm_orbits_count (count, cells, grid);
  laws = fmpz_abs_fits_ui (count) ? fmpz_get_ui (count) : UINT64_MAX;
  MDM_TRY (check_work (asked, laws, err));
  work.tasks = (laws + RUN - 1) / RUN;
  return first ? sift_to_first (&work, err) : run (&work, sift_some, err);
}

/* Climbs.  */

/* A number below N, uniform by rejection.  */
static uint64_t
draw_below (uint64_t *state, uint64_t n)
{
  uint64_t most = UINT64_MAX - UINT64_MAX % n, x;

  do
    x = mdm_splitmix64 (state);
  while (x >= most);
  return x % n;
}

/* Set WEIGHT to a random law: SUPPORT sequences, perhaps fewer, each unit on
   one of them.  */
static void
draw_law (uint32_t *weight, const work_t *work, uint64_t *state)
{
  size_t n = work->cells->count;
  size_t some = work->support < n ? work->support : n;
  MDM_OWNED size_t *cell = flint_malloc (some * sizeof *cell);

  memset (weight, 0, n * sizeof *weight);
  for (size_t i = 0; i < some; i++)
    cell[i] = (size_t) draw_below (state, n);
  for (size_t i = 0; i < work->sum; i++)
    weight[cell[draw_below (state, some)]]++;
}

static size_t
count_support (const uint32_t *weight, size_t n)
{
  size_t support = 0;

  for (size_t i = 0; i < n; i++)
    support += weight[i] > 0;
  return support;
}

/* A climb: where it stands, and all that it has found.  */
typedef struct
{
  const work_t *work;
  mdm_sieve_t *sieve;
  mdm_search_found_struct *found;
  size_t question;
  uint64_t index;
  uint32_t *weight;
} climb_t;

/* Put the law at hand to what is asked; *BETTER: is it better than all that
   this climb has met?  */
static mdm_status
look (int *better, climb_t *climb, mdm_err_t *err)
{
  mdm_found_law_t *best = &climb->found->found[climb->question].best;
  uint64_t index = climb->index + climb->found->laws++;
  int refutes;

  MDM_TRY (mdm_sieve_put (climb->found->found, &refutes, climb->sieve,
                          climb->weight, index, err));
  *better = best->index == index;
  return MDM_OK;
}

/* Try to move a unit from a sequence to another, in their order; *MOVED: did
   that make it better?  */
static mdm_status
step (int *moved, climb_t *climb, mdm_err_t *err)
{
  size_t n = climb->work->cells->count;
  uint32_t *weight = climb->weight;

  *moved = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n && weight[i] > 0; j++)
      {
        if (i == j)
          continue;
        weight[i]--;
        weight[j]++;
        if (count_support (weight, n) <= climb->work->support)
          MDM_TRY (look (moved, climb, err));
        if (*moved)
          return MDM_OK;
        weight[i]++;
        weight[j]--;
      }
  return MDM_OK;
}

static mdm_status
climb_up (climb_t *climb, mdm_err_t *err)
{
  int moved;

  MDM_TRY (look (&moved, climb, err));
  do
    MDM_TRY (step (&moved, climb, err));
  while (moved);
  return MDM_OK;
}

/* Climb NUMBER, of the questions in turn.  */
static mdm_status
do_climb (mdm_search_found_t found, mdm_sieve_t *sieve, const work_t *work,
          size_t number, mdm_err_t *err)
{
  size_t n = work->cells->count;
  uint64_t state
      = work->seed + (uint64_t) number * UINT64_C (0x632be59bd9b4e019);
  MDM_OWNED uint32_t *weight = flint_malloc (n * sizeof *weight);
  climb_t climb = { .work = work,
                    .sieve = sieve,
                    .found = found,
                    .question = number % found->questions,
                    .index = (uint64_t) number << 32,
                    .weight = weight };

  state = mdm_splitmix64 (&state);
  draw_law (weight, work, &state);
  return climb_up (&climb, err);
}

static void
climb_some (mdm_worker_t *worker, void *data)
{
  const work_t *work = data;
  size_t number;
  mdm_sieve_t *sieve;
  mdm_err_t err = { 0 };
  mdm_status status = mdm_sieve_new (&sieve, work->asked, work->cells, &err);

  while (mdm_worker_take (&number, worker))
    {
      mdm_search_found_t found;

      mdm_search_found_init (found, work->res->questions, work->cells->count);
      if (status == MDM_OK)
        status = do_climb (found, sieve, work, number, &err);
      if (status == MDM_OK)
        send (worker, number, work, found);
      else
        mdm_worker_fail (worker, number, &err);
      mdm_search_found_clear (found);
      if (status != MDM_OK)
        break;
    }
  mdm_sieve_free (sieve);
}

mdm_status
mdm_search_climb (mdm_search_found_t res, const mdm_search_asked_t *asked,
                  const mdm_cells_t cells, size_t sum, size_t support,
                  uint64_t climbs, uint64_t seed, mdm_err_t *err)
{
  work_t work = { .res = res,
                  .asked = asked,
                  .cells = cells,
                  .sum = sum,
                  .support = support,
                  .seed = seed };

  /* A climb looks at all moves once at least.  */
  MDM_TRY (check_work (
      asked, mdm_work_mul (climbs, mdm_work_mul (cells->count, cells->count)),
      err));
  work.tasks = mdm_work_mul (climbs, res->questions);
  return run (&work, climb_some, err);
}
