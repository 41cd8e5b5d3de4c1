/* truth.c - records and words first, then the parts of a certificate in their
   order, each evaluated as soon as it has been read.  */
#include <config.h>

#include "record.h"
#include "truth.h"

#include "prove/mixture.h"
#include "exact/rational.h"
#include "info/entropy.h"
#include "sampler/bounds.h"
#include "sampler/divergence.h"
#include "sampler/instance.h"
#include "sampler/optimal.h"
#include "sampler/optimal_policy.h"
#include "sampler/output.h"
#include "sampler/walk.h"
#include "sampler/weights.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Some schedule of L positions, of sizes <= S, and of T steps, 0: any.  */
#define SOME(l, s, t)                                                         \
 (&(mdm_scope_t){                                                             \
     .kind = MDM_SCOPE_SOME, .length = (l), .smax = (s), .steps = (t) })

/* Schedules of longer sequences are not gone through one by one.  */
#define BRUTE_MAX 12
/* Nor are longer certificates looked at, nor more work done.  */
#define LENGTH_LIMIT 4096
#define SETS_LIMIT 7
#define SETS_MAX 16
#define LINE_MAX_BYTES 4194304
#define NUMBER_MAX_BYTES 1000000
#define LENGTH_MAX 100000
#define BITS_LEAST 64
#define BITS_MOST 1048576
#define BITS_MOST_EVERY 16384

/* What a certificate is about.  */
typedef enum
{
  INSTANCE,  /* the law that it has */
  UNIVERSAL, /* all laws of a length */
  COPIES,    /* copies of laws that have the rays as increments */
  JOINT      /* all laws of a length, in entropies of sets */
} about_t;

typedef enum
{
  SIZES,
  BLOCKS,
  IID,
  WEIGHTS,
  POLICY
} kind_t;

typedef struct
{
  kind_t kind;
  size_t steps;
  mdm_schedule_t schedule;       /* of SIZES, BLOCKS and POLICY */
  fmpq *a;                       /* a_0 .. a_{L-1}, not of the latter two */
  fmpq *pi;                      /* of IID */
  mdm_instance_struct *instance; /* of the same three, once asked for */
  fmpq *output;                  /* of IID: p_Y of the rows */
} process_t;

typedef struct
{
  words_t words;
  char **word;
  size_t count;
  char *instead; /* what truth_repair writes for it, NULL: itself */
} record_t;

typedef struct
{
  truth_verdict verdict;
  char *why;
  size_t why_size;
  record_t *record;
  size_t records, at;
  about_t about;
  size_t length; /* L */
  fmpz *copies;  /* n_1 .. n_L of COPIES */
  mdm_law_t law;
  mdm_curve_t curve;
  mdm_limit_t limit;
  process_t *process;
  size_t processes;
  fmpz *base;
  size_t base_count;
  size_t steps; /* of what is about every or some schedule; 0: any */
  int steps_used;
  size_t hypotheses;
  fmpq **given; /* JOINT: what is >= 0, of each set; the first is unused */
  int *equation;
  size_t givens;
  int repair; /* go on after what is false, and put it right */
} truth_t;

/* Record that TRUTH is VERDICT, unless it is known already, and return 0.  */
static int __attribute__ ((format (printf, 3, 4)))
fault (truth_t *truth, truth_verdict verdict, const char *format, ...)
{
  va_list list;

  if (truth->verdict != TRUTH_TRUE)
    return 0;
  truth->verdict = verdict;
  va_start (list, format);
  vsnprintf (truth->why, truth->why_size, format, list);
  va_end (list);
  return 0;
}

#define MALFORMED(...) fault (truth, TRUTH_MALFORMED, __VA_ARGS__)
#define FALSE(...) (truth->repair || fault (truth, TRUTH_FALSE, __VA_ARGS__))
#define UNKNOWN(...) fault (truth, TRUTH_UNKNOWN, __VA_ARGS__)

/* Records and words.  */

/* Take the line LINE as a record.  */
static int
take_line (truth_t *truth, const char *line)
{
  record_t *record = truth->record + truth->records++;

  words_set (&record->words, line, 1);
  record->word = record->words.word;
  record->count = record->words.count;
  record->instead = NULL;
  for (size_t i = 0; i < record->count; i++)
    {
      if (record->word[i][0] == '\0')
        return MALFORMED ("a blank too many, or an empty line");
      for (const char *p = record->word[i]; *p != '\0'; p++)
        if (*p < '!' || *p > '~')
          return MALFORMED ("a byte that is not of ASCII");
    }
  return 1;
}

static int
take_lines (truth_t *truth, const lines_t *lines)
{
  truth->record = flint_malloc ((lines->count + 1) * sizeof *truth->record);
  for (size_t i = 0; i < lines->count; i++)
    {
      if (lines->size[i] > LINE_MAX_BYTES)
        return MALFORMED ("a long line");
      if (is_comment (lines, i) && i > 0 && i + 1 < lines->count)
        continue;
      if (strlen (lines->line[i]) < lines->size[i])
        return MALFORMED ("a NUL");
      if (!take_line (truth, lines->line[i]))
        return 0;
    }
  return 1;
}

static int
take_text (truth_t *truth, const char *text, size_t length)
{
  lines_t lines;
  int ok;

  if (length == 0 || text[length - 1] != '\n')
    return MALFORMED ("the last line does not end");
  lines_init (&lines);
  lines_set (&lines, text, length);
  ok = take_lines (truth, &lines);
  lines_clear (&lines);
  return ok;
}

/* Go to the next record, which must be KEYWORD with at least LEAST more
   words.  */
static record_t *
next_record (truth_t *truth, const char *keyword, size_t least)
{
  record_t *record = truth->record + truth->at;

  if (truth->at == truth->records || strcmp (record->word[0], keyword) != 0
      || record->count < least + 1)
    {
      MALFORMED ("no record `%s' of %zu words", keyword, least);
      return NULL;
    }
  truth->at++;
  return record;
}

/* The same with exactly SIZE more words.  */
static record_t *
next_exact (truth_t *truth, const char *keyword, size_t size)
{
  record_t *record = next_record (truth, keyword, size);

  if (record != NULL && record->count != size + 1)
    {
      MALFORMED ("words too many after `%s'", keyword);
      return NULL;
    }
  return record;
}

/* Numbers.  */

static int
is_natural (const char *word)
{
  size_t digits = strspn (word, "0123456789");

  return digits > 0 && word[digits] == '\0' && (digits == 1 || word[0] != '0');
}

static int
read_number (truth_t *truth, size_t *n, const char *word, size_t least,
             size_t most)
{
  char *end;

  if (!is_natural (word) || strlen (word) > 19)
    return MALFORMED ("not a number: %s", word);
  *n = strtoull (word, &end, 10);
  if (*n > INT64_MAX || *n < least || *n > most)
    return MALFORMED ("a number that is not from %zu to %zu: %s", least, most,
                      word);
  return 1;
}

static int
read_integer (truth_t *truth, fmpz_t n, const char *word, ulong least)
{
  if (!is_natural (word) || strlen (word) > NUMBER_MAX_BYTES)
    return MALFORMED ("not an integer: %s", word);
  if (fmpz_set_str (n, word, 10) != 0 || fmpz_cmp_ui (n, least) < 0)
    return MALFORMED ("an integer below %lu: %s", (unsigned long) least, word);
  return 1;
}

/* What is printed as it was read is in its normal form.  */
static int
read_rational (truth_t *truth, fmpq_t q, const char *word)
{
  const char *slash = strchr (word, '/');
  char *text;
  int ok;

  if (strlen (word) > NUMBER_MAX_BYTES || word[word[0] == '-'] < '0'
      || word[word[0] == '-'] > '9'
      || strspn (word, "-0123456789/") != strlen (word)
      || strrchr (word, '-') > word
      || (slash != NULL
          && (slash != strrchr (word, '/') || slash[1] == '\0'
              || strspn (slash + 1, "0") == strlen (slash + 1)))
      || fmpq_set_str (q, word, 10) != 0)
    return MALFORMED ("not a rational: %s", word);
  fmpq_canonicalise (q);
  text = fmpq_get_str (NULL, 10, q);
  ok = strcmp (text, word) == 0;
  flint_free (text);
  return ok || MALFORMED ("a rational not in lowest terms: %s", word);
}

static const char *const relations[] = { "<", "<=", "=", "!=", ">=", ">" };

static int
read_relation (truth_t *truth, const char **relation, const char *word)
{
  for (size_t i = 0; i < 6; i++)
    if (strcmp (word, relations[i]) == 0)
      {
        *relation = relations[i];
        return 1;
      }
  return MALFORMED ("no relation: %s", word);
}

static int
relation_holds (const char *relation, int sign)
{
  if (strcmp (relation, "!=") == 0)
    return sign != 0;
  return (sign < 0 && relation[0] == '<') || (sign > 0 && relation[0] == '>')
         || (sign == 0 && strchr (relation, '=') != NULL);
}

/* The law.  */

static int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static int
read_tokens (truth_t *truth, size_t count)
{
  char **token = flint_malloc ((count + 1) * sizeof *token);
  int ok = 1;

  for (size_t i = 0; i < count && ok; i++)
    {
      record_t *record = next_exact (truth, "token", 2);
      size_t n;
      ok = record != NULL && read_number (truth, &n, record->word[1], i, i);
      token[i] = ok ? record->word[2] : NULL;
    }
  if (ok && count > 0)
    {
      qsort (token, count, sizeof *token, compare_strings);
      for (size_t i = 1; i < count && ok; i++)
        if (strcmp (token[i - 1], token[i]) == 0)
          ok = MALFORMED ("a token twice: %s", token[i]);
    }
  flint_free (token);
  return ok;
}

static int
compare_rows (const uint16_t *x, const uint16_t *y, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}

static int
read_rows (truth_t *truth, uint16_t *tokens, fmpz *weight, size_t rows)
{
  size_t length = truth->length, token;

  for (size_t r = 0; r < rows; r++)
    {
      record_t *record = next_exact (truth, "row", length + 1);
      if (record == NULL
          || !read_integer (truth, weight + r, record->word[1], 1))
        return 0;
      for (size_t i = 0; i < length; i++)
        {
          if (!read_number (truth, &token, record->word[2 + i], 0,
                            truth->law->vocab - 1))
            return 0;
          tokens[r * length + i] = (uint16_t) token;
        }
      if (r > 0
          && compare_rows (tokens + (r - 1) * length, tokens + r * length,
                           length)
                 >= 0)
        return MALFORMED ("rows do not ascend");
    }
  return 1;
}

