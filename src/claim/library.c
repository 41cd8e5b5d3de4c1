#include <config.h>

#include "claim/library.h"

#include <string.h>

#define LI_CAI "Li and Cai, arXiv 2505.21400"
#define CHEN "Chen, Cong and Li, arXiv 2511.04647"
#define OURS "this project, mdmcert-theory(7)"
#define RECONSTRUCTED "R with |W_j| as reconstructed in mdmcert-theory(7)"

static const mdm_entry_t entries[] = {
  { .id = "li-cai-1",
    .title = "upper bound by the sum of mutual informations",
    .citation = LI_CAI ", Theorem 1",
    .certainty = 'V',
    .needs_sizes = 1,
    .statement = "ekl <= (2^log2ceil(smax) - 1)/L * sum_mi + eps_train" },
  { .id = "li-cai-1-balanced",
    .title = "balanced schedules, with the constant 1",
    .citation = OURS "; " LI_CAI ", Corollary 1 (as summarised) has an "
                     "unspecified constant",
    .certainty = 'D',
    .needs_sizes = 1,
    .hypothesis = "smax - smin <= 1",
    .statement = "ekl <= sum_mi/T + eps_train" },
  { .id = "li-cai-2-upper",
    .title = "upper bound by the information curve",
    .citation = LI_CAI ", Theorem 2 (as summarised)",
    .certainty = 'S',
    .needs_sizes = 1,
    .statement = "ekl <= R + eps_train",
    .remark = RECONSTRUCTED },
  { .id = "li-cai-2-lower-some",
    .title = "the bound is reached within 16 by some schedule with sizes "
             "<= smax",
    .citation = LI_CAI ", Theorem 2 (as summarised)",
    .certainty = 'S',
    .needs_sizes = 1,
    .some = 1,
    .hypothesis = "smax >= 2",
    .statement = "ekl >= R/16 + eps_train",
    .remark = RECONSTRUCTED },
  { .id = "li-cai-2-lower-this",
    .title = "the bound is reached within 16 by this very schedule",
    .citation = "no paper claims it; a variant of " LI_CAI ", Theorem 2",
    .certainty = 'S',
    .kind = MDM_ENTRY_VARIANT,
    .needs_sizes = 1,
    .hypothesis = "smax >= 2",
    .statement = "ekl >= R/16 + eps_train",
    .remark = RECONSTRUCTED },
  { .id = "curve-identity",
    .title = "the error by its definition is the step error of the "
             "information curve",
    .citation = CHEN ", Theorem 16",
    .certainty = 'V',
    .needs_sizes = 1,
    .statement = "ekl_definition = sum(t, 1, T, sum(j, 1, s(t), "
                 "Z(N(t-1) + j) - Z(N(t-1) + 1)))" },
  { .id = "mixing",
    .title = "averaging the output law over partitions does not increase "
             "the divergence",
    .citation = OURS "; convexity of the divergence",
    .certainty = 'D',
    .needs_sizes = 1,
    .statement = "kl_mixed <= ekl" },
  { .id = "sharp-upper",
    .title = "upper bound by the last smax - 1 values of the information "
             "curve",
    .citation = OURS,
    .certainty = 'D',
    .needs_sizes = 1,
    .statement = "ekl <= U(smax)" },
  { .id = "sharp-constant",
    .title = "upper bound with the sharp constant smax - 1",
    .citation = OURS,
    .certainty = 'D',
    .needs_sizes = 1,
    .statement = "ekl <= (smax - 1)/L * sum_mi" },
  { .id = "sharp-lower-some",
    .title = "half of the upper bound is reached by some schedule with "
             "sizes <= smax",
    .citation = OURS,
    .certainty = 'D',
    .needs_sizes = 1,
    .some = 1,
    .statement = "ekl >= U(smax)/2" },
};

const mdm_entry_t *
mdm_library_entries (size_t *count)
{
  *count = sizeof entries / sizeof entries[0];
  return entries;
}

const mdm_entry_t *
mdm_library_find (const char *id)
{
  for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
    if (strcmp (entries[i].id, id) == 0)
      return entries + i;
  return NULL;
}

const char *
mdm_entry_kind_str (mdm_entry_kind kind)
{
  static const char *const names[]
      = { "theorem", "variant", "wrong as printed" };

  return names[kind];
}
