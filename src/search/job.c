#include <config.h>

#include "search/job.h"

#include "exact/rational.h"
#include "text/string.h"

#include <string.h>

/* Orbits of one part, at least; and parts of a search, at most.  */
#define RUN 256
#define PARTS_MAX 20000

/* What a law costs with one schedule and question, about: its curve, its
   schedule, its verdict.  */
#define CELLS_PER_LAW 100000

void
mdm_search_job_init (mdm_search_job_t job)
{
  memset (job, 0, sizeof *job);
  mdm_cells_init (job->cells);
}

void
mdm_search_job_clear (mdm_search_job_t job)
{
  for (size_t i = 0; job->library != NULL && i < job->head->claims; i++)
    mdm_library_clear (job->library[i]);
  flint_free (job->library);
  flint_free (job->claim);
  flint_free (job->entry);
  mdm_expr_free (job->goal);
  mdm_expr_free (job->over);
  flint_free (job->label);
  mdm_cells_clear (job->cells);
}

/* The limits are those of the search, whoever goes on with it.  */
static mdm_status
set_limit (mdm_search_job_t job, const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_search_head_t *head = job->head;

  job->limit = *limit;
  job->reading = mdm_reading (limit);
  job->reading.normalize = head->normalize;
  job->reading.pad = head->pad;
  job->limit.reading = &job->reading;
  MDM_TRY (mdm_natural_read (&job->limit.max_cells, head->max_cells,
                             strlen (head->max_cells), UINT64_MAX, err));
  MDM_TRY (mdm_natural_read (&job->limit.max_memory, head->max_memory,
                             strlen (head->max_memory), UINT64_MAX, err));
  return head->seed == NULL
             ? MDM_OK
             : mdm_natural_read (&job->seed, head->seed, strlen (head->seed),
                                 UINT64_MAX, err);
}

static mdm_status
read_claims (mdm_search_job_t job, mdm_err_t *err)
{
  size_t count = job->head->claims;

  job->library = flint_malloc ((count + 1) * sizeof *job->library);
  job->claim = flint_malloc ((count + 1) * sizeof *job->claim);
  job->entry = flint_malloc ((count + 1) * sizeof *job->entry);
  for (size_t i = 0; i < count; i++)
    mdm_library_init (job->library[i]);
  for (size_t i = 0; i < count; i++)
    {
      const mdm_search_claim_t *claim = job->head->claim + i;

      MDM_TRY (mdm_library_read (job->library[i], claim->id, claim->entry,
                                 strlen (claim->entry), err));
      if (job->library[i]->count != 1)
        return mdm_err_set (err, MDM_EPARSE, claim->id, 0, 0,
                            "one claim is expected");
      job->entry[i] = job->library[i]->entry;
      job->claim[i] = (mdm_asked_claim_t){ job->entry[i], claim->id, NULL };
    }
  return MDM_OK;
}

static mdm_status
read_goal (mdm_search_job_t job, mdm_err_t *err)
{
  int greatest = job->head->maximize != NULL;
  const char *text = greatest ? job->head->maximize : job->head->minimize;
  MDM_OWNED char *where = NULL;

  if (text == NULL)
    return MDM_OK;
  where = mdm_str ("--%s=%s", greatest ? "maximize" : "minimize", text);
  if (mdm_ratio_parse (&job->goal, &job->over, text, where, 1, err) != MDM_OK)
    return MDM_EPARSE; /* over a limit of the language, too */
  job->asked.sign = greatest ? 1 : -1;
  return MDM_OK;
}

/* What a shard of LAWS laws costs.  */
static mdm_status
check_work (const mdm_search_job_struct *job, uint64_t laws, mdm_err_t *err)
{
  const mdm_search_asked_t *asked = &job->asked;
  uint64_t questions
      = mdm_work_mul (mdm_search_questions (asked),
                      asked->schedules > 0 ? asked->schedules : 1);
  uint64_t shards = job->head->shards;

  laws = laws / shards + (laws % shards > 0);
  return mdm_limit_check (
      asked->limit, "the search",
      mdm_work_mul (laws, mdm_work_mul (questions, CELLS_PER_LAW)), 0, err);
}

/* The laws that climbs among COUNT sequences meet, about: one looks at all
   moves, and the more often the greater the sum is.  */
static uint64_t
climbed_laws (const mdm_search_job_struct *job, uint64_t count)
{
  return mdm_work_mul (
      job->head->climbs,
      mdm_work_mul (mdm_work_mul (count, count), 1 + job->head->most / 2));
}

static mdm_status
set_cells (mdm_search_job_t job, mdm_err_t *err)
{
  const mdm_search_head_t *head = job->head;
  mdm_search_asked_t *asked = &job->asked;
  mdm_symmetry_t symmetry;
  uint64_t count, order;

  asked->length = head->length;
  asked->schedule = head->schedule;
  asked->schedules = head->schedules;
  asked->predictor = head->predictor;
  asked->claim = job->entry;
  asked->claims = head->claims;
  asked->goal = job->goal;
  asked->over = job->over;
  asked->limit = &job->limit;
  job->label = flint_malloc (head->length * sizeof *job->label);
  MDM_TRY (mdm_search_symmetry (&symmetry, job->label, asked, err));
  /* Climbs go through laws as they come.  */
  for (size_t i = 0; i < head->length && head->climbs > 0; i++)
    job->label[i] = i;
  symmetry.relabels &= head->climbs == 0;
  MDM_TRY (mdm_cells_size (&count, &order, head->vocab, head->length,
                           &symmetry, err));
  job->grid = (mdm_weight_grid_t){ head->least, head->most, head->support };
  MDM_TRY (check_work (job,
                       head->climbs > 0
                           ? climbed_laws (job, count)
                           : mdm_orbits_at_least (count, order, &job->grid),
                       err));
  return mdm_cells_set (job->cells, head->vocab, head->length, &symmetry,
                        &job->limit, err);
}

/* All laws: so many orbits.  */
static mdm_status
share_grid (mdm_search_job_t job, mdm_err_t *err)
{
  MDM_FMPZ (count);

  mdm_orbits_count (count, job->cells, &job->grid);
  job->laws = fmpz_abs_fits_ui (count) ? fmpz_get_ui (count) : UINT64_MAX;
  MDM_TRY (check_work (job, job->laws, err));
  job->run = (size_t) (job->laws / PARTS_MAX + 1);
  if (job->run < RUN)
    job->run = RUN;
  job->parts = (size_t) ((job->laws + job->run - 1) / job->run);
  return MDM_OK;
}

mdm_status
mdm_search_job_set (mdm_search_job_t job, const mdm_search_head_t *head,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  job->head = head;
  MDM_TRY (set_limit (job, limit, err));
  MDM_TRY (read_claims (job, err));
  MDM_TRY (read_goal (job, err));
  MDM_TRY (set_cells (job, err));
  if (head->climbs == 0)
    return share_grid (job, err);
  job->parts = (size_t) mdm_work_mul (head->climbs,
                                      mdm_search_questions (&job->asked));
  return MDM_OK;
}

uint64_t
mdm_search_job_base (const mdm_search_job_t job, size_t part)
{
  return job->head->climbs > 0 ? (uint64_t) part << 32
                               : (uint64_t) part * job->run;
}
