#include <config.h>

#include "search/part.h"

#include "search/sieve.h"

#include <string.h>

void
mdm_search_found_init (mdm_search_found_t res, const mdm_search_job_t job)
{
  memset (res, 0, sizeof *res);
  res->questions = mdm_search_questions (&job->asked);
  res->found = flint_malloc (res->questions * sizeof *res->found);
  for (size_t i = 0; i < res->questions; i++)
    mdm_found_init (res->found + i, job->cells->count);
}

void
mdm_search_found_clear (mdm_search_found_t res)
{
  for (size_t i = 0; i < res->questions; i++)
    mdm_found_clear (res->found + i);
  flint_free (res->found);
}

/* As lines.  */

typedef struct
{
  int is; /* there is one */
  size_t law, schedule;
  size_t cells, weights; /* as many */
  size_t *cell, *weight;
} line_law_t;

typedef struct
{
  size_t verdicts, *verdict;
  line_law_t best, counterexample;
} line_question_t;

typedef struct
{
  size_t part, laws;
  int stopped;
  size_t questions;
  line_question_t *question;
} line_t;

#define END ((size_t) 1 << 62)

static const mdm_member_t number
    = { .name = "", .kind = MDM_MEMBER_NUMBER, .end = END };

static const mdm_member_t law_members[]
    = { MDM_NUMBER_MEMBER (line_law_t, law, NUMBER, END),
        MDM_NUMBER_MEMBER (line_law_t, schedule, NUMBER, END),
        MDM_LIST_MEMBER (line_law_t, "cells", cell, cells, &number),
        MDM_LIST_MEMBER (line_law_t, "weights", weight, weights, &number),
        { .name = NULL } };

static json_t *
write_law (const void *at)
{
  const line_law_t *law = at;

  return law->is ? mdm_line_object (law, law_members) : json_null ();
}

static int
read_law (void *at, mdm_arena_t *arena, const json_t *json)
{
  line_law_t *law = at;

  law->is = !json_is_null (json);
  return !law->is || mdm_line_members (law, arena, json, law_members);
}

#define LAW_MEMBER(type, what)                                                \
 {                                                                            \
  .name = #what, .kind = MDM_MEMBER_OWN, .offset = offsetof (type, what),     \
  .write = write_law, .read = read_law                                        \
 }

static const mdm_member_t question_members[]
    = { MDM_LIST_MEMBER (line_question_t, "verdicts", verdict, verdicts,
                         &number),
        LAW_MEMBER (line_question_t, best),
        LAW_MEMBER (line_question_t, counterexample),
        { .name = NULL } };

static const mdm_member_t line_members[]
    = { MDM_NUMBER_MEMBER (line_t, part, NUMBER, END),
        MDM_NUMBER_MEMBER (line_t, laws, NUMBER, END),
        MDM_TEXT_MEMBER (line_t, stopped, BOOLEAN),
        MDM_LIST_MEMBER (line_t, "questions", question, questions,
                         question_members),
        { .name = NULL } };

/* Writing.  */

static line_law_t
law_of (const mdm_found_law_t *law, uint64_t base, mdm_arena_t *arena)
{
  line_law_t res = { .is = law->index != MDM_FOUND_NONE };

  if (!res.is)
    return res;
  res.law = (size_t) (law->index - base);
  res.schedule = law->schedule;
  res.cell = mdm_arena_alloc (arena, law->cells * sizeof *res.cell);
  res.weight = mdm_arena_alloc (arena, law->cells * sizeof *res.weight);
  for (size_t i = 0; i < law->cells; i++)
    if (law->weight[i] > 0)
      {
        res.cell[res.cells] = i;
        res.weight[res.cells++] = law->weight[i];
      }
  res.weights = res.cells;
  return res;
}

static line_question_t
question_of (const mdm_found_t *found, uint64_t base, mdm_arena_t *arena)
{
  size_t verdicts = sizeof found->of / sizeof *found->of;
  size_t *verdict = mdm_arena_alloc (arena, verdicts * sizeof *verdict);

  for (size_t i = 0; i < verdicts; i++)
    verdict[i] = (size_t) found->of[i];
  return (line_question_t){ .verdicts = verdicts,
                            .verdict = verdict,
                            .best = law_of (&found->best, base, arena),
                            .counterexample
                            = law_of (&found->counterexample, base, arena) };
}

char *
mdm_search_part_line (const mdm_search_found_t found,
                      const mdm_search_job_t job, size_t part)
{
  mdm_arena_t arena = { 0 };
  uint64_t base = mdm_search_job_base (job, part);
  line_t line = { .part = part,
                  .laws = (size_t) found->laws,
                  .stopped = found->stopped,
                  .questions = found->questions };
  char *text;

  line.question
      = mdm_arena_alloc (&arena, line.questions * sizeof *line.question);
  for (size_t i = 0; i < line.questions; i++)
    line.question[i] = question_of (found->found + i, base, &arena);
  text = mdm_line_write (mdm_line_object (&line, line_members));
  mdm_arena_clear (&arena);
  return text;
}

/* Reading.  */

