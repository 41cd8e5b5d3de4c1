/* schedule.c - schedules, their errors, and what is sampled.  */
#include "check.h"

struct schedule *schedule;
size_t schedules;
int curve_trusted;

/* Read COUNT steps of S, numbers >= 0 with the sum 1 or L.  */
static void
read_steps (struct schedule *s, uint64_t count)
{
  uint64_t left_set = law.set;
  RATIONAL (left);
  mpq_set_ui (left, s->kind == IID ? 1 : law.length, 1);
  s->smin = law.length;
  for (size_t t = 0; t < count; t++)
    {
      s->step = grow (s->step, t, sizeof *s->step);
      s->block = grow (s->block, t, sizeof *s->block);
      s->hazard = grow (s->hazard, t, sizeof *s->hazard);
      mpq_inits (s->step[t], s->hazard[t], NULL);
      rational (s->step[t]);
      if (mpq_sgn (left) != 0)
        mpq_div (s->hazard[t], s->step[t], left);
      mpq_sub (left, left, s->step[t]);
      require (mpq_sgn (s->step[t]) >= 0 && mpq_sgn (left) >= 0,
               "a number is negative, or their sum too large");
      if (s->kind != BLOCKS)
        gmp_fprintf (words, " %Qd", s->step[t]);
      if (s->kind == IID || s->kind == WEIGHTS)
        continue;
      uint64_t size = mpz_get_ui (mpq_numref (s->step[t])), i = 0;
      require (mpz_cmp_ui (mpq_denref (s->step[t]), 1) == 0
                   && (size > 0 || s->kind == SIZES),
               "a size is an integer, of a block at least 1");
      s->smax = size > s->smax ? size : s->smax;
      s->smin = size < s->smin ? size : s->smin;
      for (size_t j = 0; s->kind == BLOCKS && j < size; j++, i++)
        {
          i = number (i, law.length - 1);
          require (left_set >> i & 1, "a position is in two blocks");
          left_set ^= UINT64_C (1) << i;
          s->block[t] |= UINT64_C (1) << i;
          fprintf (words, j == 0 && t > 0 ? " | %" PRIu64 : " %" PRIu64, i);
        }
    }
  require (mpq_sgn (left) == 0, "the numbers have too small a sum");
  s->steps = count;
}

void
schedules_read (void)
{
  static const char *const kinds[] = { "sizes", "blocks", "iid", "weights" };
  static const char *const phrases[]
      = { "a uniformly random ordered partition into blocks of",
          "the ordered partition",
          "every token unmasks independently, at the steps with the "
          "probabilities",
          "any exchangeable process that draws, while exactly 0, 1, .. tokens "
          "are revealed, the expected numbers of tokens" };
  expect ("schedules");
  for (uint64_t count = number (0, MANY); schedules < count; schedules++)
    {
      item ("schedule", schedules + 1);
      schedule = grow (schedule, schedules, sizeof *schedule);
      struct schedule *s = &schedule[schedules];
      s->kind = (enum kind) one_of (kinds, 4, "kind");
      require (s->kind != (law.kind == ROWS ? WEIGHTS : BLOCKS),
               "%s is no kind of schedule here", kinds[s->kind]);
      require (s->kind != BLOCKS || law.length <= 20,
               "over a limit: blocks of more than 20 positions");
      fprintf (words, "schedule %zu: %s", schedules + 1, phrases[s->kind]);
      int fixed = s->kind == WEIGHTS;
      read_steps (s,
                  number (fixed ? law.length : 1, fixed ? law.length : MANY));
      fputc ('\n', words);
    }
}

/* Of IID, with P = U/V before the step with probability PI it adds to a_k
   C(L,k) (L-k) P^k (1-P)^(L-k-1) PI, where 0^0 = 1.  */
mpq_t *
schedule_expected (struct schedule *s)
{
  RATIONAL (done);
  RATIONAL (a);
  INTEGER (power);
  mpz_srcptr u = mpq_numref (done), v = mpq_denref (done);
  if (s->expected != NULL)
    return s->expected;
  zeros (&s->expected, law.length);
  for (size_t t = 0; t < s->steps; mpq_add (done, done, s->step[t++]))
    {
      if (s->kind == WEIGHTS)
        mpq_set (s->expected[t], s->step[t]);
      else if (s->kind != IID && mpq_sgn (s->step[t]) > 0)
        mpq_set (s->expected[mpz_get_ui (u)], s->step[t]);
      for (size_t k = 0; s->kind == IID && k < law.length; k++)
        {
          spend (1000 + law.length * mpz_sizeinbase (v, 2) / 16);
          mpz_bin_uiui (mpq_numref (a), law.length, k);
          mpz_mul_ui (mpq_numref (a), mpq_numref (a), law.length - k);
          mpz_pow_ui (power, u, k);
          mpz_mul (mpq_numref (a), mpq_numref (a), power);
          mpz_sub (power, v, u);
          mpz_pow_ui (power, power, law.length - k - 1);
          mpz_mul (mpq_numref (a), mpq_numref (a), power);
          mpz_pow_ui (mpq_denref (a), v, law.length - 1);
          mpq_canonicalize (a);
          add (s->expected[k], a, s->step[t]);
        }
    }
  return s->expected;
}

/* Set Q to the probability that the step T of S draws exactly D of the
   positions REST that are left; is it not 0?  */
