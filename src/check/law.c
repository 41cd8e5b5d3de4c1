/* law.c - the law of a certificate; its marginals.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 262144 /* twice as many as there can be tokens, of two files */

struct law law;
static struct name
{
  char *text;
  size_t size;
} * name;
static uint32_t *slot; /* a hash table of the numbers of names + 1 */

size_t
law_token (const char *text, size_t size)
{
  uint64_t hash = UINT64_C (0xcbf29ce484222325); /* FNV-1a */
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char) text[i]) * UINT64_C (0x100000001b3);
  if (slot == NULL)
    slot = allocate (SLOTS, sizeof *slot);
  size_t at = (hash ^ hash >> 29) % SLOTS;
  for (; slot[at] != 0; at = (at + 1) % SLOTS)
    if (name[slot[at] - 1].size == size
        && memcmp (name[slot[at] - 1].text, text, size) == 0)
      return slot[at] - 1;
  if (law.names >= SLOTS / 2)
    malformed ("over a limit: more than %d tokens", SLOTS / 2);
  name = grow (name, law.names, sizeof *name);
  name[law.names].text = memcpy (allocate (size, 1), text, size);
  name[law.names].size = size;
  slot[at] = (uint32_t) ++law.names;
  return law.names - 1;
}

/* Undo %XX in TEXT; the number of bytes.  Only what must be is so written.  */
static size_t
decode (char *text)
{
  size_t size = 0;
  for (const char *p = text; *p != 0; p++)
    {
      unsigned char byte = (unsigned char) *p;
      if (byte == '%')
        {
          if (strspn (p + 1, "0123456789ABCDEF") < 2)
            malformed ("%% is followed by two digits 0-9A-F");
          char digits[] = { p[1], p[2], 0 };
          byte = (unsigned char) strtoul (digits, NULL, 16);
          if (byte > ' ' && byte <= '~' && byte != '%')
            malformed ("a byte is written as %%XX that is not to be");
          p += 2;
        }
      text[size++] = (char) byte;
    }
  return size;
}

static void
read_tokens (void)
{
  parse_expect ("tokens");
  uint64_t count = parse_number (0, law.vocabulary);
  if (count != 0 && count != law.vocabulary)
    malformed ("the number of tokens is V or 0");
  for (uint64_t i = 0; i < count; i++)
    {
      parse_item ("token", i);
      char *text = parse_word ();
      size_t size = decode (text);
      if (!is_utf8 (text, size))
        malformed ("a token is not UTF-8");
      if (law_token (text, size) < i)
        malformed ("a token is there twice");
    }
}

static void
read_rows (uint64_t rows)
{
  for (; law.rows < rows; law.rows++)
    {
      size_t r = law.rows, at = r * law.length;
      uint32_t row[] = { (uint32_t) r - 1, (uint32_t) r };
      parse_expect ("row");
      law.weight = grow (law.weight, r, sizeof *law.weight);
      mpz_init (law.weight[r]);
      parse_integer (law.weight[r], 1);
      mpz_add (law.total, law.total, law.weight[r]);
      for (size_t i = at; i < at + law.length; i++)
        {
          law.token = grow (law.token, i, sizeof *law.token);
          law.token[i] = (uint16_t) parse_number (0, law.vocabulary - 1);
        }
      if (r > 0 && law_compare (&row[0], &row[1]) >= 0)
        malformed ("the rows do not ascend");
    }
}

void
law_read (void)
{
  unsigned char all[256];
  memset (all, 1, sizeof all);
  mpz_init (law.total);
  const char *word = parse_record ();
  if (strcmp (word, "length") == 0)
    {
      law.universal = 1;
      law.length = parse_count (1);
      if (law.length > 100000)
        malformed ("over a limit: a length of more than 100000");
      return;
    }
  if (strcmp (word, "law") != 0)
    malformed ("'law' or 'length' is expected, not '%.32s'", word);
  law.length = parse_number (1, 255);
  law.vocabulary = parse_number (1, 65536);
  uint64_t rows = parse_count (1);
  if (rows > (UINT32_C (1) << 30))
    malformed ("over a limit: more than 2^30 rows");
  read_tokens ();
  law_order (all);
  read_rows (rows);
}

void
law_probability (mpq_t p, const mpz_t w)
{
  mpz_set (mpq_numref (p), w);
  mpz_set (mpq_denref (p), law.total);
  mpq_canonicalize (p);
}

/* What the comparison of rows looks at: qsort hands nothing through.  */
static size_t position[256], positions;

void
law_order (const unsigned char *in)
{
  positions = 0;
  for (size_t i = 0; i < law.length; i++)
    if (in[i])
      position[positions++] = i;
}

int
law_compare (const void *a, const void *b)
{
  const uint16_t *x = law.token + *(const uint32_t *) a * law.length;
  const uint16_t *y = law.token + *(const uint32_t *) b * law.length;
  for (size_t j = 0; j < positions; j++)
    if (x[position[j]] != y[position[j]])
      return x[position[j]] < y[position[j]] ? -1 : 1;
  return 0;
}

void
law_group (struct groups *g, const unsigned char *in)
{
  static uint32_t *row; /* in this order */
  spend (law.rows * law.length);
  if (row == NULL)
    row = allocate (law.rows, sizeof *row);
  if (g->of_row == NULL)
    {
      g->of_row = allocate (law.rows, sizeof *g->of_row);
      g->first = allocate (law.rows, sizeof *g->first);
      g->weight = allocate (law.rows, sizeof *g->weight);
    }
  for (size_t r = 0; r < law.rows; r++)
    row[r] = (uint32_t) r;
  law_order (in);
  qsort (row, law.rows, sizeof *row, law_compare);
  g->count = 0;
  for (size_t r = 0; r < law.rows; r++)
    {
      if (r == 0 || law_compare (&row[r - 1], &row[r]) != 0)
        {
          if (g->count == g->made)
            mpz_init (g->weight[g->made++]);
          g->first[g->count] = row[r];
          mpz_set_ui (g->weight[g->count++], 0);
        }
      g->of_row[row[r]] = (uint32_t) g->count - 1;
      mpz_add (g->weight[g->count - 1], g->weight[g->count - 1],
               law.weight[row[r]]);
    }
}
