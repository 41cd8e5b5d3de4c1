#include <config.h>

#include "report/reports.h"

#include "text/string.h"

/* Most rows of a law that are shown, and that a command repeats.  */
#define SHOWN_MAX 256
#define REPEATED_MAX 16

/* Write the positions of SET after BEFORE, unless there are none.  */
static void
put_set (FILE *stream, const char *before, mdm_set_t set)
{
  for (; set != 0; set &= set - 1, before = ",")
    fprintf (stream, "%s%d", before, __builtin_ctzll (set));
}

/* E as the claim language has it, on the heap.  */
static char *
elemental_str (mdm_elemental_positions_t e, size_t length)
{
  char *text;
  size_t n;
  FILE *stream = mdm_str_open (&text, &n);
  mdm_set_t all
      = length == 64 ? ~(mdm_set_t) 0 : ((mdm_set_t) 1 << length) - 1;

  if (e.i == e.j)
    {
      fprintf (stream, "H(%u", e.i);
      put_set (stream, "|", all & ~((mdm_set_t) 1 << e.i));
    }
  else
    {
      fprintf (stream, "I(%u;%u", e.i, e.j);
      put_set (stream, "|", e.k);
    }
  fputc (')', stream);
  mdm_str_close (stream);
  return text;
}

/* The elemental inequalities, and the hypotheses, whose sum the claim is; the
   part of the claim is told where there are several.  */
static void
add_proof (mdm_result_t result, const mdm_joint_t joint)
{
  static const mdm_heading_t columns[]
      = { { "weight", "weight", MDM_HEADING_VALUE, 0 },
          { "term", "term", MDM_HEADING_LIST, 0 },
          { .key = NULL } },
      several[] = { { "weight", "weight", MDM_HEADING_VALUE, 0 },
                    { "term", "term", MDM_HEADING_LIST, 0 },
                    { "part", "part", MDM_HEADING_VALUE, 0 },
                    { .key = NULL } };

  mdm_result_member (result, "proof", json_array ());
  if (joint->terms == 0)
    return;
  mdm_result_table (result, "proof: the greater side minus the smaller one is",
                    MDM_ROWS_RECORDS, "proof",
                    joint->parts > 1 ? several : columns);
  for (size_t i = 0; i < joint->terms; i++)
    {
      mdm_result_add (result, mdm_cell_fraction (joint->term[i].weight, 0));
      mdm_result_add (result, mdm_cell_own (elemental_str (joint->term[i].e,
                                                           joint->length)));
      if (joint->parts > 1)
        mdm_result_add (result, mdm_cell_count (joint->term[i].part + 1));
    }
}

static void
add_givens (mdm_result_t result, const mdm_joint_t joint)
{
  static const mdm_heading_t columns[]
      = { { "weight", "weight", MDM_HEADING_VALUE, 0 },
          { "given", "hypothesis", MDM_HEADING_NOTE, 0 },
          { "id", "id", MDM_HEADING_NOTE, 0 },
          { .key = NULL } },
      several[] = { { "weight", "weight", MDM_HEADING_VALUE, 0 },
                    { "given", "hypothesis", MDM_HEADING_NOTE, 0 },
                    { "id", "id", MDM_HEADING_NOTE, 0 },
                    { "part", "part", MDM_HEADING_VALUE, 0 },
                    { .key = NULL } };

  mdm_result_member (result, "givens", json_array ());
  if (joint->givens == 0)
    return;
  mdm_result_table (result, "and, the greater side minus the smaller one of",
                    MDM_ROWS_RECORDS, "givens",
                    joint->parts > 1 ? several : columns);
  for (size_t i = 0; i < joint->givens; i++)
    {
      const mdm_joint_given_t *given = joint->given + i;
      mdm_result_add (result, mdm_cell_fraction (given->weight, 0));
      mdm_result_add (result, mdm_cell_text (given->text));
      mdm_result_add (result, mdm_cell_text (given->id));
      if (joint->parts > 1)
        mdm_result_add (result, mdm_cell_count (given->part + 1));
    }
}

/* Row I of LAW as a law file has it, on the heap.  */
static char *
row_str (const mdm_law_struct *law, size_t i)
{
  MDM_OWNED char *weight = fmpz_get_str (NULL, 10, law->weight + i);
  MDM_OWNED char *sequence = mdm_law_sequence_str (law, mdm_law_row (law, i));

  return mdm_str ("%s %s", weight, sequence);
}

/* The command that refutes the claim on the law, on the heap; NULL where there
   is none.  */
static char *
command_str (const mdm_law_struct *law, const char *schedule,
             const char *witness, const mdm_entry_t *entry)
{
  char *text;
  size_t n;
  FILE *stream;

  if (schedule == NULL || (witness == NULL && law->support > REPEATED_MAX))
    return NULL;
  stream = mdm_str_open (&text, &n);
  if (witness == NULL)
    {
      fputs ("printf '%s\\n'", stream);
      for (size_t i = 0; i < law->support; i++)
        {
          MDM_OWNED char *row = row_str (law, i);
          fprintf (stream, " '%s'", row);
        }
      fputs (" | ", stream);
    }
  fprintf (stream, "mdmcert certify --law=%s --schedule='%s' --claim='%s'",
           witness == NULL ? "-" : witness, schedule,
           entry->id != NULL ? entry->id : entry->statement.text);
  mdm_str_close (stream);
  return text;
}

