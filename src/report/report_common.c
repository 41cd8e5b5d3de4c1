#include <config.h>

#include "report/reports.h"

#include <stdio.h>
#include <string.h>

mdm_format_t
mdm_brief_format (const mdm_format_t *format)
{
  mdm_format_t brief = *format;

  if (brief.digits > 6)
    brief.digits = 6;
  brief.exact_terms = 0;
  return brief;
}

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

void
mdm_say_schedule (mdm_result_t result, const mdm_schedule_t schedule,
                  const char *steps, const char *smax)
{
  static const char *const names[]
      = { "sizes", "blocks", "step probabilities", "random sizes" };

  mdm_result_say (result, NULL, "schedule", mdm_cell_text (schedule->name));
  mdm_result_say (result, "schedule", names[schedule->kind],
                  mdm_cell_schedule (schedule));
  mdm_result_say (result, steps, "T", mdm_cell_steps (schedule));
  if (schedule->size != NULL)
    mdm_result_say (result, smax, "smax", mdm_cell_count (schedule->smax));
}

void
mdm_say_predictor (mdm_result_t result, const mdm_predictor_struct *predictor)
{
  if (predictor != NULL && predictor->kind != MDM_PREDICTOR_IDEAL)
    mdm_result_say (result, "predictor", "predictor",
                    mdm_cell_text (predictor->name));
}

static json_t *schedule_json (const mdm_schedule_struct *schedule);

/* The next block of SIZE positions.  */
static json_t *
block_json (const size_t *position, size_t size)
{
  json_t *block = json_array ();

  for (size_t j = 0; j < size; j++)
    json_array_append_new (block, json_integer ((json_int_t) position[j]));
  return block;
}

static json_t *
fraction_json (const fmpq_t q)
{
  MDM_OWNED char *text = mdm_fraction_str (q);

  return json_string (text);
}

/* {"weight":"1/3","sizes":[2,2,1]}, one of the random sizes.  */
static json_t *
part_json (const mdm_schedule_struct *schedule, size_t i)
{
  json_t *part = json_object ();

  json_object_set_new (part, "weight", fraction_json (schedule->weight + i));
  json_object_set_new (part, "sizes", schedule_json (schedule->part + i));
  return part;
}

static json_t *
schedule_json (const mdm_schedule_struct *schedule)
{
  json_t *list = json_array ();
  const size_t *position = schedule->position;

  if (schedule->kind == MDM_SCHEDULE_MIXED)
    for (size_t i = 0; i < schedule->parts; i++)
      json_array_append_new (list, part_json (schedule, i));
  else if (schedule->kind == MDM_SCHEDULE_IID)
    for (size_t t = 0; t < schedule->steps; t++)
      json_array_append_new (list, fraction_json (schedule->step + t));
  else if (schedule->kind == MDM_SCHEDULE_SIZES)
    for (size_t t = 0; t < schedule->steps; t++)
      json_array_append_new (list,
                             json_integer ((json_int_t) schedule->size[t]));
  else
    for (size_t t = 0; t < schedule->steps; t++)
      {
        json_array_append_new (list, block_json (position, schedule->size[t]));
        position += schedule->size[t];
      }
  return list;
}

/* A text that grows.  */
typedef struct
{
  char *text;
  size_t length, room;
} growing_t;

static void
append (growing_t *growing, const char *text)
{
  size_t n = strlen (text);

  if (growing->length + n >= growing->room)
    {
      growing->room = 2 * (growing->length + n) + 32;
      growing->text = flint_realloc (growing->text, growing->room);
    }
  strcpy (growing->text + growing->length, text);
  growing->length += n;
}

static void
append_fraction (growing_t *growing, const fmpq_t q)
{
  MDM_OWNED char *text = mdm_fraction_str (q);

  append (growing, text);
}

/* Append a schedule as `1/2,1/3,1/6', `1/3: 2,2,1; 2/3: 5', `2,1' or
   `0 1|2'.  */
static void
append_schedule (growing_t *growing, const mdm_schedule_struct *schedule)
{
  const size_t *position = schedule->position;
  char number[32];

  if (schedule->kind == MDM_SCHEDULE_SIZES)
    {
      MDM_OWNED char *sizes = mdm_schedule_sizes_str (schedule);
      append (growing, sizes);
    }
  else if (schedule->kind == MDM_SCHEDULE_MIXED)
    for (size_t i = 0; i < schedule->parts; i++)
      {
        append (growing, i == 0 ? "" : "; ");
        append_fraction (growing, schedule->weight + i);
        append (growing, ": ");
        append_schedule (growing, schedule->part + i);
      }
  else if (schedule->kind == MDM_SCHEDULE_IID)
    for (size_t t = 0; t < schedule->steps; t++)
      {
        append (growing, t == 0 ? "" : ",");
        append_fraction (growing, schedule->step + t);
      }
  else
    for (size_t t = 0; t < schedule->steps; t++)
      for (size_t j = 0; j < schedule->size[t]; j++)
        {
          snprintf (number, sizeof number, "%s%zu",
                    j > 0   ? " "
                    : t > 0 ? "|"
                            : "",
                    *position++);
          append (growing, number);
        }
}

char *
mdm_schedule_str (const mdm_schedule_t schedule)
{
  growing_t growing = { NULL, 0, 0 };

  append (&growing, "");
  append_schedule (&growing, schedule);
  return growing.text;
}

mdm_cell_t
mdm_cell_schedule (const mdm_schedule_t schedule)
{
  return mdm_cell_list (schedule_json (schedule), mdm_schedule_str (schedule));
}
