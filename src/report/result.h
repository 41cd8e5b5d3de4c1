/* result.h - what a command found, independent of the format in which it is
   written.

   A result is a JSON document, and the same said in facts (a name and a
   text), tables and a last line, from which the readable and the
   tab-separated output are laid out.  Nothing is printed before the result
   is complete.  */
#ifndef MDM_RESULT_H
#define MDM_RESULT_H

#include "report/format.h"

#include <stdio.h>

typedef struct
{
  char *title; /* NULL: none */
  size_t columns;
  char **head;  /* COLUMNS strings */
  size_t cells; /* a multiple of COLUMNS once complete */
  size_t alloc;
  char **cell;
} mdm_table_t;

typedef struct
{
  json_t *json;
  size_t facts, tables;
  char **fact; /* name, text, name, text, .. */
  mdm_table_t *table;
  size_t lines;
  char **line;      /* JSON documents of one line each, in the place of JSON */
  char *conclusion; /* NULL: none */
  char *verbatim;   /* what is written instead of all this, in any format, or
                       NULL */
} mdm_result_struct;

typedef mdm_result_struct mdm_result_t[1];

/* A result whose JSON is an object with the one member "schema" (or empty
   with SCHEMA NULL).  */
void mdm_result_init (mdm_result_t result, const char *schema);
void mdm_result_clear (mdm_result_t result);

/* Add a member to the JSON object; VALUE is taken over.  */
void mdm_result_member (mdm_result_t result, const char *name, json_t *value);

/* Add a fact, its text being FORMAT expanded.  In facts and cells control
   characters are written \xNN; the JSON has them as they are.  */
void mdm_result_fact (mdm_result_t result, const char *name,
                      const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

/* Begin a table with the column heads given, ended by NULL; cells then go to
   it row by row.  TITLE may be NULL.  */
void mdm_result_table (mdm_result_t result, const char *title, ...)
    __attribute__ ((sentinel));
/* Add one more column to the table just begun.  */
void mdm_result_column (mdm_result_t result, const char *head);
/* Add the next cell, a copy of TEXT; NULL is written as "-".  */
void mdm_result_cell (mdm_result_t result, const char *text);
/* Add the two cells of a number: its value, and its exact form.  */
void mdm_result_number (mdm_result_t result, const mdm_number_t *number);

/* Add a JSON document of one line, a copy of TEXT; where there are any, they
   are what is written as JSON, a line each.  */
void mdm_result_line (mdm_result_t result, const char *text);

/* Set the last line of the readable output.  */
void mdm_result_conclude (mdm_result_t result, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));

/* Set what is written instead of facts, tables and JSON, a copy of TEXT.  */
void mdm_result_verbatim (mdm_result_t result, const char *text);

/* Write RESULT to STREAM.  */
void mdm_result_write (FILE *stream, const mdm_result_t result,
                       mdm_format_kind kind);

#endif
