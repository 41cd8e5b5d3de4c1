#include <config.h>

#include "law/derived.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "law/families.h"
#include "law/mixed.h"
#include "law/order.h"
#include "law/spec.h"
#include "text/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What becomes of the positions of a law.  */
typedef struct
{
  mdm_law_t law;   /* the one derived from, listed */
  int *fixed;      /* of each position: is its token fixed, .. */
  uint16_t *token; /* .. and to which? */
  size_t *kept;    /* the positions that are kept, in order */
  size_t count;    /* of them */
  mdm_err_t *err;
} derived_t;

#define FAIL(d, status, ...)                                                  \
 mdm_err_set ((d)->err, status, NULL, 0, 0, __VA_ARGS__)

/* Open SPEC as the law that D derives from.  */
static mdm_status
start (derived_t *d, const char *spec, unsigned depth, size_t *parts,
       const mdm_limit_t *limit)
{
  mdm_status status;

  mdm_law_init (d->law);
  d->fixed = NULL;
  d->token = NULL;
  d->kept = NULL;
  d->count = 0;
  if (depth == MDM_MIXED_DEPTH_MAX)
    return FAIL (d, MDM_EDOMAIN, "more than %d laws in one another",
                 MDM_MIXED_DEPTH_MAX);
  status = mdm_law_open_part (d->law, spec, depth + 1, parts, limit, d->err);
  if (status == MDM_OK)
    status = mdm_law_list (d->law, limit, d->err);
  if (status != MDM_OK)
    return status;
  d->fixed = flint_calloc (d->law->length, sizeof *d->fixed);
  d->token = flint_calloc (d->law->length, sizeof *d->token);
  d->kept = flint_calloc (d->law->length, sizeof *d->kept);
  return MDM_OK;
}

static void
finish (derived_t *d)
{
  mdm_law_clear (d->law);
  flint_free (d->fixed);
  flint_free (d->token);
  flint_free (d->kept);
}

/* Set *POSITION to TEXT[0..SIZE), a position of the law not fixed yet, and
   mark it.  */
static mdm_status
take_position (size_t *position, derived_t *d, const char *key,
               const char *text, size_t size)
{
  mdm_err_t found = { 0 };
  uint64_t i;
  mdm_status status = mdm_natural_read (&i, text, size, UINT64_MAX, &found);

  if (status == MDM_EPARSE)
    return FAIL (d, status, "%s: %s", key, found.message);
  if (status != MDM_OK || i >= d->law->length)
    return FAIL (d, MDM_EDOMAIN,
                 "%s: there is no position %.*s; they go "
                 "from 0 to %zu",
                 key, mdm_utf8_shown (text, size), text, d->law->length - 1);
  if (d->fixed[i])
    return FAIL (d, MDM_EDOMAIN, "%s: position %" PRIu64 " is there twice",
                 key, i);
  d->fixed[i] = 1;
  *position = (size_t) i;
  return MDM_OK;
}

/* Set *NUMBER to that of the token TEXT of the law.  */
static mdm_status
find_token (uint16_t *number, const derived_t *d, const char *text)
{
  char numeral[24];

  for (uint64_t i = 0; i < d->law->vocab; i++)
    {
      const char *token = d->law->token == NULL ? numeral : d->law->token[i];
      if (d->law->token == NULL)
        snprintf (numeral, sizeof numeral, "%" PRIu64, i);
      *number = (uint16_t) i;
      if (strcmp (token, text) == 0)
        return MDM_OK;
    }
  return FAIL (d, MDM_EDOMAIN, "at: the law has no token '%.*s'",
               mdm_utf8_shown (text, strlen (text)), text);
}

/* Copy the token at *AT to TOKEN, without its backslashes, and move *AT to its
   end: a slash or the end.  */
static mdm_status
copy_token (char *token, const char **at, const derived_t *d)
{
  const char *p = *at;

  for (; *p != '\0' && *p != '/'; p++)
    {
      if (*p == '\\' && *++p != '/' && *p != '\\')
        return FAIL (d, MDM_EPARSE,
                     "at: a backslash stands before a slash "
                     "or a backslash");
      *token++ = *p;
    }
  *token = '\0';
  *at = p;
  return MDM_OK;
}

/* Read AT into the positions that are fixed, and keep the others.  */
static mdm_status
read_at (derived_t *d, const char *at)
{
  MDM_OWNED char *token = flint_malloc (strlen (at) + 1);
  int more;

  do
    {
      size_t n = strcspn (at, "=/"), position = 0;
      mdm_status status;
      if (at[n] != '=')
        return FAIL (d, MDM_EPARSE,
                     "at: POSITION=TOKEN is expected, not '%.*s'",
                     mdm_utf8_shown (at, n), at);
      status = take_position (&position, d, "at", at, n);
      at += n + 1;
      if (status == MDM_OK)
        status = copy_token (token, &at, d);
      if (status == MDM_OK)
        status = find_token (d->token + position, d, token);
      if (status != MDM_OK)
        return status;
      more = *at == '/';
      at += more;
    }
  while (more);
  for (size_t i = 0; i < d->law->length; i++)
    if (!d->fixed[i])
      d->kept[d->count++] = i;
  if (d->count == 0)
    return FAIL (d, MDM_EDOMAIN, "at: no position is left");
  return MDM_OK;
}

