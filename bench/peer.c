/* peer.c - programs in double precision that do what mdmcert does exactly, for
   laws of all sequences of digits below V with their weights.

   Usage: peer info LAW             entropies, by libm
          peer output LAW SIZES..   KL (p || p_Y) of a schedule of sizes  */
#include "additions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  unsigned v, length;
  size_t count;
  double *weight, total; /* by the number of the sequence in base V */
} law_t;

static void
die (const char *why)
{
  fprintf (stderr, "peer: %s\n", why);
  exit (2);
}

static void *
allocate (size_t count, size_t size)
{
  void *block = calloc (count, size);

  if (block == NULL)
    die ("out of memory");
  return block;
}

static size_t
power (size_t v, unsigned m)
{
  size_t n = 1;

  while (m-- > 0)
    n *= v;
  return n;
}

/* A law of binary sequences.  */
static law_t
read_law (const char *name)
{
  FILE *file = fopen (name, "r");
  law_t law = { .v = 2 };
  char text[65];
  double weight;

  if (file == NULL)
    die ("cannot open the law");
  while (fscanf (file, "%lf %64s", &weight, text) == 2)
    {
      if (law.weight == NULL)
        {
          law.length = (unsigned) strlen (text);
          law.count = power (law.v, law.length);
          law.weight = allocate (law.count, sizeof *law.weight);
        }
      law.weight[strtoul (text, NULL, 2)] = weight;
      law.total += weight;
    }
  fclose (file);
  if (law.weight == NULL)
    die ("no row");
  return law;
}

static void
info (const law_t *law)
{
  double *space = allocate (law->count, sizeof *space), profile[65];
  double sets = 1;

  bench_double (profile, law->weight, law->v, law->length, space);
  for (unsigned k = 0; k <= law->length; k++)
    {
      printf ("%u\t%.12g\n", k,
              log (law->total) - profile[k] / (law->total * sets));
      sets *= (double) (law->length - k) / (k + 1);
    }
}

/* What is sampled.  States are numbers in base V + 1 with the digit V where a
   position is masked.  */
typedef struct
{
  const law_t *law;
  size_t place[33];    /* powers of V + 1 */
  double *marginal;    /* of every state */
  double *now, *next;  /* the probability to be there */
  size_t masked[32];   /* positions of a state */
  double given[32][8]; /* of their tokens, given the state */
  unsigned masks;
} sampler_t;

/* Reveal COUNT of the masked positions from FROM on.  */
static void
reveal (sampler_t *s, unsigned from, unsigned count, size_t state, double p)
{
  if (count == 0)
    {
      s->next[state] += p;
      return;
    }
  for (unsigned a = from; a + count <= s->masks; a++)
    for (unsigned t = 0; t < s->law->v; t++)
      if (s->given[a][t] > 0)
        reveal (s, a + 1, count - 1,
                state - (s->law->v - t) * s->place[s->masked[a]],
                p * s->given[a][t]);
}

static void
step (sampler_t *s, unsigned size)
{
  unsigned v = s->law->v, length = s->law->length;
  size_t states = s->place[length];

  memset (s->next, 0, states * sizeof *s->next);
  for (size_t x = 0; x < states; x++)
    {
      double ways = 1;
      if (s->now[x] <= 0)
        continue;
      s->masks = 0;
      for (unsigned i = 0; i < length; i++)
        if (x / s->place[i] % (v + 1) == v)
          {
            for (unsigned t = 0; t < v; t++)
              s->given[s->masks][t]
                  = s->marginal[x - (v - t) * s->place[i]] / s->marginal[x];
            s->masked[s->masks++] = i;
          }
      for (unsigned i = 0; i < size; i++)
        ways = ways * (s->masks - i) / (i + 1);
      reveal (s, 0, size, x, s->now[x] / ways);
    }
  double *other = s->now;
  s->now = s->next;
  s->next = other;
}

static void
set_marginals (sampler_t *s)
{
  unsigned v = s->law->v, length = s->law->length;

  for (size_t i = 0; i < s->law->count; i++)
    {
      size_t state = 0, rest = i;
      for (unsigned k = 0; k < length; k++, rest /= v)
        state += rest % v * s->place[k];
      s->marginal[state] = s->law->weight[i] / s->law->total;
    }
  for (unsigned k = 0; k < length; k++)
    for (size_t x = 0; x < s->place[length]; x++)
      if (x / s->place[k] % (v + 1) == v)
        {
          s->marginal[x] = 0;
          for (unsigned t = 1; t <= v; t++)
            s->marginal[x] += s->marginal[x - t * s->place[k]];
        }
}

static void
output (const law_t *law, char **sizes)
{
  sampler_t s = { .law = law };
  size_t states;
  double kl = 0;

  for (unsigned i = 0; i <= law->length; i++)
    s.place[i] = power (law->v + 1, i);
  states = s.place[law->length];
  s.marginal = allocate (states, sizeof *s.marginal);
  s.now = allocate (states, sizeof *s.now);
  s.next = allocate (states, sizeof *s.next);
  set_marginals (&s);
  s.now[states - 1] = 1;
  for (; *sizes != NULL; sizes++)
    step (&s, (unsigned) strtoul (*sizes, NULL, 10));
  for (size_t x = 0; x < states; x++)
    if (s.now[x] > 0 && s.marginal[x] > 0)
      kl += s.marginal[x] * log (s.marginal[x] / s.now[x]);
  printf ("%.12g\n", kl);
}

int
main (int argc, char **argv)
{
  law_t law;

  if (argc < 3)
    die ("see the comment at the head of peer.c");
  law = read_law (argv[2]);
  if (strcmp (argv[1], "info") == 0)
    info (&law);
  else
    output (&law, argv + 3);
  return fflush (stdout) == 0 ? 0 : 2;
}
