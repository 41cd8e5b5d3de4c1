/* law.h - a law on sequences of a fixed length: which sequences have which
   exact probability.

   A law has length L >= 1 and V >= 1 tokens.  Its rows are the sequences of
   positive probability with positive integer weights whose greatest common
   divisor is 1; the probability of a row is weight / total.

   Invariants once `listed': rows ascend strictly in lexicographic order of
   the token numbers 0..V-1 (vocabulary order), weights are positive, their
   sum is `total'.

   Some families have a closed form: every set of k positions has entropy
   min(k, rank) log V (uniform: rank L; repetition: 1; parity: L-1; an MDS
   code of dimension k: k); or, paired copies, log V for each of the rank = L/2
   pairs (0,1), (2,3), .. that it touches.  Others have closed forms of more
   parts (form.h).  Such a law is made without listing
   its rows, at any length, and listed only when an enumeration asks for it.

   A law knows nothing of schedules, nor how entropies are computed.  */
#ifndef MDM_LAW_H
#define MDM_LAW_H

#include "exact/limit.h"
#include "exact/scoped.h"

#include <stdint.h>

/* Tokens of listed rows are held in 16 bits.  */
#define MDM_VOCAB_MAX 65536

typedef enum
{
  MDM_LAW_LISTED, /* no closed form; the rows are always there */
  MDM_LAW_UNIFORM,
  MDM_LAW_REPETITION,
  MDM_LAW_PARITY,
  MDM_LAW_MDS,
  MDM_LAW_PAIRED_COPY,
  /* These have a form (form.h).  */
  MDM_LAW_INDEPENDENT,
  MDM_LAW_CHAIN,
  MDM_LAW_MIXED_IID,
  MDM_LAW_WALK,
  MDM_LAW_PERMUTATION,
  MDM_LAW_BALANCED,
  MDM_LAW_ONE_HOT,
  MDM_LAW_CODE,
  MDM_LAW_UNIFILAR
} mdm_law_kind;

typedef struct
{
  char *name;     /* the SPEC it was made from; never NULL */
  char *note;     /* what was done to its weights, or NULL */
  uint64_t vocab; /* V */
  size_t length;  /* L */
  char **token;   /* V strings (UTF-8), or NULL: the numerals 0..V-1 */
  int spaced;     /* has a string of TOKEN several characters? */
  int quoted;     /* has one of several a blank, so that they need quotes? */
  mdm_law_kind kind;
  uint64_t rank;  /* of the closed form; 0 <= rank <= L */
  struct mdm_form *form; /* what else it says (form.h), or NULL */
  int listed;     /* are the rows below there? */
  size_t support; /* rows */
  uint16_t *row;  /* support * length token numbers */
  fmpz *weight;   /* support weights */
  fmpz_t total;   /* their sum */
} mdm_law_struct;

typedef mdm_law_struct mdm_law_t[1];

void mdm_law_init (mdm_law_t law);
void mdm_law_clear (mdm_law_t law);
/* Declare X, a law that is cleared with its scope (scoped.h).  */
#define MDM_LAW(x) MDM_SCOPED (x, mdm_law_struct, mdm_law_init, mdm_law_clear)
void mdm_law_swap (mdm_law_t x, mdm_law_t y);

/* Name LAW a copy of NAME.  */
void mdm_law_set_name (mdm_law_t law, const char *name);

/* Note in LAW a copy of NOTE, something that was done to its weights; NULL:
   nothing.  */
void mdm_law_set_note (mdm_law_t law, const char *note);

/* Note in LAW that its weights, which are not COUNTS, have been divided by
   their SUM, if that is not 1.  */
void mdm_law_note_sum (mdm_law_t law, const fmpq_t sum, int counts);

/* The tokens of row I, length many; lent until LAW changes.  */
static inline const uint16_t *
mdm_law_row (const mdm_law_t law, size_t i)
{
  return law->row + i * law->length;
}

