#include <config.h>

#include "cli/options.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/nearest.h"
#include "text/string.h"
#include "text/utf8.h"

#include <string.h>

/* A value longer than this is cut where it is shown.  */
#define SHOWN_MAX 120

/* Most shards.  */
#define SHARDS_MAX 1000000

/* Where --help begins what an option means.  */
#define MEANING 26

char *
mdm_option_str (const char *name, const char *value)
{
  size_t n = value == NULL ? 0 : strlen (value);
  size_t shown = n > SHOWN_MAX ? SHOWN_MAX : n;

  if (value == NULL)
    return mdm_str ("--%s", name);
  while (shown < n && ((unsigned char) value[shown] & 0xc0) == 0x80)
    shown--; /* not within a character */
  return mdm_str ("--%s=%.*s%s", name, (int) shown, value,
                  shown < n ? ".." : "");
}

mdm_status
mdm_option_place (mdm_err_t *err, const char *name, const char *value)
{
  MDM_OWNED char *where = mdm_option_str (name, value);

  return mdm_err_place (err, where, 0, 0);
}

mdm_status
mdm_option_fail (mdm_err_t *err, const char *where, const char *what)
{
  return mdm_err_set (err, MDM_EPARSE, where, 0, 0, "%s", what);
}

/* ---------------------------------------------------------------------------
   Values.  */

mdm_status
mdm_set_text (void *place, const char *text, mdm_err_t *err)
{
  (void) err;
  *(const char **) place = text;
  return MDM_OK;
}

mdm_status
mdm_set_flag (void *place, const char *text, mdm_err_t *err)
{
  (void) text;
  (void) err;
  *(int *) place = 1;
  return MDM_OK;
}

mdm_status
mdm_set_shard (void *place, const char *text, mdm_err_t *err)
{
  uint64_t *shard = place, *shards = shard + 1;
  const char *slash = strchr (text, '/');

  if (slash == NULL)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "R/M is expected, such as 1/8");
  MDM_TRY (mdm_natural_read (shards, slash + 1, strlen (slash + 1),
                             SHARDS_MAX, err));
  MDM_TRY (
      mdm_natural_read (shard, text, (size_t) (slash - text), *shards, err));
  return *shard > 0 ? MDM_OK
                    : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                                   "shards count from 1 to M");
}

mdm_status
mdm_set_list (void *place, const char *text, mdm_err_t *err)
{
  mdm_list_t *list = place;

  (void) err;
  list->text
      = flint_realloc (list->text, (list->count + 1) * sizeof *list->text);
  list->text[list->count++] = text;
  return MDM_OK;
}

/* Set what is at PLACE to the number TEXT of OPTION.  */
static mdm_status
set_number (void *place, const mdm_option_t *option, const char *text,
            mdm_err_t *err)
{
  uint64_t n = 0;
  unsigned narrow;

  MDM_TRY (mdm_natural_read (&n, text, strlen (text), option->high, err));
  if (n < option->low)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the least value is %llu",
                        (unsigned long long) option->low);
  narrow = (unsigned) n;
  if (option->size == sizeof narrow)
    memcpy (place, &narrow, sizeof narrow);
  else
    memcpy (place, &n, sizeof n);
  return MDM_OK;
}

/* A size in bytes: digits and perhaps one of K M G T.  */
static mdm_status
set_size (void *place, const char *text, mdm_err_t *err)
{
  static const char letters[] = "KMGT";
  size_t n = strlen (text);
  const char *letter = n > 0 ? strchr (letters, text[n - 1]) : NULL;
  unsigned shift = letter == NULL ? 0 : 10 * (unsigned) (letter - letters + 1);
  uint64_t value = 0;
  mdm_status status = mdm_natural_read (&value, text, n - (shift > 0),
                                        UINT64_MAX >> shift, err);

  *(uint64_t *) place = value << shift;
  return status;
}

/* A token that a file may have: UTF-8 without blanks and control
   characters.  */
static mdm_status
set_pad (void *place, const char *text, mdm_err_t *err)
{
  size_t length = strlen (text), at = 0, size = 1;

  for (; at < length && size > 0; at += size)
    {
      size = mdm_utf8_size (text + at, length - at);
      if (size > 0
          && (text[at] == ' ' || mdm_utf8_is_control (text + at, size)))
        size = 0;
    }
  if (length == 0 || size == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "a token is expected: UTF-8 without blanks");
  *(const char **) place = text;
  return MDM_OK;
}

