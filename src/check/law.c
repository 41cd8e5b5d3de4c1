/* law.c - the law of a certificate; marginals on a set of positions.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a.  */
static uint64_t
hash_text (const char *text, size_t size)
{
  uint64_t hash = UINT64_C (0xcbf29ce484222325);
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char) text[i]) * UINT64_C (0x100000001b3);
  return hash ^ hash >> 29;
}

/* The place of the name, or of the hole where it belongs.  */
static size_t
names_slot (const struct names *names, const char *text, size_t size)
{
  size_t at = hash_text (text, size) & (names->slots - 1);
  for (; names->slot[at] != 0; at = (at + 1) & (names->slots - 1))
    {
      const struct name *name = &names->name[names->slot[at] - 1];
      if (name->size == size && memcmp (name->text, text, size) == 0)
        break;
    }
  return at;
}

size_t
names_find (const struct names *names, const char *text, size_t size)
{
  if (names->slots == 0)
    return names->count;
  uint32_t found = names->slot[names_slot (names, text, size)];
  return found > 0 ? found - 1 : names->count;
}

void
names_add (struct names *names, const char *text, size_t size)
{
  if (names->count >= 65536)
    malformed ("over a limit: more than 65536 tokens");
  if (2 * (names->count + 1) > names->slots)
    {
      free (names->slot);
      names->slots = names->slots > 0 ? 2 * names->slots : 64;
      names->slot = allocate (names->slots, sizeof *names->slot);
      for (size_t i = 0; i < names->count; i++)
        names->slot[names_slot (names, names->name[i].text,
                                names->name[i].size)]
            = (uint32_t) i + 1;
    }
  names->name
      = grow (names->name, names->count, &names->room, sizeof *names->name);
  struct name *name = &names->name[names->count++];
  name->text = allocate (size, 1);
  name->size = size;
  memcpy (name->text, text, size);
  names->slot[names_slot (names, text, size)] = (uint32_t) names->count;
}

/* Undo %XX in TEXT; the number of bytes.  Only what must be is so written.  */
static size_t
decode (char *text)
{
  static const char hexadecimal[] = "0123456789ABCDEF";
  size_t size = 0;
  for (const char *p = text; *p != 0; p++)
    {
      unsigned char byte = (unsigned char) *p;
      if (byte == '%')
        {
          const char *high = p[1] ? strchr (hexadecimal, p[1]) : NULL;
          const char *low = high && p[2] ? strchr (hexadecimal, p[2]) : NULL;
          if (low == NULL)
            malformed ("%% is followed by two digits 0-9A-F");
          byte = (unsigned char) ((high - hexadecimal) * 16
                                  + (low - hexadecimal));
          if (byte > ' ' && byte <= '~' && byte != '%')
            malformed ("a byte is written as %%XX that is not to be");
          p += 2;
        }
      text[size++] = (char) byte;
    }
  return size;
}

static void
read_tokens (struct law *law)
{
  parse_expect ("tokens");
  uint64_t count = parse_number (0, law->vocabulary);
  if (count != 0 && count != law->vocabulary)
    malformed ("the number of tokens is V or 0");
  for (uint64_t i = 0; i < count; i++)
    {
      parse_expect ("token");
      parse_number (i, i);
      char *text = parse_word ();
      size_t size = decode (text), n = 0;
      for (size_t at = 0; at < size; at += n)
        if ((n = utf8_size (text + at, size - at)) == 0)
          malformed ("a token is not UTF-8");
      if (names_find (&law->names, text, size) < law->names.count)
        malformed ("a token is there twice");
      names_add (&law->names, text, size);
    }
}

