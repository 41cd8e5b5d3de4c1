/* text.h - the law of the windows of a text.  */
#ifndef MDM_TEXT_H
#define MDM_TEXT_H

#include "law/families.h"

/* text:FILE,L=,classes= - the empirical law of the windows of L classes in
   FILE: bytes of no class are dropped, and each of the N - L + 1 overlapping
   windows of the N bytes left counts once.  The vocabulary is the names of
   the classes in their order, seen or not.  What is wrong with the file, fewer
   than L bytes left included, names FILE; MDM_EDOMAIN for L and MDM_ELIMIT
   have no place.  */
mdm_family mdm_text_read MDM_MUST_CHECK;

/* The two halves of it.  Set *SYMBOLS to the classes of the bytes in FILE,
   *COUNT of them, those of none dropped, and give LAW their names as its
   vocabulary.  The caller frees *SYMBOLS with flint_free, after a failure
   too.  */
mdm_status mdm_text_symbols (unsigned char **symbols, size_t *count,
                             mdm_law_t law, const char *file,
                             const mdm_classes_t *classes,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Give LAW, whose vocabulary and length are set, the windows of the COUNT >=
   length SYMBOLS.  */
mdm_status mdm_text_windows (mdm_law_t law, const unsigned char *symbols,
                             size_t count, const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