mdm_status
mdm_set_word (int *index, const char *const *words, const char *text,
              mdm_err_t *err)
{
  MDM_OWNED char *all = NULL;
  size_t length = 0;
  FILE *stream = NULL;

  for (size_t i = 0; words[i] != NULL; i++)
    if (strcmp (text, words[i]) == 0)
      {
        *index = (int) i;
        return MDM_OK;
      }
  stream = mdm_str_open (&all, &length);
  for (size_t i = 0; words[i] != NULL; i++)
    fprintf (stream, "%s%s", i > 0 ? ", " : "", words[i]);
  mdm_str_close (stream);
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "the values are %s", all);
}

/* The words of options, in the order of their enumerations.  */
static const char *const units[] = { "nats", "bits", NULL };
static const char *const facts[] = { "top", "comment", "none", NULL };
static const char *const engines[] = { "dense", "sparse", "closed", NULL };
static const char *const progress[] = { "auto", "plain", "none", NULL };

/* An engine: without the option it is the best one.  */
static mdm_status
set_engine (void *place, const char *text, mdm_err_t *err)
{
  static const mdm_engine named[]
      = { MDM_ENGINE_DENSE, MDM_ENGINE_SPARSE, MDM_ENGINE_CLOSED };
  int index = 0;

  MDM_TRY (mdm_set_word (&index, engines, text, err));
  *(mdm_engine *) place = named[index];
  return MDM_OK;
}

/* The options of every command, in the order of --help.  */
static const mdm_option_t common[] = {
  { "format", NULL, "how the result is written (text)",
    .place = offsetof (mdm_options_t, format.kind), .given = MDM_GIVEN_FORMAT,
    .words = mdm_format_names },
  { "facts", NULL, "where facts stand in TSV and CSV (top)",
    .place = offsetof (mdm_options_t, format.facts), .words = facts },
  { "unit", NULL, "unit of entropies and errors (nats)",
    .place = offsetof (mdm_options_t, format.unit), .given = MDM_GIVEN_UNIT,
    .words = units },
  { "digits", "N", "significant digits of decimals (12)",
    MDM_OPTION_NUMBER (mdm_options_t, format.digits, 1, 10000),
    .given = MDM_GIVEN_DIGITS },
  { "exact-terms", "N", "most terms of an exact form (64)",
    MDM_OPTION_NUMBER (mdm_options_t, format.exact_terms, 0, 1000000000),
    .given = MDM_GIVEN_EXACT_TERMS },
  { "output", "FILE", "write to FILE, complete or not at all", mdm_set_text,
    .place = offsetof (mdm_options_t, output), .letter = 'o' },
  { "jobs", "N",
    "most threads of one computation (1); the result is\n"
    "the same at any N",
    MDM_OPTION_NUMBER (mdm_options_t, limit.jobs, 1, 1024), .letter = 'j' },
  { "max-cells", "N", "most work of one computation (250000000000)",
    MDM_OPTION_NUMBER (mdm_options_t, limit.max_cells, 0, UINT64_MAX) },
  { "max-memory", "SIZE", "most memory of one computation (4G)", set_size,
    .place = offsetof (mdm_options_t, limit.max_memory) },
  { "engine", NULL,
    "how entropies are found, whatever it takes: by the\n"
    "lattice of all marginals, by the rows, in closed form\n"
    "(as is best for the law)",
    set_engine, .place = offsetof (mdm_options_t, limit.engine),
    .words = engines },
  { "normalize", NULL, "divide what should sum to 1 by its sum", mdm_set_flag,
    .place = offsetof (mdm_options_t, reading.normalize) },
  { "pad", "TOKEN", "lengthen sequences in files with TOKEN", set_pad,
    .place = offsetof (mdm_options_t, reading.pad) },
  { "progress", NULL,
    "how far a long computation is, on standard error:\n"
    "a bar on a terminal, lines, or nothing (auto)",
    .place = offsetof (mdm_options_t, progress), .words = progress },
  { "quiet", NULL, "print no result; the exit status tells", mdm_set_flag,
    .place = offsetof (mdm_options_t, quiet), .letter = 'q' },
  { "help", NULL, "print this help", mdm_set_flag,
    .place = offsetof (mdm_options_t, help), .letter = 'h' },
  { "version", NULL, "print the version, and those of the libraries",
    mdm_set_flag, .place = offsetof (mdm_options_t, version) },
  { .name = NULL }
};

