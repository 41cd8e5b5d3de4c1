#include <config.h>

#include "export/stated.h"

#include "exact/scoped.h"
#include "export/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a quantity is in a statement, and as data (proofs-data/coq/Claim.v).  A
   `@' stands for the next argument: `#' after it for the name of a schedule,
   `-' for the number less 1.  `^' stands for the length, `~' for the
   size of the vocabulary, `&' for the groups of positions; `%' for the law
   that the schedule of the next argument draws, `$' for that schedule as what
   draws. Of schedules that are no list of sizes there is the error alone,
   under names of its own, what follows from the sizes of blocks, and what is
   drawn.  */
static const struct
{
  const char *name;
  const char *stated;
  const char *data;
} quantities[] = {
  { "one", "1%:R", "Number 1" },
  { "L", "^%:R", "Number ^" },
  { "T", "(size @#)%:R", "Number (size @#)" },
  { "smax", "(smax @#)%:R", "Number (smax @#)" },
  { "smin", "(smin @#)%:R", "Number (smin @#)" },
  { "s", "(nth 0%N @# @-)%:R", "Number (nth 0 @# @-)" },
  { "N", "(N @# @)%:R", "Number (N @# @)" },
  { "a", "(acount @# ^ @)%:R", "Number (acount @# ^ @)" },
  { "e", "e (H ln p) @", "Curve_e @" },
  { "d", "d (H ln p) @", "Curve_d @" },
  { "Z", "Z (H ln p) @", "Curve_Z @" },
  { "tc", "TC (H ln p)", "Tc" },
  { "dtc", "DTC (H ln p)", "Dtc" },
  { "sum_mi", "sum_mi (H ln p)", "Sum_mi" },
  { "entropy", "H ln p setT", "Joint" },
  { "R", "R_bound (H ln p) @", "Li_Cai_R @" },
  { "U", "U (H ln p) @", "Last_U @" },
  { "ekl", "ekl ln p @#", "Ekl @#" },
  { "V", "~%:R", "Number ~" },
  { "any", "ekl ln p sz", "Ekl_any" },
  { "H", "cond_H ln p &", "Cond_H &" },
  { "I", "mutual_I ln p &", "Mutual_I &" },
  { "TC", "total_C ln p &", "Total_C &" },
  { "log", "ln (zr R (BinNums.Zpos @))", "Log @" },
  { "kl_mixed", "KL ln p (%)", "Kl_mixed ($)" },
  { "log_ter_gap", "(KL ln p (%) / ^%:R)", "Ter_gap ($)" },
  { "tv", "tv p (%)", "Tv ($)" },
  { "ser", "ser p (%)", "Ser ($)" },
  { "pmax", "pmax p @", "Pmax @" },
  { "pmax_least", "pmax_least p", "Pmax_least" },
  { "rounds_p", "mean_rounds_p p @#", "Rounds_p @#" },
  { "rounds_q", "mean_rounds_q p @#", "Rounds_q @#" },
  { "rounds_max", "(most_rounds p @#)%:R", "Rounds_max @#" },
  { "ekl policy", "KL ln p (%)", "Kl_mixed ($)" },
  { "ekl blocks", "ekl_blocks ln p @#", "Ekl_blocks @#" },
  { "ekl weights", "ekl_process ln p P", "Ekl_process" },
  { "ekl iid", "ekl_iid ln p [seq qr R a | a <- @#]", "Ekl_times @#" },
};
#define QUANTITIES (sizeof quantities / sizeof *quantities)

/* The law that a kind of schedule draws, and what draws it.  */
static const struct
{
  const char *kind;
  const char *stated;
  const char *data;
} samplers[]
    = { { "sizes", "pYmix p schedule_%zu", "By_sizes schedule_%zu" },
        { "blocks", "pY_blocks p schedule_%zu", "By_blocks schedule_%zu" },
        { "iid", "pY_iid p [seq qr R a | a <- schedule_%zu]",
          "By_times schedule_%zu" },
        { "policy", "pY_table p schedule_%zu", "By_policy schedule_%zu" } };
#define SAMPLERS (sizeof samplers / sizeof *samplers)

static const struct
{
  const char *name;
  const char *stated;
  const char *data;
} relations[] = { { "<=", "<= 0", "is_le" }, { "<", "< 0", "is_lt" },
                  { "=", "== 0", "is_eq" },  { "!=", "!= 0", "is_ne" },
                  { ">=", ">= 0", "is_ge" }, { ">", "> 0", "is_gt" } };
#define RELATIONS (sizeof relations / sizeof *relations)

mdm_status
mdm_coq_refuse (const mdm_coq_t *writer, const mdm_stated_t *stated,
                const char *why)
{
  return mdm_err_set (writer->err, MDM_ELIMIT, writer->file, 0, 0,
                      "%s %zu is not exported to Coq: %s",
                      mdm_stated_kind_str (stated), stated->id, why);
}

/* Write the integer DIGITS[0..COUNT): if it is long, in hexadecimal, which Coq
   reads ten times as fast.  */
void
mdm_coq_put_integer (FILE *stream, const char *digits, size_t count)
{
  MDM_FMPZ (integer);
  char *text;

  if (count <= 20)
    {
      fprintf (stream, "%.*s", (int) count, digits);
      return;
    }
  mdm_word_integer (integer, (mdm_word_t){ digits, count });
  fputs (fmpz_sgn (integer) < 0 ? "-0x" : "0x", stream);
  fmpz_abs (integer, integer);
  text = fmpz_get_str (NULL, 16, integer);
  fputs (text, stream);
  flint_free (text);
}

/* Write WORD, a fraction, as the two arguments of FUNCTION.  */
void
mdm_coq_put_fraction (FILE *stream, const char *function, mdm_word_t word)
{
  const char *stroke = memchr (word.text, '/', word.size);
  size_t numerator
      = stroke != NULL ? (size_t) (stroke - word.text) : word.size;
  int negative = *word.text == '-';

  fprintf (stream, "%s %s", function, negative ? "(" : "");
  mdm_coq_put_integer (stream, word.text, numerator);
  fputs (negative ? ") " : " ", stream);
  if (stroke == NULL)
    fputc ('1', stream);
  else
    mdm_coq_put_integer (stream, stroke + 1, word.size - numerator - 1);
}

/* A list in Coq of COUNT words.  */
void
mdm_coq_put_words (FILE *stream, const mdm_words_t *words,
                   const char *function)
{
  fputs ("[::", stream);
  for (size_t i = 0; i < words->count; i++)
    {
      fputs (i == 0 ? " " : i % 8 == 0 ? ";\n    " : "; ", stream);
      if (function != NULL)
        mdm_coq_put_fraction (stream, function, words->word[i]);
      else
        fprintf (stream, "%.*s", (int) words->word[i].size,
                 words->word[i].text);
    }
  fputc (']', stream);
}

/* Groups of positions as lists: of TC all groups in one, then the condition.
 */
static void
put_sets (FILE *stream, const mdm_named_t *term)
{
  const mdm_word_t *sets = &term->sets;
  int total = mdm_word_is (term->name, "TC"), bar = 0;

  fputs (total ? "[:: [:: " : "[:: ", stream);
  for (size_t i = 0; i < sets->size; i++)
    {
      char c = sets->text[i];
      bar |= c == '|';
      if (isdigit ((unsigned char) c))
        fputc (c, stream);
      else if (c == ',')
        fputs ("%N; ", stream);
      else
        fputs (!total     ? "%N] [:: "
               : c == '|' ? "%N]] [:: "
                          : "%N]; [:: ",
               stream);
    }
  fputs (bar ? "%N]" : total ? "%N]] [::]" : "%N] [::]", stream);
}

/* The schedule that an argument of STATED names, or NULL.  */
const mdm_listed_t *
mdm_coq_schedule_of (const mdm_coq_t *writer, size_t number)
{
  return number == 0 || number > writer->all->schedules
             ? NULL
             : &writer->all->schedule[number - 1];
}

/* The name in the table of what TERM is.  */
static const char *
name_of (const mdm_coq_t *writer, const mdm_named_t *term)
{
  const mdm_listed_t *schedule
      = term->arguments == 1 ? mdm_coq_schedule_of (writer, term->argument[0])
                             : NULL;

  if (mdm_word_is (term->name, "ekl") && schedule != NULL)
    return mdm_word_is (schedule->kind, "policy")    ? "ekl policy"
           : mdm_word_is (schedule->kind, "blocks")  ? "ekl blocks"
           : mdm_word_is (schedule->kind, "weights") ? "ekl weights"
           : mdm_word_is (schedule->kind, "iid")     ? "ekl iid"
                                                     : "ekl";
  if (mdm_word_is (term->name, "T") && schedule != NULL
      && mdm_word_is (schedule->kind, "policy"))
    return "rounds_max";
  for (size_t i = 0; i < QUANTITIES; i++)
    if (mdm_word_is (term->name, quantities[i].name))
      return quantities[i].name;
  return NULL;
}

/* The row in the table of what TERM is, or QUANTITIES.  */
static size_t
row_of (const mdm_coq_t *writer, const mdm_named_t *term)
{
  const char *name = name_of (writer, term);
  size_t i = 0;

  while (i < QUANTITIES
         && (name == NULL || strcmp (name, quantities[i].name) != 0))
    i++;
  return i;
}

/* The row in the table of samplers of schedule NUMBER, or SAMPLERS.  */
static size_t
sampler_of (const mdm_coq_t *writer, size_t number)
{
  const mdm_listed_t *schedule = mdm_coq_schedule_of (writer, number);
  size_t i = 0;

  while (
      i < SAMPLERS
      && (schedule == NULL || !mdm_word_is (schedule->kind, samplers[i].kind)))
    i++;
  return i;
}

/* Is PATTERN about what a schedule draws?  */
static int
is_drawn (const char *pattern)
{
  return strchr (pattern, '$') != NULL;
}

int
mdm_coq_draws (const mdm_coq_t *writer, const mdm_stated_t *stated,
               size_t number)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      size_t row = row_of (writer, &stated->term[i]);
      if (row < QUANTITIES && is_drawn (quantities[row].data)
          && stated->term[i].argument[0] == number)
        return 1;
    }
  return 0;
}

void
mdm_coq_put_sampler (const mdm_coq_t *writer, size_t number, int data)
{
  size_t kind = sampler_of (writer, number);
  const char *pattern = data ? samplers[kind].data : samplers[kind].stated;
  const char *at = strchr (pattern, '%');

  fprintf (writer->stream, "%.*s%zu%s", (int) (at - pattern), pattern, number,
           at + strlen ("%zu"));
}

/* Why NAME, as T, of SCHEDULE is not there, or NULL if it is.  */
static const char *
why_not (const mdm_listed_t *schedule, const char *name)
{
  int policy = mdm_word_is (schedule->kind, "policy");

  if (policy != (strncmp (name, "rounds_", strlen ("rounds_")) == 0))
    return "its schedule has no such quantity";
  return policy || mdm_word_is (schedule->kind, "sizes")
                 || mdm_word_is (schedule->kind, "blocks")
                 || (mdm_word_is (schedule->kind, "iid")
                     && (strcmp (name, "T") == 0
                         || strcmp (name, "ekl iid") == 0))
             ? NULL
             : "of random sizes Claim.v has the error by expected numbers "
               "alone";
}

/* Does TERM, which is about what is drawn, name what draws?  */
static mdm_status
find_drawn (const mdm_coq_t *writer, const mdm_stated_t *stated,
            const mdm_named_t *term)
{
  if (term->arguments != 1
      || sampler_of (writer, term->argument[0]) == SAMPLERS)
    return mdm_coq_refuse (writer, stated,
                           "what its schedule draws is not in Claim.v");
  return writer->all->of == MDM_STATED_OF_LAW
             ? MDM_OK
             : mdm_coq_refuse (writer, stated,
                               "what is drawn is computed of a law with rows "
                               "alone");
}

/* The row in the table of what TERM names; what is not there is not
   exported.  */
static mdm_status
find_quantity (size_t *index, const mdm_coq_t *writer,
               const mdm_stated_t *stated, const mdm_named_t *term)
{
  const char *at, *name, *why;
  size_t arguments = 0;

  *index = row_of (writer, term);
  if (*index == QUANTITIES)
    return mdm_err_set (writer->err, MDM_ELIMIT, writer->file, 0, 0,
                        "%s %zu is not exported to Coq: there is no %.*s of "
                        "such a schedule or law in Claim.v",
                        mdm_stated_kind_str (stated), stated->id,
                        (int) term->name.size, term->name.text);
  name = quantities[*index].name;
  if (is_drawn (quantities[*index].data))
    return find_drawn (writer, stated, term);
  for (at = strchr (quantities[*index].stated, '@'); at != NULL;
       at = strchr (at + 1, '@'))
    {
      const mdm_listed_t *schedule;
      if (arguments++ >= term->arguments)
        break;
      if (at[1] != '#')
        continue;
      schedule = mdm_coq_schedule_of (writer, term->argument[arguments - 1]);
      if (schedule == NULL)
        return mdm_coq_refuse (writer, stated,
                               "it names a schedule that is not there");
      why = why_not (schedule, name);
      if (why != NULL)
        return mdm_coq_refuse (writer, stated, why);
      if (strcmp (name, "ekl iid") == 0)
        MDM_TRY (mdm_coq_limit_times (writer, stated, schedule));
    }
  arguments += strcmp (name, "ekl weights") == 0;
  return arguments == term->arguments
                 && (strchr (quantities[*index].stated, '&') != NULL)
                        == (term->sets.size > 0)
             ? MDM_OK
             : mdm_coq_refuse (writer, stated,
                               "a quantity has other arguments");
}

/* Write the name of schedule NUMBER: of blocks, where they are WHOLE or their
   sizes are meant.  */
static void
put_schedule (const mdm_coq_t *writer, size_t number, int whole)
{
  int shape
      = !whole
        && mdm_word_is (mdm_coq_schedule_of (writer, number)->kind, "blocks");

  fprintf (writer->stream, shape ? "(shape schedule_%zu)" : "schedule_%zu",
           number);
}

/* Write PATTERN with the arguments of TERM.  */
static void
put_pattern (const mdm_coq_t *writer, const char *pattern,
             const mdm_named_t *term)
{
  int whole = strstr (pattern, "_blocks") != NULL;
  size_t next = 0;

  for (const char *at = pattern; *at != '\0'; at++)
    if (*at == '^')
      fprintf (writer->stream, "%zu", writer->all->length);
    else if (*at == '~')
      fprintf (writer->stream, "%zu", writer->all->vocabulary);
    else if (*at == '&')
      put_sets (writer->stream, term);
    else if (*at == '$' || (*at == '%' && at[1] == ')'))
      mdm_coq_put_sampler (writer, term->argument[next++], *at == '$');
    else if (*at != '@')
      fputc (*at, writer->stream);
    else if (at[1] == '#')
      put_schedule (writer, term->argument[next++], whole), at++;
    else if (at[1] == '-')
      {
        size_t n = term->argument[next++];
        fprintf (writer->stream, "%zu", n > 0 ? n - 1 : 0);
        at++;
      }
    else
      fprintf (writer->stream, "%zu", term->argument[next++]);
}

/* COUNT terms of STATED, as mathematics or as data.  */
mdm_status
mdm_coq_put_sum (const mdm_coq_t *writer, const mdm_stated_t *stated,
                 const mdm_named_t *term, size_t count, int data)
{
  for (size_t i = 0; i < count; i++)
    {
      size_t index;
      MDM_TRY (find_quantity (&index, writer, stated, &term[i]));
      if (i > 0)
        fputs (data ? ";\n    " : "\n   + ", writer->stream);
      mdm_coq_put_fraction (writer->stream, data ? "Term" : "frac",
                            term[i].coefficient);
      fputs (data ? " (" : " * ", writer->stream);
      put_pattern (writer,
                   data ? quantities[index].data : quantities[index].stated,
                   &term[i]);
      fputs (data ? ")" : "", writer->stream);
    }
  return MDM_OK;
}

/* The sum that STATED is about.  */
mdm_status
mdm_coq_put_terms (const mdm_coq_t *writer, const mdm_stated_t *stated,
                   int data)
{
  return mdm_coq_put_sum (writer, stated, stated->term, stated->terms, data);
}

static mdm_status
find_relation (size_t *index, const mdm_coq_t *writer,
               const mdm_stated_t *stated)
{
  for (*index = 0; *index < RELATIONS; ++*index)
    if (mdm_word_is (stated->relation, relations[*index].name))
      return MDM_OK;
  return mdm_coq_refuse (writer, stated, "it has an unknown relation");
}

/* The schedule of random sizes that STATED speaks of, or NULL.  */
const mdm_listed_t *
mdm_coq_process_of (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      const mdm_named_t *term = &stated->term[i];
      const char *name = name_of (writer, term);
      if (name != NULL && strcmp (name, "ekl weights") == 0)
        return mdm_coq_schedule_of (writer, term->argument[0]);
    }
  return NULL;
}

/* What is quantified before the sum.  */
static void
put_scope (const mdm_coq_t *writer, const mdm_stated_t *stated,
           const mdm_listed_t *process)
{
  FILE *stream = writer->stream;

  if (process != NULL)
    {
      fprintf (stream,
               "  forall P : process R %zu,\n"
               "  (forall k, k < %zu -> expected P k = nth 0%%R\n    ",
               writer->all->length, writer->all->length);
      mdm_coq_put_words (stream, &process->value, "frac");
      fputs (" k) ->\n", stream);
    }
  else if (stated->parts > 0)
    {
      fputs ("  exists2 sz, sz \\in [::", stream);
      for (size_t i = 0; i < stated->parts; i++)
        fprintf (stream, "%s schedule_%zu", i > 0 ? ";" : "",
                 stated->part[i].which);
      fputs ("] &\n", stream);
    }
  else if (stated->smax > 0)
    fprintf (stream, "  forall sz, sumn sz = %zu -> smax sz <= %zu ->\n",
             writer->all->length, stated->smax);
}

/* Is some term of STATED no natural number, so that Coq knows the field?  */
static int
says_field (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      size_t row = row_of (writer, &stated->term[i]);
      const char *natural
          = row < QUANTITIES ? strstr (quantities[row].stated, "%:R") : NULL;
      if (natural == NULL || natural[strlen ("%:R")] != '\0')
        return 1;
    }
  return 0;
}

mdm_status
mdm_coq_put_statement (const mdm_coq_t *writer, const mdm_stated_t *stated,
                       const mdm_listed_t *process)
{
  size_t relation;

  MDM_TRY (find_relation (&relation, writer, stated));
  put_scope (writer, stated, process);
  fputs ("  (", writer->stream);
  MDM_TRY (mdm_coq_put_terms (writer, stated, 0));
  fprintf (writer->stream, " %s%s)%%R", relations[relation].stated,
           stated->kind == MDM_STATED_CLAIM && says_field (writer, stated)
               ? ""
               : " :> R");
  return MDM_OK;
}

/* The comment before STATED, unless it would end there or begin a string.  */
void
mdm_coq_put_comment (FILE *stream, mdm_word_t comment)
{
  if (comment.size == 0)
    return;
  fputs ("(* ", stream);
  for (size_t i = 0; i < comment.size; i++)
    {
      char c = comment.text[i];
      if (i > 0
          && ((c == ')' && comment.text[i - 1] == '*')
              || (c == '*' && comment.text[i - 1] == '(')))
        fputc (' ', stream);
      fputc (c == '"' ? '\'' : c, stream);
    }
  fputs (" *)\n", stream);
}

mdm_status
mdm_coq_put_data (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;

  mdm_coq_put_comment (stream, stated->comment);
  fprintf (stream, "Definition terms_%zu : seq term :=\n  [:: ", stated->id);
  MDM_TRY (mdm_coq_put_terms (writer, stated, 1));
  fputs ("].\n", stream);
  if (stated->ray.count > 0)
    {
      fprintf (stream, "Definition rays_%zu :=\n  ", stated->id);
      mdm_coq_put_words (stream, &stated->ray, "ratio");
      fputs (".\n", stream);
    }
  if (stated->parts > 0)
    fprintf (stream, "Definition mixture_%zu :=\n  [::", stated->id);
  for (size_t i = 0; i < stated->parts; i++)
    {
      size_t schedule = stated->part[i].which;
      if (mdm_coq_schedule_of (writer, schedule) == NULL)
        return mdm_coq_refuse (writer, stated,
                               "it names a schedule that is not there");
      fputs (i == 0 ? " " : ";\n    ", stream);
      mdm_coq_put_fraction (stream, "Part", stated->part[i].weight);
      fprintf (stream, " schedule_%zu", schedule);
    }
  fputs (stated->parts > 0 ? "].\n" : "", stream);
  return MDM_OK;
}

mdm_status
mdm_coq_relation (const char **data, const mdm_coq_t *writer,
                  const mdm_stated_t *stated)
{
  size_t relation;

  MDM_TRY (find_relation (&relation, writer, stated));
  *data = relations[relation].data;
  return MDM_OK;
}

mdm_status
mdm_coq_numbers_alone (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      size_t index;
      MDM_TRY (find_quantity (&index, writer, stated, &stated->term[i]));
      if (strncmp (quantities[index].data, "Number", 6) != 0)
        return mdm_coq_refuse (writer, stated,
                               "it is not about numbers alone");
    }
  return MDM_OK;
}
