/* format.h - how results are to be written, and exact numbers as strings.  */
#ifndef MDM_FORMAT_H
#define MDM_FORMAT_H

#include "claim/value.h"
#include "exact/decimal.h"
#include "exact/scoped.h"

#include <jansson.h>

/* Those that are asked for by name elsewhere; mdm_format_names has all.  */
typedef enum
{
  MDM_FORMAT_TEXT,
  MDM_FORMAT_TSV,
  MDM_FORMAT_CSV,
  MDM_FORMAT_JSON,
  MDM_FORMAT_LATEX,
  MDM_FORMAT_LAW, /* a law file; only of what is a law */
  MDM_FORMAT_SVG, /* figures */
  MDM_FORMAT_PGFPLOTS,
  MDM_FORMAT_GNUPLOT
} mdm_format_kind;

/* Where facts stand in TSV and CSV.  */
typedef enum
{
  MDM_FACTS_TOP,     /* above, as rows */
  MDM_FACTS_COMMENT, /* above, as comments */
  MDM_FACTS_NONE
} mdm_facts;

typedef struct
{
  mdm_format_kind kind;
  mdm_unit unit;     /* of reals */
  slong digits;      /* significant digits of a decimal */
  slong exact_terms; /* an exact form of more terms is not written */
  mdm_facts facts;
} mdm_format_t;

#define MDM_FORMAT_DEFAULT                                                    \
 {                                                                            \
  MDM_FORMAT_TEXT, MDM_NATS, 12, 64, MDM_FACTS_TOP                            \
 }

/* The names of the formats, then NULL (result.c).  */
extern const char *const mdm_format_names[];

/* "nats" or "bits".  */
const char *mdm_unit_str (mdm_unit unit);

/* A real as it is written (CONTRACT, "Numbers").  */
typedef struct
{
  char *exact; /* on the heap, or NULL: too long, also of a fraction
                  (exact/decimal.h) */
  char *value; /* correctly rounded digits; NULL: the real does not exist */
  const char *unit; /* NULL for a number without unit */
} mdm_number_t;

/* Set NUMBER, which the caller clears, to V.  A number without unit (PLAIN)
   is not converted to bits.  An exponential has digits alone.  MDM_ELIMIT when
   a cap of precision is reached.  */
mdm_status mdm_number_set (mdm_number_t *number, const mdm_value_t v,
                           int plain, const mdm_format_t *format,
                           mdm_err_t *err) MDM_MUST_CHECK;
/* The same for X, NULL being infinity, as the errors of an instance are.  */
mdm_status mdm_number_set_error (mdm_number_t *number,
                                 const mdm_logform_struct *x,
                                 const mdm_format_t *format,
                                 mdm_err_t *err) MDM_MUST_CHECK;
/* A number that does not exist: null.  */
void mdm_number_set_absent (mdm_number_t *number);
void mdm_number_clear (mdm_number_t *number);

/* Declare the pointer X to a number that is absent at first.  */
#define MDM_NUMBER(x)                                                         \
 MDM_SCOPED (x, mdm_number_t, mdm_number_set_absent, mdm_number_clear)

/* A new JSON value: {"exact":..,"value":..,"unit":..}, or null.  */
json_t *mdm_number_json (const mdm_number_t *number);

/* The same for the ratio X / Y, which has no unit, its exact form being the
   fraction where it is rational.  MDM_EDOMAIN when there is no ratio: Y is 0,
   or one of the two infinite or an exponential.  */
mdm_status mdm_number_set_ratio (mdm_number_t *number, const mdm_value_t x,
                                 const mdm_value_t y,
                                 const mdm_format_t *format,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* The ratio X / Y: "a/b" when rational, else digits; *RES on the heap, NULL
   when Y is 0 or one of the two infinite or an exponential.  */
mdm_status mdm_ratio_str (char **res, const mdm_value_t x, const mdm_value_t y,
                          const mdm_format_t *format,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* Q as "a/b", on the heap.  */
char *mdm_fraction_str (const fmpq_t q);
/* Is TEXT a fraction, perhaps negative, of which the denominator is
   written?  */
int mdm_is_fraction (const char *text);

/* A new JSON string; invalid text (which law readers refuse) gives null.  */
json_t *mdm_json_string (const char *text);

#endif
