/* main.c - dispatch, messages and exit status.  */
#include <config.h>

#include "cli/commands.h"
#include "cli/write.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const mdm_command_t *const commands[] = {
  &mdm_cmd_info,  &mdm_cmd_law,    &mdm_cmd_certify, &mdm_cmd_schedule,
  &mdm_cmd_prove, &mdm_cmd_claims, &mdm_cmd_table,   &mdm_cmd_merge,
};

#define COMMANDS (sizeof commands / sizeof commands[0])

/* Running out of memory, anywhere: one line, no half-written file.  */
static void out_of_memory (void) __attribute__ ((noreturn));

static void
out_of_memory (void)
{
  static const char message[] = "mdmcert: out of memory\n";
  ssize_t n = write (STDERR_FILENO, message, sizeof message - 1);

  (void) n;
  mdm_write_abandon ();
  _exit (MDM_EXIT_TROUBLE);
}

static void *
safe_malloc (size_t size)
{
  void *p = malloc (size > 0 ? size : 1);

  if (p == NULL)
    out_of_memory ();
  return p;
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
safe_realloc (void *old, size_t size)
{
  void *p = realloc (old, size > 0 ? size : 1);

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

static void
install_handlers (void)
{
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
}

static void
complain (const mdm_err_t *err)
{
  fputs ("mdmcert: ", stderr);
  if (err->where[0] != '\0')
    {
      fputs (err->where, stderr);
      if (err->line > 0)
        fprintf (stderr, ":%zu:%zu", err->line, err->column);
      fputs (": ", stderr);
    }
  fprintf (stderr, "%s\n%s", err->message, err->excerpt);
}

static int
exit_status (mdm_status status)
{
  return status == MDM_ELIMIT ? MDM_EXIT_UNDECIDED : MDM_EXIT_TROUBLE;
}

/* Write to the standard output, or complain.  */
static int
print (const char *text)
{
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  if (mdm_write (NULL, text, strlen (text), &err) == MDM_OK)
    return MDM_EXIT_DONE;
  complain (&err);
  return MDM_EXIT_TROUBLE;
}

static int
print_help (const mdm_command_t *command)
{
  char text[8192];
  size_t n = 0;

  if (command != NULL)
    snprintf (text, sizeof text, "%s\n%s", command->help, mdm_global_help);
  else
    {
      n += (size_t) snprintf (
          text, sizeof text,
          "Usage: mdmcert COMMAND [OPTION]...\n"
          "Verify theorems about masked diffusion language models on concrete "
          "laws,\nin exact arithmetic.\n\nCommands:\n");
      for (size_t i = 0; i < COMMANDS; i++)
        n += (size_t) snprintf (text + n, sizeof text - n, "  %-10s  %s\n",
                                commands[i]->name, commands[i]->summary);
      snprintf (text + n, sizeof text - n,
                "\n  --help     print this help; mdmcert COMMAND --help "
                "describes a command\n"
                "  --version  print the version\n\n"
                "The manual pages are mdmcert(1) and mdmcert-COMMAND(1)."
                "\n\n"
                "Example:\n  mdmcert certify --law=parity:V=2,L=4 "
                "--schedule=balanced:2\n");
    }
  return print (text);
}

static int
print_version (void)
{
  return print (
      PACKAGE_NAME
      " " PACKAGE_VERSION "\n"
      "Copyright (C) 2026 The mdmcert developers\n"
      "License GPLv3+: GNU GPL version 3 or later "
      "<https://gnu.org/licenses/gpl.html>\n"
      "This is free software: you are free to change and redistribute it.\n"
      "There is NO WARRANTY, to the extent permitted by law.\n");
}

/* Write RESULT as OPTIONS say.  */
static mdm_status
write_result (const mdm_result_t result, const mdm_options_t *options,
              mdm_err_t *err)
{
  char *text = NULL;
  size_t length = 0;
  mdm_status status;
  FILE *stream;

  if (options->quiet)
    return MDM_OK;
  stream = open_memstream (&text, &length);
  if (stream == NULL)
    out_of_memory ();
  mdm_result_write (stream, result, options->format.kind);
  if (ferror (stream) || fclose (stream) != 0)
    out_of_memory ();
  status = mdm_write (options->output, text, length, err);
  free (text);
  return status;
}

/* What is over a limit without a place of its own is so for the size of the
   law: name it.  */
static void
blame_law (mdm_err_t *err, const mdm_options_t *options)
{
  char *where;

  if (options->law == NULL || err->where[0] != '\0')
    return;
  where = mdm_option_str ("law", options->law);
  (void) mdm_err_place (err, where, 0, 0);
  flint_free (where);
}

static int
run (const mdm_command_t *command, int argc, char **argv)
{
  mdm_options_t options;
  mdm_result_t result;
  mdm_exit outcome = MDM_EXIT_DONE;
  mdm_status status;
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  mdm_result_init (result, command->schema);
  status = mdm_options_read (&options, argc, argv, command->takes, &err);
  if (status == MDM_OK && options.help)
    outcome = (mdm_exit) print_help (command);
  else if (status == MDM_OK && options.version)
    outcome = (mdm_exit) print_version ();
  else
    {
      if (status == MDM_OK && !(command->takes & MDM_TAKES_OPERANDS))
        status = mdm_refuse_operands (&options, 0, &err);
      if (status == MDM_OK && !options.quiet)
        options.limit.progress = mdm_progress_listener (options.progress);
      if (status == MDM_OK)
        status = command->run (result, &outcome, &options, &err);
      mdm_progress_wipe ();
      if (status == MDM_OK)
        status = write_result (result, &options, &err);
    }
  if (status != MDM_OK)
    blame_law (&err, &options);
  mdm_options_clear (&options);
  mdm_result_clear (result);
  flint_cleanup_master ();
  if (status == MDM_OK)
    return (int) outcome;
  complain (&err);
  return exit_status (status);
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

static int
refuse (const char *where, const char *what)
{
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  (void) mdm_err_set (&err, MDM_EPARSE, where, 0, 0, "%s", what);
  complain (&err);
  return MDM_EXIT_TROUBLE;
}

int
main (int argc, char **argv)
{
  const mdm_command_t *command;

  install_handlers ();
  if (argc < 2)
    return refuse (NULL, "a command is missing; mdmcert --help lists them");
  command = find_command (argv[1]);
  if (command != NULL)
    return run (command, argc - 1, argv + 1);
  if (strcmp (argv[1], "help") == 0 && argc == 3)
    {
      command = find_command (argv[2]);
      return command != NULL ? print_help (command)
                             : refuse (argv[2], "no such command; mdmcert "
                                                "--help lists them");
    }
  if (strcmp (argv[1], "help") != 0 && strcmp (argv[1], "--help") != 0
      && strcmp (argv[1], "--version") != 0)
    return refuse (argv[1], "no such command; mdmcert --help lists them");
  if (argc > 2)
    return refuse (argv[2], "an argument too many");
  return strcmp (argv[1], "--version") == 0 ? print_version ()
                                            : print_help (NULL);
}
