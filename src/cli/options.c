#include <config.h>

#include "cli/options.h"

#include "exact/rational.h"
#include "text/lines.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* Numbers of the options that have no letter.  */
enum
{
  OPTION_FORMAT = 256,
  OPTION_UNIT,
  OPTION_DIGITS,
  OPTION_EXACT_TERMS,
  OPTION_MAX_CELLS,
  OPTION_MAX_MEMORY,
  OPTION_PROGRESS,
  OPTION_NORMALIZE,
  OPTION_PAD,
  OPTION_HELP,
  OPTION_VERSION,
  OPTION_LAW,
  OPTION_SCHEDULE,
  OPTION_PREDICTOR,
  OPTION_CLAIM,
  OPTION_CLAIM_FILE,
  OPTION_QUANTITY,
  OPTION_ALL_ENTROPIES,
  OPTION_LENGTH,
  OPTION_SMAX,
  OPTION_ALL_SCHEDULES,
  OPTION_SOME_SCHEDULE,
  OPTION_MIXTURE,
  OPTION_CERTIFICATE,
  OPTION_LAWS,
  OPTION_RESUME,
  OPTION_SHARD,
  OPTION_STANDALONE
};

/* The options and which commands know them (0: all).  */
typedef struct
{
  const char *name;
  int argument;
  int number;
  unsigned takes;
} known_t;

static const known_t known[] = {
  { "format", required_argument, OPTION_FORMAT, 0 },
  { "unit", required_argument, OPTION_UNIT, 0 },
  { "digits", required_argument, OPTION_DIGITS, 0 },
  { "exact-terms", required_argument, OPTION_EXACT_TERMS, 0 },
  { "output", required_argument, 'o', 0 },
  { "jobs", required_argument, 'j', 0 },
  { "max-cells", required_argument, OPTION_MAX_CELLS, 0 },
  { "max-memory", required_argument, OPTION_MAX_MEMORY, 0 },
  { "progress", required_argument, OPTION_PROGRESS, 0 },
  { "normalize", no_argument, OPTION_NORMALIZE, 0 },
  { "pad", required_argument, OPTION_PAD, 0 },
  { "quiet", no_argument, 'q', 0 },
  { "help", no_argument, OPTION_HELP, 0 },
  { "version", no_argument, OPTION_VERSION, 0 },
  { "law", required_argument, OPTION_LAW, MDM_TAKES_LAW },
  { "laws", required_argument, OPTION_LAWS, MDM_TAKES_LAWS },
  { "schedule", required_argument, OPTION_SCHEDULE,
    MDM_TAKES_SCHEDULE | MDM_TAKES_SCHEDULES },
  { "predictor", required_argument, OPTION_PREDICTOR, MDM_TAKES_PREDICTOR },
  { "claim", required_argument, OPTION_CLAIM,
    MDM_TAKES_CLAIMS | MDM_TAKES_SCOPE },
  { "claim-file", required_argument, OPTION_CLAIM_FILE, MDM_TAKES_CLAIMS },
  { "quantity", required_argument, OPTION_QUANTITY, MDM_TAKES_QUANTITIES },
  { "all-entropies", no_argument, OPTION_ALL_ENTROPIES, MDM_TAKES_QUANTITIES },
  { "length", required_argument, OPTION_LENGTH, MDM_TAKES_SCOPE },
  { "smax", required_argument, OPTION_SMAX, MDM_TAKES_SCOPE },
  { "all-schedules", no_argument, OPTION_ALL_SCHEDULES, MDM_TAKES_SCOPE },
  { "some-schedule", no_argument, OPTION_SOME_SCHEDULE, MDM_TAKES_SCOPE },
  { "mixture", required_argument, OPTION_MIXTURE, MDM_TAKES_SCOPE },
  { "certificate", required_argument, OPTION_CERTIFICATE,
    MDM_TAKES_CLAIMS | MDM_TAKES_SCOPE },
  { "resume", required_argument, OPTION_RESUME, MDM_TAKES_GRID },
  { "shard", required_argument, OPTION_SHARD, MDM_TAKES_GRID },
  { "standalone", no_argument, OPTION_STANDALONE,
    MDM_TAKES_GRID | MDM_TAKES_SHARDS },
};

