/* ordinate.h - what is drawn of an instance: an expression, a bound that a
   claim has, or the ratio of its sides.  */
#ifndef MDM_ORDINATE_H
#define MDM_ORDINATE_H

#include "plot/asked.h"

typedef enum
{
  MDM_ORDINATE_VALUE,
  MDM_ORDINATE_BOUND, /* the side of the claim that is not the value */
  MDM_ORDINATE_RATIO  /* left over right side */
} mdm_ordinate_kind;

typedef struct
{
  mdm_ordinate_kind kind;
  size_t panel;
  const char *name;         /* in the legend; "": it goes without saying */
  mdm_expr_t *expr, *over;  /* of a VALUE, owned; OVER may be NULL */
  const mdm_entry_t *entry; /* of a claim */
  int left;                 /* of a BOUND: is it the left side? */
} mdm_ordinate_t;

/* Set ORDINATE to the expression TEXT of --OPTION, perhaps a quotient.  */
mdm_status mdm_ordinate_read (mdm_ordinate_t *ordinate, const char *option,
                              const char *text, mdm_err_t *err) MDM_MUST_CHECK;
void mdm_ordinate_clear (mdm_ordinate_t *ordinate);

/* Set ORDINATE to what claim I of ASKED bounds VALUE, an expression, by.
   MDM_EDOMAIN where neither side is VALUE itself.  */
mdm_status mdm_ordinate_set_bound (mdm_ordinate_t *ordinate,
                                   const mdm_plot_asked_t *asked, size_t i,
                                   const mdm_ordinate_t *value,
                                   mdm_err_t *err) MDM_MUST_CHECK;
/* To the ratio of its sides.  */
void mdm_ordinate_set_ratio (mdm_ordinate_t *ordinate,
                             const mdm_plot_asked_t *asked, size_t i);

/* Does ORDINATE speak of a schedule?  Has it a unit?  */
int mdm_ordinate_needs_schedule (const mdm_ordinate_t *ordinate);
int mdm_ordinate_has_unit (const mdm_ordinate_t *ordinate);

/* Set NUMBER to the value of ORDINATE for INSTANCE; it is left absent where
   there is none, with *STATUS MDM_EABSENT, or MDM_ELIMIT where it is over a
   limit, and ERR says why.  Other failures are returned.  */
mdm_status mdm_ordinate_get (mdm_number_t *number, mdm_status *status,
                             const mdm_ordinate_t *ordinate,
                             mdm_instance_t instance,
                             const mdm_format_t *format,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
