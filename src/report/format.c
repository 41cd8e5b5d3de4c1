#include <config.h>

#include "report/format.h"

#include "text/string.h"

#include <string.h>

const char *
mdm_unit_str (mdm_unit unit)
{
  return unit == MDM_NATS ? "nats" : "bits";
}

static mdm_status
undecided (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "a number could not be rounded within the limits of "
                      "precision");
}

void
mdm_number_set_absent (mdm_number_t *number)
{
  number->exact = NULL;
  number->value = NULL;
  number->unit = NULL;
}

void
mdm_number_clear (mdm_number_t *number)
{
  flint_free (number->exact);
  flint_free (number->value);
  mdm_number_set_absent (number);
}

mdm_status
mdm_number_set (mdm_number_t *number, const mdm_value_t v, int plain,
                const mdm_format_t *format, mdm_err_t *err)
{
  mdm_unit unit = plain ? MDM_NATS : format->unit;
  mdm_status status;
  MDM_FMPQ (q);

  mdm_number_set_absent (number);
  number->unit = plain ? NULL : mdm_unit_str (unit);
  if (v->infinite != 0)
    {
      number->exact = mdm_str ("%sinf", v->infinite > 0 ? "" : "-");
      number->value = mdm_str ("%s", number->exact);
      return MDM_OK;
    }
  if (v->exponential)
    {
      number->unit = NULL;
      status = mdm_decimal_exp (&number->value, v->x, format->digits);
    }
  else
    status = mdm_decimal_logform (&number->value, v->x, format->digits, unit);
  /* What is 0 has been decided to be, however long it was written.  */
  if (status == MDM_OK && mdm_value_is_rational (q, v)
      && mdm_fraction_is_long (q))
    return MDM_OK;
  if (status == MDM_OK && strcmp (number->value, "0") == 0)
    number->exact = mdm_str ("0");
  else if (status == MDM_OK && !v->exponential)
    status
        = mdm_exact_logform (&number->exact, v->x, format->exact_terms, unit);
  if (status == MDM_OK)
    return MDM_OK;
  mdm_number_clear (number);
  return undecided (err);
}

mdm_status
mdm_number_set_error (mdm_number_t *number, const mdm_logform_struct *x,
                      const mdm_format_t *format, mdm_err_t *err)
{
  MDM_VALUE (v);

  if (x == NULL)
    mdm_value_set_infinity (v, 1);
  else
    mdm_value_set_logform (v, x);
  return mdm_number_set (number, v, 0, format, err);
}

mdm_status
mdm_number_set_ratio (mdm_number_t *number, const mdm_value_t x,
                      const mdm_value_t y, const mdm_format_t *format,
                      mdm_err_t *err)
{
  const char *why
      = x->infinite != 0 || y->infinite != 0 ? "a ratio with an infinite side"
        : x->exponential || y->exponential   ? "a ratio with a perplexity"
                                             : NULL;
  mdm_truth rational;
  int sign = 1;
  MDM_FMPQ (q);

  mdm_number_set_absent (number);
  if (why == NULL && mdm_logform_sign (&sign, y->x) != MDM_OK)
    return undecided (err);
  if (why != NULL || sign == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "%s",
                        why != NULL ? why : "a ratio to 0");
  if (mdm_logform_ratio (q, &rational, x->x, y->x) == MDM_OK
      && rational == MDM_TRUE)
    {
      if (!mdm_fraction_is_long (q))
        number->exact = mdm_fraction_str (q);
      number->value = mdm_decimal_fmpq (q, format->digits);
      return MDM_OK;
    }
  return mdm_decimal_quotient (&number->value, x->x, y->x, format->digits)
                 == MDM_OK
             ? MDM_OK
             : undecided (err);
}

json_t *
mdm_json_string (const char *text)
{
  json_t *string = text == NULL ? NULL : json_string (text);

  return string == NULL ? json_null () : string;
}

json_t *
mdm_number_json (const mdm_number_t *number)
{
  json_t *object;

  if (number->value == NULL)
    return json_null ();
  object = json_object ();
  json_object_set_new (object, "exact", mdm_json_string (number->exact));
  json_object_set_new (object, "value", mdm_json_string (number->value));
  json_object_set_new (object, "unit", mdm_json_string (number->unit));
  return object;
}

char *
mdm_fraction_str (const fmpq_t q)
{
  return fmpq_get_str (NULL, 10, q);
}

int
mdm_is_fraction (const char *text)
{
  static const char digits[] = "0123456789";
  size_t n, m;

  text += *text == '-';
  n = strspn (text, digits);
  m = text[n] == '/' ? strspn (text + n + 1, digits) : 0;
  return n > 0 && m > 0 && text[n + 1 + m] == '\0';
}

mdm_status
mdm_ratio_str (char **res, const mdm_value_t x, const mdm_value_t y,
               const mdm_format_t *format, mdm_err_t *err)
{
  MDM_NUMBER (number);
  mdm_status status = mdm_number_set_ratio (number, x, y, format, NULL);

  *res = number->exact != NULL ? number->exact : number->value;
  *(number->exact != NULL ? &number->exact : &number->value) = NULL;
  return status == MDM_ELIMIT ? undecided (err) : MDM_OK;
}
