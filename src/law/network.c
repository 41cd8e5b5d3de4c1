#include <config.h>

#include "law/network.h"

#include "exact/scoped.h"
#include "law/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Most variables, and most parents of one.  */
#define VARIABLES_MAX 4096
#define PARENTS_MAX 64

#define FAIL_AT(n, at, status, ...)                                           \
 MDM_ROWS_FAIL (&(n)->rows, at, (n)->err, status, __VA_ARGS__)

void
mdm_network_init (mdm_network_t *network, const char *file, const char *text,
                  size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  *network = (mdm_network_t){ .limit = limit, .err = err };
  mdm_rows_init (&network->rows, file, text, length, "probability", 0);
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
  mdm_rows_clear (&network->rows);
}

mdm_status
mdm_network_fail (const mdm_network_t *network, size_t offset,
                  mdm_status status, const char *format, ...)
{
  const mdm_lines_t *lines = &network->rows.lines;
  size_t column, line = mdm_rows_place (&column, lines->text, offset);
  char message[512];
  va_list arguments;

  va_start (arguments, format);
  vsnprintf (message, sizeof message, format, arguments);
  va_end (arguments);
  return mdm_err_set (network->err, status, lines->file, line, column, "%s",
                      message);
}

/* Lines.  */

/* The word at *AT of the line, and *AT moved to the next.  */
static mdm_word_t
take_word (const mdm_network_t *n, size_t *at)
{
  const mdm_lines_t *lines = &n->rows.lines;
  size_t end = mdm_lines_skip_word (lines, *at);
  mdm_word_t word
      = { lines->start + *at, end - *at, mdm_rows_offset (&n->rows, *at) };

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
  while (at < n->rows.lines.size)
    {
      size_t start = at;
      mdm_word_t name = take_word (n, &at);
      if (v->parents == PARENTS_MAX)
        return FAIL_AT (n, start, MDM_ELIMIT, "more than %d parents",
                        PARENTS_MAX);
      for (size_t k = 0; k < v->parents; k++)
        if (same (v->parent_name + k, &name))
          return FAIL_AT (n, start, MDM_EDOMAIN,
                          "the parent '%.*s' is there twice",
                          mdm_utf8_shown (name.text, name.size), name.text);
      v->parent_name = flint_realloc (
          v->parent_name, (v->parents + 1) * sizeof *v->parent_name);
      v->parent_name[v->parents++] = name;
    }
  return MDM_OK;
}

/* Read a line `variable NAME PARENT ..', from the name at AT on.  */
static mdm_status
read_variable (mdm_network_t *n, size_t at)
{
  mdm_variable_t v = { 0 };
  size_t start = at;
  mdm_status status;

  if (at == n->rows.lines.size)
    return FAIL_AT (n, at, MDM_EPARSE, "a name is expected after 'variable'");
  v.name = take_word (n, &at);
  if (find_variable (n, &v.name) < n->count)
    return FAIL_AT (n, start, MDM_EDOMAIN, "the variable '%.*s' again",
                    mdm_utf8_shown (v.name.text, v.name.size), v.name.text);
  if (n->count == VARIABLES_MAX)
    return FAIL_AT (n, start, MDM_ELIMIT, "more than %d variables",
                    VARIABLES_MAX);
  status = read_parents (n, &v, at);
  mdm_conditional_init (&v.table, v.parents + 1);
  if (n->count == n->room)
    {
      n->room = n->room == 0 ? 16 : 2 * n->room;
      n->variable = flint_realloc (n->variable, n->room * sizeof *n->variable);
    }
  n->variable[n->count++] = v;
  return status;
}

/* Read a row of the table of the last variable, at AT of the line.  */
static mdm_status
read_row (mdm_network_t *n, size_t at)
{
  mdm_variable_t *v;
  size_t size, offset;
  MDM_OWNED uint16_t *symbol = NULL;
  MDM_FMPQ (probability);
  mdm_status status;

  if (n->count == 0)
    return FAIL_AT (n, at, MDM_EPARSE,
                    "'variable' is expected before the first row");
  v = n->variable + (n->count - 1);
  size = v->table.size;
  symbol = flint_malloc (size * sizeof *symbol);
  status = mdm_rows_number (probability, &at, &n->rows, n->err);
  offset = mdm_rows_offset (&n->rows, at);
  for (size_t k = 0; k < size && status == MDM_OK; k++)
    {
      size_t end = mdm_lines_skip_word (&n->rows.lines, at);
      if (at == n->rows.lines.size)
        return FAIL_AT (n, at, MDM_EPARSE, "a token %s is expected",
                        k + 1 < size ? "of a parent" : "of the variable");
      status = mdm_rows_token (symbol + k, &n->rows, at, end - at, n->err);
      at = mdm_lines_skip_blanks (&n->rows.lines, end);
    }
  if (status == MDM_OK && at < n->rows.lines.size)
    status = FAIL_AT (n, at, MDM_EPARSE,
                      "nothing is expected after the token of the variable");
  if (status == MDM_OK)
    status = mdm_conditional_add (&v->table, symbol, probability, offset,
                                  n->limit, n->err);
  return status;
}

static mdm_status
read_lines (mdm_network_t *n)
{
  size_t at;
  int more;

  for (;;)
    {
      mdm_status status = mdm_rows_next (&more, &at, &n->rows, n->err);
      size_t next = at;
      mdm_word_t word;
      if (status != MDM_OK || !more)
        return status;
      word = take_word (n, &next);
      status = word.size == 8 && memcmp (word.text, "variable", 8) == 0
                   ? read_variable (n, next)
                   : read_row (n, at);
      if (status != MDM_OK)
        return status;
      n->rows.rows++;
    }
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
            return mdm_network_fail (
                n, name->offset, MDM_EDOMAIN,
                "the parent '%.*s' is no variable of the file",
                mdm_utf8_shown (name->text, name->size), name->text);
        }
    }
  return MDM_OK;
}

