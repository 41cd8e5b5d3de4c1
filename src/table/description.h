/* description.h - what a table shall show: the rows, the columns, and how.

   A description is a text of stanzas (stanza.h), documented for users in
   mdmcert-table(5).  One stanza begins with `Table:', each block of rows is
   one that begins with `Rows:', each column one that begins with `Column:'.
   Reading it checks everything that can be known without a law: names,
   templates, the syntax of expressions and claims.

   Rows are of laws, or universal: of all laws of a length, for which claims
   are proved.  A column that seeks the least or greatest value of a number T
   has a schedule with a place for T: its own, or that of the rows, in which T
   is left open.  */
#ifndef MDM_DESCRIPTION_H
#define MDM_DESCRIPTION_H

#include "claim/library.h"
#include "report/format.h"
#include "journal/arena.h"
#include "table/template.h"

/* Most rows a table may have, and most shards and columns.  */
#define MDM_TABLE_ROWS_MAX 1000000
#define MDM_SHARDS_MAX 1000000
#define MDM_TABLE_COLUMNS_MAX 200

/* One item of a `For:': a text, or whole numbers FROM..TO by STEP.  */
typedef struct
{
  int is_range;
  mdm_piece_t text; /* the template, or FROM */
  mdm_piece_t last; /* TO */
  mdm_piece_t step; /* empty: 1 */
} mdm_item_t;

/* A variable and what it runs over.  */
typedef struct
{
  const char *name;
  size_t items;
  mdm_item_t *item;
} mdm_range_t;

typedef struct
{
  size_t count;
  const mdm_field_t **field;
} mdm_fields_t;

/* A block of rows: for each law, for all values of the variables, the first
   varying slowest, for each schedule, one row; or the same for all laws of
   each of the PROVED.  One of the two is empty.  */
typedef struct
{
  const mdm_field_t *label;
  const mdm_field_t *predictor; /* or NULL: the ideal one */
  mdm_fields_t laws, proved, schedules;
  size_t ranges;
  mdm_range_t *range;
} mdm_block_t;

typedef enum
{
  MDM_COLUMN_TEXT,
  MDM_COLUMN_VALUE,
  MDM_COLUMN_RATIO,
  MDM_COLUMN_CLAIM,
  MDM_COLUMN_LEAST,       /* the least or greatest number with which a */
  MDM_COLUMN_GREATEST,    /* condition holds */
  MDM_COLUMN_CERTIFICATE, /* what states and proves another column */
  MDM_COLUMN_CONSTANT     /* a claim, solved for its unknown */
} mdm_column_kind;

/* How many kinds have a field of their own, which says what they are of.  */
#define MDM_COLUMN_SOURCES MDM_COLUMN_CONSTANT

/* What of a claim, or of its constant, is shown.  */
typedef enum
{
  MDM_SHOW_VERDICT,
  MDM_SHOW_LHS,
  MDM_SHOW_RHS,
  MDM_SHOW_RATIO,
  MDM_SHOW_RELATION,
  MDM_SHOW_NOTE,
  MDM_SHOW_CONSTANT,
  MDM_SHOW_LEAST,
  MDM_SHOW_GREATEST,
  MDM_SHOW_SHARP,   /* is it known that nothing better does? */
  MDM_SHOW_RAY,     /* of a universal row: the ray that refutes or bounds */
  MDM_SHOW_SCHEDULE /* and the schedule */
} mdm_show;

/* How numbers are written.  */
typedef enum
{
  MDM_NUMBERS_DECIMAL,
  MDM_NUMBERS_EXACT, /* the decimal where the exact form is too long */
  MDM_NUMBERS_SHORT, /* the exact form where it is short, else decimal */
  MDM_NUMBERS_BOTH   /* two columns */
} mdm_numbers;

