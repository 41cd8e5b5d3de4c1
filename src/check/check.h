/* check.h - what the parts of mdmcheck share; read this first.

   mdmcheck accepts a certificate (mdmcert-certificate(5)) only if it has
   derived every statement of it again.  It shares no source with mdmcert and
   needs GMP and MPFR only.  Each part uses those above it:

     parse.c      the ways out, memory, lines, words and numbers
     law.c        the law of a certificate, and that of a file; marginals
     sum.c        the value of a statement; the base and the integers
     schedule.c   schedules, their errors, and what is sampled
     joint.c      claims about every law in joint entropies
     policy.c, bound.c   policies, and what none does better (policy.h)
     quantity.c   terms: a coefficient and a quantity
     statement.c  hypotheses and claims with their evidence
     mdmcheck.c   options, order of the parts, output

   explain.c is beside them and need not be trusted: it is called when the
   verdict has been written.

   Whoever finds a fault ends the program: a checker that stops at the first
   fault cannot go on by mistake and accept.  What is needed again is held to
   the end.  Logarithms are natural.  Positions count from 0; a set of them is
   the number with their bits.  */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#ifdef NDEBUG
# error "mdmcheck is not to be built without its checks"
#endif

#include <inttypes.h>
#include <stdio.h>
#include <gmp.h>
#include <mpfr.h>

/* ---- parse.c ---- */

extern struct place /* where the reader is; file NULL, line 0: nowhere */
{
  const char *file;
  uint64_t line;
} place;
extern int brief; /* one line for a certificate */
/* Leave with STATUS: 2 if something is malformed, unreadable or over a limit,
   1 if it is well formed but not what was derived.  A line says so.  */
void stop (int status, const char *format, ...)
    __attribute__ ((format (printf, 2, 3), noreturn));
#define require(condition, ...)                                               \
 ((condition) ? (void) 0 : stop (2, __VA_ARGS__))
#define verify(condition, ...) ((condition) ? (void) 0 : stop (1, __VA_ARGS__))
/* Close stdout, and leave with STATUS if all could be written.  */
void finish (int status) __attribute__ ((noreturn));

/* Add to what is shown in the end, in the format of GMP.  */
void say (const char *format, ...);
extern char *said;

/* Zeros; leave with 2 before more than is stated is held.  */
void *allocate (size_t size);
void release (void *block, size_t size);
/* BLOCK, perhaps moved, with room for one more than COUNT items.  */
void *grow (void *block, size_t count, size_t size);
/* The DATA_SIZE bytes that belong to the KEY of KEY_SIZE bytes in the table of
   the address TABLE; zeros if the key is new.  */
void *find (const void *table, const void *key, size_t key_size,
            size_t data_size);
