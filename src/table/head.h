/* head.h - the head of a table: all that is needed to write it from its
   records when the description is no longer at hand (mdmcert-table(5),
   "Shards").  Texts and lists are in its arena, or lent by the description
   that it is of; those that may be absent are NULL then.  */
#ifndef MDM_HEAD_H
#define MDM_HEAD_H

#include "exact/limit.h"
#include "journal/line.h"
#include "table/plan.h"

#define MDM_SHARD_SCHEMA "mdmcert-shard-3"

typedef struct
{
  const char *name, *heading;
  mdm_column_kind kind;
  const char *source, *to; /* what is shown, as described; or NULL */
  const char *solve;       /* the unknown of its claim; likewise below */
  const char *such_that, *schedule; /* of what is sought */
  size_t claim;                     /* which one of the head; SIZE_MAX: none */
  int show;                         /* an mdm_show; -1: no claim */
  mdm_numbers numbers;
  size_t digits;
  int counts;         /* are its cells counts, such as L, or sizes? */
  const char *remark; /* what must be said below the table; or NULL */
} mdm_head_column_t;

typedef struct
{
  const char *id, *citation, *certainty; /* or NULL */
  mdm_entry_kind kind;
  size_t hypotheses;
  const char **hypothesis;
  const char *statement, *remark; /* the last may be NULL */
} mdm_head_claim_t;

typedef struct
{
  int schema;                                    /* 0: the only one */
  const char *version, *title, *caption, *label; /* the last two or NULL */
  mdm_layout layout;
  mdm_unit unit;
  size_t digits, exact_terms;
  const char *max_cells, *max_memory;
  int normalize;   /* how files of laws are read (law/reading.h) */
  const char *pad; /* or NULL */
  size_t rows, columns, claims, keys;
  mdm_head_column_t *column;
  mdm_head_claim_t *claim;
  mdm_key_t *key;
  const char *description; /* in normal form */
  int certified;           /* have rows certificates? */
  size_t shard, shards;    /* the records are of the rows i with
                              i mod SHARDS = SHARD - 1 */
  mdm_arena_t arena;
} mdm_head_t;

/* HEAD with nothing in it; set once, then cleared.  */
void mdm_head_init (mdm_head_t *head);
void mdm_head_clear (mdm_head_t *head);

/* Set HEAD, just initialised, to that of the table of DESCRIPTION with the
   rows of PLAN, written as FORMAT and LIMIT say; its only shard, without
   certificates.  */
void mdm_head_set (mdm_head_t *head, const mdm_description_struct *description,
                   const mdm_plan_struct *plan, const mdm_format_t *format,
                   const mdm_limit_t *limit);
/* HEAD as a new JSON object.  */
json_t *mdm_head_json (const mdm_head_t *head);

/* Set HEAD, just initialised, to what the line TEXT[0..LENGTH) says: is it the
   head of a shard?  */
int mdm_head_read (mdm_head_t *head, const char *text, size_t length);

#endif
