#include <config.h>

#include "sampler/policy_spec.h"

#include "exact/rational.h"
#include "sampler/contexts.h"
#include "text/file.h"
#include "text/nearest.h"

#include <string.h>

/* The keys; those of a count are where mdm_policy_count says.  */
enum
{
  KEY_K = MDM_COUNT_K,
  KEY_THRESHOLD = MDM_COUNT_THRESHOLD,
  KEY_FACTOR = MDM_COUNT_FACTOR,
  KEY_GAMMA = MDM_COUNT_GAMMA,
  KEY_ORDER,
  KEY_BLOCK,
  KEY_TIES,
  KEYS
};

static const char *const keys[KEYS] = {
  [KEY_K] = "k",           [KEY_THRESHOLD] = "threshold",
  [KEY_FACTOR] = "factor", [KEY_GAMMA] = "gamma",
  [KEY_ORDER] = "order",   [KEY_BLOCK] = "block",
  [KEY_TIES] = "ties",
};

static const char *const orders[] = {
  [MDM_ORDER_CONFIDENCE] = "confidence", [MDM_ORDER_MARGIN] = "margin",
  [MDM_ORDER_ENTROPY] = "entropy",       [MDM_ORDER_LEFT] = "left",
  [MDM_ORDER_RANDOM] = "random",
};

static const char *const ties[] = { "first", "random" };

/* What is being read.  */
typedef struct
{
  mdm_policy_struct *policy;
  int keep;
  int given[KEYS];
  mdm_err_t *err;
} reader_t;

static int
has_key (const reader_t *r, int key)
{
  return !r->keep || key == KEY_K || key == KEY_BLOCK || key == KEY_TIES;
}

/* Set *WORD to the place of TEXT[0..SIZE) among the COUNT WORDS, the values of
   KEY; the message lists them.  */
static mdm_status
read_word (int *word, const char *text, size_t size, const char *const *words,
           int count, const reader_t *r, const char *key)
{
  mdm_nearest_t nearest = mdm_nearest_to (text, size);
  MDM_OWNED char *meant = NULL;

  for (*word = 0; *word < count; ++*word)
    if (strlen (words[*word]) == size
        && memcmp (words[*word], text, size) == 0)
      return MDM_OK;
  for (int i = 0; i < count; i++)
    mdm_nearest_try (&nearest, words[i]);
  meant = mdm_nearest_str (
      &nearest, count == 2
                    ? "; it is first or random"
                    : "; it is confidence, margin, entropy, left or random");
  return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0, "'%.*s' is no %s%s",
                      mdm_utf8_shown (text, size), text, key, meant);
}

/* Read a number of at least 1, the value of KEY.  */
static mdm_status
read_number (uint64_t *number, const char *text, size_t size,
             const reader_t *r, int key)
{
  mdm_status status
      = mdm_natural_read (number, text, size, UINT64_MAX, r->err);

  if (status == MDM_OK && *number == 0)
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s must be at least 1", keys[key]);
  return status;
}

/* Read the level of a count.  */
static mdm_status
read_level (const char *text, size_t size, const reader_t *r, int key)
{
  fmpq *level = r->policy->level;

  MDM_TRY (mdm_rational_read (level, text, size, r->err));
  if (key == KEY_THRESHOLD
      && (fmpq_sgn (level) < 0 || fmpq_cmp_si (level, 1) > 0))
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "threshold is a probability, from 0 to 1");
  if (key == KEY_FACTOR && fmpq_sgn (level) <= 0)
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "factor must be positive");
  if (key == KEY_GAMMA && fmpq_sgn (level) < 0)
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "gamma must not be negative");
  return MDM_OK;
}

