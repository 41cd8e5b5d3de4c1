#include <config.h>

#include "cli/options.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/utf8.h"

#include <getopt.h>
#include <string.h>

/* A value longer than this is cut where it is shown.  */
#define SHOWN_MAX 120

/* What getopt answers for the first option of a table; letters are below.  */
#define FIRST 256

/* Where --help begins what an option means.  */
#define MEANING 26

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

mdm_status
mdm_option_place (mdm_err_t *err, const char *name, const char *value)
{
  MDM_OWNED char *where = mdm_option_str (name, value);

  return mdm_err_place (err, where, 0, 0);
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
mdm_set_list (void *place, const char *text, mdm_err_t *err)
{
  mdm_list_t *list = place;

  (void) err;
  list->text
      = flint_realloc (list->text, (list->count + 1) * sizeof *list->text);
  list->text[list->count++] = text;
  return MDM_OK;
}

mdm_status
mdm_option_number (uint64_t *n, const char *text, uint64_t low, uint64_t high,
                   mdm_err_t *err)
{
  mdm_status status = mdm_natural_read (n, text, strlen (text), high, err);

  if (status == MDM_OK && *n < low)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the least value is %llu", (unsigned long long) low);
  return status;
}

static mdm_status
set_digits (void *place, const char *text, mdm_err_t *err)
{
  uint64_t n = 0;
  mdm_status status = mdm_option_number (&n, text, 1, 10000, err);

  *(slong *) place = (slong) n;
  return status;
}

static mdm_status
set_exact_terms (void *place, const char *text, mdm_err_t *err)
{
  uint64_t n = 0;
  mdm_status status = mdm_option_number (&n, text, 0, 1000000000, err);

  *(slong *) place = (slong) n;
  return status;
}

static mdm_status
set_jobs (void *place, const char *text, mdm_err_t *err)
{
  uint64_t n = 0;
  mdm_status status = mdm_option_number (&n, text, 1, 1024, err);

  *(unsigned *) place = (unsigned) n;
  return status;
}

static mdm_status
set_cells (void *place, const char *text, mdm_err_t *err)
{
  return mdm_option_number (place, text, 0, UINT64_MAX, err);
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

/* Set *INDEX to that of TEXT among the words of OPTION.  */
static mdm_status
set_word (int *index, const mdm_option_t *option, const char *text,
          mdm_err_t *err)
{
  char all[128];
  size_t n = 0;

  for (size_t i = 0; option->word (i) != NULL; i++)
    {
      if (strcmp (text, option->word (i)) == 0)
        {
          *index = (int) i;
          return MDM_OK;
        }
      n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                              n > 0 ? ", " : "", option->word (i));
    }
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "the values are %s", all);
}

/* A format; that of laws is not among the words, as one command has it.  */
static mdm_status
set_format (void *place, const char *text, mdm_err_t *err)
{
  static const mdm_option_t formats = { .word = mdm_format_name };

  if (strcmp (text, "law") != 0)
    return set_word (place, &formats, text, err);
  *(int *) place = MDM_FORMAT_LAW;
  return MDM_OK;
}

static const char *
unit_word (size_t i)
{
  return i <= MDM_BITS ? mdm_unit_str ((mdm_unit) i) : NULL;
}

static const char *
progress_word (size_t i)
{
  static const char *const words[] = { "auto", "plain", "none", NULL };

  return words[i];
}

/* The options of every command, in the order of --help.  */
static const mdm_option_t common[] = {
  { "format", NULL, "how the result is written (text)", set_format,
    .place = offsetof (mdm_options_t, format.kind), .given = MDM_GIVEN_FORMAT,
    .word = mdm_format_name },
  { "unit", NULL, "unit of entropies and errors (nats)", NULL,
    .place = offsetof (mdm_options_t, format.unit), .given = MDM_GIVEN_UNIT,
    .word = unit_word },
  { "digits", "N", "significant digits of decimals (12)", set_digits,
    .place = offsetof (mdm_options_t, format.digits),
    .given = MDM_GIVEN_DIGITS },
  { "exact-terms", "N", "most terms of an exact form (64)", set_exact_terms,
    .place = offsetof (mdm_options_t, format.exact_terms),
    .given = MDM_GIVEN_EXACT_TERMS },
  { "output", "FILE", "write to FILE, complete or not at all", mdm_set_text,
    .place = offsetof (mdm_options_t, output), .letter = 'o' },
  { "jobs", "N",
    "most threads of one computation (1); the result is\n"
    "the same at any N",
    set_jobs, .place = offsetof (mdm_options_t, limit.jobs), .letter = 'j' },
  { "max-cells", "N", "most work of one computation (250000000000)", set_cells,
    .place = offsetof (mdm_options_t, limit.max_cells) },
  { "max-memory", "SIZE", "most memory of one computation (4G)", set_size,
    .place = offsetof (mdm_options_t, limit.max_memory) },
  { "normalize", NULL, "divide what should sum to 1 by its sum", mdm_set_flag,
    .place = offsetof (mdm_options_t, reading.normalize) },
  { "pad", "TOKEN", "lengthen sequences in files with TOKEN", set_pad,
    .place = offsetof (mdm_options_t, reading.pad) },
  { "progress", NULL,
    "how far a long computation is, on standard error:\n"
    "a bar on a terminal, lines, or nothing (auto)",
    NULL, .place = offsetof (mdm_options_t, progress), .word = progress_word },
  { "quiet", NULL, "print no result; the exit status tells", mdm_set_flag,
    .place = offsetof (mdm_options_t, quiet), .letter = 'q' },
  { "help", NULL, "print this help", mdm_set_flag,
    .place = offsetof (mdm_options_t, help) },
  { "version", NULL, "print the version", mdm_set_flag,
    .place = offsetof (mdm_options_t, version) },
  { .name = NULL }
};

