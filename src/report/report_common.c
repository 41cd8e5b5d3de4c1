#include <config.h>

#include "report/reports.h"

#include "text/string.h"

#include <string.h>

/* How many sequences, as a number while that is short.  */
static mdm_cell_t
support_cell (const mdm_law_t law)
{
  mdm_cell_t cell;
  MDM_FMPZ (support);

  mdm_law_support (support, law);
  /* What is too large for a JSON integer of most readers is a string.  */
  if (fmpz_bits (support) <= 63)
    return mdm_cell_count (fmpz_get_ui (support));
  cell = mdm_cell_own (fmpz_get_str (NULL, 10, support));
  if (fmpz_bits (support) > 80)
    snprintf (cell.text, strlen (cell.text) + 1, "about 2^%lu",
              (unsigned long) fmpz_bits (support) - 1);
  return cell;
}

void
mdm_say_law (mdm_result_t result, const mdm_law_t law, const char *vocab,
             const char *length, const char *support)
{
  mdm_result_say (result, NULL, "law", mdm_cell_text (law->name));
  mdm_result_say (result, vocab, "V", mdm_cell_count (law->vocab));
  mdm_result_say (result, length, "L", mdm_cell_count (law->length));
  mdm_result_say (result, support, "support", support_cell (law));
  if (law->note != NULL)
    mdm_result_say (result, "weights", "weights", mdm_cell_text (law->note));
}

mdm_cell_t
mdm_cell_steps (const mdm_schedule_t schedule)
{
  return schedule->steps > 0 ? mdm_cell_count (schedule->steps)
                             : mdm_cell_text (NULL);
}

mdm_cell_t
mdm_cell_rounds (mdm_instance_t instance)
{
  size_t rounds;

  if (!mdm_instance_is_policy (instance))
    return mdm_cell_steps (instance->schedule);
  return mdm_instance_rounds_max (&rounds, instance, NULL) == MDM_OK
             ? mdm_cell_count (rounds)
             : mdm_cell_text (NULL);
}

void
mdm_say_schedule (mdm_result_t result, const mdm_schedule_t schedule,
                  const char *steps, const char *smax)
{
  static const char *const names[]
      = { "sizes", "blocks", "step probabilities", "random sizes" };

  if (schedule->kind == MDM_SCHEDULE_POLICY)
    {
      mdm_result_say (result, "schedule", "schedule",
                      mdm_cell_text (schedule->name));
      return;
    }
  mdm_result_say (result, NULL, "schedule", mdm_cell_text (schedule->name));
  mdm_result_say (result, "schedule", names[schedule->kind],
                  mdm_cell_schedule (schedule));
  if (mdm_schedule_made_zeros (schedule) > 0)
    mdm_result_fact (result, "steps of size 0", "%zu of %zu",
                     mdm_schedule_made_zeros (schedule), schedule->steps);
  mdm_result_say (result, steps, "T", mdm_cell_steps (schedule));
  if (schedule->size != NULL)
    mdm_result_say (result, smax, "smax", mdm_cell_count (schedule->smax));
}

void
mdm_say_predictor (mdm_result_t result, const mdm_predictor_struct *predictor)
{
  MDM_OWNED char *sums = NULL;

  if (predictor == NULL || predictor->kind == MDM_PREDICTOR_IDEAL)
    return;
  mdm_result_say (result, "predictor", "predictor",
                  mdm_cell_text (predictor->name));
  sums = mdm_totals_str (&predictor->table->totals);
  if (sums != NULL || predictor->law->note != NULL)
    mdm_result_say (
        result, "predictor_weights", "predictor weights",
        mdm_cell_text (sums != NULL ? sums : predictor->law->note));
}

/* [I, J, ..], COUNT numbers.  */
static json_t *
numbers_json (const size_t *number, size_t count)
{
  json_t *list = json_array ();

  for (size_t i = 0; i < count; i++)
    json_array_append_new (list, json_integer ((json_int_t) number[i]));
  return list;
}

static json_t *
fraction_json (const fmpq_t q)
{
  MDM_OWNED char *text = mdm_fraction_str (q);

  return json_string (text);
}

static json_t *
schedule_json (const mdm_schedule_struct *schedule)
{
  const size_t *position = schedule->position;
  json_t *list;

  if (schedule->kind == MDM_SCHEDULE_SIZES)
    return numbers_json (schedule->size, schedule->steps);
  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return json_string (schedule->name);
  list = json_array ();
  if (schedule->kind == MDM_SCHEDULE_MIXED)
    for (size_t i = 0; i < schedule->parts; i++)
      {
        json_t *part = json_object ();
        json_object_set_new (part, "weight",
                             fraction_json (schedule->weight + i));
        json_object_set_new (part, "sizes",
                             schedule_json (schedule->part + i));
        json_array_append_new (list, part);
      }
  else
    for (size_t t = 0; t < schedule->steps; t++)
      if (schedule->kind == MDM_SCHEDULE_IID)
        json_array_append_new (list, fraction_json (schedule->step + t));
      else
        {
          json_array_append_new (list,
                                 numbers_json (position, schedule->size[t]));
          position += schedule->size[t];
        }
  return list;
}

/* Write what schedule_json gives as `1/2,1/3,1/6', `1/3: 2,2,1; 2/3: 5',
   `2,1' or `0 1|2'; what is within another list between BETWEEN.  */
static void
write_shown (FILE *stream, const json_t *value, const char *between)
{
  const json_t *part;
  size_t i;

  if (json_is_string (value))
    fputs (json_string_value (value), stream);
  else if (json_is_integer (value))
    fprintf (stream, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else if (json_is_object (value))
    {
      write_shown (stream, json_object_get (value, "weight"), NULL);
      fputs (": ", stream);
      write_shown (stream, json_object_get (value, "sizes"), ",");
    }
  else
    json_array_foreach (value, i, part)
      {
        fputs (i == 0                  ? ""
               : json_is_object (part) ? "; "
               : json_is_array (part)  ? "|"
                                       : between,
               stream);
        write_shown (stream, part, " ");
      }
}

static char *
shown_str (const json_t *value)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);

  write_shown (stream, value, ",");
  mdm_str_close (stream);
  return text;
}

char *
mdm_schedule_str (const mdm_schedule_t schedule)
{
  json_t *json = schedule_json (schedule);
  char *text = shown_str (json);

  json_decref (json);
  return text;
}

mdm_cell_t
mdm_cell_schedule (const mdm_schedule_t schedule)
{
  json_t *json;
  mdm_cell_t cell;

  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_cell_text (schedule->name);
  json = schedule_json (schedule);
  cell = mdm_cell_list (json, shown_str (json));

  cell.kind = MDM_CELL_NUMBERS;
  return cell;
}
