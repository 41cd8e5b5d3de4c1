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
print_law (const struct law *law, const char *file)
{
  if (law->universal)
    printf ("law: every law of length %zu, over every vocabulary\n",
            law->length);
  else if (file != NULL)
    printf ("law: %s\n", file);
  else
    printf ("law: as embedded: length %zu, vocabulary of %llu, "
            "%zu sequences of positive probability\n",
            law->length, (unsigned long long) law->vocabulary, law->rows);
}

static void
print_trusted (const struct context *c)
{
  if (curve_trusted)
    puts ("trusted: the curve identity, ekl = sum over k of a_k d_(k+1), less "
          "e_L (Chen, Cong and Li, arXiv 2511.04647, Theorem 16)");
  if (c->rays_trusted)
    puts ("trusted: what is linear in the increments of the average entropy "
          "curve holds for every law if it does on every ray "
          "(mdmcert-theory(7))");
  if (c->codes_trusted)
    puts ("trusted: MDS codes [L,m] over a prime field of q >= L elements "
          "have the rays as increments, in units of log q "
          "(mdmcert-theory(7))");
}

static void
check (const char *certificate, const char *law_file)
{
  struct context c = { .rays_trusted = 0 };
  char *words;
  size_t size;
  c.words = open_text (&words, &size);
  parse_open (certificate);
  parse_expect ("mdmcert-certificate");
  parse_number (1, 1);
  law_read (&c.law);
  if (law_file != NULL && c.law.universal)
    malformed ("the certificate is about all laws, not about that of a file");
  if (law_file != NULL)
    law_bind (&c.law, law_file);
  schedules_read (&c.schedules, &c.law, c.words);
  if (!c.law.universal)
    integers_read ();
  statements_read (&c);
  parse_expect ("end");
  uint64_t records = parse_record_count () - 1;
  parse_number (records, records);
  parse_close ();
  close_text (c.words);
  puts ("s VERIFIED");
  print_law (&c.law, law_file);
  fwrite (words, 1, size, stdout);
  print_trusted (&c);
  free (words);
}

int
main (int count, char **argument)
{
  const char *law_file = NULL, *certificate = NULL;
  int options = 1;
  signal (SIGPIPE, SIG_IGN);
  trouble_init ();
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