static int
read_law (truth_t *truth)
{
  record_t *record = next_exact (truth, "law", 3);
  size_t vocab, rows, count;
  uint16_t *tokens;
  mdm_err_t *err = flint_calloc (1, sizeof *err);
  fmpz *weight;
  int ok;

  ok = record != NULL
       && read_number (truth, &truth->length, record->word[1], 1, 63)
       && read_number (truth, &vocab, record->word[2], 1, 65536)
       && read_number (truth, &rows, record->word[3], 1, truth->records)
       && (record = next_exact (truth, "tokens", 1)) != NULL
       && read_number (truth, &count, record->word[1], 0, vocab)
       && (count == 0 || count == vocab || MALFORMED ("not all tokens"))
       && read_tokens (truth, count);
  if (ok)
    {
      tokens = flint_malloc (rows * truth->length * sizeof *tokens);
      weight = _fmpz_vec_init ((slong) rows);
      truth->law->vocab = vocab;
      truth->law->length = truth->length;
      mdm_law_set_name (truth->law, "mutant");
      ok = read_rows (truth, tokens, weight, rows);
      if (ok
          && mdm_law_take_integer_rows (
                 truth->law, mdm_law_copy_rows (truth->law, tokens, rows),
                 weight, rows, err)
                 != MDM_OK)
        ok = UNKNOWN ("%s", err->message);
      _fmpz_vec_clear (weight, (slong) rows);
      flint_free (tokens);
    }
  flint_free (err);
  return ok;
}

/* `copies L n_1 ... n_L', or the length alone.  */
static int
read_length (truth_t *truth)
{
  const char *keyword = truth->about == COPIES  ? "copies"
                        : truth->about == JOINT ? "sets"
                                                : "length";
  record_t *record = next_record (truth, keyword, 1);

  if (record == NULL
      || !read_number (truth, &truth->length, record->word[1], 1,
                       truth->about == JOINT ? SETS_MAX : LENGTH_MAX))
    return 0;
  if (record->count != 2 + (truth->about == COPIES ? truth->length : 0))
    return MALFORMED ("not as many words as `%s' has", keyword);
  if (truth->about == COPIES)
    {
      truth->copies = _fmpz_vec_init ((slong) truth->length);
      for (size_t m = 0; m < truth->length; m++)
        if (!read_integer (truth, truth->copies + m, record->word[2 + m], 0))
          return 0;
    }
  return truth->length <= (truth->about == JOINT ? SETS_LIMIT : LENGTH_LIMIT)
         || UNKNOWN ("a long length");
}

/* The curve of the law, once it is asked for.  */
static const mdm_curve_struct *
find_curve (truth_t *truth)
{
  mdm_err_t *err;

  if (truth->curve->e != NULL)
    return truth->curve;
  err = flint_calloc (1, sizeof *err);
  if (mdm_curve_set (truth->curve, truth->law, &truth->limit, err) != MDM_OK)
    UNKNOWN ("%s", err->message);
  flint_free (err);
  return truth->curve->e == NULL ? NULL : truth->curve;
}

/* Schedules.  */

static int
read_sizes (truth_t *truth, process_t *process, char **word)
{
  size_t *size = flint_malloc (process->steps * sizeof *size), sum = 0;
  int ok = 1;

  for (size_t t = 0; t < process->steps && ok; t++)
    {
      ok = read_number (truth, size + t, word[t], 0, truth->length - sum);
      sum += ok ? size[t] : 0;
    }
  if (ok && sum < truth->length)
    ok = MALFORMED ("the sizes do not sum to L");
  if (ok)
    mdm_schedule_set_sizes (process->schedule, size, process->steps);
  flint_free (size);
  return ok;
}

static int
read_blocks (truth_t *truth, process_t *process, char **word, size_t words)
{
  size_t length = truth->length, steps = process->steps, done = 0, at = 0;
  size_t *size = flint_malloc (steps * sizeof *size);
  size_t *position = flint_malloc (length * sizeof *position);
  unsigned char *seen = flint_calloc (length, 1);
  int ok = (truth->about == INSTANCE || truth->about == JOINT)
                   && words == steps + length
               ? 1
               : MALFORMED ("not the words of an ordered partition");

  for (size_t t = 0; t < steps && ok; t++)
    {
      ok = at < words
           && read_number (truth, size + t, word[at++], 1, length - done);
      for (size_t i = 0; ok && i < size[t]; i++, done++)
        {
          ok = at < words
               && read_number (truth, position + done, word[at++],
                               i == 0 ? 0 : position[done - 1] + 1, length - 1)
               && (!seen[position[done]] || MALFORMED ("a position twice"));
          if (ok)
            seen[position[done]] = 1;
        }
    }
  if (ok && done < length)
    ok = MALFORMED ("positions are missing");
  if (ok)
    mdm_schedule_set_blocks (process->schedule, size, steps, position);
  flint_free (size);
  flint_free (position);
  flint_free (seen);
  return ok;
}

/* COUNT rationals >= 0 with the sum SUM.  */
static int
read_shares (truth_t *truth, fmpq *share, char **word, size_t count,
             size_t sum)
{
  fmpq_t left;
  int ok = 1;

  fmpq_init (left);
  fmpq_set_si (left, (slong) sum, 1);
  for (size_t i = 0; i < count && ok; i++)
    {
      ok = read_rational (truth, share + i, word[i])
           && (fmpq_sgn (share + i) >= 0 || MALFORMED ("a negative share"));
      fmpq_sub (left, left, share + i);
    }
  if (ok && !fmpq_is_zero (left))
    ok = MALFORMED ("the shares do not sum to %zu", sum);
  fmpq_clear (left);
  return ok;
}

/* a_k = sum_t C(L,k) Pi_{t-1}^k (1 - Pi_{t-1})^{L-k-1} (L-k) pi_t, with 0^0
   = 1 (THEORY section 2).  */
static void
set_iid_weights (fmpq *a, const fmpq *pi, size_t steps, size_t length)
{
  fmpq_t before, after, x, y;
  fmpz_t binomial;

  fmpq_init (before);
  fmpq_init (after);
  fmpq_init (x);
  fmpq_init (y);
  fmpz_init (binomial);
  for (size_t t = 0; t < steps; t++)
    {
      fmpq_one (after);
      fmpq_sub (after, after, before);
      for (size_t k = 0; k < length; k++)
        {
          fmpz_bin_uiui (binomial, length, k);
          fmpz_mul_ui (binomial, binomial, length - k);
          fmpq_pow_si (x, before, (slong) k);
          fmpq_pow_si (y, after, (slong) (length - k - 1));
          fmpq_mul (x, x, y);
          fmpq_mul (x, x, pi + t);
          fmpq_mul_fmpz (x, x, binomial);
          fmpq_add (a + k, a + k, x);
        }
      fmpq_add (before, before, pi + t);
    }
  fmpq_clear (before);
  fmpq_clear (after);
  fmpq_clear (x);
  fmpq_clear (y);
  fmpz_clear (binomial);
}

/* The instance of PROCESS, which is not of IID.  */
static mdm_instance_struct *
instance_of (truth_t *truth, process_t *process)
{
  if (process->instance == NULL)
    {
      process->instance = flint_malloc (sizeof *process->instance);
      mdm_instance_init_with_curve (process->instance, truth->law,
                                    process->schedule, truth->curve,
                                    &truth->limit);
    }
  return process->instance;
}

/* The masked positions of TOKEN in WORD, ascending.  */
static int
read_drawn (truth_t *truth, uint64_t *drawn, const char *word,
            const uint16_t *token)
{
  char *copy = must (strdup (word)), *next = copy;
  size_t least = 0, i;
  int ok = 1;

  *drawn = 0;
  for (char *text = copy; next != NULL && ok; text = next)
    {
      next = strchr (text, ',');
      if (next != NULL)
        *next++ = '\0';
      ok = read_number (truth, &i, text, least, truth->length - 1)
           && (token[i] == MDM_MASKED || MALFORMED ("not masked"));
      *drawn |= ok ? UINT64_C (1) << i : 0;
      least = i + 1;
    }
  free (copy);
  return ok;
}

/* State number ID of POLICY.  */
static int
read_state (truth_t *truth, mdm_policy_t policy, size_t id)
{
  record_t *record = next_exact (truth, "state", 2 + truth->length);
  uint16_t token[MDM_POLICY_LENGTH_MAX];
  uint64_t drawn;
  size_t n;

  if (record == NULL || !read_number (truth, &n, record->word[1], id, id))
    return 0;
  for (size_t i = 0; i < truth->length; i++)
    {
      const char *cell = record->word[3 + i];
      token[i] = MDM_MASKED;
      if (strcmp (cell, "_") == 0)
        continue;
      if (!read_number (truth, &n, cell, 0, truth->law->vocab - 1))
        return 0;
      token[i] = (uint16_t) n;
    }
  if (!read_drawn (truth, &drawn, record->word[2], token))
    return 0;
  if (mdm_policy_find (policy, token) != 0)
    return MALFORMED ("a state twice");
  mdm_policy_add_mask (policy, token, drawn);
  return 1;
}

/* Count the states that are reached and listed, and those that are not.  */
typedef struct
{
  const mdm_law_struct *law;
  size_t listed, others;
} reached_t;

static mdm_status
count_state (void *data, const mdm_round_t *round, const mdm_draw_t *draw,
             mdm_err_t *err)
{
  reached_t *reached = data;
  const mdm_state_t *state = &round->from->state;
  uint16_t token[MDM_POLICY_LENGTH_MAX];

  (void) draw;
  (void) err;
  for (size_t i = 0; i < reached->law->length; i++)
    token[i] = state->revealed >> i & 1
                   ? mdm_law_row (reached->law, state->row[0])[i]
                   : MDM_MASKED;
  if (mdm_policy_find (round->policy, token) != 0)
    reached->listed++;
  else
    reached->others++;
  return MDM_OK;
}

/* The records of a policy of STATES states.  */
static int
read_policy (truth_t *truth, process_t *process, size_t states)
{
  reached_t reached = { truth->law, 0, 0 };
  const mdm_walker_t walker = { .data = &reached, .draw = count_state };
  mdm_prediction_t prediction;
  mdm_policy_t policy;
  mdm_status status;
  int ok = truth->about == INSTANCE || MALFORMED ("a policy without a law");

  mdm_policy_init (policy);
  if (ok)
    mdm_policy_set_table (policy, truth->length);
  for (size_t i = 1; i <= states && ok; i++)
    ok = read_state (truth, policy, i);
  if (ok)
    {
      mdm_schedule_set_policy (process->schedule, truth->length, policy);
      status = mdm_prediction_init (&prediction, truth->law, truth->law, NULL,
                                    &truth->limit, NULL);
      if (status == MDM_OK)
        status = mdm_policy_walk (&walker, &prediction,
                                  process->schedule->policy, &truth->limit,
                                  NULL);
      if (status == MDM_OK)
        status = mdm_instance_rounds_max (&process->steps,
                                          instance_of (truth, process), NULL);
      mdm_prediction_clear (&prediction);
      ok = status == MDM_OK || UNKNOWN ("too many states");
    }
  if (ok && (reached.listed != states || reached.others > 0))
    ok = FALSE ("not the states that are reached");
  mdm_policy_clear (policy);
  return ok;
}