/* ---------------------------------------------------------------------------
   Reading.  */

/* What is being read.  */
typedef struct
{
  mdm_options_t *options;
  const mdm_option_t *own; /* of the command */
  size_t owns;             /* how many */
  int argc, at;            /* argv[at] is next */
  char **argv;
  uint64_t seen; /* bit K: option K was given; there are fewer than 64 */
  mdm_err_t *err;
} reading_t;

/* Option K: the command's own, then those of all; its name is NULL behind the
   last.  */
static const mdm_option_t *
option_at (const reading_t *reading, size_t k)
{
  return k < reading->owns ? reading->own + k : common + (k - reading->owns);
}

static int
takes_value (const mdm_option_t *option)
{
  return option->argument != NULL || option->words != NULL;
}

/* Set option K to VALUE, or where it has one and VALUE is NULL, to the next
   argument.  TYPED is the option as it stands there.  */
static mdm_status
set (reading_t *reading, size_t k, const char *typed, const char *value)
{
  const mdm_option_t *option = option_at (reading, k);
  void *place = (char *) reading->options + option->place;
  mdm_err_t *err = reading->err;
  mdm_status status;

  if (takes_value (option) && value == NULL)
    {
      if (reading->at == reading->argc)
        return mdm_option_fail (err, typed, "a value is missing");
      value = reading->argv[reading->at++];
    }
  if (reading->seen >> k & 1 && !option->repeats)
    status = mdm_option_fail (err, NULL, "the option is given twice");
  else if (option->set != NULL)
    status = option->set (place, value, err);
  else
    status = option->words != NULL
                 ? mdm_set_word (place, option->words, value, err)
                 : set_number (place, option, value, err);
  reading->seen |= UINT64_C (1) << k;
  reading->options->given |= option->given;
  return status == MDM_OK ? MDM_OK
                          : mdm_option_place (err, option->name, value);
}

/* TYPED, with a NAME[0..LENGTH) if that is not 0, is no option.  */
static mdm_status
refuse (const reading_t *reading, const char *typed, const char *name,
        size_t length)
{
  mdm_nearest_t nearest = mdm_nearest_to (name, length);

  for (size_t k = 0; option_at (reading, k)->name != NULL; k++)
    mdm_nearest_try (&nearest, option_at (reading, k)->name);
  if (nearest.best != NULL)
    return mdm_err_set (reading->err, MDM_EPARSE, typed, 0, 0,
                        "not an option of this command; the most similar is "
                        "--%s",
                        nearest.best);
  return mdm_err_set (reading->err, MDM_EPARSE, typed, 0, 0,
                      "not an option of this command; see mdmcert %s --help",
                      reading->argv[0]);
}

/* TYPED is --NAME or --NAME=VALUE, NAME perhaps only the beginning of one
   name.  */
static mdm_status
read_long (reading_t *reading, const char *typed)
{
  const char *name = typed + 2, *known;
  size_t n = strcspn (name, "="), found = 0, which[2] = { 0, 0 };
  const char *value = name[n] == '=' ? name + n + 1 : NULL;

  for (size_t k = 0; (known = option_at (reading, k)->name) != NULL; k++)
    if (strncmp (known, name, n) == 0)
      {
        int whole = known[n] == '\0';
        found = whole ? 0 : found;
        which[found > 0] = k;
        found++;
        if (whole)
          break;
      }
  if (found == 0)
    return refuse (reading, typed, name, n);
  if (found > 1)
    return mdm_err_set (reading->err, MDM_EPARSE, typed, 0, 0,
                        "it may be --%s or --%s",
                        option_at (reading, which[0])->name,
                        option_at (reading, which[1])->name);
  if (value != NULL && !takes_value (option_at (reading, which[0])))
    return mdm_option_fail (reading->err, typed, "the option takes no value");
  return set (reading, which[0], typed, value);
}

/* LETTERS is one or more of them, the value of the last perhaps in the same
   argument.  */
