/* statement.h - the statements of a certificate: hypotheses, and claims that
   stand under all of them.

   A hypothesis that several claims need is in the list once.  Claims are
   numbered after the hypotheses, when all are known.  */
#ifndef MDM_STATEMENT_H
#define MDM_STATEMENT_H

#include "cert/terms.h"
#include "claim/library.h"

/* Most bits a certificate may ask for, of a sign and of bounds for every
   schedule.  */
#define MDM_PRECISION_MAX 1048576
#define MDM_PRECISION_EVERY_MAX 16384

typedef struct
{
  const char *relation; /* to 0: lent */
  char *terms;          /* their records, from mdm_terms_write */
  size_t count;         /* how many they are */
  size_t smax;          /* of a claim about schedules of sizes <= SMAX, or 0 */
  size_t parts;         /* records `part' in its evidence */
  char *evidence;       /* the records of the evidence, or NULL: the value
                           below, and its sign */
  size_t evidence_count;
  mdm_logform_t value;
  int sign;
  char *comment; /* of a claim */
} mdm_statement_record_t;

typedef struct
{
  mdm_statement_record_t *hypothesis, *claim;
  size_t hypotheses, claims;
  char *givens; /* records between hypotheses and claims, or NULL */
  size_t givens_count;
  char *optimum; /* a record that nothing is better, on the heap, or NULL */
  mdm_integers_t integers; /* of all values; none where they are rational */
} mdm_statements_struct;

typedef mdm_statements_struct mdm_statements_t[1];

void mdm_statements_init (mdm_statements_t statements);
void mdm_statements_clear (mdm_statements_t statements);
#define MDM_STATEMENTS(statements)                                            \
 MDM_SCOPED (statements, mdm_statements_struct, mdm_statements_init,          \
             mdm_statements_clear)

/* A statement without anything, value 0; what it gets belongs to it.  */
void mdm_statement_init (mdm_statement_record_t *statement);
void mdm_statement_clear (mdm_statement_record_t *statement);
#define MDM_STATEMENT(statement)                                              \
 MDM_SCOPED (statement, mdm_statement_record_t, mdm_statement_init,           \
             mdm_statement_clear)

/* Set STATEMENT to NORMAL: its relation, its terms, its value and the sign of
   that, which is rational in a universal certificate or MDM_EABSENT.  The
   integers are added to those of STATEMENTS.  */
mdm_status mdm_statements_evaluate (mdm_statement_record_t *statement,
                                    mdm_statements_t statements,
                                    const mdm_normal_t normal,
                                    const mdm_terms_context_t *context,
                                    mdm_err_t *err) MDM_MUST_CHECK;

/* Add HYPOTHESIS, which holds, unless it is there; what it holds is taken from
   it.  One about numbers alone says nothing and is left out.  */
void mdm_statements_assume (mdm_statements_t statements,
                            mdm_statement_record_t *hypothesis);
/* Add the hypotheses of ENTRY and the conditions that its normal forms rest
   on, and set NORMAL, if not NULL, to what it states.  *APPLIES: do they
   hold?  If not, or on failure, only some are added.  */
mdm_status mdm_statements_assume_entry (int *applies,
                                        mdm_normal_struct *normal,
                                        mdm_statements_t statements,
                                        const mdm_entry_t *entry,
                                        const mdm_terms_context_t *context,
                                        mdm_err_t *err) MDM_MUST_CHECK;
/* Remove the hypotheses after the first COUNT: those of a claim that is not
   added after all.  */
void mdm_statements_forget (mdm_statements_t statements, size_t count);
/* Add CLAIM; what it holds is taken from it.  */
void mdm_statements_claim (mdm_statements_t statements,
                           mdm_statement_record_t *claim);

/* Set *SIGN to the sign of X, whose integers are pairwise coprime, and *BITS
   to a precision at which bounds of X have that sign, with some to spare, so
   that a checker need not go on for ever with a certificate that is wrong; 0
   for X = 0.  MDM_ELIMIT when it is not seen at MDM_PRECISION_MAX.  */
mdm_status mdm_precision_find (int *sign, slong *bits,
                               const mdm_logform_t x) MDM_MUST_CHECK;

/* Write all.  The sign of a statement without evidence of its own is said to
   be seen at BITS bits; if 0, at as many as it takes, and the integers are
   closed.  */
mdm_status mdm_statements_write (mdm_record_t *record,
                                 const mdm_statements_t statements, slong bits,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