#define KNOWN (sizeof known / sizeof known[0])

/* Longest sequences of universal statements.  */
#define LENGTH_MAX 100000

/* A value longer than this is cut where it is shown.  */
#define SHOWN_MAX 120

char *
mdm_option_str (const char *name, const char *value)
{
  size_t n = value == NULL ? 0 : strlen (value);
  size_t shown = n > SHOWN_MAX ? SHOWN_MAX : n;
  char *text = flint_malloc (strlen (name) + shown + 8);

  while (shown < n && ((unsigned char) value[shown] & 0xc0) == 0x80)
    shown--; /* not within a character */
  if (value == NULL)
    sprintf (text, "--%s", name);
  else
    sprintf (text, "--%s=%.*s%s", name, (int) shown, value,
             shown < n ? ".." : "");
  return text;
}

/* What is being read.  */
typedef struct
{
  mdm_options_t *options;
  unsigned takes;
  mdm_err_t *err;
  uint64_t seen; /* bit i: known[i] was given */
} reading_t;

static void
add (mdm_list_t *list, const char *text)
{
  list->text
      = flint_realloc (list->text, (list->count + 1) * sizeof *list->text);
  list->text[list->count++] = text;
}

/* A whole number from LOW to HIGH.  */
static mdm_status
read_number (uint64_t *n, const char *text, uint64_t low, uint64_t high,
             mdm_err_t *err)
{
  mdm_status status = mdm_natural_read (n, text, strlen (text), high, err);

  if (status == MDM_OK && *n < low)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the least value is %llu", (unsigned long long) low);
  return status;
}

/* A size in bytes: digits and perhaps one of K M G T.  */
static mdm_status
read_size (uint64_t *bytes, const char *text, mdm_err_t *err)
{
  static const char letters[] = "KMGT";
  size_t n = strlen (text);
  const char *letter = n > 0 ? strchr (letters, text[n - 1]) : NULL;
  unsigned shift = letter == NULL ? 0 : 10 * (unsigned) (letter - letters + 1);
  uint64_t value = 0;
  mdm_status status = mdm_natural_read (&value, text, n - (shift > 0),
                                        UINT64_MAX >> shift, err);

  *bytes = value << shift;
  return status;
}

/* The index of TEXT in the list WORDS ended by NULL.  */
static mdm_status
read_word (int *index, const char *text, const char *const *words,
           mdm_err_t *err)
{
  char all[128];
  size_t n = 0;

  for (*index = 0; words[*index] != NULL; ++*index)
    {
      if (strcmp (text, words[*index]) == 0)
        return MDM_OK;
      n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                              n > 0 ? ", " : "", words[*index]);
    }
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "the values are %s", all);
}

static mdm_status
set_format (mdm_options_t *options, const char *text, unsigned takes,
            mdm_err_t *err)
{
  static const char *const words[] = { "text", "tsv", "json", "latex", NULL };
  static const char *const more[]
      = { "text", "tsv", "json", "latex", "law", NULL };
  int index;
  mdm_status status = read_word (
      &index, text, takes & MDM_TAKES_LAW_FORMAT ? more : words, err);

  if (status == MDM_OK)
    options->format.kind = (mdm_format_kind) index;
  return status;
}

static mdm_status
set_unit (mdm_options_t *options, const char *text, mdm_err_t *err)
{
  static const char *const words[] = { "nats", "bits", NULL };
  int index;
  mdm_status status = read_word (&index, text, words, err);

  if (status == MDM_OK)
    options->format.unit = (mdm_unit) index;
  return status;
}

/* A token that a file may have: UTF-8 without blanks and control
   characters.  */
static mdm_status
set_pad (mdm_options_t *options, const char *text, mdm_err_t *err)
{
  size_t length = strlen (text), at = 0, size = 1;

  for (; at < length && size > 0; at += size)
    size = (unsigned char) text[at] > ' ' && text[at] != 0x7f
               ? mdm_utf8_size (text + at, length - at)
               : 0;
  if (length == 0 || size == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "a token is expected: UTF-8 without blanks");
  options->reading.pad = text;
  return MDM_OK;
}