/* Fail for a cycle: some variables are not DONE, and each of them has a parent
   that is not.  */
static mdm_status
refuse_cycle (const mdm_network_t *n, const char *done)
{
  const mdm_word_t *name;
  size_t i = 0, k;

  while (done[i])
    i++;
  /* After as many steps to such parents as there are variables, I is on a
     cycle.  */
  for (size_t steps = 0; steps < n->count; steps++)
    {
      for (k = 0; done[n->variable[i].parent[k]];)
        k++;
      i = n->variable[i].parent[k];
    }
  name = &n->variable[i].name;
  return mdm_network_fail (n, name->offset, MDM_EDOMAIN,
                           "the variable '%.*s' depends on itself, through "
                           "its parents",
                           mdm_utf8_shown (name->text, name->size),
                           name->text);
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
        {
          size_t k = 0;
          while (k < n->variable[i].parents && done[n->variable[i].parent[k]])
            k++;
          if (done[i] || k < n->variable[i].parents)
            continue;
          done[i] = 1;
          n->order[placed++] = i;
        }
    }
  while (placed > before);
  return placed == n->count ? MDM_OK : refuse_cycle (n, done);
}

/* Tables.  */

/* Check or divide the context of V whose first row in the text is at OFFSET,
   and which sums to SUM.  */
static mdm_status
check_sum (mdm_network_t *n, const mdm_variable_t *v, const fmpq_t sum,
           size_t offset)
{
  const mdm_lines_t *lines = &n->rows.lines;
  char what[120];

  snprintf (what, sizeof what, "the rows of '%.*s'%s sum to",
            mdm_utf8_shown (v->name.text, v->name.size), v->name.text,
            v->parents == 0 ? "" : " with these parents");
  return mdm_totals_check (&n->totals, sum, what, lines->file, lines->text,
                           offset, n->limit, n->err);
}

/* Check or divide all contexts of V, some of which do not sum to 1.  */
static mdm_status
check_sums (mdm_network_t *n, const mdm_variable_t *v)
{
  mdm_status status = MDM_OK;
  MDM_FMPQ (sum);

  for (size_t i = 0, end; i < v->table.count && status == MDM_OK; i = end)
    {
      size_t offset = v->table.offset[i];
      end = mdm_conditional_end (&v->table, i);
      for (size_t j = i; j < end; j++)
        if (v->table.offset[j] < offset)
          offset = v->table.offset[j];
      mdm_total_sum (sum, v->table.probability + i, end - i);
      status = check_sum (n, v, sum, offset);
    }
  return status;
}

/* Check the table of V: each row once, and sums of 1.  */
static mdm_status
check_table (mdm_network_t *n, mdm_variable_t *v)
{
  mdm_conditional_fault fault;
  const uint16_t *context;
  size_t offset, before, column;
  MDM_FMPQ (sum);
  mdm_status status = mdm_conditional_check (
      &fault, &offset, &before, sum, &context, &v->table, n->limit, n->err);

  if (status != MDM_OK || fault == MDM_CONDITIONAL_GOOD)
    return status;
  if (fault == MDM_CONDITIONAL_REPEATED)
    return mdm_network_fail (
        n, offset, MDM_EDOMAIN,
        "the row of line %zu again; each is there once",
        mdm_rows_place (&column, n->rows.lines.text, before));
  /* The weights are set all the same.  */
  return mdm_reading_normalize (n->limit) ? check_sums (n, v)
                                          : check_sum (n, v, sum, offset);
}

/* Set VALUES[t] for each token t that V has.  */
static void
mark_values (char *values, const mdm_variable_t *v)
{
  for (size_t i = 0; i < v->table.count; i++)
    values[v->table.symbol[(i + 1) * v->table.size - 1]] = 1;
}

/* Refuse rows for a token that a parent of V never has: it is misspelt.  */
static mdm_status
check_values (const mdm_network_t *n, const mdm_variable_t *v)
{
  size_t vocab = n->rows.tokens->count;
  MDM_OWNED char *values = flint_malloc (vocab + 1);

  for (size_t k = 0; k < v->parents; k++)
    {
      memset (values, 0, vocab);
      mark_values (values, n->variable + v->parent[k]);
      for (size_t i = 0; i < v->table.count; i++)
        {
          uint16_t symbol = v->table.symbol[i * v->table.size + k];
          const char *token = n->rows.tokens->token[symbol].name;
          const mdm_word_t *name = v->parent_name + k;
          if (!values[symbol])
            return mdm_network_fail (
                n, v->table.offset[i], MDM_EDOMAIN,
                "'%.*s' is no token of the parent '%.*s'",
                mdm_utf8_shown (token, strlen (token)), token,
                mdm_utf8_shown (name->text, name->size), name->text);
        }
    }
  return MDM_OK;
}

mdm_status
mdm_network_read (mdm_network_t *network)
{
  mdm_status status = read_lines (network);

  if (status != MDM_OK)
    return status;
  if (network->count == 0)
    return mdm_err_set (network->err, MDM_EDOMAIN, network->rows.lines.file, 0,
                        0, "no line 'variable NAME PARENT ..'");
  status = resolve (network);
  if (status == MDM_OK)
    status = sort (network);
  for (size_t i = 0; i < network->count && status == MDM_OK; i++)
    status = check_table (network, network->variable + i);
  for (size_t i = 0; i < network->count && status == MDM_OK; i++)
    status = check_values (network, network->variable + i);
  return status;
}
