#include <config.h>

#include "law/ngram.h"

#include "law/automaton.h"

/* The states of the automaton are the contexts that have rows, those of the
   first table first: the state of row i of table k is state[k - 1][i], which
   is set where i is the first row of its context.  */
typedef struct
{
  const mdm_conditional_t *table;
  size_t order;
  size_t **state;
} contexts_t;

static void
contexts_init (contexts_t *c, const mdm_conditional_t *table, size_t order)
{
  size_t states = 0;

  c->table = table;
  c->order = order;
  c->state = flint_malloc (order * sizeof *c->state);
  for (size_t k = 0; k < order; k++)
    {
      c->state[k] = flint_malloc ((table[k].count + 1) * sizeof **c->state);
      for (size_t i = 0; i < table[k].count;
           i = mdm_conditional_end (table + k, i))
        c->state[k][i] = states++;
    }
}

static void
contexts_clear (contexts_t *c)
{
  for (size_t k = 0; k < c->order; k++)
    flint_free (c->state[k]);
  flint_free (c->state);
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

static mdm_status
build (mdm_automaton_t a, const contexts_t *c, const mdm_limit_t *limit,
       mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  for (size_t k = 0; k < c->order; k++)
    {
      const mdm_conditional_t *table = c->table + k;
      size_t end = 0;
      for (size_t i = 0; i < table->count && status == MDM_OK; i++)
        {
          size_t after, next;
          const uint16_t *context = context_after (&after, c, k, i);
          if (i == end)
            {
              end = mdm_conditional_end (table, i);
              status = mdm_automaton_add_state (a, limit, err);
              if (status != MDM_OK)
                break;
            }
          next = mdm_conditional_find (c->table + after, context);
          next = next == c->table[after].count ? MDM_NOWHERE
                                               : c->state[after][next];
          status = mdm_automaton_add_edge (
              a, table->symbol[(i + 1) * table->size - 1], next,
              table->weight + i, limit, err);
        }
    }
  return status;
}

/* Fail for edge number EDGE, which leads to a context without rows.  Edges
   are the rows of positive weight.  */
static mdm_status
fail_after (const mdm_conditional_t **leads, size_t *row, const contexts_t *c,
            size_t edge, const mdm_law_t law, const char *missing,
            mdm_err_t *err)
{
  size_t e = 0;

  for (size_t k = 0; k < c->order; k++)
    for (size_t i = 0; i < c->table[k].count; i++)
      if (!fmpz_is_zero (c->table[k].weight + i) && e++ == edge)
        {
          size_t after;
          const uint16_t *context = context_after (&after, c, k, i);
          char *text
              = mdm_law_tokens_str (law, context, c->table[after].size - 1);
          mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "context '%s' %s", text,
                       missing);
          flint_free (text);
          *leads = c->table + k;
          *row = i;
        }
  return MDM_EDOMAIN;
}

mdm_status
mdm_ngram_list (mdm_law_t law, const mdm_conditional_t **leads, size_t *row,
                const mdm_conditional_t *table, size_t order,
                const char *missing, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_AUTOMATON (a);
  contexts_t contexts;
  size_t state, edge;
  mdm_status status;

  *leads = NULL;
  if (table[0].count == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "the empty context %s",
                        missing);
  contexts_init (&contexts, table, order);
  status = build (a, &contexts, limit, err);
  if (status == MDM_OK
      && mdm_automaton_is_stuck (&state, &edge, a, law->length))
    status = fail_after (leads, row, &contexts, edge, law, missing, err);
  if (status == MDM_OK)
    status = mdm_automaton_list (law, a, limit, err);
  contexts_clear (&contexts);
  return status;
}
