/* spec.h - laws as they are specified: a family with its parameters, standard
   input, or a file (CONTRACT, "Laws").  */
#ifndef MDM_SPEC_H
#define MDM_SPEC_H

#include "law/law.h"

/* Set *FAMILY: does SPEC name a family, and not a file?  Fails where it is
   neither, but like a family.  */
mdm_status mdm_law_is_family (int *family, const char *spec,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Set LAW to the law that SPEC describes, named SPEC.  A failure that has no
   place in a file is left without one.  */
mdm_status mdm_law_open (mdm_law_t law, const char *spec,
                         const mdm_limit_t *limit,
                         mdm_err_t *err) MDM_MUST_CHECK;

#endif