static int
read_schedule (truth_t *truth, size_t id)
{
  process_t *process = truth->process + id - 1;
  record_t *record = next_record (truth, "schedule", 3);
  static const char *const kinds[]
      = { "sizes", "blocks", "iid", "weights", "policy" };
  size_t n, words, kind = 0;
  char **word;

  if (record == NULL || !read_number (truth, &n, record->word[1], id, id))
    return 0;
  while (kind < 5 && strcmp (record->word[2], kinds[kind]) != 0)
    kind++;
  if (kind == 5)
    return MALFORMED ("no kind of schedule: %s", record->word[2]);
  process->kind = (kind_t) kind;
  if (kind == POLICY)
    return record->count == 4 ? read_number (truth, &n, record->word[3], 1,
                                             truth->records)
                                    && read_policy (truth, process, n)
                              : MALFORMED ("words too many");
  if (record->count < 5)
    return MALFORMED ("no steps");
  word = record->word + 4;
  words = record->count - 4;
  if (!read_number (truth, &process->steps, record->word[3], 1, words))
    return 0;
  if (kind != BLOCKS && words != process->steps)
    return MALFORMED ("not as many steps as declared");
  if (kind != BLOCKS)
    process->a = _fmpq_vec_init ((slong) truth->length);
  if (kind == SIZES && !read_sizes (truth, process, word))
    return 0;
  if (kind == SIZES)
    mdm_weights_set_schedule (process->a, process->schedule);
  if (kind == BLOCKS)
    return read_blocks (truth, process, word, words);
  if (kind == IID)
    {
      if (process->steps > LENGTH_LIMIT || truth->length > 255)
        return UNKNOWN ("%zu steps", process->steps);
      process->pi = _fmpq_vec_init ((slong) process->steps);
      if (!read_shares (truth, process->pi, word, process->steps, 1))
        return 0;
      set_iid_weights (process->a, process->pi, process->steps, truth->length);
    }
  if (kind == WEIGHTS
      && (truth->about == INSTANCE || process->steps != truth->length
          || !read_shares (truth, process->a, word, truth->length,
                           truth->length)))
    return MALFORMED ("no weights for this length");
  return 1;
}

static int
read_schedules (truth_t *truth)
{
  record_t *record = next_exact (truth, "schedules", 1);
  size_t count;

  if (record == NULL
      || !read_number (truth, &count, record->word[1], 0, truth->records))
    return 0;
  truth->process = flint_calloc (count + 1, sizeof *truth->process);
  for (size_t i = 0; i < count; i++)
    {
      mdm_schedule_init (truth->process[i].schedule);
      truth->processes++;
      if (!read_schedule (truth, i + 1))
        return 0;
    }
  return 1;
}

/* The base and the integers.  */

static int
read_base (truth_t *truth)
{
  record_t *record = next_exact (truth, "base", 1);
  size_t n, count;
  fmpz_t gcd;
  int ok = 1;

  if (record == NULL
      || !read_number (truth, &count, record->word[1], 0, truth->records))
    return 0;
  truth->base = _fmpz_vec_init ((slong) count);
  truth->base_count = count;
  fmpz_init (gcd);
  for (size_t j = 0; j < count && ok; j++)
    {
      record = next_exact (truth, "b", 2);
      ok = record != NULL
           && read_number (truth, &n, record->word[1], j + 1, j + 1)
           && read_integer (truth, truth->base + j, record->word[2], 2);
      if (ok && j > 0 && fmpz_cmp (truth->base + j - 1, truth->base + j) >= 0)
        ok = MALFORMED ("the base does not ascend");
      for (size_t i = 0; i < j && ok; i++)
        {
          fmpz_gcd (gcd, truth->base + i, truth->base + j);
          ok = fmpz_is_one (gcd) || FALSE ("a common factor in the base");
        }
    }
  fmpz_clear (gcd);
  return ok;
}

/* Is N the product of the powers that WORD has?  */
static int
read_factors (truth_t *truth, const fmpz_t n, char **word, size_t factors)
{
  size_t j, e, last = 0;
  fmpz_t product, power;
  int ok = 1;

  fmpz_init_set_ui (product, 1);
  fmpz_init (power);
  for (size_t i = 0; i < factors && ok; i++)
    {
      ok = read_number (truth, &j, word[2 * i], last + 1, truth->base_count)
           && read_number (truth, &e, word[2 * i + 1], 1, INT64_MAX);
      if (!ok)
        break;
      last = j;
      /* 2^e > n: the power is too large.  */
      if (e > fmpz_bits (n))
        ok = FALSE ("an exponent that is too large");
      else
        {
          fmpz_pow_ui (power, truth->base + j - 1, e);
          fmpz_mul (product, product, power);
        }
    }
  ok = ok && (fmpz_equal (product, n) || FALSE ("a wrong factorisation"));
  fmpz_clear (product);
  fmpz_clear (power);
  return ok;
}

static int
read_integers (truth_t *truth)
{
  record_t *record;
  size_t count, id, factors;
  fmpz_t n, last;
  int ok;

  if (!read_base (truth)
      || (record = next_exact (truth, "integers", 1)) == NULL
      || !read_number (truth, &count, record->word[1], 0, truth->records))
    return 0;
  fmpz_init (n);
  fmpz_init_set_ui (last, 1);
  ok = 1;
  for (size_t i = 0; i < count && ok; i++)
    {
      record = next_record (truth, "n", 3);
      ok = record != NULL
           && read_number (truth, &id, record->word[1], i + 1, i + 1)
           && read_integer (truth, n, record->word[2], 2)
           && read_number (truth, &factors, record->word[3], 0, record->count)
           && (record->count == 4 + 2 * factors
               || MALFORMED ("not as many factors as declared"))
           && (fmpz_cmp (n, last) > 0
               || MALFORMED ("the integers do not ascend"))
           && read_factors (truth, n, record->word + 4, factors);
      fmpz_swap (last, n);
    }
  fmpz_clear (n);
  fmpz_clear (last);
  return ok;
}

/* Terms.  */

typedef enum
{
  Q_ONE,
  Q_LOG,
  Q_L,
  Q_V,
  Q_T,
  Q_SMAX,
  Q_SMIN,
  Q_S,
  Q_N,
  Q_A,
  Q_PMAX,
  Q_PMAX_LEAST,
  Q_E,
  Q_D,
  Q_Z,
  Q_TC,
  Q_DTC,
  Q_SUM_MI,
  Q_ENTROPY,
  Q_R,
  Q_U,
  Q_H,
  Q_I,
  Q_TC_OF,
  Q_EKL,
  Q_KL_MIXED,
  Q_TV,
  Q_SER,
  Q_GAP,
  Q_ROUNDS_P,
  Q_ROUNDS_Q,
  Q_ROUNDS_MAX,
  Q_COUNT
} quantity_t;

static const struct
{
  const char *name;
  const char *arguments; /* i: an integer; s: a schedule, of sizes or blocks
                            if S, not of blocks or a policy if P, of a policy
                            if R; n: an index; g: sets */
  int of_laws;           /* only of the law of an instance certificate */
} quantities[Q_COUNT] = {
  { "one", "", 0 },     { "log", "i", 1 },         { "L", "", 0 },
  { "V", "", 1 },       { "T", "s", 0 },           { "smax", "S", 0 },
  { "smin", "S", 0 },   { "s", "Sn", 0 },          { "N", "Sn", 0 },
  { "a", "Pn", 0 },     { "pmax", "n", 1 },        { "pmax_least", "", 1 },
  { "e", "n", 0 },      { "d", "n", 0 },           { "Z", "n", 0 },
  { "tc", "", 0 },      { "dtc", "", 0 },          { "sum_mi", "", 0 },
  { "entropy", "", 0 }, { "R", "n", 0 },           { "U", "n", 0 },
  { "H", "g", 1 },      { "I", "g", 1 },           { "TC", "g", 1 },
  { "ekl", "s", 0 },    { "kl_mixed", "s", 1 },    { "tv", "s", 1 },
  { "ser", "s", 1 },    { "log_ter_gap", "s", 1 },
  { "rounds_p", "R", 1 }, { "rounds_q", "R", 1 },  { "rounds_max", "R", 1 },
};

typedef struct
{
  fmpq_t coefficient;
  quantity_t quantity;
  size_t schedule; /* from 1; 0: any */
  size_t index;
  fmpz_t integer;
  size_t groups; /* of the sets */
  size_t *start, *position;
} term_t;

typedef struct
{
  term_t *term;
  size_t count, room;
  fmpq_t any; /* the coefficient of `ekl any' */
} terms_t;

static void
terms_init (terms_t *terms, size_t room)
{
  memset (terms, 0, sizeof *terms);
  fmpq_init (terms->any);
  terms->term = flint_calloc (room + 1, sizeof *terms->term);
  terms->room = room;
}

static void
terms_clear (terms_t *terms)
{
  for (size_t i = 0; i < terms->count; i++)
    {
      fmpq_clear (terms->term[i].coefficient);
      fmpz_clear (terms->term[i].integer);
      flint_free (terms->term[i].start);
      flint_free (terms->term[i].position);
    }
  flint_free (terms->term);
  fmpq_clear (terms->any);
}

/* The sets `0;1,2|3'.  */
static int
read_sets (truth_t *truth, term_t *term, const char *word)
{
  size_t length = truth->length, used = 0, size = strlen (word);
  unsigned char *seen = flint_calloc (length, 1);
  char number[8];
  int condition = 0, ok = 1;

  term->start = flint_malloc ((size + 3) * sizeof *term->start);
  term->position = flint_malloc ((length + 1) * sizeof *term->position);
  term->start[0] = 0;
  for (const char *p = word; ok; p++)
    {
      size_t digits = strspn (p, "0123456789"), i;
      snprintf (number, sizeof number, "%.*s", (int) digits, p);
      ok = (digits < 4 || MALFORMED ("a position of %zu digits", digits))
           && read_number (truth, &i, number, 0, length - 1)
           && (!seen[i] || MALFORMED ("a position twice in %s", word));
      if (!ok)
        break;
      seen[i] = 1;
      term->position[used++] = i;
      p += digits;
      if (*p == ',')
        continue;
      if (!condition)
        term->start[++term->groups] = used;
      if (*p == '\0')
        break;
      ok = (*p == ';' || *p == '|') && !condition
               ? 1
               : MALFORMED ("no sets: %s", word);
      condition = *p == '|';
    }
  term->start[term->groups + 1] = used;
  flint_free (seen);
  if (ok
      && (term->groups > (term->quantity == Q_H   ? 1
                          : term->quantity == Q_I ? 2
                                                  : size)
          || term->groups < (term->quantity == Q_H ? 1 : 2)))
    ok = MALFORMED ("a wrong number of groups: %s", word);
  return ok;
}

static int
read_term_schedule (truth_t *truth, terms_t *terms, term_t *term, char kind,
                    const char *word)
{
  const process_t *process;

  if (term->quantity == Q_EKL && strcmp (word, "any") == 0)
    {
      fmpq_add (terms->any, terms->any, term->coefficient);
      return 1;
    }
  if (!read_number (truth, &term->schedule, word, 1, truth->processes))
    return 0;
  process = truth->process + term->schedule - 1;
  if (kind == 'S' && process->kind != SIZES && process->kind != BLOCKS)
    return MALFORMED ("this schedule has no sizes");
  if (kind == 'P' && (process->kind == BLOCKS || process->kind == POLICY))
    return MALFORMED ("this schedule has no weights");
  if (kind == 'R' && process->kind != POLICY)
    return MALFORMED ("this schedule is no policy");
  if (term->quantity == Q_T && process->kind == WEIGHTS)
    return MALFORMED ("weights have no steps");
  return 1;
}

