#include <config.h>

#include "readers.h"

#include "exact/scoped.h"
#include "law/spec.h"
#include "law/stream.h"
#include "prove/mixture.h"
#include "report/reports.h"
#include "sampler/predictor.h"
#include "sampler/schedule_spec.h"
#include "search/kept.h"
#include "table/head.h"
#include "table/kept.h"
#include "table/plan.h"
#include "text/string.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a reader is given: the bytes, as a text that a NUL ends, and FILE,
   which holds them.  */
typedef struct
{
  const char *file, *text;
  size_t length;
} input_t;

typedef mdm_status reader_t (const input_t *input, mdm_err_t *err);

/* Small, so that all is quick: what is over a limit is told at once.  */
static const mdm_limit_t limit
    = { .max_cells = 2000000, .max_memory = 4000000, .jobs = 1 };

static void
require (int holds, const char *what)
{
  if (holds)
    return;
  fprintf (stderr, "%s\n", what);
  abort ();
}

/* Laws.  */

/* The rows of LAW ascend, their weights are positive and coprime.  */
static void
check_law (const mdm_law_t law)
{
  MDM_FMPZ (sum);
  MDM_FMPZ (divisor);

  require (law->length >= 1 && law->vocab >= 1, "no positions or no tokens");
  if (!law->listed)
    return;
  for (size_t i = 0; i < law->support; i++)
    {
      const uint16_t *row = mdm_law_row (law, i);
      const uint16_t *last = i > 0 ? row - law->length : NULL;
      size_t k = 0;
      for (size_t j = 0; j < law->length; j++)
        require (row[j] < law->vocab, "a token that there is not");
      while (i > 0 && k < law->length && row[k] == last[k])
        k++;
      require (i == 0 || (k < law->length && row[k] > last[k]),
               "rows are out of order");
      require (fmpz_sgn (law->weight + i) > 0, "a weight is not positive");
      fmpz_add (sum, sum, law->weight + i);
      fmpz_gcd (divisor, divisor, law->weight + i);
    }
  require (fmpz_equal (sum, law->total), "the total is another");
  require (law->support > 0 && fmpz_is_one (divisor), "weights not coprime");
}

/* Open BEFORE, the file of INPUT, and AFTER together as a law.  */
static mdm_status
open_law (const char *before, const input_t *input, const char *after,
          mdm_err_t *err)
{
  char spec[256];
  mdm_status status;
  MDM_LAW (law);

  snprintf (spec, sizeof spec, "%s%s%s", before, input->file, after);
  status = mdm_law_open (law, spec, &limit, err);
  if (status == MDM_OK)
    check_law (law);
  return status;
}

#define LAW_READER(name, before, after)                                       \
 static mdm_status name (const input_t *input, mdm_err_t *err)                \
 {                                                                            \
  return open_law (before, input, after, err);                                \
 }

LAW_READER (read_law, "", "")
LAW_READER (read_code, "code:q=3,G=", "")
LAW_READER (read_hmm, "hmm:", ",L=3")
LAW_READER (read_ngram, "ngram:", ",L=3")
LAW_READER (read_product, "product:", "")
LAW_READER (read_mixture, "mixture:", "")
LAW_READER (read_text, "text:", ",L=2,classes=x:ab/y:c")
LAW_READER (read_ngram_from,
            "ngram-from:", ",n=2,L=2,classes=x:ab/y:c,add=1/2")

/* A SPEC names files; one of these, or standard input, may have no end.  */
static int
is_harmless (const input_t *input)
{
  return memchr (input->text, '/', input->length) == NULL
         && memchr (input->text, '\0', input->length) == NULL
         && input->length > 0 && input->text[0] != '-';
}

static mdm_status
read_spec (const input_t *input, mdm_err_t *err)
{
  mdm_status status;
  MDM_LAW (law);

  if (!is_harmless (input))
    return MDM_OK;
  status = mdm_law_open (law, input->text, &limit, err);
  if (status == MDM_OK)
    check_law (law);
  return status;
}

