#include <config.h>

#include "search/search.h"

#include "exact/scoped.h"
#include "law/families.h"
#include "pool/workers.h"
#include "search/sieve.h"

#include <string.h>
#include <unistd.h>

/* A search at work.  */
typedef struct
{
  const mdm_search_job_struct *job;
  char **line;
  const mdm_journal_t *journal;
  size_t *part; /* those to be done, LEFT of them */
  size_t left;
  size_t done; /* those that were there */
} work_t;

/* Does a LINE say that it stopped?  Its form is ours: the members come in
   their order.  */
static int
has_stopped (const char *line)
{
  return line != NULL && strstr (line, "\"stopped\":true") != NULL;
}

size_t
mdm_search_missing (size_t *end, char *const *line, const mdm_search_job_t job,
                    size_t shard)
{
  size_t many = job->head->shards, missing = 0;

  *end = job->parts;
  for (size_t i = shard - 1; i < *end; i += many)
    {
      missing += line[i] == NULL;
      if (has_stopped (line[i]))
        *end = i + 1;
    }
  return missing;
}

/* Set the parts that are to be done.  */
static void
list_parts (work_t *work)
{
  const mdm_search_job_struct *job = work->job;
  size_t shard = job->head->shard, many = job->head->shards, end;
  size_t left = mdm_search_missing (&end, work->line, job, shard);

  work->part = flint_malloc ((left + 1) * sizeof *work->part);
  for (size_t i = shard - 1; i < end; i += many)
    if (work->line[i] == NULL)
      work->part[work->left++] = i;
    else
      work->done++;
}

static mdm_status
collect (void *data, size_t number, const char *bytes, size_t size,
         mdm_err_t *err)
{
  work_t *work = data;
  char *line = flint_malloc (size + 1);

  memcpy (line, bytes, size);
  line[size] = '\0';
  work->line[work->part[number]] = line;
  return work->journal->descriptor < 0
             ? MDM_OK
             : mdm_journal_add (work->journal, bytes, size, err);
}

static void
tell (void *data, size_t done)
{
  const work_t *work = data;

  mdm_progress_tell (work->job->limit.progress, "the laws of the search",
                     work->done + done, work->done + work->left);
}

/* The lock on the journal goes with the one who writes to it.  */
static void
forked (void *data)
{
  const work_t *work = data;

  if (work->journal->descriptor >= 0)
    (void) close (work->journal->descriptor);
}

/* What a worker has at hand.  */
typedef struct
{
  const mdm_search_job_struct *job;
  mdm_sieve_t *sieve;
  mdm_orbits_t *orbits; /* of a grid */
  uint64_t at;          /* orbits gone through */
} hand_t;

/* The grid.  */