/* The index WORD of TERM, in its range.  */
static int
read_index (truth_t *truth, term_t *term, const char *word)
{
  size_t length = truth->length, least = 0, most = length;
  size_t steps
      = term->schedule > 0 ? truth->process[term->schedule - 1].steps : 0;

  switch (term->quantity)
    {
    case Q_S:
      least = 1;
      most = steps;
      break;
    case Q_N:
      most = steps;
      break;
    case Q_A:
    case Q_PMAX:
      most = length - 1;
      break;
    case Q_R:
      least = 1;
      most = (size_t) 1 << 32;
      break;
    case Q_D:
    case Q_Z:
    case Q_U:
      least = 1;
      break;
    default:
      break;
    }
  return read_number (truth, &term->index, word, least, most);
}

/* The next record as a term.  */
static int
read_term (truth_t *truth, terms_t *terms)
{
  record_t *record = next_record (truth, "term", 2);
  term_t *term = terms->term + terms->count;
  const char *arguments;
  size_t q = 0, at = 3;
  int ok = 1;

  if (record == NULL)
    return 0;
  terms->count++;
  fmpq_init (term->coefficient);
  fmpz_init (term->integer);
  if (!read_rational (truth, term->coefficient, record->word[1]))
    return 0;
  if (fmpq_is_zero (term->coefficient))
    return MALFORMED ("a coefficient 0");
  if (terms->count > 1 && fmpq_sgn (term->coefficient) > 0
      && fmpq_sgn (term[-1].coefficient) < 0)
    return MALFORMED ("a positive coefficient after a negative one");
  while (q < Q_COUNT && strcmp (record->word[2], quantities[q].name) != 0)
    q++;
  if (q == Q_COUNT
      || (quantities[q].of_laws && truth->about != INSTANCE
          && !(truth->about == JOINT && *quantities[q].arguments == 'g')))
    return MALFORMED ("no quantity here: %s", record->word[2]);
  term->quantity = (quantity_t) q;
  arguments = quantities[q].arguments;
  if (record->count != 3 + strlen (arguments))
    return MALFORMED ("not the arguments of %s", record->word[2]);
  for (; *arguments != '\0' && ok; arguments++, at++)
    if (*arguments == 'i')
      ok = read_integer (truth, term->integer, record->word[at], 2);
    else if (*arguments == 'n')
      ok = read_index (truth, term, record->word[at]);
    else if (*arguments == 'g')
      ok = read_sets (truth, term, record->word[at]);
    else
      ok = read_term_schedule (truth, terms, term, *arguments,
                               record->word[at]);
  return ok;
}

/* The terms of a statement about schedules of sizes in 1..SMAX, or not about
   all schedules if SMAX is 0.  */
static int
read_terms (truth_t *truth, terms_t *terms, size_t smax)
{
  for (size_t i = 0; i < terms->room; i++)
    if (!read_term (truth, terms))
      return 0;
  return (smax > 0) != fmpq_is_zero (terms->any)
         || MALFORMED ("`ekl any' without smax, or the other way round");
}

/* Values that are numbers whatever the law: 1, L, T, smax, ...  */
static int
scalar_value (truth_t *truth, fmpq_t res, const term_t *term)
{
  process_t *process
      = term->schedule > 0 ? truth->process + term->schedule - 1 : NULL;
  const mdm_logform_struct *rounds;
  mdm_status status;
  size_t n = 0;

  switch (term->quantity)
    {
    case Q_ONE:
      n = 1;
      break;
    case Q_L:
      n = truth->length;
      break;
    case Q_V:
      n = truth->law->vocab;
      break;
    case Q_T:
    case Q_ROUNDS_MAX:
      n = process->steps;
      break;
    case Q_ROUNDS_P:
    case Q_ROUNDS_Q:
      status = term->quantity == Q_ROUNDS_P
                   ? mdm_instance_rounds_p (&rounds, process->instance, NULL)
                   : mdm_instance_rounds_q (&rounds, process->instance, NULL);
      if (status != MDM_OK || !mdm_logform_is_plain_rational (res, rounds))
        return UNKNOWN ("too many rounds");
      return 1;
    case Q_SMAX:
      n = process->schedule->smax;
      break;
    case Q_SMIN:
      n = process->schedule->smin;
      break;
    case Q_S:
      n = process->schedule->size[term->index - 1];
      break;
    case Q_N:
      for (size_t t = 0; t < term->index; t++)
        n += process->schedule->size[t];
      break;
    case Q_A:
      fmpq_set (res, process->a + term->index);
      return 1;
    default:
      return 0;
    }
  fmpq_set_si (res, (slong) n, 1);
  return 1;
}

/* Values on an instance.  */

/* P = max_v p(X_I = v).  */
static void
set_pmax (fmpq_t p, const mdm_law_t law, size_t i)
{
  fmpz *sum = _fmpz_vec_init ((slong) law->vocab);

  fmpq_zero (p);
  for (size_t r = 0; r < law->support; r++)
    {
      size_t token = mdm_law_row (law, r)[i];
      fmpz_add (sum + token, sum + token, law->weight + r);
      if (fmpz_cmp (sum + token, fmpq_numref (p)) > 0)
        fmpz_set (fmpq_numref (p), sum + token);
    }
  fmpz_set (fmpq_denref (p), law->total);
  fmpq_canonicalise (p);
  _fmpz_vec_clear (sum, (slong) law->vocab);
}

static void
set_least_pmax (fmpq_t p, const mdm_law_t law)
{
  fmpq_t q;

  fmpq_init (q);
  set_pmax (p, law, 0);
  for (size_t i = 1; i < law->length; i++)
    {
      set_pmax (q, law, i);
      if (fmpq_cmp (q, p) < 0)
        fmpq_set (p, q);
    }
  fmpq_clear (q);
}

/* Add to P the output law of the ordered partition in which position i is
   drawn at STEP[i], times SHARE.  */
static int
add_partition (truth_t *truth, fmpq *p, const size_t *step, size_t steps,
               const fmpq_t share)
{
  size_t length = truth->length, count = 0, done = 0;
  size_t *size = flint_calloc (steps, sizeof *size);
  size_t *position = flint_malloc (length * sizeof *position);
  size_t support = truth->law->support;
  fmpq *q = _fmpq_vec_init ((slong) support);
  mdm_err_t *err = flint_calloc (1, sizeof *err);
  mdm_schedule_t schedule;
  int ok = 1;

  for (size_t t = 0; t < steps; t++)
    {
      size_t before = done;
      for (size_t i = 0; i < length; i++)
        if (step[i] == t)
          position[done++] = i;
      if (done > before)
        size[count++] = done - before;
    }
  mdm_schedule_init (schedule);
  mdm_schedule_set_blocks (schedule, size, count, position);
  if (mdm_output_law (q, truth->law, schedule, &truth->limit, err) != MDM_OK)
    ok = UNKNOWN ("%s", err->message);
  for (size_t r = 0; r < support; r++)
    fmpq_addmul (p + r, q + r, share);
  mdm_schedule_clear (schedule);
  flint_free (size);
  flint_free (position);
  flint_free (err);
  _fmpq_vec_clear (q, (slong) support);
  return ok;
}

/* p_Y of independent unmask times, as the mean over all T^L of them.  */
static const fmpq *
iid_output (truth_t *truth, process_t *process)
{
  size_t length = truth->length, i = 0, count = 1;
  size_t *step;
  fmpq_t share;
  int ok = 1;

  if (process->output != NULL)
    return process->output;
  for (size_t j = 0; j < length && count <= BRUTE_MAX * LENGTH_LIMIT; j++)
    count *= process->steps;
  if (count > LENGTH_LIMIT)
    {
      UNKNOWN ("%zu ordered partitions", count);
      return NULL;
    }
  step = flint_calloc (length, sizeof *step);
  process->output = _fmpq_vec_init ((slong) truth->law->support);
  fmpq_init (share);
  while (i < length && ok)
    {
      fmpq_one (share);
      for (size_t j = 0; j < length; j++)
        fmpq_mul (share, share, process->pi + step[j]);
      if (!fmpq_is_zero (share))
        ok = add_partition (truth, process->output, step, process->steps,
                            share);
      for (i = 0; i < length && ++step[i] == process->steps; i++)
        step[i] = 0;
    }
  fmpq_clear (share);
  flint_free (step);
  return ok ? process->output : NULL;
}

/* What PROCESS writes, on the support.  */
static const fmpq *
find_output (truth_t *truth, process_t *process, mdm_err_t *err)
{
  const fmpq *output;

  if (process->kind == IID)
    return iid_output (truth, process);
  if (mdm_instance_output (&output, process->instance, err) == MDM_OK)
    return output;
  UNKNOWN ("%s", err->message);
  return NULL;
}

static int
schedule_value (truth_t *truth, mdm_logform_t res, const term_t *term,
                mdm_err_t *err)
{
  process_t *process = truth->process + term->schedule - 1;
  const mdm_curve_struct *curve = find_curve (truth);
  const mdm_logform_struct *ekl;
  const fmpq *output;
  int infinite = 0;
  fmpq_t q;

  if (curve == NULL)
    return 0;
  if (process->kind != IID)
    instance_of (truth, process);
  if (term->quantity == Q_EKL && process->kind == IID)
    mdm_weights_ekl (res, process->a, curve);
  else if (term->quantity == Q_EKL)
    {
      if (mdm_instance_ekl (&ekl, process->instance, err) != MDM_OK)
        return UNKNOWN ("%s", err->message);
      mdm_logform_set (res, ekl);
    }
  if (term->quantity == Q_EKL)
    return 1;
  output = find_output (truth, process, err);
  if (output == NULL)
    return 0;
  fmpq_init (q);
  if (term->quantity == Q_TV)
    mdm_divergence_tv (q, truth->law, output);
  else if (term->quantity == Q_SER)
    mdm_divergence_ser (q, truth->law, output);
  mdm_logform_set_fmpq (res, q);
  fmpq_clear (q);
  if (term->quantity == Q_KL_MIXED || term->quantity == Q_GAP)
    mdm_divergence_kl (res, &infinite, truth->law, output);
  if (term->quantity == Q_GAP)
    mdm_logform_div_ui (res, res, truth->length);
  return !infinite || FALSE ("an infinite divergence");
}

static int
curve_value (truth_t *truth, mdm_logform_t res, const term_t *term)
{
  const mdm_curve_struct *curve = find_curve (truth);

  if (curve == NULL)
    return 0;
  switch (term->quantity)
    {
    case Q_E:
      mdm_logform_set (res, curve->e + term->index);
      break;
    case Q_D:
      mdm_curve_increment (res, curve, term->index);
      break;
    case Q_Z:
      mdm_logform_set (res, curve->z + term->index);
      break;
    case Q_TC:
      mdm_curve_tc (res, curve);
      break;
    case Q_DTC:
      mdm_curve_dtc (res, curve);
      break;
    case Q_SUM_MI:
      mdm_curve_sum_mi (res, curve);
      break;
    case Q_ENTROPY:
      mdm_logform_set (res, curve->e + truth->length);
      break;
    case Q_R:
      mdm_bounds_r (res, curve, term->index);
      break;
    default:
      mdm_bounds_u (res, curve, term->index);
      break;
    }
  return 1;
}