/* The law that refutes the claim.  */
static void
add_law (mdm_result_t result, const mdm_joint_t joint, const char *schedule,
         const char *witness, const mdm_entry_t *entry)
{
  static const mdm_heading_t columns[]
      = { { NULL, "weight", MDM_HEADING_VALUE, 0 },
          { NULL, "sequence", MDM_HEADING_LIST, 0 },
          { .key = NULL } };
  const mdm_law_struct *law = joint->law;
  char *command = command_str (law, schedule, witness, entry);
  json_t *rows = json_array ();
  mdm_cell_t cell = mdm_cell_own (command);
  int shown = law->support <= SHOWN_MAX;

  cell.kind = MDM_CELL_COMMAND;
  if (shown)
    mdm_result_table (result, "the law that refutes it", MDM_ROWS_NONE, NULL,
                      columns);
  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *row = row_str (law, i);
      json_array_append_new (rows, json_string (row));
      if (!shown)
        continue;
      *strchr (row, ' ') = '\0';
      mdm_result_cell (result, row);
      mdm_result_cell (result, row + strlen (row) + 1);
    }
  mdm_result_member (
      result, "witness",
      json_pack ("{sosssoss?}", "law", rows, "schedule", schedule, "command",
                 command == NULL ? json_null () : json_string (command),
                 "file", witness));
  mdm_result_fact (result, "refuted on", "a law of %zu row%s", law->support,
                   law->support == 1 ? "" : "s");
  if (command != NULL)
    mdm_result_say (result, NULL, "see", cell);
  else if (schedule != NULL)
    mdm_result_fact (result, "see", "the law with --witness=FILE");
}

/* The polymatroid on which the claim fails.  */
static void
add_point (mdm_result_t result, const mdm_joint_t joint)
{
  static const mdm_heading_t columns[]
      = { { NULL, "positions", MDM_HEADING_LIST, 0 },
          { NULL, "entropy", MDM_HEADING_VALUE, 0 },
          { .key = NULL } };
  json_t *point = json_array ();

  mdm_result_table (result, "a set function on which the claim fails",
                    MDM_ROWS_NONE, NULL, columns);
  for (size_t s = 1; s < mdm_frame_sets (&joint->frame); s++)
    {
      char *text;
      size_t n;
      FILE *stream = mdm_str_open (&text, &n);
      MDM_OWNED char *value = fmpq_get_str (NULL, 10, joint->point + s);

      put_set (stream, "",
               mdm_frame_positions (&joint->frame, (mdm_atoms_t) s));
      mdm_str_close (stream);
      json_array_append_new (
          point, json_pack ("{ssss}", "positions", text, "value", value));
      mdm_result_cell (result, text);
      mdm_result_cell (result, value);
      flint_free (text);
    }
  mdm_result_member (result, "witness", json_pack ("{so}", "point", point));
}

static void
conclude (mdm_result_t result, const mdm_joint_t joint)
{
  if (joint->verdict == MDM_PROVED)
    mdm_result_conclude (result,
                         "proved for every law of length %zu, over every "
                         "vocabulary",
                         joint->length);
  else if (joint->verdict == MDM_PROOF_REFUTED)
    mdm_result_conclude (result, "refuted by a law of %zu row%s",
                         joint->law->support,
                         joint->law->support == 1 ? "" : "s");
  else
    mdm_result_conclude (result, "undecided: %s", joint->note);
}

void
mdm_report_joint (mdm_result_t result, const mdm_joint_t joint,
                  const char *scope_text, const char *schedule,
                  const char *witness, const mdm_asked_claim_t *asked)
{
  const mdm_entry_t *entry = asked->entry;
  int refuted = joint->verdict == MDM_PROOF_REFUTED;

  mdm_result_members (result, "length", "claim", "id", "scope", "verdict",
                      "method", "rays", "proof", "givens", "mixture",
                      "witness", NULL);
  mdm_result_say (result, "id", "id", mdm_cell_text (entry->id));
  mdm_result_say (result, "claim", "claim",
                  mdm_cell_text (entry->statement.text));
  mdm_result_say (result, NULL, "remark", mdm_cell_text (entry->remark));
  mdm_result_say (result, "length", "length", mdm_cell_count (joint->length));
  mdm_result_say (result, "scope", "scope", mdm_cell_text (scope_text));
  mdm_result_say (result, "verdict", "verdict",
                  mdm_cell_verdict (mdm_proof_verdict_str (joint->verdict)));
  mdm_result_member (result, "method", json_string ("elementals"));
  mdm_result_member (result, "rays", json_array ());
  if (refuted)
    add_law (result, joint, schedule, witness, entry);
  mdm_result_say (result, "note", joint->note[0] != '\0' ? "note" : NULL,
                  mdm_cell_text (joint->note));
  add_proof (result, joint);
  add_givens (result, joint);
  if (joint->point != NULL && !refuted)
    add_point (result, joint);
  conclude (result, joint);
}
