/* library.h - the theorem library: statements from the papers and our own,
   as data.

   An entry's statement and hypotheses are texts of the claim language; the
   engine knows quantities, not theorems.  */
#ifndef MDM_LIBRARY_H
#define MDM_LIBRARY_H

#include "exact/status.h"

#include <stddef.h>

typedef enum
{
  MDM_ENTRY_THEOREM,
  MDM_ENTRY_VARIANT, /* a statement that no paper claims; only by name */
  MDM_ENTRY_WRONG    /* kept because it is wrong as printed; only by name */
} mdm_entry_kind;

typedef struct
{
  const char *id;
  const char *title;
  const char *citation;
  char certainty; /* 'V' read in the paper, 'S' as summarised, 'D' ours */
  mdm_entry_kind kind;
  int needs_sizes;        /* is it about random partitions of given sizes? */
  int some;               /* does it claim a schedule with sizes <= smax? */
  const char *hypothesis; /* a claim that must hold, or NULL */
  const char *statement;
  const char *remark; /* to be printed wherever the statement is, or NULL */
} mdm_entry_t;

/* The entries, COUNT of them, in the order in which they are listed.  */
const mdm_entry_t *mdm_library_entries (size_t *count);

/* The entry called ID, or NULL.  */
const mdm_entry_t *mdm_library_find (const char *id);

/* "theorem", "variant", "wrong as printed".  */
const char *mdm_entry_kind_str (mdm_entry_kind kind);

#endif
