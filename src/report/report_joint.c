#include <config.h>

#include "report/proof_parts.h"

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

/* The positions of SET, on the heap.  */
static char *
set_str (mdm_set_t set)
{
  char *text;
  size_t n;
  FILE *stream = mdm_str_open (&text, &n);

  put_set (stream, "", set);
  mdm_str_close (stream);
  return text;
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

void
mdm_report_elementals (mdm_result_t result, const mdm_joint_t joint)
{
  add_proof (result, joint);
  add_givens (result, joint);
}

/* Row I of LAW as a law file has it, on the heap.  */
static char *
row_str (const mdm_law_struct *law, size_t i)
{
  MDM_OWNED char *weight = fmpz_get_str (NULL, 10, law->weight + i);
  MDM_OWNED char *sequence = mdm_law_sequence_str (law, mdm_law_row (law, i));

  return mdm_str ("%s %s", weight, sequence);
}

/* BEFORE and the command that refutes the claim on LAW, on the heap.  */
static char *
certify_str (const char *before, const char *law, const char *schedule,
             const mdm_entry_t *entry)
{
  return mdm_str ("%smdmcert certify --law=%s --schedule='%s' --claim='%s'",
                  before, law, schedule,
                  entry->id != NULL ? entry->id : entry->statement.text);
}

/* The same of the rows of LAW, or of the file WITNESS; NULL where there is
   none.  */
static char *
command_str (const mdm_law_struct *law, const char *schedule,
             const char *witness, const mdm_entry_t *entry)
{
  char *rows, *command;
  size_t n;
  FILE *stream;

  if (schedule == NULL || (witness == NULL && law->support > REPEATED_MAX))
    return NULL;
  if (witness != NULL)
    return certify_str ("", witness, schedule, entry);
  stream = mdm_str_open (&rows, &n);
  fputs ("printf '%s\\n'", stream);
  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *row = row_str (law, i);
      fprintf (stream, " '%s'", row);
    }
  fputs (" | ", stream);
  mdm_str_close (stream);
  command = certify_str (rows, "-", schedule, entry);
  flint_free (rows);
  return command;
}

json_t *
mdm_law_rows_json (const mdm_law_struct *law)
{
  json_t *rows = json_array ();

  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *row = row_str (law, i);
      json_array_append_new (rows, json_string (row));
    }
  return rows;
}

void
mdm_report_rows (mdm_result_t result, const char *title,
                 const mdm_law_struct *law)
{
  static const mdm_heading_t columns[]
      = { { NULL, "weight", MDM_HEADING_VALUE, 0 },
          { NULL, "sequence", MDM_HEADING_LIST, 0 },
          { .key = NULL } };

  if (law->support > SHOWN_MAX)
    return;
  mdm_result_table (result, title, MDM_ROWS_NONE, NULL, columns);
  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *row = row_str (law, i);
      *strchr (row, ' ') = '\0';
      mdm_result_cell (result, row);
      mdm_result_cell (result, row + strlen (row) + 1);
    }
}

/* The law that refutes the claim.  */
static void
add_law (mdm_result_t result, const mdm_joint_t joint, const char *schedule,
         const char *witness, const mdm_entry_t *entry)
{
  const mdm_law_struct *law = joint->law;
  char *command = command_str (law, schedule, witness, entry);
  mdm_cell_t cell = mdm_cell_own (command);

  cell.kind = MDM_CELL_COMMAND;
  mdm_report_rows (result, "the law that refutes it", law);
  mdm_result_member (
      result, "witness",
      json_pack ("{sosssoss?}", "law", mdm_law_rows_json (law), "schedule",
                 schedule, "command",
                 command == NULL ? json_null () : json_string (command),
                 "file", witness));
  mdm_result_fact (result, "refuted on", "a law of %zu row%s", law->support,
                   law->support == 1 ? "" : "s");
  if (command != NULL)
    mdm_result_say (result, NULL, "see", cell);
  else if (schedule != NULL)
    mdm_result_fact (result, "see", "the law with --witness=FILE");
}

/* Rays.  */

/* The ray NUMBER of CONE as cells, or as an object.  */
static void
add_ray (mdm_result_t result, const mdm_cone_t *cone, size_t number)
{
  mdm_cone_ray_t ray = mdm_cone_ray (cone, number);

  if (!cone->apart)
    {
      mdm_result_add (result, mdm_cell_count (ray.r));
      return;
    }
  mdm_result_add (result,
                  ray.r == 0 ? mdm_cell_text (NULL) : mdm_cell_count (ray.r));
  mdm_result_add (result,
                  ray.r == 0 ? mdm_cell_text (NULL) : mdm_cell_count (ray.k));
}

/* Who is apart.  */
static void
say_apart (mdm_result_t result, const mdm_joint_t joint)
{
  MDM_OWNED char *text = joint->cone.apart
                             ? set_str (joint->frame.group[joint->cone.one])
                             : NULL;

  if (text != NULL)
    mdm_result_fact (result, "apart",
                     "%s; all other positions are treated alike", text);
}

