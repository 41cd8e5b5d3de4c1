#include <config.h>

#include "law/network.h"

#include "exact/array.h"

#include <stdio.h>
#include <string.h>

/* Most variables, and most parents of one.  */
#define VARIABLES_MAX 4096
#define PARENTS_MAX 64

void
mdm_network_init (mdm_network_t *network)
{
  *network = (mdm_network_t){ 0 };
}

void
mdm_network_clear (mdm_network_t *network)
{
  for (size_t i = 0; i < network->count; i++)
    {
      mdm_conditional_clear (&network->variable[i].table);
      flint_free (network->variable[i].parent_name);
      flint_free (network->variable[i].parent);
    }
  flint_free (network->variable);
  flint_free (network->order);
}

/* Lines.  */

/* The word at *AT of the line, and *AT moved to the next.  */
static mdm_word_t
take_word (const mdm_network_t *n, size_t *at)
{
  const mdm_lines_t *lines = &n->rows->lines;
  size_t end = mdm_lines_skip_word (lines, *at);
  mdm_word_t word
      = { lines->start + *at, end - *at, mdm_rows_offset (n->rows, *at) };

  *at = mdm_lines_skip_blanks (lines, end);
  return word;
}

static int
same (const mdm_word_t *x, const mdm_word_t *y)
{
  return x->size == y->size && memcmp (x->text, y->text, x->size) == 0;
}

/* The number of the variable called NAME, or count.  */
static size_t
find_variable (const mdm_network_t *n, const mdm_word_t *name)
{
  size_t i = 0;

  while (i < n->count && !same (&n->variable[i].name, name))
    i++;
  return i;
}

/* Read the parents at AT of the line into V.  */
static mdm_status
read_parents (mdm_network_t *n, mdm_variable_t *v, size_t at)
{
  size_t room = 0;

  while (at < n->rows->lines.size)
    {
      size_t start = at;
      mdm_word_t name = take_word (n, &at);
      if (v->parents == PARENTS_MAX)
        return MDM_ROWS_FAIL (n->rows, start, MDM_ELIMIT,
                              "more than %d parents", PARENTS_MAX);
      for (size_t k = 0; k < v->parents; k++)
        if (same (v->parent_name + k, &name))
          return MDM_ROWS_FAIL (n->rows, start, MDM_EDOMAIN,
                                "the parent '%.*s' is there twice",
                                MDM_WORD_SHOWN (&name));
      MDM_ARRAY_GROW (v->parent_name, room, v->parents + 1);
      v->parent_name[v->parents++] = name;
    }
  return MDM_OK;
}

/* Read a line `variable NAME PARENT ..', from the name at AT on.  */
static mdm_status
read_variable (mdm_network_t *n, size_t at)
{
  size_t start = at;
  mdm_word_t name = take_word (n, &at);
  mdm_variable_t *v;
  mdm_status status;

  if (name.size == 0)
    return MDM_ROWS_FAIL (n->rows, at, MDM_EPARSE,
                          "a name is expected after 'variable'");
  if (find_variable (n, &name) < n->count)
    return MDM_ROWS_FAIL (n->rows, start, MDM_EDOMAIN,
                          "the variable '%.*s' again", MDM_WORD_SHOWN (&name));
  if (n->count == VARIABLES_MAX)
    return MDM_ROWS_FAIL (n->rows, start, MDM_ELIMIT, "more than %d variables",
                          VARIABLES_MAX);
  MDM_ARRAY_GROW (n->variable, n->room, n->count + 1);
  v = n->variable + n->count++;
  v->name = name;
  status = read_parents (n, v, at);
  mdm_conditional_init (&v->table, v->parents + 1);
  return status;
}

/* Read a row of the table of the last variable, at AT of the line.  */
static mdm_status
read_table_row (mdm_network_t *n, size_t at)
{
  mdm_rows_t *rows = n->rows;
  mdm_variable_t *v;
  uint16_t symbol[PARENTS_MAX + 1];
  size_t start;
  MDM_FMPQ (probability);

  if (n->count == 0)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "'variable' is expected before the first row");
  v = n->variable + n->count - 1;
  MDM_TRY (mdm_rows_number (probability, &at, rows));
  start = at;
  for (size_t k = 0; k <= v->parents; k++)
    {
      size_t end = mdm_lines_skip_word (&rows->lines, at);
      if (at == rows->lines.size)
        return MDM_ROWS_FAIL (rows, at, MDM_EPARSE, "a token %s is expected",
                              k < v->parents ? "of a parent"
                                             : "of the variable");
      MDM_TRY (mdm_rows_token (symbol + k, rows, at, end - at));
      at = mdm_lines_skip_blanks (&rows->lines, end);
    }
  if (at < rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "nothing is expected after the token of the "
                          "variable");
  return mdm_conditional_add (&v->table, symbol, probability, start, rows);
}