/* Read POSITIONS, which are kept; none is fixed to a token.  */
static mdm_status
read_positions (derived_t *d, const char *positions)
{
  int more;

  do
    {
      size_t n = strcspn (positions, "/");
      mdm_status status
          = take_position (d->kept + d->count, d, "positions", positions, n);
      if (status != MDM_OK)
        return status;
      d->count++;
      more = positions[n] == '/';
      positions += n + (size_t) more;
    }
  while (more);
  for (size_t i = 0; i < d->law->length; i++)
    d->fixed[i] = 0;
  return MDM_OK;
}

/* Has the row X the tokens that are fixed?  */
static int
agrees (const derived_t *d, const uint16_t *x)
{
  for (size_t i = 0; i < d->law->length; i++)
    if (d->fixed[i] && x[i] != d->token[i])
      return 0;
  return 1;
}

/* Set TOKENS to the kept tokens of the rows that agree, equal ones once, and
   WEIGHTS to their weights added up; return how many there are.  */
static size_t
collect (uint16_t *tokens, fmpz *weights, const derived_t *d)
{
  size_t length = d->count, rows = 0, n = 0;
  MDM_OWNED uint16_t *all
      = flint_malloc (d->law->support * length * sizeof *all);
  MDM_OWNED size_t *from = flint_malloc (d->law->support * sizeof *from);
  MDM_OWNED size_t *order = NULL;

  for (size_t i = 0; i < d->law->support; i++)
    {
      const uint16_t *x = mdm_law_row (d->law, i);
      if (!agrees (d, x))
        continue;
      for (size_t k = 0; k < length; k++)
        all[rows * length + k] = x[d->kept[k]];
      from[rows++] = i;
    }
  order = mdm_order_rows (all, rows, length);
  for (size_t i = 0; i < rows; i++)
    {
      size_t j = order == NULL ? i : order[i];
      const uint16_t *row = all + j * length;
      if (n == 0
          || mdm_order_compare (tokens + (n - 1) * length, row, length) != 0)
        memcpy (tokens + n++ * length, row, length * sizeof *row);
      fmpz_add (weights + n - 1, weights + n - 1, d->law->weight + from[j]);
    }
  return n;
}

/* Give LAW the vocabulary of the law that D derives from.  */
static void
take_tokens (mdm_law_t law, derived_t *d)
{
  if (d->law->token == NULL)
    return;
  mdm_law_set_tokens (law, d->law->token, d->law->vocab);
  d->law->token = NULL;
}

/* Set LAW to what D derives.  */
static mdm_status
derive (mdm_law_t law, derived_t *d, const mdm_limit_t *limit)
{
  size_t support = d->law->support, count;
  MDM_OWNED uint16_t *tokens = NULL;
  fmpz *weights;
  mdm_status status = mdm_limit_check (
      limit, "deriving the law", mdm_work_mul (support, d->law->length),
      mdm_work_mul (support,
                    4 * d->count * sizeof *tokens + 3 * sizeof (size_t)),
      d->err);

  if (status == MDM_OK)
    status = mdm_family_start (law, d->law->vocab, d->count, d->err);
  if (status != MDM_OK)
    return status;
  tokens = flint_malloc (support * d->count * sizeof *tokens);
  weights = _fmpz_vec_init ((slong) support);
  count = collect (tokens, weights, d);
  if (count == 0)
    status = FAIL (d, MDM_EDOMAIN, "at: this has probability 0");
  else
    {
      take_tokens (law, d);
      mdm_law_set_note (law, d->law->note);
      status = mdm_law_set_integer_rows (law, tokens, weights, count, d->err);
    }
  _fmpz_vec_clear (weights, (slong) support);
  return status;
}

mdm_status
mdm_given_read (mdm_law_t law, const char *spec, const char *at,
                unsigned depth, size_t *parts, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  derived_t d = { .err = err };
  mdm_status status = start (&d, spec, depth, parts, limit);

  if (status == MDM_OK)
    status = read_at (&d, at);
  if (status == MDM_OK)
    status = derive (law, &d, limit);
  finish (&d);
  return status;
}

mdm_status
mdm_keep_read (mdm_law_t law, const char *spec, const char *positions,
               unsigned depth, size_t *parts, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  derived_t d = { .err = err };
  mdm_status status = start (&d, spec, depth, parts, limit);

  if (status == MDM_OK)
    status = read_positions (&d, positions);
  if (status == MDM_OK)
    status = derive (law, &d, limit);
  finish (&d);
  return status;
}