/* The slack of the claim on every ray.  */
static void
add_rays (mdm_result_t result, const mdm_joint_t joint)
{
  static const mdm_heading_t alike[]
      = { { "m", "m", MDM_HEADING_VALUE, 0 },
          { "slack", "slack", MDM_HEADING_VALUE, 0 },
          { .key = NULL } },
      apart[] = { { "r", "r", MDM_HEADING_VALUE, 0 },
                  { "k", "k", MDM_HEADING_VALUE, 0 },
                  { "slack", "slack", MDM_HEADING_VALUE, 0 },
                  { .key = NULL } };

  mdm_result_member (result, "rays", json_array ());
  if (joint->slack == NULL || joint->verdict != MDM_PROVED)
    return;
  mdm_result_table (
      result,
      joint->cone.apart ? "rays, h = min(b,r), with what is apart "
                          "min(r,b+k); in units of log q"
                        : "rays, h = min(b,m), in units of log q",
      MDM_ROWS_RECORDS, "rays", joint->cone.apart ? apart : alike);
  for (size_t i = 0; i < mdm_cone_rays (&joint->cone); i++)
    {
      add_ray (result, &joint->cone, i);
      mdm_result_add (result, mdm_cell_fraction (joint->slack + i, 0));
    }
}

/* The copies of rays whose law refutes the claim.  */
static void
add_copies (mdm_result_t result, const mdm_joint_t joint)
{
  static const mdm_heading_t alike[]
      = { { NULL, "m", MDM_HEADING_VALUE, 0 },
          { NULL, "copies", MDM_HEADING_VALUE, 0 },
          { .key = NULL } },
      apart[] = { { NULL, "r", MDM_HEADING_VALUE, 0 },
                  { NULL, "k", MDM_HEADING_VALUE, 0 },
                  { NULL, "copies", MDM_HEADING_VALUE, 0 },
                  { .key = NULL } };

  mdm_result_table (result, "independent copies of codes", MDM_ROWS_NONE, NULL,
                    joint->cone.apart ? apart : alike);
  for (size_t i = 0; i < mdm_cone_rays (&joint->cone); i++)
    if (!fmpz_is_zero (joint->copies + i))
      {
        MDM_OWNED char *copies = fmpz_get_str (NULL, 10, joint->copies + i);
        add_ray (result, &joint->cone, i);
        mdm_result_cell (result, copies);
      }
}

/* The same as a list of objects.  */
static json_t *
list_copies (const mdm_joint_t joint)
{
  json_t *list = json_array ();

  for (size_t i = 0; i < mdm_cone_rays (&joint->cone); i++)
    if (!fmpz_is_zero (joint->copies + i))
      {
        mdm_cone_ray_t ray = mdm_cone_ray (&joint->cone, i);
        MDM_OWNED char *copies = fmpz_get_str (NULL, 10, joint->copies + i);
        json_array_append_new (
            list, json_pack ("{sIsIss}", "r", (json_int_t) ray.r, "k",
                             (json_int_t) ray.k, "copies", copies));
      }
  return list;
}

/* The name of the law of JOINT as --law takes it, on the heap, or NULL: one
   code of all positions.  */
static char *
law_name (const mdm_joint_t joint)
{
  size_t single = 0, codes = 0;

  for (size_t i = 0; i < mdm_cone_rays (&joint->cone); i++)
    if (!fmpz_is_zero (joint->copies + i))
      {
        codes += fmpz_is_one (joint->copies + i) ? 1 : 2;
        single = mdm_cone_ray (&joint->cone, i).r;
      }
  if (joint->cone.apart || codes > 1 || joint->frame.count != joint->length)
    return NULL;
  return mdm_ray_law_str (joint->length, single);
}

/* The law that refutes the claim, which is not listed: one that --law knows,
   or codes.  */
static void
add_codes (mdm_result_t result, const mdm_joint_t joint, const char *schedule,
           const mdm_entry_t *entry)
{
  MDM_OWNED char *name = law_name (joint);
  char *command = name == NULL || schedule == NULL
                      ? NULL
                      : certify_str ("", name, schedule, entry);
  mdm_cell_t cell = mdm_cell_own (command);

  cell.kind = MDM_CELL_COMMAND;
  if (name != NULL)
    mdm_result_fact (result, "refuted on", "the law %s", name);
  else
    mdm_result_fact (result, "refuted on",
                     "values f(0), f(1), .. mod %lu of a random polynomial f "
                     "of degree < r%s",
                     (unsigned long) joint->prime,
                     joint->cone.apart
                         ? "; what is apart is its k leading coefficients"
                         : "");
  mdm_result_member (result, "witness",
                     json_pack ("{ss?sIsoss?ss?}", "law", name, "prime",
                                (json_int_t) joint->prime, "codes",
                                list_copies (joint), "schedule", schedule,
                                "command", command));
  mdm_result_say (result, NULL, command == NULL ? NULL : "see", cell);
  if (name == NULL)
    add_copies (result, joint);
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
      MDM_OWNED char *value = fmpq_get_str (NULL, 10, joint->point + s);
      MDM_OWNED char *text
          = set_str (mdm_frame_positions (&joint->frame, (mdm_atoms_t) s));

      json_array_append_new (
          point, json_pack ("{ssss}", "positions", text, "value", value));
      mdm_result_cell (result, text);
      mdm_result_cell (result, value);
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
  else if (joint->verdict == MDM_PROOF_REFUTED && !joint->listed)
    mdm_result_conclude (result, "refuted by a law of codes");
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
  mdm_result_member (result, "method",
                     json_string (joint->by_rays ? "rays" : "elementals"));
  if (joint->by_rays)
    say_apart (result, joint);
  if (refuted && joint->listed)
    add_law (result, joint, schedule, witness, entry);
  else if (refuted)
    add_codes (result, joint, schedule, entry);
  mdm_result_say (result, "note", joint->note[0] != '\0' ? "note" : NULL,
                  mdm_cell_text (joint->note));
  add_rays (result, joint);
  mdm_report_elementals (result, joint);
  if (joint->point != NULL && !refuted)
    add_point (result, joint);
  conclude (result, joint);
}
