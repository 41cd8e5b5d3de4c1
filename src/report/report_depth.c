#include <config.h>

#include "report/reports.h"

#include "text/string.h"

/* A real of a part that may be left out.  */
static mdm_cell_t
error_cell (mdm_result_t result, const mdm_depth_row_t *row, int way)
{
  return row->known[way] ? mdm_cell_real (result, row->ekl + way)
                         : mdm_cell_text (NULL);
}

/* What one ordered partition costs more than the best policy.  */
static mdm_cell_t
price_cell (mdm_result_t result, const mdm_depth_row_t *row)
{
  MDM_LOGFORM (price);

  if (!row->known[MDM_DEPTH_BLOCKS] || !row->known[MDM_DEPTH_POLICY])
    return mdm_cell_text (NULL);
  mdm_logform_sub (price, row->ekl + MDM_DEPTH_BLOCKS,
                   row->ekl + MDM_DEPTH_POLICY);
  return mdm_cell_real (result, price);
}

static mdm_cell_t
schedule_cell (const mdm_schedule_t schedule, int known)
{
  return known ? mdm_cell_schedule (schedule) : mdm_cell_text (NULL);
}

/* The least errors of so many rounds.  */
static void
add_row (mdm_result_t result, const mdm_depth_row_t *row, size_t rounds)
{
  mdm_result_add (result, mdm_cell_count (rounds));
  for (int way = 0; way < MDM_DEPTH_WAYS; way++)
    mdm_result_add (result, error_cell (result, row, way));
  mdm_result_add (result, price_cell (result, row));
  mdm_result_add (result,
                  schedule_cell (row->random, row->known[MDM_DEPTH_RANDOM]));
  mdm_result_add (result,
                  schedule_cell (row->blocks, row->known[MDM_DEPTH_BLOCKS]));
}

static void
add_rows (mdm_result_t result, const mdm_depth_struct *depth,
          const size_t *rounds, size_t count)
{
  const mdm_heading_t columns[]
      = { { "rounds", "T", MDM_HEADING_VALUE, 1 },
          { "random", "random sizes", MDM_HEADING_VALUE, 2 },
          { NULL, "random sizes, exact", MDM_HEADING_EXACT, 0 },
          { "blocks", "partition", MDM_HEADING_VALUE, 3 },
          { NULL, "partition, exact", MDM_HEADING_EXACT, 0 },
          { "policy", "policy", MDM_HEADING_VALUE, 4 },
          { NULL, "policy, exact", MDM_HEADING_EXACT, 0 },
          { NULL, "not adapting", MDM_HEADING_VALUE, 0 },
          { "sizes", "sizes", MDM_HEADING_LIST, 5 },
          { "partition", "the partition", MDM_HEADING_LIST, 6 },
          { .key = NULL } };

  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "rows", columns);
  for (size_t i = 0;
       i < (count > 0 ? count : depth->length) && result->status == MDM_OK;
       i++)
    {
      size_t t = count > 0 ? rounds[i] : i + 1;
      add_row (result, depth->row + t - 1, t);
    }
}

/* The capped depths of the EPS asked for.  */
static mdm_status
add_caps (mdm_result_t result, const mdm_depth_struct *depth, const fmpq *eps,
          size_t count)
{
  static const mdm_heading_t columns[]
      = { { "eps", "eps", MDM_HEADING_VALUE, 1 },
          { "rounds", "rounds at most", MDM_HEADING_VALUE, 2 },
          { .key = NULL } };

  if (count == 0)
    {
      mdm_result_say (result, "eps", NULL,
                      mdm_cell_list (json_array (), NULL));
      return MDM_OK;
    }
  mdm_result_table (result, "errors of at most eps", MDM_ROWS_RECORDS, "eps",
                    columns);
  for (size_t i = 0; i < count; i++)
    {
      size_t rounds;
      MDM_TRY (mdm_depth_capped (&rounds, depth, eps + i, result->err));
      mdm_result_add (result, mdm_cell_fraction (eps + i, 0));
      mdm_result_add (result, rounds > 0 ? mdm_cell_count (rounds)
                                         : mdm_cell_text (NULL));
    }
  return MDM_OK;
}

static void
add_hull (mdm_result_t result, const mdm_depth_struct *depth)
{
  const mdm_heading_t columns[]
      = { { "rounds_p", "rounds_p", MDM_HEADING_VALUE, 1 },
          { "ekl",
            result->format->unit == MDM_BITS ? "ekl (bits)" : "ekl (nats)",
            MDM_HEADING_VALUE, 2 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };

  mdm_result_table (result, "the lower convex hull of all policies",
                    MDM_ROWS_RECORDS, "hull", columns);
  for (size_t i = 0; i < depth->vertices && result->status == MDM_OK; i++)
    {
      mdm_result_add (result, mdm_cell_fraction (depth->vertex_rounds + i, 0));
      mdm_result_add (result, mdm_cell_real (result, depth->vertex_ekl + i));
    }
}

/* D_0 in words, and what is left out.  */
static void
say_ends (mdm_result_t result, const mdm_depth_struct *depth)
{
  static const char *const names[MDM_DEPTH_PARTS]
      = { "random sizes left out", "partitions left out", "policies left out",
          "hull left out" };

  mdm_result_say (result, "d0", "D_0",
                  depth->known ? mdm_cell_fraction (depth->rounds, 0)
                               : mdm_cell_text (NULL));
  mdm_result_say (result, "d0_capped", "D_0, capped",
                  depth->capped > 0 ? mdm_cell_count (depth->capped)
                                    : mdm_cell_text (NULL));
  for (int part = 0; part < MDM_DEPTH_PARTS; part++)
    if (depth->left_out[part] != NULL)
      mdm_result_fact (result, names[part], "%s",
                       depth->left_out[part]->message);
}

mdm_status
mdm_report_depth (mdm_result_t result, const mdm_law_t law,
                  const mdm_depth_struct *depth, const size_t *rounds,
                  size_t count, const fmpq *eps, size_t eps_count)
{
  mdm_say_law (result, law, NULL, NULL, NULL);
  mdm_result_members (result, "rows", "d0", "d0_capped", "eps", "hull", NULL);
  say_ends (result, depth);
  add_rows (result, depth, rounds, count);
  MDM_TRY (add_caps (result, depth, eps, eps_count));
  if (depth->vertices > 0)
    add_hull (result, depth);
  if (depth->known)
    {
      MDM_OWNED char *least = mdm_fraction_str (depth->rounds);
      mdm_result_conclude (
          result, "without error: %s expected round%s, or at most %zu", least,
          fmpq_is_one (depth->rounds) ? "" : "s", depth->capped);
    }
  return result->status;
}
