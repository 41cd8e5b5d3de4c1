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
  free (row->json);
}

static void
add_cell (mdm_stream_row_t *row, const char *text)
{
  const char *shown = text == NULL ? "-" : text;

  row->cell = flint_realloc (row->cell, (row->cells + 1) * sizeof *row->cell);
  row->cell[row->cells] = flint_malloc (strlen (shown) + 1);
  strcpy (row->cell[row->cells++], shown);
}

/* The tally, then the cells and the JSON, if there is one, each ended by a
   NUL.  */
char *
mdm_stream_row_pack (size_t *size, const mdm_stream_row_t *row)
{
  size_t at = sizeof row->tally + sizeof row->cells;
  char *bytes;

  *size = at;
  for (size_t i = 0; i < row->cells; i++)
    *size += strlen (row->cell[i]) + 1;
  *size += row->json == NULL ? 0 : strlen (row->json) + 1;
  bytes = flint_malloc (*size);
  memcpy (bytes, &row->tally, sizeof row->tally);
  memcpy (bytes + sizeof row->tally, &row->cells, sizeof row->cells);
  for (size_t i = 0; i < row->cells; i++)
    {
      strcpy (bytes + at, row->cell[i]);
      at += strlen (row->cell[i]) + 1;
    }
  if (row->json != NULL)
    strcpy (bytes + at, row->json);
  return bytes;
}

void
mdm_stream_row_unpack (mdm_stream_row_t *row, const char *bytes, size_t size)
{
  size_t at = sizeof row->tally + sizeof row->cells, cells;

  memcpy (&row->tally, bytes, sizeof row->tally);
  memcpy (&cells, bytes + sizeof row->tally, sizeof cells);
  for (size_t i = 0; i < cells; i++)
    {
      add_cell (row, bytes + at);
      at += strlen (bytes + at) + 1;
    }
  if (at < size)
    {
      row->json = flint_malloc (size - at);
      memcpy (row->json, bytes + at, size - at);
    }
}

/* Judge ASKED, and add its verdict and ratio; the sides are not shown.  */
static mdm_status
judge_briefly (mdm_stream_row_t *row, mdm_instance_t instance,
               const mdm_asked_claim_t *asked, const mdm_format_t *format,
               mdm_err_t *err)
{
  mdm_judgement_t judgement;
  mdm_status status;
  char *ratio = NULL;

  mdm_judgement_init (judgement);
  status = mdm_judge (judgement, asked->entry, instance, err);
  if (status == MDM_OK && judgement->known)
    status
        = mdm_ratio_str (&ratio, judgement->lhs, judgement->rhs, format, err);
  mdm_tally_add (&row->tally, judgement->verdict);
  add_cell (row, mdm_verdict_str (judgement->verdict));
  add_cell (row, ratio);
  flint_free (ratio);
  mdm_judgement_clear (judgement);
  return status;
}

/* Judge ASKED, and add its JSON to LIST.  */
static mdm_status
judge_fully (mdm_stream_row_t *row, json_t *list, mdm_instance_t instance,
             const mdm_asked_claim_t *asked, const mdm_format_t *format,
             mdm_err_t *err)
{
  mdm_judged_t judged;
  mdm_status status;

  mdm_judged_init (judged);
  status = mdm_judged_set (judged, asked, instance, format, err);
  mdm_tally_add (&row->tally, judged->judgement->verdict);
  if (status == MDM_OK)
    json_array_append_new (list, mdm_judged_json (judged, asked, 1));
  mdm_judged_clear (judged);
  return status;
}

/* Set the document of ROW, the claims being LIST.  */
static void
set_json (mdm_stream_row_t *row, const mdm_instance_t instance,
          const mdm_number_t *ekl, json_t *list)
{
  const mdm_law_struct *law = instance->law;
  json_t *json = json_object ();

  json_object_set_new (json, "schema",
                       json_string ("mdmcert-certify-stream-1"));
  json_object_set_new (json, "law", mdm_json_string (law->name));
  json_object_set_new (json, "vocab", json_integer ((json_int_t) law->vocab));
  json_object_set_new (json, "length",
                       json_integer ((json_int_t) law->length));
  json_object_set_new (json, "schedule",
                       mdm_schedule_json (instance->schedule));
  json_object_set_new (json, "ekl", mdm_number_json (ekl));
  json_object_set (json, "claims", list);
  row->json = json_dumps (json, JSON_COMPACT);
  json_decref (json);
}

mdm_status
mdm_stream_row_set (mdm_stream_row_t *row, mdm_instance_t instance,
                    const mdm_asked_claim_t *asked, size_t count,
                    const mdm_format_t *format, mdm_err_t *err)
{
  mdm_format_t brief = *format;
  json_t *list = format->kind == MDM_FORMAT_JSON ? json_array () : NULL;
  const mdm_logform_struct *x;
  mdm_number_t number;
  mdm_status status = mdm_instance_ekl (&x, instance, err);

  /* Exact forms, which take factoring, are only in the JSON.  */
  if (list == NULL)
    brief.exact_terms = 0;
  mdm_number_set_absent (&number);
  if (status == MDM_OK)
    status = mdm_number_set_error (&number, x, &brief, err);
  add_cell (row, instance->law->name);
  add_cell (row, number.value);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = list == NULL
                 ? judge_briefly (row, instance, asked + i, &brief, err)
                 : judge_fully (row, list, instance, asked + i, &brief, err);
  if (status == MDM_OK && list != NULL)
    set_json (row, instance, &number, list);
  mdm_number_clear (&number);
  json_decref (list);
  return status;
}

/* One verdict and one ratio a claim.  */
static void
begin_table (mdm_result_t result, const mdm_asked_claim_t *asked, size_t count,
             const mdm_format_t *format)
{
  char *head = flint_malloc (32);

  mdm_result_table (result, NULL, "law", NULL);
  sprintf (head, "ekl (%s)", mdm_unit_str (format->unit));
  mdm_result_column (result, head);
  for (size_t i = 0; i < count; i++)
    {
      mdm_result_column (result, asked[i].id);
      mdm_result_column (result, "ratio");
    }
  flint_free (head);
}

void
mdm_report_stream (mdm_result_t result, mdm_tally_t *tally,
                   const mdm_stream_row_t *row, size_t rows,
                   const mdm_asked_claim_t *asked, size_t count,
                   const mdm_format_t *format)
{
  char *text;

  begin_table (result, asked, count, format);
  for (size_t i = 0; i < rows; i++)
    {
      if (row[i].json != NULL)
        mdm_result_line (result, row[i].json);
      else
        for (size_t c = 0; c < row[i].cells; c++)
          mdm_result_cell (result, row[i].cell[c]);
      mdm_tally_add_all (tally, &row[i].tally);
    }
  text = mdm_tally_str (tally);
  mdm_result_conclude (result, "%zu law%s, %s", rows, rows == 1 ? "" : "s",
                       text);
  flint_free (text);
}
