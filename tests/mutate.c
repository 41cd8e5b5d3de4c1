/* mutate.c - certificates changed at random: mdmcheck accepts none that does
   not state the truth, and comes to no harm.

   `mutate [--seed=N] [--count=N] [--keep-refused=1] [FILE..]' makes N mutants
   or a few more of the certificates FILE, or of all that come with the
   program, with one TAP result for each certificate.  A mutant fails if
     - mdmcheck dies by a signal, takes more than a second, has a status other
       than 0, 1, 2, or one that its output does not fit;
     - it is accepted and not true, as truth.c decides without mdmcheck;
     - it is not accepted, though nothing but a comment was put in.
   It is then kept as a file mutant-CERTIFICATE-INDEX in the current
   directory; so are, if asked for, those that are refused though they are true
   by the letter of mdmcert-certificate(5), as where a precision is too low.
   The law of a certificate is bound to files with it, too.

   $MDMCHECK is mdmcheck, $abs_top_srcdir the source tree, $MUTANTS the number
   where no option tells it;
   $CK_TIMEOUT_MULTIPLIER scales the second, for builds that are slow. */
#include <config.h>

#include "mutant.h"
#include "truth.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <flint/flint.h>

#define DEFAULT_SEED 20261120
#define DEFAULT_COUNT 1500
/* Each has so many at least.  */
#define LEAST 12
/* So many bytes are looked at quickly.  */
#define QUICK 32768
/* So many of a hundred must be well formed.  */
#define LEAST_WELL_FORMED 40

static void
fail (const char *what)
{
  printf ("Bail out! %s: %s\n", what, strerror (errno));
  exit (99);
}

/* Files.  */

static char *
read_file (const char *path, size_t *length)
{
  FILE *file = fopen (path, "r");
  size_t room = 4096, size = 0, n;
  char *text = malloc (room);

  if (file == NULL || text == NULL)
    fail (path);
  while ((n = fread (text + size, 1, room - size - 1, file)) > 0)
    {
      size += n;
      if (room - size < 2 && (text = realloc (text, room *= 2)) == NULL)
        fail (path);
    }
  fclose (file);
  text[size] = '\0';
  if (length != NULL)
    *length = size;
  return text;
}

static void
write_file (const char *path, const char *text, size_t length)
{
  FILE *file = fopen (path, "w");

  if (file == NULL || fwrite (text, 1, length, file) != length
      || fclose (file) != 0)
    fail (path);
}

/* A file in the directory of its own that this program works in.  */
static char directory[200];

static const char *
scratch (const char *name)
{
  static char path[4][240];
  static int next;
  char *p = path[next++ % 4];

  snprintf (p, sizeof path[0], "%s/%s", directory, name);
  return p;
}

/* Runs of mdmcheck.  */

static char checker[4096];
static double second = 1;

typedef struct
{
  int status;     /* 0, 1 or 2; -1 where something is wrong */
  char what[400]; /* that */
  double time;    /* of the processor */
} run_t;

