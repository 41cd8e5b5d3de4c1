#include <config.h>

#include "cert/record.h"

#include "text/string.h"

#include <stdarg.h>
#include <string.h>

void
mdm_record_open (mdm_record_t *record, char **text, size_t *length)
{
  record->records = 0;
  record->stream = mdm_str_open (text, length);
}

void
mdm_record_close (mdm_record_t *record)
{
  mdm_str_close (record->stream);
}

void
mdm_record_end (mdm_record_t *record)
{
  fputc ('\n', record->stream);
  record->records++;
}

void
mdm_record_put (mdm_record_t *record, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (record->stream, format, arguments);
  va_end (arguments);
  mdm_record_end (record);
}

void
mdm_record_comment (mdm_record_t *record, const char *text)
{
  fputs ("c ", record->stream);
  for (; *text != '\0'; text++)
    fputc (*text >= ' ' && *text <= '~' ? *text : '?', record->stream);
  fputc ('\n', record->stream);
}

void
mdm_record_text (mdm_record_t *record, const char *text, size_t count)
{
  fputs (text, record->stream);
  record->records += count;
}

void
mdm_record_rational (mdm_record_t *record, const fmpq_t q)
{
  fputc (' ', record->stream);
  fmpq_fprint (record->stream, q);
}

void
mdm_record_integer (mdm_record_t *record, const fmpz_t n)
{
  fputc (' ', record->stream);
  fmpz_fprint (record->stream, n);
}

/* A token as one word.  */
static void
put_token (FILE *stream, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text > ' ' && *text <= '~' && *text != '%')
      fputc (*text, stream);
    else
      fprintf (stream, "%%%02X", (unsigned char) *text);
}

void
mdm_record_law (mdm_record_t *record, const mdm_law_t law)
{
  mdm_record_put (record, "law %zu %llu %zu", law->length,
                  (unsigned long long) law->vocab, law->support);
  mdm_record_put (record, "tokens %llu",
                  law->token == NULL ? 0ULL : (unsigned long long) law->vocab);
  for (size_t v = 0; law->token != NULL && v < law->vocab; v++)
    {
      fprintf (record->stream, "token %zu ", v);
      put_token (record->stream, law->token[v]);
      mdm_record_end (record);
    }
  for (size_t i = 0; i < law->support; i++)
    {
      const uint16_t *row = mdm_law_row (law, i);
      fputs ("row", record->stream);
      mdm_record_integer (record, law->weight + i);
      for (size_t k = 0; k < law->length; k++)
        fprintf (record->stream, " %u", row[k]);
      mdm_record_end (record);
    }
}

/* Write a schedule, or process, that is given by COUNT rationals Q.  */
static void
put_rationals (mdm_record_t *record, size_t id, const char *kind,
               const fmpq *q, size_t count)
{
  fprintf (record->stream, "schedule %zu %s %zu", id, kind, count);
  for (size_t i = 0; i < count; i++)
    mdm_record_rational (record, q + i);
  mdm_record_end (record);
}

/* Write the COUNT positions at POSITION, each below LENGTH, ascending; the
   order within a block means nothing.  */
static void
put_block (FILE *stream, const size_t *position, size_t count, size_t length)
{
  for (size_t i = 0; i < length; i++)
    for (size_t j = 0; j < count; j++)
      if (position[j] == i)
        fprintf (stream, " %zu", i);
}

void
mdm_record_schedule (mdm_record_t *record, size_t id,
                     const mdm_schedule_t schedule)
{
  const size_t *position = schedule->position;
  int blocks = schedule->kind == MDM_SCHEDULE_BLOCKS;

  if (schedule->kind == MDM_SCHEDULE_IID)
    {
      put_rationals (record, id, "iid", schedule->step, schedule->steps);
      return;
    }
  fprintf (record->stream, "schedule %zu %s %zu", id,
           blocks ? "blocks" : "sizes", schedule->steps);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      fprintf (record->stream, " %zu", schedule->size[t]);
      if (blocks)
        put_block (record->stream, position, schedule->size[t],
                   schedule->length);
      position += blocks ? schedule->size[t] : 0;
    }
  mdm_record_end (record);
}

void
mdm_record_weights (mdm_record_t *record, size_t id, const fmpq *a,
                    size_t length)
{
  put_rationals (record, id, "weights", a, length);
}

mdm_status
mdm_record_check (const char *text, size_t length, mdm_err_t *err)
{
  size_t line = 0, number = 0;

  for (size_t i = 0; i < length; i++)
    {
      line = text[i] == '\n' ? 0 : line + 1;
      number = strchr ("-/0123456789", text[i]) != NULL ? number + 1 : 0;
      if (line > MDM_RECORD_MAX || number > MDM_RECORD_NUMBER_MAX)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "a certificate has no lines of more than %d bytes "
                            "and no numbers of more than %d, and here it "
                            "would need one",
                            MDM_RECORD_MAX, MDM_RECORD_NUMBER_MAX);
    }
  return MDM_OK;
}
