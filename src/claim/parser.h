/* parser.h - what scanner.l, grammar.y and the makers of nodes share while
   one text is being parsed.  Private to those files and expr.c.

   The first failure is the one reported; whoever meets it records it here
   and unwinds.  Makers of nodes own their arguments: on failure they free
   them and answer NULL.  */
#ifndef MDM_PARSER_H
#define MDM_PARSER_H

#include "claim/expr.h"

/* Most bytes of a text, and most nested brackets.  */
#define MDM_CLAIM_LENGTH_MAX 1000000
#define MDM_BRACKETS_MAX 200

/* A piece of the text.  */
typedef struct
{
  const char *text;
  size_t length;
} mdm_slice_t;

typedef struct
{
  /* Given.  */
  const char *text, *where;
  mdm_err_t *err;
  mdm_slice_t unknown; /* its name; of length 0: there is none */
  int start; /* the token that opens the text and says what it must be;
                0 once the scanner has delivered it */
  /* The scanner.  */
  mdm_place_t at;       /* the next byte */
  size_t offset;        /* its offset */
  mdm_slice_t token;    /* the last token, empty at the end */
  mdm_slice_t previous; /* the one before it */
  size_t brackets;      /* now open */
  int conditions;       /* is it behind a bar, where `=' goes before a token? */
  /* The parser.  */
  mdm_status status;                      /* the first failure */
  size_t nodes;                           /* made so far */
  mdm_slice_t variable[MDM_BRACKETS_MAX]; /* bound here, the outermost first;
                                             each sum opens a bracket */
  size_t variables;                       /* now bound */
  size_t slots;                           /* most bound at a time */
  /* The result.  */
  mdm_node_t *lhs, *rhs;
  mdm_relation relation;
} mdm_parser_t;

/* Parse the text of PARSER, whose fields "given" and AT are set and whose
   others are 0.  On success LHS, and for a claim RELATION and RHS, are set;
   on failure the caller frees what may be in them.  */
mdm_status mdm_parser_run (mdm_parser_t *parser, int claim) MDM_MUST_CHECK;

/* Record a failure of PARSER at PLACE unless there was one before; return
   the status of the first.  */
mdm_status mdm_parser_fail (mdm_parser_t *parser, mdm_status status,
                            mdm_place_t place, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));

/* The same for the unknown NAME, with the known name that was meant, if one
   is near.  */
void mdm_parser_unknown (mdm_parser_t *parser, mdm_slice_t name,
                         mdm_place_t place);

/* Are X and Y the same bytes?  */
int mdm_slice_equal (mdm_slice_t x, mdm_slice_t y);

/* The variables that sums bind.  Bind NAME; 0, and a failure, when it is bound
   already or what is solved for.  */
int mdm_parser_bind (mdm_parser_t *parser, mdm_slice_t name,
                     mdm_place_t place);
/* Unbind the one that was bound last.  */
void mdm_parser_unbind (mdm_parser_t *parser);
/* Is NAME bound here?  If so *SLOT is set to its slot.  */
int mdm_parser_find (size_t *slot, const mdm_parser_t *parser,
                     mdm_slice_t name);

/* Functions by name: the node kinds LOG to BINOM.  */
int mdm_function_find (mdm_node_kind *kind, const char *name, size_t length);

/* Makers of nodes; they check types and limits.  The natural number of these
   digits.  */
mdm_node_t *mdm_node_number (mdm_parser_t *parser, mdm_place_t place,
                             const char *digits, size_t length);
/* The variable NAME, which a sum binds, or the unknown.  */
mdm_node_t *mdm_node_name (mdm_parser_t *parser, mdm_place_t place,
                           mdm_slice_t name);
/* A node of KIND with one to three children, the others NULL; a SUM is over
   the variable that was bound last.  */
mdm_node_t *mdm_node_make (mdm_parser_t *parser, mdm_node_kind kind,
                           mdm_place_t place, mdm_node_t *a, mdm_node_t *b,
                           mdm_node_t *c);
/* A + B; where A is a sum already B is appended to it.  */
mdm_node_t *mdm_node_add (mdm_parser_t *parser, mdm_place_t place,
                          mdm_node_t *a, mdm_node_t *b);
/* NODE, a MIN or MAX, with one more ARGUMENT.  */
mdm_node_t *mdm_node_append (mdm_parser_t *parser, mdm_node_t *node,
                             mdm_node_t *argument);
/* Is NODE no ratio?  If it is, this is recorded as a failure.  */
int mdm_node_require_number (mdm_parser_t *parser, const mdm_node_t *node);
/* May the nodes LHS and RHS be compared?  If not, why is recorded.  */
int mdm_node_comparable (mdm_parser_t *parser, const mdm_node_t *lhs,
                         const mdm_node_t *rhs);
/* A quantity: without argument, with INDEX, or with SETS.  */
mdm_node_t *mdm_node_quantity (mdm_parser_t *parser, mdm_place_t place,
                               mdm_quantity_id id, mdm_node_t *index,
                               mdm_position_sets_t *sets);

/* Position groups: none, and an empty condition.  */
mdm_position_sets_t *mdm_position_sets_new (void);
/* Append the position that the natural NUMBER is to the condition of SETS, and
   free NUMBER.  Fails as the makers of nodes do, for a position that is there
   already.  */
mdm_position_sets_t *mdm_position_sets_put (mdm_parser_t *parser,
                                            mdm_position_sets_t *sets,
                                            mdm_node_t *number);
/* The same with the condition that at this position stands the token WORD, a
   slice of the text at WORD_PLACE with its quotes, if it has some.  */
mdm_position_sets_t *mdm_position_sets_fix (mdm_parser_t *parser,
                                            mdm_position_sets_t *sets,
                                            mdm_node_t *number,
                                            mdm_slice_t word,
                                            mdm_place_t word_place);
/* Make the condition the last group, and the condition empty.  */
void mdm_position_sets_close (mdm_position_sets_t *sets);
/* Free SETS, unless it is NULL.  */
void mdm_position_sets_free (mdm_position_sets_t *sets);

#endif
