#include <config.h>

#include "export/coq.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a quantity is in a statement, and as data (proofs-data/coq/Claim.v).  A
   `@' stands for the next argument: `#' after it for the name of a schedule,
   `-' for the number less 1.  `^' stands for the length, `~' for the
   size of the vocabulary, `&' for the groups of positions.  Of schedules that
   are no list of sizes there is the error alone, under names of its own, and
   what follows from the sizes of blocks.  */
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
  { "ekl blocks", "ekl_blocks ln p @#", "Ekl_blocks @#" },
  { "ekl weights", "ekl_process ln p P", "Ekl_process" },
};
#define QUANTITIES (sizeof quantities / sizeof *quantities)

static const struct
{
  const char *name;
  const char *stated;
  const char *data;
} relations[] = { { "<=", "<= 0", "is_le" }, { "<", "< 0", "is_lt" },
                  { "=", "== 0", "is_eq" },  { "!=", "!= 0", "is_ne" },
                  { ">=", ">= 0", "is_ge" }, { ">", "> 0", "is_gt" } };
#define RELATIONS (sizeof relations / sizeof *relations)

typedef struct
{
  FILE *stream;
  const mdm_stated_all_t *all;
  const char *file;
  mdm_err_t *err;
} writer_t;

static mdm_status
refuse (const writer_t *writer, const mdm_stated_t *stated, const char *why)
{
  return mdm_err_set (writer->err, MDM_ELIMIT, writer->file, 0, 0,
                      "%s %zu is not exported to Coq: %s",
                      mdm_stated_kind_str (stated), stated->id, why);
}

/* Write WORD, a fraction, as the two arguments of FUNCTION.  */
static void
put_fraction (FILE *stream, const char *function, mdm_word_t word)
{
  const char *stroke = memchr (word.text, '/', word.size);
  size_t numerator
      = stroke != NULL ? (size_t) (stroke - word.text) : word.size;
  int negative = *word.text == '-';

  fprintf (stream, "%s %s%.*s%s ", function, negative ? "(" : "",
           (int) numerator, word.text, negative ? ")" : "");
  if (stroke == NULL)
    fputc ('1', stream);
  else
    fprintf (stream, "%.*s", (int) (word.size - numerator - 1), stroke + 1);
}

/* A list in Coq of COUNT words.  */
static void
put_words (FILE *stream, const mdm_words_t *words, const char *function)
{
  fputs ("[::", stream);
  for (size_t i = 0; i < words->count; i++)
    {
      fputs (i == 0 ? " " : i % 8 == 0 ? ";\n    " : "; ", stream);
      if (function != NULL)
        put_fraction (stream, function, words->word[i]);
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
static const mdm_listed_t *
schedule_of (const writer_t *writer, size_t number)
{
  return number == 0 || number > writer->all->schedules
             ? NULL
             : &writer->all->schedule[number - 1];
}

/* The name in the table of what TERM is.  */
static const char *
name_of (const writer_t *writer, const mdm_named_t *term)
{
  const mdm_listed_t *schedule
      = term->arguments == 1 ? schedule_of (writer, term->argument[0]) : NULL;

  if (mdm_word_is (term->name, "ekl") && schedule != NULL)
    return mdm_word_is (schedule->kind, "blocks")    ? "ekl blocks"
           : mdm_word_is (schedule->kind, "weights") ? "ekl weights"
                                                     : "ekl";
  for (size_t i = 0; i < QUANTITIES; i++)
    if (mdm_word_is (term->name, quantities[i].name))
      return quantities[i].name;
  return NULL;
}

/* The row in the table of what TERM names; what is not there is not
   exported.  */
static mdm_status
find_quantity (size_t *index, const writer_t *writer,
               const mdm_stated_t *stated, const mdm_named_t *term)
{
  const char *name = name_of (writer, term);
  const char *at;
  size_t arguments = 0;

  if (name == NULL)
    return refuse (writer, stated, "it has a quantity that Claim.v has not");
  for (*index = 0; strcmp (name, quantities[*index].name) != 0;)
    ++*index;
  for (at = strchr (quantities[*index].stated, '@'); at != NULL;
       at = strchr (at + 1, '@'))
    {
      const mdm_listed_t *schedule;
      if (arguments++ >= term->arguments)
        break;
      if (at[1] != '#')
        continue;
      schedule = schedule_of (writer, term->argument[arguments - 1]);
      if (schedule == NULL)
        return refuse (writer, stated,
                       "it names a schedule that is not there");
      if (!mdm_word_is (schedule->kind, "sizes")
          && !mdm_word_is (schedule->kind, "blocks"))
        return refuse (writer, stated,
                       "of random sizes Claim.v has the error "
                       "by expected numbers alone");
    }
  arguments += strcmp (name, "ekl weights") == 0;
  return arguments == term->arguments
                 && (strchr (quantities[*index].stated, '&') != NULL)
                        == (term->sets.size > 0)
             ? MDM_OK
             : refuse (writer, stated, "a quantity has other arguments");
}

/* Write the name of schedule NUMBER: of blocks, where they are WHOLE or their
   sizes are meant.  */
static void
put_schedule (const writer_t *writer, size_t number, int whole)
{
  int shape
      = !whole && mdm_word_is (schedule_of (writer, number)->kind, "blocks");

  fprintf (writer->stream, shape ? "(shape schedule_%zu)" : "schedule_%zu",
           number);
}

/* Write PATTERN with the arguments of TERM.  */
static void
put_pattern (const writer_t *writer, const char *pattern,
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
static mdm_status
put_sum (const writer_t *writer, const mdm_stated_t *stated,
         const mdm_named_t *term, size_t count, int data)
{
  for (size_t i = 0; i < count; i++)
    {
      size_t index;
      MDM_TRY (find_quantity (&index, writer, stated, &term[i]));
      if (i > 0)
        fputs (data ? ";\n    " : "\n   + ", writer->stream);
      put_fraction (writer->stream, data ? "Term" : "frac",
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
static mdm_status
put_terms (const writer_t *writer, const mdm_stated_t *stated, int data)
{
  return put_sum (writer, stated, stated->term, stated->terms, data);
}

static mdm_status
find_relation (size_t *index, const writer_t *writer,
               const mdm_stated_t *stated)
{
  for (*index = 0; *index < RELATIONS; ++*index)
    if (mdm_word_is (stated->relation, relations[*index].name))
      return MDM_OK;
  return refuse (writer, stated, "it has an unknown relation");
}

/* The schedule of random sizes that STATED speaks of, or NULL.  */
static const mdm_listed_t *
process_of (const writer_t *writer, const mdm_stated_t *stated)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      const mdm_named_t *term = &stated->term[i];
      const char *name = name_of (writer, term);
      if (name != NULL && strcmp (name, "ekl weights") == 0)
        return schedule_of (writer, term->argument[0]);
    }
  return NULL;
}

/* What is quantified before the sum.  */
static void
put_scope (const writer_t *writer, const mdm_stated_t *stated,
           const mdm_listed_t *process)
{
  FILE *stream = writer->stream;

  if (process != NULL)
    {
      fprintf (stream,
               "  forall P : process R %zu,\n"
               "  (forall k, k < %zu -> expected P k = nth 0%%R\n    ",
               writer->all->length, writer->all->length);
      put_words (stream, &process->value, "frac");
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

static mdm_status
put_statement (const writer_t *writer, const mdm_stated_t *stated,
               const mdm_listed_t *process)
{
  size_t relation;

  MDM_TRY (find_relation (&relation, writer, stated));
  put_scope (writer, stated, process);
  fputs ("  (", writer->stream);
  MDM_TRY (put_terms (writer, stated, 0));
  fprintf (writer->stream, " %s%s)%%R", relations[relation].stated,
           stated->kind == MDM_STATED_CLAIM ? "" : " :> R");
  return MDM_OK;
}

/* The comment before STATED, unless it would end there or begin a string.  */
static void
put_comment (FILE *stream, mdm_word_t comment)
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

static mdm_status
put_data (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;

  put_comment (stream, stated->comment);
  fprintf (stream, "Definition terms_%zu : seq term :=\n  [:: ", stated->id);
  MDM_TRY (put_terms (writer, stated, 1));
  fputs ("].\n", stream);
  if (stated->ray.count > 0)
    {
      fprintf (stream, "Definition rays_%zu :=\n  ", stated->id);
      put_words (stream, &stated->ray, "ratio");
      fputs (".\n", stream);
    }
  if (stated->parts > 0)
    fprintf (stream, "Definition mixture_%zu :=\n  [::", stated->id);
  for (size_t i = 0; i < stated->parts; i++)
    {
      size_t schedule = stated->part[i].which;
      if (schedule_of (writer, schedule) == NULL)
        return refuse (writer, stated,
                       "it names a schedule that is not there");
      fputs (i == 0 ? " " : ";\n    ", stream);
      put_fraction (stream, "Part", stated->part[i].weight);
      fprintf (stream, " schedule_%zu", schedule);
    }
  fputs (stated->parts > 0 ? "].\n" : "", stream);
  return MDM_OK;
}

/* The check of a claim about all laws, and the theorem that it stands on.  */
static mdm_status
put_universal (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  const mdm_listed_t *process = process_of (writer, stated);
  size_t id = stated->id;
  const char *ge = mdm_word_is (stated->relation, ">=") ? "true" : "false";

  MDM_TRY (put_data (writer, stated));
  fprintf (stream, "Theorem claim_%zu :\n", id);
  MDM_TRY (put_statement (writer, stated, process));
  fprintf (stream, ".\nProof.\nhave ok : ");
  if (process != NULL)
    {
      fprintf (stream, "check_process %zu %s\n  ", writer->all->length, ge);
      put_words (stream, &process->value, "ratio");
      fprintf (stream,
               "\n  terms_%zu rays_%zu.\n  by vm_compute.\n"
               "exact (@random_sizes _ ln _ _ p isT _ _ _ _ ok).\n",
               id, id);
    }
  else if (stated->parts > 0)
    fprintf (stream,
             "check_some %zu %zu %s terms_%zu mixture_%zu rays_%zu.\n  by "
             "vm_compute.\nexact (@some _ ln _ _ p isT _ _ _ _ _ ok).\n",
             writer->all->length, stated->smax, ge, id, id, id);
  else if (stated->smax > 0)
    fprintf (stream,
             "check_every %zu %zu %s terms_%zu rays_%zu.\n  by vm_compute.\n"
             "exact (@every _ ln _ _ p isT _ _ _ _ ok).\n",
             writer->all->length, stated->smax, ge, id, id);
  else
    fprintf (stream,
             "check_universal %zu %s terms_%zu rays_%zu.\n  by vm_compute.\n"
             "exact (@universal _ ln _ _ p isT _ _ _ ok).\n",
             writer->all->length, ge, id, id);
  fputs ("Qed.\n\n", stream);
  return MDM_OK;
}

/* A hypothesis is about numbers alone.  */
static mdm_status
put_hypothesis (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  size_t relation, index;

  for (size_t i = 0; i < stated->terms; i++)
    {
      MDM_TRY (find_quantity (&index, writer, stated, &stated->term[i]));
      if (strncmp (quantities[index].data, "Number", 6) != 0)
        return refuse (writer, stated, "it is not about numbers alone");
    }
  MDM_TRY (find_relation (&relation, writer, stated));
  MDM_TRY (put_data (writer, stated));
  fprintf (stream, "Theorem hypothesis_%zu :\n", stated->id);
  MDM_TRY (put_statement (writer, stated, NULL));
  fprintf (
      stream,
      ".\nProof.\nhave ok : check_numbers %s terms_%zu.\n  by vm_compute.\n"
      "exact (numeric R ok).\nQed.\n\n",
      relations[relation].data, stated->id);
  return MDM_OK;
}

/* Define schedule NUMBER, from 0.  */
static void
put_listed (const writer_t *writer, size_t number)
{
  const mdm_listed_t *schedule = &writer->all->schedule[number];
  FILE *stream = writer->stream;

  if (mdm_word_is (schedule->kind, "sizes"))
    {
      fprintf (stream, "Definition schedule_%zu : seq nat := ", number + 1);
      put_words (stream, &schedule->value, NULL);
      fputs (".\n", stream);
    }
  else if (mdm_word_is (schedule->kind, "blocks"))
    {
      size_t left = 0;
      fprintf (stream, "Definition schedule_%zu : seq (seq nat) :=\n  [::",
               number + 1);
      for (size_t i = 0; i < schedule->value.count; i++)
        if (left > 0)
          {
            fprintf (stream, "%.*s%s", (int) schedule->value.word[i].size,
                     schedule->value.word[i].text, left > 1 ? "; " : "]");
            left--;
          }
        else
          {
            left = strtoul (schedule->value.word[i].text, NULL, 10);
            fputs (i > 0 ? "; [:: " : " [:: ", stream);
          }
      fputs ("].\n", stream);
    }
}

static void
put_head (const writer_t *writer)
{
  static const char *const evidence[]
      = { [MDM_STATED_OF_ALL] = ".\n\n",
          [MDM_STATED_OF_SETS] = " Joint.\n\n",
          [MDM_STATED_OF_COPIES] = " Copies.\n\n",
          [MDM_STATED_OF_LAW] = " Sums\n  Joint Logs Instance.\n\n" };
  FILE *stream = writer->stream;

  fputs (
      "(* Written by mdmcert export --to=coq, from a certificate.  It needs "
      "the compiled\n   development of proofs-data/coq: coqc -Q FOLDER "
      "mdmcert FILE *)\n\n"
      "From Coq Require Import ZArith.\n"
      "From mathcomp Require Import all_ssreflect all_algebra "
      "all_fingroup.\n"
      "From mdmcert Require Import Entropy Curve Sampler Cone Process "
      "Measures Claim",
      stream);
  fputs (evidence[writer->all->of], stream);
  for (size_t i = 0; i < writer->all->schedules; i++)
    put_listed (writer, i);
  fputs (writer->all->schedules > 0 ? "\n" : "", stream);
}

/* What is given, as data.  */
static mdm_status
put_given (const writer_t *writer, const mdm_stated_t *stated)
{
  size_t relation;

  MDM_TRY (find_relation (&relation, writer, stated));
  put_comment (writer->stream, stated->comment);
  fprintf (writer->stream,
           "Definition given_%zu : relation * seq term := (%s,\n  [:: ",
           stated->id, relations[relation].data);
  MDM_TRY (put_terms (writer, stated, 1));
  fputs ("]).\n\n", writer->stream);
  return MDM_OK;
}

/* What is given as number ID, or NULL.  */
static const mdm_stated_t *
given_of (const writer_t *writer, size_t id)
{
  for (size_t i = 0; i < writer->all->statements; i++)
    if (writer->all->statement[i].kind == MDM_STATED_GIVEN
        && writer->all->statement[i].id == id)
      return &writer->all->statement[i];
  return NULL;
}

/* The evidence of STATED in entropies, as data.  */
static mdm_status
put_elementals (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;

  fprintf (stream,
           "Definition elementals_%zu : seq term :=\n  [:: ", stated->id);
  MDM_TRY (put_sum (writer, stated, stated->elemental, stated->elementals, 1));
  fprintf (stream, "].\nDefinition uses_%zu : seq use :=\n  [::", stated->id);
  for (size_t i = 0; i < stated->uses; i++)
    {
      if (given_of (writer, stated->use[i].which) == NULL)
        return refuse (writer, stated, "it uses what is not given");
      fputs (i == 0 ? " " : ";\n    ", stream);
      put_fraction (stream, "Use", stated->use[i].weight);
      fprintf (stream, " given_%zu", stated->use[i].which);
    }
  fputs ("].\n", stream);
  return MDM_OK;
}

/* A claim in entropies: what it uses of what is given goes before it.  */
static mdm_status
put_joint (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  size_t id = stated->id;

  MDM_TRY (put_data (writer, stated));
  MDM_TRY (put_elementals (writer, stated));
  fprintf (stream, "Theorem claim_%zu :\n", id);
  for (size_t i = 0; i < stated->uses; i++)
    {
      MDM_TRY (put_statement (writer, given_of (writer, stated->use[i].which),
                              NULL));
      fputs (" ->\n", stream);
    }
  MDM_TRY (put_statement (writer, stated, NULL));
  fprintf (stream,
           ".\nProof.\nhave ok : check_joint %zu %s terms_%zu elementals_%zu "
           "uses_%zu.\n  by vm_compute.\n",
           writer->all->length,
           mdm_word_is (stated->relation, ">=") ? "true" : "false", id, id,
           id);
  for (size_t i = 0; i < stated->uses; i++)
    fprintf (stream, "move=> u%zu.\n", i + 1);
  fputs ("exact (@joint _ ln _ _ p isT _ _ _ _ ok ", stream);
  for (size_t i = 0; i < stated->uses; i++)
    fprintf (stream, "(conj u%zu ", i + 1);
  fputc ('I', stream);
  for (size_t i = 0; i < stated->uses; i++)
    fputc (')', stream);
  fputs (").\nQed.\n\n", stream);
  return MDM_OK;
}

static mdm_status
put_statement_of_all (const writer_t *writer, const mdm_stated_t *stated)
{
  switch (stated->kind)
    {
    case MDM_STATED_HYPOTHESIS:
      return put_hypothesis (writer, stated);
    case MDM_STATED_GIVEN:
      return put_given (writer, stated);
    default:
      return writer->all->of == MDM_STATED_OF_SETS
                 ? put_joint (writer, stated)
                 : put_universal (writer, stated);
    }
}

static mdm_status
put_all_laws (const writer_t *writer)
{
  fprintf (writer->stream,
           "Section Certificate.\n"
           "Variables (R : realFieldType) (ln : logfun R) (V : finType).\n"
           "Variable p : law R [finType of {ffun 'I_%zu -> V}].\n\n",
           writer->all->length);
  for (size_t i = 0; i < writer->all->statements; i++)
    {
      const mdm_stated_t *stated = &writer->all->statement[i];
      MDM_TRY (put_statement_of_all (writer, stated));
    }
  fputs ("End Certificate.\n", writer->stream);
  return MDM_OK;
}

/* The proof of STATED of the law of copies, in the environment of
   put_copies.  */
static void
put_copies_check (const writer_t *writer, const mdm_stated_t *stated,
                  size_t relation)
{
  if (stated->smax > 0)
    fprintf (
        writer->stream,
        "have ok_%zu : check_copies_every %zu %zu %s copies_n terms_%zu.\n"
        "  by vm_compute.\n",
        stated->id, writer->all->length, stated->smax,
        relations[relation].data, stated->id);
  else
    fprintf (writer->stream,
             "have ok_%zu : check_copies %zu %s copies_n terms_%zu.\n  by "
             "vm_compute.\n",
             stated->id, writer->all->length, relations[relation].data,
             stated->id);
}

static mdm_status
put_copies (const writer_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;
  size_t relation, claims = 0, first = 0;

  fputs ("(* copies of the MDS codes [L, m], m = 1..L *)\n"
         "Definition copies_n : seq nat := ",
         stream);
  put_words (stream, &all->copies, NULL);
  fputs (".\n\n", stream);
  while (all->statement[first].kind == MDM_STATED_HYPOTHESIS)
    first++;
  if (first > 0)
    fputs ("Section Hypotheses.\nVariable R : realFieldType.\n\n", stream);
  for (size_t i = 0; i < first; i++)
    MDM_TRY (put_hypothesis (writer, &all->statement[i]));
  fputs (first > 0 ? "End Hypotheses.\n\n" : "", stream);
  for (size_t i = first; i < all->statements; i++)
    MDM_TRY (put_data (writer, &all->statement[i]));
  fprintf (stream,
           "Theorem counterexample (R : realFieldType) (ln : logfun R) :\n"
           "  exists (V : finType) (p : law R [finType of {ffun 'I_%zu -> "
           "V}]),\n",
           all->length);
  for (size_t i = first; i < all->statements; i++, claims++)
    {
      const mdm_stated_t *stated = &all->statement[i];
      if (process_of (writer, stated) != NULL || stated->parts > 0)
        return refuse (writer, stated,
                       "on a law of copies Claim.v has "
                       "schedules of given sizes alone");
      fputs (claims > 0 ? " /\\\n  (\n" : "  (\n", stream);
      MDM_TRY (put_statement (writer, stated, NULL));
      fputc (')', stream);
    }
  fputs (".\nProof.\n", stream);
  for (size_t i = first; i < all->statements; i++)
    {
      MDM_TRY (find_relation (&relation, writer, &all->statement[i]));
      put_copies_check (writer, &all->statement[i], relation);
    }
  fprintf (stream,
           "have [V [p [u [u0 pu]]]] := copies ln %zu "
           "copies_n.\nexists V, p.\n",
           all->length);
  for (size_t i = first; i + 1 < all->statements; i++)
    fprintf (stream,
             "split; first by exact (%s (isT : 0 < %zu) u0 pu ok_%zu).\n",
             all->statement[i].smax > 0 ? "on_copies_every" : "on_copies",
             all->length, all->statement[i].id);
  fprintf (stream, "exact (%s (isT : 0 < %zu) u0 pu ok_%zu).\nQed.\n",
           all->statement[all->statements - 1].smax > 0 ? "on_copies_every"
                                                        : "on_copies",
           all->length, all->statement[all->statements - 1].id);
  return MDM_OK;
}

/* The rows of the law, and the integers by their factors.  */
static void
put_rows (const writer_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;

  fputs ("Definition rows : seq row_of :=\n  [:: ", stream);
  for (size_t i = 0; i < all->rows; i++)
    {
      const mdm_words_t *row = &all->row[i];
      fprintf (stream, "%s(%.*s%%positive, [::", i > 0 ? ";\n    " : "",
               (int) row->word[0].size, row->word[0].text);
      for (size_t j = 1; j < row->count; j++)
        fprintf (stream, "%s %.*s", j > 1 ? ";" : "", (int) row->word[j].size,
                 row->word[j].text);
      fputs ("])", stream);
    }
  fputs ("].\nDefinition integers : seq factors :=\n  [:: Factors 1 [::]",
         stream);
  for (size_t i = 0; i < all->integers; i++)
    {
      const mdm_words_t *integer = &all->integer[i];
      fprintf (stream, ";\n    Factors %.*s [::", (int) integer->word[0].size,
               integer->word[0].text);
      for (size_t j = 2; j + 1 < integer->count; j += 2)
        fprintf (stream, "%s (%.*s%%positive, %.*s)", j > 2 ? ";" : "",
                 (int) integer->word[j].size, integer->word[j].text,
                 (int) integer->word[j + 1].size, integer->word[j + 1].text);
      fputc (']', stream);
    }
  fprintf (stream,
           "].\nLemma rows_are : rows_ok %zu %zu rows.\nProof. by vm_compute. "
           "Qed.\n\n",
           all->length, all->vocabulary - 1);
}

/* How often the digits are doubled, from 32 on, to have BITS.  */
static size_t
doublings (size_t bits)
{
  size_t times = 0;

  while (32u << times < bits)
    times++;
  return times;
}

/* A statement about the law: its evidence is the sign.  */
static mdm_status
put_value (const writer_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  size_t relation, id = stated->id, length = writer->all->length;
  size_t v = writer->all->vocabulary - 1;
  const char *kind = mdm_stated_kind_str (stated);

  if (stated->smax > 0)
    return refuse (writer, stated,
                   "what holds of every schedule on one law is not "
                   "in Instance.v");
  if (stated->bits > MDM_EXPORT_BITS)
    return refuse (writer, stated, "its sign is seen at too many bits");
  MDM_TRY (find_relation (&relation, writer, stated));
  MDM_TRY (put_data (writer, stated));
  fprintf (stream, "Theorem %s_%zu :\n", kind, id);
  MDM_TRY (put_statement (writer, stated, NULL));
  if (stated->sign == 0)
    fprintf (stream,
             ".\nProof.\nhave ok : check_zero %zu rows integers terms_%zu.\n  "
             "by vm_compute.\nexact (@instance_zero R ln %zu %zu rows isT "
             "rows_are %s "
             "_ _ ok isT).\nQed.\n\n",
             length, id, length, v, relations[relation].data);
  else
    fprintf (
        stream,
        ".\nProof.\nhave ok : check_sign %zu rows %zu %s terms_%zu.\n  by "
        "vm_compute.\nexact (@instance R ln %zu %zu rows isT rows_are %s _ _ "
        "_ "
        "ok isT).\nQed.\n\n",
        length, doublings (stated->bits), stated->sign > 0 ? "true" : "false",
        id, length, v, relations[relation].data);
  return MDM_OK;
}

static mdm_status
put_law (const writer_t *writer)
{
  put_rows (writer);
  fprintf (writer->stream,
           "Section Certificate.\n"
           "Variables (R : realFieldType) (ln : logfun R).\n"
           "Let p : law R [finType of {ffun 'I_%zu -> 'I_%zu}] :=\n"
           "  table_law R rows_are.\n\n",
           writer->all->length, writer->all->vocabulary);
  for (size_t i = 0; i < writer->all->statements; i++)
    MDM_TRY (put_value (writer, &writer->all->statement[i]));
  fputs ("End Certificate.\n", writer->stream);
  return MDM_OK;
}

mdm_status
mdm_coq_write (FILE *stream, const mdm_stated_all_t *all, const char *file,
               mdm_err_t *err)
{
  writer_t writer = { stream, all, file, err };

  if (all->statements == 0
      || all->statement[all->statements - 1].kind != MDM_STATED_CLAIM)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "a certificate has at least one claim");
  put_head (&writer);
  switch (all->of)
    {
    case MDM_STATED_OF_COPIES:
      return put_copies (&writer);
    case MDM_STATED_OF_LAW:
      return put_law (&writer);
    default:
      return put_all_laws (&writer);
    }
}