static void
read_rows (struct law *law, uint64_t rows)
{
  size_t length = law->length, token_room = 0, weight_room = 0;
  for (; law->rows < rows; law->rows++)
    {
      size_t at = law->rows * length;
      parse_expect ("row");
      law->weight
          = grow (law->weight, law->rows, &weight_room, sizeof *law->weight);
      mpz_init (law->weight[law->rows]);
      parse_integer (law->weight[law->rows], 1);
      mpz_add (law->total, law->total, law->weight[law->rows]);
      for (size_t i = 0; i < length; i++)
        {
          law->token
              = grow (law->token, at + i, &token_room, sizeof *law->token);
          law->token[at + i]
              = (uint16_t) parse_number (0, law->vocabulary - 1);
        }
      size_t i = 0;
      while (law->rows > 0 && i < length
             && law->token[at - length + i] == law->token[at + i])
        i++;
      if (law->rows > 0
          && (i == length || law->token[at - length + i] > law->token[at + i]))
        malformed ("the rows do not ascend");
    }
}

void
law_read (struct law *law)
{
  memset (law, 0, sizeof *law);
  mpz_init (law->total);
  const char *word = parse_record ();
  if (strcmp (word, "length") == 0)
    {
      law->universal = 1;
      law->length = parse_number (1, NUMBER_MAX);
      if (law->length > 100000)
        malformed ("over a limit: a length of more than 100000");
      return;
    }
  if (strcmp (word, "law") != 0)
    malformed ("'law' or 'length' is expected, not '%.32s'", word);
  law->length = parse_number (1, 255);
  law->vocabulary = parse_number (1, 65536);
  uint64_t rows = parse_number (1, NUMBER_MAX);
  if (rows > (UINT32_C (1) << 30))
    malformed ("over a limit: more than 2^30 rows");
  read_tokens (law);
  read_rows (law, rows);
}

/* What the comparison of rows looks at: qsort hands nothing through.  */
static struct
{
  const struct law *law;
  size_t position[256], count;
} sorted;

static int
compare_rows (const void *a, const void *b)
{
  const uint16_t *x
      = sorted.law->token + *(const uint32_t *) a * sorted.law->length;
  const uint16_t *y
      = sorted.law->token + *(const uint32_t *) b * sorted.law->length;
  for (size_t j = 0; j < sorted.count; j++)
    {
      size_t i = sorted.position[j];
      if (x[i] != y[i])
        return x[i] < y[i] ? -1 : 1;
    }
  return 0;
}

void
law_group (struct groups *g, const struct law *law, const unsigned char *in)
{
  uint32_t *row = allocate (law->rows, sizeof *row);
  spend (law->rows * law->length);
  for (size_t r = 0; r < law->rows; r++)
    row[r] = (uint32_t) r;
  sorted.law = law;
  sorted.count = 0;
  for (size_t i = 0; i < law->length; i++)
    if (in[i])
      sorted.position[sorted.count++] = i;
  qsort (row, law->rows, sizeof *row, compare_rows);
  g->of_row = allocate (law->rows, sizeof *g->of_row);
  g->first = allocate (law->rows, sizeof *g->first);
  g->weight = allocate (law->rows, sizeof *g->weight);
  g->count = 0;
  for (size_t r = 0; r < law->rows; r++)
    {
      if (r == 0 || compare_rows (&row[r - 1], &row[r]) != 0)
        {
          mpz_init (g->weight[g->count]);
          g->first[g->count++] = row[r];
        }
      g->of_row[row[r]] = (uint32_t) g->count - 1;
      mpz_add (g->weight[g->count - 1], g->weight[g->count - 1],
               law->weight[row[r]]);
    }
  free (row);
}

void
groups_clear (struct groups *g)
{
  for (size_t i = 0; i < g->count; i++)
    mpz_clear (g->weight[i]);
  free (g->weight);
  free (g->first);
  free (g->of_row);
}

void
law_probability (mpq_t p, const struct law *law, size_t r)
{
  mpz_set (mpq_numref (p), law->weight[r]);
  mpz_set (mpq_denref (p), law->total);
  mpq_canonicalize (p);
}
