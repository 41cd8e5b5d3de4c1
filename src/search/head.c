#include <config.h>

#include "search/head.h"

#include "law/reading.h"

#include <stdint.h>
#include <string.h>

static const char *const schema_words[] = { MDM_SEARCH_SCHEMA, NULL };

static const mdm_member_t schedule = { .name = "", .kind = MDM_MEMBER_TEXT };

static const mdm_member_t claim_members[]
    = { MDM_TEXT_MEMBER (mdm_search_claim_t, id, TEXT),
        MDM_TEXT_MEMBER (mdm_search_claim_t, entry, LINES),
        { .name = NULL } };

/* Sums and counts are far below this.  */
#define END ((size_t) 1 << 48)

static const mdm_member_t members[] = {
  MDM_WORD_MEMBER (mdm_search_head_t, schema, WORD, schema_words),
  MDM_TEXT_MEMBER (mdm_search_head_t, version, TEXT),
  MDM_NUMBER_MEMBER (mdm_search_head_t, vocab, NUMBER,
                     MDM_SEARCH_VOCAB_MAX + 1),
  MDM_NUMBER_MEMBER (mdm_search_head_t, length, NUMBER, END),
  MDM_NUMBER_MEMBER (mdm_search_head_t, least, NUMBER, END),
  MDM_NUMBER_MEMBER (mdm_search_head_t, most, NUMBER, MDM_SEARCH_SUM_MAX + 1),
  MDM_NUMBER_MEMBER (mdm_search_head_t, support, NUMBER_OR_NULL, END),
  MDM_LIST_MEMBER (mdm_search_head_t, "schedules", schedule, schedules,
                   &schedule),
  MDM_TEXT_MEMBER (mdm_search_head_t, predictor, TEXT_OR_NULL),
  MDM_LIST_MEMBER (mdm_search_head_t, "claims", claim, claims, claim_members),
  MDM_TEXT_MEMBER (mdm_search_head_t, maximize, TEXT_OR_NULL),
  MDM_TEXT_MEMBER (mdm_search_head_t, minimize, TEXT_OR_NULL),
  MDM_TEXT_MEMBER (mdm_search_head_t, first, BOOLEAN),
  MDM_NUMBER_MEMBER (mdm_search_head_t, climbs, NUMBER, END),
  MDM_TEXT_MEMBER (mdm_search_head_t, seed, TEXT_OR_NULL),
  MDM_TEXT_MEMBER (mdm_search_head_t, max_cells, TEXT),
  MDM_TEXT_MEMBER (mdm_search_head_t, max_memory, TEXT),
  MDM_TEXT_MEMBER (mdm_search_head_t, normalize, BOOLEAN),
  MDM_TEXT_MEMBER (mdm_search_head_t, pad, TEXT_OR_NULL),
  MDM_NUMBER_MEMBER (mdm_search_head_t, shard, NUMBER,
                     MDM_SEARCH_SHARDS_MAX + 1),
  MDM_NUMBER_MEMBER (mdm_search_head_t, shards, NUMBER,
                     MDM_SEARCH_SHARDS_MAX + 1),
  { .name = NULL }
};

void
mdm_search_head_init (mdm_search_head_t *head)
{
  memset (head, 0, sizeof *head);
  head->version = PACKAGE_VERSION;
  head->support = SIZE_MAX;
  head->shard = head->shards = 1;
}

void
mdm_search_head_clear (mdm_search_head_t *head)
{
  mdm_arena_clear (&head->arena);
}

const char *
mdm_search_head_digits (mdm_search_head_t *head, uint64_t n)
{
  return mdm_arena_print (&head->arena, "%llu", (unsigned long long) n);
}

void
mdm_search_head_limit (mdm_search_head_t *head, const mdm_limit_t *limit)
{
  struct mdm_reading reading = mdm_reading (limit);

  head->max_cells = mdm_search_head_digits (head, limit->max_cells);
  head->max_memory = mdm_search_head_digits (head, limit->max_memory);
  head->normalize = reading.normalize;
  head->pad = reading.pad;
}

char *
mdm_search_head_line (const mdm_search_head_t *head)
{
  return mdm_line_write (mdm_line_object (head, members));
}

/* What is read: do its parts go together?  */
static int
is_whole (const mdm_search_head_t *head)
{
  int goals = (head->maximize != NULL) + (head->minimize != NULL);

  return head->vocab > 0 && head->length > 0
         && head->length <= MDM_SEARCH_LENGTH_MAX && head->least > 0
         && head->least <= head->most && head->support > 0
         && goals + (head->claims > 0) == 1
         && (head->climbs > 0) == (head->seed != NULL) && head->shard >= 1
         && head->shard <= head->shards;
}

int
mdm_search_head_read (mdm_search_head_t *head, const char *text, size_t length)
{
  return mdm_line_read (head, &head->arena, text, length, members)
         && is_whole (head);
}
