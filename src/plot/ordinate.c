#include <config.h>

#include "plot/ordinate.h"

#include "claim/environment.h"
#include "report/judged.h"
#include "text/string.h"

#include <string.h>

mdm_status
mdm_ordinate_read (mdm_ordinate_t *ordinate, const char *option,
                   const char *text, mdm_err_t *err)
{
  MDM_OWNED char *where = mdm_str ("--%s=%s", option, text);

  *ordinate = (mdm_ordinate_t){ .kind = MDM_ORDINATE_VALUE, .name = "" };
  /* Over a limit of the language it is malformed, too.  */
  return mdm_ratio_parse (&ordinate->expr, &ordinate->over, text, where, 1,
                          err)
                 == MDM_OK
             ? MDM_OK
             : MDM_EPARSE;
}

void
mdm_ordinate_clear (mdm_ordinate_t *ordinate)
{
  mdm_expr_free (ordinate->expr);
  mdm_expr_free (ordinate->over);
}

/* Is EXPR a quantity alone, and VALUE the same one?  */
static int
is_value (const mdm_expr_t *expr, const mdm_ordinate_t *value)
{
  const mdm_node_t *x = mdm_expr_root (expr);
  const mdm_node_t *y = mdm_expr_root (value->expr);

  return value->over == NULL && x->kind == MDM_NODE_QUANTITY
         && y->kind == MDM_NODE_QUANTITY && x->quantity == y->quantity
         && x->count == 0 && x->sets == NULL;
}

mdm_status
mdm_ordinate_set_bound (mdm_ordinate_t *ordinate,
                        const mdm_plot_asked_t *asked, size_t i,
                        const mdm_ordinate_t *value, mdm_err_t *err)
{
  const mdm_entry_t *entry = asked->claim[i].entry;
  const mdm_claim_t *claim = &entry->statement.claim;
  int left = is_value (claim->rhs, value);

  *ordinate
      = (mdm_ordinate_t){ .kind = MDM_ORDINATE_BOUND,
                          .name = entry->id != NULL ? entry->id
                                                    : entry->statement.text,
                          .entry = entry,
                          .left = left };
  if (left != is_value (claim->lhs, value))
    return MDM_OK;
  (void) mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                      "neither side is what is drawn, so that the other one "
                      "does not bound it");
  return mdm_plot_place (err, "claim", asked->claim_text[i]);
}

void
mdm_ordinate_set_ratio (mdm_ordinate_t *ordinate,
                        const mdm_plot_asked_t *asked, size_t i)
{
  const mdm_entry_t *entry = asked->claim[i].entry;

  *ordinate
      = (mdm_ordinate_t){ .kind = MDM_ORDINATE_RATIO,
                          .name = entry->id != NULL ? entry->id
                                                    : entry->statement.text,
                          .entry = entry };
}

static int
node_needs_schedule (const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_QUANTITY)
    switch (mdm_quantity_info[node->quantity].of)
      {
      case MDM_OF_PROCESS:
        return node->quantity != MDM_Q_L;
      case MDM_OF_ERROR:
      case MDM_OF_OUTPUT:
      case MDM_OF_SAMPLER:
        return 1;
      default:
        break;
      }
  for (size_t i = 0; i < node->count; i++)
    if (node_needs_schedule (node->child[i]))
      return 1;
  return 0;
}

int
mdm_ordinate_needs_schedule (const mdm_ordinate_t *ordinate)
{
  return ordinate->kind != MDM_ORDINATE_VALUE
         || node_needs_schedule (mdm_expr_root (ordinate->expr))
         || (ordinate->over != NULL
             && node_needs_schedule (mdm_expr_root (ordinate->over)));
}

int
mdm_ordinate_has_unit (const mdm_ordinate_t *ordinate)
{
  return ordinate->kind == MDM_ORDINATE_VALUE && ordinate->over == NULL
         && !mdm_expr_is_rational (ordinate->expr);
}

/* A failure that only leaves a mark out: what does not exist, or is over a
   limit.  */
static mdm_status
leave_out (mdm_status *status, mdm_status failure, int undefined)
{
  *status = failure;
  if (failure == MDM_EDOMAIN && undefined)
    *status = MDM_EABSENT;
  return *status == MDM_EABSENT || *status == MDM_ELIMIT ? MDM_OK : failure;
}

static mdm_status
get_value (mdm_number_t *number, mdm_status *status,
           const mdm_ordinate_t *ordinate, mdm_instance_t instance,
           const mdm_format_t *format, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  mdm_environment_t environment = mdm_environment_of (&subject);
  MDM_VALUE (x);
  MDM_VALUE (y);

  *status = mdm_expr_evaluate (x, ordinate->expr, &environment, err);
  if (*status == MDM_OK && ordinate->over != NULL)
    *status = mdm_expr_evaluate (y, ordinate->over, &environment, err);
  if (*status != MDM_OK)
    return leave_out (status, *status, 0);
  *status
      = ordinate->over != NULL
            ? mdm_number_set_ratio (number, x, y, format, err)
            : mdm_number_set (number, x, mdm_expr_is_rational (ordinate->expr),
                              format, err);
  return *status == MDM_OK ? MDM_OK : leave_out (status, *status, 1);
}

static mdm_status
get_claim (mdm_number_t *number, mdm_status *status,
           const mdm_ordinate_t *ordinate, mdm_instance_t instance,
           const mdm_format_t *format, mdm_err_t *err)
{
  MDM_JUDGEMENT (judgement);

  *status = MDM_OK;
  MDM_TRY (mdm_judge (judgement, ordinate->entry, instance, err));
  if (!judgement->known)
    {
      *status = judgement->verdict == MDM_VERDICT_UNDECIDED ? MDM_ELIMIT
                                                            : MDM_EABSENT;
      return leave_out (status,
                        mdm_err_set (err, *status, ordinate->name, 0, 0, "%s",
                                     judgement->note),
                        0);
    }
  *status = ordinate->kind == MDM_ORDINATE_RATIO
                ? mdm_number_set_ratio (number, judgement->lhs, judgement->rhs,
                                        format, err)
                : mdm_number_set (
                    number, ordinate->left ? judgement->lhs : judgement->rhs,
                    ordinate->entry->plain, format, err);
  return *status == MDM_OK ? MDM_OK : leave_out (status, *status, 1);
}

mdm_status
mdm_ordinate_get (mdm_number_t *number, mdm_status *status,
                  const mdm_ordinate_t *ordinate, mdm_instance_t instance,
                  const mdm_format_t *format, mdm_err_t *err)
{
  return ordinate->kind == MDM_ORDINATE_VALUE
             ? get_value (number, status, ordinate, instance, format, err)
             : get_claim (number, status, ordinate, instance, format, err);
}
