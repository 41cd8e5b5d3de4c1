/* theorems.h - where the theorem library is, and the claims of the command
   line.

   The library is the files *.claims of one folder, in the byte order of their
   names: $MDMCERT_DATADIR/claims if that variable is set, else
   proofs-data/claims beside the program (in the folder where it was built),
   else the installed one.  */
#ifndef MDM_THEOREMS_H
#define MDM_THEOREMS_H

#include "claim/library.h"
#include "cli/options.h"
#include "report/reports.h"

/* Read the theorem library.  */
mdm_status mdm_theorems_open (mdm_library_t library, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Fail as none of LIBRARY has the id ID, given in WHERE.  */
mdm_status mdm_theorems_missing (const mdm_library_t library, const char *id,
                                 const char *where, mdm_err_t *err);

/* The claims asked for, in the order of the command line: those of --claim
   (ids of the library and expressions), then those of --claim-file; with
   neither all theorems of the library, BY_DEFAULT then being 1.  */
typedef struct
{
  mdm_library_t library; /* of the papers */
  mdm_library_t own;     /* of the user */
  mdm_asked_claim_t *asked;
  size_t count;
  int by_default;
} mdm_asked_t;

void mdm_asked_init (mdm_asked_t *asked);
void mdm_asked_clear (mdm_asked_t *asked);
mdm_status mdm_asked_read (mdm_asked_t *asked, const mdm_options_t *options,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Add the hypothesis TEXT of --OPTION, of LIBRARY or the user, to HYPOTHESES;
   one of the library that is not known to be true is refused.  After the last
   mdm_asked_settle has to be called.  */
mdm_status mdm_asked_hypothesis (mdm_asked_t *hypotheses,
                                 const mdm_library_t library,
                                 const char *option, const char *text,
                                 mdm_err_t *err) MDM_MUST_CHECK;
/* Now that all are read, they stay where they are: point to the user's own,
   and make ids for those without.  */
void mdm_asked_settle (mdm_asked_t *asked);

#endif
