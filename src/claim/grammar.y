/* grammar.y - the grammar of the claim language (expr.h), without conflicts.

   The scanner's first token says whether the text must be a claim or an
   expression.  Actions only make nodes (node.c), where types and limits are
   checked; a maker that fails has recorded why and freed its arguments, and
   the action aborts.  */

%code top {
#include <config.h>
}

%code requires {
#include "claim/parser.h"
}

%code {
#include <stdio.h>
#include <string.h>

#define YYMALLOC flint_malloc
#define YYFREE flint_free
/* 200 brackets, each with the operators that may wait inside it, take less;
   what goes deeper is a chain of minus signs or of powers.  */
#define YYMAXDEPTH 10000
/* Places are points, not ranges.  */
#define YYLLOC_DEFAULT(current, rhs, n)                                       \
  ((current) = (n) > 0 ? YYRHSLOC (rhs, 1) : YYRHSLOC (rhs, 0))
/* Set NODE to what a maker answered, and stop where that failed.  */
#define MAKE(node, value)                                                     \
  do                                                                          \
    if (((node) = (value)) == NULL)                                           \
      YYABORT;                                                                \
  while (0)

int mdm_claim_yylex (MDM_CLAIM_YYSTYPE *value, MDM_CLAIM_YYLTYPE *place,
                     void *scanner);
static void yyerror (const mdm_place_t *place, void *scanner,
                     mdm_parser_t *parser, const char *message);
}

%define api.prefix {mdm_claim_yy}
%define api.token.prefix {MDM_TOKEN_}
%define api.pure full
%define api.location.type {mdm_place_t}
%define parse.error custom
%define parse.lac full
%locations
%param { void *scanner }
%parse-param { mdm_parser_t *parser }
%expect 0

%initial-action { @$ = parser->at; }

%union {
  mdm_node_t *node;
  mdm_position_sets_t *sets;
  mdm_slice_t name;
  mdm_quantity_id quantity;
  mdm_node_kind kind;
  mdm_relation relation;
}

%token START_CLAIM START_EXPRESSION
/* In no rule: a word whose failure the scanner has recorded.  */
%token FAILED
%token <node> NATURAL DECIMAL
%token <name> NAME VALUE
%token <quantity> QUANTITY QUANTITY_INDEX QUANTITY_SETS
%token <kind> FUNCTION EXTREME SUM BINOM
%token <relation> RELATION
%token PLUS "+" OPEN "(" CLOSE ")" COMMA "," SEMICOLON ";" BAR "|" IS "="
%type <node> expression term factor primary arguments
%type <sets> sets groups opened conditioned

%destructor { mdm_node_free ($$); } <node>
%destructor { mdm_position_sets_free ($$); } <sets>

%%

start:
  START_CLAIM expression RELATION expression
    {
      parser->lhs = $2;
      parser->relation = $3;
      parser->rhs = $4;
      if (!mdm_node_comparable (parser, $2, $4))
        YYABORT;
    }
| START_EXPRESSION expression
    { parser->lhs = $2; }
;

expression:
  term
| expression "+" term
    { MAKE ($$, mdm_node_add (parser, @2, $1, $3)); }
| expression '-' term
    {
      mdm_node_t *minus
          = mdm_node_make (parser, MDM_NODE_NEGATE, @2, $3, NULL, NULL);

      if (minus == NULL)
        {
          mdm_node_free ($1);
          YYABORT;
        }
      MAKE ($$, mdm_node_add (parser, @2, $1, minus));
    }
;

term:
  factor
| term '*' factor
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_MULTIPLY, @2, $1, $3, NULL)); }
| term '/' factor
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_DIVIDE, @2, $1, $3, NULL)); }
;

factor:
  '-' factor
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_NEGATE, @1, $2, NULL, NULL)); }
| primary
| primary '^' factor
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_POWER, @2, $1, $3, NULL)); }
;

primary:
  NATURAL
| DECIMAL
| NAME
    { MAKE ($$, mdm_node_name (parser, @1, $1)); }
| QUANTITY
    { MAKE ($$, mdm_node_quantity (parser, @1, $1, NULL, NULL)); }
| QUANTITY_INDEX "(" expression ")"
    { MAKE ($$, mdm_node_quantity (parser, @1, $1, $3, NULL)); }
| QUANTITY_SETS "(" sets ")"
    { MAKE ($$, mdm_node_quantity (parser, @1, $1, NULL, $3)); }
| "(" expression ")"
    {
      $$ = $2;
      $$->start = @1;
    }
| FUNCTION "(" expression ")"
    { MAKE ($$, mdm_node_make (parser, $1, @1, $3, NULL, NULL)); }
| EXTREME "(" arguments ")"
    {
      /* The list is a MIN until its name is known.  */
      $$ = $3;
      $$->kind = $1;
      $$->place = $$->start = @1;
    }
| BINOM "(" expression "," expression ")"
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_BINOM, @1, $3, $5, NULL)); }
| SUM "(" NAME "," expression "," expression ","
    {
      /* The bounds are outside of the variable's reach.  */
      if (!mdm_parser_bind (parser, $3, @3))
        YYABORT;
    }
  expression ")"
    {
      MAKE ($$, mdm_node_make (parser, MDM_NODE_SUM, @1, $5, $7, $10));
      mdm_parser_unbind (parser);
    }
;

arguments:
  expression
    { MAKE ($$, mdm_node_make (parser, MDM_NODE_MIN, @1, $1, NULL, NULL)); }
