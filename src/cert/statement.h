/* statement.h - the statements of a certificate: hypotheses, and claims that
   stand under all of them.

   A hypothesis that several claims need is in the list once.  Claims are
   numbered after the hypotheses, when all are known.  */
#ifndef MDM_STATEMENT_H
#define MDM_STATEMENT_H

#include "cert/record.h"
#include "exact/logform.h"

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
} mdm_statements_struct;

typedef mdm_statements_struct mdm_statements_t[1];

void mdm_statements_init (mdm_statements_t statements);
void mdm_statements_clear (mdm_statements_t statements);

/* A statement without anything, value 0; what it gets belongs to it.  */
void mdm_statement_init (mdm_statement_record_t *statement);
void mdm_statement_clear (mdm_statement_record_t *statement);

/* Does a number of this SIGN stand in RELATION to 0?  */
int mdm_statement_holds (const char *relation, int sign);

/* Add HYPOTHESIS, which holds and is used up, unless it is there.  One about
   numbers alone says nothing and is left out.  */
void mdm_statements_assume (mdm_statements_t statements,
                            mdm_statement_record_t *hypothesis);
/* Remove the hypotheses after the first COUNT: those of a claim that is not
   added after all.  */
void mdm_statements_forget (mdm_statements_t statements, size_t count);
/* Add CLAIM, which is used up.  */
void mdm_statements_claim (mdm_statements_t statements,
                           mdm_statement_record_t *claim);

/* How the evidence of a statement without evidence of its own is written.  */
typedef mdm_status (*mdm_evidence_writer_t) (
    mdm_record_t *record, const mdm_statement_record_t *statement, void *data,
    mdm_err_t *err);

/* Write all, the evidence with WRITER and its DATA.  */
mdm_status mdm_statements_write (mdm_record_t *record,
                                 const mdm_statements_t statements,
                                 mdm_evidence_writer_t writer, void *data,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
