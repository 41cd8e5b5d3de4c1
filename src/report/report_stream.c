#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include "text/string.h"

#include <string.h>

void
mdm_stream_row_init (mdm_stream_row_t *row)
{
  memset (row, 0, sizeof *row);
}

void
mdm_stream_row_clear (mdm_stream_row_t *row)
{
  flint_free (row->cells);
  flint_free (row->key);
}

/* Add SIZE bytes of cells.  */
static void
add_bytes (mdm_stream_row_t *row, const char *bytes, size_t size)
{
  row->cells = flint_realloc (row->cells, row->size + size);
  memcpy (row->cells + row->size, bytes, size);
  row->size += size;
}

static void
add_cell (mdm_stream_row_t *row, const char *text)
{
  const char *shown = text == NULL ? "-" : text;

  add_bytes (row, shown, strlen (shown) + 1);
}

/* The tally, the key with its end, empty where there is none, then the
   cells.  */
char *
mdm_stream_row_pack (size_t *size, const mdm_stream_row_t *row)
{
  const char *key = row->key == NULL ? "" : row->key;
  size_t n = strlen (key) + 1;
  char *bytes = flint_malloc (sizeof row->tally + n + row->size);

  memcpy (bytes, &row->tally, sizeof row->tally);
  memcpy (bytes + sizeof row->tally, key, n);
  memcpy (bytes + sizeof row->tally + n, row->cells, row->size);
  *size = sizeof row->tally + n + row->size;
  return bytes;
}

void
mdm_stream_row_unpack (mdm_stream_row_t *row, const char *bytes, size_t size)
{
  const char *key = bytes + sizeof row->tally;
  size_t begin = sizeof row->tally + strlen (key) + 1;

  memcpy (&row->tally, bytes, sizeof row->tally);
  row->key = *key == '\0' ? NULL : mdm_str ("%s", key);
  add_bytes (row, bytes + begin, size - begin);
}

static void
init_document (mdm_result_t document)
{
  mdm_result_init (document, "mdmcert-certify-stream-1", NULL, NULL);
}

/* Set the key of ROW to the ratio of JUDGEMENT.  */
static mdm_status
set_key (mdm_stream_row_t *row, const mdm_judgement_struct *judgement,
         mdm_err_t *err)
{
  mdm_format_t format = { .digits = MDM_STREAM_DIGITS, .exact_terms = 64 };

  return judgement->known ? mdm_ratio_str (&row->key, judgement->lhs,
                                           judgement->rhs, &format, err)
                          : MDM_OK;
}

/* Judge the claims into DOCUMENT and, unless it is the document of JSON, into
   the cells of ROW: verdict and ratio; the sides are not shown there.  */
static mdm_status
judge (mdm_stream_row_t *row, mdm_result_t document, mdm_instance_t instance,
       const mdm_asked_claim_t *asked, size_t count, int keyed)
{
  int json = document->format->kind == MDM_FORMAT_JSON;

  for (size_t i = 0; i < count && document->status == MDM_OK; i++)
    {
      MDM_JUDGEMENT (judgement);
      MDM_OWNED char *ratio = NULL;
      MDM_TRY (mdm_judge (judgement, asked[i].entry, instance, document->err));
      row->tally.of[judgement->verdict]++;
      if (keyed && i == 0)
        MDM_TRY (set_key (row, judgement, document->err));
      if (json)
        {
          mdm_judged_add (document, judgement, asked + i);
          continue;
        }
      ratio = mdm_judged_ratio (document, judgement);
      add_cell (row, mdm_verdict_str (judgement->verdict));
      add_cell (row, ratio);
    }
  return document->status;
}

/* Set DOCUMENT to that of JSON, and ROW to its text; the error EKL may be
   ABSENT.  */
