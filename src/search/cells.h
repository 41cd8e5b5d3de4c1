/* cells.h - the sequences of V tokens and L positions, numbered in
   lexicographic order, and a group that permutes them.

   Laws that a permutation of positions, or a relabelling of the tokens at each
   position, takes into each other have the same entropies, and what is asked
   may respect all of these or some (THEORY section 12).  A symmetry first
   relabels, then moves positions; those allowed are a group: any relabelling
   at each position, or none, and the permutations of positions that keep a
   label which each position has.  */
#ifndef MDM_CELLS_H
#define MDM_CELLS_H

#include "exact/limit.h"
#include "exact/status.h"

#include <stdint.h>

typedef struct
{
  int relabels;  /* may tokens be renamed, at each position by itself? */
  size_t *label; /* of each position, lent */
} mdm_symmetry_t;

typedef struct
{
  size_t vocab, length;
  size_t count;    /* V^L sequences */
  size_t order;    /* of the group */
  uint16_t *image; /* ORDER times COUNT: where each sequence goes; the identity
                      comes first */
} mdm_cells_struct;

typedef mdm_cells_struct mdm_cells_t[1];

/* Set *COUNT to the number of sequences of LENGTH >= 1 tokens of VOCAB >= 1, and
   *ORDER to that of the symmetries, saturating.  MDM_ELIMIT where there are
   more than 65536 sequences.  */
mdm_status mdm_cells_size (uint64_t *count, uint64_t *order, size_t vocab,
                           size_t length, const mdm_symmetry_t *symmetry,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Set CELLS to the sequences of LENGTH >= 1 tokens of VOCAB >= 1 with the
   group that SYMMETRY says; an image of it fits in 16 bits.  MDM_ELIMIT where
   the group takes more memory or time than LIMIT allows, or there are more
   than 65536 sequences; CELLS is then as after mdm_cells_init.  */
void mdm_cells_init (mdm_cells_t cells);
mdm_status mdm_cells_set (mdm_cells_t cells, size_t vocab, size_t length,
                          const mdm_symmetry_t *symmetry,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;
void mdm_cells_clear (mdm_cells_t cells);

/* The images of symmetry G.  */
static inline const uint16_t *
mdm_cells_image (const mdm_cells_t cells, size_t g)
{
  return cells->image + g * cells->count;
}

/* Write the tokens of sequence CELL to TOKENS[0..L).  */
void mdm_cells_tokens (uint16_t *tokens, const mdm_cells_t cells, size_t cell);

#endif
