/* speed.c - measures the dense engine against its yardsticks, in one run.

   Usage: speed lattice [JOBS [V L]..]   cells per second, as a table
          speed additions L              one additions-only pass, as a process
          speed law L                    a law of weights up to 4, as a file
          speed time ROUNDS CMD.. [-- CMD..]..
                                         seconds and memory of commands

   What is compared is measured in turns, several rounds of each, and the
   median of the rounds is told; of one thread, and of commands, the time of
   the processor, so that a busy machine is unfair to none.  */
#include <config.h>

#include "additions.h"

#include "exact/pages.h"
#include "info/dense.h"
#include "law/spec.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 7
#define ROUNDS_MAX 101
#define COMMANDS_MAX 16
/* A lattice of more cells is measured in fewer rounds.  */
#define MANY_CELLS 5e7
/* The weights of the laws.  */
#define WEIGHT_MAX 4
/* One measurement takes at least so many seconds.  */
#define SECONDS_MIN 0.02

static void
die (const char *why)
{
  fprintf (stderr, "speed: %s\n", why);
  exit (2);
}

/* Seconds of the processor; of several threads, which share the work, those
   of the wall.  */
static double
now (unsigned jobs)
{
  struct timespec t;

  clock_gettime (jobs > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static int
compare (const void *x, const void *y)
{
  double a = *(const double *) x, b = *(const double *) y;

  return (a > b) - (a < b);
}

static double
median (double *x, size_t n)
{
  qsort (x, n, sizeof *x, compare);
  return n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* A law of random weights up to 4 and what the yardsticks need of it.  */
typedef struct
{
  mdm_law_t law;
  unsigned v, length, jobs;
  size_t weights;
  uint32_t *w, *space;
  double *x, *x_space;
  double profile[3][64]; /* of each way in double precision */
  uint32_t check;
} subject_t;

static void
subject_init (subject_t *s, unsigned v, unsigned length, unsigned jobs)
{
  mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  char spec[64];
  mdm_err_t err;

  snprintf (spec, sizeof spec, "random:V=%u,L=%u,den=%u,seed=1", v, length,
            WEIGHT_MAX);
  mdm_law_init (s->law);
  if (mdm_law_open (s->law, spec, &limit, &err) != MDM_OK)
    die (err.message);
  s->v = v;
  s->length = length;
  s->jobs = jobs;
  s->weights = (size_t) mdm_work_pow (v, length);
  s->w = calloc (s->weights, sizeof *s->w);
  s->space = calloc (s->weights, sizeof *s->space);
  s->x = calloc (s->weights, sizeof *s->x);
  s->x_space = calloc (s->weights, sizeof *s->x_space);
  if (s->w == NULL || s->space == NULL || s->x == NULL || s->x_space == NULL)
    die ("out of memory");
  for (size_t r = 0; r < s->law->support; r++)
    {
      size_t at = 0;
      for (size_t i = 0; i < length; i++)
        at = at * v + mdm_law_row (s->law, r)[i];
      s->w[at] = (uint32_t) fmpz_get_ui (s->law->weight + r);
      s->x[at] = (double) s->w[at];
    }
}

static void
subject_clear (subject_t *s)
{
  mdm_law_clear (s->law);
  free (s->w);
  free (s->space);
  free (s->x);
  free (s->x_space);
}

/* One run of each.  */

static void
run_additions (subject_t *s)
{
  s->check ^= bench_additions (s->w, s->v, s->length, s->space);
}

static void
run_dense (subject_t *s)
{
  mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  mdm_histogram_t h;

  limit.jobs = s->jobs;
  mdm_histogram_init_bounded (h, s->length + 1, fmpz_get_ui (s->law->total),
                              limit.max_memory, WEIGHT_MAX, s->v);
  mdm_dense_count (h, s->law, &limit);
  if (mdm_histogram_finish (h) != MDM_OK)
    die ("out of memory");
  mdm_histogram_clear (h);
}

static void
run_double (subject_t *s)
{
  bench_double (s->profile[0], s->x, s->v, s->length, s->x_space);
}

static void
run_logs (subject_t *s)
{
  bench_logs (s->profile[1], s->x, s->v, s->length, s->x_space);
}

static void
run_table (subject_t *s)
{
  bench_table (s->profile[2], s->w, s->v, s->length, s->space);
}

/* What differs by more than rounding is no yardstick.  */
static void
check_profiles (const subject_t *s)
{
  for (unsigned k = 1; k <= s->length; k++)
    for (int i = 1; i < 3; i++)
      if (fabs (s->profile[i][k] - s->profile[0][k])
          > 1e-9 * fabs (s->profile[0][k]))
        die ("the yardsticks disagree");
}

/* Runs between looks at the clock are twice as many each time: a look costs
   some microseconds, as much as an additions-only pass over a small lattice
   does.  */
static double
seconds_of (void (*run) (subject_t *), subject_t *s)
{
  double start = now (s->jobs), end;
  unsigned times = 0;

  do
    {
      unsigned more = times == 0 ? 1 : times;
      times += more;
      for (; more > 0; more--)
        run (s);
      end = now (s->jobs);
    }
  while (end - start < SECONDS_MIN);
  return (end - start) / times;
}

#define WAYS 5

static void
lattice_row (unsigned v, unsigned length, unsigned jobs)
{
  static void (*const run[WAYS]) (subject_t *)
      = { run_additions, run_dense, run_double, run_logs, run_table };
  double seconds[WAYS][ROUNDS], cells, rate[WAYS];
  subject_t s = { .check = 0 };
  int rounds = ROUNDS;

  subject_init (&s, v, length, jobs);
  cells = (double) mdm_dense_cells (s.law);
  if (cells > MANY_CELLS)
    rounds = 3;
  for (int round = 0; round < rounds; round++)
    for (int i = 0; i < WAYS; i++)
      /* Seconds that are many need no second look.  */
      seconds[i][round] = i == 2 && round > 0 && cells > MANY_CELLS
                              ? seconds[i][0]
                              : seconds_of (run[i], &s);
  check_profiles (&s);
  for (int i = 0; i < WAYS; i++)
    rate[i] = cells / median (seconds[i], (size_t) rounds);
  printf ("%u\t%u\t%.4g", v, length, cells);
  for (int i = 0; i < WAYS; i++)
    printf ("\t%.4g", rate[i]);
  for (int i = 0; i < WAYS; i++)
    if (i != 1)
      printf ("\t%.3g", rate[1] / rate[i]);
  putchar ('\n');
  fflush (stdout);
  subject_clear (&s);
}

static unsigned
number (const char *text)
{
  char *end;
  unsigned long n = strtoul (text, &end, 10);

  if (*text == '\0' || *end != '\0' || n == 0 || n > 1000)
    die ("a number is expected");
  return (unsigned) n;
}

static void
lattice (int argc, char **argv)
{
  unsigned jobs = argc > 0 ? number (argv[0]) : 1;

  printf ("V\tL\tcells\tadditions\tdense\tdouble\tlogs\ttable\t"
          "dense/additions\tdense/double\tdense/logs\tdense/table\n");
  for (int i = 1; i + 1 < argc; i += 2)
    {
      unsigned v = number (argv[i]), length = number (argv[i + 1]);
      if (v < 2 || v > 4 || length < 4)
        die ("V is 2, 3 or 4, and L at least 4");
      lattice_row (v, length, jobs);
    }
}

static void
additions (unsigned length)
{
  subject_t s = { .check = 0 };
  uint64_t state = 1;

  s.v = 2;
  s.length = length;
  s.weights = (size_t) 1 << length;
  s.w = calloc (s.weights, sizeof *s.w);
  s.space = calloc (s.weights, sizeof *s.space);
  if (s.w == NULL || s.space == NULL)
    die ("out of memory");
  for (size_t i = 0; i < s.weights; i++)
    {
      state = state * UINT64_C (6364136223846793005) + 1;
      s.w[i] = (uint32_t) (state >> 33) % (WEIGHT_MAX + 1);
    }
  run_additions (&s);
  printf ("%u\n", s.check);
  free (s.w);
  free (s.space);
}

static void
law (unsigned length)
{
  uint64_t state = 1;

  for (uint64_t i = 0; i < UINT64_C (1) << length; i++)
    {
      state = state * UINT64_C (6364136223846793005) + 1;
      printf ("%u ", (unsigned) ((state >> 33) % (WEIGHT_MAX + 1)));
      for (unsigned b = length; b-- > 0;)
        putchar ('0' + (int) (i >> b & 1));
      putchar ('\n');
    }
}

/* Run COMMAND with its output thrown away; seconds, and *KILOBYTES at most. */
static double
run_command (char **command, long *kilobytes)
{
  struct rusage usage;
  int status;
  pid_t child = fork ();

  if (child < 0)
    die ("cannot fork");
  if (child == 0)
    {
      int null = open ("/dev/null", O_WRONLY);
      if (null < 0 || dup2 (null, STDOUT_FILENO) < 0)
        _exit (127);
      execvp (command[0], command);
      _exit (127);
    }
  if (wait4 (child, &status, 0, &usage) != child)
    die ("cannot wait");
  if (!WIFEXITED (status) || WEXITSTATUS (status) > 1)
    {
      fprintf (stderr, "speed: %s failed\n", command[0]);
      exit (2);
    }
  *kilobytes = usage.ru_maxrss > *kilobytes ? usage.ru_maxrss : *kilobytes;
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void
time_commands (size_t rounds, int argc, char **argv)
{
  static double seconds[COMMANDS_MAX][ROUNDS_MAX];
  char **command[COMMANDS_MAX];
  long kilobytes[COMMANDS_MAX] = { 0 };
  size_t count = 0;

  if (rounds > ROUNDS_MAX)
    die ("too many rounds");
  for (int i = 0; i < argc; i++)
    {
      if (count == COMMANDS_MAX)
        die ("too many commands");
      command[count++] = argv + i;
      while (i < argc && strcmp (argv[i], "--") != 0)
        i++;
      if (i < argc)
        argv[i] = NULL;
    }
  for (size_t round = 0; round < rounds; round++)
    for (size_t i = 0; i < count; i++)
      seconds[i][round] = run_command (command[i], kilobytes + i);
  for (size_t i = 0; i < count; i++)
    printf ("%.6f\t%ld\n", median (seconds[i], rounds), kilobytes[i]);
}

int
main (int argc, char **argv)
{
  /* As the program does.  */
  mdm_heap_keep ();
  if (argc >= 2 && strcmp (argv[1], "lattice") == 0)
    lattice (argc - 2, argv + 2);
  else if (argc == 3 && strcmp (argv[1], "additions") == 0)
    additions (number (argv[2]));
  else if (argc == 3 && strcmp (argv[1], "law") == 0)
    law (number (argv[2]));
  else if (argc >= 4 && strcmp (argv[1], "time") == 0)
    time_commands (number (argv[2]), argc - 3, argv + 3);
  else
    die ("see the comment at the head of speed.c");
  flint_cleanup_master ();
  return fflush (stdout) == 0 ? 0 : 2;
}