/* RES = TERM without its coefficient, on the law; `ekl any' is 0.  */
static int
instance_value (truth_t *truth, mdm_logform_t res, const term_t *term,
                mdm_err_t *err)
{
  mdm_groups_t groups = { term->groups, term->start, term->position };
  fmpq_t q;
  int plain;

  mdm_logform_zero (res);
  if (term->quantity == Q_EKL && term->schedule == 0)
    return 1;
  fmpq_init (q);
  plain = scalar_value (truth, q, term);
  if (term->quantity == Q_PMAX)
    set_pmax (q, truth->law, term->index);
  if (term->quantity == Q_PMAX_LEAST)
    set_least_pmax (q, truth->law);
  mdm_logform_set_fmpq (res, q);
  fmpq_clear (q);
  if (plain || term->quantity == Q_PMAX || term->quantity == Q_PMAX_LEAST)
    return 1;
  if (term->quantity == Q_LOG)
    mdm_logform_set_log (res, term->integer);
  else if (term->quantity == Q_H)
    mdm_conditional_entropy (res, truth->law, &groups);
  else if (term->quantity == Q_I || term->quantity == Q_TC_OF)
    mdm_total_correlation (res, truth->law, &groups);
  else if (term->quantity >= Q_EKL)
    return schedule_value (truth, res, term, err);
  else
    return curve_value (truth, res, term);
  return 1;
}

/* RES = the sum of TERMS, without `ekl any'.  */
static int
instance_sum (truth_t *truth, mdm_logform_t res, const terms_t *terms)
{
  mdm_err_t *err = flint_calloc (1, sizeof *err);
  mdm_logform_t x;
  int ok = 1;

  mdm_logform_init (x);
  mdm_logform_zero (res);
  for (size_t i = 0; i < terms->count && ok; i++)
    {
      const term_t *term = terms->term + i;
      ok = instance_value (truth, x, term, err);
      mdm_logform_addmul_fmpq (res, x, term->coefficient);
    }
  mdm_logform_clear (x);
  flint_free (err);
  return ok;
}

static int
find_sign (truth_t *truth, int *sign, const mdm_logform_t x)
{
  return mdm_logform_sign (sign, x) == MDM_OK
         || UNKNOWN ("a sign is not decided");
}

/* Values on rays (THEORY section 5): e_k = min (k, m), and all else by
   definition.  */

static slong
ray_e (size_t k, size_t m)
{
  return (slong) (k < m ? k : m);
}

static slong
ray_z (size_t j, size_t m)
{
  return ray_e (1, m) + ray_e (j - 1, m) - ray_e (j, m);
}

static void
set_ray_r (fmpq_t res, size_t length, size_t s, size_t m)
{
  size_t power = 1;
  fmpq_t x;

  fmpq_init (x);
  fmpq_zero (res);
  for (; power <= s; power *= 2)
    {
      /* floor (L - s / power), at least 0.  */
      size_t w = length * power < s ? 0 : (length * power - s) / power;
      fmpq_set_si (x, ray_z ((w < length ? w : length - 1) + 1, m), power);
      fmpq_add (res, res, x);
    }
  fmpq_set_si (x, 2 * ray_z (length, m), power);
  fmpq_canonicalise (x);
  fmpq_add (res, res, x);
  fmpq_set_si (x, (slong) s, 1);
  fmpq_mul (res, res, x);
  fmpq_clear (x);
}

static void
ray_value (fmpq_t res, truth_t *truth, const term_t *term, size_t m)
{
  size_t length = truth->length;
  slong whole = (slong) length, mi = whole * ray_z (length, m);
  slong tc = whole * ray_e (1, m) - ray_e (length, m), n = 0;

  switch (term->quantity)
    {
    case Q_E:
      n = ray_e (term->index, m);
      break;
    case Q_D:
      n = ray_e (term->index, m) - ray_e (term->index - 1, m);
      break;
    case Q_Z:
      n = ray_z (term->index, m);
      break;
    case Q_TC:
      n = tc;
      break;
    case Q_DTC:
      n = mi - tc;
      break;
    case Q_SUM_MI:
      n = mi;
      break;
    case Q_ENTROPY:
      n = ray_e (length, m);
      break;
    case Q_U:
      for (size_t i = 0; i + 1 < term->index; i++)
        n += ray_z (length - i, m);
      break;
    case Q_R:
      set_ray_r (res, length, term->index, m);
      return;
    default: /* sum_{k < m} a_k - m */
      fmpq_zero (res);
      if (term->schedule == 0)
        return;
      for (size_t k = 0; k < m; k++)
        fmpq_add (res, res, truth->process[term->schedule - 1].a + k);
      fmpq_sub_si (res, res, (slong) m);
      return;
    }
  fmpq_set_si (res, n, 1);
}

/* NUMBER = the part of the sum of TERMS that is a number, REST[m-1] = what
   depends on the curve, on ray m; both without `ekl any'.  A sum of the values
   of the curve is 0 on all rays only if no coefficient is left but that of
   e_0 = 0.  */
static void
ray_sums (fmpq *rest, fmpq_t number, truth_t *truth, const terms_t *terms)
{
  fmpq_t x;

  fmpq_init (x);
  for (size_t i = 0; i < terms->count; i++)
    {
      const term_t *term = terms->term + i;
      if (scalar_value (truth, x, term))
        fmpq_addmul (number, x, term->coefficient);
      else
        for (size_t m = 1; m <= truth->length; m++)
          {
            ray_value (x, truth, term, m);
            fmpq_addmul (rest + m - 1, x, term->coefficient);
          }
    }
  fmpq_clear (x);
}

/* All schedules of sizes in 1 .. smax, of T blocks or, if that is 0, of any
   number: the compositions of L, as the sets of the ends of their blocks.  */

/* Set SIZE to the composition number CODE of LENGTH, and return its number of
   blocks; 0 if one is larger than SMAX, or there are not T.  */
static size_t
composition (size_t *size, unsigned code, size_t length, size_t smax, size_t t)
{
  size_t steps = 0, run = 1;

  for (size_t i = 0; i < length; i++, run++)
    if (i + 1 == length || (code >> i & 1))
      {
        if (run > smax)
          return 0;
        size[steps++] = run;
        run = 0;
      }
  return t == 0 || steps == t ? steps : 0;
}

/* ekl of sizes on ray m: the end of the block that holds position m, less
   m.  */
static size_t
block_error (const size_t *size, size_t m)
{
  size_t end = 0;

  while (end < m)
    end += *size++;
  return end - m;
}

/* RES = the greatest of sum_m PROFILE_m (ANY ekl_m + REST_m) over all
   schedules with sizes in 1..SMAX, of T blocks.  */
static void
greatest (fmpq_t res, const fmpz *profile, const fmpq_t any, const fmpq *rest,
          size_t length, size_t smax, size_t t)
{
  size_t size[BRUTE_MAX];
  fmpq_t sum, x;
  int first = 1;

  if (length > BRUTE_MAX)
    {
      mdm_linear_t linear;
      mdm_linear_part_t *part;
      mdm_linear_init (linear, length);
      part = mdm_linear_add (linear);
      fmpq_set (part->alpha, any);
      for (size_t m = 0; m < length; m++)
        fmpq_set (part->rest + m, rest + m);
      mdm_profile_greatest (res, profile, part, SOME (length, smax, t));
      mdm_linear_clear (linear);
      return;
    }
  fmpq_init (sum);
  fmpq_init (x);
  for (unsigned code = 0; code < 1u << (length - 1); code++)
    if (composition (size, code, length, smax, t) > 0)
      {
        fmpq_zero (sum);
        for (size_t m = 1; m <= length; m++)
          if (!fmpz_is_zero (profile + m - 1))
            {
              fmpq_set_si (x, (slong) block_error (size, m), 1);
              fmpq_mul (x, x, any);
              fmpq_add (x, x, rest + m - 1);
              fmpq_mul_fmpz (x, x, profile + m - 1);
              fmpq_add (sum, sum, x);
            }
        if (first || fmpq_cmp (sum, res) > 0)
          fmpq_set (res, sum);
        first = 0;
      }
  fmpq_clear (sum);
  fmpq_clear (x);
}

/* The same for the extreme that RELATION needs: the greatest for <, <=, the
   least for >, >=.  */
static void
extreme (fmpq_t res, const char *relation, const fmpz *profile,
         const fmpq_t any, const fmpq *rest, size_t length, size_t smax,
         size_t t)
{
  fmpq *minus;
  fmpq_t less;

  if (relation[0] == '<')
    {
      greatest (res, profile, any, rest, length, smax, t);
      return;
    }
  minus = _fmpq_vec_init ((slong) length);
  fmpq_init (less);
  fmpq_neg (less, any);
  for (size_t m = 0; m < length; m++)
    fmpq_neg (minus + m, rest + m);
  greatest (res, profile, less, minus, length, smax, t);
  fmpq_neg (res, res);
  fmpq_clear (less);
  _fmpq_vec_clear (minus, (slong) length);
}

/* Evidence.  */

/* Write X over the base to STREAM, if the base suffices.  */
static int
put_difference (FILE *stream, const truth_t *truth, const mdm_logform_t x)
{
  fmpq *e = _fmpq_vec_init ((slong) truth->base_count);
  size_t count = 0;
  fmpz_t n;
  fmpq_t q;
  int ok = 1;

  fmpz_init (n);
  fmpq_init (q);
  for (slong i = 0; i < x->count && ok; i++)
    {
      fmpz_set (n, x->n + i);
      fmpq_set_fmpz_frac (q, x->c + i, x->d);
      for (size_t j = 0; j < truth->base_count; j++)
        for (slong k = fmpz_remove (n, n, truth->base + j); k > 0; k--)
          fmpq_add (e + j, e + j, q);
      ok = fmpz_is_one (n);
    }
  for (size_t j = 0; j < truth->base_count; j++)
    count += !fmpq_is_zero (e + j);
  fmpq_set_fmpz_frac (q, x->r, x->d);
  fprintf (stream, "difference ");
  fmpq_fprint (stream, q);
  fprintf (stream, " %zu\n", count);
  for (size_t j = 0; j < truth->base_count; j++)
    if (!fmpq_is_zero (e + j))
      {
        fprintf (stream, "log %zu ", j + 1);
        fmpq_fprint (stream, e + j);
        fprintf (stream, "\n");
      }
  fmpz_clear (n);
  fmpq_clear (q);
  _fmpq_vec_clear (e, (slong) truth->base_count);
  return ok;
}

/* Put the evidence TEXT, which is freed, in the place of that of any kind
   that comes next.  */