/* ---------------------------------------------------------------------------
   Reading.  */

/* What is being read.  */
typedef struct
{
  mdm_options_t *options;
  size_t count;                /* of the options there are */
  const mdm_option_t **option; /* the command's own, then those of all */
  char *seen;                  /* for each: was it given? */
  struct option *table;        /* for getopt */
  mdm_err_t *err;
} reading_t;

static void
know (reading_t *reading, const mdm_option_t *option)
{
  for (; option != NULL && option->name != NULL; option++)
    {
      size_t k = reading->count++;
      reading->option
          = flint_realloc (reading->option, (k + 1) * sizeof *reading->option);
      reading->table
          = flint_realloc (reading->table, (k + 2) * sizeof *reading->table);
      reading->option[k] = option;
      memset (reading->table + k, 0, 2 * sizeof *reading->table);
      reading->table[k].name = option->name;
      reading->table[k].has_arg
          = option->argument != NULL || option->word != NULL;
      reading->table[k].val = FIRST + (int) k;
    }
}

static mdm_status
set (reading_t *reading, size_t k, const char *text)
{
  const mdm_option_t *option = reading->option[k];
  void *place = (char *) reading->options + option->place;

  if (reading->seen[k] && !option->repeats)
    return mdm_err_set (reading->err, MDM_EPARSE, NULL, 0, 0,
                        "the option is given twice");
  reading->seen[k] = 1;
  reading->options->given |= option->given;
  return option->set != NULL ? option->set (place, text, reading->err)
                             : set_word (place, option, text, reading->err);
}

/* Handle one option that getopt found: ANSWER, with TEXT or NULL.  */
static mdm_status
handle (reading_t *reading, int answer, const char *text)
{
  size_t k = 0;

  if (answer >= FIRST)
    k = (size_t) (answer - FIRST);
  else
    while (reading->option[k]->letter != answer)
      k++;
  if (set (reading, k, text) == MDM_OK)
    return MDM_OK;
  return mdm_option_place (reading->err, reading->option[k]->name, text);
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
  if (optopt >= FIRST)
    return mdm_err_set (err, MDM_EPARSE, typed, 0, 0,
                        "the option takes no value");
  return mdm_err_set (err, MDM_EPARSE, optopt > 0 ? letter : typed, 0, 0,
                      "not an option of this command, or an ambiguous one; "
                      "see mdmcert %s --help",
                      argv[0]);
}

static mdm_status
read_all (reading_t *reading, int argc, char **argv)
{
  mdm_options_t *options = reading->options;
  mdm_status status = MDM_OK;
  int answer;

  opterr = 0;
  optind = 0; /* begin anew, GNU extensions included */
  while ((answer = getopt_long (argc, argv, ":o:j:q", reading->table, NULL))
         != -1)
    {
      status = answer == '?' || answer == ':'
                   ? refuse (answer, argv, reading->err)
                   : handle (reading, answer, optarg);
      if (status != MDM_OK || options->help || options->version)
        return status;
    }
  while (optind < argc && status == MDM_OK)
    status = mdm_set_list (&options->operands, argv[optind++], reading->err);
  return status;
}

mdm_status
mdm_options_read (mdm_options_t *options, const mdm_option_t *own, int argc,
                  char **argv, mdm_err_t *err)
{
  static const mdm_format_t format = MDM_FORMAT_DEFAULT;
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  reading_t reading = { .options = options, .err = err };
  mdm_status status;

  options->format = format;
  options->limit = limit;
  options->limit.raise_cells = "--max-cells";
  options->limit.raise_memory = "--max-memory";
  options->limit.reading = &options->reading;
  options->reading.ask_normalize = "--normalize";
  options->reading.ask_pad = "--pad";
  know (&reading, own);
  know (&reading, common);
  reading.seen = flint_calloc (reading.count, 1);
  status = read_all (&reading, argc, argv);
  flint_free (reading.option);
  flint_free (reading.table);
  flint_free (reading.seen);
  return status;
}

mdm_status
mdm_options_refuse_law (const mdm_options_t *options, mdm_err_t *err)
{
  static const mdm_option_t formats = { .word = mdm_format_name };
  int index;

  if (options->format.kind != MDM_FORMAT_LAW
      || set_word (&index, &formats, "law", err) == MDM_OK)
    return MDM_OK;
  return mdm_option_place (err, "format", "law");
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
  for (size_t i = 0; option->word != NULL && option->word (i) != NULL; i++)
    n += fprintf (stream, "%c%s", i == 0 ? '=' : '|', option->word (i));
  return n;
}

static void
write_options (FILE *stream, const mdm_option_t *option, int written)
{
  for (; option != NULL && option->name != NULL; option++)
    {
      int at;
      if (written && (option->given & ~(unsigned) MDM_GIVEN_FORMAT) != 0)
        continue;
      at = write_option (stream, option);
      if (at + 2 > MEANING)
        {
          fputc ('\n', stream);
          at = 0;
        }
      fprintf (stream, "%*s", MEANING - at, "");
      for (const char *p = option->help; *p != '\0'; p++)
        if (*p == '\n')
          fprintf (stream, "\n%*s", MEANING, "");
        else
          fputc (*p, stream);
      fputc ('\n', stream);
    }
}

void
mdm_options_help (FILE *stream, const mdm_option_t *own, int written)
{
  if (own != NULL)
    fputc ('\n', stream);
  write_options (stream, own, 0);
  fputs ("\nOptions of every command:\n", stream);
  write_options (stream, common, written);
  fputs ("\nExit status: 0 done, everything certified; 1 a claim is refuted;\n"
         "2 trouble; 3 undecided, over a limit, or a named claim does not "
         "apply.\n",
         stream);
}
