/* refinement.h - counts all marginal weights of a law by splitting its rows.

   For every set of positions the rows are grouped by what they hold there; the
   sum of a group is a marginal weight.  Sets are gone through position by
   position, each being left out or kept; where it is kept, every group is
   split by the tokens at that position.  What makes it fast:

     1. A group of a single row stays one, whatever positions are added: it is
        taken out, and counted for all sets to come at once, binomially often
        for each number of positions.  Branches without groups end.
     2. The last position is not split by: the sums of the parts of a group,
   and of the whole, are found in one pass.
     3. Rows are numbers, and their tokens held by position, one byte each
        where V <= 256; but for the last positions a row is one word that
        holds its tokens there and its weight, so that most steps read memory
        in order.
     4. Groups that are needed for nothing else are split in their place.

   The work is at most 2^(L-1) steps a row, whatever V is, and less where rows
   agree at few positions; memory is O(L) words
   a row and thread.  */
#ifndef MDM_REFINEMENT_H
#define MDM_REFINEMENT_H

#include "info/histogram.h"
#include "law/law.h"

/* The bytes that one thread needs beside a histogram, and those that all
   threads share.  Saturating.  */
uint64_t mdm_refinement_bytes (const mdm_law_t law);
uint64_t mdm_refinement_shared_bytes (const mdm_law_t law);

/* Longer laws have more sets of positions than a word counts.  */
#define MDM_REFINEMENT_LENGTH_MAX 60

/* Count all marginal weights of LAW, which is listed, has less than 2^31 rows, a
   length up to MDM_REFINEMENT_LENGTH_MAX and a total below 2^64, under their number of positions.  H is empty, for
   LAW's length and total.  One thread's work and memory are within LIMIT;
   more, up to limit->jobs, are used as far as their memory is.  The counts are
   the same for any number of threads.  */
void mdm_refinement_count (mdm_histogram_t h, const mdm_law_t law,
                           const mdm_limit_t *limit);

#endif
