#include <config.h>

#include "search/report.h"

#include "search/sieve.h"
#include "text/string.h"

#include <string.h>

/* What of a law of the search is shown.  */
typedef struct
{
  mdm_result_struct *result;
  const mdm_search_asked_t *asked;
  const mdm_cells_struct *cells;
  mdm_law_t law; /* for how sequences are written */
} shown_t;

/* Does LAW lack a token, so that its rows alone do not say the vocabulary?  */
static int
lacks_token (const mdm_found_law_t *law, const mdm_cells_struct *cells)
{
  MDM_OWNED char *seen = flint_calloc (cells->vocab, 1);
  MDM_OWNED uint16_t *token = flint_malloc (cells->length * sizeof *token);

  for (size_t i = 0; i < cells->count; i++)
    {
      mdm_cells_tokens (token, cells, i);
      for (size_t j = 0; j < cells->length && law->weight[i] > 0; j++)
        seen[token[j]] = 1;
    }
  return memchr (seen, 0, cells->vocab) != NULL;
}

/* The line that declares the vocabulary, on the heap.  */
static char *
vocab_str (size_t vocab)
{
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  fputs ("#: vocab", stream);
  for (size_t v = 0; v < vocab; v++)
    fprintf (stream, " %zu", v);
  mdm_str_close (stream);
  return text;
}

/* Call ADD with each line of LAW as a law file has it.  */
static void
each_line (const shown_t *shown, const mdm_found_law_t *law,
           void (*add) (void *data, const char *line), void *data)
{
  const mdm_cells_struct *cells = shown->cells;
  MDM_OWNED uint16_t *token = flint_malloc (cells->length * sizeof *token);

  if (lacks_token (law, cells))
    {
      MDM_OWNED char *line = vocab_str (cells->vocab);
      add (data, line);
    }
  for (size_t i = 0; i < cells->count; i++)
    if (law->weight[i] > 0)
      {
        MDM_OWNED char *sequence = NULL, *line = NULL;
        mdm_cells_tokens (token, cells, i);
        sequence = mdm_law_sequence_str (shown->law, token);
        line = mdm_str ("%lu %s", (unsigned long) law->weight[i], sequence);
        add (data, line);
      }
}

static void
add_to_json (void *data, const char *line)
{
  json_array_append_new (data, json_string (line));
}

static void
add_quoted (void *data, const char *line)
{
  fprintf (data, " '%s'", line);
}

/* A list in a text, which has something in it once a line was added.  */
typedef struct
{
  FILE *stream;
  int begun;
} list_t;

static void
add_listed (void *data, const char *line)
{
  list_t *list = data;

  fprintf (list->stream, "%s%s", list->begun ? ", " : "", line);
  list->begun = 1;
}

/* The lines of LAW as a list, and in a text.  */
static mdm_cell_t
law_cell (const shown_t *shown, const mdm_found_law_t *law)
{
  char *text = NULL;
  size_t size = 0;
  list_t list = { mdm_str_open (&text, &size), 0 };
  json_t *lines = json_array ();

  each_line (shown, law, add_to_json, lines);
  each_line (shown, law, add_listed, &list);
  mdm_str_close (list.stream);
  return mdm_cell_list (lines, text);
}

/* --NAME='TEXT' for a shell, in which nothing ends a quotation but its end.  */
static void
add_option (FILE *stream, const char *name, const char *text)
{
  fprintf (stream, " --%s='", name);
  for (; *text != '\0'; text++)
    if (*text == '\'')
      fputs ("'\\''", stream);
    else
      fputc (*text, stream);
  fputc ('\'', stream);
}

/* The command that shows LAW and what is said of it, CLAIM or the goal.  */
static mdm_cell_t
command_cell (const shown_t *shown, const mdm_found_law_t *law,
              const mdm_entry_t *claim)
{
  const mdm_search_asked_t *asked = shown->asked;
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);
  mdm_cell_t cell;

  fputs ("printf '%s\\n'", stream);
  each_line (shown, law, add_quoted, stream);
  fprintf (stream, " | mdmcert %s --law=-",
           asked->schedules > 0 ? "certify" : "info");
  if (asked->schedules > 0)
    add_option (stream, "schedule", asked->schedule[law->schedule]);
  if (asked->predictor != NULL)
    add_option (stream, "predictor", asked->predictor);
  if (claim != NULL && asked->schedules > 0)
    add_option (stream, "claim",
                claim->id != NULL ? claim->id : claim->statement.text);
  mdm_str_close (stream);
  cell = mdm_cell_own (text);
  cell.kind = MDM_CELL_COMMAND;
  return cell;
}

/* LAW as an object of JSON, and as facts with the names NAME, ..  ; null and
   none where there is none.  */