static mdm_status
read_laws (const input_t *input, mdm_err_t *err)
{
  mdm_stream_t stream;
  mdm_status status = MDM_OK;
  int more = 1;

  mdm_stream_init (&stream, input->file, input->text, input->length);
  while (more && status == MDM_OK)
    {
      MDM_LAW (law);
      status = mdm_stream_next (law, &more, &stream, &limit, err);
      if (status == MDM_OK && more)
        check_law (law);
    }
  return status;
}

/* Samplers.  */

/* Write RESULT, which FORMAT was given to, in every format.  */
static void
write_nowhere (const mdm_result_t result, mdm_format_t *format)
{
  for (int kind = MDM_FORMAT_TEXT; kind <= MDM_FORMAT_LATEX; kind++)
    {
      MDM_OWNED char *text = NULL;
      size_t length;
      FILE *stream = mdm_str_open (&text, &length);
      format->kind = (mdm_format_kind) kind;
      mdm_result_write (stream, result);
      mdm_str_close (stream);
      require (length > 0 && text[length - 1] == '\n', "no whole lines");
    }
}

static mdm_status
open_schedule (const char *spec, mdm_err_t *err)
{
  mdm_status status;
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);
  MDM_LAW (law);

  status = mdm_law_open (law, "parity:V=2,L=4", &limit, err);
  return status == MDM_OK
             ? mdm_schedule_open (schedule, spec, law, curve, &limit, err)
             : status;
}

static mdm_status
read_schedule (const input_t *input, mdm_err_t *err)
{
  return is_harmless (input) ? open_schedule (input->text, err) : MDM_OK;
}

static mdm_status
read_mixed (const input_t *input, mdm_err_t *err)
{
  char spec[256];

  snprintf (spec, sizeof spec, "mixed:%s", input->file);
  return open_schedule (spec, err);
}

/* The states that the policy of a file goes through.  */
static mdm_status
read_policy (const input_t *input, mdm_err_t *err)
{
  char spec[256];
  mdm_format_t format = MDM_FORMAT_DEFAULT;
  mdm_result_t result;
  mdm_status status;
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_LAW (law);

  snprintf (spec, sizeof spec, "policy-file:%s", input->file);
  MDM_TRY (mdm_law_open (law, "parity:V=2,L=3", &limit, err));
  MDM_TRY (mdm_schedule_open (schedule, spec, law, NULL, &limit, err));
  mdm_result_init (result, "fuzz", &format, err);
  status = mdm_report_law (result, law, schedule, NULL, 1, 0, &limit);
  if (status == MDM_OK)
    write_nowhere (result, &format);
  mdm_result_clear (result);
  return status;
}

/* The law of what is sampled with PREDICTOR, one token after the other.  */
static mdm_status
sample (mdm_law_t law, const mdm_predictor_t predictor, mdm_err_t *err)
{
  mdm_format_t format = MDM_FORMAT_DEFAULT;
  mdm_result_t result;
  mdm_status status;
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  status = mdm_schedule_parse (schedule, "1,1", 2, NULL, &limit, err);
  if (status != MDM_OK)
    return status;
  mdm_result_init (result, "fuzz", &format, err);
  status = mdm_report_law (result, law, schedule, predictor, 0, 0, &limit);
  if (status == MDM_OK)
    write_nowhere (result, &format);
  mdm_result_clear (result);
  return status;
}

static mdm_status
read_predictor (const input_t *input, mdm_err_t *err)
{
  char spec[256];
  mdm_status status;
  MDM_LAW (law);
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);

  snprintf (spec, sizeof spec, "table:%s", input->file);
  status = mdm_law_open (law, "uniform:V=2,L=2", &limit, err);
  if (status == MDM_OK)
    status = mdm_predictor_open (predictor, spec, law, &limit, err);
  return status == MDM_OK ? sample (law, predictor, err) : status;
}