static mdm_status
set_document (mdm_stream_row_t *row, mdm_result_t document,
              mdm_instance_t instance, const mdm_logform_struct *ekl,
              int absent, const mdm_asked_claim_t *asked, size_t count,
              int keyed)
{
  const mdm_law_struct *law = instance->law;
  MDM_OWNED char *text = NULL;

  mdm_result_say (document, "law", NULL, mdm_cell_text (law->name));
  mdm_result_say (document, "vocab", NULL, mdm_cell_count (law->vocab));
  mdm_result_say (document, "length", NULL, mdm_cell_count (law->length));
  if (law->note != NULL)
    mdm_result_say (document, "weights", NULL, mdm_cell_text (law->note));
  mdm_result_say (document, "schedule", NULL,
                  mdm_cell_schedule (instance->schedule));
  mdm_result_say (document, "ekl", NULL,
                  absent ? mdm_cell_text (NULL)
                         : mdm_cell_real (document, ekl));
  mdm_judged_begin (document, 1);
  MDM_TRY (judge (row, document, instance, asked, count, keyed));
  text = json_dumps (document->json, JSON_COMPACT);
  add_cell (row, text);
  return MDM_OK;
}

mdm_status
mdm_stream_row_set (mdm_stream_row_t *row, mdm_instance_t instance,
                    const mdm_asked_claim_t *asked, size_t count, int keyed,
                    const mdm_format_t *format, mdm_err_t *err)
{
  mdm_format_t brief = *format;
  const mdm_logform_struct *ekl;
  mdm_status status;
  int absent;
  MDM_SCOPED (document, mdm_result_struct, init_document, mdm_result_clear);
  MDM_NUMBER (number);

  status = mdm_instance_ekl (&ekl, instance, err);
  absent = status == MDM_EABSENT;
  if (status != MDM_OK && !absent)
    return status;
  document->format = &brief;
  document->err = err;
  if (format->kind == MDM_FORMAT_JSON)
    return set_document (row, document, instance, ekl, absent, asked, count,
                         keyed);
  /* Exact forms, which take factoring, are only in the JSON.  */
  brief.exact_terms = 0;
  if (!absent)
    MDM_TRY (mdm_number_set_error (number, ekl, &brief, err));
  add_cell (row, instance->law->name);
  add_cell (row, absent ? "" : number->value);
  return judge (row, document, instance, asked, count, keyed);
}

/* One verdict and one ratio a claim.  */
static void
begin_table (mdm_result_t result, const mdm_asked_claim_t *asked, size_t count)
{
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, NULL);
  mdm_result_column (result, "law", MDM_HEADING_VALUE);
  mdm_result_column (
      result, result->format->unit == MDM_BITS ? "ekl (bits)" : "ekl (nats)",
      MDM_HEADING_VALUE);
  for (size_t i = 0; i < count; i++)
    {
      mdm_result_column (result, asked[i].id, MDM_HEADING_VALUE);
      mdm_result_column (result, "ratio", MDM_HEADING_RATIO);
    }
}

/* The documents of ROWS, a line each.  */
static void
add_documents (mdm_result_t result, mdm_stream_row_t *const *row, size_t rows)
{
  MDM_OWNED char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  for (size_t i = 0; i < rows; i++)
    fprintf (stream, "%s\n", row[i]->cells);
  mdm_str_close (stream);
  mdm_result_verbatim (result, text);
}

void
mdm_report_stream (mdm_result_t result, const mdm_tally_t *tally, size_t laws,
                   mdm_stream_row_t *const *row, size_t rows,
                   const mdm_asked_claim_t *asked, size_t count)
{
  MDM_OWNED char *text = NULL, *shown = NULL;

  if (result->format->kind == MDM_FORMAT_JSON)
    {
      add_documents (result, row, rows);
      return;
    }
  begin_table (result, asked, count);
  for (size_t i = 0; i < rows; i++)
    for (size_t at = 0; at < row[i]->size;
         at += strlen (row[i]->cells + at) + 1)
      mdm_result_cell (result, row[i]->cells + at);
  text = mdm_tally_str (tally);
  shown = rows == laws ? mdm_str ("%s", "")
                       : mdm_str ("; %zu of the laws shown", rows);
  mdm_result_conclude (result, "%zu law%s, %s%s", laws, laws == 1 ? "" : "s",
                       text, shown);
}
