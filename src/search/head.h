/* head.h - what a search is asked, as texts and numbers: all that is needed to
   make it again, so that shards can be put together and a run be taken up
   (journal/journal.h).  Texts and lists are in its arena, or lent by who set
   it.  */
#ifndef MDM_SEARCH_HEAD_H
#define MDM_SEARCH_HEAD_H

#include "exact/limit.h"
#include "journal/line.h"

#define MDM_SEARCH_SCHEMA "mdmcert-search-shard-1"

/* Most shards; the largest vocabulary and length that have few enough
   sequences; and the largest sum.  */
#define MDM_SEARCH_SHARDS_MAX 1000000
#define MDM_SEARCH_VOCAB_MAX 65536
#define MDM_SEARCH_LENGTH_MAX 16
#define MDM_SEARCH_SUM_MAX 100000

typedef struct
{
  const char *id;    /* as it is shown */
  const char *entry; /* mdm_entry_str of it */
} mdm_search_claim_t;

typedef struct
{
  int schema;          /* 0: the only one */
  const char *version; /* of the program */
  size_t vocab, length, least, most;
  size_t support; /* SIZE_MAX: any */
  size_t schedules, claims;
  const char **schedule;
  const char *predictor; /* or NULL */
  mdm_search_claim_t *claim;
  const char *maximize, *minimize; /* or NULL */
  int first;
  size_t climbs;                      /* 0: all laws */
  const char *seed;                   /* digits, or NULL */
  const char *max_cells, *max_memory; /* digits */
  int normalize;                      /* how files are read */
  const char *pad;                    /* or NULL */
  size_t shard, shards;               /* the parts i with
                                         i mod SHARDS = SHARD - 1 */
  mdm_arena_t arena;
} mdm_search_head_t;

void mdm_search_head_init (mdm_search_head_t *head);
void mdm_search_head_clear (mdm_search_head_t *head);

/* Set what of HEAD comes from the limits; and N as digits, in its arena.  */
void mdm_search_head_limit (mdm_search_head_t *head, const mdm_limit_t *limit);
const char *mdm_search_head_digits (mdm_search_head_t *head, uint64_t n);

/* The line of HEAD, with its end; on the heap.  */
char *mdm_search_head_line (const mdm_search_head_t *head);

/* Set HEAD, just initialised, to what the line TEXT[0..LENGTH) says: is it the
   head of a shard of a search?  */
int mdm_search_head_read (mdm_search_head_t *head, const char *text,
                          size_t length);

#endif
