/* unit.c - run a Check suite and report it in TAP.

   Check writes TAP by itself, but leaves holes: a test that prints can break a
   line of it, a message of several lines can, and a failing unchecked fixture
   is no line at all, so that the tests that it prevented are never missed.  So
   Check writes to a temporary file, which is copied line by line and compared
   with Check's own counts.  When this process dies, or leaves early, no plan
   is printed, and that is an error to every TAP harness.  */
#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"
#undef tcase_create

/* Whether a test is under way in this process.  */
static bool running;

static void
begin (void)
{
  running = true;
}

static void
end (void)
{
  running = false;
}

/* At exit: a test that is still under way has called exit itself.  */
static void
refuse_early_exit (void)
{
  if (running)
    _exit (98);
}

TCase *
mdm_unit_case (const char *name)
{
  TCase *c = tcase_create (name);
  tcase_add_checked_fixture (c, begin, end);
  return c;
}

/* Print TEXT, the rest of a result line, without the directory of the source
   file and with '#', which would start a directive, escaped.  */
static void
put_description (const char *text)
{
  size_t path = strcspn (text, ":");
  for (size_t i = 0; i < path; i++)
    if (text[i] == '/')
      {
        text += i + 1;
        path -= i + 1;
        i = (size_t)-1;
      }
  for (; *text != '\0'; text++)
    {
      if (*text == '#')
        putchar ('\\');
      putchar (*text);
    }
}

/* Copy the results in FILE to standard output, the rest as comments, and add
   to *PASSED and *FAILED what they are.  Return whether FILE ends with the
   plan of that many results, which is not copied.  A line too long for LINE
   is cut into comments, which loses nothing but looks.  */
static bool
copy_tap (FILE *file, int *passed, int *failed)
{
  char line[4096];
  bool planned = false, fresh = true;
  while (fgets (line, sizeof line, file) != NULL)
    {
      int number = 0, plan = 0, end = 0;
      size_t length = strlen (line);
      bool whole = length > 0 && line[length - 1] == '\n';
      int next = *passed + *failed + 1;
      if (whole)
        line[length - 1] = '\0';
      if (fresh && sscanf (line, "ok %d - %n", &number, &end) == 1 && end > 0
          && number == next)
        {
          ++*passed;
          printf ("ok %d - ", number);
          put_description (line + end);
        }
      else if (fresh && sscanf (line, "not ok %d - %n", &number, &end) == 1
               && end > 0 && number == next)
        {
          ++*failed;
          printf ("not ok %d - ", number);
          put_description (line + end);
        }
      else if (fresh && sscanf (line, "1..%d%n", &plan, &end) == 1
               && line[end] == '\0' && plan == next - 1)
        {
          planned = true;
          continue;
        }
      else
        printf ("# %s", line);
      putchar ('\n');
      fresh = whole;
    }
  return planned;
}

int
mdm_unit_run (Suite *(*make) (void))
{
  const char *tmpdir = getenv ("TMPDIR");
  const char *harness = getenv ("HARNESS_ACTIVE");
  char name[4096];
  int passed = 0, failed = 0;

  /* Before MAKE: a test case takes its time limit when it is created.  */
  setenv ("CK_DEFAULT_TIMEOUT", "60", 0);
  Suite *suite = make ();

  if (tmpdir == NULL || *tmpdir == '\0')
    tmpdir = "/tmp";
  snprintf (name, sizeof name, "%s/mdm-unit-XXXXXX", tmpdir);
  int fd = mkstemp (name);
  if (fd < 0 || atexit (refuse_early_exit) != 0)
    {
      perror (name);
      return 99;
    }
  close (fd);

  SRunner *runner = srunner_create (suite);
  srunner_set_tap (runner, name);
  fflush (NULL);
  int out = dup (STDOUT_FILENO);
  if (out < 0 || dup2 (STDERR_FILENO, STDOUT_FILENO) < 0)
    {
      perror ("dup");
      unlink (name);
      return 99;
    }
  srunner_run_all (runner, CK_SILENT);
  fflush (NULL);
  if (dup2 (out, STDOUT_FILENO) < 0)
    {
      perror ("dup2");
      unlink (name);
      return 99;
    }
  close (out);

  int run = srunner_ntests_run (runner);
  int bad = srunner_ntests_failed (runner);
  FILE *file = fopen (name, "r");
  bool planned = file != NULL && copy_tap (file, &passed, &failed);
  if (file != NULL)
    fclose (file);
  unlink (name);

  bool complete
      = planned && run > 0 && run == passed + failed && bad == failed;
  if (complete)
    printf ("1..%d\n", run);
  else
    {
      printf ("Bail out! Check ran %d tests of which %d failed, but its report"
              " has %d and %d\n",
              run, bad, passed + failed, failed);
      fflush (stdout);
      dup2 (STDERR_FILENO, STDOUT_FILENO);
      srunner_print (runner, CK_NORMAL);
    }
  srunner_free (runner);
  if (fflush (stdout) != 0 || !complete)
    return 99;
  return failed > 0 && harness == NULL ? 1 : 0;
}
