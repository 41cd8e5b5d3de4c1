/* targets.h - the files that a run writes to: no two of them are the same, and
   none is read.

   Files are the same whatever their names are: a path in another form, a hard
   or symbolic link.  One that is not there yet is known by its folder and its
   name in it.  Devices are no files here: what is written to them is not
   replaced.  */
#ifndef MDM_TARGETS_H
#define MDM_TARGETS_H

#include "cli/options.h"

/* Refuse OPTIONS if two results go to one file, or to the standard output; and
   let the reading of each fail from now on.  Nothing is written.  */
mdm_status mdm_targets_set (const mdm_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