static mdm_status
read_value (const char *text, size_t size, const reader_t *r, int key)
{
  mdm_policy_struct *policy = r->policy;
  int word;

  switch (key)
    {
    case KEY_ORDER:
      MDM_TRY (read_word (&word, text, size, orders, 5, r, "order"));
      policy->order = (mdm_policy_order) word;
      return MDM_OK;
    case KEY_TIES:
      MDM_TRY (read_word (&word, text, size, ties, 2, r, "way to break ties"));
      policy->random_ties = word;
      return MDM_OK;
    case KEY_BLOCK:
      return read_number (&policy->block, text, size, r, key);
    case KEY_K:
      return read_number (&policy->k, text, size, r, key);
    default:
      return read_level (text, size, r, key);
    }
}

/* TEXT[0..SIZE) is no `key=value' that is known.  */
static mdm_status
unknown (const char *text, size_t size, const reader_t *r)
{
  const char *equals = memchr (text, '=', size);
  mdm_nearest_t nearest
      = mdm_nearest_to (text, equals == NULL ? 0 : (size_t) (equals - text));
  MDM_OWNED char *meant = NULL;

  for (int key = 0; key < KEYS; key++)
    if (has_key (r, key))
      mdm_nearest_try (&nearest, keys[key]);
  meant = mdm_nearest_str (
      &nearest,
      r->keep ? "; the keys are k= block= ties="
              : "; the keys are order= k= threshold= factor= gamma= block= "
                "ties=");
  return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0, "%s '%.*s'%s",
                      equals == NULL ? "KEY=VALUE is expected, not"
                                     : "unknown key in",
                      mdm_utf8_shown (text, size), text, meant);
}

/* Read the `key=value' TEXT[0..SIZE).  */
static mdm_status
read_pair (const char *text, size_t size, reader_t *r)
{
  int key;
  size_t n;

  for (key = 0; key < KEYS; key++)
    {
      n = strlen (keys[key]);
      if (has_key (r, key) && n < size && text[n] == '='
          && memcmp (keys[key], text, n) == 0)
        break;
    }
  if (key == KEYS)
    return unknown (text, size, r);
  if (r->given[key]++)
    return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                        "the key '%s' is given twice", keys[key]);
  if (key <= KEY_GAMMA)
    {
      for (int other = 0; other <= KEY_GAMMA; other++)
        if (other != key && r->given[other])
          return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                              "of k, threshold, factor and gamma only one is "
                              "given, not both '%s' and '%s'",
                              keys[other], keys[key]);
      r->policy->count = (mdm_policy_count) key;
    }
  return read_value (text + n + 1, size - n - 1, r, key);
}

/* Is all there that has to be, and nothing that does not go together?  */
static mdm_status
check (const reader_t *r)
{
  const mdm_policy_struct *policy = r->policy;
  int counts = 0;

  for (int key = 0; key <= KEY_GAMMA; key++)
    counts += r->given[key];
  if (!r->keep && !r->given[KEY_ORDER])
    return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                        "the key 'order' is missing");
  if (counts == 0)
    return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                        r->keep ? "the key 'k' is missing"
                                : "how many are drawn is missing: one of k=, "
                                  "threshold=, factor= and gamma=");
  if (policy->count == MDM_COUNT_FACTOR
      && policy->order != MDM_ORDER_CONFIDENCE)
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "factor= goes with order=confidence only");
  if (policy->count == MDM_COUNT_GAMMA && policy->order != MDM_ORDER_ENTROPY)
    return mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                        "gamma= goes with order=entropy only");
  return MDM_OK;
}

