#include <config.h>

#include "search/kept.h"

#include "exact/scoped.h"
#include "text/string.h"

#include <string.h>

/* Where the lines of a search go.  */
typedef struct
{
  const mdm_search_job_struct *job;
  char **line;
} lines_t;

static const char *
take (void *data, size_t shard, const char *text, size_t length)
{
  const lines_t *lines = data;
  const mdm_search_job_struct *job = lines->job;
  size_t part;
  const char *what;
  MDM_CLEARED (found, mdm_search_found_struct, mdm_search_found_clear);

  mdm_search_found_init (found, job);
  what = mdm_search_part_read (found, &part, job, text, length);
  if (what != NULL)
    return what;
  if (part % job->head->shards != shard - 1)
    return "this part is not one of the shard";
  if (lines->line[part] != NULL)
    return "this part is there twice";
  lines->line[part] = mdm_str ("%.*s\n", (int) length, text);
  return NULL;
}

static const mdm_records_kind_t kind = { .noun = "search",
                                         .record = "part",
                                         .inputs = "an option, a claim",
                                         .schema = MDM_SEARCH_SCHEMA,
                                         .take = take };

mdm_status
mdm_search_open (mdm_journal_t *journal, const char *file,
                 const mdm_search_job_t job, char **line, mdm_err_t *err)
{
  MDM_OWNED char *head = mdm_search_head_line (job->head);
  lines_t lines = { job, line };

  return mdm_journal_open (journal, file, &kind, &lines, head,
                           job->head->shard, err);
}

char *
mdm_search_shard_str (const mdm_search_job_t job, char *const *line)
{
  MDM_OWNED char *head = mdm_search_head_line (job->head);
  char *text = NULL;
  size_t size = 0, end;
  FILE *stream = mdm_str_open (&text, &size);

  (void) mdm_search_missing (&end, line, job, job->head->shard);
  fputs (head, stream);
  for (size_t i = 0; i < end; i++)
    if (line[i] != NULL)
      fputs (line[i], stream);
  mdm_str_close (stream);
  return text;
}

/* Shards.  */

void
mdm_search_shards_init (mdm_search_shards_t shards)
{
  memset (shards, 0, sizeof *shards);
  mdm_search_head_init (&shards->head);
  mdm_search_job_init (shards->job);
}

void
mdm_search_shards_clear (mdm_search_shards_t shards)
{
  for (size_t i = 0; shards->line != NULL && i < shards->job->parts; i++)
    flint_free (shards->line[i]);
  flint_free (shards->line);
  mdm_search_job_clear (shards->job);
  mdm_search_head_clear (&shards->head);
  mdm_shards_clear (&shards->shards);
}

int
mdm_search_is_shard (const char *text, size_t length)
{
  static const char begin[] = "{\"schema\":\"mdmcert-search-shard-";
  size_t n = sizeof begin - 1;

  return length >= n && memcmp (text, begin, n) == 0;
}

/* Admit HEAD, of FILE, as shard NUMBER; the first one is taken over.  */
static mdm_status
admit (mdm_search_shards_t shards, mdm_search_head_t *head, size_t number,
       const char *file, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;

  head->shard = 1;
  MDM_TRY (mdm_shards_admit (&shards->shards, &kind,
                             mdm_search_head_line (head), number, head->shards,
                             file, err));
  if (shards->line != NULL)
    return MDM_OK;
  shards->head = *head;
  mdm_search_head_init (head);
  status = mdm_search_job_set (shards->job, &shards->head, limit, err);
  shards->line = flint_calloc (shards->job->parts + 1, sizeof *shards->line);
  return status;
}

mdm_status
mdm_search_shards_add (mdm_search_shards_t shards, const char *file,
                       const char *text, size_t length,
                       const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (head, mdm_search_head_t, mdm_search_head_init,
              mdm_search_head_clear);
  const char *end = memchr (text, '\n', length);
  size_t n = end == NULL ? length : (size_t) (end - text) + 1;
  size_t number, last;
  lines_t lines;

  if (!mdm_search_head_read (head, text, n))
    return mdm_records_refuse (&kind, file, text, length,
                               "it is not a shard of a search, as mdmcert "
                               "search --shard=R/M writes them",
                               err);
  MDM_TRY (mdm_shards_check (head->version, file, text, length, n, err));
  number = head->shard;
  MDM_TRY (admit (shards, head, number, file, limit, err));
  lines = (lines_t){ shards->job, shards->line };
  MDM_TRY (
      mdm_shards_read (&kind, &lines, number, file, text, length, n, err));
  return mdm_shards_lack (
      &kind, mdm_search_missing (&last, shards->line, shards->job, number),
      file, err);
}
