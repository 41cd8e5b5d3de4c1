/* hmm.h - hidden Markov models.

   A hidden state s_1 is drawn from the start probabilities, s_{t+1} from the
   transitions of s_t, and x_t from the emissions of s_t:

     p(x_1..x_L) = sum over s_1..s_L of start(s_1) emission(x_1 | s_1)
                   prod_{t=2..L} transition(s_t | s_{t-1}) emission(x_t | s_t)

   (THEORY, section 7).  It is computed by the forward algorithm.  */
#ifndef MDM_HMM_H
#define MDM_HMM_H

#include "law/families.h"

/* hmm:FILE,L= - the law of L tokens of the model in FILE, with rows `start
   PROBABILITY STATE', `transition PROBABILITY STATE STATE' and `emission
   PROBABILITY STATE TOKEN'.  */
mdm_family mdm_hmm_read MDM_MUST_CHECK;

#endif
