/* main.c - dispatch, messages and exit status.  */
#include <config.h>

#include "cli/commands.h"
#include "cli/targets.h"
#include "cli/write.h"
#include "exact/pages.h"
#include "text/nearest.h"
#include "text/string.h"

#include <fcntl.h>
#include <glpk.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIST_COMMAND(name) &mdm_cmd_##name,
static const mdm_command_t *const commands[] = { MDM_COMMANDS (LIST_COMMAND) };

#define COMMANDS (sizeof commands / sizeof commands[0])

/* Say MESSAGE, and leave at once, with no half-written file.  */
static void give_up (const char *message) __attribute__ ((noreturn));

static void
give_up (const char *message)
{
  ssize_t n = write (STDERR_FILENO, message, strlen (message));

  (void) n;
  mdm_write_abandon ();
  _exit (MDM_EXIT_TROUBLE);
}

/* Running out of memory, anywhere.  */
static void out_of_memory (void) __attribute__ ((noreturn));

static void
out_of_memory (void)
{
  give_up ("mdmcert: out of memory\n");
}

/* Has main come to its end?  A library that leaves by exit, as that of OpenMP
   does with status 1 where it cannot make a thread, would seem to give a
   verdict.  */
static int ended;

static void
at_exit (void)
{
  if (!ended)
    give_up ("mdmcert: a library ended the program\n");
}

static void *
safe_realloc (void *old, size_t size)
{
  void *p = realloc (old, size > 0 ? size : 1);

  if (p == NULL)
    out_of_memory ();
  return p;
}

static void *
safe_malloc (size_t size)
{
  return safe_realloc (NULL, size);
}

static void *
safe_calloc (size_t count, size_t size)
{
  void *p = calloc (count > 0 ? count : 1, size > 0 ? size : 1);

  if (p == NULL)
    out_of_memory ();
  return p;
}

static void *
gmp_realloc (void *old, size_t old_size, size_t size)
{
  (void) old_size;
  return safe_realloc (old, size);
}

static void
gmp_free (void *p, size_t size)
{
  (void) size;
  free (p);
}

static void
on_signal (int number)
{
  mdm_write_abandon ();
  signal (number, SIG_DFL);
  raise (number);
}

/* End by on_signal on signal NUMBER, unless it was ignored from the start, as
   nohup does.  */
