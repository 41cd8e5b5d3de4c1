#include <config.h>

#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds before anything is shown, and between two lines of a terminal or of
   a file.  */
#define QUIET 1.0
#define TERMINAL_EVERY 0.2
#define PLAIN_EVERY 10.0

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

void
mdm_cli_progress_begin (mdm_cli_progress_t *progress, mdm_progress_kind kind)
{
  memset (progress, 0, sizeof *progress);
  progress->kind = kind;
  progress->terminal = kind == MDM_PROGRESS_AUTO && isatty (STDERR_FILENO);
  progress->begun = now ();
  progress->before = SIZE_MAX;
}

/* SECONDS as "1:02:03" or "2:03".  */
static void
write_time (char text[40], double seconds)
{
  unsigned long s
      = seconds < 1e9 ? (unsigned long) (seconds + 0.5) : 999999999;

  if (s >= 3600)
    snprintf (text, 40, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
  else
    snprintf (text, 40, "%lu:%02lu", s / 60, s % 60);
}

void
mdm_cli_progress_tell (mdm_cli_progress_t *progress, size_t done, size_t total)
{
  double time = now (), spent = time - progress->begun;
  double every = progress->terminal ? TERMINAL_EVERY : PLAIN_EVERY;
  char left[40] = "", time_left[40];

  if (progress->before == SIZE_MAX)
    progress->before = done > 0 ? done - 1 : 0;
  if (progress->kind == MDM_PROGRESS_NONE
      || (progress->kind == MDM_PROGRESS_AUTO && !progress->terminal)
      || spent < QUIET
      || (progress->shown > 0 && time - progress->shown < every))
    return;
  progress->shown = time;
  if (done > progress->before && done < total)
    {
      write_time (time_left, spent * (double) (total - done)
                                 / (double) (done - progress->before));
      snprintf (left, sizeof left, ", left %.30s", time_left);
    }
  fprintf (stderr, "%smdmcert: %zu of %zu rows%s%s",
           progress->terminal ? "\r\033[K" : "", done, total, left,
           progress->terminal ? "" : "\n");
  fflush (stderr);
}

void
mdm_cli_progress_end (mdm_cli_progress_t *progress)
{
  if (progress->terminal && progress->shown > 0)
    {
      fputs ("\r\033[K", stderr);
      fflush (stderr);
    }
}