static int
put_evidence (truth_t *truth, char *text)
{
  static const char *const keywords[]
      = { "difference", "log", "sign", "bits", "ray" };
  size_t first = truth->at, k = 0;

  while (truth->at < truth->records && k < 5)
    {
      record_t *record = truth->record + truth->at;
      for (k = 0; k < 5 && strcmp (record->word[0], keywords[k]) != 0;)
        k++;
      if (k < 5)
        {
          record->instead = calloc (1, 1);
          truth->at++;
        }
    }
  if (truth->at == first)
    {
      free (text);
      return MALFORMED ("no evidence");
    }
  free (truth->record[first].instead);
  truth->record[first].instead = text;
  return 1;
}

/* The true evidence for X, which has this SIGN.  */
static int
repair_difference (truth_t *truth, const mdm_logform_t x, int sign)
{
  size_t size;
  char *text;
  FILE *stream = open_memstream (&text, &size);
  int ok;

  if (stream == NULL)
    abort ();
  ok = put_difference (stream, truth, x)
       || MALFORMED ("the base does not suffice");
  fprintf (stream, sign == 0 ? "sign zero\n" : "sign %s 1024\n",
           sign < 0 ? "negative" : "positive");
  fclose (stream);
  return put_evidence (truth, text) && ok;
}

/* The difference and the sign of a statement: is it X, and does RELATION
   hold?  X is changed.  */
static int
check_difference (truth_t *truth, mdm_logform_t x, const char *relation)
{
  size_t count, j, last = 0, bits;
  record_t *record;
  mdm_logform_t log;
  int sign, rest, stated, ok;
  fmpq_t q;

  if (!find_sign (truth, &sign, x))
    return 0;
  if (truth->repair)
    return repair_difference (truth, x, sign);
  record = next_exact (truth, "difference", 2);
  if (record == NULL)
    return 0;
  fmpq_init (q);
  mdm_logform_init (log);
  ok = read_rational (truth, q, record->word[1])
       && read_number (truth, &count, record->word[2], 0, truth->base_count);
  mdm_logform_set_fmpq (log, q);
  mdm_logform_sub (x, x, log);
  for (size_t i = 0; ok && i < count; i++)
    {
      record = next_exact (truth, "log", 2);
      ok = record != NULL
           && read_number (truth, &j, record->word[1], last + 1,
                           truth->base_count)
           && read_rational (truth, q, record->word[2])
           && (!fmpq_is_zero (q) || MALFORMED ("a coefficient 0"));
      if (!ok)
        break;
      last = j;
      mdm_logform_set_log (log, truth->base + j - 1);
      mdm_logform_mul_fmpq (log, log, q);
      mdm_logform_sub (x, x, log);
    }
  ok = ok && find_sign (truth, &rest, x)
       && (rest == 0 || FALSE ("a difference that is not the true one"));
  fmpq_clear (q);
  mdm_logform_clear (log);
  if (!ok || (record = next_record (truth, "sign", 1)) == NULL)
    return 0;
  stated = strcmp (record->word[1], "zero") == 0       ? 0
           : strcmp (record->word[1], "negative") == 0 ? -1
           : strcmp (record->word[1], "positive") == 0 ? 1
                                                       : 2;
  if (stated == 2 || record->count != (stated == 0 ? 2 : 3))
    return MALFORMED ("no sign");
  if (stated != 0
      && !read_number (truth, &bits, record->word[2], BITS_LEAST, BITS_MOST))
    return 0;
  return (stated == sign || FALSE ("not this sign"))
         && (relation_holds (relation, sign)
             || FALSE ("the relation does not hold"));
}

/* How many bits are needed to see that a claim about all schedules holds.  */
static int
check_bits (truth_t *truth)
{
  record_t *record;
  size_t bits;

  if (truth->repair)
    return put_evidence (truth, strdup ("bits 1024\n"));
  record = next_exact (truth, "bits", 1);
  return record != NULL
         && read_number (truth, &bits, record->word[1], BITS_LEAST,
                         BITS_MOST_EVERY);
}

/* The error of every schedule of sizes in 1..SMAX: ANY times it and REST
   stand in RELATION to 0, for every one.  */
static int
check_every (truth_t *truth, const fmpq_t any, const mdm_logform_t rest,
             size_t smax, const char *relation)
{
  size_t length = truth->length, size[BRUTE_MAX], steps;
  const mdm_curve_struct *curve = find_curve (truth);
  mdm_schedule_t schedule;
  mdm_logform_t x;
  fmpq *a;
  int sign, ok = 1;

  if (curve == NULL)
    return 0;
  if (length > BRUTE_MAX)
    return UNKNOWN ("too many schedules");
  mdm_schedule_init (schedule);
  mdm_logform_init (x);
  a = _fmpq_vec_init ((slong) length);
  for (unsigned code = 0; code < 1u << (length - 1) && ok; code++)
    if ((steps = composition (size, code, length, smax, truth->steps)) > 0)
      {
        mdm_schedule_set_sizes (schedule, size, steps);
        mdm_weights_set_schedule (a, schedule);
        mdm_weights_ekl (x, a, curve);
        mdm_logform_mul_fmpq (x, x, any);
        mdm_logform_add (x, x, rest);
        ok = find_sign (truth, &sign, x)
             && (relation_holds (relation, sign)
                 || FALSE ("not for schedule %s", schedule->name));
      }
  _fmpq_vec_clear (a, (slong) length);
  mdm_logform_clear (x);
  mdm_schedule_clear (schedule);
  return ok;
}

/* PARTS parts of a mixture: MEAN[m-1] is the mean of their ekl on ray m.  */
static int
read_parts (truth_t *truth, fmpq *mean, size_t parts, size_t smax)
{
  size_t last = 0, s;
  fmpq_t sum, weight;
  int ok = 1;

  fmpq_init (sum);
  fmpq_init (weight);
  for (size_t i = 0; i < parts && ok; i++)
    {
      record_t *record = next_exact (truth, "part", 2);
      const mdm_schedule_struct *schedule;
      ok = record != NULL && read_rational (truth, weight, record->word[1])
           && (fmpq_sgn (weight) > 0 || MALFORMED ("a weight <= 0"))
           && read_number (truth, &s, record->word[2], last + 1,
                           truth->processes)
           && (truth->process[s - 1].kind == SIZES
               || MALFORMED ("a part that is not of sizes"));
      if (!ok)
        break;
      last = s;
      schedule = truth->process[s - 1].schedule;
      if (schedule->smax > smax || schedule->smin < 1)
        ok = FALSE ("a part with sizes that are not in 1 to smax");
      else if (truth->steps > 0 && schedule->steps != truth->steps)
        ok = FALSE ("a part of another number of steps");
      fmpq_add (sum, sum, weight);
      for (size_t m = 1; m <= truth->length && ok; m++)
        {
          fmpq_t x;
          fmpq_init (x);
          fmpq_set_si (x, (slong) block_error (schedule->size, m), 1);
          fmpq_addmul (mean + m - 1, x, weight);
          fmpq_clear (x);
        }
    }
  if (ok && !fmpq_is_one (sum))
    ok = FALSE ("the weights do not sum to 1");
  fmpq_clear (sum);
  fmpq_clear (weight);
  return ok;
}

/* VALUE[m-1] = what a universal claim must give for ray m: the sum with
   `ekl any' MEAN or, if that is NULL, of every schedule with sizes in 1..SMAX,
   of T blocks.  */
static void
ray_table (fmpq *value, const fmpq_t any, const fmpq *rest, const fmpq *mean,
           size_t smax, size_t t, size_t length, const char *relation)
{
  fmpz *profile = _fmpz_vec_init ((slong) length);
  fmpq_t x;

  fmpq_init (x);
  for (size_t m = 1; m <= length; m++)
    {
      fmpq_set (value + m - 1, rest + m - 1);
      fmpz_one (profile + m - 1);
      if (mean != NULL)
        fmpq_addmul (value + m - 1, any, mean + m - 1);
      else if (smax > 0 && (length <= BRUTE_MAX || t > 0))
        extreme (value + m - 1, relation, profile, any, rest, length, smax, t);
      else if (smax > 0)
        {
          /* The block that holds m ends at m + min (smax, L - m + 1) - 1 at
             most, and at m at least.  */
          slong most = (slong) (smax < length - m + 1 ? smax : length - m + 1);
          fmpq_mul_si (x, any, most - 1);
          if ((fmpq_sgn (x) > 0) == (relation[0] == '<'))
            fmpq_add (value + m - 1, value + m - 1, x);
        }
      fmpz_zero (profile + m - 1);
    }
  _fmpz_vec_clear (profile, (slong) length);
  fmpq_clear (x);
}

static int
repair_rays (truth_t *truth, const fmpq *value)
{
  size_t size;
  char *text;
  FILE *stream = open_memstream (&text, &size);

  if (stream == NULL)
    abort ();
  for (size_t m = 1; m <= truth->length; m++)
    {
      fprintf (stream, "ray %zu ", m);
      fmpq_fprint (stream, value + m - 1);
      fputc ('\n', stream);
    }
  fclose (stream);
  return put_evidence (truth, text);
}

/* Has the table of rays the values VALUE, and are they in RELATION to 0?  */
static int
check_rays (truth_t *truth, const fmpq *value, const char *relation)
{
  size_t n;
  fmpq_t q;
  int ok = 1;

  if (truth->repair)
    return repair_rays (truth, value);
  fmpq_init (q);
  for (size_t m = 1; m <= truth->length && ok; m++)
    {
      record_t *record = next_exact (truth, "ray", 2);
      ok = record != NULL && read_number (truth, &n, record->word[1], m, m)
           && read_rational (truth, q, record->word[2])
           && (fmpq_equal (q, value + m - 1)
               || FALSE ("not the value on ray %zu", m))
           && (relation_holds (relation, fmpq_sgn (q))
               || FALSE ("the relation does not hold on ray %zu", m));
    }
  fmpq_clear (q);
  return ok;
}

/* Statements.  */

typedef struct
{
  int hypothesis;
  const char *relation;
  size_t smax, parts;
  terms_t terms;
} statement_t;

/* On the copies, for every schedule: does the relation hold for the extreme
   value of the sum, which is REST on the rays without `ekl any'?  */
static int
check_every_copy (truth_t *truth, const statement_t *statement,
                  const fmpq *rest)
{
  fmpq_t value;
  int ok;

  fmpq_init (value);
  extreme (value, statement->relation, truth->copies, statement->terms.any,
           rest, truth->length, statement->smax, truth->steps);
  ok = relation_holds (statement->relation, fmpq_sgn (value))
       || FALSE ("the relation does not hold for every schedule");
  fmpq_clear (value);
  return ok;
}

/* On a law.  */
static int
check_on_law (truth_t *truth, const statement_t *statement)
{
  mdm_logform_t x;
  int ok;

  mdm_logform_init (x);
  ok = instance_sum (truth, x, &statement->terms);
  if (ok && statement->smax == 0)
    ok = check_difference (truth, x, statement->relation);
  else if (ok)
    ok = check_bits (truth)
         && check_every (truth, statement->terms.any, x, statement->smax,
                         statement->relation);
  mdm_logform_clear (x);
  return ok;
}

/* The number Q.  */
static int
check_number (truth_t *truth, const fmpq_t q, const char *relation)
{
  mdm_logform_t x;
  int ok;

  mdm_logform_init (x);
  mdm_logform_set_fmpq (x, q);
  ok = check_difference (truth, x, relation);
  mdm_logform_clear (x);
  return ok;
}

