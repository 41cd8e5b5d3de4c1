#include <config.h>

#include "claim/quantity.h"

#include <string.h>

#define PLAIN(name, rational, meaning)                                        \
 {                                                                            \
  name, name, MDM_ARGUMENT_NONE, 0, 0, rational, meaning                      \
 }
#define INDEX(name, usage, rational, meaning)                                 \
 {                                                                            \
  name, usage, MDM_ARGUMENT_INDEX, 0, 0, rational, meaning                    \
 }
#define SETS(name, usage, least, most, meaning)                               \
 {                                                                            \
  name, usage, MDM_ARGUMENT_POSITIONS, least, most, 0, meaning                \
 }

/* In the words of THEORY sections 1 to 4.  */
const mdm_quantity_info_t mdm_quantity_info[MDM_Q_COUNT] = {
  [MDM_Q_L] = PLAIN ("L", 1, "length of the sequences"),
  [MDM_Q_V] = PLAIN ("V", 1, "size of the vocabulary"),
  [MDM_Q_T] = PLAIN ("T", 1, "number of steps, steps of size 0 counted"),
  [MDM_Q_SMAX] = PLAIN ("smax", 1, "largest step size"),
  [MDM_Q_SMIN] = PLAIN ("smin", 1, "smallest step size"),
  [MDM_Q_S] = INDEX ("s", "s(t)", 1, "size of step t, t = 1..T"),
  [MDM_Q_N] = INDEX ("N", "N(t)", 1, "tokens drawn in steps 1 to t, t = 0..T"),
  [MDM_Q_A] = INDEX ("a", "a(k)", 1,
                     "expected number of tokens drawn while exactly k are "
                     "revealed, k = 0..L-1"),
  [MDM_Q_PI] = INDEX ("pi", "pi(t)", 1,
                      "probability that a token unmasks at step t, t = 1..T, "
                      "of independent unmask times"),
  [MDM_Q_PI_SUM] = INDEX ("Pi", "Pi(t)", 1, "pi(1) + .. + pi(t), t = 0..T"),
  [MDM_Q_IID]
  = PLAIN ("iid", 1, "1 if the unmask times are independent, else 0"),
  [MDM_Q_EKL]
  = PLAIN ("ekl", 0,
           "mean over partitions of KL(p || p_{Y|M}), with the predictor at "
           "hand, in nats"),
  [MDM_Q_EKL_IDEAL]
  = PLAIN ("ekl_ideal", 0, "ekl with the ideal predictor, in nats"),
  [MDM_Q_EKL_DEFINITION] = PLAIN (
      "ekl_definition", 0, "ekl by enumeration of its definition, in nats"),
  [MDM_Q_KL_MIXED]
  = PLAIN ("kl_mixed", 0,
           "KL(p || p_Y), p_Y the output law averaged over partitions, in "
           "nats"),
  [MDM_Q_EPS_TRAIN]
  = PLAIN ("eps_train", 0, "training error of the predictor, in nats"),
  [MDM_Q_TC]
  = PLAIN ("tc", 0, "total correlation of the whole sequence, in nats"),
  [MDM_Q_DTC]
  = PLAIN ("dtc", 0, "dual total correlation of the whole sequence, in nats"),
  [MDM_Q_SUM_MI]
  = PLAIN ("sum_mi", 0, "sum over i of I(X_i; X_-i) = tc + dtc, in nats"),
  [MDM_Q_ENTROPY]
  = PLAIN ("entropy", 0, "entropy of the whole sequence, in nats"),
  [MDM_Q_E]
  = INDEX ("e", "e(k)", 0, "mean entropy of k positions, k = 0..L, in nats"),
  [MDM_Q_D] = INDEX ("d", "d(k)", 0, "e(k) - e(k-1), k = 1..L, in nats"),
  [MDM_Q_Z] = INDEX ("Z", "Z(j)", 0,
                     "information curve: mean of I(X_i; X_S), |S| = j-1, "
                     "j = 1..L, in nats"),
  [MDM_Q_R] = PLAIN ("R", 0,
                     "R(smax) = smax sum_j 2^-j Z_{|W_j|+1} of Li and Cai, "
                     "|W_j| reconstructed, in nats"),
  [MDM_Q_U] = INDEX ("U", "U(s)", 0,
                     "sum of the last s - 1 values Z(L), Z(L-1), .., in "
                     "nats"),
  [MDM_Q_H_OF] = SETS ("H", "H(A|C)", 1, 1,
                       "entropy of the tokens at A given those at C, in "
                       "nats"),
  [MDM_Q_I_OF] = SETS ("I", "I(A;B|C)", 2, 2,
                       "mutual information of A and B given C, in nats"),
  [MDM_Q_TC_OF] = SETS ("TC", "TC(A;B;..|C)", 2, 0,
                        "total correlation of groups of positions given C, "
                        "in nats"),
  [MDM_Q_TV] = PLAIN ("tv", 1, "total variation distance of p and p_Y"),
  [MDM_Q_TV_MEAN]
  = PLAIN ("tv_mean", 1,
           "mean over partitions of the total variation distance of p and "
           "p_{Y|M}"),
  [MDM_Q_SER] = PLAIN ("ser", 1, "1 - p_Y(support of p)"),
  [MDM_Q_LOG_TER]
  = PLAIN ("log_ter", 0,
           "log TER(p_Y): mean of -log p_Y(X) per token, the log of the "
           "perplexity, in nats"),
  [MDM_Q_LOG_TER_GAP]
  = PLAIN ("log_ter_gap", 0, "log TER(p_Y) - log TER(p) = kl_mixed / L"),
  [MDM_Q_PAIRED_COPY]
  = PLAIN ("paired_copy", 1,
           "1 if the law is that of the family paired-copy, else 0"),
  [MDM_Q_PMAX] = INDEX ("pmax", "pmax(i)", 1,
                        "largest probability of a token at position i, "
                        "i = 0..L-1"),
  [MDM_Q_PMAX_LEAST]
  = PLAIN ("pmax_least", 1, "least of pmax(0), .., pmax(L-1)"),
  [MDM_Q_TC_EPS] = PLAIN ("tc_eps", 1, "eps of a schedule tc:, in nats"),
  [MDM_Q_TC_BOUND] = PLAIN ("tc_bound", 0, "bound of a schedule tc:, in nats"),
  [MDM_Q_DTC_EPS] = PLAIN ("dtc_eps", 1, "eps of a schedule dtc:, in nats"),
  [MDM_Q_DTC_BOUND]
  = PLAIN ("dtc_bound", 0, "bound of a schedule dtc:, in nats"),
};

int
mdm_quantity_find (mdm_quantity_id *id, const char *name, size_t length)
{
  for (int i = 0; i < MDM_Q_COUNT; i++)
    {
      const char *known = mdm_quantity_info[i].name;

      if (strlen (known) == length && memcmp (known, name, length) == 0)
        {
          if (id != NULL)
            *id = (mdm_quantity_id) i;
          return 1;
        }
    }
  return 0;
}