static mdm_status
read_proof_mixture (const input_t *input, mdm_err_t *err)
{
  mdm_mixture_t mixture;
  mdm_status status;

  mdm_mixture_init (mixture, 4);
  status = mdm_mixture_parse (mixture, input->file, input->text, input->length,
                              4, 3, err);
  mdm_mixture_clear (mixture);
  return status;
}

/* Claims.  */

static mdm_status
read_claims (const input_t *input, mdm_err_t *err)
{
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);

  return mdm_library_read (library, input->file, input->text, input->length,
                           err);
}

/* Decide the COUNT claims ASKED on a small instance.  */
static mdm_status
decide (const mdm_asked_claim_t *asked, size_t count, mdm_err_t *err)
{
  mdm_format_t format = MDM_FORMAT_DEFAULT;
  mdm_tally_t tally = { 0 };
  mdm_instance_t instance;
  mdm_result_t result;
  mdm_status status;
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_LAW (law);

  status = mdm_law_open (law, "random:V=2,L=3,den=5,seed=1", &limit, err);
  if (status == MDM_OK)
    status = mdm_schedule_parse (schedule, "2,1", 3, NULL, &limit, err);
  if (status != MDM_OK)
    return status;
  mdm_result_init (result, "fuzz", &format, err);
  mdm_instance_init (instance, law, schedule, &limit);
  status = mdm_report_certify (result, &tally, instance, asked, count, 0);
  if (status == MDM_OK)
    write_nowhere (result, &format);
  mdm_instance_clear (instance);
  mdm_result_clear (result);
  return status;
}

/* The claims are decided, too.  */
static mdm_status
read_judge (const input_t *input, mdm_err_t *err)
{
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  mdm_status status = mdm_library_read (library, input->file, input->text,
                                        input->length, err);

  if (status != MDM_OK)
    return status;
  MDM_OWNED mdm_asked_claim_t *asked
      = flint_calloc (library->count + 1, sizeof *asked);
  for (size_t i = 0; i < library->count; i++)
    asked[i] = (mdm_asked_claim_t){ library->entry + i, "c" };
  return decide (asked, library->count, err);
}

/* Tables.  */

typedef struct
{
  mdm_library_t library;
  mdm_description_t description;
  mdm_plan_t plan;
  mdm_head_t head;
} table_t;

static void
table_init (table_t *table)
{
  mdm_library_init (table->library);
  mdm_description_init (table->description, "table", table->library);
  mdm_plan_init (table->plan);
  mdm_head_init (&table->head);
}

static void
table_clear (table_t *table)
{
  mdm_head_clear (&table->head);
  mdm_plan_clear (table->plan);
  mdm_description_clear (table->description);
  mdm_library_clear (table->library);
}

/* Set TABLE to the table of TEXT, and its head.  */
static mdm_status
set_table (table_t *table, const char *text, size_t length, mdm_err_t *err)
{
  const mdm_format_t format = MDM_FORMAT_DEFAULT;
  mdm_status status
      = mdm_description_read (table->description, text, length, err);

  if (status == MDM_OK)
    status = mdm_plan_set (table->plan, table->description, err);
  if (status == MDM_OK)
    mdm_head_set (&table->head, table->description, table->plan, &format,
                  &limit);
  return status;
}

/* A range of a million rows is read as any other, but not in a moment.  */
static int
has_long_number (const input_t *input)
{
  size_t digits = 0;

  for (size_t i = 0; i < input->length && digits < 4; i++)
    digits = strchr ("0123456789", input->text[i]) != NULL ? digits + 1 : 0;
  return digits >= 4;
}

static mdm_status
read_table (const input_t *input, mdm_err_t *err)
{
  MDM_SCOPED (table, table_t, table_init, table_clear);

  return has_long_number (input)
             ? MDM_OK
             : set_table (table, input->text, input->length, err);
}

static mdm_status
read_shard (const input_t *input, mdm_err_t *err)
{
  MDM_SCOPED (shards, mdm_row_shards_struct, mdm_row_shards_init, mdm_row_shards_clear);
  mdm_status status
      = mdm_row_shards_add (shards, input->file, input->text, input->length, err);

  return status == MDM_OK ? mdm_shards_complete (&shards->shards, err) : status;
}

