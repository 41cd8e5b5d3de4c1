/* mdmcheck.c - options, order of the parts, output.  */
#include <config.h>

#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

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
usage (const char *what, const char *argument)
{
  fprintf (stderr, "mdmcheck: %s%s\n", what, argument);
  _Exit (2);
}

static void
check (const char *certificate, const char *law_file)
{
  char *text;
  size_t size;
  FILE *words = checked (open_memstream (&text, &size));
  parse_open (certificate);
  parse_expect ("mdmcert-certificate");
  parse_number (1, 1);
  law_read ();
  if (law_file != NULL && law.universal)
    malformed ("the certificate is about all laws, not about that of a file");
  if (law_file != NULL)
    law_bind (law_file);
  schedules_read (words);
  if (!law.universal)
    integers_read ();
  statements_read (words);
  parse_end ();
  if (fclose (words) != 0)
    checked (NULL);
  puts ("s VERIFIED");
  if (law.universal)
    printf ("law: every law of length %zu, over every vocabulary\n",
            law.length);
  else if (law_file != NULL)
    printf ("law: %s\n", law_file);
  else
    printf ("law: as embedded: length %zu, vocabulary of %" PRIu64
            ", %zu sequences of positive probability\n",
            law.length, law.vocabulary, law.rows);
  fwrite (text, 1, size, stdout);
  free (text);
  if (curve_trusted)
    puts ("trusted: the curve identity, ekl = sum over k of a_k d_(k+1), less "
          "e_L (Chen, Cong and Li, arXiv 2511.04647, Theorem 16)");
  if (rays_trusted)
    puts ("trusted: what is linear in the increments of the average entropy "
          "curve holds for every law if it does on every ray "
          "(mdmcert-theory(7))");
  if (codes_trusted)
    puts ("trusted: MDS codes [L,m] over a prime field of q >= L elements "
          "have the rays as increments, in units of log q "
          "(mdmcert-theory(7))");
}

int
main (int count, char **argument)
{
  const char *law_file = NULL, *certificate = NULL;
  int options = 1;
  signal (SIGPIPE, SIG_IGN);
  parse_init ();
  for (int i = 1; i < count; i++)
    {
      const char *word = argument[i];
      if (options && strcmp (word, "--") == 0)
        options = 0;
      else if (options && strcmp (word, "--help") == 0)
        {
          fputs (help, stdout);
          finish (0);
        }
      else if (options && strcmp (word, "--version") == 0)
        {
          puts ("mdmcheck (" PACKAGE_NAME ") " PACKAGE_VERSION);
          finish (0);
        }
      else if (options && strncmp (word, "--law=", 6) == 0)
        {
          if (law_file != NULL)
            usage ("the option is given twice: ", word);
          law_file = word + 6;
        }
      else if (options && word[0] == '-' && word[1] != 0)
        usage ("unknown option: ", word);
      else if (certificate != NULL)
        usage ("only one certificate is checked at a time: ", word);
      else
        certificate = word;
    }
  if (certificate == NULL)
    usage ("a certificate is expected; see mdmcheck --help", "");
  if (law_file != NULL && strcmp (law_file, "-") == 0
      && strcmp (certificate, "-") == 0)
    usage ("the standard input can be read once: ", "--law=-");
  check (certificate, law_file);
  finish (0);
}
