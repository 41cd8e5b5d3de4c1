#include <config.h>

#include "export/coq.h"

#include <ctype.h>
#include <string.h>

/* What a quantity is in a statement, and as data (proofs-data/coq/Claim.v).  A
   `@' stands for the next argument: `#' after it for the name of a schedule,
   `-' for the number less 1.  `%' stands for the length.  */
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
  { "any", "ekl ln p sz", "Ekl_any" },
};
#define QUANTITIES (sizeof quantities / sizeof *quantities)
#define PROCESS QUANTITIES /* ekl of random sizes */

static const struct
{
  const char *name;
  const char *stated;
  const char *data;
} relations[] = { { "<=", "<= 0", "is_le" }, { "<", "< 0", "is_lt" },
                  { "=", "== 0", "is_eq" }, { "!=", "!= 0", "is_ne" },
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
                      stated->hypothesis ? "hypothesis" : "claim", stated->id,
                      why);
}

/* Write WORD, a fraction, as the two arguments of FUNCTION.  */
static void
put_fraction (FILE *stream, const char *function, mdm_word_t word)
{
  const char *stroke = memchr (word.text, '/', word.size);
  size_t numerator = stroke != NULL ? (size_t) (stroke - word.text) : word.size;
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

/* The number in the table of what TERM names, or PROCESS; what is not there is
   not exported.  */
static mdm_status
find_quantity (size_t *index, const writer_t *writer,
               const mdm_stated_t *stated, const mdm_named_t *term)
{
  const char *pattern, *at;
  size_t arguments = 0;

  for (*index = 0; *index < QUANTITIES; ++*index)
    if (mdm_word_is (term->name, quantities[*index].name))
      break;
  if (*index == QUANTITIES)
    return refuse (writer, stated, "it has a quantity that Claim.v has not");
  pattern = quantities[*index].stated;
  for (at = strchr (pattern, '@'); at != NULL; at = strchr (at + 1, '@'))
    {
      const mdm_listed_t *schedule;
      size_t n = arguments < term->arguments ? term->argument[arguments] : 0;
      if (arguments++ >= term->arguments)
        break;
      if (at[1] != '#')
        continue;
      if (n == 0 || n > writer->all->schedules)
        return refuse (writer, stated, "it names a schedule that is not there");
      schedule = &writer->all->schedule[n - 1];
      if (mdm_word_is (schedule->kind, "sizes"))
        continue;
      if (!mdm_word_is (schedule->kind, "weights")
          || !mdm_word_is (term->name, "ekl"))
        return refuse (writer, stated, "of random sizes Claim.v has the error "
                                       "by expected numbers alone");
      *index = PROCESS;
    }
  return arguments == term->arguments
             ? MDM_OK
             : refuse (writer, stated, "a quantity has other arguments");
}

/* Write PATTERN with the arguments of TERM.  */
static void
put_pattern (const writer_t *writer, const char *pattern,
             const mdm_named_t *term)
{
  size_t next = 0;

  for (const char *at = pattern; *at != '\0'; at++)
    if (*at == '^')
      fprintf (writer->stream, "%zu", writer->all->length);
    else if (*at != '@')
      fputc (*at, writer->stream);
    else if (at[1] == '#')
      fprintf (writer->stream, "schedule_%zu", term->argument[next++]), at++;
    else if (at[1] == '-')
      {
        size_t n = term->argument[next++];
        fprintf (writer->stream, "%zu", n > 0 ? n - 1 : 0);
        at++;
      }
    else
      fprintf (writer->stream, "%zu", term->argument[next++]);
}

/* The sum that STATED is about, as mathematics or as data.  */
static mdm_status
put_terms (const writer_t *writer, const mdm_stated_t *stated, int data)
{
  for (size_t i = 0; i < stated->terms; i++)
    {
      const mdm_named_t *term = &stated->term[i];
      size_t index;
      MDM_TRY (find_quantity (&index, writer, stated, term));
      if (i > 0)
        fputs (data ? ";\n    " : "\n   + ", writer->stream);
      put_fraction (writer->stream, data ? "Term" : "frac",
                    term->coefficient);
      fputs (data ? " (" : " * ", writer->stream);
      if (index == PROCESS)
        fputs (data ? "Ekl_process" : "ekl_process ln p P", writer->stream);
      else
        put_pattern (writer,
                     data ? quantities[index].data : quantities[index].stated,
                     term);
      fputs (data ? ")" : "", writer->stream);
    }
  return MDM_OK;
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
      const mdm_listed_t *schedule;
      if (!mdm_word_is (term->name, "ekl") || term->arguments == 0
          || term->argument[0] == 0
          || term->argument[0] > writer->all->schedules)
        continue;
      schedule = &writer->all->schedule[term->argument[0] - 1];
      if (mdm_word_is (schedule->kind, "weights"))
        return schedule;
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
                 stated->part[i].schedule);
      fputs ("] &\n", stream);
    }
  else if (stated->smax > 0)
    fprintf (stream,
             "  forall sz, sumn sz = %zu -> smax sz <= %zu ->\n",
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
           stated->hypothesis ? " :> R" : "");
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
      if (i > 0 && ((c == ')' && comment.text[i - 1] == '*')
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
      size_t schedule = stated->part[i].schedule;
      if (schedule == 0 || schedule > writer->all->schedules)
        return refuse (writer, stated, "it names a schedule that is not there");
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
      fprintf (stream, "\n  terms_%zu rays_%zu.\n  by vm_compute.\n"
               "exact (@random_sizes _ ln _ _ p isT _ _ _ _ ok).\n", id, id);
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
      if (index == PROCESS
          || strncmp (quantities[index].data, "Number", 6) != 0)
        return refuse (writer, stated, "it is not about numbers alone");
    }
  MDM_TRY (find_relation (&relation, writer, stated));
  MDM_TRY (put_data (writer, stated));
  fprintf (stream, "Theorem hypothesis_%zu :\n", stated->id);
  MDM_TRY (put_statement (writer, stated, NULL));
  fprintf (stream,
           ".\nProof.\nhave ok : check_numbers %s terms_%zu.\n  by vm_compute.\n"
           "exact (numeric R ok).\nQed.\n\n",
           relations[relation].data, stated->id);
  return MDM_OK;
}

