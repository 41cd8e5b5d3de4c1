/* options.h - what was asked for on the command line, and how a command says
   what can be.

   A command has a table of its own options; those of every command are in
   options.c.  One of its own that has the name of these takes its place: other
   words, and another meaning.  Both what is read and what --help prints come
   from the tables.

   Options follow GNU conventions: long ones may be abbreviated, take their
   value after `=' or as the next argument, and may stand anywhere; `--' ends
   them.  An option that a command does not know is an error, and so is one
   given twice that can only be meant once.  */
#ifndef MDM_OPTIONS_H
#define MDM_OPTIONS_H

#include "cli/progress.h"
#include "exact/limit.h"
#include "law/reading.h"
#include "report/format.h"

#include <stddef.h>
#include <stdio.h>

/* A list of arguments; the strings are those of argv.  */
typedef struct
{
  const char **text;
  size_t count;
} mdm_list_t;

/* Options whose default another one may replace: were they given?  */
enum
{
  MDM_GIVEN_FORMAT = 1,
  MDM_GIVEN_UNIT = 2,
  MDM_GIVEN_DIGITS = 4,
  MDM_GIVEN_EXACT_TERMS = 8
};

/* What was given: the options of every command, and those that several have.
   A command with more has them in a struct that begins with this one.  */
typedef struct
{
  mdm_format_t format;
  unsigned given; /* of MDM_GIVEN_ */
  mdm_limit_t limit;
  struct mdm_reading reading; /* lent to LIMIT */
  mdm_progress_mode progress;
  const char *output; /* FILE of -o, or NULL: standard output */
  int quiet;
  int help;              /* --help was given: nothing else matters */
  int version;           /* so was --version */
  mdm_list_t operands;   /* arguments that are no options */
  const char *law;       /* or NULL */
  const char *laws;      /* FILE of --laws, or NULL */
  const char *predictor; /* or NULL: the ideal one */
  mdm_list_t schedules, claims, claim_files;
  int trace;               /* law: the states of a policy too */
  const char *solve;       /* NAME of --solve, or NULL */
  const char *certificate; /* FILE of --certificate, or NULL */
  const char *witness;     /* FILE of --witness, or NULL */
  const char *sharp;       /* FILE of --sharp-certificate, or NULL */
  const char *resume;      /* FILE of --resume, or NULL */
  const char *certificates; /* DIR of --certificates, or NULL */
  uint64_t shard, shards;  /* R and M of --shard; 0: not given */
  int standalone;
} mdm_options_t;

/* Set what is at PLACE to the value TEXT, NULL for an option without one.  */
typedef mdm_status mdm_setter_t (void *place, const char *text,
                                 mdm_err_t *err);

/* An option; a table of them is ended by one without a name.  */
typedef struct
{
  const char *name;         /* without the hyphens */
  const char *argument;     /* as --help has it; NULL: none, or a word */
  const char *help;         /* lines, a newline between two */
  mdm_setter_t *set;        /* NULL: to the index of a word, or to a
                               number */
  size_t place;             /* in the options, of what is set */
  uint64_t low, high;       /* least and greatest number */
  size_t size;              /* bytes of the number that is set */
  int repeats;              /* it may be given more than once */
  char letter;              /* a short name, or 0 */
  unsigned given;           /* of MDM_GIVEN_: how numbers are written */
  const char *const *words; /* that it takes, then NULL; or NULL */
} mdm_option_t;

/* A string, lent; one more string of a list; a flag that is 1 when given.  */
mdm_setter_t mdm_set_text, mdm_set_list, mdm_set_flag;
/* Set *INDEX to that of TEXT among WORDS, ended by NULL.  */
mdm_status mdm_set_word (int *index, const char *const *words,
                         const char *text, mdm_err_t *err) MDM_MUST_CHECK;

/* The members of an option that is the number MEMBER of TYPE.  */
#define MDM_OPTION_NUMBER(type, member, least, most)                          \
 .place = offsetof (type, member), .low = (least), .high = (most),            \
 .size = sizeof ((type *) NULL)->member

/* R/M with 1 <= R <= M, into the member shard and, behind it, shards.  */
mdm_setter_t mdm_set_shard;

/* What more than one command has; RECORDS are what a file keeps, and RECORD is
   one of them.  */
#define MDM_OPTION_RESUME(records)                                            \
 {                                                                            \
  "resume", "FILE",                                                           \
      "keep finished " records " in FILE, and begin with those\n"             \
      "that it has",                                                          \
      mdm_set_text, .place = offsetof (mdm_options_t, resume)                 \
 }
#define MDM_OPTION_SHARD(record)                                              \
 {                                                                            \
  "shard", "R/M",                                                             \
      "only every M-th " record " from the R-th on, for mdmcert\n"            \
      "merge",                                                                \
      mdm_set_shard, .place = offsetof (mdm_options_t, shard)                 \
 }
#define MDM_OPTION_LAW                                                        \
 {                                                                            \
  "law", "SPEC", "the law: a family, a file, or - (standard input)",          \
      mdm_set_text, .place = offsetof (mdm_options_t, law)                    \
 }
#define MDM_OPTION_PREDICTOR                                                  \
 {                                                                            \
  "predictor", "SPEC",                                                        \
      "what draws tokens in the place of the law's own\n"                     \
      "conditionals: ideal, argmax, smooth:ETA, power:N,\n"                   \
      "law:SPEC or table:FILE",                                                        \
      mdm_set_text, .place = offsetof (mdm_options_t, predictor)              \
 }
#define MDM_OPTION_CERTIFICATE                                                \
 {                                                                            \
  "certificate", "FILE", "write the evidence to FILE, for mdmcheck(1)",       \
      mdm_set_text, .place = offsetof (mdm_options_t, certificate)            \
 }
#define MDM_OPTION_STANDALONE                                                 \
 {                                                                            \
  "standalone", NULL, "with --format=latex, a whole document", mdm_set_flag,  \
      .place = offsetof (mdm_options_t, standalone)                           \
 }

#define MDM_OPTION_SOLVE                                                      \
 {                                                                            \
  "solve", "NAME",                                                            \
      "find the best constants: the values of NAME, in\n"                     \
      "which the claim is linear, for which it holds",                        \
      mdm_set_text, .place = offsetof (mdm_options_t, solve)                  \
 }

/* Set OPTIONS, zeroed and as large as the table OWN (NULL: no more options)
   says, to the defaults and then to ARGV[1..ARGC); ARGV[0] is the command's
   name.  Strings are lent from ARGV.  */
mdm_status mdm_options_read (mdm_options_t *options, const mdm_option_t *own,
                             int argc, char **argv,
                             mdm_err_t *err) MDM_MUST_CHECK;
void mdm_options_clear (mdm_options_t *options, const mdm_option_t *own);

/* Write what --help says of the options OWN and of those of every command.  */
void mdm_options_help (FILE *stream, const mdm_option_t *own);

/* Fail as the options do not go together: WHAT is wrong with WHERE.  */
mdm_status mdm_option_fail (mdm_err_t *err, const char *where,
                            const char *what);
/* "--NAME=VALUE" as it is shown in messages, a long VALUE cut; "--NAME" if
   VALUE is NULL.  On the heap, the caller frees it with flint_free.  */
char *mdm_option_str (const char *name, const char *value);
/* Record that as the place of the failure in ERR if it has none; return the
   failure's status.  */
mdm_status mdm_option_place (mdm_err_t *err, const char *name,
                             const char *value);

#endif
