/* folder.h - the folder of --certificates: what a table writes there, file by
   file, each complete or absent (write.h).

   It is made, or empty; of a shard, and of a run that is taken up, it may hold
   files with the names that certificates of the table have.  What a run wrote
   is removed again when it fails, unless a run can be taken up.  */
#ifndef MDM_FOLDER_H
#define MDM_FOLDER_H

#include "exact/status.h"

typedef struct
{
  const char *path; /* as typed; NULL: none is wanted */
  int shared;       /* may others write to it, or have written? */
  int made;         /* was it made here? */
  size_t count;     /* names of files written here */
  char **name;
} mdm_folder_t;

void mdm_folder_init (mdm_folder_t *folder);
void mdm_folder_clear (mdm_folder_t *folder);

/* Let FOLDER, just initialised, be PATH.  */
mdm_status mdm_folder_open (mdm_folder_t *folder, const char *path, int shared,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Is FILE, of the option NAME, outside of FOLDER?  FILE may be NULL.  */
mdm_status mdm_folder_excludes (const mdm_folder_t *folder, const char *name,
                                const char *file,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Write TEXT[0..LENGTH) to the file NAME of FOLDER, an mdm_folder_t
   (mdm_evidence_keeper_t).  */
mdm_status mdm_folder_keep (void *folder, const char *name, const char *text,
                            size_t length, mdm_err_t *err) MDM_MUST_CHECK;

/* Is the file NAME there?  */
int mdm_folder_has (const mdm_folder_t *folder, const char *name);

/* The run has failed: remove what it wrote, unless FOLDER is shared.  */
void mdm_folder_abandon (mdm_folder_t *folder);

#endif
