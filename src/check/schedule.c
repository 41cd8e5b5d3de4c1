/* schedule.c - schedules, and their expected numbers of drawn tokens.  */
#include "check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int curve_trusted;

static void
read_sizes (struct schedule *s, size_t length, FILE *words)
{
  size_t room = 0;
  uint64_t steps = parse_number (1, NUMBER_MAX), left = length;
  fputs ("a uniformly random ordered partition into blocks of", words);
  for (; s->steps < steps; left -= s->size[s->steps++])
    {
      s->size = grow (s->size, s->steps, &room, sizeof *s->size);
      s->size[s->steps] = parse_number (0, left);
      fprintf (words, " %" PRIu64, s->size[s->steps]);
    }
  if (left > 0)
    malformed ("the sizes of the blocks do not have the sum L");
}

static void
read_blocks (struct schedule *s, size_t length, FILE *words)
{
  size_t room = 0, done = 0;
  uint64_t steps = parse_number (1, length);
  unsigned char *seen = allocate (length, 1);
  s->position = allocate (length, sizeof *s->position);
  fputs ("the ordered partition", words);
  for (; s->steps < steps; s->steps++)
    {
      s->size = grow (s->size, s->steps, &room, sizeof *s->size);
      uint64_t size = s->size[s->steps] = parse_number (1, length - done);
      fputs (s->steps > 0 ? " |" : "", words);
      for (uint64_t i = 0, least = 0; i < size; i++, done++)
        {
          uint64_t position = parse_number (least, length - 1);
          if (seen[position]++)
            malformed ("a position is in two blocks");
          least = position + 1;
          s->position[done] = position;
          fprintf (words, " %" PRIu64, position);
        }
    }
  if (done != length)
    malformed ("a position is in no block");
  free (seen);
}

/* COUNT rationals >= 0 with the sum SUM.  */
static void
read_rationals (struct schedule *s, uint64_t count, size_t sum, FILE *words)
{
  size_t room = 0;
  RATIONAL (left);
  mpq_set_ui (left, sum, 1);
  for (; s->steps < count; s->steps++)
    {
      s->rational = grow (s->rational, s->steps, &room, sizeof *s->rational);
      mpq_t *q = &s->rational[s->steps];
      mpq_init (*q);
      parse_rational (*q);
      mpq_sub (left, left, *q);
      if (mpq_sgn (*q) < 0)
        malformed ("a negative number in a schedule");
      fputc (' ', words);
      mpq_out_str (words, 10, *q);
    }
  if (mpq_sgn (left) != 0)
    malformed ("the numbers of the schedule do not have the sum %zu", sum);
}

static void
read_schedule (struct schedule *s, const struct law *law, FILE *words)
{
  const char *kind = parse_word ();
  *s = (struct schedule){ .kind = SIZES };
  if (strcmp (kind, "sizes") == 0)
    read_sizes (s, law->length, words);
  else if (strcmp (kind, "blocks") == 0 && !law->universal)
    {
      s->kind = BLOCKS;
      read_blocks (s, law->length, words);
    }
  else if (strcmp (kind, "iid") == 0)
    {
      s->kind = IID;
      fputs ("every token unmasks independently, at the steps with the "
             "probabilities",
             words);
      read_rationals (s, parse_number (1, NUMBER_MAX), 1, words);
    }
  else if (strcmp (kind, "weights") == 0 && law->universal)
    {
      s->kind = WEIGHTS;
      fputs ("any exchangeable process that draws, while exactly 0, 1, .. "
             "tokens are revealed, the expected numbers of tokens",
             words);
      parse_number (law->length, law->length);
      read_rationals (s, law->length, law->length, words);
    }
  else
    malformed ("'%.32s' is no kind of schedule here", kind);
}

void
schedules_read (struct schedules *all, const struct law *law, FILE *words)
{
  size_t room = 0;
  parse_expect ("schedules");
  uint64_t count = parse_number (0, NUMBER_MAX);
  for (; all->count < count; all->count++)
    {
      parse_expect ("schedule");
      parse_number (all->count + 1, all->count + 1);
      all->schedule
          = grow (all->schedule, all->count, &room, sizeof *all->schedule);
      fprintf (words, "schedule %zu: ", all->count + 1);
      read_schedule (&all->schedule[all->count], law, words);
      fputc ('\n', words);
    }
}

uint64_t
schedule_extreme (const struct schedule *s, int largest)
{
  uint64_t extreme = s->size[0];
  for (size_t t = 1; t < s->steps; t++)
    if (largest ? s->size[t] > extreme : s->size[t] < extreme)
      extreme = s->size[t];
  return extreme;
}

/* Q = Q BASE^EXPONENT, with 0^0 = 1.  */
static void
multiply_power (mpq_t q, const mpq_t base, size_t exponent)
{
  RATIONAL (power);
  mpz_pow_ui (mpq_numref (power), mpq_numref (base), exponent);
  mpz_pow_ui (mpq_denref (power), mpq_denref (base), exponent);
  mpq_mul (q, q, power);
}

/* The sum over t of pi_t P^k (1-P)^(L-k-1), P being pi_1 + .. + pi_(t-1).  */
void
schedule_draw (mpq_t p, const struct schedule *s, size_t length, size_t k)
{
  RATIONAL (done);
  RATIONAL (left);
  RATIONAL (part);
  mpq_set_ui (p, 0, 1);
  mpq_set_ui (left, 1, 1);
  for (size_t t = 0; t < s->steps; t++)
    {
      spend (1000 + length * mpz_sizeinbase (mpq_denref (left), 2) / 16);
      mpq_set (part, s->rational[t]);
      multiply_power (part, done, k);
      multiply_power (part, left, length - k - 1);
      mpq_add (p, p, part);
      mpq_add (done, done, s->rational[t]);
      mpq_sub (left, left, s->rational[t]);
    }
}

void
schedule_expected (mpq_t a, const struct schedule *s, size_t length, size_t k)
{
  RATIONAL (sets);
  mpq_set_ui (a, 0, 1);
  if (s->kind == WEIGHTS)
    mpq_set (a, s->rational[k]);
  else if (s->kind == IID)
    {
      schedule_draw (a, s, length, k);
      rational_scale (a, length - k);
      mpz_bin_uiui (mpq_numref (sets), length, k);
      mpq_mul (a, a, sets);
    }
  else
    for (size_t t = 0, n = 0; t < s->steps && n <= k; n += s->size[t++])
      if (n == k && s->size[t] > 0)
        integer_set (mpq_numref (a), s->size[t]);
}

/* Theorem 16 of Chen, Cong and Li, as in mdmcert-theory(7): ekl is the sum of
   a_k d_(k+1), less e_L, and d_(k+1) = e_(k+1) - e_k.  */
void
sum_add_curve_error (struct sum *sum, const struct law *law,
                     const struct schedule *s, const mpq_t c)
{
  size_t length = law->length;
  RATIONAL (a);
  curve_trusted = 1;
  spend (length + s->steps);
  sum_add_curve (sum, law, length, c, 1, -1);
  for (size_t t = 0, n = 0; s->kind == SIZES && t < s->steps;
       n += s->size[t++])
    if (s->size[t] > 0)
      {
        sum_add_curve (sum, law, n + 1, c, s->size[t], 1);
        sum_add_curve (sum, law, n, c, s->size[t], -1);
      }
  for (size_t k = 0; s->kind != SIZES && k < length; k++)
    {
      schedule_expected (a, s, length, k);
      mpq_mul (a, a, c);
      sum_add_curve (sum, law, k + 1, a, 1, 1);
      sum_add_curve (sum, law, k, a, 1, -1);
    }
}
