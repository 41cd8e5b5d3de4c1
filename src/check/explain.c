/* explain.c - what the words of a verdict mean, for readers.  */
#include <config.h>

#include "explain.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is longer is cut, and shown with two points at the end.  */
#define TEXT_MAX 4096
/* Claims whose names are looked up.  */
#define CLAIMS_MAX 1000

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
#define ID_BYTES "abcdefghijklmnopqrstuvwxyz0123456789-"

/* The quantities of certificates, in the words of mdmcert-theory(7).  */
static const struct
{
  const char *name, *usage, *meaning;
} definitions[] = {
  { "log", "log(n)", "natural logarithm of n" },
  { "L", "L", "length of the sequences" },
  { "V", "V", "size of the vocabulary" },
  { "T", "T(S)", "number of steps, steps of size 0 counted" },
  { "smax", "smax(S)", "largest step size" },
  { "smin", "smin(S)", "smallest step size" },
  { "s", "s(S,t)", "size of step t, t = 1..T" },
  { "N", "N(S,t)", "tokens drawn in steps 1 to t, t = 0..T" },
  { "a", "a(S,k)",
    "expected number of tokens drawn while exactly k are revealed, "
    "k = 0..L-1" },
  { "pmax", "pmax(i)",
    "largest probability of a token at position i, i = 0..L-1" },
  { "pmax_least", "pmax_least", "least of pmax(0), .., pmax(L-1)" },
  { "e", "e(k)", "mean entropy of k positions, k = 0..L, in nats" },
  { "d", "d(k)", "e(k) - e(k-1), k = 1..L, in nats" },
  { "Z", "Z(j)",
    "information curve: mean of I(X_i; X_S), |S| = j-1, j = 1..L, in nats" },
  { "tc", "tc", "total correlation of the whole sequence, in nats" },
  { "dtc", "dtc", "dual total correlation of the whole sequence, in nats" },
  { "sum_mi", "sum_mi", "sum over i of I(X_i; X_-i) = tc + dtc, in nats" },
  { "entropy", "entropy", "entropy of the whole sequence, in nats" },
  { "R", "R(smax)",
    "R(smax) = smax sum_j 2^-j Z_{|W_j|+1} of Li and Cai, |W_j| "
    "reconstructed, in nats; |W_j| = L - ceil(2^-j smax), but at least 0" },
  { "U", "U(s)", "sum of the last s - 1 values Z(L), Z(L-1), .., in nats" },
  { "H", "H(A|C)", "entropy of the tokens at A given those at C, in nats" },
  { "I", "I(A;B|C)", "mutual information of A and B given C, in nats" },
  { "TC", "TC(A;B;..|C)",
    "total correlation of groups of positions given C, in nats" },
  { "ekl", "ekl(S)",
    "mean over partitions, or what a policy chooses at random, of KL(p || "
    "p_{Y|M}), with the ideal predictor, in nats" },
  { "kl_mixed", "kl_mixed(S)",
    "KL(p || p_Y), p_Y the output law averaged over partitions, in nats" },
  { "tv", "tv(S)", "total variation distance of p and p_Y" },
  { "ser", "ser(S)", "1 - p_Y(support of p)" },
  { "rounds_p", "rounds_p(S)",
    "mean number of rounds of a policy on sequences of p" },
  { "rounds_q", "rounds_q(S)",
    "mean number of rounds of a policy when it samples, on p_Y" },
  { "rounds_max", "rounds_max(S)",
    "most rounds of a policy on a possible sequence" },
  { "log_ter_gap", "log_ter_gap(S)",
    "log TER(p_Y) - log TER(p) = kl_mixed / L, in nats" },
};
#define DEFINITIONS (sizeof definitions / sizeof *definitions)

/* Note in USED which definitions the statement TEXT needs, a line that names
   no quantity from `, for' on.  */
static void
note_names (int *used, const char *text)
{
  size_t length = strcspn (text, "\n");
  for (const char *end = text + length; text < end;)
    {
      size_t size = strspn (text, LETTERS);
      if (strncmp (text, ", for ", 6) == 0)
        return;
      for (size_t i = 0; size > 0 && i < DEFINITIONS; i++)
        used[i] |= strlen (definitions[i].name) == size
                   && memcmp (definitions[i].name, text, size) == 0;
      text += size > 0 ? size : 1;
    }
}