| arguments "," expression
    { MAKE ($$, mdm_node_append (parser, $1, $3)); }
;

sets:
  groups
    {
      /* The condition is empty.  */
      $$ = $1;
      mdm_position_sets_close ($$);
    }
| conditioned
;

groups:
  NATURAL
    {
      MAKE ($$, mdm_position_sets_put (parser, mdm_position_sets_new (), $1));
    }
| groups "," NATURAL
    { MAKE ($$, mdm_position_sets_put (parser, $1, $3)); }
| groups ";" NATURAL
    {
      mdm_position_sets_close ($1);
      MAKE ($$, mdm_position_sets_put (parser, $1, $3));
    }
;

opened:
  groups "|"
    {
      $$ = $1;
      mdm_position_sets_close ($$);
    }
| conditioned ","
;

conditioned:
  opened NATURAL
    { MAKE ($$, mdm_position_sets_put (parser, $1, $2)); }
| opened NATURAL "=" VALUE
    { MAKE ($$, mdm_position_sets_fix (parser, $1, $2, $4, @4)); }
;

%%

/* What may come next, in the words of a message, and the token that gives it
   away.  An expression may begin with many tokens and there are many
   operators; a decimal number and '+' stand for them.  */
static const struct
{
  yysymbol_kind_t symbol;
  const char *words;
} wordings[] = {
  { YYSYMBOL_DECIMAL, "an expression" },
  { YYSYMBOL_NATURAL, "a position" },
  { YYSYMBOL_NAME, "a variable" },
  { YYSYMBOL_RELATION, "a relation" },
  { YYSYMBOL_OPEN, "'('" },
  { YYSYMBOL_PLUS, "an operator" },
  { YYSYMBOL_COMMA, "','" },
  { YYSYMBOL_SEMICOLON, "';'" },
  { YYSYMBOL_BAR, "'|'" },
  { YYSYMBOL_IS, "'='" },
  { YYSYMBOL_CLOSE, "')'" },
  { YYSYMBOL_YYEOF, "the end" },
};

#define WORDINGS (sizeof wordings / sizeof wordings[0])

/* Write what CONTEXT allows next to TEXT: "an operator or ')'".  Answer with
   the symbol if only one is allowed, else YYSYMBOL_YYEMPTY.  */
static yysymbol_kind_t
describe_expected (char *text, size_t size, const yypcontext_t *context)
{
  yysymbol_kind_t expected[YYNTOKENS];
  int count = yypcontext_expected_tokens (context, expected, YYNTOKENS);
  size_t used = 0;

  text[0] = '\0';
  for (size_t i = 0; i < WORDINGS; i++)
    for (int j = 0; j < count; j++)
      if (expected[j] == wordings[i].symbol && used < size)
        {
          used += (size_t) snprintf (text + used, size - used, "%s%s",
                                     used == 0 ? "" : " or ",
                                     wordings[i].words);
          /* The other tokens of an expression would only repeat it.  */
          if (wordings[i].symbol == YYSYMBOL_DECIMAL)
            return YYSYMBOL_YYEMPTY;
        }
  return count == 1 ? expected[0] : YYSYMBOL_YYEMPTY;
}

/* "A bracket is expected after NAME", with an example if it is a quantity.  */
static void
report_no_argument (mdm_parser_t *parser, mdm_place_t place, mdm_slice_t name)
{
  mdm_quantity_id id;

  if (mdm_quantity_find (&id, name.text, name.length))
    mdm_parser_fail (parser, MDM_EPARSE, place,
                     "'(' is expected after '%.*s', as in %s",
                     (int) name.length, name.text,
                     mdm_quantity_info[id].usage);
  else
    mdm_parser_fail (parser, MDM_EPARSE, place, "'(' is expected after '%.*s'",
                     (int) name.length, name.text);
}

static int
yyreport_syntax_error (const yypcontext_t *context, void *scanner,
                       mdm_parser_t *parser)
{
  const yysymbol_kind_t found = yypcontext_token (context);
  const mdm_slice_t token = parser->token;
  const mdm_place_t place = *yypcontext_location (context);
  int shown = token.length > 40 ? 40 : (int) token.length;
  char words[160];
  yysymbol_kind_t expected = describe_expected (words, sizeof words, context);

  (void) scanner;
  if (expected == YYSYMBOL_OPEN)
    report_no_argument (parser, place, parser->previous);
  else if (expected == YYSYMBOL_NAME && found >= YYSYMBOL_QUANTITY
           && found <= YYSYMBOL_BINOM)
    mdm_parser_fail (parser, MDM_EPARSE, place,
                     "'%.*s' has a meaning and cannot be the variable of a "
                     "sum",
                     shown, token.text);
  else if (token.length == 0)
    mdm_parser_fail (parser, MDM_EPARSE, place,
                     "%s is expected, but the text ends", words);
  else
    mdm_parser_fail (parser, MDM_EPARSE, place, "%s is expected, not '%.*s%s'",
                     words, shown, token.text, token.length > 40 ? ".." : "");
  return 0;
}

/* Called by the generated parser for what is not a syntax error, which is
   its stack being full.  */
static void
yyerror (const mdm_place_t *place, void *scanner, mdm_parser_t *parser,
         const char *message)
{
  (void) scanner;
  (void) message;
  mdm_parser_fail (parser, MDM_ELIMIT, *place,
                   "nested more than %d deep", MDM_NODE_DEPTH_MAX);
}