/* On copies, where the sum without `ekl any' is REST on the rays.  */
static int
check_on_copies (truth_t *truth, const statement_t *statement,
                 const fmpq *rest)
{
  fmpq_t value, x;
  int ok;

  if (statement->smax > 0)
    return check_bits (truth) && check_every_copy (truth, statement, rest);
  fmpq_init (value);
  fmpq_init (x);
  for (size_t m = 0; m < truth->length; m++)
    {
      fmpq_mul_fmpz (x, rest + m, truth->copies + m);
      fmpq_add (value, value, x);
    }
  ok = check_number (truth, value, statement->relation);
  fmpq_clear (value);
  fmpq_clear (x);
  return ok;
}

/* On all rays.  */
static int
check_on_rays (truth_t *truth, const statement_t *statement, const fmpq *rest)
{
  slong length = (slong) truth->length;
  fmpq *mean = _fmpq_vec_init (length), *value = _fmpq_vec_init (length);
  int ok = statement->parts == 0
           || read_parts (truth, mean, statement->parts, statement->smax);

  if (ok)
    {
      ray_table (value, statement->terms.any, rest,
                 statement->parts > 0 ? mean : NULL, statement->smax,
                 truth->steps, truth->length, statement->relation);
      ok = check_rays (truth, value, statement->relation);
    }
  _fmpq_vec_clear (mean, length);
  _fmpq_vec_clear (value, length);
  return ok;
}

/* Where there is no law with rows: a hypothesis is about schedules alone, and
   a claim about the curve alone.  */
static int
check_on_curve (truth_t *truth, const statement_t *statement)
{
  slong length = (slong) truth->length;
  fmpq *rest = _fmpq_vec_init (length);
  fmpq_t number;
  int ok = 1;

  fmpq_init (number);
  ray_sums (rest, number, truth, &statement->terms);
  for (slong m = 0; m < length && statement->hypothesis && ok; m++)
    ok = fmpq_is_zero (rest + m) || MALFORMED ("not of schedules alone");
  if (!statement->hypothesis && !fmpq_is_zero (number))
    ok = MALFORMED ("a number in a claim");
  if (ok && statement->hypothesis)
    ok = check_number (truth, number, statement->relation);
  else if (ok && truth->about == COPIES)
    ok = check_on_copies (truth, statement, rest);
  else if (ok)
    ok = check_on_rays (truth, statement, rest);
  fmpq_clear (number);
  _fmpq_vec_clear (rest, length);
  return ok;
}

/* The next record as the statement number ID, its head only.  */
static int
read_head (truth_t *truth, statement_t *statement, size_t *terms, size_t id)
{
  int hypothesis = id <= truth->hypotheses;
  record_t *record = hypothesis ? next_exact (truth, "hypothesis", 3)
                                : next_exact (truth, "claim", 6);
  size_t n, length = truth->length;
  int order;

  statement->hypothesis = hypothesis;
  statement->smax = statement->parts = 0;
  if (record == NULL || !read_number (truth, &n, record->word[1], id, id)
      || !read_relation (truth, &statement->relation, record->word[2])
      || !read_number (truth, terms, record->word[3], 1, truth->records))
    return 0;
  if (hypothesis)
    return 1;
  if (!read_number (truth, &statement->smax, record->word[4], 0, length)
      || !read_number (truth, &statement->parts, record->word[5], 0,
                       truth->about == UNIVERSAL && statement->smax > 0
                           ? truth->records
                           : 0)
      || !read_number (truth, &n, record->word[6], truth->hypotheses,
                       truth->hypotheses))
    return 0;
  truth->steps_used |= statement->smax > 0;
  if (statement->smax > 0 && truth->steps > 0
      && truth->steps * statement->smax < length)
    return MALFORMED ("there is no schedule of so many steps");
  order = strchr ("<>", statement->relation[0]) != NULL;
  if (truth->about == JOINT && statement->smax > 0)
    return MALFORMED ("a claim about some schedule");
  return (truth->about == UNIVERSAL || truth->about == JOINT
              ? order && statement->relation[1] == '='
              : order || statement->smax == 0)
         || MALFORMED ("not a relation of such a claim");
}

/* Claims in entropies of sets.  A form over sets is told by its values on the
   functions that are 1 at one set and 0 elsewhere.  */

static size_t
set_of (const term_t *term, size_t group)
{
  size_t set = 0;

  for (size_t i = term->start[group]; i < term->start[group + 1]; i++)
    set |= (size_t) 1 << term->position[i];
  return set;
}

/* The value of H, I or TC on the function that is 1 at SET.  */
static slong
groups_value (const term_t *term, size_t set)
{
  size_t condition = set_of (term, term->groups), all = condition;
  slong value = 0;

  for (size_t g = 0; g < term->groups; g++)
    {
      size_t with = set_of (term, g) | condition;
      value += (with == set) - (condition == set);
      all |= with;
    }
  if (term->quantity != Q_H)
    value -= (all == set) - (condition == set);
  return value;
}

/* The same of the error of the blocks SCHEDULE.  */
static slong
blocks_value (const mdm_schedule_t schedule, size_t set)
{
  size_t before = 0, at = 0;
  slong value = 0;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      size_t block = before, first = at;
      for (; at < first + schedule->size[t]; at++)
        {
          size_t one = (size_t) 1 << schedule->position[at];
          value += ((before | one) == set) - (before == set);
          block |= one;
        }
      value += (before == set) - (block == set);
      before = block;
    }
  return value;
}

/* RES += the value of TERM at SET, the curve there being that of TRUTH.  */
static int
add_set_value (truth_t *truth, fmpq_t res, const term_t *term, size_t set)
{
  const process_t *process
      = term->schedule > 0 ? truth->process + term->schedule - 1 : NULL;
  mdm_logform_t x;
  fmpq_t value;
  int ok = 1;

  mdm_logform_init (x);
  fmpq_init (value);
  if (*quantities[term->quantity].arguments == 'g')
    fmpq_set_si (value, groups_value (term, set), 1);
  else if (term->quantity == Q_EKL && process == NULL)
    fmpq_zero (value);
  else if (term->quantity == Q_EKL && process->kind == BLOCKS)
    fmpq_set_si (value, blocks_value (process->schedule, set), 1);
  else
    {
      if (term->quantity == Q_EKL)
        mdm_weights_ekl (x, process->a, truth->curve);
      else
        ok = curve_value (truth, x, term);
      ok = ok && mdm_logform_is_plain_rational (value, x);
    }
  fmpq_addmul (res, term->coefficient, value);
  fmpq_clear (value);
  mdm_logform_clear (x);
  return ok;
}

/* Set VALUE[S], S = 1..2^L-1, to what TERMS are at S, numbers apart, and
   NUMBER to the sum of these.  */
static int
set_values (truth_t *truth, fmpq *value, fmpq_t number, const terms_t *terms)
{
  size_t length = truth->length;
  fmpq_t q;
  int ok = 1;

  fmpq_init (q);
  for (size_t i = 0; i < terms->count; i++)
    if (scalar_value (truth, q, terms->term + i))
      fmpq_addmul (number, terms->term[i].coefficient, q);
  for (size_t set = 1; set < (size_t) 1 << length && ok; set++)
    {
      size_t size = (size_t) __builtin_popcountll (set);
      mdm_logform_struct *e = flint_malloc ((length + 1) * sizeof *e);
      for (size_t k = 0; k <= length; k++)
        mdm_logform_init (e + k);
      fmpz_bin_uiui (fmpq_denref (q), length, size);
      fmpz_one (fmpq_numref (q));
      mdm_logform_set_fmpq (e + size, q);
      mdm_curve_take (truth->curve, length, e);
      for (size_t i = 0; i < terms->count && ok; i++)
        if (!scalar_value (truth, q, terms->term + i))
          ok = add_set_value (truth, value + set, terms->term + i, set);
    }
  fmpq_clear (q);
  return ok;
}

/* The records of the evidence: add what they are worth to VALUE, minus what is
   claimed to be >= 0.  */
static int
add_evidence (truth_t *truth, fmpq *value)
{
  size_t count, id, sets = (size_t) 1 << truth->length;
  record_t *record = next_exact (truth, "elementals", 1);
  fmpq_t weight;
  int ok = record != NULL
           && read_number (truth, &count, record->word[1], 0, truth->records);

  fmpq_init (weight);
  for (size_t i = 0; ok && i < count; i++)
    {
      term_t term = { .groups = 0 };
      record = next_exact (truth, "elemental", 3);
      ok = record != NULL && read_rational (truth, weight, record->word[1]);
      if (!ok)
        break;
      term.quantity = strcmp (record->word[2], "H") == 0   ? Q_H
                      : strcmp (record->word[2], "I") == 0 ? Q_I
                                                           : Q_COUNT;
      ok = (term.quantity != Q_COUNT || MALFORMED ("no elemental"))
           && read_sets (truth, &term, record->word[3])
           && (fmpq_sgn (weight) > 0 || FALSE ("a weight <= 0"));
      for (size_t set = 1; ok && set < sets; set++)
        {
          fmpq_t part;
          fmpq_init (part);
          fmpq_mul_si (part, weight, groups_value (&term, set));
          fmpq_add (value + set, value + set, part);
          fmpq_clear (part);
        }
      flint_free (term.start);
      flint_free (term.position);
    }
  record = ok ? next_exact (truth, "uses", 1) : NULL;
  ok = record != NULL
       && read_number (truth, &count, record->word[1], 0, truth->records);
  for (size_t i = 0; ok && i < count; i++)
    {
      record = next_exact (truth, "use", 2);
      ok = record != NULL && read_rational (truth, weight, record->word[1])
           && read_number (truth, &id, record->word[2], 1, truth->givens)
           && (fmpq_sgn (weight) > 0 || truth->equation[id - 1]
               || FALSE ("a weight <= 0"));
      for (size_t set = 1; ok && set < sets; set++)
        fmpq_addmul (value + set, weight, truth->given[id - 1] + set);
    }
  fmpq_clear (weight);
  return ok;
}

static int
check_on_sets (truth_t *truth, const statement_t *statement)
{
  size_t sets = (size_t) 1 << truth->length;
  fmpq *value = _fmpq_vec_init ((slong) sets);
  fmpq_t number;
  int ok;

  fmpq_init (number);
  ok = set_values (truth, value, number, &statement->terms);
  for (size_t set = 1; set < sets && ok && statement->hypothesis; set++)
    ok = fmpq_is_zero (value + set) || MALFORMED ("not of schedules alone");
  if (ok && statement->hypothesis)
    ok = check_number (truth, number, statement->relation);
  else if (ok)
    {
      ok = fmpq_is_zero (number) || MALFORMED ("a number in a claim");
      for (size_t set = 1; set < sets && statement->relation[0] == '>'; set++)
        fmpq_neg (value + set, value + set);
      ok = ok && add_evidence (truth, value);
      for (size_t set = 1; set < sets && ok; set++)
        ok = fmpq_is_zero (value + set) || FALSE ("it does not add up");
    }
  fmpq_clear (number);
  _fmpq_vec_clear (value, (slong) sets);
  return ok;
}