static mdm_status
read_letters (reading_t *reading, const char *letters)
{
  mdm_status status = MDM_OK;

  for (; *letters != '\0' && status == MDM_OK; letters++)
    {
      const char typed[3] = { '-', *letters, '\0' };
      size_t k = 0;
      while (option_at (reading, k)->name != NULL
             && option_at (reading, k)->letter != *letters)
        k++;
      if (option_at (reading, k)->name == NULL)
        return refuse (reading, typed, typed, 0);
      if (takes_value (option_at (reading, k)))
        return set (reading, k, typed,
                    letters[1] == '\0' ? NULL : letters + 1);
      status = set (reading, k, typed, NULL);
    }
  return status;
}

mdm_status
mdm_options_read (mdm_options_t *options, const mdm_option_t *own, int argc,
                  char **argv, mdm_err_t *err)
{
  static const mdm_format_t format = MDM_FORMAT_DEFAULT;
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  reading_t reading = { .options = options,
                        .own = own,
                        .argc = argc,
                        .at = 1,
                        .argv = argv,
                        .err = err };
  mdm_status status = MDM_OK;
  int ended = 0;

  options->format = format;
  options->limit = limit;
  options->limit.raise_cells = "--max-cells";
  options->limit.raise_memory = "--max-memory";
  options->limit.reading = &options->reading;
  options->reading.ask_normalize = "--normalize";
  options->reading.ask_pad = "--pad";
  while (own != NULL && own[reading.owns].name != NULL)
    reading.owns++;
  while (reading.at < argc && status == MDM_OK && !options->help
         && !options->version)
    {
      const char *typed = argv[reading.at++];
      if (ended || typed[0] != '-' || typed[1] == '\0')
        status = mdm_set_list (&options->operands, typed, err);
      else if (strcmp (typed, "--") == 0)
        ended = 1;
      else
        status = typed[1] == '-' ? read_long (&reading, typed)
                                 : read_letters (&reading, typed + 1);
    }
  return status;
}

void
mdm_options_clear (mdm_options_t *options, const mdm_option_t *own)
{
  for (; own != NULL && own->name != NULL; own++)
    if (own->set == mdm_set_list)
      flint_free (((mdm_list_t *) ((char *) options + own->place))->text);
  flint_free (options->operands.text);
}

/* ---------------------------------------------------------------------------
   Help.  */

/* Write OPTION as it is typed; return the columns that this takes.  */
static int
write_option (FILE *stream, const mdm_option_t *option)
{
  const char *argument = option->argument;
  int n = option->letter != 0
              ? fprintf (stream, "  -%c, --%s", option->letter, option->name)
              : fprintf (stream, "  --%s", option->name);

  if (argument != NULL)
    n += fprintf (stream, "=%s", argument);
  for (size_t i = 0; option->words != NULL && option->words[i] != NULL; i++)
    n += fprintf (stream, "%c%s", i == 0 ? '=' : '|', option->words[i]);
  return n;
}

static void
write_help (FILE *stream, const mdm_option_t *option)
{
  int at = write_option (stream, option);

  if (at + 2 > MEANING)
    {
      fputc ('\n', stream);
      at = 0;
    }
  for (const char *p = option->help; *p != '\0'; at = 0)
    {
      size_t n = strcspn (p, "\n");
      fprintf (stream, "%*s%.*s\n", MEANING - at, "", (int) n, p);
      p += n + (p[n] == '\n');
    }
}

/* The option called NAME of TABLE, or NULL.  */
static const mdm_option_t *
find_option (const mdm_option_t *table, const char *name)
{
  for (; table != NULL && table->name != NULL; table++)
    if (strcmp (table->name, name) == 0)
      return table;
  return NULL;
}

void
mdm_options_help (FILE *stream, const mdm_option_t *own)
{
  const mdm_option_t *option, *instead;

  if (own != NULL)
    fputc ('\n', stream);
  for (option = own; option != NULL && option->name != NULL; option++)
    if (find_option (common, option->name) == NULL)
      write_help (stream, option);
  fputs ("\nOptions of every command:\n", stream);
  for (option = common; option->name != NULL; option++)
    {
      instead = find_option (own, option->name);
      write_help (stream, instead != NULL ? instead : option);
    }
  fputs ("\nExit status: 0 done, everything certified; 1 a claim is refuted;\n"
         "2 trouble; 3 undecided, over a limit, or a named claim does not "
         "apply.\n",
         stream);
}
