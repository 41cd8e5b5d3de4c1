/* opening.h - laws that are made of other laws, which stand in them as what
   --law= takes.  */
#ifndef MDM_OPENING_H
#define MDM_OPENING_H

#include "law/keys.h"
#include "law/law.h"

/* Where a law that is opened stands.  */
typedef struct
{
  unsigned depth; /* laws around it */
  size_t parts;   /* opened so far, of all laws made of others */
  const mdm_limit_t *limit;
  mdm_err_t *err;
} mdm_opening_t;

/* A family of laws made of others, as an mdm_family.  */
typedef mdm_status mdm_outer_family (mdm_law_t law,
                                     const mdm_parameter_t *value,
                                     mdm_opening_t *opening);

/* Set LAW to the law of SPEC, which stands in the one that OPENING says,
   listed.  */
mdm_status mdm_law_open_part (mdm_law_t law, const char *spec,
                              mdm_opening_t *opening) MDM_MUST_CHECK;

/* given:SPEC,at= - the law of SPEC on the other positions, given that the
   tokens of AT stand where it says.  */
mdm_outer_family mdm_given_open MDM_MUST_CHECK;

/* keep:SPEC,positions= - the marginal of the law of SPEC at POSITIONS, in that
   order.  */
mdm_outer_family mdm_keep_open MDM_MUST_CHECK;

#endif
