#include <config.h>

#include "law/ngram.h"

#include "law/automaton.h"
#include "law/form.h"

void
mdm_ngram_init (mdm_ngram_t *ngram)
{
  *ngram = (mdm_ngram_t){ 0 };
}

void
mdm_ngram_clear (mdm_ngram_t *ngram)
{
  for (size_t k = 0; k < ngram->order; k++)
    mdm_conditional_clear (ngram->table + k);
  flint_free (ngram->table);
}

mdm_status
mdm_ngram_grow (mdm_ngram_t *ngram, size_t order, const char *what,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  if (order <= ngram->order)
    return MDM_OK;
  MDM_TRY (mdm_limit_check (limit, what, 0,
                            mdm_work_mul (order, sizeof *ngram->table), err));
  ngram->table = flint_realloc (ngram->table, order * sizeof *ngram->table);
  for (; ngram->order < order; ngram->order++)
    mdm_conditional_init (ngram->table + ngram->order, ngram->order + 1);
  return MDM_OK;
}

/* The states of the automaton are the contexts that have rows, those of the
   first table first: the state of row i of table k is state[begin[k - 1] + i],
   which is set where i is the first row of its context.  */
typedef struct
{
  const mdm_conditional_t *table;
  size_t order;
  size_t *begin;
  size_t *state;
} contexts_t;

static void
number_contexts (contexts_t *c)
{
  size_t states = 0, rows = 0;

  c->begin = flint_malloc (c->order * sizeof *c->begin);
  for (size_t k = 0; k < c->order; rows += c->table[k++].count)
    c->begin[k] = rows;
  c->state = flint_malloc ((rows + 1) * sizeof *c->state);
  for (size_t k = 0; k < c->order; k++)
    for (size_t i = 0; i < c->table[k].count;
         i = mdm_conditional_end (c->table + k, i))
      c->state[c->begin[k] + i] = states++;
}

/* The context after row I of table number K; its table is *AFTER.  */
static const uint16_t *
context_after (size_t *after, const contexts_t *c, size_t k, size_t i)
{
  const mdm_conditional_t *table = c->table + k;
  const uint16_t *row = table->symbol + i * table->size;

  *after = k + 1 < c->order ? k + 1 : k;
  return k + 1 < c->order ? row : row + 1; /* forget the first token */
}

/* Add to A the edge of row I of table number K.  */
static mdm_status
add_edge (mdm_automaton_t a, const contexts_t *c, size_t k, size_t i)
{
  const mdm_conditional_t *table = c->table + k;
  size_t after, next;
  const uint16_t *context = context_after (&after, c, k, i);

  next = mdm_conditional_find (c->table + after, context);
  next = next == c->table[after].count ? MDM_NOWHERE
                                       : c->state[c->begin[after] + next];
  return mdm_automaton_add_edge (a, mdm_conditional_last (table, i), next,
                                 table->weight + i);
}

static mdm_status
build (mdm_automaton_t a, const contexts_t *c)
{
  for (size_t k = 0; k < c->order; k++)
    for (size_t i = 0, end = 0; i < c->table[k].count; i++)
      {
        if (i == end)
          {
            end = mdm_conditional_end (c->table + k, i);
            MDM_TRY (mdm_automaton_add_state (a));
          }
        MDM_TRY (add_edge (a, c, k, i));
      }
  return MDM_OK;
}

/* Fail for edge number EDGE, which leads to a context without rows.  Edges
   are the rows of positive weight.  */
static mdm_status
fail_after (const mdm_conditional_t **leads, size_t *row, const contexts_t *c,
            size_t edge, const mdm_law_t law, const char *missing,
            mdm_err_t *err)
{
  size_t e = 0, k = 0, i = 0, after;
  const uint16_t *context;
  MDM_OWNED char *text = NULL;

  for (;; i++)
    {
      for (; i == c->table[k].count; k++)
        i = 0;
      if (!fmpz_is_zero (c->table[k].weight + i) && e++ == edge)
        break;
    }
  context = context_after (&after, c, k, i);
  text = mdm_law_tokens_str (law, context, c->table[after].size - 1);
  *leads = c->table + k;
  *row = i;
  return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "context '%s' %s", text,
                      missing);
}

mdm_status
mdm_ngram_list (mdm_law_t law, const mdm_conditional_t **leads, size_t *row,
                const mdm_ngram_t *ngram, const char *missing,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_AUTOMATON (a, limit, err);
  MDM_OWNED size_t *begin = NULL, *state = NULL;
  contexts_t contexts = { .table = ngram->table, .order = ngram->order };
  size_t stuck;
  mdm_status status;

  *leads = NULL;
  if (ngram->table[0].count == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "the empty context %s",
                        missing);
  number_contexts (&contexts);
  begin = contexts.begin;
  state = contexts.state;
  MDM_TRY (build (a, &contexts));
  status = mdm_form_of_automaton (law, &stuck, a);
  return stuck == MDM_NOWHERE
             ? status
             : fail_after (leads, row, &contexts, stuck, law, missing, err);
}
