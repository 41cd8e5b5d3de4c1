/* library.h - theorems as data: read from text files, not written in C.

   A file holds entries separated by blank lines, an entry `Field: value'
   lines, a value going on in lines that begin with a blank; lines that begin
   with # are skipped.  Fields:
     Claim       id: lower-case letters, digits and '-'       (once, first)
     Title       one line
     Citation    where it is from
     Certainty   V read in the paper, S as summarised, D derived here
     Kind        theorem (default), variant, wrong-as-printed, inequality
     About       sizes (default): random partitions, of sizes, of independent
                 unmask times or of random sizes; law: the law alone or any
                 schedule; policy: policies
     Scope       this (default): the schedule at hand; some: some schedule
                 with sizes <= smax, and then the statement is a lower bound
                 `ekl >= ..' by the law and smax
     Hypothesis  a claim that must hold, repeatable
     Statement   the claim itself                              (once)
     Unit        nats (default): the sides are entropies, shown in bits where
                 bits are asked for; none: they are pure numbers
     Remark      what must be said wherever the statement is printed
     Proved      where a proof assistant has it: theorem and file
   Each but Hypothesis is given once at most, and the text is UTF-8 without
   control characters, for it is shown on terminals.
   A line that is no field and stands outside an entry is a claim by itself;
   so a file of claims, one a line, is a library too.  The statements and
   hypotheses are of the claim language (expr.h) and are parsed when the file
   is read, every mistake being reported with its place.  */
#ifndef MDM_LIBRARY_H
#define MDM_LIBRARY_H

#include "claim/expr.h"

typedef enum
{
  MDM_ENTRY_THEOREM,
  MDM_ENTRY_VARIANT, /* a statement that no paper claims; only by name */
  MDM_ENTRY_WRONG,   /* kept because it is wrong as printed; only by name */
  MDM_ENTRY_INEQUALITY /* true, and of given positions; only by name */
} mdm_entry_kind;

typedef enum
{
  MDM_ABOUT_LAW,   /* or any schedule */
  MDM_ABOUT_SIZES, /* random partitions */
  MDM_ABOUT_POLICY
} mdm_entry_about;

/* A claim with its text as one line.  */
typedef struct
{
  char *text;
  mdm_claim_t claim;
} mdm_statement_t;

typedef struct
{
  char *id;    /* NULL: it was given none */
  char *title; /* NULL: none; likewise below */
  char *citation;
  char *certainty;
  char *remark;
  char *proved;
  int kind;        /* mdm_entry_kind */
  int about;       /* mdm_entry_about */
  int plain;       /* are its sides pure numbers, without a unit? */
  int some;        /* does it claim a schedule with sizes <= smax? */
  size_t hypotheses;
  mdm_statement_t *hypothesis;
  mdm_statement_t statement;
} mdm_entry_t;

typedef struct
{
  size_t count;
  mdm_entry_t *entry; /* in the order read */
} mdm_library_struct;

typedef mdm_library_struct mdm_library_t[1];

void mdm_library_init (mdm_library_t library);
void mdm_library_clear (mdm_library_t library);

/* Add the entries in TEXT[0..LENGTH), the contents of FILE.  On failure ERR
   has the place and LIBRARY holds what was read before it.  An id that is in
   LIBRARY already is an error.  */
mdm_status mdm_library_read (mdm_library_t library, const char *file,
                             const char *text, size_t length,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Add a claim of the user's, without id: TEXT, given in WHERE; and one with an
   UNKNOWN (expr.h).  */
mdm_status mdm_library_add_claim (mdm_library_t library, const char *text,
                                  const char *where,
                                  mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_library_add_claim_with (mdm_library_t library, const char *text,
                                       const char *unknown, const char *where,
                                       mdm_err_t *err) MDM_MUST_CHECK;

/* ENTRY as a file has it, on the heap: what is read from that is the same.  */
char *mdm_entry_str (const mdm_entry_t *entry);

/* The entry called ID, or NULL; lent until LIBRARY changes.  */
const mdm_entry_t *mdm_library_find (const mdm_library_t library,
                                     const char *id);

/* "theorem", "variant", "wrong as printed", "inequality"; all of them, ended
   by NULL.  */
const char *mdm_entry_kind_str (int kind);
extern const char *const mdm_entry_kind_words[];

#endif