/* R/M with 1 <= R <= M.  */
static mdm_status
set_shard (mdm_options_t *options, const char *text, mdm_err_t *err)
{
  const char *slash = strchr (text, '/');
  mdm_status status;

  if (slash == NULL)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "R/M is expected, such as 1/8");
  status = mdm_natural_read (&options->shards, slash + 1, strlen (slash + 1),
                             1000000, err);
  if (status == MDM_OK)
    status = mdm_natural_read (&options->shard, text, (size_t) (slash - text),
                               options->shards, err);
  if (status == MDM_OK && options->shard == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "shards count from 1 to M");
  return status;
}

/* Set option NUMBER to TEXT, for a command that TAKES these.  */
static mdm_status
set_option (mdm_options_t *options, int number, const char *text,
            unsigned takes, mdm_err_t *err)
{
  static const char *const progress[] = { "auto", "plain", "none", NULL };
  mdm_status status = MDM_OK;
  uint64_t n = 0;
  int index;

  switch (number)
    {
    case OPTION_FORMAT:
      options->given |= MDM_GIVEN_FORMAT;
      return set_format (options, text, takes, err);
    case OPTION_UNIT:
      options->given |= MDM_GIVEN_UNIT;
      return set_unit (options, text, err);
    case OPTION_DIGITS:
      options->given |= MDM_GIVEN_DIGITS;
      status = read_number (&n, text, 1, 10000, err);
      options->format.digits = (slong) n;
      return status;
    case OPTION_EXACT_TERMS:
      options->given |= MDM_GIVEN_EXACT_TERMS;
      status = read_number (&n, text, 0, 1000000000, err);
      options->format.exact_terms = (slong) n;
      return status;
    case OPTION_MAX_CELLS:
      return read_number (&options->limit.max_cells, text, 0, UINT64_MAX, err);
    case OPTION_MAX_MEMORY:
      return read_size (&options->limit.max_memory, text, err);
    case OPTION_PROGRESS:
      status = read_word (&index, text, progress, err);
      if (status == MDM_OK)
        options->progress = (mdm_progress_mode) index;
      return status;
    case OPTION_NORMALIZE:
      options->reading.normalize = 1;
      return MDM_OK;
    case OPTION_PAD:
      return set_pad (options, text, err);
    case 'j':
      status = read_number (&n, text, 1, 1024, err);
      options->limit.jobs = (unsigned) n;
      return status;
    case 'o':
      options->output = text;
      return MDM_OK;
    case 'q':
      options->quiet = 1;
      return MDM_OK;
    case OPTION_LAW:
      options->law = text;
      return MDM_OK;
    case OPTION_SCHEDULE:
      add (&options->schedules, text);
      return MDM_OK;
    case OPTION_PREDICTOR:
      options->predictor = text;
      return MDM_OK;
    case OPTION_CLAIM:
      add (&options->claims, text);
      return MDM_OK;
    case OPTION_CLAIM_FILE:
      add (&options->claim_files, text);
      return MDM_OK;
    case OPTION_QUANTITY:
      add (&options->quantities, text);
      return MDM_OK;
    case OPTION_VERSION:
      options->version = 1;
      return MDM_OK;
    case OPTION_LENGTH:
      return read_number (&options->length, text, 1, LENGTH_MAX, err);
    case OPTION_SMAX:
      return read_number (&options->smax, text, 1, LENGTH_MAX, err);
    case OPTION_ALL_SCHEDULES:
      options->all_schedules = 1;
      return MDM_OK;
    case OPTION_ALL_ENTROPIES:
      options->all_entropies = 1;
      return MDM_OK;
    case OPTION_SOME_SCHEDULE:
      options->some_schedule = 1;
      return MDM_OK;
    case OPTION_MIXTURE:
      options->mixture = text;
      return MDM_OK;
    case OPTION_LAWS:
      options->laws = text;
      return MDM_OK;
    case OPTION_CERTIFICATE:
      options->certificate = text;
      return MDM_OK;
    case OPTION_RESUME:
      options->resume = text;
      return MDM_OK;
    case OPTION_SHARD:
      return set_shard (options, text, err);
    case OPTION_STANDALONE:
      options->standalone = 1;
      return MDM_OK;
    default:
      options->help = 1;
      return MDM_OK;
    }
}

