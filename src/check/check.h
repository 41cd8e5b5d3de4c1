/* check.h - what the parts of mdmcheck share; read this first.

   mdmcheck accepts a certificate (mdmcert-certificate(5)) only if it has
   derived every statement of it again.  It shares no source with mdmcert and
   needs GMP and MPFR only.  Its parts, each of which uses those above it:

     parse.c      the ways out, memory, lines, words and numbers
     law.c        the law of a certificate; its marginals
     lawfile.c    the user's own law file, and whether it is the same law
     sum.c        rationals plus logarithms of integers; bounds of them
     integers.c   the coprime base and the factorised integers
     lattice.c    the average entropy curve, from all marginals
     schedule.c   schedules, their errors, and what is sampled
     quantity.c   terms: a coefficient and a quantity
     statement.c  hypotheses and claims with their evidence
     mdmcheck.c   options, order of the parts, output

   Whoever finds a fault ends the program: a checker that stops at the first
   fault cannot go on by mistake and accept.  Memory is held to the end, and
   what a step needs is used again by the next.  Logarithms are natural.
   Positions count from 0.  A set of positions is IN, those I with IN[I].  */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#ifdef NDEBUG
# error "mdmcheck is not to be built without its assertions"
#endif

#include <inttypes.h>
#include <stdio.h>
#include <gmp.h>
#include <mpfr.h>

/* ---- parse.c ---- */

extern struct place /* where the reader is; line 0 for none */
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
/* BLOCK; leave with 2, there being no memory, if it is NULL.  */
void *checked (void *block);
/* COUNT * SIZE bytes of zeros.  */
void *allocate (size_t count, size_t size);
/* BLOCK, perhaps moved, with room for one more than COUNT items; all its room
   is made so.  */
void *grow (void *block, size_t count, size_t size);
/* COUNT rationals, 0, which are *KEPT from one use to the next.  */
mpq_t *zeros (mpq_t **kept, size_t count);
/* Count WORK steps; leave with 2 beyond a fixed limit.  */
void spend (uint64_t work);
/* To be called first: GMP and MPFR, too, leave with 2 without memory.  */
void parse_init (void);

/* Declare an integer or a rational X, 0, that is cleared with its scope.  */
#define INTEGER(x)                                                            \
 __attribute__ ((cleanup (integer_clear))) mpz_t x;                           \
 mpz_init (x)
#define RATIONAL(x)                                                           \
 __attribute__ ((cleanup (rational_clear))) mpq_t x;                          \
 mpq_init (x)
void integer_clear (mpz_t *x);
void rational_clear (mpq_t *x);
void integer_set (mpz_t n, uint64_t c);    /* N = C */
void rational_scale (mpq_t q, uint64_t c); /* Q = Q C */

/* Every function that parses leaves with 2 if it cannot do as it says.  */
FILE *parse_file (const char *file); /* opens it, `-' being stdin */
/* Take a line as *LINE, SIZE bytes and a NUL; what ended it, '\n' or EOF.  */
int parse_line (FILE *file, char **line, size_t *size);
int is_utf8 (const char *text, size_t size);
void parse_open (const char *file);
/* Take the next record, no word of the last one being left; its first word,
   which is valid until the next call.  */
const char *parse_record (void);
void parse_expect (const char *word);          /* the same, if it is WORD */
void parse_item (const char *word, size_t id); /* and has this number */
char *parse_word (void);
uint64_t parse_number (uint64_t least, uint64_t most); /* below 2^63 */
uint64_t parse_count (uint64_t least);                 /* without a MOST */
void parse_integer (mpz_t n, unsigned long least);
void parse_rational (mpq_t q);
/* The number of the next word among COUNT WORDS, which are a WHAT.  */
size_t parse_one_of (const char *const *words, size_t count, const char *what);
void parse_end (void); /* the last record; nothing may be left of the file */
/* Canonical digits, as a number from LEAST to MOST, or as N.  */
uint64_t digits_number (const char *text, uint64_t least, uint64_t most);
void digits_integer (mpz_t n, const char *text);

/* ---- law.c, lawfile.c ---- */

