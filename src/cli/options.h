/* options.h - what was asked for on the command line.

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
  const char *law;       /* or NULL */
  const char *laws;      /* FILE of --laws, or NULL */
  const char *predictor; /* or NULL: the ideal one */
  mdm_list_t schedules, claims, claim_files, quantities;
  uint64_t length, smax;   /* of --length and --smax; 0: not given */
  const char *mixture;     /* FILE of --mixture, or NULL */
  const char *certificate; /* FILE of --certificate, or NULL */
  int all_schedules, some_schedule;
  int all_entropies;      /* of info */
  const char *resume;     /* FILE of --resume, or NULL */
  uint64_t shard, shards; /* R and M of --shard; 0: not given */
  int standalone;
  mdm_list_t operands; /* arguments that are no options */
} mdm_options_t;

/* The options of a command beside the global ones.  */
enum
{
  MDM_TAKES_LAW = 1,
  MDM_TAKES_SCHEDULE = 2,
  MDM_TAKES_SCHEDULES = 4,
  MDM_TAKES_CLAIMS = 8,
  MDM_TAKES_QUANTITIES = 16,
  MDM_TAKES_SCOPE = 32, /* of a proof */
  MDM_TAKES_PREDICTOR = 64,
  MDM_TAKES_LAWS = 128, /* a stream of them */
  MDM_TAKES_GRID = 256, /* of a table */
  MDM_TAKES_SHARDS = 512,
  MDM_TAKES_OPERANDS = 1024,  /* arguments that are no options */
  MDM_TAKES_LAW_FORMAT = 2048 /* --format=law */
};

/* Read ARGV[1..ARGC) into OPTIONS for a command that TAKES these; ARGV[0] is
   the command's name.  Strings are lent from ARGV.  */
mdm_status mdm_options_read (mdm_options_t *options, int argc, char **argv,
                             unsigned takes, mdm_err_t *err) MDM_MUST_CHECK;
void mdm_options_clear (mdm_options_t *options);

/* "--NAME=VALUE" as it is shown in messages, a long VALUE cut; "--NAME" if
   VALUE is NULL.  On the heap, the caller frees it with flint_free.  */
char *mdm_option_str (const char *name, const char *value);

#endif
