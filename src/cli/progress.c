#include <config.h>

#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds before the first report, and between two.  */
#define FIRST 1.0
#define BAR_EVERY 0.2
#define LINE_EVERY 5.0

#define BAR_WIDTH 30

/* What is being shown.  Times are only for the eye: this is the one place
   where a result may be a guess.  */
static struct
{
  const char *what;
  uint64_t first; /* what was done when it was first told of */
  double start, last;
  int bar; /* a bar, or lines? */
  int shown;
} state;

static double
now (void)
{
  struct timespec t;

  if (clock_gettime (CLOCK_MONOTONIC, &t) != 0)
    return 0;
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* Write SECONDS as people say it.  */
static void
write_time (char *text, size_t size, double seconds)
{
  if (seconds < 100)
    snprintf (text, size, "%.0f s", seconds);
  else if (seconds < 6000)
    snprintf (text, size, "%.0f min", seconds / 60);
  else if (seconds < 360000)
    snprintf (text, size, "%.0f h", seconds / 3600);
  else
    snprintf (text, size, "days");
}

static void
show (const char *what, double part, double left)
{
  char bar[BAR_WIDTH + 1], time[32];
  int filled = (int) (part * BAR_WIDTH);

  write_time (time, sizeof time, left);
  memset (bar, ' ', BAR_WIDTH);
  memset (bar, '=', (size_t) filled);
  bar[BAR_WIDTH] = '\0';
  if (state.bar)
    fprintf (stderr, "\r[%s] %3.0f%%  %s left  %s\033[K", bar, 100 * part,
             time, what);
  else
    fprintf (stderr, "mdmcert: %s: %.0f%%, about %s left\n", what, 100 * part,
             time);
  fflush (stderr);
  state.shown = 1;
}

static void
tell (void *data, const char *what, uint64_t done, uint64_t total)
{
  double time = now (), part;

  (void) data;
  if (state.what == NULL || strcmp (state.what, what) != 0)
    {
      mdm_progress_wipe ();
      state.what = what;
      state.first = done;
      state.start = time;
      state.last = time + FIRST - (state.bar ? BAR_EVERY : LINE_EVERY);
    }
  if (done >= total)
    {
      mdm_progress_wipe ();
      return;
    }
  if (time - state.last < (state.bar ? BAR_EVERY : LINE_EVERY)
      || done <= state.first)
    return;
  part = (double) done / (double) total;
  show (what, part,
        (time - state.start) * (double) (total - done)
            / (double) (done - state.first));
  state.last = time;
}

const mdm_progress_t *
mdm_progress_listener (mdm_progress_mode mode)
{
  static const mdm_progress_t listener = { tell, NULL };

  state.bar = mode == MDM_PROGRESS_AUTO;
  if (mode == MDM_PROGRESS_NONE
      || (mode == MDM_PROGRESS_AUTO && !isatty (STDERR_FILENO)))
    return NULL;
  return &listener;
}

void
mdm_progress_wipe (void)
{
  if (state.shown && state.bar)
    {
      fputs ("\r\033[K", stderr);
      fflush (stderr);
    }
  state.shown = 0;
  state.what = NULL;
}