static int
chance (mpq_t q, const struct schedule *s, size_t t, uint64_t d, uint64_t rest)
{
  unsigned long drawn = (unsigned long) __builtin_popcountll (d);
  unsigned long left = (unsigned long) __builtin_popcountll (rest);
  mpq_set_ui (q, 1, 1);
  if (s->kind == BLOCKS)
    return d == s->block[t];
  if (s->kind == SIZES)
    {
      mpz_bin_uiui (mpq_denref (q), left, drawn);
      return mpq_cmp_ui (s->step[t], drawn, 1) == 0;
    }
  RATIONAL (stay);
  mpq_sub (stay, q, s->hazard[t]);
  for (unsigned long i = 0; i < left; i++)
    mpq_mul (q, q, i < drawn ? s->hazard[t] : stay);
  return mpq_sgn (q) != 0;
}

/* Go on by the step T from all sets R that are revealed with the probabilities
   NOW[R]; from the larger ones first, so as not to go on from what has been
   reached now.  If W is not NULL, these are the probabilities that the tokens
   drawn are those of a row x, too, of which x_S has the weight W[S].  Else
   MEAN[S] gets what H(X_S) counts for in the error, by its definition: for a
   set D drawn the sum over it of H(X_i | X_R), less H(X_D | X_R).  */
static void
go_on (const struct schedule *s, size_t t, mpq_t *now, mpq_t *w, mpq_t *mean)
{
  RATIONAL (before);
  RATIONAL (q);
  spend (law.set + 1);
  for (uint64_t r = law.set + 1; r-- > 0;)
    {
      uint64_t rest = law.set & ~r, i;
      int going = mpq_sgn (now[r]) != 0;
      mpq_set (before, now[r]);
      mpq_set_ui (now[r], 0, 1);
      for (uint64_t d = rest; going; going = d > 0, d = (d - 1) & rest)
        {
          spend (100);
          if (!chance (q, s, t, d, rest))
            continue;
          mpq_mul (q, q, before);
          if (w == NULL)
            {
              add_times (mean[r], q, 1 - __builtin_popcountll (d));
              add_times (mean[r | d], q, -1);
            }
          for (uint64_t left = d; left != 0; left ^= i)
            {
              i = left & -left;
              if (w == NULL)
                add_times (mean[r | i], q, 1);
              else
                {
                  mpz_mul (mpq_numref (q), mpq_numref (q),
                           mpq_numref (w[r | i]));
                  mpz_mul (mpq_denref (q), mpq_denref (q), mpq_numref (w[r]));
                }
            }
          mpq_canonicalize (q);
          mpq_add (now[r | d], now[r | d], q);
        }
    }
}

/* Add to W[S] the weight of x_S, x being the row X: the sum of those of the
   rows that agree with it at S.  */
static void
weigh (mpq_t *w, uint32_t x)
{
  const uint32_t *own = law.token + x * law.length;
  spend (2 * law.all.count * law.length + 20 * law.set * law.length);
  for (size_t r = 0; r < law.all.count; r++)
    {
      const uint32_t *token = law.token + r * law.length;
      uint64_t agree = 0;
      for (size_t i = 0; i < law.length; i++)
        agree |= (uint64_t) (token[i] == own[i]) << i;
      mpz_ptr weight = mpq_numref (w[agree]);
      mpz_add (weight, weight, law.all.group[r].weight);
    }
  for (uint64_t i = 1; i <= law.set; i *= 2)
    for (uint64_t set = 0; set <= law.set; set++)
      if (!(set & i))
        mpq_add (w[set], w[set], w[set | i]);
}

/* Go through all steps of S, with what go_on needs.  */
static mpq_t *
run (const struct schedule *s, mpq_t *w, mpq_t *mean)
{
  static mpq_t *now;
  zeros (&now, law.set + 1);
  mpq_set_ui (now[0], 1, 1);
  for (size_t t = 0; t < s->steps; t++)
    go_on (s, t, now, w, mean);
  return now;
}

mpq_t *
schedule_output (struct schedule *s)
{
  static mpq_t *w; /* integers */
  if (s->output != NULL)
    return s->output;
  require (law.length <= 20, "over a limit: what is sampled on more than 20 "
                             "positions");
  zeros (&s->output, law.all.count);
  for (uint32_t r = 0; r < law.all.count; r++)
    {
      zeros (&w, law.set + 1);
      weigh (w, r);
      mpq_set (s->output[r], run (s, w, NULL)[law.set]);
    }
  return s->output;
}

void
schedules_run (void)
{
  static mpq_t *mean;
  for (struct schedule *s = schedule; s < schedule + schedules; s++)
    if (law.kind == ROWS && (s->kind == BLOCKS || law.length <= 6))
      {
        sum_start ();
        zeros (&mean, law.set + 1);
        run (s, NULL, mean);
        for (uint64_t set = 0; set <= law.set; set++)
          if (mpq_sgn (mean[set]) != 0)
            sum_add_entropy (set, mean[set], 1);
        s->logs = sum_keep (&s->error);
      }
}

/* By Theorem 16 of Chen, Cong and Li, as in mdmcert-theory(7), if not by
   definition: the sum of a_k d_(k+1), less e_L, and d_(k+1) = e_(k+1) - e_k.
 */
void
schedule_add_error (struct schedule *s, const mpq_t c)
{
  RATIONAL (a);
  if (s->error != NULL)
    {
      sum_add_kept (s->error, s->logs, c);
      return;
    }
  curve_trusted = 1;
  spend (law.length);
  add_times (sum.curve[law.length], c, -1);
  for (size_t k = 0; k < law.length; k++)
    {
      mpq_mul (a, schedule_expected (s)[k], c);
      mpq_add (sum.curve[k + 1], sum.curve[k + 1], a);
      mpq_sub (sum.curve[k], sum.curve[k], a);
    }
}