static void
end_on (int number)
{
  struct sigaction now;

  if (sigaction (number, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
    signal (number, on_signal);
}

/* A standard stream that is closed would be the next file that is opened, and
   what is written to it would go there.  Put something in its place that fails
   as it does.  */
static void
keep_places (void)
{
  for (int i = 0; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) < 0
        && open ("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) != i)
      _exit (MDM_EXIT_TROUBLE);
}

static void
install_handlers (void)
{
  keep_places ();
  __flint_set_memory_functions (safe_malloc, safe_calloc, safe_realloc, free);
  mp_set_memory_functions (safe_malloc, gmp_realloc, gmp_free);
  json_set_alloc_funcs (safe_malloc, free);
  /* A reader that goes away is an error of writing, told like any other.  */
  signal (SIGPIPE, SIG_IGN);
  /* So is a file that must not grow further.  */
  signal (SIGXFSZ, SIG_IGN);
  end_on (SIGINT);
  end_on (SIGTERM);
  end_on (SIGHUP);
  if (atexit (at_exit) != 0)
    out_of_memory ();
}

/* Write to the standard output, or complain.  */
static int
print (const char *text)
{
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  if (mdm_write (NULL, text, strlen (text), &err) == MDM_OK)
    return MDM_EXIT_DONE;
  mdm_write_complaint (&err);
  return MDM_EXIT_TROUBLE;
}

/* The help on COMMAND, or on all.  */
static void
write_help (FILE *stream, const mdm_command_t *command)
{
  if (command != NULL)
    {
      fputs (command->usage, stream);
      mdm_options_help (stream, command->own);
      return;
    }
  fputs ("Usage: mdmcert COMMAND [OPTION]...\n"
         "Verify theorems about masked diffusion language models on concrete "
         "laws,\nin exact arithmetic.\n\nCommands:\n",
         stream);
  for (size_t i = 0; i < COMMANDS; i++)
    fprintf (stream, "  %-10s  %s\n", commands[i]->name, commands[i]->summary);
  fputs ("\n  --help     print this help; mdmcert COMMAND --help "
         "describes a command\n"
         "  --version  print the version, and those of the libraries\n\n"
         "The manual pages are mdmcert(1) and mdmcert-COMMAND(1).\n"
         "A bug report has the command, its input, what it printed, and what\n"
         "mdmcert --version prints.\n\n"
         "Example:\n  mdmcert certify --law=parity:V=2,L=4 "
         "--schedule=balanced:2\n",
         stream);
}

static int
print_help (const mdm_command_t *command)
{
  MDM_OWNED char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);

  write_help (stream, command);
  mdm_str_close (stream);
  return print (text);
}

/* The versions of the libraries are those that are in use, which need not be
   those that the program was built with.  */
static int
print_version (void)
{
  MDM_OWNED char *text = mdm_str (
      PACKAGE_NAME
      " " PACKAGE_VERSION "\n"
      "with GMP %s, MPFR %s, FLINT %s, Arb %s, Jansson %s, GLPK %s\n"
      "Copyright (C) 2026 The mdmcert developers\n"
      "License GPLv3+: GNU GPL version 3 or later "
      "<https://gnu.org/licenses/gpl.html>\n"
      "This is free software: you are free to change and redistribute it.\n"
      "There is NO WARRANTY, to the extent permitted by law.\n",
      gmp_version, mpfr_get_version (), flint_version, MDM_ARB_VERSION,
      JANSSON_VERSION, glp_version ());

  return print (text);
}

/* Is the standard output to be coloured?  On terminals that can, unless the
   user says no (https://no-color.org).  */
static int
wants_colour (void)
{
  const char *no = getenv ("NO_COLOR"), *term = getenv ("TERM");

  return (no == NULL || no[0] == '\0') && term != NULL && term[0] != '\0'
         && strcmp (term, "dumb") != 0 && isatty (STDOUT_FILENO);
}

/* Write RESULT as OPTIONS say.  */
static mdm_status
write_result (mdm_result_t result, const mdm_options_t *options,
              mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);

  result->colour = mdm_write_is_standard (options->output) && wants_colour ();
  mdm_result_write (stream, result);
  mdm_str_close (stream);
  return mdm_write (options->output, text, length, err) == MDM_OK
             ? MDM_OK
             : mdm_option_place (err, "output", options->output);
}

/* Say of which option the failure ERR is.  What has no place of its own is so
   for the law, mostly its size; the predictor is named without its option.  */
static void
blame (mdm_err_t *err, const mdm_options_t *options)
{
  if (err->status == MDM_EDOMAIN && options->predictor != NULL
      && strcmp (err->where, options->predictor) == 0)
    {
      err->where[0] = '\0';
      (void) mdm_option_place (err, "predictor", options->predictor);
    }
  if (options->law != NULL)
    (void) mdm_option_place (err, "law", options->law);
}

/* COMMAND takes no OPERAND, or no more; perhaps it is meant for the law.  */
static mdm_status
refuse_operand (const mdm_command_t *command, const mdm_options_t *options,
                const char *operand, mdm_err_t *err)
{
  for (const mdm_option_t *option = command->own;
       option != NULL && option->name != NULL; option++)
    if (strcmp (option->name, "law") == 0 && options->law == NULL)
      return mdm_err_set (err, MDM_EPARSE, operand, 0, 0,
                          "an argument too many; a law is given as --law=%s",
                          operand);
  return mdm_option_fail (err, operand, "an argument too many");
}

/* Carry out COMMAND with OPTIONS, and write what comes out.  */
static mdm_status
carry_out (mdm_exit *outcome, const mdm_command_t *command,
           mdm_options_t *options, mdm_err_t *err)
{
  const mdm_list_t *operands = &options->operands;
  mdm_result_t result;
  mdm_status status;

  if (operands->count > command->operands)
    return refuse_operand (command, options, operands->text[command->operands],
                           err);
  if (options->format.facts != MDM_FACTS_TOP
      && options->format.kind != MDM_FORMAT_TSV
      && options->format.kind != MDM_FORMAT_CSV)
    return mdm_option_fail (err, "--facts",
                            "it goes with --format=tsv and --format=csv");
  if (!options->quiet)
    options->limit.progress = mdm_progress_listener (options->progress);
  mdm_result_init (result, command->schema, &options->format, err);
  result->unseen = options->quiet;
  status = mdm_targets_set (options, err);
  if (status == MDM_OK)
    status = command->run (result, outcome, options, err);
  mdm_progress_wipe ();
  if (status == MDM_OK && !options->quiet)
    status = write_result (result, options, err);
  mdm_result_clear (result);
  return status;
}

static int
run (const mdm_command_t *command, int argc, char **argv)
{
  size_t size = command->size > 0 ? command->size : sizeof (mdm_options_t);
  mdm_options_t *options = flint_calloc (1, size);
  mdm_exit outcome = MDM_EXIT_DONE;
  mdm_status status;
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  status = mdm_options_read (options, command->own, argc, argv, &err);
  if (status == MDM_OK && options->help)
    outcome = (mdm_exit) print_help (command);
  else if (status == MDM_OK && options->version)
    outcome = (mdm_exit) print_version ();
  else if (status == MDM_OK)
    status = carry_out (&outcome, command, options, &err);
  if (status != MDM_OK)
    blame (&err, options);
  mdm_options_clear (options, command->own);
  flint_free (options);
  flint_cleanup_master ();
  if (status == MDM_OK)
    return (int) outcome;
  mdm_write_complaint (&err);
  return status == MDM_ELIMIT ? MDM_EXIT_UNDECIDED : MDM_EXIT_TROUBLE;
}

/* The command called NAME, or NULL.  */
static const mdm_command_t *
find_command (const char *name)
{
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp (name, commands[i]->name) == 0)
      return commands[i];
  return NULL;
}

