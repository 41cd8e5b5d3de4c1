#include <config.h>

#include "report/judged.h"
#include "report/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
mdm_stream_row_init (mdm_stream_row_t *row)
{
  memset (row, 0, sizeof *row);
}

void
mdm_stream_row_clear (mdm_stream_row_t *row)
{
  for (size_t i = 0; i < row->cells; i++)
    flint_free (row->cell[i]);
  flint_free (row->cell);
}

static void
add_cell (mdm_stream_row_t *row, const char *text)
{
  const char *shown = text == NULL ? "-" : text;

  row->cell = flint_realloc (row->cell, (row->cells + 1) * sizeof *row->cell);
  row->cell[row->cells] = flint_malloc (strlen (shown) + 1);
  strcpy (row->cell[row->cells++], shown);
}

/* The tally, then the cells, each ended by a NUL.  */
char *
mdm_stream_row_pack (size_t *size, const mdm_stream_row_t *row)
{
  char *bytes, *p;

  *size = sizeof row->tally;
  for (size_t i = 0; i < row->cells; i++)
    *size += strlen (row->cell[i]) + 1;
  bytes = flint_malloc (*size);
  memcpy (bytes, &row->tally, sizeof row->tally);
  p = bytes + sizeof row->tally;
  for (size_t i = 0; i < row->cells; i++)
    p = stpcpy (p, row->cell[i]) + 1;
  return bytes;
}

void
mdm_stream_row_unpack (mdm_stream_row_t *row, const char *bytes, size_t size)
{
  memcpy (&row->tally, bytes, sizeof row->tally);
  for (size_t at = sizeof row->tally; at < size; at += strlen (bytes + at) + 1)
    add_cell (row, bytes + at);
}

/* Judge ASKED into RESULT, or into cells if it is NULL: verdict and ratio; the
   sides are not shown there.  */
static mdm_status
judge (mdm_stream_row_t *row, mdm_result_struct *result,
       mdm_instance_t instance, const mdm_asked_claim_t *asked,
       const mdm_format_t *format, mdm_err_t *err)
{
  MDM_JUDGED (judged);
  mdm_status status
      = mdm_judged_set (judged, asked, instance, format, result != NULL, err);

  if (status != MDM_OK)
    return status;
  mdm_tally_add (&row->tally, judged->judgement->verdict);
  if (result != NULL)
    mdm_judged_add (result, judged, asked);
  else
    {
      add_cell (row, mdm_verdict_str (judged->judgement->verdict));
      add_cell (row, judged->ratio);
    }
  return MDM_OK;
}

static void
init_document (mdm_result_t document)
{
  mdm_result_init (document, "mdmcert-certify-stream-1");
}

/* Set ROW to its document.  */
static mdm_status
set_document (mdm_stream_row_t *row, mdm_instance_t instance,
              const mdm_logform_struct *ekl, const mdm_asked_claim_t *asked,
              size_t count, const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_law_struct *law = instance->law;
  mdm_cell_t cell;
  mdm_status status = mdm_cell_real (&cell, ekl, format, err);
  char *text;

  if (status != MDM_OK)
    return status;
  MDM_SCOPED (document, mdm_result_struct, init_document, mdm_result_clear);
  mdm_result_say (document, "law", NULL, mdm_cell_text (law->name));
  mdm_result_say (document, "vocab", NULL, mdm_cell_count (law->vocab));
  mdm_result_say (document, "length", NULL, mdm_cell_count (law->length));
  if (law->note != NULL)
    mdm_result_say (document, "weights", NULL, mdm_cell_text (law->note));
  mdm_result_say (document, "schedule", NULL,
                  mdm_cell_schedule (instance->schedule));
  mdm_result_say (document, "ekl", NULL, cell);
  mdm_judged_begin (document, 1);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = judge (row, document, instance, asked + i, format, err);
  if (status != MDM_OK)
    return status;
  text = json_dumps (document->json, JSON_COMPACT);
  add_cell (row, text);
  free (text);
  return MDM_OK;
}

mdm_status
mdm_stream_row_set (mdm_stream_row_t *row, mdm_instance_t instance,
                    const mdm_asked_claim_t *asked, size_t count,
                    const mdm_format_t *format, mdm_err_t *err)
{
  mdm_format_t brief = *format;
  const mdm_logform_struct *ekl;
  mdm_status status = mdm_instance_ekl (&ekl, instance, err);
  MDM_NUMBER (number);

  if (status != MDM_OK)
    return status;
  if (format->kind == MDM_FORMAT_JSON)
    return set_document (row, instance, ekl, asked, count, format, err);
  /* Exact forms, which take factoring, are only in the JSON.  */
  brief.exact_terms = 0;
  status = mdm_number_set_error (number, ekl, &brief, err);
  if (status != MDM_OK)
    return status;
  add_cell (row, instance->law->name);
  add_cell (row, number->value);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = judge (row, NULL, instance, asked + i, &brief, err);
  return status;
}

/* One verdict and one ratio a claim.  */
static void
begin_table (mdm_result_t result, const mdm_asked_claim_t *asked, size_t count,
             const mdm_format_t *format)
{
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, NULL);
  mdm_result_column (result, "law", MDM_HEADING_VALUE);
  mdm_result_column (result,
                     format->unit == MDM_BITS ? "ekl (bits)" : "ekl (nats)",
                     MDM_HEADING_VALUE);
  for (size_t i = 0; i < count; i++)
    {
      mdm_result_column (result, asked[i].id, MDM_HEADING_VALUE);
      mdm_result_column (result, "ratio", MDM_HEADING_RATIO);
    }
}

/* The documents of ROWS, a line each.  */
static void
add_documents (mdm_result_t result, const mdm_stream_row_t *row, size_t rows)
{
  size_t size = 1;
  char *p;
  MDM_OWNED char *text = NULL;

  for (size_t i = 0; i < rows; i++)
    size += strlen (row[i].cell[0]) + 1;
  p = text = flint_malloc (size);
  *p = '\0';
  for (size_t i = 0; i < rows; i++)
    p = stpcpy (stpcpy (p, row[i].cell[0]), "\n");
  mdm_result_verbatim (result, text);
}

void
mdm_report_stream (mdm_result_t result, mdm_tally_t *tally,
                   const mdm_stream_row_t *row, size_t rows,
                   const mdm_asked_claim_t *asked, size_t count,
                   const mdm_format_t *format)
{
  MDM_OWNED char *text = NULL;

  for (size_t i = 0; i < rows; i++)
    mdm_tally_add_all (tally, &row[i].tally);
  if (format->kind == MDM_FORMAT_JSON)
    {
      add_documents (result, row, rows);
      return;
    }
  begin_table (result, asked, count, format);
  for (size_t i = 0; i < rows; i++)
    for (size_t c = 0; c < row[i].cells; c++)
      mdm_result_cell (result, row[i].cell[c]);
  text = mdm_tally_str (tally);
  mdm_result_conclude (result, "%zu law%s, %s", rows, rows == 1 ? "" : "s",
                       text);
}
