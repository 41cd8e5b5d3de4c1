/* check.h - what the parts of mdmcheck share; read this first.

   mdmcheck accepts a certificate (mdmcert-certificate(5)) only if it has
   derived every statement of it again.  It shares no source with mdmcert and
   needs GMP and MPFR only.  Its parts, each of which uses those above it:

     trouble.c    the ways out, memory
     parse.c      lines, words and numbers of a certificate
     law.c        the law of a certificate; marginals on a set of positions
     lawfile.c    the user's own law file, and whether it is the same law
     value.c      rationals plus logarithms of integers; bounds of them
     integers.c   the coprime base and the factorised integers
     lattice.c    all marginals of a law, counted
     schedule.c   schedules, their expected numbers of drawn tokens
     sampler.c    errors by definition, the law of what is sampled
     quantity.c   terms: a coefficient and a quantity
     universal.c  rays, and counterexamples made of them
     statement.c  hypotheses and claims with their evidence
     mdmcheck.c   options, order of the parts, output

   Whoever finds a fault ends the program: a checker that stops at the first
   fault cannot go on by mistake and accept.  Memory that is held until then is
   not given back.  Logarithms are natural.  Positions count from 0.  */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#ifdef NDEBUG
# error "mdmcheck is not to be built without its assertions"
#endif

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <gmp.h>
#include <mpfr.h>

/* ---- trouble.c ---- */

/* Where the reader is: the file, and the line, 0 for none.  */
extern struct place
{
  const char *file;
  uint64_t line;
} place;

#define CHECK_PRINTF __attribute__ ((format (printf, 1, 2), noreturn))
/* Malformed, unreadable or over a limit: say so on stderr, leave with 2.  */
void malformed (const char *format, ...) CHECK_PRINTF;
/* Well formed, but not what was derived: say so on stdout, leave with 1.  */
void not_verified (const char *format, ...) CHECK_PRINTF;
/* Close stdout and leave with STATUS; with 2 if not all could be written.  */
void finish (int status) __attribute__ ((noreturn));
/* COUNT * SIZE bytes of zeros; never NULL.  */
void *allocate (size_t count, size_t size);
/* Make room for one more than the COUNT items of SIZE bytes of BLOCK, of
   which *ROOM have room; returns the block, perhaps moved.  */
void *grow (void *block, size_t count, size_t *room, size_t size);
/* A stream to memory, as open_memstream; to be closed by close_text.  */
FILE *open_text (char **text, size_t *size);
void close_text (FILE *stream);
/* Count WORK steps; leave with 2 beyond a fixed limit.  */
void spend (uint64_t work);
/* To be called first: GMP and MPFR, too, leave with 2 without memory.  */
void trouble_init (void);

/* Declare an integer or a rational X, 0, that is cleared with its scope.  */
#define INTEGER(x)                                                            \
 __attribute__ ((cleanup (integer_clear))) mpz_t x;                           \
 mpz_init (x)
#define RATIONAL(x)                                                           \
 __attribute__ ((cleanup (rational_clear))) mpq_t x;                          \
 mpq_init (x)
void integer_clear (mpz_t *x);
void rational_clear (mpq_t *x);

/* ---- parse.c: every function leaves with 2 if it cannot do as it says ----
 */

enum relation
{
  LESS_EQUAL,
  LESS,
  EQUAL,
  UNEQUAL,
  GREATER,
  GREATER_EQUAL
};
extern const char *const relation_name[];

FILE *parse_file (const char *file); /* opens it, `-' being stdin */
void parse_open (const char *file);
/* Take the next record, no word of the last one being left; its first word,
   which is valid until the next call.  */
const char *parse_record (void);
void parse_expect (const char *word); /* the same, if it is WORD */
uint64_t parse_record_count (void);   /* the records taken up to now */
char *parse_word (void);
uint64_t parse_number (uint64_t least, uint64_t most);
void parse_integer (mpz_t n, unsigned long least);
void parse_rational (mpq_t q);
enum relation parse_relation (void);
void parse_close (void); /* nothing may be left of record and file */
/* Canonical digits, as a number below 2^63 from LEAST to MOST, or as N.  */
uint64_t digits_number (const char *text, uint64_t least, uint64_t most);
void digits_integer (mpz_t n, const char *text);
/* The bytes of the UTF-8 character at TEXT of SIZE > 0 bytes, or 0.  */
size_t utf8_size (const char *text, size_t size);
#define NUMBER_MAX INT64_MAX

/* ---- law.c, lawfile.c ---- */

/* Byte strings, numbered in the order they were added.  */
struct names
{
  size_t count, room, slots;
  struct name
  {
    char *text;
    size_t size;
  } * name;
  uint32_t *slot; /* a hash table of numbers + 1, at most half full */
};
/* The number of a name; names->count if it is not there.  */
size_t names_find (const struct names *names, const char *text, size_t size);
void names_add (struct names *names, const char *text, size_t size);

struct law
{
  int universal;       /* no law: all laws of this length */
  size_t length;       /* L */
  uint64_t vocabulary; /* V */
  size_t rows;         /* of positive probability, in ascending order */
  uint16_t *token;     /* L of each row, below V */
  mpz_t *weight;       /* of each row, positive */
  mpz_t total;         /* W, the sum of weights */
  struct names names;  /* V, or none where tokens are numerals */
};
void law_read (struct law *law);
/* P = the probability of the row R.  */
void law_probability (mpq_t p, const struct law *law, size_t r);
/* Leave with 1 unless the law file FILE is the same law.  */
void law_bind (const struct law *law, const char *file);