extern struct law
{
  int universal;       /* no law: all laws of this length */
  size_t length;       /* L */
  uint64_t vocabulary; /* V */
  size_t rows;         /* of positive probability, in ascending order */
  uint16_t *token;     /* L of each row, below V */
  mpz_t *weight;       /* of each row, positive */
  mpz_t total;         /* W, the sum of weights */
  size_t names;        /* of V tokens, or 0 where they are numerals */
} law;
void law_read (void);
/* The number of the token TEXT, which is added if it is not there.  */
size_t law_token (const char *text, size_t size);
/* Leave with 1 unless the law file FILE is the same law.  */
void law_bind (const char *file);
void law_probability (mpq_t p, const mpz_t w); /* P = w / W */
/* From now on law_compare compares the rows that its arguments point to by
   their values at IN.  */
void law_order (const unsigned char *in);
int law_compare (const void *a, const void *b);

struct groups /* of rows, by their values at IN */
{
  size_t count, made;
  uint32_t *of_row, *first; /* the group of each row, a row of each group */
  mpz_t *weight;            /* the sum of weights of each group */
};
void law_group (struct groups *g, const unsigned char *in);

/* ---- sum.c, integers.c, lattice.c ---- */

struct sum /* of the terms of a statement */
{
  mpq_t rational;
  struct log_term
  {
    mpz_t n; /* at least 2 */
    mpq_t c;
  } * log; /* the sum of c log n */
  size_t logs, made;
  mpq_t *curve; /* the coefficients of e_0 to e_L, if CURVED */
  int curved;
  mpq_t any;         /* the coefficient of `ekl any' */
  unsigned any_seen; /* how often it occurred */
};
void sum_start (struct sum *sum); /* SUM = 0 */
/* Add A B times 1, log N, e_K, or H(X at IN).  */
void sum_add (struct sum *sum, const mpq_t a, long b);
void sum_add_log (struct sum *sum, const mpz_t n, const mpq_t a, long b);
void sum_add_curve (struct sum *sum, size_t k, const mpq_t a, long b);
void sum_add_entropy (struct sum *sum, const unsigned char *in, const mpq_t a,
                      long b);
void sum_collect (struct sum *sum); /* each n once, ascending, no c is 0 */
/* Set LOW and HIGH to bounds of the rational part plus the logarithms, which
   are computed with BITS bits and 64 to spare.  */
void sum_enclose (mpq_t low, mpq_t high, const struct sum *sum, uint64_t bits);
/* What follows P, at first 0, in 64, 128, .., BITS.  */
uint64_t next_precision (uint64_t p, uint64_t bits);

void integers_read (void);
const mpz_t *integers_base (uint64_t j); /* j from 1; leaves with 2 if none */
/* Replace every n of SUM, which is collected, by its factors.  Leaves with 1
   if one is not listed.  */
void integers_replace (struct sum *sum);
/* On an instance: replace the curve part of SUM by logarithms.  */
void lattice_replace (struct sum *sum);

/* ---- schedule.c ---- */

extern struct schedule
{
  enum kind
  {
    SIZES,
    BLOCKS,
    IID,
    WEIGHTS
  } kind;
  size_t steps;                /* T; L of WEIGHTS */
  uint64_t *size;              /* s_1 .. s_T of SIZES, BLOCKS */
  uint64_t smax, smin;         /* the largest and the smallest of them */
  unsigned char position[256]; /* of BLOCKS: L positions, block after block */
  mpq_t *rational; /* pi_1 .. pi_T of IID, a_0 .. a_(L-1) of WEIGHTS */
  mpq_t *output;   /* p_Y on the rows of the law, once it was needed */
} * schedule;      /* the number ID is schedule[ID - 1] */
extern size_t schedules;
extern int curve_trusted;          /* the curve identity was used */
void schedules_read (FILE *words); /* and write what they are */
/* A = a_k of S, which is not of BLOCKS.  */
void schedule_expected (mpq_t a, const struct schedule *s, size_t k);
/* Add C ekl(S): by definition for BLOCKS and, on an instance, for L <= 6; by
   the curve identity else.  */
void schedule_add_error (struct sum *sum, const struct schedule *s,
                         const mpq_t c);
void schedule_output (struct schedule *s); /* set s->output */

/* ---- quantity.c, statement.c ---- */

enum side
{
  LEFT,
  RIGHT
};
/* Read COUNT terms of a statement, of a hypothesis if HYPOTHESIS, to SUM, and
   write them to the stream of their side.  */
void terms_read (struct sum *sum, uint64_t count, int hypothesis,
                 FILE *const *words);
void statements_read (FILE *words);
extern int rays_trusted, codes_trusted; /* what the claims rest on */

#endif
