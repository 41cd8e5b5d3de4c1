/* commands.h - the subcommands, one cmd_<name>.c each.

   A command gets its arguments, ARGV[0] being its name, and sets *RESULT,
   initialised by it; main writes the result.  Nothing mathematical happens
   on this floor.  */
#ifndef MDM_COMMANDS_H
#define MDM_COMMANDS_H

#include "cert/certificate.h"
#include "cli/options.h"
#include "report/result.h"
#include "search/part.h"
#include "table/record.h"

/* How a command that could be carried out came out: the exit status (CONTRACT,
   "Exit status"), but for trouble, which is an mdm_status.  */
typedef enum
{
  MDM_EXIT_DONE = 0,
  MDM_EXIT_REFUTED = 1,
  MDM_EXIT_TROUBLE = 2,
  MDM_EXIT_UNDECIDED = 3
} mdm_exit;

typedef struct
{
  const char *name;
  const char *summary;     /* one line of the list of commands */
  const char *usage;       /* what --help prints before the options */
  const char *schema;      /* of its JSON */
  const mdm_option_t *own; /* its options, or NULL */
  size_t size;             /* of what they are set in, 0: mdm_options_t */
  size_t operands;         /* most arguments that are no options */
  /* Carry it out with OPTIONS, which is of the size above, into RESULT, which
     is initialised; *OUTCOME is MDM_EXIT_DONE at the beginning.  */
  mdm_status (*run) (mdm_result_t result, mdm_exit *outcome,
                     const mdm_options_t *options, mdm_err_t *err);
} mdm_command_t;

/* The commands, X (NAME) for each cmd_NAME.c, in the order of --help.  */
#define MDM_COMMANDS(X)                                                       \
 X (info)                                                                     \
 X (law)                                                                      \
 X (certify)                                                                  \
 X (schedule)                                                                 \
 X (depth)                                                                    \
 X (plot)                                                                     \
 X (prove)                                                                    \
 X (search)                                                                   \
 X (claims)                                                                   \
 X (table)                                                                    \
 X (merge)                                                                    \
 X (export)

#define MDM_DECLARE_COMMAND(name) extern const mdm_command_t mdm_cmd_##name;
MDM_COMMANDS (MDM_DECLARE_COMMAND)

/* Order RECORD, the rows of the table of HEAD, and write them.  */
mdm_status mdm_table_write (mdm_result_t result, mdm_exit *outcome,
                            const mdm_head_t *head, mdm_record_t **record,
                            const mdm_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;
/* Add up what LINE, the parts of JOB, have found, and write it.  */
mdm_status mdm_search_write (mdm_result_t result, mdm_exit *outcome,
                             char *const *line, const mdm_search_job_t job,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* A shard has a format of its own.  */
mdm_status mdm_check_shard (const mdm_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;
/* --standalone goes with LaTeX.  */
mdm_status mdm_check_standalone (const mdm_options_t *options,
                                 mdm_err_t *err) MDM_MUST_CHECK;
/* Write CERTIFICATE, whose making came out as STATUS, to FILE of OPTION
   (without dashes), and tell of it in RESULT.  That there is none is no trouble
   but like a limit: status MDM_ELIMIT.  */
mdm_status mdm_write_certificate (mdm_result_t result,
                                  const mdm_certificate_t certificate,
                                  mdm_status status, const char *option,
                                  const char *file,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* Write LAW, which is listed, to FILE of --witness.  */
mdm_status mdm_write_witness (const mdm_law_t law, const char *file,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