/* What is wrong with the command line.  */
static int
refuse (const char *where, const char *what)
{
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  (void) mdm_err_set (&err, MDM_EPARSE, where, 0, 0, "%s", what);
  mdm_write_complaint (&err);
  return MDM_EXIT_TROUBLE;
}

/* There is no command NAME.  */
static int
refuse_command (const char *name)
{
  mdm_nearest_t nearest = mdm_nearest_to (name, strlen (name));
  MDM_OWNED char *meant = NULL;
  MDM_OWNED char *what = NULL;

  for (size_t i = 0; i < COMMANDS; i++)
    mdm_nearest_try (&nearest, commands[i]->name);
  meant = mdm_nearest_str (&nearest, "; mdmcert --help lists them");
  what = mdm_str ("no such command%s", meant);
  return refuse (name, what);
}

/* Do what the command line says.  */
static int
obey (int argc, char **argv)
{
  const mdm_command_t *command;
  int help;

  if (argc < 2)
    return refuse (NULL, "a command is missing; mdmcert --help lists them");
  command = find_command (argv[1]);
  if (command != NULL)
    return run (command, argc - 1, argv + 1);
  help = strcmp (argv[1], "help") == 0;
  if (help && argc == 3)
    {
      command = find_command (argv[2]);
      return command != NULL ? print_help (command) : refuse_command (argv[2]);
    }
  help |= strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0;
  if (!help && strcmp (argv[1], "--version") != 0)
    return refuse_command (argv[1]);
  if (argc > 2)
    return refuse (argv[2], "an argument too many");
  return help ? print_help (NULL) : print_version ();
}

int
main (int argc, char **argv)
{
  int status;

  mdm_heap_keep ();
  install_handlers ();
  status = obey (argc, argv);
  ended = 1;
  return status;
}
