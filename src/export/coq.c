#include <config.h>

#include "export/coq.h"

#include "export/limits.h"
#include "export/stated.h"

#include <stdlib.h>
#include <string.h>

/* The check of a claim about all laws, and the theorem that it stands on.  */
static mdm_status
put_universal (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  const mdm_listed_t *process = mdm_coq_process_of (writer, stated);
  size_t id = stated->id;
  const char *ge = mdm_word_is (stated->relation, ">=") ? "true" : "false";

  MDM_TRY (mdm_coq_put_data (writer, stated));
  fprintf (stream, "Theorem claim_%zu :\n", id);
  MDM_TRY (mdm_coq_put_statement (writer, stated, process));
  fprintf (stream, ".\nProof.\nhave ok : ");
  if (process != NULL)
    {
      fprintf (stream, "check_process %zu %s\n  ", writer->all->length, ge);
      mdm_coq_put_words (stream, &process->value, "ratio");
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
put_hypothesis (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  const char *relation;

  MDM_TRY (mdm_coq_numbers_alone (writer, stated));
  MDM_TRY (mdm_coq_relation (&relation, writer, stated));
  MDM_TRY (mdm_coq_put_data (writer, stated));
  fprintf (stream, "Theorem hypothesis_%zu :\n", stated->id);
  MDM_TRY (mdm_coq_put_statement (writer, stated, NULL));
  fprintf (
      stream,
      ".\nProof.\nhave ok : check_numbers %s terms_%zu.\n  by vm_compute.\n"
      "exact (numeric R ok).\nQed.\n\n",
      relation, stated->id);
  return MDM_OK;
}

/* The states of POLICY, with what is drawn in each.  */
static void
put_states (FILE *stream, const mdm_listed_t *policy)
{
  for (size_t i = 0; i < policy->states; i++)
    {
      const mdm_move_t *move = &policy->state[i];
      fputs (i > 0 ? ";\n    ([::" : "\n  [:: ([::", stream);
      for (size_t j = 0; j < move->cells.count; j++)
        {
          mdm_word_t cell = move->cells.word[j];
          fputs (j > 0 ? "; " : " ", stream);
          if (mdm_word_is (cell, "_"))
            fputs ("None", stream);
          else
            fprintf (stream, "Some %.*s", (int) cell.size, cell.text);
        }
      fputs ("], ", stream);
      mdm_coq_put_words (stream, &move->drawn, NULL);
      fputc (')', stream);
    }
  fputs ("].\n", stream);
}

/* Define schedule NUMBER, from 0.  */
static void
put_listed (const mdm_coq_t *writer, size_t number)
{
  const mdm_listed_t *schedule = &writer->all->schedule[number];
  FILE *stream = writer->stream;

  if (mdm_word_is (schedule->kind, "sizes"))
    {
      fprintf (stream, "Definition schedule_%zu : seq nat := ", number + 1);
      mdm_coq_put_words (stream, &schedule->value, NULL);
      fputs (".\n", stream);
    }
  else if (mdm_word_is (schedule->kind, "iid"))
    {
      fprintf (stream, "Definition schedule_%zu := ", number + 1);
      mdm_coq_put_words (stream, &schedule->value, "ratio");
      fputs (".\n", stream);
    }
  else if (mdm_word_is (schedule->kind, "policy"))
    {
      fprintf (stream, "Definition schedule_%zu : states :=", number + 1);
      put_states (stream, schedule);
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
put_head (const mdm_coq_t *writer)
{
  static const char *const evidence[] = {
    [MDM_STATED_OF_ALL] = ".\n\n",
    [MDM_STATED_OF_SETS] = " Joint.\n\n",
    [MDM_STATED_OF_COPIES] = " Copies.\n\n",
    [MDM_STATED_OF_LAW]
    = " Output Table\n  Sums Joint Logs Base Rows\n  Outputs Instance.\n\n"
  };
  FILE *stream = writer->stream;

  fputs (
      "(* Written by mdmcert export --to=coq, from a certificate.  It needs "
      "the compiled\n   development of proofs-data/coq: coqc -Q FOLDER "
      "mdmcert FILE *)\n\n"
      "From Coq Require Import ZArith.\n"
      "From mathcomp Require Import all_ssreflect all_algebra "
      "all_fingroup.\n"
      "From mdmcert Require Import Entropy Curve Sampler Cone Process "
      "Measures Times\n  Claim",
      stream);
  fputs (evidence[writer->all->of], stream);
  for (size_t i = 0; i < writer->all->schedules; i++)
    put_listed (writer, i);
  fputs (writer->all->schedules > 0 ? "\n" : "", stream);
}

/* What is given, as data.  */
static mdm_status
put_given (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  const char *relation;

  MDM_TRY (mdm_coq_relation (&relation, writer, stated));
  mdm_coq_put_comment (writer->stream, stated->comment);
  fprintf (writer->stream,
           "Definition given_%zu : relation * seq term := (%s,\n  [:: ",
           stated->id, relation);
  MDM_TRY (mdm_coq_put_terms (writer, stated, 1));
  fputs ("]).\n\n", writer->stream);
  return MDM_OK;
}

/* What is given as number ID, or NULL.  */
static const mdm_stated_t *
given_of (const mdm_coq_t *writer, size_t id)
{
  for (size_t i = 0; i < writer->all->statements; i++)
    if (writer->all->statement[i].kind == MDM_STATED_GIVEN
        && writer->all->statement[i].id == id)
      return &writer->all->statement[i];
  return NULL;
}

/* The evidence of STATED in entropies, as data.  */
static mdm_status
put_elementals (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;

  fprintf (stream,
           "Definition elementals_%zu : seq term :=\n  [:: ", stated->id);
  MDM_TRY (mdm_coq_put_sum (writer, stated, stated->elemental,
                            stated->elementals, 1));
  fprintf (stream, "].\nDefinition uses_%zu : seq use :=\n  [::", stated->id);
  for (size_t i = 0; i < stated->uses; i++)
    {
      if (given_of (writer, stated->use[i].which) == NULL)
        return mdm_coq_refuse (writer, stated, "it uses what is not given");
      fputs (i == 0 ? " " : ";\n    ", stream);
      mdm_coq_put_fraction (stream, "Use", stated->use[i].weight);
      fprintf (stream, " given_%zu", stated->use[i].which);
    }
  fputs ("].\n", stream);
  return MDM_OK;
}

/* A claim in entropies: what it uses of what is given goes before it.  */
static mdm_status
put_joint (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  FILE *stream = writer->stream;
  size_t id = stated->id;

  MDM_TRY (mdm_coq_put_data (writer, stated));
  MDM_TRY (put_elementals (writer, stated));
  fprintf (stream, "Theorem claim_%zu :\n", id);
  for (size_t i = 0; i < stated->uses; i++)
    {
      MDM_TRY (mdm_coq_put_statement (
          writer, given_of (writer, stated->use[i].which), NULL));
      fputs (" ->\n", stream);
    }
  MDM_TRY (mdm_coq_put_statement (writer, stated, NULL));
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
put_statement_of_all (const mdm_coq_t *writer, const mdm_stated_t *stated)
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
put_all_laws (const mdm_coq_t *writer)
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
put_copies_check (const mdm_coq_t *writer, const mdm_stated_t *stated,
                  const char *relation)
{
  if (stated->smax > 0)
    fprintf (
        writer->stream,
        "have ok_%zu : check_copies_every %zu %zu %s copies_n terms_%zu.\n"
        "  by vm_compute.\n",
        stated->id, writer->all->length, stated->smax, relation, stated->id);
  else
    fprintf (writer->stream,
             "have ok_%zu : check_copies %zu %s copies_n terms_%zu.\n  by "
             "vm_compute.\n",
             stated->id, writer->all->length, relation, stated->id);
}

static mdm_status
put_copies (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;
  const char *relation;
  size_t claims = 0, first = 0;

  fputs ("(* copies of the MDS codes [L, m], m = 1..L *)\n"
         "Definition copies_n : seq nat := ",
         stream);
  mdm_coq_put_words (stream, &all->copies, NULL);
  fputs (".\n\n", stream);
  while (all->statement[first].kind == MDM_STATED_HYPOTHESIS)
    first++;
  if (first > 0)
    fputs ("Section Hypotheses.\nVariable R : realFieldType.\n\n", stream);
  for (size_t i = 0; i < first; i++)
    MDM_TRY (put_hypothesis (writer, &all->statement[i]));
  fputs (first > 0 ? "End Hypotheses.\n\n" : "", stream);
  for (size_t i = first; i < all->statements; i++)
    MDM_TRY (mdm_coq_put_data (writer, &all->statement[i]));
  fprintf (stream,
           "Theorem counterexample (R : realFieldType) (ln : logfun R) :\n"
           "  exists (V : finType) (p : law R [finType of {ffun 'I_%zu -> "
           "V}]),\n",
           all->length);
  for (size_t i = first; i < all->statements; i++, claims++)
    {
      const mdm_stated_t *stated = &all->statement[i];
      if (mdm_coq_process_of (writer, stated) != NULL || stated->parts > 0)
        return mdm_coq_refuse (writer, stated,
                               "on a law of copies Claim.v has "
                               "schedules of given sizes alone");
      fputs (claims > 0 ? " /\\\n  (\n" : "  (\n", stream);
      MDM_TRY (mdm_coq_put_statement (writer, stated, NULL));
      fputc (')', stream);
    }
  fputs (".\nProof.\n", stream);
  for (size_t i = first; i < all->statements; i++)
    {
      MDM_TRY (mdm_coq_relation (&relation, writer, &all->statement[i]));
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
put_rows (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;

  fputs ("Definition rows : seq row_of :=\n  [:: ", stream);
  for (size_t i = 0; i < all->rows; i++)
    {
      const mdm_words_t *row = &all->row[i];
      fputs (i > 0 ? ";\n    (" : "(", stream);
      mdm_coq_put_integer (stream, row->word[0].text, row->word[0].size);
      fputs ("%positive, [::", stream);
      for (size_t j = 1; j < row->count; j++)
        fprintf (stream, "%s %.*s", j > 1 ? ";" : "", (int) row->word[j].size,
                 row->word[j].text);
      fputs ("])", stream);
    }
  fprintf (stream,
           "].\nLemma rows_are : rows_ok %zu %zu rows.\nProof. by vm_compute. "
           "Qed.\n\n",
           all->length, all->vocabulary - 1);
}

/* The base, and the integers by their factors.  */
static void
put_integers (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;

  fputs (
      "(* integers, and what others are products of: places in that list "
      "with their\n   exponents *)\nDefinition base : seq positive :=\n  [::",
      stream);
  for (size_t i = 0; i < all->bases; i++)
    {
      fputs (i > 0 ? "; " : " ", stream);
      mdm_coq_put_integer (stream, all->base[i].word[0].text,
                           all->base[i].word[0].size);
      fputs ("%positive", stream);
    }
  fputs ("].\nDefinition integers : seq factors :=\n  [::", stream);
  for (size_t i = 0; i < all->integers; i++)
    {
      const mdm_words_t *integer = &all->integer[i];
      fputs (i > 0 ? ";\n    [::" : " [::", stream);
      for (size_t j = 2; j + 1 < integer->count; j += 2)
        fprintf (stream, "%s %.*s%%positive; %.*s%%positive", j > 2 ? ";" : "",
                 (int) integer->word[j].size, integer->word[j].text,
                 (int) integer->word[j + 1].size, integer->word[j + 1].text);
      fputc (']', stream);
    }
  fputs ("].\n\n", stream);
}

/* What draws, where a statement is about it; Coq computes what it draws.  */
static mdm_status
put_drawn (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;
  size_t drawn = 0;

  fputs ("Definition samplers : seq sampler :=\n  [::", stream);
  for (size_t number = 1; number <= all->schedules; number++)
    for (size_t i = 0; i < all->statements; i++)
      if (mdm_coq_draws (writer, &all->statement[i], number))
        {
          MDM_TRY (mdm_coq_limit_drawn (writer, &all->statement[i], number));
          fputs (drawn++ > 0 ? "; " : " ", stream);
          mdm_coq_put_sampler (writer, number, 1);
          break;
        }
  fputs ("].\n\n", stream);
  return MDM_OK;
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

static const char *
sign_of (const mdm_stated_t *stated)
{
  return stated->sign == 0  ? "Is_zero"
         : stated->sign > 0 ? "Is_positive"
                            : "Is_negative";
}

/* A statement about the law as data: its evidence is the sign.  */
static mdm_status
put_signed (const mdm_coq_t *writer, const mdm_stated_t *stated)
{
  const char *relation;

  if (stated->smax > 0)
    return mdm_coq_refuse (writer, stated,
                           "what holds of every schedule on one law is not "
                           "in Instance.v");
  if (stated->bits > MDM_EXPORT_BITS)
    return mdm_coq_refuse (writer, stated,
                           "its sign is seen at too many bits");
  MDM_TRY (mdm_coq_relation (&relation, writer, stated));
  MDM_TRY (mdm_coq_put_data (writer, stated));
  fprintf (writer->stream,
           "Definition statement_%zu := Statement %s %s terms_%zu.\n\n",
           stated->id, relation, sign_of (stated), stated->id);
  return MDM_OK;
}

/* All statements, and that none is wrong, which is computed at once.  */
static void
put_decided (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;
  size_t bits = 0;

  fputs ("Definition statements : seq statement :=\n  [::", stream);
  for (size_t i = 0; i < all->statements; i++)
    {
      fprintf (stream, "%s statement_%zu",
               i == 0       ? ""
               : i % 4 == 0 ? ";\n   "
                            : ";",
               all->statement[i].id);
      bits = all->statement[i].bits > bits ? all->statement[i].bits : bits;
    }
  fprintf (stream,
           "].\n\n(* the places, from 0, of statements that are wrong *)\n"
           "Lemma none_wrong : wrong %zu rows samplers base integers %zu "
           "statements = [::].\n"
           "Proof. vm_cast_no_check (@erefl (seq nat) [::]). Qed.\n\n",
           all->length, doublings (bits));
}

/* Statement number PLACE, from 0, as a theorem.  */
static mdm_status
put_value (const mdm_coq_t *writer, const mdm_stated_t *stated, size_t place)
{
  FILE *stream = writer->stream;
  const char *relation;

  MDM_TRY (mdm_coq_relation (&relation, writer, stated));
  fprintf (stream, "Theorem %s_%zu :\n", mdm_stated_kind_str (stated),
           stated->id);
  MDM_TRY (mdm_coq_put_statement (writer, stated, NULL));
  fprintf (stream,
           ".\nProof. exact (@holds %zu %s %s terms_%zu erefl). Qed.\n\n",
           place, relation, sign_of (stated), stated->id);
  return MDM_OK;
}

static mdm_status
put_law (const mdm_coq_t *writer)
{
  FILE *stream = writer->stream;
  const mdm_stated_all_t *all = writer->all;

  MDM_TRY (mdm_coq_limit_states (writer));
  put_rows (writer);
  put_integers (writer);
  MDM_TRY (put_drawn (writer));
  for (size_t i = 0; i < all->statements; i++)
    MDM_TRY (put_signed (writer, &all->statement[i]));
  put_decided (writer);
  fprintf (stream,
           "Section Certificate.\n"
           "Variables (R : realFieldType) (ln : logfun R).\n"
           "Let p : law R [finType of {ffun 'I_%zu -> 'I_%zu}] :=\n"
           "  table_law R rows_are.\n"
           "Let holds := @instance R ln %zu %zu rows isT rows_are samplers "
           "base\n  integers _ _ none_wrong.\n\n",
           all->length, all->vocabulary, all->length, all->vocabulary - 1);
  for (size_t i = 0; i < all->statements; i++)
    MDM_TRY (put_value (writer, &all->statement[i], i));
  fputs ("End Certificate.\n", stream);
  return MDM_OK;
}

mdm_status
mdm_coq_write (FILE *stream, const mdm_stated_all_t *all, const char *file,
               mdm_err_t *err)
{
  mdm_coq_t writer = { stream, all, file, err };

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