static mdm_status
read_row (void *network, size_t at)
{
  mdm_network_t *n = network;
  size_t next = at;

  (void) take_word (n, &next);
  if (mdm_lines_is_word (&n->rows->lines, at, "variable"))
    MDM_TRY (read_variable (n, next));
  else
    MDM_TRY (read_table_row (n, at));
  n->rows->rows++;
  return MDM_OK;
}

/* The graph.  */

/* Find the parents of all variables.  */
static mdm_status
resolve (mdm_network_t *n)
{
  for (size_t i = 0; i < n->count; i++)
    {
      mdm_variable_t *v = n->variable + i;
      v->parent = flint_malloc ((v->parents + 1) * sizeof *v->parent);
      for (size_t k = 0; k < v->parents; k++)
        {
          const mdm_word_t *name = v->parent_name + k;
          v->parent[k] = find_variable (n, name);
          if (v->parent[k] == n->count)
            return MDM_ROWS_REFUSE (n->rows, name->offset,
                                    "the parent '%.*s' is no variable of the "
                                    "file",
                                    MDM_WORD_SHOWN (name));
        }
    }
  return MDM_OK;
}

/* The first parent of V that is not DONE, or parents.  */
static size_t
first_open (const mdm_variable_t *v, const char *done)
{
  size_t k = 0;

  while (k < v->parents && done[v->parent[k]])
    k++;
  return k;
}

/* Fail for a cycle: some variables are not DONE, and each of them has a parent
   that is not.  */
static mdm_status
refuse_cycle (const mdm_network_t *n, const char *done)
{
  const mdm_variable_t *v = n->variable;

  while (done[v - n->variable])
    v++;
  /* After as many steps to such parents as there are variables, V is on a
     cycle.  */
  for (size_t steps = 0; steps < n->count; steps++)
    v = n->variable + v->parent[first_open (v, done)];
  return MDM_ROWS_REFUSE (n->rows, v->name.offset,
                          "the variable '%.*s' depends on itself, through its "
                          "parents",
                          MDM_WORD_SHOWN (&v->name));
}

/* Put the variables into an order in which each is after its parents.  */
static mdm_status
sort (mdm_network_t *n)
{
  MDM_OWNED char *done = flint_calloc (n->count, 1);
  size_t placed = 0, before;

  n->order = flint_malloc (n->count * sizeof *n->order);
  do
    {
      before = placed;
      for (size_t i = 0; i < n->count; i++)
        if (!done[i]
            && first_open (n->variable + i, done) == n->variable[i].parents)
          {
            done[i] = 1;
            n->order[placed++] = i;
          }
    }
  while (placed > before);
  return placed == n->count ? MDM_OK : refuse_cycle (n, done);
}

/* Tables.  */

static void
name_rows (char name[MDM_CONTEXT_SHOWN], const void *variable,
           const mdm_conditional_t *table, size_t row)
{
  const mdm_variable_t *v = variable;

  (void) table, (void) row;
  snprintf (name, MDM_CONTEXT_SHOWN, "the rows of '%.*s'%s sum to",
            MDM_WORD_SHOWN (&v->name),
            v->parents == 0 ? "" : " with these parents");
}

/* Set VALUES[t] for each token t that V has.  */
static void
mark_values (char *values, const mdm_variable_t *v)
{
  for (size_t i = 0; i < v->table.count; i++)
    values[mdm_conditional_last (&v->table, i)] = 1;
}

/* Refuse rows for a token that a parent of V never has: it is misspelt.  */
static mdm_status
check_values (const mdm_network_t *n, const mdm_variable_t *v)
{
  const mdm_tokens_struct *tokens = n->rows->tokens;
  MDM_OWNED char *values = flint_malloc (tokens->count + 1);

  for (size_t k = 0; k < v->parents; k++)
    {
      memset (values, 0, tokens->count);
      mark_values (values, n->variable + v->parent[k]);
      for (size_t i = 0; i < v->table.count; i++)
        {
          uint16_t symbol = v->table.symbol[i * v->table.size + k];
          const mdm_token_t *token = tokens->token + symbol;
          if (!values[symbol])
            return MDM_ROWS_REFUSE (n->rows, v->table.offset[i],
                                    "'%.*s' is no token of the parent '%.*s'",
                                    mdm_utf8_shown (token->name, token->size),
                                    token->name,
                                    MDM_WORD_SHOWN (v->parent_name + k));
        }
    }
  return MDM_OK;
}

mdm_status
mdm_network_read (mdm_network_t *network, mdm_rows_t *rows)
{
  network->rows = rows;
  MDM_TRY (mdm_rows_read (rows, read_row, network,
                          "no line 'variable NAME PARENT ..'"));
  MDM_TRY (resolve (network));
  MDM_TRY (sort (network));
  for (size_t i = 0; i < network->count; i++)
    MDM_TRY (mdm_conditional_check (&network->variable[i].table, rows,
                                    "the row", "each is there once", name_rows,
                                    network->variable + i));
  for (size_t i = 0; i < network->count; i++)
    MDM_TRY (check_values (network, network->variable + i));
  return MDM_OK;
}
