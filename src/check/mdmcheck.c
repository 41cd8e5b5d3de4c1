/* mdmcheck.c - options, order of the parts, output.  */
#include <config.h>

#include "check.h"

#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[]
    = "Usage: mdmcheck [--law=FILE] CERTIFICATE\n"
      "Check a certificate of mdmcert, deriving every statement of it again.\n"
      "The file `-' is the standard input.\n"
      "\n"
      "      --law=FILE  also check that the certificate is about the law of "
      "FILE\n"
      "      --help      print this help and leave\n"
      "      --version   print the version and leave\n"
      "\n"
      "Status: 0 verified, 1 not verified, 2 malformed, unreadable, over a "
      "limit.\n";

static void
check (const char *certificate, const char *law_file)
{
  open_records (certificate);
  expect ("mdmcert-certificate");
  number (1, 1);
  law_read ();
  require (law_file == NULL || law.kind == ROWS,
           "the certificate is not about a law of rows");
  if (law_file != NULL)
    law_bind (law_file);
  schedules_read ();
  if (law.kind == ROWS)
    sum_read_integers ();
  schedules_run ();
  statements_read ();
  end_records ();
  puts ("s VERIFIED");
  if (law.kind == EVERY)
    printf ("law: every law of length %zu, over every vocabulary\n",
            law.length);
  else if (law.kind == ROWS && law_file != NULL)
    printf ("law: %s\n", law_file);
  else if (law.kind == ROWS)
    printf ("law: as embedded: length %zu, vocabulary of %" PRIu64
            ", %zu sequences of positive probability\n",
            law.length, law.vocabulary, law.all.count);
  fputs (said, stdout);
  if (curve_trusted)
    puts ("trusted: the curve identity, ekl = sum over k of a_k d_(k+1), less "
          "e_L (Chen, Cong and Li, arXiv 2511.04647, Theorem 16)");
  if (law.kind == EVERY)
    puts ("trusted: what is linear in the increments of the average entropy "
          "curve holds for every law if it does on every ray "
          "(mdmcert-theory(7))");
  if (law.kind == COPIES)
    puts ("trusted: MDS codes [L,m] over a prime field of q >= L elements "
          "have the rays as increments, in units of log q "
          "(mdmcert-theory(7))");
}

/* Only finish leaves with 0 or 1: an exit of a library is no verdict.  */
static void
leave (void)
{
  _Exit (2);
}

int
main (int count, char **argument)
{
  static const struct option options[]
      = { { "law", required_argument, NULL, 'l' },
          { "help", no_argument, NULL, 'h' },
          { "version", no_argument, NULL, 'v' },
          { NULL, 0, NULL, 0 } };
  static char name[] = "mdmcheck";
  const char *law_file = NULL;
  /* A standard stream that is closed must not be the next file opened.  */
  for (int i = 0; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) < 0
        && open ("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) != i)
      _Exit (2);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  require (atexit (leave) == 0, "out of memory");
  argument[0] = name;
  for (int option;
       (option = getopt_long (count, argument, "", options, NULL)) != -1;)
    {
      if (option == 'h')
        fputs (help, stdout);
      else if (option == 'v')
        puts ("mdmcheck (" PACKAGE_NAME ") " PACKAGE_VERSION);
      if (option == 'h' || option == 'v')
        finish (0);
      if (option == '?')
        return 2;
      require (law_file == NULL, "the option is given twice: --law=%s",
               optarg);
      law_file = optarg;
    }
  require (optind < count, "a certificate is expected; see mdmcheck --help");
  require (optind + 1 == count,
           "only one certificate is checked at a time: %s",
           argument[optind + 1]);
  require (law_file == NULL || strcmp (law_file, "-") != 0
               || strcmp (argument[optind], "-") != 0,
           "the standard input can be read once: --law=-");
  check (argument[optind], law_file);
  finish (0);
}