/* The rows, grouped by their values at the positions I with IN[I].  */
struct groups
{
  size_t count;
  uint32_t *of_row; /* the group of each row */
  uint32_t *first;  /* a row of each group */
  mpz_t *weight;    /* the sum of weights of each group */
};
void law_group (struct groups *g, const struct law *law,
                const unsigned char *in);
void groups_clear (struct groups *g);

/* ---- value.c, integers.c ---- */

/* A sum of c log n.  */
struct logs
{
  size_t count, room;
  struct log_term
  {
    mpz_t n; /* at least 2 */
    mpq_t c; /* not 0 */
  } * term;
};
void logs_add (struct logs *logs, const mpz_t n, const mpq_t c);
void logs_collect (struct logs *logs); /* n ascends strictly from now on */
void logs_clear (struct logs *logs);

/* The value of a statement while its terms are added up.  */
struct sum
{
  mpq_t rational;
  struct logs logs;
  mpq_t *curve;      /* NULL, or the coefficients of e_0 to e_L */
  mpq_t any;         /* the coefficient of `ekl any' */
  unsigned any_seen; /* how often it occurred */
};
void sum_init (struct sum *sum);
void sum_clear (struct sum *sum, const struct law *law);
/* Add A B C, or A B C e_K, B being a machine integer and C 1 or -1.  */
void sum_add (struct sum *sum, const mpq_t a, uint64_t b, int c);
void sum_add_curve (struct sum *sum, const struct law *law, size_t k,
                    const mpq_t a, uint64_t b, int c);
/* Add C H(X_S), S being the positions I with IN[I].  */
void sum_add_entropy (struct sum *sum, const struct law *law,
                      const unsigned char *in, const mpq_t c);
/* N = C; Q = Q C; the same for any machine integer.  */
void integer_set (mpz_t n, uint64_t c);
void rational_scale (mpq_t q, uint64_t c);

/* LOW <= R + LOGS <= HIGH, at the precision of LOW and HIGH.  */
void enclose (mpfr_t low, mpfr_t high, const mpq_t r, const struct logs *logs);
/* The next of the precisions 64, 128, .., BITS after *PRECISION (at first 0);
   0 if there is none, or the exponents of MPFR did not suffice.  Computed is
   with BITS_TO_SPARE more.  */
int next_precision (uint64_t *precision, uint64_t bits);
#define BITS_TO_SPARE 64

void integers_read (void);
const mpz_t *integers_base (uint64_t j); /* j from 1; leaves with 2 if none */
/* Replace every n of LOGS, which are collected, by its factors.  Leaves with
   1 if one is not listed.  */
void integers_replace (struct logs *logs);

/* ---- lattice.c ---- */

/* Move the curve part of SUM, on an instance, to its logarithms.  */
void lattice_add (struct sum *sum, const struct law *law);

/* ---- schedule.c, sampler.c ---- */

struct schedule
{
  enum kind
  {
    SIZES,
    BLOCKS,
    IID,
    WEIGHTS
  } kind;
  size_t steps;       /* T; L of WEIGHTS */
  uint64_t *size;     /* s_1 .. s_T of SIZES, BLOCKS */
  uint64_t *position; /* of BLOCKS: the L positions, block after block */
  mpq_t *rational;    /* pi_1 .. pi_T of IID, a_0 .. a_(L-1) of WEIGHTS */
  mpq_t *output;      /* p_Y on the rows of the law, once it was needed */
};
struct schedules
{
  size_t count;
  struct schedule *schedule;
};
/* Read them, and write to WORDS what they are.  */
void schedules_read (struct schedules *all, const struct law *law,
                     FILE *words);
/* P = the probability that a position is drawn while exactly K given others
   are revealed, under S of IID.  */
void schedule_draw (mpq_t p, const struct schedule *s, size_t length,
                    size_t k);
/* A = a_k of S, which is not of BLOCKS.  */
void schedule_expected (mpq_t a, const struct schedule *s, size_t length,
                        size_t k);
/* The largest size, or the smallest one.  */
uint64_t schedule_extreme (const struct schedule *s, int largest);
/* C ekl(S) by the curve identity, which CURVE_TRUSTED tells then.  */
void sum_add_curve_error (struct sum *sum, const struct law *law,
                          const struct schedule *s, const mpq_t c);
extern int curve_trusted;
/* C ekl(S) on an instance, by definition if L <= 6 or S is of BLOCKS.  */
void sum_add_error (struct sum *sum, const struct law *law,
                    const struct schedule *s, const mpq_t c);
/* Set s->output.  */
void schedule_output (struct schedule *s, const struct law *law);

/* ---- quantity.c, universal.c, statement.c ---- */

struct context
{
  struct law law;
  struct schedules schedules;
  FILE *words;       /* the text that is shown in the end */
  int rays_trusted;  /* a claim about all laws was made */
  int codes_trusted; /* a counterexample was given */
};

/* A statement that is being read.  */
struct statement
{
  const char *word; /* its kind */
  uint64_t id, smax;
  enum relation relation;
  struct sum sum;
  char *left, *right; /* its sides in words */
};
/* Read COUNT terms; of a hypothesis, if HYPOTHESIS.  */
void terms_read (struct statement *s, struct context *c, uint64_t count,
                 int hypothesis);
/* Read what follows the terms of a statement about all laws, COUNT parts or
   copies among it, check its evidence, and write to WORDS its scope.  */
void universal_check (struct statement *s, struct context *c, uint64_t count,
                      FILE *words);
int relation_holds (enum relation relation, int sign);
void statements_read (struct context *c);

#endif