typedef struct
{
  const mdm_field_t *column;  /* where the stanza begins; its text is the
                                 name of the column */
  const mdm_field_t *heading; /* or NULL */
  mdm_column_kind kind;
  const mdm_field_t *from[MDM_COLUMN_SOURCES]; /* what each kind is of */
  const mdm_field_t *source; /* of these that which is given */
  mdm_expr_t *expr;          /* of a VALUE; left of a RATIO */
  mdm_expr_t *over;          /* right of a RATIO */
  const mdm_field_t *over_source;
  const mdm_entry_t *entry; /* of a CLAIM */
  size_t claim;             /* its number; SIZE_MAX: none */
  const mdm_field_t *solve; /* the unknown of a CONSTANT; its claim is ENTRY */
  const char *variable;     /* of LEAST and GREATEST: the number, */
  mdm_piece_t first, last;  /* what it runs over, both ends in, */
  const mdm_field_t *such_that; /* the condition, which is ENTRY, */
  const mdm_field_t *schedule;  /* and the schedule; NULL: that of the row */
  size_t certified; /* the column a CERTIFICATE is of; SIZE_MAX: the row */
  mdm_show show;
  mdm_numbers numbers;
  slong digits; /* 0: those of the table */
} mdm_column_t;

/* A key by which rows are ordered: a column, or a variable.  */
typedef struct
{
  size_t column;        /* SIZE_MAX: the VARIABLE */
  const char *variable; /* lent; else NULL */
  int descending;
} mdm_key_t;

typedef enum
{
  MDM_LAYOUT_TABLE,   /* a floating table */
  MDM_LAYOUT_TABULAR, /* the rows alone */
  MDM_LAYOUT_LONG     /* a longtable, over several pages */
} mdm_layout;

/* The words of these, as descriptions have them; each list ends with NULL.  */
extern const char *const mdm_column_kind_words[],
    *const mdm_show_words[], *const mdm_numbers_words[],
                                 *const mdm_layout_words[],
                                     *const mdm_unit_words[];

/* Has a column of KIND, for a claim with SHOW, numbers in its cells?  */
int mdm_shows_numbers (mdm_column_kind kind, int show);
/* Has a column of KIND something to SHOW?  */
int mdm_may_show (mdm_column_kind kind, mdm_show show);

typedef struct
{
  mdm_stanzas_t stanzas;
  const mdm_library_struct *library; /* lent by the caller */
  int names_claims;    /* was a claim looked for there in vain, by its id? */
  mdm_library_t own;   /* claims written in the description */
  mdm_library_t apart; /* those that have no verdict: conditions, and claims
                          that are solved, in the order of their columns */
  size_t opens;        /* what columns seek, by which rows may be left open */
  const char **open;   /* their names */
  const mdm_field_t *title, *caption, *label; /* the last two may be NULL */
  mdm_layout layout;
  mdm_numbers numbers;
  int unit;          /* an mdm_unit, or -1: not given */
  slong digits;      /* 0: not given */
  slong exact_terms; /* -1: not given */
  const mdm_field_t *order;
  size_t blocks, columns, claims, keys;
  mdm_block_t *block;
  const mdm_entry_t **claim; /* the distinct ones of the columns, as they first
                                occur */
  mdm_column_t *column;
  mdm_key_t *key;
  mdm_arena_t arena; /* the names of the variables */
} mdm_description_struct;

typedef mdm_description_struct mdm_description_t[1];

/* FILE is its name for messages, LIBRARY where claims are looked up; both
   outlive DESCRIPTION.  */
void mdm_description_init (mdm_description_t description, const char *file,
                           const mdm_library_struct *library);
void mdm_description_clear (mdm_description_t description);

/* Read TEXT[0..LENGTH), the contents of the file, into DESCRIPTION, which was
   just initialised.  */
mdm_status mdm_description_read (mdm_description_t description,
                                 const char *text, size_t length,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* The description in normal form: its fields one a line, blanks as one, no
   comments, a blank line between stanzas; on the heap.  */
char *mdm_description_str (const mdm_description_t description);

#endif