mdm_status
mdm_policy_parse (mdm_policy_t policy, const char *text, int keep,
                  mdm_err_t *err)
{
  reader_t r = { .policy = policy, .keep = keep, .err = err };

  mdm_policy_clear (policy);
  mdm_policy_init (policy);
  policy->kind = keep ? MDM_POLICY_KEEP : MDM_POLICY_RULE;
  for (int more = *text != '\0'; more;)
    {
      size_t n = strcspn (text, ",");
      MDM_TRY (read_pair (text, n, &r));
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  return check (&r);
}

/* Tables.  */

typedef struct
{
  mdm_policy_struct *policy;
  const mdm_limit_t *limit;
  mdm_contexts_t contexts[1];
} table_reader_t;

/* Set *CHOSEN to the positions, masked in TOKEN, of the first word.  */
static mdm_status
read_chosen (uint64_t *chosen, const uint32_t *token, const mdm_contexts_t *c)
{
  size_t at = c->start[0];

  *chosen = 0;
  for (int more = 1; more;)
    {
      size_t end = at, position;
      while (end < c->end[0] && c->lines.start[end] != ',')
        end++;
      if (end == at)
        return mdm_contexts_fail (c, MDM_EPARSE, at, "a position is missing");
      MDM_TRY (mdm_contexts_position (&position, token, MDM_MASKED, c, at,
                                      end - at));
      if (*chosen >> position & 1)
        return mdm_contexts_fail (c, MDM_EDOMAIN, at,
                                  "the position is there twice");
      *chosen |= UINT64_C (1) << position;
      more = end < c->end[0];
      at = end + 1;
    }
  return MDM_OK;
}

/* Read the state of the line into STATE, and *CHOSEN.  */
static mdm_status
read_state (uint16_t *state, uint64_t *chosen, const mdm_contexts_t *c)
{
  uint32_t token[MDM_POLICY_LENGTH_MAX];
  int masked = 0;

  MDM_TRY (mdm_contexts_tokens_at (token, MDM_MASKED, c, 1, c->words - 1));
  for (size_t i = 0; i < c->length; i++)
    {
      state[i] = (uint16_t) token[i];
      masked |= token[i] == MDM_MASKED;
    }
  if (!masked)
    return mdm_contexts_fail (c, MDM_EDOMAIN, c->start[1],
                              "nothing is masked in this state");
  return read_chosen (chosen, token, c);
}

static mdm_status
read_line (void *reader)
{
  table_reader_t *r = reader;
  const mdm_contexts_t *c = r->contexts;
  mdm_policy_struct *policy = r->policy;
  uint16_t state[MDM_POLICY_LENGTH_MAX];
  uint64_t chosen = 0;

  if (c->words != 2 && c->words != c->length + 1)
    return mdm_contexts_fail (c, MDM_EPARSE, c->start[0],
                              "positions and a state are expected");
  MDM_TRY (read_state (state, &chosen, c));
  if (mdm_policy_find (policy, state) != 0)
    return mdm_contexts_fail (c, MDM_EDOMAIN, c->start[1],
                              "a state that has been before");
  MDM_TRY (mdm_limit_check (
      r->limit, "the table of the policy", 0,
      mdm_work_mul (policy->states + 1, 2 * (2 * c->length + 24)), c->err));
  mdm_policy_add_mask (policy, state, chosen);
  return MDM_OK;
}

static void
table_reader_clear (table_reader_t *r)
{
  mdm_contexts_clear (r->contexts);
}

mdm_status
mdm_policy_read (mdm_policy_t policy, const char *file, const mdm_law_t law,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (tokens, mdm_tokens_struct, mdm_tokens_init, mdm_tokens_clear);
  MDM_OWNED char *text = NULL;
  size_t size;

  if (*file == '\0')
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the name of a file is missing");
  if (law->length > MDM_POLICY_LENGTH_MAX || law->vocab > MDM_MASKED)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "tables of policies are for sequences of at most %d "
                        "tokens, and at most %d different ones",
                        MDM_POLICY_LENGTH_MAX, MDM_MASKED);
  MDM_TRY (mdm_file_read (&text, &size, file, limit, err));
  MDM_CLEARED (r, table_reader_t, table_reader_clear);
  r->policy = policy;
  r->limit = limit;
  mdm_contexts_tokens (tokens, law);
  mdm_contexts_init (r->contexts, file, text, size, law, tokens, err);
  mdm_policy_set_table (policy, law->length);
  return mdm_contexts_read (r->contexts, read_line, r);
}
