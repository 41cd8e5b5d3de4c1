/* template.h - texts with variables: `parity:V=2,L={L}', `{2*T+1}', and the
   ranges that variables run over.

   A template is a text in which {NAME} stands for the text of a variable and
   {EXPRESSION} for the value of an expression of the claim language without
   quantities, in which names of variables stand for their values, which must
   be numbers there; {{ and }} are braces.  A variable hides a quantity or
   function of the same name.

   Templates are pieces of fields, so that every mistake has its place.  */
#ifndef MDM_TEMPLATE_H
#define MDM_TEMPLATE_H

#include "claim/value.h"
#include "journal/arena.h"
#include "text/stanza.h"

#include <stdint.h>

/* What is known at a place: the variables, whose values may be NULL while only
   the names matter.  Mistakes in pieces of STANZAS go to ERR.  All is lent by
   the caller.  */
typedef struct
{
  const mdm_stanzas_struct *stanzas;
  mdm_err_t *err;
  size_t count;
  const mdm_named_text_t *variable;
  /* Names that are left open: braces that speak of one stay as they are, and
     are counted.  */
  size_t opens, left_open;
  const char *const *open;
} mdm_bindings_t;

/* Bytes [FROM, TO) of the padded value of FIELD.  */
typedef struct
{
  const mdm_field_t *field;
  size_t from, to;
} mdm_piece_t;

/* All of FIELD's value but the blanks around it.  */
mdm_piece_t mdm_piece_of (const mdm_field_t *field);

/* Take the blanks at both ends off PIECE.  */
void mdm_piece_trim (mdm_piece_t *piece);

/* Is C a blank or the end of a line?  */
int mdm_is_space (char c);

/* Is PIECE a template over the names of BINDINGS?  */
mdm_status mdm_template_check (mdm_piece_t piece,
                               const mdm_bindings_t *bindings) MDM_MUST_CHECK;

/* Set *RES to the text of the template PIECE, runs of blanks and line ends
   being one blank; on the heap, NULL after a mistake.  PIECE was checked with
   the same names.  */
mdm_status mdm_template_expand (char **res, mdm_piece_t piece,
                                mdm_bindings_t *bindings) MDM_MUST_CHECK;

/* Is PIECE an expression over the names of BINDINGS, without quantities?  */
mdm_status
mdm_arithmetic_check (mdm_piece_t piece,
                      const mdm_bindings_t *bindings) MDM_MUST_CHECK;

/* Set RES to the value of the expression PIECE, which was checked.  */
mdm_status mdm_arithmetic (fmpq_t res, mdm_piece_t piece,
                           const mdm_bindings_t *bindings) MDM_MUST_CHECK;

/* Set RES to the value of TEXT, an expression without quantities or "inf" or
   "-inf".  */
mdm_status mdm_constant (mdm_value_t res, const char *text,
                         mdm_err_t *err) MDM_MUST_CHECK;

/* The length of the name (a letter, then letters, digits and _) that
   TEXT[0..LENGTH) begins with, or 0.  */
size_t mdm_name_length (const char *text, size_t length);

#endif