/* Is LAW, of a part with LAWS of them, one of JOB's?  Its weights go to
   WEIGHT.  */
static int
is_law (uint32_t *weight, const line_law_t *law, size_t laws,
        const mdm_search_job_struct *job)
{
  size_t sum = 0, n = job->cells->count;
  size_t least = job->head->climbs > 0 ? job->head->most : job->head->least;

  memset (weight, 0, n * sizeof *weight);
  if (law->law >= laws || law->cells != law->weights
      || law->cells > job->head->support
      || (law->schedule >= job->head->schedules && law->schedule > 0))
    return 0;
  for (size_t i = 0; i < law->cells; i++)
    {
      size_t cell = law->cell[i], w = law->weight[i];
      if (cell >= n || (i > 0 && cell <= law->cell[i - 1]) || w == 0
          || w > job->head->most - sum)
        return 0;
      weight[cell] = (uint32_t) w;
      sum += w;
    }
  return sum >= least;
}

/* Set RES to LAW, which question I has found with SIEVE, as its best or as the
   COUNTEREXAMPLE: does it say so again?  */
static int
find_again (mdm_found_law_t *res, const line_law_t *law, size_t laws,
            uint64_t base, size_t i, int counterexample, mdm_sieve_t *sieve,
            const mdm_search_job_struct *job)
{
  mdm_search_found_t again;
  const mdm_found_law_t *from;
  int found, refutes;
  mdm_err_t err = { 0 };

  if (!law->is)
    return 1;
  if (!is_law (res->weight, law, laws, job))
    return 0;
  mdm_search_found_init (again, job);
  from = counterexample ? &again->found[i].counterexample
                        : &again->found[i].best;
  found = mdm_sieve_put (again->found, &refutes, sieve, res->weight,
                         base + law->law, &err)
              == MDM_OK
          && from->index != MDM_FOUND_NONE && from->schedule == law->schedule;
  if (found)
    mdm_found_law_set (res, base + law->law, law->schedule, res->weight,
                       from->above, from->below);
  mdm_search_found_clear (again);
  return found;
}

/* Take the verdicts of QUESTION on LAWS laws.  */
static int
take_verdicts (mdm_found_t *found, const line_question_t *question,
               size_t laws, const mdm_search_job_struct *job)
{
  size_t schedules = job->head->schedules > 0 ? job->head->schedules : 1;
  size_t sum = 0;

  if (question->verdicts != sizeof found->of / sizeof *found->of)
    return 0;
  for (size_t v = 0; v < question->verdicts; v++)
    {
      if (question->verdict[v] > laws * schedules - sum)
        return 0;
      found->of[v] = question->verdict[v];
      sum += question->verdict[v];
    }
  return (job->goal != NULL || sum == laws * schedules)
         && (found->of[MDM_VERDICT_REFUTED] > 0)
                == question->counterexample.is;
}

/* Has a part with LINE as many laws as it must have?  */
static int
has_laws (const line_t *line, const mdm_search_job_struct *job)
{
  uint64_t base = mdm_search_job_base (job, line->part), all;

  if (job->head->climbs > 0)
    return line->laws > 0 && line->laws < (size_t) 1 << 32 && !line->stopped;
  all = job->laws - base < job->run ? job->laws - base : job->run;
  return line->stopped
             ? job->head->first && line->laws > 0 && line->laws <= all
             : line->laws == all;
}

/* Take what LINE says.  */
static int
take (mdm_search_found_t found, const line_t *line, mdm_sieve_t *sieve,
      const mdm_search_job_struct *job)
{
  uint64_t base = mdm_search_job_base (job, line->part);
  int refuted = 0;

  if (line->questions != found->questions || !has_laws (line, job))
    return 0;
  found->laws = line->laws;
  found->stopped = line->stopped;
  for (size_t i = 0; i < line->questions; i++)
    {
      const line_question_t *question = line->question + i;
      mdm_found_t *to = found->found + i;

      if (!take_verdicts (to, question, line->laws, job)
          || !find_again (&to->best, &question->best, line->laws, base, i, 0,
                          sieve, job)
          || !find_again (&to->counterexample, &question->counterexample,
                          line->laws, base, i, 1, sieve, job))
        return 0;
      refuted |= question->counterexample.is;
    }
  return line->stopped == (job->head->first && refuted);
}

const char *
mdm_search_part_read (mdm_search_found_t found, size_t *part,
                      const mdm_search_job_t job, const char *text,
                      size_t length)
{
  mdm_arena_t arena = { 0 };
  mdm_err_t err = { 0 };
  mdm_sieve_t *sieve = NULL;
  line_t line;
  const char *what = NULL;

  if (!mdm_line_read (&line, &arena, text, length, line_members)
      || line.part >= job->parts)
    what = "this line is damaged: it is no record of a part";
  else if (mdm_sieve_new (&sieve, &job->asked, job->cells, &err) != MDM_OK
           || !take (found, &line, sieve, job))
    what = "this line is damaged: it contradicts itself";
  *part = what == NULL ? line.part : 0;
  mdm_sieve_free (sieve);
  mdm_arena_clear (&arena);
  return what;
}