static void
put_head (const writer_t *writer)
{
  FILE *stream = writer->stream;

  fputs ("(* Written by mdmcert export --to=coq, from a certificate.  It needs "
         "the compiled\n   development of proofs-data/coq: coqc -Q FOLDER "
         "mdmcert FILE *)\n\n"
         "From Coq Require Import ZArith.\n"
         "From mathcomp Require Import all_ssreflect all_algebra "
         "all_fingroup.\n"
         "From mdmcert Require Import Entropy Curve Sampler Cone Process "
         "Claim",
         stream);
  fputs (writer->all->copies.count > 0 ? " Copies.\n\n" : ".\n\n", stream);
  for (size_t i = 0; i < writer->all->schedules; i++)
    if (mdm_word_is (writer->all->schedule[i].kind, "sizes"))
      {
        fprintf (stream, "Definition schedule_%zu : seq nat := ", i + 1);
        put_words (stream, &writer->all->schedule[i].value, NULL);
        fputs (".\n", stream);
      }
  fputs (writer->all->schedules > 0 ? "\n" : "", stream);
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
      MDM_TRY (stated->hypothesis ? put_hypothesis (writer, stated)
                                  : put_universal (writer, stated));
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
    fprintf (writer->stream,
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
  while (all->statement[first].hypothesis)
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
        return refuse (writer, stated, "on a law of copies Claim.v has "
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
    fprintf (stream, "split; first by exact (%s (isT : 0 < %zu) u0 pu ok_%zu).\n",
             all->statement[i].smax > 0 ? "on_copies_every" : "on_copies",
             all->length, all->statement[i].id);
  fprintf (stream, "exact (%s (isT : 0 < %zu) u0 pu ok_%zu).\nQed.\n",
           all->statement[all->statements - 1].smax > 0 ? "on_copies_every"
                                                        : "on_copies",
           all->length, all->statement[all->statements - 1].id);
  return MDM_OK;
}

mdm_status
mdm_coq_write (FILE *stream, const mdm_stated_all_t *all, const char *file,
               mdm_err_t *err)
{
  writer_t writer = { stream, all, file, err };

  if (all->statements == 0 || all->statement[all->statements - 1].hypothesis)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "a certificate has at least one claim");
  put_head (&writer);
  return all->copies.count > 0 ? put_copies (&writer)
                               : put_all_laws (&writer);
}
