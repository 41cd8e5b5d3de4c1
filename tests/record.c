/* record.c - certificates as lines and words.  */
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines.  */

void *
must (void *block)
{
  if (block == NULL)
    abort ();
  return block;
}

static char *
copy_bytes (const char *text, size_t size)
{
  char *copy = must (malloc (size + 1));

  memcpy (copy, text, size);
  copy[size] = '\0';
  return copy;
}

void
lines_init (lines_t *lines)
{
  memset (lines, 0, sizeof *lines);
}

void
lines_clear (lines_t *lines)
{
  for (size_t i = 0; i < lines->count; i++)
    free (lines->line[i]);
  free (lines->line);
  free (lines->size);
}

void
insert_line (lines_t *lines, size_t at, const char *text, size_t size)
{
  char *copy = copy_bytes (text, size);

  if (lines->count == lines->room)
    {
      lines->room = 2 * lines->room + 16;
      lines->line
          = must (realloc (lines->line, lines->room * sizeof *lines->line));
      lines->size
          = must (realloc (lines->size, lines->room * sizeof *lines->size));
    }
  memmove (lines->line + at + 1, lines->line + at,
           (lines->count - at) * sizeof *lines->line);
  memmove (lines->size + at + 1, lines->size + at,
           (lines->count - at) * sizeof *lines->size);
  lines->line[at] = copy;
  lines->size[at] = size;
  lines->count++;
}

void
insert_string (lines_t *lines, size_t at, const char *text)
{
  insert_line (lines, at, text, strlen (text));
}

void
drop_lines (lines_t *lines, size_t at, size_t count)
{
  for (size_t i = at; i < at + count; i++)
    free (lines->line[i]);
  memmove (lines->line + at, lines->line + at + count,
           (lines->count - at - count) * sizeof *lines->line);
  memmove (lines->size + at, lines->size + at + count,
           (lines->count - at - count) * sizeof *lines->size);
  lines->count -= count;
}

void
set_line (lines_t *lines, size_t at, const char *text)
{
  char *copy = copy_bytes (text, strlen (text));

  free (lines->line[at]);
  lines->line[at] = copy;
  lines->size[at] = strlen (copy);
}

void
swap_lines (lines_t *lines, size_t i, size_t j)
{
  char *line = lines->line[i];
  size_t size = lines->size[i];

  lines->line[i] = lines->line[j];
  lines->size[i] = lines->size[j];
  lines->line[j] = line;
  lines->size[j] = size;
}

void
lines_set (lines_t *lines, const char *text, size_t length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      size_t size = (newline == NULL ? end : newline) - text;
      insert_line (lines, lines->count, text, size);
      text += size + 1;
    }
}

char *
lines_text (const lines_t *lines, size_t *length)
{
  size_t size = 0, at = 0;
  char *text;

  for (size_t i = 0; i < lines->count; i++)
    size += lines->size[i] + 1;
  /* Room for a byte that mutant_change_bytes may add.  */
  text = must (malloc (size + 2));
  for (size_t i = 0; i < lines->count; i++)
    {
      memcpy (text + at, lines->line[i], lines->size[i]);
      at += lines->size[i];
      text[at++] = '\n';
    }
  text[at] = '\0';
  *length = at;
  return text;
}

/* Words.  */

void
words_add (words_t *words, char *word)
{
  if (words->count == words->room)
    {
      words->room = 2 * words->room + 8;
      words->word
          = must (realloc (words->word, words->room * sizeof *words->word));
    }
  words->word[words->count++] = word;
}

void
words_set (words_t *words, const char *line, int strict)
{
  memset (words, 0, sizeof *words);
  words->copy = copy_bytes (line, strlen (line));
  for (char *p = words->copy, *blank = p; blank != NULL; p = blank + 1)
    {
      blank = strchr (p, ' ');
      if (blank != NULL)
        *blank = '\0';
      if (strict || *p != '\0')
        words_add (words, p);
      if (blank == NULL)
        break;
    }
}

void
words_clear (words_t *words)
{
  free (words->copy);
  free (words->word);
}

void
words_put (lines_t *lines, size_t at, words_t *words)
{
  char *text;
  size_t size;
  FILE *stream = must (open_memstream (&text, &size));

  for (size_t i = 0; i < words->count; i++)
    fprintf (stream, "%s%s", i > 0 ? " " : "", words->word[i]);
  fclose (stream);
  set_line (lines, at, text);
  free (text);
  words_clear (words);
}

int
set_word (lines_t *lines, size_t at, size_t k, const char *word)
{
  words_t words;
  char *copy = copy_bytes (word, strlen (word));
  int there;

  words_set (&words, lines->line[at], 0);
  there = k < words.count;
  if (there)
    words.word[k] = copy;
  words_put (lines, at, &words);
  free (copy);
  return there;
}

int
set_number (lines_t *lines, size_t at, size_t k, size_t number)
{
  char text[32];

  snprintf (text, sizeof text, "%zu", number);
  return set_word (lines, at, k, text);
}

char *
get_word (const lines_t *lines, size_t at, size_t k)
{
  words_t words;
  char *word = NULL;

  words_set (&words, lines->line[at], 0);
  if (k < words.count)
    word = copy_bytes (words.word[k], strlen (words.word[k]));
  words_clear (&words);
  return word;
}

size_t
get_number (const lines_t *lines, size_t at, size_t k)
{
  char *word = get_word (lines, at, k);
  size_t n = word == NULL ? 0 : strtoull (word, NULL, 10);

  free (word);
  return n;
}

int
is_record (const lines_t *lines, size_t at, const char *keyword)
{
  size_t n = strlen (keyword);

  return strncmp (lines->line[at], keyword, n) == 0
         && (lines->line[at][n] == ' ' || lines->line[at][n] == '\0');
}

int
is_comment (const lines_t *lines, size_t at)
{
  return is_record (lines, at, "c");
}