/* May option K be given more than once to a command that TAKES these?  */
static int
repeats (size_t k, unsigned takes)
{
  return known[k].number == OPTION_CLAIM
         || known[k].number == OPTION_CLAIM_FILE
         || known[k].number == OPTION_QUANTITY
         || (known[k].number == OPTION_SCHEDULE
             && (takes & MDM_TAKES_SCHEDULES));
}

/* Handle one option that getopt found: NUMBER, with TEXT or NULL.  */
static mdm_status
handle (reading_t *reading, int number, const char *text)
{
  mdm_status status = MDM_OK;
  char *where;
  size_t k = 0;

  while (known[k].number != number)
    k++;
  if ((reading->seen >> k & 1) && !repeats (k, reading->takes))
    status = mdm_err_set (reading->err, MDM_EPARSE, NULL, 0, 0,
                          "the option is given twice");
  reading->seen |= UINT64_C (1) << k;
  if (status == MDM_OK)
    status = set_option (reading->options, number, text, reading->takes,
                         reading->err);
  if (status == MDM_OK)
    return MDM_OK;
  where = mdm_option_str (known[k].name, text);
  mdm_err_place (reading->err, where, 0, 0);
  flint_free (where);
  return status;
}

/* Is NUMBER that of an option?  */
static int
is_known (int number)
{
  for (size_t k = 0; k < KNOWN; k++)
    if (known[k].number == number)
      return 1;
  return 0;
}

/* Describe an option that getopt refused.  */
static mdm_status
refuse (int answer, char **argv, mdm_err_t *err)
{
  char letter[3] = { '-', (char) optopt, '\0' };
  const char *typed = argv[optind - 1];

  /* In a cluster of letters optind may not be past the argument yet, but an
     option without its value is the last argument.  */
  if (answer == ':')
    return mdm_err_set (err, MDM_EPARSE,
                        strncmp (typed, "--", 2) == 0 ? typed : letter, 0, 0,
                        "a value is missing");
  if (is_known (optopt))
    return mdm_err_set (err, MDM_EPARSE, typed, 0, 0,
                        "the option takes no value");
  return mdm_err_set (err, MDM_EPARSE, optopt > 0 ? letter : typed, 0, 0,
                      "not an option of this command, or an ambiguous one; "
                      "see mdmcert %s --help",
                      argv[0]);
}

mdm_status
mdm_options_read (mdm_options_t *options, int argc, char **argv,
                  unsigned takes, mdm_err_t *err)
{
  static const mdm_format_t format = MDM_FORMAT_DEFAULT;
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  struct option table[KNOWN + 1];
  reading_t reading = { options, takes, err, 0 };
  mdm_status status = MDM_OK;
  size_t n = 0;
  int answer;

  memset (options, 0, sizeof *options);
  options->format = format;
  options->limit = limit;
  options->limit.reading = &options->reading;
  memset (table, 0, sizeof table);
  for (size_t k = 0; k < KNOWN; k++)
    if (known[k].takes == 0 || (known[k].takes & takes) != 0)
      {
        table[n].name = known[k].name;
        table[n].has_arg = known[k].argument;
        table[n++].val = known[k].number;
      }
  opterr = 0;
  optind = 0; /* begin anew, GNU extensions included */
  while (status == MDM_OK
         && (answer = getopt_long (argc, argv, ":o:j:q", table, NULL)) != -1)
    if (answer == '?' || answer == ':')
      status = refuse (answer, argv, err);
    else
      {
        status = handle (&reading, answer, optarg);
        if (options->help || options->version)
          return status;
      }
  for (; status == MDM_OK && optind < argc; optind++)
    add (&options->operands, argv[optind]);
  return status;
}

void
mdm_options_clear (mdm_options_t *options)
{
  flint_free (options->schedules.text);
  flint_free (options->claims.text);
  flint_free (options->claim_files.text);
  flint_free (options->quantities.text);
  flint_free (options->operands.text);
}