/* Put the orbits of PART to what is asked.  */
static mdm_status
sift (mdm_search_found_t found, hand_t *hand, size_t part, mdm_err_t *err)
{
  const mdm_search_job_struct *job = hand->job;
  uint64_t base = mdm_search_job_base (job, part);
  int refutes = 0;

  while (hand->at < base && mdm_orbits_next (hand->orbits))
    hand->at++;
  for (size_t i = 0; i < job->run && mdm_orbits_next (hand->orbits); i++)
    {
      hand->at++;
      MDM_TRY (mdm_sieve_put (found->found, &refutes, hand->sieve,
                              mdm_orbits_weights (hand->orbits), base + i,
                              err));
      found->laws++;
      found->stopped = job->head->first && refutes;
      if (found->stopped)
        return MDM_OK;
    }
  return MDM_OK;
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
draw_law (uint32_t *weight, const mdm_search_job_struct *job, uint64_t *state)
{
  size_t n = job->cells->count;
  size_t some = job->head->support < n ? job->head->support : n;
  MDM_OWNED size_t *cell = flint_malloc (some * sizeof *cell);

  memset (weight, 0, n * sizeof *weight);
  for (size_t i = 0; i < some; i++)
    cell[i] = (size_t) draw_below (state, n);
  for (size_t i = 0; i < job->head->most; i++)
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
  const mdm_search_job_struct *job;
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
  size_t n = climb->job->cells->count;
  uint32_t *weight = climb->weight;

  *moved = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n && weight[i] > 0; j++)
      {
        if (i == j)
          continue;
        weight[i]--;
        weight[j]++;
        if (count_support (weight, n) <= climb->job->head->support)
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
do_climb (mdm_search_found_t found, hand_t *hand, size_t number,
          mdm_err_t *err)
{
  const mdm_search_job_struct *job = hand->job;
  uint64_t state
      = job->seed + (uint64_t) number * UINT64_C (0x632be59bd9b4e019);
  MDM_OWNED uint32_t *weight
      = flint_malloc (job->cells->count * sizeof *weight);
  climb_t climb = { .job = job,
                    .sieve = hand->sieve,
                    .found = found,
                    .question = number % found->questions,
                    .index = mdm_search_job_base (job, number),
                    .weight = weight };

  state = mdm_splitmix64 (&state);
  draw_law (weight, job, &state);
  return climb_up (&climb, err);
}

/* Workers.  */

/* Do task NUMBER, and send what it has found.  */
static mdm_status
do_part (mdm_worker_t *worker, size_t number, hand_t *hand, const work_t *work,
         mdm_err_t *err)
{
  const mdm_search_job_struct *job = work->job;
  size_t part = work->part[number];
  MDM_CLEARED (found, mdm_search_found_struct, mdm_search_found_clear);

  mdm_search_found_init (found, job);
  if (hand->orbits != NULL)
    MDM_TRY (sift (found, hand, part, err));
  else
    MDM_TRY (do_climb (found, hand, part, err));
  MDM_OWNED char *line = mdm_search_part_line (found, job, part);
  mdm_worker_send (worker, number, line, strlen (line));
  if (found->stopped)
    mdm_worker_enough (worker, number);
  return MDM_OK;
}

static void
do_some (mdm_worker_t *worker, void *data)
{
  const work_t *work = data;
  const mdm_search_job_struct *job = work->job;
  hand_t hand = { .job = job };
  size_t number;
  mdm_err_t err = { 0 };
  mdm_status status
      = mdm_sieve_new (&hand.sieve, &job->asked, job->cells, &err);

  if (job->head->climbs == 0)
    hand.orbits = mdm_orbits_new (job->cells, &job->grid);
  while (mdm_worker_take (&number, worker))
    {
      if (status == MDM_OK)
        status = do_part (worker, number, &hand, work, &err);
      if (status != MDM_OK)
        {
          mdm_worker_fail (worker, number, &err);
          break;
        }
    }
  mdm_sieve_free (hand.sieve);
  if (hand.orbits != NULL)
    mdm_orbits_free (hand.orbits);
}

mdm_status
mdm_search_run (char **line, const mdm_search_job_t job,
                const mdm_journal_t *journal, mdm_err_t *err)
{
  work_t work = { .job = job, .line = line, .journal = journal };
  unsigned jobs = job->limit.jobs > 0 ? job->limit.jobs : 1;
  mdm_status status;

  list_parts (&work);
  status = mdm_workers_run (
      &(mdm_workers_t){ .workers
                        = jobs < work.left ? jobs : (unsigned) work.left,
                        .groups = 1,
                        .start = (const size_t[]){ 0, work.left },
                        .data = &work,
                        .work = do_some,
                        .collect = collect,
                        .tell = tell,
                        .forked = forked },
      err);
  flint_free (work.part);
  return status;
}

static mdm_status
add (mdm_search_found_t res, const mdm_search_found_struct *more,
     const mdm_search_job_struct *job, mdm_err_t *err)
{
  res->laws += more->laws;
  res->stopped |= more->stopped;
  for (size_t i = 0; i < more->questions; i++)
    MDM_TRY (mdm_found_add (res->found + i, more->found + i,
                            mdm_search_sign (&job->asked, i), err));
  return MDM_OK;
}

mdm_status
mdm_search_sum (mdm_search_found_t res, char *const *line,
                const mdm_search_job_t job, mdm_err_t *err)
{
  for (size_t i = 0; i < job->parts && !res->stopped; i++)
    {
      MDM_CLEARED (more, mdm_search_found_struct, mdm_search_found_clear);
      const char *what;
      size_t part;

      mdm_search_found_init (more, job);
      if (line[i] == NULL)
        continue;
      what
          = mdm_search_part_read (more, &part, job, line[i], strlen (line[i]));
      if (what != NULL)
        return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                            "part %zu of the search: %s", i, what);
      MDM_TRY (add (res, more, job, err));
    }
  return MDM_OK;
}