/* The first line of PATH, and how many there are.  */
static size_t
first_line (char *line, size_t size, const char *path)
{
  char *text = read_file (path, NULL);
  size_t lines = 0;

  snprintf (line, size, "%.*s", (int) strcspn (text, "\n"), text);
  for (const char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    lines++;
  if (lines == 0 && text[0] != '\0')
    lines = 1;
  free (text);
  return lines;
}

/* Does the output fit the status of RUN?  */
static void
judge_output (run_t *run)
{
  static const char *const first[] = { "s VERIFIED", "s NOT VERIFIED", "" };
  char out[200], err[200];
  size_t outs = first_line (out, sizeof out, scratch ("out"));
  size_t errs = first_line (err, sizeof err, scratch ("err"));
  int status = run->status;

  if (strcmp (out, first[status]) == 0 && (outs > 0) == (status < 2)
      && errs == (size_t) (status == 2)
      && (status < 2 || strncmp (err, "mdmcheck: ", 10) == 0))
    {
      snprintf (run->what, sizeof run->what, "%s", err);
      return;
    }
  run->status = -1;
  snprintf (run->what, sizeof run->what,
            "status %d, %zu lines beginning `%.99s', %zu of errors `%.99s'",
            status, outs, out, errs, err);
}

/* Run mdmcheck on the file CERTIFICATE, with LAW as --law if not NULL.  */
static run_t
run_checker (const char *certificate, const char *law)
{
  run_t run = { -1, "", 0 };
  char option[300] = "", out[240], err[240];
  struct rusage usage;
  int wait_status;
  pid_t pid;

  if (law != NULL)
    snprintf (option, sizeof option, "--law=%s", law);
  snprintf (out, sizeof out, "%s", scratch ("out"));
  snprintf (err, sizeof err, "%s", scratch ("err"));
  fflush (stdout);
  pid = fork ();
  if (pid < 0)
    fail ("fork");
  if (pid == 0)
    {
      int in = open ("/dev/null", O_RDONLY);
      int to = open (out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
      int errors = open (err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
      if (in < 0 || to < 0 || errors < 0 || dup2 (in, 0) < 0
          || dup2 (to, 1) < 0 || dup2 (errors, 2) < 0)
        _exit (98);
      /* What hangs is ended; what is slow is judged by its time.  */
      alarm ((unsigned) (20 * second));
      if (law == NULL)
        execl (checker, checker, certificate, (char *) NULL);
      else
        execl (checker, checker, option, certificate, (char *) NULL);
      _exit (98);
    }
  while (wait4 (pid, &wait_status, 0, &usage) < 0)
    if (errno != EINTR)
      fail ("wait");
  run.time
      = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  if (WIFSIGNALED (wait_status))
    snprintf (run.what, sizeof run.what, "signal %d", WTERMSIG (wait_status));
  else if (WEXITSTATUS (wait_status) > 2)
    {
      char line[200];
      first_line (line, sizeof line, err);
      snprintf (run.what, sizeof run.what, "status %d: %s",
                WEXITSTATUS (wait_status), line);
    }
  else if (run.time > second)
    snprintf (run.what, sizeof run.what, "%.2f s", run.time);
  else
    {
      run.status = WEXITSTATUS (wait_status);
      judge_output (&run);
    }
  return run;
}

/* Mutants.  */

/* How many there were of what kind.  */
typedef struct
{
  size_t mutants, malformed, not_verified, accepted, unchanged, failed;
  size_t refused_true; /* not accepted though true */
  size_t repaired;     /* with evidence that fits */
  double slowest;
} tally_t;

static tally_t all;

/* The same for each kind of change, the last one where there are two.  */
#define CHANGES_MAX 64
static struct
{
  const char *name;
  tally_t tally;
} of_change[CHANGES_MAX];

static uint64_t seed = DEFAULT_SEED, keep_refused;
static int results, results_failed;

static void
result (int ok, const char *format, const char *name)
{
  printf ("%s %d - ", ok ? "ok" : "not ok", ++results);
  printf (format, name);
  printf ("\n");
  fflush (stdout);
  results_failed += !ok;
}

/* The name of the certificate PATH, without folder and suffix, the folder
   `constants' apart.  */
static const char *
short_name (const char *path)
{
  static char name[200];
  const char *slash = strrchr (path, '/');

  slash = slash == NULL ? path : slash + 1;
  snprintf (name, sizeof name, "%s%.*s",
            strstr (path, "/constants/") != NULL ? "constants-" : "",
            (int) strcspn (slash, "."), slash);
  return name;
}

/* Keep the mutant TEXT as a file and say what is wrong with it.  */
static void
keep (const char *text, size_t length, const char *name, size_t index,
      const char *change, const char *what)
{
  char path[300];

  snprintf (path, sizeof path, "mutant-%s-%zu", name, index);
  write_file (path, text, length);
  printf ("# %s (%s changed): %s\n", path, change, what);
}

/* The tally of the changes named NAME.  */
static tally_t *
change_tally (const char *name)
{
  size_t i = 0;

  while (i + 1 < CHANGES_MAX && of_change[i].name != NULL
         && strcmp (of_change[i].name, name) != 0)
    i++;
  of_change[i].name = name;
  return &of_change[i].tally;
}

/* Judge the mutant TEXT.  */
static void
judge (tally_t *tally, const char *text, size_t length, const char *name,
       size_t index, change_t change, int twin)
{
  truth_verdict verdict;
  char why[300];
  run_t run;

  write_file (scratch ("mutant"), text, length);
  run = run_checker (scratch ("mutant"), NULL);
  /* What is refused is looked at, too, where that is quick.  */
  verdict = run.status != 0 && length > QUICK
                ? TRUTH_UNKNOWN
                : truth_decide (text, length, why, sizeof why);
  tally->mutants++;
  tally->malformed += run.status == 2;
  tally->not_verified += run.status == 1;
  tally->accepted += run.status == 0;
  tally->unchanged += run.status == 0 && twin;
  tally->refused_true += run.status != 0 && verdict == TRUTH_TRUE;
  if (run.time > tally->slowest)
    tally->slowest = run.time;
  if (run.status < 0)
    keep (text, length, name, index, change.name, run.what);
  else if (run.status == 0 && verdict != TRUTH_TRUE)
    {
      char what[400];
      snprintf (what, sizeof what, "accepted, but %s", why);
      keep (text, length, name, index, change.name, what);
    }
  else if (change.harmless && run.status != 0)
    keep (text, length, name, index, change.name, "not accepted");
  else
    {
      if (run.status != 0 && verdict == TRUTH_TRUE && keep_refused)
        keep (text, length, name, index, change.name, "true, but refused");
      return;
    }
  tally->failed++;
}

static void
add_tally (tally_t *sum, const tally_t *tally)
{
  sum->mutants += tally->mutants;
  sum->malformed += tally->malformed;
  sum->not_verified += tally->not_verified;
  sum->accepted += tally->accepted;
  sum->unchanged += tally->unchanged;
  sum->refused_true += tally->refused_true;
  sum->repaired += tally->repaired;
  sum->failed += tally->failed;
  if (tally->slowest > sum->slowest)
    sum->slowest = tally->slowest;
}

static void
print_tally (const tally_t *tally)
{
  printf ("# %zu mutants (%zu repaired): %zu malformed, %zu not verified (%zu "
          "of both true), "
          "%zu accepted and true (%zu of them the same)%s; %.3f s at most\n",
          tally->mutants, tally->repaired, tally->malformed,
          tally->not_verified, tally->refused_true, tally->accepted,
          tally->unchanged, tally->failed > 0 ? ", SOME WRONG" : "",
          tally->slowest);
}

/* The seed of mutant INDEX of the certificate NAME: it does not depend on what
   else is run.  */
static uint64_t
mutant_seed (const char *name, size_t index)
{
  uint64_t hash = UINT64_C (14695981039346656037) ^ seed;

  for (; *name != '\0'; name++)
    hash = (hash ^ (unsigned char) *name) * UINT64_C (1099511628211);
  return hash + index * UINT64_C (0xd1342543de82ef95);
}

/* Make COUNT mutants of TEXT.  */
static tally_t
mutate (const char *text, size_t length, const char *other,
        size_t other_length, const char *name, size_t count)
{
  tally_t tally = { 0 };
  lines_t donor;

  lines_init (&donor);
  lines_set (&donor, other, other_length);
  for (size_t index = 0; index < count; index++)
    {
      uint64_t random = mutant_seed (name, index);
      lines_t lines;
      change_t change = { "", 0, 0 };
      tally_t one = { 0 };
      size_t size;
      char *mutant;

      lines_init (&lines);
      lines_set (&lines, text, length);
      if (random_below (&random, 12) == 0)
        {
          mutant = lines_text (&lines, &size);
          change = mutant_change_bytes (mutant, &size, &random);
        }
      else
        {
          change = mutant_change (&lines, &donor, &random);
          /* Two of them, now and then.  */
          if (random_below (&random, 6) == 0)
            {
              change_t first = change;
              change = mutant_change (&lines, &donor, &random);
              change.harmless = change.harmless && first.harmless;
              change.unfit = change.unfit || first.unfit;
            }
          mutant = lines_text (&lines, &size);
          /* With evidence that fits, only what is stated is wrong.  */
          if (size <= QUICK && !change.harmless
              && random_below (&random, 12) < (change.unfit ? 9 : 4))
            {
              size_t repaired_size;
              char *repaired = truth_repair (&repaired_size, mutant, size);
              if (repaired != NULL)
                {
                  free (mutant);
                  mutant = repaired;
                  size = repaired_size;
                  one.repaired++;
                }
            }
        }
      judge (&one, mutant, size, name, index, change,
             size == length && memcmp (mutant, text, size) == 0);
      add_tally (&tally, &one);
      add_tally (change_tally (change.name), &one);
      free (mutant);
      lines_clear (&lines);
    }
  lines_clear (&donor);
  return tally;
}

/* One certificate: it is true, and of its mutants only true ones pass.  */
static void
test_certificate (const char *path, const char *other, size_t count)
{
  size_t length, other_length;
  char *text = read_file (path, &length), why[300], name[220];
  char *donor = read_file (other, &other_length);
  tally_t tally = { 0 };
  run_t run = run_checker (path, NULL);
  int ok = run.status == 0
           && truth_decide (text, length, why, sizeof why) == TRUTH_TRUE;

  snprintf (name, sizeof name, "%s", short_name (path));
  if (!ok)
    printf ("# %s itself: status %d %s; %s\n", path, run.status, run.what,
            run.status == 0 ? why : "");
  tally = mutate (text, length, donor, other_length, name, count);
  print_tally (&tally);
  add_tally (&all, &tally);
  result (ok && tally.failed == 0, "mutants of %s", name);
  free (text);
  free (donor);
}

/* Binding to a law.  */

/* Decode the token TEXT; returns 0 if it is not written as tokens are.  */
static int
decode_token (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from == '%')
      {
        char digits[3] = { from[1], from[1] == '\0' ? '\0' : from[2], '\0' };
        int byte = (int) strtoul (digits, NULL, 16);
        if (strspn (digits, "0123456789ABCDEF") != 2
            || (byte > ' ' && byte <= '~' && byte != '%'))
          return 0;
        *to++ = (char) byte;
        from += 2;
      }
    else
      *to++ = *from;
  *to = '\0';
  return 1;
}

static void
put_vocabulary (FILE *stream, char **token, size_t tokens, size_t room)
{
  fprintf (stream, "#: split words\n#: vocab");
  for (size_t i = 0; i < room; i++)
    if (tokens > 0)
      fprintf (stream, " %s", token[i]);
    else
      fprintf (stream, " %zu", i);
  fprintf (stream, "\n");
}

/* The row of WORDS; with MORE its weight is one more, in decimals.  */
static void
put_row (FILE *stream, const words_t *words, char **token, size_t tokens,
         int more)
{
  char *weight = words->word[1], *p = weight + strlen (weight);

  while (more && p > weight && p[-1] == '9')
    *--p = '0';
  if (more && p > weight)
    p[-1]++;
  else if (more)
    fputc ('1', stream);
  fprintf (stream, "%s", weight);
  for (size_t i = 2; i < words->count; i++)
    if (tokens > 0)
      fprintf (stream, " %s", token[strtoull (words->word[i], NULL, 10)]);
    else
      fprintf (stream, " %s", words->word[i]);
  fprintf (stream, "\n");
}

/* Write the law of the certificate TEXT to STREAM, the row CHANGED with one
   more of weight.  Returns the number of rows; 0 where there is no law, or
   none that a file can have.  */
static size_t
put_law (FILE *stream, const lines_t *lines, size_t changed)
{
  size_t rows = 0, tokens = 0, room = 0;
  char **token = NULL;
  words_t words;

  for (size_t at = 0; at < lines->count; at++)
    if (is_record (lines, at, "law"))
      {
        room = get_number (lines, at, 2);
        token = must (calloc (room + 1, sizeof *token));
      }
    else if (is_record (lines, at, "token"))
      {
        token[tokens] = get_word (lines, at, 2);
        if (!decode_token (token[tokens++]))
          break;
      }
    else if (is_record (lines, at, "row"))
      {
        words_set (&words, lines->line[at], 1);
        if (rows == 0)
          put_vocabulary (stream, token, tokens, room);
        put_row (stream, &words, token, tokens, rows++ == changed);
        words_clear (&words);
      }
  for (size_t i = 0; i < tokens; i++)
    free (token[i]);
  free (token);
  return rows;
}

/* Write the law of CERTIFICATE, with row CHANGED changed, and bind it.  */
static int
bind_law (const char *path, size_t changed, size_t *rows, run_t *run)
{
  size_t length;
  char *text = read_file (path, &length);
  FILE *stream = fopen (scratch ("law"), "w");
  lines_t lines;

  if (stream == NULL)
    fail ("law");
  lines_init (&lines);
  lines_set (&lines, text, length);
  *rows = put_law (stream, &lines, changed);
  fclose (stream);
  lines_clear (&lines);
  free (text);
  if (*rows > 0)
    *run = run_checker (path, scratch ("law"));
  return *rows > 0 ? run->status : 0;
}

/* Is PATH, of an instance, bound to its law and to no other?  */
static int
test_binding (const char *path)
{
  size_t rows, step;
  run_t run = { 0, "", 0 };
  int status = bind_law (path, SIZE_MAX, &rows, &run), failed = 0;

  if (rows == 0)
    return 0;
  if (status != 0)
    {
      printf ("# %s is not bound to its own law: status %d %s\n", path, status,
              run.what);
      failed = 1;
    }
  step = rows / 8 + 1;
  for (size_t i = 0; i < rows; i += step)
    {
      status = bind_law (path, i, &rows, &run);
      /* With a single row it is the same law.  */
      if (status != (rows > 1))
        {
          printf ("# %s, row %zu one more: status %d %s\n", path, i, status,
                  run.what);
          failed = 1;
        }
    }
  result (!failed, "%s is bound to its law", short_name (path));
  return 1;
}

/* The file that a certificate names in its first comment, if it is one.  */
static void
test_named_law (const char *path, const char *source)
{
  char *text = read_file (path, NULL), file[4200];
  const char *name = strstr (text, "\nc ");
  run_t run;

  if (name != NULL && strncmp (name + 3, "proofs-data/", 12) == 0
      && strstr (text, "\nlaw ") == strchr (name + 1, '\n'))
    {
      snprintf (file, sizeof file, "%s/%.*s", source,
                (int) strcspn (name + 3, "\n"), name + 3);
      run = run_checker (path, file);
      if (run.status != 0)
        printf ("# status %d %s\n", run.status, run.what);
      result (run.status == 0, "%s is about the file it names",
              short_name (path));
    }
  free (text);
}

/* The truth-decider itself.  */

static void
test_truth (void)
{
#define LAW                                                                   \
 "mdmcert-certificate 1\nlaw 2 2 2\ntokens 0\nrow 1 0 0\nrow 1 1 1\n"         \
 "schedules 1\nschedule 1 sizes 1 2\nbase 1\nb 1 2\nintegers 1\n"             \
 "n 1 2 1 1 1\nhypotheses 0\nclaims 1\n"
#define ALL "mdmcert-certificate 1\nlength 4\n"
#define SOME "mdmcert-certificate 1\n"
#define REST                                                                  \
 "schedules 1\nschedule 1 sizes 2 2 2\nhypotheses 0\nclaims 1\n"              \
 "claim 1 > 2 0 0 0\nterm 1/16 R 2\nterm -1 ekl 1\n"
#define RAYS "ray 1 3\nray 2 2\nray 3 1\nray 4 0\nend 20\n"
  static const struct
  {
    const char *text;
    truth_verdict verdict;
  } cases[] = {
    { LAW "claim 1 > 1 0 0 0\nterm 1 tc\ndifference 0 1\nlog 1 1\n"
          "sign positive 64\nend 18\n",
      TRUTH_TRUE },
    /* Half the total correlation.  */
    { LAW "claim 1 > 1 0 0 0\nterm 1 tc\ndifference 0 1\nlog 1 1/2\n"
          "sign positive 64\nend 18\n",
      TRUTH_FALSE },
    { LAW "claim 1 > 1 0 0 0\nterm 1 tc\ndifference 0 1\nlog 1 1\n"
          "sign negative 64\nend 18\n",
      TRUTH_FALSE },
    { LAW "claim 1 < 1 0 0 0\nterm 1 tc\ndifference 0 1\nlog 1 1\n"
          "sign positive 64\nend 18\n",
      TRUTH_FALSE },
    { LAW "claim 1 > 1 0 0 0\nterm 1 tc\ndifference 0 1\nlog 1 1\n"
          "sign positive 64\nend 17\n",
      TRUTH_MALFORMED },
    { LAW "claim 1 > 1 0 0 1\nterm 1 tc\ndifference 0 1\nlog 1 1\n"
          "sign positive 64\nend 18\n",
      TRUTH_MALFORMED },
    { LAW "claim 1 = 2 0 0 0\nterm 1 ekl 1\nterm -1 tc\ndifference 0 0\n"
          "sign zero\nend 18\n",
      TRUTH_TRUE },
    { LAW "claim 1 = 2 0 0 0\nterm -1 tc\nterm 1 ekl 1\ndifference 0 0\n"
          "sign zero\nend 18\n",
      TRUTH_MALFORMED },
    { LAW "claim 1 = 2 0 0 0\nterm 1 ekl 1\nterm -1/2 tc\ndifference 0 0\n"
          "sign zero\nend 18\n",
      TRUTH_FALSE },
    /* 1e-40 is not 0.  */
    { LAW "claim 1 = 1 0 0 0\n"
          "term 1/10000000000000000000000000000000000000000 one\n"
          "difference 0 0\nsign zero\nend 17\n",
      TRUTH_FALSE },
    /* Every schedule: (1,1) has the error 0.  */
    { LAW "claim 1 < 2 2 0 0\nterm 1 ekl any\nterm -2 tc\nbits 64\nend 17\n",
      TRUTH_TRUE },
    { LAW "claim 1 >= 1 2 0 0\nterm 1 ekl any\nbits 64\nend 16\n",
      TRUTH_TRUE },
    { LAW "claim 1 > 1 2 0 0\nterm 1 ekl any\nbits 64\nend 16\n",
      TRUTH_FALSE },
    { LAW "claim 1 < 2 1 0 0\nterm 1 ekl any\nterm -1/2 tc\nbits 64\nend 17\n",
      TRUTH_TRUE },
    { LAW "claim 1 < 2 2 0 0\nterm 1 ekl any\nterm -1/2 tc\nbits 64\nend 17\n",
      TRUTH_FALSE },
    { LAW "claim 1 < 2 0 0 0\nterm 1 ekl any\nterm -2 tc\nbits 64\nend 17\n",
      TRUTH_MALFORMED },
    { ALL "schedules 0\nhypotheses 0\nclaims 1\nclaim 1 <= 2 2 0 0\n"
          "term 1 ekl any\nterm -1/4 sum_mi\nray 1 0\nray 2 0\nray 3 0\n"
          "ray 4 0\nend 12\n",
      TRUTH_TRUE },
    { ALL "schedules 0\nhypotheses 0\nclaims 1\nclaim 1 <= 2 3 0 0\n"
          "term 1 ekl any\nterm -1/4 sum_mi\nray 1 0\nray 2 0\nray 3 0\n"
          "ray 4 0\nend 12\n",
      TRUTH_FALSE },
    { SOME "copies 4 0 1 0 0\n" REST "difference 1/4 0\nsign positive 64\n"
           "end 11\n",
      TRUTH_TRUE },
    { SOME "copies 4 1 0 0 0\n" REST "difference 1/4 0\nsign positive 64\n"
           "end 11\n",
      TRUTH_FALSE },
    { SOME "copies 4 0 1 0\n" REST "difference 1/4 0\nsign positive 64\n"
           "end 11\n",
      TRUTH_MALFORMED },
    /* On rays 1 and 2 together every schedule of sizes up to 2 has 1 at most,
       and (1,2,1), (2,2) have it.  */
    { SOME "copies 4 1 1 0 0\nschedules 0\nhypotheses 0\nclaims 1\n"
           "claim 1 <= 2 2 0 0\nterm 1 ekl any\nterm -1/8 sum_mi\nbits 64\n"
           "end 9\n",
      TRUTH_TRUE },
    { SOME "copies 4 1 1 0 0\nschedules 0\nhypotheses 0\nclaims 1\n"
           "claim 1 < 2 2 0 0\nterm 1 ekl any\nterm -1/8 sum_mi\nbits 64\n"
           "end 9\n",
      TRUTH_FALSE },
    { SOME "copies 4 1 1 0 0\nschedules 0\nhypotheses 0\nclaims 1\n"
           "claim 1 <= 2 2 0 0\nterm 1 ekl any\nterm -1/16 sum_mi\nbits 64\n"
           "end 9\n",
      TRUTH_FALSE },
    /* A schedule in a mixture with too large a size; then without.  */
    { ALL "schedules 2\nschedule 1 sizes 2 1 3\nschedule 2 sizes 2 2 2\n"
          "hypotheses 0\nclaims 1\nclaim 1 <= 2 2 2 0\n"
          "term 1 ekl any\nterm -1/2 sum_mi\npart 1/2 1\npart 1/2 2\n"
          "ray 1 -3/2\nray 2 -1\nray 3 -1\nray 4 0\nend 16\n",
      TRUTH_FALSE },
    { ALL "schedules 2\nschedule 1 sizes 3 1 2 1\nschedule 2 sizes 2 2 2\n"
          "hypotheses 0\nclaims 1\nclaim 1 <= 2 2 2 0\n"
          "term 1 ekl any\nterm -1/2 sum_mi\npart 1/2 1\npart 1/2 2\n"
          "ray 1 -3/2\nray 2 -3/2\nray 3 -3/2\nray 4 0\nend 16\n",
      TRUTH_TRUE },
    /* What a hypothesis, and a claim, speak of is what is left.  */
    { ALL "schedules 0\nhypotheses 1\nhypothesis 1 = 4\nterm 1 L\nterm 1 tc\n"
          "term -4 one\nterm -1 tc\ndifference 0 0\nsign zero\nclaims 1\n"
          "claim 2 >= 3 0 0 1\nterm 1 L\nterm 1 tc\nterm -4 one\n" RAYS,
      TRUTH_TRUE },
    { ALL "schedules 0\nhypotheses 1\nhypothesis 1 = 4\nterm 1 L\nterm 1 tc\n"
          "term -4 one\nterm -1 dtc\ndifference 0 0\nsign zero\nclaims 1\n"
          "claim 2 >= 3 0 0 1\nterm 1 L\nterm 1 tc\nterm -4 one\n" RAYS,
      TRUTH_MALFORMED },
    { ALL "schedules 0\nhypotheses 1\nhypothesis 1 = 4\nterm 1 L\nterm 1 tc\n"
          "term -4 one\nterm -1 tc\ndifference 0 0\nsign zero\nclaims 1\n"
          "claim 2 >= 3 0 0 1\nterm 1 L\nterm 1 tc\nterm -3 one\n" RAYS,
      TRUTH_MALFORMED },
  };
  int failed = 0;

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      char why[300];
      truth_verdict verdict = truth_decide (
          cases[i].text, strlen (cases[i].text), why, sizeof why);
      if (verdict != cases[i].verdict)
        {
          printf ("# case %zu: %d, not %d: %s\n", i, (int) verdict,
                  (int) cases[i].verdict, why);
          failed = 1;
        }
    }
  result (!failed, "%s", "the truth of examples is known");
}

/* The whole.  */

static void
find_files (glob_t *files, const char *source)
{
  static const char *const patterns[]
      = { "proofs-data/certificates/*.cert",
          "proofs-data/certificates/constants/*.cert", "tests/certs/pass/*" };
  char pattern[4300];

  for (size_t i = 0; i < 3; i++)
    {
      snprintf (pattern, sizeof pattern, "%s/%s", source, patterns[i]);
      glob (pattern, i > 0 ? GLOB_APPEND : 0, NULL, files);
    }
}

/* Make COUNT mutants altogether of the FILES: fewer of the large ones.  */
static void
test_all (char *const *files, size_t count_files, size_t count,
          const char *source)
{
  double *share = calloc (count_files, sizeof *share), sum = 0;
  const size_t least
      = (size_t) ((count * LEAST + DEFAULT_COUNT - 1) / DEFAULT_COUNT);
  uint64_t random = seed;

  if (share == NULL)
    fail ("memory");
  for (size_t i = 0; i < count_files; i++)
    {
      size_t length;
      free (read_file (files[i], &length));
      share[i] = 1 / (1 + (double) length / 8192);
      sum += share[i];
    }
  for (size_t i = 0; i < count_files; i++)
    {
      size_t other = random_below (&random, count_files);
      size_t mutants = (size_t) ((double) count * share[i] / sum) + 1;
      if (other == i)
        other = (i + 1) % count_files;
      test_certificate (files[i], files[other],
                        mutants < least ? least : mutants);
    }
  for (size_t i = 0; i < count_files; i++)
    {
      test_binding (files[i]);
      test_named_law (files[i], source);
    }
  free (share);
}

/* The number behind NAME= in ARGUMENT.  */
static int
read_option (uint64_t *n, const char *argument, const char *name)
{
  size_t length = strlen (name);
  char *end;

  if (strncmp (argument, name, length) != 0 || argument[length] != '=')
    return 0;
  *n = strtoull (argument + length + 1, &end, 10);
  return *end == '\0' && end > argument + length + 1;
}

static void
prepare (void)
{
  const char *temporary = getenv ("TMPDIR");
  const char *factor = getenv ("CK_TIMEOUT_MULTIPLIER");

  snprintf (checker, sizeof checker, "%s", getenv ("MDMCHECK"));
  if (factor != NULL && atof (factor) >= 1)
    second = atof (factor);
  snprintf (directory, sizeof directory, "%s/mdmcert-mutate.XXXXXX",
            temporary == NULL ? "/tmp" : temporary);
  if (access (checker, X_OK) != 0 || mkdtemp (directory) == NULL)
    fail (checker);
}

static void
clean (void)
{
  static const char *const names[] = { "mutant", "out", "err", "law" };

  for (size_t i = 0; i < 4; i++)
    remove (scratch (names[i]));
  rmdir (directory);
}

int
main (int argc, char **argv)
{
  const char *source = getenv ("abs_top_srcdir");
  const char *mutants = getenv ("MUTANTS");
  uint64_t count
      = mutants == NULL ? DEFAULT_COUNT : strtoull (mutants, NULL, 10);
  glob_t files = { 0 };
  int first = 1;

  while (first < argc
         && (read_option (&seed, argv[first], "--seed")
             || read_option (&count, argv[first], "--count")
             || read_option (&keep_refused, argv[first], "--keep-refused")))
    first++;
  if (source == NULL || getenv ("MDMCHECK") == NULL
      || (first < argc && argv[first][0] == '-'))
    {
      fprintf (stderr, "usage: MDMCHECK=PROGRAM abs_top_srcdir=DIR mutate "
                       "[--seed=N] [--count=N] [FILE..]\n");
      return 2;
    }
  prepare ();
  printf ("# seed %" PRIu64 "\n", seed);
  test_truth ();
  if (first < argc)
    test_all (argv + first, (size_t) (argc - first), count, source);
  else
    {
      find_files (&files, source);
      test_all (files.gl_pathv, files.gl_pathc, count, source);
      globfree (&files);
    }
  for (size_t i = 0; i < CHANGES_MAX && of_change[i].name != NULL; i++)
    {
      const tally_t *tally = &of_change[i].tally;
      printf ("# changed: %s: %zu, %zu malformed, %zu not verified, %zu "
              "accepted and true\n",
              of_change[i].name, tally->mutants, tally->malformed,
              tally->not_verified, tally->accepted);
    }
  print_tally (&all);
  result (100 * (all.malformed) <= (100 - LEAST_WELL_FORMED) * all.mutants,
          "%s", "enough mutants are well formed");
  clean ();
  flint_cleanup ();
  printf ("1..%d\n", results);
  return results_failed > 0 && getenv ("HARNESS_ACTIVE") == NULL;
}