/* Set RES to the number of rows, also of a law that is not listed (uniform
   laws of length 1000 have more rows than a machine word can say).  */
void mdm_law_support (fmpz_t res, const mdm_law_t law);

/* See to it that the rows of a closed-form family are listed.  MDM_ELIMIT
   when there are too many.  A listed law is left alone.  */
mdm_status mdm_law_list (mdm_law_t law, const mdm_limit_t *limit,
                         mdm_err_t *err) MDM_MUST_CHECK;

/* The number of the row equal to TOKENS[0..L), or law->support when there is
   none (probability 0).  The law is listed.  */
size_t mdm_law_find (const mdm_law_t law, const uint16_t *tokens);

/* Are all tokens one character long (then sequences are written without
   blanks)?  */
int mdm_law_single_characters (const mdm_law_t law);

/* Token number I: lent by LAW, or written to NUMERAL.  */
const char *mdm_law_token (char numeral[24], const mdm_law_t law, uint64_t i);

/* Set *NUMBER to that of the token TEXT of LAW, which is listed; is there such
   a one?  */
int mdm_law_find_token (uint16_t *number, const mdm_law_t law,
                        const char *text);
/* What is said where there is none: "the law has no token 'TEXT'", and which
   is the most similar; on the heap.  */
char *mdm_law_no_token_str (const mdm_law_t law, const char *text);

/* Write the sequence TOKENS[0..L) as users write it: the tokens joined by
   one space if any token of the vocabulary has several characters, else by
   nothing.  Where one has a blank, as only tables have them, those with a
   blank or a double quote are in double quotes, and such quotes twice.  The
   caller frees the string with flint_free.  */
char *mdm_law_sequence_str (const mdm_law_t law, const uint16_t *tokens);

/* The same for TOKENS[0..COUNT), which may be fewer or none.  */
char *mdm_law_tokens_str (const mdm_law_t law, const uint16_t *tokens,
                          size_t count);

/* Building.  Make TOKEN[0..COUNT), a heap block of heap strings that LAW
   takes over, the vocabulary.  */
void mdm_law_set_tokens (mdm_law_t law, char **token, size_t count);

/* Give LAW its rows: COUNT sequences of TOKENS, a heap block that is taken
   over in any case, in any order with rational weights >= 0; rows of weight 0
   are dropped, the others sorted, equal ones added up, and weights scaled to
   coprime integers.  The caller has set vocab, length, token and name;
   `spaced' is set here, and the law is one without a closed form.  MDM_EDOMAIN
   when all weights are 0; MDM_ELIMIT when the common denominator is so large
   that the weights would not fit into memory.  Where they are not all integers
   a note says what they sum to.  */
mdm_status mdm_law_take_rows (mdm_law_t law, uint16_t *tokens,
                              const fmpq *weights, size_t count,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The same with integer WEIGHTS, whose contents are taken over; they are left
   of any value.  */
mdm_status mdm_law_take_integer_rows (mdm_law_t law, uint16_t *tokens,
                                      fmpz *weights, size_t count,
                                      mdm_err_t *err) MDM_MUST_CHECK;

/* A copy on the heap of COUNT rows TOKENS of the length of LAW.  */
uint16_t *mdm_law_copy_rows (const mdm_law_t law, const uint16_t *tokens,
                             size_t count);

/* Make COMMON > 0 a multiple of D too, for COUNT numbers that are to be
   multiples of it: MDM_ELIMIT, with a message about WHAT, when they would not
   fit into memory.  So many coprime denominators cost no more time than
   memory.  */
mdm_status mdm_common_multiple (fmpz_t common, const fmpz_t d, size_t count,
                                const char *what, const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Set SCALED[i] to the integer WEIGHTS[i] times the least common denominator
   of all COUNT WEIGHTS, and SUM, if not NULL, to the sum of the WEIGHTS.
   MDM_ELIMIT when the integers would not fit into memory.  */
mdm_status mdm_weights_scale (fmpz *scaled, fmpq_t sum, const fmpq *weights,
                              size_t count, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