static mdm_status
read_search (const input_t *input, mdm_err_t *err)
{
  static const mdm_limit_t limit = { .max_cells = 100000000,
                                     .max_memory = 1000000 };
  MDM_SCOPED (shards, mdm_search_shards_struct, mdm_search_shards_init,
              mdm_search_shards_clear);
  mdm_status status = mdm_search_shards_add (shards, input->file, input->text,
                                             input->length, &limit, err);

  return status == MDM_OK ? mdm_shards_complete (&shards->shards, err)
                          : status;
}

/* Of the table of seeds/journal.  */
static mdm_status
read_journal (const input_t *input, mdm_err_t *err)
{
  static const char text[] = "Table: S\n\nRows: {k}\nFor: k = 1..3\n"
                             "Law: uniform:V=2,L={k}\nSchedule: ar\n\n"
                             "Column: ekl\n\nColumn: half\n"
                             "Claim: ekl <= tc/2\n";
  MDM_SCOPED (table, table_t, table_init, table_clear);
  mdm_status status = set_table (table, text, strlen (text), err);
  mdm_journal_t journal = { -1, NULL };
  mdm_record_t *record[3] = { NULL };

  require (status == MDM_OK, "the table is wrong");
  status = mdm_kept_open (&journal, input->file, &table->head, table->plan,
                             record, err);
  if (mdm_journal_close (&journal, NULL) != MDM_OK)
    abort ();
  for (size_t i = 0; i < 3; i++)
    mdm_record_free (record[i]);
  return status;
}

/* All of them.  */

static const struct
{
  const char *name;
  reader_t *read;
} readers[] = { { "law", read_law },
                { "laws", read_laws },
                { "spec", read_spec },
                { "code", read_code },
                { "hmm", read_hmm },
                { "ngram", read_ngram },
                { "ngram-from", read_ngram_from },
                { "product", read_product },
                { "mixture", read_mixture },
                { "text", read_text },
                { "schedule", read_schedule },
                { "mixed", read_mixed },
                { "policy", read_policy },
                { "predictor", read_predictor },
                { "proof-mixture", read_proof_mixture },
                { "claims", read_claims },
                { "judge", read_judge },
                { "table", read_table },
                { "shard", read_shard },
                { "search", read_search },
                { "journal", read_journal } };

#define READERS (sizeof readers / sizeof *readers)

const char *
fuzz_name (size_t i)
{
  return i < READERS ? readers[i].name : NULL;
}

/* A file of the SIZE BYTES and its name; the same one is filled again.  */
static const char *
fill_file (const void *bytes, size_t size)
{
  static char name[64];
  static int descriptor = -1;

  if (descriptor < 0)
    {
      descriptor = memfd_create ("input", 0);
      snprintf (name, sizeof name, "/proc/self/fd/%d", descriptor);
    }
  require (descriptor >= 0 && ftruncate (descriptor, 0) == 0
               && pwrite (descriptor, bytes, size, 0) == (ssize_t) size,
           "no file could be made");
  return name;
}

int
fuzz_read (const char *name, const void *bytes, size_t size)
{
  size_t i = 0;
  mdm_err_t err;
  mdm_status status;

  while (i < READERS && strcmp (readers[i].name, name) != 0)
    i++;
  if (i == READERS)
    return -1;
  memset (&err, 0, sizeof err);
  MDM_OWNED char *text = flint_malloc (size + 1);
  memcpy (text, bytes, size);
  text[size] = '\0';
  status = readers[i].read (&(input_t){ fill_file (bytes, size), text, size },
                            &err);
  require (status >= MDM_OK && status <= MDM_EABSENT, "no status");
  require (status == MDM_OK
               || (err.status == status && err.message[0] != '\0'),
           "no message");
  flint_cleanup ();
  return (int) status;
}