static json_t *
say_law (const shown_t *shown, const mdm_found_law_t *law, const char *name,
         const mdm_entry_t *claim)
{
  mdm_result_struct *result = shown->result;
  const mdm_search_asked_t *asked = shown->asked;
  char *ratio = NULL;
  mdm_cell_t lines, lhs, rhs;
  json_t *object;

  if (law->index == MDM_FOUND_NONE)
    return json_null ();
  if (result->status == MDM_OK)
    result->status = mdm_ratio_str (&ratio, law->above, law->below,
                                    result->format, result->err);
  lines = law_cell (shown, law);
  lhs = mdm_cell_value (result, law->above, 0);
  rhs = mdm_cell_value (result, law->below, 0);
  object = json_pack ("{ss?sOsOsOss?}", "ratio", ratio, "lhs", lhs.json, "rhs",
                      rhs.json, "law", lines.json, "schedule",
                      asked->schedules > 0 ? asked->schedule[law->schedule]
                                           : NULL);
  if (ratio != NULL)
    mdm_result_fact (result, claim == NULL ? NULL : name, "%s", ratio);
  mdm_result_say (result, NULL, ratio == NULL ? name : "on the law", lines);
  mdm_result_say (result, NULL, "see", command_cell (shown, law, claim));
  mdm_result_say (result, NULL, NULL, lhs);
  mdm_result_say (result, NULL, NULL, rhs);
  flint_free (ratio);
  return object;
}

/* CLAIM, which is question I, and what was FOUND of it.  */
static json_t *
say_claim (const shown_t *shown, const mdm_found_t *found,
           const mdm_asked_claim_t *claim, size_t i)
{
  mdm_result_struct *result = shown->result;
  const mdm_entry_t *entry = claim->entry;
  json_t *object
      = json_pack ("{ssss}", "id", claim->id, "claim", entry->statement.text);

  mdm_result_fact (result, "claim", "%s", entry->statement.text);
  for (int v = 0; mdm_verdict_words[v] != NULL; v++)
    {
      json_object_set_new (object, mdm_verdict_words[v],
                           json_integer ((json_int_t) found->of[v]));
      if (found->of[v] > 0)
        mdm_result_fact (result, mdm_verdict_words[v], "%llu",
                         (unsigned long long) found->of[v]);
    }
  json_object_set_new (object, "extremal",
                       say_law (shown, &found->best,
                                mdm_search_sign (shown->asked, i) > 0
                                    ? "greatest ratio"
                                    : "extremal ratio",
                                entry));
  json_object_set_new (object, "counterexample",
                       say_law (shown, &found->counterexample,
                                "smallest counterexample", entry));
  return object;
}

/* The value of the goal and the law.  */
static json_t *
say_goal (const shown_t *shown, const mdm_found_law_t *law)
{
  mdm_result_struct *result = shown->result;
  const mdm_search_asked_t *asked = shown->asked;
  mdm_cell_t lines, value;
  json_t *object;

  if (law->index == MDM_FOUND_NONE)
    return json_null ();
  if (asked->over == NULL)
    value = mdm_cell_value (result, law->above, 0);
  else
    {
      char *ratio = NULL;
      if (result->status == MDM_OK)
        result->status = mdm_ratio_str (&ratio, law->above, law->below,
                                        result->format, result->err);
      value = mdm_cell_own (ratio);
    }
  lines = law_cell (shown, law);
  object = json_pack (
      "{sOsOss?}", "value", value.json, "law", lines.json, "schedule",
      asked->schedules > 0 ? asked->schedule[law->schedule] : NULL);
  mdm_result_say (result, NULL, asked->sign > 0 ? "greatest" : "least", value);
  mdm_result_say (result, NULL, "on the law", lines);
  mdm_result_say (result, NULL, "see", command_cell (shown, law, NULL));
  return object;
}

/* The last line.  */
static void
conclude (const shown_t *shown, const mdm_search_found_t found)
{
  uint64_t refuted = 0;

  for (size_t i = 0; i < found->questions; i++)
    refuted += found->found[i].of[MDM_VERDICT_REFUTED];
  if (shown->asked->goal != NULL)
    mdm_result_conclude (shown->result, "the best of %llu law%s",
                         (unsigned long long) found->laws,
                         found->laws == 1 ? "" : "s");
  else
    mdm_result_conclude (shown->result, "%llu law%s: %llu refutation%s%s",
                         (unsigned long long) found->laws,
                         found->laws == 1 ? "" : "s",
                         (unsigned long long) refuted,
                         refuted == 1 ? "" : "s",
                         found->stopped ? ", the first" : "");
}

mdm_status
mdm_report_search (mdm_result_t result, const mdm_search_found_t found,
                   const mdm_search_job_t job)
{
  const mdm_search_asked_t *asked = &job->asked;
  const mdm_cells_struct *cells = job->cells;
  shown_t shown = { .result = result, .asked = asked, .cells = cells };

  mdm_law_init (shown.law);
  shown.law->vocab = cells->vocab;
  shown.law->length = cells->length;
  shown.law->spaced = cells->vocab > 10;
  mdm_result_say (result, "laws",
                  job->head->climbs > 0 ? "laws met" : "laws up to symmetry",
                  mdm_cell_count (found->laws));
  if (job->head->climbs == 0)
    mdm_result_fact (result, "symmetries", "%zu", cells->order);
  if (asked->goal != NULL)
    mdm_result_member (result, "optimum",
                       say_goal (&shown, &found->found->best));
  else
    {
      json_t *claims = json_array ();
      for (size_t i = 0; i < found->questions; i++)
        json_array_append_new (
            claims, say_claim (&shown, found->found + i, job->claim + i, i));
      mdm_result_member (result, "claims", claims);
    }
  conclude (&shown, found);
  mdm_law_clear (shown.law);
  return result->status;
}
