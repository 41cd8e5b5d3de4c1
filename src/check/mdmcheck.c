/* mdmcheck.c - options, order of the parts, output.  */
#include <config.h>

#include "check.h"
#include "explain.h"
#include "policy.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char help[]
    = "Usage: mdmcheck [--law=FILE] [--explain] CERTIFICATE..\n"
      "Derive every statement of certificates of mdmcert again.\n"
      "Of several there is a line each, and a count; - is standard input.\n\n"
      "      --law=FILE  also check that the law is that of FILE\n"
      "      --explain   tell what the words mean, which is not verified\n"
      "      --help      print this help and leave\n"
      "      --version   print the versions, of libraries too, and leave\n\n"
      "Status, the worst of several: 0 verified, 1 not verified,\n"
      "2 malformed, unreadable, over a limit.\n";

static int explained;

/* Check a certificate and leave.  The explanation comes last, when the verdict
   has been written.  */
static void __attribute__ ((noreturn))
check (const char *certificate, const char *law_file)
{
  open_records (certificate);
  item ("mdmcert-certificate", 1);
  law_read ();
  require (law_file == NULL || law.kind == ROWS,
           "the certificate has no rows to compare with --law");
  if (law_file != NULL)
    law_bind (law_file);
  if (law.kind == EVERY || law.kind == JOINT)
    say ("law: every law of length %zu, over every vocabulary%s\n", law.length,
         law.kind == JOINT ? ", of which what is given is true" : "");
  else if (law_file != NULL)
    say ("law: %s\n", law_file);
  else if (law.kind == ROWS)
    say ("law: as embedded: length %zu, vocabulary of %" PRIu64
         ", %zu sequences of positive probability\n",
         law.length, law.vocabulary, law.all.count);
  schedules_read ();
  if (law.kind == ROWS)
    sum_read_integers ();
  statements_read ();
  const char *next = record ();
  if (strcmp (next, "optima") == 0)
    {
      optima_read ();
      next = record ();
    }
  end_records (next);
  if (curve_trusted)
    say ("trusted: the curve identity, ekl = sum a_k d_(k+1) - e_L (Chen, "
         "Cong and Li, arXiv 2511.04647, Thm 16; Process.v: ekl_processE, "
         "Times.v: ekl_iidE)\n");
  if (law.kind == EVERY)
    say ("trusted: what is linear in the increments of the average entropy "
         "curve holds for every law if it does on every ray "
         "(mdmcert-theory(7); Rays.v: cone_iff)\n");
  if (law.kind == COPIES)
    say ("trusted: MDS codes [L,m] over a prime field of q >= L elements "
         "have the rays as increments, in units of log q "
         "(mdmcert-theory(7); Copies.v: copies)\n");
  if (law.kind == JOINT)
    say ("trusted: H(A|C) and I(A;B|C) are never negative "
         "(Entropy.v: H_mono, CMI_ge0)\n");
  say ("Thus each hypothesis and claim above is true of %s%s.\n",
       law.kind == EVERY || law.kind == JOINT ? "every such law" : "this law",
       curve_trusted || law.kind != ROWS ? ", given what is trusted" : "");
  printf ("s VERIFIED%s%s\n%s", brief ? " " : "", brief ? certificate : "",
          brief ? "" : said);
  if (explained && fflush (stdout) == 0)
    require (explain (said, certificate), "out of memory");
  finish (0);
}

/* Check each of COUNT certificates in a process of its own, whose status and
   line are those of the one certificate; return the worst status.  */
static int
check_each (char **certificate, int count, const char *law_file)
{
  static int of[3];
  brief = 1;
  for (int i = 0; i < count; i++)
    {
      int state, status = 2;
      pid_t child = fork ();
      if (child == 0)
        check (certificate[i], law_file);
      require (waitpid (child, &state, 0) == child && child > 0,
               "cannot fork: %s", strerror (errno));
      if (!WIFEXITED (state))
        fprintf (stderr, "mdmcheck: %s: ended by signal %d\n", certificate[i],
                 WTERMSIG (state));
      else if (WEXITSTATUS (state) < 2)
        status = WEXITSTATUS (state);
      of[status]++;
    }
  printf ("%d verified, %d not verified, %d malformed or over a limit\n",
          of[0], of[1], of[2]);
  return of[2] > 0 ? 2 : of[1] > 0;
}

int
main (int count, char **argument)
{
  static const struct option options[]
      = { { "law", required_argument, NULL, 'l' },
          { "explain", no_argument, &explained, 1 },
          { "help", no_argument, NULL, 'h' },
          { "version", no_argument, NULL, 'v' },
          { NULL, 0, NULL, 0 } };
  static char name[] = "mdmcheck";
  const char *law_file = NULL;
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  argument[0] = name;
  for (int option;
       (option = getopt_long (count, argument, "", options, NULL)) != -1;)
    {
      if (option == 'h')
        fputs (help, stdout);
      else if (option == 'v')
        printf ("mdmcheck (" PACKAGE_NAME ") " PACKAGE_VERSION
                "\nGMP %s, MPFR %s\n",
                gmp_version, mpfr_get_version ());
      if (option == 'h' || option == 'v')
        finish (0);
      if (option == '?')
        return 2;
      require (option == 0 || law_file == NULL,
               "the option is given twice: --law=%s", optarg);
      law_file = option == 0 ? law_file : optarg;
    }
  require (optind < count, "a certificate is expected; see mdmcheck --help");
  int files = count - optind;
  int inputs = law_file != NULL && strcmp (law_file, "-") == 0 ? files : 0;
  for (int i = optind; i < count; i++)
    inputs += strcmp (argument[i], "-") == 0;
  require (inputs <= 1, "the standard input can be read once");
  if (files > 1)
    finish (check_each (argument + optind, files, law_file));
  check (argument[optind], law_file);
}