/* One more `given ID RELATION TERMS' and its terms.  */
static int
read_given (truth_t *truth)
{
  record_t *record = next_exact (truth, "given", 3);
  size_t id = truth->givens + 1, n, count, sets = (size_t) 1 << truth->length;
  const char *relation = "";
  terms_t terms;
  fmpq_t number;
  fmpq *value;
  int ok;

  if (record == NULL || !read_number (truth, &n, record->word[1], id, id)
      || !read_relation (truth, &relation, record->word[2])
      || !read_number (truth, &count, record->word[3], 1, truth->records))
    return 0;
  if (strcmp (relation, "<=") != 0 && strcmp (relation, ">=") != 0
      && strcmp (relation, "=") != 0)
    return MALFORMED ("no relation of what is given");
  fmpq_init (number);
  value = _fmpq_vec_init ((slong) sets);
  terms_init (&terms, count);
  ok = read_terms (truth, &terms, 0)
       && set_values (truth, value, number, &terms)
       && (fmpq_is_zero (number) || MALFORMED ("a number in what is given"));
  for (size_t set = 1; set < sets && relation[0] != '>'; set++)
    fmpq_neg (value + set, value + set);
  truth->given = flint_realloc (truth->given, id * sizeof *truth->given);
  truth->equation
      = flint_realloc (truth->equation, id * sizeof *truth->equation);
  truth->given[truth->givens] = value;
  truth->equation[truth->givens++] = relation[0] == '=';
  terms_clear (&terms);
  fmpq_clear (number);
  return ok;
}

static int
read_givens (truth_t *truth)
{
  record_t *record = next_exact (truth, "givens", 1);
  size_t count;

  if (record == NULL
      || !read_number (truth, &count, record->word[1], 0, truth->records))
    return 0;
  while (truth->givens < count)
    if (!read_given (truth))
      return 0;
  return 1;
}

static int
check_statement (truth_t *truth, size_t id)
{
  statement_t statement;
  size_t count;
  int ok;

  if (!read_head (truth, &statement, &count, id))
    return 0;
  terms_init (&statement.terms, count);
  ok = read_terms (truth, &statement.terms, statement.smax);
  if (ok && truth->about == INSTANCE)
    ok = check_on_law (truth, &statement);
  else if (ok && truth->about == JOINT)
    ok = check_on_sets (truth, &statement);
  else if (ok)
    ok = check_on_curve (truth, &statement);
  terms_clear (&statement.terms);
  return ok;
}

/* The number of blocks of every and some schedule, if there is one.  */
static int
read_steps (truth_t *truth)
{
  record_t *record;

  truth->steps = 0;
  truth->steps_used = 0;
  if (truth->about == JOINT || truth->at == truth->records
      || strcmp (truth->record[truth->at].word[0], "steps") != 0)
    return 1;
  record = next_exact (truth, "steps", 1);
  return record != NULL
         && read_number (truth, &truth->steps, record->word[1], 1,
                         truth->length);
}

static int
check_statements (truth_t *truth)
{
  record_t *record;
  size_t claims;

  if (!read_steps (truth))
    return 0;
  record = next_exact (truth, "hypotheses", 1);
  if (record == NULL
      || !read_number (truth, &truth->hypotheses, record->word[1], 0,
                       truth->records))
    return 0;
  for (size_t i = 1; i <= truth->hypotheses; i++)
    if (!check_statement (truth, i))
      return 0;
  if (truth->about == JOINT && !read_givens (truth))
    return 0;
  record = next_exact (truth, "claims", 1);
  if (record == NULL
      || !read_number (truth, &claims, record->word[1], 1, truth->records))
    return 0;
  for (size_t i = 1; i <= claims; i++)
    if (!check_statement (truth, truth->hypotheses + i))
      return 0;
  return truth->steps == 0 || truth->steps_used
         || MALFORMED ("no claim is about schedules of so many steps");
}

/* Set EKL to the least error of KIND within ROUNDS.  */
static mdm_status
find_least (mdm_logform_t ekl, truth_t *truth, const char *kind, size_t rounds)
{
  const mdm_logform_struct *least;
  mdm_schedule_t best;
  mdm_instance_t instance;
  mdm_status status;

  mdm_schedule_init (best);
  status = strcmp (kind, "policies") == 0
               ? mdm_optimal_policy (best, truth->law, rounds, NULL,
                                     &truth->limit, NULL)
               : mdm_optimal_partition (best, truth->law, rounds,
                                        &truth->limit, NULL);
  mdm_instance_init (instance, truth->law, best, &truth->limit);
  if (status == MDM_OK)
    status = mdm_instance_ekl (&least, instance, NULL);
  if (status == MDM_OK)
    mdm_logform_set (ekl, least);
  mdm_instance_clear (instance);
  mdm_schedule_clear (best);
  return status;
}

/* What no policy or partition does better, if there is something.  */
static int
check_optimum (truth_t *truth)
{
  record_t *record;
  term_t term = { .quantity = Q_EKL };
  mdm_logform_t ekl, least;
  mdm_err_t *err;
  size_t n, rounds;
  int sign, ok;
  fmpq_t margin;

  if (truth->at == truth->records
      || strcmp (truth->record[truth->at].word[0], "optima") != 0)
    return 1;
  record = next_exact (truth, "optima", 1);
  if (truth->about != INSTANCE || record == NULL
      || !read_number (truth, &n, record->word[1], 1, 1))
    return MALFORMED ("no optima");
  record = next_exact (truth, "optimum", 6);
  if (record == NULL || !read_number (truth, &n, record->word[1], 1, 1)
      || (strcmp (record->word[2], "policies") != 0
          && strcmp (record->word[2], "partitions") != 0)
      || !read_number (truth, &rounds, record->word[3], 1, truth->length)
      || !read_number (truth, &term.schedule, record->word[4], 1,
                       truth->processes)
      || !read_number (truth, &n, record->word[6], BITS_LEAST,
                       BITS_MOST_EVERY))
    return MALFORMED ("no optimum");
  fmpq_init (margin);
  mdm_logform_init (ekl);
  mdm_logform_init (least);
  err = flint_calloc (1, sizeof *err);
  ok = read_rational (truth, margin, record->word[5])
       && schedule_value (truth, ekl, &term, err);
  flint_free (err);
  if (ok && find_least (least, truth, record->word[2], rounds) != MDM_OK)
    ok = UNKNOWN ("the optimum");
  if (ok)
    {
      mdm_logform_sub (least, least, ekl);
      mdm_logform_set_fmpq (ekl, margin);
      mdm_logform_add (least, least, ekl);
      ok = find_sign (truth, &sign, least)
           && (sign > 0 || FALSE ("something is better"));
    }
  mdm_logform_clear (ekl);
  mdm_logform_clear (least);
  fmpq_clear (margin);
  return ok;
}

/* The whole.  */

static void
decide (truth_t *truth)
{
  record_t *record = next_exact (truth, "mdmcert-certificate", 1);
  size_t n;

  if (record == NULL || !read_number (truth, &n, record->word[1], 1, 1))
    return;
  if (truth->at < truth->records)
    {
      const char *keyword = truth->record[truth->at].word[0];
      truth->about = strcmp (keyword, "length") == 0   ? UNIVERSAL
                     : strcmp (keyword, "copies") == 0 ? COPIES
                     : strcmp (keyword, "sets") == 0   ? JOINT
                                                       : INSTANCE;
    }
  if (!(truth->about == INSTANCE ? read_law (truth) : read_length (truth))
      || !read_schedules (truth)
      || (truth->about == INSTANCE && !read_integers (truth))
      || !check_statements (truth) || !check_optimum (truth))
    return;
  record = next_exact (truth, "end", 1);
  if (record != NULL)
    read_number (truth, &n, record->word[1], truth->at - 1, truth->at - 1);
  if (truth->at < truth->records)
    MALFORMED ("records after the end");
}

static void
process_clear (process_t *process, const truth_t *truth)
{
  mdm_schedule_clear (process->schedule);
  if (process->a != NULL)
    _fmpq_vec_clear (process->a, (slong) truth->length);
  if (process->pi != NULL)
    _fmpq_vec_clear (process->pi, (slong) process->steps);
  if (process->output != NULL)
    _fmpq_vec_clear (process->output, (slong) truth->law->support);
  if (process->instance != NULL)
    mdm_instance_clear (process->instance);
  flint_free (process->instance);
}

static void
truth_clear (truth_t *truth)
{
  for (size_t i = 0; i < truth->processes; i++)
    process_clear (truth->process + i, truth);
  mdm_curve_clear (truth->curve);
  mdm_law_clear (truth->law);
  if (truth->copies != NULL)
    _fmpz_vec_clear (truth->copies, (slong) truth->length);
  if (truth->base != NULL)
    _fmpz_vec_clear (truth->base, (slong) truth->base_count);
  for (size_t i = 0; i < truth->records; i++)
    {
      words_clear (&truth->record[i].words);
      free (truth->record[i].instead);
    }
  for (size_t i = 0; i < truth->givens; i++)
    _fmpq_vec_clear (truth->given[i], (slong) 1 << truth->length);
  flint_free (truth->given);
  flint_free (truth->equation);
  flint_free (truth->process);
  flint_free (truth->record);
}

static void
truth_init (truth_t *truth, char *why, size_t size)
{
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;

  memset (truth, 0, sizeof *truth);
  truth->verdict = TRUTH_TRUE;
  truth->why = why;
  truth->why_size = size;
  truth->limit = limit;
  why[0] = '\0';
  mdm_law_init (truth->law);
  mdm_curve_init (truth->curve);
}

truth_verdict
truth_decide (const char *text, size_t length, char *why, size_t size)
{
  truth_t truth[1];

  truth_init (truth, why, size);
  if (take_text (truth, text, length))
    decide (truth);
  truth_clear (truth);
  return truth->verdict;
}

char *
truth_repair (size_t *res_length, const char *text, size_t length)
{
  char *res = NULL, why[2];
  size_t records = 0;
  truth_t truth[1];
  FILE *stream;

  truth_init (truth, why, sizeof why);
  truth->repair = 1;
  if (take_text (truth, text, length))
    decide (truth);
  if (truth->verdict == TRUTH_TRUE && truth->records > 1)
    {
      stream = open_memstream (&res, res_length);
      if (stream == NULL)
        abort ();
      for (size_t i = 0; i < truth->records; i++)
        {
          const record_t *record = truth->record + i;
          const char *instead = record->instead;
          if (instead != NULL)
            fputs (instead, stream);
          for (; instead != NULL && *instead != '\0'; instead++)
            records += *instead == '\n';
          if (record->instead != NULL)
            continue;
          if (i + 1 == truth->records)
            {
              fprintf (stream, "end %zu\n", records);
              break;
            }
          for (size_t k = 0; k < record->count; k++)
            fprintf (stream, "%s%s", k > 0 ? " " : "", record->word[k]);
          fputc ('\n', stream);
          records++;
        }
      fclose (stream);
    }
  truth_clear (truth);
  return res;
}
