/* shards.h - the files of which each is one shard of M, while they are put
   together.  */
#ifndef MDM_SHARDS_H
#define MDM_SHARDS_H

#include "journal/journal.h"

/* All members 0: no file was read.  */
typedef struct
{
  size_t many;       /* M */
  char *line;        /* the head, of shard 1 of M, on the heap */
  const char **file; /* lent: that which shard R is from, at R - 1, or NULL */
  size_t first;      /* of these, that which was read first */
} mdm_shards_t;

void mdm_shards_clear (mdm_shards_t *shards);

/* Admit FILE, whose name outlives SHARDS, as shard NUMBER of MANY.  LINE, on
   the heap and taken over, is its head but for the number, which is 1 there.
   A shard of another head, and one that is there already, are errors.  */
mdm_status mdm_shards_admit (mdm_shards_t *shards,
                             const mdm_records_kind_t *kind, char *line,
                             size_t number, size_t many, const char *file,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Is the head of FILE, the first HEAD bytes of TEXT[0..LENGTH), as this
   program wrote it, which is VERSION?  */
mdm_status mdm_shards_check (const char *version, const char *file,
                             const char *text, size_t length, size_t head,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Take the records of FILE, shard NUMBER, whose head are the first HEAD bytes
   of TEXT[0..LENGTH).  */
mdm_status mdm_shards_read (const mdm_records_kind_t *kind, void *data,
                            size_t number, const char *file, const char *text,
                            size_t length, size_t head,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* FILE, one of the shards, lacks MISSING records: fail where that is not 0. */
mdm_status mdm_shards_lack (const mdm_records_kind_t *kind, size_t missing,
                            const char *file, mdm_err_t *err) MDM_MUST_CHECK;

/* Are they all there?  */
mdm_status mdm_shards_complete (const mdm_shards_t *shards,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
