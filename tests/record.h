/* record.h - certificates as lines and words, by all that reads them in the
   tests; mdmcheck has a reader of its own.

   A line is a byte string without its newline, so that it may hold anything
   else; a word is what stands between blanks.  Memory that cannot be had
   aborts.  */
#ifndef TESTS_RECORD_H
#define TESTS_RECORD_H

#include <stddef.h>
#include <stdint.h>

void *must (void *block); /* BLOCK, which is not NULL */

/* ---- lines ---- */

typedef struct
{
  char **line;
  size_t *size;
  size_t count, room;
} lines_t;

void lines_init (lines_t *lines);
void lines_clear (lines_t *lines);
/* Set LINES to those of TEXT[0..LENGTH).  */
void lines_set (lines_t *lines, const char *text, size_t length);
/* The text of LINES on the heap, of *LENGTH bytes and a NUL; the caller frees
   it with free.  */
char *lines_text (const lines_t *lines, size_t *length);

/* Insert the line TEXT[0..SIZE), or the string TEXT, as number AT.  */
void insert_line (lines_t *lines, size_t at, const char *text, size_t size);
void insert_string (lines_t *lines, size_t at, const char *text);
void drop_lines (lines_t *lines, size_t at, size_t count);
void set_line (lines_t *lines, size_t at, const char *text);
void swap_lines (lines_t *lines, size_t i, size_t j);

/* ---- words, numbered from 0 ---- */

typedef struct
{
  char *copy;
  char **word;
  size_t count, room;
} words_t;

/* The words of LINE; with STRICT two blanks have an empty word between
   them.  */
void words_set (words_t *words, const char *line, int strict);
void words_add (words_t *words, char *word);
void words_clear (words_t *words);
/* Make line AT of WORDS, which are cleared.  */
void words_put (lines_t *lines, size_t at, words_t *words);
/* Replace word K of line AT, if there is one.  */
int set_word (lines_t *lines, size_t at, size_t k, const char *word);
int set_number (lines_t *lines, size_t at, size_t k, size_t number);
/* Word K of line AT on the heap; NULL if there is none.  */
char *get_word (const lines_t *lines, size_t at, size_t k);
size_t get_number (const lines_t *lines, size_t at, size_t k);

/* Is line AT a record KEYWORD, or a comment?  */
int is_record (const lines_t *lines, size_t at, const char *keyword);
int is_comment (const lines_t *lines, size_t at);

#endif