/* Set *ARRAY, which is made if it is NULL, to COUNT zeros.  */
void zeros (mpq_t **array, size_t count);
/* Declare an integer or a rational X, 0, that is cleared with its scope.  */
#define NUMBER(x, kind)                                                       \
 __attribute__ ((cleanup (kind##_clear))) __##kind##_struct x##_own;          \
 kind##_ptr x = &x##_own;                                                     \
 kind##_init (x)
#define INTEGER(x) NUMBER (x, mpz)
#define RATIONAL(x) NUMBER (x, mpq)
#define RATIONALS(x, y)                                                       \
 RATIONAL (x);                                                                \
 RATIONAL (y)
void add (mpq_t q, const mpq_t a, const mpq_t b); /* Q = Q + A B */
void add_times (mpq_t q, const mpq_t a, long b);
/* Q = Q + A N, where Q and A need not be in lowest terms; ROOM is used.  */
void gather (mpq_t q, const mpq_t a, const mpz_t n, mpq_t room);
/* Count the work of COUNT operations on numbers of LIMBS and MORE words,
   within a limit: additions, and in their units rows that are grouped, what is
   drawn, and logarithms.  */
void spend (uint64_t count, uint64_t limbs, uint64_t more);

FILE *open_file (const char *file); /* `-' is stdin */
/* Take a line as LINE, SIZE bytes and a NUL; what ended it, '\n' or EOF.  */
int read_line (FILE *file, size_t *size);
extern char line[];
/* The records of the certificate.  Whatever takes something from them leaves
   with 2 if it is not there.  MANY is the greatest number.  */
#define MANY INT64_MAX
void open_records (const char *file);
/* The first word of the next record, no word of the last one being left.  */
const char *record (void);
void expect (const char *expected);            /* the same, if it is this */
void item (const char *expected, uint64_t id); /* and has this number */
void end_records (const char *last); /* what record () has returned */
char *word (void); /* the next one of the record */
/* The number of TEXT among COUNT NAMES, which are of a WHAT.  */
size_t one_of (const char *text, const char *const *names, size_t count,
               const char *what);
uint64_t to_number (const char *text, uint64_t least, uint64_t most);
void to_integer (mpz_t n, const char *text, unsigned long least);
void to_rational (mpq_t q, const char *text);
/* The same of the next word.  */
#define number(least, most) to_number (word (), least, most)
#define integer(n, least) to_integer (n, word (), least)
#define rational(q) to_rational (q, word ())

/* ---- law.c ---- */

struct groups /* of rows, by their values at some positions */
{
  size_t count, room; /* how many, and the bytes for them */
  struct group
  {
    uint32_t row; /* one of them */
    mpz_t weight; /* the sum of their weights, greater than 0 */
  } * group;      /* ascending in these values */
  uint32_t *at;   /* the number of the one that each row is in, or NULL */
};
extern struct law
{
  enum
  {
    ROWS,   /* the rows of ALL */
    EVERY,  /* no law: every law of this length */
    COPIES, /* COPIES[m] independent copies of an MDS code [L,m], m <= L */
    JOINT,  /* as EVERY, in entropies of sets of positions */
  } kind;
  size_t length; /* L */
  mpq_t *copies;
  uint64_t vocabulary; /* V */
  uint64_t set;        /* of all positions */
  struct groups all;   /* by all positions: the rows */
  uint32_t *token;     /* L of each row, below V */
  mpz_t total;         /* W, the sum of weights */
} law;
void law_read (void);
void law_bind (const char *file); /* leave with 1 unless FILE is the same */
void law_probability (mpq_t p, const mpz_t w); /* P = w / W */
/* The groups by the positions SET, of OF, which are so by more.  */
struct groups law_group (const struct groups *of, uint64_t set);
void law_ungroup (struct groups *g);
/* Declare them as G, cleared with its scope.  */
#define GROUPS(g, of, set)                                                    \
 __attribute__ ((cleanup (law_ungroup))) struct groups g = law_group (of, set)
/* Have A and B the same values at SET?  */
int law_same (const struct group *a, const struct group *b, uint64_t set);
/* The number of the one that ROW is in, of G, by SET.  */
size_t law_find (const struct groups *g, uint64_t set, uint32_t row);
#define law_weight(g, set, row) ((g)->group[law_find (g, set, row)].weight)

/* ---- sum.c ---- */

extern struct sum /* of the terms of a statement, and logarithms */
{
  mpq_t rational;
  mpq_t *curve; /* the coefficients of e_0 to e_L */
  mpq_t any;    /* the coefficient of `ekl any' */
} sum;
void sum_start (void); /* it is 0 */
/* Add A B times log N, or A times H of what has the groups G.  */
void sum_add_log (const mpz_t n, const mpq_t a, long b);
void sum_add_entropy (const struct groups *g, const mpq_t a);
/* Replace what is of the curve, by logarithms or of COPIES by numbers; with
   CURVES = 0 there may be nothing.  */
void sum_expand (int curves);
/* Go on to the ray M, from 1 on, with what is of the curve there as VALUE and
   what it grows by as TAIL, both 0 before.  */
void sum_ray (mpq_t value, mpq_t tail, size_t m);
/* Set LOW and HIGH to bounds of the rational part plus the logarithms, which
   are computed with BITS bits and 64 to spare; BITS goes through 64, 128, ..
   as far as is stated.  */
void sum_enclose (mpq_t low, mpq_t high, uint64_t bits);
void sum_read_integers (void);
/* Check the value that is stated, and its sign, which is returned.  */
int sum_check (void);

/* ---- schedule.c, joint.c, quantity.c, statement.c ---- */

extern struct schedule
{
  enum kind
  {
    SIZES,
    BLOCKS,
    IID,
    WEIGHTS,
    POLICY
  } kind;
  size_t steps;        /* T; L of WEIGHTS; of POLICY its greatest rounds */
  mpq_t *step;         /* s_1 .. of SIZES, BLOCKS; pi_1 ..; a_0 .. */
  uint64_t *block;     /* the sets of BLOCKS */
  uint64_t smax, smin; /* the largest and the smallest size */
  mpq_t *expected;     /* a_0 to a_(L-1), once they were needed */
  struct state *list;  /* what can be revealed, once it was needed */
  mpq_t *output;        /* p_Y of each row */
  mpq_t rounds_p, rounds_q; /* the mean rounds under p, and under p_Y */
} * schedule;           /* the number ID is schedule[ID - 1] */
extern size_t schedules;
extern int curve_trusted; /* the curve identity was used */
void schedules_read (void);
mpq_t *schedule_expected (struct schedule *s); /* set, and return */
mpq_t *schedule_output (struct schedule *s);   /* p_Y on the rows */
void schedule_add_error (struct schedule *s, const mpq_t c); /* C ekl(S) */
/* Of JOINT, beside the sum: it is 0; add A B H(SET), C ekl(S) of BLOCKS; there
   is nothing; read what is given; check the evidence of a claim that the sum
   is <= 0 or, if GREATER, >= 0.  */
void joint_start (void);
void joint_add (uint64_t set, const mpq_t a, long b);
void joint_add_error (const struct schedule *s, const mpq_t c);
void joint_none (void);
void joint_read_givens (void);
void joint_check (int greater);
void information_read (const mpq_t c); /* add C H(A|C) or C I(A;B|C) */
/* Read TERMS terms to the sum, and write it and its RELATION to 0.  */
void terms_read (uint64_t terms, const char *relation);
void statements_read (void);

#endif