static void
define (const char *words)
{
  int used[DEFINITIONS] = { 0 };
  for (const char *next; *words != 0; words = next)
    {
      next = words + strcspn (words, "\n");
      next += *next != 0;
      if (strncmp (words, "claim ", 6) == 0
          || strncmp (words, "hypothesis ", 11) == 0)
        note_names (used, words);
    }
  puts ("Definitions (mdmcert-theory(7)); S is a schedule with partitions M, "
        "p_Y the law that it samples, p_{Y|M} that of one partition:");
  for (size_t i = 0; i < DEFINITIONS; i++)
    if (used[i])
      printf ("%s: %s\n", definitions[i].usage, definitions[i].meaning);
}

static int starved; /* of memory */

/* Open a file that ends: no pipe, terminal or folder.  */
static FILE *
open_regular (const char *name)
{
  struct stat status;
  int number = open (name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  FILE *file = NULL;
  if (number < 0)
    return NULL;
  if (fstat (number, &status) == 0 && S_ISREG (status.st_mode))
    {
      file = fdopen (number, "r");
      starved |= file == NULL;
    }
  if (file == NULL)
    close (number);
  return file;
}

/* Append BYTE to TEXT of *SIZE bytes, or cut it there.  What could command a
   terminal becomes a question mark.  */
static void
append (char *text, size_t *size, int byte)
{
  int before = *size > 0 ? (unsigned char) text[*size - 1] : 0;
  int control
      = byte < ' ' || byte == 0x7f
        || (byte >= 0x80 && byte < 0xa0 && (before < 0x80 || before == 0xc2));
  if (*size < TEXT_MAX - 3)
    text[(*size)++] = (char) (control ? '?' : byte);
  strcpy (text + *size, *size < TEXT_MAX - 3 ? "" : "..");
}

/* Take the next line of FILE as TEXT, perhaps cut; is there one?  */
static int
take_line (FILE *file, char *text)
{
  size_t size = 0;
  int byte;
  *text = 0;
  while ((byte = getc (file)) != '\n' && byte != EOF)
    append (text, &size, byte);
  return byte != EOF || size > 0;
}

/* Of an entry of the library; in the order of `fields'.  */
enum
{
  TITLE,
  CITATION,
  CERTAINTY,
  KIND,
  STATEMENT,
  REMARK,
  FIELDS
};
static char entry[FIELDS][TEXT_MAX];

/* Read the rest of an entry, whose first line has been taken.  */
static void
read_entry (FILE *file)
{
  static const char *const fields[FIELDS] = {
    "Title: ", "Citation: ", "Certainty: ", "Kind: ", "Statement: ", "Remark: "
  };
  static char text[TEXT_MAX];
  int field = FIELDS;
  memset (entry, 0, sizeof entry);
  while (take_line (file, text) && *text != 0)
    {
      const char *more = text;
      if (*text == '#')
        continue;
      if (*text != ' ')
        for (field = 0; field < FIELDS; field++)
          if (strncmp (text, fields[field], strlen (fields[field])) == 0)
            {
              more += strlen (fields[field]);
              break;
            }
      if (field < FIELDS)
        for (size_t size = strlen (entry[field]); *more != 0; more++)
          append (entry[field], &size, (unsigned char) *more);
    }
}

/* Is the entry called ID in the file NAME?  Then it is read.  */
static int
find_in_file (const char *name, const char *id)
{
  static char text[TEXT_MAX];
  FILE *file = open_regular (name);
  int found = 0;
  while (file != NULL && !found && take_line (file, text))
    found = strncmp (text, "Claim: ", 7) == 0 && strcmp (text + 7, id) == 0;
  if (found)
    read_entry (file);
  if (file != NULL)
    fclose (file);
  return found;
}

/* Set FOLDER to where the library is, as mdmcert does; is it short enough?  */
static int
find_folder (char folder[PATH_MAX])
{
  char self[PATH_MAX];
  const char *data = getenv ("MDMCERT_DATADIR");
  ssize_t size = readlink ("/proc/self/exe", self, sizeof self - 1);
  self[size < 0 ? 0 : size] = 0;
  char *slash = strrchr (self, '/');
  if (data != NULL && *data != 0)
    return snprintf (folder, PATH_MAX, "%s/claims", data) < PATH_MAX;
  if (slash != NULL)
    {
      *slash = 0;
      if (snprintf (folder, PATH_MAX, "%s/proofs-data/claims", self) < PATH_MAX
          && access (folder, R_OK | X_OK) == 0)
        return 1;
    }
  return snprintf (folder, PATH_MAX, "%s/proofs-data/claims", MDM_PKGDATADIR)
         < PATH_MAX;
}

/* Is the entry called ID in the library?  Then it is read; if there is no
   library, *WHY says so.  */
static int
find_in_library (const char *id, const char **why)
{
  char folder[PATH_MAX], name[PATH_MAX];
  struct dirent *file;
  int found = 0;
  errno = ENAMETOOLONG;
  DIR *files = find_folder (folder) ? opendir (folder) : NULL;
  starved |= files == NULL && errno == ENOMEM;
  *why = files == NULL ? strerror (errno) : NULL;
  while (files != NULL && !found && (file = readdir (files)) != NULL)
    {
      const char *suffix = strrchr (file->d_name, '.');
      if (file->d_name[0] != '.' && suffix != NULL
          && strcmp (suffix, ".claims") == 0
          && snprintf (name, sizeof name, "%s/%s", folder, file->d_name)
                 < (int) sizeof name)
        found = find_in_file (name, id);
    }
  if (files != NULL)
    closedir (files);
  return found;
}

/* What the entry says in FIELD.  */
static const char *
said_in (int field)
{
  return *entry[field] != 0 ? entry[field] : "not told";
}

/* What is known of the claim CLAIM, a number in digits, above which the
   certificate has the COMMENT.  */
static void
cite (const char *claim, const char *comment)
{
  char id[TEXT_MAX];
  const char *why;
  size_t size = strspn (comment, ID_BYTES);
  memcpy (id, comment, size);
  id[size] = 0;
  printf ("claim %s: ", claim);
  if (size == 0 || comment[size] != ':')
    puts ("the certificate gives it no name");
  else if (find_in_library (id, &why))
    {
      printf ("the certificate calls this claim %s, which the library has as: "
              "%s, %s (%s%scertainty %s)\n",
              id, said_in (TITLE), said_in (CITATION), entry[KIND],
              *entry[KIND] != 0 ? ", " : "", said_in (CERTAINTY));
      printf ("%s: %s\n", id, said_in (STATEMENT));
      if (*entry[REMARK] != 0)
        printf ("%s: %s\n", id, entry[REMARK]);
    }
  else if (why != NULL)
    printf ("the certificate calls this claim %s; the theorem library cannot "
            "be read: %s\n",
            id, why);
  else
    printf ("the certificate calls this claim %s, which the library does not "
            "have\n",
            id);
}

/* What comments of CERTIFICATE call its claims: `c NAME: ..' in the line
   before the record.  */
static void
name_claims (const char *certificate)
{
  static char text[TEXT_MAX], comment[TEXT_MAX];
  int claims = 0;
  FILE *file
      = strcmp (certificate, "-") != 0 ? open_regular (certificate) : NULL;
  if (file == NULL)
    puts ("the certificate is no file that can be read again for them");
  for (; file != NULL && take_line (file, text) && claims <= CLAIMS_MAX;
       strcpy (comment, text[0] == 'c' && text[1] == ' ' ? text + 2 : ""))
    if (strncmp (text, "claim ", 6) == 0 && claims++ < CLAIMS_MAX)
      {
        text[6 + strspn (text + 6, "0123456789")] = 0;
        cite (text + 6, comment);
      }
  if (claims > CLAIMS_MAX)
    puts ("..");
  if (file != NULL)
    fclose (file);
}

int
explain (const char *words, const char *certificate)
{
  define (words);
  puts ("Names; each is a comment that has not been verified, and may be that "
        "of a theorem which the claim above refutes:");
  name_claims (certificate);
  return !starved;
}
